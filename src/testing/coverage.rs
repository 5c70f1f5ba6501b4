//! What the tests of rules leave untried: conditions that never refuse, words that no claim has,
//! fields that keep nothing apart, relations that never come out.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rayon::prelude::*;

use super::engine::{check_texts, judge};
use super::{Outcome, articles, judge_texts};
use crate::check::Checked;
use crate::claim::{Claim, Field};
use crate::rule::names::Named;
use crate::rule::{Condition, Expectation, OverTime, Rule, RuleSet, Subject, Test, Wanted};
use crate::vocabulary::predicates::predicates;
use crate::vocabulary::things::things;

/// What the tests of some rules leave untried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Rule by rule, in their order; a rule whose tests try everything has an empty list.
    pub rules: Vec<(String, Vec<Untried>)>,
    /// Things and predicates of the vocabulary that no claim of any of these tests has; none where
    /// only some rules were looked at.
    pub words: Words,
}

/// Words of the vocabulary that no test has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Things, by name.
    pub things: Vec<String>,
    /// Predicates, by name.
    pub predicates: Vec<String>,
}

/// Something of a rule that no test of it tries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Untried {
    /// A gate's word that no claim has: the gate's path, and the word.
    Word(String, String),
    /// A gate that every claim passes: nothing shows what it refuses.
    Gate(String),
    /// A field of `key` or `separate` that keeps no two texts apart.
    Field(&'static str),
    /// A relation that never comes out.
    Relation(&'static str),
    /// Parts that are more than their whole.
    Sum,
}

/// Looks at the tests of every rule whose id contains `filter`.
pub fn coverage(rules: &RuleSet, filter: Option<&str>) -> Coverage {
    let wanted: Vec<&Rule> =
        rules.rules.iter().filter(|rule| filter.is_none_or(|filter| rule.id.contains(filter))).collect();
    let tried: Vec<Tried> = wanted.par_iter().map(|rule| Tried::new(rules, rule)).collect();
    let seen: BTreeSet<&str> = tried.iter().flat_map(|tried| &tried.claims).flat_map(words).collect();
    let unseen = |ids: &mut dyn Iterator<Item = &'static str>| -> Vec<String> {
        ids.filter(|id| !seen.contains(id)).map(str::to_owned).collect()
    };
    // The tests of some rules are not there for all words.
    let words = match filter {
        None => Words { things: unseen(&mut things().ids()), predicates: unseen(&mut predicates().ids()) },
        Some(_) => Words::default(),
    };
    let of_rule = |tried: &Tried| (tried.rule.id.clone(), tried.untried());
    Coverage { rules: tried.iter().map(of_rule).collect(), words }
}

fn words(claim: &Claim) -> impl Iterator<Item = &str> {
    [&claim.concept, &claim.predicate].into_iter().flatten().map(String::as_str)
}

/// What the tests of one rule try.
struct Tried<'r> {
    rule: &'r Rule,
    /// The claims of its texts, whichever rule takes them.
    claims: Vec<Claim>,
    /// The expectations of its tests that pass.
    shown: BTreeSet<&'static str>,
    /// The fields that kept its claims apart.
    apart: BTreeSet<Field>,
    /// Whether something finds a contradiction inside one text.
    inside: bool,
}

impl<'r> Tried<'r> {
    fn new(rules: &RuleSet, rule: &'r Rule) -> Self {
        let mut tried =
            Self { rule, claims: Vec::new(), shown: BTreeSet::new(), apart: BTreeSet::new(), inside: false };
        for test in rule.tests.iter().filter(|test| !test.todo) {
            let articles = articles(test);
            let Checked { claims, apart, .. } = check_texts(rules, &articles);
            tried.claims.extend(claims);
            if judge_texts(rule, test, &judge(rules, &articles)) != Outcome::AsExpected {
                continue;
            }
            tried.shown.insert(test.expect.name());
            tried.inside |= test.expect == Expectation::Contradicts && test.texts.len() == 1;
            if test.expect == Expectation::Apart {
                let own = apart.iter().filter(|apart| rules.rules[apart.rule].id == rule.id);
                let before = tried.apart.len();
                tried.apart.extend(own.map(|apart| apart.field));
                // What no field keeps apart, the scene does.
                if tried.apart.len() == before {
                    tried.apart.insert(Field::Event);
                }
            }
        }
        if tried.apart.iter().any(|field| matches!(field, Field::When | Field::Night | Field::Place)) {
            tried.apart.insert(Field::Event);
        }
        tried
    }

    fn untried(&self) -> Vec<Untried> {
        let mut found = Vec::new();
        let conditions = [Some(&self.rule.select), self.rule.unless.as_ref()];
        for test in conditions.into_iter().flatten().flat_map(Condition::tests) {
            found.extend(self.untried_words(test));
            let of_kind = || self.claims.iter().filter(|claim| self.rule.kinds.contains(&claim.kind));
            if of_kind().all(|claim| test.holds(claim, &is_a)) {
                found.push(Untried::Gate(test.gate.clone()));
            }
        }
        let fields = self.rule.key.iter().chain(&self.rule.separate);
        found.extend(
            fields.filter(|field| !self.apart.contains(field)).map(|field| Untried::Field(field.name())),
        );
        let mut relations = vec![Expectation::Contradicts, Expectation::Agrees, Expectation::Compatible];
        relations.extend((self.rule.over_time != OverTime::Fixed).then_some(Expectation::Updates));
        let names = relations.into_iter().map(Named::name);
        found.extend(names.filter(|name| !self.shown.contains(name)).map(Untried::Relation));
        found.extend((self.rule.sum.is_some() && !self.inside).then_some(Untried::Sum));
        found
    }

    /// Words of a gate that no claim has, or only with the help of another one.
    fn untried_words(&self, test: &Test) -> Vec<Untried> {
        let Wanted::OneOf(words) = &test.wanted else { return Vec::new() };
        let has = |word: &String| {
            let alone = Test { wanted: Wanted::OneOf(vec![word.clone()]), ..test.clone() };
            self.claims.iter().any(|claim| alone.holds(claim, &is_a))
        };
        let said = |word: &String| Untried::Word(test.gate.clone(), word.clone());
        let closed = matches!(test.subject, Subject::Kind | Subject::Dimension);
        words.iter().filter(|word| !closed && !has(word)).map(said).collect()
    }
}

fn is_a(narrow: &str, wide: &str) -> bool {
    things().is_a(narrow, wide)
}

impl Untried {
    fn tell(&self) -> String {
        match self {
            Self::Word(gate, word) => format!("{gate}: no test has a claim with `{word}`"),
            Self::Gate(gate) => format!("{gate}: no test shows what it refuses"),
            Self::Field(field) => format!("no test is kept apart by `{field}`"),
            Self::Relation(relation) => format!("no test {relation}"),
            Self::Sum => "no test of one text has parts that are more than their whole".to_owned(),
        }
    }
}

impl Coverage {
    /// The same for readers.
    pub fn tell(&self) -> String {
        let mut text = String::new();
        for (rule, untried) in &self.rules {
            let head = if untried.is_empty() { "everything is tried" } else { "not tried:" };
            let _ = writeln!(text, "{rule}: {head}");
            for untried in untried {
                let _ = writeln!(text, "  {}", untried.tell());
            }
        }
        for (what, words) in [("things", &self.words.things), ("predicates", &self.words.predicates)] {
            if !words.is_empty() {
                let _ = writeln!(text, "{what} of the vocabulary in no test: {}", words.join(", "));
            }
        }
        text
    }
}
