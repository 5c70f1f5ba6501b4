//! The kinds of values that words can carry.

/// What kind of value a claim carries.
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
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A number of things: 99 drones, three people killed.
    Count,
    /// A figure with a unit that is neither money, per cent nor time: 30 km, magnitude 6.1.
    Measure,
    /// A sum of money.
    Money,
    /// A share.
    Percent,
    /// A span of time.
    Duration,
    /// When an event happens.
    Date,
    /// Where an event happens.
    Place,
    /// Who leads or belongs to a group.
    Member,
    /// The office that a person holds.
    Role,
    /// A speaker's words.
    Quote,
    /// An actor did or did not do something.
    Statement,
    /// The result of a match, a vote or a race.
    Score,
    /// A number or name that identifies a thing: flight KX 412; the real name of a person.
    Identifier,
}
