//! Closed word classes and noun forms.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// Classes that a word may belong to by itself; several may hold ("that", "no").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u32);

/// One class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Class {
    /// the, its, some
    Determiner = 1,
    /// its, their
    PossessivePronoun = 1 << 1,
    /// he, they, none
    Pronoun = 1 << 2,
    /// which, who, that
    Relative = 1 << 3,
    /// after, while, because
    Subordinator = 1 << 4,
    /// and, or, but
    Conjunction = 1 << 5,
    /// in, on, by
    Preposition = 1 << 6,
    /// not, already, again
    Adverb = 1 << 7,
    /// forms of "be"
    Be = 1 << 8,
    /// forms of "have"
    Have = 1 << 9,
    /// forms of "do"
    Do = 1 << 10,
    /// will, may, must
    Modal = 1 << 11,
    /// will, shall
    Future = 1 << 12,
    /// may, could
    Possible = 1 << 13,
    /// not, never, no
    Negation = 1 << 14,
    /// adjectives that no ending shows
    Adjective = 1 << 15,
    /// plan, intend: a verb after it is planned
    Planned = 1 << 16,
    /// aim, demand, threaten: a verb after it is wished
    Wished = 1 << 17,
}

/// A group of words that a grammar asks for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Verbs after which a clause of its own may stand without "that".
    Saying,
    /// Verbs that tell what figure something has or comes to.
    Level,
    /// Forms of verbs that say that a figure is more than another: "exceeded".
    Exceeding,
    /// Verbs that say nothing of what they are about.
    Light,
    /// Nouns whose "of" names what is counted ("the number of drones").
    Sum,
    /// Nouns that a verb is seen through ("a group of 12 people was").
    Quantity,
    /// Verbs that say only that an event takes place; the event is their subject or object.
    Support,
    /// Nouns of people who act for their country.
    Acting,
    /// Verbs that give an event another day or place.
    Rescheduling,
    /// Verbs that do so with "forward", "back" or "off".
    Shifting,
    /// Words that set a clause apart from the news.
    Earlier,
    /// Verbs of a figure that grows.
    Up,
    /// Verbs of a figure that becomes smaller.
    Down,
    /// Verbs and participles of a figure that is corrected.
    Revision,
    /// Verbs that leave or find their object in some state.
    Leaving,
    /// Nouns of places whose "of" tells how many live there.
    Settlement,
    /// Words that make a figure one of a whole country.
    Nationwide,
    /// Prepositions before a country that do so too.
    Throughout,
    /// Nouns for a whole country.
    WholeCountry,
    /// Nouns of parts of a town, whose "of" names it.
    Quarter,
    /// Words beside a figure that something rose by.
    Upward,
    /// Words beside a figure that something fell by.
    Downward,
    /// Words after a span of time that lies between two events.
    Interval,
    /// Words for an event that is only like the one that is told of: "similar".
    Alike,
    /// Verbs by which something comes about: "emerge", "reach".
    Arising,
    /// suburb, outskirts
    Environs,
    /// in, within: before the time that something takes
    Within,
    /// average, median: a figure that stands for those of many
    Averaging,
    /// Words after a figure that is the distance between two others.
    Margin,
    /// Nouns of what comes before or after the event that a story is about.
    Sequel,
    /// Verbs whose object, or subject, is the event that takes place, whatever it is called.
    Staging,
    /// Verbs whose passive says how something is known ("confirmed dead").
    Deeming,
    /// Of these, verbs of what is not yet known.
    Fearing,
    /// Words of those who speak for one place.
    Local,
    /// Verbs of those who are paid: "make $74,000 a year".
    Earning,
    /// Words of those who are paid for their work.
    Paying,
    /// Verbs of what goes on as it was.
    Lasting,
    /// Nouns of those to whom it happened.
    Affected,
    /// Words that open a sentence about others than those that they name.
    Besides,
    /// Words for what a firm loses.
    Losing,
    /// Words for what it earns.
    Gaining,
    /// Verbs whose infinitive can be done and need not be.
    Enabling,
    /// Words of rank: a span of time after them looks back.
    Ranking,
    /// Of these, words that rank by nothing but time.
    Ordering,
    /// Prepositions before the place where something is said to be.
    Located,
    /// Prepositions before the place where an event is held.
    Held,
    /// Nouns that say of an event no more than that it is one ("time", "day").
    Occasion,
    /// Verbs before an infinitive that is still to come.
    Arranging,
    /// Nouns of people who may be anybody: "person", "woman".
    Anybody,
    /// Nouns of which every article counts several: "person", "day".
    Unspecific,
    /// Verb forms beside a date that is past: "was", "had".
    PastForms,
    /// Words before the event that a date comes after: "following".
    Following,
    /// Words whose "to" leads to what is still to come: "due", "scheduled".
    FutureTo,
    /// Verb forms that tell by themselves of what is still to come: "expects".
    FutureForms,
}

impl Classes {
    /// Whether the word is of that class.
    pub fn has(self, class: Class) -> bool {
        self.0 & class as u32 != 0
    }

    /// Whether the word stands before verbs: a form of "be", "have" or "do", or a modal.
    pub fn is_auxiliary(self) -> bool {
        [Class::Be, Class::Have, Class::Do, Class::Modal].into_iter().any(|class| self.has(class))
    }

