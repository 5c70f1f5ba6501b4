//! Stage 1: bytes become articles with sentences. Reading never fails: it gives what could be
//! read, and diagnostics for the rest.

mod encoding;
mod front_matter;
#[cfg(feature = "html")]
#[doc(hidden)]
pub mod html;
pub mod notice;
mod page;
mod record;
mod source;
#[doc(hidden)]
pub mod split;
mod stamp;
#[doc(hidden)]
pub mod version;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity};
use crate::files::{Lines, Span};
use crate::vocabulary::debris::fold_line;
use record::Metadata;
#[doc(hidden)]
pub use record::list_schema;
#[doc(hidden)]
pub use source::beside;
use source::{Format, Source};
pub use stamp::Stamp;

/// Most problems of one file that are shown one by one.
const PROBLEMS: usize = 20;
/// How many articles a message about several names.
const NAMED: usize = 4;

/// Longest article, in bytes, that is read to its end: a novel has more, no report does. What
/// stands beyond is debris, and said to be.
const LONGEST: usize = 512 * 1024;

/// Dense number of an article within one run; its order does not depend on the input's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ArticleId(pub u32);

/// One text of one outlet.
#[derive(Debug, Clone)]
pub struct Article {
    /// Dense number, given after all articles are sorted.
    pub id: ArticleId,
    /// Path of the file it came from, as the user gave it.
    pub path: String,
    /// The `id` field of a JSON record, if it came from one.
    pub record: Option<String>,
    /// Where it stands among the records of its file, from 0.
    pub place: usize,
    /// Who published it.
    pub outlet: String,
    /// Headline from the metadata, if any. (A headline inside the text is a sentence.)
    pub title: Option<String>,
    /// Day of publication. Relative dates need it.
    pub published: Option<Date>,
    /// When this text of it came out: its last change where a page says so, else its publication.
    pub edition: Option<Stamp>,
    /// Articles of different stories are never compared; `None` is one story of its own.
    pub story: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it, where its page says so.
    pub byline: Option<String>,
    /// Whether the text is its file as it stands, so that places in the one are places in the other.
    pub is_file: bool,
    /// The text that all byte offsets count in: for a text file the file as it is on disk,
    /// front matter included; for a JSON record its `text` field; for a page of HTML the words of
    /// the article.
    pub text: String,
    /// Where the article proper starts in `text` (after front matter and byte order mark).
    pub body: usize,
    /// Sentences in reading order; together they cover every word of the body. A title in the front
    /// matter that the body does not repeat is the first of them.
    pub sentences: Vec<Sentence>,
    /// Line starts of `text`.
    pub lines: Lines,
}

/// One sentence, or one line that is no prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the article's `text`, without surrounding white space.
    pub span: Span,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
    /// What it is for a reader.
    pub part: Part,
}

/// What a sentence is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The title line, or a headline inside the text.
    Headline,
    /// Prose.
    Body,
    /// Bylines, captions, menus, "Read more", rules, comment forms: no claim is made of it.
    Debris,
}

impl Article {
    /// The words of a span of this article.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Whether a span runs through a line, or through a column of it; both counted from 1.
    pub fn touches(&self, span: Span, line: usize, column: Option<usize>) -> bool {
        let of = |at: usize| {
            let place = self.lines.place(&self.text, at);
            (place.line, if column.is_some() { place.column } else { 1 })
        };
        let asked = (line, column.unwrap_or(1));
        let start = of(span.start);
        match column {
            Some(_) => start == asked || start < asked && asked < of(span.end),
            None => start <= asked && asked <= of(span.end.max(1) - 1),
        }
    }
}

/// What came of reading: the articles, numbered, and what could not be read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// In the order of their numbers.
    pub articles: Vec<Article>,
    /// In the order of the paths that were given.
    pub problems: Vec<Diagnostic>,
}

/// What the command line says about all articles.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Day of publication of articles that do not say theirs.
    pub published: Option<Date>,
    /// When articles are read as of: those that came out later are left out.
    pub as_of: Option<Stamp>,
    /// CSS selector of the elements that hold the article of a page of HTML; without it the page's
    /// form decides.
    #[cfg(feature = "html")]
    pub html_selector: Option<String>,
}

/// Texts of files that an editor holds, by their paths.
#[derive(Debug, Clone, Default)]
#[doc(hidden)]
pub struct Edited(BTreeMap<PathBuf, String>);

