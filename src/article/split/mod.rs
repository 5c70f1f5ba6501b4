//! Cuts a text into paragraphs (`paragraph`) and these into sentences: at the items of a list that
//! runs on (`item`), and at the stops (`stop`) that end one.

mod item;
mod paragraph;
mod stop;

use crate::files::Span;
use crate::vocabulary::abbreviations::{self, Abbreviations, abbreviations};
use item::{bracketed_marker, is_marker_word, list_items};
pub use paragraph::{ends_sentence, paragraphs};
use stop::{Marks, Next, Stop, is_opener};

/// Longest sentence, in bytes. A text without end marks is cut there, so that the grammars, whose
/// cost grows with the square of a sentence, stay fast on any text.
const SENTENCE: usize = 2_000;

/// How far a bracket may reach for the sentences inside it to be kept together, in bytes.
const BRACKET: usize = 200;

/// Longest abbreviation that is looked for, in characters.
const TOKEN: usize = 24;

/// A span without the white space at its ends.
pub fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

/// Adds a sentence; one that is too long is cut between words, or where it has no white space,
/// between characters.
fn push_in_pieces(text: &str, mut sentence: Span, found: &mut Vec<Span>) {
    while sentence.len() > SENTENCE {
        let words = sentence.of(text);
        let room = last_boundary(words, SENTENCE);
        let cut = words[..room].rfind(char::is_whitespace).filter(|&cut| cut > 0).unwrap_or(room);
        found.push(trim(text, Span::new(sentence.start, sentence.start + cut)));
        sentence = trim(text, Span::new(sentence.start + cut, sentence.end));
    }
    found.push(sentence);
}

/// The last border between characters at or before a byte.
pub fn last_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Adds the sentences of one paragraph, in order, without white space at their ends.
pub fn sentences(text: &str, paragraph: Span, found: &mut Vec<Span>) {
    let body = paragraph.of(text);
    let mut cuts = list_items(body).into_iter().peekable();
    let splitter = Splitter { body, words: abbreviations() };
    let mut add = |start: usize, end: usize| {
        let sentence = trim(text, Span::new(paragraph.start + start, paragraph.start + end));
        if !sentence.is_empty() {
            push_in_pieces(text, sentence, found);
        }
    };
    let mut start = 0;
    let mut marks = Marks::new(body);
    while let Some(at) = marks.next_from() {
        while let Some(cut) = cuts.next_if(|&cut| cut <= at) {
            add(start, cut);
            start = cut;
        }
        let stop = Stop::read(body, at);
        if let Some(end) = splitter.end_of_sentence(start, &stop) {
            add(start, end);
            start = end;
        }
        marks.go_to(stop.end);
    }
    for cut in cuts {
        add(start, cut);
        start = cut;
    }
    add(start, body.len());
}

struct Splitter<'t> {
    body: &'t str,
    words: &'static Abbreviations,
}

