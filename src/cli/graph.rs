//! `crosscheck graph`.

use super::arguments::{Drawing, Global, Graph as Arguments};
use super::engine;
use super::output::Output;
use super::status::Status;
use crate::error::Error;
use crate::graph::Verdict;
use crate::report::graph::Network;

/// Draws the facts of the verdicts that are asked for.
pub fn run(arguments: &Arguments, global: &Global, output: Output) -> Result<Status, Error> {
    let run = engine::run(&arguments.input.paths, global, output)?;
    let network = Network::new(&run.report, |fact| match &arguments.verdict {
        Some(verdicts) => verdicts.contains(&fact.verdict),
        None => fact.verdict != Verdict::Uncorroborated,
    });
    output.text(&match arguments.format {
        Drawing::Dot => network.dot(),
        Drawing::Json => network.json(),
        Drawing::Mermaid => network.mermaid(),
        Drawing::Graphml => network.graphml(),
    })?;
    Ok(run.status(false, output))
}
