//! A bare number in digits or words, with its scale words and fractions: what stands between a
//! hedge and a unit.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt};
use nom::sequence::{pair, preceded};
use rust_decimal::Decimal;

use super::digits::{cut, digits, share};
use super::lexis::{NUMBERS, Read, UNITS, and, exactly, folded, goes_on, joint, known, next_word, nothing, spaces, word};
use super::words::{below_hundred, scales, words};
use crate::vocabulary::numbers::WordSet;

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
        Some(Self { value: cut_if_long(value), step: times(self.step), scale: times(self.scale), slack: times(self.slack), ..self })
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
    let (rest, plain) = with_scale(rest, plain);
    let (rest, plain) = with_half(rest, plain);
    if goes_on(rest) && rest.starts_with(|c: char| c.is_ascii_digit()) { nothing(input) } else { Ok((rest, plain)) }
}

fn in_words(input: &str, hedged: bool) -> Read<'_, Figure> {
    if let Ok(found) = fraction(input, hedged) {
        return Ok(found);
    }
    if let Ok(found) = loose(input) {
        return Ok(found);
    }
    let (rest, read) = words(input)?;
    if goes_on(rest) {
        return nothing(input);
    }
    let plain = Figure { value: read.value, step: read.step, scale: read.scale, slack: Decimal::ZERO, form: Form::Words };
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
        let (rest, _) = opt(preceded(joint, alt((exactly("a"), exactly("an"))))).parse(rest)?;
        (rest, Decimal::new(5, 1))
    } else {
        (alt((exactly("a"), exactly("an"))).parse(input)?.0, Decimal::ONE)
    };
    let (after, _) = joint(after)?;
    let (rest, found) = word(after)?;
    let found = folded(found);
    let (size, slack) = if let Some(multiplier) = NUMBERS.multipliers.get(found.as_ref()) {
        (multiplier.size, multiplier.slack)
    } else if part < Decimal::ONE {
        let hundred = (found == "hundred").then_some(Decimal::ONE_HUNDRED);
        let Some(size) = NUMBERS.scales.get(found.as_ref()).copied().or(hundred) else { return nothing(input) };
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
    let (rest, size) = scales(rest)?;
    Ok((rest, size * head.unwrap_or(Decimal::ONE)))
}

/// "bn", "k" after the digits, perhaps after one space; longer words are left alone.
fn abbreviation(rest: &str) -> Read<'_, Decimal> {
    let touching = !rest.starts_with(super::lexis::is_space);
    let (after, short) = preceded(opt(spaces), word).parse(rest)?;
    let Some(&size) = NUMBERS.abbreviations.get(short) else { return nothing(rest) };
    let fits = (touching || short.len() > 1) && !goes_on(after) && !after.starts_with('/');
    if fits { Ok((after, size)) } else { nothing(rest) }
}

/// "two dozen", "3 dozens".
fn with_multiplier(rest: &str, plain: Figure) -> (&str, Figure) {
    let Ok((after, found)) = preceded(joint, word).parse(rest) else { return (rest, plain) };
    let name = folded(found);
    let Some(multiplier) = NUMBERS.multipliers.get(name.as_ref()) else { return (rest, plain) };
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
    let (after, size) = scales(after).unwrap_or((after, Decimal::ONE));
    (after, pointed.scaled(size).unwrap_or(pointed))
}

/// "two and a half", "five and a half million", "one million and a half".
fn with_half(rest: &str, plain: Figure) -> (&str, Figure) {
    let Ok((after, part)) = preceded(and, part_of_one).parse(rest) else { return (rest, plain) };
    let unit = if plain.scale > Decimal::ONE { plain.scale } else { Decimal::ONE };
    let term = part.checked_mul(unit).and_then(|term| plain.value.checked_add(term));
    let Some(value) = term else { return (rest, plain) };
    let mixed = Figure { value: cut_if_long(value), step: unit * Decimal::new(1, 1), form: Form::Digits, ..plain };
    let (after, size) = scales(after).unwrap_or((after, Decimal::ONE));
    (after, mixed.scaled(size).unwrap_or(mixed))
}

/// "a half", "three quarters", "two-thirds", after "and".
fn part_of_one(input: &str) -> Read<'_, Decimal> {
    let one = |input| map(alt((exactly("a"), exactly("an"), exactly("one"))), |()| 1).parse(input);
    let numerator = alt((one, below_hundred));
    let (rest, (over, under)) = pair(numerator, preceded(joint, known(&NUMBERS.denominators))).parse(input)?;
    let plural = over > 1 || under == 2 || under == 4 || !goes_on_as_rank(rest);
    if over < under && plural { Ok((rest, share(over, under))) } else { nothing(input) }
}

/// Whether a noun follows, so that "a third" is a rank.
fn goes_on_as_rank(rest: &str) -> bool {
    let next = next_word(rest);
    !next.is_empty() && !NUMBERS.has(WordSet::ShareShownBy, &next) && UNITS.named(&next).is_none() && !NUMBERS.scales.contains_key(next.as_ref())
}

