//! Values as a person would say them: "at least 99", "24 March 2025, evening", "Riyadh".

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};
use rust_decimal::Decimal;

use super::names::printed;
use super::value::plain;
use super::words::{group, list, one_line, plural, shorten, title_case};
use crate::claim::currency::LOCAL_DOLLAR;
use crate::claim::event::precedent::EARLIEST;
use crate::claim::name::{name_as_far_as_told, own_name};
use crate::claim::quantity::{Dimension, Hedge, Quantity, Unit};
use crate::claim::value::{ValueKind, ValueMention};
use crate::claim::when::{Basis, Grain, When};
use crate::claim::{Members, Office, Polarity, Tenure, Value};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Longest quotation that a reading shows, in characters.
const QUOTE: usize = 90;

/// A claim's value in a few words. `words` are the article's own, for values that are best said so.
pub fn reading(value: &Value, polarity: Polarity, words: &str) -> String {
    match value {
        Value::Number(quantity) => number(quantity, words),
        Value::When(when) => date(when),
        Value::Place(place) => name_in(words, name_as_far_as_told(&place.name)),
        Value::Members(members) => people(members, words),
        Value::Office(office) => role(office, words),
        Value::Quote(_) => quote(words),
        Value::Statement(statement) => {
            let does = if polarity == Polarity::Negated { "did not" } else { "did" };
            format!("{does} {}", statement.predicate.replace('-', " "))
        }
        Value::Score(pairs) => score(pairs),
        Value::Result(seconds) => running_time(*seconds),
        Value::Identifier(_) => one_line(words),
    }
}

/// A value that the grammars found, in a few words.
pub fn of_mention(mention: &ValueMention, words: &str) -> String {
    match &mention.kind {
        ValueKind::Number(quantity) => number(quantity, words),
        ValueKind::Date(Some(when), None) => date(when),
        ValueKind::Date(Some(when), Some(wrong)) => format!("{} (no {:?})", date(when), wrong.printed),
        ValueKind::Date(None, _) => "day not known".to_owned(),
        ValueKind::Score(pairs) => score(pairs),
        ValueKind::Result(seconds) => running_time(*seconds),
        ValueKind::Ordinal(_) | ValueKind::Identifier(_) => one_line(words),
    }
}

fn score(pairs: &[(u32, u32)]) -> String {
    pairs.iter().map(|(a, b)| format!("{a}-{b}")).collect::<Vec<_>>().join(", ")
}

fn quote(words: &str) -> String {
    let bare = one_line(words);
    let bare = bare.trim_matches(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | ' '));
    format!("“{}”", shorten(bare, QUOTE))
}

/// A folded name as the words print it, else with its capitals back.
pub(super) fn name_in(words: &str, name: &str) -> String {
    printed(words, name).unwrap_or_else(|| title_case(name))
}

fn people(members: &Members, words: &str) -> String {
    let listed = |name: &String| own_name(name).map_or_else(|| title_case(name), str::to_owned);
    let each = |name: &String| printed(words, name).unwrap_or_else(|| listed(name));
    let mut names: Vec<String> = members.people.iter().map(each).collect();
    if members.open {
        names.push("others".to_owned());
    }
    list(&names)
}

fn role(office: &Office, words: &str) -> String {
    let tenure = match office.tenure {
        Tenure::Current => "",
        Tenure::Former => "former ",
        Tenure::Acting => "acting ",
        Tenure::Elect => "incoming ",
        Tenure::Outgoing => "outgoing ",
    };
    let whose = [&office.body, &office.place].into_iter().flatten().map(|name| name_in(words, name));
    let parts: Vec<String> = std::iter::once(format!("{tenure}{}", office.head)).chain(whose).collect();
    parts.join(", ")
}

// Numbers

