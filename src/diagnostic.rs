//! One message type for everything the program has to say about a place: a lint of a rules
//! file, a failed rule test, a problem with an input, a contradiction between articles.

use serde::Serialize;

use crate::files::Span;

/// How much a diagnostic matters.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

/// A place in a file with the words that explain it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Label {
    /// Path as the user gave it.
    pub file: String,
    /// Bytes of that file.
    pub span: Span,
    /// What to say about the place; may be empty.
    pub text: String,
}

/// A message with its places. `primary` is where the reader should look first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Diagnostic {
    /// A short stable name, such as `unknown-field`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// The place that the message is about, if it has one.
    pub primary: Option<Label>,
    /// Other places that belong to it.
    pub related: Vec<Label>,
    /// Further lines: reasons and hints.
    pub notes: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    pub fn new(code: impl Into<String>, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            severity,
            message: message.into(),
            primary: None,
            related: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The same, pointing at a place.
    #[must_use]
    pub fn at(mut self, file: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label { file: file.into(), span, text: text.into() });
        self
    }

    /// The same, with one more place.
    #[must_use]
    pub fn and(mut self, file: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { file: file.into(), span, text: text.into() });
        self
    }

    /// The same, with one more line below.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}
