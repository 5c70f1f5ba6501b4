//! The reviews in JSON-LD as the triples that a reader of linked data gets of them.
//!
//! The reader is `oxjsonld`, which takes names for what the context says they are and drops what means nothing:
//! a misspelt property, a url that is none. What may stand where is what schema.org's pages say of each term
//! (release 12.0 and later). schema.org requires nothing. Google's page on fact checks requires `claimReviewed`,
//! `reviewRating` with an `alternateName`, and `url`, and recommends `author`, `itemReviewed` and what tells of
//! the claim (`appearance`, `datePublished`). All are held here; `url` and the review's own `datePublished` where
//! they are given (`--review-url`, `--review-date`), since a run has no page and no clock.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::vocab::rdf;
use oxrdf::{NamedOrBlankNode, Term};

use super::formats::{every_input, rendered};

const SCHEMA: &str = "http://schema.org/";
/// The part of schema.org's context that decides how these names are read: it cannot be fetched here.
const CONTEXT: &str = r#"{"@context": {
    "type": "@type", "id": "@id", "@vocab": "http://schema.org/",
    "url": {"@type": "@id"}, "datePublished": {"@type": "Date"}
}}"#;

/// Each type with the wider ones whose properties it has.
const TYPES: [(&str, &[&str]); 5] = [
    ("ClaimReview", &["Review", "CreativeWork", "Thing"]),
    ("Claim", &["CreativeWork", "Thing"]),
    ("NewsArticle", &["Article", "CreativeWork", "Thing"]),
    ("Organization", &["Thing"]),
    ("Rating", &["Thing"]),
];

/// Each property: the types that have it, and the types of its values.
const PROPERTIES: [(&str, &[&str], &[&str]); 13] = [
    ("alternateName", &["Thing"], &["Text"]),
    ("appearance", &["Claim"], &["CreativeWork"]),
    ("author", &["CreativeWork", "Rating"], &["Organization", "Person"]),
    ("claimReviewed", &["ClaimReview"], &["Text"]),
    ("datePublished", &["CreativeWork"], &["Date"]),
    ("headline", &["CreativeWork"], &["Text"]),
    ("identifier", &["Thing"], &["PropertyValue", "Text", "URL"]),
    ("itemReviewed", &["AggregateRating", "Review"], &["Thing"]),
    ("name", &["Thing"], &["Text"]),
    ("publisher", &["CreativeWork"], &["Organization", "Person"]),
    ("reviewRating", &["Review"], &["Rating"]),
    ("text", &["CreativeWork"], &["Text"]),
    ("url", &["Thing"], &["URL"]),
];

/// What one subject has: its type, and the values of each property.
#[derive(Debug, Default)]
struct Subject {
    class: String,
    values: BTreeMap<String, Vec<Term>>,
}

type Subjects = BTreeMap<String, Subject>;

/// A name of schema.org without its address.
fn term(iri: &str) -> Result<&str, String> {
    iri.strip_prefix(SCHEMA).ok_or_else(|| format!("{iri} is no name of schema.org"))
}

/// Reads a document as linked data.
fn subjects(document: &str) -> Result<Subjects, String> {
    let reader = JsonLdParser::new().for_slice(document.as_bytes()).with_load_document_callback(|url, _| {
        let known = ["https://schema.org", "https://schema.org/"].contains(&url);
        let context = JsonLdRemoteDocument { document: CONTEXT.into(), document_url: url.to_owned() };
        known.then_some(context).ok_or_else(|| format!("nobody knows {url}").into())
    });
    let mut subjects = Subjects::new();
    for quad in reader {
        let quad = quad.map_err(|e| e.to_string())?;
        let subject = subjects.entry(quad.subject.to_string()).or_default();
        if quad.predicate == rdf::TYPE {
            let Term::NamedNode(class) = &quad.object else { return Err(format!("no type: {quad}")) };
            term(class.as_str())?.clone_into(&mut subject.class);
        } else {
            let property = term(quad.predicate.as_str())?.to_owned();
            subject.values.entry(property).or_default().push(quad.object);
        }
    }
    Ok(subjects)
}

/// A type and all wider ones.
fn classes(class: &str) -> Result<Vec<&str>, String> {
    let found = TYPES.iter().find(|(name, _)| *name == class).ok_or_else(|| format!("no type {class}"))?;
    Ok(std::iter::once(class).chain(found.1.iter().copied()).collect())
}

