//! How two quotations of one speaker stand to each other.
//!
//! Editors cut and translators reword, so other words alone contradict nothing: only a turned
//! polarity, an opposite, another figure or another name does.

use crate::claim::Quotation;
use crate::claim::compare::Comparison;
use crate::vocabulary::places::{Gazetteer, PlaceKind};
use crate::vocabulary::speech::{Class, Speech, antonyms, speech};

/// Longest quotation in words that is compared word by word; the rest is cut off.
const LONGEST: usize = 1200;

/// Words that stand in one quotation where others, or none, stand in the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct WordChange {
    /// Index, among the first quotation's words with contractions spelled out, of the first word
    /// that is changed.
    pub at: usize,
    /// Words of the first quotation that the second does not have there.
    pub removed: Vec<String>,
    /// Words of the second quotation that the first does not have there.
    pub added: Vec<String>,
}

/// Whether two quotations are the same words, and enough of them that nobody else is likely to have
/// said them: two outlets that give them to two speakers contradict each other.
pub fn same_words(a: &Quotation, b: &Quotation) -> bool {
    let (a, b) = (plain(a), plain(b));
    a == b && a.len() >= 5 && content(&a) >= 3
}

/// Whether two quotations are two renderings of the same words: they share a run of at least four
/// words that says something, or most of what they say in the same order. Whether the speaker
/// fits is for the caller to see.
pub fn aligned(a: &Quotation, b: &Quotation) -> bool {
    Rendering::of(a).is_aligned_with(&Rendering::of(b))
}

/// The words of a quotation as far as they matter for recognising a rendering: forms of "be" and
/// plurals are one.
#[derive(Debug, Clone)]
pub struct Rendering {
    words: Vec<String>,
    /// Of each word, whether it says something.
    says: Vec<bool>,
}

impl Rendering {
    /// The words of a quotation.
    pub fn of(quotation: &Quotation) -> Self {
        let lexicon = speech();
        let words = loose(plain(quotation));
        let says = words.iter().map(|word| is_content(word, lexicon)).collect();
        Self { words, says }
    }

    /// The words that say something, in order.
    pub fn telling(&self) -> impl Iterator<Item = &String> {
        self.words.iter().zip(&self.says).filter(|(_, says)| **says).map(|(word, _)| word)
    }

    /// The same as [`aligned`].
    pub fn is_aligned_with(&self, other: &Self) -> bool {
        let (a, b) = (self, other);
        if a.words.len().min(b.words.len()) < 3 {
            return false;
        }
        if a.words == b.words {
            return a.says.contains(&true);
        }
        let matched = lcs(&a.words, &b.words);
        a.shares_run(&matched) || a.shares_content(b, &matched) || a.nearly_equals(b, &matched)
    }

    fn content(&self) -> usize {
        self.says.iter().filter(|says| **says).count()
    }

    fn matched_content(&self, matched: &[(usize, usize)]) -> usize {
        matched.iter().filter(|&&(i, _)| self.says[i]).count()
    }

    /// A run of at least four shared words, two of them words that say something; or a run of three
    /// that are all of that kind.
    fn shares_run(&self, matched: &[(usize, usize)]) -> bool {
        let mut runs = matched.chunk_by(|x, y| y.0 == x.0 + 1 && y.1 == x.1 + 1);
        runs.any(|run| {
            let says = self.matched_content(run);
            run.len() >= 4 && says >= 2 || run.len() == 3 && says == 3
        })
    }

    /// At least three words that say something, and 60 % of the shorter one's, in the same order.
    fn shares_content(&self, other: &Self, matched: &[(usize, usize)]) -> bool {
        let shared = self.matched_content(matched);
        let shorter = self.content().min(other.content());
        shared >= 3 && shared * 10 >= shorter * 6
    }

    /// Nearly the same sentence: at least 70 % of the words of the longer one in the same order.
    fn nearly_equals(&self, other: &Self, matched: &[(usize, usize)]) -> bool {
        let longer = self.words.len().max(other.words.len());
        matched.len() >= 4 && self.matched_content(matched) >= 2 && matched.len() * 10 >= longer * 7
    }
}

