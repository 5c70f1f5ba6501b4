//! A printed weekday that does not fit the date beside it: a finding inside one sentence.

use super::{Camp, CampRelation, Judgement, Relation, Verdict};
use crate::article::Article;
use crate::claim::compare::Difference;
use crate::claim::event::occasion::WEEKDAY;
use crate::claim::{Claim, Field};
use crate::fact::Fact;
use crate::rule::RuleSet;
use crate::vocabulary::things::things;

/// Adds a fact and its judgement for every date whose weekday does not fit.
pub fn add_weekdays(
    articles: &[Article],
    claims: &[Claim],
    rules: &RuleSet,
    facts: &mut Vec<Fact>,
    judgements: &mut Vec<Judgement>,
) {
    for pair in claims.windows(2) {
        let [date, day] = pair else { continue };
        let both = [date, day].iter().all(|c| c.predicate.as_deref() == Some(WEEKDAY));
        if !both || date.article != day.article || date.mention != day.mention {
            continue;
        }
        let is_a = |a: &str, b: &str| things().is_a(a, b);
        let article = &articles[date.article.0 as usize];
        let Some(rule) = rules.rules.iter().position(|r| r.takes(article, date, &is_a)) else {
            continue;
        };
        facts.push(Fact {
            rule,
            story: article.story.clone(),
            key: vec![
                (Field::Thing, WEEKDAY.to_owned()),
                (Field::When, article.words(date.mention).to_lowercase()),
            ],
            claims: vec![date.id, day.id],
            opposed: None,
        });
        let camp = |claim: &Claim| Camp { claims: vec![claim.id], outlets: 1, origins: 1 };
        judgements.push(Judgement {
            camps: vec![camp(date), camp(day)],
            relations: vec![CampRelation {
                camps: [0, 1],
                relation: Relation::Contradicts,
                difference: Some(Difference::Calendar),
                witnesses: [date.id, day.id],
                far: false,
                newer: None,
            }],
            verdict: Verdict::Contradicted,
        });
    }
}
