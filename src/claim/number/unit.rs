//! What follows a figure: units with their names and abbreviations, temperatures, rain, ages.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::char;
use nom::combinator::{opt, recognize};
use nom::multi::many0_count;
use nom::sequence::{pair, preceded};
use rust_decimal::Decimal;

use super::lexis::{
    NUMBERS, Read, UNITS, exactly, folded, goes_on, is_space, joint, next_word, nothing, one_of, spaces, word,
};
use crate::claim::quantity::{Dimension, Unit};
use crate::vocabulary::numbers::WordSet;
use crate::vocabulary::units::UnitEntry;

/// The unit of claims for an entry of the vocabulary.
pub(super) fn unit_of(entry: &UnitEntry<Dimension>) -> Unit {
    Unit {
        id: entry.id.clone(),
        dimension: entry.dimension,
        factor: entry.factor,
        offset: entry.offset,
        per: String::new(),
    }
}

/// A unit of the vocabulary by its id.
pub fn by_id(id: &str) -> Option<Unit> {
    UNITS.unit(id).map(unit_of)
}

/// A unit that the vocabulary only names: a scale, a thing in barrels.
fn named(id: &str, dimension: Dimension) -> Unit {
    Unit { id: id.to_owned(), dimension, factor: Decimal::ONE, offset: Decimal::ZERO, per: String::new() }
}

/// "magnitude", "category".
pub fn scale(id: &str) -> Unit {
    named(id, Dimension::Scale)
}

/// Reads the longest phrase that a table knows: words parted by joints, the first after at most one.
pub(super) fn longest<T>(input: &str, look: impl Fn(&str) -> Option<T>) -> Option<(T, &str)> {
    let mut phrase = String::new();
    let mut rest = joint(input).map_or(input, |(rest, _)| rest);
    let mut best = None;
    for _ in 0..UNITS.longest {
        let Ok((after, found)) = unit_word(rest) else { break };
        let lower = folded(found);
        if phrase.is_empty() && !UNITS.may_start(&lower) {
            break;
        }
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.push_str(&lower);
        if !goes_on(after)
            && let Some(known) = look(&phrase)
        {
            best = Some((known, after));
        }
        let after =
            if found.eq_ignore_ascii_case("sq") { after.strip_prefix('.').unwrap_or(after) } else { after };
        let Ok((next, _)) = joint(after) else { break };
        rest = next;
    }
    best
}

/// A word of a unit's name: letters, initials ("u.s."), a per cent sign.
fn unit_word(input: &str) -> Read<'_, &str> {
    let initials = recognize((word, char('.'), word, many0_count(pair(char('.'), word)), opt(char('.'))));
    alt((initials, word, tag("%"))).parse(input)
}

/// A unit by its name or abbreviation; `digits` says that the figure is printed in digits, for
/// number words take no abbreviation.
pub(super) fn unit(input: &str, digits: bool) -> Option<(Unit, &str)> {
    if let Some((id, rest)) = longest(input, |name| UNITS.scales_after.get(name)) {
        return Some((scale(id), rest));
    }
    let by_name = longest(input, |name| UNITS.named(name)).map(|(entry, rest)| (unit_of(entry), rest));
    let found = if digits { by_name.or_else(|| abbreviation(input)) } else { by_name };
    let found = found.or_else(|| time_after_adjective(input));
    found.map(|(unit, rest)| below_zero_scale(unit, rest))
}

/// "28 straight hours", "three full days".
fn time_after_adjective(input: &str) -> Option<(Unit, &str)> {
    let (rest, _) = preceded(joint, word)
        .parse(input)
        .ok()
        .filter(|(_, adjective)| NUMBERS.has(WordSet::BeforeTime, folded(adjective).as_ref()))?;
    let time =
        |entry: &&UnitEntry<Dimension>| matches!(entry.dimension, Dimension::Duration | Dimension::Months);
    longest(rest, |name| UNITS.named(name).filter(time)).map(|(entry, rest)| (unit_of(entry), rest))
}

/// "km/h", "m²", "°C": letters of one run; the longest that the table knows.
fn abbreviation(input: &str) -> Option<(Unit, &str)> {
    let touching = !input.starts_with(is_space);
    let start = joint(input).map_or(input, |(rest, _)| rest);
    let part = |c: char| c.is_alphanumeric() || matches!(c, '²' | '³' | '°' | 'º' | '/');
    let (_, run) = take_while1::<_, _, nom::error::Error<&str>>(part).parse(start).ok()?;
    if run.starts_with(|c: char| c.is_numeric() || c == '/') {
        return None;
    }
    let whole = run.trim_end_matches('/');
    let head = run.split('/').next().unwrap_or(run);
    for short in [whole, head] {
        let rest = &start[short.len()..];
        let loose = UNITS.abbreviated(short);
        let close = || UNITS.tight(short).filter(|_| touching || !next_word_is_noun(rest));
        if let Some(entry) = loose.or_else(close) {
            return Some((unit_of(entry), rest));
        }
    }
    degree_sign(start)
}

/// After "5 C" or "40 m" nothing may follow that makes the letter a name.
fn next_word_is_noun(rest: &str) -> bool {
    let Ok((after, _)) = spaces(rest) else { return false };
    after.starts_with(char::is_uppercase)
}

