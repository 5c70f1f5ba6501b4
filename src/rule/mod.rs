//! Rules: what a user writes in YAML, checked into what the later stages see.
//!
//! `written` is the shape that a user writes, `compile` and `fragment` check it and say everything
//! that is wrong where it stands, `load` brings files and the packed rules together, `lint` holds
//! whole sets against the vocabulary. Later stages only see [`Rule`].

mod compile;
mod edit;
mod fragment;
mod index;
mod lint;
mod load;
mod message;
#[doc(hidden)]
pub mod names;
mod own;
mod phrase;
mod schema;
mod select;
mod spans;
mod template;
mod written;

use jiff::civil::Date;

#[doc(hidden)]
pub use lint::{LINTS, Lint, Names, guide};
pub use load::Loaded;
#[doc(hidden)]
pub use load::vocabulary_files;
#[doc(hidden)]
pub use message::{Message, Piece, Slot};
#[doc(hidden)]
pub use own::{OwnEntry, OwnWords, edited_words, own_words};
#[doc(hidden)]
pub use phrase::{Filled, Phrase, PhraseMatch, PhrasePart, PhraseSlot, SlotType};
#[doc(hidden)]
pub use schema::{meaning, schema, vocabulary_schema};
#[doc(hidden)]
pub use select::{Choice, Condition, Gate, IsA, Subject, Test, Wanted};
#[doc(hidden)]
pub use spans::{Source, Spot};
#[doc(hidden)]
pub use written::KEYS;

use crate::claim::{Field, Kind};
use crate::diagnostic::Severity;
use names::Named;

/// How the values of a fact move as time goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[doc(hidden)]
pub enum OverTime {
    /// A later, larger figure updates an earlier one; a later, smaller one does not.
    Grows,
    /// The reverse.
    Shrinks,
    /// Any later value may update an earlier one.
    Changes,
    /// It is what it is: a later, other value contradicts. The default.
    #[default]
    Fixed,
}

names::named!(OverTime { Grows = "grows", Shrinks = "shrinks", Changes = "changes", Fixed = "fixed" });

/// Arithmetic between the figures of one article or one fact: the parts together are the total.
#[derive(Debug, Clone, PartialEq, Eq)]
#[doc(hidden)]
pub struct Sum {
    /// Predicates of the parts; at least one.
    pub parts: Vec<String>,
    /// Predicate of the whole.
    pub total: String,
}

/// What a test of a rule expects.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[doc(hidden)]
pub enum Expectation {
    /// A fact of the rule holds a contradiction between the texts (or inside the only one).
    Contradicts,
    /// One camp of the rule holds all texts.
    Agrees,
    /// A fact of the rule joins them; values differ and can all be true.
    Compatible,
    /// The later value replaces the earlier one.
    Updates,
    /// Two named voices disagree.
    Disputes,
    /// The rule selects a claim in each text, joins no two of them, and finds nothing wrong inside
    /// one that stands alone.
    Apart,
    /// The rule joins no two of them, and finds nothing wrong inside one that stands alone.
    Unrelated,
}

names::named!(Expectation {
    Contradicts = "contradicts",
    Agrees = "agrees",
    Compatible = "compatible",
    Updates = "updates",
    Disputes = "disputes",
    Apart = "apart",
    Unrelated = "unrelated",
});

impl Expectation {
    /// Whether the texts are to be kept from one another.
    pub fn separates(self) -> bool {
        matches!(self, Self::Apart | Self::Unrelated)
    }

    /// How many texts such a test needs: what is found inside one text (a sum, a weekday beside its
    /// date) and what is not needs one, what stands between texts needs two.
    pub fn least_texts(self) -> usize {
        if self == Self::Contradicts || self.separates() { 1 } else { 2 }
    }
}

/// A test that a rule carries.
#[derive(Debug, Clone)]
#[doc(hidden)]
pub struct RuleTest {
    /// What is to come out.
    pub expect: Expectation,
    /// A known gap (`todo-…`): reported on the day it starts to pass.
    pub todo: bool,
    /// The texts, each an article of its own.
    pub texts: Vec<TestText>,
    /// Where it is written.
    #[doc(hidden)]
    pub at: Spot,
}

