//! Integration tests: the program from outside, on whole articles.

#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the project's own files, whose names are known"
)]

mod any_text;
mod architecture;
mod authoring;
mod bad_input;
mod bad_rules;
mod baseline;
mod browser;
mod cli;
mod determinism;
mod docs;
mod expectations;
mod formats;
mod graphml;
mod html;
mod json;
mod linked_data;
mod lsp;
mod mirror;
#[cfg(feature = "html")]
mod pages;
mod people;
mod project;
mod readme;
mod rules;
mod schema;
mod stories;
mod surface;
mod versions;
mod watch;
