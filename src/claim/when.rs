//! When something happens: an interval of days with a grain, and a clock time where one is given.

use jiff::civil::{Date, Time};

/// How exactly a date is known.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// A clock time or a part of a day ("at dawn") on a known day.
    Time,
    /// One day.
    Day,
    /// The night between two days.
    Night,
    /// A weekend.
    Weekend,
    /// A week.
    Week,
    /// A month, or a part of it ("early March").
    Month,
    /// A season.
    Season,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// A decade or longer, or an explicit range.
    Range,
}

/// How a date came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Day, month and year are printed.
    Absolute,
    /// The year was added from the day of publication.
    Completed,
    /// Resolved against the day of publication ("Monday", "last week").
    Relative,
    /// Resolved against another date of the same article ("two days later").
    Narrative,
}

/// A date or an interval of days, both ends included, with an optional clock interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct When {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How exactly it is known.
    pub grain: Grain,
    /// Clock interval of the day where one is given: "7.15am" is a point, "early morning" a
    /// range; local to the article unless `zone` says otherwise.
    pub clock: Option<(Time, Time)>,
    /// Offset of the clock from UTC in minutes where the text names a zone.
    pub zone: Option<i16>,
    /// How it came to be known.
    pub basis: Basis,
}

/// A weekday printed beside a date that is another weekday: a finding of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WeekdayMismatch {
    /// Weekday as printed.
    pub printed: jiff::civil::Weekday,
    /// The date beside it.
    pub date: Date,
}
