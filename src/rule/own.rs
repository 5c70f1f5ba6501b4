//! The words that users keep beside their rules: `vocabulary/things.yml`, `predicates.yml`,
//! `measures.yml` and `people.yml` below a folder of rules, checked before the vocabulary takes them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::load::{parse, vocabulary_files};
use super::names::hint;
use super::spans::{Source, Spot};
use super::written::{Node, decode};
use crate::article::same_path;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;
use crate::vocabulary::own::{OPEN, Own, PEOPLE, packed_ids};
use crate::vocabulary::{measures, person, predicates, things};

const ERROR: Severity = Severity::Error;

/// Keys of an entry that name other entries, with the file that these are in.
pub(super) const REFERENCES: [(&str, &str, &str); 4] = [
    ("things", "is", "things"),
    ("predicates", "takes", "things"),
    ("predicates", "only", "things"),
    ("predicates", "opposite", "predicates"),
];

/// Words that stand beside users' rules.
#[derive(Debug, Default)]
pub struct OwnWords {
    /// What the vocabulary takes.
    pub own: Own,
    /// Its entries, each with its place.
    pub entries: Vec<OwnEntry>,
    /// The places of its people, in the order in which the vocabulary has them.
    pub people: Vec<Spot>,
    /// What is wrong with the others.
    pub problems: Vec<Diagnostic>,
}

/// An entry that the vocabulary takes.
#[derive(Debug, Clone)]
pub struct OwnEntry {
    /// Its name in rules.
    pub id: String,
    /// The other entries that it names.
    pub names: Vec<String>,
    /// Where it stands.
    pub at: Spot,
}

/// The entries of all vocabulary files below these paths, and what is wrong with the others. A bad
/// entry is set aside, the others are used.
pub fn own_words(paths: &[String]) -> OwnWords {
    of_files(vocabulary_files(paths).into_iter().map(|file| (std::fs::read_to_string(&file), file)))
}

/// The same with a file that is being edited: its text is read in place of what the file holds,
/// whether or not it lies below the paths.
pub fn edited_words(paths: &[String], edited: &Path, text: &str) -> OwnWords {
    let others = vocabulary_files(paths).into_iter().filter(|file| same_path(file) != same_path(edited));
    let others = others.map(|file| (std::fs::read_to_string(&file), file));
    of_files(others.chain([(Ok(text.to_owned()), edited.to_owned())]))
}

fn of_files(files: impl Iterator<Item = (std::io::Result<String>, PathBuf)>) -> OwnWords {
    let (mut out, mut read) = (Vec::new(), Vec::new());
    for (text, file) in files {
        read.extend(entries(&file, text, &mut out));
    }
    let mut words = OwnWords::default();
    let known = |file: &str| -> BTreeSet<String> {
        let of_file = read.iter().filter(|entry: &&Entry| entry.file == file);
        packed_ids(file).into_iter().chain(of_file.filter_map(Entry::id)).collect()
    };
    let names = OPEN.map(|file| if read.is_empty() { BTreeSet::new() } else { known(file) });
    for entry in &read {
        let before = out.len();
        entry.references(&|file| &names[OPEN.iter().position(|open| *open == file).unwrap_or(0)], &mut out);
        if out.len() == before {
            words.own.entry(entry.file.to_owned()).or_default().push(entry.node.clone());
            words.entries.extend(entry.taken());
            words.people.extend((entry.file == PEOPLE).then(|| entry.at.clone()));
        }
    }
    words.problems = out;
    words
}

/// An entry that has the shape of its file.
struct Entry {
    file: &'static str,
    node: Node,
    at: Spot,
}

impl Entry {
    fn id(&self) -> Option<String> {
        self.node.get("id").and_then(Node::as_str).map(str::to_owned)
    }

    /// The entry as others need it.
    fn taken(&self) -> Option<OwnEntry> {
        let names = self.named().map(|(name, ..)| name.to_owned()).collect();
        Some(OwnEntry { id: self.id()?, names, at: self.at.clone() })
    }

    /// The entries that this one names, each with the file that it is in and its place.
    fn named(&self) -> impl Iterator<Item = (&str, &'static str, Spot)> {
        REFERENCES.into_iter().filter(|(file, ..)| *file == self.file).flat_map(|(_, key, of)| {
            let at = self.at.key(key);
            let named: Vec<(&str, Spot)> = match self.node.get(key) {
                Some(Node::String(name)) => vec![(name, at)],
                Some(Node::Array(names)) => {
                    let names = names.iter().enumerate();
                    names.filter_map(|(i, name)| Some((name.as_str()?, at.item(i)))).collect()
                }
                _ => Vec::new(),
            };
            named.into_iter().map(move |(name, at)| (name, of, at))
        })
    }

