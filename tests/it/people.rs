//! People whom users name: what their aliases join, what tells of it, and what the lint makes of two
//! people under one name.

use std::path::Path;

use serde_json::Value as Json;

use super::project::{crosscheck, stdout};

const HERE: &str = "\"We have no more ships in the port of Genoa,\" Father Frost said on Sunday.\n";
const THERE: &str = "\"We have plenty of ships in the port of Genoa,\" Kiril Hromov said on Sunday.\n";

/// A folder with two articles and, below `mine`, a list of people.
fn folder(people: &str, articles: [&str; 2]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("mine/vocabulary/people.yml", people);
    for (name, text) in ["a", "b"].into_iter().zip(articles) {
        let head = format!("---\noutlet: {name}\npublished: 2031-05-05\n---\n");
        write(&format!("texts/{name}.txt"), &(head + text));
    }
    folder
}

/// What `explain` says of the quotations, as JSON.
fn explained(here: &Path, rules: &[&str]) -> Json {
    let asked = ["explain", "texts/a.txt", "texts/b.txt", "--format", "json"];
    serde_json::from_str(&stdout(here, &[&asked, rules].concat())).expect("JSON")
}

#[test]
fn names_of_one_person_are_read_as_one_and_explain_says_so() {
    let here = folder("- { name: Kiril Hromov, aliases: [Father Frost] }\n", [HERE, THERE]);
    let told = explained(here.path(), &["--rules", "mine"]);
    let quotes = told["meetings"].as_array().expect("pairs").iter().find(|m| m["ending"] == "one-fact");
    let quotes = quotes.expect("the quotations are of one man");
    assert_eq!(quotes["relation"], "contradicts", "{quotes:#}");
    assert_eq!(quotes["aliases"][0]["words"], "Father Frost");
    assert_eq!(quotes["aliases"][0]["name"], "Kiril Hromov");
}

#[test]
fn an_alias_is_proposed_where_names_alone_keep_apart() {
    let here = folder("[]\n", [HERE, THERE]);
    let told = explained(here.path(), &[]);
    let change = &told["cures"][0]["changes"][0];
    assert_eq!((change["of"].as_str(), change["entry"].as_str()), (Some("person"), Some("kiril hromov")));
    let told = stdout(here.path(), &["explain", "texts/a.txt", "texts/b.txt"]);
    let entry = told.split('`').nth(1).expect("the entry that is proposed");
    let here = folder(&format!("{entry}\n"), [HERE, THERE]);
    let told = explained(here.path(), &["--rules", "mine"]).to_string();
    assert!(told.contains("\"one-fact\""), "{entry} does not do what it promises: {told}");
    // An article that has both names speaks of two people.
    let both = format!("Kiril Hromov was there. {HERE}");
    let here = folder("[]\n", [&both, THERE]);
    let told = explained(here.path(), &[]);
    assert!(!told["cures"].to_string().contains("\"person\""), "{:#}", told["cures"]);
}

/// What the run says of these articles with these people.
fn warned(people: &str, articles: [&str; 2]) -> String {
    let here = folder(people, articles);
    let run = crosscheck(here.path()).args(["report", "texts", "--rules", "mine"]).output().expect("it runs");
    String::from_utf8(run.stderr).expect("UTF-8")
}

const ONE: &str = "- { name: Ada Marsh, aliases: [Grey Owl] }\n";

#[test]
fn two_offices_at_one_time_are_two_people() {
    let warns = |people: &str, a: &str, b: &str| warned(people, [a, b]).contains("[alias-merges-people]");
    let owl = "The foreign minister, Grey Owl, left Genoa.";
    assert!(warns(ONE, owl, "Ada Marsh, the defence minister, stayed in Genoa."));
    assert!(warns(ONE, "Grey Owl, mayor of Cork, left.", "Ada Marsh is the mayor of Genoa."));
    let stated = "- { name: Ada Marsh, aliases: [Grey Owl], office: president of Norway }\n";
    assert!(warns(stated, owl, "The harbour is old."));
    let shared = "- { name: Ada Marsh, aliases: [Grey Owl] }\n- { name: Sven Aldahl, aliases: [Grey Owl] }\n";
    assert!(warns(shared, owl, "The harbour is old."));
    let name = "- { name: Ada Marsh, aliases: [Sven Aldahl] }\n- { name: Sven Aldahl }\n";
    assert!(warns(name, owl, "The harbour is old."));
    let twice =
        "- { name: Ada Marsh, office: mayor of Cork }\n- { name: Ada Marsh, office: mayor of Genoa }\n";
    assert!(warns(twice, owl, "The harbour is old."));
}

