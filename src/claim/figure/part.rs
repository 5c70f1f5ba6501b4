//! How a figure stands beside others: part or whole, the rest, a margin, what held before, what
//! changed.

use rust_decimal::Decimal;

use super::Before;
use crate::claim::draft::Draft;
use crate::claim::reading::SentenceReading;
use crate::claim::syntax::{Item, PhraseId, Tag};
use crate::claim::value::ValueKind;
use crate::claim::{Change, Field, Kind, Polarity, Quantity, Value};
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::predicates::predicates;
use crate::vocabulary::things::things;

/// How the figure stands in a sum: "another six", "including 11", "so far", "from 5.3%".
pub(super) fn part(
    sentence: &SentenceReading,
    index: usize,
    earlier: &[Draft],
    before_it: &Before<'_>,
    draft: &mut Draft,
) {
    let parse = &sentence.parse;
    let figure = &parse.value_tokens[index];
    let words = |range: std::ops::Range<usize>| parse.lemmas.get(range).unwrap_or_default();
    let before = words(figure.start.saturating_sub(3)..figure.start);
    let after = words(figure.end..(figure.end + 3).min(parse.lemmas.len()));
    let last = before.last().map(String::as_str);
    let first = !earlier.iter().any(|d| d.kind == Kind::Count && d.predicate == draft.predicate)
        && !before_it.has_other(draft);
    let more = |w: &str| matches!(w, "another" | "further" | "additional" | "other");
    let another = before.iter().rev().take(2).any(|w| more(w))
        || after.first().is_some_and(|w| w == "more" || w != "another" && more(w));
    if draft.kind == Kind::Count && is_nobody_there(sentence, index) {
        draft.say(Field::Part, ["there".to_owned()], None);
        return;
    }
    if draft.kind == Kind::Count && (another && !first || is_besides_others(sentence, figure.start)) {
        draft.say(Field::Part, ["another".to_owned()], None);
    } else if draft.kind == Kind::Count && is_margin(sentence, index, draft) {
        draft.say(Field::Part, ["margin".to_owned()], None);
    } else if before.iter().any(|w| matches!(w.as_str(), "including" | "include"))
        || words(figure.end..figure.end + 2) == ["of", "those"]
        || is_of_the_affected(sentence, figure)
        || draft.kind == Kind::Count && is_among_the_affected(sentence, figure.end)
        || is_among_them(before)
        || words(figure.end..figure.end + 2) == ["of", "them"] && !follows_all_but(sentence, figure.start)
    {
        draft.say(Field::Part, ["including".to_owned()], None);
    } else if (last == Some("from") && draft.kind != Kind::Measure) || is_former(sentence, figure.start) {
        draft.say(Field::Part, ["from".to_owned()], None);
    }
    draft.change = draft.change.or_else(|| changed(sentence, figure.start));
}

/// "Nobody at the ground was hurt" says nothing of those elsewhere.
fn is_nobody_there(sentence: &SentenceReading, index: usize) -> bool {
    let parse = &sentence.parse;
    let none =
        matches!(&sentence.values[index].kind, ValueKind::Number(q) if q.printed == Some(Decimal::ZERO));
    let phrase = parse.phrase_at(parse.value_tokens[index].start);
    let behind = phrase.and_then(|p| match parse.items.get(parse.item_of_phrase(p) + 1..)? {
        [Item::Preposition(at), ..] => Some(*at),
        [Item::Phrase(next), ..] => parse.phrases[*next].preposition,
        _ => None,
    });
    none && behind.is_some_and(|at| grammar().is(&parse.lemmas[at], Group::Located))
}

