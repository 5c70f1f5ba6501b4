//! Days and periods by their place beside another: "yesterday", "last week", "two days later",
//! "Tuesday of next week", "overnight into Thursday".

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, not, opt, peek, verify};
use nom::sequence::{preceded, terminated};

use super::day::{calendar_day, day_range, weekday};
use super::expression::{Anchor, Moment, NightSide};
use super::period::{edge, holiday_period, led, step};
use super::piece::{Cursor, Parsed, cardinal, digits, given, glued, is, no, piece, word};
use super::within::day_within;
use crate::claim::token::Shape;
use crate::vocabulary::calendar::{Step, Unit, Word, calendar};
use crate::vocabulary::grammar::{Group, grammar};

/// Words between a rank and the span of time that it looks back over: "the first such strike by
/// doctors in 30 years".
const RANKED: usize = 8;

fn unit(i: Cursor<'_>) -> Parsed<'_, Unit> {
    word(|w| if let Word::Unit(unit) = w { Some(unit) } else { None })(i)
}

pub(super) fn exactly(i: Cursor<'_>, want: Unit) -> Parsed<'_, ()> {
    map(verify(unit, |&u| u == want), |_| ()).parse(i)
}

fn days(by: i32, anchor: Anchor) -> Moment {
    Moment::Days { by, anchor }
}

/// "today", "yesterday", "tomorrow", "the day before yesterday", "the day after tomorrow".
pub(super) fn named_day(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let day = word(|w| if let Word::Day(by) = w { Some(i32::from(by)) } else { None });
    let beyond = |i| -> Parsed<'_, Moment> {
        let (rest, _) = opt(is(&["the"])).parse(i)?;
        let (rest, ()) = exactly(rest, Unit::Day)?;
        let (rest, sign) = alt((map(is(&["before"]), |()| -1), map(is(&["after"]), |()| 1))).parse(rest)?;
        let (rest, by) = verify(&day, |&by| by == sign).parse(rest)?;
        Ok((rest, days(by + sign, Anchor::Published)))
    };
    // A name is no day: "USA Today", "Today programme".
    let name = i.previous().is_some_and(|p| p.capital && p.shape == Shape::Word)
        && i.peek(0).is_some_and(|p| p.capital);
    if name && !all_capitals(i) {
        return no();
    }
    alt((beyond, map(&day, |by| days(by, Anchor::Published)))).parse(i)
}

/// Whether the whole neighbourhood is in capitals, as headlines are.
fn all_capitals(i: Cursor<'_>) -> bool {
    let from = i.at.saturating_sub(4);
    i.at >= 2 && i.pieces[from..i.at].iter().filter(|p| p.shape == Shape::Word).all(|p| p.capital)
}

/// "the next day", "the same day", "that day", "a day earlier" as days of the story.
pub(super) fn story_day(i: Cursor<'_>) -> Parsed<'_, Moment> {
    alt((stepped_day, day_beside)).parse(i)
}

fn stepped_day(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, step) = step(i)?;
    let (rest, ()) = exactly(rest, Unit::Day).or_else(|_| part_follows(rest, step))?;
    match step {
        Step::Next | Step::After => Ok((rest, days(1, Anchor::Narrative))),
        Step::Before => Ok((rest, days(-1, Anchor::Narrative))),
        Step::Same => Ok((rest, days(0, Anchor::Narrative))),
        // "this morning": the part of the day is read behind it.
        Step::This if exactly(rest, Unit::Day).is_err() && part_follows(rest, step).is_ok() => {
            Ok((rest, Moment::today()))
        }
        Step::This | Step::Last => no(),
    }
}

/// That a part of the day follows "this", "that", "the next"; it is not consumed.
fn part_follows(i: Cursor<'_>, step: Step) -> Parsed<'_, ()> {
    if step == Step::Last {
        return no();
    }
    let part = word(|w| matches!(w, Word::Part(_)).then_some(()));
    peek(alt((part, map((edge, word(|w| matches!(w, Word::Part(_)).then_some(()))), |_| ())))).parse(i)
}

/// "the day before", "the day after" with nothing behind that they could be counted from.
fn day_beside(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, ()) = preceded(is(&["the"]), |i| exactly(i, Unit::Day)).parse(i)?;
    let (rest, by) = alt((map(is(&["before"]), |()| -1), map(is(&["after"]), |()| 1))).parse(rest)?;
    given(rest, nothing_follows(i, rest).then(|| days(by, Anchor::Narrative)))
}

/// Whether "the day before" is counted from the story, not from what follows: at the end of a
/// clause, or at the head of a sentence in the past perfect ("The day before it had …").
fn nothing_follows(i: Cursor<'_>, rest: Cursor<'_>) -> bool {
    let head = i.previous().is_none() && rest.peek(1).is_some_and(|p| p.lower == "had");
    head || rest.peek(0).is_none_or(|p| matches!(p.shape, Shape::Mark | Shape::Quote))
}

/// "Monday", "next Friday", "Tuesday of last week", "next week on Tuesday", "the following Monday".
pub(super) fn weekday_moment(i: Cursor<'_>) -> Parsed<'_, Moment> {
    alt((day_within, week_then_day, day_then_week, day_and_offset, plain_weekday)).parse(i)
}

/// "next week on Tuesday", "previous week - Monday", "this week Monday".
fn week_then_day(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, week) = step(i)?;
    let (rest, ()) = exactly(rest, Unit::Week)?;
    let (rest, weekday) = preceded(opt(is(&["on", "-", "–", ","])), weekday).parse(rest)?;
    Ok((rest, Moment::Weekday { weekday, step: None, week: Some(near(week)) }))
}

/// "Tuesday of next week", "Monday last week".
fn day_then_week(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, weekday) = weekday(i)?;
    let (rest, week) = preceded(opt(is(&["of"])), step).parse(rest)?;
    let (rest, ()) = exactly(rest, Unit::Week)?;
    Ok((rest, Moment::Weekday { weekday, step: None, week: Some(near(week)) }))
}

