//! A sentence as a row of words and names, which the grammars of offices and groups read.

use std::ops::Range;

use super::{NameMention, Referent};
use crate::claim::token::{Shape, Token};
use crate::files::Span;

/// One word, mark or whole name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'a> {
    /// The folded word; of a name, its first word.
    pub word: &'a str,
    /// The name that stands here.
    pub name: Option<&'a NameMention>,
    /// What its first token is.
    pub shape: Shape,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Its bytes.
    pub span: Span,
}

/// A sentence in items.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub items: Vec<Item<'a>>,
}

impl<'a> Row<'a> {
    /// Folds the tokens of every name into one item.
    pub fn new(tokens: &'a [Token], names: &'a [NameMention]) -> Self {
        let mut items = Vec::with_capacity(tokens.len());
        let mut at = 0;
        let mut rest = names;
        while let Some(token) = tokens.get(at) {
            while rest.first().is_some_and(|n| n.tokens.start < at) {
                rest = &rest[1..];
            }
            let name = rest.first().filter(|n| n.tokens.start == at);
            let span = name.map_or(token.span, |n| n.span);
            items.push(Item { word: &token.lower, name, shape: token.shape, capital: token.capital, span });
            at = name.map_or(at + 1, |n| n.tokens.end.max(at + 1));
        }
        Self { items }
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn item(&self, at: usize) -> Option<&Item<'a>> {
        self.items.get(at)
    }

    /// The word at an item that is no name.
    pub fn word(&self, at: usize) -> Option<&'a str> {
        self.items.get(at).filter(|i| i.name.is_none()).map(|i| i.word)
    }

    /// The folded word, name or not.
    pub fn any_word(&self, at: usize) -> Option<&'a str> {
        self.items.get(at).map(|i| i.word)
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == Some(word)
    }

    pub fn is_one_of(&self, at: usize, words: &[&str]) -> bool {
        self.word(at).is_some_and(|w| words.contains(&w))
    }

    pub fn name(&self, at: usize) -> Option<&'a NameMention> {
        self.items.get(at).and_then(|i| i.name)
    }

    pub fn person(&self, at: usize) -> Option<&'a str> {
        match &self.name(at)?.referent {
            Referent::Person(name) => Some(name),
            _ => None,
        }
    }

    pub fn nation(&self, at: usize) -> Option<&'a str> {
        self.name(at)?.nation.as_deref()
    }

    pub fn possessive(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|i| i.shape == Shape::Possessive)
    }

    pub fn span(&self, range: Range<usize>) -> Span {
        let first = self.items.get(range.start).map_or(Span::default(), |i| i.span);
        let last = self.items.get(range.end.saturating_sub(1)).map_or(first, |i| i.span);
        first.join(last)
    }
}
