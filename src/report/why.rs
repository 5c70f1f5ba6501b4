//! Why two camps stand as they do: a [`Difference`] becomes one sentence.

use super::difference::pieces;
use super::finding::{MOST, Subject};
use super::reading::{day, name_in};
use super::words::list_up_to;
use crate::article::Article;
use crate::claim::compare::Difference;
use crate::claim::name::{Standing, standing};
use crate::claim::{Claim, Field, Members, Office, Polarity, Value};
use crate::graph::{CampRelation, Relation};

/// One side of a relation.
pub(super) struct Side<'a> {
    pub(super) reading: &'a str,
    pub(super) claim: &'a Claim,
    pub(super) article: &'a Article,
}

impl Side<'_> {
    /// Who says it: the nearest voice, else the outlet.
    pub(super) fn voice(&self) -> &str {
        self.claim.attribution.first().map_or(self.article.outlet.as_str(), |voice| voice.printed.as_str())
    }
}

impl Subject<'_> {
    /// Why two camps stand as they do, in one sentence.
    pub(super) fn why(&self, relation: &CampRelation) -> String {
        let [Some(a), Some(b)] = self.sides(relation) else { return String::new() };
        match relation.relation {
            Relation::Agrees => format!("both say {}", a.reading),
            Relation::Updates => self.update(relation, &a, &b),
            Relation::Disputes => format!(
                "{} says {}, {} says {}; the outlets only report them",
                a.voice(),
                a.reading,
                b.voice(),
                b.reading
            ),
            Relation::Compatible => compatible(relation.difference, &a, &b),
            Relation::Contradicts => self.contradicts(relation, &a, &b),
        }
    }

    fn contradicts(&self, relation: &CampRelation, a: &Side<'_>, b: &Side<'_>) -> String {
        let (x, y) = (a.reading, b.reading);
        match relation.difference {
            None => format!("{x} and {y} cannot both be true"),
            Some(Difference::Numeric) => format!("{x} and {y} cannot both be true of {}", self.one_thing()),
            Some(Difference::Date) => format!("{x} and {y} do not overlap"),
            Some(Difference::Place) => format!("{x} and {y} are two places, and neither lies in the other"),
            Some(Difference::Membership) => self.membership(relation, a, b),
            Some(Difference::Role) => role(a, b),
            Some(Difference::Negation) => negation(a, b),
            Some(Difference::Antonym) => format!("“{x}” and “{y}” are opposites"),
            Some(Difference::Quotation) => quotation(a, b, "the quotations part"),
            Some(Difference::Arithmetic) => format!("{} do not add up", list_up_to(&self.readings(), MOST)),
            Some(Difference::Calendar) => format!("{x} and {y} do not fit in the calendar"),
            Some(Difference::Order) => "they put the events in opposite orders".to_owned(),
            Some(Difference::Identity) => format!("{x} and {y} are two different names for one thing"),
        }
    }

    fn update(&self, relation: &CampRelation, a: &Side<'_>, b: &Side<'_>) -> String {
        let (old, new) = in_time(relation, a, b);
        match (old.article.published, new.article.published) {
            (Some(before), Some(after)) if before < after => format!(
                "{} of {} has {}, {} of {} has {}",
                old.article.outlet,
                day(before),
                old.reading,
                new.article.outlet,
                day(after),
                new.reading
            ),
            _ if self.is_told_as_change(relation) => {
                format!("{} and {}: the words say that it changed", old.reading, new.reading)
            }
            _ => format!(
                "{} and {}: {} has the higher toll too, so it was written later",
                old.reading, new.reading, new.article.outlet
            ),
        }
    }

    /// Whom only one of two lists has, and which outlets have that list.
    fn membership(&self, relation: &CampRelation, a: &Side<'_>, b: &Side<'_>) -> String {
        let (Value::Members(x), Value::Members(y)) = (&a.claim.value, &b.claim.value) else {
            return format!("{} and {} are two lists", a.reading, b.reading);
        };
        let alone = |camp: usize, side: &Side<'_>, x: &Members, y: &Members| {
            let words = side.article.words(side.claim.mention);
            let names: Vec<String> =
                x.people.difference(&y.people).map(|name| name_in(words, name)).collect();
            let outlets = self.outlets_of(camp);
            let verb = if outlets.len() == 1 { "names" } else { "name" };
            let line = format!("only {} {verb} {}", list_up_to(&outlets, MOST), list_up_to(&names, MOST));
            (!names.is_empty()).then_some(line)
        };
        let [first, second] = relation.camps;
        let said: Vec<String> =
            [alone(first, a, x, y), alone(second, b, y, x)].into_iter().flatten().collect();
        said.join(", ")
    }

    /// Whether a claim of either camp says that something changed.
    fn is_told_as_change(&self, relation: &CampRelation) -> bool {
        let camps = relation.camps.iter().filter_map(|&camp| self.judgement.camps.get(camp));
        let mut claims = camps.flat_map(|camp| &camp.claims);
        claims.any(|id| self.input.claims.get(id.0 as usize).is_some_and(|claim| claim.change.is_some()))
    }

    fn readings(&self) -> Vec<&str> {
        self.camps.iter().map(|camp| camp.reading.as_str()).collect()
    }

    /// What the key says that the values are of: "one night".
    fn one_thing(&self) -> &'static str {
        let has = |field| self.fact.key.iter().any(|(f, _)| *f == field);
        match () {
            () if has(Field::Night) => "one night",
            () if has(Field::When) => "one date",
            () if has(Field::Event) => "one event",
            () => "one thing",
        }
    }
}

