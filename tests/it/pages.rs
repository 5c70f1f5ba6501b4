//! Pages of HTML from outside: every page of `fixtures/pages/` with a snapshot of what was read of it,
//! `tests/snapshots/page@PAGE.snap`.

use std::fmt::Write as _;

use serde_json::Value as Json;

use super::project::{crosscheck, index, list, matches_snapshot, names, root, stdout, text};

fn report(arguments: &[&str]) -> Json {
    let all = [&["report", "--format", "json", "--with-text"], arguments].concat();
    serde_json::from_str(&stdout(&root().join("fixtures/pages"), &all)).expect("JSON")
}

/// What a page says of itself, and each sentence with what it is.
fn shown(page: &str) -> String {
    let report = report(&[page]);
    let article = &list(&report, "articles")[0];
    let mut shown = String::new();
    for field in ["outlet", "title", "published", "byline", "url"] {
        if let Some(value) = article[field].as_str() {
            writeln!(shown, "{field}: {value}").expect("writing to a string");
        }
    }
    shown.push('\n');
    let table = stdout(
        &root().join("fixtures/pages"),
        &["claims", page, "--stage", "sentences", "--format", "jsonl"],
    );
    for line in table.lines() {
        let row: Json = serde_json::from_str(line).expect("JSON");
        let words = &text(article, "text")[index(&row["start"])..index(&row["end"])];
        assert_eq!(words, text(&row, "text"), "offsets count in the text that the report shows");
        writeln!(shown, "{}: {words}", text(&row, "part")).expect("writing to a string");
    }
    shown
}

#[test]
fn every_page_is_read() {
    let pages = names(&root().join("fixtures/pages"));
    let stem = |page: &str| page.split('.').next().unwrap_or_default().to_owned();
    let moved: Vec<&String> = pages
        .iter()
        .filter(|page| !matches_snapshot(&format!("page@{}", stem(page)), &shown(page)))
        .collect();
    assert!(moved.is_empty(), "these pages are not read as their snapshots show: {moved:?}");
    assert!(pages.len() >= 4, "{pages:?}");
}

#[test]
fn claims_point_into_the_shown_text() {
    let report = report(&["ferry-fire.html"]);
    let page = text(&list(&report, "articles")[0], "text");
    let claims = list(&report, "claims");
    for claim in claims {
        let words = &page[index(&claim["mention"]["start"])..index(&claim["mention"]["end"])];
        assert_eq!(words, text(claim, "text"));
    }
    assert!(claims.iter().any(|claim| text(claim, "text") == "At least twelve"), "{claims:?}");
    for debris in ["99", "80,000", "50 people", "15 things", "30 of them", "3 ships"] {
        assert!(!page.contains(debris), "`{debris}` is no part of the article");
    }
}

#[test]
fn a_selector_says_what_the_article_is() {
    let report = report(&["bridge.htm", "--html-selector", "td + td"]);
    let page = text(&list(&report, "articles")[0], "text");
    assert!(page.starts_with("Bridge at Löven closed\nThe old road bridge"), "{page}");
    // Another site's page is read as ever, and so said.
    let report = self::report(&["bridge.htm", "ferry-fire.html", "--html-selector", "td + td"]);
    let codes: Vec<&str> = list(&report, "problems").iter().map(|problem| text(problem, "code")).collect();
    assert!(codes.contains(&"unmatched-selector"), "{codes:?}");
    assert_eq!(list(&report, "articles").len(), 2);
    let bad = crosscheck(root())
        .args(["report", "fixtures/pages", "--html-selector", "td +"])
        .output()
        .expect("the program runs");
    assert_eq!(bad.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&bad.stderr).contains("\"td +\" is no CSS selector"));
}

#[test]
fn a_page_on_standard_input_is_known_by_its_head() {
    let run = crosscheck(root())
        .args(["claims", "-", "--stage", "sentences"])
        .write_stdin(
            "\n<!DOCTYPE html><title>x</title><p>The pier closed on Monday, the harbour master said.</p>",
        )
        .output()
        .expect("the program runs");
    let out = String::from_utf8_lossy(&run.stdout);
    assert!(out.contains("body") && !out.contains('<'), "{out}");
}

#[test]
fn no_place_of_a_page_is_given_as_a_place_of_its_file() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, dead) in [("a.html", 12), ("b.html", 19)] {
        let page = format!(
            "<html><body><h1>Quake</h1><p>An earthquake killed {dead} people in Norland on Sunday.</p>"
        );
        std::fs::write(folder.path().join(name), page).expect("a file");
    }
    let sarif = stdout(folder.path(), &["report", ".", "--published", "2031-05-05", "--format", "sarif"]);
    assert!(sarif.contains("a.html") && !sarif.contains("\"region\""), "{sarif}");
}
