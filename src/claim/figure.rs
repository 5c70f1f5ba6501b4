//! Claims of figures: counts, measures, sums of money, shares, spans of time, scores.

use std::collections::{BTreeMap, BTreeSet};

use super::distribution;
use super::governor::{Governor, Role, governors, is_beside, is_light, noun_at, number_of};
use super::measure::{AGE, is_attribute, measure};
use super::name::{NameMention, Referent};
use super::number::unit::scale;
use super::part::{all_but, all_the_others, is_total, part, sequel};
use super::party;
use super::quantity::{Dimension, Hedge, Quantity};
use super::reading::SentenceReading;
use super::spell;
use super::syntax::{GrammaticalVoice, Item, PhraseId, Tag};
use super::value::{ValueKind, ValueMention};
use super::{Argument, Certainty, Change, Field, Kind, Origin, Polarity, Value};
use crate::files::Span;
use crate::vocabulary::grammar::{Class, Group, grammar};
use crate::vocabulary::groups::Groups;
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
    /// Whether it looks back from the news to a day that is not its own: no day of its sentence dates it.
    pub looks_back: bool,
    /// The place that is its own, where its sentence gives a figure for each of several.
    pub share_of: Option<String>,
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
            looks_back: false,
            share_of: None,
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
    distribution::mark(sentence, &mut drafts);
    spell::mark(sentence, &mut drafts);
    drafts
}

fn number(
    sentence: &SentenceReading,
    index: usize,
    value: &ValueMention,
    quantity: &Quantity,
    (before, earlier): (&[Draft], Option<&str>),
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
        count(sentence, index, phrase, quantity, (before, earlier), &draft)
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
        part(sentence, index, before, draft);
    }
    drafts.extend(others);
    drafts
}

/// "a 7.2 quake", "the tremor measured 6.9": a number with a point before a quake, or one that a quake
/// measured, is its magnitude.
fn magnitude(sentence: &SentenceReading, index: usize, quantity: &Quantity) -> Option<Quantity> {
    let parse = &sentence.parse;
    let plain = quantity.unit.dimension == Dimension::Count && quantity.unit.id.is_empty();
    quantity.printed.filter(|printed| plain && !printed.is_integer())?;
    let figure = &parse.value_tokens[index];
    let phrase = parse.phrase_at(figure.start)?;
    let quakes = |phrase: PhraseId| {
        let head = parse.phrases[phrase].head?;
        let noun = |(wording, id, _): &(Wording, _, usize)| {
            *wording == Wording::Noun && predicates().get(*id).id == QUAKE
        };
        predicates().at(parse.words(), head, &|_| false).any(|hit| noun(&hit)).then_some(())
    };
    let measured = || {
        let verb =
            parse.verbs.iter().find(|verb| verb.object == Some(phrase) || verb.phrases.contains(&phrase))?;
        (parse.lemmas[verb.main] == "measure").then_some(())?;
        quakes(verb.subject?)
    };
    quakes(phrase).or_else(measured)?;
    let unit = scale("magnitude");
    Some(Quantity { unit, ..quantity.clone() })
}

/// The predicate of quakes.
const QUAKE: &str = "quake";

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

/// The noun that a figure counts: head and the words between.
struct Counted {
    noun: String,
    head: usize,
    thing: String,
}

/// "a nine-storey building": what a figure counts that is the first part of a compound.
fn compounded(sentence: &SentenceReading, index: usize) -> Option<&str> {
    let value = &sentence.values[index];
    let end = sentence.parse.value_tokens[index].end;
    let token = &sentence.tokens[end.checked_sub(1)?];
    // "nine-storey" is one token, "12-storey" three.
    let noun = if value.core.end < token.span.end {
        token.lower.rsplit_once('-')?.1
    } else {
        let [hyphen, noun] = sentence.tokens.get(end..end + 2)? else { return None };
        let touch = token.span.end == hyphen.span.start && hyphen.span.end == noun.span.start;
        (touch && hyphen.is("-")).then_some(noun.lower.as_str())?
    };
    noun.chars().all(char::is_alphabetic).then_some(noun)
}

