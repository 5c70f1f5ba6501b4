//! `check --baseline`: facts, not lines.

use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value as Json;

use super::project::{crosscheck, list, names, read, root, stdout, text};

/// An edit of the articles in `fixtures/baselines/articles`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    #[serde(rename = "edit")]
    name: String,
    #[serde(default)]
    replace: Vec<Replace>,
    #[serde(default)]
    rename: Vec<Rename>,
    #[serde(default)]
    add: Vec<New>,
    #[serde(default)]
    drop: Vec<String>,
    /// The facts that it changes.
    #[serde(default)]
    becomes: Vec<String>,
    /// What is reported though nothing changed.
    #[serde(default)]
    gap: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replace {
    #[serde(rename = "in")]
    file: String,
    this: String,
    by: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    file: String,
    outlet: String,
    published: String,
    text: String,
}

impl Edit {
    fn apply(&self, folder: &Path) {
        for replace in &self.replace {
            let path = folder.join(&replace.file);
            let before = std::fs::read_to_string(&path).expect("an article");
            let after = before.replace(&replace.this, &replace.by);
            assert_ne!(before, after, "{}: nothing is replaced", self.name);
            std::fs::write(&path, after).expect("an article");
        }
        for rename in &self.rename {
            let to = folder.join(&rename.to);
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            std::fs::rename(folder.join(&rename.from), to).expect("a new name");
        }
        for New { file, outlet, published, text } in &self.add {
            let article = format!("---\noutlet: {outlet}\npublished: {published}\n---\n{text}\n");
            std::fs::write(folder.join(file), article).expect("an article");
        }
        for file in &self.drop {
            std::fs::remove_file(folder.join(file)).expect("an article");
        }
    }
}

/// A folder with a copy of the articles, and beside them a baseline of them.
fn known() -> tempfile::TempDir {
    let away = copy();
    check(away.path(), &["--update-baseline", "--quiet"], 0);
    away
}

fn copy() -> tempfile::TempDir {
    let away = tempfile::tempdir().expect("a folder to work in");
    let from = root().join("fixtures/baselines/articles");
    std::fs::create_dir(away.path().join("articles")).expect("a folder");
    for name in names(&from) {
        std::fs::copy(from.join(&name), away.path().join("articles").join(&name)).expect("a copy");
    }
    away
}