    /// Whether the word is of no closed class.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    determiners: Vec<String>,
    possessive_pronouns: Vec<String>,
    pronouns: Vec<String>,
    relatives: Vec<String>,
    subordinators: Vec<String>,
    conjunctions: Vec<String>,
    prepositions: Vec<String>,
    adverbs: Vec<String>,
    be: Vec<String>,
    have: Vec<String>,
    r#do: Vec<String>,
    modals: Vec<String>,
    future: Vec<String>,
    possible: Vec<String>,
    negations: Vec<String>,
    planned: Vec<String>,
    wished: Vec<String>,
    adjectives: Vec<String>,
    noun_gerunds: Vec<String>,
    irregular_plurals: BTreeMap<String, String>,
    superlatives: Vec<Vec<String>>,
    groups: BTreeMap<Group, Vec<String>>,
}

/// The closed classes and noun forms of `rules/vocabulary/grammar.yml`.
#[derive(Debug, Default)]
pub struct Grammar {
    classes: FxHashMap<String, Classes>,
    plurals: FxHashMap<String, String>,
    gerunds: FxHashSet<String>,
    /// The first superlative of the list of each.
    superlatives: FxHashMap<String, String>,
    /// The groups of a word, a bit each.
    groups: FxHashMap<String, u64>,
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let written: Written =
        super::section("grammar").expect("the packed grammar was checked when it was built");
    Grammar::new(written)
});

/// The shipped grammar.
pub fn grammar() -> &'static Grammar {
    &GRAMMAR
}

impl Grammar {
    fn new(written: Written) -> Self {
        let mut classes: FxHashMap<String, Classes> = FxHashMap::default();
        let lists = [
            (Class::Determiner, written.determiners),
            (Class::PossessivePronoun, written.possessive_pronouns),
            (Class::Pronoun, written.pronouns),
            (Class::Relative, written.relatives),
            (Class::Subordinator, written.subordinators),
            (Class::Conjunction, written.conjunctions),
            (Class::Preposition, written.prepositions),
            (Class::Adverb, written.adverbs),
            (Class::Be, written.be),
            (Class::Have, written.have),
            (Class::Do, written.r#do),
            (Class::Modal, written.modals),
            (Class::Future, written.future),
            (Class::Possible, written.possible),
            (Class::Negation, written.negations),
            (Class::Planned, written.planned),
            (Class::Wished, written.wished),
            (Class::Adjective, written.adjectives),
        ];
        for (class, words) in lists {
            for word in words {
                classes.entry(word).or_default().0 |= class as u32;
            }
        }
        let mut groups: FxHashMap<String, u64> = FxHashMap::default();
        for (group, words) in written.groups {
            for word in words {
                *groups.entry(word).or_default() |= 1 << group as u64;
            }
        }
        let first = |list: Vec<String>| {
            let first = list.first().cloned().unwrap_or_default();
            list.into_iter().map(move |word| (word, first.clone()))
        };
        Self {
            classes,
            groups,
            superlatives: written.superlatives.into_iter().flat_map(first).collect(),
            gerunds: written.noun_gerunds.into_iter().collect(),
            plurals: written.irregular_plurals.into_iter().collect(),
        }
    }

    /// The closed classes of a folded word.
    pub fn classes(&self, word: &str) -> Classes {
        self.classes.get(word).copied().unwrap_or_default()
    }

    /// Whether a lemma is of a group.
    pub fn is(&self, lemma: &str, group: Group) -> bool {
        self.groups.get(lemma).is_some_and(|bits| bits & (1 << group as u64) != 0)
    }

    /// By what a superlative ranks: "largest" of "biggest".
    pub fn superlative(&self, word: &str) -> Option<&str> {
        self.superlatives.get(word).map(String::as_str)
    }

    /// Whether an -ing form is as often a noun: "meeting", "building".
    pub fn is_noun_gerund(&self, word: &str) -> bool {
        self.gerunds.contains(word)
    }

    /// The plural of a noun that has one of its own: person, people.
    pub fn plural(&self, noun: &str) -> Option<&str> {
        let own = self.plurals.iter().filter(|(plural, singular)| plural != singular);
        own.filter_map(|pair| (pair.1 == noun).then_some(pair.0.as_str())).min()
    }

    /// The singular of a folded noun, by list and spelling; a singular stays what it is.
    pub fn singular<'a>(&'a self, noun: &'a str) -> Cow<'a, str> {
        if let Some(singular) = self.plurals.get(noun) {
            return Cow::Borrowed(singular);
        }
        let Some(stem) = noun.strip_suffix('s') else { return Cow::Borrowed(noun) };
        if stem.len() < 2 || noun.ends_with("ss") || noun.ends_with("us") || noun.ends_with("is") {
            return Cow::Borrowed(noun);
        }
        if let Some(stem) = noun.strip_suffix("ies") {
            return if stem.len() > 1 {
                Cow::Owned(format!("{stem}y"))
            } else {
                Cow::Borrowed(&noun[..noun.len() - 1])
            };
        }
        for ending in ["sses", "shes", "ches", "xes", "zzes", "oes"] {
            if noun.ends_with(ending) {
                return Cow::Borrowed(&noun[..noun.len() - 2]);
            }
        }
        Cow::Borrowed(stem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_lose_their_plural() {
        let g = grammar();
        for (plural, singular) in [
            ("drones", "drone"),
            ("cities", "city"),
            ("people", "person"),
            ("churches", "church"),
            ("houses", "house"),
            ("boxes", "box"),
            ("bus", "bus"),
            ("glass", "glass"),
            ("heroes", "hero"),
            ("ties", "tie"),
            ("children", "child"),
        ] {
            assert_eq!(g.singular(plural), singular);
        }
    }

    #[test]
    fn a_word_may_be_of_several_classes() {
        let that = grammar().classes("that");
        assert!(that.has(Class::Determiner) && that.has(Class::Relative) && !that.has(Class::Preposition));
        assert!(grammar().classes("harbour").is_empty());
    }
}
