//! A claim as a grammar finds it, before the article adds its voices, its scene and its number.

use std::collections::{BTreeMap, BTreeSet};

use super::{Argument, Certainty, Change, Field, Kind, Origin, Polarity, Value};
use crate::files::Span;

/// A claim before the article adds its voices, its scene and its number.
#[derive(Debug, Clone)]
pub struct Draft {
    /// See [`super::Claim::kind`].
    pub kind: Kind,
    /// See [`super::Claim::concept`].
    pub concept: Option<String>,
    /// See [`super::Claim::predicate`].
    pub predicate: Option<String>,
    /// See [`super::Claim::value`].
    pub value: Value,
    /// See [`super::Claim::mention`].
    pub mention: Span,
    /// See [`super::Claim::cues`].
    pub cues: Vec<Span>,
    /// See [`super::Claim::arguments`].
    pub arguments: BTreeMap<Field, Argument>,
    /// See [`super::Claim::polarity`].
    pub polarity: Polarity,
    /// See [`super::Claim::certainty`].
    pub certainty: Certainty,
    /// See [`super::Claim::change`].
    pub change: Option<Change>,
    /// The token that the claim hangs on, for its clause: date, place and scope.
    pub anchor: usize,
    /// Whether it looks back from the news to a day that is not its own: no day of its sentence dates it.
    pub looks_back: bool,
    /// The place that is its own, where its sentence gives a figure for each of several.
    pub share_of: Option<String>,
}

impl Draft {
    /// A draft with nothing said about it yet.
    pub fn new(kind: Kind, value: Value, mention: Span, anchor: usize) -> Self {
        Self {
            kind,
            concept: None,
            predicate: None,
            value,
            mention,
            cues: Vec::new(),
            arguments: BTreeMap::new(),
            polarity: Polarity::Affirmed,
            certainty: Certainty::Asserted,
            change: None,
            anchor,
            looks_back: false,
            share_of: None,
        }
    }

    /// Adds values to a field, said in the clause.
    pub fn say(&mut self, field: Field, values: impl IntoIterator<Item = String>, span: Option<Span>) {
        let values: BTreeSet<String> = values.into_iter().filter(|v| !v.is_empty()).collect();
        if values.is_empty() {
            return;
        }
        let argument = self.arguments.entry(field).or_insert_with(|| Argument {
            values: BTreeSet::new(),
            span,
            origin: Origin::Said,
        });
        argument.values.extend(values);
    }
}
