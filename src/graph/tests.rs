//! Hand-made claims, and what the graph makes of them.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, date};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::article::{Article, ArticleId, Part, Sentence};
use crate::claim::compare::plain::WORLD;
use crate::claim::quantity::{Bound, Hedge, Quantity};
use crate::claim::when::{Basis, Grain, When};
use crate::claim::{
    Argument, Certainty, Change, Claim, EventId, Field, Kind, Office, Polarity, Scene, Statement, Tenure,
    Value, Voice,
};
use crate::fact::Fact;
use crate::files::{Lines, Span};

pub(super) fn article(id: u32, outlet: &str, sentences: &[&str]) -> Article {
    let mut text = String::new();
    let mut spans = Vec::new();
    for (paragraph, sentence) in (0u32..).zip(sentences) {
        let start = text.len();
        text.push_str(sentence);
        spans.push(Sentence { span: Span::new(start, text.len()), paragraph, part: Part::Body });
        text.push('\n');
    }
    Article {
        id: ArticleId(id),
        path: format!("{id}.txt"),
        record: None,
        place: 0,
        outlet: outlet.to_owned(),
        title: None,
        published: Some(date(2025, 3, 24)),
        story: None,
        edition: None,
        url: None,
        byline: None,
        is_file: true,
        lines: Lines::new(&text),
        body: 0,
        text,
        sentences: spans,
    }
}

/// Articles of one word each, so that none copies another; published on days of March 2025.
fn press(outlets: &[(&str, i8)]) -> Vec<Article> {
    (0u32..)
        .zip(outlets)
        .map(|(id, &(outlet, day))| Article {
            published: Some(date(2025, 3, day)),
            ..article(id, outlet, &["Text."])
        })
        .collect()
}

fn claim(article: u32, value: Value) -> Claim {
    Claim {
        id: ClaimId(0),
        article: ArticleId(article),
        sentence: 0,
        kind: Kind::Count,
        concept: Some("drone".into()),
        predicate: Some("launch".into()),
        value,
        mention: Span::new(0, 4),
        cues: Vec::new(),
        arguments: BTreeMap::new(),
        attribution: Vec::new(),
        polarity: Polarity::Affirmed,
        certainty: Certainty::Asserted,
        change: None,
        event: EventId(0),
        scene: Scene::default(),
    }
}

fn count(article: u32, number: i64) -> Claim {
    claim(article, Value::Number(Quantity::exactly(Decimal::from(number))))
}

fn at_least(article: u32, number: i64) -> Claim {
    let low = Some(Bound { at: Decimal::from(number), closed: true });
    let quantity =
        Quantity { low, high: None, hedge: Hedge::AtLeast, ..Quantity::exactly(Decimal::from(number)) };
    claim(article, Value::Number(quantity))
}

fn changed(claim: Claim) -> Claim {
    Claim { change: Some(Change::Other), ..claim }
}

fn says(name: &str, named: bool, claim: Claim) -> Claim {
    let voice = Voice { name: name.into(), printed: name.into(), named, cue: Span::default() };
    Claim { attribution: vec![voice], ..claim }
}

fn numbered(claims: Vec<Claim>) -> Vec<Claim> {
    (0u32..).zip(claims).map(|(id, claim)| Claim { id: ClaimId(id), ..claim }).collect()
}

fn one_fact(claims: &[Claim]) -> Fact {
    let claims = claims.iter().map(|claim| claim.id).collect();
    Fact { rule: 0, story: None, key: Vec::new(), claims, opposed: None }
}

fn judge_with(articles: &[Article], claims: Vec<Claim>, over_time: OverTime) -> (ClaimGraph, Judgement) {
    let claims = numbered(claims);
    let facts = [one_fact(&claims)];
    let (graph, mut judgements, _) = build(articles, &claims, &facts, &[FactRule { over_time }], WORLD);
    (graph, judgements.remove(0))
}

fn verdict(outlets: &[(&str, i8)], claims: Vec<Claim>) -> Verdict {
    judge_with(&press(outlets), claims, OverTime::Fixed).1.verdict
}

const THREE: [(&str, i8); 3] = [("A", 24), ("B", 24), ("C", 24)];
const LATER: [(&str, i8); 2] = [("A", 24), ("B", 25)];

