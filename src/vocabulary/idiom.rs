//! Idioms: sequences of lemmas that are looked for at a place, with gaps.

/// A sequence of lemmas; a gap stands for up to three words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idiom {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Lemma(String),
    Gap,
}

/// The widest gap, in words.
const GAP: usize = 3;

impl Idiom {
    /// Reads "lose * life".
    pub fn new(written: &str) -> Self {
        let part = |word: &str| if word == "*" { Part::Gap } else { Part::Lemma(word.to_owned()) };
        Self { parts: written.split_whitespace().map(part).collect() }
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

    /// Whether it stands at `lemmas[at..]`; gives the end of the match. Words for which `skip` holds
    /// may stand between its parts.
    pub fn matches(&self, lemmas: &[String], at: usize, skip: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mut next = at;
        let mut gap = false;
        for (index, part) in self.parts.iter().enumerate() {
            match part {
                Part::Gap => gap = true,
                Part::Lemma(lemma) => {
                    let mut free = if gap { GAP } else { 0 };
                    loop {
                        let word = lemmas.get(next)?;
                        if word == lemma {
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
                    gap = false;
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
    fn gaps_take_up_to_three_words() {
        let idiom = Idiom::new("lose * life");
        assert_eq!(idiom.matches(&lemmas("lose their young life today"), 0, &|_| false), Some(4));
        assert_eq!(idiom.matches(&lemmas("lose the match of a life"), 0, &|_| false), None);
        assert_eq!(idiom.weight(), 2);
    }

    #[test]
    fn skipped_words_are_free() {
        let idiom = Idiom::new("shoot down");
        let words = lemmas("shoot not down");
        assert_eq!(idiom.matches(&words, 0, &|at| at == 1), Some(3));
        assert_eq!(idiom.matches(&words, 0, &|_| false), None);
    }
}
