//! Numbers: equal stated ranges agree, overlapping ones are compatible, disjoint ones contradict.

use std::borrow::Cow;
use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Compared, Comparison, Difference};
use crate::claim::quantity::{Bound, Dimension, Hedge, Quantity, Unit};

/// Seconds of a day.
const DAY: Decimal = Decimal::from_parts(86_400, 0, 0, false, 0);

/// What two quantities must share to be compared at all.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Scale<Name> {
    dimension: Dimension,
    /// The currency, or the name of a unit that has no conversion; empty for all others.
    unit: Name,
    per: Name,
}

/// Where an end lies, in the canonical unit of its dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum At {
    Base(Decimal),
    Months(Decimal),
}

/// A range in canonical form: quantities of one stated range agree.
///
/// Measures that outlets convert (length, area, volume, mass, speed, power, energy) are rounded to
/// three significant digits of the base unit, temperatures and rainfall to one decimal, always, so
/// that agreement is an equivalence. In news usage 30 days are a month and 365 days a year, and
/// they are stated as such.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Stated {
    scale: Scale<String>,
    range: Range,
}

/// The lower and the upper end of a range, and whether they belong to it.
type Range = [Option<(At, bool)>; 2];

/// The canonical form; `None` where a figure is too large to convert.
pub(super) fn stated(quantity: &Quantity) -> Option<Stated> {
    let Scale { dimension, unit, per } = scale(quantity);
    let scale = Scale { dimension, unit: unit.to_owned(), per: per.to_owned() };
    Some(Stated { scale, range: range(quantity)? })
}

fn range(quantity: &Quantity) -> Option<Range> {
    let end = |bound: Option<Bound>| match bound {
        Some(bound) => canonical(quantity, bound.at).map(|at| Some((at, bound.closed))),
        None => Some(None),
    };
    Some([end(quantity.low)?, end(quantity.high)?])
}

fn scale(quantity: &Quantity) -> Scale<&str> {
    let unit = &quantity.unit;
    let dimension = match unit.dimension {
        Dimension::Months => Dimension::Duration,
        dimension => dimension,
    };
    let named = matches!(dimension, Dimension::Money | Dimension::Scale | Dimension::Other);
    Scale { dimension, unit: if named { &unit.id } else { "" }, per: &unit.per }
}

fn canonical(quantity: &Quantity, at: Decimal) -> Option<At> {
    use Dimension as D;
    let base = base(quantity, at)?;
    Some(match quantity.unit.dimension {
        D::Length | D::Area | D::Volume | D::Mass | D::Speed | D::Power | D::Energy => {
            let strategy = RoundingStrategy::MidpointAwayFromZero;
            At::Base(base.round_sf_with_strategy(3, strategy).unwrap_or(base))
        }
        D::Temperature | D::Rainfall => {
            At::Base(base.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero))
        }
        D::Months => At::Months(base),
        D::Duration => months(base).map_or(At::Base(base), At::Months),
        D::Count | D::Money | D::Percent | D::PercentPoint | D::Age | D::Scale | D::Other => At::Base(base),
    })
}

/// The calendar months that a number of seconds is called in the news: 30, 60 … 330 days, and
/// whole years of 365 days.
fn months(seconds: Decimal) -> Option<Decimal> {
    let days = seconds.checked_div(DAY)?;
    if days <= Decimal::ZERO || !days.fract().is_zero() {
        return None;
    }
    let (thirty, year) = (Decimal::from(30), Decimal::from(365));
    if (days % thirty).is_zero() && days < Decimal::from(360) {
        Some(days / thirty)
    } else if (days % year).is_zero() {
        (days / year).checked_mul(Decimal::from(12))
    } else {
        None
    }
}

fn base(quantity: &Quantity, at: Decimal) -> Option<Decimal> {
    let Unit { factor, offset, .. } = quantity.unit;
    // Most figures are counts.
    if factor == Decimal::ONE && offset.is_zero() {
        return Some(at);
    }
    at.checked_mul(factor)?.checked_add(offset)
}