#[test]
fn verdicts_of_plain_figures() {
    assert_eq!(verdict(&THREE, vec![count(0, 99), count(1, 99)]), Verdict::Corroborated);
    assert_eq!(verdict(&THREE, vec![count(0, 99)]), Verdict::Uncorroborated);
    assert_eq!(verdict(&THREE, vec![count(0, 99), count(0, 99)]), Verdict::Uncorroborated);
    assert_eq!(verdict(&[("A", 24), ("a", 25)], vec![count(0, 99), count(1, 99)]), Verdict::Uncorroborated);
    assert_eq!(verdict(&THREE, vec![count(0, 99), count(1, 139)]), Verdict::Contradicted);
    assert_eq!(verdict(&THREE, vec![at_least(0, 50), count(1, 57)]), Verdict::Compatible);
    assert_eq!(verdict(&THREE, vec![at_least(0, 50), count(1, 57), count(2, 59)]), Verdict::Contradicted);
}

#[test]
fn compatible_values_never_join_camps() {
    let (_, judgement) =
        judge_with(&press(&THREE), vec![at_least(0, 100), count(1, 120), count(2, 150)], OverTime::Fixed);
    assert_eq!(judgement.camps.len(), 3);
    let between = |a, b| judgement.relations.iter().find(|r| r.camps == [a, b]).map(|r| r.relation);
    assert_eq!(between(0, 1), Some(Relation::Compatible));
    assert_eq!(between(0, 2), Some(Relation::Compatible));
    assert_eq!(between(1, 2), Some(Relation::Contradicts));
    assert_eq!(judgement.relations[2].witnesses, [ClaimId(1), ClaimId(2)]);
}

#[test]
fn a_later_day_alone_is_no_update() {
    assert_eq!(verdict(&LATER, vec![count(0, 9), count(1, 27)]), Verdict::Contradicted);
    assert_eq!(verdict(&LATER, vec![count(0, 9), changed(count(1, 27))]), Verdict::Updated);
    assert_eq!(verdict(&LATER, vec![changed(count(0, 9)), count(1, 27)]), Verdict::Contradicted);
    assert_eq!(verdict(&THREE, vec![count(0, 31), changed(count(1, 44))]), Verdict::Updated);
    // One revision, two directions.
    assert_eq!(verdict(&THREE, vec![changed(count(0, 29)), changed(count(1, 38))]), Verdict::Contradicted);
    // Inside one article: "had been 9, rose to 27".
    assert_eq!(verdict(&THREE, vec![count(0, 9), changed(count(0, 27))]), Verdict::Updated);
}

#[test]
fn an_announced_change_explains_the_same_figure_elsewhere() {
    let days = [("A", 24), ("B", 25), ("C", 25), ("D", 26)];
    let claims = || vec![count(0, 9), changed(count(1, 27)), count(2, 27)];
    let (_, judgement) = judge_with(&press(&days), claims(), OverTime::Fixed);
    assert_eq!(judgement.verdict, Verdict::Updated);
    assert_eq!(judgement.relations[0].newer, Some(0));
    // An outlet that prints the old figure after the change contradicts the new one.
    let stale = [claims(), vec![count(3, 9)]].concat();
    assert_eq!(verdict(&days, stale), Verdict::Contradicted);
}

#[test]
fn what_moves_was_overtaken_where_a_toll_has_grown() {
    let rules = [FactRule { over_time: OverTime::Grows }, FactRule { over_time: OverTime::Changes }];
    let judged = |dead: [i64; 2], missing: [i64; 2]| {
        let [d, m] = [dead, missing];
        let died = |claim: Claim| Claim { predicate: Some("kill".to_owned()), ..claim };
        let dead = [died(count(0, d[0])), died(count(1, d[1]))];
        let claims = numbered([&dead[..], &[count(0, m[0]), count(1, m[1])]].concat());
        let fact = |rule, claims: &[Claim]| Fact { rule, ..one_fact(claims) };
        let facts = [fact(0, &claims[..2]), fact(1, &claims[2..])];
        let (_, judgements, _) = build(&press(&THREE), &claims, &facts, &rules, WORLD);
        let missing = &judgements[1];
        (missing.verdict, missing.relations[0].newer.map(|camp| missing.camps[camp].claims[0]))
    };
    assert_eq!(judged([31, 35], [12, 8]), (Verdict::Updated, Some(ClaimId(3))));
    assert_eq!(judged([35, 31], [12, 14]), (Verdict::Updated, Some(ClaimId(2))));
    // Nothing shows which is the later.
    assert_eq!(judged([31, 31], [12, 8]), (Verdict::Contradicted, None));
}

