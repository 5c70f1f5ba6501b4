//! Where things stand in a rules file: from the path of a node (`[2].where.any[0].concept`) to
//! the bytes of its key and of its value, and keys that stand twice.
//!
//! The index is built from parser events on first use, so that the packed rules, which need a
//! place only when something is to be said about them, never pay for YAML.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Parser};

use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;

/// One rules file: its name, its text, and the places of its nodes.
#[derive(Debug)]
pub struct Source {
    file: String,
    text: Arc<str>,
    index: OnceLock<Index>,
}

impl Source {
    /// A file's text under the name that the user knows it by.
    pub fn new(file: impl Into<String>, text: impl Into<Arc<str>>) -> Arc<Self> {
        Arc::new(Self { file: file.into(), text: text.into(), index: OnceLock::new() })
    }

    /// Path as the user gave it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The whole text; spans count its bytes.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Keys that stand twice in one mapping, in the order of the text.
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.index().duplicates
    }

    /// Whether lists and mappings stand in one another deeper than any rule needs. The rest of such
    /// a text is not looked at: to read it takes time that grows with the square of its depth.
    pub fn is_too_deep(&self) -> bool {
        self.index().too_deep
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.text))
    }

    /// The entry of a path, else of its nearest parent (a merged or aliased node has no place of its own).
    fn entry(&self, path: &str) -> Entry {
        let index = self.index();
        let mut path = path;
        loop {
            if let Some(&entry) = index.entries.get(path) {
                return entry;
            }
            if path.is_empty() {
                return Entry::default();
            }
            path = parent(path);
        }
    }
}

/// A node of a rules file: everything that can be said about it is said here.
#[derive(Debug, Clone)]
pub struct Spot {
    /// The file.
    pub source: Arc<Source>,
    /// Path of the node inside the file: `where.any[0].concept`; empty for the whole document.
    pub path: String,
}

impl Spot {
    /// The document of a file.
    pub fn root(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), path: String::new() }
    }

    /// The value under a key of this node.
    #[must_use]
    pub fn key(&self, name: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        Self { source: Arc::clone(&self.source), path: format!("{}{dot}{name}", self.path) }
    }

    /// An item of this list.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        Self { source: Arc::clone(&self.source), path: format!("{}[{index}]", self.path) }
    }

    /// A path below this node, as `serde_path_to_error` prints it.
    #[must_use]
    pub fn below(&self, path: &str) -> Self {
        match path {
            "" | "." => self.clone(),
            _ if path.starts_with('[') => Self { path: format!("{}{path}", self.path), ..self.clone() },
            _ => self.key(path),
        }
    }

    /// Path as the user gave it.
    pub fn file(&self) -> &str {
        self.source.file()
    }

    /// Bytes of the node's key; of its value where it has none (a list item).
    pub fn key_span(&self) -> Span {
        let entry = self.source.entry(&self.path);
        entry.key.unwrap_or(entry.value)
    }

    /// Bytes of the node's value; of its key where the value is empty.
    pub fn value_span(&self) -> Span {
        let entry = self.source.entry(&self.path);
        if entry.value.is_empty() { entry.key.unwrap_or(entry.value) } else { entry.value }
    }

    /// A short place that stands for a whole mapping: its first key.
    pub fn head_span(&self) -> Span {
        let entry = self.source.entry(&self.path);
        entry.head.unwrap_or_else(|| self.value_span())
    }

    /// A diagnostic that points at the node's value.
    pub fn at_value(
        &self,
        code: &str,
        severity: Severity,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, severity, message).at(self.file(), self.value_span(), label)
    }

    /// A diagnostic that points at the node's key.
    pub fn at_key(
        &self,
        code: &str,
        severity: Severity,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, severity, message).at(self.file(), self.key_span(), label)
    }

    /// A diagnostic that points at the head of the node's mapping.
    pub fn at_head(
        &self,
        code: &str,
        severity: Severity,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, severity, message).at(self.file(), self.head_span(), label)
    }
}

