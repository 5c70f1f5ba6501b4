//! Places that the vocabulary or the gazetteer holds, as far as their neighbours bear them out.

use std::rc::Rc;

use super::Line;
use super::case::Case;
use crate::claim::name::{NameMention, Referent};
use crate::claim::token::Shape;
use crate::vocabulary::places::{Mark, PlaceKind, Site};

/// Least letters of a town that may go without its Arabic article: shorter ones are other words.
const ARABIC: usize = 6;

impl Line<'_> {
    /// A place of the vocabulary or the gazetteer, read in its context.
    pub(super) fn known_place(&self, at: usize) -> Option<NameMention> {
        let hand = self.hand_place(at);
        let town = if self.capital(at) { self.town(at) } else { None };
        let (len, mut name) = match (hand, town) {
            (Some(hand), Some(town)) => {
                if town.0 > hand.0 {
                    town
                } else {
                    hand
                }
            }
            (hand, town) => hand.or(town)?,
        };
        let mut end = at + len;
        // "Kherson region": the region of that name, unless the name goes on.
        if let Some(site) = self.word(end).and_then(|word| self.region_of(&name, word)) {
            name = site;
            end += 1;
        }
        let mut mention = self.place_or_nation(at, end, &name);
        self.qualify(&mut mention, end);
        Some(mention)
    }

    /// The longest hand-made place at a token: how many tokens, and its canonical name.
    pub(super) fn hand_place(&self, at: usize) -> Option<(usize, String)> {
        let gazetteer = self.scanner.gazetteer;
        if !gazetteer.may_start(self.word(at)?) || !self.capital(at) {
            return None;
        }
        (1..=5usize).rev().find_map(|len| {
            let last = self.tokens.get(at + len - 1)?;
            // Marks end a name: "Kyiv, Moscow" are two.
            let whole = self
                .tokens
                .get(at..at + len)?
                .iter()
                .enumerate()
                .all(|(i, t)| t.is_word() || (t.is(".") && i > 0));
            let printed_capital =
                last.capital || last.is(".") || self.scanner.metonyms.region_words.contains(&last.lower);
            if !whole || !printed_capital {
                return None;
            }
            let mut phrase = self.words(at..at + len);
            // "Ariz." keeps its point in the list.
            if last.is(".") {
                phrase.push('.');
            }
            if phrase == "us" && (self.case == Case::Flat || !self.tokens[at].shouted)
                || !gazetteer.may_be_hand_made(&phrase)
            {
                return None;
            }
            let sites = self.scanner.sites(&phrase);
            let hand = sites.iter().find(|s| s.at.is_none())?;
            let canonical =
                if sites.len() > 1 { phrase.trim_end_matches('.').to_owned() } else { hand.name.clone() };
            Some((len, canonical))
        })
    }

    /// The longest town at a token whose name needs no evidence, or has it.
    pub(super) fn town(&self, at: usize) -> Option<(usize, String)> {
        let saint = self.is(at, "st") && self.is(at + 1, ".");
        let inner =
            |i: usize| self.tokens[i].is_word() && (self.capital(i) || i > at) || (saint && i == at + 1);
        let longest = (at..self.tokens.len().min(at + 4)).take_while(|&i| inner(i)).count();
        (1..=longest).rev().find_map(|len| {
            if !self.capital(at + len - 1) {
                return None;
            }
            let phrase = self.words(at..at + len);
            let sites = self.sites_of_town(&phrase);
            let site = sites.iter().max_by_key(|s| (s.capital, s.thousands))?;
            let clear = match site.mark {
                Mark::Clear => !self.initial(at) || !self.scanner.common.contains(phrase.as_str()),
                Mark::Word => {
                    (self.located(at, at + len) || self.is_owned_by_region(at)) && self.case == Case::Prose
                }
                Mark::Person => {
                    (self.located(at, at + len)
                        || self.word(at + len).is_some_and(|w| self.scanner.metonyms.town_words.contains(w)))
                        && self.case == Case::Prose
                }
            };
            clear.then(|| (len, if sites.len() == 1 { site.name.clone() } else { phrase }))
        })
    }

    /// The towns of a name; "Fallujah" is "Al Fallujah".
    fn sites_of_town(&self, phrase: &str) -> Rc<[Site]> {
        let sites = self.scanner.sites(phrase);
        if sites.is_empty() && phrase.len() >= ARABIC && !phrase.contains(' ') {
            return self.scanner.sites(&format!("al {phrase}"));
        }
        sites
    }

    /// Whether a place preposition stands before a name, or a comma and a region after it.
    fn located(&self, start: usize, end: usize) -> bool {
        let before = start.checked_sub(1).and_then(|b| self.word(b)).is_some_and(|w| {
            self.scanner.metonyms.place_prepositions.contains(w) || matches!(w, "from" | "of" | "near")
        });
        let before = before && !self.capital(end);
        before || (self.is(end, ",") && self.hand_place(end + 1).is_some_and(|(_, name)| !name.is_empty()))
    }

    /// "Kansas's Derby".
    fn is_owned_by_region(&self, at: usize) -> bool {
        let owned = at >= 2 && self.tokens[at - 1].shape == Shape::Possessive;
        owned && self.hand_place(at - 2).is_some_and(|(len, _)| len == 1)
    }

    /// The region that a name and a word make, the word in singular or plural.
    fn region_of(&self, name: &str, word: &str) -> Option<String> {
        let known = |w: &str| self.scanner.metonyms.region_words.iter().any(|r| r == w);
        let singular = if known(word) { word } else { word.strip_suffix('s').filter(|w| known(w))? };
        if self.scanner.metonyms.shared_region_words.contains(singular) {
            return None;
        }
        self.scanner.gazetteer.sites(&format!("{name} {singular}")).first().map(|site| site.name.clone())
    }

    /// "Paris, Texas": the region after the comma tells which one is meant.
    fn qualify(&self, mention: &mut NameMention, end: usize) {
        let gazetteer = self.scanner.gazetteer;
        if !self.is(end, ",") {
            return;
        }
        let Some((_, outer)) = self.hand_place(end + 1) else { return };
        let name = self.words(mention.tokens.clone());
        let best = self.scanner.sites(&name);
        if best.iter().any(|s| s.kind <= PlaceKind::Country) {
            return;
        }
        let qualified = format!("{name}, {outer}");
        let inside = gazetteer.sites(&qualified);
        if let (false, Some(site)) = (gazetteer.contains(&outer, &name) && best.len() == 1, inside.first()) {
            // A list ("in Paris, Texas and Rome") is no containment: the known town must exist there.
            if site.at.is_some() {
                mention.referent = Referent::Place(qualified.clone());
                mention.place = Some(qualified);
                mention.nation = None;
            }
        }
    }

    /// "northern Italy", "central Arizona".
    pub(super) fn direction(&self, at: usize) -> Option<NameMention> {
        let first = self.word(at)?;
        if !self.capital(at + 1) || !self.scanner.metonyms.directions.iter().any(|d| d == first) {
            return None;
        }
        let (len, name) = self.hand_place(at + 1).or_else(|| self.town(at + 1))?;
        let whole = format!("{first} {name}");
        // "South Korea", "North Carolina" and "Western Australia" are places of their own.
        let (end, canonical) = match self
            .scanner
            .gazetteer
            .sites(&format!("{first} {}", self.words(at + 1..at + 1 + len)))
            .first()
        {
            Some(site) if site.kind != PlaceKind::Area => (at + 1 + len, site.name.clone()),
            _ => (at + 1 + len, whole),
        };
        Some(self.mention(at..end, Referent::Place(canonical), true))
    }
}
