//! When the like last happened: "the first strike in 25 years", "the deadliest fire since 1933", "they
//! last went on strike in 1994".
//!
//! A span of years that looks back and a year that is named come to one value, so that outlets that
//! count and outlets that name can be held against each other.

use std::ops::Range;

use jiff::civil::{Date, date};
use rust_decimal::prelude::ToPrimitive;

use super::occasion::opens_period;
use crate::claim::draft::Draft;
use crate::claim::quantity::{Bound, Dimension, Hedge, Quantity};
use crate::claim::reading::{SentenceReading, when_of};
use crate::claim::syntax::{PhraseId, Tag};
use crate::claim::value::ValueKind;
use crate::claim::when::{Basis, Grain, When};
use crate::claim::{Field, Kind, Value};
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::predicates::{Wording, predicates};

/// The concept of these claims.
pub const PRECEDENT: &str = "precedent";

/// Words between the word of rank and what it looks back to: "the first teachers' strike in the city of
/// Denver in 25 years".
const REACH: usize = 12;

/// Months that a span looks back at least; what lies nearer is a matter of days and not of history.
const MONTHS: i64 = 24;

/// The first year of what has no other: "in at least 30 years".
pub const EARLIEST: i16 = 1000;

/// The claims of one sentence of an article published on a day.
pub(in crate::claim) fn precedents(sentence: &SentenceReading, published: Option<Date>) -> Vec<Draft> {
    let Some(published) = published else { return Vec::new() };
    let values = sentence.values.iter().enumerate();
    let found = values.filter_map(|(index, value)| {
        let start = sentence.parse.value_tokens[index].start;
        let when = match &value.kind {
            ValueKind::Number(quantity) => {
                back(quantity, published).filter(|_| is_within(sentence, start))?
            }
            ValueKind::Date(Some(_), _) => *when_of(value).filter(|when| is_past(when, published))?,
            _ => return None,
        };
        let rank = rank_before(sentence, start)?;
        let last = sentence.tokens[rank].is("last");
        let dated = matches!(value.kind, ValueKind::Date(..));
        // "The last strike was in 1994", "the first since 1994"; "the first strike was in 1901" is none.
        if dated && !last && !opens_period(sentence, index) && !is_since(sentence, rank, start) {
            return None;
        }
        let mut draft = Draft::new(Kind::Date, Value::When(when), value.span, start);
        draft.concept = Some(PRECEDENT.to_owned());
        draft.predicate = Some(PRECEDENT.to_owned());
        draft.looks_back = true;
        draft.say(Field::Event, event(sentence, rank), None);
        draft.say(Field::Quality, superlative(sentence, rank), None);
        Some(draft)
    });
    found.collect()
}

/// "in 25 years", "for the first time in more than a decade": whether a span is one within which.
fn is_within(sentence: &SentenceReading, start: usize) -> bool {
    sentence.tokens[start.saturating_sub(1)..=start].iter().any(|token| token.is("in"))
}

/// "the first since a 19-day stoppage in 1987": whether the day is one of what a rank looks back to.
fn is_since(sentence: &SentenceReading, rank: usize, start: usize) -> bool {
    let parse = &sentence.parse;
    let Some(since) = since(sentence, rank + 1..start) else { return false };
    parse.verbs.iter().all(|verb| !(since..start).contains(&verb.main))
}

/// The first "since" of some tokens.
fn since(sentence: &SentenceReading, mut tokens: Range<usize>) -> Option<usize> {
    tokens.find(|&at| sentence.tokens.get(at).is_some_and(|token| token.is("since")))
}

/// Whether a day lies so far back, by the months of the calendar.
fn is_past(when: &When, published: Date) -> bool {
    let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    months(published) - months(when.to) >= MONTHS
}

/// The years in which what lies so far back happened. Spans are printed in whole years, those of five
/// and ten more loosely, so that each end is widened by half a year, by one year, by a twentieth, and then
/// to whole years.
fn back(quantity: &Quantity, published: Date) -> Option<When> {
    if quantity.unit.dimension != Dimension::Months || quantity.hedge == Hedge::Vague {
        return None;
    }
    let months = |bound: Bound| (bound.at * quantity.unit.factor).to_i64();
    let (near, far) = (quantity.low.map(months), quantity.high.map(months));
    let least = near.flatten().or(far.flatten())?;
    if least < MONTHS || least % 12 != 0 {
        return None;
    }
    let slack = |months: i64| match months / 12 {
        years if years % 10 == 0 => (years / 20).max(1) * 12,
        years if years % 5 == 0 => 12,
        _ => 6,
    };
    let day = |months: i64| published.checked_sub(jiff::Span::new().months(months)).ok();
    let from = match far {
        Some(far) => day(far? + slack(far?))?,
        None => date(EARLIEST, 1, 1),
    };
    let to = day(near.flatten().map_or(0, |near| near - slack(near)))?;
    let (from, to) = (from.first_of_year(), to.last_of_year());
    Some(When { from, to, grain: Grain::Range, clock: None, zone: None, basis: Basis::Relative })
}

