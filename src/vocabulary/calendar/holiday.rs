//! Holidays: on which day of a year each falls.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// How a holiday's day is found in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HolidayRule {
    Fixed { month: i8, day: i8 },
    Easter { plus: i32 },
    Nth { month: i8, weekday: i8, nth: i8, plus: i32 },
}

/// A holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    pub(super) rule: HolidayRule,
    /// Whether the word also stands for the weeks around it ("Christmas"): no day of its own
    /// unless a preposition or a year makes it one.
    pub bare: bool,
}

impl Holiday {
    /// Its day in a year; `None` where the year is out of the calendar's reach.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        match self.rule {
            HolidayRule::Fixed { month, day } => Date::new(year, month, day).ok(),
            HolidayRule::Easter { plus } => easter(year)?.checked_add(plus.days()).ok(),
            HolidayRule::Nth { month, weekday, nth, plus } => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                let day = Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?;
                day.checked_add(plus.days()).ok()
            }
        }
    }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous (Meeus) computation, whose letters
/// are kept: they have no other names.
#[allow(clippy::many_single_char_names)]
pub(super) fn easter(year: i16) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
