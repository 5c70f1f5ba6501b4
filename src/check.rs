//! The engine on one page: articles and rules in, judged facts out.

use rayon::prelude::*;

use crate::article::Article;
use crate::claim::{Claim, ClaimId};
use crate::fact::{Apart, Fact, link, world};
use crate::graph::{self, FactRule, Judgement};
use crate::rule::RuleSet;

/// Everything that a run found out.
#[derive(Debug)]
pub struct Checked {
    /// The articles, numbered.
    pub articles: Vec<Article>,
    /// Origin of each article: copies of one text have one.
    pub origins: Vec<u32>,
    /// All claims, numbered.
    pub claims: Vec<Claim>,
    /// All facts.
    pub facts: Vec<Fact>,
    /// What each fact comes to.
    pub judgements: Vec<Judgement>,
    /// Look-alikes that were kept apart.
    pub apart: Vec<Apart>,
    /// Outlets, articles, claims, camps and facts as one graph.
    pub graph: graph::ClaimGraph,
}

/// Reads, links and judges. The articles must be numbered (see [`crate::article::number`]).
pub fn check(articles: Vec<Article>, rules: &RuleSet) -> Checked {
    let claims = number(articles.par_iter().map(crate::claim::extract::claims).collect());
    let world = world::world();
    let linked = link::link(&articles, &claims, rules, &world);
    let over_time: Vec<FactRule> = rules.rules.iter().map(FactRule::from).collect();
    let (graph, mut judgements) = graph::build(&articles, &claims, &linked.facts, &over_time, world);
    let (mut facts, origins) = (linked.facts, graph::origins(&articles));
    graph::add_sums(&articles, &claims, rules, &mut facts, &mut judgements);
    Checked { articles, origins, claims, facts, judgements, apart: linked.apart, graph }
}

