//! People whom users name, each with the other names that articles print for them. None is packed:
//! no single person's name stands in the vocabulary of the program.

use std::sync::LazyLock;

use serde::Deserialize;

/// A person as a user's `people.yml` writes one.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name that all others are read as, with its capitals: `Ada Marsh`.
    pub name: String,
    /// Other names for the same person: further spellings, a nom de guerre, a surname alone.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The office that the person holds, as an article would say it: `foreign minister of Norway`.
    #[serde(default)]
    pub office: Option<String>,
}

static PEOPLE: LazyLock<Vec<Person>> = LazyLock::new(|| {
    let entries = super::own::entries(super::own::PEOPLE).iter();
    // Entries that do not have the shape were set aside before they came here.
    entries.filter_map(|entry| serde_json::from_value(entry.clone()).ok()).collect()
});

/// The people whom users name.
pub fn people() -> &'static [Person] {
    &PEOPLE
}
