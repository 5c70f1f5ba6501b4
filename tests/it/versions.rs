//! Versions of one article: what a report makes of them, and how it stood on a day.

use assert_cmd::Command;
use serde_json::Value as Json;

use super::project::{crosscheck, index, indices, list, stdout, story, text};

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

/// Two files of records of one day: one article's three versions and two bakeries that share a number.
const MORNING: &str = r#"{"id": "7", "outlet": "Quay", "published": "2031-05-06T09:00Z", "text": "The fire at the mill in Genoa on Monday killed 12 people. The mill was built in 1878."}
{"id": "7", "outlet": "Quay", "published": "2031-05-06T12:00Z", "text": "The fire at the mill in Genoa on Monday killed 14 people. The mill was built in 1878."}
{"id": "8", "outlet": "Quay", "published": "2031-05-06T09:00Z", "text": "A bakery in Cork sold 400 loaves on Monday."}
"#;
const EVENING: &str = r#"{"id": "7", "outlet": "Quay", "published": "2031-05-06T20:00+02:00", "text": "The fire at the mill in Genoa on Monday killed 14 people. The mill was built in 1887."}
{"id": "8", "outlet": "Quay", "published": "2031-05-06T19:00Z", "text": "A ferry left Oban on Monday."}
{"id": "1", "outlet": "Mole", "published": "2031-05-06", "text": "Monday's fire at the mill in Genoa killed 14 people."}
"#;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn in_json(folder: &tempfile::TempDir, more: &[&str]) -> Json {
    let arguments = [&["report", ".", "--format", "json"], more].concat();
    serde_json::from_str(&stdout(folder.path(), &arguments)).expect("JSON")
}

#[test]
fn versions_of_one_day_are_ordered_by_their_times_across_files() {
    let folder = folder(&[("b-evening.jsonl", MORNING), ("a-morning.jsonl", EVENING)]);
    let report = in_json(&folder, &[]);
    assert_eq!(list(&report, "articles").len(), 4, "the bakery and the ferry are two articles");
    assert_eq!(changes(&report), ["Quay silent 12 > 14", "Quay silent 1878 > 1887"]);
    for version in list(&report, "versions") {
        assert_eq!(version["order_known"], true);
    }
    assert_eq!(text(&list(&report, "versions")[1]["after"], "time"), "2031-05-06T18:00:00");
    let at_ten = in_json(&folder, &["--as-of", "2031-05-06T10:00"]);
    assert!(list(&at_ten, "versions").is_empty());
    assert_eq!(text(&at_ten, "as_of"), "2031-05-06T10:00:00");
    let at_one = in_json(&folder, &["--as-of", "2031-05-06T13:00Z"]);
    assert_eq!(changes(&at_one), ["Quay silent 12 > 14"]);
}

#[test]
fn an_order_that_is_not_known_is_said_to_be() {
    let version = |toll: &str| {
        format!(
            "---\noutlet: Quay\npublished: 2031-05-06\nurl: https://quay.example/mill\n---\n\
             The fire at the mill in Genoa on Monday killed {toll} people.\n"
        )
    };
    let folder = folder(&[
        ("mill-10.txt", &version("14")),
        ("mill-9.txt", &version("12")),
        (
            "mole.txt",
            "---\noutlet: Mole\npublished: 2031-05-06\n---\nMonday's fire at the mill in Genoa killed 14 people.\n",
        ),
    ]);
    let report = in_json(&folder, &[]);
    assert_eq!(changes(&report), ["Quay silent 12 > 14"]);
    assert_eq!(list(&report, "versions")[0]["order_known"], false);
    assert_eq!(camps(&report, "people-killed"), ["14: mole.txt mill-10.txt"]);
    let said = stdout(folder.path(), &["report", "."]);
    assert!(said.contains("which of mill-9.txt and mill-10.txt is the later is not said"), "{said}");
}

