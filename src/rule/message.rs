//! The message of a rule: what to say of a contradiction.

use super::names::{Named, hint};
use super::phrase::Phrase;
use super::spans::Spot;
use super::template::{Part, inside, split};
use crate::claim::Field;
use crate::diagnostic::Diagnostic;

/// A rule's message, ready to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message(pub Vec<Piece>);

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Printed as it is.
    Text(String),
    /// Filled from the fact.
    Slot(Slot),
}

/// What a message can name of a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The outlets on the two sides.
    Outlets,
    /// The values of the camps.
    Values,
    /// The rule's title.
    Title,
    /// What is counted or measured.
    Concept,
    /// What is said of it.
    Predicate,
    /// What is counted, in the plural; a span of time or a sum is no number of things.
    Things,
    /// A field of the fact's claims.
    Field(Field),
}

/// Slots that are no fields.
const OWN: [(&str, Slot); 6] = [
    ("outlets", Slot::Outlets),
    ("values", Slot::Values),
    ("title", Slot::Title),
    ("concept", Slot::Concept),
    ("predicate", Slot::Predicate),
    ("things", Slot::Things),
];

impl Slot {
    /// The slot of that name, without those of a rule's own phrases.
    pub fn named(name: &str) -> Option<Self> {
        let own = OWN.iter().find(|(own, _)| *own == name).map(|(_, slot)| slot.clone());
        own.or_else(|| Field::named(name).map(Self::Field))
    }

    /// The names of all slots that every message can have.
    pub fn names() -> Vec<&'static str> {
        let fields = Field::names().into_iter().filter(|field| OWN.iter().all(|(own, _)| own != field));
        OWN.iter().map(|(own, _)| *own).chain(fields).collect()
    }
}

impl Message {
    /// The message with every slot filled; `None` where one has nothing to be filled with.
    pub fn render(&self, fill: &dyn Fn(&Slot) -> Option<String>) -> Option<String> {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => Some(text.clone()),
            Piece::Slot(slot) => fill(slot),
        });
        pieces.collect()
    }

    /// Reads a template: `{slot}` is filled, `{{` and `}}` are braces. `None` when a slot is unknown.
    pub(super) fn read(
        template: &str,
        phrases: &[Phrase],
        at: &Spot,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let before = out.len();
        let mut pieces = Vec::new();
        for part in split(template) {
            match part {
                Part::Text(text) => pieces.push(Piece::Text(text)),
                Part::Slot(name) => {
                    let found = slot(name, phrases);
                    if found.is_none() {
                        let label = hint(name, &slot_names(phrases));
                        let message = format!("a message has no slot `{{{name}}}`");
                        out.push(inside(at, "unknown-slot", message, label, &format!("{{{name}}}")));
                    }
                    pieces.extend(found.map(Piece::Slot));
                }
                Part::Open => {
                    let message = "a `{` is never closed; write `{{` for the brace itself";
                    out.push(inside(at, "unknown-slot", message.to_owned(), String::new(), "{"));
                }
            }
        }
        (out.len() == before).then_some(Self(pieces))
    }
}

fn slot(name: &str, phrases: &[Phrase]) -> Option<Slot> {
    Slot::named(name).or_else(|| phrases.iter().find_map(|phrase| phrase.slot_of(name)))
}

fn slot_names(phrases: &[Phrase]) -> Vec<&str> {
    let own = phrases.iter().flat_map(|phrase| phrase.slots().map(|slot| slot.name.as_str()));
    Slot::names().into_iter().chain(own).collect()
}
