//! Units and currencies: `rules/vocabulary/units.yml` as look-up tables.
//!
//! The dimensions are named by the caller (`D`), so that this room needs to know nothing of claims.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::numbers::exact;
use super::phrases::Phrases;
use crate::error::Error;

/// One unit: `base = number * factor + offset`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitEntry<D> {
    /// Name in the vocabulary: `kilometre`.
    pub id: String,
    /// What it measures.
    pub dimension: D,
    /// Factor to the base unit.
    pub factor: Decimal,
    /// Offset to the base unit.
    pub offset: Decimal,
}

/// A currency, or its hundredth part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Currency {
    /// Code or name in the vocabulary: `USD`.
    pub id: String,
    /// 1, or 0.01 for cents and pence.
    pub factor: Decimal,
    /// Only after a large figure ("won" is a verb as well).
    pub large: bool,
}

/// What decides between pounds of money and pounds of weight.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pound {
    /// The words themselves.
    pub names: Vec<String>,
    /// A round figure from here on is money.
    pub money_from: i64,
    /// Id of the currency.
    pub money: String,
    /// Id of the unit of mass.
    pub mass: String,
    /// Words near by that decide for weight.
    pub weight_cues: FxHashSet<String>,
}

/// The vocabulary of units and currencies.
#[derive(Debug)]
pub struct Units<D> {
    entries: Vec<UnitEntry<D>>,
    by_id: FxHashMap<String, usize>,
    by_name: FxHashMap<String, usize>,
    by_abbreviation: FxHashMap<String, usize>,
    tight: FxHashMap<String, usize>,
    currencies: FxHashMap<String, Currency>,
    tight_cents: FxHashMap<String, Currency>,
    signs: FxHashMap<char, String>,
    prefixes: FxHashMap<String, String>,
    codes: FxHashMap<String, String>,
    /// Scales before their number, with the id.
    pub scales_before: Phrases<String>,
    /// Letters against a number with a decimal point, in lower case, and the id: "M6.2".
    pub scale_marks: FxHashMap<String, String>,
    /// Scales after their number: phrase and id.
    pub scales_after: FxHashMap<String, String>,
    /// Scales that a rank stands on: the noun behind it and the id.
    pub scales_of_ranks: FxHashMap<String, String>,
    /// "rain", "rainfall".
    pub rain: FxHashSet<String>,
    /// Units of time of a rate.
    pub rate_times: FxHashSet<String>,
    /// Other things that a rate is by.
    pub rate_things: FxHashSet<String>,
    /// "daily" and the like, with their unit of time.
    pub rate_adverbs: FxHashMap<String, String>,
    /// "week-long": the unit of which it is one.
    pub long: FxHashMap<String, String>,
    /// Years in one unit of an age.
    pub age_factors: FxHashMap<String, Decimal>,
    /// Money or weight.
    pub pound: Pound,
    /// What shows an "m" to be metres.
    pub metres_before: FxHashSet<String>,
    /// Words in the longest name.
    pub longest: usize,
    /// First words of the names that stand after a number.
    first: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written<D> {
    units: Vec<WrittenUnit<D>>,
    scales: Vec<WrittenScale>,
    rain: FxHashSet<String>,
    rates: WrittenRates,
    long: BTreeMap<String, String>,
    age_factors: BTreeMap<String, String>,
    currencies: Vec<WrittenCurrency>,
    pound: Pound,
    metres_before: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct WrittenUnit<D> {
    id: String,
    dimension: D,
    #[serde(default = "one")]
    factor: String,
    #[serde(default = "nought")]
    offset: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    plurals: Vec<String>,
    #[serde(default)]
    abbreviations: Vec<String>,
    #[serde(default)]
    tight: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenScale {
    id: String,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    ranks: Vec<String>,
    #[serde(default)]
    marks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRates {
    time: FxHashSet<String>,
    other: FxHashSet<String>,
    adverbs: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct WrittenCurrency {
    id: String,
    #[serde(default)]
    signs: Vec<char>,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    plurals: Vec<String>,
    #[serde(default)]
    large_names: Vec<String>,
    #[serde(default)]
    cents: Vec<String>,
    #[serde(default)]
    cent_plurals: Vec<String>,
    #[serde(default)]
    tight_cents: Vec<String>,
}

fn one() -> String {
    "1".to_owned()
}

fn nought() -> String {
    "0".to_owned()
}

impl<D: DeserializeOwned> Units<D> {
    /// Reads the packed vocabulary.
    ///
    /// # Errors
    /// When the file does not have its documented shape, or a factor in it cannot be read.
    pub fn load() -> Result<Self, Error> {
        let written: Written<D> = super::section("units")?;
        let mut units = Self {
            entries: Vec::new(),
            by_id: FxHashMap::default(),
            by_name: FxHashMap::default(),
            by_abbreviation: FxHashMap::default(),
            tight: FxHashMap::default(),
            currencies: FxHashMap::default(),
            tight_cents: FxHashMap::default(),
            signs: FxHashMap::default(),
            prefixes: FxHashMap::default(),
            codes: FxHashMap::default(),
            scales_before: Phrases::default(),
            scale_marks: FxHashMap::default(),
            scales_after: FxHashMap::default(),
            scales_of_ranks: FxHashMap::default(),
            rain: written.rain,
            rate_times: written.rates.time,
            rate_things: written.rates.other,
            rate_adverbs: written.rates.adverbs.into_iter().collect(),
            long: written.long.into_iter().collect(),
            age_factors: FxHashMap::default(),
            pound: written.pound,
            metres_before: written.metres_before,
            longest: 1,
            first: FxHashSet::default(),
        };
        for (unit, factor) in &written.age_factors {
            units.age_factors.insert(unit.clone(), exact("units", factor)?);
        }
        for unit in written.units {
            units.add_unit(unit)?;
        }
        let before = |scale: &WrittenScale| {
            let id = scale.id.clone();
            scale.before.clone().into_iter().map(move |phrase| (phrase, id.clone()))
        };
        units.scales_before = Phrases::new(written.scales.iter().flat_map(before));
        for scale in written.scales {
            units.add_scale(scale);
        }
        for currency in written.currencies {
            units.add_currency(currency);
        }
        let names = units.by_name.keys().chain(units.scales_after.keys()).chain(units.currencies.keys());
        let first = names.chain(&units.pound.names).filter_map(|name| name.split(' ').next());
        units.first = first.map(str::to_owned).collect();
        Ok(units)
    }

    fn add_unit(&mut self, written: WrittenUnit<D>) -> Result<(), Error> {
        let at = self.entries.len();
        for name in written.names.iter().flat_map(|name| [name.clone(), plural(name)]).chain(written.plurals)
        {
            self.longest = self.longest.max(name.split(' ').count());
            self.by_name.insert(name, at);
        }
        self.by_abbreviation.extend(written.abbreviations.into_iter().map(|short| (short, at)));
        self.tight.extend(written.tight.into_iter().map(|short| (short, at)));
        self.by_id.insert(written.id.clone(), at);
        self.entries.push(UnitEntry {
            id: written.id,
            dimension: written.dimension,
            factor: exact("units", &written.factor)?,
            offset: exact("units", &written.offset)?,
        });
        Ok(())
    }

    fn add_scale(&mut self, written: WrittenScale) {
        for phrase in written.after {
            self.longest = self.longest.max(phrase.split(' ').count());
            self.scales_after.insert(phrase, written.id.clone());
        }
        self.scale_marks.extend(written.marks.into_iter().map(|mark| (mark, written.id.clone())));
        for noun in written.ranks {
            self.scales_of_ranks.insert(noun, written.id.clone());
        }
    }

    fn add_currency(&mut self, written: WrittenCurrency) {
        let id = written.id;
        let whole = |large| Currency { id: id.clone(), factor: Decimal::ONE, large };
        let part = || Currency { id: id.clone(), factor: Decimal::new(1, 2), large: false };
        let names = written.names.iter().flat_map(|name| [name.clone(), plural(name)]);
        for name in names.chain(written.plurals).chain(written.codes.iter().map(|code| code.to_lowercase())) {
            self.longest = self.longest.max(name.split(' ').count());
            self.currencies.insert(name, whole(false));
        }
        self.currencies.extend(written.large_names.into_iter().map(|name| (name, whole(true))));
        let cents = written.cents.iter().flat_map(|name| [name.clone(), plural(name)]);
        self.currencies.extend(cents.chain(written.cent_plurals).map(|name| (name, part())));
        self.tight_cents.extend(written.tight_cents.into_iter().map(|name| (name, part())));
        self.signs.extend(written.signs.into_iter().map(|sign| (sign, id.clone())));
        self.prefixes.extend(written.prefixes.into_iter().map(|prefix| (prefix, id.clone())));
        self.codes.extend(written.codes.into_iter().map(|code| (code, id.clone())));
    }

    /// Whether the name of a unit, scale or currency that stands after its number can begin with
    /// a word in lower case: a cheap first test.
    pub fn may_start(&self, word: &str) -> bool {
        self.first.contains(word)
    }

    /// The unit with this id.
    pub fn unit(&self, id: &str) -> Option<&UnitEntry<D>> {
        self.by_id.get(id).map(|&at| &self.entries[at])
    }

    /// The unit of a name in lower case, words parted by single spaces.
    pub fn named(&self, name: &str) -> Option<&UnitEntry<D>> {
        self.by_name.get(name).map(|&at| &self.entries[at])
    }

    /// The unit of an abbreviation, case kept.
    pub fn abbreviated(&self, short: &str) -> Option<&UnitEntry<D>> {
        self.by_abbreviation.get(short).map(|&at| &self.entries[at])
    }

    /// The unit of a short abbreviation that must stand close to its number, case kept.
    pub fn tight(&self, short: &str) -> Option<&UnitEntry<D>> {
        self.tight.get(short).map(|&at| &self.entries[at])
    }

    /// The currency of a name or code in lower case.
    pub fn currency(&self, name: &str) -> Option<&Currency> {
        self.currencies.get(name)
    }

    /// The currency part that is written against its number: "50p".
    pub fn tight_cents(&self, short: &str) -> Option<&Currency> {
        self.tight_cents.get(short)
    }

    /// The currency of a sign.
    pub fn sign(&self, sign: char) -> Option<&str> {
        self.signs.get(&sign).map(String::as_str)
    }

    /// The currency of the letters before a dollar sign, in lower case.
    pub fn prefix(&self, letters: &str) -> Option<&str> {
        self.prefixes.get(letters).map(String::as_str)
    }

    /// The currency of a code, case kept.
    pub fn code(&self, code: &str) -> Option<&str> {
        self.codes.get(code).map(String::as_str)
    }
}

fn plural(name: &str) -> String {
    format!("{name}s")
}
