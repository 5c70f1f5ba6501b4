//! Mutations: a test of a rule with one thing of its own texts changed, so that it should no longer
//! pass. A mutant that passes all the same has survived: the rule does not look at what was changed,
//! or the test does not show that it does.
//!
//! A test that joins its texts is changed where they are alike (a bound is turned round, a negation
//! dropped, a shared name swapped, a shared day moved, an agreed figure changed); one that keeps
//! them apart where they differ in one thing only: then they are made alike.
//!
//! A mutant is made only of a change after which a careful reader would expect something else of the
//! texts, or nobody could notice it:
//!
//! - a bound that leaves room for what it left room for ("more than 8" and "at most 8" both fit "about
//!   8") changes no relation;
//! - a name or a day that *is* the value (who belongs to a crew, when a vote is held) may differ in any
//!   way where the values are to differ, and an open list has room for another name; such a change is
//!   made where the values are to agree;
//! - an office is known by its person and a quotation by its words and its speaker: who was met, and on
//!   what day, is another matter;
//! - texts that speak of two things (launched and shot down) stay apart in one country as well as in
//!   two;
//! - a place that no gazetteer lists may lie in the one that the other text names: nobody who does not
//!   know them could tell;
//! - a word with a capital that may just be part of a longer name ("Queen *Street*") is no name to swap.
//!
//! What is left out is decided by what rules and texts say, never by whether the engine notices.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::engine::{check_texts, judge};
use super::rewrite::{Edit, Names, Text, is_name, is_unlisted_place, sort};
use super::{Outcome, TestArticle, articles, judge_texts};
use crate::claim::compare::base_bounds;
use crate::claim::name::{NameMention, Referent};
use crate::claim::quantity::Quantity;
use crate::claim::value::{ValueKind, ValueMention};
use crate::claim::when::When;
use crate::claim::{Claim, Kind, Polarity};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;
use crate::rule::{Expectation, Rule, RuleSet, RuleTest};

/// What was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// "at least" became "at most", or the other way round.
    Bound,
    /// A "not" went.
    Negation,
    /// A name became another one.
    Name,
    /// A day became another one.
    Day,
    /// A figure became another one.
    Figure,
}

impl Change {
    fn words(self) -> &'static str {
        match self {
            Self::Bound => "bound",
            Self::Negation => "negation",
            Self::Name => "name",
            Self::Day => "day",
            Self::Figure => "figure",
        }
    }
}

/// A changed test that was run.
#[derive(Debug, Clone)]
pub struct Mutant<'r> {
    /// Its rule.
    pub rule: &'r Rule,
    /// The test that it comes from.
    pub test: &'r RuleTest,
    /// Index of the text that was changed.
    pub text: usize,
    /// What was changed.
    pub change: Change,
    /// The words before, and after.
    pub words: (String, String),
    /// Whether the test still passes.
    pub survived: bool,
}

impl Mutant<'_> {
    /// What to say of one that survived.
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        let Self { rule, test, text, change, words: (from, to), .. } = self;
        let letter = super::letter(*text);
        let changed = if to.is_empty() {
            format!("without “{}”", from.trim())
        } else {
            format!("with “{}” for “{}”", to.trim(), from.trim())
        };
        let message = format!("{}: the test still passes {changed} in text {letter}", rule.id);
        let place = test.at.item(*text);
        let found = place.at_value(
            "survivor",
            Severity::Note,
            message,
            format!("a {} was changed here", change.words()),
        );
        self.survived.then_some(found)
    }
}

/// How many of a rule's mutants no longer passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Killed<'r> {
    /// Id of the rule.
    pub rule: &'r str,
    /// Mutants that failed, as they should.
    pub killed: usize,
    /// All mutants.
    pub all: usize,
}

impl Killed<'_> {
    /// Whether at least four of five mutants failed. A rule without any has not been tried.
    pub fn is_enough(&self) -> bool {
        self.killed * 5 >= self.all * 4
    }
}

