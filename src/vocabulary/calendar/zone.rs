//! Zones and their summer time.

use jiff::civil::{Date, Weekday};

use serde::Deserialize;

/// The rule by which a zone adds an hour in summer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SummerTime {
    /// Last Sunday of March to last Sunday of October.
    Eu,
    /// Second Sunday of March to first Sunday of November.
    Us,
}

/// A zone or a town whose clock is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    pub(super) offset: i16,
    pub(super) summer: Option<SummerTime>,
}

impl Zone {
    /// Minutes from UTC on a day.
    pub fn offset_on(&self, day: Date) -> i16 {
        let sunday = |month, nth| {
            Date::new(day.year(), month, 1)
                .ok()
                .and_then(|d| d.nth_weekday_of_month(nth, Weekday::Sunday).ok())
        };
        let bounds = match self.summer {
            None => return self.offset,
            Some(SummerTime::Eu) => (sunday(3, -1), sunday(10, -1)),
            Some(SummerTime::Us) => (sunday(3, 2), sunday(11, 1)),
        };
        match bounds {
            (Some(first), Some(last)) if first <= day && day < last => self.offset + 60,
            _ => self.offset,
        }
    }
}
