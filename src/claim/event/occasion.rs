//! Claims of when and where something happens: a date or a place with the event that it is said of.

use crate::claim::draft::Draft;
use crate::claim::figure::governor::{is_light, nations_of};
use crate::claim::name::Referent;
use crate::claim::party;
use crate::claim::reading::{SentenceReading, when_of};
use crate::claim::syntax::{GrammaticalVoice, Item, PhraseId, Tag, VerbGroup, VerbId};
use crate::claim::value::ValueKind;
use crate::claim::when::{Grain, When};
use crate::claim::{Certainty, Change, Field, Kind, PlaceName, Polarity, Value};
use crate::files::Span;
use crate::vocabulary::common::is_common;
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::measures::measures;
use crate::vocabulary::places::Gazetteer;
use crate::vocabulary::predicates::{Aspect, Wording, predicates};
use crate::vocabulary::things::things;

/// What happens at a date or place: its class and who takes part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Happening {
    /// The predicate that the vocabulary knows it as, else the lemma of its noun or verb.
    pub class: String,
    /// The event, where the class alone does not tell it: an inquest, a derby, a strike that ends.
    pub event: Option<String>,
    /// Countries that take part.
    pub parties: Vec<String>,
    /// Persons that take part.
    pub persons: Vec<String>,
    /// What it happens to, where the vocabulary knows it as done to something: the road that reopens.
    pub target: Option<String>,
    /// Verb group, if a verb shows it.
    pub verb: Option<VerbId>,
    /// The token that shows it.
    pub token: usize,
}

/// The predicate of an event that comes to its end.
const END: &str = "end";

impl Happening {
    /// The day on which an event ends is none of those on which it begins or takes place.
    fn ends(&mut self) {
        self.event = Some(std::mem::replace(&mut self.class, END.to_owned()));
    }
}

/// All dates and places of a sentence as claims. `saying` are spans that tell when something was
/// said, not when it happened.
pub fn occasions(sentence: &SentenceReading, saying: &[Span]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (index, value) in sentence.values.iter().enumerate() {
        drafts.extend(weekday(sentence, index));
        let Some(when) = when_of(value) else { continue };
        let end =
            || opens_period(sentence, index) || is_deadline(sentence, index) || is_supposed(sentence, index);
        if saying.iter().any(|s| s.overlaps(value.span)) || end() {
            continue;
        }
        if let Some(happening) = of_date(sentence, index) {
            let token = sentence.parse.value_tokens[index].start;
            drafts.push(draft(sentence, Kind::Date, Value::When(*when), value.span, token, &happening));
        }
    }
    for name in &sentence.names {
        let Referent::Place(place) = &name.referent else { continue };
        if let Some(happening) = of_place(sentence, name.tokens.start) {
            let value = Value::Place(PlaceName { name: place.clone(), known: name.known });
            drafts.push(draft(sentence, Kind::Place, value, name.span, name.tokens.start, &happening));
        }
    }
    drafts
}

/// Predicate of the two claims that a date with a wrong weekday makes.
pub const WEEKDAY: &str = "weekday";

/// "Tuesday, 24 March" where the 24th is a Monday: the date and the nearest such weekday are two
/// claims of one place that cannot both be true.
fn weekday(sentence: &SentenceReading, index: usize) -> Vec<Draft> {
    let value = &sentence.values[index];
    let ValueKind::Date(Some(when), Some(mismatch)) = &value.kind else { return Vec::new() };
    let token = sentence.parse.value_tokens[index].start;
    let near = (-3..=3).filter_map(|days| mismatch.date.checked_add(jiff::Span::new().days(days)).ok());
    let Some(day) = near.into_iter().find(|d| d.weekday() == mismatch.printed) else { return Vec::new() };
    let claim = |date: jiff::civil::Date| {
        let value_of =
            When { from: date, to: date, clock: None, zone: None, grain: Grain::Day, basis: when.basis };
        let mut draft = Draft::new(Kind::Date, Value::When(value_of), value.span, token);
        draft.predicate = Some(WEEKDAY.to_owned());
        draft.concept = Some(WEEKDAY.to_owned());
        draft
    };
    vec![claim(mismatch.date), claim(day)]
}

