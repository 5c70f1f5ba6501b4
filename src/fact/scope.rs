//! Whether two claims play in one scene: what both say of time, place and parties must not differ,
//! and they must share enough to be about one event.

use std::collections::{BTreeMap, BTreeSet};

use super::clue::{SentenceClues, Words};
use super::context::{Context, Contexts};
use crate::article::Article;
use crate::claim::compare::Comparison;
use crate::claim::name::{bears_one_name, compare_places, same_person};
use crate::claim::when::{Grain, When};
use crate::claim::{Certainty, Claim, Field, Kind, Origin, Reach};
use crate::vocabulary::places::{Gazetteer, head};
use crate::vocabulary::predicates::{Aspect, predicates};

/// Why two claims do not play in one scene, or how much they share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// A field that both say differs.
    Differs {
        /// The field.
        field: Field,
        /// Both values as read.
        values: [String; 2],
    },
    /// Nothing differs; the evidence that they share, in points: a name counts 4, a telling word 2, a
    /// day 2, a country 1.
    Shared {
        /// What the two sentences share.
        said: u32,
        /// What their articles share: a name 2, a word of the leads 1.
        context: u32,
    },
}

/// Points that make two claims one event: one name, or two other things that they share.
pub const ENOUGH: u32 = 4;

/// Holds two claims' scenes against each other. `except` is the field that is the claims' own value.
pub fn scope(a: &Claim, b: &Claim, contexts: &Contexts, except: Option<Field>) -> Scope {
    if except != Some(Field::When)
        && let Some(values) = days_differ(a, b)
    {
        return Scope::Differs { field: Field::When, values };
    }
    let (of_a, of_b) = (contexts.of(a), contexts.of(b));
    if except != Some(Field::When)
        && let Some(values) = unheard_of(a, b, of_b).or_else(|| unheard_of(b, a, of_a).map(|[x, y]| [y, x]))
    {
        return Scope::Differs { field: Field::When, values };
    }
    let located = !matches!(a.kind, Kind::Member | Kind::Role | Kind::Quote | Kind::Statement);
    if except != Some(Field::Place)
        && located
        && let Some(values) = places_differ(a, b)
    {
        return Scope::Differs { field: Field::Place, values };
    }
    let shared = shared(a, b, contexts, except, Words::count_shared);
    Scope::Shared { said: shared.said(), context: shared.context() }
}

/// Both say when, and the days do not touch.
fn days_differ(a: &Claim, b: &Claim) -> Option<[String; 2]> {
    if let Some(values) = reported_differs(a, b).or_else(|| reported_differs(b, a).map(|[x, y]| [y, x])) {
        return Some(values);
    }
    let ((wa, oa), (wb, ob)) = (a.scene.when.as_ref()?, b.scene.when.as_ref()?);
    if *oa == Origin::Inherited && *ob == Origin::Inherited {
        return None;
    }
    // A date that was only inherited is a guess: it keeps apart only from what is far away.
    let said = *oa == Origin::Said && *ob == Origin::Said;
    let slack = match (said, a.kind) {
        // How many live in a town is so for a while.
        _ if is_state(a) && is_state(b) => LASTING,
        (false, _) => 20,
        // Outlets may be a day apart on the day of one meeting too, and time zones differ.
        (true, Kind::Place) if both_parties(a, b) => 2,
        // Talks that last a night have two days.
        (true, Kind::Place | Kind::Duration) => 1,
        (true, _) => 0,
    };
    // A total of a year or a month is not the figure of one day's event.
    let (x, y) = (is_period(wa), is_period(wb));
    if x != y && *oa == Origin::Said && *ob == Origin::Said && matches!(a.kind, Kind::Count | Kind::Money) {
        return Some([show(wa), show(wb)]);
    }
    // Two periods that are not the same: a quarter and its year, a month and two months.
    if x && y
        && (wa.from, wa.to) != (wb.from, wb.to)
        && *oa == Origin::Said
        && *ob == Origin::Said
        && matches!(a.kind, Kind::Money | Kind::Percent)
    {
        return Some([show(wa), show(wb)]);
    }
    // Two nights share a day, and are two nights.
    let nights = wa.grain == Grain::Night && wb.grain == Grain::Night && wa.to != wb.to && wa.from != wb.from;
    let apart = gap(wa, wb) > slack || slack == 0 && (nights || before_night(wa, wb) || before_night(wb, wa));
    apart.then(|| [show(wa), show(wb)])
}

