//! Claims of figures: counts, measures, sums of money, shares, spans of time, scores.

use std::collections::{BTreeMap, BTreeSet};

use super::governor::{Governor, Role, governors, is_light};
use super::name::Referent;
use super::quantity::{Dimension, Hedge, Quantity};
use super::reading::SentenceReading;
use super::syntax::{Item, PhraseId, Tag};
use super::value::{ValueKind, ValueMention};
use super::{Argument, Certainty, Field, Kind, Origin, Polarity, Value};
use crate::files::Span;
use crate::vocabulary::common::is_common;
use crate::vocabulary::measures::measures;
use crate::vocabulary::predicates::predicates;
use crate::vocabulary::things::things;

/// A claim before the article adds its voices, its scene and its number.
#[derive(Debug, Clone)]
pub struct Draft {
    /// See [`super::Claim::kind`].
    pub kind: Kind,
    /// See [`super::Claim::concept`].
    pub concept: Option<String>,
    /// See [`super::Claim::predicate`].
    pub predicate: Option<String>,
    /// See [`super::Claim::value`].
    pub value: Value,
    /// See [`super::Claim::mention`].
    pub mention: Span,
    /// See [`super::Claim::cues`].
    pub cues: Vec<Span>,
    /// See [`super::Claim::arguments`].
    pub arguments: BTreeMap<Field, Argument>,
    /// See [`super::Claim::polarity`].
    pub polarity: Polarity,
    /// See [`super::Claim::certainty`].
    pub certainty: Certainty,
    /// See [`super::Claim::change`].
    pub change: bool,
    /// The token that the claim hangs on, for its clause: date, place and scope.
    pub anchor: usize,
}

impl Draft {
    /// A draft with nothing said about it yet.
    pub fn new(kind: Kind, value: Value, mention: Span, anchor: usize) -> Self {
        Self {
            kind,
            concept: None,
            predicate: None,
            value,
            mention,
            cues: Vec::new(),
            arguments: BTreeMap::new(),
            polarity: Polarity::Affirmed,
            certainty: Certainty::Asserted,
            change: false,
            anchor,
        }
    }

    /// Adds values to a field, said in the clause.
    pub fn say(&mut self, field: Field, values: impl IntoIterator<Item = String>, span: Option<Span>) {
        let values: BTreeSet<String> = values.into_iter().filter(|v| !v.is_empty()).collect();
        if values.is_empty() {
            return;
        }
        let argument = self.arguments.entry(field).or_insert_with(|| Argument { values: BTreeSet::new(), span, origin: Origin::Said });
        argument.values.extend(values);
    }
}

/// All figures of a sentence as claims.
pub fn figures(sentence: &SentenceReading) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (index, value) in sentence.values.iter().enumerate() {
        let draft = match &value.kind {
            ValueKind::Number(quantity) => number(sentence, index, value, quantity, &drafts),
            ValueKind::Score(pairs) => Some(other(sentence, index, value, Kind::Score, Value::Score(pairs.clone()))),
            ValueKind::Result(seconds) => Some(other(sentence, index, value, Kind::Score, Value::Result(*seconds))),
            ValueKind::Identifier(name) => Some(identifier(sentence, index, value, name)),
            ValueKind::Ordinal(_) | ValueKind::Date(..) => None,
        };
        drafts.extend(draft);
    }
    drafts
}

fn number(sentence: &SentenceReading, index: usize, value: &ValueMention, quantity: &Quantity, before: &[Draft]) -> Option<Draft> {
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
    let phrase = sentence.parse.phrase_at(tokens.start)?;
    if kind == Kind::Count {
        count(sentence, index, phrase, quantity, before, &mut draft)?;
    } else {
        measure(sentence, index, phrase, &mut draft);
    }
    part(sentence, index, &mut draft);
    if !quantity.unit.per.is_empty() {
        draft.say(Field::Unit, [format!("per {}", quantity.unit.per)], None);
    }
    Some(draft)
}

/// The noun that a figure counts: head and the words between.
struct Counted {
    noun: String,
    head: usize,
    thing: String,
}

