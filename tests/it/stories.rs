//! Every story of `fixtures/stories/` with a snapshot per stage, so that a moved report shows which
//! stage moved it: `tests/snapshots/STAGE@STORY.snap`.
//!
//! `INSTA_UPDATE=always cargo test --test it stories` writes them anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value as Json;

use super::project::{index, indices, list, matches_snapshot, report, stdout, stories, story, text};

/// The stages that have a snapshot of every story.
pub const STAGES: [&str; 5] = ["sentences", "values", "claims", "facts", "report"];

/// Formats of the report and the graph that have a snapshot of every story; Markdown is the report's own.
pub const FORMATS: [&str; 13] = [
    "json",
    "jsonl",
    "html",
    "sarif",
    "junit",
    "github",
    "claim-review",
    "graphml",
    "csv",
    "terminal",
    "dot",
    "mermaid",
    "graph-json",
];

#[test]
fn sentences() {
    every_story("sentences", |name| rows(name, "sentences"));
}

#[test]
fn values() {
    every_story("values", |name| rows(name, "values"));
}

#[test]
fn claims() {
    every_story("claims", |name| rows(name, "claims"));
}

#[test]
fn facts() {
    every_story("facts", |name| essentials(&report(name)));
}

#[test]
fn reports() {
    every_story("report", |name| stdout(&story(name), &["report", ".", "--format", "markdown"]));
}

/// All stories are held against their snapshots before the first difference fails the test.
fn every_story(stage: &str, shown: impl Fn(&str) -> String) {
    let moved: Vec<String> = stories()
        .into_iter()
        .filter(|name| !matches_snapshot(&format!("{stage}@{name}"), &shown(name)))
        .collect();
    assert!(moved.is_empty(), "the {stage} of these stories are not those of their snapshots: {moved:?}");
}

/// A line a row, its cells two spaces apart: a wide cell moves no other line.
fn rows(name: &str, stage: &str) -> String {
    let table = stdout(&story(name), &["claims", ".", "--stage", stage]);
    let mut shown = String::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        writeln!(shown, "{}", cells.join("  ")).expect("writing to a string");
    }
    shown
}

/// What a report says of each fact that was compared, without offsets, numbers of claims and wording.
fn essentials(report: &Json) -> String {
    let mut shown = String::new();
    let mut alone = 0;
    for fact in list(report, "facts") {
        if text(fact, "verdict") == "uncorroborated" {
            alone += 1;
        } else {
            write_fact(&mut shown, report, fact);
        }
    }
    let mut kept_apart: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for pair in list(report, "apart") {
        *kept_apart.entry((text(pair, "rule"), text(pair, "field"))).or_default() += 1;
    }
    writeln!(shown, "uncorroborated: {alone}").expect("writing to a string");
    for ((rule, field), number) in kept_apart {
        writeln!(shown, "apart by {field}: {number} of {rule}").expect("writing to a string");
    }
    shown
}

fn write_fact(shown: &mut String, report: &Json, fact: &Json) {
    writeln!(shown, "{} {}", text(fact, "verdict"), text(fact, "id")).expect("writing to a string");
    let camps = list(fact, "camps");
    for camp in camps {
        let origins = index(&camp["origins"]);
        let outlets = outlets(report, camp);
        let copied = if origins < outlets.len() { format!(" ({origins} origins)") } else { String::new() };
        writeln!(shown, "  {} — {}{copied}", text(camp, "reading"), outlets.join(", "))
            .expect("writing to a string");
    }
    for relation in list(fact, "relations") {
        let pair: Vec<&str> =
            indices(relation, "camps").into_iter().map(|camp| text(&camps[camp], "reading")).collect();
        let difference = relation["difference"].as_str().unwrap_or("-");
        writeln!(shown, "  {} by {difference}: {}", text(relation, "relation"), pair.join(" | "))
            .expect("writing to a string");
    }
}

/// The outlets of a camp, sorted, each once.
fn outlets<'r>(report: &'r Json, camp: &Json) -> Vec<&'r str> {
    let (claims, articles) = (list(report, "claims"), list(report, "articles"));
    let outlet = |claim: usize| text(&articles[index(&claims[claim]["article"])], "outlet");
    let mut outlets: Vec<&str> = indices(camp, "claims").into_iter().map(outlet).collect();
    outlets.sort_unstable();
    outlets.dedup();
    outlets
}
