//! A rule drafted from one claim: it selects what the parser saw there, and carries three tests
//! that are made of the sentence itself.

use std::fmt::Write as _;

use super::engine::judge;
use super::rewrite::{Edit, Names, Text};
use super::{Outcome, TestArticle, run};
use crate::article::Article;
use crate::claim::{Argument, Claim, Field, Kind, Origin};
use crate::files::Span;
use crate::rule::RuleSet;
use crate::rule::names::{Named, possible};

/// What a draft is made from.
pub struct Seed<'a> {
    /// Id of the rule to write.
    pub id: &'a str,
    /// The article that the claim stands in.
    pub article: &'a Article,
    /// The claim.
    pub claim: &'a Claim,
    /// The rules that it will run beside.
    pub rules: &'a RuleSet,
    /// First lines of the file, each a comment.
    pub head: &'a str,
    /// Names to swap others for.
    pub names: &'a Names,
}

/// A rule's file, and two articles that it finds a contradiction between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The file's text.
    pub yaml: String,
    /// Two texts for a story folder.
    pub story: [TestArticle; 2],
    /// Whether the three tests pass, so that the rule does what it says.
    pub passes: bool,
}

/// A test of the draft: what it shows, its expectation, its texts.
struct Example {
    teaches: &'static str,
    expect: &'static str,
    texts: [String; 2],
    passes: bool,
}

const CONTRADICTS: &str = "two texts that cannot both be true";
const AGREES: &str = "the same again: say it in other words";
const APART: &str = "a look-alike that is another fact: change what tells the two apart";

/// Fields that identify a fact where the sentence says them.
const IDENTIFYING: [Field; 5] = [Field::Agent, Field::Owner, Field::Side, Field::Group, Field::Speaker];

/// Drafts a rule.
pub fn draft(seed: &Seed<'_>) -> Draft {
    let text = seed.sentence();
    let other = seed.other_value(&text);
    let pair = [text.text().to_owned(), other.clone().unwrap_or_else(|| text.text().to_owned())];
    let mut lines = Lines { seed, priority: None };
    lines.priority = lines.needed_priority(&pair);
    let mut examples = vec![lines.tried(CONTRADICTS, "contradicts", pair.clone())];
    examples.push(lines.tried(AGREES, "agrees", [pair[0].clone(), pair[0].clone()]));
    let apart = seed.look_alikes(&text, other.as_deref()).into_iter();
    let mut apart = apart.map(|other| lines.tried(APART, "apart", [pair[0].clone(), other]));
    let mut first = None;
    let found = apart.by_ref().find(|example| {
        let passes = example.passes;
        if !passes && first.is_none() {
            first = Some(example.texts[1].clone());
        }
        passes
    });
    let none = || lines.tried(APART, "apart", [pair[0].clone(), first.unwrap_or_else(|| pair[1].clone())]);
    examples.push(found.unwrap_or_else(none));
    let passes = examples.iter().all(|example| example.passes);
    let published = seed.published();
    let article = |text: String, outlet: &str| TestArticle { text, outlet: outlet.to_owned(), published };
    let [one, other] = pair;
    let story = [article(one, "Outlet A"), article(other, "Outlet B")];
    Draft { yaml: lines.file(&examples), story, passes }
}

