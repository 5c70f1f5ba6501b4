//! Exit statuses.

use std::process::ExitCode;

use crate::error::Error;

/// How a run ended. Where several hold, the greatest of the order 2, 1, 3, 4 is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing to fail on.
    Clean,
    /// Findings that the flags name.
    Findings,
    /// Wrong usage or unusable rules.
    Unusable,
    /// Some input could not be read.
    Unreadable,
    /// Nothing was compared.
    NothingCompared,
}

impl Status {
    /// The status of a run that an error ended.
    pub fn of(error: &Error) -> Self {
        match error {
            Error::Io { .. } => Self::Unreadable,
            Error::Usage(_) | Error::Vocabulary { .. } | Error::Rules(_) => Self::Unusable,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Clean => 0,
            Status::Findings => 1,
            Status::Unusable => 2,
            Status::Unreadable => 3,
            Status::NothingCompared => 4,
        })
    }
}
