//! What shows that a run of capitalised words is a person's name.

use std::ops::Range;

use super::Line;
use crate::claim::name::person::is_initials;
use crate::claim::name::{NameMention, Referent};
use crate::claim::token::{Shape, Token};
use crate::vocabulary::groups::Groups;
use crate::vocabulary::places::Mark;

impl Line<'_> {
    /// Whether something shows that a run is a person's name.
    pub(super) fn person_evidence(&self, range: &Range<usize>, last: Option<&NameMention>) -> bool {
        let people = self.scanner.people;
        let first = &self.tokens[range.start].lower;
        let words = range.clone().filter(|&i| self.tokens[i].is_word()).count();
        if !(2..=5).contains(&words) || self.is_body(range) || self.is_venue(range) || self.is_event(range) {
            return false;
        }
        let shouted = range.clone().any(|i| self.tokens[i].shouted && !is_initials(&self.tokens[i].lower));
        if shouted {
            return false;
        }
        if people.given.contains(first) && !self.gazetteer_town(range) {
            return true;
        }
        if is_initials(first) && !matches!(first.as_str(), "u.s." | "u.s" | "u.k.") {
            return true;
        }
        let inner = range.clone().skip(1).any(|i| {
            is_initials(&self.tokens[i].lower)
                || people.particles.contains(&self.tokens[i].lower) && self.tokens[i].lower != "la"
        });
        if inner {
            return true;
        }
        self.person_context(range, last)
    }

    fn gazetteer_town(&self, range: &Range<usize>) -> bool {
        self.scanner.sites(&self.words(range.clone())).iter().any(|s| s.mark == Mark::Clear)
    }

    /// An age, a verb of saying or an apposition beside a run.
    fn person_context(&self, range: &Range<usize>, last: Option<&NameMention>) -> bool {
        let people = self.scanner.people;
        let after = range.end;
        let age = self.is(after, ",")
            && self.tokens.get(after + 1).is_some_and(|t| t.shape == Shape::Number && t.lower.len() <= 2)
            && self.tokens.get(after + 2).is_none_or(|t| matches!(t.lower.as_str(), "," | ";" | "." | "and"));
        let says = self.word(after).is_some_and(|w| people.say.contains(w))
            && range.len() <= 3
            && last.is_none_or(|l| l.tokens.end != range.start);
        let said =
            range.start.checked_sub(1).and_then(|b| self.word(b)).is_some_and(|w| people.say.contains(w))
                && !self.capital(after);
        let aged = self.is(after, "(")
            && self.tokens.get(after + 1).is_some_and(|t| t.shape == Shape::Number && t.lower.len() <= 2)
            && self.is(after + 2, ")");
        let apposition = self.is(after, ",") && self.person_apposition(after + 1)
            || matches!(self.word(after), Some("who" | "whose"));
        age || aged
            || apposition
            || says
            || said
            || range.len() <= 3 && (self.led_by(range.start) || self.listed(range, last))
    }

    /// "led by X", "headed on Tuesday by X", "the team comprised X": who leads or belongs to a group.
    fn led_by(&self, start: usize) -> bool {
        let groups = Groups::get();
        let behind = |by: usize| start.checked_sub(by).and_then(|at| self.word(at));
        if behind(1) == Some("by") {
            return (2..=4).any(|by| behind(by).is_some_and(|w| groups.leads.contains(w)));
        }
        // The phrase of the list ends right before the run, and a group stands before the phrase.
        let listing = (1..=3usize).any(|len| {
            start.checked_sub(len).is_some_and(|at| {
                let ahead = |i: usize| self.word(at + i);
                [&groups.closed, &groups.open]
                    .iter()
                    .any(|p| p.longest(ahead).is_some_and(|(l, ())| l == len))
            })
        });
        listing
            && (start.saturating_sub(12)..start)
                .any(|at| groups.nouns.longest(|ahead| self.word(at + ahead)).is_some())
    }

    /// "Ana Quispe, X and": between the marks of a list, right after a person.
    fn listed(&self, range: &Range<usize>, last: Option<&NameMention>) -> bool {
        let Some(person) = last.filter(|l| matches!(l.referent, Referent::Person(_))) else { return false };
        let between = self.tokens.get(person.tokens.end..range.start).unwrap_or_default();
        let joined = match between {
            [only] => only.is(",") || only.is("and"),
            [comma, and] => comma.is(",") && and.is("and"),
            _ => false,
        };
        let ends = self.tokens.get(range.end).is_none_or(|t| {
            t.shape != Shape::Possessive && matches!(t.lower.as_str(), "," | "." | ";" | "and" | "(" | "]")
        });
        joined && ends && range.len() == 2 && person.tokens.len() >= 2
    }

    /// ", who", ", a senior official", ", director of".
    fn person_apposition(&self, at: usize) -> bool {
        if matches!(self.word(at), Some("who" | "whose")) {
            return true;
        }
        let start = if matches!(self.word(at), Some("a" | "an" | "the" | "his" | "her" | "its")) {
            at + 1
        } else {
            at
        };
        (start..start + 4)
            .take_while(|&i| self.tokens.get(i).is_some_and(Token::is_word))
            .any(|i| self.title(i).is_some())
    }
}
