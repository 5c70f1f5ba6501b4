//! `crosscheck rules`.

use std::fmt::Write as _;

use super::arguments::{Global, Rules as Arguments, RulesVerb};
use super::engine::{Rules, field_name};
use super::new;
use super::output::Output;
use super::schema;
use super::status::Status;
use super::watch;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::report::words::count;
use crate::testing;

/// Does what the verb below `rules` says.
pub fn run(arguments: &Arguments, global: &Global, output: Output) -> Result<Status, Error> {
    match &arguments.verb {
        RulesVerb::Lint { paths, watch: true, .. } | RulesVerb::Test { paths, watch: true, .. } => {
            watch::run(&[&global.rules, paths], None, output)
        }
        RulesVerb::Lint { paths, strict, .. } => lint(&Rules::load(global, paths), *strict, output),
        RulesVerb::Test { paths, only, coverage, mutate, .. } => {
            let rules = Rules::load(global, paths);
            let tested = test(&rules, only.as_deref(), output)?;
            let (coverage, mutate) = (*coverage, *mutate);
            if coverage {
                output.text(&testing::coverage::coverage(&rules.set, only.as_deref()).tell())?;
            }
            let enough = !mutate || self::mutate(&rules, only.as_deref(), output)?;
            Ok(if tested == Status::Clean && !enough { Status::Findings } else { tested })
        }
        RulesVerb::List => list(&Rules::load(global, &[]), output),
        RulesVerb::New(arguments) => new::run(arguments, global, output),
        RulesVerb::Show { id } => show(&Rules::load(global, &[]), id, output),
        RulesVerb::Schema { of, output: folder } => {
            // Words beside users' rules are proposed as well.
            let rules = Rules::load(global, &[]);
            output.problems(&rules.problems, &rules.sources());
            schema::write(*of, folder.as_deref(), output)
        }
    }
}

fn lint(rules: &Rules, strict: bool, output: Output) -> Result<Status, Error> {
    let found = rules.lint();
    output.diagnostics(&found, &rules.sources())?;
    let number = |severity| found.iter().filter(|d: &&Diagnostic| d.severity == severity).count();
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    let said = format!("{}, {}", count(errors, "error"), count(warnings, "warning"));
    output.remark(&format!("{}: {said}", count(rules.set.rules.len(), "rule")));
    Ok(match (errors, warnings) {
        (0, 0) => Status::Clean,
        (0, _) if !strict => Status::Clean,
        (0, _) => Status::Findings,
        _ => Status::Unusable,
    })
}

fn test(rules: &Rules, only: Option<&str>, output: Output) -> Result<Status, Error> {
    output.problems(&rules.problems, &rules.sources());
    let (failed, tally) = rules.test(only);
    output.diagnostics(&failed, &rules.sources())?;
    let gaps = if tally.gaps == 0 { String::new() } else { format!(", {}", count(tally.gaps, "known gap")) };
    output.text(&format!("{} passed, {} failed{gaps}\n", tally.passed, tally.failed))?;
    Ok(match tally.failed {
        _ if rules.are_broken() => Status::Unusable,
        0 => Status::Clean,
        _ => Status::Findings,
    })
}

/// Runs the mutants: says which survived, and whether every rule's tests notice enough of them.
fn mutate(rules: &Rules, only: Option<&str>, output: Output) -> Result<bool, Error> {
    let mutants = testing::mutate::mutate(&rules.set, only);
    let survivors: Vec<Diagnostic> = mutants.iter().filter_map(testing::mutate::Mutant::diagnostic).collect();
    output.diagnostics(&survivors, &rules.sources())?;
    let rates = testing::mutate::rates(&mutants);
    let width = rates.iter().map(|rate| rate.rule.chars().count()).max().unwrap_or(0);
    let mut text = if survivors.is_empty() { String::new() } else { "\n".to_owned() };
    for rate in &rates {
        let few = if rate.is_enough() { "" } else { "  too few" };
        let _ = writeln!(text, "{:<width$}  {} of {} changes noticed{few}", rate.rule, rate.killed, rate.all);
    }
    let (killed, all) = rates.iter().fold((0, 0), |(k, a), rate| (k + rate.killed, a + rate.all));
    let _ = writeln!(text, "{killed} of {} noticed", count(all, "change"));
    output.text(&text)?;
    Ok(rates.iter().all(testing::mutate::Killed::is_enough))
}

fn list(rules: &Rules, output: Output) -> Result<Status, Error> {
    output.problems(&rules.problems, &rules.sources());
    let width = rules.set.rules.iter().map(|rule| rule.id.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in &rules.set.rules {
        let key: Vec<String> = rule.key.iter().map(|field| field_name(*field)).collect();
        let severity = match rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let _ = writeln!(text, "{:<width$}  {severity:<7}  {} [{}]", rule.id, rule.title, key.join(", "));
    }
    output.text(&text)?;
    Ok(if rules.are_broken() { Status::Unusable } else { Status::Clean })
}

fn show(rules: &Rules, id: &str, output: Output) -> Result<Status, Error> {
    let (_, rule) = rules.find(id)?;
    output.text(&format!("# {}\n{}", rule.file(), rule.at.source.text()))?;
    Ok(Status::Clean)
}
