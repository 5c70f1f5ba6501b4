//! Whether the capitals of a sentence show names: prose, or a headline.

use crate::claim::token::{Shape, Token};
use crate::vocabulary::people::People;

/// How the capitals of a sentence are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::claim::name) enum Case {
    /// Prose: a capital inside a sentence is a name.
    Prose,
    /// A headline or shouted sentence: capitals show nothing, only known names are read.
    Flat,
}

/// Which way the capitals of a sentence go: a headline prints every word but the small ones with
/// a capital.
pub(in crate::claim::name) fn case_of(tokens: &[Token]) -> Case {
    let small = &People::get().small;
    // The points of "p.m." and "U.S." hide how a line prints its words.
    let telling = |t: &&Token| t.is_word() && !t.lower.contains('.') && !small.contains(&t.lower);
    let words = || tokens.iter().filter(telling);
    let shouted = tokens.iter().filter(|t| t.shouted && t.lower.len() > 3 && t.is_word());
    let shouted = shouted.filter(|t| !small.contains(&t.lower)).count();
    // "Ana Diaz, 21; Tom Poe, 35": a list of people is no headline.
    let ages =
        tokens.windows(2).any(|w| w[0].is(",") && w[1].shape == Shape::Number && w[1].lower.len() == 2);
    let flat = if ages {
        false
    } else if shouted == 0 {
        // The usual sentence: its first telling word without a capital decides.
        words().all(|t| t.capital) && words().count() >= 4
    } else {
        let all = words().count();
        all >= 4 && (words().all(|t| t.capital) || shouted * 10 >= all * 7)
    };
    if flat { Case::Flat } else { Case::Prose }
}
