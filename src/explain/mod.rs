//! Why and why not, from the engine itself: for a rule and a sentence the first gate that failed,
//! for two claims what brought them together or kept them apart.
//!
//! `alias` finds the names that were read as a person of the user's list; `gates` holds a rule against a claim, `meeting` one claim against another, both by asking the
//! functions that select and link; `remedy` names changes that could bring two claims together;
//! `words` makes English of the answers. Nothing here decides.

mod alias;
mod gates;
mod meeting;
mod remedy;
mod words;

use serde::Serialize;

use crate::article::{Article, ArticleId, Part};
use crate::check::Checked;
use crate::claim::compare::World;
use crate::claim::{Claim, ClaimId, extract};
use crate::fact::world;
use crate::files::Span;
use crate::report::shape::{ArticleEntry, SCHEMA};
use crate::report::value::kind_of_mention;
use crate::report::{ClaimEntry, FactEntry, Report, reading};
use crate::rule::RuleSet;
use crate::vocabulary::things::things;

pub use alias::ReadAs;
pub use gates::{Outcome, Seen, Step, Trial};
pub use meeting::{Clash, Ending, Gates, Meeting};
pub use remedy::{Alias, ChangedTest, Cure, Remedy};
pub use words::{how_it_ends, in_short, tell};

/// A run, ready to be asked.
pub struct Explainer<'a> {
    checked: &'a Checked,
    rules: &'a RuleSet,
    report: &'a Report,
    world: World<'static>,
}

/// A place that is asked about: an article, one line of it, or the claims at one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The article.
    pub article: ArticleId,
    /// The line, from 1; the whole article without one.
    pub line: Option<usize>,
    /// The column of that line, from 1 in characters, through whose words the claims run; all claims
    /// without one.
    pub column: Option<usize>,
}

/// What the parser saw of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentenceView {
    /// Its article.
    pub article: ArticleId,
    /// Its bytes.
    pub span: Span,
    /// The line that it starts on.
    pub line: usize,
    /// What it is on the page.
    pub part: Part,
    /// Its words.
    pub text: String,
    /// The values that the grammars found in it.
    pub values: Vec<SeenValue>,
    /// The claims that it makes.
    pub claims: Vec<ClaimId>,
}

/// A value that the grammars found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeenValue {
    /// Its kind: `count`, `date`.
    pub kind: &'static str,
    /// Its words.
    pub text: String,
    /// What it was read as.
    pub reading: String,
}

/// What a rule made of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The rule takes a claim of it.
    Takes,
    /// It makes claims of the rule's kinds, and each fails at a gate.
    Fails,
    /// It makes claims, none of the rule's kinds.
    OtherKinds,
    /// It makes no claim.
    NoClaim,
    /// It is page debris: no claim is made of such lines.
    Debris,
}

/// A rule and a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Id of the rule.
    pub rule: String,
    /// The sentence.
    pub sentence: SentenceView,
    /// What came of it.
    pub answer: Answer,
    /// The rule and each claim of the sentence.
    pub trials: Vec<Trial>,
}

/// A claim by itself: which rule takes it and which facts it became part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The claim.
    pub claim: ClaimId,
    /// Id of the rule that takes it.
    pub rule: Option<String>,
    /// Where none does, the rule that came nearest and its first gate that failed.
    pub nearest: Option<(String, Seen)>,
    /// Ids of its facts.
    pub facts: Vec<String>,
    /// Aliases of the user's people that its sentence was read with.
    pub aliases: Vec<ReadAs>,
}

/// The answer to one question, with everything that it names.
#[derive(Debug, Default, Clone, Serialize)]
pub struct Explanation {
    /// Number of this shape; the same as the report's.
    pub schema: u32,
    /// Sentences that were asked about by themselves.
    pub sentences: Vec<SentenceView>,
    /// Their claims.
    pub told: Vec<Told>,
    /// Rules and sentences.
    pub asked: Vec<Asked>,
    /// Pairs of claims.
    pub meetings: Vec<Meeting>,
    /// Of pairs that are kept apart, what would bring them together.
    pub cures: Vec<Cure>,
    /// Pairs of claims of unlike kinds, which are counted and not listed.
    pub unlike: usize,
    /// Claims that are named above.
    pub claims: Vec<ClaimEntry>,
    /// Facts that are named above.
    pub facts: Vec<FactEntry>,
    /// Articles of these claims and sentences.
    pub articles: Vec<ArticleEntry>,
}

