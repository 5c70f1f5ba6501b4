//! Versions of one article in the report: what changed from one to the next, and whether its
//! outlet said so.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::compose::{Fnv, sentence};
use super::name;
use super::outline::in_story;
use super::reading::{day, reading};
use super::shape::{ArticleEntry, ClaimEntry, Report};
use super::source::Source;
use super::table::{Cell, around};
use super::words::{one_line, shorten, shorten_front, without_emphasis};
use super::{Input, RuleLine};
use crate::article::notice::Sort;
use crate::article::{Article, Stamp};
use crate::check::{Change, Manner, Revision};
use crate::claim::{Claim, Kind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;

/// Code of a value that changed without a word.
pub const SILENT: &str = "silent-change";

/// Longest notice that a report for readers shows, in characters.
const NOTICE: usize = 200;
/// Longest excerpt on either side of a value that changed, in characters.
const NEAR: usize = 40;

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
    /// Whether their times say which is the later; where they do not, the one with more notices, else
    /// the one whose file or record is named later, is taken for it.
    pub order_known: bool,
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
    /// Day and time of this version, `YYYY-MM-DDTHH:MM:SS`, in UTC where its offset is said; null where
    /// no time of day is.
    pub time: Option<String>,
    /// When it came out, for readers.
    #[serde(skip)]
    day: String,
    /// Which record of its file it is, from 1; `None` for a file of its own.
    #[serde(skip)]
    place: Option<usize>,
    /// Whether lines and columns are those of the file.
    #[serde(skip)]
    pub(super) is_file: bool,
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
    /// How much a contradiction of such values matters: that of the rule, else a warning.
    pub severity: Severity,
    /// Outlet, address and both values in one: the same in every run.
    pub fingerprint: String,
    /// Whether the baseline has it; null without a baseline, and of a change that is not silent.
    pub known: Option<bool>,
    /// Id of the rule that takes the claims; null where none does.
    pub rule: Option<String>,
    /// What the value is of, for readers.
    pub title: String,
    /// What kind of value it is.
    #[serde(skip)]
    pub(super) kind: Kind,
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
    /// The words in their sentence.
    #[serde(skip)]
    pub(super) sentence: Cell,
}

/// The versions of a run.
pub(super) fn versions(input: &Input<'_>) -> Vec<VersionEntry> {
    input.revisions.iter().map(|revision| VersionEntry::new(revision, input.rules)).collect()
}

impl VersionEntry {
    fn new(revision: &Revision, rules: &[RuleLine]) -> Self {
        let Revision { before, after, notices, changes, .. } = revision;
        let notice = |notice: &crate::article::notice::Notice| NoticeEntry {
            sort: notice.sort,
            text: after.words(notice.span).to_owned(),
            span: notice.span,
        };
        let change = |change: &Change| {
            let rule = change.rule.and_then(|rule| rules.get(rule));
            let passages =
                [PassageEntry::new(before, &change.before), PassageEntry::new(after, &change.after)];
            let id = rule.map(|rule| rule.id.clone());
            let fingerprint = fingerprint(after, id.as_deref(), &passages);
            let [before, after] = passages;
            ValueChangeEntry {
                manner: change.manner,
                severity: rule.map_or(Severity::Warning, |rule| rule.severity),
                fingerprint,
                known: None,
                rule: id,
                title: rule.map_or_else(|| subject(&change.after), |rule| rule.title.clone()),
                kind: change.after.kind,
                before,
                after,
            }
        };
        Self {
            outlet: after.outlet.clone(),
            story: after.story.clone(),
            url: after.url.clone(),
            before: EditionEntry::new(before),
            after: EditionEntry::new(after),
            order_known: revision.is_order_known,
            notices: notices.iter().map(notice).collect(),
            changes: changes.iter().map(change).collect(),
        }
    }

    /// The versions for readers: a line for every change, and what is said of both.
    fn lines(&self) -> Vec<String> {
        self.changes.iter().map(|change| self.line(change)).chain(self.remarks()).collect()
    }

    /// What is to be said of both versions, a line each: that nothing changed, that their order is not known,
    /// and what the outlet says of its changes.
    pub(super) fn remarks(&self) -> Vec<String> {
        let Self { outlet, before, after, .. } = self;
        let mut lines = Vec::new();
        if self.changes.is_empty() {
            lines.push(format!(
                "{outlet}: no value that was understood changed from {} to {}",
                self.named(before),
                self.named(after)
            ));
        } else if !self.order_known {
            lines.push(format!(
                "{outlet}: which of {} and {} is the later is not said (both are of {}); the second is taken for it",
                self.named(before),
                self.named(after),
                after.day,
            ));
        }
        lines.extend(self.notices.iter().map(|notice| {
            let said = without_emphasis(&one_line(&notice.text));
            format!("{outlet} says in {}: “{}”", self.named(after), shorten(&said, NOTICE))
        }));
        lines
    }

    /// "The Herald silently changed 23 to 31: People wounded".
    pub(super) fn headline(&self, change: &ValueChangeEntry) -> String {
        let manner = match change.manner {
            Manner::Silent => "silently changed",
            Manner::Corrected => "corrected",
            Manner::Updated => "updated",
        };
        let ValueChangeEntry { title, before, after, .. } = change;
        format!("{} {manner} {} to {}: {title}", self.outlet, before.reading, after.reading)
    }

    fn line(&self, change: &ValueChangeEntry) -> String {
        let ValueChangeEntry { before, after, .. } = change;
        format!(
            "{}: “{}”, then “{}” ({}:{} of {}, {}:{} of {})",
            self.headline(change),
            before.excerpt(),
            after.excerpt(),
            self.named(&self.before),
            before.line,
            self.before.day,
            self.named(&self.after),
            after.line,
            self.after.day,
        )
    }

