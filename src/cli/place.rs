//! Places as reports print them and as people write them: `FILE`, `FILE:LINE`, `FILE:LINE:COLUMN`.

use crate::article::Article;
use crate::claim::Claim;

/// A place as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written<'a> {
    /// The file, or the end of its path.
    pub file: &'a str,
    /// The line, from 1; the whole file without one.
    pub line: Option<usize>,
    /// The column, from 1 in characters; the whole line without one.
    pub column: Option<usize>,
}

impl<'a> Written<'a> {
    /// Reads a place. A file that is named like one goes before it.
    pub fn read(place: &'a str) -> Self {
        let numbered = |place: &'a str| {
            let (file, number) = place.rsplit_once(':')?;
            Some((file, number.parse().ok()?))
        };
        let whole = Self { file: place, line: None, column: None };
        if std::path::Path::new(place).exists() {
            return whole;
        }
        let Some((file, last)) = numbered(place) else { return whole };
        match numbered(file) {
            Some((file, line)) => Self { file, line: Some(line), column: Some(last) },
            None => Self { file, line: Some(last), column: None },
        }
    }

    /// Why nothing can be said of a place of an article, if so: no words stand on its line, or claims
    /// begin at other columns of it.
    pub fn misses(self, article: &Article, claims: &[&Claim]) -> Option<String> {
        let Self { file, line, column } = self;
        let line = line?;
        if !article.sentences.iter().any(|sentence| article.touches(sentence.span, line, None)) {
            return Some(format!("line {line} of {file} holds no words"));
        }
        let column = column?;
        if claims.iter().any(|claim| article.touches(claim.mention, line, Some(column))) {
            return None;
        }
        let places = claims.iter().map(|claim| article.lines.place(&article.text, claim.mention.start));
        let mut columns: Vec<usize> =
            places.filter(|place| place.line == line).map(|place| place.column).collect();
        columns.sort_unstable();
        columns.dedup();
        let columns: Vec<String> = columns.iter().map(usize::to_string).collect();
        Some(match columns.as_slice() {
            [] => format!("line {line} of {file} makes no claim; ask about {file}:{line}"),
            [one] => {
                format!("{file}:{line}:{column} is in no claim; that of line {line} begins at column {one}")
            }
            _ => {
                let columns = columns.join(", ");
                format!(
                    "{file}:{line}:{column} is in no claim; those of line {line} begin at columns {columns}"
                )
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_reports_print_them() {
        let read = |place| {
            let Written { file, line, column } = Written::read(place);
            (file, line, column)
        };
        assert_eq!(read("a.txt"), ("a.txt", None, None));
        assert_eq!(read("a.txt:3"), ("a.txt", Some(3), None));
        assert_eq!(read("a.txt:3:14"), ("a.txt", Some(3), Some(14)));
        assert_eq!(read("C:\\a.txt:3:14"), ("C:\\a.txt", Some(3), Some(14)));
        assert_eq!(read("a.txt:x:14"), ("a.txt:x", Some(14), None));
        assert_eq!(read("list.jsonl#7:2:5"), ("list.jsonl#7", Some(2), Some(5)));
    }
}
