//! Figures of a short spell: "five goals in 18 minutes", "scored four times in 400 seconds".
//!
//! What a match or a battle brought within minutes is a part of what it brought in all, and such a spell is
//! as long as it is for that figure alone: neither is held against the figure or the span of another.

use rust_decimal::Decimal;

use crate::claim::draft::Draft;
use crate::claim::quantity::Dimension;
use crate::claim::reading::SentenceReading;
use crate::claim::{Field, Kind, Value};
use crate::vocabulary::grammar::{Group, grammar};

/// Seconds below which a span is a spell and no length of the event itself.
const SPELL: Decimal = Decimal::from_parts(3600, 0, 0, false, 0);

/// Marks the counts of a sentence that are of a spell, and the spells.
pub(super) fn mark(sentence: &SentenceReading, drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let Some(seconds) = spell(sentence, &drafts[at]) else { continue };
        let clause = sentence.parse.clause_at(drafts[at].anchor);
        let count = (0..drafts.len()).rev().find(|&other| {
            drafts[other].kind == Kind::Count && sentence.parse.clause_at(drafts[other].anchor) == clause
        });
        let Some(count) = count else { continue };
        let Value::Number(number) = &drafts[count].value else { continue };
        let many = number.printed.map(|printed| printed.normalize().to_string()).unwrap_or_default();
        let of = format!("of {many} {}", drafts[count].concept.as_deref().unwrap_or_default());
        drafts[at].say(Field::Part, [of], None);
        drafts[count].say(Field::Part, [format!("in {seconds} seconds")], None);
    }
}

/// How long a spell is in which something else happens, in seconds.
fn spell(sentence: &SentenceReading, draft: &Draft) -> Option<Decimal> {
    let Value::Number(length) = &draft.value else { return None };
    let parse = &sentence.parse;
    let seconds = length.printed? * length.unit.factor;
    let short = length.unit.dimension == Dimension::Duration && seconds < SPELL;
    if !short {
        return None;
    }
    let preposition = parse.phrases[sentence.phrase_of(draft.mention)?].preposition?;
    grammar().is(&parse.lemmas[preposition], Group::Within).then(|| seconds.normalize())
}

#[cfg(test)]
mod tests {
    use crate::claim::extract::tests::claims_of;
    use crate::claim::{Field, Kind};

    /// Kind and part of each count and span of a text.
    fn parts(text: &str) -> Vec<(Kind, String)> {
        let figures = claims_of(text).into_iter().filter(|c| matches!(c.kind, Kind::Count | Kind::Duration));
        figures
            .map(|claim| {
                let part = claim.arguments.get(&Field::Part).and_then(|part| part.values.first().cloned());
                (claim.kind, part.unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn what_a_spell_brings_is_a_part() {
        let row = |kind, part: &str| (kind, part.to_owned());
        assert_eq!(
            parts("Lunden scored five goals in 18 minutes to win the final."),
            [row(Kind::Count, "in 1080 seconds"), row(Kind::Duration, "of 5 goal")]
        );
        assert_eq!(
            parts("Lunden scored four goals within a six-minute spell."),
            [row(Kind::Count, "in 360 seconds"), row(Kind::Duration, "of 4 goal")]
        );
        assert_eq!(
            parts("The fire destroyed 12 homes in two days."),
            [row(Kind::Count, ""), row(Kind::Duration, "")]
        );
    }
}
