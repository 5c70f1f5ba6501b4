//! What an editor shows at a place of a rules file: words that fit there, and what a word means.

use std::fmt::Write as _;

use serde_json::Value;

use crate::rule::{Names, Slot, meaning};
use crate::vocabulary::own::{OPEN, entry};

/// The words that fit at a byte of a rules file, by its schema: keys at the head of a line, else the
/// values of the key that the place belongs to.
pub fn completions(schema: &Value, text: &str, at: usize) -> Vec<String> {
    let start = line_start(text, at);
    let line = &text[start..at];
    let inside = line.rfind(['{', '[', ',', ':']).map_or(line, |at| &line[at..]);
    let part = |name: &str| &schema["$defs"][name]["properties"];
    let (condition, rule) = (part("condition"), part("rule"));
    if in_slot(line) {
        return Slot::names().into_iter().map(str::to_owned).collect();
    }
    let key = key_before(line);
    let in_condition = line.contains('{') || key.is_some_and(|key| condition.get(key).is_some());
    match (inside.chars().next(), key) {
        (Some('{'), _) => keys(condition),
        (Some(','), Some(_)) if open_bracket(line) == Some('{') => keys(condition),
        (Some(':' | '[' | ','), Some(key)) => words(if in_condition { &condition[key] } else { &rule[key] }),
        _ => match parent(&text[..start], line) {
            Some("where" | "unless" | "not" | "any" | "all") => keys(condition),
            Some("tests") => keys(part("test")),
            Some(key) => words(condition.get(key).unwrap_or(&rule[key])),
            None => keys(rule),
        },
    }
}

/// The words that fit at a byte of a file of words, by the schema of its entries: keys at the head of a
/// line or in an entry's braces, else the values of the key that the place belongs to.
pub fn completions_of_words(entry: &Value, text: &str, at: usize) -> Vec<String> {
    let start = line_start(text, at);
    let line = &text[start..at];
    let properties = &entry["properties"];
    let inside = line.rfind(['{', '[', ',', ':']).and_then(|at| line[at..].chars().next());
    match (inside, key_before(line)) {
        (Some('{'), _) => keys(properties),
        (Some(','), _) if open_bracket(line) == Some('{') => keys(properties),
        (Some(_), Some(key)) => words(&properties[key]),
        _ => match parent(&text[..start], line).filter(|key| properties.get(key).is_some()) {
            Some(key) => words(&properties[key]),
            None => keys(properties),
        },
    }
}

/// Whether a line is a message whose last brace is open.
fn in_slot(line: &str) -> bool {
    let message = line.trim_start_matches([' ', '-']).strip_prefix("message:");
    message.is_some_and(|text| text.rfind('{') > text.rfind('}'))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

/// The key that an indented line below it belongs to: the last one of fewer columns, or of as many
/// where the line is an item of its list.
fn parent<'t>(before: &'t str, line: &str) -> Option<&'t str> {
    let depth = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let mut lines = before.lines().rev().filter(|line| !line.trim_start().starts_with('#'));
    lines.find_map(|above| {
        let key = above.trim_start_matches([' ', '-']).split_once(':')?.0;
        (depth(above) < depth(line)).then_some(key)
    })
}

