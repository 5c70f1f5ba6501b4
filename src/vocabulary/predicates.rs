//! What is said of things: predicates with their verbs, idioms, nouns and adjectives.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::idiom::{Idiom, Words};

/// A predicate as its file writes it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a line of YAML, each of its own")]
pub struct Entry {
    /// Its name in rules.
    id: String,
    /// Whether these are further words of the predicate of this name, for the things of `only`.
    #[serde(default)]
    more: bool,
    /// Verbs and idioms that do it to their object.
    #[serde(default)]
    acts: Vec<String>,
    /// Verbs and idioms that say it of their subject.
    #[serde(default)]
    happens: Vec<String>,
    /// Nouns for it.
    #[serde(default)]
    nouns: Vec<String>,
    /// What the thing is afterwards.
    #[serde(default)]
    adjectives: Vec<String>,
    /// The thing that a bare figure of it counts.
    #[serde(default)]
    takes: Option<String>,
    /// Predicates that cannot both be true of one thing.
    #[serde(default)]
    opposite: Vec<String>,
    /// What holds for those to whom it did not happen.
    #[serde(default)]
    rest: Option<String>,
    /// Kinds of people that are all to whom it happens, and no part of them.
    #[serde(default)]
    everybody: Vec<String>,
    /// The kind of event that it tells of.
    #[serde(default)]
    family: Option<String>,
    /// Predicates that outlets may use for the same people of one event.
    #[serde(default)]
    near: Vec<String>,
    /// Things that it is said of, where its words mean this of some things only.
    #[serde(default)]
    only: Vec<String>,
    /// Whether the bare fact is a claim of its own.
    #[serde(default)]
    statement: bool,
    /// Whether its subject is the event.
    #[serde(default)]
    stages: bool,
    /// Whether it lasts, so that no day and no place is its own.
    #[serde(default)]
    state: bool,
    /// Whether one story has many of it, on several days.
    #[serde(default)]
    repeats: bool,
}

/// Index of a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PredicateId(pub usize);

/// One predicate.
#[derive(Debug, Clone)]
pub struct Predicate {
    /// Its name in rules: `shoot-down`.
    pub id: String,
    /// The thing that a bare figure of it counts.
    pub takes: Option<String>,
    /// Predicates that cannot both be true of one thing.
    pub opposite: Vec<String>,
    /// What holds for those to whom it did not happen: of 13 wounded all but five were released, and
    /// five remain.
    pub rest: Option<String>,
    /// Kinds of people that are all to whom it happens: the spectators of a match are its crowd.
    pub everybody: Vec<String>,
    /// The kind of event that it tells of: an attack may be dated by who was killed in it.
    pub family: Option<String>,
    /// Predicates that outlets may use for the same people of one event: who was shot was wounded.
    pub near: Vec<String>,
    /// Things that it is said of, where a verb means this of some things only; empty: of all.
    pub only: Vec<String>,
    /// Whether the bare fact is a claim of its own.
    pub statement: bool,
    /// Whether its subject is the event: a fire breaks out, a trial begins.
    pub stages: bool,
    /// How it lies in time.
    pub aspect: Aspect,
}

/// How what a predicate tells of lies in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// It happens once in a story.
    Once,
    /// One story has many of it, on several days: meetings, arrests.
    Repeated,
    /// It lasts, so that no day and no place is its own: to live, to own.
    State,
}

impl Aspect {
    fn of(entry: &Entry) -> Self {
        match () {
            () if entry.state => Self::State,
            () if entry.repeats => Self::Repeated,
            () => Self::Once,
        }
    }
}

/// How a wording relates its grammatical subject to what it happens to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wording {
    /// It happens to the object.
    Acts,
    /// It happens to the subject.
    Happens,
    /// A noun for it.
    Noun,
    /// What the thing is afterwards.
    Adjective,
}

/// All predicates with look-up tables by first lemma.
#[derive(Debug, Default)]
pub struct Predicates {
    all: Vec<Predicate>,
    by_first: FxHashMap<String, Vec<(Wording, Idiom, PredicateId)>>,
    by_id: FxHashMap<String, PredicateId>,
}

