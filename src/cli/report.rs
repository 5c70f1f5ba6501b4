//! `crosscheck report`, and what `check` shares with it.

use super::arguments::{Format, Global, Report as Arguments};
use super::engine::{self, Run};
use super::output::Output;
use super::status::Status;
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::graph::Verdict;
use crate::report::terminal::{self, Style};
use crate::report::{FactEntry, claim_review, findings, github, html, json, junit, markdown, rows, sarif};

/// Reports everything; fails on what `--fail-on` names.
pub fn report(arguments: &Arguments, global: &Global, output: Output) -> Result<Status, Error> {
    let run = run(arguments, global, output)?;
    let failing = failing(&run, arguments, &[]);
    let text = match arguments.format {
        Format::Terminal => terminal::render(&run.report, style(arguments, output)),
        other => render(&run, other, &findings(&run.report), &failing),
    };
    output.to(arguments.output.as_deref(), &text)?;
    let status = run.status(!failing.is_empty(), output);
    // The process ends here: what was found need not be taken apart piece by piece.
    std::mem::forget(run);
    Ok(status)
}

/// Reads and checks, with what the format needs.
pub fn run(arguments: &Arguments, global: &Global, output: Output) -> Result<Run, Error> {
    let mut run = engine::run(&arguments.input.paths, global, output)?;
    if arguments.with_text || arguments.format == Format::Html {
        run.report = run.report.with_text(&run.checked.articles);
    }
    Ok(run)
}

/// A file gets no escapes.
pub fn style(arguments: &Arguments, output: Output) -> Style {
    if arguments.output.is_some() { Style::PLAIN } else { output.style() }
}

/// A report in a format of its own; `findings` are annotated, `failing` fail the run.
pub fn render(run: &Run, format: Format, findings: &[&FactEntry], failing: &[&FactEntry]) -> String {
    let report = &run.report;
    match format {
        Format::Markdown => markdown::render(report),
        Format::Html => html::render(report),
        Format::Json | Format::Terminal => json::render(report),
        Format::Sarif => sarif::render(report),
        Format::Junit => junit::render(report, |fact| failing.iter().any(|failed| failed.id == fact.id)),
        Format::Github => github::render(report, findings),
        Format::Csv => rows::csv(report),
        Format::Jsonl => rows::jsonl(report),
        Format::ClaimReview => claim_review::render(report),
    }
}

/// The facts that the flags name, those that matter most first.
pub fn failing<'r>(run: &'r Run, arguments: &Arguments, default: &[Verdict]) -> Vec<&'r FactEntry> {
    let named: Option<Vec<Verdict>> =
        arguments.fail_on.as_ref().map(|l| l.iter().map(|&v| v.into()).collect());
    let verdicts = named.as_deref().unwrap_or(default);
    let least: Severity = arguments.min_severity.into();
    let fails = |fact: &&FactEntry| verdicts.contains(&fact.verdict) && fact.severity >= least;
    let mut facts: Vec<&FactEntry> = run.report.facts.iter().filter(fails).collect();
    facts.sort_by_key(|fact| (fact.verdict, std::cmp::Reverse(fact.severity)));
    facts
}
