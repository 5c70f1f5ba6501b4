//! Words by which an article says that it was changed after it was first published.

use std::sync::LazyLock;

use serde::Deserialize;

/// The words of `notices.yml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// Something was wrong.
    pub corrected: Words,
    /// Something is new.
    pub updated: Words,
}

/// Words of one sort of notice, in small letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    heads: Vec<String>,
    within: Vec<String>,
}

/// The words that were packed into the binary.
pub fn notices() -> &'static Notices {
    static WORDS: LazyLock<Notices> =
        LazyLock::new(|| super::section("notices").expect("rules/vocabulary/notices.yml is packed"));
    &WORDS
}

impl Words {
    /// Whether a sentence is such a notice.
    pub fn opens(&self, sentence: &str) -> bool {
        let plain = plain(sentence);
        self.heads.iter().any(|head| plain.starts_with(head.as_str()))
            || self.within.iter().any(|words| plain.contains(words.as_str()))
    }
}

/// Small letters without digits, single spaces, none before a colon or hyphen; begins at a letter.
fn plain(sentence: &str) -> String {
    let start = sentence.find(char::is_alphabetic).unwrap_or(sentence.len());
    let mut out = String::with_capacity(sentence.len());
    for c in sentence[start..].chars().filter(|c| !c.is_ascii_digit()).flat_map(char::to_lowercase) {
        let c = if c == '\u{2019}' { '\'' } else { c };
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        if matches!(c, ':' | '-') && out.ends_with(' ') {
            out.pop();
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_told_from_prose() {
        let words = notices();
        for said in [
            "Correction: The bridge has four arches.",
            "• CORRECTION: the name was misspelt",
            "This article was amended on 3 May 2031 to give the right length.",
            "An earlier version of this story gave another day.",
            "Corrects the spelling of the mayor's name",
        ] {
            assert!(words.corrected.opens(said) && !words.updated.opens(said), "{said}");
        }
        for said in ["UPDATE 2: Five dead", "UPDATE 3-Storm reaches coast", "Update 14: roads reopen"] {
            assert!(words.updated.opens(said) && !words.corrected.opens(said), "{said}");
        }
        for said in [
            "The correction of the river took ten years.",
            "An earlier version of the bill was rejected.",
            "The update was installed on 40 machines.",
            "",
        ] {
            assert!(!words.updated.opens(said) && !words.corrected.opens(said), "{said}");
        }
    }
}
