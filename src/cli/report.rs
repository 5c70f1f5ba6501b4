//! `crosscheck report`, and what `check` shares with it.

use super::arguments::{FailOn, Format, Global, Report as Arguments};
use super::engine::{self, Run};
use super::output::Output;
use super::status::Status;
use crate::error::Error;
use crate::report::terminal::{self, Style};
use crate::report::version::silent;
use crate::report::{
    FactEntry, Findings, Report, claim_review, github, html, json, junit, markdown, rows, sarif,
};

/// Reports everything; fails on what `--fail-on` names.
pub fn report(arguments: &Arguments, global: &Global, output: Output) -> Result<Status, Error> {
    let run = run(arguments, global, output)?;
    let failing = failing(&run.report, arguments, &[]);
    let text = match arguments.format {
        Format::Terminal => terminal::render(&run.report, style(arguments, output)),
        _ => render(&run.report, arguments, &Findings::all(&run.report), &failing),
    };
    output.to(arguments.output.as_deref(), &text)?;
    let status = run.status(!failing.is_empty(), output);
    // The process ends here: what was found need not be taken apart piece by piece.
    std::mem::forget(run);
    Ok(status)
}

/// Reads and checks, with what the format needs.
pub fn run(arguments: &Arguments, global: &Global, output: Output) -> Result<Run, Error> {
    let is_published = publication(&arguments.publication) != claim_review::Publication::default();
    if is_published && arguments.format != Format::ClaimReview {
        let message = "--review-url, --review-date and --review-author belong to --format claim-review";
        return Err(Error::Usage(message.to_owned()));
    }
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

/// A report in a format of its own; `shown` are annotated, `failing` fail the run.
pub fn render(
    report: &Report,
    arguments: &Arguments,
    shown: &Findings<'_>,
    failing: &Findings<'_>,
) -> String {
    match arguments.format {
        Format::Markdown => markdown::render(report),
        Format::Html => html::render(report),
        Format::Json | Format::Terminal => json::render(report),
        Format::Sarif => sarif::render(report),
        Format::Junit => junit::render(report, failing),
        Format::Github => github::render(report, shown),
        Format::Csv => rows::csv(report),
        Format::Jsonl => rows::jsonl(report),
        Format::ClaimReview => claim_review::published(report, &publication(&arguments.publication)),
    }
}

fn publication(arguments: &super::arguments::Publication) -> claim_review::Publication {
    claim_review::Publication {
        url: arguments.url.clone(),
        published: arguments.date,
        author: arguments.author.clone(),
    }
}

/// What the flags name, the facts that matter most first.
pub fn failing<'r>(report: &'r Report, arguments: &Arguments, default: &[FailOn]) -> Findings<'r> {
    let named = arguments.fail_on.as_deref().unwrap_or(default);
    let least = arguments.min_severity;
    let fails = |fact: &&FactEntry| named.contains(&FailOn::Verdict(fact.verdict)) && fact.severity >= least;
    let mut facts: Vec<&FactEntry> = report.facts.iter().filter(fails).collect();
    facts.sort_by_key(|fact| (fact.verdict, std::cmp::Reverse(fact.severity)));
    let mut silent = if named.contains(&FailOn::SilentChange) { silent(report) } else { Vec::new() };
    silent.retain(|silent| silent.change.severity >= least);
    Findings { facts, silent }
}
