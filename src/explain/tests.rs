//! Every answer over whole stories, and each ending of a pair by a small example.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::*;
use crate::article::{Options, from_text, number, read};
use crate::check::check;
use crate::claim::figure::measure::AGE;
use crate::claim::{Field, Kind};
use crate::fact::scope::{ENOUGH, own_field};

/// A run with everything that an explainer needs.
struct Desk {
    checked: Checked,
    rules: RuleSet,
    report: Report,
}

impl Desk {
    fn new(articles: Vec<Article>, rules: RuleSet) -> Self {
        let checked = check(articles, &rules);
        let report = Report::of(&checked, &rules, &[]);
        Self { checked, rules, report }
    }

    /// The articles of a folder.
    fn folder(folder: &Path) -> Self {
        let reading = read(&[folder.to_string_lossy().into_owned()], &Options::default());
        assert!(reading.articles.len() > 1, "{}: {:?}", folder.display(), reading.problems);
        Self::new(reading.articles, RuleSet::shipped().0.clone())
    }

    fn story(name: &str) -> Self {
        Self::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/stories").join(name))
    }

    /// The sentences of a file of `fixtures/values/`, a few at a time, dealt out to articles of three
    /// outlets.
    fn sentences(file: &Path) -> Vec<Self> {
        let read: serde_json::Value =
            serde_yaml::from_str(&std::fs::read_to_string(file).expect("a file")).expect("YAML");
        let cases = read.as_array().or_else(|| read["cases"].as_array()).expect("cases");
        let desk = |cases: &[serde_json::Value]| {
            let mut texts = vec![String::new(); cases.len().min(3)];
            for (at, case) in cases.iter().enumerate() {
                texts[at % 3].push_str(case["text"].as_str().expect("a text"));
                texts[at % 3].push_str("\n\n");
            }
            Self::plain(&texts.iter().map(String::as_str).collect::<Vec<_>>())
        };
        cases.chunks(15).map(desk).collect()
    }

    /// Texts of outlets A, B and so on, each of them one story unless it names its own.
    fn texts(texts: &[(&str, Option<&str>)], rules: RuleSet) -> Self {
        let day = Some(jiff::civil::date(2031, 5, 5));
        let outlets = ["A", "B", "C", "D"];
        let mut articles: Vec<Article> = texts
            .iter()
            .zip(outlets)
            .map(|((text, story), outlet)| from_text(outlet, day, *story, text))
            .collect();
        for article in &mut articles {
            article.path = format!("{}.txt", article.outlet.to_lowercase());
        }
        number(&mut articles);
        Self::new(articles, rules)
    }

    fn plain(texts: &[&str]) -> Self {
        let texts: Vec<(&str, Option<&str>)> = texts.iter().map(|text| (*text, None)).collect();
        Self::texts(&texts, RuleSet::shipped().0.clone())
    }

    fn explainer(&self) -> Explainer<'_> {
        Explainer::new(&self.checked, &self.rules, &self.report)
    }

    fn place(&self, outlet: &str) -> Place {
        let article = self.checked.articles.iter().find(|article| article.outlet == outlet);
        Place { article: article.expect("an article of that outlet").id, line: None, column: None }
    }

    fn rule(&self, id: &str) -> usize {
        self.rules.find(id).expect("a shipped rule").0
    }

    /// The pairs of a kind between the texts of A and B, with the words for them.
    fn pairs(&self, kind: Kind) -> (Vec<Meeting>, String) {
        let explainer = self.explainer();
        let mut found = explainer.pairs(self.place("A"), self.place("B"));
        found.meetings.retain(|meeting| explainer.claim(meeting.claims[0]).kind == kind);
        let told = tell(&self.report, &found);
        (found.meetings, told)
    }
}

