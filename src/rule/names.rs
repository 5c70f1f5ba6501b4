//! The names that rules use for fields, kinds and the like, and the nearest one to a misspelt name.

use crate::claim::quantity::Dimension;
use crate::claim::{Certainty, Field, Kind, Polarity};
use crate::diagnostic::Severity;

/// A closed set whose members have names in rules.
pub trait Named: Copy + PartialEq + Sized + 'static {
    /// Every member, in the order of its declaration.
    const ALL: &'static [Self];

    /// Its name in rules.
    fn name(self) -> &'static str;

    /// The member of that name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.name() == name)
    }

    /// Every name.
    fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|member| member.name()).collect()
    }
}

/// One table gives the list and the names; a member that is missing does not compile.
macro_rules! named {
    ($type:ty { $($member:ident = $name:literal),+ $(,)? }) => {
        impl Named for $type {
            const ALL: &'static [Self] = &[$(Self::$member),+];
            fn name(self) -> &'static str {
                match self { $(Self::$member => $name),+ }
            }
        }
    };
}
pub(crate) use named;

named!(Field {
    Event = "event", Thing = "thing", Quality = "quality", Agent = "agent", Target = "target", Place = "place",
    When = "when", Night = "night", Person = "person", Side = "side", Group = "group", Speaker = "speaker",
    Owner = "owner", Measure = "measure", Unit = "unit", Round = "round", Part = "part", Predicate = "predicate", Certainty = "certainty",
});

named!(Kind {
    Count = "count", Measure = "measure", Money = "money", Percent = "percent", Duration = "duration", Date = "date",
    Place = "place", Member = "member", Role = "role", Quote = "quote", Statement = "statement", Score = "score",
    Identifier = "identifier",
});

named!(Polarity { Affirmed = "affirmed", Negated = "negated" });

named!(Certainty { Asserted = "asserted", Planned = "planned", Wished = "wished", Possible = "possible" });

named!(Severity { Note = "note", Warning = "warning", Error = "error" });

named!(Dimension {
    Count = "count", Money = "money", Percent = "percent", PercentPoint = "percent-point", Length = "length",
    Area = "area", Volume = "volume", Mass = "mass", Temperature = "temperature", Speed = "speed",
    Duration = "duration", Months = "months", Age = "age", Power = "power", Energy = "energy",
    Rainfall = "rainfall", Scale = "scale", Other = "other",
});

/// The name that a misspelt one was probably meant to be; the first of equals.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let word = word.to_lowercase().replace(['_', ' '], "-");
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let near = strsim::normalized_damerau_levenshtein(&word, name);
        if near >= 0.6 && best.is_none_or(|(most, _)| near > most) {
            best = Some((near, name));
        }
    }
    best.map(|(_, name)| name)
}

/// The label below an unknown name: the nearest right one, else all that there are.
pub fn hint(word: &str, names: &[&str]) -> String {
    match nearest(word, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None if names.len() <= 20 => format!("known are {}", names.join(", ")),
        None => "no name is near".to_owned(),
    }
}

/// Whether a claim of this kind can have this field at all, apart from the one that is its value.
/// A key without a possible field would never join two claims.
pub fn possible(kind: Kind, field: Field) -> bool {
    use Kind as K;
    let number = matches!(kind, K::Count | K::Measure | K::Money | K::Percent | K::Duration);
    match field {
        Field::Event | Field::Certainty => true,
        Field::When | Field::Night => kind != K::Date,
        Field::Place => kind != K::Place,
        Field::Speaker => matches!(kind, K::Quote | K::Statement),
        Field::Part | Field::Unit => number,
        Field::Measure | Field::Owner => number || matches!(kind, K::Identifier | K::Score),
        Field::Person => kind != K::Member,
        Field::Thing | Field::Quality | Field::Agent | Field::Side | Field::Group => kind != K::Quote,
        Field::Predicate | Field::Target => !matches!(kind, K::Quote | K::Role),
        Field::Round => !matches!(kind, K::Quote | K::Role | K::Member),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names here and the names in the JSON are one set.
    #[test]
    fn names_are_those_of_serde() {
        fn same<T: Named + serde::Serialize + std::fmt::Debug>() {
            for &member in T::ALL {
                assert_eq!(serde_json::to_value(member).unwrap(), member.name(), "{member:?}");
            }
        }
        same::<Field>();
        same::<Kind>();
        same::<Polarity>();
        same::<Certainty>();
        same::<Severity>();
        same::<Dimension>();
    }

    #[test]
    fn nearest_names() {
        assert_eq!(nearest("agnet", Field::names()), Some("agent"));
        assert_eq!(nearest("over_time", ["over-time"]), Some("over-time"));
        assert_eq!(nearest("xylophone", Field::names()), None);
    }
}
