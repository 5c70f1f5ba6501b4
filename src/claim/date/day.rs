//! Days of the calendar: "24 March 2025", "Monday, the 24th of March", "19.07.2016", "3-5 May".

use jiff::civil::{Date, Weekday};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt, verify};
use nom::sequence::{delimited, preceded};

use super::expression::{CalendarDay, Moment};
use super::piece::{Cursor, Parsed, Piece, cardinal, digits, given, glued, is, no, ordinal, word};
use crate::claim::token::Shape;
use crate::vocabulary::calendar::{Named, Step, Word};

/// A month's name, with the point of an abbreviation.
pub(super) fn month(i: Cursor<'_>) -> Parsed<'_, Named> {
    let (rest, name) = word(|w| if let Word::Month(name) = w { Some(name) } else { None })(i)?;
    // "march" and "may" in lower case are other words more often than not.
    if name.needs_company
        && !name.short
        && i.peek(0).is_some_and(|p| !p.capital && matches!(p.lower, "may" | "march"))
    {
        return no();
    }
    map(opt(point_of(name)), |_| name).parse(rest)
}

/// A weekday's name, with the point of an abbreviation.
pub(super) fn weekday(i: Cursor<'_>) -> Parsed<'_, Weekday> {
    let (rest, name) = word(|w| if let Word::Weekday(name) = w { Some(name) } else { None })(i)?;
    let (rest, _) = opt(point_of(name)).parse(rest)?;
    given(rest, Weekday::from_monday_one_offset(name.number).ok())
}

fn point_of<'t>(name: Named) -> impl Fn(Cursor<'t>) -> Parsed<'t, ()> {
    move |i| if name.short { glued(&["."])(i) } else { no() }
}

