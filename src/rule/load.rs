//! Rules from the binary and from users' files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use super::compile::Draft;
use super::fragment::Fragments;
use super::spans::{Source, Spot};
use super::written::Node;
use super::{Rule, RuleSet};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;

/// Rules that can be used, and everything that is wrong with the others.
pub type Loaded = (RuleSet, Vec<Diagnostic>);

static PACKED: &[Packed] = &include!(concat!(env!("OUT_DIR"), "/rules.rs"));

static SHIPPED: LazyLock<Loaded> = LazyLock::new(|| {
    let mut loader = Loader::default();
    loader.packed(false);
    loader.finish()
});

impl RuleSet {
    /// The rules inside the binary, as a run needs them: without their tests, which [`RuleSet::load`]
    /// reads. No YAML is read for them.
    pub fn shipped() -> &'static Loaded {
        &SHIPPED
    }

    /// Rules from files and folders, with or without those of the binary. A rule with the id of a
    /// shipped one replaces it, and so does a fragment. Every diagnostic is an error: the rule that
    /// it is about is set aside, the others run.
    pub fn load(paths: &[String], with_shipped: bool) -> Loaded {
        let mut loader = Loader::default();
        if with_shipped {
            loader.packed(true);
        }
        for path in paths {
            loader.path(path);
        }
        loader.finish()
    }

    /// The same as [`RuleSet::load`], with a file that is being edited: its text is read in place of
    /// what the file holds, whether or not the paths name it.
    #[doc(hidden)]
    pub fn edited(paths: &[String], with_shipped: bool, file: &str, text: &str) -> Loaded {
        let edited = Edited { file: Path::new(file).canonicalize().ok(), text: text.to_owned(), seen: false };
        let mut loader = Loader { edited: Some(edited), ..Loader::default() };
        if with_shipped {
            loader.packed(true);
        }
        for path in paths {
            loader.path(path);
        }
        if loader.edited.as_ref().is_some_and(|edited| !edited.seen) {
            loader.text(file, text);
        }
        loader.finish()
    }

    /// Rules from the text of one file, under the name that messages shall give it.
    pub fn read(file: &str, text: &str) -> Loaded {
        let mut loader = Loader::default();
        loader.text(file, text);
        loader.finish()
    }
}

/// The vocabulary files that stand beside users' rules (`vocabulary/*.yml` and `*.tsv` of a folder
/// or of one below it), in a stable order. [`RuleSet::load`] leaves them alone: they belong to the
/// vocabulary.
pub fn vocabulary_files(paths: &[String]) -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            let is_words = is_yaml(&path) || path.extension().is_some_and(|ending| ending == "tsv");
            if path.is_dir() {
                below(&path, found);
            } else if is_words && folder.file_name().is_some_and(|name| name == "vocabulary") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for path in paths {
        below(Path::new(path), &mut found);
    }
    found.sort();
    found.dedup();
    found
}

/// A file of rules inside the binary.
struct Packed {
    file: &'static str,
    source: &'static str,
    /// As JSON, without the tests.
    rule: &'static str,
    /// As JSON.
    tests: &'static str,
}

impl Packed {
    fn node(&self, with_tests: bool) -> serde_json::Result<Node> {
        let mut rule = serde_json::from_str::<Node>(self.rule)?;
        if with_tests && let Some(rule) = rule.as_object_mut() {
            rule.insert("tests".to_owned(), serde_json::from_str(self.tests)?);
        }
        Ok(rule)
    }
}

/// A rule that was read and not yet checked: its fragments may come from a later file.
struct Read {
    node: Node,
    at: Spot,
    stem: Option<String>,
    shipped: bool,
}

/// A file whose text is another than the one on disk.
struct Edited {
    file: Option<PathBuf>,
    text: String,
    /// Whether a path has led to it.
    seen: bool,
}

#[derive(Default)]
struct Loader {
    edited: Option<Edited>,
    fragments: Fragments,
    read: Vec<Read>,
    out: Vec<Diagnostic>,
}

