//! Claims of figures: counts, measures, sums of money, shares, spans of time, scores.

use std::collections::{BTreeMap, BTreeSet};

use super::governor::{Governor, Role, governors, is_light, noun_at, number_of};
use super::name::{NameMention, Referent};
use super::party;
use super::quantity::{Dimension, Hedge, Quantity};
use super::reading::SentenceReading;
use super::syntax::{Item, PhraseId, Tag};
use super::value::{ValueKind, ValueMention};
use super::{Argument, Certainty, Change, Field, Kind, Origin, Polarity, Value};
use crate::files::Span;
use crate::vocabulary::grammar::{Class, Group, grammar};
use crate::vocabulary::groups::Groups;
use crate::vocabulary::measures::measures;
use crate::vocabulary::predicates::{Wording, predicates};
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
    pub change: Option<Change>,
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
            change: None,
            anchor,
        }
    }

    /// Adds values to a field, said in the clause.
    pub fn say(&mut self, field: Field, values: impl IntoIterator<Item = String>, span: Option<Span>) {
        let values: BTreeSet<String> = values.into_iter().filter(|v| !v.is_empty()).collect();
        if values.is_empty() {
            return;
        }
        let argument = self.arguments.entry(field).or_insert_with(|| Argument {
            values: BTreeSet::new(),
            span,
            origin: Origin::Said,
        });
        argument.values.extend(values);
    }
}

/// All figures of a sentence as claims. `before` is what the sentences before it counted last.
pub fn figures(sentence: &SentenceReading, before: Option<&str>) -> Vec<Draft> {
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
    drafts
}

fn number(
    sentence: &SentenceReading,
    index: usize,
    value: &ValueMention,
    quantity: &Quantity,
    (before, earlier): (&[Draft], Option<&str>),
) -> Vec<Draft> {
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
        count(sentence, index, phrase, quantity, (before, earlier), &draft)
    } else {
        measure(sentence, index, phrase, &mut draft);
        vec![draft]
    };
    for draft in &mut drafts {
        clause_certainty(sentence, draft);
        if draft.concept.as_deref() != Some(AGE) {
            party::of_figure(sentence, phrase, draft);
        }
        all_but(sentence, index, draft);
        sequel(sentence, phrase, draft);
        part(sentence, index, before, draft);
    }
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
    if classes.has(Class::Wished) && !group.copula {
        draft.certainty = Certainty::Wished;
    }
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
    let pair =
        head.checked_sub(1).filter(|&h| h >= figure.end).map(|h| format!("{} {noun}", parse.lemmas[h]));
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
        (Some(Item::Preposition(t)), Some(Item::Relative(_))) if parse.lemmas[*t] == "of" => {
            item.checked_sub(1).and_then(|i| {
                parse.items[..=i].iter().rev().find_map(|i| match i {
                    Item::Phrase(p)
                        if !parse.phrases[*p].figures.is_empty() && parse.phrases[*p].head.is_some() =>
                    {
                        Some(*p)
                    }
                    _ => None,
                })
            })
        }
        _ => None,
    }
}

/// The predicate of those who live somewhere.
const LIVE: &str = "live";

/// "a town of about 700 residents", "a community of 600": how many live there, whatever else the
/// clause says.
fn is_population(sentence: &SentenceReading, phrase: PhraseId, own: Option<&Counted>) -> bool {
    let parse = &sentence.parse;
    let found = &parse.phrases[phrase];
    let of = found.preposition.is_some_and(|t| parse.lemmas[t] == "of");
    let town = |p: PhraseId| {
        parse.phrases[p].head.is_some_and(|h| grammar().is(&parse.lemmas[h], Group::Settlement))
    };
    of && found.on.is_some_and(town) && own.is_none_or(|noun| things().is_a(&noun.thing, "person"))
}

/// "31 of the 65 seats": the second figure is the whole that the first is a part of.
fn is_total(sentence: &SentenceReading, phrase: PhraseId) -> bool {
    let parse = &sentence.parse;
    let found = &parse.phrases[phrase];
    let of = found.preposition.is_some_and(|t| parse.lemmas[t] == "of");
    let part = |p: PhraseId| parse.phrases[p].head.is_none() && !parse.phrases[p].figures.is_empty();
    of && found.on.is_some_and(part)
}

