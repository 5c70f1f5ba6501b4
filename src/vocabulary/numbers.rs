//! Number words, hedges, vague counts and the words that make a number a name:
//! `rules/vocabulary/numbers.yml` as look-up tables.
//!
//! The kinds of hedge are named by the caller (`H`), so that this room needs to know nothing of
//! claims.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::Error;

/// What a word can begin: four independent marks. A word that begins nothing is never looked at twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools)]
pub struct Starts {
    /// A number: "four", "hundred", "half".
    pub number: bool,
    /// A hedge: "about", "at" (least), "more" (than).
    pub hedge: bool,
    /// A vague or worded count: "dozens", "several", "none".
    pub count: bool,
    /// A name of a number: "flight", "Resolution".
    pub label: bool,
}

/// A word that multiplies and is used loosely: a dozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Multiplier {
    /// What it stands for.
    pub size: Decimal,
    /// How far the real figure may lie off, for one of them.
    pub slack: Decimal,
}

/// A phrase that changes the reading of the figure beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HedgePhrase<H> {
    /// Its words, folded.
    pub words: Vec<String>,
    /// How it changes the reading.
    pub kind: H,
    /// Share of the figure that the band reaches below it.
    pub below: Option<Decimal>,
    /// Share of the figure that the band reaches above it.
    pub above: Option<Decimal>,
}

/// A count in words that is no number word: "dozens", "a few", "none".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountPhrase {
    /// Its words, folded.
    pub words: Vec<String>,
    /// Smallest figure it stands for.
    pub low: Decimal,
    /// Largest figure; `None`: no end.
    pub high: Option<Decimal>,
    /// Only before "of".
    pub of: bool,
    /// Also before "hundred", "million", "dozen", which it multiplies.
    pub scales: bool,
}

/// A table from the first word of a phrase to the phrases, longest first.
pub type Phrases<T> = FxHashMap<String, Vec<T>>;

/// The vocabulary of numbers.
#[derive(Debug)]
pub struct Numbers<H> {
    /// 0.
    pub zeros: FxHashSet<String>,
    /// 1 to 9.
    pub ones: FxHashMap<String, u32>,
    /// 10 to 19.
    pub teens: FxHashMap<String, u32>,
    /// 20 to 90.
    pub tens: FxHashMap<String, u32>,
    /// "thousand" and above, lower case.
    pub scales: FxHashMap<String, Decimal>,
    /// "k", "bn": case kept.
    pub abbreviations: FxHashMap<String, Decimal>,
    /// "dozen", "score".
    pub multipliers: FxHashMap<String, Multiplier>,
    /// "thirds", "quarter".
    pub denominators: FxHashMap<String, i64>,
    /// "third", "twentieth".
    pub ordinals: FxHashMap<String, u32>,
    /// How far a share in words may lie off ("two-thirds").
    pub fraction_rounding: Decimal,
    /// How far "three in five" may lie off at most.
    pub ratio_rounding: Decimal,
    /// Hedges before the number.
    pub hedges: Phrases<HedgePhrase<H>>,
    /// Hedges after the number.
    pub after: Phrases<HedgePhrase<H>>,
    /// "dozens", "a few".
    pub vague: Phrases<CountPhrase>,
    /// "a pair", "none".
    pub counted: Phrases<CountPhrase>,
    /// "multimillion".
    pub many_of: Phrases<CountPhrase>,
    /// Kind of identifier by the word before it.
    pub labels: FxHashMap<String, String>,
    /// What a word can begin.
    pub starts: FxHashMap<String, Starts>,
    /// The sets of a word, a bit each.
    sets: FxHashMap<String, u64>,
}

