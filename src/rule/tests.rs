//! The rule set as a whole: every lint by its fixture, loading, order, choosing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use rust_decimal::Decimal;

use super::*;
use crate::article::ArticleId;
use crate::claim::quantity::Quantity;
use crate::claim::{Argument, Certainty, Claim, ClaimId, EventId, Origin, Polarity, Scene, Value};
use crate::diagnostic::Diagnostic;
use crate::files::{Lines, Span};

fn is_a(narrow: &str, wide: &str) -> bool {
    wide == "vessel" && matches!(narrow, "boat" | "ferry") || (narrow, wide) == ("ship", "vehicle")
}

fn names() -> Names {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    let concepts = words(&["boat", "ferry", "vessel", "drone", "ship", "vehicle"]);
    Names { predicates: words(&["leave", "crash", "launch"]), concepts }
}

/// Everything there is to say of one file, as `code line:column`.
fn all(file: &str, text: &str) -> (RuleSet, Vec<Diagnostic>, Vec<String>) {
    let (rules, mut found) = RuleSet::read(file, text);
    found.extend(rules.lint(&names(), &is_a));
    let lines = Lines::new(text);
    let said = found.iter().map(|problem| {
        let at = problem.primary.as_ref().map(|label| lines.place(text, label.span.start)).expect("a place");
        format!("{} {}:{}", problem.code, at.line, at.column)
    });
    let said = said.collect();
    (rules, found, said)
}

