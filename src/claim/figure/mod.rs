//! Claims of figures: counts, measures, sums of money, shares, spans of time, scores.

mod count;
mod distribution;
pub mod governor;
pub mod measure;
mod nearest;
mod noun;
pub mod part;
pub mod rank;
mod spell;

pub use count::UNSPECIFIED;
use count::count;
use measure::{AGE, is_attribute, magnitude, measure};
use part::{all_but, all_the_others, part, sequel};

use crate::claim::draft::Draft;
use crate::claim::party;
use crate::claim::quantity::{Dimension, Quantity};
use crate::claim::reading::SentenceReading;
use crate::claim::syntax::{GrammaticalVoice, PhraseId, Tag};
use crate::claim::value::{ValueKind, ValueMention};
use crate::claim::{Certainty, Field, Kind, Polarity, Value};
use crate::vocabulary::grammar::{Class, grammar};
use crate::vocabulary::things::things;

/// What the sentences before one have counted.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// What the sentence before it in its paragraph counted last.
    pub thing: Option<&'a str>,
    /// The counts of all sentences before it.
    pub counts: &'a [Draft],
}

impl Before<'_> {
    /// Whether the like of a count was given before, and not as many: "It will cut 2,300 jobs. A further
    /// 400 will go in Poland." Another 160 who were hurt are often told beside the dead, however many
    /// were said to be hurt before.
    fn has_other(&self, draft: &Draft) -> bool {
        let like = |count: &&Draft| count.concept == draft.concept && count.predicate == draft.predicate;
        let of_people = draft.concept.as_deref().is_some_and(|thing| things().is_a(thing, "person"));
        draft.predicate.is_some()
            && !of_people
            && self.counts.iter().filter(like).any(|count| count.value != draft.value)
    }
}

/// All figures of a sentence as claims.
pub fn figures(sentence: &SentenceReading, before: &Before<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (index, value) in sentence.values.iter().enumerate() {
        let found = match &value.kind {
            ValueKind::Number(quantity) => number(sentence, index, value, quantity, (&drafts, before)),
            ValueKind::Score(pairs) => {
                vec![other(sentence, index, value, Kind::Score, Value::Score(pairs.clone()))]
            }
            ValueKind::Result(seconds) => {
                vec![other(sentence, index, value, Kind::Score, Value::Result(*seconds))]
            }
            ValueKind::Identifier(name) => identifier(sentence, index, value, name).into_iter().collect(),
            ValueKind::Ordinal(_) | ValueKind::Date(..) => Vec::new(),
        };
        drafts.extend(found);
    }
    distribution::mark(sentence, &mut drafts);
    spell::mark(sentence, &mut drafts);
    drafts
}

fn number(
    sentence: &SentenceReading,
    index: usize,
    value: &ValueMention,
    quantity: &Quantity,
    (before, earlier): (&[Draft], &Before<'_>),
) -> Vec<Draft> {
    let scaled = magnitude(sentence, index, quantity);
    let quantity = scaled.as_ref().unwrap_or(quantity);
    let kind = match quantity.unit.dimension {
        Dimension::Count => Kind::Count,
        Dimension::Money => Kind::Money,
        Dimension::Percent | Dimension::PercentPoint => Kind::Percent,
        Dimension::Duration | Dimension::Months => Kind::Duration,
        _ => Kind::Measure,
    };
    let tokens = sentence.parse.value_tokens[index].clone();
    let mut draft = Draft::new(kind, Value::Number(quantity.clone()), value.span, tokens.start);
    draft.cues.clone_from(&value.cues);
    let Some(phrase) = sentence.parse.phrase_at(tokens.start) else { return Vec::new() };
    if is_pronoun(sentence, &tokens) {
        return Vec::new();
    }
    if !quantity.unit.per.is_empty() {
        draft.say(Field::Unit, [format!("per {}", quantity.unit.per)], None);
    }
    let mut drafts = if kind == Kind::Count {
        count(sentence, index, phrase, quantity, (before, earlier.thing), &draft)
    } else {
        measure(sentence, index, phrase, &mut draft);
        vec![draft]
    };
    let mut others = Vec::new();
    for draft in &mut drafts {
        if !is_attribute(sentence, phrase, &tokens, draft.kind) {
            clause_certainty(sentence, draft);
        }
        if draft.kind == Kind::Count && !is_firm(draft) && is_presupposed(sentence, index, phrase) {
            presuppose(draft);
        }
        if draft.concept.as_deref() != Some(AGE) {
            party::of_figure(sentence, phrase, draft);
        }
        others.extend(all_the_others(sentence, index, draft));
        all_but(sentence, index, draft);
        sequel(sentence, phrase, draft);
        part(sentence, index, before, earlier, draft);
    }
    drafts.extend(others);
    drafts
}

/// "every single one was for Tuck": "one" after a word that stands before nouns counts nothing.
fn is_pronoun(sentence: &SentenceReading, tokens: &std::ops::Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1).map(|at| sentence.parse.tags[at]);
    tokens.len() == 1
        && sentence.tokens[tokens.start].is("one")
        && matches!(before, Some(Tag::Determiner | Tag::Adjective))
}

