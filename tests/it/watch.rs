//! `--watch`: a change of a rule runs the command again; reading runs nothing.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

const RULE: &str =
    "id: ships\ntitle: Ships\nclaim: count\nwhere: { concept: ship }\nkey: [event]\nmessage: \"{values}\"\n";

/// A running command whose lines come through a channel. It ends with the value.
struct Watched {
    child: Child,
    lines: Receiver<String>,
}

impl Drop for Watched {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watched {
    fn start(folder: &std::path::Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
            .args(arguments)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let out = BufReader::new(child.stdout.take().expect("its output"));
        let (said, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if said.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// Waits for a line that holds these words.
    fn waits_for(&self, words: &str) {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let line = self.lines.recv_timeout(left).unwrap_or_else(|e| panic!("`{words}` never came: {e}"));
            if line.contains(words) {
                return;
            }
        }
    }
}

#[test]
fn a_changed_rule_is_looked_at_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let rule = folder.path().join("rules/ships.yml");
    fs::create_dir(folder.path().join("rules")).expect("a folder");
    fs::write(&rule, RULE).expect("a rule");
    let watched = Watched::start(folder.path(), &["rules", "lint", "--no-default-rules", "rules", "--watch"]);
    watched.waits_for("warning[untested-rule]");
    fs::write(&rule, RULE.replace("count", "cuont")).expect("a rule");
    watched.waits_for("----");
    watched.waits_for("error[unknown-kind]");
    fs::read_to_string(&rule).expect("to read it changes nothing");
    while let Ok(line) = watched.lines.recv_timeout(Duration::from_millis(1500)) {
        assert_ne!(line, "----", "it ran again though nothing had changed");
    }
    assert_eq!(watched.lines.try_recv().err(), Some(std::sync::mpsc::TryRecvError::Empty), "it has ended");
}

#[test]
fn there_must_be_something_to_watch() {
    for arguments in [&["rules", "lint", "--watch"][..], &["report", "-", "--watch"]] {
        let watched = Watched::start(std::path::Path::new("."), arguments);
        assert_eq!(watched.lines.recv_timeout(Duration::from_secs(60)), Err(RecvTimeoutError::Disconnected));
    }
}