/// The innermost bracket that is still open.
fn open_bracket(line: &str) -> Option<char> {
    let mut open = Vec::new();
    for c in line.chars() {
        match c {
            '{' | '[' => open.push(c),
            '}' | ']' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

/// The last key of a line.
fn key_before(line: &str) -> Option<&str> {
    let (before, _) = line.rsplit_once(':')?;
    let start = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).map_or(0, |at| at + 1);
    Some(&before[start..])
}

fn keys(properties: &Value) -> Vec<String> {
    properties.as_object().map_or_else(Vec::new, |map| map.keys().cloned().collect())
}

/// The words of all lists of a schema.
fn words(schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    match schema {
        Value::Object(map) => {
            let listed = map.get("enum").and_then(Value::as_array).into_iter().flatten();
            let listed = listed.chain(map.get("const")).filter_map(Value::as_str);
            found.extend(listed.map(str::to_owned));
            found.extend(map.iter().filter(|(key, _)| *key != "enum").flat_map(|(_, below)| words(below)));
        }
        Value::Array(list) => found.extend(list.iter().flat_map(words)),
        _ => {}
    }
    found.sort();
    found.dedup();
    found
}

/// What the word at a byte means: of a key or a field what it says, of a word of the vocabulary what
/// it matches.
pub fn hover(schema: &Value, names: &Names, text: &str, at: usize) -> Option<String> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let start = text[..at].rfind(|c: char| !part(c)).map_or(0, |at| at + 1);
    let end = text[at..].find(|c: char| !part(c)).map_or(text.len(), |end| at + end);
    let word = &text[start..end];
    let says = |says: &str| format!("`{word}`: {says}");
    let of = |part: &str, key: &str| &schema["$defs"][part]["properties"][key];
    if text[end..].starts_with(':') {
        let parts = ["rule", "condition", "test"].into_iter();
        return parts.filter_map(|part| of(part, word)["description"].as_str()).map(says).next();
    }
    let line = line_start(text, start);
    let before = &text[line..start];
    let key = key_before(before).or_else(|| parent(&text[..line], before));
    let listed = ["rule", "condition"].into_iter().find_map(|part| meaning(of(part, key?), word));
    if let Some(meaning) = listed {
        return Some(says(meaning));
    }
    let known = names.concepts.iter().chain(&names.predicates).any(|name| name == word);
    let entries = OPEN.into_iter().filter(|_| known).filter_map(|file| Some((file, entry(file, word)?)));
    let told: Vec<String> = entries.map(|(file, entry)| told(file, word, &entry)).collect();
    (!told.is_empty()).then(|| told.join("\n\n"))
}

/// An entry of the vocabulary in a few lines.
fn told(file: &str, word: &str, entry: &Value) -> String {
    let mut text = format!("`{word}` of {file}.yml");
    for (key, value) in entry.as_object().into_iter().flatten().filter(|(key, _)| *key != "id") {
        let words = match value {
            Value::Array(words) => words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            Value::String(word) => word.clone(),
            other => other.to_string(),
        };
        let _ = write!(text, "\n\n{key}: {words}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::engine::names;
    use crate::rule::{schema, vocabulary_schema};

    /// Completions at the mark `|`.
    fn at(text: &str) -> Vec<String> {
        let mark = text.find('|').expect("a mark");
        completions(&schema(&names()), &text.replace('|', ""), mark)
    }

    #[test]
    fn what_fits_is_proposed() {
        let has = |text: &str, word: &str| at(text).iter().any(|found| found == word);
        assert!(has("id: x\n|", "over-time") && !has("id: x\n|", "concept"));
        assert!(has("claim: |", "count") && !has("claim: |", "drone"));
        assert!(has("where: { |", "predicate") && !has("where: { |", "title"));
        assert!(has("where: { concept: |", "drone") && !has("where: { concept: |", "asserted"));
        assert!(has("where: { concept: drone, |", "predicate"));
        assert!(has("where: { concept: drone, predicate: [launch, |", "shoot-down"));
        assert!(has("key: [event, |", "agent") && !has("key: [event, |", "drone"));
        assert!(has("severity: |", "warning"));
        assert!(has("message: \"{outlets} differ: the {|", "things") && has("message: \"{|", "place"));
        assert!(!has("message: \"{outlets} |", "things") && !has("where: { concept: {|", "things"));
    }

    #[test]
    fn lists_and_conditions_below_one_another_are_completed() {
        let has = |text: &str, word: &str| at(text).iter().any(|found| found == word);
        assert!(has("key:\n  - event\n  - |", "agent") && !has("key:\n  - |", "title"));
        assert!(has("key:\n- |", "agent"), "a list may stand as far out as its key");
        assert!(has("where:\n  |", "predicate") && !has("where:\n  |", "title"));
        assert!(has("where:\n  concept: ship\n  |", "predicate"));
        assert!(has("where:\n  any:\n    - |", "concept"));
        assert!(has("where:\n  predicate:\n    - |", "shoot-down"));
        assert!(has("tests:\n  - |", "todo-apart") && !has("tests:\n  - |", "key"));
        assert!(has("where: { concept: ship }\n|", "key"));
    }

    #[test]
    fn entries_of_words_are_completed() {
        let has = |file: &str, text: &str, word: &str| {
            let schema = vocabulary_schema(file, &names()).expect("a schema");
            let mark = text.find('|').expect("a mark");
            let found = completions_of_words(&schema["items"], &text.replace('|', ""), mark);
            found.iter().any(|found| found == word)
        };
        assert!(has("things", "- { |", "words") && !has("things", "- { |", "drone"));
        assert!(
            has("things", "- { id: sledge, |", "is") && has("things", "- { id: sledge, is: |", "vehicle")
        );
        assert!(!has("things", "- { id: sledge, words: [sled, |", "is"), "a noun is the author's own");
        assert!(
            has("things", "- id: sledge\n  |", "is") && has("things", "- id: sledge\n  is: |", "vehicle")
        );
        assert!(
            has("predicates", "- |", "opposite") && has("predicates", "- id: x\n  opposite: |", "launch")
        );
        assert!(has("predicates", "- id: x\n  only:\n    - |", "drone"));
        assert!(has("people", "- { name: Ada Marsh, |", "aliases") && !has("people", "- { |", "words"));
    }

    #[test]
    fn words_are_told() {
        let told = |text: &str, word: &str| {
            hover(&schema(&names()), &names(), text, text.find(word).expect("a word"))
        };
        let rule = "key: [event]\nwhere: { concept: drone, predicate: shoot-down, agent: nobody }";
        assert!(told(rule, "drone").is_some_and(|told| told.contains("is: weapon") && told.contains("uav")));
        assert!(
            told(rule, "shoot-down")
                .is_some_and(|told| told.contains("predicates.yml") && told.contains("intercept"))
        );
        assert!(told(rule, "where").is_some_and(|told| told.contains("which claims")));
        assert_eq!(told(rule, "nobody"), None);
        assert!(told(rule, "event").is_some_and(|told| told.contains("hangs on")));
        assert!(told(rule, "agent").is_some_and(|told| told.contains("Who does it")));
        let rule = "key:\n  - place\nover-time: grows\ntests:\n  - apart: [\"The event\"]";
        assert!(told(rule, "place").is_some_and(|told| told.contains("Where")));
        assert!(told(rule, "grows").is_some_and(|told| told.contains("updates an earlier one")));
        assert!(told(rule, "apart").is_some_and(|told| told.contains("joins no two")));
        assert!(
            told(rule, "event").is_none_or(|told| !told.contains("hangs on")),
            "a word of a text is no field"
        );
    }
}
