//! Which of its kind something is by size: "the nation's third-largest school district", "the bank is the
//! second biggest in Europe".
//!
//! The first of its kind is a claim too, where the words point at one thing ("Kestria's largest city"):
//! an outlet that ranks it second contradicts that.

use rust_decimal::Decimal;

use crate::claim::draft::Draft;
use crate::claim::name::{NameMention, Referent};
use crate::claim::number::{ordinal, unit};
use crate::claim::quantity::Quantity;
use crate::claim::reading::SentenceReading;
use crate::claim::syntax::{Item, PhraseId, Tag};
use crate::claim::value::ValueKind;
use crate::claim::{Field, Kind, Value};
use crate::files::Span;
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::things::things;

/// The predicate of these claims, and the unit of their values.
pub const RANK: &str = "rank";

/// Words within which "one of" makes of a superlative one of many.
const ONE_OF: usize = 4;

/// The claims of one sentence. What ranks in time is told by a precedent ("the deadliest fire since 1933").
pub(in crate::claim) fn ranks(sentence: &SentenceReading, precedents: &[Draft]) -> Vec<Draft> {
    let told = |at: usize| {
        precedents.iter().any(|found| sentence.parse.clause_at(found.anchor) == sentence.parse.clause_at(at))
    };
    (0..sentence.tokens.len()).filter(|&at| !told(at)).filter_map(|at| rank(sentence, at)).collect()
}

/// A superlative with the rank that stands before it.
struct Ranked {
    rank: u32,
    /// By what it ranks: "largest" of "biggest".
    by: &'static str,
    /// The first token.
    start: usize,
}

fn ranked(sentence: &SentenceReading, at: usize) -> Option<Ranked> {
    let word = sentence.parse.surface[at].as_str();
    if let Some((first, superlative)) = word.split_once('-') {
        let by = grammar().superlative(superlative)?;
        return Some(Ranked { rank: ordinal(first)?, by, start: at });
    }
    let by = grammar().superlative(word)?;
    let before = sentence.parse.value_tokens.iter().position(|tokens| tokens.end == at);
    let told = before.and_then(|value| match sentence.values[value].kind {
        ValueKind::Ordinal(rank) => Some((rank, sentence.parse.value_tokens[value].start)),
        _ => None,
    });
    match told {
        Some((rank, start)) => Some(Ranked { rank, by, start }),
        None => is_definite(sentence, at).then_some(Ranked { rank: 1, by, start: at }),
    }
}

/// "the largest city", "Kestria's largest city", but not "one of the largest cities".
fn is_definite(sentence: &SentenceReading, at: usize) -> bool {
    let parse = &sentence.parse;
    let Some(before) = at.checked_sub(1) else { return false };
    let one_of = (at.saturating_sub(ONE_OF)..at).any(|of| sentence.tokens[of].is("of") && of > 0);
    parse.is_definite(before) && !one_of
}

fn rank(sentence: &SentenceReading, at: usize) -> Option<Draft> {
    let parse = &sentence.parse;
    let found = ranked(sentence, at)?;
    let phrase = parse.phrase_at(at)?;
    let subject = predicate_of(sentence, phrase);
    let own = parse.phrases[phrase].head.filter(|&head| head > at);
    let head = own.or_else(|| parse.phrases[subject?].head)?;
    let noun = &parse.lemmas[head];
    // "the third-largest time": what says no more than that it is one.
    if parse.tags[head] != Tag::Noun || grammar().is(noun, Group::Occasion) || is_plural(sentence, head) {
        return None;
    }
    let rank = Quantity { unit: unit::scale(RANK), ..Quantity::exactly(Decimal::from(found.rank)) };
    let mention = Span { start: sentence.tokens[found.start].span.start, end: sentence.tokens[at].span.end };
    let mut draft = Draft::new(Kind::Measure, Value::Number(rank), mention, at);
    draft.concept = Some(things().of_word(noun).unwrap_or(noun).to_owned());
    draft.predicate = Some(RANK.to_owned());
    draft.say(Field::Quality, [found.by.to_owned()], None);
    draft.say(
        Field::Owner,
        subject.or_else(|| before_apposition(sentence, phrase)).and_then(|p| named(sentence, p)),
        None,
    );
    draft.say(Field::Side, among(sentence, phrase), None);
    Some(draft)
}

