//! Names: people, places, bodies and nations, resolved inside their article; the offices that
//! people hold; and who leads or belongs to a delegation.

mod alias;
mod body;
mod item;
mod members;
mod namesake;
mod office;
mod person;
mod place;
mod resolve;
mod scan;

use std::ops::Range;

use super::token::Token;
use crate::article::Article;
use crate::files::Span;

pub use alias::{Alias, Aliases, aliases, own_name};
pub use body::{is_short_for, same_body};
pub use members::{GroupRelation, MembersMention, members};
pub use office::{OfficeMention, exclusive_offices, offices};
pub use person::{person_key, same_person};
pub use place::{Standing, bears_one_name, compare_places, name_as_far_as_told, standing};

/// What a name means, by its canonical folded name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Referent {
    /// A person: the full name as first printed in the article, or what there is of it.
    Person(String),
    /// A place: of the gazetteer, an address ("19 plymouth street"), a venue.
    Place(String),
    /// A body, company or party.
    Body(String),
    /// A country that acts or that something is described by: "Ukraine's", "Ukrainian",
    /// "Moscow said", "the Kremlin".
    Nation(String),
    /// Capitalised, and nothing shows what it is.
    Other(String),
}

impl Referent {
    /// The canonical name, whatever it is of.
    pub fn name(&self) -> &str {
        match self {
            Self::Person(n) | Self::Place(n) | Self::Body(n) | Self::Nation(n) | Self::Other(n) => n,
        }
    }
}

/// A name where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMention {
    /// Its words, without a title or a possessive ending.
    pub span: Span,
    /// The same, as tokens of the sentence.
    pub tokens: Range<usize>,
    /// The best reading here.
    pub referent: Referent,
    /// Whether the vocabulary knows it, or the article prints the person's full name.
    pub known: bool,
    /// The reading as a place, where the words have one ("Kyiv", "Russia", "the White House").
    pub place: Option<String>,
    /// The reading as a country that acts, where the words have one.
    pub nation: Option<String>,
    /// Whether it is the adjective or the people of a country: "Ukrainian", "the Ukrainians".
    pub demonym: bool,
}

/// Every name of an article, one list a sentence, in reading order; lists run along
/// `sentences`, the tokens of the article's sentences.
pub fn names(article: &Article, sentences: &[Vec<Token>]) -> Vec<Vec<NameMention>> {
    let mut scanned = scan::scan(article, sentences);
    aliases().read(sentences, &mut scanned);
    resolve::resolve(article, sentences, scanned)
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
