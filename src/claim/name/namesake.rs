//! Places of one name: which of them an article means. Words beside the name tell it ("Derby, south
//! of Wichita", "the English city of Derby"), else the article's other places do. A name is settled
//! once for the whole article; one that nothing settles stays bare, and may be any of its bearers.

use std::collections::{BTreeMap, BTreeSet};

use super::{NameMention, Referent};
use crate::claim::token::Token;
use crate::vocabulary::places::{DWARFS, Gazetteer, PlaceKind, Site, head};

/// How far a town lies from another one that tells which it is, in tenths of a degree of latitude and
/// of longitude: about 50 km where most people live.
const CLOSE: (i32, i32) = (5, 7);
/// The same where words say that the one lies by the other: "80 miles south of Chicago".
const BY: (i32, i32) = (15, 20);
/// How many times the people of a namesake a town has that the namesake's country does not point at the
/// namesake, nor its region where the article names the town's own country.
const OUTWEIGHS: u32 = 8;

/// Settles the names of an article that several places bear.
pub(super) fn settle(sentences: &[Vec<Token>], names: &mut [Vec<NameMention>]) {
    let shared = shared_names(names);
    if shared.is_empty() {
        return;
    }
    let article = Witnesses::of(names);
    let mut told: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut own: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (at, (tokens, mentions)) in sentences.iter().zip(names.iter()).enumerate() {
        for index in 0..mentions.len() {
            let Some((name, full)) = told_beside(tokens, mentions, index, &shared) else { continue };
            told.entry(name).or_default().insert(full.clone());
            own.insert((at, index), full);
        }
    }
    let settled: BTreeMap<String, String> = shared
        .iter()
        .filter_map(|(name, bearers)| {
            let full = match told.get(name.as_str()).map(|full| full.iter().collect::<Vec<_>>()).as_deref() {
                Some([one]) => Some((*one).clone()),
                // An article about two of them: each mention is its own.
                Some([_, _, ..]) => None,
                _ => article.choose(name, bearers),
            };
            full.map(|full| (name.clone(), full))
        })
        .collect();
    for (at, mentions) in names.iter_mut().enumerate() {
        for (index, mention) in mentions.iter_mut().enumerate() {
            let Some(name) = mention.place.as_deref() else { continue };
            if let Some(full) = own.get(&(at, index)).or_else(|| settled.get(name)) {
                call(mention, full);
            } else if let Some((venue, town)) = name.rsplit_once(", ")
                && let Some(full) = settled.get(town).filter(|_| !mention.known)
            {
                let whole = format!("{venue}, {full}");
                call(mention, &whole);
            }
        }
    }
}

/// The towns of an article whose bare name several places bear, by name.
fn shared_names(names: &[Vec<NameMention>]) -> BTreeMap<String, Vec<Site>> {
    let gazetteer = Gazetteer::get();
    let known = names.iter().flatten().filter(|mention| mention.known && !mention.demonym);
    let printed: BTreeSet<&str> = known.filter_map(|mention| mention.place.as_deref()).map(head).collect();
    let mut shared = BTreeMap::new();
    for name in printed {
        let usual = gazetteer.sites(name);
        // A country of that name, or a state beside the capital, is another matter: "Georgia", "Washington".
        let towns = usual.iter().all(|site| site.at.is_some() && site.kind == PlaceKind::Town);
        let of_region = |site: &Site| site.kind == PlaceKind::Region || site.at.is_some() && !site.capital;
        if !towns && !usual.iter().all(of_region) {
            continue;
        }
        let is_meant = |site: &Site| site.at.is_some() || usual.iter().any(|other| other.name == site.name);
        let bearers: Vec<Site> = gazetteer.bearers(name).into_iter().filter(is_meant).collect();
        if bearers.len() > 1 {
            shared.insert(name.to_owned(), bearers);
        }
    }
    shared
}

/// Names a place by its full name; a capital that is none any more stands for no government.
fn call(mention: &mut NameMention, full: &str) {
    let capital = Gazetteer::get().sites(full).iter().any(|site| site.capital);
    mention.place = Some(full.to_owned());
    if !capital {
        mention.nation = None;
    }
    if matches!(mention.referent, Referent::Place(_)) || !capital {
        mention.referent = Referent::Place(full.to_owned());
    }
}

/// Whether two places with coordinates lie within a distance of each other.
fn are_within(a: &Site, b: &Site, (latitude, longitude): (i32, i32)) -> bool {
    a.at.zip(b.at).is_some_and(|(x, y)| (x.0 - y.0).abs() <= latitude && (x.1 - y.1).abs() <= longitude)
}

/// What those that a choice leaves are called: one by its full name, several of one country by that;
/// nothing where none or all are left.
fn name_of(chosen: &[&Site], bearers: &[Site]) -> Option<String> {
    let gazetteer = Gazetteer::get();
    match chosen {
        [] => None,
        [one] if one.kind == PlaceKind::Region => Some(one.name.clone()),
        [one] => Some(Gazetteer::full_name(one)),
        several if several.len() == bearers.len() => None,
        [first, ..] => {
            let country = |site: &Site| gazetteer.country_of_site(site);
            let one = country(first)?;
            let abroad = bearers.iter().any(|site| country(site) != Some(one));
            let all = chosen.iter().all(|site| country(site) == Some(one));
            (all && abroad).then(|| format!("{}, {one}", head(&first.name)))
        }
    }
}

