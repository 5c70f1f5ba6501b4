//! Bad input: a message that says where, the rest reported all the same, the exit status as documented.

use std::path::Path;

use serde_json::Value as Json;

use super::project::{crosscheck, list};

const GOOD: [(&str, &str); 2] = [
    ("a.txt", "An earthquake killed 12 people in Norland on Sunday.\n"),
    ("b.txt", "The earthquake killed 19 people in Norland on Sunday.\n"),
];

/// What came of a run.
struct Ended {
    status: Option<i32>,
    out: String,
    said: String,
}

impl Ended {
    /// That the two good articles were reported on, with that exit status and all of these words said.
    fn reports(&self, status: i32, words: &[&str]) {
        let Self { out, said, .. } = self;
        assert_eq!(self.status, Some(status), "{said}");
        for word in words {
            assert!(said.contains(word), "`{word}` is not said:\n{said}");
        }
        let report: Json = serde_json::from_str(out).unwrap_or_else(|e| panic!("{e}: {out}{said}"));
        let contradicted = |fact: &&Json| fact["verdict"] == "contradicted";
        assert_eq!(list(&report, "facts").iter().filter(contradicted).count(), 1, "{out}");
    }
}

/// A folder with the two good articles and a bad file.
fn beside_good(name: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder to work in");
    for (name, text) in GOOD {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    std::fs::write(folder.path().join(name), bytes).expect("a file");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Ended {
    let run = crosscheck(folder)
        .args(["report", "--format", "json", "--published", "2031-05-05"])
        .args(arguments)
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ended { status: run.status.code(), out: text(run.stdout), said: text(run.stderr) }
}

#[test]
fn a_missing_file() {
    let folder = beside_good("other.txt", b"The pier is old.\n");
    run(folder.path(), &["a.txt", "no/such.txt", "b.txt"]).reports(3, &["error[", "no/such.txt"]);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file() {
    let folder = beside_good("other.txt", b"The pier is old.\n");
    let circle = folder.path().join("circle.txt");
    std::os::unix::fs::symlink(&circle, &circle).expect("a link to itself");
    run(folder.path(), &["."]).reports(3, &["error[unreadable-file]", "circle.txt"]);
}

#[test]
fn a_file_that_the_list_names_and_the_folder_lacks() {
    let list = "- {file: a.txt, outlet: A}\n- {file: b.txt, outlet: B}\n- {file: c.txt, outlet: C}\n";
    let folder = beside_good("articles.yml", list.as_bytes());
    run(folder.path(), &["."]).reports(3, &["error[", "c.txt", "articles.yml:3"]);
}

#[test]
fn bytes_that_are_no_utf8() {
    let folder = beside_good("c.txt", b"The caf\xe9 at the pier reopened. \xff\xfe\n");
    run(folder.path(), &["."]).reports(0, &["warning[not-utf8]", "c.txt"]);
}

#[test]
fn a_file_that_is_no_text() {
    let folder = beside_good("c.bin", b"\x7fELF\0\0\x01");
    run(folder.path(), &["a.txt", "b.txt", "c.bin"]).reports(3, &["error[unreadable-file]", "c.bin"]);
}

#[test]
fn a_broken_archive() {
    let folder = beside_good("c.txt.gz", b"\x1f\x8b\x08 torn");
    run(folder.path(), &["."]).reports(3, &["error[unreadable-file]", "c.txt.gz"]);
}

#[test]
fn an_empty_article() {
    let folder = beside_good("c.txt", b" \n\n");
    run(folder.path(), &["."]).reports(3, &["error[empty-article]", "c.txt"]);
}

#[test]
fn front_matter_that_is_no_yaml() {
    let folder = beside_good("c.md", b"---\noutlet: [unclosed\n---\nThe pier is old.\n");
    run(folder.path(), &["."]).reports(3, &["error[bad-front-matter]", "c.md:"]);
}

#[test]
fn a_broken_line_of_records() {
    let lines = "{\"outlet\": \"C\", \"text\": \"The pier is old.\"}\n{\"outlet\": \"D\", \"text\": oops}\n";
    let folder = beside_good("c.jsonl", lines.as_bytes());
    let ended = run(folder.path(), &["."]);
    ended.reports(3, &["error[bad-record]", "c.jsonl:2:"]);
    let report: Json = serde_json::from_str(&ended.out).expect("JSON");
    assert_eq!(list(&report, "articles").len(), 3, "the good record is read");
}

#[test]
fn a_broken_rule() {
    let rule = "id: piers\ntitle: Piers\nclaim: cuont\nkey: [event]\nmessage: x\n";
    let folder = beside_good("piers.yml", rule.as_bytes());
    run(folder.path(), &["a.txt", "b.txt", "--rules", "piers.yml"])
        .reports(2, &["error[", "piers.yml:3:8", "count"]);
}

#[test]
fn a_rule_that_is_no_yaml() {
    let folder = beside_good("piers.yml", b"id: [piers\n");
    run(folder.path(), &["a.txt", "b.txt", "--rules", "piers.yml"]).reports(2, &["error[", "piers.yml:"]);
}

#[test]
fn a_line_without_end() {
    let folder = beside_good("c.txt", "The pier near the 12 old boats is long, ".repeat(20_000).as_bytes());
    run(folder.path(), &["."]).reports(3, &["error[long-article]", "warning[endless-sentence]", "c.txt:1:"]);
}

#[test]
fn a_long_line_of_sentences() {
    let folder = beside_good("c.txt", "The pier near the 12 old boats is long. ".repeat(500).as_bytes());
    run(folder.path(), &["."]).reports(0, &[]);
}

#[test]
fn nothing_good_at_all() {
    let folder = beside_good("c.txt", b"");
    let ended = run(folder.path(), &["c.txt"]);
    assert_eq!(ended.status, Some(3), "{}", ended.said);
    let report: Json = serde_json::from_str(&ended.out).expect("JSON all the same");
    assert_eq!((list(&report, "articles").len(), list(&report, "problems").len()), (0, 1));
}
