//! Second pass: what only the whole article can tell. Surnames lead to the full name, letters to
//! what they stand for, a bare place to the one that was named with its region.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::person::{is_initials, last_key, person_key, same_person};
use super::scan::{Case, case_of};
use super::{NameMention, Referent, body, namesake};
use crate::article::{Article, Part};
use crate::claim::token::{Shape, Token};
use crate::vocabulary::people::People;
use crate::vocabulary::places::{Gazetteer, PlaceKind};

/// Resolves the mentions of an article against each other.
pub(super) fn resolve(
    article: &Article,
    sentences: &[Vec<Token>],
    mut names: Vec<Vec<NameMention>>,
) -> Vec<Vec<NameMention>> {
    let known = Known::gather(sentences, &names);
    for (tokens, mentions) in sentences.iter().zip(&mut names) {
        mentions.retain_mut(|mention| known.settle(tokens, mention));
    }
    for (at, (tokens, mentions)) in sentences.iter().zip(&mut names).enumerate() {
        let debris = article.sentences.get(at).is_some_and(|s| s.part == Part::Debris);
        if case_of(tokens) == Case::Flat && !debris {
            known.add_people(tokens, mentions);
        }
    }
    settle_ambiguous(&mut names);
    namesake::settle(sentences, &mut names);
    names
}

/// A full name with its folds, which are asked for again and again.
struct Person {
    name: String,
    key: String,
    last: String,
}

impl Person {
    fn new(name: &str, key: String) -> Self {
        Self { name: name.to_owned(), key, last: last_key(name) }
    }
}

/// What the article establishes.
struct Known {
    /// Full names in order of first print.
    people: Vec<Person>,
    /// Last word of a name → indices of people.
    surnames: FxHashMap<String, Vec<usize>>,
    letters: FxHashMap<String, String>,
    /// Bare name → name with its region.
    qualified: FxHashMap<String, String>,
    /// Places that their context showed somewhere in the article.
    places: FxHashSet<String>,
    /// Words that are capitalised where no sentence starts.
    inside: FxHashSet<String>,
    /// People of whom the article prints the surname alone.
    single: FxHashSet<String>,
    /// Head word → bodies of longer names that it heads.
    heads: FxHashMap<String, BTreeSet<String>>,
}

impl Known {
    fn gather(sentences: &[Vec<Token>], names: &[Vec<NameMention>]) -> Self {
        let mut new = Self {
            people: Vec::new(),
            surnames: FxHashMap::default(),
            letters: body::expansions(sentences, names),
            qualified: FxHashMap::default(),
            places: FxHashSet::default(),
            inside: FxHashSet::default(),
            single: FxHashSet::default(),
            heads: FxHashMap::default(),
        };
        for (tokens, mentions) in sentences.iter().zip(names) {
            for mention in mentions {
                new.learn(tokens, mention);
            }
        }
        new.promote_titled(names);
        for (index, person) in new.people.iter().enumerate() {
            if let Some(last) = person.name.rsplit(' ').next() {
                new.surnames.entry(person_key(last)).or_default().push(index);
            }
        }
        new
    }

    /// "Mr Aldahl" shows that the "Sven Aldahl" of another sentence is a person.
    fn promote_titled(&mut self, names: &[Vec<NameMention>]) {
        let titled: FxHashSet<&str> = names
            .iter()
            .flatten()
            .filter_map(|m| match &m.referent {
                Referent::Person(name) if !name.contains(' ') => Some(name.as_str()),
                _ => None,
            })
            .collect();
        if titled.is_empty() {
            return;
        }
        for mention in names.iter().flatten() {
            let Referent::Other(name) = &mention.referent else { continue };
            let Some((_, surname)) = name.rsplit_once(' ') else { continue };
            let new = titled.contains(surname) && name.split(' ').count() <= 3;
            let key = person_key(name);
            if new && !self.people.iter().any(|p| p.key == key) {
                self.people.push(Person::new(name, key));
            }
        }
    }