/// What a rule made of all articles of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// Articles that it takes nothing of, with the claim that came nearest if there is any claim.
    pub untaken: Vec<(ArticleId, Option<Trial>)>,
    /// The pairs of claims of two articles that it took.
    pub meetings: Vec<Meeting>,
}

impl<'a> Explainer<'a> {
    /// Takes a finished run and its report.
    pub fn new(checked: &'a Checked, rules: &'a RuleSet, report: &'a Report) -> Self {
        Self { checked, rules, report, world: world::world() }
    }

    /// What was made of a place.
    pub fn place(&self, place: Place) -> Explanation {
        let sentences = self.sentences(place);
        let told = sentences.iter().flat_map(|s| &s.claims).map(|id| self.told(*id)).collect();
        self.complete(Explanation { sentences, told, ..Explanation::default() })
    }

    /// What was made of claims.
    pub fn claims(&self, claims: &[ClaimId]) -> Explanation {
        let told = claims.iter().map(|id| self.told(*id)).collect();
        self.complete(Explanation { told, ..Explanation::default() })
    }

    /// What a rule, by its index, made of places.
    pub fn rule(&self, rule: usize, places: &[Place]) -> Explanation {
        let sentences = places.iter().flat_map(|place| self.sentences(*place));
        let asked = sentences.map(|sentence| self.asked(rule, sentence)).collect();
        self.complete(Explanation { asked, ..Explanation::default() })
    }

    /// Why the claims of two places were or were not compared: every pair of one kind, and the pairs
    /// of unlike kinds only where there is no other.
    pub fn pairs(&self, one: Place, other: Place) -> Explanation {
        let claims = |place| -> Vec<ClaimId> {
            let sentences: Vec<SentenceView> = self.sentences(place);
            sentences.iter().flat_map(|sentence| sentence.claims.iter().copied()).collect()
        };
        let (xs, ys) = (claims(one), claims(other));
        let pairs = xs.iter().flat_map(|x| ys.iter().map(move |y| (*x, *y))).filter(|(x, y)| x != y);
        let alike = |(x, y): &(ClaimId, ClaimId)| self.claim(*x).kind == self.claim(*y).kind;
        let (of_a_kind, unlike): (Vec<_>, Vec<_>) = pairs.partition(alike);
        let shown = if of_a_kind.is_empty() { &unlike } else { &of_a_kind };
        let meetings: Vec<Meeting> = shown.iter().map(|(x, y)| self.meeting(*x, *y)).collect();
        let unlike = if of_a_kind.is_empty() { 0 } else { unlike.len() };
        // A place without claims has its sentences shown instead.
        let bare = [(one, &xs), (other, &ys)].into_iter().filter(|(_, claims)| claims.is_empty());
        let sentences = bare.flat_map(|(place, _)| self.sentences(place)).collect();
        self.complete(Explanation { sentences, meetings, unlike, ..Explanation::default() })
    }

    /// One fact, found by its id or by the beginning of it.
    pub fn fact(&self, id: &str) -> Option<Explanation> {
        let exact = self.report.facts.iter().find(|fact| fact.id == id);
        let fact = exact.or_else(|| self.report.facts.iter().find(|fact| fact.id.starts_with(id)))?;
        Some(self.complete(Explanation { facts: vec![fact.clone()], ..Explanation::default() }))
    }

