//! Counts that are no number words: "dozens", "a few hundred", "none", "no casualties", "both".

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt};
use nom::sequence::preceded;
use rust_decimal::Decimal;

use super::hedge::stands;
use super::lexis::{NUMBERS, exactly, folded, joint, next_word, spaces, word};
use super::reader::Reader;
use crate::claim::token::{Shape, Token};
use crate::vocabulary::numbers::{CountPhrase, Phrases, WordSet};

/// A count in words where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordedCount {
    /// Smallest figure.
    pub low: Decimal,
    /// Largest figure, if there is one.
    pub high: Option<Decimal>,
    /// End of its words in the article.
    pub end: usize,
    /// Whether the word stands for one exact number.
    pub exact: bool,
}

/// "dozens", "several hundred", "a couple of".
pub(super) fn vague(reader: &Reader<'_>, at: usize) -> Option<WordedCount> {
    let phrase = matching(&NUMBERS.vague, reader, at)?;
    let last = reader.token(at + phrase.words.len() - 1)?;
    let rest = reader.rest(last.span.end);
    let (mut size, mut end) = (Decimal::ONE, last.span.end);
    if phrase.scales
        && let Some((scale, after)) = scale(rest)
    {
        (size, end) = (scale, reader.at(after));
    }
    let times = |bound: Decimal| bound.checked_mul(size);
    Some(WordedCount { low: times(phrase.low)?, high: phrase.high.and_then(times), end, exact: false })
}

/// "hundred", "dozen", "million" after "several".
fn scale(rest: &str) -> Option<(Decimal, &str)> {
    if let Ok((after, found)) = preceded((joint, opt((exactly("of"), spaces))), word).parse(rest)
        && let Some(dozen) = NUMBERS.multipliers.get(folded(found).as_ref()).filter(|_| found != "score")
    {
        return Some((dozen.size, after));
    }
    let hundred = map(preceded(joint, exactly("hundred")), |()| Decimal::ONE_HUNDRED);
    let none = |input| Ok((input, Decimal::ONE));
    let (after, head) = alt((hundred, none)).parse(rest).ok()?;
    let (after, scales) = super::words::scales(after);
    let size = head.checked_mul(scales)?;
    (size > Decimal::ONE).then_some((size, after))
}

/// "a pair of", "none", "nobody", "not a single", "both", "no casualties".
pub(super) fn counted(reader: &Reader<'_>, at: usize) -> Option<WordedCount> {
    let token = reader.token(at)?;
    let exact =
        |value: Decimal, end: usize| Some(WordedCount { low: value, high: Some(value), end, exact: true });
    if let Some(phrase) = matching(&NUMBERS.counted, reader, at) {
        let last = reader.token(at + phrase.words.len() - 1)?;
        let next = next_word(reader.rest(last.span.end));
        let idiom = phrase.words[0] == "none" && NUMBERS.has(WordSet::NoneIsNotZeroBefore, &next);
        return if idiom { None } else { exact(phrase.low, last.span.end) };
    }
    match token.lower.as_str() {
        "no" if counts_none(reader, at) => exact(Decimal::ZERO, token.span.end),
        "both" if counts_two(reader, at) => exact(Decimal::TWO, token.span.end),
        _ => None,
    }
}

/// "multimillion-euro": the range and the end of the word before its joint.
pub(super) fn many_of(reader: &Reader<'_>, at: usize) -> Option<WordedCount> {
    let token = reader.token(at).filter(|token| token.lower.starts_with("multi"))?;
    let phrases = NUMBERS.many_of.values().flatten();
    let found = phrases
        .filter(|phrase| token.lower.starts_with(&phrase.words[0]))
        .max_by_key(|phrase| phrase.words[0].len())?;
    let end = token.span.start + found.words[0].len();
    Some(WordedCount { low: found.low, high: found.high, end, exact: false })
}

fn matching(
    table: &'static Phrases<CountPhrase>,
    reader: &Reader<'_>,
    at: usize,
) -> Option<&'static CountPhrase> {
    let phrases = table.get(&reader.token(at)?.lower)?;
    phrases.iter().find(|phrase| {
        let of = reader.token(at + phrase.words.len()).is_some_and(|token| token.is("of"));
        stands(&phrase.words, reader.tokens(), at) && (of || !phrase.of)
    })
}

/// "no casualties", "no further deaths", "no soldier was hurt": not "no doubt", "no longer".
fn counts_none(reader: &Reader<'_>, at: usize) -> bool {
    let word =
        |index: usize| reader.token(index).filter(|token| token.shape == Shape::Word && !token.capital);
    let Some(first) = word(at + 1) else { return false };
    if NUMBERS.has(WordSet::NoIsNotZeroBefore, &first.lower)
        && !(first.is("further") || first.is("immediate"))
    {
        return false;
    }
    let singular = word(at + 2).is_some_and(|verb| NUMBERS.has(WordSet::VerbsOfBeing, &verb.lower));
    if singular && !is_adverb(first) {
        return true;
    }
    let plural = |index: usize| {
        word(index).filter(|token| is_plural(token) && !NUMBERS.has(WordSet::NoIsNotZeroBefore, &token.lower))
    };
    plural(at + 1).is_some()
        || (word(at + 2).is_some() && plural(at + 2).is_some() && !is_function_word(first))
}

fn is_adverb(token: &Token) -> bool {
    token.lower.ends_with("ly")
}

fn is_function_word(token: &Token) -> bool {
    matches!(
        token.lower.as_str(),
        "of" | "in" | "to" | "that" | "and" | "or" | "for" | "with" | "it" | "he" | "she" | "they"
    )
}

/// A plural by its looks.
pub(super) fn is_plural(token: &Token) -> bool {
    let word = token.lower.as_str();
    let looks = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "'s"].iter().any(|end| word.ends_with(end));
    NUMBERS.has(WordSet::PluralNouns, word) || looks
}

/// "both men", "both of them", "both were": not "both Russia and Ukraine", "both men and women".
fn counts_two(reader: &Reader<'_>, at: usize) -> bool {
    let Some(next) = reader.token(at + 1).filter(|token| token.shape == Shape::Word && !token.capital) else {
        return false;
    };
    let pair = (at + 2..at + 5).any(|near| reader.token(near).is_some_and(|token| token.is("and")));
    let verb = NUMBERS.has(WordSet::VerbsOfBeing, &next.lower);
    !pair && (next.is("of") || is_plural(next) || verb)
}
