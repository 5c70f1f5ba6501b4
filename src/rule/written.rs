//! A rule as users write it: nothing but its shape. What it means is decided in `compile`.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeOwned, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::spans::Spot;
use crate::diagnostic::{Diagnostic, Severity};

/// A node of a rules file, whether it came from YAML or from the packed JSON.
pub type Node = serde_json::Value;

/// Every key that a rule may have, in the order in which rules are usually written.
pub const KEYS: [&str; 16] = [
    "id",
    "title",
    "claim",
    "where",
    "unless",
    "phrases",
    "key",
    "separate",
    "parts",
    "total",
    "over-time",
    "window",
    "priority",
    "severity",
    "message",
    "tests",
];

/// A rule as written. `None` is a key that is missing or could not be read.
#[derive(Debug, Default)]
pub struct Written {
    /// `id:`
    pub id: Option<String>,
    /// `title:`
    pub title: Option<String>,
    /// `claim:`
    pub claim: Option<OneOrMany>,
    /// `where:`, whose keys are not fixed.
    pub select: Option<Node>,
    /// `unless:`, of the same form.
    pub unless: Option<Node>,
    /// `phrases:`
    pub phrases: Option<Vec<String>>,
    /// `key:`
    pub key: Option<OneOrMany>,
    /// `separate:`
    pub separate: Option<OneOrMany>,
    /// `parts:`
    pub parts: Option<Vec<String>>,
    /// `total:`
    pub total: Option<String>,
    /// `over-time:`
    pub over_time: Option<String>,
    /// `window:`
    pub window: Option<String>,
    /// `priority:`
    pub priority: Option<i32>,
    /// `severity:`
    pub severity: Option<String>,
    /// `message:`
    pub message: Option<String>,
    /// `tests:`, each still unread, so that one bad test does not hide the next.
    pub tests: Option<Vec<Node>>,
}

impl Written {
    /// Reads key by key, so that every key of the wrong type is reported, not only the first.
    pub fn read(map: &serde_json::Map<String, Node>, at: &Spot, out: &mut Vec<Diagnostic>) -> Self {
        Self {
            id: entry(map, "id", at, out),
            title: entry(map, "title", at, out),
            claim: entry(map, "claim", at, out),
            select: map.get("where").cloned(),
            unless: map.get("unless").cloned(),
            phrases: entry(map, "phrases", at, out),
            key: entry(map, "key", at, out),
            separate: entry(map, "separate", at, out),
            parts: entry(map, "parts", at, out),
            total: entry(map, "total", at, out),
            over_time: entry(map, "over-time", at, out),
            window: entry(map, "window", at, out),
            priority: entry(map, "priority", at, out),
            severity: entry(map, "severity", at, out),
            message: entry(map, "message", at, out),
            tests: entry(map, "tests", at, out),
        }
    }
}

fn entry<T: DeserializeOwned>(
    map: &serde_json::Map<String, Node>,
    key: &str,
    at: &Spot,
    out: &mut Vec<Diagnostic>,
) -> Option<T> {
    map.get(key).and_then(|node| decode(node, &at.key(key), out))
}

/// Decodes one node; a failure is pushed where it stands.
pub fn decode<T: DeserializeOwned>(node: &Node, at: &Spot, out: &mut Vec<Diagnostic>) -> Option<T> {
    serde_path_to_error::deserialize(node)
        .map_err(|error| {
            let at = at.below(&error.path().to_string());
            let message = error.inner().to_string().replace("i32", "a whole number");
            let plain = ["integer", "floating point", "boolean", "null"];
            let unquoted = plain.iter().any(|kind| message.starts_with(&format!("invalid type: {kind}")));
            out.push(if message.starts_with("unknown field") {
                at.at_key("unknown-key", Severity::Error, message, "")
            } else if unquoted {
                let hint = "a number, true, false and null are words only in quotation marks";
                at.at_value("wrong-type", Severity::Error, message, "").note(hint)
            } else {
                at.at_value("wrong-type", Severity::Error, message, "")
            });
        })
        .ok()
}

/// A word, or a list of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OneOrMany {
    /// A word by itself.
    One(String),
    /// A list.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The words, each with its place.
    pub fn spots(&self, at: &Spot) -> Vec<(&str, Spot)> {
        match self {
            Self::One(word) => vec![(word.as_str(), at.clone())],
            Self::Many(words) => {
                words.iter().enumerate().map(|(i, word)| (word.as_str(), at.item(i))).collect()
            }
        }
    }
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = OneOrMany;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a word or a list of words")
            }
            fn visit_str<E: Error>(self, word: &str) -> Result<OneOrMany, E> {
                Ok(OneOrMany::One(word.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<OneOrMany, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(OneOrMany::Many)
            }
        }
        from.deserialize_any(Words)
    }
}

/// One text of a test: a string, or a mapping with an outlet and a date beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenText {
    /// What the article says.
    pub text: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Day of publication, as printed.
    pub published: Option<String>,
}

impl<'de> Deserialize<'de> for WrittenText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Full {
            text: String,
            outlet: Option<String>,
            published: Option<String>,
        }
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = WrittenText;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text or {text, outlet, published}")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<WrittenText, E> {
                Ok(WrittenText { text: text.to_owned(), outlet: None, published: None })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WrittenText, A::Error> {
                let Full { text, outlet, published } = Full::deserialize(MapAccessDeserializer::new(map))?;
                Ok(WrittenText { text, outlet, published })
            }
        }
        from.deserialize_any(Text)
    }
}
