//! The language server, by a scripted client over its standard input and output.

use std::io::{BufReader, Write};
use std::process::{Child, Command, Stdio};

use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value as Json, json};

struct Client {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
    last: i32,
}

impl Client {
    /// Starts a server in a folder, and says hello.
    fn start(folder: &std::path::Path, arguments: &[&str]) -> Self {
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
        let hello =
            client.asks("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
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

    /// The diagnostics that come next, as code, first line and column, and message.
    fn diagnostics(&mut self) -> Vec<(String, u64, u64, String)> {
        loop {
            if let Message::Notification(Notification { method, params }) = self.next() {
                assert_eq!(method, "textDocument/publishDiagnostics");
                let found = params["diagnostics"].as_array().expect("a list").iter();
                let text = |json: &Json| json.as_str().expect("a string").to_owned();
                return found
                    .map(|found| {
                        let start = &found["range"]["start"];
                        let at = |key: &str| start[key].as_u64().expect("a number");
                        (text(&found["code"]), at("line"), at("character"), text(&found["message"]))
                    })
                    .collect();
            }
        }
    }

    /// Says goodbye; the server ends well.
    fn leave(mut self) {
        assert_eq!(self.asks("shutdown", Json::Null), Json::Null);
        self.tells("exit", Json::Null);
        assert_eq!(self.child.wait().expect("an end").code(), Some(0));
    }
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
