//! Cues: speech verbs, "according to", "citing", tallies and hearsay, each with its speaker and
//! the words that it governs.
//!
//! `verb` reads verbs of saying, which need a `subject` and what follows them (`adjunct`), `wording`
//! the cues that are no verbs, `tally` whose figures are given; `scope` says which words a cue governs.

mod adjunct;
mod scope;
mod subject;
mod tally;
mod verb;
mod wording;

use std::ops::Range;

use crate::claim::attribution::line::Line;
use crate::claim::attribution::speaker::Speaker;
use crate::claim::token::Shape;
use crate::files::Span;
use crate::vocabulary::speech::{Class, Strength};

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

    fn is_figure(&self, at: usize) -> bool {
        self.line
            .tokens
            .get(at)
            .is_some_and(|t| t.shape == Shape::Number || self.line.words.number(&t.lower).is_some())
            || self.line.is(at, Class::VagueFigure)
    }
}
