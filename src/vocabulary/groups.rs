//! Words that say who leads or belongs to a group.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::phrases::Phrases;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    groups: BTreeMap<String, Vec<String>>,
    plural: Vec<String>,
    leads: Vec<String>,
    leader_nouns: Vec<String>,
    closed: Vec<String>,
    closed_of: Vec<String>,
    open: Vec<String>,
    represented: Vec<String>,
    makes_up: Vec<String>,
    sent: Vec<String>,
    unnamed: Vec<String>,
    among: Vec<String>,
    travels: Vec<String>,
    changes: Vec<String>,
    owners: BTreeMap<String, Vec<String>>,
    standing: Vec<String>,
}

/// The words of `groups.yml`, ready to be looked up.
#[derive(Debug, Default)]
pub struct Groups {
    /// Noun of a group → what a claim carries.
    pub nouns: Phrases<String>,
    /// Plural nouns that are the members themselves.
    pub plural: FxHashSet<String>,
    /// Verbs of leading.
    pub leads: FxHashSet<String>,
    /// Nouns of leading.
    pub leader_nouns: FxHashSet<String>,
    /// Verbs after which the list is complete.
    pub closed: Phrases<()>,
    /// Verbs after which the list is open.
    pub open: Phrases<()>,
    /// "represented".
    pub represented: FxHashSet<String>,
    /// "make up", "form": after the list.
    pub makes_up: Phrases<()>,
    /// "sent".
    pub sent: FxHashSet<String>,
    /// Nouns of members without a name: "two lawyers".
    pub unnamed: FxHashSet<String>,
    /// "among those who".
    pub among: Phrases<()>,
    /// What members of a delegation did: "flew", "attended".
    pub travels: FxHashSet<String>,
    /// Words that say that somebody else led before: "now", "replaced".
    pub changes: FxHashSet<String>,
    /// Noun of a side without a name → what a claim carries.
    pub owners: FxHashMap<String, String>,
    /// Groups that have offices.
    pub standing: FxHashSet<String>,
    /// Every word at which people can be said to lead or belong to a group.
    first: FxHashSet<String>,
}

static GROUPS: LazyLock<Groups> = LazyLock::new(|| Groups::read().unwrap_or_default());

impl Groups {
    /// The packed words, read once.
    pub fn get() -> &'static Self {
        &GROUPS
    }

    /// Reads the packed file.
    ///
    /// # Errors
    /// When it does not have its documented shape.
    pub fn read() -> Result<Self, crate::error::Error> {
        let written: Written = super::section("groups")?;
        let plainly = |phrases: Vec<String>| Phrases::new(phrases.into_iter().map(|p| (p, ())));
        let nouns = written
            .groups
            .into_iter()
            .flat_map(|(to, forms)| forms.into_iter().map(move |form| (form, to.clone())));
        let mut new = Self {
            nouns: Phrases::new(nouns),
            plural: written.plural.into_iter().collect(),
            leads: written.leads.into_iter().collect(),
            leader_nouns: written.leader_nouns.into_iter().collect(),
            closed: plainly(written.closed.into_iter().chain(written.closed_of).collect()),
            open: plainly(written.open),
            represented: written.represented.into_iter().collect(),
            makes_up: plainly(written.makes_up),
            sent: written.sent.into_iter().collect(),
            unnamed: written.unnamed.into_iter().collect(),
            among: plainly(written.among),
            standing: written.standing.into_iter().collect(),
            travels: written.travels.into_iter().collect(),
            changes: written.changes.into_iter().collect(),
            owners: written
                .owners
                .into_iter()
                .flat_map(|(to, forms)| forms.into_iter().map(move |form| (form, to.clone())))
                .collect(),
            first: FxHashSet::default(),
        };
        let words = [&new.leader_nouns, &new.leads, &new.represented, &new.sent, &new.plural];
        let phrases = [&new.closed, &new.open, &new.makes_up, &new.among];
        let firsts = phrases.into_iter().flat_map(Phrases::firsts);
        new.first =
            words.into_iter().flatten().map(String::as_str).chain(firsts).map(str::to_owned).collect();
        Ok(new)
    }

    /// Whether people can be said to lead or belong to a group at this word: a cheap first test.
    pub fn may_start(&self, word: &str) -> bool {
        self.first.contains(word)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_file_has_its_shape() {
        super::Groups::read().unwrap();
    }
}