fn draft(
    sentence: &SentenceReading,
    kind: Kind,
    value: Value,
    span: Span,
    token: usize,
    happening: &Happening,
) -> Draft {
    let mut draft = Draft::new(kind, value, span, token);
    draft.concept = Some(happening.class.clone());
    draft.predicate = Some(happening.class.clone());
    draft.say(Field::Event, happening.event.clone(), None);
    draft.say(Field::Target, happening.target.clone(), None);
    draft.say(Field::Side, happening.parties.iter().cloned(), None);
    draft.say(Field::Person, happening.persons.iter().cloned(), None);
    if let Some(verb) = happening.verb {
        let group = &sentence.parse.verbs[verb];
        draft.certainty = group.certainty;
        if group.negated {
            draft.polarity = Polarity::Negated;
        }
        if group.future && draft.certainty == Certainty::Asserted {
            draft.certainty = Certainty::Planned;
        }
    }
    let own = sentence.parse.phrase_at(happening.token);
    party::of_event(sentence, own, happening.verb, &mut draft);
    let clause = sentence.parse.clause_at(token);
    let parse = &sentence.parse;
    let moved = (0..parse.lemmas.len())
        .any(|at| parse.tags[at].is_verb() && parse.clause_at(at) == clause && is_moved(sentence, at));
    draft.change = moved.then_some(Change::Other);
    draft
}

/// "was postponed", "was brought forward": whether a verb gives an event another day or place.
fn is_moved(sentence: &SentenceReading, verb: usize) -> bool {
    let parse = &sentence.parse;
    let particle = || {
        let after = parse.surface[verb + 1..].iter().take(4);
        after.into_iter().any(|word| matches!(word.as_str(), "forward" | "back" | "off"))
    };
    grammar().is(&parse.lemmas[verb], Group::Rescheduling)
        || grammar().is(&parse.lemmas[verb], Group::Shifting) && particle()
}

/// "since 1933", "until May": one end of a period, not the day of an event.
pub fn opens_period(sentence: &SentenceReading, index: usize) -> bool {
    is_led_by(sentence, index, 2, &["since", "until", "till"])
}

/// Whether a date begins with one of some words, or one stands within so many tokens before it.
pub(super) fn is_led_by(sentence: &SentenceReading, index: usize, before: usize, words: &[&str]) -> bool {
    let start = sentence.parse.value_tokens[index].start;
    let range = start.saturating_sub(before)..(start + 1).min(sentence.tokens.len());
    sentence.tokens[range].iter().any(|token| words.contains(&token.lower.as_str()))
}

/// "and by Friday they were back at work": what had come about by then is no day of an event.
fn is_deadline(sentence: &SentenceReading, index: usize) -> bool {
    is_led_by(sentence, index, 1, &["by"])
}

/// "if the walkout goes on into Tuesday": nobody says that it does.
fn is_supposed(sentence: &SentenceReading, index: usize) -> bool {
    let parse = &sentence.parse;
    let item = parse.item_at(parse.value_tokens[index].start);
    let clause = parse.clauses.get(item).copied();
    let opener = parse.clauses.iter().position(|number| Some(*number) == clause);
    opener.is_some_and(|at| match parse.items[at] {
        Item::Subordinator(token) => matches!(parse.surface[token].as_str(), "if" | "whether" | "unless"),
        _ => false,
    })
}

/// What a date is said of.
fn of_date(sentence: &SentenceReading, index: usize) -> Option<Happening> {
    let parse = &sentence.parse;
    let tokens = &parse.value_tokens[index];
    if let Some(phrase) = parse.phrases.iter().position(|p| p.dates.contains(&index)) {
        let head = parse.phrases[phrase].head?;
        return Some(of_noun(sentence, phrase, head));
    }
    if let Some(happening) = noun_before(sentence, tokens.start) {
        return Some(happening);
    }
    let verb = parse.verb_near(tokens.start)?;
    of_verb(sentence, cleft(sentence, verb).unwrap_or(verb))
}

