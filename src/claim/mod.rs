//! Stage 2: every sentence becomes typed, located claims, before any rule is read.

mod apostrophe;
#[doc(hidden)]
pub mod attribution;
pub mod compare;
#[doc(hidden)]
pub mod currency;
#[doc(hidden)]
pub mod date;
mod draft;
#[doc(hidden)]
pub mod event;
#[doc(hidden)]
pub mod extract;
#[doc(hidden)]
pub mod figure;
#[doc(hidden)]
pub mod name;
#[doc(hidden)]
pub mod number;
#[doc(hidden)]
pub mod party;
pub mod quantity;
#[doc(hidden)]
pub mod quote;
#[doc(hidden)]
pub mod reading;
#[doc(hidden)]
pub mod syntax;
#[doc(hidden)]
pub mod token;
#[doc(hidden)]
pub mod value;
pub mod when;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::article::ArticleId;
use crate::files::Span;
pub use crate::vocabulary::kind::Kind;
use event::precedent::PRECEDENT;
use figure::rank::RANK;
use quantity::Quantity;
use when::When;

/// Dense number of a claim within one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ClaimId(pub u32);

/// Predicates that no vocabulary file names, because grammars of their own find them: who leads a
/// delegation, a team or a mission, who belongs to it, a weekday beside its date, when the like of an
/// event last happened, and which of its kind something is by size.
#[doc(hidden)]
pub const OWN_PREDICATES: [&str; 5] = ["lead", "belong", "weekday", PRECEDENT, RANK];

/// Whether the sentence says that it is so or that it is not so.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is so.
    #[default]
    Affirmed,
    /// It is not so.
    Negated,
}

/// How firmly the sentence says it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// As a fact of the past or present.
    #[default]
    Asserted,
    /// As a dated or decided plan: comparable with a report of the event.
    Planned,
    /// As a goal, demand, offer or threat: never compared with what happened.
    Wished,
    /// As a possibility or condition.
    Possible,
}

/// How a clause says that something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// The figure grew: "rose to", "has climbed to".
    Up,
    /// The figure fell: "lowered to", "was cut to".
    Down,
    /// It is another now, whichever way: "revised", "postponed", "now", "final".
    Other,
}

/// A named place, folded, as the gazetteer or the text knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceName {
    /// Canonical folded name: `riyadh`, `saudi arabia`, `19 plymouth street`.
    pub name: String,
    /// Whether the gazetteer or the vocabulary knows it.
    pub known: bool,
}

/// People who lead or belong to a group.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Members {
    /// Canonical folded names: `andrew peek`.
    pub people: BTreeSet<String>,
    /// Whether the text leaves room for others ("included", "among them").
    pub open: bool,
}

/// Whether an office is held now.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Tenure {
    /// Holds it.
    Current,
    /// Held it once: "former", "ex-", "then-".
    Former,
    /// Holds it for the time being: "acting", "interim".
    Acting,
    /// Will hold it: "-elect", "incoming", "designate".
    Elect,
    /// Holds it and leaves, or has just lost it: "outgoing", "sacked", "ousted". Whether it is still
    /// held is not said.
    Outgoing,
}

/// The office that a person holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Office {
    /// Folded head with its rank and field: `president`, `defence minister`, `deputy prime minister`.
    pub head: String,
    /// Body or committee that it belongs to, folded: `federal security service`.
    pub body: Option<String>,
    /// Country or town that it is an office of, canonical: `united states`.
    pub place: Option<String>,
    /// Whether it is held now.
    pub tenure: Tenure,
}

/// One quoted sentence, its pieces joined.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quotation {
    /// Folded words, without marks; words in square brackets are left out.
    pub words: Vec<String>,
    /// Folded words of it that are written as names, in order; none where all is in capitals.
    pub names: Vec<String>,
    /// Whether the outlet quotes a fragment ("in “a completely constructive manner”").
    pub fragment: bool,
}

/// That an actor did something, or that something happened to a thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Statement {
    /// What is asserted, as the vocabulary names it: `accept`, `acquit`, `attend`.
    pub predicate: String,
}

/// A claim's value. Each knows how to compare itself: see [`compare`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// Counts, measures, money, percentages, durations.
    Number(Quantity),
    /// A date.
    When(When),
    /// A place.
    Place(PlaceName),
    /// Leaders or members.
    Members(Members),
    /// An office.
    Office(Office),
    /// A quotation.
    Quote(Quotation),
    /// A statement.
    Statement(Statement),
    /// A score, the pairs in print order, the winner's side unknown.
    Score(Vec<(u32, u32)>),
    /// A running time in seconds.
    Result(Decimal),
    /// A number or name that identifies.
    Identifier(String),
}

/// How a field of a claim came to be known.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// In the claim's own clause.
    Said,
    /// From its sentence, its paragraph, the lead or the dateline.
    Inherited,
}

