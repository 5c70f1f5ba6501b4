//! A figure with its unit, and two of them as a range.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::opt;
use nom::sequence::preceded;
use rust_decimal::Decimal;

use super::figure::{Figure, Form, bare_number, figure};
use super::lexis::{NUMBERS, UNITS, and, exactly, folded, goes_on, joint, next_word, one_of, spaces, word};
use super::reader::Reader;
use super::{money, unit};
use crate::claim::quantity::{Dimension, Unit};
use crate::files::Span;
use crate::vocabulary::numbers::WordSet;

/// A figure, or two as a range, with a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    /// The figure, or the lower one of a range.
    pub low: Figure,
    /// The upper one of a range.
    pub high: Option<Figure>,
    /// The unit; none for a number of things.
    pub unit: Option<Unit>,
    /// The bare number.
    pub core: Span,
    /// Number and unit.
    pub span: Span,
    /// What the rate is by, where a noun stands between ("40 people a day").
    pub rate: Option<Span>,
}

/// A figure with the signs before it and the unit after it.
pub(super) fn single(reader: &Reader<'_>, from: usize, hedged: bool) -> Option<Amount> {
    let start = reader.rest(from);
    if is_plain_article(start, hedged) {
        return None;
    }
    let (rest, sign) = opt(alt((money::before, money::millions_before))).parse(start).ok()?;
    let in_millions = sign.is_some() && money::before(start).is_err();
    let (rest, minus) = opt(minus).parse(rest).ok()?;
    let (after, read) = figure(hedged)(rest).or_else(|error| article_unit(rest, hedged).ok_or(error)).ok()?;
    let core = Span::new(reader.at(rest), reader.at(after));
    let mut amount = Amount { low: read, high: None, unit: sign, core, span: core, rate: None };
    amount.span.start = from;
    let (after, scaled) = million(after, &amount);
    amount.low = if in_millions { scaled.scaled(Decimal::from(1_000_000)).unwrap_or(scaled) } else { scaled };
    amount.core.end = reader.at(after);
    let after = with_unit(reader, after, &mut amount);
    amount.span.end = reader.at(after);
    if minus.is_some() {
        amount.low.value = -amount.low.value;
        amount.core.start = from;
        let bare = amount.unit.is_none();
        if bare && !next_word(after).is_empty() && start.starts_with('-') {
            return None;
        }
    }
    Some(amount)
}

/// "-", "−" against a digit, or "minus".
fn minus(input: &str) -> super::lexis::Read<'_, ()> {
    let worded = |input| (alt((exactly("minus"), exactly("negative"))), joint).parse(input);
    if let Ok((rest, _)) = worded(input) {
        return Ok((rest, ()));
    }
    let (rest, _) = alt((tag("-"), tag("−"))).parse(input)?;
    if rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        Ok((rest, ()))
    } else {
        super::lexis::nothing(input)
    }
}

/// Whether an article stands before a word that makes no figure with it, as nearly all do: "a man",
/// but "a dozen", "a hundred", "a third", "a month".
fn is_plain_article(start: &str, hedged: bool) -> bool {
    let Ok((rest, article)) = word(start) else { return false };
    if !article.eq_ignore_ascii_case("a") && !article.eq_ignore_ascii_case("an") {
        return false;
    }
    let noun = next_word(rest);
    let noun = noun.as_ref();
    let figure = noun.is_empty()
        || matches!(noun, "hundred" | "century")
        || NUMBERS.multipliers.contains_key(noun)
        || NUMBERS.scales.contains_key(noun)
        || NUMBERS.denominators.contains_key(noun)
        || NUMBERS.tens.contains_key(noun)
        || UNITS.rate_times.contains(noun)
        || (hedged && UNITS.named(noun).is_some());
    !figure
}

