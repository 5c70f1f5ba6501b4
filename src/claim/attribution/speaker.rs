//! Who speaks, by the words of the group: names, titles, bodies, unnamed voices, pronouns. Knows no
//! person; a resolver can put canonical names in.

use std::ops::Range;

use super::line::Line;
use crate::claim::token::{Shape, Token};
use crate::files::Span;
use crate::vocabulary::people::People;
use crate::vocabulary::speech::Class;

/// What kind of voice a group of words names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voicing {
    /// A name: "Kyiv", "Mira Talvik", "Captain Roe".
    Name,
    /// A name that a title marks as a person's.
    Person,
    /// A particular body or office holder: "the prefecture", "police", "Norland's defence minister".
    Role,
    /// "he", "they".
    Pronoun,
    /// A news medium: a channel, no party to what is said.
    Medium,
    /// "officials", "a source".
    Unnamed,
}

/// A group of words that speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// The whole group.
    pub span: Span,
    /// The name inside it.
    pub core: Span,
    /// Folded name, without titles and articles.
    pub name: String,
    /// What kind of voice it is.
    pub voicing: Voicing,
    /// First token of the group.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
}

impl Line<'_> {
    /// Reads a group of words as a voice.
    pub fn classify(&self, start: usize, end: usize) -> Option<Speaker> {
        let end = end.min(self.tokens.len());
        if start >= end || (start..end).all(|at| !self.tokens[at].is_word()) {
            return None;
        }
        let mut head = start;
        let mut definite = false;
        let mut indefinite = false;
        while head < end && self.is(head, Class::Determiner) && !self.capital(head) {
            definite |= self.is(head, Class::Definite);
            indefinite |= !definite;
            head += 1;
        }
        let stop = self.head_end(head, end);
        if let Some(owner) = self.tally_owner(head, stop, end) {
            return Some(Speaker {
                first: start,
                end,
                span: self.tokens[start].span.join(self.tokens[end - 1].span),
                ..owner
            });
        }
        if head >= stop {
            // "many", "one" and "some" speak by themselves.
            return (indefinite && head == end && self.is(head - 1, Class::Anonymous))
                .then(|| self.speaker(start, end, head - 1..end, Voicing::Unnamed));
        }
        let owned = (head..stop).any(|at| self.tokens[at].shape == Shape::Possessive);
        self.classify_head(start..end, head..stop, definite || owned, indefinite)
    }

    /// One past the head of a group: before its first preposition, relative or comma.
    fn head_end(&self, start: usize, end: usize) -> usize {
        (start..end)
            .find(|&at| {
                let boundary = self.is(at, Class::Preposition)
                    || self.is(at, Class::Relative) && !self.is(at, Class::Determiner)
                    || self.lower(at) == ",";
                at > start && boundary && !self.capital(at)
            })
            .unwrap_or(end)
    }

    /// Whether the head of a group is an office that a person holds ("the opposition leader").
    pub(super) fn holds_title(&self, speaker: &Speaker) -> bool {
        let head = self.head_end(speaker.first, speaker.end);
        head > speaker.first && self.is(head - 1, Class::Title)
    }

    /// "the survey's reviewed reading", "the manifest held by the port office": whose it is speaks.
    fn tally_owner(&self, head: usize, stop: usize, end: usize) -> Option<Speaker> {
        let tally = (head..stop).find(|&at| self.is(at, Class::Tally) && !self.capital(at) && at > 0)?;
        let possessive = (head..tally).rfind(|&at| self.tokens[at].shape == Shape::Possessive);
        if let Some(possessive) = possessive {
            return self.classify(head, possessive);
        }
        let link =
            (tally + 1..end.min(tally + 4)).find(|&at| matches!(self.lower(at), "of" | "by" | "from"))?;
        self.classify(link + 1, end).filter(|owner| {
            (owner.first..owner.end)
                .any(|at| self.capital(at) || self.is(at, Class::Body) || self.is(at, Class::Title))
        })
    }

    fn classify_head(
        &self,
        whole: Range<usize>,
        head: Range<usize>,
        definite: bool,
        indefinite: bool,
    ) -> Option<Speaker> {
        let last = (head.clone()).rev().find(|&at| self.tokens[at].is_word())?;
        let speaker = |core: Range<usize>, voicing| Some(self.speaker(whole.start, whole.end, core, voicing));
        let name = fold_name(self.tokens, head.clone());
        let spoken_of = |class| self.is(last, class);
        let address = (head.clone()).any(|at| self.is_address(at));
        if self.words.is_medium(&name) || spoken_of(Class::MediaWord) || address {
            return speaker(head, Voicing::Medium);
        }
        if let Some(medium) = (head.start + 1..=last)
            .rev()
            .find(|&at| self.words.is_medium(&fold_name(self.tokens, at..last + 1)))
        {
            return speaker(medium..last + 1, Voicing::Medium);
        }
        if spoken_of(Class::Body) && (definite || !indefinite)
            || spoken_of(Class::Title)
                && (self.tokens[last].capital || definite)
                && !spoken_of(Class::Anonymous)
        {
            // A spokesman lends a body his voice; without a name it is the body that speaks.
            if spoken_of(Class::Representative)
                && head.end < whole.end
                && matches!(self.lower(head.end), "for" | "of")
                && let Some(body) = self.classify(head.end + 1, whole.end)
            {
                return speaker(body.first..body.end, body.voicing);
            }
            return speaker(self.with_of(head.start, head.end, whole.end), Voicing::Role);
        }
        if self.capital(last) || (self.caps && !spoken_of(Class::Anonymous)) {
            return Some(self.named(&whole, head.start, last));
        }
        if (head.clone()).any(|at| self.is(at, Class::Anonymous) && !self.capital(at)) {
            let core = (head.clone())
                .rev()
                .find(|&at| self.is(at, Class::Anonymous) && !self.capital(at))
                .unwrap_or(last);
            return speaker(core..core + 1, Voicing::Unnamed);
        }
        if spoken_of(Class::Representative)
            && !definite
            && matches!(self.lower(head.end), "for" | "of")
            && let Some(body) = self.classify(head.end + 1, whole.end)
        {
            return speaker(body.first..body.end, body.voicing);
        }
        let coordinated =
            (head.clone()).any(|at| self.lower(at) == "and") && (head.clone()).any(|at| self.capital(at));
        let voicing = if definite && !indefinite || coordinated { Voicing::Role } else { Voicing::Unnamed };
        speaker(self.with_of(head.start, head.end, whole.end), voicing)
    }

    /// "the head of the financial watchdog" is known by its "of".
    fn with_of(&self, start: usize, head_end: usize, end: usize) -> Range<usize> {
        if self.lower(head_end) != "of" || head_end >= end {
            return start..head_end;
        }
        start..self.head_end(head_end + 1, end).max(head_end)
    }

    /// A group whose head is written with a capital: "Norland's president Ann Roe", "the Kremlin".
    fn named(&self, whole: &Range<usize>, start: usize, last: usize) -> Speaker {
        let title = (start..last).rev().find(|&at| self.is(at, Class::Title));
        let run = (start..=last).rev().take_while(|&at| self.in_name(at, last)).last().unwrap_or(last);
        let (from, voicing) = match title {
            Some(title) => {
                let mut from = title + 1;
                while from < last && !self.tokens[from].is_word() {
                    from += 1;
                }
                (from.max(run), Voicing::Person)
            }
            None => (run, Voicing::Name),
        };
        self.speaker(whole.start, whole.end, from..last + 1, voicing)
    }

    /// Capitalised words, initials, particles and nicknames of one name.
    fn in_name(&self, at: usize, last: usize) -> bool {
        let particle = People::get().particles.contains(self.lower(at)) || self.lower(at) == "and";
        self.capital(at)
            || (self.caps && self.tokens[at].is_word() && !self.grammatical(at))
            || self.inner_mark(at)
            || (particle && at < last && at > 0 && self.capital(at + 1))
            || (self.is_quote(at) && self.nickname(at, last + 1))
    }

    pub(super) fn pronoun(&self, at: usize) -> Option<Speaker> {
        let token = self.tokens.get(at)?;
        Some(Speaker {
            span: token.span,
            core: token.span,
            name: token.lower.clone(),
            voicing: Voicing::Pronoun,
            first: at,
            end: at + 1,
        })
    }

    /// Whether a group of words is known to be able to speak: a name, a body, a title, an unnamed
    /// voice, a medium.
    pub fn is_voice(&self, speaker: &Speaker) -> bool {
        let known = |at: usize| {
            [Class::Body, Class::Title, Class::Anonymous, Class::MediaWord]
                .iter()
                .any(|&class| self.is(at, class))
        };
        match speaker.voicing {
            Voicing::Pronoun => false,
            Voicing::Name | Voicing::Person | Voicing::Medium => {
                !(speaker.first..speaker.end).all(|at| self.is(at, Class::DateWord))
            }
            Voicing::Role | Voicing::Unnamed => {
                (speaker.first..speaker.end).any(|at| known(at) || self.capital(at))
            }
        }
    }

    fn speaker(&self, first: usize, end: usize, core: Range<usize>, voicing: Voicing) -> Speaker {
        let span = self.tokens[first].span.join(self.tokens[end - 1].span);
        let core_span = self.tokens[core.start].span.join(self.tokens[(core.end - 1).max(core.start)].span);
        Speaker { span, core: core_span, name: fold_name(self.tokens, core), voicing, first, end }
    }
}

/// Folded words of a name without marks, articles and possessives.
fn fold_name(tokens: &[Token], range: Range<usize>) -> String {
    let mut name = String::new();
    for token in tokens.get(range).unwrap_or(&[]) {
        let kept = match token.shape {
            Shape::Word | Shape::Number => !matches!(token.lower.as_str(), "the" | "a" | "an" | "own"),
            Shape::Mark => matches!(token.lower.as_str(), "/" | "&"),
            _ => false,
        };
        if !kept {
            continue;
        }
        let tight = token.lower == "/" || name.ends_with('/');
        if !name.is_empty() && !tight {
            name.push(' ');
        }
        name.push_str(&token.lower);
    }
    name
}
