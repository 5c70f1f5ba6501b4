//! Times of a clock of twelve hours whose half of the day is told elsewhere, if at all: "by 9.30",
//! "nine o'clock", "half past six", "at 8 tonight".

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt, verify};
use nom::sequence::terminated;

use super::expression::{ClockKind, Clocked};
use super::piece::{Cursor, Parsed, cardinal, digits, given, glued, is, no};
use super::time::{
    DAY_END, day_follows, day_precedes, hour_of_twelve, part_said, point, pointed, spelled_hour,
};
use crate::claim::number::is_change;
use crate::claim::token::Shape;
use crate::vocabulary::calendar::{PartOfDay, Word, calendar};

/// Any of them.
pub(super) fn read(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    alt((spoken, oclock, shown_pointed, shown_hour)).parse(i)
}

/// "nine o'clock", "9 o'clock"; twelve is noon.
pub(super) fn oclock(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    map(terminated(hour, is(&["o'clock"])), |hour| of_twelve(hour * 60)).parse(i)
}

/// "nine", "9".
fn hour(i: Cursor<'_>) -> Parsed<'_, i16> {
    let figure = verify(digits, |&(n, len)| len <= 2 && (1..=12).contains(&n));
    alt((spelled_hour, map(figure, |(n, _)| i16::try_from(n).unwrap_or(12)))).parse(i)
}

/// A time of twelve hours: which half of the day is told elsewhere, if at all. Noon is noon.
pub(super) fn of_twelve(minutes: i16) -> Clocked {
    let open = (0..12 * 60).contains(&minutes);
    Clocked { kind: if open { ClockKind::Half } else { ClockKind::Point }, ..point(minutes) }
}

/// Whether an hour is printed as clocks of 24 hours print it: "09:30", "16.40".
pub(super) fn shows_half(i: Cursor<'_>, minutes: i16) -> bool {
    !(60..13 * 60).contains(&minutes) || i.peek(0).is_some_and(|p| p.lower.starts_with('0'))
}

/// "half past nine", "a quarter to six", "20 past seven", "eighteen minutes to seven".
fn spoken(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    let (rest, (by, sure)) = alt((named_part, minutes)).parse(i)?;
    let always = map(is(&["past"]), |()| (1, true));
    let before = map(is(&["to", "before"]), |()| (-1, sure));
    let after = map(is(&["after"]), |()| (1, sure));
    let (rest, (sign, sure)) = alt((always, before, after)).parse(rest)?;
    let (rest, hour) = verify(hour, |_| sure).parse(rest)?;
    let (rest, _) = opt(is(&["o'clock"])).parse(rest)?;
    let time = (hour % 12 * 60 + sign * by).rem_euclid(12 * 60);
    match part_said(rest) {
        Ok((rest, part)) => Ok((rest, point(in_part(time, part)))),
        // "ten past ten percent" is no time.
        Err(_) => given(rest, (!counts(rest)).then(|| of_twelve(time))),
    }
}

fn counts(rest: Cursor<'_>) -> bool {
    rest.glued() && rest.peek(0).is_some_and(|p| p.shape != Shape::Mark)
        || rest.peek(0).is_some_and(|p| p.shape == Shape::Sign)
}

/// "half", "a quarter": minutes, and whether it can stand before "to".
fn named_part(i: Cursor<'_>) -> Parsed<'_, (i16, bool)> {
    let (rest, _) = opt(is(&["a"])).parse(i)?;
    alt((map(is(&["half"]), |()| (30, false)), map(is(&["quarter"]), |()| (15, true)))).parse(rest)
}

/// "20", "twenty-five minutes". Only with "minutes" does "ten to seven" tell the time.
fn minutes(i: Cursor<'_>) -> Parsed<'_, (i16, bool)> {
    let figure = map(verify(digits, |&(n, len)| len <= 2 && (1..60).contains(&n)), |(n, _)| {
        i16::try_from(n).unwrap_or(0)
    });
    let tens = verify(cardinal, |n| (20..60).contains(n));
    let ones = verify(cardinal, |n| *n < 10);
    let joined = map((tens, opt(glued(&["-"])), ones), |(tens, _, ones)| i16::from(tens + ones));
    let word = map(verify(cardinal, |n| *n < 60), i16::from);
    let (rest, count) = alt((figure, joined, word)).parse(i)?;
    let article = i.peek(0).is_some_and(|p| matches!(p.lower, "a" | "an"));
    let (rest, minutes) = opt(is(&["minutes", "minute"])).parse(rest)?;
    given(rest, (!article).then_some((count, minutes.is_some())))
}

/// "by 9.30", "9.30 on Tuesday": a point in place of the colon, where nothing makes it an amount.
fn shown_pointed(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    let (rest, time) = pointed(i)?;
    let calendar = calendar();
    let led = i.previous().is_some_and(|p| {
        matches!(p.lower, "at" | "by" | "until" | "till" | "since") || matches!(p.word, Some(Word::Hedge(_)))
    });
    let ends = rest.peek(0).is_none_or(|p| match p.shape {
        Shape::Mark => !rest.glued() || matches!(p.lower, "." | "," | ";" | ":" | "?" | "!"),
        Shape::Word => calendar.is_after_clock(p.lower),
        Shape::Quote => true,
        Shape::Number | Shape::Possessive | Shape::Sign => false,
    });
    let grew = i.previous().is_some_and(|p| p.lower == "by")
        && i.at.checked_sub(2).and_then(|at| i.pieces.get(at)).is_some_and(|p| is_change(p.lower));
    let amount = grew || i.pieces.iter().any(|p| calendar.is_amount(p.lower));
    let dated = day_follows(rest) || day_precedes(i);
    if amount || !(dated && (led || !rest.glued()) || led && ends) {
        return no();
    }
    Ok((rest, if shows_half(i, time) { point(time) } else { of_twelve(time) }))
}

/// "at 8 tonight", "at nine on Sunday evening": an hour alone, where a part of a day follows.
fn shown_hour(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    let led = i.previous().is_some_and(|p| p.lower == "at" || matches!(p.word, Some(Word::Hedge(_))));
    let (rest, time) = alt((map(spelled_hour, |hour| hour * 60), hour_of_twelve)).parse(i)?;
    let at = usize::from(rest.peek(0).is_some_and(|p| p.lower == "on"));
    let part = |ahead| matches!(rest.peek(ahead).and_then(|p| p.word), Some(Word::Part(_)));
    let tonight = matches!(rest.peek(0).and_then(|p| p.word), Some(Word::Tonight));
    given(rest, (led && (tonight || (day_follows(rest) && part(at + 1)))).then(|| of_twelve(time)))
}

/// An hour of twelve in the half of the day of a part: "7.15 in the evening".
pub(super) fn in_part(time: i16, part: PartOfDay) -> i16 {
    let morning = time % 720;
    let late = if part.night { morning >= 6 * 60 } else { part.hours.0 >= 720 };
    morning + if late { 720 } else { 0 }
}

/// "7:45" beside "Tuesday evening": an hour of twelve in the half of the day that the part names.
pub(super) fn in_half_of(clock: Clocked, part: Clocked) -> Clocked {
    if !matches!(clock.kind, ClockKind::Point | ClockKind::Half) {
        return clock;
    }
    let (from, to) = clock.hours;
    let late =
        part.hours.0 >= 720 && to < 720 && from >= if part.kind == ClockKind::Night { 6 * 60 } else { 60 };
    let clock = if late { later_half(clock) } else { clock };
    Clocked { kind: ClockKind::Point, ..clock }
}

/// "9.30" of a night: its evening or its morning.
pub(super) fn in_the_night(clock: Clocked) -> Clocked {
    let night = Clocked { hours: (18 * 60, 6 * 60), kind: ClockKind::Night, zone: None };
    if clock.kind == ClockKind::Half { in_half_of(clock, night) } else { clock }
}

fn later_half(clock: Clocked) -> Clocked {
    Clocked { hours: (clock.hours.0 + 720, clock.hours.1 + 720), ..clock }
}

/// An hour of twelve in the half of the day in which it is no earlier than what was last told of
/// (in minutes of that day); where that tells nothing, all the time between its two readings.
pub(super) fn settled(clock: Clocked, told: Option<i16>) -> Clocked {
    if clock.kind != ClockKind::Half {
        return clock;
    }
    let late = later_half(clock);
    match told {
        Some(told) if told <= clock.hours.0 => Clocked { kind: ClockKind::Point, ..clock },
        Some(told) if told <= late.hours.0 => Clocked { kind: ClockKind::Point, ..late },
        _ => Clocked { hours: (clock.hours.0, late.hours.1.min(DAY_END)), kind: ClockKind::Part, ..clock },
    }
}