/// The nearest word of rank before a token, in its clause.
fn rank_before(sentence: &SentenceReading, start: usize) -> Option<usize> {
    let parse = &sentence.parse;
    let clause = parse.clause_at(start);
    let ranks = |&at: &usize| grammar().is(&parse.surface[at], Group::Ranking);
    (start.saturating_sub(REACH)..start).rev().filter(|&at| parse.clause_at(at) == clause).find(ranks)
}

/// "the deadliest", but not "the first" or "the last", which rank nothing but time.
fn superlative(sentence: &SentenceReading, rank: usize) -> Option<String> {
    let word = &sentence.parse.surface[rank];
    (!grammar().is(word, Group::Ordering)).then(|| word.clone())
}

/// What happened: the noun of the rank, the like of it that it is the first since, the subject of which
/// it is said, or what the subject does "for the first time".
fn event(sentence: &SentenceReading, rank: usize) -> Option<String> {
    let parse = &sentence.parse;
    let of = |phrase: PhraseId| {
        let head = parse.phrases[phrase].head?;
        (!grammar().is(&parse.lemmas[head], Group::Occasion)).then(|| named(sentence, head))
    };
    let own = parse.phrase_at(rank).and_then(of);
    let verb = || parse.verb_near(rank).map(|verb| &parse.verbs[verb]);
    let like = || {
        let since = since(sentence, rank + 1..rank + REACH)?;
        parse.phrases.iter().position(|phrase| phrase.preposition == Some(since)).and_then(of)
    };
    let subject = || verb().filter(|group| group.copula).and_then(|group| of(group.subject?));
    let done = || verb().filter(|group| !group.copula).map(|group| named(sentence, group.main));
    own.or_else(like).or_else(subject).or_else(done)
}

/// The predicate that a word stands for, else its lemma.
fn named(sentence: &SentenceReading, at: usize) -> String {
    let parse = &sentence.parse;
    let noun = parse.tags[at] == Tag::Noun;
    let mut hits = predicates().at(parse.words(), at, &|_| false);
    let known = hits.find(|(wording, _, _)| (*wording == Wording::Noun) == noun);
    known.map_or_else(|| parse.lemmas[at].clone(), |(_, id, _)| predicates().get(id).id.clone())
}

/// Whether the span of another claim is told by one of these, so that it need not be told again.
pub(in crate::claim) fn tells(precedents: &[Draft], draft: &Draft) -> bool {
    let spans = matches!(draft.kind, Kind::Duration | Kind::Date);
    spans && precedents.iter().any(|found| found.mention == draft.mention)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::PRECEDENT;
    use crate::article::from_text;
    use crate::claim::extract::claims;
    use crate::claim::{Field, Value};

    /// First and last year, event and superlative of each precedent of an article of February 2019.
    fn of(text: &str) -> Vec<(i16, i16, String, String)> {
        let article = from_text("Wire", Some(date(2019, 2, 11)), None, text);
        let found = claims(&article).into_iter().filter(|c| c.concept.as_deref() == Some(PRECEDENT));
        let row = found.filter_map(|claim| {
            let said = |field| {
                claim.arguments.get(&field).and_then(|a| a.values.first().cloned()).unwrap_or_default()
            };
            match claim.value {
                Value::When(when) => {
                    Some((when.from.year(), when.to.year(), said(Field::Event), said(Field::Quality)))
                }
                _ => None,
            }
        });
        row.collect()
    }

    fn row(from: i16, to: i16, event: &str, superlative: &str) -> (i16, i16, String, String) {
        (from, to, event.to_owned(), superlative.to_owned())
    }

    #[test]
    fn a_span_and_a_year_tell_of_one_event() {
        let strike = row(1993, 1995, "strike-work", "");
        for text in [
            "It is the first teachers' strike in Denver in 25 years, and the union wants more pay.",
            "Teachers in Denver walked out over pay for the first time in 25 years, their union said.",
            "The strike of the teachers' union is the first in 25 years.",
        ] {
            assert_eq!(of(text), std::slice::from_ref(&strike), "{text}");
        }
        let year = row(1994, 1994, "strike-work", "");
        for text in [
            "It is the first teachers' strike in Denver since 1994, and the union wants more pay.",
            "The last strike of the teachers' union was in 1994.",
        ] {
            assert_eq!(of(text), std::slice::from_ref(&year), "{text}");
        }
    }

    #[test]
    fn superlatives_are_facts_of_their_own() {
        assert_eq!(
            of("It was the deadliest fire in at least 30 years."),
            [row(1000, 1990, "fire", "deadliest")]
        );
        assert_eq!(of("It was the deadliest fire since 1933."), [row(1933, 1933, "fire", "deadliest")]);
    }

    #[test]
    fn near_days_and_first_events_are_no_precedents() {
        assert_eq!(of("It was the first strike since Monday."), []);
        assert_eq!(of("The first strike in the city was in 1901."), []);
        assert_eq!(of("He was sentenced to 25 years in prison."), []);
    }
}
