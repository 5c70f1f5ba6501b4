//! `crosscheck lsp`: a language server over standard input and output, for those who write rules and
//! for those who write articles. Here is the conversation with the editor; `rules` and `articles`
//! know what to say.

mod actions;
mod articles;
mod open;
mod place;
mod rules;
mod suggest;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use lsp_server::{Connection, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument, Notification as _,
    PublishDiagnostics,
};
use lsp_types::request::{
    CodeActionRequest, Completion, GotoDefinition, HoverRequest, References, Request as _,
};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, CompletionItem, CompletionOptions, CompletionParams,
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, GotoDefinitionParams,
    Hover, HoverContents, HoverParams, HoverProviderCapability, Location, MarkupContent, MarkupKind, OneOf,
    PublishDiagnosticsParams, ReferenceParams, ServerCapabilities, TextDocumentPositionParams,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, Uri,
};
use serde_json::Value;

use super::arguments::Global;
use super::engine;
use super::status::Status;
use crate::claim::ClaimId;
use crate::error::Error;
use crate::files::Span;
use articles::Newsroom;
use open::{Files, Open, Sort};

/// Serves one client until it says goodbye; an open article is compared with those of `paths`, else
/// with those beside it.
pub fn run(paths: &[String], global: &Global) -> Result<Status, Error> {
    // Words beside rules are words for the editor too; what is wrong with them `rules lint` says.
    engine::own_words(&global.rules);
    let (connection, threads) = Connection::stdio();
    let failed = |error: &dyn std::fmt::Display| Error::Usage(format!("lsp: {error}"));
    let offered = serde_json::to_value(capabilities()).map_err(|error| failed(&error))?;
    let client = connection.initialize(offered).map_err(|error| failed(&error))?;
    let mut server = Server {
        global,
        paths,
        connection: &connection,
        creates: actions::can_create(&client),
        words: rules::Words::new(),
        files: Files::default(),
        newsrooms: BTreeMap::new(),
    };
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
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::FULL),
            save: Some(true.into()),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_EXTRACT]),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([" ", "[", "{", ","].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

struct Server<'a> {
    global: &'a Global,
    /// Articles that the command names.
    paths: &'a [String],
    connection: &'a Connection,
    /// Whether the editor can create files that an edit asks for.
    creates: bool,
    words: rules::Words,
    files: Files,
    /// What was found out about articles, by the paths that were read; until a file changes.
    newsrooms: BTreeMap<Vec<String>, Rc<Newsroom>>,
}

