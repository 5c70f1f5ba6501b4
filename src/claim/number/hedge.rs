//! Hedges: the phrases before and after a figure, and what they make of its ends.

use rust_decimal::Decimal;

use super::lexis::NUMBERS;
use crate::claim::quantity::{Bound, Hedge};
use crate::claim::token::Token;
use crate::files::Span;
use crate::vocabulary::numbers::HedgePhrase;

/// A hedge where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hedged {
    /// The phrase and its reading.
    pub phrase: &'static HedgePhrase<Hedge>,
    /// Its words.
    pub cue: Span,
    /// Index of the token after it.
    pub next: usize,
}

/// The hedge that begins at a token, if any: the longest phrase.
pub(super) fn before(tokens: &[Token], at: usize) -> Option<Hedged> {
    matching(&NUMBERS.hedges, tokens, at)
}

/// The hedge after a figure.
pub(super) fn after(tokens: &[Token], at: usize) -> Option<Hedged> {
    matching(&NUMBERS.after, tokens, at)
}

fn matching(
    table: &'static crate::vocabulary::numbers::Phrases<HedgePhrase<Hedge>>,
    tokens: &[Token],
    at: usize,
) -> Option<Hedged> {
    let phrases = table.get(&tokens.get(at)?.lower)?;
    let phrase = phrases.iter().find(|phrase| stands(&phrase.words, tokens, at))?;
    let next = at + phrase.words.len();
    let cue = tokens[at].span.join(tokens[next - 1].span);
    Some(Hedged { phrase, cue, next })
}

/// Whether these words stand here.
pub(super) fn stands(words: &[String], tokens: &[Token], at: usize) -> bool {
    tokens
        .get(at..at + words.len())
        .is_some_and(|here| here.iter().zip(words).all(|(token, word)| token.lower == *word))
}

/// The two ends of a figure, which hedges move.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    /// Lower end.
    pub low: Option<Bound>,
    /// Upper end.
    pub high: Option<Bound>,
    /// The reading so far.
    pub hedge: Hedge,
}

impl Ends {
    /// Applies one hedge; `least` is the narrowest band around a figure ("about 5 people": one).
    pub(super) fn hedged(self, phrase: &HedgePhrase<Hedge>, least: Decimal) -> Self {
        // "perhaps as many as 150": the outer word only says that the bound is soft.
        let bounded =
            matches!(self.hedge, Hedge::AtLeast | Hedge::AtMost | Hedge::MoreThan | Hedge::LessThan);
        if bounded && phrase.kind == Hedge::About {
            return self;
        }
        let share = |bound: Bound, share: Decimal| bound.at.abs().checked_mul(share).unwrap_or_default();
        let bound = |at: Decimal, closed: bool| Some(Bound { at: tidy(at), closed });
        let band = |bound: Bound, part: Decimal| share(bound, part).max(least);
        let below = |low: Bound| low.at - band(low, phrase.below.unwrap_or_default());
        let above = |high: Bound| high.at + band(high, phrase.above.unwrap_or_default());
        let (low, high) = match phrase.kind {
            Hedge::About => (
                self.low.and_then(|low| bound(below(low), true)),
                self.high.and_then(|high| bound(above(high), true)),
            ),
            Hedge::Nearly => (self.low.and_then(|low| bound(below(low), true)), self.high.map(open)),
            Hedge::MoreThan => {
                let top =
                    self.high.filter(|_| phrase.above.is_some()).and_then(|high| bound(above(high), true));
                (self.low.map(open), top)
            }
            Hedge::AtLeast => (self.low, None),
            Hedge::AtMost => (None, self.high),
            Hedge::LessThan => (None, self.high.map(open)),
            Hedge::Exact | Hedge::Range | Hedge::Vague => (self.low, self.high),
        };
        let hedge = if phrase.kind == Hedge::Exact { self.hedge } else { phrase.kind };
        Self { low, high, hedge }
    }
}

fn open(bound: Bound) -> Bound {
    Bound { closed: false, ..bound }
}

/// No trace of a division in a band's ends.
fn tidy(at: Decimal) -> Decimal {
    super::digits::cut(at)
}
