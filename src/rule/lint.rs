//! What is probably wrong with rules that run: words that the vocabulary does not know, rules that
//! never get a claim, rules that nobody tested.

use super::names::{Named, nearest, possible};
use super::select::{Condition, IsA, Subject, Test, Wanted};
use super::spans::Spot;
use super::{Expectation, Phrase, Rule, RuleSet};
use crate::claim::Field;
use crate::diagnostic::{Diagnostic, Severity};

/// A code that a diagnostic about rules can have.
#[derive(Debug, Clone, Copy)]
pub struct Lint {
    /// Its name.
    pub code: &'static str,
    /// What it means.
    pub means: &'static str,
    /// Where `docs/rules.md` says more: the section, as links name it.
    pub section: &'static str,
}

const fn lint(code: &'static str, section: &'static str, means: &'static str) -> Lint {
    Lint { code, means, section }
}

/// Every lint. `fixtures/bad-rules` shows each of them.
pub const LINTS: [Lint; 32] = [
    lint(
        "alias-merges-people",
        "lints",
        "a name of your people.yml that makes one person of two: they hold different offices, or both are listed",
    ),
    lint("bad-id", "the-keys", "an id is made of small letters, digits and hyphens"),
    lint("bad-phrase", "phrases", "a phrase that can match nothing, or anything, or that carries no value"),
    lint("bad-test", "tests", "a test that expects nothing known, or that lacks its texts"),
    lint("bad-yaml", "rules", "the file is no YAML"),
    lint("broken-fragment", "conditions", "a condition uses a fragment that is itself wrong"),
    lint(
        "condition-impossible",
        "conditions",
        "a condition on a field that no claim of the rule's kinds has a value for: it sees nothing",
    ),
    lint(
        "dead-rule",
        "which-rule-takes-a-claim",
        "a rule never gets a claim, since an earlier one takes all of them",
    ),
    lint("duplicate-id", "the-keys", "two rules have one name"),
    lint("duplicate-key", "the-keys", "a key stands twice in one mapping"),
    lint("empty-rules", "rules", "a file or folder without a rule"),
    lint("few-tests", "tests", "a rule shows too few examples of what it joins and keeps apart"),
    lint("fragment-circle", "conditions", "a fragment uses itself, or grows without end"),
    lint("id-differs-from-file", "the-keys", "a rule that has its file to itself bears another name"),
    lint("idle-unless", "conditions", "an `unless` that lets go of no claim in the rule's own tests"),
    lint("key-impossible", "fields", "a field that no claim of the rule's kinds can have"),
    lint("missing-key", "the-keys", "a rule lacks what every rule needs"),
    lint("one-sided-tests", "tests", "a rule shows no contradiction, or nothing that it keeps apart"),
    lint("overlapping-phrases", "phrases", "two phrases that one sentence can be"),
    lint("repeated-field", "key-and-separate", "a field is named twice in `key` and `separate`"),
    lint("unknown-concept", "conditions", "the vocabulary has no such thing"),
    lint("unknown-field", "fields", "no claim has such a field"),
    lint("unknown-fragment", "conditions", "there is no fragment of that name"),
    lint("unknown-key", "the-keys", "no rule has such a key"),
    lint("unknown-kind", "the-keys", "there is no such kind of claim"),
    lint("unknown-predicate", "conditions", "the vocabulary has no such predicate"),
    lint("unknown-slot", "messages", "a message names what no fact has"),
    lint("unknown-value", "the-keys", "a word that is none of those allowed there"),
    lint("unreadable-rules", "rules", "a file or folder cannot be read"),
    lint("untested-rule", "tests", "a rule has no tests"),
    lint(
        "unused-words",
        "tests",
        "words or people of one's own that no rule asks for and no test or story has",
    ),
    lint("wrong-type", "the-keys", "a list where a word belongs, and the like"),
];

/// Where the guide says more about a diagnostic; `None` for codes that are none of rules.
pub fn guide(code: &str) -> Option<String> {
    let lint = LINTS.iter().find(|lint| lint.code == code)?;
    Some(format!("docs/rules.md#{}", lint.section))
}

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

impl Rule {
    /// Warnings about words of its conditions that are none of these names.
    #[doc(hidden)]
    pub fn unknown_words(&self, names: &Names) -> Vec<Diagnostic> {
        let mut out = Vec::new();
        words(self, names, &mut out);
        out
    }
}

impl RuleSet {
    /// Warnings about the rules of this set, in the order of the set.
    #[doc(hidden)]
    pub fn lint(&self, names: &Names, is_a: IsA) -> Vec<Diagnostic> {
        let mut out = Vec::new();
        for (i, rule) in self.rules.iter().enumerate() {
            out.extend(rule.unknown_words(names));
            out.extend(impossible(rule));
            out.extend(
                self.rules[..i].iter().find(|earlier| shadows(earlier, rule, is_a)).map(|by| dead(rule, by)),
            );
            out.extend(tests(rule));
            for (at, phrase) in rule.phrases.iter().enumerate() {
                let earlier =
                    self.rules[..i].iter().flat_map(|rule| &rule.phrases).chain(&rule.phrases[..at]);
                out.extend(
                    earlier
                        .filter(|other| phrase.overlaps(other))
                        .take(1)
                        .map(|other| overlap(phrase, other)),
                );
            }
        }
        out
    }
}

fn overlap(phrase: &Phrase, other: &Phrase) -> Diagnostic {
    let message = "one sentence can be both of these phrases";
    let problem = phrase.at.at_value("overlapping-phrases", Severity::Warning, message, "");
    problem
        .and(other.at.file(), other.at.value_span(), "this one chooses first")
        .note("leave one of them out, or tell them apart by a word")
}

/// Conditions that see nothing in any claim of the rule.
fn impossible(rule: &Rule) -> Vec<Diagnostic> {
    let conditions = [Some(&rule.select), rule.unless.as_ref()];
    let tests = conditions.into_iter().flatten().flat_map(Condition::tests);
    let asked = tests.filter_map(|test| match test.subject {
        // What a phrase finds is a value of any field.
        Subject::Field(field) if rule.phrases.is_empty() => Some((test, field)),
        _ => None,
    });
    let has = |field: Field| field.is_testable() && rule.kinds.iter().any(|&kind| possible(kind, field));
    let kinds: Vec<&str> = rule.kinds.iter().map(|kind| kind.name()).collect();
    let said = |(test, field): (&Test, Field)| {
        let message =
            format!("no {} claim has a `{}` that a condition could see", kinds.join(" or "), field.name());
        let problem = test.at.at_key("condition-impossible", Severity::Warning, message, "this sees nothing");
        let gates =
            "days and places are compared between two claims, by the gates and by `key` and `separate`";
        if field.is_testable() { problem } else { problem.note(gates) }
    };
    asked.filter(|(_, field)| !has(*field)).map(said).collect()
}

fn words(rule: &Rule, names: &Names, out: &mut Vec<Diagnostic>) {
    let conditions = [Some(&rule.select), rule.unless.as_ref()];
    for test in conditions.into_iter().flatten().flat_map(Condition::tests) {
        let (code, what, known) = match test.subject {
            Subject::Predicate => ("unknown-predicate", "predicate", &names.predicates),
            Subject::Concept | Subject::Field(Field::Thing) => {
                ("unknown-concept", "concept", &names.concepts)
            }
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