/// A named set of words of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordSet {
    /// Words after which "over three days" is a bound.
    OverIsMoreAfter,
    /// Verbs of which "over" is a part: "handed over 74 prisoners".
    OverIsParticleAfter,
    /// Nouns for land, over which something flies.
    OverIsAbove,
    /// Nouns and adjectives before which "no" is no zero.
    NoIsNotZeroBefore,
    /// Plurals without an "s".
    PluralNouns,
    /// Verbs that show a singular noun after "no" to be a subject.
    VerbsOfBeing,
    /// Words before which "none" is no zero.
    NoneIsNotZeroBefore,
    /// Words after which "one" is no number.
    OneIsNoNumberAfter,
    /// Words before which "one" is no number.
    OneIsNoNumberBefore,
    /// Second halves of compounds that count nothing ("five-star").
    CompoundsNotCounted,
    /// Verbs of change: "rose from 5 to 7".
    Changes,
    /// Words near a score.
    ScoreCues,
    /// "goalless".
    Goalless,
    /// "draw", "tie".
    DrawNouns,
    /// "votes", "seats".
    VoteNouns,
    /// Labels that need a capital.
    LabelsWithCapital,
    /// "Street", "Avenue".
    Streets,
    /// "9/11".
    Idioms,
    /// Fire-arms and ammunition.
    Arms,
    /// "call", "phone".
    PhoneCues,
    /// Months.
    Months,
    /// "am", "o'clock".
    Clock,
    /// Words before a bare year.
    BeforeYear,
    /// People whose age a bound gives.
    AgedPeople,
    /// Words that stop a rate.
    RateStoppedBy,
    /// People whose age follows them between commas.
    Persons,
    /// "who", "she": of whom a bare number after a form of being is the age.
    AgeSubjects,
    /// "is", "was".
    AgeIs,
    /// "she's".
    AgeIsOf,
    /// "turned".
    TurnsAge,
    /// "died" before "at 95".
    AgedAt,
    /// What may follow an age.
    AfterAge,
    /// What may follow "turned 50" besides.
    AfterTurnedAge,
    /// "clocked": a span of time behind it is a result.
    TimesARace,
    /// "time", "record": the same before "of".
    RaceTimes,
    /// "once", "twice".
    HowOften,
    /// "may", "march".
    MonthsThatAreWords,
    /// Words that make "231 to 191" a vote.
    VoteCues,
    /// Words before which "monthly" is no rate.
    NoRateBefore,
    /// Words that a rate does not reach across.
    RateNotAcross,
    /// Words that open a clause at whose end a rate may stand.
    RateAcross,
    /// Words between a figure and its unit of time.
    BeforeTime,
    /// What follows "a third" as a share.
    ShareShownBy,
    /// What follows "half" as a share.
    HalfShownBy,
    /// Words after which "three quarters" is time.
    QuartersAreTimeAfter,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Written<H> {
    zeros: Vec<String>,
    ones: BTreeMap<String, u32>,
    teens: BTreeMap<String, u32>,
    tens: BTreeMap<String, u32>,
    scales: BTreeMap<String, i64>,
    abbreviations: BTreeMap<String, i64>,
    multipliers: Vec<WrittenMultiplier>,
    denominators: BTreeMap<String, i64>,
    ordinals: BTreeMap<String, u32>,
    fraction_rounding: String,
    ratio_rounding: String,
    hedges: Vec<WrittenHedge<H>>,
    after: Vec<WrittenHedge<H>>,
    vague: Vec<WrittenCount>,
    counted: Vec<WrittenCount>,
    many_of: Vec<WrittenCount>,
    labels: BTreeMap<String, String>,
    #[serde(flatten)]
    sets: BTreeMap<WordSet, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMultiplier {
    words: Vec<String>,
    size: i64,
    slack: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenHedge<H> {
    words: Vec<String>,
    kind: H,
    below: Option<String>,
    above: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCount {
    words: Vec<String>,
    value: Option<i64>,
    low: Option<i64>,
    high: Option<i64>,
    #[serde(default)]
    of: bool,
    #[serde(default)]
    scales: bool,
}

impl<H: DeserializeOwned + Copy> Numbers<H> {
    /// Reads the packed vocabulary.
    ///
    /// # Errors
    /// When the file does not have its documented shape, or a figure in it cannot be read.
    pub fn load() -> Result<Self, Error> {
        let written: Written<H> = super::section("numbers")?;
        let mut numbers = Self {
            zeros: written.zeros.into_iter().collect(),
            ones: written.ones.into_iter().collect(),
            teens: written.teens.into_iter().collect(),
            tens: written.tens.into_iter().collect(),
            scales: written.scales.into_iter().map(|(word, size)| (word, size.into())).collect(),
            abbreviations: written
                .abbreviations
                .into_iter()
                .map(|(word, size)| (word, size.into()))
                .collect(),
            multipliers: multipliers(&written.multipliers),
            denominators: written.denominators.into_iter().collect(),
            ordinals: written.ordinals.into_iter().collect(),
            fraction_rounding: exact("numbers", &written.fraction_rounding)?,
            ratio_rounding: exact("numbers", &written.ratio_rounding)?,
            hedges: hedges(&written.hedges)?,
            after: hedges(&written.after)?,
            vague: counts(&written.vague),
            counted: counts(&written.counted),
            many_of: counts(&written.many_of),
            labels: written.labels.into_iter().collect(),
            starts: FxHashMap::default(),
            sets: FxHashMap::default(),
        };
        numbers.index(&written.sets);
        Ok(numbers)
    }

    /// Whether a folded word belongs to a set.
    pub fn has(&self, set: WordSet, word: &str) -> bool {
        self.sets.get(word).is_some_and(|bits| bits & (1 << set as u64) != 0)
    }

    fn index(&mut self, sets: &BTreeMap<WordSet, Vec<String>>) {
        for (&set, words) in sets {
            for word in words {
                *self.sets.entry(word.clone()).or_default() |= 1 << set as u64;
            }
        }
        let mut starts: FxHashMap<String, Starts> = FxHashMap::default();
        let numbers = [&self.ones, &self.teens, &self.tens, &self.ordinals];
        let words = numbers
            .into_iter()
            .flat_map(|table| table.keys())
            .chain(&self.zeros)
            .chain(self.scales.keys())
            .chain(self.denominators.keys());
        for word in words.map(String::as_str).chain(["hundred", "a", "an", "half", "minus", "negative"]) {
            starts.entry(word.to_owned()).or_default().number = true;
        }
        for word in self.hedges.keys().map(String::as_str).chain(["between", "from"]) {
            starts.entry(word.to_owned()).or_default().hedge = true;
        }
        let goalless = sets.get(&WordSet::Goalless).into_iter().flatten();
        for word in self.vague.keys().chain(self.counted.keys()).chain(self.many_of.keys()).chain(goalless) {
            starts.entry(word.clone()).or_default().count = true;
        }
        for word in ["no", "both"] {
            starts.entry(word.to_owned()).or_default().count = true;
        }
        for label in self.labels.keys() {
            let first = label.split(' ').next().unwrap_or(label);
            starts.entry(first.to_owned()).or_default().label = true;
        }
        self.starts = starts;
    }
}

/// Reads an exact decimal of the vocabulary.
pub(super) fn exact(file: &str, figure: &str) -> Result<Decimal, Error> {
    let wrong =
        |_| Error::Vocabulary { file: file.to_owned(), message: format!("`{figure}` is no decimal number") };
    figure.parse().map_err(wrong)
}

fn multipliers(written: &[WrittenMultiplier]) -> FxHashMap<String, Multiplier> {
    let each = |entry: &WrittenMultiplier| {
        let multiplier = Multiplier { size: entry.size.into(), slack: entry.slack.into() };
        entry.words.iter().map(move |word| (word.clone(), multiplier)).collect::<Vec<_>>()
    };
    written.iter().flat_map(each).collect()
}

fn hedges<H: Copy>(written: &[WrittenHedge<H>]) -> Result<Phrases<HedgePhrase<H>>, Error> {
    let mut table: Phrases<HedgePhrase<H>> = FxHashMap::default();
    for entry in written {
        let share = |figure: &Option<String>| figure.as_ref().map(|f| exact("numbers", f)).transpose();
        let (below, above) = (share(&entry.below)?, share(&entry.above)?);
        for phrase in &entry.words {
            let words = split(phrase);
            let first = words[0].clone();
            table.entry(first).or_default().push(HedgePhrase { words, kind: entry.kind, below, above });
        }
    }
    for phrases in table.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }
    Ok(table)
}

fn counts(written: &[WrittenCount]) -> Phrases<CountPhrase> {
    let mut table: Phrases<CountPhrase> = FxHashMap::default();
    for entry in written {
        let low = entry.value.or(entry.low).unwrap_or(0).into();
        let high = entry.value.or(entry.high).map(Decimal::from);
        for phrase in &entry.words {
            let words = split(phrase);
            let first = words[0].clone();
            let count = CountPhrase { words, low, high, of: entry.of, scales: entry.scales };
            table.entry(first).or_default().push(count);
        }
    }
    for phrases in table.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }
    table
}

/// The words of a phrase; never empty.
fn split(phrase: &str) -> Vec<String> {
    phrase.split(' ').map(str::to_owned).collect()
}
