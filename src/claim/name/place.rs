//! Places: how two of them compare, and addresses in the text.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::claim::compare::Comparison;
use crate::claim::token::{Shape, Token};
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::metonyms::Metonyms;
use crate::vocabulary::places::{Gazetteer, PlaceKind, Site, head};

/// A place this close to a city (in tenths of a degree, about 20 km) may be its suburb.
const SUBURB: i32 = 2;
/// What a city with suburbs of their own names has at least, in thousands of people.
const CITY: u32 = 500;
/// How many times the people of its suburb a city has at least.
const TIMES: u32 = 3;

/// How two places stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They are one place.
    Same,
    /// The first lies in the second.
    Within,
    /// The second lies in the first.
    Around,
    /// They may share ground: a town at the edge of a city, an area beside a country, two halves.
    Overlap,
    /// Several places bear the name of one of them, of which one fits the other.
    Namesakes,
    /// Nothing is known of one or both.
    Unknown,
    /// They share no ground.
    Apart,
}

impl Standing {
    /// What that comes to for two claims of where something is.
    pub fn comparison(self) -> Comparison {
        match self {
            Self::Same => Comparison::Agrees,
            Self::Apart => Comparison::Contradicts,
            Self::Within | Self::Around | Self::Overlap | Self::Namesakes | Self::Unknown => {
                Comparison::Compatible
            }
        }
    }
}

thread_local! {
    /// What [`compare_places`] said: a story has few places, and every two of its claims ask for them.
    static COMPARED: RefCell<FxHashMap<String, FxHashMap<String, Comparison>>> = RefCell::default();
}

/// How two canonical places stand to each other: the same or an alias agrees; one inside the
/// other, or too little known, is compatible; two that share no ground contradict.
pub fn compare_places(a: &str, b: &str) -> Comparison {
    if a == b {
        return Comparison::Agrees;
    }
    if let Some(known) = COMPARED.with_borrow(|known| known.get(a)?.get(b).copied()) {
        return known;
    }
    let comparison = standing(a, b).comparison();
    COMPARED.with_borrow_mut(|known| known.entry(a.to_owned()).or_default().insert(b.to_owned(), comparison));
    comparison
}

/// How two canonical places stand to each other, as far as names and the gazetteer tell.
pub fn standing(a: &str, b: &str) -> Standing {
    let gazetteer = Gazetteer::get();
    if same_head(gazetteer, a, b) {
        return Standing::Same;
    }
    if gazetteer.contains(a, b) {
        return if is_surely_in(gazetteer, b, a) { Standing::Around } else { Standing::Namesakes };
    }
    if gazetteer.contains(b, a) {
        return if is_surely_in(gazetteer, a, b) { Standing::Within } else { Standing::Namesakes };
    }
    let either = |apart: bool, else_: Standing| if apart { Standing::Apart } else { else_ };
    let (around_a, around_b) = (environs(gazetteer, a), environs(gazetteer, b));
    if around_a.is_some() || around_b.is_some() {
        let apart = abroad(gazetteer, around_a.unwrap_or(a), around_b.unwrap_or(b));
        return either(apart, Standing::Overlap);
    }
    if let (Some(x), Some(y)) = (Address::parse(a), Address::parse(b)) {
        return x.standing(&y);
    }
    if let Some(apart) = directions_apart(a, b) {
        return either(apart, Standing::Overlap);
    }
    by_readings(gazetteer, a, b)
}

/// Whether every place that a name can mean lies in the other: "Birmingham" need not be the one in Alabama.
fn is_surely_in(gazetteer: &Gazetteer, inner: &str, outer: &str) -> bool {
    let readings = gazetteer.readings(inner);
    let outer = gazetteer.sites(outer);
    let inside = |site: &Site| outer.iter().any(|around| gazetteer.lies_in(site, around));
    readings.len() <= 1 || readings.iter().all(inside)
}

