//! `crosscheck rules schema`: what editors and other programs need to know of the files.

use clap::ValueEnum;
use serde_json::Value;

use super::arguments::Schema;
use super::engine::names;
use super::output::Output;
use super::status::Status;
use crate::error::Error;
use crate::{article, report, rule};

/// Prints one schema, or writes all of them into a folder.
pub fn write(of: Schema, folder: Option<&str>, output: Output) -> Result<Status, Error> {
    let Some(folder) = folder else {
        output.text(&text(of))?;
        return Ok(Status::Clean);
    };
    let failed = |path: &str, source| Error::Io { path: path.to_owned(), source };
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    for of in Schema::value_variants() {
        let path = format!("{}/{}.schema.json", folder.trim_end_matches('/'), name(*of));
        std::fs::write(&path, text(*of)).map_err(|error| failed(&path, error))?;
        output.remark(&format!("wrote {path}"));
    }
    Ok(Status::Clean)
}

fn name(of: Schema) -> &'static str {
    match of {
        Schema::Rules => "rules",
        Schema::Things => "things",
        Schema::Predicates => "predicates",
        Schema::Measures => "measures",
        Schema::People => "people",
        Schema::Articles => "articles",
        Schema::Report => "report",
    }
}

fn text(of: Schema) -> String {
    let schema: Value = match of {
        Schema::Rules => rule::schema(&names()),
        Schema::Articles => article::list_schema(),
        Schema::Report => report::json::schema(),
        Schema::Things | Schema::Predicates | Schema::Measures | Schema::People => {
            rule::vocabulary_schema(name(of), &names()).unwrap_or_default()
        }
    };
    format!("{schema:#}\n")
}
