//! The findings as schema.org `ClaimReview`s in JSON-LD: each value of a finding that another stands against,
//! who gives it, and what stands against it. No value is called true or false: no `ratingValue` is given.
//!
//! A run has no page and no clock. Google shows a review only if its `url` leads to the page that has it, so
//! whoever publishes reviews says where and when ([`Publication`]).

use serde_json::{Value as Json, json};

use super::finding::verdict_name;
use super::outline::{findings, outlets};
use super::shape::{ArticleEntry, FactEntry, Report};
use super::words::list_up_to;
use crate::graph::Relation;

/// Most outlets that a rating names.
const MOST: usize = 5;

/// Who publishes the reviews, where and when. What is not said is left out of each review.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publication {
    /// Address of the page on which the reviews stand. Where it has no fragment, a review's `url` gets the
    /// anchor that its fact has on the page of [`html`](super::html).
    pub url: Option<String>,
    /// The day on which they are published.
    pub published: Option<jiff::civil::Date>,
    /// Name of the organisation that publishes them; without one, `crosscheck` is the author.
    pub author: Option<String>,
}

/// A graph of reviews: one for every value of a finding that another value stands against. They are
/// published nowhere yet.
pub fn render(report: &Report) -> String {
    published(report, &Publication::default())
}

/// The same for a page.
///
/// # Panics
/// Never: every key is a string.
pub fn published(report: &Report, publication: &Publication) -> String {
    let facts = findings(report).into_iter();
    let reviews: Vec<Json> = facts
        .flat_map(|fact| {
            let camps = (0..fact.camps.len()).filter(|&camp| is_opposed(fact, camp));
            camps.map(|camp| review(report, fact, camp, publication)).collect::<Vec<_>>()
        })
        .collect();
    let document = json!({ "@context": "https://schema.org", "@graph": reviews });
    let mut text = serde_json::to_string_pretty(&document).expect("string keys alone");
    text.push('\n');
    text
}

/// Whether something stands against a value: "at least 31" beside 268 and 281 is nobody's contradiction.
/// Where nothing stands against any, the finding is of all of them together: parts that exceed their whole.
fn is_opposed(fact: &FactEntry, at: usize) -> bool {
    let mut against = fact.relations.iter().filter(|r| r.relation > Relation::Compatible).peekable();
    against.peek().is_none() || against.any(|relation| relation.camps.contains(&at))
}

fn review(report: &Report, fact: &FactEntry, at: usize, publication: &Publication) -> Json {
    let camp = &fact.camps[at];
    let claim = format!("{}: {}", fact.title, camp.reading);
    let articles = articles(report, &camp.claims);
    let mut reviewed = json!({
        "@type": "Claim",
        "text": claim,
        "appearance": articles.iter().map(|article| appearance(article)).collect::<Vec<_>>(),
    });
    if let Some(first) = articles.iter().filter_map(|article| article.published.as_deref()).min() {
        reviewed["datePublished"] = first.into();
    }
    let author = publication.author.as_deref().unwrap_or("crosscheck");
    let mut review = json!({
        "@type": "ClaimReview",
        "@id": format!("urn:crosscheck:{}:{at}", fact.fingerprint),
        "author": { "@type": "Organization", "name": author },
        "name": fact.message,
        "claimReviewed": claim,
        "reviewRating": { "@type": "Rating", "alternateName": rating(report, fact, at) },
        "itemReviewed": reviewed,
    });
    if let Some(page) = &publication.url {
        let anchor = if page.contains('#') { String::new() } else { format!("#f{}", fact.fingerprint) };
        review["url"] = format!("{page}{anchor}").into();
    }
    if let Some(day) = publication.published {
        review["datePublished"] = day.to_string().into();
    }
    review
}

/// "contradicted by The Northern Herald (14)".
fn rating(report: &Report, fact: &FactEntry, at: usize) -> String {
    let against =
        fact.relations.iter().filter(|r| r.camps.contains(&at) && r.relation > Relation::Compatible);
    let Some(worst) = against.clone().map(|r| r.relation).max() else {
        return verdict_name(fact.verdict).to_owned();
    };
    let other = |r: &super::shape::RelationEntry| {
        let camp = &fact.camps[if r.camps[0] == at { r.camps[1] } else { r.camps[0] }];
        format!("{} ({})", list_up_to(&outlets(report, &camp.claims), MOST), camp.reading)
    };
    let others: Vec<String> = against.filter(|r| r.relation == worst).map(other).collect();
    let is_newer = fact.relations.iter().any(|r| r.relation == worst && r.newer == Some(at));
    let how = match worst {
        Relation::Contradicts => "contradicted by",
        Relation::Disputes => "disputed by",
        Relation::Updates if is_newer => "replaces",
        _ => "replaced by",
    };
    format!("{how} {}", list_up_to(&others, MOST))
}

/// The articles that make the claims, each once.
fn articles<'r>(report: &'r Report, claims: &[u32]) -> Vec<&'r ArticleEntry> {
    let mut ids: Vec<u32> = claims.iter().filter_map(|id| Some(report.claim(*id)?.article)).collect();
    ids.dedup();
    let article = |id: u32| report.articles.get(usize::try_from(id).ok()?);
    ids.into_iter().filter_map(article).collect()
}

fn appearance(article: &ArticleEntry) -> Json {
    let mut entry = json!({
        "@type": "NewsArticle",
        "identifier": article.name,
        "publisher": { "@type": "Organization", "name": article.outlet },
    });
    let (title, published) = (article.title.as_deref(), article.published.as_deref());
    for (field, value) in [("headline", title), ("datePublished", published), ("url", article.web())] {
        if let Some(value) = value {
            entry[field] = value.into();
        }
    }
    entry
}
