//! One value at a token: which grammar reads it.

use rust_decimal::Decimal;

use super::amount::{Amount, single};
use super::figure::{Figure, Form};
use super::hedge::{self, Hedged};
use super::lexis::{NUMBERS, UNITS};
use super::range::{Join, range, with_unit_of_next};
use super::reader::Reader;
use super::reading::{finish, many_of, worded_step};
use super::refuse::{counts_nothing, is_year, no_span, over_as_during, second_year};
use super::unitless::{changed, named_step, rank, row, running_time, score_at};
use super::{Step, identifier, money, unit};
use crate::claim::quantity::Dimension;
use crate::claim::token::{Shape, Token};
use crate::vocabulary::numbers::Starts;
use crate::vocabulary::numbers::WordSet;

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
    let sign =
        matches!(token.lower.as_str(), "-" | "−" | ".") && reader.touching(at + 1) && !reader.touching(at);
    let vulgar = token.lower.starts_with(char::is_numeric);
    let number =
        reader.token(at + 1).is_some_and(|next| next.shape == Shape::Number || next.shape == Shape::Sign);
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
    if let Some(step) = running_time(reader, at).or_else(|| score_at(reader, at)).or_else(|| rank(reader, at))
    {
        return step;
    }
    row(reader, at).unwrap_or_else(|| hedged(reader, at))
}

