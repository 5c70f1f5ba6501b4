//! One fact on the page: who says what, in which words, and why it is a finding.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::Page;
use crate::claim::Kind;
use crate::claim::compare::Difference;
use crate::diagnostic::Severity;
use crate::graph::Relation;
use crate::report::difference::{Piece, pieces};
use crate::report::finding::{is_shown, said, support, verdict_name, witness};
use crate::report::name;
use crate::report::outline::{apart_line, camps, heading, outlets};
use crate::report::said::Said;
use crate::report::shape::{CampEntry, ClaimEntry, FactEntry, FigureEntry};
use crate::report::table::{Cell, place, words};
use crate::report::words::{count, shorten};

/// Most values that stand side by side.
const VALUES: usize = 6;
/// Most lines of one list below a finding.
const LINES: usize = 8;
/// Longest value or mention of a cell, in characters.
const CELL: usize = 80;
/// Longest voice that a cell shows as it is, in characters.
const VOICE: usize = 24;

/// A fact with the articles' words.
pub(super) fn finding(page: &Page<'_>, fact: &FactEntry) -> Markup {
    let Some(at) = page.place(fact) else { return html! {} };
    let reasons = reasons(fact);
    html! {
        article.fact.finding.(name(fact.severity)) id=(at.anchor) tabindex="-1" data-verdict=(name(fact.verdict))
            data-kinds=(kinds(page, fact)) data-outlets=(page.numbers(&of_fact(page, fact)))
            data-story=[page.story(fact.story.as_deref())] data-severity=(name(fact.severity)) {
            h3 { a.number href={ "#" (at.anchor) } { (at.number) } " " (page.story_tag(fact.story.as_deref()))
                span.message { (Said(&fact.message)) } }
            p.tags {
                span.tag { (verdict_name(fact.verdict)) } " "
                span.tag.severity { (severity(fact)) } " "
                (Said(&heading(fact))) ", found by the rule " code { (Said(&fact.rule)) }
            }
            @if let Some(why) = reasons.first() { p.why { (Said(why)) "." } }
            (values(page, fact))
            (sentences(page, fact))
            (word_difference(page, fact))
            (timeline(page, fact))
            (ledger(page, fact))
            (more(page, fact, &reasons))
        }
    }
}

/// A fact that is no finding, or one finding of very many: a line that unfolds.
pub(super) fn folded(page: &Page<'_>, fact: &FactEntry) -> Markup {
    let Some(at) = page.place(fact) else { return html! {} };
    html! {
        details.fact id=(at.anchor) tabindex="-1" data-verdict=(name(fact.verdict))
            data-kinds=(kinds(page, fact)) data-outlets=(page.numbers(&of_fact(page, fact)))
            data-story=[page.story(fact.story.as_deref())] data-severity=(name(fact.severity)) {
            summary {
                span.number { (at.number) } " " (page.story_tag(fact.story.as_deref()))
                @if is_shown(fact.verdict) { b.message { (Said(&fact.message)) } }
                @else { b { (Said(&heading(fact))) } ": " (Said(&camps(page.report, fact))) }
            }
            (values(page, fact))
            (ledger(page, fact))
            (more(page, fact, &reasons(fact)))
        }
    }
}

fn kinds(page: &Page<'_>, fact: &FactEntry) -> String {
    let kinds: BTreeSet<String> = claims(page, fact).map(|claim| name(claim.kind)).collect();
    kinds.into_iter().collect::<Vec<_>>().join(" ")
}

fn claims<'p>(page: &'p Page<'_>, fact: &'p FactEntry) -> impl Iterator<Item = &'p ClaimEntry> {
    fact.camps.iter().flat_map(|camp| &camp.claims).filter_map(|id| page.report.claim(*id))
}

fn of_fact(page: &Page<'_>, fact: &FactEntry) -> Vec<String> {
    let all: Vec<u32> = fact.camps.iter().flat_map(|camp| camp.claims.iter().copied()).collect();
    outlets(page.report, &all)
}

/// The reasons that matter, the strongest first, each once.
fn reasons(fact: &FactEntry) -> Vec<&str> {
    let mut relations: Vec<_> = fact.relations.iter().filter(|r| !r.why.is_empty()).collect();
    relations.sort_by_key(|relation| std::cmp::Reverse(relation.relation));
    let mut reasons: Vec<&str> = Vec::new();
    for relation in relations {
        if !reasons.contains(&relation.why.as_str()) {
            reasons.push(&relation.why);
        }
    }
    reasons
}

/// What a reader calls the severity of a finding: "error" would be the program's.
fn severity(fact: &FactEntry) -> &'static str {
    match fact.severity {
        Severity::Error => "serious",
        Severity::Warning => "to check",
        Severity::Note => "minor",
    }
}

