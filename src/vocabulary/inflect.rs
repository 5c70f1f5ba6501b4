//! English verb forms, made from base forms by spelling rules: when the program is built for those of
//! `rules/vocabulary/verbs.yml` (see `build/verbs.rs`), in a run for users' own verbs.

/// What form of its verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbForm {
    /// "sign"; also "am" and "are".
    Base,
    /// Third person singular: "signs".
    Third,
    /// Past tense only: "took".
    Past,
    /// Past participle only: "taken".
    Participle,
    /// Past tense or participle: "signed", "met".
    PastOrParticiple,
    /// "signing".
    Gerund,
}

/// The marks of the forms in the packed table.
pub const MARKS: [(VerbForm, &str); 6] = [
    (VerbForm::Base, "base"),
    (VerbForm::Third, "s"),
    (VerbForm::Past, "past"),
    (VerbForm::Participle, "part"),
    (VerbForm::PastOrParticiple, "ed"),
    (VerbForm::Gerund, "ing"),
];

/// The forms of a regular verb; `doubles` tells whether its last consonant is doubled although the
/// spelling does not show it ("equipped").
pub fn regular(spelling: &str, doubles: bool) -> Vec<(String, VerbForm)> {
    let mut forms = vec![(spelling.to_owned(), VerbForm::Base), (third(spelling), VerbForm::Third)];
    for stem in stems(spelling, doubles) {
        forms.push((past(&stem), VerbForm::PastOrParticiple));
        forms.push((gerund(&stem), VerbForm::Gerund));
    }
    forms
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// What "-ed" and "-ing" are put to: "stop" gives "stopp", "travel" both "travell" and "travel".
pub fn stems(lemma: &str, doubles: bool) -> Vec<String> {
    let twice = || [lemma, &lemma[lemma.len() - 1..]].concat();
    if lemma.ends_with('c') && !lemma.ends_with("sc") {
        return vec![[lemma, "k"].concat()];
    }
    if !closed(lemma) {
        return vec![lemma.to_owned()];
    }
    let either = lemma.ends_with('l') && syllables(lemma) > 1 || lemma.ends_with('s');
    match (doubles || syllables(lemma) == 1, either) {
        (_, true) => vec![twice(), lemma.to_owned()],
        (true, false) => vec![twice()],
        (false, false) => vec![lemma.to_owned()],
    }
}

/// Whether it ends in one vowel and one consonant that can be doubled. The "u" of "qu" is no vowel.
fn closed(lemma: &str) -> bool {
    let [head @ .., before, vowel, last] = lemma.as_bytes() else { return false };
    let single = is_vowel(*vowel) && (!is_vowel(*before) || *before == b'u' && head.ends_with(b"q"));
    single && last.is_ascii_lowercase() && !is_vowel(*last) && !matches!(last, b'w' | b'x' | b'y' | b'h')
}

/// Groups of vowels, as a count of syllables; a last silent "e" is none.
fn syllables(word: &str) -> usize {
    let word = word.strip_prefix("qu").unwrap_or(word);
    let word = if word.len() > 2 { word.strip_suffix('e').unwrap_or(word) } else { word };
    let mut count = 0;
    let mut inside = false;
    for (at, letter) in word.bytes().enumerate() {
        let vowel = is_vowel(letter) || letter == b'y' && at > 0;
        count += usize::from(vowel && !inside);
        inside = vowel;
    }
    count
}

/// "carry" without its "y", when a consonant stands before it.
fn consonant_y(lemma: &str) -> Option<&str> {
    let stem = lemma.strip_suffix('y')?;
    stem.bytes().next_back().filter(|&letter| !is_vowel(letter)).map(|_| stem)
}

/// The form of the third person: "signs", "reaches", "carries".
pub fn third(lemma: &str) -> String {
    if let Some(stem) = consonant_y(lemma) {
        return [stem, "ies"].concat();
    }
    if lemma.ends_with("quiz") {
        return [lemma, "zes"].concat();
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| lemma.ends_with(end));
    // "boos", "radios": an "o" after a vowel takes a bare "s".
    let o =
        lemma.ends_with('o') && !lemma.as_bytes().iter().rev().nth(1).is_some_and(|&letter| is_vowel(letter));
    if hisses || o { [lemma, "es"].concat() } else { [lemma, "s"].concat() }
}

fn past(stem: &str) -> String {
    if let Some(stem) = consonant_y(stem) {
        return [stem, "ied"].concat();
    }
    if stem.ends_with('e') { [stem, "d"].concat() } else { [stem, "ed"].concat() }
}

/// "running" of "run", "making" of "make".
pub fn gerund(stem: &str) -> String {
    if let Some(stem) = stem.strip_suffix("ie") {
        return [stem, "ying"].concat();
    }
    let keeps = ["ee", "oe", "ye"].iter().any(|end| stem.ends_with(end)) || stem.len() < 3 || stem == "singe";
    match stem.strip_suffix('e') {
        Some(short) if !keeps => [short, "ing"].concat(),
        _ => [stem, "ing"].concat(),
    }
}
