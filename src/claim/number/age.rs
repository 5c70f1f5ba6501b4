//! Ages whose unit is not printed: ", 43," behind a person, "aged 54", "who is 48", "turned 50",
//! "children under five".

use rust_decimal::Decimal;

use super::amount::Amount;
use super::figure::Form;
use super::hedge::Hedged;
use super::lexis::NUMBERS;
use super::reader::Reader;
use super::{unit, worded};
use crate::claim::quantity::{Hedge, Unit};
use crate::claim::token::{Shape, Token};
use crate::files::Span;
use crate::vocabulary::numbers::WordSet;
use crate::vocabulary::things::things;

/// No person is older.
const OLDEST: i64 = 115;

/// The unit of a bare figure that the words around it make an age. `span` is the figure with the
/// hedges before it, `found` those hedges.
pub(super) fn of(reader: &Reader<'_>, amount: &Amount, span: Span, found: &[Hedged]) -> Option<Unit> {
    let plain = amount.low.scale == Decimal::ONE
        && amount.low.value <= Decimal::from(OLDEST)
        && amount.low.value.fract().is_zero()
        && amount.low.form != Form::Share;
    if amount.unit.is_some() || !plain {
        return None;
    }
    let place = Place {
        reader,
        first: reader.index(span.start),
        after: reader.token(reader.index(span.end)),
        digits: amount.low.form == Form::Digits && found.is_empty(),
    };
    let age = place.is_named()
        || place.is_apposition()
        || place.is_said_of_a_person()
        || place.is_turned()
        || place.is_at_death(amount.low.value)
        || place.bounds_people(found);
    unit::by_id("year").filter(|_| age).and_then(|year| unit::age(&year))
}

/// A figure among the words of its sentence.
struct Place<'r> {
    reader: &'r Reader<'r>,
    /// Index of its first token, hedges included.
    first: usize,
    /// What follows it.
    after: Option<&'r Token>,
    /// Whether it is printed in digits and not hedged.
    digits: bool,
}

impl Place<'_> {
    /// The token so many before the figure.
    fn before(&self, by: usize) -> Option<&Token> {
        self.reader.token(self.first.checked_sub(by)?)
    }

    fn is_before(&self, by: usize, words: &[&str]) -> bool {
        self.before(by).is_some_and(|token| words.contains(&token.lower.as_str()))
    }

    fn before_has(&self, by: usize, set: WordSet) -> bool {
        self.before(by).is_some_and(|token| NUMBERS.has(set, &token.lower))
    }

    /// "aged 54", "age 12", "ages from 3", "at the age of 89", "aged 23 and 31".
    fn is_named(&self) -> bool {
        let led = if self.is_before(1, &["from", "of"]) { 2 } else { 1 };
        let ages: &[&str] = if self.is_before(1, &["of"]) { &["age"] } else { &["aged", "age", "ages"] };
        self.is_before(led, ages) || self.follows_aged()
    }

    /// "aged 23 and 31": the second age.
    fn follows_aged(&self) -> bool {
        let mut at = self.first;
        while let Some(before) = self
            .reader
            .previous(at)
            .filter(|before| before.shape == Shape::Number || before.is("and") || before.is(","))
        {
            at -= 1;
            if before.shape == Shape::Number && self.reader.previous(at).is_some_and(|led| led.is("aged")) {
                return true;
            }
        }
        false
    }

    /// "Anna Bo, 43, said", "a firefighter, 34,", "his daughter, now 12,".
    fn is_apposition(&self) -> bool {
        let now = usize::from(self.is_before(1, &["now"]));
        let closed =
            self.after.is_none_or(|next| matches!(next.lower.as_str(), "," | "." | ";" | ")")) && self.digits;
        let Some(name) = self.before(2 + now).filter(|_| self.is_before(1 + now, &[","])) else {
            return false;
        };
        let named = name.capital && name.is_word() && !NUMBERS.has(WordSet::Months, &name.lower);
        let apposition = self.after.is_some_and(|next| next.is(","));
        closed && (named || (apposition && is_person(name)))
    }

    /// "who is 48", "he was 12 when", "she's 30".
    fn is_said_of_a_person(&self) -> bool {
        let said = self.before_has(1, WordSet::AgeIs) && self.before_has(2, WordSet::AgeSubjects);
        (said || self.before_has(1, WordSet::AgeIsOf)) && self.ends(WordSet::AfterAge)
    }

    /// "turns 47 next month", "turned 50".
    fn is_turned(&self) -> bool {
        let turned =
            self.before(1).is_some_and(|verb| !verb.capital) && self.before_has(1, WordSet::TurnsAge);
        turned && (self.ends(WordSet::AfterAge) || self.ends(WordSet::AfterTurnedAge))
    }

    /// "died at 95"; an hour stands there as well.
    fn is_at_death(&self, years: Decimal) -> bool {
        let died = self.is_before(1, &["at"]) && self.before_has(2, WordSet::AgedAt);
        died && years > Decimal::from(12) && self.ends(WordSet::AfterAge)
    }

    /// Whether nothing follows that the figure could count or measure.
    fn ends(&self, set: WordSet) -> bool {
        self.after.is_none_or(|next| match next.shape {
            Shape::Mark => {
                matches!(next.lower.as_str(), "," | "." | ";" | ":" | "?" | "!" | "—" | "–" | "--")
            }
            Shape::Quote => true,
            Shape::Word => NUMBERS.has(set, &next.lower),
            Shape::Number | Shape::Possessive | Shape::Sign => false,
        })
    }

    /// "children under five".
    fn bounds_people(&self, found: &[Hedged]) -> bool {
        let bounded = found.iter().any(|hedged| !matches!(hedged.phrase.kind, Hedge::Exact | Hedge::About));
        let noun = self.after.is_some_and(|next| {
            next.is_word() && next.lower.len() > 3 && !next.capital && worded::is_plural(next)
        });
        bounded && !noun && self.before_has(1, WordSet::AgedPeople)
    }
}

/// Whether a noun in lower case names one person by what they are.
fn is_person(noun: &Token) -> bool {
    NUMBERS.has(WordSet::Persons, &noun.lower)
        || things()
            .of_word(&noun.lower)
            .is_some_and(|thing| thing != "person" && things().is_a(thing, "person"))
}
