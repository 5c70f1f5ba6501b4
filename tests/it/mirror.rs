//! Names mirror: a rule and its file, a snapshot and its case, a story and its list of articles.

use std::collections::BTreeSet;

use super::project::{files_below, has_ending, names, read, root, stories, story};
use super::stories::{FORMATS, STAGES};

#[test]
fn rules_are_named_like_their_files() {
    let mut seen = 0;
    for path in files_below("rules") {
        let Some(name) = path.strip_suffix(".yml").filter(|path| !path.starts_with("rules/vocabulary/"))
        else {
            continue;
        };
        seen += 1;
        let text = read(&path);
        let id = text
            .lines()
            .find_map(|line| line.strip_prefix("id:"))
            .unwrap_or_else(|| panic!("{path} has no id"));
        assert_eq!(
            id.split('#').next().unwrap_or(id).trim(),
            name.rsplit('/').next().unwrap_or(name),
            "{path}"
        );
    }
    assert!(seen >= 30, "only {seen} rules");
}

#[test]
fn stories_list_their_articles() {
    for name in stories() {
        let list = story(&name).join("articles.yml");
        let entries: Vec<serde_json::Value> = serde_yaml::from_str(&read(&list)).expect("a list of articles");
        let mut listed: BTreeSet<String> =
            entries.iter().map(|entry| entry["file"].as_str().expect("a file").to_owned()).collect();
        assert_eq!(listed.len(), entries.len(), "{name}: a file is listed twice");
        listed.extend(["articles.yml".to_owned(), "expect.yml".to_owned()]);
        let unlisted: Vec<String> =
            names(&story(&name)).into_iter().filter(|file| !listed.contains(file)).collect();
        assert!(unlisted.is_empty(), "{name}: no article of the story: {unlisted:?}");
    }
}

#[test]
fn snapshots_of_stories_belong_to_a_story() {
    let (stories, bad_rules) = (stories(), names(&root().join("fixtures/bad-rules")));
    let pages = names(&root().join("fixtures/pages"));
    for file in names(&root().join("tests/snapshots")) {
        // Insta leaves `.snap.new` where a snapshot has moved; that is no file of the project.
        let Some(name) = file.strip_suffix(".snap") else { continue };
        let belongs = match name.split_once('@') {
            Some(("bad-rules", lint)) => {
                [lint.to_owned(), format!("{lint}.yml")].iter().any(|name| bad_rules.contains(name))
            }
            Some(("page", page)) => pages.iter().any(|name| name.split('.').next() == Some(page)),
            Some((stage, story)) => {
                (STAGES.contains(&stage) || FORMATS.contains(&stage))
                    && stories.iter().any(|name| name == story)
            }
            None => matches!(name, "expectations" | "surface"),
        };
        assert!(belongs, "tests/snapshots/{file} belongs to no test");
    }
}

#[test]
fn snapshots_of_modules_are_named_in_their_tests() {
    for path in files_below("src").into_iter().filter(|path| has_ending(path, "snap")) {
        let (folder, file) = path.rsplit_once("/snapshots/").expect("snapshots lie in a folder of that name");
        let name = file.trim_end_matches(".snap").rsplit("__").next().expect("a name");
        let tests = read(format!("{folder}/tests.rs"));
        assert!(tests.contains(&format!("\"{name}\"")), "{path} belongs to no test of {folder}/tests.rs");
    }
}
