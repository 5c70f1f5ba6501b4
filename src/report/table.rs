//! Tables of a report, made once: a format says only how a cell looks.

use std::collections::BTreeMap;

use super::finding::witness;
use super::outline::{heading, in_story, outlets};
use super::shape::{ClaimEntry, FactEntry, Report};
use crate::files::Span;

/// Most outlets that stand side by side in one table.
const WIDEST: usize = 8;

/// Rows of equal length below a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Plain words.
    Text(String),
    /// A sentence with the words that carry the value: before, words, after.
    Words(String, String, String),
    /// A place in a file.
    Place(String),
}

/// The facts of a section as rows, the outlets as columns, what each outlet says as cells. `None`
/// where there are more outlets than a page has room for.
pub(super) fn side_by_side(report: &Report, facts: &[&FactEntry]) -> Option<Table> {
    let said: Vec<BTreeMap<&str, Vec<&str>>> = facts.iter().map(|fact| by_outlet(report, fact)).collect();
    let mut columns: Vec<&str> = said.iter().flat_map(|row| row.keys().copied()).collect();
    columns.sort_unstable();
    columns.dedup();
    if columns.is_empty() || columns.len() > WIDEST {
        return None;
    }
    let head = std::iter::once("Fact").chain(columns.iter().copied()).map(str::to_owned).collect();
    let row = |(fact, said): (&&FactEntry, &BTreeMap<&str, Vec<&str>>)| {
        let values = columns.iter().map(|outlet| said.get(outlet).map_or_else(String::new, |v| v.join("; ")));
        let of = in_story(report, fact.story.as_deref(), &heading(fact));
        std::iter::once(of).chain(values).map(Cell::Text).collect()
    };
    Some(Table { head, rows: facts.iter().zip(&said).map(row).collect() })
}

fn by_outlet<'r>(report: &'r Report, fact: &'r FactEntry) -> BTreeMap<&'r str, Vec<&'r str>> {
    let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for camp in &fact.camps {
        for article in camp.claims.iter().filter_map(|id| report.article_of(report.claim(*id)?)) {
            let readings = said.entry(&article.outlet).or_default();
            if !readings.contains(&camp.reading.as_str()) {
                readings.push(&camp.reading);
            }
        }
    }
    said
}

/// The camps of one finding: what, who, in which words, where.
pub(super) fn camps(report: &Report, fact: &FactEntry) -> Table {
    let head = ["Value", "Outlets", "Words", "Where"].map(str::to_owned).to_vec();
    let row = |(at, camp): (usize, &super::shape::CampEntry)| {
        let claim = witness(fact, at).and_then(|id| report.claim(id));
        let words = claim.map_or_else(|| Cell::Text(String::new()), |claim| words(report, claim));
        let place = claim.and_then(|claim| Some(place(&report.article_of(claim)?.name, claim)));
        let who = outlets(report, &camp.claims).join(", ");
        vec![Cell::Text(camp.reading.clone()), Cell::Text(who), words, Cell::Place(place.unwrap_or_default())]
    };
    Table { head, rows: fact.camps.iter().enumerate().map(row).collect() }
}

/// `file:line:column`.
pub fn place(name: &str, claim: &ClaimEntry) -> String {
    format!("{name}:{}:{}", claim.mention.line, claim.mention.column)
}

/// The claim's sentence around its words; of a long sentence what stands near.
pub(super) fn words(report: &Report, claim: &ClaimEntry) -> Cell {
    let source = report.article_of(claim).and_then(|article| report.sources.get(&article.name));
    let text = |span: Span| source.map_or("", |source| source.words(span));
    let mention = Span::new(claim.mention.start, claim.mention.end);
    around(text, mention, claim.sentence, &claim.text)
}

/// A sentence around the words of a mention, of which `text` has the words; of a long sentence what stands near.
pub(super) fn around<'t>(text: impl Fn(Span) -> &'t str, mention: Span, sentence: Span, words: &str) -> Cell {
    const NEAR: usize = 160;
    let before = super::words::one_line(text(Span::new(sentence.start, mention.start)));
    let after = super::words::one_line(text(Span::new(mention.end, sentence.end)));
    let skip = before.chars().count().saturating_sub(NEAR);
    let before =
        if skip == 0 { before } else { format!("…{}", before.chars().skip(skip).collect::<String>()) };
    let gap = |at: usize| if text(Span::new(at.saturating_sub(1), at)).trim().is_empty() { " " } else { "" };
    let opening = if before.is_empty() { "" } else { gap(mention.start) };
    let closing = text(Span::new(mention.end, sentence.end)).starts_with(char::is_whitespace);
    let after = super::words::shorten(&after, NEAR);
    let after = if closing { format!(" {after}") } else { after };
    Cell::Words(format!("{before}{opening}"), super::words::one_line(words), after)
}
