//! What a full stop means: words that carry one without ending a sentence.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::error::Error;

/// What a word does with the stop behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stop {
    /// Stands before a name ("Gen."): never an end.
    Title,
    /// No end before a number ("No. 5"), an end before anything else ("He said no.").
    BeforeNumber,
    /// Never an end ("e.g.").
    Never,
    /// An end only before a word that begins a sentence ("Inc.", "Ariz.").
    MayEnd,
}

/// Words that decide where sentences end.
#[derive(Debug, Default)]
pub struct Abbreviations {
    stops: FxHashMap<String, Stop>,
    capital: FxHashMap<String, Stop>,
    starters: FxHashSet<String>,
    speech: FxHashSet<String>,
    exclaimed: FxHashSet<String>,
    after_clock: FxHashSet<String>,
    opening: FxHashSet<String>,
    domains: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    titles: Vec<String>,
    before_number: Vec<String>,
    never: Vec<String>,
    may_end: Vec<String>,
    may_end_capital: Vec<String>,
    exclaimed: FxHashSet<String>,
    starters: FxHashSet<String>,
    speech: FxHashSet<String>,
    after_clock: FxHashSet<String>,
    opening: FxHashSet<String>,
    domains: FxHashSet<String>,
}

/// The abbreviations that were packed into the binary.
pub fn abbreviations() -> &'static Abbreviations {
    static WORDS: LazyLock<Abbreviations> = LazyLock::new(|| {
        Abbreviations::load().expect("rules/vocabulary/abbreviations.yml has its documented shape")
    });
    &WORDS
}

impl Abbreviations {
    /// Reads `rules/vocabulary/abbreviations.yml`.
    ///
    /// # Errors
    /// When the packed file does not have its documented shape.
    pub fn load() -> Result<Self, Error> {
        let written: Written = super::section("abbreviations")?;
        let mut words = Self {
            starters: written.starters,
            speech: written.speech,
            exclaimed: written.exclaimed,
            after_clock: written.after_clock,
            opening: written.opening,
            domains: written.domains,
            ..Self::default()
        };
        // A word of several lists has the reading of the first list that fits its case.
        for (list, stop) in [
            (written.before_number, Stop::BeforeNumber),
            (written.never, Stop::Never),
            (written.may_end, Stop::MayEnd),
        ] {
            for word in list {
                words.stops.entry(word).or_insert(stop);
            }
        }
        for (list, stop) in [(written.titles, Stop::Title), (written.may_end_capital, Stop::MayEnd)] {
            for word in list {
                words.capital.entry(word).or_insert(stop);
            }
        }
        Ok(words)
    }

    /// What the stop behind a word means, if the word is an abbreviation. `word` is as written,
    /// without its last point.
    pub fn stop(&self, word: &str) -> Option<Stop> {
        let lower = word.to_lowercase();
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let with_capital = if capital { self.capital.get(&lower) } else { None };
        with_capital.or_else(|| self.stops.get(&lower)).copied()
    }

    /// Whether a lower-case word begins a sentence and no name.
    pub fn starts_sentence(&self, lower: &str) -> bool {
        self.starters.contains(lower)
    }

    /// Whether a lower-case word is a verb of speech.
    pub fn is_speech(&self, lower: &str) -> bool {
        self.speech.contains(lower)
    }

    /// Whether a lower-case name ends with a mark of exclamation.
    pub fn is_exclaimed(&self, lower: &str) -> bool {
        self.exclaimed.contains(lower)
    }

    /// Whether a lower-case word can follow "p.m." inside its sentence.
    pub fn follows_clock(&self, lower: &str) -> bool {
        self.after_clock.contains(lower)
    }

    /// Whether a lower-case word opens an adverbial ("At 5 a.m. …").
    pub fn opens_phrase(&self, lower: &str) -> bool {
        self.opening.contains(lower)
    }

    /// Whether a lower-case word is the last part of a site's name.
    pub fn is_domain(&self, lower: &str) -> bool {
        self.domains.contains(lower)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_tells_a_title_from_a_word() {
        let words = abbreviations();
        assert_eq!(words.stop("Gen"), Some(Stop::Title));
        assert_eq!(words.stop("gen"), None);
        assert_eq!(words.stop("Sun"), Some(Stop::MayEnd));
        assert_eq!(words.stop("sun"), None);
        assert_eq!(words.stop("no"), Some(Stop::BeforeNumber));
        assert_eq!(words.stop("Inc"), Some(Stop::MayEnd));
        assert_eq!(words.stop("drone"), None);
    }
}
