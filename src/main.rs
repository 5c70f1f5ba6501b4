//! The `crosscheck` command.

fn main() -> std::process::ExitCode {
    crosscheck::cli::run()
}
