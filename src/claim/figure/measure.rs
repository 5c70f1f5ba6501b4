//! What a figure with a unit measures: an age, a depth, a profit, the time between two events.

use rust_decimal::Decimal;

use super::governor::govern;
use super::governor::{Governor, governors, is_light, noun_at};
use super::nearest::{MEASURED, Search};
use super::noun::partitive;
use crate::claim::draft::Draft;
use crate::claim::name::Referent;
use crate::claim::number::unit::scale;
use crate::claim::quantity::{Dimension, Quantity};
use crate::claim::reading::SentenceReading;
use crate::claim::syntax::{PhraseId, Tag, VerbGroup, VerbKind};
use crate::claim::{Field, Kind, Value};
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::measures::measures;
use crate::vocabulary::predicates::{Wording, predicates};
use crate::vocabulary::things::things;

/// What a number of years is of a person.
pub const AGE: &str = "age";

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
    let governors = governors(sentence, phrase, None);
    let clause = parse.clause_at(figure.start);
    draft.concept = Search::new(sentence, index, phrase, &governors, draft).nearest().map(str::to_owned);
    if draft.kind == Kind::Duration
        && (is_interval(sentence, &figure) || is_until(sentence, phrase, &governors))
    {
        draft.concept = Some(INTERVAL.to_owned());
        draft.say(Field::Event, event_beside(sentence, figure.end), None);
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
    // "Ten minutes after take-off the plane crashed."
    if draft.predicate.is_none() && draft.arguments.contains_key(&Field::Event) {
        let finite = |verb: &&VerbGroup| verb.kind == VerbKind::Finite && verb.tokens.start > figure.start;
        let near = parse.verb_near(figure.start).map(|verb| &parse.verbs[verb]);
        let next = near.or_else(|| parse.verbs.iter().find(finite));
        draft.predicate = next.map(|verb| told_by(sentence, verb.main));
    }
    // "The 8,400-acre fire is not contained": so large it is.
    if is_attribute(sentence, phrase, &figure, draft.kind) {
        (draft.polarity, draft.certainty) = firm;
    }
    if draft.concept.as_deref().is_some_and(|measure| measures().is_change(measure)) {
        draft.predicate = direction(sentence, &figure).map(str::to_owned).or(draft.predicate.take());
    }
    if draft.concept.as_deref().is_some_and(|measure| measures().is_balance(measure)) {
        draft.predicate = Some(balance(sentence, &figure).to_owned());
    }
}

/// Whether a figure is of a profit or of a loss, by the nearest word for one in its clause.
fn balance(sentence: &SentenceReading, figure: &std::ops::Range<usize>) -> &'static str {
    let parse = &sentence.parse;
    let clause = parse.clause_at(figure.start);
    let told = (0..parse.lemmas.len()).filter(|&at| parse.clause_at(at) == clause).filter_map(|at| {
        let loss = grammar().is(&parse.lemmas[at], Group::Losing);
        (loss || grammar().is(&parse.lemmas[at], Group::Gaining)).then_some((at.abs_diff(figure.start), loss))
    });
    if told.min().is_some_and(|(_, loss)| loss) { "make-loss" } else { "make-profit" }
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

/// "a truce emerged after 16 hours": the time that went by before something came about.
fn is_until(sentence: &SentenceReading, phrase: PhraseId, governors: &[Governor]) -> bool {
    let parse = &sentence.parse;
    // "after nine days of talks", "after a 72-hour pause".
    let own = parse.phrases[phrase].head.is_some() || partitive(sentence, phrase).is_some();
    let after = parse.phrases[phrase].preposition.is_some_and(|at| parse.lemmas[at] == "after");
    after && !own && governors.iter().any(|governor| grammar().is(&governor.lemma, Group::Arising))
}

/// "two minutes after take-off", "hours before the vote": the event from which a span of time counts,
/// by the vocabulary's name for it.
fn event_beside(sentence: &SentenceReading, at: usize) -> Option<String> {
    let parse = &sentence.parse;
    matches!(parse.surface.get(at).map(String::as_str), Some("after" | "before")).then_some(())?;
    let first = (at + 1..parse.tags.len()).find(|&next| !matches!(parse.tags[next], Tag::Determiner))?;
    let noun = parse.phrase_at(first).and_then(|phrase| parse.phrases[phrase].head);
    let told = noun.is_some() || parse.tags[first].is_verb();
    told.then(|| told_by(sentence, noun.unwrap_or(first)))
}

/// What a verb or an event's noun tells, by the vocabulary's name for it, else by its lemma.
fn told_by(sentence: &SentenceReading, at: usize) -> String {
    let parse = &sentence.parse;
    let known = predicates().at(parse.words(), at, &|_| false).next();
    known.map_or_else(|| parse.lemmas[at].clone(), |(_, id, _)| predicates().get(id).id.clone())
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

/// "a 7.2 quake", "the tremor measured 6.9": a number with a point before a quake, or one that a quake
/// measured, is its magnitude.
pub(super) fn magnitude(sentence: &SentenceReading, index: usize, quantity: &Quantity) -> Option<Quantity> {
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

#[cfg(test)]
mod tests {
    use crate::claim::Field;
    use crate::claim::extract::tests::{claims_of, figures_of};

    #[test]
    fn the_time_until_something_comes_about_is_none_of_its_own() {
        assert_eq!(figures_of("A truce emerged after 16 hours.")[0][1], "interval");
        assert_eq!(figures_of("A truce was agreed after a 72-hour pause.")[0][1], "truce");
        assert_eq!(figures_of("The deal was reached after nine days of talks.")[0][1], "meeting");
        assert_eq!(figures_of("The strike ended after nine days.")[0][1], "strike-length");
    }

    #[test]
    fn an_interval_knows_the_event_from_which_it_counts() {
        for text in
            ["The jet crashed two minutes after take-off.", "Two minutes after takeoff the jet crashed."]
        {
            let claims = claims_of(text);
            let span = claims.iter().find(|claim| claim.concept.as_deref() == Some("interval")).expect(text);
            assert_eq!(span.predicate.as_deref(), Some("crash"), "{text}");
            assert!(span.arguments[&Field::Event].values.contains("take-off"), "{text}");
        }
    }

    #[test]
    fn a_speed_is_one_whatever_moves() {
        assert_eq!(claims_of("The tram was doing 71 kph.")[0].concept.as_deref(), Some("speed"));
        assert_eq!(claims_of("The wind blew at 90 km/h.")[0].concept.as_deref(), Some("wind"));
    }
}
