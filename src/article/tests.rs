//! Reading from real files.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use jiff::civil::date;

use super::*;

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(&path, bytes).expect("a file can be written");
    path.to_string_lossy().into_owned()
}

fn codes(reading: &Reading) -> Vec<&str> {
    reading.problems.iter().map(|problem| problem.code.as_str()).collect()
}

fn read_one(path: &str) -> Reading {
    read(&[path.to_owned()], &Options::default())
}

#[test]
fn a_folder_is_read_recursively_and_says_what_it_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "b/quay.txt", "The pier closed on Monday.");
    write(
        folder.path(),
        "anchor.md",
        "---\noutlet: The Anchor\npublished: 2025-03-24\n---\nThe pier closed on Sunday.",
    );
    write(folder.path(), ".hidden.txt", "Nothing.");
    write(folder.path(), "logo.png", [0, 1, 2]);
    let reading = read_one(&folder.path().to_string_lossy());
    let outlets: Vec<&str> = reading.articles.iter().map(|a| a.outlet.as_str()).collect();
    assert_eq!(outlets, ["The Anchor", "quay"]);
    assert_eq!(codes(&reading), ["unknown-ending", "undated-article"]);
    assert!(!reading.problems.iter().any(|p| is_unread(&p.code)));
    assert_eq!(
        reading.articles[0].words(reading.articles[0].sentences[0].span),
        "The pier closed on Sunday."
    );
}

#[test]
fn a_folder_with_a_list_is_exactly_the_list() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = write(folder.path(), "quay.txt", "The pier closed on Monday.");
    write(folder.path(), "other.txt", "Not listed.");
    let list = "- { file: quay.txt, outlet: The Quay, published: 2025-03-24, story: pier }\n- { file: gone.txt, outlet: Gone }\n";
    write(folder.path(), "articles.yml", list);
    let reading = read_one(&folder.path().to_string_lossy());
    assert_eq!(reading.articles.len(), 1);
    assert_eq!(codes(&reading), ["missing-file"]);
    let label = reading.problems[0].primary.as_ref().expect("a place");
    assert_eq!(label.span.of(list), "gone.txt");
    // Named by itself, the file takes its metadata from the list beside it.
    let reading = read_one(&file);
    assert_eq!(reading.articles[0].outlet, "The Quay");
    assert_eq!(reading.articles[0].published, Some(date(2025, 3, 24)));
    assert_eq!(reading.articles[0].story.as_deref(), Some("pier"));
}

#[test]
fn compressed_records_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = "{\"id\": \"a\", \"outlet\": \"The Quay\", \"published\": \"2025-03-24\", \"text\": \"The pier closed.\"}\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(lines.as_bytes()).expect("compresses");
    let gz = write(folder.path(), "a.jsonl.gz", gzip.finish().expect("compresses"));
    let zstd =
        ruzstd::encoding::compress_to_vec(lines.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    let zst = write(folder.path(), "a.jsonl.zst", zstd);
    let broken = write(folder.path(), "b.txt.gz", "no gzip at all");
    let reading = read(&[gz, zst, broken], &Options::default());
    assert_eq!(reading.articles.len(), 2, "same outlet and same words are two articles");
    assert_eq!(reading.articles[0].record.as_deref(), Some("a"));
    assert_eq!(codes(&reading), ["unreadable-file"]);
    assert!(is_unread("unreadable-file"));
}

#[test]
fn other_encodings_are_read_with_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    let ansi = write(folder.path(), "ansi.txt", b"The caf\xe9 closed \x93today\x94.");
    let wide: Vec<u8> = "\u{feff}The café closed.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = write(folder.path(), "wide.txt", wide);
    let torn = write(folder.path(), "torn.txt", ["The café closed “today”. ".as_bytes(), &[0xff]].concat());
    let reading =
        read(&[ansi, wide, torn], &Options { published: Some(date(2025, 3, 24)), ..Options::default() });
    let text: Vec<&str> = reading.articles.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(text, ["The café closed “today”.", "The café closed “today”. \u{fffd}", "The café closed."]);
    assert_eq!(codes(&reading), ["not-utf8", "not-utf8", "not-utf8"]);
}

#[test]
fn an_alphabet_is_known_by_its_letters() {
    let folder = tempfile::tempdir().expect("a folder");
    // "The bridge is closed", in Russian, as windows-1251 has it.
    let cyrillic = b"\xcc\xee\xf1\xf2 \xe7\xe0\xea\xf0\xfb\xf2, said Mr \xcf\xe5\xf2\xf0\xee\xe2.";
    let old = write(folder.path(), "old.txt", cyrillic);
    let wide: Vec<u8> = "The café closed.".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let wide = write(folder.path(), "wide", wide);
    let reading = read(&[old, wide], &Options { published: Some(date(2025, 3, 24)), ..Options::default() });
    let text: Vec<&str> = reading.articles.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(text, ["Мост закрыт, said Mr Петров.", "The café closed."]);
    assert_eq!(codes(&reading), ["not-utf8", "not-utf8"]);
}

