//! Items of lists: their numbers and bullets, and where those of one line begin.

use memchr::memmem;

/// Whether a word at the head of a sentence numbers a list: "1", "a", "IV".
pub(super) fn is_marker_word(token: &str) -> bool {
    let digits = token.len() <= 3 && !token.is_empty() && token.bytes().all(|b| b.is_ascii_digit());
    let letter = token.len() == 1 && token.bytes().all(|b| b.is_ascii_alphabetic());
    digits || letter || is_roman(token)
}

fn is_roman(token: &str) -> bool {
    (1..=5).contains(&token.len())
        && (token.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
            || token.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')))
}

/// Whether the text begins with a list marker in brackets: "(a) ", "ii) ".
pub(super) fn bracketed_marker(rest: &str) -> bool {
    marker(rest).is_some_and(|marker| marker.suffix == ")")
}

/// What numbers an item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker<'t> {
    /// "(", a bullet, or nothing.
    prefix: &'t str,
    /// "1", "a", "iv"; empty after a bullet without a number.
    word: &'t str,
    /// ".", ")", ".)" or nothing.
    suffix: &'static str,
}

pub(super) fn marker(line: &str) -> Option<Marker<'_>> {
    let first = line.chars().next()?;
    if matches!(first, '•' | '⁃' | '▪' | '◦' | '‣') {
        return Some(Marker { prefix: &line[..first.len_utf8()], word: "", suffix: "" });
    }
    let prefix = if first == '(' { "(" } else { "" };
    let rest = &line[prefix.len()..];
    let len = rest.bytes().take(6).take_while(u8::is_ascii_alphanumeric).count();
    let word = &rest[..len];
    let suffix = [".)", ")", "."].into_iter().find(|suffix| rest[len..].starts_with(suffix))?;
    let apart = rest[len + suffix.len()..].starts_with(char::is_whitespace);
    let pointed = prefix.is_empty() || suffix != ".";
    // "A. Smith" is a name; only small letters and numbers are list points.
    let plain = suffix != "." || !word.starts_with(|c: char| c.is_ascii_uppercase());
    (is_marker_word(word) && apart && pointed && plain).then_some(Marker { prefix, word, suffix })
}

/// Where the items of a list that runs on in one line begin, the first one aside.
pub(super) fn list_items(body: &str) -> Vec<usize> {
    let Some(first) = marker(body) else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = first.prefix.len();
    let mut word = first.word.to_owned();
    loop {
        let sought = if word.is_empty() {
            first.prefix.to_owned()
        } else if let Some(next) = successor(&word) {
            let sought = format!("{}{next}{} ", first.prefix, first.suffix);
            word = next;
            sought
        } else {
            return found;
        };
        let Some(item) = memmem::find_iter(&body.as_bytes()[at..], sought.as_bytes())
            .map(|hit| at + hit)
            .find(|&hit| body[..hit].ends_with(char::is_whitespace))
        else {
            return found;
        };
        found.push(item);
        at = item + sought.len();
    }
}

/// What comes after "1", "a": "2", "b". Roman numbers stand on lines of their own.
fn successor(word: &str) -> Option<String> {
    if let Ok(number) = word.parse::<u32>() {
        return Some((number + 1).to_string());
    }
    match word.as_bytes() {
        [letter @ (b'a'..=b'y' | b'A'..=b'Y')] => Some(char::from(letter + 1).to_string()),
        _ => None,
    }
}
