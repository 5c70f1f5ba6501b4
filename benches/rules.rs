//! What a thousand rules cost: to load, lint and test them, and a run with them against a run with
//! ten. The rules are made up: each of its own noun, in three shapes, with three tests.
//!
//! `cargo bench --bench rules`, on all cores, as the command runs.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use divan::{Bencher, black_box};

use crosscheck::article::{self, Article, Options};
use crosscheck::check::check;
use crosscheck::rule::{Names, OwnWords, RuleSet};
use crosscheck::testing::{Tally, engine, lint};

fn main() {
    divan::main();
}

/// A noun of its own for every rule: "bakaler", "bakales".
fn noun(at: usize) -> String {
    let syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"];
    let digits = [at / 100 % 10, at / 10 % 10, at % 10];
    digits.iter().map(|&digit| syllables[digit]).chain(["ler"]).collect()
}

/// So many rules as the text of one file.
fn rules(number: usize) -> String {
    let mut text = String::new();
    for at in 0..number {
        let noun = noun(at);
        let condition = match at % 3 {
            0 => format!("{{ concept: {noun}, predicate: destroy }}"),
            1 => format!("{{ concept: {noun}, any: [{{ predicate: destroy }}, {{ certainty: planned }}] }}"),
            _ => format!("{{ concept: {noun}, not: {{ certainty: wished }} }}"),
        };
        let one = format!("The fire in Genoa destroyed two {noun}s.");
        let _ = write!(
            text,
            "- id: rule-{at}\n  title: Destroyed {noun}s\n  claim: count\n  where: {condition}\n  key: [event]\n  \
             message: \"{{outlets}} differ on {noun}s: {{values}}\"\n  tests:\n    \
             - contradicts: [\"{one}\", \"Three {noun}s were destroyed by the fire in Genoa.\"]\n    \
             - agrees: [\"{one}\", \"Two {noun}s were destroyed by the fire in Genoa.\"]\n    \
             - apart: [\"{one}\", \"The fire in Cork destroyed three {noun}s.\"]\n"
        );
    }
    text
}

static TEXT: LazyLock<String> = LazyLock::new(|| rules(1000));

fn loaded(text: &str) -> RuleSet {
    let (rules, problems) = RuleSet::read("rules.yml", text);
    assert!(problems.is_empty(), "{problems:?}");
    rules
}

/// Load, lint and test, as `rules lint` and `rules test` do one after the other.
#[divan::bench(sample_count = 10)]
fn load_lint_and_test_1000() -> usize {
    let rules = loaded(&TEXT);
    let found = rules.lint(&Names::default(), &|a, b| a == b).len()
        + lint::lint(&rules, &OwnWords::default(), &[]).len();
    let cases = engine::run_all(&rules, None);
    let tally = Tally::of(&cases);
    assert_eq!((tally.passed, tally.failed), (3000, 0));
    black_box(found) + tally.passed
}

#[divan::bench(sample_count = 10)]
fn load_1000() -> usize {
    loaded(&TEXT).rules.len()
}

fn articles() -> Vec<Article> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/stories");
    article::read(&[root.to_string_lossy().into_owned()], &Options::default()).articles
}

/// All stories of the project against ten rules, and against a thousand.
#[divan::bench(args = [10, 1000], sample_count = 10)]
fn run_with(bencher: Bencher, number: usize) {
    let rules = loaded(&rules(number));
    bencher.with_inputs(articles).bench_values(|articles| check(articles, &rules));
}
