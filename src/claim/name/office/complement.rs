//! What an office is of: "of the harbour board", "for trade", "in Lisbon".

use super::is_joint;
use super::phrase::{Draft, office_phrase};
use crate::claim::name::item::Row;
use crate::claim::name::{NameMention, Referent, body};
use crate::claim::token::Shape;
use crate::vocabulary::groups::Groups;
use crate::vocabulary::metonyms::Metonyms;
use crate::vocabulary::people::Offices;

/// "of agriculture", "of Duluth", "at the White House National Security Council", "to the director of X",
/// "of the Swedish furniture group X": fills the draft and gives the end.
pub(super) fn complement(row: &Row<'_>, at: usize, head: &str, draft: &mut Draft) -> Option<usize> {
    let offices = Offices::get();
    let preposition = row.word(at)?;
    let mut next = at + 1;
    if matches!(preposition, "of" | "for")
        && let Some((len, field)) = offices
            .fields
            .longest(|ahead| row.word(next + ahead))
            .filter(|(len, _)| row.name(next + len).is_none())
    {
        draft.field = Some(field.clone());
        return Some(next + len);
    }
    if row.is_one_of(next, &["the", "a", "an", "his", "her", "its", "their"]) {
        next += 1;
    }
    if matches!(preposition, "to" | "in" | "at")
        && offices.sent.contains(head)
        && let Some(end) = post(row, next, draft)
    {
        return Some(end);
    }
    if matches!(preposition, "to" | "of" | "for")
        && let Some(inner) = office_phrase(row, next, false)
    {
        // "adviser to the director of the Federal Security Service": the body counts.
        if row.person(inner.end).is_some() && preposition == "to" {
            return Some(inner.end);
        }
        if !(preposition == "of" && inner.office.body.is_none()) {
            draft.body = inner.office.body.or(Some(inner.office.head));
            draft.place = draft.place.take().or(inner.office.place);
            return Some(inner.end);
        }
    }
    noun_phrase(row, next, preposition, head, draft)
}

/// Names with small words between them, as far as they are one noun phrase.
fn noun_phrase(row: &Row<'_>, at: usize, preposition: &str, head: &str, draft: &mut Draft) -> Option<usize> {
    let mut phrase = NounPhrase::default();
    for next in at..at + 8 {
        if !phrase.take(row, next, head) || phrase.complete(row, next) {
            break;
        }
    }
    // A delegation is led, see `members`; a standing body has offices as well.
    let group = phrase
        .small
        .iter()
        .any(|w| Groups::get().nouns.get(w).is_some_and(|group| !Groups::get().standing.contains(group)));
    if group && phrase.body.is_none() {
        return None;
    }
    if phrase.body.is_none() {
        phrase.body_of_small_words(at, preposition);
    }
    // Of a company's nationality nothing is said: "the Swedish group X".
    if phrase.named.is_none() || phrase.small.is_empty() {
        draft.place = draft.place.take().or(phrase.nation);
    }
    draft.body = phrase.body.or(draft.body.take());
    phrase.end
}

/// "Portugal's ambassador to Angola": the post of a head that one country sends to another.
fn post(row: &Row<'_>, at: usize, draft: &mut Draft) -> Option<usize> {
    let name = row.name(at)?;
    let host = name.nation.clone().or_else(|| match &name.referent {
        Referent::Place(place) | Referent::Body(place) => Some(place.clone()),
        _ => None,
    })?;
    draft.body = Some(host);
    Some(at + 1)
}

/// What a complement's noun phrase names.
#[derive(Default)]
struct NounPhrase<'a> {
    body: Option<String>,
    /// The item of the name that is the body.
    named: Option<usize>,
    nation: Option<String>,
    small: Vec<&'a str>,
    end: Option<usize>,
}

impl<'a> NounPhrase<'a> {
    /// Takes one item in; false where the phrase has ended before it.
    pub(super) fn take(&mut self, row: &Row<'a>, at: usize, head: &str) -> bool {
        let Some(item) = row.item(at) else { return false };
        if let Some(name) = item.name {
            return self.take_name(name, at, head);
        }
        if item.shape == Shape::Possessive {
            // "the Russian parliament's Foreign Affairs Committee": the owner's noun is not the body.
            if self.named.is_none() {
                self.small.clear();
            }
            return true;
        }
        if self.end == Some(at) && Metonyms::get().region_words.iter().any(|w| w == item.word) {
            // "governor of Tabasca state".
            self.end = Some(at + 1);
            return true;
        }
        if self.small.is_empty() && matches!(item.word, "neighbouring" | "neighboring" | "nearby") {
            return true;
        }
        let word = item.shape == Shape::Word && !is_joint(item.word) && !item.word.ends_with("ing");
        let fits = word
            && self.small.len() < 3
            && self.named.is_none()
            && !Offices::get().openers.contains(item.word);
        if fits {
            self.small.push(item.word);
        }
        fits
    }

    fn take_name(&mut self, name: &NameMention, at: usize, head: &str) -> bool {
        match (&name.nation, &name.referent) {
            (_, Referent::Person(_)) => return false,
            (Some(country), _) => self.nation = Some(country.clone()),
            (None, Referent::Place(place)) if is_venue(place) => self.name_body(place.clone(), at),
            (None, Referent::Place(place)) => self.nation = Some(place.clone()),
            (None, Referent::Other(place))
                if Offices::get().territorial.contains(head) && self.small.len() < 2 =>
            {
                self.nation = Some(place.clone());
            }
            (None, other) => self.name_body(body::canonical(other.name()), at),
        }
        self.end = Some(at + 1);
        true
    }

    fn name_body(&mut self, body: String, at: usize) {
        self.body = Some(body);
        self.named = Some(at);
    }

    /// Whether a body is named and nothing more belongs to it; takes its noun in lower case
    /// ("the FSB services").
    fn complete(&mut self, row: &Row<'_>, at: usize) -> bool {
        if self.named != Some(at) || row.possessive(at + 1) {
            return false;
        }
        if row.word(at + 1).is_some_and(|w| Metonyms::get().body_words.contains(w)) {
            self.end = Some(at + 2);
        }
        true
    }

    /// "head of the presidential office", "speaker of the Ukrainian parliament".
    fn body_of_small_words(&mut self, start: usize, preposition: &str) {
        if self.small.is_empty() || !matches!(preposition, "of" | "at" | "for") {
            return;
        }
        if self.nation.is_none() {
            let len = self.small.len().min(2);
            self.body = Some(body::canonical(&self.small[..len].join(" ")));
            self.end = Some(start + len);
        } else if preposition == "of" && self.end.is_some_and(|end| end > start) {
            self.body = Some(body::canonical(self.small[0]));
            self.end = self.end.map(|end| end + 1);
        }
    }
}

fn is_venue(place: &str) -> bool {
    let venues = &Metonyms::get().venue_words;
    place.split([' ', ',']).any(|word| venues.contains(word))
}
