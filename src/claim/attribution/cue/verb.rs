//! Verbs of saying: whether a form is one here, and on which side of it the words said stand.

use super::Finder;
use super::adjunct::Rest;
use crate::claim::attribution::speaker::{Speaker, Voicing};
use crate::claim::token::Shape;
use crate::vocabulary::speech::{After, Class, Form, Strength};

impl Finder<'_> {
    pub(super) fn verb(&mut self, at: usize) -> Option<usize> {
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
        form.strength == Strength::Doubt && (at + 1..at + 9).any(|i| self.line.is(i, Class::Claimed))
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
        if !line.is_voice(&speaker) && speaker.voicing != Voicing::Pronoun && speaker.voicing != Voicing::Role
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
            && (line.is_voice(speaker) || matches!(speaker.voicing, Voicing::Pronoun | Voicing::Role))
    }
}
