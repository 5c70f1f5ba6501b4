//! Paragraphs: lines, or blocks of lines that a hard wrap cut.

use std::ops::RangeInclusive;

use memchr::memchr_iter;

use super::item::marker;
use super::stop::is_closer;
use super::trim;
use crate::files::Span;

/// Widths, in characters, that hard-wrapped text has.
const WRAPPED: RangeInclusive<usize> = 40..=100;

/// How many breaks inside a sentence show that a whole text is hard-wrapped.
const WRAPPED_BREAKS: usize = 3;

/// Splits a text into paragraphs, from a byte offset on. A line is a paragraph, unless the text is
/// hard-wrapped or a line plainly goes on in the next. Spans have no white space at their ends.
pub fn paragraphs(text: &str, from: usize) -> Vec<Span> {
    let lines = lines(text, from);
    let wrapped =
        lines.windows(2).filter(|pair| breaks_inside(text, pair[0], pair[1])).count() >= WRAPPED_BREAKS;
    let mut found = Vec::with_capacity(lines.len());
    for block in lines.split(|line| line.is_empty()).filter(|block| !block.is_empty()) {
        join_lines(text, block, wrapped, &mut found);
    }
    found
}

/// The lines without their white space; blank ones are empty spans.
pub(super) fn lines(text: &str, from: usize) -> Vec<Span> {
    let body = text.get(from..).unwrap_or("");
    // Old files end their lines with a carriage return alone.
    let end = if memchr::memchr(b'\n', body.as_bytes()).is_some() { b'\n' } else { b'\r' };
    let mut found = Vec::new();
    let mut start = 0;
    for at in memchr_iter(end, body.as_bytes()) {
        found.push(trim(text, Span::new(from + start, from + at)));
        start = at + 1;
    }
    found.push(trim(text, Span::new(from + start, from + body.len())));
    found
}

/// Whether a line of hard-wrapped width breaks off inside a sentence.
fn breaks_inside(text: &str, line: Span, next: Span) -> bool {
    line.len() >= *WRAPPED.start()
        && line.len() <= 2 * WRAPPED.end()
        && !next.is_empty()
        && starts_lower(next.of(text))
        && !ends_sentence(line.of(text))
        && WRAPPED.contains(&line.of(text).chars().count())
}

fn starts_lower(line: &str) -> bool {
    line.chars().next().is_some_and(char::is_lowercase)
}

/// Whether a line ends with a mark that ends a sentence, quotation marks and brackets aside.
pub fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|c| is_closer(c) || matches!(c, '"' | '\'' | '*' | '_'))
        .ends_with(['.', '!', '?', '…', ':'])
}

/// Joins the lines of one block that belong together, and adds the paragraphs that result.
fn join_lines(text: &str, block: &[Span], wrapped: bool, found: &mut Vec<Span>) {
    let mut current = block[0];
    if block.len() > 1 {
        let ends = ends_sentence(block[block.len() - 1].of(text));
        let width = wrap_width(text, block, wrapped);
        for pair in block.windows(2) {
            let (line, next) = (pair[0].of(text), pair[1].of(text));
            let full = width.is_some_and(|width| {
                let first = next.split_whitespace().next().unwrap_or("").chars().count();
                line.chars().count() + 1 + first > width
            });
            let goes_on = ends
                && starts_lower(next)
                && !ends_sentence(line)
                && line.split_whitespace().nth(2).is_some();
            if (full || goes_on) && marker(next).is_none() && !next.starts_with(['-', '*', '•', '–', '—'])
            {
                current = current.join(pair[1]);
            } else {
                found.push(current);
                current = pair[1];
            }
        }
    }
    found.push(current);
}

/// The width to which a block was wrapped, if it was.
fn wrap_width(text: &str, block: &[Span], wrapped: bool) -> Option<usize> {
    if block.iter().any(|line| line.len() > 4 * WRAPPED.end()) {
        return None;
    }
    if !wrapped && !block.windows(2).any(|pair| breaks_inside(text, pair[0], pair[1])) {
        return None;
    }
    let width = block.iter().map(|line| line.of(text).chars().count()).max()?;
    WRAPPED.contains(&width).then_some(width)
}
