//! What an editor offers to do with a claim in an article: write the fact's passages into its rule's
//! tests, as a look-alike that is to be kept apart or as what it is.

use std::collections::HashMap;
use std::path::Path;

use lsp_types::{
    CodeAction, CodeActionKind, CreateFile, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, ResourceOp, ResourceOperationKind, TextDocumentEdit, TextEdit,
    Uri, WorkspaceEdit, WorkspaceEditClientCapabilities,
};
use serde::Deserialize;
use serde_json::Value;

use super::articles::Newsroom;
use super::open::Files;
use super::place::range;
use crate::claim::ClaimId;
use crate::cli::arguments::Global;
use crate::cli::freeze::{self, Frozen};
use crate::files::Span;
use crate::graph::Verdict;
use crate::report::FactEntry;
use crate::rule::names::Named;
use crate::rule::{Expectation, RuleSet};

/// Whether an editor creates a file where an edit asks for one, by what it said of itself at the start. Of
/// that nothing else is asked, so that the rest of it stays unread.
pub(super) fn can_create(client: &Value) -> bool {
    let edit = client.pointer("/capabilities/workspace/workspaceEdit");
    edit.and_then(|edit| WorkspaceEditClientCapabilities::deserialize(edit).ok()).is_some_and(|edit| {
        let creates = |kinds: Vec<ResourceOperationKind>| kinds.contains(&ResourceOperationKind::Create);
        edit.document_changes == Some(true) && edit.resource_operations.is_some_and(creates)
    })
}

/// What actions are made of.
pub(super) struct Desk<'a> {
    pub(super) global: &'a Global,
    /// Whether the editor can create files.
    pub(super) creates: bool,
    pub(super) newsroom: &'a Newsroom,
    pub(super) files: &'a Files,
}

impl Desk<'_> {
    /// The actions for claims: of each fact that joins articles, or that one article contradicts
    /// itself about.
    pub(super) fn actions(&self, claims: &[ClaimId]) -> Vec<CodeAction> {
        let facts = self.newsroom.facts(claims);
        facts.into_iter().flat_map(|fact| self.of_fact(fact)).collect()
    }

    fn of_fact(&self, fact: &FactEntry) -> Vec<CodeAction> {
        let Some(shown) = expectation(fact.verdict) else { return Vec::new() };
        let rule = &fact.rule;
        let apart =
            (Expectation::Apart, CodeActionKind::QUICKFIX, format!("Keep apart: a test `apart` of {rule}"));
        let same = (
            shown,
            CodeActionKind::REFACTOR_EXTRACT,
            format!("Freeze as a test: `{}` of {rule}", shown.name()),
        );
        let action = |(expect, kind, title)| {
            let edit = self.edit(fact, expect)?;
            Some(CodeAction { title, kind: Some(kind), edit: Some(edit), ..CodeAction::default() })
        };
        [apart, same].into_iter().filter_map(action).collect()
    }

    /// The edit that writes the test: into the rule's file, as the editor holds it, or for a default
    /// rule into a new copy.
    fn edit(&self, fact: &FactEntry, expect: Expectation) -> Option<WorkspaceEdit> {
        let set = &self.newsroom.rules;
        let (_, own) = set.find(&fact.rule)?;
        let typed = self.files.get(Path::new(own.file())).filter(|_| !own.shipped);
        let with_shipped = !self.global.no_default_rules;
        let edited =
            typed.map(|open| RuleSet::edited(&self.global.rules, with_shipped, own.file(), &open.text).0);
        let (_, rule) = edited.as_ref().unwrap_or(set).find(&fact.rule)?;
        let file = freeze::file(None, self.global, rule).ok()?;
        let Frozen { text, .. } =
            freeze::frozen(set, &self.newsroom.checked, fact, rule, (false, expect)).ok()?;
        let uri = self.files.address(&file)?;
        if rule.shipped {
            return self.creates.then(|| created(uri, text));
        }
        let change = insertion(rule.at.source.text(), &text);
        #[allow(clippy::mutable_key_type)] // An address is not changed by being read.
        let changes = HashMap::from([(uri, vec![change])]);
        Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
    }
}

/// What a test of the fact expects.
fn expectation(verdict: Verdict) -> Option<Expectation> {
    Some(match verdict {
        Verdict::Contradicted => Expectation::Contradicts,
        Verdict::Disputed => Expectation::Disputes,
        Verdict::Updated => Expectation::Updates,
        Verdict::Compatible => Expectation::Compatible,
        Verdict::Corroborated => Expectation::Agrees,
        Verdict::Uncorroborated => return None,
    })
}

/// A new file.
fn created(uri: Uri, text: String) -> WorkspaceEdit {
    let create = CreateFile { uri: uri.clone(), options: None, annotation_id: None };
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![OneOf::Left(TextEdit { range: range("", Span::default()), new_text: text })],
    };
    let operations =
        vec![DocumentChangeOperation::Op(ResourceOp::Create(create)), DocumentChangeOperation::Edit(edit)];
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    }
}

/// What makes the new text of the old one, as one replacement that leaves their common beginning and
/// end alone.
fn insertion(old: &str, new: &str) -> TextEdit {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let start = same(&mut old.chars().zip(new.chars()));
    let end = same(&mut old[start..].chars().rev().zip(new[start..].chars().rev()));
    TextEdit {
        range: range(old, Span::new(start, old.len() - end)),
        new_text: new[start..new.len() - end].to_owned(),
    }
}
