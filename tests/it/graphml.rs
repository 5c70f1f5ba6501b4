//! `GraphML` as a graph library reads it: networkx, which Python programs and Gephi's users take it with.
//!
//! Where Python has no networkx (`python3 -m pip install networkx`), the tests say so on standard error and
//! check nothing.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};

use super::formats::every_input;
use super::project::{list, stdout, text};

/// Reads a list of documents and writes what networkx made of each; what it only warns of is an error here.
const READER: &str = r"
import json, sys, warnings
import networkx
warnings.simplefilter('error')
def read(document):
    graph = networkx.parse_graphml(document, force_multigraph=True)
    return {'directed': graph.is_directed(), 'nodes': list(graph.nodes(data=True)), 'edges': list(graph.edges(data=True))}
json.dump([read(document) for document in json.load(sys.stdin)], sys.stdout)
";

fn is_installed() -> bool {
    let found = Command::new("python3").args(["-c", "import networkx"]).stderr(Stdio::null()).status();
    let is_installed = found.is_ok_and(|status| status.success());
    if !is_installed {
        // The test harness shows nothing of a test that passes: this goes round it.
        let said = "\n*** SKIPPED: python3 has no networkx, so no graph library has read the GraphML ***\n";
        std::io::stderr().write_all(said.as_bytes()).expect("standard error");
    }
    is_installed
}

/// What networkx makes of documents; `None` if it refuses one.
fn read(documents: &[String]) -> Option<Vec<Json>> {
    let mut python = Command::new("python3")
        .args(["-c", READER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("python3 starts");
    let written = json!(documents).to_string();
    python.stdin.take().expect("a pipe").write_all(written.as_bytes()).expect("python3 reads");
    let output = python.wait_with_output().expect("python3 ends");
    output.status.success().then(|| serde_json::from_slice(&output.stdout).expect("JSON"))
}

/// A node or an edge with its attributes, as the JSON of the graph has it.
fn as_read(entry: &Json, ends: usize) -> Json {
    let mut values: Vec<Json> = entry.as_array().expect("a list").clone();
    let attributes = values.pop().expect("attributes");
    values.truncate(ends);
    json!([values, attributes])
}

fn as_written(entry: &Json, ends: &[&str]) -> Json {
    let mut attributes = entry.as_object().expect("an object").clone();
    let ends: Vec<Json> = ends.iter().map(|end| attributes.remove(*end).expect("an end")).collect();
    json!([ends, attributes])
}

/// Every node and every edge of a story's graph, each with its attributes: names, values and that they are text.
#[test]
fn a_graph_library_reads_what_the_json_holds() {
    if !is_installed() {
        return;
    }
    let (mut names, mut documents, mut graphs) = (Vec::new(), Vec::new(), Vec::<Json>::new());
    every_input(|name, folder| {
        names.push(name.to_owned());
        documents.push(stdout(folder, &["graph", ".", "--format", "graphml"]));
        let json = stdout(folder, &["graph", ".", "--format", "json"]);
        graphs.push(serde_json::from_str(&json).expect("JSON"));
    });
    let read = read(&documents).expect("every document is GraphML");
    assert_eq!(read.len(), graphs.len());
    for ((name, read), graph) in names.iter().zip(&read).zip(&graphs) {
        assert_eq!(read["directed"], true, "{name}");
        // The page of hostile articles has marks that no XML can hold: these are shown by their names.
        let is_same = |found: &[Json], written: &[Json]| match name.as_str() {
            "hostile" => found.len() == written.len(),
            _ => found == written,
        };
        let nodes: Vec<Json> = list(read, "nodes").iter().map(|node| as_read(node, 1)).collect();
        let written: Vec<Json> = list(graph, "nodes").iter().map(|node| as_written(node, &["id"])).collect();
        assert!(is_same(&nodes, &written), "{name}: {nodes:?}\n{written:?}");
        let mut edges: Vec<String> =
            list(read, "edges").iter().map(|edge| as_read(edge, 2).to_string()).collect();
        let written = list(graph, "edges").iter().map(|edge| as_written(edge, &["from", "to"]).to_string());
        let mut written: Vec<String> = written.collect();
        edges.sort_unstable();
        written.sort_unstable();
        assert_eq!(edges, written, "{name}");
        assert!(edges.len() > 3 && list(graph, "nodes").iter().any(|node| text(node, "kind") == "outlet"));
    }
}

/// What the library refuses: were it to take anything, the test above would say little.
#[test]
fn a_graph_library_refuses_what_is_no_graphml() {
    if !is_installed() {
        return;
    }
    let graph = stdout(&super::project::story("harbour-fire"), &["graph", ".", "--format", "graphml"]);
    assert!(read(std::slice::from_ref(&graph)).is_some());
    for (right, wrong) in [
        ("<data key=\"kind\">", "<data key=\"sort\">"),
        ("attr.type=\"string\"", "attr.type=\"int\""),
        ("</node>", ""),
        ("<graph ", "<graf "),
    ] {
        let broken = graph.replacen(right, wrong, 1);
        assert_ne!(broken, graph);
        assert!(read(&[broken]).is_none(), "{wrong} for {right} is not seen");
    }
}
