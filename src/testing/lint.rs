//! Lints that need the parser: what rules and words never do in the tests that are there for them.

use rayon::prelude::*;

use super::{TestArticle, articles, people};
use crate::article::{Article, from_text};
use crate::claim::{Claim, Field, extract};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rule::{Choice, Condition, IsA, Names, OwnEntry, OwnWords, Rule, RuleSet, Subject, Wanted};
use crate::vocabulary::things::things;

/// What the tests of these rules leave idle (`unless` that lets nothing go, words and people of one's
/// own that neither they nor the rules' stories have), and people of one's own that they show to be two.
pub fn lint(rules: &RuleSet, words: &OwnWords, stories: &[Article]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = rules.rules.par_iter().filter_map(idle_unless).collect();
    found.extend(unused(rules, &words.entries, stories));
    if !words.people.is_empty() {
        let own = rules.rules.par_iter().filter(|rule| !rule.shipped);
        let mut held: Vec<people::Held> = own.flat_map_iter(people::held_in_tests).collect();
        held.extend(stories.iter().flat_map(people::held_in_story));
        found.extend(people::unused(rules, &words.people, stories));
        found.extend(people::lint(&words.people, &held));
    }
    found
}

/// Words that the vocabulary does not know and that claims of the rules' own tests have: there they
/// are the articles' own, and no slip of the pen. Gives concepts and predicates.
pub fn own_words_of_tests(rules: &RuleSet, known: &Names) -> Names {
    let asks = |rule: &&Rule| !rule.shipped && !rule.unknown_words(known).is_empty();
    let mut found = Names::default();
    for claim in rules.rules.iter().filter(asks).flat_map(claims) {
        found.concepts.extend(claim.concept);
        found.predicates.extend(claim.predicate);
    }
    found
}

fn is_a(narrow: &str, wide: &str) -> bool {
    things().is_a(narrow, wide)
}

/// The claims of each text of a rule's tests.
fn claims(rule: &Rule) -> Vec<Claim> {
    let texts = rule.tests.iter().flat_map(articles);
    let of =
        |text: TestArticle| extract::claims(&from_text(&text.outlet, Some(text.published), None, &text.text));
    texts.flat_map(of).collect()
}

fn idle_unless(rule: &Rule) -> Option<Diagnostic> {
    if rule.unless.is_none() || rule.tests.is_empty() {
        return None;
    }
    let lets_go = |claim: &Claim| rule.chooses(claim, &is_a as IsA) == Choice::LetsGo;
    if claims(rule).iter().any(lets_go) {
        return None;
    }
    let message = format!("no test of `{}` has a claim that `unless` lets go", rule.id);
    let problem = rule.at.key("unless").at_key("idle-unless", Severity::Warning, message, "");
    Some(problem.note("write a test with such a text, `unrelated: [\"…\", \"…\"]`, or take `unless` away"))
}

/// Words that no rule and no other word asks for, and that no claim of a test or a story has.
fn unused(rules: &RuleSet, words: &[OwnEntry], stories: &[Article]) -> Vec<Diagnostic> {
    let asked = |entry: &OwnEntry| {
        let of_words =
            words.iter().filter(|other| other.id != entry.id).any(|other| other.names.contains(&entry.id));
        of_words || rules.rules.iter().any(|rule| asks_for(rule, &entry.id))
    };
    let idle: Vec<&OwnEntry> = words.iter().filter(|entry| !asked(entry)).collect();
    if idle.is_empty() {
        return Vec::new();
    }
    let own = rules.rules.iter().filter(|rule| !rule.shipped);
    let of_stories = stories.iter().flat_map(extract::claims);
    let seen: Vec<Claim> = own.flat_map(claims).chain(of_stories).collect();
    let has = |claim: &Claim, id: &str| {
        [&claim.concept, &claim.predicate].into_iter().flatten().any(|word| word == id)
    };
    let idle = idle.into_iter().filter(|entry| !seen.iter().any(|claim| has(claim, &entry.id)));
    let said = |entry: &OwnEntry| {
        let message = format!("no rule asks for `{}`, and no test of a rule has it", entry.id);
        let problem = entry.at.key("id").at_value("unused-words", Severity::Warning, message, "");
        problem.note("a word that no test has may be read otherwise than you think")
    };
    idle.map(said).collect()
}

/// Whether a rule names a word.
fn asks_for(rule: &Rule, id: &str) -> bool {
    let sums = rule.sum.iter().flat_map(|sum| sum.parts.iter().chain([&sum.total]));
    let of_words = |subject: Subject| match subject {
        Subject::Field(field) => matches!(field, Field::Thing | Field::Measure),
        subject => matches!(subject, Subject::Concept | Subject::Predicate),
    };
    sums.chain(asked(rule, of_words)).any(|word| word == id)
}

/// The words that a rule's conditions want of some of their subjects.
pub(super) fn asked(rule: &Rule, of: impl Fn(Subject) -> bool) -> impl Iterator<Item = &String> {
    let conditions = [Some(&rule.select), rule.unless.as_ref()].into_iter().flatten();
    conditions.flat_map(Condition::tests).filter(move |test| of(test.subject)).flat_map(|test| {
        match &test.wanted {
            Wanted::OneOf(words) => words.as_slice(),
            Wanted::Exists(_) => &[],
        }
    })
}
