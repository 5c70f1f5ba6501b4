//! The README and the pages on rules, words and CI are run: every command that they show, with the files that they ask to
//! save, and what they show of the output.

use std::path::Path;

use assert_cmd::Command;

/// A fenced block: its language and its lines.
struct Block<'t> {
    language: &'t str,
    lines: Vec<&'t str>,
}

fn blocks(readme: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for line in readme.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => open = Some(Block { language, lines: Vec::new() }),
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(block), None) => block.lines.push(line),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is never closed");
    found
}

/// Arguments of the program in a command; `None` for commands of cargo that the tests themselves are.
fn arguments(command: &str) -> Option<Vec<String>> {
    let command = command.split(" # ").next().unwrap_or(command).trim();
    let own = ["crosscheck ", "cargo run --release -- "].iter().find_map(|start| command.strip_prefix(start));
    assert!(own.is_some() || command == "cargo test", "a command is shown that cannot be tested: {command}");
    Some(words(own?))
}

/// Words of a command line; what stands in double quotation marks is one word.
fn words(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, piece) in line.split('"').enumerate() {
        if at % 2 == 1 {
            found.push(piece.to_owned());
        } else {
            found.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    found
}

/// The exit status that a command is said to end with: "# exit status 1", else 0.
fn status(command: &str) -> i32 {
    let said = command.split_once("# exit status ").map(|(_, number)| number.trim().parse());
    said.map_or(0, |number| number.expect("a number after `# exit status`"))
}

/// Runs a command and gives what it printed.
fn run(command: &str, folder: &Path) -> Option<String> {
    let run = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(arguments(command)?)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|e| panic!("{command}: {e}"));
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(status(command)), "{command}\n{said}");
    Some(String::from_utf8(run.stdout).expect("the program prints UTF-8"))
}

/// Every line that is shown stands in the output, in that order; "…" stands for lines left out.
fn assert_shown(shown: &[&str], printed: &str) {
    let mut rest = printed.lines();
    let mut skips = false;
    for line in shown {
        if *line == "…" {
            skips = true;
            continue;
        }
        let next = if skips { rest.find(|printed| printed == line) } else { rest.next() };
        assert_eq!(next, Some(*line), "the page shows what is not printed (any more); it is:\n{printed}");
        skips = false;
    }
    assert!(skips || rest.next().is_none(), "the page leaves out the end without saying so (…)");
}

/// Saves a file that the page asks to save: the first line of YAML is a comment with its path, that of a text
/// stands behind the word `text`.
fn save(block: &Block<'_>, folder: &Path) {
    let of_text = block.language.strip_prefix("text ");
    let of_yaml = || block.lines.first().and_then(|line| line.strip_prefix("# "));
    let Some(path) = of_text.or_else(of_yaml) else { return };
    let file = folder.join(path);
    std::fs::create_dir_all(file.parent().expect("a path below the folder")).expect("a folder");
    std::fs::write(file, block.lines.join("\n") + "\n").expect("a file");
}

/// Runs a page: how many commands it has, and how many outputs it shows.
fn run_page(page: &str) -> (usize, usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join(page)).expect(page);
    let away = tempfile::tempdir().expect("a folder to work in");
    for folder in ["fixtures", "rules"] {
        copy(&root.join(folder), &away.path().join(folder));
    }
    let (mut commands, mut shown) = (0, 0);
    let mut printed: Option<String> = None;
    for block in blocks(&text) {
        match (block.language, printed.take()) {
            ("console", _) => {
                for command in block.lines.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    printed = run(command, away.path());
                    commands += 1;
                }
            }
            ("text", Some(printed)) => {
                assert_shown(&block.lines, &printed);
                shown += 1;
            }
            ("yaml", _) => save(&block, away.path()),
            (language, _) if language.starts_with("text ") => save(&block, away.path()),
            _ => {}
        }
    }
    (commands, shown)
}

