//! What an amount or a worded count becomes: its quantity, hedged, with its age, rate and rounding.

use rust_decimal::Decimal;

use super::amount::{Amount, rate_behind_noun};
use super::figure::{Figure, Form};
use super::hedge::{self, Ends, Hedged};
use super::lexis::{NUMBERS, UNITS};
use super::reader::Reader;
use super::unitless::unscaled;
use super::worded::{self, WordedCount};
use super::{Step, age, money, unit};
use crate::claim::quantity::{Bound, Dimension, Hedge, Quantity, Unit};
use crate::claim::value::{ValueKind, ValueMention};
use crate::files::Span;
use crate::vocabulary::numbers::{HedgePhrase, WordSet};

/// "multimillion-euro".
pub(super) fn many_of(reader: &Reader<'_>, at: usize) -> Option<Step> {
    let count = worded::many_of(reader, at)?;
    let (unit, rest) = measured(reader, count.end)?;
    let start = reader.token(at)?.span.start;
    let span = Span::new(start, reader.at(rest));
    let quantity = Quantity { unit, ..vague_quantity(&count) };
    let mention = ValueMention {
        span,
        core: Span::new(start, count.end),
        cues: Vec::new(),
        kind: ValueKind::Number(quantity),
    };
    Some(Step::Found(Box::new(mention), reader.index(span.end)))
}

/// A count in words at `first`, with hedges that begin at `at`.
pub(super) fn worded_step(reader: &Reader<'_>, at: usize, first: usize, found: &[Hedged]) -> Option<Step> {
    let exact = worded::counted(reader, first);
    let count = exact.or_else(|| worded::vague(reader, first))?;
    let token = reader.token(first)?;
    let start = reader.token(at)?.span.start;
    let core = Span::new(token.span.start, count.end);
    let mut quantity = if count.exact { Quantity::exactly(count.low) } else { vague_quantity(&count) };
    let mut span = Span::new(start, count.end);
    if let Some((unit, rest)) = measured(reader, count.end) {
        span.end = reader.at(rest);
        quantity.unit = unit;
    }
    let mut cues: Vec<Span> = found.iter().map(|hedged| hedged.cue).collect();
    if !count.exact || count.low.is_zero() {
        cues.push(core);
    }
    let ends = Ends { low: quantity.low, high: quantity.high, hedge: quantity.hedge };
    let ends = found
        .iter()
        .rev()
        .filter(|hedged| hedged.phrase.kind != Hedge::About)
        .fold(ends, |ends, hedged| ends.hedged(hedged.phrase, Decimal::ZERO));
    quantity = Quantity {
        low: ends.low,
        high: ends.high,
        hedge: if count.exact { ends.hedge } else { quantity.hedge },
        ..quantity
    };
    let mut next = reader.index(span.end);
    let rest = reader.rest(span.end);
    if let Some((per, by)) = rate_behind_noun(reader, rest) {
        quantity.unit.per = per;
        next = reader.index(by.end);
    } else if let Some((per, rest)) = unit::rate(rest) {
        let by = Span::new(span.end, reader.at(rest));
        quantity.unit.per = per;
        if quantity.unit.dimension != Dimension::Count {
            span = span.join(by);
        }
        next = reader.index(by.end);
    }
    let mention = ValueMention { span, core, cues, kind: ValueKind::Number(quantity) };
    Some(Step::Found(Box::new(mention), next))
}

fn vague_quantity(count: &WordedCount) -> Quantity {
    let bound = |at: Decimal| Bound { at, closed: true };
    Quantity {
        low: Some(bound(count.low)),
        high: count.high.map(bound),
        unit: Unit::count(),
        printed: None,
        rounding: Decimal::ZERO,
        hedge: Hedge::Vague,
    }
}

/// The unit after a count in words, with "of" between: "dozens of kilometres", "several weeks".
fn measured<'a>(reader: &Reader<'a>, end: usize) -> Option<(Unit, &'a str)> {
    let rest = reader.rest(end);
    let of = nom::Parser::parse(&mut (super::lexis::spaces, super::lexis::exactly("of")), rest)
        .map_or(rest, |(rest, _)| rest);
    let figure = unscaled(u32::MAX);
    let pound = money::pounds(of, &figure, |_| false);
    let money = pound.map(|(_, rest)| (money::currency(&UNITS.pound.money, Decimal::ONE), rest));
    money.or_else(|| money::after(of, &figure)).or_else(|| unit::unit(of, false)).map(|(unit, rest)| {
        match unit::old(rest) {
            Ok((after, ())) => unit::age(&unit).map_or((unit, rest), |age| (age, after)),
            Err(_) => (unit, rest),
        }
    })
}