#[test]
fn every_bad_rule_yields_its_lint_where_it_stands() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bad-rules");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 20);
    let mut wrong = Vec::new();
    // What needs a folder, or the parser, the program itself shows: see tests/it/bad_rules.rs.
    let beyond = ["alias-merges-people", "idle-unless", "unreadable-rules", "unused-words"];
    let mut shown: BTreeSet<String> = beyond.map(str::to_owned).into();
    for file in files {
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        if beyond.contains(&stem.as_str()) {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let (_, _, mut said) = all(&format!("{stem}.yml"), &text);
        let first = text.lines().next().and_then(|line| line.strip_prefix("# expect: "));
        let mut expected: Vec<&str> = first.expect("a comment with what is expected").split(", ").collect();
        said.sort_unstable();
        expected.sort_unstable();
        if said != expected {
            wrong.push(format!("{stem}: said {said:?}, expected {expected:?}"));
        }
        if stem != "five-mistakes" {
            assert!(said.iter().any(|said| said.split(' ').next() == Some(&stem)), "{stem}");
            shown.insert(stem);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(shown, LINTS.iter().map(|lint| lint.code.to_owned()).collect());
}

const GOOD: &str = r#"id: boats
title: Boats that left
claim: count
where: { concept: vessel, predicate: [leave, launch], not: { agent: Navy }, any: [{ owner: { exists: true } }, { round: { exists: true } }] }
unless: { certainty: wished }
key: [event, agent]
separate: [place]
over-time: grows
window: 2 weeks
severity: warning
message: "{outlets}: {{{values}}} {agent}"
parts: [leave]
total: launch
"#;

#[test]
fn a_good_rule_is_read_whole() {
    let (rules, found, _) = all("boats.yml", GOOD);
    assert_eq!(found.len(), 1, "{found:#?}");
    let rule = &rules.rules[0];
    assert_eq!((rule.id.as_str(), rule.title.as_str()), ("boats", "Boats that left"));
    assert_eq!(rule.kinds, [Kind::Count]);
    assert_eq!((&rule.key[..], &rule.separate[..]), (&[Field::Event, Field::Agent][..], &[Field::Place][..]));
    assert_eq!(
        (rule.over_time, rule.window_days, rule.severity),
        (OverTime::Grows, Some(14), Severity::Warning)
    );
    assert_eq!(rule.sum, Some(Sum { parts: vec!["leave".into()], total: "launch".into() }));
    let filled = rule.message.render(&|slot| match slot {
        Slot::Outlets => Some("A and B".into()),
        Slot::Values => Some("3 | 4".into()),
        slot => Some(format!("{slot:?}")),
    });
    assert_eq!(filled.as_deref(), Some("A and B: {3 | 4} Field(Agent)"));
    let without_agent = rule.message.render(&|slot| (*slot != Slot::Field(Field::Agent)).then(String::new));
    assert_eq!(without_agent, None, "a slot with nothing to fill it");
    assert_eq!(rule.select.weight(), 4);
}

fn claim(concept: &str, predicate: &str, arguments: &[(Field, &str)]) -> Claim {
    let argument = |value: &str| Argument {
        values: BTreeSet::from([value.to_owned()]),
        span: None,
        origin: Origin::Said,
    };
    Claim {
        id: ClaimId(0),
        article: ArticleId(0),
        sentence: 0,
        kind: Kind::Count,
        concept: Some(concept.into()),
        predicate: Some(predicate.into()),
        value: Value::Number(Quantity::exactly(Decimal::ONE)),
        mention: Span::default(),
        cues: vec![],
        arguments: arguments
            .iter()
            .map(|&(field, value)| (field, argument(value)))
            .collect::<BTreeMap<_, _>>(),
        attribution: vec![],
        polarity: Polarity::Affirmed,
        certainty: Certainty::Asserted,
        change: None,
        event: EventId(0),
        scene: Scene::default(),
    }
}

#[test]
fn the_first_gate_that_failed_is_named_with_its_words() {
    let (rules, _) = RuleSet::read("boats.yml", GOOD);
    let rule = &rules.rules[0];
    let gate = |claim: &Claim| {
        let gate = rule.selects(claim, &is_a).expect_err("a gate");
        assert_ne!(rule.chooses(claim, &is_a), Choice::Takes);
        assert!(!gate.span.is_empty());
        (gate.gate, gate.wanted, gate.saw)
    };
    let said = |gate: &str, wanted: &str, saw: &str| (gate.to_owned(), wanted.to_owned(), saw.to_owned());
    let good = claim("ferry", "leave", &[(Field::Owner, "port of ystad")]);
    assert_eq!(rule.selects(&good, &is_a), Ok(()));
    assert_eq!(rule.chooses(&good, &is_a), Choice::Takes);
    assert_eq!(gate(&claim("drone", "leave", &[])), said("where.concept", "vessel", "drone"));
    assert_eq!(gate(&claim("boat", "sink", &[])), said("where.predicate", "leave or launch", "sink"));
    let navy = claim("boat", "leave", &[(Field::Agent, "navy")]);
    assert_eq!(gate(&navy), said("where.not.agent", "not navy", "navy"));
    assert_eq!(
        gate(&claim("boat", "leave", &[])),
        said("where.any", "owner any value or round any value", "owner nothing; round nothing")
    );
    let wished = Claim { certainty: Certainty::Wished, ..good.clone() };
    assert_eq!(gate(&wished), said("unless.certainty", "not wished", "wished"));
    assert_eq!(rule.chooses(&wished, &is_a), Choice::LetsGo);
    let placeless = GOOD.replace("not: { agent: Navy }", "not: { agent: { exists: false } }");
    let (placeless, _) = RuleSet::read("boats.yml", &placeless);
    let failed = placeless.rules[0].selects(&good, &is_a).expect_err("a gate");
    assert_eq!((failed.wanted.as_str(), failed.saw.as_str()), ("any value", "nothing"));
    let money = Claim { kind: Kind::Money, ..good };
    assert_eq!(gate(&money), said("claim", "count", "money"));
    let at = rule.selects(&navy, &is_a).unwrap_err();
    assert_eq!(at.span.of(GOOD), "Navy");
}

/// The thing of a count is what it counts, as the fact's printed key says; the measure of a figure
/// with a unit what it measures.
#[test]
fn things_and_measures_are_the_concept() {
    let rule = |test: &str| {
        let (rules, found) = RuleSet::read(
            "one.yml",
            &tiny("one", &format!("where: {test}")).replace("count", "[count, measure]"),
        );
        assert!(found.is_empty(), "{found:#?}");
        rules.rules.into_iter().next().expect("a rule")
    };
    let ferry = claim("ferry", "leave", &[]);
    let depth = Claim { kind: Kind::Measure, ..claim("depth", "leave", &[]) };
    let unnamed = claim("ferry", "leave", &[(Field::Thing, "unspecified")]);
    let takes = |test: &str| [&ferry, &depth, &unnamed].map(|claim| rule(test).selects(claim, &is_a).is_ok());
    assert_eq!(takes("{ thing: vessel }"), [true, false, true]);
    assert_eq!(takes("{ thing: unspecified }"), [false, false, true]);
    assert_eq!(takes("{ thing: { exists: false } }"), [false; 3]);
    assert_eq!(takes("{ measure: depth }"), [false, true, false]);
    assert_eq!(takes("{ measure: ferry }"), [false; 3]);
    let gate = rule("{ thing: drone }").selects(&unnamed, &is_a).expect_err("a gate");
    assert_eq!((gate.gate.as_str(), gate.saw.as_str()), ("where.thing", "ferry, unspecified"));
}

fn tiny(id: &str, rest: &str) -> String {
    format!("- id: {id}\n  title: T\n  claim: count\n  key: [event]\n  message: \"{{values}}\"\n  {rest}\n")
}

#[test]
fn specific_rules_choose_before_general_ones() {
    let text = [
        tiny("open", "where: {}"),
        tiny("one-b", "where: { concept: boat }"),
        tiny("one-a", "where: { concept: boat }"),
        tiny("two", "where: { concept: boat, predicate: leave }"),
        tiny("late", "where: { concept: boat, predicate: leave, agent: x }\n  priority: -1"),
        tiny("early", "where: { concept: boat }\n  priority: 1"),
    ]
    .concat();
    let (rules, found) = RuleSet::read("list.yml", &text);
    assert!(found.is_empty(), "{found:#?}");
    let order: Vec<&str> = rules.rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(order, ["early", "two", "one-a", "one-b", "late", "open"]);
}

#[test]
fn one_bad_rule_is_set_aside_and_the_others_run() {
    let text = [
        tiny("good", "where: {}"),
        tiny("bad", "where: { concpt: x }"),
        tiny("fine", "where: { concept: x }"),
    ]
    .concat();
    let (rules, found) = RuleSet::read("list.yml", &text);
    assert_eq!(rules.rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["fine", "good"]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].primary.as_ref().unwrap().text, "did you mean `concept`?");
}

#[test]
fn fragments_are_shared_between_files() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "fragments.yml",
        "fragments:\n  left: { predicate: [leave, launch] }\n  boats: { use: left, concept: boat }\n",
    );
    write("sea/list.yml", &tiny("boats", "where: { use: boats, not: { place: ystad } }"));
    write("vocabulary/things.yml", "things: []\n");
    write("README.md", "no rule");
    let path = folder.path().to_string_lossy().into_owned();
    let (rules, found) = RuleSet::load(std::slice::from_ref(&path), false);
    assert!(found.is_empty(), "{found:#?}");
    let rule = &rules.rules[0];
    assert_eq!(rule.selects(&claim("boat", "launch", &[]), &is_a), Ok(()));
    let gate = rule.selects(&claim("boat", "sink", &[]), &is_a).unwrap_err();
    assert_eq!(gate.gate, "fragments.left.predicate");
    assert!(gate.file.ends_with("fragments.yml"));
    let words = vocabulary_files(std::slice::from_ref(&path));
    assert!(words.len() == 1 && words[0].ends_with("vocabulary/things.yml"));

    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let (rules, found) = RuleSet::load(&[format!("{path}/none"), format!("{path}/empty")], false);
    assert!(rules.rules.is_empty());
    assert_eq!(
        found.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(),
        ["unreadable-rules", "empty-rules"]
    );
}