/// A voice that the outlet cites: outlet → speaker → body cited.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Voice {
    /// Folded canonical name of the speaker or body; "officials" where nobody is named.
    pub name: String,
    /// As printed.
    pub printed: String,
    /// Whether a person or a body is named (not "a source", "officials", "reportedly").
    pub named: bool,
    /// The words that attribute: "said", "according to".
    pub cue: Span,
}

/// A field of a claim that a rule can name in `key` and `separate`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The event that the claim hangs on.
    Event,
    /// What is counted or measured: the head noun, as a concept or a lemma.
    Thing,
    /// What restricts it: "Ukrainian", "of the second round", "women's".
    Quality,
    /// Who does it.
    Agent,
    /// To whom or what it is done.
    Target,
    /// Where.
    Place,
    /// When, as a day or an interval.
    When,
    /// The night or day of it, for counts of one night.
    Night,
    /// The person that a role, a sentence or a statement is about.
    Person,
    /// The country or party whose delegation, team or mission it is.
    Side,
    /// The noun of the group: delegation, mission, crew.
    Group,
    /// Who speaks.
    Speaker,
    /// Whose profit, share or length it is.
    Owner,
    /// What is measured: magnitude, depth, profit, turnout.
    Measure,
    /// The unit, and the unit of time of a rate.
    Unit,
    /// First, second; semi-final, final; quarter, year.
    Round,
    /// How the figure stands in a sum: part, whole, another, so far, from.
    Part,
    /// What is said of it.
    Predicate,
    /// How firmly it is said: a goal is not an outcome.
    Certainty,
}

/// A field's value with how it came to be known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Argument {
    /// Folded canonical values; several where the text names several ("US, Russian").
    pub values: BTreeSet<String>,
    /// The words, where they stand in the article.
    pub span: Option<Span>,
    /// Said in the clause, or inherited.
    pub origin: Origin,
}

/// Dense number of an event inside one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[doc(hidden)]
pub struct EventId(pub u32);

/// One typed value that one sentence asserts.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Dense number over the whole run.
    pub id: ClaimId,
    /// The article that makes it.
    pub article: ArticleId,
    /// Index of its sentence in the article.
    pub sentence: u32,
    /// What kind of value it carries.
    pub kind: Kind,
    /// The vocabulary's name of what is counted or measured, or the noun itself: `drone`, `school`.
    pub concept: Option<String>,
    /// The vocabulary's name of what is said of it, or the verb itself: `kill`, `shoot-down`.
    pub predicate: Option<String>,
    /// The value.
    pub value: Value,
    /// The words that carry the value, narrow.
    pub mention: Span,
    /// The words that changed its reading.
    pub cues: Vec<Span>,
    /// What it is about.
    pub arguments: std::collections::BTreeMap<Field, Argument>,
    /// Who is cited for it, from the nearest voice to the farthest; empty: the outlet itself.
    pub attribution: Vec<Voice>,
    /// Whether it is said to be so.
    pub polarity: Polarity,
    /// How firmly.
    pub certainty: Certainty,
    /// The cue of change that its clause carries.
    pub change: Option<Change>,
    /// The event that it hangs on.
    #[doc(hidden)]
    pub event: EventId,
    /// Where and when it plays, and among whom.
    #[doc(hidden)]
    pub scene: Scene,
}

/// Of how much of the places of its sentence a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[doc(hidden)]
pub enum Reach {
    /// What its places tell is all that is known.
    #[default]
    Places,
    /// A whole country: "a million nationwide", "300,000 across Brazil".
    Country,
    /// One place of several, each of which has a figure of its own in the sentence.
    Share,
}

/// Where and when a claim plays, and among whom: what tells its event from others.
#[derive(Debug, Clone, PartialEq, Default)]
#[doc(hidden)]
pub struct Scene {
    /// When, with how it is known.
    pub when: Option<(When, Origin)>,
    /// The last day that it can have happened on, where the text only tells when it was said.
    pub reported: Option<jiff::civil::Date>,
    /// Canonical places of its sentence.
    pub places: BTreeSet<String>,
    /// Names and telling words of its sentence.
    pub setting: std::sync::Arc<Setting>,
    /// Of how much of its places it is.
    pub reach: Reach,
    /// Whether its sentence is a headline: no place or date is expected there.
    pub headline: bool,
    /// Whether it speaks of an earlier or other event than the article does ("in 1933", "last
    /// year's"): then nothing of the article's lead holds for it.
    pub background: bool,
}

/// Names and telling words of one sentence, folded.
#[derive(Debug, Clone, PartialEq, Default)]
#[doc(hidden)]
pub struct Setting {
    /// Canonical names of persons, places, bodies and others.
    pub names: BTreeSet<String>,
    /// Canonical countries that act or are described.
    pub nations: BTreeSet<String>,
    /// Lemmas that are not common in all news.
    pub words: BTreeSet<String>,
    /// Adjectives and ordinals with the noun that they stand before.
    pub modifiers: BTreeSet<(String, String)>,
}
