//! Figures that are dealt out over places: "nineteen people in Washington and three in Oregon fell ill".
//!
//! Each is the figure of its place alone, and a part of what another outlet gives for all of them.

use crate::claim::draft::Draft;
use crate::claim::name::Referent;
use crate::claim::quantity::Dimension;
use crate::claim::reading::SentenceReading;
use crate::claim::syntax::{Item, PhraseId};
use crate::claim::value::ValueKind;
use crate::claim::{Field, Kind, Value};
use crate::vocabulary::grammar::{Group, grammar};

/// A count with the place behind what it counts.
struct Share {
    draft: usize,
    counted: PhraseId,
    behind: PhraseId,
    place: String,
}

/// Marks the counts of a sentence of which it gives one for each of several places; what is said of one
/// of them is said of all. A bare figure of a further place ("and 14 in Derby") counts what the first
/// counts.
pub(super) fn mark(sentence: &SentenceReading, drafts: &mut Vec<Draft>) {
    for at in 0..drafts.len() {
        drafts.extend(further(sentence, drafts, at));
    }
    let shares: Vec<Share> = (0..drafts.len()).filter_map(|at| share(sentence, at, &drafts[at])).collect();
    for pair in shares.windows(2) {
        let [first, next] = pair else { continue };
        let alike = drafts[first.draft].concept == drafts[next.draft].concept && first.place != next.place;
        if !alike || !follows(sentence, first.behind, next.counted) {
            continue;
        }
        for share in pair {
            drafts[share.draft].share_of = Some(share.place.clone());
        }
        let said = drafts[next.draft].predicate.clone();
        let own = &mut drafts[first.draft].predicate;
        *own = own.take().or(said);
    }
}

/// The count of the bare figure that follows on the place of another count.
fn further(sentence: &SentenceReading, drafts: &[Draft], at: usize) -> Option<Draft> {
    let parse = &sentence.parse;
    let first = share(sentence, at, &drafts[at])?;
    let (index, value) = sentence.values.iter().enumerate().find(|(index, _)| {
        let phrase = parse.phrase_at(parse.value_tokens[*index].start);
        phrase.is_some_and(|p| parse.phrases[p].head.is_none() && follows(sentence, first.behind, p))
    })?;
    let ValueKind::Number(quantity) = &value.kind else { return None };
    let told = drafts.iter().any(|draft| draft.mention == value.span);
    if told || quantity.unit.dimension != Dimension::Count {
        return None;
    }
    let (mention, anchor) = (value.span, parse.value_tokens[index].start);
    let next = Draft {
        value: Value::Number(quantity.clone()),
        mention,
        cues: value.cues.clone(),
        anchor,
        ..drafts[at].clone()
    };
    share(sentence, at, &next).is_some().then_some(next)
}

/// "in Utah and three", "in Utah, three": whether a count follows directly on a place.
fn follows(sentence: &SentenceReading, place: PhraseId, counted: PhraseId) -> bool {
    let parse = &sentence.parse;
    let (from, to) = (parse.item_of_phrase(place) + 1, parse.item_of_phrase(counted));
    let between = parse.items.get(from..to).unwrap_or_default();
    !between.is_empty() && between.iter().all(|item| matches!(item, Item::Comma | Item::Conjunction(_)))
}

fn share(sentence: &SentenceReading, draft: usize, count: &Draft) -> Option<Share> {
    let parse = &sentence.parse;
    let whole = count.kind == Kind::Count && !count.arguments.contains_key(&Field::Part);
    if !whole {
        return None;
    }
    let counted = sentence.phrase_of(count.mention)?;
    let behind = parse.phrases.iter().position(|phrase| {
        let located = phrase.preposition.is_some_and(|t| grammar().is(&parse.lemmas[t], Group::Located));
        located && phrase.on == Some(counted)
    })?;
    let place =
        parse.phrases[behind].names.iter().find_map(|&name| match &sentence.names[name].referent {
            Referent::Place(place) => Some(place.clone()),
            _ => None,
        })?;
    Some(Share { draft, counted, behind, place })
}

#[cfg(test)]
mod tests {
    use crate::claim::extract::tests::claims_of;
    use crate::claim::{Kind, Reach};

    /// The places of each count of a text, and whether it is a share.
    fn places(text: &str) -> Vec<(String, bool)> {
        let counts = claims_of(text).into_iter().filter(|claim| claim.kind == Kind::Count);
        let joined = |places: &std::collections::BTreeSet<String>| {
            places.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
        };
        counts.map(|claim| (joined(&claim.scene.places), claim.scene.reach == Reach::Share)).collect()
    }

    #[test]
    fn each_place_has_its_own() {
        let row = |places: &str, share| (places.to_owned(), share);
        assert_eq!(
            places("Nineteen people in Utah and three in Oregon fell ill."),
            [row("utah", true), row("oregon", true)]
        );
        assert_eq!(
            places("The storm hurt 60 people in Utah and 14 in Oregon."),
            [row("utah", true), row("oregon", true)]
        );
        assert_eq!(places("The storm killed 12 people in Utah."), [row("utah", false)]);
        let two = "The storm killed 12 people in Utah and closed 40 schools in Oregon.";
        assert_eq!(places(two), [row("oregon, utah", false), row("oregon, utah", false)]);
    }
}
