//! Who published a page and when, as it says itself: JSON-LD, then `OpenGraph` and other `meta`, then
//! what it shows.

use dom_query::{Document, Selection};
use serde_json::Value;

use crate::article::record::Metadata;
use crate::article::stamp::Stamp;

/// Names of `meta` (in `name`, `property` or `itemprop`) that say a thing, the surest first.
const OUTLET: [&str; 5] =
    ["og:site_name", "application-name", "citation_journal_title", "dc.publisher", "dcterms.publisher"];
const TITLE: [&str; 6] =
    ["og:title", "twitter:title", "parsely-title", "dc.title", "dcterms.title", "sailthru.title"];
const PUBLISHED: [&str; 16] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "date",
];
const MODIFIED: [&str; 4] =
    ["article:modified_time", "og:article:modified_time", "datemodified", "dcterms.modified"];
const BYLINE: [&str; 6] =
    ["author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "article:author"];

/// What a page says of itself. A date that cannot be read says nothing: the page is not the user's.
pub fn metadata(page: &Document) -> Metadata {
    let said = linked_data(page).map(|data| from_linked_data(&data)).unwrap_or_default();
    let shown = from_page(page);
    let mut metadata = said.or(&shown);
    let outlet = metadata.outlet.as_deref().unwrap_or_default();
    metadata.title = metadata.title.map(|title| without_site(&title, outlet).to_owned());
    metadata
}

/// The first object of the page's JSON-LD that describes an article.
fn linked_data(page: &Document) -> Option<Value> {
    let scripts = page.select("script[type=\"application/ld+json\"]");
    scripts.iter().find_map(|script| {
        let text = script.text();
        let json = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        article_in(serde_json::from_str(json).ok()?)
    })
}

/// The article in JSON-LD: the object itself, one of a list, or one of its `@graph`.
fn article_in(data: Value) -> Option<Value> {
    if let Value::Array(items) = data {
        return items.into_iter().find_map(article_in);
    }
    if data.get("@type").is_some_and(is_article) {
        return Some(data);
    }
    article_in(data.get("@graph").filter(|graph| graph.is_array())?.clone())
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report",
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

fn from_linked_data(data: &Value) -> Metadata {
    let field = |name: &str| names(data.get(name)?);
    Metadata {
        outlet: field("publisher").or_else(|| field("sourceOrganization")),
        published: field("datePublished").or_else(|| field("dateCreated")).as_deref().and_then(Stamp::parse),
        modified: field("dateModified").as_deref().and_then(Stamp::parse),
        title: field("headline").or_else(|| field("name")),
        byline: field("author").or_else(|| field("creator")).map(|byline| bare(&byline)),
        url: field("url").or_else(|| field("mainEntityOfPage")).filter(|url| is_url(url)),
        ..Metadata::default()
    }
}

/// The text of a value of JSON-LD: itself, the name of the person or body that it is, or those of a
/// list of them.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(fold(&unescaped(text))).filter(|text| !text.is_empty()),
        Value::Object(_) => names(value.get("name").or_else(|| value.get("@id"))?),
        Value::Array(values) => {
            let found: Vec<String> = values.iter().filter_map(names).collect();
            (!found.is_empty()).then(|| found.join(", "))
        }
        _ => None,
    }
}

fn from_page(page: &Document) -> Metadata {
    let meta = Meta::new(page);
    let first = |selector: &str| text(&page.select(selector).first());
    let link = page.select("link[rel=\"canonical\"]").attr("href").map(|url| url.to_string());
    Metadata {
        outlet: meta.find(&OUTLET),
        published: meta.stamp(&PUBLISHED).or_else(|| shown_date(page)),
        modified: meta.stamp(&MODIFIED),
        title: meta.find(&TITLE).or_else(|| first("h1")).or_else(|| first("title")),
        byline: meta
            .find(&BYLINE)
            .filter(|author| !is_url(author))
            .or_else(|| first("[rel=\"author\"]"))
            .or_else(|| first("[itemprop=\"author\"]"))
            .or_else(|| first(".byline"))
            .map(|byline| bare(&byline)),
        url: link.or_else(|| meta.find(&["og:url"])).filter(|url| is_url(url)),
        ..Metadata::default()
    }
}

/// The `meta` elements of a page: folded names and what they say.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn new(page: &Document) -> Self {
        let elements = page.select("meta[content]");
        let mut found = Vec::new();
        for element in elements.nodes() {
            let Some(content) = element.attr("content").map(|c| fold(&c)).filter(|c| !c.is_empty()) else {
                continue;
            };
            for name in ["property", "name", "itemprop"].iter().filter_map(|name| element.attr(name)) {
                found.push((name.to_ascii_lowercase(), content.clone()));
            }
        }
        Self(found)
    }

    fn all<'m>(&'m self, names: &'m [&str]) -> impl Iterator<Item = &'m String> {
        names
            .iter()
            .flat_map(|name| self.0.iter().filter(move |(of, _)| of == name).map(|(_, content)| content))
    }

    fn find(&self, names: &[&str]) -> Option<String> {
        self.all(names).next().cloned()
    }

    fn stamp(&self, names: &[&str]) -> Option<Stamp> {
        self.all(names).find_map(|written| Stamp::parse(written))
    }
}