impl Edited {
    /// Adds a file's text.
    pub fn insert(&mut self, file: &Path, text: String) {
        self.0.insert(same_path(file), text);
    }

    fn text(&self, file: &str) -> Option<&str> {
        // Most runs edit nothing: then no path needs to be looked up on disk.
        if self.0.is_empty() { None } else { self.0.get(&same_path(Path::new(file))).map(String::as_str) }
    }
}

/// One path for all names of a file.
#[doc(hidden)]
pub fn same_path(file: &Path) -> PathBuf {
    file.canonicalize().or_else(|_| std::path::absolute(file)).unwrap_or_else(|_| file.to_owned())
}

/// Reads articles: each path is a file, a folder, or "-" for standard input. A file's own front
/// matter or JSON fields go before the list beside it, and that before the options.
pub fn read(paths: &[String], options: &Options) -> Reading {
    let mut reading = read_edited(paths, options, &Edited::default());
    front_matter::join_plain(&mut reading.problems);
    reading
}

/// The same, with files that are being edited: their texts are read in place of what is on disk.
#[doc(hidden)]
pub fn read_edited(paths: &[String], options: &Options, edited: &Edited) -> Reading {
    let mut reading = Reading::default();
    let sources = source::find(paths, &mut reading.problems);
    let read: Vec<(Vec<Draft>, Vec<Diagnostic>)> =
        sources.par_iter().map(|source| drafts(source, options, edited)).collect();
    let mut drafts = Vec::new();
    for (found, problems) in read {
        drafts.extend(found);
        reading.problems.extend(problems);
    }
    reading.articles = drafts.into_par_iter().map(Draft::finish).collect();
    number(&mut reading.articles);
    if let Some(as_of) = options.as_of {
        reading.problems.extend(version::leave_out_later(&mut reading.articles, as_of));
        number(&mut reading.articles);
    }
    reading.problems.extend(note_missing_stories(&reading.articles));
    let endless: Vec<Diagnostic> = reading.articles.iter().filter_map(note_endless).collect();
    reading.problems.extend(endless);
    reading
}

/// An article of given words, as rule tests and unit tests need it. Its number is 0 until
/// [`number`] has seen it.
pub fn from_text(outlet: &str, published: Option<Date>, story: Option<&str>, text: &str) -> Article {
    let metadata = Metadata {
        outlet: Some(outlet.to_owned()),
        published: published.map(Stamp::from),
        story: story.map(str::to_owned),
        ..Metadata::default()
    };
    Draft {
        path: String::new(),
        record: None,
        place: 0,
        metadata,
        text: text.to_owned(),
        body: 0,
        is_file: true,
    }
    .finish()
}

/// Sorts articles by what they are, not by the order in which they were found, and numbers them.
pub fn number(articles: &mut [Article]) {
    fn key(article: &Article) -> (Option<&str>, &str, Option<Date>, &str, Option<&str>, &str) {
        let Article { story, outlet, published, path, record, text, .. } = article;
        (story.as_deref(), outlet, *published, path, record.as_deref(), text)
    }
    articles.sort_by(|a, b| key(a).cmp(&key(b)));
    for (number, article) in articles.iter_mut().enumerate() {
        article.id = ArticleId(u32::try_from(number).unwrap_or(u32::MAX));
    }
}

/// Whether a problem of this code means that some input could not be read (exit status 3).
#[doc(hidden)]
pub fn is_unread(code: &str) -> bool {
    matches!(
        code,
        "unreadable-file"
            | "missing-file"
            | "bad-list"
            | "bad-record"
            | "bad-front-matter"
            | "empty-article"
            | "long-article"
    )
}

/// An article before its text is split.
struct Draft {
    path: String,
    record: Option<String>,
    place: usize,
    metadata: Metadata,
    text: String,
    body: usize,
    is_file: bool,
}

impl Draft {
    fn finish(self) -> Article {
        let Self { path, record, place, metadata, text, body, is_file } = self;
        let outlet = metadata.outlet.unwrap_or_else(|| source::stem(&path).to_owned());
        let mut sentences = sentences(&text, body, metadata.title.as_deref());
        if let Some(title) = metadata.title.as_deref().filter(|_| is_file) {
            head(&text, body, title, &mut sentences);
        }
        let lines = Lines::new(&text);
        Article {
            id: ArticleId(0),
            path,
            record,
            place,
            outlet,
            title: metadata.title,
            published: metadata.published.map(|stamp| stamp.day),
            edition: metadata.modified.or(metadata.published),
            story: metadata.story,
            url: metadata.url,
            byline: metadata.byline,
            is_file,
            text,
            body,
            sentences,
            lines,
        }
    }

