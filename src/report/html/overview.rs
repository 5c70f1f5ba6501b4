//! What stands around the findings: the figures of the run, filters, and who agrees with whom.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Page;
use super::versions::Shift;
use crate::check::Manner;
use crate::diagnostic::Severity;
use crate::graph::{Tally, Verdict};
use crate::report::Report;
use crate::report::name;
use crate::report::outline::{LONGEST, apart_line, cut, opening, outlets};
use crate::report::said::Said;
use crate::report::shape::{ApartEntry, ClaimEntry, FactEntry};
use crate::report::words::{count, sentence_case, shorten};

/// Most outlets of the matrix: those that share most facts with others.
const OUTLETS: usize = 24;
/// Most findings that are told at the top.
const BRIEF: usize = 8;
/// Most silent changes that are told below them.
const SILENT: usize = 4;
/// Longest line of them, in characters.
const LINE: usize = 240;
/// Longest name of an outlet in the matrix, in characters.
const OUTLET: usize = 60;
/// Most look-alikes that unfold below the first: a filter finds those of any story.
const LOOK_ALIKES: usize = 400;
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
            ul.counts {
                @for (verdict, words) in SHOWN {
                    (chip(&name(verdict), &name(verdict), page.report.number_of(verdict), words))
                }
                @if !page.report.versions.is_empty() { (chip("silent", "versions", page.silent(), "silently changed")) }
            }
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

/// A figure of the run, that leads to its section.
fn chip(class: &str, section: &str, number: usize, words: &str) -> Markup {
    html! { li.(class) data-verdict=(class) { @if number > 0 {
        a href={ "#" (section) } { b { (number) } " " (words) }
    } @else { b { "0" } " " (words) } } }
}

/// The first findings and silent changes in one line each: what a desk must know before it reads on. One alone
/// stands just below.
fn brief(page: &Page<'_>) -> Markup {
    let facts: Vec<&FactEntry> =
        page.outline.findings.iter().flat_map(|(_, facts)| facts.iter().copied()).collect();
    let fact_line = |fact: &FactEntry| {
        let at = page.place(fact)?;
        Some(line(page, &name(fact.verdict), fact.story.as_deref(), &at.anchor, &fact.message))
    };
    let shift_line = |shift: &Shift<'_>| {
        line(page, "silent", shift.version.story.as_deref(), &shift.anchor, &shift.headline())
    };
    let silent: Vec<&Shift<'_>> = page.shifts.iter().filter(|shift| shift.is_silent()).collect();
    let facts_told =
        of_each_story(&facts, BRIEF, |fact| ((fact.verdict, Reverse(fact.severity)), fact.story.as_deref()));
    let silent_told = of_each_story(&silent, SILENT, |shift| {
        (Reverse(shift.change.severity), shift.version.story.as_deref())
    });
    html! { @if facts.len() + page.silent() > 1 {
        ol.brief aria-label="Findings in brief" data-findings=(BRIEF) data-silent=(SILENT) {
            @for fact in facts_told { @if let Some(line) = fact_line(fact) { (line) } }
            @for shift in silent_told { (shift_line(shift)) }
        }
        p.note.rest { (rest(facts.len(), page.silent())) }
    } }
}

/// So many of a list in its order, the first of each story before the second of any: one story does not take all
/// the room. What matters more comes first all the same. The page's script picks in the same way.
fn of_each_story<'s, T: Copy, K: Copy + Ord>(
    list: &[T],
    most: usize,
    of: impl Fn(&T) -> (K, Option<&'s str>),
) -> Vec<T> {
    let mut times: BTreeMap<(K, Option<&str>), usize> = BTreeMap::new();
    let mut order: Vec<(K, usize, usize)> = Vec::with_capacity(list.len());
    for (at, item) in list.iter().enumerate() {
        let (weight, story) = of(item);
        let time = times.entry((weight, story)).or_default();
        order.push((weight, *time, at));
        *time += 1;
    }
    order.sort_unstable();
    let mut picked: Vec<usize> = order.into_iter().take(most).map(|(.., at)| at).collect();
    picked.sort_unstable();
    picked.into_iter().map(|at| list[at]).collect()
}

fn line(page: &Page<'_>, class: &str, story: Option<&str>, anchor: &str, words: &str) -> Markup {
    html! { li.(class) { (page.story_tag(story)) a href={ "#" (anchor) } { (Said(&shorten(words, LINE))) } } }
}

/// "and 3 more findings and 1 more silent change below".
fn rest(findings: usize, silent: usize) -> String {
    let more = [
        (findings.saturating_sub(BRIEF), "more finding"),
        (silent.saturating_sub(SILENT), "more silent change"),
    ];
    let more: Vec<String> =
        more.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("and {}", count(*n, words))).collect();
    if more.is_empty() { String::new() } else { format!("{} below", more.join(" ")) }
}