/// The rates of these mutants, a rule each, in their order.
pub fn rates<'r>(mutants: &[Mutant<'r>]) -> Vec<Killed<'r>> {
    let mut rates: Vec<Killed<'r>> = Vec::new();
    for mutant in mutants {
        let rule: &'r str = &mutant.rule.id;
        if rates.last().is_none_or(|last| last.rule != rule) {
            rates.push(Killed { rule, killed: 0, all: 0 });
        }
        if let Some(last) = rates.last_mut() {
            last.all += 1;
            last.killed += usize::from(!mutant.survived);
        }
    }
    rates
}

/// Changes every passing test of every rule whose id contains `filter`, one thing at a time, and
/// runs what comes of it; in the order of the rules and of their tests.
pub fn mutate<'r>(rules: &'r RuleSet, filter: Option<&str>) -> Vec<Mutant<'r>> {
    let wanted = rules.rules.iter().filter(|rule| filter.is_none_or(|filter| rule.id.contains(filter)));
    let tests: Vec<(&Rule, &RuleTest)> = wanted
        .flat_map(|rule| rule.tests.iter().filter(|test| !test.todo).map(move |test| (rule, test)))
        .collect();
    let names = Names::of(rules);
    tests
        .into_par_iter()
        .flat_map_iter(|(rule, test)| Bench::new(rules, rule, test, &names).mutants())
        .collect()
}

/// One test, ready to be changed.
struct Bench<'r, 'n> {
    rules: &'r RuleSet,
    rule: &'r Rule,
    test: &'r RuleTest,
    names: &'n Names,
    articles: Vec<TestArticle>,
    texts: Vec<Text>,
    /// The claims that the rule took, by the text that they are of.
    claims: Vec<Vec<Claim>>,
}

/// A change of one text.
type Changed = (usize, Change, Edit);

impl<'r, 'n> Bench<'r, 'n> {
    fn new(rules: &'r RuleSet, rule: &'r Rule, test: &'r RuleTest, names: &'n Names) -> Self {
        let articles = articles(test);
        let checked = check_texts(rules, &articles);
        let mut claims = vec![Vec::new(); articles.len()];
        for (claim, taken) in checked.claims.iter().zip(&checked.selected) {
            let index: usize = checked.articles[claim.article.0 as usize].path.parse().unwrap_or(0);
            if taken.is_some_and(|taken| rules.rules[taken.rule].id == rule.id) {
                let of_text: &mut Vec<Claim> = &mut claims[index];
                of_text.push(claim.clone());
            }
        }
        let texts = articles.iter().map(Text::new).collect();
        Self { rules, rule, test, names, articles, texts, claims }
    }

