//! Fields of the JSON that other programs rely on, on articles made for them.

use serde_json::Value as Json;

use super::project::{list, stdout, text};

const TOLL: [(&str, &str, &str); 3] = [
    ("a.md", "2031-05-05", "An earthquake killed 12 people in Norland on Sunday."),
    ("b.md", "2031-05-05", "On Sunday an earthquake in Norland killed 12 people."),
    ("c.md", "2031-05-06", "The earthquake in Norland on Sunday killed 19 people."),
];

fn report() -> Json {
    let folder = tempfile::tempdir().expect("a folder to work in");
    for (name, published, words) in TOLL {
        let text = format!("---\noutlet: {}\npublished: {published}\n---\n{words}\n", name.to_uppercase());
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    serde_json::from_str(&stdout(folder.path(), &["report", ".", "--format", "json"])).expect("JSON")
}

fn toll(report: &Json) -> &Json {
    let of_rule = |fact: &&Json| fact["rule"] == "people-killed";
    list(report, "facts").iter().find(of_rule).expect("the toll")
}

#[test]
fn an_update_says_which_camp_is_the_newer() {
    let report = report();
    let fact = toll(&report);
    assert_eq!(text(fact, "verdict"), "updated");
    let relation = &list(fact, "relations")[0];
    let newer = relation["newer"].as_u64().and_then(|at| usize::try_from(at).ok()).expect("an index");
    assert_eq!(text(&list(fact, "camps")[newer], "reading"), "19");
    assert!(text(fact, "message").ends_with("changed from 12 to 19"), "{}", fact["message"]);
}

#[test]
fn figures_have_a_ledger_and_outlets_a_tally() {
    let report = report();
    let ledger = &toll(&report)["ledger"];
    let at = |end: &str| text(&ledger[end], "at").to_owned();
    assert_eq!([at("low"), at("best"), at("high")], ["12", "12", "19"]);
    let pairs: Vec<(&str, &str, u64, u64)> = list(&report, "agreement")
        .iter()
        .map(|pair| {
            let name = |at: usize| pair["outlets"][at].as_str().expect("a name");
            let number = |of: &str| pair[of].as_u64().expect("a number");
            (name(0), name(1), number("agrees"), number("updates"))
        })
        .collect();
    let found = |a, b| pairs.iter().find(|pair| (pair.0, pair.1) == (a, b)).copied().expect("a pair");
    let (together, apart) = (found("A.MD", "B.MD"), found("A.MD", "C.MD"));
    assert!(together.2 >= 1 && together.3 == 0, "{pairs:?}");
    assert_eq!(apart.3, 1, "{pairs:?}");
    let alone = list(&report, "facts").iter().filter(|fact| list(fact, "camps").len() == 1);
    assert!(alone.into_iter().all(|fact| fact["ledger"].is_null()));
}
