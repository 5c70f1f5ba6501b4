//! Names of articles that were read as a person of the user's list.

use serde::Serialize;

use super::Explainer;
use crate::claim::name::{aliases, person_key};
use crate::claim::token::fold;
use crate::claim::{Claim, ClaimId, Field, Value};

/// A name that an alias of the user's `people.yml` leads to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadAs {
    /// The words of the article.
    pub words: String,
    /// The name that they are read as.
    pub name: String,
}

impl Explainer<'_> {
    /// The aliases that the sentences of claims were read with, each once.
    pub(super) fn read_as(&self, claims: &[ClaimId]) -> Vec<ReadAs> {
        let mut found: Vec<ReadAs> = Vec::new();
        for claim in claims.iter().map(|id| self.claim(*id)) {
            let article = self.article(claim);
            let Some(sentence) = article.sentences.get(claim.sentence as usize) else { continue };
            for (words, alias) in aliases().within(article.words(sentence.span)) {
                let new = ReadAs { words: words.to_owned(), name: alias.name.to_owned() };
                if alias.alias.is_some() && has(claim, alias.name) && !found.contains(&new) {
                    found.push(new);
                }
            }
        }
        found
    }
}

/// Whether a claim was read with a person: as one of its fields, its members, its voices, or among
/// the names of its sentence.
fn has(claim: &Claim, name: &str) -> bool {
    let (name, key) = (fold(name), person_key(&fold(name)));
    let fields = [Field::Person, Field::Speaker, Field::Agent, Field::Target];
    let value = |value: &String| *value == key || *value == name;
    let argument = |field: Field| claim.arguments.get(&field).is_some_and(|of| of.values.iter().any(value));
    let member = matches!(&claim.value, Value::Members(members) if members.people.contains(&name));
    fields.into_iter().any(argument)
        || member
        || claim.attribution.iter().any(|voice| voice.name == name)
        || claim.scene.setting.names.contains(&key)
}
