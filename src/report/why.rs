//! Why two camps stand as they do: a [`Difference`] becomes one sentence.

use super::finding::{MOST, Subject};
use super::reading::{day, field_value};
use super::words::list_up_to;
use crate::article::Article;
use crate::claim::compare::Difference;
use crate::claim::{Claim, Field, Members, Office, Polarity, Value};
use crate::graph::{CampRelation, Relation};

/// Largest product of the lengths of two quotations that are compared word by word.
const LARGEST: usize = 1_000_000;

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
            Relation::Updates => update(&a, &b),
            Relation::Disputes => format!(
                "{} says {}, {} says {}; the outlets only report them",
                a.voice(),
                a.reading,
                b.voice(),
                b.reading
            ),
            Relation::Compatible => compatible(relation.difference, &a, &b),
            Relation::Contradicts => self.contradicts(relation.difference, &a, &b),
        }
    }

    fn contradicts(&self, difference: Option<Difference>, a: &Side<'_>, b: &Side<'_>) -> String {
        let (x, y) = (a.reading, b.reading);
        match difference {
            None => format!("{x} and {y} cannot both be true"),
            Some(Difference::Numeric) => format!("{x} and {y} cannot both be true of {}", self.one_thing()),
            Some(Difference::Date) => format!("{x} and {y} do not overlap"),
            Some(Difference::Place) => format!("{x} and {y} are two places, and neither lies in the other"),
            Some(Difference::Membership) => membership(a, b),
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

/// The side that was published earlier, then the other.
pub(super) fn in_time<'s, 'a>(a: &'s Side<'a>, b: &'s Side<'a>) -> (&'s Side<'a>, &'s Side<'a>) {
    if a.article.published > b.article.published { (b, a) } else { (a, b) }
}

fn update(a: &Side<'_>, b: &Side<'_>) -> String {
    let (old, new) = in_time(a, b);
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
        _ => format!("{} and {}: the words say that it changed", old.reading, new.reading),
    }
}

fn compatible(difference: Option<Difference>, a: &Side<'_>, b: &Side<'_>) -> String {
    let (x, y) = (a.reading, b.reading);
    match difference {
        Some(Difference::Numeric) => format!("{x} and {y} leave room for one true figure"),
        Some(Difference::Date) => format!("{x} and {y} overlap"),
        Some(Difference::Place) => format!("{x} and {y}: one lies in the other"),
        Some(Difference::Membership) => format!("{x} and {y}: the shorter list leaves room for others"),
        Some(Difference::Role) => format!("{x} and {y} can be one person's offices"),
        Some(Difference::Quotation) => quotation(a, b, "other words for the same"),
        _ => format!("{x} and {y} can both be true"),
    }
}

fn membership(a: &Side<'_>, b: &Side<'_>) -> String {
    let (Value::Members(x), Value::Members(y)) = (&a.claim.value, &b.claim.value) else {
        return format!("{} and {} are two lists", a.reading, b.reading);
    };
    let only = |x: &Members, y: &Members| {
        let names: Vec<String> = x.people.difference(&y.people).map(|name| field_value(name, true)).collect();
        list_up_to(&names, MOST)
    };
    let alone = [(a, only(x, y)), (b, only(y, x))];
    let said: Vec<String> = alone
        .iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(side, names)| format!("only {} names {names}", side.article.outlet))
        .collect();
    said.join(", ")
}

fn role(a: &Side<'_>, b: &Side<'_>) -> String {
    let pair = format!("{} and {}", a.reading, b.reading);
    let same_office = |x: &Office, y: &Office| x.head == y.head && x.tenure != y.tenure;
    match (&a.claim.value, &b.claim.value) {
        (Value::Office(x), Value::Office(y)) if same_office(x, y) => {
            format!("{pair}: one office is not held and left at one time")
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
    if x.words.len() * y.words.len() > LARGEST {
        return format!("{what}: {} and {}", a.reading, b.reading);
    }
    let changes = changed_words(&x.words, &y.words);
    let said: Vec<String> = changes
        .iter()
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

/// The stretches in which two lists of words differ, by their longest common subsequence.
fn changed_words(old: &[String], new: &[String]) -> Vec<(String, String)> {
    let common = common_lengths(old, new);
    let (mut at, mut to) = (0, 0);
    let (mut gone, mut come): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut changes = Vec::new();
    loop {
        let same = at < old.len() && to < new.len() && old[at] == new[to];
        let end = at == old.len() && to == new.len();
        if (same || end) && !(gone.is_empty() && come.is_empty()) {
            changes.push((gone.join(" "), come.join(" ")));
            (gone, come) = (Vec::new(), Vec::new());
        }
        if end {
            return changes;
        }
        if same {
            (at, to) = (at + 1, to + 1);
        } else if to == new.len() || (at < old.len() && common[at + 1][to] >= common[at][to + 1]) {
            gone.push(&old[at]);
            at += 1;
        } else {
            come.push(&new[to]);
            to += 1;
        }
    }
}

/// `[i][j]`: how many words the lists from their i-th and j-th word on have in common, in order.
fn common_lengths(old: &[String], new: &[String]) -> Vec<Vec<usize>> {
    let mut common = vec![vec![0; new.len() + 1]; old.len() + 1];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            let skip = common[at + 1][to].max(common[at][to + 1]);
            common[at][to] = if old[at] == new[to] { common[at + 1][to + 1] + 1 } else { skip };
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn changed_words_are_found() {
        let found =
            changed_words(&words("we shall not leave this week"), &words("we will leave this week then"));
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(found, [pair("shall not", "will"), pair("", "then")]);
        assert!(changed_words(&words("a b"), &words("a b")).is_empty());
    }
}