impl Splitter<'_> {
    /// Where the sentence that began at `start` ends, if this stop ends it.
    fn end_of_sentence(&self, start: usize, stop: &Stop) -> Option<usize> {
        let rest = &self.body[stop.end..];
        let first = rest.chars().next()?;
        if !first.is_whitespace() {
            return self.is_glued_end(start, stop, rest).then_some(stop.end);
        }
        let rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let next = Next::read(rest);
        let ends = if next.is_lower() {
            bracketed_marker(rest)
        } else if stop.quote && self.is_attributed(stop, &next) {
            false
        } else if stop.mark {
            self.mark_ends(start, stop, &next)
        } else if stop.is_ellipsis() {
            return self.ellipsis_end(stop, &next).filter(|_| !self.is_inside_bracket(start, stop));
        } else {
            self.point_ends(start, stop, &next)
        };
        (ends && !self.is_inside_bracket(start, stop)).then_some(stop.end)
    }

    /// A stop with no space behind it ends a sentence only where two words were run together:
    /// "ended.The".
    fn is_glued_end(&self, start: usize, stop: &Stop, rest: &str) -> bool {
        let single = stop.points + usize::from(stop.mark) == 1;
        let before = self.body[..stop.start].chars().next_back();
        if !single || !before.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit()) {
            return false;
        }
        let next = Next::read(rest);
        let mut letters = rest.chars();
        if !letters.next().is_some_and(char::is_uppercase)
            || !letters.next().is_some_and(|c| c.is_lowercase() || c == ' ')
        {
            return false;
        }
        let short = next.word.chars().count() < 3 && !self.words.starts_sentence(&next.lower);
        if short || self.words.is_domain(&next.lower) || next.rest.starts_with(['@', '/']) {
            return false;
        }
        let (token, _) = self.token(start, stop.start);
        let address = token.contains(['@', '/', '#']) || token.starts_with("www.") || token.contains("://");
        token.chars().count() >= 2
            && token.chars().count() < TOKEN
            && !address
            && self.words.stop(token).is_none()
    }

    /// Whether a quotation is followed by who said it: "'Why?' Smith asked." or "'Stop.' said Smith."
    fn is_attributed(&self, stop: &Stop, next: &Next<'_>) -> bool {
        if self.words.is_speech(&next.lower) {
            return true;
        }
        // "He said nothing." after a quotation is a sentence; so is "Smith said the plan failed."
        if !stop.mark || self.words.starts_sentence(&next.lower) {
            return false;
        }
        let mut rest = next.rest;
        for _ in 0..4 {
            let trimmed = rest.trim_start_matches([' ', '\u{a0}', '.']);
            let len = trimmed
                .find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'))
                .unwrap_or(trimmed.len());
            let word = &trimmed[..len];
            let after = &trimmed[len..];
            if self.words.is_speech(&word.to_lowercase()) {
                return after.is_empty() || after.starts_with(['.', ',', ';', ':']);
            }
            if !word.starts_with(char::is_uppercase) {
                return false;
            }
            rest = after;
        }
        false
    }

    fn mark_ends(&self, start: usize, stop: &Stop, next: &Next<'_>) -> bool {
        let (token, _) = self.token(start, stop.start);
        !self.words.is_exclaimed(&token.to_lowercase()) || next.starts_sentence(self.words)
    }

    fn ellipsis_end(&self, stop: &Stop, next: &Next<'_>) -> Option<usize> {
        let before = self.body[..stop.start].chars().next_back();
        if matches!(before, Some('[' | '(')) {
            return None;
        }
        let attached = before.is_some_and(|c| !c.is_whitespace());
        if stop.spaced && stop.points > 3 && attached {
            // "It ended. . . . The rest": the first point ends the sentence, three mark the gap.
            let first = self.body[stop.start..].chars().next().map_or(1, char::len_utf8);
            return Some(stop.start + first);
        }
        let i = matches!(next.lower.as_str(), "i" | "i'm" | "i've" | "i'll" | "i'd");
        let ends = stop.points > 3 || !i && (attached || next.starts_sentence(self.words));
        ends.then_some(stop.end)
    }

    fn point_ends(&self, start: usize, stop: &Stop, next: &Next<'_>) -> bool {
        let (token, token_start) = self.token(start, stop.start);
        let leads =
            token_start - start < 16 && !self.body[start..token_start].contains(char::is_alphanumeric);
        if leads && is_marker_word(token) {
            return false;
        }
        if is_acronym(token) {
            return self.acronym_ends(start, token, next);
        }
        if token.chars().count() == 1 && token.chars().all(char::is_uppercase) {
            return next.starts_sentence(self.words);
        }
        match self.words.stop(token) {
            None => true,
            Some(abbreviations::Stop::Title | abbreviations::Stop::Never) => false,
            Some(abbreviations::Stop::BeforeNumber) => !next.first().is_some_and(|c| c.is_ascii_digit()),
            Some(abbreviations::Stop::MayEnd) => next.starts_sentence(self.words),
        }
    }

    fn acronym_ends(&self, start: usize, token: &str, next: &Next<'_>) -> bool {
        if !matches!(token.to_ascii_lowercase().as_str(), "a.m" | "p.m") {
            return next.starts_sentence(self.words);
        }
        let zone = next.rest.trim_start().starts_with("time");
        if zone || self.words.follows_clock(&next.lower) || !next.first().is_some_and(char::is_alphabetic) {
            return false;
        }
        // "At 5 a.m. Mr. Smith left": a few words after a preposition are no sentence yet.
        let mut so_far = self.body[start..].split_whitespace();
        let opening = so_far.next().is_some_and(|word| self.words.opens_phrase(&word.to_lowercase()));
        let short = so_far.take(5).any(|word| word.trim_end_matches('.').eq_ignore_ascii_case(token));
        !(opening && short)
    }

    /// The word of the sentence from `start` that ends at a byte offset, back to white space or an
    /// opening mark, and where it starts.
    fn token(&self, start: usize, end: usize) -> (&str, usize) {
        let start = self.body[start..end]
            .char_indices()
            .rev()
            .take(TOKEN)
            .take_while(|&(_, c)| !c.is_whitespace() && (c == '.' || c == '@' || c == '/' || !is_opener(c)))
            .last()
            .map_or(end, |(at, _)| start + at);
        (&self.body[start..end], start)
    }

    /// Whether the stop lies between a bracket of this sentence and its near end.
    fn is_inside_bracket(&self, start: usize, stop: &Stop) -> bool {
        let bytes = self.body.as_bytes();
        let is_bracket = |b: &u8| matches!(b, b'(' | b')' | b'[' | b']');
        let back = &bytes[start.max(stop.end.saturating_sub(BRACKET))..stop.end];
        let Some(open) = back.iter().rfind(|b| is_bracket(b)).filter(|b| matches!(b, b'(' | b'[')) else {
            return false;
        };
        let close = if *open == b'(' { b')' } else { b']' };
        let ahead = &bytes[stop.end..bytes.len().min(stop.end + BRACKET)];
        ahead.iter().find(|b| is_bracket(b)) == Some(&close)
    }
}

