//! Who wrote an article and when: lists of articles, JSON records, and the fields that front matter shares
//! with them.

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_yaml::Value;

use super::stamp::Stamp;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;

/// What is said about an article outside its text. What is not said is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Stamp>,
    /// When it was last changed, as a page says.
    pub modified: Option<Stamp>,
    /// Headline.
    pub title: Option<String>,
    /// Name of the story.
    pub story: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it, as a page says.
    pub byline: Option<String>,
    /// Where this is written: in `articles.yml`, the file's name.
    pub place: Span,
}

impl Metadata {
    /// What this says, and for the rest what `other` says.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self {
            outlet: self.outlet.or_else(|| other.outlet.clone()),
            published: self.published.or(other.published),
            modified: self.modified.or(other.modified),
            title: self.title.or_else(|| other.title.clone()),
            story: self.story.or_else(|| other.story.clone()),
            url: self.url.or_else(|| other.url.clone()),
            byline: self.byline.or_else(|| other.byline.clone()),
            place: self.place,
        }
    }
}

/// An article of a JSON file.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its `id`.
    pub id: Option<String>,
    /// What it says of itself.
    pub metadata: Metadata,
    /// Its text.
    pub text: String,
}

/// Where a problem is: a path, and a place inside its text.
#[derive(Clone, Copy)]
pub(super) struct Here<'t> {
    pub(super) path: &'t str,
    pub(super) span: Span,
    /// Line of the file, from 1, where that is known.
    pub(super) line: Option<usize>,
}

/// Takes fields out of one mapping and keeps what is wrong with them.
struct Fields<'t, 'p> {
    here: Here<'t>,
    problems: &'p mut Vec<Diagnostic>,
}

impl Fields<'_, '_> {
    /// An empty string says nothing.
    fn text(value: Option<String>) -> Option<String> {
        value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn date(&mut self, value: Option<String>) -> Option<Stamp> {
        let written = Self::text(value)?;
        let date = Stamp::parse(&written);
        if date.is_none() {
            let message = format!("{}: \"{written}\" is no date", self.here.path);
            self.problems.push(
                Diagnostic::new("bad-date", Severity::Warning, message)
                    .at(self.here.path, self.here.span, "published")
                    .note("write it as 2025-03-24 or 2025-03-24T14:05"),
            );
        }
        date
    }
}

/// A YAML scalar as text: a number or a date is what was written.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

/// What a mapping of YAML says of an article.
pub(super) fn from_yaml(value: &Value, here: Here<'_>, problems: &mut Vec<Diagnostic>) -> Metadata {
    let field = |name: &str| value.get(name).and_then(scalar);
    let mut fields = Fields { here, problems };
    Metadata {
        outlet: Fields::text(field("outlet")),
        published: fields.date(field("published").or_else(|| field("date"))),
        title: Fields::text(field("title")),
        story: Fields::text(field("story")),
        url: Fields::text(field("url")),
        byline: None,
        modified: None,
        place: here.span,
    }
}

/// What an entry of `articles.yml` can say, and what that is.
const LIST_FIELDS: [(&str, &str); 6] = [
    ("file", "path of the article, from the list's folder"),
    ("outlet", "who published it"),
    ("published", "day of publication, as 2025-03-24, or with a time as 2025-03-24T14:05"),
    ("title", "headline"),
    ("url", "where it was published"),
    ("story", "articles of different stories are never compared"),
];

/// The JSON Schema (2020-12) of `articles.yml`. Every field may be any scalar: an outlet named 404
/// needs no quotation marks.
pub fn list_schema() -> serde_json::Value {
    let field = |(name, says): (&str, &str)| {
        let schema =
            serde_json::json!({ "type": ["string", "number", "boolean", "null"], "description": says });
        (name.to_owned(), schema)
    };
    let properties: serde_json::Map<String, serde_json::Value> = LIST_FIELDS.into_iter().map(field).collect();
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "crosscheck articles",
        "description": "The articles of a folder, and who published them when",
        "type": "array",
        "items": {
            "type": "object",
            "required": ["file"],
            "additionalProperties": false,
            "properties": properties,
        },
    })
}

/// Reads `articles.yml`: each file with what is said of it. Entries that cannot be read are left
/// out with a diagnostic.
pub fn list(path: &str, text: &str, problems: &mut Vec<Diagnostic>) -> Vec<(String, Metadata)> {
    let bad = |message: String, span: Span| {
        Diagnostic::new("bad-list", Severity::Error, format!("{path}: {message}")).at(path, span, "here")
    };
    let entries = match serde_yaml::from_str::<Value>(text) {
        Ok(Value::Sequence(entries)) => entries,
        Ok(_) => {
            problems.push(bad("it is no list of articles".to_owned(), Span::default()));
            return Vec::new();
        }
        Err(error) => {
            let at = error.location().map_or(0, |place| place.index().min(text.len()));
            problems.push(bad(error.to_string(), Span::new(at, at)));
            return Vec::new();
        }
    };
    let mut found = Vec::with_capacity(entries.len());
    for (number, entry) in entries.iter().enumerate() {
        let Some(file) = entry.get("file").and_then(scalar) else {
            problems.push(bad(format!("entry {} names no file", number + 1), Span::default()));
            continue;
        };
        let at = text.find(&file).unwrap_or(0);
        let span = Span::new(at, at + file.len());
        let unknown = unknown_fields(entry);
        if !unknown.is_empty() {
            let message = format!("{path}: {file} has fields that are not known: {}", unknown.join(", "));
            let known = format!("known are {}", LIST_FIELDS.map(|(name, _)| name).join(", "));
            problems.push(
                Diagnostic::new("unknown-field", Severity::Warning, message)
                    .at(path, span, "in this entry")
                    .note(known),
            );
        }
        let metadata = from_yaml(entry, Here { path, span, line: None }, problems);
        found.push((file, metadata));
    }
    found
}

