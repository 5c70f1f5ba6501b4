//! A bare number in digits or words, with its scale words and fractions: what stands between a
//! hedge and a unit.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt};
use nom::sequence::{pair, preceded};
use rust_decimal::Decimal;

use super::digits::{cut, digits};
use super::fraction::{fraction, part_of_one, ratio};
use super::lexis::{
    NUMBERS, Read, and, exactly, folded, goes_on, joint, known, next_word, nothing, one_of, spaces, word,
};
use super::words::{below_hundred, scales, words};

/// How a bare number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// "57"
    Digits,
    /// Four digits without a separator: perhaps a year.
    BareYear,
    /// "fifty-seven"
    Words,
    /// "two-thirds", "half": a share of something.
    Share,
    /// "three in five": a share of something.
    Ratio,
}

/// A bare number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// Its value, scale words applied.
    pub value: Decimal,
    /// Size of its last printed digit, scale words applied.
    pub step: Decimal,
    /// The scale words alone: a million of "1.5 million", else 1.
    pub scale: Decimal,
    /// How far a loose word lets the real figure lie off ("a dozen").
    pub slack: Decimal,
    /// How it is written.
    pub form: Form,
}

impl Figure {
    /// The same figure times another scale.
    pub(super) fn scaled(self, by: Decimal) -> Option<Self> {
        let value = self.value.checked_mul(by).filter(|value| *value <= largest())?;
        let times = |part: Decimal| part.checked_mul(by).unwrap_or(part);
        Some(Self {
            value: cut_if_long(value),
            step: times(self.step),
            scale: times(self.scale),
            slack: times(self.slack),
            ..self
        })
    }
}

/// No figure of the news is larger; products above it are not read.
pub(super) fn largest() -> Decimal {
    Decimal::from(1_000_000_000_000_000_000_i64)
}

fn cut_if_long(value: Decimal) -> Decimal {
    if value.scale() > 9 { cut(value) } else { value }
}

/// A bare number: "1,204", "1.5 million", "twenty-one", "half a dozen", "two-thirds".
///
/// # Errors
/// When no number begins here.
pub fn bare_number(input: &str) -> nom::IResult<&str, Figure> {
    figure(false)(input)
}

/// As [`bare_number`]; after a hedge, "half" and "a third" need no further sign that they are shares.
pub(super) fn figure(hedged: bool) -> impl Fn(&str) -> Read<'_, Figure> {
    move |input| {
        let starts_with_digit = input.starts_with(|c: char| !c.is_alphabetic());
        if starts_with_digit { in_digits(input) } else { in_words(input, hedged) }
    }
}

fn in_digits(input: &str) -> Read<'_, Figure> {
    let (rest, read) = digits(input)?;
    let form = if read.fraction && read.value < Decimal::ONE {
        Form::Share
    } else if read.bare {
        Form::BareYear
    } else {
        Form::Digits
    };
    let step = if read.fraction { Decimal::new(1, 1) } else { read.step };
    let plain = Figure { value: read.value, step, scale: Decimal::ONE, slack: Decimal::ZERO, form };
    let (rest, ratio) = opt(ratio(plain)).parse(rest)?;
    if let Some(ratio) = ratio {
        return Ok((rest, ratio));
    }
    if let Ok(powered) = power(rest, plain) {
        return Ok(powered);
    }
    let (rest, plain) = with_scale(rest, plain);
    let (rest, plain) = with_tail(rest, plain);
    let (rest, plain) = with_half(rest, plain);
    if rest.starts_with(|c: char| c.is_ascii_digit()) { nothing(input) } else { Ok((rest, plain)) }
}

fn in_words(input: &str, hedged: bool) -> Read<'_, Figure> {
    if let Ok(found) = loose(input).or_else(|_| fraction(input, hedged)) {
        return Ok(found);
    }
    let (rest, read) = words(input)?;
    if goes_on(rest) {
        return nothing(input);
    }
    let plain = Figure {
        value: read.value,
        step: read.step,
        scale: read.scale,
        slack: Decimal::ZERO,
        form: Form::Words,
    };
    let (rest, ratio) = opt(ratio(plain)).parse(rest)?;
    if let Some(ratio) = ratio {
        return Ok((rest, ratio));
    }
    let (rest, plain) = with_point(rest, plain);
    let (rest, plain) = with_multiplier(rest, plain);
    let (rest, plain) = with_half(rest, plain);
    Ok((rest, plain))
}

