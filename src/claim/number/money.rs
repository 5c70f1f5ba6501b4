//! Sums of money: signs and codes before the figure, names after it.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::char;
use nom::combinator::{opt, peek, verify};
use nom::sequence::preceded;
use rust_decimal::Decimal;

use super::figure::Figure;
use super::lexis::{Read, UNITS, folded, goes_on, next_word, nothing, spaces, word};
use super::unit::{by_id, longest};
use crate::claim::quantity::{Dimension, Unit};
use crate::vocabulary::units::Currency;

/// The unit of a currency.
pub(super) fn currency(id: &str, factor: Decimal) -> Unit {
    Unit { id: id.to_owned(), dimension: Dimension::Money, factor, offset: Decimal::ZERO, per: String::new() }
}

/// "$", "US$", "C $", "€", "USD ", "Rs. ": what stands before a figure.
pub(super) fn before(input: &str) -> Read<'_, Unit> {
    let (rest, id) = alt((signed, coded)).parse(input)?;
    let (rest, _) = opt(spaces).parse(rest)?;
    let (rest, _) =
        peek(verify(nom::character::complete::anychar, |c: &char| c.is_ascii_digit() || *c == '.'))
            .parse(rest)?;
    Ok((rest, currency(id, Decimal::ONE)))
}

/// "MSEK 60": millions of a currency, as companies print their results.
pub(super) fn millions_before(input: &str) -> Read<'_, Unit> {
    let (rest, code) = word(input)?;
    let id = code.strip_prefix('M').and_then(|code| UNITS.code(code)).filter(|_| code.len() == 4);
    let Some(id) = id else { return nothing(input) };
    let (rest, _) = (spaces, peek(nom::character::complete::satisfy(|c| c.is_ascii_digit()))).parse(rest)?;
    Ok((rest, currency(id, Decimal::ONE)))
}

fn signed(input: &str) -> Read<'_, &str> {
    let letters = |input| take_while_m_n(1, 5, |c: char| c.is_ascii_alphabetic() || c == '.').parse(input);
    if let Ok((rest, (letters, gap, _))) = (letters, opt(spaces), char('$')).parse(input) {
        // "a $5 fine", "gave us $5": words, not the letters of a currency.
        let capital = letters.starts_with(char::is_uppercase);
        let word = matches!(letters.to_ascii_lowercase().as_str(), "a" | "s" | "r" | "can");
        if (gap.is_some() && (word || letters == "us")) || (word && !capital) {
            return nothing(input);
        }
        let id = UNITS.prefix(&folded(letters)).or_else(|| UNITS.code(letters));
        return id.map_or_else(|| nothing(input), |id| Ok((rest, id)));
    }
    let Some(sign) = input.chars().next() else { return nothing(input) };
    // "$US19 billion", as Australians print it.
    if let Some((letters, rest)) = input.strip_prefix('$').and_then(letters_before_figure) {
        return UNITS.prefix(&folded(letters)).map_or_else(|| nothing(input), |id| Ok((rest, id)));
    }
    UNITS.sign(sign).map_or_else(|| nothing(input), |id| Ok((&input[sign.len_utf8()..], id)))
}

/// The capitals at the start of a text that touch a figure, and what follows them.
fn letters_before_figure(input: &str) -> Option<(&str, &str)> {
    let end = input.find(|c: char| !c.is_ascii_uppercase()).filter(|end| (1..=3).contains(end))?;
    input[end..].starts_with(|c: char| c.is_ascii_digit()).then(|| input.split_at(end))
}

fn coded(input: &str) -> Read<'_, &str> {
    let (rest, code) = word(input)?;
    let capital = code.starts_with(char::is_uppercase);
    let id = UNITS
        .code(code)
        .or_else(|| if capital { None } else { UNITS.code(&code.to_uppercase()).filter(|id| common(id)) });
    let (rest, _) = opt(char('.')).parse(rest)?;
    id.map_or_else(|| nothing(input), |id| Ok((rest, id)))
}

/// Codes that are no English words in lower case.
fn common(id: &str) -> bool {
    matches!(id, "USD" | "EUR" | "GBP" | "CNY" | "AUD" | "NZD" | "CHF")
}

