//! A text with one thing changed: a figure, a bound, a negation, a name or a day, everything else
//! left as it was. Drafts of rules and mutations of tests are made of it.

use std::collections::BTreeSet;

use jiff::civil::Weekday;
use jiff::fmt::strtime::BrokenDownTime;
use rayon::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{TestArticle, articles};
use crate::article::{Article, from_text};
use crate::claim::name::{NameMention, Referent};
use crate::claim::quantity::Hedge;
use crate::claim::reading::Reading;
use crate::claim::token::Token;
use crate::claim::value::{ValueKind, ValueMention};
use crate::claim::when::{Grain, When};
use crate::files::Span;
use crate::rule::RuleSet;
use crate::vocabulary::grammar::{Class, grammar};
use crate::vocabulary::metonyms::Metonyms;

/// A text with what the grammars saw in it.
#[derive(Debug)]
pub struct Text {
    article: Article,
    /// Its words and marks.
    pub tokens: Vec<Token>,
    /// Its figures and dates.
    pub values: Vec<ValueMention>,
    /// Its names.
    pub names: Vec<NameMention>,
}

/// New words for places of a text, from left to right, none inside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit(pub Vec<(Span, String)>);

impl Edit {
    fn one(span: Span, words: impl Into<String>) -> Self {
        Self(vec![(span, words.into())])
    }

    /// The text with the new words.
    pub fn apply(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (span, words) in self.0.iter().rev() {
            out.replace_range(span.start..span.end, words);
        }
        out
    }

    /// The old words and the new ones, for readers.
    pub fn words(&self, text: &str) -> (String, String) {
        self.0
            .first()
            .map_or_else(Default::default, |(span, words)| (span.of(text).to_owned(), words.clone()))
    }
}

impl Text {
    /// Reads a text of a test.
    pub fn new(article: &TestArticle) -> Self {
        let article = from_text(&article.outlet, Some(article.published), None, &article.text);
        let (mut tokens, mut values, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for sentence in Reading::new(&article).sentences {
            tokens.extend(sentence.tokens);
            values.extend(sentence.values);
            names.extend(sentence.names);
        }
        Self { article, tokens, values, names }
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.article.text
    }

    /// The value that stands at a claim's mention.
    pub fn value_at(&self, mention: Span) -> Option<&ValueMention> {
        self.values.iter().find(|value| value.core.overlaps(mention))
    }

    /// Days that can be moved, each with what it was read as.
    pub fn days(&self) -> Vec<(&ValueMention, When)> {
        let day = |value: &'_ ValueMention| match &value.kind {
            ValueKind::Date(Some(when), _)
                if matches!(when.grain, Grain::Time | Grain::Day | Grain::Night) =>
            {
                Some(*when)
            }
            _ => None,
        };
        let days = self.values.iter().filter_map(|value| Some((value, day(value)?)));
        days.filter(|(value, _)| self.moved(value).is_some()).collect()
    }

    /// Every bound turned round: "at least" becomes "at most".
    pub fn flipped(&self) -> Vec<Edit> {
        let flip = |value: &ValueMention| {
            let ValueKind::Number(quantity) = &value.kind else { return None };
            let words = match quantity.hedge {
                Hedge::AtLeast | Hedge::MoreThan => "at most",
                Hedge::AtMost | Hedge::LessThan => "at least",
                _ => return None,
            };
            // What stands behind the figure ("or more") goes, what stands before it is replaced.
            let before = Span::new(value.span.start, value.core.start);
            let hedge = if before.of(self.text()).trim().is_empty() {
                Edit(vec![
                    (Span::new(value.core.start, value.core.start), format!("{words} ")),
                    self.behind(value)?,
                ])
            } else {
                Edit::one(before, self.capitalised(before, &format!("{words} ")))
            };
            Some(hedge)
        };
        self.values.iter().filter_map(flip).collect()
    }

    fn behind(&self, value: &ValueMention) -> Option<(Span, String)> {
        let cue = value.cues.iter().find(|cue| cue.start >= value.core.end)?;
        let start = self.text()[..cue.start].trim_end().len();
        Some((Span::new(start, cue.end), String::new()))
    }

