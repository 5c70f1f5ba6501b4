//! The HTML page, read by a parser that is not ours.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use base64::Engine as _;
use scraper::{ElementRef, Html, Node, Selector};
use sha2::{Digest as _, Sha256};

use super::project::{indices, list, matches_snapshot, report, stdout, stories, story, text};

fn page(folder: &Path) -> String {
    stdout(folder, &["report", ".", "--format", "html"])
}

fn all<'d>(document: &'d Html, selector: &str) -> Vec<ElementRef<'d>> {
    document.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Articles that try to be more than text.
pub fn hostile() -> tempfile::TempDir {
    let attack = "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'></td></table>";
    let word = "x".repeat(300_000);
    let article = |outlet: &str, number: u32, day: &str| {
        let text = format!(
            "<!-- A fire in Genoa on Sunday killed {number} people, \u{202e}said\u{2066} {attack} the mayor.\n\n\
             \"We {attack} shall not \u{0} leave Genoa before {number} o'clock, whatever {outlet} says,\" said \
             Mayor Ada </script> Rossi.\n\n{word} {number} people were hurt by the fire in Genoa {attack}.\n"
        );
        serde_json::json!({
            "id": format!("{attack}{number}"), "outlet": format!("{outlet} {attack}"), "published": day,
            "title": format!("</title>{attack}"), "url": "javascript:window.pwned=3", "text": text,
        })
    };
    let folder = tempfile::tempdir().expect("a folder to work in");
    let records = serde_json::json!([
        article("\"Gazette\" onload=alert(1)", 12, "2031-05-05"),
        article("Herald\u{202e}\u{0}", 14, "2031-05-06"),
    ]);
    std::fs::write(folder.path().join("all.json"), records.to_string()).expect("a file");
    folder
}

/// A folder with two stories of three outlets, contradictions in both, one of them with an earlier version that was
/// silently changed and one with a voice of many words.
pub fn two_stories() -> tempfile::TempDir {
    let article = |story: &str, outlet: &str, time: &str, url: &str, text: &str| {
        let address = format!("https://{url}.example/{story}");
        serde_json::json!({ "outlet": outlet, "published": time, "story": story, "url": address, "text": text })
    };
    let fire = |killed: &str, built: &str| {
        format!(
            "A fire at the mill in Genoa on Monday killed {killed} people.\n\nThe mill was built in {built}.\n"
        )
    };
    let ferry = |hurt: &str, aboard: &str| {
        format!(
            "The ferry Ostro sank off Bari on Tuesday. There were {aboard} people on board the Ostro.\n\n\
             {hurt} people were injured, according to the regional council for the safety of ships, of ports and of \
             the people who work there.\n"
        )
    };
    let records = serde_json::json!([
        article("mill", "Gazette", "2031-05-05T18:00Z", "gazette", &fire("12", "1878")),
        article("mill", "Herald", "2031-05-05T19:00Z", "herald", &fire("14", "1878")),
        article("mill", "Herald", "2031-05-05T21:00Z", "herald", &fire("14", "1887")),
        article("ferry", "Gazette", "2031-05-06T18:00Z", "gazette", &ferry("40", "2,300")),
        article("ferry", "Wire", "2031-05-06T19:00Z", "wire", &ferry("47", "2,168")),
    ]);
    let folder = tempfile::tempdir().expect("a folder to work in");
    std::fs::write(folder.path().join("all.json"), records.to_string()).expect("a file");
    folder
}

/// A page as nested lines: tags with their classes and ids, and words.
fn outline(document: &Html) -> String {
    fn write(node: ego_tree::NodeRef<'_, Node>, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        match node.value() {
            Node::Text(text) => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    writeln!(out, "{indent}{text}").expect("writing to a string");
                }
            }
            Node::Element(element) if !matches!(element.name(), "style" | "script" | "svg") => {
                let id = element.id().map(|id| format!("#{id}")).unwrap_or_default();
                let classes: BTreeSet<&str> = element.classes().collect();
                let classes = classes.into_iter().fold(String::new(), |all, class| all + "." + class);
                let to = element.attr("href").map(|to| format!(" -> {to}")).unwrap_or_default();
                writeln!(out, "{indent}{}{id}{classes}{to}", element.name()).expect("writing to a string");
                node.children().for_each(|child| write(child, depth + 1, out));
            }
            _ => {}
        }
    }
    let mut out = String::new();
    let body = all(document, "body")[0];
    body.children().for_each(|child| write(child, 0, &mut out));
    out
}