/// "It was shortly after nine when the depot exploded": what happened stands in the next clause.
fn cleft(sentence: &SentenceReading, verb: VerbId) -> Option<VerbId> {
    let parse = &sentence.parse;
    let group = &parse.verbs[verb];
    let it = group.subject.is_some_and(|s| parse.surface[parse.phrases[s].tokens.start] == "it");
    let opener = |item: &Item| match item {
        Item::Relative(token) | Item::Subordinator(token) => Some(parse.surface[*token].as_str()),
        _ => None,
    };
    let next = parse.items[parse.item_of_verb(verb)..].iter().find_map(opener);
    (group.copula && it && next.is_some_and(|word| matches!(word, "when" | "that"))).then_some(())?;
    (verb + 1 < parse.verbs.len()).then_some(verb + 1)
}

/// "the talks in Riyadh on Monday": an event noun directly before, over its own phrases.
fn noun_before(sentence: &SentenceReading, token: usize) -> Option<Happening> {
    let parse = &sentence.parse;
    let mut at = parse.item_at(token);
    for _ in 0..6 {
        at = at.checked_sub(1)?;
        match parse.items[at] {
            Item::Phrase(phrase) => {
                if let Some(head) = parse.phrases[phrase].head.filter(|&h| is_event_noun(sentence, h)) {
                    // The object of a verb belongs to the verb: "held talks on Monday".
                    let of_verb = parse.verbs.iter().position(|v| v.object == Some(phrase));
                    if let Some(verb) = of_verb {
                        return self::of_verb(sentence, verb);
                    }
                    return Some(of_noun(sentence, phrase, head));
                }
                parse.phrases[phrase].preposition?;
            }
            Item::Preposition(_) | Item::Other(_) | Item::When(_) => {}
            _ => return None,
        }
    }
    None
}

/// Whether a noun tells of an event; "in the end" does not.
fn is_event_noun(sentence: &SentenceReading, head: usize) -> bool {
    let of_something = || {
        let phrase = sentence.parse.phrase_at(head);
        phrase.is_some_and(|phrase| whole(sentence, phrase).is_some())
    };
    event_class(sentence, head).is_some_and(|class| !is_stage(&class) || of_something())
}

/// The class of an event noun, if the vocabulary knows it.
fn event_class(sentence: &SentenceReading, head: usize) -> Option<String> {
    let hit = predicates().at(sentence.parse.words(), head, &|_| false).find(|(w, _, _)| *w == Wording::Noun);
    hit.map(|(_, id, _)| predicates().get(id).id.clone())
}

fn of_noun(sentence: &SentenceReading, phrase: PhraseId, head: usize) -> Happening {
    let parse = &sentence.parse;
    let known = event_class(sentence, head);
    // "the start of the strike", "the fire's end": whose start it is tells the event.
    if known.as_deref().is_some_and(is_stage)
        && let Some((whose, noun)) = whole(sentence, phrase)
    {
        let mut happening = of_noun(sentence, whose, noun);
        if known.as_deref() == Some(END) {
            happening.ends();
        }
        return happening;
    }
    let event = known.is_none().then(|| named_event(&parse.lemmas[head]));
    let class = known.or_else(|| event.clone()).unwrap_or_default();
    let mut happening = Happening { class, event, token: head, ..Happening::default() };
    // What is said of the event as a subject tells who takes part and whether it is planned.
    happening.verb = parse.verbs.iter().position(|v| v.subject == Some(phrase));
    take_part(sentence, phrase, &mut happening);
    for (other, found) in parse.phrases.iter().enumerate() {
        if found.on == Some(phrase)
            && found.preposition.is_some_and(|t| {
                matches!(parse.lemmas[t].as_str(), "between" | "with" | "of" | "by" | "from")
            })
        {
            all_take_part(sentence, other, &mut happening);
        }
    }
    happening
}

