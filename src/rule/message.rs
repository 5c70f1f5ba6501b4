//! Templates: the message of a rule, and the phrases that it recognises.

use super::names::{Named, hint};
use super::spans::Spot;
use crate::claim::token::tokens;
use crate::claim::{Field, Kind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;

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
    /// A slot of one of the rule's phrases.
    Phrase(String),
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
    let of_phrase = || phrases.iter().any(|phrase| phrase.slots().any(|slot| slot.name == name));
    plain.or_else(|| of_phrase().then(|| Slot::Phrase(name.to_owned())))
}

fn slot_names(phrases: &[Phrase]) -> Vec<&str> {
    let mut names = vec!["outlets", "values", "title", "concept", "predicate"];
    names.extend(Field::names());
    names.extend(phrases.iter().flat_map(|phrase| phrase.slots().map(|slot| slot.name.as_str())));
    names
}

/// A problem with some words inside a string: points at them where they stand as written.
fn inside(at: &Spot, code: &str, message: String, label: String, words: &str) -> Diagnostic {
    let whole = at.value_span();
    let span = whole.of(at.source.text()).find(words).map_or(whole, |found| {
        let start = whole.start + found;
        Span::new(start, start + words.len())
    });
    Diagnostic::new(code, Severity::Error, message).at(at.file(), span, label)
}

enum Part<'t> {
    Text(String),
    Slot(&'t str),
    /// A brace that is never closed.
    Open,
}

fn split(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let tail = &rest[at..];
        if let Some(after) = tail.strip_prefix("{{") {
            text.push('{');
            rest = after;
        } else if let Some(after) = tail.strip_prefix('}') {
            text.push('}');
            rest = after.strip_prefix('}').unwrap_or(after);
        } else {
            if !text.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut text)));
            }
            let Some(end) = tail.find('}') else {
                parts.push(Part::Open);
                return parts;
            };
            parts.push(Part::Slot(tail[1..end].trim()));
            rest = &tail[end + 1..];
        }
    }
    text.push_str(rest);
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}

/// A sentence with typed slots, for a fact that needs its own wording. It may stand anywhere in
/// a sentence of an article; its words are compared as the tokenizer folds them.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// Words and slots in order; at least one word, and a word between any two slots.
    pub parts: Vec<PhrasePart>,
    /// Which part is the slot that carries the claim's value.
    pub value: usize,
    /// The kind of claim that it makes.
    pub kind: Kind,
    /// Where it is written.
    pub at: Spot,
}

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhrasePart {
    /// One token, folded.
    Word(String),
    /// Something to be filled by the article.
    Slot(PhraseSlot),
}

/// A typed slot: `{ship:name}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseSlot {
    /// The name that the rule's message can use.
    pub name: String,
    /// What may fill it.
    pub takes: SlotType,
    /// The field of the claim that it fills, where its name is one.
    pub field: Option<Field>,
}

/// What may fill a slot of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlotType {
    /// A proper name of any sort.
    Name,
    /// One word.
    Word,
    /// One or more words, as few as will do.
    Words,
    /// A value that the grammars recognise.
    Value(Kind),
}

impl SlotType {
    const VALUES: [Kind; 8] = [
        Kind::Count,
        Kind::Measure,
        Kind::Money,
        Kind::Percent,
        Kind::Duration,
        Kind::Date,
        Kind::Score,
        Kind::Identifier,
    ];

    fn named(name: &str) -> Option<Self> {
        match name {
            "name" => Some(Self::Name),
            "word" => Some(Self::Word),
            "words" => Some(Self::Words),
            _ => Kind::named(name).filter(|kind| Self::VALUES.contains(kind)).map(Self::Value),
        }
    }

    fn names() -> Vec<&'static str> {
        let mut names = vec!["name", "word", "words"];
        names.extend(Self::VALUES.iter().map(|kind| kind.name()));
        names
    }

    /// Whether such a slot can carry the value of a claim of that kind.
    fn carries(self, kind: Kind) -> bool {
        match self {
            Self::Value(own) => own == kind,
            Self::Name => matches!(kind, Kind::Place | Kind::Member | Kind::Identifier),
            Self::Word | Self::Words => false,
        }
    }
}

