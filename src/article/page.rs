//! What each line is on the page: headline, prose or furniture. Patterns are words of
//! `rules/vocabulary/debris.yml`; the order in which they are tried stands here.

use nom::branch::alt;
use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::{char, multispace0, one_of};
use nom::combinator::{opt, recognize, verify};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use super::{Part, Sentence, split};
use crate::files::Span;
use crate::vocabulary::debris::{Debris, debris, fold_line};

/// Longest line, in bytes, that is looked up as a whole.
const LINE: usize = 120;
/// Most words of a headline.
const HEADLINE: usize = 30;
/// Most words of a paragraph that furniture words make furniture.
const FURNITURE: usize = 60;
/// Paragraphs from the top in which a bare date is a date stamp.
const TOP: usize = 4;
/// How far into its paragraph a text to be cut off may reach, in bytes.
const HEAD: usize = 160;

/// Longest sentence of prose, in bytes; what goes on longer is a table, a list of words or a file
/// without line ends.
const SENTENCE: usize = 4096;

/// What a paragraph is, before its neighbours are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Prose,
    Heading,
    Debris,
    /// A bare number or date: a counter, a page number or a stamp beside anything else, and the
    /// whole of what was written where nothing else is.
    Bare,
    /// Heading of a list of links.
    Menu,
    /// A caption, whose own heading goes with it.
    Caption,
}

/// Splits the body of an article into sentences and says what each is. `title` is the headline
/// from the metadata, if there is one.
pub fn sentences(text: &str, body: usize, title: Option<&str>) -> Vec<Sentence> {
    let paragraphs = split::paragraphs(text, body);
    let page = Page { text, debris: debris(), title: title.map(fold_line) };
    let kinds = page.kinds(&paragraphs);
    let mut found = Vec::new();
    for (number, (&paragraph, &kind)) in paragraphs.iter().zip(&kinds).enumerate() {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        match kind {
            Kind::Prose => page.prose(paragraph, number, &paragraphs, &mut found),
            Kind::Heading => page.heading(paragraph, number, &mut found),
            Kind::Debris | Kind::Bare | Kind::Menu | Kind::Caption => {
                found.push(Sentence { span: paragraph, paragraph: number, part: Part::Debris });
            }
        }
    }
    for sentence in found.iter_mut().filter(|sentence| is_endless(sentence.span)) {
        sentence.part = Part::Debris;
    }
    found
}

/// Whether a sentence is too long to be prose.
pub fn is_endless(sentence: Span) -> bool {
    sentence.len() > SENTENCE
}

struct Page<'t> {
    text: &'t str,
    debris: &'static Debris,
    title: Option<String>,
}

