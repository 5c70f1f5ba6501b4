//! Sets of people, open ("among them") or closed ("consisted of").

use super::{Comparison, People};
use crate::claim::Members;

/// Compares two sets of people of one group.
pub(super) fn compare(a: &Members, b: &Members, people: &dyn People) -> Comparison {
    if a.people.is_empty() || b.people.is_empty() {
        return Comparison::Compatible;
    }
    let (a_in_b, b_in_a) = (within(a, b, people), within(b, a, people));
    match (a.open, b.open) {
        _ if a.open == b.open && a_in_b && b_in_a => Comparison::Agrees,
        (true, true) => Comparison::Compatible,
        (true, false) if a_in_b => Comparison::Compatible,
        (false, true) if b_in_a => Comparison::Compatible,
        _ => Comparison::Contradicts,
    }
}

/// Whether at least one person is in both.
pub(super) fn share(a: &Members, b: &Members, people: &dyn People) -> bool {
    a.people.iter().any(|person| holds(b, person, people))
}

fn within(part: &Members, whole: &Members, people: &dyn People) -> bool {
    part.people.iter().all(|person| holds(whole, person, people))
}

fn holds(set: &Members, person: &str, people: &dyn People) -> bool {
    set.people.contains(person) || set.people.iter().any(|other| people.same(person, other))
}

#[cfg(test)]
mod tests {
    use super::super::plain::Plain;
    use super::*;

    #[test]
    fn open_and_closed_sets() {
        let set =
            |names: &[&str], open| Members { people: names.iter().map(|&n| n.to_owned()).collect(), open };
        let check = |a: &Members, b: &Members| {
            assert_eq!(compare(a, b, &Plain), compare(b, a, &Plain));
            compare(a, b, &Plain)
        };
        let pair = set(&["ana rey", "bo lund"], false);
        assert_eq!(check(&pair, &set(&["bo lund", "ana rey"], false)), Comparison::Agrees);
        assert_eq!(check(&pair, &set(&["ana rey"], true)), Comparison::Compatible);
        assert_eq!(check(&pair, &set(&["cy dahl"], true)), Comparison::Contradicts);
        assert_eq!(check(&pair, &set(&["ana rey"], false)), Comparison::Contradicts);
        assert_eq!(check(&set(&["ana rey"], true), &set(&["cy dahl"], true)), Comparison::Compatible);
    }
}
