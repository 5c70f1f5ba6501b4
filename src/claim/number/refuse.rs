//! Numbers that only look like values: years, idioms, pronouns, "over" as a preposition.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::figure::Form;
use super::hedge::Hedged;
use super::lexis::{NUMBERS, next_word};
use super::reader::Reader;
use crate::claim::quantity::{Dimension, Hedge};
use crate::claim::token::{Shape, Token};
use crate::vocabulary::numbers::WordSet;

/// "over three days" is "in the course of three days" unless the words before it show a bound.
pub(super) fn over_as_during<'h>(
    reader: &Reader<'_>,
    amount: &Amount,
    found: &'h [Hedged],
    start: usize,
) -> (&'h [Hedged], usize) {
    let time = amount
        .unit
        .as_ref()
        .is_some_and(|unit| matches!(unit.dimension, Dimension::Duration | Dimension::Months));
    // "shot down drones over 13 regions": a noun for land after the figure.
    let land = amount.unit.is_none() && {
        let after = reader.index(amount.span.end);
        (after..after + 2)
            .filter_map(|at| reader.token(at))
            .any(|t| NUMBERS.has(WordSet::OverIsAbove, &t.lower))
    };
    let Some(over) = found.first().filter(|first| (time || land) && first.phrase.words == ["over"]) else {
        return (found, start);
    };
    let at = reader.index(over.cue.start);
    let bound =
        reader.previous(at).is_some_and(|before| NUMBERS.has(WordSet::OverIsMoreAfter, &before.lower));
    if bound {
        (found, start)
    } else {
        (&found[1..], reader.token(over.next).map_or(start, |token| token.span.start))
    }
}

/// "as dark a day as", "twice a year": no span of time.
pub(super) fn no_span(reader: &Reader<'_>, first: usize) -> bool {
    let degree = first
        .checked_sub(2)
        .and_then(|at| reader.token(at))
        .is_some_and(|word| matches!(word.lower.as_str(), "as" | "so" | "too" | "how"));
    let article = reader.token(first).is_some_and(|token| token.is("a") || token.is("an"));
    let often = reader.previous(first).is_some_and(|before| NUMBERS.has(WordSet::HowOften, &before.lower));
    article && (often || (degree && reader.previous(first).is_some_and(Token::is_word)))
}

/// "2012-13": the second year goes with the first.
pub(super) fn second_year(reader: &Reader<'_>, next: usize, amount: &Amount) -> usize {
    let dash = reader.token(next).is_some_and(|mark| matches!(mark.lower.as_str(), "-" | "–" | "/"))
        && reader.touching(next);
    let two =
        reader.token(next + 1).is_some_and(|token| token.shape == Shape::Number && token.lower.len() == 2)
            && reader.touching(next + 1);
    if amount.low.form == Form::BareYear && dash && two { next + 2 } else { next }
}

/// A bare four-digit number of our times: a year unless a noun or a bound shows a count.
pub(super) fn is_year(reader: &Reader<'_>, first: usize, amount: &Amount, found: &[Hedged]) -> bool {
    let years = Decimal::from(1500)..=Decimal::from(2100);
    let bare =
        amount.low.form == Form::BareYear && amount.unit.is_none() && years.contains(&amount.low.value);
    if !bare
        || amount.high.is_some_and(|high| high.form != Form::BareYear && high.value >= Decimal::ONE_HUNDRED)
    {
        return false;
    }
    let noun = reader.before_noun(reader.index(amount.span.end).saturating_sub(1));
    let bound = found.iter().any(|hedged| !matches!(hedged.phrase.kind, Hedge::About | Hedge::Exact));
    let led = reader.previous(first).is_some_and(|before| NUMBERS.has(WordSet::BeforeYear, &before.lower));
    let lower = reader
        .token(reader.index(amount.span.end))
        .is_some_and(|next| next.shape == Shape::Word && !next.capital && next.lower.len() > 2);
    let counted = if found.is_empty() { noun && !led } else { noun || (bound && lower) };
    !counted
}

/// "five-star", "one another", "5G", "the one".
pub(super) fn counts_nothing(reader: &Reader<'_>, first: usize, amount: &Amount) -> bool {
    let rest = reader.rest(amount.core.end);
    let next = next_word(rest);
    let tail = rest.strip_prefix('-').map(|tail| {
        tail.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or(tail).to_lowercase()
    });
    let compound = tail.is_some_and(|tail| {
        NUMBERS.has(WordSet::CompoundsNotCounted, &next) || NUMBERS.has(WordSet::CompoundsNotCounted, &tail)
    });
    let glued = super::lexis::goes_on(rest) && amount.low.form != Form::Words;
    let one = amount.low.form == Form::Words
        && amount.low.value == Decimal::ONE
        && amount.high.is_none()
        && is_pronoun(reader, first, &next);
    let clock = reader.previous(first).is_some_and(|before| before.is("past") || before.is("to"))
        && first > 1
        && reader.token(first - 2).is_some_and(|part| matches!(part.lower.as_str(), "half" | "quarter"));
    // "14 deaths per 100,000 people": what the rate is given for.
    let base = amount.low.value >= Decimal::ONE_HUNDRED
        && reader.previous(first).is_some_and(|before| before.is("per"));
    compound || glued || clock || one || base || rest.starts_with("'s") || rest.starts_with("’s")
}

fn is_pronoun(reader: &Reader<'_>, first: usize, next: &str) -> bool {
    let before = reader.previous(first).map_or("", |token| token.lower.as_str());
    let led = NUMBERS.has(WordSet::OneIsNoNumberAfter, before);
    let word = reader.token(first).is_some_and(|token| token.lower.starts_with("one"));
    let alone = next.is_empty()
        && reader.token(first + 1).is_some_and(|token| token.shape != Shape::Word)
        && before != "only"
        && before != "just";
    let article = reader.token(first).is_some_and(|token| token.is("a") || token.is("an"));
    let follower = reader.token(first + 1).map_or("", |token| token.lower.as_str());
    let somewhere = before == "at" && matches!(next, "point" | "time" | "stage");
    let by_one = before == "by" && first > 1 && reader.token(first - 2).is_some_and(|token| token.is("one"));
    (word && !article)
        && (somewhere
            || by_one
            || led && before != "only"
            || NUMBERS.has(WordSet::OneIsNoNumberBefore, follower)
            || (alone && led))
}
