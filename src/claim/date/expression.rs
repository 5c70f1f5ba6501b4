//! What the words of a date say, before it is known which day they mean.

use jiff::civil::{Date, Weekday};

use crate::vocabulary::calendar::{Edge, Holiday, Hours, Step, Unit, Zone};

/// A day of the calendar, with what of it is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CalendarDay {
    pub weekday: Option<Weekday>,
    pub day: i8,
    pub month: Option<i8>,
    pub year: Option<i16>,
    /// "last" or "next" before it.
    pub step: Option<Step>,
    /// Month and day the other way round: "7/6".
    pub swapped: Option<(i8, i8)>,
}

/// From what an offset is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The day of publication: "ago".
    Published,
    /// The last date of the story: "later".
    Narrative,
    /// Another date of the same phrase: "two weeks before Christmas".
    Moment(Box<Moment>),
}

/// Which night beside a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NightSide {
    /// The night that ends on that day: "overnight into Monday".
    Into,
    /// The night that starts on that day: "Saturday night".
    Of,
    /// One or the other: "overnight on Sunday".
    Either,
}

/// Which days beside a day a week has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WeekAt {
    /// "the week of 3 May": Monday to Sunday around it.
    Around,
    /// "the week beginning 3 May".
    From,
    /// "the week ending 3 May".
    To,
    /// "the weekend of 3 May": Saturday and Sunday at it.
    End,
}

/// The year beside a month, a season, a quarter or a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearSaid {
    /// "2024".
    Number(i16),
    /// "of last year".
    Step(Step),
}

/// A day or a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Moment {
    /// "Monday, 24 March 2025", "Tuesday the 11th".
    Day(CalendarDay),
    /// "the 9/11 attacks".
    Fixed(Date),
    /// "early March", "last July", "May 2024".
    Month { edge: Option<Edge>, month: i8, year: Option<YearSaid>, step: Option<Step> },
    /// "Monday", "next Friday", "Tuesday of last week".
    Weekday { weekday: Weekday, step: Option<Step>, week: Option<Step> },
    /// "yesterday", "the next day".
    Days { by: i32, anchor: Anchor },
    /// "late last year", "this week".
    Period { unit: Unit, step: Step, edge: Option<Edge> },
    /// "over the weekend".
    Weekend,
    /// "three weeks ago", "two days later", "two weeks before Christmas".
    Offset { by: i32, unit: Unit, anchor: Anchor },
    /// "Easter Monday", "last Christmas".
    Holiday { holiday: Holiday, year: Option<YearSaid>, step: Option<Step> },
    /// "the spring of 2024", "last summer".
    Season { months: (i8, i8), edge: Option<Edge>, year: Option<YearSaid>, step: Option<Step> },
    /// "the second quarter", "Q2 2024"; `parts` is 4 for quarters and 2 for halves.
    Part { nth: i8, parts: i8, year: Option<YearSaid> },
    /// "2013", "late 2024".
    Year { year: i16, edge: Option<Edge> },
    /// The first year and how many: "the 1990s", "the 19th century".
    Years { first: i16, count: i16, edge: Option<Edge> },
    /// "from 3 to 5 May".
    Range(Box<Moment>, Box<Moment>),
    /// "Monday, two weeks from now": the weekday nearest to the other.
    WeekdayNear(Weekday, Box<Moment>),
    /// "the first week of October"; -1 for the last.
    WeekOfMonth { nth: i8, month: Box<Moment> },
    /// "the first Tuesday in November"; -1 for the last.
    NthWeekday { nth: i8, weekday: Weekday, month: Box<Moment> },
    /// "Friday of the first week of October".
    WeekdayIn(Weekday, Box<Moment>),
    /// "the week of 3 May".
    WeekAt(WeekAt, Box<Moment>),
    /// "the first half of June".
    HalfMonth { second: bool, month: Box<Moment> },
    /// "in two days": a date where the clause tells of a plan, else a span of time.
    Planned(Box<Moment>),
    /// "overnight", "tonight", "the night to Monday".
    Night(NightSide, Box<Moment>),
}

impl Moment {
    /// The day of publication.
    pub fn today() -> Self {
        Self::Days { by: 0, anchor: Anchor::Published }
    }

    /// Whether it names one day or night, so that a clock time can stand beside it.
    pub fn is_day(&self) -> bool {
        matches!(
            self,
            Self::Day(_)
                | Self::Fixed(_)
                | Self::Weekday { .. }
                | Self::Days { .. }
                | Self::Holiday { .. }
                | Self::Night(..)
                | Self::WeekdayNear(..)
                | Self::WeekdayIn(..)
                | Self::NthWeekday { .. }
        ) || matches!(self, Self::Offset { unit: Unit::Day, .. })
    }
}

/// What a clock time is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClockKind {
    /// Figures: "9pm".
    Point,
    /// Figures of twelve hours that do not say which half of the day: "by 9.30", "nine o'clock".
    Half,
    /// "at midnight": the border of two days, of which papers mean one or the other.
    Midnight,
    /// "at dawn".
    Part,
    /// "night": its end lies on the next day.
    Night,
    /// "from 10pm on Friday to 2am on Saturday": its end lies on the last day of a range.
    Span,
}

/// A clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clocked {
    pub hours: Hours,
    pub kind: ClockKind,
    pub zone: Option<Zone>,
}

/// The words of one mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub moment: Option<Moment>,
    pub clock: Option<Clocked>,
}