/// The shared name of a mention and what the words beside it call it, where they tell.
fn told_beside<'s>(
    tokens: &[Token],
    mentions: &[NameMention],
    index: usize,
    shared: &'s BTreeMap<String, Vec<Site>>,
) -> Option<(&'s str, String)> {
    let mention = mentions.get(index)?;
    let place = mention.place.as_deref().filter(|_| mention.known && !mention.demonym)?;
    let (name, bearers) = shared.get_key_value(head(place))?;
    if head(place) != place {
        return Some((name, place.to_owned()));
    }
    let after = mentions.get(index + 1).and_then(|other| behind(tokens, mention, other, bearers));
    let told = after.or_else(|| before(tokens, mentions.get(index.checked_sub(1)?)?, mention, bearers))?;
    let goes_bare = |site: &Site| site.capital && Gazetteer::get().readings(name).len() == 1;
    if matches!(told[..], [one] if goes_bare(one)) {
        return Some((name, name.clone()));
    }
    Some((name, name_of(&told, bearers)?))
}

fn words<'t>(
    tokens: &'t [Token],
    from: &NameMention,
    to: &NameMention,
) -> impl Iterator<Item = &'t str> + Clone + use<'t> {
    let between = tokens.get(from.tokens.end..to.tokens.start).unwrap_or_default();
    between.iter().map(|token| token.lower.as_str())
}

/// "Derby, Kansas", "Birmingham in Alabama", "Derby, a suburb south of Wichita": those bearers that lie in
/// the place behind the name, or by it.
fn behind<'b>(
    tokens: &[Token],
    mention: &NameMention,
    other: &NameMention,
    bearers: &'b [Site],
) -> Option<Vec<&'b Site>> {
    let gazetteer = Gazetteer::get();
    let outer = other.place.as_deref().or(other.nation.as_deref())?;
    let between: Vec<&str> = words(tokens, mention, other).collect();
    let linked = gazetteer.locating().lead_on(between.iter().copied());
    if !linked && (!matches!(between[..], ["," | "("]) || other.demonym) {
        return None;
    }
    // "in Derby, Nottingham and Leicester": without a word between, the other is what it lies in.
    let places = whole_readings(outer);
    let fits = |bearer: &&Site| {
        places.iter().any(|place| {
            gazetteer.lies_in(bearer, place)
                || linked && place.at != bearer.at && are_within(bearer, place, BY)
        })
    };
    let told: Vec<&Site> = bearers.iter().filter(fits).collect();
    (!told.is_empty()).then_some(told)
}

/// "the English city of Derby", "Kansas's Derby": those bearers that lie in the place before the name.
fn before<'b>(
    tokens: &[Token],
    other: &NameMention,
    mention: &NameMention,
    bearers: &'b [Site],
) -> Option<Vec<&'b Site>> {
    let gazetteer = Gazetteer::get();
    if !gazetteer.locating().lead_in(words(tokens, other, mention)) {
        return None;
    }
    let places = whole_readings(other.place.as_deref().or(other.nation.as_deref())?);
    let inside = |bearer: &&Site| places.iter().any(|place| gazetteer.lies_in(bearer, place));
    let told: Vec<&Site> = bearers.iter().filter(inside).collect();
    (!told.is_empty()).then_some(told)
}

/// Every reading of a name that may be a region: "New York" is the state too.
fn whole_readings(name: &str) -> Vec<Site> {
    let gazetteer = Gazetteer::get();
    let mut found = gazetteer.sites(name);
    let regions = gazetteer.bearers(name).into_iter().filter(|site| site.kind != PlaceKind::Town);
    for region in regions {
        if found.iter().all(|site| site.name != region.name) {
            found.push(region);
        }
    }
    found
}

/// How firmly the other places of an article point at one bearer of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pointing {
    /// They do not.
    No,
    /// The article names its country.
    Country,
    /// The article names its region or a town there; in a country without regions, the country.
    Region,
    /// The article names a town close by.
    Close,
}

/// The places and countries that an article names and that are one each.
struct Witnesses {
    /// The name without its region, what it lies in, and where.
    places: Vec<Witness>,
}

struct Witness {
    head: String,
    site: Site,
    /// The place itself and all that it lies in.
    around: Vec<String>,
    country: Option<String>,
}

impl Witnesses {
    fn of(names: &[Vec<NameMention>]) -> Self {
        let gazetteer = Gazetteer::get();
        let meant = |mention: &NameMention| mention.place.clone().or_else(|| mention.nation.clone());
        let all: BTreeSet<String> = names.iter().flatten().filter_map(meant).collect();
        let places = all.iter().filter_map(|name| {
            let site = match gazetteer.readings(name).as_slice() {
                [one] => one.clone(),
                // Of which one of them it is, the country may be all that is known.
                _ => gazetteer.sites(gazetteer.country_of(name)?).into_iter().next()?,
            };
            let mut around = gazetteer.ancestors(&site);
            around.push(site.name.clone());
            let country = gazetteer.country_of(name).map(str::to_owned);
            Some(Witness { head: head(name).to_owned(), site, around, country })
        });
        Self { places: places.collect() }
    }

