//! The engine on one page: articles and rules in, judged facts out.

use rayon::prelude::*;

use crate::article::Article;
use crate::claim::{Claim, ClaimId};
use crate::fact::{Apart, Fact, link, world};
use crate::graph::{self, FactRule, Judgement};
use crate::rule::RuleSet;

/// Everything that a run found out.
#[derive(Debug)]
pub struct Checked {
    /// The articles, numbered.
    pub articles: Vec<Article>,
    /// Origin of each article: copies of one text have one.
    pub origins: Vec<u32>,
    /// All claims, numbered.
    pub claims: Vec<Claim>,
    /// The rule of each claim, by its index.
    pub selected: Vec<Option<usize>>,
    /// All facts.
    pub facts: Vec<Fact>,
    /// What each fact comes to.
    pub judgements: Vec<Judgement>,
    /// Look-alikes that were kept apart.
    pub apart: Vec<Apart>,
    /// Outlets, articles, claims, camps and facts as one graph.
    pub graph: graph::ClaimGraph,
}

/// Reads, links and judges. The articles must be numbered (see [`crate::article::number`]).
pub fn check(articles: Vec<Article>, rules: &RuleSet) -> Checked {
    let mut claims = number(articles.par_iter().map(crate::claim::extract::claims).collect());
    let world = world::world();
    let selected = link::select(&articles, &claims, rules);
    link::fill(&articles, &mut claims, &selected, rules);
    let linked = link::link(&articles, &claims, &selected, rules, &world);
    let over_time: Vec<FactRule> = rules.rules.iter().map(FactRule::from).collect();
    let (graph, mut judgements, origins) = graph::build(&articles, &claims, &linked.facts, &over_time, world);
    let mut facts = linked.facts;
    graph::add_sums(&articles, &claims, rules, &mut facts, &mut judgements);
    graph::add_weekdays(&articles, &claims, rules, &mut facts, &mut judgements);
    Checked { articles, origins, claims, selected, facts, judgements, apart: linked.apart, graph }
}

/// One list of claims with dense ids, in the order of the articles.
fn number(of_articles: Vec<Vec<Claim>>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = of_articles.into_iter().flatten().collect();
    for (id, claim) in claims.iter_mut().enumerate() {
        claim.id = ClaimId(u32::try_from(id).unwrap_or(u32::MAX));
    }
    claims
}
