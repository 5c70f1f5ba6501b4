//! Dates and times.
//!
//! Two dates without a clock agree where they are the same days. A date with a clock agrees with
//! its bare day ("Tuesday morning", "Tuesday"): the reader learns nothing that differs. Two clocks
//! are compared only with each other, so agreement is an equivalence among values without a clock
//! and among values with one (of one kind: zoned or not), but not through a bare day that stands
//! between two clocks.

use jiff::civil::{Date, Time};

use super::Comparison;
use crate::claim::when::{Grain, When};

/// Minutes of a day.
const DAY: i64 = 24 * 60;
/// The furthest that a local day can lie from the day in universal time.
const FURTHEST_ZONE: i64 = 14 * 60;

/// A date in canonical form: dates of one form agree.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Stated {
    /// First and last day.
    Days(i64, i64),
    /// Minutes of a clock whose zone is not told.
    Local(i64, i64),
    /// Minutes of universal time.
    Universal(i64, i64),
}

/// Days counted from 1970, minutes counted from its start; all ends belong to the interval.
struct Moment {
    days: (i64, i64),
    /// As printed.
    clock: Option<(i64, i64)>,
    zone: Option<i64>,
}

/// The canonical form of a date.
pub(super) fn stated(when: &When) -> Stated {
    let moment = moment(when);
    match (moment.clock, moment.zone) {
        (None, _) => Stated::Days(moment.days.0, moment.days.1),
        (Some((from, to)), None) => Stated::Local(from, to),
        (Some((from, to)), Some(zone)) => Stated::Universal(from - zone, to - zone),
    }
}

/// Compares two dates.
pub(super) fn compare(a: &When, b: &When) -> Comparison {
    let (one, other) = (moment(a), moment(b));
    match (one.clock, other.clock) {
        (Some(a), Some(b)) => match (one.zone, other.zone) {
            (Some(x), Some(y)) => clocks((a.0 - x, a.1 - x), (b.0 - y, b.1 - y)),
            (None, None) => clocks(a, b),
            _ if a == b => Comparison::Agrees,
            // One of the two zones is not known: only distant days are sure to differ.
            _ => may_meet(overlap(widen(a, DAY), b)),
        },
        _ if one.days == other.days => Comparison::Agrees,
        _ => {
            may_meet(overlap(one.days, other.days) || zoned_meets(&one, &other) || zoned_meets(&other, &one))
        }
    }
}

fn may_meet(meet: bool) -> Comparison {
    if meet { Comparison::Compatible } else { Comparison::Contradicts }
}

fn clocks(a: (i64, i64), b: (i64, i64)) -> Comparison {
    if a == b {
        return Comparison::Agrees;
    }
    may_meet(overlap(widen(a, slack(a)), widen(b, slack(b))))
}

/// How far a printed clock time may be rounded, in minutes: newspapers round to the half hour.
fn slack((from, to): (i64, i64)) -> i64 {
    if from != to {
        0
    } else if from.rem_euclid(30) == 0 {
        10
    } else if from.rem_euclid(5) == 0 {
        2
    } else {
        0
    }
}

/// Whether a clock in a named zone can fall on the other's bare days in some zone.
fn zoned_meets(zoned: &Moment, bare: &Moment) -> bool {
    let (Some(clock), Some(zone), None) = (zoned.clock, zoned.zone, bare.clock) else { return false };
    let universal = (clock.0 - zone, clock.1 - zone);
    overlap(widen(universal, FURTHEST_ZONE), (bare.days.0 * DAY, bare.days.1 * DAY + DAY - 1))
}

