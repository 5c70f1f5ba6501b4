//! `crosscheck lsp`: a language server for rules files, over standard input and output. It says what
//! is wrong while one types, proposes what fits, and tells what a word of the vocabulary matches.

use std::collections::BTreeMap;
use std::path::Path;

use lsp_server::{Connection, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, Notification as _, PublishDiagnostics,
};
use lsp_types::request::{Completion, HoverRequest, Request as _};
use lsp_types::{
    CompletionItem, CompletionOptions, CompletionParams, DiagnosticSeverity, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, Hover, HoverContents, HoverParams,
    HoverProviderCapability, MarkupContent, MarkupKind, NumberOrString, Position, PublishDiagnosticsParams,
    Range, ServerCapabilities, TextDocumentPositionParams, TextDocumentSyncCapability, TextDocumentSyncKind,
    Uri,
};
use serde_json::Value;

use super::arguments::Global;
use super::engine::{self, names};
use super::status::Status;
use super::suggest;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::files::Span;
use crate::rule::{self, Names, RuleSet};

/// Serves one client until it says goodbye.
pub fn run(global: &Global) -> Result<Status, Error> {
    // Words beside rules are words for the editor too; what is wrong with them `rules lint` says.
    engine::own_words(&global.rules);
    let (connection, threads) = Connection::stdio();
    let failed = |error: &dyn std::fmt::Display| Error::Usage(format!("lsp: {error}"));
    let capabilities = serde_json::to_value(capabilities()).map_err(|error| failed(&error))?;
    connection.initialize(capabilities).map_err(|error| failed(&error))?;
    let names = names();
    let schema = rule::schema(&names);
    let mut server = Server { global, connection: &connection, names, schema, texts: BTreeMap::new() };
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request).map_err(|error| failed(&error))? {
                    break;
                }
                server.answer(request);
            }
            Message::Notification(note) => server.take(note),
            Message::Response(_) => {}
        }
    }
    // The writing thread ends with its channel.
    drop(connection);
    threads.join().map_err(|error| failed(&error))?;
    Ok(Status::Clean)
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([" ", "[", "{", ","].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

struct Server<'a> {
    global: &'a Global,
    connection: &'a Connection,
    names: Names,
    schema: Value,
    /// The texts of the files that are open, by their address.
    texts: BTreeMap<String, String>,
}

impl Server<'_> {
    /// A client that has gone ends the loop: what cannot be sent is not missed.
    fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }

    fn answer(&self, request: Request) {
        let Request { id, method, params } = request;
        let found = match method.as_str() {
            Completion::METHOD => {
                serde_json::from_value(params).ok().and_then(|params| self.complete(&params))
            }
            HoverRequest::METHOD => {
                serde_json::from_value(params).ok().and_then(|params| self.hover(&params))
            }
            _ => {
                let code = lsp_server::ErrorCode::MethodNotFound as i32;
                return self.send(Response::new_err(id, code, format!("{method} is not served")).into());
            }
        };
        self.send(Response::new_ok(id, found.unwrap_or_default()).into());
    }

    fn take(&mut self, note: Notification) {
        let Notification { method, params } = note;
        match method.as_str() {
            DidOpenTextDocument::METHOD => {
                if let Ok(DidOpenTextDocumentParams { text_document: opened }) =
                    serde_json::from_value(params)
                {
                    self.look(&opened.uri, opened.text);
                }
            }
            DidChangeTextDocument::METHOD => {
                if let Ok(changed) = serde_json::from_value::<DidChangeTextDocumentParams>(params)
                    && let Some(last) = changed.content_changes.into_iter().next_back()
                {
                    self.look(&changed.text_document.uri, last.text);
                }
            }
            DidCloseTextDocument::METHOD => {
                if let Ok(DidCloseTextDocumentParams { text_document: closed }) =
                    serde_json::from_value(params)
                {
                    self.texts.remove(closed.uri.as_str());
                    self.publish(closed.uri, Vec::new());
                }
            }
            _ => {}
        }
    }

    /// Reads a text anew and says what is wrong with it.
    fn look(&mut self, uri: &Uri, text: String) {
        let file = path(uri);
        let (rules, mut found) =
            RuleSet::edited(&self.global.rules, !self.global.no_default_rules, &file, &text);
        found.extend(rules.lint(&self.names, &engine::is_a));
        let found: Vec<Diagnostic> = found.into_iter().map(engine::with_guide).collect();
        let same = |other: &str| {
            other == file || Path::new(other).canonicalize().is_ok_and(|other| other == Path::new(&file))
        };
        let own = found.iter().filter(|found| found.primary.as_ref().is_some_and(|label| same(&label.file)));
        let shown = own.map(|found| shown(found, &text)).collect();
        self.publish(uri.clone(), shown);
        self.texts.insert(uri.as_str().to_owned(), text);
    }

    fn publish(&self, uri: Uri, diagnostics: Vec<lsp_types::Diagnostic>) {
        let params = PublishDiagnosticsParams { uri, diagnostics, version: None };
        self.send(Notification::new(PublishDiagnostics::METHOD.to_owned(), params).into());
    }

    /// The text of a file that is open, and the byte that a position names.
    fn place(&self, at: &TextDocumentPositionParams) -> Option<(&str, usize)> {
        let text = self.texts.get(at.text_document.uri.as_str())?;
        Some((text, offset(text, at.position)))
    }

    fn complete(&self, params: &CompletionParams) -> Option<Value> {
        let (text, at) = self.place(&params.text_document_position)?;
        let item = |label: String| CompletionItem { label, ..CompletionItem::default() };
        let items: Vec<CompletionItem> =
            suggest::completions(&self.schema, text, at).into_iter().map(item).collect();
        serde_json::to_value(items).ok()
    }

    fn hover(&self, params: &HoverParams) -> Option<Value> {
        let (text, at) = self.place(&params.text_document_position_params)?;
        let value = suggest::hover(&self.schema, &self.names, text, at)?;
        let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
        serde_json::to_value(Hover { contents, range: None }).ok()
    }
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
    let severity = match found.severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Note => DiagnosticSeverity::INFORMATION,
    };
    lsp_types::Diagnostic {
        range: range(text, span),
        severity: Some(severity),
        code: Some(NumberOrString::String(found.code.clone())),
        source: Some("crosscheck".to_owned()),
        message,
        ..lsp_types::Diagnostic::default()
    }
}

fn range(text: &str, span: Span) -> Range {
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
fn offset(text: &str, position: Position) -> usize {
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
fn path(uri: &Uri) -> String {
    let decoded = uri.path().as_estr().decode().into_string();
    decoded.map_or_else(|_| uri.path().as_str().to_owned(), std::borrow::Cow::into_owned)
}
