//! Every form of the verbs of `rules/vocabulary/verbs.yml`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;

use super::inflect::{MARKS, VerbForm, gerund, regular, stems, third};

/// A reading of a word: the base form of its verb, in its first spelling ("travel", "realize",
/// "honor"), and which form of it the word is.
type Reading = (String, VerbForm);

/// `rules/vocabulary/verbs.yml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Written {
    regular: Vec<String>,
    irregular: Vec<Irregular>,
    doubles: BTreeSet<String>,
    spelled: Vec<(String, String)>,
    only_ize: BTreeSet<String>,
    modals: BTreeSet<String>,
    also_noun: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Irregular {
    lemma: String,
    #[serde(default)]
    present: Vec<String>,
    #[serde(default)]
    third: Vec<String>,
    past: Vec<String>,
    participle: Vec<String>,
}

/// Words by what they are: the verbs of a file with all their forms.
#[derive(Debug, Default)]
pub(super) struct Inflected {
    /// Every reading of every form; those of irregular verbs come first.
    forms: BTreeMap<String, Vec<Reading>>,
    /// Bare forms and forms in "-s" that are more often nouns in news ("talks").
    nouns: BTreeSet<String>,
    /// Modals ("would").
    modals: BTreeSet<String>,
}

impl Inflected {
    /// Makes every form of every verb.
    pub(super) fn new(written: Written) -> Self {
        let mut new = Self { modals: written.modals, ..Self::default() };
        // Irregular verbs come first: "found" is rather "find" than "to found".
        for verb in &written.irregular {
            new.add_irregular(verb, written.doubles.contains(&verb.lemma));
        }
        for lemma in &written.regular {
            new.add_regular(lemma, lemma, &written.doubles);
            if lemma.len() > 4 && lemma.ends_with("ize") && !written.only_ize.contains(lemma) {
                new.add_regular(lemma, &format!("{}ise", &lemma[..lemma.len() - 3]), &written.doubles);
            }
        }
        for (lemma, spelling) in &written.spelled {
            new.add_regular(lemma, spelling, &written.doubles);
        }
        for lemma in written.also_noun {
            new.nouns.insert(third(&lemma));
            new.nouns.insert(lemma);
        }
        new
    }

    /// A line for each thing that a word is: word, mark, lemma. The marks are [`MARKS`], "n"
    /// for a word that is more often a noun, "m" for a modal.
    pub(super) fn table(&self) -> String {
        let mut table = String::new();
        for (word, readings) in &self.forms {
            for (lemma, form) in readings {
                let (_, mark) = MARKS.iter().find(|(known, _)| known == form).expect("every form has a mark");
                writeln!(table, "{word}\t{mark}\t{lemma}").expect("writing to a string");
            }
        }
        for (words, mark) in [(&self.nouns, "n"), (&self.modals, "m")] {
            for word in words {
                writeln!(table, "{word}\t{mark}\t").expect("writing to a string");
            }
        }
        table
    }

    fn add(&mut self, word: String, lemma: &str, form: VerbForm) {
        let readings = self.forms.entry(word).or_default();
        if !readings.iter().any(|(known, of)| known == lemma && *of == form) {
            readings.push((lemma.to_owned(), form));
        }
    }

    fn add_irregular(&mut self, verb: &Irregular, doubles: bool) {
        let lemma = verb.lemma.as_str();
        for past in &verb.past {
            let both = verb.participle.contains(past);
            self.add(past.clone(), lemma, if both { VerbForm::PastOrParticiple } else { VerbForm::Past });
        }
        for participle in verb.participle.iter().filter(|word| !verb.past.contains(word)) {
            self.add(participle.clone(), lemma, VerbForm::Participle);
        }
        for word in std::iter::once(&verb.lemma).chain(&verb.present) {
            self.add(word.clone(), lemma, VerbForm::Base);
        }
        if verb.third.is_empty() {
            self.add(third(lemma), lemma, VerbForm::Third);
        }
        for word in &verb.third {
            self.add(word.clone(), lemma, VerbForm::Third);
        }
        for stem in stems(lemma, doubles) {
            self.add(gerund(&stem), lemma, VerbForm::Gerund);
        }
    }

    fn add_regular(&mut self, lemma: &str, spelling: &str, doubles: &BTreeSet<String>) {
        for (word, form) in regular(spelling, doubles.contains(spelling) || doubles.contains(lemma)) {
            self.add(word, lemma, form);
        }
    }
}
