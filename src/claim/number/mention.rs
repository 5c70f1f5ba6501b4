//! One value at a token: which grammar reads it, and what it becomes.

use rust_decimal::Decimal;

use super::amount::{Amount, Join, range, single};
use super::figure::{Figure, Form};
use super::hedge::{self, Ends, Hedged};
use super::lexis::{NUMBERS, UNITS, next_word};
use super::reader::Reader;
use super::worded::{self, WordedCount};
use super::{Step, identifier, money, score, unit};
use crate::claim::quantity::{Bound, Dimension, Hedge, Quantity, Unit};
use crate::claim::token::{Shape, Token};
use crate::claim::value::{ValueKind, ValueMention};
use crate::files::Span;
use crate::vocabulary::numbers::{HedgePhrase, Starts, WordSet};

/// Reads the value at a token, if one begins there.
pub(super) fn read(reader: &Reader<'_>, at: usize) -> Step {
    let Some(token) = reader.token(at) else { return Step::Nothing };
    match token.shape {
        Shape::Number => at_number(reader, at),
        Shape::Sign => hedged(reader, at),
        Shape::Mark => at_mark(reader, at, token),
        Shape::Word => at_word(reader, at, token),
        Shape::Possessive | Shape::Quote => Step::Nothing,
    }
}

/// A mark begins a value only against a figure: "-5", ".08", "~500".
fn at_mark(reader: &Reader<'_>, at: usize, token: &Token) -> Step {
    let hedge = matches!(token.lower.as_str(), "~" | "≈" | "<" | ">" | "≥" | "≤");
    let sign = matches!(token.lower.as_str(), "-" | "−" | ".") && reader.touching(at + 1) && !reader.touching(at);
    let vulgar = token.lower.starts_with(char::is_numeric);
    let number = reader.token(at + 1).is_some_and(|next| next.shape == Shape::Number || next.shape == Shape::Sign);
    if vulgar || (number && (hedge || sign)) {
        return identifier::arms(reader, at).map_or_else(|| hedged(reader, at), Step::Pass);
    }
    Step::Nothing
}

fn at_number(reader: &Reader<'_>, at: usize) -> Step {
    if let Some(next) = identifier::passed_over(reader, at).or_else(|| identifier::arms(reader, at)) {
        return running_time(reader, at).unwrap_or(Step::Pass(next));
    }
    if let Some(named) = identifier::digits_only(reader, at).or_else(|| identifier::street(reader, at)) {
        return named_step(named);
    }
    if let Some(step) = running_time(reader, at).or_else(|| score_at(reader, at)).or_else(|| rank(reader, at)) {
        return step;
    }
    row(reader, at).unwrap_or_else(|| hedged(reader, at))
}

/// "pages 22,24,26,31": a row of short numbers without spaces.
fn row(reader: &Reader<'_>, at: usize) -> Option<Step> {
    let token = reader.token(at).filter(|token| token.lower.matches(',').count() > 1)?;
    let parts: Vec<&str> = token.lower.split(',').collect();
    if parts[1..].iter().all(|part| part.len() == 3) || parts.iter().any(|part| part.len() > 3) {
        return None;
    }
    let mut from = token.span.start;
    let mut found = Vec::new();
    for part in parts {
        let span = Span::new(from, from + part.len());
        let kind = ValueKind::Number(Quantity::exactly(part.parse().ok()?));
        found.push(ValueMention { span, core: span, cues: Vec::new(), kind });
        from = span.end + 1;
    }
    Some(Step::Row(found, at + 1))
}

fn at_word(reader: &Reader<'_>, at: usize, token: &Token) -> Step {
    let starts = starts(&token.lower);
    if let Some(step) = starts.filter(|starts| starts.label).and_then(|_| identifier::labelled(reader, at)).map(named_step) {
        return step;
    }
    if let Some(step) = before_its_number(reader, at, token) {
        return step;
    }
    let Some(starts) = starts else { return at_other_word(reader, at, token) };
    if starts.count {
        if let Some(step) = score_at(reader, at) {
            return step;
        }
        if let Some(step) = many_of(reader, at).or_else(|| worded_step(reader, at, at, &[])) {
            return step;
        }
    }
    if starts.number
        && let Some(step) = score_at(reader, at).or_else(|| rank(reader, at))
    {
        return step;
    }
    if starts.number || starts.hedge {
        return hedged(reader, at);
    }
    Step::Nothing
}