/// One end of what a figure covers, in the base unit.
#[derive(Debug, Clone, Copy)]
struct End {
    at: Decimal,
    closed: bool,
    /// Whether the figure is a round number of things, which is seldom meant to the last one.
    round: bool,
}

/// All that a figure covers, its rounding included: durations in seconds, all else in base units.
#[derive(Debug, Clone, Copy)]
struct Extent {
    low: Option<End>,
    high: Option<End>,
}

fn extent(quantity: &Quantity) -> Option<Extent> {
    let slack = quantity.rounding.abs();
    let end = |bound: Option<Bound>, sign: Decimal| match bound {
        None => Some(None),
        Some(Bound { at, closed }) if slack.is_zero() => {
            Some(Some(End { at: seconds(quantity, at, sign)?, closed, round: is_round(quantity) }))
        }
        Some(bound) => {
            let at = bound.at.checked_add(slack.checked_mul(sign)?)?;
            // Two roundings that only touch have no figure in common: the widened end is open.
            let round = is_round(quantity);
            Some(Some(End { at: seconds(quantity, at, sign)?, closed: false, round }))
        }
    };
    Some(Extent { low: end(quantity.low, Decimal::NEGATIVE_ONE)?, high: end(quantity.high, Decimal::ONE)? })
}

/// The base value; months become the fewest (`sign` below zero) or the most days they can have.
fn seconds(quantity: &Quantity, at: Decimal, sign: Decimal) -> Option<Decimal> {
    let base = base(quantity, at)?;
    if quantity.unit.dimension != Dimension::Months {
        return Some(base);
    }
    let twelve = Decimal::from(12);
    let years = base.checked_div(twelve)?.floor();
    let rest = base.checked_sub(years.checked_mul(twelve)?)?;
    // 52 weeks are called a year.
    let (year, month) = if sign < Decimal::ZERO { (364, 28) } else { (366, 31) };
    let days =
        years.checked_mul(Decimal::from(year))?.checked_add(rest.checked_mul(Decimal::from(month))?)?;
    days.checked_mul(DAY)
}

/// Compares two quantities; `None` where they are not comparable.
pub(super) fn compare(a: &Quantity, b: &Quantity) -> Option<Compared> {
    if scale(a) != scale(b) {
        return None;
    }
    if let (Some(a), Some(b)) = (range(a), range(b))
        && a == b
    {
        return Some(Compared::AGREES);
    }
    let (wide_a, wide_b) = (extent(&in_units_of(a, b))?, extent(&in_units_of(b, a))?);
    if below(wide_a, wide_b) || below(wide_b, wide_a) {
        return Some(Compared::contradicts(Difference::Numeric));
    }
    let far = far_apart(wide_a, wide_b);
    Some(Compared { comparison: Comparison::Compatible, difference: Some(Difference::Numeric), far })
}

/// "seven weeks" beside "50 days": who counts in weeks has rounded to whole ones, half a week either way.
/// A single one ("a week") is more often a name for so many days.
fn in_units_of<'q>(quantity: &'q Quantity, other: &Quantity) -> Cow<'q, Quantity> {
    let coarser = quantity.unit.dimension == Dimension::Duration
        && other.unit.dimension == Dimension::Duration
        && quantity.unit.factor > other.unit.factor;
    let whole = quantity.printed.is_some_and(|n| n.is_integer() && n > Decimal::ONE);
    if !coarser || !whole || !quantity.rounding.is_zero() {
        return Cow::Borrowed(quantity);
    }
    Cow::Owned(Quantity { rounding: Decimal::new(5, 1), ..quantity.clone() })
}

/// Whether the first lies wholly below or above the second.
pub(super) fn order(a: &Quantity, b: &Quantity) -> Option<Ordering> {
    if scale(a) != scale(b) {
        return None;
    }
    let (a, b) = (extent(a)?, extent(b)?);
    match (below(a, b), below(b, a)) {
        (true, false) => Some(Ordering::Less),
        (false, true) => Some(Ordering::Greater),
        _ => None,
    }
}

