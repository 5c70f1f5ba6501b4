//! The ledger of a figure: its lowest, best supported and highest value.

use rust_decimal::Decimal;

use super::Judgement;
use crate::claim::compare::base_bounds;
use crate::claim::{Claim, ClaimId, Polarity, Value};

/// A figure of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Figure {
    /// The claim that gives it: its reading shows hedge and unit.
    pub claim: ClaimId,
    /// The number, in the base unit of its dimension (months stay months).
    pub at: Decimal,
}

/// The spread of a figure over all camps of its fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ledger {
    /// The lowest number that a camp states.
    pub low: Figure,
    /// The number of the camp with the most origins.
    pub best: Figure,
    /// The highest number that a camp states.
    pub high: Figure,
}

/// The ledger of a judged fact; `None` where its values are no figures. `claims` is indexed by id.
/// An end that is open towards infinity ("at least 56") is as far as the number that is named.
pub fn ledger(judgement: &Judgement, claims: &[Claim]) -> Option<Ledger> {
    let mut ledger: Option<Ledger> = None;
    for (low, high) in judgement.camps.iter().filter_map(|camp| figures(*camp.claims.first()?, claims)) {
        let spread = ledger.get_or_insert(Ledger { low, best: low, high });
        if low.at < spread.low.at {
            spread.low = low;
        }
        if high.at > spread.high.at {
            spread.high = high;
        }
    }
    ledger
}

/// The lowest and the highest number that a claim names.
fn figures(claim: ClaimId, claims: &[Claim]) -> Option<(Figure, Figure)> {
    let said = claims.get(claim.0 as usize).filter(|claim| claim.polarity == Polarity::Affirmed)?;
    let (low, high) = match &said.value {
        Value::Number(quantity) => base_bounds(quantity),
        Value::Result(seconds) => (Some(*seconds), Some(*seconds)),
        _ => return None,
    };
    let figure = |at: Decimal| Figure { claim, at };
    Some((figure(low.or(high)?), figure(high.or(low)?)))
}