/// "Monday two weeks from now", "Thursday, three weeks ago".
fn day_and_offset(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, (day, _, offset)) = (weekday, opt(is(&[","])), beside).parse(i)?;
    Ok((rest, Moment::WeekdayNear(day, Box::new(offset))))
}

/// Weeks named beside a weekday are counted from the day of publication: "the previous week".
fn near(step: Step) -> Step {
    match step {
        Step::Before => Step::Last,
        Step::After => Step::Next,
        other => other,
    }
}

fn plain_weekday(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (at, step) = opt(step).parse(i)?;
    let (rest, day) = weekday(at)?;
    let Some(piece) = at.peek(0) else { return no() };
    let doubtful = matches!(piece.word, Some(Word::Weekday(name)) if name.needs_company);
    if doubtful && !((step.is_some() || led(at)) && piece.capital) {
        return no();
    }
    // Names are no days: "Black Sunday", "Sheffield Wednesday"; only "Sunday Times" and its like
    // can be told without a list, by the capital behind it.
    let paper = piece.capital
        && rest.peek(0).is_some_and(|p| {
            matches!(p.lower, "times" | "telegraph" | "express" | "mirror" | "mail") && p.capital
        });
    given(rest, (!paper && !recurs(i, rest)).then_some(Moment::Weekday { weekday: day, step, week: None }))
}

/// Whether the words before a weekday make it any such day: "every Monday", "one Sunday", "the
/// first Friday"; "a Sunday" where no noun follows that happened on it.
fn recurs(i: Cursor<'_>, rest: Cursor<'_>) -> bool {
    let Some(before) = i.previous() else { return false };
    let noun = || rest.peek(0).is_some_and(|p| p.shape == Shape::Word && !calendar().is_after_clock(p.lower));
    let ranked = matches!(before.word, Some(Word::Ordinal(_)))
        || (matches!(before.lower, "st" | "nd" | "rd" | "th") && before.shape == Shape::Word);
    ranked || calendar().is_recurring(before.lower) || (matches!(before.lower, "a" | "an") && !noun())
}

/// "last week", "this month", "late last year", "earlier this week", "the end of the month".
pub(super) fn period(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, edge) = opt(edge).parse(i)?;
    let of_the = rest.previous().is_some_and(|p| p.lower == "the") && edge.is_some();
    let (rest, step) = match step(rest) {
        Ok(found) => found,
        Err(_) if of_the => (rest, Step::This),
        Err(e) => return Err(e),
    };
    let (rest, unit) = verify(unit, |&u| u != Unit::Day && u != Unit::Fortnight).parse(rest)?;
    // "the next two weeks" and "the coming years" are spans, not dates.
    if rest.previous().is_some_and(|p| p.lower.ends_with('s')) || (unit == Unit::Decade && step == Step::Last)
    {
        return no();
    }
    Ok((rest, Moment::Period { unit, step, edge }))
}