impl Loader {
    fn packed(&mut self, with_tests: bool) {
        for packed in PACKED {
            match packed.node(with_tests) {
                Ok(rule) => self.document(rule, &Source::new(packed.file, packed.source), true),
                Err(error) => self.out.push(Diagnostic::new(
                    "bad-yaml",
                    Severity::Error,
                    format!("{}: the packed rule cannot be read: {error}", packed.file),
                )),
            }
        }
    }

    fn path(&mut self, path: &str) {
        let files = match rule_files(Path::new(path)) {
            Ok(files) => files,
            Err(error) => return self.unreadable(path, &error),
        };
        if files.is_empty() && vocabulary_files(&[path.to_owned()]).is_empty() {
            let message = format!("{path}: no rules here (a rules file ends in .yml or .yaml)");
            self.out.push(Diagnostic::new("empty-rules", Severity::Error, message));
        }
        for file in files {
            let name = file.to_string_lossy().replace('\\', "/");
            match self.read_file(&file) {
                Ok(text) => self.text(&name, &text),
                Err(error) => self.unreadable(&name, &error),
            }
        }
    }

    fn read_file(&mut self, file: &Path) -> std::io::Result<String> {
        let same = |edited: &&mut Edited| edited.file.is_some() && edited.file == file.canonicalize().ok();
        match self.edited.as_mut().filter(same) {
            Some(edited) => {
                edited.seen = true;
                Ok(edited.text.clone())
            }
            None => std::fs::read_to_string(file),
        }
    }

    fn unreadable(&mut self, path: &str, error: &std::io::Error) {
        self.out.push(Diagnostic::new("unreadable-rules", Severity::Error, format!("{path}: {error}")));
    }

    fn text(&mut self, file: &str, text: &str) {
        let source = Source::new(file, text);
        for twice in source.duplicates() {
            let message = format!("the key `{}` stands twice", twice.name);
            let problem = Diagnostic::new("duplicate-key", Severity::Error, message);
            self.out.push(problem.at(file, twice.second, "").and(file, twice.first, "here first"));
        }
        match parse(text, &source) {
            Ok(node) => self.document(node, &source, false),
            Err(problem) => self.out.push(*problem),
        }
    }

    fn document(&mut self, node: Node, source: &Arc<Source>, shipped: bool) {
        let at = Spot::root(source);
        match node {
            Node::Object(map) if map.contains_key("fragments") && !map.contains_key("id") => {
                for (key, node) in &map {
                    if key == "fragments" {
                        self.fragments.add(node, &at.key(key), &mut self.out);
                    } else {
                        let message = format!("a file of fragments has no key `{key}`");
                        self.out.push(at.key(key).at_key("unknown-key", Severity::Error, message, ""));
                    }
                }
            }
            Node::Object(map) if !map.is_empty() => {
                let stem =
                    Path::new(source.file()).file_stem().map(|stem| stem.to_string_lossy().into_owned());
                self.read.push(Read { node: Node::Object(map), at, stem, shipped });
            }
            Node::Array(rules) if !rules.is_empty() => {
                for (i, node) in rules.into_iter().enumerate() {
                    self.read.push(Read { node, at: at.item(i), stem: None, shipped });
                }
            }
            Node::Null | Node::Object(_) | Node::Array(_) => {
                self.out.push(at.at_head(
                    "empty-rules",
                    Severity::Error,
                    "there is no rule in this file",
                    "",
                ));
            }
            _ => {
                let message = "a rules file holds a rule, a list of rules, or `fragments`";
                self.out.push(at.at_head("wrong-type", Severity::Error, message, ""));
            }
        }
    }

