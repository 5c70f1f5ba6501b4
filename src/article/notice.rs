//! What an article says of its own changes: corrections and updates.

use super::Article;
use crate::files::Span;
use crate::vocabulary::notices::notices as words;

/// How an article says that it was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Something was wrong: "Correction: …", "This article was amended".
    Corrected,
    /// Something is new: "Update 2: …".
    Updated,
}

/// A notice in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub sort: Sort,
    /// Bytes of the article's text, to the end of the paragraph.
    pub span: Span,
}

/// Most words of a notice that says no more than that there is one: "This article was amended on
/// 6 May 2031."
const BARE: usize = 10;

impl Notice {
    /// Whether it does not say what was changed.
    pub fn is_bare(self, article: &Article) -> bool {
        let text = article.words(self.span);
        !text.contains(": ") && text.split_whitespace().count() <= BARE
    }
}

/// The notices of an article, in reading order. One begins with a sentence that has the words of
/// it and takes the rest of the paragraph: "It is 12, not 14."
pub fn notices(article: &Article) -> Vec<Notice> {
    let mut found: Vec<(u32, Notice)> = Vec::new();
    for sentence in &article.sentences {
        if let Some((_, open)) = found.last_mut().filter(|(paragraph, _)| *paragraph == sentence.paragraph) {
            open.span.end = sentence.span.end;
        } else if let Some(sort) = sort(article.words(sentence.span)) {
            found.push((sentence.paragraph, Notice { sort, span: sentence.span }));
        }
    }
    found.into_iter().map(|(_, notice)| notice).collect()
}

fn sort(sentence: &str) -> Option<Sort> {
    let words = words();
    if words.corrected.opens(sentence) {
        Some(Sort::Corrected)
    } else {
        words.updated.opens(sentence).then_some(Sort::Updated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::from_text;

    #[test]
    fn a_notice_takes_the_rest_of_its_paragraph() {
        let text = "A dam broke.\n\nCorrection: The dam is 40 metres high. It is not 14.\n\nNobody was hurt.";
        let article = from_text("Gazette", None, None, text);
        let found = notices(&article);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].sort, Sort::Corrected);
        assert_eq!(article.words(found[0].span), "Correction: The dam is 40 metres high. It is not 14.");
        assert!(!found[0].is_bare(&article));
        let article = from_text("Gazette", None, None, "A dam broke.\n\nThis report was amended on 6 May.");
        assert!(notices(&article)[0].is_bare(&article));
    }
}