    fn learn(&mut self, tokens: &[Token], mention: &NameMention) {
        if !starts(tokens, mention.tokens.start) {
            self.inside.insert(mention.referent.name().to_owned());
        }
        match &mention.referent {
            Referent::Person(name) if name.contains(' ') => {
                let key = person_key(name);
                if !self.people.iter().any(|p| p.key == key) {
                    self.people.push(Person::new(name, key));
                }
            }
            Referent::Person(name) => {
                self.single.insert(name.clone());
            }
            Referent::Body(name) if name.contains(' ') => {
                for head in body::heads(name) {
                    self.heads.entry(head.to_owned()).or_default().insert(name.clone());
                }
            }
            Referent::Place(name) => {
                if let Some((head, _)) = name.split_once(", ") {
                    self.qualified.entry(head.to_owned()).or_insert_with(|| name.clone());
                } else {
                    self.places.insert(name.clone());
                }
            }
            _ => {}
        }
    }

    /// The full name that a printed name stands for, if the article leaves no doubt.
    fn full_name(&self, name: &str) -> Option<&str> {
        if self.people.is_empty() {
            return None;
        }
        let key = person_key(name);
        if name.contains(' ') {
            if let Some(same) = self.people.iter().find(|p| p.key == key).map(|p| p.name.as_str()) {
                // Initials printed first, or later: one person where only one fits.
                let last = last_key(name);
                let likely = self.people.iter().filter(|p| p.last == last).map(|p| p.name.as_str());
                let fits: Vec<&str> = likely.filter(|p| same_person(p, name)).collect();
                let one = |p: &&str| *p == same || given_initials(p) || given_initials(same);
                return Some(if fits.iter().all(one) { fits[0] } else { same });
            }
            let ends = |p: &&Person| p.name.strip_suffix(name).is_some_and(|head| head.ends_with(' '));
            return only(self.people.iter().filter(ends));
        }
        if let Some(indices) = self.surnames.get(&key) {
            return match self.distinct(indices).as_slice() {
                [one] => self.people.get(*one).map(|p| p.name.as_str()),
                _ => None,
            };
        }
        // Family names that come first: "Xi", "Kim".
        if People::get().given.contains(name) {
            return None;
        }
        only(self.people.iter().filter(|p| p.name.split(' ').next() == Some(name)))
    }

    fn distinct(&self, indices: &[usize]) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for &index in indices {
            if !found.iter().any(|&f| same_person(&self.people[f].name, &self.people[index].name)) {
                found.push(index);
            }
        }
        found
    }

    /// Settles one mention; false where it turns out to be no name.
    fn settle(&self, tokens: &[Token], mention: &mut NameMention) -> bool {
        let name = mention.referent.name().to_owned();
        match &mention.referent {
            Referent::Person(_) => self.settle_person(mention, &name),
            Referent::Other(_) => {
                if let Some(full) = self.full_name(&name).filter(|_| name.split(' ').count() <= 3) {
                    mention.referent = Referent::Person(full.to_owned());
                    mention.known = true;
                } else if let Some(place) = self.place(&name) {
                    mention.referent = Referent::Place(place.clone());
                    mention.place = Some(place);
                } else if self.single.contains(&name) {
                    mention.referent = Referent::Person(name);
                } else if mention.tokens.len() == 1
                    && starts(tokens, mention.tokens.start)
                    && !self.inside.contains(&name)
                    && !owns(tokens, mention.tokens.end)
                {
                    return false;
                }
            }
            Referent::Place(_) if !mention.known => {
                if let Some(full) = self.full_name(&name).filter(|_| !name.contains(' ')) {
                    mention.referent = Referent::Person(full.to_owned());
                    mention.place = None;
                } else if let Some(place) = self.qualified.get(&name) {
                    mention.referent = Referent::Place(place.clone());
                    mention.place = Some(place.clone());
                }
            }
            Referent::Body(letters) => {
                if let Some(full) = self.letters.get(letters) {
                    mention.referent = Referent::Body(full.clone());
                } else if let Some(full) = self.headed_by(letters).filter(|_| !mention.known) {
                    mention.referent = Referent::Body(full);
                } else if let Some(full) =
                    self.full_name(letters).filter(|_| !mention.known && mention.tokens.len() == 1)
                {
                    // A surname in capitals: "said BERG".
                    mention.referent = Referent::Person(full.to_owned());
                    mention.known = true;
                }
            }
            _ => {}
        }
        true
    }

    /// "the Commission", "the Observatory": the one body of the article that the word heads.
    fn headed_by(&self, word: &str) -> Option<String> {
        let bodies = self.heads.get(word)?;
        bodies.first().filter(|_| bodies.len() == 1).cloned()
    }

    fn settle_person(&self, mention: &mut NameMention, name: &str) {
        if let Some(full) = self.full_name(name) {
            mention.referent = Referent::Person(full.to_owned());
            mention.known = true;
        }
    }

    fn place(&self, name: &str) -> Option<String> {
        self.qualified.get(name).cloned().or_else(|| self.places.contains(name).then(|| name.to_owned()))
    }

    /// In headlines and shouted sentences only people that the article names elsewhere are read.
    fn add_people(&self, tokens: &[Token], mentions: &mut Vec<NameMention>) {
        let mut at = 0;
        while at < tokens.len() {
            let free = |i: usize| !mentions.iter().any(|m| m.tokens.contains(&i));
            let found = (1..=4usize).rev().find_map(|len| {
                let words = tokens.get(at..at + len)?;
                if !words.iter().all(|t| t.is_word() && t.capital) || !(at..at + len).all(free) {
                    return None;
                }
                let name = words.iter().map(|t| t.lower.as_str()).collect::<Vec<_>>().join(" ");
                let plain = len == 1 && People::get().plain.contains(&name);
                let full = self
                    .full_name(&name)
                    .filter(|full| !plain && (len == 1 || person_key(full) == person_key(&name)))?;
                Some((len, full.to_owned()))
            });
            let Some((len, full)) = found else {
                at += 1;
                continue;
            };
            let span = tokens[at].span.join(tokens[at + len - 1].span);
            let referent = Referent::Person(full);
            mentions.push(NameMention {
                span,
                tokens: at..at + len,
                referent,
                known: true,
                place: None,
                nation: None,
                demonym: false,
            });
            at += len;
        }
        mentions.sort_by_key(|m| m.tokens.start);
    }
}