/// How long what somebody tells of a state holds at least, in days.
const LASTING: i32 = 60;

/// Whether a claim tells of what lasts, and of no event.
fn is_state(claim: &Claim) -> bool {
    let predicate = claim.predicate.as_deref().and_then(|predicate| predicates().named(predicate));
    predicate.is_some_and(|predicate| predicate.aspect == Aspect::State)
}

/// The early hours of Sunday are not of the night from Sunday to Monday.
fn before_night(when: &When, night: &When) -> bool {
    let morning = when.clock.is_some_and(|(_, end)| end.hour() < 12);
    night.grain == Grain::Night && when.grain == Grain::Time && morning && when.to == night.from
}

/// Whether both name the parties, and one names no party that the other leaves out.
fn both_parties(a: &Claim, b: &Claim) -> bool {
    match (a.arguments.get(&Field::Side), b.arguments.get(&Field::Side)) {
        (Some(x), Some(y)) => x.values.is_subset(&y.values) || y.values.is_subset(&x.values),
        _ => false,
    }
}

/// What happened after an article came out is not what it tells of.
fn unheard_of(a: &Claim, b: &Claim, of_b: &Context) -> Option<[String; 2]> {
    let asserted = a.certainty == Certainty::Asserted && b.certainty == Certainty::Asserted;
    if !asserted || !matches!(a.kind, Kind::Count | Kind::Statement) {
        return None;
    }
    let (when, origin) = a.scene.when.as_ref()?;
    if b.scene.when.as_ref().is_some_and(|(other, _)| gap(when, other) == 0) {
        return None;
    }
    // A day of slack: clocks differ, and pages are dated late or early.
    let published = of_b.published?.tomorrow().ok()?;
    (*origin == Origin::Said && when.from > published).then(|| [show(when), format!("by {published}")])
}

/// What was said on a day had happened by then: an event that begins later is another one.
fn reported_differs(a: &Claim, b: &Claim) -> Option<[String; 2]> {
    // A plan may well be told of before its day.
    if a.kind != Kind::Count || a.certainty != Certainty::Asserted {
        return None;
    }
    let reported = a.scene.reported?;
    let (when, origin) = b.scene.when.as_ref()?;
    let starts = if when.grain == Grain::Night { when.to } else { when.from };
    (*origin == Origin::Said && starts > reported).then(|| [format!("by {reported}"), show(when)])
}

fn is_period(when: &When) -> bool {
    matches!(when.grain, Grain::Month | Grain::Season | Grain::Quarter | Grain::Year | Grain::Range)
}

/// Days between two intervals, 0 where they touch. A night belongs to both of its days.
pub fn gap(a: &When, b: &When) -> i32 {
    let days =
        |from: jiff::civil::Date, to: jiff::civil::Date| to.since(from).map_or(i32::MAX, |s| s.get_days());
    days(a.to, b.from).max(days(b.to, a.from)).max(0)
}

fn show(when: &When) -> String {
    match when.grain {
        Grain::Day | Grain::Time if when.from == when.to => when.from.to_string(),
        _ => format!("{} to {}", when.from, when.to),
    }
}

/// Both sentences name known places, and none of one fits any of the other.
fn places_differ(a: &Claim, b: &Claim) -> Option<[String; 2]> {
    let (pa, pb) = (&a.scene.places, &b.scene.places);
    if pa.is_empty() || pb.is_empty() {
        return None;
    }
    // The marchers of a city are some of those of its country.
    let of = |claim: &Claim, reach| claim.scene.reach == reach;
    let (wide, narrow) = (of(a, Reach::Country), of(b, Reach::Country));
    let town = |places: &BTreeSet<String>| {
        places.iter().all(|place| Gazetteer::get().country_of(place).is_some_and(|country| country != place))
    };
    if a.kind == Kind::Count && (wide && !narrow && town(pb) || narrow && !wide && town(pa)) {
        return Some([join(pa), join(pb)]);
    }
    // "22 in Washington and Oregon", "19 in Washington and three in Oregon".
    let (share_a, share_b) = (of(a, Reach::Share), of(b, Reach::Share));
    if a.kind == Kind::Count && (share_a && !share_b && pb.len() > 1 || share_b && !share_a && pa.len() > 1) {
        return Some([join(pa), join(pb)]);
    }
    let fits = pa.iter().any(|x| pb.iter().any(|y| compare_places(x, y) != Comparison::Contradicts));
    if fits {
        return None;
    }
    // "Derby, Kansas" is "Derby" where nothing else bears the name.
    let heads =
        |places: &BTreeSet<String>| places.iter().map(|p| head(p).to_owned()).collect::<BTreeSet<_>>();
    let (x, y) = (heads(pa), heads(pb));
    Some(if x.is_disjoint(&y) { [join(&x), join(&y)] } else { [join(pa), join(pb)] })
}

