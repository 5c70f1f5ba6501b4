//! Words of users' own: entries that stand beside their rules and are added to the packed files
//! before anything reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde_json::Value;

use crate::error::Error;

/// The packed lists that users can add to.
pub const OPEN: [&str; 3] = ["measures", "predicates", "things"];
/// The file of the people whom users name. It adds to no packed one: see [`super::person`].
pub const PEOPLE: &str = "people";

/// Entries to add, by the file that they belong to. They have been checked to have its shape.
pub type Own = BTreeMap<String, Vec<Value>>;

static OWN: OnceLock<Own> = OnceLock::new();

/// Adds entries to the vocabulary of this process. An entry with the id of a packed one adds its
/// words to it and replaces what else it says; another is new.
///
/// # Errors
/// When a part of the vocabulary has been read already: what was read cannot change.
pub fn extend(own: Own) -> Result<(), Error> {
    if own.is_empty() {
        return Ok(());
    }
    let file = own.keys().next().cloned().unwrap_or_default();
    OWN.set(own)
        .map_err(|_| Error::Vocabulary { file, message: "the vocabulary is already in use".to_owned() })
}

/// The entries for one file. From now on none can be added.
pub(super) fn entries(file: &str) -> &'static [Value] {
    OWN.get_or_init(Own::new).get(file).map_or(&[], Vec::as_slice)
}

/// The verbs that users' predicates are said with, in their base form: the first words of their
/// wordings.
pub(super) fn verbs() -> impl Iterator<Item = &'static str> {
    let wordings = |entry: &'static Value| {
        let lists =
            ["acts", "happens"].into_iter().filter_map(|key| entry.get(key).and_then(Value::as_array));
        lists.flatten().filter_map(Value::as_str)
    };
    entries("predicates").iter().flat_map(wordings).filter_map(|wording| wording.split(' ').next())
}

/// The ids of a packed file's entries, without reading the file for use.
pub fn packed_ids(file: &str) -> BTreeSet<String> {
    let list: Vec<Value> =
        super::packed(file).and_then(|packed| serde_json::from_str(packed).ok()).unwrap_or_default();
    list.iter().filter_map(|entry| id(entry).map(str::to_owned)).collect()
}

/// An entry of one of the open files as it is written, with what a user adds to it.
pub fn entry(file: &str, name: &str) -> Option<Value> {
    let mut list: Vec<Value> = super::packed(file).and_then(|packed| serde_json::from_str(packed).ok())?;
    merge(file, &mut list, entries(file));
    list.into_iter().find(|entry| id(entry) == Some(name))
}

fn id(entry: &Value) -> Option<&str> {
    entry.get("id").and_then(Value::as_str)
}

/// Adds entries to the list of a file.
pub(super) fn merge(file: &str, list: &mut Vec<Value>, own: &[Value]) {
    for entry in own {
        // A noun names one thing: the user's.
        if file == "things" {
            let words = entry.get("words").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            for other in list.iter_mut() {
                take_away(other, words);
            }
        }
        match list.iter_mut().find(|other| id(other).is_some() && id(other) == id(entry)) {
            Some(known) => add(known, entry),
            None => list.push(entry.clone()),
        }
    }
}

fn take_away(entry: &mut Value, words: &[Value]) {
    if let Some(own) = entry.get_mut("words").and_then(Value::as_array_mut) {
        own.retain(|word| !words.contains(word));
    }
}

/// Lists grow, everything else is replaced.
fn add(known: &mut Value, entry: &Value) {
    let (Some(known), Some(entry)) = (known.as_object_mut(), entry.as_object()) else { return };
    for (key, value) in entry {
        match (known.get_mut(key).and_then(Value::as_array_mut), value.as_array()) {
            (Some(list), Some(more)) => {
                let new: Vec<Value> = more.iter().filter(|word| !list.contains(word)).cloned().collect();
                list.extend(new);
            }
            _ => {
                known.insert(key.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn known_entries_grow_and_new_ones_are_added() {
        let mut list = vec![
            json!({ "id": "drone", "is": "weapon", "words": ["drone", "uav"] }),
            json!({ "id": "boat", "words": ["boat", "skiff"] }),
        ];
        let own = [
            json!({ "id": "drone", "words": ["quadcopter", "uav"] }),
            json!({ "id": "raft", "is": "boat", "words": ["skiff", "raft"] }),
            json!({ "id": "boat", "is": "vessel" }),
        ];
        merge("things", &mut list, &own);
        let expected = vec![
            json!({ "id": "drone", "is": "weapon", "words": ["drone", "quadcopter", "uav"] }),
            json!({ "id": "boat", "words": ["boat"], "is": "vessel" }),
            json!({ "id": "raft", "is": "boat", "words": ["skiff", "raft"] }),
        ];
        assert_eq!(list, expected);
    }

    #[test]
    fn a_word_can_belong_to_two_predicates() {
        let mut list = vec![json!({ "id": "kill", "acts": ["kill"] })];
        merge("predicates", &mut list, &[json!({ "id": "cull", "acts": ["kill", "cull"] })]);
        assert_eq!(list[0]["acts"], json!(["kill"]));
        assert_eq!(list[1]["acts"], json!(["kill", "cull"]));
    }

    #[test]
    fn packed_files_name_their_entries() {
        for file in OPEN {
            assert!(packed_ids(file).len() > 20, "{file}");
        }
    }
}
