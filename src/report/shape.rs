//! The shape of the JSON report: the project's contract with other programs. Fields are only ever
//! added; a change of meaning raises [`SCHEMA`].

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::baseline::ChangeEntry;
use super::value::ValueEntry;
use super::version::VersionEntry;
use crate::claim::compare::Difference;
use crate::claim::{Certainty, ClaimId, Field, Kind, Origin, Polarity};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;
use crate::graph::{Relation, Tally, Verdict};

/// Number of the shape below.
pub const SCHEMA: u32 = 1;

/// The report: articles, what they claim, what that comes to.
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// By id.
    pub articles: Vec<ArticleEntry>,
    /// By id.
    pub claims: Vec<ClaimEntry>,
    /// By id.
    pub facts: Vec<FactEntry>,
    /// Claims that look alike but are not one fact.
    pub apart: Vec<ApartEntry>,
    /// How often each two outlets say the same; pairs that share no fact are left out.
    pub agreement: Vec<AgreementEntry>,
    /// What changed from version to version of one article; the newest alone is among `articles`.
    pub versions: Vec<VersionEntry>,
    /// The day after which nothing was read, `YYYY-MM-DD`; only with `--as-of`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// What could not be read, or not as it should be.
    pub problems: Vec<Diagnostic>,
    /// What changed since a baseline; only with `--baseline`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<ChangeEntry>>,
    /// The report in figures.
    pub summary: Summary,
    /// Names as the articles print them.
    #[serde(skip)]
    pub(super) names: super::names::Names,
    /// Texts of the articles that findings point into, by the articles' display names.
    #[serde(skip)]
    pub(super) sources: BTreeMap<String, super::source::Source>,
}

/// One article.
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
pub struct ArticleEntry {
    /// Dense number; does not depend on the order of the input.
    pub id: u32,
    /// Path as the user gave it.
    pub path: String,
    /// The `id` of a JSON record; null for other input.
    pub record: Option<String>,
    /// Who published it.
    pub outlet: String,
    /// Headline from the metadata.
    pub title: Option<String>,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Articles of different stories are never compared.
    pub story: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it, where its page says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Articles with one number are copies of one text.
    pub origin: u32,
    /// The text that all offsets count in; only with `--with-text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What readers see as its file: path, with the record's id where one file holds several
    /// articles.
    #[serde(skip)]
    pub name: String,
    /// Whether the text is its file as it stands, so that places in the one are places in the other.
    #[serde(skip)]
    pub is_file: bool,
    /// First byte of the article proper in its text, after front matter.
    #[serde(skip)]
    pub body: usize,
}

impl ArticleEntry {
    /// Its address, if it is one that a browser may follow.
    pub(super) fn web(&self) -> Option<&str> {
        self.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"))
    }
}

/// Where a claim's words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Mention {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
}

/// A field of a claim.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct ArgumentEntry {
    /// Canonical values, in alphabetical order.
    pub values: Vec<String>,
    /// Said in the claim's clause, or inherited from elsewhere in the article.
    pub origin: Origin,
}

/// One claim.
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
pub struct ClaimEntry {
    /// Dense number.
    pub id: u32,
    /// Id of its article.
    pub article: u32,
    /// What kind of value it carries.
    pub kind: Kind,
    /// What is counted or measured.
    pub concept: Option<String>,
    /// What is said of it.
    pub predicate: Option<String>,
    /// The words that carry the value.
    pub mention: Mention,
    /// Bytes of its sentence.
    pub sentence: Span,
    /// The mention's exact words.
    pub text: String,
    /// The value; its shape depends on `kind`: see [`ValueEntry`].
    pub value: ValueEntry,
    /// The value in a few words.
    pub reading: String,
    /// What it is about.
    pub arguments: BTreeMap<Field, ArgumentEntry>,
    /// Who is cited for it, nearest voice first, as printed; empty: the outlet itself.
    pub attribution: Vec<String>,
    /// Whether it is said to be so.
    pub polarity: Polarity,
    /// How firmly.
    pub certainty: Certainty,
}

/// A fact's key: fields and values in the rule's order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(pub Vec<(Field, String)>);

impl Key {
    /// The value of one field.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.0.iter().find(|(f, _)| *f == field).map(|(_, value)| value.as_str())
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (field, value) in &self.0 {
            map.serialize_entry(field, value)?;
        }
        map.end()
    }
}

/// One fact: what several claims are about.
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
pub struct FactEntry {
    /// Rule, story and key; unique.
    pub id: String,
    /// Id of the rule that joined the claims.
    pub rule: String,
    /// Title of the rule.
    pub title: String,
    /// Story of its articles.
    pub story: Option<String>,
    /// What identifies it.
    #[schemars(with = "BTreeMap<Field, String>")]
    pub key: Key,
    /// The values of the key as articles print them, without those that are empty or say nothing to a reader.
    #[serde(skip)]
    pub(super) named: Vec<String>,
    /// What it comes to.
    pub verdict: Verdict,
    /// How much a contradiction in it matters, as the rule says.
    pub severity: Severity,
    /// What it comes to, in one sentence.
    pub message: String,
    /// The claims that agree, most origins first.
    pub camps: Vec<CampEntry>,
    /// How the camps stand to each other.
    pub relations: Vec<RelationEntry>,
    /// The spread of the figures, where there are several.
    pub ledger: Option<LedgerEntry>,
    /// Claims that joined by a key field which they do not say and which only this fact fitted.
    pub inferred: Vec<u32>,
    /// Rule, story, key and the camps' values as 16 hexadecimal digits, without outlets, offsets
    /// and wording.
    pub fingerprint: String,
}

