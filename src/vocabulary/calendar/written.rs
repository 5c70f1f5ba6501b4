//! The calendar as its file writes it, and what becomes of it.

use std::collections::BTreeMap;

use jiff::civil::Time;
use serde::Deserialize;

use super::holiday::{Holiday, HolidayRule};
use super::zone::{SummerTime, Zone};
use super::{Calendar, Edge, Hedge, Hours, Named, PartOfDay, Step, Unit, Word};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Written {
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
pub(super) fn minutes(written: &str) -> Result<i16, String> {
    let time: Time = written.parse().map_err(|e| format!("{written}: {e}"))?;
    Ok(i16::from(time.hour()) * 60 + i16::from(time.minute()))
}

pub(super) fn hours((from, to): &(String, String)) -> Result<Hours, String> {
    Ok((minutes(from)?, minutes(to)?))
}

impl WrittenHoliday {
    pub(super) fn build(&self) -> Result<Holiday, String> {
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
    pub(super) fn build(&self) -> Result<PartOfDay, String> {
        let edge = |written: &Option<(String, String)>| written.as_ref().map(hours).transpose();
        Ok(PartOfDay {
            hours: (minutes(&self.from)?, minutes(&self.to)?),
            edges: [edge(&self.early)?, edge(&self.mid)?, edge(&self.late)?],
            night: self.night,
        })
    }
}

impl Written {
    pub(super) fn build(&self) -> Result<Calendar, String> {
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
