//! The files that an editor has open, as they stand there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lsp_types::{TextDocumentPositionParams, Uri};

use super::place;
use crate::article::{Edited, same_path};

/// What an open file is to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A file of rules.
    Rules,
    /// A file of words beside rules.
    Words,
    /// An article that is a text.
    Article,
    /// A list of articles, records: nothing is said of them.
    Other,
}

impl Sort {
    fn of(file: &Path) -> Self {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let words = file.parent().and_then(Path::file_name).is_some_and(|folder| folder == "vocabulary");
        let list = file.file_stem().is_some_and(|stem| stem == "articles");
        match ending.to_ascii_lowercase().as_str() {
            "yml" | "yaml" | "tsv" if words => Self::Words,
            "yml" | "yaml" if list => Self::Other,
            "yml" | "yaml" => Self::Rules,
            "txt" | "text" | "md" | "markdown" => Self::Article,
            _ => Self::Other,
        }
    }
}

/// A file that the editor has open.
pub(super) struct Open {
    /// Its address, as the editor writes it.
    pub(super) uri: Uri,
    /// Its text, saved or not.
    pub(super) text: String,
    /// What it is.
    pub(super) sort: Sort,
}

/// Open files by their path.
#[derive(Default)]
pub(super) struct Files(BTreeMap<PathBuf, Open>);

impl Files {
    /// Takes a file's text as it is in the editor; gives its path.
    pub(super) fn hold(&mut self, uri: &Uri, text: String) -> PathBuf {
        let file = path(uri);
        let sort = Sort::of(&file);
        self.0.insert(file.clone(), Open { uri: uri.clone(), text, sort });
        file
    }

    pub(super) fn close(&mut self, uri: &Uri) {
        self.0.remove(&path(uri));
    }

    pub(super) fn get(&self, file: &Path) -> Option<&Open> {
        self.0.get(&same_path(file))
    }

    /// The articles among them.
    pub(super) fn articles(&self) -> impl Iterator<Item = (&Path, &Open)> {
        let articles = self.0.iter().filter(|(_, open)| open.sort == Sort::Article);
        articles.map(|(file, open)| (file.as_path(), open))
    }

    /// The texts of the articles among them.
    pub(super) fn edited(&self) -> Edited {
        let mut edited = Edited::default();
        for (file, open) in self.articles() {
            edited.insert(file, open.text.clone());
        }
        edited
    }

    /// An open file, and the byte that a position names in it.
    pub(super) fn place(&self, at: &TextDocumentPositionParams) -> Option<(PathBuf, &Open, usize)> {
        let file = path(&at.text_document.uri);
        let open = self.0.get(&file)?;
        Some((file, open, place::offset(&open.text, at.position)))
    }

    /// A file's address; of an open one the editor's own.
    pub(super) fn address(&self, file: &Path) -> Option<Uri> {
        let open = self.get(file).map(|open| open.uri.clone());
        open.or_else(|| place::address(file))
    }
}

/// The path of an address.
pub(super) fn path(uri: &Uri) -> PathBuf {
    same_path(Path::new(&place::path(uri)))
}
