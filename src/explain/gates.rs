//! One rule and one claim: every gate of the rule with what it wants, what it saw and in which
//! words, and the first that failed.

use serde::Serialize;

use crate::article::Article;
use crate::claim::{Claim, ClaimId};
use crate::files::Lines;
use crate::rule::{Choice, Condition, Gate, IsA, Rule, Source, Subject, Test};

/// What a rule made of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is the claim's rule.
    Takes,
    /// The claim passes every gate, and a rule that chooses earlier has taken it.
    TakenBefore,
    /// `where` holds and `unless` does too: considered, not counted.
    LetsGo,
    /// A gate failed.
    Fails,
}

/// One rule held against one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// Id of the rule.
    pub rule: String,
    /// The claim.
    pub claim: ClaimId,
    /// What came of it.
    pub outcome: Outcome,
    /// Id of the rule that did take the claim; null where none did.
    pub taken_by: Option<String>,
    /// The first gate that failed, as the engine itself names it; alternatives that all failed are
    /// one gate.
    pub failed: Option<Seen>,
    /// All gates in the order in which they are asked.
    pub gates: Vec<Step>,
}

/// A gate with the claim before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// Its path in the rule: `where.any[0].predicate`.
    pub gate: String,
    /// What it wants there.
    pub wanted: String,
    /// What the claim has there; `nothing` where it is silent.
    pub saw: String,
    /// The article's words that the claim has it from, where they are known.
    pub words: Option<String>,
    /// The file that the gate is written in.
    pub file: String,
    /// Line there, from 1.
    pub line: usize,
    /// Column there, from 1, in characters.
    pub column: usize,
}

/// A gate, or several that stand together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// One property of the claim.
    Test {
        /// What it wants and what it saw.
        #[serde(flatten)]
        seen: Seen,
        /// Whether the claim has what it wants.
        passed: bool,
    },
    /// At least one of these must pass.
    Any {
        /// Whether one does.
        passed: bool,
        /// The alternatives.
        parts: Vec<Step>,
    },
    /// All of these must pass: one alternative of several conditions.
    All {
        /// Whether all do.
        passed: bool,
        /// The conditions.
        parts: Vec<Step>,
    },
    /// This must not pass.
    Not {
        /// Whether it does not.
        passed: bool,
        /// What is denied.
        parts: Vec<Step>,
    },
}

impl Step {
    /// Whether the claim passes it.
    pub fn passed(&self) -> bool {
        match self {
            Self::Test { passed, .. }
            | Self::Any { passed, .. }
            | Self::All { passed, .. }
            | Self::Not { passed, .. } => *passed,
        }
    }

    /// The tests in it, in order.
    pub fn tests(&self) -> Vec<&Seen> {
        match self {
            Self::Test { seen, .. } => vec![seen],
            Self::Any { parts, .. } | Self::All { parts, .. } | Self::Not { parts, .. } => {
                parts.iter().flat_map(Self::tests).collect()
            }
        }
    }
}

/// Holds rules against claims.
#[derive(Clone, Copy)]
pub(super) struct Bench<'a> {
    pub(super) is_a: IsA<'a>,
    pub(super) article: &'a Article,
    pub(super) claim: &'a Claim,
}

impl Bench<'_> {
    /// One rule against the claim; `taken_by` is the rule that took it.
    pub(super) fn trial(&self, rule: &Rule, taken_by: Option<&Rule>) -> Trial {
        let gates = self.steps(rule);
        // A rule that took the claim by a phrase has filled its fields since: what it saw then holds.
        let took = taken_by.is_some_and(|by| by.id == rule.id);
        let failed = rule.refuses(self.article, self.claim, self.is_a).filter(|_| !took);
        let outcome = match (rule.chooses(self.claim, self.is_a), taken_by) {
            _ if took => Outcome::Takes,
            (Choice::Takes, _) if failed.is_some() => Outcome::Fails,
            (Choice::Takes, _) => Outcome::TakenBefore,
            (Choice::LetsGo, _) => Outcome::LetsGo,
            (Choice::Passes, _) => Outcome::Fails,
        };
        Trial {
            rule: rule.id.clone(),
            claim: self.claim.id,
            outcome,
            taken_by: taken_by.map(|rule| rule.id.clone()),
            failed: failed.map(|gate| named(gate, &gates)),
            gates,
        }
    }

    fn steps(&self, rule: &Rule) -> Vec<Step> {
        let kind = rule.kind_gate(self.claim.kind);
        let passed = rule.kinds.contains(&self.claim.kind);
        let words = self.article.words(self.claim.mention).to_owned();
        let mut steps = vec![Step::Test { seen: seen(kind, Some(words), &rule.at.source), passed }];
        steps.extend(self.parts(&rule.select));
        if let Some(unless) = &rule.unless {
            let passed = !unless.holds(self.claim, self.is_a);
            steps.push(Step::Not { passed, parts: self.parts(unless) });
        }
        if !rule.phrases.is_empty() {
            let passed = rule.phrase_of(self.article, self.claim).is_some();
            let gate = rule.phrase_gate(self.article, self.claim);
            steps.push(Step::Test { seen: seen(gate, None, &rule.at.source), passed });
        }
        steps
    }

    /// The steps of a condition; those that must all pass stand side by side.
    fn parts(&self, condition: &Condition) -> Vec<Step> {
        match condition {
            Condition::All(parts) => parts.iter().flat_map(|part| self.parts(part)).collect(),
            other => vec![self.step(other)],
        }
    }

    fn step(&self, condition: &Condition) -> Step {
        let passed = condition.holds(self.claim, self.is_a);
        match condition {
            Condition::All(parts) => {
                let mut steps: Vec<Step> = parts.iter().flat_map(|part| self.parts(part)).collect();
                if steps.len() == 1 { steps.remove(0) } else { Step::All { passed, parts: steps } }
            }
            Condition::Any(parts) => {
                Step::Any { passed, parts: parts.iter().map(|part| self.step(part)).collect() }
            }
            Condition::Not(part) => Step::Not { passed, parts: self.parts(part) },
            Condition::Test(test) => {
                let seen = seen(test.look(self.claim), self.words(test), &test.at.source);
                Step::Test { seen, passed }
            }
        }
    }

    /// The words that the claim has its value for this test from.
    fn words(&self, test: &Test) -> Option<String> {
        let span = match test.subject {
            Subject::Field(field) => self.claim.arguments.get(&field)?.span?,
            Subject::Concept | Subject::Predicate | Subject::Certainty | Subject::Polarity => return None,
            Subject::Kind | Subject::Unit | Subject::Dimension => self.claim.mention,
        };
        Some(self.article.words(span).to_owned())
    }
}

fn seen(gate: Gate, words: Option<String>, source: &Source) -> Seen {
    let place = Lines::new(source.text()).place(source.text(), gate.span.start);
    let Gate { gate, wanted, saw, file, .. } = gate;
    Seen { gate, wanted, saw, words, file, line: place.line, column: place.column }
}

/// The gate that the engine names, with the place and the words that its first test has.
fn named(gate: Gate, gates: &[Step]) -> Seen {
    let tests = || gates.iter().filter(|step| !step.passed()).flat_map(Step::tests);
    let own = tests().find(|seen| seen.gate == gate.gate);
    let first = own.or_else(|| tests().find(|seen| seen.gate.starts_with(&gate.gate)));
    let (line, column) = first.map_or((1, 1), |seen| (seen.line, seen.column));
    let words = own.and_then(|seen| seen.words.clone());
    let Gate { gate, wanted, saw, file, .. } = gate;
    Seen { gate, wanted, saw, words, file, line, column }
}
