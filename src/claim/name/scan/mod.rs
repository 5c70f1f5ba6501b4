//! First pass: finds the names of every sentence from the vocabulary and from capitals, sentence
//! by sentence. What only the whole article can tell is left to [`super::resolve`].
//!
//! `case` says whether capitals show anything. A [`Line`] is then read from left to right:
//! `listed` names that the vocabulary has word for word, `site` places of the gazetteer, `title`
//! people behind their office, and a capitalised run that is none of them: how far it goes
//! (`extent`) and what it is (`kind`, `person`, `unlisted`).

mod actor;
mod case;
mod extent;
mod kind;
mod listed;
mod person;
mod site;
mod title;
mod unlisted;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::{Article, Part};
use crate::claim::name::{NameMention, Referent, place};
use crate::claim::token::{Shape, Token};
use crate::files::Span;
use crate::vocabulary::metonyms::Metonyms;
use crate::vocabulary::people::{Offices, People};
use crate::vocabulary::places::{Gazetteer, Site};
pub(super) use case::{Case, case_of};
pub(super) use title::bare_head;

/// What the words of an article show about each other.
pub(super) struct Scanner<'a> {
    text: &'a str,
    gazetteer: &'static Gazetteer,
    metonyms: &'static Metonyms,
    offices: &'static Offices,
    people: &'static People,
    /// Words that the article also prints in lower case: no names.
    common: FxHashSet<&'a str>,
    /// The sites of the names that were asked for: an article has the same ones again and again.
    sites: RefCell<FxHashMap<String, Rc<[Site]>>>,
}

/// Scans all sentences of an article.
pub(super) fn scan(article: &Article, sentences: &[Vec<Token>]) -> Vec<Vec<NameMention>> {
    let scanner = Scanner::new(&article.text, sentences);
    sentences
        .iter()
        .enumerate()
        .map(|(at, tokens)| match article.sentences.get(at).map(|s| s.part) {
            Some(Part::Debris) => Vec::new(),
            _ => scanner.sentence(tokens),
        })
        .collect()
}

/// What a step of the scan found: a name, or words to pass over.
enum Step {
    Name(NameMention),
    Skip(usize),
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, sentences: &'a [Vec<Token>]) -> Self {
        let prose = sentences.iter().filter(|tokens| case_of(tokens) == Case::Prose).flatten();
        let common = prose.filter(|t| t.is_word() && !t.capital).map(|t| t.lower.as_str()).collect();
        Self {
            text,
            gazetteer: Gazetteer::get(),
            metonyms: Metonyms::get(),
            offices: Offices::get(),
            people: People::get(),
            common,
            sites: RefCell::default(),
        }
    }

    /// As [`Gazetteer::sites`], looked up once an article.
    fn sites(&self, name: &str) -> Rc<[Site]> {
        if let Some(known) = self.sites.borrow().get(name) {
            return Rc::clone(known);
        }
        let found: Rc<[Site]> = self.gazetteer.sites(name).into();
        self.sites.borrow_mut().insert(name.to_owned(), Rc::clone(&found));
        found
    }

    fn sentence(&self, tokens: &[Token]) -> Vec<NameMention> {
        let line = Line { tokens, case: case_of(tokens), scanner: self };
        let mut found: Vec<NameMention> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at].is_word() && tokens[at].lower.contains('-') && line.hand_place(at).is_none() {
                let mut nations = self.hyphened(&tokens[at], at);
                if !nations.is_empty() {
                    found.append(&mut nations);
                    at += 1;
                    continue;
                }
            }
            match line.step(at, found.last()) {
                Step::Name(mention) => {
                    at = mention.tokens.end.max(at + 1);
                    found.push(mention);
                }
                Step::Skip(to) => at = to.max(at + 1),
            }
        }
        found
    }
}

/// One sentence under the scanner.
struct Line<'a> {
    tokens: &'a [Token],
    case: Case,
    scanner: &'a Scanner<'a>,
}

