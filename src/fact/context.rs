//! What an article as a whole is about, and which figures it gives once only: evidence that no
//! single sentence has.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::article::ArticleId;
use crate::claim::compare::{Class, Comparison, compare};
use crate::claim::extract::About;
use crate::claim::quantity::{Dimension, Hedge};
use crate::claim::{Certainty, Claim, Field, Kind, Polarity, Setting, Value};
use crate::fact::clue::{Clues, Lexicon, Quoted, SentenceClues, Words, is_subject};
use crate::fact::world::world;
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::predicates::predicates;
use crate::vocabulary::things::things;

/// Figures of one thing beyond which an article certainly speaks of several.
const SEVERAL: usize = 6;

/// What linking knows of the articles of a run and of the sentences of their claims.
#[derive(Debug)]
pub struct Contexts {
    lexicon: Lexicon,
    articles: Vec<Context>,
    /// By the claims' ids.
    clues: Vec<Clues>,
}

/// What the article as a whole is about: see [`About`].
#[derive(Debug)]
pub(super) struct Context {
    /// Names that it mentions.
    pub(super) names: Words,
    /// Telling words of its lead: headline and first sentences.
    pub(super) lead: Words,
    /// The day of its publication.
    pub(super) published: Option<Date>,
}

/// What a figure is a figure of, as far as its own words tell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Figured<'a> {
    article: ArticleId,
    kind: Kind,
    dimension: Option<Dimension>,
    concept: &'a str,
    event: Option<&'a str>,
    predicate: Option<&'a str>,
    part: Option<&'a str>,
    per: Option<&'a str>,
}

impl<'a> Figured<'a> {
    /// `None` where a claim is no figure, or no figure of the article's own event.
    fn of(claim: &'a Claim) -> Option<Self> {
        let firm = matches!(claim.certainty, Certainty::Asserted | Certainty::Planned);
        if claim.scene.background || !firm || claim.polarity == Polarity::Negated {
            return None;
        }
        let first = |field| claim.arguments.get(&field).and_then(|a| a.values.first()).map(String::as_str);
        // "one of the factories" does not say how many there are.
        if first(Field::Part) == Some("of") && is_one(&claim.value) {
            return None;
        }
        let concept = claim.concept.as_deref()?;
        let dimension = match &claim.value {
            // "Thousands of parents" is no figure that a story has one of.
            Value::Number(quantity) if quantity.hedge == Hedge::Vague => return None,
            Value::Number(quantity) => Some(quantity.unit.dimension),
            Value::When(_) | Value::Place(_) => None,
            _ => return None,
        };
        // The end of a strike is none of a contract's.
        let event = first(Field::Event);
        let concept = if dimension.is_none() { predicates().family(concept) } else { concept };
        // Who is killed and who is hurt are two figures of people; a city's teachers are one, whatever
        // is said of them.
        let of_people = things().is_a(concept, "person");
        let anybody = is_anybody(concept);
        let said = |predicate: &str| of_people && (anybody || is_known(predicate));
        Some(Self {
            article: claim.article,
            kind: claim.kind,
            dimension,
            concept,
            event,
            // What a measure measures is its concept; the verb beside it says no more.
            predicate: claim.predicate.as_deref().filter(|p| claim.kind == Kind::Count && said(p)),
            part: first(Field::Part).filter(|&part| part != "of" && part != "total"),
            per: first(Field::Unit),
        })
    }
}

impl Contexts {
    /// What the claims of a run tell, and its articles, of which `about` has what each is about. The ids
    /// of the claims are their places in the list.
    pub fn new(about: &[About], claims: &[Claim]) -> Self {
        let mut lexicon = Lexicon::default();
        let mut last: Option<(&Arc<Setting>, Arc<SentenceClues>)> = None;
        let clues = claims.iter().zip(given_once(claims)).map(|(claim, given_once)| {
            let setting = &claim.scene.setting;
            let sentence = match &last {
                Some((same, clues)) if Arc::ptr_eq(same, setting) => Arc::clone(clues),
                _ => Arc::new(SentenceClues::of(setting, &mut lexicon)),
            };
            last = Some((setting, Arc::clone(&sentence)));
            let words = setting.words.iter().filter(|word| !is_subject(claim, word));
            let quoted = Quoted::of(&claim.value, &mut lexicon);
            Clues { words: lexicon.set(words), sentence, given_once, quoted }
        });
        let clues: Vec<Clues> = clues.collect();
        let context = |about: &About| Context {
            names: lexicon.set(&about.names),
            lead: lexicon.set(&about.lead),
            published: about.published,
        };
        let articles = about.iter().map(context).collect();
        Self { lexicon, articles, clues }
    }

    /// What the article of a claim is about.
    pub(super) fn of(&self, claim: &Claim) -> &Context {
        &self.articles[claim.article.0 as usize]
    }

    /// What the sentence of a claim tells of its event.
    pub(super) fn clues(&self, claim: &Claim) -> &Clues {
        &self.clues[claim.id.0 as usize]
    }

    /// The words that stand in both sets, in their alphabetical order.
    pub(super) fn shared(&self, a: &Words, b: &Words) -> Vec<String> {
        self.lexicon.shared(a, b)
    }
}

fn is_one(value: &Value) -> bool {
    matches!(value, Value::Number(quantity) if quantity.printed == Some(Decimal::ONE))
}

/// Whether a noun says of people only that they are people: those of one sentence need not be those
/// of another.
pub fn is_anybody(concept: &str) -> bool {
    grammar().is(concept, Group::Anybody)
}

/// Whether the vocabulary knows a predicate, with or without its role.
pub fn is_known(predicate: &str) -> bool {
    let id = predicate.split_once('/').map_or(predicate, |(id, _)| id);
    predicates().named(id).is_some()
}

/// Of each claim, whether its article gives one figure only for what it is a figure of, however often.
fn given_once(claims: &[Claim]) -> Vec<bool> {
    let figured: Vec<Option<Figured>> = claims.iter().map(Figured::of).collect();
    let mut given: FxHashMap<&Figured, Vec<(Class, &Value)>> = FxHashMap::default();
    for (claim, figured) in claims.iter().zip(&figured) {
        let Some(figured) = figured else { continue };
        let (values, class) = (given.entry(figured).or_default(), Class::of(&claim.value));
        if values.len() <= SEVERAL && values.iter().all(|(other, _)| *other != class) {
            values.push((class, &claim.value));
        }
    }
    let once: FxHashMap<&Figured, bool> =
        given.into_iter().map(|(figured, values)| (figured, fit_each_other(&values))).collect();
    figured.iter().map(|figured| figured.as_ref().is_some_and(|figured| once[figured])).collect()
}

fn fit_each_other(values: &[(Class, &Value)]) -> bool {
    let world = world();
    let fit = |a: &Value, b: &Value| {
        compare(a, b, &world).is_some_and(|compared| compared.comparison != Comparison::Contradicts)
    };
    values.len() <= SEVERAL
        && values.iter().enumerate().all(|(at, (_, a))| values[at + 1..].iter().all(|(_, b)| fit(a, b)))
}
