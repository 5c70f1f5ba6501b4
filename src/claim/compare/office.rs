//! Offices: head, body, place and tenure. What one side does not say is no difference.

use super::{Comparison, World};
use crate::claim::{Office, Tenure};

/// Compares two offices of one person.
pub(super) fn compare(a: &Office, b: &Office, world: &World<'_>) -> Comparison {
    use Tenure::{Current, Former};
    let tenures = (a.tenure, b.tenure);
    if !same_office(a, b, world) {
        let apart = tenures == (Current, Current) && world.offices.exclusive(&a.head, &b.head);
        return if apart { Comparison::Contradicts } else { Comparison::Compatible };
    }
    match tenures {
        (a, b) if a == b => Comparison::Agrees,
        (Former, Current) | (Current, Former) => Comparison::Contradicts,
        // Acting, elect: steps on the way into one office.
        _ => Comparison::Compatible,
    }
}

fn same_office(a: &Office, b: &Office, world: &World<'_>) -> bool {
    let same = |a: Option<&str>, b: Option<&str>, alike: &dyn Fn(&str, &str) -> bool| match (a, b) {
        (Some(a), Some(b)) => a == b || alike(a, b),
        _ => true,
    };
    a.head == b.head
        && same(a.body.as_deref(), b.body.as_deref(), &|a, b| world.people.same(a, b))
        && same(a.place.as_deref(), b.place.as_deref(), &|a, b| {
            world.places.compare(a, b) != Comparison::Contradicts
        })
}

#[cfg(test)]
mod tests {
    use super::super::plain::WORLD;
    use super::*;

    fn office(head: &str, place: Option<&str>, tenure: Tenure) -> Office {
        Office { head: head.into(), body: None, place: place.map(str::to_owned), tenure }
    }

    #[test]
    fn only_one_office_held_and_left_or_two_exclusive_ones_contradict() {
        use Tenure::{Acting, Current, Elect, Former};
        let check = |a: &Office, b: &Office| {
            assert_eq!(compare(a, b, &WORLD), compare(b, a, &WORLD));
            compare(a, b, &WORLD)
        };
        let president = office("president", Some("kiva"), Current);
        assert_eq!(check(&president, &office("president", None, Current)), Comparison::Agrees);
        assert_eq!(check(&president, &office("president", Some("kiva"), Former)), Comparison::Contradicts);
        assert_eq!(check(&president, &office("president", Some("oster"), Former)), Comparison::Compatible);
        assert_eq!(check(&president, &office("president", None, Acting)), Comparison::Compatible);
        assert_eq!(check(&president, &office("president", None, Elect)), Comparison::Compatible);
        assert_eq!(check(&president, &office("diplomat", None, Former)), Comparison::Compatible);
        let (energy, justice) =
            (office("energy minister", None, Current), office("justice minister", None, Current));
        assert_eq!(check(&energy, &justice), Comparison::Contradicts);
        assert_eq!(check(&energy, &office("justice minister", None, Former)), Comparison::Compatible);
        assert_eq!(
            check(&energy, &office("energy minister and deputy premier", None, Current)),
            Comparison::Compatible
        );
    }
}
