//! The JSON Schemas of rules files and of the vocabulary that may stand beside them, for editors
//! that complete and check while one types. Made from the tables and types that the checker uses.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::lint::Names;
use super::names::Named;
use super::own::REFERENCES;
use super::select::Subject;
use super::{Expectation, OverTime};
use crate::claim::quantity::Dimension;
use crate::claim::{Certainty, Field, Kind, Polarity};
use crate::diagnostic::Severity;
use crate::vocabulary::{measures, predicates, things};

/// The schema of a rules file: a rule, a list of rules, or fragments. Names of the vocabulary are
/// proposed, not demanded: a claim of an unknown noun carries the noun itself.
pub fn schema(names: &Names) -> Value {
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
            "rule": rule(names),
            "fragments": {
                "type": "object",
                "required": ["fragments"],
                "additionalProperties": false,
                "properties": {
                    "fragments": { "type": "object", "additionalProperties": { "$ref": "#/$defs/condition" } },
                },
            },
            "condition": condition(&conditions, names),
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

/// The schema of one of the files of users' own words: `things`, `predicates` or `measures`.
/// `None` for any other.
pub fn vocabulary_schema(file: &str, names: &Names) -> Option<Value> {
    let mut schema = match file {
        "things" => entries::<things::Entry>(),
        "predicates" => entries::<predicates::Entry>(),
        "measures" => entries::<measures::Entry>(),
        _ => return None,
    };
    schema["title"] = json!(format!("crosscheck vocabulary: {file}"));
    for (_, key, of) in REFERENCES.into_iter().filter(|(of_file, ..)| *of_file == file) {
        let known = if of == "things" { &names.concepts } else { &names.predicates };
        let property = &mut schema["items"]["properties"][key];
        let place = if property.get("items").is_some() { &mut property["items"] } else { property };
        place["anyOf"] = proposed(known)["anyOf"].take();
    }
    Some(schema)
}

/// The schema of a list of entries of one type, without references from one part to another.
fn entries<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<Vec<T>>().into()
}

/// A word, of which these are the known ones.
fn proposed(known: &[String]) -> Value {
    json!({ "anyOf": [{ "enum": known }, { "type": "string" }] })
}

fn rule(names: &Names) -> Value {
    let one_of = |names: Vec<&str>| json!({ "enum": names });
    let predicate = proposed(&names.predicates);
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
            "parts": { "type": "array", "minItems": 1, "items": predicate },
            "total": predicate,
            "over-time": one_of(OverTime::names()),
            "window": { "type": "string", "pattern": "^[0-9]+ (day|days|week|weeks)$" },
            "priority": { "type": "integer" },
            "severity": one_of(Severity::names()),
            "message": { "type": "string" },
            "tests": { "type": "array", "items": { "$ref": "#/$defs/test" } },
        },
    })
}

fn condition(conditions: &Value, names: &Names) -> Value {
    let mut properties = serde_json::Map::new();
    for name in Subject::names() {
        let word = match name {
            "concept" => proposed(&names.concepts),
            "predicate" => proposed(&names.predicates),
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
        let schema = schema(&Names::default());
        let keys: Vec<&String> = schema["$defs"]["rule"]["properties"].as_object().unwrap().keys().collect();
        let mut known = KEYS.to_vec();
        let mut keys: Vec<&str> = keys.into_iter().map(String::as_str).collect();
        keys.sort_unstable();
        known.sort_unstable();
        assert_eq!(keys, known);
    }

    #[test]
    fn words_of_the_vocabulary_are_proposed() {
        let names = Names { predicates: vec!["sink".to_owned()], concepts: vec!["ship".to_owned()] };
        let condition = &schema(&names)["$defs"]["condition"]["properties"];
        assert_eq!(condition["concept"]["oneOf"][0]["anyOf"][0]["enum"], json!(["ship"]));
        assert_eq!(condition["predicate"]["oneOf"][1]["items"]["anyOf"][0]["enum"], json!(["sink"]));
        let of =
            |file| vocabulary_schema(file, &names).expect("a file of words")["items"]["properties"].clone();
        assert_eq!(of("things")["is"]["anyOf"][0]["enum"], json!(["ship"]));
        assert_eq!(of("predicates")["opposite"]["items"]["anyOf"][0]["enum"], json!(["sink"]));
        assert!(vocabulary_schema("verbs", &names).is_none());
    }
}
