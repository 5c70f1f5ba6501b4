//! What stands between a verb of saying and what is said: the person spoken to, a date, an
//! occasion.

use super::Finder;
use crate::claim::attribution::speaker::Speaker;
use crate::claim::token::Shape;
use crate::files::Span;
use crate::vocabulary::speech::Class;

/// What follows a speech verb.
pub(super) struct Rest {
    /// First token of what is said, or of what comes instead.
    pub(super) content: usize,
    /// Date of saying.
    pub(super) said_at: Option<Span>,
}

impl Finder<'_> {
    /// What stands between a speech verb and what is said: the person spoken to, a date, an
    /// occasion.
    pub(super) fn rest(&self, end: usize, hearer: bool) -> Rest {
        let mut at = end;
        let mut said_at: Option<Span> = None;
        if hearer {
            at = self.hearer(at);
        }
        loop {
            if let Some(next) = self.date(at) {
                let span = self.span(&(at..next));
                said_at = Some(said_at.map_or(span, |known| known.join(span)));
                at = next;
            } else if let Some(next) = self.occasion(at) {
                at = next;
            } else {
                break;
            }
        }
        // "said on Monday, March 3, that"
        if said_at.is_some() && self.line.lower(at) == "," && self.line.lower(at + 1) == "that" {
            at += 1;
        }
        Rest { content: at, said_at }
    }

    /// Steps over the person spoken to: "Reuters", "the health committee", "reporters".
    pub(super) fn hearer(&self, at: usize) -> usize {
        let line = self.line;
        if line.is_quote(at) {
            let close = (at + 1..(at + 8).min(self.count())).find(|&i| line.is_quote(i));
            return close.map_or(at, |close| close + 1);
        }
        if line.is(at, Class::Pronoun) && !line.capital(at)
            || matches!(line.lower(at), "us" | "me" | "you") && !line.capital(at)
        {
            return at + 1;
        }
        let mut end = at;
        while end < self.count() && end - at < 9 {
            let token = &line.tokens[end];
            let stop = match token.shape {
                Shape::Possessive => false,
                Shape::Mark => !matches!(token.lower.as_str(), "/" | "-" | "&"),
                Shape::Number => end == at || !line.tokens[end - 1].capital,
                Shape::Word if line.capital(end) => {
                    line.is(end, Class::DateWord) && line.lower(end + 1) != "'s" && end > at
                }
                Shape::Word => {
                    let opener = line.is(end, Class::Determiner)
                        || line.is(end, Class::Preposition)
                        || line.is(end, Class::Relative);
                    let owner = end > at && line.is(end, Class::Determiner);
                    end > at && line.is(end, Class::DateLead)
                        || (opener && (end > at || !line.is(end, Class::Determiner))
                            || owner
                            || line.is(end, Class::Pronoun) && end > at
                            || line.is(end, Class::Auxiliary))
                        || end > at && line.is(end - 1, Class::Hearer) && !line.is(end, Class::Hearer)
                }
                _ => true,
            };
            if stop {
                break;
            }
            end += 1;
        }
        end
    }

    /// "on Monday", "late on Sunday evening", "on March 23", "Monday".
    pub(super) fn date(&self, at: usize) -> Option<usize> {
        let line = self.line;
        let mut end = at;
        while end < at + 4
            && line.is(end, Class::DateLead)
            && !line.is(end, Class::Month)
            && !line.capital(end)
        {
            end += 1;
        }
        let start = end;
        let mut dated = false;
        while end < self.count() {
            let number = line.tokens[end].shape == Shape::Number;
            let month_beside = end > start && line.is(end - 1, Class::Month)
                || line.is(end + 1, Class::Month)
                || end > start + 1 && line.lower(end - 1) == "," && line.is(end - 3, Class::Month);
            let comma = line.lower(end) == ","
                && end > start
                && (line.tokens[end - 1].lower.ends_with("day") && line.is(end + 1, Class::Month)
                    || self.year(end + 1) && line.tokens[end - 1].shape == Shape::Number);
            let lead =
                dated && matches!(line.lower(end), "on" | "of" | "at") && line.is(end + 1, Class::DateWord);
            let owner = line.tokens.get(end + 1).is_some_and(|t| t.shape == Shape::Possessive);
            if line.is(end, Class::DateWord) && !owner {
                dated = true;
            } else if !(number && month_beside || comma || lead) {
                break;
            }
            end += 1;
        }
        dated.then_some(end)
    }

    fn year(&self, at: usize) -> bool {
        self.line.tokens.get(at).is_some_and(|t| {
            t.shape == Shape::Number
                && t.lower.len() == 4
                && (t.lower.starts_with("19") || t.lower.starts_with("20"))
        })
    }

    /// "On Monday the monitor said": the date before the subject is when it was said.
    pub(super) fn date_before(&self, speaker: &Speaker) -> Option<Span> {
        let line = self.line;
        let comma = speaker.first.checked_sub(1).is_some_and(|at| line.lower(at) == ",");
        let end = speaker.first - usize::from(comma);
        let start = self.clause_start(end);
        (start < end && self.date(start) == Some(end)).then(|| self.span(&(start..end)))
    }

    /// "in a statement", "at a news conference", "on Facebook", "in Lisbon".
    fn occasion(&self, at: usize) -> Option<usize> {
        let line = self.line;
        if !line.is(at, Class::Preposition)
            || line.capital(at)
            || matches!(line.lower(at), "of" | "by" | "as" | "than" | "up" | "down" | "out" | "off")
        {
            return None;
        }
        let mut end = at + 1;
        let mut good = None;
        while end < self.count() && end - at < 8 {
            let token = &line.tokens[end];
            let word = token.shape == Shape::Word
                || token.shape == Shape::Possessive
                || matches!(token.lower.as_str(), "-" | "/");
            if !word
                || line.is(end, Class::Auxiliary)
                || line.is(end, Class::Pronoun) && !line.is(end, Class::Determiner)
                || line.lower(end) == "that"
            {
                break;
            }
            if end > at + 1
                && (line.is(end, Class::Determiner) || line.is(end, Class::Preposition))
                && !line.capital(end)
            {
                break;
            }
            if line.is(end, Class::DateWord) && line.lower(end + 1) != "'s" {
                break;
            }
            if line.is(end, Class::Occasion)
                || line.capital(end) && end == at + 1
                || good == Some(end) && line.capital(end)
                || line.is(end, Class::Hearer)
            {
                good = Some(end + 1);
            }
            end += 1;
        }
        good
    }
}
