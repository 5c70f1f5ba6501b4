//! When something was published: the day, and the time of day where it is said.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

/// A day, with its time where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The day as it is written, whatever its offset from UTC.
    pub day: Date,
    /// Day and time: in UTC where an offset is said, else as they are written.
    pub moment: Option<DateTime>,
}

impl From<Date> for Stamp {
    fn from(day: Date) -> Self {
        Self { day, moment: None }
    }
}

impl Stamp {
    /// A day as metadata write it: 2025-03-24, March 24, 2025, or a stamp with the name of the
    /// month; its time of day is read from the forms of ISO 8601 and of mail.
    pub fn parse(written: &str) -> Option<Self> {
        Some(Self { day: day(written)?, moment: moment(written) })
    }

    /// Whether it is later than another: by their times where both are known, else by their days.
    pub fn is_after(self, other: Self) -> bool {
        match (self.moment, other.moment) {
            (Some(moment), Some(other)) => moment > other,
            _ => self.day > other.day,
        }
    }

    /// "14:05", where it is known.
    pub fn clock(self) -> Option<String> {
        self.moment.map(|moment| format!("{:02}:{:02}", moment.hour(), moment.minute()))
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.moment {
            Some(moment) => moment.fmt(out),
            None => self.day.fmt(out),
        }
    }
}

impl FromStr for Stamp {
    type Err = String;

    /// A day as 2025-03-24, or with a time as 2025-03-24T14:05 or 2025-03-24T14:05Z.
    fn from_str(written: &str) -> Result<Self, String> {
        let iso = written.get(..10).and_then(|head| head.parse::<Date>().ok());
        match (iso, moment(written)) {
            (Some(day), None) if written.len() == 10 => Ok(day.into()),
            (Some(day), moment @ Some(_)) => Ok(Self { day, moment }),
            _ => Err("write it as 2025-03-24 or 2025-03-24T14:05".to_owned()),
        }
    }
}

fn moment(written: &str) -> Option<DateTime> {
    let mail = || rfc2822::DateTimeParser::new().parse_timestamp(written).ok();
    let stamp = written.parse::<Timestamp>().ok().or_else(mail);
    if let Some(stamp) = stamp {
        return Some(stamp.to_zoned(TimeZone::UTC).datetime());
    }
    // A bare day parses as its midnight.
    let timed = written.get(11..13).is_some_and(|hour| hour.bytes().all(|byte| byte.is_ascii_digit()));
    written.parse::<DateTime>().ok().filter(|_| timed)
}

fn day(written: &str) -> Option<Date> {
    let head = written.get(..10).unwrap_or(written);
    if let Ok(date) = head.parse::<Date>() {
        return Some(date);
    }
    ["%Y/%m/%d", "%Y%m%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y"]
        .iter()
        .find_map(|format| Date::strptime(format, written).ok())
        // "March 2025" is no 20 March of the year 25.
        .filter(|date| date.year() >= 1000)
        .or_else(|| day_among_words(written))
}

/// The day in a stamp: "Mon, 05 May 2031 06:10:00 GMT", "Updated May 5th, 2031 at 10:20 a.m.".
fn day_among_words(stamp: &str) -> Option<Date> {
    let words: Vec<&str> = stamp.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let month_of = |word: &str| {
        let format = if word.len() == 3 { "%d %b %Y" } else { "%d %B %Y" };
        Date::strptime(format, format!("1 {word} 2000")).ok().map(Date::month)
    };
    let (at, month) = words.iter().enumerate().find_map(|(at, word)| Some((at, month_of(word)?)))?;
    let day = |at: usize| -> Option<i8> {
        let word = words.get(at)?;
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|tail| word.strip_suffix(tail)).unwrap_or(word);
        bare.parse().ok().filter(|day| (1..=31).contains(day))
    };
    let day = at.checked_sub(1).and_then(day).or_else(|| day(at + 1))?;
    let year =
        words.iter().skip(at + 1).find_map(|word| word.parse::<i16>().ok().filter(|_| word.len() == 4))?;
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_of_metadata() {
        let day = |written| Stamp::parse(written).map(|stamp| stamp.day);
        for written in [
            "2025-03-24",
            "2025-03-24T09:30:00+02:00",
            "2025-03-24 09:30",
            "March 24, 2025",
            "24 Mar 2025",
            "2025/03/24",
            "Mon, 24 Mar 2025 06:10:00 GMT",
            "Updated: March 24th, 2025 at 10:20 a.m.",
            "Monday 24 March 2025 06.10",
        ] {
            assert_eq!(day(written), Some(date(2025, 3, 24)), "{written}");
        }
        assert_eq!(day("yesterday"), None);
        assert_eq!(day("2025-13-40"), None);
        assert_eq!(day("March 2025"), None);
        assert_eq!(day("The May fair, at 20 25 Mill Street"), None);
    }

    #[test]
    fn a_time_of_day_is_known_where_it_is_said() {
        let moment = |written| Stamp::parse(written).and_then(|stamp| stamp.moment).map(|m| m.to_string());
        assert_eq!(moment("2025-03-24"), None);
        assert_eq!(moment("24 Mar 2025"), None);
        assert_eq!(moment("2025-03-24 09:30").as_deref(), Some("2025-03-24T09:30:00"));
        assert_eq!(moment("2025-03-24T09:30:00Z").as_deref(), Some("2025-03-24T09:30:00"));
        assert_eq!(moment("2025-03-24T00:30:00+02:00").as_deref(), Some("2025-03-23T22:30:00"));
        assert_eq!(moment("Mon, 24 Mar 2025 06:10:00 GMT").as_deref(), Some("2025-03-24T06:10:00"));
    }

    #[test]
    fn later_is_by_times_else_by_days() {
        let stamp = |written| Stamp::parse(written).expect("a stamp");
        let (day, morning, noon) =
            (stamp("2025-03-24"), stamp("2025-03-24T09:30Z"), stamp("2025-03-24T12:00Z"));
        assert!(noon.is_after(morning) && !morning.is_after(noon));
        assert!(!noon.is_after(day) && !day.is_after(noon));
        assert!(stamp("2025-03-25").is_after(noon));
        // Half past midnight in the east is the evening before in UTC.
        assert!(stamp("2025-03-23T23:00Z").is_after(stamp("2025-03-24T00:30+02:00")));
        assert!(
            "2025-03-24T14:05".parse::<Stamp>().is_ok_and(|stamp| stamp.to_string() == "2025-03-24T14:05:00")
        );
        assert!("24 March 2025".parse::<Stamp>().is_err() && "2025-03-24x".parse::<Stamp>().is_err());
    }
}
