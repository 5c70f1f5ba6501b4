//! Words that exclude each other, from `rules/vocabulary/contrasts.yml`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::claim::Setting;

/// A set of words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    words: Vec<String>,
    #[serde(default)]
    before: bool,
}

struct Vocabulary {
    sets: Vec<Written>,
    /// The sets that a word is of, ascending.
    of_word: FxHashMap<String, Vec<usize>>,
}

static CONTRASTS: LazyLock<Vocabulary> = LazyLock::new(|| {
    let sets: Vec<Written> = crate::vocabulary::section("contrasts")
        .expect("the packed contrasts were checked when they were built");
    let mut of_word: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, set) in sets.iter().enumerate() {
        for word in &set.words {
            of_word.entry(word.clone()).or_default().push(at);
        }
    }
    Vocabulary { sets, of_word }
});

/// The words of a setting that exclude others, by their sets in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Contrasts(Vec<(usize, Found)>);

/// What a setting has of one set.
#[derive(Debug)]
enum Found {
    /// The words of the set that stand anywhere.
    Anywhere(Vec<String>),
    /// The words of the set that stand before a noun, with that noun.
    BeforeNoun(Vec<(String, String)>),
}

impl Contrasts {
    pub(super) fn of(setting: &Setting) -> Self {
        let mut found: Vec<(usize, Found)> = Vec::new();
        for (modifier, noun) in &setting.modifiers {
            for (word, is_modifier) in [(modifier, true), (noun, false)] {
                for &at in CONTRASTS.of_word.get(word).into_iter().flatten() {
                    let before = CONTRASTS.sets[at].before;
                    if before && !is_modifier {
                        continue;
                    }
                    let place = found.iter().position(|(set, _)| *set == at).unwrap_or_else(|| {
                        let none =
                            if before { Found::BeforeNoun(Vec::new()) } else { Found::Anywhere(Vec::new()) };
                        found.push((at, none));
                        found.len() - 1
                    });
                    match &mut found[place].1 {
                        Found::BeforeNoun(pairs) => pairs.push((modifier.clone(), noun.clone())),
                        Found::Anywhere(words) if words.contains(word) => {}
                        Found::Anywhere(words) => words.push(word.clone()),
                    }
                }
            }
        }
        found.sort_by_key(|(set, _)| *set);
        Self(found)
    }

    /// The two words that set two settings apart, if there are any.
    pub(super) fn differ(&self, other: &Self) -> Option<[String; 2]> {
        self.0.iter().find_map(|(set, a)| {
            let (_, b) = other.0.iter().find(|(at, _)| at == set)?;
            match (a, b) {
                (Found::Anywhere(a), Found::Anywhere(b)) => anywhere(a, b),
                (Found::BeforeNoun(a), Found::BeforeNoun(b)) => before_one_noun(a, b),
                _ => None,
            }
        })
    }
}

/// Each setting has exactly one word of the set, and another.
fn anywhere(a: &[String], b: &[String]) -> Option<[String; 2]> {
    match (a, b) {
        ([x], [y]) if x != y => Some([x.clone(), y.clone()]),
        _ => None,
    }
}

/// Both settings have a word of the set before the same noun, and they are other words.
fn before_one_noun(a: &[(String, String)], b: &[(String, String)]) -> Option<[String; 2]> {
    for (word, noun) in a {
        let others: Vec<_> = b.iter().filter(|(_, n)| n == noun).collect();
        if !others.is_empty()
            && others.iter().all(|(w, _)| w != word)
            && !a.iter().any(|(w, n)| n == noun && others.iter().any(|(o, _)| o == w))
        {
            return Some([format!("{word} {noun}"), format!("{} {noun}", others[0].0)]);
        }
    }
    None
}