/// The values that stand side by side, as places in the list of camps: those that the finding is of first,
/// then those that fit them.
fn shown(fact: &FactEntry) -> Vec<usize> {
    let worst = fact.relations.iter().map(|r| r.relation).max().filter(|&r| r > Relation::Compatible);
    let is_of_it =
        |camp: &usize| fact.relations.iter().any(|r| Some(r.relation) == worst && r.camps.contains(camp));
    let (first, rest): (Vec<usize>, Vec<usize>) = (0..fact.camps.len()).partition(is_of_it);
    first.into_iter().chain(rest).take(VALUES).collect()
}

/// Outlets down, values across, and in each cell the words that say so.
fn values(page: &Page<'_>, fact: &FactEntry) -> Markup {
    let shown: Vec<&CampEntry> = shown(fact).into_iter().map(|at| &fact.camps[at]).collect();
    let all: Vec<u32> = shown.iter().flat_map(|camp| camp.claims.iter().copied()).collect();
    html! {
        div.wide { table.values {
            thead { tr {
                th scope="col" { "Outlet" }
                @for camp in &shown { th scope="col" { (Said(&shorten(&camp.reading, CELL))) } }
            } }
            tbody { @for outlet in outlets(page.report, &all) { tr {
                th scope="row" { (Said(&shorten(&outlet, CELL))) }
                @for camp in &shown { td { (cell(page, camp, &outlet)) } }
            } } }
        } }
        @if fact.camps.len() > VALUES {
            p.note { "and " (count(fact.camps.len() - VALUES, "other value")) }
        }
    }
}

fn cell(page: &Page<'_>, camp: &CampEntry, outlet: &str) -> Markup {
    let of_outlet = |claim: &&ClaimEntry| page.report.article_of(claim).is_some_and(|a| a.outlet == outlet);
    // The same words of the same voice are shown once.
    let mut told: Vec<(&ClaimEntry, usize)> = Vec::new();
    for claim in camp.claims.iter().filter_map(|id| page.report.claim(*id)).filter(of_outlet) {
        let same = |(known, _): &&mut (&ClaimEntry, usize)| {
            (&known.text, &known.attribution) == (&claim.text, &claim.attribution)
        };
        match told.iter_mut().find(same) {
            Some((_, times)) => *times += 1,
            None => told.push((claim, 1)),
        }
    }
    html! {
        @for (at, (claim, times)) in told.iter().take(2).enumerate() {
            @if at > 0 { br; }
            (link(claim)) (voices(claim))
            @if *times > 1 { span.note { ", " (times) " times" } }
        }
        @if told.len() > 2 { br; span.note { "and in " (count(told.len() - 2, "other way")) } }
    }
}

/// Who is cited for a claim: a long chain unfolds, so that it makes no column narrow and tall.
fn voices(claim: &ClaimEntry) -> Markup {
    let said = said(&claim.attribution);
    html! { @if said.chars().count() <= VOICE { (Said(&said)) } @else {
        @let said = said.trim_start_matches(", ");
        details.by { summary { (Said(&shorten(said, VOICE))) } (Said(said)) }
    } }
}

/// The words of a claim as a link to where they stand in their article.
fn link(claim: &ClaimEntry) -> Markup {
    let shown = shorten(&crate::report::words::one_line(&claim.text), CELL);
    html! { a href={ "#c" (claim.id) } { "“" (Said(&shown)) "”" } }
}

/// The sentences side by side, the claims marked.
fn sentences(page: &Page<'_>, fact: &FactEntry) -> Markup {
    let side = |at: usize| Some((at, page.report.claim(witness(fact, at)?)?));
    let sides = shown(fact).into_iter().filter_map(side);
    html! { div.sides { @for (at, claim) in sides { (sentence(page, &fact.camps[at], claim)) } } }
}

fn sentence(page: &Page<'_>, camp: &CampEntry, claim: &ClaimEntry) -> Markup {
    let Some(article) = page.report.article_of(claim) else { return html! {} };
    html! {
        figure {
            figcaption { b { (Said(&shorten(&camp.reading, CELL))) } " — " (Said(&article.outlet))
                @if let Some(day) = &article.published { ", " time datetime=(day) { (day) } }
                (Said(&said(&claim.attribution)))
            }
            blockquote { p { @match words(page.report, claim) {
                Cell::Words(before, words, after) => { (Said(&before)) mark { (Said(&words)) } (Said(&after)) }
                Cell::Text(text) | Cell::Place(text) => { (Said(&text)) }
            } } }
            p.place { a href={ "#c" (claim.id) } { (Said(&place(&article.name, claim))) } }
        }
    }
}

/// The words of two quotations, with what only one of them has.
fn word_difference(page: &Page<'_>, fact: &FactEntry) -> Markup {
    let quoted = fact.relations.iter().filter(|r| r.difference == Some(Difference::Quotation));
    let pair = quoted.max_by_key(|r| r.relation).map(|r| r.witnesses.map(|id| page.report.claim(id)));
    let Some([Some(a), Some(b)]) = pair else { return html! {} };
    if a.kind != Kind::Quote || b.kind != Kind::Quote {
        return html! {};
    }
    let of = |claim: &ClaimEntry| claim.text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (of(a), of(b));
    let bare =
        |words: &[String]| words.iter().map(|word| crate::claim::token::fold(word)).collect::<Vec<_>>();
    let Some(pieces) = pieces(&bare(&old), &bare(&new)) else { return html! {} };
    let outlet = |claim| page.report.article_of(claim).map_or("", |article| article.outlet.as_str());
    html! {
        p.diff { @for piece in &pieces { (changed(piece, &old, &new)) } }
        p.note { del { (Said(outlet(a))) " alone" } ", " ins { (Said(outlet(b))) " alone" } }
    }
}

