//! From paths to files: folders, lists of articles, compressed files, encodings.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::encoding::{decode, is_text};
use super::record::{self, Metadata};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;

/// Name of the list of articles in a folder.
pub const LIST: &str = "articles.yml";
/// How deep folders may lie in each other.
const DEPTH: usize = 64;
/// The endings that are read.
const READ: &str = if cfg!(feature = "html") {
    ".txt, .md, .html, .json, .jsonl and .ndjson"
} else {
    ".txt, .md, .json, .jsonl and .ndjson"
};
/// How much of a file is looked at to see whether it is a page, in bytes.
#[cfg(feature = "html")]
const HEAD: usize = 512;
/// How many names a message about left-out files shows.
const NAMES: usize = 3;

/// How a file's text is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text or Markdown, maybe with front matter.
    Text,
    /// One JSON record, or a list of them.
    Json,
    /// A JSON record a line.
    JsonLines,
    /// A page of HTML.
    #[cfg(feature = "html")]
    Html,
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Plain,
    Gzip,
    Zstd,
}

/// A file to read, with what the list beside it says of it.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path as the user gave it, or below the folder that the user gave; "-" is standard input.
    pub path: String,
    /// From `articles.yml`.
    pub metadata: Metadata,
}

/// The text of a file.
pub struct Loaded {
    /// Decoded text.
    pub text: String,
    /// How to read it.
    pub format: Format,
    /// Whether the text is the file as it stands.
    pub is_file: bool,
}

impl Loaded {
    fn new(path: &str, text: String, format: Format) -> Self {
        let is_file = format == Format::Text && packing(path).1 == Packing::Plain && path != "-";
        Self { text, format, is_file }
    }
}

/// All files that the paths name, in order, each once.
pub fn find(paths: &[String], problems: &mut Vec<Diagnostic>) -> Vec<Source> {
    let mut finder =
        Finder { problems, found: Vec::new(), seen: FxHashSet::default(), lists: BTreeMap::new() };
    for path in paths {
        finder.add(path);
    }
    finder.found
}

struct Finder<'p> {
    problems: &'p mut Vec<Diagnostic>,
    found: Vec<Source>,
    seen: FxHashSet<PathBuf>,
    lists: BTreeMap<PathBuf, Vec<(String, Metadata)>>,
}

