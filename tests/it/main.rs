//! Integration tests.

mod cli;
mod docs;
mod readme;
