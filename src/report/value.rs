//! What the report's `value` holds for every kind of claim, and the one form of a value that does
//! not depend on wording, for fingerprints.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::claim::quantity::{Bound, Dimension, Hedge, Quantity};
use crate::claim::value::{ValueKind, ValueMention};
use crate::claim::when::{Basis, Grain, When};
use crate::claim::{Tenure, Value};

/// A claim's value as the report prints it. A claim's `kind` says which shape it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum ValueEntry {
    /// Of a count, measure, sum of money, percentage or duration: a range in the printed unit.
    Number {
        /// Lower end as a decimal string; null where the range is open towards minus infinity.
        low: Option<String>,
        /// Whether the lower end itself belongs to the range: true for "at least 12", false for
        /// "more than 12".
        low_closed: bool,
        /// Upper end as a decimal string; null where the range is open towards infinity.
        high: Option<String>,
        /// Whether the upper end itself belongs to the range.
        high_closed: bool,
        /// Name of the unit: `kilometre`, `USD`, `percent`; empty for a bare number of things.
        unit: String,
        /// Unit of time of a rate ("a day"); null where it is no rate.
        per: Option<String>,
        /// Half of the last printed digit where the figure is evidently rounded, else "0"; decimal
        /// string in the printed unit.
        rounding: String,
        /// How the words hedged it.
        hedge: Hedge,
    },
    /// Of a date: days, both ends included. All null where the words need a day of publication
    /// that the article does not have.
    Date {
        /// First day, `YYYY-MM-DD`.
        from: Option<String>,
        /// Last day, `YYYY-MM-DD`.
        to: Option<String>,
        /// How exactly it is known.
        grain: Option<Grain>,
        /// Clock time of that day, if one is given.
        clock: Option<Clock>,
        /// Offset of the clock from UTC in minutes where the text names a zone.
        zone: Option<i16>,
        /// How the date came to be known.
        basis: Option<Basis>,
    },
    /// Of a place.
    Place {
        /// Canonical folded name.
        place: String,
        /// Whether the gazetteer or the vocabulary knows it.
        known: bool,
    },
    /// Of the members or leaders of a group.
    Members {
        /// Canonical folded names, in alphabetical order.
        people: Vec<String>,
        /// Whether the words leave room for others ("included", "among them").
        open: bool,
    },
    /// Of an office.
    Role {
        /// Folded head with its rank and field: `defence minister`.
        office: String,
        /// Body that it belongs to.
        body: Option<String>,
        /// Country or town that it is an office of.
        place: Option<String>,
        /// Whether it is held now.
        tenure: Tenure,
    },
    /// Of a quotation.
    Quote {
        /// Folded words, joined by spaces.
        words: String,
        /// Whether the outlet quotes a fragment only.
        fragment: bool,
    },
    /// Of a statement.
    Statement {
        /// What is asserted, as the vocabulary names it; see the claim's `polarity`.
        statement: String,
    },
    /// Of a result in pairs.
    Score {
        /// The pairs in print order: `[[6, 4], [6, 3]]`.
        score: Vec<(u32, u32)>,
    },
    /// Of a running time.
    Result {
        /// Seconds as a decimal string.
        seconds: String,
    },
    /// Of a number or name that identifies.
    Identifier {
        /// Kind and number: `flight kx 412`.
        identifier: String,
    },
    /// Of a rank, in `claims --stage values` only.
    Ordinal {
        /// 6 for "the sixth".
        rank: u32,
    },
}

/// A clock interval, both ends `HH:MM`; a point has equal ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Clock {
    /// First minute.
    pub from: String,
    /// Last minute.
    pub to: String,
}

impl ValueEntry {
    /// The printed shape of a claim's value.
    pub fn new(value: &Value) -> Self {
        match value {
            Value::Number(quantity) => Self::number(quantity),
            Value::When(when) => Self::date(Some(when)),
            Value::Place(place) => Self::Place { place: place.name.clone(), known: place.known },
            Value::Members(m) => Self::Members { people: m.people.iter().cloned().collect(), open: m.open },
            Value::Office(o) => Self::Role {
                office: o.head.clone(),
                body: o.body.clone(),
                place: o.place.clone(),
                tenure: o.tenure,
            },
            Value::Quote(q) => Self::Quote { words: q.words.join(" "), fragment: q.fragment },
            Value::Statement(s) => Self::Statement { statement: s.predicate.clone() },
            Value::Score(pairs) => Self::Score { score: pairs.clone() },
            Value::Result(seconds) => Self::Result { seconds: plain(*seconds) },
            Value::Identifier(name) => Self::Identifier { identifier: name.clone() },
        }
    }

    /// The printed shape of a value that the grammars found.
    #[doc(hidden)]
    pub fn of_mention(mention: &ValueMention) -> Self {
        match &mention.kind {
            ValueKind::Number(quantity) => Self::number(quantity),
            ValueKind::Ordinal(rank) => Self::Ordinal { rank: *rank },
            ValueKind::Date(when, _) => Self::date(when.as_ref()),
            ValueKind::Score(pairs) => Self::Score { score: pairs.clone() },
            ValueKind::Result(seconds) => Self::Result { seconds: plain(*seconds) },
            ValueKind::Identifier(name) => Self::Identifier { identifier: name.clone() },
        }
    }