    /// Why a rule, by its index, joined the articles of this run or did not: of each article that it
    /// takes nothing of the claim that came nearest, else the pairs of claims that it took.
    pub fn joining(&self, rule: usize) -> Joining {
        let of_article = |article: &Article| -> Vec<&Claim> {
            self.checked.claims.iter().filter(|claim| claim.article == article.id).collect()
        };
        let (mut untaken, mut taken) = (Vec::new(), Vec::new());
        for article in &self.checked.articles {
            let claims = of_article(article);
            let own = claims.iter().filter(|claim| self.rule_of(claim.id) == Some(rule));
            let own: Vec<ClaimId> = own.map(|claim| claim.id).collect();
            if own.is_empty() {
                let trials = claims.iter().map(|claim| self.trial(rule, claim.id));
                untaken.push((article.id, trials.reduce(nearer)));
            }
            taken.push(own);
        }
        let later = |at: usize| taken.get(at + 1..).unwrap_or_default().iter().flatten();
        let pairs = taken.iter().enumerate();
        let pairs = pairs.flat_map(|(at, xs)| xs.iter().flat_map(move |x| later(at).map(move |y| (*x, *y))));
        Joining { untaken, meetings: pairs.map(|(x, y)| self.meeting(x, y)).collect() }
    }

    /// The rule that takes a claim.
    fn rule_of(&self, claim: ClaimId) -> Option<usize> {
        self.checked.selected[index(claim)].map(|taken| taken.rule)
    }

    /// One rule, by its index, and one claim.
    pub fn trial(&self, rule: usize, claim: ClaimId) -> Trial {
        let taken_by = self.rule_of(claim).map(|rule| &self.rules.rules[rule]);
        let (claim, is_a) = (self.claim(claim), |a: &str, b: &str| things().is_a(a, b));
        let bench = gates::Bench { is_a: &is_a, article: self.article(claim), claim };
        bench.trial(&self.rules.rules[rule], taken_by)
    }

    /// The sentences that a place touches, with what the parser saw in them: of a column the claims there
    /// alone, and all of a sentence that makes none there.
    pub fn sentences(&self, place: Place) -> Vec<SentenceView> {
        let article = &self.checked.articles[place.article.0 as usize];
        let line = |at: usize| article.lines.place(&article.text, at).line;
        let touches = |span: Span| place.line.is_none_or(|line| article.touches(span, line, place.column));
        let values = extract::sentence_values(article);
        let view = |(at, sentence): (usize, &crate::article::Sentence)| {
            let of_sentence = |claim: &&Claim| claim.article == article.id && claim.sentence as usize == at;
            let there = |claim: &&Claim| touches(claim.mention);
            let all: Vec<&Claim> = self.checked.claims.iter().filter(of_sentence).collect();
            let at_column =
                if place.column.is_some() { all.iter().copied().filter(there).collect() } else { Vec::new() };
            let shown = if at_column.is_empty() { all } else { at_column };
            let found = values.iter().filter(|(of, _)| *of == at).flat_map(|(_, values)| values);
            SentenceView {
                article: article.id,
                span: sentence.span,
                line: line(sentence.span.start),
                part: sentence.part,
                text: article.words(sentence.span).to_owned(),
                values: found.map(|mention| seen_value(article, mention)).collect(),
                claims: shown.into_iter().map(|claim| claim.id).collect(),
            }
        };
        let sentences = article.sentences.iter().enumerate();
        sentences.filter(|(_, sentence)| touches(sentence.span)).map(view).collect()
    }

    fn asked(&self, rule: usize, sentence: SentenceView) -> Asked {
        let trials: Vec<Trial> = sentence.claims.iter().map(|id| self.trial(rule, *id)).collect();
        let kinds = &self.rules.rules[rule].kinds;
        let answer = match () {
            () if sentence.part == Part::Debris => Answer::Debris,
            () if trials.is_empty() => Answer::NoClaim,
            () if trials.iter().any(|trial| trial.outcome == Outcome::Takes) => Answer::Takes,
            () if !trials.iter().any(|trial| kinds.contains(&self.claim(trial.claim).kind)) => {
                Answer::OtherKinds
            }
            () => Answer::Fails,
        };
        Asked { rule: self.rules.rules[rule].id.clone(), sentence, answer, trials }
    }

