//! The report as a graph: outlets publish articles, articles stand in camps, camps are about
//! facts, and camps stand to each other as the relations say. Drawn for Graphviz and Mermaid, or
//! as plain JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maud::{PreEscaped, html};
use serde::Serialize;

use super::name;
use super::outline::heading;
use super::said::Said;
use super::shape::{FactEntry, Report};
use super::words::{shorten, slug};
use crate::graph::{Relation, Verdict};

/// Longest label, in characters.
const LABEL: usize = 60;

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An outlet.
    Outlet,
    /// An article.
    Article,
    /// The claims of one fact that agree.
    Camp,
    /// A fact.
    Fact,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Node {
    /// Unique in the graph.
    pub id: String,
    /// What it stands for.
    pub kind: Kind,
    /// Words for it.
    pub label: String,
    /// Of a fact, its verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

/// An edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// Id of a node.
    pub from: String,
    /// Id of a node.
    pub to: String,
    /// `publishes`, `says`, `about`, or the name of a relation.
    pub means: &'static str,
}

/// A report's nodes and edges, in the order of the report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Network {
    /// Nodes.
    pub nodes: Vec<Node>,
    /// Edges.
    pub edges: Vec<Edge>,
}

impl Network {
    /// The graph of the facts that `keep` lets through, with the articles and outlets behind them.
    pub fn new(report: &Report, keep: impl Fn(&FactEntry) -> bool) -> Self {
        let mut network = Self::default();
        let mut articles: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (at, fact) in report.facts.iter().enumerate().filter(|(_, fact)| keep(fact)) {
            network.fact(report, at, fact, &mut articles);
        }
        network.publishers(report, &articles);
        network
    }

    fn fact(
        &mut self,
        report: &Report,
        at: usize,
        fact: &FactEntry,
        articles: &mut BTreeMap<u32, Vec<String>>,
    ) {
        let id = format!("fact{at}");
        self.node(id.clone(), Kind::Fact, &heading(fact), Some(fact.verdict));
        for (number, camp) in fact.camps.iter().enumerate() {
            let camp_id = format!("{id}_camp{number}");
            self.node(camp_id.clone(), Kind::Camp, &camp.reading, None);
            self.edge(camp_id.clone(), id.clone(), "about");
            for claim in camp.claims.iter().filter_map(|claim| report.claim(*claim)) {
                let says = articles.entry(claim.article).or_default();
                if says.last() != Some(&camp_id) {
                    says.push(camp_id.clone());
                }
            }
        }
        for relation in &fact.relations {
            let [a, b] = relation.camps.map(|camp| format!("{id}_camp{camp}"));
            self.edge(a, b, relation_name(relation.relation));
        }
    }

    fn publishers(&mut self, report: &Report, articles: &BTreeMap<u32, Vec<String>>) {
        let mut outlets: BTreeMap<&str, String> = BTreeMap::new();
        for (article, camps) in articles {
            let Some(entry) = usize::try_from(*article).ok().and_then(|at| report.articles.get(at)) else {
                continue;
            };
            if !outlets.contains_key(entry.outlet.as_str()) {
                let outlet = format!("outlet{}", outlets.len());
                self.node(outlet.clone(), Kind::Outlet, &entry.outlet, None);
                outlets.insert(&entry.outlet, outlet);
            }
            let outlet = outlets[entry.outlet.as_str()].clone();
            let id = format!("article{article}");
            self.node(id.clone(), Kind::Article, entry.title.as_deref().unwrap_or(&entry.name), None);
            self.edge(outlet, id.clone(), "publishes");
            for camp in camps {
                self.edge(id.clone(), camp.clone(), "says");
            }
        }
    }

    fn node(&mut self, id: String, kind: Kind, label: &str, verdict: Option<Verdict>) {
        self.nodes.push(Node { id, kind, label: shorten(label, LABEL), verdict });
    }

    fn edge(&mut self, from: String, to: String, means: &'static str) {
        self.edges.push(Edge { from, to, means });
    }