impl Page<'_> {
    fn kinds(&self, paragraphs: &[Span]) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = paragraphs
            .iter()
            .enumerate()
            .map(|(at, &span)| self.kind(at, span.of(self.text), paragraphs.len()))
            .collect();
        settle_bare(&mut kinds);
        self.drop_menus(paragraphs, &mut kinds);
        drop_captions(&mut kinds);
        self.drop_foot(paragraphs, &mut kinds);
        kinds
    }

    fn kind(&self, at: usize, line: &str, count: usize) -> Kind {
        if line.len() <= LINE {
            let folded = fold_line(line);
            if folded.is_empty() {
                return Kind::Debris;
            }
            if folded.len() <= 4 && folded.bytes().all(|b| b.is_ascii_digit()) {
                return Kind::Bare;
            }
            if self.title.as_ref() == Some(&folded) {
                return Kind::Heading;
            }
            if self.debris.is_menu(&folded) && !split::ends_sentence(line.trim_end_matches(':')) {
                return Kind::Menu;
            }
            if self.debris.is_whole(&folded) || self.is_byline(line) {
                return Kind::Debris;
            }
            if let Some(named) = whole_stamp(line, self.debris, at < TOP) {
                return if named { Kind::Debris } else { Kind::Bare };
            }
        } else if !line.contains(char::is_alphanumeric) {
            return Kind::Debris;
        }
        if self.is_caption(line) {
            return Kind::Caption;
        }
        if self.is_furniture(line, FURNITURE) && self.cut(line) == 0 || is_post(line) {
            return Kind::Debris;
        }
        let alone = count == 1;
        if !alone && !ends_prose(line) && has_at_most(line, HEADLINE) { Kind::Heading } else { Kind::Prose }
    }

    /// The links below the heading of a menu belong to it: lines with a bullet, or lines without an
    /// end mark that head no prose.
    fn drop_menus(&self, paragraphs: &[Span], kinds: &mut [Kind]) {
        let mut menu = false;
        let mut bullets = false;
        for (at, span) in paragraphs.iter().enumerate() {
            let bullet = span.of(self.text).starts_with(['-', '•', '*', '–', '—', '·', '▪']);
            if kinds[at] == Kind::Menu {
                menu = true;
                bullets = false;
            } else if menu && bullet {
                bullets = true;
                kinds[at] = Kind::Debris;
            } else if menu
                && !bullets
                && kinds[at] == Kind::Heading
                && kinds.get(at + 1) != Some(&Kind::Prose)
            {
                kinds[at] = Kind::Debris;
            } else if kinds[at] != Kind::Debris {
                menu = false;
            }
        }
    }

    /// All that stands below the foot's first line, if half of the prose stands above it.
    fn drop_foot(&self, paragraphs: &[Span], kinds: &mut [Kind]) {
        let prose = |range: &[Kind], spans: &[Span]| -> usize {
            range
                .iter()
                .zip(spans)
                .filter(|(kind, _)| **kind == Kind::Prose)
                .map(|(_, span)| span.len())
                .sum()
        };
        let total = prose(kinds, paragraphs);
        let mut above = 0;
        for at in 0..kinds.len() {
            let line = paragraphs[at].of(self.text);
            if above * 2 >= total
                && above > 0
                && kinds[at] != Kind::Prose
                && line.len() <= LINE
                && self.debris.is_foot(&fold_line(line))
            {
                kinds[at..].fill(Kind::Debris);
                return;
            }
            above += prose(&kinds[at..=at], &paragraphs[at..=at]);
        }
    }

    fn heading(&self, paragraph: Span, number: u32, found: &mut Vec<Sentence>) {
        let words = paragraph.of(self.text);
        let start = paragraph.start + self.cut(words);
        let end = self
            .site_name(words)
            .filter(|_| number == 0)
            .map_or(paragraph.end, |at| paragraph.start + at)
            .max(start);
        self.add(Span::new(paragraph.start, start), number, Part::Debris, found);
        self.add(Span::new(start, end), number, Part::Headline, found);
        self.add(Span::new(end, paragraph.end), number, Part::Debris, found);
    }

    fn prose(&self, paragraph: Span, number: u32, paragraphs: &[Span], found: &mut Vec<Sentence>) {
        let words = paragraph.of(self.text);
        let mut start = paragraph.start + self.cut(words);
        if (number as usize) < TOP {
            start = start.max(paragraph.start + stamp_len(words, self.debris, true));
        }
        self.add(Span::new(paragraph.start, start), number, Part::Debris, found);
        if (1..TOP).contains(&(number as usize))
            && let Some(headline) = self.repeated_headline(Span::new(start, paragraph.end), paragraphs[0])
        {
            self.add(Span::new(start, headline.start), number, Part::Debris, found);
            self.add(headline, number, Part::Headline, found);
            start = headline.end;
        }
        let mut spans = Vec::new();
        split::sentences(self.text, Span::new(start, paragraph.end), &mut spans);
        for span in spans {
            let part = if self.is_debris(span.of(self.text)) { Part::Debris } else { Part::Body };
            found.push(Sentence { span, paragraph: number, part });
        }
    }

    fn add(&self, span: Span, paragraph: u32, part: Part, found: &mut Vec<Sentence>) {
        let span = split::trim(self.text, span);
        if !span.is_empty() {
            found.push(Sentence { span, paragraph, part });
        }
    }

    /// Whether a sentence inside a paragraph of prose is furniture.
    fn is_debris(&self, sentence: &str) -> bool {
        let room = if split::ends_sentence(sentence) { FURNITURE / 2 } else { 2 * FURNITURE };
        self.is_furniture(sentence, room) || !sentence.contains(|c: char| c.is_alphanumeric())
    }

    /// Whether a line or sentence of at most so many words reads as furniture does.
    fn is_furniture(&self, line: &str, words: usize) -> bool {
        self.debris.starts(line, split::ends_sentence(line))
            || has_at_most(line, words) && self.debris.contains(line)
    }

    /// How many bytes at the head of a paragraph are cut off from its first sentence, with a bare
    /// number behind them ("Get short URL 210 Three ships …"). Nothing, if nothing would be left.
    fn cut(&self, paragraph: &str) -> usize {
        let mut room = paragraph.len().min(HEAD);
        while !paragraph.is_char_boundary(room) {
            room -= 1;
        }
        let Some(end) = self.debris.cut(&paragraph[..room]) else { return 0 };
        let rest = &paragraph[end..];
        let number = rest.trim_start().find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        let left = rest.trim_start()[number..].trim_start();
        if left.is_empty() { 0 } else { paragraph.len() - left.len() }
    }

    /// Where a page repeats its headline at the head of its first paragraph.
    fn repeated_headline(&self, paragraph: Span, headline: Span) -> Option<Span> {
        let (words, headline) = (paragraph.of(self.text), headline.of(self.text));
        if headline.split_whitespace().nth(4).is_none() || split::ends_sentence(headline) {
            return None;
        }
        let mut room = words.len().min(HEAD + headline.len());
        while !words.is_char_boundary(room) {
            room -= 1;
        }
        let at = words[..room].find(headline)?;
        let end = at + headline.len();
        words[end..]
            .starts_with(char::is_whitespace)
            .then_some(Span::new(paragraph.start + at, paragraph.start + end))
    }

    /// Whether the paragraph ends with the bracket of a caption: "(Published Monday, May 2, 2016)".
    fn is_caption(&self, line: &str) -> bool {
        let line = line.trim_end_matches('.');
        line.ends_with(')') && line.rfind('(').is_some_and(|at| self.debris.ends_caption(&line[at..]))
    }

    /// "By Jane Doe and John Roe, Harbour Times".
    fn is_byline(&self, line: &str) -> bool {
        let Some(rest) = self.debris.after_byline_head(line) else { return false };
        let mut names = 0;
        for word in rest.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.starts_with(char::is_uppercase) {
                names += 1;
            } else if !bare.is_empty() && !self.debris.is_byline_word(&bare.to_lowercase()) {
                return false;
            }
        }
        (1..=10).contains(&names) && !line.ends_with(['.', '?', '!', ':'])
    }

    /// Where the name of the site begins that a page puts behind its headline.
    fn site_name(&self, headline: &str) -> Option<usize> {
        let mark = |separator: &str| headline.rfind(separator).map(|at| (at, at + separator.len()));
        let (at, name) = [" | ", " - ", " – ", " — "].into_iter().filter_map(mark).max()?;
        let words = headline[..at].split_whitespace().nth(2).is_some();
        let mut site = false;
        for word in headline[name..].split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            site |= self.debris.is_site_word(&bare.to_lowercase())
                || bare.starts_with(|c: char| c.is_ascii_digit());
            if !bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                && !self.debris.is_site_word(&bare.to_lowercase())
            {
                return None;
            }
        }
        let short = has_at_most(&headline[name..], 5);
        (words && short && (site || headline[at..].starts_with(" | "))).then_some(at)
    }
}