/// "900 schools": hundreds of things without a hedge, of which another outlet may say "over 900".
fn is_round(quantity: &Quantity) -> bool {
    let hundreds = |at: Decimal| at >= Decimal::ONE_HUNDRED && (at % Decimal::ONE_HUNDRED).is_zero();
    quantity.unit.dimension == Dimension::Count
        && quantity.hedge == Hedge::Exact
        && quantity.printed.is_some_and(hundreds)
}

fn below(a: Extent, b: Extent) -> bool {
    match (a.high, b.low) {
        (Some(high), Some(low)) => {
            let meet = high.closed && low.closed || high.round || low.round;
            high.at < low.at || (high.at == low.at && !meet)
        }
        _ => false,
    }
}

/// Two bounds of one direction of which one is at least half as large again as the other.
fn far_apart(a: Extent, b: Extent) -> bool {
    let (one, other) = match (a, b) {
        (Extent { low: Some(a), high: None }, Extent { low: Some(b), high: None })
        | (Extent { low: None, high: Some(a) }, Extent { low: None, high: Some(b) }) => (a.at, b.at),
        _ => return false,
    };
    let (less, more) = (one.min(other), one.max(other));
    if less <= Decimal::ZERO {
        return more > Decimal::ZERO;
    }
    match (more.checked_mul(Decimal::TWO), less.checked_mul(Decimal::from(3))) {
        (Some(more), Some(less)) => more >= less,
        _ => false,
    }
}

/// Whether one figure lies wholly above ten times the other: 43 and 34 kilometres do not, 78 days and
/// nine years do.
pub fn lie_tenfold_apart(a: &Quantity, b: &Quantity) -> bool {
    let beyond = |small: Extent, large: Extent| {
        let (high, low) = (small.high.map(|end| end.at), large.low.map(|end| end.at));
        high.zip(low).is_some_and(|(high, low)| high > Decimal::ZERO && low / high > Decimal::TEN)
    };
    scale(a) == scale(b) && extent(a).zip(extent(b)).is_some_and(|(a, b)| beyond(a, b) || beyond(b, a))
}

/// The lowest and the highest number that a figure states, in the base unit of its dimension
/// (months stay months), without its rounding. An end that is open towards infinity is `None`, and
/// so is one that is too large to convert.
pub fn base_bounds(quantity: &Quantity) -> (Option<Decimal>, Option<Decimal>) {
    let at = |bound: Option<Bound>| bound.and_then(|bound| base(quantity, bound.at));
    (at(quantity.low), at(quantity.high))
}

#[cfg(test)]
mod tests {
    use super::super::plain::WORLD;
    use super::super::{Class, compare as compare_values};
    use super::*;
    use crate::claim::Value;
    use proptest::prelude::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn unit(id: &str, dimension: Dimension, factor: &str) -> Unit {
        Unit { id: id.into(), dimension, factor: dec(factor), offset: Decimal::ZERO, per: String::new() }
    }

    fn point(number: &str, unit: &Unit) -> Quantity {
        Quantity { unit: unit.clone(), ..Quantity::exactly(dec(number)) }
    }

    fn rounded(number: &str, rounding: &str, unit: &Unit) -> Quantity {
        Quantity { rounding: dec(rounding), ..point(number, unit) }
    }

    fn range(low: Option<(&str, bool)>, high: Option<(&str, bool)>, unit: &Unit) -> Quantity {
        let end = |end: Option<(&str, bool)>| end.map(|(at, closed)| Bound { at: dec(at), closed });
        Quantity { low: end(low), high: end(high), printed: None, hedge: Hedge::Range, ..point("0", unit) }
    }

    fn check(a: &Quantity, b: &Quantity) -> Option<Comparison> {
        compare_values(&Value::Number(a.clone()), &Value::Number(b.clone()), &WORLD).map(|c| c.comparison)
    }

    const AGREES: Option<Comparison> = Some(Comparison::Agrees);
    const FITS: Option<Comparison> = Some(Comparison::Compatible);
    const CONTRADICTS: Option<Comparison> = Some(Comparison::Contradicts);