static PREDICATES: LazyLock<Predicates> = LazyLock::new(|| {
    Predicates::new(
        super::section("predicates").expect("the packed predicates were checked when they were built"),
    )
});

/// The shipped predicates.
pub fn predicates() -> &'static Predicates {
    &PREDICATES
}

impl Predicates {
    fn new(written: Vec<Entry>) -> Self {
        let mut found = Self::default();
        for entry in written {
            let id = PredicateId(found.all.len());
            let lists = [
                (Wording::Acts, &entry.acts),
                (Wording::Happens, &entry.happens),
                (Wording::Noun, &entry.nouns),
                (Wording::Adjective, &entry.adjectives),
            ];
            for (wording, words) in lists {
                for word in words {
                    // "took into custody", "took 14 fans into custody": the object may stand inside.
                    if let (Wording::Acts, Some((verb, rest))) = (wording, word.split_once(' '))
                        && !rest.starts_with('*')
                    {
                        let idiom = Idiom::around_object(verb, rest);
                        found.by_first.entry(verb.to_owned()).or_default().push((wording, idiom, id));
                    }
                    let idiom = Idiom::new(word);
                    found.by_first.entry(idiom.first().to_owned()).or_default().push((wording, idiom, id));
                }
            }
            if !entry.more {
                found.by_id.insert(entry.id.clone(), id);
            }
            found.all.push(Predicate {
                aspect: Aspect::of(&entry),
                id: entry.id,
                takes: entry.takes,
                opposite: entry.opposite,
                rest: entry.rest,
                everybody: entry.everybody,
                family: entry.family,
                near: entry.near,
                only: entry.only,
                statement: entry.statement,
                stages: entry.stages,
            });
        }
        for list in found.by_first.values_mut() {
            list.sort_by_key(|(_, idiom, id)| (std::cmp::Reverse(idiom.weight()), *id));
        }
        found
    }

    /// One predicate.
    pub fn get(&self, id: PredicateId) -> &Predicate {
        &self.all[id.0]
    }

    /// A predicate by its name.
    pub fn named(&self, id: &str) -> Option<&Predicate> {
        self.by_id.get(id).map(|&id| self.get(id))
    }

    /// The names of all predicates, in the order of the file.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let named = |at: usize, p: &Predicate| self.by_id.get(&p.id) == Some(&PredicateId(at));
        self.all.iter().enumerate().filter(move |(at, p)| named(*at, p)).map(|(_, p)| p.id.as_str())
    }

    /// Wordings that stand at a word, the most specific first, with the end of each.
    pub fn at<'a>(
        &'a self,
        words: Words<'a>,
        at: usize,
        skip: &'a dyn Fn(usize) -> bool,
    ) -> impl Iterator<Item = (Wording, PredicateId, usize)> + 'a {
        let list =
            |word: Option<&String>| word.and_then(|w| self.by_first.get(w)).map_or(&[][..], Vec::as_slice);
        let (lemma, surface) = (words.lemmas.get(at), words.surface.get(at));
        let second = if lemma == surface { &[][..] } else { list(surface) };
        let found = list(lemma).iter().chain(second);
        found.filter_map(move |(wording, idiom, id)| {
            idiom.matches(&words, at, skip).map(|end| (*wording, *id, end))
        })
    }

    /// The family of a predicate; by default itself, known or not.
    pub fn family<'a>(&'a self, id: &'a str) -> &'a str {
        self.named(id).and_then(|predicate| predicate.family.as_deref()).unwrap_or(id)
    }

    /// Whether two predicates cannot both be true of one thing.
    pub fn opposite(&self, a: &str, b: &str) -> bool {
        self.either(a, b, |predicate| &predicate.opposite)
    }

    /// Whether outlets may use either of two predicates for the same people of one event.
    pub fn near(&self, a: &str, b: &str) -> bool {
        self.either(a, b, |predicate| &predicate.near)
    }

    /// Whether a list of one of two predicates names the other.
    fn either(&self, a: &str, b: &str, list: impl Fn(&Predicate) -> &Vec<String>) -> bool {
        let names = |x: &str, y: &str| self.named(x).is_some_and(|p| list(p).iter().any(|other| other == y));
        names(a, b) || names(b, a)
    }
}