#[cfg(feature = "html")]
#[test]
fn a_page_says_its_own_encoding() {
    let folder = tempfile::tempdir().expect("a folder");
    let head = "<html><head><meta charset=\"iso-8859-2\"><title>x</title></head><body><p>";
    let page = [head.as_bytes(), b"The mayor of \xa3\xf3d\xbc left.</p>"].concat();
    write(folder.path(), "latin.html", page);
    let wide: Vec<u8> = format!("\u{feff}{head}The mayor of Łódź stayed.")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    write(folder.path(), "wide.html", wide);
    let saved = write(folder.path(), "wide_files/frame.html", "<p>A frame of the page.</p>");
    let reading = read_one(&folder.path().to_string_lossy());
    let text: Vec<&str> = reading.articles.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(text, ["x\nThe mayor of Łódź left.\n", "x\nThe mayor of Łódź stayed.\n"]);
    assert_eq!(read_one(&saved).articles.len(), 1);
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = write(folder.path(), "empty.txt", " \r\n");
    let binary = write(folder.path(), "image", [0, 159, 146, 150]);
    let reading = read(&["/no/such/file.txt".to_owned(), empty, binary], &Options::default());
    assert!(reading.articles.is_empty());
    assert_eq!(codes(&reading), ["unreadable-file", "empty-article", "unreadable-file"]);
}

#[test]
fn offsets_count_from_the_first_byte_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        "\u{feff}---\r\noutlet: The Quay\r\n---\r\nThe\u{a0}pier co\u{ad}llapsed.\r\nNobody was hurt.\r\n";
    let path = write(folder.path(), "quay.txt", text);
    let reading = read_one(&path);
    let article = &reading.articles[0];
    let words: Vec<&str> = article.sentences.iter().map(|s| s.span.of(text)).collect();
    assert_eq!(words, ["The\u{a0}pier co\u{ad}llapsed.", "Nobody was hurt."]);
    assert_eq!(article.lines.place(text, article.sentences[0].span.start).line, 4);
}

#[test]
fn numbers_do_not_depend_on_the_order_of_paths() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut paths: Vec<String> = ["c", "a", "b"]
        .iter()
        .map(|name| write(folder.path(), &format!("{name}.txt"), format!("{name} closed.")))
        .collect();
    let one = read(&paths, &Options::default());
    paths.reverse();
    paths.push(paths[0].clone());
    let other = read(&paths, &Options::default());
    let ids = |reading: &Reading| reading.articles.iter().map(|a| (a.id, a.path.clone())).collect::<Vec<_>>();
    assert_eq!(ids(&one), ids(&other));
    assert_eq!(one.articles[2].id, ArticleId(2));
}

#[test]
fn a_text_that_is_no_article_any_more_is_read_to_a_limit() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = "The pier closed on Monday. ".repeat(40_000);
    let path = write(folder.path(), "long.txt", line.trim_end());
    let reading = read_one(&path);
    assert_eq!(codes(&reading), ["long-article", "undated-article", "endless-sentence"]);
    let article = &reading.articles[0];
    let (last, read) = article.sentences.split_last().expect("sentences");
    assert!(read.iter().all(|s| s.part == Part::Body && s.span.end <= LONGEST));
    assert_eq!((last.part, last.span.end), (Part::Debris, article.text.len()));
    let problem = reading.problems[0].primary.as_ref().expect("a place");
    assert_eq!(problem.span.start, read[read.len() - 1].span.end);
}

/// The parts and words of an article with this front matter and body.
fn parts(front: &str, body: &str) -> Vec<(Part, u32, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("---\noutlet: The Quay\npublished: 2025-03-24\n{front}\n---\n{body}");
    let reading = read_one(&write(folder.path(), "quay.txt", text));
    let article = &reading.articles[0];
    let part = |s: &Sentence| (s.part, s.paragraph, article.words(s.span).to_owned());
    article.sentences.iter().map(part).collect()
}

const CLOSED: &str = "The pier at Merin closed on Sunday after a storm.\n\nIt opens again in May.\n";

#[test]
fn a_title_of_the_front_matter_is_the_headline() {
    let found = parts("title: Storm closes pier", CLOSED);
    assert_eq!(found[0], (Part::Headline, 0, "Storm closes pier".to_owned()));
    assert_eq!(found[1], (Part::Body, 1, "The pier at Merin closed on Sunday after a storm.".to_owned()));
    assert_eq!(found.len(), 3);
}

#[test]
fn a_title_that_the_body_repeats_is_said_once() {
    let found = parts("title: Storm closes pier", &format!("Storm closes pier\n\n{CLOSED}"));
    let heads = found.iter().filter(|(part, ..)| *part == Part::Headline).count();
    assert_eq!((found.len(), heads), (3, 1));
    let louder = parts("title: Storm closes pier", &format!("STORM CLOSES PIER\n\n{CLOSED}"));
    assert_eq!(louder.len(), 3, "capitals make it no other title");
}

#[test]
fn a_title_that_the_file_writes_otherwise_has_no_words_to_point_at() {
    // The front matter escapes its quotation marks, so that no bytes of the file are the title.
    let found = parts(r#"title: "\"Storm\" closes pier""#, CLOSED);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|(part, ..)| *part == Part::Body));
}
