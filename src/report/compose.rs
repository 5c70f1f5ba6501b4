//! From the stages' types to the report's.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::finding;
use super::names::Names;
use super::reading::reading;
use super::shape::{
    AgreementEntry, ApartEntry, ArgumentEntry, ArticleEntry, CampEntry, ClaimEntry, FactEntry, FigureEntry,
    Key, LedgerEntry, Mention, NotCompared, RelationEntry, Report, SCHEMA, Summary, number,
};
use super::source::Source;
use super::value::{ValueEntry, canonical, plain};
use super::version::{self, versions};
use super::words::slug;
use super::{Input, RuleLine};
use crate::article::Article;
use crate::claim::{Claim, ClaimId, Field, Polarity};
use crate::diagnostic::Severity;
use crate::fact::Fact;
use crate::files::Span;
use crate::graph::{Camp, Figure, Judgement, Verdict, ledger};

/// Every verdict, worst first.
pub(super) const VERDICTS: [Verdict; 6] = [
    Verdict::Contradicted,
    Verdict::Disputed,
    Verdict::Updated,
    Verdict::Compatible,
    Verdict::Corroborated,
    Verdict::Uncorroborated,
];

impl Report {
    /// Makes the report of a run. Same input, same report.
    #[doc(hidden)]
    pub fn new(input: Input<'_>) -> Self {
        let articles: Vec<ArticleEntry> = input
            .articles
            .iter()
            .zip(display_names(input.articles))
            .map(|(article, name)| ArticleEntry::new(article, origin(&input, article), name))
            .collect();
        let claim = |claim| Some(ClaimEntry::new(claim, article_of(&input, claim)?));
        let (claims, names): (Vec<ClaimEntry>, Names) = rayon::join(
            || input.claims.iter().filter_map(claim).collect(),
            || Names::new(input.claims, input.articles),
        );
        let facts = facts(&input, &names, &claims);
        let summary = summary(&input, &facts);
        let versions = versions(&input);
        let mut sources = sources(&input, &articles, &facts);
        sources.extend(version::sources(&versions, input.revisions));
        Self {
            schema: SCHEMA,
            articles,
            claims,
            facts,
            apart: apart(&input),
            agreement: agreement(&input),
            versions,
            as_of: None,
            problems: input.problems.to_vec(),
            changes: None,
            summary,
            names,
            sources,
        }
    }

    /// The same with each article's text.
    #[must_use]
    pub fn with_text(mut self, articles: &[Article]) -> Self {
        for (entry, article) in self.articles.iter_mut().zip(articles) {
            entry.text = Some(article.text.clone());
        }
        self
    }
}

impl ArticleEntry {
    fn new(article: &Article, origin: u32, name: String) -> Self {
        Self {
            id: article.id.0,
            path: article.path.clone(),
            record: article.record.clone(),
            outlet: article.outlet.clone(),
            title: article.title.clone(),
            published: article.published.map(|day| day.to_string()),
            story: article.story.clone(),
            url: article.url.clone(),
            byline: article.byline.clone(),
            origin,
            text: None,
            name,
            is_file: article.is_file,
            body: article.body,
        }
    }
}

impl ClaimEntry {
    /// The printed form of a claim of this article.
    pub fn new(claim: &Claim, article: &Article) -> Self {
        let place = article.lines.place(&article.text, claim.mention.start);
        let words = article.words(claim.mention);
        let argument = |argument: &crate::claim::Argument| ArgumentEntry {
            values: argument.values.iter().cloned().collect(),
            origin: argument.origin,
        };
        Self {
            id: claim.id.0,
            article: article.id.0,
            kind: claim.kind,
            concept: claim.concept.clone(),
            predicate: claim.predicate.clone(),
            mention: Mention {
                start: claim.mention.start,
                end: claim.mention.end,
                line: place.line,
                column: place.column,
            },
            sentence: sentence(article, claim),
            text: words.to_owned(),
            value: ValueEntry::new(&claim.value),
            reading: reading(&claim.value, claim.polarity, words),
            arguments: claim.arguments.iter().map(|(field, a)| (*field, argument(a))).collect(),
            attribution: claim.attribution.iter().map(|voice| voice.printed.clone()).collect(),
            polarity: claim.polarity,
            certainty: claim.certainty,
        }
    }
}