#[test]
fn fragments_cannot_grow_without_end() {
    let mut text = String::from("fragments:\n  a0: { any: [{ place: x }, { place: y }] }\n");
    for i in 1..40 {
        writeln!(text, "  a{i}: {{ use: [a{0}, a{0}, a{0}] }}", i - 1).unwrap();
    }
    let (_, found) = RuleSet::read("fragments.yml", &text);
    assert!(found.iter().any(|problem| problem.code == "fragment-circle"));
}

#[test]
fn the_shipped_rules_are_clean() {
    let (rules, found) = RuleSet::load(&[], true);
    assert!(found.is_empty(), "{found:#?}");
    assert!(rules.rules.iter().all(|rule| !rule.tests.is_empty()));
    let (for_runs, found) = RuleSet::shipped();
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(for_runs.rules.len(), rules.rules.len());
    assert!(for_runs.rules.iter().all(|rule| rule.tests.is_empty()));
}

#[test]
fn phrases_have_words_and_typed_slots() {
    let rule = tiny("cargo", "phrases: [\"the {ship:name} carried {n:count} containers\"]")
        .replace("{values}", "{ship}: {values}");
    let (rules, found) = RuleSet::read("list.yml", &rule);
    assert!(found.is_empty(), "{found:#?}");
    let phrase = &rules.rules[0].phrases[0];
    assert_eq!((phrase.value, phrase.kind, phrase.parts.len()), (3, Kind::Count, 5));
    assert_eq!(phrase.parts[0], PhrasePart::Word("the".into()));
    assert_eq!(rules.rules[0].message.0[0], Piece::Slot(Slot::Field(Field::Owner)));
    assert!(rules.rules[0].separate.contains(&Field::Owner), "what a slot finds keeps facts apart");
}