    fn told(&self, id: ClaimId) -> Told {
        let rule = self.rule_of(id).map(|rule| self.rules.rules[rule].id.clone());
        let nearest = if rule.is_none() { self.nearest(id) } else { None };
        let holds = |fact: &&FactEntry| meeting::camp_of(fact, id).is_some();
        let facts = self.report.facts.iter().filter(holds).map(|fact| fact.id.clone()).collect();
        Told { claim: id, rule, nearest, facts, aliases: self.read_as(&[id]) }
    }

    /// Of the rules for a claim's kind, the one with the most gates that it passes; its first gate
    /// that failed.
    fn nearest(&self, id: ClaimId) -> Option<(String, Seen)> {
        let kind = self.claim(id).kind;
        let rules = self.rules.rules.iter().enumerate().filter(|(_, rule)| rule.kinds.contains(&kind));
        let trials = rules.map(|(rule, _)| self.trial(rule, id));
        let best = trials.reduce(nearer)?;
        Some((best.rule, best.failed?))
    }

    /// Adds the claims, facts and articles that an explanation names.
    fn complete(&self, mut found: Explanation) -> Explanation {
        found.schema = SCHEMA;
        let mut facts: Vec<&str> =
            found.told.iter().flat_map(|told| &told.facts).map(String::as_str).collect();
        facts.extend(found.meetings.iter().filter_map(|meeting| match &meeting.ending {
            Ending::OneFact { fact, .. } => Some(fact.as_str()),
            _ => None,
        }));
        let named = |fact: &&FactEntry| facts.contains(&fact.id.as_str());
        let named: Vec<FactEntry> = self.report.facts.iter().filter(named).cloned().collect();
        found.facts.extend(named);
        let claims = found.claim_ids();
        found.claims = claims.iter().filter_map(|id| self.report.claim(id.0)).cloned().collect();
        let mut articles: Vec<u32> = found.claims.iter().map(|claim| claim.article).collect();
        let asked = found.asked.iter().map(|asked| &asked.sentence);
        articles.extend(found.sentences.iter().chain(asked).map(|sentence| sentence.article.0));
        let named = |article: &&ArticleEntry| articles.contains(&article.id);
        found.articles = self.report.articles.iter().filter(named).cloned().collect();
        found
    }

    fn claim(&self, id: ClaimId) -> &Claim {
        &self.checked.claims[index(id)]
    }

    fn article(&self, claim: &Claim) -> &Article {
        &self.checked.articles[claim.article.0 as usize]
    }
}

impl Explanation {
    /// Every claim that it names, ascending.
    fn claim_ids(&self) -> Vec<ClaimId> {
        let mut ids: Vec<ClaimId> = self.told.iter().map(|told| told.claim).collect();
        ids.extend(self.asked.iter().flat_map(|asked| asked.trials.iter().map(|trial| trial.claim)));
        for meeting in &self.meetings {
            ids.extend(meeting.claims);
            match &meeting.ending {
                Ending::OneFact { through, .. } => ids.extend(through),
                Ending::Beside { claim } => ids.push(*claim),
                Ending::Clash { between } => ids.extend(between.iter().flat_map(|clash| clash.claims)),
                _ => {}
            }
        }
        let camps = self.facts.iter().flat_map(|fact| &fact.camps);
        ids.extend(camps.flat_map(|camp| camp.claims.iter().map(|id| ClaimId(*id))));
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Of two trials the one with more gates that the claim passes; the first of equals.
fn nearer(best: Trial, next: Trial) -> Trial {
    let passed = |trial: &Trial| {
        // What is of another kind is far away, whatever else fits.
        let kind = trial.gates.first().is_some_and(Step::passed);
        (kind, trial.gates.iter().filter(|gate| gate.passed()).count())
    };
    if passed(&next) > passed(&best) { next } else { best }
}

fn index(claim: ClaimId) -> usize {
    claim.0 as usize
}

fn seen_value(article: &Article, mention: &crate::claim::value::ValueMention) -> SeenValue {
    let text = article.words(mention.span);
    SeenValue {
        kind: kind_of_mention(&mention.kind),
        text: text.to_owned(),
        reading: reading::of_mention(mention, text),
    }
}

#[cfg(test)]
mod tests;
