//! The gazetteer: countries, regions, areas, seas and towns, what lies in what, and what the
//! people of a place are called. All names are folded: lower case, without diacritics.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use serde::Deserialize;

use super::phrases::Phrases;

mod locating;
mod namesake;

pub use locating::Locating;
pub use namesake::{DWARFS, head};

/// What a place is; it decides how two of them compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A continent.
    Continent,
    /// A country or a dependent territory.
    Country,
    /// A first-level region of a country: a state, province, oblast.
    Region,
    /// A part of the world without a border of its own: it overlaps others.
    Area,
    /// A sea, river or canal.
    Water,
    /// A town or a part of one.
    Town,
}

/// Whether a town's name can be read without evidence that it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is nothing else.
    Clear,
    /// It is also an English word ("Reading", "Mobile").
    Word,
    /// It is also a given name or a surname ("Austin", "Jackson").
    Person,
}

/// One place that a name can mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Canonical name; "a, b" where `a` alone is another place.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// What it directly lies in, by canonical name.
    pub within: Vec<String>,
    /// Latitude and longitude in tenths of a degree, for towns.
    pub at: Option<(i32, i32)>,
    /// Inhabitants in thousands, for towns.
    pub thousands: u32,
    /// Whether the name needs evidence.
    pub mark: Mark,
    /// Whether it is the capital of a country.
    pub capital: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCountry {
    code: String,
    #[serde(rename = "in")]
    continent: String,
    capital: Option<String>,
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenArea {
    #[serde(default, rename = "in")]
    within: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    has: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPlaces {
    continents: Vec<String>,
    countries: BTreeMap<String, WrittenCountry>,
    regions: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    areas: BTreeMap<String, WrittenArea>,
    seas: Vec<String>,
    districts: BTreeMap<String, Vec<String>>,
    locating: Locating,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDemonyms {
    countries: BTreeMap<String, Vec<String>>,
    regions: BTreeMap<String, Vec<String>>,
}

/// Bits of a hash by which the towns are marked: one name of twenty that is none is searched for.
const SEEN_BITS: u32 = 18;

#[derive(Debug)]
struct Known {
    kind: PlaceKind,
    within: Vec<String>,
}

/// Every place that the vocabulary knows.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// Towns, one a line, sorted by name in bytes: searched where it stands, so that a run pays
    /// nothing for the towns that it does not meet.
    towns: &'static str,
    /// One bit for the hash of each name in `towns`: most words are no town, and this says so.
    seen: Vec<u64>,
    names: FxHashMap<String, Vec<String>>,
    places: FxHashMap<String, Known>,
    codes: FxHashMap<String, String>,
    capitals: FxHashMap<String, String>,
    seats: FxHashMap<String, String>,
    demonyms: Phrases<String>,
    first_words: FxHashSet<String>,
    region_words: Vec<String>,
    directions: FxHashSet<String>,
    locating: Locating,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::read().unwrap_or_default());

impl Gazetteer {
    /// The packed gazetteer, read once.
    pub fn get() -> &'static Self {
        &GAZETTEER
    }

    /// Reads the packed files.
    ///
    /// # Errors
    /// When one of them does not have its documented shape.
    pub fn read() -> Result<Self, crate::error::Error> {
        let written: WrittenPlaces = super::section("places")?;
        let demonyms: WrittenDemonyms = super::section("demonyms")?;
        let mut new = Self { towns: super::table("gazetteer")?, ..Self::default() };
        new.mark_towns();
        new.locating = written.locating.clone();
        new.add_places(written);
        let people = demonyms.countries.into_iter().chain(demonyms.regions);
        new.demonyms = Phrases::new(
            people.flat_map(|(place, names)| names.into_iter().map(move |n| (n, place.clone()))),
        );
        let metonyms = super::metonyms::Metonyms::get();
        new.region_words.clone_from(&metonyms.region_words);
        new.directions = metonyms.directions.iter().cloned().collect();
        Ok(new)
    }

    fn add(&mut self, name: String, also: Vec<String>, kind: PlaceKind, within: Vec<String>) {
        let qualified = name.contains(", ");
        for printed in also.into_iter().chain((!qualified).then(|| name.clone())) {
            if let Some(first) = printed.split(' ').next() {
                self.first_words.insert(first.to_owned());
                // "Ariz." is two tokens, "U.S." one.
                self.first_words.insert(first.trim_end_matches('.').to_owned());
            }
            self.names.entry(printed).or_default().push(name.clone());
        }
        self.places.entry(name).or_insert(Known { kind, within: Vec::new() }).within.extend(within);
    }

    fn add_places(&mut self, written: WrittenPlaces) {
        for continent in written.continents {
            self.add(continent, Vec::new(), PlaceKind::Continent, Vec::new());
        }
        for (name, country) in written.countries {
            self.codes.insert(country.code, name.clone());
            if let Some(capital) = country.capital {
                self.seats.insert(capital.clone(), name.clone());
                self.capitals.insert(name.clone(), capital);
            }
            self.add(name, country.also, PlaceKind::Country, vec![country.continent]);
        }
        for (country, regions) in written.regions {
            for (name, also) in regions {
                self.add(name, also, PlaceKind::Region, vec![country.clone()]);
            }
        }
        for sea in written.seas {
            self.add(sea, Vec::new(), PlaceKind::Water, Vec::new());
        }
        let mut parts = Vec::new();
        for (name, area) in written.areas {
            parts.extend(area.has.into_iter().map(|part| (part, name.clone())));
            self.add(name, area.also, PlaceKind::Area, area.within);
        }
        for (part, area) in parts {
            if let Some(known) = self.places.get_mut(&part) {
                known.within.push(area);
            }
        }
        for (town, districts) in written.districts {
            for name in districts {
                self.add(name, Vec::new(), PlaceKind::Town, vec![town.clone()]);
            }
        }
    }

    /// The words that stand between a place and another one that tells which it is.
    pub fn locating(&self) -> &Locating {
        &self.locating
    }

    /// The country that a demonym at the start of these words belongs to, and how many words it has.
    pub fn demonym<'a>(&self, word: impl Fn(usize) -> Option<&'a str>) -> Option<(usize, &str)> {
        self.demonyms.longest(word).map(|(len, place)| (len, place.as_str()))
    }

    /// The capital of a country.
    pub fn capital(&self, country: &str) -> Option<&str> {
        self.capitals.get(country).map(String::as_str)
    }

    /// The country whose capital this is.
    pub fn seat_of(&self, capital: &str) -> Option<&str> {
        self.seats.get(capital).map(String::as_str)
    }

    /// Whether one of [`Self::sites`] of a name can be none of the listed towns: another cheap test.
    pub fn may_be_hand_made(&self, name: &str) -> bool {
        self.names.contains_key(name)
            || self.seats.contains_key(name)
            || name.contains(", ")
            || name.split(' ').next().is_some_and(|first| self.directions.contains(first))
            || name.rsplit(' ').next().is_some_and(|last| self.region_words.iter().any(|w| w == last))
    }

    /// Whether a hand-made place name can begin with this word: a cheap first test.
    pub fn may_start(&self, word: &str) -> bool {
        self.first_words.contains(word)
    }

    /// Where a name stands in [`Self::seen`]: the word and the bit.
    fn bit(name: &str) -> (usize, u64) {
        let mut hasher = FxHasher::default();
        name.hash(&mut hasher);
        let hash = hasher.finish();
        // The upper bits are the well-mixed ones.
        let at = usize::try_from(hash >> (64 - SEEN_BITS)).unwrap_or(0);
        (at / 64, 1 << (at % 64))
    }

    /// Marks every name of the table of towns.
    fn mark_towns(&mut self) {
        self.seen = vec![0; (1 << SEEN_BITS) / 64];
        let bytes = self.towns.as_bytes();
        let mut start = 0;
        while let Some(tab) = memchr::memchr(b'\t', &bytes[start..]) {
            let (word, bit) = Self::bit(&self.towns[start..start + tab]);
            self.seen[word] |= bit;
            start += tab;
            start += memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len() - start, |end| end + 1);
        }
    }

    /// The lines of the towns of this name.
    fn lines(&self, name: &str) -> impl Iterator<Item = &str> {
        let bytes = self.towns.as_bytes();
        let (word, bit) = Self::bit(name);
        let known = self.seen.get(word).is_some_and(|seen| seen & bit != 0);
        // What is certainly no town is not searched for.
        let (mut low, mut high) = if known { (0, bytes.len()) } else { (bytes.len(), bytes.len()) };
        while low < high {
            let middle = low + (high - low) / 2;
            let start = memchr::memrchr(b'\n', &bytes[..middle]).map_or(0, |at| at + 1);
            let end = memchr::memchr2(b'\t', b'\n', &bytes[start..]).map_or(bytes.len(), |end| start + end);
            let key = &self.towns[start..end];
            if key < name {
                low = memchr::memchr(b'\n', &bytes[middle..]).map_or(bytes.len(), |at| middle + at + 1);
            } else {
                high = start;
            }
        }
        self.towns[low..]
            .lines()
            .take_while(move |line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with('\t')))
    }

    fn towns(&self, name: &str) -> Vec<Site> {
        let mut found = Vec::new();
        for line in self.lines(name) {
            if let Some(other) = line.split_once("\t=").map(|(_, other)| other) {
                found.extend(self.lines(other).filter_map(|line| self.town(line)));
            } else {
                found.extend(self.town(line));
            }
        }
        // Of the country's towns of that name, the capital is the largest.
        let mut capitals = found.iter_mut().filter(|site| site.capital).collect::<Vec<_>>();
        capitals.sort_by_key(|site| site.thousands);
        capitals.pop();
        for other in capitals {
            other.capital = false;
        }
        found
    }

    fn town(&self, line: &str) -> Option<Site> {
        let mut fields = line.split('\t');
        let name = fields.next()?.to_owned();
        let country = self.codes.get(fields.next()?)?;
        let region = fields.next()?;
        let thousands = fields.next()?.parse().ok()?;
        let at = (tenths(fields.next()?)?, tenths(fields.next()?)?);
        let mark = match fields.next() {
            Some("w") => Mark::Word,
            Some("n") => Mark::Person,
            _ => Mark::Clear,
        };
        let within = if region.is_empty() { country.clone() } else { region.to_owned() };
        let capital = self.seats.get(&name) == Some(country);
        Some(Site {
            name,
            kind: PlaceKind::Town,
            within: vec![within],
            at: Some(at),
            thousands,
            mark,
            capital,
        })
    }

    fn hand_made(&self, canonical: &str) -> Option<Site> {
        let known = self.places.get(canonical)?;
        Some(Site {
            name: canonical.to_owned(),
            kind: known.kind,
            within: known.within.clone(),
            at: None,
            thousands: 0,
            mark: Mark::Clear,
            capital: false,
        })
    }

    /// Every place that this name can mean, the likely ones only: where one is far better known
    /// than the others ("paris"), it alone. "paris, texas" is the one inside the other. Empty for
    /// a name that is not known.
    pub fn sites(&self, name: &str) -> Vec<Site> {
        if let Some(site) = self.hand_made(name).filter(|_| name.contains(", ")) {
            return vec![site];
        }
        if let Some((head, outer)) = name.split_once(", ") {
            return self.qualified(name, head, outer);
        }
        let mut found: Vec<Site> =
            self.names.get(name).into_iter().flatten().filter_map(|n| self.hand_made(n)).collect();
        if let Some(country) = self.seats.get(name).filter(|_| found.is_empty()) {
            // A small capital need not be in the list of towns.
            if self.lines(name).next().is_none() {
                let within = vec![country.clone()];
                let site = Site {
                    name: name.to_owned(),
                    kind: PlaceKind::Town,
                    within,
                    at: None,
                    thousands: 0,
                    mark: Mark::Clear,
                    capital: true,
                };
                return vec![site];
            }
        }
        found.extend(self.towns(name));
        if found.is_empty() { self.derived(name) } else { best_known(found) }
    }

    /// "paris, texas": those of the name that lie there.
    fn qualified(&self, name: &str, head: &str, outer: &str) -> Vec<Site> {
        let mut all: Vec<Site> =
            self.names.get(head).into_iter().flatten().filter_map(|n| self.hand_made(n)).collect();
        all.extend(self.towns(head));
        let targets: Vec<String> = self.sites(outer).into_iter().map(|s| s.name).collect();
        let mut inside: Vec<Site> =
            all.into_iter().filter(|site| self.ancestors(site).iter().any(|a| targets.contains(a))).collect();
        for site in &mut inside {
            name.clone_into(&mut site.name);
        }
        if inside.is_empty() && !targets.is_empty() {
            let site = Site {
                name: name.to_owned(),
                kind: PlaceKind::Town,
                within: targets,
                at: None,
                thousands: 0,
                mark: Mark::Clear,
                capital: false,
            };
            return vec![site];
        }
        inside
    }

    /// "northern italy", "aleppo province": made of a name and a word.
    fn derived(&self, name: &str) -> Vec<Site> {
        let area = |within: Vec<String>, kind| {
            vec![Site {
                name: name.to_owned(),
                kind,
                within,
                at: None,
                thousands: 0,
                mark: Mark::Clear,
                capital: false,
            }]
        };
        if let Some((first, rest)) = name.split_once(' ')
            && self.directions.contains(first)
        {
            let base = self.sites(rest);
            if !base.is_empty() {
                return area(base.into_iter().map(|s| s.name).collect(), PlaceKind::Area);
            }
        }
        let Some((base, last)) = name.rsplit_once(' ') else { return Vec::new() };
        if !self.region_words.iter().any(|w| w == last) {
            return Vec::new();
        }
        let sites = self.sites(base);
        if last == "city"
            || last == "town"
            || last == "village"
            || sites.iter().any(|s| s.kind == PlaceKind::Region)
        {
            return sites;
        }
        let country = self.country_of(base).map(str::to_owned);
        if sites.is_empty() { Vec::new() } else { area(country.into_iter().collect(), PlaceKind::Region) }
    }

    /// Everything that a place lies in, nearest first.
    pub fn ancestors(&self, site: &Site) -> Vec<String> {
        let mut found: Vec<String> = site.within.clone();
        let mut at = 0;
        while at < found.len() && found.len() < 32 {
            let outer: Vec<String> = match self.places.get(&found[at]) {
                Some(known) => known.within.clone(),
                None => self
                    .towns(&found[at])
                    .into_iter()
                    .max_by_key(|s| s.thousands)
                    .map(|s| s.within)
                    .unwrap_or_default(),
            };
            for name in outer {
                if !found.contains(&name) {
                    found.push(name);
                }
            }
            at += 1;
        }
        found
    }

    /// Whether the place `inner` lies in the place `outer`, by any reading of the two names.
    pub fn contains(&self, outer: &str, inner: &str) -> bool {
        let targets: Vec<String> = self.sites(outer).iter().flat_map(|site| self.called(site)).collect();
        let named_after = outer
            .strip_prefix(inner)
            .is_some_and(|rest| self.region_words.iter().any(|w| rest.strip_prefix(' ') == Some(w)));
        named_after
            || self.sites(inner).iter().any(|site| self.ancestors(site).iter().any(|a| targets.contains(a)))
    }

    /// The country of a place, if all readings of its name agree on it.
    pub fn country_of(&self, name: &str) -> Option<&str> {
        let mut country: Option<&str> = None;
        for site in self.sites(name) {
            let found = self.country_of_site(&site)?;
            if country.is_some_and(|c| c != found) {
                return None;
            }
            country = Some(found);
        }
        country
    }

    /// The country that a place is or lies in.
    pub fn country_of_site(&self, site: &Site) -> Option<&str> {
        let is_country = |name: &String| self.places.get(name).is_some_and(|k| k.kind == PlaceKind::Country);
        let found = if site.kind == PlaceKind::Country {
            site.name.clone()
        } else {
            self.ancestors(site).into_iter().find(is_country)?
        };
        self.places.get_key_value(&found).map(|(name, _)| name.as_str())
    }
}