/// A quantity with its hedge and its unit. Vague counts are best said in the article's words.
fn number(q: &Quantity, words: &str) -> String {
    let figure = |n: Decimal| with_unit(n, &q.unit);
    let fewer = if q.unit.dimension == Dimension::Count { "fewer than" } else { "less than" };
    if let (Some(printed), Some(hedge)) = (q.printed, hedge_words(q.hedge, fewer)) {
        return format!("{hedge}{}", figure(printed));
    }
    match (q.low, q.high) {
        _ if q.hedge == Hedge::Vague => one_line(words),
        (Some(low), Some(high)) if low == high => figure(low.at),
        (Some(low), Some(high)) => format!("{} to {}", bare(low.at), figure(high.at)),
        (Some(low), None) if low.closed => format!("at least {}", figure(low.at)),
        (Some(low), None) => format!("more than {}", figure(low.at)),
        (None, Some(high)) if high.closed => format!("at most {}", figure(high.at)),
        (None, Some(high)) => format!("{fewer} {}", figure(high.at)),
        (None, None) => one_line(words),
    }
}

/// The words of a hedge around one printed figure; `None` where only the bounds say it.
fn hedge_words(hedge: Hedge, fewer: &str) -> Option<String> {
    Some(match hedge {
        Hedge::Exact => String::new(),
        Hedge::About => "about ".to_owned(),
        Hedge::Nearly => "nearly ".to_owned(),
        Hedge::AtLeast => "at least ".to_owned(),
        Hedge::MoreThan => "more than ".to_owned(),
        Hedge::AtMost => "at most ".to_owned(),
        Hedge::LessThan => format!("{fewer} "),
        Hedge::Range | Hedge::Vague => return None,
    })
}

/// A figure in groups of three, or with "million" where that is shorter.
fn bare(n: Decimal) -> String {
    const SCALES: [(u64, &str); 3] =
        [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million")];
    for (scale, name) in SCALES {
        let scale = Decimal::from(scale);
        if n.abs() >= scale {
            let short = (n / scale).normalize();
            return if short.scale() <= 3 { format!("{short} {name}") } else { group(&plain(n)) };
        }
    }
    group(&plain(n))
}

fn with_unit(n: Decimal, unit: &Unit) -> String {
    // Feet and inches, pounds and pence: no more decimals than a reader would say.
    let figure = bare(if n.scale() > 4 { n.round_dp(2) } else { n });
    let said = match unit.dimension {
        Dimension::Count => figure,
        Dimension::Money => money(n * unit.factor, &unit.id),
        // "one in twelve": a share of one, read as so many of a hundred.
        Dimension::Percent if unit.id == "fraction" => {
            let share = n * Decimal::ONE_HUNDRED;
            format!("{}%", bare(share.round_sf(3).unwrap_or(share)))
        }
        Dimension::Percent => format!("{figure}%"),
        Dimension::Age => {
            let time = unit.id.strip_suffix("-old").unwrap_or(&unit.id);
            format!("{figure} {} old", unit_words(n, time))
        }
        Dimension::Scale => format!("{} {figure}", unit.id.replace('-', " ")).trim_start().to_owned(),
        _ => format!("{figure} {}", unit_words(n, &unit.id)),
    };
    if unit.per.is_empty() { said } else { format!("{said} per {}", unit.per.replace('-', " ")) }
}

/// A sum in whole units of its currency; cents are printed with two digits.
fn money(sum: Decimal, currency: &str) -> String {
    let sum = sum.normalize();
    let figure =
        if sum.scale() == 1 && sum.abs() < Decimal::ONE_THOUSAND { format!("{sum}0") } else { bare(sum) };
    let sign = match currency {
        "USD" | LOCAL_DOLLAR => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        _ => return format!("{figure} {currency}"),
    };
    format!("{sign}{figure}")
}

/// The name of a unit in the number that the figure asks for.
fn unit_words(n: Decimal, id: &str) -> String {
    let name = id.replace('-', " ");
    if n.abs() == Decimal::ONE || name.is_empty() {
        return name;
    }
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    // In "degree celsius", "square mile" and "mile per hour" it is one word that takes the plural.
    let per = words.iter().position(|w| w == "per").unwrap_or(words.len());
    let at = if words[0] == "degree" { 0 } else { per.saturating_sub(1) };
    words[at] = match words[at].as_str() {
        "foot" => "feet".to_owned(),
        "inch" => "inches".to_owned(),
        same @ ("celsius" | "fahrenheit" | "kelvin" | "hertz" | "percent") => same.to_owned(),
        regular => plural(regular),
    };
    words.join(" ")
}

fn running_time(seconds: Decimal) -> String {
    let minute = Decimal::from(60);
    let (minutes, rest) = ((seconds / minute).floor(), seconds % minute);
    let (hours, minutes) = ((minutes / minute).floor(), minutes % minute);
    let pad = if rest < Decimal::from(10) { "0" } else { "" };
    if hours.is_zero() {
        return format!("{}:{pad}{}", plain(minutes), plain(rest));
    }
    format!("{}:{:0>2}:{pad}{}", plain(hours), plain(minutes), plain(rest))
}

// Dates

/// A day as a newspaper prints it: "24 March 2025".
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

fn month(date: Date) -> &'static str {
    usize::try_from(date.month()).ok().and_then(|m| MONTHS.get(m.wrapping_sub(1))).copied().unwrap_or("")
}

