//! What an editor is told of a file of rules, or of words beside them: what is wrong, what fits, what a
//! word means.

use std::path::Path;

use lsp_types::{DiagnosticSeverity, NumberOrString};
use serde_json::{Value, json};

use super::place::range;
use super::suggest;
use crate::article::same_path;
use crate::cli::arguments::Global;
use crate::cli::engine;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rule::{self, Names, RuleSet};

/// The words that rules may use.
pub(super) struct Words {
    names: Names,
    schema: Value,
}

impl Words {
    pub(super) fn new() -> Self {
        let names = engine::names();
        let schema = rule::schema(&names);
        Self { names, schema }
    }

    /// What is wrong with a file, read as the text that the editor holds.
    pub(super) fn lints(&self, global: &Global, file: &Path, text: &str) -> Vec<lsp_types::Diagnostic> {
        let name = file.to_string_lossy();
        let (rules, mut found) = RuleSet::edited(&global.rules, !global.no_default_rules, &name, text);
        found.extend(engine::suspicious(&rules, &self.names));
        of_file(found, file, text)
    }

    pub(super) fn completions(&self, text: &str, at: usize) -> Vec<String> {
        suggest::completions(&self.schema, text, at)
    }

    pub(super) fn hover(&self, text: &str, at: usize) -> Option<String> {
        suggest::hover(&self.schema, &self.names, text, at)
    }

    /// The words that fit at a byte of a file of words; `None` for a file that cannot be one.
    pub(super) fn completions_of_words(&self, file: &Path, text: &str, at: usize) -> Option<Vec<String>> {
        Some(suggest::completions_of_words(&self.entries(file)?, text, at))
    }

    pub(super) fn hover_of_words(&self, file: &Path, text: &str, at: usize) -> Option<String> {
        suggest::hover(&json!({ "$defs": { "rule": self.entries(file)? } }), &self.names, text, at)
    }

    /// The schema of an entry of a file of words.
    fn entries(&self, file: &Path) -> Option<Value> {
        let mut schema = rule::vocabulary_schema(file.file_stem()?.to_str()?, &self.names)?;
        Some(schema["items"].take())
    }
}

/// What is wrong with a file of words, read as the text that the editor holds. The vocabulary itself
/// is that of the start: what its words are read as, and who its people are, `rules lint` says.
pub(super) fn lints_of_words(global: &Global, file: &Path, text: &str) -> Vec<lsp_types::Diagnostic> {
    of_file(rule::edited_words(&global.rules, file, text).problems, file, text)
}

/// What is said of one file, as editors take it.
fn of_file(found: Vec<Diagnostic>, file: &Path, text: &str) -> Vec<lsp_types::Diagnostic> {
    let own = |found: &Diagnostic| {
        found.primary.as_ref().is_some_and(|label| same_path(Path::new(&label.file)) == file)
    };
    let found = found.into_iter().map(engine::with_guide).filter(own);
    found.map(|found| shown(&found, text)).collect()
}

/// A diagnostic as editors take it.
fn shown(found: &Diagnostic, text: &str) -> lsp_types::Diagnostic {
    let (span, label) =
        found.primary.as_ref().map_or_else(Default::default, |label| (label.span, label.text.as_str()));
    let mut message = found.message.clone();
    for line in
        [label].into_iter().chain(found.notes.iter().map(String::as_str)).filter(|line| !line.is_empty())
    {
        message.push('\n');
        message.push_str(line);
    }
    lsp_types::Diagnostic {
        range: range(text, span),
        severity: Some(severity(found.severity)),
        code: Some(NumberOrString::String(found.code.clone())),
        source: Some("crosscheck".to_owned()),
        message,
        ..lsp_types::Diagnostic::default()
    }
}

/// A severity as editors take it.
pub(super) fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Note => DiagnosticSeverity::INFORMATION,
    }
}
