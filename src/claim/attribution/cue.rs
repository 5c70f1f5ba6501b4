//! Cues: speech verbs, "according to", "citing", tallies and hearsay, each with its speaker and
//! the words that it governs.

use std::ops::Range;

use super::speaker::{Line, Speaker, Voicing};
use crate::claim::token::{Shape, Token};
use crate::files::Span;
use crate::vocabulary::speech::{After, Class, Form, Strength};

/// Words that attribute, inside one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cue {
    /// Tokens of the cue itself.
    pub at: Range<usize>,
    /// Bytes of the cue itself.
    pub span: Span,
    /// Who speaks; `None` for bare hearsay ("reportedly").
    pub speaker: Option<Speaker>,
    /// Whom the speaker cites in turn.
    pub cited: Vec<(Speaker, Span)>,
    /// How the verb stands to what is said.
    pub strength: Strength,
    /// Tokens that the cue governs.
    pub scope: Range<usize>,
    /// Date of saying.
    pub said_at: Option<Span>,
    /// Whether what is said stands before the cue ("…, Roe said").
    pub trailing: bool,
}

/// Every cue of a sentence, in order.
pub(crate) fn cues(line: &Line<'_>, quoted: &[bool]) -> Vec<Cue> {
    let mut finder = Finder { line, quoted, found: Vec::new() };
    let mut at = 0;
    while at < line.tokens.len() {
        let free = line.tokens[at].is_word() && !quoted.get(at).copied().unwrap_or(false);
        let next = if free { finder.at(at) } else { None };
        at = next.unwrap_or(at + 1).max(at + 1);
    }
    finder.owners();
    finder.bound_scopes();
    finder.found
}

struct Finder<'a> {
    line: &'a Line<'a>,
    quoted: &'a [bool],
    found: Vec<Cue>,
}