/// The types of a value.
fn classes_of<'s>(value: &Term, subjects: &'s Subjects) -> Result<Vec<&'s str>, String> {
    match value {
        Term::Literal(text) if text.datatype().as_str() == "http://schema.org/Date" => {
            let day = text.value().parse::<jiff::civil::Date>();
            day.map(|_| vec!["Date"]).map_err(|e| format!("{text}: {e}"))
        }
        Term::Literal(_) => Ok(vec!["Text"]),
        Term::NamedNode(node) if !subjects.contains_key(&node.to_string()) => {
            let web = node.as_str().starts_with("http://") || node.as_str().starts_with("https://");
            web.then(|| vec!["URL"]).ok_or_else(|| format!("{node} is no address"))
        }
        Term::NamedNode(node) => classes(&subjects[&NamedOrBlankNode::from(node.clone()).to_string()].class),
        Term::BlankNode(node) => classes(&subjects[&node.to_string()].class),
    }
}

/// That every property may stand where it stands with such a value.
fn assert_fits(subjects: &Subjects) -> Result<(), String> {
    for (id, subject) in subjects {
        let own = classes(&subject.class).map_err(|e| format!("{id}: {e}"))?;
        for (name, values) in &subject.values {
            let known = PROPERTIES.iter().find(|(property, ..)| property == name);
            let (_, of, expected) = known.ok_or_else(|| format!("{id}: no property {name}"))?;
            if !own.iter().any(|class| of.contains(class)) {
                return Err(format!("{id}: a {} has no {name}", subject.class));
            }
            for value in values {
                let found = classes_of(value, subjects)?;
                if !found.iter().any(|class| expected.contains(class)) {
                    return Err(format!("{id}: {name} is no {found:?}"));
                }
            }
        }
    }
    Ok(())
}

/// That everything of a type has each of these properties.
fn assert_has(subjects: &Subjects, class: &str, properties: &[&str]) -> Result<usize, String> {
    let of_class = subjects.iter().filter(|(_, subject)| subject.class == class);
    let mut seen = 0;
    for (id, subject) in of_class {
        seen += 1;
        if let Some(missing) = properties.iter().find(|name| !subject.values.contains_key(**name)) {
            return Err(format!("the {class} {id} has no {missing}"));
        }
    }
    Ok(seen)
}

fn check(document: &str) -> Result<usize, String> {
    let subjects = subjects(document)?;
    assert_fits(&subjects)?;
    assert_has(&subjects, "Claim", &["text", "appearance"])?;
    assert_has(&subjects, "Rating", &["alternateName"])?;
    assert_has(&subjects, "NewsArticle", &["identifier", "publisher"])?;
    assert_has(&subjects, "Organization", &["name"])?;
    let review = ["name", "claimReviewed", "reviewRating", "itemReviewed", "author"];
    assert_has(&subjects, "ClaimReview", &review)
}

fn reviews(folder: &Path) -> String {
    rendered(folder, "claim-review")
}

#[test]
fn every_story_is_linked_data() {
    let mut seen = 0;
    every_input(|name, folder| {
        let document = reviews(folder);
        let found = check(&document).unwrap_or_else(|e| panic!("{name}: {e}"));
        let written: serde_json::Value = serde_json::from_str(&document).expect("JSON");
        let ids: BTreeSet<&str> = super::project::list(&written, "@graph")
            .iter()
            .filter_map(|review| review["@id"].as_str())
            .collect();
        assert_eq!(found, ids.len(), "{name}: the reader sees every review");
        seen += found;
    });
    assert!(seen > 40, "only {seen} reviews");
}

/// A value that leaves room for every other one is not accused of anything.
#[test]
fn values_that_nothing_stands_against_have_no_review() {
    let folder = tempfile::tempdir().expect("a folder");
    for (outlet, toll) in [("Quay", "12 people"), ("Herald", "14 people"), ("Wire", "At least nine people")] {
        let text = format!(
            "---\noutlet: {outlet}\npublished: 2031-05-06\n---\n\n{toll} died in Sunday's fire in Genoa.\n"
        );
        std::fs::write(folder.path().join(format!("{outlet}.txt")), text).expect("an article");
    }
    let document: serde_json::Value = serde_json::from_str(&reviews(folder.path())).expect("JSON");
    let reviewed: Vec<&str> = super::project::list(&document, "@graph")
        .iter()
        .map(|review| super::project::text(review, "claimReviewed"))
        .filter(|claim| claim.contains("killed"))
        .collect();
    assert_eq!(reviewed.len(), 2, "{reviewed:?}");
    assert!(reviewed.iter().all(|claim| !claim.contains("nine") && !claim.contains('9')), "{reviewed:?}");
}

