//! Where two lists of words differ.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Largest product of the lengths of two lists that are compared word by word.
const LARGEST: usize = 1_000_000;

/// A stretch of two lists of words that is the same in both, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Whether both say the same here.
    pub(super) same: bool,
    /// Indices of the words of the first list; empty where the second alone has words.
    pub(super) old: Range<usize>,
    /// Indices of the words of the second list.
    pub(super) new: Range<usize>,
}

/// Two lists cut into stretches that are the same and stretches that are not, in their order;
/// `None` where they are too long to be compared.
pub(super) fn pieces(old: &[String], new: &[String]) -> Option<Vec<Piece>> {
    if old.len().saturating_mul(new.len()) > LARGEST {
        return None;
    }
    let operations = capture_diff_slices(Algorithm::Myers, old, new);
    let mut pieces: Vec<Piece> = Vec::new();
    for operation in operations {
        let piece = Piece {
            same: matches!(operation, DiffOp::Equal { .. }),
            old: operation.old_range(),
            new: operation.new_range(),
        };
        match pieces.last_mut() {
            // What goes and what comes at one place is one change.
            Some(last) if !last.same && !piece.same => {
                last.old.end = piece.old.end;
                last.new.end = piece.new.end;
            }
            _ => pieces.push(piece),
        }
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn changed_words_are_found() {
        let (old, new) = (words("we shall not leave this week"), words("we will leave this week then"));
        let found = pieces(&old, &new).unwrap();
        let changes: Vec<(String, String)> = found
            .iter()
            .filter(|piece| !piece.same)
            .map(|piece| (old[piece.old.clone()].join(" "), new[piece.new.clone()].join(" ")))
            .collect();
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(changes, [pair("shall not", "will"), pair("", "then")]);
        assert!(pieces(&old, &old).unwrap().iter().all(|piece| piece.same));
        assert!(pieces(&vec!["a".to_owned(); 2_000], &vec!["b".to_owned(); 2_000]).is_none());
    }
}
