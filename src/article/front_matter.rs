//! Front matter: the YAML between two lines "---" at the head of a text. People write a headline there as
//! it stands ("title: Fire: three dead"), which is no YAML; then each field is read by itself.

use serde_yaml::{Mapping, Value};

use super::record::{Here, Metadata, from_yaml};
use super::some;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;

/// The fields that front matter can have. Others are let be.
const FIELDS: [&str; 6] = ["outlet", "published", "date", "title", "story", "url"];

/// Code of a field that is no YAML and was taken as it stands.
const PLAIN: &str = "plain-front-matter";

/// Reads the front matter of a text. Gives what it says and where the article begins.
pub fn front_matter(path: &str, text: &str, problems: &mut Vec<Diagnostic>) -> (Metadata, usize) {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let Some((yaml, body)) = fenced(text, bom) else { return (Metadata::default(), bom) };
    let here = Here { path, span: yaml, line: None };
    match serde_yaml::from_str::<Value>(yaml.of(text)) {
        Ok(value @ (Value::Mapping(_) | Value::Null)) => (from_yaml(&value, here, problems), body),
        Ok(_) => {
            problems.push(unreadable(path, yaml, "it is no list of \"field: value\" lines"));
            (Metadata::default(), body)
        }
        Err(error) => {
            let fields = by_field(path, text, yaml, problems).unwrap_or_else(|fields| {
                let at = error.location().map_or(yaml.start, |at| (yaml.start + at.index()).min(yaml.end));
                problems.push(unreadable(path, first_line(text, at), &error.to_string()));
                fields
            });
            (from_yaml(&Value::Mapping(fields), here, problems), body)
        }
    }
}

fn unreadable(path: &str, span: Span, why: &str) -> Diagnostic {
    let message = format!("the front matter of {path} could not be read: {why}");
    Diagnostic::new("bad-front-matter", Severity::Error, message).at(path, span, "here")
}

/// The fields of a block that is no YAML as a whole. `Err` where each field by itself is good, so that none of
/// them is the cause.
fn by_field(path: &str, text: &str, yaml: Span, problems: &mut Vec<Diagnostic>) -> Result<Mapping, Mapping> {
    let mut found = Mapping::new();
    let mut is_explained = false;
    for entry in entries(text, yaml) {
        let mut fields = match serde_yaml::from_str::<Value>(entry.of(text)) {
            Ok(Value::Mapping(fields)) => fields,
            read => {
                is_explained = true;
                match plain(text, entry) {
                    Some((name, value)) => {
                        problems.push(taken_plain(path, text, name, value));
                        Mapping::from_iter([(name.into(), value.of(text).into())])
                    }
                    None if is_foreign(entry.of(text)) => continue,
                    None => {
                        let why = read.err().map_or_else(|| "it is no field".to_owned(), |e| e.to_string());
                        problems.push(unreadable(path, first_line(text, entry.start), &why));
                        continue;
                    }
                }
            }
        };
        // The first of two fields of one name counts.
        fields.extend(std::mem::take(&mut found));
        found = fields;
    }
    if is_explained { Ok(found) } else { Err(found) }
}

/// The fields of a block: each begins at the margin, and what is indented below it belongs to it.
fn entries(text: &str, yaml: Span) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut at = yaml.start;
    for line in yaml.of(text).split_inclusive('\n') {
        let end = at + line.len();
        let is_below = line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#', ']', '}']);
        match found.last_mut() {
            Some(entry) if is_below => entry.end = end,
            None if is_below => {}
            _ => found.push(Span::new(at, end)),
        }
        at = end;
    }
    found
}

/// The name of a field and its value as it stands, where the field is one line that can be meant as words. A
/// bracket that is never closed was meant as YAML.
fn plain(text: &str, entry: Span) -> Option<(&'static str, Span)> {
    let line = entry.of(text).trim_end();
    let (name, value) = line.split_once(':')?;
    let name = FIELDS.into_iter().find(|field| *field == name)?;
    let words = value.trim();
    let is_open = |open: char, close: char| words.starts_with(open) && !words.contains(close);
    if !value.starts_with([' ', '\t']) || line.contains('\n') || is_open('[', ']') || is_open('{', '}') {
        return None;
    }
    let end = entry.start + line.len();
    Some((name, Span::new(end - words.len(), end)))
}

