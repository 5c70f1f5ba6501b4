//! How a project that uses the library keeps the report of its own articles as a snapshot of insta,
//! so that a change of articles, rules or library shows as a diff. Copy the function into a test of
//! your project (`#[test]`, and `insta` among its dev-dependencies): `cargo insta review` then writes
//! and accepts the snapshot beside the test. Here the expected text stands in the code, and
//! `cargo run --example snapshot` compares it.

use crosscheck::article::{from_text, number};
use crosscheck::check::check;
use crosscheck::report::{Report, camps, findings, heading};
use crosscheck::rule::RuleSet;
use jiff::civil::date;

fn main() {
    contradictions_do_not_move();
}

fn contradictions_do_not_move() {
    let monday = Some(date(2031, 5, 5));
    let mut articles = vec![
        from_text("Gazette", monday, None, "A fire in Genoa on Sunday killed 12 people."),
        from_text("Herald", monday, None, "Sunday's fire in Genoa killed 14 people."),
    ];
    // Articles are sorted by what they are: the order in which they were found moves no snapshot.
    number(&mut articles);
    let (rules, _) = RuleSet::shipped();
    let report = Report::of(&check(articles, rules), rules, &[]);

    // A line for each finding: small enough that a reviewer reads it.
    let line = |fact| format!("{}: {}", heading(fact), camps(&report, fact));
    let shown: Vec<String> = findings(&report).into_iter().map(line).collect();
    insta::assert_snapshot!(shown.join("\n"), @"People killed in one event (person, kill): 12 (Gazette) and 14 (Herald)");
}