#[test]
fn rules_say_how_figures_change() {
    let judged = |first, second, over_time| {
        judge_with(&press(&LATER), vec![count(0, first), count(1, second)], over_time).1.verdict
    };
    assert_eq!(judged(9, 27, OverTime::Grows), Verdict::Updated);
    assert_eq!(judged(27, 9, OverTime::Grows), Verdict::Contradicted);
    assert_eq!(judged(27, 9, OverTime::Shrinks), Verdict::Updated);
    assert_eq!(judged(27, 9, OverTime::Changes), Verdict::Updated);
    assert_eq!(judged(9, 27, OverTime::Fixed), Verdict::Contradicted);
}

#[test]
fn only_two_named_voices_dispute() {
    let judged = |a: Claim, b: Claim| verdict(&THREE, vec![a, b]);
    let prefecture = || says("prefecture", true, count(0, 18_000));
    let organisers = || says("organisers", true, count(1, 100_000));
    assert_eq!(judged(prefecture(), organisers()), Verdict::Disputed);
    assert_eq!(judged(prefecture(), count(1, 100_000)), Verdict::Contradicted);
    assert_eq!(judged(prefecture(), says("prefecture", true, count(1, 100_000))), Verdict::Contradicted);
    assert_eq!(judged(prefecture(), says("officials", false, count(1, 100_000))), Verdict::Contradicted);
    let nameless = |article, name, n| says(name, false, count(article, n));
    assert_eq!(judged(nameless(0, "officials", 3), nameless(1, "witnesses", 5)), Verdict::Contradicted);
    // A third outlet that takes one side makes it a contradiction between outlets.
    assert_eq!(verdict(&THREE, vec![prefecture(), organisers(), count(2, 100_000)]), Verdict::Contradicted);
}

#[test]
fn an_article_does_not_contradict_itself() {
    assert_eq!(verdict(&THREE, vec![count(0, 12), count(0, 15)]), Verdict::Compatible);
    assert_eq!(
        verdict(&THREE, vec![says("mayor", true, count(0, 12)), says("union", true, count(0, 15))]),
        Verdict::Disputed
    );
    assert_eq!(
        verdict(&THREE, vec![says("mayor", true, count(0, 12)), says("mayor", true, count(0, 15))]),
        Verdict::Compatible
    );
    // Who gives both figures contradicts nobody who gives one of them.
    assert_eq!(verdict(&THREE, vec![count(0, 12), count(0, 15), count(1, 12)]), Verdict::Compatible);
    assert_eq!(
        verdict(&THREE, vec![count(0, 12), count(0, 15), count(1, 12), count(2, 15)]),
        Verdict::Contradicted
    );
}

fn when(article: u32, clock: Option<(i8, i8)>) -> Claim {
    let time = |hour| Time::constant(hour, 0, 0, 0);
    let day: Date = date(2025, 3, 23);
    let clock = clock.map(|(from, to)| (time(from), time(to)));
    let grain = if clock.is_some() { Grain::Time } else { Grain::Day };
    claim(article, Value::When(When { from: day, to: day, grain, clock, zone: None, basis: Basis::Relative }))
}

#[test]
fn a_bare_day_does_not_join_two_clocks() {
    assert_eq!(verdict(&THREE, vec![when(0, None), when(1, Some((18, 22)))]), Verdict::Corroborated);
    let (_, judgement) = judge_with(
        &press(&THREE),
        vec![when(0, None), when(1, Some((7, 7))), when(2, Some((21, 21)))],
        OverTime::Fixed,
    );
    assert_eq!(judgement.camps.len(), 3);
    assert_eq!(judgement.verdict, Verdict::Contradicted);
    let worst = judgement.relations.iter().filter(|r| r.relation == Relation::Contradicts);
    assert_eq!(worst.map(|r| r.witnesses).collect::<Vec<_>>(), [[ClaimId(1), ClaimId(2)]]);
}

