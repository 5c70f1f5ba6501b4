//! The command line from outside: exit statuses, standard output and error, files, pipes.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;

const QUAKE: &str = "An earthquake killed 12 people in Norland on Sunday.\n";
const QUAKE_AGAIN: &str = "On Sunday an earthquake killed 12 people in Norland.\n";
const WORSE: &str = "The earthquake killed 19 people in Norland on Sunday.\n";

fn crosscheck(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.current_dir(folder).args(["--published", "2031-05-05"]);
    command
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder to work in");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

fn status(folder: &Path, arguments: &[&str]) -> Option<i32> {
    crosscheck(folder).args(arguments).output().expect("the program runs").status.code()
}

fn stdout(folder: &Path, arguments: &[&str]) -> String {
    let run = crosscheck(folder).args(arguments).output().expect("the program runs");
    String::from_utf8(run.stdout).expect("UTF-8")
}

#[test]
fn exit_statuses_are_as_documented() {
    let here = folder(&[("a.txt", QUAKE), ("b.txt", QUAKE_AGAIN), ("c.txt", WORSE)]);
    let here = here.path();
    assert_eq!(status(here, &["report", "a.txt", "b.txt"]), Some(0));
    assert_eq!(status(here, &["report", "a.txt", "c.txt"]), Some(0), "report by itself fails on nothing");
    assert_eq!(status(here, &["report", "a.txt", "c.txt", "--fail-on", "contradicted"]), Some(1));
    assert_eq!(status(here, &["check", "a.txt", "b.txt"]), Some(0));
    assert_eq!(status(here, &["check", "a.txt", "c.txt"]), Some(1));
    assert_eq!(status(here, &["check", "a.txt", "c.txt", "--fail-on", "disputed,updated"]), Some(0));
    assert_eq!(status(here, &["check"]), Some(2));
    assert_eq!(status(here, &["report", "a.txt", "--threads", "0"]), Some(2));
    assert_eq!(status(here, &["report", "a.txt", "--published", "yesterday"]), Some(2));
    assert_eq!(status(here, &["report", "a.txt", "b.txt", "--no-default-rules"]), Some(2));
    assert_eq!(status(here, &["report", "a.txt", "b.txt", "missing.txt"]), Some(3));
    assert_eq!(status(here, &["report", "a.txt"]), Some(4));
    assert_eq!(status(here, &["claims", "a.txt"]), Some(0));
    assert_eq!(status(here, &["rules", "list"]), Some(0));
    assert_eq!(status(here, &["rules", "show", "no-such-rule"]), Some(2));
    assert_eq!(status(here, &["explain", "a.txt:99"]), Some(2));
}

#[test]
fn errors_say_what_to_do() {
    let here = folder(&[("a.txt", QUAKE)]);
    let run =
        crosscheck(here.path()).args(["rules", "show", "no-such-rule"]).output().expect("the program runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.starts_with("error: there is no rule `no-such-rule`"), "{said}");
    let run = crosscheck(here.path()).args(["report", "a.txt"]).output().expect("the program runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("nothing was compared"), "{said}");
}

#[test]
fn reports_are_written_to_files_without_escapes() {
    let here = folder(&[("a.txt", QUAKE), ("c.txt", WORSE)]);
    let arguments = ["report", "a.txt", "c.txt", "--output", "out.txt", "--color", "always"];
    assert_eq!(stdout(here.path(), &arguments), "");
    let text = std::fs::read_to_string(here.path().join("out.txt")).expect("the report");
    assert!(text.contains("contradiction[") && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn colours_follow_the_flag_and_the_environment() {
    let here = folder(&[("a.txt", QUAKE), ("c.txt", WORSE)]);
    let report = |flag: &str| stdout(here.path(), &["report", "a.txt", "c.txt", "--color", flag]);
    assert!(!report("auto").contains('\u{1b}'), "a pipe is no terminal");
    assert!(!report("never").contains('\u{1b}'));
    assert!(report("always").contains('\u{1b}'));
}

#[test]
fn json_is_stable_and_whole() {
    let here = folder(&[("a.txt", QUAKE), ("c.txt", WORSE)]);
    let report = |paths: [&str; 2], threads: &str| {
        let arguments = ["report", paths[0], paths[1], "--format", "json", "--threads", threads];
        stdout(here.path(), &arguments)
    };
    let first = report(["a.txt", "c.txt"], "1");
    assert_eq!(first, report(["c.txt", "a.txt"], "2"));
    let json: serde_json::Value = serde_json::from_str(&first).expect("JSON");
    assert_eq!(json["schema"], 1);
    assert!(json["articles"][0].get("text").is_none());
    for list in ["articles", "claims", "facts", "apart", "problems"] {
        assert!(json[list].is_array(), "{list}");
    }
    let texts = stdout(here.path(), &["report", "a.txt", "c.txt", "--format", "json", "--with-text"]);
    let json: serde_json::Value = serde_json::from_str(&texts).expect("JSON");
    assert_eq!(json["articles"][0]["text"], QUAKE);
}

#[test]
fn quiet_checks_print_nothing() {
    let here = folder(&[("a.txt", QUAKE), ("b.txt", QUAKE_AGAIN), ("c.txt", WORSE)]);
    let run = crosscheck(here.path())
        .args(["check", "a.txt", "c.txt", "--quiet"])
        .output()
        .expect("the program runs");
    assert_eq!((run.stdout.len(), run.stderr.len(), run.status.code()), (0, 0, Some(1)));
    // The help says so, where a reader of `check` looks.
    let help = stdout(here.path(), &["check", "--help"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("`check` then prints nothing at all and tells by its exit status alone"), "{help}");
    assert!(stdout(here.path(), &["report", "a.txt", "c.txt", "--quiet"]).contains("contradiction["));
}

#[test]
fn claims_come_as_rows() {
    let here = folder(&[("a.txt", QUAKE)]);
    let rows = stdout(here.path(), &["claims", "--stage", "sentences", "--format", "jsonl", "a.txt"]);
    let row: serde_json::Value = serde_json::from_str(rows.lines().next().expect("a row")).expect("JSON");
    assert_eq!(
        (&row["article"], &row["start"], &row["text"]),
        (&"a.txt".into(), &0.into(), &QUAKE.trim_end().into())
    );
    let rows = stdout(here.path(), &["claims", "--format", "jsonl", "a.txt"]);
    let rows: Vec<serde_json::Value> =
        rows.lines().map(|row| serde_json::from_str(row).expect("JSON")).collect();
    assert!(rows.iter().any(|row| row["article"] == "a.txt" && row["reading"] == "12"), "{rows:?}");
    assert!(stdout(here.path(), &["claims", "a.txt"]).contains("a.txt:1:22"));
}

#[test]
fn explanations_name_both_places() {
    let here = folder(&[("a.txt", QUAKE), ("c.txt", WORSE)]);
    let told = stdout(here.path(), &["explain", "a.txt:1", "c.txt:1"]);
    assert!(
        told.contains("a.txt:1:22") && told.contains("c.txt:1:23") && told.contains("one fact"),
        "{told}"
    );
}

/// A line with two claims: "12" in column 22, "31" further on.
const BOTH: &str = "An earthquake killed 12 people and injured 31 in Norland on Sunday.\n";

#[test]
fn places_are_taken_as_reports_print_them() {
    let here = folder(&[("a.txt", BOTH), ("c.txt", WORSE)]);
    let here = here.path();
    let report = stdout(here, &["report", "a.txt", "c.txt"]);
    assert!(report.contains("a.txt:1:22") && report.contains("c.txt:1:23"), "{report}");
    let one = stdout(here, &["explain", "a.txt:1:22"]);
    assert!(one.contains("a.txt:1:22") && !one.contains("a.txt:1:44"), "{one}");
    assert_eq!(stdout(here, &["explain", "a.txt:1:23"]), one, "a column inside of its words is as good");
    let all = stdout(here, &["explain", "a.txt:1"]);
    assert!(all.contains("a.txt:1:22") && all.contains("a.txt:1:44"), "{all}");
    let pair = stdout(here, &["explain", "a.txt:1:22", "c.txt:1:23"]);
    assert!(pair.contains("one fact") && !pair.contains("a.txt:1:44"), "{pair}");
    let rule = stdout(here, &["explain", "people-killed", "a.txt:1:22"]);
    assert!(rule.contains("people-killed takes a claim of it"), "{rule}");
    let told = |arguments: &[&str]| {
        let run = crosscheck(here).args(arguments).output().expect("it runs");
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(run.stderr).expect("UTF-8")
    };
    let missed = told(&["explain", "a.txt:1:4"]);
    assert!(missed.contains("a.txt:1:4 is in no claim; those of line 1 begin at columns 22, 44"), "{missed}");
    let missed = told(&["rules", "new", "drowned", "--from", "a.txt:1:4", "--to", "mine"]);
    assert!(missed.contains("--from: a.txt:1:4 is in no claim"), "{missed}");
    assert!(told(&["explain", "a.txt:9:1"]).contains("line 9 of a.txt holds no words"));
    stdout(here, &["rules", "new", "hurt", "--from", "a.txt:1:44", "--to", "mine"]);
    let drafted = std::fs::read_to_string(here.join("mine/hurt.yml")).expect("a rule");
    assert!(drafted.contains("The parser saw: count wound person = 31"), "{drafted}");
}

#[test]
fn an_explanation_of_two_files_says_that_it_is_of_them_alone() {
    let here = folder(&[("a.txt", QUAKE), ("b.txt", QUAKE_AGAIN), ("c.txt", WORSE)]);
    let hint = "of these two files alone; `--among FOLDER` asks about them in the whole run";
    let told = |more: &[&str]| stdout(here.path(), &[&["explain", "a.txt:1", "c.txt"][..], more].concat());
    assert!(told(&[]).ends_with(&format!("{hint}\n")));
    assert!(!told(&["--among", "."]).contains(hint));
    assert!(serde_json::from_str::<serde_json::Value>(&told(&["--format", "json"])).is_ok());
    assert!(!stdout(here.path(), &["explain", "a.txt:1"]).contains(hint));
}

#[test]
fn articles_without_a_story_beside_others_are_told_of() {
    let with = |story: &str, text: &str| format!("---\nstory: {story}\n---\n{text}");
    let (one, other) = (with("quake", QUAKE), with("quake", WORSE));
    let said = |files: &[(&str, &str)]| {
        let here = folder(files);
        let run = crosscheck(here.path()).args(["report", "."]).output().expect("it runs");
        String::from_utf8(run.stderr).expect("UTF-8")
    };
    let told = said(&[("a.txt", &one), ("b.txt", QUAKE_AGAIN), ("c.txt", &other)]);
    let expected = "1 of 3 articles has no `story` and is compared with none of the others: b.txt";
    assert!(told.contains("warning[missing-story]") && told.contains(expected), "{told}");
    let told = said(&[("a.txt", &one), ("b.txt", QUAKE_AGAIN), ("c.txt", WORSE)]);
    assert!(told.contains("2 of 3 articles have no `story`") && told.contains("b.txt, c.txt"), "{told}");
    assert!(!said(&[("a.txt", &one), ("c.txt", &other)]).contains("missing-story"));
    assert!(!said(&[("a.txt", QUAKE), ("c.txt", WORSE)]).contains("missing-story"));
}

#[test]
fn headlines_that_are_no_yaml_are_one_warning_of_a_run() {
    let named = |text: &str| format!("---\ntitle: Quake: many dead\n---\n{text}");
    let (a, b, c) = (named(QUAKE), named(QUAKE_AGAIN), named(WORSE));
    let here = folder(&[("a.txt", &a), ("b.txt", &b), ("c.txt", &c)]);
    let run = crosscheck(here.path()).args(["report", "."]).output().expect("it runs");
    let said = String::from_utf8(run.stderr).expect("UTF-8");
    assert_eq!(said.matches("warning[plain-front-matter]").count(), 1, "{said}");
    assert!(said.contains("the same of 2 more in b.txt, c.txt"), "{said}");
}

#[test]
fn a_rule_and_a_sentence_name_the_first_gate_that_failed() {
    let here = folder(&[("a.txt", QUAKE), ("c.txt", WORSE)]);
    let here = here.path();
    let told = stdout(here, &["explain", "people-killed", "a.txt:1"]);
    assert!(
        told.contains("people-killed takes a claim of it") && told.contains("yes where.predicate"),
        "{told}"
    );
    let hurt = ["explain", "people-killed", "--text", "The quake injured 12 people in Norland."];
    let told = stdout(here, &hurt);
    assert!(told.contains("where.predicate wants") && told.contains("<- the first that failed"), "{told}");
    let json = stdout(here, &["explain", "people-killed", "a.txt", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["schema"], &json["asked"][0]["answer"]), (&1.into(), &"takes".into()));
    let told =
        stdout(here, &["explain", "a.txt:1", "--text", "The quake killed 19 people in Norland on Sunday."]);
    assert!(told.contains("--text 1:1:18") && told.contains("they contradict each other"), "{told}");
    let told = stdout(here, &["explain", "--fact", "people-killed", "--among", "."]);
    assert!(told.starts_with("people-killed/"), "{told}");
    for wrong in [
        &["explain"][..],
        &["explain", "people-killed"],
        &["explain", "people-kiled", "a.txt:1"],
        &["explain", "b.txt:1"],
        &["explain", "a.txt:1", "a.txt:1", "c.txt:1"],
        &["explain", "--fact", "no-such", "--among", "."],
        &["explain", "people-killed", "--text", " "],
        &["explain", "--fact", "people-killed"],
    ] {
        assert!(matches!(status(here, wrong), Some(2 | 3)), "{wrong:?}");
    }
    let run = crosscheck(here).args(["explain", "people-kiled", "a.txt:1"]).output().expect("it runs");
    assert!(String::from_utf8_lossy(&run.stderr).contains("did you mean `people-killed`?"));
}

#[test]
fn words_beside_rules_are_used() {
    let one = "Three sledges keeled over on the lake on Sunday.\n";
    let two = "On Sunday four toboggans keeled over on the lake.\n";
    let here = folder(&[("a.txt", one), ("b.txt", two)]);
    let here = here.path();
    std::fs::create_dir_all(here.join("mine/vocabulary")).expect("a folder");
    let rule = "id: sledges\ntitle: Sledges lost\nclaim: count\nwhere: { concept: sledge, predicate: capsize }\nkey: [event]\nmessage: '{outlets} differ'\n";
    std::fs::write(here.join("mine/sledges.yml"), rule).expect("a file");
    let things = "- { id: sledge, is: vehicle, words: [sledge, toboggan] }\n";
    std::fs::write(here.join("mine/vocabulary/things.yml"), things).expect("a file");
    let predicates = "- { id: capsize, happens: [capsize, keel over] }\n";
    std::fs::write(here.join("mine/vocabulary/predicates.yml"), predicates).expect("a file");
    let lint = stdout(here, &["rules", "lint", "mine"]);
    assert!(!lint.contains("unknown-concept") && !lint.contains("unknown-predicate"), "{lint}");
    let rows = stdout(here, &["claims", "b.txt", "--rules", "mine"]);
    assert!(rows.contains("sledge capsize"), "{rows}");
    let told = stdout(here, &["explain", "a.txt", "b.txt", "--rules", "mine"]);
    assert!(told.contains("rule sledges takes both"), "{told}");

    std::fs::write(here.join("mine/vocabulary/verbs.yml"), "- { id: x }\n").expect("a file");
    std::fs::write(here.join("mine/vocabulary/things.yml"), "- { id: sledge, is: vehicel }\n")
        .expect("a file");
    let run =
        crosscheck(here).args(["report", "a.txt", "b.txt", "--rules", "mine"]).output().expect("it runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("did you mean `vehicle`?") && said.contains("verbs.yml: only words in"), "{said}");
    assert_eq!(run.status.code(), Some(2), "what could not be used is told by the exit status");
}

#[test]
fn graphs_and_completions_are_printed() {
    let here = folder(&[("a.txt", QUAKE), ("c.txt", WORSE)]);
    assert!(stdout(here.path(), &["graph", "a.txt", "c.txt"]).starts_with("digraph crosscheck {"));
    assert!(
        stdout(here.path(), &["graph", "a.txt", "c.txt", "--format", "mermaid"]).starts_with("flowchart LR")
    );
    assert!(stdout(here.path(), &["completions", "bash"]).contains("crosscheck"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Process::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["completions", "zsh"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
    assert_eq!((child.wait().expect("it ends").code(), said.as_str()), (Some(0), ""));
}

#[test]
fn stages_are_timed_for_those_who_ask() {
    let here = folder(&[("a.txt", QUAKE), ("c.txt", WORSE)]);
    let said = |flag: &str| {
        let run = crosscheck(here.path()).args(["report", "a.txt", "c.txt", flag]).output().expect("it runs");
        String::from_utf8(run.stderr).expect("UTF-8")
    };
    let told = said("--verbose");
    for stage in ["reading", "claims", "facts", "graph", "reporting"] {
        assert!(told.contains(stage), "{stage}: {told}");
    }
    assert_eq!(said("--quiet"), "");
}

/// A hundred articles: a bar on a terminal, and not a byte of it in a pipe or where quiet is asked for.
#[test]
fn long_runs_show_a_bar_on_terminals_alone() {
    let names: Vec<String> = (0..100).map(|number| format!("{number}.txt")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), QUAKE)).collect();
    let here = folder(&files);
    let piped = crosscheck(here.path()).args(["report", "."]).output().expect("it runs");
    let piped = String::from_utf8(piped.stderr).expect("UTF-8");
    assert!(!piped.contains("articles") && !piped.contains('\u{1b}'), "{piped}");
    // `script` of util-linux lends a terminal; not every machine has it.
    let on_terminal = |more: &str| {
        let command = format!("{} report . --output out.txt {more}", env!("CARGO_BIN_EXE_crosscheck"));
        let mut script = Process::new("script");
        script.current_dir(here.path()).env("TERM", "xterm").args(["-qec", &command, "/dev/null"]);
        let run = script.stdin(Stdio::null()).output().ok()?;
        Some(String::from_utf8_lossy(&run.stdout).into_owned())
    };
    let Some(shown) = on_terminal("") else { return };
    assert!(shown.contains("of 100 articles"), "{shown:?}");
    let quiet = on_terminal("--quiet").expect("the same program");
    assert!(!quiet.contains("articles"), "{quiet:?}");
}

#[test]
fn the_manual_has_a_page_for_every_verb() {
    let here = folder(&[]);
    let page = stdout(here.path(), &["man"]);
    assert!(page.contains(".TH crosscheck 1") && page.contains("Exit status"), "{page}");
    assert_eq!(stdout(here.path(), &["man", "--folder", "pages"]), "");
    for verb in ["crosscheck", "crosscheck-report", "crosscheck-check", "crosscheck-rules-test"] {
        let page = std::fs::read_to_string(here.path().join(format!("pages/{verb}.1"))).expect(verb);
        assert!(page.contains(".SH NAME"), "{page}");
    }
    let check = std::fs::read_to_string(here.path().join("pages/crosscheck-check.1")).expect("a page");
    assert!(check.contains("baseline"), "{check}");
}
