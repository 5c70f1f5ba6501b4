//! `--watch`: the same command again and again, whenever a file that it reads has changed.
//!
//! Every run is a process of its own: the vocabulary of a process is read once.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::{Duration, SystemTime};

use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;

use super::output::Output;
use super::status::Status;
use crate::error::Error;

/// Changes that come one after the other in this time are one: editors write a file in steps.
const QUIET: Duration = Duration::from_millis(200);

/// Runs the command that this process was started with, without `--watch`, and again after every
/// change below the paths, until the process is interrupted. `written` is a file that the command
/// itself writes.
pub fn run(paths: &[&Vec<String>], written: Option<&str>, output: Output) -> Result<Status, Error> {
    let paths: Vec<PathBuf> = paths.iter().flat_map(|paths| paths.iter()).map(PathBuf::from).collect();
    if paths.is_empty() || paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Error::Usage("--watch: name files or folders to watch".to_owned()));
    }
    let failed = |error: notify_debouncer_mini::notify::Error| Error::Usage(format!("--watch: {error}"));
    let (said, changes) = channel();
    let mut watcher = new_debouncer(QUIET, said).map_err(failed)?;
    for path in &paths {
        watcher.watcher().watch(path, RecursiveMode::Recursive).map_err(failed)?;
    }
    let state = || State::of(&paths, written.map(Path::new));
    let mut seen = state();
    again(output)?;
    // The channel lives as long as the watcher, which is to the end of the process.
    while changes.recv().is_ok() {
        // To read a file is an event as well: only what differs counts.
        let now = state();
        if now != seen {
            seen = now;
            Output::clear()?;
            again(output)?;
        }
    }
    Ok(Status::Clean)
}

/// One run of the command.
fn again(output: Output) -> Result<(), Error> {
    let failed = |source| Error::Io { path: "crosscheck".to_owned(), source };
    let program = std::env::current_exe().map_err(failed)?;
    let arguments: Vec<OsString> = std::env::args_os().skip(1).filter(|word| word != "--watch").collect();
    let status = Command::new(program).args(arguments).status().map_err(failed)?;
    let said =
        status.code().map_or_else(|| "it was interrupted".to_owned(), |code| format!("exit status {code}"));
    output.remark(&format!("{said}; watching for changes"));
    Ok(())
}

/// When each file was last written, and how long it is.
#[derive(PartialEq, Eq)]
struct State(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl State {
    fn of(paths: &[PathBuf], written: Option<&Path>) -> Self {
        let mut state = Self(BTreeMap::new());
        for path in paths {
            state.add(path);
        }
        if let Some(written) = written.and_then(|path| path.canonicalize().ok()) {
            state.0.retain(|path, _| path.canonicalize().map_or(true, |path| path != written));
        }
        state
    }

    fn add(&mut self, path: &Path) {
        let Ok(about) = std::fs::metadata(path) else { return };
        if about.is_dir() {
            for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
                self.add(&entry.path());
            }
        } else {
            self.0.insert(path.to_owned(), (about.modified().ok(), about.len()));
        }
    }
}
