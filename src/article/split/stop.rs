//! The marks that may end a sentence, with what closes behind them and the word that follows.

use memchr::{memchr3, memmem};

use super::TOKEN;
use crate::vocabulary::abbreviations::Abbreviations;

/// Finds the marks that may end a sentence: ". ! ? …".
pub(super) struct Marks<'t> {
    body: &'t str,
    at: usize,
    /// Where the next "…" stands, if any is left.
    dots: Option<usize>,
}

impl<'t> Marks<'t> {
    pub(super) fn new(body: &'t str) -> Self {
        Self { body, at: 0, dots: memmem::find(body.as_bytes(), "…".as_bytes()) }
    }

    pub(super) fn next_from(&mut self) -> Option<usize> {
        let bytes = self.body.as_bytes();
        if self.dots.is_some_and(|dots| dots < self.at) {
            self.dots = memmem::find(&bytes[self.at..], "…".as_bytes()).map(|found| found + self.at);
        }
        let plain = memchr3(b'.', b'!', b'?', &bytes[self.at..]).map(|found| found + self.at);
        match (plain, self.dots) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }
}

/// A run of marks with the quotation marks and brackets that close behind it.
pub(super) struct Stop {
    /// First byte of the run.
    pub(super) start: usize,
    /// One past everything that belongs to the sentence.
    pub(super) end: usize,
    /// Points in the run; "…" counts as three.
    pub(super) points: usize,
    /// Whether "!" or "?" is in the run.
    pub(super) mark: bool,
    /// Whether the points stand apart: ". . .".
    pub(super) spaced: bool,
    /// Whether a quotation mark closes.
    pub(super) quote: bool,
}

impl Stop {
    pub(super) fn read(body: &str, start: usize) -> Self {
        let mut stop = Self { start, end: start, points: 0, mark: false, spaced: false, quote: false };
        stop.read_run(body);
        stop.read_closers(body);
        stop
    }

    fn read_run(&mut self, body: &str) {
        let bytes = body.as_bytes();
        loop {
            match bytes.get(self.end) {
                Some(b'.') => self.points += 1,
                Some(b'!' | b'?') => self.mark = true,
                Some(b' ') if self.points > 0 && lone_point(&bytes[self.end + 1..]) => self.spaced = true,
                Some(0xe2) if body[self.end..].starts_with('…') => {
                    self.points += 3;
                    self.end += '…'.len_utf8() - 1;
                }
                _ => return,
            }
            self.end += 1;
        }
    }

    fn read_closers(&mut self, body: &str) {
        loop {
            let rest = &body[self.end..];
            let Some(c) = rest.chars().next() else { return };
            let after = rest[c.len_utf8()..].chars().next();
            let apart = after.is_none_or(|next| !next.is_alphanumeric());
            let closes = match c {
                '’' => apart,
                '"' | '\'' | '*' | '_' => after.is_none_or(|n| {
                    n.is_whitespace() || is_closer(n) || matches!(n, '"' | '\'' | ',' | ';' | ':' | '-' | '.')
                }),
                '[' => {
                    if let Some(len) = footnote(rest) {
                        self.end += len;
                        continue;
                    }
                    false
                }
                _ => is_closer(c),
            };
            if !closes {
                return;
            }
            self.quote |= matches!(c, '"' | '\'' | '’' | '”' | '»');
            self.end += c.len_utf8();
        }
    }

    /// Whether this is an ellipsis and no end mark.
    pub(super) fn is_ellipsis(&self) -> bool {
        self.points > 1 && !self.mark
    }
}

/// Whether the bytes begin with a point that starts no number and no name (". . ." but not " .5").
fn lone_point(rest: &[u8]) -> bool {
    rest.first() == Some(&b'.') && rest.get(1).is_none_or(|next| !next.is_ascii_alphanumeric())
}

/// The length of a reference such as "[12]".
fn footnote(rest: &str) -> Option<usize> {
    let digits = rest[1..].bytes().take(4).take_while(u8::is_ascii_digit).count();
    (digits > 0 && rest.as_bytes().get(1 + digits) == Some(&b']')).then_some(digits + 2)
}

pub(super) fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '”' | '’' | '»' | '›')
}

pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '“'
            | '‘'
            | '„'
            | '«'
            | '"'
            | '\''
            | '-'
            | '–'
            | '—'
            | '•'
            | '⁃'
            | '▪'
            | '◦'
            | '‣'
            | '*'
            | '_'
            | '$'
            | '€'
            | '£'
            | '#'
            | '@'
            | '¿'
            | '¡'
            | '.'
            | '…'
    )
}

/// The word that follows a stop.
pub(super) struct Next<'t> {
    /// The word as written; empty if there is none near.
    pub(super) word: &'t str,
    /// Lower case, plain apostrophe.
    pub(super) lower: String,
    /// What stands behind the word.
    pub(super) rest: &'t str,
}

impl<'t> Next<'t> {
    pub(super) fn read(rest: &'t str) -> Self {
        let mut head = rest;
        for _ in 0..8 {
            let Some(c) = head.chars().next().filter(|&c| is_opener(c) || c.is_whitespace()) else { break };
            head = &head[c.len_utf8()..];
        }
        let len = head
            .char_indices()
            .take(TOKEN)
            .take_while(|&(_, c)| c.is_alphanumeric() || matches!(c, '\'' | '’'))
            .last()
            .map_or(0, |(at, c)| at + c.len_utf8());
        let word = &head[..len];
        Self { word, lower: word.to_lowercase().replace('’', "'"), rest: &head[len..] }
    }

    pub(super) fn first(&self) -> Option<char> {
        self.word.chars().next()
    }

    /// Whether the word begins with a small letter and is no "iPhone" and no "al-Shabab".
    pub(super) fn is_lower(&self) -> bool {
        let mut chars = self.word.chars();
        if !chars.next().is_some_and(char::is_lowercase) {
            return false;
        }
        let camel = chars.next().is_some_and(char::is_uppercase);
        let article = self.word.len() == 2
            && self.rest.strip_prefix('-').is_some_and(|name| name.starts_with(char::is_uppercase));
        !camel && !article
    }

    /// Whether the word begins a sentence and no name.
    pub(super) fn starts_sentence(&self, words: &Abbreviations) -> bool {
        let initial = self.word.chars().count() == 1 && self.rest.starts_with('.');
        !initial && words.starts_sentence(&self.lower)
    }
}
