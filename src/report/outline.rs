//! What a report for readers shows, in which order: shared by every such format.

use super::compose::weight;
use super::finding::is_name;
use super::name;
use super::shape::{ApartEntry, FactEntry, Report};
use super::version::{self, Silent};
use super::words::{count, list_up_to};
use crate::claim::{Field, Kind};
use crate::graph::Verdict;

/// Longest list of a section that is no finding.
pub(super) const LONGEST: usize = 40;
/// Heading of what changed between versions.
pub(super) const VERSIONS: &str = "Versions of one article";

/// The sections of a report.
pub(super) struct Outline<'r> {
    /// Headings with their findings, shown with the articles' words; worst first, none empty.
    pub(super) findings: Vec<(&'static str, Vec<&'r FactEntry>)>,
    /// What changed between versions of one article, a line each.
    pub(super) versions: Vec<String>,
    /// Headings with facts of a line each; none empty.
    pub(super) lists: Vec<(&'static str, Vec<&'r FactEntry>)>,
    /// Look-alikes kept apart, a line each.
    pub(super) apart: Vec<String>,
    /// What did not take part, a line each.
    pub(super) not_compared: Vec<String>,
}

impl<'r> Outline<'r> {
    pub(super) fn new(report: &'r Report) -> Self {
        let section = |(heading, verdict): (&'static str, Verdict)| {
            let mut facts: Vec<&FactEntry> = report.facts.iter().filter(|f| f.verdict == verdict).collect();
            facts.sort_by_key(|fact| weight(fact));
            (heading, facts)
        };
        let sections = |of: &[(&'static str, Verdict)]| {
            of.iter().copied().map(section).filter(|(_, facts)| !facts.is_empty()).collect()
        };
        Self {
            findings: sections(&[
                ("Contradictions", Verdict::Contradicted),
                ("Disputes between the voices that are cited", Verdict::Disputed),
                ("Updates", Verdict::Updated),
            ]),
            versions: version::lines(report),
            lists: sections(&[
                ("Agreements", Verdict::Corroborated),
                ("Different and compatible", Verdict::Compatible),
            ]),
            apart: report.apart.iter().filter_map(|apart| apart_in_story(report, apart)).collect(),
            not_compared: not_compared(report),
        }
    }
}

/// What a run shows or fails on.
#[derive(Debug, Clone, Default)]
pub struct Findings<'r> {
    /// Facts, the worst first.
    pub facts: Vec<&'r FactEntry>,
    /// Values that changed from version to version without a word.
    pub silent: Vec<Silent<'r>>,
}

impl<'r> Findings<'r> {
    /// All of a report.
    pub fn all(report: &'r Report) -> Self {
        Self { facts: findings(report), silent: version::silent(report) }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.silent.is_empty()
    }

    /// Whether a fact is one of them.
    pub fn has(&self, fact: &FactEntry) -> bool {
        self.facts.iter().any(|found| found.id == fact.id)
    }

    /// Whether a silent change is one of them.
    pub fn has_silent(&self, silent: Silent<'_>) -> bool {
        self.silent.iter().any(|found| std::ptr::eq(found.change, silent.change))
    }
}

/// The findings of a report, the worst first.
pub fn findings(report: &Report) -> Vec<&FactEntry> {
    Outline::new(report).findings.into_iter().flat_map(|(_, facts)| facts).collect()
}

/// Whether a fact is shown and was not compared: values of one article that do not contradict each other.
fn is_inside(report: &Report, fact: &FactEntry) -> bool {
    let mut articles =
        fact.camps.iter().flat_map(|camp| &camp.claims).map(|id| Some(report.claim(*id)?.article));
    let first = articles.next();
    !matches!(fact.verdict, Verdict::Uncorroborated | Verdict::Contradicted)
        && articles.all(|article| Some(article) == first)
}

