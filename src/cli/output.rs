//! Writing to the terminal, to pipes and to files. A reader that closes its pipe is no error.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};

use anstream::{AutoStream, ColorChoice};

use super::arguments::{Color, Global};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::report::source::Source;
use crate::report::terminal::{self, Style};

/// Where and how a run prints.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    color: ColorChoice,
    quiet: bool,
    verbose: bool,
}

impl Output {
    /// As the flags say.
    pub fn new(global: &Global) -> Self {
        let color = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { color, quiet: global.quiet, verbose: global.verbose }
    }

    /// Whether remarks are unwanted.
    pub fn is_quiet(self) -> bool {
        self.quiet
    }

    /// How text for standard output is to look.
    pub fn style(self) -> Style {
        look(match self.color {
            ColorChoice::Auto => AutoStream::choice(&std::io::stdout()),
            choice => choice,
        })
    }

    /// Prints a result.
    pub fn text(self, text: &str) -> Result<(), Error> {
        self.bytes(text.as_bytes())
    }

    /// Prints a result.
    pub fn bytes(self, bytes: &[u8]) -> Result<(), Error> {
        // What holds no escape needs none taken out; the search for one is far cheaper.
        let control = |found: bool, b: &u8| found | (b.is_ascii_control() & !b.is_ascii_whitespace());
        let plain = !bytes.chunks(256).any(|chunk| chunk.iter().fold(false, control));
        let color = if plain { ColorChoice::AlwaysAnsi } else { self.color };
        let mut out = AutoStream::new(std::io::stdout(), color).lock();
        forgive("standard output", out.write_all(bytes).and_then(|()| out.flush()))
    }

    /// Begins anew: clears the terminal; elsewhere a line tells two results from each other.
    pub fn clear() -> Result<(), Error> {
        let terminal = std::io::IsTerminal::is_terminal(&std::io::stdout());
        let mut out = std::io::stdout().lock();
        let begin: &[u8] = if terminal { b"\x1b[2J\x1b[3J\x1b[H" } else { b"----\n" };
        forgive("standard output", out.write_all(begin).and_then(|()| out.flush()))
    }

    /// Prints a result, or writes it to a file.
    pub fn to(self, file: Option<&str>, text: &str) -> Result<(), Error> {
        match file {
            Some(path) => {
                std::fs::write(path, text).map_err(|source| Error::Io { path: path.to_owned(), source })
            }
            None => self.text(text),
        }
    }

    /// A remark on standard error, unless unwanted.
    pub fn remark(self, text: &str) {
        if !self.quiet {
            self.complain(text);
        }
    }

    /// A remark for those who asked for more.
    pub fn detail(self, text: impl FnOnce() -> String) {
        if self.verbose {
            self.complain(&text());
        }
    }

    /// What ended the run.
    pub fn error(self, error: &Error) {
        let message = Diagnostic::new("crosscheck", Severity::Error, error.to_string());
        let drawn = terminal::diagnostic(&message, self.error_style(), |_| None);
        self.complain(&drawn.replacen("error[crosscheck]", "error", 1));
    }

    /// Problems on standard error; with `--quiet` only those that are errors.
    pub fn problems(self, problems: &[Diagnostic], sources: &BTreeMap<String, Source>) {
        let wanted = |d: &&Diagnostic| !self.quiet || d.severity == Severity::Error;
        let shown: Vec<&Diagnostic> = problems.iter().filter(wanted).collect();
        if !shown.is_empty() {
            self.complain(&draw(&shown, self.error_style(), sources));
        }
    }

    /// Diagnostics as the result of a verb.
    pub fn diagnostics(self, found: &[Diagnostic], sources: &BTreeMap<String, Source>) -> Result<(), Error> {
        let shown: Vec<&Diagnostic> = found.iter().collect();
        self.text(&draw(&shown, self.style(), sources))
    }

    fn error_style(self) -> Style {
        look(match self.color {
            ColorChoice::Auto => AutoStream::choice(&std::io::stderr()),
            choice => choice,
        })
    }

    /// There is no place left to report that standard error cannot be written.
    fn complain(self, text: &str) {
        let mut err = AutoStream::new(std::io::stderr(), self.color).lock();
        let _ = writeln!(err, "{}", text.trim_end()).and_then(|()| err.flush());
    }
}

fn look(choice: ColorChoice) -> Style {
    let colour = choice != ColorChoice::Never;
    Style { colour, ascii: !colour }
}

/// Diagnostics with an empty line between them. Files that are not in `sources` are read once.
fn draw(found: &[&Diagnostic], style: Style, sources: &BTreeMap<String, Source>) -> String {
    let labels = found.iter().flat_map(|d| d.primary.iter().chain(&d.related));
    let missing: BTreeMap<&str, Source> = labels
        .map(|label| label.file.as_str())
        .filter(|file| !sources.contains_key(*file))
        .filter_map(|file| Some((file, Source::new(std::fs::read_to_string(file).ok()?))))
        .collect();
    let source = |file: &str| sources.get(file).or_else(|| missing.get(file));
    let drawn: Vec<String> = found.iter().map(|d| terminal::diagnostic(d, style, source)).collect();
    drawn.join("\n")
}

/// A closed pipe ends the output early and nothing else.
fn forgive(path: &str, written: std::io::Result<()>) -> Result<(), Error> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|source| Error::Io { path: path.to_owned(), source }),
    }
}
