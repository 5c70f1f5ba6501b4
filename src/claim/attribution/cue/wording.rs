//! Cues that need no verb of saying: "reportedly", "according to", "citing", "put the toll at".

use super::Finder;
use crate::claim::attribution::speaker::Voicing;
use crate::vocabulary::speech::{Class, Strength};

impl Finder<'_> {
    pub(super) fn hearsay(&mut self, at: usize) -> Option<usize> {
        let line = self.line;
        let rest = line.words.hearsay(line.lower(at)).iter().find(|rest| self.follows(at + 1, rest))?;
        let passive = (at.saturating_sub(2)..at).any(|i| line.is(i, Class::Passive));
        if !rest.is_empty() && !passive {
            return None;
        }
        let end = at + 1 + rest.len();
        let scope = self.clause_start(at)..self.clause_end(end);
        self.push(at..end, None, Strength::Doubt, scope, false, None);
        Some(end)
    }

    /// "according to the harbour office".
    pub(super) fn cited(&mut self, at: usize) -> Option<usize> {
        let line = self.line;
        let rest = line.words.cited(line.lower(at)).iter().find(|rest| self.follows(at + 1, rest))?;
        let end = at + 1 + rest.len();
        let speaker = line.group_after(end)?;
        let alone = rest.is_empty();
        let owned = matches!(line.lower(end), "their" | "its" | "his" | "her" | "our");
        if alone && speaker.voicing != Voicing::Medium
            || !alone && !line.is_voice(&speaker) && (owned || speaker.voicing != Voicing::Role)
        {
            return None;
        }
        let past = speaker.end;
        let leads = at == 0
            || matches!(line.lower(at - 1), "," | ";" | ":")
                && line.lower(past) == ","
                && self.is_clause_start(at)
            || self.only_lead_before(at);
        let comma = (past..self.count()).find(|&i| line.lower(i) == "," && !self.quoted[i]);
        let scope = match comma {
            Some(comma) if leads => comma + 1..self.clause_end(comma + 1),
            _ if leads && past < self.count() => past..self.clause_end(past),
            _ => self.clause_start(at)..at,
        };
        let trailing = !leads;
        self.push(at..end, Some(speaker), Strength::Neutral, scope, trailing, None);
        Some(past)
    }

    /// Whether nothing but a conjunction or an adverb stands before.
    fn only_lead_before(&self, at: usize) -> bool {
        at <= 2 && (0..at).all(|i| self.line.is(i, Class::ClauseStart) || self.line.lower(i) == ",")
    }

    /// "…, citing two officials": a further link of the chain, or the sentence's subject speaks.
    pub(super) fn chained(&mut self, at: usize) -> Option<usize> {
        let line = self.line;
        if !line.is(at, Class::Chained) {
            return None;
        }
        let speaker = line.group_after(at + 1).filter(|speaker| line.is_voice(speaker))?;
        let past = speaker.end;
        let cited = (speaker, line.tokens[at].span);
        let first = self.found.first().map_or(0, |cue| cue.at.start);
        if let Some(cue) = self.found.last_mut().filter(|cue| cue.speaker.is_some() && cue.at.start >= first)
        {
            cue.cited.push(cited);
            return Some(past);
        }
        let subject = self.main_subject(at)?;
        let scope = if line.lower(past) == "," { past + 1..self.clause_end(past + 1) } else { 0..at };
        self.push(at..at + 1, Some(subject), Strength::Neutral, scope, false, None);
        if let Some(cue) = self.found.last_mut() {
            cue.cited.push(cited);
        }
        Some(past)
    }

    /// "put the toll at 85".
    pub(super) fn put_at(&mut self, at: usize) -> Option<usize> {
        let line = self.line;
        if !line.is(at, Class::Put) {
            return None;
        }
        let figure = |i: usize| (i + 1..(i + 5).min(self.count())).any(|n| self.is_figure(n));
        let fits = |&i: &usize| line.is(i, Class::PutAt) && figure(i);
        (at + 1..(at + 12).min(self.count())).find(fits)?;
        let speaker = line.subject_before(at, self.floor())?;
        let scope = at + 1..self.clause_end(at + 1);
        self.push(at..at + 1, Some(speaker), Strength::Estimate, scope, false, None);
        Some(at + 1)
    }
}
