//! The graph: outlets, articles, claims, camps and facts, and what ties them.

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{EdgeRef, IntoNodeReferences};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::matrix::{Agreement, Stand};
use super::{Camp, FactRule, Judgement, OverTime, Relation, judge, origin, progress};
use crate::article::{Article, ArticleId};
use crate::claim::compare::{Difference, World};
use crate::claim::token::fold;
use crate::claim::{Claim, ClaimId};
use crate::fact::Fact;

/// A node of the graph.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Node {
    /// An outlet, by its printed name.
    Outlet(String),
    /// An article.
    Article(ArticleId),
    /// A claim that belongs to a fact.
    Claim(ClaimId),
    /// A camp: index of its fact, and its index in the fact's judgement.
    Camp {
        /// Index of the fact.
        fact: usize,
        /// Index of the camp in the fact's judgement.
        camp: usize,
    },
    /// A fact, by its index.
    Fact(usize),
}

/// What ties two nodes, from the first to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Outlet to article.
    Published,
    /// Article to claim.
    Asserts,
    /// Camp to claim.
    Holds,
    /// Camp to fact.
    Of,
    /// Camp to camp of the same fact, the lower index first.
    Relates(Relation, Option<Difference>),
}

/// Outlets, articles, claims, camps and facts as one graph.
#[derive(Debug, Clone, Default)]
pub struct ClaimGraph {
    graph: DiGraph<Node, Edge>,
}

/// Judges all facts and ties everything into one graph; also gives the origin of each article (see
/// [`super::origins`]), which the judgements needed. The judgements stand in the order of the facts; `rules` is indexed by [`Fact::rule`], `articles` and `claims` by their ids. Claims that
/// belong to no fact are not part of the graph.
pub fn build(
    articles: &[Article],
    claims: &[Claim],
    facts: &[Fact],
    rules: &[FactRule],
    world: World<'_>,
) -> (ClaimGraph, Vec<Judgement>, Vec<u32>) {
    let evidence = Evidence::new(articles, claims, world);
    let mut judgements: Vec<Judgement> = facts
        .par_iter()
        .map(|fact| {
            judge::judge(fact, rules.get(fact.rule).map_or(OverTime::Fixed, |rule| rule.over_time), &evidence)
        })
        .collect();
    progress::overtake(facts, rules, &evidence, &mut judgements);
    (ClaimGraph::new(&evidence, &judgements), judgements, evidence.origins)
}

impl ClaimGraph {
    fn new(evidence: &Evidence<'_>, judgements: &[Judgement]) -> Self {
        let mut graph = DiGraph::new();
        let articles = add_articles(&mut graph, evidence.articles);
        let mut known = FxHashMap::default();
        for (number, judgement) in judgements.iter().enumerate() {
            let fact = graph.add_node(Node::Fact(number));
            let camps: Vec<NodeIndex> = (0..judgement.camps.len())
                .map(|camp| graph.add_node(Node::Camp { fact: number, camp }))
                .collect();
            for (&camp, held) in camps.iter().zip(&judgement.camps) {
                graph.add_edge(camp, fact, Edge::Of);
                for &id in &held.claims {
                    let claim =
                        *known.entry(id).or_insert_with(|| add_claim(&mut graph, id, evidence, &articles));
                    graph.add_edge(camp, claim, Edge::Holds);
                }
            }
            for relation in &judgement.relations {
                let [a, b] = relation.camps;
                graph.add_edge(camps[a], camps[b], Edge::Relates(relation.relation, relation.difference));
            }
        }
        Self { graph }
    }

    /// All nodes. Their order does not depend on the number of threads.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.graph.node_weights()
    }

    /// All edges: the positions of their ends among [`Self::nodes`], and what they mean.
    pub fn edges(&self) -> impl Iterator<Item = (usize, usize, &Edge)> {
        self.graph.edge_references().map(|edge| (edge.source().index(), edge.target().index(), edge.weight()))
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.graph.node_count()
    }

    /// How many edges there are.
    pub fn edge_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// How often each two outlets say the same, and how often not.
    pub fn agreement(&self) -> Agreement {
        let mut outlets: Vec<String> = self.nodes().filter_map(outlet_name).collect();
        outlets.sort();
        let numbers: FxHashMap<&str, usize> =
            outlets.iter().enumerate().map(|(i, o)| (o.as_str(), i)).collect();
        let mut facts = Vec::new();
        for (index, node) in self.graph.node_references() {
            if matches!(node, Node::Fact(_)) {
                facts.push(self.stands(index, &numbers));
            }
        }
        Agreement::new(outlets, &facts)
    }

    /// Which outlets stand in which camp of a fact, and how the camps stand to each other.
    fn stands(&self, fact: NodeIndex, numbers: &FxHashMap<&str, usize>) -> Stand {
        let mut camps: Vec<NodeIndex> = self.graph.neighbors_directed(fact, Direction::Incoming).collect();
        camps.sort_unstable();
        let mut stand = Stand::default();
        for &camp in &camps {
            let claims = self.graph.edges(camp).filter(|edge| *edge.weight() == Edge::Holds);
            let mut outlets: Vec<usize> =
                claims.filter_map(|edge| numbers.get(self.outlet_of(edge.target())?).copied()).collect();
            outlets.sort_unstable();
            outlets.dedup();
            stand.camps.push(outlets);
        }
        for (a, &camp) in camps.iter().enumerate() {
            for edge in self.graph.edges(camp) {
                if let (Edge::Relates(relation, _), Ok(b)) =
                    (edge.weight(), camps.binary_search(&edge.target()))
                {
                    stand.relations.push((a, b, *relation));
                }
            }
        }
        stand
    }

    /// The outlet whose article asserts a claim.
    fn outlet_of(&self, claim: NodeIndex) -> Option<&str> {
        let up = |node, tie| {
            self.graph
                .edges_directed(node, Direction::Incoming)
                .find(|edge| *edge.weight() == tie)
                .map(|e| e.source())
        };
        match &self.graph[up(up(claim, Edge::Asserts)?, Edge::Published)?] {
            Node::Outlet(name) => Some(name),
            _ => None,
        }
    }
}