/// "a month", "an hour": one, with the unit still to be read. Not "a second", which is a rank.
/// After a hedge any unit will do: "barely a mile".
fn article_unit(input: &str, hedged: bool) -> Option<(&str, Figure)> {
    let (rest, ()) = one_of(&["a", "an"]).parse(input).ok()?;
    let (after, _) = joint(rest).ok()?;
    let (tail, noun) = word(after).ok()?;
    let noun = folded(noun);
    let times = UNITS.rate_times.contains(noun.as_ref())
        || noun == "century"
        || (hedged && UNITS.named(&noun).is_some());
    let time = times && noun != "second" && noun != "night";
    let adjective = tail.starts_with('-') && next_word(tail) != "long";
    let one = Figure {
        value: Decimal::ONE,
        step: Decimal::ONE,
        scale: Decimal::ONE,
        slack: Decimal::ZERO,
        form: Form::Words,
    };
    (time && !goes_on(tail) && !adjective).then_some((rest, one))
}

/// "m": million after a sign of money or before a currency or a plural; metres otherwise.
fn million<'a>(rest: &'a str, amount: &Amount) -> (&'a str, Figure) {
    let plain = (rest, amount.low);
    let digits = matches!(amount.low.form, Form::Digits | Form::BareYear) && amount.low.scale == Decimal::ONE;
    let Some(after) = rest.strip_prefix('m').filter(|after| digits && !goes_on(after)) else { return plain };
    let currency = unit::longest(after, |name| UNITS.currency(name)).is_some()
        || after.strip_prefix(' ').is_some_and(|a| money::before(a).is_ok());
    let next = next_word(after);
    let plural = next.len() > 3 && next.ends_with('s') && !next.ends_with("ss")
        || NUMBERS.has(WordSet::PluralNouns, &next);
    let things = after.starts_with(' ') && plural && !UNITS.metres_before.contains(next.as_ref());
    let sum = amount.unit.is_some() || currency || things;
    match amount.low.scaled(Decimal::from(1_000_000)) {
        Some(scaled) if sum => (after, Figure { form: Form::Digits, ..scaled }),
        _ => plain,
    }
}

/// Reads the unit, what belongs to it, and the rate. Returns the rest.
fn with_unit<'a>(reader: &Reader<'a>, after: &'a str, amount: &mut Amount) -> &'a str {
    let after = of_a_unit(after, &amount.low);
    let mut rest = after;
    if amount.unit.is_some() {
        rest = redundant_currency(after, amount.unit.as_ref());
    } else if let Some((size, found, next)) = money::in_millions(after) {
        amount.low = amount.low.scaled(size).unwrap_or(amount.low);
        amount.unit = Some(found);
        rest = next;
    } else if let Some((found, next)) = measure(reader, after, amount) {
        amount.unit = Some(found);
        rest = next;
    }
    if amount.unit.is_some() {
        let after = compound(rest, amount);
        if after.len() < rest.len() {
            amount.core.end = reader.at(after);
        }
        rest = modified(after, amount);
    }
    with_rate(reader, rest, amount)
}

/// "a quarter of an hour", "two-thirds of a mile": the article before the unit of a share.
fn of_a_unit<'a>(after: &'a str, low: &Figure) -> &'a str {
    if low.form != Form::Share {
        return after;
    }
    let of = (spaces, exactly("of"), spaces, one_of(&["a", "an"])).parse(after);
    let Ok((rest, _)) = of else { return after };
    if unit::unit(rest, false).is_some() { rest } else { after }
}

/// "$5 million dollars".
fn redundant_currency<'a>(after: &'a str, unit: Option<&Unit>) -> &'a str {
    let again =
        unit::longest(after, |name| UNITS.currency(name).filter(|found| found.factor == Decimal::ONE));
    // "€10, USD 20" without its comma: a code before a figure belongs to that.
    let of_next = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    again
        .filter(|(found, rest)| {
            unit.is_some_and(|unit| found.id == unit.id || found.id == "USD") && !of_next(rest)
        })
        .map_or(after, |(_, rest)| rest)
}

