//! The schemas that the program prints fit what the project ships and what it prints, and refuse
//! what does not.

use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value as Json, json};

use super::project::{files_below, has_ending, list, read, report, root, stdout, stories};

/// The schema of a file.
fn schema(of: &str) -> Validator {
    let schema = stdout(root(), &["rules", "schema", of]);
    let schema: Json = serde_json::from_str(&schema).expect("JSON");
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|e| panic!("{of}: no schema: {e}"));
    jsonschema::validator_for(&schema).unwrap_or_else(|e| panic!("{of}: {e}"))
}

fn yaml(path: &str) -> Json {
    serde_yaml::from_str(&read(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// What is wrong with a file, a line each.
fn wrong(schema: &Validator, name: &str, file: &Json) -> Vec<String> {
    schema.iter_errors(file).map(|error| format!("{name}: {}: {error}", error.instance_path())).collect()
}

#[test]
fn shipped_rules_fit() {
    let schema = schema("rules");
    let rules: Vec<String> = files_below("rules")
        .into_iter()
        .filter(|path| has_ending(path, "yml") && !path.starts_with("rules/vocabulary/"))
        .collect();
    assert!(rules.len() > 30, "{rules:?}");
    let found: Vec<String> = rules.iter().flat_map(|path| wrong(&schema, path, &yaml(path))).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What the checker sets aside for its shape, the schema refuses. What it needs other files, other
/// rules or the text itself for is beyond a schema.
#[test]
fn rules_of_a_wrong_shape_do_not_fit() {
    let schema = schema("rules");
    let of_shape = [
        "bad-id",
        "bad-test",
        "missing-key",
        "unknown-field",
        "unknown-key",
        "unknown-kind",
        "unknown-value",
        "wrong-type",
    ];
    for lint in of_shape {
        let path = format!("fixtures/bad-rules/{lint}.yml");
        assert!(!schema.is_valid(&yaml(&path)), "{path} fits the schema");
    }
}

#[test]
fn shipped_words_fit() {
    for file in ["things", "predicates", "measures"] {
        let schema = schema(file);
        let path = format!("rules/vocabulary/{file}.yml");
        let found = wrong(&schema, &path, &yaml(&path));
        assert!(found.is_empty(), "{}", found.join("\n"));
        assert!(!schema.is_valid(&json!([{ "words": ["raft"] }])), "{file}: an entry without a name fits");
        assert!(!schema.is_valid(&json!([{ "id": "raft", "word": ["raft"] }])), "{file}: `word` fits");
    }
}

#[test]
fn lists_of_people_fit() {
    let schema = schema("people");
    let marsh = |key: &str, value: Json| json!([{ "name": "Ada Marsh", key: value }]);
    assert!(schema.is_valid(&marsh("aliases", json!(["Grey Owl"]))));
    assert!(schema.is_valid(&marsh("office", json!("mayor of Cork"))));
    assert!(!schema.is_valid(&marsh("alias", json!(["Grey Owl"]))), "`alias` fits");
    assert!(!schema.is_valid(&json!([{ "aliases": ["Grey Owl"] }])), "a person without a name fits");
}

#[test]
fn lists_of_articles_fit() {
    let schema = schema("articles");
    let mut seen = 0;
    for story in stories() {
        let path = format!("fixtures/stories/{story}/articles.yml");
        if Path::new(&root().join(&path)).exists() {
            let found = wrong(&schema, &path, &yaml(&path));
            assert!(found.is_empty(), "{}", found.join("\n"));
            seen += 1;
        }
    }
    assert!(seen > 5, "{seen} lists");
    assert!(!schema.is_valid(&json!([{ "outlet": "A" }])), "an entry without a file fits");
    assert!(!schema.is_valid(&json!([{ "file": "a.txt", "outlett": "A" }])), "an unknown field fits");
}

#[test]
fn reports_fit() {
    let schema = schema("report");
    for story in stories() {
        let found = wrong(&schema, &story, &report(&story));
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn a_report_of_another_shape_does_not_fit() {
    let schema = schema("report");
    let good = report(&stories()[0]);
    assert!(!list(&good, "facts").is_empty());
    let changes: [fn(&mut Json); 5] = [
        |report| report["facts"][0]["verdict"] = json!("undecided"),
        |report| report["claims"][0]["kind"] = json!("number"),
        |report| report["claims"][0]["mention"]["start"] = json!(-1),
        |report| report["articles"][0]["outlet"] = json!(null),
        |report| {
            report.as_object_mut().expect("an object").remove("summary");
        },
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let mut other = good.clone();
        change(&mut other);
        assert!(!schema.is_valid(&other), "change {at} fits the schema");
    }
}

#[test]
fn all_schemas_are_written_into_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let printed = stdout(folder.path(), &["rules", "schema", "--output", "schemas"]);
    assert_eq!(printed, "");
    for of in ["rules", "things", "predicates", "measures", "people", "articles", "report"] {
        let written = std::fs::read_to_string(folder.path().join(format!("schemas/{of}.schema.json")));
        assert_eq!(written.expect(of), stdout(root(), &["rules", "schema", of]), "{of}");
    }
}