/// "half", "a third", "two-thirds", "three quarters of a million".
fn fraction(input: &str, hedged: bool) -> Read<'_, Figure> {
    let (rest, value) = alt((move |input| half(input, hedged), move |input| numbered(input, hedged))).parse(input)?;
    if goes_on(rest) {
        return nothing(input);
    }
    let plain = Figure { value, step: Decimal::ONE, scale: Decimal::ONE, slack: Decimal::ZERO, form: Form::Share };
    let of_a = (joint, exactly("of"), joint, exactly("a"));
    let (after, _) = opt(of_a).parse(rest)?;
    let (after, size) = scales(after)?;
    if size > Decimal::ONE && let Some(scaled) = plain.scaled(size) {
        return Ok((after, Figure { step: size * Decimal::new(1, 1), form: Form::Words, ..scaled }));
    }
    Ok((rest, plain))
}

/// "half of", "half the", "half a mile"; the article before a unit is read with it.
fn half(input: &str, hedged: bool) -> Read<'_, Decimal> {
    let (rest, ()) = alt((exactly("half"), exactly("halves"))).parse(input)?;
    let value = Decimal::new(5, 1);
    let article = preceded(joint, alt((exactly("a"), exactly("an")))).parse(rest).map(|(after, ())| after);
    if let Ok(after) = article && is_unit(&next_word(after)) {
        return Ok((after, value));
    }
    let next = next_word(rest);
    let shown = hedged || is_unit(&next) || NUMBERS.has(WordSet::HalfShownBy, &next) || NUMBERS.scales.contains_key(next.as_ref());
    let joined = rest.starts_with('-') && !is_unit(&next);
    if shown && !joined && next != "past" && next != "time" { Ok((rest, value)) } else { nothing(input) }
}

fn is_unit(word: &str) -> bool {
    !word.is_empty() && (UNITS.named(word).is_some() || UNITS.currency(word).is_some())
}

/// "a third", "one fifth", "two-thirds", "twenty-three fifths".
fn numbered(input: &str, hedged: bool) -> Read<'_, Decimal> {
    let article = |input| map(alt((exactly("a"), exactly("an"))), |()| None).parse(input);
    let head = alt((article, map(below_hundred, Some)));
    let with_head = pair(head, preceded(joint, known(&NUMBERS.denominators)));
    let (rest, (over, under)) = alt((with_head, pair(bare_quarter, known(&NUMBERS.denominators)))).parse(input)?;
    let name = folded(&input[..input.len() - rest.len()]).into_owned();
    let plural = name.ends_with('s');
    let many = over.unwrap_or(1) > 1;
    if many != plural || (under == 2 && many) {
        return nothing(input);
    }
    let next = next_word(rest);
    let unit = is_unit(&next) || NUMBERS.scales.contains_key(next.as_ref());
    let shown = many || unit || next.is_empty() || (hedged && under <= 4) || NUMBERS.has(WordSet::ShareShownBy, &next);
    let quarter_alone = over.is_none() && name.starts_with("quarter");
    let fits = if quarter_alone { NUMBERS.scales.contains_key(next.as_ref()) } else { shown || over == Some(1) };
    if fits && !rest.starts_with("-") || (unit && fits) { Ok((rest, share(over.unwrap_or(1), under))) } else { nothing(input) }
}

/// "quarter million" has no numerator; the word itself is left for the denominator.
fn bare_quarter(input: &str) -> Read<'_, Option<u32>> {
    if exactly("quarter").parse(input).is_ok() { Ok((input, None)) } else { nothing(input) }
}

/// "three in five", "nine out of 10": only with the denominators that shares are given in.
fn ratio(over: Figure) -> impl Fn(&str) -> Read<'_, Figure> {
    move |input| {
        let out_of = |input| map((joint, exactly("out"), spaces, exactly("of"), spaces, opt((exactly("every"), spaces))), |_| true).parse(input);
        let within = |input| map((spaces, exactly("in"), spaces, opt((exactly("every"), spaces))), |_| false).parse(input);
        let dashed = |input| map((nom::bytes::complete::tag("-in-"), nom::combinator::success(())), |_| true).parse(input);
        let (rest, sure) = alt((out_of, within, dashed)).parse(input)?;
        let spelt = |input| map(words, |read| read.value).parse(input);
        let printed = |input| map(digits, |read| read.value).parse(input);
        let (rest, under) = alt((printed, spelt)).parse(rest)?;
        if goes_on(rest) || !is_share(over.value, under, sure) || is_unit(&next_word(rest)) || rest.starts_with(['.', ':']) && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
            return nothing(input);
        }
        let value = cut(over.value.checked_div(under).unwrap_or_default());
        Ok((rest, Figure { value, step: cut(Decimal::ONE.checked_div(under).unwrap_or_default()), form: Form::Ratio, ..over }))
    }
}

fn is_share(over: Decimal, under: Decimal, sure: bool) -> bool {
    let whole = over.fract().is_zero() && under.fract().is_zero();
    let usual = [3, 4, 5, 6, 8, 10, 20, 100, 1000].iter().any(|&base| under == Decimal::from(base));
    let one = over == Decimal::ONE && under <= Decimal::from(1_000_000) && (under > Decimal::ONE);
    whole && over > Decimal::ZERO && over < under && (sure || usual || one)
}
