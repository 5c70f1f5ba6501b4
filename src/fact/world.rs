//! What comparing values needs to know of the world, from the vocabulary.

use crate::claim::compare::{Comparison, Offices, People, Places, Predicates, Quotes, World};
use crate::claim::{Quotation, name, quote};

struct Known;

impl Places for Known {
    fn compare(&self, a: &str, b: &str) -> Comparison {
        name::compare_places(a, b)
    }
}

impl People for Known {
    fn same(&self, a: &str, b: &str) -> bool {
        name::same_person(a, b) || name::is_short_for(a, b) || name::is_short_for(b, a)
    }
}

impl Offices for Known {
    fn exclusive(&self, a: &str, b: &str) -> bool {
        name::exclusive_offices(a, b)
    }
}

impl Quotes for Known {
    fn compare(&self, a: &Quotation, b: &Quotation) -> Option<Comparison> {
        quote::compare::aligned(a, b).then(|| quote::compare::compare(a, b).0)
    }
}

impl Predicates for Known {
    fn opposite(&self, a: &str, b: &str) -> bool {
        crate::vocabulary::predicates::predicates().opposite(a, b)
    }
}

/// The shipped vocabulary as the world that values are compared in.
pub fn world() -> World<'static> {
    World { places: &Known, people: &Known, offices: &Known, quotes: &Known, predicates: &Known }
}