/// The side that is replaced, then the one that replaces it.
pub(super) fn in_time<'s, 'a>(
    relation: &CampRelation,
    a: &'s Side<'a>,
    b: &'s Side<'a>,
) -> (&'s Side<'a>, &'s Side<'a>) {
    let a_is_newer = match relation.newer {
        Some(camp) => camp == relation.camps[0],
        None => a.article.published > b.article.published,
    };
    if a_is_newer { (b, a) } else { (a, b) }
}

fn compatible(difference: Option<Difference>, a: &Side<'_>, b: &Side<'_>) -> String {
    let (x, y) = (a.reading, b.reading);
    match difference {
        Some(Difference::Numeric) => format!("{x} and {y} leave room for one true figure"),
        Some(Difference::Date) => format!("{x} and {y} overlap"),
        Some(Difference::Place) => places(a, b),
        Some(Difference::Membership) => format!("{x} and {y}: the shorter list leaves room for others"),
        Some(Difference::Role) => format!("{x} and {y} can be one person's offices"),
        Some(Difference::Quotation) => quotation(a, b, "other words for the same"),
        _ => format!("{x} and {y} can both be true"),
    }
}

/// What is known of two places that can both be right.
fn places(a: &Side<'_>, b: &Side<'_>) -> String {
    let (x, y) = (a.reading, b.reading);
    let both = || format!("{x} and {y} can both be true");
    let (Value::Place(one), Value::Place(other)) = (&a.claim.value, &b.claim.value) else { return both() };
    match standing(&one.name, &other.name) {
        Standing::Within => format!("{x} lies in {y}"),
        Standing::Around => format!("{y} lies in {x}"),
        Standing::Overlap => format!("{x} and {y} may share ground"),
        Standing::Namesakes => {
            format!("{x} and {y}: several places bear such a name, and the words fit one of them")
        }
        Standing::Unknown => match (one.known, other.known) {
            (false, false) => format!("neither {x} nor {y} is in the list of places: they may be one"),
            (false, true) => format!("{x} is not in the list of places: it may lie in {y}"),
            (true, false) => format!("{y} is not in the list of places: it may lie in {x}"),
            (true, true) => format!("{x} and {y}: whether one lies in the other is not known"),
        },
        Standing::Same | Standing::Apart => both(),
    }
}

fn role(a: &Side<'_>, b: &Side<'_>) -> String {
    let pair = format!("{} and {}", a.reading, b.reading);
    let same_office = |x: &Office, y: &Office| x.head == y.head && x.tenure != y.tenure;
    match (&a.claim.value, &b.claim.value) {
        (Value::Office(x), Value::Office(y)) if same_office(x, y) => {
            format!("nobody is {pair} at one time")
        }
        _ => format!("{pair} cannot be one person's offices at one time"),
    }
}

fn negation(a: &Side<'_>, b: &Side<'_>) -> String {
    let (yes, no) = if a.claim.polarity == Polarity::Negated { (b, a) } else { (a, b) };
    format!("{} says that it is so, {} that it is not", yes.voice(), no.voice())
}

/// Where the words of two quotations differ.
fn quotation(a: &Side<'_>, b: &Side<'_>, what: &str) -> String {
    let (Value::Quote(x), Value::Quote(y)) = (&a.claim.value, &b.claim.value) else {
        return format!("{what}: {} and {}", a.reading, b.reading);
    };
    let Some(pieces) = pieces(&x.words, &y.words) else {
        return format!("{what}: {} and {}", a.reading, b.reading);
    };
    let said: Vec<String> = pieces
        .iter()
        .filter(|piece| !piece.same)
        .map(|piece| (x.words[piece.old.clone()].join(" "), y.words[piece.new.clone()].join(" ")))
        .map(|(old, new)| match (old.is_empty(), new.is_empty()) {
            (false, false) => format!("“{old}” against “{new}”"),
            (false, true) => format!("“{old}” only in {}", a.article.outlet),
            (true, _) => format!("“{new}” only in {}", b.article.outlet),
        })
        .collect();
    if said.is_empty() {
        format!("{what} in their marks alone")
    } else {
        format!("{what}: {}", list_up_to(&said, 3))
    }
}