/// Does something with all articles and sentences of the fixtures, story by story.
fn of_all_fixtures(check: impl Fn(&Path, &Desk) + Sync) {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let inside = |folder: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(fixtures.join(folder)).expect("fixtures").filter_map(Result::ok);
        entries.map(|entry| entry.path()).collect()
    };
    let (stories, values) = (inside("stories"), inside("values"));
    assert!(stories.len() > 10 && values.len() > 15, "{stories:?} {values:?}");
    let folders = [stories, vec![fixtures.join("baselines/articles"), fixtures.join("pages")]].concat();
    folders.par_iter().for_each(|folder| check(folder, &Desk::folder(folder)));
    let sentences = |file: &PathBuf| Desk::sentences(file).iter().for_each(|desk| check(file, desk));
    values.par_iter().for_each(sentences);
}

fn every_line_says_something(told: &str) {
    assert!(!told.trim().is_empty(), "nothing was said");
    for line in told.lines().filter(|line| !line.is_empty()) {
        assert!(!line.trim_end().ends_with(':') || line.ends_with("of:") || line.ends_with("not:"), "{told}");
        assert!(!line.contains("  is ") && !line.contains(": ;"), "{told}");
    }
}

/// For every rule and every sentence there is an answer, and it is the one of the engine.
#[test]
fn every_rule_answers_for_every_sentence() {
    of_all_fixtures(|story, desk| {
        let explainer = desk.explainer();
        let places: Vec<Place> =
            desk.checked.articles.iter().map(|a| Place { article: a.id, line: None, column: None }).collect();
        for (at, rule) in desk.rules.rules.iter().enumerate() {
            let found = explainer.rule(at, &places);
            let sentences: usize = desk.checked.articles.iter().map(|a| a.sentences.len()).sum();
            assert_eq!(found.asked.len(), sentences, "{} {}", story.display(), rule.id);
            for asked in &found.asked {
                let alone = Explanation { asked: vec![asked.clone()], ..Explanation::default() };
                every_line_says_something(&tell(&desk.report, &alone));
                let taken = asked.trials.iter().any(|t| explainer.rule_of(t.claim) == Some(at));
                assert_eq!(asked.answer == Answer::Takes, taken);
                asked.trials.iter().for_each(|trial| is_sound(&explainer, rule, trial));
            }
        }
    });
}

/// The tree of gates and the engine's own answer say the same.
fn is_sound(explainer: &Explainer<'_>, rule: &crate::rule::Rule, trial: &Trial) {
    let claim = explainer.claim(trial.claim);
    let passes = rule.selects(claim, &|a: &str, b: &str| things().is_a(a, b)).is_ok();
    assert_eq!(trial.gates.iter().all(Step::passed), passes, "{trial:?}");
    assert_eq!(trial.failed.is_none(), passes, "{trial:?}");
    assert_eq!(matches!(trial.outcome, Outcome::Takes | Outcome::TakenBefore), passes, "{trial:?}");
    let Some(failed) = &trial.failed else { return };
    assert!(!failed.gate.is_empty() && !failed.wanted.is_empty() && !failed.saw.is_empty(), "{trial:?}");
    let first = trial.gates.iter().find(|gate| !gate.passed()).expect("a gate that failed");
    let tests = first.tests();
    assert!(tests.iter().any(|seen| seen.gate.starts_with(&failed.gate)), "{trial:?}");
    assert!(tests.iter().any(|seen| (seen.line, seen.column) == (failed.line, failed.column)), "{trial:?}");
}

/// For every pair of claims of one kind there is a reason, and it fits what linking did.
#[test]
fn every_pair_of_a_kind_has_a_reason() {
    of_all_fixtures(|_, desk| {
        let explainer = desk.explainer();
        let claims = &desk.checked.claims;
        for (at, a) in claims.iter().enumerate() {
            for b in claims[at + 1..].iter().filter(|b| b.kind == a.kind) {
                let meeting = explainer.meeting(a.id, b.id);
                let together =
                    desk.checked.facts.iter().any(|f| f.claims.contains(&a.id) && f.claims.contains(&b.id));
                assert_eq!(matches!(meeting.ending, Ending::OneFact { .. }), together, "{meeting:?}");
                fits(&explainer, &meeting);
                let found = Explanation { meetings: vec![meeting], ..Explanation::default() };
                every_line_says_something(&tell(&desk.report, &found));
            }
        }
    });
}

