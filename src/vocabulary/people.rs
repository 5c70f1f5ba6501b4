//! Offices, ranks, tenure, honorifics, given names, and the words that start sentences without
//! being names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::phrases::Phrases;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenOffices {
    heads: BTreeMap<String, Vec<String>>,
    occupations: Vec<String>,
    ranks: Vec<String>,
    plain_ranks: Vec<String>,
    fields: BTreeMap<String, Vec<String>>,
    ambiguous: Vec<String>,
    territorial: Vec<String>,
    cabinet: Vec<String>,
    exclusive: Vec<Vec<String>>,
    sent: Vec<String>,
    complements: Vec<String>,
    tenure: BTreeMap<String, Vec<String>>,
    honorifics: Vec<String>,
    abbreviations: Vec<String>,
    copulas: Vec<String>,
    beside_copulas: Vec<String>,
    current: Vec<String>,
    terms: Vec<String>,
    joints: Vec<String>,
    holds: Vec<String>,
    changes: Vec<String>,
    openers: Vec<String>,
    suffixes: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPeople {
    spellings: Vec<Vec<String>>,
    short: BTreeMap<String, Vec<String>>,
    particles: Vec<String>,
    say: Vec<String>,
    plain: Vec<String>,
    calendar: Vec<String>,
    small: Vec<String>,
    given: Vec<String>,
}

/// The words of `offices.yml`, ready to be looked up.
#[derive(Debug, Default)]
pub struct Offices {
    /// Every form of a head → its canonical name.
    pub heads: Phrases<String>,
    /// What a person does without being an office.
    pub occupations: FxHashSet<String>,
    /// Ranks that make another office.
    pub ranks: FxHashSet<String>,
    /// Ranks and adjectives that outlets print or omit.
    pub plain_ranks: FxHashSet<String>,
    /// Every form of a field → its canonical name.
    pub fields: Phrases<String>,
    /// Heads that start no title inside a capitalised run.
    pub ambiguous: FxHashSet<String>,
    /// Offices whose complement is a place even where the gazetteer does not know it.
    pub territorial: FxHashSet<String>,
    /// Heads whose fields exclude each other.
    pub cabinet: FxHashSet<String>,
    /// Sets of heads of which a person holds one only.
    pub exclusive: Vec<Vec<String>>,
    /// Heads of those whom a country sends to another.
    pub sent: FxHashSet<String>,
    /// Words that begin a head's complement.
    pub complements: FxHashSet<String>,
    /// Word → `former`, `acting`, `elect`, `current`, `outgoing`.
    pub tenure: FxHashMap<String, String>,
    /// Words before a name that are no office.
    pub honorifics: FxHashSet<String>,
    /// Abbreviations that keep their point.
    pub abbreviations: FxHashSet<String>,
    /// Words that say that a person holds an office.
    pub copulas: FxHashSet<String>,
    /// Adverbs and auxiliaries among them: "now", "has".
    pub beside_copulas: FxHashSet<String>,
    /// Those of them that tell of today: "is", "became".
    pub current: FxHashSet<String>,
    /// Nouns of the time that somebody holds an office: "term", "season".
    pub terms: FxHashSet<String>,
    /// Words that end an office's own words: "of", "who", "said".
    pub joints: FxHashSet<String>,
    /// "as" of "in his third year as coach".
    pub holds: FxHashSet<String>,
    /// Verbs of coming into an office.
    pub changes: FxHashSet<String>,
    /// Determiners and adverbs before an office.
    pub openers: FxHashSet<String>,
    /// "elect", "designate" after a head.
    pub suffixes: FxHashSet<String>,
    /// Every word that an office can begin with, without its compounds.
    first: FxHashSet<String>,
}

/// The words of `people.yml`, ready to be looked up.
#[derive(Debug, Default)]
pub struct People {
    /// Spelling or short form → canonical given name.
    pub given_forms: FxHashMap<String, String>,
    /// Small words inside a name.
    pub particles: FxHashSet<String>,
    /// Verbs of saying.
    pub say: FxHashSet<String>,
    /// Capitalised at the start of a sentence, and no name.
    pub plain: FxHashSet<String>,
    /// Days, months, feasts.
    pub calendar: FxHashSet<String>,
    /// Printed without a capital in headlines.
    pub small: FxHashSet<String>,
    /// Given names.
    pub given: FxHashSet<String>,
}

static OFFICES: LazyLock<Offices> = LazyLock::new(|| Offices::read().unwrap_or_default());
static PEOPLE: LazyLock<People> = LazyLock::new(|| People::read().unwrap_or_default());