fn changed(piece: &Piece, old: &[String], new: &[String]) -> Markup {
    let (gone, come) = (old[piece.old.clone()].join(" "), new[piece.new.clone()].join(" "));
    html! {
        @if piece.same { (Said(&gone)) " " } @else {
            @if !gone.is_empty() { del { (Said(&gone)) } " " }
            @if !come.is_empty() { ins { (Said(&come)) } " " }
        }
    }
}

/// Who said it when, where the days differ.
fn timeline(page: &Page<'_>, fact: &FactEntry) -> Markup {
    let mut said: Vec<(&str, &str, &str, u32)> = Vec::new();
    for (camp, id) in fact.camps.iter().flat_map(|camp| camp.claims.iter().map(move |id| (camp, *id))) {
        let article = page.report.claim(id).and_then(|claim| page.report.article_of(claim));
        let Some((article, day)) = article.and_then(|a| Some((a, a.published.as_deref()?))) else { continue };
        let known =
            said.iter().any(|s| (s.0, s.1, s.2) == (day, article.outlet.as_str(), camp.reading.as_str()));
        if !known {
            said.push((day, &article.outlet, &camp.reading, id));
        }
    }
    said.sort_unstable();
    if said.first().map(|s| s.0) == said.last().map(|s| s.0) {
        return html! {};
    }
    let left = said.len().saturating_sub(LINES * 2);
    html! {
        h4 { "When it was said" }
        ol.timeline { @for (day, outlet, reading, id) in said.iter().take(LINES * 2) {
            li { time datetime=(day) { (day) } " " (Said(outlet)) ": "
                a href={ "#c" (id) } { (Said(&shorten(reading, CELL))) } }
        } }
        @if left > 0 { p.note { "and " (left) " later" } }
    }
}

/// The lowest, best supported and highest figure.
fn ledger(page: &Page<'_>, fact: &FactEntry) -> Markup {
    let Some(ledger) = fact.ledger.as_ref().filter(|l| l.low.at != l.high.at) else { return html! {} };
    let figure = |title: &'static str, figure: &FigureEntry| {
        let claim = page.report.claim(figure.claim);
        let outlet = claim.and_then(|claim| page.report.article_of(claim)).map_or("", |a| a.outlet.as_str());
        html! { div { dt { (title) } dd { @if let Some(claim) = claim {
            a href={ "#c" (claim.id) } { (Said(&shorten(&claim.reading, CELL))) } " " span.note { (Said(outlet)) }
        } } } }
    };
    // Where two values have as many origins, none is supported best.
    let most = fact.camps.iter().map(|camp| camp.origins).max();
    let is_best = fact.camps.iter().filter(|camp| Some(camp.origins) == most).count() == 1;
    html! {
        dl.ledger {
            (figure("Lowest", &ledger.low))
            @if is_best { (figure("Best supported", &ledger.best)) }
            (figure("Highest", &ledger.high))
        }
    }
}

/// All reasons, who copied whom, and what was considered and kept apart.
fn more(page: &Page<'_>, fact: &FactEntry, reasons: &[&str]) -> Markup {
    let all: BTreeSet<u32> = fact.camps.iter().flat_map(|camp| camp.claims.iter().copied()).collect();
    let near = page.report.apart.iter().filter(|apart| apart.claims.iter().any(|id| all.contains(id)));
    let apart: Vec<String> = near.filter_map(|apart| apart_line(page.report, apart)).collect();
    let copied: Vec<String> =
        fact.camps.iter().filter(|camp| camp.origins < camp.outlets).map(support).collect();
    let pairs = fact.relations.iter().filter(|r| r.relation == Relation::Contradicts).count();
    html! {
        @if reasons.len() > 1 { details {
            summary { "All reasons" @if pairs > 1 { " (" (pairs) " pairs of values contradict each other)" } }
            (lines(reasons))
        } }
        @if !copied.is_empty() { (lines(&copied)) }
        @if !apart.is_empty() { details {
            summary { "Considered and kept apart: " (count(apart.len(), "look-alike")) }
            (lines(&apart))
        } }
        p.ids { "fact " code { (Said(&fact.id)) } ", fingerprint " code { (fact.fingerprint) } }
    }
}

fn lines<S: AsRef<str>>(lines: &[S]) -> Markup {
    html! { ul {
        @for line in lines.iter().take(LINES) { li { (Said(line.as_ref())) } }
        @if lines.len() > LINES { li.note { "and " (lines.len() - LINES) " more (all are in --format json)" } }
    } }
}