#[test]
fn roles_and_statements() {
    let office = |article, tenure| {
        claim(article, Value::Office(Office { head: "president".into(), body: None, place: None, tenure }))
    };
    let (_, judgement) = judge_with(
        &press(&THREE),
        vec![office(0, Tenure::Current), office(1, Tenure::Former)],
        OverTime::Fixed,
    );
    assert_eq!(judgement.verdict, Verdict::Contradicted);
    assert_eq!(judgement.relations[0].difference, Some(Difference::Role));
    let statement = |article, predicate: &str, polarity| Claim {
        polarity,
        ..claim(article, Value::Statement(Statement { predicate: predicate.into() }))
    };
    let (yes, no) = (Polarity::Affirmed, Polarity::Negated);
    assert_eq!(
        verdict(&THREE, vec![statement(0, "acquit", yes), statement(1, "convict", yes)]),
        Verdict::Contradicted
    );
    assert_eq!(
        verdict(&THREE, vec![statement(0, "acquit", yes), statement(1, "convict", no)]),
        Verdict::Corroborated
    );
    assert_eq!(
        verdict(&THREE, vec![statement(0, "acquit", yes), statement(1, "acquit", no)]),
        Verdict::Contradicted
    );
}

#[test]
fn a_copied_sentence_counts_once() {
    let wire = "Rescuers pulled eleven miners from the flooded shaft near Ostrel on Friday evening, the operator announced.";
    let own = "Eleven miners were brought up alive near Ostrel.";
    let a = "The pit had been closed twice in the last four years because pumps failed in the spring rains.";
    let b = "Relatives who had waited at the gate since Thursday night broke into cheers and sang as the lift came up.";
    let articles = [article(0, "A", &[wire, a, a]), article(1, "B", &[wire, b]), article(2, "C", &[own])];
    let (_, copied) = judge_with(&articles, vec![count(0, 11), count(1, 11)], OverTime::Fixed);
    assert_eq!(
        (copied.camps[0].outlets, copied.camps[0].origins, copied.verdict),
        (2, 1, Verdict::Uncorroborated)
    );
    let (_, two) = judge_with(&articles, vec![count(0, 11), count(1, 11), count(2, 11)], OverTime::Fixed);
    assert_eq!((two.camps[0].outlets, two.camps[0].origins, two.verdict), (3, 2, Verdict::Corroborated));
}

#[test]
fn outlets_are_set_against_each_other() {
    let claims = numbered(vec![count(0, 99), count(1, 99), count(2, 139), count(0, 5), at_least(1, 4)]);
    let facts = [one_fact(&claims[..3]), one_fact(&claims[3..])];
    let (graph, judgements, _) = build(&press(&THREE), &claims, &facts, &[FactRule::default()], WORLD);
    let agreement = graph.agreement();
    assert_eq!(agreement.outlets, ["A", "B", "C"]);
    assert_eq!(agreement.between(1, 0), Tally { agrees: 1, compatible: 1, ..Tally::default() });
    assert_eq!(agreement.between(0, 2), Tally { contradicts: 1, ..Tally::default() });
    assert_eq!(agreement.pairs().count(), 3);
    let spread = ledger(&judgements[0], &claims).unwrap();
    assert_eq!([spread.low.at, spread.best.at, spread.high.at], [99, 99, 139].map(Decimal::from));
    assert_eq!(spread.high.claim, ClaimId(2));
}

fn part(predicate: &str, number: i64) -> Claim {
    Claim { predicate: Some(predicate.into()), ..count(0, number) }
}

