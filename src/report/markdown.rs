//! The report as Markdown, for a wiki, a pull request or an editor's mail.

use std::fmt::Write as _;

use super::Report;
use super::finding::{is_shown, support};
use super::outline::{Outline, camps as camps_line, cut, heading, opening, verdicts};
use super::shape::FactEntry;
use super::table::{Cell, Table, camps, side_by_side};
use super::words::one_line;

/// The Markdown text of a report.
pub fn render(report: &Report) -> String {
    let outline = Outline::new(report);
    let mut out =
        format!("# Contradictions report\n\n{}.\n\n{}.\n", escape(&opening(report)), verdicts(report));
    let shown: Vec<&FactEntry> =
        outline.findings.iter().flat_map(|(_, facts)| facts.iter().copied()).collect();
    if let Some(overview) = side_by_side(report, &shown) {
        section(&mut out, "Outlets side by side");
        table(&mut out, &overview);
    }
    for (title, facts) in &outline.findings {
        section(&mut out, title);
        for fact in facts {
            finding(&mut out, report, fact);
        }
    }
    for (title, facts) in &outline.lists {
        section(&mut out, title);
        bullets(&mut out, &cut(facts, |fact| format!("{}: {}", heading(fact), camps_line(report, fact))));
    }
    for (title, lines) in [("Kept apart", &outline.apart), ("Not compared", &outline.not_compared)] {
        if !lines.is_empty() {
            section(&mut out, title);
            bullets(&mut out, &cut(lines, Clone::clone));
        }
    }
    out
}

fn section(out: &mut String, title: &str) {
    let _ = write!(out, "\n## {title}\n");
}

fn bullets(out: &mut String, lines: &[String]) {
    out.push('\n');
    for line in lines {
        let _ = writeln!(out, "- {}", escape(line));
    }
}

fn finding(out: &mut String, report: &Report, fact: &FactEntry) {
    let _ = write!(out, "\n### {}\n", escape(&fact.message));
    table(out, &camps(report, fact));
    out.push('\n');
    let decisive = fact.relations.iter().filter(|r| r.relation != crate::graph::Relation::Compatible);
    for relation in decisive {
        let _ = writeln!(out, "- {}", escape(&relation.why));
    }
    for camp in fact.camps.iter().filter(|camp| is_shown(fact.verdict) && camp.origins < camp.outlets) {
        let _ = writeln!(out, "- {}", escape(&support(camp)));
    }
    let _ = write!(out, "\nRule `{}`, fact `{}`.\n", fact.rule, fact.id);
}

fn table(out: &mut String, table: &Table) {
    let head: Vec<String> = table.head.iter().map(|name| escape(name)).collect();
    let _ = writeln!(out, "\n| {} |", head.join(" | "));
    let _ = writeln!(out, "|{}", " --- |".repeat(head.len()));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => escape(text),
        Cell::Words(before, words, after) => {
            format!("{}**{}**{}", escape(before), escape(words), escape(after))
        }
        Cell::Place(place) => escape(place),
    }
}

/// Words that Markdown shows as they are, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // The space around words is the cell's own, so only line breaks are folded here.
    let flat = if text.contains(['\n', '\r', '\t']) { one_line(text) } else { text.to_owned() };
    for c in flat.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_is_read_as_markup() {
        assert_eq!(escape("a|b *c* <d> & [e]\nf_g"), r"a\|b \*c\* &lt;d&gt; &amp; \[e\] f\_g");
    }
}