/// "4 articles of 3 outlets: 37 claims about 12 facts, of which 5 were compared".
pub(super) fn opening(report: &Report) -> String {
    let s = &report.summary;
    if s.articles == 0 {
        return "No article was read".to_owned();
    }
    let origins = if s.origins < s.articles {
        format!(" ({})", count(s.origins, "different text"))
    } else {
        String::new()
    };
    let versions = match report.versions.len() {
        0 => String::new(),
        number => format!(" and {}", count(number, "earlier version")),
    };
    let as_of = report.as_of.as_ref().map_or_else(String::new, |day| format!("As of {day}: "));
    let compared = match s.compared {
        0 => "nothing was compared".to_owned(),
        1 => "1 fact was compared".to_owned(),
        many => format!("{} were compared", count(many, "fact")),
    };
    let inside = match report.facts.iter().filter(|fact| is_inside(report, fact)).count() {
        0 => String::new(),
        1 => ", and 1 more stands inside one article".to_owned(),
        many => format!(", and {many} more stand inside one article"),
    };
    format!(
        "{as_of}{} of {}{origins}{versions}, {}: {compared}{inside}",
        count(s.articles, "article"),
        count(s.outlets, "outlet"),
        count(s.claims, "claim"),
    )
}

/// "2 contradicted, 1 disputed, 3 corroborated".
pub(super) fn verdicts(report: &Report) -> String {
    let named = [
        (Verdict::Contradicted, "contradicted"),
        (Verdict::Disputed, "disputed"),
        (Verdict::Updated, "updated"),
        (Verdict::Compatible, "compatible"),
        (Verdict::Corroborated, "corroborated"),
        (Verdict::Uncorroborated, "uncorroborated"),
    ];
    let shown: Vec<String> = named
        .iter()
        .map(|&(verdict, name)| (report.number_of(verdict), verdict, name))
        // That nothing is contradicted is worth saying; that nothing is updated is not.
        .filter(|&(number, verdict, _)| number > 0 || verdict == Verdict::Contradicted)
        .map(|(number, _, name)| format!("{number} {name}"))
        .collect();
    shown.join(", ")
}

/// The title of a fact with what tells it from its neighbours: "Drones shot down (Norland, 3 May 2025)".
pub fn heading(fact: &FactEntry) -> String {
    if fact.named.is_empty() {
        fact.title.clone()
    } else {
        format!("{} ({})", fact.title, fact.named.join(", "))
    }
}

/// The name of a story where the report has several, so that a reader must know which is meant.
pub(super) fn told_story<'r>(report: &Report, story: Option<&'r str>) -> Option<&'r str> {
    story.filter(|_| report.summary.stories > 1)
}

/// Words with their story before them, where the report has several: "ferry: The Herald and …".
pub(super) fn in_story(report: &Report, story: Option<&str>, words: &str) -> String {
    told_story(report, story).map_or_else(|| words.to_owned(), |story| format!("{story}: {words}"))
}

/// A fact that is no finding in one line: what it is of, and who says what.
pub(super) fn fact_line(report: &Report, fact: &FactEntry) -> String {
    let line = format!("{}: {}", heading(fact), camps(report, fact));
    in_story(report, fact.story.as_deref(), &line)
}

/// The outlets of a camp, each once, in the order of its claims.
pub(super) fn outlets(report: &Report, claims: &[u32]) -> Vec<String> {
    let mut outlets: Vec<String> = Vec::new();
    for article in claims.iter().filter_map(|id| report.article_of(report.claim(*id)?)) {
        if !outlets.contains(&article.outlet) {
            outlets.push(article.outlet.clone());
        }
    }
    outlets
}

/// What the camps of a fact say and who stands behind them.
pub fn camps(report: &Report, fact: &FactEntry) -> String {
    let camp = |camp: &super::shape::CampEntry| {
        let copies = if camp.origins < camp.outlets {
            format!("; {}", count(camp.origins, "origin"))
        } else {
            String::new()
        };
        format!("{} ({}{copies})", camp.reading, list_up_to(&outlets(report, &camp.claims), 4))
    };
    let said: Vec<String> = fact.camps.iter().map(camp).collect();
    list_up_to(&said, 4)
}

/// A look-alike with the words of both claims and the field that keeps them apart.
pub(super) fn apart_line(report: &Report, apart: &ApartEntry) -> Option<String> {
    let side = |at: usize| {
        let claim = report.claim(apart.claims[at])?;
        Some(format!("“{}” ({})", super::words::one_line(&claim.text), report.article_of(claim)?.outlet))
    };
    let value = |at: usize| {
        let value = &apart.values[at];
        let value = plain_value(apart.field, value)
            .map_or_else(|| report.names.value(value, is_name(apart.field)), str::to_owned);
        if value.is_empty() { "not said".to_owned() } else { value }
    };
    let asked = question(apart.field);
    Some(format!("{}: {} and {}; {asked}: {}, then {}", apart.title, side(0)?, side(1)?, value(0), value(1)))
}

