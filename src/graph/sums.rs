//! Arithmetic inside one article: parts that exceed their whole.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Camp, CampRelation, Judgement, Relation, Verdict};
use crate::article::{Article, ArticleId};
use crate::claim::compare::{Difference, base_bounds};
use crate::claim::quantity::{Dimension, Quantity};
use crate::claim::{Certainty, Claim, ClaimId, EventId, Field, Polarity, Value};
use crate::fact::Fact;
use crate::rule::RuleSet;

/// Which predicates share a whole between them: what was launched was shot down or lost, or went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SumRule<'a> {
    /// Predicates of the parts; nothing is in two of them.
    pub parts: &'a [String],
    /// Predicate of the whole.
    pub total: &'a str,
}

/// Claims of one article that cannot all hold: parts and the whole that they exceed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess {
    /// Index of the rule; `None` for a single part that is larger than its own whole ("of which").
    pub rule: Option<usize>,
    /// The whole.
    pub total: ClaimId,
    /// The fewest parts that exceed it, the largest first.
    pub parts: Vec<ClaimId>,
    /// The least that these parts make together.
    pub sum: Decimal,
    /// The most that the whole can be.
    pub most: Decimal,
}

impl Excess {
    /// The finding as a judged fact: each claim is a camp, the whole the first.
    pub fn judgement(&self) -> Judgement {
        let camp = |&claim: &ClaimId| Camp { claims: vec![claim], outlets: 1, origins: 1 };
        let relation = |(part, &claim): (usize, &ClaimId)| CampRelation {
            camps: [0, part + 1],
            relation: Relation::Contradicts,
            difference: Some(Difference::Arithmetic),
            witnesses: [self.total, claim],
            far: false,
            newer: None,
        };
        Judgement {
            camps: std::iter::once(&self.total).chain(&self.parts).map(camp).collect(),
            relations: self.parts.iter().enumerate().map(relation).collect(),
            verdict: Verdict::Contradicted,
        }
    }
}

/// Finds parts that exceed their whole. Only figures of one article, one event, one thing and one
/// unit are held against each other, and only within one sentence or two that touch. Parts may
/// fall short of the whole: an article need not name them all.
pub fn sums(claims: &[Claim], rules: &[SumRule<'_>]) -> Vec<Excess> {
    let mut events: BTreeMap<(ArticleId, EventId), Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| counts(claim)) {
        events.entry((claim.article, claim.event)).or_default().push(claim);
    }
    let mut found = Vec::new();
    for event in events.values() {
        for total in event {
            for (number, rule) in rules.iter().enumerate() {
                found.extend(by_rule(number, rule, total, event));
            }
            found.extend(of_which(total, event));
        }
    }
    once(found, claims)
}

/// A whole that the article repeats is shown once, where it stands nearest to the parts.
fn once(mut found: Vec<Excess>, claims: &[Claim]) -> Vec<Excess> {
    let sentence = |id: ClaimId| claims.iter().find(|claim| claim.id == id).map_or(0, |claim| claim.sentence);
    let away = |excess: &Excess| -> u32 {
        excess.parts.iter().map(|&part| sentence(part).abs_diff(sentence(excess.total))).sum()
    };
    found.sort_by_cached_key(|excess| (excess.rule, excess.parts.clone(), away(excess), excess.total));
    found.dedup_by(|later, first| later.rule == first.rule && later.parts == first.parts);
    found.sort_by_key(|excess| (excess.total, excess.rule));
    found
}

fn counts(claim: &Claim) -> bool {
    claim.polarity == Polarity::Affirmed
        && claim.certainty == Certainty::Asserted
        && quantity(claim).is_some()
}

fn quantity(claim: &Claim) -> Option<&Quantity> {
    match &claim.value {
        Value::Number(quantity) => Some(quantity),
        _ => None,
    }
}

fn by_rule(number: usize, rule: &SumRule<'_>, total: &Claim, event: &[&Claim]) -> Option<Excess> {
    if total.predicate.as_deref() != Some(rule.total) {
        return None;
    }
    let parts: Vec<&Claim> = rule.parts.iter().filter_map(|part| nearest(part, total, event)).collect();
    excess(Some(number), total, &parts)
}

/// The claim of a part that stands nearest to the whole: others count a part of the part.
fn nearest<'a>(predicate: &str, total: &Claim, event: &[&'a Claim]) -> Option<&'a Claim> {
    let fits = |claim: &&&Claim| claim.predicate.as_deref() == Some(predicate) && same_scope(claim, total);
    event
        .iter()
        .filter(fits)
        .min_by_key(|claim| (claim.sentence.abs_diff(total.sentence), distance(claim, total), claim.id))
        .copied()
}

