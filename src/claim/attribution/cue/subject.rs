//! Who speaks by a verb of saying: its own subject, one shared with the verb before, or the sentence's.

use super::Finder;
use crate::claim::attribution::speaker::{Speaker, Voicing};
use crate::claim::token::Shape;
use crate::vocabulary::speech::{After, Class, Form};

impl Finder<'_> {
    pub(super) fn subject(&self, at: usize, form: &Form, passive: bool) -> Option<Speaker> {
        let line = self.line;
        let detached = at > 0
            && (matches!(line.lower(at - 1), "," | "–" | "—" | "--")
                || line.is_quote(at - 1)
                || matches!(line.lower(at - 1), "and" | "but" | "while"));
        if form.participle && !passive {
            if at == 0 {
                return None;
            }
            if detached {
                return self.last_speaker().or_else(|| self.main_subject(at));
            }
            return line.subject_before(at, self.floor()).filter(|speaker| line.is_voice(speaker));
        }
        // "Roe said A and insisted that B", "Roe …, but added that B".
        let shared = at > 0
            && (matches!(line.lower(at - 1), "and" | "but")
                || line.is(at - 1, Class::Between) && at > 1 && matches!(line.lower(at - 2), "and" | "but"));
        if shared {
            return self.last_speaker().or_else(|| self.main_subject(at));
        }
        let object = at > 0 && line.is(at - 1, Class::Preposition) && !line.capital(at - 1);
        let noun = form.noun
            && at > 0
            && !line.capital(at - 1)
            && (line.is(at - 1, Class::Determiner) && !line.is(at - 1, Class::Pronoun)
                || line.is(at - 1, Class::Between) && at > 1 && line.is(at - 2, Class::Determiner));
        if object || noun {
            return None;
        }
        line.subject_before(at, self.floor()).filter(|speaker| {
            self.is_subject(speaker)
                && (form.after != After::Figure
                    || speaker.voicing == Voicing::Pronoun
                    || line.is_voice(speaker))
        })
    }

    /// A group of words that can speak: a voice, or at least a particular somebody.
    fn is_subject(&self, speaker: &Speaker) -> bool {
        self.line.is_voice(speaker)
            || matches!(speaker.voicing, Voicing::Pronoun | Voicing::Role)
            || speaker.end - speaker.first <= 3
    }

    /// Whether a comma before the verb closes an insertion after a subject ("Roe, who …, said").
    pub(super) fn has_subject(&self, at: usize) -> bool {
        let line = self.line;
        let comma = (self.floor()..at.saturating_sub(1)).rev().find(|&i| line.lower(i) == ",");
        let Some(comma) = comma else { return false };
        let inserts = line.is(comma + 1, Class::Relative)
            || line.is(comma + 1, Class::Determiner)
            || line.is(comma + 1, Class::Title)
            || line.capital(comma + 1)
            || line.lower(comma + 1) == "acting";
        inserts
            && line
                .group_before(comma, self.floor())
                .is_some_and(|outer| outer.first <= self.floor() + 1 && line.is_voice(&outer))
    }

    fn last_speaker(&self) -> Option<Speaker> {
        self.found.iter().rev().find_map(|cue| cue.speaker.clone())
    }

    /// The subject of the whole sentence, for "…, saying that".
    pub(super) fn main_subject(&self, before: usize) -> Option<Speaker> {
        let line = self.line;
        let mut at = 0;
        while at < before
            && (line.is(at, Class::ClauseStart) && !line.is(at, Class::Preposition)
                || line.tokens[at].shape == Shape::Quote
                || line.lower(at) == ",")
        {
            at += 1;
        }
        if line.is(at, Class::Preposition) {
            at = (at..before).find(|&i| line.lower(i) == ",")? + 1;
        }
        if line.is(at, Class::Pronoun) && !line.is(at, Class::Determiner) {
            return line.group_after(at);
        }
        let start = at;
        while at < before && line.is(at, Class::Determiner) {
            at += 1;
        }
        let named = |i: usize| line.capital(i) || i == 0 && line.tokens[i].capital;
        let mut end = at;
        while end < before && end - at < 10 {
            let owner = line.tokens[end].shape == Shape::Possessive;
            let head =
                line.is(end, Class::Body) || line.is(end, Class::Title) || line.is(end, Class::Anonymous);
            let lead =
                (end == at || line.tokens[end - 1].shape == Shape::Possessive) && line.tokens[end].is_word();
            if !(named(end) || owner || head || lead || end < at + 3 && named(end + 1)) {
                break;
            }
            end += 1;
        }
        line.classify(start, end)
    }
}
