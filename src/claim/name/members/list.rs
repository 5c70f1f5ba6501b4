//! Lists of people, with their titles and what is said of them between the commas.

use std::collections::BTreeSet;

use super::Reader;
use crate::claim::name::Referent;
use crate::claim::name::office::office_phrase;
use crate::claim::token::Shape;
use crate::vocabulary::groups::Groups;
use crate::vocabulary::people::People;

/// A list of people with the items that it takes.
#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) people: BTreeSet<String>,
    pub(super) open: bool,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) end: usize,
}

impl Reader<'_, '_> {
    /// "A, an official of X, and B", "the minister A, B and two lawyers", "the adviser [A]".
    pub(super) fn list(&self, at: usize) -> Option<List> {
        let row = self.row;
        let mut list = List { first: usize::MAX, ..List::default() };
        let mut next = at;
        for _ in 0..24 {
            if !list.people.is_empty() && self.speaks(next) {
                break;
            }
            let Some(end) = self.element(next, &mut list) else {
                list.open |= self.goes_on(list.end, next);
                break;
            };
            list.end = end;
            next = end;
            let comma = row.is(next, ",");
            let mut after = if comma { next + 1 } else { next };
            if row.is(after, "and")
                || (row.is(after, "as") && row.is(after + 1, "well") && row.is(after + 2, "as"))
            {
                after += if row.is(after, "and") { 1 } else { 3 };
            } else if !comma {
                break;
            }
            next = after;
        }
        (!list.people.is_empty()).then_some(list)
    }

    /// Whether somebody who is quoted stands here: ", mayor B said", ", said B", ", B told reporters".
    fn speaks(&self, at: usize) -> bool {
        let row = self.row;
        if !at.checked_sub(1).is_some_and(|before| row.is(before, ",")) {
            return false;
        }
        (at..at + 10)
            .take_while(|&i| !row.is_one_of(i, &[",", ";", "and", "who"]) && row.item(i).is_some())
            .any(|i| row.word(i).is_some_and(|w| People::get().say.contains(w)))
    }

    /// Whether a list that could not be read on goes on all the same: "and" or a comma, then a name;
    /// "and a lawyer for the port". Such a list is not complete.
    fn goes_on(&self, end: usize, next: usize) -> bool {
        let row = self.row;
        let named = row.name(next).is_some() && !self.speaks(next);
        let counted = next.checked_sub(1).is_some_and(|joint| joint >= end && row.is(joint, "and"))
            && (row.is_one_of(next, &["the", "a", "an", "its", "their", "other", "others"])
                || row.item(next).is_some_and(|i| i.shape == Shape::Number));
        named || counted
    }

    /// One person of a list with the offices around it, or some without names; gives the end.
    fn element(&self, at: usize, list: &mut List) -> Option<usize> {
        let row = self.row;
        let mut next = at;
        if let Some(phrase) =
            office_phrase(row, at, true).filter(|p| row.person(at).is_none() && p.end <= at + 14)
        {
            next = phrase.end;
            if row.is(next, ",") && row.person(next + 1).is_some() {
                next += 1;
            }
        } else if row.is_one_of(next, &["the", "a", "an", "its", "their", "his", "her"])
            && row.person(at).is_none()
        {
            // "the jurist X", "the State Department's X": an occupation, a body.
            next = (at..at + 5).find(|&i| row.person(i).or_else(|| self.unlisted(i)).is_some()).filter(
                |&i| (at + 1..i).all(|j| row.any_word(j).is_some_and(|w| !matches!(w, "and" | "of" | ","))),
            )?;
        } else if row.person(at).is_none() && row.word(at).is_some() {
            next = self.titles(at);
        }
        let bracket = row.is(next, "[");
        if bracket {
            next += 1;
        }
        let Some(person) = row.person(next).or_else(|| self.unlisted(next)) else {
            return self.unnamed(at, list);
        };
        list.people.insert(person.to_owned());
        list.first = list.first.min(next);
        list.last = next;
        next += 1;
        if row.is(next, "]") {
            next += 1;
        }
        Some(self.apposition(next))
    }