fn join(values: &BTreeSet<String>) -> String {
    values.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Whether the shorter of the two sentences tells little that the other does not: "Friday's power cut
/// in Porto Almar lasted 90 minutes", "the power cut in Porto Almar went on for three hours". How many
/// were hurt is told in such words again and again, of the one group and of the other.
fn read_alike(a: &Claim, b: &Claim, contexts: &Contexts) -> bool {
    if !matches!(a.kind, Kind::Measure | Kind::Duration | Kind::Money | Kind::Percent | Kind::Score) {
        return false;
    }
    let score = a.kind == Kind::Score;
    let (a, b) = (&*contexts.clues(a).sentence, &*contexts.clues(b).sentence);
    // A team plays many: a match is known by both.
    let fewer = a.names.len().min(b.names.len());
    if score && a.names.count_shared(&b.names, fewer) < fewer {
        return false;
    }
    let count = |clues: &SentenceClues| clues.names.len() + clues.words.len();
    let least = count(a).min(count(b));
    let shared = a.names.count_shared(&b.names, least) + a.words.count_shared(&b.words, least);
    least >= 3 && shared * 5 >= least * 3
}

fn are_of_one_day(a: &Claim, b: &Claim, except: Option<Field>) -> bool {
    match (&a.scene.when, &b.scene.when) {
        (Some((x, _)), Some((y, _))) => except != Some(Field::When) && gap(x, y) == 0,
        _ => false,
    }
}

/// The field that is a claim's own value, so that it cannot tell events apart.
pub fn own_field(kind: Kind) -> Option<Field> {
    match kind {
        Kind::Date => Some(Field::When),
        Kind::Place => Some(Field::Place),
        _ => None,
    }
}

/// Values of a field that both claims have and that differ.
pub fn field_differs(a: &Claim, b: &Claim, field: Field) -> Option<[String; 2]> {
    let (x, y) = (a.arguments.get(&field)?, b.arguments.get(&field)?);
    let subset = x.values.is_subset(&y.values) || y.values.is_subset(&x.values);
    let shared = x.values.intersection(&y.values).next().is_some();
    let fits =
        |same: &dyn Fn(&str, &str) -> bool| x.values.iter().any(|v| y.values.iter().any(|w| same(v, w)));
    let same = match field {
        Field::Person => shared || fits(&same_person),
        // "Derby" where the one article leaves open which, "Derby, Kansas" in the other.
        Field::Owner | Field::Agent | Field::Target if fits(&bears_one_name) => true,
        // "Norden Shipping" and "Norden", "the Cutter Ridge fire" and "Cutter Ridge".
        Field::Owner => shared || fits(&share_word),
        // Who acts is named in full once: "Kestrel Brewing" and "Kestrel", "Anna Roth" and "Roth".
        Field::Agent => subset || shared || fits(&same_person) || fits(&one_begins_the_other),
        // "the US, Russian and Ukrainian delegations" and "US and Russian officials": one includes
        // the other; two pairs with one party in common are two meetings.
        Field::Side | Field::Part | Field::Unit | Field::Round => subset,
        _ => subset || shared,
    };
    (!same).then(|| [join(&x.values), join(&y.values)])
}

/// Whether one name is the first words of the other.
fn one_begins_the_other(a: &str, b: &str) -> bool {
    let begins = |short: &str, long: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    begins(a, b) || begins(b, a)
}

/// Whether two names share a word that is long enough to tell something.
fn share_word(a: &str, b: &str) -> bool {
    a.split(' ').any(|w| w.len() > 3 && b.split(' ').any(|v| v == w))
}

/// Index of claims by their articles' stories.
pub fn by_story(articles: &[Article], claims: &[Claim]) -> BTreeMap<Option<String>, Vec<usize>> {
    let mut stories: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        let story = articles[claim.article.0 as usize].story.clone();
        stories.entry(story).or_default().push(index);
    }
    stories
}

