//! Places of one name: who bears it, which of them the bare name can mean, and what each is called
//! where it has to be told from the others.

use std::cmp::Reverse;

use super::{Gazetteer, PlaceKind, Site};

/// How many times the people of a namesake a place has that the bare name means it, whatever the
/// namesake is: London has twenty-one times those of London in Ontario, Derby twelve times those of
/// Derby in Kansas.
pub const DWARFS: u32 = 20;

impl Gazetteer {
    /// Every place that bears a name, towns by size, the largest first. None for a name that has its
    /// region with it ("paris, texas").
    pub fn bearers(&self, name: &str) -> Vec<Site> {
        let named = self.names.get(name).into_iter().flatten();
        let mut found: Vec<Site> = named.filter_map(|canonical| self.hand_made(canonical)).collect();
        found.extend(self.towns(name));
        found.sort_by_key(|site| Reverse(site.thousands));
        found
    }

    /// What a name can mean where nothing is known of its article: as [`Self::sites`], with every
    /// town of that name that is not dwarfed by the largest.
    pub fn readings(&self, name: &str) -> Vec<Site> {
        let mut found = self.sites(name);
        if name.contains(", ") || !found.iter().all(is_whole_town) {
            return found;
        }
        let towns = self.towns(name);
        let most = towns.iter().map(|town| town.thousands).max().unwrap_or(0);
        for town in towns {
            if town.thousands * DWARFS >= most && found.iter().all(|site| site.at != town.at) {
                found.push(town);
            }
        }
        found
    }

    /// A place with what it lies in: "derby, kansas", "hamilton, new zealand".
    pub fn full_name(site: &Site) -> String {
        let head = head(&site.name);
        site.within.first().map_or_else(|| head.to_owned(), |outer| format!("{head}, {outer}"))
    }

    /// A capital by its full name, where others of its name are not dwarfed by it.
    pub fn name_of_capital(&self, capital: &str) -> String {
        let readings = self.readings(capital);
        let own = readings.iter().find(|site| site.capital).filter(|_| readings.len() > 1);
        own.map_or_else(|| capital.to_owned(), Self::full_name)
    }

    /// Whether one place lies in another.
    pub fn lies_in(&self, inner: &Site, outer: &Site) -> bool {
        let called = self.called(outer);
        self.ancestors(inner).iter().any(|above| called.contains(above))
    }

    /// The names by which others say that they lie in a place: the largest of its name goes without
    /// its region.
    pub(super) fn called(&self, site: &Site) -> Vec<String> {
        let mut names = vec![site.name.clone()];
        let bare = head(&site.name);
        if bare != site.name && site.at.is_some() {
            let largest = self.towns(bare).into_iter().max_by_key(|town| town.thousands);
            names.extend(largest.filter(|town| town.at == site.at).map(|town| town.name));
        }
        names
    }
}

/// A name without the region behind it.
pub fn head(name: &str) -> &str {
    name.split_once(", ").map_or(name, |(head, _)| head)
}

/// Whether a place is a town of the list, not a part of one.
fn is_whole_town(site: &Site) -> bool {
    site.kind == PlaceKind::Town && site.at.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Vec<String> {
        Gazetteer::get().readings(name).iter().map(Gazetteer::full_name).collect()
    }

    #[test]
    fn a_bare_name_means_those_that_are_not_dwarfed() {
        assert_eq!(named("derby"), ["derby, england", "derby, kansas"]);
        assert_eq!(named("london"), ["london, england"]);
        assert_eq!(named("tripoli"), ["tripoli, libya", "tripoli, lebanon"]);
        assert_eq!(named("paris, texas"), ["paris, texas"]);
        // The capital is the smaller one.
        assert_eq!(
            named("san jose"),
            ["san jose, california", "san jose, costa rica", "san jose, philippines"]
        );
    }

    #[test]
    fn who_is_dwarfed_bears_the_name_all_the_same() {
        let names = |name| -> Vec<String> {
            Gazetteer::get().bearers(name).iter().map(Gazetteer::full_name).collect()
        };
        assert!(names("perth").contains(&"perth, scotland".to_owned()));
        assert!(names("hamilton").contains(&"hamilton, bermuda".to_owned()));
        assert!(names("london").contains(&"london, ontario".to_owned()));
        assert!(names("paris, texas").is_empty());
    }

    #[test]
    fn what_lies_in_a_town_lies_in_it_by_its_full_name_too() {
        let places = Gazetteer::get();
        assert!(places.contains("los angeles, california", "hollywood"));
        assert!(places.contains("california", "hollywood"));
        assert!(!places.contains("paris, texas", "montmartre"));
    }
}
