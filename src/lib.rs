//! Reads what several outlets wrote about the same events and reports where they agree, where
//! they contradict each other, and why. Deterministic: no model, no network; every verdict
//! points at exact words.
//!
//! The stages, each a room: [`article`] reads texts, [`claim`] finds what their sentences assert,
//! [`fact`] brings claims about one fact together by [`rule`]s, [`graph`] judges them, [`report`]
//! prints what came of it. [`check::check`] is the engine on one page; ARCHITECTURE.md tells who
//! imports whom.
//!
//! ```
//! use crosscheck::graph::Verdict;
//! use crosscheck::rule::RuleSet;
//! use crosscheck::{article, check};
//! use jiff::civil::date;
//!
//! let monday = Some(date(2031, 5, 5));
//! let mut articles = vec![
//!     article::from_text("Gazette", monday, None, "A fire in Genoa on Sunday killed 12 people."),
//!     article::from_text("Herald", monday, None, "Sunday's fire in Genoa killed 14 people."),
//! ];
//! article::number(&mut articles);
//!
//! let (rules, problems) = RuleSet::shipped();
//! assert!(problems.is_empty());
//! let found = check::check(articles, rules);
//! let contradicted = |(at, _): &(usize, _)| found.judgements[*at].verdict == Verdict::Contradicted;
//! let (_, fact) = found.facts.iter().enumerate().find(contradicted).expect("12 is not 14");
//! assert_eq!(rules.rules[fact.rule].id, "people-killed");
//! ```
//!
//! What this documentation shows is the library: read ([`article::read`]), check ([`check::check`]),
//! render ([`report`]). Versions follow it (CONTRIBUTING.md). Rooms and files that are public for
//! the program, its tests and its benchmarks alone are hidden here and may change at any time.

/// The page on CI: its Rust is run.
#[cfg(doctest)]
#[doc = include_str!("../docs/ci.md")]
struct PageOnCi;

pub mod article;
pub mod check;
pub mod claim;
#[doc(hidden)]
pub mod cli;
pub mod diagnostic;
#[doc(hidden)]
pub mod error;
#[doc(hidden)]
pub mod explain;
pub mod fact;
pub mod files;
pub mod graph;
pub mod report;
pub mod rule;
#[doc(hidden)]
pub mod testing;
#[doc(hidden)]
pub mod vocabulary;
