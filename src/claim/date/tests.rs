//! Every case of `fixtures/values/dates*.yml`, and that no text can make the grammars fail.

use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::Date;
use proptest::prelude::*;
use serde::Deserialize;

use super::{Clock, Tense, dates};
use crate::claim::Value;
use crate::claim::compare::{Comparison, compare, plain::WORLD};
use crate::claim::token::tokens;
use crate::claim::value::{ValueKind, ValueMention};
use crate::files::Span;

/// One file: cases that share a day of publication.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    published: String,
    cases: Vec<Case>,
}

/// Sentences of one article, one a line, and what is read in them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    published: Option<String>,
    #[serde(default)]
    undated: bool,
    #[serde(default)]
    tense: Said,
    reads: Vec<String>,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Said {
    #[default]
    Past,
    Present,
    Future,
    Unknown,
}

impl From<Said> for Tense {
    fn from(said: Said) -> Self {
        match said {
            Said::Past => Self::Past,
            Said::Present => Self::Present,
            Said::Future => Self::Future,
            Said::Unknown => Self::Unknown,
        }
    }
}

/// "words = 2025-03-23..2025-03-24 night 18:00-06:00 +120 (since) mismatch".
fn written(mention: &ValueMention, text: &str) -> String {
    let mut line = format!("{} =", mention.core.of(text));
    let ValueKind::Date(when, mismatch) = &mention.kind else { return line };
    match when {
        None => line.push_str(" ?"),
        Some(when) => {
            write!(line, " {}", when.from).unwrap();
            if when.to != when.from {
                write!(line, "..{}", when.to).unwrap();
            }
            write!(line, " {}", format!("{:?}", when.grain).to_lowercase()).unwrap();
            if let Some((from, to)) = when.clock {
                let point = |t: jiff::civil::Time| format!("{:02}:{:02}", t.hour(), t.minute());
                let to = if from == to { String::new() } else { format!("-{}", point(to)) };
                write!(line, " {}{to}", point(from)).unwrap();
            }
            if let Some(zone) = when.zone {
                write!(line, " {zone:+}").unwrap();
            }
        }
    }
    let cues: Vec<&str> = mention.cues.iter().map(|cue| cue.of(text)).collect();
    if !cues.is_empty() {
        write!(line, " ({})", cues.join(" ")).unwrap();
    }
    if mismatch.is_some() {
        line.push_str(" mismatch");
    }
    line
}

fn read(text: &str, published: Option<Date>, tense: Tense) -> Vec<String> {
    let mut clock = Clock { published, last: None };
    let mut start = 0;
    let mut lines = Vec::new();
    for sentence in text.split_inclusive('\n') {
        let span = Span::new(start, start + sentence.len());
        start = span.end;
        let found = dates(text, span, &tokens(text, span), &mut clock, &|_| tense);
        lines.extend(found.iter().map(|mention| written(mention, text)));
    }
    lines
}