impl Phrase {
    /// Its slots in order.
    pub fn slots(&self) -> impl Iterator<Item = &PhraseSlot> {
        self.parts.iter().filter_map(|part| match part {
            PhrasePart::Slot(slot) => Some(slot),
            PhrasePart::Word(_) => None,
        })
    }

    /// Reads a phrase of a rule for claims of these kinds. `None` when something in it is wrong.
    pub(super) fn read(text: &str, kinds: &[Kind], at: &Spot, out: &mut Vec<Diagnostic>) -> Option<Self> {
        let parts = phrase_parts(text);
        let value = parts.and_then(|parts| Ok((carrier(&parts, kinds, text)?, parts)));
        match value {
            Ok(((value, kind), parts)) => Some(Self { parts, value, kind, at: at.clone() }),
            Err(Flaw { message, label, words }) => {
                out.push(inside(at, "bad-phrase", message, label, &words));
                None
            }
        }
    }
}

/// What is wrong with a phrase, and the words of it that are.
struct Flaw {
    message: String,
    label: String,
    words: String,
}

impl Flaw {
    fn new(message: impl Into<String>, words: impl Into<String>) -> Self {
        Self { message: message.into(), label: String::new(), words: words.into() }
    }
}

fn phrase_parts(text: &str) -> Result<Vec<PhrasePart>, Flaw> {
    let mut parts = Vec::new();
    for part in split(text) {
        match part {
            Part::Text(text) => {
                let words = tokens(&text, Span::new(0, text.len()));
                parts.extend(words.into_iter().map(|token| PhrasePart::Word(token.lower)));
            }
            Part::Slot(slot) if matches!(parts.last(), Some(PhrasePart::Slot(_))) => {
                return Err(Flaw::new("two slots need a word between them", format!("{{{slot}}}")));
            }
            Part::Slot(slot) => parts.push(PhrasePart::Slot(phrase_slot(slot)?)),
            Part::Open => return Err(Flaw::new("a `{` is never closed", "{")),
        }
    }
    if parts.iter().any(|part| matches!(part, PhrasePart::Word(_))) {
        Ok(parts)
    } else {
        Err(Flaw::new("a phrase without a word matches everything", text))
    }
}

fn phrase_slot(slot: &str) -> Result<PhraseSlot, Flaw> {
    let written = format!("{{{slot}}}");
    let Some((name, takes)) = slot.split_once(':') else {
        return Err(Flaw::new("a slot is a name and a type, such as {ship:name}", written));
    };
    let (name, takes) = (name.trim().to_owned(), takes.trim());
    match SlotType::named(takes) {
        Some(takes) => Ok(PhraseSlot { field: Field::named(&name), name, takes }),
        None => Err(Flaw {
            label: hint(takes, &SlotType::names()),
            ..Flaw::new(format!("no slot takes a `{takes}`"), written)
        }),
    }
}

/// The slot that carries the value, and the kind of claim that it makes.
fn carrier(parts: &[PhrasePart], kinds: &[Kind], text: &str) -> Result<(usize, Kind), Flaw> {
    match carriers(parts, kinds)[..] {
        [only] => Ok(only),
        [] => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
            Err(Flaw::new(format!("no slot carries the rule's value, a {}", kinds.join(" or a ")), text))
        }
        _ => {
            Err(Flaw::new("more than one slot could carry the rule's value: name one kind in `claim`", text))
        }
    }
}

/// The slots that can carry the value, each with the kind of claim that it would make.
fn carriers(parts: &[PhrasePart], kinds: &[Kind]) -> Vec<(usize, Kind)> {
    let slots = parts.iter().enumerate().filter_map(|(i, part)| match part {
        PhrasePart::Slot(slot) => Some((i, slot.takes)),
        PhrasePart::Word(_) => None,
    });
    let mut found: Vec<(usize, Kind)> = slots
        .filter_map(|(i, takes)| kinds.iter().find(|&&kind| takes.carries(kind)).map(|&kind| (i, kind)))
        .collect();
    // A typed value is a better carrier than a name.
    if found.iter().any(|&(i, _)| is_value(&parts[i])) {
        found.retain(|&(i, _)| is_value(&parts[i]));
    }
    found
}

fn is_value(part: &PhrasePart) -> bool {
    matches!(part, PhrasePart::Slot(PhraseSlot { takes: SlotType::Value(_), .. }))
}