impl Seed<'_> {
    fn published(&self) -> jiff::civil::Date {
        self.article.published.unwrap_or(super::PUBLISHED)
    }

    fn span(&self) -> Span {
        self.article.sentences.get(self.claim.sentence as usize).map_or(self.claim.mention, |s| s.span)
    }

    /// The claim's sentence as a text of its own.
    fn sentence(&self) -> Text {
        let words = self.article.words(self.span()).split_whitespace().collect::<Vec<_>>().join(" ");
        Text::new(&TestArticle { text: words, outlet: "Outlet A".to_owned(), published: self.published() })
    }

    /// Where the claim's mention stands in the sentence as a text of its own.
    fn mention(&self, text: &Text) -> Span {
        let words = self.article.words(self.claim.mention).split_whitespace().collect::<Vec<_>>().join(" ");
        let before = Span::new(self.span().start, self.claim.mention.start);
        let earlier = self.article.words(before).split_whitespace().map(|word| word.len() + 1).sum::<usize>();
        let earlier = earlier.min(text.text().len());
        let from = (0..=earlier).rev().find(|&at| text.text().is_char_boundary(at)).unwrap_or(0);
        let start = text.text()[from..].find(&words).map(|at| from + at).or_else(|| text.text().find(&words));
        start.map_or_else(Span::default, |start| Span::new(start, start + words.len()))
    }

    /// The sentence with another value in place of the claim's.
    fn other_value(&self, text: &Text) -> Option<String> {
        let mention = self.mention(text);
        let value = || text.value_at(mention);
        let edit: Edit = match self.claim.kind {
            Kind::Date => text.moved(value()?)?,
            Kind::Place | Kind::Member | Kind::Role | Kind::Identifier if value().is_none() => {
                let name = text.names.iter().find(|name| name.span.overlaps(mention))?;
                text.renamed(name, &self.names.other(text, name, &[text.text()])?)
            }
            Kind::Quote | Kind::Statement => text.affirmed().into_iter().next()?,
            _ => text.out_of_bounds(value()?).or_else(|| text.refigured(value()?))?,
        };
        Some(edit.apply(text.text()))
    }

    /// Sentences that may be about another fact, each with the other value: another name, another
    /// day, another year.
    fn look_alikes(&self, text: &Text, other: Option<&str>) -> Vec<String> {
        let base = other.unwrap_or(text.text());
        let moved = Text::new(&TestArticle {
            text: base.to_owned(),
            outlet: "Outlet B".to_owned(),
            published: self.published(),
        });
        let both = [text.text(), base];
        let mention = self.mention(text);
        let swaps = moved.names.iter().filter(|name| !name.span.overlaps(mention));
        let mut found: Vec<String> = swaps
            .filter_map(|name| Some(moved.renamed(name, &self.names.other(&moved, name, &both)?).apply(base)))
            .collect();
        found.extend(moved.days().into_iter().filter_map(|(day, _)| Some(moved.moved(day)?.apply(base))));
        found.push(self.all_renamed(base, &both));
        // What happened ten years before is another event.
        let year = self.published().year() - 10;
        let opening = |word: &&str| base.starts_with(*word);
        let openings =
            ["The ", "A ", "An ", "At ", "About ", "Some ", "More than ", "Fewer than ", "Up to ", "Nearly "];
        found.push(match openings.into_iter().find(opening) {
            Some(word) => format!("In {year} {}{}", word.to_lowercase(), &base[word.len()..]),
            None => format!("In {year} {base}"),
        });
        found
    }
}

impl Seed<'_> {
    /// A text with every name that can be swapped for another one.
    fn all_renamed(&self, base: &str, texts: &[&str]) -> String {
        let mut words = base.to_owned();
        let read = |text: &str| {
            let outlet = "Outlet B".to_owned();
            Text::new(&TestArticle { text: text.to_owned(), outlet, published: self.published() })
        };
        for name in read(base).names {
            let text = read(&words);
            let Some(mention) = text.names.iter().find(|mention| mention.referent == name.referent) else {
                continue;
            };
            let taken: Vec<&str> = texts.iter().copied().chain([words.as_str()]).collect();
            if let Some(other) = self.names.other(&text, mention, &taken) {
                words = text.renamed(mention, &other).apply(&words);
            }
        }
        words
    }
}

/// Writes the file.
struct Lines<'a> {
    seed: &'a Seed<'a>,
    priority: Option<i32>,
}

