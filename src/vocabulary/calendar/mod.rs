//! Words of the calendar and the clock: `rules/vocabulary/calendar.yml`, as written in `written`.

mod holiday;
mod written;
mod zone;

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::error::Error;
use crate::vocabulary::section;

pub use holiday::Holiday;
use written::Written;
pub use zone::Zone;

/// Minutes from midnight, both ends included.
pub type Hours = (i16, i16);

/// Which one of a row of days, weeks, months …
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// The one before the day of publication: "last".
    Last,
    /// The one of the day of publication: "this".
    This,
    /// The one after the day of publication: "next".
    Next,
    /// The one before the last date of the story: "previous".
    Before,
    /// The one of the last date of the story: "same".
    Same,
    /// The one after the last date of the story: "following".
    After,
}

/// Which part of a period or of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Edge {
    /// "early".
    Early,
    /// "the beginning of": less than "early".
    Start,
    /// "mid-", "the middle of".
    Mid,
    /// "late".
    Late,
    /// "the end of": less than "late".
    End,
    /// "earlier": before the day of publication.
    Earlier,
    /// "later": after the day of publication.
    Later,
}

/// Spans of time that can be counted off or named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A day.
    Day,
    /// Monday to Sunday, or seven days.
    Week,
    /// Fourteen days.
    Fortnight,
    /// Saturday and Sunday.
    Weekend,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// What stands before a clock time and widens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hedge {
    /// "about".
    Around,
    /// "shortly", which needs "before" or "after".
    Near,
    /// "before".
    Before,
    /// "after".
    After,
}

/// A month or a weekday by one of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// From 1; weekdays from Monday.
    pub number: i8,
    /// Whether the word alone, without preposition or figure, can be something else.
    pub needs_company: bool,
    /// Whether it is an abbreviation, which may carry a point.
    pub short: bool,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartOfDay {
    /// Its hours; a night's end lies on the next day.
    pub hours: Hours,
    /// Hours of "early", "mid" and "late", in that order.
    pub edges: [Option<Hours>; 3],
    /// Whether it is the night.
    pub night: bool,
}

impl PartOfDay {
    /// Its hours where "early", "mid" or "late" stands before it.
    pub fn at(&self, edge: Option<Edge>) -> Hours {
        let of = |i: usize| self.edges[i].unwrap_or(self.hours);
        match edge {
            Some(Edge::Early | Edge::Start) => of(0),
            Some(Edge::Mid) => of(1),
            Some(Edge::Late | Edge::End) => of(2),
            _ => self.hours,
        }
    }
}

/// What a word or phrase is to the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// A month.
    Month(Named),
    /// A weekday.
    Weekday(Named),
    /// A day counted from publication: yesterday is -1.
    Day(i8),
    /// "tonight".
    Tonight,
    /// "overnight".
    Overnight,
    /// "last", "this", "next" …
    Step(Step),
    /// "early", "late" …
    Edge(Edge),
    /// "week" …
    Unit(Unit),
    /// A season by its first and last month.
    Season(i8, i8),
    /// "morning" …
    Part(PartOfDay),
    /// "noon" …, in minutes from midnight.
    Point(i16),
    /// "shortly" …
    Hedge(Hedge),
    /// "GMT", "Kyiv time".
    Zone(Zone),
    /// "local time".
    Local,
    /// "Easter Monday".
    Holiday(Holiday),
    /// A day that has become a name.
    Fixed(Date),
    /// A number word.
    Cardinal(u8),
    /// A rank.
    Ordinal(u8),
    /// A name that only sounds like a day: "Sunday school".
    NoDay,
}

/// The words of the calendar, by their first word.
#[derive(Debug, Default)]
pub struct Calendar {
    words: FxHashMap<String, Word>,
    /// Phrases by first word, the longest first: the words that follow, and what they mean.
    phrases: FxHashMap<String, Vec<(Vec<String>, Word)>>,
    strong: FxHashSet<String>,
    before_year: FxHashSet<String>,
    before_month: FxHashSet<String>,
    cues: FxHashSet<String>,
    moves: FxHashSet<String>,
    recurring: FxHashSet<String>,
    exact: FxHashSet<String>,
    likely: FxHashSet<String>,
    overnight_kinds: FxHashSet<String>,
    stamps: FxHashSet<String>,
    amounts: FxHashSet<String>,
    after_clock: FxHashSet<String>,
    edges: [Option<Hours>; 3],
}

impl Calendar {
    /// What one folded word is.
    pub fn word(&self, lower: &str) -> Option<Word> {
        self.words.get(lower).copied()
    }

    /// The phrases that start with a folded word, the longest first.
    pub fn phrases(&self, first: &str) -> &[(Vec<String>, Word)] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// Whether a four-digit number after this word is a year whatever follows.
    pub fn is_strong_lead_in(&self, lower: &str) -> bool {
        self.strong.contains(lower)
    }

