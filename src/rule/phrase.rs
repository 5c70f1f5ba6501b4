//! Phrases: sentences with typed slots, for a fact that needs its own wording.

use rustc_hash::FxHashSet;

use super::names::{Named, hint, possible};
use super::select::{Choice, Gate, IsA};
use super::spans::Spot;
use super::template::{Part, inside, split};
use super::{Rule, Slot};
use crate::article::Article;
use crate::claim::date::{Clock, Tense, dates};
use crate::claim::number::numbers;
use crate::claim::quantity::Dimension;
use crate::claim::token::{Token, fold, tokens};
use crate::claim::value::{ValueKind, ValueMention};
use crate::claim::{Argument, Claim, Field, Kind, Origin};
use crate::diagnostic::Diagnostic;
use crate::files::Span;

/// A sentence with typed slots, for a fact that needs its own wording. It may stand anywhere in
/// a sentence of an article; its words are compared as the tokenizer folds them.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// Words and slots in order; at least one word, and a word between
    /// two slots of several words.
    pub parts: Vec<PhrasePart>,
    /// Which part is the slot that carries the claim's value.
    pub value: usize,
    /// The kind of claim that it makes.
    pub kind: Kind,
    /// Where it is written.
    #[doc(hidden)]
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
    /// The field of the claim that it fills: the one of its name; of a slot with a name of its own,
    /// the first that such claims have for such words and that no slot before it fills. The slot with
    /// the value fills none, and neither does another value.
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

    /// The fields that a slot with a name of its own may fill, the best first.
    fn own_fields(self, kind: Kind) -> impl Iterator<Item = Field> {
        let fields: &[Field] = match self {
            Self::Name => &[Field::Owner, Field::Person, Field::Side],
            Self::Word | Self::Words => &[Field::Quality, Field::Target, Field::Group],
            Self::Value(_) => &[],
        };
        fields.iter().copied().filter(move |&field| possible(kind, field))
    }

    /// Whether its length is not known beforehand.
    fn is_open(self) -> bool {
        matches!(self, Self::Name | Self::Words)
    }

    /// Whether words fill it, and no value.
    fn is_wordy(self) -> bool {
        !matches!(self, Self::Value(_))
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

    /// How many words it has: each is a condition.
    pub fn weight(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part, PhrasePart::Word(_))).count()
    }

    /// Reads a phrase of a rule for claims of these kinds. `None` when something in it is wrong.
    pub(super) fn read(text: &str, kinds: &[Kind], at: &Spot, out: &mut Vec<Diagnostic>) -> Option<Self> {
        let read = phrase_parts(text).and_then(|mut parts| {
            let (value, kind) = carrier(&parts, kinds, text)?;
            settle(&mut parts, value, kind)?;
            Ok(Self { parts, value, kind, at: at.clone() })
        });
        match read {
            Ok(phrase) => Some(phrase),
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
            Part::Slot(slot) => {
                let next = phrase_slot(slot)?;
                if next.takes.is_open()
                    && matches!(parts.last(), Some(PhrasePart::Slot(last)) if last.takes.is_open())
                {
                    let message = "two slots of several words need a word between them";
                    return Err(Flaw::new(message, format!("{{{slot}}}")));
                }
                parts.push(PhrasePart::Slot(next));
            }
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
        Some(takes) => Ok(PhraseSlot { field: None, name, takes }),
        None => Err(Flaw {
            label: hint(takes, &SlotType::names()),
            ..Flaw::new(format!("no slot takes a `{takes}`"), written)
        }),
    }
}

/// Fields that hold no values of their own: the scene is compared in their place, so that a slot
/// would fill them to no effect.
const OF_THE_SCENE: [Field; 8] = [
    Field::Event,
    Field::When,
    Field::Night,
    Field::Place,
    Field::Measure,
    Field::Predicate,
    Field::Certainty,
    Field::Round,
];