    fn capitalised(&self, span: Span, words: &str) -> String {
        let capital = span.of(self.text()).starts_with(char::is_uppercase);
        let mut letters = words.chars();
        match letters.next() {
            Some(first) if capital => first.to_uppercase().chain(letters).collect(),
            _ => words.to_owned(),
        }
    }

    /// Every negation taken away: "did not attend" becomes "did attend".
    pub fn affirmed(&self) -> Vec<Edit> {
        let negation = |token: &&Token| {
            let whole = matches!(token.lower.as_str(), "not" | "never" | "cannot");
            whole || (token.lower.ends_with("n't") && grammar().classes(&token.lower).has(Class::Negation))
        };
        let affirm = |token: &Token| match token.lower.as_str() {
            "not" | "never" => {
                let start = self.text()[..token.span.start].trim_end().len();
                Edit::one(Span::new(start, token.span.end), "")
            }
            "can't" | "cannot" => Edit::one(token.span, "can"),
            "won't" => Edit::one(token.span, "will"),
            "shan't" => Edit::one(token.span, "shall"),
            other => Edit::one(token.span, other.trim_end_matches("n't")),
        };
        self.tokens.iter().filter(negation).map(affirm).collect()
    }

    /// The same name everywhere in the text replaced by another one.
    pub fn renamed(&self, name: &NameMention, other: &str) -> Edit {
        let last = other.rsplit(' ').next().unwrap_or(other);
        let same = self.names.iter().filter(|mention| mention.referent == name.referent);
        Edit(
            same.map(|mention| {
                let short = mention.tokens.len() == 1 && name.tokens.len() > 1;
                (mention.span, if short { last } else { other }.to_owned())
            })
            .collect(),
        )
    }

    /// The same words with another day.
    pub fn moved(&self, day: &ValueMention) -> Option<Edit> {
        let core = day.core;
        let inside = self.tokens.iter().filter(|token| core.contains(token.span));
        inside
            .clone()
            .find_map(|token| Some(Edit::one(token.span, other_weekday(token.span.of(self.text()))?)))
            .or_else(|| {
                let mut numbers =
                    inside.filter(|token| token.lower.starts_with(|c: char| c.is_ascii_digit()));
                numbers.find_map(|token| {
                    let digits = token.lower.bytes().take_while(u8::is_ascii_digit).count();
                    let number: u32 = token.lower[..digits].parse().ok()?;
                    let other = match number {
                        1..=24 => number + 3,
                        25..=31 => number - 3,
                        _ => return None,
                    };
                    Some(Edit::one(Span::new(token.span.start, token.span.start + digits), other.to_string()))
                })
            })
    }

    /// The same words with another figure, well beyond what rounding and hedges leave room for.
    pub fn refigured(&self, value: &ValueMention) -> Option<Edit> {
        self.scaled(value, Decimal::new(15, 1))
    }

    /// A figure that a bound leaves no room for, in place of it: "150 hives" for "at least 300 hives".
    pub fn out_of_bounds(&self, value: &ValueMention) -> Option<Edit> {
        let ValueKind::Number(quantity) = &value.kind else { return None };
        let factor = match quantity.hedge {
            Hedge::AtLeast | Hedge::MoreThan => Decimal::new(5, 1),
            Hedge::AtMost | Hedge::LessThan => Decimal::new(15, 1),
            _ => return None,
        };
        let Edit(figure) = self.scaled(value, factor)?;
        let before = Span::new(value.span.start, value.core.start);
        if before.of(self.text()).trim().is_empty() {
            return Some(Edit(figure.into_iter().chain(self.behind(value)).collect()));
        }
        Some(Edit(std::iter::once((before, String::new())).chain(figure).collect()))
    }

