//! What stands around the findings: the figures of the run, filters, and who agrees with whom.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Page;
use crate::graph::{Tally, Verdict};
use crate::report::Report;
use crate::report::name;
use crate::report::outline::{VERSIONS, cut, opening};
use crate::report::said::Said;
use crate::report::shape::FactEntry;
use crate::report::words::{count, sentence_case, shorten};

/// Most outlets of the matrix: those that share most facts with others.
const OUTLETS: usize = 24;
/// Most findings that are told at the top.
const BRIEF: usize = 8;
/// Longest line of them, in characters.
const LINE: usize = 240;
/// Longest name of an outlet in the matrix, in characters.
const OUTLET: usize = 60;
/// What stands above the look-alikes.
const APART: &str = "Values that look alike and were not held against each other, and what sets them apart: what \
    the first article says of it, then the second.";
/// Verdicts of facts that the page shows, with what a reader calls them.
const SHOWN: [(Verdict, &str); 5] = [
    (Verdict::Contradicted, "contradicted"),
    (Verdict::Disputed, "disputed"),
    (Verdict::Updated, "updated"),
    (Verdict::Corroborated, "agreed"),
    (Verdict::Compatible, "compatible"),
];

/// Title, figures, filters.
pub(super) fn header(page: &Page<'_>) -> Markup {
    html! {
        header {
            h1 { "Contradictions report" }
            p { (opening(page.report)) "." }
            ul.counts { @for (verdict, words) in SHOWN {
                @let number = page.report.number_of(verdict);
                li.(name(verdict)) { @if number > 0 {
                    a href={ "#" (name(verdict)) } { b { (number) } " " (words) }
                } @else { b { "0" } " " (words) } }
            } }
            (brief(page))
            (problems(page.report))
            (filters(page))
            nav aria-label="On this page" {
                @if !page.outline.versions.is_empty() { a href="#versions" { "Versions" } " " }
                @if !page.outline.apart.is_empty() { a href="#apart" { "Kept apart" } " " }
                @if !page.outline.not_compared.is_empty() { a href="#not-compared" { "Not compared" } " " }
                @if !page.report.agreement.is_empty() { a href="#matrix" { "Outlets" } " " }
                a href="#graph" { "Graph" } " "
                a href="#articles" { "Articles" }
            }
        }
    }
}

/// The first findings in one line each: what a desk must know before it reads on. One finding stands just below.
fn brief(page: &Page<'_>) -> Markup {
    let facts: Vec<&FactEntry> =
        page.outline.findings.iter().flat_map(|(_, facts)| facts.iter().copied()).collect();
    let line = |fact: &FactEntry| {
        let at = page.place(fact)?;
        let verdict = name(fact.verdict);
        Some(html! { li.(verdict) { a href={ "#" (at.anchor) } { (Said(&shorten(&fact.message, LINE))) } } })
    };
    html! { @if facts.len() > 1 {
        ol.brief aria-label="Findings in brief" { @for fact in facts.iter().take(BRIEF) { @if let Some(line) = line(fact) { (line) } } }
        @if facts.len() > BRIEF { p.note { "and " (count(facts.len() - BRIEF, "more finding")) " below" } }
    } }
}

fn problems(report: &Report) -> Markup {
    let line = |problem: &crate::diagnostic::Diagnostic| {
        let file = problem.primary.as_ref().map(|label| label.file.as_str());
        let unsaid = file.filter(|file| !problem.message.contains(file));
        unsaid.map_or_else(|| problem.message.clone(), |file| format!("{file}: {}", problem.message))
    };
    html! { @if !report.problems.is_empty() { details.problems open[report.problems.len() <= 5] {
        summary { (sentence_case(&count(report.problems.len(), "problem"))) " with the input" }
        ul { @for text in cut(&report.problems, line) { li { (Said(&text)) } } }
    } } }
}