impl Finder<'_> {
    /// Tries to read a cue at a token; gives the token after it.
    fn at(&mut self, at: usize) -> Option<usize> {
        self.hearsay(at)
            .or_else(|| self.cited(at))
            .or_else(|| self.chained(at))
            .or_else(|| self.put_at(at))
            .or_else(|| self.verb(at))
    }

    fn count(&self) -> usize {
        self.line.tokens.len()
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.line.tokens[range.start].span.join(self.line.tokens[(range.end - 1).max(range.start)].span)
    }

    fn follows(&self, at: usize, rest: &[String]) -> bool {
        rest.iter().zip(at..).all(|(word, i)| self.line.lower(i) == word)
    }

    /// Where a speaker may begin: after the cue before.
    fn floor(&self) -> usize {
        self.found.last().map_or(0, |cue| cue.at.end)
    }

    fn push(
        &mut self,
        at: Range<usize>,
        speaker: Option<Speaker>,
        strength: Strength,
        scope: Range<usize>,
        trailing: bool,
        said_at: Option<Span>,
    ) {
        let span = self.span(&at);
        self.found.push(Cue { at, span, speaker, cited: Vec::new(), strength, scope, said_at, trailing });
    }

    fn hearsay(&mut self, at: usize) -> Option<usize> {
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
    fn cited(&mut self, at: usize) -> Option<usize> {
        let line = self.line;
        let rest = line.words.cited(line.lower(at)).iter().find(|rest| self.follows(at + 1, rest))?;
        let end = at + 1 + rest.len();
        let speaker = line.group_after(end)?;
        let alone = rest.is_empty();
        let owned = matches!(line.lower(end), "their" | "its" | "his" | "her" | "our");
        if alone && speaker.voicing != Voicing::Medium
            || !alone && !is_voice(line, &speaker) && (owned || speaker.voicing != Voicing::Role)
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

    fn is_clause_start(&self, at: usize) -> bool {
        self.clause_start(at) == at
    }

    /// "…, citing two officials": a further link of the chain, or the sentence's subject speaks.
    fn chained(&mut self, at: usize) -> Option<usize> {
        let line = self.line;
        if !line.is(at, Class::Chained) {
            return None;
        }
        let speaker = line.group_after(at + 1).filter(|speaker| is_voice(line, speaker))?;
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
    fn put_at(&mut self, at: usize) -> Option<usize> {
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

    fn is_figure(&self, at: usize) -> bool {
        self.line
            .tokens
            .get(at)
            .is_some_and(|t| t.shape == Shape::Number || self.line.words.number(&t.lower).is_some())
            || self.line.is(at, Class::VagueFigure)
    }

    fn verb(&mut self, at: usize) -> Option<usize> {
        let line = self.line;
        let token = &line.tokens[at];
        if line.capital(at) && !token.shouted && at > 0 && !line.is_quote(at - 1) {
            return None;
        }
        let forms = line.words.forms(&token.lower);
        for form in forms {
            if self.follows(at + 1, &form.rest)
                && let Some(next) = self.form(at, form)
            {
                return Some(next);
            }
        }
        None
    }

    /// Reads one form of a speech verb with its subject and what follows it.
    fn form(&mut self, at: usize, form: &Form) -> Option<usize> {
        let line = self.line;
        let end = at + 1 + form.rest.len();
        let before = at.checked_sub(1);
        let passive = before.is_some_and(|b| {
            line.is(b, Class::Passive)
                || line.is(b, Class::Between) && b > 0 && line.is(b - 1, Class::Passive)
        });
        let unsaid = before.is_some_and(|b| line.is(b, Class::Modal) && !line.capital(b));
        if unsaid || passive && !form.participle && form.rest.is_empty() || self.takes_lives(at, form) {
            return None;
        }
        let rest = self.rest(end, form.hearer);
        if let Some(speaker) = self.inverted(at, end, form) {
            let said_at = self.rest(speaker.end, false).said_at;
            let past = speaker.end;
            let scope = self.said_before(at)..at;
            self.push(at..end, Some(speaker), form.strength, scope, true, said_at);
            return Some(past);
        }
        let speaker = self.subject(at, form, passive)?;
        if self.trails(at, &speaker, &rest, form) {
            let start = self.said_before(speaker.first);
            let scope = self.trailing_scope(start, &speaker, rest.content);
            self.push(at..end, Some(speaker), form.strength, scope, true, rest.said_at);
            return Some(rest.content.max(end));
        }
        if !self.follows_up(form, rest.content) || form.noun && !self.verbal(at, &speaker, rest.content) {
            return None;
        }
        let content = rest.content + usize::from(line.lower(rest.content) == "that");
        let scope = content..self.clause_end(content);
        let said_at = rest.said_at.or_else(|| self.date_before(&speaker));
        self.push(at..end, Some(speaker), form.strength, scope, false, said_at);
        Some(end)
    }

    /// "claimed the lives of", "claimed 14 victims": no words were spoken.
    fn takes_lives(&self, at: usize, form: &Form) -> bool {
        form.strength == Strength::Doubt
            && (at + 1..at + 9).any(|i| {
                matches!(self.line.lower(i), "lives" | "life" | "victims" | "victory" | "responsibility")
            })
    }

    /// "said Roe", "said the harbour master": the subject after its verb, behind what is said.
    fn inverted(&self, at: usize, end: usize, form: &Form) -> Option<Speaker> {
        let line = self.line;
        let opens = at == 0
            || matches!(line.lower(at - 1), "," | "?" | "!" | "." | "–" | "—" | "--" | "…")
            || line.is_quote(at - 1);
        let blamed = form.after == After::Quote || form.after == After::Figure || form.noun;
        let prepositional = line.is(end, Class::Preposition) && !line.capital(end);
        if !opens
            || form.participle
            || form.hearer
            || blamed
            || prepositional
            || line.lower(end) == "that"
            || line.is_quote(end)
        {
            return None;
        }
        let speaker = line.group_after(end)?;
        if !is_voice(line, &speaker)
            && speaker.voicing != Voicing::Pronoun
            && speaker.voicing != Voicing::Role
        {
            return None;
        }
        let next = self.rest(speaker.end, false).content;
        let closed = next >= self.count()
            || matches!(line.tokens[next].shape, Shape::Mark | Shape::Quote)
            || line.is(next, Class::Relative);
        let quoted = at == 0 || line.is_quote(at - 1);
        let after_quote = quoted && (line.is(next, Class::Preposition) || line.is(next, Class::ClauseStart));
        let inserted = !quoted && self.has_subject(at);
        let number = line.tokens.get(end).is_some_and(|t| t.shape == Shape::Number);
        ((closed || after_quote) && !number && !inserted).then_some(speaker)
    }

    /// Whether a comma before the verb closes an insertion after a subject ("Roe, who …, said").
    fn has_subject(&self, at: usize) -> bool {
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
                .is_some_and(|outer| outer.first <= self.floor() + 1 && is_voice(line, &outer))
    }

    fn subject(&self, at: usize, form: &Form, passive: bool) -> Option<Speaker> {
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
            return line.subject_before(at, self.floor()).filter(|speaker| is_voice(line, speaker));
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
                    || is_voice(line, speaker))
        })
    }

    /// A group of words that can speak: a voice, or at least a particular somebody.
    fn is_subject(&self, speaker: &Speaker) -> bool {
        is_voice(self.line, speaker)
            || matches!(speaker.voicing, Voicing::Pronoun | Voicing::Role)
            || speaker.end - speaker.first <= 3
    }

    fn last_speaker(&self) -> Option<Speaker> {
        self.found.iter().rev().find_map(|cue| cue.speaker.clone())
    }

    /// The subject of the whole sentence, for "…, saying that".
    fn main_subject(&self, before: usize) -> Option<Speaker> {
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

    /// What stands between a speech verb and what is said: the person spoken to, a date, an
    /// occasion.
    fn rest(&self, end: usize, hearer: bool) -> Rest {
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
    fn hearer(&self, at: usize) -> usize {
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
    fn date(&self, at: usize) -> Option<usize> {
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

    /// "On Monday the monitor said": the date before the subject is when it was said.
    fn date_before(&self, speaker: &Speaker) -> Option<Span> {
        let line = self.line;
        let comma = speaker.first.checked_sub(1).is_some_and(|at| line.lower(at) == ",");
        let end = speaker.first - usize::from(comma);
        let start = self.clause_start(end);
        (start < end && self.date(start) == Some(end)).then(|| self.span(&(start..end)))
    }

    /// Whether what is said stands before: "…, Roe said on Monday."
    fn trails(&self, at: usize, speaker: &Speaker, rest: &Rest, form: &Form) -> bool {
        let line = self.line;
        let detached = form.participle && speaker.end < at && at > 0 && line.lower(at - 1) == ",";
        if speaker.end > at || detached || speaker.first == 0 {
            return false;
        }
        let edge = speaker.first - 1;
        let opened =
            matches!(line.lower(edge), "," | "–" | "—" | "--" | "?" | "!" | "…" | ".") || line.is_quote(edge);
        // "…at midnight, February 15, Roe explained.": nothing follows that could be said.
        let ends = matches!(line.lower(rest.content), "." | "");
        if !opened || edge == 0 && line.lower(edge) == "," || !ends && self.only_adjunct_before(edge) {
            return false;
        }
        let next = rest.content;
        let word = line.lower(next);
        let ends = next >= self.count()
            || matches!(line.tokens[next].shape, Shape::Mark) && word != ":" && word != "(" && word != "[";
        if word == ":" && !line.is_quote(next + 1) {
            return true;
        }
        let then_quote = word == "," && line.is_quote(next + 1) || line.is_quote(next);
        if then_quote {
            // “A,” Roe said, “B”: both; on Monday, Roe said, “A”: only what follows.
            return line.is_quote(edge) || edge > 0 && line.is_quote(edge - 1);
        }
        let figure = (next..next + 3).any(|i| self.is_figure(i));
        let added = line.is(next, Class::Preposition) && !figure
            || matches!(word, "and" | "but" | "when" | "as" | "after" | "while");
        ends || added || line.is_quote(edge) && word.ends_with("ing")
    }

    /// "On Monday, Roe said": only a date or adverb stands before.
    fn only_adjunct_before(&self, edge: usize) -> bool {
        let line = self.line;
        if line.lower(edge) != "," {
            return false;
        }
        let start = self.clause_start(edge);
        self.date(start) == Some(edge) || edge - start <= 1 && !line.is_quote(start)
    }

    /// The words said before a trailing cue, and those after it if it stands in their middle.
    fn trailing_scope(&self, start: usize, speaker: &Speaker, content: usize) -> Range<usize> {
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
    fn said_before(&self, at: usize) -> usize {
        // Without another voice before it, a semicolon does not end what the speaker says.
        let Some(last) = self.found.last() else { return 0 };
        let start = self.clause_start(at);
        let conjunction = (last.at.end..at).rev().find(|&i| {
            self.line.lower(i) == ","
                && matches!(
                    self.line.lower(i + 1),
                    "but" | "while" | "although" | "though" | "and" | "whereas"
                )
        });
        conjunction.map_or(start, |comma| comma + 2).max(start)
    }

    /// Whether the words after the verb are what it needs to be a verb of saying.
    fn follows_up(&self, form: &Form, content: usize) -> bool {
        let line = self.line;
        let word = line.lower(content);
        let quote = line.is_quote(content) || word == ":" || word == "," && line.is_quote(content + 1);
        let that = quote || word == "that";
        match form.after {
            After::Any => {
                content < self.count()
                    && word != "."
                    && !(line.is(content, Class::Preposition) && word == "of" && form.rest.is_empty())
            }
            After::That => that,
            After::Clause => {
                that || line.is(content, Class::Pronoun) && !line.is(content, Class::Determiner)
                    || matches!(word, "there" | "how" | "why" | "whether" | "what")
            }
            After::Quote if line.is(content, Class::Preposition) => false,
            After::Quote => (content..(content + 9).min(self.count()))
                .find(|&i| line.is_quote(i) || line.lower(i) == ",")
                .is_some_and(|i| line.is_quote(i)),
            After::Figure => (content..(content + 5).min(self.count())).any(|i| self.is_figure(i)),
        }
    }

    /// Whether a form that can be a noun is a verb here: a subject right before it, a clause after.
    fn verbal(&self, at: usize, speaker: &Speaker, content: usize) -> bool {
        let line = self.line;
        let word = line.lower(content);
        let beside = (speaker.end..at)
            .all(|i| line.is(i, Class::Between) || line.lower(i) == "," || line.lower(i).ends_with("ly"));
        let singular =
            !line.is(speaker.end - 1, Class::Anonymous) || line.lower(speaker.end - 1).ends_with('s');
        let clause = word == "that"
            || line.is(content, Class::Determiner)
            || line.is(content, Class::Pronoun)
            || line.is_quote(content)
            || self.is_figure(content)
            || line.capital(content)
            || matches!(word, ":" | "there" | "more" | "at" | "about" | "around");
        beside
            && singular
            && clause
            && (is_voice(line, speaker) || matches!(speaker.voicing, Voicing::Pronoun | Voicing::Role))
    }

    /// "by the police's own estimate", "that is the army's account", "her own tally showed".
    fn owners(&mut self) {
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
                    .find(|&i| matches!(line.lower(i), "by" | "in" | "on" | "is" | "was" | "from" | ","));
                line.group_before(owner, led.map_or(0, |led| led + 1))
            } else if own < at && matches!(line.lower(owner), "his" | "her" | "its" | "their") {
                line.classify_pronoun(owner)
            } else {
                None
            };
            let Some(speaker) = speaker.filter(|s| is_voice(line, s) || s.voicing == Voicing::Pronoun) else {
                continue;
            };
            let led = speaker.first > 0
                && matches!(line.lower(speaker.first - 1), "by" | "in" | "on" | "is" | "was" | "from");
            let shows = matches!(line.lower(at + 1), "showed" | "shows" | "puts" | "put" | "gave" | "gives");
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

    /// Ends each scope before the clause of the next speaker.
    fn bound_scopes(&mut self) {
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

    /// The start of the clause that holds `at`: after the last semicolon, else the sentence's.
    fn clause_start(&self, at: usize) -> usize {
        (0..at.min(self.count()))
            .rev()
            .find(|&i| self.line.lower(i) == ";" && !self.quoted[i])
            .map_or(0, |i| i + 1)
    }

    /// The end of the clause that starts at `at`: the next semicolon, else the sentence's end.
    fn clause_end(&self, at: usize) -> usize {
        (at..self.count()).find(|&i| self.line.lower(i) == ";" && !self.quoted[i]).unwrap_or(self.count())
    }
}

/// What follows a speech verb.
struct Rest {
    /// First token of what is said, or of what comes instead.
    content: usize,
    /// Date of saying.
    said_at: Option<Span>,
}

impl Line<'_> {
    /// "her own tally": the owner as a pronoun.
    fn classify_pronoun(&self, at: usize) -> Option<Speaker> {
        let token: &Token = self.tokens.get(at)?;
        Some(Speaker {
            span: token.span,
            core: token.span,
            name: token.lower.clone(),
            voicing: Voicing::Pronoun,
            first: at,
            end: at + 1,
        })
    }
}

/// Whether a group of words is known to be able to speak: a name, a body, a title, an unnamed
/// voice, a medium.
pub(crate) fn is_voice(line: &Line<'_>, speaker: &Speaker) -> bool {
    let known = |at: usize| {
        [Class::Body, Class::Title, Class::Anonymous, Class::MediaWord]
            .iter()
            .any(|&class| line.is(at, class))
    };
    match speaker.voicing {
        Voicing::Pronoun => false,
        Voicing::Name | Voicing::Person | Voicing::Medium => {
            !(speaker.first..speaker.end).all(|at| line.is(at, Class::DateWord))
        }
        Voicing::Role | Voicing::Unnamed => {
            (speaker.first..speaker.end).any(|at| known(at) || line.capital(at))
        }
    }
}