/// A unit, a currency or pounds after the figure.
fn measure<'a>(reader: &Reader<'a>, after: &'a str, amount: &Amount) -> Option<(Unit, &'a str)> {
    let digits = !matches!(amount.low.form, Form::Words);
    let middle = reader.index(amount.core.start);
    if let Some(found) = money::pounds(after, &amount.low, |cue| reader.near(middle, 5, |word| word == cue)) {
        return Some(found);
    }
    let by_unit = || unit::unit(after, digits);
    money::after(after, &amount.low).or_else(by_unit).or_else(|| year_old(after))
}

/// "87 yo"
fn year_old(after: &str) -> Option<(Unit, &str)> {
    let (rest, short) = preceded(opt(spaces), word).parse(after).ok()?;
    let years = matches!(short, "yo" | "y.o") && !goes_on(rest);
    unit::by_id("year").filter(|_| years).and_then(|year| unit::age(&year)).map(|age| (age, rest))
}

/// "three hours and 20 minutes", "5 feet 2 inches", "15 dollars 50 cents", "an hour and a half".
fn compound<'a>(rest: &'a str, amount: &mut Amount) -> &'a str {
    let Some(unit) = amount.unit.clone() else { return rest };
    if unit.dimension == Dimension::Money {
        let Some((part, after)) = money::cents(rest, &unit) else { return rest };
        amount.low.value = amount.low.value.checked_add(part).unwrap_or(amount.low.value);
        amount.low.step = Decimal::new(1, 2);
        return after;
    }
    if let Some((part, after)) = and_a_half(rest, &unit) {
        amount.low.value = amount.low.value.checked_add(part).unwrap_or(amount.low.value);
        amount.low.step = Decimal::new(1, 1);
        return after;
    }
    let mut rest = rest;
    while let Some(after) = smaller_part(rest, amount) {
        rest = after;
    }
    rest
}

/// "an hour and a half".
fn and_a_half<'a>(rest: &'a str, unit: &Unit) -> Option<(Decimal, &'a str)> {
    let time = matches!(unit.dimension, Dimension::Duration | Dimension::Months);
    let (after, part) = preceded((and, exactly("a"), joint), word).parse(rest).ok().filter(|_| time)?;
    let part = match part {
        "half" => Decimal::new(5, 1),
        "quarter" => Decimal::new(25, 2),
        _ => return None,
    };
    Some((part, after))
}

/// One smaller part of the same dimension. Times are counted in the smallest unit, which is exact;
/// lengths and weights stay in the first one, as they are printed.
fn smaller_part<'a>(rest: &'a str, amount: &mut Amount) -> Option<&'a str> {
    let whole = amount.unit.clone()?;
    let comma = (tag(","), spaces, opt((exactly("and"), spaces)));
    let (after, _) = alt((nom::combinator::recognize(comma), and, spaces, nom::combinator::success("")))
        .parse(rest)
        .ok()?;
    let (after, part) = bare_number(after).ok()?;
    let (smaller, after) = unit::unit(after, true).or_else(|| inches(after))?;
    let ratio = whole.factor.checked_div(smaller.factor)?;
    let kind = matches!(whole.dimension, Dimension::Duration | Dimension::Months)
        || matches!(whole.id.as_str(), "foot" | "stone" | "pound-mass");
    let plain = part.form != Form::Share && !part.value.is_sign_negative();
    if smaller.dimension != whole.dimension
        || smaller.factor >= whole.factor
        || part.value >= ratio
        || !kind
        || !plain
    {
        return None;
    }
    if matches!(whole.dimension, Dimension::Duration | Dimension::Months) {
        amount.low.value = amount.low.value.checked_mul(ratio)?.checked_add(part.value)?;
        amount.unit = Some(smaller);
        amount.low.step = part.step;
    } else {
        amount.low.value = amount.low.value.checked_add(part.value.checked_div(ratio)?)?;
        amount.low.step = super::digits::cut(part.step.checked_div(ratio)?);
    }
    Some(after)
}

