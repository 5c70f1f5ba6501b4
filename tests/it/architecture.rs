//! The rooms of `src/` and who may import whom, held against the real imports.

use std::collections::{BTreeMap, BTreeSet};

use super::project::{files_below, has_ending, read};

/// The rooms from the ground up. A room imports rooms of lower rows alone: never upward, never
/// beside, so that there is no circle.
const GROUND_UP: &[&[&str]] = &[
    &["files", "error"],
    &["diagnostic"],
    &["vocabulary"],
    &["article"],
    &["claim"],
    &["rule"],
    &["fact"],
    &["graph"],
    &["check"],
    &["report"],
    &["testing", "explain"],
    &["cli"],
];

/// Crates that only some rooms know.
const CRATES: &[(&str, &[&str])] = &[
    ("nom", &["article", "claim"]),
    ("dom_query", &["article"]),
    ("dom_smoothie", &["article"]),
    ("chardetng", &["article"]),
    ("encoding_rs", &["article"]),
    ("petgraph", &["graph"]),
    ("serde_yaml", &["article", "rule", "report"]),
    ("saphyr_parser", &["rule"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
    ("anstream", &["cli"]),
    ("notify_debouncer_mini", &["cli"]),
    ("lsp_server", &["cli"]),
    ("lsp_types", &["cli"]),
    (
        "schemars",
        &["article", "check", "claim", "diagnostic", "files", "graph", "report", "rule", "vocabulary"],
    ),
    ("annotate_snippets", &["report"]),
    ("maud", &["report"]),
    ("similar", &["report"]),
];

/// What prints.
const PRINTING: &[&str] = &["print!", "println!", "eprint!", "eprintln!", "dbg!", "io::stdout", "io::stderr"];

/// The room that a file of `src/` lies in; `None` for `lib.rs` and `main.rs`, which hold the rooms.
fn room(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    let room = inside.split('/').next()?.trim_end_matches(".rs");
    (!matches!(room, "lib" | "main")).then_some(room)
}

/// Files of `src/` that are compiled into the program, with their text without comments and tests.
fn program() -> Vec<(String, String)> {
    let all: Vec<String> = files_below("src").into_iter().filter(|path| has_ending(path, "rs")).collect();
    let read: Vec<(String, Code)> =
        all.into_iter().map(|path| (code(&path), path)).map(|(c, p)| (p, c)).collect();
    let tests: BTreeSet<String> = read.iter().flat_map(|(_, code)| code.test_files.iter().cloned()).collect();
    read.into_iter()
        .filter(|(path, _)| !tests.contains(path.trim_end_matches("/mod.rs").trim_end_matches(".rs")))
        .map(|(path, code)| (path, code.text))
        .collect()
}

/// A file without what only tests see.
struct Code {
    text: String,
    /// Modules of `#[cfg(test)] mod x;`, as paths without ending.
    test_files: Vec<String>,
}

fn code(path: &str) -> Code {
    let text = read(path);
    let folder = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let mut found = Code { text: String::new(), test_files: Vec::new() };
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let indent = &line[..line.len() - line.trim_start().len()];
            let item = lines.by_ref().find(|line| !line.trim_start().starts_with("#[")).unwrap_or("");
            if let Some(module) = item.trim().strip_suffix(';').and_then(|item| item.split("mod ").nth(1)) {
                found.test_files.push(format!("{folder}/{module}"));
            } else if !item.trim_end().ends_with([';', '}']) {
                let end = format!("{indent}}}");
                lines.by_ref().find(|line| line.trim_end() == end);
            }
        } else {
            found.text.push_str(line.split("//").next().unwrap_or(line));
            found.text.push('\n');
        }
    }
    found
}

/// The rooms that a text imports by `crate::room` or `crate::{room, …}`.
fn imports(text: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    let mut found = BTreeSet::new();
    for (at, start) in text.match_indices("crate::") {
        if text[..at].ends_with(|c: char| c == '$' || c == '_' || c.is_ascii_alphanumeric()) {
            continue;
        }
        let rest = &text[at + start.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.insert(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut start = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                c if start && !c.is_whitespace() => {
                    found.insert(name(&group[at..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    found
}

#[test]
fn imports_are_read() {
    let text = "use crate::fact::{Fact, link};\nuse crate::{claim::{Claim, Kind}, rule};\n$crate::macros";
    assert_eq!(imports(text), ["claim", "fact", "rule"].map(str::to_owned).into());
}

#[test]
fn rooms_import_lower_rooms_alone() {
    let row: BTreeMap<&str, usize> = GROUND_UP
        .iter()
        .enumerate()
        .flat_map(|(row, rooms)| rooms.iter().map(move |room| (*room, row)))
        .collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in program() {
        let Some(room) = room(&path) else { continue };
        let Some(own) = row.get(room) else {
            wrong.push(format!("{path}: the room `{room}` has no row in the table"));
            continue;
        };
        for import in imports(&text).into_iter().filter(|import| import != room) {
            seen += 1;
            if row.get(import.as_str()).is_none_or(|other| other >= own) {
                wrong.push(format!("{path} imports `{import}`"));
            }
        }
    }
    assert!(seen > 50, "only {seen} imports were found");
    assert!(wrong.is_empty(), "not from the ground up:\n{}", wrong.join("\n"));
}

#[test]
fn every_row_is_a_room() {
    let rooms: BTreeSet<String> =
        program().iter().filter_map(|(path, _)| room(path)).map(str::to_owned).collect();
    let rows: BTreeSet<String> = GROUND_UP.iter().copied().flatten().map(|room| (*room).to_owned()).collect();
    assert_eq!(rows, rooms);
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (path, text) in program() {
        for (name, rooms) in CRATES {
            let uses =
                |(at, _): (usize, &str)| !text[..at].ends_with(|c: char| c == '_' || c.is_alphanumeric());
            let known = room(&path).is_some_and(|room| rooms.contains(&room));
            if !known && text.match_indices(&format!("{name}::")).any(uses) {
                wrong.push(format!("{path} uses {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "outside of their rooms:\n{}", wrong.join("\n"));
}

#[test]
fn the_command_line_alone_prints() {
    let prints = |(path, text): &(String, String)| {
        room(path) != Some("cli") && PRINTING.iter().any(|word| text.contains(word))
    };
    let wrong: Vec<String> = program().into_iter().filter(prints).map(|(path, _)| path).collect();
    assert!(wrong.is_empty(), "these files print: {wrong:?}");
}