    /// A figure times a factor, and one more where that makes it larger.
    fn scaled(&self, value: &ValueMention, factor: Decimal) -> Option<Edit> {
        let one = if factor > Decimal::ONE { Decimal::ONE } else { Decimal::ZERO };
        let core = value.core.of(self.text());
        let digits = core.find(|c: char| c.is_ascii_digit());
        let ValueKind::Number(quantity) = &value.kind else {
            // A score, a running time, a number that is a name: its last digits.
            let end = core.rfind(|c: char| c.is_ascii_digit())? + 1;
            let start = core[..end].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
            let number: u64 = core[start..end].parse().ok()?;
            return Some(Edit::one(
                Span::new(value.core.start + start, value.core.start + end),
                (number + 1).to_string(),
            ));
        };
        let Some(start) = digits else {
            let printed = quantity.printed?.to_u64()?;
            let other = if factor > Decimal::ONE { printed + printed / 3 + 1 } else { printed / 2 };
            return Some(Edit::one(value.core, other.to_string()));
        };
        let length = core[start..]
            .find(|c: char| !(c.is_ascii_digit() || ".,".contains(c)))
            .unwrap_or(core.len() - start);
        let written = core[start..start + length].trim_end_matches(['.', ',']);
        let number: Decimal = written.replace(',', "").parse().ok()?;
        let other = number.checked_mul(factor)?.checked_add(one)?.round_dp(number.scale());
        let span = Span::new(value.core.start + start, value.core.start + start + written.len());
        Some(Edit::one(
            span,
            if written.contains(',') { grouped(&other.to_string()) } else { other.to_string() },
        ))
    }
}

/// The weekday after the next, written as this one.
fn other_weekday(word: &str) -> Option<String> {
    let day = BrokenDownTime::parse("%A", word).ok()?.weekday()?;
    let other: Weekday = day.wrapping_add(2);
    let mut time = BrokenDownTime::default();
    time.set_weekday(Some(other));
    time.to_string("%A").ok()
}

/// Digits in groups of three.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.find('.').map_or((number, ""), |at| number.split_at(at));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

/// Names that stand in the tests of rules: where one name is to be swapped for another, it is for
/// one of these, so that no name needs to be made up.
#[derive(Debug, Default)]
pub struct Names(BTreeSet<Known>);

/// A name, by what must be alike for a swap to read well.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    sort: u8,
    demonym: bool,
    /// Whether the vocabulary knows it.
    listed: bool,
    tokens: usize,
    referent: Referent,
    words: String,
}

impl Known {
    fn new(text: &Text, name: &NameMention) -> Self {
        Self {
            sort: sort(&name.referent),
            demonym: name.demonym,
            listed: name.known,
            tokens: name.tokens.len(),
            referent: name.referent.clone(),
            words: name.span.of(text.text()).to_owned(),
        }
    }
}

/// Whether the words are a name for certain: a single unknown word with a capital may just begin a
/// sentence or belong to the word before it ("Queen Street"), and what has digits is a model or a road.
pub fn is_name(text: &Text, name: &NameMention) -> bool {
    let before = text.tokens.iter().rfind(|token| token.span.end <= name.span.start);
    let follows = |token: &Token| token.span.of(text.text()).starts_with(char::is_lowercase);
    let plain = !name.span.of(text.text()).contains(|c: char| c.is_ascii_digit());
    plain && (name.known || name.tokens.len() > 1 || before.is_some_and(follows))
}

/// Whether a name stands where places do and the vocabulary does not know it.
pub fn is_unlisted_place(text: &Text, name: &NameMention) -> bool {
    let before = text.tokens.iter().rev().filter(|token| token.span.end <= name.span.start);
    let before = before.map(|token| token.lower.as_str()).find(|word| *word != "the");
    let placed = before.is_some_and(|word| Metonyms::get().place_prepositions.contains(word));
    placed && !name.known && matches!(name.referent, Referent::Place(_) | Referent::Other(_))
}

/// What kind of name it is.
pub fn sort(referent: &Referent) -> u8 {
    match referent {
        Referent::Person(_) => 0,
        Referent::Place(_) => 1,
        Referent::Body(_) => 2,
        Referent::Nation(_) => 3,
        Referent::Other(_) => 4,
    }
}

impl Names {
    /// The names in the tests of these rules.
    pub fn of(rules: &RuleSet) -> Self {
        let tests: Vec<_> = rules.rules.iter().flat_map(|rule| &rule.tests).collect();
        let names = tests.par_iter().flat_map_iter(|test| {
            articles(test).into_iter().flat_map(|article| {
                let text = Text::new(&article);
                let known = text.names.iter().filter(|name| is_name(&text, name));
                known.map(|name| Known::new(&text, name)).collect::<Vec<_>>()
            })
        });
        Self(names.collect())
    }