    fn mutants(&self) -> Vec<Mutant<'r>> {
        if self.outcome(&self.articles) != Outcome::AsExpected {
            return Vec::new();
        }
        let changes = match self.test.expect {
            // What has nothing in common differs in more than one thing.
            Expectation::Unrelated => Vec::new(),
            Expectation::Apart => self.made_alike(),
            _ => self.made_unlike(),
        };
        changes.into_iter().map(|changed| self.run(changed)).collect()
    }

    fn outcome(&self, articles: &[TestArticle]) -> Outcome {
        judge_texts(self.rule, self.test, &judge(self.rules, articles))
    }

    fn run(&self, (text, change, edit): Changed) -> Mutant<'r> {
        let mut articles = self.articles.clone();
        let words = edit.words(&articles[text].text);
        articles[text].text = edit.apply(&articles[text].text);
        let survived = self.outcome(&articles) == Outcome::AsExpected;
        Mutant { rule: self.rule, test: self.test, text, change, words, survived }
    }

    /// Whether a place is part of what the rule took in a text.
    fn is_taken(&self, text: usize, span: Span) -> bool {
        self.claims[text].iter().any(|claim| claim.mention.overlaps(span))
    }

    fn made_unlike(&self) -> Vec<Changed> {
        let mut found = Vec::new();
        for (at, text) in self.texts.iter().enumerate() {
            let flipped = text.flipped().into_iter().filter(|edit| self.moves_a_bound(at, edit));
            found.extend(flipped.map(|edit| (at, Change::Bound, edit)));
            if self.claims[at]
                .iter()
                .any(|claim| claim.polarity == Polarity::Negated || claim.kind == Kind::Quote)
            {
                found.extend(text.affirmed().into_iter().map(|edit| (at, Change::Negation, edit)));
            }
        }
        let last = self.texts.len() - 1;
        if last > 0 {
            found.extend(self.other_names(last));
            found.extend(self.other_days(last));
            if self.test.expect == Expectation::Agrees {
                found.extend(self.other_figures(last));
            }
        }
        found
    }

    /// Whether a bound that is turned round belongs to a value that the rule took, and fits other
    /// values of the rule than before.
    fn moves_a_bound(&self, at: usize, edit: &Edit) -> bool {
        let text = &self.texts[at];
        let touched = |value: &&ValueMention| edit.0.iter().any(|(span, _)| span.start == value.span.start);
        let Some(value) = text.values.iter().find(touched).filter(|value| self.is_taken(at, value.core))
        else {
            return false;
        };
        let turned = TestArticle { text: edit.apply(text.text()), ..self.articles[at].clone() };
        let turned = Text::new(&turned);
        let mut new =
            turned.values.iter().filter(|new| new.core.of(turned.text()) == value.core.of(text.text()));
        let (Some(old), Some(new)) = (figure(value), new.find_map(figure)) else { return true };
        let others = self.texts.iter().enumerate().filter(|(other, _)| *other != at);
        let mut taken = others.flat_map(|(other, text)| {
            let values = text.values.iter().filter(move |value| self.is_taken(other, value.core));
            values.filter_map(figure)
        });
        // Inside one text there is nothing to hold the bound against.
        self.texts.len() == 1 || taken.any(|other| overlap(old, other) != overlap(new, other))
    }

    /// Whether the rule has reason to look at a name or a day in a text.
    fn reads(&self, at: usize, span: Span) -> bool {
        if self.is_taken(at, span) {
            return self.tells_values_apart(at, span);
        }
        let by_event = |kind: &Kind| !matches!(kind, Kind::Role | Kind::Quote);
        let fields = || self.rule.key.iter().chain(&self.rule.separate);
        let in_field = |claim: &Claim| {
            let arguments = fields().filter_map(|field| claim.arguments.get(field));
            arguments.filter_map(|argument| argument.span).any(|of| of.overlaps(span))
        };
        self.rule.kinds.iter().any(by_event) || self.claims[at].iter().any(in_field)
    }

    /// Whether a change inside a value turns it into one that the test does not expect.
    fn tells_values_apart(&self, at: usize, span: Span) -> bool {
        let of_member = |claim: &Claim| claim.kind == Kind::Member && claim.mention.overlaps(span);
        match self.test.expect {
            Expectation::Agrees => true,
            Expectation::Compatible => !self.claims[at].iter().any(of_member),
            _ => false,
        }
    }

    /// Names that all texts share, swapped in one; not those of the voices.
    fn other_names(&self, at: usize) -> Vec<Changed> {
        let text = &self.texts[at];
        let shared = |name: &&NameMention| {
            self.texts.iter().all(|text| text.names.iter().any(|other| other.referent == name.referent))
        };
        let words: Vec<&str> = self.texts.iter().map(Text::text).collect();
        let mut seen = BTreeSet::new();
        let names = text.names.iter().filter(shared).filter(|name| !self.is_voice(at, name));
        let names = names.filter(|name| is_name(text, name) && !is_unlisted_place(text, name));
        let names = names.filter(|name| self.reads(at, name.span));
        let names = names.filter(|name| seen.insert(name.referent.clone()));
        let swap = |name: &NameMention| {
            let other = self.names.other(text, name, &words)?;
            Some((at, Change::Name, text.renamed(name, &other)))
        };
        names.filter_map(swap).collect()
    }

    fn is_voice(&self, at: usize, name: &NameMention) -> bool {
        let words = name.span.of(self.texts[at].text());
        let mut voices = self.claims[at].iter().flat_map(|claim| &claim.attribution);
        voices.any(|voice| voice.printed.contains(words))
    }

    /// Days that all texts share, moved in one.
    fn other_days(&self, at: usize) -> Vec<Changed> {
        let text = &self.texts[at];
        let shared = |day: &When| {
            self.texts
                .iter()
                .all(|text| text.days().iter().any(|(_, other)| (other.from, other.to) == (day.from, day.to)))
        };
        let days = text.days().into_iter().filter(|(_, day)| shared(day));
        let days = days.filter(|(day, _)| self.reads(at, day.core));
        days.filter_map(|(day, _)| Some((at, Change::Day, text.moved(day)?))).collect()
    }

    fn other_figures(&self, at: usize) -> Vec<Changed> {
        let text = &self.texts[at];
        let taken =
            text.values.iter().filter(|value| value.number().is_some() && self.is_taken(at, value.core));
        taken.filter_map(|value| Some((at, Change::Figure, text.refigured(value)?))).collect()
    }

    /// The one thing in which two texts differ, made the same in the second.
    fn made_alike(&self) -> Vec<Changed> {
        let [one, other] = &self.texts[..] else { return Vec::new() };
        if !self.speak_of_one_thing() {
            return Vec::new();
        }
        let names = |text: &Text| -> BTreeSet<Referent> {
            text.names.iter().map(|name| name.referent.clone()).collect()
        };
        let days =
            |text: &Text| -> BTreeSet<_> { text.days().iter().map(|(_, day)| (day.from, day.to)).collect() };
        let (ours, theirs) = (names(one), names(other));
        let own: Vec<&Referent> = ours.difference(&theirs).collect();
        let strange: Vec<&Referent> = theirs.difference(&ours).collect();
        let same_days = days(one) == days(other);
        match (&own[..], &strange[..]) {
            ([], []) if !same_days => {
                let (one_day, other_day) = (one.days(), other.days());
                let ([(day, _)], [(moved, _)]) = (&one_day[..], &other_day[..]) else { return Vec::new() };
                if self.is_taken(1, moved.core) {
                    return Vec::new();
                }
                vec![(1, Change::Day, Edit(vec![(moved.core, day.core.of(one.text()).to_owned())]))]
            }
            ([own], [strange]) if same_days && sort(own) == sort(strange) => {
                let of = |text: &'_ Text, referent: &Referent| {
                    text.names.iter().position(|name| name.referent == *referent)
                };
                let (Some(own), Some(strange)) = (of(one, own), of(other, strange)) else {
                    return Vec::new();
                };
                if self.is_taken(1, other.names[strange].span) {
                    return Vec::new();
                }
                let words = one.names[own].span.of(one.text());
                vec![(1, Change::Name, other.renamed(&other.names[strange], words))]
            }
            _ => Vec::new(),
        }
    }

    /// Whether the rule took claims of both texts that count the same and say the same of it.
    fn speak_of_one_thing(&self) -> bool {
        let about = |claim: &Claim| (claim.kind, claim.concept.clone(), claim.predicate.clone());
        let [one, other] = &self.claims[..] else { return false };
        one.iter().any(|one| other.iter().any(|other| about(one) == about(other)))
    }
}

fn figure(value: &ValueMention) -> Option<&Quantity> {
    match &value.kind {
        ValueKind::Number(quantity) => Some(quantity),
        _ => None,
    }
}

/// Whether two figures leave room for one number.
fn overlap(one: &Quantity, other: &Quantity) -> bool {
    let ((low, high), (from, to)) = (base_bounds(one), base_bounds(other));
    let below = |end: Option<Decimal>, start: Option<Decimal>| matches!((end, start), (Some(end), Some(start)) if end < start);
    !below(high, from) && !below(to, low)
}
