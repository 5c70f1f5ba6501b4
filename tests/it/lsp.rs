//! The language server, by a scripted client over its standard input and output.

use std::io::{BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value as Json, json};

struct Client {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
    last: i32,
}

impl Client {
    /// Starts a server in a folder, and says hello as an editor that can do little.
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::able(folder, arguments, &json!({}))
    }

    /// The same as an editor with these capabilities.
    fn able(folder: &Path, arguments: &[&str], capabilities: &Json) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
            .arg("lsp")
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let out = BufReader::new(child.stdout.take().expect("its output"));
        let mut client = Self { child, out, last: 0 };
        let hello = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        let hello = client.asks("initialize", hello);
        assert_eq!(hello["capabilities"]["hoverProvider"], true, "{hello}");
        client.tells("initialized", json!({}));
        client
    }

    fn send(&mut self, message: &Message) {
        let mut into = self.child.stdin.as_mut().expect("its input");
        message.write(&mut into).expect("the server listens");
        into.flush().expect("the server listens");
    }

    fn next(&mut self) -> Message {
        Message::read(&mut self.out).expect("a message").expect("the server is there")
    }

    fn tells(&mut self, method: &str, params: Json) {
        self.send(&Notification { method: method.to_owned(), params }.into());
    }

    fn asks(&mut self, method: &str, params: Json) -> Json {
        self.last += 1;
        let id = RequestId::from(self.last);
        self.send(&Request { id: id.clone(), method: method.to_owned(), params }.into());
        loop {
            if let Message::Response(Response { id: of, response_result }) = self.next() {
                assert_eq!(of, id);
                return response_result.unwrap_or_else(|error| json!({ "error": error.code }));
            }
        }
    }

    /// The diagnostics that come next, as the server sends them.
    fn published(&mut self) -> Json {
        loop {
            if let Message::Notification(Notification { method, params }) = self.next() {
                assert_eq!(method, "textDocument/publishDiagnostics");
                return params;
            }
        }
    }

    /// The diagnostics that come next, as code, first line and column, and message.
    fn diagnostics(&mut self) -> Vec<(String, u64, u64, String)> {
        let params = self.published();
        let found = params["diagnostics"].as_array().expect("a list").iter();
        let text = |json: &Json| json.as_str().expect("a string").to_owned();
        found
            .map(|found| {
                let start = &found["range"]["start"];
                let at = |key: &str| start[key].as_u64().expect("a number");
                (text(&found["code"]), at("line"), at("character"), text(&found["message"]))
            })
            .collect()
    }

    fn opens(&mut self, file: &Path, text: &str) {
        let opened = json!({ "uri": address(file), "languageId": "x", "version": 1, "text": text });
        self.tells("textDocument/didOpen", json!({ "textDocument": opened }));
    }

    fn types(&mut self, file: &Path, text: &str) {
        let document = json!({ "uri": address(file), "version": 2 });
        let change = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.tells("textDocument/didChange", change);
    }

    /// The actions at a place, by title.
    fn actions(&mut self, file: &Path, text: &str, words: &str) -> Vec<(String, Json)> {
        let at = position(text, words);
        let asked = json!({
            "textDocument": { "uri": address(file) },
            "range": { "start": at, "end": at },
            "context": { "diagnostics": [] },
        });
        let found = self.asks("textDocument/codeAction", asked);
        let found = found.as_array().map_or(&[][..], Vec::as_slice).iter();
        found
            .map(|action| (action["title"].as_str().expect("a title").to_owned(), action["edit"].clone()))
            .collect()
    }

    /// Says goodbye; the server ends well.
    fn leave(mut self) {
        assert_eq!(self.asks("shutdown", Json::Null), Json::Null);
        self.tells("exit", Json::Null);
        assert_eq!(self.child.wait().expect("an end").code(), Some(0));
    }
}

fn address(file: &Path) -> String {
    let folder = file.parent().expect("a folder").canonicalize().expect("a path");
    let path = folder.join(file.file_name().expect("a name"));
    format!("file://{}", path.to_string_lossy().replace(' ', "%20"))
}

/// Where words of a text begin; the text is ASCII.
fn position(text: &str, words: &str) -> Json {
    let before = &text[..text.find(words).expect("the words")];
    let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
    json!({ "line": before.matches('\n').count(), "character": line.len() })
}

fn at(file: &Path, text: &str, words: &str) -> Json {
    json!({ "textDocument": { "uri": address(file) }, "position": position(text, words) })
}

