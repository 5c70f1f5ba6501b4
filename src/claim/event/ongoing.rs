//! How long something has gone on that is told by its start: "negotiations have taken place since
//! November", "teachers have been on strike since Monday".

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::occasion::is_led_by;
use crate::claim::draft::Draft;
use crate::claim::number::unit::by_id;
use crate::claim::quantity::{Bound, Hedge, Quantity};
use crate::claim::reading::{SentenceReading, when_of};
use crate::claim::syntax::{VerbGroup, VerbKind};
use crate::claim::when::{Grain, When};
use crate::claim::{Kind, Value};
use crate::vocabulary::measures::measures;

/// Days beyond which a span is told in months.
const MONTHS: i32 = 60;

/// The spans of a sentence of an article that came out on a day, where the vocabulary has a measure for
/// what goes on. A day, a month or a year after "since" tells the span as exactly as it is long itself.
pub(in crate::claim) fn ongoing(sentence: &SentenceReading, published: Option<Date>) -> Vec<Draft> {
    let Some(published) = published else { return Vec::new() };
    let parse = &sentence.parse;
    let found = sentence.values.iter().enumerate().filter_map(|(index, value)| {
        let when = when_of(value).filter(|_| is_led_by(sentence, index, 1, &["since"]))?;
        let start = parse.value_tokens[index].start;
        let verb = parse.verb_near(start).map(|verb| &parse.verbs[verb])?;
        let measure = is_perfect(sentence, verb).then(|| measured(sentence, verb)).flatten()?;
        let span = span(when, published)?;
        let mut draft = Draft::new(Kind::Duration, Value::Number(span), value.span, start);
        draft.concept = Some(measure);
        draft.predicate = Some(parse.lemmas[verb.main].clone());
        draft.certainty = verb.certainty;
        draft.looks_back = true;
        Some(draft)
    });
    found.collect()
}

/// "have taken place": what goes on still; "had taken place" was over.
fn is_perfect(sentence: &SentenceReading, verb: &VerbGroup) -> bool {
    let words = &sentence.parse.surface[verb.tokens.clone()];
    let has = words.iter().any(|word| matches!(word.as_str(), "have" | "has" | "'ve"));
    has && verb.kind == VerbKind::Finite && !verb.negated
}

/// What the subject or the verb is measured as: talks, a strike.
fn measured(sentence: &SentenceReading, verb: &VerbGroup) -> Option<String> {
    let parse = &sentence.parse;
    let subject = verb.subject.and_then(|subject| parse.phrases[subject].head);
    let mut words =
        subject.into_iter().chain(verb.tokens.start..(verb.tokens.end + 2).min(parse.lemmas.len()));
    let named = |at: usize| {
        measures()
            .at(parse.words(), at, Kind::Duration)
            .next()
            .map(|(name, _)| measures().so_far(name).to_owned())
    };
    words.find_map(named)
}

/// From a start until a day: whole days, else whole months between which it lies.
fn span(start: &When, until: Date) -> Option<Quantity> {
    if start.to > until
        || !matches!(start.grain, Grain::Day | Grain::Time | Grain::Night | Grain::Month | Grain::Year)
    {
        return None;
    }
    let days = |from: Date| until.since(from).map_or(0, |span| span.get_days());
    let (unit, least, most) =
        if start.grain == Grain::Month || start.grain == Grain::Year || days(start.from) > MONTHS {
            ("month", months(start.to, until), months(start.from, until) + 1)
        } else {
            // The first day and the last may both be counted.
            ("day", days(start.to), days(start.from) + 1)
        };
    let end = |number: i32| Some(Bound { at: Decimal::from(number), closed: true });
    let unit = by_id(unit)?;
    (most > 0).then(|| Quantity {
        low: end(least),
        high: end(most),
        unit,
        printed: None,
        rounding: Decimal::ZERO,
        hedge: Hedge::Range,
    })
}

/// Whole months from one day to another.
fn months(from: Date, until: Date) -> i32 {
    let passed = |months: i32| from.checked_add(i64::from(months).months()).is_ok_and(|day| day <= until);
    let calendar = (i32::from(until.year()) - i32::from(from.year())) * 12 + i32::from(until.month())
        - i32::from(from.month());
    if passed(calendar) { calendar.max(0) } else { (calendar - 1).max(0) }
}

#[cfg(test)]
mod tests {
    use crate::claim::extract::tests::claims_of;
    use crate::claim::{Kind, Value};

    /// What a text of Sunday, 12 March 2028, says of how long something has gone on.
    fn spans_of(text: &str) -> Vec<(String, i64, i64, String)> {
        let claims = claims_of(text).into_iter().filter(|claim| claim.kind == Kind::Duration);
        let whole =
            |end: Option<crate::claim::quantity::Bound>| i64::try_from(end.expect("an end").at.mantissa());
        claims
            .map(|claim| match claim.value {
                Value::Number(q) => {
                    let ends = [q.low, q.high].map(|end| whole(end).expect("a small number"));
                    (claim.concept.unwrap_or_default(), ends[0], ends[1], q.unit.id)
                }
                _ => unreachable!("a duration is a number"),
            })
            .collect()
    }

    #[test]
    fn what_has_gone_on_since_a_month_is_so_many_months_old() {
        let talks = ("meeting".to_owned(), 3, 5, "month".to_owned());
        assert_eq!(spans_of("The talks in Osterby have gone on since November."), [talks]);
    }

    #[test]
    fn what_has_gone_on_since_a_day_is_so_many_days_old() {
        let strike = ("strike-length".to_owned(), 3, 4, "day".to_owned());
        assert_eq!(spans_of("The drivers have been on strike since Thursday."), [strike]);
    }

    #[test]
    fn who_has_been_in_prison_since_a_month_has_served_so_long() {
        let served = ("time-served".to_owned(), 3, 5, "month".to_owned());
        assert_eq!(spans_of("Roth has been in prison since November."), [served]);
    }

    #[test]
    fn what_is_over_or_no_span_of_the_vocabulary_tells_nothing() {
        assert_eq!(spans_of("The talks had gone on since November."), []);
        assert_eq!(spans_of("Prices have doubled since November."), []);
        assert_eq!(spans_of("The talks have not resumed since November."), []);
    }
}
