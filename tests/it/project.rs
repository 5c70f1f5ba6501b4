//! The project's own folders, and the program run on them.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value as Json;

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("a name in UTF-8");
    let mut names: Vec<String> = entries.map(|entry| name(entry.expect("an entry"))).collect();
    names.sort();
    names
}

/// Every file below a folder, as paths from the project's folder with `/`, sorted.
pub fn files_below(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in names(&root().join(folder)) {
        let path = format!("{folder}/{name}");
        if root().join(&path).is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Whether a file's name ends so.
pub fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|of_path| of_path == ending)
}

/// The text of a file of the project.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The names of the stories.
pub fn stories() -> Vec<String> {
    names(&root().join("fixtures/stories"))
}

/// The folder of a story.
pub fn story(name: &str) -> PathBuf {
    root().join("fixtures/stories").join(name)
}

/// The program, to be run in a folder, without what the environment could change.
pub fn crosscheck(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// What the program prints when it is run in a folder. Findings and gaps in the input are no failure.
pub fn stdout(folder: &Path, arguments: &[&str]) -> String {
    let run = crosscheck(folder).args(arguments).output().expect("the program runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(
        matches!(run.status.code(), Some(0 | 1 | 3 | 4)),
        "{arguments:?} ended with {}:\n{said}",
        run.status
    );
    String::from_utf8(run.stdout).expect("UTF-8")
}

/// The report on a story as JSON.
pub fn report(name: &str) -> Json {
    serde_json::from_str(&stdout(&story(name), &["report", ".", "--format", "json"])).expect("JSON")
}

/// The elements of a list in JSON.
pub fn list<'j>(json: &'j Json, field: &str) -> &'j [Json] {
    json[field].as_array().unwrap_or_else(|| panic!("`{field}` is no list in {json}"))
}

/// A string in JSON.
pub fn text<'j>(json: &'j Json, field: &str) -> &'j str {
    json[field].as_str().unwrap_or_else(|| panic!("`{field}` is no string in {json}"))
}

/// An index or offset in JSON.
pub fn index(json: &Json) -> usize {
    json.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or_else(|| panic!("{json} is no index"))
}

/// A list of indices in JSON.
pub fn indices(json: &Json, field: &str) -> Vec<usize> {
    list(json, field).iter().map(index).collect()
}

/// Holds a text against `tests/snapshots/NAME.snap`; says whether it is the same.
#[must_use]
pub fn matches_snapshot(name: &str, text: &str) -> bool {
    let held = || {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, text));
    };
    std::panic::catch_unwind(held).is_ok()
}
