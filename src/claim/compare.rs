//! How two values of one fact stand to each other. Values own their comparison.

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Comparison {
    /// They say the same.
    Agrees,
    /// Both can be true.
    Compatible,
    /// Not both can be true.
    Contradicts,
}

/// What sets two values apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Difference {
    /// Two figures.
    Numeric,
    /// Two dates or times.
    Date,
    /// Two places.
    Place,
    /// Two sets of people.
    Membership,
    /// Two offices, or one held and one left.
    Role,
    /// One says so, the other not so.
    Negation,
    /// Two opposite predicates.
    Antonym,
    /// Other words in one quotation.
    Quotation,
    /// Parts that do not add up to their whole.
    Arithmetic,
    /// A weekday that does not fit its date.
    Calendar,
    /// Before or after.
    Order,
    /// Two names or identifiers.
    Identity,
}
