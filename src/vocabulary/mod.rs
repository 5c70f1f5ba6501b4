//! Words as data. `rules/vocabulary/*.yml` is packed into the binary when it is built; each
//! section below reads one of those files once and turns it into look-up tables.

pub mod abbreviations;
pub mod calendar;
pub mod common;
pub mod debris;
pub mod grammar;
pub mod groups;
pub mod idiom;
pub mod kind;
pub mod measures;
pub mod metonyms;
pub mod numbers;
pub mod people;
pub mod phrases;
pub mod places;
pub mod predicates;
pub mod speech;
pub mod things;
pub mod units;
pub mod verbs;

use serde::de::DeserializeOwned;

use crate::error::Error;

/// The text of one packed file, by its name without ending: JSON, or a table as it was written.
fn packed(file: &str) -> Option<&'static str> {
    include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"))
}

/// Reads one packed vocabulary file into its written form.
///
/// # Errors
/// When there is no such file or it does not have the shape of `T`; the message names the path
/// inside the file.
pub fn section<T: DeserializeOwned>(file: &str) -> Result<T, Error> {
    let text = table(file)?;
    // The path of an error costs more than the reading: it is only looked for where there is one.
    serde_json::from_str(text).or_else(|_| {
        let mut json = serde_json::Deserializer::from_str(text);
        serde_path_to_error::deserialize(&mut json)
            .map_err(|e| Error::Vocabulary { file: file.to_owned(), message: e.to_string() })
    })
}

/// The text of a packed table.
///
/// # Errors
/// When there is no such file.
pub fn table(file: &str) -> Result<&'static str, Error> {
    packed(file)
        .ok_or_else(|| Error::Vocabulary { file: file.to_owned(), message: "no such file".to_owned() })
}
