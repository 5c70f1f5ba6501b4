//! English verbs and their forms, from `rules/vocabulary/verbs.yml`.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use super::inflect::VerbForm;
use super::inflect::{MARKS, regular};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inflection {
    /// Base form, in its first spelling ("travel", "realize", "honor").
    pub lemma: &'static str,
    /// Which form of it the word is.
    pub form: VerbForm,
}

/// All verbs, by every form they take.
#[derive(Debug, Default)]
pub struct Verbs {
    /// Where the readings of a word stand in `readings`.
    forms: FxHashMap<&'static str, Range<usize>>,
    readings: Vec<Inflection>,
    nouns: FxHashSet<&'static str>,
    modals: FxHashSet<&'static str>,
}

/// The verbs that were packed into the binary.
pub fn verbs() -> &'static Verbs {
    static VERBS: LazyLock<Verbs> = LazyLock::new(Verbs::load);
    &VERBS
}

impl Verbs {
    fn load() -> Self {
        let table = super::table("verbs").expect("rules/vocabulary/verbs.yml is packed");
        let mut verbs = Self::default();
        // Most lines are a word of their own: the tables need not grow.
        let lines = memchr::memchr_iter(b'\n', table.as_bytes());
        verbs.forms.reserve(lines.clone().count());
        let mut start = 0;
        for end in lines {
            let line = &table[start..end];
            start = end + 1;
            let mut tabs = memchr::memchr_iter(b'\t', line.as_bytes());
            let (Some(first), Some(second)) = (tabs.next(), tabs.next()) else { continue };
            let (word, mark, lemma) = (&line[..first], &line[first + 1..second], &line[second + 1..]);
            match (mark, MARKS.iter().find(|(_, known)| *known == mark)) {
                (_, Some(&(form, _))) => verbs.add(word, Inflection { lemma, form }),
                ("n", _) => _ = verbs.nouns.insert(word),
                _ => _ = verbs.modals.insert(word),
            }
        }
        verbs.add_own();
        verbs
    }

    /// Adds a reading to those of a word, which stand together.
    fn add(&mut self, word: &'static str, reading: Inflection) {
        let end = self.readings.len();
        let place = self.forms.entry(word).or_insert(end..end);
        if place.end < end {
            self.readings.extend_from_within(place.clone());
            *place = end..self.readings.len();
        }
        self.readings.push(reading);
        place.end += 1;
    }

    /// A predicate of a user's own may be said with a verb that no file knows: a regular one.
    fn add_own(&mut self) {
        for lemma in super::own::verbs() {
            if self.is_verb(lemma) {
                continue;
            }
            for (word, form) in regular(lemma, false) {
                let reading = Inflection { lemma, form };
                if !self.forms(&word).contains(&reading) {
                    self.add(word.leak(), reading);
                }
            }
        }
    }

    /// Every reading of a folded, lower-case word as a verb; empty when it is none. Readings of
    /// irregular verbs come first.
    pub fn forms(&self, word: &str) -> &[Inflection] {
        self.forms.get(word).map_or(&[], |place| &self.readings[place.clone()])
    }

    /// Whether the word is some form of some verb.
    pub fn is_verb(&self, word: &str) -> bool {
        self.forms.contains_key(word)
    }

    /// The first reading's base form.
    pub fn lemma(&self, word: &str) -> Option<&'static str> {
        self.forms(word).first().map(|inflection| inflection.lemma)
    }

    /// Whether the word, a bare form or a form in "-s", is more often a noun in news ("talks").
    pub fn often_noun(&self, word: &str) -> bool {
        self.nouns.contains(word)
    }

    /// Whether the word is a modal ("would").
    pub fn is_modal(&self, word: &str) -> bool {
        self.modals.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn lemma(word: &str) -> &str {
        verbs().lemma(word).unwrap_or_default()
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
            verbs().forms("found").iter().map(|r| (r.lemma, r.form)).collect();
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
        let written = include_str!("../../rules/vocabulary/verbs.yml");
        let written: BTreeMap<String, serde_yaml::Value> = serde_yaml::from_str(written).expect("YAML");
        for list in ["also-noun", "doubles"] {
            let words = written[list].as_sequence().expect("a list").iter().filter_map(|word| word.as_str());
            assert_eq!(words.filter(|word| !verbs().is_verb(word)).collect::<Vec<_>>(), Vec::<&str>::new());
        }
        assert!(verbs().forms.len() > 5000);
    }
}
