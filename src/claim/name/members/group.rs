//! A group noun and whose group it is: "Norland's delegation", "the team from Lisbon".

use rustc_hash::FxHashMap;

use super::list::List;
use super::{Reader, speaker};
use crate::claim::name::Referent;
use crate::claim::name::office::OfficeMention;
use crate::claim::token::Shape;
use crate::vocabulary::groups::Groups;

/// A group noun with its side.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) side: Option<String>,
    pub(super) noun: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The country that each person serves, by the offices of the article.
pub(super) fn sides_of(offices: &[OfficeMention]) -> FxHashMap<&str, &str> {
    let mut sides = FxHashMap::default();
    for mention in offices {
        if let Some(place) = mention.office.place.as_deref() {
            sides.entry(mention.person.as_str()).or_insert(place);
        }
    }
    sides
}

impl Reader<'_, '_> {
    /// The group phrase that starts at an item: "the Vietnamese trade mission", "Sri Lanka's delegation".
    pub(super) fn group_at(&self, at: usize) -> Option<Group> {
        let noun = (at..at + 7)
            .take_while(|&i| !self.row.is_one_of(i, &[",", ".", ":", "of", "and", "by", "to"]))
            .find_map(|i| self.noun(i))?;
        let side = (at..noun.0)
            .rev()
            .find_map(|i| self.row.nation(i).map(str::to_owned))
            .or_else(|| self.side_before(noun.0))
            .or_else(|| self.side_after(noun.0));
        Some(Group { side, noun: noun.1, start: at, end: noun.0 + 1 })
    }

    pub(super) fn noun(&self, at: usize) -> Option<(usize, String)> {
        Groups::get()
            .nouns
            .longest(|ahead| self.row.word(at + ahead))
            .map(|(len, noun)| (at + len - 1, noun.clone()))
    }

    /// The nearest group noun before a verb, with its side.
    pub(super) fn group_before(&self, at: usize) -> Option<Group> {
        let (end, noun) = (at.saturating_sub(20)..at).rev().find_map(|i| self.noun(i))?;
        Some(Group {
            side: self.side_before(end).or_else(|| self.side_after(end)),
            noun,
            start: end,
            end: end + 1,
        })
    }

    /// "the US team", "Kyiv's team", "our team", "the union's team".
    pub(super) fn side_before(&self, noun: usize) -> Option<String> {
        self.named_side(noun).or_else(|| {
            let owner = (noun.saturating_sub(3)..noun)
                .rev()
                .take_while(|&i| !self.row.is_one_of(i, &[",", ";", "of", "to", "by", "with", "and", "said"]))
                .find_map(|i| self.row.word(i).and_then(|w| Groups::get().owners.get(w)));
            owner.cloned()
        })
    }

    /// The country or body that a group belongs to, said before its noun.
    fn named_side(&self, noun: usize) -> Option<String> {
        let row = self.row;
        for i in (noun.saturating_sub(5)..noun).rev() {
            if let Some(nation) = row.nation(i) {
                return Some(nation.to_owned());
            }
            if let Some(Referent::Body(body)) = row.name(i).map(|n| &n.referent) {
                return Some(body.clone());
            }
            if row.is_one_of(i, &["our", "we", "we've", "we're", "ours"]) || (row.is(i, "got") && i > 0) {
                let ours =
                    (i.saturating_sub(3)..=i).any(|j| row.is_one_of(j, &["our", "we", "we've", "we're"]));
                let speaker = || speaker(self.row).or(self.last_person);
                return if ours { self.sides.get(speaker()?).map(|s| (*s).to_owned()) } else { None };
            }
            let inside = row.item(i).is_some_and(|item| {
                item.shape == Shape::Word || item.shape == Shape::Possessive || item.shape == Shape::Number
            });
            if !inside || row.is_one_of(i, &["of", "to", "by", "with", "and", "said"]) {
                return None;
            }
        }
        None
    }

    /// "the delegation of Ukraine", "the envoys of the Colombian government".
    pub(super) fn side_after(&self, noun: usize) -> Option<String> {
        let row = self.row;
        if !row.is_one_of(noun + 1, &["of", "from"]) {
            return None;
        }
        (noun + 2..noun + 4).find_map(|i| {
            let owner = || row.word(i).and_then(|w| Groups::get().owners.get(w)).cloned();
            row.nation(i).map(str::to_owned).or_else(owner)
        })
    }

    /// Who leads a delegation that no country is named for leads that of the country served.
    pub(super) fn served_side(&self, group: &mut Group, list: &List) {
        if group.side.is_some() || group.noun != "delegation" {
            return;
        }
        let mut sides = list.people.iter().map(|p| self.sides.get(p.as_str()));
        if let Some(Some(first)) = sides.next()
            && sides.all(|side| side == Some(first))
        {
            group.side = Some((*first).to_owned());
        }
    }

    /// The side of "his country's delegation" is that of the person.
    pub(super) fn own_side(&self, group: &mut Group, list: &List) {
        if group.side.is_none() {
            let owned = (group.start..group.end).any(|i| {
                self.row.is_one_of(i, &["country", "his", "her", "its", "their", "our", "my", "nation"])
            });
            let side = list.people.iter().find_map(|p| self.sides.get(p.as_str()));
            if owned {
                group.side = side.map(|s| (*s).to_owned());
            }
        }
    }
}
