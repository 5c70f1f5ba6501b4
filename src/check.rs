//! The engine on one page: articles and rules in, judged facts out.

mod announcement;
mod revision;

use rayon::prelude::*;

use crate::article::{Article, version};
use crate::claim::extract::{About, extract};
use crate::claim::{Claim, ClaimId};
use crate::fact::context::Contexts;
use crate::fact::link::Taken;
use crate::fact::{Apart, Fact, link, world};
use crate::graph::{self, FactRule, Judgement};
use crate::rule::RuleSet;

pub use revision::{Change, Manner, Revision};

/// Everything that a run found out.
#[derive(Debug)]
pub struct Checked {
    /// The articles, numbered: of several versions of one article the newest.
    pub articles: Vec<Article>,
    /// What changed from version to version.
    pub revisions: Vec<Revision>,
    /// Origin of each article: copies of one text have one.
    pub origins: Vec<u32>,
    /// All claims, numbered.
    pub claims: Vec<Claim>,
    /// What linking knows of each article and claim.
    #[doc(hidden)]
    pub contexts: Contexts,
    /// The rules of each claim, by their indices.
    #[doc(hidden)]
    pub selected: Vec<Option<Taken>>,
    /// All facts.
    pub facts: Vec<Fact>,
    /// What each fact comes to.
    pub judgements: Vec<Judgement>,
    /// Look-alikes that were kept apart.
    pub apart: Vec<Apart>,
    /// Outlets, articles, claims, camps and facts as one graph.
    pub graph: graph::ClaimGraph,
}

/// A part of a run that takes its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Articles are searched for claims.
    Claims,
    /// Claims are brought together.
    Facts,
    /// Facts are judged.
    Graph,
}

/// Who is told how a run goes on, from any thread.
pub trait Watch: Sync {
    /// The claims of one more article were found.
    fn article(&self, _article: &Article) {}
    /// A stage has ended.
    fn stage(&self, _stage: Stage) {}
}

/// Nobody watches.
impl Watch for () {}

/// Reads, links and judges. The articles must be numbered (see [`crate::article::number`]). Of
/// several versions of one article the newest alone counts: the others come back as revisions.
pub fn check(articles: Vec<Article>, rules: &RuleSet) -> Checked {
    check_watched(articles, rules, &())
}

/// The same, while somebody is told how it goes on.
pub fn check_watched(articles: Vec<Article>, rules: &RuleSet, watch: &impl Watch) -> Checked {
    stages(articles, rules, watch, &|_| {})
}

/// The same with claims that are changed before any rule sees them: what other words in the
/// vocabulary would have made of the articles.
#[doc(hidden)]
pub fn check_as(articles: Vec<Article>, rules: &RuleSet, change: &(dyn Fn(&mut Claim) + Sync)) -> Checked {
    stages(articles, rules, &(), change)
}

fn stages(
    articles: Vec<Article>,
    rules: &RuleSet,
    watch: &impl Watch,
    change: &(dyn Fn(&mut Claim) + Sync),
) -> Checked {
    let (articles, histories) = version::settle(articles);
    let mut checked = one_version_each(articles, rules, watch, change);
    let pair = |pair| one_version_each(pair, rules, &(), change);
    checked.revisions = revision::revisions(&checked.articles, &histories, pair);
    checked
}

fn one_version_each(
    articles: Vec<Article>,
    rules: &RuleSet,
    watch: &impl Watch,
    change: &(dyn Fn(&mut Claim) + Sync),
) -> Checked {
    let found = |article: &Article| {
        let mut extracted = extract(article);
        extracted.claims.iter_mut().for_each(change);
        watch.article(article);
        (extracted.claims, extracted.about)
    };
    let (claims, about): (Vec<Vec<Claim>>, Vec<About>) = articles.par_iter().map(found).unzip();
    let mut claims = number(claims);
    watch.stage(Stage::Claims);
    let world = world::world();
    let selected = link::select(&articles, &claims, rules);
    link::fill(&articles, &mut claims, &selected, rules);
    let contexts = Contexts::new(&about, &claims);
    let linked = link::link(&articles, &claims, &selected, rules, (&contexts, &world));
    watch.stage(Stage::Facts);
    let over_time: Vec<FactRule> = rules.rules.iter().map(FactRule::from).collect();
    let (graph, mut judgements, origins) = graph::build(&articles, &claims, &linked.facts, &over_time, world);
    let mut facts = linked.facts;
    graph::add_sums(&articles, &claims, rules, &mut facts, &mut judgements);
    graph::add_weekdays(&articles, &claims, rules, &mut facts, &mut judgements);
    watch.stage(Stage::Graph);
    Checked {
        articles,
        revisions: Vec::new(),
        origins,
        claims,
        contexts,
        selected,
        facts,
        judgements,
        apart: linked.apart,
        graph,
    }
}

/// One list of claims with dense ids, in the order of the articles.
fn number(of_articles: Vec<Vec<Claim>>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = of_articles.into_iter().flatten().collect();
    for (id, claim) in claims.iter_mut().enumerate() {
        claim.id = ClaimId(u32::try_from(id).unwrap_or(u32::MAX));
    }
    claims
}
