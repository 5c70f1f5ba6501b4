//! Passages of articles as texts of a test: as short as they can be and still show what the whole
//! articles showed.

use super::draft::quoted;
use super::engine::judge;
use super::{Outcome, PUBLISHED, TestArticle, judge_texts, letter};
use crate::article::{Article, Part};
use crate::claim::Claim;
use crate::graph::Verdict;
use crate::rule::{Expectation, Rule, RuleSet, RuleTest, TestText};

/// Texts that show a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passages {
    /// One of each article.
    pub texts: Vec<TestText>,
    /// Whether they show what the articles as a whole show.
    pub shows: bool,
}

impl Passages {
    /// The passages around claims of a rule's fact, one of each article: their sentences, with the
    /// lead before them where the sentences alone do not bring the same to light, else the texts as
    /// a whole.
    pub fn of(
        rules: &RuleSet,
        rule: &Rule,
        verdict: Verdict,
        articles: &[Article],
        claims: &[&Claim],
    ) -> Self {
        let mut of_articles: Vec<(&Article, Vec<&Claim>)> = Vec::new();
        for claim in claims {
            let known = of_articles.iter().position(|(article, _)| article.id == claim.article);
            match known {
                Some(at) => of_articles[at].1.push(claim),
                // Two articles show a fact: more would only be longer.
                None if of_articles.len() < 2 => {
                    of_articles.push((&articles[claim.article.0 as usize], vec![claim]));
                }
                None => {}
            }
        }
        let mut last = Vec::new();
        for cut in [Cut::Sentences, Cut::Lead, Cut::Whole] {
            let texts: Vec<TestText> =
                of_articles.iter().map(|(article, claims)| cut.of(article, claims)).collect();
            if shows(rules, rule, verdict, &texts) {
                return Self { texts, shows: true };
            }
            if last.is_empty() {
                last = texts;
            }
        }
        Self { texts: last, shows: false }
    }
}

/// How much of an article is taken.
#[derive(Debug, Clone, Copy)]
enum Cut {
    Sentences,
    Lead,
    Whole,
}

impl Cut {
    fn of(self, article: &Article, claims: &[&Claim]) -> TestText {
        let prose = |at: &usize| article.sentences[*at].part != Part::Debris;
        let mut wanted: Vec<usize> = match self {
            Self::Whole => (0..article.sentences.len()).filter(prose).collect(),
            _ => claims.iter().map(|claim| claim.sentence as usize).collect(),
        };
        if matches!(self, Self::Lead) {
            wanted.extend((0..article.sentences.len()).find(prose));
        }
        wanted.sort_unstable();
        wanted.dedup();
        let words = |at: &usize| article.sentences.get(*at).map(|sentence| article.words(sentence.span));
        let text: Vec<&str> = wanted.iter().filter_map(words).flat_map(str::split_whitespace).collect();
        TestText { text: text.join(" "), outlet: None, published: article.published }
    }
}

/// Whether the texts bring to light what the fact is.
fn shows(rules: &RuleSet, rule: &Rule, verdict: Verdict, texts: &[TestText]) -> bool {
    let expect = match verdict {
        Verdict::Contradicted => Expectation::Contradicts,
        Verdict::Disputed => Expectation::Disputes,
        Verdict::Updated => Expectation::Updates,
        Verdict::Compatible => Expectation::Compatible,
        Verdict::Corroborated => Expectation::Agrees,
        Verdict::Uncorroborated => return true,
    };
    let article = |(at, text): (usize, &TestText)| TestArticle {
        text: text.text.clone(),
        outlet: format!("Outlet {}", letter(at)),
        published: text.published.unwrap_or(PUBLISHED),
    };
    let articles: Vec<TestArticle> = texts.iter().enumerate().map(article).collect();
    let test = RuleTest { expect, todo: false, texts: texts.to_vec(), at: rule.at.clone() };
    judge_texts(rule, &test, &judge(rules, &articles)) == Outcome::AsExpected
}

/// A test as lines of YAML, without dash and indentation.
pub fn test_lines(expectation: &str, texts: &[TestText]) -> Vec<String> {
    let line = |text: &TestText| match text.published {
        Some(day) => format!("  - {{ text: {}, published: {day} }}", quoted(&text.text)),
        None => format!("  - {}", quoted(&text.text)),
    };
    std::iter::once(format!("{expectation}:")).chain(texts.iter().map(line)).collect()
}