/// By all that two names can mean.
fn by_readings(gazetteer: &Gazetteer, a: &str, b: &str) -> Standing {
    let (left, right) = (gazetteer.readings(a), gazetteer.readings(b));
    if left.is_empty() || right.is_empty() {
        return if venues_apart(a, b) { Standing::Apart } else { Standing::Unknown };
    }
    if left.iter().any(|x| right.iter().any(|y| x.name == y.name)) {
        return Standing::Same;
    }
    if left.iter().all(|x| right.iter().all(|y| disjoint(gazetteer, x, y))) {
        return if is_bare_of_dwarfed(gazetteer, a, b) { Standing::Namesakes } else { Standing::Apart };
    }
    if left.len() > 1 || right.len() > 1 { Standing::Namesakes } else { Standing::Overlap }
}

/// "perth" beside "perth, scotland": the same word, of which the one article may leave out what the other
/// says. A capital goes by its bare name: "paris" is not "paris, texas".
fn is_bare_of_dwarfed(gazetteer: &Gazetteer, a: &str, b: &str) -> bool {
    head(a) == head(b)
        && a.contains(", ") != b.contains(", ")
        && !gazetteer.sites(head(a)).iter().any(|site| site.capital)
}

/// "yarnell" and "yarnell, arizona": the same words, and nothing that both add differs.
fn same_head(gazetteer: &Gazetteer, a: &str, b: &str) -> bool {
    if head(a) != head(b) {
        return false;
    }
    match (a.split_once(", "), b.split_once(", ")) {
        (Some((_, x)), Some((_, y))) => x == y || gazetteer.contains(x, y) || gazetteer.contains(y, x),
        // The bare name may be a known place elsewhere: "paris" is not "paris, texas".
        (Some(_), None) => {
            let (full, bare) = (gazetteer.sites(a), gazetteer.readings(b));
            bare.is_empty() || bare.iter().any(|s| full.iter().any(|t| t.at == s.at && s.at.is_some()))
        }
        (None, Some(_)) => same_head(gazetteer, b, a),
        (None, None) => true,
    }
}

/// Whether two names are one, the one with its region and the other bare: "derby, kansas", "derby".
pub fn bears_one_name(a: &str, b: &str) -> bool {
    head(a) == head(b) && (a == head(a) || b == head(b))
}

/// A place's name as a reader is told it: "portland, united states" stands for several, of which none is
/// known to be meant, and is "portland".
pub fn name_as_far_as_told(name: &str) -> &str {
    if Gazetteer::get().sites(name).len() > 1 { head(name) } else { name }
}

/// Whether two known places share no ground.
fn disjoint(gazetteer: &Gazetteer, a: &Site, b: &Site) -> bool {
    let vague = |site: &Site| matches!(site.kind, PlaceKind::Area | PlaceKind::Water);
    if gazetteer.lies_in(a, b) || gazetteer.lies_in(b, a) {
        return false;
    }
    if a.kind == PlaceKind::Water && b.kind == PlaceKind::Water {
        return true;
    }
    if vague(a) || vague(b) {
        return outside(gazetteer, a, b) && a.kind != PlaceKind::Water && b.kind != PlaceKind::Water;
    }
    if a.kind == PlaceKind::Town && b.kind == PlaceKind::Town {
        // A part of a town may overlap another part: only whole towns are told apart.
        let (Some(x), Some(y)) = (a.at, b.at) else {
            return a
                .within
                .iter()
                .all(|t| b.within.iter().all(|u| compare_places(t, u) == Comparison::Contradicts));
        };
        let near = (x.0 - y.0).abs() <= SUBURB && (x.1 - y.1).abs() <= SUBURB;
        // Taipei and New Taipei City around it: the one is often named for the other.
        if near && is_named_after(&a.name, &b.name) {
            return false;
        }
        let (small, large) = (a.thousands.min(b.thousands), a.thousands.max(b.thousands));
        return !(near && large >= CITY && small * TIMES <= large);
    }
    true
}

/// "oklahoma city suburb", "the paris outskirts": the place around which a place without a name of its own
/// lies; it may be any of those there.
fn environs<'a>(gazetteer: &Gazetteer, name: &'a str) -> Option<&'a str> {
    let (base, last) = name.rsplit_once(' ')?;
    let around = grammar().is(&grammar().singular(last), Group::Environs);
    (around && !gazetteer.sites(base).is_empty()).then_some(base)
}

