//! Why: everything that the report knows of a claim, and of a pair of claims.

use std::fmt::Write as _;

use super::finding::said;
use super::outline::{camps, field_words, heading};
use super::shape::{ArgumentEntry, ClaimEntry, FactEntry, Report};
use super::table::place;
use super::words::{list, one_line};
use crate::claim::{Certainty, Field, Origin, Polarity};
use crate::graph::Relation;

/// What each claim was read as, and which fact it became part of.
pub fn claims(report: &Report, ids: &[u32]) -> String {
    let told: Vec<String> = ids.iter().filter_map(|id| report.claim(*id)).map(|c| claim(report, c)).collect();
    told.join("\n")
}

/// One fact with all of its claims; found by its id or by the beginning of it.
pub fn fact(report: &Report, id: &str) -> Option<String> {
    let exact = report.facts.iter().find(|fact| fact.id == id);
    let fact = exact.or_else(|| report.facts.iter().find(|fact| fact.id.starts_with(id)))?;
    let mut out = format!("{}\n  {}\n  fingerprint {}\n", fact.id, fact.message, fact.fingerprint);
    for relation in &fact.relations {
        let _ = writeln!(out, "  {}: {}", relation_words(relation.relation), relation.why);
    }
    for claim in fact.camps.iter().flat_map(|camp| &camp.claims).filter_map(|id| report.claim(*id)) {
        let joined =
            if fact.inferred.contains(&claim.id) { "; joined because only this fact fitted" } else { "" };
        let _ = writeln!(out, "  {}{}{joined}", where_and_what(report, claim), said(&claim.attribution));
    }
    Some(out)
}

