//! `crosscheck check`: a report for CI, alone or beside a baseline.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::arguments::{Check as Arguments, FailOn, Format, Global};
use super::engine::Run;
use super::output::Output;
use super::report::{failing, render, run, style};
use super::status::Status;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::graph::Verdict;
use crate::report::baseline::{Baseline, Comparison, compare};
use crate::report::{github, terminal};

/// Prints what fails; contradictions unless `--fail-on` says otherwise.
pub fn check(arguments: &Arguments, global: &Global, output: Output) -> Result<Status, Error> {
    let mut run = run(&arguments.report, global, output)?;
    let Some(file) = &arguments.baseline else { return alone(&run, arguments, output) };
    if arguments.update_baseline {
        return update(&run, file, arguments.today.unwrap_or_else(today), output);
    }
    let known = read(file)?;
    let today = arguments.today.unwrap_or_else(today);
    known.mark(&mut run.report);
    let (entries, stale) = {
        let comparison = compare(&known, &run.report, today);
        (comparison.entries(), comparison.stale())
    };
    run.report.changes = Some(entries);
    run.report.problems.extend(stale);
    beside(&run, &compare(&known, &run.report, today), arguments, output)
}

fn alone(run: &Run, arguments: &Arguments, output: Output) -> Result<Status, Error> {
    let failing = failing(&run.report, &arguments.report, &[FailOn::Verdict(Verdict::Contradicted)]);
    let text = match arguments.report.format {
        Format::Terminal => terminal::render_only(&run.report, &failing, style(&arguments.report, output)),
        _ => render(&run.report, &arguments.report, &failing, &failing),
    };
    finish(run, arguments, output, &text, !failing.is_empty())
}

fn beside(
    run: &Run,
    comparison: &Comparison<'_>,
    arguments: &Arguments,
    output: Output,
) -> Result<Status, Error> {
    let report = &run.report;
    let mut failing = failing(&run.report, &arguments.report, &[FailOn::Verdict(Verdict::Contradicted)]);
    failing.facts.retain(|fact| comparison.is_news(fact));
    failing.silent.retain(|silent| silent.change.known != Some(true));
    let text = match arguments.report.format {
        Format::Terminal => {
            terminal::render_changes(report, comparison, &failing, style(&arguments.report, output))
        }
        Format::Github => {
            let stale = comparison.stale();
            github::render(report, &failing) + &stale.iter().map(github::message).collect::<String>()
        }
        _ => render(&run.report, &arguments.report, &failing, &failing),
    };
    finish(run, arguments, output, &text, !failing.is_empty() || comparison.has_stale())
}

fn finish(
    run: &Run,
    arguments: &Arguments,
    output: Output,
    text: &str,
    findings: bool,
) -> Result<Status, Error> {
    let file = arguments.report.output.as_deref();
    if file.is_some() || !output.is_quiet() {
        output.to(file, text)?;
    }
    Ok(run.status(findings, output))
}

fn read(file: &str) -> Result<Baseline, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::Usage(format!("{file}: {error}; --update-baseline writes one")))?;
    Baseline::read(&text).map_err(|wrong| Error::Usage(format!("{file}: {wrong}")))
}

/// What is found is from now on known: nothing fails. What was accepted stays accepted; an acceptance whose
/// last day has passed is kept for a person to renew or to take out, and said to be so.
fn update(run: &Run, file: &str, today: Date, output: Output) -> Result<Status, Error> {
    let is_there = std::path::Path::new(file).exists();
    let earlier = if is_there { Some(read(file)?) } else { None };
    let baseline = Baseline::of(&run.report, earlier.as_ref());
    output.to(Some(file), &baseline.write())?;
    output.remark(&format!("{file}: {} facts", baseline.facts.len()));
    let expired = compare(&baseline, &run.report, today).stale().into_iter().map(|stale| Diagnostic {
        severity: Severity::Warning,
        ..stale.note(format!("`check` fails on it until {file} gives another day or takes `accepted` out"))
    });
    output.problems(&expired.collect::<Vec<_>>(), &BTreeMap::new());
    Ok(run.status(false, output))
}

/// The day by the clock, in UTC: so that a run anywhere agrees.
fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}
