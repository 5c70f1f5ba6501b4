//! Texts that messages point into, and the lines of them that a reader needs to see.

use crate::diagnostic::Label;
use crate::files::{Lines, Place, Span};

/// Longest stretch of one line that is worth showing, in bytes.
const WINDOW: usize = 2_000;

/// A text with its line starts.
#[derive(Debug, Clone)]
pub struct Source {
    text: String,
    lines: Lines,
}

/// The lines around a span.
#[derive(Debug, Clone, Copy)]
pub struct Excerpt<'s> {
    /// The lines, without the last line break.
    pub text: &'s str,
    /// Byte offset of `text` in its file.
    pub start: usize,
    /// Line and column of the span.
    pub place: Place,
    /// Number of the first line of `text`.
    pub first_line: usize,
    /// Whether `text` starts inside a line, so that columns counted in it would be wrong.
    pub clipped: bool,
}

impl Source {
    /// Indexes a text.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let lines = Lines::new(&text);
        Self { text, lines }
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Line and column of a byte.
    pub fn place(&self, at: usize) -> Place {
        self.lines.place(&self.text, at)
    }

    /// The whole lines that hold a span; of a very long line the words around it.
    pub fn excerpt(&self, span: Span) -> Option<Excerpt<'_>> {
        self.text.get(span.start..span.end)?;
        let place = self.place(span.start);
        let start = self.lines.start_of(place.line)?;
        let end = self.text[span.end..].find('\n').map_or(self.text.len(), |more| span.end + more);
        let clipped = end - start > WINDOW;
        let (start, end) = if clipped { self.window(span, start, end) } else { (start, end) };
        let text = self.text[start..end].trim_end_matches('\r');
        Some(Excerpt { text, start, place, first_line: place.line, clipped })
    }

    /// The stretch around a span, cut at character boundaries.
    fn window(&self, span: Span, start: usize, end: usize) -> (usize, usize) {
        let mut from = span.start.saturating_sub(WINDOW / 4).max(start);
        let mut to = (span.end + WINDOW / 4).min(end);
        while !self.text.is_char_boundary(from) {
            from -= 1;
        }
        while !self.text.is_char_boundary(to) {
            to += 1;
        }
        (from, to)
    }
}

/// The span of a label counted in an excerpt of its file.
pub(super) fn within(label: &Label, excerpt: &Excerpt<'_>) -> std::ops::Range<usize> {
    let end = excerpt.text.len();
    let at = |byte: usize| byte.saturating_sub(excerpt.start).min(end);
    at(label.span.start)..at(label.span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_or_a_window() {
        let source = Source::new("first line\r\nthe sécond line\r\nthird");
        let at = source.text.find("line\r\nth").map(|_| source.text.find("sécond").unwrap()).unwrap();
        let excerpt = source.excerpt(Span::new(at, at + 7)).unwrap();
        assert_eq!((excerpt.text, excerpt.first_line, excerpt.place.column), ("the sécond line", 2, 5));
        assert!(source.excerpt(Span::new(at + 2, at + 3)).is_none(), "inside a character");
        let long = Source::new("é".repeat(3_000));
        let excerpt = long.excerpt(Span::new(3_000, 3_002)).unwrap();
        assert!(excerpt.clipped && excerpt.text.len() < WINDOW);
        assert_eq!(excerpt.place.column, 1_501);
    }
}