    /// How firmly the article points at a bearer of a name.
    fn pointing(&self, name: &str, bearer: &Site) -> Pointing {
        let gazetteer = Gazetteer::get();
        let country = gazetteer.country_of_site(bearer);
        let directly = bearer.within.first();
        let others = self.places.iter().filter(|witness| witness.head != name);
        others
            .map(|witness| {
                let at_home = country.is_some() && witness.country.as_deref() == country;
                // Luhansk is as near to the Donetsk of Russia as to its own.
                if at_home && are_within(&witness.site, bearer, CLOSE) {
                    Pointing::Close
                } else if directly.is_some_and(|outer| witness.around.contains(outer)) {
                    Pointing::Region
                } else if at_home {
                    Pointing::Country
                } else {
                    Pointing::No
                }
            })
            .max()
            .unwrap_or(Pointing::No)
    }

    /// The bearer that the article means, by its full name; `None` where it leaves it open or where the
    /// bare name means it anyhow.
    fn choose(&self, name: &str, bearers: &[Site]) -> Option<String> {
        let gazetteer = Gazetteer::get();
        let pointed: Vec<(&Site, Pointing)> =
            bearers.iter().map(|bearer| (bearer, self.pointing(name, bearer))).collect();
        let usual = Usual::of(name, &pointed)?;
        let most =
            |(bearer, pointing): &(&Site, Pointing)| usual.yields_to(bearer, *pointing).then_some(*pointing);
        let chosen: Vec<&Site> = match pointed.iter().filter_map(most).max() {
            Some(most) => {
                let fits = |&&(bearer, pointing): &&(&Site, Pointing)| {
                    pointing == most && usual.yields_to(bearer, pointing)
                };
                pointed.iter().filter(fits).map(|&(bearer, _)| bearer).collect()
            }
            None => usual.in_its_country(&pointed),
        };
        // What no namesake can be taken for needs no region.
        if matches!(chosen[..], [one] if one.at == usual.site.at) && gazetteer.readings(name).len() == 1 {
            return None;
        }
        name_of(&chosen, bearers)
    }
}

/// The bearer that a name means where nothing points at another one.
struct Usual<'a> {
    site: &'a Site,
    /// How firmly the article points at it.
    pointing: Pointing,
    /// Towns that are large enough to be meant beside a region of their name.
    beside_region: Vec<Site>,
}

impl<'a> Usual<'a> {
    fn of(name: &str, pointed: &[(&'a Site, Pointing)]) -> Option<Self> {
        let rank =
            |(site, _): &&(&Site, Pointing)| (site.kind == PlaceKind::Region, site.capital, site.thousands);
        let &(site, pointing) = pointed.iter().max_by_key(rank)?;
        let beside_region =
            if site.kind == PlaceKind::Region { Gazetteer::get().sites(name) } else { Vec::new() };
        Some(Self { site, pointing, beside_region })
    }

    /// Whether it has so many times the people of another bearer.
    fn outweighs(&self, bearer: &Site, times: u32) -> bool {
        match self.site.kind {
            PlaceKind::Region => self.beside_region.iter().all(|site| site.at != bearer.at),
            _ => self.site.thousands >= bearer.thousands * times,
        }
    }

    /// Whether what points at a bearer, more than its country does, is enough for it to be meant.
    fn yields_to(&self, bearer: &Site, pointing: Pointing) -> bool {
        let itself = bearer.at == self.site.at;
        match pointing {
            Pointing::No | Pointing::Country => false,
            Pointing::Close | Pointing::Region if itself => true,
            // Who is from Milan in Michigan may well be in Milan.
            Pointing::Close => !self.outweighs(bearer, DWARFS) || self.pointing == Pointing::No,
            Pointing::Region if self.pointing == Pointing::No => {
                let great = self.site.capital || self.site.kind == PlaceKind::Region;
                !great || !self.outweighs(bearer, DWARFS)
            }
            Pointing::Region => !self.outweighs(bearer, OUTWEIGHS),
        }
    }

    /// Those that may be meant where the article names their country and no more: none where this one
    /// lies elsewhere and is far larger; all of size where several lie there.
    fn in_its_country<'b>(&self, pointed: &[(&'b Site, Pointing)]) -> Vec<&'b Site> {
        let there =
            || pointed.iter().filter(|(_, pointing)| *pointing == Pointing::Country).map(|&(site, _)| site);
        let largest = there().map(|site| site.thousands).max().unwrap_or(0);
        let elsewhere = self.pointing == Pointing::No;
        if elsewhere && (self.site.kind == PlaceKind::Region || self.site.thousands >= largest * OUTWEIGHS) {
            return Vec::new();
        }
        there().filter(|site| site.thousands * DWARFS >= largest).collect()
    }
}