    /// Names that nothing bears.
    fn references<'n>(&self, known: &dyn Fn(&str) -> &'n BTreeSet<String>, out: &mut Vec<Diagnostic>) {
        for (name, of, at) in self.named() {
            let known = known(of);
            if !known.contains(name) {
                let code = if of == "things" { "unknown-concept" } else { "unknown-predicate" };
                let label = hint(name, &known.iter().map(String::as_str).collect::<Vec<_>>());
                out.push(at.at_value(code, ERROR, format!("`{name}` is none of the {of}"), label));
            }
        }
    }
}

/// The entries of one file.
fn entries(path: &Path, text: std::io::Result<String>, out: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let name = path.to_string_lossy();
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let yaml = path.extension().is_some_and(|ending| ending != "tsv");
    let mut files = OPEN.into_iter().chain([PEOPLE]);
    let Some(file) = files.find(|file| *file == stem && yaml) else {
        let message = format!("{name}: only words in {}.yml, {PEOPLE}.yml can be added", OPEN.join(".yml, "));
        let problem = Diagnostic::new("unreadable-rules", ERROR, message).at(name, Span::default(), "");
        out.push(problem.note("nothing of this file was read"));
        return Vec::new();
    };
    match text {
        Ok(text) => of_text(file, &Source::new(name, text), out),
        Err(error) => {
            out.push(Diagnostic::new("unreadable-rules", ERROR, format!("{name}: {error}")));
            Vec::new()
        }
    }
}

fn of_text(file: &'static str, source: &Arc<Source>, out: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let root = Spot::root(source);
    for twice in source.duplicates() {
        let message = format!("the key `{}` stands twice", twice.name);
        let problem = Diagnostic::new("duplicate-key", ERROR, message);
        out.push(problem.at(root.file(), twice.second, "").and(root.file(), twice.first, "here first"));
    }
    let list = match parse(source.text(), source) {
        Ok(Node::Array(list)) => list,
        Ok(Node::Null) => Vec::new(),
        Ok(_) => {
            let entry = if file == PEOPLE { "name: …, aliases" } else { "id: …, words" };
            let message = format!("{file}.yml is a list of entries: `- {{ {entry}: […] }}`");
            out.push(root.at_head("wrong-type", ERROR, message, ""));
            return Vec::new();
        }
        Err(problem) => {
            out.push(*problem);
            return Vec::new();
        }
    };
    let entry = |(i, node): (usize, Node)| {
        let at = root.item(i);
        let sound = match file {
            "things" => decode::<things::Entry>(&node, &at, out).is_some(),
            "predicates" => decode::<predicates::Entry>(&node, &at, out).is_some(),
            PEOPLE => decode::<person::Person>(&node, &at, out).is_some(),
            _ => decode::<measures::Entry>(&node, &at, out).is_some(),
        };
        sound.then_some(Entry { file, node, at })
    };
    list.into_iter().enumerate().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(files: &[(&str, &str)]) -> (Own, Vec<String>) {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("vocabulary")).expect("a folder");
        for (name, text) in files {
            std::fs::write(folder.path().join("vocabulary").join(name), text).expect("a file");
        }
        let OwnWords { own, problems: out, .. } = own_words(&[folder.path().to_string_lossy().into_owned()]);
        let line = |d: &Diagnostic| {
            let at = d.primary.as_ref().map_or(0, |label| label.span.start);
            format!("{} {at}: {}", d.code, d.message)
        };
        (own, out.iter().map(line).collect())
    }

    #[test]
    fn words_of_ones_own_are_taken() {
        let things =
            "- { id: sledge, is: vehicle, words: [sledge, toboggan] }\n- { id: dog-sledge, is: sledge }\n";
        let predicates = "- { id: capsize, acts: [upset], happens: [capsize], only: [sledge], opposite: [right] }\n- { id: right, acts: [right] }\n";
        let (own, said) = said(&[("things.yml", things), ("predicates.yml", predicates)]);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!((own["things"].len(), own["predicates"].len()), (2, 2));
    }

    #[test]
    fn what_is_wrong_is_said_where_it_stands_and_the_rest_is_taken() {
        let things = "- { id: sledge, is: vehicel, words: [sledge] }\n- { id: raft, word: [raft] }\n- { id: kite, words: [kite] }\n";
        let (own, said) = said(&[
            ("things.yml", things),
            ("verbs.yml", "- { id: upset }\n"),
            ("measures.yml", "depth: 3\n"),
            ("gazetteer.tsv", "a\tb\n"),
        ]);
        assert_eq!(own["things"].len(), 1, "{own:?}");
        assert_eq!(said.len(), 5, "{said:#?}");
        let all = said.join("\n");
        assert!(all.contains("unknown-concept 20: `vehicel` is none of the things"), "{all}");
        assert!(
            all.contains("unknown-key ") && all.contains("wrong-type 0: measures.yml is a list"),
            "{all}"
        );
        assert_eq!(
            said.iter().filter(|said| said.contains("only words in measures.yml")).count(),
            2,
            "{all}"
        );
    }
}