/// What a word can begin, by itself or by its first part ("three-member").
fn starts(lower: &str) -> Option<Starts> {
    let head = || lower.split_once('-').and_then(|(head, _)| NUMBERS.starts.get(head));
    NUMBERS.starts.get(lower).or_else(head).copied()
}

/// Currencies ("US$5", "USD 200", "Rs. 500"), spans without a number ("week-long").
fn at_other_word(reader: &Reader<'_>, at: usize, token: &Token) -> Step {
    let next = reader.token(at + 1);
    let figure_follows = next.is_some_and(|next| matches!(next.shape, Shape::Number | Shape::Sign) || next.is("."));
    let code = token.capital && token.lower.ends_with(|c: char| c.is_ascii_digit());
    if (figure_follows || code) && money::before(reader.rest(token.span.start)).is_ok() {
        return hedged(reader, at);
    }
    if let Some(id) = UNITS.long.get(&token.lower) {
        return long_span(reader, at, id);
    }
    if token.lower.starts_with("multi") && let Some(step) = many_of(reader, at) {
        return step;
    }
    Step::Nothing
}

/// "week-long", "yearlong"; an article before it belongs to the span of words.
fn long_span(reader: &Reader<'_>, at: usize, id: &str) -> Step {
    let (Some(token), Some(unit)) = (reader.token(at), unit::by_id(id)) else { return Step::Nothing };
    let one = Figure { value: Decimal::ONE, step: Decimal::ONE, scale: Decimal::ONE, slack: Decimal::ZERO, form: Form::Words };
    let amount = Amount { low: one, high: None, unit: Some(unit), core: token.span, span: token.span, rate: None };
    finish(reader, amount, &[], token.span.start)
}

/// "multimillion-euro".
fn many_of(reader: &Reader<'_>, at: usize) -> Option<Step> {
    let count = worded::many_of(reader, at)?;
    let (unit, rest) = measured(reader, count.end)?;
    let start = reader.token(at)?.span.start;
    let span = Span::new(start, reader.at(rest));
    let quantity = Quantity { unit, ..vague_quantity(&count) };
    let mention = ValueMention { span, core: Span::new(start, count.end), cues: Vec::new(), kind: ValueKind::Number(quantity) };
    Some(Step::Found(Box::new(mention), reader.index(span.end)))
}

fn named_step(named: identifier::Named) -> Step {
    let mention = ValueMention { span: named.span, core: named.core, cues: Vec::new(), kind: ValueKind::Identifier(named.name) };
    Step::Found(Box::new(mention), named.next)
}

fn running_time(reader: &Reader<'_>, at: usize) -> Option<Step> {
    let token = reader.token(at)?;
    let (rest, seconds) = score::running_time(reader.rest(token.span.start)).ok()?;
    let span = Span::new(token.span.start, reader.at(rest));
    let mention = ValueMention { span, core: span, cues: Vec::new(), kind: ValueKind::Result(seconds) };
    Some(Step::Found(Box::new(mention), reader.index(span.end)))
}

/// A score or vote.
fn score_at(reader: &Reader<'_>, at: usize) -> Option<Step> {
    let token = reader.token(at)?;
    let start = reader.rest(token.span.start);
    if let Ok((rest, found)) = score::goalless(start) {
        return Some(score_step(reader, token.span.start, rest, found));
    }
    let (rest, found) = score::score(start).ok()?;
    let cue = reader.near(at, 6, |word| NUMBERS.has(WordSet::ScoreCues, word));
    let after = reader.previous(at).is_some_and(|before| before.shape == Shape::Sign);
    let measured = unit::unit(rest, true).is_some() || money::after(rest, &unscaled(found.pairs[0].1)).is_some();
    if after || (measured && !found.sure) || !score::is_score(&found, rest, cue) {
        return None;
    }
    Some(score_step(reader, token.span.start, rest, found))
}

fn unscaled(value: u32) -> Figure {
    Figure { value: value.into(), step: Decimal::ONE, scale: Decimal::ONE, slack: Decimal::ZERO, form: Form::Digits }
}

