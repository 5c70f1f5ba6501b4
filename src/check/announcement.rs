//! Which changes the corrections of an article stand for: those whose value they name, in words or in
//! figures, or whose subject ("the death toll was wrong").

use std::collections::BTreeSet;

use crate::article::Article;
use crate::article::notice::Notice;
use crate::claim::compare::{Comparison, compare};
use crate::claim::reading::{Reading, SentenceReading};
use crate::claim::value::{ValueKind, ValueMention};
use crate::claim::{Claim, Kind, Value};
use crate::fact::world::world;
use crate::rule::names::Named;
use crate::vocabulary::measures::measures;
use crate::vocabulary::notices::notices;
use crate::vocabulary::predicates::predicates;
use crate::vocabulary::things::things;

/// What a correction says was changed.
#[derive(Debug, Default)]
pub(super) struct Announcement<'a> {
    /// Whether it does not say.
    bare: bool,
    /// Its words, without its label, its day and its time.
    text: &'a str,
    /// The values that it gives.
    values: Vec<Value>,
    /// The folded words and their lemmas.
    words: BTreeSet<String>,
    /// The vocabulary's names of what it says happened.
    predicates: BTreeSet<&'static str>,
    /// The vocabulary's names of what it says was counted, with all that each is a kind of.
    things: BTreeSet<&'static str>,
    /// The vocabulary's names of what it says was measured.
    measures: BTreeSet<String>,
}

impl<'a> Announcement<'a> {
    /// What each of an article's notices says.
    pub fn all(article: &'a Article, notices: &[Notice]) -> Vec<Self> {
        if notices.is_empty() {
            return Vec::new();
        }
        let reading = Reading::new(article);
        notices.iter().map(|&notice| Self::of(article, notice, &reading)).collect()
    }

    fn of(article: &'a Article, notice: Notice, reading: &Reading<'_>) -> Self {
        let mut found =
            Self { bare: notice.is_bare(article), text: article.words(notice.content), ..Self::default() };
        for sentence in &reading.sentences {
            let inside = |mention: &&ValueMention| notice.content.contains(mention.core);
            found.values.extend(sentence.values.iter().filter(inside).filter_map(value));
            for (at, token) in sentence.tokens.iter().enumerate() {
                if notice.content.contains(token.span) {
                    found.add_word(sentence, at);
                }
            }
        }
        found
    }

    fn add_word(&mut self, sentence: &SentenceReading, at: usize) {
        let words = sentence.parse.words();
        self.words.extend([&words.lemmas[at], &words.surface[at]].into_iter().cloned());
        let happened = predicates().at(words, at, &|_| false);
        self.predicates.extend(happened.map(|(_, id, _)| predicates().get(id).id.as_str()));
        self.things.extend(things().of_word(&words.lemmas[at]));
        for kind in [Kind::Count, Kind::Measure, Kind::Money, Kind::Percent, Kind::Duration] {
            self.measures.extend(measures().at(words, at, kind).map(|(name, _)| name.to_owned()));
        }
    }

    /// Whether it does not say what was changed.
    pub fn is_bare(&self) -> bool {
        self.bare
    }

    /// Whether it names a value that changed, given as the claims before and after with their words; or
    /// gives no value of that kind and names what it is of.
    pub fn names(&self, sides: &[(&Claim, &str); 2]) -> bool {
        let world = world();
        let is = |claim: &Claim, value: &Value| {
            compare(&claim.value, value, &world).is_some_and(|met| met.comparison == Comparison::Agrees)
        };
        let given = |(claim, words): &(&Claim, &str)| {
            has_words(self.text, words) || self.values.iter().any(|value| is(claim, value))
        };
        let like = |(claim, _): &(&Claim, &str)| self.values.iter().any(|value| is_like(&claim.value, value));
        sides.iter().any(given)
            || !sides.iter().any(like) && sides.iter().any(|(claim, _)| self.is_about(claim))
    }

    /// Whether it names what a claim is of. Where it names another side of the matter alone ("the name of
    /// the man who died") it is about that.
    fn is_about(&self, claim: &Claim) -> bool {
        let own = called(claim.kind);
        let calls = |words: &[String]| words.iter().any(|word| self.words.contains(word));
        if !calls(own) && Kind::ALL.iter().any(|&kind| calls(called(kind))) {
            return false;
        }
        let predicate = claim.predicate.as_deref().map(|name| name.trim_end_matches("/agent"));
        let happened =
            |name: &str| self.predicates.contains(name) || !is_known(name) && self.words.contains(name);
        let counted = |name: &str| self.things.contains(name) || self.words.contains(name);
        predicate.is_some_and(happened)
            || claim
                .concept
                .as_deref()
                .is_some_and(|name| self.measures.contains(name) || calls(own) && counted(name))
    }
}

fn is_known(predicate: &str) -> bool {
    predicates().named(predicate).is_some()
}

/// What values of a kind are called.
fn called(kind: Kind) -> &'static [String] {
    let called = &notices().called;
    match kind {
        Kind::Count | Kind::Measure | Kind::Money | Kind::Percent | Kind::Duration | Kind::Score => {
            &called.number
        }
        Kind::Date => &called.date,
        Kind::Place => &called.place,
        Kind::Member | Kind::Role | Kind::Identifier => &called.name,
        Kind::Quote => &called.quote,
        Kind::Statement => &[],
    }
}

/// The value of a mention, as a claim would carry it.
fn value(mention: &ValueMention) -> Option<Value> {
    match &mention.kind {
        ValueKind::Number(quantity) => Some(Value::Number(quantity.clone())),
        ValueKind::Date(when, _) => when.map(Value::When),
        ValueKind::Score(pairs) => Some(Value::Score(pairs.clone())),
        ValueKind::Result(seconds) => Some(Value::Result(*seconds)),
        ValueKind::Identifier(name) => Some(Value::Identifier(name.clone())),
        ValueKind::Ordinal(_) => None,
    }
}

/// Whether two values are of one kind.
fn is_like(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.unit.dimension == b.unit.dimension,
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

/// Whether words stand in a text by themselves: "12" not in "2012" nor in "12.5".
fn has_words(text: &str, words: &str) -> bool {
    let part = |c: char| c.is_alphanumeric();
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        let inside =
            after.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let behind =
            before.strip_suffix(['.', ',']).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
        !words.is_empty() && !before.ends_with(part) && !after.starts_with(part) && !inside && !behind
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_by_themselves() {
        assert!(has_words("It was 12, not 14.", "12") && has_words("not 14.", "14"));
        assert!(!has_words("In 2012 it was 12.5 or 4,12", "12"));
    }
}