    /// The name that a message uses: the path, with the record if it is one of several.
    fn name(&self) -> String {
        match &self.record {
            Some(record) => format!("{} ({record})", self.path),
            None => self.path.clone(),
        }
    }
}

/// The sentences of a text from `body` on. All that stands beyond the longest article is one
/// piece of debris.
fn sentences(text: &str, body: usize, title: Option<&str>) -> Vec<Sentence> {
    let end = end_of_reading(text, body);
    let mut found = page::sentences(&text[..end], body, title);
    let rest = split::trim(text, Span::new(end, text.len()));
    if !rest.is_empty() {
        let paragraph = found.last().map_or(0, |last| last.paragraph + 1);
        found.push(Sentence { span: rest, paragraph, part: Part::Debris });
    }
    found
}

/// A title that stands in the front matter and nowhere in the body is the article's headline, and what
/// it says is said by the article.
fn head(text: &str, body: usize, title: &str, sentences: &mut Vec<Sentence>) {
    let front = &text[..body];
    let Some(at) = front.find(title) else { return };
    let words = fold_line(title);
    if words.is_empty() || sentences.iter().any(|sentence| fold_line(sentence.span.of(text)) == words) {
        return;
    }
    for sentence in sentences.iter_mut() {
        sentence.paragraph += 1;
    }
    let span = Span::new(at, at + title.len());
    sentences.insert(0, Sentence { span, paragraph: 0, part: Part::Headline });
}

/// One past the last byte that is read: of a text that is too long, the end of a word.
fn end_of_reading(text: &str, body: usize) -> usize {
    if text.len() - body <= LONGEST {
        return text.len();
    }
    let room = split::last_boundary(text, body + LONGEST);
    text[body..room].rfind(char::is_whitespace).map_or(room, |at| body + at)
}

/// The articles of one file, and what is wrong with them.
fn drafts(source: &Source, options: &Options, edited: &Edited) -> (Vec<Draft>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let held = edited.text(&source.path).map(|text| source::held(&source.path, text));
    let Some(loaded) = held.or_else(|| source::load(&source.path, &mut problems)) else {
        return (Vec::new(), problems);
    };
    let path = &source.path;
    let is_file = loaded.is_file;
    let mut found: Vec<Draft> = match loaded.format {
        Format::Text => {
            let (metadata, body) = front_matter::front_matter(path, &loaded.text, &mut problems);
            vec![Draft {
                path: path.clone(),
                record: None,
                place: 0,
                metadata,
                text: loaded.text,
                body,
                is_file,
            }]
        }
        Format::Json => from_records(path, record::json(path, &loaded.text, &mut problems)),
        Format::JsonLines => from_records(path, record::json_lines(path, &loaded.text, &mut problems)),
        #[cfg(feature = "html")]
        Format::Html => {
            let page = html::read(&loaded.text, options.html_selector.as_deref());
            problems.extend(page.unselected.then(|| unselected(path)));
            let html::Page { metadata, text, .. } = page;
            vec![Draft {
                path: path.clone(),
                record: None,
                place: 0,
                metadata,
                text,
                body: 0,
                is_file: false,
            }]
        }
    };
    let rest = Metadata { published: options.published.map(Stamp::from), ..Metadata::default() };
    for draft in &mut found {
        draft.metadata = std::mem::take(&mut draft.metadata).or(&source.metadata).or(&rest);
    }
    drop_empty(path, &mut found, &mut problems);
    problems.extend(found.iter().filter_map(too_long));
    shorten(path, &mut problems);
    note_undated(path, &found, &mut problems);
    (found, problems)
}

fn from_records(path: &str, records: Vec<record::Record>) -> Vec<Draft> {
    let draft = |(place, record): (usize, record::Record)| {
        let body = if record.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Draft {
            path: path.to_owned(),
            record: record.id,
            place,
            metadata: record.metadata,
            text: record.text,
            body,
            is_file: false,
        }
    };
    records.into_iter().enumerate().map(draft).collect()
}

/// An article without words is left out, and so said.
fn drop_empty(path: &str, found: &mut Vec<Draft>, problems: &mut Vec<Diagnostic>) {
    if found.is_empty() && problems.is_empty() {
        problems.push(empty(path, path));
    }
    found.retain(|draft| {
        let words = draft.text[draft.body..].contains(char::is_alphanumeric);
        if !words {
            problems.push(empty(path, &draft.name()));
        }
        words
    });
}

