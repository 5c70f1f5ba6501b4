//! What the date grammars read: the tokens of a sentence with what each is to the calendar.
//! Phrases ("Easter Monday", "Kyiv time") become one piece, hyphened dates ("mid-June",
//! "Friday-Jun-15") become several.

use nom::IResult;

use crate::claim::token::{Shape, Token};
use crate::files::Span;
use crate::vocabulary::calendar::{Calendar, Unit, Word};

/// A word, number or mark, or a phrase of the calendar.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'t> {
    /// Index of its (first) token.
    pub token: usize,
    /// Where it stands.
    pub span: Span,
    /// Folded; of a phrase, its first word.
    pub lower: &'t str,
    /// What its characters are.
    pub shape: Shape,
    /// Whether it starts with a capital.
    pub capital: bool,
    /// What it is to the calendar.
    pub word: Option<Word>,
}

/// Splits hyphened dates, joins phrases, looks every word up.
pub(super) fn pieces<'t>(tokens: &'t [Token], calendar: &Calendar) -> Vec<Piece<'t>> {
    let mut found = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some((len, word)) = phrase(&tokens[at..], calendar) {
            let span = token.span.join(tokens[at + len - 1].span);
            found.push(Piece { word: Some(word), span, ..whole(at, token) });
            at += len;
            continue;
        }
        let word = calendar.word(&token.lower);
        if word.is_some() || !split(at, token, calendar, &mut found) {
            found.push(Piece { word, ..whole(at, token) });
        }
        at += 1;
    }
    found
}

fn whole(at: usize, token: &Token) -> Piece<'_> {
    Piece {
        token: at,
        span: token.span,
        lower: &token.lower,
        shape: token.shape,
        capital: token.capital,
        word: None,
    }
}

/// The longest phrase that the tokens start with.
fn phrase(tokens: &[Token], calendar: &Calendar) -> Option<(usize, Word)> {
    let first = tokens.first()?;
    calendar.phrases(&first.lower).iter().find_map(|(rest, word)| {
        let fits =
            tokens.len() > rest.len() && rest.iter().zip(&tokens[1..]).all(|(want, token)| token.is(want));
        fits.then_some((rest.len() + 1, *word))
    })
}

/// Splits "mid-June", "Sep-23-2020", "Dec31" where every part is a number or a calendar word.
fn split<'t>(at: usize, token: &'t Token, calendar: &Calendar, found: &mut Vec<Piece<'t>>) -> bool {
    let lower = token.lower.as_str();
    let joins = |b: u8| b == b'-' || b.is_ascii_digit();
    if token.shape != Shape::Word || !lower.bytes().any(joins) {
        return false;
    }
    if lower.len() != token.span.len() || !lower.is_ascii() {
        return false;
    }
    let before = found.len();
    let mut named = false;
    for (start, end) in cuts(lower) {
        let part = &lower[start..end];
        let word = calendar.word(part);
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        named |= matches!(
            word,
            Some(
                Word::Month(_)
                    | Word::Weekday(_)
                    | Word::Season(..)
                    | Word::Part(_)
                    | Word::Edge(_)
                    | Word::Unit(Unit::Quarter)
            )
        );
        let suffix = part == "s" && found.last().is_some_and(|p| p.shape == Shape::Number);
        if !(digits || word.is_some() || part == "-" || suffix) {
            named = false;
            break;
        }
        let shape = if digits {
            Shape::Number
        } else if part == "-" {
            Shape::Mark
        } else {
            Shape::Word
        };
        let span = Span::new(token.span.start + start, token.span.start + end);
        found.push(Piece { token: at, span, lower: part, shape, capital: token.capital, word });
    }
    if !named {
        found.truncate(before);
    }
    named
}

