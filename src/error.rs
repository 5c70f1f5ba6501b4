//! What can stop a run. What can go wrong with one article or one rule is no error but a
//! [`Diagnostic`](crate::diagnostic::Diagnostic): the rest is still reported.

/// An error that ends the run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line asks for something that cannot be done.
    #[error("{0}")]
    Usage(String),
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Path as the user gave it.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The vocabulary that was packed into the binary does not have its documented shape.
    #[error("vocabulary {file}: {message}")]
    Vocabulary {
        /// Name of the vocabulary file, without ending.
        file: String,
        /// What is wrong, with the path inside the file.
        message: String,
    },
    /// No rule could be used.
    #[error("{0}")]
    Rules(String),
}
