//! English verbs and their forms, made from the base forms in `rules/vocabulary/verbs.yml`.

use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::error::Error;

/// What form of its verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbForm {
    /// "sign"; also "am" and "are".
    Base,
    /// Third person singular: "signs".
    Third,
    /// Past tense only: "took".
    Past,
    /// Past participle only: "taken".
    Participle,
    /// Past tense or participle: "signed", "met".
    PastOrParticiple,
    /// "signing".
    Gerund,
}

impl VerbForm {
    /// Whether the form can be a past tense.
    pub fn is_past(self) -> bool {
        matches!(self, Self::Past | Self::PastOrParticiple)
    }

    /// Whether the form can be a past participle.
    pub fn is_participle(self) -> bool {
        matches!(self, Self::Participle | Self::PastOrParticiple)
    }

    /// Whether the form is a bare or third-person present.
    pub fn is_present(self) -> bool {
        matches!(self, Self::Base | Self::Third)
    }
}

/// One reading of a word as a verb.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inflection {
    /// Base form, in its first spelling ("travel", "realize", "honor").
    pub lemma: Arc<str>,
    /// Which form of it the word is.
    pub form: VerbForm,
}

/// All verbs, by every form they take.
#[derive(Debug, Default)]
pub struct Verbs {
    forms: FxHashMap<String, Vec<Inflection>>,
    nouns: FxHashSet<String>,
    modals: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    regular: Vec<String>,
    irregular: Vec<Irregular>,
    doubles: FxHashSet<String>,
    spelled: Vec<(String, String)>,
    only_ize: FxHashSet<String>,
    modals: FxHashSet<String>,
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

/// The verbs that were packed into the binary.
pub fn verbs() -> &'static Verbs {
    static VERBS: LazyLock<Verbs> =
        LazyLock::new(|| Verbs::load().expect("rules/vocabulary/verbs.yml has its documented shape"));
    &VERBS
}

impl Verbs {
    /// Reads `rules/vocabulary/verbs.yml` and makes every form.
    ///
    /// # Errors
    /// When the packed file does not have its documented shape.
    pub fn load() -> Result<Self, Error> {
        let written: Written = super::section("verbs")?;
        let mut verbs = Self { modals: written.modals.clone(), ..Self::default() };
        verbs.forms.reserve(5 * (written.regular.len() + written.irregular.len()));
        // Irregular verbs come first: "found" is rather "find" than "to found".
        for verb in &written.irregular {
            verbs.add_irregular(verb, written.doubles.contains(&verb.lemma));
        }
        for lemma in &written.regular {
            verbs.add_regular(lemma, lemma, &written.doubles);
            if lemma.len() > 4 && lemma.ends_with("ize") && !written.only_ize.contains(lemma) {
                verbs.add_regular(lemma, &format!("{}ise", &lemma[..lemma.len() - 3]), &written.doubles);
            }
        }
        for (lemma, spelling) in &written.spelled {
            verbs.add_regular(lemma, spelling, &written.doubles);
        }
        // A predicate of a user's own may be said with a verb that no file knows: a regular one.
        for lemma in super::own::verbs() {
            if !verbs.is_verb(lemma) {
                verbs.add_regular(lemma, lemma, &written.doubles);
            }
        }
        for lemma in written.also_noun {
            verbs.nouns.insert(third(&lemma));
            verbs.nouns.insert(lemma);
        }
        Ok(verbs)
    }

