//! Versions of one article in the report: what changed from one to the next, and whether its
//! outlet said so.

use super::name;
use super::reading::{day, reading};
use super::shape::Report;
use super::words::{one_line, shorten};
use super::{Input, RuleLine};
use crate::article::Article;
use crate::article::notice::Sort;
use crate::check::{Change, Manner, Revision};
use crate::claim::Claim;
use crate::files::Span;

/// Longest notice that a report for readers shows, in characters.
const NOTICE: usize = 200;

/// One version of an article and the next.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct VersionEntry {
    /// Who published both.
    pub outlet: String,
    /// Story of both.
    pub story: Option<String>,
    /// Where the later one was published.
    pub url: Option<String>,
    /// The earlier version.
    pub before: EditionEntry,
    /// The later version; the newest is among the report's articles.
    pub after: EditionEntry,
    /// What the later one says of its changes and the earlier one did not.
    pub notices: Vec<NoticeEntry>,
    /// Values that changed, in the order of the later version.
    pub changes: Vec<ValueChangeEntry>,
}

/// A version of an article.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct EditionEntry {
    /// Path as the user gave it.
    pub path: String,
    /// The `id` of a JSON record; null for other input.
    pub record: Option<String>,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The same for readers.
    #[serde(skip)]
    day: String,
}

/// What an article says of its own changes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct NoticeEntry {
    /// What it says.
    pub sort: Sort,
    /// Its words.
    pub text: String,
    /// Where they stand in the later version.
    pub span: Span,
}

/// A value that changed from one version to the next.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct ValueChangeEntry {
    /// Whether the outlet said so, and how.
    pub manner: Manner,
    /// Id of the rule that takes the claims; null where none does.
    pub rule: Option<String>,
    /// What the value is of, for readers.
    pub title: String,
    /// What the earlier version says.
    pub before: PassageEntry,
    /// What the later version says.
    pub after: PassageEntry,
}

/// The words of a version that carry a value.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct PassageEntry {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// The exact words.
    pub text: String,
    /// The value in a few words.
    pub reading: String,
}

/// The versions of a run.
pub(super) fn versions(input: &Input<'_>) -> Vec<VersionEntry> {
    input.revisions.iter().map(|revision| VersionEntry::new(revision, input.rules)).collect()
}

impl VersionEntry {
    fn new(revision: &Revision, rules: &[RuleLine]) -> Self {
        let Revision { before, after, notices, changes } = revision;
        let notice = |notice: &crate::article::notice::Notice| NoticeEntry {
            sort: notice.sort,
            text: after.words(notice.span).to_owned(),
            span: notice.span,
        };
        let change = |change: &Change| {
            let rule = change.rule.and_then(|rule| rules.get(rule));
            ValueChangeEntry {
                manner: change.manner,
                rule: rule.map(|rule| rule.id.clone()),
                title: rule.map_or_else(|| subject(&change.after), |rule| rule.title.clone()),
                before: PassageEntry::new(before, &change.before),
                after: PassageEntry::new(after, &change.after),
            }
        };
        Self {
            outlet: after.outlet.clone(),
            story: after.story.clone(),
            url: after.url.clone(),
            before: EditionEntry::new(before),
            after: EditionEntry::new(after),
            notices: notices.iter().map(notice).collect(),
            changes: changes.iter().map(change).collect(),
        }
    }

    /// The versions for readers: a line for every change, and one for what the outlet says of them.
    fn lines(&self) -> Vec<String> {
        let Self { outlet, before, after, .. } = self;
        let mut lines: Vec<String> = self.changes.iter().map(|change| self.line(change)).collect();
        if lines.is_empty() {
            lines.push(format!(
                "{outlet}: no value that was understood changed from {} to {}",
                before.name(),
                after.name()
            ));
        }
        lines.extend(self.notices.iter().map(|notice| {
            format!("{outlet} says in {}: “{}”", after.name(), shorten(&one_line(&notice.text), NOTICE))
        }));
        lines
    }

    fn line(&self, change: &ValueChangeEntry) -> String {
        let manner = match change.manner {
            Manner::Silent => "silently changed",
            Manner::Corrected => "corrected",
            Manner::Updated => "updated",
        };
        let ValueChangeEntry { title, before, after, .. } = change;
        format!(
            "{} {manner} {} to {}: {title} ({}:{} of {}, {}:{} of {})",
            self.outlet,
            before.reading,
            after.reading,
            self.before.name(),
            before.line,
            self.before.day,
            self.after.name(),
            after.line,
            self.after.day,
        )
    }
}

/// What a claim is of, where no rule has a title for it.
fn subject(claim: &Claim) -> String {
    let words = [claim.concept.as_deref(), claim.predicate.as_deref()];
    let words: Vec<String> = words.into_iter().flatten().map(|word| word.replace(['-', '/'], " ")).collect();
    if words.is_empty() { name(claim.kind) } else { words.join(", ") }
}

impl EditionEntry {
    fn new(article: &Article) -> Self {
        Self {
            path: article.path.clone(),
            record: article.record.clone(),
            published: article.published.map(|day| day.to_string()),
            day: article.published.map(day).unwrap_or_default(),
        }
    }

    fn name(&self) -> String {
        self.record.as_ref().map_or_else(|| self.path.clone(), |record| format!("{}#{record}", self.path))
    }
}

impl PassageEntry {
    fn new(article: &Article, claim: &Claim) -> Self {
        let place = article.lines.place(&article.text, claim.mention.start);
        let words = article.words(claim.mention);
        Self {
            start: claim.mention.start,
            end: claim.mention.end,
            line: place.line,
            column: place.column,
            text: words.to_owned(),
            reading: reading(&claim.value, claim.polarity, words),
        }
    }
}

/// The versions of a report for readers, a line each change.
pub(super) fn lines(report: &Report) -> Vec<String> {
    report.versions.iter().flat_map(VersionEntry::lines).collect()
}