/// Gives every slot but the one with the value the field that it fills.
fn settle(parts: &mut [PhrasePart], value: usize, kind: Kind) -> Result<(), Flaw> {
    let mut filled: Vec<Field> = Vec::new();
    for (at, part) in parts.iter_mut().enumerate() {
        let PhrasePart::Slot(slot) = part else { continue };
        if at == value {
            continue;
        }
        let written = format!("{{{}:", slot.name);
        let named = Field::named(&slot.name);
        let field = match named {
            Some(field) if OF_THE_SCENE.contains(&field) => {
                let message = format!("`{}` holds no words: give the slot a name of its own", slot.name);
                return Err(Flaw::new(message, written));
            }
            Some(field) if !possible(kind, field) => {
                let message = format!("no {} claim has the field `{}`", kind.name(), slot.name);
                return Err(Flaw::new(message, written));
            }
            Some(field) => field,
            None if matches!(slot.takes, SlotType::Value(_)) => continue,
            None => {
                let free = slot.takes.own_fields(kind).find(|field| !filled.contains(field));
                let message = || format!("no field is left for `{}`: name the slot after one", slot.name);
                free.ok_or_else(|| Flaw::new(message(), written.as_str()))?
            }
        };
        if filled.contains(&field) {
            return Err(Flaw::new(format!("two slots fill the field `{}`", field.name()), written));
        }
        filled.push(field);
        slot.field = Some(field);
    }
    Ok(())
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

/// Where a phrase stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseMatch {
    /// From its first word to its last.
    pub span: Span,
    /// What fills each slot, in the order of [`Phrase::slots`].
    pub slots: Vec<Span>,
}

/// A slot of several words takes at most so many.
const MOST_WORDS: usize = 8;