/// Whether a field is one that is not read anyway.
fn is_foreign(entry: &str) -> bool {
    entry.split_once(':').is_some_and(|(name, _)| !name.contains('\n') && !FIELDS.contains(&name.trim()))
}

/// Makes one warning of those on fields that were taken as plain text: the first, with the other files.
pub(super) fn join_plain(problems: &mut Vec<Diagnostic>) {
    let is_plain = |problem: &Diagnostic| problem.code == PLAIN;
    let file = |problem: &Diagnostic| problem.primary.as_ref().map(|label| label.file.clone());
    let mut files: Vec<String> =
        problems.iter().filter(|problem| is_plain(problem)).filter_map(file).collect();
    files.dedup();
    let fields = problems.iter().filter(|problem| is_plain(problem)).count();
    let Some(first) = problems.iter().position(is_plain).filter(|_| files.len() > 1) else { return };
    let others: Vec<&str> = files[1..].iter().map(String::as_str).collect();
    let joined =
        problems[first].clone().note(format!("the same of {} more in {}", fields - 1, some(&others)));
    problems.retain(|problem| !is_plain(problem));
    problems.insert(first, joined);
}

fn taken_plain(path: &str, text: &str, name: &str, value: Span) -> Diagnostic {
    let words = value.of(text);
    let message = format!("the {name} in the front matter of {path} is no YAML and was taken as plain text");
    Diagnostic::new(PLAIN, Severity::Warning, message)
        .at(path, value, "taken as it stands")
        .note(format!("in YAML it is written in quotation marks: {name}: {}", serde_json::json!(words)))
}

/// From a place to the end of its line.
fn first_line(text: &str, at: usize) -> Span {
    Span::new(at, at + text[at..].find(['\r', '\n']).unwrap_or(0))
}