/// How two aligned quotations stand to each other, and the word diff that shows it. Equal words
/// agree; an excerpt or a harmless rewording is compatible; a rewording that turns the polarity,
/// or puts an opposite, another figure or another name in place, contradicts.
pub fn compare(a: &Quotation, b: &Quotation) -> (Comparison, Vec<WordChange>) {
    let (one, other) = (plain(a), plain(b));
    if one == other {
        return (Comparison::Agrees, Vec::new());
    }
    let matched = lcs(&one, &other);
    let changes = changes(&one, &other, &matched);
    let shorter = one.len().min(other.len()).max(1);
    // Two sentences that share a phrase are no renderings of one another.
    let close = matched.len() * 2 >= shorter;
    let lexicon = speech();
    let turned = close
        && (turned_inside(&one, &other, &matched, &changes, lexicon)
            || replaced(a, b, &changes, matched.len(), shorter, lexicon));
    let comparison = if turned { Comparison::Contradicts } else { Comparison::Compatible };
    (comparison, changes)
}

/// The words with contractions spelled out and hyphens closed up.
fn plain(quotation: &Quotation) -> Vec<String> {
    let lexicon = speech();
    let mut words = Vec::with_capacity(quotation.words.len());
    for word in quotation.words.iter().take(LONGEST) {
        match lexicon.expanded(word) {
            Some(long) => words.extend(long.iter().cloned()),
            None => words.push(word.replace('-', "")),
        }
    }
    words
}

/// Forms of "be" and plurals made one.
fn loose(mut words: Vec<String>) -> Vec<String> {
    for word in &mut words {
        match word.as_str() {
            "is" | "are" | "was" | "were" | "am" | "been" | "being" => "be".clone_into(word),
            "has" | "had" => "have".clone_into(word),
            _ if word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") => {
                word.pop();
            }
            _ => {}
        }
    }
    words
}

fn is_content(word: &str, lexicon: &Speech) -> bool {
    lexicon.is(word, Class::Negation)
        || !(lexicon.is(word, Class::Function)
            || lexicon.is(word, Class::Auxiliary)
            || word == "be"
            || word == "have")
}

fn content(words: &[String]) -> usize {
    let lexicon = speech();
    words.iter().filter(|word| is_content(word, lexicon)).count()
}

