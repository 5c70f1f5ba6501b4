//! The findings as SARIF 2.1.0, for code scanning and editors.

use serde_json::{Value as Json, json};

use super::finding::{verdict_name, witnesses};
use super::location::{Location, Region, reference};
use super::outline::{findings, heading};
use super::shape::{ClaimEntry, FactEntry, Report};
use super::version::{EditionEntry, PassageEntry, SILENT, Silent, silent};
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
    let silent = silent(report);
    let mut rules: Vec<(&str, &FactEntry)> = facts.iter().map(|fact| (fact.rule.as_str(), *fact)).collect();
    rules.sort_by_key(|(id, _)| *id);
    rules.dedup_by_key(|(id, _)| *id);
    let mut results: Vec<Json> = facts.iter().map(|fact| result(report, fact, &rules)).collect();
    let mut described: Vec<Json> = rules.iter().map(|(id, fact)| rule(id, fact)).collect();
    if !silent.is_empty() {
        results.extend(silent.iter().map(|silent| silent_result(report, *silent, described.len())));
        described.push(json!({
            "id": SILENT,
            "shortDescription": { "text": "A value changed from one version of an article to the next without a word" },
            "defaultConfiguration": { "level": level(Severity::Warning) },
        }));
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "crosscheck",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": described,
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

/// A value that changed without a word: the later version is its location, the earlier one is related.
fn silent_result(report: &Report, silent: Silent<'_>, rule: usize) -> Json {
    let Silent { version, change } = silent;
    let found = silent.message();
    let place = |edition: &EditionEntry, passage: &PassageEntry| {
        let uri = reference(&edition.path.replace('\\', "/"));
        let mut physical = json!({ "artifactLocation": { "uri": uri } });
        if edition.is_file {
            let region = Region::of(passage.line, passage.column, &passage.text);
            physical["region"] = region_json(&region);
        }
        json!({ "physicalLocation": physical })
    };
    let mut related = place(&version.before, &change.before);
    related["id"] = 1.into();
    related["message"] = json!({ "text": found.related.first().map_or("", |label| label.text.as_str()) });
    let mut result = json!({
        "ruleId": SILENT,
        "ruleIndex": rule,
        "level": level(found.severity),
        "message": { "text": format!("{}. {}.", found.message, found.notes.join(". ")) },
        "locations": [place(&version.after, &change.after)],
        "relatedLocations": [related],
        "partialFingerprints": { "crosscheckFact/v1": change.fingerprint },
        "properties": { "heading": change.title, "verdict": "silent change" },
    });
    if report.changes.is_some() {
        result["baselineState"] = if change.known == Some(true) { "unchanged" } else { "new" }.into();
    }
    result
}

fn region_json(region: &Region<'_>) -> Json {
    json!({
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
        "snippet": { "text": region.words },
    })
}

fn location(report: &Report, claim: &ClaimEntry, message: Option<String>) -> Option<Json> {
    let place = Location::new(report.article_of(claim)?, claim);
    let mut physical = json!({ "artifactLocation": { "uri": place.uri() } });
    if let Some(region) = place.region {
        physical["region"] = region_json(&region);
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(text) = message {
        location["message"] = json!({ "text": text });
    }
    Some(location)
}
