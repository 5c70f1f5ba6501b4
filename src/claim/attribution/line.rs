//! The words of one sentence with what each can be, looked up before any speaker is looked for.

use crate::claim::token::{Shape, Token};
use crate::vocabulary::speech::{Class, Classes, Speech};

/// The tokens of one sentence with what is known of them before any speaker is looked for.
pub(crate) struct Line<'a> {
    pub tokens: &'a [Token],
    pub words: &'a Speech,
    /// What each word can be; nothing for marks and figures.
    classes: Vec<Classes>,
    /// Whether each word is written as a name is: see [`Self::capital`].
    capitals: Vec<bool>,
    /// Whether the whole sentence is in capitals, so that a capital says nothing.
    pub(super) caps: bool,
}

/// Words of grammar.
const GRAMMATICAL: [Class; 6] = [
    Class::Pronoun,
    Class::Determiner,
    Class::Preposition,
    Class::Relative,
    Class::ClauseStart,
    Class::Auxiliary,
];

impl<'a> Line<'a> {
    pub fn new(tokens: &'a [Token], words: &'a Speech) -> Self {
        let all = tokens.iter().filter(|t| t.is_word()).count();
        let shouted = tokens.iter().filter(|t| t.shouted).count();
        let of = |t: &Token| if t.is_word() { words.classes(&t.lower) } else { Classes::default() };
        let classes = tokens.iter().map(of).collect();
        let caps = all > 1 && shouted * 10 >= all * 7;
        let mut line = Self { tokens, words, classes, capitals: Vec::new(), caps };
        line.capitals = (0..tokens.len()).map(|at| line.is_name_like(at)).collect();
        line
    }

    pub fn is(&self, at: usize, class: Class) -> bool {
        self.classes.get(at).is_some_and(|classes| classes.has(class))
    }

    pub fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.lower.as_str())
    }

    pub fn is_quote(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.shape == Shape::Quote)
    }

    /// Whether a token is written with a capital that marks a name: not a function word, and
    /// in a sentence all in capitals no word that the vocabulary knows.
    pub fn capital(&self, at: usize) -> bool {
        self.capitals.get(at).copied().unwrap_or(false)
    }

    fn is_name_like(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let known = || self.classes[at].has_any(&[Class::Title, Class::Body, Class::Anonymous]);
        token.is_word()
            && token.capital
            && !self.grammatical(at)
            && !(self.caps && known())
            && !(at == 0 && !token.shouted && known())
    }

    /// A pronoun, article, preposition, conjunction or auxiliary.
    pub(super) fn grammatical(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        // "US" is a country and "AM" a clock time: only "us", "am" are grammar.
        let shouted_name = token.shouted && !self.caps && token.lower.len() > 1 && at > 0;
        !shouted_name && self.classes[at].has_any(&GRAMMATICAL)
    }
}
