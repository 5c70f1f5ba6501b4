//! First pass: finds the names of every sentence from the vocabulary and from capitals, sentence
//! by sentence. What only the whole article can tell is left to [`super::resolve`].

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::person::is_initials;
use super::{NameMention, Referent, body, place};
use crate::article::{Article, Part};
use crate::claim::token::{Shape, Token, fold};
use crate::files::Span;
use crate::vocabulary::groups::Groups;
use crate::vocabulary::metonyms::Metonyms;
use crate::vocabulary::people::{Offices, People};
use crate::vocabulary::places::{Gazetteer, Mark, PlaceKind, Site};

/// Least letters of a town that may go without its Arabic article: shorter ones are other words.
const ARABIC: usize = 6;

/// How the capitals of a sentence are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Prose: a capital inside a sentence is a name.
    Prose,
    /// A headline or shouted sentence: capitals show nothing, only known names are read.
    Flat,
}

/// Which way the capitals of a sentence go: a headline prints every word but the small ones with
/// a capital.
pub(super) fn case_of(tokens: &[Token]) -> Case {
    let small = &People::get().small;
    // The points of "p.m." and "U.S." hide how a line prints its words.
    let telling = |t: &&Token| t.is_word() && !t.lower.contains('.') && !small.contains(&t.lower);
    let words = || tokens.iter().filter(telling);
    let shouted = tokens.iter().filter(|t| t.shouted && t.lower.len() > 3 && t.is_word());
    let shouted = shouted.filter(|t| !small.contains(&t.lower)).count();
    // "Ana Diaz, 21; Tom Poe, 35": a list of people is no headline.
    let ages =
        tokens.windows(2).any(|w| w[0].is(",") && w[1].shape == Shape::Number && w[1].lower.len() == 2);
    let flat = if ages {
        false
    } else if shouted == 0 {
        // The usual sentence: its first telling word without a capital decides.
        words().all(|t| t.capital) && words().count() >= 4
    } else {
        let all = words().count();
        all >= 4 && (words().all(|t| t.capital) || shouted * 10 >= all * 7)
    };
    if flat { Case::Flat } else { Case::Prose }
}

/// What the words of an article show about each other.
pub(super) struct Scanner<'a> {
    text: &'a str,
    gazetteer: &'static Gazetteer,
    metonyms: &'static Metonyms,
    offices: &'static Offices,
    people: &'static People,
    /// Words that the article also prints in lower case: no names.
    common: FxHashSet<&'a str>,
    /// The sites of the names that were asked for: an article has the same ones again and again.
    sites: RefCell<FxHashMap<String, Rc<[Site]>>>,
}

/// Scans all sentences of an article.
pub(super) fn scan(article: &Article, sentences: &[Vec<Token>]) -> Vec<Vec<NameMention>> {
    let scanner = Scanner::new(&article.text, sentences);
    sentences
        .iter()
        .enumerate()
        .map(|(at, tokens)| match article.sentences.get(at).map(|s| s.part) {
            Some(Part::Debris) => Vec::new(),
            _ => scanner.sentence(tokens),
        })
        .collect()
}

/// What a step of the scan found: a name, or words to pass over.
enum Step {
    Name(NameMention),
    Skip(usize),
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, sentences: &'a [Vec<Token>]) -> Self {
        let prose = sentences.iter().filter(|tokens| case_of(tokens) == Case::Prose).flatten();
        let common = prose.filter(|t| t.is_word() && !t.capital).map(|t| t.lower.as_str()).collect();
        Self {
            text,
            gazetteer: Gazetteer::get(),
            metonyms: Metonyms::get(),
            offices: Offices::get(),
            people: People::get(),
            common,
            sites: RefCell::default(),
        }
    }

    /// As [`Gazetteer::sites`], looked up once an article.
    fn sites(&self, name: &str) -> Rc<[Site]> {
        if let Some(known) = self.sites.borrow().get(name) {
            return Rc::clone(known);
        }
        let found: Rc<[Site]> = self.gazetteer.sites(name).into();
        self.sites.borrow_mut().insert(name.to_owned(), Rc::clone(&found));
        found
    }

    /// "US-Russian", "pro-Kyiv": the nations inside one hyphenated word.
    fn hyphened(&self, token: &Token, at: usize) -> Vec<NameMention> {
        let printed = token.span.of(self.text);
        let mut found = Vec::new();
        let mut start = token.span.start;
        for part in printed.split('-') {
            let span = Span::new(start, start + part.len());
            start = span.end + 1;
            let folded = fold(part);
            let country = if folded == "us" && part != "US" { None } else { self.nation_word(&folded) };
            if let Some(country) = country.filter(|_| part.starts_with(char::is_uppercase)) {
                let referent = Referent::Nation(country.clone());
                found.push(NameMention {
                    span,
                    tokens: at..at + 1,
                    referent,
                    known: true,
                    place: None,
                    nation: Some(country),
                    demonym: true,
                });
            }
        }
        found
    }

    /// The country that one word names: a demonym, a country, a capital.
    fn nation_word(&self, word: &str) -> Option<String> {
        let gazetteer = self.gazetteer;
        let demonym = gazetteer.demonym(|ahead| (ahead == 0).then_some(word)).map(|(_, place)| place);
        let place = demonym.map_or_else(
            || gazetteer.seat_of(word).map(str::to_owned),
            |p| gazetteer.country_of(p).map(str::to_owned),
        );
        place.or_else(|| {
            gazetteer.sites(word).into_iter().find(|s| s.kind == PlaceKind::Country).map(|s| s.name)
        })
    }

    fn sentence(&self, tokens: &[Token]) -> Vec<NameMention> {
        let line = Line { tokens, case: case_of(tokens), scanner: self };
        let mut found: Vec<NameMention> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at].is_word() && tokens[at].lower.contains('-') && line.hand_place(at).is_none() {
                let mut nations = self.hyphened(&tokens[at], at);
                if !nations.is_empty() {
                    found.append(&mut nations);
                    at += 1;
                    continue;
                }
            }
            match line.step(at, found.last()) {
                Step::Name(mention) => {
                    at = mention.tokens.end.max(at + 1);
                    found.push(mention);
                }
                Step::Skip(to) => at = to.max(at + 1),
            }
        }
        found
    }
}

