//! What one article says again in the same words: it is held against the others once.

use rustc_hash::FxHashMap;

use super::link::Taken;
use crate::article::ArticleId;
use crate::claim::{Argument, Claim, Field, Value, Voice};

/// First sayings of one value that a claim is held against: in an article that has more of them, some
/// repetitions are read for themselves.
const SAYINGS: usize = 16;

/// The first time that an article says what a claim says.
type Said<'a> = (ArticleId, &'a Value, Option<&'a str>);

/// The claims of a block, without what is said again.
pub(super) struct Block {
    /// Claims that say something for the first time, in their order.
    pub(super) first: Vec<usize>,
    /// Claims that say it again, each with the place of its first saying in `first`.
    pub(super) again: Vec<(usize, usize)>,
}

impl Block {
    /// Sorts the members of a block, which are indices into `claims`.
    pub(super) fn new(claims: &[Claim], selected: &[Option<Taken>], members: &[usize]) -> Self {
        let mut block = Self { first: Vec::new(), again: Vec::new() };
        let mut sayings: FxHashMap<Said<'_>, Vec<usize>> = FxHashMap::default();
        for &index in members {
            let claim = &claims[index];
            let said = sayings.entry((claim.article, &claim.value, claim.concept.as_deref())).or_default();
            let same = |&place: &usize| {
                let first = block.first[place];
                selected[first] == selected[index] && says_the_same(&claims[first], claim)
            };
            if let Some(place) = said.iter().rev().take(SAYINGS).copied().find(same) {
                block.again.push((index, place));
            } else {
                said.push(block.first.len());
                block.first.push(index);
            }
        }
        block
    }
}

/// Whether nothing that linking looks at tells two claims of one article from each other: everything but
/// the places of their words.
fn says_the_same(a: &Claim, b: &Claim) -> bool {
    type Entry<'a> = (&'a Field, &'a Argument);
    let argument =
        |(x, y): (Entry<'_>, Entry<'_>)| x.0 == y.0 && x.1.values == y.1.values && x.1.origin == y.1.origin;
    let voice = |(x, y): (&Voice, &Voice)| x.name == y.name && x.named == y.named;
    (a.kind, a.polarity, a.certainty, a.change) == (b.kind, b.polarity, b.certainty, b.change)
        && (&a.concept, &a.predicate, &a.value) == (&b.concept, &b.predicate, &b.value)
        && (a.arguments.len(), a.attribution.len()) == (b.arguments.len(), b.attribution.len())
        && a.arguments.iter().zip(&b.arguments).all(argument)
        && a.attribution.iter().zip(&b.attribution).all(voice)
        && a.scene == b.scene
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{from_text, number};
    use crate::check::check;
    use crate::claim::extract::claims;
    use crate::claim::{ClaimId, Kind};
    use crate::graph::Verdict;
    use crate::rule::RuleSet;

    /// The block of the counts of an article.
    fn block_of_counts(text: &str) -> Block {
        let told = claims(&from_text("Outlet", None, None, text));
        let told: Vec<Claim> =
            (0..).zip(told).map(|(id, claim)| Claim { id: ClaimId(id), ..claim }).collect();
        let counts: Vec<usize> = (0..told.len()).filter(|&at| told[at].kind == Kind::Count).collect();
        Block::new(&told, &vec![None; told.len()], &counts)
    }

    const FIRE: &str = "Twelve people were killed in the fire in Norton on Monday. ";

    #[test]
    fn a_phrase_without_end_makes_few_pairs() {
        for text in [FIRE.repeat(600), FIRE.replace('.', "").repeat(600), "12 killed ".repeat(3000)] {
            let Block { first, again } = block_of_counts(&text);
            let claims = first.len() + again.len();
            let pairs = first.len() * first.len();
            assert!(claims > 500 && pairs < claims, "{pairs} pairs of {claims} claims: {}", &text[..60]);
        }
    }

    #[test]
    fn other_words_are_no_repetition() {
        let first = |second: &str| block_of_counts(&format!("{FIRE}{second}")).first.len();
        assert_eq!(first(FIRE), 1);
        for other in [
            "Thirteen people were killed in the fire in Norton on Monday.",
            "At least twelve people were killed in the fire in Norton on Monday.",
            "Twelve people were killed in the fire in Sutton on Monday.",
            "Twelve people were hurt in the fire in Norton on Monday.",
            "Twelve people were killed in the fire in Norton on Monday, the police said.",
        ] {
            assert_eq!(first(other), 2, "{other}");
        }
    }

    #[test]
    fn what_is_said_again_is_of_the_same_fact() {
        let day = Some(jiff::civil::date(2031, 5, 6));
        let mut articles = vec![
            from_text("Gazette", day, None, &FIRE.repeat(40)),
            from_text("Herald", day, None, "Monday's fire in Norton killed 14 people."),
        ];
        number(&mut articles);
        let (rules, _) = RuleSet::shipped();
        let found = check(articles, rules);
        let counts = |claims: &[ClaimId]| found.claims[claims[0].0 as usize].kind == Kind::Count;
        let facts: Vec<_> =
            found.facts.iter().zip(&found.judgements).filter(|(fact, _)| counts(&fact.claims)).collect();
        let [(fact, judgement)] = facts[..] else { panic!("{} facts", facts.len()) };
        assert_eq!((fact.claims.len(), judgement.verdict), (41, Verdict::Contradicted));
    }
}