/// Whether two names are of places of which no two lie in one country.
fn abroad(gazetteer: &Gazetteer, a: &str, b: &str) -> bool {
    let (x, y) = (gazetteer.sites(a), gazetteer.sites(b));
    !y.is_empty() && x.iter().all(|x| y.iter().all(|y| outside(gazetteer, x, y)))
}

/// Whether all words of one name stand in the other.
fn is_named_after(a: &str, b: &str) -> bool {
    let within = |short: &str, long: &str| short.split(' ').all(|word| long.split(' ').any(|w| w == word));
    within(a, b) || within(b, a)
}

/// Whether two places lie in different countries, where both countries are known.
fn outside(gazetteer: &Gazetteer, a: &Site, b: &Site) -> bool {
    let country = |site: &Site| gazetteer.country_of_site(site).map(str::to_owned);
    matches!((country(a), country(b)), (Some(x), Some(y)) if x != y)
}

/// Two parts of one place: "northern italy" is not "southern italy", and may overlap "eastern
/// italy". Nothing for other pairs.
fn directions_apart(a: &str, b: &str) -> Option<bool> {
    let metonyms = Metonyms::get();
    let (x, base) = a.split_once(' ')?;
    let (y, other) = b.split_once(' ')?;
    let direction = |w: &str| metonyms.directions.iter().any(|d| d == w);
    let opposite = |[p, q]: &[String; 2]| (p == x && q == y) || (p == y && q == x);
    (base == other && direction(x) && direction(y)).then(|| metonyms.opposites.iter().any(opposite))
}

/// Two named venues of one kind that share no other word: "st mary's church", "all saints church".
fn venues_apart(a: &str, b: &str) -> bool {
    let venues = &Metonyms::get().venue_words;
    let split = |name: &str| -> (Vec<String>, Vec<String>) {
        name.split([' ', '-', ','])
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .partition(|w| venues.contains(w))
    };
    let ((kind_a, rest_a), (kind_b, rest_b)) = (split(a), split(b));
    !rest_a.is_empty()
        && !rest_b.is_empty()
        && kind_a.iter().any(|w| kind_b.contains(w))
        && !rest_a.iter().any(|w| rest_b.contains(w))
}

/// "19 plymouth street": house numbers and the street.
struct Address {
    numbers: Option<(u32, u32)>,
    street: String,
}

impl Address {
    fn parse(name: &str) -> Option<Self> {
        let last = name.rsplit(' ').next()?;
        if !Metonyms::get().street_words.values().any(|w| w == last) {
            return None;
        }
        let first = name.split(' ').next()?;
        let numbers = match first.split_once('-') {
            Some((low, high)) => low.parse().ok().zip(high.parse().ok()),
            None => first.parse().ok().map(|n| (n, n)),
        };
        let street = if numbers.is_some() { name[first.len()..].trim_start() } else { name };
        Some(Self { numbers, street: street.to_owned() })
    }

    fn standing(&self, other: &Self) -> Standing {
        let (Some(a), Some(b)) = (self.numbers, other.numbers) else {
            return match (self.street == other.street, self.numbers) {
                (true, Some(_)) => Standing::Within,
                (true, None) => Standing::Around,
                (false, _) => Standing::Unknown,
            };
        };
        if self.street == other.street && a == b {
            Standing::Same
        } else if self.street == other.street && a.0 <= b.1 && b.0 <= a.1 {
            Standing::Overlap
        } else {
            Standing::Apart
        }
    }
}