#[test]
fn pages_are_held_against_their_snapshots() {
    let held = |name: &String| {
        let page = page(&story(name));
        matches_snapshot(&format!("html@{name}"), &outline(&Html::parse_document(&page)))
    };
    let moved: Vec<String> = stories().into_iter().filter(|name| !held(name)).collect();
    assert!(moved.is_empty(), "the pages of these stories are not those of their snapshots: {moved:?}");
}

/// What the page's own policy allows is what stands in it, and nothing is fetched.
#[test]
fn a_page_stands_alone() {
    for name in stories() {
        let page = page(&story(&name));
        let document = Html::parse_document(&page);
        let policy = all(&document, "meta[http-equiv=Content-Security-Policy]")[0];
        let policy = policy.attr("content").expect("a policy");
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
        for tag in ["style", "script"] {
            let found = all(&document, tag);
            assert_eq!(found.len(), 1, "{name}: one {tag}");
            let hash = Sha256::digest(found[0].text().collect::<String>().as_bytes());
            let hash = base64::engine::general_purpose::STANDARD.encode(hash);
            assert!(policy.contains(&format!("{tag}-src 'sha256-{hash}'")), "{name}: the hash of the {tag}");
        }
        assert!(document.errors.is_empty(), "{name}: {:?}", document.errors);
        assert_safe(&document);
    }
}

/// Nothing that loads, runs or styles by itself; every link within the page leads somewhere.
fn assert_safe(document: &Html) {
    let ids: Vec<&str> = all(document, "[id]").into_iter().filter_map(|e| e.attr("id")).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "an id is given twice");
    for element in all(document, "*") {
        for (attribute, value) in element.value().attrs() {
            assert!(
                !attribute.starts_with("on") && attribute != "style" && attribute != "src",
                "{attribute}"
            );
            if attribute == "href" {
                let inside = value.strip_prefix('#').is_some_and(|id| known.contains(id));
                assert!(inside || value.starts_with("https://") || value.starts_with("http://"), "{value}");
            }
        }
    }
    let loads = "img, iframe, object, embed, link, video, audio, base, image, use, foreignObject";
    assert_eq!(all(document, loads).len(), 0);
}

#[test]
fn hostile_text_stays_text() {
    let folder = hostile();
    let page = page(folder.path());
    let document = Html::parse_document(&page);
    assert_eq!(all(&document, "script").len(), 1);
    assert_safe(&document);
    assert!(!page.contains(['\0', '\u{202e}', '\u{2066}']), "what cannot be seen is shown by its name");
    let findings = all(&document, ".finding");
    assert!(!findings.is_empty(), "a page without findings proves little");
    for article in all(&document, ".article .text") {
        let text = words(article);
        assert!(
            text.contains("<script>window.pwned = 1</script><img src=x") && text.contains("⟨U+202E⟩said")
        );
        assert!(text.contains(&"x".repeat(300_000)));
    }
}

/// Every claim is marked where it stands, and its mark leads to every fact that is shown.
#[test]
fn articles_show_every_claim() {
    for name in stories() {
        let report = super::project::report(&name);
        let page = page(&story(&name));
        let document = Html::parse_document(&page);
        for claim in super::project::list(&report, "claims") {
            let id = format!("#c{}", claim["id"]);
            let anchors = all(&document, &format!(".text a[id=\"{}\"]", &id[1..]));
            assert_eq!(anchors.len(), 1, "{name}: {id}");
        }
        let marked: String = all(&document, ".article mark").into_iter().map(words).collect();
        assert!(!marked.is_empty());
        for fact in all(&document, ".finding") {
            let to = format!(".article a[href=\"#{}\"]", fact.attr("id").expect("an id"));
            assert!(!all(&document, &to).is_empty(), "{name}: no claim leads to {to}");
            assert!(!all(&document, ".finding blockquote mark").is_empty());
        }
    }
}