/// "the two largest cities": several are no one rank.
fn is_plural(sentence: &SentenceReading, head: usize) -> bool {
    sentence.parse.lemmas[head] != sentence.parse.surface[head]
}

/// "Marford is the second-largest city": the subject of which a phrase is the predicate.
fn predicate_of(sentence: &SentenceReading, phrase: PhraseId) -> Option<PhraseId> {
    let verb = sentence.parse.verbs.iter().find(|verb| verb.copula && verb.object == Some(phrase))?;
    verb.subject
}

/// "Marford, the third-largest city,": what the phrase stands beside.
fn before_apposition(sentence: &SentenceReading, phrase: PhraseId) -> Option<PhraseId> {
    let parse = &sentence.parse;
    let item = parse.item_of_phrase(phrase);
    let [Item::Phrase(before), Item::Comma] = parse.items.get(item.checked_sub(2)?..item)? else {
        return None;
    };
    Some(*before)
}

/// The name that a phrase is.
fn named(sentence: &SentenceReading, phrase: PhraseId) -> Option<String> {
    let name = *sentence.parse.phrases[phrase].names.last()?;
    Some(sentence.names[name].referent.name().to_owned())
}

/// Among whose it ranks: "the third-largest U.S. district", "the second largest in Europe".
fn among(sentence: &SentenceReading, phrase: PhraseId) -> Vec<String> {
    let parse = &sentence.parse;
    let next = parse.items.get(parse.item_of_phrase(phrase) + 1..).unwrap_or_default();
    let behind = match next {
        [Item::Preposition(_), Item::Phrase(place), ..] => Some(*place),
        [Item::Phrase(place), ..] if parse.phrases[*place].preposition.is_some() => Some(*place),
        _ => None,
    };
    let region = |name: &NameMention| match &name.referent {
        Referent::Nation(nation) => Some(nation.clone()),
        Referent::Place(place) => Some(place.clone()),
        _ => name.nation.clone(),
    };
    let names = [Some(phrase), behind].into_iter().flatten().flat_map(|p| parse.phrases[p].names.iter());
    names.filter_map(|&name| region(&sentence.names[name])).collect()
}

#[cfg(test)]
mod tests {
    use super::RANK;
    use crate::claim::extract::tests::claims_of;
    use crate::claim::{Field, Value};

    /// Rank, noun, superlative, whose it is and among whose, of each rank of a text.
    fn of(text: &str) -> Vec<[String; 5]> {
        let ranks = claims_of(text).into_iter().filter(|claim| claim.predicate.as_deref() == Some(RANK));
        ranks
            .map(|claim| {
                let said = |field| {
                    claim.arguments.get(&field).and_then(|a| a.values.first().cloned()).unwrap_or_default()
                };
                let Value::Number(rank) = &claim.value else { panic!("a rank is a number") };
                let rank = rank.printed.map(|rank| rank.to_string()).unwrap_or_default();
                [
                    rank,
                    claim.concept.clone().unwrap_or_default(),
                    said(Field::Quality),
                    said(Field::Owner),
                    said(Field::Side),
                ]
            })
            .collect()
    }

    #[test]
    fn ranks_in_their_wordings() {
        let row = |rank: &str, noun: &str, by: &str, owner: &str, among: &str| {
            [rank, noun, by, owner, among].map(str::to_owned)
        };
        for (text, want) in [
            (
                "Teachers in the nation's third-largest school district walked out.",
                row("3", "region", "largest", "", ""),
            ),
            (
                "Chicago, the third-largest U.S. school district, closed its schools.",
                row("3", "region", "largest", "chicago", "united states"),
            ),
            (
                "Frankfurt is the second biggest market in Europe.",
                row("2", "market", "largest", "frankfurt", "europe"),
            ),
            ("The country's busiest airport was closed on Friday.", row("1", "airport", "busiest", "", "")),
        ] {
            assert_eq!(of(text), [want], "{text}");
        }
    }

    #[test]
    fn what_is_one_of_many_or_ranks_in_time_has_no_rank() {
        for text in [
            "It is one of the largest banks in Europe.",
            "The largest cities of the country were quiet.",
            "It was the deadliest fire since 1933.",
            "The third time was the best.",
        ] {
            assert_eq!(of(text), Vec::<[String; 5]>::new(), "{text}");
        }
    }
}
