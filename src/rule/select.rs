//! Conditions: whether a rule selects a claim, and if not, which gate was the first to fail.

use super::names::Named;
use super::spans::Spot;
use crate::claim::{Claim, Field, Kind, Value};
use crate::files::Span;

/// Whether the first concept is the second or one of its kind, as the vocabulary of things and
/// places knows it. Equal names need not be answered.
pub type IsA<'a> = &'a dyn Fn(&str, &str) -> bool;

/// What `where` and `unless` come to.
#[derive(Debug, Clone)]
pub enum Condition {
    /// Every one holds; an empty list always holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// One property of the claim.
    Test(Test),
}

/// One property of a claim against the values wanted.
#[derive(Debug, Clone)]
pub struct Test {
    /// Which property.
    pub subject: Subject,
    /// What it must be.
    pub wanted: Wanted,
    /// Its path in the rule, or in the fragment that it comes from: `where.any[0].predicate`.
    pub gate: String,
    /// Where it is written.
    #[doc(hidden)]
    pub at: Spot,
}

/// A property of a claim that a condition can test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// What is counted or measured; is-a is respected.
    Concept,
    /// What is said of it.
    Predicate,
    /// What kind of value it carries.
    Kind,
    /// How firmly it is said.
    Certainty,
    /// Whether it is affirmed.
    Polarity,
    /// The unit of its number, or what the text says in its place.
    Unit,
    /// What its number measures.
    Dimension,
    /// An argument; is-a is respected.
    Field(Field),
}

/// What a test wants of its subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// One of the claim's values is one of these.
    OneOf(Vec<String>),
    /// The claim has a value at all, or has none.
    Exists(bool),
}

/// The first gate of a rule that a claim did not pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// Path of the condition: `claim`, `where.predicate`, `unless`.
    pub gate: String,
    /// What the rule wants there: `shoot-down`, `not drone`, `any value`.
    pub wanted: String,
    /// What the claim has there; `nothing` where it is silent.
    pub saw: String,
    /// The file that the condition is written in (a fragment's file is another than the rule's).
    pub file: String,
    /// Where it is written there.
    pub span: Span,
}

impl Subject {
    /// Its name in rules.
    pub fn name(self) -> &'static str {
        match self {
            Self::Concept => "concept",
            Self::Predicate => "predicate",
            Self::Kind => "kind",
            Self::Certainty => "certainty",
            Self::Polarity => "polarity",
            Self::Unit => "unit",
            Self::Dimension => "dimension",
            Self::Field(field) => field.name(),
        }
    }

    /// The subject of that name.
    pub fn named(name: &str) -> Option<Self> {
        let plain = [
            Self::Concept,
            Self::Predicate,
            Self::Kind,
            Self::Certainty,
            Self::Polarity,
            Self::Unit,
            Self::Dimension,
        ];
        let found = plain.into_iter().find(|subject| subject.name() == name);
        found.or_else(|| Field::named(name).map(Self::Field))
    }

    /// Every name that a condition can test.
    pub fn names() -> Vec<&'static str> {
        let mut names = vec!["concept", "predicate", "kind", "certainty", "polarity", "dimension"];
        names.extend(Field::names().into_iter().filter(|name| Self::named(name).is_some_and(Self::is_field)));
        names
    }

    fn is_field(self) -> bool {
        matches!(self, Self::Field(_))
    }

    /// Whether a value may also be of the kind of the wanted one.
    fn has_kinds(self) -> bool {
        matches!(self, Self::Concept | Self::Field(_))
    }

    /// Whether any value that the claim has for this subject satisfies `fits`.
    fn any(self, claim: &Claim, fits: &mut dyn FnMut(&str) -> bool) -> bool {
        let argument = |field, fits: &mut dyn FnMut(&str) -> bool| {
            claim
                .arguments
                .get(&field)
                .is_some_and(|argument| argument.values.iter().any(|value| fits(value)))
        };
        match (self, &claim.value) {
            (Self::Concept, _) => claim.concept.as_deref().is_some_and(fits),
            (Self::Predicate, _) => claim.predicate.as_deref().is_some_and(fits),
            (Self::Kind, _) => fits(claim.kind.name()),
            (Self::Certainty, _) => fits(claim.certainty.name()),
            (Self::Polarity, _) => fits(claim.polarity.name()),
            (Self::Unit, Value::Number(number)) if !number.unit.id.is_empty() => {
                fits(&number.unit.id) || argument(Field::Unit, fits)
            }
            (Self::Unit, _) => argument(Field::Unit, fits),
            (Self::Dimension, Value::Number(number)) => fits(number.unit.dimension.name()),
            (Self::Dimension, _) => false,
            (Self::Field(field), _) => {
                let own = claim.concept.as_deref().filter(|_| field.is_concept_of(claim.kind));
                own.is_some_and(&mut *fits) || argument(field, fits)
            }
        }
    }

    /// What the claim has for this subject, for readers.
    fn saw(self, claim: &Claim) -> String {
        let mut seen = Vec::new();
        self.any(claim, &mut |value| {
            seen.push(value.to_owned());
            false
        });
        if seen.is_empty() { "nothing".to_owned() } else { seen.join(", ") }
    }
}

