//! `crosscheck claims`: what the parser saw, stage by stage, a row each.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use super::arguments::{Claims as Arguments, Global, Rows, Stage};
use super::engine::{self, extract};
use super::output::Output;
use super::status::Status;
use crate::article::{Article, Part};
use crate::claim::ClaimId;
use crate::claim::value::ValueMention;
use crate::error::Error;
use crate::files::Span;
use crate::report::ClaimEntry;
use crate::report::reading;
use crate::report::value::{ValueEntry, kind_of_mention, plain};
use crate::report::words::{one_line, shorten};

/// Widest column of a table but for the last, in characters.
const WIDEST: usize = 48;

/// A sentence.
#[derive(Serialize)]
struct SentenceRow<'a> {
    article: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    part: Part,
}

/// A value that the grammars found.
#[derive(Serialize)]
struct ValueRow<'a> {
    article: &'a str,
    start: usize,
    end: usize,
    kind: &'static str,
    text: &'a str,
    value: ValueEntry,
    number: Option<String>,
}

/// A row in both of its forms.
struct Row {
    json: Json,
    cells: Vec<String>,
}

/// Prints the rows of the stage that is asked for.
pub fn run(arguments: &Arguments, global: &Global, output: Output) -> Result<Status, Error> {
    let wrong_words = engine::own_words(&global.rules).problems;
    let (articles, problems) = engine::articles(&arguments.input.paths, global);
    output.problems(&wrong_words, &BTreeMap::new());
    output.problems(&problems, &BTreeMap::new());
    let rows: Vec<Row> = match arguments.stage {
        Stage::Sentences => articles.iter().flat_map(sentences).collect(),
        Stage::Values => articles.iter().flat_map(values).collect(),
        Stage::Claims => claims(&articles),
    };
    output.text(&match arguments.format {
        Rows::Jsonl => lines(rows.iter().map(|row| row.json.to_string())),
        Rows::Table => table(&rows),
    })?;
    let unreadable = problems.iter().any(|problem| crate::article::is_unread(&problem.code));
    Ok(match unreadable {
        _ if !wrong_words.is_empty() => Status::Unusable,
        true => Status::Unreadable,
        false => Status::Clean,
    })
}

fn row(shape: &impl Serialize, cells: Vec<String>) -> Row {
    Row { json: serde_json::to_value(shape).unwrap_or(Json::Null), cells }
}

/// The `id` of a JSON record, else the path.
fn name(article: &Article) -> &str {
    article.record.as_deref().unwrap_or(&article.path)
}

fn place(article: &Article, at: usize) -> String {
    let place = article.lines.place(&article.text, at);
    format!("{}:{}:{}", name(article), place.line, place.column)
}

fn sentences(article: &Article) -> Vec<Row> {
    let line = |sentence: &crate::article::Sentence| {
        let Span { start, end } = sentence.span;
        let text = article.words(sentence.span);
        let shape = SentenceRow { article: name(article), start, end, text, part: sentence.part };
        let part = match sentence.part {
            Part::Headline => "headline",
            Part::Body => "body",
            Part::Debris => "debris",
        };
        row(&shape, vec![place(article, start), part.to_owned(), one_line(text)])
    };
    article.sentences.iter().map(line).collect()
}

fn values(article: &Article) -> Vec<Row> {
    let line = |mention: ValueMention| {
        let Span { start, end } = mention.span;
        let text = article.words(mention.span);
        let kind = kind_of_mention(&mention.kind);
        let shape = ValueRow {
            article: name(article),
            start,
            end,
            kind,
            text,
            value: ValueEntry::of_mention(&mention),
            number: mention.number().map(plain),
        };
        let read = reading::of_mention(&mention, text);
        row(&shape, vec![place(article, start), kind.to_owned(), one_line(text), read])
    };
    extract::sentence_values(article).into_iter().flat_map(|(_, found)| found).map(line).collect()
}

fn claims(articles: &[Article]) -> Vec<Row> {
    let claims =
        articles.iter().flat_map(|article| extract::claims(article).into_iter().map(move |c| (article, c)));
    let line = |(id, (article, mut claim)): (u32, (&Article, crate::claim::Claim))| {
        claim.id = ClaimId(id);
        let entry = ClaimEntry::new(&claim, article);
        let about = [&entry.concept, &entry.predicate].into_iter().flatten().cloned().collect::<Vec<_>>();
        let given: Vec<String> = entry
            .arguments
            .iter()
            .map(|(field, argument)| format!("{}={}", engine::field_name(*field), argument.values.join("+")))
            .collect();
        let cells = vec![
            place(article, claim.mention.start),
            serde_json::to_value(entry.kind)
                .ok()
                .and_then(|k| k.as_str().map(str::to_owned))
                .unwrap_or_default(),
            about.join(" "),
            entry.reading.clone(),
            given.join(" "),
        ];
        let mut found = row(&entry, cells);
        found.json["article"] = Json::from(name(article));
        found
    };
    (0..).zip(claims).map(line).collect()
}

/// Rows in columns; the last column is as wide as it is.
fn table(rows: &[Row]) -> String {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let cut = |cell: &str| shorten(cell, WIDEST);
    let width = |at: usize| rows.iter().filter_map(|r| r.cells.get(at)).map(|c| cut(c).chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|at| width(at).unwrap_or(0)).collect();
    let line = |row: &Row| {
        let last = row.cells.len().saturating_sub(1);
        let cells = row.cells.iter().enumerate().map(|(at, cell)| match at {
            _ if at == last => cell.clone(),
            _ => format!("{:<width$}", cut(cell), width = widths[at]),
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines(rows.iter().map(line))
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}