/// The text after the only edit that an action asks for; the text is ASCII.
fn edited(text: &str, edit: &Json, file: &Path) -> String {
    let edits =
        edit["changes"][address(file)].as_array().unwrap_or_else(|| panic!("edits of the file: {edit}"));
    let [edit] = &edits[..] else { panic!("one edit: {edits:?}") };
    let offset = |key: &str| -> usize {
        let number = |of: &str| {
            let number = edit["range"][key][of].as_u64().expect("a number");
            usize::try_from(number).expect("a small number")
        };
        text.split_inclusive('\n').take(number("line")).map(str::len).sum::<usize>() + number("character")
    };
    let new = edit["newText"].as_str().expect("a text");
    assert_eq!(offset("start"), offset("end"), "nothing that was there is touched");
    format!("{}{new}{}", &text[..offset("start")], &text[offset("end")..])
}

const RULE: &str = "id: ships-lost\ntitle: Größe\nclaim: count\nwhere: { use: lost }\nkey: [event]\nmessage: \"ö {values}\"\ntests:\n  - agrees: [\"Two ships\", \"Two ships\"]\n";

#[test]
fn an_editor_is_told_what_is_wrong_what_fits_and_what_words_mean() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules = folder.path().join("my rules");
    std::fs::create_dir(&rules).expect("a folder");
    std::fs::write(rules.join("lost.yml"), "fragments:\n  lost: { concept: ship }\n").expect("a file");
    std::fs::write(rules.join("ships-lost.yml"), RULE).expect("a file");
    let mut client = Client::start(folder.path(), &["--rules", "my rules"]);
    let path = rules.canonicalize().expect("a path").join("ships-lost.yml");
    let uri = format!("file://{}", path.to_string_lossy().replace(' ', "%20"));
    let opened = json!({ "textDocument": { "uri": uri, "languageId": "yaml", "version": 1, "text": RULE } });
    client.tells("textDocument/didOpen", opened);
    let found = client.diagnostics();
    let [(code, 6, 0, message)] = &found[..] else { panic!("one lint of the tests: {found:?}") };
    assert!(code == "one-sided-tests" && message.ends_with("guide: docs/rules.md#tests"), "{message}");

    // What is typed counts, not what the file holds; columns are UTF-16.
    let typed = RULE.replace("{values}", "{valus}").replace("count", "cuont");
    let change = |text: &str| json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": text }] });
    client.tells("textDocument/didChange", change(&typed));
    let found = client.diagnostics();
    let places: Vec<(&str, u64, u64)> =
        found.iter().map(|(code, line, at, _)| (code.as_str(), *line, *at)).collect();
    assert_eq!(places, [("unknown-kind", 2, 7), ("unknown-slot", 5, 12)], "{found:?}");
    assert!(found[0].3.contains("did you mean `count`?"), "{found:?}");

    let typed = RULE.replace("{ use: lost }", "{ concept: drone, predicate: ");
    client.tells("textDocument/didChange", change(&typed));
    assert_eq!(client.diagnostics()[0].0, "bad-yaml");
    let at = |line: u32, character: u32| json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
    let proposed = client.asks("textDocument/completion", at(3, 36));
    let labels: Vec<&str> =
        proposed.as_array().expect("a list").iter().filter_map(|item| item["label"].as_str()).collect();
    assert!(labels.contains(&"shoot-down") && !labels.contains(&"drone"), "{labels:?}");
    let told = client.asks("textDocument/hover", at(3, 24));
    assert_eq!(told, Json::Null, "a space means nothing");
    let told = client.asks("textDocument/hover", at(3, 20));
    assert!(
        told["contents"]["value"].as_str().is_some_and(|told| told.contains("unmanned aircraft")),
        "{told}"
    );

    client.tells("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert!(client.diagnostics().is_empty(), "what is closed is wiped");
    assert_eq!(client.asks("textDocument/hover", at(3, 20)), Json::Null);
    assert_eq!(client.asks("textDocument/rename", json!({}))["error"], -32601);
    client.leave();
}