/// The noun directly after a figure inside its phrase.
fn counted(sentence: &SentenceReading, index: usize, phrase: PhraseId) -> Option<Counted> {
    let parse = &sentence.parse;
    let figure = &parse.value_tokens[index];
    let found = &parse.phrases[phrase];
    let head = found.head.filter(|&h| h >= figure.end)?;
    // "two US-led strikes" counts strikes; "19 Plymouth Street" is no count, and "five days'" ends
    // at the possessive.
    let noun = parse.lemmas[head].clone();
    let pair = head.checked_sub(1).filter(|&h| h >= figure.end).map(|h| format!("{} {noun}", parse.lemmas[h]));
    let thing = pair
        .as_deref()
        .and_then(|p| things().of_word(p))
        .or_else(|| things().of_word(&noun))
        .map_or_else(|| noun.clone(), str::to_owned);
    Some(Counted { noun, head, thing })
}

/// The phrase that tells what a bare figure counts: "57 of the 93 drones", "ten of which".
fn partitive(sentence: &SentenceReading, phrase: PhraseId) -> Option<PhraseId> {
    let parse = &sentence.parse;
    let item = parse.item_of_phrase(phrase);
    match (parse.items.get(item + 1), parse.items.get(item + 2)) {
        (Some(Item::Preposition(t)), Some(Item::Phrase(whole))) if parse.lemmas[*t] == "of" => Some(*whole),
        (Some(Item::Preposition(t)), Some(Item::Relative(_))) if parse.lemmas[*t] == "of" => item
            .checked_sub(1)
            .and_then(|i| parse.items[..=i].iter().rev().find_map(|i| if let Item::Phrase(p) = i { Some(*p) } else { None })),
        _ => None,
    }
}

fn count(sentence: &SentenceReading, index: usize, phrase: PhraseId, quantity: &Quantity, before: &[Draft], draft: &mut Draft) -> Option<()> {
    let parse = &sentence.parse;
    let own = counted(sentence, index, phrase);
    let whole = partitive(sentence, phrase);
    let of_whole = whole.and_then(|w| noun_of(sentence, w));
    let mut thing = own.as_ref().map(|c| c.thing.clone());
    // "five of them", "some 200 of the victims": the noun of the whole; "hundreds of drones" likewise.
    if thing.is_none() {
        thing = of_whole.clone();
    }
    // "killing three soldiers and wounding eight": a bare figure counts what the one before counts,
    // unless what is said of it is said of something else.
    let last = before.iter().rev().find(|d| d.kind == Kind::Count).and_then(|d| d.concept.clone());
    let governors = governors(sentence, phrase, thing.as_deref().or(last.as_deref()));
    let governor = best(&governors);
    if thing.is_none() {
        let takes = governor.and_then(|g| g.predicate).and_then(|id| predicates().get(id).takes.clone());
        thing = match (takes, last) {
            (Some(takes), Some(last)) if things().is_a(&last, &takes) => Some(last),
            (Some(takes), _) => Some(takes),
            (None, last) => last.filter(|_| governor.is_some()),
        };
    }
    let thing = thing?;
    if let Some(counted) = &own {
        let between = parse.value_tokens[index].end..counted.head;
        qualities(sentence, between, draft);
        if counted.thing != counted.noun {
            draft.say(Field::Thing, [counted.noun.clone()], None);
        }
    }
    if whole.is_some() && own.is_none() && quantity.hedge != Hedge::Vague {
        draft.say(Field::Part, ["of".to_owned()], None);
    }
    draft.concept = Some(thing);
    govern(sentence, governor, draft);
    group(sentence, phrase, draft);
    Some(())
}

/// The thing that a phrase names by its head noun.
fn noun_of(sentence: &SentenceReading, phrase: PhraseId) -> Option<String> {
    let head = sentence.parse.phrases[phrase].head?;
    let noun = &sentence.parse.lemmas[head];
    Some(things().of_word(noun).map_or_else(|| noun.clone(), str::to_owned))
}

/// The governor that says most: a known predicate first, then a verb with a meaning of its own.
fn best(governors: &[Governor]) -> Option<&Governor> {
    governors
        .iter()
        .find(|g| g.predicate.is_some() && g.role == Role::Patient)
        .or_else(|| governors.iter().find(|g| g.predicate.is_some() && g.role == Role::Agent))
        .or_else(|| governors.iter().find(|g| !is_light(&g.lemma) && g.role != Role::Oblique))
        .or_else(|| governors.iter().find(|g| g.predicate.is_some()))
        .or_else(|| governors.iter().find(|g| !is_light(&g.lemma)))
        .or_else(|| governors.first())
}

