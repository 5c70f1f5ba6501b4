//! Which rules can take a claim at all, by the concept that they ask for: a claim need not be held
//! against a thousand rules for other things.

use rustc_hash::FxHashMap;

use super::Rule;
use super::select::{Condition, Subject, Wanted};

/// Rules by the concept that their condition needs.
#[derive(Debug, Clone, Default)]
pub struct Index {
    by_concept: FxHashMap<String, Vec<usize>>,
    /// Those that need none.
    others: Vec<usize>,
}

impl Index {
    /// Looks at the rules in their order.
    pub fn new(rules: &[Rule]) -> Self {
        let mut index = Self::default();
        for (at, rule) in rules.iter().enumerate() {
            match needed(&rule.select) {
                Some(concepts) => {
                    for concept in concepts {
                        let rules = index.by_concept.entry(concept.to_owned()).or_default();
                        if rules.last() != Some(&at) {
                            rules.push(at);
                        }
                    }
                }
                None => index.others.push(at),
            }
        }
        index
    }

    /// The rules that a claim with these concepts (its own and the wider ones) could be taken by, in
    /// their order.
    pub fn candidates<'a>(&self, concepts: impl Iterator<Item = &'a str>) -> Vec<usize> {
        let mut found = self.others.clone();
        found.extend(concepts.filter_map(|concept| self.by_concept.get(concept)).flatten());
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The concepts of which a claim must have one, or a kind of it, to pass; `None` where it need not.
fn needed(condition: &Condition) -> Option<Vec<&str>> {
    match condition {
        Condition::All(parts) => parts.iter().find_map(needed),
        Condition::Any(parts) => {
            parts.iter().map(needed).collect::<Option<Vec<_>>>().map(|parts| parts.concat())
        }
        Condition::Not(_) => None,
        Condition::Test(test) => match (test.subject, &test.wanted) {
            (Subject::Concept, Wanted::OneOf(words)) => Some(words.iter().map(String::as_str).collect()),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::RuleSet;

    fn candidates(conditions: &[&str], concepts: &[&str]) -> Vec<String> {
        let rule = |(at, condition): (usize, &&str)| {
            let letter = char::from(b'a' + u8::try_from(at).expect("few rules"));
            format!(
                "- {{ id: {letter}, title: x, claim: count, where: {condition}, key: [event], message: x }}\n"
            )
        };
        let text: String = conditions.iter().enumerate().map(rule).collect();
        let (rules, found) = RuleSet::read("list.yml", &text);
        assert!(found.is_empty(), "{found:#?}");
        let mut found: Vec<String> =
            rules.candidates(concepts.iter().copied()).map(|at| rules.rules[at].id.clone()).collect();
        found.sort();
        found
    }

    #[test]
    fn rules_for_other_things_are_left_out() {
        let conditions = [
            "{ concept: ship }",
            "{ concept: [drone, missile], predicate: launch }",
            "{ any: [{ concept: ship }, { concept: car }] }",
            "{ any: [{ concept: ship }, { predicate: launch }] }",
            "{ not: { concept: ship } }",
            "{ concept: { exists: true } }",
            "{ all: [{ predicate: launch }, { concept: drone }] }",
        ];
        assert_eq!(candidates(&conditions, &["ship", "vehicle"]), ["a", "c", "d", "e", "f"]);
        assert_eq!(candidates(&conditions, &["drone", "weapon"]), ["b", "d", "e", "f", "g"]);
        assert_eq!(candidates(&conditions, &[]), ["d", "e", "f"]);
    }
}