pub(super) fn sentence(article: &Article, claim: &Claim) -> Span {
    let at = usize::try_from(claim.sentence).unwrap_or(usize::MAX);
    article.sentences.get(at).map_or(claim.mention, |sentence| sentence.span)
}

fn origin(input: &Input<'_>, article: &Article) -> u32 {
    usize::try_from(article.id.0).ok().and_then(|at| input.origins.get(at)).copied().unwrap_or(article.id.0)
}

pub(super) fn article_of<'a>(input: &Input<'a>, claim: &Claim) -> Option<&'a Article> {
    input.articles.get(usize::try_from(claim.article.0).ok()?)
}

// Facts

fn facts(input: &Input<'_>, names: &Names, claims: &[ClaimEntry]) -> Vec<FactEntry> {
    let mut facts: Vec<FactEntry> = input
        .facts
        .par_iter()
        .zip(input.judgements)
        .filter_map(|(fact, judgement)| {
            Some(entry(input, names, claims, input.rules.get(fact.rule)?, fact, judgement))
        })
        .collect();
    facts.sort_by(|a, b| (&a.id, first_claim(a)).cmp(&(&b.id, first_claim(b))));
    make_unique(&mut facts);
    facts
}

fn first_claim(fact: &FactEntry) -> Option<u32> {
    fact.camps.iter().filter_map(|camp| camp.claims.first()).min().copied()
}

fn entry(
    input: &Input<'_>,
    names: &Names,
    claims: &[ClaimEntry],
    rule: &RuleLine,
    fact: &Fact,
    judgement: &Judgement,
) -> FactEntry {
    let camps: Vec<CampEntry> = judgement.camps.iter().map(|camp| camp_entry(claims, camp)).collect();
    let subject = finding::Subject { input, names, rule, fact, judgement, camps: &camps };
    let relations = judgement
        .relations
        .iter()
        .map(|relation| RelationEntry {
            camps: relation.camps,
            relation: relation.relation,
            difference: relation.difference,
            why: subject.why(relation),
            newer: relation.newer,
            witnesses: relation.witnesses.map(|claim| claim.0),
        })
        .collect();
    FactEntry {
        id: fact_id(rule, fact),
        rule: rule.id.clone(),
        title: rule.title.clone(),
        story: fact.story.clone(),
        key: Key(fact.key.clone()),
        named: named(names, fact),
        verdict: judgement.verdict,
        severity: rule.severity,
        message: subject.message(),
        relations,
        ledger: ledger_entry(input, judgement),
        // Claims join by what they share, none by a field that it does not say; the contract keeps the key.
        inferred: Vec::new(),
        fingerprint: fingerprint(input, rule, fact, judgement),
        camps,
    }
}

/// The key as readers see it: "person, kill, Lerwick".
fn named(names: &Names, fact: &Fact) -> Vec<String> {
    let told = fact.key.iter().filter(|(field, value)| *field != Field::Event && !value.is_empty());
    let mut told_once: Vec<String> = Vec::new();
    for value in told.map(|(field, value)| names.value(value, finding::is_name(*field))) {
        // What happens is both the concept and the predicate of its day.
        if !told_once.contains(&value) {
            told_once.push(value);
        }
    }
    told_once
}

/// The spread of the figures of several camps; a single camp has none.
fn ledger_entry(input: &Input<'_>, judgement: &Judgement) -> Option<LedgerEntry> {
    let spread = ledger(judgement, input.claims).filter(|_| judgement.camps.len() > 1)?;
    let figure = |figure: Figure| FigureEntry { claim: figure.claim.0, at: plain(figure.at) };
    Some(LedgerEntry { low: figure(spread.low), best: figure(spread.best), high: figure(spread.high) })
}

fn camp_entry(claims: &[ClaimEntry], camp: &Camp) -> CampEntry {
    CampEntry {
        reading: camp_reading(claims, camp),
        claims: camp.claims.iter().map(|claim| claim.0).collect(),
        outlets: camp.outlets,
        origins: camp.origins,
    }
}

