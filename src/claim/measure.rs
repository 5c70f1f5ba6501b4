//! What a figure with a unit measures: an age, a depth, a profit, the time between two events.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::figure::{Draft, govern, partitive};
use super::governor::{Governor, governors, is_light, noun_at};
use super::name::Referent;
use super::quantity::Dimension;
use super::reading::SentenceReading;
use super::syntax::{PhraseId, Tag, VerbGroup};
use super::{Field, Kind, Value};
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::measures::measures;
use crate::vocabulary::things::things;

/// Words around a figure and the word for what it measures that may show that it measures another.
const MEASURED: usize = 6;

/// What a number of years is of a person.
pub const AGE: &str = "age";

/// The dimensions of the measures that are told in few.
static DIMENSIONS: LazyLock<FxHashMap<&'static str, Vec<Dimension>>> = LazyLock::new(|| {
    let read = |name: &String| {
        serde_json::from_value(serde_json::Value::String(name.clone()))
            .expect("measures name known dimensions")
    };
    measures().dimensions().map(|(measure, of)| (measure, of.iter().map(read).collect())).collect()
});

/// Whether a measure is told in a dimension: winds in no miles.
fn is_of(measure: &str, dimension: Dimension) -> bool {
    DIMENSIONS.get(measure).is_none_or(|of| of.contains(&dimension))
}

