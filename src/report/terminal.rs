//! The report for a terminal: findings with the articles' words, the rest in short lists. The text
//! carries escapes for colours only where the [`Style`] says so.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use anstyle::Style as Ansi;

use super::Report;
use super::baseline::Comparison;
use super::finding::{diagnostic as finding, verdict_name};
use super::outline::{Findings, Outline, VERSIONS, cut, fact_line, in_story, opening, verdicts};
use super::shape::FactEntry;
use super::source::{Excerpt, Source, within};
use crate::diagnostic::{Diagnostic, Label, Severity};

/// How the text is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to use escapes for colours and weight.
    pub colour: bool,
    /// Whether to draw with ASCII characters alone.
    pub ascii: bool,
}

impl Style {
    /// Neither colours nor line drawing: for files, pipes and tests.
    pub const PLAIN: Self = Self { colour: false, ascii: true };

    fn renderer(self) -> Renderer {
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        let decor = if self.ascii { DecorStyle::Ascii } else { DecorStyle::Unicode };
        renderer.decor_style(decor).term_width(WIDTH)
    }

    fn strong(self, text: &str) -> String {
        let bold = if self.colour { Ansi::new().bold() } else { Ansi::new() };
        format!("{bold}{text}{bold:#}")
    }
}

/// Columns that an excerpt of a long line is trimmed to.
const WIDTH: usize = 100;

/// The whole report.
pub fn render(report: &Report, style: Style) -> String {
    let outline = Outline::new(report);
    let mut out = summary(report, style);
    for (title, facts) in &outline.findings {
        section(&mut out, style, title, facts.len());
        out.push_str(&findings(report, facts, style));
    }
    told(&mut out, style, &[(VERSIONS, &outline.versions)]);
    for (title, facts) in &outline.lists {
        section(&mut out, style, title, facts.len());
        lines(&mut out, &cut(facts, |fact| fact_line(report, fact)));
    }
    told(&mut out, style, &[("Kept apart", &outline.apart), ("Not compared", &outline.not_compared)]);
    out
}

/// Sections of lines; none where there is no line.
fn told(out: &mut String, style: Style, sections: &[(&str, &Vec<String>)]) {
    for (title, said) in sections.iter().filter(|(_, said)| !said.is_empty()) {
        let _ = write!(out, "\n{}\n\n", style.strong(title));
        lines(out, &cut(said, Clone::clone));
    }
}

/// The summary and some findings alone: what a check prints.
pub fn render_only(report: &Report, shown: &Findings<'_>, style: Style) -> String {
    let silent = shown.silent.iter().map(|silent| {
        let mut found = silent.message();
        found.message = in_story(report, silent.version.story.as_deref(), &found.message);
        draw(&style.renderer(), &found, Some("silent change"), |file| report.sources.get(file))
    });
    let facts = findings(report, &shown.facts, style);
    let found: Vec<String> = std::iter::once(facts).filter(|facts| !facts.is_empty()).chain(silent).collect();
    let found = found.join("\n");
    let gap = if found.is_empty() { "" } else { "\n" };
    format!("{}{gap}{found}", summary(report, style))
}

/// What changed since a baseline: the summary of the changes, some findings, and a line for
/// every change and for every acceptance that needs a person.
pub fn render_changes(
    report: &Report,
    comparison: &Comparison<'_>,
    shown: &Findings<'_>,
    style: Style,
) -> String {
    let mut out = render_only(report, shown, style);
    let _ = write!(out, "\n{}\n", style.strong(&format!("Since the baseline: {}", comparison.summary())));
    let due = comparison.stale().into_iter().map(|found| format!("{}: {}", found.code, found.message));
    let told: Vec<String> = comparison.lines(report).into_iter().chain(due).collect();
    if !told.is_empty() {
        out.push('\n');
        lines(&mut out, &told);
    }
    out
}

fn summary(report: &Report, style: Style) -> String {
    format!("{}\n{}\n", style.strong(&opening(report)), verdicts(report))
}

fn section(out: &mut String, style: Style, title: &str, number: usize) {
    let _ = write!(out, "\n{}\n\n", style.strong(&format!("{title} ({number})")));
}

fn lines(out: &mut String, lines: &[String]) {
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
}

fn findings(report: &Report, facts: &[&FactEntry], style: Style) -> String {
    let renderer = style.renderer();
    let found: Vec<String> = facts
        .iter()
        .map(|fact| {
            let name = verdict_name(fact.verdict);
            let mut found = finding(report, fact);
            found.message = in_story(report, fact.story.as_deref(), &found.message);
            draw(&renderer, &found, Some(name), |file| report.sources.get(file))
        })
        .collect();
    found.join("\n")
}

/// One message with the lines it points at. `source` finds the text of a label's file.
#[doc(hidden)]
pub fn diagnostic<'s>(
    message: &Diagnostic,
    style: Style,
    source: impl Fn(&str) -> Option<&'s Source>,
) -> String {
    draw(&style.renderer(), message, None, source)
}

fn draw<'s>(
    renderer: &Renderer,
    message: &Diagnostic,
    name: Option<&'static str>,
    source: impl Fn(&str) -> Option<&'s Source>,
) -> String {
    let level = match message.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = if let Some(name) = name { level.with_name(name) } else { level };
    let mut group =
        Group::with_title(level.primary_title(message.message.as_str()).id(message.code.as_str()));
    let labels = message.primary.iter().map(|label| (label, AnnotationKind::Primary));
    let labels = labels.chain(message.related.iter().map(|label| (label, AnnotationKind::Context)));
    for (label, kind) in labels {
        for element in place(label, kind, source(&label.file).and_then(|source| source.excerpt(label.span))) {
            group = group.element(element);
        }
    }
    for note in &message.notes {
        group = group.element(Level::NOTE.no_name().message(note.as_str()));
    }
    format!("{}\n", renderer.render(&[group]))
}

/// The elements that show a label: its lines with the words underlined, else its file alone.
fn place<'a>(label: &'a Label, kind: AnnotationKind, excerpt: Option<Excerpt<'a>>) -> Vec<Element<'a>> {
    let file = label.file.as_str();
    let Some(excerpt) = excerpt else { return vec![Origin::path(file).into()] };
    let mark = kind.span(within(label, &excerpt)).label(label.text.as_str());
    let snippet: Snippet<'_, Annotation<'_>> = Snippet::source(excerpt.text).line_start(excerpt.first_line);
    if !excerpt.clipped {
        return vec![snippet.path(file).annotation(mark).into()];
    }
    // Columns counted in a part of a line would be wrong: the place is given by hand.
    let origin = Origin::path(file).line(excerpt.place.line).char_column(excerpt.place.column);
    vec![origin.into(), snippet.annotation(mark).into()]
}