impl Finder<'_> {
    fn add(&mut self, path: &str) {
        if path == "-" {
            self.file(path.to_owned(), Metadata::default());
        } else if Path::new(path).is_dir() {
            let mut unknown = BTreeMap::new();
            self.folder(path.trim_end_matches('/'), 0, &mut unknown);
            self.report_unknown(path, &unknown);
        } else {
            let metadata = self.listed(path);
            self.file(path.to_owned(), metadata);
        }
    }

    /// A file, unless it was found before under this or another name.
    fn file(&mut self, path: String, metadata: Metadata) {
        let same = fs::canonicalize(&path).unwrap_or_else(|_| PathBuf::from(&path));
        if self.seen.insert(same) {
            self.found.push(Source { path, metadata });
        }
    }

    /// What the list beside a file says of it.
    fn listed(&mut self, path: &str) -> Metadata {
        let (folder, name) = path
            .rsplit_once('/')
            .map_or((".", path), |(folder, name)| (if folder.is_empty() { "/" } else { folder }, name));
        let list = join(folder, LIST);
        if !Path::new(&list).is_file() {
            return Metadata::default();
        }
        let entries = self.list(&list);
        entries
            .iter()
            .find(|(file, _)| file.trim_start_matches("./") == name)
            .map(|(_, metadata)| metadata.clone())
            .unwrap_or_default()
    }

    /// The entries of a list, read once.
    fn list(&mut self, path: &str) -> Vec<(String, Metadata)> {
        let key = PathBuf::from(path);
        if let Some(entries) = self.lists.get(&key) {
            return entries.clone();
        }
        let entries = match fs::read(path) {
            Ok(bytes) => record::list(path, &decode(path, bytes, false, self.problems), self.problems),
            Err(error) => {
                self.problems.push(unreadable(path, &error));
                Vec::new()
            }
        };
        self.lists.insert(key, entries.clone());
        entries
    }

    fn folder(&mut self, folder: &str, depth: usize, unknown: &mut BTreeMap<String, Vec<String>>) {
        let list = join(folder, LIST);
        if Path::new(&list).is_file() {
            self.listed_folder(folder, &list);
            return;
        }
        let entries = match fs::read_dir(if folder.is_empty() { "/" } else { folder }) {
            Ok(entries) => entries,
            Err(error) => return self.problems.push(unreadable(folder, &error)),
        };
        let mut names: Vec<(String, bool)> = entries
            .filter_map(Result::ok)
            .filter_map(|entry| {
                // A link to a folder could lead in a circle: it is not followed.
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                Some((entry.file_name().to_str()?.to_owned(), is_folder))
            })
            .filter(|(name, _)| !name.starts_with('.'))
            .collect();
        names.sort();
        let saved: FxHashSet<String> = names.iter().filter_map(|(name, _)| parts_folder(name)).collect();
        for (name, is_folder) in names {
            if is_folder && saved.contains(&name) {
                continue;
            }
            let path = join(folder, &name);
            if is_folder && depth < DEPTH {
                self.folder(&path, depth + 1, unknown);
            } else if !is_folder && known(&name).is_some() {
                self.file(path, Metadata::default());
            } else if !is_folder && Path::new(&path).is_file() {
                unknown.entry(ending(&name).to_owned()).or_default().push(path);
            }
        }
    }

    /// A folder with a list is exactly what the list names.
    fn listed_folder(&mut self, folder: &str, list: &str) {
        for (file, metadata) in self.list(list) {
            let path = join(folder, file.trim_start_matches("./"));
            if Path::new(&path).is_file() {
                self.file(path, metadata);
            } else {
                let (message, span) =
                    (format!("{path} is listed, but there is no such file"), metadata.place);
                self.problems.push(Diagnostic::new("missing-file", Severity::Error, message).at(
                    list,
                    span,
                    "listed here",
                ));
            }
        }
    }

    fn report_unknown(&mut self, folder: &str, unknown: &BTreeMap<String, Vec<String>>) {
        for (ending, files) in unknown {
            let what = if ending.is_empty() {
                "without an ending".to_owned()
            } else {
                format!("ending in .{ending}")
            };
            let noun = if files.len() == 1 { "file" } else { "files" };
            let more = if files.len() > NAMES { ", …" } else { "" };
            let names: Vec<&str> = files.iter().take(NAMES).map(String::as_str).collect();
            let message = format!("left out {} {noun} {what}: {}{more}", files.len(), names.join(", "));
            self.problems.push(
                Diagnostic::new("unknown-ending", Severity::Note, message)
                    .at(folder, Span::default(), "")
                    .note(format!(
                        "read are {READ}, each also as .gz or .zst; a file named by itself is read as text"
                    )),
            );
        }
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder == "." { name.to_owned() } else { format!("{}/{name}", folder.trim_end_matches('/')) }
}

/// The folder in which browsers put the pictures and frames of a page that they save.
fn parts_folder(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".html").or_else(|| name.strip_suffix(".htm"))?;
    Some(format!("{stem}_files"))
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The name without what says that it is compressed, and how it is.
fn packing(name: &str) -> (&str, Packing) {
    let lower = name.to_ascii_lowercase();
    for (tail, packing) in [(".gz", Packing::Gzip), (".zst", Packing::Zstd)] {
        if lower.ends_with(tail) {
            return (&name[..name.len() - tail.len()], packing);
        }
    }
    (name, Packing::Plain)
}