/// Thousands of people of a town that may be meant where a region has its name too: Norfolk in Virginia,
/// not Ontario in California.
const REGION_OUTWEIGHS: u32 = 175;

/// Keeps the one place that a name means without more words, where there is one.
fn best_known(mut found: Vec<Site>) -> Vec<Site> {
    let larger = found.iter().map(|s| s.thousands).max().unwrap_or(0);
    let part = |s: &Site| s.kind == PlaceKind::Town && s.at.is_none() && !s.capital;
    if found.iter().any(part) {
        found.retain(part);
        return found;
    }
    let kept: Vec<Site> = if found.iter().any(|s| s.kind < PlaceKind::Region || s.kind == PlaceKind::Water) {
        found.retain(|s| s.kind != PlaceKind::Town);
        found
    } else if let Some(capital) = found.iter().find(|s| s.capital && s.kind == PlaceKind::Town) {
        // Washington is the capital, or the state; San José in California is larger than the capital.
        let least = capital.thousands;
        found.retain(|s| s.capital || s.kind != PlaceKind::Town || s.thousands > least);
        found
    } else if larger < REGION_OUTWEIGHS && found.iter().any(|s| s.kind == PlaceKind::Region) {
        // Florida is not the town in Cuba.
        found.retain(|s| s.kind != PlaceKind::Town);
        found
    } else if larger >= 3000 {
        found.into_iter().filter(|s| s.thousands * 8 > larger).collect()
    } else {
        found.into_iter().filter(|s| s.kind != PlaceKind::Town || s.thousands * 8 > larger).collect()
    };
    kept
}

