//! How two values of one fact stand to each other. Values own their comparison.
//!
//! A value has a [`Class`]: the canonical form of what it states. Values of one class agree, so
//! that agreement is an equivalence for numbers, durations, scores, identifiers and dates of one
//! precision. Three comparisons are wider than their class and need not be transitive: a bare day
//! agrees with each part of it, an office agrees with the same office named more fully, and names,
//! places and quotations agree where the [`World`] says so. Whoever groups values must not join
//! two that contradict each other through a third that agrees with both.

mod date;
mod members;
mod number;
mod office;
mod score;

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::quantity::{Dimension, Quantity};
use super::token::fold;
use super::{Claim, Field, Kind, PlaceName, Polarity, Quotation, Statement, Value};
use crate::vocabulary::measures::measures;
use crate::vocabulary::predicates::predicates;
use crate::vocabulary::things::things;

#[doc(hidden)]
pub use number::{base_bounds, lie_tenfold_apart};

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Comparison {
    /// They say the same.
    Agrees,
    /// Both can be true.
    Compatible,
    /// Not both can be true.
    Contradicts,
}

/// What sets two values apart.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Difference {
    /// Two figures.
    Numeric,
    /// Two dates or times.
    Date,
    /// Two places.
    Place,
    /// Two sets of people.
    Membership,
    /// Two offices, or one held and one left.
    Role,
    /// One says so, the other not so.
    Negation,
    /// Two opposite predicates.
    Antonym,
    /// Other words in one quotation.
    Quotation,
    /// Parts that do not add up to their whole.
    Arithmetic,
    /// A weekday that does not fit its date.
    Calendar,
    /// Before or after.
    Order,
    /// Two names or identifiers.
    Identity,
}

/// What comes of comparing two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[doc(hidden)]
pub struct Compared {
    /// How they stand to each other.
    pub comparison: Comparison,
    /// What sets them apart; `None` exactly where they agree.
    pub difference: Option<Difference>,
    /// Two bounds that fit but lie far apart: "at least 56", "over 100".
    pub far: bool,
}

impl Compared {
    /// They say the same.
    pub const AGREES: Self = Self { comparison: Comparison::Agrees, difference: None, far: false };

    /// Both can be true, though they differ.
    pub const fn compatible(difference: Difference) -> Self {
        Self { comparison: Comparison::Compatible, difference: Some(difference), far: false }
    }

    /// Not both can be true.
    pub const fn contradicts(difference: Difference) -> Self {
        Self { comparison: Comparison::Contradicts, difference: Some(difference), far: false }
    }

    fn of(comparison: Comparison, difference: Difference) -> Self {
        match comparison {
            Comparison::Agrees => Self::AGREES,
            Comparison::Compatible => Self::compatible(difference),
            Comparison::Contradicts => Self::contradicts(difference),
        }
    }
}

/// What is known of places. The answer must not depend on the order of the two names.
#[doc(hidden)]
pub trait Places: Sync {
    /// How two canonical place names stand to each other, by containment.
    fn compare(&self, a: &str, b: &str) -> Comparison;
}

/// What is known of people's and bodies' names. The answer must not depend on their order.
#[doc(hidden)]
pub trait People: Sync {
    /// Whether two canonical names are one person or body.
    fn same(&self, a: &str, b: &str) -> bool;
}

/// What is known of offices. The answer must not depend on their order.
#[doc(hidden)]
pub trait Offices: Sync {
    /// Whether nobody can hold both at one time ("energy minister", "justice minister").
    fn exclusive(&self, a: &str, b: &str) -> bool;
}

/// How quotations are aligned. The answer must not depend on their order.
#[doc(hidden)]
pub trait Quotes: Sync {
    /// How two quotations of one speaker stand to each other; `None` where they are two utterances.
    fn compare(&self, a: &Quotation, b: &Quotation) -> Option<Comparison>;
}

/// What is known of predicates. The answer must not depend on their order.
#[doc(hidden)]
pub trait Predicates: Sync {
    /// Whether one denies the other ("acquit", "convict").
    fn opposite(&self, a: &str, b: &str) -> bool;
}

/// The knowledge that comparing takes and that no value has by itself.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct World<'a> {
    /// Places.
    pub places: &'a dyn Places,
    /// Names of people and bodies.
    pub people: &'a dyn People,
    /// Offices.
    pub offices: &'a dyn Offices,
    /// Quotations.
    pub quotes: &'a dyn Quotes,
    /// Predicates.
    pub predicates: &'a dyn Predicates,
}