impl Phrase {
    /// Every place in a sentence where the phrase stands, from left to right, none inside another.
    /// `values` are the values that the grammars found in the same sentence.
    #[doc(hidden)]
    pub fn matches(&self, sentence: &[Token], values: &[ValueMention]) -> Vec<PhraseMatch> {
        let mut found = Vec::new();
        let mut at = 0;
        let mut search =
            Search { parts: &self.parts, sentence, values, dead: FxHashSet::default(), slots: Vec::new() };
        while at < sentence.len() {
            match search.from(0, at) {
                Some(end) => {
                    let span = sentence[at].span.join(sentence[end - 1].span);
                    found.push(PhraseMatch { span, slots: std::mem::take(&mut search.slots) });
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }
}

/// A field with the words of an article that a phrase found for it.
pub type Filled = (Field, Argument);

impl Rule {
    /// Whether the rule takes the claim: its conditions hold, and if it has phrases, the words
    /// around the claim's value are one of them.
    #[doc(hidden)]
    pub fn takes(&self, article: &Article, claim: &Claim, is_a: IsA) -> bool {
        self.chooses(claim, is_a) == Choice::Takes && self.is_worded(article, claim)
    }

    /// The first gate of the rule that the claim does not pass; `None` where the rule takes it.
    #[doc(hidden)]
    pub fn refuses(&self, article: &Article, claim: &Claim, is_a: IsA) -> Option<Gate> {
        let unworded = || (!self.is_worded(article, claim)).then(|| self.phrase_gate(article, claim));
        self.selects(claim, is_a).err().or_else(unworded)
    }

    /// Whether the words around a claim's value are a phrase of the rule, if it has phrases.
    fn is_worded(&self, article: &Article, claim: &Claim) -> bool {
        self.phrases.is_empty() || self.phrase_of(article, claim).is_some()
    }

    /// The gate of the phrases, which is asked last.
    #[doc(hidden)]
    pub fn phrase_gate(&self, article: &Article, claim: &Claim) -> Gate {
        let at = self.at.key("phrases");
        let wanted: Vec<String> = self.phrases.iter().map(Phrase::written).collect();
        let saw = article.sentences.get(claim.sentence as usize).map_or("", |s| article.words(s.span));
        Gate {
            gate: "phrases".to_owned(),
            wanted: wanted.join(" or "),
            saw: saw.split_whitespace().collect::<Vec<_>>().join(" "),
            file: at.file().to_owned(),
            span: at.value_span(),
        }
    }

    /// The first phrase of the rule that stands around the claim's value, as the fields that its
    /// slots fill.
    #[doc(hidden)]
    pub fn phrase_of(&self, article: &Article, claim: &Claim) -> Option<Vec<Filled>> {
        let sentence = article.sentences.get(claim.sentence as usize)?.span;
        let of_kind = self.phrases.iter().filter(|phrase| phrase.kind == claim.kind);
        let mut words = None;
        for phrase in of_kind {
            let (tokens, values) = words.get_or_insert_with(|| {
                let tokens = tokens(&article.text, sentence);
                let values = values(article, sentence, &tokens);
                (tokens, values)
            });
            if let Some(found) = phrase.around(tokens, values, claim.mention) {
                return Some(phrase.filled(article, &found));
            }
        }
        None
    }
}

/// The values of a sentence; a figure that is part of a date is none.
fn values(article: &Article, sentence: Span, tokens: &[Token]) -> Vec<ValueMention> {
    let mut clock = Clock { published: article.published, last: None };
    let mut found = dates(&article.text, sentence, tokens, &mut clock, &|_| Tense::Unknown);
    let figures = numbers(&article.text, sentence, tokens);
    let apart: Vec<ValueMention> = figures
        .into_iter()
        .filter(|figure| !found.iter().any(|date| date.span.overlaps(figure.core)))
        .collect();
    found.extend(apart);
    found
}

impl Phrase {
    /// What a message says for a slot of that name: the field that it fills, or the values.
    pub(super) fn slot_of(&self, name: &str) -> Option<Slot> {
        let named = |part: &PhrasePart| matches!(part, PhrasePart::Slot(slot) if slot.name == name);
        let at = self.parts.iter().position(named)?;
        match &self.parts[at] {
            _ if at == self.value => Some(Slot::Values),
            PhrasePart::Slot(slot) => slot.field.map(Slot::Field),
            PhrasePart::Word(_) => None,
        }
    }

    /// As it is written in the rule.
    fn written(&self) -> String {
        self.at.value_span().of(self.at.source.text()).trim_matches(['"', '\'']).to_owned()
    }

    /// Where the phrase stands with this value in its slot.
    fn around(&self, sentence: &[Token], values: &[ValueMention], mention: Span) -> Option<PhraseMatch> {
        let slots =
            self.parts[..self.value].iter().filter(|part| matches!(part, PhrasePart::Slot(_))).count();
        self.matches(sentence, values).into_iter().find(|found| found.slots[slots].overlaps(mention))
    }

    /// What its slots fill, given where it stands.
    fn filled(&self, article: &Article, found: &PhraseMatch) -> Vec<Filled> {
        let fill = |(slot, span): (&PhraseSlot, &Span)| {
            let values = [fold(article.words(*span))].into();
            Some((slot.field?, Argument { values, span: Some(*span), origin: Origin::Said }))
        };
        self.slots().zip(&found.slots).filter_map(fill).collect()
    }

    /// Whether some sentence could be both this phrase and the other one, as far as their words show
    /// it when they are laid side by side.
    pub fn overlaps(&self, other: &Self) -> bool {
        let alike = |(a, b): (&PhrasePart, &PhrasePart)| match (a, b) {
            (PhrasePart::Word(a), PhrasePart::Word(b)) => a == b,
            (PhrasePart::Slot(a), PhrasePart::Slot(b)) => {
                a.takes == b.takes || a.takes.is_wordy() && b.takes.is_wordy()
            }
            (PhrasePart::Slot(slot), PhrasePart::Word(_)) | (PhrasePart::Word(_), PhrasePart::Slot(slot)) => {
                matches!(slot.takes, SlotType::Word | SlotType::Words)
            }
        };
        self.kind == other.kind
            && self.parts.len() == other.parts.len()
            && self.parts.iter().zip(&other.parts).all(alike)
    }
}

struct Search<'a> {
    parts: &'a [PhrasePart],
    sentence: &'a [Token],
    values: &'a [ValueMention],
    /// Pairs of part and token from which the rest does not fit: without them, open slots would
    /// make the search exponential.
    dead: FxHashSet<(usize, usize)>,
    slots: Vec<Span>,
}

impl Search<'_> {
    /// Fits the parts from `part` on to the tokens from `at` on; the index after the last token.
    fn from(&mut self, part: usize, at: usize) -> Option<usize> {
        let Some(wanted) = self.parts.get(part) else { return Some(at) };
        if self.dead.contains(&(part, at)) {
            return None;
        }
        let found = match wanted {
            PhrasePart::Word(word) if self.sentence.get(at).is_some_and(|token| token.is(word)) => {
                self.from(part + 1, at + 1)
            }
            PhrasePart::Word(_) => None,
            PhrasePart::Slot(slot) => self.ends(slot.takes, at).into_iter().find_map(|end| {
                let kept = self.slots.len();
                self.slots.push(self.sentence[at].span.join(self.sentence[end - 1].span));
                let found = self.from(part + 1, end);
                if found.is_none() {
                    self.slots.truncate(kept);
                }
                found
            }),
        };
        if found.is_none() {
            self.dead.insert((part, at));
        }
        found
    }

    /// Where a slot that starts at a token can end, best first; each end lies behind its start.
    fn ends(&self, takes: SlotType, at: usize) -> Vec<usize> {
        let words =
            |fits: fn(&Token) -> bool| self.sentence[at..].iter().take_while(|token| fits(token)).count();
        match takes {
            SlotType::Word => (at + 1..=at + words(Token::is_word).min(1)).collect(),
            SlotType::Words => (at + 1..=at + words(Token::is_word).min(MOST_WORDS)).collect(),
            SlotType::Name => (at + 1..=at + words(|token| token.is_word() && token.capital)).rev().collect(),
            SlotType::Value(kind) => self.value_end(kind, at).into_iter().collect(),
        }
    }

    fn value_end(&self, kind: Kind, at: usize) -> Option<usize> {
        let start = self.sentence.get(at)?.span.start;
        let value = self
            .values
            .iter()
            .find(|value| value.span.start == start && kind_of(&value.kind) == Some(kind))?;
        let inside = self.sentence[at..].iter().take_while(|token| token.span.end <= value.span.end).count();
        (inside > 0).then_some(at + inside)
    }
}

/// The kind of claim that a value makes by itself.
fn kind_of(value: &ValueKind) -> Option<Kind> {
    match value {
        ValueKind::Number(number) => Some(match number.unit.dimension {
            Dimension::Count => Kind::Count,
            Dimension::Money => Kind::Money,
            Dimension::Percent | Dimension::PercentPoint => Kind::Percent,
            Dimension::Duration | Dimension::Months => Kind::Duration,
            _ => Kind::Measure,
        }),
        ValueKind::Ordinal(_) => None,
        ValueKind::Date(..) => Some(Kind::Date),
        ValueKind::Score(_) | ValueKind::Result(_) => Some(Kind::Score),
        ValueKind::Identifier(_) => Some(Kind::Identifier),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::claim::quantity::Quantity;
    use crate::rule::Source;

    /// Every token that starts with a digit is a count.
    fn counts(sentence: &[Token]) -> Vec<ValueMention> {
        let numbers = sentence.iter().filter(|token| token.lower.starts_with(|c: char| c.is_ascii_digit()));
        let mention = |token: &Token| ValueMention {
            span: token.span,
            core: token.span,
            cues: vec![],
            kind: ValueKind::Number(Quantity::exactly(Decimal::ONE)),
        };
        numbers.map(mention).collect()
    }

    fn matches(phrase: &str, text: &str) -> Vec<Vec<String>> {
        let mut out = Vec::new();
        let at = Spot::root(&Source::new("x.yml", phrase));
        let phrase = Phrase::read(phrase, &[Kind::Count], &at, &mut out).expect("a good phrase");
        let sentence = tokens(text, Span::new(0, text.len()));
        let found = phrase.matches(&sentence, &counts(&sentence));
        found
            .into_iter()
            .map(|found| found.slots.iter().map(|span| span.of(text).to_owned()).collect())
            .collect()
    }

    #[test]
    fn slots_are_filled() {
        let phrase = "the {ship:name} carried {n:count} {what:word} containers";
        let none: Vec<Vec<String>> = vec![];
        assert_eq!(
            matches(phrase, "Yesterday the Northern Gull carried 40 empty containers."),
            [["Northern Gull", "40", "empty"]]
        );
        assert_eq!(
            matches(phrase, "The Gull carried 40 big containers, the Tern carried 9 red containers").len(),
            2
        );
        assert_eq!(matches(phrase, "the gull carried 40 big containers"), none);
        assert_eq!(matches(phrase, "the Gull carried forty big containers"), none);
        assert_eq!(matches(phrase, ""), none);
    }

    #[test]
    fn open_slots_take_as_few_words_as_will_do() {
        let phrase = "{n:count} of {who:words} left";
        assert_eq!(
            matches(phrase, "In all 7 of the old boats left and left again."),
            [["7", "the old boats"]]
        );
    }

    #[test]
    fn many_open_slots_do_not_explode() {
        let text = format!("{} z {{n:count}}", "{w:words} a ".repeat(12));
        let Ok(parts) = phrase_parts(&text) else { panic!("a good phrase") };
        let value = parts.len() - 1;
        let at = Spot::root(&Source::new("x.yml", text.as_str()));
        let phrase = Phrase { parts, value, kind: Kind::Count, at };
        let sentence = "a ".repeat(400);
        assert!(phrase.matches(&tokens(&sentence, Span::new(0, sentence.len())), &[]).is_empty());
    }
}
