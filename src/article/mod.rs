//! Stage 1: bytes become articles with sentences. Reading never fails: it gives what could be
//! read, and diagnostics for the rest.

pub mod page;
pub mod split;

use jiff::civil::Date;

use crate::files::{Lines, Span};

/// Dense number of an article within one run; its order does not depend on the input's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ArticleId(pub u32);

/// One text of one outlet.
#[derive(Debug, Clone)]
pub struct Article {
    /// Dense number, given after all articles are sorted.
    pub id: ArticleId,
    /// Path of the file it came from, as the user gave it.
    pub path: String,
    /// The `id` field of a JSON record, if it came from one.
    pub record: Option<String>,
    /// Who published it.
    pub outlet: String,
    /// Headline from the metadata, if any. (A headline inside the text is a sentence.)
    pub title: Option<String>,
    /// Day of publication. Relative dates need it.
    pub published: Option<Date>,
    /// Articles of different stories are never compared; `None` is one story of its own.
    pub story: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The text that all byte offsets count in: for a text file the file as it is on disk,
    /// front matter included; for a JSON record its `text` field.
    pub text: String,
    /// Where the article proper starts in `text` (after front matter and byte order mark).
    pub body: usize,
    /// Sentences in reading order; together they cover every word of the body.
    pub sentences: Vec<Sentence>,
    /// Line starts of `text`.
    pub lines: Lines,
}

/// One sentence, or one line that is no prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the article's `text`, without surrounding white space.
    pub span: Span,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
    /// What it is for a reader.
    pub part: Part,
}

/// What a sentence is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The title line, or a headline inside the text.
    Headline,
    /// Prose.
    Body,
    /// Bylines, captions, menus, "Read more", rules, comment forms: no claim is made of it.
    Debris,
}

impl Article {
    /// The words of a span of this article.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}