/// What most of a camp's claims say; of several, what the first of them says.
fn camp_reading(claims: &[ClaimEntry], camp: &Camp) -> String {
    if let [only] = camp.claims.as_slice() {
        return claims.get(number(*only)).map(|claim| claim.reading.clone()).unwrap_or_default();
    }
    let said: Vec<&str> =
        camp.claims.iter().filter_map(|id| claims.get(number(*id))).map(|c| c.reading.as_str()).collect();
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for reading in &said {
        *votes.entry(reading).or_default() += 1;
    }
    let most = votes.values().max().copied().unwrap_or(0);
    said.into_iter().find(|reading| votes[reading] == most).unwrap_or_default().to_owned()
}

/// Rule, story and key, each made fit for an id.
fn fact_id(rule: &RuleLine, fact: &Fact) -> String {
    let key = fact.key.iter().map(|(_, value)| slug(value));
    let parts = fact.story.iter().map(|story| slug(story)).chain(key).filter(|part| !part.is_empty());
    std::iter::once(rule.id.clone()).chain(parts).collect::<Vec<_>>().join("/")
}

/// Facts whose ids fall together get "-2", "-3" in their order.
fn make_unique(facts: &mut [FactEntry]) {
    let mut taken: BTreeSet<String> = facts.iter().map(|fact| fact.id.clone()).collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for fact in facts {
        let seen = times.entry(fact.id.clone()).or_default();
        *seen += 1;
        let mut id = fact.id.clone();
        while *seen > 1 && !taken.insert(id.clone()) {
            id = format!("{}-{seen}", fact.id);
            *seen += usize::from(taken.contains(&id));
        }
        fact.id = id;
    }
}

/// 64-bit FNV-1a over rule, story, key and the camps' values.
fn fingerprint(input: &Input<'_>, rule: &RuleLine, fact: &Fact, judgement: &Judgement) -> String {
    let mut values: Vec<String> = judgement.camps.iter().filter_map(|camp| camp_value(input, camp)).collect();
    values.sort();
    let mut hash = Fnv::new();
    hash.part(&rule.id);
    hash.part(fact.story.as_deref().unwrap_or(""));
    for (field, value) in &fact.key {
        hash.part(&format!("{field:?}"));
        hash.part(value);
    }
    for value in &values {
        hash.part(value);
    }
    hash.text()
}

/// One canonical value for a camp: its claims agree, so the smallest form stands for all.
fn camp_value(input: &Input<'_>, camp: &Camp) -> Option<String> {
    let form = |id: &ClaimId| {
        let claim = input.claims.get(number(*id))?;
        let not = if claim.polarity == Polarity::Negated { "not " } else { "" };
        Some(format!("{not}{}", canonical(&claim.value)))
    };
    camp.claims.iter().filter_map(form).min()
}

/// The hash of Fowler, Noll and Vo: small, and the same on every machine and in every version.
pub(super) struct Fnv(u64);