/// Hidden until the script can make them work.
fn filters(page: &Page<'_>) -> Markup {
    let shown = page.facts_of.keys().filter_map(|id| page.report.claim(*id));
    let kinds: BTreeSet<String> = shown.map(|claim| name(claim.kind)).collect();
    html! {
        form #filter role="search" hidden {
            label { "Outlet " select name="outlet" { option value="" { "all" }
                @for (at, outlet) in page.outlets.iter().enumerate() { option value=(at) { (Said(outlet)) } } } }
            label { "Kind " select name="kind" { option value="" { "all" }
                @for kind in &kinds { option value=(kind) { (kind) } } } }
            label { "Verdict " select name="verdict" { option value="" { "all" }
                @for (verdict, words) in SHOWN { option value=(name(verdict)) { (words) } } } }
            label { "Text " input type="search" name="text" autocomplete="off"; }
            button type="reset" { "Show all" }
            output name="shown" aria-live="polite" {}
        }
    }
}

/// What changed between versions of one article.
pub(super) fn versions(page: &Page<'_>) -> Markup {
    list("versions", VERSIONS, "", &page.outline.versions)
}

/// Look-alikes that are not one fact.
pub(super) fn apart(page: &Page<'_>) -> Markup {
    list("apart", "Kept apart", APART, &page.outline.apart)
}

/// What did not take part.
pub(super) fn not_compared(page: &Page<'_>) -> Markup {
    list("not-compared", "Not compared", "", &page.outline.not_compared)
}

fn list(id: &str, title: &str, about: &str, lines: &[String]) -> Markup {
    html! { @if !lines.is_empty() { section {
        h2 id=(id) { (title) }
        @if !about.is_empty() { p.note { (about) } }
        ul { @for line in cut(lines, Clone::clone) { li { (Said(&line)) } } }
    } } }
}

/// Who agrees with whom, and how often.
pub(super) fn matrix(report: &Report) -> Markup {
    let outlets = busiest(report);
    if outlets.len() < 2 {
        return html! {};
    }
    let cells: BTreeMap<[&str; 2], Tally> =
        report.agreement.iter().map(|e| ([e.outlets[0].as_str(), e.outlets[1].as_str()], e.facts)).collect();
    let between = |a: &str, b: &str| cells.get(&[a, b]).or_else(|| cells.get(&[b, a])).copied();
    html! { section {
        h2 id="matrix" { "Which outlets agree" }
        p.note { "Of the facts that both speak of: on how many they agree (=), and on how many they contradict \
            each other (≠). " @if outlets.len() == OUTLETS { "The outlets that share most facts are shown." } }
        div.wide { table.matrix {
            thead { tr { td {} @for outlet in &outlets { th scope="col" { (Said(&shorten(outlet, OUTLET))) } } } }
            tbody { @for a in &outlets { tr {
                th scope="row" { (Said(&shorten(a, OUTLET))) }
                @for b in &outlets { (tally(between(a, b))) }
            } } }
        } }
    } }
}

fn tally(tally: Option<Tally>) -> Markup {
    let Some(tally) = tally else { return html! { td.none { "·" } } };
    let class = match (tally.agrees, tally.contradicts) {
        (_, 0) => "even",
        (agrees, contradicts) if contradicts > agrees => "far",
        _ => "mixed",
    };
    let words = format!(
        "{}: {} agreed, {} compatible, {} updated, {} disputed, {} contradicted",
        count(usize::try_from(tally.facts()).unwrap_or(0), "fact"),
        tally.agrees,
        tally.compatible,
        tally.updates,
        tally.disputes,
        tally.contradicts
    );
    html! { td.(class) title=(words) { (tally.agrees) " =" br; (tally.contradicts) " ≠" } }
}

/// The outlets that share most facts with others, by name.
fn busiest(report: &Report) -> Vec<&str> {
    let mut facts: BTreeMap<&str, u32> = BTreeMap::new();
    for entry in &report.agreement {
        for outlet in &entry.outlets {
            *facts.entry(outlet).or_default() += entry.facts.facts();
        }
    }
    let mut outlets: Vec<(std::cmp::Reverse<u32>, &str)> =
        facts.into_iter().map(|(outlet, number)| (std::cmp::Reverse(number), outlet)).collect();
    outlets.sort_unstable();
    outlets.truncate(OUTLETS);
    let mut names: Vec<&str> = outlets.into_iter().map(|(_, outlet)| outlet).collect();
    names.sort_unstable();
    names
}

/// The keys of the page.
pub(super) fn footer() -> Markup {
    html! { footer { p {
        kbd { "/" } " search, " kbd { "j" } " and " kbd { "k" } " next and previous fact, "
        kbd { "Esc" } " show all. Made by crosscheck; a finding is a reason to read both sentences."
    } } }
}
