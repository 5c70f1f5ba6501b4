//! The words by which a sentence hands its content to a speaker: `rules/vocabulary/speech.yml`,
//! and the opposites that turn a quotation round: `rules/vocabulary/antonyms.yml`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::error::Error;

/// How a speech verb stands to what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// "said", "told".
    #[default]
    Neutral,
    /// "announced", "insisted".
    Firm,
    /// "claimed", "alleged": the outlet keeps its distance.
    Doubt,
    /// "denied": the speaker says that what follows is not so.
    Deny,
    /// "estimated", "put the toll at".
    Estimate,
}

/// What must follow a speech verb whose subject stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum After {
    /// Anything.
    #[default]
    Any,
    /// "that", a quotation, a pronoun, "there".
    Clause,
    /// "that" or a quotation.
    That,
    /// A quotation only: "called it “a perfect call”".
    Quote,
    /// A number within five words.
    Figure,
}

/// One form of a speech verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Further words of the form: "of" for "spoke of".
    pub rest: Vec<String>,
    /// How the verb stands to what is said.
    pub strength: Strength,
    /// What must follow it.
    pub after: After,
    /// Whether the person spoken to may follow.
    pub hearer: bool,
    /// Whether the form is a noun just as often: "reports", "claims".
    pub noun: bool,
    /// Whether the form is a participle, whose subject is that of the sentence: "adding".
    pub participle: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenVerb {
    forms: Vec<String>,
    #[serde(default)]
    strength: Strength,
    #[serde(default)]
    after: After,
    #[serde(default)]
    hearer: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPutAt {
    verbs: Vec<String>,
    at: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    verbs: Vec<WrittenVerb>,
    nouns: Vec<String>,
    cited_after: Vec<String>,
    chained: Vec<String>,
    tallies: Vec<String>,
    tally_leads: Vec<String>,
    tally_verbs: Vec<String>,
    kept: Vec<String>,
    acquainted: Vec<String>,
    claimed: Vec<String>,
    put_at: WrittenPutAt,
    hearsay: Vec<String>,
    pronouns: Vec<String>,
    personal: Vec<String>,
    determiners: Vec<String>,
    definite: Vec<String>,
    prepositions: Vec<String>,
    relatives: Vec<String>,
    clause_starts: Vec<String>,
    contrasts: Vec<String>,
    copular: Vec<String>,
    auxiliaries: Vec<String>,
    passive: Vec<String>,
    modal: Vec<String>,
    between: Vec<String>,
    date_words: Vec<String>,
    months: Vec<String>,
    date_lead: Vec<String>,
    vague_figures: Vec<String>,
    occasions: Vec<String>,
    hearers: Vec<String>,
    titles: Vec<String>,
    representatives: Vec<String>,
    bodies: Vec<String>,
    anonymous: Vec<String>,
    media: Vec<String>,
    media_words: Vec<String>,
    works: Vec<String>,
    function_words: Vec<String>,
    negations: Vec<String>,
    no_negations: Vec<String>,
    contractions: FxHashMap<String, String>,
    number_words: FxHashMap<String, String>,
}

/// What a word can be for a speaker or around a speech verb; a word can be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Class {
    /// "he", "they".
    Pronoun,
    /// "he", "she": a person.
    Personal,
    /// "the", "a", "several".
    Determiner,
    /// "the", "his": points at somebody in particular.
    Definite,
    /// "of", "in".
    Preposition,
    /// "who", "which".
    Relative,
    /// "but", "while": no part of a speaker's name.
    ClauseStart,
    /// "is", "has", "will".
    Auxiliary,
    /// "was": before a participle it makes a passive.
    Passive,
    /// "to", "would", "not": what follows was not said.
    Modal,
    /// "also", "has": between a subject and its verb.
    Between,
    /// "Monday", "March", "evening".
    DateWord,
    /// "March".
    Month,
    /// "on", "last", "late".
    DateLead,
    /// "dozens": a figure that is no numeral.
    VagueFigure,
    /// "statement", "conference": where one speaks.
    Occasion,
    /// "reporters", "parliament": to whom one speaks.
    Hearer,
    /// "minister", "captain".
    Title,
    /// "spokeswoman".
    Representative,
    /// "ministry", "police".
    Body,
    /// "officials", "source".
    Anonymous,
    /// "newspaper", "TV".
    MediaWord,
    /// "estimate", "account" in "by X's own estimate".
    Tally,
    /// "the", "is", "very": carries no subject of a quotation.
    Function,
    /// "not", "nobody".
    Negation,
    /// "put" in "put the toll at 85".
    Put,
    /// "at" in "put the toll at 85".
    PutAt,
    /// "citing".
    Chained,
    /// "novel", "entitled": a title in quotation marks follows.
    Work,
    /// "by", "was" before the owner of a tally.
    TallyLead,
    /// "showed" in "her own tally showed".
    TallyVerb,
    /// "compiled" between a tally and who keeps it.
    Kept,
    /// "familiar", "with" in "people familiar with the matter".
    Acquainted,
    /// "lives" in "claimed the lives of": no words were spoken.
    Claimed,
    /// "but", "whereas": a clause of its own behind a comma.
    Contrast,
    /// "here" in "here's the minister".
    Copular,
}

