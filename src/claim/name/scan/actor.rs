//! Whether a country or capital acts or is where something happens: "Moscow said", "in Moscow".

use super::Line;
use crate::claim::name::{NameMention, Referent};
use crate::claim::token::Shape;
use crate::vocabulary::groups::Groups;
use crate::vocabulary::places::PlaceKind;

impl Line<'_> {
    /// Whether a country or capital acts here or is where something happens.
    pub(super) fn place_or_nation(&self, at: usize, end: usize, name: &str) -> NameMention {
        let gazetteer = self.scanner.gazetteer;
        let kind = self.scanner.sites(name).first().map(|s| s.kind);
        let country = (kind == Some(PlaceKind::Country)).then(|| name.to_owned());
        let seat = gazetteer.seat_of(name).map(str::to_owned);
        let mut mention = self.mention(at..end, Referent::Place(name.to_owned()), true);
        mention.nation = country.clone().or(seat.clone());
        let located = self.after_place_preposition(at);
        if let Some(country) = country {
            if !located {
                mention.referent = Referent::Nation(country);
            }
        } else if let Some(country) = seat
            && !located
            && self.acts(at, end)
        {
            mention.referent = Referent::Nation(country);
        }
        mention
    }

    /// Whether the words before, over "the" and a list of names, are a preposition of place.
    pub(super) fn after_place_preposition(&self, at: usize) -> bool {
        let mut before = at;
        while let Some(previous) = before.checked_sub(1) {
            let Some(token) = self.tokens.get(previous) else { return false };
            if !matches!(token.lower.as_str(), "the" | "nearby" | "neighbouring" | "neighboring" | "war-torn")
            {
                return self.scanner.metonyms.place_prepositions.contains(&token.lower);
            }
            before = previous;
        }
        false
    }

    /// Whether a capital stands where an actor stands: before a verb, after "between" or "with".
    fn acts(&self, at: usize, end: usize) -> bool {
        let metonyms = self.scanner.metonyms;
        let verb = |i: usize| {
            self.tokens.get(i).is_some_and(|t| !t.capital && metonyms.actor_verbs.contains(&t.lower))
        };
        // "Lisbon will host the games": the town, not its government.
        let hosts =
            |i: usize| self.word(i).is_some_and(|w| matches!(w, "host" | "hosts" | "hosted" | "hosting"));
        if (end..end + 4).take_while(|&i| !self.is(i, ",")).any(hosts) {
            return false;
        }
        if verb(end) || (self.is(end, ",") && self.is(end + 1, "however")) {
            return true;
        }
        let before = at.checked_sub(1).and_then(|b| self.word(b));
        if before.is_some_and(|w| metonyms.party_prepositions.contains(w)) {
            return true;
        }
        // "Moscow and Kyiv remain", "between Washington and Moscow".
        let seat = |i: usize| self.word(i).is_some_and(|w| self.scanner.gazetteer.seat_of(w).is_some());
        if self.is(end, "and") && seat(end + 1) && verb(end + 2) {
            return true;
        }
        let paired = before == Some("and") && at >= 2;
        if paired && seat(at - 2) {
            return at >= 3 && self.word(at - 3).is_some_and(|w| metonyms.party_prepositions.contains(w));
        }
        // "Kyiv's team", "Moscow's negotiators": what only a government has.
        let possessive = self.tokens.get(end).is_some_and(|t| t.shape == Shape::Possessive);
        possessive
            && (end + 1..end + 4).any(|i| {
                self.word(i)
                    .is_some_and(|w| metonyms.regimes.contains(w) || Groups::get().nouns.get(w).is_some())
            })
    }
}
