//! Origins: articles whose wording shows one common copy (wire text, syndication) are one origin.
//!
//! Wording is compared by shingles of eight folded words. Words inside quotation marks do not
//! count: two reporters at one press conference print the same quotation.

use std::hash::{Hash, Hasher};

use petgraph::unionfind::UnionFind;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::article::{Article, Part, Sentence};
use crate::claim::Claim;
use crate::claim::token::fold;

/// Words of a shingle.
const SHINGLE: usize = 8;
/// Fewest common shingles that show a copy: eleven words in a row, or two shorter runs.
const FEWEST_SHARED: usize = 4;
/// Fewest words of a sentence whose repetition is no accident.
const LONG_SENTENCE: usize = 12;
/// How many long sentences two articles must have in common to be one origin.
const COMMON_SENTENCES: usize = 3;
/// How many texts a shingle remembers. All copies of one text meet through its first ones.
const REMEMBERED: usize = 8;

/// Dense number of the origin of each article, in the order of the articles; an origin is numbered
/// by its first article. Articles are one origin where half of the shorter one's wording stands in
/// the other, or where they have several long sentences in common.
pub fn origins(articles: &[Article]) -> Vec<u32> {
    Texts::of(articles).origins()
}

/// Whether two sentences are copies of one: half of the shorter one's wording outside quotation
/// marks stands in the other. Sentences of fewer than eleven such words never are.
pub fn shared_wording(a: &str, b: &str) -> bool {
    let (a, b) = (sentence_shingles(a), sentence_shingles(b));
    let of_b: FxHashSet<u64> = b.iter().copied().collect();
    similar(a.iter().filter(|shingle| of_b.contains(shingle)).count(), a.len().min(b.len()))
}

/// The wording of all articles: of each sentence, its stretches of words outside quotation marks.
pub(super) struct Texts<'a> {
    articles: &'a [Article],
    runs: Vec<Vec<Runs>>,
}

impl<'a> Texts<'a> {
    /// Reads the articles.
    pub(super) fn of(articles: &'a [Article]) -> Self {
        Self { articles, runs: articles.par_iter().map(runs).collect() }
    }

    /// See [`origins`].
    pub(super) fn origins(&self) -> Vec<u32> {
        let texts: Vec<Wording> = self
            .articles
            .par_iter()
            .zip(&self.runs)
            .map(|(article, runs)| Wording::of(article, runs))
            .collect();
        let mut union = UnionFind::<u32>::new(texts.len());
        join_similar(&mut union, texts.iter().map(|text| text.shingles.as_slice()));
        join_by(&mut union, texts.iter().map(|text| text.sentences.as_slice()), |common, _| {
            common >= COMMON_SENTENCES
        });
        dense(&union.into_labeling())
    }

    /// A number for each claim, the same for claims whose sentences are copies of one another.
    pub(super) fn wordings(&self, claims: &[Claim]) -> Vec<u32> {
        let mut numbers: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        let mut texts: Vec<Vec<u64>> = Vec::new();
        // Claims of a sentence that does not exist share no wording with anybody.
        let runs = |article: u32, sentence: u32| self.runs.get(article as usize)?.get(sentence as usize);
        let places: Vec<usize> = claims
            .iter()
            .map(|claim| {
                let (article, sentence) = (claim.article.0, claim.sentence);
                *numbers.entry((article, sentence)).or_insert_with(|| {
                    texts.push(runs(article, sentence).map_or_else(Vec::new, |runs| shingles(runs)));
                    texts.len() - 1
                })
            })
            .collect();
        let mut union = UnionFind::<u32>::new(texts.len());
        join_similar(&mut union, texts.iter().map(Vec::as_slice));
        let labels = union.into_labeling();
        places.into_iter().map(|place| labels[place]).collect()
    }
}

fn similar(common: usize, shorter: usize) -> bool {
    common >= FEWEST_SHARED && common * 2 >= shorter
}

/// What is compared of an article: distinct hashes, ascending.
struct Wording {
    shingles: Vec<u64>,
    sentences: Vec<u64>,
}

impl Wording {
    fn of(article: &Article, runs: &[Runs]) -> Self {
        let (mut all, mut sentences) = (Vec::new(), Vec::new());
        for (runs, sentence) in runs.iter().zip(&article.sentences) {
            if sentence.part != Part::Body {
                continue;
            }
            all.extend(runs.iter().flat_map(|run| run.windows(SHINGLE)).map(hash));
            if let [run] = runs.as_slice()
                && run.len() >= LONG_SENTENCE
            {
                sentences.push(hash(run));
            }
        }
        Self { shingles: distinct(all), sentences: distinct(sentences) }
    }
}

/// The stretches of words of one sentence that stand outside quotation marks, each word hashed.
type Runs = Vec<Vec<u64>>;

/// The stretches of words outside quotation marks, for each sentence of an article.
fn runs(article: &Article) -> Vec<Runs> {
    let mut quotes = Quotes::default();
    let mut paragraph = None;
    let of = |sentence: &Sentence| {
        // A quotation that is left open at the end of a paragraph is opened again in the next.
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            quotes = Quotes::default();
        }
        quotes.outside(article.words(sentence.span))
    };
    article.sentences.iter().map(of).collect()
}

fn sentence_shingles(sentence: &str) -> Vec<u64> {
    shingles(&Quotes::entering(sentence).outside(sentence))
}

fn shingles(runs: &[Vec<u64>]) -> Vec<u64> {
    distinct(runs.iter().flat_map(|run| run.windows(SHINGLE)).map(hash).collect())
}