    /// The name of a version: with the place of its record, where both have one name.
    pub(super) fn named(&self, edition: &EditionEntry) -> String {
        match edition.place.filter(|_| self.before.name() == self.after.name()) {
            Some(place) => format!("{} (record {place})", edition.name()),
            None => edition.name(),
        }
    }

    fn silent(&self) -> impl Iterator<Item = Silent<'_>> {
        let silent = self.changes.iter().filter(|change| change.manner == Manner::Silent);
        silent.map(|change| Silent { version: self, change })
    }

    /// A value that was changed without a word, as a message that points at both versions.
    fn message(&self, change: &ValueChangeEntry) -> Diagnostic {
        let ValueChangeEntry { before, after, .. } = change;
        let [was, is] = [before, after].map(|passage| &passage.reading);
        let message = self.headline(change);
        let label = |reading: &str, edition: &EditionEntry| format!("{reading}, {}", edition.day);
        let mut found = Diagnostic::new(SILENT, change.severity, message)
            .at(self.named(&self.after), Span::new(after.start, after.end), label(is, &self.after))
            .and(self.named(&self.before), Span::new(before.start, before.end), label(was, &self.before));
        if !self.order_known {
            found = found.note("which of the two is the later is not said: their times do not tell");
        }
        found.note("no notice of the later version names either value")
    }
}

/// What a claim is of, where no rule has a title for it.
fn subject(claim: &Claim) -> String {
    let words = [claim.concept.as_deref(), claim.predicate.as_deref()];
    let words: Vec<String> = words.into_iter().flatten().map(|word| word.replace(['-', '/'], " ")).collect();
    if words.is_empty() { name(claim.kind) } else { words.join(", ") }
}

/// "12 August 2031, 14:05".
fn when(stamp: Stamp) -> String {
    let clock = stamp.clock().map_or_else(String::new, |clock| format!(", {clock}"));
    format!("{}{clock}", day(stamp.moment.map_or(stamp.day, DateTime::date)))
}

/// The same for the same change, whatever its files are called.
fn fingerprint(article: &Article, rule: Option<&str>, passages: &[PassageEntry; 2]) -> String {
    let [before, after] = passages;
    let place = article.url.as_deref().or(article.record.as_deref()).unwrap_or("");
    let mut hash = Fnv::new();
    for part in [SILENT, &article.outlet, place, rule.unwrap_or(""), &before.reading, &after.reading] {
        hash.part(part);
    }
    hash.text()
}

impl EditionEntry {
    fn new(article: &Article) -> Self {
        Self {
            path: article.path.clone(),
            record: article.record.clone(),
            published: article.published.map(|day| day.to_string()),
            time: article.edition.and_then(|edition| edition.moment).map(|moment| moment.to_string()),
            day: article.edition.map(when).unwrap_or_default(),
            place: article.record.is_some().then_some(article.place + 1),
            is_file: article.is_file,
        }
    }

    /// When it came out, for readers; empty where that is not known.
    pub(super) fn day(&self) -> &str {
        &self.day
    }

    /// The article of the report that this version is: the newest is one.
    pub(super) fn article<'r>(&self, report: &'r Report) -> Option<&'r ArticleEntry> {
        report.articles.iter().find(|article| (&article.path, &article.record) == (&self.path, &self.record))
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
            sentence: around(|span| article.words(span), claim.mention, sentence(article, claim), words),
        }
    }

    /// A few words of its sentence.
    fn excerpt(&self) -> String {
        match &self.sentence {
            Cell::Words(before, words, after) => {
                format!("{}{words}{}", shorten_front(before, NEAR), shorten(after, NEAR))
            }
            Cell::Text(text) | Cell::Place(text) => text.clone(),
        }
    }

    /// The claim of an article whose words these are.
    pub(super) fn claim<'r>(&self, report: &'r Report, article: &ArticleEntry) -> Option<&'r ClaimEntry> {
        let is_here = |claim: &&ClaimEntry| {
            (claim.article, claim.mention.start, claim.mention.end) == (article.id, self.start, self.end)
        };
        let mut here = report.claims.iter().filter(is_here);
        let first = here.clone().next();
        here.find(|claim| claim.reading == self.reading).or(first)
    }
}

/// A value that changed without a word.
#[derive(Debug, Clone, Copy)]
pub struct Silent<'r> {
    /// The two versions.
    pub version: &'r VersionEntry,
    /// The value.
    pub change: &'r ValueChangeEntry,
}

impl Silent<'_> {
    /// What is to be said of it; its places are in the texts of both versions.
    pub fn message(self) -> Diagnostic {
        self.version.message(self.change)
    }
}

/// The values that changed without a word, in the order of the versions.
pub fn silent(report: &Report) -> Vec<Silent<'_>> {
    report.versions.iter().flat_map(VersionEntry::silent).collect()
}

/// Texts of versions in which something changed without a word, by their names.
pub(super) fn sources(entries: &[VersionEntry], revisions: &[Revision]) -> BTreeMap<String, Source> {
    let mut found = BTreeMap::new();
    for (entry, revision) in entries.iter().zip(revisions) {
        if entry.changes.iter().any(|change| change.manner == Manner::Silent) {
            for (edition, article) in [(&entry.before, &revision.before), (&entry.after, &revision.after)] {
                found.insert(entry.named(edition), Source::new(article.text.as_str()));
            }
        }
    }
    found
}

/// The versions of a report for readers, a line each change, with their stories where there are several.
pub(super) fn lines(report: &Report) -> Vec<String> {
    let of = |version: &VersionEntry| {
        let lines = version.lines().into_iter();
        lines.map(|line| in_story(report, version.story.as_deref(), &line)).collect::<Vec<_>>()
    };
    report.versions.iter().flat_map(of).collect()
}
