//! Names as the articles print them. Claims hold names folded, so that spellings meet ("michael valtz" of
//! "Mike Waltz" and "Michael Waltz"); a reader is shown words that stand in an article.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::finding::is_name;
use super::reading::field_value;
use super::words::list;
use crate::article::{Article, ArticleId};
use crate::claim::Claim;
use crate::claim::name::{own_name, person_key};
use crate::claim::token::fold;

/// Longest name, in words.
const LONGEST: usize = 6;

/// Folded names with the words that articles print for them.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(BTreeMap<String, String>);

/// A printed form: what shouts comes last, then what is seldom printed.
type Rank = (bool, std::cmp::Reverse<usize>, String);

impl Names {
    /// The names that the claims of a run carry, each in the form that is printed most.
    pub(super) fn new(claims: &[Claim], articles: &[Article]) -> Self {
        let mut seen: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        let mut sentences = Sentences { articles, read: FxHashMap::default(), found: FxHashMap::default() };
        for claim in claims {
            for (name, words) in sentences.printed_by(claim) {
                *seen.entry(name).or_default().entry(words).or_default() += 1;
            }
        }
        let best = |forms: BTreeMap<String, usize>| {
            let rank = |(words, times): (String, usize)| -> Rank {
                (!words.contains(char::is_lowercase), std::cmp::Reverse(times), words)
            };
            forms.into_iter().map(rank).min().map(|(.., words)| words)
        };
        Self(seen.into_iter().filter_map(|(name, forms)| Some((name, best(forms)?))).collect())
    }

    /// A field's canonical value for readers: as an article prints it, else as a user's list does, else
    /// with its capitals back.
    pub(super) fn value(&self, value: &str, is_name: bool) -> String {
        if !is_name {
            // Of a predicate: the figure is of those who did it.
            return value.strip_suffix("/agent").map_or_else(
                || field_value(value, false),
                |done| format!("who {}", field_value(done, false)),
            );
        }
        let listed = |name: &str| own_name(name).map_or_else(|| field_value(name, true), str::to_owned);
        let each = |name: &str| self.0.get(name).cloned().unwrap_or_else(|| listed(name));
        // Several names of one field stand in one value: "russia+united states".
        list(&value.split('+').map(each).collect::<Vec<_>>())
    }
}

/// The sentences of a run, each cut into words once: the claims of one sentence have names in common.
struct Sentences<'a> {
    articles: &'a [Article],
    read: FxHashMap<(ArticleId, u32), Line>,
    found: FxHashMap<(ArticleId, u32, &'a str), Option<String>>,
}

impl<'a> Sentences<'a> {
    /// The names of a claim with the words for them: its fields that name somebody or something, and
    /// who is cited for it.
    fn printed_by(&mut self, claim: &'a Claim) -> Vec<(String, String)> {
        let Some(article) = self.articles.get(claim.article.0 as usize) else { return Vec::new() };
        let mut found = Vec::new();
        for (_, argument) in claim.arguments.iter().filter(|(field, _)| is_name(**field)) {
            for name in &argument.values {
                let near = argument.span.and_then(|span| printed(article.words(span), name));
                if let Some(words) = near.or_else(|| self.printed(article, claim.sentence, name)) {
                    found.push((name.clone(), words));
                }
            }
        }
        let voices = claim.attribution.iter().filter(|voice| voice.named);
        found.extend(
            voices.filter_map(|voice| Some((voice.name.clone(), printed(&voice.printed, &voice.name)?))),
        );
        found
    }

    fn printed(&mut self, article: &Article, sentence: u32, name: &'a str) -> Option<String> {
        let span = article.sentences.get(sentence as usize)?.span;
        let read = || Line::new(article.words(span));
        let words = self.read.entry((article.id, sentence)).or_insert_with(read);
        self.found.entry((article.id, sentence, name)).or_insert_with(|| words.printed(name)).clone()
    }
}

/// The words of a text that are a folded name: as they stand, or folded as names of persons are.
pub(super) fn printed(text: &str, name: &str) -> Option<String> {
    Line::new(text).printed(name)
}

/// A text on one line, and where its words stand in it.
struct Line {
    text: String,
    /// Each word's first byte, its end, and whether it has a capital.
    words: Vec<(usize, usize, bool)>,
    /// The folds of words in a row as names of persons, by the first of them and their number.
    people: FxHashMap<(usize, usize), String>,
}

impl Line {
    fn new(text: &str) -> Self {
        let mut line = String::with_capacity(text.len());
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            let start = line.len();
            line.push_str(word);
            words.push((start, line.len(), word.contains(char::is_uppercase)));
        }
        Self { text: line, words, people: FxHashMap::default() }
    }

    /// The first of the fewest words in a row that are a folded name.
    fn printed(&mut self, name: &str) -> Option<String> {
        let Self { text, words, people } = self;
        // The fold of a person's name has two words at most.
        let personal = name.bytes().filter(|byte| *byte == b' ').count() < 2;
        for length in 1..=LONGEST.min(words.len()) {
            for (at, window) in words.windows(length).enumerate() {
                if !window.iter().any(|&(.., capital)| capital) {
                    continue;
                }
                let printed = bare(&text[window[0].0..window[length - 1].1]);
                let mut is_person =
                    || people.entry((at, length)).or_insert_with(|| person_key(&fold(printed))) == name;
                if is_folded(printed, name) || personal && has_capitals(printed) && is_person() {
                    return Some(printed.to_owned());
                }
            }
        }
        None
    }
}

/// Whether words fold to a name.
fn is_folded(printed: &str, name: &str) -> bool {
    if !printed.is_ascii() {
        return fold(printed) == name;
    }
    let lower = printed.bytes().map(|byte| byte.to_ascii_lowercase());
    printed.len() == name.len() && lower.eq(name.bytes())
}

/// Whether each of these words could be one of a person's name.
fn has_capitals(printed: &str) -> bool {
    printed.split([' ', '-']).all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}

/// Words without the marks around them and without "'s".
fn bare(words: &str) -> &str {
    let marks = |c: char| !c.is_alphanumeric();
    let name = words.trim_start_matches(marks);
    // "U.S." keeps its last point.
    let has_points = name.trim_end_matches(['.', ',', ';', ':']).contains('.');
    let name = if has_points {
        name.trim_end_matches(|c| c != '.' && marks(c))
    } else {
        name.trim_end_matches(marks)
    };
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_they_are_printed() {
        let found = |text: &str, name: &str| printed(text, name);
        let words = "the national security adviser, Mike Waltz, said";
        assert_eq!(found(words, "michael valtz").as_deref(), Some("Mike Waltz"));
        assert_eq!(
            found("(Lorna McDonald-O'Brien's)", "lorna mcdonald-o'brien").as_deref(),
            Some("Lorna McDonald-O'Brien")
        );
        assert_eq!(found("in Žižkov.", "zizkov").as_deref(), Some("Žižkov"));
        assert_eq!(found("he said", "michael valtz"), None);
        assert_eq!(found("Mike and Ada Waltz", "michael valtz"), None, "two people are not one name");
    }

    #[test]
    fn what_nobody_prints_gets_its_capitals() {
        let names = Names(BTreeMap::from([("michael valtz".to_owned(), "Mike Waltz".to_owned())]));
        assert_eq!(names.value("michael valtz", true), "Mike Waltz");
        assert_eq!(names.value("isle of man", true), "Isle of Man");
        assert_eq!(names.value("michael valtz+isle of man", true), "Mike Waltz and Isle of Man");
        assert_eq!(names.value("shoot-down", false), "shoot down");
    }
}