#[test]
fn parts_must_not_exceed_their_whole() {
    let parts = ["shoot-down".to_owned(), "lose".to_owned()];
    let rules = [SumRule { parts: &parts, total: "launch" }];
    let check = |claims: Vec<Claim>| sums(&numbered(claims), &rules);
    assert_eq!(check(vec![count(0, 99), part("shoot-down", 57), part("lose", 36)]), []);
    let wrong = check(vec![count(0, 99), part("shoot-down", 77), part("lose", 36)]);
    assert_eq!(wrong.len(), 1);
    assert_eq!((wrong[0].total, wrong[0].parts.clone()), (ClaimId(0), vec![ClaimId(1), ClaimId(2)]));
    assert_eq!((wrong[0].sum, wrong[0].most), (Decimal::from(113), Decimal::from(99)));
    let judgement = wrong[0].judgement();
    assert_eq!(
        judgement.relations.iter().map(|r| r.difference).collect::<Vec<_>>(),
        [Some(Difference::Arithmetic); 2]
    );
    // One part alone is enough, and the other is no witness.
    assert_eq!(check(vec![count(0, 99), part("lose", 36), part("shoot-down", 101)])[0].parts, [ClaimId(2)]);
    // A whole that is said twice is one finding, where it stands with its parts.
    let twice = vec![Claim { sentence: 1, ..count(0, 99) }, count(0, 99), part("lose", 120)];
    assert_eq!(check(twice).iter().map(|e| e.total).collect::<Vec<_>>(), [ClaimId(1)]);
    // Another thing, another event, a sentence far away.
    let elsewhere = |change: fn(&mut Claim)| {
        let mut lost = part("lose", 120);
        change(&mut lost);
        check(vec![count(0, 99), lost])
    };
    assert_eq!(elsewhere(|_| ()).len(), 1);
    assert_eq!(elsewhere(|c| c.concept = Some("missile".into())), []);
    assert_eq!(elsewhere(|c| c.event = EventId(1)), []);
    assert_eq!(elsewhere(|c| c.sentence = 4), []);
}

#[test]
fn a_part_is_no_larger_than_its_own_whole() {
    let marked = |number, part: &str| {
        let values = [part.to_owned()].into();
        let argument = Argument { values, span: None, origin: crate::claim::Origin::Said };
        Claim { arguments: [(Field::Part, argument)].into(), ..count(0, number) }
    };
    assert_eq!(sums(&numbered(vec![marked(12, "part"), marked(30, "whole")]), &[]), []);
    assert_eq!(sums(&numbered(vec![marked(31, "part"), marked(30, "whole")]), &[]).len(), 1);
}

#[test]
fn ten_thousand_claims_take_linear_space() {
    let outlets: Vec<(String, i8)> =
        (0..500).map(|i| (format!("Outlet {i}"), 1 + i8::try_from(i % 28).unwrap())).collect();
    let outlets: Vec<(&str, i8)> = outlets.iter().map(|(name, day)| (name.as_str(), *day)).collect();
    let articles = press(&outlets);
    let claims =
        |values: i64| (0..10_000).map(|i| count(u32::try_from(i % 500).unwrap(), i / 7 % values)).collect();
    let (few, judgement) = judge_with(&articles, claims(10), OverTime::Fixed);
    assert_eq!(judgement.camps.len(), 10);
    assert_eq!(few.node_count(), 500 + 500 + 10_000 + 10 + 1);
    assert_eq!(few.edge_count(), 500 + 2 * 10_000 + 10 + 45);
    let (many, judgement) = judge_with(&articles, claims(1_000), OverTime::Fixed);
    assert_eq!(judgement.camps.len(), 1_000);
    assert!(judgement.relations.len() <= 20_000, "{}", judgement.relations.len());
    assert!(many.edge_count() < 500 + 2 * 10_000 + 1_000 + 20_001);
    assert_eq!(judgement.verdict, Verdict::Contradicted);
}

#[test]
fn what_does_not_exist_is_left_out() {
    let claims = numbered(vec![count(7, 1), count(0, 1)]);
    let fact = Fact { claims: vec![ClaimId(0), ClaimId(1), ClaimId(99)], ..one_fact(&claims) };
    let (_, judgements, _) = build(&press(&THREE), &claims, &[fact], &[], WORLD);
    assert_eq!(judgements[0].camps[0].claims, [ClaimId(0), ClaimId(1)]);
}

fn claims_strategy() -> impl Strategy<Value = Vec<Claim>> {
    let one = (0u32..3, 1i64..4, any::<bool>(), any::<bool>(), 0usize..3).prop_map(
        |(article, n, bound, change, voice)| {
            let claim = if bound { at_least(article, n) } else { count(article, n) };
            let claim = if change { changed(claim) } else { claim };
            match voice {
                0 => claim,
                1 => says("mayor", true, claim),
                _ => says("witnesses", false, claim),
            }
        },
    );
    proptest::collection::vec(one, 1..12)
}

