//! Values: what the grammars find in a sentence before anything is known of what it is about.

use rust_decimal::Decimal;

use super::quantity::Quantity;
use super::when::{WeekdayMismatch, When};
use crate::files::Span;

/// A value that the grammars recognised, exactly located.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueMention {
    /// The words of the value with its hedge and unit: "at least 1.5 million euros". For a number
    /// of things the unit is not part of it: "at least 99" (of "at least 99 drones").
    pub span: Span,
    /// The bare number, date or score inside `span`: "1.5 million".
    pub core: Span,
    /// Words that changed the reading: "at least", "or so".
    pub cues: Vec<Span>,
    /// What it is.
    pub kind: ValueKind,
}

/// The kinds of value a grammar can tell by the words alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueKind {
    /// A number with its unit: counts, money, measures, percentages, durations, ages, rates.
    Number(Quantity),
    /// "the sixth", "88th": a rank, no count.
    Ordinal(u32),
    /// A date or time. `None` where it cannot be resolved without the day of publication.
    Date(Option<When>, Option<WeekdayMismatch>),
    /// A score or a vote ("3-1", "51-49", "6-4, 6-3"): the pairs in print order.
    Score(Vec<(u32, u32)>),
    /// A running time or other clock result ("2:21:04"), in seconds.
    Result(Decimal),
    /// A number that is a name: flight 370, Resolution 1701, Highway 1, a phone number, a year in
    /// a title. The string is kind and number: `flight KX 412`.
    Identifier(String),
}

impl ValueMention {
    /// The bare number as printed, for `claims --stage values`.
    pub fn number(&self) -> Option<Decimal> {
        match &self.kind {
            ValueKind::Number(quantity) => quantity.printed,
            ValueKind::Ordinal(rank) => Some(Decimal::from(*rank)),
            _ => None,
        }
    }
}
