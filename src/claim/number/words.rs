//! Numbers in words: "twenty-one", "one hundred and three", "two million three hundred thousand".

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt, verify};
use nom::sequence::{pair, preceded};
use rust_decimal::Decimal;

use super::lexis::{
    NUMBERS, Read, and, exactly, folded, joint, known, next_word, nothing, one_of, wide_joint, word,
};

/// A number in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Worded {
    /// Its value.
    pub value: Decimal,
    /// What its last word counts: 1 of "twenty-one", 100 of "three hundred".
    pub step: Decimal,
    /// The last scale: a million of "two million".
    pub scale: Decimal,
}

/// Nought, or a number in words up to the trillions.
pub(super) fn words(input: &str) -> Read<'_, Worded> {
    alt((
        map(known_zero, |()| Worded { value: Decimal::ZERO, step: Decimal::ONE, scale: Decimal::ONE }),
        scaled,
    ))
    .parse(input)
}

fn known_zero(input: &str) -> Read<'_, ()> {
    let (rest, found) = word(input)?;
    if NUMBERS.zeros.contains(folded(found).as_ref()) { Ok((rest, ())) } else { nothing(input) }
}

/// "twenty", "twenty-one", "seven", "twelve".
pub(super) fn below_hundred(input: &str) -> Read<'_, u32> {
    let ones = || known(&NUMBERS.ones);
    let tens = map(pair(known(&NUMBERS.tens), opt(preceded(wide_joint, ones()))), |(tens, one)| {
        tens + one.unwrap_or(0)
    });
    alt((tens, known(&NUMBERS.teens), ones())).parse(input)
}

/// A group below a thousand, or "twelve hundred", with the size of its last word.
fn group(input: &str) -> Read<'_, (u32, u32)> {
    let one = |input| -> Read<'_, u32> { map(one_of(&["a", "an"]), |()| 1).parse(input) };
    let hundred = |input| preceded(joint, exactly("hundred")).parse(input);
    let hundreds = map(pair(alt((below_hundred, one)), hundred), |(head, ())| head);
    let bare = verify(map(exactly("hundred"), |()| 1), |_| {
        NUMBERS.scales.contains_key(next_word(&input[7..]).as_ref())
    });
    if let Ok((rest, head)) = alt((hundreds, bare)).parse(input) {
        let tail = preceded(alt((and, joint)), below_hundred);
        return Ok(match opt(tail).parse(rest)? {
            // "one hundred and two hundred": two numbers.
            (after, Some(tail)) if next_word(after) != "hundred" && !is_numerator(tail, after) => {
                (after, (head * 100 + tail, 1))
            }
            _ => (rest, (head * 100, 100)),
        });
    }
    let (rest, value) = alt((below_hundred, one)).parse(input)?;
    let article = one(input).is_ok();
    let scale_follows = NUMBERS.scales.contains_key(next_word(rest).as_ref());
    if article && !scale_follows { nothing(input) } else { Ok((rest, (value, 1))) }
}

/// Groups with falling scales.
fn scaled(input: &str) -> Read<'_, Worded> {
    let mut total = Decimal::ZERO;
    let mut found: Option<(&str, Worded)> = None;
    let mut limit = Decimal::MAX;
    let mut rest = input;
    while let Ok((after, (value, size))) = group(rest) {
        // "two million and three fifths": the fraction is read by itself.
        if found.is_some() && is_numerator(value, after) {
            break;
        }
        let (after, scale) = scales(after);
        let term = Decimal::from(value).checked_mul(scale);
        let Some(sum) = term.and_then(|term| total.checked_add(term)) else { break };
        if scale >= limit || (Decimal::from(value) >= Decimal::ONE_THOUSAND && found.is_some()) {
            break;
        }
        total = sum;
        limit = scale;
        found = Some((after, Worded { value: total, step: Decimal::from(size) * scale, scale }));
        let Ok((next, _)) = alt((and, joint)).parse(after) else { break };
        // "a million and a half" is for the fraction to read.
        if scale == Decimal::ONE || exactly("a").parse(next).is_ok() {
            break;
        }
        rest = next;
    }
    found.map_or_else(|| nothing(input), Ok)
}

/// Whether a larger denominator follows, so that what was read is the upper part of a fraction:
/// "one hundred and three quarters", but "one hundred and thirty fifths" is 130 fifths.
fn is_numerator(value: u32, after: &str) -> bool {
    preceded(joint, denominator).parse(after).is_ok_and(|(_, under)| i64::from(value) < under)
}

/// "third", "quarters", "twenty-fifth".
pub(super) fn denominator(input: &str) -> Read<'_, i64> {
    if let Ok(found) = known(&NUMBERS.denominators).parse(input) {
        return Ok(found);
    }
    let (rest, (tens, last)) = pair(known(&NUMBERS.tens), preceded(joint, word)).parse(input)?;
    let last = folded(last);
    let ones = NUMBERS.ordinals.get(last.strip_suffix('s').unwrap_or(&last)).filter(|ones| **ones < 10);
    ones.map_or_else(|| nothing(input), |ones| Ok((rest, i64::from(tens + ones))))
}

/// Any scale words, multiplied: "hundred thousand million".
pub(super) fn scales(input: &str) -> (&str, Decimal) {
    let mut size = Decimal::ONE;
    let mut rest = input;
    while let Ok((after, scale)) = preceded(joint, known(&NUMBERS.scales)).parse(rest) {
        let Some(product) = size.checked_mul(scale).filter(|product| *product <= super::figure::largest())
        else {
            break;
        };
        size = product;
        rest = after;
    }
    (rest, size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_all_sizes() {
        let cases = [
            ("seven", "7"),
            ("twenty-one", "21"),
            ("one hundred and three", "103"),
            ("a hundred", "100"),
            ("two hundred thousand", "200000"),
            ("twenty-one trillion three hundred", "21000000000300"),
            ("two thousand and two hundred", "2200"),
            ("twelve hundred", "1200"),
            ("hundred thousand", "100000"),
            ("two hundred and two thousand", "202000"),
        ];
        for (input, value) in cases {
            let (rest, found) = words(input).unwrap();
            assert_eq!((found.value.to_string().as_str(), rest), (value, ""), "{input}");
        }
    }

    #[test]
    fn an_article_alone_is_no_number() {
        assert!(words("a man").is_err());
        assert!(words("hundred men").is_err());
    }
}