/// Takes predicate, polarity, certainty, agent and target from what governs the figure.
fn govern(sentence: &SentenceReading, governor: Option<&Governor>, draft: &mut Draft) {
    let Some(governor) = governor else { return };
    if governor.predicate.is_some() || !is_light(&governor.lemma) {
        draft.predicate = Some(governor.name());
    }
    let parse = &sentence.parse;
    let Some(verb) = governor.verb else { return };
    draft.anchor = governor.token;
    let group = &parse.verbs[verb];
    draft.certainty = draft.certainty.max(group.certainty);
    if group.negated {
        draft.polarity = Polarity::Negated;
    }
    let agent = if governor.role == Role::Patient { group.agent.or(if group.object.is_some() { group.subject } else { None }) } else { None };
    if let Some(agent) = agent {
        draft.say(Field::Agent, nations_of(sentence, agent), None);
    }
}

/// Countries that a phrase names as actors.
pub fn nations_of(sentence: &SentenceReading, phrase: PhraseId) -> Vec<String> {
    let names = &sentence.parse.phrases[phrase].names;
    names
        .iter()
        .filter_map(|&n| match &sentence.names[n].referent {
            Referent::Nation(nation) => Some(nation.clone()),
            _ => None,
        })
        .collect()
}

/// Adjectives, nouns and nations between a figure and its noun.
fn qualities(sentence: &SentenceReading, between: std::ops::Range<usize>, draft: &mut Draft) {
    for at in between {
        let word = &sentence.parse.lemmas[at];
        match sentence.parse.tags[at] {
            Tag::Adjective | Tag::Noun if word.len() > 2 && !matches!(word.as_str(), "more" | "other" | "such" | "new" | "same" | "own") => {
                draft.say(Field::Quality, [word.clone()], None);
            }
            Tag::Name => {
                let nation = sentence.names.iter().find(|n| n.tokens.contains(&at));
                if let Some(name) = nation {
                    draft.say(Field::Quality, [name.referent.name().to_owned()], None);
                }
            }
            _ => {}
        }
    }
}

/// "a five-member delegation", "the size of the mission": the group that a count of members is of.
fn group(sentence: &SentenceReading, phrase: PhraseId, draft: &mut Draft) {
    let nations = nations_of(sentence, phrase);
    if draft.concept.as_deref() == Some("member") {
        draft.say(Field::Side, nations, None);
    }
}

/// What a figure with a unit measures: the vocabulary's measure nearest in the grammar, else the
/// noun or verb that governs it.
fn measure(sentence: &SentenceReading, index: usize, phrase: PhraseId, draft: &mut Draft) {
    let parse = &sentence.parse;
    let figure = parse.value_tokens[index].clone();
    if let Value::Number(q) = &draft.value {
        match q.unit.dimension {
            Dimension::Age => {
                draft.concept = Some("age".to_owned());
                age_of(sentence, figure.start, draft);
                return;
            }
            Dimension::Scale => {
                draft.concept = Some(q.unit.id.clone());
                return;
            }
            _ => {}
        }
    }
    let governors = governors(sentence, phrase, None);
    let clause = parse.clause_at(figure.start);
    let mut best: Option<(i64, String)> = None;
    // "Russia's three-year assault": a figure before its noun measures that noun and nothing else.
    let own_head = parse.phrases[phrase].head.filter(|&h| h >= figure.end);
    for at in 0..parse.lemmas.len() {
        if figure.contains(&at) || own_head.is_some_and(|_| !parse.phrases[phrase].tokens.contains(&at)) {
            continue;
        }
        for (name, weight) in measures().at(parse.words(), at, draft.kind) {
            let in_phrase = parse.phrases[phrase].tokens.contains(&at);
            let governs = governors.iter().any(|g| g.token == at);
            let same_clause = parse.clause_at(at) == clause;
            let distance = i64::try_from(at.abs_diff(figure.start)).unwrap_or(i64::MAX / 4);
            if !same_clause && !in_phrase && distance > 12 {
                continue;
            }
            let score = distance - 3 * i64::try_from(weight).unwrap_or(1) - if in_phrase { 20 } else { 0 } - if governs { 12 } else { 0 } + if same_clause { 0 } else { 8 };
            if best.as_ref().is_none_or(|(s, _)| score < *s) {
                best = Some((score, name.to_owned()));
            }
        }
    }
    draft.concept = best.map(|(_, name)| name);
    let of = partitive(sentence, phrase).and_then(|w| noun_of(sentence, w));
    let head = parse.phrases[phrase].head.filter(|&h| h >= figure.end).map(|h| parse.lemmas[h].clone());
    if draft.kind == Kind::Percent
        && let Some(of) = of.clone()
    {
        draft.say(Field::Thing, [of], None);
    }
    if draft.concept.is_none() {
        draft.concept = head.or(of).or_else(|| subject_noun(sentence, &governors));
    }
    let governor = governors.iter().find(|g| !is_light(&g.lemma)).or(governors.first());
    govern(sentence, governor, draft);
    draft.anchor = figure.start;
}

