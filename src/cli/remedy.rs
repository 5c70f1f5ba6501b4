//! The smallest change that brings two claims together: proposals are tried, by running the engine
//! with them, and the tests of all rules are run with what helped.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

use super::arguments::Global;
use super::engine::Run;
use crate::article::{Article, number};
use crate::check::check_as;
use crate::claim::{Claim, ClaimId, Kind};
use crate::explain::{
    Alias, ChangedTest, Cure, Ending, Explainer, Explanation, Meeting, Remedy, how_it_ends,
};
use crate::files::{Lines, Span};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::rule::names::Named;
use crate::testing::engine::judge_as;
use crate::testing::{self, Case, Outcome};

/// Pairs of claims whose change is looked for: of each the tests of all rules are run.
const PAIRS: usize = 2;
/// Most settings of one size whose tests are run, to take the one that does least harm.
const CHOICE: usize = 3;
/// Most changes that are tried at once.
const DEEP: usize = 2;
/// Most runs of the engine for one pair.
const TRIES: usize = 40;

/// Adds to an explanation what would bring its pairs together, those that one rule takes first.
pub fn add(found: &mut Explanation, run: &Run, global: &Global) {
    let apart =
        |meeting: &&Meeting| !matches!(meeting.ending, Ending::OneFact { .. } | Ending::OtherKinds { .. });
    let mut meetings: Vec<&Meeting> = found.meetings.iter().filter(apart).collect();
    meetings.sort_by_key(|meeting| meeting.gates.is_none());
    let mut clinic = Clinic { run, global, before: None };
    let cures = meetings.into_iter().take(PAIRS).map(|meeting| clinic.cure(meeting)).collect();
    found.cures = cures;
}

/// How a run is changed.
#[derive(Clone)]
struct Setting<'a> {
    rules: Cow<'a, RuleSet>,
    /// The file of the rule that was edited.
    file: Option<String>,
    articles: Vec<Article>,
    aliases: Vec<Alias>,
    changes: Vec<Remedy>,
}

impl Setting<'_> {
    /// Reads a claim as the aliases have it.
    fn read(&self, claim: &mut Claim) {
        self.aliases.iter().for_each(|alias| alias.apply(claim));
    }
}

/// A claim by what no change moves.
type Mark = (String, Option<String>, Span, Kind);

struct Clinic<'a> {
    run: &'a Run,
    global: &'a Global,
    /// How the tests of the rules come out as they are; known once they are needed.
    before: Option<BTreeMap<(String, usize), Outcome>>,
}

