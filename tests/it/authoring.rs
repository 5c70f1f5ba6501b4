//! What people do to write checks: new rules, and tests of them.

use std::fs;
use std::path::Path;

use super::project::crosscheck;

/// What a command printed, and what it ended with.
struct Ended {
    status: Option<i32>,
    out: String,
    said: String,
}

fn run(folder: &Path, arguments: &[&str]) -> Ended {
    let run = crosscheck(folder).args(arguments).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ended { status: run.status.code(), out: text(run.stdout), said: text(run.stderr) }
}

/// A rule is drafted from each of these; how many of its tests pass at once.
const SENTENCES: [(&str, &str, &str, usize); 9] = [
    ("new-ships", "The fire in Genoa destroyed two ships.", "concept: ship, predicate: destroy", 3),
    ("new-schools", "About 300 schools in Riverton were closed on Friday.", "concept: school", 3),
    (
        "new-terms",
        "A court in Norland sentenced Jonas Reed to seven years in prison.",
        "concept: prison-term",
        3,
    ),
    (
        "new-leaders",
        "Sergei Kamov led the Norwegian delegation at the talks in Bergen.",
        "predicate: lead",
        3,
    ),
    (
        "words",
        "\"We will never sign this treaty,\" said President Anna Roth.",
        "speaker: { exists: true }",
        3,
    ),
    ("new-scores", "Norden beat Harborough 3-1 on Sunday.", "concept: result", 3),
    ("new-treaties", "Norway did not sign the treaty in Oslo.", "predicate: sign", 3),
    ("new-sums", "Norden Shipping paid €2.5 million for the pier in Harborough.", "predicate: pay", 3),
    ("new-venues", "The talks will be held in Riyadh.", "predicate: meet", 2),
];

#[test]
fn new_rules_run_and_carry_three_tests() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    for (id, sentence, condition, passing) in SENTENCES {
        let written = run(folder.path(), &["rules", "new", id, "--text", sentence]);
        assert_eq!(written.status, Some(0), "{id}: {}", written.said);
        let rule = fs::read_to_string(folder.path().join(format!("my-rules/{id}.yml"))).expect("a rule");
        let tested = run(folder.path(), &["rules", "test", "my-rules", "--only", id]);
        let gaps = if passing == 3 { String::new() } else { format!(", {} known gap", 3 - passing) };
        let expected = format!("{passing} passed, 0 failed{gaps}\n");
        if !rule.contains(condition) || tested.out != expected {
            wrong.push(format!("{id}: {}{rule}", tested.out));
        }
        if passing == 3 {
            let story = format!("stories/{id}");
            let checked = run(folder.path(), &["check", &story, "--rules", "my-rules"]);
            assert!(
                checked.out.contains(&format!("contradiction[{id}]")),
                "{id}: {}{}",
                checked.out,
                checked.said
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_new_rule_needs_no_word_of_explanation() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(folder.path(), &["rules", "new", "my-check"]).status, Some(0));
    let tested = run(folder.path(), &["rules", "test", "my-rules", "--only", "my-check"]);
    assert_eq!(tested.out, "3 passed, 0 failed\n");
}

#[test]
fn a_line_says_several_things() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "The harbour is old.\n\nThe fire in Genoa on Sunday destroyed two ships.\n";
    fs::write(folder.path().join("a.txt"), text).expect("a file");
    let arguments =
        ["rules", "new", "venues", "--from", "a.txt:3", "--claim", "place", "--published", "2025-03-24"];
    assert_eq!(run(folder.path(), &arguments).status, Some(0));
    let rule = fs::read_to_string(folder.path().join("my-rules/venues.yml")).expect("a rule");
    assert!(rule.contains("\nclaim: place ") && rule.contains("count destroy ship = 2"), "{rule}");
}

#[test]
fn what_cannot_be_drafted_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "The harbour is old.\n").expect("a file");
    let refused = [
        (&["rules", "new", "old", "--from", "a.txt:1"][..], "no claim is made there"),
        (&["rules", "new", "old", "--from", "b.txt:1"], "there is no article in b.txt"),
        (&["rules", "new", "old", "--claim", "cuont"], "`cuont` is none of count"),
        (&["rules", "new", "Old Ships"], "small letters, digits and hyphens"),
    ];
    for (arguments, why) in refused {
        let ended = run(folder.path(), arguments);
        assert_eq!(ended.status, Some(2), "{arguments:?}: {}", ended.said);
        assert!(ended.said.contains(why), "{arguments:?}: {}", ended.said);
        assert!(!folder.path().join("my-rules").exists(), "{arguments:?} wrote something");
    }
    assert_eq!(run(folder.path(), &["rules", "new", "ships"]).status, Some(0));
    let again = run(folder.path(), &["rules", "new", "ships"]);
    assert_eq!(again.status, Some(2));
    assert!(again.said.contains("there is such a rule already"), "{}", again.said);
}

const CONTAINERS: &str = r#"id: containers
title: Containers that a ship carried
claim: count
phrases: ["the {ship:name} carried {n:count} containers"]
key: [event]
message: "{outlets} differ on how many containers the {ship} carried: {values}"
tests:
  - contradicts: ["The Northern Gull carried 400 containers off Cork.", "The Northern Gull carried at least 900 containers off Cork."]
  - apart: ["The Northern Gull carried 400 containers off Cork.", "The Grey Tern carried 900 containers off Cork."]
"#;

#[test]
fn a_phrase_takes_its_own_wording_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("containers.yml", CONTAINERS);
    write(
        "a.txt",
        "The Northern Gull carried 400 containers and 30 sailors when it sank off Cork on Sunday.\n",
    );
    write(
        "b.txt",
        "The Northern Gull carried 900 containers and 20 sailors when it sank off Cork on Sunday.\n",
    );
    let tested = run(folder.path(), &["rules", "test", "containers.yml", "--only", "containers"]);
    assert_eq!(tested.out, "2 passed, 0 failed\n");
    let arguments = ["report", "a.txt", "b.txt", "--rules", "containers.yml", "--published", "2025-03-24"];
    let report = run(folder.path(), &arguments).out;
    let said = "contradiction[containers]: A and B differ on how many containers the Northern Gull carried: 400 and 900";
    assert!(report.to_lowercase().contains(&said.to_lowercase()), "{report}");
    let sailors = "contradiction[people-aboard]";
    assert!(
        report.contains(sailors),
        "the sailors are left to the rules that take them without the phrase: {report}"
    );
    let explain = |text: &str| {
        let arguments = ["explain", "containers", "--text", text, "--rules", "containers.yml"];
        run(folder.path(), &arguments).out
    };
    let told = explain("The Northern Gull had 400 containers aboard.");
    assert!(
        told.contains("phrases") && told.contains("the {ship:name} carried {n:count} containers"),
        "{told}"
    );
    assert!(told.contains("containers takes no claim of it"), "{told}");
    let told = explain("The Northern Gull carried 400 containers.");
    assert!(told.contains("containers takes a claim of it"), "{told}");
}
