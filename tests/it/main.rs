//! Integration tests.

mod cli;
mod readme;
