//! The command line: verbs, flags and exit statuses. The only room that prints.

mod arguments;
mod check;
mod claims;
mod engine;
mod explain;
mod freeze;
mod graph;
mod lsp;
mod manual;
mod new;
mod output;
mod place;
mod progress;
mod remedy;
mod report;
mod rules;
mod schema;
mod status;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::error::Error;
use arguments::{Arguments, Verb};
use output::Output;
use status::Status;

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output::new(&arguments.global);
    let status = verb(&arguments, output).unwrap_or_else(|error| {
        output.error(&error);
        Status::of(&error)
    });
    status.into()
}

fn verb(arguments: &Arguments, output: Output) -> Result<Status, Error> {
    let global = &arguments.global;
    engine::threads(global.threads)?;
    match &arguments.verb {
        Verb::Report(report) | Verb::Check(arguments::Check { report, .. }) if report.watch => {
            watch::run(&[&report.input.paths, &global.rules], report.output.as_deref(), output)
        }
        Verb::Report(report) => report::report(report, global, output),
        Verb::Check(check) => check::check(check, global, output),
        Verb::Claims(claims) => claims::run(claims, global, output),
        Verb::Explain(explain) => explain::run(explain, global, output),
        Verb::Freeze(freeze) => freeze::run(freeze, global, output),
        Verb::Rules(rules) => rules::run(rules, global, output),
        Verb::Lsp { paths } => lsp::run(paths, global),
        Verb::Graph(graph) => graph::run(graph, global, output),
        Verb::Man { folder } => manual::run(folder.as_deref(), output),
        Verb::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "crosscheck", &mut script);
            output.bytes(&script)?;
            Ok(Status::Clean)
        }
    }
}