fn unknown_fields(entry: &Value) -> Vec<String> {
    let Value::Mapping(fields) = entry else { return Vec::new() };
    let known = |name: &String| LIST_FIELDS.iter().any(|(known, _)| known == name);
    fields.keys().filter_map(scalar).filter(|name| !known(name)).collect()
}

/// A JSON record as written. Other fields are let be.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    id: Option<serde_json::Value>,
    #[serde(default)]
    outlet: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    story: Option<serde_json::Value>,
    text: String,
}

fn id_text(value: serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Null => None,
        other => Some(other.to_string()),
    }
}

/// Reads one record; `here` is where it is written.
fn record(json: &str, here: Here<'_>, problems: &mut Vec<Diagnostic>) -> Option<Record> {
    let written: Written = match serde_json::from_str(json) {
        Ok(written) => written,
        Err(error) => {
            problems.push(bad_record(here, &error));
            return None;
        }
    };
    let mut fields = Fields { here, problems };
    let metadata = Metadata {
        outlet: Fields::text(written.outlet),
        published: fields.date(written.published),
        title: Fields::text(written.title),
        story: Fields::text(written.story.and_then(id_text)),
        url: Fields::text(written.url),
        byline: None,
        modified: None,
        place: here.span,
    };
    Some(Record { id: written.id.and_then(id_text), metadata, text: written.text })
}

fn bad_record(here: Here<'_>, error: &serde_json::Error) -> Diagnostic {
    // The error counts lines inside the record; the reader wants the file's.
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default();
    let place =
        here.line.map_or_else(|| here.path.to_owned(), |line| format!("line {line} of {}", here.path));
    Diagnostic::new("bad-record", Severity::Error, format!("the record in {place} could not be read: {why}"))
        .at(here.path, here.span, "this record")
}

/// Reads the records of a JSON file: one object, or a list of them.
pub fn json(path: &str, text: &str, problems: &mut Vec<Diagnostic>) -> Vec<Record> {
    let start = text.find(|c: char| c != '\u{feff}' && !c.is_whitespace()).unwrap_or(text.len());
    let json = &text[start..];
    if !json.starts_with('[') {
        let here = Here { path, span: Span::new(start, text.len()), line: None };
        return record(json, here, problems).into_iter().collect();
    }
    let items = match serde_json::from_str::<Vec<&RawValue>>(json) {
        Ok(items) => items,
        Err(error) => {
            let at = line_start(text, error.line());
            problems
                .push(bad_record(Here { path, span: Span::new(at, at), line: Some(error.line()) }, &error));
            return Vec::new();
        }
    };
    let place = |item: &RawValue| {
        let at = item.get().as_ptr() as usize - text.as_ptr() as usize;
        Here { path, span: Span::new(at, at + item.get().len()), line: None }
    };
    records(items.par_iter().map(|item| (item.get(), place(item))), problems)
}

/// Reads records side by side and keeps their order.
fn records<'t>(
    written: impl ParallelIterator<Item = (&'t str, Here<'t>)>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Record> {
    let read: Vec<(Option<Record>, Vec<Diagnostic>)> = written
        .map(|(json, here)| {
            let mut problems = Vec::new();
            (record(json, here, &mut problems), problems)
        })
        .collect();
    let mut found = Vec::with_capacity(read.len());
    for (record, wrong) in read {
        found.extend(record);
        problems.extend(wrong);
    }
    found
}

fn line_start(text: &str, line: usize) -> usize {
    match line {
        0 | 1 => 0,
        line => memchr::memchr_iter(b'\n', text.as_bytes()).nth(line - 2).map_or(0, |at| at + 1),
    }
}

/// Reads a JSON record a line. A bad line is left out with a diagnostic.
pub fn json_lines(path: &str, text: &str, problems: &mut Vec<Diagnostic>) -> Vec<Record> {
    let mut lines = Vec::new();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let span = super::split::trim(text, Span::new(at, at + line.len()));
        at += line.len();
        let json = span.of(text).trim_start_matches('\u{feff}');
        if !json.is_empty() {
            lines.push((json, Here { path, span, line: Some(number + 1) }));
        }
    }
    records(lines.into_par_iter(), problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_record_leaves_the_others() {
        let mut problems = Vec::new();
        let lines = "{\"id\": 1, \"text\": \"A.\"}\n{\"id\": 2}\n\n{\"id\": \"c\", \"text\": \"C.\", \"published\": \"soon\"}\n";
        let found = json_lines("a.jsonl", lines, &mut problems);
        assert_eq!(found.iter().map(|r| r.id.as_deref()).collect::<Vec<_>>(), [Some("1"), Some("c")]);
        assert_eq!(problems.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["bad-record", "bad-date"]);
        assert_eq!(problems[0].primary.as_ref().map(|label| label.span.of(lines)), Some("{\"id\": 2}"));
        assert!(problems[0].message.contains("line 2 of a.jsonl"), "{}", problems[0].message);
        problems.clear();
        let found = json("a.json", "[{\"text\": \"A.\"}, 5, {\"text\": \"B.\"}]", &mut problems);
        assert_eq!((found.len(), problems.len()), (2, 1));
    }
}