fn given_initials(name: &str) -> bool {
    name.split(' ').next().is_some_and(is_initials)
}

fn only<'a>(mut found: impl Iterator<Item = &'a Person>) -> Option<&'a str> {
    let first = found.next()?;
    found.all(|other| other.key == first.key).then_some(first.name.as_str())
}

/// Whether "'s" follows: "Lorvik's director" opens with a name.
fn owns(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.shape == Shape::Possessive && t.span.len() > 1)
}

/// Whether a sentence or a quotation starts at a token.
fn starts(tokens: &[Token], at: usize) -> bool {
    at == 0
        || tokens.get(at - 1).is_some_and(|t| {
            t.shape == Shape::Quote || matches!(t.lower.as_str(), ":" | "." | "-" | "–" | "—" | "--" | "•")
        })
}

/// "Georgia" is the country or the state that the rest of the article speaks of; where it speaks
/// of neither or both, the bare name stays and means either.
fn settle_ambiguous(names: &mut [Vec<NameMention>]) {
    let gazetteer = Gazetteer::get();
    let mut countries: FxHashSet<String> = FxHashSet::default();
    let mut ambiguous: FxHashMap<String, Vec<(String, PlaceKind)>> = FxHashMap::default();
    let known = names.iter().flatten().filter(|m| m.known);
    let places: FxHashSet<&String> =
        known.filter_map(|mention| mention.place.as_ref().or(mention.nation.as_ref())).collect();
    for name in places {
        let sites = gazetteer.sites(name);
        if sites.len() > 1 {
            ambiguous
                .entry(name.clone())
                .or_insert_with(|| sites.into_iter().map(|s| (s.name, s.kind)).collect());
        } else if let Some(country) = gazetteer.country_of(name) {
            countries.insert(country.to_owned());
        }
    }
    let settled: FxHashMap<String, (String, PlaceKind)> = ambiguous
        .into_iter()
        .filter_map(|(name, sites)| {
            let mut fits = sites.into_iter().filter(|(s, _)| {
                gazetteer.country_of(s).is_some_and(|c| *c != *name && countries.contains(c))
            });
            let first = fits.next()?;
            fits.next().is_none().then_some((name, first))
        })
        .collect();
    for mention in names.iter_mut().flatten() {
        let Some((name, kind)) = mention.place.as_ref().and_then(|p| settled.get(p)) else { continue };
        mention.place = Some(name.clone());
        if *kind != PlaceKind::Country {
            mention.nation = None;
            mention.referent = Referent::Place(name.clone());
        }
    }
}
