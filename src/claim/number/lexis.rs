//! The smallest pieces of the number grammars: spaces, joints and words.

use std::borrow::Cow;
use std::sync::LazyLock;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n, take_while1};
use nom::combinator::{map_opt, recognize};
use nom::{IResult, Parser};
use rustc_hash::FxHashMap;

use crate::claim::quantity::{Dimension, Hedge};
use crate::vocabulary::numbers::Numbers;
use crate::vocabulary::units::Units;

/// The vocabulary of numbers with our kinds of hedge.
pub(super) static NUMBERS: LazyLock<Numbers<Hedge>> =
    LazyLock::new(|| Numbers::load().expect("the packed vocabulary is read by a test"));

/// The vocabulary of units with our dimensions.
pub(super) static UNITS: LazyLock<Units<Dimension>> =
    LazyLock::new(|| Units::load().expect("the packed vocabulary is read by a test"));

/// What a grammar gives back: the rest of the text and what it read.
pub(super) type Read<'a, T> = IResult<&'a str, T>;

/// A white space of print: plain, no-break, thin, or the end of a wrapped line.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// One to three white spaces.
pub(super) fn spaces(input: &str) -> Read<'_, &str> {
    take_while_m_n(1, 3, is_space).parse(input)
}

/// What stands between the words of one number or between a number and its unit.
pub(super) fn joint(input: &str) -> Read<'_, &str> {
    alt((spaces, tag("-"), tag("\u{2011}"))).parse(input)
}

/// As [`joint`], or a hyphen between spaces, as in text that was taken apart by a program.
pub(super) fn wide_joint(input: &str) -> Read<'_, &str> {
    alt((recognize((spaces, tag("-"), spaces)), joint)).parse(input)
}

/// A run of letters.
pub(super) fn word(input: &str) -> Read<'_, &str> {
    take_while1(char::is_alphabetic).parse(input)
}

/// The joint and "and".
pub(super) fn and(input: &str) -> Read<'_, &str> {
    recognize((joint, exactly("and"), joint)).parse(input)
}

/// One certain word, in any case.
pub(super) fn exactly(lower: &'static str) -> impl Fn(&str) -> Read<'_, ()> {
    move |input| map_opt(word, |found: &str| found.eq_ignore_ascii_case(lower).then_some(())).parse(input)
}

/// One of certain words, in any case.
pub(super) fn one_of(lower: &'static [&'static str]) -> impl Fn(&str) -> Read<'_, ()> {
    let is = move |found: &str| lower.iter().any(|lower| found.eq_ignore_ascii_case(lower));
    move |input| map_opt(word, |found| is(found).then_some(())).parse(input)
}

/// A word of a table, in any case, with what the table says of it.
pub(super) fn known<T: Copy>(table: &FxHashMap<String, T>) -> impl Fn(&str) -> Read<'_, T> {
    move |input| map_opt(word, |found| table.get(folded(found).as_ref()).copied()).parse(input)
}

/// Lower case; borrowed where it is so already.
pub(super) fn folded(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) }
}

/// Whether a word or number goes on here, so that what was read is only its beginning.
pub(super) fn goes_on(rest: &str) -> bool {
    rest.starts_with(char::is_alphanumeric)
}

/// The next word after at most a joint, in lower case; empty where a mark follows.
pub(super) fn next_word(rest: &str) -> Cow<'_, str> {
    let after = joint(rest).map_or(rest, |(after, _)| after);
    word(after).map_or(Cow::Borrowed(""), |(_, found)| folded(found))
}

/// An error of this grammar: nothing of it stands here.
pub(super) fn nothing<T>(input: &str) -> Read<'_, T> {
    Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify)))
}
