//! What figures with a unit measure.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::idiom::{Idiom, Words};
use super::kind::Kind;

/// A measure as its file writes it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name in rules: the concept of such figures.
    id: String,
    /// Kinds of figures that it is told of.
    kinds: Vec<Kind>,
    /// The words for it, as lemmas.
    words: Vec<String>,
    /// The dimensions in which it is told, where it is a measure of few: length, speed.
    #[serde(default)]
    of: Vec<String>,
    /// Whether the figure is a change, which goes up or down.
    #[serde(default)]
    change: bool,
    /// Whether it is a profit or a loss.
    #[serde(default)]
    balance: bool,
    /// Lemmas beside which the words measure something else.
    #[serde(default)]
    unless: Vec<String>,
    /// Whether a story has one only: two outlets' figures are of one thing.
    #[serde(default)]
    single: bool,
    /// The unit of time of a figure that names none.
    #[serde(default)]
    per: Option<String>,
    /// What such a span is while it goes on: who has been in prison since May has served so long.
    #[serde(default, rename = "so-far")]
    so_far: Option<String>,
}

/// All measures with a look-up table by first lemma.
#[derive(Debug, Default)]
pub struct Measures {
    all: Vec<(String, Vec<Kind>)>,
    changes: Vec<String>,
    balances: Vec<String>,
    single: Vec<String>,
    of: FxHashMap<String, Vec<String>>,
    unless: FxHashMap<String, Vec<String>>,
    per: FxHashMap<String, String>,
    so_far: FxHashMap<String, String>,
    by_first: FxHashMap<String, Vec<(Idiom, usize)>>,
}

static MEASURES: LazyLock<Measures> = LazyLock::new(|| {
    Measures::new(super::section("measures").expect("the packed measures were checked when they were built"))
});

/// The shipped measures.
pub fn measures() -> &'static Measures {
    &MEASURES
}

impl Measures {
    fn new(written: Vec<Entry>) -> Self {
        let mut found = Self::default();
        for entry in written {
            let id = found.all.len();
            for word in &entry.words {
                let idiom = Idiom::new(word);
                found.by_first.entry(idiom.first().to_owned()).or_default().push((idiom, id));
            }
            if let Some(other) = entry.so_far {
                found.so_far.insert(entry.id.clone(), other);
            }
            if let Some(per) = entry.per {
                found.per.insert(entry.id.clone(), per);
            }
            if !entry.unless.is_empty() {
                found.unless.insert(entry.id.clone(), entry.unless);
            }
            if !entry.of.is_empty() {
                found.of.insert(entry.id.clone(), entry.of);
            }
            if entry.single {
                found.single.push(entry.id.clone());
            }
            if entry.change {
                found.changes.push(entry.id.clone());
            }
            if entry.balance {
                found.balances.push(entry.id.clone());
            }
            found.all.push((entry.id, entry.kinds));
        }
        for list in found.by_first.values_mut() {
            list.sort_by_key(|(idiom, id)| (std::cmp::Reverse(idiom.weight()), *id));
        }
        found
    }

    /// The measures of few dimensions, with the names of these.
    pub fn dimensions(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.of.iter().map(|(measure, of)| (measure.as_str(), of.as_slice()))
    }

    /// Whether a measure is one of the vocabulary, and no noun of its own.
    pub fn has(&self, measure: &str) -> bool {
        self.all.iter().any(|(id, _)| id == measure)
    }

    /// Whether a story has one figure only of a measure: a magnitude, a turnout.
    pub fn is_single(&self, measure: &str) -> bool {
        self.single.iter().any(|single| single == measure)
    }

    /// Whether a measure is what is left of income and cost: a profit or a loss.
    pub fn is_balance(&self, measure: &str) -> bool {
        self.balances.iter().any(|balance| balance == measure)
    }

    /// Whether a measure is a change, which goes up or down.
    pub fn is_change(&self, measure: &str) -> bool {
        self.changes.iter().any(|change| change == measure)
    }

    /// The unit of time of a figure of a measure that names none: a salary is a year's.
    pub fn per(&self, measure: &str) -> Option<&str> {
        self.per.get(measure).map(String::as_str)
    }

    /// What a span that goes on still measures where it would be the measure if it were told whole.
    pub fn so_far<'a>(&'a self, measure: &'a str) -> &'a str {
        self.so_far.get(measure).map_or(measure, String::as_str)
    }

    /// Whether the words of a measure mean another beside a lemma: "a sixth of the sentence".
    pub fn is_another(&self, measure: &str, beside: &str) -> bool {
        self.unless.get(measure).is_some_and(|words| words.iter().any(|word| word == beside))
    }

    /// Measures of that kind whose words stand at a word: name and number of words.
    pub fn at<'a>(
        &'a self,
        words: Words<'a>,
        at: usize,
        kind: Kind,
    ) -> impl Iterator<Item = (&'a str, usize)> + 'a {
        let list =
            words.lemmas.get(at).and_then(|lemma| self.by_first.get(lemma)).map_or(&[][..], Vec::as_slice);
        list.iter()
            .filter(move |(idiom, id)| {
                self.all[*id].1.contains(&kind) && idiom.matches(&words, at, &|_| false).is_some()
            })
            .map(|(idiom, id)| (self.all[*id].0.as_str(), idiom.weight()))
    }

    /// The names of all measures, in the order of the file.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|(id, _)| id.as_str())
    }
}