/// A date or an interval with its clock time.
pub fn date(when: &When) -> String {
    let days = days(when);
    let Some(clock) = when.clock else { return days };
    let zone = when.zone.map_or_else(String::new, |minutes| format!(" {}", offset(minutes)));
    format!("{days}, {}{zone}", clock_words(clock))
}

fn days(when: &When) -> String {
    let (from, to) = (when.from, when.to);
    match when.grain {
        Grain::Night if from == to => format!("night of {}", day(from)),
        Grain::Night => format!("night of {}", interval(from, to)),
        Grain::Weekend => format!("weekend of {}", interval(from, to)),
        Grain::Week if from.weekday() == Weekday::Monday && from != to => format!("week of {}", day(from)),
        // "three weeks ago": the days around one.
        Grain::Week if from != to && matches!(when.basis, Basis::Relative | Basis::Narrative) => {
            format!("about {}", day(middle(from, to)))
        }
        Grain::Quarter if whole_months(from, to) && from.month() % 3 == 1 => {
            let name =
                ["first", "second", "third", "fourth"][usize::from(from.month().unsigned_abs() / 3 % 4)];
            format!("{name} quarter of {}", from.year())
        }
        _ => interval(from, to),
    }
}

/// The day halfway between two.
fn middle(from: Date, to: Date) -> Date {
    let half = from.until(to).map_or(0, |span| i64::from(span.get_days()) / 2);
    from.checked_add(half.days()).unwrap_or(from)
}

/// The shortest words for an interval of days: a day, a month, a year, a decade, or both ends.
fn interval(from: Date, to: Date) -> String {
    let same_month = (from.year(), from.month()) == (to.year(), to.month());
    let years = from.day_of_year() == 1 && to == to.last_of_year();
    if from == to {
        day(from)
    } else if years && from.year() == to.year() {
        from.year().to_string()
    } else if years && from.year() % 10 == 0 && to.year() == from.year() + 9 {
        format!("{}s", from.year())
    } else if years && from.year() == EARLIEST {
        format!("{} or before", to.year())
    } else if years {
        format!("{} to {}", from.year(), to.year())
    } else if same_month && whole_months(from, to) {
        format!("{} {}", month(from), from.year())
    } else if same_month {
        format!("{} to {}", from.day(), day(to))
    } else if from.year() == to.year() {
        format!("{} {} to {}", from.day(), month(from), day(to))
    } else {
        format!("{} to {}", day(from), day(to))
    }
}

fn whole_months(from: Date, to: Date) -> bool {
    from.day() == 1 && to == to.last_of_month()
}

/// A narrower interval than this is said by its ends, not by a part of the day.
const PART_OF_DAY: i16 = 3 * 60;