/// "over the weekend", "at the weekend".
pub(super) fn weekend(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let led = i.previous().is_some_and(|p| {
        matches!(
            p.lower,
            "over" | "at" | "during" | "on" | "since" | "by" | "before" | "after" | "for" | "until"
        )
    });
    let (rest, ()) = preceded(is(&["the"]), |i| exactly(i, Unit::Weekend)).parse(i)?;
    given(rest, led.then_some(Moment::Weekend))
}

/// A span of time by its parts, the largest first: "two years, one month and 21 days".
fn span(i: Cursor<'_>) -> Parsed<'_, Vec<(i32, Unit)>> {
    let (mut rest, first) = amount(i)?;
    let mut parts = vec![first];
    let joint = |i| (opt(is(&[","])), opt(is(&["and"]))).parse(i);
    while let Ok((after, part)) = preceded(joint, amount).parse(rest)
        && parts.iter().all(|larger| part.1 < larger.1)
    {
        parts.push(part);
        rest = after;
    }
    Ok((rest, parts))
}

/// How many, of what: "three weeks", "a fortnight", "2 years".
fn amount(i: Cursor<'_>) -> Parsed<'_, (i32, Unit)> {
    let count =
        alt((number_words, map(verify(digits, |&(n, _)| n < 1000), |(n, _)| i32::try_from(n).unwrap_or(0))));
    let (rest, count) = terminated(count, opt(glued(&["-"]))).parse(i)?;
    let (rest, unit) = verify(unit, |&u| u != Unit::Weekend && u != Unit::Quarter).parse(rest)?;
    Ok((rest, (count, unit)))
}

fn number_words(i: Cursor<'_>) -> Parsed<'_, i32> {
    let (rest, tens) = cardinal(i)?;
    if tens < 20 {
        return Ok((rest, i32::from(tens)));
    }
    let (rest, unit) = opt(preceded(opt(glued(&["-"])), verify(cardinal, |&n| n < 10))).parse(rest)?;
    Ok((rest, i32::from(tens + unit.unwrap_or(0))))
}

/// The moment that lies a span before (`sign` -1) or after another.
fn offset(span: &[(i32, Unit)], sign: i32, anchor: Anchor) -> Moment {
    if let [(count, unit)] = span {
        return by_one_unit(sign * count, *unit, anchor);
    }
    let months = |unit| match unit {
        Unit::Month => 1,
        Unit::Year => 12,
        Unit::Decade => 120,
        Unit::Century => 1200,
        _ => 0,
    };
    let in_days = |unit| match unit {
        Unit::Day => 1,
        Unit::Week => 7,
        Unit::Fortnight => 14,
        _ => 0,
    };
    let sum =
        |of: &dyn Fn(Unit) -> i32| sign * span.iter().map(|&(count, unit)| count * of(unit)).sum::<i32>();
    match (sum(&months), sum(&in_days)) {
        (0, by) => days(by, anchor),
        (by, 0) => by_one_unit(by, Unit::Month, anchor),
        (by, rest) => days(rest, Anchor::Moment(Box::new(by_one_unit(by, Unit::Month, anchor)))),
    }
}

fn by_one_unit(count: i32, unit: Unit, anchor: Anchor) -> Moment {
    match unit {
        Unit::Day => days(count, anchor),
        Unit::Fortnight => Moment::Offset { by: 2 * count, unit: Unit::Week, anchor },
        unit => Moment::Offset { by: count, unit, anchor },
    }
}

/// "three weeks ago", "two days later", "a year earlier", "two weeks before Christmas", "in two days".
pub(super) fn counted(i: Cursor<'_>) -> Parsed<'_, Moment> {
    alt((inside, beside)).parse(i)
}

fn beside(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, span) = span(i)?;
    let long = span.iter().all(|part| part.1 > Unit::Day);
    let (rest, (sign, anchor)) = alt((|j| ago(j, long), |j| since(i, j), apart, from_moment)).parse(rest)?;
    let moment = offset(&span, sign, anchor);
    // "exactly two weeks ago": the very day.
    let exact = i.previous().is_some_and(|p| calendar().is_exact(p.lower));
    let moment = if exact { days(0, Anchor::Moment(Box::new(moment))) } else { moment };
    let (rest, day) = opt(preceded(is(&["on"]), weekday)).parse(rest)?;
    let moment = day.map_or_else(|| moment.clone(), |day| Moment::WeekdayNear(day, Box::new(moment.clone())));
    given(rest, (!is_bounded(i)).then_some(moment))
}

/// "more than two weeks ago", "at least": a bound is no date. "3% more than a year earlier" is.
fn is_bounded(i: Cursor<'_>) -> bool {
    let before = |by: usize| i.at.checked_sub(by).and_then(|at| i.pieces.get(at)).map_or("", |p| p.lower);
    let counted = i.peek(0).is_some_and(|p| !matches!(p.lower, "a" | "an"));
    match before(1) {
        "than" => counted || before(3) == "less" || before(2) == "less",
        "least" | "most" | "over" | "under" | "nearly" | "almost" => true,
        _ => false,
    }
}

/// "ago", "from now"; behind weeks, months and years also "ago today", "ago Tuesday", "ago this week".
fn ago(i: Cursor<'_>, long: bool) -> Parsed<'_, (i32, Anchor)> {
    let ago = |i| map(is(&["ago"]), |()| -1).parse(i);
    let ahead = alt((map(is(&["hence"]), |()| 1), map((is(&["from"]), is(&["now"])), |_| 1)));
    let (rest, sign) = alt((ago, ahead)).parse(i)?;
    let this = |i| {
        let (rest, step) = step(i)?;
        let (rest, unit) = verify(unit, |u| matches!(u, Unit::Week | Unit::Month)).parse(rest)?;
        given(rest, (step == Step::This).then_some(Moment::Period { unit, step, edge: None }))
    };
    let (rest, day) =
        if long { opt(alt((named_day, plain_weekday, this))).parse(rest)? } else { (rest, None) };
    Ok((rest, (sign, day.map_or(Anchor::Published, |day| Anchor::Moment(Box::new(day))))))
}

/// "since" of "it is two weeks since the fire": as much as "ago" of the fire. It is not consumed.
fn since<'t>(start: Cursor<'t>, i: Cursor<'t>) -> Parsed<'t, (i32, Anchor)> {
    let before = |by: usize| start.at.checked_sub(by).and_then(|at| start.pieces.get(at));
    let by = if before(1).is_some_and(|p| calendar().is_exact(p.lower)) { 2 } else { 1 };
    let is = before(by).is_some_and(|p| matches!(p.lower, "is" | "been" | "it's"));
    let follows = i.peek(0).is_some_and(|p| p.lower == "since");
    given(i, (is && follows).then_some((-1, Anchor::Published)))
}

fn apart(i: Cursor<'_>) -> Parsed<'_, (i32, Anchor)> {
    let before = |i| {
        let (rest, ()) = is(&["before"])(i)?;
        given(rest, rest.peek(0).is_none_or(|p| p.shape == Shape::Mark).then_some(-1))
    };
    let (rest, sign) = alt((map(is(&["later"]), |()| 1), map(is(&["earlier"]), |()| -1), before)).parse(i)?;
    // "two days later than planned"
    given(rest, rest.peek(0).is_none_or(|p| p.lower != "than").then_some((sign, Anchor::Narrative)))
}

/// "before Christmas", "after 3 May", "from tomorrow": counted from a date of the same phrase.
fn from_moment(i: Cursor<'_>) -> Parsed<'_, (i32, Anchor)> {
    let (rest, sign) = alt((map(is(&["before"]), |()| -1), map(is(&["after", "from"]), |()| 1))).parse(i)?;
    let (rest, moment) = anchor_moment(rest)?;
    Ok((rest, (sign, Anchor::Moment(Box::new(moment)))))
}

fn anchor_moment(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let holiday = |i| -> Parsed<'_, Moment> {
        let (rest, found) = word(|w| if let Word::Holiday(holiday) = w { Some(holiday) } else { None })(i)?;
        holiday_period(i).or(Ok((rest, Moment::Holiday { holiday: found, year: None, step: None })))
    };
    alt((named_day, map(calendar_day, Moment::Day), weekday_moment, holiday)).parse(i)
}

/// "in two days", "in a fortnight's time": a plan; "in two days" of the past is a span.
fn inside(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, span) = preceded(is(&["in"]), span).parse(i)?;
    let (rest, time) = opt((opt(is(&["'s", "'", "’"])), is(&["time"]))).parse(rest)?;
    if is_ranked(i) {
        return no();
    }
    let ends = rest.peek(0).is_none_or(|p| {
        p.shape != Shape::Word || matches!(p.lower, "to" | "at" | "with" | "and" | "on" | "when")
    });
    if time.is_none() && !ends {
        return no();
    }
    let (rest, day) = opt(preceded(is(&["on"]), weekday)).parse(rest)?;
    let moment = offset(&span, 1, Anchor::Published);
    let moment = day.map_or_else(|| moment.clone(), |day| Moment::WeekdayNear(day, Box::new(moment.clone())));
    Ok((rest, if time.is_some() { moment } else { Moment::Planned(Box::new(moment)) }))
}

/// "the first walkout in 30 years", "the worst flood in decades": the span looks back.
fn is_ranked(i: Cursor<'_>) -> bool {
    let from = i.at.saturating_sub(RANKED);
    let before = i.pieces.get(from..i.at).unwrap_or_default().iter().rev();
    let mut phrase = before.take_while(|p| p.shape == Shape::Word && p.lower != "on");
    phrase.any(|p| grammar().is(p.lower, Group::Ranking))
}

/// "overnight", "tonight", "last night", "in the night to Monday", "overnight into Thursday".
pub(super) fn night(i: Cursor<'_>) -> Parsed<'_, Moment> {
    alt((last_night, tonight, overnight, night_between, night_of_days, night_to, night_beside)).parse(i)
}

fn last_night(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, ()) = is(&["last"])(i)?;
    let (rest, ()) = is_night(rest)?;
    Ok((rest, Moment::Night(NightSide::Into, Box::new(Moment::today()))))
}

fn is_night(i: Cursor<'_>) -> Parsed<'_, ()> {
    word(|w| matches!(w, Word::Part(part) if part.night).then_some(()))(i)
}

fn tonight(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, ()) = word(|w| (w == Word::Tonight).then_some(()))(i)?;
    Ok((rest, Moment::Night(NightSide::Of, Box::new(Moment::today()))))
}

fn overnight(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, ()) = word(|w| (w == Word::Overnight).then_some(()))(i)?;
    not(piece(|p| calendar().lasts_a_night(p.lower).then_some(()))).parse(rest)?;
    let into = preceded(is(&["into", "to"]), one_day);
    let from = terminated(preceded(is(&["from"]), one_day), (is(&["to", "into"]), one_day));
    let on = preceded(opt(is(&["on", "of"])), one_day);
    let sided = alt((
        map(into, |m| (NightSide::Into, m)),
        map(from, |m| (NightSide::Of, m)),
        map((on, opt((is(&["to", "into"]), one_day))), |(m, to)| {
            (if to.is_some() { NightSide::Of } else { NightSide::Either }, m)
        }),
    ));
    let (rest, found) = opt(sided).parse(rest)?;
    Ok((
        rest,
        match found {
            Some((side, moment)) => Moment::Night(side, Box::new(moment)),
            None => Moment::Night(NightSide::Either, Box::new(Moment::today())),
        },
    ))
}

/// "the night from Sunday to Monday", "the night of 3 to 4 May", "Sunday night into Monday".
fn night_between(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, _) = opt(is(&["the"])).parse(i)?;
    let led = |i| {
        terminated(
            preceded((is_night, opt(is(&["from", "of"]))), one_day),
            (is(&["to", "into", "-", "–"]), one_day),
        )
        .parse(i)
    };
    let behind = |i| terminated(terminated(one_day, is_night), (is(&["to", "into"]), one_day)).parse(i);
    let (rest, moment) = alt((led, behind)).parse(rest)?;
    Ok((rest, Moment::Night(NightSide::Of, Box::new(moment))))
}

/// "the night of 24-25 March".
fn night_of_days(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, _) = opt(is(&["the"])).parse(i)?;
    let (rest, days) = preceded((is_night, is(&["of", "from"])), day_range).parse(rest)?;
    match days {
        Moment::Range(first, _) => Ok((rest, Moment::Night(NightSide::Of, first))),
        _ => no(),
    }
}

/// "the night before" of the story's last night.
fn night_beside(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, _) = (is(&["the"]), is_night, is(&["before"])).parse(i)?;
    let last = days(0, Anchor::Narrative);
    given(rest, nothing_follows(i, rest).then(|| Moment::Night(NightSide::Into, Box::new(last))))
}

/// "the night to Monday", "the night before Monday's vote" is not read.
fn night_to(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let (rest, _) = opt(is(&["the"])).parse(i)?;
    let (rest, moment) = preceded((is_night, is(&["to", "into"])), one_day).parse(rest)?;
    Ok((rest, Moment::Night(NightSide::Into, Box::new(moment))))
}

/// One day by date, weekday or name.
pub(super) fn one_day(i: Cursor<'_>) -> Parsed<'_, Moment> {
    alt((map(calendar_day, Moment::Day), named_day, weekday_moment)).parse(i)
}
