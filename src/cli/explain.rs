//! `crosscheck explain`: what was made of the words at a place, and why two places were or were
//! not compared.

use super::arguments::{Explain as Arguments, Global};
use super::engine;
use super::output::Output;
use super::status::Status;
use crate::error::Error;
use crate::report::{Report, explain};

/// Explains the places or the fact that the flags name.
pub fn run(arguments: &Arguments, global: &Global, output: Output) -> Result<Status, Error> {
    let run = engine::run(&arguments.input.paths, global, output)?;
    let text = if let Some(id) = &arguments.fact {
        explain::fact(&run.report, id)
            .ok_or_else(|| Error::Usage(format!("--fact: there is no fact `{id}`")))?
    } else {
        let places: Vec<Vec<u32>> =
            arguments.at.iter().map(|place| claims_at(&run.report, place)).collect::<Result<_, _>>()?;
        match places.as_slice() {
            [one] => explain::claims(&run.report, one),
            [one, other] => explain::pairs(&run.report, one, other),
            _ => return Err(Error::Usage("--at: give one place or two".to_owned())),
        }
    };
    output.text(&text)?;
    Ok(Status::Clean)
}

/// The claims on a line, given as `FILE:LINE`; the file may be named by the end of its path.
fn claims_at(report: &Report, place: &str) -> Result<Vec<u32>, Error> {
    let wrong = |why: &str| Error::Usage(format!("--at {place}: {why}"));
    let (file, line) = place.rsplit_once(':').ok_or_else(|| wrong("write it as FILE:LINE"))?;
    let line: usize = line.parse().map_err(|_| wrong("the line is no number; write it as FILE:LINE"))?;
    let named = |name: &str| {
        name == file || name.ends_with(&format!("/{file}")) || name.ends_with(&format!("#{file}"))
    };
    let files: Vec<u32> = report.articles.iter().filter(|a| named(&a.name)).map(|a| a.id).collect();
    if files.is_empty() {
        return Err(wrong("no article of this run has that name"));
    }
    let here =
        |claim: &&crate::report::ClaimEntry| files.contains(&claim.article) && claim.mention.line == line;
    let claims: Vec<u32> = report.claims.iter().filter(here).map(|claim| claim.id).collect();
    if claims.is_empty() {
        Err(wrong("no claim was found on that line; see `crosscheck claims`"))
    } else {
        Ok(claims)
    }
}