    #[test]
    fn counts() {
        let count = Unit::count();
        let at_least = |n| range(Some((n, true)), None, &count);
        let over = |n| range(Some((n, false)), None, &count);
        assert_eq!(check(&point("99", &count), &point("139", &count)), CONTRADICTS);
        assert_eq!(check(&point("99", &count), &point("99.0", &count)), AGREES);
        assert_eq!(check(&at_least("12"), &point("15", &count)), FITS);
        assert_eq!(check(&at_least("12"), &point("12", &count)), FITS);
        assert_eq!(check(&over("105"), &point("105", &count)), CONTRADICTS);
        assert_eq!(check(&over("900"), &point("900", &count)), FITS);
        assert_eq!(check(&over("900"), &point("800", &count)), CONTRADICTS);
        assert_eq!(
            check(&range(Some(("20", true)), Some(("30", true)), &count), &point("41", &count)),
            CONTRADICTS
        );
        let far = |a: &Quantity, b: &Quantity| compare(a, b).is_some_and(|c| c.far);
        assert!(far(&at_least("56"), &over("100")));
        assert!(!far(&at_least("73"), &over("100")));
        assert!(!far(&at_least("56"), &point("100", &count)));
    }

    #[test]
    fn money_keeps_its_currency() {
        let (usd, eur) = (unit("USD", Dimension::Money, "1"), unit("EUR", Dimension::Money, "1"));
        assert_eq!(check(&point("1500000000", &eur), &rounded("1500000000", "50000000", &eur)), AGREES);
        assert_eq!(
            check(&rounded("1200000000", "50000000", &usd), &rounded("1240000000", "5000000", &usd)),
            FITS
        );
        assert_eq!(
            check(&rounded("1200000000", "50000000", &usd), &rounded("1300000000", "50000000", &usd)),
            CONTRADICTS
        );
        assert_eq!(check(&point("5", &usd), &point("5", &eur)), None);
        let mut daily = point("5", &usd);
        daily.unit.per = "day".into();
        assert_eq!(check(&point("5", &usd), &daily), None);
    }

    #[test]
    fn measures_convert() {
        let (mile, km) =
            (unit("mile", Dimension::Length, "1609.344"), unit("kilometre", Dimension::Length, "1000"));
        assert_eq!(check(&point("26.2", &mile), &point("42.195", &km)), AGREES);
        assert_eq!(check(&rounded("18", "0.5", &mile), &rounded("18", "0.5", &km)), CONTRADICTS);
        assert_eq!(check(&rounded("100", "0.5", &km), &rounded("62", "0.5", &mile)), FITS);
        let (acre, hectare) =
            (unit("acre", Dimension::Area, "4046.8564224"), unit("hectare", Dimension::Area, "10000"));
        assert_eq!(check(&point("2000", &hectare), &point("4940", &acre)), AGREES);
        let celsius = unit("celsius", Dimension::Temperature, "1");
        let fahrenheit = Unit {
            offset: dec("-17.777777777777777778"),
            ..unit("fahrenheit", Dimension::Temperature, "0.5555555555555555556")
        };
        assert_eq!(check(&point("-40", &celsius), &point("-40", &fahrenheit)), AGREES);
        let (magnitude, category) =
            (unit("magnitude", Dimension::Scale, "1"), unit("category", Dimension::Scale, "1"));
        assert_eq!(check(&point("5.8", &magnitude), &point("6.9", &magnitude)), CONTRADICTS);
        assert_eq!(check(&point("4", &magnitude), &point("4", &category)), None);
    }