fn fits(explainer: &Explainer<'_>, meeting: &Meeting) {
    let [a, b] = meeting.claims.map(|id| explainer.claim(id));
    match (&meeting.ending, &meeting.gates) {
        (Ending::Gate, gates) => assert!(!matches!(gates, None | Some(Gates::Passed { .. })), "{meeting:?}"),
        (Ending::OneFact { why, through, .. }, gates) => {
            assert!(!why.is_empty(), "{meeting:?}");
            // What keeps two claims apart does so wherever they are.
            assert!(!matches!(gates, Some(Gates::Differs { .. })), "{meeting:?}");
            let short = matches!(gates, Some(Gates::TooLittle { .. }));
            assert!(!short || !through.is_empty(), "joined by nothing: {meeting:?}");
        }
        (Ending::Clash { between }, _) => assert!(!between.is_empty(), "{meeting:?}"),
        (Ending::TooMany, _) => panic!("no story is that large: {meeting:?}"),
        _ => {}
    }
    // The evidence that is named is the evidence that was counted; an office, an age and a quotation
    // are known by their person and their words, whatever else is shared.
    if matches!(a.kind, Kind::Role | Kind::Quote) || a.concept.as_deref() == Some(AGE) {
        return;
    }
    assert_eq!(own_field(a.kind), own_field(b.kind));
    let (said, context) = (meeting.shared.said(), meeting.shared.context());
    match meeting.gates {
        Some(Gates::Passed { points }) => assert_eq!(points, said + context, "{meeting:?}"),
        Some(Gates::TooLittle { points, .. }) => {
            assert!(points == said || points == said + context.min(ENOUGH), "{meeting:?}");
        }
        _ => {}
    }
}

#[test]
fn a_sentence_without_claims_says_what_it_is() {
    let desk = Desk::plain(&["Nothing happened here at all.\n\nRead more: Storm over the bay\n"]);
    let found = desk.explainer().rule(desk.rule("people-killed"), &[desk.place("A")]);
    let answers: Vec<Answer> = found.asked.iter().map(|asked| asked.answer).collect();
    assert!(answers.contains(&Answer::NoClaim) && answers.contains(&Answer::Debris), "{answers:?}");
    let told = tell(&desk.report, &found);
    assert!(told.contains("page debris") && told.contains("found no value"), "{told}");
    let told = tell(&desk.report, &desk.explainer().place(desk.place("A")));
    assert!(told.contains("page debris"), "{told}");
}

#[test]
fn a_rule_that_does_not_fit_names_the_gate_and_what_it_saw() {
    let desk = Desk::plain(&["The storm injured 12 people in Lerwick on Sunday."]);
    let found = desk.explainer().rule(desk.rule("people-killed"), &[desk.place("A")]);
    assert_eq!(found.asked[0].answer, Answer::Fails);
    let failed = found.asked[0].trials.iter().find_map(|t| t.failed.as_ref().filter(|f| f.gate != "claim"));
    let failed = failed.expect("a count whose gate failed");
    assert_eq!((failed.gate.as_str(), failed.saw.as_str()), ("where.predicate", "wound"));
    assert!(failed.file.ends_with("people-killed.yml") && failed.line > 1, "{failed:?}");
    let told = tell(&desk.report, &found);
    assert!(
        told.contains("no  where.predicate wants") && told.contains("<- the first that failed"),
        "{told}"
    );
    assert!(told.contains("people-wounded takes it"), "{told}");
    let dated = desk.explainer().rule(desk.rule("event-date"), &[desk.place("A")]);
    assert_ne!(dated.asked[0].answer, Answer::OtherKinds);
    let roles = desk.explainer().rule(desk.rule("office-held"), &[desk.place("A")]);
    assert_eq!(roles.asked[0].answer, Answer::OtherKinds);
}