/// Whether a predicate tells a stage of an event and not the event: to begin, to end.
fn is_stage(predicate: &str) -> bool {
    predicates().named(predicate).is_some_and(|p| p.stages && p.family.is_none())
}

/// What a noun is of: the phrase and its head in "the start of the strike", "the strike's start".
fn whole(sentence: &SentenceReading, phrase: PhraseId) -> Option<(PhraseId, usize)> {
    let parse = &sentence.parse;
    let owner = parse.phrases[phrase].owner.clone().and_then(|owner| {
        owner.rev().find(|&at| {
            parse.tags[at] == Tag::Noun && event_class(sentence, at).is_none_or(|c| !is_stage(&c))
        })
    });
    let of = |p: &PhraseId| {
        let found = &parse.phrases[*p];
        found.on == Some(phrase) && found.preposition.is_some_and(|t| parse.lemmas[t] == "of")
    };
    let of = (0..parse.phrases.len()).find(of).and_then(|p| parse.phrases[p].head.map(|head| (p, head)));
    owner.map(|at| (phrase, at)).or(of)
}

/// "between the US and Ukraine", "the US, Russian and Ukrainian delegations": a bare name before a
/// group of people shares its noun.
fn all_take_part(sentence: &SentenceReading, phrase: PhraseId, happening: &mut Happening) {
    // The phrase itself first: its parties are what the event is named by.
    take_part(sentence, phrase, happening);
    for joined in sentence.parse.coordinates(phrase) {
        take_part(sentence, joined, happening);
    }
}

/// Whether a clause tells of a figure: "the toll climbed", "the number of cases fell".
fn is_of_a_figure(sentence: &SentenceReading, group: &VerbGroup) -> bool {
    let head = group.subject.and_then(|subject| sentence.parse.phrases[subject].head);
    let measured = |head| {
        let mut kinds = [Kind::Percent, Kind::Money].into_iter();
        kinds.any(|kind| measures().at(sentence.parse.words(), head, kind).next().is_some())
    };
    let moves =
        [Group::Up, Group::Down].into_iter().any(|g| grammar().is(&sentence.parse.lemmas[group.main], g));
    head.is_some_and(|head| grammar().is(&sentence.parse.lemmas[head], Group::Sum) || moves && measured(head))
}

/// "The derby was postponed to Sunday", "the trial began on Monday": what is staged is the event,
/// whatever it is called.
fn staged(sentence: &SentenceReading, group: &VerbGroup) -> Option<PhraseId> {
    let parse = &sentence.parse;
    let skip = |at: usize| matches!(parse.tags[at], Tag::Adverb | Tag::Not);
    let mut known = predicates().at(parse.words(), group.main, &skip);
    let stage =
        known.find(|(_, id, _)| predicates().get(*id).stages).map(|(_, id, _)| &predicates().get(id).id);
    if !grammar().is(&parse.lemmas[group.main], Group::Staging) && stage.is_none() {
        return None;
    }
    let passive = group.voice == GrammaticalVoice::Passive;
    let phrase = group.object.filter(|_| !passive).or(group.subject)?;
    let noun = &parse.lemmas[head_of(sentence, phrase)?];
    let person = things().of_word(noun).is_some_and(|thing| things().is_a(thing, "person"));
    // Whatever ends has an end: a contract, a deadline.
    let ends = stage.is_some_and(|id| id == END);
    (!person && (ends || !is_common(noun))).then_some(phrase)
}

/// An event by its noun: outlets call one fire a blaze and a wildfire.
fn named_event(noun: &str) -> String {
    things().of_word(noun).unwrap_or(noun).to_owned()
}

/// The head of a phrase; of a name that ends with the noun for an event ("the Cutter Ridge Fire") that
/// noun.
fn head_of(sentence: &SentenceReading, phrase: PhraseId) -> Option<usize> {
    let found = &sentence.parse.phrases[phrase];
    let named = || {
        found.tokens.end.checked_sub(1).filter(|&at| {
            event_class(sentence, at).is_some()
                || things().of_word(&sentence.parse.lemmas[at]) == Some("fire")
        })
    };
    found.head.or_else(named)
}

