//! Versions of one article on the page: what each says of a value that changed, side by side.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Page;
use crate::check::Manner;
use crate::report::name;
use crate::report::outline::{LONGEST, VERSIONS};
use crate::report::said::Said;
use crate::report::shape::Report;
use crate::report::table::Cell;
use crate::report::version::{EditionEntry, PassageEntry, ValueChangeEntry, VersionEntry};
use crate::report::words::{count, shorten};

/// Longest value, in characters.
const VALUE: usize = 80;

/// A value that changed, with where it stands on the page.
pub(super) struct Shift<'r> {
    pub(super) version: &'r VersionEntry,
    pub(super) change: &'r ValueChangeEntry,
    /// The id of its element.
    pub(super) anchor: String,
}

impl Shift<'_> {
    /// "The Herald silently changed 23 to 31: People wounded".
    pub(super) fn headline(&self) -> String {
        self.version.headline(self.change)
    }

    pub(super) fn is_silent(&self) -> bool {
        self.change.manner == Manner::Silent
    }
}

/// The changes that the page shows: what changed without a word first, of these what matters most.
pub(super) fn shifts(report: &Report) -> Vec<Shift<'_>> {
    let of = |version| move |change| (version, change);
    let mut changes: Vec<(&VersionEntry, &ValueChangeEntry)> =
        report.versions.iter().flat_map(|version| version.changes.iter().map(of(version))).collect();
    changes.sort_by_key(|(version, change)| (change.manner, Reverse(change.severity), &version.story));
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shifts = Vec::new();
    for (version, change) in changes.into_iter().take(LONGEST) {
        let time = times.entry(&change.fingerprint).or_default();
        *time += 1;
        let twin = if *time > 1 { format!("-{time}") } else { String::new() };
        shifts.push(Shift { version, change, anchor: format!("v{}{twin}", change.fingerprint) });
    }
    shifts
}

/// What changed between versions, and what is to be said of them.
pub(super) fn section(page: &Page<'_>) -> Markup {
    let versions = &page.report.versions;
    let number: usize = versions.iter().map(|version| version.changes.len()).sum();
    html! { @if !versions.is_empty() { section.group {
        h2 id="versions" { (VERSIONS) @if number > 0 { " " span.number { (number) } } }
        @for shift in &page.shifts { (changed(page, shift)) }
        @if number > page.shifts.len() {
            p.note { "and " (count(number - page.shifts.len(), "more change")) " (all are in --format json)" }
        }
        ul { @for version in versions.iter().take(LONGEST) { @for remark in version.remarks() {
            li.line data-outlets=(outlet(page, version)) data-story=[page.story(version.story.as_deref())] {
                (page.story_tag(version.story.as_deref())) (Said(&remark))
            }
        } } }
    } } }
}

fn outlet(page: &Page<'_>, version: &VersionEntry) -> String {
    page.numbers(std::slice::from_ref(&version.outlet))
}

fn changed(page: &Page<'_>, shift: &Shift<'_>) -> Markup {
    let Shift { version, change, anchor } = shift;
    html! {
        article.change.(name(change.manner)) id=(anchor) tabindex="-1" data-verdict=(name(change.manner)) data-severity=(name(change.severity))
            data-kinds=(name(change.kind)) data-outlets=(outlet(page, version))
            data-story=[page.story(version.story.as_deref())] {
            h3 { (page.story_tag(version.story.as_deref())) span.message { (Said(&shift.headline())) } }
            div.sides {
                (side(page, version, "Before", &version.before, &change.before))
                (side(page, version, "After", &version.after, &change.after))
            }
        }
    }
}

/// What one version says; where it is the newest, its words lead into the article.
fn side(
    page: &Page<'_>,
    version: &VersionEntry,
    title: &str,
    edition: &EditionEntry,
    said: &PassageEntry,
) -> Markup {
    let article = edition.article(page.report);
    let claim = article.and_then(|article| said.claim(page.report, article));
    let target =
        claim.map(|claim| format!("#c{}", claim.id)).or(article.map(|article| format!("#a{}", article.id)));
    let place = format!("{}:{}:{}", version.named(edition), said.line, said.column);
    html! {
        figure {
            figcaption { (title) ": " b { (Said(&shorten(&said.reading, VALUE))) }
                @if !edition.day().is_empty() { " — " (Said(edition.day())) } }
            blockquote { p { @match &said.sentence {
                Cell::Words(before, words, after) => { (Said(before)) mark { (Said(words)) } (Said(after)) }
                Cell::Text(text) | Cell::Place(text) => { (Said(text)) }
            } } }
            p.place { @if let Some(target) = target { a href=(target) { (Said(&place)) } } @else { (Said(&place)) } }
        }
    }
}
