//! Claims and facts as rows: CSV for spreadsheets, JSON Lines for programs that read a line at a time.

use serde::Serialize;

use super::name;
use super::shape::{ArticleEntry, ClaimEntry, FactEntry, Report};

/// The columns of the CSV.
const COLUMNS: [&str; 21] = [
    "fact",
    "rule",
    "title",
    "story",
    "verdict",
    "severity",
    "fingerprint",
    "camp",
    "reading",
    "outlet",
    "published",
    "path",
    "line",
    "column",
    "words",
    "voices",
    "kind",
    "concept",
    "predicate",
    "polarity",
    "certainty",
];

/// A row for every claim of every fact, and one for every claim of no fact, below a row of names.
///
/// # Panics
/// Never: writing to memory does not fail, and every row is as wide as the first.
pub fn csv(report: &Report) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |row: &[String]| writer.write_record(row).expect("rows of one width, in memory");
    write(&COLUMNS.map(str::to_owned));
    let mut taken = vec![false; report.claims.len()];
    for fact in &report.facts {
        for (at, camp) in fact.camps.iter().enumerate() {
            for claim in camp.claims.iter().filter_map(|id| report.claim(*id)) {
                write(&row(report, Some((fact, at)), claim));
                if let Some(taken) = usize::try_from(claim.id).ok().and_then(|id| taken.get_mut(id)) {
                    *taken = true;
                }
            }
        }
    }
    for (claim, _) in report.claims.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        write(&row(report, None, claim));
    }
    let bytes = writer.into_inner().expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("rows of text are text")
}

fn row(report: &Report, fact: Option<(&FactEntry, usize)>, claim: &ClaimEntry) -> [String; COLUMNS.len()] {
    let of = |part: fn(&FactEntry) -> String| fact.map_or_else(String::new, |(fact, _)| part(fact));
    let article = report.article_of(claim);
    let by = |part: fn(&ArticleEntry) -> String| article.map_or_else(String::new, part);
    let cells = [
        of(|fact| fact.id.clone()),
        of(|fact| fact.rule.clone()),
        of(|fact| fact.title.clone()),
        by(|article| article.story.clone().unwrap_or_default()),
        of(|fact| name(fact.verdict)),
        of(|fact| name(fact.severity)),
        of(|fact| fact.fingerprint.clone()),
        fact.map_or_else(String::new, |(_, camp)| camp.to_string()),
        claim.reading.clone(),
        by(|article| article.outlet.clone()),
        by(|article| article.published.clone().unwrap_or_default()),
        by(|article| article.name.clone()),
        claim.mention.line.to_string(),
        claim.mention.column.to_string(),
        claim.text.clone(),
        claim.attribution.join("; "),
        name(claim.kind),
        claim.concept.clone().unwrap_or_default(),
        claim.predicate.clone().unwrap_or_default(),
        name(claim.polarity),
        name(claim.certainty),
    ];
    cells.map(harmless)
}

/// A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

/// What a line of the JSON Lines holds.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'r> {
    Article(&'r ArticleEntry),
    Claim(&'r ClaimEntry),
    Fact(&'r FactEntry),
}

/// An object a line: the articles, then the claims, then the facts, each as in the JSON, with its `type`.
///
/// # Panics
/// Never: every key of a report is a string.
pub fn jsonl(report: &Report) -> String {
    let articles = report.articles.iter().map(Line::Article);
    let claims = report.claims.iter().map(Line::Claim);
    let facts = report.facts.iter().map(Line::Fact);
    let mut text = String::new();
    for line in articles.chain(claims).chain(facts) {
        text.push_str(&serde_json::to_string(&line).expect("a report has string keys alone"));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(harmless("=1+1".to_owned()), "'=1+1");
        assert_eq!(harmless("12".to_owned()), "12");
    }
}