/// Whether a paragraph is a post of a social network, with its sign: "… — Jane Doe (@janedoe) May 2, 2016".
fn is_post(line: &str) -> bool {
    line.rfind("(@").is_some_and(|at| {
        let sign = line[at..].split_once(')').map_or("", |(_, rest)| rest.trim());
        date(sign).is_ok_and(|(rest, _)| rest.is_empty())
    })
}

/// Bare numbers and dates are furniture, unless they are all that there is.
fn settle_bare(kinds: &mut [Kind]) {
    let alone = kinds.iter().all(|kind| *kind == Kind::Bare);
    for kind in kinds.iter_mut().filter(|kind| **kind == Kind::Bare) {
        *kind = if alone { Kind::Prose } else { Kind::Debris };
    }
}

/// The heading of a caption belongs to the caption, unless it is the article's own.
fn drop_captions(kinds: &mut [Kind]) {
    for at in 2..kinds.len() {
        if kinds[at] == Kind::Caption && kinds[at - 1] == Kind::Heading {
            kinds[at - 1] = Kind::Debris;
        }
    }
}

/// Whether a line ends as prose does: with an end mark, a colon, a comma or a dash.
fn ends_prose(line: &str) -> bool {
    split::ends_sentence(line) || line.ends_with([',', ';', '-', '–', '—'])
}