#[test]
fn a_page_that_was_saved_twice_is_ordered_by_its_last_change() {
    let page = |modified: &str, year: &str| {
        format!(
            "<html><head><title>The pier</title><link rel=canonical href=https://quay.example/pier>\
             <meta property=og:site_name content=Quay>\
             <meta property=article:published_time content=2031-05-06T09:00:00Z>\
             <meta property=article:modified_time content={modified}></head><body><article><h1>The pier</h1>\
             <p>The collapse of the West Pier in Weymouth on Monday killed four people, the coastguard said.</p>\
             <p>The pier was built in {year} and had been closed to heavy vehicles since 2019.</p>\
             </article></body></html>"
        )
    };
    let folder = folder(&[
        ("a.html", &page("2031-05-08T10:00:00Z", "1887")),
        ("b.html", &page("2031-05-06T09:30:00Z", "1878")),
    ]);
    let report = in_json(&folder, &[]);
    assert_eq!(changes(&report), ["Quay silent 1878 > 1887"]);
    assert_eq!(list(&report, "versions")[0]["order_known"], true);
    let then = in_json(&folder, &["--as-of", "2031-05-07"]);
    assert_eq!(text(&list(&then, "articles")[0], "path"), "b.html");
}

/// The report on an article of the morning and of noon, and on another outlet's.
fn morning_and_noon(morning: &str, noon: &str) -> Json {
    let article = |time: &str, text: &str| {
        format!(
            "---\noutlet: Quay\npublished: 2031-05-06T{time}Z\nurl: https://quay.example/mill\n---\n{text}\n"
        )
    };
    let other =
        "---\noutlet: Mole\npublished: 2031-05-06\n---\nA fire killed 14 people in Genoa on Monday.\n";
    let folder = folder(&[
        ("a.txt", &article("08:00", morning)),
        ("b.txt", &article("12:00", noon)),
        ("c.txt", other),
    ]);
    in_json(&folder, &[])
}

#[test]
fn a_notice_with_a_day_or_a_time_in_its_label_is_one() {
    let fire = "The fire at the mill in Genoa on Monday killed 12 people. The mill was built in 1878.";
    let manner = |notice: &str| {
        let noon = format!("{}\n\n{notice}", fire.replace("12", "14"));
        changes(&morning_and_noon(fire, &noon)).join(", ").replace(" 12 > 14", "")
    };
    for notice in [
        "Correction, May 6: The fire killed 14 people, not twelve as stated in an earlier version.",
        "Correction, 6 May: The death toll was wrong.",
        "CORRECTION (6 May 2031, 12:00 GMT): An earlier version of this article misstated the number of deaths.",
        "(This May 6 story has been corrected to say fourteen people died, in paragraph 1)",
        "Editors\u{2019} note: A previous version misstated the toll.",
    ] {
        assert_eq!(manner(notice), "Quay corrected", "{notice}");
    }
    for notice in [
        "Update, 12:00: The number of deaths has been updated.",
        "UPDATE (12:00 GMT): Adds two deaths.",
        "Updated at 12:00 with a higher toll.",
        "This story was updated at 3:15 p.m. ET on Tuesday, May 6, 2031.",
    ] {
        assert_eq!(manner(notice), "Quay updated", "{notice}");
    }
    for notice in [
        "Correction, May 14: The mayor's name is Ana Ruiz.",
        "Editor's note: This article has pictures of the fire.",
        "The correction of the river took ten years.",
    ] {
        assert_eq!(manner(notice), "Quay silent", "{notice}");
    }
}

#[test]
fn a_sentence_that_stayed_is_not_among_the_changes() {
    let first =
        "The army takes over the port of Genoa on 25 August. A night curfew begins at 8pm and ends at 5am.";
    let report = morning_and_noon(first, &first.replace("25", "26"));
    let told: Vec<&str> = list(&report, "versions")
        .iter()
        .flat_map(|version| list(version, "changes"))
        .map(|change| text(&change["after"], "text"))
        .collect();
    assert_eq!(told, ["26 August"]);
}