    /// Whether a four-digit number after this word can be a year.
    pub fn is_before_year(&self, lower: &str) -> bool {
        self.strong.contains(lower) || self.before_year.contains(lower)
    }

    /// Whether an ambiguous name after this word can be a month or a weekday.
    pub fn is_before_month(&self, lower: &str) -> bool {
        self.strong.contains(lower) || self.before_month.contains(lower)
    }

    /// Whether this word before a date changes its reading.
    pub fn is_cue(&self, lower: &str) -> bool {
        self.cues.contains(lower)
    }

    /// Whether this word tells that a date was changed: "postponed from Monday to Friday".
    pub fn is_move(&self, lower: &str) -> bool {
        self.moves.contains(lower)
    }

    /// Whether a weekday behind this word is any one of its name: "every Monday".
    pub fn is_recurring(&self, lower: &str) -> bool {
        self.recurring.contains(lower)
    }

    /// Whether a span behind this word ends on the very day: "exactly two weeks ago".
    pub fn is_exact(&self, lower: &str) -> bool {
        self.exact.contains(lower)
    }

    /// Whether this noun after "overnight" names something that lasts a night: "an overnight trip".
    pub fn lasts_a_night(&self, lower: &str) -> bool {
        self.overnight_kinds.contains(lower)
    }

    /// Whether this word before "to" tells of what is to come: "likely to".
    pub fn is_likely(&self, lower: &str) -> bool {
        self.likely.contains(lower)
    }

    /// Whether a clock time behind this word says when the text was changed: "Update at 6pm".
    pub fn is_stamp(&self, lower: &str) -> bool {
        self.stamps.contains(lower)
    }

    /// Whether "at 9.30" in a sentence with this word is an amount rather than a time.
    pub fn is_amount(&self, lower: &str) -> bool {
        self.amounts.contains(lower)
    }

    /// Whether this word can follow "by 9.30" where that is a time.
    pub fn is_after_clock(&self, lower: &str) -> bool {
        self.after_clock.contains(lower)
    }

    /// The hours of "early", "mid" and "late" before a bare day.
    pub fn day_edge(&self, edge: Edge) -> Option<Hours> {
        match edge {
            Edge::Early => self.edges[0],
            Edge::Mid => self.edges[1],
            Edge::Late => self.edges[2],
            Edge::Start | Edge::End | Edge::Earlier | Edge::Later => None,
        }
    }

    fn add_all(&mut self, names: &[String], word: Word) {
        for name in names {
            self.add(name, word);
        }
    }

    fn add(&mut self, name: &str, word: Word) {
        let mut words = name.split(' ').map(str::to_owned);
        let first = words.next().unwrap_or_default();
        let rest: Vec<String> = words.collect();
        if rest.is_empty() {
            self.words.insert(first, word);
        } else {
            self.phrases.entry(first).or_default().push((rest, word));
        }
    }
}

/// The packed calendar; empty, so that no date is read, if the packed file has not its shape
/// (which a test of this module would have shown).
pub fn calendar() -> &'static Calendar {
    static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| load().unwrap_or_default());
    &CALENDAR
}

/// Reads the packed calendar.
///
/// # Errors
/// When the packed file has not its documented shape.
pub fn load() -> Result<Calendar, Error> {
    section::<Written>("calendar")?
        .build()
        .map_err(|message| Error::Vocabulary { file: "calendar".to_owned(), message })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn holiday(name: &str, year: i16) -> Option<Date> {
        let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
        let word = if rest.is_empty() {
            calendar().word(first)
        } else {
            calendar().phrases(first).iter().find(|(words, _)| words.join(" ") == rest).map(|p| p.1)
        };
        match word {
            Some(Word::Holiday(holiday)) => holiday.in_year(year),
            _ => None,
        }
    }

    #[test]
    fn the_packed_calendar_has_its_shape() {
        load().unwrap();
    }

    #[test]
    fn computed_holidays() {
        assert_eq!(holiday("easter monday", 2025), Some(date(2025, 4, 21)));
        assert_eq!(holiday("easter", 2018), Some(date(2018, 4, 1)));
        assert_eq!(holiday("good friday", 2024), Some(date(2024, 3, 29)));
        assert_eq!(holiday("thanksgiving", 2024), Some(date(2024, 11, 28)));
        assert_eq!(holiday("memorial day", 2023), Some(date(2023, 5, 29)));
        assert_eq!(holiday("labor day", 2025), Some(date(2025, 9, 1)));
        assert_eq!(holiday("black friday", 2010), Some(date(2010, 11, 26)));
    }

    #[test]
    fn summer_time() {
        let zone = |name: &str| match calendar().word(name) {
            Some(Word::Zone(zone)) => zone,
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(zone("et").offset_on(date(2013, 7, 1)), -240);
        assert_eq!(zone("et").offset_on(date(2013, 12, 1)), -300);
        assert_eq!(zone("cet").offset_on(date(2013, 7, 1)), 60);
    }
}