fn has_at_most(line: &str, words: usize) -> bool {
    line.split_whitespace().take(words + 1).count() <= words
}

/// Whether a whole line is a date stamp, and whether a word says so; a bare date is one only at
/// the top of the page.
fn whole_stamp(line: &str, debris: &Debris, top: bool) -> Option<bool> {
    let (rest, named) = stamp(line, debris).ok()?;
    let whole = !rest.contains(|c: char| c.is_alphabetic()) && rest.len() < 20;
    (whole && (top || named)).then_some(named)
}

/// The length of a date stamp before the first words of a paragraph ("21 May 2016 Two ships …").
fn stamp_len(paragraph: &str, debris: &Debris, top: bool) -> usize {
    match stamp(paragraph, debris) {
        Ok((rest, named)) if (top || named) && rest.starts_with(char::is_whitespace) => {
            let left = rest.trim_start();
            let begins = left.starts_with(|c: char| {
                c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘')
            });
            if begins { paragraph.len() - left.len() } else { 0 }
        }
        _ => 0,
    }
}

/// A stamp: "Published: Monday, 2 May 2016". Gives whether a word says that it is one.
fn stamp<'t>(line: &'t str, debris: &Debris) -> IResult<&'t str, bool> {
    let (line, named) =
        opt(verify(take_while1(char::is_alphabetic), |word: &str| debris.is_stamp(&word.to_lowercase())))
            .parse(line)?;
    let (line, _) = opt(preceded(multispace0, char(':'))).parse(line)?;
    let (line, _) = opt(preceded(
        multispace0,
        verify(take_while1(char::is_alphabetic), |word: &str| matches!(word, "on" | "at")),
    ))
    .parse(line)?;
    let (line, _) = opt((multispace0, weekday, opt(one_of(",.")))).parse(line)?;
    let (line, _) = preceded(multispace0, date).parse(line)?;
    let (line, _) = opt(bracket).parse(line)?;
    Ok((line, named.is_some()))
}

/// "(updated 14:57 2 May 2016)".
fn bracket(line: &str) -> IResult<&str, &str> {
    delimited((multispace0, char('(')), take_while_m_n(1, 60, |c| c != ')' && c != '('), char(')'))
        .parse(line)
}

fn weekday(line: &str) -> IResult<&str, &str> {
    named(line, &["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "day")
}

fn month(line: &str) -> IResult<&str, &str> {
    named(line, &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], "")
}

/// A word that begins with one of these three letters and is as short as they are or ends so.
fn named<'t>(line: &'t str, heads: &[&str], tail: &str) -> IResult<&'t str, &'t str> {
    verify(take_while1(char::is_alphabetic), |word: &str| {
        let lower = word.to_lowercase();
        let head = lower.get(..3).is_some_and(|head| heads.contains(&head));
        head && word.starts_with(char::is_uppercase)
            && (word.len() <= 5 || word.len() <= 9 && lower.ends_with(tail))
    })
    .parse(line)
}

