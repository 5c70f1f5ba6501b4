//! The rooms of `src/` and who may import whom, held against the real imports.

use std::collections::{BTreeMap, BTreeSet};

use super::project::{files_below, has_ending, read, root};

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

/// The table of ARCHITECTURE.md: each room with the rooms that its row names.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let page = read("ARCHITECTURE.md");
    let (_, table) = page.split_once("| room | imports |\n").expect("the page has a table of the rooms");
    let cells = |line: &str| -> Option<(String, String)> {
        let (room, imports) = line.strip_prefix('|')?.strip_suffix('|')?.split_once('|')?;
        Some((room.trim().to_owned(), imports.to_owned()))
    };
    let row = |(room, imports): (String, String)| {
        let imports = imports.split(',').map(|name| name.trim().to_owned());
        (room, imports.filter(|name| !name.is_empty()).collect())
    };
    table.lines().skip(1).map_while(cells).map(row).collect()
}

/// What the rooms import of each other.
fn real() -> BTreeMap<String, BTreeSet<String>> {
    let mut real: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in program() {
        let Some(room) = room(&path) else { continue };
        let others = imports(&text).into_iter().filter(|import| import != room);
        real.entry(room.to_owned()).or_default().extend(others);
    }
    real
}

/// The page says who imports whom: neither more nor less than the sources do.
#[test]
fn the_page_has_the_real_imports() {
    let (table, real) = (table(), real());
    let line = |(room, imports): (&String, &BTreeSet<String>)| {
        format!("| {room} | {} |", imports.iter().map(String::as_str).collect::<Vec<_>>().join(", "))
    };
    let wrong: Vec<String> =
        real.iter().filter(|(room, imports)| table.get(*room) != Some(imports)).map(line).collect();
    assert!(wrong.is_empty(), "rows of ARCHITECTURE.md should be:\n{}", wrong.join("\n"));
    let none: Vec<&String> = table.keys().filter(|room| !real.contains_key(*room)).collect();
    assert!(none.is_empty(), "rows of ARCHITECTURE.md without a room: {none:?}");
}

/// Every path that the page names is there: whoever splits, moves or renames a file finds out here.
#[test]
fn the_page_names_paths_that_are_there() {
    let known = |folder: &str| {
        GROUND_UP.iter().copied().flatten().any(|room| *room == folder) || root().join(folder).is_dir()
    };
    let path = |span: &&str| {
        let plain = span.bytes().all(|byte| byte.is_ascii_lowercase() || b"/_.-".contains(&byte));
        plain && (has_ending(span, "rs") || span.split_once('/').is_some_and(|(folder, _)| known(folder)))
    };
    let there = |path: &str| {
        let path = path.trim_end_matches('/');
        ["", "src/"].iter().any(|folder| {
            [format!("{folder}{path}"), format!("{folder}{path}.rs")]
                .iter()
                .any(|path| root().join(path).exists())
        })
    };
    let page = read("ARCHITECTURE.md");
    let paths: Vec<&str> = code_spans(&page).filter(path).collect();
    assert!(paths.len() > 40, "only {} paths were found", paths.len());
    let wrong: Vec<&&str> = paths.iter().filter(|path| !there(path)).collect();
    assert!(wrong.is_empty(), "not there: {wrong:?}");
}

/// The folders inside the rooms, each with its files and folders.
fn folders() -> BTreeMap<String, BTreeSet<String>> {
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, _) in program() {
        let mut inside = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        while let Some((folder, name)) = inside.rsplit_once('/') {
            folders.entry(folder.to_owned()).or_default().insert(name.to_owned());
            inside = folder;
        }
    }
    folders.retain(|folder, _| folder.contains('/'));
    folders
}

/// Each folder has a row, which names all that lies in it and nothing else.
#[test]
fn the_page_has_every_folder_of_a_room() {
    let page = read("ARCHITECTURE.md");
    let (_, table) = page.split_once("| folder | files |\n").expect("the page has a table of the folders");
    let row = |row: &str| -> (String, BTreeSet<String>) {
        let mut words = code_spans(row).map(|word| word.trim_end_matches('/').to_owned());
        (words.next().expect("a folder"), words.collect())
    };
    let rows = table.lines().skip(1).map_while(|line| line.strip_prefix('|'));
    let named: BTreeMap<String, BTreeSet<String>> = rows.map(row).collect();
    let real = folders();
    let wrong: Vec<String> = real
        .iter()
        .filter(|(folder, files)| named.get(*folder) != Some(files))
        .map(|(folder, files)| format!("{folder}: {files:?}, not {:?}", named.get(folder)))
        .collect();
    assert!(wrong.is_empty(), "rows of ARCHITECTURE.md should name\n{}", wrong.join("\n"));
    let gone: Vec<&String> = named.keys().filter(|folder| !real.contains_key(*folder)).collect();
    assert!(gone.is_empty(), "rows of ARCHITECTURE.md without a folder: {gone:?}");
}

/// What stands between backquotes on a page, in its order.
fn code_spans(page: &str) -> impl Iterator<Item = &str> {
    page.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
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
