//! The graph of the findings as inline SVG, in four layers: outlets, articles, values, facts.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Page;
use crate::report::graph::{Edge, Kind, Network, Node};
use crate::report::name;
use crate::report::outline::heading;
use crate::report::said::Said;
use crate::report::shape::FactEntry;
use crate::report::words::shorten;

/// Most facts of the drawing.
const FACTS: usize = 24;
/// Longest label, and longest label of a fact, in characters.
const LABEL: usize = 26;
const FACT_LABEL: usize = 50;
/// Size of a node and of the gaps around it, in pixels; a fact is the widest, since it has most to say.
const WIDTH: usize = 200;
const FACT_WIDTH: usize = 360;
const HEIGHT: usize = 26;
const COLUMN: usize = 252;
const ROW: usize = 36;

/// The graph of the first findings.
pub(super) fn section(page: &Page<'_>) -> Markup {
    let findings: Vec<&FactEntry> =
        page.outline.findings.iter().flat_map(|(_, facts)| facts.iter().copied()).collect();
    let shown: Vec<&str> = findings.iter().take(FACTS).map(|fact| fact.id.as_str()).collect();
    let network = Network::new(page.report, |fact| shown.contains(&fact.id.as_str()));
    html! { section {
        h2 id="graph" { "Graph" }
        @if network.nodes.is_empty() { p.none { "There is no finding to draw." } } @else {
            p.note { "Outlets publish articles, articles give values, values are of facts. Red: contradicts; \
                orange: disputes; blue: updates."
                @if findings.len() > FACTS {
                    " The first " (FACTS) " of " (findings.len()) " findings are drawn; "
                    code { "crosscheck graph" } " draws all."
                }
            }
            div.wide { (draw(page, &network)) }
        }
    } }
}

fn draw(page: &Page<'_>, network: &Network) -> Markup {
    let layout = Layout::new(network);
    let width = 3 * COLUMN + FACT_WIDTH + 2;
    let size = format!("0 0 {width} {}", layout.height);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(size) width=(width) height=(layout.height)
            role="img" aria-label="Outlets, articles, values and facts" {
            g { @for edge in &network.edges { (line(&layout, edge)) } }
            @for node in &network.nodes { (boxed(page, &layout, node)) }
        }
    }
}

/// Where every node stands: its column, and the middle of its row.
struct Layout<'n> {
    places: BTreeMap<&'n str, (usize, usize)>,
    height: usize,
}

impl<'n> Layout<'n> {
    /// Values in the order of their facts, a fact beside the middle of its values. Articles and outlets stand in
    /// the order of what they say, spread over the whole height: wherever a reader looks, there is something.
    fn new(network: &'n Network) -> Self {
        let mut layout = Self { places: BTreeMap::new(), height: ROW };
        let camps = network.nodes.iter().filter(|node| node.kind == Kind::Camp);
        for (row, camp) in camps.enumerate() {
            layout.put(&camp.id, Kind::Camp, row * ROW + ROW / 2);
        }
        layout.beside(network, Kind::Fact, |edge| (edge.to.as_str(), edge.from.as_str()));
        for kind in [Kind::Article, Kind::Outlet] {
            layout.spread(network, kind, |edge| (edge.from.as_str(), edge.to.as_str()));
        }
        layout
    }

    fn put(&mut self, id: &'n str, kind: Kind, middle: usize) {
        self.places.insert(id, (column(kind), middle));
        self.height = self.height.max(middle + ROW / 2);
    }