/// An address that starts at token `at`: "19 Plymouth St.", "31-33 Plymouth Street", "Plymouth Street".
/// Gives its tokens and its canonical name.
pub(super) fn address(tokens: &[Token], at: usize) -> Option<(Range<usize>, String)> {
    let mut next = at;
    let mut canonical = String::new();
    if tokens.get(at)?.shape == Shape::Number {
        canonical.push_str(&tokens[at].lower);
        next += 1;
        if tokens.get(next).is_some_and(|t| t.is("-") || t.is("–"))
            && tokens.get(next + 1).is_some_and(|t| t.shape == Shape::Number)
        {
            canonical.push('-');
            canonical.push_str(&tokens[next + 1].lower);
            next += 2;
        }
        canonical.push(' ');
    }
    let streets = &Metonyms::get().street_words;
    let named = next;
    while next < tokens.len() && next - named < 4 && tokens[next].is_word() && tokens[next].capital {
        if let Some(word) = streets.get(&tokens[next].lower).filter(|_| next > named) {
            return street_end(tokens, at..next + 1, &canonical, word);
        }
        canonical.push_str(&tokens[next].lower);
        canonical.push(' ');
        next += 1;
    }
    // "Plymouth street": the street word in lower case, in full.
    let word = tokens
        .get(next)
        .filter(|t| next > named && matches!(t.lower.as_str(), "street" | "avenue" | "boulevard" | "road"))?;
    street_end(tokens, at..next + 1, &canonical, &word.lower)
}