impl Server<'_> {
    /// A client that has gone ends the loop: what cannot be sent is not missed.
    fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let found = match method.as_str() {
            Completion::METHOD => read(params).and_then(|params| self.complete(&params)),
            HoverRequest::METHOD => read(params).and_then(|params| self.hover(&params)),
            GotoDefinition::METHOD => read(params).and_then(|params| self.others(&params)),
            References::METHOD => read(params).and_then(|params| self.references(&params)),
            CodeActionRequest::METHOD => read(params).and_then(|params| self.actions(&params)),
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
                if let Some(DidOpenTextDocumentParams { text_document: opened }) = read(params) {
                    self.newsrooms.clear();
                    let file = self.files.hold(&opened.uri, opened.text);
                    self.look(&file, true);
                }
            }
            DidChangeTextDocument::METHOD => {
                if let Some(changed) = read::<DidChangeTextDocumentParams>(params)
                    && let Some(last) = changed.content_changes.into_iter().next_back()
                {
                    self.newsrooms.clear();
                    let file = self.files.hold(&changed.text_document.uri, last.text);
                    self.look(&file, false);
                }
            }
            DidSaveTextDocument::METHOD => {
                self.newsrooms.clear();
                self.look_at_articles();
            }
            DidCloseTextDocument::METHOD => {
                if let Some(DidCloseTextDocumentParams { text_document: closed }) = read(params) {
                    self.newsrooms.clear();
                    self.files.close(&closed.uri);
                    self.publish(closed.uri, Vec::new());
                }
            }
            _ => {}
        }
    }

    /// Says what is wrong with a text: of rules whenever they change, of articles, which cost more,
    /// when one is opened or any file is saved.
    fn look(&mut self, file: &Path, opened: bool) {
        let Some(Open { uri, text, sort }) = self.files.get(file) else { return };
        match sort {
            Sort::Rules => self.publish(uri.clone(), self.words.lints(self.global, file, text)),
            Sort::Words => self.publish(uri.clone(), rules::lints_of_words(self.global, file, text)),
            Sort::Article if opened => self.look_at_articles(),
            Sort::Article | Sort::Other => {}
        }
    }

    fn look_at_articles(&mut self) {
        let files: Vec<PathBuf> = self.files.articles().map(|(file, _)| file.to_owned()).collect();
        for file in files {
            let found = self.newsroom(&file).findings(&file, &|path| self.files.address(path));
            if let Some(open) = self.files.get(&file) {
                self.publish(open.uri.clone(), found);
            }
        }
    }

    fn publish(&self, uri: Uri, diagnostics: Vec<lsp_types::Diagnostic>) {
        let params = PublishDiagnosticsParams { uri, diagnostics, version: None };
        self.send(Notification::new(PublishDiagnostics::METHOD.to_owned(), params).into());
    }

    /// The articles that one is compared with, checked.
    fn newsroom(&mut self, file: &Path) -> Rc<Newsroom> {
        let paths = articles::compared_with(self.paths, file);
        let read = |paths: &Vec<String>| Newsroom::read(paths, self.global, &self.files.edited());
        Rc::clone(self.newsrooms.entry(paths).or_insert_with_key(|paths| Rc::new(read(paths))))
    }

    /// The articles that one is compared with, and the claims that it makes at a position.
    fn claims(&mut self, at: &TextDocumentPositionParams) -> Option<(Rc<Newsroom>, Vec<ClaimId>)> {
        let (file, _, at) = self.files.place(at).filter(|(_, open, _)| open.sort == Sort::Article)?;
        let newsroom = self.newsroom(&file);
        let claims = newsroom.claims(&file, Span::new(at, at));
        (!claims.is_empty()).then_some((newsroom, claims))
    }

    fn complete(&self, params: &CompletionParams) -> Option<Value> {
        let (file, open, at) = self.files.place(&params.text_document_position)?;
        let found = match open.sort {
            Sort::Rules => self.words.completions(&open.text, at),
            Sort::Words => self.words.completions_of_words(&file, &open.text, at)?,
            Sort::Article | Sort::Other => return None,
        };
        let item = |label: String| CompletionItem { label, ..CompletionItem::default() };
        let items: Vec<CompletionItem> = found.into_iter().map(item).collect();
        serde_json::to_value(items).ok()
    }

    fn hover(&mut self, params: &HoverParams) -> Option<Value> {
        let at = &params.text_document_position_params;
        let (file, open, byte) = self.files.place(at)?;
        let value = match open.sort {
            Sort::Rules => self.words.hover(&open.text, byte)?,
            Sort::Words => self.words.hover_of_words(&file, &open.text, byte)?,
            Sort::Article => {
                let (newsroom, claims) = self.claims(at)?;
                newsroom.told(&claims)
            }
            Sort::Other => return None,
        };
        let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
        serde_json::to_value(Hover { contents, range: None }).ok()
    }

    /// What other articles say of the fact.
    fn others(&mut self, params: &GotoDefinitionParams) -> Option<Value> {
        self.locations(&params.text_document_position_params, false)
    }

    fn references(&mut self, params: &ReferenceParams) -> Option<Value> {
        self.locations(&params.text_document_position, params.context.include_declaration)
    }

    fn locations(&mut self, at: &TextDocumentPositionParams, with_own: bool) -> Option<Value> {
        let (newsroom, claims) = self.claims(at)?;
        let found = newsroom.of_their_facts(&claims, with_own);
        let location = |(path, range)| Some(Location { uri: self.files.address(path)?, range });
        let found: Vec<Location> = found.into_iter().filter_map(location).collect();
        serde_json::to_value(found).ok()
    }

    fn actions(&mut self, params: &CodeActionParams) -> Option<Value> {
        let file = open::path(&params.text_document.uri);
        let open = self.files.get(&file).filter(|open| open.sort == Sort::Article)?;
        let [start, end] = [params.range.start, params.range.end].map(|at| place::offset(&open.text, at));
        let newsroom = self.newsroom(&file);
        let claims = newsroom.claims(&file, Span::new(start, end));
        let (global, creates, files) = (self.global, self.creates, &self.files);
        let desk = actions::Desk { global, creates, newsroom: &newsroom, files };
        let mut found = desk.actions(&claims);
        if let Some(only) = &params.context.only {
            let asked =
                |kind: &CodeActionKind| only.iter().any(|only| kind.as_str().starts_with(only.as_str()));
            found.retain(|action| action.kind.as_ref().is_none_or(asked));
        }
        serde_json::to_value(found).ok()
    }
}

/// The parameters of a message; one that says something else is left unanswered.
fn read<T: serde::de::DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}
