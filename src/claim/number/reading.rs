//! What an amount or a worded count becomes: its quantity, hedged, with its age, rate and rounding.

use rust_decimal::Decimal;

use super::amount::{Amount, rate_behind_noun};
use super::figure::{Figure, Form};
use super::hedge::{self, Ends, Hedged};
use super::lexis::{NUMBERS, UNITS};
use super::reader::Reader;
use super::unitless::unscaled;
use super::worded::{self, WordedCount};
use super::{Step, money, unit};
use crate::claim::quantity::{Bound, Dimension, Hedge, Quantity, Unit};
use crate::claim::token::Shape;
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
    amount.unit = age_of(reader, &amount, span, found).or(amount.unit);
    let mut quantity = quantity(&amount);
    let least = if quantity.unit.dimension == Dimension::Count { Decimal::ONE } else { quantity.rounding };
    let ends = Ends { low: quantity.low, high: quantity.high, hedge: quantity.hedge };
    let ends = kinds.iter().rev().fold(ends, |ends, phrase| ends.hedged(phrase, least));
    quantity = Quantity { low: ends.low, high: ends.high, hedge: ends.hedge, ..quantity };
    let next = reader.index(amount.rate.map_or(span.end, |rate| rate.end.max(span.end)));
    let mention = ValueMention { span, core: amount.core, cues, kind: ValueKind::Number(quantity) };
    Step::Found(Box::new(mention), next)
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

/// ", 43," after a name, "aged 54", "children under five".
fn age_of(reader: &Reader<'_>, amount: &Amount, span: Span, found: &[Hedged]) -> Option<Unit> {
    let years = || unit::by_id("year").and_then(|year| unit::age(&year));
    let plain = amount.low.scale == Decimal::ONE
        && amount.low.value <= Decimal::from(115)
        && amount.low.value.fract().is_zero();
    if amount.unit.is_some() || !plain {
        return None;
    }
    let first = reader.index(span.start);
    let before = reader.previous(first)?;
    let led = if before.is("from") { reader.previous(first - 1)? } else { before };
    if matches!(led.lower.as_str(), "aged" | "age" | "ages") || follows_aged(reader, first) {
        return years();
    }
    let after = reader.token(reader.index(span.end));
    let closed = after.is_none_or(|next| matches!(next.lower.as_str(), "," | "." | ";" | ")"));
    let name = first.checked_sub(2).and_then(|name| reader.token(name)).filter(|_| before.is(","));
    let apposition = after.is_some_and(|next| next.is(","));
    let person = name.is_some_and(|name| {
        let named = name.capital && name.is_word() && !NUMBERS.has(WordSet::Months, &name.lower);
        named || (apposition && NUMBERS.has(WordSet::Persons, &name.lower))
    });
    if person && closed && amount.low.form == Form::Digits && found.is_empty() {
        return years();
    }
    let bounded = found.iter().any(|hedged| !matches!(hedged.phrase.kind, Hedge::Exact | Hedge::About));
    let noun = after.is_some_and(|next| {
        next.is_word() && next.lower.len() > 3 && !next.capital && super::worded::is_plural(next)
    });
    (bounded && !noun && NUMBERS.has(WordSet::AgedPeople, &before.lower)).then(years).flatten()
}

/// "aged 23 and 31": the second age.
fn follows_aged(reader: &Reader<'_>, first: usize) -> bool {
    let mut at = first;
    while let Some(before) = reader
        .previous(at)
        .filter(|before| before.shape == Shape::Number || before.is("and") || before.is(","))
    {
        at -= 1;
        if before.shape == Shape::Number && reader.previous(at).is_some_and(|led| led.is("aged")) {
            return true;
        }
    }
    false
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
