//! Names that the vocabulary lists word for word: governments, demonyms, letters, bodies; and the
//! nations inside a hyphenated word.

use std::ops::Range;

use super::case::Case;
use super::{Line, Scanner};
use crate::claim::name::{NameMention, Referent, body};
use crate::claim::token::{Token, fold};
use crate::files::Span;
use crate::vocabulary::places::PlaceKind;

impl Scanner<'_> {
    /// "US-Russian", "pro-Kyiv": the nations inside one hyphenated word.
    pub(super) fn hyphened(&self, token: &Token, at: usize) -> Vec<NameMention> {
        let printed = token.span.of(self.text);
        let mut found = Vec::new();
        let mut start = token.span.start;
        for part in printed.split('-') {
            let span = Span::new(start, start + part.len());
            start = span.end + 1;
            let folded = fold(part);
            let country = if folded == "us" && part != "US" { None } else { self.nation_word(&folded) };
            if let Some(country) = country.filter(|_| part.starts_with(char::is_uppercase)) {
                let referent = Referent::Nation(country.clone());
                found.push(NameMention {
                    span,
                    tokens: at..at + 1,
                    referent,
                    known: true,
                    place: None,
                    nation: Some(country),
                    demonym: true,
                });
            }
        }
        found
    }

    /// The country that one word names: a demonym, a country, a capital.
    fn nation_word(&self, word: &str) -> Option<String> {
        let gazetteer = self.gazetteer;
        let demonym = gazetteer.demonym(|ahead| (ahead == 0).then_some(word)).map(|(_, place)| place);
        let place = demonym.map_or_else(
            || gazetteer.seat_of(word).map(str::to_owned),
            |p| gazetteer.country_of(p).map(str::to_owned),
        );
        place.or_else(|| {
            gazetteer.sites(word).into_iter().find(|s| s.kind == PlaceKind::Country).map(|s| s.name)
        })
    }
}

impl Line<'_> {
    /// Names that the vocabulary lists word for word: governments, demonyms, letters, bodies.
    pub(super) fn fixed(&self, at: usize) -> Option<NameMention> {
        let scanner = self.scanner;
        let word = |ahead: usize| self.word(at + ahead);
        let all_capital = |len: usize| (at..at + len).any(|i| self.capital(i));
        if !self.capital(at) {
            return None;
        }
        if let Some((len, country)) =
            scanner.metonyms.governments.longest(word).filter(|(len, _)| all_capital(*len))
        {
            return Some(self.government(at..at + len, country));
        }
        let body = scanner.metonyms.bodies.longest(word).map(|(len, name)| (len, name.clone()));
        if let Some((len, place)) = scanner.gazetteer.demonym(word)
            && body.as_ref().is_none_or(|(longer, _)| *longer <= len)
        {
            return self.demonym(at, len, place);
        }
        if let Some((len, name)) = scanner.metonyms.letters.longest(word) {
            let shouted = self.tokens[at].shouted
                && (self.case == Case::Prose
                    || len > 1
                    || name.len() > 14 && self.tokens[at].lower.len() > 2);
            let lower = &self.tokens[at].lower;
            if shouted && !(self.case == Case::Flat && matches!(lower.as_str(), "is" | "who" | "ap")) {
                return Some(self.mention(at..at + len, Referent::Body(body::canonical(name)), true));
            }
        }
        let (len, name) = body?;
        Some(self.mention(at..at + len, Referent::Body(name), true))
    }

    /// "the Kremlin said" acts; "at the White House" is where.
    fn government(&self, range: Range<usize>, country: &str) -> NameMention {
        let words = self.words(range.clone());
        let seat = words.strip_prefix("the ").unwrap_or(&words);
        let place = (!self.scanner.gazetteer.sites(seat).is_empty()).then(|| seat.to_owned());
        let here = self.after_place_preposition(range.start);
        let referent = match &place {
            Some(place) if here => Referent::Place(place.clone()),
            _ => Referent::Nation(country.to_owned()),
        };
        NameMention { place, nation: Some(country.to_owned()), ..self.mention(range, referent, true) }
    }

    /// "Ukrainian", "the French capital".
    fn demonym(&self, at: usize, len: usize, place: &str) -> Option<NameMention> {
        let next = at + len;
        if self.is(next, "capital")
            && !self.is(next + 1, "gains")
            && let Some(capital) = self.scanner.gazetteer.capital(place)
        {
            let capital = self.scanner.gazetteer.name_of_capital(capital);
            return Some(self.mention(at..next + 1, Referent::Place(capital), true));
        }
        // "American Airlines" and "Swedish Match" are names of their own; so is "Indian Ocean".
        if self.hand_place(at).is_some_and(|(longer, _)| longer > len) {
            return None;
        }
        let companies = &self.scanner.metonyms.company_words;
        if self.tokens.get(next).is_some_and(|t| t.capital && companies.contains(&t.lower)) {
            return None;
        }
        let country = self.scanner.gazetteer.country_of(place).unwrap_or(place);
        let mut mention = self.mention(at..next, Referent::Nation(country.to_owned()), true);
        mention.demonym = true;
        mention.place = (country != place).then(|| place.to_owned());
        Some(mention)
    }
}