/// One article of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
#[doc(hidden)]
pub struct TestText {
    /// What it says.
    pub text: String,
    /// Who published it, where the test says so.
    pub outlet: Option<String>,
    /// When, where the test says so.
    pub published: Option<Date>,
}

/// A checked rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name; that of its file, where it has one to itself.
    pub id: String,
    /// What a reader would call the fact.
    pub title: String,
    /// The kinds of claim that it takes; at least one.
    pub kinds: Vec<Kind>,
    /// Which of them.
    #[doc(hidden)]
    pub select: Condition,
    /// Which of those are let go: shown as considered, not counted.
    #[doc(hidden)]
    pub unless: Option<Condition>,
    /// Equal in all of these: the same fact. Different in one: apart.
    #[doc(hidden)]
    pub key: Vec<Field>,
    /// If two claims both say it and differ, they are apart.
    #[doc(hidden)]
    pub separate: Vec<Field>,
    /// How its values move as time goes by.
    #[doc(hidden)]
    pub over_time: OverTime,
    /// Dates farther apart than this many days are another occurrence.
    #[doc(hidden)]
    pub window_days: Option<u32>,
    /// How much a contradiction matters.
    pub severity: Severity,
    /// What to say of a contradiction.
    #[doc(hidden)]
    pub message: Message,
    /// Arithmetic between its figures.
    #[doc(hidden)]
    pub sum: Option<Sum>,
    /// Wordings of its own.
    #[doc(hidden)]
    pub phrases: Vec<Phrase>,
    /// Its examples.
    #[doc(hidden)]
    pub tests: Vec<RuleTest>,
    /// Rules of higher priority choose first; 0 where nothing is written.
    #[doc(hidden)]
    pub priority: i32,
    /// Whether it is one of the rules inside the binary.
    pub shipped: bool,
    /// Where it is written; `at.key("where")` and so on are the places of its parts.
    #[doc(hidden)]
    pub at: Spot,
}

impl Rule {
    /// Path of its file, as the user gave it.
    pub fn file(&self) -> &str {
        self.at.file()
    }

    /// Whether it takes every claim of its kinds: such a rule comes last.
    #[doc(hidden)]
    pub fn is_open(&self) -> bool {
        self.select.weight() == 0 && self.phrases.is_empty()
    }

    /// Specific before general: an open rule last, then by priority, by the number of conditions, by id.
    /// A phrase is as many conditions as it has words.
    fn rank(&self) -> (bool, std::cmp::Reverse<i32>, std::cmp::Reverse<usize>, &str) {
        let words = self.phrases.iter().map(Phrase::weight).min().unwrap_or(0);
        let conditions = self.select.weight() + words;
        (self.is_open(), std::cmp::Reverse(self.priority), std::cmp::Reverse(conditions), &self.id)
    }
}

/// Rules in the order in which they choose claims.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    /// Specific rules before general ones, an open rule last; ties by id.
    pub rules: Vec<Rule>,
    index: index::Index,
}

impl RuleSet {
    fn new(mut rules: Vec<Rule>) -> Self {
        rules.sort_by(|a, b| a.rank().cmp(&b.rank()));
        let index = index::Index::new(&rules);
        Self { rules, index }
    }

    /// Indices of the rules that can take a claim of something that goes by these concepts, its own
    /// and the wider ones; in the order in which they choose.
    #[doc(hidden)]
    pub fn candidates<'a>(&self, concepts: impl Iterator<Item = &'a str>) -> impl Iterator<Item = usize> {
        self.index.candidates(concepts).into_iter()
    }

    /// These rules and others; one with the id of one of these replaces it.
    #[must_use]
    pub fn with(&self, others: &Self) -> Self {
        let kept = self.rules.iter().filter(|rule| others.find(&rule.id).is_none()).cloned();
        Self::new(kept.chain(others.rules.iter().cloned()).collect())
    }

    /// The rule of that id and its index.
    pub fn find(&self, id: &str) -> Option<(usize, &Rule)> {
        self.rules.iter().enumerate().find(|(_, rule)| rule.id == id)
    }
}

#[cfg(test)]
mod tests;
