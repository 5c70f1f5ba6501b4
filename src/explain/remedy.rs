//! What could be changed so that two claims come together: of a rule, of the vocabulary, or of what
//! is known about their articles. Here changes are proposed and named; whether one helps is found out
//! by running the engine with it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::Explainer;
use super::gates::Seen;
use super::meeting::{Ending, Gates, Meeting};
use crate::article::{Article, ArticleId};
use crate::claim::name::{NameMention, Referent, person_key};
use crate::claim::reading::Reading;
use crate::claim::{Claim, ClaimId, Field, Kind, Value};
use crate::vocabulary::measures::measures;
use crate::vocabulary::own::PEOPLE;
use crate::vocabulary::predicates::predicates;
use crate::vocabulary::things::things;

/// A small change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Remedy {
    /// The articles are of one story.
    OneStory {
        /// The articles.
        articles: [ArticleId; 2],
    },
    /// An article without a day of publication gets one.
    Published {
        /// The article.
        article: ArticleId,
        /// The day of the other article.
        #[serde(serialize_with = "as_text")]
        day: Date,
    },
    /// A word is one more word of an entry of the vocabulary.
    Alias(Alias),
    /// A rule's condition takes one more word.
    Widen {
        /// The rule.
        rule: String,
        /// Path of the condition: `where.predicate`.
        gate: String,
        /// The word.
        word: String,
    },
    /// A field is taken out of one of the rule's lists.
    DropField {
        /// The rule.
        rule: String,
        /// `key` or `separate`.
        list: &'static str,
        /// The field.
        field: Field,
    },
}

/// A word that is read as an entry of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alias {
    /// `concept`, `predicate` or `person`.
    pub of: &'static str,
    /// What the parser reads now.
    pub word: String,
    /// What it is to be read as.
    pub entry: String,
    /// The file of the vocabulary that such entries stand in.
    pub file: &'static str,
}

impl Alias {
    fn new(of: &'static str, word: &str, entry: &str) -> Self {
        let file = match of {
            "concept" if measures().ids().any(|id| id == entry) => "measures",
            "concept" => "things",
            "person" => PEOPLE,
            _ => "predicates",
        };
        Self { of, word: word.to_owned(), entry: entry.to_owned(), file }
    }

    /// Reads a claim as it would be read with the alias.
    pub fn apply(&self, claim: &mut Claim) {
        if self.of == "person" {
            return self.apply_to_people(claim);
        }
        let swap = |own: &mut Option<String>| {
            if own.as_ref() == Some(&self.word) {
                *own = Some(self.entry.clone());
            }
        };
        let fields = if self.of == "concept" {
            swap(&mut claim.concept);
            [Field::Thing, Field::Measure].as_slice()
        } else {
            swap(&mut claim.predicate);
            // What happens is the concept of a date, a place and a statement.
            if matches!(claim.kind, Kind::Date | Kind::Place | Kind::Statement) {
                swap(&mut claim.concept);
            }
            [Field::Predicate].as_slice()
        };
        self.swap_fields(claim, fields);
    }

    fn swap_fields(&self, claim: &mut Claim, fields: &[Field]) {
        for field in fields {
            if let Some(argument) = claim.arguments.get_mut(field)
                && argument.values.remove(&self.word)
            {
                argument.values.insert(self.entry.clone());
            }
        }
    }

    /// The same for a name: of whom the claim is about, who speaks, and who is named beside it.
    fn apply_to_people(&self, claim: &mut Claim) {
        self.swap_fields(claim, &PERSONAL);
        for voice in claim.attribution.iter_mut().filter(|voice| person_key(&voice.name) == self.word) {
            voice.name.clone_from(&self.entry);
        }
        if claim.scene.setting.names.contains(&self.word) {
            let names = &mut Arc::make_mut(&mut claim.scene.setting).names;
            names.remove(&self.word);
            names.insert(self.entry.clone());
        }
    }
}

/// Fields whose values are names of persons, folded.
const PERSONAL: [Field; 4] = [Field::Person, Field::Speaker, Field::Agent, Field::Target];

/// What would bring two claims together, and what it would do to the tests of all rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cure {
    /// The claims.
    pub claims: [ClaimId; 2],
    /// The fewest changes that do; none where no such changes were found.
    pub changes: Vec<Remedy>,
    /// What the claims would be to each other then, in words.
    pub then: Option<String>,
    /// Tests of rules that come out otherwise.
    pub tests: Vec<ChangedTest>,
    /// How many tests were run.
    pub run: usize,
}

/// A test of a rule that comes out otherwise after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedTest {
    /// Its rule.
    pub rule: String,
    /// The rule's file.
    pub file: String,
    /// Its line there.
    pub line: usize,
    /// What it expects.
    pub expects: String,
    /// How it came out, and how it would.
    pub outcomes: [&'static str; 2],
    /// Whether it would fail.
    pub fails: bool,
}