    fn number(quantity: &Quantity) -> Self {
        let unit = &quantity.unit;
        // Cents are parts of the currency that the unit names.
        let whole = |n: Decimal| match unit.dimension {
            Dimension::Money => n.checked_mul(unit.factor).unwrap_or(n),
            _ => n,
        };
        let end = |bound: Option<Bound>| bound.map(|b| plain(whole(b.at)));
        let closed = |bound: Option<Bound>| bound.is_some_and(|b| b.closed);
        Self::Number {
            low: end(quantity.low),
            low_closed: closed(quantity.low),
            high: end(quantity.high),
            high_closed: closed(quantity.high),
            unit: unit.id.clone(),
            per: (!unit.per.is_empty()).then(|| unit.per.clone()),
            rounding: plain(whole(quantity.rounding)),
            hedge: quantity.hedge,
        }
    }

    fn date(when: Option<&When>) -> Self {
        let minute = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
        Self::Date {
            from: when.map(|w| w.from.to_string()),
            to: when.map(|w| w.to.to_string()),
            grain: when.map(|w| w.grain),
            clock: when.and_then(|w| w.clock).map(|(from, to)| Clock { from: minute(from), to: minute(to) }),
            zone: when.and_then(|w| w.zone),
            basis: when.map(|w| w.basis),
        }
    }
}

/// The name of the kind of value that the grammars found.
#[doc(hidden)]
pub fn kind_of_mention(kind: &ValueKind) -> &'static str {
    match kind {
        ValueKind::Number(quantity) => match quantity.unit.dimension {
            Dimension::Count => "count",
            Dimension::Money => "money",
            Dimension::Percent | Dimension::PercentPoint => "percent",
            Dimension::Duration | Dimension::Months => "duration",
            _ => "measure",
        },
        ValueKind::Ordinal(_) => "ordinal",
        ValueKind::Date(..) => "date",
        ValueKind::Score(_) => "score",
        ValueKind::Result(_) => "result",
        ValueKind::Identifier(_) => "identifier",
    }
}

/// A decimal without trailing zeros and without an exponent.
#[doc(hidden)]
pub fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// One value without wording: numbers in their base unit without hedge, dates without basis. Two
/// values that agree have one canonical form.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Number(q) => {
            let unit = &q.unit;
            let base = |bound: Option<Bound>, open: &str, closed: &str| {
                bound.map_or_else(
                    || "*".to_owned(),
                    |b| {
                        let at = b.at.checked_mul(unit.factor).and_then(|n| n.checked_add(unit.offset));
                        format!("{}{}", if b.closed { closed } else { open }, plain(at.unwrap_or(b.at)))
                    },
                )
            };
            // Units without a conversion differ by name alone.
            let named = unit.factor == Decimal::ONE || unit.dimension == Dimension::Money;
            let name = if named { unit.id.as_str() } else { "" };
            let (low, high) = (base(q.low, ">", ">="), base(q.high, "<", "<="));
            format!("{:?} {name}/{} {low} {high}", unit.dimension, unit.per)
        }
        Value::When(w) => {
            let clock = w.clock.map_or_else(String::new, |(from, to)| format!(" {from}-{to}"));
            format!("{}..{}{clock}", w.from, w.to)
        }
        Value::Place(place) => place.name.clone(),
        Value::Members(m) => m.people.iter().cloned().collect::<Vec<_>>().join("; "),
        Value::Office(o) => {
            let part = |name: &Option<String>| name.clone().unwrap_or_default();
            format!("{}; {}; {}; {:?}", o.head, part(&o.body), part(&o.place), o.tenure)
        }
        Value::Quote(q) => q.words.join(" "),
        Value::Statement(s) => s.predicate.clone(),
        Value::Score(pairs) => format!("{pairs:?}"),
        Value::Result(seconds) => plain(*seconds),
        Value::Identifier(name) => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::quantity::Unit;

    #[test]
    fn decimals_are_plain() {
        let number = |text: &str| plain(text.parse().unwrap());
        assert_eq!([number("1500000.00"), number("0.10"), number("-3")], ["1500000", "0.1", "-3"]);
    }

    #[test]
    fn cents_are_parts_of_their_currency() {
        let unit = Unit {
            id: "USD".to_owned(),
            dimension: Dimension::Money,
            factor: Decimal::new(1, 2),
            ..Unit::count()
        };
        let cents = Quantity { unit, ..Quantity::exactly(Decimal::from(75)) };
        let json = serde_json::to_value(ValueEntry::new(&Value::Number(cents))).unwrap();
        assert_eq!((json["low"].as_str(), json["unit"].as_str()), (Some("0.75"), Some("USD")));
    }

    #[test]
    fn open_ends_are_null() {
        let mut more = Quantity::exactly(Decimal::from(100));
        more.high = None;
        more.low = more.low.map(|b| Bound { closed: false, ..b });
        let json = serde_json::to_string(&ValueEntry::new(&Value::Number(more))).unwrap();
        assert!(
            json.starts_with(r#"{"low":"100","low_closed":false,"high":null,"high_closed":false,"unit":"""#),
            "{json}"
        );
    }
}
