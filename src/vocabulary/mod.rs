//! Words as data. `rules/vocabulary/*.yml` is packed into the binary when it is built; each
//! section below reads one of those files once and turns it into look-up tables.

pub mod abbreviations;
pub mod calendar;
pub mod common;
pub mod debris;
pub mod grammar;
pub mod groups;
pub mod idiom;
mod inflect;
pub mod kind;
pub mod measures;
pub mod metonyms;
pub mod notices;
pub mod numbers;
pub mod own;
pub mod people;
pub mod person;
pub mod phrases;
pub mod places;
pub mod predicates;
pub mod senses;
pub mod speech;
pub mod things;
pub mod units;
pub mod verbs;

use serde::de::DeserializeOwned;

use crate::error::Error;

/// Each reads a table that every article needs: a table is read at its first use, and who knows that
/// articles will come can have several read at a time. The largest come first.
pub const TABLES: [fn(); 12] = [
    || _ = places::Gazetteer::get(),
    || _ = verbs::verbs(),
    || _ = debris::debris(),
    || _ = speech::speech(),
    || _ = people::People::get(),
    || _ = people::Offices::get(),
    || _ = common::is_common(""),
    || _ = predicates::predicates(),
    || _ = calendar::calendar(),
    || _ = grammar::grammar(),
    || _ = things::things(),
    || _ = groups::Groups::get(),
];

/// The text of one packed file, by its name without ending: JSON, or a table as it was written.
fn packed(file: &str) -> Option<&'static str> {
    include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"))
}

/// Reads one packed vocabulary file, with what a user adds to it (see [`own`]), into its written
/// form.
///
/// # Errors
/// When there is no such file or it does not have the shape of `T`; the message names the path
/// inside the file.
pub fn section<T: DeserializeOwned>(file: &str) -> Result<T, Error> {
    let text = table(file)?;
    let own = if own::OPEN.contains(&file) { own::entries(file) } else { &[] };
    if !own.is_empty() {
        return extended(file, text, own);
    }
    // The path of an error costs more than the reading: it is only looked for where there is one.
    serde_json::from_str(text).or_else(|_| {
        let mut json = serde_json::Deserializer::from_str(text);
        serde_path_to_error::deserialize(&mut json)
            .map_err(|e| Error::Vocabulary { file: file.to_owned(), message: e.to_string() })
    })
}

/// The same for a file that a user adds to.
fn extended<T: DeserializeOwned>(file: &str, text: &str, own: &[serde_json::Value]) -> Result<T, Error> {
    let wrong = |message: String| Error::Vocabulary { file: file.to_owned(), message };
    let mut list = serde_json::from_str(text).map_err(|e| wrong(e.to_string()))?;
    own::merge(file, &mut list, own);
    serde_path_to_error::deserialize(serde_json::Value::Array(list)).map_err(|e| wrong(e.to_string()))
}

/// The text of a packed table.
///
/// # Errors
/// When there is no such file.
pub fn table(file: &str) -> Result<&'static str, Error> {
    packed(file)
        .ok_or_else(|| Error::Vocabulary { file: file.to_owned(), message: "no such file".to_owned() })
}