/// The claims of a number of things: one for each predicate that the vocabulary knows of it ("four
/// drones launched from the coast were shot down"), or one for the verb that stands nearest.
fn count(
    sentence: &SentenceReading,
    index: usize,
    phrase: PhraseId,
    quantity: &Quantity,
    (before, earlier): (&[Draft], Option<&str>),
    base: &Draft,
) -> Vec<Draft> {
    let parse = &sentence.parse;
    let own = counted(sentence, index, phrase);
    if is_population(sentence, phrase, own.as_ref()) {
        let mut draft = base.clone();
        draft.concept = Some("person".to_owned());
        draft.predicate = Some(LIVE.to_owned());
        return vec![draft];
    }
    let whole = partitive(sentence, phrase);
    // "57 of the 93 drones", "the number of drones rose to 12": the noun stands elsewhere.
    let elsewhere = || {
        whole
            .and_then(|w| noun_at(sentence, w).or_else(|| people_of(sentence, w)))
            .or_else(|| counted_by_number(sentence, phrase))
    };
    let noun = own.as_ref().map(|c| c.thing.clone()).or_else(elsewhere);
    // "killing three soldiers and wounding eight": a bare figure counts what the one before counts,
    // unless what is said of it is said of something else.
    let last = before.iter().rev().find(|d| d.kind == Kind::Count).and_then(|d| d.concept.clone());
    let mut governors = governors(sentence, phrase, noun.as_deref().or(last.as_deref()));
    let last = last.or_else(|| {
        let earlier = earlier.filter(|_| noun.is_none())?;
        let again = self::governors(sentence, phrase, Some(earlier));
        // Only what the vocabulary knows to happen to such things is a reason to look back.
        let fits = again.iter().any(|g| is_of(g, earlier));
        fits.then(|| {
            governors = again;
            earlier.to_owned()
        })
    });
    let mut known: Vec<&Governor> = Vec::new();
    for governor in governors.iter().filter(|g| g.predicate.is_some() && g.role == Role::Patient) {
        if known.len() < 3 && !known.iter().any(|k| k.predicate == governor.predicate) {
            known.push(governor);
        }
    }
    let chosen: Vec<Option<&Governor>> =
        if known.is_empty() { vec![best(&governors)] } else { known.into_iter().map(Some).collect() };
    let mut drafts = Vec::new();
    for governor in chosen {
        let mut draft = base.clone();
        let takes = governor.and_then(|g| g.predicate).and_then(|id| predicates().get(id).takes.clone());
        let thing = noun.clone().or_else(|| match (&takes, &last) {
            (Some(takes), Some(last)) if things().is_a(last, takes) => Some(last.clone()),
            (Some(takes), _) => Some(takes.clone()),
            (None, last) => last.clone().filter(|_| governor.is_some()),
        });
        let Some(thing) = thing else { continue };
        if noun.is_none() && takes.as_ref() == Some(&thing) {
            // "a toll of 17" counts whoever died, not one group of them.
            draft.say(Field::Thing, [UNSPECIFIED.to_owned()], None);
        }
        if let Some(counted) = &own {
            qualities(sentence, parse.value_tokens[index].end..counted.head, &mut draft);
        }
        if whole.is_some() && own.is_none() && quantity.hedge != Hedge::Vague {
            draft.say(Field::Part, ["of".to_owned()], None);
        }
        if is_total(sentence, phrase) {
            draft.say(Field::Part, ["total".to_owned()], None);
        }
        draft.concept = Some(thing);
        govern(sentence, governor, &mut draft);
        if let Some(counted) = &own {
            nominal_count(sentence, counted, &mut draft);
            group(sentence, counted, phrase, &mut draft);
        }
        drafts.push(draft);
    }
    drafts
}

/// Whether a governor is said of such things in particular, and happens to them.
fn is_of(governor: &Governor, thing: &str) -> bool {
    let only = |id| predicates().get(id).only.iter().any(|only| things().is_a(thing, only));
    governor.role == Role::Patient && governor.predicate.is_some_and(only)
}