/// "half a dozen", "a dozen", "half a million", "a quarter million".
fn loose(input: &str) -> Read<'_, Figure> {
    let (after, part) = if let Ok((rest, ())) = exactly("half").parse(input) {
        let (rest, _) = opt(preceded(joint, one_of(&["a", "an"]))).parse(rest)?;
        (rest, Decimal::new(5, 1))
    } else {
        (one_of(&["a", "an"]).parse(input)?.0, Decimal::ONE)
    };
    let (after, _) = joint(after)?;
    let (rest, found) = word(after)?;
    let found = folded(found);
    let (size, slack) = if let Some(multiplier) = NUMBERS.multipliers.get(found.as_ref()) {
        (multiplier.size, multiplier.slack)
    } else if part < Decimal::ONE {
        let hundred = (found == "hundred").then_some(Decimal::ONE_HUNDRED);
        let Some(size) = NUMBERS.scales.get(found.as_ref()).copied().or(hundred) else {
            return nothing(input);
        };
        (size, Decimal::ZERO)
    } else {
        return nothing(input);
    };
    if found == "score" && !counts_things(rest) {
        return nothing(input);
    }
    let value = size * part;
    let scale = if slack.is_zero() { size } else { Decimal::ONE };
    let step = if slack.is_zero() { size * Decimal::new(1, 1) } else { Decimal::ONE };
    Ok((rest, Figure { value, step, scale, slack, form: Form::Words }))
}

/// "a score of 3-1" counts nothing: letters must follow "of".
fn counts_things(rest: &str) -> bool {
    preceded((spaces, exactly("of"), spaces), word).parse(rest).is_ok()
}

/// Scale words and abbreviations after digits: "1.5 million", "1.2bn", "10k".
fn with_scale(rest: &str, plain: Figure) -> (&str, Figure) {
    if let Ok((after, size)) = scale_words(rest)
        && size > Decimal::ONE
        && let Some(scaled) = plain.scaled(size)
    {
        return (after, Figure { form: Form::Digits, ..scaled });
    }
    if let Ok((after, size)) = abbreviation(rest)
        && let Some(scaled) = plain.scaled(size)
    {
        return (after, Figure { form: Form::Digits, ..scaled });
    }
    with_multiplier(rest, plain)
}

fn scale_words(rest: &str) -> Read<'_, Decimal> {
    let hundred = map(preceded(joint, exactly("hundred")), |()| Decimal::ONE_HUNDRED);
    let (rest, head) = opt(hundred).parse(rest)?;
    let (rest, size) = scales(rest);
    Ok((rest, size * head.unwrap_or(Decimal::ONE)))
}

/// "bn", "k" after the digits, perhaps after one space; longer words are left alone.
fn abbreviation(rest: &str) -> Read<'_, Decimal> {
    let touching = !rest.starts_with(super::lexis::is_space);
    let (after, short) = preceded(opt(spaces), word).parse(rest)?;
    let Some(&size) = NUMBERS.abbreviations.get(short) else { return nothing(rest) };
    let alone = after.is_empty() && matches!(short, "k" | "M");
    let fits = (touching || short.len() > 1 || alone) && !goes_on(after) && !after.starts_with('/');
    if fits { Ok((after, size)) } else { nothing(rest) }
}

/// "two dozen", "3 dozens".
fn with_multiplier(rest: &str, plain: Figure) -> (&str, Figure) {
    let Ok((after, found)) = preceded(joint, word).parse(rest) else { return (rest, plain) };
    let name = folded(found);
    let Some(multiplier) = NUMBERS.multipliers.get(name.as_ref()) else { return (rest, plain) };
    // "21 July 2016 Dozens of …": a year before a headline.
    if plain.form == Form::BareYear {
        return (rest, plain);
    }
    if name == "score" && !counts_things(after) {
        return (rest, plain);
    }
    let Some(value) = plain.value.checked_mul(multiplier.size) else { return (rest, plain) };
    let slack = plain.value.checked_mul(multiplier.slack).unwrap_or_default();
    (after, Figure { value, slack, ..plain })
}

/// "two hundred point seven", "five point five".
fn with_point(rest: &str, plain: Figure) -> (&str, Figure) {
    let digit = alt((map(super::words::words, |read| read.value), map(below_hundred, Decimal::from)));
    let point = (joint, exactly("point"), joint);
    let Ok((mut after, (_, first))) = pair(point, digit).parse(rest) else { return (rest, plain) };
    let mut decimals = first.to_string();
    while let Ok((next, figure)) = preceded(joint, known(&NUMBERS.ones)).parse(after) {
        decimals.push_str(&figure.to_string());
        after = next;
    }
    let places = u32::try_from(decimals.len()).unwrap_or(u32::MAX);
    let part = decimals.parse::<i64>().ok().filter(|_| places < 9).map(|part| Decimal::new(part, places));
    let Some(value) = part.and_then(|part| plain.value.checked_add(part)) else { return (rest, plain) };
    let pointed = Figure { value, step: Decimal::new(1, places), ..plain };
    let (after, size) = scales(after);
    (after, pointed.scaled(size).unwrap_or(pointed))
}

