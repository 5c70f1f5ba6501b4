//! Days and weeks by the longer period or the day that they lie at: "the first Tuesday in
//! November", "Friday of the last week of March", "the week of 3 May", "the first half of June".

use jiff::civil::Weekday;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt, verify};
use nom::sequence::{preceded, terminated};

use super::day::{calendar_day, day_range, weekday};
use super::expression::{Moment, WeekAt};
use super::period::month_period;
use super::piece::{Cursor, Parsed, digits, glued, is, ordinal};
use super::relative::exactly;
use crate::vocabulary::calendar::Unit;

/// "first", "2nd", "the last": which one of a row, -1 for the last.
fn nth(i: Cursor<'_>) -> Parsed<'_, i8> {
    let figure = terminated(verify(digits, |&(n, _)| (1..=5).contains(&n)), glued(&["st", "nd", "rd", "th"]));
    let last = map(is(&["last", "final"]), |()| -1);
    let rank = alt((last, map(figure, |(n, _)| i8::try_from(n).unwrap_or(1)), ordinal));
    preceded(opt(is(&["the"])), verify(rank, |n| (-1..=5).contains(n))).parse(i)
}

fn month_of(i: Cursor<'_>) -> Parsed<'_, Box<Moment>> {
    map(preceded(is(&["of", "in"]), month_period), Box::new).parse(i)
}

/// "the first Tuesday in November", "Friday of the first week of October", "the last week of March,
/// on Friday": one day.
pub(super) fn day_within(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let nth_day =
        map((nth, weekday, month_of), |(nth, weekday, month)| Moment::NthWeekday { nth, weekday, month });
    let in_week = |(weekday, week): (Weekday, Moment)| Moment::WeekdayIn(weekday, Box::new(week));
    let before = map((weekday, preceded(opt(is(&["of", "in"])), week_of_month)), in_week);
    let behind =
        map((week_of_month, preceded((opt(is(&[","])), is(&["on"])), weekday)), move |(week, day)| {
            in_week((day, week))
        });
    alt((nth_day, before, behind)).parse(i)
}

/// "the first week of October", "the last week of March".
pub(super) fn week_of_month(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let week = |i| exactly(i, Unit::Week);
    map((nth, week, month_of), |(nth, (), month)| Moment::WeekOfMonth { nth, month }).parse(i)
}

/// "the week of 3 May", "the week ending 3 May", "the weekend of 3-4 May".
pub(super) fn week_at_day(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let at = alt((
        map(is(&["of"]), |()| WeekAt::Around),
        map(is(&["beginning", "starting", "commencing"]), |()| WeekAt::From),
        map(is(&["ending"]), |()| WeekAt::To),
    ));
    let day = || alt((day_range, map(calendar_day, Moment::Day)));
    let week = (preceded(opt(is(&["the"])), |i| exactly(i, Unit::Week)), at, day());
    let weekend = (preceded(opt(is(&["the"])), |i| exactly(i, Unit::Weekend)), is(&["of"]), day());
    alt((
        map(week, |((), at, day)| Moment::WeekAt(at, Box::new(day))),
        map(weekend, |((), (), day)| Moment::WeekAt(WeekAt::End, Box::new(day))),
    ))
    .parse(i)
}

/// "the first half of June".
pub(super) fn half_of_month(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let half = verify(nth, |n| matches!(n, 1 | 2));
    let (rest, (nth, (), month)) = (half, is(&["half"]), month_of).parse(i)?;
    Ok((rest, Moment::HalfMonth { second: nth == 2, month }))
}
