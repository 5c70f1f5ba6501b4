//! Words that mean two things, of which the article as a whole tells which.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// Words of a sense's subject that an article in that sense has at least.
const ENOUGH: usize = 2;

/// One sense of a word, as its file writes it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The lemma as it stands.
    word: String,
    /// The lemma that it is read as.
    sense: String,
    /// Lemmas of the subject, of which an article in that sense has at least two.
    with: Vec<String>,
    /// Lemmas of which such an article has none.
    #[serde(default)]
    without: Vec<String>,
    /// Lemmas directly before the word that decide alone: "on strike".
    #[serde(default)]
    after: Vec<String>,
    /// Lemmas before the word, or behind it and "by" or "of", that decide alone: "the teachers' strike",
    /// "a strike by nurses".
    #[serde(default)]
    beside: Vec<String>,
}

/// Lemmas between "by" and those who do it: "a strike by public-sector health workers".
const DOERS: usize = 3;

impl Entry {
    /// Whether the words beside the one at `at` decide its sense.
    fn is_decided(&self, lemmas: &[&str], at: usize) -> bool {
        let has = |list: &[String], lemma: &str| list.iter().any(|known| known == lemma);
        let before = |by: usize| at.checked_sub(by).and_then(|at| lemmas.get(at).copied());
        let marked = before(1).filter(|mark| matches!(*mark, "'" | "’" | "'s")).and_then(|_| before(2));
        let by = lemmas.get(at + 1).is_some_and(|next| matches!(*next, "by" | "of"));
        let doers = lemmas.iter().skip(at + 2).take(if by { DOERS } else { 0 });
        // "their strike on the port" is none of theirs over pay.
        let next = |by: usize| lemmas.get(at + by).copied().unwrap_or_default();
        let aimed =
            matches!(next(1), "on" | "against" | "at") && matches!(next(2), "the" | "a" | "an" | "its");
        before(1).is_some_and(|lemma| !aimed && has(&self.after, lemma) || has(&self.beside, lemma))
            || marked.is_some_and(|lemma| has(&self.beside, lemma))
            || doers.into_iter().any(|lemma| has(&self.beside, lemma))
    }
}

static SENSES: LazyLock<Vec<Entry>> =
    LazyLock::new(|| super::section("senses").expect("the packed senses were checked when they were built"));

/// The words of one article that stand for another lemma, with that lemma, by what the article is
/// about. `lemmas` are those of the whole article.
pub fn senses<'a>(lemmas: impl Iterator<Item = &'a str> + Clone) -> FxHashMap<&'static str, &'static str> {
    let stands = |entry: &&Entry| lemmas.clone().any(|lemma| lemma == entry.word);
    let standing: Vec<&'static Entry> = SENSES.iter().filter(stands).collect();
    // Most articles have no such word: of these nothing more need be known.
    if standing.is_empty() {
        return FxHashMap::default();
    }
    let words: Vec<&str> = lemmas.collect();
    let all: FxHashSet<&str> = words.iter().copied().collect();
    let decided =
        |entry: &Entry| (0..words.len()).any(|at| words[at] == entry.word && entry.is_decided(&words, at));
    let meant = |entry: &&Entry| {
        !entry.without.iter().any(|word| all.contains(word.as_str()))
            && (decided(entry)
                || entry.with.iter().filter(|word| all.contains(word.as_str())).nth(ENOUGH - 1).is_some())
    };
    standing.into_iter().filter(meant).map(|entry| (entry.word.as_str(), entry.sense.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::senses;

    fn of(text: &str) -> Option<&'static str> {
        senses(text.split(' ')).get("strike").copied()
    }

    #[test]
    fn the_subject_of_an_article_tells_the_sense() {
        assert_eq!(of("the strike of the union over pay"), Some("strike@work"));
        assert_eq!(of("the strike on the port"), None);
        assert_eq!(of("the union say the missile strike hit worker"), None);
        assert_eq!(of("the union talk over pay"), None);
        assert_eq!(of("nurse in Leeds be on strike"), Some("strike@work"));
        assert_eq!(of("the strike by junior hospital doctor begin"), Some("strike@work"));
        assert_eq!(of("the strike kill a teacher"), None);
        assert_eq!(of("nurse begin their strike"), Some("strike@work"));
        assert_eq!(of("their strike on the port"), None);
    }
}
