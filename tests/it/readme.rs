//! Every command that the README shows is run.

use std::path::Path;

use assert_cmd::Command;

/// Commands of the `console` blocks: the lines that start with `$ `.
fn commands(readme: &str) -> Vec<String> {
    let mut inside = false;
    let mut commands = Vec::new();
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            commands.push(command.to_owned());
        }
    }
    commands
}

/// Arguments of the program in a command; `None` for commands of cargo that the tests themselves are.
fn arguments(command: &str) -> Option<Vec<&str>> {
    let command = command.split(" # ").next().unwrap_or(command).trim();
    let own = ["crosscheck ", "cargo run --release -- "].iter().find_map(|start| command.strip_prefix(start));
    let cargo = ["cargo test", "cargo install --path ."];
    assert!(
        own.is_some() || cargo.contains(&command),
        "the README shows a command that is not tested: {command}"
    );
    Some(own?.split_whitespace().collect())
}

/// The exit status that a command is said to end with: "# exit status 1", else 0.
fn status(command: &str) -> i32 {
    let said = command.split_once("# exit status ").map(|(_, number)| number.trim().parse());
    said.map_or(0, |number| number.expect("a number after `# exit status`"))
}

#[test]
fn every_command_of_the_readme_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).expect("README.md");
    let commands = commands(&readme);
    assert!(commands.len() >= 4, "the README shows hardly a command: {commands:?}");
    let away = tempfile::tempdir().expect("a folder to work in");
    for folder in ["fixtures", "rules"] {
        copy(&root.join(folder), &away.path().join(folder));
    }
    for command in commands {
        let Some(arguments) = arguments(&command) else { continue };
        let run =
            Command::new(env!("CARGO_BIN_EXE_crosscheck")).args(arguments).current_dir(away.path()).output();
        let run = run.unwrap_or_else(|e| panic!("{command}: {e}"));
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(status(&command)), "{command}\n{said}");
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
