//! What an editor shows at a place of a rules file: words that fit there, and what a word means.

use std::fmt::Write as _;

use serde_json::Value;

use crate::rule::Names;
use crate::vocabulary::own::{OPEN, entry};

/// The words that fit at a byte of a rules file, by its schema: keys at the head of a line, else the
/// values of the key that the place belongs to.
pub fn completions(schema: &Value, text: &str, at: usize) -> Vec<String> {
    let line = &text[text[..at].rfind('\n').map_or(0, |at| at + 1)..at];
    let inside = line.rfind(['{', '[', ',', ':']).map_or(line, |at| &line[at..]);
    let condition = &schema["$defs"]["condition"]["properties"];
    let rule = &schema["$defs"]["rule"]["properties"];
    let key = key_before(line);
    let in_condition = line.contains('{') || key.is_some_and(|key| condition.get(key).is_some());
    match (inside.chars().next(), key) {
        (Some('{'), _) => keys(condition),
        (Some(','), Some(_)) if open_bracket(line) == Some('{') => keys(condition),
        (Some(':' | '[' | ','), Some(key)) => words(if in_condition { &condition[key] } else { &rule[key] }),
        _ => keys(rule),
    }
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
            if let Some(Value::Array(list)) = map.get("enum") {
                found.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            found.extend(map.iter().filter(|(key, _)| *key != "enum").flat_map(|(_, below)| words(below)));
        }
        Value::Array(list) => found.extend(list.iter().flat_map(words)),
        _ => {}
    }
    found.sort();
    found.dedup();
    found
}

/// What the word at a byte means: of a key what it says, of a word of the vocabulary what it matches.
pub fn hover(schema: &Value, names: &Names, text: &str, at: usize) -> Option<String> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let start = text[..at].rfind(|c: char| !part(c)).map_or(0, |at| at + 1);
    let end = text[at..].find(|c: char| !part(c)).map_or(text.len(), |end| at + end);
    let word = &text[start..end];
    let is_key = text[end..].starts_with(':');
    if is_key {
        let says = schema["$defs"]["rule"]["properties"][word]["description"].as_str()?;
        return Some(format!("`{word}`: {says}"));
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
    use crate::rule::schema;

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
    }
}
