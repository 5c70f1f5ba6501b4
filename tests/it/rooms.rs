//! Rooms import what ARCHITECTURE.md says, and every dependency is explained there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    std::fs::read_to_string(path).expect("ARCHITECTURE.md")
}

/// The rows of the table whose first heading is given: their first two cells.
fn table(page: &str, heading: &str) -> BTreeMap<String, Vec<String>> {
    let rows = page.lines().skip_while(|line| !line.starts_with(&format!("| {heading} |"))).skip(2);
    let cells = |row: &str| -> Option<(String, String)> {
        let mut cells = row.strip_prefix('|')?.split('|').map(|cell| cell.trim().to_owned());
        Some((cells.next()?, cells.next()?))
    };
    let names = |cell: &str| cell.split(',').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
    rows.map_while(|row| cells(row)).map(|(first, second)| (first, names(&second))).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The rooms that a file names in code that is not only for tests.
fn imports(file: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(file).expect("a source file");
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(&text);
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let word = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    lines.flat_map(|line| line.split("crate::").skip(1).map(word).collect::<Vec<String>>()).collect()
}

#[test]
fn rooms_import_what_the_page_says() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let allowed = table(&page(), "room");
    let mut all = Vec::new();
    files(&source, &mut all);
    let mut seen = BTreeSet::new();
    for file in all {
        let inside = file.strip_prefix(&source).expect("a file below src");
        let room = inside.iter().next().and_then(|part| Path::new(part).file_stem()).expect("a room");
        let room = room.to_string_lossy().into_owned();
        // Tests may look at every room; the library and the command name them all.
        let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if matches!(room.as_str(), "lib" | "main") || name == "tests" || inside.ends_with("name/testing.rs") {
            continue;
        }
        let rooms = allowed.get(&room).unwrap_or_else(|| panic!("ARCHITECTURE.md has no room `{room}`"));
        for import in imports(&file).into_iter().filter(|import| *import != room) {
            assert!(
                rooms.contains(&import),
                "{} imports `{import}`; ARCHITECTURE.md allows `{room}` only {rooms:?}",
                inside.display()
            );
            seen.insert((room.clone(), import));
        }
    }
    assert!(seen.len() > 30, "only {} imports were found: {seen:?}", seen.len());
}

#[test]
fn every_dependency_is_explained() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).expect("Cargo.toml");
    let explained: BTreeSet<String> = table(&page(), "crate")
        .into_keys()
        .flat_map(|cell| cell.split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>())
        .map(|name| name.split(' ').next().unwrap_or(&name).to_owned())
        .collect();
    let mut section = "";
    let mut declared = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]")
            && let Some((name, _)) = line.split_once(" = ")
        {
            declared.insert(name.to_owned());
        }
    }
    assert_eq!(explained, declared, "ARCHITECTURE.md explains other crates than Cargo.toml names");
}
