//! The shipped rules hold what they promise.

use super::project::{crosscheck, root};

fn passes(arguments: &[&str]) {
    let run = crosscheck(root()).args(arguments).output().expect("the program runs");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{arguments:?}: {}\n{out}{err}", run.status);
}

#[test]
fn shipped_rules_are_without_lints() {
    passes(&["rules", "lint", "--strict"]);
}

/// Known gaps (`todo-…`) do not fail; one that has closed does, until the test says so.
#[test]
fn shipped_rules_pass_their_tests() {
    passes(&["rules", "test"]);
}