fn empty(path: &str, name: &str) -> Diagnostic {
    Diagnostic::new("empty-article", Severity::Error, format!("{name} holds no words")).at(
        path,
        Span::default(),
        "",
    )
}

#[cfg(feature = "html")]
fn unselected(path: &str) -> Diagnostic {
    let message = format!("--html-selector names nothing in {path}; its article was found without it");
    Diagnostic::new("unmatched-selector", Severity::Note, message).at(path, Span::default(), "")
}

/// What is to be said of an article that is not read to its end.
fn too_long(draft: &Draft) -> Option<Diagnostic> {
    let end = end_of_reading(&draft.text, draft.body);
    if end == draft.text.len() {
        return None;
    }
    let message = format!(
        "{} is longer than an article: its first {} KB were read",
        draft.name(),
        (end - draft.body) / 1024
    );
    let at = if draft.is_file { Span::new(end, end) } else { Span::default() };
    let label = if draft.is_file { "not read from here on" } else { "" };
    Some(Diagnostic::new("long-article", Severity::Error, message).at(&draft.path, at, label))
}

/// Of many problems in one file, the first few and how many more there are.
fn shorten(path: &str, problems: &mut Vec<Diagnostic>) {
    if problems.len() <= PROBLEMS {
        return;
    }
    let more = problems.split_off(PROBLEMS);
    let worst = more.iter().max_by_key(|problem| (is_unread(&problem.code), problem.severity));
    if let Some(worst) = worst {
        let message = format!("{path} has {} more such problems", more.len());
        problems.push(Diagnostic::new(worst.code.clone(), worst.severity, message).at(
            path,
            Span::default(),
            "",
        ));
    }
}

fn note_undated(path: &str, found: &[Draft], problems: &mut Vec<Diagnostic>) {
    let undated = found.iter().filter(|draft| draft.metadata.published.is_none()).count();
    if undated == 0 {
        return;
    }
    let message = match found {
        [draft] => format!("{} has no day of publication", draft.name()),
        _ => format!("{undated} of {} articles in {path} have no day of publication", found.len()),
    };
    problems.push(
        Diagnostic::new("undated-article", Severity::Note, message)
            .at(path, Span::default(), "")
            .note("relative dates such as \"on Monday\" stay unknown; say `published` in front matter, a JSON field or articles.yml"),
    );
}

/// Articles without a story beside others that have one are compared among themselves alone.
fn note_missing_stories(articles: &[Article]) -> Option<Diagnostic> {
    let without: Vec<&str> = articles
        .iter()
        .filter(|article| article.story.is_none())
        .map(|article| article.path.as_str())
        .collect();
    if without.is_empty() || without.len() == articles.len() {
        return None;
    }
    let (all, some) = (articles.len(), some(&without));
    let message = match without.len() {
        1 => format!("1 of {all} articles has no `story` and is compared with none of the others: {some}"),
        few => {
            format!("{few} of {all} articles have no `story` and are compared with each other alone: {some}")
        }
    };
    Some(
        Diagnostic::new("missing-story", Severity::Warning, message)
            .at(without[0], Span::default(), "")
            .note("say `story` of each in front matter, a JSON field or articles.yml, or of none: then all are one story"),
    )
}

/// The first few of some names, each once, and how many more there are.
fn some(names: &[&str]) -> String {
    let mut names = names.to_vec();
    names.dedup();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if more == 0 { names.join(", ") } else { format!("{} and {more} more", names.join(", ")) }
}

/// Of an article's sentences that are too long to be prose, the first and how many there are.
fn note_endless(article: &Article) -> Option<Diagnostic> {
    let mut endless = article.sentences.iter().map(|s| s.span).filter(|&span| page::is_endless(span));
    let first = endless.next()?;
    let (more, path) = (endless.count(), &article.path);
    let others = if more == 0 { String::new() } else { format!(", and {more} more") };
    let message = format!("{path} holds a sentence of {} bytes{others}; no claim is made of it", first.len());
    Some(
        Diagnostic::new("endless-sentence", Severity::Warning, message)
            .at(path, Span::new(first.start, first.start), "")
            .note("no prose is that long: a table, a list of words, or a file that lost its line ends?"),
    )
}

#[cfg(test)]
mod tests;
