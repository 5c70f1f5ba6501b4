//! Look-up of phrases of several words, longest first.

use rustc_hash::FxHashMap;

/// Phrases by their first word, each with what it stands for.
#[derive(Debug, Default)]
pub struct Phrases<T> {
    by_first: FxHashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Phrases<T> {
    /// Builds the table; a phrase is split at spaces.
    pub fn new(phrases: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut by_first: FxHashMap<String, Vec<(Vec<String>, T)>> = FxHashMap::default();
        for (phrase, meaning) in phrases {
            let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
            if let Some(first) = words.first() {
                by_first.entry(first.clone()).or_default().push((words, meaning));
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { by_first }
    }

    /// The longest phrase that starts where `word(0)` is; gives its number of words.
    pub fn longest<'a>(&self, word: impl Fn(usize) -> Option<&'a str>) -> Option<(usize, &T)> {
        let candidates = self.by_first.get(word(0)?)?;
        candidates
            .iter()
            .find(|(words, _)| words.iter().enumerate().skip(1).all(|(at, w)| word(at) == Some(w.as_str())))
            .map(|(words, meaning)| (words.len(), meaning))
    }

    /// The first words of all phrases, in no order.
    pub fn firsts(&self) -> impl Iterator<Item = &str> {
        self.by_first.keys().map(String::as_str)
    }

    /// What exactly this phrase stands for.
    pub fn get(&self, phrase: &str) -> Option<&T> {
        let words: Vec<&str> = phrase.split_whitespace().collect();
        let (len, meaning) = self.longest(|at| words.get(at).copied())?;
        (len == words.len()).then_some(meaning)
    }
}
