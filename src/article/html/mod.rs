//! Pages of HTML: the article's words and what the page says of itself. The readability crate
//! decides what the article is; a selector from the user decides it for a site that it gets wrong.

mod body;
mod metadata;

use dom_query::{Document, Matcher};

use super::record::Metadata;

/// A page, read.
pub struct Page {
    /// What it says of itself.
    pub metadata: Metadata,
    /// The words of the article, a line for each paragraph, the headline first. All offsets count in
    /// this text.
    pub text: String,
    /// Whether the selector that was given names nothing in the page.
    pub unselected: bool,
}

/// A CSS selector of the elements that hold an article.
///
/// # Errors
/// A text that is no selector.
pub fn selector(written: &str) -> Result<(), String> {
    Matcher::new(written).map(drop).map_err(|_| format!("\"{written}\" is no CSS selector"))
}

/// Reads a page. The elements that a `selector` names are all of the article; a page in which it
/// names nothing is read as without it.
pub fn read(html: &str, selector: Option<&str>) -> Page {
    let page = Document::from(html);
    let metadata = metadata::metadata(&page);
    let selected = selector
        .and_then(|written| Matcher::new(written).ok())
        .map(|matcher| body::selected(&page, &matcher))
        .filter(|text| !text.is_empty());
    let unselected = selector.is_some() && selected.is_none();
    let text = selected.unwrap_or_else(|| headed(body::article(page), metadata.title.as_deref()));
    Page { metadata, text, unselected }
}

/// A text with its headline in its first lines, as the page shows it.
fn headed(text: String, title: Option<&str>) -> String {
    let bare = |line: &str| -> String { line.chars().filter(|c| c.is_alphanumeric()).collect() };
    match title.map(|title| (title, bare(title))) {
        Some((title, same)) if !text.is_empty() && !text.lines().take(3).any(|line| bare(line) == same) => {
            format!("{title}\n{text}")
        }
        _ => text,
    }
}