/// The canonical form of what a value states: values of one class agree.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[doc(hidden)]
pub struct Class(Key);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Number(number::Stated),
    When(date::Stated),
    Score(Vec<(u32, u32)>),
    Identifier(String),
    /// Places, people, offices, quotations, statements, and figures too large to convert.
    Value(Value),
}

impl Class {
    /// The class of a value.
    pub fn of(value: &Value) -> Self {
        Self(match value {
            Value::Number(quantity) => {
                number::stated(quantity).map_or_else(|| Key::Value(value.clone()), Key::Number)
            }
            Value::Result(seconds) => {
                number::stated(&result(*seconds)).map_or_else(|| Key::Value(value.clone()), Key::Number)
            }
            Value::When(when) => Key::When(date::stated(when)),
            Value::Score(pairs) => Key::Score(score::canonical(pairs)),
            Value::Identifier(text) => Key::Identifier(identifier(text)),
            Value::Place(PlaceName { name, .. }) => {
                Key::Value(Value::Place(PlaceName { name: name.clone(), known: true }))
            }
            Value::Members(_) | Value::Office(_) | Value::Quote(_) | Value::Statement(_) => {
                Key::Value(value.clone())
            }
        })
    }

    /// Whether values agree only where their classes are equal, so that nobody need compare the rest.
    pub fn is_complete(&self) -> bool {
        match &self.0 {
            Key::Number(_) | Key::Score(_) => true,
            Key::Identifier(text) => text.contains(|c: char| c.is_ascii_digit()),
            Key::When(_) | Key::Value(_) => false,
        }
    }
}

/// Compares two values of one fact. `None` where they cannot be compared: two kinds of value,
/// dimensions, currencies, units of time of a rate, units without conversion, two utterances.
#[doc(hidden)]
pub fn compare(a: &Value, b: &Value, world: &World<'_>) -> Option<Compared> {
    use Difference as D;
    if a == b {
        return Some(Compared::AGREES);
    }
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => number::compare(a, b),
        (Value::Number(a), Value::Result(b)) => number::compare(a, &result(*b)),
        (Value::Result(a), Value::Number(b)) => number::compare(&result(*a), b),
        (Value::Result(a), Value::Result(b)) => number::compare(&result(*a), &result(*b)),
        (Value::When(a), Value::When(b)) => Some(Compared::of(date::compare(a, b), D::Date)),
        (Value::Place(a), Value::Place(b)) => {
            Some(Compared::of(compare_places(a, b, world.places), D::Place))
        }
        (Value::Members(a), Value::Members(b)) => {
            Some(Compared::of(members::compare(a, b, world.people), D::Membership))
        }
        (Value::Office(a), Value::Office(b)) => Some(Compared::of(office::compare(a, b, world), D::Role)),
        (Value::Quote(a), Value::Quote(b)) => {
            world.quotes.compare(a, b).map(|comparison| Compared::of(comparison, D::Quotation))
        }
        (Value::Statement(a), Value::Statement(b)) => {
            let opposites = |a: &str, b: &str| world.predicates.opposite(a, b);
            compare_statements((a, Polarity::Affirmed), (b, Polarity::Affirmed), &opposites)
        }
        (Value::Score(a), Value::Score(b)) => Some(Compared::of(score::compare(a, b), D::Numeric)),
        (Value::Identifier(a), Value::Identifier(b)) => {
            Some(Compared::of(compare_identifiers(a, b, world.people), D::Identity))
        }
        _ => None,
    }
}

/// Compares what two claims say: their values, each affirmed or denied. A denial contradicts what
/// it denies; two different denials can both be true.
#[doc(hidden)]
pub fn compare_claims(a: &Claim, b: &Claim, world: &World<'_>) -> Option<Compared> {
    if let (Value::Statement(said), Value::Statement(other)) = (&a.value, &b.value) {
        let opposites = |a: &str, b: &str| world.predicates.opposite(a, b);
        return compare_statements((said, a.polarity), (other, b.polarity), &opposites);
    }
    let compared = compare(&a.value, &b.value, world)?;
    if goes_the_other_way(a, b, world) {
        return Some(Compared::contradicts(Difference::Antonym));
    }
    if compared.comparison == Comparison::Contradicts && part_fits(a, b) {
        return Some(Compared::compatible(Difference::Numeric));
    }
    let difference = compared.difference.unwrap_or(Difference::Negation);
    Some(match (a.polarity, b.polarity) {
        (Polarity::Affirmed, Polarity::Affirmed) => compared,
        (Polarity::Negated, Polarity::Negated) if compared.comparison == Comparison::Agrees => compared,
        (Polarity::Negated, Polarity::Negated) => Compared::compatible(difference),
        _ if denies(&a.value, &b.value, compared, world) => Compared::contradicts(Difference::Negation),
        _ => Compared::compatible(difference),
    })
}

