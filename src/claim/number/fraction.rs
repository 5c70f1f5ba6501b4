//! Shares in words: "half", "two-thirds", "three in five", and the parts of mixed numbers.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt};
use nom::sequence::{pair, preceded};
use rust_decimal::Decimal;

use super::digits::{cut, digits, share};
use super::figure::{Figure, Form};
use super::lexis::{
    NUMBERS, Read, UNITS, exactly, folded, goes_on, joint, next_word, nothing, one_of, spaces, wide_joint,
};
use super::words::{below_hundred, denominator, scales, words};
use crate::vocabulary::numbers::WordSet;

/// "a half", "three quarters", "two-thirds", after "and".
pub(super) fn part_of_one(input: &str) -> Read<'_, Decimal> {
    let one = |input| map(one_of(&["a", "an", "one"]), |()| 1).parse(input);
    let numerator = alt((one, map(below_hundred, i64::from)));
    let (rest, (over, under)) = pair(numerator, preceded(wide_joint, denominator)).parse(input)?;
    let plural = over > 1 || under == 2 || under == 4 || !goes_on_as_rank(rest);
    if over < under && plural { Ok((rest, share(over, under))) } else { nothing(input) }
}

/// Whether a noun follows, so that "a third" is a rank.
fn goes_on_as_rank(rest: &str) -> bool {
    let next = next_word(rest);
    !next.is_empty()
        && !NUMBERS.has(WordSet::ShareShownBy, &next)
        && UNITS.named(&next).is_none()
        && !NUMBERS.scales.contains_key(next.as_ref())
}

/// "half", "a third", "two-thirds", "three quarters of a million".
pub(super) fn fraction(input: &str, hedged: bool) -> Read<'_, Figure> {
    let (rest, value) =
        alt((move |input| half(input, hedged), move |input| numbered(input, hedged))).parse(input)?;
    if goes_on(rest) {
        return nothing(input);
    }
    let plain = Figure {
        value,
        step: Decimal::new(1, 1),
        scale: Decimal::ONE,
        slack: Decimal::ZERO,
        form: Form::Share,
    };
    let of_a = (joint, exactly("of"), joint, exactly("a"));
    let (after, _) = opt(of_a).parse(rest)?;
    let (after, size) = scales(after);
    if size > Decimal::ONE
        && let Some(scaled) = plain.scaled(size)
    {
        return Ok((after, Figure { form: Form::Words, ..scaled }));
    }
    Ok((rest, plain))
}

/// "half of", "half the", "half a mile"; the article before a unit is read with it.
fn half(input: &str, hedged: bool) -> Read<'_, Decimal> {
    let (rest, ()) = alt((exactly("half"), exactly("halves"))).parse(input)?;
    let value = Decimal::new(5, 1);
    let article = preceded(joint, one_of(&["a", "an"])).parse(rest).map(|(after, ())| after);
    if let Ok(after) = article
        && unit_follows(after)
    {
        return Ok((after, value));
    }
    let next = next_word(rest);
    let unit = unit_follows(rest);
    let shown = hedged
        || unit
        || NUMBERS.has(WordSet::HalfShownBy, &next)
        || NUMBERS.scales.contains_key(next.as_ref());
    let joined = rest.starts_with('-') && !unit;
    if shown && !joined && next != "past" && next != "time" { Ok((rest, value)) } else { nothing(input) }
}

/// Whether the name of a unit or a currency follows.
fn unit_follows(rest: &str) -> bool {
    super::unit::unit(rest, false).is_some()
        || super::unit::longest(rest, |name| UNITS.currency(name)).is_some()
}

