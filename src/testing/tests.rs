use super::*;
use crate::rule::RuleSet;

const RULE: &str = r#"id: boats
title: Boats that left
claim: count
where: { concept: boat }
key: [event]
message: "{outlets} differ on the boats: {values}"
tests:
  - contradicts: ["3 boats", "4 boats"]
  - agrees: ["3 boats", { text: "3 boats", outlet: The Harbour, published: 2025-04-01 }]
  - contradicts: ["3 boats", "nothing"]
  - apart: ["3 boats", "4 boats"]
  - unrelated: ["3 boats", "nothing"]
  - apart: ["3 boats", "nothing"]
  - agrees: ["3 boats", "4 boats"]
  - todo-contradicts: ["3 boats", "3 boats"]
  - todo-agrees: ["3 boats", "3 boats"]
"#;

/// A toy engine: every text that starts with a digit is a claim of `boats`, all of one fact.
fn toy(_: &RuleSet, articles: &[TestArticle]) -> Seen {
    let mut camps: Vec<SeenCamp> = Vec::new();
    let mut claims = Vec::new();
    for (i, article) in articles.iter().enumerate() {
        let Some(digit) = article.text.chars().next().filter(char::is_ascii_digit) else { continue };
        let reading = digit.to_string();
        claims.push(SeenClaim {
            article: i,
            rule: Some("boats".into()),
            reading: format!("count boat = {digit}"),
        });
        match camps.iter_mut().find(|camp| camp.reading == reading) {
            Some(camp) => camp.articles.push(i),
            None => camps.push(SeenCamp { reading, articles: vec![i] }),
        }
    }
    let contradicted = camps.len() > 1;
    let relations = if contradicted { vec![([0, 1], Relation::Contradicts)] } else { vec![] };
    let verdict = if contradicted { Verdict::Contradicted } else { Verdict::Corroborated };
    Seen { facts: vec![SeenFact { rule: "boats".into(), verdict, camps, relations }], claims }
}

fn rules() -> RuleSet {
    let (rules, problems) = RuleSet::read("boats.yml", RULE);
    assert!(problems.is_empty(), "{problems:#?}");
    rules
}

#[test]
fn every_outcome() {
    let rules = rules();
    let outcomes: Vec<Outcome> = run(&rules, &toy, None).iter().map(|case| case.outcome).collect();
    assert_eq!(
        outcomes,
        [
            Outcome::AsExpected,
            Outcome::AsExpected,
            Outcome::Missed,
            Outcome::Noisy,
            Outcome::AsExpected,
            Outcome::Missed,
            Outcome::WrongRelation,
            Outcome::KnownGap,
            Outcome::GapClosed,
        ]
    );
    let cases = run(&rules, &toy, None);
    assert_eq!(Tally::of(&cases), Tally { passed: 3, failed: 5, gaps: 1 });
    assert!(run(&rules, &toy, Some("drones")).is_empty());
    assert_eq!(run(&rules, &toy, Some("boat")).len(), 9);
}

#[test]
fn articles_have_outlets_and_dates() {
    let rules = rules();
    let cases = run(&rules, &toy, None);
    let [first, second] = &cases[1].articles[..] else { panic!("two texts") };
    assert_eq!((first.outlet.as_str(), first.published), ("Outlet A", PUBLISHED));
    assert_eq!((second.outlet.as_str(), second.published), ("The Harbour", date(2025, 4, 1)));
}

#[test]
fn a_failure_shows_both_texts_and_what_came() {
    let rules = rules();
    let cases = run(&rules, &toy, None);
    assert_eq!(
        cases[6].render(),
        "boats.yml:14:5: wrong-relation: boats: the rule joins the texts, but not as expected\n    \
         A (Outlet A, 2025-03-24): 3 boats\n        \
         claim: count boat = 3 [boats]\n    \
         B (Outlet B, 2025-03-24): 4 boats\n        \
         claim: count boat = 4 [boats]\n    \
         expected: agrees\n    \
         got: boats: contradicted — 3 (A) | 4 (B)\n"
    );
    assert_eq!(cases[0].render(), "");
}

fn fact(camps: &[&[usize]], relations: &[([usize; 2], Relation)], verdict: Verdict) -> SeenFact {
    let camp = |articles: &&[usize]| SeenCamp { reading: String::new(), articles: articles.to_vec() };
    SeenFact {
        rule: "boats".into(),
        verdict,
        camps: camps.iter().map(camp).collect(),
        relations: relations.to_vec(),
    }
}

#[test]
fn a_relation_must_stand_between_the_texts() {
    let inside = fact(&[&[0], &[0, 1]], &[([0, 1], Relation::Compatible)], Verdict::Compatible);
    assert!(inside.shows(Expectation::Compatible, 2));
    assert!(inside.shows(Expectation::Agrees, 1));
    let alone = fact(&[&[0], &[0], &[1]], &[([0, 1], Relation::Contradicts)], Verdict::Contradicted);
    assert!(alone.shows(Expectation::Contradicts, 1));
    let sum = fact(&[&[0], &[1], &[2]], &[], Verdict::Contradicted);
    assert!(sum.shows(Expectation::Contradicts, 3));
    let both = fact(
        &[&[0], &[1], &[1]],
        &[([0, 1], Relation::Compatible), ([0, 2], Relation::Contradicts)],
        Verdict::Contradicted,
    );
    assert!(!both.shows(Expectation::Compatible, 2));
    // A contradiction inside one of the two texts is none between them.
    let within = fact(
        &[&[0], &[0], &[1]],
        &[([0, 1], Relation::Contradicts), ([1, 2], Relation::Compatible)],
        Verdict::Contradicted,
    );
    assert!(!within.shows(Expectation::Contradicts, 2));
}

#[test]
fn one_text_alone_can_hold_what_is_no_finding() {
    let rule = RULE.split("tests:").next().expect("a rule").to_owned()
        + "tests:\n  - apart: [3 boats]\n  - unrelated: [3 boats]\n  - unrelated: [nothing]\n  - apart: [nothing]\n";
    let (rules, problems) = RuleSet::read("boats.yml", &rule);
    assert!(problems.is_empty(), "{problems:#?}");
    let outcomes = |judge: &(dyn Fn(&RuleSet, &[TestArticle]) -> Seen + Sync)| -> Vec<Outcome> {
        run(&rules, judge, None).iter().map(|case| case.outcome).collect()
    };
    let quiet = [Outcome::AsExpected, Outcome::AsExpected, Outcome::AsExpected, Outcome::Missed];
    assert_eq!(outcomes(&toy), quiet);
    // An engine that finds a contradiction inside every text.
    let sum = fact(&[&[0], &[0]], &[([0, 1], Relation::Contradicts)], Verdict::Contradicted);
    let noisy = |_: &RuleSet, _: &[TestArticle]| Seen { facts: vec![sum.clone()], claims: Vec::new() };
    assert_eq!(outcomes(&noisy), [Outcome::Noisy; 4]);
    let said = run(&rules, &noisy, None)[0].render();
    assert!(said.contains("finds a contradiction inside a text that has none"), "{said}");
}

#[test]
fn letters_do_not_run_out() {
    assert_eq!([letter(0), letter(25), letter(26), letter(53)], ["A", "Z", "A1", "B2"]);
}