/// What `check` prints, and that it ends with a status.
fn check(folder: &Path, more: &[&str], status: i32) -> String {
    let arguments = ["check", "articles", "--baseline", "known.yml"];
    let run = crosscheck(folder).args(arguments).args(more).output().expect("the program runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(status), "{more:?}\n{said}\n{}", String::from_utf8_lossy(&run.stdout));
    String::from_utf8(run.stdout).expect("UTF-8")
}

/// "changed people-killed contradicted", sorted.
fn changes(report: &Json) -> Vec<String> {
    let facts = list(report, "facts");
    let line = |change: &Json| {
        let now = change["fact"].as_str();
        let fact = now.and_then(|id| facts.iter().find(|fact| fact["id"] == id)).unwrap_or(&change["before"]);
        let id = now.unwrap_or_else(|| text(&change["before"], "fact"));
        let rule = id.split('/').next().unwrap_or(id);
        format!("{} {rule} {}", text(change, "change"), text(fact, "verdict"))
    };
    let mut lines: Vec<String> = list(report, "changes").iter().map(line).collect();
    lines.sort();
    lines
}

#[test]
fn edits_change_the_facts_that_they_change() {
    let edits: Vec<Edit> = serde_yaml::from_str(&read("fixtures/baselines/edits.yml")).expect("edits");
    let whole = edits.iter().filter(|edit| edit.gap.is_empty()).count();
    assert!(whole >= 40, "only {whole} edits");
    let before = known();
    let mut wrong = String::new();
    for edit in &edits {
        let away = copy();
        std::fs::copy(before.path().join("known.yml"), away.path().join("known.yml")).expect("a baseline");
        edit.apply(&away.path().join("articles"));
        let arguments = ["check", "articles", "--baseline", "known.yml", "--format", "json"];
        let report = serde_json::from_str(&stdout(away.path(), &arguments)).expect("JSON");
        let mut expected: Vec<String> = edit.becomes.iter().chain(&edit.gap).cloned().collect();
        expected.sort();
        let found = changes(&report);
        if found != expected {
            writeln!(wrong, "{}:\n  expected {expected:?}\n  found    {found:?}", edit.name)
                .expect("writing to a string");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn edit(folder: &Path, file: &str, this: &str, by: &str) {
    let path = folder.join(file);
    let before = std::fs::read_to_string(&path).expect("a file");
    assert!(before.contains(this), "{file} has no `{this}`:\n{before}");
    std::fs::write(path, before.replacen(this, by, 1)).expect("a file");
}

#[test]
fn news_fails_and_what_is_known_does_not() {
    let away = known();
    let here = away.path();
    assert!(check(here, &[], 0).contains("Since the baseline: 8 as before"));
    edit(here, "articles/argus.txt", "seven people", "nine people");
    let told = check(here, &[], 1);
    assert!(
        told.contains("contradiction[people-killed]") && told.contains("Since the baseline: 1 changed"),
        "{told}"
    );
    assert!(told.contains("changed agreement to contradiction: People killed in one event"), "{told}");
    check(here, &["--fail-on", "disputed"], 0);
    check(here, &["--update-baseline"], 0);
    check(here, &[], 0);
    edit(here, "articles/argus.txt", "nine people", "eleven people");
    assert!(
        check(here, &[], 1).contains("before 7 and 9"),
        "a known contradiction with other values is news"
    );
    edit(here, "articles/argus.txt", "eleven people", "seven people");
    assert!(
        check(here, &[], 0).contains("changed contradiction to agreement"),
        "what is solved does not fail"
    );
}

#[test]
fn a_baseline_is_sorted_and_stable() {
    let away = known();
    let file = away.path().join("known.yml");
    let first = std::fs::read_to_string(&file).expect("a baseline");
    let ids: Vec<&str> = first.lines().filter_map(|line| line.strip_prefix("- fact: ")).collect();
    assert!(ids.len() >= 8 && ids.is_sorted(), "{ids:?}");
    let articles = away.path().join("articles");
    for (from, to) in [("argus.txt", "z.txt"), ("dial.txt", "a.txt")] {
        std::fs::rename(articles.join(from), articles.join(to)).expect("a new name");
    }
    check(away.path(), &["--update-baseline", "--threads", "2"], 0);
    assert_eq!(first, std::fs::read_to_string(&file).expect("a baseline"));
}

const ACCEPTED: &str = "  verdict: contradicted\n  accepted: { reason: corrected the next day, author: A. Desk, until: 2031-12-31 }\n";

/// A contradiction on the toll that somebody has accepted until the end of 2031.
fn accepted() -> tempfile::TempDir {
    let away = known();
    edit(away.path(), "articles/argus.txt", "seven people", "nine people");
    check(away.path(), &["--update-baseline"], 0);
    edit(away.path(), "known.yml", "  verdict: contradicted\n", ACCEPTED);
    away
}

#[test]
fn acceptances_hold_until_their_day() {
    let away = accepted();
    check(away.path(), &["--today", "2031-12-31"], 0);
    let told = check(away.path(), &["--today", "2032-01-01"], 1);
    assert!(told.contains("expired-acceptance: `people-killed/"), "{told}");
    assert!(
        told.contains("was accepted until 31 December 2031 (by A. Desk: corrected the next day)"),
        "{told}"
    );
    assert!(told.contains("contradiction[people-killed]"), "what has run out is shown again: {told}");
    check(away.path(), &["--update-baseline"], 0);
    let written = std::fs::read_to_string(away.path().join("known.yml")).expect("a baseline");
    assert!(
        written.contains("reason: corrected the next day") && written.contains("until: 2031-12-31"),
        "{written}"
    );
}

#[test]
fn an_update_of_the_baseline_says_what_has_run_out() {
    let away = accepted();
    let update = |today: &str| {
        let run = crosscheck(away.path())
            .args(["check", "articles", "--baseline", "known.yml", "--update-baseline", "--today", today])
            .output()
            .expect("it runs");
        assert_eq!(run.status.code(), Some(0));
        String::from_utf8(run.stderr).expect("UTF-8")
    };
    assert!(!update("2031-12-31").contains("expired"));
    let said = update("2032-01-01");
    assert!(
        said.contains("warning[expired-acceptance]") && said.contains("until 31 December 2031"),
        "{said}"
    );
    assert!(said.contains("until known.yml gives another day"), "{said}");
    check(away.path(), &["--today", "2032-01-01"], 1);
}

#[test]
fn acceptances_that_nobody_needs_are_findings() {
    let away = accepted();
    let here = away.path();
    edit(here, "articles/argus.txt", "nine people", "seven people");
    let told = check(here, &["--today", "2031-10-01"], 1);
    assert!(told.contains("unused-acceptance: `people-killed/"), "{told}");
    let lines = check(here, &["--today", "2031-10-01", "--format", "github"], 1);
    assert!(lines.starts_with("::error title=unused-acceptance::"), "{lines}");
    check(here, &["--update-baseline"], 0);
    assert!(!std::fs::read_to_string(here.join("known.yml")).expect("a baseline").contains("accepted:"));
    check(here, &[], 0);
}

#[test]
fn broken_baselines_are_wrong_usage() {
    let away = known();
    let here = away.path();
    edit(here, "known.yml", "verdict:", "verdikt:");
    check(here, &[], 2);
    check(here, &["--update-baseline"], 2);
    std::fs::remove_file(here.join("known.yml")).expect("a file");
    check(here, &[], 2);
    for wrong in
        [&["check", "articles", "--update-baseline"][..], &["check", "articles", "--today", "2031-01-01"]]
    {
        let run = crosscheck(here).args(wrong).output().expect("the program runs");
        assert_eq!(run.status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn sarif_says_what_is_new() {
    let away = known();
    edit(away.path(), "articles/argus.txt", "seven people", "nine people");
    let log: Json = serde_json::from_str(&check(away.path(), &["--format", "sarif"], 1)).expect("JSON");
    let results = list(&log["runs"][0], "results");
    assert_eq!(results.iter().map(|result| text(result, "baselineState")).collect::<Vec<_>>(), ["updated"]);
    check(away.path(), &["--update-baseline"], 0);
    let log: Json = serde_json::from_str(&check(away.path(), &["--format", "sarif"], 0)).expect("JSON");
    assert_eq!(text(&list(&log["runs"][0], "results")[0], "baselineState"), "unchanged");
}