fn score_step(reader: &Reader<'_>, start: usize, rest: &str, found: score::Score) -> Step {
    let span = Span::new(start, reader.at(rest));
    let mention = ValueMention { span, core: span, cues: Vec::new(), kind: ValueKind::Score(found.pairs) };
    Step::Found(Box::new(mention), reader.index(span.end))
}

/// "88th", "the sixth".
fn rank(reader: &Reader<'_>, at: usize) -> Option<Step> {
    let token = reader.token(at)?;
    if token.shape == Shape::Number {
        let suffix = reader.token(at + 1).filter(|next| reader.touching(at + 1) && matches!(next.lower.as_str(), "st" | "nd" | "rd" | "th"))?;
        let rank = token.lower.replace(',', "").parse().ok()?;
        let span = token.span.join(suffix.span);
        return Some(rank_step(rank, span, at + 2));
    }
    let rank = spelt_rank(&token.lower)?;
    let determiner = reader.previous(at).is_some_and(|before| matches!(before.lower.as_str(), "the" | "his" | "her" | "its" | "their" | "'s" | "a"));
    let noun = reader.token(at + 1).is_some_and(|next| next.shape == Shape::Word);
    let shown = determiner && (noun || rank > 2);
    // "two-thirds", "a third of": shares are read where their numerator stands.
    (shown && !token.lower.ends_with('s')).then(|| rank_step(rank, token.span, at + 1))
}

fn spelt_rank(lower: &str) -> Option<u32> {
    if let Some(&rank) = NUMBERS.ordinals.get(lower) {
        return Some(rank);
    }
    let (tens, ones) = lower.split_once('-')?;
    Some(NUMBERS.tens.get(tens)? + NUMBERS.ordinals.get(ones).filter(|rank| **rank < 10)?)
}

fn rank_step(rank: u32, span: Span, next: usize) -> Step {
    let mention = ValueMention { span, core: span, cues: Vec::new(), kind: ValueKind::Ordinal(rank) };
    Step::Found(Box::new(mention), next)
}

/// Scales before their number: "magnitude 5.8", "a magnitude of 5.8", "Category 4".
fn before_its_number(reader: &Reader<'_>, at: usize, token: &Token) -> Option<Step> {
    let head = token.lower.split('-').next()?;
    let (words, id) = UNITS.scales_before.iter().find(|(words, _)| {
        words[0] == head && (words.len() == 1 || hedge::stands(words, reader.tokens(), at))
    })?;
    let last = reader.token(at + words.len() - 1)?;
    let mut from = if words.len() == 1 { token.span.start + head.len() } else { last.span.end };
    let rest = reader.rest(from);
    let (after, _) = super::lexis::joint(rest).ok()?;
    from = reader.at(after);
    let found = hedges(reader, reader.index(from));
    if let Some(last) = found.last() {
        from = reader.token(last.next)?.span.start;
    }
    let mut amount = single(reader, from, false)?;
    if amount.unit.as_ref().is_some_and(|unit| unit.dimension != Dimension::Scale) || amount.low.scale > Decimal::ONE {
        return None;
    }
    amount.unit = Some(unit::scale(id));
    if let Some(wider) = range(reader, &amount, None, |_| true) {
        amount = wider;
    }
    Some(finish(reader, amount, &found, token.span.start))
}

/// All hedges in a row: "no more than about".
fn hedges(reader: &Reader<'_>, at: usize) -> Vec<Hedged> {
    let mut found: Vec<Hedged> = Vec::new();
    let mut next = at;
    while let Some(hedged) = hedge::before(reader.tokens(), next).filter(|_| found.len() < 3) {
        next = hedged.next;
        found.push(hedged);
    }
    found
}