proptest! {
    #[test]
    fn camps_part_the_claims_and_relations_are_consistent(claims in claims_strategy()) {
        let total = claims.len();
        let (graph, judgement) = judge_with(&press(&[("A", 23), ("B", 24), ("C", 25)]), claims, OverTime::Fixed);
        let mut held: Vec<u32> = judgement.camps.iter().flat_map(|c| c.claims.iter().map(|id| id.0)).collect();
        held.sort_unstable();
        prop_assert_eq!(held, (0..u32::try_from(total).unwrap()).collect::<Vec<_>>());
        for relation in &judgement.relations {
            let [a, b] = relation.camps;
            prop_assert!(a < b && relation.relation != Relation::Agrees);
            prop_assert!(judgement.camps[a].claims.contains(&relation.witnesses[0]));
            prop_assert!(judgement.camps[b].claims.contains(&relation.witnesses[1]));
            prop_assert_eq!(relation.newer.is_some(), relation.relation == Relation::Updates);
        }
        let worst = judgement.relations.iter().map(|r| r.relation).max();
        prop_assert_eq!(judgement.verdict == Verdict::Contradicted, worst == Some(Relation::Contradicts));
        prop_assert!(graph.edges().all(|(from, to, _)| from < graph.node_count() && to < graph.node_count()));
    }

    #[test]
    fn the_order_of_a_facts_claims_does_not_matter(claims in claims_strategy()) {
        let articles = press(&[("A", 23), ("B", 24), ("C", 25)]);
        let claims = numbered(claims);
        let fact = one_fact(&claims);
        let mut turned = fact.clone();
        turned.claims.reverse();
        let (_, judgements, _) = build(&articles, &claims, &[fact, turned], &[FactRule::default()], WORLD);
        prop_assert_eq!(format!("{:?}", judgements[0]), format!("{:?}", judgements[1]));
    }
}

/// What three outlets say of one fact whose linking set only these pairs of claims against each other.
fn set_against(opposed: Option<Vec<[ClaimId; 2]>>, claims: Vec<Claim>) -> Judgement {
    let claims = numbered(claims);
    let facts = [Fact { opposed, ..one_fact(&claims) }];
    let rules = [FactRule { over_time: OverTime::Fixed }];
    build(&press(&THREE), &claims, &facts, &rules, WORLD).1.remove(0)
}

#[test]
fn camps_that_are_only_near_each_other_are_not_set_against_each_other() {
    let claims = || vec![count(0, 9), count(1, 12), count(2, 27)];
    let judgement = set_against(Some(vec![[ClaimId(0), ClaimId(1)]]), claims());
    let pairs: Vec<[usize; 2]> = judgement.relations.iter().map(|relation| relation.camps).collect();
    assert_eq!(pairs, [[0, 1]]);
    assert_eq!(judgement.verdict, Verdict::Contradicted);
    // None was near enough by itself; and what no linking made is set against each other whole.
    assert_ne!(set_against(Some(Vec::new()), claims()).verdict, Verdict::Contradicted);
    assert_eq!(set_against(None, claims()).relations.len(), 3);
}

#[test]
fn one_pair_of_claims_sets_their_camps_against_each_other() {
    let claims = vec![count(0, 9), count(1, 9), count(2, 27)];
    let judgement = set_against(Some(vec![[ClaimId(1), ClaimId(2)]]), claims);
    assert_eq!(judgement.relations.len(), 1);
    assert_eq!(judgement.relations[0].relation, Relation::Contradicts);
}

#[test]
fn what_fits_needs_no_pair_that_is_set_against_another() {
    let judgement = set_against(Some(Vec::new()), vec![at_least(0, 100), count(1, 120)]);
    assert_eq!(judgement.verdict, Verdict::Compatible);
}

#[test]
fn an_article_is_set_against_itself_whatever_linking_saw() {
    let judgement = set_against(Some(Vec::new()), vec![count(0, 9), changed(count(0, 27))]);
    assert_eq!(judgement.verdict, Verdict::Updated);
}