/// Adds the hedges after it and makes the mention.
pub(super) fn finish(reader: &Reader<'_>, mut amount: Amount, found: &[Hedged], start: usize) -> Step {
    let mut cues: Vec<Span> = found.iter().map(|hedged| hedged.cue).collect();
    let mut span = Span::new(start, amount.span.end);
    let mut kinds: Vec<&HedgePhrase<Hedge>> = found.iter().map(|hedged| hedged.phrase).collect();
    let joined = reader.rest(span.end).strip_prefix('-').map_or(span.end, |_| span.end + 1);
    let behind =
        hedge::after(reader.tokens(), reader.index(joined)).filter(|behind| fits_after(reader, behind));
    let glued = glued_hedge(reader, span.end);
    if let Some((cue, phrase)) = glued.filter(|_| behind.is_none()) {
        cues.push(cue);
        span.end = cue.end;
        kinds.insert(0, phrase);
    }
    if let Some(behind) = behind.as_ref() {
        cues.push(behind.cue);
        span.end = behind.cue.end;
        kinds.insert(0, behind.phrase);
    }
    amount.unit = age::of(reader, &amount, span, found).or(amount.unit);
    let mut quantity = quantity(&amount);
    let least = if quantity.unit.dimension == Dimension::Count { Decimal::ONE } else { quantity.rounding };
    let ends = Ends { low: quantity.low, high: quantity.high, hedge: quantity.hedge };
    let ends = kinds.iter().rev().fold(ends, |ends, phrase| ends.hedged(phrase, least));
    quantity = Quantity { low: ends.low, high: ends.high, hedge: ends.hedge, ..quantity };
    let next = reader.index(amount.rate.map_or(span.end, |rate| rate.end.max(span.end)));
    let kind = match race_time(reader, &amount, &quantity, span) {
        Some(seconds) => ValueKind::Result(seconds),
        None => ValueKind::Number(quantity),
    };
    let mention = ValueMention { span, core: amount.core, cues, kind };
    Step::Found(Box::new(mention), next)
}

/// "won in two hours, 19 minutes and 40 seconds", "a time of one minute 43.2 seconds": the result of a
/// race, in seconds.
fn race_time(reader: &Reader<'_>, amount: &Amount, quantity: &Quantity, span: Span) -> Option<Decimal> {
    let first = reader.index(span.start);
    let before =
        |by: usize| first.checked_sub(by).and_then(|at| reader.token(at)).map_or("", |t| t.lower.as_str());
    let timed = before(1) == "in"
        || NUMBERS.has(WordSet::TimesARace, before(1))
        || (before(1) == "of" && NUMBERS.has(WordSet::RaceTimes, before(2)));
    let in_parts = amount.core.of(reader.text()).split_whitespace().nth(2).is_some();
    let exact =
        quantity.hedge == Hedge::Exact && quantity.unit.id == "second" && quantity.unit.per.is_empty();
    quantity.printed.filter(|seconds| timed && in_parts && exact && *seconds > Decimal::from(60))
}

/// "forty-odd", "fifty-plus": the hedge is the last part of the word.
fn glued_hedge(reader: &Reader<'_>, end: usize) -> Option<(Span, &'static HedgePhrase<Hedge>)> {
    let rest = reader.rest(end).strip_prefix('-')?;
    let (after, word) = super::lexis::word(rest).ok().filter(|(after, _)| !super::lexis::goes_on(after))?;
    let phrase = NUMBERS.after.get(word)?.iter().find(|phrase| phrase.words.len() == 1)?;
    Some((Span::new(end + 1, reader.at(after)), phrase))
}

/// "500 or more", "20-odd", "50+": not "two or three", nor "500 odd socks" far away.
fn fits_after(reader: &Reader<'_>, behind: &Hedged) -> bool {
    let first = reader.index(behind.cue.start);
    let plus =
        behind.phrase.words[0] == "+" || behind.phrase.words[0] == "plus" || behind.phrase.words[0] == "odd";
    !plus || reader.touching(first) || behind.phrase.words[0] == "odd"
}

/// The quantity of an amount without its hedges.
fn quantity(amount: &Amount) -> Quantity {
    let share = matches!(amount.low.form, Form::Share | Form::Ratio);
    let fraction = || unit::by_id("fraction").filter(|_| share);
    let mut unit = amount.unit.clone().or_else(fraction).unwrap_or_else(Unit::count);
    if share
        && unit.dimension == Dimension::Count
        && let Some(fraction) = fraction()
    {
        unit = Unit { per: unit.per, ..fraction };
    }
    let bound = |figure: Figure| Some(Bound { at: figure.value.normalize(), closed: true });
    let last = amount.high.unwrap_or(amount.low);
    Quantity {
        low: bound(amount.low),
        high: bound(last),
        printed: amount.high.is_none().then(|| amount.low.value.normalize()),
        rounding: rounding(&last, &unit).normalize(),
        hedge: if amount.high.is_some() { Hedge::Range } else { Hedge::Exact },
        unit,
    }
}

/// Half of the last printed digit where the figure is evidently rounded.
fn rounding(figure: &Figure, unit: &Unit) -> Decimal {
    let half = figure.step.checked_mul(Decimal::new(5, 1)).unwrap_or_default();
    match figure.form {
        Form::Share if unit.id == "fraction" => NUMBERS.fraction_rounding,
        Form::Ratio => half.min(NUMBERS.ratio_rounding),
        _ if figure.slack > Decimal::ZERO => figure.slack,
        _ if unit.dimension == Dimension::Age || unit.id == "category" => Decimal::ZERO,
        _ if figure.step != Decimal::ONE => half,
        Form::Words => Decimal::ZERO,
        _ if unit.dimension == Dimension::Count => Decimal::ZERO,
        _ => half,
    }
}