/// The classes of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u64);

impl Classes {
    /// Whether the word is of a class.
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u64) != 0
    }

    /// Whether the word is of one of these classes.
    pub fn has_any(self, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.has(class))
    }
}

/// The look-up tables.
#[derive(Debug)]
pub struct Speech {
    classes: FxHashMap<String, Classes>,
    forms: FxHashMap<String, Vec<Form>>,
    cited: FxHashMap<String, Vec<Vec<String>>>,
    hearsay: FxHashMap<String, Vec<Vec<String>>>,
    no_negations: FxHashMap<String, Vec<Vec<String>>>,
    media: FxHashSet<String>,
    contractions: FxHashMap<String, Vec<String>>,
    numbers: FxHashMap<String, String>,
}

/// The packed speech vocabulary.
///
/// # Panics
/// Never in a built program: the file is packed when the program is built, and a test reads it.
pub fn speech() -> &'static Speech {
    static SPEECH: LazyLock<Speech> =
        LazyLock::new(|| Speech::packed().expect("the packed speech vocabulary has its shape"));
    &SPEECH
}

/// The packed opposites.
///
/// # Panics
/// Never in a built program: the file is packed when the program is built, and a test reads it.
pub fn antonyms() -> &'static Antonyms {
    static ANTONYMS: LazyLock<Antonyms> =
        LazyLock::new(|| Antonyms::packed().expect("the packed antonyms have their shape"));
    &ANTONYMS
}

impl Speech {
    /// Reads the packed file.
    ///
    /// # Errors
    /// When it does not have its documented shape.
    pub fn packed() -> Result<Self, Error> {
        Ok(Self::from_written(super::section("speech")?))
    }

    fn from_written(written: Written) -> Self {
        let classes = classes(&written);
        let nouns: FxHashSet<String> = written.nouns.into_iter().collect();
        let mut forms: FxHashMap<String, Vec<Form>> = FxHashMap::default();
        for verb in &written.verbs {
            for form in &verb.forms {
                let mut words = form.split(' ').map(str::to_owned);
                let Some(first) = words.next() else { continue };
                let rest: Vec<String> = words.collect();
                let participle = first.ends_with("ing") && !first.ends_with("bring");
                let noun = nouns.contains(form);
                forms.entry(first).or_default().push(Form {
                    rest,
                    strength: verb.strength,
                    after: verb.after,
                    hearer: verb.hearer,
                    noun,
                    participle,
                });
            }
        }
        for readings in forms.values_mut() {
            readings.sort_by_key(|form| std::cmp::Reverse(form.rest.len()));
        }
        Self {
            classes,
            forms,
            cited: phrases(written.cited_after),
            hearsay: phrases(written.hearsay),
            no_negations: phrases(written.no_negations),
            media: written.media.into_iter().collect(),
            contractions: written
                .contractions
                .into_iter()
                .map(|(short, long)| (short, long.split(' ').map(str::to_owned).collect()))
                .collect(),
            numbers: written.number_words,
        }
    }

    /// The classes of a folded word.
    pub fn classes(&self, word: &str) -> Classes {
        self.classes.get(word).copied().unwrap_or_default()
    }

    /// Whether a folded word is of a class.
    pub fn is(&self, word: &str, class: Class) -> bool {
        self.classes(word).has(class)
    }

    /// Forms of speech verbs that begin with a folded word, longest first.
    pub fn forms(&self, word: &str) -> &[Form] {
        self.forms.get(word).map_or(&[], Vec::as_slice)
    }

    /// Further words of the phrases that begin with a folded word and have the voice after them.
    pub fn cited(&self, word: &str) -> &[Vec<String>] {
        self.cited.get(word).map_or(&[], Vec::as_slice)
    }

    /// Further words of the hearsay phrases that begin with a folded word.
    pub fn hearsay(&self, word: &str) -> &[Vec<String>] {
        self.hearsay.get(word).map_or(&[], Vec::as_slice)
    }