fn clock_words((from, to): (Time, Time)) -> String {
    let minute = |t: Time| format!("{:02}:{:02}", t.hour(), t.minute());
    let minutes = |t: Time| i16::from(t.hour()) * 60 + i16::from(t.minute());
    if from == to {
        return minute(from);
    }
    let wide = minutes(to) - minutes(from) >= PART_OF_DAY;
    let part = match (from.hour(), to.hour()) {
        (0..=2, 0..=9) if wide => "early",
        (3..=8, 5..=9) if wide => "about dawn",
        (0..=11, 10..=12) if wide => "morning",
        (12..=17, 12..=18) if wide => "afternoon",
        (16..=23, 17..=23) if wide => "evening",
        _ => return format!("{} to {}", minute(from), minute(to)),
    };
    part.to_owned()
}

fn offset(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    match (minutes, rest) {
        (0, _) => "UTC".to_owned(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

/// A field's canonical value for readers: days become dates, names get their capitals back.
pub fn field_value(value: &str, is_name: bool) -> String {
    // Few values have figures, and no date is without.
    let dated = value.bytes().any(|byte| byte.is_ascii_digit()).then(|| dated_value(value)).flatten();
    dated.unwrap_or_else(|| if is_name { title_case(value) } else { value.replace('-', " ") })
}

/// A day or an interval for readers; `None` for what is neither.
fn dated_value(value: &str) -> Option<String> {
    let as_date = |text: &str| text.parse::<Date>().ok();
    if let Some(date) = as_date(value) {
        return Some(day(date));
    }
    if let Some(date) = value.strip_prefix("by ").and_then(as_date) {
        return Some(format!("by {}", day(date)));
    }
    let (from, to) = ["..", "/", " to "].into_iter().find_map(|between| value.split_once(between))?;
    Some(interval(as_date(from)?, as_date(to)?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date as ymd, time};

    use super::*;
    use crate::claim::quantity::Bound;

    fn when(from: Date, to: Date, grain: Grain) -> When {
        When { from, to, grain, clock: None, zone: None, basis: Basis::Absolute }
    }

    fn figure(n: &str, hedge: Hedge, unit: Unit) -> String {
        let at: Decimal = n.parse().unwrap();
        number(&Quantity { unit, hedge, ..Quantity::exactly(at) }, "")
    }

    fn unit(id: &str, dimension: Dimension) -> Unit {
        Unit { id: id.to_owned(), dimension, ..Unit::count() }
    }

    #[test]
    fn numbers_read_as_printed() {
        assert_eq!(figure("99", Hedge::AtLeast, Unit::count()), "at least 99");
        assert_eq!(figure("12000", Hedge::LessThan, Unit::count()), "fewer than 12,000");
        assert_eq!(figure("1200000000", Hedge::About, unit("USD", Dimension::Money)), "about $1.2 billion");
        let cents = Unit { factor: Decimal::new(1, 2), ..unit("USD", Dimension::Money) };
        assert_eq!(figure("50", Hedge::About, cents.clone()), "about $0.50");
        assert_eq!(figure("1204.5", Hedge::Exact, cents), "$12.045");
        assert_eq!(figure("6.166666666", Hedge::Exact, unit("foot", Dimension::Length)), "6.17 feet");
        assert_eq!(figure("1234567", Hedge::Exact, Unit::count()), "1,234,567");
        assert_eq!(figure("40", Hedge::LessThan, unit("percent", Dimension::Percent)), "less than 40%");
        assert_eq!(figure("0.0833", Hedge::Exact, unit("fraction", Dimension::Percent)), "8.33%");
        assert_eq!(figure("6.1", Hedge::Exact, unit("magnitude", Dimension::Scale)), "magnitude 6.1");
        assert_eq!(figure("34", Hedge::Exact, unit("year-old", Dimension::Age)), "34 years old");
        assert_eq!(figure("1", Hedge::About, unit("month-old", Dimension::Age)), "about 1 month old");
        assert_eq!(figure("30", Hedge::Exact, unit("square-mile", Dimension::Area)), "30 square miles");
        assert_eq!(figure("1", Hedge::Exact, unit("foot", Dimension::Length)), "1 foot");
        assert_eq!(figure("6", Hedge::Exact, unit("foot", Dimension::Length)), "6 feet");
        let ends = |low, high| Quantity {
            low: Some(Bound { at: Decimal::from(low), closed: true }),
            high: Some(Bound { at: Decimal::from(high), closed: true }),
            printed: None,
            hedge: Hedge::Range,
            ..Quantity::exactly(Decimal::ONE)
        };
        assert_eq!(number(&ends(20, 30), ""), "20 to 30");
        assert_eq!(number(&Quantity { hedge: Hedge::Vague, ..ends(24, 99) }, "dozens"), "dozens");
    }

    #[test]
    fn dates_read_as_printed() {
        let day_of = when(ymd(2025, 3, 24), ymd(2025, 3, 24), Grain::Day);
        assert_eq!(date(&day_of), "24 March 2025");
        let evening = When { clock: Some((time(18, 0, 0, 0), time(23, 59, 0, 0))), ..day_of };
        assert_eq!(date(&evening), "24 March 2025, evening");
        let part = |from: (i8, i8), to: (i8, i8)| {
            let at = |(hour, minute)| time(hour, minute, 0, 0);
            date(&When { clock: Some((at(from), at(to))), ..day_of })
        };
        assert_eq!(part((0, 0), (12, 0)), "24 March 2025, morning");
        assert_eq!(part((0, 0), (9, 0)), "24 March 2025, early");
        assert_eq!(part((4, 0), (8, 30)), "24 March 2025, about dawn");
        assert_eq!(part((23, 29), (23, 59)), "24 March 2025, 23:29 to 23:59");
        let sharp = When { clock: Some((time(7, 15, 0, 0), time(7, 15, 0, 0))), zone: Some(330), ..day_of };
        assert_eq!(date(&sharp), "24 March 2025, 07:15 UTC+5:30");
        assert_eq!(
            date(&when(ymd(2025, 3, 23), ymd(2025, 3, 24), Grain::Night)),
            "night of 23 to 24 March 2025"
        );
        assert_eq!(date(&when(ymd(2025, 3, 24), ymd(2025, 3, 30), Grain::Week)), "week of 24 March 2025");
        let around = when(ymd(2025, 3, 21), ymd(2025, 3, 27), Grain::Week);
        assert_eq!(date(&around), "21 to 27 March 2025");
        assert_eq!(date(&When { basis: Basis::Relative, ..around }), "about 24 March 2025");
        assert_eq!(date(&when(ymd(2024, 2, 1), ymd(2024, 2, 29), Grain::Month)), "February 2024");
        assert_eq!(
            date(&when(ymd(2024, 10, 1), ymd(2024, 12, 31), Grain::Quarter)),
            "fourth quarter of 2024"
        );
        assert_eq!(date(&when(ymd(1990, 1, 1), ymd(1999, 12, 31), Grain::Range)), "1990s");
        assert_eq!(
            date(&when(ymd(2024, 12, 30), ymd(2025, 1, 2), Grain::Range)),
            "30 December 2024 to 2 January 2025"
        );
        assert_eq!(date(&when(ymd(1993, 1, 1), ymd(1995, 12, 31), Grain::Range)), "1993 to 1995");
        assert_eq!(date(&when(ymd(EARLIEST, 1, 1), ymd(1990, 12, 31), Grain::Range)), "1990 or before");
        assert_eq!(field_value("2025-03-24", false), "24 March 2025");
        assert_eq!(field_value("2025-03-23/2025-03-24", false), "23 to 24 March 2025");
        assert_eq!(field_value("2025-03-01 to 2025-03-12", false), "1 to 12 March 2025");
        assert_eq!(field_value("by 2025-03-24", false), "by 24 March 2025");
    }

    #[test]
    fn other_values() {
        assert_eq!(running_time(Decimal::from(8464)), "2:21:04");
        assert_eq!(running_time("63.5".parse().unwrap()), "1:03.5");
        assert_eq!(quote("“We are  done,”"), "“We are done,”");
        let office = Office {
            head: "defence minister".into(),
            body: None,
            place: Some("united states".into()),
            tenure: Tenure::Former,
        };
        assert_eq!(role(&office, ""), "former defence minister, United States");
    }
}
