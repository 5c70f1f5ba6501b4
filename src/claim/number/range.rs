//! Two figures as the ends of one range: "between 20 and 30", "20-30", "two or three".

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::{opt, recognize};
use rust_decimal::Decimal;

use super::amount::{Amount, single};
use super::figure::{Figure, Form};
use super::lexis::{exactly, is_space, spaces};
use super::reader::Reader;
use crate::claim::quantity::Dimension;

/// What joins the two ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// "between A and B"
    And,
    /// "A to B", "from A to B"
    To,
    /// "A-B"
    Dash,
    /// "A or B"
    Or,
}

/// Reads the second end of a range after the first. `join` is what the words before it ask for.
/// `may_join` can refuse a join that the sentence does not bear ("rose 5 to 7").
pub(super) fn range(
    reader: &Reader<'_>,
    low: &Amount,
    asked: Option<Join>,
    may_join: impl Fn(Join) -> bool,
) -> Option<Amount> {
    if low.rate.is_some() {
        return None;
    }
    let rest = reader.rest(low.span.end);
    let (after, join) = joined(rest, asked).filter(|(_, join)| may_join(*join))?;
    let high = single(reader, reader.at(after), false)?;
    merge(low, &high, join)
}

/// "cut from 12 to 9 cents": two values, and the unit of the second is that of the first.
pub(super) fn with_unit_of_next(reader: &Reader<'_>, amount: Amount) -> Amount {
    let rest = reader.rest(amount.span.end);
    let Ok((after, _)) = (spaces, exactly("to"), spaces).parse(rest) else { return amount };
    let next = single(reader, reader.at(after), false).and_then(|next| next.unit);
    let bare = amount.unit.is_none() && amount.low.form != Form::Share;
    Amount { unit: if bare { next } else { amount.unit }, ..amount }
}

fn joined(rest: &str, asked: Option<Join>) -> Option<(&str, Join)> {
    let spaced = |lower| (spaces, exactly(lower), spaces);
    if asked == Some(Join::And) {
        let and = alt((recognize(spaced("and")), recognize(spaced("to")))).parse(rest);
        return and.ok().map(|(after, _)| (after, Join::And)).or_else(|| dashed(rest));
    }
    if let Ok((after, _)) = spaced("to").parse(rest) {
        return Some((after, Join::To));
    }
    if let Ok((after, _)) = spaced("or").parse(rest) {
        return (asked.is_none()).then_some((after, Join::Or));
    }
    dashed(rest)
}

fn dashed(rest: &str) -> Option<(&str, Join)> {
    let dash = alt((tag("-"), tag("–"), tag("—"), tag("\u{2011}")));
    let mut to = (tag("-"), exactly("to"), tag("-"));
    if let Ok((after, _)) = to.parse(rest) {
        return Some((after, Join::To));
    }
    // "a five- to seven-day strike"
    let mut hung = (tag("-"), spaces, alt((exactly("to"), exactly("or"))), spaces);
    if let Ok((after, _)) = hung.parse(rest) {
        return Some((after, Join::To));
    }
    let (after, _) = (opt(spaces), dash, opt(spaces)).parse(rest).ok()?;
    let worded = after.starts_with(char::is_alphabetic);
    let spaced = rest.starts_with(is_space);
    (!worded || !spaced).then_some((after, Join::Dash))
}

/// Puts two amounts together if they can be the ends of one range.
fn merge(low: &Amount, high: &Amount, join: Join) -> Option<Amount> {
    let mut first = low.low;
    let second = high.low;
    let year = |figure: &Figure| figure.form == Form::BareYear;
    if year(&first) && !year(&second) && join == Join::To {
        return None;
    }
    let mixed = |figure: &Figure| matches!(figure.form, Form::Share | Form::Ratio);
    if mixed(&first) != mixed(&second) && high.unit.is_none() {
        return None;
    }
    let mantissa = second.value.checked_div(second.scale)?;
    let shared = first.scale == Decimal::ONE && second.scale > Decimal::ONE_HUNDRED && first.value < mantissa;
    if shared {
        first = first.scaled(second.scale)?;
    }
    // "a month or two"
    let timed = low
        .unit
        .as_ref()
        .is_some_and(|unit| matches!(unit.dimension, Dimension::Duration | Dimension::Months));
    let one_or_two = join == Join::Or && timed && first.value == Decimal::ONE && high.unit.is_none();
    let unit = match (&low.unit, &high.unit) {
        (unit, None) if one_or_two => unit.clone(),
        (None, unit) => unit.clone(),
        (Some(unit), None)
            if join == Join::Dash || join == Join::And && unit.dimension == Dimension::Money =>
        {
            Some(unit.clone())
        }
        (Some(a), Some(b)) if a.id == b.id && a.per.is_empty() => Some(b.clone()),
        (Some(a), Some(b))
            if a.dimension == b.dimension && a.offset == b.offset && a.dimension != Dimension::Money =>
        {
            first = first.scaled(a.factor.checked_div(b.factor)?)?;
            Some(b.clone())
        }
        _ => return None,
    };
    let rises = first.value < second.value;
    let close = join != Join::Or
        || ((low.unit.is_none() || one_or_two) && second.value <= first.value.checked_mul(Decimal::TWO)?);
    if !rises || !close {
        return None;
    }
    let core = low.core.join(high.core);
    Some(Amount {
        low: first,
        high: Some(second),
        unit,
        core,
        span: low.span.join(high.span),
        rate: high.rate,
    })
}
