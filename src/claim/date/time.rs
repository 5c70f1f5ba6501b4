//! Clock times and parts of the day: "16:40", "about 1:30 a.m.", "1600 GMT", "shortly after 9pm",
//! "just before noon", "the early hours".

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt, verify};
use nom::sequence::{preceded, terminated};

use super::expression::{ClockKind, Clocked};
use super::period::edge;
use super::piece::{Cursor, Parsed, cardinal, digits, given, glued, is, no, piece, word};
use super::twelve;
use crate::claim::token::Shape;
use crate::vocabulary::calendar::{Edge, Hedge, Hours, PartOfDay, Word, Zone};

pub(super) const DAY_END: i16 = 24 * 60 - 1;
/// How far "about" and "shortly" reach, in minutes.
const ABOUT: i16 = 15;
const SHORTLY: i16 = 30;

/// A clock time with its hedge and zone.
pub(super) fn clock(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    let (at, hedge) = opt(hedge).parse(i)?;
    let (rest, read) = if counts_hours(at) {
        alt((range, figures, named_point, part)).parse(at)?
    } else {
        alt((named_point, part)).parse(at)?
    };
    let (rest, read) = match read.kind {
        ClockKind::Point | ClockKind::Half => zone_after(rest, read)?,
        _ => (rest, read),
    };
    Ok((rest, hedge.map_or(read, |hedge| hedged(read, hedge))))
}

/// Whether hours or minutes can begin here, in figures or in words: what most days begin with cannot.
fn counts_hours(i: Cursor<'_>) -> bool {
    i.peek(0).is_some_and(|p| {
        p.shape == Shape::Number
            || matches!(p.word, Some(Word::Cardinal(_)))
            || matches!(p.lower, "a" | "half" | "quarter")
    })
}