#[test]
fn articles_of_the_day_that_give_no_time_are_told_of() {
    let article = |outlet: &str, published: &str| {
        format!(
            "---\noutlet: {outlet}\npublished: {published}\n---\nA fire killed 14 people in Genoa on Monday.\n"
        )
    };
    let folder = folder(&[
        ("day.txt", &article("Quay", "2031-05-06")),
        ("early.txt", &article("Mole", "2031-05-06T04:00Z")),
        ("late.txt", &article("Buoy", "2031-05-06T09:00Z")),
        ("before.txt", &article("Dock", "2031-05-05")),
    ]);
    let report = in_json(&folder, &["--as-of", "2031-05-06T05:00Z"]);
    let paths: Vec<&str> = list(&report, "articles").iter().map(|article| text(article, "path")).collect();
    assert_eq!(paths.len(), 3, "{paths:?}");
    let said: Vec<&str> = list(&report, "problems").iter().map(|problem| text(problem, "message")).collect();
    let expected = "1 article of 2031-05-06 gives no time and is counted: day.txt";
    assert!(said.contains(&expected), "{said:?}");
    let by_day = in_json(&folder, &["--as-of", "2031-05-06"]);
    assert!(!list(&by_day, "problems").iter().any(|problem| problem["code"] == "untimed-article"));
}

/// What `check` prints of the pier, and how it ends.
fn check(more: &[&str], status: i32) -> String {
    let run = crosscheck(&story("pier-collapse")).args(["check", "."]).args(more).output().expect("it runs");
    let said = String::from_utf8(run.stdout).expect("UTF-8");
    assert_eq!(run.status.code(), Some(status), "{more:?}\n{said}\n{}", String::from_utf8_lossy(&run.stderr));
    said
}

#[test]
fn a_run_can_fail_on_silent_changes() {
    let said = check(&["--fail-on", "silent-change"], 1);
    let title = "The Northern Herald silently changed 23 to 31";
    assert!(said.contains(&format!("silent change[silent-change]: {title}")), "{said}");
    assert!(said.contains("herald-2.txt:5:22") && said.contains("herald-1.txt:5:22"), "{said}");
    // What was corrected or updated is no silent change, and a contradiction is not asked for.
    assert!(!said.contains("1878") && !said.contains("dispute["), "{said}");
    assert!(check(&["--fail-on", "silent-change,disputed"], 1).contains("dispute["));
    assert!(!check(&[], 0).contains("silent"));
    check(&["--fail-on", "silent-change", "--as-of", "2031-08-11"], 0);
    // Tolls matter as errors do, years of building as warnings.
    check(&["--fail-on", "silent-change", "--min-severity", "error"], 1);
    let lines = check(&["--fail-on", "silent-change", "--format", "github"], 1);
    assert!(lines.starts_with("::error file=herald-2.txt,line=5,col=22,title=silent-change::"), "{lines}");
    let suites = check(&["--fail-on", "silent-change", "--format", "junit"], 1);
    let suites = roxmltree::Document::parse(&suites).expect("XML");
    let failed: Vec<_> = suites.descendants().filter(|node| node.has_tag_name("failure")).collect();
    assert_eq!(failed.len(), 1);
    assert!(failed[0].attribute("message").is_some_and(|message| message.starts_with(title)));
}

#[test]
fn a_silent_change_that_the_baseline_has_fails_no_more() {
    let away = tempfile::tempdir().expect("a folder");
    let known = away.path().join("known.yml");
    let known = known.to_str().expect("UTF-8");
    let fails = ["--fail-on", "silent-change", "--baseline", known];
    // Before the silent change; after it; and with it known.
    check(&["--baseline", known, "--update-baseline", "--as-of", "2031-08-11"], 0);
    assert!(check(&fails, 1).contains("silently changed 23 to 31"));
    check(&["--baseline", known, "--update-baseline"], 0);
    assert!(!check(&fails, 0).contains("silently"));
    let log: Json =
        serde_json::from_str(&check(&["--baseline", known, "--format", "sarif"], 0)).expect("JSON");
    let silent = list(&log["runs"][0], "results").iter().find(|result| result["ruleId"] == "silent-change");
    assert_eq!(silent.map(|result| text(result, "baselineState")), Some("unchanged"));
}
