//! What an article as a whole is about, and which figures it gives once only: evidence that no
//! single sentence has.

use rustc_hash::FxHashMap;

use crate::claim::compare::{Class, Comparison, compare};
use crate::claim::extract::About;
use crate::claim::quantity::{Dimension, Hedge};
use crate::claim::{Certainty, Claim, Field, Kind, Polarity, Value};
use crate::fact::world::world;
use crate::vocabulary::predicates::predicates;
use crate::vocabulary::things::things;

/// Figures of one thing beyond which an article certainly speaks of several.
const SEVERAL: usize = 6;

/// What the article as a whole is about, and which figures it gives once only.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// What it is about.
    pub about: About,
    /// Whether all figures that it gives for a thing fit each other, so that it speaks of one only.
    once: FxHashMap<Figured, bool>,
}

/// What a figure is a figure of, as far as its own words tell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Figured {
    kind: Kind,
    dimension: Option<Dimension>,
    concept: String,
    event: String,
    predicate: Option<String>,
    part: Option<String>,
    per: Option<String>,
}

impl Figured {
    /// `None` where a claim is no figure, or no figure of the article's own event.
    fn of(claim: &Claim) -> Option<Self> {
        let firm = matches!(claim.certainty, Certainty::Asserted | Certainty::Planned);
        if claim.scene.background || !firm || claim.polarity == Polarity::Negated {
            return None;
        }
        let first = |field| claim.arguments.get(&field).and_then(|a| a.values.first().cloned());
        let concept = claim.concept.as_deref()?;
        let dimension = match &claim.value {
            // "Thousands of parents" is no figure that a story has one of.
            Value::Number(quantity) if quantity.hedge == Hedge::Vague => return None,
            Value::Number(quantity) => Some(quantity.unit.dimension),
            Value::When(_) | Value::Place(_) => None,
            _ => return None,
        };
        // The end of a strike is none of a contract's.
        let event = first(Field::Event).unwrap_or_default();
        let concept = if dimension.is_none() { predicates().family(concept) } else { concept };
        // Who is killed and who is hurt are two figures of people; a city's teachers are one, whatever
        // is said of them.
        let of_people = things().is_a(concept, "person");
        let anybody = is_anybody(concept);
        let said = |predicate: &String| of_people && (anybody || is_known(predicate));
        Some(Self {
            kind: claim.kind,
            dimension,
            concept: concept.to_owned(),
            event,
            // What a measure measures is its concept; the verb beside it says no more.
            predicate: claim.predicate.clone().filter(|p| claim.kind == Kind::Count && said(p)),
            part: first(Field::Part).filter(|part| part != "of" && part != "total"),
            per: first(Field::Unit),
        })
    }
}

impl Context {
    /// Whether the article gives one figure only for what the claim is a figure of, however often.
    pub fn gives_once(&self, claim: &Claim) -> bool {
        Figured::of(claim).is_some_and(|figured| self.once.get(&figured).copied().unwrap_or(false))
    }
}

/// Whether a noun says of people only that they are people: those of one sentence need not be those
/// of another.
pub fn is_anybody(concept: &str) -> bool {
    ["person", "man", "woman", "boy", "girl", "adult", "member"].contains(&concept)
}

/// Whether the vocabulary knows a predicate, with or without its role.
pub fn is_known(predicate: &str) -> bool {
    let id = predicate.split_once('/').map_or(predicate, |(id, _)| id);
    predicates().named(id).is_some()
}

/// The contexts of all articles of a run; `about` has what each of them is about.
pub fn contexts(about: &[About], claims: &[Claim]) -> Vec<Context> {
    let context = |about: &About| Context { about: about.clone(), once: FxHashMap::default() };
    let mut found: Vec<Context> = about.iter().map(context).collect();
    for (article, once) in figures_given_once(claims) {
        found[article as usize].once = once;
    }
    found
}

/// For each article and thing, whether all its figures fit each other.
fn figures_given_once(claims: &[Claim]) -> FxHashMap<u32, FxHashMap<Figured, bool>> {
    let mut given: FxHashMap<(u32, Figured), Vec<&Value>> = FxHashMap::default();
    let mut known: FxHashMap<(u32, Figured), rustc_hash::FxHashSet<Class>> = FxHashMap::default();
    for claim in claims {
        let Some(figured) = Figured::of(claim) else { continue };
        let key = (claim.article.0, figured);
        if known.entry(key.clone()).or_default().insert(Class::of(&claim.value)) {
            given.entry(key).or_default().push(&claim.value);
        }
    }
    let mut found: FxHashMap<u32, FxHashMap<Figured, bool>> = FxHashMap::default();
    for ((article, figured), values) in given {
        found.entry(article).or_default().insert(figured, fit_each_other(&values));
    }
    found
}

fn fit_each_other(values: &[&Value]) -> bool {
    let world = world();
    let fit = |a: &Value, b: &Value| {
        compare(a, b, &world).is_some_and(|compared| compared.comparison != Comparison::Contradicts)
    };
    values.len() <= SEVERAL
        && values.iter().enumerate().all(|(at, a)| values[at + 1..].iter().all(|b| fit(a, b)))
}