/// "canonical: [other forms]", the canonical name being a form as well.
fn with_itself(written: BTreeMap<String, Vec<String>>) -> Phrases<String> {
    Phrases::new(
        written
            .into_iter()
            .flat_map(|(to, mut forms)| {
                forms.push(to.clone());
                forms.into_iter().map(move |form| (form, to.clone()))
            })
            .collect::<BTreeMap<_, _>>(),
    )
}

impl Offices {
    /// The packed words, read once.
    pub fn get() -> &'static Self {
        &OFFICES
    }

    /// Reads the packed file.
    ///
    /// # Errors
    /// When it does not have its documented shape.
    pub fn read() -> Result<Self, crate::error::Error> {
        let written: WrittenOffices = super::section("offices")?;
        let tenure = written
            .tenure
            .into_iter()
            .flat_map(|(kind, words)| words.into_iter().map(move |w| (w, kind.clone())));
        // A plural ("ministers") and "vice-president" are read where they are met.
        let mut new = Self {
            heads: with_itself(written.heads),
            occupations: written.occupations.into_iter().collect(),
            ranks: written.ranks.into_iter().collect(),
            plain_ranks: written.plain_ranks.into_iter().collect(),
            // In "fields" the key is not a form by itself: "central bank" lists all of its own.
            fields: Phrases::new(
                written
                    .fields
                    .into_iter()
                    .flat_map(|(to, forms)| forms.into_iter().map(move |form| (form, to.clone()))),
            ),
            ambiguous: written.ambiguous.into_iter().collect(),
            territorial: written.territorial.into_iter().collect(),
            cabinet: written.cabinet.into_iter().collect(),
            exclusive: written.exclusive,
            sent: written.sent.into_iter().collect(),
            complements: written.complements.into_iter().collect(),
            tenure: tenure.collect(),
            honorifics: written.honorifics.into_iter().collect(),
            abbreviations: written.abbreviations.into_iter().collect(),
            copulas: written.copulas.into_iter().collect(),
            beside_copulas: written.beside_copulas.into_iter().collect(),
            current: written.current.into_iter().collect(),
            terms: written.terms.into_iter().collect(),
            joints: written.joints.into_iter().collect(),
            holds: written.holds.into_iter().collect(),
            changes: written.changes.into_iter().collect(),
            openers: written.openers.into_iter().collect(),
            suffixes: written.suffixes.into_iter().collect(),
            first: FxHashSet::default(),
        };
        let sets = [&new.occupations, &new.ranks, &new.plain_ranks, &new.honorifics, &new.openers];
        let words = sets.into_iter().flatten().chain(new.tenure.keys());
        new.first = words
            .map(String::as_str)
            .chain(new.heads.firsts())
            .chain(new.fields.firsts())
            .map(str::to_owned)
            .collect();
        Ok(new)
    }

    /// Whether an office, with what stands before its head, can begin with a word: a cheap first
    /// test. A compound ("ex-president") may always.
    pub fn may_start(&self, word: &str) -> bool {
        self.first.contains(word) || word.contains('-')
    }
}

impl People {
    /// The packed words, read once.
    pub fn get() -> &'static Self {
        &PEOPLE
    }

    /// Reads the packed file.
    ///
    /// # Errors
    /// When it does not have its documented shape.
    pub fn read() -> Result<Self, crate::error::Error> {
        let written: WrittenPeople = super::section("people")?;
        let mut given_forms = FxHashMap::default();
        for class in written.spellings {
            if let Some(first) = class.first().cloned() {
                given_forms.extend(class.into_iter().map(|form| (form, first.clone())));
            }
        }
        for (full, forms) in written.short {
            // "steve" is Stephen, who is the same as Steven.
            let full = given_forms.get(&full).cloned().unwrap_or(full);
            given_forms.extend(forms.into_iter().map(|form| (form, full.clone())));
        }
        Ok(Self {
            given_forms,
            particles: written.particles.into_iter().collect(),
            say: written.say.into_iter().collect(),
            plain: written.plain.into_iter().collect(),
            calendar: written.calendar.into_iter().collect(),
            small: written.small.into_iter().collect(),
            given: written.given.into_iter().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_have_their_shape() {
        Offices::read().unwrap();
        People::read().unwrap();
    }

    #[test]
    fn short_forms_lead_to_one_name() {
        let people = People::get();
        assert_eq!(people.given_forms["steve"], people.given_forms["stephen"]);
    }
}