/// A day of the month; the flag tells a rank ("24th", "second") from a bare number.
fn day_of_month(i: Cursor<'_>) -> Parsed<'_, (i8, bool)> {
    alt((day_figure, day_rank, day_words)).parse(i)
}

fn day_figure(i: Cursor<'_>) -> Parsed<'_, (i8, bool)> {
    let (rest, (day, _)) = verify(digits, |&(day, len)| len <= 2 && (1..=31).contains(&day)).parse(i)?;
    let (rest, suffix) = opt(glued(&["st", "nd", "rd", "th"])).parse(rest)?;
    given(rest, i8::try_from(day).ok().map(|day| (day, suffix.is_some())))
}

/// "second", "eleventh".
fn day_rank(i: Cursor<'_>) -> Parsed<'_, (i8, bool)> {
    map(ordinal, |day| (day, true)).parse(i)
}

/// "twenty nine", "thirty-first", "fifteen".
fn day_words(i: Cursor<'_>) -> Parsed<'_, (i8, bool)> {
    let (rest, tens) =
        verify(cardinal, |_| i.peek(0).is_some_and(|p| !matches!(p.lower, "a" | "an"))).parse(i)?;
    if tens != 20 && tens != 30 {
        return given(rest, Some((tens, false)).filter(|d| d.0 < 20));
    }
    let unit = alt((map(ordinal, |n| (n, true)), map(cardinal, |n| (n, false))));
    let (rest, unit) = opt(preceded(opt(glued(&["-"])), verify(unit, |&(n, _)| n < 10))).parse(rest)?;
    let (unit, rank) = unit.unwrap_or((0, false));
    given(rest, Some((tens + unit, rank)).filter(|d| d.0 <= 31))
}

/// A year in four figures.
pub(super) fn year_figure(i: Cursor<'_>) -> Parsed<'_, i16> {
    let (rest, (year, _)) =
        verify(digits, |&(year, len)| len == 4 && (1000..2200).contains(&year)).parse(i)?;
    given(rest, i16::try_from(year).ok())
}

/// "nineteen eighty six", "two thousand and thirty two", "nineteen hundred ninety three".
fn year_words(i: Cursor<'_>) -> Parsed<'_, i16> {
    let (rest, head) = verify(cardinal, |&n| n == 2 || (10..=20).contains(&n)).parse(i)?;
    if head == 2 {
        let (rest, ()) = is(&["thousand"])(rest)?;
        let (rest, tail) = opt(preceded(opt(is(&["and"])), below_hundred)).parse(rest)?;
        return Ok((rest, 2000 + tail.unwrap_or(0)));
    }
    let (rest, _) = opt(is(&["hundred"])).parse(rest)?;
    let (rest, tail) = preceded(opt(is(&["and"])), verify(below_hundred, |&n| n >= 10)).parse(rest)?;
    Ok((rest, i16::from(head) * 100 + tail))
}

fn below_hundred(i: Cursor<'_>) -> Parsed<'_, i16> {
    let (rest, tens) = cardinal(i)?;
    if tens < 20 {
        return Ok((rest, i16::from(tens)));
    }
    let (rest, unit) = opt(preceded(opt(glued(&["-"])), verify(cardinal, |&n| n < 10))).parse(rest)?;
    Ok((rest, i16::from(tens + unit.unwrap_or(0))))
}

/// The year after a day and month: ", 2025", "of 1995", "in 2020", "of 87".
fn year_after(i: Cursor<'_>) -> Parsed<'_, i16> {
    alt((
        preceded(opt(is(&[",", "of", "in", "/", "-"])), year_figure),
        preceded(opt(is(&[",", "of", "in"])), year_words),
        preceded(is(&["of"]), year_of_century),
    ))
    .parse(i)
}

/// "87": only above 31, where it cannot be a day.
fn year_of_century(i: Cursor<'_>) -> Parsed<'_, i16> {
    let (rest, (year, _)) = verify(digits, |&(year, len)| len == 2 && year > 31).parse(i)?;
    given(rest, i16::try_from(year).ok().map(|y| 1900 + y))
}

/// Any printed day: "Monday, the 24th of March", "Mar. 24, 2025", "Tuesday the 11th", "24/03/2025".
pub(super) fn calendar_day(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    let step = word(|w| if let Word::Step(step) = w { Some(step) } else { None });
    let (rest, step) = opt(preceded(opt(is(&["the"])), step)).parse(i)?;
    let (rest, weekday) = opt(weekday_before).parse(rest)?;
    let (rest, day) =
        alt((mixed, iso, numeric, day_month, month_day)).parse(rest).or_else(|e| match weekday {
            Some(_) => bare_day(rest),
            None => Err(e),
        })?;
    let (rest, _) = if i.pieces[i.at..rest.at].iter().any(|p| p.lower == "(") {
        opt(is(&[")"])).parse(rest)?
    } else {
        (rest, None)
    };
    Ok((rest, CalendarDay { weekday, step, ..day }))
}

/// The weekday before a date, with what stands between: "Monday, the", "Friday (", "Tue".
fn weekday_before(i: Cursor<'_>) -> Parsed<'_, Weekday> {
    let (rest, day) = weekday(i)?;
    let (rest, _) = opt(is(&[",", "(", "-"])).parse(rest)?;
    Ok((rest, day))
}

/// "24 March 2025", "the 24th of March", "05-Aug-2016", "23/Sep/2020".
fn day_month(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    let (rest, _) = opt(is(&["the"])).parse(i)?;
    let (rest, (day, rank)) = day_of_month(rest)?;
    let between = opt(is(&["of", "-", "/"]));
    let (rest, (joined, name)) = (between, month).parse(rest)?;
    // "seven May protesters": a number word beside a month is a day only as a rank or with a year.
    let spelled = i.peek(0).is_some_and(|p| p.shape == Shape::Word && !rank && p.lower != "the");
    let (rest, year) = year_then(rest)?;
    if spelled && year.is_none() && joined.is_none() {
        return no();
    }
    Ok((rest, CalendarDay { day, month: Some(name.number), year, ..CalendarDay::default() }))
}

/// "March 24, 2025", "Oct/2", "May twenty nine", "October, 1st".
fn month_day(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    let after_in = i.previous().is_some_and(|p| p.lower == "in");
    let (rest, name) = month(i)?;
    let (rest, _) = opt(is(&[",", "the", "-", "/"])).parse(rest)?;
    let (rest, (day, rank)) = day_of_month(rest)?;
    // Behind a comma only a rank is a day: "In March, 24 people".
    if comma_before(i, name) && !rank {
        return no();
    }
    let (rest, year) = year_then(rest)?;
    // "In March 24 people died": days go with "on", and a noun follows.
    if after_in
        && year.is_none()
        && !rank
        && rest.peek(0).is_some_and(|p| p.shape == Shape::Word && !p.capital)
    {
        return no();
    }
    if number_goes_on(rest) {
        return no();
    }
    Ok((rest, CalendarDay { day, month: Some(name.number), year, ..CalendarDay::default() }))
}

/// Whether a comma stands behind the month's name.
fn comma_before(i: Cursor<'_>, name: Named) -> bool {
    let ahead = if name.short && i.peek(1).is_some_and(|p| p.lower == ".") { 2 } else { 1 };
    i.peek(ahead).is_some_and(|p| p.lower == ",")
}

/// Whether the figure before is a sum, a share or a clock time rather than a day.
fn number_goes_on(rest: Cursor<'_>) -> bool {
    rest.peek(0).is_some_and(|p| {
        p.shape == Shape::Sign
            || (rest.glued() && (p.lower == ":" || (p.shape == Shape::Word && p.lower != "s")))
    })
}

/// The year behind a date, unless a plural noun behind it makes it a number of things.
fn year_then(i: Cursor<'_>) -> Parsed<'_, Option<i16>> {
    let (rest, year) = opt(year_after).parse(i)?;
    if year.is_some() && i.peek(0).is_some_and(|p| p.lower == ",") && counts(rest) {
        return Ok((i, None));
    }
    Ok((rest, year))
}

/// Whether a number that ended here counts what follows: "2000 people", "1,500 homes".
pub(super) fn counts(rest: Cursor<'_>) -> bool {
    rest.peek(0).is_some_and(|p| {
        let noun = (p.lower.ends_with('s')
            && !matches!(p.lower, "as" | "was" | "is" | "has" | "us" | "this")
            && !matches!(p.lower, "dozens" | "hundreds" | "thousands" | "millions" | "billions"))
            || matches!(p.lower, "people" | "men" | "women" | "children" | "or" | "km" | "percent" | "per");
        p.shape == Shape::Sign || (p.shape == Shape::Word && !p.capital && noun && p.word.is_none())
    })
}

/// "Tuesday the eleventh", "Mon 13th": only behind a weekday.
fn bare_day(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    let (rest, (day, _)) = preceded(opt(is(&["the"])), verify(day_of_month, |d| d.1)).parse(i)?;
    // "on Wednesday, the first such walkout": a rank before its noun.
    let noun = rest.peek(0).is_some_and(|p| {
        p.shape == Shape::Word
            && !matches!(p.lower, "of" | "at" | "in" | "to" | "and" | "by" | "from" | "was")
    });
    given(rest, (!noun).then(|| CalendarDay { day, ..CalendarDay::default() }))
}

/// "2025-03-24", "20250324", "2025 03 24".
fn iso(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    alt((marked_iso, compact_iso)).parse(i)
}

fn marked_iso(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    let (rest, year) = year_figure(i)?;
    let spaced = !rest.peek(0).is_some_and(|p| p.shape == Shape::Mark);
    let mark = |i| if spaced { Ok((i, ())) } else { glued(&["-", "/", "."])(i) };
    let part = |i| verify(digits, |&(_, len)| len == 2 || (!spaced && len == 1)).parse(i);
    let (rest, ((), (month, _), (), (day, _))) = (mark, part, mark, part).parse(rest)?;
    given(rest, day_of(year, month, day))
}

/// "20250324": only where the figures are a day of our time.
fn compact_iso(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    let (rest, (figure, _)) =
        verify(digits, |&(n, len)| len == 8 && (19_000_000..21_000_000).contains(&n)).parse(i)?;
    let year = i16::try_from(figure / 10_000).ok();
    given(rest, year.and_then(|year| day_of(year, figure / 100 % 100, figure % 100)))
}

fn day_of(year: i16, month: u32, day: u32) -> Option<CalendarDay> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok()?;
    Some(CalendarDay { day, month: Some(month), year: Some(year), ..CalendarDay::default() })
}

/// A part of a date with a month's name between marks.
enum Part {
    Year(i16),
    Month(i8),
    Day(i8),
}

/// "05-Aug-2016", "2019/aug/01", "Sep-23-2020": a year, a month's name and a day in any order.
fn mixed(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    let part = |i| {
        let day = verify(short_number, |d| (1..=31).contains(d));
        alt((map(year_figure, Part::Year), map(month, |name| Part::Month(name.number)), map(day, Part::Day)))
            .parse(i)
    };
    let mark = |i| glued(&["-", "/"])(i);
    let (rest, (first, (), second, (), third)) = (part, mark, part, mark, part).parse(i)?;
    let mut found = CalendarDay::default();
    for part in [first, second, third] {
        match part {
            Part::Year(year) => found.year = Some(year),
            Part::Month(month) => found.month = Some(month),
            Part::Day(day) => found.day = day,
        }
    }
    given(rest, Some(found).filter(|d| d.year.is_some() && d.month.is_some() && d.day > 0))
}

fn short_number(i: Cursor<'_>) -> Parsed<'_, i8> {
    let (rest, (number, _)) = verify(digits, |&(_, len)| len <= 2).parse(i)?;
    given(rest, i8::try_from(number).ok())
}

/// "24/03/2025", "19.07.2016", "3-24-2025"; "22/04" where a preposition or weekday shows a date.
fn numeric(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    alt((pointed, slashed)).parse(i)
}

/// "19.07.2016": one token.
fn pointed(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    let Some(figure) = i.peek(0).filter(|p| p.shape == Shape::Number) else { return no() };
    let parts: Vec<&str> = figure.lower.split('.').collect();
    let [first, second, year] = parts.as_slice() else { return no() };
    given(i.skip(1), numbers(first, second, year))
}

fn slashed(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    let (rest, first) = short_number(i)?;
    let mark = rest.peek(0).map_or("", |p| p.lower);
    let (rest, ()) = glued(&["/", "-"])(rest)?;
    let (rest, second) = short_number(rest)?;
    let year = |i| -> Parsed<'_, i16> {
        let (i, ()) = glued(if mark == "/" { &["/"] } else { &["-"] })(i)?;
        alt((year_figure, full_year)).parse(i)
    };
    let (rest, year) = opt(year).parse(rest)?;
    // Month first with a day above twelve is no ratio where it stands alone; "9/11" is a name.
    let alone = i.previous().is_none_or(|p| p.shape == Shape::Mark)
        && rest.peek(0).is_none_or(|p| p.shape == Shape::Mark)
        && second > 12;
    let shown = year.is_some() || (mark == "/" && (alone || date_expected(i))) || after_weekday(i);
    let shown = shown && (year.is_some() || (first, second) != (9, 11));
    if !shown || (rest.glued() && rest.peek(0).is_some_and(|p| p.shape != Shape::Mark || p.lower == "/")) {
        return no();
    }
    given(rest, ordered(first, second, year))
}

/// "30" of "12/12/30": the century that lies nearer to our time.
fn full_year(i: Cursor<'_>) -> Parsed<'_, i16> {
    let (rest, (year, _)) = verify(digits, |&(_, len)| len == 2).parse(i)?;
    given(rest, i16::try_from(year).ok().map(|y| if y < 40 { 2000 + y } else { 1900 + y }))
}

/// Whether the word before shows that "22/04" is a date.
fn date_expected(i: Cursor<'_>) -> bool {
    let stepped = |p: &Piece<'_>| matches!(p.word, Some(Word::Step(Step::This | Step::Next | Step::Last)));
    i.previous().is_some_and(|p| {
        stepped(p) || matches!(p.lower, "on" | "since" | "until" | "till" | "from" | "dated")
    })
}

fn after_weekday(i: Cursor<'_>) -> bool {
    let before = match i.previous() {
        Some(p) if matches!(p.lower, "," | "(") => i.pieces.get(i.at.wrapping_sub(2)),
        other => other,
    };
    before.is_some_and(|p| matches!(p.word, Some(Word::Weekday(_))))
}

fn numbers(first: &str, second: &str, year: &str) -> Option<CalendarDay> {
    if first.len() > 2 || second.len() > 2 || year.len() != 4 {
        return None;
    }
    let year: i16 = year.parse().ok()?;
    ordered(first.parse().ok()?, second.parse().ok()?, (1000..2200).contains(&year).then_some(year))
}

/// Day first, as most of the world prints it, unless only the other order is a date.
fn ordered(first: i8, second: i8, year: Option<i16>) -> Option<CalendarDay> {
    let day = |day, month, swapped| CalendarDay {
        day,
        month: Some(month),
        year,
        swapped,
        ..CalendarDay::default()
    };
    let (days, months) = (1..=31, 1..=12);
    if days.contains(&first) && months.contains(&second) {
        let swapped = (months.contains(&first) && first != second).then_some((first, second));
        Some(day(first, second, swapped))
    } else {
        (months.contains(&first) && days.contains(&second)).then(|| day(second, first, None))
    }
}

/// "3-5 May", "from 3 to 5 May", "May 3-5", "May 3 to 5", with the year where one follows.
pub(super) fn day_range(i: Cursor<'_>) -> Parsed<'_, Moment> {
    alt((days_of_month, month_days)).parse(i)
}

fn dash_or_to(i: Cursor<'_>) -> Parsed<'_, ()> {
    alt((is(&["-", "–", "—", "to", "until", "till", "through"]), between_and)).parse(i)
}

/// The "and" of "between 3 and 5 May".
fn between_and(i: Cursor<'_>) -> Parsed<'_, ()> {
    let between = i.pieces[..i.at].iter().rev().take(5).any(|p| p.lower == "between");
    if between { is(&["and"])(i) } else { no() }
}

fn days_of_month(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, (first, _)) = preceded(opt(is(&["the"])), day_of_month).parse(i)?;
    let (rest, second) = preceded(dash_or_to, day_month).parse(rest)?;
    let from = CalendarDay { day: first, ..second };
    given(rest, (first < second.day).then(|| range(from, second)))
}

fn month_days(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, name) = month(i)?;
    let (rest, (first, _)) = day_of_month(rest)?;
    let (rest, (second, _)) = preceded(dash_or_to, day_of_month).parse(rest)?;
    let (rest, year) = year_then(rest)?;
    let day = |day| CalendarDay { day, month: Some(name.number), year, ..CalendarDay::default() };
    let wrong = first >= second || number_goes_on(rest) || (year.is_none() && counts(rest));
    given(rest, (!wrong).then(|| range(day(first), day(second))))
}

fn range(from: CalendarDay, to: CalendarDay) -> Moment {
    Moment::Range(Box::new(Moment::Day(from)), Box::new(Moment::Day(to)))
}

/// The first day of a list that shares one month: the "18" of "18 and 19 June".
pub(super) fn listed_day(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    let (rest, (day, _)) = day_figure(i)?;
    let mut ahead = rest;
    for _ in 0..4 {
        let (next, _) = preceded(list_mark, opt(is(&["and", "or"]))).parse(ahead)?;
        if let Ok((_, last)) = day_month(next) {
            return Ok((rest, CalendarDay { day, ..last }));
        }
        ahead = day_figure(next)?.0;
    }
    no()
}

fn list_mark(i: Cursor<'_>) -> Parsed<'_, ()> {
    is(&[",", "and", "or", "&"])(i)
}

/// "the 18th", "the 21st of this month" where a preposition shows a date and no noun follows.
pub(super) fn lone_rank(i: Cursor<'_>) -> Parsed<'_, CalendarDay> {
    let expected =
        i.previous().is_some_and(|p| matches!(p.lower, "on" | "by" | "until" | "till" | "since" | "around"));
    let (rest, (day, rank)) = preceded(is(&["the"]), day_figure).parse(i)?;
    let this_month = delimited(opt(is(&["of"])), is(&["this"]), is(&["month"]));
    let (rest, named) = opt(this_month).parse(rest)?;
    let ends = rest.peek(0).is_none_or(|p| p.shape == Shape::Mark && p.lower != "-");
    let fits = rank && (named.is_some() || (expected && ends));
    given(rest, fits.then_some(CalendarDay { day, ..CalendarDay::default() }))
}
