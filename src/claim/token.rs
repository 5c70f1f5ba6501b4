//! Words and marks of one sentence, with their places in the article.

use crate::files::Span;

/// What a token is by its characters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Letters, with inner apostrophes and hyphens ("long-range", "don't"). A possessive "'s" is
    /// a token of its own ([`Shape::Possessive`]).
    Word,
    /// Starts with a digit: "99", "1,234.5", "30-day" is Number "30", Mark "-", Word "day".
    Number,
    /// "'s" or "’" after a word that owns what follows.
    Possessive,
    /// An opening or closing quotation mark (never an apostrophe).
    Quote,
    /// A currency sign, a per cent sign or a degree sign.
    Sign,
    /// Any other mark, one token each; dashes keep their whole run ("--").
    Mark,
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the article's text.
    pub span: Span,
    /// What its characters are.
    pub shape: Shape,
    /// Lower case, diacritics and curly apostrophes kept plain: "zelenskyy", "don't".
    pub lower: String,
    /// Whether the first character is an upper-case letter.
    pub capital: bool,
    /// Whether it is a word of two or more letters, all upper case ("NATO", "US").
    pub shouted: bool,
}

impl Token {
    /// Whether this is a word.
    pub fn is_word(&self) -> bool {
        self.shape == Shape::Word
    }

    /// Whether this is exactly that mark or word.
    pub fn is(&self, lower: &str) -> bool {
        self.lower == lower
    }
}

/// Splits a part of an article's text into tokens; white space is dropped.
pub fn tokens(text: &str, span: Span) -> Vec<Token> {
    let body = span.of(text);
    let mut found = Vec::with_capacity(body.len() / 4);
    let mut at = 0;
    while let Some(first) = body[at..].chars().next() {
        if first.is_whitespace() || first == '\u{feff}' || first == '\u{200b}' {
            at += first.len_utf8();
            continue;
        }
        let (len, shape) = token_at(body, at, first, &found);
        let word = &body[at..at + len];
        found.push(Token {
            span: Span::new(span.start + at, span.start + at + len),
            shape,
            lower: fold(word),
            capital: first.is_uppercase(),
            shouted: shape == Shape::Word && is_shouted(word),
        });
        at += len;
    }
    found
}

fn is_shouted(word: &str) -> bool {
    // Nearly every word has a small letter among its first two.
    !word.chars().any(char::is_lowercase) && word.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// Lower case, without diacritics; curly apostrophes become straight ones.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '\u{ad}' => {}
            '’' | '‘' | 'ʼ' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            // Signs such as € and ° must stay what they are: only letters are folded.
            c => match deunicode::deunicode_char(c).filter(|plain| c.is_alphabetic() && !plain.is_empty()) {
                Some(plain) => folded.extend(plain.chars().map(|c| c.to_ascii_lowercase())),
                None => folded.extend(c.to_lowercase()),
            },
        }
    }
    folded
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn token_at(body: &str, at: usize, first: char, before: &[Token]) -> (usize, Shape) {
    let rest = &body[at..];
    if first.is_ascii_digit() {
        return (number_len(rest), Shape::Number);
    }
    if first.is_alphabetic() {
        return (word_len(rest), Shape::Word);
    }
    if is_apostrophe(first) {
        return apostrophe(body, at, before);
    }
    if matches!(first, '"' | '“' | '”' | '„' | '«' | '»' | '‘') {
        return (first.len_utf8(), Shape::Quote);
    }
    if matches!(first, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₴' | '₺' | '₪' | '₩' | '%' | '°')
    {
        return (first.len_utf8(), Shape::Sign);
    }
    if matches!(first, '-' | '–' | '—' | '.' | '…') {
        let run = rest.chars().take_while(|&c| c == first).map(char::len_utf8).sum();
        return (run, Shape::Mark);
    }
    (first.len_utf8(), Shape::Mark)
}

/// Digits with inner separators; letters end it ("30km" is "30" and "km"; "4th" is "4" and "th").
fn number_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut len = 0;
    while len < bytes.len() {
        let digit = bytes[len].is_ascii_digit();
        let inner = matches!(bytes[len], b'.' | b',') && bytes.get(len + 1).is_some_and(u8::is_ascii_digit);
        if !digit && !inner {
            break;
        }
        len += 1;
    }
    len
}

/// Letters and digits, with inner apostrophes, hyphens, and the points of "U.S." and "p.m.".
fn word_len(rest: &str) -> usize {
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    let mut letters = 0;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        if c.is_alphanumeric() || c == '\u{ad}' {
            letters += 1;
        } else if is_apostrophe(c) {
            // "don't" keeps its apostrophe; "Russia's" gives a possessive token.
            let tail: String = rest[at + c.len_utf8()..].chars().take_while(|c| c.is_alphabetic()).collect();
            if tail.is_empty() || tail.eq_ignore_ascii_case("s") {
                return len;
            }
        } else if c == '-' {
            if !next.is_some_and(char::is_alphanumeric) {
                return len;
            }
            letters = 0;
        } else if c == '.' {
            // Points inside initials only: single letters each followed by a point.
            let initials = letters == 1 && (len == 1 || rest[..len].contains('.'));
            if !initials || (!next.is_some_and(char::is_alphabetic) && !rest[..len].contains('.')) {
                return len;
            }
            letters = 0;
        } else {
            return len;
        }
        len = at + c.len_utf8();
    }
    len
}

/// An apostrophe on its own is a possessive after a word (with its "s"), else a quotation mark.
fn apostrophe(body: &str, at: usize, before: &[Token]) -> (usize, Shape) {
    let rest = &body[at..];
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let touches = body[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = &rest[first..];
    let s = after.starts_with(['s', 'S']) && !after[1..].starts_with(|c: char| c.is_alphanumeric());
    if touches && s {
        return (first + 1, Shape::Possessive);
    }
    let plural = touches && before.last().is_some_and(|t| t.lower.ends_with('s'));
    let opened =
        before.iter().filter(|t| t.shape == Shape::Quote && matches!(t.lower.as_str(), "'" | "‘")).count()
            % 2
            == 1;
    if plural && !opened && after.starts_with(' ') {
        return (first, Shape::Possessive);
    }
    (first, Shape::Quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lower(text: &str) -> Vec<String> {
        tokens(text, Span::new(0, text.len())).into_iter().map(|t| t.lower).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(lower("Kyiv’s 30-day pause"), ["kyiv", "'s", "30", "-", "day", "pause"]);
        assert_eq!(lower("1,204.5km in the U.S. today"), ["1,204.5", "km", "in", "the", "u.s.", "today"]);
        assert_eq!(lower("don't “stop” at 7 p.m."), ["don't", "“", "stop", "”", "at", "7", "p.m."]);
        assert_eq!(lower("a long-range strike -- now"), ["a", "long-range", "strike", "--", "now"]);
        assert_eq!(lower("the ministers' talks"), ["the", "ministers", "'", "talks"]);
        assert_eq!(lower("€300m, 5%"), ["€", "300", "m", ",", "5", "%"]);
        assert_eq!(lower("It ended. J. Smith won."), ["it", "ended", ".", "j", ".", "smith", "won", "."]);
    }

    #[test]
    fn possessives_are_told_from_quotes() {
        let text = "'We won,' said the ministers' aide";
        let shapes: Vec<Shape> = tokens(text, Span::new(0, text.len())).iter().map(|t| t.shape).collect();
        assert_eq!(shapes.iter().filter(|&&s| s == Shape::Quote).count(), 2);
        assert_eq!(shapes.iter().filter(|&&s| s == Shape::Possessive).count(), 1);
    }
}