fn subject_noun(sentence: &SentenceReading, governors: &[Governor]) -> Option<String> {
    let verb = governors.iter().find_map(|g| g.verb)?;
    let group = &sentence.parse.verbs[verb];
    let subject = group.subject.and_then(|s| noun_of(sentence, s));
    subject.or_else(|| group.object.and_then(|o| noun_of(sentence, o)))
}

/// The person whose age it is: the nearest name before or after.
fn age_of(sentence: &SentenceReading, at: usize, draft: &mut Draft) {
    let near = sentence
        .names
        .iter()
        .filter(|n| matches!(n.referent, Referent::Person(_)))
        .min_by_key(|n| if n.tokens.end <= at { at - n.tokens.end } else { n.tokens.start.saturating_sub(at) + 1 })
        .filter(|n| n.tokens.end.abs_diff(at) <= 8);
    if let Some(person) = near {
        draft.say(Field::Person, [person.referent.name().to_owned()], Some(person.span));
    }
}

/// How the figure stands in a sum: "another six", "including 11", "so far", "from 5.3%".
fn part(sentence: &SentenceReading, index: usize, draft: &mut Draft) {
    let parse = &sentence.parse;
    let figure = &parse.value_tokens[index];
    let words = |range: std::ops::Range<usize>| parse.lemmas.get(range).unwrap_or_default();
    let before = words(figure.start.saturating_sub(3)..figure.start);
    let after = words(figure.end..(figure.end + 3).min(parse.lemmas.len()));
    let last = before.last().map(String::as_str);
    if before.iter().rev().take(2).any(|w| matches!(w.as_str(), "another" | "further" | "additional" | "other")) || after.first().is_some_and(|w| w == "more" || w == "additional" || w == "further" || w == "other") {
        draft.say(Field::Part, ["another".to_owned()], None);
    } else if before.iter().any(|w| matches!(w.as_str(), "including" | "include" | "among")) || words(figure.end..(figure.end + 2).min(parse.lemmas.len())).join(" ") == "of them" {
        draft.say(Field::Part, ["including".to_owned()], None);
    } else if last == Some("from") && draft.kind != Kind::Measure {
        draft.say(Field::Part, ["from".to_owned()], None);
    }
    let change = |w: &String| matches!(w.as_str(), "rise" | "raise" | "revise" | "revised" | "lower" | "increase" | "widen" | "cut" | "grow" | "reduce" | "climb" | "update" | "upgrade" | "downgrade" | "extend" | "correct");
    draft.change |= parse.lemmas.iter().enumerate().any(|(i, w)| change(w) && parse.tags[i].is_verb() && parse.clause_at(i) == parse.clause_at(figure.start));
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
fn identifier(sentence: &SentenceReading, index: usize, value: &ValueMention, name: &str) -> Draft {
    let tokens = sentence.parse.value_tokens[index].clone();
    let mut draft = Draft::new(Kind::Identifier, Value::Identifier(name.to_owned()), value.span, tokens.start);
    let noun = name.split_whitespace().next().filter(|w| w.chars().all(char::is_alphabetic) && !is_common(w));
    draft.concept = Some(noun.unwrap_or("number").to_owned());
    draft
}
