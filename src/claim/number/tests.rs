//! The project's own cases: every file of `fixtures/values/` holds sentences and how a reader of
//! news understands their numbers.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::lexis::{NUMBERS, UNITS};
use super::numbers;
use crate::claim::quantity::{Bound, Quantity};
use crate::claim::token::tokens;
use crate::claim::value::{ValueKind, ValueMention};
use crate::files::Span;

/// A sentence and its numbers, each as `words | bare number | reading`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    reads: Vec<String>,
}

fn read(text: &str) -> Vec<ValueMention> {
    let sentence = Span::new(0, text.len());
    numbers(text, sentence, &tokens(text, sentence))
}

/// `words | bare number | reading`, the form of the fixtures.
fn shown(text: &str, mention: &ValueMention) -> String {
    let reading = match &mention.kind {
        ValueKind::Number(quantity) => quantity_shown(quantity),
        ValueKind::Ordinal(rank) => format!("rank {rank}"),
        ValueKind::Score(pairs) => {
            let pairs: Vec<String> = pairs.iter().map(|(left, right)| format!("{left}-{right}")).collect();
            format!("score {}", pairs.join(" "))
        }
        ValueKind::Result(seconds) => format!("result {seconds}"),
        ValueKind::Identifier(name) => format!("name {name}"),
        ValueKind::Date(..) => "date".to_owned(),
    };
    format!("{} | {} | {reading}", mention.span.of(text), mention.core.of(text))
}

/// `hedge interval unit per x ±rounding`; a point is one figure.
fn quantity_shown(quantity: &Quantity) -> String {
    let end = |bound: Option<Bound>| bound.map(|bound| bound.at.normalize().to_string()).unwrap_or_default();
    let closed = |bound: Option<Bound>| bound.is_some_and(|bound| bound.closed);
    let interval = match quantity.point() {
        Some(point) => point.normalize().to_string(),
        None => format!(
            "{}{}, {}{}",
            if closed(quantity.low) { '[' } else { '(' },
            end(quantity.low),
            end(quantity.high),
            if closed(quantity.high) { ']' } else { ')' },
        ),
    };
    let hedge = serde_json::to_value(quantity.hedge).unwrap();
    let mut words = vec![hedge.as_str().unwrap().to_owned(), interval];
    if !quantity.unit.id.is_empty() {
        words.push(quantity.unit.id.clone());
    }
    if !quantity.unit.per.is_empty() {
        words.push(format!("per {}", quantity.unit.per));
    }
    if quantity.rounding > Decimal::ZERO {
        words.push(format!("±{}", quantity.rounding.normalize()));
    }
    words.join(" ")
}

#[test]
fn every_case_reads_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/values");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    // Dates have cases of their own shape: see `claim/date/tests.rs`.
    files.retain(|file| !file.file_name().unwrap().to_string_lossy().starts_with("dates"));
    files.sort();
    let (mut cases, mut wrong) = (0, Vec::new());
    for file in &files {
        let written: Vec<Case> = serde_yaml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        for case in written {
            cases += 1;
            let got: Vec<String> =
                read(&case.text).iter().map(|mention| shown(&case.text, mention)).collect();
            if got != case.reads {
                wrong.push(format!("{}\n  expected {:#?}\n  got {got:#?}", case.text, case.reads));
            }
        }
    }
    assert!(cases >= 300, "only {cases} cases in {} files", files.len());
    assert!(wrong.is_empty(), "{} of {cases} cases read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_vocabulary_is_sound() {
    assert_eq!(NUMBERS.scales["million"], Decimal::from(1_000_000));
    for id in ["percent", "fraction", "year", "inch", UNITS.pound.mass.as_str()] {
        assert!(UNITS.unit(id).is_some(), "{id}");
    }
    for id in UNITS.long.values() {
        assert!(UNITS.unit(id).is_some(), "{id}");
    }
}

#[test]
fn temperatures_convert_with_their_offset() {
    let mention = read("It was 50 degrees Fahrenheit.").remove(0);
    let ValueKind::Number(quantity) = mention.kind else { panic!("no number") };
    let base = quantity.low.unwrap().at * quantity.unit.factor + quantity.unit.offset;
    assert_eq!(base.round_dp(9), Decimal::TEN);
}

#[test]
fn spans_count_in_the_article() {
    let text = "Añ first. Some 40 boats sank. Nobody else saw 12.";
    let start = text.find("Some").unwrap();
    let sentence = Span::new(start, text.find(" Nobody").unwrap());
    let found = numbers(text, sentence, &tokens(text, sentence));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].span.of(text), "Some 40");
    assert_eq!(found[0].cues.iter().map(|cue| cue.of(text)).collect::<Vec<_>>(), ["Some"]);
}

/// Pieces that sentences about numbers are made of, in no sensible order.
fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "at least",
        "between",
        "and",
        "from",
        "to",
        "half",
        "a",
        "third",
        "quarter",
        "million",
        "9",
        "1,204.5",
        "£",
        "$",
        "-",
        "–",
        "%",
        "°C",
        "C",
        ".",
        ",",
        "in",
        "five",
        "hundred",
        "twenty-one",
        "99999999999999999999",
        "0.000000000000000001",
        "1e99",
        "^64",
        "10^18",
        "bn",
        "m",
        "km",
        "per",
        "day",
        "old",
        "year",
        "no",
        "one",
        "dozens",
        "of",
        "several",
        "3-1",
        "2:21:04",
        "½",
        "’",
        "\u{a0}",
        "ß",
        "日本",
        "or so",
        "feet",
        "inches",
        "over",
        "week-long",
        "magnitude",
        "flight",
        "KX",
        "412",
        "minus",
        "trillion",
        "lakh crore",
        "below zero",
        "both",
        "1/2",
        "trillionths",
        "dollars",
        "cents",
        "pounds",
    ];
    let glue = prop::sample::select(vec![" ", "", "-", " "]);
    let piece =
        prop_oneof![8 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,3}"];
    prop::collection::vec((piece, glue), 0..14)
        .prop_map(|parts| parts.into_iter().map(|(piece, glue)| piece + glue).collect())
}

fn holds_together(text: &str) {
    let sentence = Span::new(0, text.len());
    let mut end = 0;
    for mention in read(text) {
        assert!(
            sentence.contains(mention.span) && text.get(mention.span.start..mention.span.end).is_some(),
            "{text:?}"
        );
        assert!(mention.span.contains(mention.core), "{text:?}: {mention:?}");
        assert!(mention.cues.iter().all(|cue| mention.span.contains(*cue)), "{text:?}: {mention:?}");
        assert!(mention.span.start >= end && !mention.span.is_empty(), "{text:?}: {mention:?}");
        end = mention.span.end;
    }
}

#[test]
fn ranks_with_foreign_letters_are_read_whole() {
    for text in ["0S\u{108f5}", "9ｔh-minute goal", "5ſt"] {
        holds_together(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
        holds_together(&text);
    }

    #[test]
    fn any_row_of_pieces_is_read_without_panic(text in pieces()) {
        holds_together(&text);
    }
}