fn of_verb(sentence: &SentenceReading, verb: VerbId) -> Option<Happening> {
    let parse = &sentence.parse;
    let group = &parse.verbs[verb];
    let lemma = &parse.lemmas[group.main];
    let skip = |at: usize| matches!(parse.tags[at], Tag::Adverb | Tag::Not);
    // A verb that means a predicate of some things only says nothing by itself.
    let mut wordings =
        predicates().at(parse.words(), group.main, &skip).map(|(w, id, _)| (w, predicates().get(id)));
    let known = wordings.find(|(w, predicate)| {
        // "held" says that something took place; a truce that holds is none of its days.
        let takes_place = grammar().is(lemma, Group::Staging) && !predicate.stages;
        matches!(w, Wording::Acts | Wording::Happens) && predicate.only.is_empty() && !takes_place
    });
    let event = |p: &PhraseId| head_of(sentence, *p).is_some_and(|h| is_event_noun(sentence, h));
    let noun = [group.subject, group.object].into_iter().flatten().find(event).or_else(|| {
        // "progress in the talks as they unfold": the pronoun stands for the event named before.
        let subject = group.subject.filter(|&s| parse.phrases[s].pronoun)?;
        let one = parse.surface[parse.phrases[subject].tokens.start] == "it";
        let is_one = |at: usize| parse.surface[at] == parse.lemmas[at];
        let agrees = |p: &PhraseId| head_of(sentence, *p).is_some_and(|head| is_one(head) == one);
        (0..subject).rev().filter(agrees).find(event)
    });
    // "The strike in Port Sorrel, which began on Monday": the town did not begin.
    let stages = known.is_some_and(|(_, predicate)| predicate.stages);
    let behind = || group.subject.and_then(|s| parse.phrases[s].on).filter(|on| stages && event(on));
    let noun = noun.or_else(behind).or_else(|| staged(sentence, group));
    let tells = known.is_none() && !is_light(lemma);
    let supported =
        stages || tells || [Group::Support, Group::Staging].iter().any(|&g| grammar().is(lemma, g));
    // "The strike would continue on Tuesday": it began on another day.
    if noun.is_some() && grammar().is(lemma, Group::Lasting) {
        return None;
    }
    if let Some(phrase) = noun.filter(|_| supported) {
        let mut happening = of_noun(sentence, phrase, head_of(sentence, phrase)?);
        happening.verb = Some(verb);
        if known.is_some_and(|(_, predicate)| predicate.id == END) {
            happening.ends();
        }
        for phrase in [group.subject, group.object].into_iter().flatten() {
            all_take_part(sentence, phrase, &mut happening);
        }
        with(sentence, verb, &mut happening);
        return Some(happening);
    }
    // "fires continued to burn on Sunday": what went on then began on another day.
    let goes_on =
        group.under.is_some_and(|above| grammar().is(&parse.lemmas[parse.verbs[above].main], Group::Lasting));
    let class = match known {
        _ if goes_on => return None,
        // A day on which something begins or that somebody lives somewhere is the day of no event.
        Some((_, predicate)) if is_stage(&predicate.id) || predicate.aspect == Aspect::State => return None,
        // The day on which a toll rose is the day of no event.
        _ if is_of_a_figure(sentence, group) => return None,
        None if is_light(lemma) => return None,
        // "Wembley will stage it", "it is played at Wembley": an event that only its name tells.
        None if grammar().is(lemma, Group::Staging) => "event".to_owned(),
        Some((_, predicate)) => predicate.id.clone(),
        None => lemma.clone(),
    };
    let mut happening = Happening { class, verb: Some(verb), token: group.main, ..Happening::default() };
    let stated = known.filter(|(_, predicate)| predicate.statement);
    happening.target = stated.and_then(|(wording, _)| patient(sentence, group, wording));
    for phrase in [group.subject, group.object, group.agent].into_iter().flatten() {
        all_take_part(sentence, phrase, &mut happening);
    }
    // Delegations that gather somewhere meet; a crowd that gathers attends.
    if happening.class == "attend" && happening.parties.len() > 1 {
        "meet".clone_into(&mut happening.class);
    }
    with(sentence, verb, &mut happening);
    Some(happening)
}

