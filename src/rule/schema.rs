//! The JSON Schema of a rules file, for editors that complete and check while one types. Made
//! from the same tables that the checker uses.

use serde_json::{Value, json};

use super::names::Named;
use super::select::Subject;
use super::{Expectation, OverTime};
use crate::claim::quantity::Dimension;
use crate::claim::{Certainty, Field, Kind, Polarity};
use crate::diagnostic::Severity;

/// The schema of a rules file: a rule, a list of rules, or fragments.
pub fn schema() -> Value {
    let conditions = json!({ "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/condition" } });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "crosscheck rules",
        "oneOf": [
            { "$ref": "#/$defs/rule" },
            { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/rule" } },
            { "$ref": "#/$defs/fragments" },
        ],
        "$defs": {
            "rule": rule(),
            "fragments": {
                "type": "object",
                "required": ["fragments"],
                "additionalProperties": false,
                "properties": {
                    "fragments": { "type": "object", "additionalProperties": { "$ref": "#/$defs/condition" } },
                },
            },
            "condition": condition(&conditions),
            "test": test(),
            "words": words(&json!({ "type": "string" })),
            "text": {
                "oneOf": [
                    { "type": "string" },
                    {
                        "type": "object",
                        "required": ["text"],
                        "additionalProperties": false,
                        "properties": {
                            "text": { "type": "string" },
                            "outlet": { "type": "string" },
                            "published": { "type": "string", "format": "date" },
                        },
                    },
                ],
            },
        },
    })
}

fn rule() -> Value {
    let one_of = |names: Vec<&str>| json!({ "enum": names });
    let fields = words(&one_of(Field::names()));
    json!({
        "type": "object",
        "required": ["id", "title", "claim", "key", "message"],
        "additionalProperties": false,
        "dependentRequired": { "parts": ["total"], "total": ["parts"] },
        "anyOf": [{ "required": ["where"] }, { "required": ["phrases"] }],
        "properties": {
            "id": { "type": "string", "pattern": "^[a-z0-9-]+$", "description": "equals the file's name" },
            "title": { "type": "string", "description": "what a reader would call the fact" },
            "claim": words(&one_of(Kind::names())),
            "where": { "$ref": "#/$defs/condition", "description": "which claims the rule takes" },
            "unless": { "$ref": "#/$defs/condition", "description": "which of them it lets go" },
            "phrases": { "type": "array", "items": { "type": "string" } },
            "key": fields,
            "separate": fields,
            "parts": { "type": "array", "minItems": 1, "items": { "type": "string" } },
            "total": { "type": "string" },
            "over-time": one_of(OverTime::names()),
            "window": { "type": "string", "pattern": "^[0-9]+ (day|days|week|weeks)$" },
            "priority": { "type": "integer" },
            "severity": one_of(Severity::names()),
            "message": { "type": "string" },
            "tests": { "type": "array", "items": { "$ref": "#/$defs/test" } },
        },
    })
}

fn condition(conditions: &Value) -> Value {
    let mut properties = serde_json::Map::new();
    for name in Subject::names() {
        let word = match name {
            "kind" => json!({ "enum": Kind::names() }),
            "certainty" => json!({ "enum": Certainty::names() }),
            "polarity" => json!({ "enum": Polarity::names() }),
            "dimension" => json!({ "enum": Dimension::names() }),
            _ => json!({ "type": "string" }),
        };
        let exists = json!({
            "type": "object",
            "required": ["exists"],
            "additionalProperties": false,
            "properties": { "exists": { "type": "boolean" } },
        });
        properties.insert(
            name.to_owned(),
            json!({ "oneOf": [word, { "type": "array", "minItems": 1, "items": word }, exists] }),
        );
    }
    properties.insert("any".to_owned(), conditions.clone());
    properties.insert("all".to_owned(), conditions.clone());
    properties.insert("not".to_owned(), json!({ "$ref": "#/$defs/condition" }));
    properties.insert("use".to_owned(), json!({ "$ref": "#/$defs/words" }));
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn test() -> Value {
    let mut properties = serde_json::Map::new();
    for expectation in Expectation::ALL {
        let least = expectation.least_texts();
        let texts = json!({ "type": "array", "minItems": least, "items": { "$ref": "#/$defs/text" } });
        properties.insert(format!("todo-{}", expectation.name()), texts.clone());
        properties.insert(expectation.name().to_owned(), texts);
    }
    json!({
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": false,
        "properties": properties,
    })
}

fn words(word: &Value) -> Value {
    json!({ "oneOf": [word, { "type": "array", "items": word }] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::KEYS;

    /// The schema knows the keys that the checker knows.
    #[test]
    fn has_every_key() {
        let schema = schema();
        let keys: Vec<&String> = schema["$defs"]["rule"]["properties"].as_object().unwrap().keys().collect();
        let mut known = KEYS.to_vec();
        let mut keys: Vec<&str> = keys.into_iter().map(String::as_str).collect();
        keys.sort_unstable();
        known.sort_unstable();
        assert_eq!(keys, known);
    }
}