fn date(line: &str) -> IResult<&str, &str> {
    alt((
        recognize((
            digits(1, 2),
            multispace0,
            month,
            opt(char('.')),
            opt(char(',')),
            multispace0,
            digits(4, 4),
        )),
        recognize((
            month,
            opt(char('.')),
            multispace0,
            digits(1, 2),
            opt(char(',')),
            multispace0,
            digits(4, 4),
        )),
        recognize((digits(1, 2), one_of("./"), digits(1, 2), one_of("./"), digits(4, 4))),
        recognize((digits(4, 4), char('-'), digits(2, 2), char('-'), digits(2, 2))),
    ))
    .parse(line)
}

fn digits<'t>(
    least: usize,
    most: usize,
) -> impl Parser<&'t str, Output = &'t str, Error = nom::error::Error<&'t str>> {
    take_while_m_n(least, most, |c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(Part, &str)> {
        sentences(text, 0, None).iter().map(|s| (s.part, s.span.of(text))).collect()
    }

    fn debris_of(text: &str) -> Vec<&str> {
        parts(text).into_iter().filter(|(part, _)| *part == Part::Debris).map(|(_, words)| words).collect()
    }

    #[test]
    fn the_title_line_is_a_headline() {
        let found =
            parts("Ferry runs aground off Port Mary\n\nA ferry ran aground on Monday. Nobody was hurt.");
        assert_eq!(found[0].0, Part::Headline);
        assert_eq!(found[1..].iter().filter(|(part, _)| *part == Part::Body).count(), 2);
        assert_eq!(parts("A ferry ran aground").first().map(|p| p.0), Some(Part::Body));
    }

    #[test]
    fn a_heading_between_paragraphs_is_a_headline() {
        let found = parts(
            "A ferry ran aground.\nUpdate at 9:40 a.m.: Crew Is Safe\nThe crew was saved.\nThey are:\nAnna Bo, 29; Carl Do, 31.",
        );
        let kinds: Vec<Part> = found.iter().map(|(part, _)| *part).collect();
        assert_eq!(kinds, [Part::Body, Part::Headline, Part::Body, Part::Body, Part::Body]);
    }

    #[test]
    fn furniture_is_debris() {
        let page = "Ferry runs aground\n\nBy Jane Doe and John Roe\n\n0\n\nPublished: Monday, May 2, 2016\n\nEnlarge this image toggle caption Harbour Office\n\n\
                    A ferry ran aground on Monday, and the crew was saved by two boats of the coast guard.\n\nafter newsletter promotion\n\n____\n\n\
                    By Monday night the ferry was afloat.\n\nCopyright 2016 Harbour Times. All rights reserved.\n\nLeave a Reply\n\nI saw 90 boats there.";
        assert_eq!(debris_of(page).len(), 9, "{:?}", parts(page));
        assert_eq!(parts(page).iter().filter(|(part, _)| *part == Part::Body).count(), 2);
    }

    #[test]
    fn a_text_of_bare_figures_is_read() {
        let body = |text| parts(text).iter().all(|(part, _)| *part == Part::Body);
        assert!(body("$20") && body("3/14/2019") && body("40\n\n7%"));
        assert_eq!(debris_of("40\n\nAdvertisement"), ["40", "Advertisement"]);
        assert_eq!(debris_of("40\n\nThe ferry sank."), ["40"]);
        assert_eq!(debris_of("Published: Monday, May 2, 2016").len(), 1);
    }

    #[test]
    fn the_links_of_a_menu_go_with_it() {
        let page = "A ferry ran aground on Monday.\nMore Top Reads From The Harbour\n- Nine Piers Close\n- Fish Gets Dearer";
        assert_eq!(debris_of(page).len(), 3);
        let page = "Ferry aground\n\nThe ferry sank.\n\nRelated\n\nWhat The Captain Said\n\nThe captain said nothing at all.";
        assert_eq!(debris_of(page), ["Related"]);
    }

    #[test]
    fn a_caption_takes_its_heading_along() {
        let page = "Ferry aground\n\nThe ferry sank.\n\nNew Zoo Opens\n\nA zoo opened. (Published Friday, May 6, 2016)\n\nNobody was hurt.";
        assert_eq!(debris_of(page), ["New Zoo Opens", "A zoo opened. (Published Friday, May 6, 2016)"]);
    }

    #[test]
    fn stamps_and_cut_words_leave_the_sentence() {
        let found = parts("Ferry aground\n\n21 May 2016 Two ferries ran aground off Port Mary. They sank.");
        assert_eq!(found[1], (Part::Debris, "21 May 2016"));
        assert_eq!(found[2], (Part::Body, "Two ferries ran aground off Port Mary."));
        let found = parts(
            "Ferry aground\n\n21.05.2016(updated 14:57 21.05.2016) Get short URL 210 Two ferries ran aground. They sank.",
        );
        assert_eq!(found[2], (Part::Body, "Two ferries ran aground."));
        let found = parts("Ferry aground\n\nOn May 21, 2016 Two Ferries sank. May 21, 2016. It was cold.");
        assert_eq!(found.iter().filter(|(part, _)| *part == Part::Debris).count(), 0, "{found:?}");
    }

    #[test]
    fn a_repeated_headline_is_no_part_of_the_first_sentence() {
        let found = parts(
            "Two ferries run aground near town\n\nMonday 2 May 2016 Two ferries run aground near town Two ferries ran aground on Monday.",
        );
        assert_eq!(found[2], (Part::Headline, "Two ferries run aground near town"));
        assert_eq!(found[3], (Part::Body, "Two ferries ran aground on Monday."));
    }

    #[test]
    fn names_of_sites_are_cut_off_the_headline() {
        let found = parts("Two ferries run aground - Harbour 3 News\n\nThey sank.");
        assert_eq!(found[0], (Part::Headline, "Two ferries run aground"));
        let found = parts("Two ferries run aground - Coast Guard\n\nThey sank.");
        assert_eq!(found[0], (Part::Headline, "Two ferries run aground - Coast Guard"));
    }

    #[test]
    fn posts_are_debris() {
        let page = "Ferry aground\n\nThe ferry sank.\n\nThey are all safe now — Jane Doe (@janedoe) May 2, 2016\n\nIt was old.";
        assert_eq!(debris_of(page).len(), 1);
        let page = "By Monday the ferry was afloat, and Reporting by the paper went on.";
        assert!(debris_of(page).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn sentences_cover_the_page(lines in proptest::collection::vec(line(), 0..9)) {
            let text = lines.join("\n");
            let mut at = 0;
            for sentence in sentences(&text, 0, None) {
                assert!(sentence.span.start >= at && !sentence.span.is_empty(), "{text:?}");
                assert!(text[at..sentence.span.start].trim().is_empty(), "{text:?}");
                at = sentence.span.end;
            }
            assert!(text[at..].trim().is_empty(), "{text:?}");
        }
    }

    /// Lines of prose, furniture and noise.
    fn line() -> impl proptest::strategy::Strategy<Value = String> {
        use proptest::prelude::*;
        prop_oneof![
            Just(String::new()),
            Just("Get short URL 12".to_owned()),
            Just("21 May 2016 Get short URL 12 The pier".to_owned()),
            Just("The pier in the small town fell - é News".to_owned()),
            Just("Comments".to_owned()),
            Just("Related".to_owned()),
            Just("Story highlights é (Published é)".to_owned()),
            ".{0,40}",
            "[a-zA-Zé .,()@—-]{0,200}",
        ]
    }
}
