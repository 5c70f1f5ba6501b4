//! Where the verbs meet the stages: everything that the command line calls of them is here.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;

use super::arguments::Global;
use super::output::Output;
use super::progress::Progress;
use super::status::Status;
use crate::article::Article;
use crate::article::{Options, Reading, is_unread, read};
use crate::check::{Checked, check_watched};
pub use crate::claim::extract;
use crate::claim::{Claim, Field, OWN_PREDICATES, number};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::explain::{self, Explainer};
use crate::report::Report;
use crate::report::source::Source;
use crate::rule::{self, Names, OwnWords, Rule, RuleSet};
use crate::testing::{self, people};
use crate::vocabulary;
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
    /// The words that stand beside them.
    pub words: OwnWords,
    /// What is wrong with the others.
    pub problems: Vec<Diagnostic>,
}

impl Rules {
    /// The rules that the flags name, as a run needs them.
    fn for_run(global: &Global) -> Self {
        if !global.rules.is_empty() || global.no_default_rules {
            return Self::load(global, &[]);
        }
        let (set, problems) = RuleSet::shipped();
        Self { set: Cow::Borrowed(set), words: OwnWords::default(), problems: problems.clone() }
    }

    /// The rules that the flags name, and those of further paths, with their tests.
    pub fn load(global: &Global, more: &[String]) -> Self {
        let paths: Vec<String> = global.rules.iter().chain(more).cloned().collect();
        let mut words = own_words(&paths);
        let mut problems = std::mem::take(&mut words.problems);
        let (set, of_rules) = RuleSet::load(&paths, !global.no_default_rules);
        problems.extend(of_rules);
        Self { set: Cow::Owned(set), words, problems }
    }

    /// The same; an error if no rule is left.
    pub fn usable(global: &Global, output: Output) -> Result<Self, Error> {
        Self::for_run(global).or_error(global, output)
    }

    /// The same with the tests of the rules, which a run does not need.
    pub fn usable_with_tests(global: &Global, output: Output) -> Result<Self, Error> {
        Self::load(global, &[]).or_error(global, output)
    }

    fn or_error(self, global: &Global, output: Output) -> Result<Self, Error> {
        output.problems(&self.problems, &self.sources());
        if self.set.rules.is_empty() {
            let hint = if global.no_default_rules { "; --no-default-rules needs --rules DIR" } else { "" };
            return Err(Error::Rules(format!("there is no rule to check with{hint}")));
        }
        Ok(self)
    }