impl Lines<'_> {
    /// The priority that makes the rule choose before the one that takes the claim now.
    fn needed_priority(&self, texts: &[String; 2]) -> Option<i32> {
        let rules = self.beside(&[]);
        let articles = articles(texts, self.seed.published());
        let seen = judge(&rules, &articles);
        if seen.claims.iter().any(|claim| claim.rule.as_deref() == Some(self.seed.id)) {
            return None;
        }
        let is_a = |a: &str, b: &str| crate::vocabulary::things::things().is_a(a, b);
        let taking = rules.rules.iter().find(|rule| rule.takes(self.seed.article, self.seed.claim, &is_a));
        taking.filter(|rule| rule.id != self.seed.id).map(|rule| rule.priority.saturating_add(1))
    }

    fn tried(&self, teaches: &'static str, expect: &'static str, texts: [String; 2]) -> Example {
        let mut example = Example { teaches, expect, texts, passes: true };
        let rules = self.beside(std::slice::from_ref(&example));
        let cases = run(&rules, &judge, Some(self.seed.id));
        let own = cases.iter().find(|case| case.rule.id == self.seed.id);
        example.passes = own.is_some_and(|case| case.outcome == Outcome::AsExpected);
        example
    }

    /// The rules of the run with the draft among them.
    fn beside(&self, examples: &[Example]) -> RuleSet {
        let (own, _) = RuleSet::read(&format!("{}.yml", self.seed.id), &self.file(examples));
        self.seed.rules.with(&own)
    }

    fn file(&self, examples: &[Example]) -> String {
        let Seed { id, claim, head, .. } = *self.seed;
        let (condition, about) = (self.condition(), id.replace('-', " "));
        let mut rows = vec![
            (format!("id: {id}"), "the file's name".to_owned()),
            (format!("title: {}", title(id)), "what a reader would call the fact".to_owned()),
            (format!("claim: {}", claim.kind.name()), "the kind of claim that it takes …".to_owned()),
            (format!("where: {condition}"), "… and which of those".to_owned()),
            (format!("key: [{}]", self.key().join(", ")), self.key_comment()),
        ];
        if let Some(priority) = self.priority {
            rows.push((
                format!("priority: {priority}"),
                "before the rule that takes such claims otherwise".to_owned(),
            ));
        }
        let grows = "`grows`: a later, larger figure is an update".to_owned();
        rows.push(("over-time: fixed".to_owned(), grows));
        rows.push(("severity: warning".to_owned(), "error, warning or note".to_owned()));
        let message = format!("message: \"{{outlets}} differ on {about}: {{values}}\"");
        rows.push((message, "what to say of a contradiction".to_owned()));
        let width =
            rows.iter().map(|(row, _)| row.chars().count()).filter(|&width| width < 60).max().unwrap_or(0);
        let mut out = head.to_owned();
        for (row, comment) in rows {
            let _ = writeln!(out, "{row:<width$}  # {comment}");
        }
        out.push_str("tests:\n");
        for Example { teaches, expect, texts, passes } in examples {
            let todo = if *passes { "" } else { "todo-" };
            let gap = if *passes { "" } else { " (not seen yet: change it, then take `todo-` away)" };
            let [one, other] = texts.each_ref().map(|text| quoted(text));
            let _ = writeln!(out, "  # {teaches}{gap}\n  - {todo}{expect}: [{one}, {other}]");
        }
        if examples.is_empty() {
            out = out.replace("tests:\n", "");
        }
        out
    }

    fn condition(&self) -> String {
        let claim = self.seed.claim;
        let mut entries = Vec::new();
        match (&claim.concept, &claim.predicate) {
            (Some(concept), Some(predicate)) if concept != predicate => {
                entries.push(format!("concept: {}", word(concept)));
                entries.push(format!("predicate: {}", word(predicate)));
            }
            (_, Some(predicate)) => entries.push(format!("predicate: {}", word(predicate))),
            (Some(concept), None) => entries.push(format!("concept: {}", word(concept))),
            (None, None) => {
                let said = said(claim).next();
                entries.extend(said.map(|field| format!("{}: {{ exists: true }}", field.name())));
            }
        }
        if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
    }

    fn key(&self) -> Vec<&'static str> {
        let claim = self.seed.claim;
        if claim.kind == Kind::Role {
            return vec![Field::Person.name()];
        }
        // Whose the things are that an event happened to tells little of the event.
        let identifies = |field: &Field| {
            IDENTIFYING.contains(field) && (*field != Field::Owner || claim.kind != Kind::Count)
        };
        let own = said(claim).filter(identifies).map(Named::name);
        std::iter::once(Field::Event.name()).chain(own).collect()
    }

    /// What the sentence says beside: candidates for the key.
    fn key_comment(&self) -> String {
        let key = self.key();
        let more: Vec<&str> =
            said(self.seed.claim).map(Named::name).filter(|name| !key.contains(name)).collect();
        let plain = "what makes two claims one fact";
        if more.is_empty() {
            plain.to_owned()
        } else {
            format!("{plain}; also said here: {}", more.join(", "))
        }
    }
}

/// Fields that the claim's own clause says and that rules can compare.
fn said(claim: &Claim) -> impl Iterator<Item = Field> {
    let said = |(field, argument): (&Field, &Argument)| {
        let fits =
            argument.origin == Origin::Said && !argument.values.is_empty() && possible(claim.kind, *field);
        fits.then_some(*field)
    };
    claim.arguments.iter().filter_map(said)
}

fn articles(texts: &[String; 2], published: jiff::civil::Date) -> Vec<TestArticle> {
    let article = |(text, outlet): (&String, &str)| TestArticle {
        text: text.clone(),
        outlet: outlet.to_owned(),
        published,
    };
    texts.iter().zip(["Outlet A", "Outlet B"]).map(article).collect()
}

/// "ships-destroyed" as a title.
fn title(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    word(&(first + letters.as_str()))
}

/// Words as YAML needs them.
fn word(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ' ' | '/'))
        && !matches!(
            text.to_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if plain { text.to_owned() } else { quoted(text) }
}

/// A text in double quotation marks. What JSON writes so, YAML reads so.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