    fn finish(mut self) -> Loaded {
        self.fragments.check_all(&mut self.out);
        let mut chosen: BTreeMap<String, Rule> = BTreeMap::new();
        for Read { node, at, stem, shipped } in &self.read {
            let draft = Draft { node, at: at.clone(), stem: stem.as_deref(), shipped: *shipped };
            let Some(rule) = draft.compile(&mut self.fragments, &mut self.out) else { continue };
            match chosen.get(&rule.id) {
                Some(first) if first.shipped == rule.shipped => self.out.push(twice(&rule, first)),
                _ => {
                    chosen.insert(rule.id.clone(), rule);
                }
            }
        }
        (RuleSet::new(chosen.into_values().collect()), self.out)
    }
}

fn twice(rule: &Rule, first: &Rule) -> Diagnostic {
    let message = format!("two rules are named `{}`", rule.id);
    let first = first.at.key("id");
    let problem =
        rule.at.key("id").at_value("duplicate-id", Severity::Error, message, "this one is set aside");
    problem.and(first.file(), first.value_span(), "the first one")
}

/// YAML to a node. Keys that stand twice have been reported: the second is blanked out, so that
/// everything else in the file can still be read, and stays where it is.
pub(super) fn parse(text: &str, source: &Arc<Source>) -> Result<Node, Box<Diagnostic>> {
    if text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(Node::Null);
    }
    if source.is_too_deep() {
        let message = "lists and mappings stand in one another too deep";
        return Err(Box::new(Spot::root(source).at_head("bad-yaml", Severity::Error, message, "")));
    }
    let text = without(text, source);
    let parsed = serde_yaml::from_str::<serde_yaml::Value>(&text).and_then(|mut value| {
        value.apply_merge()?;
        Ok(value)
    });
    parsed.map(node).map_err(|error| {
        let at = error.location().map_or(0, |location| location.index()).min(text.len());
        let start = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        // What ends too early ends behind the last line: that one is shown.
        let start = if text[start..].trim().is_empty() { last_line(&text) } else { start };
        let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        let problem = Diagnostic::new("bad-yaml", Severity::Error, error.to_string());
        Box::new(problem.at(source.file(), Span::new(start, end), ""))
    })
}

/// Where the last line that is not blank starts.
fn last_line(text: &str) -> usize {
    text.trim_end().rfind('\n').map_or(0, |at| at + 1)
}

fn without(text: &str, source: &Source) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for twice in source.duplicates() {
        // In a `{flow, mapping}` the comma before the entry goes with it.
        let before = text[..twice.entry.start].trim_end();
        let start = if before.ends_with(',') { before.len() - 1 } else { twice.entry.start };
        for byte in &mut bytes[start..twice.entry.end] {
            if *byte != b'\n' && *byte != b'\r' {
                *byte = b' ';
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The same tree without what only YAML has: tags, and keys that are no strings.
fn node(value: serde_yaml::Value) -> Node {
    use serde_yaml::Value as Yaml;
    match value {
        Yaml::Null => Node::Null,
        Yaml::Bool(yes) => Node::Bool(yes),
        Yaml::Number(number) => serde_json::to_value(number).unwrap_or(Node::Null),
        Yaml::String(text) => Node::String(text),
        Yaml::Sequence(items) => Node::Array(items.into_iter().map(node).collect()),
        Yaml::Mapping(map) => {
            Node::Object(map.into_iter().map(|(key, value)| (name(&key), node(value))).collect())
        }
        Yaml::Tagged(tagged) => node(tagged.value),
    }
}

fn name(key: &serde_yaml::Value) -> String {
    key.as_str()
        .map_or_else(|| serde_yaml::to_string(key).unwrap_or_default().trim_end().to_owned(), str::to_owned)
}

/// The rules files of a path, sorted: the path itself, or every YAML file below a folder but
/// those of its vocabulary.
fn rule_files(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return std::fs::metadata(path).map(|_| vec![path.to_owned()]);
    }
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(path)? {
        entries.push(entry?.path());
    }
    entries.sort();
    let mut found = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            if entry.file_name().is_some_and(|name| name != "vocabulary") {
                found.extend(rule_files(&entry)?);
            }
        } else if is_yaml(&entry) {
            found.push(entry);
        }
    }
    Ok(found)
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml")
}
