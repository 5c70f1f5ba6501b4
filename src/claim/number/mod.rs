//! Numbers in a sentence: counts, measures, money, shares, spans of time, scores and the numbers
//! that are names. The grammars are entered only at words that can begin a value.

mod age;
mod amount;
mod digits;
mod figure;
mod fraction;
mod hedge;
mod identifier;
mod lexis;
mod mention;
mod money;
mod range;
mod reader;
mod reading;
mod refuse;
mod score;
#[cfg(test)]
mod tests;
pub(super) mod unit;
mod unitless;
mod worded;
mod words;

pub use figure::{Figure, Form, bare_number};

use super::token::Token;
use super::value::ValueMention;
use crate::files::Span;
use crate::vocabulary::numbers::WordSet;
use reader::Reader;

/// Whether a folded word tells of a figure that changes ("rose", "fell").
pub(super) fn is_change(word: &str) -> bool {
    lexis::NUMBERS.has(WordSet::Changes, word)
}

/// The rank that a folded word gives: 3 of "third".
pub(super) fn ordinal(word: &str) -> Option<u32> {
    lexis::NUMBERS.ordinals.get(word).copied()
}

/// Each reads a table that every article needs: see [`crate::vocabulary::TABLES`].
pub const TABLES: [fn(); 2] =
    [|| _ = std::sync::LazyLock::force(&lexis::UNITS), || _ = std::sync::LazyLock::force(&lexis::NUMBERS)];

/// What stands at a token.
enum Step {
    /// A value; reading goes on at the token of this index.
    Found(Box<ValueMention>, usize),
    /// Several values in one token.
    Row(Vec<ValueMention>, usize),
    /// No value of this grammar up to this index: a date, an idiom.
    Pass(usize),
    /// Nothing.
    Nothing,
}

/// Finds the numbers of one sentence, in text order and without overlap.
///
/// `text` is the whole article; `sentence` and all spans are bytes of it; `tokens` are the
/// sentence's tokens. Dates are another grammar's: a caller drops the mentions that overlap one.
pub fn numbers(text: &str, sentence: Span, tokens: &[Token]) -> Vec<ValueMention> {
    let reader = Reader::new(text, sentence, tokens);
    let mut found: Vec<ValueMention> = Vec::new();
    let mut at = 0;
    while at < reader.len() {
        match mention::read(&reader, at) {
            Step::Found(mention, next) => {
                found.push(*mention);
                at = next.max(at + 1);
            }
            Step::Row(row, next) => {
                found.extend(row);
                at = next;
            }
            Step::Pass(next) => at = next.max(at + 1),
            Step::Nothing => at += 1,
        }
    }
    found
}