impl Fnv {
    pub(super) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds a text and a mark that ends it.
    pub(super) fn part(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Sixteen hexadecimal digits.
    pub(super) fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}

// The rest

fn agreement(input: &Input<'_>) -> Vec<AgreementEntry> {
    let name = |at: usize| input.agreement.outlets.get(at).cloned().unwrap_or_default();
    input
        .agreement
        .pairs()
        .map(|(a, b, facts)| AgreementEntry { outlets: [name(a), name(b)], facts })
        .collect()
}

fn apart(input: &Input<'_>) -> Vec<ApartEntry> {
    let mut apart: Vec<ApartEntry> = input
        .apart
        .iter()
        .filter_map(|a| {
            let rule = input.rules.get(a.rule)?;
            Some(ApartEntry {
                story: a.story.clone(),
                rule: rule.id.clone(),
                title: rule.title.clone(),
                claims: a.claims.map(|claim| claim.0),
                field: a.field,
                values: a.values.clone(),
            })
        })
        .collect();
    apart.sort();
    apart.dedup();
    apart
}

/// Whether claims of two articles met in a fact, or one article contradicts itself in it.
fn is_compared(input: &Input<'_>, fact: &FactEntry) -> bool {
    let article = |id: &u32| input.claims.get(usize::try_from(*id).ok()?).map(|claim| claim.article);
    let articles: BTreeSet<_> = fact.camps.iter().flat_map(|camp| &camp.claims).filter_map(article).collect();
    articles.len() > 1 || fact.verdict == Verdict::Contradicted
}

fn summary(input: &Input<'_>, facts: &[FactEntry]) -> Summary {
    let mut verdicts: BTreeMap<Verdict, usize> = VERDICTS.into_iter().map(|verdict| (verdict, 0)).collect();
    for fact in facts {
        *verdicts.entry(fact.verdict).or_default() += 1;
    }
    let compared: Vec<&FactEntry> = facts.iter().filter(|fact| is_compared(input, fact)).collect();
    Summary {
        articles: input.articles.len(),
        outlets: input.articles.iter().map(|a| &a.outlet).collect::<BTreeSet<_>>().len(),
        origins: input.articles.iter().map(|a| origin(input, a)).collect::<BTreeSet<_>>().len(),
        stories: input.articles.iter().map(|a| &a.story).collect::<BTreeSet<_>>().len(),
        claims: input.claims.len(),
        facts: facts.len(),
        compared: compared.len(),
        verdicts,
        apart: apart(input).len(),
        problems: input.problems.len(),
        not_compared: not_compared(input, facts, &compared),
    }
}

fn not_compared(input: &Input<'_>, facts: &[FactEntry], compared: &[&FactEntry]) -> NotCompared {
    let met: BTreeSet<u32> =
        compared.iter().flat_map(|fact| &fact.camps).flat_map(|camp| camp.claims.iter().copied()).collect();
    let alone: Vec<&Claim> = input.claims.iter().filter(|claim| !met.contains(&claim.id.0)).collect();
    let mut kinds = BTreeMap::new();
    for claim in &alone {
        *kinds.entry(claim.kind).or_default() += 1;
    }
    let busy: BTreeSet<_> =
        input.claims.iter().filter(|claim| met.contains(&claim.id.0)).map(|claim| claim.article).collect();
    let used: BTreeSet<&str> = facts.iter().map(|fact| fact.rule.as_str()).collect();
    let idle = input.rules.iter().map(|rule| rule.id.clone()).filter(|id| !used.contains(id.as_str()));
    NotCompared {
        claims: alone.len(),
        kinds,
        articles: input.articles.iter().filter(|a| !busy.contains(&a.id)).map(|a| a.id.0).collect(),
        undated: input.articles.iter().filter(|a| a.published.is_none()).map(|a| a.id.0).collect(),
        rules: idle.collect::<BTreeSet<_>>().into_iter().collect(),
    }
}

/// Texts of the articles that a finding shows words of.
fn sources(input: &Input<'_>, names: &[ArticleEntry], facts: &[FactEntry]) -> BTreeMap<String, Source> {
    facts
        .iter()
        .filter(|fact| finding::is_shown(fact.verdict))
        .flat_map(|fact| &fact.camps)
        .flat_map(|camp| &camp.claims)
        .filter_map(|id| article_of(input, input.claims.get(usize::try_from(*id).ok()?)?))
        .map(|article| article.id)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter_map(|id| {
            let at = usize::try_from(id.0).ok()?;
            Some((names.get(at)?.name.clone(), Source::new(input.articles.get(at)?.text.as_str())))
        })
        .collect()
}

/// A name for every article: its path, with the record's id where it has one, and with its own
/// number where several records of one file have none.
fn display_names(articles: &[Article]) -> Vec<String> {
    let name = |a: &Article| a.record.as_ref().map_or_else(|| a.path.clone(), |r| format!("{}#{r}", a.path));
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for article in articles {
        *times.entry(name(article)).or_default() += 1;
    }
    let unique = |a: &Article| {
        let name = name(a);
        if times[&name] > 1 { format!("{name}#{}", a.id.0) } else { name }
    };
    articles.iter().map(unique).collect()
}

/// Findings by how much they matter: severity, then support, then id; those of one severity story by story.
pub(super) fn weight(fact: &FactEntry) -> (Reverse<Severity>, Option<&str>, Reverse<usize>, &str) {
    let origins = fact.camps.iter().map(|camp| camp.origins).sum();
    (Reverse(fact.severity), fact.story.as_deref(), Reverse(origins), &fact.id)
}