    /// Whether a rule had to be set aside.
    pub fn are_broken(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// The rule of that id and its index; an error that names the nearest id if there is none.
    pub fn find(&self, id: &str) -> Result<(usize, &Rule), Error> {
        self.set.find(id).ok_or_else(|| {
            let likeness = |other: &str| strsim::jaro_winkler(other, id);
            let ids = self.set.rules.iter().map(|rule| rule.id.as_str());
            let near = ids.filter(|other| likeness(other) > 0.75);
            let near = near.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            Error::Usage(format!("there is no rule `{id}`{hint}"))
        })
    }

    /// The texts of their files, by path.
    pub fn sources(&self) -> BTreeMap<String, Source> {
        let files: BTreeMap<String, &Rule> =
            self.set.rules.iter().map(|rule| (rule.file().to_owned(), rule)).collect();
        files.into_iter().map(|(file, rule)| (file, Source::new(&**rule.at.source.text()))).collect()
    }

    /// What is probably wrong with them, after what certainly is.
    pub fn lint(&self) -> Vec<Diagnostic> {
        let probably = suspicious(&self.set, &names());
        let probably =
            probably.into_iter().chain(testing::lint::lint(&self.set, &self.words, &self.stories()));
        let found = self.problems.iter().cloned().chain(probably);
        found.map(with_guide).collect()
    }

    /// The articles of `stories/ID` beside the folders of users' rules, as `rules new` puts them there.
    fn stories(&self) -> Vec<Article> {
        let own = self.set.rules.iter().filter(|rule| !rule.shipped);
        let story = |rule: &Rule| {
            let folder = Path::new(rule.file()).parent()?;
            let folder = folder.parent().unwrap_or(Path::new("")).join("stories").join(&rule.id);
            folder.is_dir().then(|| folder.to_string_lossy().into_owned())
        };
        let stories: Vec<String> = own.filter_map(story).collect();
        if stories.is_empty() { Vec::new() } else { read(&stories, &Options::default()).articles }
    }

    /// Runs their tests: what failed, and how many passed, failed and are known gaps.
    pub fn test(&self, only: Option<&str>) -> (Vec<Diagnostic>, testing::Tally) {
        let cases = testing::engine::run_all(&self.set, only);
        let failed = cases.iter().filter_map(|case| {
            let with = |found: Diagnostic, why| found.note(format!("why: {why}"));
            Some(why(&self.set, case).into_iter().fold(case.diagnostic()?, with))
        });
        (failed.collect(), testing::Tally::of(&cases))
    }
}

/// What is probably wrong with rules by themselves; words that their own tests have are known.
pub fn suspicious(rules: &RuleSet, names: &Names) -> Vec<Diagnostic> {
    let mut names = names.clone();
    let of_tests = testing::lint::own_words_of_tests(rules, &names);
    names.concepts.extend(of_tests.concepts);
    names.predicates.extend(of_tests.predicates);
    rules.lint(&names, &is_a)
}

/// A diagnostic with the section of the guide that says more.
pub fn with_guide(found: Diagnostic) -> Diagnostic {
    match rule::guide(&found.code) {
        Some(section) => found.note(format!("guide: {section}")),
        None => found,
    }
}

/// Why the texts of a failed test came together or did not, as `explain` would say it.
pub fn why(set: &RuleSet, case: &testing::Case<'_>) -> Vec<String> {
    /// Pairs of claims that are worth a line each.
    const MOST: usize = 4;
    let red = !case.outcome.is_green() && case.outcome != testing::Outcome::GapClosed;
    let Some((rule, _)) = set.find(&case.rule.id).filter(|_| red) else { return Vec::new() };
    let checked = testing::engine::check_texts(set, &case.articles);
    let report = Report::of(&checked, set, &[]);
    explain::in_short(&report, &Explainer::new(&checked, set, &report).joining(rule), MOST)
}

/// Adds the words that stand beside users' rules to the vocabulary: before anything reads it. Gives
/// what it took, and what is wrong with the rest.
pub fn own_words(paths: &[String]) -> OwnWords {
    let mut words = rule::own_words(paths);
    if let Err(error) = vocabulary::own::extend(std::mem::take(&mut words.own)) {
        words.problems.push(Diagnostic::new("unreadable-rules", Severity::Error, error.to_string()));
    }
    words
}

/// The names that rules may use.
pub fn names() -> Names {
    let known = || predicates().ids().chain(OWN_PREDICATES);
    Names {
        predicates: known().flat_map(|id| [id.to_owned(), format!("{id}/agent")]).collect(),
        // A date, a place and a statement are of what happens: there a predicate is the concept.
        concepts: things().ids().chain(measures().ids()).chain(known()).map(str::to_owned).collect(),
    }
}

/// Whether a thing is another or a kind of it, as the vocabulary knows.
pub fn is_a(narrow: &str, wide: &str) -> bool {
    things().is_a(narrow, wide)
}

/// A field as rules write it.
pub fn field_name(field: Field) -> String {
    serde_json::to_value(field).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Reads articles.
pub fn articles(paths: &[String], global: &Global) -> (Vec<Article>, Vec<Diagnostic>) {
    let Reading { articles, problems } = read(paths, &options(global));
    (articles, problems)
}

/// Reads the tables that articles will need.
fn read_vocabulary() {
    vocabulary::TABLES.par_iter().chain(&number::TABLES).for_each(|read| read());
}

/// What the command line says about all articles.
pub fn options(global: &Global) -> Options {
    Options {
        published: global.published,
        as_of: global.as_of,
        #[cfg(feature = "html")]
        html_selector: global.html_selector.clone(),
    }
}

/// A finished run.
pub struct Run {
    /// Everything that was found out, the articles by id among it.
    pub checked: Checked,
    /// What came of them.
    pub report: Report,
    /// The rules that ran.
    pub rules: Rules,
}

/// Reads, checks and reports; problems go to standard error.
pub fn run(paths: &[String], global: &Global, output: Output) -> Result<Run, Error> {
    let clock = Instant::now();
    let rules = Rules::usable(global, output)?;
    // The vocabulary is read beside the files; users' own words are in it by now.
    let ((articles, problems), ()) = rayon::join(|| articles(paths, global), read_vocabulary);
    output.detail(|| format!("{} rules; reading {:.1?}", rules.set.rules.len(), clock.elapsed()));
    let mut run = finish(articles, &problems, rules, output);
    run.report.as_of = global.as_of.map(|as_of| as_of.to_string());
    Ok(run)
}

/// Checks and reports articles that were read; problems go to standard error.
pub fn finish(articles: Vec<Article>, problems: &[Diagnostic], rules: Rules, output: Output) -> Run {
    let progress = Progress::new(&articles, output);
    let checked = check_watched(articles, &rules.set, &progress);
    let stages = progress.end();
    output.problems(problems, &BTreeMap::new());
    output.problems(&two_people(&rules.words, &checked), &BTreeMap::new());
    let clock = Instant::now();
    let report = Report::of(&checked, &rules.set, problems);
    output.detail(|| format!("{stages}, reporting {:.1?}", clock.elapsed()));
    Run { checked, report, rules }
}

/// Aliases that these articles show to make one person of two.
fn two_people(words: &OwnWords, checked: &Checked) -> Vec<Diagnostic> {
    if words.people.is_empty() {
        return Vec::new();
    }
    let of_article = |article: &Article| {
        let claims: Vec<&Claim> = checked.claims.iter().filter(|claim| claim.article == article.id).collect();
        people::held(article, &claims, &|span| article.is_file.then(|| (article.path.clone(), span)))
    };
    let held: Vec<people::Held> = checked.articles.iter().flat_map(of_article).collect();
    people::lint(&words.people, &held).into_iter().map(with_guide).collect()
}

impl Run {
    /// The status of the run, given whether there are findings to fail on.
    pub fn status(&self, findings: bool, output: Output) -> Status {
        let unreadable = self.report.problems.iter().any(|problem| is_unread(&problem.code));
        if self.rules.are_broken() {
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