    /// Further words of the phrases whose negation negates nothing ("no matter").
    pub fn no_negations(&self, word: &str) -> &[Vec<String>] {
        self.no_negations.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a folded name is a news medium.
    pub fn is_medium(&self, name: &str) -> bool {
        self.media.contains(name)
    }

    /// The words that a contraction stands for.
    pub fn expanded(&self, word: &str) -> Option<&[String]> {
        self.contractions.get(word).map(Vec::as_slice)
    }

    /// The figure that a number word stands for, as an opaque string.
    pub fn number(&self, word: &str) -> Option<&str> {
        self.numbers.get(word).map(String::as_str)
    }
}

/// Phrases by their first word; longest first.
fn phrases(list: Vec<String>) -> FxHashMap<String, Vec<Vec<String>>> {
    let mut table: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
    for phrase in list {
        let mut words = phrase.split(' ').map(str::to_owned);
        if let Some(first) = words.next() {
            table.entry(first).or_default().push(words.collect());
        }
    }
    for tails in table.values_mut() {
        tails.sort_by_key(|tail| std::cmp::Reverse(tail.len()));
    }
    table
}

fn classes(written: &Written) -> FxHashMap<String, Classes> {
    let mut table: FxHashMap<String, Classes> = FxHashMap::default();
    let lists: [(&[String], Class); 36] = [
        (&written.pronouns, Class::Pronoun),
        (&written.personal, Class::Personal),
        (&written.determiners, Class::Determiner),
        (&written.definite, Class::Definite),
        (&written.prepositions, Class::Preposition),
        (&written.relatives, Class::Relative),
        (&written.clause_starts, Class::ClauseStart),
        (&written.auxiliaries, Class::Auxiliary),
        (&written.passive, Class::Passive),
        (&written.modal, Class::Modal),
        (&written.between, Class::Between),
        (&written.date_words, Class::DateWord),
        (&written.months, Class::Month),
        (&written.date_lead, Class::DateLead),
        (&written.vague_figures, Class::VagueFigure),
        (&written.occasions, Class::Occasion),
        (&written.hearers, Class::Hearer),
        (&written.titles, Class::Title),
        (&written.representatives, Class::Representative),
        (&written.bodies, Class::Body),
        (&written.anonymous, Class::Anonymous),
        (&written.media_words, Class::MediaWord),
        (&written.tallies, Class::Tally),
        (&written.function_words, Class::Function),
        (&written.negations, Class::Negation),
        (&written.put_at.verbs, Class::Put),
        (&written.put_at.at, Class::PutAt),
        (&written.chained, Class::Chained),
        (&written.works, Class::Work),
        (&written.tally_leads, Class::TallyLead),
        (&written.tally_verbs, Class::TallyVerb),
        (&written.kept, Class::Kept),
        (&written.acquainted, Class::Acquainted),
        (&written.claimed, Class::Claimed),
        (&written.contrasts, Class::Contrast),
        (&written.copular, Class::Copular),
    ];
    for (list, class) in lists {
        for word in list {
            table.entry(word.clone()).or_default().0 |= 1 << class as u64;
        }
    }
    table
}

/// Words that turn a quotation round.
#[derive(Debug)]
pub struct Antonyms {
    /// Word to the pairs it is in, with its side.
    sides: FxHashMap<String, Vec<(u32, bool)>>,
}

impl Antonyms {
    /// Reads the packed file.
    ///
    /// # Errors
    /// When it does not have its documented shape.
    pub fn packed() -> Result<Self, Error> {
        let pairs: Vec<[Vec<String>; 2]> = super::section("antonyms")?;
        let mut sides: FxHashMap<String, Vec<(u32, bool)>> = FxHashMap::default();
        for (pair, [one, other]) in (0..).zip(pairs) {
            for (words, side) in [(one, false), (other, true)] {
                for word in words {
                    sides.entry(word).or_default().push((pair, side));
                }
            }
        }
        Ok(Self { sides })
    }

    /// Whether two folded words are opposites.
    pub fn opposed(&self, one: &str, other: &str) -> bool {
        let (Some(left), Some(right)) = (self.sides.get(one), self.sides.get(other)) else { return false };
        left.iter().any(|&(pair, side)| right.contains(&(pair, !side)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_files_have_their_shape() {
        assert!(Speech::packed().is_ok(), "{:?}", Speech::packed().err());
        assert!(Antonyms::packed().is_ok(), "{:?}", Antonyms::packed().err());
    }

    #[test]
    fn opposites_are_symmetric() {
        let words = antonyms();
        assert!(words.opposed("closer", "further") && words.opposed("further", "closer"));
        assert!(!words.opposed("closer", "nearer"));
        assert!(!words.opposed("closer", "unheard-of"));
    }

    #[test]
    fn longer_forms_come_first() {
        let forms = speech().forms("went");
        assert_eq!(forms[0].rest, ["on", "to", "say"]);
        assert!(speech().forms("talks").iter().all(|form| form.noun));
    }
}
