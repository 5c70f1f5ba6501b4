//! The report as Markdown, for a wiki, a pull request or an editor's mail.

use std::fmt::Write as _;

use super::Report;
use super::finding::{is_shown, support};
use super::outline::{Outline, VERSIONS, cut, fact_line, findings, in_story, opening, verdicts};
use super::shape::FactEntry;
use super::table::{Cell, Table, camps, side_by_side};
use super::words::{count, one_line};

/// Longest text, in characters: what a comment on a pull request holds.
const LONGEST: usize = 65_536;
/// Characters kept for what is said of findings and lists that found no room.
const RESERVE: usize = 600;
/// Most reasons of a finding that are not folded.
const REASONS: usize = 3;

/// The Markdown text of a report: the findings open, the rest folded, and never longer than a
/// comment on a pull request may be.
pub fn render(report: &Report) -> String {
    let outline = Outline::new(report);
    let mut page = Page::default();
    page.add(&format!("# Contradictions report\n\n{}.\n\n{}.\n", escape(&opening(report)), verdicts(report)));
    let shown = findings(report);
    if let Some(overview) = side_by_side(report, &shown) {
        let mut text = String::from("\n## Outlets side by side\n");
        table(&mut text, &overview);
        page.add(&text);
    }
    let mut left = 0;
    for (title, facts) in &outline.findings {
        let mut heading = format!("\n## {title}\n");
        for fact in facts {
            let added = page.add(&format!("{heading}{}", finding(report, fact)));
            left += usize::from(!added);
            if added {
                heading.clear();
            }
        }
    }
    if left > 0 {
        page.note(&format!(
            "\n{} not shown here: all are in --format html and json.\n",
            count(left, "more finding")
        ));
    }
    if !outline.versions.is_empty() {
        page.fold(VERSIONS, &cut(&outline.versions, Clone::clone));
    }
    let line = |fact: &&FactEntry| fact_line(report, fact);
    for (title, facts) in &outline.lists {
        page.fold(&format!("{title} ({})", facts.len()), &cut(facts, line));
    }
    for (title, lines) in [("Kept apart", &outline.apart), ("Not compared", &outline.not_compared)] {
        if !lines.is_empty() {
            page.fold(title, &cut(lines, Clone::clone));
        }
    }
    page.text
}

/// A text that knows how much room is left.
#[derive(Default)]
struct Page {
    text: String,
    length: usize,
}

impl Page {
    /// Adds a block if there is room for it.
    fn add(&mut self, block: &str) -> bool {
        let fits = self.length + block.chars().count() + RESERVE <= LONGEST;
        if fits {
            self.note(block);
        }
        fits
    }

    /// Adds what must be said, into the room that is kept for it.
    fn note(&mut self, words: &str) {
        self.text.push_str(words);
        self.length += words.chars().count();
    }

    /// Adds a list that unfolds, or says that it was left out.
    fn fold(&mut self, title: &str, lines: &[String]) {
        if !self.add(&fold(title, lines)) {
            self.note(&format!("\n{title}: left out here for want of room.\n"));
        }
    }
}

fn fold(title: &str, lines: &[String]) -> String {
    format!("\n<details>\n<summary>{title}</summary>\n\n{}\n</details>\n", bullets(lines))
}

fn bullets(lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines {
        let _ = writeln!(out, "- {}", escape(line));
    }
    out
}

fn finding(report: &Report, fact: &FactEntry) -> String {
    let message = in_story(report, fact.story.as_deref(), &fact.message);
    let mut out = format!("\n### {}\n", escape(&message));
    table(&mut out, &camps(report, fact));
    let decisive = fact.relations.iter().filter(|r| r.relation != crate::graph::Relation::Compatible);
    let mut reasons: Vec<String> = decisive.map(|relation| relation.why.clone()).collect();
    let copied = fact.camps.iter().filter(|camp| is_shown(fact.verdict) && camp.origins < camp.outlets);
    let rest = reasons.split_off(reasons.len().min(REASONS));
    reasons.extend(copied.map(support));
    let _ = write!(out, "\n{}", bullets(&reasons));
    if !rest.is_empty() {
        out.push_str(&fold(&count(rest.len(), "more reason"), &cut(&rest, Clone::clone)));
    }
    let _ = write!(out, "\nRule `{}`, fact `{}`.\n", fact.rule, fact.id);
    out
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