/// A value with the hedges before it.
fn hedged(reader: &Reader<'_>, at: usize) -> Step {
    let found = hedges(reader, at);
    let first = found.last().map_or(at, |last| last.next);
    let Some(token) = reader.token(first) else { return Step::Nothing };
    let (asked, first) = match token.lower.as_str() {
        "between" => (Some(Join::And), first + 1),
        "from" => (Some(Join::To), first + 1),
        _ => (None, first),
    };
    let start = if asked.is_some() && found.is_empty() { first } else { at };
    if let Some(step) = worded_step(reader, start, first, &found) {
        return step;
    }
    let first = bare_article(reader, first, !found.is_empty());
    let Some(token) = reader.token(first) else { return Step::Nothing };
    if !can_begin(reader, token) {
        return Step::Nothing;
    }
    if first > at && let Some(next) = identifier::passed_over(reader, first) {
        return Step::Pass(next);
    }
    let Some(mut amount) = single(reader, token.span.start, !found.is_empty()) else { return Step::Nothing };
    let changes = changed(reader, at);
    let may_join = |join: Join| !changes || matches!(join, Join::And | Join::Dash);
    let wider = range(reader, &amount, asked, may_join);
    let is_range = wider.is_some();
    if let Some(wider) = wider {
        amount = wider;
    }
    if !is_range && asked == Some(Join::To) {
        amount = super::amount::with_unit_of_next(reader, amount);
    }
    if asked.is_some() && found.is_empty() {
        let start = if is_range { reader.token(first - 1).map_or(token.span.start, |word| word.span.start) } else { token.span.start };
        return checked(reader, first, amount, &found, start);
    }
    let start = reader.token(start).map_or(token.span.start, |token| token.span.start);
    checked(reader, first, amount, &found, start)
}

/// "more than a $1 billion": the article between a hedge and a figure is passed over.
fn bare_article(reader: &Reader<'_>, at: usize, hedged: bool) -> usize {
    let article = reader.token(at).is_some_and(|token| token.is("a"));
    let sum = reader.token(at + 1).is_some_and(|next| next.shape == Shape::Sign);
    if hedged && article && sum { at + 1 } else { at }
}

/// Whether a token can be the first of a figure.
fn can_begin(reader: &Reader<'_>, token: &Token) -> bool {
    match token.shape {
        Shape::Number | Shape::Sign => true,
        Shape::Mark => matches!(token.lower.as_str(), "-" | "−" | ".") || token.lower.starts_with(char::is_numeric),
        Shape::Word => starts(&token.lower).is_some_and(|starts| starts.number) || money::before(reader.rest(token.span.start)).is_ok(),
        Shape::Possessive | Shape::Quote => false,
    }
}

/// Whether a verb of change stands just before.
fn changed(reader: &Reader<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at).any(|near| reader.token(near).is_some_and(|token| NUMBERS.has(WordSet::Changes, &token.lower)))
}

/// Years, idioms and compounds that count nothing are let go; the rest becomes a mention.
fn checked(reader: &Reader<'_>, first: usize, amount: Amount, found: &[Hedged], start: usize) -> Step {
    let next = reader.index(amount.span.end);
    if as_dark_a_day(reader, first) || is_year(reader, first, &amount, found) || (amount.unit.is_none() && counts_nothing(reader, first, &amount)) {
        return Step::Pass(second_year(reader, next, &amount));
    }
    let (found, start) = over_as_during(reader, &amount, found, start);
    finish(reader, amount, found, start)
}

/// "over three days" is "in the course of three days" unless the words before it show a bound.
fn over_as_during<'h>(reader: &Reader<'_>, amount: &Amount, found: &'h [Hedged], start: usize) -> (&'h [Hedged], usize) {
    let time = amount.unit.as_ref().is_some_and(|unit| matches!(unit.dimension, Dimension::Duration | Dimension::Months));
    let Some(over) = found.first().filter(|first| time && first.phrase.words == ["over"]) else { return (found, start) };
    let at = reader.index(over.cue.start);
    let bound = reader.previous(at).is_some_and(|before| NUMBERS.has(WordSet::OverIsMoreAfter, &before.lower));
    if bound { (found, start) } else { (&found[1..], reader.token(over.next).map_or(start, |token| token.span.start)) }
}

/// "as dark a day as", "so long a week": no span of time.
fn as_dark_a_day(reader: &Reader<'_>, first: usize) -> bool {
    let degree = first.checked_sub(2).and_then(|at| reader.token(at)).is_some_and(|word| matches!(word.lower.as_str(), "as" | "so" | "too" | "how"));
    let article = reader.token(first).is_some_and(|token| token.is("a") || token.is("an"));
    degree && article && reader.previous(first).is_some_and(Token::is_word)
}