    /// Another name of the same sort, none of whose words stands in any of these texts; as long as
    /// this one, if there is such a name.
    pub fn other(&self, text: &Text, name: &NameMention, texts: &[&str]) -> Option<String> {
        let own = Known::new(text, name);
        let fits = |other: &&Known| {
            let strange = |word: &str| !texts.iter().any(|text| text.contains(word));
            other.sort == own.sort
                && other.demonym == own.demonym
                && other.listed == own.listed
                && other.referent != own.referent
                && other.words.split(' ').all(strange)
        };
        let found = self.0.iter().filter(fits).min_by_key(|other| other.tokens.abs_diff(own.tokens));
        found.map(|other| other.words.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::PUBLISHED;

    fn text(text: &str) -> Text {
        Text::new(&TestArticle { text: text.to_owned(), outlet: "A".to_owned(), published: PUBLISHED })
    }

    fn applied(text: &Text, edits: &[Edit]) -> Vec<String> {
        edits.iter().map(|edit| edit.apply(text.text())).collect()
    }

    #[test]
    fn bounds_are_turned_round() {
        let flipped = |words: &str| {
            let text = text(words);
            applied(&text, &text.flipped())
        };
        assert_eq!(flipped("At least 12 people died in Genoa."), ["At most 12 people died in Genoa."]);
        assert_eq!(flipped("The fire killed fewer than 40 people."), ["The fire killed at least 40 people."]);
        assert_eq!(flipped("The fire killed 40 or more people."), ["The fire killed at most 40 people."]);
        assert_eq!(flipped("The fire killed 40 people."), [""; 0]);
    }

    #[test]
    fn negations_go() {
        let affirmed = |words: &str| {
            let text = text(words);
            applied(&text, &text.affirmed())
        };
        assert_eq!(affirmed("Norway did not sign the treaty."), ["Norway did sign the treaty."]);
        assert_eq!(
            affirmed("Norway didn't sign, and it won't."),
            ["Norway did sign, and it won't.", "Norway didn't sign, and it will."]
        );
    }

    #[test]
    fn days_and_figures_move() {
        let moved = |words: &str| {
            let text = text(words);
            let days: Vec<Edit> = text.days().into_iter().filter_map(|(day, _)| text.moved(day)).collect();
            applied(&text, &days)
        };
        assert_eq!(moved("The ferry sank on Sunday."), ["The ferry sank on Tuesday."]);
        assert_eq!(moved("The ferry sank on 24 March."), ["The ferry sank on 27 March."]);
        assert_eq!(moved("The ferry sank on March 30, 2025."), ["The ferry sank on March 27, 2025."]);
        assert_eq!(moved("The ferry sank yesterday."), [""; 0]);
        let figures = |words: &str| {
            let text = text(words);
            let edits: Vec<Edit> = text.values.iter().filter_map(|value| text.refigured(value)).collect();
            applied(&text, &edits)
        };
        assert_eq!(
            figures("Two ships and 1,200 boats burned."),
            ["3 ships and 1,200 boats burned.", "Two ships and 1,801 boats burned."]
        );
        assert_eq!(figures("It cost $1.2 million."), ["It cost $2.8 million."]);
        assert_eq!(figures("Norden beat Harborough 3-1."), ["Norden beat Harborough 3-2."]);
    }

    #[test]
    fn names_are_swapped_for_names_of_their_sort() {
        let (rules, _) = RuleSet::load(&[], true);
        let names = Names::of(&rules);
        let text = text("The fire in Genoa killed two people, officials in Genoa said.");
        let genoa = &text.names[0];
        let other = names.other(&text, genoa, &[text.text()]).expect("a place");
        let swapped = text.renamed(genoa, &other).apply(text.text());
        assert_eq!(swapped, format!("The fire in {other} killed two people, officials in {other} said."));
        assert!(!swapped.contains("Genoa"));
    }
}
