//! The report as JSON: one object, indented, with a line break at its end. Same report, same bytes.

use super::Report;

/// The JSON text of a report.
///
/// # Panics
/// Never: every key of a report is a string.
pub fn render(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("a report has string keys alone");
    text.push('\n');
    text
}
