//! Page furniture: how lines look that belong to a web page and not to its article.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};
use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::error::Error;

/// The patterns of `rules/vocabulary/debris.yml`, ready to match. Letter case never matters.
#[derive(Debug)]
pub struct Debris {
    whole: FxHashSet<String>,
    starts: AhoCorasick,
    /// Of each text in `starts`: most words, and whether an end mark forbids it.
    limits: Vec<(usize, bool)>,
    contains: AhoCorasick,
    menus: FxHashSet<String>,
    foot: FxHashSet<String>,
    cut_after: AhoCorasick,
    caption_ends: AhoCorasick,
    stamps: FxHashSet<String>,
    byline: FxHashSet<String>,
    byline_heads: AhoCorasick,
    site: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    whole: FxHashSet<String>,
    starts: Vec<Starts>,
    contains: Vec<String>,
    menus: FxHashSet<String>,
    foot: FxHashSet<String>,
    cut_after: Vec<String>,
    caption_ends: Vec<String>,
    stamps: FxHashSet<String>,
    byline: FxHashSet<String>,
    byline_heads: Vec<String>,
    site: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Starts {
    words: usize,
    #[serde(default)]
    bare: bool,
    texts: Vec<String>,
}

/// The patterns that were packed into the binary.
pub fn debris() -> &'static Debris {
    static WORDS: LazyLock<Debris> =
        LazyLock::new(|| Debris::load().expect("rules/vocabulary/debris.yml has its documented shape"));
    &WORDS
}

fn automaton(file: &str, texts: &[String], start: StartKind) -> Result<AhoCorasick, Error> {
    AhoCorasickBuilder::new()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(start)
        // An automaton that is quicker to search would take longer to build than a run searches it.
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(texts)
        .map_err(|e| Error::Vocabulary { file: file.to_owned(), message: e.to_string() })
}

impl Debris {
    /// Reads `rules/vocabulary/debris.yml`.
    ///
    /// # Errors
    /// When the packed file does not have its documented shape.
    pub fn load() -> Result<Self, Error> {
        let written: Written = super::section("debris")?;
        let limits = written.starts.iter().flat_map(|s| s.texts.iter().map(|_| (s.words, s.bare))).collect();
        let starts: Vec<String> = written.starts.into_iter().flat_map(|s| s.texts).collect();
        Ok(Self {
            whole: written.whole,
            starts: automaton("debris", &starts, StartKind::Anchored)?,
            limits,
            contains: automaton("debris", &written.contains, StartKind::Unanchored)?,
            menus: written.menus,
            foot: written.foot,
            cut_after: automaton("debris", &written.cut_after, StartKind::Unanchored)?,
            caption_ends: automaton("debris", &written.caption_ends, StartKind::Anchored)?,
            stamps: written.stamps,
            byline: written.byline,
            byline_heads: automaton("debris", &written.byline_heads, StartKind::Anchored)?,
            site: written.site,
        })
    }

    /// Whether a folded line (see [`fold_line`]) is furniture as a whole.
    pub fn is_whole(&self, folded: &str) -> bool {
        self.whole.contains(folded)
    }

    /// Whether a folded line is the heading over a list of links.
    pub fn is_menu(&self, folded: &str) -> bool {
        let heads = |menu: &String| {
            folded
                .strip_prefix(menu.as_str())
                .is_some_and(|rest| rest.is_empty() || menu.contains(' ') && rest.starts_with(' '))
        };
        self.menus.iter().any(heads)
    }

    /// Whether a folded line begins the foot of the page; "3 comments" does too.
    pub fn is_foot(&self, folded: &str) -> bool {
        let words = folded.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        self.foot.contains(words)
            || self.foot.iter().any(|foot| foot.contains(' ') && words.starts_with(foot.as_str()))
    }

    /// Whether a line or sentence begins as furniture does, and is as short. `ended` says whether
    /// it has an end mark.
    pub fn starts(&self, line: &str, ended: bool) -> bool {
        let input = Input::new(line).anchored(Anchored::Yes);
        self.starts.find(input).is_some_and(|found| {
            let (limit, bare) = self.limits[found.pattern().as_usize()];
            !(bare && ended) && line.split_whitespace().take(limit + 1).count() <= limit
        })
    }

    /// Whether a line or sentence holds words that only furniture has.
    pub fn contains(&self, line: &str) -> bool {
        self.contains.is_match(line)
    }

    /// One past the words at the head of a paragraph that are cut off from its first sentence.
    pub fn cut(&self, head: &str) -> Option<usize> {
        self.cut_after.find(head).map(|found| found.end())
    }

    /// Whether a bracket at the end of a paragraph makes that paragraph a caption.
    pub fn ends_caption(&self, bracket: &str) -> bool {
        self.caption_ends.is_match(Input::new(bracket).anchored(Anchored::Yes))
    }

    /// Whether a lower-case word opens a date stamp ("published").
    pub fn is_stamp(&self, lower: &str) -> bool {
        self.stamps.contains(lower)
    }

    /// What follows the head of a byline ("by"), if the line has one.
    pub fn after_byline_head<'t>(&self, line: &'t str) -> Option<&'t str> {
        let found = self.byline_heads.find(Input::new(line).anchored(Anchored::Yes))?;
        line[found.end()..].strip_prefix([' ', '\u{a0}'])
    }

    /// Whether a lower-case word stands in names of sites and papers.
    pub fn is_site_word(&self, lower: &str) -> bool {
        self.site.contains(lower) || lower.rfind('.').is_some_and(|at| self.site.contains(&lower[at..]))
    }

    /// Whether a lower-case word can stand in a byline.
    pub fn is_byline_word(&self, lower: &str) -> bool {
        self.byline.contains(lower)
    }
}

/// Lower case, plain apostrophes, single spaces, no marks at the ends: how lines are looked up.
pub fn fold_line(line: &str) -> String {
    let inner = line.trim_matches(|c: char| !c.is_alphanumeric());
    let mut folded = String::with_capacity(inner.len());
    for word in inner.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for c in word.chars() {
            match c {
                '’' => folded.push('\''),
                c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
                c => folded.extend(c.to_lowercase()),
            }
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_prose() {
        let debris = debris();
        assert!(debris.is_whole(&fold_line("*** Advertisement ***")));
        assert!(debris.starts("Read more: How the vote was won", false));
        assert!(!debris.starts("Read more widely than that and you will find that the whole of the matter is quite otherwise than told", false));
        assert!(
            debris.starts("Copyright Harbour Times", false)
                && !debris.starts("Copyright law was changed.", true)
        );
        assert!(debris.contains("A long look back (toggle caption) by somebody"));
        assert!(debris.is_foot(&fold_line("12 Comments")));
        assert!(
            debris.is_menu("more from the capital")
                && debris.is_menu("related")
                && !debris.is_menu("related to the case")
        );
    }
}
