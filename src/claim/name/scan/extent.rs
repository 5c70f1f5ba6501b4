//! How far a run of capitalised words goes, and where a new name starts inside it.

use std::ops::Range;

use super::Line;
use crate::claim::token::Token;

impl Line<'_> {
    /// How far a capitalised run goes.
    pub(super) fn extent(&self, at: usize) -> Range<usize> {
        let people = self.scanner.people;
        let mut end = at;
        while let Some(token) = self.tokens.get(end) {
            if token.is_word() && token.capital {
                let article = matches!(token.lower.as_str(), "a" | "i" | "the") && !self.is(end + 1, ".");
                if end > at && (article || self.calendar(end) || self.breaks(at, end)) {
                    break;
                }
                end += 1;
                if (token.lower.chars().count() == 1
                    || self.scanner.offices.abbreviations.contains(&token.lower))
                    && self.is(end, ".")
                    && self.capital(end + 1)
                    && !token.is("us")
                {
                    end += 1;
                }
                continue;
            }
            let joins = (token.is_word() && people.particles.contains(&token.lower)
                || self.links(at, end, token))
                && end > at;
            let ahead = if self.capital(end + 1) {
                1
            } else if self.word(end + 1) == Some("the")
                || self.word(end + 1).is_some_and(|w| people.particles.contains(w))
            {
                2
            } else {
                break;
            };
            if !joins || !self.capital(end + ahead) {
                break;
            }
            end += ahead;
        }
        at..self.end_of_remits(at, end)
    }

    /// "Bureau of Alcohol, Tobacco, Firearms and Explosives", "Department of Housing and Urban
    /// Development": where the list of what a body is for ends.
    fn end_of_remits(&self, at: usize, end: usize) -> usize {
        let links = (at + 1..end).any(|i| self.is(i, "of") || self.is(i, "for"));
        if !links || !self.is_body(&(at..end)) {
            return end;
        }
        let mut next = end;
        loop {
            let comma = usize::from(self.is(next, ","));
            let and = usize::from(self.is(next + comma, "and"));
            let first = next + comma + and;
            let Some(last) = (first..first + 3).take_while(|&i| self.capital(i)).last() else { return end };
            if first == next {
                return end;
            }
            next = last + 1;
            if and == 1 {
                let remit = self.word(last).is_some_and(|w| self.scanner.metonyms.remits.contains(w));
                return if remit { next } else { end };
            }
        }
    }

    /// "of", "for", "&" inside the name of a body: "Bank of England", "Observatory for Human Rights".
    fn links(&self, at: usize, end: usize, token: &Token) -> bool {
        if token.is("&") {
            return true;
        }
        let metonyms = self.scanner.metonyms;
        matches!(token.lower.as_str(), "of" | "for")
            && (at..end).any(|i| {
                self.word(i)
                    .is_some_and(|w| metonyms.body_words.contains(w) || metonyms.venue_words.contains(w))
            })
    }

    /// Whether a new unit starts inside a run: a title with a name after it, a demonym.
    fn breaks(&self, start: usize, at: usize) -> bool {
        let titled = self.title(at).is_some_and(|end| {
            let end = if self.is(end, ".") { end + 1 } else { end };
            self.capital(end)
                && !self.body_like(end)
                && (end - at > 1 || !self.scanner.people.given.contains(&self.tokens[start].lower))
        });
        let alone = self.title(at) == Some(at + 1)
            && self.word(at).is_some_and(|w| self.scanner.offices.ambiguous.contains(w));
        titled && !alone || self.is_person_behind_body(start, at)
    }

    /// "Centre for Human Rights Ana Diaz": the comma between a body and its head was lost.
    fn is_person_behind_body(&self, start: usize, at: usize) -> bool {
        let links = |i: usize| self.is(i, "of") || self.is(i, "for");
        let body = start..at;
        self.word(at).is_some_and(|w| self.scanner.people.given.contains(w))
            && self.capital(at + 1)
            && !self.body_like(at)
            && body.clone().any(links)
            && !links(at - 1)
            && self.is_body(&body)
    }
}