    #[test]
    fn months_are_days_in_news_usage() {
        let (day, hour) =
            (unit("day", Dimension::Duration, "86400"), unit("hour", Dimension::Duration, "3600"));
        let (week, minute) =
            (unit("week", Dimension::Duration, "604800"), unit("minute", Dimension::Duration, "60"));
        let (month, year) = (unit("month", Dimension::Months, "1"), unit("year", Dimension::Months, "12"));
        assert_eq!(check(&point("30", &day), &point("1", &month)), AGREES);
        assert_eq!(check(&point("60", &day), &point("2", &month)), AGREES);
        assert_eq!(check(&point("365", &day), &point("1", &year)), AGREES);
        assert_eq!(check(&point("12", &month), &point("1", &year)), AGREES);
        assert_eq!(check(&point("14", &day), &point("2", &week)), AGREES);
        assert_eq!(check(&point("90", &minute), &point("1.5", &hour)), AGREES);
        assert_eq!(check(&point("31", &day), &point("1", &month)), FITS);
        assert_eq!(check(&point("4", &week), &point("1", &month)), FITS);
        assert_eq!(check(&point("52", &week), &point("1", &year)), FITS);
        assert_eq!(check(&point("30", &day), &point("60", &day)), CONTRADICTS);
        assert_eq!(check(&point("30", &day), &point("2", &month)), CONTRADICTS);
        let over_three = range(Some(("3", false)), None, &hour);
        assert_eq!(check(&over_three, &point("200", &minute)), FITS);
    }

    #[test]
    fn figures_too_large_to_convert_are_only_themselves() {
        let huge = point("79228162514264337593543950335", &unit("kilometre", Dimension::Length, "1000"));
        let other = point("1", &unit("kilometre", Dimension::Length, "1000"));
        assert_eq!(check(&huge, &huge), AGREES);
        assert_eq!(check(&huge, &other), None);
    }

    fn quantities(dimension: Dimension, factors: &'static [i64]) -> impl Strategy<Value = Quantity> {
        let bound = || (0i64..2_000, 0u32..2, any::<bool>());
        (bound(), bound(), 0..4, 0..factors.len(), 0i64..3).prop_map(
            move |(one, other, shape, factor, rounding)| {
                let end =
                    |(at, scale, closed): (i64, u32, bool)| Bound { at: Decimal::new(at, scale), closed };
                let (a, b) = (end(one), end(other));
                let (low, high) = if a.at <= b.at { (a, b) } else { (b, a) };
                let exact = Bound { closed: true, ..low };
                let (low, high) = match shape {
                    0 => (Some(exact), Some(exact)),
                    1 => (Some(low), None),
                    2 => (None, Some(high)),
                    _ => (Some(low), Some(Bound { closed: true, ..high })),
                };
                let unit = Unit { factor: Decimal::from(factors[factor]), ..unit("u", dimension, "1") };
                Quantity {
                    low,
                    high,
                    unit,
                    printed: None,
                    rounding: Decimal::new(rounding, 1),
                    hedge: Hedge::Range,
                }
            },
        )
    }

    fn lawful(a: &Quantity, b: &Quantity, c: &Quantity) -> Result<(), TestCaseError> {
        prop_assert_eq!(check(a, a), AGREES);
        prop_assert_eq!(check(a, b), check(b, a));
        if check(a, b) == AGREES && check(b, c) == AGREES {
            prop_assert_eq!(check(a, c), AGREES);
        }
        let class = |q: &Quantity| Class::of(&Value::Number(q.clone()));
        prop_assert_eq!(check(a, b) == AGREES, class(a) == class(b));
        prop_assert_eq!(order(a, b), order(b, a).map(Ordering::reverse));
        Ok(())
    }

    proptest! {
        #[test]
        fn counts_are_lawful(a in quantities(Dimension::Count, &[1]), b in quantities(Dimension::Count, &[1]), c in quantities(Dimension::Count, &[1])) {
            lawful(&a, &b, &c)?;
        }

        #[test]
        fn lengths_are_lawful(a in quantities(Dimension::Length, &[1, 1000, 1609]), b in quantities(Dimension::Length, &[1, 1000, 1609]), c in quantities(Dimension::Length, &[1, 1000, 1609])) {
            lawful(&a, &b, &c)?;
        }

        #[test]
        fn times_are_lawful(
            a in prop_oneof![quantities(Dimension::Duration, &[3600, 86_400]), quantities(Dimension::Months, &[1, 12])],
            b in prop_oneof![quantities(Dimension::Duration, &[3600, 86_400]), quantities(Dimension::Months, &[1, 12])],
            c in prop_oneof![quantities(Dimension::Duration, &[3600, 86_400]), quantities(Dimension::Months, &[1, 12])],
        ) {
            lawful(&a, &b, &c)?;
        }
    }
}