/// "3 crore 20 lakh", "4 thousand 3 hundred and 21": parts with falling scales.
fn with_tail(rest: &str, whole: Figure) -> (&str, Figure) {
    let (mut rest, mut whole) = (rest, whole);
    while whole.scale >= Decimal::ONE_HUNDRED {
        let Ok((after, part)) = preceded(alt((and, joint)), tail_part).parse(rest) else { break };
        let named = part.scale > Decimal::ONE;
        let last =
            whole.scale == Decimal::ONE_HUNDRED && part.value >= Decimal::ONE && part.value.fract().is_zero();
        let Some(value) =
            whole.value.checked_add(part.value).filter(|_| part.value < whole.scale && (named || last))
        else {
            break;
        };
        whole = Figure { value, step: part.step, scale: part.scale, ..whole };
        rest = after;
    }
    (rest, whole)
}

fn tail_part(input: &str) -> Read<'_, Figure> {
    if let Ok((rest, read)) = digits(input) {
        let plain = Figure {
            value: read.value,
            step: read.step,
            scale: Decimal::ONE,
            slack: Decimal::ZERO,
            form: Form::Digits,
        };
        let (rest, size) = scale_words(rest)?;
        let whole = read.value.fract().is_zero() && !goes_on(rest);
        return plain.scaled(size).filter(|_| whole).map_or_else(|| nothing(input), |part| Ok((rest, part)));
    }
    let (rest, read) = words(input)?;
    let scale = if read.step > Decimal::ONE { read.step } else { Decimal::ONE };
    let fits = !goes_on(rest) && !is_denominator(&next_word(rest)) && exactly("a").parse(input).is_err();
    let part = Figure { value: read.value, step: read.step, scale, slack: Decimal::ZERO, form: Form::Words };
    if fits { Ok((rest, part)) } else { nothing(input) }
}

fn is_denominator(word: &str) -> bool {
    NUMBERS.denominators.contains_key(word)
}

/// "10^6", "1.3x10^6", "1.3e6": powers as science prints them.
fn power(rest: &str, plain: Figure) -> Read<'_, Figure> {
    use nom::bytes::complete::tag;
    use nom::character::complete::{char, i32 as exponent, one_of};
    let times_ten = preceded((one_of("x×*"), tag("10^")), exponent);
    let letter = preceded(one_of("eE"), exponent);
    let (after, (ten, by)) = alt((
        map(times_ten, |by| (true, by)),
        map(letter, |by| (true, by)),
        map(preceded(char('^'), exponent), |by| (false, by)),
    ))
    .parse(rest)?;
    let base = if ten { Decimal::TEN } else { plain.value };
    let factor = raised(base, by).filter(|_| !goes_on(after));
    let value = factor.and_then(|factor| if ten { plain.value.checked_mul(factor) } else { Some(factor) });
    match value.filter(|value| *value <= largest()) {
        Some(value) => Ok((after, Figure { value: cut(value), form: Form::Digits, ..plain })),
        None => nothing(rest),
    }
}

fn raised(base: Decimal, by: i32) -> Option<Decimal> {
    let power = (0..by.unsigned_abs().min(64)).try_fold(Decimal::ONE, |power, _| power.checked_mul(base))?;
    if by < 0 { Decimal::ONE.checked_div(power) } else { Some(power) }
}

/// "two and a half", "five and a half million", "one million and a half".
fn with_half(rest: &str, plain: Figure) -> (&str, Figure) {
    let Ok((after, part)) = preceded(and, part_of_one).parse(rest) else { return (rest, plain) };
    // "one billion and a half million": the half has a scale of its own.
    if plain.scale > Decimal::ONE
        && let (behind, size) = scales(after)
        && size > Decimal::ONE
    {
        let term = part.checked_mul(size).and_then(|term| plain.value.checked_add(term));
        return term.filter(|_| size < plain.scale).map_or((rest, plain), |value| {
            (behind, Figure { value, step: size * Decimal::new(1, 1), ..plain })
        });
    }
    let unit = if plain.scale > Decimal::ONE { plain.scale } else { Decimal::ONE };
    let term = part.checked_mul(unit).and_then(|term| plain.value.checked_add(term));
    let Some(value) = term else { return (rest, plain) };
    let mixed =
        Figure { value: cut_if_long(value), step: unit * Decimal::new(1, 1), form: Form::Words, ..plain };
    let (after, size) = scales(after);
    (after, mixed.scaled(size).unwrap_or(mixed))
}
