//! How often each two outlets say the same.

use std::collections::BTreeMap;

use super::Relation;

/// How many facts two outlets both speak of, by how their values stand to each other. A fact
/// counts once, by the strongest relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Tally {
    /// They say the same.
    pub agrees: u32,
    /// Both can be true.
    pub compatible: u32,
    /// One replaces the other.
    pub updates: u32,
    /// Their voices disagree.
    pub disputes: u32,
    /// Not both can be true.
    pub contradicts: u32,
}

impl Tally {
    /// How many facts both speak of.
    pub fn facts(self) -> u32 {
        self.agrees + self.compatible + self.updates + self.disputes + self.contradicts
    }

    fn add(&mut self, relation: Relation) {
        match relation {
            Relation::Agrees => self.agrees += 1,
            Relation::Compatible => self.compatible += 1,
            Relation::Updates => self.updates += 1,
            Relation::Disputes => self.disputes += 1,
            Relation::Contradicts => self.contradicts += 1,
        }
    }
}

/// The outlet-by-outlet matrix of agreement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agreement {
    /// Outlets by name; the other methods count in this order.
    pub outlets: Vec<String>,
    cells: BTreeMap<(usize, usize), Tally>,
}

/// The outlets of each camp of one fact, and the relations between the camps.
#[derive(Debug, Default)]
pub(super) struct Stand {
    pub(super) camps: Vec<Vec<usize>>,
    pub(super) relations: Vec<(usize, usize, Relation)>,
}

impl Agreement {
    pub(super) fn new(outlets: Vec<String>, facts: &[Stand]) -> Self {
        let mut cells: BTreeMap<(usize, usize), Tally> = BTreeMap::new();
        for fact in facts {
            for (pair, relation) in strongest(fact) {
                cells.entry(pair).or_default().add(relation);
            }
        }
        Self { outlets, cells }
    }

    /// What two outlets have in common, by their positions; nothing for an outlet and itself.
    pub fn between(&self, a: usize, b: usize) -> Tally {
        self.cells.get(&(a.min(b), a.max(b))).copied().unwrap_or_default()
    }

    /// All pairs of outlets that share a fact, the lower position first.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize, Tally)> {
        self.cells.iter().map(|(&(a, b), &tally)| (a, b, tally))
    }
}

fn strongest(fact: &Stand) -> BTreeMap<(usize, usize), Relation> {
    let mut pairs = BTreeMap::new();
    for camp in &fact.camps {
        for (at, &a) in camp.iter().enumerate() {
            for &b in &camp[at + 1..] {
                raise(&mut pairs, a, b, Relation::Agrees);
            }
        }
    }
    for &(one, other, relation) in &fact.relations {
        for &a in &fact.camps[one] {
            for &b in &fact.camps[other] {
                raise(&mut pairs, a, b, relation);
            }
        }
    }
    pairs
}

fn raise(pairs: &mut BTreeMap<(usize, usize), Relation>, a: usize, b: usize, relation: Relation) {
    if a != b {
        let cell = pairs.entry((a.min(b), a.max(b))).or_insert(relation);
        *cell = (*cell).max(relation);
    }
}