/// Completes an address; the point of an abbreviation belongs to it.
fn street_end(
    tokens: &[Token],
    range: Range<usize>,
    canonical: &str,
    word: &str,
) -> Option<(Range<usize>, String)> {
    let last = tokens.get(range.end - 1)?;
    let numbered = tokens[range.start].shape == Shape::Number;
    // Short forms ("Dr", "St", "Pl", "Way") also mean other things: they need a number.
    if last.lower != word && !numbered {
        let abbreviation = matches!(last.lower.as_str(), "st" | "ave" | "rd" | "blvd")
            && tokens.get(range.end).is_none_or(|t| !t.capital);
        if !abbreviation {
            return None;
        }
    }
    if matches!(word, "way" | "close" | "place" | "court") && !numbered {
        return None;
    }
    let point = last.lower != word
        && tokens.get(range.end).is_some_and(|t| t.is(".") && t.span.start == last.span.end);
    let end = if point && range.end + 1 < tokens.len() { range.end + 1 } else { range.end };
    Some((range.start..end, format!("{canonical}{word}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::token::tokens;
    use crate::files::Span;

    #[test]
    fn a_name_of_two_places_may_be_either() {
        assert_eq!(compare_places("washington", "seattle"), Comparison::Compatible);
        assert_eq!(compare_places("washington", "paris"), Comparison::Contradicts);
    }

    #[test]
    fn what_lies_around_a_place_may_be_any_of_those_there() {
        assert_eq!(compare_places("oklahoma city suburb", "moore"), Comparison::Compatible);
        assert_eq!(compare_places("oklahoma city suburb", "oklahoma"), Comparison::Compatible);
        assert_eq!(compare_places("oklahoma city suburb", "paris"), Comparison::Contradicts);
    }

    #[test]
    fn places_compare_by_containment() {
        assert_eq!(compare_places("riyadh", "saudi arabia"), Comparison::Compatible);
        assert_eq!(compare_places("riyadh", "jeddah"), Comparison::Contradicts);
        assert_eq!(compare_places("portugal", "spain"), Comparison::Contradicts);
        assert_eq!(compare_places("hof", "zwickau"), Comparison::Contradicts);
        assert_eq!(compare_places("bavaria", "saxony"), Comparison::Contradicts);
        assert_eq!(compare_places("northern italy", "bergamo"), Comparison::Compatible);
        assert_eq!(compare_places("northern italy", "southern italy"), Comparison::Contradicts);
        assert_eq!(compare_places("northern italy", "italy"), Comparison::Compatible);
        assert_eq!(compare_places("kyiv", "kiev"), Comparison::Agrees);
        assert_eq!(compare_places("cairngorms", "scottish highlands"), Comparison::Compatible);
        assert_eq!(compare_places("ukraine", "black sea"), Comparison::Compatible);
        assert_eq!(compare_places("georgia", "tbilisi"), Comparison::Compatible);
        assert_eq!(compare_places("georgia", "atlanta"), Comparison::Compatible);
        assert_eq!(compare_places("brooklyn", "new york"), Comparison::Compatible);
        assert_eq!(compare_places("yarnell, arizona", "yarnell"), Comparison::Agrees);
        assert_eq!(compare_places("yarnell, arizona", "phoenix"), Comparison::Compatible);
        assert_eq!(compare_places("paris, texas", "paris"), Comparison::Contradicts);
        assert_eq!(compare_places("some hamlet", "riyadh"), Comparison::Compatible);
        // Two cities side by side are two; a small town at the edge of a city may be its suburb.
        assert_eq!(compare_places("essen", "gelsenkirchen"), Comparison::Contradicts);
        assert_eq!(compare_places("nanterre", "paris"), Comparison::Compatible);
    }

    #[test]
    fn a_bare_name_may_be_any_of_its_bearers() {
        let both = |a, b| {
            assert_eq!(compare_places(a, b), compare_places(b, a));
            compare_places(a, b)
        };
        assert_eq!(both("derby", "derby, kansas"), Comparison::Agrees);
        assert_eq!(both("derby", "derby, england"), Comparison::Agrees);
        assert_eq!(both("derby, england", "derby, kansas"), Comparison::Contradicts);
        assert_eq!(both("derby", "kansas"), Comparison::Compatible);
        assert_eq!(both("derby, england", "kansas"), Comparison::Contradicts);
        assert_eq!(both("derby, kansas", "united states"), Comparison::Compatible);
        assert_eq!(both("portland, united states", "portland, maine"), Comparison::Agrees);
        assert_eq!(both("tripoli", "lebanon"), Comparison::Compatible);
        assert_eq!(both("tripoli, libya", "lebanon"), Comparison::Contradicts);
        // Whichever it is, it is not the other.
        assert_eq!(both("derby", "oslo"), Comparison::Contradicts);
        // The one article leaves out what the other says, if both mean one place.
        assert_eq!(both("perth", "perth, scotland"), Comparison::Compatible);
        assert_eq!(both("perth", "glasgow"), Comparison::Contradicts);
        assert_eq!(both("hollywood", "los angeles, california"), Comparison::Compatible);
    }

    #[test]
    fn what_is_known_of_two_places() {
        for (a, b, known) in [
            ("riyadh", "saudi arabia", Standing::Within),
            ("saudi arabia", "riyadh", Standing::Around),
            ("19 elm street", "elm street", Standing::Within),
            ("elm street", "19 elm street", Standing::Around),
            ("nanterre", "paris", Standing::Overlap),
            ("northern italy", "north-western italy", Standing::Overlap),
            ("some hamlet", "riyadh", Standing::Unknown),
            ("elm street", "oak street", Standing::Unknown),
            ("tripoli", "beirut", Standing::Apart),
            ("birmingham", "united states", Standing::Namesakes),
            ("portland, united states", "united states", Standing::Within),
            ("derby", "kansas", Standing::Namesakes),
            ("kiev", "kyiv", Standing::Same),
        ] {
            assert_eq!(standing(a, b), known, "{a}, {b}");
        }
    }

    #[test]
    fn addresses_and_venues() {
        assert_eq!(compare_places("19 elm street", "18 elm street"), Comparison::Contradicts);
        assert_eq!(compare_places("19 elm street", "elm street"), Comparison::Compatible);
        assert_eq!(compare_places("st mary's church", "all saints church"), Comparison::Contradicts);
        assert_eq!(compare_places("ritz hotel", "the conference hotel of ritz"), Comparison::Compatible);
    }

    #[test]
    fn addresses_are_read() {
        let read = |text: &str| {
            let tokens = tokens(text, Span::new(0, text.len()));
            address(&tokens, 0).map(|(_, name)| name)
        };
        assert_eq!(read("19 Elm St. was"), Some("19 elm street".into()));
        assert_eq!(read("31-33 Elm Street"), Some("31-33 elm street".into()));
        assert_eq!(read("Elm Street"), Some("elm street".into()));
        assert_eq!(read("19 people"), None);
        assert_eq!(read("Big Way"), None);
    }
}
