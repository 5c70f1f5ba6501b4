//! Months, seasons, quarters, years, decades and holidays: "early November", "the spring of 2024",
//! "Q2 2024", "since 1933", "the 1990s", "last Christmas".

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt, verify};
use nom::sequence::{preceded, terminated};

use super::day::{counts, month, year_figure};
use super::expression::{Moment, YearSaid};
use super::piece::{Cursor, Parsed, digits, given, glued, is, no, ordinal, word};
use crate::claim::token::Shape;
use crate::vocabulary::calendar::{Edge, Holiday, Step, Unit, Word, calendar};
use crate::vocabulary::speech::speech;

/// "early", "the end of", "mid-".
pub(super) fn edge(i: Cursor<'_>) -> Parsed<'_, Edge> {
    let edge = word(|w| if let Word::Edge(edge) = w { Some(edge) } else { None });
    let (rest, edge) = preceded(opt(is(&["the"])), edge).parse(i)?;
    let noun =
        rest.previous().is_some_and(|p| p.lower == "middle") || matches!(edge, Edge::Start | Edge::End);
    let (rest, _) = if noun {
        map(terminated(is(&["of"]), opt(is(&["the"]))), Some).parse(rest)?
    } else {
        opt(alt((is(&["-"]), terminated(is(&["in"]), opt(is(&["the"])))))).parse(rest)?
    };
    Ok((rest, edge))
}

/// "last", "this", "the following".
pub(super) fn step(i: Cursor<'_>) -> Parsed<'_, Step> {
    let step = word(|w| if let Word::Step(step) = w { Some(step) } else { None });
    preceded(opt(is(&["the"])), verify(step, |_| !opens_clause(i))).parse(i)
}

/// Whether "that" hands on what was said: "said that Sunday's fire", but not "on that Sunday".
fn opens_clause(i: Cursor<'_>) -> bool {
    let that = i.peek(0).is_some_and(|p| p.lower == "that");
    let before = &i.pieces[i.at.saturating_sub(3)..i.at];
    let led = before.last().is_none_or(|p| calendar().is_before_month(p.lower));
    let said = before.iter().rev().take_while(|p| p.shape != Shape::Mark);
    that && !led && said.into_iter().any(|p| !speech().forms(p.lower).is_empty())
}

/// The year that follows a month, a season or a quarter: "2024", "of 2024", ", 2024".
fn year_of(i: Cursor<'_>) -> Parsed<'_, i16> {
    let (rest, year) = preceded(opt(is(&["of", ",", "in"])), year_figure).parse(i)?;
    if counts(rest) { no() } else { Ok((rest, year)) }
}

/// "2024", "of 2024", "of last year", "last year" after a month, a season, a quarter or a holiday.
fn year_said(i: Cursor<'_>) -> Parsed<'_, YearSaid> {
    let year = word(|w| (w == Word::Unit(Unit::Year)).then_some(()));
    let step = terminated(preceded(opt(is(&["of", "in"])), step), year);
    alt((map(year_of, YearSaid::Number), map(step, YearSaid::Step))).parse(i)
}

/// "of the year" behind a quarter or a half.
fn of_the_year(i: Cursor<'_>) -> Parsed<'_, YearSaid> {
    let year = word(|w| (w == Word::Unit(Unit::Year)).then_some(()));
    map((is(&["of"]), is(&["the"]), year), |_| YearSaid::Step(Step::This)).parse(i)
}

/// "March", "early November", "last July", "May 2024", "June last year".
pub(super) fn month_period(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, edge) = opt(edge).parse(i)?;
    let (rest, step) = opt(step).parse(rest)?;
    let at = rest;
    let (rest, name) = month(rest)?;
    let (rest, year) = if step.is_none() { opt(year_said).parse(rest)? } else { (rest, None) };
    let shown = edge.is_some() || step.is_some() || year.is_some();
    if !shown && !stands_alone(at, rest, name.needs_company) {
        return no();
    }
    Ok((rest, Moment::Month { edge, month: name.number, year, step }))
}

/// Whether the word before shows that an ambiguous name is a month or a weekday: a preposition,
/// or the "and" of a list of them.
pub(super) fn led(at: Cursor<'_>) -> bool {
    let Some(before) = at.previous() else { return false };
    let listed = || at.at.checked_sub(2).and_then(|two| at.pieces.get(two)?.word);
    calendar().is_before_month(before.lower)
        || (matches!(before.lower, "and" | "or")
            && matches!(listed(), Some(Word::Month(_) | Word::Weekday(_))))
}

/// Whether a bare month's name is a month here and no verb, first name or adjective.
fn stands_alone(at: Cursor<'_>, rest: Cursor<'_>, needs_company: bool) -> bool {
    if !at.peek(0).is_some_and(|p| p.capital) {
        return false;
    }
    let after = led(at);
    let figure = rest.peek(0).is_some_and(|p| p.shape == Shape::Number);
    let name = rest.peek(0).is_some_and(|p| p.capital && p.shape == Shape::Word && p.word.is_none());
    if needs_company { after && !figure && !name } else { !name || after }
}

/// "the spring of 2024", "last summer", "in the autumn", "late summer".
pub(super) fn season_period(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, edge) = opt(edge).parse(i)?;
    let (rest, step) = opt(step).parse(rest)?;
    let (rest, the) = opt(is(&["the"])).parse(rest)?;
    let (rest, months) =
        word(|w| if let Word::Season(from, to) = w { Some((from, to)) } else { None })(rest)?;
    let season = rest.previous();
    let (rest, year) = if step.is_none() { opt(year_said).parse(rest)? } else { (rest, None) };
    let led = i.previous().is_some_and(|p| {
        matches!(
            p.lower,
            "in" | "by" | "since" | "until" | "during" | "over" | "of" | "for" | "before" | "after"
        )
    });
    let name = season.is_some_and(|p| p.capital) && the.is_none() && step.is_none();
    let shown = year.is_some() || step.is_some() || (led && the.is_some());
    let shown = shown || (edge.is_some() && led);
    // "the fall of the city", "a spring of water": the words have other lives.
    let other = year.is_none() && rest.peek(0).is_some_and(|p| p.lower == "of");
    if !shown || other || (name && year.is_none()) {
        return no();
    }
    Ok((rest, Moment::Season { months, edge, year, step }))
}

/// "the second quarter of 2024", "Q2 2024", "the first half of this year", "H1 2024".
pub(super) fn part_of_year(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, (nth, parts)) = alt((spelled_part, short_part)).parse(i)?;
    let (rest, year) = opt(alt((year_said, of_the_year))).parse(rest)?;
    // Matches have quarters and halves too: those of a year need a year, or money's short form.
    let short = i.peek(0).is_some_and(|p| p.lower.starts_with(['q', 'h']) && p.lower.len() == 2);
    let led = i.previous().is_some_and(|p| matches!(p.lower, "in" | "for" | "during" | "of" | "by"));
    let hyphened = rest.at >= 2 && rest.pieces[rest.at - 2].lower == "-";
    let led = led || hyphened;
    let quarter = parts == 4 && led && rest.peek(0).is_none_or(|p| p.lower != "of");
    if year.is_none() && !short && !quarter { no() } else { Ok((rest, Moment::Part { nth, parts, year })) }
}

fn spelled_part(i: Cursor<'_>) -> Parsed<'_, (i8, i8)> {
    let rank = alt((ordinal, map(is(&["final", "last"]), |()| 0), rank_figure));
    let (rest, nth) = preceded(opt(is(&["the"])), rank).parse(i)?;
    let (rest, _) = opt(glued(&["-"])).parse(rest)?;
    let (rest, parts) = alt((map(is(&["quarter"]), |()| 4), map(is(&["half"]), |()| 2))).parse(rest)?;
    let nth = if nth == 0 { parts } else { nth };
    // "last quarter" is the one before the day of publication: see `relative::named`.
    let relative = i.peek(0).is_some_and(|p| p.lower == "last");
    given(rest, (nth <= parts && !relative).then_some((nth, parts)))
}

fn rank_figure(i: Cursor<'_>) -> Parsed<'_, i8> {
    let (rest, (n, _)) = verify(digits, |&(n, _)| (1..=4).contains(&n)).parse(i)?;
    let (rest, ()) = glued(&["st", "nd", "rd", "th"])(rest)?;
    given(rest, i8::try_from(n).ok())
}

fn short_part(i: Cursor<'_>) -> Parsed<'_, (i8, i8)> {
    word_text(|lower, capital| match (lower, capital) {
        ("q1", true) => Some((1, 4)),
        ("q2", true) => Some((2, 4)),
        ("q3", true) => Some((3, 4)),
        ("q4", true) => Some((4, 4)),
        ("h1", true) => Some((1, 2)),
        ("h2", true) => Some((2, 2)),
        _ => None,
    })(i)
}

fn word_text<'t, T>(read: impl Fn(&str, bool) -> Option<T>) -> impl Fn(Cursor<'t>) -> Parsed<'t, T> {
    super::piece::piece(move |p| read(p.lower, p.capital))
}

/// "2013" after "in", "since", "the year", or in brackets; "late 2024".
pub(super) fn year_period(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, edge) = opt(edge).parse(i)?;
    let (rest, _) = opt((opt(is(&["the"])), is(&["year"]))).parse(rest)?;
    let at = rest;
    let (rest, year) = year_figure(rest)?;
    let followed = rest.glued() && rest.peek(0).is_some_and(|p| !is_closing(p.lower));
    let strong = edge.is_some() || at.previous().is_some_and(|p| calendar().is_strong_lead_in(p.lower));
    let bracketed = at.previous().is_some_and(|p| matches!(p.lower, "(" | "["))
        && rest.peek(0).is_some_and(|p| matches!(p.lower, ")" | "]" | "-" | "–" | ","));
    let modern = (1500..2100).contains(&year);
    let weak = modern
        && at.previous().is_some_and(|p| calendar().is_before_year(p.lower) && !matches!(p.lower, "(" | "["))
        && !counts_things(rest);
    let shown = if strong { modern || !counts_things(rest) } else { bracketed || weak };
    if followed || !shown || (strong && counts(rest)) || rest.peek(0).is_some_and(|p| p.shape == Shape::Sign)
    {
        return no();
    }
    Ok((rest, Moment::Year { year, edge }))
}

fn is_closing(mark: &str) -> bool {
    matches!(
        mark,
        "." | ","
            | ")"
            | "]"
            | ";"
            | ":"
            | "-"
            | "–"
            | "—"
            | "--"
            | "\""
            | "”"
            | "'"
            | "’"
            | "'s"
            | "?"
            | "!"
            | "…"
            | "..."
    )
}

/// Whether what follows is a lower-case word that a number could count.
fn counts_things(rest: Cursor<'_>) -> bool {
    const LINKS: &[&str] = &[
        "and",
        "or",
        "to",
        "as",
        "when",
        "with",
        "but",
        "by",
        "after",
        "the",
        "for",
        "in",
        "at",
        "on",
        "because",
        "before",
        "until",
        "that",
        "is",
        "was",
        "were",
        "are",
        "had",
        "has",
        "have",
        "while",
        "under",
        "over",
        "he",
        "she",
        "it",
        "they",
        "a",
        "an",
        "despite",
        "following",
        "than",
        "which",
        "who",
        "where",
        "from",
        "would",
        "will",
        "did",
        "against",
        "so",
        "onwards",
        "onward",
        "alone",
        "if",
        "said",
        "through",
    ];
    rest.peek(0).is_some_and(|p| p.shape == Shape::Word && !p.capital && !LINKS.contains(&p.lower))
        || counts(rest)
}

/// "the 1990s", "early 2000s", "the 19th century".
pub(super) fn decade_period(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, edge) = opt(edge).parse(i)?;
    let (rest, the) = opt(is(&["the"])).parse(rest)?;
    alt((|i| decade(i, edge), |i| century(i, edge, the.is_some()))).parse(rest)
}

fn decade(i: Cursor<'_>, edge: Option<Edge>) -> Parsed<'_, Moment> {
    let (rest, first) = terminated(verify(year_figure, |y| y % 10 == 0), glued(&["s"])).parse(i)?;
    // "the 1900s" is the century to most.
    let count = if first % 100 == 0 && first < 2000 { 100 } else { 10 };
    Ok((rest, Moment::Years { first, count, edge }))
}

fn century(i: Cursor<'_>, edge: Option<Edge>, the: bool) -> Parsed<'_, Moment> {
    let figure = terminated(
        verify(digits, |&(n, len)| len <= 2 && (1..=21).contains(&n)),
        glued(&["st", "nd", "rd", "th"]),
    );
    let (rest, nth) =
        alt((map(figure, |(n, _)| i16::try_from(n).unwrap_or(0)), map(ordinal, i16::from))).parse(i)?;
    let (rest, ()) = preceded(opt(glued(&["-"])), is(&["century"])).parse(rest)?;
    given(rest, (the && nth >= 1).then_some(Moment::Years { first: (nth - 1) * 100 + 1, count: 100, edge }))
}

/// "Easter Monday", "Christmas Day 2024", "last Christmas", "Thanksgiving".
pub(super) fn holiday_period(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, step) = opt(step).parse(i)?;
    let (rest, holiday) = word(|w| if let Word::Holiday(holiday) = w { Some(holiday) } else { None })(rest)?;
    let named = rest.previous().is_some_and(|p| p.capital);
    let (rest, year) = if step.is_none() { opt(year_said).parse(rest)? } else { (rest, None) };
    let shown = year.is_some() || step.is_some();
    let fits = shown || (named && says_when(i, rest, holiday));
    given(rest, fits.then_some(Moment::Holiday { holiday, year, step }))
}

/// Whether "Christmas" is a day here and no season or adjective.
fn says_when(i: Cursor<'_>, rest: Cursor<'_>, holiday: Holiday) -> bool {
    let led = i
        .previous()
        .is_some_and(|p| matches!(p.lower, "on" | "by" | "before" | "after" | "until" | "since" | "at"));
    let noun = rest
        .peek(0)
        .is_some_and(|p| p.shape == Shape::Word && p.word.is_none() && !p.capital && counts_things(rest));
    !holiday.bare || (led && !noun)
}
