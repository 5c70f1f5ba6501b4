//! What the grammars of a notice are made of: its words, and the day and time at which an article
//! was changed.

use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::character::complete::{char, digit1, multispace0, one_of, satisfy};
use nom::combinator::{map_opt, not, opt, peek, recognize, value, verify};
use nom::multi::{many_m_n, many0, many1};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use crate::vocabulary::calendar::{Word, calendar};
use crate::vocabulary::notices::notices;

/// What is left, and what was read.
pub(super) type Parsed<'t, T> = IResult<&'t str, T, ()>;

/// The longest of some phrases that stands here, in any letter case, up to the end of a word.
pub(super) fn any<'t>(phrases: &'static [String]) -> impl Fn(&'t str) -> Parsed<'t, &'t str> {
    move |i| {
        let found = phrases.iter().filter_map(|phrase| Some((phrase.as_str(), after(i, phrase)?)));
        let longest = found.min_by_key(|(_, rest)| rest.len());
        longest.map_or(Err(nom::Err::Error(())), |(_, rest)| Ok((rest, &i[..i.len() - rest.len()])))
    }
}

/// What follows a phrase that stands here.
fn after<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let mut rest = text;
    for want in phrase.chars() {
        let c = rest.chars().next()?;
        let fits = match want {
            ' ' => c.is_whitespace(),
            '\'' => matches!(c, '\'' | '\u{2019}'),
            _ => c.to_lowercase().eq([want]),
        };
        rest = fits.then(|| &rest[c.len_utf8()..])?;
        rest = if want == ' ' { rest.trim_start() } else { rest };
    }
    let ends = |c: char| c.is_alphanumeric() && phrase.ends_with(char::is_alphanumeric);
    (!rest.starts_with(ends)).then_some(rest)
}

/// Spaces, and what encloses or sets apart a day or a label: "(", "*", ",".
pub(super) fn gap(i: &str) -> Parsed<'_, ()> {
    value((), many0(one_of(" \t\n\r\u{a0},()[]*_"))).parse(i)
}

/// A day, a time or both: "May 4, 2027", "(12:00 GMT)", "at 3:15 p.m. ET on Friday". A number alone is
/// neither.
pub(super) fn stamp(i: &str) -> Parsed<'_, ()> {
    let join = || terminated(any(&notices().joins), gap);
    let pieces = many1(preceded(gap, preceded(many0(join()), piece)));
    value((), verify(pieces, |pieces: &Vec<bool>| pieces.contains(&true))).parse(i)
}

/// One piece of a day or a time, and whether it can be nothing else.
fn piece(i: &str) -> Parsed<'_, bool> {
    let sure = value(true, alt((clock, figured_day, calendar_word)));
    alt((sure, value(false, number), value(false, any(&notices().halves)))).parse(i)
}

fn ends(i: &str) -> Parsed<'_, ()> {
    not(peek(satisfy(char::is_alphanumeric))).parse(i)
}

/// A figure of at most so many digits.
fn digits<'t>(most: usize) -> impl Parser<&'t str, Output = &'t str, Error = ()> {
    verify(digit1, move |digits: &str| digits.len() <= most)
}

/// "12:00", "9.24am", "18h30", "3pm".
fn clock(i: &str) -> Parsed<'_, ()> {
    let half = || preceded(multispace0, any(&notices().halves));
    let minutes = many_m_n(1, 2, preceded(one_of(":.hH"), verify(digit1, |digits: &str| digits.len() == 2)));
    let with_minutes = value((), (digits(2), minutes, alt((value((), half()), ends))));
    alt((with_minutes, value((), (digits(2), half())))).parse(i)
}

/// "2027-05-04", "04/05/27", "4.5.2027".
fn figured_day(i: &str) -> Parsed<'_, ()> {
    let part = || preceded(one_of("-/."), digits(4));
    terminated(value((), (digits(4), part(), part())), ends).parse(i)
}

/// "4", "4th", "2027", "1200".
fn number(i: &str) -> Parsed<'_, &str> {
    let rank = opt(alt((any_of("st"), any_of("nd"), any_of("rd"), any_of("th"))));
    recognize(terminated((digits(4), rank), ends)).parse(i)
}

fn any_of<'t>(word: &'static str) -> impl Fn(&'t str) -> Parsed<'t, ()> {
    move |i| after(i, word).map_or(Err(nom::Err::Error(())), |rest| Ok((rest, ())))
}

/// A month, a weekday, "yesterday", "noon", a zone or "London time".
fn calendar_word(i: &str) -> Parsed<'_, ()> {
    let word = || take_while1(char::is_alphabetic);
    let is_known = |word: Word| {
        matches!(
            word,
            Word::Month(_)
                | Word::Weekday(_)
                | Word::Day(_)
                | Word::Tonight
                | Word::Part(_)
                | Word::Point(_)
                | Word::Zone(_)
                | Word::Local
        )
    };
    let alone = map_opt(word(), move |word: &str| {
        calendar().word(&word.to_lowercase()).filter(|&word| is_known(word)).map(drop)
    });
    let phrase = |i| {
        let (rest, first) = word().parse(i)?;
        let known = calendar().phrases(&first.to_lowercase());
        let fits = |(more, word): &(Vec<String>, Word)| {
            is_known(*word).then(|| after(rest.trim_start(), &more.join(" "))).flatten()
        };
        known.iter().find_map(fits).map_or(Err(nom::Err::Error(())), |rest| Ok((rest, ())))
    };
    terminated(alt((phrase, alone)), opt(char('.'))).parse(i)
}