/// What a finding is of stands before what fits it, and what the page has most of at its top.
#[test]
fn what_contradicts_stands_first() {
    let markup = page(&story("city-election"));
    let document = Html::parse_document(&markup);
    let report = report("city-election");
    let mut seen = 0;
    for fact in list(&report, "facts").iter().filter(|fact| fact["verdict"] == "contradicted") {
        let id = format!("#f{} table.values thead th", text(fact, "fingerprint"));
        let shown: Vec<String> = all(&document, &id).into_iter().skip(1).map(words).collect();
        let contradicts =
            list(fact, "relations").iter().filter(|relation| relation["relation"] == "contradicts");
        let opposed: BTreeSet<usize> = contradicts.flat_map(|relation| indices(relation, "camps")).collect();
        let readings: BTreeSet<&str> =
            opposed.iter().map(|&camp| text(&list(fact, "camps")[camp], "reading")).collect();
        let first: BTreeSet<&str> = shown.iter().take(opposed.len()).map(String::as_str).collect();
        assert_eq!(first, readings, "{shown:?}");
        seen += usize::from(shown.len() > opposed.len());
    }
    assert!(seen > 0, "no finding has a value beside those that contradict each other");
    let brief: Vec<String> = all(&document, ".brief a").into_iter().map(words).collect();
    let titles: Vec<String> = all(&document, ".finding h3").into_iter().map(words).collect();
    assert!(brief.len() > 1 && brief.len() <= titles.len());
    assert!(
        brief.iter().zip(&titles).all(|(line, title)| title.ends_with(line.as_str())),
        "{brief:?} {titles:?}"
    );
}

/// Who changed a value without a word is told at the top, and below in both versions' words.
#[test]
fn silent_changes_stand_at_the_top() {
    let markup = page(&story("pier-collapse"));
    let document = Html::parse_document(&markup);
    let chip = all(&document, ".counts .silent")[0];
    assert_eq!(words(chip), "1 silently changed");
    assert!(all(&document, ".counts .silent a[href=\"#versions\"]").len() == 1);
    let brief = all(&document, ".brief .silent a");
    assert_eq!(brief.len(), 1);
    let to = brief[0].attr("href").expect("a link");
    let told: Vec<String> = all(&document, &format!(".change{to} .message")).into_iter().map(words).collect();
    assert_eq!(told, [words(brief[0])]);
    assert!(told[0].starts_with("The Northern Herald silently changed 23 to 31"), "{told:?}");
    let of = |selector: &str| -> Vec<String> {
        all(&document, &format!(".change{to} {selector}")).into_iter().map(words).collect()
    };
    assert_eq!(of("mark"), ["23", "31"]);
    assert!(of("blockquote").iter().all(|sentence| sentence.len() > 10), "whole sentences");
    // What was corrected with a word is shown, and is no silent change. The newest version is in the article view.
    let newest = "article.change.corrected figure:last-child .place a";
    let link = all(&document, newest)[0].attr("href").expect("a link");
    assert!(
        link.starts_with("#c") && all(&document, &format!(".article a[id=\"{}\"]", &link[1..])).len() == 1
    );
    assert!(all(&document, "article.change.corrected mark").into_iter().map(words).eq(["1878", "1887"]));
}

#[test]
fn several_stories_are_named() {
    let folder = two_stories();
    let markup = page(folder.path());
    let document = Html::parse_document(&markup);
    let options: Vec<String> = all(&document, "select[name=story] option").into_iter().map(words).collect();
    assert_eq!(options, ["all", "ferry", "mill"]);
    let stories: Vec<String> = all(&document, ".finding .story").into_iter().map(words).collect();
    assert!(stories.len() >= 3 && stories.len() == all(&document, ".finding").len(), "{stories:?}");
    let serious: Vec<String> =
        all(&document, ".finding.error[data-verdict=contradicted] .story").into_iter().map(words).collect();
    assert!(serious.is_sorted() && serious.contains(&"mill".to_owned()), "{serious:?}");
    assert!(serious.contains(&"ferry".to_owned()), "{serious:?}");
    assert_eq!(all(&document, ".change .story").len(), all(&document, ".change").len());
    let terminal = stdout(folder.path(), &["report", ".", "--format", "terminal"]);
    let markdown = stdout(folder.path(), &["report", ".", "--format", "markdown"]);
    assert!(terminal.contains("contradiction[people-killed]: mill: "), "{terminal}");
    assert!(markdown.contains("### mill: ") && markdown.contains("### ferry: "), "{markdown}");
    for text in [&terminal, &markdown] {
        assert!(text.contains("mill: Herald silently changed 1878 to 1887"), "{text}");
        assert!(text.contains("“The mill was built in 1878.”, then “The mill was built in 1887.”"), "{text}");
    }
    let one = page(&story("pier-collapse"));
    assert_eq!(all(&Html::parse_document(&one), ".story, select[name=story], [data-story]").len(), 0);
}