fn problems(report: &Report) -> Markup {
    let line = |problem: &crate::diagnostic::Diagnostic| {
        let file = problem.primary.as_ref().map(|label| label.file.as_str());
        let unsaid = file.filter(|file| !problem.message.contains(file));
        unsaid.map_or_else(|| problem.message.clone(), |file| format!("{file}: {}", problem.message))
    };
    let has_error = report.problems.iter().any(|problem| problem.severity == Severity::Error);
    html! { @if !report.problems.is_empty() { details.problems open[has_error] {
        summary { (sentence_case(&count(report.problems.len(), "problem"))) " with the input" }
        ul { @for text in cut(&report.problems, line) { li { (Said(&text)) } } }
    } } }
}

/// Hidden until the script can make them work.
fn filters(page: &Page<'_>) -> Markup {
    let kinds = kinds(page.facts_of.keys().filter_map(|id| page.report.claim(*id)));
    let changes = page.report.versions.iter().flat_map(|version| &version.changes);
    let manners: BTreeSet<Manner> = changes.map(|change| change.manner).collect();
    html! {
        form #filter role="search" hidden {
            @if !page.stories.is_empty() { label { "Story " select name="story" { option value="" { "all" }
                @for (at, story) in page.stories.iter().enumerate() {
                    option value=(at) { (Said(story.unwrap_or("without a story"))) }
                } } } }
            label { "Outlet " select name="outlet" { option value="" { "all" }
                @for (at, outlet) in page.outlets.iter().enumerate() { option value=(at) { (Said(outlet)) } } } }
            label { "Kind " select name="kind" { option value="" { "all" }
                @for kind in &kinds { option value=(kind) { (kind) } } } }
            label { "Verdict " select name="verdict" { option value="" { "all" }
                @for (verdict, words) in SHOWN { option value=(name(verdict)) { (words) } }
                @if manners.contains(&Manner::Silent) { option value="silent" { "silently changed" } }
                @if manners.contains(&Manner::Corrected) { option value="corrected" { "corrected" } } } }
            label { "Text " input type="search" name="text" autocomplete="off"; }
            button type="reset" { "Show all" }
            output name="shown" aria-live="polite" {}
            details.keys { summary { "Keys" }
                kbd { "/" } " search, " kbd { "j" } " and " kbd { "k" } " next and previous fact, "
                kbd { "Esc" } " show all" }
        }
        p #nothing role="status" hidden { "Nothing matches. " button type="reset" form="filter" { "Show all" } }
    }
}

/// Look-alikes that are not one fact.
pub(super) fn apart(page: &Page<'_>) -> Markup {
    let apart = page.report.apart.iter();
    let told: Vec<(&ApartEntry, String)> =
        apart.filter_map(|apart| Some((apart, apart_line(page.report, apart)?))).collect();
    let (first, rest) = told.split_at(told.len().min(LONGEST));
    let more = rest.get(..LOOK_ALIKES).unwrap_or(rest);
    html! { @if !told.is_empty() { section.group {
        h2 id="apart" { "Kept apart " span.number { (told.len()) } }
        p.note { (APART) }
        ul { @for (apart, line) in first { (look_alike(page, apart, line)) } }
        @if !more.is_empty() { details.more {
            summary { (more.len()) " more" }
            ul { @for (apart, line) in more { (look_alike(page, apart, line)) } }
        } }
        @if rest.len() > more.len() {
            p.note { "and " (rest.len() - more.len()) " more (all are in --format json)" }
        }
    } } }
}

fn look_alike(page: &Page<'_>, apart: &ApartEntry, line: &str) -> Markup {
    let kinds = kinds(apart.claims.iter().filter_map(|id| page.report.claim(*id)));
    html! {
        li.apart data-kinds=(kinds.into_iter().collect::<Vec<_>>().join(" "))
            data-outlets=(page.numbers(&outlets(page.report, &apart.claims)))
            data-story=[page.story(apart.story.as_deref())] {
            (page.story_tag(apart.story.as_deref())) (Said(line))
        }
    }
}

fn kinds<'c>(claims: impl Iterator<Item = &'c ClaimEntry>) -> BTreeSet<String> {
    claims.map(|claim| name(claim.kind)).collect()
}

/// What did not take part.
pub(super) fn not_compared(page: &Page<'_>) -> Markup {
    let lines = &page.outline.not_compared;
    html! { @if !lines.is_empty() { section {
        h2 id="not-compared" { "Not compared" }
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
            each other (≠). "
            span.even { "green" } ": never a contradiction; " span.mixed { "orange" } ": some; "
            span.far { "red" } ": more contradictions than agreements. "
            @if outlets.len() == OUTLETS { "The outlets that share most facts are shown." } }
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

/// What the page is.
pub(super) fn footer() -> Markup {
    html! { footer { p { "Made by crosscheck; a finding is a reason to read both sentences." } } }
}
