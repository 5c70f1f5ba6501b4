//! A sentence while its numbers are read: its tokens, and the text from any place on.

use super::worded::is_plural;
use crate::claim::token::{Shape, Token};
use crate::files::Span;

/// One sentence of an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    end: usize,
}

impl<'a> Reader<'a> {
    /// A reader of one sentence; tokens outside of it are not looked at.
    pub fn new(text: &'a str, sentence: Span, tokens: &'a [Token]) -> Self {
        let end = if text.is_char_boundary(sentence.end) { sentence.end } else { text.len() };
        let first = tokens.partition_point(|token| token.span.start < sentence.start);
        let last = tokens.partition_point(|token| token.span.end <= end);
        Self { text, tokens: tokens.get(first..last).unwrap_or_default(), end }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The article.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// All tokens.
    pub fn tokens(&self) -> &'a [Token] {
        self.tokens
    }

    /// The token of an index.
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    /// The token before an index.
    pub fn previous(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at.checked_sub(1)?)
    }

    /// The sentence from a byte of the article on; empty where that is no place of it.
    pub fn rest(&self, from: usize) -> &'a str {
        self.text.get(from..self.end).unwrap_or("")
    }

    /// Where in the article a rest begins.
    pub fn at(&self, rest: &str) -> usize {
        self.end - rest.len()
    }

    /// Index of the first token that begins at a byte or after it.
    pub fn index(&self, from: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start < from)
    }

    /// Whether no space stands before a token.
    pub fn touching(&self, at: usize) -> bool {
        match (self.previous(at), self.token(at)) {
            (Some(before), Some(token)) => before.span.end == token.span.start,
            _ => false,
        }
    }

    /// Whether a plural noun in lower case follows a token.
    pub fn before_noun(&self, at: usize) -> bool {
        self.token(at + 1)
            .is_some_and(|token| token.shape == Shape::Word && !token.capital && is_plural(token))
    }

    /// Whether one of the tokens around an index, up to `reach` to each side, is such a word.
    pub fn near(&self, at: usize, reach: usize, is: impl Fn(&str) -> bool) -> bool {
        let from = at.saturating_sub(reach);
        let to = (at + reach + 1).min(self.tokens.len());
        self.tokens.get(from..to).is_some_and(|near| near.iter().any(|token| is(&token.lower)))
    }
}