/// "2012-13": the second year goes with the first.
fn second_year(reader: &Reader<'_>, next: usize, amount: &Amount) -> usize {
    let dash = reader.token(next).is_some_and(|mark| matches!(mark.lower.as_str(), "-" | "–" | "/")) && reader.touching(next);
    let two = reader.token(next + 1).is_some_and(|token| token.shape == Shape::Number && token.lower.len() == 2) && reader.touching(next + 1);
    if amount.low.form == Form::BareYear && dash && two { next + 2 } else { next }
}

/// A bare four-digit number of our times: a year unless a noun or a bound shows a count.
fn is_year(reader: &Reader<'_>, first: usize, amount: &Amount, found: &[Hedged]) -> bool {
    let years = Decimal::from(1500)..=Decimal::from(2100);
    let bare = amount.low.form == Form::BareYear && amount.unit.is_none() && years.contains(&amount.low.value);
    if !bare || amount.high.is_some_and(|high| high.form != Form::BareYear && high.value >= Decimal::ONE_HUNDRED) {
        return false;
    }
    let noun = reader.before_noun(reader.index(amount.span.end).saturating_sub(1));
    let bound = found.iter().any(|hedged| !matches!(hedged.phrase.kind, Hedge::About | Hedge::Exact));
    let led = reader.previous(first).is_some_and(|before| NUMBERS.has(WordSet::BeforeYear, &before.lower));
    let lower = reader.token(reader.index(amount.span.end)).is_some_and(|next| next.shape == Shape::Word && !next.capital && next.lower.len() > 2);
    let counted = if found.is_empty() { noun && !led } else { noun || (bound && lower) };
    !counted
}

/// "five-star", "one another", "5G", "the one".
fn counts_nothing(reader: &Reader<'_>, first: usize, amount: &Amount) -> bool {
    let rest = reader.rest(amount.core.end);
    let next = next_word(rest);
    let compound = rest.starts_with('-') && NUMBERS.has(WordSet::CompoundsNotCounted, &next);
    let glued = super::lexis::goes_on(rest) && amount.low.form != Form::Words;
    let one = amount.low.form == Form::Words && amount.low.value == Decimal::ONE && amount.high.is_none() && is_pronoun(reader, first, &next);
    let clock = reader.previous(first).is_some_and(|before| before.is("past")) && first > 1 && reader.token(first - 2).is_some_and(|part| matches!(part.lower.as_str(), "half" | "quarter"));
    compound || glued || clock || one || rest.starts_with("'s") || rest.starts_with("’s")
}

fn is_pronoun(reader: &Reader<'_>, first: usize, next: &str) -> bool {
    let before = reader.previous(first).map_or("", |token| token.lower.as_str());
    let led = NUMBERS.has(WordSet::OneIsNoNumberAfter, before);
    let word = reader.token(first).is_some_and(|token| token.lower.starts_with("one"));
    let alone = next.is_empty() && reader.token(first + 1).is_some_and(|token| token.shape != Shape::Word) && before != "only" && before != "just";
    let article = reader.token(first).is_some_and(|token| token.is("a") || token.is("an"));
    let follower = reader.token(first + 1).map_or("", |token| token.lower.as_str());
    let somewhere = before == "at" && matches!(next, "point" | "time" | "stage");
    (word && !article) && (somewhere || led && before != "only" || NUMBERS.has(WordSet::OneIsNoNumberBefore, follower) || (alone && led))
}

/// A count in words at `first`, with hedges that begin at `at`.
fn worded_step(reader: &Reader<'_>, at: usize, first: usize, found: &[Hedged]) -> Option<Step> {
    let exact = worded::counted(reader, first);
    let count = exact.or_else(|| worded::vague(reader, first))?;
    let token = reader.token(first)?;
    let start = reader.token(at)?.span.start;
    let core = Span::new(token.span.start, count.end);
    let mut quantity = if count.exact { Quantity::exactly(count.low) } else { vague_quantity(&count) };
    let mut span = Span::new(start, count.end);
    if let Some((unit, rest)) = measured(reader, count.end) {
        span.end = reader.at(rest);
        quantity.unit = unit;
    }
    let mut cues: Vec<Span> = found.iter().map(|hedged| hedged.cue).collect();
    if count.exact && count.low.is_zero() || !count.exact {
        cues.push(core);
    }
    let ends = Ends { low: quantity.low, high: quantity.high, hedge: quantity.hedge };
    let ends = found.iter().rev().filter(|hedged| hedged.phrase.kind != Hedge::About).fold(ends, |ends, hedged| ends.hedged(hedged.phrase, Decimal::ZERO));
    quantity = Quantity { low: ends.low, high: ends.high, hedge: if count.exact { ends.hedge } else { quantity.hedge }, ..quantity };
    let mut next = reader.index(span.end);
    let rest = reader.rest(span.end);
    if let Some((per, by)) = super::amount::rate_behind_noun(reader, rest) {
        quantity.unit.per = per;
        next = reader.index(by.end);
    } else if let Some((per, rest)) = unit::rate(rest) {
        let by = Span::new(span.end, reader.at(rest));
        quantity.unit.per = per;
        if quantity.unit.dimension != Dimension::Count {
            span = span.join(by);
        }
        next = reader.index(by.end);
    }
    let mention = ValueMention { span, core, cues, kind: ValueKind::Number(quantity) };
    Some(Step::Found(Box::new(mention), next))
}

