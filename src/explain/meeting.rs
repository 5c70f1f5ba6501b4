//! Two claims: whether they came together, and what kept them apart if they did not. The gates
//! are those of [`Pair::judge`], asked again; what they say of a pair is what linking did with it.

use serde::Serialize;

use super::alias::ReadAs;
use super::gates::Seen;
use super::{Explainer, index};
use crate::check::Checked;
use crate::claim::compare::Difference;
use crate::claim::{ClaimId, Field, Kind};
use crate::fact::link::{self, TwoThings};
use crate::fact::pair::{Pair, Pairing};
use crate::fact::scope::{Evidence, evidence, own_field};
use crate::graph::Relation;
use crate::report::FactEntry;

/// Pairs of members that are named where two facts keep apart.
const CLASHES: usize = 3;

/// Two claims and what came of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meeting {
    /// The claims, as they were asked for.
    pub claims: [ClaimId; 2],
    /// The rule of each; null where none takes it.
    pub rules: [Option<String>; 2],
    /// What the gates say, where one rule took both.
    pub gates: Option<Gates>,
    /// What both have in common.
    pub shared: Evidence,
    /// Aliases of the user's people that their sentences were read with.
    pub aliases: Vec<ReadAs>,
    /// What came of it.
    #[serde(flatten)]
    pub ending: Ending,
}

/// What the gates of a pair say, in the order in which they are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum Gates {
    /// Nothing keeps them apart, and they share enough.
    Passed {
        /// The evidence that they share.
        points: u32,
    },
    /// A field differs.
    Differs {
        /// The field.
        field: Field,
        /// Its two values, in the order of the claims.
        values: [String; 2],
    },
    /// Nothing keeps them apart, but they share too little to be about one event.
    TooLittle {
        /// The evidence that they share.
        points: u32,
        /// What they would need; null where no amount would do.
        needed: Option<u32>,
    },
    /// Their values have no common measure.
    Incomparable,
}

/// What came of two claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "ending", rename_all = "kebab-case")]
pub enum Ending {
    /// They are of one fact.
    OneFact {
        /// Its id.
        fact: String,
        /// How their camps stand to one another; null where they were not set against each other.
        relation: Option<Relation>,
        /// What sets them apart.
        difference: Option<Difference>,
        /// Why, in one sentence.
        why: String,
        /// The claims that brought them together, where the gates alone did not: each step passes.
        through: Vec<ClaimId>,
    },
    /// Their articles belong to different stories.
    OtherStories {
        /// The stories; null is the story of articles that name none.
        stories: [Option<String>; 2],
    },
    /// They carry other kinds of value.
    OtherKinds {
        /// The kinds.
        kinds: [Kind; 2],
    },
    /// No rule takes one of them.
    NoRule {
        /// Those that no rule takes.
        untaken: Vec<ClaimId>,
        /// For each, the rule that came nearest, with its first gate that failed.
        nearest: Vec<Option<(String, Seen)>>,
    },
    /// Two rules took them.
    OtherRules {
        /// Why the rule of the second does not take the first, and the other way round; null where it
        /// would, had not another rule been asked before.
        crossed: [Option<Seen>; 2],
    },
    /// A gate keeps them apart: see `gates`.
    Gate,
    /// They are about unlike things, which are never held against each other.
    OtherThings {
        /// What each is about.
        things: [String; 2],
    },
    /// One article gives both in its own voice: it speaks of two things.
    OneVoice,
    /// The article of one gives another claim beside it which fits the other: it speaks of both
    /// things, and this one is not that one.
    Beside {
        /// The claim that fits.
        claim: ClaimId,
    },
    /// They pass every gate; other claims of their facts keep the two facts apart.
    Clash {
        /// Some of these other pairs, the first of each of the first claim's fact.
        between: Vec<Clash>,
    },
    /// Their rule saw them among its other claims and did not bring them together; each stayed alone in
    /// its article, and what one rule has judged the open rule does not judge again.
    Parted,
    /// There are so many claims of the rule that only neighbours were held against each other.
    TooMany,
}

/// Two members of two facts that keep the facts apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clash {
    /// A claim of the first fact and one of the second.
    pub claims: [ClaimId; 2],
    /// The field that differs and its values; null where an article itself shows that they are two.
    pub differs: Option<(Field, [String; 2])>,
}

