//! Quotation marks paired over an article: which words stand between them.

use crate::article::Article;
use crate::claim::token::{Shape, Token};

/// A token of the article: its sentence and its place there.
pub(crate) type At = (usize, usize);

/// The words between one pair of marks. Never runs over the end of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    /// The opening mark.
    pub open: At,
    /// First token inside.
    pub first: At,
    /// One past the last token inside (of the last sentence inside).
    pub end: At,
    /// Whether the mark stayed open and the next paragraph opens it again: one speech.
    pub continues: bool,
    /// Whether a closing mark was found.
    pub closed: bool,
}

/// Pairs the marks of a whole article. Sentences and tokens are parallel to the article's.
pub(crate) fn regions(article: &Article, sentences: &[Vec<Token>]) -> Vec<Region> {
    let mut found = Vec::new();
    let count = sentences.len().min(article.sentences.len());
    let mut start = 0;
    while start < count {
        let paragraph = article.sentences[start].paragraph;
        let end = (start..count).find(|&s| article.sentences[s].paragraph != paragraph).unwrap_or(count);
        let flat: Vec<At> = (start..end).flat_map(|s| (0..sentences[s].len()).map(move |t| (s, t))).collect();
        Paragraph { text: &article.text, sentences, flat: &flat }.pair(&mut found);
        start = end;
    }
    for at in 1..found.len() {
        let (before, after) = (found[at - 1], found[at]);
        let next =
            article.sentences[before.open.0].paragraph + 1 == article.sentences[after.open.0].paragraph;
        let leads = after.open.1 == 0
            && (after.open.0 == 0
                || article.sentences[after.open.0 - 1].paragraph + 1
                    == article.sentences[after.open.0].paragraph);
        found[at - 1].continues = !before.closed && next && leads;
    }
    found
}

/// What a mark does where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    Either,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double,
    Single,
}

struct Paragraph<'a> {
    text: &'a str,
    sentences: &'a [Vec<Token>],
    flat: &'a [At],
}

impl Paragraph<'_> {
    fn token(&self, at: usize) -> &Token {
        let (sentence, token) = self.flat[at];
        &self.sentences[sentence][token]
    }

    /// Which mark a token is and what it does, by its form and its neighbours.
    fn mark(&self, at: usize) -> Option<(Mark, Role)> {
        let token = self.token(at);
        let first = token.span.of(self.text).chars().next()?;
        let single = matches!(first, '\'' | '’' | '‘' | 'ʼ');
        if token.shape != Shape::Quote && !(token.shape == Shape::Possessive && single && token.lower == "'")
        {
            return None;
        }
        let before = self.text.get(..token.span.start).and_then(|t| t.chars().next_back());
        let after = self.text.get(token.span.end..).and_then(|t| t.chars().next());
        let open_before = before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '"' | '“' | '‘' | '\u{feff}')
        });
        let word_after = after.is_some_and(|c| {
            c.is_alphanumeric()
                || matches!(c, '[' | '(' | '.' | '…' | '$' | '€' | '£' | '\'' | '‘' | '’' | '“' | '"')
        });
        let role = match first {
            '“' | '„' | '«' | '‘' => Role::Opens,
            '”' | '»' => Role::Closes,
            _ if open_before && word_after => Role::Opens,
            '’' => Role::Closes,
            _ if !open_before => Role::Closes,
            _ => Role::Either,
        };
        Some((if single { Mark::Single } else { Mark::Double }, role))
    }

    /// Where the single mark opened at `at` closes in this paragraph. An apostrophe of a plural
    /// looks the same, so a close after a mark wins over one after a plain word in -s.
    fn single_close(&self, at: usize) -> Option<usize> {
        let mut doubtful = None;
        for next in at + 1..self.flat.len() {
            match self.mark(next) {
                Some((Mark::Single, Role::Opens)) => break,
                Some((Mark::Single, _)) => {
                    let before = self.token(next - 1);
                    let follows = self.flat.get(next + 1).map(|_| self.token(next + 1));
                    let plural = before.is_word()
                        && before.lower.ends_with('s')
                        && follows.is_some_and(|t| t.is_word() && !t.capital);
                    if !plural {
                        return Some(next);
                    }
                    doubtful = Some(next);
                }
                _ => {}
            }
        }
        doubtful
    }

    fn pair(&self, found: &mut Vec<Region>) {
        let mut at = 0;
        let mut open: Option<usize> = None;
        while at < self.flat.len() {
            let Some((mark, role)) = self.mark(at) else {
                at += 1;
                continue;
            };
            match (mark, open) {
                (Mark::Single, None) if role != Role::Closes => {
                    if let Some(close) = self.single_close(at) {
                        self.keep(at, close, true, found);
                        at = close;
                    }
                }
                (Mark::Double, None) if role != Role::Closes => open = Some(at),
                (Mark::Double, None) => self.orphan(at, found),
                (Mark::Double, Some(from)) if role == Role::Opens => {
                    // Not closed before the next one opens: nested in one sentence, else forgotten.
                    if self.flat[from].0 != self.flat[at].0 {
                        let end = (from..at)
                            .rev()
                            .find(|&i| self.flat[i].0 != self.flat[at].0)
                            .map_or(at, |i| i + 1);
                        self.keep(from, end, true, found);
                        open = Some(at);
                    } else if let Some(inner) = (at + 1..self.flat.len())
                        .find(|&i| self.mark(i).is_some_and(|(m, r)| m == Mark::Double && r == Role::Closes))
                    {
                        at = if self.closes_again(inner) { inner } else { at };
                    }
                }
                (Mark::Double, Some(from)) => {
                    self.keep(from, at, true, found);
                    open = None;
                }
                (Mark::Single, _) => {}
            }
            at += 1;
        }
        if let Some(from) = open {
            self.keep(from, self.flat.len(), false, found);
        }
    }

    /// Whether another closing mark follows in the same paragraph before one opens: then the one
    /// at `at` closed a nested quotation.
    fn closes_again(&self, at: usize) -> bool {
        (at + 1..self.flat.len())
            .find_map(|i| self.mark(i).filter(|(m, _)| *m == Mark::Double))
            .is_some_and(|(_, role)| role != Role::Opens)
    }

    /// A closing mark that nothing opened, at the end of a sentence: the opening one was dropped.
    fn orphan(&self, at: usize, found: &mut Vec<Region>) {
        let sentence = self.flat[at].0;
        let start = (0..=at).rev().take_while(|&i| self.flat[i].0 == sentence).last().unwrap_or(at);
        let quoted_before =
            found.last().is_some_and(|region| region.open.0 >= self.flat[0].0 && region.open.0 < sentence);
        let last = self.flat.get(at + 1).is_none_or(|next| next.0 != sentence);
        if start < at && last && quoted_before {
            found.push(Region {
                open: self.flat[start],
                first: self.flat[start],
                end: (sentence, self.flat[at].1),
                continues: false,
                closed: true,
            });
        }
    }

    fn keep(&self, open: usize, end: usize, closed: bool, found: &mut Vec<Region>) {
        if end <= open + 1 {
            return;
        }
        let last = self.flat[end - 1];
        found.push(Region {
            open: self.flat[open],
            first: self.flat[open + 1],
            end: (last.0, last.1 + 1),
            continues: false,
            closed,
        });
    }
}
