//! Tags: which class each word is of, by list, ending and neighbours. `closed` reads the words of
//! grammar, `verb` what may be a verb or a noun.

mod closed;
mod verb;

use std::ops::Range;

use crate::claim::name::NameMention;
use crate::claim::quantity::Dimension;
use crate::claim::token::{Shape, Token};
use crate::claim::value::{ValueKind, ValueMention};
use crate::vocabulary::grammar::{Class, Classes, grammar};
use crate::vocabulary::verbs::{Inflection, verbs};

/// Class of a word in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// the, its, every
    Determiner,
    /// in, of, by
    Preposition,
    /// and, or, but
    Conjunction,
    /// after, while
    Subordinator,
    /// which, who
    Relative,
    /// "that" before a clause
    That,
    /// he, they
    Pronoun,
    /// forms of be, have, do, and modals
    Auxiliary,
    /// to before a verb
    To,
    /// a verb that is finite by its form
    Finite,
    /// a past participle
    Participle,
    /// an -ing form that works as a verb
    Gerund,
    /// a base form after to or a modal
    Base,
    /// common noun
    Noun,
    /// adjective
    Adjective,
    /// adverb
    Adverb,
    /// part of a figure
    Figure,
    /// part of a date
    When,
    /// part of a name
    Name,
    /// 's
    Possessive,
    /// not, never
    Not,
    /// quotation mark
    Quote,
    /// comma
    Comma,
    /// : ; — . ! ? ( )
    Break,
    /// anything else
    Other,
}

impl Tag {
    /// Whether a noun phrase can hold it before its head.
    pub fn in_phrase(self) -> bool {
        matches!(
            self,
            Self::Noun | Self::Adjective | Self::Figure | Self::Name | Self::Possessive | Self::Determiner
        )
    }

    /// Whether it is a verb that heads a group.
    pub fn is_verb(self) -> bool {
        matches!(self, Self::Finite | Self::Participle | Self::Gerund | Self::Base)
    }
}

/// Tags and lemmas of a sentence.
pub fn tags(
    tokens: &[Token],
    values: &[ValueMention],
    value_tokens: &[Range<usize>],
    names: &[NameMention],
) -> (Vec<Tag>, Vec<String>) {
    let mut fixed: Vec<Option<Tag>> = vec![None; tokens.len()];
    for name in names {
        for at in name.tokens.clone() {
            if tokens.get(at).is_some_and(|t| t.shape != Shape::Possessive) {
                fixed[at] = Some(Tag::Name);
            }
        }
    }
    for (value, range) in values.iter().zip(value_tokens) {
        let tag = match value.kind {
            ValueKind::Date(..) => Tag::When,
            ValueKind::Identifier(_) => Tag::Name,
            _ => Tag::Figure,
        };
        for at in range.clone() {
            fixed[at] = Some(tag);
        }
    }
    // "an 18-minute spell": a compound waits for its noun.
    let compound = |range: &Range<usize>| tokens[range.clone()].iter().skip(1).any(|token| token.is("-"));
    let measured =
        values.iter().zip(value_tokens).filter(|(value, range)| has_unit(value) && !compound(range));
    let mut tagger = Tagger {
        tokens,
        classes: of_words(tokens, |word| grammar().classes(word)),
        forms: of_words(tokens, |word| verbs().forms(word)),
        fixed,
        units: measured.map(|(_, range)| range.end).collect(),
        tags: Vec::with_capacity(tokens.len()),
        lemmas: Vec::with_capacity(tokens.len()),
    };
    for at in 0..tokens.len() {
        let (tag, lemma) = tagger.tag(at);
        tagger.tags.push(tag);
        tagger.lemmas.push(lemma);
    }
    (tagger.tags, tagger.lemmas)
}

/// What is known of each word, "'s" among them; nothing of marks and figures.
fn of_words<T: Default>(tokens: &[Token], look: impl Fn(&str) -> T) -> Vec<T> {
    let of = |token: &Token| match token.shape {
        Shape::Word | Shape::Possessive => look(&token.lower),
        Shape::Number | Shape::Quote | Shape::Sign | Shape::Mark => T::default(),
    };
    tokens.iter().map(of).collect()
}

/// Whether a figure has its unit with it, so that no noun need follow.
fn has_unit(value: &ValueMention) -> bool {
    matches!(&value.kind, ValueKind::Number(quantity) if quantity.unit.dimension != Dimension::Count)
}

struct Tagger<'a> {
    tokens: &'a [Token],
    /// The closed classes of each word.
    classes: Vec<Classes>,
    /// The readings of each word as a verb.
    forms: Vec<&'static [Inflection]>,
    fixed: Vec<Option<Tag>>,
    /// Where figures with a unit end.
    units: Vec<usize>,
    tags: Vec<Tag>,
    lemmas: Vec<String>,
}