impl Line<'_> {
    fn word(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).map(|t| t.lower.as_str())
    }

    fn is(&self, at: usize, lower: &str) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is(lower))
    }

    fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is_word() && t.capital)
    }

    /// A word at which a sentence, a quotation or a bullet starts: its capital shows nothing.
    fn initial(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|b| self.tokens.get(b)) else { return true };
        before.shape == Shape::Quote
            || matches!(before.lower.as_str(), ":" | "." | "-" | "–" | "—" | "--" | "•" | "*" | "…" | "...")
    }

    /// A day or month, which ends a name; "Jan" before a capital is a person's.
    fn calendar(&self, at: usize) -> bool {
        let people = self.scanner.people;
        self.word(at).is_some_and(|w| {
            people.calendar.contains(w) && !(people.given.contains(w) && self.capital(at + 1))
        })
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let first = self.tokens.get(range.start).map_or(Span::default(), |t| t.span);
        let last = self.tokens.get(range.end.saturating_sub(1)).map_or(first, |t| t.span);
        first.join(last)
    }

    fn words(&self, range: Range<usize>) -> String {
        let mut joined = String::new();
        for token in self.tokens.get(range).unwrap_or_default() {
            let tight = joined.is_empty() || token.is(".") || token.shape == Shape::Possessive;
            if !tight {
                joined.push(' ');
            }
            if !token.is(".") {
                joined.push_str(&token.lower);
            }
        }
        joined
    }

    fn mention(&self, tokens: Range<usize>, referent: Referent, known: bool) -> NameMention {
        let place = matches!(referent, Referent::Place(_)).then(|| referent.name().to_owned());
        let nation = matches!(referent, Referent::Nation(_)).then(|| referent.name().to_owned());
        NameMention { span: self.span(&tokens), tokens, referent, known, place, nation, demonym: false }
    }

    fn step(&self, at: usize, last: Option<&NameMention>) -> Step {
        let Some(token) = self.tokens.get(at) else { return Step::Skip(at + 1) };
        if token.shape == Shape::Number && self.case == Case::Prose {
            return match place::address(self.tokens, at) {
                Some((range, name)) => Step::Name(self.mention(range, Referent::Place(name), false)),
                None => Step::Skip(at + 1),
            };
        }
        if !token.is_word() {
            return Step::Skip(at + 1);
        }
        if let Some(found) = self.fixed(at) {
            return Step::Name(found);
        }
        if self.case == Case::Flat {
            return self.known_place(at).map_or(Step::Skip(at + 1), Step::Name);
        }
        if let Some(step) = self.titled(at) {
            return step;
        }
        if !token.capital || self.calendar(at) {
            return self.direction(at).map_or(Step::Skip(at + 1), Step::Name);
        }
        if let Some((range, name)) = place::address(self.tokens, at)
            && (!self.initial(at) || !self.scanner.people.plain.contains(&token.lower))
        {
            return Step::Name(self.mention(range, Referent::Place(name), false));
        }
        if let Some(found) = self.direction(at) {
            return Step::Name(found);
        }
        self.run(at, last)
    }

    /// A capitalised run that is nothing else yet.
    fn run(&self, at: usize, last: Option<&NameMention>) -> Step {
        let token = &self.tokens[at];
        let people = self.scanner.people;
        let initial = self.initial(at);
        let bare = token.lower.split('\'').next().unwrap_or_default();
        if people.plain.contains(bare) && (initial || bare.len() < token.lower.len() || !self.capital(at + 1))
        {
            return Step::Skip(at + 1);
        }
        if token
            .lower
            .rsplit_once('-')
            .is_some_and(|(_, tail)| self.scanner.metonyms.hyphen_tails.contains(tail))
        {
            return Step::Skip(at + 1);
        }
        let place = self.known_place(at);
        let named = people.given.contains(&token.lower) && self.capital(at + 1);
        if place.is_none() && people.small.contains(&token.lower) && !named {
            return Step::Skip(at + 1);
        }
        let range = self.extent(at);
        if let Some(place) = place.filter(|p| {
            p.tokens.end >= range.end
                || !self.is_body(&range) && !self.is_venue(&range) && !self.person_evidence(&range, last)
        }) {
            return match self.venue_after(&(at..place.tokens.end)) {
                Some(venue) if !matches!(place.referent, Referent::Nation(_)) => Step::Name(venue),
                _ => Step::Name(place),
            };
        }
        if initial && self.occupied(&range) {
            return Step::Skip(at + 1);
        }
        // The first word of a sentence may be a plain word that the article also prints small.
        let common =
            self.scanner.common.contains(token.lower.as_str()) && !people.given.contains(&token.lower);
        if initial && common {
            return Step::Skip(at + 1);
        }
        Step::Name(self.classify(range, last))
    }

    /// "Baker Peter Lund", "Retired miner" is no name: at the head of a sentence a word that says
    /// what somebody does stands before the given name.
    fn occupied(&self, range: &Range<usize>) -> bool {
        let people = self.scanner.people;
        let first = &self.tokens[range.start].lower;
        let does = ["er", "or", "ist", "ian", "man", "woman", "ress", "eer", "ant"];
        range.len() >= 3
            && does.iter().any(|tail| first.ends_with(tail))
            && !people.given.contains(first)
            && self.word(range.start + 1).is_some_and(|w| people.given.contains(w))
    }
}