/// Every claim of a dated article has a day, and it is the first.
#[test]
fn a_claim_has_the_first_day_of_its_articles() {
    let document: serde_json::Value =
        serde_json::from_str(&reviews(&super::project::story("harbour-fire"))).expect("JSON");
    for review in super::project::list(&document, "@graph") {
        let claim = &review["itemReviewed"];
        let days = super::project::list(claim, "appearance").iter();
        let first = days.filter_map(|article| article["datePublished"].as_str()).min();
        assert_eq!(claim["datePublished"].as_str(), first, "{claim}");
        assert!(first.is_some());
    }
}

/// What Google asks for, once a run is told where and when its reviews stand: every review has an address of its
/// own fact, which is the anchor of that fact on the HTML page.
#[test]
fn reviews_of_a_page_have_its_address_and_day() {
    let folder = super::project::story("saudi-talks");
    let of_page = |url: &str| {
        let flags = ["--review-url", url, "--review-date", "2031-05-09", "--review-author", "The Quay"];
        super::project::stdout(&folder, &[&["report", ".", "--format", "claim-review"], &flags[..]].concat())
    };
    let document = of_page("https://example.org/check");
    let count = check(&document).expect("linked data");
    let subjects = subjects(&document).expect("linked data");
    let all = ["url", "datePublished", "author", "claimReviewed", "reviewRating", "itemReviewed"];
    assert_eq!(assert_has(&subjects, "ClaimReview", &all), Ok(count));
    let page = rendered(&folder, "html");
    let written: serde_json::Value = serde_json::from_str(&document).expect("JSON");
    for review in super::project::list(&written, "@graph") {
        assert_eq!(review["datePublished"], "2031-05-09");
        assert_eq!(review["author"]["name"], "The Quay");
        let (url, anchor) = super::project::text(review, "url").split_once('#').expect("an anchor");
        assert_eq!(url, "https://example.org/check");
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor} is nowhere on the page");
    }
    let own: serde_json::Value =
        serde_json::from_str(&of_page("https://example.org/check#toll")).expect("JSON");
    let urls = super::project::list(&own, "@graph").iter().map(|review| super::project::text(review, "url"));
    assert!(urls.clone().count() > 0 && urls.clone().all(|url| url == "https://example.org/check#toll"));
    for wrong in [
        &["report", ".", "--format", "json", "--review-url", "https://example.org"][..],
        &["report", ".", "--format", "claim-review", "--review-url", "javascript:alert(1)"],
        &["report", ".", "--format", "claim-review", "--review-date", "soon"],
    ] {
        super::project::crosscheck(&folder).args(wrong).assert().code(2);
    }
}

/// What the reader refuses: were it to take anything, the test above would say nothing.
#[test]
fn mistakes_are_seen() {
    let review = r#"{"@context": "https://schema.org", "@graph": [{
        "@type": "ClaimReview", "@id": "urn:crosscheck:0:0", "name": "n", "claimReviewed": "c",
        "author": {"@type": "Organization", "name": "o"},
        "reviewRating": {"@type": "Rating", "alternateName": "r"},
        "itemReviewed": {"@type": "Claim", "text": "c", "appearance": {
            "@type": "NewsArticle", "identifier": "a.txt", "url": "https://example.org/a",
            "datePublished": "2031-05-05", "publisher": {"@type": "Organization", "name": "p"}}}}]}"#;
    assert_eq!(check(review), Ok(1));
    for (right, wrong) in [
        ("claimReviewed", "claimreviewed"),
        ("claimReviewed", "text"),
        ("\"Rating\"", "\"Grade\""),
        ("\"name\": \"n\"", "\"appearance\": \"n\""),
        ("https://example.org/a", "javascript:alert(1)"),
        ("2031-05-05", "5 May 2031"),
        ("https://schema.org", "https://example.org/context"),
        ("\"@type\": \"Claim\"", "\"@type\": \"Rating\""),
        ("{\"@type\": \"Organization\", \"name\": \"o\"}", "\"crosscheck\""),
        ("\"author\"", "\"@author\""),
    ] {
        let broken = review.replacen(right, wrong, 1);
        assert_ne!(broken, review);
        assert!(check(&broken).is_err(), "{wrong} for {right} is not seen");
    }
}