/// The YAML between two lines "---" at the head of a text, and where the rest begins.
fn fenced(text: &str, start: usize) -> Option<(Span, usize)> {
    let open = text[start..].split_inclusive('\n').next().filter(|line| line.trim_end() == "---")?;
    let yaml = start + open.len();
    let field = text[yaml..]
        .split_once(':')
        .is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-#".contains(&b)));
    let mut at = yaml;
    for line in text[yaml..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((Span::new(yaml, at), at + line.len()));
        }
        // Prose between two rules is no front matter: it has blank lines and no field at its head.
        if !field && line.trim().is_empty() {
            return None;
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn front_matter_is_taken_off() {
        let text =
            "\u{feff}---\r\noutlet: The Quay\r\npublished: 2025-03-24\r\nstory: 7\r\n---\r\nThe pier closed.";
        let mut problems = Vec::new();
        let (metadata, body) = front_matter("a.txt", text, &mut problems);
        assert_eq!(metadata.outlet.as_deref(), Some("The Quay"));
        assert_eq!(metadata.published, Some(date(2025, 3, 24).into()));
        assert_eq!(metadata.story.as_deref(), Some("7"));
        assert_eq!(&text[body..], "The pier closed.");
        assert!(problems.is_empty());
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        let text = "---\n\nThe pier closed.\n\n---\n\nIt reopened.";
        let mut problems = Vec::new();
        assert_eq!(front_matter("a.txt", text, &mut problems).1, 0);
        assert!(problems.is_empty());
    }

    #[test]
    fn bad_front_matter_is_located() {
        let text = "---\noutlet: The Quay\npublished: [2025\n---\nThe pier closed.";
        let mut problems = Vec::new();
        let (_, body) = front_matter("a.txt", text, &mut problems);
        assert_eq!(&text[body..], "The pier closed.");
        assert_eq!(problems[0].code, "bad-front-matter");
        assert!(problems[0].primary.as_ref().is_some_and(|label| label.span.start >= 4));
    }

    /// The fields and problems of a block of front matter.
    fn read(yaml: &str) -> (Metadata, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let (metadata, _) =
            front_matter("a.md", &format!("---\n{yaml}\n---\nThe pier closed."), &mut problems);
        (metadata, problems)
    }

    #[test]
    fn a_headline_that_is_no_yaml_is_taken_as_it_stands() {
        for title in [
            "Storm: pier closed",
            "\"Storm\" closes pier",
            "'Storm' closes pier",
            "[Updated] Storm closes pier",
            "@quay: pier closed",
            "% of piers that closed: 40",
            "*Storm* closes pier",
        ] {
            let yaml = format!("outlet: The Quay\ntitle: {title}\npublished: 2025-03-24");
            let (metadata, problems) = read(&yaml);
            assert_eq!(metadata.title.as_deref(), Some(title));
            assert_eq!(metadata.outlet.as_deref(), Some("The Quay"), "{title}");
            assert_eq!(metadata.published, Some(date(2025, 3, 24).into()), "{title}");
            let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
            assert_eq!(codes, ["plain-front-matter"], "{title}");
            let label = problems[0].primary.as_ref().expect("a place");
            assert_eq!(label.span.of(&format!("---\n{yaml}")), title);
        }
    }

    #[test]
    fn plain_fields_of_many_files_are_one_warning() {
        let plain = |path: &str| {
            let mut problems = Vec::new();
            front_matter(path, "---\noutlet: Quay\ntitle: Storm: pier closed\n---\nText.", &mut problems);
            problems
        };
        let mut one = plain("a.txt");
        let alone = one.clone();
        join_plain(&mut one);
        assert_eq!(one, alone, "one file is told as before");
        let mut problems = [plain("a.txt"), plain("b.txt"), plain("c.txt")].concat();
        problems.insert(0, Diagnostic::new("other", Severity::Note, ""));
        join_plain(&mut problems);
        assert_eq!(problems.len(), 2);
        assert_eq!(problems[1].primary, alone[0].primary);
        assert!(problems[1].notes.iter().any(|note| note == "the same of 2 more in b.txt, c.txt"));
    }

    #[test]
    fn what_is_read_of_a_field_by_itself_is_what_yaml_says() {
        let (metadata, problems) = read(
            "title: a: b\r\noutlet: \"The \\\"Old\\\" Quay\" # ours\r\nurl: >\n  https://example.org/a\nstory: 7\n\
             tags: [pier, storm\nsummary: c: d\n# a remark\nlist:\n- one: two: three",
        );
        assert_eq!(metadata.title.as_deref(), Some("a: b"));
        assert_eq!(metadata.outlet.as_deref(), Some("The \"Old\" Quay"));
        assert_eq!(metadata.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(metadata.story.as_deref(), Some("7"));
        assert_eq!(problems.len(), 1, "fields that nobody reads may be anything: {problems:?}");
    }

    #[test]
    fn a_field_that_was_meant_as_yaml_is_not_read_and_the_others_are() {
        let (metadata, problems) = read("outlet: The Quay\npublished: [2025\ntitle: Storm\n  closes: [pier");
        assert_eq!(
            (metadata.outlet.as_deref(), metadata.published, metadata.title),
            (Some("The Quay"), None, None)
        );
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes, ["bad-front-matter", "bad-front-matter"]);
    }

    #[test]
    fn a_field_that_is_said_twice_is_told_and_the_first_counts() {
        let (metadata, problems) = read("outlet: The Quay\noutlet: The Pier\npublished: 2025-03-24");
        assert_eq!(metadata.outlet.as_deref(), Some("The Quay"));
        assert_eq!(
            problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(),
            ["bad-front-matter"]
        );
    }

    #[test]
    fn a_date_in_plain_words_must_still_be_one() {
        let (metadata, problems) = read("title: a: b\npublished: soon: today");
        assert_eq!(metadata.published, None);
        assert!(problems.iter().any(|problem| problem.code == "bad-date"), "{problems:?}");
    }
}