fn vague_quantity(count: &WordedCount) -> Quantity {
    let bound = |at: Decimal| Bound { at, closed: true };
    Quantity {
        low: Some(bound(count.low)),
        high: count.high.map(bound),
        unit: Unit::count(),
        printed: None,
        rounding: Decimal::ZERO,
        hedge: Hedge::Vague,
    }
}

/// The unit after a count in words, with "of" between: "dozens of kilometres", "several weeks".
fn measured<'a>(reader: &Reader<'a>, end: usize) -> Option<(Unit, &'a str)> {
    let rest = reader.rest(end);
    let of = nom::Parser::parse(&mut (super::lexis::spaces, super::lexis::exactly("of")), rest).map_or(rest, |(rest, _)| rest);
    let figure = unscaled(u32::MAX);
    let pound = money::pounds(of, &figure, |_| false);
    let money = pound.map(|(_, rest)| (money::currency(&UNITS.pound.money, Decimal::ONE), rest));
    money.or_else(|| money::after(of, &figure)).or_else(|| unit::unit(of, false)).map(|(unit, rest)| match unit::old(rest) {
        Ok((after, ())) => unit::age(&unit).map_or((unit, rest), |age| (age, after)),
        Err(_) => (unit, rest),
    })
}

/// Adds the hedges after it and makes the mention.
fn finish(reader: &Reader<'_>, mut amount: Amount, found: &[Hedged], start: usize) -> Step {
    let mut cues: Vec<Span> = found.iter().map(|hedged| hedged.cue).collect();
    let mut span = Span::new(start, amount.span.end);
    let mut kinds: Vec<&HedgePhrase<Hedge>> = found.iter().map(|hedged| hedged.phrase).collect();
    let joined = reader.rest(span.end).strip_prefix('-').map_or(span.end, |_| span.end + 1);
    let behind = hedge::after(reader.tokens(), reader.index(joined)).filter(|behind| fits_after(reader, behind));
    let glued = glued_hedge(reader, span.end);
    if let Some((cue, phrase)) = glued.filter(|_| behind.is_none()) {
        cues.push(cue);
        span.end = cue.end;
        kinds.insert(0, phrase);
    }
    if let Some(behind) = behind.as_ref() {
        cues.push(behind.cue);
        span.end = behind.cue.end;
        kinds.insert(0, behind.phrase);
    }
    amount.unit = age_of(reader, &amount, span, found).or(amount.unit);
    let mut quantity = quantity(&amount);
    let least = if quantity.unit.dimension == Dimension::Count { Decimal::ONE } else { quantity.rounding };
    let ends = Ends { low: quantity.low, high: quantity.high, hedge: quantity.hedge };
    let ends = kinds.iter().rev().fold(ends, |ends, phrase| ends.hedged(phrase, least));
    quantity = Quantity { low: ends.low, high: ends.high, hedge: ends.hedge, ..quantity };
    let next = reader.index(amount.rate.map_or(span.end, |rate| rate.end.max(span.end)));
    let mention = ValueMention { span, core: amount.core, cues, kind: ValueKind::Number(quantity) };
    Step::Found(Box::new(mention), next)
}