/// The walk from nothing to a check: in an empty folder, with what the page shows and nothing else.
#[test]
fn the_walk_starts_from_nothing_and_is_short() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md")).expect("a page");
    let (_, walk) = page.split_once("## From nothing to a check\n").expect("the walk");
    let walk = walk.split("\n## ").next().expect("its text");
    let away = tempfile::tempdir().expect("an empty folder");
    let mut commands = 0;
    let mut printed: Option<String> = None;
    for block in blocks(walk) {
        match (block.language, printed.take()) {
            ("console", _) => {
                for command in block.lines.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    printed = run(command, away.path());
                    commands += 1;
                }
            }
            ("text", Some(printed)) => assert_shown(&block.lines, &printed),
            ("yml", _) => {
                let rule = std::fs::read_to_string(away.path().join("my-rules/lighthouses-damaged.yml"));
                let rule = rule.expect("the rule was written");
                assert_eq!(
                    block.lines.join("\n") + "\n",
                    rule,
                    "the page shows another rule than is written"
                );
                let written = rule.lines().filter(|line| !line.trim_start().starts_with('#')).count();
                assert!(written <= 15, "{written} lines of YAML");
            }
            _ => save(&block, away.path()),
        }
    }
    assert!((2..=4).contains(&commands), "{commands} commands");
}

#[test]
fn the_readme_does_what_it_says() {
    let (commands, shown) = run_page("README.md");
    assert!(commands >= 10 && shown >= 1, "{commands} commands and {shown} outputs: was a block lost?");
}

#[test]
fn the_page_on_rules_does_what_it_says() {
    let (commands, _) = run_page("docs/rules.md");
    assert!(commands >= 4, "{commands} commands: was a block lost?");
}

#[test]
fn the_page_on_words_does_what_it_says() {
    let (commands, shown) = run_page("docs/vocabulary.md");
    assert!(commands >= 2 && shown >= 2, "{commands} commands and {shown} outputs: was a block lost?");
}

#[test]
fn the_page_on_ci_does_what_it_says() {
    let (commands, shown) = run_page("docs/ci.md");
    assert!(commands >= 2 && shown >= 1, "{commands} commands and {shown} outputs: was a block lost?");
}

/// Every command of ours in the jobs that the page shows ends well in a project with articles, rules and a
/// baseline; so do the hooks for pre-commit with their arguments.
#[test]
fn the_jobs_of_the_page_on_ci_pass() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = tempfile::tempdir().expect("a folder to work in");
    let here = project.path();
    copy(&root.join("fixtures/stories/harbour-fire"), &here.join("articles"));
    std::fs::create_dir(here.join("my-rules")).expect("a folder");
    std::fs::copy(root.join("rules/events/crowd-size.yml"), here.join("my-rules/crowd-size.yml"))
        .expect("a rule");
    run("crosscheck check articles --baseline known.yml --update-baseline", here);
    let page = std::fs::read_to_string(root.join("docs/ci.md")).expect("the page");
    let mut commands = Vec::new();
    for block in blocks(&page).iter().filter(|block| block.language == "yaml") {
        let job: serde_json::Value = serde_yaml::from_str(&block.lines.join("\n")).expect("YAML");
        strings(&job, &mut commands);
    }
    commands.retain(|command| command.starts_with("crosscheck ") && command.contains(' '));
    let hooks = std::fs::read_to_string(root.join(".pre-commit-hooks.yaml")).expect("hooks");
    let hooks: Vec<serde_json::Value> = serde_yaml::from_str(&hooks).expect("hooks");
    for hook in &hooks {
        let mut words = vec![hook["entry"].as_str().expect("an entry").to_owned()];
        strings(&hook["args"], &mut words);
        commands.push(words.join(" "));
        assert!(page.contains(&format!("- id: {}", hook["id"].as_str().expect("an id"))), "{hook}");
    }
    assert!(commands.len() >= 7, "{commands:?}");
    for command in &commands {
        run(&command.replace("$GITHUB_STEP_SUMMARY", "summary.md"), here);
    }
    for written in ["crosscheck.sarif", "junit.xml", "report.html", "summary.md"] {
        assert!(here.join(written).is_file(), "{written}");
    }
}

/// All strings of a document.
fn strings(json: &serde_json::Value, found: &mut Vec<String>) {
    match json {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(all) => all.iter().for_each(|one| strings(one, found)),
        serde_json::Value::Object(fields) => fields.values().for_each(|one| strings(one, found)),
        _ => {}
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}