/// "could face a sentence of 14 years": the verb of the clause says how firm the figure is.
fn clause_certainty(sentence: &SentenceReading, draft: &mut Draft) {
    let Some(verb) = sentence.parse.verb_near(draft.anchor) else { return };
    let group = &sentence.parse.verbs[verb];
    draft.certainty = draft.certainty.max(group.certainty);
    let classes = grammar().classes(&sentence.parse.lemmas[group.main]);
    // "agents were called to the farm, 80 miles away" is no wish.
    if classes.has(Class::Wished) && !group.copula && group.voice == GrammaticalVoice::Active {
        draft.certainty = Certainty::Wished;
    }
}

/// "vowed to protect the 400,000 students", "would not affect the district's 45,000 pupils": whatever is
/// wished or denied of them, there are so many.
fn is_presupposed(sentence: &SentenceReading, index: usize, phrase: PhraseId) -> bool {
    let parse = &sentence.parse;
    let before = parse.phrases[phrase].tokens.start..parse.value_tokens[index].start;
    before.into_iter().any(|at| parse.is_definite(at))
}

/// Takes from a figure what is not said of it as a fact. Of "144 of its 675 schools" the whole keeps what
/// is said of the part, by which the two are held together.
fn presuppose(draft: &mut Draft) {
    if draft.arguments.contains_key(&Field::Part) {
        return;
    }
    draft.certainty = Certainty::Asserted;
    draft.polarity = Polarity::Affirmed;
    draft.predicate = None;
}

/// Whether what is said of a figure is said as a fact.
fn is_firm(draft: &Draft) -> bool {
    draft.certainty == Certainty::Asserted && draft.polarity == Polarity::Affirmed
}

/// Scores and results: the contest is in the setting, so nothing more is needed than the clause.
fn other(sentence: &SentenceReading, index: usize, value: &ValueMention, kind: Kind, held: Value) -> Draft {
    let tokens = sentence.parse.value_tokens[index].clone();
    let mut draft = Draft::new(kind, held, value.core, tokens.start);
    draft.concept = Some(if kind == Kind::Score { "result" } else { "identifier" }.to_owned());
    if let Some(verb) = sentence.parse.verb_near(tokens.start) {
        draft.certainty = sentence.parse.verbs[verb].certainty;
    }
    draft
}

/// "flight KX 412": the noun tells what is identified, the number which one.
fn identifier(sentence: &SentenceReading, index: usize, value: &ValueMention, name: &str) -> Option<Draft> {
    let tokens = sentence.parse.value_tokens[index].clone();
    let noun =
        name.split_whitespace().next().filter(|w| w.len() > 2 && w.chars().all(char::is_alphabetic))?;
    let mut draft =
        Draft::new(Kind::Identifier, Value::Identifier(name.to_owned()), value.span, tokens.start);
    draft.concept = Some(noun.to_owned());
    Some(draft)
}

#[cfg(test)]
mod tests {
    use crate::claim::Polarity;
    use crate::claim::extract::tests::{claims_of, figures_of, row};

    #[test]
    fn a_compound_counts_its_own_noun() {
        assert_eq!(figures_of("A nine-storey hotel burned down."), [row("nine", "storey", "", "")]);
        assert_eq!(figures_of("The 12-storey hotel burned down."), [row("12", "storey", "", "")]);
        assert_eq!(figures_of("An eight-carriage train derailed."), [row("eight", "carriage", "", "")]);
        let two = figures_of("Two ten-storey hotels burned down.");
        assert_eq!(two.iter().map(|found| found[1].as_str()).collect::<Vec<_>>(), ["hotel", "storey"]);
    }

    #[test]
    fn a_compound_of_members_counts_who_belongs_to_a_group() {
        assert_eq!(figures_of("A 30-member mission landed.")[0][1], "member");
        assert_eq!(figures_of("A nine-man crew was rescued.")[0][1], "member");
    }

    #[test]
    fn a_compound_that_measures_counts_nothing() {
        assert!(figures_of("The boy, a 12-year-old, won.").is_empty());
        assert!(figures_of("The five-star hotel burned down.").is_empty());
    }

    #[test]
    fn people_of_a_nation_are_counted() {
        assert_eq!(figures_of("Forty Malians were freed."), [row("Forty", "person", "release", "")]);
        let loose = figures_of("Hundreds of thousands of Brazilians marched through Recife.");
        assert_eq!(loose, [row("Hundreds of thousands", "person", "attend", "")]);
    }

    #[test]
    fn a_nation_before_a_noun_leaves_the_count_to_the_noun() {
        assert_eq!(figures_of("The 12 Brazilian players flew home.")[0][1], "player");
        assert_eq!(figures_of("Some 40 Malian buses burned.")[0][1], "bus");
    }

    #[test]
    fn what_a_noun_measures_is_so_large_whatever_is_said_of_it() {
        let of = |text: &str| claims_of(text)[0].polarity;
        assert_eq!(of("The 8,400-acre fire is not contained."), Polarity::Affirmed);
        assert_eq!(of("The fire did not burn 8,400 acres."), Polarity::Negated);
    }
}
