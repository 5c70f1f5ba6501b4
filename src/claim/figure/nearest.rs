//! The word of the vocabulary that stands nearest in the grammar to a figure with a unit: what it
//! measures.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::governor::Governor;
use super::noun::partitive;
use crate::claim::draft::Draft;
use crate::claim::quantity::Dimension;
use crate::claim::reading::SentenceReading;
use crate::claim::syntax::PhraseId;
use crate::claim::{Kind, Value};
use crate::vocabulary::measures::measures;

/// Words around a figure and the word for what it measures that may show that it measures another.
pub(super) const MEASURED: usize = 6;

/// Words between a figure and what it measures in another clause.
const REACH: i64 = 12;

/// A change as a measure of its own: "rose by 5%".
const GROWTH: &str = "growth";

/// The dimensions of the measures that are told in few.
static DIMENSIONS: LazyLock<FxHashMap<&'static str, Vec<Dimension>>> = LazyLock::new(|| {
    let read = |name: &String| {
        serde_json::from_value(serde_json::Value::String(name.clone()))
            .expect("measures name known dimensions")
    };
    measures().dimensions().map(|(measure, of)| (measure, of.iter().map(read).collect())).collect()
});

/// Whether a measure is told in a dimension: winds in no miles.
fn is_of(measure: &str, dimension: Dimension) -> bool {
    DIMENSIONS.get(measure).is_none_or(|of| of.contains(&dimension))
}

/// A figure with what it hangs on, for which a measure is looked for.
pub(super) struct Search<'a> {
    sentence: &'a SentenceReading,
    phrase: PhraseId,
    figure: Range<usize>,
    governors: &'a [Governor],
    kind: Kind,
    /// Of a measure with a unit of its own.
    dimension: Option<Dimension>,
    clause: u16,
    /// Whether it stands behind "of".
    of: bool,
    /// The subject of which it is a level: "unemployment rose to N".
    level_of: Option<PhraseId>,
    /// What a span of time is of: "17 hours of talks".
    talks: Option<PhraseId>,
    /// Whether it is the time after which something happens.
    later: bool,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        sentence: &'a SentenceReading,
        index: usize,
        phrase: PhraseId,
        governors: &'a [Governor],
        draft: &Draft,
    ) -> Self {
        let parse = &sentence.parse;
        let figure = parse.value_tokens[index].clone();
        let preposition = parse.phrases[phrase].preposition.map_or("", |t| parse.lemmas[t].as_str());
        let of = preposition == "of";
        let level_of = matches!(preposition, "to" | "at" | "from" | "of")
            .then(|| governors.iter().find_map(|g| g.verb))
            .flatten()
            .and_then(|v| parse.verbs[v].subject)
            .filter(|&s| s != phrase && !of);
        let duration = draft.kind == Kind::Duration;
        Self {
            sentence,
            phrase,
            governors,
            kind: draft.kind,
            dimension: match &draft.value {
                Value::Number(q) if draft.kind == Kind::Measure => Some(q.unit.dimension),
                _ => None,
            },
            clause: parse.clause_at(figure.start),
            figure,
            of,
            level_of,
            talks: partitive(sentence, phrase).filter(|_| duration),
            later: duration && preposition == "after",
        }
    }

    /// The measure whose word stands nearest; the first of equals.
    pub(super) fn nearest(&self) -> Option<&str> {
        let parse = &self.sentence.parse;
        // "Russia's three-year assault": a figure before its noun measures that noun and nothing else.
        let own_noun = parse.phrases[self.phrase].head.is_some_and(|head| head >= self.figure.end);
        let words = (0..parse.lemmas.len())
            .filter(|at| !self.figure.contains(at) && (!own_noun || self.is_within(self.phrase, *at)));
        let found = words.flat_map(|at| {
            let named = measures().at(parse.words(), at, self.kind);
            named.filter_map(move |(name, weight)| Some((self.score(at, name, weight)?, name)))
        });
        let mut best: Option<(i64, &str)> = None;
        for (score, name) in found {
            if best.is_none_or(|(least, _)| score < least) {
                best = Some((score, name));
            }
        }
        best.map(|(_, name)| name)
    }

    fn is_within(&self, phrase: PhraseId, at: usize) -> bool {
        self.sentence.parse.phrases[phrase].tokens.contains(&at)
    }

    /// How far the word of a measure stands from the figure, less what the grammar makes of it; `None`
    /// where it measures something else.
    fn score(&self, at: usize, name: &str, weight: usize) -> Option<i64> {
        let parse = &self.sentence.parse;
        let in_phrase = self.is_within(self.phrase, at);
        let same_clause = parse.clause_at(at) == self.clause;
        let distance = i64::try_from(at.abs_diff(self.figure.start)).unwrap_or(i64::MAX / 4);
        let told = self.dimension.is_none_or(|dimension| is_of(name, dimension));
        // "rose by N" is a change of its own, and no level.
        let change = name == GROWTH && self.level_of.is_some();
        // "emerged after 16 hours, all agreeing to a truce": not so long a truce.
        let other_clause = self.later && !same_clause;
        let far = !same_clause && !in_phrase && distance > REACH;
        if !told || change || other_clause || far || !in_phrase && self.is_another(at, name) {
            return None;
        }
        let near = if in_phrase { 20 } else { 0 };
        let clause = if same_clause { 0 } else { 8 };
        Some(distance - 3 * i64::try_from(weight).unwrap_or(1) - near - self.tie(at) + clause)
    }

    /// Whether a word beside the figure shows that the measure is another.
    fn is_another(&self, at: usize, name: &str) -> bool {
        let lemmas = &self.sentence.parse.lemmas;
        let from = at.min(self.figure.start).saturating_sub(MEASURED);
        let to = (at.max(self.figure.end) + MEASURED).min(lemmas.len());
        lemmas[from..to].iter().any(|word| measures().is_another(name, word))
    }

    /// "a fine of N", "unemployment rose to N", "17 hours of talks": the noun that the figure hangs on, or
    /// the subject of a level, says what it is; a governor less surely so.
    fn tie(&self, at: usize) -> i64 {
        let on = self.sentence.parse.phrases[self.phrase].on.filter(|_| self.of);
        let hangs = [on, self.level_of, self.talks].into_iter().flatten().any(|p| self.is_within(p, at));
        match hangs {
            true => 30,
            false if self.governors.iter().any(|governor| governor.token == at) => 12,
            false => 0,
        }
    }
}