/// The places of flaws that only the claim's kind shows.
#[test]
fn slots_fill_fields_that_such_claims_have() {
    let flaw = |phrase: &str| {
        let (_, found) = RuleSet::read("list.yml", &tiny("cargo", &format!("phrases: [\"{phrase}\"]")));
        found.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(flaw("the {agent:name} carried {n:count} containers for {owner:name}"), "");
    assert_eq!(flaw("the {speaker:name} carried {n:count}"), "no count claim has the field `speaker`");
    assert_eq!(
        flaw("{n:count} left {place:name}"),
        "`place` holds no words: give the slot a name of its own"
    );
    assert_eq!(flaw("the {ship:name} carried {n:count} to {port:name}"), "");
    assert_eq!(
        flaw("the {ship:name} carried {n:count} for {owner:name}"),
        "two slots fill the field `owner`"
    );
    let four = "{a:name} of {b:name} at {c:name} by {d:name} had {n:count}";
    assert_eq!(flaw(four), "no field is left for `d`: name the slot after one");
    assert!(flaw("{n:count} left on {day:date}").is_empty(), "a second value is matched and fills nothing");
}

#[test]
fn a_key_that_stands_twice_does_not_hide_the_rest() {
    let text = tiny("flow", "where: { concept: boat, concept: drone, agnt: x }");
    let (_, found) = RuleSet::read("list.yml", &text);
    let said: Vec<(&str, &str)> = found
        .iter()
        .map(|problem| (problem.code.as_str(), problem.primary.as_ref().unwrap().span.of(&text)))
        .collect();
    assert_eq!(said, [("duplicate-key", "concept"), ("unknown-field", "agnt")]);
}

#[test]
fn carriage_returns_and_byte_order_marks_move_no_place() {
    let text = format!("\u{feff}# größe\n{}", tiny("bad", "where: { concpt: x }")).replace('\n', "\r\n");
    let (_, found) = RuleSet::read("list.yml", &text);
    let said: Vec<&str> =
        found.iter().map(|problem| problem.primary.as_ref().unwrap().span.of(&text)).collect();
    assert_eq!(said, ["concpt"]);
}

#[test]
fn depth_ends_in_a_message() {
    let nots = |deep: usize| format!("{}x{}", "{not: ".repeat(deep), "}".repeat(deep));
    let deep = tiny("deep", &format!("where: {}", nots(2_000)));
    for text in ["[".repeat(5_000), "- ".repeat(2_000), "a: ".repeat(100), "{".repeat(5_000), deep] {
        let (rules, found) = RuleSet::read("list.yml", &text);
        assert!(rules.rules.is_empty() && !found.is_empty());
    }
}

mod any_text {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// No text makes the reader panic, and every place lies inside the text.
        #[test]
        fn is_read(text in "([a-z:{}\\[\\]\"'#&*!|> ,\\n\\-ö]|id: |where: |  |fragments:|use: |tests:\n)*") {
            let (_, found) = RuleSet::read("x.yml", &text);
            for label in found.iter().filter_map(|problem| problem.primary.as_ref()) {
                prop_assert!(text.get(label.span.start..label.span.end).is_some());
            }
        }

        /// One byte changed anywhere in a good rule.
        #[test]
        fn near_a_good_one_is_read(at in 0..GOOD.len(), with in "[a-z:{}\\[\\]\"'#&*!|> ,\n\\-]") {
            let mut text = GOOD.to_owned();
            text.replace_range(at..=at, &with);
            let (rules, found) = RuleSet::read("boats.yml", &text);
            prop_assert!(!rules.rules.is_empty() || !found.is_empty());
            for label in found.iter().filter_map(|problem| problem.primary.as_ref()) {
                prop_assert!(text.get(label.span.start..label.span.end).is_some());
            }
        }
    }
}
