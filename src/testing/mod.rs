//! Runs the tests that rules carry. The engine is handed in: this room knows what a test expects
//! and how to say what came instead.

pub mod coverage;
pub mod draft;
pub mod engine;
pub mod lint;
pub mod mutate;
pub mod passage;
pub mod people;
pub mod rewrite;

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity};
use crate::graph::{Relation, Verdict};
use crate::rule::names::Named;
use crate::rule::{Expectation, Rule, RuleSet, RuleTest};

/// Day of publication of a test's text that names none: a Monday, so that weekdays in the texts
/// resolve the same way in every test.
pub const PUBLISHED: Date = date(2025, 3, 24);

/// One text of a test as an article for the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestArticle {
    /// What it says.
    pub text: String,
    /// Who published it: `Outlet A`, `Outlet B` and so on where the test names nobody.
    pub outlet: String,
    /// Day of publication; [`PUBLISHED`] where the test names none.
    pub published: Date,
}

/// What the engine made of the texts of one test. Articles are their index in the slice handed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Facts of any rule.
    pub facts: Vec<SeenFact>,
    /// Claims, in the order of articles and texts.
    pub claims: Vec<SeenClaim>,
}

/// A fact as the runner needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenFact {
    /// Id of its rule.
    pub rule: String,
    /// What it comes to.
    pub verdict: Verdict,
    /// Its camps; camps agree within.
    pub camps: Vec<SeenCamp>,
    /// Relations between camps, by index.
    pub relations: Vec<([usize; 2], Relation)>,
}

/// A camp of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenCamp {
    /// The value, for readers.
    pub reading: String,
    /// The articles that hold it; each at least once.
    pub articles: Vec<usize>,
}

/// A claim, for the one who reads why a test failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenClaim {
    /// Its article.
    pub article: usize,
    /// Id of the rule that took it, if any did.
    pub rule: Option<String>,
    /// Kind, predicate and value, in a few words: `count shoot-down drone = 57`.
    pub reading: String,
}

/// What came of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It passes.
    AsExpected,
    /// No fact of the rule joins the texts though one should; or `apart` was expected and the rule
    /// does not even see all of them.
    Missed,
    /// The rule joins texts that it should keep apart, or finds a contradiction inside a single one
    /// that has none.
    Noisy,
    /// The rule joins them, but they stand otherwise to one another.
    WrongRelation,
    /// A `todo-` that still does not pass, as it says of itself.
    KnownGap,
    /// A `todo-` that passes: it is a test now.
    GapClosed,
}

impl Outcome {
    /// Whether a run with this outcome is green.
    pub fn is_green(self) -> bool {
        matches!(self, Self::AsExpected | Self::KnownGap)
    }

    /// Its name, as the JSON has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::AsExpected => "as-expected",
            Self::Missed => "missed",
            Self::Noisy => "noisy",
            Self::WrongRelation => "wrong-relation",
            Self::KnownGap => "known-gap",
            Self::GapClosed => "gap-closed",
        }
    }
}

/// A test that was run.
#[derive(Debug, Clone)]
pub struct Case<'r> {
    /// Its rule.
    pub rule: &'r Rule,
    /// The test.
    pub test: &'r RuleTest,
    /// Its texts, as the engine read them.
    pub articles: Vec<TestArticle>,
    /// What came of it.
    pub outcome: Outcome,
    /// What the engine saw.
    pub seen: Seen,
}

/// Runs every test of every rule whose id contains `filter`, in parallel; the cases come in the
/// order of the rules and of their tests.
pub fn run<'r>(
    rules: &'r RuleSet,
    judge: &(dyn Fn(&RuleSet, &[TestArticle]) -> Seen + Sync),
    filter: Option<&str>,
) -> Vec<Case<'r>> {
    let wanted = |rule: &&Rule| filter.is_none_or(|filter| rule.id.contains(filter));
    let tests: Vec<(&Rule, &RuleTest)> = rules
        .rules
        .iter()
        .filter(wanted)
        .flat_map(|rule| rule.tests.iter().map(move |test| (rule, test)))
        .collect();
    let cases = tests.into_par_iter().map(|(rule, test)| {
        let articles = articles(test);
        let seen = judge(rules, &articles);
        Case { rule, test, outcome: outcome(rule, test, &seen), articles, seen }
    });
    cases.collect()
}