/// "won by 1,912 votes", "1,192 ballots short": how far two figures lie apart.
fn is_margin(sentence: &SentenceReading, index: usize, draft: &Draft) -> bool {
    let parse = &sentence.parse;
    let figure = &parse.value_tokens[index];
    let Some(phrase) = parse.phrase_at(figure.start) else { return false };
    let found = &parse.phrases[phrase];
    let by = found.preposition.is_some_and(|t| parse.lemmas[t] == "by");
    let agent = parse.verbs.iter().any(|verb| verb.agent == Some(phrase));
    let behind = (figure.end..(found.tokens.end + 1).min(parse.lemmas.len()))
        .any(|at| grammar().is(&parse.surface[at], Group::Margin));
    // "a walkout by 29,000 teachers": people do what the noun says, unless something rose by them.
    let doers = draft.concept.as_deref().is_some_and(|thing| things().is_a(thing, "person"))
        && !parse.verb_near(figure.start).is_some_and(|verb| moves(&parse.lemmas[parse.verbs[verb].main]));
    by && !agent && !doers || behind
}

/// Whether a verb tells that something rose or fell.
fn moves(verb: &str) -> bool {
    grammar().is(verb, Group::Up) || grammar().is(verb, Group::Down)
}

/// "An aftershock of magnitude 5.6", "the semi-final drew 30,000": what comes before or after the
/// event that the story is about.
pub(super) fn sequel(sentence: &SentenceReading, phrase: PhraseId, draft: &mut Draft) {
    let parse = &sentence.parse;
    let subject = parse.verb_near(draft.anchor).and_then(|verb| parse.verbs[verb].subject);
    let phrases = [Some(phrase), parse.phrases[phrase].on, subject];
    let words = phrases.into_iter().flatten().flat_map(|p| &parse.lemmas[parse.phrases[p].tokens.clone()]);
    let found: Vec<String> = words.filter(|word| grammar().is(word, Group::Sequel)).cloned().collect();
    draft.say(Field::Round, found, None);
}

/// "seven of the victims were shot": a part of those to whom it happened.
fn is_of_the_affected(sentence: &SentenceReading, figure: &std::ops::Range<usize>) -> bool {
    let (parse, end) = (&sentence.parse, figure.end);
    let words = parse.lemmas.get(end..(end + 3).min(parse.lemmas.len())).unwrap_or_default();
    // "the injured" is tagged as a participle, and its lemma is the verb's.
    let after_of = words.first().is_some_and(|word| word == "of")
        && words.get(1).is_some_and(|word| word == "the")
        && parse.surface.get(end + 2).is_some_and(|word| is_affected(word));
    after_of && !follows_all_but(sentence, figure.start)
}

/// Whether a word is one for those to whom it happened.
fn is_affected(word: &str) -> bool {
    grammar().is(word, Group::Affected)
        || word.strip_suffix('s').is_some_and(|one| grammar().is(one, Group::Affected))
}

/// "nine children were among the dead": a part of them.
fn is_among_the_affected(sentence: &SentenceReading, end: usize) -> bool {
    let parse = &sentence.parse;
    let clause = parse.clause_at(end.saturating_sub(1));
    (end..parse.surface.len()).filter(|&at| parse.clause_at(at) == clause).any(|at| {
        let within = parse.surface.get(at + 1..(at + 4).min(parse.surface.len())).unwrap_or_default();
        parse.surface[at] == "among" && within.iter().any(|word| is_affected(word))
    })
}

/// "Besides the victims in Kandar, eleven people were killed": the figure leaves out those.
fn is_besides_others(sentence: &SentenceReading, start: usize) -> bool {
    let parse = &sentence.parse;
    let opens = parse.surface.first().is_some_and(|word| grammar().is(word, Group::Besides));
    let mut before = parse.surface.iter().take(start);
    opens && before.any(|word| is_affected(word))
}