fn at_word(reader: &Reader<'_>, at: usize, token: &Token) -> Step {
    let starts = starts(&token.lower);
    if let Some(step) =
        starts.filter(|starts| starts.label).and_then(|_| identifier::labelled(reader, at)).map(named_step)
    {
        return step;
    }
    if let Some(step) = before_its_number(reader, at, token) {
        return step;
    }
    if let Some(step) = marked_scale(reader, at, token) {
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
    if (figure_follows(reader, at) || token.capital) && is_money(reader, at, token) {
        return hedged(reader, at);
    }
    if let Some(id) = UNITS.long.get(&token.lower) {
        return long_span(reader, at, id);
    }
    if token.lower.starts_with("multi")
        && let Some(step) = many_of(reader, at)
    {
        return step;
    }
    Step::Nothing
}

/// Whether a figure, its sign or a point follows a token.
fn figure_follows(reader: &Reader<'_>, at: usize) -> bool {
    let next = reader.token(at + 1);
    next.is_some_and(|next| matches!(next.shape, Shape::Number | Shape::Sign) || next.is("."))
}

/// Whether a currency begins at a word, with its figure behind it or in the word ("USD200").
fn is_money(reader: &Reader<'_>, at: usize, token: &Token) -> bool {
    let figure = || token.lower.ends_with(|c: char| c.is_ascii_digit());
    let start = reader.rest(token.span.start);
    (figure_follows(reader, at) || figure())
        && (money::before(start).is_ok() || money::millions_before(start).is_ok())
}

/// "week-long", "yearlong"; an article before it belongs to the span of words.
fn long_span(reader: &Reader<'_>, at: usize, id: &str) -> Step {
    let (Some(token), Some(unit)) = (reader.token(at), unit::by_id(id)) else { return Step::Nothing };
    let one = Figure {
        value: Decimal::ONE,
        step: Decimal::ONE,
        scale: Decimal::ONE,
        slack: Decimal::ZERO,
        form: Form::Words,
    };
    let amount =
        Amount { low: one, high: None, unit: Some(unit), core: token.span, span: token.span, rate: None };
    finish(reader, amount, &[], token.span.start)
}

/// Scales before their number: "magnitude 5.8", "a magnitude of 5.8", "Category 4".
fn before_its_number(reader: &Reader<'_>, at: usize, token: &Token) -> Option<Step> {
    let head = token.lower.split('-').next()?;
    let ahead = |by: usize| match by {
        0 => Some(head),
        _ if head == token.lower => reader.token(at + by).map(|next| next.lower.as_str()),
        _ => None,
    };
    let (words, id) = UNITS.scales_before.longest(ahead)?;
    let last = reader.token(at + words - 1)?;
    let mut from = if words == 1 { token.span.start + head.len() } else { last.span.end };
    let rest = reader.rest(from);
    let (after, _) = super::lexis::joint(rest).ok()?;
    from = reader.at(after);
    let found = hedges(reader, reader.index(from));
    if let Some(last) = found.last() {
        from = reader.token(last.next)?.span.start;
    }
    let mut amount = single(reader, from, false)?;
    if amount.unit.as_ref().is_some_and(|unit| unit.dimension != Dimension::Scale)
        || amount.low.scale > Decimal::ONE
    {
        return None;
    }
    amount.unit = Some(unit::scale(id));
    if let Some(wider) = range(reader, &amount, None, |_| true) {
        amount = wider;
    }
    Some(finish(reader, amount, &found, token.span.start))
}

/// "M6.2": a letter against a number with a point. Without one it is a road or a model.
fn marked_scale(reader: &Reader<'_>, at: usize, token: &Token) -> Option<Step> {
    if !token.capital || !token.lower.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mark = token.lower.trim_end_matches(|c: char| c.is_ascii_digit());
    let id = UNITS.scale_marks.get(mark).filter(|_| token.lower.len() == mark.len() + 1)?;
    let pointed = reader.token(at + 1).is_some_and(|point| point.is("."))
        && reader.touching(at + 1)
        && reader.touching(at + 2)
        && reader.token(at + 2).is_some_and(|digits| digits.shape == Shape::Number);
    let mut amount = single(reader, token.span.start + mark.len(), false).filter(|_| pointed)?;
    amount.unit = Some(unit::scale(id));
    Some(finish(reader, amount, &[], token.span.start))
}

/// All hedges in a row: "no more than about".
fn hedges(reader: &Reader<'_>, at: usize) -> Vec<Hedged> {
    let mut found: Vec<Hedged> = Vec::new();
    let mut next = at;
    while let Some(hedged) = hedge::before(reader.tokens(), next).filter(|_| found.len() < 3) {
        // "handed over 74 prisoners": the word belongs to the verb.
        let particle = next.checked_sub(1).and_then(|before| reader.token(before));
        let over = reader.token(next).is_some_and(|word| word.is("over"));
        if over && particle.is_some_and(|verb| NUMBERS.has(WordSet::OverIsParticleAfter, &verb.lower)) {
            break;
        }
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
    if !can_begin(reader, first, token) {
        return Step::Nothing;
    }
    if first > at
        && let Some(next) = identifier::passed_over(reader, first)
    {
        return Step::Pass(next);
    }
    let Some(mut amount) = single(reader, token.span.start, !found.is_empty()) else { return Step::Nothing };
    // "rose 5 to 7" tells of two values, "rose by 5 to 7" of one change.
    let by = reader.previous(at).is_some_and(|before| before.is("by"));
    let changes = !by && changed(reader, at);
    let may_join = |join: Join| !changes || matches!(join, Join::And | Join::Dash);
    let wider = range(reader, &amount, asked, may_join);
    let is_range = wider.is_some();
    if let Some(wider) = wider {
        amount = wider;
    }
    if !is_range && asked == Some(Join::To) {
        amount = with_unit_of_next(reader, amount);
    }
    if asked.is_some() && found.is_empty() {
        let start = if is_range {
            reader.token(first - 1).map_or(token.span.start, |word| word.span.start)
        } else {
            token.span.start
        };
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
fn can_begin(reader: &Reader<'_>, at: usize, token: &Token) -> bool {
    match token.shape {
        Shape::Number | Shape::Sign => true,
        Shape::Mark => {
            matches!(token.lower.as_str(), "-" | "−" | ".") || token.lower.starts_with(char::is_numeric)
        }
        Shape::Word => {
            starts(&token.lower).is_some_and(|starts| starts.number) || is_money(reader, at, token)
        }
        Shape::Possessive | Shape::Quote => false,
    }
}

/// Years, idioms and compounds that count nothing are let go; the rest becomes a mention.
fn checked(reader: &Reader<'_>, first: usize, amount: Amount, found: &[Hedged], start: usize) -> Step {
    let next = reader.index(amount.span.end);
    if no_span(reader, first)
        || is_year(reader, first, &amount, found)
        || (amount.unit.is_none() && counts_nothing(reader, first, &amount))
    {
        return Step::Pass(second_year(reader, next, &amount));
    }
    let (found, start) = over_as_during(reader, &amount, found, start);
    finish(reader, amount, found, start)
}