/// Words beside rules are checked while they are typed, each file with the others as they stand on disk.
#[test]
fn an_editor_is_told_of_words_beside_rules() {
    let folder = desk();
    let words = folder.path().join("own/vocabulary");
    std::fs::create_dir(&words).expect("a folder");
    std::fs::write(words.join("things.yml"), "- { id: sledge, is: vehicle, words: [sledge] }\n")
        .expect("a file");
    let [predicates, people, verbs] =
        ["predicates.yml", "people.yml", "verbs.yml"].map(|name| words.join(name));
    let mut client = Client::start(folder.path(), &["--rules", "own"]);

    let text = "- { id: tow, acts: [tow], only: [sledge, sleigh] }\n- { id: haul, act: [haul] }\n";
    client.opens(&predicates, text);
    let mut found = client.diagnostics();
    found.sort();
    let [concept, key] = &found[..] else { panic!("two mistakes: {found:?}") };
    assert_eq!((concept.0.as_str(), concept.1, concept.2), ("unknown-concept", 0, 41), "{found:?}");
    assert!(concept.3.contains("did you mean `sledge`?"), "{found:?}");
    assert_eq!((key.0.as_str(), key.1, key.2), ("unknown-key", 1, 14), "{found:?}");

    // The same as `rules lint` says, of a file that is saved so.
    std::fs::write(&predicates, text).expect("a file");
    let said =
        super::project::crosscheck(folder.path()).args(["rules", "lint", "own"]).output().expect("it runs");
    let said = String::from_utf8(said.stdout).expect("UTF-8");
    assert!(said.contains("predicates.yml:1:42") && said.contains("predicates.yml:2:15"), "{said}");

    let typed = "- { id: tow, acts: [tow], only: [sledge] }\n- { id: haul, ";
    client.types(&predicates, typed);
    assert_eq!(client.diagnostics()[0].0, "bad-yaml");
    let asked = at(&predicates, &typed.replace("haul, ", "haul, |"), "|");
    let proposed = client.asks("textDocument/completion", asked).to_string();
    assert!(proposed.contains("\"opposite\"") && !proposed.contains("\"concept\""), "{proposed}");
    let told = client.asks("textDocument/hover", at(&predicates, typed, "only")).to_string();
    assert!(told.contains("`only`: "), "{told}");
    client.types(&predicates, typed.trim_end_matches("- { id: haul, "));
    assert!(client.diagnostics().is_empty(), "nothing is wrong");

    client.opens(&people, "- { name: Ada Marsh, alias: [Grey Owl] }\n");
    let found = client.diagnostics();
    assert!(found[0].0 == "unknown-key" && found[0].3.contains("`aliases`"), "{found:?}");
    client.opens(&verbs, "- { id: upset }\n");
    let found = client.diagnostics();
    assert!(found[0].0 == "unreadable-rules" && found[0].3.contains("only words in"), "{found:?}");
    client.leave();
}

const SHIPS: &str = "id: ships-lost\n# what it is about\ntitle: Ships lost\nclaim: count\nwhere: { concept: ship, predicate: destroy }\nkey: [event]\nmessage: \"{outlets}: {values}\"\ntests: # few\n  - agrees: [\"The fire in Genoa destroyed two ships.\", \"The fire in Genoa destroyed two ships.\"]\n  # more to come\n";
const HERALD: &str = "---\noutlet: Herald\npublished: 2025-03-24\n---\nThe fire in Genoa on Sunday destroyed three ships, said the port.\nThe smoke could be seen from the sea.\n";
const GAZETTE: &str = "---\noutlet: Gazette\npublished: 2025-03-24\n---\nA fire broke out in Genoa on Sunday. It destroyed two ships in the harbour of Genoa.\n";

/// A folder with a rule and two articles, of which one is half written.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("herald.txt", HERALD);
    write("gazette.txt", "Not yet written.\n");
    std::fs::create_dir(folder.path().join("own")).expect("a folder");
    write("own/ships-lost.yml", SHIPS);
    folder
}

