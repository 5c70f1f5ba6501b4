//! Same input, same bytes out, in any order of the files and with any number of threads.

use super::project::{has_ending, names, root, stdout, stories, story};

/// All articles of all stories, as one story: many claims that look alike.
fn articles() -> Vec<String> {
    let of_story = |name: String| {
        let files = names(&story(&name)).into_iter().filter(|file| !has_ending(file, "yml"));
        files.map(|file| format!("fixtures/stories/{name}/{file}")).collect::<Vec<_>>()
    };
    stories().into_iter().flat_map(of_story).collect()
}

fn report(paths: &[String], format: &str, threads: &str) -> String {
    let mut arguments = vec!["report", "--format", format, "--threads", threads];
    arguments.extend(paths.iter().map(String::as_str));
    stdout(root(), &arguments)
}

/// Every second article, then the others: no two neighbours stay together.
fn shuffled(paths: &[String]) -> Vec<String> {
    let (even, odd): (Vec<_>, Vec<_>) = paths.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    odd.into_iter().rev().chain(even).map(|(_, path)| path.clone()).collect()
}

#[test]
fn order_and_threads_change_no_byte() {
    let paths = articles();
    assert!(paths.len() >= 30, "only {} articles", paths.len());
    let first = report(&paths, "json", "1");
    assert!(first.contains("\"contradicted\""), "a report without contradictions proves little");
    let backwards: Vec<String> = paths.iter().rev().cloned().collect();
    for (order, threads) in [(&paths, "2"), (&backwards, "1"), (&shuffled(&paths), "2")] {
        assert!(first == report(order, "json", threads), "{threads} threads, first {}", order[0]);
    }
}

#[test]
fn other_formats_are_as_stable() {
    let paths = articles();
    for format in ["terminal", "markdown", "html", "sarif", "junit", "github", "csv", "jsonl", "claim-review"]
    {
        assert!(report(&paths, format, "1") == report(&shuffled(&paths), format, "2"), "{format}");
    }
}
