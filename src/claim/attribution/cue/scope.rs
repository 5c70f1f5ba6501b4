//! Which words of its sentence a cue governs.

use std::ops::Range;

use super::Finder;
use crate::claim::attribution::speaker::Speaker;
use crate::vocabulary::speech::Class;

impl Finder<'_> {
    /// The start of the clause that holds `at`: after the last semicolon, else the sentence's.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        (0..at.min(self.count()))
            .rev()
            .find(|&i| self.line.lower(i) == ";" && !self.quoted[i])
            .map_or(0, |i| i + 1)
    }

    /// The end of the clause that starts at `at`: the next semicolon, else the sentence's end.
    pub(super) fn clause_end(&self, at: usize) -> usize {
        (at..self.count()).find(|&i| self.line.lower(i) == ";" && !self.quoted[i]).unwrap_or(self.count())
    }

    pub(super) fn is_clause_start(&self, at: usize) -> bool {
        self.clause_start(at) == at
    }

    /// The words said before a trailing cue, and those after it if it stands in their middle.
    pub(super) fn trailing_scope(&self, start: usize, speaker: &Speaker, content: usize) -> Range<usize> {
        let line = self.line;
        let edge = speaker.first.saturating_sub(1).max(start);
        let colon = line.lower(content) == ":";
        let middle = colon
            || line.lower(content) == ","
                && !(line.is(content + 1, Class::ClauseStart)
                    || line.lower(content + 1).ends_with("ing")
                    || line.is(content + 1, Class::Relative)
                    || line.is(content + 1, Class::Chained)
                    || line.is(content + 1, Class::Determiner) && !line.is_quote(content + 1));
        if middle && content + 1 < self.count() { start..self.clause_end(content + 1) } else { start..edge }
    }

    /// Where the words that a trailing cue governs begin.
    pub(super) fn said_before(&self, at: usize) -> usize {
        // Without another voice before it, a semicolon does not end what the speaker says.
        let Some(last) = self.found.last() else { return 0 };
        let start = self.clause_start(at);
        let conjunction = (last.at.end..at)
            .rev()
            .find(|&i| self.line.lower(i) == "," && self.line.is(i + 1, Class::Contrast));
        conjunction.map_or(start, |comma| comma + 2).max(start)
    }

    /// Ends each scope before the clause of the next speaker.
    pub(super) fn bound_scopes(&mut self) {
        let starts: Vec<(usize, usize)> = self
            .found
            .iter()
            .map(|cue| {
                (cue.at.start, cue.speaker.as_ref().map_or(cue.at.start, |s| s.first.min(cue.at.start)))
            })
            .collect();
        let trailing: Vec<bool> = self.found.iter().map(|cue| cue.trailing).collect();
        let line = self.line;
        for (index, cue) in self.found.iter_mut().enumerate() {
            for (next, &(at, first)) in starts.iter().enumerate().skip(index + 1) {
                let conjunction = first > 0
                    && line.is(first - 1, Class::ClauseStart)
                    && !line.is(first - 1, Class::Preposition);
                let split = if conjunction { first - 1 } else { first };
                let comma = split > 0 && line.lower(split - 1) == ",";
                if at > cue.at.end
                    && first > cue.at.end
                    && !trailing[next]
                    && conjunction
                    && (comma || line.lower(split) != "and")
                    && cue.scope.contains(&split)
                    && cue.scope.start < split
                {
                    cue.scope.end = split - usize::from(comma);
                    break;
                }
            }
            while cue.scope.end > cue.scope.start && matches!(line.lower(cue.scope.end - 1), "." | "," | ";")
            {
                cue.scope.end -= 1;
            }
            while cue.scope.start < cue.scope.end && line.lower(cue.scope.start) == "," {
                cue.scope.start += 1;
            }
        }
    }
}