/// For every claim of one place and every claim of another: whether they were compared, and why.
pub fn pairs(report: &Report, one: &[u32], other: &[u32]) -> String {
    let mut out = String::new();
    for a in one.iter().filter_map(|id| report.claim(*id)) {
        for b in other.iter().filter_map(|id| report.claim(*id)).filter(|b| b.id != a.id) {
            let _ = writeln!(out, "{}\n{}", where_and_what(report, a), where_and_what(report, b));
            let _ = writeln!(out, "  {}\n", pair(report, a, b));
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn where_and_what(report: &Report, claim: &ClaimEntry) -> String {
    let name = report.article_of(claim).map_or("", |article| article.name.as_str());
    let (place, words) = (place(name, claim), one_line(&claim.text));
    if words == claim.reading {
        format!("{place}: “{words}”")
    } else {
        format!("{place}: “{words}”, {}", claim.reading)
    }
}

fn claim(report: &Report, claim: &ClaimEntry) -> String {
    let mut out = format!("{}{}\n", where_and_what(report, claim), said(&claim.attribution));
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(out, "  {name:<10} {value}");
    };
    line("kind", &name_of(&claim.kind));
    for (name, value) in [("concept", &claim.concept), ("predicate", &claim.predicate)] {
        line(name, value.as_deref().unwrap_or("(none)"));
    }
    for (field, argument) in &claim.arguments {
        line(&field_words(*field), &argument_words(argument));
    }
    if claim.polarity == Polarity::Negated {
        line("polarity", "negated");
    }
    if claim.certainty != Certainty::Asserted {
        line("certainty", &name_of(&claim.certainty));
    }
    let facts: Vec<&FactEntry> =
        report.facts.iter().filter(|fact| camp_of(fact, claim.id).is_some()).collect();
    if facts.is_empty() {
        line("fact", "none: no rule takes it, or a field of the rule's key is not known");
    }
    for fact in facts {
        line("fact", &format!("{} ({})", heading(fact), fact.id));
        line("", &camps(report, fact));
    }
    for apart in report.apart.iter().filter(|apart| apart.claims.contains(&claim.id)) {
        let other = apart.claims[usize::from(apart.claims[0] == claim.id)];
        if let Some(other) = report.claim(other) {
            line("apart", &format!("{} ({})", where_and_what(report, other), field_words(apart.field)));
        }
    }
    out
}

fn argument_words(argument: &ArgumentEntry) -> String {
    let how = if argument.origin == Origin::Inherited { " (inherited)" } else { "" };
    format!("{}{how}", list(&argument.values))
}

fn camp_of(fact: &FactEntry, claim: u32) -> Option<usize> {
    fact.camps.iter().position(|camp| camp.claims.binary_search(&claim).is_ok())
}

/// How two claims stand to each other, in one sentence.
fn pair(report: &Report, a: &ClaimEntry, b: &ClaimEntry) -> String {
    for fact in &report.facts {
        if let (Some(x), Some(y)) = (camp_of(fact, a.id), camp_of(fact, b.id)) {
            return format!("one fact, {}: {}", fact.id, standing(fact, x, y));
        }
    }
    let both = [a.id.min(b.id), a.id.max(b.id)];
    if let Some(apart) = report.apart.iter().find(|apart| apart.claims == both) {
        let (field, [x, y]) = (field_words(apart.field), &apart.values);
        return format!("kept apart by rule {}: {field} is {x} in one, {y} in the other", apart.rule);
    }
    format!("not one fact: {}", first_difference(report, a, b))
}

fn standing(fact: &FactEntry, x: usize, y: usize) -> String {
    if x == y {
        return "they agree".to_owned();
    }
    let both = [x.min(y), x.max(y)];
    let relation =
        fact.relations.iter().find(|r| [r.camps[0].min(r.camps[1]), r.camps[0].max(r.camps[1])] == both);
    relation.map_or_else(
        || "their values were not set against each other".to_owned(),
        |r| format!("{}: {}", relation_words(r.relation), r.why),
    )
}

/// The first thing that keeps two claims from being about one fact.
fn first_difference(report: &Report, a: &ClaimEntry, b: &ClaimEntry) -> String {
    let differ = |what: &str, x: &str, y: &str| format!("{what} is {x} in one, {y} in the other");
    let story = |claim| report.article_of(claim).and_then(|article| article.story.clone());
    if story(a) != story(b) {
        return "their articles belong to different stories".to_owned();
    }
    if a.kind != b.kind {
        return differ("the kind", &name_of(&a.kind), &name_of(&b.kind));
    }
    let none = "(none)".to_owned();
    for (what, x, y) in
        [("the concept", &a.concept, &b.concept), ("the predicate", &a.predicate, &b.predicate)]
    {
        if x != y {
            return differ(what, x.as_ref().unwrap_or(&none), y.as_ref().unwrap_or(&none));
        }
    }
    if a.certainty != b.certainty {
        return differ("the certainty", &name_of(&a.certainty), &name_of(&b.certainty));
    }
    let differing = a.arguments.iter().find_map(|(field, x)| {
        let y = b.arguments.get(field)?;
        let disjoint = !x.values.iter().any(|value| y.values.contains(value));
        disjoint.then(|| differ(&field_words(*field), &argument_words(x), &argument_words(y)))
    });
    differing.unwrap_or_else(|| one_sided(a, b))
}

/// Fields that only one of two claims has.
fn one_sided(a: &ClaimEntry, b: &ClaimEntry) -> String {
    let only = |x: &ClaimEntry, y: &ClaimEntry| -> Vec<Field> {
        x.arguments.keys().copied().filter(|field| !y.arguments.contains_key(field)).collect()
    };
    let names: Vec<String> = only(a, b).into_iter().chain(only(b, a)).map(field_words).collect();
    if names.is_empty() {
        return "no rule takes both; see `crosscheck rules list`".to_owned();
    }
    format!("nothing that both say differs, but only one of them says {}", list(&names))
}

fn relation_words(relation: Relation) -> &'static str {
    match relation {
        Relation::Agrees => "they agree",
        Relation::Compatible => "compatible",
        Relation::Updates => "one updates the other",
        Relation::Disputes => "their voices dispute it",
        Relation::Contradicts => "they contradict each other",
    }
}

fn name_of(name: &impl serde::Serialize) -> String {
    serde_json::to_value(name).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