fn distinct(mut hashes: Vec<u64>) -> Vec<u64> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The hash of a word as [`fold`] writes it.
fn folded(word: &str) -> u64 {
    // Nearly every word is short and plain: it is folded on the stack.
    let mut lower = [0; 32];
    match lower.get_mut(..word.len()).filter(|_| word.is_ascii()) {
        Some(lower) => {
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            hash::<[u8]>(lower)
        }
        None => hash(fold(word).as_bytes()),
    }
}

/// Whether the reader stands inside a quotation.
#[derive(Default)]
struct Quotes {
    open: bool,
}

impl Quotes {
    /// The state at the start of a sentence that stands alone: a mark that closes comes first.
    fn entering(sentence: &str) -> Self {
        let first = sentence.char_indices().find(|&(_, c)| is_mark(c));
        Self { open: first.is_some_and(|(at, c)| !opens(sentence, at, c)) }
    }

    /// The hashes of the folded words outside quotation marks, a run for each stretch of them.
    fn outside(&mut self, text: &str) -> Runs {
        let mut runs = Vec::new();
        let mut run = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let inside_word = c.is_alphanumeric() || (matches!(c, '\'' | '’') && start.is_some());
            match (start, inside_word) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    if !self.open {
                        run.push(folded(&text[from..at]));
                    }
                    start = None;
                }
                _ => {}
            }
            if is_mark(c) {
                self.open = opens(text, at, c);
                runs.extend((!run.is_empty()).then(|| std::mem::take(&mut run)));
            }
        }
        runs.extend((!run.is_empty()).then_some(run));
        runs
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// Whether a quotation mark opens: a straight one does where no word or stop touches it from the left.
fn opens(text: &str, at: usize, mark: char) -> bool {
    let left = text[..at].chars().next_back();
    mark == '“'
        || (mark == '"' && left.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-')))
}

fn join_similar<'a>(union: &mut UnionFind<u32>, texts: impl Iterator<Item = &'a [u64]> + Clone) {
    join_by(union, texts, similar);
}

/// Joins texts whose number of common hashes satisfies `enough(common, length of the shorter)`.
/// Each text meets only earlier texts that share a hash, and only the first few of those.
fn join_by<'a>(
    union: &mut UnionFind<u32>,
    texts: impl Iterator<Item = &'a [u64]> + Clone,
    enough: impl Fn(usize, usize) -> bool,
) {
    let lengths: Vec<usize> = texts.clone().map(<[u64]>::len).collect();
    let mut holders: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (number, text) in (0u32..).zip(texts) {
        let mut common: FxHashMap<u32, usize> = FxHashMap::default();
        for &shingle in text {
            let earlier = holders.entry(shingle).or_default();
            for &other in earlier.iter() {
                *common.entry(other).or_default() += 1;
            }
            if earlier.len() < REMEMBERED {
                earlier.push(number);
            }
        }
        for (other, count) in common {
            if enough(count, text.len().min(lengths[other as usize])) {
                union.union(number, other);
            }
        }
    }
}

/// Labels as dense numbers in the order of their first appearance.
fn dense(labels: &[u32]) -> Vec<u32> {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    let mut next = 0;
    labels
        .iter()
        .map(|&label| {
            *numbers.entry(label).or_insert_with(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::article;
    use super::*;

    const WIRE: [&str; 4] = [
        "A freight train carrying grain left the rails near the port town of Selmar before dawn on Friday.",
        "Eleven wagons overturned and blocked both tracks for most of the day, the operator said in a note.",
        "Engineers brought two cranes from the capital to lift the wreck from the embankment by nightfall.",
        "The line carries most of the country's harvest to the sea between August and the end of October.",
    ];

    #[test]
    fn copies_are_one_origin() {
        let own = "Grain prices in Selmar rose after a derailment cut the only railway to its harbour on Friday, traders said.";
        let articles = [
            article(0, "A", &WIRE),
            article(1, "B", &[own]),
            article(2, "C", &[WIRE[0], WIRE[2]]),
            article(
                3,
                "D",
                &[
                    own,
                    "Nobody expects the tracks to open again before the middle of next week at the earliest.",
                ],
            ),
        ];
        assert_eq!(origins(&articles), [0, 1, 0, 1]);
    }

    #[test]
    fn several_long_sentences_are_enough() {
        let own = |outlet: &str, i: usize| {
            ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"].join(&format!(" {outlet}{i} "))
        };
        let text = |outlet: &str, copied: usize| {
            let own: Vec<String> = (0..20).map(|i| own(outlet, i)).collect();
            WIRE[..copied].iter().copied().map(str::to_owned).chain(own).collect::<Vec<_>>()
        };
        let article = |id, outlet: &str, copied| {
            let text = text(outlet, copied);
            article(id, outlet, &text.iter().map(String::as_str).collect::<Vec<_>>())
        };
        assert_eq!(origins(&[article(0, "north", 3), article(1, "south", 3)]), [0, 0]);
        assert_eq!(origins(&[article(0, "north", 3), article(1, "south", 2)]), [0, 1]);
    }

    #[test]
    fn quotations_do_not_make_a_copy() {
        let a = "“We shall not leave this valley before the last family has been brought to safety,” Ms Orda said.";
        let b = "Ms Orda told reporters: “We shall not leave this valley before the last family has been brought to safety.”";
        assert!(!shared_wording(a, b));
        assert!(shared_wording(WIRE[0], &WIRE[0].replace("carrying grain ", "")));
        assert!(!shared_wording(WIRE[0], WIRE[1]));
        assert!(!shared_wording("Three people died.", "Three people died."));
        assert!(!shared_wording("", "“”\"'"));
        let tail = "They only began to run when the lights went out all over the hall,\" Ms Orda said.";
        assert!(!shared_wording(tail, tail));
    }
}
