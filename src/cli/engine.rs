//! Where the verbs meet the stages: everything that the command line calls of them is here.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Instant;

use super::arguments::Global;
use super::output::Output;
use super::status::Status;
use crate::article::Article;
use crate::article::{Options, Reading, is_unread, read};
use crate::check::{Checked, check};
use crate::claim::Field;
pub use crate::claim::extract;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::report::source::Source;
use crate::report::{Input, Report, RuleLine};
use crate::rule::{Names, Rule, RuleSet, Slot};
use crate::testing;
use crate::vocabulary::measures::measures;
use crate::vocabulary::predicates::predicates;
use crate::vocabulary::things::things;

/// Sets how many threads the stages use.
pub fn threads(number: Option<usize>) -> Result<(), Error> {
    let Some(number) = number else { return Ok(()) };
    if number == 0 {
        return Err(Error::Usage("--threads: 0 threads do no work; give 1 or more".to_owned()));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(number).build_global();
    pool.map_err(|e| Error::Usage(format!("--threads: {e}")))
}

/// The rules of a run, with what is wrong with those that were set aside.
pub struct Rules {
    /// Those that can be used.
    pub set: Cow<'static, RuleSet>,
    /// What is wrong with the others.
    pub problems: Vec<Diagnostic>,
}

impl Rules {
    /// The rules that the flags name, and those of further paths.
    pub fn load(global: &Global, more: &[String]) -> Self {
        if global.rules.is_empty() && more.is_empty() && !global.no_default_rules {
            let (set, problems) = RuleSet::shipped();
            return Self { set: Cow::Borrowed(set), problems: problems.clone() };
        }
        let paths: Vec<String> = global.rules.iter().chain(more).cloned().collect();
        let (set, problems) = RuleSet::load(&paths, !global.no_default_rules);
        Self { set: Cow::Owned(set), problems }
    }

    /// The same; an error if no rule is left.
    pub fn usable(global: &Global, output: Output) -> Result<Self, Error> {
        let rules = Self::load(global, &[]);
        output.problems(&rules.problems, &rules.sources());
        if rules.set.rules.is_empty() {
            let hint = if global.no_default_rules { "; --no-default-rules needs --rules DIR" } else { "" };
            return Err(Error::Rules(format!("there is no rule to check with{hint}")));
        }
        Ok(rules)
    }

    /// Whether a rule had to be set aside.
    pub fn are_broken(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// What the report needs to know of them.
    pub fn lines(&self) -> Vec<RuleLine> {
        self.set.rules.iter().map(line).collect()
    }

    /// The texts of their files, by path.
    pub fn sources(&self) -> BTreeMap<String, Source> {
        let files: BTreeMap<String, &Rule> =
            self.set.rules.iter().map(|rule| (rule.file().to_owned(), rule)).collect();
        files.into_iter().map(|(file, rule)| (file, Source::new(&**rule.at.source.text()))).collect()
    }

    /// What is probably wrong with them, after what certainly is.
    pub fn lint(&self) -> Vec<Diagnostic> {
        self.problems.iter().cloned().chain(self.set.lint(&vocabulary(), &is_a)).collect()
    }

    /// Runs their tests: what failed, and how many passed, failed and are known gaps.
    pub fn test(&self, only: Option<&str>) -> (Vec<Diagnostic>, testing::Tally) {
        let cases = testing::engine::run_all(&self.set, only);
        (cases.iter().filter_map(testing::Case::diagnostic).collect(), testing::Tally::of(&cases))
    }
}

/// The names that rules may use.
fn vocabulary() -> Names {
    Names {
        predicates: predicates().ids().flat_map(|id| [id.to_owned(), format!("{id}/agent")]).collect(),
        concepts: things().ids().chain(measures().ids()).map(str::to_owned).collect(),
    }
}

fn is_a(narrow: &str, wide: &str) -> bool {
    things().is_a(narrow, wide)
}

fn line(rule: &Rule) -> RuleLine {
    let slot = |slot: &Slot| match slot {
        Slot::Outlets => "{outlets}".to_owned(),
        Slot::Values => "{values}".to_owned(),
        Slot::Title => "{title}".to_owned(),
        Slot::Concept => "{concept}".to_owned(),
        Slot::Predicate => "{predicate}".to_owned(),
        Slot::Field(field) => format!("{{{}}}", field_name(*field)),
        Slot::Phrase(name) => format!("{{{name}}}"),
    };
    RuleLine {
        id: rule.id.clone(),
        title: rule.title.clone(),
        severity: rule.severity,
        message: rule.message.render(&slot),
    }
}

/// A field as rules write it.
pub fn field_name(field: Field) -> String {
    serde_json::to_value(field).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Reads articles.
pub fn articles(paths: &[String], global: &Global) -> (Vec<Article>, Vec<Diagnostic>) {
    let Reading { articles, problems } = read(paths, &Options { published: global.published });
    (articles, problems)
}

/// A finished run.
pub struct Run {
    /// The articles, by id.
    pub articles: Vec<Article>,
    /// What came of them.
    pub report: Report,
    /// Whether a rule had to be set aside.
    broken_rules: bool,
}

/// Reads, checks and reports; problems go to standard error.
pub fn run(paths: &[String], global: &Global, output: Output) -> Result<Run, Error> {
    let mut clock = Instant::now();
    let mut lap = || std::mem::replace(&mut clock, Instant::now()).elapsed();
    let rules = Rules::usable(global, output)?;
    let (articles, problems) = articles(paths, global);
    let reading = lap();
    let found: Checked = check(articles, &rules.set);
    let checking = lap();
    output.problems(&problems, &BTreeMap::new());
    let lines = rules.lines();
    let report = Report::new(Input {
        articles: &found.articles,
        origins: &found.origins,
        claims: &found.claims,
        facts: &found.facts,
        judgements: &found.judgements,
        apart: &found.apart,
        rules: &lines,
        problems: &problems,
    });
    output.detail(|| {
        let reporting = lap();
        let rules = lines.len();
        format!("{rules} rules; reading {reading:.1?}, checking {checking:.1?}, reporting {reporting:.1?}")
    });
    Ok(Run { articles: found.articles, report, broken_rules: rules.are_broken() })
}

impl Run {
    /// The status of the run, given whether there are findings to fail on.
    pub fn status(&self, findings: bool, output: Output) -> Status {
        let unreadable = self.report.problems.iter().any(|problem| is_unread(&problem.code));
        if self.broken_rules {
            return Status::Unusable;
        }
        if findings {
            return Status::Findings;
        }
        if unreadable {
            return Status::Unreadable;
        }
        if self.report.summary.compared == 0 {
            output.remark("nothing was compared: no claims of two articles ever met");
            return Status::NothingCompared;
        }
        Status::Clean
    }
}
