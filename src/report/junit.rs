//! The facts that were compared as test cases, in the XML that CI systems read.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};

use super::finding::{diagnostic, verdict_name};
use super::outline::{Findings, camps, heading};
use super::said::Said;
use super::shape::{FactEntry, Report};
use super::version::{SILENT, Silent, silent};
use crate::diagnostic::Diagnostic;
use crate::graph::Verdict;

const PROLOGUE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A suite for every story, a case for every fact that more than one origin speaks of, and a suite for
/// the values that changed without a word. `failing` fail the run.
pub fn render(report: &Report, failing: &Findings<'_>) -> String {
    let fails = |fact: &FactEntry| failing.has(fact);
    let silent = silent(report);
    let mut stories: BTreeMap<Option<&str>, Vec<&FactEntry>> = BTreeMap::new();
    for fact in report.facts.iter().filter(|fact| fact.verdict != Verdict::Uncorroborated) {
        stories.entry(fact.story.as_deref()).or_default().push(fact);
    }
    let (all, failed) = (
        stories.values().map(Vec::len).sum::<usize>() + silent.len(),
        stories.values().flatten().filter(|fact| fails(fact)).count() + failing.silent.len(),
    );
    let suites = html! {
        (PreEscaped(PROLOGUE))
        testsuites name="crosscheck" tests=(all) failures=(failed) errors="0" { "\n"
            @for (story, facts) in &stories {
                testsuite name=(Said(story.unwrap_or("articles"))) tests=(facts.len())
                    failures=(facts.iter().filter(|fact| fails(fact)).count()) errors="0" skipped="0" { "\n"
                    @for fact in facts { (case(report, fact, fails(fact))) }
                } "\n"
            }
            @if !silent.is_empty() {
                testsuite name="versions" tests=(silent.len()) failures=(failing.silent.len()) errors="0"
                    skipped="0" { "\n"
                    @for silent in silent { (silent_case(report, silent, failing.has_silent(silent))) }
                } "\n"
            }
        } "\n"
    };
    suites.into_string()
}

fn case(report: &Report, fact: &FactEntry, fails: bool) -> Markup {
    html! {
        testcase classname=(Said(&fact.rule)) name=(Said(&format!("{} [{}]", heading(fact), fact.id))) {
            @if fails {
                failure type=(verdict_name(fact.verdict)) message=(Said(&fact.message)) { (Said(&told(report, &diagnostic(report, fact)))) }
            } @else if matches!(fact.verdict, Verdict::Contradicted | Verdict::Disputed | Verdict::Updated) {
                system-out { (Said(&told(report, &diagnostic(report, fact)))) }
            } @else {
                system-out { (verdict_name(fact.verdict)) ": " (Said(&camps(report, fact))) }
            }
        } "\n"
    }
}

fn silent_case(report: &Report, silent: Silent<'_>, fails: bool) -> Markup {
    let found = silent.message();
    let name = format!("{} [{}]", found.message, silent.change.fingerprint);
    html! {
        testcase classname=(SILENT) name=(Said(&name)) {
            @if fails {
                failure type=(SILENT) message=(Said(&found.message)) { (Said(&told(report, &found))) }
            } @else {
                system-out { (Said(&told(report, &found))) }
            }
        } "\n"
    }
}

/// A finding in lines: what, who in which place, why.
fn told(report: &Report, found: &Diagnostic) -> String {
    let places = found.primary.iter().chain(&found.related).map(|label| {
        let line = report.sources.get(&label.file).map_or(0, |source| source.place(label.span.start).line);
        format!("{}:{line}: {}", label.file, label.text)
    });
    let lines: Vec<String> =
        std::iter::once(found.message.clone()).chain(places).chain(found.notes.clone()).collect();
    lines.join("\n")
}