/// Borders between letters, digits and hyphens of an ASCII word.
fn cuts(lower: &str) -> Vec<(usize, usize)> {
    let class = |b: u8| {
        if b.is_ascii_digit() {
            1
        } else if b == b'-' {
            2
        } else {
            0
        }
    };
    let bytes = lower.as_bytes();
    let mut cuts = Vec::new();
    let mut start = 0;
    for at in 1..=bytes.len() {
        if at == bytes.len() || class(bytes[at]) != class(bytes[start]) {
            cuts.push((start, at));
            start = at;
        }
    }
    cuts
}

/// A place among the pieces of a sentence: the input of the grammars.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    /// All pieces of the sentence.
    pub pieces: &'t [Piece<'t>],
    /// Index of the next piece.
    pub at: usize,
}

/// What a grammar gives: the place behind what it read, and its value.
pub(super) type Parsed<'t, T> = IResult<Cursor<'t>, T, ()>;

impl<'t> Cursor<'t> {
    /// The piece `ahead` of the next one.
    pub fn peek(self, ahead: usize) -> Option<&'t Piece<'t>> {
        self.pieces.get(self.at + ahead)
    }

    /// The piece before the next one.
    pub fn previous(self) -> Option<&'t Piece<'t>> {
        self.pieces.get(self.at.checked_sub(1)?)
    }

    /// The place `by` pieces further.
    pub fn skip(self, by: usize) -> Self {
        Self { at: self.at + by, ..self }
    }

    /// Whether no space stands before the next piece.
    pub fn glued(self) -> bool {
        match (self.previous(), self.peek(0)) {
            (Some(before), Some(next)) => before.span.end == next.span.start,
            _ => false,
        }
    }
}

/// That nothing fits here.
pub(super) fn no<'t, T>() -> Parsed<'t, T> {
    Err(nom::Err::Error(()))
}

/// A value where there is one, else that nothing fits.
pub(super) fn given<T>(rest: Cursor<'_>, value: Option<T>) -> Parsed<'_, T> {
    value.map_or_else(no, |value| Ok((rest, value)))
}

/// One piece that `read` can read.
pub(super) fn piece<'t, T>(read: impl Fn(&Piece<'t>) -> Option<T>) -> impl Fn(Cursor<'t>) -> Parsed<'t, T> {
    move |i| given(i.skip(1), i.peek(0).and_then(&read))
}

/// One piece that is to the calendar what `read` can read.
pub(super) fn word<'t, T>(read: impl Fn(Word) -> Option<T>) -> impl Fn(Cursor<'t>) -> Parsed<'t, T> {
    piece(move |p| p.word.and_then(&read))
}

/// One of these words or marks.
pub(super) fn is<'t>(words: &'static [&'static str]) -> impl Fn(Cursor<'t>) -> Parsed<'t, ()> {
    piece(move |p| words.contains(&p.lower).then_some(()))
}

/// A mark that touches the piece before it.
pub(super) fn glued<'t>(marks: &'static [&'static str]) -> impl Fn(Cursor<'t>) -> Parsed<'t, ()> {
    move |i| if i.glued() { is(marks)(i) } else { no() }
}

/// A whole number without separators, and how many digits it has.
pub(super) fn digits(i: Cursor<'_>) -> Parsed<'_, (u32, usize)> {
    piece(|p| {
        let plain =
            p.shape == Shape::Number && p.lower.len() <= 8 && p.lower.bytes().all(|b| b.is_ascii_digit());
        if plain { Some((p.lower.parse().ok()?, p.lower.len())) } else { None }
    })(i)
}

/// A number word, as the number of days or years that it counts.
pub(super) fn cardinal(i: Cursor<'_>) -> Parsed<'_, i8> {
    word(|w| if let Word::Cardinal(n) = w { i8::try_from(n).ok() } else { None })(i)
}

/// A rank.
pub(super) fn ordinal(i: Cursor<'_>) -> Parsed<'_, i8> {
    word(|w| if let Word::Ordinal(n) = w { i8::try_from(n).ok() } else { None })(i)
}
