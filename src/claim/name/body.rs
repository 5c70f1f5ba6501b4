//! Bodies: canonical names, letters and their expansions.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{NameMention, Referent};
use crate::claim::token::Token;
use crate::vocabulary::metonyms::Metonyms;
use crate::vocabulary::places::Gazetteer;

/// One spelling for words that British and American papers print differently, without the commas of
/// a list.
pub(super) fn canonical(words: &str) -> String {
    let plain = words.strip_prefix("the ").unwrap_or(words);
    if let Some(known) = Metonyms::get().bodies.get(plain) {
        return known.clone();
    }
    let spelled: Vec<&str> = plain
        .split(' ')
        .filter(|word| *word != ",")
        .map(|word| match word {
            "defense" => "defence",
            "center" => "centre",
            "organization" => "organisation",
            "labor" => "labour",
            "theater" => "theatre",
            "harbor" => "harbour",
            other => other,
        })
        .collect();
    spelled.join(" ")
}

/// The words by which a body is called for short: the last of "European Commission", the one before
/// "of" or "for" of "Observatory for Human Rights"; words that make a run a body alone.
pub(super) fn heads(name: &str) -> impl Iterator<Item = &str> {
    let front = name.split(" of ").next().and_then(|front| front.split(" for ").next()).unwrap_or(name);
    front.rsplit(' ').next().into_iter().filter(|head| Metonyms::get().body_words.contains(*head))
}

/// The first letters of a body's telling words; "US" has two.
fn initials(name: &str) -> String {
    let words = name.split([' ', '-']).filter(|w| !matches!(*w, "of" | "the" | "for" | "and" | "in"));
    words
        .flat_map(|word| {
            let letters: String = word.chars().filter(|c| *c != '.').collect();
            let kept = if matches!(letters.as_str(), "us" | "uk" | "un" | "eu") { 2 } else { 1 };
            letters.chars().take(kept).collect::<Vec<_>>()
        })
        .collect()
}

/// Whether a folded name is the letters of another: "usgs" of "us geological survey". Two letters
/// stand for too much.
pub fn is_short_for(short: &str, long: &str) -> bool {
    let letters: String = short.chars().filter(|c| *c != '.').collect();
    letters.len() > 2 && !short.contains(' ') && long.contains(' ') && initials(long) == letters
}

/// Whether two folded names of bodies have the same words, in whatever order: "france armed forces
/// ministry", "armed forces ministry in paris". A capital stands for its country.
pub fn same_body(a: &str, b: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        let telling = name.split(' ').filter(|w| !matches!(*w, "of" | "the" | "for" | "and" | "in" | "at"));
        telling.map(|word| Gazetteer::get().seat_of(word).unwrap_or(word).to_owned()).collect()
    };
    a.contains(' ') && b.contains(' ') && words(a) == words(b) || is_misprint(a, b)
}

/// Letters from which on a name is so long that one letter more or less is a slip of the printer.
const LONG: usize = 7;

/// "faceboo" for "facebook": two long names of which one lacks a letter.
fn is_misprint(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let letters = |name: &str| name.chars().all(char::is_alphabetic);
    short.len() >= LONG
        && letters(short)
        && letters(long)
        && long.len() > short.len()
        && strsim::levenshtein(a, b) == 1
}

/// "Federal Security Service (FSB)": what the letters mean in this article.
pub(super) fn expansions(sentences: &[Vec<Token>], names: &[Vec<NameMention>]) -> FxHashMap<String, String> {
    let mut found = FxHashMap::default();
    for (tokens, mentions) in sentences.iter().zip(names) {
        for mention in mentions {
            let (Referent::Body(name) | Referent::Other(name)) = &mention.referent else { continue };
            let at = mention.tokens.end;
            let (Some(open), Some(letters), Some(close)) =
                (tokens.get(at), tokens.get(at + 1), tokens.get(at + 2))
            else {
                continue;
            };
            let spelled: String = letters.lower.chars().filter(|c| *c != '.').collect();
            let initials = initials(name);
            if open.is("(")
                && close.is(")")
                && letters.shouted
                && (initials == spelled || initials.ends_with(&spelled) && spelled.len() > 2)
            {
                found.insert(letters.lower.clone(), name.clone());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_for_their_words() {
        assert!(is_short_for("usgs", "us geological survey"));
        assert!(is_short_for("f.b.i.", "federal bureau of investigation"));
        assert!(!is_short_for("un", "united nations"), "two letters stand for too much");
        assert!(!is_short_for("usgs", "us geodetic office"));
    }

    #[test]
    fn one_body_in_other_words() {
        assert!(same_body("france armed forces ministry", "armed forces ministry in paris"));
        assert!(!same_body("france armed forces ministry", "armed forces ministry in rome"));
        assert!(same_body("northbank", "northban"), "a letter was lost");
        assert!(!same_body("northbank", "southbank") && !same_body("shell", "shel"));
    }
}