    /// For Graphviz.
    pub fn dot(&self) -> String {
        let mut out =
            String::from("digraph crosscheck {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n");
        for node in &self.nodes {
            let (shape, colour) = (shape(node.kind), colour(node.verdict));
            let label = node.label.replace('\\', "\\\\").replace('"', "\\\"");
            let _ = writeln!(out, "  {} [shape={shape}, color=\"{colour}\", label=\"{label}\"];", node.id);
        }
        for edge in &self.edges {
            let ends = format!("{} -> {}", edge.from, edge.to);
            let _ = match edge.means {
                "publishes" | "says" | "about" => writeln!(out, "  {ends};"),
                means => {
                    writeln!(out, "  {ends} [label=\"{means}\", dir=both, color=\"{}\"];", edge_colour(means))
                }
            };
        }
        out.push_str("}\n");
        out
    }

    /// For Mermaid, as in a Markdown page.
    pub fn mermaid(&self) -> String {
        let mut out = String::from("flowchart LR\n");
        for node in &self.nodes {
            let label = node.label.replace('"', "#quot;").replace('<', "&lt;").replace('>', "&gt;");
            let (open, close) = match node.kind {
                Kind::Outlet => ("([", "])"),
                Kind::Article => ("[", "]"),
                Kind::Camp => ("(", ")"),
                Kind::Fact => ("{{", "}}"),
            };
            let _ = writeln!(out, "  {}{open}\"{label}\"{close}", node.id);
        }
        for edge in &self.edges {
            let _ = match edge.means {
                "publishes" | "says" | "about" => writeln!(out, "  {} --> {}", edge.from, edge.to),
                means => writeln!(out, "  {} <-- {} --> {}", edge.from, slug(means), edge.to),
            };
        }
        out
    }

    /// As `GraphML`, for Gephi, yEd and graph libraries.
    pub fn graphml(&self) -> String {
        let key = |id: &'static str, of: &'static str| {
            html! { key id=(id) for=(of) "attr.name"=(id) "attr.type"="string" {} "\n" }
        };
        let datum = |name: &'static str, text: &str| html! { data key=(name) { (Said(text)) } };
        let graph = html! {
            (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
            graphml xmlns="http://graphml.graphdrawing.org/xmlns" { "\n"
                (key("kind", "node")) (key("label", "node")) (key("verdict", "node")) (key("means", "edge"))
                graph id="crosscheck" edgedefault="directed" { "\n"
                    @for node in &self.nodes {
                        node id=(node.id) {
                            (datum("kind", &name(node.kind))) (datum("label", &node.label))
                            @if let Some(verdict) = node.verdict { (datum("verdict", &name(verdict))) }
                        } "\n"
                    }
                    @for edge in &self.edges {
                        edge source=(edge.from) target=(edge.to) { (datum("means", edge.means)) } "\n"
                    }
                } "\n"
            } "\n"
        };
        graph.into_string()
    }

    /// As one JSON object of `nodes` and `edges`.
    ///
    /// # Panics
    /// Never: every key of a network is a string.
    pub fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a network has string keys alone");
        text.push('\n');
        text
    }
}

fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::Agrees => "agrees",
        Relation::Compatible => "compatible",
        Relation::Updates => "updates",
        Relation::Disputes => "disputes",
        Relation::Contradicts => "contradicts",
    }
}

fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Outlet => "house",
        Kind::Article => "note",
        Kind::Camp => "ellipse",
        Kind::Fact => "box",
    }
}

fn colour(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Contradicted) => "#c62828",
        Some(Verdict::Disputed) => "#ef6c00",
        Some(Verdict::Updated) => "#1565c0",
        Some(Verdict::Corroborated) => "#2e7d32",
        _ => "#616161",
    }
}

fn edge_colour(means: &str) -> &'static str {
    match means {
        "contradicts" => "#c62828",
        "disputes" => "#ef6c00",
        "updates" => "#1565c0",
        _ => "#616161",
    }
}
