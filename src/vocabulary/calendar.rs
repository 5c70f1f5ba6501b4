//! Words of the calendar and the clock: `rules/vocabulary/calendar.yml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::section;
use crate::error::Error;

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

/// The rule by which a zone adds an hour in summer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SummerTime {
    /// Last Sunday of March to last Sunday of October.
    Eu,
    /// Second Sunday of March to first Sunday of November.
    Us,
}

/// A zone or a town whose clock is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    offset: i16,
    summer: Option<SummerTime>,
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

/// How a holiday's day is found in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HolidayRule {
    Fixed { month: i8, day: i8 },
    Easter { plus: i32 },
    Nth { month: i8, weekday: i8, nth: i8, plus: i32 },
}

/// A holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    rule: HolidayRule,
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
fn easter(year: i16) -> Option<Date> {
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

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    months: Vec<WrittenName>,
    weekdays: Vec<WrittenName>,
    days: BTreeMap<String, i8>,
    tonight: Vec<String>,
    overnight: Vec<String>,
    steps: BTreeMap<Step, Vec<String>>,
    edges: BTreeMap<Edge, Vec<String>>,
    units: BTreeMap<Unit, Vec<String>>,
    seasons: Vec<WrittenSeason>,
    parts: Vec<WrittenPart>,
    day_edges: BTreeMap<Edge, (String, String)>,
    points: Vec<WrittenPoint>,
    hedges: BTreeMap<Hedge, Vec<String>>,
    zones: Vec<WrittenZone>,
    local: Vec<String>,
    holidays: Vec<WrittenHoliday>,
    named_days: Vec<WrittenNamedDay>,
    not_days: Vec<String>,
    cardinals: BTreeMap<String, u8>,
    ordinals: BTreeMap<String, u8>,
    lead_ins: WrittenLeadIns,
    cues: Vec<String>,
    moves: Vec<String>,
    recurring: Vec<String>,
    exact: Vec<String>,
    likely: Vec<String>,
    #[serde(rename = "overnight-kinds")]
    overnight_kinds: Vec<String>,
    stamps: Vec<String>,
    amounts: Vec<String>,
    after_clock: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Needs {
    Company,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenName {
    number: i8,
    names: Vec<String>,
    needs: Option<Needs>,
    #[serde(default)]
    short: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSeason {
    names: Vec<String>,
    from: i8,
    to: i8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPart {
    names: Vec<String>,
    from: String,
    to: String,
    early: Option<(String, String)>,
    mid: Option<(String, String)>,
    late: Option<(String, String)>,
    #[serde(default)]
    night: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPoint {
    names: Vec<String>,
    at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenZone {
    names: Vec<String>,
    offset: i16,
    summer: Option<SummerTime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenHoliday {
    names: Vec<String>,
    day: Option<String>,
    easter: Option<i32>,
    month: Option<i8>,
    weekday: Option<i8>,
    nth: Option<i8>,
    #[serde(default)]
    plus: i32,
    #[serde(default)]
    bare: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNamedDay {
    names: Vec<String>,
    date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLeadIns {
    strong: Vec<String>,
    year: Vec<String>,
    month: Vec<String>,
}

/// "07:30" in minutes from midnight.
fn minutes(written: &str) -> Result<i16, String> {
    let time: Time = written.parse().map_err(|e| format!("{written}: {e}"))?;
    Ok(i16::from(time.hour()) * 60 + i16::from(time.minute()))
}

fn hours((from, to): &(String, String)) -> Result<Hours, String> {
    Ok((minutes(from)?, minutes(to)?))
}

impl WrittenHoliday {
    fn build(&self) -> Result<Holiday, String> {
        let wrong = || format!("{}: `day`, `easter` or `month, weekday, nth`", self.names.join(", "));
        let rule = match (&self.day, self.easter, self.month, self.weekday, self.nth) {
            (Some(day), None, None, None, None) => {
                let (month, day) = day.split_once('-').ok_or_else(wrong)?;
                HolidayRule::Fixed {
                    month: month.parse().map_err(|_| wrong())?,
                    day: day.parse().map_err(|_| wrong())?,
                }
            }
            (None, Some(plus), None, None, None) => HolidayRule::Easter { plus },
            (None, None, Some(month), Some(weekday), Some(nth)) => {
                HolidayRule::Nth { month, weekday, nth, plus: self.plus }
            }
            _ => return Err(wrong()),
        };
        Ok(Holiday { rule, bare: self.bare })
    }
}

impl WrittenPart {
    fn build(&self) -> Result<PartOfDay, String> {
        let edge = |written: &Option<(String, String)>| written.as_ref().map(hours).transpose();
        Ok(PartOfDay {
            hours: (minutes(&self.from)?, minutes(&self.to)?),
            edges: [edge(&self.early)?, edge(&self.mid)?, edge(&self.late)?],
            night: self.night,
        })
    }
}

impl Written {
    fn build(&self) -> Result<Calendar, String> {
        let mut calendar = Calendar::default();
        self.add_days(&mut calendar);
        self.add_hours(&mut calendar)?;
        self.add_holidays(&mut calendar)?;
        calendar.strong = self.lead_ins.strong.iter().cloned().collect();
        calendar.before_year = self.lead_ins.year.iter().cloned().collect();
        calendar.before_month = self.lead_ins.month.iter().cloned().collect();
        calendar.recurring = self.recurring.iter().cloned().collect();
        calendar.exact = self.exact.iter().cloned().collect();
        calendar.likely = self.likely.iter().cloned().collect();
        calendar.overnight_kinds = self.overnight_kinds.iter().cloned().collect();
        calendar.stamps = self.stamps.iter().cloned().collect();
        calendar.amounts = self.amounts.iter().cloned().collect();
        calendar.after_clock = self.after_clock.iter().cloned().collect();
        calendar.moves = self.moves.iter().cloned().collect();
        calendar.cues = self.cues.iter().cloned().collect();
        for found in calendar.phrases.values_mut() {
            found.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        Ok(calendar)
    }

    fn add_days(&self, to: &mut Calendar) {
        let named =
            |n: &WrittenName| Named { number: n.number, needs_company: n.needs.is_some(), short: n.short };
        for month in &self.months {
            to.add_all(&month.names, Word::Month(named(month)));
        }
        for day in &self.weekdays {
            to.add_all(&day.names, Word::Weekday(named(day)));
        }
        for (name, &by) in &self.days {
            to.add(name, Word::Day(by));
        }
        to.add_all(&self.tonight, Word::Tonight);
        to.add_all(&self.overnight, Word::Overnight);
        self.steps.iter().for_each(|(&step, names)| to.add_all(names, Word::Step(step)));
        self.edges.iter().for_each(|(&edge, names)| to.add_all(names, Word::Edge(edge)));
        self.units.iter().for_each(|(&unit, names)| to.add_all(names, Word::Unit(unit)));
        self.cardinals.iter().for_each(|(name, &n)| to.add(name, Word::Cardinal(n)));
        self.ordinals.iter().for_each(|(name, &n)| to.add(name, Word::Ordinal(n)));
        for season in &self.seasons {
            to.add_all(&season.names, Word::Season(season.from, season.to));
        }
    }

    fn add_hours(&self, to: &mut Calendar) -> Result<(), String> {
        for part in &self.parts {
            to.add_all(&part.names, Word::Part(part.build()?));
        }
        for point in &self.points {
            to.add_all(&point.names, Word::Point(minutes(&point.at)?));
        }
        self.hedges.iter().for_each(|(&hedge, names)| to.add_all(names, Word::Hedge(hedge)));
        for zone in &self.zones {
            to.add_all(&zone.names, Word::Zone(Zone { offset: zone.offset, summer: zone.summer }));
        }
        to.add_all(&self.local, Word::Local);
        for (at, edge) in [Edge::Early, Edge::Mid, Edge::Late].into_iter().enumerate() {
            to.edges[at] = self.day_edges.get(&edge).map(hours).transpose()?;
        }
        Ok(())
    }

    fn add_holidays(&self, to: &mut Calendar) -> Result<(), String> {
        for holiday in &self.holidays {
            to.add_all(&holiday.names, Word::Holiday(holiday.build()?));
        }
        for day in &self.named_days {
            let date = day.date.parse().map_err(|e| format!("{}: {e}", day.date))?;
            to.add_all(&day.names, Word::Fixed(date));
        }
        to.add_all(&self.not_days, Word::NoDay);
        Ok(())
    }
}

impl Calendar {
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
