//! The report as JSON: one object, indented, with a line break at its end. Same report, same bytes.

use schemars::generate::SchemaSettings;

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

/// The JSON Schema (2020-12) of a report, made from the types that are printed.
pub fn schema() -> serde_json::Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Report>().into()
}
