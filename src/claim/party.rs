//! Whose a figure or an event is: the names that take part in a clause beside what is said in it.

use std::collections::BTreeSet;

use super::Field;
use super::draft::Draft;
use super::name::{Referent, person_key};
use super::reading::SentenceReading;
use super::syntax::{PhraseId, VerbId};

/// Prepositions after which a name takes part in what the verb says ("a fine for", "sold by").
const SHARING: [&str; 4] = ["of", "for", "by", "with"];

/// Names beside a figure: whose profit, sentence or share it is. `phrase` is the figure's own.
pub fn of_figure(sentence: &SentenceReading, phrase: PhraseId, draft: &mut Draft) {
    let parse = &sentence.parse;
    let mut phrases: BTreeSet<PhraseId> = BTreeSet::from([phrase]);
    phrases.extend(parse.phrases[phrase].on);
    if let Some(verb) = parse.verb_near(draft.anchor) {
        let group = &parse.verbs[verb];
        let core = [group.subject, group.object, group.agent].into_iter().flatten();
        phrases.extend(core.flat_map(|p| parse.coordinates(p)));
        phrases.extend(group.phrases.iter().copied().filter(|&p| stands_after(sentence, p, &SHARING)));
    }
    phrases.extend(hung_on(sentence, &phrases));
    for found in phrases {
        say_names(sentence, found, draft);
        if found != phrase && parse.phrases[found].on != Some(phrase) {
            say_places(sentence, found, draft);
        }
    }
}

/// Names of bodies and things that take part in an event: which theatre opens, which ship sank.
/// `phrase` is the event's own where a noun names it, `verb` its verb.
pub fn of_event(
    sentence: &SentenceReading,
    phrase: Option<PhraseId>,
    verb: Option<VerbId>,
    draft: &mut Draft,
) {
    let parse = &sentence.parse;
    let mut phrases: BTreeSet<PhraseId> = phrase.into_iter().collect();
    if let Some(verb) = verb {
        phrases.extend([parse.verbs[verb].subject, parse.verbs[verb].object].into_iter().flatten());
    }
    let hung = hung_on(sentence, &phrases).into_iter().filter(|&p| stands_after(sentence, p, &["of"]));
    phrases.extend(hung.collect::<Vec<_>>());
    for phrase in phrases {
        say_bodies(sentence, phrase, draft);
    }
}

fn hung_on(sentence: &SentenceReading, phrases: &BTreeSet<PhraseId>) -> Vec<PhraseId> {
    let on = |p: &PhraseId| sentence.parse.phrases[*p].on.is_some_and(|on| phrases.contains(&on));
    (0..sentence.parse.phrases.len()).filter(on).collect()
}

fn stands_after(sentence: &SentenceReading, phrase: PhraseId, prepositions: &[&str]) -> bool {
    let preposition = sentence.parse.phrases[phrase].preposition;
    preposition.is_some_and(|t| prepositions.contains(&sentence.parse.lemmas[t].as_str()))
}

fn say_names(sentence: &SentenceReading, phrase: PhraseId, draft: &mut Draft) {
    for &name in &sentence.parse.phrases[phrase].names {
        match &sentence.names[name].referent {
            Referent::Person(person) => draft.say(Field::Person, [person_key(person)], None),
            Referent::Nation(nation) => draft.say(Field::Side, [nation.clone()], None),
            _ => {}
        }
    }
    say_bodies(sentence, phrase, draft);
}

fn say_bodies(sentence: &SentenceReading, phrase: PhraseId, draft: &mut Draft) {
    for &name in &sentence.parse.phrases[phrase].names {
        if let Referent::Body(body) | Referent::Other(body) = &sentence.names[name].referent
            && body.len() > 2
        {
            draft.say(Field::Owner, [body.clone()], None);
        }
    }
}

/// "Hollin lies 40 km north of Tarsk", "gusts hit Gdansk": the place that something is said of
/// owns the figure; where something happens does not.
fn say_places(sentence: &SentenceReading, phrase: PhraseId, draft: &mut Draft) {
    if sentence.parse.phrases[phrase].preposition.is_some() && !stands_after(sentence, phrase, &["of"]) {
        return;
    }
    for &name in &sentence.parse.phrases[phrase].names {
        if let Referent::Place(place) = &sentence.names[name].referent {
            draft.say(Field::Owner, [place.clone()], None);
        }
    }
}