/// The name of a currency after a figure, its sign, or cents.
pub(super) fn after<'a>(input: &'a str, figure: &Figure) -> Option<(Unit, &'a str)> {
    if let Some(found) = sign_after(input) {
        return Some(found);
    }
    if let Some((found, rest)) = longest(input, |name| UNITS.currency(name)) {
        let Currency { id, factor, large } = found;
        let fits = !large || figure.value >= Decimal::ONE_THOUSAND;
        return fits.then(|| (currency(id, *factor), rest));
    }
    let (rest, short) = word(input).ok()?;
    let found = UNITS.tight_cents(short).filter(|_| !goes_on(rest))?;
    Some((currency(&found.id, found.factor), rest))
}

/// "75 USD million", "30 MUSD": the scale, the currency and the rest.
pub(super) fn in_millions(input: &str) -> Option<(Decimal, Unit, &str)> {
    let (rest, code) = preceded(opt(super::lexis::joint), word).parse(input).ok()?;
    if let Some(id) = UNITS.code(code) {
        let (rest, size) = super::words::scales(rest);
        return (size > Decimal::ONE).then(|| (size, currency(id, Decimal::ONE), rest));
    }
    let id = code.strip_prefix('M').and_then(|code| UNITS.code(code)).filter(|_| code.len() == 4)?;
    Some((Decimal::from(1_000_000), currency(id, Decimal::ONE), rest))
}

fn sign_after(input: &str) -> Option<(Unit, &str)> {
    let (rest, _) = opt(spaces).parse(input).unwrap_or((input, None));
    let sign = rest.chars().next()?;
    let id = UNITS.sign(sign)?;
    let rest = &rest[sign.len_utf8()..];
    // "10 $ 30": the sign belongs to what follows only where a figure touches it.
    let figure_touches = rest.starts_with(|c: char| c.is_ascii_digit());
    (!figure_touches).then(|| (currency(id, Decimal::ONE), rest))
}

/// "pounds": sterling or weight. `context` holds the words around in lower case.
pub(super) fn pounds<'a>(
    input: &'a str,
    figure: &Figure,
    near: impl Fn(&str) -> bool,
) -> Option<(Unit, &'a str)> {
    let (known, rest) =
        longest(input, |name| UNITS.pound.names.iter().any(|pound| pound == name).then_some(true))?;
    let weight = UNITS.pound.weight_cues.iter().any(|cue| near(cue))
        || (next_word(rest) == "of" && figure.scale < Decimal::ONE_THOUSAND);
    let large = figure.value >= Decimal::from(UNITS.pound.money_from);
    let round = figure.scale > Decimal::ONE_HUNDRED || (figure.value % Decimal::ONE_HUNDRED).is_zero();
    let found = if known && large && round && !weight {
        Some(currency(&UNITS.pound.money, Decimal::ONE))
    } else {
        by_id(&UNITS.pound.mass)
    };
    found.map(|unit| (unit, rest))
}

/// "15 dollars and 50 cents": the cents, as a part of the whole.
pub(super) fn cents<'a>(input: &'a str, whole: &Unit) -> Option<(Decimal, &'a str)> {
    let (rest, _) = alt((super::lexis::and, spaces)).parse(input).ok()?;
    let (rest, part) = preceded(opt(spaces), super::figure::bare_number).parse(rest).ok()?;
    let Some((found, rest)) = longest(rest, |name| UNITS.currency(name)) else {
        // "15 dollars 50.": cents without their name, where the sentence ends.
        let ends = rest.is_empty() || rest.starts_with(['.', '!', '?', ';']) || next_word(rest) == "more";
        let whole =
            whole.factor == Decimal::ONE && part.value < Decimal::ONE_HUNDRED && part.value.fract().is_zero();
        return (ends && whole).then(|| (part.value * Decimal::new(1, 2), rest));
    };
    let fits =
        found.factor < Decimal::ONE && whole.factor == Decimal::ONE && part.value < Decimal::ONE_HUNDRED;
    let same = found.id == whole.id || found.id == "USD" && whole.id.ends_with('D');
    if fits && same { part.value.checked_mul(found.factor).map(|cents| (cents, rest)) } else { None }
}
