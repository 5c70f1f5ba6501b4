//! The JSON Schemas of rules files and of the vocabulary that may stand beside them, for editors
//! that complete and check while one types. Made from the tables and types that the checker uses.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::lint::Names;
use super::names::Named;
use super::own::REFERENCES;
use super::select::Subject;
use super::{Expectation, OverTime, Slot};
use crate::claim::quantity::Dimension;
use crate::claim::{Certainty, Field, Kind, Polarity};
use crate::diagnostic::Severity;
use crate::vocabulary::{measures, person, predicates, things};

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

/// The schema of one of the files of users' own words: `things`, `predicates`, `measures` or `people`.
/// `None` for any other.
pub fn vocabulary_schema(file: &str, names: &Names) -> Option<Value> {
    let mut schema = match file {
        "things" => entries::<things::Entry>(),
        "predicates" => entries::<predicates::Entry>(),
        "measures" => entries::<measures::Entry>(),
        "people" => entries::<person::Person>(),
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

/// The members of a closed set, each with what it means.
fn described<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema: Value = settings.into_generator().into_root_schema_for::<T>().into();
    json!({ "oneOf": schema["oneOf"].take() })
}

/// What a message is, with the slots that it can have.
fn message() -> String {
    let slots: Vec<String> = Slot::names().iter().map(|name| format!("{{{name}}}")).collect();
    format!("what to say of a contradiction; filled from the fact: {}", slots.join(" "))
}

fn rule(names: &Names) -> Value {
    let predicate = proposed(&names.predicates);
    let fields = words(&described::<Field>());
    let says = |mut schema: Value, description: &str| {
        schema["description"] = json!(description);
        schema
    };
    let condition = || json!({ "$ref": "#/$defs/condition" });
    let text = || json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["id", "title", "claim", "key", "message"],
        "additionalProperties": false,
        "dependentRequired": { "parts": ["total"], "total": ["parts"] },
        "anyOf": [{ "required": ["where"] }, { "required": ["phrases"] }],
        "properties": {
            "id": { "type": "string", "pattern": "^[a-z0-9-]+$", "description": "equals the file's name" },
            "title": says(text(), "what a reader would call the fact"),
            "claim": says(words(&described::<Kind>()), "the kinds of claim that it takes"),
            "where": says(condition(), "which claims the rule takes"),
            "unless": says(condition(), "which of them it lets go"),
            "phrases": says(
                json!({ "type": "array", "items": text() }),
                "pieces of sentences with typed slots, one of which stands around the value",
            ),
            "key": says(fields.clone(), "what makes two claims one fact"),
            "separate": says(fields, "what keeps two claims apart where both say it"),
            "parts": says(
                json!({ "type": "array", "minItems": 1, "items": predicate }),
                "predicates whose figures together are at most the total",
            ),
            "total": says(predicate, "the predicate of the whole"),
            "over-time": says(described::<OverTime>(), "how its values move as time goes by"),
            "window": {
                "type": "string",
                "pattern": "^[0-9]+ (day|days|week|weeks)$",
                "description": "how far apart the days of one fact may lie",
            },
            "priority": says(json!({ "type": "integer" }), "of rules that take one claim the highest chooses first"),
            "severity": says(described::<Severity>(), "how much a contradiction matters"),
            "message": says(text(), &message()),
            "tests": says(
                json!({ "type": "array", "items": { "$ref": "#/$defs/test" } }),
                "what is expected of short articles",
            ),
        },
    })
}

fn condition(conditions: &Value, names: &Names) -> Value {
    let mut properties = serde_json::Map::new();
    let fields = described::<Field>();
    for name in Subject::names() {
        let (word, says) = match name {
            "concept" => (proposed(&names.concepts), "what is counted or measured, or a kind of it"),
            "thing" => (proposed(&names.concepts), meaning(&fields, "thing").unwrap_or_default()),
            "predicate" => (proposed(&names.predicates), "what is said of it"),
            "kind" => (described::<Kind>(), "what kind of value the claim carries"),
            "certainty" => (described::<Certainty>(), "how firmly it is said"),
            "polarity" => (described::<Polarity>(), "whether it is said to be so"),
            "dimension" => (json!({ "enum": Dimension::names() }), "what its number measures"),
            "unit" => (json!({ "type": "string" }), "the unit of its number"),
            field => (json!({ "type": "string" }), meaning(&fields, field).unwrap_or_default()),
        };
        let exists = json!({
            "type": "object",
            "required": ["exists"],
            "additionalProperties": false,
            "properties": { "exists": { "type": "boolean" } },
        });
        let words = json!([word, { "type": "array", "minItems": 1, "items": word }, exists]);
        properties.insert(name.to_owned(), json!({ "oneOf": words, "description": says }));
    }
    let listed = |says: &str| {
        let mut schema = conditions.clone();
        schema["description"] = json!(says);
        schema
    };
    properties.insert("any".to_owned(), listed("at least one of these holds"));
    properties.insert("all".to_owned(), listed("every one of these holds"));
    properties.insert(
        "not".to_owned(),
        json!({ "$ref": "#/$defs/condition", "description": "this does not hold" }),
    );
    properties.insert(
        "use".to_owned(),
        json!({ "$ref": "#/$defs/words", "description": "a fragment's condition holds" }),
    );
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

/// What a schema says of one of the words that it lists.
pub fn meaning<'s>(schema: &'s Value, word: &str) -> Option<&'s str> {
    match schema {
        Value::Object(map) if map.get("const").is_some_and(|is| is == word) => {
            map.get("description")?.as_str()
        }
        Value::Object(map) => map.values().find_map(|below| meaning(below, word)),
        Value::Array(list) => list.iter().find_map(|below| meaning(below, word)),
        _ => None,
    }
}

fn test() -> Value {
    let mut properties = serde_json::Map::new();
    let meanings = described::<Expectation>();
    for expectation in Expectation::ALL {
        let (name, least) = (expectation.name(), expectation.least_texts());
        let says = meaning(&meanings, name).unwrap_or_default();
        let texts = |says: &str| {
            let items = json!({ "$ref": "#/$defs/text" });
            json!({ "type": "array", "minItems": least, "items": items, "description": says })
        };
        properties.insert(format!("todo-{name}"), texts(&format!("A known gap: {says}")));
        properties.insert(name.to_owned(), texts(says));
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

    /// An editor tells of every key, every kind of test and every field what it means.
    #[test]
    fn every_word_is_explained() {
        let schema = schema(&Names::default());
        for part in ["rule", "condition", "test"] {
            for (key, property) in schema["$defs"][part]["properties"].as_object().unwrap() {
                assert!(
                    property["description"].as_str().is_some_and(|says| !says.is_empty()),
                    "{part} {key}"
                );
            }
        }
        let keys = &schema["$defs"]["rule"]["properties"]["key"];
        for name in Field::names() {
            assert!(meaning(keys, name).is_some(), "{name}");
        }
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