/// "about", "at around", "shortly after", "just before", "before", "after".
pub(super) fn hedge(i: Cursor<'_>) -> Parsed<'_, (Hedge, bool)> {
    let of = |want| word(move |w| if let Word::Hedge(h) = w { (h == want).then_some(h) } else { None });
    let side = |i| alt((of(Hedge::Before), of(Hedge::After))).parse(i);
    let near = map(preceded(of(Hedge::Near), side), |h| (h, true));
    let plain = map(alt((of(Hedge::Around), of(Hedge::Before), of(Hedge::After))), |h| (h, false));
    terminated(alt((near, plain)), opt(is(&["the"]))).parse(i)
}

fn hedged(read: Clocked, (hedge, near): (Hedge, bool)) -> Clocked {
    let (from, to) = read.hours;
    let midnight = read.kind == ClockKind::Midnight;
    let hours = match hedge {
        Hedge::Around | Hedge::Near if midnight => read.hours,
        Hedge::Around | Hedge::Near => (from - ABOUT, to + ABOUT),
        Hedge::Before if midnight => (if near { DAY_END - SHORTLY } else { 18 * 60 }, DAY_END),
        Hedge::Before if near => (from - SHORTLY, from),
        Hedge::Before => (0, from),
        Hedge::After if near => (to, to + SHORTLY),
        Hedge::After if midnight => (0, 6 * 60),
        Hedge::After => (to, DAY_END),
    };
    let around = matches!(hedge, Hedge::Around | Hedge::Near);
    let kind = if midnight && !around { ClockKind::Point } else { read.kind };
    // "before dawn" reaches into it: the sky has no exact minute.
    let hours = if hedge == Hedge::Before && read.kind == ClockKind::Part {
        (hours.0, to.min(from + 120))
    } else {
        hours
    };
    Clocked { hours: (hours.0.max(0), hours.1.min(DAY_END)), kind, ..read }
}

pub(super) fn point(minutes: i16) -> Clocked {
    Clocked { hours: (minutes, minutes), kind: ClockKind::Point, zone: None }
}

/// "9pm to 5am" is not read; "from 9am to 5pm", "between 9 and 10 p.m.", "9-10am" are.
fn range(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    let mut first = alt((map(timed, Some), map(hour_of_twelve, |_| None)));
    let (link, first) = first.parse(i)?;
    let between = i.previous().is_some_and(|p| p.lower == "between");
    let (rest, ()) =
        if between { is(&["and"])(link)? } else { is(&["-", "–", "to", "until", "till"])(link)? };
    let (rest, last) = timed(rest)?;
    let first = match first {
        Some(first) => first,
        None => same_half(hour_of_twelve(i)?.1, last),
    };
    given(
        rest,
        (first < last).then_some(Clocked { hours: (first, last), kind: ClockKind::Point, zone: None }),
    )
}

/// The bare first hour of "9-10 p.m." in the half of the day of the second.
fn same_half(first: i16, last: i16) -> i16 {
    let first = first % 720;
    if last >= 720 && first + 720 < last { first + 720 } else { first }
}

/// "1:30", "7.15", "9": an hour of twelve with or without minutes.
pub(super) fn hour_of_twelve(i: Cursor<'_>) -> Parsed<'_, i16> {
    verify(hour_and_minutes, |&m| (60..13 * 60).contains(&m)).parse(i)
}

/// "9", "1:30", "16:40", "7.15" in minutes.
fn hour_and_minutes(i: Cursor<'_>) -> Parsed<'_, i16> {
    alt((pointed, colon, map(verify(digits, |&(h, len)| len <= 2 && h < 24), |(h, _)| minutes(h, 0))))
        .parse(i)
}

fn minutes(hour: u32, minute: u32) -> i16 {
    i16::try_from(hour * 60 + minute).unwrap_or(0)
}

/// "7.15": one token.
pub(super) fn pointed(i: Cursor<'_>) -> Parsed<'_, i16> {
    piece(|p| {
        let (hour, minute) = (p.shape == Shape::Number).then(|| p.lower.split_once('.')).flatten()?;
        let (h, m): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour.len() <= 2 && minute.len() == 2 && h < 24 && m < 60).then(|| minutes(h, m))
    })(i)
}

/// "16:40".
fn colon(i: Cursor<'_>) -> Parsed<'_, i16> {
    let (rest, (hour, _)) = verify(digits, |&(h, len)| len <= 2 && h < 24).parse(i)?;
    let (rest, ()) = glued(&[":"])(rest)?;
    let fits = rest.glued();
    let (rest, (minute, _)) = verify(digits, |&(m, len)| fits && len == 2 && m < 60).parse(rest)?;
    // "2:21:04" is a running time.
    let goes_on = rest.glued()
        && rest.peek(0).is_some_and(|p| p.lower == ":")
        && rest.peek(1).is_some_and(|p| p.shape == Shape::Number);
    if goes_on { no() } else { Ok((rest, minutes(hour, minute))) }
}

/// A time with its half of the day or another sign that it is one, in minutes.
fn timed(i: Cursor<'_>) -> Parsed<'_, i16> {
    let noon = map(verify(twelve::oclock, |read| read.kind == ClockKind::Point), |read| read.hours.0);
    alt((half_day, in_the_part, noon, colon)).parse(i)
}

/// "1:30 a.m.", "9pm", "seven p.m.".
fn half_day(i: Cursor<'_>) -> Parsed<'_, i16> {
    let (rest, time) = alt((hour_of_twelve, map(spelled_hour, |hour| hour * 60))).parse(i)?;
    let (rest, afternoon) = meridiem(rest)?;
    Ok((rest, time % 720 + if afternoon { 720 } else { 0 }))
}

/// "am", "a.m.", "p.m.": whether it is the afternoon.
fn meridiem(i: Cursor<'_>) -> Parsed<'_, bool> {
    let (rest, afternoon) = piece(|p| match p.lower {
        "a.m." | "a.m" | "am" => Some(false),
        "p.m." | "p.m" | "pm" => Some(true),
        _ => None,
    })(i)?;
    let (rest, _) = opt(verify_point(i)).parse(rest)?;
    Ok((rest, afternoon))
}

/// The last point of "a.m." where the tokens split it off.
fn verify_point<'t>(i: Cursor<'t>) -> impl Fn(Cursor<'t>) -> Parsed<'t, ()> {
    let dotted = i.peek(0).is_some_and(|p| p.lower == "a.m" || p.lower == "p.m");
    move |rest| if dotted { glued(&["."])(rest) } else { no() }
}

/// "7.15 in the morning", "nine at night".
fn in_the_part(i: Cursor<'_>) -> Parsed<'_, i16> {
    let hour = map(spelled_hour, |hour| hour * 60);
    let (rest, time) = terminated(alt((hour_of_twelve, hour)), opt(is(&["o'clock"]))).parse(i)?;
    let (rest, part) = part_said(rest)?;
    Ok((rest, twelve::in_part(time, part)))
}

/// "in the morning", "at night" behind a time.
pub(super) fn part_said(i: Cursor<'_>) -> Parsed<'_, PartOfDay> {
    alt((preceded((is(&["in"]), is(&["the"])), part_word), preceded(is(&["at"]), part_word))).parse(i)
}

/// "nine": an hour of twelve in words.
pub(super) fn spelled_hour(i: Cursor<'_>) -> Parsed<'_, i16> {
    let spelled = i.peek(0).is_some_and(|p| !matches!(p.lower, "a" | "an"));
    map(verify(cardinal, |n| spelled && (1..=12).contains(n)), i16::from).parse(i)
}

/// A clock time in figures that the text shows to be one.
fn figures(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    alt((map(alt((half_day, in_the_part)), point), twelve::read, shown_colon, military)).parse(i)
}

/// "16:40" after "at" or another word that a time follows, or with a zone.
fn shown_colon(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    let (rest, time) = colon(i)?;
    let led = i.previous().is_some_and(|p| {
        matches!(p.lower, "at" | "from" | "by" | "until" | "till" | "since" | "to" | "between")
            || matches!(p.word, Some(Word::Hedge(_)))
    });
    let zoned = is_zone(rest);
    let (rest, hours) = opt(is(&["hrs", "hours", "h"])).parse(rest)?;
    if !(led || zoned || day_follows(rest) || day_precedes(i) || hours.is_some()) {
        return no();
    }
    let sure = zoned
        || hours.is_some()
        || rest.peek(0).is_some_and(|p| p.lower == "(")
        || twelve::shows_half(i, time);
    Ok((rest, if sure { point(time) } else { twelve::of_twelve(time) }))
}

fn is_zone(rest: Cursor<'_>) -> bool {
    matches!(rest.peek(0).and_then(|p| p.word), Some(Word::Zone(_) | Word::Local))
}

/// Whether a day stands behind a time: "9.30 on Tuesday", "9.30 yesterday", "9.30 last night".
pub(super) fn day_follows(rest: Cursor<'_>) -> bool {
    let at = usize::from(rest.peek(0).is_some_and(|p| p.lower == "on"));
    let part = || matches!(rest.peek(at + 1).and_then(|p| p.word), Some(Word::Part(_)));
    match rest.peek(at).and_then(|p| p.word) {
        Some(Word::Weekday(_) | Word::Day(_) | Word::Tonight) => true,
        Some(Word::Step(_)) => part(),
        _ => false,
    }
}

/// Whether a weekday or "yesterday" stands before a time, with "at" between.
pub(super) fn day_precedes(i: Cursor<'_>) -> bool {
    let at = if i.previous().is_some_and(|p| p.lower == "at") { 2 } else { 1 };
    let before = i.at.checked_sub(at).and_then(|at| i.pieces.get(at));
    before.is_some_and(|p| matches!(p.word, Some(Word::Weekday(_) | Word::Day(_))))
}

/// "1600 GMT", "at 0430 hrs", "at 1457 on Sunday".
fn military(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    let (rest, (figure, _)) =
        verify(digits, |&(n, len)| len == 4 && n / 100 < 24 && n % 100 < 60).parse(i)?;
    let zoned = is_zone(rest);
    let (rest, hours) = opt(is(&["hrs", "hours"])).parse(rest)?;
    let led =
        i.previous().is_some_and(|p| matches!(p.lower, "at" | "from" | "by" | "until" | "about" | "around"));
    let clocked = led && (hours.is_some() || day_follows(rest));
    given(rest, (zoned || clocked).then(|| point(minutes(figure / 100, figure % 100))))
}

/// "noon", "midnight".
fn named_point(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    let (rest, at) = word(|w| if let Word::Point(at) = w { Some(at) } else { None })(i)?;
    let kind = if at == 0 { ClockKind::Midnight } else { ClockKind::Point };
    Ok((rest, Clocked { kind, ..point(at) }))
}

fn part_word(i: Cursor<'_>) -> Parsed<'_, PartOfDay> {
    word(|w| if let Word::Part(part) = w { Some(part) } else { None })(i)
}

/// "morning", "late evening", "the early hours", "mid-morning".
pub(super) fn part(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    let (rest, _) = opt(is(&["the"])).parse(i)?;
    let (rest, edge) = opt(edge).parse(rest)?;
    let (rest, part) = part_word(rest)?;
    Ok((rest, part_of(part, edge)))
}

/// A part of the day with the "early" or "late" before it or before its day.
pub(super) fn part_of(part: PartOfDay, edge: Option<Edge>) -> Clocked {
    let kind = match part {
        PartOfDay { night: true, .. } => ClockKind::Night,
        _ => ClockKind::Part,
    };
    Clocked { hours: part.at(edge), kind, zone: None }
}

/// A part of the day that says when without a day beside it: "by dusk", "in the evening", but not
/// "an opening night", "the night sky".
pub(super) fn lone_clock(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    let (rest, clock) = clock(i)?;
    let led = i.previous().is_some_and(|p| {
        matches!(p.lower, "at" | "in" | "by" | "around" | "until" | "till" | "since" | "from" | "during")
    });
    let hedged = hedge(i).is_ok();
    let noun = rest.peek(0).is_some_and(|p| p.shape == Shape::Possessive || (rest.glued() && p.lower == "-"));
    let fits = match clock.kind {
        ClockKind::Point | ClockKind::Half | ClockKind::Midnight | ClockKind::Span => true,
        ClockKind::Part => (led || hedged) && !noun,
        // Which night it is depends on what is told: "in the night" may be the one before or after.
        ClockKind::Night => false,
    };
    given(rest, fits.then_some(clock))
}

/// Hours of a bare "early" or "late" before a day.
pub(super) fn edge_clock(hours: Hours) -> Clocked {
    Clocked { hours, kind: ClockKind::Part, zone: None }
}

/// A part of the day behind a day: "morning" of "early Monday morning".
pub(super) fn part_behind(i: Cursor<'_>) -> Parsed<'_, PartOfDay> {
    part_word(i)
}

/// The zone behind a time, also in brackets: "GMT", "Kyiv time", "(local time)".
fn zone_after(i: Cursor<'_>, read: Clocked) -> Parsed<'_, Clocked> {
    let zone = |i| {
        word(|w| match w {
            Word::Zone(zone) => Some(Some(zone)),
            Word::Local => Some(None),
            _ => None,
        })(i)
    };
    let bracketed = terminated(preceded(is(&["("]), zone), is(&[")"]));
    let (rest, found): (_, Option<Option<Zone>>) = opt(alt((zone, bracketed))).parse(i)?;
    Ok((rest, Clocked { zone: found.flatten(), ..read }))
}
