//! Camps: the claims of one fact that agree.

use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;

use super::Camp;
use super::build::Evidence;
use crate::claim::compare::{Class, Comparison, compare_claims, way};
use crate::claim::{Claim, ClaimId, Polarity};

/// Values beyond so many, the least supported ones, are compared by their class alone.
const COMPARED: usize = 200;

/// The camps of a fact's claims: most origins first, then by the first claim.
///
/// Claims of one class are one camp. Where agreement is wider than the class (a day and its
/// morning, two spellings of a name), values are joined too, but a value that agrees with two
/// values that do not agree with each other stays a camp of its own: "Tuesday" must not make
/// "Tuesday, 7 a.m." and "Tuesday, 9 p.m." one.
pub(super) fn camps(claims: &[&Claim], evidence: &Evidence<'_>) -> Vec<Camp> {
    // Most facts have one claim.
    if let [only] = claims {
        return vec![evidence.camp(vec![only.id])];
    }
    let variants = variants(claims);
    let mut union = UnionFind::<usize>::new(variants.len());
    let open: Vec<usize> = (0..variants.len()).filter(|&v| !variants[v].class.is_complete()).collect();
    for (a, b) in agreeing(&open, &variants, evidence) {
        union.union(a, b);
    }
    let mut members: FxHashMap<usize, Vec<ClaimId>> = FxHashMap::default();
    for (variant, label) in variants.iter().zip(union.into_labeling()) {
        members.entry(label).or_default().extend(variant.claims.iter().map(|claim| claim.id));
    }
    let mut camps: Vec<Camp> = members.into_values().map(|claims| evidence.camp(claims)).collect();
    camps.sort_by_key(|camp| (std::cmp::Reverse(camp.origins), camp.claims.first().copied()));
    camps
}

/// The claims of one class.
struct Variant<'a> {
    class: Class,
    claims: Vec<&'a Claim>,
}

fn variants<'a>(claims: &[&'a Claim]) -> Vec<Variant<'a>> {
    let mut known: FxHashMap<(Class, Polarity, Option<&str>), usize> = FxHashMap::default();
    let mut variants: Vec<Variant<'a>> = Vec::new();
    for &claim in claims {
        let class = Class::of(&claim.value);
        let number = *known.entry((class.clone(), claim.polarity, way(claim))).or_insert_with(|| {
            variants.push(Variant { class, claims: Vec::new() });
            variants.len() - 1
        });
        variants[number].claims.push(claim);
    }
    variants
}

/// The pairs of variants to join.
fn agreeing(open: &[usize], variants: &[Variant<'_>], evidence: &Evidence<'_>) -> Vec<(usize, usize)> {
    let mut open = open.to_vec();
    open.sort_by_key(|&v| (std::cmp::Reverse(variants[v].claims.len()), v));
    open.truncate(COMPARED);
    let mut agrees = vec![vec![false; open.len()]; open.len()];
    for i in 0..open.len() {
        for j in 0..i {
            let (a, b) = (variants[open[i]].claims[0], variants[open[j]].claims[0]);
            let same =
                compare_claims(a, b, &evidence.world).is_some_and(|c| c.comparison == Comparison::Agrees);
            (agrees[i][j], agrees[j][i]) = (same, same);
        }
    }
    let bridges: Vec<bool> = (0..open.len()).map(|v| is_bridge(v, &agrees)).collect();
    let pairs = (0..open.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
    pairs
        .filter(|&(i, j)| agrees[i][j] && !bridges[i] && !bridges[j])
        .map(|(i, j)| (open[i], open[j]))
        .collect()
}

/// Whether a value agrees with two that do not agree with each other.
fn is_bridge(value: usize, agrees: &[Vec<bool>]) -> bool {
    let friends: Vec<usize> = (0..agrees.len()).filter(|&other| agrees[value][other]).collect();
    friends.iter().any(|&a| friends.iter().any(|&b| a != b && !agrees[a][b]))
}
