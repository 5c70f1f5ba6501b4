//! Texts that lost their apostrophes on the way through an archive: "Syrias north", "Tuesdays
//! strike", "it didnt hold". Where an article has no apostrophe at all, they are put back.

use super::token::{Shape, Token};
use crate::files::Span;
use crate::vocabulary::metonyms::Metonyms;
use crate::vocabulary::people::People;
use crate::vocabulary::places::{Gazetteer, PlaceKind};
use crate::vocabulary::speech::{Class, speech};

/// Gives the tokens of an article, a list a sentence, the possessives and contractions that its text
/// has lost. A text with any apostrophe is left as it is.
pub fn restore(text: &str, sentences: &mut [Vec<Token>]) {
    if text.contains(['\'', '’', 'ʼ']) {
        return;
    }
    for tokens in sentences {
        for token in tokens.iter_mut() {
            contract(token);
        }
        for at in (0..tokens.len()).rev() {
            if is_possessive(text, tokens, at) {
                let owned = possessive(text, &mut tokens[at]);
                tokens.insert(at + 1, owned);
            }
        }
    }
}

/// "didnt" is "didn't".
fn contract(token: &mut Token) {
    if let Some(stem) = token.lower.strip_suffix("nt").filter(|_| token.is_word()) {
        let whole = format!("{stem}n't");
        if speech().expanded(&whole).is_some() {
            token.lower = whole;
        }
    }
}

/// "Syrias", "ISs" or "Tuesdays" before a word: a country, a body or a day, and what belongs to it.
fn is_possessive(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let printed = token.span.of(text);
    let Some(stem) = token.lower.strip_suffix('s').filter(|stem| stem.len() > 1 && printed.ends_with('s'))
    else {
        return false;
    };
    let before_word = tokens.get(at + 1).is_some_and(|next| next.is_word() && !is_link(&next.lower));
    if !token.is_word() || !token.capital || !before_word {
        return false;
    }
    let gazetteer = Gazetteer::get();
    let listed = gazetteer.demonym(|ahead| (ahead == 0).then_some(token.lower.as_str())).is_some()
        || !gazetteer.sites(&token.lower).is_empty();
    let metonyms = Metonyms::get();
    let alone = |ahead: usize| (ahead == 0).then_some(stem);
    let shouted = printed.strip_suffix('s').is_some_and(|head| head.chars().all(char::is_uppercase));
    let body = || {
        shouted && metonyms.letters.longest(alone).is_some()
            || metonyms.bodies.longest(alone).is_some()
            || metonyms.governments.longest(alone).is_some()
    };
    let country = || gazetteer.sites(stem).iter().any(|site| site.kind == PlaceKind::Country || site.capital);
    let habit = at.checked_sub(1).is_some_and(|before| matches!(tokens[before].lower.as_str(), "on" | "and"));
    let day = || stem.ends_with("day") && People::get().calendar.contains(stem) && !habit;
    !listed && (body() || country() || day())
}

/// Words that no possessive stands before.
fn is_link(word: &str) -> bool {
    [Class::Preposition, Class::ClauseStart, Class::Relative, Class::Auxiliary]
        .iter()
        .any(|&class| speech().is(word, class))
}

/// Takes the "s" off a token and gives it as a possessive of its own.
fn possessive(text: &str, token: &mut Token) -> Token {
    let cut = token.span.end - 1;
    let span = Span::new(cut, token.span.end);
    token.span.end = cut;
    token.lower.pop();
    token.shouted = token.span.of(text).chars().all(char::is_uppercase);
    Token { span, shape: Shape::Possessive, lower: "'s".to_owned(), capital: false, shouted: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::token::tokens;

    fn words(text: &str) -> Vec<String> {
        let mut sentences = vec![tokens(text, Span::new(0, text.len()))];
        restore(text, &mut sentences);
        sentences[0].iter().map(|token| token.lower.clone()).collect()
    }

    #[test]
    fn lost_apostrophes_are_put_back() {
        let text = "Norways navy said Tuesdays drill in Polands north didnt end, and the UNs envoy left.";
        let mut sentences = vec![tokens(text, Span::new(0, text.len()))];
        restore(text, &mut sentences);
        let words: Vec<&str> = sentences[0].iter().map(|t| t.lower.as_str()).collect();
        let read = [
            "norway", "'s", "navy", "said", "tuesday", "'s", "drill", "in", "poland", "'s", "north",
            "didn't", "end", ",", "and", "the", "un", "'s", "envoy", "left", ".",
        ];
        assert_eq!(words, read);
        assert_eq!(sentences[0][0].span.of(text), "Norway");
        assert_eq!(sentences[0][1].span.of(text), "s");
    }

    #[test]
    fn plurals_and_names_stay_whole() {
        for text in [
            "The Netherlands team and the Poles left.",
            "The shop opens on Tuesdays only.",
            "Norwegians met the Americans there.",
            "Paris hosts the games.",
            "Wales won.",
        ] {
            assert!(!words(text).contains(&"'s".to_owned()), "{text}");
        }
    }

    #[test]
    fn a_text_that_has_apostrophes_has_lost_none() {
        assert!(!words("Norway's navy met Polands team.").contains(&"poland".to_owned()));
    }
}