#[test]
fn one_persons_offices_are_no_two_people() {
    let quiet = |people: &str, a: &str, b: &str| {
        assert_eq!(warned(people, [a, b]).find("alias-merges"), None, "{a} {b}");
    };
    let owl = "The foreign minister, Grey Owl, left Genoa.";
    quiet(ONE, owl, "Former defence minister Ada Marsh stayed in Genoa.");
    quiet(ONE, owl, "Foreign Minister Ada Marsh stayed in Genoa.");
    quiet(ONE, owl, "Ada Marsh, the deputy prime minister, stayed in Genoa.");
    quiet(ONE, "Grey Owl is the crown prince and prime minister.", "The prime minister, Ada Marsh, stayed.");
    quiet(ONE, "Grey Owl is the crown prince and prime minister.", "The crown prince, Ada Marsh, stayed.");
    quiet(ONE, "Grey Owl is the mayor of Genoa.", "Ada Marsh is the mayor.");
    let stated = "- { name: Ada Marsh, aliases: [Grey Owl], office: former president of Norway }\n";
    quiet(stated, owl, "The harbour is old.");
    let later = "Ada Marsh, the defence minister, stayed in Genoa.";
    let here = folder(ONE, [owl, later]);
    let file = here.path().join("texts/b.txt");
    let text = std::fs::read_to_string(&file).expect("a file").replace("2031", "2033");
    std::fs::write(&file, text).expect("a file");
    let run = crosscheck(here.path()).args(["report", "texts", "--rules", "mine"]).output().expect("it runs");
    let said = String::from_utf8(run.stderr).expect("UTF-8");
    assert!(!said.contains("alias-merges"), "two years later: {said}");
}

#[test]
fn mistakes_in_the_list_are_told_where_they_stand() {
    let people = "- { name: Ada Marsh, alias: [Grey Owl] }\n- { aliases: [Frost] }\n- { name: Ole Berg, office: nonsense }\n";
    let here = folder(people, [HERE, THERE]);
    let run = crosscheck(here.path()).args(["rules", "lint", "mine"]).output().expect("it runs");
    let told = String::from_utf8(run.stdout).expect("UTF-8");
    assert_eq!(run.status.code(), Some(2), "{told}");
    for said in [
        "error[unknown-key]",
        "people.yml:1:22",
        "missing field `name`",
        "people.yml:2",
        "`nonsense` is read as no office",
        "people.yml:3:29",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
}

#[test]
fn a_person_whose_name_nobody_prints_is_called_as_the_list_does() {
    let people = "- { name: Omar al-Tarrowi, aliases: [Abu X, \"the Butcher of Tarrow\"] }\n";
    let led = "Abu X led the delegation of Norway to the talks in Oslo.";
    let here = folder(
        people,
        [led, "The delegation of Norway to the talks in Oslo was led by the Butcher of Tarrow."],
    );
    let told = stdout(here.path(), &["report", "texts", "--rules", "mine"]);
    assert!(told.contains("Omar al-Tarrowi (a and b)"), "{told}");
}

/// A folder with a rule, its story and a list of people.
fn desk(people: &str, test: &str, story: &str) -> tempfile::TempDir {
    let here = folder(people, [HERE, THERE]);
    let rule = format!(
        "id: boats\ntitle: Boats that left\nclaim: count\nwhere: {{ concept: ship }}\nkey: [event]\nmessage: \"{{outlets}}: {{values}}\"\ntests:\n  - apart: [\"Two ships left.\", \"{test}\"]\n"
    );
    std::fs::write(here.path().join("mine/boats.yml"), rule).expect("a file");
    std::fs::create_dir_all(here.path().join("stories/boats")).expect("a folder");
    std::fs::write(here.path().join("stories/boats/a.txt"), story).expect("a file");
    here
}

/// What the lint says of it.
fn linted(here: &Path) -> String {
    let run = crosscheck(here).args(["rules", "lint", "mine"]).output().expect("it runs");
    String::from_utf8(run.stdout).expect("UTF-8")
}

#[test]
fn people_whom_no_text_of_a_rule_names_are_told() {
    let two =
        "- { name: Kiril Hromov, aliases: [Father Frost] }\n- { name: Ada Marsh, aliases: [Grey Owl] }\n";
    let unused = |test: &str, story: &str| {
        let told = linted(desk(two, test, story).path());
        let places = ["people.yml:1:11", "people.yml:2:11"];
        assert_eq!(
            told.matches("[unused-words]").count(),
            places.iter().filter(|at| told.contains(*at)).count()
        );
        places.map(|at| told.contains(at))
    };
    assert_eq!(unused("Three ships left.", "The harbour is old."), [true, true]);
    assert_eq!(unused("Father Frost saw three ships.", "The harbour is old."), [false, true]);
    assert_eq!(unused("Three ships left.", "Ada Marsh saw three ships. Father Frost left."), [false, false]);
    // A rule that asks for a person, and a list that comes alone.
    let here = desk(two, "Three ships left.", "The harbour is old.");
    let file = here.path().join("mine/boats.yml");
    let rule = std::fs::read_to_string(&file).expect("a file");
    std::fs::write(&file, rule.replace("concept: ship", "concept: ship, not: { agent: Kiril Hromov }"))
        .expect("a file");
    let told = linted(here.path());
    assert!(!told.contains("people.yml:1") && told.contains("people.yml:2:11"), "{told}");
    std::fs::remove_file(file).expect("a file");
    assert!(!linted(here.path()).contains("unused-words"), "no rule, no story");
}

/// The lint reads the stories that stand beside the rules.
#[test]
fn two_offices_in_a_story_are_two_people() {
    let owl = "---\noutlet: a\npublished: 2031-05-05\n---\nThe foreign minister, Grey Owl, left Genoa. Ada Marsh, the defence minister, stayed in Genoa.\n";
    let told = linted(desk(ONE, "Three ships left.", owl).path());
    assert!(told.contains("[alias-merges-people]") && told.contains("stories/boats/a.txt:5"), "{told}");
    let told =
        linted(desk(ONE, "Three ships left.", &owl.replace("the defence", "the former defence")).path());
    assert!(!told.contains("alias-merges-people"), "{told}");
}
