//! What the sentence of a claim tells of its event, in a form that is quick to hold against another's:
//! the claims of a block meet in pairs.

use std::cmp::Ordering;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::contrast::Contrasts;
use crate::claim::quote::compare::Rendering;
use crate::claim::{Claim, Setting, Value};
use crate::vocabulary::things::things;

/// Numbers for the words and names of a run.
#[derive(Debug, Default)]
pub(super) struct Lexicon(FxHashMap<String, u32>);

impl Lexicon {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.0.get(word) {
            return number;
        }
        let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.insert(word.to_owned(), number);
        number
    }

    /// A list of words as a set.
    pub(super) fn set<'w>(&mut self, words: impl IntoIterator<Item = &'w String>) -> Words {
        Words::new(words.into_iter().map(|word| self.number(word)).collect())
    }

    /// The words that stand in both sets, in their alphabetical order. It looks through all words of the
    /// run: for a reader who asks, not for linking.
    pub(super) fn shared(&self, a: &Words, b: &Words) -> Vec<String> {
        let shared: Vec<u32> = a.shared(b).collect();
        let is_shared = |number: &u32| shared.binary_search(number).is_ok();
        let words = self.0.iter().filter(|(_, number)| is_shared(number));
        let mut words: Vec<String> = words.map(|(word, _)| word.clone()).collect();
        words.sort_unstable();
        words
    }
}

/// A set of words of one [`Lexicon`].
#[derive(Debug, Clone, Default)]
pub(super) struct Words(Vec<u32>);

impl Words {
    fn new(mut numbers: Vec<u32>) -> Self {
        numbers.sort_unstable();
        numbers.dedup();
        Self(numbers)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    fn shared<'w>(&'w self, other: &'w Self) -> impl Iterator<Item = u32> + 'w {
        let (mut a, mut b) = (self.0.as_slice(), other.0.as_slice());
        std::iter::from_fn(move || {
            while let ([x, after_x @ ..], [y, after_y @ ..]) = (a, b) {
                match x.cmp(y) {
                    Ordering::Less => a = after_x,
                    Ordering::Greater => b = after_y,
                    Ordering::Equal => {
                        (a, b) = (after_x, after_y);
                        return Some(*x);
                    }
                }
            }
            None
        })
    }

    /// How many words stand in both sets, of which at most so many count.
    pub(super) fn count_shared(&self, other: &Self, most: usize) -> usize {
        self.shared(other).take(most).count()
    }
}

/// The clues of one claim.
#[derive(Debug)]
pub(super) struct Clues {
    /// Telling words of its sentence. What it counts and what it says of it are the fact, not the event.
    pub(super) words: Words,
    /// What every claim of its sentence has.
    pub(super) sentence: Arc<SentenceClues>,
    /// Whether its article gives one figure only for what it is a figure of.
    pub(super) given_once: bool,
    /// Its words, where it is a quotation.
    pub(super) quoted: Option<Quoted>,
}

/// What somebody is quoted with.
#[derive(Debug)]
pub(super) struct Quoted {
    rendering: Rendering,
    /// Those of its words that say something.
    telling: Words,
}

impl Quoted {
    pub(super) fn of(value: &Value, lexicon: &mut Lexicon) -> Option<Self> {
        let Value::Quote(quotation) = value else { return None };
        let rendering = Rendering::of(quotation);
        Some(Self { telling: lexicon.set(rendering.telling()), rendering })
    }

    /// Whether both may be renderings of the same words. Most quotations share nothing that says
    /// anything: they are told apart without a look at the order of their words.
    pub(super) fn is_aligned_with(&self, other: &Self) -> bool {
        self.telling.count_shared(&other.telling, 1) > 0 && self.rendering.is_aligned_with(&other.rendering)
    }
}

/// The clues of one sentence.
#[derive(Debug)]
pub(super) struct SentenceClues {
    /// Names.
    pub(super) names: Words,
    /// Countries that act or are described.
    pub(super) nations: Words,
    /// All telling words.
    pub(super) words: Words,
    /// Words that exclude others.
    pub(super) contrasts: Contrasts,
}

impl SentenceClues {
    pub(super) fn of(setting: &Setting, lexicon: &mut Lexicon) -> Self {
        Self {
            names: lexicon.set(&setting.names),
            nations: lexicon.set(&setting.nations),
            words: lexicon.set(&setting.words),
            contrasts: Contrasts::of(setting),
        }
    }
}

/// Whether a word is what the claim counts or what it says of it.
pub(super) fn is_subject(claim: &Claim, word: &str) -> bool {
    let concept = claim.concept.as_deref();
    concept == Some(word)
        || claim.predicate.as_deref() == Some(word)
        || things()
            .of_word(word)
            .is_some_and(|t| concept.is_some_and(|c| things().is_a(t, c) || things().is_a(c, t)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_share_words() {
        let lists = [["mill", "fire", "harbour"], ["harbour", "quay", "mill"]].map(|l| l.map(str::to_owned));
        let mut lexicon = Lexicon::default();
        let [a, b] = [&lists[0], &lists[1]].map(|list| lexicon.set(list));
        assert_eq!(lexicon.shared(&a, &b), ["harbour", "mill"]);
        assert_eq!((a.count_shared(&b, 5), a.count_shared(&b, 1)), (2, 1));
        assert_eq!(a.count_shared(&Words::default(), 5), 0);
    }
}
