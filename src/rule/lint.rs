//! What is probably wrong with rules that run: words that the vocabulary does not know, rules that
//! never get a claim, rules that nobody tested.

use super::names::nearest;
use super::select::{Condition, IsA, Subject, Wanted};
use super::spans::Spot;
use super::{Expectation, Rule, RuleSet};
use crate::diagnostic::{Diagnostic, Severity};

/// Every code that a diagnostic about rules can have, and what it means. `fixtures/bad-rules` shows
/// each of them.
pub const LINTS: [(&str, &str); 27] = [
    ("bad-id", "an id is made of small letters, digits and hyphens"),
    ("bad-phrase", "a phrase that can match nothing, or anything, or that carries no value"),
    ("bad-test", "a test that expects nothing known, or that lacks its texts"),
    ("bad-yaml", "the file is no YAML"),
    ("broken-fragment", "a condition uses a fragment that is itself wrong"),
    ("dead-rule", "a rule never gets a claim, since an earlier one takes all of them"),
    ("duplicate-id", "two rules have one name"),
    ("duplicate-key", "a key stands twice in one mapping"),
    ("empty-rules", "a file or folder without a rule"),
    ("few-tests", "a rule shows too few examples of what it joins and keeps apart"),
    ("fragment-circle", "a fragment uses itself, or grows without end"),
    ("id-differs-from-file", "a rule that has its file to itself bears another name"),
    ("key-impossible", "a field that no claim of the rule's kinds can have"),
    ("missing-key", "a rule lacks what every rule needs"),
    ("one-sided-tests", "a rule shows no contradiction, or nothing that it keeps apart"),
    ("repeated-field", "a field is named twice in `key` and `separate`"),
    ("unknown-concept", "the vocabulary has no such thing"),
    ("unknown-field", "no claim has such a field"),
    ("unknown-fragment", "there is no fragment of that name"),
    ("unknown-key", "no rule has such a key"),
    ("unknown-kind", "there is no such kind of claim"),
    ("unknown-predicate", "the vocabulary has no such predicate"),
    ("unknown-slot", "a message names what no fact has"),
    ("unknown-value", "a word that is none of those allowed there"),
    ("unreadable-rules", "a file or folder cannot be read"),
    ("untested-rule", "a rule has no tests"),
    ("wrong-type", "a list where a word belongs, and the like"),
];

/// The names that the vocabulary knows.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Predicates: `kill`, `shoot-down`.
    pub predicates: Vec<String>,
    /// Things and their classes: `drone`, `weapon`.
    pub concepts: Vec<String>,
}

/// A rule with fewer tests than this shows too little of itself.
const FEW_TESTS: usize = 7;
/// Of them, pairs that it must keep apart.
const FEW_SEPARATING: usize = 2;

impl RuleSet {
    /// Warnings about the rules of this set, in the order of the set.
    pub fn lint(&self, names: &Names, is_a: IsA) -> Vec<Diagnostic> {
        let mut out = Vec::new();
        for (i, rule) in self.rules.iter().enumerate() {
            words(rule, names, &mut out);
            out.extend(
                self.rules[..i].iter().find(|earlier| shadows(earlier, rule, is_a)).map(|by| dead(rule, by)),
            );
            out.extend(tests(rule));
        }
        out
    }
}

fn words(rule: &Rule, names: &Names, out: &mut Vec<Diagnostic>) {
    let conditions = [Some(&rule.select), rule.unless.as_ref()];
    for test in conditions.into_iter().flatten().flat_map(Condition::tests) {
        let (code, what, known) = match test.subject {
            Subject::Predicate => ("unknown-predicate", "predicate", &names.predicates),
            Subject::Concept => ("unknown-concept", "concept", &names.concepts),
            _ => continue,
        };
        let Wanted::OneOf(wanted) = &test.wanted else { continue };
        for (i, word) in wanted.iter().enumerate() {
            // A word that stands alone is no list item: the lookup falls back to its parent.
            unknown(code, what, word, known, &test.at.item(i), out);
        }
    }
    if let Some(sum) = &rule.sum {
        for (i, part) in sum.parts.iter().enumerate() {
            unknown(
                "unknown-predicate",
                "predicate",
                part,
                &names.predicates,
                &rule.at.key("parts").item(i),
                out,
            );
        }
        unknown("unknown-predicate", "predicate", &sum.total, &names.predicates, &rule.at.key("total"), out);
    }
}

fn unknown(code: &str, what: &str, word: &str, known: &[String], at: &Spot, out: &mut Vec<Diagnostic>) {
    if known.iter().any(|name| name == word) {
        return;
    }
    let label = nearest(word, known.iter().map(String::as_str)).map(|name| format!("did you mean `{name}`?"));
    let message = format!("the vocabulary has no {what} `{word}`");
    let problem = at.at_value(code, Severity::Warning, message, label.unwrap_or_default());
    out.push(problem.note("only a claim whose own word this is can match"));
}

/// Whether every claim that `rule` would choose is chosen by `earlier`, as far as their form shows it.
fn shadows(earlier: &Rule, rule: &Rule, is_a: IsA) -> bool {
    let kept = match (&earlier.unless, &rule.unless) {
        (None, _) => true,
        (Some(earlier), Some(own)) => earlier.implies(own, is_a),
        (Some(_), None) => false,
    };
    // A sum is found without a claim being taken.
    earlier.phrases.is_empty()
        && earlier.sum.is_none()
        && rule.sum.is_none()
        && kept
        && rule.kinds.iter().all(|kind| earlier.kinds.contains(kind))
        && rule.select.implies(&earlier.select, is_a)
}

fn dead(rule: &Rule, by: &Rule) -> Diagnostic {
    let message =
        format!("`{}` never gets a claim: `{}` chooses first and takes all of them", rule.id, by.id);
    let at = if rule.select.weight() == 0 { rule.at.key("id") } else { rule.at.key("where") };
    let other = by.at.key("where");
    at.at_key("dead-rule", Severity::Warning, message, "everything that fits here …")
        .and(other.file(), other.key_span(), "… fits here, and this rule comes first")
        .note("make the condition narrower, or give the rule a higher `priority`")
}

fn tests(rule: &Rule) -> Option<Diagnostic> {
    let at = rule.at.key("tests");
    if rule.tests.is_empty() {
        let message = format!("`{}` has no tests", rule.id);
        return Some(rule.at.key("id").at_value("untested-rule", Severity::Warning, message, ""));
    }
    let count = |of: &dyn Fn(Expectation) -> bool| {
        rule.tests.iter().filter(|test| !test.todo && of(test.expect)).count()
    };
    let (all, separating) = (count(&|_| true), count(&Expectation::separates));
    let contradicting = count(&|expect| expect == Expectation::Contradicts);
    if contradicting == 0 || separating == 0 {
        let missing =
            if contradicting == 0 { "that contradicts" } else { "that is kept apart (`apart`, `unrelated`)" };
        let message = format!("`{}` shows no pair {missing}", rule.id);
        return Some(at.at_key("one-sided-tests", Severity::Warning, message, ""));
    }
    if all < FEW_TESTS || separating < FEW_SEPARATING {
        let message = format!(
            "`{}` has {all} tests, {separating} of them kept apart; {FEW_TESTS} and {FEW_SEPARATING} are the least",
            rule.id
        );
        return Some(at.at_key("few-tests", Severity::Warning, message, ""));
    }
    None
}
