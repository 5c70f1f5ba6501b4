//! When two printed names are one person's. Names fold by rules that hold for all names; they
//! are never merged because they look similar.

use std::borrow::Cow;
use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::vocabulary::people::{Offices, People};

/// One word of a name with its transliterations folded: Sergey, Sergei, Sergej are one;
/// Zelenskyy, Zelensky, Zelenskiy are one.
pub(super) fn fold_word(word: &str) -> String {
    let plain: Cow<'_, str> = if word.chars().all(char::is_alphanumeric) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.chars().filter(|c| c.is_alphanumeric()).collect())
    };
    let canonical = People::get().given_forms.get(&*plain).map(String::as_str);
    let mut spelled: Cow<'_, str> = canonical.map_or(plain, Cow::Borrowed);
    if spelled.as_bytes().windows(2).any(is_digraph) {
        for (from, to) in DIGRAPHS {
            spelled = Cow::Owned(spelled.replace(from, to));
        }
    }
    let mut out = String::with_capacity(spelled.len());
    let mut last = None;
    for c in spelled.chars() {
        let c = match c {
            'y' | 'j' => 'i',
            'w' => 'v',
            'q' => 'k',
            other => other,
        };
        if last != Some(c) {
            out.push(c);
        }
        last = Some(c);
    }
    out
}

/// Pairs of letters that transliterations write in two ways.
const DIGRAPHS: [(&str, &str); 5] = [("kh", "h"), ("ph", "f"), ("iu", "yu"), ("ia", "ya"), ("ie", "ye")];

/// Whether two letters are one of these pairs.
fn is_digraph(pair: &[u8]) -> bool {
    DIGRAPHS.iter().any(|(from, _)| from.as_bytes() == pair)
}

/// The words of a name that count: no honorifics, particles, nicknames in quotes, "junior".
fn parts(name: &str) -> Vec<&str> {
    let (people, offices) = (People::get(), Offices::get());
    let mut quoted = false;
    let mut found = Vec::new();
    for word in name.split([' ', '-']).filter(|w| !w.is_empty()) {
        let opens = word.starts_with(['"', '“', '‘']);
        let closes = word.ends_with(['"', '”', '’']);
        if quoted || opens {
            quoted = !closes;
            continue;
        }
        let bare = word.trim_end_matches('.');
        // A particle can be a given name ("Ben"), where a name starts with it.
        let particle = people.particles.contains(bare) && (!found.is_empty() || matches!(bare, "al" | "el"));
        let dropped =
            particle || offices.honorifics.contains(bare) || matches!(bare, "jr" | "sr" | "ii" | "iii");
        if !dropped || bare.len() == 1 {
            found.push(bare);
        }
    }
    if found.is_empty() { name.split(' ').collect() } else { found }
}

thread_local! {
    /// What [`person_key`] said: articles have few persons, and name them again and again.
    static KEYS: RefCell<FxHashMap<String, String>> = RefCell::default();
}

/// Names after which those that were folded are forgotten: a long run meets ever others.
const REMEMBERED: usize = 4096;

/// A fold of a canonical name: equal keys mean the same person. The first and last words count,
/// middle names do not. (Initials fit a full name without an equal key: see [`same_person`].)
pub fn person_key(canonical: &str) -> String {
    if let Some(key) = KEYS.with_borrow(|keys| keys.get(canonical).cloned()) {
        return key;
    }
    let key = fold_name(canonical);
    KEYS.with_borrow_mut(|keys| {
        if keys.len() >= REMEMBERED {
            keys.clear();
        }
        keys.insert(canonical.to_owned(), key.clone());
    });
    key
}

fn fold_name(canonical: &str) -> String {
    let parts = parts(canonical);
    match parts.as_slice() {
        [] => String::new(),
        [only] => fold_word(only),
        [first, .., last] => format!("{} {}", fold_word(first), fold_word(last)),
    }
}

/// The fold of a canonical name's last word: who shares no such key is not the same person.
pub(super) fn last_key(canonical: &str) -> String {
    parts(canonical).last().map_or_else(String::new, |last| fold_word(last))
}

/// Whether two canonical names can be one person's by rule: spellings of one transliteration
/// class, short forms, initials that fit ("a.j. perez", "armando j. perez"), a surname alone.
pub fn same_person(a: &str, b: &str) -> bool {
    let (a, b) = (parts(a), parts(b));
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else { return false };
    if fold_word(last_a) != fold_word(last_b) {
        return false;
    }
    if a.len() == 1 || b.len() == 1 {
        return true;
    }
    given_fits(a[0], b[0])
}

/// Whether two first words of a name fit: equal when folded, or one is the other's initial.
fn given_fits(a: &str, b: &str) -> bool {
    if fold_word(a) == fold_word(b) {
        return true;
    }
    let initial = |word: &str| is_initials(word).then(|| word.chars().next()).flatten();
    let first = |word: &str| word.chars().next();
    match (initial(a), initial(b)) {
        (Some(x), Some(y)) => x == y && (a.len() == 1 || b.len() == 1),
        (Some(x), None) => first(b) == Some(x),
        (None, Some(y)) => first(a) == Some(y),
        (None, None) => false,
    }
}

/// "j", "a.j", "a.j.": single letters with points.
pub(super) fn is_initials(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    !bare.is_empty()
        && bare
            .split('.')
            .all(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_are_one_person() {
        assert_eq!(person_key("sergey morozov"), person_key("sergei morozov"));
        assert_eq!(person_key("grigory lapin"), person_key("grigoriy lapin"));
        assert_eq!(person_key("olena zhurivsky"), person_key("olena zhurivskyy"));
        assert_eq!(person_key("olena zhurivsky"), person_key("olena zhurivskiy"));
        assert_eq!(person_key("dr. anna maria berg"), person_key("anna berg"));
        assert_eq!(person_key("mike stone"), person_key("michael stone"));
        assert_eq!(person_key("bashar al-najjar"), person_key("bashar najjar"));
    }

    #[test]
    fn likeness_is_not_identity() {
        assert_ne!(person_key("anna berg"), person_key("anna bergh-lind"));
        assert!(!same_person("pavel ivanov", "pavel ivanova"));
        assert!(!same_person("ellen marsh", "mark marsh"));
        assert!(!same_person("vladimir stone", "volodymyr stone"));
    }

    #[test]
    fn initials_and_surnames_fit() {
        assert!(same_person("a.j. torres", "armando j. torres"));
        assert!(same_person("j torres", "juan torres"));
        assert!(same_person("torres", "juan torres"));
        assert!(!same_person("a.j. torres", "ben torres"));
        assert!(same_person("william “buck” dane", "bill dane"));
    }
}