#[test]
fn a_claim_in_an_article_is_told_and_leads_to_what_others_say() {
    let folder = desk();
    let [herald, gazette] = ["herald.txt", "gazette.txt"].map(|name| folder.path().join(name));
    let mut client = Client::start(folder.path(), &["--rules", "own"]);

    // What stands in the editor is compared with what the file beside it says.
    client.opens(&gazette, GAZETTE);
    let published = client.published();
    let found = published["diagnostics"].as_array().expect("a list");
    let contradiction = found.iter().find(|found| found["code"] == "ships-lost").expect("a contradiction");
    assert_eq!(contradiction["range"]["start"], position(GAZETTE, "two ships"));
    let related = &contradiction["relatedInformation"][0];
    assert_eq!(
        (&related["location"]["uri"], &related["message"]),
        (&json!(address(&herald)), &json!("Herald: 3"))
    );

    let told = client.asks("textDocument/hover", at(&gazette, GAZETTE, "wo ships"));
    let told = told["contents"]["value"].as_str().expect("words").to_owned();
    for words in ["two", "ships-lost", "predicate  destroy", "fact", "3 (Herald)"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(client.asks("textDocument/hover", at(&gazette, GAZETTE, "broke")), Json::Null);

    let there = client.asks("textDocument/definition", at(&gazette, GAZETTE, "two ships"));
    assert_eq!(there.as_array().map(Vec::len), Some(1), "{there}");
    assert_eq!(there[0]["uri"], address(&herald));
    assert_eq!(there[0]["range"]["start"], position(HERALD, "three ships"));
    let mut asked = at(&gazette, GAZETTE, "two ships");
    asked["context"] = json!({ "includeDeclaration": true });
    let all = client.asks("textDocument/references", asked);
    assert_eq!(all.as_array().map(Vec::len), Some(2), "{all}");

    // What is typed counts at once; findings are looked for again when a file is saved.
    let typed = GAZETTE.replace("two ships", "three ships");
    client.types(&gazette, &typed);
    let told = client.asks("textDocument/hover", at(&gazette, &typed, "three ships"));
    assert!(
        told["contents"]["value"].as_str().is_some_and(|told| told.contains("3 (Gazette and Herald)")),
        "{told}"
    );
    client.tells("textDocument/didSave", json!({ "textDocument": { "uri": address(&gazette) } }));
    assert!(client.diagnostics().iter().all(|(code, ..)| code != "ships-lost"));
    client.leave();
}

#[test]
fn a_claim_becomes_a_test_of_its_rule() {
    let folder = desk();
    let gazette = folder.path().join("gazette.txt");
    let rule = folder.path().join("own/ships-lost.yml");
    let mut client = Client::start(folder.path(), &["--rules", "own", "herald.txt"]);
    client.opens(&gazette, GAZETTE);
    // The rule is open too, with a line that was not saved.
    let typed = SHIPS.replace("# what it is about\n", "# what it is about: ships\n# that are lost\n");
    client.opens(&rule, &typed);
    let actions = client.actions(&gazette, GAZETTE, "two ships");
    let titles: Vec<&str> = actions.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(
        titles,
        ["Keep apart: a test `apart` of ships-lost", "Freeze as a test: `contradicts` of ships-lost"]
    );
    let tested = |edit: &Json| {
        let grown = edited(&typed, edit, &rule);
        assert!(grown.starts_with(typed.strip_suffix("  # more to come\n").expect("an end")), "{grown}");
        std::fs::write(&rule, grown).expect("a file");
        let run = super::project::crosscheck(folder.path())
            .args(["rules", "test", "own", "--only", "ships-lost"])
            .output()
            .expect("the program runs");
        String::from_utf8(run.stdout).expect("UTF-8")
    };
    let (apart, contradicts) = (tested(&actions[0].1), tested(&actions[1].1));
    assert!(
        apart.contains("joins texts that it should keep apart") && apart.contains("1 passed, 1 failed"),
        "{apart}"
    );
    assert_eq!(contradicts, "2 passed, 0 failed\n");
    client.leave();
}

#[test]
fn a_default_rule_gets_its_test_in_a_copy_if_the_editor_can_create_it() {
    let folder = desk();
    let gazette = folder.path().join("gazette.txt");
    let text = GAZETTE.replace("destroyed two ships in", "killed two people in");
    let other = HERALD.replace("three ships", "a pier and killed three people");
    std::fs::write(folder.path().join("herald.txt"), other).expect("a file");
    let mut plain = Client::start(folder.path(), &[]);
    plain.opens(&gazette, &text);
    assert_eq!(plain.actions(&gazette, &text, "two people"), [], "the editor cannot create files");
    plain.leave();

    let edit = json!({ "documentChanges": true, "resourceOperations": ["create"] });
    let able = json!({ "workspace": { "workspaceEdit": edit } });
    let mut client = Client::able(folder.path(), &[], &able);
    client.opens(&gazette, &text);
    let actions = client.actions(&gazette, &text, "two people");
    let [(title, edit), _] = &actions[..] else { panic!("two actions: {actions:?}") };
    assert!(title.contains("people-killed"), "{title}");
    let [create, write] = &edit["documentChanges"].as_array().expect("a list")[..] else {
        panic!("a file and its text: {edit}")
    };
    let copy = folder.path().canonicalize().expect("a path").join("my-rules/people-killed.yml");
    let named = format!("file://{}", copy.to_string_lossy());
    assert_eq!((&create["kind"], &create["uri"]), (&json!("create"), &json!(named)));
    let rule = write["edits"][0]["newText"].as_str().expect("a text");
    std::fs::create_dir(folder.path().join("my-rules")).expect("a folder");
    std::fs::write(copy, rule).expect("a file");
    let run = super::project::crosscheck(folder.path())
        .args(["rules", "test", "my-rules", "--only", "people-killed"])
        .output()
        .expect("the program runs");
    let said = String::from_utf8(run.stdout).expect("UTF-8");
    assert!(said.contains("joins texts that it should keep apart"), "the test is there and fails: {said}");
    client.leave();
}
