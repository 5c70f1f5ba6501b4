//! What was known of a set of articles: facts with their verdicts and fingerprints, kept in a file that
//! people read, review and annotate. Later runs are held against it fact by fact, never line by line.

mod compare;
mod words;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::shape::{FactEntry, Report};
use super::version::{Silent, silent};
use crate::check::Manner;
use crate::graph::Verdict;

pub use compare::{Change, Comparison, compare};
pub use words::{Before, ChangeEntry};

/// Number of the shape of the file.
const SCHEMA: u32 = 1;

/// The first line of a file that the program writes.
const OPENING: &str = "# Facts that are known: crosscheck check PATH… --baseline FILE (docs/ci.md). `--update-baseline` \
                       writes it anew\n# and keeps what is accepted.\n";

/// The facts of an earlier run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// 1.
    schema: u32,
    /// By their ids, then by their fingerprints.
    pub facts: Vec<Known>,
    /// Values that changed without a word, by what is said of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silent_changes: Vec<KnownChange>,
}

/// A value that changed from one version of an article to the next without a word: done for good, so
/// that one which is known fails no later run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownChange {
    /// What is said of it, for readers of the file.
    pub change: String,
    /// Outlet, address and both values in one.
    pub fingerprint: String,
}

/// A fact of an earlier run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Id of the fact.
    pub fact: String,
    /// Rule, story, key and values in one.
    pub fingerprint: String,
    /// Id of its rule.
    pub rule: String,
    /// Story of its articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<String>,
    /// What it came to.
    pub verdict: Verdict,
    /// What was said of it, in alphabetical order.
    pub values: Vec<String>,
    /// Why it may stay as it is, and who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Accepted>,
}

/// A person's word that a finding may stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Why; not empty.
    pub reason: String,
    /// Who says so; not empty.
    pub author: String,
    /// The last day on which it holds; for good where none is given.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_day",
        deserialize_with = "read_day"
    )]
    pub until: Option<Date>,
}

impl Baseline {
    /// The facts of a report that were compared. What was accepted in an earlier baseline stays accepted
    /// where the fact is as it was.
    pub fn of(report: &Report, earlier: Option<&Self>) -> Self {
        let compared = report.facts.iter().filter(|fact| fact.verdict != Verdict::Uncorroborated);
        let mut facts: Vec<Known> = compared.map(Known::of).collect();
        if let Some(earlier) = earlier {
            let mut accepted: Vec<&Known> =
                earlier.facts.iter().filter(|fact| fact.accepted.is_some()).collect();
            for fact in &mut facts {
                if let Some(at) = accepted.iter().position(|known| known.is_same(fact)) {
                    fact.accepted.clone_from(&accepted.swap_remove(at).accepted);
                }
            }
        }
        facts.sort_by(|a, b| (&a.fact, &a.fingerprint).cmp(&(&b.fact, &b.fingerprint)));
        let change = |silent: Silent<'_>| KnownChange {
            change: silent.message().message,
            fingerprint: silent.change.fingerprint.clone(),
        };
        let mut silent_changes: Vec<KnownChange> = silent(report).into_iter().map(change).collect();
        silent_changes.sort();
        silent_changes.dedup();
        Self { schema: SCHEMA, facts, silent_changes }
    }

    /// Says of every silent change of a report whether it is known.
    pub fn mark(&self, report: &mut Report) {
        let known =
            |fingerprint: &str| self.silent_changes.iter().any(|known| known.fingerprint == fingerprint);
        for change in report.versions.iter_mut().flat_map(|version| &mut version.changes) {
            if change.manner == Manner::Silent {
                change.known = Some(known(&change.fingerprint));
            }
        }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// What is wrong with the text, with its line where that is known.
    pub fn read(text: &str) -> Result<Self, String> {
        let baseline: Self = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        if baseline.schema != SCHEMA {
            return Err(format!("schema {} is unknown: this program reads {SCHEMA}", baseline.schema));
        }
        let blank = |known: &&Known| {
            known.accepted.as_ref().is_some_and(|a| a.reason.trim().is_empty() || a.author.trim().is_empty())
        };
        match baseline.facts.iter().find(blank) {
            Some(known) => Err(format!("`{}` is accepted without a reason or an author", known.fact)),
            None => Ok(baseline),
        }
    }

    /// The text of the file: the same facts, the same bytes.
    ///
    /// # Panics
    /// Never: every key of a baseline is a string.
    pub fn write(&self) -> String {
        let text = serde_yaml::to_string(self).expect("a baseline has string keys alone");
        format!("{OPENING}{text}")
    }
}

impl Known {
    fn of(fact: &FactEntry) -> Self {
        Self {
            fact: fact.id.clone(),
            fingerprint: fact.fingerprint.clone(),
            rule: fact.rule.clone(),
            story: fact.story.clone(),
            verdict: fact.verdict,
            values: values(fact),
            accepted: None,
        }
    }

    /// Whether it is the same fact with the same values and the same verdict.
    fn is_same(&self, other: &Self) -> bool {
        (&self.fingerprint, self.verdict) == (&other.fingerprint, other.verdict)
    }
}

/// What the camps of a fact say, in alphabetical order.
fn values(fact: &FactEntry) -> Vec<String> {
    let mut values: Vec<String> = fact.camps.iter().map(|camp| camp.reading.clone()).collect();
    values.sort();
    values
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference to the field"
)]
fn write_day<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(serializer)
}

fn read_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    let parsed = text.map(|text| text.parse().map_err(|_| format!("`{text}` is no day such as 2031-05-31")));
    parsed.transpose().map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests;