/// "a third", "one fifth", "two-thirds", "twenty-three fifths".
fn numbered(input: &str, hedged: bool) -> Read<'_, Decimal> {
    let article = |input| map(one_of(&["a", "an"]), |()| None).parse(input);
    let spelt = |input| map(words, |read| read.value.try_into().ok()).parse(input);
    let under = || preceded(wide_joint, denominator);
    let (rest, (over, under)) =
        alt((pair(spelt, under()), pair(article, under()), pair(bare_quarter, denominator))).parse(input)?;
    let name = folded(&input[..input.len() - rest.len()]).into_owned();
    let plural = name.ends_with('s');
    let many = over.unwrap_or(1) > 1;
    if many != plural || (under == 2 && many) {
        return nothing(input);
    }
    let next = next_word(rest);
    if under == 4 && over.unwrap_or(1) == 1 && matches!(next.as_ref(), "to" | "past") {
        return nothing(input);
    }
    let unit = unit_follows(rest) || NUMBERS.scales.contains_key(next.as_ref());
    let shown = many
        || unit
        || next.is_empty()
        || (hedged && under <= 4)
        || NUMBERS.has(WordSet::ShareShownBy, &next);
    let quarter_alone = over.is_none() && name.starts_with("quarter");
    let fits =
        if quarter_alone { NUMBERS.scales.contains_key(next.as_ref()) } else { shown || over == Some(1) };
    if fits && (unit || !rest.starts_with('-')) {
        Ok((rest, share(over.unwrap_or(1), under)))
    } else {
        nothing(input)
    }
}

/// "quarter million" has no numerator; the word itself is left for the denominator.
fn bare_quarter(input: &str) -> Read<'_, Option<i64>> {
    if exactly("quarter").parse(input).is_ok() { Ok((input, None)) } else { nothing(input) }
}

/// "three in five", "nine out of 10", "27 in every 100,000": only with the
/// denominators that shares are given in, or where the words leave no doubt.
pub(super) fn ratio(over: Figure) -> impl Fn(&str) -> Read<'_, Figure> {
    move |input| {
        let out_of = |input| {
            map(
                (joint, exactly("out"), spaces, exactly("of"), spaces, opt((exactly("every"), spaces))),
                |_| true,
            )
            .parse(input)
        };
        let within = |input| {
            map((spaces, exactly("in"), spaces, opt((exactly("every"), spaces))), |(_, (), _, every)| {
                every.is_some()
            })
            .parse(input)
        };
        let dashed = |input| {
            map((nom::bytes::complete::tag("-in-"), nom::combinator::success(())), |_| true).parse(input)
        };
        let (rest, sure) = alt((out_of, within, dashed, slash_in_words)).parse(input)?;
        let spelt = |input| map(words, |read| read.value).parse(input);
        let printed = |input| map(digits, |read| read.value).parse(input);
        let (rest, under) = alt((printed, spelt)).parse(rest)?;
        let divided = preceded(spaces, exactly("over")).parse(input).is_ok();
        let whole = divided && (over.value != Decimal::ONE || !rest.is_empty());
        if whole
            || goes_on(rest)
            || !is_share(over.value, under, sure)
            || unit_follows(rest)
            || rest.starts_with(['.', ':']) && rest[1..].starts_with(|c: char| c.is_ascii_digit())
        {
            return nothing(input);
        }
        let value = cut(over.value.checked_div(under).unwrap_or_default());
        Ok((
            rest,
            Figure {
                value,
                step: cut(Decimal::ONE.checked_div(under).unwrap_or_default()),
                form: Form::Ratio,
                ..over
            },
        ))
    }
}

/// "one over twenty" is a fraction where nothing follows: else "over" is a hedge.
fn slash_in_words(input: &str) -> Read<'_, bool> {
    map((spaces, exactly("over"), spaces), |_| true).parse(input)
}

fn is_share(over: Decimal, under: Decimal, sure: bool) -> bool {
    let whole = over.fract().is_zero() && under.fract().is_zero();
    let usual = [3, 4, 5, 6, 8, 10, 20, 100, 1000, 10_000, 100_000, 1_000_000]
        .iter()
        .any(|&base| under == Decimal::from(base));
    let one = over == Decimal::ONE && under <= Decimal::from(1_000_000) && (under > Decimal::ONE);
    whole && over > Decimal::ZERO && over < under && (sure || usual || one)
}