/// "2,000 of us": whoever speaks is a person.
fn people_of(sentence: &SentenceReading, phrase: PhraseId) -> Option<String> {
    let word = &sentence.parse.surface[sentence.parse.phrases[phrase].tokens.start];
    matches!(word.as_str(), "us" | "you").then(|| "person".to_owned())
}

/// What a number of years is of a person.
pub const AGE: &str = "age";

/// "All but five of the victims had been released": the figure counts those to whom it did not
/// happen.
fn all_but(sentence: &SentenceReading, index: usize, draft: &mut Draft) {
    if draft.kind != Kind::Count || !follows_all_but(sentence, sentence.parse.value_tokens[index].start) {
        return;
    }
    let rest = draft.predicate.as_deref().and_then(|p| predicates().named(p)).and_then(|p| p.rest.clone());
    match rest {
        Some(rest) => draft.predicate = Some(rest),
        None => draft.polarity = Polarity::Negated,
    }
}

fn follows_all_but(sentence: &SentenceReading, at: usize) -> bool {
    sentence.parse.surface[at.saturating_sub(2)..at] == ["all", "but"]
}

/// Marks a figure whose noun the text leaves out.
pub const UNSPECIFIED: &str = "unspecified";

/// "23 arrests", "17 deaths": the noun is what happened, and the figure counts to whom.
fn nominal_count(sentence: &SentenceReading, counted: &Counted, draft: &mut Draft) {
    let known = draft.predicate.as_deref().is_some_and(|p| predicates().named(p).is_some());
    let words = sentence.parse.words();
    let hit = predicates().at(words, counted.head, &|_| false).find(|(w, id, end)| {
        *w == Wording::Noun && *end == counted.head + 1 && predicates().get(*id).takes.is_some()
    });
    if let Some((_, id, _)) =
        hit.filter(|_| !known && things().of_word(&counted.noun).is_none_or(|t| !things().is_a(t, "person")))
    {
        let predicate = predicates().get(id);
        draft.concept.clone_from(&predicate.takes);
        draft.predicate = Some(predicate.id.clone());
        draft.say(Field::Thing, [UNSPECIFIED.to_owned()], None);
    }
}

/// "the number of drones shot down rose to 44": the noun that the number is of.
fn counted_by_number(sentence: &SentenceReading, phrase: PhraseId) -> Option<String> {
    let verb =
        sentence.parse.verbs.iter().find(|v| v.object == Some(phrase) || v.phrases.contains(&phrase))?;
    noun_at(sentence, number_of(sentence, verb.subject?)?)
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
    let agent = if governor.role == Role::Patient {
        group.agent.or(if group.object.is_some() { group.subject } else { None })
    } else {
        None
    };
    if let Some(agent) = agent {
        draft.say(Field::Agent, nations_of(sentence, agent), None);
    }
}

/// Countries that a phrase names as actors.
pub fn nations_of(sentence: &SentenceReading, phrase: PhraseId) -> Vec<String> {
    let parse = &sentence.parse;
    // "in Russia" is a place; "Russia to hold talks" and "US-Russia talks" name actors.
    let place = parse.phrases[phrase].preposition.is_some_and(|t| {
        matches!(parse.lemmas[t].as_str(), "in" | "at" | "near" | "from" | "to" | "on" | "into")
    });
    let nation = |name: &NameMention| match &name.referent {
        Referent::Nation(nation) => Some(nation.clone()),
        _ if !place => name.nation.clone(),
        _ => None,
    };
    parse.phrases[phrase].names.iter().filter_map(|&n| nation(&sentence.names[n])).collect()
}