    /// Every reading of a folded, lower-case word as a verb; empty when it is none. Readings of
    /// irregular verbs come first.
    pub fn forms(&self, word: &str) -> &[Inflection] {
        self.forms.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether the word is some form of some verb.
    pub fn is_verb(&self, word: &str) -> bool {
        self.forms.contains_key(word)
    }

    /// The first reading's base form.
    pub fn lemma(&self, word: &str) -> Option<&Arc<str>> {
        self.forms(word).first().map(|inflection| &inflection.lemma)
    }

    /// Whether the word, a bare form or a form in "-s", is more often a noun in news ("talks").
    pub fn often_noun(&self, word: &str) -> bool {
        self.nouns.contains(word)
    }

    /// Whether the word is a modal ("would").
    pub fn is_modal(&self, word: &str) -> bool {
        self.modals.contains(word)
    }

    fn add(&mut self, word: String, lemma: &Arc<str>, form: VerbForm) {
        let readings = self.forms.entry(word).or_default();
        let reading = Inflection { lemma: Arc::clone(lemma), form };
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }

    fn add_irregular(&mut self, verb: &Irregular, doubles: bool) {
        let lemma: Arc<str> = Arc::from(verb.lemma.as_str());
        for past in &verb.past {
            let both = verb.participle.contains(past);
            self.add(past.clone(), &lemma, if both { VerbForm::PastOrParticiple } else { VerbForm::Past });
        }
        for participle in verb.participle.iter().filter(|word| !verb.past.contains(word)) {
            self.add(participle.clone(), &lemma, VerbForm::Participle);
        }
        self.add(verb.lemma.clone(), &lemma, VerbForm::Base);
        for word in &verb.present {
            self.add(word.clone(), &lemma, VerbForm::Base);
        }
        if verb.third.is_empty() {
            self.add(third(&verb.lemma), &lemma, VerbForm::Third);
        }
        for word in &verb.third {
            self.add(word.clone(), &lemma, VerbForm::Third);
        }
        for stem in stems(&verb.lemma, doubles) {
            self.add(gerund(&stem), &lemma, VerbForm::Gerund);
        }
    }

    fn add_regular(&mut self, lemma: &str, spelling: &str, doubles: &FxHashSet<String>) {
        let name: Arc<str> = Arc::from(lemma);
        self.add(spelling.to_owned(), &name, VerbForm::Base);
        self.add(third(spelling), &name, VerbForm::Third);
        for stem in stems(spelling, doubles.contains(spelling) || doubles.contains(lemma)) {
            self.add(past(&stem), &name, VerbForm::PastOrParticiple);
            self.add(gerund(&stem), &name, VerbForm::Gerund);
        }
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// What "-ed" and "-ing" are put to: "stop" gives "stopp", "travel" both "travell" and "travel".
fn stems(lemma: &str, doubles: bool) -> Vec<String> {
    let twice = || [lemma, &lemma[lemma.len() - 1..]].concat();
    if lemma.ends_with('c') && !lemma.ends_with("sc") {
        return vec![[lemma, "k"].concat()];
    }
    if !closed(lemma) {
        return vec![lemma.to_owned()];
    }
    let either = lemma.ends_with('l') && syllables(lemma) > 1 || lemma.ends_with('s');
    match (doubles || syllables(lemma) == 1, either) {
        (_, true) => vec![twice(), lemma.to_owned()],
        (true, false) => vec![twice()],
        (false, false) => vec![lemma.to_owned()],
    }
}

/// Whether it ends in one vowel and one consonant that can be doubled. The "u" of "qu" is no vowel.
fn closed(lemma: &str) -> bool {
    let [head @ .., before, vowel, last] = lemma.as_bytes() else { return false };
    let single = is_vowel(*vowel) && (!is_vowel(*before) || *before == b'u' && head.ends_with(b"q"));
    single && last.is_ascii_lowercase() && !is_vowel(*last) && !matches!(last, b'w' | b'x' | b'y' | b'h')
}

/// Groups of vowels, as a count of syllables; a last silent "e" is none.
fn syllables(word: &str) -> usize {
    let word = word.strip_prefix("qu").unwrap_or(word);
    let word = if word.len() > 2 { word.strip_suffix('e').unwrap_or(word) } else { word };
    let mut count = 0;
    let mut inside = false;
    for (at, letter) in word.bytes().enumerate() {
        let vowel = is_vowel(letter) || letter == b'y' && at > 0;
        count += usize::from(vowel && !inside);
        inside = vowel;
    }
    count
}

/// "carry" without its "y", when a consonant stands before it.
fn consonant_y(lemma: &str) -> Option<&str> {
    let stem = lemma.strip_suffix('y')?;
    stem.bytes().next_back().filter(|&letter| !is_vowel(letter)).map(|_| stem)
}

/// The form of the third person: "signs", "reaches", "carries".
fn third(lemma: &str) -> String {
    if let Some(stem) = consonant_y(lemma) {
        return [stem, "ies"].concat();
    }
    if lemma.ends_with("quiz") {
        return [lemma, "zes"].concat();
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| lemma.ends_with(end));
    // "boos", "radios": an "o" after a vowel takes a bare "s".
    let o =
        lemma.ends_with('o') && !lemma.as_bytes().iter().rev().nth(1).is_some_and(|&letter| is_vowel(letter));
    if hisses || o { [lemma, "es"].concat() } else { [lemma, "s"].concat() }
}

fn past(stem: &str) -> String {
    if let Some(stem) = consonant_y(stem) {
        return [stem, "ied"].concat();
    }
    if stem.ends_with('e') { [stem, "d"].concat() } else { [stem, "ed"].concat() }
}

fn gerund(stem: &str) -> String {
    if let Some(stem) = stem.strip_suffix("ie") {
        return [stem, "ying"].concat();
    }
    let keeps = ["ee", "oe", "ye"].iter().any(|end| stem.ends_with(end)) || stem.len() < 3 || stem == "singe";
    match stem.strip_suffix('e') {
        Some(short) if !keeps => [short, "ing"].concat(),
        _ => [stem, "ing"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(word: &str) -> &str {
        verbs().lemma(word).map_or("", |lemma| lemma)
    }

    #[test]
    fn forms_follow_english_spelling() {
        for (word, expected) in [
            ("stopped", "stop"),
            ("stopping", "stop"),
            ("occurred", "occur"),
            ("entered", "enter"),
            ("opening", "open"),
            ("travelled", "travel"),
            ("traveled", "travel"),
            ("cancelling", "cancel"),
            ("kidnapped", "kidnap"),
            ("died", "die"),
            ("dying", "die"),
            ("agreed", "agree"),
            ("fleeing", "flee"),
            ("carries", "carry"),
            ("played", "play"),
            ("reaches", "reach"),
            ("vetoes", "veto"),
            ("vetoed", "veto"),
            ("panicked", "panic"),
            ("realised", "realize"),
            ("honoured", "honor"),
            ("seized", "seize"),
            ("quizzed", "quiz"),
            ("equipped", "equip"),
            ("shelled", "shell"),
            ("failing", "fail"),
            ("killing", "kill"),
            ("controlled", "control"),
            ("visited", "visit"),
            ("developed", "develop"),
            ("targeting", "target"),
            ("suing", "sue"),
            ("dyeing", "dye"),
            ("rebelled", "rebel"),
            ("showing", "show"),
            ("fixed", "fix"),
            ("sketched", "sketch"),
            ("paralysed", "paralyze"),
            ("using", "use"),
            ("radioed", "radio"),
            ("prayed", "pray"),
            ("equalled", "equal"),
            ("running", "run"),
            ("beginning", "begin"),
            ("setting", "set"),
            ("putting", "put"),
            ("being", "be"),
            ("going", "go"),
        ] {
            assert_eq!(lemma(word), expected, "{word}");
        }
        for wrong in [
            "entterred",
            "stoped",
            "occured",
            "visitted",
            "fleing",
            "carrys",
            "failled",
            "agreeed",
            "seised",
            "developped",
            "panicing",
        ] {
            assert!(!verbs().is_verb(wrong), "{wrong}");
        }
    }

    #[test]
    fn irregular_verbs_tell_past_from_participle() {
        let form = |word: &str| verbs().forms(word).first().map(|reading| reading.form);
        assert_eq!(form("took"), Some(VerbForm::Past));
        assert_eq!(form("taken"), Some(VerbForm::Participle));
        assert_eq!(form("met"), Some(VerbForm::PastOrParticiple));
        assert_eq!(form("were"), Some(VerbForm::Past));
        assert_eq!(form("has"), Some(VerbForm::Third));
        assert_eq!(form("shot"), Some(VerbForm::PastOrParticiple));
        assert_eq!(form("drone-like"), None);
    }

    #[test]
    fn a_word_keeps_all_its_readings() {
        let readings: Vec<(&str, VerbForm)> =
            verbs().forms("found").iter().map(|r| (&*r.lemma, r.form)).collect();
        assert_eq!(readings, [("find", VerbForm::PastOrParticiple), ("found", VerbForm::Base)]);
        let cut: Vec<VerbForm> = verbs().forms("cut").iter().map(|r| r.form).collect();
        assert_eq!(cut, [VerbForm::PastOrParticiple, VerbForm::Base]);
    }

    #[test]
    fn nouns_and_modals_are_marked() {
        assert!(verbs().often_noun("attacks") && verbs().often_noun("talks") && !verbs().often_noun("kills"));
        assert!(verbs().is_modal("would") && !verbs().is_modal("is"));
    }

    #[test]
    fn every_marked_word_is_a_verb() {
        let written: Written = crate::vocabulary::section("verbs").expect("the packed file");
        let of_list = |word: &&String| !verbs().is_verb(word);
        assert_eq!(written.also_noun.iter().filter(of_list).collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(written.doubles.iter().filter(of_list).collect::<Vec<_>>(), Vec::<&String>::new());
        assert!(written.regular.len() + written.irregular.len() > 1300);
    }
}
