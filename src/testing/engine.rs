//! The engine as rule tests see it: texts in, facts out, by [`crate::check`].

use super::{Case, Seen, SeenCamp, SeenClaim, SeenFact, TestArticle, run};
use crate::article::{self, Article};
use crate::check::{Checked, check, check_as};
use crate::claim::Claim;
use crate::report::reading;
use crate::rule::RuleSet;

/// Runs every test of every rule whose id contains `filter` against the real engine.
pub fn run_all<'r>(rules: &'r RuleSet, filter: Option<&str>) -> Vec<Case<'r>> {
    run(rules, &judge, filter)
}

/// Reads, links and judges the texts of one test.
pub fn judge(rules: &RuleSet, texts: &[TestArticle]) -> Seen {
    let checked = check_texts(rules, texts);
    Seen { facts: facts(rules, &checked), claims: claims(rules, &checked) }
}

/// The same with claims that are changed before any rule sees them.
pub fn judge_as(rules: &RuleSet, texts: &[TestArticle], change: &(dyn Fn(&mut Claim) + Sync)) -> Seen {
    let checked = check_as(articles_of(texts), rules, change);
    Seen { facts: facts(rules, &checked), claims: claims(rules, &checked) }
}

/// The run that the texts of one test make.
pub fn check_texts(rules: &RuleSet, texts: &[TestArticle]) -> Checked {
    check(articles_of(texts), rules)
}

fn articles_of(texts: &[TestArticle]) -> Vec<Article> {
    let mut articles: Vec<Article> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let mut article = article::from_text(&text.outlet, Some(text.published), None, &text.text);
            // The path carries the index through the sorting.
            article.path = index.to_string();
            article
        })
        .collect();
    article::number(&mut articles);
    articles
}

fn index(checked: &Checked, claim: &Claim) -> usize {
    checked.articles[claim.article.0 as usize].path.parse().unwrap_or(0)
}

fn facts(rules: &RuleSet, checked: &Checked) -> Vec<SeenFact> {
    let camp = |camp: &crate::graph::Camp| {
        let claims = camp.claims.iter().map(|id| &checked.claims[id.0 as usize]);
        let reading = camp
            .claims
            .first()
            .map_or_else(String::new, |id| of_claim(checked, &checked.claims[id.0 as usize]));
        SeenCamp { reading, articles: claims.map(|c| index(checked, c)).collect() }
    };
    checked
        .facts
        .iter()
        .zip(&checked.judgements)
        .map(|(fact, judgement)| SeenFact {
            rule: rules.rules[fact.rule].id.clone(),
            verdict: judgement.verdict,
            camps: judgement.camps.iter().map(camp).collect(),
            relations: judgement.relations.iter().map(|r| (r.camps, r.relation)).collect(),
        })
        .collect()
}

fn claims(rules: &RuleSet, checked: &Checked) -> Vec<SeenClaim> {
    checked
        .claims
        .iter()
        .zip(&checked.selected)
        .map(|(claim, taken)| SeenClaim {
            article: index(checked, claim),
            rule: taken.map(|taken| rules.rules[taken.rule].id.clone()),
            reading: format!(
                "{:?} {} {} = {}",
                claim.kind,
                claim.predicate.as_deref().unwrap_or("-"),
                claim.concept.as_deref().unwrap_or("-"),
                of_claim(checked, claim)
            )
            .to_lowercase(),
        })
        .collect()
}

fn of_claim(checked: &Checked, claim: &Claim) -> String {
    let words = checked.articles[claim.article.0 as usize].words(claim.mention);
    reading::reading(&claim.value, claim.polarity, words)
}
