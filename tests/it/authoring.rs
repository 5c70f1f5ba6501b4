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
fn of_several_claims_the_id_chooses() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "Two ships collided near Genoa, injuring 17 sailors and closing the port for three days.";
    let drafted = |id: &str| {
        let written = run(folder.path(), &["rules", "new", id, "--text", text]);
        assert_eq!(written.status, Some(0), "{id}: {}", written.said);
        fs::read_to_string(folder.path().join(format!("my-rules/{id}.yml"))).expect("a rule")
    };
    for (id, seen) in [("sailors-injured", "crew = 17"), ("port-closed", "close"), ("ships-lost", "ship")] {
        let rule = drafted(id);
        let saw = rule.lines().find(|line| line.starts_with("# The parser saw:")).expect("what was seen");
        assert!(saw.contains(seen), "{id}: {saw}");
    }
}

/// A noun and a verb that no vocabulary has are words of the articles: only a slip of the pen is none.
#[test]
fn words_that_the_tests_have_are_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "The storm derailed 7 wagons in Genoa on Monday.";
    run(folder.path(), &["rules", "new", "wagons-derailed", "--text", text]);
    let linted = run(folder.path(), &["rules", "lint", "my-rules"]);
    assert!(!linted.out.contains("[unknown-"), "{}", linted.out);
    let file = folder.path().join("my-rules/wagons-derailed.yml");
    let rule = fs::read_to_string(&file).expect("a rule").replace("concept: wagon", "concept: wagno");
    fs::write(&file, rule).expect("a file");
    let linted = run(folder.path(), &["rules", "lint", "my-rules"]);
    let told = "the vocabulary has no concept `wagno`";
    assert!(linted.out.contains(told) && linted.out.contains("did you mean `wagon`?"), "{}", linted.out);
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

/// Two articles about one fire, the rule that finds a contradiction between them, and the fact.
fn fire() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("a.txt", "A fire broke out in Genoa on Sunday. It destroyed two ships in the harbour of Genoa.\n");
    write("b.txt", "The fire destroyed three ships in Genoa, said the port. The harbour is closed.\n");
    fs::create_dir(folder.path().join("own")).expect("a folder");
    write(
        "own/ships-lost.yml",
        "id: ships-lost\n# what it is about\ntitle: 'Ships lost'\nclaim: count\nwhere: {concept: ship,   predicate: destroy}\nkey: [event]\nmessage: \"{outlets}: {values}\"\ntests: # few\n  - agrees: [\"The fire in Genoa destroyed two ships.\", \"The fire in Genoa destroyed two ships.\"]   # the same\n  # more to come\n",
    );
    let report =
        ["report", "a.txt", "b.txt", "--rules", "own", "--published", "2025-03-24", "--format", "json"];
    let report: serde_json::Value = serde_json::from_str(&run(folder.path(), &report).out).expect("JSON");
    let facts = report["facts"].as_array().expect("facts");
    let fact = facts.iter().find(|fact| fact["rule"] == "ships-lost" && fact["verdict"] == "contradicted");
    let fingerprint = fact.and_then(|fact| fact["fingerprint"].as_str()).expect("a contradiction").to_owned();
    (folder, fingerprint)
}

