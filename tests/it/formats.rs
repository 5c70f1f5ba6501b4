//! Every format for other programs, read by a reader that is not ours, with a snapshot of every story.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use roxmltree::{Document, Node};
use serde_json::Value as Json;
use serde_sarif::sarif::Sarif;

use super::html::hostile;
use super::project::{index, list, matches_snapshot, report, stdout, stories, story, text};

pub fn rendered(folder: &Path, format: &str) -> String {
    stdout(folder, &["report", ".", "--format", format])
}

/// All stories, and articles that try to be more than text.
pub fn every_input(mut check: impl FnMut(&str, &Path)) {
    for name in stories() {
        check(&name, &story(&name));
    }
    check("hostile", hostile().path());
}

/// All stories are held against their snapshots before the first difference fails the test.
fn every_story(format: &str, shown: impl Fn(&str) -> String) {
    let moved: Vec<String> = stories()
        .into_iter()
        .filter(|name| !matches_snapshot(&format!("{format}@{name}"), &shown(name)))
        .collect();
    assert!(moved.is_empty(), "the {format} of these stories are not those of their snapshots: {moved:?}");
}

#[test]
fn sarif() {
    every_story("sarif", |name| rendered(&story(name), "sarif"));
}

#[test]
fn junit() {
    every_story("junit", |name| rendered(&story(name), "junit"));
}

#[test]
fn github() {
    every_story("github", |name| rendered(&story(name), "github"));
}

#[test]
fn claim_review() {
    every_story("claim-review", |name| rendered(&story(name), "claim-review"));
}

#[test]
fn graphml() {
    every_story("graphml", |name| stdout(&story(name), &["graph", ".", "--format", "graphml"]));
}

#[test]
fn terminal() {
    every_story("terminal", |name| rendered(&story(name), "terminal"));
}

#[test]
fn drawings() {
    for format in ["dot", "mermaid", "json"] {
        let name = if format == "json" { "graph-json" } else { format };
        every_story(name, |name| stdout(&story(name), &["graph", ".", "--format", format]));
    }
}

/// The rows of facts that were compared; the rest of a story's claims would be most of the file.
#[test]
fn csv() {
    every_story("csv", |name| {
        let table = rendered(&story(name), "csv");
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let mut shown = rows.headers().expect("a row of names").iter().collect::<Vec<_>>().join(",");
        for row in rows.records().map(|row| row.expect("a row")) {
            if !matches!(&row[4], "" | "uncorroborated") {
                shown.push('\n');
                shown.push_str(&row.iter().collect::<Vec<_>>().join("|"));
            }
        }
        shown
    });
}

/// What the JSON has beside its lists of articles, claims and facts, which the lines of `jsonl` show: here these
/// are their lengths.
#[test]
fn json() {
    every_story("json", |name| {
        let mut report: Json = serde_json::from_str(&rendered(&story(name), "json")).expect("JSON");
        for field in ["articles", "claims", "facts"] {
            report[field] = list(&report, field).len().into();
        }
        serde_json::to_string_pretty(&report).expect("JSON")
    });
}

/// The lines as they are printed, of articles, of facts that were compared, and of the first claim of each of
/// their values. All lines of all stories would be a megabyte that nobody reads: what other claims are is
/// in the snapshots of the stage, and that the JSON has exactly these lines is a test of its own.
#[test]
fn jsonl() {
    every_story("jsonl", |name| {
        let printed = rendered(&story(name), "jsonl");
        let lines: Vec<(&str, Json)> =
            printed.lines().map(|line| (line, serde_json::from_str(line).expect("JSON"))).collect();
        let compared = |line: &Json| line["type"] == "fact" && text(line, "verdict") != "uncorroborated";
        let facts = lines.iter().map(|(_, line)| line).filter(|line| compared(line));
        let camps = facts.flat_map(|fact| list(fact, "camps"));
        let first: BTreeSet<usize> = camps.map(|camp| index(&camp["claims"][0])).collect();
        let shown = |(_, line): &&(&str, Json)| match text(line, "type") {
            "claim" => first.contains(&index(&line["id"])),
            "fact" => compared(line),
            _ => true,
        };
        let kept: Vec<&str> = lines.iter().filter(shown).map(|(line, _)| *line).collect();
        kept.join("\n")
    });
}