/// A rule of alternatives and denials: every form of condition shows as what it is.
const BOATS: &str = r#"id: boats
title: Boats
claim: count
where: { any: [{ concept: ferry }, { concept: ship, not: { predicate: sink } }], not: { certainty: wished } }
unless: { place: { exists: true } }
key: [event]
message: "{outlets} differ"
tests:
  - contradicts: ["Two ferries sank.", "Three ferries sank."]
"#;

#[test]
fn alternatives_denials_and_exceptions_are_shown_as_such() {
    let (rules, problems) = RuleSet::read("boats.yml", BOATS);
    assert!(problems.is_empty(), "{problems:#?}");
    let desk = Desk::texts(&[("The storm killed 12 people in Lerwick on Sunday.", None)], rules);
    let explainer = desk.explainer();
    let claim = desk.checked.claims.iter().find(|claim| claim.kind == Kind::Count).expect("a count");
    let trial = explainer.trial(0, claim.id);
    is_sound(&explainer, &desk.rules.rules[0], &trial);
    assert!(matches!(trial.gates[1], Step::Any { passed: false, .. }), "{:?}", trial.gates);
    let Step::Any { parts, .. } = &trial.gates[1] else { return };
    assert!(matches!(parts[1], Step::All { .. }), "{parts:?}");
    assert!(matches!(trial.gates[2], Step::Not { passed: true, .. }), "{:?}", trial.gates);
    let told = tell(&desk.report, &explainer.rule(0, &[desk.place("A")]));
    assert!(told.contains("no  any of:  <- the first that failed") && told.contains("yes not:"), "{told}");
    let nearest = explainer.told(claim.id).nearest.expect("the only rule");
    assert_eq!(nearest.0, "boats");
}

#[test]
fn one_fact_says_how_the_two_stand() {
    let desk = Desk::plain(&[
        "An earthquake killed 12 people in Norland on Sunday.",
        "The earthquake killed 19 people in Norland on Sunday.",
    ]);
    let (meetings, told) = desk.pairs(Kind::Count);
    let [Meeting { ending: Ending::OneFact { relation, .. }, .. }] = &meetings[..] else {
        panic!("{meetings:#?}")
    };
    assert_eq!(*relation, Some(crate::graph::Relation::Contradicts));
    assert!(
        told.contains("they contradict each other: 12 and 19") && told.contains("share enough"),
        "{told}"
    );
}

const TWO: &str = r#"
- { id: killed, title: Killed, claim: count, where: { predicate: kill }, key: [event], message: "{values}" }
- { id: wounded, title: Wounded, claim: count, where: { predicate: wound }, key: [event], message: "{values}" }
"#;

#[test]
fn other_rules_stories_and_kinds_are_named() {
    let quake = "An earthquake killed 12 people in Norland on Sunday.";
    let hurt = "The earthquake injured 19 people in Norland on Sunday.";
    // Under the open rule two rules' figures could meet; a set without one keeps them to their rules.
    let (meetings, told) = Desk::plain(&[quake, hurt]).pairs(Kind::Count);
    assert!(matches!(meetings[0].ending, Ending::Gate), "{meetings:#?}");
    assert!(told.contains("predicate is kill in one, wound in the other"), "{told}");
    let (rules, problems) = RuleSet::read("two.yml", TWO);
    assert!(problems.is_empty(), "{problems:#?}");
    let (meetings, told) = Desk::texts(&[(quake, None), (hurt, None)], rules).pairs(Kind::Count);
    assert!(matches!(meetings[0].ending, Ending::OtherRules { .. }), "{meetings:#?}");
    assert!(
        told.contains("wounded does not take the first: where.predicate wants wound, saw kill"),
        "{told}"
    );

    let shipped = RuleSet::shipped().0.clone();
    let desk = Desk::texts(&[(quake, Some("one")), (quake, Some("two"))], shipped);
    let (meetings, told) = desk.pairs(Kind::Count);
    assert!(matches!(meetings[0].ending, Ending::OtherStories { .. }), "{meetings:#?}");
    assert!(told.contains("two stories, one and two"), "{told}");

    let desk = Desk::plain(&[quake, hurt]);
    let explainer = desk.explainer();
    let of = |kind| desk.checked.claims.iter().find(|claim| claim.kind == kind).expect("a claim").id;
    let meeting = explainer.meeting(of(Kind::Count), of(Kind::Date));
    assert!(matches!(meeting.ending, Ending::OtherKinds { .. }), "{meeting:#?}");
}