impl Clinic<'_> {
    fn cure(&mut self, meeting: &Meeting) -> Cure {
        let marks = meeting.claims.map(|id| self.mark(id));
        let articles = self.run.checked.articles.clone();
        let rules = Cow::Borrowed(&*self.run.rules.set);
        let start = Setting { rules, file: None, articles, aliases: Vec::new(), changes: Vec::new() };
        let helped = self.search(start, &marks);
        let tried = helped.into_iter().map(|(setting, then)| (self.tests(&setting), setting, then));
        let harm = |tests: &[ChangedTest]| tests.iter().filter(|test| test.fails).count();
        // The first of those that do the least harm.
        let best = tried.min_by_key(|((tests, _), ..)| harm(tests));
        let Some(((tests, run), setting, then)) = best else {
            return Cure {
                claims: meeting.claims,
                changes: Vec::new(),
                then: None,
                tests: Vec::new(),
                run: 0,
            };
        };
        Cure { claims: meeting.claims, changes: setting.changes, then: Some(then), tests, run }
    }

    fn mark(&self, id: ClaimId) -> Mark {
        let claim = &self.run.checked.claims[id.0 as usize];
        let article = &self.run.checked.articles[claim.article.0 as usize];
        (article.path.clone(), article.record.clone(), claim.mention, claim.kind)
    }

    /// The settings of the fewest changes under which the claims come together, each with what they
    /// are to each other then: a setting is run, and where they are still apart it is changed further.
    fn search<'s>(&self, start: Setting<'s>, marks: &[Mark; 2]) -> Vec<(Setting<'s>, String)> {
        let mut settings = VecDeque::from([start]);
        let mut helped: Vec<(Setting<'s>, String)> = Vec::new();
        for _ in 0..TRIES {
            let Some(setting) = settings.pop_front() else { break };
            let known = helped.first().map(|(first, _)| first.changes.len());
            if helped.len() == CHOICE || known.is_some_and(|fewest| setting.changes.len() > fewest) {
                break;
            }
            match Self::outcome(&setting, marks) {
                Some(Ok(then)) => helped.push((setting, then)),
                Some(Err(proposed)) if setting.changes.len() < DEEP => {
                    let further = proposed.into_iter().filter_map(|remedy| self.changed(&setting, remedy));
                    settings.extend(further);
                }
                _ => {}
            }
        }
        helped
    }

    /// What the claims are to each other under a setting if they are of one fact, else what may help;
    /// `None` where one of them is no claim any more.
    fn outcome(setting: &Setting<'_>, marks: &[Mark; 2]) -> Option<Result<String, Vec<Remedy>>> {
        let checked = check_as(setting.articles.clone(), &setting.rules, &|claim| setting.read(claim));
        let report = Report::of(&checked, &setting.rules, &[]);
        let explainer = Explainer::new(&checked, &setting.rules, &report);
        let find = |(path, record, mention, kind): &Mark| {
            let is = |claim: &&Claim| {
                let article = &checked.articles[claim.article.0 as usize];
                (claim.mention, claim.kind) == (*mention, *kind)
                    && (&article.path, &article.record) == (path, record)
            };
            checked.claims.iter().find(is).map(|claim| claim.id)
        };
        let meeting = explainer.meeting(find(&marks[0])?, find(&marks[1])?);
        Some(match meeting.ending {
            Ending::OneFact { .. } => Ok(how_it_ends(&report, &meeting)),
            _ => Err(explainer.remedies(&meeting)),
        })
    }

    /// A setting with one more change; `None` where the change cannot be made.
    fn changed<'s>(&self, setting: &Setting<'s>, remedy: Remedy) -> Option<Setting<'s>> {
        let mut new = setting.clone();
        match &remedy {
            Remedy::OneStory { articles: [a, b] } => {
                let story = new.articles[a.0 as usize].story.clone();
                new.articles[b.0 as usize].story = story;
                number(&mut new.articles);
            }
            Remedy::Published { article, day } => {
                new.articles[article.0 as usize].published = Some(*day);
                number(&mut new.articles);
            }
            Remedy::Alias(alias) => new.aliases.push(alias.clone()),
            Remedy::Widen { rule, gate, word } => {
                let (_, rule) = setting.rules.find(rule)?;
                self.edit(
                    &mut new,
                    rule.file(),
                    rule.shipped.then_some(&rule.id),
                    &rule.with_word(gate, word)?,
                )?;
            }
            Remedy::DropField { rule, list, field } => {
                let (_, rule) = setting.rules.find(rule)?;
                let text = rule.without_field(list, *field)?;
                self.edit(&mut new, rule.file(), rule.shipped.then_some(&rule.id), &text)?;
            }
        }
        new.changes.push(remedy);
        Some(new)
    }

    /// Rules with another text of one file; of a default rule with a copy, as a user would change it.
    fn edit(
        &self,
        setting: &mut Setting<'_>,
        file: &str,
        shipped: Option<&String>,
        text: &str,
    ) -> Option<()> {
        let file = shipped.map_or_else(|| file.to_owned(), |id| format!("my-rules/{id}.yml"));
        // Two files at once are no small change.
        if setting.file.as_ref().is_some_and(|other| *other != file) {
            return None;
        }
        let (rules, problems) =
            RuleSet::edited(&self.global.rules, !self.global.no_default_rules, &file, text);
        let sound = problems.len() <= self.run.rules.problems.len();
        setting.rules = Cow::Owned(rules);
        setting.file = Some(file);
        sound.then_some(())
    }

    /// The tests that come out otherwise, and how many there are.
    fn tests(&mut self, setting: &Setting<'_>) -> (Vec<ChangedTest>, usize) {
        let known = &self.run.rules.set;
        let before = self.before.get_or_insert_with(|| {
            let cases = testing::engine::run_all(known, None);
            numbered(&cases).map(|(key, case)| (key, case.outcome)).collect()
        });
        let judge = |rules: &RuleSet, texts: &[testing::TestArticle]| {
            judge_as(rules, texts, &|claim| setting.read(claim))
        };
        let after = testing::run(&setting.rules, &judge, None);
        let changed = numbered(&after).filter_map(|(key, case)| {
            let old = before.get(&key).filter(|old| **old != case.outcome)?;
            // The line is that of the file as it is now.
            let (_, rule) = known.find(&case.rule.id)?;
            let test = rule.tests.get(key.1)?;
            let whole = test.at.source.text();
            let todo = if test.todo { "todo-" } else { "" };
            Some(ChangedTest {
                rule: key.0,
                file: rule.file().to_owned(),
                line: Lines::new(whole).place(whole, test.at.key_span().start).line,
                expects: format!("{todo}{}", test.expect.name()),
                outcomes: [old.name(), case.outcome.name()],
                fails: old.is_green() && !case.outcome.is_green() && case.outcome != Outcome::GapClosed,
            })
        });
        let mut changed: Vec<ChangedTest> = changed.collect();
        changed.sort_by(|a, b| (&a.rule, a.line).cmp(&(&b.rule, b.line)));
        (changed, after.len())
    }
}

/// Cases with their rule and their number among its tests.
fn numbered<'c>(cases: &'c [Case<'c>]) -> impl Iterator<Item = ((String, usize), &'c Case<'c>)> {
    let mut last: (&str, usize) = ("", 0);
    cases.iter().map(move |case| {
        last = if last.0 == case.rule.id { (last.0, last.1 + 1) } else { (&case.rule.id, 0) };
        ((case.rule.id.clone(), last.1), case)
    })
}