fn known(name: &str) -> Option<Format> {
    match ending(packing(name).0).to_ascii_lowercase().as_str() {
        "txt" | "text" | "md" | "markdown" => Some(Format::Text),
        "json" => Some(Format::Json),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        #[cfg(feature = "html")]
        "html" | "htm" | "xhtml" => Some(Format::Html),
        _ => None,
    }
}

/// The name of a file without its folder and its endings: the outlet, where nothing else says.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = packing(name).0;
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// Reads and decodes a file; `None` when a diagnostic says why it could not be.
pub fn load(path: &str, problems: &mut Vec<Diagnostic>) -> Option<Loaded> {
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            problems.push(unreadable(path, &error));
            return None;
        }
    };
    if known(path).is_none() && !is_text(&bytes) {
        problems.push(Diagnostic::new("unreadable-file", Severity::Error, format!("{path} is no text")).at(
            path,
            Span::default(),
            "",
        ));
        return None;
    }
    let as_page = known(path).or_else(|| guess_page(&bytes));
    let text = decode(path, bytes, as_page.is_some_and(is_page), problems);
    let format = as_page.unwrap_or_else(|| if path == "-" { guess(&text) } else { Format::Text });
    Some(Loaded::new(path, text, format))
}

#[cfg(feature = "html")]
fn is_page(format: Format) -> bool {
    format == Format::Html
}

#[cfg(not(feature = "html"))]
fn is_page(_: Format) -> bool {
    false
}

/// Whether a file whose name says nothing begins as a page of HTML does.
#[cfg(feature = "html")]
fn guess_page(bytes: &[u8]) -> Option<Format> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).replace('\0', "");
    let head = head.trim_start_matches(|c: char| !c.is_ascii_graphic()).to_ascii_lowercase();
    let page = head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with("<?xml") && head.contains("<html");
    page.then_some(Format::Html)
}

#[cfg(not(feature = "html"))]
fn guess_page(_: &[u8]) -> Option<Format> {
    None
}

/// The paths of what is read together with a file where nothing else is named: its folder's list, or
/// the articles in that folder, without those of folders below.
pub fn beside(file: &Path) -> Vec<String> {
    let Some(folder) = file.parent().and_then(Path::to_str) else { return Vec::new() };
    if Path::new(&join(folder, LIST)).is_file() {
        return vec![folder.to_owned()];
    }
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let is_article = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| !kind.is_dir());
    let names = entries.filter(is_article).filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter(|name| !name.starts_with('.') && known(name).is_some()).collect();
    names.sort();
    names.iter().map(|name| join(folder, name)).collect()
}

/// A file whose text an editor holds.
pub fn held(path: &str, text: &str) -> Loaded {
    let format = known(path).or_else(|| guess_page(text.as_bytes())).unwrap_or(Format::Text);
    Loaded::new(path, text.to_owned(), format)
}

/// How standard input is to be read: JSON shows at its first mark.
fn guess(text: &str) -> Format {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let first = text.lines().next().unwrap_or("");
    if text.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok() {
        Format::JsonLines
    } else if text.starts_with(['{', '[']) && text.trim_end().ends_with(['}', ']']) {
        Format::Json
    } else {
        Format::Text
    }
}

fn bytes(path: &str) -> std::io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    if path == "-" {
        std::io::stdin().lock().read_to_end(&mut packed)?;
        return Ok(packed);
    }
    packed = fs::read(path)?;
    let mut plain = Vec::new();
    match packing(path).1 {
        Packing::Plain => return Ok(packed),
        Packing::Gzip => {
            flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut plain)?;
        }
        Packing::Zstd => {
            let mut rest = packed.as_slice();
            while !rest.is_empty() {
                let mut frame =
                    ruzstd::decoding::StreamingDecoder::new(&mut rest).map_err(std::io::Error::other)?;
                frame.read_to_end(&mut plain)?;
            }
        }
    }
    Ok(plain)
}

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new("unreadable-file", Severity::Error, format!("{path} could not be read: {error}")).at(
        path,
        Span::default(),
        "",
    )
}
