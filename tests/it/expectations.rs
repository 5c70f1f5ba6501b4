//! What an editor labelled in `fixtures/stories/*/expect.yml`, against what the program says of the
//! same words. The table is a snapshot, so that every change of it shows in a diff: a gap that
//! closes as well as one that opens.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::Value as Json;

use super::project::{index, indices, list, matches_snapshot, read, report, root, stories, text};

/// Two places and how an editor says that they stand to each other.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    a: Words,
    b: Words,
    relation: String,
    kind: String,
    why: String,
}

/// Words of one article of the story.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    file: String,
    words: String,
}

/// Kinds that a figure can be read as: "12 billion crowns" is a count where crowns are no currency.
const FIGURES: [&str; 5] = ["count", "measure", "money", "percent", "duration"];

/// What can be said of two places; of several the first counts.
const SAID: [&str; 7] = ["contradicts", "disputes", "updates", "compatible", "agrees", "apart", "no claim"];

#[test]
fn labels_are_met_as_the_snapshot_says() {
    let mut table: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut wrong = String::new();
    for story in stories() {
        let Some(labels) = labels(&story) else { continue };
        let report = report(&story);
        for label in labels {
            let said = said(&story, &report, &label);
            if said != label.relation {
                let Label { a, b, relation, kind, why } = &label;
                writeln!(
                    wrong,
                    "{story}: {relation}, said {said} ({kind}): {} “{}” | {} “{}” — {why}",
                    a.file, a.words, b.file, b.words
                )
                .expect("writing to a string");
            }
            *table.entry((label.relation, said)).or_default() += 1;
        }
    }
    assert!(
        matches_snapshot("expectations", &format!("{}\n{wrong}", confusion(&table))),
        "the labels are met otherwise"
    );
}

/// The labels of a story; `None` where it has none.
fn labels(story: &str) -> Option<Vec<Label>> {
    let path = root().join("fixtures/stories").join(story).join("expect.yml");
    if !path.exists() {
        return None;
    }
    let labels = serde_yaml::from_str(&read(&path));
    Some(labels.unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}

/// What the report says of two places: the strongest relation between a claim at one and a claim
/// at the other.
fn said(story: &str, report: &Json, label: &Label) -> &'static str {
    let (a, b) = (claims(story, report, &label.a, &label.kind), claims(story, report, &label.b, &label.kind));
    if a.is_empty() || b.is_empty() {
        return "no claim";
    }
    let related: BTreeSet<&str> =
        list(report, "facts").iter().flat_map(|fact| relations(fact, &a, &b)).collect();
    SAID.into_iter().find(|said| related.contains(said)).unwrap_or("apart")
}

/// The claims of that kind on those words; of a figure of another kind, where that kind has none.
fn claims(story: &str, report: &Json, place: &Words, kind: &str) -> BTreeSet<usize> {
    let article = read(format!("fixtures/stories/{story}/{}", place.file));
    let start = article
        .find(&place.words)
        .unwrap_or_else(|| panic!("{story}/expect.yml: {} does not say “{}”", place.file, place.words));
    let end = start + place.words.len();
    let file =
        list(report, "articles").iter().position(|article| text(article, "path").ends_with(&place.file));
    let file = file.unwrap_or_else(|| panic!("{story}: {} was not read", place.file));
    let here = |claim: &&Json| {
        let mention = &claim["mention"];
        index(&claim["article"]) == file && index(&mention["start"]) < end && start < index(&mention["end"])
    };
    let of_kinds = |kinds: &[&str]| -> BTreeSet<usize> {
        let claims = list(report, "claims").iter().filter(here);
        claims.filter(|claim| kinds.contains(&text(claim, "kind"))).map(|claim| index(&claim["id"])).collect()
    };
    let found = of_kinds(&[kind]);
    if found.is_empty() && FIGURES.contains(&kind) { of_kinds(&FIGURES) } else { found }
}

/// The relations that a fact states between a claim of one set and a claim of the other.
fn relations<'f>(fact: &'f Json, a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> Vec<&'f str> {
    let camps: Vec<BTreeSet<usize>> =
        list(fact, "camps").iter().map(|camp| indices(camp, "claims").into_iter().collect()).collect();
    let touches = |camp: &BTreeSet<usize>, words: &BTreeSet<usize>| !camp.is_disjoint(words);
    let mut found = Vec::new();
    if camps.iter().any(|camp| touches(camp, a) && touches(camp, b)) {
        found.push("agrees");
    }
    for relation in list(fact, "relations") {
        let pair = indices(relation, "camps");
        let (x, y) = (&camps[pair[0]], &camps[pair[1]]);
        if (touches(x, a) && touches(y, b)) || (touches(x, b) && touches(y, a)) {
            found.push(text(relation, "relation"));
        }
    }
    found
}

/// Labels down, what was said across, with the share of each label that is met.
fn confusion(table: &BTreeMap<(String, &str), usize>) -> String {
    let mut shown = format!("{:<14}", "label \\ said");
    for said in SAID {
        write!(shown, "{said:>13}").expect("writing to a string");
    }
    shown.push('\n');
    for label in &SAID[..6] {
        let number = |said| table.get(&((*label).to_owned(), said)).copied().unwrap_or(0);
        write!(shown, "{label:<14}").expect("writing to a string");
        for said in SAID {
            write!(shown, "{:>13}", number(said)).expect("writing to a string");
        }
        shown.push('\n');
    }
    let met: usize = table.iter().filter(|((label, said), _)| label == said).map(|(_, number)| number).sum();
    let of_contradictions: Vec<(&String, usize)> = table
        .iter()
        .filter(|((_, said), _)| *said == "contradicts")
        .map(|((label, _), n)| (label, *n))
        .collect();
    let stated: usize = of_contradictions.iter().map(|(_, n)| n).sum();
    let true_ones: usize =
        of_contradictions.iter().filter(|(label, _)| *label == "contradicts").map(|(_, n)| n).sum();
    let labelled: usize = table.iter().filter(|((label, _), _)| label == "contradicts").map(|(_, n)| n).sum();
    let all: usize = table.values().sum();
    writeln!(
        shown,
        "\n{met} of {all} labels met; contradictions: {true_ones} of {labelled} found, {true_ones} of {stated} stated are right"
    )
    .expect("writing to a string");
    shown
}

#[test]
fn every_label_points_at_words() {
    let known: BTreeSet<&str> = SAID[..6].iter().copied().collect();
    let mut number = 0;
    for story in stories() {
        for label in labels(&story).unwrap_or_default() {
            number += 1;
            assert!(known.contains(label.relation.as_str()), "{story}: `{}` is no relation", label.relation);
            for place in [&label.a, &label.b] {
                let times =
                    read(format!("fixtures/stories/{story}/{}", place.file)).matches(&place.words).count();
                assert_eq!(
                    times, 1,
                    "{story}/{}: “{}” must stand there exactly once",
                    place.file, place.words
                );
            }
        }
    }
    assert!(number >= 200, "only {number} labels");
}