#[test]
fn every_case_reads_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/values");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|p| p.file_name().is_some_and(|name| name.to_string_lossy().starts_with("dates")));
    paths.sort();
    let (mut count, mut wrong) = (0, String::new());
    for path in paths {
        let cases: Cases = serde_yaml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in cases.cases {
            count += 1;
            let day = case.published.as_ref().unwrap_or(&cases.published);
            let published = if case.undated { None } else { Some(day.parse().unwrap()) };
            let got = read(&case.text, published, case.tense.into());
            if got != case.reads {
                writeln!(wrong, "{:?}\n  expected {:?}\n  got      {got:?}", case.text, case.reads).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 150, "only {count} cases");
}

#[test]
fn tense_is_asked_for_the_mention() {
    let text = "Talks that ended on Monday will resume on Friday.";
    let span = Span::new(0, text.len());
    let mut clock = Clock { published: Some(jiff::civil::date(2025, 6, 18)), last: None };
    let tense = |at: usize| if at < 5 { Tense::Past } else { Tense::Future };
    let found = dates(text, span, &tokens(text, span), &mut clock, &tense);
    let read: Vec<String> = found.iter().map(|m| written(m, text)).collect();
    assert_eq!(read, ["Monday = 2025-06-16 day", "Friday = 2025-06-20 day"]);
    assert_eq!(clock.last.map(|w| w.from), Some(jiff::civil::date(2025, 6, 20)));
}

#[test]
fn times_of_news_prose_stand_to_each_other_as_readers_take_them() {
    let when = |text: &str| {
        let span = Span::new(0, text.len());
        let mut clock = Clock { published: Some(jiff::civil::date(2025, 6, 18)), last: None };
        let found = dates(text, span, &tokens(text, span), &mut clock, &|_| Tense::Past);
        match found.first().map(|mention| &mention.kind) {
            Some(ValueKind::Date(Some(when), _)) => Value::When(*when),
            other => panic!("{text}: {other:?}"),
        }
    };
    let check = |a: &str, b: &str, expected: Comparison| {
        let found = compare(&when(a), &when(b), &WORLD).map(|compared| compared.comparison);
        assert_eq!(found, Some(expected), "{a} | {b}");
    };
    let (fits, differs) = (Comparison::Compatible, Comparison::Contradicts);
    check("It blew up on Sunday afternoon.", "It blew up late Sunday evening.", differs);
    check("It blew up at 6:42 a.m. on Sunday.", "It blew up at 6.42pm on Sunday.", differs);
    check("It blew up around 1:30 a.m. on Sunday.", "It blew up at 1:27 a.m. Sunday.", fits);
    check("It blew up early on Tuesday.", "It blew up at dawn yesterday.", fits);
    check("It blew up shortly before midnight on Friday.", "It blew up late on Friday.", fits);
    check("It blew up shortly before midnight on Friday.", "It blew up at 9pm on Friday.", differs);
    check("It blew up at 9.30 on Sunday.", "It blew up at 9.30pm on Sunday.", fits);
    check("It blew up at 9.30 on Sunday.", "It blew up at 10.30pm on Sunday.", differs);
}

/// Words that dates are made of, in any order.
fn calendar_soup() -> impl Strategy<Value = String> {
    let words = [
        "Monday",
        "Mon",
        ".",
        ",",
        "24",
        "31",
        "2025",
        "March",
        "Feb",
        "29",
        "the",
        "of",
        "night",
        "to",
        "in",
        "two",
        "weeks",
        "ago",
        "later",
        "before",
        "after",
        "Easter",
        "at",
        "9",
        "pm",
        "p.m.",
        ":",
        "30",
        "/",
        "-",
        "noon",
        "midnight",
        "overnight",
        "last",
        "next",
        "this",
        "following",
        "same",
        "day",
        "early",
        "late",
        "end",
        "mid-",
        "1990",
        "s",
        "century",
        "19th",
        "Q2",
        "GMT",
        "Kyiv",
        "time",
        "today",
        "'s",
        "(",
        ")",
        "9999",
        "99",
        "0",
        "second",
        "twenty",
        "quarter",
        "weekend",
        "century",
        "decades",
        "–",
        "from",
        "between",
        "and",
    ];
    let glue = prop::sample::select(vec![" ", " ", " ", ""]);
    prop::collection::vec((prop::sample::select(words.to_vec()), glue), 0..14)
        .prop_map(|parts| parts.into_iter().flat_map(|(word, glue)| [word, glue]).collect())
}

fn holds(text: &str, published: Option<Date>, tense: Tense) {
    let mut clock = Clock { published, last: None };
    let span = Span::new(0, text.len());
    for _ in 0..2 {
        let found = dates(text, span, &tokens(text, span), &mut clock, &|_| tense);
        for mention in &found {
            assert!(
                span.contains(mention.span) && mention.span.contains(mention.core),
                "{text:?}: {mention:?}"
            );
            assert!(text.get(mention.span.start..mention.span.end).is_some_and(|words| !words.is_empty()));
            if let ValueKind::Date(Some(when), _) = &mention.kind {
                assert!(when.from <= when.to, "{text:?}: {when:?}");
            }
        }
        assert!(found.windows(2).all(|pair| pair[0].core.end <= pair[1].core.start), "{text:?}: {found:?}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_fail(text in any::<String>()) {
        holds(&text, Some(jiff::civil::date(2024, 2, 29)), Tense::Unknown);
    }

    #[test]
    fn no_calendar_words_make_it_fail(text in calendar_soup(), day in prop::sample::select(vec![
        jiff::civil::date(2024, 2, 29), jiff::civil::date(9999, 12, 31), jiff::civil::date(-9999, 1, 1), jiff::civil::date(2025, 6, 18),
    ]), tense in prop::sample::select(vec![Tense::Past, Tense::Present, Tense::Future, Tense::Unknown])) {
        holds(&text, Some(day), tense);
        holds(&text, None, tense);
    }
}