/// The noun directly after a figure inside its phrase.
fn counted(sentence: &SentenceReading, index: usize, phrase: PhraseId) -> Option<Counted> {
    let parse = &sentence.parse;
    let figure = &parse.value_tokens[index];
    let found = &parse.phrases[phrase];
    // "26,000 teachers' pay": the figure counts those whose it is.
    let owner = found.owner.clone().filter(|owner| owner.contains(&figure.start));
    let owning =
        owner.and_then(|owner| (figure.end..owner.end).rev().find(|&at| parse.tags[at] == Tag::Noun));
    let head = owning.or(found.head.filter(|&h| h >= figure.end));
    let Some(head) = head else {
        let nation = nationals(sentence, phrase, figure.end)?;
        return Some(Counted { noun: PERSON.to_owned(), head: nation, thing: PERSON.to_owned() });
    };
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
pub(super) fn partitive(sentence: &SentenceReading, phrase: PhraseId) -> Option<PhraseId> {
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

/// "69 Israelis, 64 of them soldiers": what the figure counts stands behind the pronoun.
fn of_them(sentence: &SentenceReading, whole: PhraseId) -> Option<&'static str> {
    let parse = &sentence.parse;
    let pronoun = parse.phrases[whole].tokens.clone().last()?;
    let Some(Item::Phrase(next)) = parse.items.get(parse.item_of_phrase(whole) + 1) else { return None };
    let next = &parse.phrases[*next];
    let head = next.head.filter(|_| parse.tags[pronoun] == Tag::Pronoun && next.preposition.is_none())?;
    things().of_word(&parse.lemmas[head])
}

/// Anybody.
const PERSON: &str = "person";

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

/// "58 passengers and crew": everybody aboard.
fn is_manifest(sentence: &SentenceReading, own: &Counted) -> bool {
    let lemma = |at: usize| sentence.parse.lemmas.get(at).map(String::as_str);
    let crew = lemma(own.head + 2).and_then(|noun| things().of_word(noun));
    own.thing == PASSENGER && lemma(own.head + 1) == Some("and") && crew == Some(CREW)
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

/// The things of which all who travel are made up, and the predicate of those who do.
const PASSENGER: &str = "passenger";
const CREW: &str = "crew";
const ABOARD: &str = "aboard";

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
    let everybody = own.as_ref().is_some_and(|own| is_manifest(sentence, own));
    let own = own.map(|own| if everybody { Counted { thing: PERSON.to_owned(), ..own } } else { own });
    if let Some(noun) = compounded(sentence, index).filter(|noun| !is_of_group(own.as_ref(), noun)) {
        let mut draft = base.clone();
        draft.concept = Some(things().of_word(noun).unwrap_or(noun).to_owned());
        return vec![draft];
    }
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
    let noun = own
        .as_ref()
        .map(|c| c.thing.clone())
        .or_else(|| of_them(sentence, whole?).map(str::to_owned))
        .or_else(elsewhere);
    // "killing three soldiers and wounding eight": a bare figure counts what the one before counts,
    // unless what is said of it is said of something else.
    // "72 died, including 29 children, while 340 were injured": the children are told of in passing.
    let named = |draft: &&Draft| draft.kind == Kind::Count && !is_part(draft, "including");
    let last = before.iter().rev().find(named).and_then(|d| d.concept.clone());
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
        // "left 77 people dead and 131 injured": the 77 have a state of their own.
        let leaves =
            governor.verb.is_some_and(|v| grammar().is(&parse.lemmas[parse.verbs[v].main], Group::Leaving));
        if leaves && known.iter().any(|k| k.verb.is_none()) {
            continue;
        }
        if known.len() < 3 && !known.iter().any(|k| k.name() == governor.name()) {
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
            // "73 Ukrainians": the name is the noun.
            let named = usize::from(parse.tags[counted.head] == Tag::Name);
            qualities(sentence, parse.value_tokens[index].end..counted.head + named, &mut draft);
        }
        if whole.is_some() && own.is_none() && quantity.hedge != Hedge::Vague {
            draft.say(Field::Part, ["of".to_owned()], None);
        }
        if is_total(sentence, phrase) {
            draft.say(Field::Part, ["total".to_owned()], None);
        }
        draft.concept = Some(thing);
        govern(sentence, governor, &mut draft);
        // "the 200,000 commuters who use the trains each day": whatever they are said to do, they travel.
        let travel =
            everybody || !quantity.unit.per.is_empty() && draft.concept.as_deref() == Some(PASSENGER);
        if travel && draft.predicate.as_deref().is_none_or(|p| predicates().named(p).is_none()) {
            draft.predicate = Some(ABOARD.to_owned());
        }
        if let Some(counted) = &own {
            nominal_count(sentence, counted, &mut draft);
            group(sentence, counted, phrase, &mut draft);
        }
        drafts.push(draft);
    }
    drafts
}

fn is_part(draft: &Draft, part: &str) -> bool {
    draft.arguments.get(&Field::Part).is_some_and(|argument| argument.values.contains(part))
}

/// Whether a governor is said of such things in particular, and happens to them.
fn is_of(governor: &Governor, thing: &str) -> bool {
    let only = |id| predicates().get(id).only.iter().any(|only| things().is_a(thing, only));
    governor.role == Role::Patient && governor.predicate.is_some_and(only)
}

