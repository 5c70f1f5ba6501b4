//! Packs `rules/` into the binary: every YAML file becomes JSON here, once, so that a run
//! of the program pays for YAML only where a user brings rules of their own. Each file of the
//! vocabulary is packed by itself, so that a run reads those that it needs and no others; tables
//! (`.tsv`) are packed as they stand, verbs with all their forms.

// Cargo reads a build script's standard output.
#![allow(clippy::disallowed_macros)]

#[path = "src/vocabulary/inflect.rs"]
mod inflect;
#[path = "build/verbs.rs"]
mod verbs;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=src/vocabulary/inflect.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut words = String::from("match file {\n");
    let mut rules = String::from("[\n");
    for path in walk(Path::new("rules")) {
        let name = path.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{name}: {e}"));
        let stem = path.file_stem().expect("a file has a name").to_string_lossy();
        let mut tests = serde_yaml::Value::Null;
        let packed = match path.extension().and_then(|e| e.to_str()) {
            Some("yml") if stem == "verbs" => {
                let written = serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
                verbs::Inflected::new(written).table()
            }
            Some("yml") => {
                let mut value: serde_yaml::Value =
                    serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
                value.apply_merge().unwrap_or_else(|e| panic!("{name}: {e}"));
                // A run has no use for the tests of rules: they stand apart.
                tests = value.as_mapping_mut().and_then(|rule| rule.remove("tests")).unwrap_or_default();
                serde_json::to_string(&value).unwrap_or_else(|e| panic!("{name}: {e}"))
            }
            Some("tsv") => text.clone(),
            _ => continue,
        };
        if name.starts_with("rules/vocabulary/") {
            let file = out.join(format!("{stem}.packed"));
            fs::write(&file, packed).expect("OUT_DIR can be written");
            writeln!(
                words,
                "    {stem:?} => Some(include_str!(concat!(env!(\"OUT_DIR\"), \"/{stem}.packed\"))),"
            )
            .expect("writing to a string");
        } else {
            let tests = serde_json::to_string(&tests).unwrap_or_else(|e| panic!("{name}: {e}"));
            writeln!(
                rules,
                "    Packed {{ file: {name:?}, source: {text:?}, rule: {packed:?}, tests: {tests:?} }},"
            )
            .expect("writing to a string");
        }
    }
    words.push_str("    _ => None,\n}\n");
    rules.push_str("]\n");
    fs::write(out.join("vocabulary.rs"), words).expect("OUT_DIR can be written");
    fs::write(out.join("rules.rs"), rules).expect("OUT_DIR can be written");
}

/// Every file below a folder, sorted by path, so that the packed bytes are always the same.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|e| e.expect("a readable folder").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            found.extend(walk(&path));
        } else {
            found.push(path);
        }
    }
    found
}