#[test]
fn the_gate_that_keeps_apart_is_named_with_both_values() {
    let (meetings, told) = Desk::plain(&[
        "An earthquake killed 12 people in Norland on 3 May 2031.",
        "An earthquake killed 19 people in Norland on 9 April 2030.",
    ])
    .pairs(Kind::Count);
    assert!(matches!(meetings[0].ending, Ending::Gate), "{meetings:#?}");
    assert!(matches!(meetings[0].gates, Some(Gates::Differs { .. })), "{meetings:#?}");
    assert!(told.contains("when is 2031-05-03 in one, 2030-04-09 in the other"), "{told}");

    let (meetings, told) = Desk::plain(&[
        "A landslide killed 12 people, rescuers said.",
        "The ferry accident killed 19 people, the coastguard reported.",
    ])
    .pairs(Kind::Count);
    assert!(matches!(meetings[0].gates, Some(Gates::TooLittle { .. })), "{meetings:#?}");
    assert!(told.contains("share too little to be one event"), "{told}");
}

#[test]
fn what_no_rule_takes_names_the_nearest() {
    let (rules, _) = RuleSet::read("boats.yml", BOATS);
    let quake = "An earthquake killed 12 people in Norland on Sunday.";
    let (meetings, told) = Desk::texts(&[(quake, None), (quake, None)], rules).pairs(Kind::Count);
    assert!(matches!(meetings[0].ending, Ending::NoRule { .. }), "{meetings:#?}");
    assert!(told.contains("no rule takes either") && told.contains("boats comes nearest"), "{told}");
}

#[test]
fn one_article_with_two_figures_keeps_two_facts_apart() {
    let desk = Desk::plain(&[
        "An earthquake killed 12 people in Norland on Sunday. The earthquake in Norland killed 30 people on Sunday.",
        "The earthquake killed 12 people in Norland on Sunday.",
    ]);
    let explainer = desk.explainer();
    let counts: Vec<ClaimId> =
        desk.checked.claims.iter().filter(|claim| claim.kind == Kind::Count).map(|claim| claim.id).collect();
    let [first, second, third] = counts[..] else { panic!("{counts:?}") };
    let endings = [(first, second), (second, third)].map(|(a, b)| explainer.meeting(a, b).ending);
    assert!(matches!(endings[0], Ending::OneVoice), "{endings:#?}");
    assert!(matches!(endings[1], Ending::Beside { claim } if claim == first), "{endings:#?}");
    let found = explainer.pairs(desk.place("A"), desk.place("B"));
    let told = tell(&desk.report, &found);
    assert!(told.contains("also gives") && told.contains("it speaks of two things"), "{told}");
}

#[test]
fn an_answer_in_json_names_everything_that_it_speaks_of() {
    let desk = Desk::story("harbour-fire");
    let places: Vec<Place> =
        desk.checked.articles.iter().map(|a| Place { article: a.id, line: None, column: None }).collect();
    let found = desk.explainer().pairs(places[0], places[1]);
    let json = serde_json::to_value(&found).expect("JSON");
    let claims: Vec<&serde_json::Value> =
        json["claims"].as_array().expect("a list").iter().map(|claim| &claim["id"]).collect();
    let facts: Vec<&serde_json::Value> =
        json["facts"].as_array().expect("a list").iter().map(|fact| &fact["id"]).collect();
    let meetings = json["meetings"].as_array().expect("a list");
    assert!(!meetings.is_empty() && !facts.is_empty());
    for meeting in meetings {
        assert!(
            meeting["claims"].as_array().expect("two").iter().all(|id| claims.contains(&id)),
            "{meeting}"
        );
        assert!(meeting["fact"].is_null() || facts.contains(&&meeting["fact"]), "{meeting}");
        assert!(meeting["ending"].is_string(), "{meeting}");
    }
    let id = found.facts[0].id.clone();
    let fact = desk.explainer().fact(&id).expect("a fact by its id");
    assert!(tell(&desk.report, &fact).starts_with(&id));
    assert!(desk.explainer().fact("no-such-fact").is_none());
}