/// A library made of the official schema reads a log and loses nothing of it: every field is one of SARIF's,
/// of its type, and none that must be there is missing.
#[test]
fn sarif_is_read_by_a_library_of_its_schema() {
    every_input(|name, folder| {
        let written: Json = serde_json::from_str(&rendered(folder, "sarif")).expect("JSON");
        let log: Sarif = serde_json::from_value(written.clone()).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(serde_json::to_value(&log).expect("JSON"), written, "{name}");
        assert_eq!((text(&written, "version"), written["runs"].as_array().map(Vec::len)), ("2.1.0", Some(1)));
        let run = &written["runs"][0];
        let rules = list(&run["tool"]["driver"], "rules");
        for result in list(run, "results") {
            assert_eq!(rules[index(&result["ruleIndex"])]["id"], result["ruleId"], "{name}");
            assert_eq!(text(&result["partialFingerprints"], "crosscheckFact/v1").len(), 16);
            assert_eq!(list(result, "locations").len(), 1, "{name}: where a reader should look first");
            assert!(matches!(text(result, "level"), "error" | "warning" | "note"));
        }
    });
}

/// A region of a result stands on the words of its snippet, and both sides of a contradiction have one.
#[test]
fn sarif_points_at_the_words() {
    let mut seen = 0;
    for name in stories() {
        let log: Json = serde_json::from_str(&rendered(&story(&name), "sarif")).expect("JSON");
        for result in list(&log["runs"][0], "results") {
            let places = list(result, "locations").iter().chain(list(result, "relatedLocations"));
            let places: Vec<&Json> = places.map(|place| &place["physicalLocation"]).collect();
            assert!(places.len() >= 2 || result["level"] == "note", "{name}: {result}");
            for place in places {
                let file = story(&name).join(text(&place["artifactLocation"], "uri"));
                let article = std::fs::read_to_string(&file).expect("the article");
                let region = &place["region"];
                let [line, column, end_line, end_column] =
                    ["startLine", "startColumn", "endLine", "endColumn"].map(|field| index(&region[field]));
                let found = words_at(&article, (line, column), (end_line, end_column));
                assert_eq!(found, text(&region["snippet"], "text"), "{name}: {place}");
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "only {seen} places");
}

fn words_at(article: &str, from: (usize, usize), to: (usize, usize)) -> String {
    let at = |(line, column): (usize, usize)| {
        let before: usize = article.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let rest = article[before..].char_indices().nth(column - 1);
        before + rest.map_or(article.len() - before, |(at, _)| at)
    };
    article[at(from)..at(to)].to_owned()
}

fn children<'a, 'd>(node: Node<'a, 'd>, name: &'a str) -> impl Iterator<Item = Node<'a, 'd>> {
    node.children().filter(move |child| child.has_tag_name(name))
}

fn number(node: Node<'_, '_>, attribute: &str) -> usize {
    node.attribute(attribute)
        .and_then(|n| n.parse().ok())
        .unwrap_or_else(|| panic!("no {attribute}: {node:?}"))
}

#[test]
fn junit_counts_what_it_holds() {
    every_input(|name, folder| {
        let xml = rendered(folder, "junit");
        let document = Document::parse(&xml).unwrap_or_else(|e| panic!("{name}: {e}"));
        let root = document.root_element();
        let mut names = BTreeSet::new();
        let (mut tests, mut failures) = (0, 0);
        for suite in children(root, "testsuite") {
            let cases: Vec<Node<'_, '_>> = children(suite, "testcase").collect();
            let failed = cases.iter().filter(|case| children(**case, "failure").count() == 1).count();
            assert_eq!((number(suite, "tests"), number(suite, "failures")), (cases.len(), failed), "{name}");
            names.extend(cases.iter().filter_map(|case| case.attribute("name").map(str::to_owned)));
            (tests, failures) = (tests + cases.len(), failures + failed);
        }
        assert_eq!((number(root, "tests"), number(root, "failures")), (tests, failures), "{name}");
        assert_eq!(names.len(), tests, "{name}: two cases have one name");
        assert!(tests > 0 && failures == 0, "{name}: `report` fails on nothing unless it is told to");
    });
    let checked = stdout(&story("saudi-talks"), &["check", ".", "--format", "junit"]);
    let document = Document::parse(&checked).expect("XML");
    let contradicted = index(&report("saudi-talks")["summary"]["verdicts"]["contradicted"]);
    assert_eq!(number(document.root_element(), "failures"), contradicted);
}

/// A library that reads the reports of test runs sees the contradictions as the failures of a check, each with
/// its message and both places, and the other facts as cases that pass.
#[test]
fn junit_is_read_by_a_library() {
    let mut failed = 0;
    every_input(|name, folder| {
        let report: Json = serde_json::from_str(&rendered(folder, "json")).expect("JSON");
        let of = |fact: &&Json| fact["verdict"] == "contradicted";
        let mut expected: Vec<&str> =
            list(&report, "facts").iter().filter(of).map(|fact| text(fact, "message")).collect();
        let xml = stdout(folder, &["check", ".", "--format", "junit"]);
        let run = junit_parser::from_reader(xml.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let cases: Vec<_> = run.suites.iter().flat_map(|suite| &suite.cases).collect();
        let mut found: Vec<&str> = Vec::new();
        for case in &cases {
            assert!(case.classname.is_some() && !case.original_name.is_empty(), "{name}: {case:?}");
            if case.status.is_failure() {
                let failure = case.status.failure_as_ref();
                assert_eq!(failure.failure_type, "contradiction", "{name}");
                assert!(failure.text.lines().count() >= 3, "{name}: {}", failure.text);
                found.push(&failure.message);
            } else {
                assert!(case.status.is_success() && case.system_out.is_some(), "{name}: {case:?}");
            }
        }
        expected.sort_unstable();
        found.sort_unstable();
        assert!(name == "hostile" || found == expected, "{name}: {found:?} {expected:?}");
        assert_eq!((found.len(), run.failures), (expected.len(), expected.len() as u64), "{name}");
        assert_eq!((run.tests, run.errors, run.skipped), (cases.len() as u64, 0, 0), "{name}");
        failed += found.len();
        let torn = &xml[..xml.rfind("</testsuite>").expect("a suite")];
        assert!(junit_parser::from_reader(torn.as_bytes()).is_err(), "{name}: half a file is none");
    });
    assert!(failed > 20, "only {failed} failures");
}

#[test]
fn graphml_edges_end_at_nodes() {
    every_input(|name, folder| {
        let xml = stdout(folder, &["graph", ".", "--format", "graphml"]);
        let document = Document::parse(&xml).unwrap_or_else(|e| panic!("{name}: {e}"));
        let root = document.root_element();
        assert_eq!(root.tag_name().namespace(), Some("http://graphml.graphdrawing.org/xmlns"));
        let keys: BTreeMap<&str, &str> =
            children(root, "key").filter_map(|key| key.attribute("id").zip(key.attribute("for"))).collect();
        let graph = children(root, "graph").next().expect("a graph");
        let nodes: BTreeSet<&str> = children(graph, "node").filter_map(|node| node.attribute("id")).collect();
        assert_eq!(nodes.len(), children(graph, "node").count(), "{name}: an id is given twice");
        let mut edges = 0;
        for edge in children(graph, "edge") {
            let ends = ["source", "target"].map(|end| edge.attribute(end).expect("an end"));
            assert!(ends.iter().all(|end| nodes.contains(end)), "{name}: {ends:?}");
            edges += 1;
        }
        for datum in graph.descendants().filter(|node| node.has_tag_name("data")) {
            let of = datum.parent_element().expect("what it is of").tag_name().name();
            let key = datum.attribute("key").expect("a key");
            assert_eq!(keys.get(key), Some(&of), "{name}: {datum:?}");
        }
        assert!(edges > 0, "{name}");
    });
}

/// Every line is one workflow command whose file is there.
#[test]
fn annotations_are_one_line_each() {
    every_input(|name, folder| {
        let found = list_of_findings(folder);
        let lines = rendered(folder, "github");
        assert_eq!(lines.lines().count(), found, "{name}");
        for line in lines.lines() {
            let rest = line.strip_prefix("::").expect("a command");
            let (command, _) = rest.split_once("::").expect("a message");
            let (level, properties) = command.split_once(' ').expect("properties");
            assert!(matches!(level, "error" | "warning" | "notice"), "{line}");
            let given: BTreeMap<&str, &str> =
                properties.split(',').map(|property| property.split_once('=').expect("a value")).collect();
            assert!(folder.join(given["file"]).is_file(), "{line}");
            assert!(name == "hostile" || given["line"].parse::<usize>().is_ok(), "{line}");
        }
    });
}

fn list_of_findings(folder: &Path) -> usize {
    let report: Json = serde_json::from_str(&rendered(folder, "json")).expect("JSON");
    let shown = |fact: &&Json| matches!(text(fact, "verdict"), "contradicted" | "disputed" | "updated");
    let changes = list(&report, "versions").iter().flat_map(|version| list(version, "changes"));
    let silent = changes.filter(|change| text(change, "manner") == "silent").count();
    silent + list(&report, "facts").iter().filter(shown).count()
}

/// A row for every claim in every fact; spreadsheets get no formulas.
#[test]
fn csv_has_every_claim() {
    every_input(|name, folder| {
        let report: Json = serde_json::from_str(&rendered(folder, "json")).expect("JSON");
        let table = rendered(folder, "csv");
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let mut seen = BTreeSet::new();
        for row in rows.records().map(|row| row.expect("a row as wide as the first")) {
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{name}: {row:?}");
            seen.insert((row[11].to_owned(), row[12].to_owned(), row[13].to_owned(), row[16].to_owned()));
        }
        for claim in list(&report, "claims") {
            let place = |field: &str| claim["mention"][field].to_string();
            let known = seen.iter().any(|(_, line, column, kind)| {
                (line, column) == (&place("line"), &place("column")) && kind == text(claim, "kind")
            });
            assert!(known, "{name}: {claim}");
        }
    });
}

#[test]
fn json_lines_hold_what_the_json_holds() {
    every_input(|name, folder| {
        let report: Json = serde_json::from_str(&rendered(folder, "json")).expect("JSON");
        let mut expected: Vec<Json> = Vec::new();
        for (kind, field) in [("article", "articles"), ("claim", "claims"), ("fact", "facts")] {
            expected.extend(list(&report, field).iter().cloned().map(|mut entry| {
                entry["type"] = kind.into();
                entry
            }));
        }
        let lines = rendered(folder, "jsonl");
        let found: Vec<Json> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert!(found == expected, "{name}");
    });
}

/// A comment on a pull request holds 65,536 characters, whatever the articles say.
#[test]
fn markdown_fits_a_comment() {
    let folder = tempfile::tempdir().expect("a folder to work in");
    let mut towns = String::new();
    let names = ["Ada", "Brno", "Cork", "Delft", "Essen", "Faro", "Graz", "Hull", "Ivrea", "Jena"];
    for (at, town) in names.iter().cycle().take(120).enumerate() {
        let day = 1 + at / 10;
        writeln!(
            towns,
            "A fire in {town} on May {day}, 2031 killed {{}}{at} people and injured {{}}{at} others.\n"
        )
        .expect("writing to a string");
    }
    for (name, digit) in [("a.txt", "1"), ("b.txt", "2")] {
        std::fs::write(folder.path().join(name), towns.replace("{}", digit)).expect("a file");
    }
    let page = rendered(folder.path(), "markdown");
    assert!(page.chars().count() <= 65_536, "{} characters", page.chars().count());
    assert!(page.contains("more findings not shown here"), "the text was to be too long:\n{}", &page[..400]);
    assert_eq!(page.matches("<details>").count(), page.matches("</details>").count());
    assert!(page.contains("left out here for want of room"));
    let short = rendered(&story("harbour-fire"), "markdown");
    assert!(short.contains("<details>\n<summary>Agreements (3)</summary>\n\n- "), "{short}");
}
