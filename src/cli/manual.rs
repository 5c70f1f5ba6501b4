//! `crosscheck man`: the manual, made of the same words as `--help`.

use clap::CommandFactory;
use clap_mangen::Man;

use super::arguments::Arguments;
use super::output::Output;
use super::status::Status;
use crate::error::Error;

/// Prints the page of the program, or writes a page for it and for every verb into a folder.
pub fn run(folder: Option<&str>, output: Output) -> Result<Status, Error> {
    let Some(folder) = folder else {
        let mut page = Vec::new();
        let written = Man::new(Arguments::command()).render(&mut page);
        written.map_err(|source| Error::Io { path: "standard output".to_owned(), source })?;
        output.bytes(&page)?;
        return Ok(Status::Clean);
    };
    let written =
        std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(Arguments::command(), folder));
    written.map_err(|source| Error::Io { path: folder.to_owned(), source })?;
    Ok(Status::Clean)
}
