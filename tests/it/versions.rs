//! Versions of one article: what a report makes of them, and how it stood on a day.

use assert_cmd::Command;
use serde_json::Value as Json;

use super::project::{index, indices, list, stdout, story, text};

fn pier(more: &[&str]) -> Json {
    let arguments = [&["report", ".", "--format", "json"], more].concat();
    serde_json::from_str(&stdout(&story("pier-collapse"), &arguments)).expect("JSON")
}

/// "OUTLET MANNER BEFORE > AFTER" for every change.
fn changes(report: &Json) -> Vec<String> {
    let of = |version: &Json| {
        let change = |change: &Json| {
            let reading = |side: &str| text(&change[side], "reading").to_owned();
            let (outlet, manner) = (text(version, "outlet"), text(change, "manner"));
            format!("{outlet} {manner} {} > {}", reading("before"), reading("after"))
        };
        list(version, "changes").iter().map(change).collect::<Vec<_>>()
    };
    list(report, "versions").iter().flat_map(of).collect()
}

/// What is said of a rule, with the files of the articles that say it.
fn camps(report: &Json, rule: &str) -> Vec<String> {
    let fact = list(report, "facts").iter().find(|fact| fact["rule"] == rule).expect(rule);
    let path = |claim: usize| {
        let article = index(&list(report, "claims")[claim]["article"]);
        text(&list(report, "articles")[article], "path").to_owned()
    };
    let camp = |camp: &Json| {
        let paths: Vec<String> = indices(camp, "claims").into_iter().map(path).collect();
        format!("{}: {}", text(camp, "reading"), paths.join(" "))
    };
    let mut camps: Vec<String> = list(fact, "camps").iter().map(camp).collect();
    camps.sort();
    camps
}

#[test]
fn the_newest_version_alone_is_its_outlets_word() {
    let report = pier(&[]);
    assert_eq!(camps(&report, "people-killed"), ["4: gazette.txt herald-3.txt", "5: wire-2.txt"]);
    assert_eq!(camps(&report, "people-wounded"), ["31: gazette.txt herald-3.txt"]);
    assert!(report["as_of"].is_null());
    let expected = [
        "Coast Wire updated 3 > 5",
        "The Northern Herald silent 23 > 31",
        "The Northern Herald corrected 1878 > 1887",
    ];
    assert_eq!(changes(&report), expected);
    let sorts: Vec<&str> = list(&report, "versions")
        .iter()
        .flat_map(|version| list(version, "notices"))
        .map(|notice| text(notice, "sort"))
        .collect();
    assert_eq!(sorts, ["updated", "corrected"]);
}

#[test]
fn a_report_as_of_a_day_is_the_one_of_that_day() {
    let first = pier(&["--as-of", "2031-08-11"]);
    assert_eq!(camps(&first, "people-killed"), ["3: wire-1.txt", "4: herald-1.txt"]);
    assert!(list(&first, "versions").is_empty());
    assert_eq!(text(&first, "as_of"), "2031-08-11");
    assert!(list(&first, "problems").iter().any(|problem| problem["code"] == "later-article"));
    let second = pier(&["--as-of", "2031-08-12"]);
    assert_eq!(camps(&second, "people-wounded"), ["31: gazette.txt herald-2.txt"]);
    assert_eq!(changes(&second), ["The Northern Herald silent 23 > 31"]);
    let last = pier(&["--as-of", "2031-08-14"]);
    assert_eq!(changes(&last), changes(&pier(&[])));
}

#[test]
fn explain_says_why_an_earlier_version_is_not_there() {
    let run = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["explain", "herald-1.txt:3", "--among", "."])
        .current_dir(story("pier-collapse"))
        .output()
        .expect("it runs");
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("`herald-1.txt` is an earlier version of herald-2.txt"), "{said}");
}