/// What a figure with a unit measures: the vocabulary's measure nearest in the grammar, else the
/// noun or verb that governs it.
pub(super) fn measure(sentence: &SentenceReading, index: usize, phrase: PhraseId, draft: &mut Draft) {
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
    let dimension = match &draft.value {
        Value::Number(q) if draft.kind == Kind::Measure => Some(q.unit.dimension),
        _ => None,
    };
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
    let talks = partitive(sentence, phrase).filter(|_| draft.kind == Kind::Duration);
    let later = draft.kind == Kind::Duration && preposition == "after";
    for at in 0..parse.lemmas.len() {
        if figure.contains(&at) || own_head.is_some_and(|_| !parse.phrases[phrase].tokens.contains(&at)) {
            continue;
        }
        for (name, weight) in measures().at(parse.words(), at, draft.kind) {
            if !dimension.is_none_or(|dimension| is_of(name, dimension)) {
                continue;
            }
            let in_phrase = parse.phrases[phrase].tokens.contains(&at);
            let beside = at.min(figure.start).saturating_sub(MEASURED)
                ..(at.max(figure.end) + MEASURED).min(parse.lemmas.len());
            if !in_phrase && parse.lemmas[beside].iter().any(|word| measures().is_another(name, word)) {
                continue;
            }
            // "a fine of N", "unemployment rose to N": the noun that it hangs on, or the subject of
            // a level, says what the figure is; "rose by N" is a change of its own.
            let hangs =
                parse.phrases[phrase].on.is_some_and(|on| of && parse.phrases[on].tokens.contains(&at));
            let level = level_of.is_some_and(|s| parse.phrases[s].tokens.contains(&at));
            if name == "growth" && level_of.is_some() {
                continue;
            }
            // "17 hours of talks": what the figure is of.
            let hangs = hangs || talks.is_some_and(|whole| parse.phrases[whole].tokens.contains(&at));
            let governs = governors.iter().any(|g| g.token == at) || hangs || level;
            let same_clause = parse.clause_at(at) == clause;
            // "emerged after 16 hours, all agreeing to a truce": not so long a truce.
            if later && !same_clause {
                continue;
            }
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
    rate(sentence, clause, draft);
    if let Some(word) = average(sentence, figure.start) {
        draft.say(Field::Quality, [parse.surface[word].clone()], None);
        draft.say(Field::Thing, averaged(sentence, word), None);
    }
    let governor = governors.iter().find(|g| !is_light(&g.lemma)).or(governors.first());
    let firm = (draft.polarity, draft.certainty);
    govern(sentence, governor, draft);
    draft.anchor = figure.start;
    // "The 8,400-acre fire is not contained": so large it is.
    if is_attribute(sentence, phrase, &figure, draft.kind) {
        (draft.polarity, draft.certainty) = firm;
    }
    if draft.concept.as_deref().is_some_and(|measure| measures().is_change(measure)) {
        draft.predicate = direction(sentence, &figure).map(str::to_owned).or(draft.predicate.take());
    }
}

/// "the 8,400-acre fire", "a magnitude 6.9 earthquake": a measure that a noun has, whatever is said of
/// it.
pub(super) fn is_attribute(
    sentence: &SentenceReading,
    phrase: PhraseId,
    figure: &std::ops::Range<usize>,
    kind: Kind,
) -> bool {
    kind == Kind::Measure && sentence.parse.phrases[phrase].head.is_some_and(|head| head >= figure.end)
}

/// "an average salary of N", "average income: N": the word that makes of a figure one of many, nearest in
/// its clause or a few words before it.
fn average(sentence: &SentenceReading, figure: usize) -> Option<usize> {
    let parse = &sentence.parse;
    let clause = parse.clause_at(figure);
    let beside = figure.saturating_sub(MEASURED)..figure;
    let words = (0..parse.surface.len()).filter(|at| beside.contains(at) || parse.clause_at(*at) == clause);
    let averaging = words.filter(|&at| grammar().is(&parse.surface[at], Group::Averaging));
    averaging.min_by_key(|at| at.abs_diff(figure))
}

/// "the average teacher", "nurses earn N on average": the people of whom it is an average, by the noun
/// nearest to the word in its clause.
fn averaged(sentence: &SentenceReading, average: usize) -> Option<String> {
    let parse = &sentence.parse;
    let clause = parse.clause_at(average);
    let people = |at: usize| {
        let thing = things().of_word(&parse.lemmas[at]).filter(|_| parse.tags[at] == Tag::Noun)?;
        things().is_a(thing, "person").then_some((at.abs_diff(average), thing))
    };
    let nouns = (0..parse.lemmas.len()).filter(|&at| parse.clause_at(at) == clause).filter_map(people);
    nouns.min().map(|(_, thing)| thing.to_owned())
}

/// A sum from which on pay without a unit of time is a year's: nobody earns it in an hour.
const YEARLY: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// What somebody is paid for a unit of time.
const SALARY: &str = "salary";

/// "is paid 2,450 crowns a month" is no price; "a salary of $71,000" is a year's.
fn rate(sentence: &SentenceReading, clause: u16, draft: &mut Draft) {
    let Value::Number(quantity) = &mut draft.value else { return };
    let parse = &sentence.parse;
    let paid = || {
        let mut words = (0..parse.lemmas.len()).filter(|&at| parse.clause_at(at) == clause);
        words.any(|at| grammar().is(&parse.lemmas[at], Group::Paying))
    };
    // "Teachers make $74,000 a year": what people make in a year is their pay.
    let made = || {
        let verb = parse.verb_near(draft.anchor).map(|verb| &parse.verbs[verb]);
        let earns = |group: &&VerbGroup| grammar().is(&parse.lemmas[group.main], Group::Earning);
        let who = verb.filter(earns).and_then(|group| noun_at(sentence, group.subject?));
        who.is_some_and(|noun| things().is_a(&noun, "person"))
    };
    let price = draft
        .concept
        .as_deref()
        .is_none_or(|concept| matches!(concept, "price" | "profit") || things().is_a(concept, "person"));
    let large = quantity.low.is_some_and(|low| low.at >= YEARLY);
    let timed = !quantity.unit.per.is_empty();
    if draft.kind == Kind::Money && price && (timed && paid() || (timed || large) && made()) {
        draft.concept = Some(SALARY.to_owned());
    }
    let per = draft.concept.as_deref().and_then(|measure| measures().per(measure));
    if let Some(per) = per.filter(|_| large && quantity.unit.per.is_empty()) {
        per.clone_into(&mut quantity.unit.per);
        draft.say(Field::Unit, [format!("per {per}")], None);
    }
}

/// What a span of time between two events measures.
pub const INTERVAL: &str = "interval";

/// "25 years after the last strike", "the first in 30 years": the time between two events is the
/// length of neither.
fn is_interval(sentence: &SentenceReading, figure: &std::ops::Range<usize>) -> bool {
    let parse = &sentence.parse;
    let next = parse.surface.get(figure.end).is_some_and(|word| grammar().is(word, Group::Interval));
    let before = &parse.surface[figure.start.saturating_sub(8)..figure.start];
    let within = before.last().is_some_and(|word| matches!(word.as_str(), "in" | "least" | "than" | "over"));
    let first = before.iter().any(|word| grammar().is(word, Group::Ranking));
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