impl Explainer<'_> {
    /// Changes of what keeps two claims apart first, what is known about articles before the
    /// vocabulary and that before rules. That one is named does not mean that it is enough.
    pub fn remedies(&self, meeting: &Meeting) -> Vec<Remedy> {
        let mut found = Vec::new();
        match &meeting.ending {
            Ending::OtherStories { .. } => {
                found.push(Remedy::OneStory { articles: meeting.claims.map(|id| self.claim(id).article) });
            }
            Ending::NoRule { untaken, nearest } => {
                let known = meeting.claims.iter().find_map(|id| self.rule_of(*id));
                for (id, nearest) in untaken.iter().zip(nearest) {
                    let of_other = known.and_then(|rule| {
                        Some((self.rules.rules[rule].id.clone(), self.trial(rule, *id).failed?))
                    });
                    found.extend(of_other.iter().chain(nearest).flat_map(|(rule, gate)| past(rule, gate)));
                }
            }
            Ending::OtherRules { crossed } => {
                let [a, b] = &meeting.rules;
                for (rule, gate) in [(b, &crossed[0]), (a, &crossed[1])] {
                    if let (Some(rule), Some(gate)) = (rule, gate) {
                        found.extend(past(rule, gate));
                    }
                }
            }
            Ending::Gate => found.extend(self.undated(meeting)),
            _ => {}
        }
        if let Some(Gates::Differs { field, .. }) = &meeting.gates {
            found.extend(self.past_field(meeting, *field));
        }
        found.dedup();
        found
    }

    /// The day of the other article, where one has none.
    fn undated(&self, meeting: &Meeting) -> Option<Remedy> {
        let [a, b] = meeting.claims.map(|id| self.article(self.claim(id)));
        match (a.published, b.published) {
            (Some(day), None) => Some(Remedy::Published { article: b.id, day }),
            (None, Some(day)) => Some(Remedy::Published { article: a.id, day }),
            _ => None,
        }
    }

    /// Two names of persons as one person's. An article that has both speaks of two people.
    fn one_person(&self, a: &Claim, b: &Claim, field: Field) -> Option<Remedy> {
        let two_offices = match (&a.value, &b.value) {
            (Value::Office(a), Value::Office(b)) => {
                a.head != b.head && self.world.offices.exclusive(&a.head, &b.head)
            }
            _ => false,
        };
        if two_offices || !PERSONAL.contains(&field) {
            return None;
        }
        let value = |claim: &Claim| match claim.arguments.get(&field)?.values.iter().collect::<Vec<_>>()[..] {
            [one] => Some(one.clone()),
            _ => None,
        };
        let names = [value(a)?, value(b)?];
        let keys = names.each_ref().map(|name| person_key(name));
        let people = [a, b].map(|claim| people_of(self.article(claim)));
        let two = people.iter().any(|named| keys.iter().all(|key| named.contains(key)));
        let persons = people.iter().zip(&keys).all(|(named, key)| named.contains(key));
        if two || !persons {
            return None;
        }
        // The fuller name is the person's.
        let [first, second] = names;
        let words = |name: &str| name.split(' ').count();
        let (word, entry) = if words(&first) > words(&second) { (second, first) } else { (first, second) };
        Some(Remedy::Alias(Alias::new("person", &word, &entry)))
    }

    fn past_field(&self, meeting: &Meeting, field: Field) -> Vec<Remedy> {
        let [a, b] = meeting.claims.map(|id| self.claim(id));
        let mut found = Vec::new();
        if matches!(field, Field::Thing | Field::Measure) {
            found.extend(aliases("concept", [a.concept.as_deref(), b.concept.as_deref()]));
        }
        if matches!(field, Field::Predicate | Field::Event) {
            found.extend(aliases("predicate", [a.predicate.as_deref(), b.predicate.as_deref()]));
        }
        found.extend(self.one_person(a, b, field));
        if let Some(rule) = &meeting.rules[0] {
            let drop = |list| Remedy::DropField { rule: rule.clone(), list, field };
            found.extend(["separate", "key"].map(drop));
        }
        found
    }
}

/// Names that an article prints of persons, or of what it does not tell, each by its fold.
fn people_of(article: &Article) -> BTreeSet<String> {
    let reading = Reading::new(article);
    let names = reading.sentences.iter().flat_map(|sentence| &sentence.names);
    let person = |name: &NameMention| match &name.referent {
        Referent::Person(name) | Referent::Other(name) => Some(person_key(name)),
        _ => None,
    };
    names.filter_map(person).collect()
}

/// What lets a claim past a gate of a rule: the gate takes its word, or its word is read as one that
/// the gate takes.
fn past(rule: &str, gate: &Seen) -> Vec<Remedy> {
    let plain = !gate.saw.is_empty() && gate.saw != "nothing" && !gate.saw.contains([',', ' ']);
    let Some(subject) = gate.gate.rsplit('.').next().filter(|_| plain) else { return Vec::new() };
    let widen = Remedy::Widen { rule: rule.to_owned(), gate: gate.gate.clone(), word: gate.saw.clone() };
    let of = ["concept", "predicate"].into_iter().find(|of| *of == subject);
    let wanted = gate.wanted.split(" or ").next();
    let alias = of.zip(wanted).map(|(of, wanted)| Remedy::Alias(Alias::new(of, &gate.saw, wanted)));
    alias.into_iter().chain([widen]).collect()
}

/// Each of two words as the other; an entry of the vocabulary first.
fn aliases(of: &'static str, words: [Option<&str>; 2]) -> Vec<Remedy> {
    let [Some(x), Some(y)] = words else { return Vec::new() };
    let known = |word: &str| match of {
        "concept" => things().knows(word) || measures().ids().any(|id| id == word),
        _ => predicates().named(word.trim_end_matches("/agent")).is_some(),
    };
    let alias = |word: &str, entry: &str| Remedy::Alias(Alias::new(of, word, entry));
    match (x == y, known(x), known(y)) {
        (true, ..) => Vec::new(),
        (_, true, false) => vec![alias(y, x)],
        (_, false, true) => vec![alias(x, y)],
        _ => vec![alias(y, x), alias(x, y)],
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // So serde hands it over.
fn as_text<S: serde::Serializer>(day: &Date, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(day)
}
