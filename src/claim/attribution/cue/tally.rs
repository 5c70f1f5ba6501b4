//! Figures by their owner: "by the police's own estimate", "her own tally showed".

use super::Finder;
use crate::claim::attribution::speaker::Voicing;
use crate::claim::token::Shape;
use crate::vocabulary::speech::{Class, Strength};

impl Finder<'_> {
    /// "by the police's own estimate", "that is the army's account", "her own tally showed".
    pub(super) fn owners(&mut self) {
        let line = self.line;
        for at in 1..self.count() {
            if !line.is(at, Class::Tally)
                || line.capital(at)
                || self.quoted[at]
                || self.found.iter().any(|cue| {
                    cue.at.contains(&at)
                        || cue.speaker.as_ref().is_some_and(|s| (s.first..s.end).contains(&at))
                })
            {
                continue;
            }
            let own = at - usize::from(line.lower(at - 1) == "own");
            let Some(owner) = own.checked_sub(1) else { continue };
            let speaker = if line.tokens[owner].shape == Shape::Possessive {
                let led = (owner.saturating_sub(8)..owner)
                    .rev()
                    .find(|&i| line.is(i, Class::TallyLead) || line.lower(i) == ",");
                line.group_before(owner, led.map_or(0, |led| led + 1))
            } else if own < at && matches!(line.lower(owner), "his" | "her" | "its" | "their") {
                line.pronoun(owner)
            } else {
                None
            };
            let Some(speaker) = speaker.filter(|s| line.is_voice(s) || s.voicing == Voicing::Pronoun) else {
                continue;
            };
            let led = speaker.first > 0 && line.is(speaker.first - 1, Class::TallyLead);
            let shows = line.is(at + 1, Class::TallyVerb);
            if !led && !shows {
                continue;
            }
            let scope = self.clause_start(speaker.first)..self.clause_end(at);
            self.push(
                speaker.first.saturating_sub(usize::from(led))..at + 1,
                Some(speaker),
                Strength::Estimate,
                scope,
                true,
                None,
            );
        }
        self.found.sort_by_key(|cue| cue.at.start);
    }
}
