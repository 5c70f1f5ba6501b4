//! Stage 5: verdicts become a [`Report`], and a report becomes text. The report is plain owned
//! data in exactly the shape of the JSON; every format reads it and nothing else.

pub mod baseline;
pub mod claim_review;
mod compose;
mod difference;
#[doc(hidden)]
pub mod finding;
pub mod github;
pub mod graph;
pub mod html;
pub mod json;
pub mod junit;
mod location;
pub mod markdown;
mod names;
mod outline;
#[doc(hidden)]
pub mod reading;
pub mod rows;
mod said;
pub mod sarif;
pub mod shape;
#[doc(hidden)]
pub mod source;
mod table;
pub mod terminal;
pub mod value;
pub mod version;
mod why;
#[doc(hidden)]
pub mod words;

use crate::article::Article;
use crate::check::{Checked, Revision};
use crate::claim::Claim;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fact::{Apart, Fact};
use crate::graph::{Agreement, Judgement};
use crate::rule::{Message, Rule, RuleSet};

#[doc(hidden)]
pub use location::reference;
pub use outline::{Findings, camps, field_words, findings, heading};
pub use shape::{ClaimEntry, FactEntry, Report};
pub use table::place;

/// The name of a value as the JSON has it.
fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What a report needs to know of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
#[doc(hidden)]
pub struct RuleLine {
    /// Id of the rule.
    pub id: String,
    /// What the rule is about, for readers.
    pub title: String,
    /// How much a contradiction matters.
    pub severity: Severity,
    /// The sentence for a contradiction; without a piece, one is made of the title.
    pub message: Message,
}

impl From<&Rule> for RuleLine {
    fn from(rule: &Rule) -> Self {
        Self {
            id: rule.id.clone(),
            title: rule.title.clone(),
            severity: rule.severity,
            message: rule.message.clone(),
        }
    }
}

impl Report {
    /// The report of a run, with what was wrong with its input.
    pub fn of(checked: &Checked, rules: &RuleSet, problems: &[Diagnostic]) -> Self {
        let lines: Vec<RuleLine> = rules.rules.iter().map(RuleLine::from).collect();
        Self::new(Input {
            articles: &checked.articles,
            origins: &checked.origins,
            claims: &checked.claims,
            facts: &checked.facts,
            judgements: &checked.judgements,
            apart: &checked.apart,
            agreement: &checked.graph.agreement(),
            revisions: &checked.revisions,
            rules: &lines,
            problems,
        })
    }
}

/// Everything that the stages before the report found.
#[derive(Debug, Clone, Copy)]
#[doc(hidden)]
pub struct Input<'a> {
    /// `articles[i].id.0 == i`.
    pub articles: &'a [Article],
    /// Origin of each article, in the same order.
    pub origins: &'a [u32],
    /// `claims[i].id.0 == i`.
    pub claims: &'a [Claim],
    /// Facts; `rule` is an index into `rules`.
    pub facts: &'a [Fact],
    /// The judgement of each fact, in the same order.
    pub judgements: &'a [Judgement],
    /// Look-alikes kept apart.
    pub apart: &'a [Apart],
    /// How often each two outlets say the same.
    pub agreement: &'a Agreement,
    /// What changed from version to version of one article.
    pub revisions: &'a [Revision],
    /// The rules that ran.
    pub rules: &'a [RuleLine],
    /// Problems with the input.
    pub problems: &'a [Diagnostic],
}

#[cfg(test)]
mod tests;
