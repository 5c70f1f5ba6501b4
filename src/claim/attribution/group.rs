//! Where the group of words that speaks begins and ends: the subject before a verb, the noun group
//! after "according to".

use super::line::Line;
use super::speaker::{Speaker, Voicing};
use crate::claim::token::Shape;
use crate::vocabulary::speech::Class;

impl Line<'_> {
    /// The group that ends just before `end`, as the subject of a verb that starts there. `floor`
    /// is the first token that may belong to it.
    pub fn subject_before(&self, end: usize, floor: usize) -> Option<Speaker> {
        let mut end = end;
        while end > floor
            && (self.is(end - 1, Class::Between) && !self.is(end - 1, Class::Relative)
                || self.lower(end - 1).ends_with("ly") && !self.capital(end - 1))
        {
            end -= 1;
        }
        end = self.before_date(end, floor);
        let last = end.checked_sub(1).filter(|&last| last >= floor)?;
        if self.is(last, Class::Relative)
            && self.lower(last) != "that"
            && self.lower(last) != "when"
            && self.lower(last) != "where"
        {
            let comma = usize::from(last > floor && self.lower(last - 1) == ",");
            return self.group_before(last - comma, floor);
        }
        if matches!(self.lower(last), "," | "–" | "—" | "--" | "-") {
            return self.around_apposition(last, floor);
        }
        if self.lower(last) == ")" {
            let open = (floor..last).rev().find(|&at| self.lower(at) == "(")?;
            return self.group_before(open, floor);
        }
        self.group_before(end, floor)
    }

    /// "Roe on Monday said": steps over a date between a subject and its verb.
    fn before_date(&self, end: usize, floor: usize) -> usize {
        let mut at = end;
        while at > floor && (self.is(at - 1, Class::DateWord) || self.tokens[at - 1].shape == Shape::Number) {
            at -= 1;
        }
        let dated = at < end && at > floor + 1;
        if dated
            && matches!(self.lower(at - 1), "on" | "last" | "late" | "early" | "this")
            && !self.is(at - 2, Class::Preposition)
        {
            at - 1
        } else {
            end
        }
    }

    /// "Roe, the harbour master, said", "Roe, who runs the port, said": the group before the
    /// inserted words; "the harbour master, Ann Roe, said": the inserted name.
    fn around_apposition(&self, comma: usize, floor: usize) -> Option<Speaker> {
        let open = (floor..comma).rev().find(|&at| matches!(self.lower(at), "," | "–" | "—" | "--" | "-"))?;
        let inner = open + 1;
        let outer = self.group_before(open, floor);
        let named_inside = self.capital(inner) && !self.is(inner, Class::DateWord);
        if named_inside
            && let Some(name) = self.group_before(comma, inner)
            && name.first == inner
            && name.voicing != Voicing::Unnamed
            && outer.as_ref().is_none_or(|o| {
                o.voicing == Voicing::Unnamed || o.voicing == Voicing::Role && self.holds_title(o)
            })
        {
            // The office before the name belongs to the subject, not to what is said.
            let first = outer.map_or(name.first, |o| o.first);
            return Some(Speaker { first, ..name });
        }
        outer.or_else(|| {
            self.group_before(comma, inner).filter(|s| s.first == inner && s.voicing != Voicing::Unnamed)
        })
    }

    /// The noun group that ends just before `end`.
    pub fn group_before(&self, end: usize, floor: usize) -> Option<Speaker> {
        let last = end.checked_sub(1).filter(|&last| last >= floor)?;
        if self.is(last, Class::Pronoun) && !self.capital(last) {
            return self.pronoun(last);
        }
        let (start, whole) = self.chunk_start(end, floor);
        let start = if whole { self.skip_lead(start, end) } else { self.tail_start(start, end) };
        self.classify(start, end)
    }

    /// Walks left to where the clause starts; the flag says whether it was a clause boundary, or
    /// a verb in whose company the words before the group cannot belong to it.
    fn chunk_start(&self, end: usize, floor: usize) -> (usize, bool) {
        let mut at = end;
        while at > floor {
            let before = at - 1;
            let token = &self.tokens[before];
            match token.shape {
                Shape::Quote if !self.nickname(before, end) => return (at, true),
                Shape::Mark if !self.inner_mark(before) => return (at, true),
                // "Here's the minister": a verb, no owner.
                Shape::Possessive if before > floor && self.is(before - 1, Class::Copular) => {
                    return (at, true);
                }
                Shape::Word if !self.capital(before) => {
                    if self.is(before, Class::Auxiliary) {
                        return (at, false);
                    }
                    let relative = self.is(before, Class::Relative);
                    let clause = self.is(before, Class::ClauseStart);
                    if relative || (clause && !matches!(token.lower.as_str(), "and" | "or")) {
                        return (at, true);
                    }
                    if matches!(token.lower.as_str(), "and" | "or") && !self.coordinates(before, floor) {
                        return (at, true);
                    }
                    if self.is(before, Class::Pronoun) && !self.is(before, Class::Determiner) {
                        return (at, false);
                    }
                }
                _ => {}
            }
            at = before;
        }
        (at, true)
    }

    /// Whether "and" joins two subjects: little stands between it and the start of the clause.
    fn coordinates(&self, and: usize, floor: usize) -> bool {
        let (start, whole) = self.chunk_start(and, floor.max(and.saturating_sub(5)));
        whole
            && start < and
            && and - start <= 4
            && (start == floor || start > and.saturating_sub(5))
            && start == self.skip_lead(start, and)
    }

    /// A mark that can stand inside a name: the points of initials and titles, hyphens, slashes,
    /// ampersands.
    pub(super) fn inner_mark(&self, at: usize) -> bool {
        match self.lower(at) {
            "." if self.is_address(at) => true,
            "." => {
                at > 0
                    && self.tokens[at - 1].is_word()
                    && (self.tokens[at - 1].lower.chars().count() <= 2 || self.is(at - 1, Class::Title))
                    && self.tokens[at - 1].capital
            }
            "-" | "/" | "&" | "'" => true,
            _ => false,
        }
    }

    /// The point of "example.org": words touch it on both sides.
    pub(super) fn is_address(&self, at: usize) -> bool {
        let (Some(before), Some(after)) =
            (at.checked_sub(1).and_then(|b| self.tokens.get(b)), self.tokens.get(at + 1))
        else {
            return false;
        };
        let point = self.tokens[at].span;
        self.lower(at) == "."
            && before.is_word()
            && after.is_word()
            && before.span.end == point.start
            && point.end == after.span.start
    }

    /// Quotation marks around a nickname: “AJ” between two words of a name.
    pub(super) fn nickname(&self, at: usize, end: usize) -> bool {
        let closes =
            at >= 2 && self.is_quote(at - 2) && self.capital(at - 1) && at + 1 < end && self.capital(at + 1);
        let opens = at + 2 < end && self.is_quote(at + 2) && self.capital(at + 1) && self.capital(at + 3);
        closes || opens
    }

    /// Steps over conjunctions, adverbs and a leading adjunct ("On Monday the monitor …").
    fn skip_lead(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end
            && !self.capital(at)
            && (self.is(at, Class::ClauseStart)
                || self.is(at, Class::Between)
                || self.lower(at).ends_with("ly"))
            && !self.is(at, Class::Determiner)
            && !self.is(at, Class::Preposition)
        {
            at += 1;
        }
        let adjunct = (self.is(at, Class::Preposition)
            || self.is(at, Class::DateWord)
            || self.is(at, Class::DateLead) && !self.is(at, Class::Determiner))
            && !self.capital_name(at);
        if adjunct || end - at > 16 { self.tail_start(at, end) } else { at }
    }

    fn capital_name(&self, at: usize) -> bool {
        self.capital(at) && !self.is(at, Class::DateWord)
    }

    /// The last noun group of a chunk: from its article, or from the start of its run of names and
    /// nouns; extended over "of".
    fn tail_start(&self, start: usize, end: usize) -> usize {
        let mut at = end;
        while at > start {
            let before = at - 1;
            if self.is(before, Class::Preposition) && !self.capital(before) {
                if self.lower(before) == "of" && before > start {
                    at = before;
                    continue;
                }
                break;
            }
            let dated = self.is(before, Class::DateWord) && self.tokens[before].capital;
            if dated
                || self.tokens[before].shape == Shape::Number
                || (self.is(before, Class::ClauseStart) && !self.capital(before))
            {
                break;
            }
            at = before;
            if self.is(at, Class::Determiner) && !(at > start && self.lower(at - 1) == "of") {
                break;
            }
        }
        at
    }

    /// The noun group that starts at `at`: after "according to", "said", "told".
    pub fn group_after(&self, at: usize) -> Option<Speaker> {
        if self.is(at, Class::Pronoun) && !self.capital(at) && !self.is(at, Class::Determiner) {
            return self.pronoun(at);
        }
        let end = self.group_end(at);
        let group = self.classify(at, end)?;
        // "said the harbour master, Ann Roe": the name is in apposition.
        if group.voicing == Voicing::Role
            && self.holds_title(&group)
            && self.lower(end) == ","
            && self.capital(end + 1)
        {
            let stop = (end + 1..self.tokens.len())
                .find(|&i| !self.capital(i) && !self.inner_mark(i))
                .unwrap_or(self.tokens.len());
            let closed = stop == self.tokens.len()
                || self.tokens[stop].shape == Shape::Mark
                || self.is(stop, Class::Preposition);
            if stop - end <= 5
                && closed
                && let Some(name) = self.classify(end + 1, stop)
            {
                return Some(name);
            }
        }
        Some(group)
    }

    /// One past the last token of the group that starts at `at`.
    fn group_end(&self, at: usize) -> usize {
        let mut end = at;
        while end < self.tokens.len() && end - at < 14 {
            let token = &self.tokens[end];
            let stop = match token.shape {
                Shape::Quote => !(end > at && (self.nickname(end, self.tokens.len()))),
                Shape::Mark => {
                    end == at || !self.inner_mark(end) || (token.lower == "." && end + 1 == self.tokens.len())
                }
                Shape::Sign => true,
                Shape::Number => end > at && !self.tokens[end - 1].capital,
                Shape::Possessive => false,
                Shape::Word if self.capital(end) => {
                    self.is(end, Class::DateWord) && end > at && !self.tokens[end - 1].capital
                }
                Shape::Word => self.ends_group(at, end),
            };
            if stop {
                break;
            }
            end += 1;
        }
        while end > at
            && (self.is(end - 1, Class::Preposition) || self.is(end - 1, Class::Determiner))
            && !self.capital(end - 1)
        {
            end -= 1;
        }
        end
    }

    fn ends_group(&self, at: usize, end: usize) -> bool {
        let word = self.lower(end);
        if end == at {
            return self.is(end, Class::Auxiliary)
                || self.is(end, Class::Relative) && !self.is(end, Class::Determiner);
        }
        let determined = self.is(end - 1, Class::Preposition)
            || self.is(end - 1, Class::Determiner)
            || self.lower(end - 1) == "and";
        match word {
            "by" | "from" => !(at..end).any(|i| self.is(i, Class::Tally)),
            "of" | "for" => false,
            _ if self.is(end, Class::Kept) => false,
            "and" => {
                !(self.capital(end + 1)
                    || self.is(end + 1, Class::Body)
                    || self.is(end + 1, Class::Anonymous))
            }
            _ if self.is(end, Class::Acquainted) => !self.unnamed_before(at, end),
            _ if self.is(end, Class::Determiner) => !determined,
            _ => {
                self.is(end, Class::Preposition)
                    || self.is(end, Class::Auxiliary)
                    || self.is(end, Class::Relative)
                    || self.is(end, Class::ClauseStart)
                    || self.is(end, Class::Pronoun)
                    || self.is(end, Class::DateWord)
                    || self.words.forms(word).iter().any(|form| !form.noun && form.rest.is_empty())
            }
        }
    }

    /// "people familiar with the matter": the group began with an unnamed voice.
    fn unnamed_before(&self, at: usize, end: usize) -> bool {
        (at..end).any(|i| self.is(i, Class::Anonymous))
    }
}
