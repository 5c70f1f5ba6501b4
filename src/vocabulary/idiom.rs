//! Idioms: sequences of lemmas that are looked for at a place, with gaps.

/// A sequence of lemmas; a gap stands for up to five words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idiom {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Lemma(String),
    /// So many words at most.
    Gap(usize),
}

/// The words of a sentence, each as its lemma and as it stands: "injured" may be known as either.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// Lemmas.
    pub lemmas: &'a [String],
    /// Folded words as they stand.
    pub surface: &'a [String],
}

impl Words<'_> {
    fn is(&self, at: usize, word: &str) -> Option<bool> {
        Some(self.lemmas.get(at)? == word || self.surface.get(at).is_some_and(|s| s == word))
    }
}

/// The widest gap that a file writes as `*`, in words.
const GAP: usize = 5;
/// The widest object between a verb and its particle, in words.
const OBJECT: usize = 3;

impl Idiom {
    /// Reads "lose * life".
    pub fn new(written: &str) -> Self {
        let part = |word: &str| if word == "*" { Part::Gap(GAP) } else { Part::Lemma(word.to_owned()) };
        Self { parts: written.split_whitespace().map(part).collect() }
    }

    /// "take into custody" with room for an object after the verb: "took 14 fans into custody".
    pub fn around_object(verb: &str, rest: &str) -> Self {
        let mut idiom = Self::new(&format!("{verb} {rest}"));
        idiom.parts.insert(1, Part::Gap(OBJECT));
        idiom
    }

    /// Its first lemma, under which it is looked up.
    pub fn first(&self) -> &str {
        match self.parts.first() {
            Some(Part::Lemma(lemma)) => lemma,
            _ => "",
        }
    }

    /// How many words it names; more is more specific.
    pub fn weight(&self) -> usize {
        self.parts.iter().filter(|p| matches!(p, Part::Lemma(_))).count()
    }

    /// Whether it stands at `words[at..]`; gives the end of the match. Words for which `skip` holds
    /// may stand between its parts.
    pub fn matches(&self, words: &Words<'_>, at: usize, skip: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mut next = at;
        let mut gap = 0;
        for (index, part) in self.parts.iter().enumerate() {
            match part {
                Part::Gap(words) => gap = *words,
                Part::Lemma(lemma) => {
                    let mut free = gap;
                    loop {
                        if words.is(next, lemma)? {
                            break;
                        }
                        if index == 0 {
                            return None;
                        }
                        if !skip(next) {
                            free = free.checked_sub(1)?;
                        }
                        next += 1;
                    }
                    next += 1;
                    gap = 0;
                }
            }
        }
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemmas(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn gaps_take_up_to_five_words() {
        let idiom = Idiom::new("lose * life");
        let find = |text: &str| idiom.matches(&Words { lemmas: &lemmas(text), surface: &[] }, 0, &|_| false);
        assert_eq!(find("lose their young life today"), Some(4));
        assert_eq!(find("lose the last match of their life"), Some(7));
        assert_eq!(find("lose the very last match of their life"), None);
        let apart = Idiom::around_object("take", "into custody");
        let find = |text: &str| apart.matches(&Words { lemmas: &lemmas(text), surface: &[] }, 0, &|_| false);
        assert_eq!(find("take the two men into custody"), Some(6));
        assert_eq!(find("take the two young men into custody"), None);
        assert_eq!(idiom.weight(), 2);
    }

    #[test]
    fn skipped_words_are_free() {
        let idiom = Idiom::new("shoot down");
        let words = lemmas("shoot not down");
        let words = Words { lemmas: &words, surface: &[] };
        assert_eq!(idiom.matches(&words, 0, &|at| at == 1), Some(3));
        assert_eq!(idiom.matches(&words, 0, &|_| false), None);
    }
}
