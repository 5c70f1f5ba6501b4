//! `crosscheck explain`: what a rule saw in a sentence, what was made of the words at a place, and
//! why two places were or were not compared.

use super::arguments::{Answer, Explain as Arguments, Global};
use super::engine::{self, Rules, Run};
use super::output::Output;
use super::place::Written;
use super::remedy;
use super::status::Status;
use crate::article::{self, Article, is_unread};
use crate::check::Revision;
use crate::claim::Claim;
use crate::error::Error;
use crate::explain::{Explainer, Explanation, Place, tell};

/// Answers the question that the arguments ask.
pub fn run(arguments: &Arguments, global: &Global, output: Output) -> Result<Status, Error> {
    let rules = Rules::usable_with_tests(global, output)?;
    let question = Question::read(arguments, &rules)?;
    let (mut articles, problems) = engine::articles(&question.paths(arguments), global);
    let story = only_story(&articles);
    let texts = arguments.text.iter().enumerate();
    articles.extend(texts.map(|(at, text)| own_text(at, text, story.as_deref(), global)));
    article::number(&mut articles);
    let run = engine::finish(articles, &problems, rules, output);
    let explainer = Explainer::new(&run.checked, &run.rules.set, &run.report);
    let mut found = match &arguments.fact {
        Some(id) => explainer
            .fact(id)
            .ok_or_else(|| Error::Usage(format!("--fact: there is no fact `{id}` in these articles")))?,
        None => question.answer(&explainer, &question.places(arguments, &run)?)?,
    };
    remedy::add(&mut found, &run, global);
    output.text(&match arguments.format {
        Answer::Text => tell(&run.report, &found) + question.reach(arguments),
        Answer::Json => json(&found),
    })?;
    let unread = problems.iter().any(|problem| is_unread(&problem.code));
    Ok(if unread { Status::Unreadable } else { Status::Clean })
}

/// What `explain A B` says of its reach.
const ALONE: &str = "\nof these two files alone; `--among FOLDER` asks about them in the whole run\n";

/// What is asked: a rule or none, and places.
struct Question<'a> {
    /// Index of the rule.
    rule: Option<usize>,
    places: Vec<Written<'a>>,
}

impl<'a> Question<'a> {
    fn read(arguments: &'a Arguments, rules: &Rules) -> Result<Self, Error> {
        let (rule, places) = match arguments.what.split_first() {
            Some((first, rest)) if is_rule(first) => (Some(rules.find(first)?.0), rest),
            _ => (None, &arguments.what[..]),
        };
        let places: Vec<Written> = places.iter().map(|place| Written::read(place)).collect();
        let number = places.len() + arguments.text.len();
        let wrong = |why: &str| Err(Error::Usage(format!("explain: {why}; see `crosscheck explain --help`")));
        match (number, rule) {
            (0, Some(_)) => {
                wrong("say where the rule should look: FILE:LINE:COLUMN, FILE:LINE, FILE or --text")
            }
            (3.., None) => wrong("give one place or two"),
            _ if arguments.text.iter().any(|text| text.trim().is_empty()) => wrong("--text holds no words"),
            _ => Ok(Self { rule, places }),
        }
    }

    /// The files to read.
    fn paths(&self, arguments: &Arguments) -> Vec<String> {
        if !arguments.among.is_empty() {
            return arguments.among.clone();
        }
        let mut paths: Vec<String> = self.places.iter().map(|place| path(*place).to_owned()).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Where the places and the texts are in the run.
    fn places(&self, arguments: &Arguments, run: &Run) -> Result<Vec<Place>, Error> {
        let mut places: Vec<Place> =
            self.places.iter().map(|place| find(*place, run)).collect::<Result<_, _>>()?;
        let texts = (0..arguments.text.len()).filter_map(|at| {
            let article = run.checked.articles.iter().find(|article| article.path == text_name(at))?;
            Some(Place { article: article.id, line: None, column: None })
        });
        places.extend(texts);
        Ok(places)
    }

    /// What stands below the answer on a pair that was asked about by itself: another article of the
    /// report can bring the two together or keep them apart.
    fn reach(&self, arguments: &Arguments) -> &'static str {
        let a_pair = self.rule.is_none() && self.places.len() == 2 && arguments.among.is_empty();
        if a_pair { ALONE } else { "" }
    }

    fn answer(&self, explainer: &Explainer<'_>, places: &[Place]) -> Result<Explanation, Error> {
        match (self.rule, places) {
            (Some(rule), places) => Ok(explainer.rule(rule, places)),
            (None, [one]) => Ok(explainer.place(*one)),
            (None, [one, other]) => Ok(explainer.pairs(*one, *other)),
            _ => Err(Error::Usage("explain: give one place or two".to_owned())),
        }
    }
}

/// The path of the file of a place; of one record of several what stands before `#`.
fn path(place: Written<'_>) -> &str {
    match place.file.rsplit_once('#') {
        Some((path, _)) if !std::path::Path::new(place.file).exists() => path,
        _ => place.file,
    }
}

/// Where a place is in a run.
fn find(place: Written<'_>, run: &Run) -> Result<Place, Error> {
    let Written { file, line, column } = place;
    let wrong = |why: String| Error::Usage(format!("explain: {why}"));
    let named = |name: &str| {
        name == file || name.ends_with(&format!("/{file}")) || name.ends_with(&format!("#{file}"))
    };
    let exact = run.report.articles.iter().find(|article| article.name == file);
    let mut found = run.report.articles.iter().filter(|article| named(&article.name));
    let article = match (exact, found.next(), found.next()) {
        (Some(exact), ..) => exact,
        (None, Some(one), None) => one,
        (None, Some(one), Some(other)) => {
            return Err(wrong(format!("`{file}` can be {} or {}", one.name, other.name)));
        }
        (None, None, _) => return Err(wrong(absent(run, file))),
    };
    let article = &run.checked.articles[article.id as usize];
    let claims: Vec<&Claim> = run.checked.claims.iter().filter(|claim| claim.article == article.id).collect();
    match place.misses(article, &claims) {
        Some(why) => Err(wrong(why)),
        None => Ok(Place { article: article.id, line, column }),
    }
}

/// Why a run has no article of a name.
fn absent(run: &Run, file: &str) -> String {
    let earlier = |revision: &&Revision| std::path::Path::new(&revision.before.path).ends_with(file);
    match run.checked.revisions.iter().find(earlier) {
        Some(revision) => format!(
            "`{file}` is an earlier version of {}; ask about it without the later ones, or with --as-of",
            revision.after.path
        ),
        None => format!("no article of this run is named `{file}`"),
    }
}

/// Whether a word that was given can only be a rule: no path, and no file of that name.
fn is_rule(word: &str) -> bool {
    let id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    word != "-" && word.chars().all(id) && !std::path::Path::new(word).exists()
}

fn text_name(at: usize) -> String {
    format!("--text {}", at + 1)
}

/// The story that all articles belong to, so that a text of one's own can be compared with them.
fn only_story(articles: &[Article]) -> Option<String> {
    let (first, rest) = articles.split_first()?;
    first.story.clone().filter(|_| rest.iter().all(|article| article.story == first.story))
}

/// A text of the command line as an article of an outlet of its own.
fn own_text(at: usize, text: &str, story: Option<&str>, global: &Global) -> Article {
    let mut article = article::from_text(&format!("Text {}", at + 1), global.published, story, text);
    article.path = text_name(at);
    article
}

fn json(found: &Explanation) -> String {
    let mut text = serde_json::to_string_pretty(found).unwrap_or_default();
    text.push('\n');
    text
}
