//! Reads what several outlets wrote about the same events and reports where they agree, where
//! they contradict each other, and why. Deterministic: no model, no network; every verdict
//! points at exact words.

pub mod article;
pub mod check;
pub mod claim;
pub mod cli;
pub mod diagnostic;
pub mod error;
pub mod explain;
pub mod fact;
pub mod files;
pub mod graph;
pub mod report;
pub mod rule;
pub mod testing;
pub mod vocabulary;
