//! Integration tests: the program from outside, on whole articles.

mod any_text;
mod architecture;
mod bad_input;
mod cli;
mod determinism;
mod docs;
mod expectations;
mod mirror;
mod project;
mod readme;
mod rules;
mod stories;