impl Field {
    /// Whether a claim of this kind has its concept for this field's value, beside what it says there
    /// in so many words: the thing of a count is what it counts.
    fn is_concept_of(self, kind: Kind) -> bool {
        match self {
            Self::Thing => true,
            Self::Measure => matches!(kind, Kind::Measure | Kind::Money | Kind::Percent | Kind::Duration),
            _ => false,
        }
    }

    /// Whether claims have values for it that a condition can see. Days and places have comparisons of
    /// their own, which the gates make of two claims; of one claim alone they tell nothing.
    pub(super) fn is_testable(self) -> bool {
        !matches!(self, Self::When | Self::Night | Self::Place)
    }
}

impl Test {
    /// Whether the claim passes.
    pub fn holds(&self, claim: &Claim, is_a: IsA) -> bool {
        match &self.wanted {
            Wanted::Exists(wanted) => self.subject.any(claim, &mut |_| true) == *wanted,
            Wanted::OneOf(words) => self.subject.any(claim, &mut |value| {
                words.iter().any(|word| word == value || (self.subject.has_kinds() && is_a(value, word)))
            }),
        }
    }

    /// What the test wants and what it sees in a claim, whether or not the claim passes.
    pub fn look(&self, claim: &Claim) -> Gate {
        self.gate(self.wanted(), claim)
    }

    fn wanted(&self) -> String {
        match &self.wanted {
            Wanted::Exists(true) => "any value".to_owned(),
            Wanted::Exists(false) => "no value".to_owned(),
            Wanted::OneOf(words) => words.join(" or "),
        }
    }

    /// What it wants where a condition is turned round.
    fn unwanted(&self) -> String {
        match &self.wanted {
            Wanted::Exists(true) => "no value".to_owned(),
            Wanted::Exists(false) => "any value".to_owned(),
            Wanted::OneOf(words) => format!("not {}", words.join(" or ")),
        }
    }

    fn gate(&self, wanted: String, claim: &Claim) -> Gate {
        let saw = self.subject.saw(claim);
        Gate {
            gate: self.gate.clone(),
            wanted,
            saw,
            file: self.at.file().to_owned(),
            span: self.at.value_span(),
        }
    }
}

impl Condition {
    /// A condition that always holds.
    pub fn always() -> Self {
        Self::All(Vec::new())
    }

    /// Whether the claim passes.
    pub fn holds(&self, claim: &Claim, is_a: IsA) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(claim, is_a)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(claim, is_a)),
            Self::Not(part) => !part.holds(claim, is_a),
            Self::Test(test) => test.holds(claim, is_a),
        }
    }

    /// The test that bears this path.
    pub fn test(&self, gate: &str) -> Option<&Test> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().find_map(|part| part.test(gate)),
            Self::Not(_) => None,
            Self::Test(test) => (test.gate == gate).then_some(test),
        }
    }

    /// The first gate that the claim does not pass, if there is one.
    pub fn failed(&self, claim: &Claim, is_a: IsA) -> Option<Gate> {
        match self {
            Self::All(parts) => parts.iter().find_map(|part| part.failed(claim, is_a)),
            Self::Any(parts) => {
                let mut gates = Vec::new();
                for part in parts {
                    gates.push(part.failed(claim, is_a)?);
                }
                one_of(gates)
            }
            Self::Not(part) => part.held(claim, is_a),
            Self::Test(test) => (!test.holds(claim, is_a)).then(|| test.gate(test.wanted(), claim)),
        }
    }

    /// Why the claim passes though it should not: the last gate that it went through.
    pub fn held(&self, claim: &Claim, is_a: IsA) -> Option<Gate> {
        if !self.holds(claim, is_a) {
            return None;
        }
        match self {
            Self::All(parts) => parts.iter().rev().find_map(|part| part.held(claim, is_a)),
            Self::Any(parts) => parts.iter().find_map(|part| part.held(claim, is_a)),
            Self::Not(part) => part.failed(claim, is_a),
            Self::Test(test) => Some(test.gate(test.unwanted(), claim)),
        }
    }

    /// How many tests it is made of; of alternatives the shortest counts. The more, the more specific.
    pub fn weight(&self) -> usize {
        match self {
            Self::All(parts) => parts.iter().map(Self::weight).sum(),
            Self::Any(parts) => parts.iter().map(Self::weight).min().unwrap_or(0),
            Self::Not(_) | Self::Test(_) => 1,
        }
    }

    /// Every test in it, in the order written.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::tests).collect(),
            Self::Not(part) => part.tests(),
            Self::Test(test) => vec![test],
        }
    }

    /// Whether everything that passes this condition also passes the other, as far as their form
    /// shows it: `false` may mean "not known".
    pub fn implies(&self, other: &Self, is_a: IsA) -> bool {
        match (self, other) {
            (_, Self::All(parts)) => parts.iter().all(|part| self.implies(part, is_a)),
            (Self::Any(parts), _) => parts.iter().all(|part| part.implies(other, is_a)),
            (Self::Not(narrow), Self::Not(wide)) => wide.implies(narrow, is_a),
            (Self::Test(narrow), Self::Test(wide)) => narrow.implies(wide, is_a),
            (_, Self::Any(parts)) => {
                parts.iter().any(|part| self.implies(part, is_a)) || self.part_implies(other, is_a)
            }
            _ => self.part_implies(other, is_a),
        }
    }

    fn part_implies(&self, other: &Self, is_a: IsA) -> bool {
        matches!(self, Self::All(parts) if parts.iter().any(|part| part.implies(other, is_a)))
    }
}

