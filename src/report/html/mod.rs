//! The report as one HTML page that needs nothing else: no network, one style and one script, both
//! named by their hashes in the page's own Content-Security-Policy. Every word of an article is text.

mod article;
mod drawing;
mod finding;
mod overview;
mod versions;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use self::versions::{Shift, shifts};
use super::name;
use super::outline::{Outline, told_story};
use super::said::Said;
use super::shape::{FactEntry, Report};
use super::version;
use super::words::count;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Most findings that are shown whole; further ones are a line that unfolds.
const WHOLE: usize = 1_000;
/// Most facts on a page. With [`article::ROOM`] these two keep a page of a thousand articles under ten
/// megabytes, which a browser opens at once.
const FACTS: usize = 2_500;

/// The page of a report. Articles are shown whole where the report has their text (see
/// [`Report::with_text`]).
pub fn render(report: &Report) -> String {
    let page = Page::new(report);
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { "Contradictions report" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#findings" { "Skip to the findings" }
                (overview::header(&page))
                main id="findings" {
                    (findings(&page))
                    (versions::section(&page))
                    (overview::apart(&page))
                    (overview::not_compared(&page))
                    (overview::matrix(report))
                    (drawing::section(&page))
                    (article::section(&page))
                }
                (overview::footer())
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    let mut text = markup.into_string();
    text.push('\n');
    text
}

/// What the page may load: its own style and script, known by their hashes, and nothing else.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

fn findings(page: &Page<'_>) -> Markup {
    html! {
        @for (title, facts) in &page.outline.findings {
            section.group {
                h2 id=(section_id(facts)) { (title) " " span.number { (facts.len()) } }
                @for fact in facts { @if page.is_whole(fact) { (finding::finding(page, fact)) }
                    @else { (finding::folded(page, fact)) } }
                (left_out(page, facts))
            }
        }
        @if page.outline.findings.is_empty() {
            section.group { p.none { "Nothing that was compared is contradicted, disputed or updated." } }
        }
        @for (title, facts) in &page.outline.lists {
            section.group {
                h2 id=(section_id(facts)) { (title) " " span.number { (facts.len()) } }
                @for fact in facts { (finding::folded(page, fact)) }
                (left_out(page, facts))
            }
        }
    }
}

/// How many facts of a section the page has no room for.
fn left_out(page: &Page<'_>, facts: &[&FactEntry]) -> Markup {
    let number = facts.iter().filter(|fact| page.place(fact).is_none()).count();
    html! { @if number > 0 { p.note { "and " (count(number, "more fact")) " (all are in --format json)" } } }
}

/// The id of the section of some facts of one verdict.
fn section_id(facts: &[&FactEntry]) -> String {
    facts.first().map_or_else(String::new, |fact| name(fact.verdict))
}

/// Where a fact stands on the page.
struct Place {
    /// Its number in the order of the page, from 1.
    number: usize,
    /// The id of its element: made of its fingerprint, so that a link outlives an edit.
    anchor: String,
}

/// A report with all that its page looks up.
struct Page<'r> {
    report: &'r Report,
    outline: Outline<'r>,
    /// The outlets, sorted: filters name them by their position.
    outlets: Vec<&'r str>,
    /// The stories, sorted, where there are several; an article without one is of the story `None`.
    stories: Vec<Option<&'r str>>,
    /// What changed between versions.
    shifts: Vec<Shift<'r>>,
    /// Places of the facts that are shown, by their ids.
    places: BTreeMap<&'r str, Place>,
    /// The facts of the outline, by the claims that they are made of.
    facts_of: BTreeMap<u32, Vec<&'r FactEntry>>,
}

impl<'r> Page<'r> {
    fn new(report: &'r Report) -> Self {
        let outline = Outline::new(report);
        let sections = outline.findings.iter().chain(&outline.lists);
        let shown: Vec<&FactEntry> = sections.flat_map(|(_, facts)| facts.iter().copied()).collect();
        let mut places = BTreeMap::new();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        let mut facts_of: BTreeMap<u32, Vec<&FactEntry>> = BTreeMap::new();
        for fact in &shown {
            for claim in fact.camps.iter().flat_map(|camp| &camp.claims) {
                facts_of.entry(*claim).or_default().push(*fact);
            }
        }
        for (at, fact) in shown.into_iter().take(FACTS).enumerate() {
            let time = times.entry(&fact.fingerprint).or_default();
            *time += 1;
            let twin = if *time > 1 { format!("-{time}") } else { String::new() };
            let anchor = format!("f{}{twin}", fact.fingerprint);
            places.insert(fact.id.as_str(), Place { number: at + 1, anchor });
        }
        let mut outlets: Vec<&str> = report.articles.iter().map(|article| article.outlet.as_str()).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let mut stories: Vec<Option<&str>> =
            report.articles.iter().map(|article| article.story.as_deref()).collect();
        stories.sort_unstable();
        stories.dedup();
        if stories.len() < 2 {
            stories.clear();
        }
        Self { report, outline, outlets, stories, shifts: shifts(report), places, facts_of }
    }

    /// How many values changed without a word.
    fn silent(&self) -> usize {
        version::silent(self.report).len()
    }

    /// The position of a story among all stories, by which filters name it; `None` where there is one alone.
    fn story(&self, story: Option<&str>) -> Option<usize> {
        self.stories.binary_search(&story).ok()
    }

    /// The name of a story, where there are several.
    fn story_tag(&self, story: Option<&str>) -> Markup {
        html! { @if let Some(story) = told_story(self.report, story) { span.story { (Said(story)) } " " } }
    }

    /// Whether a finding is among those that are shown whole.
    fn is_whole(&self, fact: &FactEntry) -> bool {
        self.place(fact).is_some_and(|place| place.number <= WHOLE)
    }

    /// Where a fact stands; `None` for one that no other article speaks of, or for which there is no room.
    fn place(&self, fact: &FactEntry) -> Option<&Place> {
        self.places.get(fact.id.as_str())
    }

    /// The positions of outlets among all outlets, as a list in words.
    fn numbers(&self, outlets: &[String]) -> String {
        let number = |outlet: &String| self.outlets.binary_search(&outlet.as_str()).ok();
        let numbers: Vec<String> = outlets.iter().filter_map(number).map(|n| n.to_string()).collect();
        numbers.join(" ")
    }
}