#[test]
fn a_finding_becomes_a_test_and_the_file_stays_as_it_was() {
    let (folder, fingerprint) = fire();
    let before = fs::read_to_string(folder.path().join("own/ships-lost.yml")).expect("a rule");
    let freeze = |expectation: &str| {
        let arguments = [
            "freeze",
            &fingerprint,
            "a.txt",
            "b.txt",
            "--as",
            expectation,
            "--rules",
            "own",
            "--published",
            "2025-03-24",
        ];
        run(folder.path(), &arguments)
    };
    let kept = freeze("contradicts");
    assert_eq!(kept.status, Some(0), "{}", kept.said);
    assert!(kept.out.ends_with("it passes\n"), "{}", kept.out);
    let alarm = freeze("apart");
    assert!(alarm.out.contains("it fails") && alarm.out.contains("why: "), "{}", alarm.out);
    let after = fs::read_to_string(folder.path().join("own/ships-lost.yml")).expect("a rule");
    let added: String =
        after.lines().filter(|line| !before.lines().any(|old| old == *line)).collect::<Vec<_>>().join("\n");
    let expected = "  - contradicts:
      - { text: \"It destroyed two ships in the harbour of Genoa.\", published: 2025-03-24 }
      - { text: \"The fire destroyed three ships in Genoa, said the port.\", published: 2025-03-24 }
  - apart:";
    assert!(added.starts_with(expected), "{added}");
    assert!(before.lines().all(|line| after.contains(line)), "a line of the rule has changed:\n{after}");
    let tested = run(folder.path(), &["rules", "test", "own", "--only", "ships-lost"]);
    assert!(tested.out.contains("2 passed, 1 failed"), "{}", tested.out);
}

#[test]
fn a_rule_that_uses_fragments_of_another_file_gets_its_test() {
    let (folder, fingerprint) = fire();
    let rule = folder.path().join("own/ships-lost.yml");
    let text = fs::read_to_string(&rule)
        .expect("a rule")
        .replace("{concept: ship,   predicate: destroy}", "{ use: lost }");
    fs::write(&rule, text).expect("a rule");
    fs::write(
        folder.path().join("own/lost.yml"),
        "fragments:\n  lost: { concept: ship, predicate: destroy }\n",
    )
    .expect("a file");
    let arguments = [
        "freeze",
        &fingerprint,
        "a.txt",
        "b.txt",
        "--as",
        "contradicts",
        "--rules",
        "own",
        "--published",
        "2025-03-24",
    ];
    let kept = run(folder.path(), &arguments);
    assert!(kept.out.ends_with("it passes\n"), "{}{}", kept.out, kept.said);
}

#[test]
fn a_default_rule_gets_its_test_in_a_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("a.txt", "The fire in Genoa on Sunday killed 12 people.\n");
    write("b.txt", "Fourteen people were killed by the fire in Genoa on Sunday.\n");
    let freeze = |more: &[&str]| {
        let arguments = ["freeze", "people-killed/", "a.txt", "b.txt", "--published", "2025-03-24"];
        run(folder.path(), &[&arguments[..], more].concat())
    };
    let kept = freeze(&["--as", "contradicts"]);
    assert_eq!(kept.status, Some(0), "{}", kept.said);
    assert!(
        kept.out.contains("a copy of the default rule") && kept.out.ends_with("it passes\n"),
        "{}",
        kept.out
    );
    let tested = run(folder.path(), &["rules", "test", "my-rules", "--only", "people-killed"]);
    assert!(tested.out.contains(" 0 failed"), "{}", tested.out);
    for (more, why) in [
        (&["--as", "apart"][..], "is there already: run it with --rules my-rules/people-killed.yml"),
        (&["--as", "asunder"], "`asunder` is none of contradicts"),
        (&["--as", "apart", "--rule", "people-kiled"], "did you mean `people-killed`?"),
    ] {
        let ended = freeze(more);
        assert_eq!(ended.status, Some(2), "{more:?}");
        assert!(ended.said.contains(why), "{more:?}: {}", ended.said);
    }
}

const SHIPS: &str = r#"id: ships-lost
title: Ships destroyed
claim: count
where: { concept: ship, predicate: [destroy, flood] }
unless: { certainty: wished }
key: [event]
separate: [agent]
over-time: grows
message: "{outlets}: {values}"
tests:
  - contradicts: ["The fire in Genoa on Sunday destroyed two ships.", "Three ships were destroyed by the fire in Genoa on Sunday."]
  - agrees: ["The fire in Genoa destroyed at least two ships.", "Two or more ships were destroyed by the fire in Genoa."]
  - compatible: ["The fire in Genoa destroyed at least two ships.", "The fire in Genoa destroyed five ships."]
  - apart: ["The fire in Genoa destroyed two ships.", "The fire in Cork destroyed three ships."]
  - unrelated: ["The fire in Genoa destroyed two ships.", "Three ships were built in Genoa."]
"#;

#[test]
fn changes_of_tests_are_noticed_or_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |text: &str| fs::write(folder.path().join("ships-lost.yml"), text).expect("a file");
    let mutate =
        || run(folder.path(), &["rules", "test", "ships-lost.yml", "--only", "ships-lost", "--mutate"]);
    write(SHIPS);
    let good = mutate();
    assert_eq!(good.status, Some(0), "{}", good.out);
    assert!(good.out.starts_with("5 passed, 0 failed\n"), "{}", good.out);
    let rate = good.out.lines().find(|line| line.starts_with("ships-lost ")).expect("a rate");
    let numbers: Vec<usize> = rate.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    assert!(matches!(numbers[..], [killed, all] if all >= 7 && killed * 5 >= all * 4), "{}", good.out);
    // A test in which the name does not tell its texts apart: swapping it changes nothing.
    let blunt = "  - contradicts: [\"Iran said on Sunday that the storm over Cork had destroyed two ships.\", \"The storm over Cork destroyed three ships, Iran said on Sunday.\"]\n";
    let (head, _) = SHIPS.split_once("tests:\n").expect("tests");
    write(&format!("{head}tests:\n{blunt}"));
    let weak = mutate();
    assert!(weak.out.contains("1 passed, 0 failed"), "{}", weak.out);
    let survivor = "note[survivor]: ships-lost: the test still passes with “Tuesday” for “Sunday” in text B";
    assert!(weak.out.contains(survivor), "{}", weak.out);
    assert!(weak.out.contains("too few") && weak.status == Some(1), "{}", weak.out);
}

