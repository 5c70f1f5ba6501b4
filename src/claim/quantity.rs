//! Numbers as newspapers print them: ranges with open or closed ends, a unit, and the
//! precision that the printed figure has.

use rust_decimal::Decimal;

/// What a number measures. Figures of different dimensions are never compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// A number of things.
    Count,
    /// A sum of money; the unit is the currency.
    Money,
    /// A share; per cent.
    Percent,
    /// A difference between two shares; percentage points.
    PercentPoint,
    /// Length or distance; base metre.
    Length,
    /// Area; base square metre.
    Area,
    /// Volume; base litre.
    Volume,
    /// Mass; base kilogram.
    Mass,
    /// Temperature; base degree Celsius.
    Temperature,
    /// Speed; base metre per second.
    Speed,
    /// Span of time; base second. (Months and years: see `claim::compare`.)
    Duration,
    /// Calendar months: "a month" is no fixed number of seconds.
    Months,
    /// Age of a person or thing, in years.
    Age,
    /// Power; base watt.
    Power,
    /// Energy; base joule.
    Energy,
    /// Depth of rain and the like; base millimetre.
    Rainfall,
    /// Magnitude of an earthquake, category of a storm, and other bare scales.
    Scale,
    /// Volume of oil and the like in barrels, data in bytes: a unit without conversion.
    Other,
}

/// A unit as the vocabulary declares it: `base = number * factor + offset`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Name in the vocabulary: `kilometre`, `USD`, `percent`; empty for a bare count.
    pub id: String,
    /// What it measures.
    pub dimension: Dimension,
    /// Factor to the dimension's base unit.
    pub factor: Decimal,
    /// Offset to the dimension's base unit (temperatures).
    pub offset: Decimal,
    /// "per day", "a year": the unit of time of a rate, empty if none.
    pub per: String,
}

impl Unit {
    /// The unit of a bare number of things.
    pub fn count() -> Self {
        Self {
            id: String::new(),
            dimension: Dimension::Count,
            factor: Decimal::ONE,
            offset: Decimal::ZERO,
            per: String::new(),
        }
    }
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    /// Where it lies, in the printed unit.
    pub at: Decimal,
    /// Whether the end itself belongs to the range.
    pub closed: bool,
}

/// How a figure was hedged. Wording only: the range itself is in the bounds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Hedge {
    /// "57", "exactly 57".
    Exact,
    /// "about 500", "some 500", "500 or so".
    About,
    /// "nearly 500", "almost 500": just below.
    Nearly,
    /// "at least 12".
    AtLeast,
    /// "more than 100", "over 100".
    MoreThan,
    /// "at most 40", "up to 50", "no more than 40".
    AtMost,
    /// "fewer than 100", "under 100".
    LessThan,
    /// "between 20 and 30", "20-30".
    Range,
    /// "dozens", "several", "a handful", "tens of thousands".
    Vague,
}

/// A number as a range. `low` and `high` are `None` where that end is open towards infinity.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// Lower end.
    pub low: Option<Bound>,
    /// Upper end.
    pub high: Option<Bound>,
    /// What the figure counts in.
    pub unit: Unit,
    /// The bare number as printed, scale words applied, without its hedge; `None` for a range or
    /// a vague count.
    pub printed: Option<Decimal>,
    /// Half of the last printed digit where the figure is evidently rounded ("$1.2bn": 50 million;
    /// "30 km": half a kilometre), zero for plain counts. In the printed unit.
    pub rounding: Decimal,
    /// How it was hedged.
    pub hedge: Hedge,
}

impl Quantity {
    /// Exactly this many things.
    pub fn exactly(number: Decimal) -> Self {
        let end = Some(Bound { at: number, closed: true });
        Self {
            low: end,
            high: end,
            unit: Unit::count(),
            printed: Some(number),
            rounding: Decimal::ZERO,
            hedge: Hedge::Exact,
        }
    }

    /// The one number that it is, if it is a point.
    pub fn point(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high && low.closed => Some(low.at),
            _ => None,
        }
    }
}