/// Adjectives, nouns and nations between a figure and its noun.
fn qualities(sentence: &SentenceReading, between: std::ops::Range<usize>, draft: &mut Draft) {
    for at in between {
        let word = &sentence.parse.lemmas[at];
        match sentence.parse.tags[at] {
            Tag::Adjective | Tag::Noun
                if word.len() > 2
                    && !matches!(word.as_str(), "more" | "other" | "such" | "new" | "same" | "own") =>
            {
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

/// "a nine-member mission", "a five-strong delegation", "30-member team": a count of members.
fn group(sentence: &SentenceReading, counted: &Counted, phrase: PhraseId, draft: &mut Draft) {
    let parse = &sentence.parse;
    let strong = (parse.phrases[phrase].tokens.start..counted.head).any(|at| {
        let word = parse.surface[at].rsplit('-').next().unwrap_or_default();
        matches!(word, "member" | "strong" | "person" | "man" | "woman")
    });
    if !strong || Groups::get().nouns.get(&counted.noun).is_none() {
        return;
    }
    draft.concept = Some("member".to_owned());
    draft.predicate = None;
    draft.arguments.remove(&Field::Quality);
    draft.say(Field::Group, [counted.noun.clone()], None);
    draft.say(Field::Side, nations_of(sentence, phrase), None);
}

/// What a figure with a unit measures: the vocabulary's measure nearest in the grammar, else the
/// noun or verb that governs it.
fn measure(sentence: &SentenceReading, index: usize, phrase: PhraseId, draft: &mut Draft) {
    let parse = &sentence.parse;
    let figure = parse.value_tokens[index].clone();
    if let Value::Number(q) = &draft.value {
        match q.unit.dimension {
            Dimension::Age => {
                draft.concept = Some(AGE.to_owned());
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
    let preposition = parse.phrases[phrase].preposition.map_or("", |t| parse.lemmas[t].as_str());
    let of = preposition == "of";
    let level_of = matches!(preposition, "to" | "at" | "from" | "of")
        .then(|| governors.iter().find_map(|g| g.verb))
        .flatten()
        .and_then(|v| parse.verbs[v].subject)
        .filter(|&s| s != phrase && !of);
    for at in 0..parse.lemmas.len() {
        if figure.contains(&at) || own_head.is_some_and(|_| !parse.phrases[phrase].tokens.contains(&at)) {
            continue;
        }
        for (name, weight) in measures().at(parse.words(), at, draft.kind) {
            let in_phrase = parse.phrases[phrase].tokens.contains(&at);
            // "a fine of N", "unemployment rose to N": the noun that it hangs on, or the subject of
            // a level, says what the figure is; "rose by N" is a change of its own.
            let hangs =
                parse.phrases[phrase].on.is_some_and(|on| of && parse.phrases[on].tokens.contains(&at));
            let level = level_of.is_some_and(|s| parse.phrases[s].tokens.contains(&at));
            if name == "growth" && level_of.is_some() {
                continue;
            }
            let governs = governors.iter().any(|g| g.token == at) || hangs || level;
            let same_clause = parse.clause_at(at) == clause;
            let distance = i64::try_from(at.abs_diff(figure.start)).unwrap_or(i64::MAX / 4);
            if !same_clause && !in_phrase && distance > 12 {
                continue;
            }
            let score = distance
                - 3 * i64::try_from(weight).unwrap_or(1)
                - if in_phrase { 20 } else { 0 }
                - if hangs || level {
                    30
                } else if governs {
                    12
                } else {
                    0
                }
                + if same_clause { 0 } else { 8 };
            if best.as_ref().is_none_or(|(s, _)| score < *s) {
                best = Some((score, name.to_owned()));
            }
        }
    }
    draft.concept = best.map(|(_, name)| name);
    if draft.kind == Kind::Duration && is_interval(sentence, &figure) {
        draft.concept = Some(INTERVAL.to_owned());
    }
    let whole = partitive(sentence, phrase).and_then(|w| noun_at(sentence, w));
    let head = parse.phrases[phrase].head.filter(|&h| h >= figure.end).map(|h| parse.lemmas[h].clone());
    if draft.kind == Kind::Percent
        && let Some(whole) = whole.clone()
    {
        draft.say(Field::Thing, [whole], None);
    }
    if draft.concept.is_none() {
        draft.concept = head.or(whole).or_else(|| subject_noun(sentence, &governors));
    }
    let governor = governors.iter().find(|g| !is_light(&g.lemma)).or(governors.first());
    govern(sentence, governor, draft);
    draft.anchor = figure.start;
    if draft.concept.as_deref().is_some_and(|measure| measures().is_change(measure)) {
        draft.predicate = direction(sentence, &figure).map(str::to_owned).or(draft.predicate.take());
    }
}

/// What a span of time between two events measures.
const INTERVAL: &str = "interval";

/// "25 years after the last strike", "the first in 30 years": the time between two events is the
/// length of neither.
fn is_interval(sentence: &SentenceReading, figure: &std::ops::Range<usize>) -> bool {
    let parse = &sentence.parse;
    let next = parse.surface.get(figure.end).is_some_and(|word| grammar().is(word, Group::Interval));
    let before = &parse.surface[figure.start.saturating_sub(8)..figure.start];
    let within = before.last().is_some_and(|word| matches!(word.as_str(), "in" | "least" | "than" | "over"));
    let first = before.iter().any(|word| matches!(word.as_str(), "first" | "last") || word.ends_with("est"));
    next || within && first
}

/// Which way a change by a figure goes: "gained 2.1%", "2.1% down".
fn direction(sentence: &SentenceReading, figure: &std::ops::Range<usize>) -> Option<&'static str> {
    let parse = &sentence.parse;
    let way = |at: usize| {
        let word = &parse.lemmas[at];
        let up = grammar().is(word, Group::Up) || grammar().is(word, Group::Upward);
        let down = grammar().is(word, Group::Down) || grammar().is(word, Group::Downward);
        (up != down).then_some(if up { "rise" } else { "fall" })
    };
    let beside = [figure.start.checked_sub(1), Some(figure.end)].into_iter().flatten();
    let verb = parse.verb_near(figure.start).map(|verb| parse.verbs[verb].main);
    beside.chain(verb).filter(|&at| at < parse.lemmas.len()).find_map(way)
}

fn subject_noun(sentence: &SentenceReading, governors: &[Governor]) -> Option<String> {
    let verb = governors.iter().find_map(|g| g.verb)?;
    let group = &sentence.parse.verbs[verb];
    let subject = group.subject.and_then(|s| noun_at(sentence, s));
    subject.or_else(|| group.object.and_then(|o| noun_at(sentence, o)))
}

/// The person whose age it is: the nearest name before or after.
fn age_of(sentence: &SentenceReading, at: usize, draft: &mut Draft) {
    let near = sentence
        .names
        .iter()
        .filter(|n| matches!(n.referent, Referent::Person(_)))
        .min_by_key(|n| {
            if n.tokens.end <= at { at - n.tokens.end } else { n.tokens.start.saturating_sub(at) + 1 }
        })
        .filter(|n| n.tokens.end.abs_diff(at) <= 8);
    if let Some(person) = near {
        draft.say(Field::Person, [person.referent.name().to_owned()], Some(person.span));
    }
}

/// How the figure stands in a sum: "another six", "including 11", "so far", "from 5.3%".
fn part(sentence: &SentenceReading, index: usize, earlier: &[Draft], draft: &mut Draft) {
    let parse = &sentence.parse;
    let figure = &parse.value_tokens[index];
    let words = |range: std::ops::Range<usize>| parse.lemmas.get(range).unwrap_or_default();
    let before = words(figure.start.saturating_sub(3)..figure.start);
    let after = words(figure.end..(figure.end + 3).min(parse.lemmas.len()));
    let last = before.last().map(String::as_str);
    let first = !earlier.iter().any(|d| d.kind == Kind::Count && d.predicate == draft.predicate);
    let more = |w: &str| matches!(w, "another" | "further" | "additional" | "other");
    let another = before.iter().rev().take(2).any(|w| more(w))
        || after.first().is_some_and(|w| w == "more" || w != "another" && more(w));
    if another && !first {
        draft.say(Field::Part, ["another".to_owned()], None);
    } else if draft.kind == Kind::Count && is_margin(sentence, index) {
        draft.say(Field::Part, ["margin".to_owned()], None);
    } else if before.iter().any(|w| matches!(w.as_str(), "including" | "include"))
        || words(figure.end..figure.end + 2) == ["of", "those"]
        || is_among_them(before)
        || words(figure.end..figure.end + 2) == ["of", "them"] && !follows_all_but(sentence, figure.start)
    {
        draft.say(Field::Part, ["including".to_owned()], None);
    } else if (last == Some("from") && draft.kind != Kind::Measure) || is_former(sentence, figure.start) {
        draft.say(Field::Part, ["from".to_owned()], None);
    }
    draft.change = draft.change.or_else(|| changed(sentence, figure.start));
}

/// "won by 1,912 votes", "1,192 ballots short": how far two figures lie apart.
fn is_margin(sentence: &SentenceReading, index: usize) -> bool {
    let parse = &sentence.parse;
    let figure = &parse.value_tokens[index];
    let Some(phrase) = parse.phrase_at(figure.start) else { return false };
    let found = &parse.phrases[phrase];
    let by = found.preposition.is_some_and(|t| parse.lemmas[t] == "by");
    let agent = parse.verbs.iter().any(|verb| verb.agent == Some(phrase));
    let behind = (figure.end..(found.tokens.end + 1).min(parse.lemmas.len()))
        .any(|at| grammar().is(&parse.surface[at], Group::Margin));
    by && !agent || behind
}

/// "An aftershock of magnitude 5.6", "the semi-final drew 30,000": what comes before or after the
/// event that the story is about.
fn sequel(sentence: &SentenceReading, phrase: PhraseId, draft: &mut Draft) {
    let parse = &sentence.parse;
    let subject = parse.verb_near(draft.anchor).and_then(|verb| parse.verbs[verb].subject);
    let phrases = [Some(phrase), parse.phrases[phrase].on, subject];
    let words = phrases.into_iter().flatten().flat_map(|p| &parse.lemmas[parse.phrases[p].tokens.clone()]);
    let found: Vec<String> = words.filter(|word| grammar().is(word, Group::Sequel)).cloned().collect();
    draft.say(Field::Round, found, None);
}

/// "among them eleven children": a part; the victims "were among at least 56 people killed": the
/// whole.
fn is_among_them(before: &[String]) -> bool {
    before.windows(2).any(|pair| {
        pair[0] == "among" && matches!(pair[1].as_str(), "them" | "those" | "whom" | "which" | "these")
    })
}

/// "an earlier figure of nine", "the previous toll of 12": what held before.
fn is_former(sentence: &SentenceReading, at: usize) -> bool {
    let parse = &sentence.parse;
    let Some(phrase) = parse.phrase_at(at) else { return false };
    let of = parse.phrases[phrase].preposition.is_some_and(|t| parse.lemmas[t] == "of");
    let on = parse.phrases[phrase].on.filter(|_| of);
    on.is_some_and(|on| {
        parse.lemmas[parse.phrases[on].tokens.clone()].iter().any(|w| grammar().is(w, Group::Earlier))
    })
}

/// How the clause of a figure says that it changed: "rose to", "revised", "now", "final".
fn changed(sentence: &SentenceReading, at: usize) -> Option<Change> {
    let parse = &sentence.parse;
    let to = parse
        .phrase_at(at)
        .and_then(|p| parse.phrases[p].preposition)
        .is_some_and(|t| matches!(parse.lemmas[t].as_str(), "to" | "at" | "from"));
    let clause = parse.clause_at(at);
    let cue = |i: usize| -> Option<Change> {
        let word = parse.lemmas[i].as_str();
        let next = parse.lemmas.get(i + 1).map_or("", String::as_str);
        let (verb, adjective) = (parse.tags[i].is_verb(), parse.tags[i] == Tag::Adjective);
        let other = match word {
            "now" => true,
            "than" => grammar().is(next, Group::Earlier) || next == "first",
            "complete" | "final" => {
                grammar().is(next, Group::Sum) || matches!(next, "result" | "summary" | "turnout")
            }
            _ => grammar().is(word, Group::Revision) && (verb || adjective),
        };
        match () {
            () if verb && to && grammar().is(word, Group::Up) => Some(Change::Up),
            () if verb && to && grammar().is(word, Group::Down) => Some(Change::Down),
            () => other.then_some(Change::Other),
        }
    };
    (0..parse.lemmas.len()).filter(|&i| parse.clause_at(i) == clause).find_map(cue)
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
