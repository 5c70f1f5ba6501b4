//! Words as data. `rules/vocabulary/*.yml` is packed into the binary when it is built; each
//! section below reads one of those files once and turns it into look-up tables.

pub mod abbreviations;
pub mod calendar;
pub mod common;
pub mod debris;
pub mod grammar;
pub mod groups;
pub mod idiom;
pub mod measures;
pub mod metonyms;
pub mod numbers;
pub mod own;
pub mod people;
pub mod phrases;
pub mod places;
pub mod predicates;
pub mod speech;
pub mod things;
pub mod units;
pub mod verbs;

use std::sync::LazyLock;

use serde::de::DeserializeOwned;

use crate::error::Error;

static PACKED: &str = include_str!(concat!(env!("OUT_DIR"), "/vocabulary.json"));

/// The packed files, each still unparsed, by name without ending.
static SECTIONS: LazyLock<std::collections::BTreeMap<String, Box<serde_json::value::RawValue>>> =
    LazyLock::new(|| serde_json::from_str(PACKED).unwrap_or_default());

/// Reads one packed vocabulary file, with what a user adds to it (see [`own`]), into its written
/// form.
///
/// # Errors
/// When there is no such file or it does not have the shape of `T`; the message names the path
/// inside the file.
pub fn section<T: DeserializeOwned>(file: &str) -> Result<T, Error> {
    let wrong = |message: String| Error::Vocabulary { file: file.to_owned(), message };
    let packed = SECTIONS.get(file).ok_or_else(|| wrong("no such file".to_owned()))?;
    let own = own::entries(file);
    if own.is_empty() {
        let mut json = serde_json::Deserializer::from_str(packed.get());
        return serde_path_to_error::deserialize(&mut json).map_err(|e| wrong(e.to_string()));
    }
    let mut list = serde_json::from_str(packed.get()).map_err(|e| wrong(e.to_string()))?;
    own::merge(file, &mut list, own);
    serde_path_to_error::deserialize(serde_json::Value::Array(list)).map_err(|e| wrong(e.to_string()))
}