/// Whether a word is initials: single letters with points between ("U.S", "p.m").
fn is_acronym(token: &str) -> bool {
    token.contains('.')
        && token.split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_end_marks_is_cut_between_words() {
        let pieces = |text: &str| {
            let mut found = Vec::new();
            sentences(text, Span::new(0, text.len()), &mut found);
            assert!(found.iter().all(|piece| piece.len() <= SENTENCE));
            found.into_iter().map(|piece| piece.of(text).to_owned()).collect::<Vec<_>>()
        };
        let words = "harbour ".repeat(600);
        assert_eq!(pieces(&words).len(), 3);
        assert_eq!(pieces(&words).join(" "), words.trim());
        let unbroken = "é".repeat(2_500);
        assert_eq!(pieces(&unbroken).concat(), unbroken);
    }
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        for paragraph in paragraphs(text, 0) {
            sentences(text, paragraph, &mut found);
        }
        found.into_iter().map(|span| span.of(text)).collect()
    }

    /// Each case is a text with "|" where a sentence ends.
    #[test]
    fn sentences_end_where_readers_end_them() {
        for marked in [
            "The ferry left. |Nobody waved!| Why not?",
            "Dr. Weber met Gen. Okoro at No. 5 Quay St. near the U.N. office.",
            "Shares of Harbour Inc. fell. |Tidewater Co. rose.| The rest, e.g. Pier Corp. and others, did not.",
            "He lives in the U.S. |He likes it.",
            "The U.S. Navy sent ships to Port Mary, Ariz., at 5 p.m. Monday.",
            "It began at 9 p.m. |Officials closed the road.",
            "At 6 a.m. Captain Rao woke up.",
            "It rose 3.5 percent to $4.20. |That is much.",
            "“We are done.” |The crew left.",
            "“Are you sure?” Ortiz asked. |“I am.”",
            "\"Stop it!\" she said. |\"Now.\"",
            "“THE BRIDGE IS SAFE.” SAID THE MAYOR.",
            "They waited... and waited. |Then it rained…| They left.",
            "He said no. |Then he left.",
            "The lake (see Fig. 2. It is old.) is deep. |Fish live there.",
            "We shop at Yahoo! and Oklahoma! in town. |Really.",
            "The vote passed.|It was close.|They.",
            "Write to a.b@Example.Com now. |See www.example.org/News.Html today.",
            "John F. Kane and J. R. Poe spoke. |So did I. |Did you hear?",
            "The force said. |al-Nur denied it. |iPads were sold.",
            "1. Bring water 2. Bring bread",
            "1.) Bring water. |2.) Bring bread.",
            "It happened in Sept. 2016 on the corner of Oak Ave. and Main St. |They ran.",
            "He paid Rs. 300 vs. Rs. 200 before. |Is it fair?!| No.",
        ] {
            let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
            let text = marked.replace('|', "");
            let found = split(&text);
            if marked.starts_with("1. Bring") {
                assert_eq!(found, ["1. Bring water", "2. Bring bread"]);
            } else {
                assert_eq!(found, expected, "{text}");
            }
        }
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let text = "The council of the small harbour town voted on Monday night to close\n\
                    the northern pier for the winter, after an engineer of the Port\n\
                    Authority found cracks in nine of its posts.\n\nA second vote is planned.";
        assert_eq!(paragraphs(text, 0).len(), 2);
        assert_eq!(split(text).len(), 2);
    }

    #[test]
    fn lines_are_paragraphs_elsewhere() {
        let text = "Pier to close\r\nThe council voted on Monday.\r\nA second vote is planned.\r\n";
        assert_eq!(
            split(text),
            ["Pier to close", "The council voted on Monday.", "A second vote is planned."]
        );
        assert_eq!(split("tide tables\nharbour maps\nferries, boats\n").len(), 3);
        assert_eq!(
            split("The tide came in\nfaster than they thought."),
            ["The tide came in\nfaster than they thought."]
        );
    }

    #[test]
    fn a_long_line_takes_linear_time() {
        for piece in ["a.", ". ", "(", "Mr. ", "\" ' ", "1. ", "…", "A.B.C"] {
            let text = piece.repeat(200_000);
            assert!(!split(&text).is_empty());
        }
    }

    proptest! {
        #[test]
        fn sentences_cover_the_text_in_order(text in r#"[a-zA-Z0-9 .!?…\n\r\t"'“”’()\[\]•é\u{a0}\u{ad}-]{0,200}"#) {
            covers(&text);
        }

        #[test]
        fn no_text_is_too_strange(text in any::<String>()) {
            covers(&text);
        }
    }

    #[test]
    fn an_ellipsis_before_a_point_is_not_cut_in_two() {
        covers("0… . A");
    }

    fn covers(text: &str) {
        let mut found = Vec::new();
        for paragraph in paragraphs(text, 0) {
            sentences(text, paragraph, &mut found);
        }
        let mut at = 0;
        for span in found {
            assert!(span.start >= at && span.end > span.start, "{text:?}");
            assert!(text[at..span.start].trim().is_empty(), "{text:?}");
            assert_eq!(span.of(text).trim(), span.of(text));
            at = span.end;
        }
        assert!(text[at..].trim().is_empty());
    }
}
