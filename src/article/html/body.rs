//! The words of a page, a line for each of its paragraphs.

use dom_query::{Document, Matcher, NodeRef};
use dom_smoothie::{Config, Readability};

/// Least length, in characters, of what is taken to be the whole article. Most short reports are
/// longer; with the crate's 500 their pages' menus would be added to reach it.
const SHORT: usize = 200;
/// Most elements of a page. The crate's cost grows faster than the page.
const ELEMENTS: usize = 200_000;
/// Most elements inside each other. The crate calls itself for each of them, until the stack ends.
const DEPTH: usize = 400;

/// Elements whose words are no prose of the article, with those inside them.
const FURNITURE: [&str; 25] = [
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "svg",
    "math",
    "iframe",
    "object",
    "canvas",
    "audio",
    "video",
    "form",
    "button",
    "select",
    "textarea",
    "dialog",
    "menu",
    "nav",
    "aside",
    "footer",
    "figcaption",
    "rp",
    "rt",
];

/// Elements inside a line. All others begin and end one.
const INLINE: [&str; 37] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "rb", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
];

/// The words of the elements that a selector names.
pub fn selected(page: &Document, selector: &Matcher) -> String {
    let mut lines = Lines::default();
    let found: Vec<NodeRef> = page.select_matcher(selector).nodes().to_vec();
    for node in &found {
        // What lies in another one that was named is read there.
        let inside = node.ancestors_it(None).any(|above| found.iter().any(|other| other.id == above.id));
        if !inside {
            lines.read(node);
        }
    }
    lines.finish()
}

/// The words of the article proper: what the readability crate takes for it, else the whole page.
pub fn article(page: Document) -> String {
    let whole = page.clone();
    if depth(&whole) > DEPTH {
        return words(&whole);
    }
    let config = Config { char_threshold: SHORT, max_elements_to_parse: ELEMENTS, ..Config::default() };
    let body = Readability::with_document(page, None, Some(config))
        .and_then(|mut reader| reader.parse())
        .map(|article| words(&Document::from(article.content)))
        .unwrap_or_default();
    if body.is_empty() { words(&whole) } else { body }
}

/// How many elements of a page lie inside each other at most.
fn depth(page: &Document) -> usize {
    let mut deepest = 0;
    let mut nodes = vec![(page.root(), 0)];
    while let Some((node, depth)) = nodes.pop() {
        deepest = deepest.max(depth);
        nodes.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    deepest
}

fn words(page: &Document) -> String {
    let mut lines = Lines::default();
    lines.read(&page.root());
    lines.finish()
}

/// Lines of text as a browser would show them.
#[derive(Default)]
struct Lines {
    text: String,
    /// White space is due before the next word.
    gap: bool,
}

/// A step of the way through a tree.
enum Step<'p> {
    Enter(NodeRef<'p>),
    Close(&'static str),
    Break,
}

impl Lines {
    /// Adds a part of the page. The steps are kept in a list: pages nest deeper than a stack reaches.
    fn read(&mut self, node: &NodeRef) {
        self.end_line();
        let mut steps = vec![Step::Enter(*node)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node) if node.is_text() => self.add(&node.text()),
                Step::Enter(node) => self.enter(node, &mut steps),
                Step::Close(mark) => self.text.push_str(mark),
                Step::Break => self.end_line(),
            }
        }
        self.end_line();
    }

    fn enter<'p>(&mut self, node: NodeRef<'p>, steps: &mut Vec<Step<'p>>) {
        let name = node.node_name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        if FURNITURE.contains(&name.as_str()) || node.has_attr("hidden") {
            return;
        }
        if name == "q" {
            self.open("“");
            steps.push(Step::Close("”"));
        } else if node.is_element() && !INLINE.contains(&name.as_str()) {
            self.end_line();
            steps.push(Step::Break);
        }
        steps.extend(node.children_it(true).map(Step::Enter));
    }

    /// Adds text with its white space folded, and without the marks that only say where a word may
    /// be broken.
    fn add(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' => {}
                c if c.is_whitespace() => self.gap = true,
                c => {
                    self.fill_gap();
                    self.text.push(c);
                }
            }
        }
    }

    fn open(&mut self, mark: &str) {
        self.fill_gap();
        self.text.push_str(mark);
    }

    fn fill_gap(&mut self) {
        if std::mem::take(&mut self.gap) && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
    }

    fn end_line(&mut self) {
        self.gap = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        words(&Document::from(html))
    }

    #[test]
    fn lines_are_what_a_browser_shows() {
        let html = "<p>The  pier\n of&nbsp;<b>N</b>or&shy;wick<br>closed.</p><div>Said <q>never</q>: <em>he</em></div>\
            <ul><li>one</li><li>two</li></ul><table><tr><td>a</td><td>b</td></tr></table>";
        assert_eq!(read(html), "The pier of Norwick\nclosed.\nSaid “never”: he\none\ntwo\na\nb\n");
    }

    #[test]
    fn what_is_no_prose_is_left_out() {
        let html = "<nav>Home</nav><p hidden>Hidden.</p><script>let a = 1;</script><figure><img alt=x>\
            <figcaption>The quay.</figcaption></figure><p>Prose.</p><form>Search</form>";
        assert_eq!(read(html), "Prose.\n");
    }

    #[test]
    fn a_selector_reads_each_word_once() {
        let page = Document::from("<div class=a>One <p class=a>two</p></div><p>three</p><p class=a>four</p>");
        let matcher = Matcher::new(".a").expect("a selector");
        assert_eq!(selected(&page, &matcher), "One\ntwo\nfour\n");
    }

    #[test]
    fn pages_may_nest_deeply() {
        let depth = 2_000;
        let html = format!("{}The pier closed.{}", "<div>".repeat(depth), "</div>".repeat(depth));
        assert_eq!(article(Document::from(html.as_str())), "The pier closed.\n");
    }
}