/// "gained 2.1%", "2.1% down", "a loss of $2m": which way a change or a balance goes, where the claim is
/// one and says so.
#[doc(hidden)]
pub fn way(claim: &Claim) -> Option<&str> {
    let is_change = |measure: &str| measures().is_change(measure);
    let is_balance = |measure: &str| measures().is_balance(measure);
    let concept = claim.concept.as_deref();
    let goes = match claim.kind {
        Kind::Percent => concept.is_some_and(is_change),
        Kind::Money => concept.is_some_and(is_balance),
        _ => false,
    };
    claim.predicate.as_deref().filter(|_| goes)
}

fn goes_the_other_way(a: &Claim, b: &Claim, world: &World<'_>) -> bool {
    way(a).zip(way(b)).is_some_and(|(x, y)| world.predicates.opposite(x, y))
}

/// "Two children were killed", "eleven people died": a part fits its whole unless it is larger.
fn part_fits(a: &Claim, b: &Claim) -> bool {
    let (Some(x), Some(y)) = (&a.concept, &b.concept) else { return false };
    if a.kind != Kind::Count || x == y {
        return false;
    }
    let smaller = |part: &Claim, whole: &Claim| {
        !unspecified(part) && !is_everybody(part) && order(&part.value, &whole.value) == Some(Ordering::Less)
    };
    (things().is_a(x, y) && smaller(a, b)) || (things().is_a(y, x) && smaller(b, a))
}

/// "38,900 spectators watched" counts everybody who did.
fn is_everybody(claim: &Claim) -> bool {
    let predicate = claim.predicate.as_deref().and_then(|id| predicates().named(id));
    predicate.is_some_and(|p| claim.concept.as_ref().is_some_and(|thing| p.everybody.contains(thing)))
}

/// Whether the text leaves out what is counted ("a toll of 17").
fn unspecified(claim: &Claim) -> bool {
    claim.arguments.get(&Field::Thing).is_some_and(|a| a.values.contains(super::figure::UNSPECIFIED))
}

/// Whether denying one value denies the other: it says the same, or it names a person who is
/// said to be absent.
fn denies(a: &Value, b: &Value, compared: Compared, world: &World<'_>) -> bool {
    match (a, b) {
        (Value::Members(a), Value::Members(b)) => members::share(a, b, world.people),
        _ => compared.comparison == Comparison::Agrees,
    }
}

/// Compares two statements about one actor and one matter. `opposites` tells whether one predicate
/// denies the other. `None` where the predicates have nothing to do with each other.
#[doc(hidden)]
pub fn compare_statements(
    a: (&Statement, Polarity),
    b: (&Statement, Polarity),
    opposites: &dyn Fn(&str, &str) -> bool,
) -> Option<Compared> {
    let alike = a.1 == b.1;
    if a.0.predicate == b.0.predicate {
        return Some(if alike { Compared::AGREES } else { Compared::contradicts(Difference::Negation) });
    }
    if !opposites(&a.0.predicate, &b.0.predicate) {
        return None;
    }
    Some(match (a.1, b.1) {
        (Polarity::Affirmed, Polarity::Affirmed) => Compared::contradicts(Difference::Antonym),
        // Neither convicted nor acquitted: the matter is still open.
        (Polarity::Negated, Polarity::Negated) => Compared::compatible(Difference::Antonym),
        _ => Compared::AGREES,
    })
}

/// Whether the first of two figures lies wholly below or above the second; `None` where they
/// overlap or cannot be compared.
#[doc(hidden)]
pub fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => number::order(a, b),
        (Value::Result(a), Value::Result(b)) => (a != b).then(|| a.cmp(b)),
        (Value::Office(a), Value::Office(b)) if a.head == b.head => {
            (a.tenure != b.tenure).then(|| stage(a.tenure).cmp(&stage(b.tenure)))
        }
        _ => None,
    }
}