    /// In a list of people a run of two or three capitalised words that means nothing else is one.
    fn unlisted(&self, at: usize) -> Option<&str> {
        let name = self.row.name(at)?;
        match &name.referent {
            Referent::Other(run) if (2..=3).contains(&name.tokens.len()) => Some(run),
            _ => None,
        }
    }

    /// Title words that are no office: "Gen.", "Dr".
    fn titles(&self, at: usize) -> usize {
        let offices = crate::vocabulary::people::Offices::get();
        let mut next = at;
        while next < at + 4
            && self.row.word(next).is_some_and(|w| {
                w == "."
                    || offices.honorifics.contains(w)
                    || offices.occupations.contains(w)
                    || offices.abbreviations.contains(w)
            })
        {
            next += 1;
        }
        next
    }

    /// "two Treasury lawyers", "several others": the list has people without names.
    pub(super) fn unnamed(&self, at: usize, list: &mut List) -> Option<usize> {
        let row = self.row;
        let end = (at..at + 5)
            .take_while(|&i| {
                row.item(i).is_some_and(|item| matches!(item.shape, Shape::Word | Shape::Number))
            })
            .find(|&i| row.word(i).is_some_and(|w| Groups::get().unnamed.contains(w)))?;
        if list.people.is_empty() {
            return None;
        }
        list.open = true;
        Some(end + 1)
    }

    /// What stands after a name and belongs to it: an office, a relative clause, brackets.
    fn apposition(&self, at: usize) -> usize {
        let row = self.row;
        if row.is(at, "(") {
            return (at..at + 12).find(|&i| row.is(i, ")")).map_or(at, |i| i + 1);
        }
        // "A, 44, a lawyer": an age.
        let aged = row.is(at, ",")
            && row.item(at + 1).is_some_and(|i| i.shape == Shape::Number)
            && (row.is(at + 2, ",") || row.is(at + 2, "and"));
        if aged {
            return self.apposition(at + 2);
        }
        if !row.is(at, ",") {
            return at;
        }
        if row.is_one_of(at + 1, &["who", "whose"]) {
            let Some(comma) = (at + 2..at + 26)
                .find(|&i| row.is(i, ",") && (row.person(i + 1).is_some() || row.is(i + 1, "and")))
            else {
                return at;
            };
            return comma;
        }
        match office_phrase(row, at + 1, true) {
            // "A, Defence Minister B": the office belongs to the next.
            Some(phrase) if row.person(phrase.end).is_none() && !row.is(phrase.end, "[") => {
                let follows = row.is(phrase.end, ",")
                    && row.person(phrase.end + 1).is_some()
                    && row.is(phrase.end + 2, ",");
                // "A, the minister, B, and C" cannot be told from "A, the minister B": the name after the
                // comma belongs to the office only where a determiner opens it.
                if follows && phrase.determined { at } else { phrase.end }
            }
            _ => self.description(at + 1).unwrap_or(at),
        }
    }

    /// "a retired engineer", "the son of a baker": what a person is said to be without an office,
    /// up to the comma that closes it.
    fn description(&self, at: usize) -> Option<usize> {
        let row = self.row;
        if !row.is_one_of(at, &["a", "an", "the", "his", "her", "its", "their"]) {
            return None;
        }
        let end = (at + 2..at + 10).find(|&i| row.item(i).is_none() || row.is_one_of(i, &[",", ".", ";"]))?;
        let occupations = &crate::vocabulary::people::Offices::get().occupations;
        let inner = || (at + 1..end).filter_map(|i| row.word(i));
        let plain = (at..end).all(|i| row.person(i).is_none() && !row.is_one_of(i, &["and", "said"]));
        (plain && inner().any(|w| occupations.contains(w) || Groups::get().unnamed.contains(w)))
            .then_some(end)
    }
}
