//! What an editor is told of an article: the claims that its words make, what other articles say of
//! the same facts, and where they contradict each other.

use std::borrow::Cow;
use std::path::Path;

use lsp_types::{DiagnosticRelatedInformation, Location, NumberOrString, Range, Uri};

use super::place::range;
use super::rules::severity;
use crate::article::{self, Article, Edited, same_path};
use crate::check::{Checked, check};
use crate::claim::{Claim, ClaimId};
use crate::cli::arguments::Global;
use crate::cli::engine::{Rules, options};
use crate::explain::{Explainer, tell};
use crate::files::Span;
use crate::graph::Verdict;
use crate::report::{FactEntry, Report};
use crate::rule::RuleSet;

/// The articles that are compared with one another, checked as they stand in the editor.
pub(super) struct Newsroom {
    pub(super) rules: Cow<'static, RuleSet>,
    pub(super) checked: Checked,
    pub(super) report: Report,
}

/// The paths of the articles that one is compared with: those that the command names, else those
/// beside it.
pub(super) fn compared_with(named: &[String], file: &Path) -> Vec<String> {
    let mut paths = if named.is_empty() { article::beside(file) } else { named.to_vec() };
    paths.push(file.to_string_lossy().into_owned());
    paths
}

impl Newsroom {
    pub(super) fn read(paths: &[String], global: &Global, edited: &Edited) -> Self {
        let rules = Rules::load(global, &[]).set;
        let read = article::read_edited(paths, &options(global), edited);
        let checked = check(read.articles, &rules);
        let report = Report::of(&checked, &rules, &read.problems);
        Self { rules, checked, report }
    }

    /// The article of a file that is one text.
    fn article(&self, file: &Path) -> Option<&Article> {
        let entries = self.checked.articles.iter().zip(&self.report.articles);
        let mut plain = entries.filter(|(_, entry)| entry.is_file).map(|(article, _)| article);
        plain.find(|article| same_path(Path::new(&article.path)) == file)
    }

    /// The claims whose words a span of a file touches; at a mere place those of the fewest words.
    pub(super) fn claims(&self, file: &Path, span: Span) -> Vec<ClaimId> {
        let Some(article) = self.article(file) else { return Vec::new() };
        let touched = |claim: &&Claim| {
            claim.article == article.id && claim.mention.start <= span.end && span.start <= claim.mention.end
        };
        let found: Vec<&Claim> = self.checked.claims.iter().filter(touched).collect();
        let narrow = found.iter().map(|claim| claim.mention.len()).min().filter(|_| span.is_empty());
        let wanted = |claim: &&&Claim| narrow.is_none_or(|narrow| claim.mention.len() == narrow);
        found.iter().filter(wanted).map(|claim| claim.id).collect()
    }

    /// What the claims are and which facts they became part of, in Markdown.
    pub(super) fn told(&self, claims: &[ClaimId]) -> String {
        let found = Explainer::new(&self.checked, &self.rules, &self.report).claims(claims);
        format!("```text\n{}```", tell(&self.report, &found))
    }

    /// The facts that claims are part of.
    pub(super) fn facts(&self, claims: &[ClaimId]) -> Vec<&FactEntry> {
        let holds = |fact: &&FactEntry| claims.iter().any(|claim| of(fact).any(|id| id == claim.0));
        self.report.facts.iter().filter(holds).collect()
    }

    /// Where the facts of claims are spoken of, in other articles or in all: path and range.
    pub(super) fn of_their_facts(&self, claims: &[ClaimId], with_own: bool) -> Vec<(&Path, Range)> {
        let article = claims.first().map(|id| self.claim(id.0).article);
        let facts = self.facts(claims);
        let mut ids: Vec<u32> = facts.into_iter().flat_map(of).collect();
        ids.sort_unstable();
        ids.dedup();
        let found = ids.into_iter().filter(|id| with_own || Some(self.claim(*id).article) != article);
        found.map(|id| self.place(id)).collect()
    }

    /// The contradictions that an article takes part in.
    pub(super) fn findings(
        &self,
        file: &Path,
        address: &dyn Fn(&Path) -> Option<Uri>,
    ) -> Vec<lsp_types::Diagnostic> {
        let Some(article) = self.article(file) else { return Vec::new() };
        let contradicted = self.report.facts.iter().filter(|fact| fact.verdict == Verdict::Contradicted);
        let mut found = Vec::new();
        for fact in contradicted {
            for id in of(fact).filter(|id| self.claim(*id).article == article.id) {
                let others = of(fact).filter(|other| *other != id);
                found.push(lsp_types::Diagnostic {
                    range: range(&article.text, self.claim(id).mention),
                    severity: Some(severity(fact.severity)),
                    code: Some(NumberOrString::String(fact.rule.clone())),
                    source: Some("crosscheck".to_owned()),
                    message: fact.message.clone(),
                    related_information: Some(others.filter_map(|id| self.related(id, address)).collect()),
                    ..lsp_types::Diagnostic::default()
                });
            }
        }
        found
    }

    fn related(
        &self,
        id: u32,
        address: &dyn Fn(&Path) -> Option<Uri>,
    ) -> Option<DiagnosticRelatedInformation> {
        let (path, range) = self.place(id);
        let claim = self.report.claim(id)?;
        let outlet = &self.report.article_of(claim)?.outlet;
        let location = Location { uri: address(path)?, range };
        Some(DiagnosticRelatedInformation { location, message: format!("{outlet}: {}", claim.reading) })
    }

    /// Where a claim stands; of an article that is one of several in a file its beginning.
    fn place(&self, id: u32) -> (&Path, Range) {
        let claim = self.claim(id);
        let at = claim.article.0 as usize;
        let article = &self.checked.articles[at];
        let plain = self.report.articles[at].is_file;
        let found = if plain { range(&article.text, claim.mention) } else { Range::default() };
        (Path::new(&article.path), found)
    }

    fn claim(&self, id: u32) -> &Claim {
        &self.checked.claims[id as usize]
    }
}

/// The claims of a fact.
fn of(fact: &FactEntry) -> impl Iterator<Item = u32> {
    fact.camps.iter().flat_map(|camp| camp.claims.iter().copied())
}
