//! The findings as SARIF 2.1.0, for code scanning and editors.

use serde_json::{Value as Json, json};

use super::finding::{verdict_name, witnesses};
use super::location::Location;
use super::outline::{findings, heading};
use super::shape::{ClaimEntry, FactEntry, Report};
use crate::diagnostic::Severity;
use crate::graph::Verdict;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings of a report: one result each, the values that differ at its locations.
///
/// # Panics
/// Never: every key is a string.
pub fn render(report: &Report) -> String {
    let facts = findings(report);
    let mut rules: Vec<(&str, &FactEntry)> = facts.iter().map(|fact| (fact.rule.as_str(), *fact)).collect();
    rules.sort_by_key(|(id, _)| *id);
    rules.dedup_by_key(|(id, _)| *id);
    let results: Vec<Json> = facts.iter().map(|fact| result(report, fact, &rules)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "crosscheck",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|(id, fact)| rule(id, fact)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": report.problems.iter().map(notification).collect::<Vec<_>>(),
            }],
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("string keys alone");
    text.push('\n');
    text
}

fn rule(id: &str, fact: &FactEntry) -> Json {
    json!({
        "id": id,
        "shortDescription": { "text": fact.title },
        "defaultConfiguration": { "level": level(fact.severity) },
    })
}

fn notification(problem: &crate::diagnostic::Diagnostic) -> Json {
    json!({
        "descriptor": { "id": problem.code },
        "level": level(problem.severity),
        "message": { "text": problem.message },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn result(report: &Report, fact: &FactEntry, rules: &[(&str, &FactEntry)]) -> Json {
    let severity = if fact.verdict == Verdict::Contradicted { fact.severity } else { Severity::Note };
    let mut places = witnesses(fact).into_iter().filter_map(|(camp, claim)| {
        let claim = report.claim(claim)?;
        Some((format!("{}: {}", report.article_of(claim)?.outlet, fact.camps[camp].reading), claim))
    });
    let first = places.next().and_then(|(_, claim)| location(report, claim, None));
    let related: Vec<Json> = (1_u32..)
        .zip(places)
        .filter_map(|(id, (words, claim))| {
            let mut place = location(report, claim, Some(words))?;
            place["id"] = id.into();
            Some(place)
        })
        .collect();
    let why = super::finding::strongest(fact)
        .into_iter()
        .next()
        .map_or_else(String::new, |why| format!(". {why}."));
    let mut result = json!({
        "ruleId": fact.rule,
        "ruleIndex": rules.iter().position(|(id, _)| *id == fact.rule),
        "level": level(severity),
        "message": { "text": format!("{}{why}", fact.message) },
        "locations": first.into_iter().collect::<Vec<_>>(),
        "relatedLocations": related,
        "partialFingerprints": { "crosscheckFact/v1": fact.fingerprint },
        "properties": { "fact": fact.id, "heading": heading(fact), "verdict": verdict_name(fact.verdict) },
    });
    if let Some(changes) = &report.changes {
        let change = changes.iter().find(|change| change.fact.as_deref() == Some(&fact.id));
        result["baselineState"] = match change.map(|change| change.change) {
            None => "unchanged",
            Some("gained") => "new",
            Some(_) => "updated",
        }
        .into();
    }
    result
}

fn location(report: &Report, claim: &ClaimEntry, message: Option<String>) -> Option<Json> {
    let place = Location::new(report.article_of(claim)?, claim);
    let mut physical = json!({ "artifactLocation": { "uri": place.uri() } });
    if let Some(region) = place.region {
        physical["region"] = json!({
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
            "snippet": { "text": region.words },
        });
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(text) = message {
        location["message"] = json!({ "text": text });
    }
    Some(location)
}