#[test]
fn what_no_test_tries_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("ships-lost.yml"), SHIPS).expect("a file");
    let told = run(folder.path(), &["rules", "test", "ships-lost.yml", "--only", "ships-lost", "--coverage"]);
    let own: Vec<&str> =
        told.out.lines().skip(1).take_while(|line| !line.contains("of the vocabulary")).collect();
    let expected = [
        "ships-lost: not tried:",
        "  where.concept: no test shows what it refuses",
        "  where.predicate: no test has a claim with `flood`",
        "  unless.certainty: no test has a claim with `wished`",
        "  no test is kept apart by `agent`",
        "  no test updates",
    ];
    assert_eq!(own, expected, "{}", told.out);
    let all = run(folder.path(), &["rules", "test", "--no-default-rules", "ships-lost.yml", "--coverage"]);
    let words = all.out.lines().find(|line| line.starts_with("predicates of the vocabulary in no test: "));
    let words = words.unwrap_or_else(|| panic!("{}", all.out));
    assert!(words.contains("kill, ") && !words.contains("destroy"), "{words}");
}

#[test]
fn the_smallest_change_is_told_with_what_it_does_to_every_test() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    let rule = "id: ships-lost\ntitle: Ships lost\nclaim: count\nwhere: { concept: ship, predicate: sink }\nkey: [event]\nmessage: \"{values}\"\ntests:\n  - agrees: [\"The storm off Genoa sank two ships.\", \"The storm off Genoa sank two ships.\"]\n  - apart: [\"The storm off Genoa sank two ships.\", \"The storm off Cork sank three ships.\"]\n  - unrelated: [\"The storm off Genoa sank two ships.\", \"The storm off Genoa destroyed three ships.\"]\n";
    write("ships-lost.yml", rule);
    let arguments = |extra: &[&'static str]| {
        let asked = [
            "explain",
            "--text",
            "The storm off Genoa on Friday sank two ships.",
            "--text",
            "Three ships were destroyed by the storm off Genoa on Friday.",
            "--rules",
            "ships-lost.yml",
            "--no-default-rules",
            "--published",
            "2025-03-24",
        ];
        run(folder.path(), &[&asked[..], extra].concat())
    };
    let told = arguments(&[]).out;
    for words in [
        "to bring them together:",
        "then one fact, ships-lost",
        "they contradict each other",
        "of 3 rule tests 1 would fail",
        "ships-lost (ships-lost.yml:10) unrelated: as-expected now, then noisy",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let json = arguments(&["--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let cures = json["cures"].as_array().expect("a list");
    let cure = cures.iter().find(|cure| cure["then"] != serde_json::Value::Null).expect("one that helps");
    assert_eq!((&cure["run"], &cure["tests"][0]["fails"]), (&3.into(), &true.into()), "{cure}");
    assert_eq!(cure["changes"].as_array().map(Vec::len), Some(1), "{cure}");

    // Nothing was written: the file is the user's.
    assert_eq!(fs::read_to_string(folder.path().join("ships-lost.yml")).expect("a rule"), rule);
}

#[test]
fn two_stories_become_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = |outlet: &str, story: &str, text: &str| {
        let head = format!("---\noutlet: {outlet}\npublished: 2025-03-24\nstory: {story}\n---\n");
        fs::write(folder.path().join(format!("{outlet}.txt")), format!("{head}{text}\n")).expect("a file");
    };
    article("a", "fire", "Twelve people died in the fire in Genoa on Sunday.");
    article("b", "blaze", "Sunday's fire in Genoa killed 14 people.");
    let told = run(folder.path(), &["explain", "a.txt:6", "b.txt:6"]).out;
    assert!(told.contains("give a.txt and b.txt one `story`"), "{told}");
    assert!(
        told.contains("12 and 14 cannot both be true") && told.contains("rule tests come out as before"),
        "{told}"
    );
}