/// "50.5" as 505: coordinates are compared, never shown.
fn tenths(text: &str) -> Option<i32> {
    text.replacen('.', "", 1).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_its_shape() {
        Gazetteer::read().unwrap();
    }

    #[test]
    fn containment_is_transitive() {
        let places = Gazetteer::get();
        assert!(places.contains("saudi arabia", "riyadh"));
        assert!(places.contains("asia", "riyadh"));
        assert!(places.contains("italy", "bergamo"));
        assert!(places.contains("bavaria", "hof"));
        assert!(places.contains("aleppo province", "manbij"));
        assert!(places.contains("new york", "manhattan"));
        assert!(places.contains("united states", "manhattan"));
        assert!(places.contains("scotland", "cairngorms"));
        assert!(!places.contains("riyadh", "jeddah"));
        assert!(!places.contains("france", "berlin"));
    }

    #[test]
    fn towns_are_found_by_old_names_and_by_their_state() {
        let places = Gazetteer::get();
        assert_eq!(places.country_of("kiev"), Some("ukraine"));
        assert_eq!(places.sites("kiev")[0].name, "kyiv");
        assert_eq!(places.country_of("burma"), Some("myanmar"));
        assert_eq!(places.country_of("prescott, arizona"), Some("united states"));
        assert_eq!(places.country_of("paris"), Some("france"));
        assert_eq!(places.country_of("paris, texas"), Some("united states"));
        assert_eq!(places.country_of("georgia"), None);
        assert_eq!(places.country_of("nowhere at all"), None);
    }

    #[test]
    fn a_region_outweighs_towns_of_its_name() {
        let places = Gazetteer::get();
        assert_eq!(places.country_of("florida"), Some("united states"));
        assert_eq!(places.country_of("ontario"), Some("canada"));
        // Norfolk in Virginia is a city.
        assert_eq!(places.country_of("norfolk"), None);
        assert_eq!(places.country_of("norfolk, virginia"), Some("united states"));
    }

    #[test]
    fn the_list_of_towns_is_sorted() {
        let places = Gazetteer::get();
        let keys: Vec<&str> = places.towns.lines().skip(1).filter_map(|l| l.split('\t').next()).collect();
        assert!(keys.windows(2).all(|pair| pair[0] <= pair[1]));
    }
}