/// A notice is quoted in its words: its marks of emphasis are not the outlet's.
#[test]
fn notices_are_quoted_without_asterisks() {
    let folder = tempfile::tempdir().expect("a folder");
    let version = |day: u32, year: u32, notice: &str| {
        let text = format!(
            "---\noutlet: Quay\npublished: 2031-05-0{day}\nurl: https://quay.example/mill\n---\n\
             The mill in Genoa was built in {year}.\n{notice}"
        );
        std::fs::write(folder.path().join(format!("{day}.md")), text).expect("a file");
    };
    version(5, 1878, "");
    version(
        6,
        1887,
        "\n*Correction: An earlier version of this article said that the mill was built in 1878.*\n",
    );
    for format in ["markdown", "terminal", "html"] {
        let said = stdout(folder.path(), &["report", ".", "--format", format]);
        assert!(said.contains("“Correction: An earlier version"), "{said}");
        assert!(said.contains("was built in 1878.”"), "{said}");
    }
}

/// What a desk needs stands before what it may need: input that was read with a remark is a folded line, the keys
/// stand by the filters, the colours of the matrix are told.
#[test]
fn helps_stand_where_they_are_needed() {
    let folder = tempfile::tempdir().expect("a folder");
    for (outlet, killed) in [("Gazette", 12), ("Herald", 14)] {
        let text = format!(
            "---\noutlet: {outlet}\npublished: 2031-05-05\ntitle: The mill: a fire\n---\n\
             A fire at the mill in Genoa on Monday killed {killed} people.\n"
        );
        std::fs::write(folder.path().join(format!("{outlet}.md")), text).expect("a file");
    }
    let markup = page(folder.path());
    let document = Html::parse_document(&markup);
    assert_eq!(all(&document, "details.problems").len(), 1);
    assert_eq!(all(&document, "details.problems[open]").len(), 0);
    assert_eq!(all(&document, "form .keys kbd").len(), 4);
    for colour in [".even", ".mixed", ".far"] {
        assert_eq!(all(&document, &format!("p.note span{colour}")).len(), 1);
    }
}

/// A chain of voices unfolds: it makes no column tall, and nothing of it is lost.
#[test]
fn long_voices_unfold() {
    let folder = two_stories();
    let markup = page(folder.path());
    let document = Html::parse_document(&markup);
    let cells: Vec<String> = all(&document, ".values details.by").into_iter().map(words).collect();
    let whole = "said the regional council for the safety of ships";
    assert!(cells.iter().any(|cell| cell.contains(whole)), "{cells:?}");
    let summaries = all(&document, ".values details.by summary");
    assert!(summaries.into_iter().all(|summary| words(summary).chars().count() <= 25));
}

/// Wherever the drawing is opened there is something to see, and a label that is cut is told in full.
#[test]
fn the_graph_fills_its_room() {
    let markup = page(&story("city-election"));
    let document = Html::parse_document(&markup);
    let number = |element: ElementRef<'_>, name: &str| -> usize {
        element.attr(name).expect(name).parse().expect("a number")
    };
    let height = number(all(&document, "svg")[0], "height");
    let mut columns: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for rect in all(&document, "svg rect") {
        columns.entry(number(rect, "x")).or_default().push(number(rect, "y"));
    }
    assert_eq!(columns.len(), 4);
    for (x, rows) in &columns {
        assert!(rows.iter().min().is_some_and(|y| *y < 40), "the column at {x} begins at {rows:?}");
    }
    for (x, rows) in columns.iter().take(2).filter(|(_, rows)| rows.len() > 1) {
        assert!(rows.iter().max().is_some_and(|y| *y + 72 > height), "the column at {x} ends at {rows:?}");
    }
    for finding in all(&document, ".finding[data-verdict=contradicted] .message") {
        let message = words(finding);
        let titles = all(&document, "svg title");
        assert!(titles.into_iter().any(|title| words(title).ends_with(&message)), "{message}");
    }
}