/// "among them eleven children", "of those, 16 had no insurance": a part; the victims "were among at
/// least 56 people killed": the whole.
fn is_among_them(before: &[String]) -> bool {
    let set = |word: &str| matches!(word, "them" | "those" | "whom" | "which" | "these");
    let comma = before.last().is_some_and(|word| word == ",");
    before.windows(2).any(|pair| match pair[0].as_str() {
        "among" => set(&pair[1]),
        // "the families of those 16 people" are of all of them.
        "of" => set(&pair[1]) && (comma || matches!(pair[1].as_str(), "whom" | "which")),
        _ => false,
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
        // "33 people have fallen ill, up from 18".
        let from = i > at && next == "from";
        match () {
            () if from && word == "up" => Some(Change::Up),
            () if from && word == "down" => Some(Change::Down),
            () if verb && to && grammar().is(word, Group::Up) => Some(Change::Up),
            () if verb && to && grammar().is(word, Group::Down) => Some(Change::Down),
            () => other.then_some(Change::Other),
        }
    };
    (0..parse.lemmas.len()).filter(|&i| parse.clause_at(i) == clause).find_map(cue)
}

/// "31 of the 65 seats": the second figure is the whole that the first is a part of.
pub(super) fn is_total(sentence: &SentenceReading, phrase: PhraseId) -> bool {
    let parse = &sentence.parse;
    let found = &parse.phrases[phrase];
    let of = found.preposition.is_some_and(|t| parse.lemmas[t] == "of");
    let part = |p: PhraseId| parse.phrases[p].head.is_none() && !parse.phrases[p].figures.is_empty();
    of && found.on.is_some_and(part)
}

/// "All but five of the victims had been released": the figure counts those to whom it did not
/// happen.
pub(super) fn all_but(sentence: &SentenceReading, index: usize, draft: &mut Draft) {
    if draft.kind != Kind::Count || !follows_all_but(sentence, sentence.parse.value_tokens[index].start) {
        return;
    }
    let rest = draft.predicate.as_deref().and_then(|p| predicates().named(p)).and_then(|p| p.rest.clone());
    match rest {
        Some(rest) => draft.predicate = Some(rest),
        None => draft.polarity = Polarity::Negated,
    }
}

/// "All but five of the 13 crew died": the other eight, of whom the verb is true. To be asked before
/// [`all_but`] turns the draft of the five.
pub(super) fn all_the_others(sentence: &SentenceReading, index: usize, draft: &Draft) -> Option<Draft> {
    let parse = &sentence.parse;
    let figure = &parse.value_tokens[index];
    let whole_tokens = parse.value_tokens.get(index + 1)?;
    let between = parse.surface.get(figure.end..whole_tokens.start)?;
    let of_the = between.first().is_some_and(|word| word == "of") && between.len() <= 2;
    let (Value::Number(few), ValueKind::Number(whole)) = (&draft.value, &sentence.values[index + 1].kind)
    else {
        return None;
    };
    if draft.kind != Kind::Count || !of_the || !follows_all_but(sentence, figure.start) {
        return None;
    }
    let others = exact(whole)?.checked_sub(exact(few)?).filter(|others| *others > Decimal::ZERO)?;
    let mention = sentence.tokens[figure.start - 2].span.join(sentence.values[index + 1].span);
    Some(Draft { value: Value::Number(Quantity::exactly(others)), mention, ..draft.clone() })
}

/// The number that a quantity is, if it is one.
fn exact(quantity: &Quantity) -> Option<Decimal> {
    let (low, high) = (quantity.low?.at, quantity.high?.at);
    (low == high).then_some(low)
}

fn follows_all_but(sentence: &SentenceReading, at: usize) -> bool {
    sentence.parse.surface[at.saturating_sub(2)..at] == ["all", "but"]
}

#[cfg(test)]
mod tests {
    use crate::claim::extract::tests::figures_of;

    fn part_of(text: &str) -> String {
        figures_of(text)[0][3].clone()
    }

    #[test]
    fn people_who_do_something_are_no_margin() {
        assert_eq!(part_of("A walkout by 900 drivers stopped the trams."), "");
        assert_eq!(part_of("A protest by 40 nurses closed the ward."), "");
    }

    #[test]
    fn people_by_whom_a_number_rises_are_a_margin() {
        assert_eq!(part_of("The staff grew by 900 drivers."), "margin");
        assert_eq!(part_of("She won the seat by 900 votes."), "margin");
    }
}