    /// Gives the nodes of one kind the middle of their neighbours, and rows of their own.
    fn beside(&mut self, network: &'n Network, kind: Kind, ends: impl Fn(&'n Edge) -> (&'n str, &'n str)) {
        let mut free = ROW / 2;
        for (wanted, id) in self.wanted(network, kind, ends) {
            let at = wanted.max(free);
            self.put(id, kind, at);
            free = at + ROW;
        }
    }

    /// Gives the nodes of one kind rows from the top to the bottom, in the order of their neighbours.
    fn spread(&mut self, network: &'n Network, kind: Kind, ends: impl Fn(&'n Edge) -> (&'n str, &'n str)) {
        let nodes = self.wanted(network, kind, ends);
        let gaps = nodes.len().saturating_sub(1).max(1);
        let gap = (self.height.saturating_sub(ROW) / gaps).max(ROW);
        for (at, (_, id)) in nodes.into_iter().enumerate() {
            self.put(id, kind, ROW / 2 + at * gap);
        }
    }

    /// The nodes of one kind with the middle of their neighbours, in its order.
    fn wanted(
        &self,
        network: &'n Network,
        kind: Kind,
        ends: impl Fn(&'n Edge) -> (&'n str, &'n str),
    ) -> Vec<(usize, &'n str)> {
        let mut near: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (own, other) in network.edges.iter().map(ends) {
            if let Some((_, middle)) = self.places.get(other) {
                near.entry(own).or_default().push(*middle);
            }
        }
        let middle = |id: &str| near.get(id).map_or(0, |all| all.iter().sum::<usize>() / all.len().max(1));
        let mut nodes: Vec<(usize, &'n str)> =
            network.nodes.iter().filter(|n| n.kind == kind).map(|n| (middle(&n.id), n.id.as_str())).collect();
        nodes.sort_unstable();
        nodes
    }
}

fn column(kind: Kind) -> usize {
    match kind {
        Kind::Outlet => 0,
        Kind::Article => 1,
        Kind::Camp => 2,
        Kind::Fact => 3,
    }
}

/// An edge: across from layer to layer, or a bow between two values.
fn line(layout: &Layout<'_>, edge: &Edge) -> Markup {
    let (Some(&(from, y)), Some(&(to, z))) =
        (layout.places.get(edge.from.as_str()), layout.places.get(edge.to.as_str()))
    else {
        return html! {};
    };
    let x = from * COLUMN + WIDTH + 1;
    let path = if from == to {
        let bow = x + 44;
        format!("M{x} {y}C{bow} {y} {bow} {z} {x} {z}")
    } else {
        let end = to * COLUMN + 1;
        let half = usize::midpoint(x, end);
        format!("M{x} {y}C{half} {y} {half} {z} {end} {z}")
    };
    html! { path.edge.(edge.means) d=(path) {} }
}

fn boxed(page: &Page<'_>, layout: &Layout<'_>, node: &Node) -> Markup {
    let Some(&(column, middle)) = layout.places.get(node.id.as_str()) else { return html! {} };
    let (x, y) = (column * COLUMN + 1, middle.saturating_sub(HEIGHT / 2));
    let class = node.verdict.map_or_else(|| name(node.kind), name);
    let fact = fact(page, node);
    let whole =
        fact.map_or_else(|| node.label.clone(), |fact| format!("{}: {}", heading(fact), fact.message));
    let label = fact.map_or_else(|| short(node).to_owned(), heading);
    let (width, most) = if fact.is_some() { (FACT_WIDTH, FACT_LABEL) } else { (WIDTH, LABEL) };
    let shape = html! {
        g.node.(class) {
            title { (Said(&whole)) }
            rect x=(x) y=(y) width=(width) height=(HEIGHT) rx="4" {}
            text x=(x + 8) y=(middle + 4) { (Said(&shorten(&label, most))) }
        }
    };
    match target(page, node) {
        Some(target) => html! { a href=(target) { (shape) } },
        None => shape,
    }
}

/// The words of a node; of an article without a title the name of its file, without the folder.
fn short(node: &Node) -> &str {
    let is_path = node.kind == Kind::Article && !node.label.contains(' ');
    if is_path { node.label.rsplit('/').next().unwrap_or(&node.label) } else { &node.label }
}

/// The fact that a node stands for.
fn fact<'p>(page: &'p Page<'_>, node: &Node) -> Option<&'p FactEntry> {
    let at: usize = node.id.strip_prefix("fact")?.parse().ok()?;
    page.report.facts.get(at)
}

/// Where a click on a node leads: to the fact, or to the article.
fn target(page: &Page<'_>, node: &Node) -> Option<String> {
    match node.kind {
        Kind::Fact => Some(format!("#{}", page.place(fact(page, node)?)?.anchor)),
        Kind::Article => Some(format!("#a{}", node.id.strip_prefix("article")?)),
        Kind::Camp | Kind::Outlet => None,
    }
}
