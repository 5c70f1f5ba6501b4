//! Every lint, as the program prints it: a file or folder of `fixtures/bad-rules/` each, by itself and
//! without the shipped rules.

use std::collections::BTreeSet;

use crosscheck::rule::LINTS;

use super::project::{crosscheck, matches_snapshot, names, root};

#[test]
fn every_lint_is_shown() {
    let shown: BTreeSet<String> = names(&root().join("fixtures/bad-rules"))
        .iter()
        .map(|name| name.trim_end_matches(".yml").to_owned())
        .collect();
    let mut expected: BTreeSet<String> = LINTS.iter().map(|lint| lint.code.to_owned()).collect();
    assert!(expected.len() >= 30, "{} lints", expected.len());
    expected.insert("five-mistakes".to_owned());
    assert_eq!(shown, expected);
}

#[test]
fn every_bad_rule_is_told_as_its_snapshot_says() {
    let mut wrong = Vec::new();
    for name in names(&root().join("fixtures/bad-rules")) {
        let path = format!("fixtures/bad-rules/{name}");
        let arguments = ["rules", "lint", "--strict", "--no-default-rules", &path, "--color", "never"];
        let run = crosscheck(root()).args(arguments).output().expect("the program runs");
        let (out, said) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        let lint = name.trim_end_matches(".yml");
        let status = run.status.code().expect("a status");
        let told = format!("{out}{said}exit status {status}\n");
        let mentioned = lint == "five-mistakes" || told.contains(&format!("[{lint}]"));
        if status == 0 || !mentioned || !matches_snapshot(&format!("bad-rules@{lint}"), &told) {
            wrong.push(lint.to_owned());
        }
    }
    assert!(wrong.is_empty(), "told otherwise than their snapshots say: {wrong:?}");
}
