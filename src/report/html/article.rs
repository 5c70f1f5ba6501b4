//! The articles, every claim marked and linked to the facts that it is part of.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Page;
use crate::files::Span;
use crate::report::name;
use crate::report::said::Said;
use crate::report::shape::{ArticleEntry, ClaimEntry, FactEntry};
use crate::report::words::{count, shorten};

/// Longest reading in the hint of a mark, in characters.
const HINT: usize = 120;
/// Most that whole articles take of a page, in bytes of markup. Where they are longer together, each shows
/// the sentences alone that hold a value of a fact on the page.
const ROOM: usize = 4_000_000;

/// How much of an article is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Every word, every claim marked.
    Whole,
    /// The sentences that facts on the page have values of.
    Sentences,
}

/// All articles, folded.
pub(super) fn section(page: &Page<'_>) -> Markup {
    let mut claims: BTreeMap<u32, Vec<&ClaimEntry>> = BTreeMap::new();
    for claim in &page.report.claims {
        claims.entry(claim.article).or_default().push(claim);
    }
    let views = |extent: Extent| -> Vec<Markup> {
        let claims = |article: &ArticleEntry| claims.get(&article.id).map_or(&[][..], Vec::as_slice);
        page.report.articles.iter().map(|article| view(page, article, claims(article), extent)).collect()
    };
    let mut extent = Extent::Whole;
    let mut shown = views(extent);
    if shown.iter().map(|view| view.0.len()).sum::<usize>() > ROOM {
        extent = Extent::Sentences;
        shown = views(extent);
    }
    html! {
        section {
            h2 id="articles" { "Articles" " " span.number { (page.report.articles.len()) } }
            p.note { @match extent {
                Extent::Whole => { "Every claim is marked; a number leads to the fact that it is part of. A dotted \
                    line: no other article speaks of it." }
                Extent::Sentences => { "The articles are too long for one page: of each the sentences are shown that \
                    facts above have values of. A number leads to the fact. Whole texts are in a report on fewer \
                    articles, and in --format json --with-text." }
            } }
            @for view in &shown { (view) }
        }
    }
}

fn view(page: &Page<'_>, article: &ArticleEntry, claims: &[&ClaimEntry], extent: Extent) -> Markup {
    html! {
        details.article id={ "a" (article.id) } {
            summary {
                b { (Said(&article.outlet)) }
                @if let Some(title) = &article.title { " — " (Said(title)) }
                @if let Some(day) = &article.published { ", " time datetime=(day) { (day) } }
                span.note { " " (Said(&article.name)) ", " (count(claims.len(), "claim")) }
            }
            @if let Some(url) = article.web() { p { a href=(Said(url)) rel="noreferrer noopener" { (Said(url)) } } }
            @if let Some(text) = article.text.as_deref() {
                div.text dir="auto" { @match extent {
                    Extent::Whole => (marked(page, text, from_body(article.body, text, claims), claims)),
                    Extent::Sentences => (sentences(page, text, claims)),
                } }
            } @else {
                ul { @for claim in claims { li id={ "c" (claim.id) } { (Said(&claim.reading)) (numbers(page, claim)) } } }
            }
        }
    }
}

/// The text from its body on, or from a headline above it that makes a claim.
fn from_body(body: usize, text: &str, claims: &[&ClaimEntry]) -> Span {
    let first = claims.iter().map(|claim| claim.mention.start).min();
    Span::new(first.map_or(body, |first| body.min(first)), text.len())
}

/// The sentences whose claims are part of facts on the page, these claims marked.
fn sentences(page: &Page<'_>, text: &str, claims: &[&ClaimEntry]) -> Markup {
    let is_placed = |claim: &&&ClaimEntry| facts(page, claim).iter().any(|fact| page.place(fact).is_some());
    let mut claims: Vec<&ClaimEntry> = claims.iter().filter(is_placed).copied().collect();
    claims.sort_by_key(|claim| claim.mention.start);
    let mut found: Vec<(Span, Vec<&ClaimEntry>)> = Vec::new();
    for claim in claims {
        let start = claim.sentence.start.min(claim.mention.start);
        let end = claim.sentence.end.max(claim.mention.end);
        match found.last_mut().filter(|(span, _)| start < span.end) {
            Some((span, claims)) => {
                *span = Span::new(span.start.min(start), span.end.max(end));
                claims.push(claim);
            }
            None => found.push((Span::new(start, end), vec![claim])),
        }
    }
    html! { @for (span, claims) in &found { p { (marked(page, text, *span, claims)) } } }
}

/// A part of the text, cut wherever a mention starts or ends; mentions may overlap.
fn marked(page: &Page<'_>, text: &str, part: Span, claims: &[&ClaimEntry]) -> Markup {
    let fits = |claim: &&&ClaimEntry| text.get(claim.mention.start..claim.mention.end).is_some();
    let mut claims: Vec<&ClaimEntry> = claims.iter().filter(fits).copied().collect();
    claims.sort_by_key(|claim| (claim.mention.start, claim.mention.end, claim.id));
    let mut cuts: Vec<usize> =
        claims.iter().flat_map(|claim| [claim.mention.start, claim.mention.end]).collect();
    cuts.extend([part.start, part.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::with_capacity(cuts.len());
    let (mut next, mut open): (usize, Vec<&ClaimEntry>) = (0, Vec::new());
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        open.retain(|claim| claim.mention.end > from);
        let first = next;
        while claims.get(next).is_some_and(|claim| claim.mention.start <= from) {
            open.push(claims[next]);
            next += 1;
        }
        let ending: Vec<&ClaimEntry> = open.iter().filter(|claim| claim.mention.end == to).copied().collect();
        pieces.push(piece(page, text.get(from..to).unwrap_or(""), &claims[first..next], &open, &ending));
    }
    html! { @for piece in &pieces { (piece) } }
}

/// Words that the same claims cover: anchors of those that begin, a mark, numbers of those that end.
fn piece(
    page: &Page<'_>,
    words: &str,
    begins: &[&ClaimEntry],
    open: &[&ClaimEntry],
    ends: &[&ClaimEntry],
) -> Markup {
    let worst = open.iter().flat_map(|claim| facts(page, claim)).map(|fact| fact.verdict).min();
    let class = worst.map_or_else(|| "alone".to_owned(), name);
    // A claim that met no other has no hint: of a thousand articles these would be most of the page.
    let hints = worst.map(|_| open.iter().map(|claim| hint(claim)).collect::<Vec<_>>().join("; "));
    html! {
        @for claim in begins { a id={ "c" (claim.id) } {} }
        @if open.is_empty() { (Said(words)) } @else {
            mark.(class) title=[hints.as_deref().map(Said)] { (Said(words)) }
            @for claim in ends { (numbers(page, claim)) }
        }
    }
}

fn facts<'p>(page: &'p Page<'_>, claim: &ClaimEntry) -> &'p [&'p FactEntry] {
    page.facts_of.get(&claim.id).map_or(&[], Vec::as_slice)
}

fn hint(claim: &ClaimEntry) -> String {
    let about: Vec<&str> =
        [&claim.concept, &claim.predicate].into_iter().flatten().map(String::as_str).collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    format!("{}: {}{about}", name(claim.kind), shorten(&claim.reading, HINT))
}

/// Links to the facts of a claim, by their numbers.
fn numbers(page: &Page<'_>, claim: &ClaimEntry) -> Markup {
    html! { @for fact in facts(page, claim) {
        @if let Some(place) = page.place(fact) {
            a.ref href={ "#" (place.anchor) } aria-label={ "fact " (place.number) } { (place.number) }
        }
    } }
}