/// "2,000 of us", "thousands of Brazilians": whoever speaks, or is of a nation, is a person.
fn people_of(sentence: &SentenceReading, phrase: PhraseId) -> Option<String> {
    let tokens = &sentence.parse.phrases[phrase].tokens;
    let speaks = matches!(sentence.parse.surface[tokens.start].as_str(), "us" | "you");
    (speaks || nationals(sentence, phrase, tokens.start).is_some()).then(|| PERSON.to_owned())
}

/// "73 Ukrainians": the name at the end of a phrase, from a token on, that says of what nation people
/// are.
fn nationals(sentence: &SentenceReading, phrase: PhraseId, from: usize) -> Option<usize> {
    let tokens = &sentence.parse.phrases[phrase].tokens;
    let last = tokens.end.checked_sub(1).filter(|&last| last >= from)?;
    let named = |name: &NameMention| name.demonym && name.tokens.end == tokens.end;
    let plural = sentence.tokens[last].lower.ends_with('s');
    (plural && sentence.names.iter().any(named)).then_some(last)
}

/// Marks a figure whose noun the text leaves out.
pub const UNSPECIFIED: &str = "unspecified";

/// "23 arrests", "17 deaths": the noun is what happened, and the figure counts to whom.
fn nominal_count(sentence: &SentenceReading, counted: &Counted, draft: &mut Draft) {
    // "confirmed 31 deaths": how it is known says nothing of people.
    let deemed = grammar().is(&sentence.parse.lemmas[draft.anchor], Group::Deeming);
    let known = !deemed && draft.predicate.as_deref().is_some_and(|p| predicates().named(p).is_some());
    let words = sentence.parse.words();
    let hit = predicates().at(words, counted.head, &|_| false).find(|(w, id, end)| {
        *w == Wording::Noun && *end == counted.head + 1 && predicates().get(*id).takes.is_some()
    });
    if let Some((_, id, _)) = hit.filter(|_| {
        !known && things().of_word(&counted.noun).is_none_or(|t| t == "person" || !things().is_a(t, "person"))
    }) {
        let predicate = predicates().get(id);
        draft.concept.clone_from(&predicate.takes);
        draft.predicate = Some(predicate.id.clone());
        draft.say(Field::Thing, [UNSPECIFIED.to_owned()], None);
    }
}

/// "the number of drones shot down rose to 44": the noun that the number is of.
fn counted_by_number(sentence: &SentenceReading, phrase: PhraseId) -> Option<String> {
    let parse = &sentence.parse;
    let verb = parse.verbs.iter().find(|v| v.object == Some(phrase) || v.phrases.contains(&phrase));
    // "put the number of protesters at 240,000": the hedge may have swallowed the preposition.
    let beside = || parse.verbs.iter().find(|v| v.object.is_some_and(|o| is_beside(sentence, o, phrase)));
    let verb = verb.or_else(beside)?;
    let number = [verb.subject, verb.object].into_iter().flatten().find_map(|p| number_of(sentence, p))?;
    noun_at(sentence, number)
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
pub(super) fn govern(sentence: &SentenceReading, governor: Option<&Governor>, draft: &mut Draft) {
    let Some(governor) = governor else { return };
    if governor.predicate.is_some() || !is_light(&governor.lemma) {
        draft.predicate = Some(governor.name());
    }
    let parse = &sentence.parse;
    let Some(verb) = governor.verb else { return };
    draft.anchor = governor.token;
    let group = &parse.verbs[verb];
    draft.certainty = draft.certainty.max(group.certainty);
    if group.voice == GrammaticalVoice::Passive && grammar().is(&parse.lemmas[group.main], Group::Fearing) {
        draft.certainty = draft.certainty.max(Certainty::Possible);
    }
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

/// "a nine-member mission", "a 200-strong crowd", but not "a nine-storey building".
fn is_of_group(own: Option<&Counted>, noun: &str) -> bool {
    noun == "strong"
        || is_of_members(noun) && own.is_some_and(|own| Groups::get().nouns.get(&own.noun).is_some())
}

fn is_of_members(word: &str) -> bool {
    matches!(word, "member" | "strong" | "person" | "man" | "woman")
}

/// "a nine-member mission", "a five-strong delegation", "30-member team": a count of members.
fn group(sentence: &SentenceReading, counted: &Counted, phrase: PhraseId, draft: &mut Draft) {
    let parse = &sentence.parse;
    let strong = (parse.phrases[phrase].tokens.start..counted.head)
        .any(|at| is_of_members(parse.surface[at].rsplit('-').next().unwrap_or_default()));
    if !strong || Groups::get().nouns.get(&counted.noun).is_none() {
        return;
    }
    draft.concept = Some("member".to_owned());
    draft.predicate = None;
    draft.arguments.remove(&Field::Quality);
    draft.say(Field::Group, [counted.noun.clone()], None);
    draft.say(Field::Side, nations_of(sentence, phrase), None);
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