impl Explainer<'_> {
    /// Two claims: the rule of each, the gates between them, and what came of it.
    pub fn meeting(&self, a: ClaimId, b: ClaimId) -> Meeting {
        let (x, y) = (self.claim(a), self.claim(b));
        let rules = [a, b].map(|id| self.rule_of(id).map(|rule| self.rules.rules[rule].id.clone()));
        let gates = self.shared_rule(a, b).filter(|_| x.kind == y.kind).map(|rule| self.gates(rule, a, b));
        let shared = evidence(x, y, &self.checked.contexts, own_field(x.kind));
        let ending = self.ending(a, b, gates.as_ref());
        Meeting { claims: [a, b], rules, gates, shared, aliases: self.read_as(&[a, b]), ending }
    }

    /// The rule under which two claims may come together.
    fn shared_rule(&self, a: ClaimId, b: ClaimId) -> Option<usize> {
        link::shared_rule(&self.checked.claims, &self.checked.selected, index(a), index(b))
    }

    fn judge(&self, rule: usize, a: ClaimId, b: ClaimId) -> Pairing {
        let rule = &self.rules.rules[rule];
        let claims = [self.claim(a.min(b)), self.claim(a.max(b))];
        Pair::new(claims, rule, &self.checked.contexts, &self.world).judge()
    }

    fn gates(&self, rule: usize, a: ClaimId, b: ClaimId) -> Gates {
        match self.judge(rule, a, b) {
            Pairing::Same(points) => Gates::Passed { points },
            Pairing::Apart { field, values: [x, y] } => {
                Gates::Differs { field, values: if a <= b { [x, y] } else { [y, x] } }
            }
            Pairing::TooLittle { points, needed } => {
                Gates::TooLittle { points, needed: (needed != u32::MAX).then_some(needed) }
            }
            Pairing::Incomparable => Gates::Incomparable,
        }
    }

    fn ending(&self, a: ClaimId, b: ClaimId, gates: Option<&Gates>) -> Ending {
        if let Some(fact) = self.common_fact(a, b) {
            return self.one_fact(fact, a, b, gates);
        }
        let (x, y) = (self.claim(a), self.claim(b));
        let stories = [x, y].map(|claim| self.article(claim).story.clone());
        if stories[0] != stories[1] {
            return Ending::OtherStories { stories };
        }
        if x.kind != y.kind {
            return Ending::OtherKinds { kinds: [x.kind, y.kind] };
        }
        let (Some(rule), Some(other)) = (self.rule_of(a), self.rule_of(b)) else {
            let untaken: Vec<ClaimId> = [a, b].into_iter().filter(|id| self.rule_of(*id).is_none()).collect();
            let nearest = untaken.iter().map(|id| self.nearest(*id)).collect();
            return Ending::NoRule { untaken, nearest };
        };
        let Some(shared) = self.shared_rule(a, b) else {
            let crossed = [(other, a), (rule, b)].map(|(rule, claim)| self.trial(rule, claim).failed);
            return Ending::OtherRules { crossed };
        };
        if !matches!(gates, Some(Gates::Passed { .. })) {
            return Ending::Gate;
        }
        self.apart_though_passed(shared, a, b)
    }

    /// Why two claims that pass every gate are not of one fact.
    fn apart_though_passed(&self, rule: usize, a: ClaimId, b: ClaimId) -> Ending {
        if let Some(things) = link::blocks_differ(self.claim(a), self.claim(b)) {
            return Ending::OtherThings { things };
        }
        match self.two_things(a, b) {
            Some(TwoThings::OneVoice) => return Ending::OneVoice,
            Some(TwoThings::Beside(claim)) => {
                return Ending::Beside { claim: self.checked.claims[claim].id };
            }
            None => {}
        }
        let between: Vec<Clash> = self
            .fact_members(rule, a)
            .iter()
            .filter_map(|&x| self.fact_members(rule, b).iter().find_map(|&y| self.clash(rule, x, y)))
            .take(CLASHES)
            .collect();
        if !between.is_empty() {
            return Ending::Clash { between };
        }
        let own = self.rule_of(a);
        let of_rule = self.checked.selected.iter().flatten().filter(|taken| Some(taken.rule) == own);
        if of_rule.count() > link::BLOCK { Ending::TooMany } else { Ending::Parted }
    }

    fn two_things(&self, a: ClaimId, b: ClaimId) -> Option<TwoThings> {
        let Checked { claims, selected, contexts, .. } = self.checked;
        link::are_two(claims, selected, self.rules, (contexts, &self.world), [index(a), index(b)])
    }

    fn are_equated(&self, a: ClaimId, b: ClaimId) -> bool {
        let Checked { claims, selected, contexts, .. } = self.checked;
        link::equates(claims, selected, self.rules, (contexts, &self.world), [index(a), index(b)])
    }

    /// Whether two claims keep each other apart, and by what.
    fn clash(&self, rule: usize, a: ClaimId, b: ClaimId) -> Option<Clash> {
        let differs = match self.gates(rule, a, b) {
            Gates::Differs { field: Field::Predicate, .. } if self.are_equated(a, b) => return None,
            Gates::Differs { field, values } => Some((field, values)),
            Gates::Passed { .. } if self.two_things(a, b).is_some() => None,
            _ => return None,
        };
        Some(Clash { claims: [a, b], differs })
    }

    /// The claims of the fact that a rule made of a claim.
    fn fact_members(&self, rule: usize, claim: ClaimId) -> &[ClaimId] {
        let of_rule = |fact: &&crate::fact::Fact| fact.rule == rule && fact.claims.contains(&claim);
        self.checked.facts.iter().find(of_rule).map_or(&[], |fact| fact.claims.as_slice())
    }

    /// The fact that holds both claims: one that sets them against each other before one that does not.
    fn common_fact(&self, a: ClaimId, b: ClaimId) -> Option<&FactEntry> {
        let holds_both = |fact: &&FactEntry| camp_of(fact, a).is_some() && camp_of(fact, b).is_some();
        let facts: Vec<&FactEntry> = self.report.facts.iter().filter(holds_both).collect();
        facts.iter().find(|fact| standing(fact, a, b).is_some()).or(facts.first()).copied()
    }

    fn one_fact(&self, fact: &FactEntry, a: ClaimId, b: ClaimId, gates: Option<&Gates>) -> Ending {
        let (relation, difference, why) = standing(fact, a, b).map_or_else(
            || (None, None, "their values were not set against each other: no claim with the one shares enough with a claim that has the other".to_owned()),
            |(relation, difference, why)| (Some(relation), difference, why),
        );
        let through = match (gates, self.shared_rule(a, b)) {
            (Some(gates), Some(rule)) if !matches!(gates, Gates::Passed { .. }) => self.path(rule, a, b),
            _ => Vec::new(),
        };
        Ending::OneFact { fact: fact.id.clone(), relation, difference, why, through }
    }

    /// The shortest way from one claim of a fact to another over pairs that pass every gate: the
    /// claims between the two.
    fn path(&self, rule: usize, a: ClaimId, b: ClaimId) -> Vec<ClaimId> {
        let members = self.fact_members(rule, a);
        let mut before: Vec<(ClaimId, usize)> = vec![(a, 0)];
        let mut at = 0;
        while let Some(&(here, _)) = before.get(at) {
            if here == b {
                return way_back(&before, at);
            }
            for &next in members {
                let passes = || matches!(self.gates(rule, here, next), Gates::Passed { .. });
                if !before.iter().any(|(seen, _)| *seen == next) && passes() {
                    before.push((next, at));
                }
            }
            at += 1;
        }
        Vec::new()
    }
}

/// The claims between the first of a search and the one at `at`, each with where it was reached from.
fn way_back(before: &[(ClaimId, usize)], at: usize) -> Vec<ClaimId> {
    let mut found = Vec::new();
    let mut at = before[at].1;
    while at != 0 {
        found.push(before[at].0);
        at = before[at].1;
    }
    found.reverse();
    found
}

pub(super) fn camp_of(fact: &FactEntry, claim: ClaimId) -> Option<usize> {
    fact.camps.iter().position(|camp| camp.claims.binary_search(&claim.0).is_ok())
}

/// How the camps of two claims of a fact stand to each other, and why.
fn standing(fact: &FactEntry, a: ClaimId, b: ClaimId) -> Option<(Relation, Option<Difference>, String)> {
    let (x, y) = (camp_of(fact, a)?, camp_of(fact, b)?);
    if x == y {
        return Some((Relation::Agrees, None, format!("both say {}", fact.camps[x].reading)));
    }
    let relation = fact.relations.iter().find(|r| r.camps == [x, y] || r.camps == [y, x])?;
    Some((relation.relation, relation.difference, relation.why.clone()))
}