fn outlet_name(node: &Node) -> Option<String> {
    match node {
        Node::Outlet(name) => Some(name.clone()),
        _ => None,
    }
}

fn add_articles(graph: &mut DiGraph<Node, Edge>, articles: &[Article]) -> FxHashMap<ArticleId, NodeIndex> {
    let mut outlets = FxHashMap::default();
    let mut nodes = FxHashMap::default();
    for article in articles {
        let outlet = *outlets
            .entry(fold(&article.outlet))
            .or_insert_with(|| graph.add_node(Node::Outlet(article.outlet.clone())));
        let node = graph.add_node(Node::Article(article.id));
        graph.add_edge(outlet, node, Edge::Published);
        nodes.insert(article.id, node);
    }
    nodes
}

fn add_claim(
    graph: &mut DiGraph<Node, Edge>,
    id: ClaimId,
    evidence: &Evidence<'_>,
    articles: &FxHashMap<ArticleId, NodeIndex>,
) -> NodeIndex {
    let node = graph.add_node(Node::Claim(id));
    if let Some(&article) = evidence.claim(id).and_then(|claim| articles.get(&claim.article)) {
        graph.add_edge(article, node, Edge::Asserts);
    }
    node
}

/// What all facts are judged by.
pub(super) struct Evidence<'a> {
    pub(super) articles: &'a [Article],
    pub(super) world: World<'a>,
    claims: &'a [Claim],
    /// Origin of each article.
    origins: Vec<u32>,
    /// Outlet of each article, as a number.
    outlets: Vec<u32>,
    /// The same number for claims whose sentences are copies of one another.
    wordings: Vec<u32>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(articles: &'a [Article], claims: &'a [Claim], world: World<'a>) -> Self {
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let outlets = articles
            .iter()
            .map(|article| {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                *numbers.entry(fold(&article.outlet)).or_insert(next)
            })
            .collect();
        let texts = origin::Texts::of(articles);
        let (origins, wordings) = (texts.origins(), texts.wordings(claims));
        Self { articles, world, claims, origins, outlets, wordings }
    }

    pub(super) fn claim(&self, id: ClaimId) -> Option<&'a Claim> {
        self.claims.get(id.0 as usize)
    }

    pub(super) fn article(&self, id: ArticleId) -> Option<&'a Article> {
        self.articles.get(id.0 as usize)
    }

    /// The claims of a fact, ascending, each once.
    pub(super) fn claims_of(&self, fact: &Fact) -> Vec<&'a Claim> {
        let mut ids = fact.claims.clone();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter_map(|id| self.claim(id)).collect()
    }

    /// A camp with its support. Two articles of one outlet, of one origin, or with one sentence
    /// for their claims support it once.
    pub(super) fn camp(&self, mut claims: Vec<ClaimId>) -> Camp {
        claims.sort_unstable();
        let mut union = UnionFind::<usize>::new(claims.len());
        let mut firsts: FxHashMap<(u8, u32), usize> = FxHashMap::default();
        let mut outlets = 0;
        for (at, &id) in claims.iter().enumerate() {
            let Some(claim) = self.claim(id) else { continue };
            let article = claim.article.0 as usize;
            let wording = self.wordings.get(id.0 as usize).copied();
            let marks = [self.outlets.get(article).copied(), self.origins.get(article).copied(), wording];
            for (kind, mark) in (0u8..).zip(marks) {
                let Some(mark) = mark else { continue };
                let fresh = !firsts.contains_key(&(kind, mark));
                outlets += usize::from(kind == 0 && fresh);
                union.union(*firsts.entry((kind, mark)).or_insert(at), at);
            }
        }
        let labels = union.into_labeling();
        let origins = labels.iter().enumerate().filter(|&(at, &label)| at == label).count();
        Camp { claims, outlets, origins }
    }
}
