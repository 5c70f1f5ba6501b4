//! Stage 4: camps, relations and verdicts over facts, as one petgraph graph.
//!
//! The graph is hub and spoke: outlets publish articles, articles assert claims, camps hold claims
//! and stand for facts. Relations run between camps alone, so that its size grows with claims and
//! camps and never with pairs of claims. No index of petgraph leaves this room.

mod build;
mod calendar;
mod camps;
mod judge;
mod ledger;
mod matrix;
mod origin;
mod progress;
mod sums;
#[cfg(test)]
mod tests;

#[doc(hidden)]
pub use build::build;
pub use build::{ClaimGraph, Edge, Node};
#[doc(hidden)]
pub use calendar::add_weekdays;
pub use ledger::{Figure, Ledger, ledger};
pub use matrix::{Agreement, Tally};
#[doc(hidden)]
pub use origin::{origins, shared_wording};
#[doc(hidden)]
pub use sums::{Excess, SumRule, add_sums, sums};

use crate::claim::ClaimId;
use crate::claim::compare::Difference;
use crate::rule::names::{Named, named};
use crate::rule::{OverTime, Rule};

/// How two camps of one fact stand to each other.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// They say the same. (Only between claims of one camp.)
    Agrees,
    /// Both can be true.
    Compatible,
    /// The later one replaces the earlier one.
    Updates,
    /// Two named voices disagree; the outlets only report them.
    Disputes,
    /// Not both can be true.
    Contradicts,
}

/// What judging takes from the rule of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[doc(hidden)]
pub struct FactRule {
    /// How its values change.
    pub over_time: OverTime,
}

/// What a fact comes to.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// At least two camps contradict each other.
    Contradicted,
    /// Named voices dispute it.
    Disputed,
    /// It changed over time.
    Updated,
    /// Values differ, and all can be true.
    Compatible,
    /// At least two origins agree.
    Corroborated,
    /// One origin alone says it.
    Uncorroborated,
}

named!(Verdict {
    Contradicted = "contradicted", Disputed = "disputed", Updated = "updated", Compatible = "compatible",
    Corroborated = "corroborated", Uncorroborated = "uncorroborated",
});

/// The claims of one fact that agree.
#[derive(Debug, Clone)]
pub struct Camp {
    /// Ascending.
    pub claims: Vec<ClaimId>,
    /// How many outlets stand behind it.
    pub outlets: usize,
    /// How many origins: copies of one wire text are one.
    pub origins: usize,
}

/// A relation between two camps, by their index in [`Judgement::camps`], the lower first.
#[derive(Debug, Clone)]
pub struct CampRelation {
    /// Indices of the camps.
    pub camps: [usize; 2],
    /// How they stand to each other.
    pub relation: Relation,
    /// What sets them apart.
    pub difference: Option<Difference>,
    /// The two claims, one of each camp, that show it best.
    pub witnesses: [ClaimId; 2],
    /// Two bounds that fit but lie far apart: "at least 56", "over 100".
    pub far: bool,
    /// The camp that replaces the other, where the relation is [`Relation::Updates`].
    pub newer: Option<usize>,
}

/// Everything the graph has to say of one fact.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// Camps, in a stable order: most origins first, then by the first claim.
    pub camps: Vec<Camp>,
    /// Relations between camps.
    pub relations: Vec<CampRelation>,
    /// What it comes to.
    pub verdict: Verdict,
}

impl From<&Rule> for FactRule {
    fn from(rule: &Rule) -> Self {
        Self { over_time: rule.over_time }
    }
}