impl Tagger<'_> {
    fn tag(&self, at: usize) -> (Tag, String) {
        let token = &self.tokens[at];
        if let Some(tag) = self.fixed[at] {
            return (tag, token.lower.clone());
        }
        match token.shape {
            Shape::Possessive => return (Tag::Possessive, token.lower.clone()),
            Shape::Quote => return (Tag::Quote, token.lower.clone()),
            Shape::Number => return (Tag::Figure, token.lower.clone()),
            Shape::Sign => return (Tag::Other, token.lower.clone()),
            Shape::Mark => {
                let tag = match token.lower.as_str() {
                    "," => Tag::Comma,
                    ":" | ";" | "—" | "–" | "--" | "." | "!" | "?" | "(" | ")" | "[" | "]" | "…" | "..." => {
                        Tag::Break
                    }
                    _ => Tag::Other,
                };
                return (tag, token.lower.clone());
            }
            Shape::Word => {}
        }
        let word = token.lower.as_str();
        let classes = self.classes[at];
        if let Some(tag) = self.closed(at, word, classes) {
            let lemma = if classes.has(Class::Be) {
                "be"
            } else if classes.has(Class::Have) {
                "have"
            } else if classes.has(Class::Do) {
                "do"
            } else {
                word
            };
            return (tag, lemma.to_owned());
        }
        // "an astonishing 18-minute spell".
        let between = self.previous() == Some(Tag::Determiner) && self.fixed(at + 1) == Some(Tag::Figure);
        if between && word.ends_with("ing") {
            return (Tag::Adjective, word.to_owned());
        }
        let forms = self.forms[at];
        if !forms.is_empty()
            && let Some((tag, lemma)) = self.verb(at, forms)
        {
            return (tag, lemma.to_owned());
        }
        if classes.has(Class::Adjective) {
            return (Tag::Adjective, word.to_owned());
        }
        if word.ends_with("ly") && word.len() > 4 {
            return (Tag::Adverb, word.to_owned());
        }
        let before_noun = self.next_is_nominal(at);
        let adjective = ["al", "ous", "ful", "ive", "ic", "able", "ible", "less", "ish", "ese", "ary"]
            .iter()
            .any(|e| word.ends_with(e));
        if adjective && before_noun && word.len() > 4 {
            return (Tag::Adjective, word.to_owned());
        }
        (Tag::Noun, grammar().singular(word).into_owned())
    }

    /// The closed classes of a word; none behind the last one.
    fn classes(&self, at: usize) -> Classes {
        self.classes.get(at).copied().unwrap_or_default()
    }

    /// The readings of a word as a verb; none behind the last one.
    fn forms(&self, at: usize) -> &'static [Inflection] {
        self.forms.get(at).copied().unwrap_or_default()
    }

    /// The tokens from one on to the next mark.
    fn until_mark(&self, from: usize) -> impl Iterator<Item = usize> {
        (from..self.tokens.len()).take_while(|&at| self.tokens[at].shape != Shape::Mark)
    }

    fn previous(&self) -> Option<Tag> {
        self.tags.iter().rev().copied().find(|t| !matches!(t, Tag::Adverb | Tag::Quote | Tag::Not))
    }

    fn previous_lemma(&self) -> Option<&str> {
        let at = self.tags.iter().rposition(|t| !matches!(t, Tag::Adverb | Tag::Quote | Tag::Not))?;
        self.lemmas.get(at).map(String::as_str)
    }

    /// The tag of a token that is a name or part of a value, known before the grammar.
    fn fixed(&self, at: usize) -> Option<Tag> {
        self.fixed.get(at).copied().flatten()
    }

    fn next(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at + 1)
    }

    fn next_is_nominal(&self, at: usize) -> bool {
        let Some(next) = self.next(at) else { return false };
        if self.fixed(at + 1).is_some() {
            return true;
        }
        next.is_word() && {
            let classes = self.classes(at + 1);
            (classes.is_empty() || classes.has(Class::Adjective))
                && (self.forms(at + 1).is_empty() || verbs().often_noun(&next.lower))
        }
    }

    fn next_starts_phrase(&self, at: usize) -> bool {
        if matches!(self.fixed(at + 1), Some(Tag::Figure | Tag::Name)) {
            return true;
        }
        let classes = self.classes(at + 1);
        classes.has(Class::Determiner) || classes.has(Class::Pronoun)
    }

    fn previous_is_plural(&self) -> bool {
        let Some(at) = self.tags.iter().rposition(|t| !matches!(t, Tag::Adverb | Tag::Quote)) else {
            return false;
        };
        let word = self.tokens[at].lower.as_str();
        self.lemmas[at] != word || self.previous_lemma() == Some("police") || self.joined(at)
    }

    /// "Ukraine and Russia have": two names joined by "and" are plural.
    fn joined(&self, at: usize) -> bool {
        at >= 1 && self.tags[..at].iter().rev().take(2).any(|t| *t == Tag::Conjunction)
    }
}
