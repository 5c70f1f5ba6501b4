//! Where a claim stands, for programs that open files: code scanners, annotations.

use std::fmt::Write as _;

use super::shape::{ArticleEntry, ClaimEntry};

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Location<'r> {
    /// Path as the user gave it, with `/`.
    pub(super) path: String,
    /// The words there. Lines and columns count in the article's own text, which is the file's
    /// only where the file holds that one article as it is.
    pub(super) region: Option<Region<'r>>,
}

/// The words of a claim; lines and columns from 1, columns in characters, the end one past the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region<'r> {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) words: &'r str,
}

impl<'r> Location<'r> {
    pub(super) fn new(article: &ArticleEntry, claim: &'r ClaimEntry) -> Self {
        let region = article.is_file.then(|| Region::new(claim));
        Self { path: article.path.replace('\\', "/"), region }
    }

    /// The path as a reference of RFC 3986.
    pub(super) fn uri(&self) -> String {
        reference(&self.path)
    }
}

/// A path as a reference of RFC 3986: what is no plain letter is written in per cents.
pub fn reference(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into());
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

impl<'r> Region<'r> {
    fn new(claim: &'r ClaimEntry) -> Self {
        Self::of(claim.mention.line, claim.mention.column, &claim.text)
    }

    /// Where words end that begin at a line and a column.
    pub(super) fn of(line: usize, column: usize, words: &'r str) -> Self {
        let breaks = words.matches('\n').count();
        let last = words.rsplit('\n').next().unwrap_or("").chars().count();
        let end_column = if breaks == 0 { column + last } else { last + 1 };
        Self { line, column, end_line: line + breaks, end_column, words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        let uri = |path: &str| Location { path: path.to_owned(), region: None }.uri();
        assert_eq!(uri("./a b/é#1.txt"), "a%20b/%C3%A9%231.txt");
        assert_eq!(uri("/tmp/x.md"), "file:///tmp/x.md");
    }
}
