//! `crosscheck explain`: what a rule saw in a sentence, what was made of the words at a place, and
//! why two places were or were not compared.

use super::arguments::{Answer, Explain as Arguments, Global};
use super::engine::{self, Rules, Run};
use super::output::Output;
use super::remedy;
use super::status::Status;
use crate::article::{self, Article, is_unread};
use crate::check::Revision;
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
        Answer::Text => tell(&run.report, &found),
        Answer::Json => json(&found),
    })?;
    let unread = problems.iter().any(|problem| is_unread(&problem.code));
    Ok(if unread { Status::Unreadable } else { Status::Clean })
}

/// What is asked: a rule or none, and places as `FILE:LINE` or `FILE`.
struct Question<'a> {
    /// Index of the rule.
    rule: Option<usize>,
    places: Vec<Written<'a>>,
}

/// A place as it is written.
#[derive(Clone, Copy)]
struct Written<'a> {
    file: &'a str,
    line: Option<usize>,
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
            (0, Some(_)) => wrong("say where the rule should look: FILE:LINE, FILE or --text"),
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
        let mut paths: Vec<String> = self.places.iter().map(|place| place.path().to_owned()).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Where the places and the texts are in the run.
    fn places(&self, arguments: &Arguments, run: &Run) -> Result<Vec<Place>, Error> {
        let mut places: Vec<Place> =
            self.places.iter().map(|place| place.find(run)).collect::<Result<_, _>>()?;
        let texts = (0..arguments.text.len()).filter_map(|at| {
            let article = run.checked.articles.iter().find(|article| article.path == text_name(at))?;
            Some(Place { article: article.id, line: None })
        });
        places.extend(texts);
        Ok(places)
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

impl<'a> Written<'a> {
    fn read(place: &'a str) -> Self {
        let split = place.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?)));
        split.map_or(Self { file: place, line: None }, |(file, line)| Self { file, line: Some(line) })
    }

    /// The path of the file; of one record of several what stands before `#`.
    fn path(&self) -> &'a str {
        match self.file.rsplit_once('#') {
            Some((path, _)) if !std::path::Path::new(self.file).exists() => path,
            _ => self.file,
        }
    }

    fn find(self, run: &Run) -> Result<Place, Error> {
        let Self { file, line } = self;
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
        if let Some(line) = line.filter(|line| !has_words(article, *line)) {
            return Err(wrong(format!("line {line} of {file} holds no words")));
        }
        Ok(Place { article: article.id, line })
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

/// Whether a sentence stands on a line.
fn has_words(article: &Article, line: usize) -> bool {
    let line_of = |at: usize| article.lines.place(&article.text, at).line;
    article.sentences.iter().any(|s| (line_of(s.span.start)..=line_of(s.span.end.max(1) - 1)).contains(&line))
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