/// What two claims have in common, by name or, as [`scope`] counts it in points, by number.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Evidence<T = Vec<String>> {
    /// Names that both sentences mention; the first three count 4 points each.
    pub names: T,
    /// Telling words of both sentences, without what is counted and what is said of it; the first
    /// six count 2 points each.
    pub words: T,
    /// Whether the shorter sentence tells little that the other does not, which counts 4 points.
    pub alike: bool,
    /// Countries of both sentences; the first two count a point each.
    pub nations: T,
    /// Whether both play on one day, which counts 2 points.
    pub day: bool,
    /// Names that both articles mention; the first two count 2 points each.
    pub article_names: T,
    /// Telling words of both articles' leads; the first four count a point each.
    pub lead: T,
}

/// Names the evidence that two claims share. `except` is the field that is the claims' own value.
pub fn evidence(a: &Claim, b: &Claim, contexts: &Contexts, except: Option<Field>) -> Evidence {
    shared(a, b, contexts, except, |x, y, _| contexts.shared(x, y))
}

/// The evidence that two claims share; `both` takes what stands in two sets of words, of which at most
/// so many count.
fn shared<T: Default>(
    a: &Claim,
    b: &Claim,
    contexts: &Contexts,
    except: Option<Field>,
    both: impl Fn(&Words, &Words, usize) -> T,
) -> Evidence<T> {
    let (ca, cb) = (contexts.clues(a), contexts.clues(b));
    let (sa, sb) = (&*ca.sentence, &*cb.sentence);
    let (of_a, of_b) = (contexts.of(a), contexts.of(b));
    // What the articles share as a whole holds for claims of their main event only.
    let main = |x: &Words, y: &Words, most| {
        if a.scene.background || b.scene.background { T::default() } else { both(x, y, most) }
    };
    Evidence {
        names: both(&sa.names, &sb.names, NAMES),
        words: both(&ca.words, &cb.words, WORDS),
        nations: both(&sa.nations, &sb.nations, NATIONS),
        alike: read_alike(a, b, contexts),
        day: are_of_one_day(a, b, except),
        article_names: main(&of_a.names, &of_b.names, ARTICLE_NAMES),
        lead: main(&of_a.lead, &of_b.lead, LEAD),
    }
}

/// How many of each sort of evidence count.
const NAMES: usize = 3;
const WORDS: usize = 6;
const NATIONS: usize = 2;
const ARTICLE_NAMES: usize = 2;
const LEAD: usize = 4;

impl Evidence<usize> {
    /// The points of what the two sentences share.
    fn said(&self) -> u32 {
        let day = u32::from(self.day) * 2 + u32::from(self.alike) * ENOUGH;
        points(self.names * 4 + self.words * 2 + self.nations) + day
    }

    /// The points of what their articles share.
    fn context(&self) -> u32 {
        points(self.article_names * 2 + self.lead)
    }
}

impl Evidence {
    /// The points of what the two sentences share, as [`scope`] counts them.
    pub fn said(&self) -> u32 {
        self.counted().said()
    }

    /// The points of what their articles share, as [`scope`] counts them.
    pub fn context(&self) -> u32 {
        self.counted().context()
    }

    fn counted(&self) -> Evidence<usize> {
        Evidence {
            names: self.names.len().min(NAMES),
            words: self.words.len().min(WORDS),
            alike: self.alike,
            nations: self.nations.len().min(NATIONS),
            day: self.day,
            article_names: self.article_names.len().min(ARTICLE_NAMES),
            lead: self.lead.len().min(LEAD),
        }
    }
}

/// A few points; the sets of words are cut before they are counted.
fn points(few: usize) -> u32 {
    u32::try_from(few).unwrap_or(u32::MAX)
}
