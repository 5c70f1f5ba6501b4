//! Which of two articles was written at a later hour, by the tolls that they give.
//!
//! Figures of what goes on move together: while bodies are found, the dead grow in number and the missing
//! become fewer. A toll of the dead is told later where it is larger; then a figure that may go either way
//! ([`OverTime::Changes`]) in the same two articles was overtaken, and contradicts nothing, though neither
//! article prints its hour.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::build::Evidence;
use super::judge::verdict;
use super::{Camp, CampRelation, FactRule, Judgement, OverTime, Relation};
use crate::article::ArticleId;
use crate::claim::compare::base_bounds;
use crate::claim::{Claim, Value};
use crate::fact::Fact;

/// Takes contradictions between what moves for updates where other figures of the same articles show
/// which is the later.
pub(super) fn overtake(
    facts: &[Fact],
    rules: &[FactRule],
    evidence: &Evidence<'_>,
    judgements: &mut [Judgement],
) {
    let over_time = |fact: &Fact| rules.get(fact.rule).map_or(OverTime::Fixed, |rule| rule.over_time);
    let mut hours = Hours::default();
    for (fact, judgement) in facts.iter().zip(judgements.iter()) {
        if over_time(fact) == OverTime::Grows {
            hours.learn(judgement, evidence);
        }
    }
    for (fact, judgement) in facts.iter().zip(judgements.iter_mut()) {
        if over_time(fact) != OverTime::Changes {
            continue;
        }
        let Judgement { camps, relations, .. } = judgement;
        for relation in relations.iter_mut().filter(|found| found.relation == Relation::Contradicts) {
            if let Some(newer) = hours.newer(camps, relation, evidence) {
                (relation.relation, relation.newer) = (Relation::Updates, Some(newer));
            }
        }
        judgement.verdict = verdict(&judgement.camps, &judgement.relations);
    }
}

/// Of each fact of tolls, the least and the greatest toll of each article.
#[derive(Debug, Default)]
struct Hours(Vec<FxHashMap<ArticleId, (Decimal, Decimal)>>);

impl Hours {
    fn learn(&mut self, judgement: &Judgement, evidence: &Evidence<'_>) {
        let mut told: FxHashMap<ArticleId, (Decimal, Decimal)> = FxHashMap::default();
        for (article, toll) in judgement.camps.iter().flat_map(|camp| tolls(camp, evidence)) {
            let (least, greatest) = told.entry(article).or_insert((toll, toll));
            (*least, *greatest) = (toll.min(*least), toll.max(*greatest));
        }
        self.0.push(told);
    }

    /// Whether an article was written later than another: it gives a larger toll, and nowhere a smaller.
    fn is_later(&self, article: ArticleId, than: ArticleId) -> bool {
        let both = || self.0.iter().filter_map(|told| Some((told.get(&article)?, told.get(&than)?)));
        article != than
            && both().any(|((_, greatest), (least, _))| greatest > least)
            && !both().any(|((least, _), (_, greatest))| least < greatest)
    }

    /// The camp of which every article is later than every one of the other.
    fn newer(&self, camps: &[Camp], relation: &CampRelation, evidence: &Evidence<'_>) -> Option<usize> {
        let articles = |camp: usize| articles(&camps[camp], evidence);
        let all_later =
            |camp: usize, than: usize| articles(camp).all(|a| articles(than).all(|b| self.is_later(a, b)));
        let [a, b] = relation.camps;
        [(a, b), (b, a)].into_iter().find(|&(new, old)| all_later(new, old)).map(|(new, _)| new)
    }
}

fn claims<'a>(camp: &'a Camp, evidence: &'a Evidence<'_>) -> impl Iterator<Item = &'a Claim> {
    camp.claims.iter().filter_map(|&id| evidence.claim(id))
}

fn articles<'a>(camp: &'a Camp, evidence: &'a Evidence<'_>) -> impl Iterator<Item = ArticleId> {
    claims(camp, evidence).map(|claim| claim.article)
}

/// The predicate of those who died: of all figures of people, theirs never becomes smaller.
const DEATH: &str = "kill";

/// The articles of a camp, each with the least that its toll can be.
fn tolls<'a>(camp: &'a Camp, evidence: &'a Evidence<'_>) -> impl Iterator<Item = (ArticleId, Decimal)> {
    let dead = |claim: &&Claim| claim.predicate.as_deref() == Some(DEATH);
    claims(camp, evidence).filter(dead).filter_map(|claim| match &claim.value {
        Value::Number(quantity) => Some((claim.article, base_bounds(quantity).0?)),
        _ => None,
    })
}