/// One list of claims with dense ids, in the order of the articles.
fn number(of_articles: Vec<Vec<Claim>>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = of_articles.into_iter().flatten().collect();
    for (id, claim) in claims.iter_mut().enumerate() {
        claim.id = ClaimId(u32::try_from(id).unwrap_or(u32::MAX));
    }
    claims
//! PLACEHOLDER of the lead's file: only enough of the engine for `cli/` to compile and to be
//! tested. `placeholder` mirrors signatures of rooms that other branches write.
use crate::diagnostic::Diagnostic;
use crate::fact::{Apart, Fact};
use crate::graph::{Camp, Judgement, Verdict};
use placeholder::rule::RuleSet;
/// What stages 2 to 4 found.
    /// By id.
    /// Origin of each article.
    /// By id.
    /// Facts.
    /// Of each fact.
    /// Look-alikes.
    /// Problems.
    pub problems: Vec<Diagnostic>,
/// Takes the first number of each article for one fact.
    let origins = articles.iter().map(|a| a.id.0).collect();
    let mut claims: Vec<Claim> = articles.iter().flat_map(placeholder::extract::claims).collect();
    for (id, claim) in (0..).zip(&mut claims) {
        claim.id = ClaimId(id);
    let mut camps: Vec<Camp> = Vec::new();
    for claim in &claims {
        let same = |camp: &&mut Camp| claims[camp.claims[0].0 as usize].value == claim.value;
        match camps.iter_mut().find(same) {
            Some(camp) => camp.claims.push(claim.id),
            None => camps.push(Camp { claims: vec![claim.id], outlets: 1, origins: 1 }),
        }
    let (mut facts, mut judgements) = (Vec::new(), Vec::new());
    if claims.len() > 1 && !rules.rules.is_empty() {
        let claims = claims.iter().map(|c| c.id).collect();
        facts.push(Fact { rule: 0, story: None, key: Vec::new(), claims, inferred: Vec::new() });
        let verdict = if camps.len() > 1 { Verdict::Contradicted } else { Verdict::Corroborated };
        judgements.push(Judgement { camps, relations: Vec::new(), verdict });
    Checked { articles, origins, claims, facts, judgements, apart: Vec::new(), problems: Vec::new() }
/// Rooms of other branches.
#[allow(missing_docs, clippy::all, clippy::pedantic)]
pub mod placeholder {
    pub mod article {
        use crate::article::{Article, ArticleId, Part, Sentence};
        use crate::diagnostic::{Diagnostic, Severity};
        use crate::files::{Lines, Span};
        #[derive(Default)]
        pub struct Options {
            pub published: Option<jiff::civil::Date>,
        }
        pub struct Reading {
            pub articles: Vec<Article>,
            pub problems: Vec<Diagnostic>,
        }
        pub fn read(paths: &[String], options: &Options) -> Reading {
            let (mut articles, mut problems) = (Vec::new(), Vec::new());
            for path in &expand(paths) {
                match std::fs::read_to_string(path) {
                    Ok(text) => articles.push(article(articles.len(), path, text, options)),
                    Err(e) => {
                        problems.push(Diagnostic::new("unreadable", Severity::Error, format!("{path}: {e}")))
                    }
                }
            }
            Reading { articles, problems }
        }
        fn expand(paths: &[String]) -> Vec<String> {
            let mut all = Vec::new();
            for path in paths {
                let Ok(folder) = std::fs::read_dir(path) else {
                    all.push(path.clone());
                    continue;
                };
                let files = folder.flatten().map(|e| e.path().to_string_lossy().into_owned());
                all.extend(files.filter(|f| f.ends_with(".txt")));
            }
            all.sort();
            all
        }
        fn article(at: usize, path: &str, text: String, options: &Options) -> Article {
            let sentence =
                Sentence { span: Span::new(0, text.trim_end().len()), paragraph: 0, part: Part::Body };
            Article {
                id: ArticleId(at as u32),
                path: path.to_owned(),
                record: None,
                outlet: path.to_owned(),
                title: None,
                published: options.published,
                story: None,
                url: None,
                body: 0,
                sentences: vec![sentence],
                lines: Lines::new(&text),
                text,
            }
        }
    pub mod extract {
        use crate::article::Article;
        use crate::claim::quantity::Quantity;
        use crate::claim::value::ValueMention;
        use crate::claim::{Claim, ClaimId, EventId, Kind, Value};
        use crate::files::Span;
        pub fn sentence_values(article: &Article) -> Vec<(usize, Vec<ValueMention>)> {
            (0..article.sentences.len()).map(|at| (at, Vec::new())).collect()
        }
        pub fn claims(article: &Article) -> Vec<Claim> {
            let digits = |c: char| c.is_ascii_digit();
            let Some(start) = article.text.find(digits) else { return Vec::new() };
            let end = article.text[start..].find(|c| !digits(c)).map_or(article.text.len(), |n| start + n);
            let number = article.text[start..end].parse().unwrap_or_default();
            vec![Claim {
                id: ClaimId(0),
                article: article.id,
                sentence: 0,
                kind: Kind::Count,
                concept: None,
                predicate: None,
                value: Value::Number(Quantity::exactly(number)),
                mention: Span::new(start, end),
                cues: Vec::new(),
                arguments: Default::default(),
                attribution: Vec::new(),
                polarity: Default::default(),
                certainty: Default::default(),
                change: false,
                event: EventId(0),
            }]
        }
    pub mod rule {
        use std::sync::{Arc, LazyLock};
        use crate::claim::{Field, Kind};
        use crate::diagnostic::{Diagnostic, Severity};
        pub type Loaded = (RuleSet, Vec<Diagnostic>);
        #[derive(Clone, Default)]
        pub struct RuleSet {
            pub rules: Vec<Rule>,
        }
        #[derive(Clone)]
        pub struct Rule {
            pub id: String,
            pub title: String,
            pub kinds: Vec<Kind>,
            pub key: Vec<Field>,
            pub severity: Severity,
            pub message: Message,
            pub tests: Vec<()>,
            pub at: Spot,
        }
        #[derive(Clone)]
        pub struct Message(pub String);
        pub enum Slot {
            Outlets,
            Values,
            Title,
            Concept,
            Predicate,
            Field(Field),
            Phrase(String),
        }
        impl Message {
            pub fn render(&self, _: &dyn Fn(&Slot) -> String) -> String {
                self.0.clone()
            }
        }
        #[derive(Clone)]
        pub struct Source(Arc<str>);
        impl Source {
            pub fn text(&self) -> &Arc<str> {
                &self.0
            }
        }
        #[derive(Clone)]
        pub struct Spot {
            pub source: Source,
        }
        impl Rule {
            pub fn file(&self) -> &str {
                "rules/placeholder.yml"
            }
        }
        static SHIPPED: LazyLock<Loaded> = LazyLock::new(|| {
            let rule = Rule {
                id: "placeholder".into(),
                title: "Nothing".into(),
                kinds: vec![Kind::Count],
                key: vec![Field::Agent],
                severity: Severity::Error,
                message: Message(String::new()),
                tests: Vec::new(),
                at: Spot { source: Source("id: placeholder\n".into()) },
            };
            (RuleSet { rules: vec![rule] }, Vec::new())
        });
        impl RuleSet {
            pub fn shipped() -> &'static Loaded {
                &SHIPPED
            }
            pub fn load(paths: &[String], with_shipped: bool) -> Loaded {
                let rules = if with_shipped { SHIPPED.0.rules.clone() } else { Vec::new() };
                let missing = paths.iter().filter(|p| !std::path::Path::new(p).exists());
                let problem = |p: &String| {
                    Diagnostic::new("unreadable-rules", Severity::Error, format!("{p}: not found"))
                };
                (RuleSet { rules }, missing.map(problem).collect())
            }
            pub fn find(&self, id: &str) -> Option<(usize, &Rule)> {
                self.rules.iter().enumerate().find(|(_, rule)| rule.id == id)
            }
            pub fn lint(&self) -> Vec<Diagnostic> {
                Vec::new()
            }
        }
    pub mod testing {
        use super::rule::RuleSet;
        use crate::diagnostic::Diagnostic;
        pub struct Case;
        impl Case {
            pub fn diagnostic(&self) -> Option<Diagnostic> {
                None
            }
        }
        pub struct Tally {
            pub passed: usize,
            pub failed: usize,
            pub gaps: usize,
        }
        impl Tally {
            pub fn of(cases: &[Case]) -> Self {
                Self { passed: cases.len(), failed: 0, gaps: 0 }
            }
        }
        pub fn run(_: &RuleSet, _: Option<&str>) -> Vec<Case> {
            Vec::new()
        }
}
