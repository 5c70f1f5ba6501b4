//! The findings as workflow commands of GitHub Actions: annotations beside the lines of the articles.

use super::finding::{diagnostic, witnesses};
use super::location::Location;
use super::said::visible;
use super::shape::{FactEntry, Report};
use crate::diagnostic::{Diagnostic, Severity};

/// A line for each of some facts: an error or a warning as its rule says, a notice of what is no
/// contradiction.
pub fn render(report: &Report, facts: &[&FactEntry]) -> String {
    facts.iter().map(|fact| line(report, fact)).collect()
}

/// A line for a message without a place.
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
    let sides =
        found.primary.iter().chain(&found.related).map(|label| format!("{}: {}", label.file, label.text));
    let message: Vec<String> =
        std::iter::once(found.message.clone()).chain(sides).chain(found.notes.clone()).collect();
    format!("::{command} {}::{}\n", properties.join(","), data(&message.join("\n")))
}

fn place(report: &Report, claim: u32) -> Option<Vec<String>> {
    let claim = report.claim(claim)?;
    let place = Location::new(report.article_of(claim)?, claim);
    let mut properties = vec![format!("file={}", property(place.path.trim_start_matches("./")))];
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
