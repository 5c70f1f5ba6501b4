//! The words between a place and another one that tells which of its name is meant.

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// Words by which one place is told by another that stands beside it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locating {
    /// What leads on to the other place: "in", "near", "south of".
    links: FxHashSet<String>,
    /// What may stand between besides: "about", "miles", "a", "suburb".
    fill: FxHashSet<String>,
    /// What a place is called between the other and its name: "the English *city* of Derby".
    nouns: FxHashSet<String>,
}

impl Locating {
    /// "Derby, a suburb ten miles south of Wichita": whether words between a place and the one behind
    /// it tell where the first lies.
    pub fn lead_on<'w>(&self, mut words: impl Iterator<Item = &'w str> + Clone) -> bool {
        words.clone().any(|word| self.links.contains(word))
            && words.all(|word| self.links.contains(word) || self.fill.contains(word) || is_figure(word))
    }

    /// "the Lebanese port city of Tripoli", "Ohio's Hamilton": whether words between a place and the
    /// one before it tell that the second lies in the first.
    pub fn lead_in<'w>(&self, mut words: impl Iterator<Item = &'w str> + Clone) -> bool {
        let owned = |word: &str| matches!(word, "'s" | "’s" | "'" | "’");
        let named = words.clone().any(|word| self.nouns.contains(word) || owned(word));
        named && words.all(|word| self.nouns.contains(word) || word == "of" || owned(word))
    }
}

fn is_figure(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
}