/// The noun of what a verb is done to, if it is no person: "the road reopens", "reopened the road".
fn patient(sentence: &SentenceReading, group: &VerbGroup, wording: Wording) -> Option<String> {
    let parse = &sentence.parse;
    let itself = group.voice == GrammaticalVoice::Passive || wording == Wording::Happens;
    let phrase = group.object.filter(|_| group.voice == GrammaticalVoice::Active);
    let phrase = phrase.or(group.subject.filter(|_| itself || group.object.is_none()))?;
    let noun = &parse.lemmas[parse.phrases[phrase].head?];
    let thing = things().of_word(noun).unwrap_or(noun);
    (!things().is_a(thing, "person")).then(|| thing.to_owned())
}

/// "meeting separately with Russia".
fn with(sentence: &SentenceReading, verb: VerbId, happening: &mut Happening) {
    let parse = &sentence.parse;
    for &phrase in &parse.verbs[verb].phrases {
        let preposition = parse.phrases[phrase].preposition.map_or("", |t| parse.lemmas[t].as_str());
        if matches!(preposition, "with" | "between") {
            all_take_part(sentence, phrase, happening);
        }
    }
}

/// Countries and persons of a phrase that stand for actors: the bare name, or a group of people or
/// the event itself as the head ("US officials", "the US-Russian talks"), not "the Ukraine war".
fn take_part(sentence: &SentenceReading, phrase: PhraseId, happening: &mut Happening) {
    let parse = &sentence.parse;
    let found = &parse.phrases[phrase];
    let actor = found.head.is_none_or(|head| {
        let noun = parse.lemmas[head].as_str();
        is_event_noun(sentence, head) || found.owner.is_some() || stands_for_people(noun)
    });
    if actor {
        for nation in nations_of(sentence, phrase) {
            if !happening.parties.contains(&nation) {
                happening.parties.push(nation);
            }
        }
    }
    for &name in &found.names {
        if let Referent::Person(person) = &sentence.names[name].referent
            && !happening.persons.contains(person)
        {
            happening.persons.push(person.clone());
        }
    }
}

/// Whether a noun means people who act for their country.
pub fn stands_for_people(noun: &str) -> bool {
    grammar().is(noun, Group::Acting)
}

/// What a place is said of: it must stand after "in", "at" or the like, or host the event.
fn of_place(sentence: &SentenceReading, token: usize) -> Option<Happening> {
    let parse = &sentence.parse;
    let phrase = parse.phrase_at(token)?;
    let hosts = parse
        .verbs
        .iter()
        .position(|v| v.subject == Some(phrase) && matches!(parse.lemmas[v.main].as_str(), "host" | "stage"));
    if let Some(verb) = hosts {
        return of_verb(sentence, verb);
    }
    if parse.phrases[phrase]
        .head
        .is_some_and(|h| h > token && !is_common(&parse.lemmas[h]) && event_class(sentence, h).is_some())
    {
        // "the Doha talks": the event itself names the place, where it is a definite one.
        if !matches!(parse.tags[parse.phrases[phrase].tokens.start], Tag::Determiner | Tag::When) {
            return None;
        }
        return Some(of_noun(sentence, phrase, parse.phrases[phrase].head?));
    }
    let preposition = parse.phrases[phrase].preposition?;
    if !grammar().is(&parse.lemmas[preposition], Group::Held) {
        return None;
    }
    let start = parse.phrases[phrase].tokens.start;
    if let Some(happening) = noun_before(sentence, start) {
        return Some(happening);
    }
    // "a ceasefire in Ukraine": a country directly after a noun belongs to that noun.
    let name = sentence.names.iter().find(|n| n.tokens.start == token)?;
    let wide = Gazetteer::get().capital(name.referent.name()).is_some();
    if wide && parse.phrases[phrase].on.is_some() {
        return None;
    }
    of_verb(sentence, parse.verb_near(start)?)
}
