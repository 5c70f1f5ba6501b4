//! Stage 3: claims about one fact are brought together by the rules.

mod clue;
#[doc(hidden)]
pub mod context;
#[doc(hidden)]
pub mod contrast;
#[doc(hidden)]
pub mod link;
#[doc(hidden)]
pub mod pair;
mod repeat;
#[doc(hidden)]
pub mod scope;
#[doc(hidden)]
pub mod world;

use crate::claim::{ClaimId, Field};

/// The one thing that several claims are about.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Index of the rule in the rule set.
    pub rule: usize,
    /// Story of its articles.
    pub story: Option<String>,
    /// What identifies it, for readers and for its id: field and value, in the rule's order.
    pub key: Vec<(Field, String)>,
    /// Its claims, ascending.
    pub claims: Vec<ClaimId>,
    /// Pairs of its claims whose values cannot both be true and that share enough to be of one fact by
    /// themselves, whatever brought the others together; one pair for each two values. `None` where it
    /// is no linking that made the fact: sums, weekdays.
    pub opposed: Option<Vec<[ClaimId; 2]>>,
}

/// Two claims that look alike but are not the same fact.
#[derive(Debug, Clone)]
pub struct Apart {
    /// Index of the rule that would have joined them.
    pub rule: usize,
    /// Story of the two articles.
    pub story: Option<String>,
    /// The two claims, ascending.
    pub claims: [ClaimId; 2],
    /// The field that keeps them apart.
    pub field: Field,
    /// Its two values, in the order of `claims`.
    pub values: [String; 2],
}