/// A key that stands twice in one mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The key.
    pub name: String,
    /// Where it stands first.
    pub first: Span,
    /// Where it stands again.
    pub second: Span,
    /// The whole second entry, key and value.
    pub entry: Span,
}

#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    key: Option<Span>,
    value: Span,
    head: Option<Span>,
}

#[derive(Debug, Default)]
struct Index {
    entries: FxHashMap<String, Entry>,
    duplicates: Vec<Duplicate>,
    too_deep: bool,
}

/// The YAML reader gives up at about this depth too, but only after reading everything.
const DEEPEST: usize = 120;

impl Index {
    /// Reads as far as the text is YAML.
    fn new(text: &str) -> Self {
        let mut builder =
            Builder { text, bytes: Bytes::new(text), stack: Vec::new(), index: Self::default() };
        let mut documents = 0;
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            documents += usize::from(matches!(event, Event::DocumentStart(_)));
            builder.index.too_deep = builder.stack.len() > DEEPEST;
            if documents > 1 || builder.index.too_deep {
                break;
            }
            builder.take(event, builder.bytes.span(text, span));
        }
        builder.index
    }
}

/// From character counts, which is what the parser marks, to bytes.
struct Bytes(Option<Vec<usize>>);

impl Bytes {
    fn new(text: &str) -> Self {
        let wide = !text.is_ascii();
        Self(wide.then(|| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()))
    }

    fn at(&self, index: usize, len: usize) -> usize {
        self.0.as_ref().map_or(index.min(len), |table| table.get(index).copied().unwrap_or(len))
    }

    /// The span in bytes, without white space at its end (block scalars reach to the next line).
    fn span(&self, text: &str, span: saphyr_parser::Span) -> Span {
        let found = Span::new(self.at(span.start.index(), text.len()), self.at(span.end.index(), text.len()));
        Span::new(found.start, found.start + found.of(text).trim_end().len())
    }
}

/// A container whose end has not come yet.
struct Frame {
    path: String,
    entry: Entry,
    /// What the container is to its parent.
    role: Role,
    body: Body,
}

enum Body {
    Map { seen: FxHashMap<String, Span>, pending: Option<Pending> },
    List { next: usize },
}

/// A key that waits for its value.
struct Pending {
    name: String,
    span: Span,
    /// Where the same key stood before.
    first: Option<Span>,
}

/// What a node is to the container it stands in.
enum Role {
    Key,
    Value { path: String, pending: Option<Pending> },
}

