//! Values without a unit: scores, running times, ranks, names and rows of numbers.

use rust_decimal::Decimal;

use super::figure::{Figure, Form};
use super::lexis::{NUMBERS, UNITS};
use super::reader::Reader;
use super::{Step, identifier, money, score, unit};
use crate::claim::quantity::Quantity;
use crate::claim::token::Shape;
use crate::claim::value::{ValueKind, ValueMention};
use crate::files::Span;
use crate::vocabulary::numbers::WordSet;

/// "pages 22,24,26,31": a row of short numbers without spaces.
pub(super) fn row(reader: &Reader<'_>, at: usize) -> Option<Step> {
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

pub(super) fn named_step(named: identifier::Named) -> Step {
    let mention = ValueMention {
        span: named.span,
        core: named.core,
        cues: Vec::new(),
        kind: ValueKind::Identifier(named.name),
    };
    Step::Found(Box::new(mention), named.next)
}

pub(super) fn running_time(reader: &Reader<'_>, at: usize) -> Option<Step> {
    let token = reader.token(at)?;
    let (rest, seconds) = score::running_time(reader.rest(token.span.start)).ok()?;
    let span = Span::new(token.span.start, reader.at(rest));
    let mention = ValueMention { span, core: span, cues: Vec::new(), kind: ValueKind::Result(seconds) };
    Some(Step::Found(Box::new(mention), reader.index(span.end)))
}

/// A score or vote.
pub(super) fn score_at(reader: &Reader<'_>, at: usize) -> Option<Step> {
    let token = reader.token(at)?;
    // In words a score is one compound ("three-nil"), or none was scored ("goalless draw").
    if token.is_word() && !token.lower.contains('-') && !NUMBERS.has(WordSet::Goalless, &token.lower) {
        return None;
    }
    let start = reader.rest(token.span.start);
    if let Ok((rest, found)) = score::goalless(start) {
        return Some(score_step(reader, token.span.start, rest, found));
    }
    let (rest, found) = score::score(start).ok()?;
    let cue = reader.near(at, 6, |word| NUMBERS.has(WordSet::ScoreCues, word));
    let after = reader.previous(at).is_some_and(|before| before.shape == Shape::Sign);
    let voted = (at.saturating_sub(4)..at)
        .any(|near| reader.token(near).is_some_and(|token| NUMBERS.has(WordSet::VoteCues, &token.lower)));
    let fell = changed(reader, at) || reader.previous(at).is_some_and(|before| before.is("from"));
    if score::is_worded(start) && !found.sure && (!voted || fell) {
        return None;
    }
    let measured =
        unit::unit(rest, true).is_some() || money::after(rest, &unscaled(found.pairs[0].1)).is_some();
    if after || (measured && !found.sure) || !score::is_score(&found, rest, cue) {
        return None;
    }
    Some(score_step(reader, token.span.start, rest, found))
}

pub(super) fn unscaled(value: u32) -> Figure {
    Figure {
        value: value.into(),
        step: Decimal::ONE,
        scale: Decimal::ONE,
        slack: Decimal::ZERO,
        form: Form::Digits,
    }
}

fn score_step(reader: &Reader<'_>, start: usize, rest: &str, found: score::Score) -> Step {
    let span = Span::new(start, reader.at(rest));
    let mention = ValueMention { span, core: span, cues: Vec::new(), kind: ValueKind::Score(found.pairs) };
    Step::Found(Box::new(mention), reader.index(span.end))
}

/// "88th", "the sixth".
pub(super) fn rank(reader: &Reader<'_>, at: usize) -> Option<Step> {
    let token = reader.token(at)?;
    if token.shape == Shape::Number {
        let suffix = reader.token(at + 1).filter(|_| reader.touching(at + 1))?;
        let (end, noun) = suffix.lower.split_once('-').unwrap_or((&suffix.lower, ""));
        if !matches!(end, "st" | "nd" | "rd" | "th") {
            return None;
        }
        let rank = token.lower.replace(',', "").parse().ok()?;
        if noun.is_empty() {
            return Some(rank_step(reader, rank, token.span.join(suffix.span), at + 2));
        }
        // "a 90th-minute penalty"; other compounds of a rank are names: "a 19th-century mill".
        let id = UNITS.scales_of_ranks.get(noun)?;
        // A folded word need not be as long as the printed one.
        let printed = suffix.span.of(reader.text()).is_ascii();
        let core = if printed { end.len() } else { suffix.span.len() };
        let core = Span::new(token.span.start, suffix.span.start + core);
        return Some(on_scale(rank, id, core, suffix.span, at + 2));
    }
    let rank = spelt_rank(&token.lower)?;
    let determiner = reader.previous(at).is_some_and(|before| {
        matches!(before.lower.as_str(), "the" | "his" | "her" | "its" | "their" | "'s" | "a")
    });
    let noun = reader.token(at + 1).is_some_and(|next| next.shape == Shape::Word);
    let shown = determiner && (noun || rank > 2);
    // "two-thirds", "a third of": shares are read where their numerator stands.
    let later = reader.token(at + 1).is_some_and(|next| NUMBERS.has(WordSet::RateStoppedBy, &next.lower))
        && rank == 2;
    (shown && !later && !token.lower.ends_with('s')).then(|| rank_step(reader, rank, token.span, at + 1))
}

fn spelt_rank(lower: &str) -> Option<u32> {
    if let Some(&rank) = NUMBERS.ordinals.get(lower) {
        return Some(rank);
    }
    let (tens, ones) = lower.split_once('-')?;
    Some(NUMBERS.tens.get(tens)? + NUMBERS.ordinals.get(ones).filter(|rank| **rank < 10)?)
}

/// A rank, or its place on a scale: "the 117th minute".
fn rank_step(reader: &Reader<'_>, rank: u32, span: Span, next: usize) -> Step {
    let scale =
        reader.token(next).and_then(|noun| Some((UNITS.scales_of_ranks.get(&noun.lower)?, noun.span)));
    if let Some((id, noun)) = scale {
        return on_scale(rank, id, span, noun, next + 1);
    }
    let mention = ValueMention { span, core: span, cues: Vec::new(), kind: ValueKind::Ordinal(rank) };
    Step::Found(Box::new(mention), next)
}

fn on_scale(rank: u32, id: &str, core: Span, noun: Span, next: usize) -> Step {
    let kind = ValueKind::Number(Quantity { unit: unit::scale(id), ..Quantity::exactly(rank.into()) });
    let mention = ValueMention { span: core.join(noun), core, cues: Vec::new(), kind };
    Step::Found(Box::new(mention), next)
}

/// Whether a verb of change stands just before.
pub(super) fn changed(reader: &Reader<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at)
        .any(|near| reader.token(near).is_some_and(|token| NUMBERS.has(WordSet::Changes, &token.lower)))
}