/// "forty-odd", "fifty-plus": the hedge is the last part of the word.
fn glued_hedge(reader: &Reader<'_>, end: usize) -> Option<(Span, &'static HedgePhrase<Hedge>)> {
    let rest = reader.rest(end).strip_prefix('-')?;
    let (after, word) = super::lexis::word(rest).ok().filter(|(after, _)| !super::lexis::goes_on(after))?;
    let phrase = NUMBERS.after.get(word)?.iter().find(|phrase| phrase.words.len() == 1)?;
    Some((Span::new(end + 1, reader.at(after)), phrase))
}

/// "500 or more", "20-odd", "50+": not "two or three", nor "500 odd socks" far away.
fn fits_after(reader: &Reader<'_>, behind: &Hedged) -> bool {
    let first = reader.index(behind.cue.start);
    let plus = behind.phrase.words[0] == "+" || behind.phrase.words[0] == "plus" || behind.phrase.words[0] == "odd";
    !plus || reader.touching(first) || behind.phrase.words[0] == "odd"
}

/// ", 43," after a name, "aged 54", "children under five".
fn age_of(reader: &Reader<'_>, amount: &Amount, span: Span, found: &[Hedged]) -> Option<Unit> {
    let years = || unit::by_id("year").and_then(|year| unit::age(&year));
    let plain = amount.low.scale == Decimal::ONE && amount.low.value <= Decimal::from(115) && amount.low.value.fract().is_zero();
    if amount.unit.is_some() || !plain {
        return None;
    }
    let first = reader.index(span.start);
    let before = reader.previous(first)?;
    let led = if before.is("from") { reader.previous(first - 1)? } else { before };
    if matches!(led.lower.as_str(), "aged" | "age" | "ages") {
        return years();
    }
    let after = reader.token(reader.index(span.end));
    let closed = after.is_none_or(|next| matches!(next.lower.as_str(), "," | "." | ";" | ")"));
    let name = first.checked_sub(2).and_then(|name| reader.token(name)).filter(|_| before.is(","));
    let person = name.is_some_and(|name| name.capital && name.is_word() && !NUMBERS.has(WordSet::Months, &name.lower));
    if person && closed && amount.low.form == Form::Digits && found.is_empty() {
        return years();
    }
    let bounded = found.iter().any(|hedged| !matches!(hedged.phrase.kind, Hedge::Exact | Hedge::About));
    let noun = after.is_some_and(|next| next.is_word() && next.lower.len() > 3 && !next.capital && super::worded::is_plural(next));
    (bounded && !noun && NUMBERS.has(WordSet::AgedPeople, &before.lower)).then(years).flatten()
}

/// The quantity of an amount without its hedges.
fn quantity(amount: &Amount) -> Quantity {
    let share = matches!(amount.low.form, Form::Share | Form::Ratio);
    let fraction = || unit::by_id("fraction").filter(|_| share);
    let mut unit = amount.unit.clone().or_else(fraction).unwrap_or_else(Unit::count);
    if share && unit.dimension == Dimension::Count && let Some(fraction) = fraction() {
        unit = Unit { per: unit.per, ..fraction };
    }
    let bound = |figure: Figure| Some(Bound { at: figure.value.normalize(), closed: true });
    let last = amount.high.unwrap_or(amount.low);
    Quantity {
        low: bound(amount.low),
        high: bound(last),
        printed: amount.high.is_none().then(|| amount.low.value.normalize()),
        rounding: rounding(&last, &unit).normalize(),
        hedge: if amount.high.is_some() { Hedge::Range } else { Hedge::Exact },
        unit,
    }
}

/// Half of the last printed digit where the figure is evidently rounded.
fn rounding(figure: &Figure, unit: &Unit) -> Decimal {
    let half = figure.step.checked_mul(Decimal::new(5, 1)).unwrap_or_default();
    match figure.form {
        Form::Share if unit.id == "fraction" => NUMBERS.fraction_rounding,
        Form::Ratio => half.min(NUMBERS.ratio_rounding),
        _ if figure.slack > Decimal::ZERO => figure.slack,
        _ if unit.dimension == Dimension::Age || unit.id == "category" => Decimal::ZERO,
        _ if figure.step > Decimal::ONE || figure.step < Decimal::ONE => half,
        Form::Words => Decimal::ZERO,
        _ if unit.dimension == Dimension::Count => Decimal::ZERO,
        _ => half,
    }
}
