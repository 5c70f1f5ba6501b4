//! Places as editors name them: addresses of files, lines from 0, columns in UTF-16.

use std::path::Path;
use std::str::FromStr as _;

use lsp_types::{Position, Range, Uri};

use crate::article::same_path;
use crate::files::Span;
use crate::report::reference;

/// The range of a span of a text.
pub(super) fn range(text: &str, span: Span) -> Range {
    Range { start: position(text, span.start), end: position(text, span.end) }
}

/// Where a byte stands: lines from 0, columns in UTF-16 as editors count.
fn position(text: &str, at: usize) -> Position {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Position { line: count(before.matches('\n').count()), character: count(line.encode_utf16().count()) }
}

/// The byte that a position names; the end of its line where the line is shorter.
pub(super) fn offset(text: &str, position: Position) -> usize {
    let mut start = 0;
    for _ in 0..position.line {
        match text[start..].find('\n') {
            Some(end) => start += end + 1,
            None => return text.len(),
        }
    }
    let mut left = position.character as usize;
    for (at, c) in text[start..].char_indices() {
        if left == 0 || c == '\n' {
            return start + at;
        }
        left = left.saturating_sub(c.len_utf16());
    }
    text.len()
}

/// The path of a file's address.
pub(super) fn path(uri: &Uri) -> String {
    let decoded = uri.path().as_estr().decode().into_string();
    decoded.map_or_else(|_| uri.path().as_str().to_owned(), std::borrow::Cow::into_owned)
}

/// The address of a file; `None` of a path that no address can be made of.
pub(super) fn address(path: &Path) -> Option<Uri> {
    Uri::from_str(&reference(same_path(path).to_str()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_positions_are_each_other_s_inverse() {
        let text = "Größe 𝄞 x\n\nzwei";
        for (at, _) in text.char_indices() {
            assert_eq!(offset(text, position(text, at)), at);
        }
        assert_eq!(position(text, text.find('x').unwrap_or(0)), Position::new(0, 9));
        assert_eq!(offset(text, Position::new(0, 99)), text.find('\n').unwrap_or(0));
        assert_eq!(offset(text, Position::new(9, 0)), text.len());
    }

    #[test]
    fn a_path_comes_back_from_its_address() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().canonicalize().expect("a path").join("größe 1%.txt");
        let uri = address(&file).expect("an address");
        assert_eq!(Path::new(&path(&uri)), file);
    }
}
