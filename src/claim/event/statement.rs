//! Claims that an actor did or did not do something.

use crate::claim::draft::Draft;
use crate::claim::reading::SentenceReading;
use crate::claim::syntax::{GrammaticalVoice, Parse, PhraseId, Tag, VerbId, VerbKind};
use crate::claim::{Certainty, Field, Kind, Polarity, Statement, Value};
use crate::vocabulary::common::is_common;
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::predicates::{Predicate, Wording, predicates};

/// All statements of a sentence whose predicates the vocabulary marks as claims of their own.
pub fn statements(sentence: &SentenceReading) -> Vec<Draft> {
    (0..sentence.parse.verbs.len()).filter_map(|verb| statement(sentence, verb)).collect()
}

fn statement(sentence: &SentenceReading, verb: VerbId) -> Option<Draft> {
    let parse = &sentence.parse;
    let group = &parse.verbs[verb];
    let (predicate, end) = stated(sentence, group.main)?;
    // "The death toll passed 500": a level is no act.
    let is_figure = |p: PhraseId| parse.phrases[p].head.is_none() && !parse.phrases[p].figures.is_empty();
    if group.object.is_some_and(is_figure) && grammar().is(&parse.lemmas[group.main], Group::Level) {
        return None;
    }
    let tokens = &sentence.tokens;
    let last = end.clamp(group.tokens.end, tokens.len());
    let mention = tokens[group.tokens.start].span.join(tokens[last - 1].span);
    let mut draft = Draft::new(
        Kind::Statement,
        Value::Statement(Statement { predicate: predicate.id.clone() }),
        mention,
        group.main,
    );
    draft.predicate = Some(predicate.id.clone());
    draft.concept = Some(pair(predicate));
    draft.certainty = group.certainty;
    if group.future && draft.certainty == Certainty::Asserted {
        draft.certainty = Certainty::Planned;
    }
    let none = |p: Option<PhraseId>| {
        p.is_some_and(|p| {
            matches!(
                parse.surface[parse.phrases[p].tokens.start].as_str(),
                "no" | "none" | "nobody" | "neither"
            )
        })
    };
    if group.negated || none(group.subject) || none(group.object) || is_pending(parse, verb) {
        draft.polarity = Polarity::Negated;
    }
    let passive = group.voice == GrammaticalVoice::Passive;
    let (agent, target) = if passive { (group.agent, group.subject) } else { (group.subject, group.object) };
    if group.kind == VerbKind::Infinitive && group.under.is_none() {
        return None;
    }
    participants(sentence, agent, Field::Agent, &mut draft);
    participants(sentence, target, Field::Target, &mut draft);
    for &phrase in &group.phrases {
        participants(sentence, Some(phrase), Field::Target, &mut draft);
    }
    (!draft.arguments.is_empty()).then_some(draft)
}

/// What a verb states, and where its words end. "Fired on the crowd" is no dismissal: where the
/// vocabulary knows a longer wording, the shorter ones do not count.
fn stated(sentence: &SentenceReading, main: usize) -> Option<(&'static Predicate, usize)> {
    let parse = &sentence.parse;
    let skip = |at: usize| matches!(parse.tags[at], Tag::Adverb | Tag::Not | Tag::Quote);
    let verbal = |(wording, _, _): &(Wording, _, _)| matches!(wording, Wording::Acts | Wording::Happens);
    let found: Vec<_> = predicates().at(parse.words(), main, &skip).filter(verbal).collect();
    let longest = found.iter().map(|(_, _, end)| *end).max()?;
    let longest = found.into_iter().filter(|(_, _, end)| *end == longest);
    let mut predicates = longest.map(|(_, id, end)| (predicates().get(id), end));
    predicates.find(|(predicate, _)| predicate.statement)
}

/// "has yet to ratify": not done so far.
fn is_pending(parse: &Parse, verb: VerbId) -> bool {
    let start = parse.verbs[verb].tokens.start;
    (start.saturating_sub(2)..start).any(|at| parse.surface[at] == "yet")
        && parse.verbs[verb].kind == VerbKind::Infinitive
}

/// A predicate and its opposite are one question: named by the first of them.
fn pair(predicate: &Predicate) -> String {
    let mut names: Vec<&str> = predicate.opposite.iter().map(String::as_str).collect();
    names.push(&predicate.id);
    names.sort_unstable();
    names.first().map_or_else(String::new, |n| (*n).to_owned())
}

/// Names and the head noun of a phrase, as values of a field.
fn participants(sentence: &SentenceReading, phrase: Option<PhraseId>, field: Field, draft: &mut Draft) {
    let Some(phrase) = phrase else { return };
    let found = &sentence.parse.phrases[phrase];
    for &name in &found.names {
        let found = &sentence.names[name];
        draft.say(field, [found.referent.name().to_owned()], Some(found.span));
    }
    if let Some(head) = found.head.filter(|&h| !is_common(&sentence.parse.lemmas[h])) {
        let noun = &sentence.parse.lemmas[head];
        draft.say(field, [noun.clone()], Some(sentence.tokens[head].span));
        // "the pensions bill" is not "the forestry bill".
        let before =
            head.checked_sub(1).filter(|&b| b >= found.tokens.start && sentence.parse.tags[b] == Tag::Noun);
        if let Some(before) = before {
            draft.say(field, [format!("{} {noun}", sentence.parse.lemmas[before])], None);
        }
    }
}