/// Offices pass in one direction only: nobody who is reported to have left one holds it later.
fn stage(tenure: crate::claim::Tenure) -> u8 {
    use crate::claim::Tenure;
    match tenure {
        Tenure::Elect => 0,
        Tenure::Acting => 1,
        Tenure::Current => 2,
        Tenure::Outgoing => 3,
        Tenure::Former => 4,
    }
}

/// A running time as a span of time.
fn result(seconds: Decimal) -> Quantity {
    let mut quantity = Quantity::exactly(seconds);
    "second".clone_into(&mut quantity.unit.id);
    quantity.unit.dimension = Dimension::Duration;
    quantity
}

/// What neither the gazetteer nor the vocabulary knows may lie in any place that they know.
fn compare_places(a: &PlaceName, b: &PlaceName, places: &dyn Places) -> Comparison {
    if a.name == b.name {
        return Comparison::Agrees;
    }
    match places.compare(&a.name, &b.name) {
        Comparison::Contradicts if a.known != b.known => Comparison::Compatible,
        comparison => comparison,
    }
}

/// Letters and digits, folded: "KX 412" is "KX-412".
fn identifier(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What has no digit is a name.
fn compare_identifiers(a: &str, b: &str, people: &dyn People) -> Comparison {
    if identifier(a) == identifier(b) {
        return Comparison::Agrees;
    }
    let names = !a.contains(|c: char| c.is_ascii_digit()) && !b.contains(|c: char| c.is_ascii_digit());
    if names && people.same(a, b) { Comparison::Agrees } else { Comparison::Contradicts }
}

#[cfg(test)]
pub(crate) mod plain {
    //! A world that knows nothing but spelling, with a handful of facts for tests.

    use std::collections::BTreeSet;

    use super::*;

    pub(crate) struct Plain;

    impl Places for Plain {
        fn compare(&self, a: &str, b: &str) -> Comparison {
            match (a.min(b), a.max(b)) {
                (a, b) if a == b => Comparison::Agrees,
                ("riyadh" | "jeddah", "saudi arabia") => Comparison::Compatible,
                _ => Comparison::Contradicts,
            }
        }
    }

    impl People for Plain {
        fn same(&self, a: &str, b: &str) -> bool {
            a == b
        }
    }

    impl Offices for Plain {
        fn exclusive(&self, a: &str, b: &str) -> bool {
            matches!((a.min(b), a.max(b)), ("energy minister", "justice minister"))
        }
    }

    impl Quotes for Plain {
        fn compare(&self, a: &Quotation, b: &Quotation) -> Option<Comparison> {
            let words =
                |quotation: &Quotation| -> BTreeSet<String> { quotation.words.iter().cloned().collect() };
            (words(a).intersection(&words(b)).count() >= 3).then_some(if a.words == b.words {
                Comparison::Agrees
            } else {
                Comparison::Contradicts
            })
        }
    }

    impl Predicates for Plain {
        fn opposite(&self, a: &str, b: &str) -> bool {
            matches!((a.min(b), a.max(b)), ("acquit", "convict"))
        }
    }

    pub(crate) const WORLD: World<'static> =
        World { places: &Plain, people: &Plain, offices: &Plain, quotes: &Plain, predicates: &Plain };
}

#[cfg(test)]
mod tests {
    use super::plain::WORLD;
    use super::*;
    use crate::claim::{Members, Office, Tenure};
    use proptest::prelude::*;

    fn names() -> impl Strategy<Value = String> {
        proptest::sample::select(vec!["ana", "bo", "riyadh", "jeddah", "saudi arabia"])
            .prop_map(str::to_owned)
    }

    fn values() -> impl Strategy<Value = Value> {
        use Tenure::{Acting, Current, Elect, Former};
        let tenure = proptest::sample::select(vec![Current, Former, Acting, Elect]);
        let head = proptest::sample::select(vec!["energy minister", "justice minister", "envoy"]);
        let office = (head, proptest::option::of(names()), tenure).prop_map(|(head, place, tenure)| Office {
            head: head.to_owned(),
            body: None,
            place,
            tenure,
        });
        let members = (proptest::collection::btree_set(names(), 0..4), any::<bool>());
        prop_oneof![
            (0i64..4).prop_map(|n| Value::Number(Quantity::exactly(Decimal::from(n)))),
            (0i64..4).prop_map(|n| Value::Result(Decimal::from(n))),
            (names(), any::<bool>()).prop_map(|(name, known)| Value::Place(PlaceName { name, known })),
            members.prop_map(|(people, open)| Value::Members(Members { people, open })),
            office.prop_map(Value::Office),
            proptest::collection::vec(names(), 0..5).prop_map(|words| Value::Quote(Quotation {
                words,
                names: Vec::new(),
                fragment: false
            })),
            proptest::sample::select(vec!["acquit", "convict", "resign"])
                .prop_map(|p| Value::Statement(statement(p))),
            proptest::collection::vec((0u32..4, 0u32..4), 0..3).prop_map(Value::Score),
            names().prop_map(Value::Identifier),
        ]
    }

    proptest! {
        #[test]
        fn comparing_is_symmetric_and_says_what_differs(a in values(), b in values()) {
            let compared = compare(&a, &b, &WORLD);
            prop_assert_eq!(compared, compare(&b, &a, &WORLD));
            prop_assert_eq!(compare(&a, &a, &WORLD), Some(Compared::AGREES));
            if let Some(compared) = compared {
                prop_assert_eq!(compared.comparison == Comparison::Agrees, compared.difference.is_none());
                let same = Class::of(&a) == Class::of(&b);
                prop_assert!(!same || compared.comparison == Comparison::Agrees);
            }
        }

        #[test]
        fn agreement_is_an_equivalence(a in values(), b in values(), c in values()) {
            let agree = |a: &Value, b: &Value| compare(a, b, &WORLD) == Some(Compared::AGREES);
            prop_assert!(agree(&a, &a));
            prop_assert_eq!(agree(&a, &b), agree(&b, &a));
            prop_assert!(!(agree(&a, &b) && agree(&b, &c)) || agree(&a, &c));
        }
    }

    fn statement(predicate: &str) -> Statement {
        Statement { predicate: predicate.to_owned() }
    }

    #[test]
    fn statements_by_polarity_and_opposite() {
        use Polarity::{Affirmed as Yes, Negated as No};
        let opposites = |a: &str, b: &str| WORLD.predicates.opposite(a, b);
        let check = |a, p, b, q| compare_statements((&statement(a), p), (&statement(b), q), &opposites);
        assert_eq!(check("acquit", Yes, "acquit", Yes), Some(Compared::AGREES));
        assert_eq!(check("acquit", Yes, "acquit", No), Some(Compared::contradicts(Difference::Negation)));
        assert_eq!(check("acquit", Yes, "convict", Yes), Some(Compared::contradicts(Difference::Antonym)));
        assert_eq!(check("acquit", Yes, "convict", No), Some(Compared::AGREES));
        assert_eq!(check("acquit", No, "convict", No), Some(Compared::compatible(Difference::Antonym)));
        assert_eq!(check("acquit", Yes, "resign", Yes), None);
    }

    #[test]
    fn identifiers_and_places() {
        let id = |text: &str| Value::Identifier(text.to_owned());
        let check = |a: &Value, b: &Value| compare(a, b, &WORLD).map(|c| c.comparison);
        assert_eq!(check(&id("flight KX 412"), &id("flight KX-412")), Some(Comparison::Agrees));
        assert_eq!(check(&id("flight KX 412"), &id("flight KX 421")), Some(Comparison::Contradicts));
        let place = |name: &str, known| Value::Place(PlaceName { name: name.to_owned(), known });
        assert_eq!(check(&place("riyadh", true), &place("jeddah", true)), Some(Comparison::Contradicts));
        assert_eq!(check(&place("riyadh", true), &place("saudi arabia", true)), Some(Comparison::Compatible));
        assert_eq!(check(&place("riyadh", true), &place("grand hotel", false)), Some(Comparison::Compatible));
        assert_eq!(check(&place("riyadh", true), &place("riyadh", false)), Some(Comparison::Agrees));
        assert_eq!(check(&place("riyadh", true), &id("flight 1")), None);
    }

    #[test]
    fn results_are_durations() {
        let seconds = Value::Result(Decimal::from(5400));
        let mut hours = Quantity::exactly(Decimal::new(15, 1));
        hours.unit.dimension = Dimension::Duration;
        hours.unit.factor = Decimal::from(3600);
        assert_eq!(compare(&seconds, &Value::Number(hours), &WORLD), Some(Compared::AGREES));
    }
}
