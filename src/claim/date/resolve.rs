//! Which days the words of a date mean, given the day of publication, the story's last date and
//! the tense of the clause.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Shift, ToSpan};

use super::Tense;
use super::expression::{Anchor, CalendarDay, Moment, NightSide, WeekAt, YearSaid};
use crate::claim::when::{Basis, Grain, WeekdayMismatch, When};
use crate::vocabulary::calendar::{Edge, Step, Unit};

/// Beyond this many days a date that lies near on the other side is likelier: papers print the
/// year of what is longer ago.
const TOO_FAR: i32 = 300;
/// The same where the tense is not known.
const TOO_FAR_UNTOLD: i32 = 210;
/// How near that is, in days.
const NEAR: i32 = 60;

/// What a date is resolved against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    pub published: Option<Date>,
    pub last: Option<When>,
    pub tense: Tense,
}

/// First and last day.
type Days = (Date, Date);

fn plus(day: Date, by: i32) -> Option<Date> {
    day.checked_add(i64::from(by).days()).ok()
}

fn shifted(day: Date, by: Shift) -> Option<Date> {
    day.checked_add(by).ok()
}

fn gap(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn when((from, to): Days, grain: Grain, basis: Basis) -> When {
    When { from, to, grain, clock: None, zone: None, basis }
}

fn one(day: Date, basis: Basis) -> When {
    when((day, day), Grain::Day, basis)
}

/// How many days an interval lies from a day; 0 where it covers it.
fn distance((from, to): Days, day: Date) -> i32 {
    if to < day {
        gap(to, day)
    } else if from > day {
        gap(day, from)
    } else {
        0
    }
}

/// -1, 0 or 1 of "last", "this", "next" and their like in the story.
fn sign(step: Step) -> i32 {
    match step {
        Step::Last | Step::Before => -1,
        Step::This | Step::Same => 0,
        Step::Next | Step::After => 1,
    }
}

impl Context {
    /// The day that a step counts from, and how the result will be known.
    fn base(&self, step: Step) -> Option<(Date, Basis)> {
        match step {
            Step::Last | Step::This | Step::Next => Some((self.published?, Basis::Relative)),
            Step::Before | Step::Same => Some((self.last?.from, Basis::Narrative)),
            Step::After => Some((self.last?.to, Basis::Narrative)),
        }
    }

    fn year(&self, said: YearSaid) -> Option<(i16, Basis)> {
        match said {
            YearSaid::Number(year) => Some((year, Basis::Absolute)),
            YearSaid::Step(step) => {
                let (day, basis) = self.base(step)?;
                Some((day.year() + i16::try_from(sign(step)).ok()?, basis))
            }
        }
    }

    /// The one of several intervals that the tense points to.
    fn pick(&self, candidates: &(impl Iterator<Item = Days> + Clone)) -> Option<Days> {
        let today = self.published?;
        let nearest = || candidates.clone().min_by_key(|&days| (distance(days, today), days));
        let likely = |days: &Days| {
            distance(*days, today) <= TOO_FAR || nearest().is_none_or(|near| distance(near, today) > NEAR)
        };
        let past = || candidates.clone().filter(|d| d.0 <= today).max().filter(likely);
        let future = || candidates.clone().filter(|d| d.1 >= today).min().filter(likely);
        match self.tense {
            Tense::Past => past().or_else(nearest),
            Tense::Future => future().or_else(nearest),
            Tense::Unknown if candidates.clone().any(|d| d.0 != d.1) => {
                past().filter(|&days| distance(days, today) <= TOO_FAR_UNTOLD).or_else(nearest)
            }
            Tense::Present | Tense::Unknown => nearest(),
        }
    }

    /// The one that a step names: the last that is over, the next to begin, the one of this year.
    fn stepped(&self, step: Step, candidates: impl Iterator<Item = Days>) -> Option<(Days, Basis)> {
        let (day, basis) = self.base(step).or(Some((self.published?, Basis::Relative)))?;
        let found = match sign(step) {
            -1 => candidates.filter(|d| d.1 < day).max(),
            1 => candidates.filter(|d| d.0 > day).min(),
            _ => candidates.filter(|d| d.0.year() == day.year()).min(),
        };
        Some((found?, basis))
    }

    /// A thing of every year: by its year, by a step, or by the tense.
    fn yearly(
        &self,
        year: Option<YearSaid>,
        step: Option<Step>,
        of: impl Fn(i16) -> Option<Days> + Clone,
    ) -> Option<(Days, Basis)> {
        if let Some(said) = year {
            let (year, basis) = self.year(said)?;
            return Some((of(year)?, basis));
        }
        let around = |day: Date| (day.year() - 4..=day.year() + 4).filter_map(of.clone());
        match step {
            Some(step) => {
                let day = self.base(step).map_or(self.published, |base| Some(base.0))?;
                self.stepped(step, around(day))
            }
            None => Some((self.pick(&around(self.published?))?, Basis::Completed)),
        }
    }
}

/// The days that a moment means, and the weekday that does not fit them.
pub(super) fn resolve(moment: &Moment, context: &Context) -> Option<(When, Option<WeekdayMismatch>)> {
    if let Moment::Day(day) = moment {
        return calendar_day(*day, context);
    }
    let found = match moment {
        Moment::Day(_) => return None,
        Moment::Fixed(day) => Some(one(*day, Basis::Absolute)),
        Moment::Month { edge, month, year, step } => {
            let (days, basis) = context.yearly(*year, *step, |year| month_days(year, *month))?;
            Some(when(month_part(days, *edge)?, Grain::Month, basis))
        }
        Moment::Weekday { weekday, step, week } => weekday_near(*weekday, *step, *week, context),
        Moment::Days { by, anchor } => day_beside(*by, anchor, context),
        Moment::Period { unit, step, edge } => period(*unit, *step, *edge, context),
        Moment::Weekend => {
            weekend(Step::This, context).map(|days| when(days, Grain::Weekend, Basis::Relative))
        }
        Moment::Offset { by, unit, anchor } => offset(*by, *unit, anchor, context),
        Moment::Holiday { holiday, year, step } => {
            let (days, basis) =
                context.yearly(*year, *step, |year| holiday.in_year(year).map(|day| (day, day)))?;
            Some(when(days, Grain::Day, basis))
        }
        Moment::Season { months, edge, year, step } => season(*months, *edge, *year, *step, context),
        Moment::Part { nth, parts, year } => {
            let (days, basis) = context.yearly(*year, None, |year| year_part(year, *nth, *parts))?;
            Some(when(days, if *parts == 4 { Grain::Quarter } else { Grain::Range }, basis))
        }
        Moment::Year { year, edge } => {
            Some(when(slice(year_days(*year, 1)?, *edge)?, Grain::Year, Basis::Absolute))
        }
        Moment::Years { first, count, edge } => {
            Some(when(slice(year_days(*first, *count)?, *edge)?, Grain::Range, Basis::Absolute))
        }
        Moment::Range(from, to) => range(from, to, context),
        Moment::WeekdayNear(weekday, inner) => {
            let (day, basis) = exactly(inner, context)?;
            let (before, after) = (weekday_from(day, *weekday, false)?, weekday_from(day, *weekday, true)?);
            Some(one(if gap(before, day) <= gap(day, after) { before } else { after }, basis))
        }
        Moment::WeekOfMonth { nth, month } => week_of_month(*nth, &resolve(month, context)?.0),
        Moment::NthWeekday { nth, weekday, month } => {
            let (month, _) = resolve(month, context)?;
            Some(one(month.from.nth_weekday_of_month(*nth, *weekday).ok()?, month.basis))
        }
        Moment::WeekdayIn(weekday, week) => {
            let (week, _) = resolve(week, context)?;
            let day = weekday_from(week.from, *weekday, true)?;
            (day <= week.to).then(|| one(day, week.basis))
        }
        Moment::WeekAt(at, day) => week_at(*at, &resolve(day, context)?.0),
        Moment::HalfMonth { second, month } => {
            let (month, _) = resolve(month, context)?;
            let (first, last) = if *second { (15, 30) } else { (0, 14) };
            let days = (plus(month.from, first)?, plus(month.from, last)?.min(month.to));
            Some(When { from: days.0, to: days.1, ..month })
        }
        Moment::Planned(inner) => match context.tense {
            Tense::Future => resolve(inner, context).map(|found| found.0),
            _ => None,
        },
        Moment::Night(side, day) => night(*side, day, context),
    };
    found.map(|when| (when, None))
}

/// The first seven days of a month, the next seven …; the last seven.
fn week_of_month(nth: i8, month: &When) -> Option<When> {
    let days = if nth < 0 {
        (plus(month.to, -6)?, month.to)
    } else {
        let first = plus(month.from, 7 * (i32::from(nth) - 1))?;
        (first, plus(first, 6)?.min(month.to))
    };
    (days.0 <= days.1).then(|| when(days, Grain::Week, month.basis))
}

/// The week or weekend at a day or at a few.
fn week_at(at: WeekAt, day: &When) -> Option<When> {
    let week = |days| Some(when(days, Grain::Week, day.basis));
    match at {
        // To some a week begins on Sunday.
        WeekAt::Around if day.from.weekday() == Weekday::Sunday => week((day.from, plus(day.from, 6)?)),
        WeekAt::Around => week((monday_of(day.from)?, plus(monday_of(day.from)?, 6)?.max(day.to))),
        WeekAt::From => week((day.from, plus(day.from, 6)?)),
        WeekAt::To => week((plus(day.to, -6)?, day.to)),
        WeekAt::End => {
            let saturday = weekday_from(monday_of(day.from)?, Weekday::Saturday, true)?;
            let days = if day.from < day.to {
                (day.from, day.to)
            } else {
                (saturday.min(day.from), plus(saturday, 1)?)
            };
            Some(when(days, Grain::Weekend, day.basis))
        }
    }
}

fn month_days(year: i16, month: i8) -> Option<Days> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// "early March" is its first twelve days, "mid-March" the 9th to the 21st, "late March" from the 19th.
fn month_part((first, last): Days, edge: Option<Edge>) -> Option<Days> {
    Some(match edge {
        Some(Edge::Start) => (first, plus(first, 7)?),
        Some(Edge::End) => (plus(last, -7)?, last),
        Some(Edge::Early | Edge::Earlier) => (first, plus(first, 11)?),
        Some(Edge::Mid) => (plus(first, 8)?, plus(first, 20)?),
        Some(Edge::Late | Edge::Later) => (plus(first, 18)?, last),
        None => (first, last),
    })
}

fn year_days(year: i16, count: i16) -> Option<Days> {
    let last = year.checked_add(count - 1)?;
    Some((Date::new(year, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
}

/// A quarter or a half.
fn year_part(year: i16, nth: i8, parts: i8) -> Option<Days> {
    let months = 12_i8.checked_div(parts)?;
    let first = Date::new(year, (nth - 1) * months + 1, 1).ok()?;
    Some((first, shifted(first, i64::from(months - 1).months())?.last_of_month()))
}

/// The first, middle or last two fifths of a period, which overlap as the words do.
fn slice((from, to): Days, edge: Option<Edge>) -> Option<Days> {
    let fifth = (gap(from, to) + 1) / 5;
    Some(match edge {
        Some(Edge::Early) => (from, plus(from, 2 * fifth)?),
        Some(Edge::Mid) => (plus(from, fifth + fifth / 2)?, plus(to, -(fifth + fifth / 2))?),
        Some(Edge::Late) => (plus(to, -2 * fifth)?, to),
        Some(Edge::Start) => (from, plus(from, fifth)?),
        Some(Edge::End) => (plus(to, -fifth)?, to),
        _ => (from, to),
    })
}

/// A printed day: its year is added where it is missing, and its weekday is checked.
fn calendar_day(day: CalendarDay, context: &Context) -> Option<(When, Option<WeekdayMismatch>)> {
    let orders: Vec<(i8, i8)> =
        day.month.map(|month| (month, day.day)).into_iter().chain(day.swapped).collect();
    let (date, basis) = match (day.month, day.year) {
        (Some(_), Some(year)) => {
            let dates = || orders.iter().filter_map(|&(month, day)| Date::new(year, month, day).ok());
            let fits = |d: &Date| day.weekday.is_some_and(|w| d.weekday() == w);
            (dates().find(fits).or_else(|| dates().next())?, Basis::Absolute)
        }
        (Some(_), None) => (completed(day, &orders, context)?, Basis::Completed),
        (None, _) => (day_of_some_month(day, context)?, Basis::Relative),
    };
    let mismatch =
        day.weekday.filter(|&w| w != date.weekday()).map(|printed| WeekdayMismatch { printed, date });
    Some((one(date, basis), mismatch))
}

/// The year that is missing: the one the tense points to, or a near one in which the weekday fits.
fn completed(day: CalendarDay, orders: &[(i8, i8)], context: &Context) -> Option<Date> {
    let year = context.published?.year();

    let dates = |&(month, day): &(i8, i8)| {
        (year - 4..=year + 4).filter_map(move |year| Date::new(year, month, day).ok()).map(|d| (d, d))
    };
    let today = context.published?;
    let likely = match day.step {
        Some(Step::Last) => orders.iter().flat_map(dates).filter(|d| d.0 < today).max()?.0,
        Some(Step::Next) => orders.iter().flat_map(dates).filter(|d| d.0 > today).min()?.0,
        // Nothing tells "5/12" and "12/5" apart but that papers print the year of what is far.
        _ if orders.len() > 1 => orders.iter().flat_map(dates).min_by_key(|&d| (distance(d, today), d))?.0,
        _ => context.pick(&dates(orders.first()?))?.0,
    };
    let Some(weekday) = day.weekday else { return Some(likely) };
    let fitting = orders.iter().flat_map(dates).map(|d| d.0).filter(|d| d.weekday() == weekday);
    let near =
        fitting.filter(|&d| distance((d, d), today) <= 300).min_by_key(|&d| (distance((d, d), today), d));
    Some(if likely.weekday() == weekday { likely } else { near.unwrap_or(likely) })
}

/// "the 18th", "Mon 13th": the nearest month on the side of the tense in which it fits.
fn day_of_some_month(day: CalendarDay, context: &Context) -> Option<Date> {
    let today = context.published?;
    let months = -12..=12_i64;
    let dates = months.filter_map(|by| {
        let month = shifted(today.first_of_month(), by.months())?;
        Date::new(month.year(), month.month(), day.day).ok()
    });
    let fits = |d: &Date| day.weekday.is_none_or(|w| d.weekday() == w);
    let fitting: Vec<Days> = dates.clone().filter(fits).map(|d| (d, d)).collect();
    // A weekday that fits only months away was misprinted for a day of this month.
    let close = |days: &Days| day.weekday.is_none() || distance(*days, today) <= 200;
    let found = context.pick(&fitting.into_iter()).filter(close);
    found.or_else(|| context.pick(&dates.map(|d| (d, d)))).map(|d| d.0)
}

/// The first such weekday on or after (`forward`) or on or before a day.
fn weekday_from(day: Date, weekday: Weekday, forward: bool) -> Option<Date> {
    let by = if forward { day.weekday().until(weekday) } else { -weekday.until(day.weekday()) };
    plus(day, i32::from(by))
}

fn monday_of(day: Date) -> Option<Date> {
    weekday_from(day, Weekday::Monday, false)
}

fn weekday_near(weekday: Weekday, step: Option<Step>, week: Option<Step>, context: &Context) -> Option<When> {
    if let Some(week) = week {
        let (day, basis) = context.base(week)?;
        let monday = plus(monday_of(day)?, 7 * sign(week))?;
        return Some(one(weekday_from(monday, weekday, true)?, basis));
    }
    let Some(step) = step else {
        return Some(one(bare_weekday(weekday, context)?, Basis::Relative));
    };
    let (day, basis) = context.base(step)?;
    let found = match step {
        Step::Last | Step::Before => weekday_from(plus(day, -1)?, weekday, false)?,
        Step::This if context.tense == Tense::Past => weekday_from(day, weekday, false)?,
        Step::This if context.tense == Tense::Future => weekday_from(day, weekday, true)?,
        Step::This | Step::Same => weekday_from(monday_of(day)?, weekday, true)?,
        Step::Next => weekday_from(plus(monday_of(day)?, 7)?, weekday, true)?,
        Step::After => weekday_from(plus(day, 1)?, weekday, true)?,
    };
    Some(one(found, basis))
}

/// The nearest past one, today included; of plans the next one. The present tense is used of
/// both, so there the nearer one counts.
fn bare_weekday(weekday: Weekday, context: &Context) -> Option<Date> {
    let today = context.published?;
    let (past, next) = (weekday_from(today, weekday, false)?, weekday_from(today, weekday, true)?);
    Some(match context.tense {
        Tense::Past | Tense::Unknown => past,
        Tense::Future => next,
        Tense::Present => {
            if gap(past, today) <= gap(today, next) {
                past
            } else {
                next
            }
        }
    })
}

/// Whether the story's date is exact enough to count days from.
fn is_day(when: &When) -> bool {
    matches!(when.grain, Grain::Day | Grain::Time | Grain::Night)
}

fn day_beside(by: i32, anchor: &Anchor, context: &Context) -> Option<When> {
    match anchor {
        Anchor::Published => Some(one(plus(context.published?, by)?, Basis::Relative)),
        Anchor::Narrative => {
            let last = context.last.filter(|w| is_day(w) || (w.grain == Grain::Range && by != 0))?;
            let from = if by > 0 && last.grain == Grain::Range { last.to } else { last.from };
            Some(one(plus(from, by)?, Basis::Narrative))
        }
        Anchor::Moment(inner) => {
            let (day, basis) = exactly(inner, context)?;
            Some(one(plus(day, by)?, basis))
        }
    }
}

fn weekend(step: Step, context: &Context) -> Option<Days> {
    let (day, _) = context.base(step)?;
    let this = weekday_from(monday_of(day)?, Weekday::Saturday, true)?;
    let begun = this <= day;
    let saturday = match step {
        Step::Last | Step::Before => plus(this, -7)?,
        Step::Next | Step::After if begun => plus(this, 7)?,
        Step::Next | Step::After => plus(this, if gap(day, this) < 3 { 7 } else { 0 })?,
        _ if !begun && matches!(context.tense, Tense::Past | Tense::Unknown) => plus(this, -7)?,
        _ if !begun && context.tense == Tense::Present && gap(day, this) > 3 => plus(this, -7)?,
        _ => this,
    };
    Some((saturday, plus(saturday, 1)?))
}

fn period(unit: Unit, step: Step, edge: Option<Edge>, context: &Context) -> Option<When> {
    let (day, basis) = context.base(step)?;
    let by = sign(step);
    let (days, grain) = match unit {
        Unit::Day | Unit::Fortnight => return None,
        Unit::Week => {
            let monday = plus(monday_of(day)?, 7 * by)?;
            ((monday, plus(monday, 6)?), Grain::Week)
        }
        Unit::Weekend => (weekend(step, context)?, Grain::Weekend),
        Unit::Month => {
            let first = shifted(day.first_of_month(), i64::from(by).months())?;
            ((first, first.last_of_month()), Grain::Month)
        }
        Unit::Quarter => {
            let first = Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?;
            let first = shifted(first, (3 * i64::from(by)).months())?;
            ((first, shifted(first, 2.months())?.last_of_month()), Grain::Quarter)
        }
        Unit::Year => (year_days(day.year() + i16::try_from(by).ok()?, 1)?, Grain::Year),
        Unit::Decade => (year_days(day.year() / 10 * 10 + 10 * i16::try_from(by).ok()?, 10)?, Grain::Range),
        Unit::Century => {
            (year_days(day.year() / 100 * 100 + 100 * i16::try_from(by).ok()?, 100)?, Grain::Range)
        }
    };
    let days = match edge {
        Some(Edge::Earlier) => (days.0, day.clamp(days.0, days.1)),
        Some(Edge::Later) => (day.clamp(days.0, days.1), days.1),
        edge if unit == Unit::Month => month_part(days, edge)?,
        // The end of a week starts on Friday.
        Some(Edge::Start) if unit == Unit::Week => slice(days, Some(Edge::Early))?,
        Some(Edge::End) if unit == Unit::Week => slice(days, Some(Edge::Late))?,
        edge => slice(days, edge)?,
    };
    Some(when(days, grain, basis))
}

/// "three weeks ago": as exact as papers mean it, which is the exact day only from a named one.
fn offset(by: i32, unit: Unit, anchor: &Anchor, context: &Context) -> Option<When> {
    let (base, basis) = match anchor {
        Anchor::Published => (one(context.published?, Basis::Relative), Basis::Relative),
        Anchor::Narrative => (context.last?, Basis::Narrative),
        Anchor::Moment(inner) => {
            let (anchor, _) = resolve(inner, context)?;
            let days = (moved(anchor.from, by, unit)?, moved(anchor.to, by, unit)?);
            return Some(match anchor.grain {
                Grain::Month => when((days.0, days.0.last_of_month()), Grain::Month, anchor.basis),
                Grain::Week | Grain::Weekend => when(days, anchor.grain, anchor.basis),
                _ => one(days.0, anchor.basis),
            });
        }
    };
    let from = moved(base.from, by, unit)?;
    // "in March, up from 5.3% a month earlier": the month before, the same month of another year.
    if base.grain == Grain::Month && matches!(unit, Unit::Month | Unit::Year) && base.from.day() == 1 {
        return Some(when((from, from.last_of_month()), Grain::Month, basis));
    }
    if base.grain == Grain::Quarter && unit == Unit::Year {
        return Some(when((from, moved(base.to, by, unit)?.last_of_month()), Grain::Quarter, basis));
    }
    if !is_day(&base) && unit != Unit::Year {
        return None;
    }
    Some(match unit {
        Unit::Week | Unit::Fortnight => when((plus(from, -3)?, plus(from, 3)?), Grain::Week, basis),
        Unit::Month => when((plus(from, -16)?, plus(from, 16)?), Grain::Month, basis),
        Unit::Year => {
            let (first, last) = year_days(from.year(), 1)?;
            let days = (first.min(plus(from, -183)?), last.max(plus(from, 183)?));
            when(if base.grain == Grain::Year { (first, last) } else { days }, Grain::Year, basis)
        }
        Unit::Decade => when(year_days(from.year() - 1, 3)?, Grain::Range, basis),
        Unit::Century => when(year_days(from.year() - 10, 21)?, Grain::Range, basis),
        Unit::Day | Unit::Weekend | Unit::Quarter => return None,
    })
}

/// The very day that an offset counts to.
fn exactly(moment: &Moment, context: &Context) -> Option<(Date, Basis)> {
    if let Moment::Offset { by, unit, anchor } = moment {
        let (base, basis) = match anchor {
            Anchor::Published => (context.published?, Basis::Relative),
            Anchor::Narrative => (context.last.filter(is_day)?.from, Basis::Narrative),
            Anchor::Moment(inner) => resolve(inner, context).map(|(when, _)| (when.from, when.basis))?,
        };
        return Some((moved(base, *by, *unit)?, basis));
    }
    let (when, _) = resolve(moment, context)?;
    Some((when.from, when.basis))
}

fn moved(day: Date, by: i32, unit: Unit) -> Option<Date> {
    let by = i64::from(by);
    shifted(
        day,
        match unit {
            Unit::Week => (7 * by).days(),
            Unit::Fortnight => (14 * by).days(),
            Unit::Month => by.months(),
            Unit::Quarter => (3 * by).months(),
            Unit::Year => by.years(),
            Unit::Decade => (10 * by).years(),
            Unit::Century => (100 * by).years(),
            Unit::Day | Unit::Weekend => by.days(),
        },
    )
}

fn season(
    (first, last): (i8, i8),
    edge: Option<Edge>,
    year: Option<YearSaid>,
    step: Option<Step>,
    context: &Context,
) -> Option<When> {
    let of = |year: i16| {
        let from = Date::new(year, first, 1).ok()?;
        let to = Date::new(year + i16::from(last < first), last, 1).ok()?.last_of_month();
        Some((from, to))
    };
    let (days, basis) = match step {
        // In September "last summer" is still that of the year before.
        Some(Step::Last) => {
            let today = context.published?;
            let over = |d: &Days| gap(d.1, today) >= 90;
            let found = (today.year() - 3..=today.year()).filter_map(of).filter(over).max()?;
            (found, Basis::Relative)
        }
        _ => context.yearly(year, step, of)?,
    };
    Some(when(slice(days, edge)?, Grain::Season, basis))
}

fn range(from: &Moment, to: &Moment, context: &Context) -> Option<When> {
    let (mut last, _) = resolve(to, context)?;
    let (mut first, _) = resolve(&with_year_of(from, to), context)?;
    if first.from > last.to && matches!(from, Moment::Weekday { .. }) {
        // What begins today ends on a day to come.
        if context.published.is_some_and(|today| first.from >= today) {
            last.to = plus(last.to, 7)?;
        } else {
            first.from = plus(first.from, -7)?;
        }
    } else if first.from > last.to {
        first.from = shifted(first.from, (-1).years())?;
    }
    let basis = last.basis;
    (first.from <= last.to).then(|| when((first.from, last.to), Grain::Range, basis))
}

/// The first end of a range takes the year that only the second says.
fn with_year_of(from: &Moment, to: &Moment) -> Moment {
    match (from, to) {
        (Moment::Day(from), Moment::Day(to)) if from.year.is_none() => {
            Moment::Day(CalendarDay { year: to.year, ..*from })
        }
        (Moment::Month { edge, month, year: None, step }, Moment::Month { year, .. }) => {
            Moment::Month { edge: *edge, month: *month, year: *year, step: *step }
        }
        _ => from.clone(),
    }
}

fn night(side: NightSide, moment: &Moment, context: &Context) -> Option<When> {
    let (day, _) = resolve(moment, context)?;
    let today = context.published;
    let (before, after) = (plus(day.from, -1)?, plus(day.from, 1)?);
    let future = context.tense == Tense::Future;
    let days = match side {
        NightSide::Into => (before, day.from),
        NightSide::Of => (day.from, after),
        NightSide::Either if future => (day.from, after),
        // The night that starts today is not over when the paper tells of it.
        NightSide::Either if today.is_some_and(|today| today <= day.from) => (before, day.from),
        // "overnight on Sunday" is the night before to some and the night after to others.
        NightSide::Either => (before, after),
    };
    let night = when(days, Grain::Night, day.basis);
    Some(When { clock: super::night_hours().filter(|_| gap(days.0, days.1) == 1), ..night })
}