fn distance(a: &Claim, b: &Claim) -> usize {
    a.mention.start.abs_diff(b.mention.start)
}

/// "N of M": the part of a pair that the sentence itself calls part and whole.
fn of_which(total: &Claim, event: &[&Claim]) -> Option<Excess> {
    if !is(total, "whole") {
        return None;
    }
    let fits = |part: &&&Claim| {
        part.id != total.id
            && is(part, "part")
            && part.sentence == total.sentence
            && part.predicate == total.predicate
            && same_scope(part, total)
    };
    let part = event.iter().filter(fits).min_by_key(|part| (distance(part, total), part.id))?;
    excess(None, total, &[part])
}

fn is(claim: &Claim, part: &str) -> bool {
    claim.arguments.get(&Field::Part).is_some_and(|argument| argument.values.contains(part))
}

fn same_scope(part: &Claim, total: &Claim) -> bool {
    part.id != total.id
        && part.kind == total.kind
        && part.concept == total.concept
        && part.sentence.abs_diff(total.sentence) <= 1
        && match (quantity(part), quantity(total)) {
            (Some(part), Some(total)) => same_unit(part, total),
            _ => false,
        }
}

/// Only what can be added up, in one unit.
fn same_unit(a: &Quantity, b: &Quantity) -> bool {
    use Dimension as D;
    let adds = matches!(
        a.unit.dimension,
        D::Count
            | D::Money
            | D::Percent
            | D::Length
            | D::Area
            | D::Volume
            | D::Mass
            | D::Duration
            | D::Months
    );
    let named = a.unit.dimension != D::Money || a.unit.id == b.unit.id;
    adds && named && a.unit.dimension == b.unit.dimension && a.unit.per == b.unit.per
}

fn excess(rule: Option<usize>, total: &Claim, parts: &[&Claim]) -> Option<Excess> {
    let (_, high) = base_bounds(quantity(total)?);
    let most = high?.checked_add(slack(total))?;
    let mut least: Vec<(Decimal, ClaimId)> =
        parts.iter().filter_map(|part| Some((low(part)?, part.id))).collect();
    least.sort_by_key(|&(low, id)| (std::cmp::Reverse(low), id));
    let (mut sum, mut taken) = (Decimal::ZERO, Vec::new());
    for (low, id) in least {
        sum = sum.checked_add(low)?;
        taken.push(id);
        if sum > most {
            return Some(Excess { rule, total: total.id, parts: taken, sum, most });
        }
    }
    None
}

fn low(part: &Claim) -> Option<Decimal> {
    base_bounds(quantity(part)?).0?.checked_sub(slack(part))
}

/// What a rounded figure may be off, in the base unit.
fn slack(claim: &Claim) -> Decimal {
    quantity(claim).and_then(|q| q.rounding.abs().checked_mul(q.unit.factor)).unwrap_or_default()
}

/// Adds a fact and its judgement for every whole that its parts exceed.
pub fn add_sums(
    articles: &[Article],
    claims: &[Claim],
    rules: &RuleSet,
    facts: &mut Vec<Fact>,
    judgements: &mut Vec<Judgement>,
) {
    let with_sum: Vec<(usize, SumRule<'_>)> = rules
        .rules
        .iter()
        .enumerate()
        .filter_map(|(at, rule)| {
            rule.sum.as_ref().map(|sum| (at, SumRule { parts: &sum.parts, total: &sum.total }))
        })
        .collect();
    let Some(&(first, _)) = with_sum.first() else { return };
    let rules: Vec<SumRule<'_>> = with_sum.iter().map(|(_, rule)| *rule).collect();
    for excess in sums(claims, &rules) {
        let total = &claims[excess.total.0 as usize];
        let rule = excess.rule.map_or(first, |at| with_sum[at].0);
        let mut members = vec![excess.total];
        members.extend(&excess.parts);
        members.sort_unstable();
        let article = &articles[total.article.0 as usize];
        let key = [(Field::Thing, total.concept.clone()), (Field::Predicate, total.predicate.clone())];
        facts.push(Fact {
            rule,
            story: article.story.clone(),
            key: key.into_iter().filter_map(|(field, value)| Some((field, value?))).collect(),
            claims: members,
            opposed: None,
        });
        judgements.push(excess.judgement());
    }
}
