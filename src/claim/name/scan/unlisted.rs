//! Places that the gazetteer does not hold: "in Totnes", "Yarnell, Ariz.", "the village of Aldersby".

use std::ops::Range;

use super::Line;
use crate::claim::name::{NameMention, Referent};
use crate::claim::token::Shape;
use crate::vocabulary::places::PlaceKind;

impl Line<'_> {
    /// "in Totnes", "Yarnell, Ariz.": a place that the gazetteer does not hold.
    pub(super) fn unknown_place(
        &self,
        range: &Range<usize>,
        words: &str,
        last: Option<&NameMention>,
    ) -> Option<NameMention> {
        if let Some((_, outer)) =
            self.hand_place(range.end + 1).filter(|_| self.is(range.end, ",") && range.len() <= 3)
        {
            let region = self
                .scanner
                .gazetteer
                .sites(&outer)
                .iter()
                .any(|s| matches!(s.kind, PlaceKind::Region | PlaceKind::Country));
            if region {
                return Some(self.mention(
                    range.clone(),
                    Referent::Place(format!("{words}, {outer}")),
                    false,
                ));
            }
        }
        let metonyms = self.scanner.metonyms;
        if self.word(range.end).is_some_and(|w| metonyms.area_words.contains(w)) && range.len() <= 2 {
            let whole = range.start..range.end + 1;
            return Some(self.mention(whole.clone(), Referent::Place(self.words(whole)), false));
        }
        let mut start = range.start;
        while start > 0
            && self.word(start - 1).is_some_and(|w| matches!(w, "nearby" | "neighbouring" | "neighboring"))
        {
            start -= 1;
        }
        let before = start.checked_sub(1).and_then(|b| self.word(b))?;
        let two_before = start.checked_sub(2).and_then(|b| self.word(b));
        let placed = matches!(before, "in" | "near" | "outside")
            || before == "at" && !two_before.is_some_and(|w| self.holds_office(w))
            || self.place_of_list(range.start, last)
            || before == "of" && two_before.is_some_and(|w| metonyms.area_nouns.contains(w));
        let follows = self.tokens.get(range.end).is_none_or(|t| t.shape != Shape::Possessive && !t.capital);
        (placed && follows && range.len() <= 2)
            .then(|| self.mention(range.clone(), Referent::Place(words.to_owned()), false))
    }

    /// "an analyst at X", "worked at X": a company, not a place.
    fn holds_office(&self, word: &str) -> bool {
        let offices = self.scanner.offices;
        let noun = word.strip_suffix('s').unwrap_or(word);
        offices.occupations.contains(noun)
            || offices.heads.longest(|ahead| (ahead == 0).then_some(noun)).is_some()
            || matches!(
                noun,
                "work" | "worked" | "working" | "job" | "employed" | "share" | "staff" | "worker"
            )
    }

    /// "in Thornfield and Aldersby": the next of a list of places that the gazetteer does not hold.
    fn place_of_list(&self, start: usize, last: Option<&NameMention>) -> bool {
        start.checked_sub(1).is_some_and(|b| self.is(b, "and"))
            && last.is_some_and(|l| {
                !l.known && matches!(l.referent, Referent::Place(_)) && l.tokens.end + 1 == start
            })
    }
}
