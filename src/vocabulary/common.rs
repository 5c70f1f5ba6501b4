//! The commonest words of news prose. They say nothing of which event a text is about.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    words: Vec<String>,
}

static COMMON: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    super::section::<Written>("common")
        .expect("rules/vocabulary/common.yml is packed")
        .words
        .into_iter()
        .collect()
});

/// Whether a folded, lower-case word is so common that it tells no event from another.
pub fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_known_and_rare_ones_are_not() {
        for word in ["the", "people", "said", "government", "monday", "no", "true", "don't"] {
            assert!(is_common(word), "{word}");
        }
        for word in ["drone", "ceasefire", "wildfire", "kyiv", ""] {
            assert!(!is_common(word), "{word}");
        }
        assert!(COMMON.len() > 1200);
    }
}