/// "in" is inches only after feet.
fn inches(after: &str) -> Option<(Unit, &str)> {
    let (rest, ()) = preceded(opt(joint), exactly("in")).parse(after).ok()?;
    unit::by_id("inch").filter(|_| !goes_on(rest)).map(|unit| (unit, rest))
}

/// Rain, temperatures below zero, ages.
fn modified<'a>(rest: &'a str, amount: &mut Amount) -> &'a str {
    let Some(found) = amount.unit.as_mut() else { return rest };
    if found.dimension == Dimension::Length
        && let Ok((after, ())) = unit::of_rain(rest)
    {
        found.dimension = Dimension::Rainfall;
        found.factor = found.factor.checked_mul(Decimal::ONE_THOUSAND).unwrap_or(found.factor);
        found.id.push_str("-of-rain");
        return after;
    }
    let time = matches!(found.dimension, Dimension::Duration | Dimension::Months);
    if time && let Some(after) = rest.strip_prefix("-long").filter(|after| !goes_on(after)) {
        return after;
    }
    let warmth = found.dimension == Dimension::Temperature || found.id == "degree";
    if warmth && let Ok((after, ())) = unit::below_zero(rest) {
        amount.low.value = -amount.low.value;
        return unit::temperature_name(after);
    }
    if let Ok((after, ())) = unit::old(rest)
        && let Some(age) = unit::age(found)
    {
        *found = age;
        return after;
    }
    rest
}

/// "a day" right after the amount, or after the noun that is counted.
fn with_rate<'a>(reader: &Reader<'a>, rest: &'a str, amount: &mut Amount) -> &'a str {
    let timed = amount
        .unit
        .as_ref()
        .is_some_and(|unit| matches!(unit.dimension, Dimension::Age | Dimension::Temperature));
    if timed {
        return rest;
    }
    if let Some((per, after)) = unit::rate(rest) {
        amount.unit.get_or_insert_with(Unit::count).per = per;
        if amount.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Count) {
            amount.rate = Some(Span::new(reader.at(rest.trim_start()), reader.at(after)));
            return rest;
        }
        return after;
    }
    if let Some((per, span)) = rate_behind_noun(reader, rest) {
        amount.unit.get_or_insert_with(Unit::count).per = per;
        amount.rate = Some(span);
    }
    rest
}

/// Words of a relative clause between its opener and the rate at its end.
const HABIT: usize = 8;

/// "passengers who use the trains and buses each day": the rate ends the clause that says what they
/// do.
fn rate_of_habit(reader: &Reader<'_>, rest: &str) -> Option<(String, Span)> {
    let mut behind = rest;
    for _ in 0..HABIT {
        let (after, _) = preceded(spaces, word).parse(behind).ok()?;
        behind = after;
        // "who waited a day" is how long they did.
        let article = preceded(spaces, one_of(&["a", "an"])).parse(behind).is_ok();
        if let Some((per, after)) =
            unit::rate(behind).filter(|(per, _)| !article && UNITS.rate_times.contains(per))
        {
            return Some((per, Span::new(reader.at(behind.trim_start()), reader.at(after))));
        }
    }
    None
}

/// The rate after the noun that is counted or measured: "40 people a day", "90 visits daily".
pub(super) fn rate_behind_noun(reader: &Reader<'_>, rest: &str) -> Option<(String, Span)> {
    let mut behind = rest;
    for _ in 0..3 {
        let of = (spaces, opt((exactly("of"), spaces)));
        let (after, noun) = preceded(of, word).parse(behind).ok()?;
        if NUMBERS.has(WordSet::RateAcross, noun) {
            return rate_of_habit(reader, after);
        }
        if noun.starts_with(char::is_uppercase) || NUMBERS.has(WordSet::RateNotAcross, noun) {
            return None;
        }
        behind = after;
        if let Some((per, after)) = unit::rate(behind).filter(|(per, _)| UNITS.rate_times.contains(per)) {
            return Some((per, Span::new(reader.at(behind.trim_start()), reader.at(after))));
        }
    }
    None
}