struct Builder<'t> {
    text: &'t str,
    bytes: Bytes,
    stack: Vec<Frame>,
    index: Index,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Scalar(word, ..) => {
                let role = self.role();
                self.finish(role, &word, Entry { key: None, value: span, head: None });
            }
            Event::Alias(_) => {
                let role = self.role();
                self.finish(role, "*", Entry { key: None, value: span, head: None });
            }
            Event::SequenceStart(..) => self.open(span, Body::List { next: 0 }),
            Event::MappingStart(..) => {
                self.open(span, Body::Map { seen: FxHashMap::default(), pending: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => {}
        }
    }

    fn role(&mut self) -> Role {
        match self.stack.last_mut() {
            None => Role::Value { path: String::new(), pending: None },
            Some(Frame { path, body: Body::List { next }, .. }) => {
                let role = Role::Value { path: format!("{path}[{next}]"), pending: None };
                *next += 1;
                role
            }
            Some(Frame { path, body: Body::Map { pending, .. }, .. }) => match pending.take() {
                None => Role::Key,
                Some(key) => {
                    let dot = if path.is_empty() { "" } else { "." };
                    Role::Value { path: format!("{path}{dot}{}", key.name), pending: Some(key) }
                }
            },
        }
    }

    fn open(&mut self, span: Span, body: Body) {
        let role = self.role();
        let path = match &role {
            Role::Value { path, .. } => path.clone(),
            // Nothing in a key that is itself a mapping or a list can be named by a path.
            Role::Key => "?".to_owned(),
        };
        self.stack.push(Frame { path, entry: Entry { key: None, value: span, head: None }, role, body });
    }

    fn close(&mut self, span: Span) {
        let Some(mut frame) = self.stack.pop() else { return };
        // A block's end is marked where the next token starts; only `]` and `}` are ends proper.
        let bracket = span.of(self.text);
        if matches!(bracket, "]" | "}") {
            frame.entry.value = frame.entry.value.join(span);
        }
        self.finish(frame.role, "?", frame.entry);
    }

    fn finish(&mut self, role: Role, word: &str, entry: Entry) {
        if let Some(frame) = self.stack.last_mut() {
            frame.entry.value = if frame.entry.value.is_empty() && matches!(frame.body, Body::List { .. }) {
                Span::new(frame.entry.value.start.min(entry.value.start), entry.value.end)
            } else {
                frame.entry.value.join(entry.value)
            };
        }
        match role {
            Role::Key => self.key(word, entry.value),
            Role::Value { path, pending } => {
                let key = pending.as_ref().map(|p| p.span);
                if let Some(Pending { name, span, first: Some(first) }) = pending {
                    self.index.duplicates.push(Duplicate {
                        name,
                        first,
                        second: span,
                        entry: span.join(entry.value),
                    });
                }
                self.index.entries.entry(path).or_insert(Entry { key, ..entry });
            }
        }
    }

    fn key(&mut self, word: &str, span: Span) {
        let Some(Frame { entry, body: Body::Map { seen, pending }, .. }) = self.stack.last_mut() else {
            return;
        };
        entry.head.get_or_insert(span);
        let first = seen.get(word).copied();
        seen.entry(word.to_owned()).or_insert(span);
        *pending = Some(Pending { name: word.to_owned(), span, first });
    }
}

fn parent(path: &str) -> &str {
    path.rfind(['.', '[']).map_or("", |at| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(text: &str, path: &str) -> (Arc<Source>, Spot) {
        let source = Source::new("x.yml", text);
        let spot = Spot { source: Arc::clone(&source), path: path.to_owned() };
        (source, spot)
    }

    #[test]
    fn keys_and_values_are_found_in_bytes() {
        let text = "größe: ä\nwhere:\n  any:\n    - { concept: drone, ö: [a, b] }\n    - concept: |\n        x\nkey: [a]\n";
        let words = |path: &str| {
            let (_, spot) = spot(text, path);
            (spot.key_span().of(text).to_owned(), spot.value_span().of(text).to_owned())
        };
        assert_eq!(words("größe"), ("größe".into(), "ä".into()));
        assert_eq!(words("where.any[0].concept"), ("concept".into(), "drone".into()));
        assert_eq!(words("where.any[0].ö"), ("ö".into(), "[a, b]".into()));
        assert_eq!(words("where.any[0].ö[1]"), ("b".into(), "b".into()));
        assert_eq!(words("where.any[0].merged.gone"), words("where.any[0]"));
        assert_eq!(words("key"), ("key".into(), "[a]".into()));
        assert!(words("where").1.ends_with('x'), "{:?}", words("where").1);
        assert_eq!(words("nothing").0, words("").0);
    }

    #[test]
    fn duplicates_are_reported_once_and_without_their_children() {
        let text = "a:\n  b: 1\n  c: 2\nd: 3\na:\n  b: 4\n";
        let source = Source::new("x.yml", text);
        let [only] = source.duplicates() else { panic!("{:?}", source.duplicates()) };
        assert_eq!((only.name.as_str(), only.second.of(text), only.second.start), ("a", "a", 22));
        assert_eq!(only.entry.of(text), "a:\n  b: 4");
    }

    #[test]
    fn broken_and_empty_texts_have_a_root() {
        for text in ["", "\u{feff}", "a: [", "? [a]\n: b", "- - -", "*x", "\t", "a: b\n---\na: c"] {
            let (_, spot) = spot(text, "a.b[3]");
            assert!(spot.value_span().end <= text.len());
        }
    }
}