/// One sentence under the scanner.
struct Line<'a> {
    tokens: &'a [Token],
    case: Case,
    scanner: &'a Scanner<'a>,
}

impl Line<'_> {
    fn word(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).map(|t| t.lower.as_str())
    }

    fn is(&self, at: usize, lower: &str) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is(lower))
    }

    fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is_word() && t.capital)
    }

    /// A word at which a sentence, a quotation or a bullet starts: its capital shows nothing.
    fn initial(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|b| self.tokens.get(b)) else { return true };
        before.shape == Shape::Quote
            || matches!(before.lower.as_str(), ":" | "." | "-" | "–" | "—" | "--" | "•" | "*" | "…" | "...")
    }

    /// A day or month, which ends a name; "Jan" before a capital is a person's.
    fn calendar(&self, at: usize) -> bool {
        let people = self.scanner.people;
        self.word(at).is_some_and(|w| {
            people.calendar.contains(w) && !(people.given.contains(w) && self.capital(at + 1))
        })
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let first = self.tokens.get(range.start).map_or(Span::default(), |t| t.span);
        let last = self.tokens.get(range.end.saturating_sub(1)).map_or(first, |t| t.span);
        first.join(last)
    }

    fn mention(&self, tokens: Range<usize>, referent: Referent, known: bool) -> NameMention {
        let place = matches!(referent, Referent::Place(_)).then(|| referent.name().to_owned());
        let nation = matches!(referent, Referent::Nation(_)).then(|| referent.name().to_owned());
        NameMention { span: self.span(&tokens), tokens, referent, known, place, nation, demonym: false }
    }

    fn step(&self, at: usize, last: Option<&NameMention>) -> Step {
        let Some(token) = self.tokens.get(at) else { return Step::Skip(at + 1) };
        if token.shape == Shape::Number && self.case == Case::Prose {
            return match place::address(self.tokens, at) {
                Some((range, name)) => Step::Name(self.mention(range, Referent::Place(name), false)),
                None => Step::Skip(at + 1),
            };
        }
        if !token.is_word() {
            return Step::Skip(at + 1);
        }
        if let Some(found) = self.fixed(at) {
            return Step::Name(found);
        }
        if self.case == Case::Flat {
            return self.known_place(at).map_or(Step::Skip(at + 1), Step::Name);
        }
        if let Some(step) = self.titled(at) {
            return step;
        }
        if !token.capital || self.calendar(at) {
            return self.direction(at).map_or(Step::Skip(at + 1), Step::Name);
        }
        if let Some((range, name)) = place::address(self.tokens, at)
            && (!self.initial(at) || !self.scanner.people.plain.contains(&token.lower))
        {
            return Step::Name(self.mention(range, Referent::Place(name), false));
        }
        if let Some(found) = self.direction(at) {
            return Step::Name(found);
        }
        self.run(at, last)
    }

    /// "northern Italy", "central Arizona".
    fn direction(&self, at: usize) -> Option<NameMention> {
        let first = self.word(at)?;
        if !self.capital(at + 1) || !self.scanner.metonyms.directions.iter().any(|d| d == first) {
            return None;
        }
        let (len, name) = self.hand_place(at + 1).or_else(|| self.town(at + 1))?;
        let whole = format!("{first} {name}");
        // "South Korea", "North Carolina" and "Western Australia" are places of their own.
        let (end, canonical) = match self
            .scanner
            .gazetteer
            .sites(&format!("{first} {}", self.words(at + 1..at + 1 + len)))
            .first()
        {
            Some(site) if site.kind != PlaceKind::Area => (at + 1 + len, site.name.clone()),
            _ => (at + 1 + len, whole),
        };
        Some(self.mention(at..end, Referent::Place(canonical), true))
    }

    fn words(&self, range: Range<usize>) -> String {
        let mut joined = String::new();
        for token in self.tokens.get(range).unwrap_or_default() {
            let tight = joined.is_empty() || token.is(".") || token.shape == Shape::Possessive;
            if !tight {
                joined.push(' ');
            }
            if !token.is(".") {
                joined.push_str(&token.lower);
            }
        }
        joined
    }

    /// Names that the vocabulary lists word for word: governments, demonyms, letters, bodies.
    fn fixed(&self, at: usize) -> Option<NameMention> {
        let scanner = self.scanner;
        let word = |ahead: usize| self.word(at + ahead);
        let all_capital = |len: usize| (at..at + len).any(|i| self.capital(i));
        if !self.capital(at) {
            return None;
        }
        if let Some((len, country)) =
            scanner.metonyms.governments.longest(word).filter(|(len, _)| all_capital(*len))
        {
            return Some(self.government(at..at + len, country));
        }
        let body = scanner.metonyms.bodies.longest(word).map(|(len, name)| (len, name.clone()));
        if let Some((len, place)) = scanner.gazetteer.demonym(word)
            && body.as_ref().is_none_or(|(longer, _)| *longer <= len)
        {
            return self.demonym(at, len, place);
        }
        if let Some((len, name)) = scanner.metonyms.letters.longest(word) {
            let shouted = self.tokens[at].shouted
                && (self.case == Case::Prose
                    || len > 1
                    || name.len() > 14 && self.tokens[at].lower.len() > 2);
            let lower = &self.tokens[at].lower;
            if shouted && !(self.case == Case::Flat && matches!(lower.as_str(), "is" | "who" | "ap")) {
                return Some(self.mention(at..at + len, Referent::Body(body::canonical(name)), true));
            }
        }
        let (len, name) = body?;
        Some(self.mention(at..at + len, Referent::Body(name), true))
    }

    /// "the Kremlin said" acts; "at the White House" is where.
    fn government(&self, range: Range<usize>, country: &str) -> NameMention {
        let words = self.words(range.clone());
        let seat = words.strip_prefix("the ").unwrap_or(&words);
        let place = (!self.scanner.gazetteer.sites(seat).is_empty()).then(|| seat.to_owned());
        let here = self.after_place_preposition(range.start);
        let referent = match &place {
            Some(place) if here => Referent::Place(place.clone()),
            _ => Referent::Nation(country.to_owned()),
        };
        NameMention { place, nation: Some(country.to_owned()), ..self.mention(range, referent, true) }
    }

    /// "Ukrainian", "the French capital".
    fn demonym(&self, at: usize, len: usize, place: &str) -> Option<NameMention> {
        let next = at + len;
        if self.is(next, "capital")
            && !self.is(next + 1, "gains")
            && let Some(capital) = self.scanner.gazetteer.capital(place)
        {
            return Some(self.mention(at..next + 1, Referent::Place(capital.to_owned()), true));
        }
        // "American Airlines" and "Swedish Match" are names of their own; so is "Indian Ocean".
        if self.hand_place(at).is_some_and(|(longer, _)| longer > len) {
            return None;
        }
        if self.tokens.get(next).is_some_and(|t| {
            t.capital
                && matches!(
                    t.lower.as_str(),
                    "airlines" | "airways" | "broadcasting" | "petroleum" | "telecom"
                )
        }) {
            return None;
        }
        let country = self.scanner.gazetteer.country_of(place).unwrap_or(place);
        let mut mention = self.mention(at..next, Referent::Nation(country.to_owned()), true);
        mention.demonym = true;
        mention.place = (country != place).then(|| place.to_owned());
        Some(mention)
    }

    /// The longest hand-made place at a token: how many tokens, and its canonical name.
    fn hand_place(&self, at: usize) -> Option<(usize, String)> {
        let gazetteer = self.scanner.gazetteer;
        if !gazetteer.may_start(self.word(at)?) || !self.capital(at) {
            return None;
        }
        (1..=5usize).rev().find_map(|len| {
            let last = self.tokens.get(at + len - 1)?;
            // Marks end a name: "Kyiv, Moscow" are two.
            let whole = self
                .tokens
                .get(at..at + len)?
                .iter()
                .enumerate()
                .all(|(i, t)| t.is_word() || (t.is(".") && i > 0));
            let printed_capital =
                last.capital || last.is(".") || self.scanner.metonyms.region_words.contains(&last.lower);
            if !whole || !printed_capital {
                return None;
            }
            let mut phrase = self.words(at..at + len);
            // "Ariz." keeps its point in the list.
            if last.is(".") {
                phrase.push('.');
            }
            if phrase == "us" && (self.case == Case::Flat || !self.tokens[at].shouted)
                || !gazetteer.may_be_hand_made(&phrase)
            {
                return None;
            }
            let sites = self.scanner.sites(&phrase);
            let hand = sites.iter().find(|s| s.at.is_none())?;
            let canonical =
                if sites.len() > 1 { phrase.trim_end_matches('.').to_owned() } else { hand.name.clone() };
            Some((len, canonical))
        })
    }

    /// The longest town at a token whose name needs no evidence, or has it.
    fn town(&self, at: usize) -> Option<(usize, String)> {
        let saint = self.is(at, "st") && self.is(at + 1, ".");
        let inner =
            |i: usize| self.tokens[i].is_word() && (self.capital(i) || i > at) || (saint && i == at + 1);
        let longest = (at..self.tokens.len().min(at + 4)).take_while(|&i| inner(i)).count();
        (1..=longest).rev().find_map(|len| {
            if !self.capital(at + len - 1) {
                return None;
            }
            let phrase = self.words(at..at + len);
            let sites = self.sites_of_town(&phrase);
            let site = sites.iter().max_by_key(|s| (s.capital, s.thousands))?;
            let clear = match site.mark {
                Mark::Clear => !self.initial(at) || !self.scanner.common.contains(phrase.as_str()),
                Mark::Word => self.located(at, at + len) && self.case == Case::Prose,
                Mark::Person => {
                    (self.located(at, at + len)
                        || self.tokens.get(at + len).is_some_and(|t| {
                            matches!(t.lower.as_str(), "police" | "mayor" | "residents" | "area")
                        }))
                        && self.case == Case::Prose
                }
            };
            clear.then(|| (len, if sites.len() == 1 { site.name.clone() } else { phrase }))
        })
    }

    /// The towns of a name; "Fallujah" is "Al Fallujah".
    fn sites_of_town(&self, phrase: &str) -> Rc<[Site]> {
        let sites = self.scanner.sites(phrase);
        if sites.is_empty() && phrase.len() >= ARABIC && !phrase.contains(' ') {
            return self.scanner.sites(&format!("al {phrase}"));
        }
        sites
    }

    /// Whether a place preposition stands before a name, or a comma and a region after it.
    fn located(&self, start: usize, end: usize) -> bool {
        let before = start.checked_sub(1).and_then(|b| self.word(b)).is_some_and(|w| {
            self.scanner.metonyms.place_prepositions.contains(w) || matches!(w, "from" | "of" | "near")
        });
        let before = before && !self.capital(end);
        before || (self.is(end, ",") && self.hand_place(end + 1).is_some_and(|(_, name)| !name.is_empty()))
    }

    /// A place of the vocabulary or the gazetteer, read in its context.
    fn known_place(&self, at: usize) -> Option<NameMention> {
        let hand = self.hand_place(at);
        let town = if self.capital(at) { self.town(at) } else { None };
        let (len, mut name) = match (hand, town) {
            (Some(hand), Some(town)) => {
                if town.0 > hand.0 {
                    town
                } else {
                    hand
                }
            }
            (hand, town) => hand.or(town)?,
        };
        let mut end = at + len;
        // "Kherson region": the region of that name, unless the name goes on.
        if let Some(site) = self.word(end).and_then(|word| self.region_of(&name, word)) {
            name = site;
            end += 1;
        }
        let mut mention = self.place_or_nation(at, end, &name);
        self.qualify(&mut mention, end);
        Some(mention)
    }

    /// The region that a name and a word make, the word in singular or plural.
    fn region_of(&self, name: &str, word: &str) -> Option<String> {
        let known = |w: &str| self.scanner.metonyms.region_words.iter().any(|r| r == w);
        let singular = if known(word) { word } else { word.strip_suffix('s').filter(|w| known(w))? };
        if matches!(singular, "border" | "department" | "island" | "valley" | "peninsula") {
            return None;
        }
        self.scanner.gazetteer.sites(&format!("{name} {singular}")).first().map(|site| site.name.clone())
    }

    /// "Paris, Texas": the region after the comma tells which one is meant.
    fn qualify(&self, mention: &mut NameMention, end: usize) {
        let gazetteer = self.scanner.gazetteer;
        if !self.is(end, ",") {
            return;
        }
        let Some((_, outer)) = self.hand_place(end + 1) else { return };
        let name = self.words(mention.tokens.clone());
        let best = self.scanner.sites(&name);
        if best.iter().any(|s| s.kind <= PlaceKind::Country) {
            return;
        }
        let qualified = format!("{name}, {outer}");
        let inside = gazetteer.sites(&qualified);
        if let (false, Some(site)) = (gazetteer.contains(&outer, &name) && best.len() == 1, inside.first()) {
            // A list ("in Paris, Texas and Rome") is no containment: the known town must exist there.
            if site.at.is_some() {
                mention.referent = Referent::Place(qualified.clone());
                mention.place = Some(qualified);
                mention.nation = None;
            }
        }
    }

    /// Whether a country or capital acts here or is where something happens.
    fn place_or_nation(&self, at: usize, end: usize, name: &str) -> NameMention {
        let gazetteer = self.scanner.gazetteer;
        let kind = self.scanner.sites(name).first().map(|s| s.kind);
        let country = (kind == Some(PlaceKind::Country)).then(|| name.to_owned());
        let seat = gazetteer.seat_of(name).map(str::to_owned);
        let mut mention = self.mention(at..end, Referent::Place(name.to_owned()), true);
        mention.nation = country.clone().or(seat.clone());
        let located = self.after_place_preposition(at);
        if let Some(country) = country {
            if !located {
                mention.referent = Referent::Nation(country);
            }
        } else if let Some(country) = seat
            && !located
            && self.acts(at, end)
        {
            mention.referent = Referent::Nation(country);
        }
        mention
    }

    /// Whether the words before, over "the" and a list of names, are a preposition of place.
    fn after_place_preposition(&self, at: usize) -> bool {
        let mut before = at;
        while let Some(previous) = before.checked_sub(1) {
            let Some(token) = self.tokens.get(previous) else { return false };
            if !matches!(token.lower.as_str(), "the" | "nearby" | "neighbouring" | "neighboring" | "war-torn")
            {
                return self.scanner.metonyms.place_prepositions.contains(&token.lower);
            }
            before = previous;
        }
        false
    }

    /// Whether a capital stands where an actor stands: before a verb, after "between" or "with".
    fn acts(&self, at: usize, end: usize) -> bool {
        let metonyms = self.scanner.metonyms;
        let verb = |i: usize| {
            self.tokens.get(i).is_some_and(|t| !t.capital && metonyms.actor_verbs.contains(&t.lower))
        };
        // "Lisbon will host the games": the town, not its government.
        let hosts =
            |i: usize| self.word(i).is_some_and(|w| matches!(w, "host" | "hosts" | "hosted" | "hosting"));
        if (end..end + 4).take_while(|&i| !self.is(i, ",")).any(hosts) {
            return false;
        }
        if verb(end) || (self.is(end, ",") && self.is(end + 1, "however")) {
            return true;
        }
        let before = at.checked_sub(1).and_then(|b| self.word(b));
        if before.is_some_and(|w| metonyms.party_prepositions.contains(w)) {
            return true;
        }
        // "Moscow and Kyiv remain", "between Washington and Moscow".
        let seat = |i: usize| self.word(i).is_some_and(|w| self.scanner.gazetteer.seat_of(w).is_some());
        if self.is(end, "and") && seat(end + 1) && verb(end + 2) {
            return true;
        }
        let paired = before == Some("and") && at >= 2;
        if paired && seat(at - 2) {
            return at >= 3 && self.word(at - 3).is_some_and(|w| metonyms.party_prepositions.contains(w));
        }
        // "Kyiv's team", "Moscow's negotiators": what only a government has.
        let possessive = self.tokens.get(end).is_some_and(|t| t.shape == Shape::Possessive);
        possessive
            && (end + 1..end + 4).any(|i| {
                self.word(i).is_some_and(|w| {
                    matches!(
                        w,
                        "forces"
                            | "government"
                            | "allies"
                            | "army"
                            | "military"
                            | "troops"
                            | "position"
                            | "demands"
                            | "proposal"
                            | "response"
                            | "ambassador"
                    ) || Groups::get().nouns.get(w).is_some()
                })
            })
    }

    /// Words of an office or occupation before a capitalised run: the run is a person.
    fn titled(&self, at: usize) -> Option<Step> {
        let end = self.title(at)?;
        let mut next = end;
        if self.is(next, ".")
            && self.tokens[next - 1].lower.len() <= 6
            && self.scanner.offices.abbreviations.contains(&self.tokens[next - 1].lower)
        {
            next += 1;
        }
        let bracket = self.is(next, "[") || self.is(next, "(");
        let start = if bracket || (self.is(next, ",") && !self.capital(at)) { next + 1 } else { next };
        // A title in capitals that the run goes on from ("Justice Department") is no title.
        let addressed =
            end == at + 1 && self.capital(start) && !self.capital(start + 1) && self.addresses(at);
        if self.capital(start) && self.body_like(start) && !addressed {
            return if self.capital(at) && start == next { None } else { Some(Step::Skip(next)) };
        }
        let person = self.person_run(start).filter(|_| start == next || bracket || self.two_words(start));
        if let Some(range) =
            person.filter(|range| addressed || !self.known_as_place(range) && !self.plain_words(at, range))
        {
            let name = self.person_words(range.clone());
            return Some(Step::Name(self.mention(range, Referent::Person(name), false)));
        }
        Some(Step::Skip(next))
    }

    /// "Ms Park", "Mr London": before these a word is nothing but a surname.
    fn addresses(&self, at: usize) -> bool {
        matches!(self.word(at), Some("mr" | "mrs" | "ms"))
    }

    /// "Firefighter Casualties": after an occupation, words that the article also prints small.
    fn plain_words(&self, title: usize, range: &Range<usize>) -> bool {
        let occupation = self.word(title).is_some_and(|w| self.scanner.offices.occupations.contains(w));
        let given = self.scanner.people.given.contains(&self.tokens[range.start].lower);
        occupation
            && !given
            && range.clone().any(|i| self.word(i).is_some_and(|w| self.scanner.common.contains(w)))
    }

    fn two_words(&self, at: usize) -> bool {
        self.capital(at) && self.capital(at + 1)
    }

    fn known_as_place(&self, range: &Range<usize>) -> bool {
        let whole = self.words(range.clone());
        let sites = self.scanner.gazetteer.sites(&whole);
        sites.iter().any(|s| s.mark == Mark::Clear)
            || (range.len() <= 2 && self.hand_place(range.start).is_some())
    }

    /// Whether the capitalised words at a token go on as the name of a body or venue.
    fn body_like(&self, at: usize) -> bool {
        let metonyms = self.scanner.metonyms;
        (at..at + 3).take_while(|&i| self.capital(i)).any(|i| {
            self.word(i).is_some_and(|w| {
                metonyms.body_words.contains(w) || (metonyms.venue_words.contains(w) && i == at)
            })
        })
    }

    /// Where a title that starts here ends: modifiers and a head, in any case.
    pub(super) fn title(&self, at: usize) -> Option<usize> {
        let offices = self.scanner.offices;
        if !offices.may_start(self.word(at)?) {
            return None;
        }
        let mut next = at;
        let mut end = None;
        while next < at + 8 {
            let word = self.word(next)?;
            let bare = bare_head(word);
            if let Some((len, _)) =
                offices.heads.longest(|ahead| if ahead == 0 { Some(bare) } else { self.word(next + ahead) })
            {
                next += len;
                end = Some(next);
            } else if offices.honorifics.contains(word) && self.capital(next)
                || offices.occupations.contains(word)
            {
                next += 1;
                end = Some(next);
            } else if let Some((len, _)) = offices.fields.longest(|ahead| self.word(next + ahead)) {
                next += len;
            } else if offices.plain_ranks.contains(word)
                || offices.ranks.contains(word)
                || offices.tenure.contains_key(word)
            {
                next += 1;
            } else {
                break;
            }
            if self.is(next, ".")
                && self.capital(next + 1)
                && offices.abbreviations.contains(self.word(next - 1)?)
            {
                next += 1;
                end = end.map(|_| next);
            }
            if !self.tokens.get(next).is_some_and(Token::is_word) {
                break;
            }
        }
        end
    }

    /// The capitalised words of a person's name from a token on.
    fn person_run(&self, at: usize) -> Option<Range<usize>> {
        let people = self.scanner.people;
        let mut end = at;
        let mut words = 0;
        while words < 5 && self.tokens.get(end).is_some_and(|t| t.is_word() || t.is("]")) {
            let token = &self.tokens[end];
            if token.capital {
                if self.calendar(end)
                    || (words > 0
                        && self.title(end).is_some_and(|e| self.capital(e))
                        && !people.given.contains(&token.lower))
                {
                    break;
                }
                end += 1;
                words += 1;
                // "John Q. Public": the point of an initial.
                if token.lower.chars().count() == 1 && self.is(end, ".") && self.capital(end + 1) {
                    end += 1;
                }
            } else if words > 0 && self.is(end, "]") && self.capital(end + 1) {
                // "[President Ada] Berg": the outlet completed the name.
                end += 1;
            } else if (words > 0 || self.is_particle_of_surname(end))
                && people.particles.contains(&token.lower)
                && (self.capital(end + 1)
                    || self.capital(end + 2)
                        && self.word(end + 1).is_some_and(|w| people.particles.contains(w)))
            {
                end += 1;
            } else {
                break;
            }
        }
        (words > 0).then_some(at..end)
    }

    /// "Mr van der Berg", "Dr. de Souza": a surname that begins with its particle.
    fn is_particle_of_surname(&self, at: usize) -> bool {
        let honorific = |i: usize| self.word(i).is_some_and(|w| self.scanner.offices.honorifics.contains(w));
        let before = at.checked_sub(1).map(|b| if self.is(b, ".") { b.saturating_sub(1) } else { b });
        before.is_some_and(|b| {
            honorific(b)
                || b > 0 && honorific(b - 1) && self.scanner.people.particles.contains(&self.tokens[b].lower)
        })
    }

    fn person_words(&self, range: Range<usize>) -> String {
        self.words(range).replace(" ]", "")
    }

    /// A capitalised run that is nothing else yet.
    fn run(&self, at: usize, last: Option<&NameMention>) -> Step {
        let token = &self.tokens[at];
        let people = self.scanner.people;
        let initial = self.initial(at);
        let bare = token.lower.split('\'').next().unwrap_or_default();
        if people.plain.contains(bare) && (initial || bare.len() < token.lower.len() || !self.capital(at + 1))
        {
            return Step::Skip(at + 1);
        }
        if token
            .lower
            .rsplit_once('-')
            .is_some_and(|(_, tail)| self.scanner.metonyms.hyphen_tails.contains(tail))
        {
            return Step::Skip(at + 1);
        }
        let place = self.known_place(at);
        let named = people.given.contains(&token.lower) && self.capital(at + 1);
        if place.is_none() && people.small.contains(&token.lower) && !named {
            return Step::Skip(at + 1);
        }
        let range = self.extent(at);
        if let Some(place) = place.filter(|p| {
            p.tokens.end >= range.end
                || !self.is_body(&range) && !self.is_venue(&range) && !self.person_evidence(&range, last)
        }) {
            return match self.venue_after(&(at..place.tokens.end)) {
                Some(venue) if !matches!(place.referent, Referent::Nation(_)) => Step::Name(venue),
                _ => Step::Name(place),
            };
        }
        if initial && self.occupied(&range) {
            return Step::Skip(at + 1);
        }
        // The first word of a sentence may be a plain word that the article also prints small.
        let common =
            self.scanner.common.contains(token.lower.as_str()) && !people.given.contains(&token.lower);
        if initial && common {
            return Step::Skip(at + 1);
        }
        Step::Name(self.classify(range, last))
    }

    /// "Baker Peter Lund", "Retired miner" is no name: at the head of a sentence a word that says
    /// what somebody does stands before the given name.
    fn occupied(&self, range: &Range<usize>) -> bool {
        let people = self.scanner.people;
        let first = &self.tokens[range.start].lower;
        let does = ["er", "or", "ist", "ian", "man", "woman", "ress", "eer", "ant"];
        range.len() >= 3
            && does.iter().any(|tail| first.ends_with(tail))
            && !people.given.contains(first)
            && self.word(range.start + 1).is_some_and(|w| people.given.contains(w))
    }

    /// How far a capitalised run goes.
    fn extent(&self, at: usize) -> Range<usize> {
        let people = self.scanner.people;
        let mut end = at;
        while let Some(token) = self.tokens.get(end) {
            if token.is_word() && token.capital {
                let article = matches!(token.lower.as_str(), "a" | "i" | "the") && !self.is(end + 1, ".");
                if end > at && (article || self.calendar(end) || self.breaks(at, end)) {
                    break;
                }
                end += 1;
                if (token.lower.chars().count() == 1
                    || self.scanner.offices.abbreviations.contains(&token.lower))
                    && self.is(end, ".")
                    && self.capital(end + 1)
                    && !token.is("us")
                {
                    end += 1;
                }
                continue;
            }
            let joins = (token.is_word() && people.particles.contains(&token.lower)
                || self.links(at, end, token))
                && end > at;
            let ahead = if self.capital(end + 1) {
                1
            } else if self.word(end + 1) == Some("the")
                || self.word(end + 1).is_some_and(|w| people.particles.contains(w))
            {
                2
            } else {
                break;
            };
            if !joins || !self.capital(end + ahead) {
                break;
            }
            end += ahead;
        }
        at..self.end_of_remits(at, end)
    }

    /// "Bureau of Alcohol, Tobacco, Firearms and Explosives", "Department of Housing and Urban
    /// Development": where the list of what a body is for ends.
    fn end_of_remits(&self, at: usize, end: usize) -> usize {
        let links = (at + 1..end).any(|i| self.is(i, "of") || self.is(i, "for"));
        if !links || !self.is_body(&(at..end)) {
            return end;
        }
        let mut next = end;
        loop {
            let comma = usize::from(self.is(next, ","));
            let and = usize::from(self.is(next + comma, "and"));
            let first = next + comma + and;
            let Some(last) = (first..first + 3).take_while(|&i| self.capital(i)).last() else { return end };
            if first == next {
                return end;
            }
            next = last + 1;
            if and == 1 {
                let remit = self.word(last).is_some_and(|w| self.scanner.metonyms.remits.contains(w));
                return if remit { next } else { end };
            }
        }
    }

    /// "of", "for", "&" inside the name of a body: "Bank of England", "Observatory for Human Rights".
    fn links(&self, at: usize, end: usize, token: &Token) -> bool {
        if token.is("&") {
            return true;
        }
        let metonyms = self.scanner.metonyms;
        matches!(token.lower.as_str(), "of" | "for")
            && (at..end).any(|i| {
                self.word(i)
                    .is_some_and(|w| metonyms.body_words.contains(w) || metonyms.venue_words.contains(w))
            })
    }

    /// Whether a new unit starts inside a run: a title with a name after it, a demonym.
    fn breaks(&self, start: usize, at: usize) -> bool {
        let titled = self.title(at).is_some_and(|end| {
            let end = if self.is(end, ".") { end + 1 } else { end };
            self.capital(end)
                && !self.body_like(end)
                && (end - at > 1 || !self.scanner.people.given.contains(&self.tokens[start].lower))
        });
        let alone = self.title(at) == Some(at + 1)
            && self.word(at).is_some_and(|w| self.scanner.offices.ambiguous.contains(w));
        titled && !alone || self.is_person_behind_body(start, at)
    }

    /// "Centre for Human Rights Ana Diaz": the comma between a body and its head was lost.
    fn is_person_behind_body(&self, start: usize, at: usize) -> bool {
        let links = |i: usize| self.is(i, "of") || self.is(i, "for");
        let body = start..at;
        self.word(at).is_some_and(|w| self.scanner.people.given.contains(w))
            && self.capital(at + 1)
            && !self.body_like(at)
            && body.clone().any(links)
            && !links(at - 1)
            && self.is_body(&body)
    }

    fn is_body(&self, range: &Range<usize>) -> bool {
        range.clone().any(|i| self.word(i).is_some_and(|w| self.scanner.metonyms.body_words.contains(w)))
    }

    /// "the Storm King Fire", "Operation Alder": neither person nor body.
    fn is_event(&self, range: &Range<usize>) -> bool {
        let events = &self.scanner.metonyms.event_words;
        [range.start, range.end - 1].into_iter().any(|i| self.word(i).is_some_and(|w| events.contains(w)))
            && range.len() > 1
    }

    fn is_venue(&self, range: &Range<usize>) -> bool {
        let venues = &self.scanner.metonyms.venue_words;
        // "Airport Authority", "School Board": bodies.
        let body = self
            .word(range.end - 1)
            .is_some_and(|w| self.scanner.metonyms.body_words.contains(w) && !venues.contains(w));
        range.len() > 1
            && !body
            && [range.start, range.end - 1]
                .into_iter()
                .any(|i| self.word(i).is_some_and(|w| venues.contains(w)))
            && !self.scanner.people.given.contains(&self.tokens[range.start].lower)
    }

    /// "Exeter cathedral", "St Michael's church": the venue's noun follows in lower case.
    fn venue_after(&self, range: &Range<usize>) -> Option<NameMention> {
        let venues = &self.scanner.metonyms.venue_words;
        let possessive = self.tokens.get(range.end).is_some_and(|t| t.shape == Shape::Possessive);
        let at = if possessive { range.end + 1 } else { range.end };
        let saint = self
            .word(range.start)
            .is_some_and(|w| matches!(w, "st" | "saint" | "our" | "all" | "king" | "queen"));
        let noun = self.tokens.get(at).filter(|t| venues.contains(&t.lower) && (!possessive || saint))?;
        if matches!(
            noun.lower.as_str(),
            "house" | "base" | "camp" | "plant" | "port" | "ground" | "hall" | "opera" | "circuit" | "school"
        ) && !noun.capital
        {
            return None;
        }
        Some(self.venue(range.start..at + 1))
    }

    /// A venue, with the town that it is said to lie in: "the Opera House in Sydney", "Cardiff's stadium".
    fn venue(&self, range: Range<usize>) -> NameMention {
        let name = body::canonical(&self.words(range.clone()));
        let after =
            if self.is(range.end, "in") || self.is(range.end, ",") { self.town(range.end + 1) } else { None };
        let owner =
            range.start.checked_sub(2).filter(|_| self.tokens[range.start - 1].shape == Shape::Possessive);
        let town = after.or_else(|| self.town(owner?)).map(|(_, town)| town);
        let canonical = town
            .filter(|town| !name.contains(town.as_str()))
            .map_or_else(|| name.clone(), |town| format!("{name}, {town}"));
        self.mention(range, Referent::Place(canonical), false)
    }

    /// What a run of unknown capitalised words is.
    fn classify(&self, range: Range<usize>, last: Option<&NameMention>) -> NameMention {
        let words = self.words(range.clone());
        if let Some(venue) = self.venue_after(&range) {
            return venue;
        }
        if self.is_venue(&range) {
            return self.venue(range);
        }
        if self.is_body(&range) {
            return self.mention(range, Referent::Body(body::canonical(&words)), false);
        }
        if self.is_event(&range) {
            return self.mention(range, Referent::Other(words), false);
        }
        if range.len() == 1 && self.tokens[range.start].shouted && words.len() > 1 {
            return self.mention(range, Referent::Body(words), false);
        }
        let landform = range.len() > 1
            && self.word(range.start).is_some_and(|w| self.scanner.metonyms.landforms.contains(w));
        if landform {
            return self.mention(range, Referent::Place(words), false);
        }
        if self.person_evidence(&range, last) {
            return self.mention(range, Referent::Person(words), false);
        }
        if let Some(place) = self.unknown_place(&range, &words, last) {
            return place;
        }
        self.mention(range, Referent::Other(words), false)
    }

    /// "in Totnes", "Yarnell, Ariz.": a place that the gazetteer does not hold.
    fn unknown_place(
        &self,
        range: &Range<usize>,
        words: &str,
        last: Option<&NameMention>,
    ) -> Option<NameMention> {
        if let Some((_, outer)) =
            self.hand_place(range.end + 1).filter(|_| self.is(range.end, ",") && range.len() <= 3)
        {
            let region = self
                .scanner
                .gazetteer
                .sites(&outer)
                .iter()
                .any(|s| matches!(s.kind, PlaceKind::Region | PlaceKind::Country));
            if region {
                return Some(self.mention(
                    range.clone(),
                    Referent::Place(format!("{words}, {outer}")),
                    false,
                ));
            }
        }
        if self.word(range.end).is_some_and(|w| {
            matches!(w, "province" | "region" | "district" | "county" | "oblast" | "governorate" | "village")
        }) && range.len() <= 2
        {
            let whole = range.start..range.end + 1;
            return Some(self.mention(whole.clone(), Referent::Place(self.words(whole)), false));
        }
        let mut start = range.start;
        while start > 0
            && self.word(start - 1).is_some_and(|w| matches!(w, "nearby" | "neighbouring" | "neighboring"))
        {
            start -= 1;
        }
        let before = start.checked_sub(1).and_then(|b| self.word(b))?;
        let two_before = start.checked_sub(2).and_then(|b| self.word(b));
        let placed = matches!(before, "in" | "near" | "outside")
            || before == "at" && !two_before.is_some_and(|w| self.holds_office(w))
            || self.place_of_list(range.start, last)
            || (before == "of"
                && two_before.is_some_and(|w| {
                    matches!(
                        w,
                        "town"
                            | "village"
                            | "city"
                            | "north"
                            | "south"
                            | "east"
                            | "west"
                            | "port"
                            | "suburb"
                            | "district"
                            | "residents"
                            | "people"
                    )
                }));
        let follows = self.tokens.get(range.end).is_none_or(|t| t.shape != Shape::Possessive && !t.capital);
        (placed && follows && range.len() <= 2)
            .then(|| self.mention(range.clone(), Referent::Place(words.to_owned()), false))
    }

    /// "an analyst at X", "worked at X": a company, not a place.
    fn holds_office(&self, word: &str) -> bool {
        let offices = self.scanner.offices;
        let noun = word.strip_suffix('s').unwrap_or(word);
        offices.occupations.contains(noun)
            || offices.heads.longest(|ahead| (ahead == 0).then_some(noun)).is_some()
            || matches!(
                noun,
                "work" | "worked" | "working" | "job" | "employed" | "share" | "staff" | "worker"
            )
    }

    /// "in Thornfield and Aldersby": the next of a list of places that the gazetteer does not hold.
    fn place_of_list(&self, start: usize, last: Option<&NameMention>) -> bool {
        start.checked_sub(1).is_some_and(|b| self.is(b, "and"))
            && last.is_some_and(|l| {
                !l.known && matches!(l.referent, Referent::Place(_)) && l.tokens.end + 1 == start
            })
    }

    /// Whether something shows that a run is a person's name.
    fn person_evidence(&self, range: &Range<usize>, last: Option<&NameMention>) -> bool {
        let people = self.scanner.people;
        let first = &self.tokens[range.start].lower;
        let words = range.clone().filter(|&i| self.tokens[i].is_word()).count();
        if !(2..=5).contains(&words) || self.is_body(range) || self.is_venue(range) || self.is_event(range) {
            return false;
        }
        let shouted = range.clone().any(|i| self.tokens[i].shouted && !is_initials(&self.tokens[i].lower));
        if shouted {
            return false;
        }
        if people.given.contains(first) && !self.gazetteer_town(range) {
            return true;
        }
        if is_initials(first) && !matches!(first.as_str(), "u.s." | "u.s" | "u.k.") {
            return true;
        }
        let inner = range.clone().skip(1).any(|i| {
            is_initials(&self.tokens[i].lower)
                || people.particles.contains(&self.tokens[i].lower) && self.tokens[i].lower != "la"
        });
        if inner {
            return true;
        }
        self.person_context(range, last)
    }

    fn gazetteer_town(&self, range: &Range<usize>) -> bool {
        self.scanner.sites(&self.words(range.clone())).iter().any(|s| s.mark == Mark::Clear)
    }

    /// An age, a verb of saying or an apposition beside a run.
    fn person_context(&self, range: &Range<usize>, last: Option<&NameMention>) -> bool {
        let people = self.scanner.people;
        let after = range.end;
        let age = self.is(after, ",")
            && self.tokens.get(after + 1).is_some_and(|t| t.shape == Shape::Number && t.lower.len() <= 2)
            && self.tokens.get(after + 2).is_none_or(|t| matches!(t.lower.as_str(), "," | ";" | "." | "and"));
        let says = self.word(after).is_some_and(|w| people.say.contains(w))
            && range.len() <= 3
            && last.is_none_or(|l| l.tokens.end != range.start);
        let said =
            range.start.checked_sub(1).and_then(|b| self.word(b)).is_some_and(|w| people.say.contains(w))
                && !self.capital(after);
        let aged = self.is(after, "(")
            && self.tokens.get(after + 1).is_some_and(|t| t.shape == Shape::Number && t.lower.len() <= 2)
            && self.is(after + 2, ")");
        let apposition = self.is(after, ",") && self.person_apposition(after + 1)
            || matches!(self.word(after), Some("who" | "whose"));
        age || aged
            || apposition
            || says
            || said
            || range.len() <= 3 && (self.led_by(range.start) || self.listed(range, last))
    }

    /// "led by X", "headed on Tuesday by X", "the team comprised X": who leads or belongs to a group.
    fn led_by(&self, start: usize) -> bool {
        let groups = Groups::get();
        let behind = |by: usize| start.checked_sub(by).and_then(|at| self.word(at));
        if behind(1) == Some("by") {
            return (2..=4).any(|by| behind(by).is_some_and(|w| groups.leads.contains(w)));
        }
        // The phrase of the list ends right before the run, and a group stands before the phrase.
        let listing = (1..=3usize).any(|len| {
            start.checked_sub(len).is_some_and(|at| {
                let ahead = |i: usize| self.word(at + i);
                [&groups.closed, &groups.open]
                    .iter()
                    .any(|p| p.longest(ahead).is_some_and(|(l, ())| l == len))
            })
        });
        listing
            && (start.saturating_sub(12)..start)
                .any(|at| groups.nouns.longest(|ahead| self.word(at + ahead)).is_some())
    }

    /// "Ana Quispe, X and": between the marks of a list, right after a person.
    fn listed(&self, range: &Range<usize>, last: Option<&NameMention>) -> bool {
        let Some(person) = last.filter(|l| matches!(l.referent, Referent::Person(_))) else { return false };
        let between = self.tokens.get(person.tokens.end..range.start).unwrap_or_default();
        let joined = match between {
            [only] => only.is(",") || only.is("and"),
            [comma, and] => comma.is(",") && and.is("and"),
            _ => false,
        };
        let ends = self.tokens.get(range.end).is_none_or(|t| {
            t.shape != Shape::Possessive && matches!(t.lower.as_str(), "," | "." | ";" | "and" | "(" | "]")
        });
        joined && ends && range.len() == 2 && person.tokens.len() >= 2
    }

    /// ", who", ", a senior official", ", director of".
    fn person_apposition(&self, at: usize) -> bool {
        if matches!(self.word(at), Some("who" | "whose")) {
            return true;
        }
        let start = if matches!(self.word(at), Some("a" | "an" | "the" | "his" | "her" | "its")) {
            at + 1
        } else {
            at
        };
        (start..start + 4)
            .take_while(|&i| self.tokens.get(i).is_some_and(Token::is_word))
            .any(|i| self.title(i).is_some())
    }
}

/// A head without "ex-", "then-" before it or "-elect" after it; a plural as its singular.
pub(super) fn bare_head(word: &str) -> &str {
    let front =
        ["ex-", "then-", "vice-", "deputy-", "co-"].iter().find_map(|p| word.strip_prefix(p)).unwrap_or(word);
    ["-elect", "-designate", "-in-waiting"].iter().find_map(|s| front.strip_suffix(s)).unwrap_or(front)
}