fn articles(test: &RuleTest) -> Vec<TestArticle> {
    let texts = test.texts.iter().enumerate().map(|(i, text)| TestArticle {
        text: text.text.clone(),
        outlet: text.outlet.clone().unwrap_or_else(|| format!("Outlet {}", letter(i))),
        published: text.published.unwrap_or(PUBLISHED),
    });
    texts.collect()
}

/// A, B … Z, A1, B1 …
fn letter(index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    if index < 26 { letter.to_string() } else { format!("{letter}{}", index / 26) }
}

fn outcome(rule: &Rule, test: &RuleTest, seen: &Seen) -> Outcome {
    let plain = judge_texts(rule, test, seen);
    match (test.todo, plain) {
        (false, plain) => plain,
        (true, Outcome::AsExpected) => Outcome::GapClosed,
        (true, _) => Outcome::KnownGap,
    }
}

fn judge_texts(rule: &Rule, test: &RuleTest, seen: &Seen) -> Outcome {
    let texts = test.texts.len();
    let own: Vec<&SeenFact> = seen.facts.iter().filter(|fact| fact.rule == rule.id).collect();
    if test.expect.separates() {
        let seen_in = |article| {
            let of_rule =
                |claim: &&SeenClaim| claim.article == article && claim.rule.as_deref() == Some(&rule.id);
            seen.claims.iter().any(|claim| of_rule(&claim)) || own.iter().any(|fact| fact.holds(article))
        };
        return if own.iter().any(|fact| fact.is_noise(texts)) {
            Outcome::Noisy
        } else if test.expect == Expectation::Apart && !(0..texts).all(seen_in) {
            Outcome::Missed
        } else {
            Outcome::AsExpected
        };
    }
    let joining: Vec<&SeenFact> =
        own.into_iter().filter(|fact| (0..texts).all(|text| fact.holds(text))).collect();
    if joining.is_empty() {
        Outcome::Missed
    } else if joining.iter().any(|fact| fact.shows(test.expect, texts)) {
        Outcome::AsExpected
    } else {
        Outcome::WrongRelation
    }
}

impl SeenFact {
    fn holds(&self, article: usize) -> bool {
        self.camps.iter().any(|camp| camp.articles.contains(&article))
    }

    /// Whether the fact is one that texts which have nothing to do with one another must not give:
    /// it joins two of them, or finds a contradiction inside the only one.
    fn is_noise(&self, texts: usize) -> bool {
        let joined = (0..texts).filter(|&text| self.holds(text)).count();
        joined > 1 || (texts == 1 && self.shows(Expectation::Contradicts, texts))
    }

    /// Whether the fact, which joins all texts of a test, holds what the test expects.
    fn shows(&self, expect: Expectation, texts: usize) -> bool {
        let crossing: Vec<Relation> = self.crossing(texts).collect();
        let has = |relation| crossing.contains(&relation);
        match expect {
            // Three and more camps can contradict one another together though no two of them do.
            Expectation::Contradicts => has(Relation::Contradicts) || self.contradicted_together(),
            Expectation::Agrees => {
                self.camps.iter().any(|camp| (0..texts).all(|text| camp.articles.contains(&text)))
            }
            Expectation::Compatible => has(Relation::Compatible) && !has(Relation::Contradicts),
            Expectation::Updates => has(Relation::Updates) && !has(Relation::Contradicts),
            Expectation::Disputes => has(Relation::Disputes) && !has(Relation::Contradicts),
            Expectation::Apart | Expectation::Unrelated => false,
        }
    }

    fn contradicted_together(&self) -> bool {
        let in_pairs = self.relations.iter().any(|&(_, relation)| relation == Relation::Contradicts);
        self.verdict == Verdict::Contradicted && !in_pairs
    }

    /// Relations between camps of different texts; of any camps where there is only one text.
    fn crossing(&self, texts: usize) -> impl Iterator<Item = Relation> {
        let crosses = move |&&([a, b], _): &&([usize; 2], Relation)| {
            let (Some(a), Some(b)) = (self.camps.get(a), self.camps.get(b)) else { return false };
            texts == 1 || a.articles.iter().any(|one| b.articles.iter().any(|other| one != other))
        };
        self.relations.iter().filter(crosses).map(|&(_, relation)| relation)
    }

