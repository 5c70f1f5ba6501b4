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

use std::borrow::Cow;

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
/// When there is no such file or it does not have the shape of `T`; the message shows the place inside
/// the file.
pub fn section<T: DeserializeOwned>(file: &str) -> Result<T, Error> {
    let text = written(file)?;
    // The only reader that every section is compiled for: a second one, for the path of a mistake, would
    // be a tenth of the program.
    serde_json::from_str(&text).map_err(|error| wrong(file, &text, &error))
}

/// The JSON of one file, with what a user adds to it.
fn written(file: &str) -> Result<Cow<'static, str>, Error> {
    let text = table(file)?;
    let own = if own::OPEN.contains(&file) { own::entries(file) } else { &[] };
    if own.is_empty() {
        return Ok(Cow::Borrowed(text));
    }
    let mut list = serde_json::from_str(text).map_err(|error| wrong(file, text, &error))?;
    own::merge(file, &mut list, own);
    Ok(Cow::Owned(serde_json::Value::Array(list).to_string()))
}

/// Bytes of a file that a message quotes on each side of its mistake.
const QUOTED: usize = 40;

/// What is wrong with a file, with the words around the place.
fn wrong(file: &str, text: &str, error: &serde_json::Error) -> Error {
    // Packed files are one line.
    let at = error.column().min(text.len());
    let around = &text.as_bytes()[at.saturating_sub(QUOTED)..(at + QUOTED).min(text.len())];
    let quoted = String::from_utf8_lossy(around);
    Error::Vocabulary { file: file.to_owned(), message: format!("{error}, in `{quoted}`") }
}

/// The text of a packed table.
///
/// # Errors
/// When there is no such file.
pub fn table(file: &str) -> Result<&'static str, Error> {
    packed(file)
        .ok_or_else(|| Error::Vocabulary { file: file.to_owned(), message: "no such file".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_shown_where_it_stands() {
        let error = section::<Vec<String>>("things").expect_err("things are no strings").to_string();
        assert!(error.contains("invalid type: map") && error.contains("in `[{\"id\":"), "{error}");
    }
}
