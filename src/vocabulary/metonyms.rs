//! Names that stand for a government, bodies known by their letters, and the words that show
//! what a capitalised run names: a body, a venue, a street, a region.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::phrases::Phrases;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    governments: BTreeMap<String, Vec<String>>,
    actor_verbs: Vec<String>,
    place_prepositions: Vec<String>,
    party_prepositions: Vec<String>,
    letters: BTreeMap<String, String>,
    bodies: BTreeMap<String, Vec<String>>,
    remits: Vec<String>,
    regimes: Vec<String>,
    company_words: Vec<String>,
    patrons: Vec<String>,
    common_venues: Vec<String>,
    area_words: Vec<String>,
    area_nouns: Vec<String>,
    town_words: Vec<String>,
    shared_region_words: Vec<String>,
    landforms: Vec<String>,
    body_words: Vec<String>,
    event_words: Vec<String>,
    hyphen_tails: Vec<String>,
    venue_words: Vec<String>,
    street_words: BTreeMap<String, Vec<String>>,
    region_words: Vec<String>,
    directions: Vec<String>,
    opposites: Vec<[String; 2]>,
}

/// The words of `metonyms.yml`, ready to be looked up.
#[derive(Debug, Default)]
pub struct Metonyms {
    /// Seat or nickname of a government → country.
    pub governments: Phrases<String>,
    /// Words before which a capital acts.
    pub actor_verbs: FxHashSet<String>,
    /// Words after which a country is a place.
    pub place_prepositions: FxHashSet<String>,
    /// Words after which a capital is a party.
    pub party_prepositions: FxHashSet<String>,
    /// Letters → canonical body.
    pub letters: Phrases<String>,
    /// Other names of bodies → canonical body.
    pub bodies: Phrases<String>,
    /// Last words of what a body is for.
    pub remits: FxHashSet<String>,
    /// Nouns of what only a government has: "Kyiv's troops" are its country's.
    pub regimes: FxHashSet<String>,
    /// Words that make a name of a nation that of a company: "American Airlines".
    pub company_words: FxHashSet<String>,
    /// Words before a name that is that of a church or school: "St Michael's church".
    pub patrons: FxHashSet<String>,
    /// Venue words that are no name of a venue without a capital: "the Kestrel house".
    pub common_venues: FxHashSet<String>,
    /// Words behind a name that make it the name of an area.
    pub area_words: FxHashSet<String>,
    /// Nouns whose "of" names a place: "the village of Aldersby".
    pub area_nouns: FxHashSet<String>,
    /// Words behind the name of a town that could be a person's: "Lincoln police".
    pub town_words: FxHashSet<String>,
    /// Region words that as often belong to something else than the name before them.
    pub shared_region_words: FxHashSet<String>,
    /// Words that make the name behind them a place.
    pub landforms: FxHashSet<String>,
    /// Words that make a run a body.
    pub body_words: FxHashSet<String>,
    /// Words that make a run an event or a thing.
    pub event_words: FxHashSet<String>,
    /// "led" of "US-led".
    pub hyphen_tails: FxHashSet<String>,
    /// Words that make a run a venue.
    pub venue_words: FxHashSet<String>,
    /// Every spelling of a street word → the canonical one.
    pub street_words: FxHashMap<String, String>,
    /// Words that make a name that of a region.
    pub region_words: Vec<String>,
    /// "northern" and the like.
    pub directions: Vec<String>,
    /// Pairs of directions that share nothing.
    pub opposites: Vec<[String; 2]>,
}

static METONYMS: LazyLock<Metonyms> = LazyLock::new(|| Metonyms::read().unwrap_or_default());

impl Metonyms {
    /// The packed words, read once.
    pub fn get() -> &'static Self {
        &METONYMS
    }

    /// Reads the packed file.
    ///
    /// # Errors
    /// When it does not have its documented shape.
    pub fn read() -> Result<Self, crate::error::Error> {
        let written: Written = super::section("metonyms")?;
        Ok(Self {
            governments: by_name(written.governments),
            actor_verbs: written.actor_verbs.into_iter().collect(),
            place_prepositions: written.place_prepositions.into_iter().collect(),
            party_prepositions: written.party_prepositions.into_iter().collect(),
            letters: Phrases::new(written.letters),
            bodies: by_name(
                written
                    .bodies
                    .into_iter()
                    .map(|(to, mut names)| {
                        (to.clone(), {
                            names.push(to);
                            names
                        })
                    })
                    .collect(),
            ),
            remits: written.remits.into_iter().collect(),
            regimes: written.regimes.into_iter().collect(),
            company_words: written.company_words.into_iter().collect(),
            patrons: written.patrons.into_iter().collect(),
            common_venues: written.common_venues.into_iter().collect(),
            area_words: written.area_words.into_iter().collect(),
            area_nouns: written.area_nouns.into_iter().collect(),
            town_words: written.town_words.into_iter().collect(),
            shared_region_words: written.shared_region_words.into_iter().collect(),
            landforms: written.landforms.into_iter().collect(),
            body_words: written.body_words.into_iter().collect(),
            event_words: written.event_words.into_iter().collect(),
            hyphen_tails: written.hyphen_tails.into_iter().collect(),
            venue_words: written.venue_words.into_iter().collect(),
            street_words: written
                .street_words
                .into_iter()
                .flat_map(|(word, forms)| forms.into_iter().map(move |form| (form, word.clone())))
                .collect(),
            region_words: written.region_words,
            directions: written.directions,
            opposites: written.opposites,
        })
    }
}

/// Turns "canonical: [other names]" into a table of phrases.
fn by_name(written: BTreeMap<String, Vec<String>>) -> Phrases<String> {
    Phrases::new(
        written.into_iter().flat_map(|(to, names)| names.into_iter().map(move |name| (name, to.clone()))),
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_file_has_its_shape() {
        super::Metonyms::read().unwrap();
    }
}