/// The first `time` of the page that is marked as the day of publication, or stands in an article's
/// own head.
fn shown_date(page: &Document) -> Option<Stamp> {
    let selectors = [
        "time[itemprop=\"datePublished\"]",
        "[itemprop=\"datePublished\"]",
        "time[pubdate]",
        "article header time",
        "article time",
        "header time",
        "main time",
        "time",
    ];
    selectors.iter().find_map(|selector| {
        page.select(selector).iter().find_map(|time| {
            let written =
                time.attr("datetime").or_else(|| time.attr("content")).unwrap_or_else(|| time.text());
            Stamp::parse(&fold(&written))
        })
    })
}

fn text(selection: &Selection) -> Option<String> {
    Some(fold(&selection.text())).filter(|text| !text.is_empty())
}

/// JSON with the entities that templates of pages leave in it ("Pier &amp; quay").
fn unescaped(text: &str) -> String {
    if text.contains('&') { Document::fragment(text).text().to_string() } else { text.to_owned() }
}

/// Text with its white space folded, and without the signs that only say where a word may be broken.
fn fold(text: &str) -> String {
    let text: String = text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A byline without its "By".
fn bare(byline: &str) -> String {
    let head = byline.get(..3).filter(|head| head.eq_ignore_ascii_case("by "));
    byline[head.map_or(0, str::len)..].trim().to_owned()
}

fn is_url(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// A title without the name of the site that pages put behind theirs: "Pier closes | The Quay".
fn without_site<'t>(title: &'t str, outlet: &str) -> &'t str {
    let is_site = |tail: &&str| !outlet.is_empty() && tail.trim().eq_ignore_ascii_case(outlet);
    [" | ", " - ", " – ", " — ", " :: ", " · "]
        .iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .find(|(_, tail)| is_site(tail))
        .map_or(title, |(head, _)| head.trim())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(html: &str) -> Metadata {
        metadata(&Document::from(html))
    }

    #[test]
    fn linked_data_goes_first() {
        let html = r#"<title>Pier closes | The Quay</title><meta property="og:site_name" content="quay.example">
            <meta property="og:title" content="Pier closes!"><script type="application/ld+json">
            {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
             {"@type": ["NewsArticle"], "headline": "Pier closes &amp; reopens", "datePublished": "2031-05-04T23:30:00+02:00",
              "author": [{"@type": "Person", "name": "By Ada Lund"}, {"name": "Ole Berg"}],
              "publisher": {"@type": "Organization", "name": "The Quay"}, "mainEntityOfPage": {"@id": "https://quay.example/1"}}]}
            </script>"#;
        let found = read(html);
        assert_eq!(found.outlet.as_deref(), Some("The Quay"));
        assert_eq!(found.published.map(|stamp| stamp.day), Some(date(2031, 5, 4)));
        assert_eq!(found.title.as_deref(), Some("Pier closes & reopens"));
        assert_eq!(found.byline.as_deref(), Some("Ada Lund, Ole Berg"));
        assert_eq!(found.url.as_deref(), Some("https://quay.example/1"));
    }

    #[test]
    fn meta_goes_before_what_is_shown() {
        let html = r#"<title>t</title><meta property="og:site_name" content="The Quay">
            <meta property="og:title" content="Pier closes - The Quay"><meta name="Date" content="soon">
            <meta name="pubdate" content="20310504"><meta name="author" content="https://quay.example/ada">
            <link rel="canonical" href="https://quay.example/1"><p class="byline">By Ada&nbsp;Lund</p><time datetime="2030-01-01">"#;
        let found = read(html);
        assert_eq!(found.title.as_deref(), Some("Pier closes"));
        assert_eq!(found.published.map(|stamp| stamp.day), Some(date(2031, 5, 4)));
        assert_eq!(found.byline.as_deref(), Some("Ada Lund"));
        assert_eq!(found.url.as_deref(), Some("https://quay.example/1"));
    }

    #[test]
    fn what_is_shown_is_the_last_resort() {
        let found = read(
            "<h1>Pier\n closes</h1><aside><time datetime='2030-01-01'>x</time></aside>\
            <article><time>4 May 2031</time></article><script type='application/ld+json'>{not json</script>",
        );
        assert_eq!(found.title.as_deref(), Some("Pier closes"));
        assert_eq!(found.published.map(|stamp| stamp.day), Some(date(2031, 5, 4)));
        assert_eq!((found.outlet, found.byline), (None, None));
    }
}
