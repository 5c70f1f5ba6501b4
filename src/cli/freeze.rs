//! `crosscheck freeze`: from a finding to a test of a rule.

use std::path::{Path, PathBuf};

use super::arguments::{Freeze, Global};
use super::engine::{self, Rules, Run};
use super::output::Output;
use super::status::Status;
use crate::check::Checked;
use crate::error::Error;
use crate::graph::Relation;
use crate::report::FactEntry;
use crate::rule::names::Named;
use crate::rule::{Expectation, Rule, RuleSet};
use crate::testing::engine::run_all;
use crate::testing::passage::{Passages, test_lines};
use crate::testing::{Case, Outcome};

/// Writes the test.
pub fn run(arguments: &Freeze, global: &Global, output: Output) -> Result<Status, Error> {
    let (todo, expect) = expectation(&arguments.expectation)?;
    let run = engine::run(&arguments.input.paths, global, output)?;
    let fact = fact(&run, &arguments.fact)?;
    let id = arguments.rule.as_deref().unwrap_or(&fact.rule);
    let tested = Rules::load(global, &[]);
    let (_, rule) = tested.find(id)?;
    let file = file(arguments.to.as_deref(), global, rule)?;
    let Frozen { text, shows } = frozen(&run.rules.set, &run.checked, fact, rule, (todo, expect))?;
    let grown = added(rule, &file, &text, global)?;
    let name = name(todo, expect);
    let mut said = told(rule, &grown, &file, &name);
    if !shows {
        said.push_str("the passages do not show by themselves what the articles show: look at the test\n");
    }
    output.text(&said)?;
    Ok(Status::Clean)
}

/// The file of a rule with one more test.
pub(super) struct Frozen {
    /// The whole text.
    pub(super) text: String,
    /// Whether the passages show by themselves what the articles show.
    pub(super) shows: bool,
}

/// A test of a rule, made of the passages of a fact.
pub(super) fn frozen(
    rules: &RuleSet,
    checked: &Checked,
    fact: &FactEntry,
    rule: &Rule,
    (todo, expect): (bool, Expectation),
) -> Result<Frozen, Error> {
    let witnesses = witnesses(fact, expect);
    let claims: Vec<_> = witnesses.iter().map(|id| &checked.claims[*id as usize]).collect();
    let own = rules.find(&fact.rule).map_or(rule, |(_, own)| own);
    let Passages { texts, shows } = Passages::of(rules, own, fact.verdict, &checked.articles, &claims);
    let name = name(todo, expect);
    if texts.len() < expect.least_texts() {
        return Err(Error::Usage(format!("--as {name}: the fact has one passage alone, inside one article")));
    }
    Ok(Frozen { text: rule.with_test(&test_lines(&name, &texts)), shows })
}

fn name(todo: bool, expect: Expectation) -> String {
    if todo { format!("todo-{}", expect.name()) } else { expect.name().to_owned() }
}

/// Writes the file and reads all rules again, since a rule may use fragments of another file. What
/// was there comes back if the rule is not whole with its new test.
fn added(rule: &Rule, file: &Path, text: &str, global: &Global) -> Result<RuleSet, Error> {
    let before = std::fs::read_to_string(file).ok();
    write(file, text)?;
    let mut paths = global.rules.clone();
    let known = |path: &String| file.starts_with(path) || Path::new(path) == file;
    if !paths.iter().any(known) {
        paths.push(shown(file));
    }
    let (grown, _) = RuleSet::load(&paths, !global.no_default_rules);
    if grown.find(&rule.id).is_some_and(|(_, grown)| grown.tests.len() == rule.tests.len() + 1) {
        return Ok(grown);
    }
    match before {
        Some(before) => write(file, &before)?,
        None => std::fs::remove_file(file).map_err(|source| Error::Io { path: shown(file), source })?,
    }
    Err(Error::Rules(format!("{}: no test can be added to it by a program", shown(file))))
}

