//! Reads articles, checks them and prints a report: `cargo run --example report -- PATH…`
//!
//! Without a path it reads the story in `fixtures/stories/harbour-fire`.

// An example prints.
#![allow(clippy::disallowed_macros)]

use crosscheck::article::{Options, read};
use crosscheck::check::check;
use crosscheck::graph::Verdict;
use crosscheck::report::{Report, markdown};
use crosscheck::rule::RuleSet;

fn main() {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        paths.push(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/stories/harbour-fire").to_owned());
    }

    // Read: what cannot be read becomes a problem, the rest is there.
    let reading = read(&paths, &Options::default());
    // Check, by the rules inside the library.
    let (rules, _) = RuleSet::shipped();
    let checked = check(reading.articles, rules);
    // Render: a report is plain data, and every format reads it.
    let report = Report::of(&checked, rules, &reading.problems);
    println!("{}", markdown::render(&report));

    for fact in report.facts.iter().filter(|fact| fact.verdict == Verdict::Contradicted) {
        println!("{}: {}", fact.rule, fact.message);
    }
}
