//! A report held against a baseline.

use jiff::civil::Date;

use super::{Baseline, Known, values};
use crate::graph::Verdict;
use crate::report::finding::is_shown;
use crate::report::shape::{FactEntry, Report};

/// What became of one fact.
#[derive(Debug, Clone, Copy)]
pub enum Change<'a> {
    /// It was not there.
    Gained(&'a FactEntry),
    /// It is no longer there, or no other article speaks of it any more.
    Lost(&'a Known),
    /// Its verdict or its values are others.
    Changed(&'a Known, &'a FactEntry),
}

/// A report beside a baseline.
#[derive(Debug, Clone, Default)]
pub struct Comparison<'a> {
    /// What changed: gained, lost, changed, each in the order of the ids.
    pub changes: Vec<Change<'a>>,
    /// Known facts that are as they were.
    pub unchanged: usize,
    /// Accepted facts that are no finding any more, or not the one that was accepted.
    pub unused: Vec<&'a Known>,
    /// Accepted facts that are as they were, but whose last day has passed.
    pub expired: Vec<(&'a Known, &'a FactEntry)>,
}

impl Comparison<'_> {
    /// Whether a fact is new, changed, or no longer accepted: what the baseline does not excuse.
    pub fn is_news(&self, fact: &FactEntry) -> bool {
        let changed = self.changes.iter().any(|change| change.fact().is_some_and(|new| new.id == fact.id));
        changed || self.expired.iter().any(|(_, expired)| expired.id == fact.id)
    }

    /// Whether what a person accepted needs a person again.
    pub fn has_stale(&self) -> bool {
        !self.unused.is_empty() || !self.expired.is_empty()
    }
}

impl<'a> Change<'a> {
    /// The fact as it is now.
    pub fn fact(&self) -> Option<&'a FactEntry> {
        match self {
            Self::Gained(fact) | Self::Changed(_, fact) => Some(fact),
            Self::Lost(_) => None,
        }
    }
}

/// Holds a report against a baseline. Facts are found again by their fingerprints, then by their ids, then
/// by rule, story and values: a fact whose place or party is worded otherwise is still the same.
pub fn compare<'a>(baseline: &'a Baseline, report: &'a Report, today: Date) -> Comparison<'a> {
    let mut old: Vec<&Known> = baseline.facts.iter().collect();
    let mut new: Vec<&FactEntry> =
        report.facts.iter().filter(|fact| fact.verdict != Verdict::Uncorroborated).collect();
    let mut found = Comparison::default();
    let same_values = |known: &Known, fact: &FactEntry| {
        (&known.rule, &known.story) == (&fact.rule, &fact.story) && known.values == values(fact)
    };
    let mut changed: Vec<(&Known, &FactEntry)> = Vec::new();
    for (known, fact) in pairs(&mut old, &mut new, |known, fact| known.fingerprint == fact.fingerprint) {
        found.take(known, fact, today, &mut changed);
    }
    for (known, fact) in pairs(&mut old, &mut new, |known, fact| known.fact == fact.id) {
        changed.push((known, fact));
    }
    for (known, fact) in pairs(&mut old, &mut new, same_values) {
        found.take(known, fact, today, &mut changed);
    }
    changed.sort_by_key(|(_, fact)| &fact.id);
    let accepted = |known: &&&Known| known.accepted.is_some();
    found.unused.extend(old.iter().filter(accepted));
    found.unused.extend(changed.iter().map(|(known, _)| known).filter(accepted));
    found.unused.sort_by_key(|known| &known.fact);
    found.changes.extend(new.into_iter().map(Change::Gained));
    found.changes.extend(old.into_iter().map(Change::Lost));
    found.changes.extend(changed.into_iter().map(|(known, fact)| Change::Changed(known, fact)));
    found
}

impl<'a> Comparison<'a> {
    /// A known fact that was found again with its values.
    fn take(
        &mut self,
        known: &'a Known,
        fact: &'a FactEntry,
        today: Date,
        changed: &mut Vec<(&'a Known, &'a FactEntry)>,
    ) {
        if known.verdict != fact.verdict {
            changed.push((known, fact));
            return;
        }
        self.unchanged += 1;
        let Some(accepted) = &known.accepted else { return };
        if !is_shown(fact.verdict) {
            self.unused.push(known);
        } else if accepted.until.is_some_and(|until| until < today) {
            self.expired.push((known, fact));
        }
    }
}

/// Takes the pairs that fit out of both lists, each fact once.
fn pairs<'a>(
    old: &mut Vec<&'a Known>,
    new: &mut Vec<&'a FactEntry>,
    fit: impl Fn(&Known, &FactEntry) -> bool,
) -> Vec<(&'a Known, &'a FactEntry)> {
    let mut found = Vec::new();
    old.retain(|known| {
        // Of two that fit, the one with the same verdict is the same fact.
        let fits = |at: &usize| fit(known, new[*at]);
        let best = (0..new.len())
            .filter(fits)
            .max_by_key(|&at| (new[at].verdict == known.verdict, std::cmp::Reverse(at)));
        let Some(at) = best else { return true };
        found.push((*known, new.remove(at)));
        false
    });
    found
}