impl Test {
    fn implies(&self, other: &Self, is_a: IsA) -> bool {
        if self.subject != other.subject {
            return false;
        }
        match (&self.wanted, &other.wanted) {
            (Wanted::Exists(a), Wanted::Exists(b)) => a == b,
            (Wanted::OneOf(_), Wanted::Exists(exists)) => *exists,
            (Wanted::Exists(_), Wanted::OneOf(_)) => false,
            (Wanted::OneOf(narrow), Wanted::OneOf(wide)) => narrow.iter().all(|word| {
                wide.iter().any(|other| word == other || (self.subject.has_kinds() && is_a(word, other)))
            }),
        }
    }
}

/// Failed alternatives as one gate, each with the name of what it tests; it stands at the first.
fn one_of(gates: Vec<Gate>) -> Option<Gate> {
    let tested = |gate: &Gate| gate.gate.rsplit('.').next().unwrap_or_default().to_owned();
    let wanted: Vec<String> = gates.iter().map(|gate| format!("{} {}", tested(gate), gate.wanted)).collect();
    let saw: Vec<String> = gates.iter().map(|gate| format!("{} {}", tested(gate), gate.saw)).collect();
    let first = gates.into_iter().next()?;
    let list = first.gate.rfind('[').map_or(first.gate.as_str(), |at| &first.gate[..at]).to_owned();
    Some(Gate { gate: list, wanted: wanted.join(" or "), saw: saw.join("; "), ..first })
}

/// What a rule does with a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// The claim is one of its facts.
    Takes,
    /// `where` holds and `unless` does too: shown as considered, not counted.
    LetsGo,
    /// It has nothing to do with the claim.
    Passes,
}

impl super::Rule {
    /// What the rule does with a claim. Allocates nothing.
    #[doc(hidden)]
    pub fn chooses(&self, claim: &Claim, is_a: IsA) -> Choice {
        if !self.kinds.contains(&claim.kind) || !self.select.holds(claim, is_a) {
            Choice::Passes
        } else if self.unless.as_ref().is_some_and(|unless| unless.holds(claim, is_a)) {
            Choice::LetsGo
        } else {
            Choice::Takes
        }
    }

    /// Whether the rule takes the claim, and if not, why not.
    ///
    /// # Errors
    /// The first gate that the claim did not pass.
    #[doc(hidden)]
    pub fn selects(&self, claim: &Claim, is_a: IsA) -> Result<(), Gate> {
        if !self.kinds.contains(&claim.kind) {
            return Err(self.kind_gate(claim.kind));
        }
        if let Some(gate) = self.select.failed(claim, is_a) {
            return Err(gate);
        }
        match &self.unless {
            Some(unless) if unless.holds(claim, is_a) => {
                Err(unless.held(claim, is_a).unwrap_or_else(|| self.unless_gate()))
            }
            _ => Ok(()),
        }
    }

    /// The first gate of every rule: the kinds of claim that it takes.
    #[doc(hidden)]
    pub fn kind_gate(&self, saw: Kind) -> Gate {
        let wanted: Vec<&str> = self.kinds.iter().map(|kind| kind.name()).collect();
        let at = self.at.key("claim");
        Gate {
            gate: "claim".to_owned(),
            wanted: wanted.join(" or "),
            saw: saw.name().to_owned(),
            file: at.file().to_owned(),
            span: at.value_span(),
        }
    }

    /// An `unless` that always holds (it has no test that could be named).
    fn unless_gate(&self) -> Gate {
        let at = self.at.key("unless");
        Gate {
            gate: "unless".to_owned(),
            wanted: "nothing".to_owned(),
            saw: "any claim".to_owned(),
            file: at.file().to_owned(),
            span: at.value_span(),
        }
    }
}