/// The same with its story, where there are several.
pub(super) fn apart_in_story(report: &Report, apart: &ApartEntry) -> Option<String> {
    Some(in_story(report, apart.story.as_deref(), &apart_line(report, apart)?))
}

/// What a reader asks to learn a field.
fn question(field: Field) -> &'static str {
    match field {
        Field::Event => "of which event",
        Field::Thing | Field::Measure => "of what",
        Field::Quality => "of which kind",
        Field::Agent => "by whom",
        Field::Target => "to whom or to what",
        Field::Place => "where",
        Field::When => "when",
        Field::Night => "in which night",
        Field::Person => "who",
        Field::Side => "of which side",
        Field::Group => "of which group",
        Field::Speaker => "in whose words",
        Field::Owner => "whose",
        Field::Unit => "in which unit",
        Field::Round => "in which round or period",
        Field::Part => "how many of them",
        Field::Predicate => "what happened",
        Field::Certainty => "how sure",
    }
}

/// A value whose own name says nothing to a reader.
fn plain_value(field: Field, value: &str) -> Option<&'static str> {
    match (field, value) {
        (Field::Part, "whole") => Some("all"),
        (Field::Part, "of" | "including") => Some("some of them"),
        (Field::Part, "another") => Some("others beside them"),
        (Field::Part, "total") => Some("all together"),
        (Field::Part, "there") => Some("those at one place"),
        (Field::Part, "from") => Some("what it was before"),
        (Field::Part, "margin") => Some("by how much it changed or was decided"),
        (Field::Certainty, "asserted") => Some("said as a fact"),
        (Field::Certainty, "planned") => Some("a plan"),
        (Field::Certainty, "wished") => Some("a wish, demand or threat"),
        (Field::Certainty, "possible") => Some("a possibility"),
        _ => None,
    }
}

/// A field's name in prose.
pub fn field_words(field: Field) -> String {
    name(field).replace('-', " ")
}

fn kind_words(kind: Kind, number: usize) -> String {
    let noun = match kind {
        Kind::Money => "sum of money".to_owned(),
        Kind::Percent => "percentage".to_owned(),
        kind => name(kind),
    };
    match noun.strip_prefix("sum") {
        Some(rest) if number != 1 => format!("{number} sums{rest}"),
        _ => count(number, &noun),
    }
}

fn not_compared(report: &Report) -> Vec<String> {
    let silent = &report.summary.not_compared;
    if report.articles.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    if silent.claims > 0 {
        let kinds: Vec<String> =
            silent.kinds.iter().map(|(kind, number)| kind_words(*kind, *number)).collect();
        lines.push(format!(
            "{} met no claim of another article ({})",
            count(silent.claims, "claim"),
            kinds.join(", ")
        ));
    }
    let alone = report.number_of(Verdict::Uncorroborated);
    if alone > 0 {
        let stand = if alone == 1 { "stands" } else { "stand" };
        lines.push(format!("{} {stand} in one article alone, or in copies of it", count(alone, "fact")));
    }
    let names = |ids: &[u32]| {
        let name = |id: &u32| report.articles.get(usize::try_from(*id).ok()?).map(|a| a.name.clone());
        list_up_to(&ids.iter().filter_map(name).collect::<Vec<_>>(), 5)
    };
    if !silent.articles.is_empty() {
        lines.push(format!("no claim of {} met another article's", names(&silent.articles)));
    }
    if !silent.undated.is_empty() {
        lines.push(format!(
            "no day of publication is known of {}: \"Monday\" in them has no date",
            names(&silent.undated)
        ));
    }
    if !silent.rules.is_empty() {
        lines.push(format!(
            "{} found nothing: {}",
            count(silent.rules.len(), "rule"),
            list_up_to(&silent.rules, 8)
        ));
    }
    lines
}

/// A list cut at [`LONGEST`] with a line that says so.
pub(super) fn cut<T>(items: &[T], line: impl Fn(&T) -> String) -> Vec<String> {
    let mut lines: Vec<String> = items.iter().take(LONGEST).map(line).collect();
    if items.len() > LONGEST {
        lines.push(format!("and {} more (all are in --format json)", items.len() - LONGEST));
    }
    lines
}