/// A longest common subsequence as pairs of indices, ascending.
fn lcs(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut table = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i * width + j] = if a[i] == b[j] {
                table[(i + 1) * width + j + 1] + 1
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// The gaps between matched words, in order.
fn changes(a: &[String], b: &[String], matched: &[(usize, usize)]) -> Vec<WordChange> {
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    for &(x, y) in matched.iter().chain(std::iter::once(&(a.len(), b.len()))) {
        if x > i || y > j {
            found.push(WordChange { at: i, removed: a[i..x].to_vec(), added: b[j..y].to_vec() });
        }
        (i, j) = (x + 1, y + 1);
    }
    found
}

/// Negations of a run of words, idioms that negate nothing left out.
fn negations(words: &[String], lexicon: &Speech) -> usize {
    let idle = |at: usize| {
        let idiom = |from: usize| {
            words.get(from).is_some_and(|first| {
                lexicon.no_negations(first).iter().any(|rest| {
                    at <= from + rest.len()
                        && rest.iter().zip(&words[from + 1..]).filter(|(x, y)| x == y).count() == rest.len()
                })
            })
        };
        (at.saturating_sub(3)..=at).any(idiom)
    };
    words.iter().enumerate().filter(|&(at, word)| lexicon.is(word, Class::Negation) && !idle(at)).count()
}

/// Whether the changed words turn what is said: an odd number of negations and opposites.
fn turned_inside(
    a: &[String],
    b: &[String],
    matched: &[(usize, usize)],
    changes: &[WordChange],
    lexicon: &Speech,
) -> bool {
    let (Some(&first), Some(&last)) = (matched.first(), matched.last()) else { return false };
    // What stands only before or only after the shared part was cut by one of the two.
    let from_a = first.0.saturating_sub(lead(a, b, first));
    let from_b = first.1.saturating_sub(lead(a, b, first));
    let tail = if last.0 + 1 < a.len() && last.1 + 1 < b.len() { 3 } else { 0 };
    let inner_a = &a[from_a..(last.0 + 1 + tail).min(a.len())];
    let inner_b = &b[from_b..(last.1 + 1 + tail).min(b.len())];
    let negated = negations(inner_a, lexicon).abs_diff(negations(inner_b, lexicon));
    let opposites = changes.iter().filter(|change| opposed(change)).count();
    (negated + opposites) % 2 == 1
}

/// How many words before the first shared one still belong to the same clause: a few where both
/// have some or where a short negated beginning was dropped, none for an excerpt from the middle.
fn lead(a: &[String], b: &[String], first: (usize, usize)) -> usize {
    let (x, y) = first;
    let both = x > 0 && y > 0;
    let start_only = (x == 0 && y <= 3 || y == 0 && x <= 3) && a.len().abs_diff(b.len()) <= 6;
    if both || start_only { 4 } else { 0 }
}

fn opposed(change: &WordChange) -> bool {
    let words = antonyms();
    let prefixed = |x: &str, y: &str| {
        ["un", "in", "im", "non", "dis"]
            .iter()
            .any(|p| x.strip_prefix(p).is_some_and(|rest| rest == y && rest.len() > 3))
    };
    change.removed.len() <= 6
        && change.added.len() <= 6
        && change
            .removed
            .iter()
            .any(|x| change.added.iter().any(|y| words.opposed(x, y) || prefixed(x, y) || prefixed(y, x)))
}

/// Whether a figure or a name was put in place of another.
fn replaced(
    a: &Quotation,
    b: &Quotation,
    changes: &[WordChange],
    matched: usize,
    shorter: usize,
    lexicon: &Speech,
) -> bool {
    let figures =
        |words: &[String]| words.iter().filter_map(|word| figure(word, lexicon)).collect::<Vec<_>>();
    let figure_changed = changes.iter().any(|change| {
        let (one, other) = (figures(&change.removed), figures(&change.added));
        !one.is_empty() && !other.is_empty() && one != other
    });
    figure_changed || matched * 10 >= shorter * 7 && changes.iter().any(|change| name_changed(a, b, change))
}

/// The figure of a word as written in digits: "nineteen" and "19" are one, "1,200" and "1200" too.
fn figure(word: &str, lexicon: &Speech) -> Option<String> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(word.replace(',', ""));
    }
    lexicon.number(word).map(str::to_owned)
}

/// "Russia" for "Moscow", "Russian" for "Russia": one country under two names.
fn same_country(a: &str, b: &str) -> bool {
    let gazetteer = Gazetteer::get();
    let country = |word: &str| {
        let owned = word.strip_suffix("'s").unwrap_or(word);
        if let Some((_, place)) = gazetteer.demonym(|ahead| (ahead == 0).then_some(owned)) {
            return gazetteer.country_of(place).map(str::to_owned);
        }
        gazetteer.seat_of(owned).map(str::to_owned).or_else(|| {
            gazetteer.sites(owned).into_iter().find(|s| s.kind == PlaceKind::Country).map(|s| s.name)
        })
    };
    country(a).is_some_and(|one| country(b) == Some(one))
}

/// One name for one other name, neither of which stands anywhere in the other quotation.
fn name_changed(a: &Quotation, b: &Quotation, change: &WordChange) -> bool {
    let only = |words: &[String], own: &Quotation, other: &Quotation| -> Vec<String> {
        words.iter().filter(|word| own.names.contains(word) && !other.words.contains(word)).cloned().collect()
    };
    let (gone, come) = (only(&change.removed, a, b), only(&change.added, b, a));
    let related = |x: &str, y: &str| x.chars().take(4).eq(y.chars().take(4)) || same_country(x, y);
    change.removed.len() == gone.len()
        && change.added.len() == come.len()
        && gone.len() == 1
        && come.len() == 1
        && !related(&gone[0], &come[0])
}
