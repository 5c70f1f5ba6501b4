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
    /// A field of the fact's claims.
    Field(Field),
}

impl Message {
    /// The message with every slot filled.
    pub fn render(&self, fill: &dyn Fn(&Slot) -> String) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
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
    let plain = match name {
        "outlets" => Some(Slot::Outlets),
        "values" => Some(Slot::Values),
        "title" => Some(Slot::Title),
        "concept" => Some(Slot::Concept),
        "predicate" => Some(Slot::Predicate),
        _ => Field::named(name).map(Slot::Field),
    };
    plain.or_else(|| phrases.iter().find_map(|phrase| phrase.slot_of(name)))
}

fn slot_names(phrases: &[Phrase]) -> Vec<&str> {
    let mut names = vec!["outlets", "values", "title", "concept", "predicate"];
    names.extend(Field::names());
    names.extend(phrases.iter().flat_map(|phrase| phrase.slots().map(|slot| slot.name.as_str())));
    names
}