    fn reading(&self) -> String {
        let mut text = format!("{}: {}", self.rule, verdict(self.verdict));
        for (i, camp) in self.camps.iter().enumerate() {
            let texts: Vec<String> = camp.articles.iter().map(|&article| letter(article)).collect();
            let separator = if i == 0 { " — " } else { " | " };
            let _ = write!(text, "{separator}{} ({})", camp.reading, texts.join(", "));
        }
        text
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradicted => "contradicted",
        Verdict::Disputed => "disputed",
        Verdict::Updated => "updated",
        Verdict::Compatible => "compatible",
        Verdict::Corroborated => "corroborated",
        Verdict::Uncorroborated => "uncorroborated",
    }
}

impl Case<'_> {
    /// What to say of the test, where it is not green.
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        if self.outcome.is_green() {
            return None;
        }
        let severity = if self.outcome == Outcome::GapClosed { Severity::Warning } else { Severity::Error };
        let at = &self.test.at;
        let mut found =
            at.at_key(self.outcome.name(), severity, format!("{}: {}", self.rule.id, self.said()), "");
        for (i, article) in self.articles.iter().enumerate() {
            let outlet = &article.outlet;
            found = found.note(format!(
                "{} ({outlet}, {}): {}",
                letter(i),
                article.published,
                article.text.trim()
            ));
            for claim in self.seen.claims.iter().filter(|claim| claim.article == i) {
                let taken = claim.rule.as_deref().map_or_else(String::new, |rule| format!(" [{rule}]"));
                found = found.note(format!("    claim: {}{taken}", claim.reading));
            }
        }
        found = found.note(format!("expected: {}", self.expected()));
        Some(self.got().into_iter().fold(found, |found, got| found.note(format!("got: {got}"))))
    }

    /// The same as plain text, for logs: the place, both texts, what was expected and what came.
    /// Empty where the test is green.
    pub fn render(&self) -> String {
        let Some(found) = self.diagnostic() else { return String::new() };
        let place = crate::files::Lines::new(self.test.at.source.text())
            .place(self.test.at.source.text(), self.test.at.key_span().start);
        let mut text = format!(
            "{}:{}:{}: {}: {}\n",
            self.rule.file(),
            place.line,
            place.column,
            found.code,
            found.message
        );
        for note in &found.notes {
            let _ = writeln!(text, "    {note}");
        }
        text
    }

    fn expected(&self) -> String {
        let todo = if self.test.todo { " (a known gap)" } else { "" };
        format!("{}{todo}", self.test.expect.name())
    }

    fn said(&self) -> &'static str {
        match (self.outcome, self.test.expect) {
            (Outcome::Missed, Expectation::Apart) if self.test.texts.len() == 1 => {
                "the rule does not select a claim in the text"
            }
            (Outcome::Missed, Expectation::Apart) => "the rule does not select a claim in each of the texts",
            (Outcome::Missed, _) => "no fact of the rule joins the texts",
            (Outcome::Noisy, _) if self.test.texts.len() == 1 => {
                "the rule finds a contradiction inside a text that has none"
            }
            (Outcome::Noisy, _) => "the rule joins texts that it should keep apart",
            (Outcome::WrongRelation, _) => "the rule joins the texts, but not as expected",
            (Outcome::GapClosed, _) => "a known gap is closed: take `todo-` away",
            (Outcome::AsExpected | Outcome::KnownGap, _) => "as expected",
        }
    }

    fn got(&self) -> Vec<String> {
        let own = self.seen.facts.iter().filter(|fact| fact.rule == self.rule.id);
        let others = self.seen.facts.iter().filter(|fact| fact.rule != self.rule.id);
        let found: Vec<String> = own.chain(others).map(SeenFact::reading).collect();
        if found.is_empty() { vec!["no fact at all".to_owned()] } else { found }
    }
}

/// How many cases came out how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Tally {
    /// Tests that pass.
    pub passed: usize,
    /// Tests that fail, closed gaps among them.
    pub failed: usize,
    /// Known gaps that are still open.
    pub gaps: usize,
}

impl Tally {
    /// Counts the outcomes.
    pub fn of(cases: &[Case]) -> Self {
        let mut tally = Self::default();
        for case in cases {
            match case.outcome {
                Outcome::AsExpected => tally.passed += 1,
                Outcome::KnownGap => tally.gaps += 1,
                _ => tally.failed += 1,
            }
        }
        tally
    }
}

#[cfg(test)]
mod tests;
