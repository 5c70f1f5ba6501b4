//! Words that exclude each other, from `rules/vocabulary/contrasts.yml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::claim::Setting;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contrast {
    words: Vec<String>,
    #[serde(default)]
    before: bool,
}

static CONTRASTS: LazyLock<Vec<Contrast>> = LazyLock::new(|| {
    crate::vocabulary::section("contrasts").expect("the packed contrasts were checked when they were built")
});

/// The two words that set two settings apart, if there are any.
pub fn differs(a: &Setting, b: &Setting) -> Option<[String; 2]> {
    CONTRASTS.iter().find_map(|c| if c.before { before_one_noun(c, a, b) } else { anywhere(c, a, b) })
}

/// Each setting has exactly one word of the set, and another.
fn anywhere(contrast: &Contrast, a: &Setting, b: &Setting) -> Option<[String; 2]> {
    let only = |s: &Setting| {
        let mut found = contrast.words.iter().filter(|w| s.modifiers.iter().any(|(m, n)| m == *w || n == *w));
        let first = found.next()?;
        found.next().is_none().then(|| first.clone())
    };
    let (x, y) = (only(a)?, only(b)?);
    (x != y).then_some([x, y])
}

/// Both settings have a word of the set before the same noun, and they are other words.
fn before_one_noun(contrast: &Contrast, a: &Setting, b: &Setting) -> Option<[String; 2]> {
    let of = |s: &Setting| -> Vec<(String, String)> {
        s.modifiers.iter().filter(|(m, _)| contrast.words.contains(m)).cloned().collect()
    };
    let (x, y) = (of(a), of(b));
    for (word, noun) in &x {
        let others: Vec<_> = y.iter().filter(|(_, n)| n == noun).collect();
        if !others.is_empty()
            && others.iter().all(|(w, _)| w != word)
            && !x.iter().any(|(w, n)| n == noun && others.iter().any(|(o, _)| o == w))
        {
            return Some([format!("{word} {noun}"), format!("{} {noun}", others[0].0)]);
        }
    }
    None
}
