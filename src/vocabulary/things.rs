//! Things that news counts, with is-a.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A thing as its file writes it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name in rules.
    id: String,
    /// The thing that it is a kind of.
    #[serde(default)]
    is: Option<String>,
    /// The nouns for it, as lemmas.
    #[serde(default)]
    words: Vec<String>,
    /// Nouns that are things of their own, each of them a kind of this one.
    #[serde(default)]
    kinds: Vec<String>,
}

/// All things with look-up tables.
#[derive(Debug, Default)]
pub struct Things {
    by_word: FxHashMap<String, String>,
    parents: FxHashMap<String, String>,
    ids: Vec<String>,
}

static THINGS: LazyLock<Things> = LazyLock::new(|| {
    Things::new(super::section("things").expect("the packed things were checked when they were built"))
});

/// The shipped things.
pub fn things() -> &'static Things {
    &THINGS
}

impl Things {
    fn new(written: Vec<Entry>) -> Self {
        let mut found = Self::default();
        for entry in written {
            for word in entry.words {
                found.by_word.entry(word).or_insert_with(|| entry.id.clone());
            }
            for kind in entry.kinds {
                found.by_word.entry(kind.clone()).or_insert_with(|| kind.clone());
                found.parents.insert(kind.clone(), entry.id.clone());
                found.ids.push(kind);
            }
            if let Some(parent) = entry.is {
                found.parents.insert(entry.id.clone(), parent);
            }
            found.ids.push(entry.id);
        }
        found
    }

    /// The thing that a noun (a lemma, or two lemmas with a space) names.
    pub fn of_word(&self, noun: &str) -> Option<&str> {
        self.by_word.get(noun).map(String::as_str)
    }

    /// Whether `thing` is `wider` or a kind of it.
    pub fn is_a(&self, thing: &str, wider: &str) -> bool {
        self.wider(thing).any(|at| at == wider)
    }

    /// The thing itself and what it is a kind of, the widest last.
    pub fn wider<'a>(&'a self, thing: &'a str) -> impl Iterator<Item = &'a str> {
        // The file's chains are short; the bound keeps a circle in it from hanging the program.
        std::iter::successors(Some(thing), |at| self.parents.get(*at).map(String::as_str)).take(16)
    }

    /// Whether the vocabulary knows a thing of that name.
    pub fn knows(&self, id: &str) -> bool {
        self.ids.iter().any(|known| known == id)
    }

    /// The names of all things, in the order of the file.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_kinds() {
        assert!(things().is_a("girl", "person"));
        assert!(!things().is_a("person", "girl"));
        assert_eq!(things().of_word("uav"), Some("drone"));
        assert_eq!(things().of_word("skier"), Some("skier"));
        assert!(things().is_a("skier", "person") && !things().is_a("skier", "tenant"));
    }
}
