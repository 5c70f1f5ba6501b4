//! The pages name what there is: links lead somewhere, and no dependency, lint, key of rules or file of the
//! vocabulary is missing from the page about them.

use std::collections::BTreeSet;

use crosscheck::rule::{KEYS, LINTS};

use super::project::{has_ending, names, read, root};

/// First cells of the rows of all tables with that first heading, without backticks. A cell may name
/// several things; what stands in brackets is a remark.
fn table(page: &str, heading: &str) -> BTreeSet<String> {
    let bare = |name: &str| name.split('(').next().unwrap_or(name).trim().trim_matches('`').to_owned();
    let page = read(root().join(page));
    let mut found = BTreeSet::new();
    let mut inside = false;
    for line in page.lines() {
        let first = line.strip_prefix('|').and_then(|row| row.split('|').next()).map(str::trim);
        match first {
            Some(first) if first == heading => inside = true,
            Some(first) if inside && !first.starts_with("---") => found.extend(first.split(',').map(bare)),
            Some(_) => {}
            None => inside = false,
        }
    }
    found
}

#[test]
fn links_lead_somewhere() {
    let pages =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|page| root().join(page));
    let docs =
        std::fs::read_dir(root().join("docs")).expect("docs").map(|entry| entry.expect("a page").path());
    let mut links = 0;
    for page in pages.into_iter().chain(docs) {
        let text = read(&page);
        let folder = page.parent().expect("a page lies in a folder");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or(link);
            if !file.is_empty() && !file.contains(':') {
                assert!(folder.join(file).exists(), "{} links to {file}, which is not there", page.display());
                links += 1;
            }
        }
    }
    assert!(links >= 10, "only {links} links were found");
}

#[test]
fn every_dependency_is_explained() {
    let manifest = read(root().join("Cargo.toml"));
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
    assert_eq!(table("ARCHITECTURE.md", "crate"), declared);
}

#[test]
fn every_lint_and_every_key_of_rules_is_explained() {
    let lints: BTreeSet<String> = LINTS.iter().map(|lint| lint.code.to_owned()).collect();
    assert_eq!(table("docs/rules.md", "lint"), lints);
    let page = read("docs/rules.md");
    let sections: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## ").or_else(|| line.strip_prefix("# ")))
        .map(|title| title.to_lowercase().replace(' ', "-"))
        .collect();
    for lint in LINTS {
        assert!(sections.contains(lint.section), "{}: the guide has no section {}", lint.code, lint.section);
    }
    let keys: BTreeSet<String> = KEYS.iter().map(|key| (*key).to_owned()).collect();
    assert_eq!(table("docs/rules.md", "key"), keys);
}

#[test]
fn every_file_of_the_vocabulary_is_explained() {
    let files = names(&root().join("rules/vocabulary")).into_iter();
    let words: BTreeSet<String> =
        files.filter(|name| has_ending(name, "yml") || has_ending(name, "tsv")).collect();
    assert_eq!(table("docs/vocabulary.md", "file"), words);
}