/// "°", "° C", "°c".
fn degree_sign(start: &str) -> Option<(Unit, &str)> {
    let rest = start.strip_prefix(['°', 'º'])?;
    let scale = preceded(opt(spaces), word).parse(rest).ok().and_then(|(after, letter)| match letter {
        "C" | "c" | "Celsius" | "celsius" => Some(("celsius", after)),
        "F" | "f" | "Fahrenheit" | "fahrenheit" => Some(("fahrenheit", after)),
        _ => None,
    });
    let (id, after) = scale.unwrap_or(("degree", rest));
    by_id(id).map(|unit| (unit, after))
}

/// A unit that is not yet known may follow "below zero": "40 degrees below zero Fahrenheit".
fn below_zero_scale(unit: Unit, rest: &str) -> (Unit, &str) {
    if unit.id != "degree" {
        return (unit, rest);
    }
    let Ok((after, ())) = below_zero(rest) else { return (unit, rest) };
    match longest(after, |name| UNITS.named(name).filter(|entry| entry.dimension == Dimension::Temperature)) {
        // Only the scale is taken here; "below zero" stays for the sign of the figure.
        Some((entry, _)) => (unit_of(entry), rest),
        None => (unit, rest),
    }
}

/// "below zero".
pub(super) fn below_zero(input: &str) -> Read<'_, ()> {
    let (rest, _) = (spaces, exactly("below"), spaces, exactly("zero")).parse(input)?;
    Ok((rest, ()))
}

/// The scale named after "below zero".
pub(super) fn temperature_name(input: &str) -> &str {
    longest(input, |name| UNITS.named(name).filter(|entry| entry.dimension == Dimension::Temperature))
        .map_or(input, |(_, rest)| rest)
}

/// "of rain" after a length.
pub(super) fn of_rain(input: &str) -> Read<'_, ()> {
    let (rest, (_, (), _, noun)) = (spaces, exactly("of"), spaces, word).parse(input)?;
    if UNITS.rain.contains(folded(noun).as_ref()) { Ok((rest, ())) } else { nothing(input) }
}

/// "-old", " old", " of age", "-olds" after a unit of time.
pub(super) fn old(input: &str) -> Read<'_, ()> {
    let of_age = |input| (spaces, exactly("of"), spaces, exactly("age")).parse(input);
    if let Ok((rest, _)) = of_age(input) {
        return Ok((rest, ()));
    }
    let (rest, ()) = preceded(joint, alt((exactly("old"), exactly("olds")))).parse(input)?;
    Ok((rest, ()))
}

/// An age in this unit of time.
pub(super) fn age(unit: &Unit) -> Option<Unit> {
    let factor = *UNITS.age_factors.get(&unit.id)?;
    let id = if factor == Decimal::ONE { "year-old".to_owned() } else { format!("{}-old", unit.id) };
    Some(Unit { id, dimension: Dimension::Age, factor, offset: Decimal::ZERO, per: String::new() })
}

/// "a day", "per head", "/day", "daily": what a rate is by.
pub(super) fn rate(input: &str) -> Option<(String, &str)> {
    let by = |input| preceded(joint, one_of(&["a", "an", "per", "each", "every"])).parse(input);
    let slash = |input| pair(opt(spaces), char('/')).parse(input);
    if let Ok((after, ())) = by(input) {
        let per = preceded(joint, exactly("per")).parse(input).is_ok();
        if let Some(found) = per_unit(after).filter(|_| per) {
            return Some(found);
        }
        let (rest, noun) = preceded(joint, word).parse(after).ok()?;
        let noun = folded(noun);
        let time = UNITS.rate_times.contains(noun.as_ref());
        let known = time || UNITS.rate_things.contains(noun.as_ref()) || (per && noun.len() > 2);
        return (known && !goes_on(rest) && !stopped(rest)).then(|| (noun.into_owned(), rest));
    }
    if let Ok((after, _)) = slash(input) {
        let (rest, noun) = word(after).ok()?;
        let noun = folded(noun);
        return UNITS.rate_times.contains(noun.as_ref()).then(|| (noun.into_owned(), rest));
    }
    let (rest, adverb) = preceded(spaces, word).parse(input).ok()?;
    let noun = UNITS.rate_adverbs.get(folded(adverb).as_ref())?;
    // "450 million monthly active users" are so many, whatever month it is.
    if NUMBERS.has(WordSet::NoRateBefore, &next_word(rest)) {
        return None;
    }
    // "40 daily flights" is a rate of flights; "40 million monthly" too.
    Some((noun.clone(), rest))
}

/// "per square metre", "per 100,000 people": units of several words, and so many of a noun.
fn per_unit(after: &str) -> Option<(String, &str)> {
    let time =
        |entry: &&UnitEntry<Dimension>| !matches!(entry.dimension, Dimension::Duration | Dimension::Months);
    if let Some((entry, rest)) = longest(after, |name| UNITS.named(name).filter(time)) {
        return Some((entry.id.clone(), rest));
    }
    let (rest, figure) = preceded(spaces, super::figure::bare_number).parse(after).ok()?;
    let (rest, noun) = preceded(spaces, word).parse(rest).ok()?;
    Some((format!("{} {}", figure.value.normalize(), folded(noun)), rest))
}

/// "a year earlier", "a day later": no rate.
fn stopped(rest: &str) -> bool {
    let next = next_word(rest);
    NUMBERS.has(WordSet::RateStoppedBy, &next)
}
