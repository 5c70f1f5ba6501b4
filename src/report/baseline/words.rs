//! What changed since a baseline, in words and in the JSON.

use serde::Serialize;

use super::{Change, Comparison, Known};
use crate::diagnostic::{Diagnostic, Severity};
use crate::graph::Verdict;
use crate::report::finding::verdict_name;
use crate::report::outline::{camps, heading};
use crate::report::reading::day;
use crate::report::shape::Report;
use crate::report::words::{list, list_up_to};

/// Most values of a fact in one line.
const MOST: usize = 6;

/// A change as the JSON has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ChangeEntry {
    /// `gained`, `lost` or `changed`.
    pub change: &'static str,
    /// Id of the fact as it is now; null for one that was lost.
    pub fact: Option<String>,
    /// What was known of it; null for one that was gained.
    pub before: Option<Before>,
}

/// What was known of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Before {
    /// Its id then.
    pub fact: String,
    /// Its fingerprint then.
    pub fingerprint: String,
    /// What it came to.
    pub verdict: Verdict,
    /// What was said of it.
    pub values: Vec<String>,
}

impl Comparison<'_> {
    /// "2 gained, 1 lost, 1 changed, 12 as before".
    pub fn summary(&self) -> String {
        let number = |name: &str| self.changes.iter().filter(|change| change.name() == name).count();
        let counted: Vec<String> = ["gained", "lost", "changed"]
            .into_iter()
            .map(|name| (number(name), name))
            .filter(|(number, _)| *number > 0)
            .map(|(number, name)| format!("{number} {name}"))
            .chain(std::iter::once(format!("{} as before", self.unchanged)))
            .collect();
        counted.join(", ")
    }

    /// A line for every change.
    pub fn lines(&self, report: &Report) -> Vec<String> {
        self.changes.iter().map(|change| change.line(report)).collect()
    }

    /// The changes as the JSON has them.
    pub fn entries(&self) -> Vec<ChangeEntry> {
        self.changes.iter().map(Change::entry).collect()
    }

    /// What a person has to look at again: acceptances that are not needed or have run out.
    pub fn stale(&self) -> Vec<Diagnostic> {
        let unused = self.unused.iter().map(|known| {
            let what = "is accepted in the baseline, but is no longer the finding that was accepted";
            diagnostic("unused-acceptance", known, what)
        });
        let expired = self.expired.iter().map(|(known, _)| {
            let until = known.accepted.as_ref().and_then(|accepted| accepted.until);
            let what = until.map_or_else(String::new, |until| format!("was accepted until {}", day(until)));
            diagnostic("expired-acceptance", known, &what)
        });
        unused.chain(expired).collect()
    }
}

fn diagnostic(code: &str, known: &Known, what: &str) -> Diagnostic {
    let by =
        known.accepted.as_ref().map(|accepted| format!(" (by {}: {})", accepted.author, accepted.reason));
    let message = format!("`{}` {what}{}", known.fact, by.unwrap_or_default());
    Diagnostic::new(code, Severity::Error, message)
}

impl Change<'_> {
    fn name(&self) -> &'static str {
        match self {
            Self::Gained(_) => "gained",
            Self::Lost(_) => "lost",
            Self::Changed(..) => "changed",
        }
    }

    fn line(&self, report: &Report) -> String {
        let now = |fact| format!("{}: {}", heading(fact), camps(report, fact));
        match self {
            Self::Gained(fact) => format!("gained {}: {}", verdict_name(fact.verdict), now(fact)),
            Self::Lost(known) => {
                format!(
                    "lost {}: {}: {}",
                    verdict_name(known.verdict),
                    known.fact,
                    list_up_to(&known.values, MOST)
                )
            }
            Self::Changed(known, fact) if known.verdict == fact.verdict => {
                format!(
                    "changed {}: {}, before {}",
                    verdict_name(fact.verdict),
                    now(fact),
                    list(&known.values)
                )
            }
            Self::Changed(known, fact) => {
                let (before, after) = (verdict_name(known.verdict), verdict_name(fact.verdict));
                format!(
                    "changed {before} to {after}: {}, before {}",
                    now(fact),
                    list_up_to(&known.values, MOST)
                )
            }
        }
    }

    fn entry(&self) -> ChangeEntry {
        let before = |known: &Known| Before {
            fact: known.fact.clone(),
            fingerprint: known.fingerprint.clone(),
            verdict: known.verdict,
            values: known.values.clone(),
        };
        let known = match self {
            Self::Gained(_) => None,
            Self::Lost(known) | Self::Changed(known, _) => Some(before(known)),
        };
        ChangeEntry { change: self.name(), fact: self.fact().map(|fact| fact.id.clone()), before: known }
    }
}