fn overlap(a: (i64, i64), b: (i64, i64)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

fn widen((from, to): (i64, i64), by: i64) -> (i64, i64) {
    (from - by, to + by)
}

fn moment(when: &When) -> Moment {
    let (from, to) = (day(when.from), day(when.to));
    let days = (from.min(to), from.max(to));
    // A clock says something of one day or of one night; "evenings of this week" is no interval.
    let one = days.0 == days.1 || (when.grain == Grain::Night && days.1 - days.0 == 1);
    let clock = when.clock.filter(|_| one).map(|(from, to)| interval(days, minute(from), minute(to)));
    Moment { days, clock, zone: when.zone.map(i64::from) }
}

/// A clock that ends before it starts ends on the next day.
fn interval(days: (i64, i64), from: i64, to: i64) -> (i64, i64) {
    let wraps = days.0 == days.1 && to < from;
    (days.0 * DAY + from, days.1 * DAY + to + if wraps { DAY } else { 0 })
}

fn day(date: Date) -> i64 {
    i64::from((date - Date::constant(1970, 1, 1)).get_days())
}

fn minute(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::when::Basis;
    use jiff::civil::date;
    use proptest::prelude::*;

    const AGREES: Comparison = Comparison::Agrees;
    const FITS: Comparison = Comparison::Compatible;
    const CONTRADICTS: Comparison = Comparison::Contradicts;

    fn days(from: i8, to: i8, grain: Grain) -> When {
        let at = |day| date(2025, 3, day);
        When { from: at(from), to: at(to), grain, clock: None, zone: None, basis: Basis::Relative }
    }

    fn on(day: i8) -> When {
        days(day, day, Grain::Day)
    }

    fn at(day: i8, from: (i8, i8), to: (i8, i8)) -> When {
        let time = |(hour, minute)| Time::constant(hour, minute, 0, 0);
        When { clock: Some((time(from), time(to))), grain: Grain::Time, ..on(day) }
    }

    fn zoned(when: When, minutes: i16) -> When {
        When { zone: Some(minutes), ..when }
    }

    fn check(a: When, b: When) -> Comparison {
        assert_eq!(compare(&a, &b), compare(&b, &a), "{a:?} {b:?}");
        if stated(&a) == stated(&b) { AGREES } else { compare(&a, &b) }
    }

    #[test]
    fn days_and_intervals() {
        assert_eq!(check(on(23), on(23)), AGREES);
        assert_eq!(check(on(23), on(24)), CONTRADICTS);
        assert_eq!(check(on(23), days(17, 23, Grain::Week)), FITS);
        let night = days(23, 24, Grain::Night);
        assert_eq!(check(night, on(23)), FITS);
        assert_eq!(check(night, on(24)), FITS);
        assert_eq!(check(night, on(25)), CONTRADICTS);
        assert_eq!(check(night, at(24, (3, 20), (3, 20))), FITS);
    }

    #[test]
    fn clocks_of_one_day() {
        let evening = at(23, (18, 0), (22, 0));
        assert_eq!(check(evening, on(23)), AGREES);
        assert_eq!(check(at(20, (7, 15), (7, 15)), at(20, (21, 0), (21, 0))), CONTRADICTS);
        assert_eq!(check(at(24, (0, 0), (5, 0)), at(24, (3, 20), (3, 20))), FITS);
        assert_eq!(check(at(24, (12, 0), (12, 0)), at(24, (12, 0), (12, 0))), AGREES);
        assert_eq!(check(at(24, (1, 30), (1, 30)), at(24, (1, 33), (1, 33))), FITS);
        assert_eq!(check(at(24, (1, 31), (1, 31)), at(24, (1, 33), (1, 33))), CONTRADICTS);
        assert_eq!(check(at(23, (23, 0), (2, 0)), at(24, (1, 0), (1, 0))), FITS);
    }

    #[test]
    fn zones_are_converted_where_both_are_known() {
        let (kyiv, greenwich) = (zoned(at(23, (18, 0), (18, 0)), 120), zoned(at(23, (16, 0), (16, 0)), 0));
        assert_eq!(check(kyiv, greenwich), AGREES);
        assert_eq!(check(kyiv, at(23, (18, 0), (18, 0))), AGREES);
        assert_eq!(check(greenwich, at(23, (18, 0), (18, 0))), FITS);
        assert_eq!(check(greenwich, at(26, (18, 0), (18, 0))), CONTRADICTS);
        let late = zoned(at(23, (22, 0), (22, 0)), 0);
        assert_eq!(check(late, on(24)), FITS);
        assert_eq!(check(late, on(25)), CONTRADICTS);
    }

    fn dates() -> impl Strategy<Value = When> {
        let clock = proptest::option::of((0i8..24, 0i8..24));
        (1i8..28, 0i8..3, clock, proptest::option::of(-3i16..4)).prop_map(|(from, more, clock, zone)| {
            let grain = if more == 1 { Grain::Night } else { Grain::Week };
            let time = |hour| Time::constant(hour, 0, 0, 0);
            let clock = clock.map(|(a, b)| (time(a), time(b)));
            When { clock, zone: zone.map(|z| z * 60), ..days(from, from + more, grain) }
        })
    }

    proptest! {
        #[test]
        fn agreement_is_an_equivalence_within_one_precision(a in dates(), b in dates(), c in dates()) {
            let check = |a: &When, b: &When| if stated(a) == stated(b) { AGREES } else { compare(a, b) };
            prop_assert_eq!(check(&a, &a), AGREES);
            prop_assert_eq!(check(&a, &b), check(&b, &a));
            let kind = |w: &When| std::mem::discriminant(&stated(w));
            if kind(&a) == kind(&b) && kind(&b) == kind(&c) && check(&a, &b) == AGREES && check(&b, &c) == AGREES {
                prop_assert_eq!(check(&a, &c), AGREES);
            }
        }
    }
}