/// The claims of one fact that agree.
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
pub struct CampEntry {
    /// What they say.
    pub reading: String,
    /// Ids, ascending.
    pub claims: Vec<u32>,
    /// How many outlets stand behind it.
    pub outlets: usize,
    /// How many origins: copies of one text are one.
    pub origins: usize,
}

/// How two camps stand to each other.
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
pub struct RelationEntry {
    /// Indices into the fact's `camps`.
    pub camps: [usize; 2],
    /// How they stand to each other.
    pub relation: Relation,
    /// What sets them apart.
    pub difference: Option<Difference>,
    /// Why, in one sentence.
    pub why: String,
    /// Of an update, the index of the camp that replaces the other; null of every other relation.
    pub newer: Option<usize>,
    /// Ids of two claims, one of each camp, that show it best.
    pub witnesses: [u32; 2],
}

/// The lowest, best supported and highest figure of a fact.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct LedgerEntry {
    /// The lowest figure that a camp names.
    pub low: FigureEntry,
    /// The figure of the camp with the most origins.
    pub best: FigureEntry,
    /// The highest figure that a camp names.
    pub high: FigureEntry,
}

/// A figure of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct FigureEntry {
    /// The claim that gives it; its reading has hedge and unit.
    pub claim: u32,
    /// The number as a decimal string, in the base unit of its dimension.
    pub at: String,
}

/// What two outlets have in common.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct AgreementEntry {
    /// Their names, in alphabetical order.
    pub outlets: [String; 2],
    /// How many facts both speak of, by how their values stand to each other. A fact counts once.
    #[serde(flatten)]
    pub facts: Tally,
}

/// Two claims that look alike but are not one fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
pub struct ApartEntry {
    /// Story of their articles.
    pub story: Option<String>,
    /// Id of the rule that would have joined them.
    pub rule: String,
    /// Ids, ascending.
    pub claims: [u32; 2],
    /// The field that keeps them apart.
    pub field: Field,
    /// Its two values, in the order of `claims`.
    pub values: [String; 2],
    /// Title of the rule.
    #[serde(skip)]
    pub(super) title: String,
}

/// The report in figures.
#[derive(Debug, Clone, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Summary {
    /// Articles read.
    pub articles: usize,
    /// Outlets that published them.
    pub outlets: usize,
    /// Texts that are no copy of one another.
    pub origins: usize,
    /// Stories.
    pub stories: usize,
    /// Claims found.
    pub claims: usize,
    /// Facts, those that one claim alone makes included.
    pub facts: usize,
    /// Facts that claims of at least two articles make, or that hold a contradiction.
    pub compared: usize,
    /// Facts by verdict; every verdict is named.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// Look-alikes kept apart.
    pub apart: usize,
    /// Problems with the input.
    pub problems: usize,
    /// What did not take part.
    pub not_compared: NotCompared,
}

/// What did not take part in any comparison: said, so that silence is not read as agreement.
#[derive(Debug, Clone, Default, serde::Serialize, schemars::JsonSchema)]
pub struct NotCompared {
    /// Claims that met no claim of another article.
    pub claims: usize,
    /// The same by kind.
    pub kinds: BTreeMap<Kind, usize>,
    /// Ids of articles none of whose claims met another.
    pub articles: Vec<u32>,
    /// Ids of articles without a day of publication: their "Monday" could not be dated.
    pub undated: Vec<u32>,
    /// Ids of rules that found no fact.
    pub rules: Vec<String>,
}

impl Report {
    /// A claim by its id.
    pub fn claim(&self, id: u32) -> Option<&ClaimEntry> {
        self.claims.get(usize::try_from(id).ok()?)
    }

    /// A folded name as the articles print it most.
    #[doc(hidden)]
    pub fn printed(&self, folded: &str) -> String {
        self.names.value(folded, true)
    }

    /// A claim's article.
    pub fn article_of(&self, claim: &ClaimEntry) -> Option<&ArticleEntry> {
        self.articles.get(usize::try_from(claim.article).ok()?)
    }

    /// How many facts have a verdict.
    pub fn number_of(&self, verdict: Verdict) -> usize {
        self.summary.verdicts.get(&verdict).copied().unwrap_or(0)
    }
}

/// The number behind an id.
pub(super) fn number(id: ClaimId) -> usize {
    usize::try_from(id.0).unwrap_or(usize::MAX)
}
