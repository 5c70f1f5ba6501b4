//! The findings as workflow commands of GitHub Actions: annotations beside the lines of the articles.

use super::finding::{diagnostic, witnesses};
use super::location::Location;
use super::outline::Findings;
use super::said::visible;
use super::shape::{FactEntry, Report};
use super::version::Silent;
use crate::diagnostic::{Diagnostic, Severity};

/// A line for each of some findings: an error or a warning as its rule says, a notice of what is no
/// contradiction.
pub fn render(report: &Report, shown: &Findings<'_>) -> String {
    let facts = shown.facts.iter().map(|fact| line(report, fact));
    facts.chain(shown.silent.iter().map(|silent| silent_line(*silent))).collect()
}

/// A line for a message without a place.
#[doc(hidden)]
pub fn message(message: &Diagnostic) -> String {
    format!("::{} title={}::{}\n", command(message.severity), property(&message.code), data(&message.message))
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

fn line(report: &Report, fact: &FactEntry) -> String {
    let found = diagnostic(report, fact);
    let command = command(found.severity);
    let mut properties = witnesses(fact).first().and_then(|(_, id)| place(report, *id)).unwrap_or_default();
    properties.push(format!("title={}", property(&found.code)));
    format!("::{command} {}::{}\n", properties.join(","), data(&told(&found)))
}

fn silent_line(silent: Silent<'_>) -> String {
    let found = silent.message();
    let (edition, passage) = (&silent.version.after, &silent.change.after);
    let mut properties = vec![format!("file={}", property(&file(&edition.path)))];
    if edition.is_file {
        properties.extend([format!("line={}", passage.line), format!("col={}", passage.column)]);
    }
    properties.push(format!("title={}", property(&found.code)));
    format!("::{} {}::{}\n", command(found.severity), properties.join(","), data(&told(&found)))
}

/// A message with its places and notes, a line each.
fn told(found: &Diagnostic) -> String {
    let sides =
        found.primary.iter().chain(&found.related).map(|label| format!("{}: {}", label.file, label.text));
    let lines: Vec<String> =
        std::iter::once(found.message.clone()).chain(sides).chain(found.notes.clone()).collect();
    lines.join("\n")
}

fn file(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches("./").to_owned()
}

fn place(report: &Report, claim: u32) -> Option<Vec<String>> {
    let claim = report.claim(claim)?;
    let place = Location::new(report.article_of(claim)?, claim);
    let mut properties = vec![format!("file={}", property(&file(&place.path)))];
    if let Some(region) = place.region {
        properties.push(format!("line={}", region.line));
        properties.push(format!("endLine={}", region.end_line));
        // Columns are allowed on one line alone.
        if region.line == region.end_line {
            properties.push(format!("col={}", region.column));
            properties.push(format!("endColumn={}", region.end_column));
        }
    }
    Some(properties)
}

/// The text of a command: what would end it is written in per cents.
fn data(text: &str) -> String {
    let text = visible(text);
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_is_a_command() {
        assert_eq!(data("50%\n::error::x\r\n\0"), "50%25%0A::error::x%0A␀");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