fn expectation(written: &str) -> Result<(bool, Expectation), Error> {
    let plain = written.strip_prefix("todo-").unwrap_or(written);
    let expect = Expectation::named(plain).ok_or_else(|| {
        Error::Usage(format!("--as: `{written}` is none of {}", Expectation::names().join(", ")))
    })?;
    Ok((plain != written, expect))
}

/// The fact of that fingerprint or id, or the only one whose begins so.
fn fact<'r>(run: &'r Run, named: &str) -> Result<&'r FactEntry, Error> {
    let facts = || run.report.facts.iter();
    if let Some(fact) = facts().find(|fact| fact.fingerprint == named || fact.id == named) {
        return Ok(fact);
    }
    let mut near = facts().filter(|fact| fact.fingerprint.starts_with(named) || fact.id.starts_with(named));
    match (near.next(), near.next()) {
        (Some(fact), None) => Ok(fact),
        (None, _) => Err(Error::Usage(format!("freeze: these articles have no fact `{named}`"))),
        (Some(one), Some(other)) => Err(Error::Usage(format!(
            "freeze: `{named}` can be {} or {}",
            one.fingerprint, other.fingerprint
        ))),
    }
}

/// The two claims that show a fact best, as what it is to be: those of the relation that is
/// expected, else those of its first one, else two of its largest camp.
fn witnesses(fact: &FactEntry, expect: Expectation) -> Vec<u32> {
    let of = |wanted: Relation| fact.relations.iter().find(|relation| relation.relation == wanted);
    let own = match expect {
        Expectation::Compatible => of(Relation::Compatible),
        Expectation::Updates => of(Relation::Updates),
        Expectation::Disputes => of(Relation::Disputes),
        _ => None,
    };
    let relation = own.or_else(|| of(Relation::Contradicts)).or_else(|| fact.relations.first());
    match relation {
        Some(relation) if expect != Expectation::Agrees => relation.witnesses.to_vec(),
        _ => fact
            .camps
            .iter()
            .max_by_key(|camp| camp.claims.len())
            .map_or_else(Vec::new, |camp| camp.claims.clone()),
    }
}

/// The file that gets the test: the rule's own; of a default rule a copy in a folder.
pub(super) fn file(to: Option<&str>, global: &Global, rule: &Rule) -> Result<PathBuf, Error> {
    if !rule.shipped {
        return Ok(PathBuf::from(rule.file()));
    }
    let own = || global.rules.iter().map(String::as_str).find(|path| Path::new(path).is_dir());
    let file = Path::new(to.or_else(own).unwrap_or("my-rules")).join(format!("{}.yml", rule.id));
    if file.exists() {
        let hint = format!("{0} is there already: run it with --rules {0}", shown(&file));
        return Err(Error::Usage(format!("freeze: {hint}")));
    }
    Ok(file)
}

/// What was written, and whether the test passes.
fn told(rule: &Rule, grown: &RuleSet, file: &Path, name: &str) -> String {
    let mut text = format!("wrote a test `{name}` of `{}` to {}\n", rule.id, shown(file));
    if rule.shipped {
        text.push_str("it is a copy of the default rule, which it replaces with --rules\n");
    }
    let cases = run_all(grown, Some(&rule.id));
    let own = |case: &&Case<'_>| case.rule.id == rule.id;
    let Some(last) = cases.iter().rfind(own) else { return text };
    text.push_str(match last.outcome {
        Outcome::AsExpected => "it passes\n",
        Outcome::KnownGap => "it is a known gap, as it says\n",
        Outcome::GapClosed => "it passes already: take `todo-` away\n",
        _ => "it fails, until the rule or the words are changed:\n",
    });
    if !last.outcome.is_green() {
        let why = engine::why(grown, last).into_iter().map(|why| format!("  why: {why}\n"));
        text.extend(why);
    }
    text
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Io { path: shown(path), source };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, text).map_err(failed)
}
