//! Strings with `{slots}`, and problems inside them.

use super::spans::Spot;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;

/// A problem with some words inside a string: points at them where they stand as written.
pub fn inside(at: &Spot, code: &str, message: String, label: String, words: &str) -> Diagnostic {
    let whole = at.value_span();
    let span = whole.of(at.source.text()).find(words).map_or(whole, |found| {
        let start = whole.start + found;
        Span::new(start, start + words.len())
    });
    Diagnostic::new(code, Severity::Error, message).at(at.file(), span, label)
}

/// A piece of a template.
pub enum Part<'t> {
    /// Words, with doubled braces made single.
    Text(String),
    /// What stands between braces, trimmed.
    Slot(&'t str),
    /// A brace that is never closed.
    Open,
}

/// Splits a template: `{slot}`, and `{{` and `}}` for braces.
pub fn split(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let tail = &rest[at..];
        if let Some(after) = tail.strip_prefix("{{") {
            text.push('{');
            rest = after;
        } else if let Some(after) = tail.strip_prefix('}') {
            text.push('}');
            rest = after.strip_prefix('}').unwrap_or(after);
        } else {
            if !text.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut text)));
            }
            let Some(end) = tail.find('}') else {
                parts.push(Part::Open);
                return parts;
            };
            parts.push(Part::Slot(tail[1..end].trim()));
            rest = &tail[end + 1..];
        }
    }
    text.push_str(rest);
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}