#[test]
fn a_rule_over_all_articles_says_in_short_why_it_joined_them_or_not() {
    let quake = "An earthquake killed 12 people in Norland on Sunday.";
    let hurt = "The earthquake injured 19 people in Norland on Sunday.";
    let said = |texts: &[&str]| {
        let desk = Desk::plain(texts);
        in_short(&desk.report, &desk.explainer().joining(desk.rule("people-killed")), 2)
    };
    let [only] = &said(&[quake, hurt])[..] else { panic!("one text is not taken") };
    assert!(only.starts_with("B: nearest is “19” (count of person, wound): where.predicate"), "{only}");
    let [only] = &said(&[quake, quake])[..] else { panic!("one pair") };
    assert!(only.starts_with("“12” and “12”: one fact,"), "{only}");
    assert_eq!(said(&["Nothing.", "Nothing at all."]), ["A: no claim at all", "B: no claim at all"]);
}

/// What is proposed of a pair of counts, whose claims stand in texts A and B.
fn proposed(desk: &Desk) -> Vec<Remedy> {
    let explainer = desk.explainer();
    let (meetings, _) = desk.pairs(Kind::Count);
    explainer.remedies(&meetings[0])
}

#[test]
fn changes_are_proposed_for_what_keeps_two_claims_apart() {
    let one = "The fire in Genoa destroyed two ships on Sunday.";
    let shipped = || RuleSet::shipped().0.clone();
    let desk = Desk::texts(&[(one, Some("one")), (one, Some("two"))], shipped());
    let [Remedy::OneStory { articles: [a, b] }] = proposed(&desk)[..] else { panic!("a story") };
    assert_ne!(a, b);

    let (rules, problems) = RuleSet::read("two.yml", TWO);
    assert!(problems.is_empty(), "{problems:#?}");
    let hurt = "The fire in Genoa wounded two people on Sunday.";
    let killed = "The fire in Genoa killed two people on Sunday.";
    let desk = Desk::texts(&[(killed, None), (hurt, None)], rules);
    let found = proposed(&desk);
    let widen = |rule: &str, word: &str| Remedy::Widen {
        rule: rule.to_owned(),
        gate: "where.predicate".to_owned(),
        word: word.to_owned(),
    };
    assert!(
        found.contains(&widen("killed", "wound")) && found.contains(&widen("wounded", "kill")),
        "{found:?}"
    );

    let desk = Desk::plain(&[
        "The fire in Genoa killed 12 people on Sunday.",
        "The fire in Genoa on Friday killed 14 people.",
    ]);
    let found = proposed(&desk);
    let drop = Remedy::DropField { rule: "people-killed".to_owned(), list: "separate", field: Field::When };
    assert!(found.contains(&drop), "{found:?}");
}

#[test]
fn an_alias_reads_a_word_as_an_entry() {
    let desk = Desk::plain(&["The fire in Genoa destroyed two barges on Sunday.", "The harbour is old."]);
    let mut claim =
        desk.checked.claims.iter().find(|claim| claim.kind == Kind::Count).expect("a count").clone();
    let word = claim.concept.clone().expect("a concept");
    Alias { of: "concept", word: word.clone(), entry: "tram".to_owned(), file: "things" }.apply(&mut claim);
    assert_eq!(claim.concept.as_deref(), Some("tram"), "{word}");
    Alias { of: "predicate", word: "sink".to_owned(), entry: "kill".to_owned(), file: "predicates" }
        .apply(&mut claim);
    assert_eq!(claim.predicate.as_deref(), Some("destroy"), "only its own word is read otherwise");
}
