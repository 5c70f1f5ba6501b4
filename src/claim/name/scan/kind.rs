//! What a run of capitalised words is by its own nouns: a body, a venue, an event.

use std::ops::Range;

use super::Line;
use crate::claim::name::{NameMention, Referent, body};
use crate::claim::token::Shape;

impl Line<'_> {
    /// What a run of unknown capitalised words is.
    pub(super) fn classify(&self, range: Range<usize>, last: Option<&NameMention>) -> NameMention {
        let words = self.words(range.clone());
        if let Some(venue) = self.venue_after(&range) {
            return venue;
        }
        if self.is_venue(&range) {
            return self.venue(range);
        }
        if self.is_body(&range) {
            return self.mention(range, Referent::Body(body::canonical(&words)), false);
        }
        if self.is_event(&range) {
            return self.mention(range, Referent::Other(words), false);
        }
        if range.len() == 1 && self.tokens[range.start].shouted && words.len() > 1 {
            return self.mention(range, Referent::Body(words), false);
        }
        let landform = range.len() > 1
            && self.word(range.start).is_some_and(|w| self.scanner.metonyms.landforms.contains(w));
        if landform {
            return self.mention(range, Referent::Place(words), false);
        }
        if self.person_evidence(&range, last) {
            return self.mention(range, Referent::Person(words), false);
        }
        if let Some(place) = self.unknown_place(&range, &words, last) {
            return place;
        }
        self.mention(range, Referent::Other(words), false)
    }

    pub(super) fn is_body(&self, range: &Range<usize>) -> bool {
        range.clone().any(|i| self.word(i).is_some_and(|w| self.scanner.metonyms.body_words.contains(w)))
    }

    /// Whether the capitalised words at a token go on as the name of a body or venue.
    pub(super) fn body_like(&self, at: usize) -> bool {
        let metonyms = self.scanner.metonyms;
        (at..at + 3).take_while(|&i| self.capital(i)).any(|i| {
            self.word(i).is_some_and(|w| {
                metonyms.body_words.contains(w) || (metonyms.venue_words.contains(w) && i == at)
            })
        })
    }

    /// "the Storm King Fire", "Operation Alder": neither person nor body.
    pub(super) fn is_event(&self, range: &Range<usize>) -> bool {
        let events = &self.scanner.metonyms.event_words;
        [range.start, range.end - 1].into_iter().any(|i| self.word(i).is_some_and(|w| events.contains(w)))
            && range.len() > 1
    }

    pub(super) fn is_venue(&self, range: &Range<usize>) -> bool {
        let venues = &self.scanner.metonyms.venue_words;
        // "Airport Authority", "School Board": bodies.
        let body = self
            .word(range.end - 1)
            .is_some_and(|w| self.scanner.metonyms.body_words.contains(w) && !venues.contains(w));
        range.len() > 1
            && !body
            && [range.start, range.end - 1]
                .into_iter()
                .any(|i| self.word(i).is_some_and(|w| venues.contains(w)))
            && !self.scanner.people.given.contains(&self.tokens[range.start].lower)
    }

    /// "Exeter cathedral", "St Michael's church": the venue's noun follows in lower case.
    pub(super) fn venue_after(&self, range: &Range<usize>) -> Option<NameMention> {
        let metonyms = self.scanner.metonyms;
        let possessive = self.tokens.get(range.end).is_some_and(|t| t.shape == Shape::Possessive);
        let at = if possessive { range.end + 1 } else { range.end };
        let saint = self.word(range.start).is_some_and(|w| metonyms.patrons.contains(w));
        let noun = self
            .tokens
            .get(at)
            .filter(|t| metonyms.venue_words.contains(&t.lower) && (!possessive || saint))?;
        if metonyms.common_venues.contains(&noun.lower) && !noun.capital {
            return None;
        }
        Some(self.venue(range.start..at + 1))
    }

    /// A venue, with the town that it is said to lie in: "the Opera House in Sydney", "Cardiff's stadium".
    fn venue(&self, range: Range<usize>) -> NameMention {
        let name = body::canonical(&self.words(range.clone()));
        let after =
            if self.is(range.end, "in") || self.is(range.end, ",") { self.town(range.end + 1) } else { None };
        let owner =
            range.start.checked_sub(2).filter(|_| self.tokens[range.start - 1].shape == Shape::Possessive);
        let town = after.or_else(|| self.town(owner?)).map(|(_, town)| town);
        let canonical = town
            .filter(|town| !name.contains(town.as_str()))
            .map_or_else(|| name.clone(), |town| format!("{name}, {town}"));
        self.mention(range, Referent::Place(canonical), false)
    }
}
