//! Conditions from their written form, and the named fragments that rules share.

use std::collections::BTreeMap;

use super::names::{Named, hint};
use super::select::{Condition, Subject, Test, Wanted};
use super::spans::Spot;
use super::written::{Node, OneOrMany};
use crate::claim::quantity::Dimension;
use crate::claim::token::fold;
use crate::claim::{Certainty, Kind, Polarity};
use crate::diagnostic::{Diagnostic, Severity};

/// Fragments that use fragments multiply; beyond this many tests a condition is a mistake.
const MOST_TESTS: usize = 4096;

/// Named conditions, shared by all rules of a run.
#[derive(Debug, Default)]
pub struct Fragments {
    written: BTreeMap<String, (Node, Spot)>,
    checked: BTreeMap<String, State>,
}

#[derive(Debug)]
enum State {
    /// Being checked: whoever asks for it now is part of a circle.
    Open,
    Ready(Condition),
    Bad,
}

impl Fragments {
    /// Adds what stands under `fragments:` of a file; a name that is known is replaced.
    pub fn add(&mut self, node: &Node, at: &Spot, out: &mut Vec<Diagnostic>) {
        let Node::Object(map) = node else {
            out.push(at.at_value(
                "wrong-type",
                Severity::Error,
                "`fragments` must be a mapping from name to condition",
                "",
            ));
            return;
        };
        for (name, node) in map {
            self.written.insert(name.clone(), (node.clone(), at.key(name)));
        }
    }

    /// Checks every fragment, so that an error in one that no rule uses is also reported.
    pub fn check_all(&mut self, out: &mut Vec<Diagnostic>) {
        let names: Vec<String> = self.written.keys().cloned().collect();
        for name in names {
            self.check(&name, out);
        }
    }

    fn check(&mut self, name: &str, out: &mut Vec<Diagnostic>) {
        if self.checked.contains_key(name) {
            return;
        }
        let Some((node, at)) = self.written.get(name).cloned() else { return };
        self.checked.insert(name.to_owned(), State::Open);
        let condition = Reader { fragments: self, out }.condition(&node, &at, &format!("fragments.{name}"));
        let state = condition.map_or(State::Bad, State::Ready);
        self.checked.insert(name.to_owned(), state);
    }

    /// The condition of that name; what is wrong with it is said at `at`, the place that uses it.
    fn used(&mut self, name: &str, at: &Spot, out: &mut Vec<Diagnostic>) -> Option<Condition> {
        self.check(name, out);
        let problem = match self.checked.get(name) {
            Some(State::Ready(condition)) if condition.tests().len() <= MOST_TESTS => {
                return Some(condition.clone());
            }
            Some(State::Ready(_)) => at.at_value(
                "fragment-circle",
                Severity::Error,
                format!("fragment `{name}` grows to more than {MOST_TESTS} conditions"),
                "",
            ),
            Some(State::Open) => at.at_value(
                "fragment-circle",
                Severity::Error,
                format!("fragment `{name}` uses itself"),
                "this closes the circle",
            ),
            Some(State::Bad) => at.at_value(
                "broken-fragment",
                Severity::Error,
                format!("fragment `{name}` is set aside for its own errors, and this with it"),
                "",
            ),
            None => {
                let names: Vec<&str> = self.written.keys().map(String::as_str).collect();
                let label =
                    if names.is_empty() { "no fragments are known".to_owned() } else { hint(name, &names) };
                at.at_value(
                    "unknown-fragment",
                    Severity::Error,
                    format!("there is no fragment `{name}`"),
                    label,
                )
            }
        };
        out.push(problem);
        None
    }
}

/// Reads conditions, pushing what is wrong and going on.
pub struct Reader<'a> {
    /// What `use` can name.
    pub fragments: &'a mut Fragments,
    /// Where problems go.
    pub out: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// A mapping of conditions, all of which must hold. `None` when anything in it is wrong.
    pub fn condition(&mut self, node: &Node, at: &Spot, gate: &str) -> Option<Condition> {
        let Node::Object(map) = node else {
            return self.wrong(at, "a condition is a mapping, such as { concept: drone }");
        };
        let parts: Vec<Option<Condition>> = map
            .iter()
            .map(|(key, node)| self.entry(key, node, &at.key(key), &format!("{gate}.{key}")))
            .collect();
        let mut parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        Some(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
    }

    fn entry(&mut self, key: &str, node: &Node, at: &Spot, gate: &str) -> Option<Condition> {
        match key {
            "any" => self.list(node, at, gate).map(Condition::Any),
            "all" => self.list(node, at, gate).map(Condition::All),
            "not" => self.condition(node, at, gate).map(|part| Condition::Not(Box::new(part))),
            "use" => self.uses(node, at),
            _ => match Subject::named(key) {
                Some(subject) => self.test(subject, node, at, gate),
                None => self.unknown(key, at),
            },
        }
    }

    fn unknown(&mut self, key: &str, at: &Spot) -> Option<Condition> {
        let mut names = Subject::names();
        names.extend(["any", "all", "not", "use"]);
        let label = hint(key, &names);
        let note = format!("a condition tests one of {}", names.join(", "));
        let problem =
            at.at_key("unknown-field", Severity::Error, format!("no claim has a field `{key}`"), label);
        self.out.push(problem.note(note));
        None
    }

    fn list(&mut self, node: &Node, at: &Spot, gate: &str) -> Option<Vec<Condition>> {
        match node {
            Node::Array(items) if !items.is_empty() => {
                let parts: Vec<Option<Condition>> = items
                    .iter()
                    .enumerate()
                    .map(|(i, item)| self.condition(item, &at.item(i), &format!("{gate}[{i}]")))
                    .collect();
                parts.into_iter().collect()
            }
            _ => self.wrong(at, "`any` and `all` take a list of conditions, and an empty one says nothing"),
        }
    }

    fn uses(&mut self, node: &Node, at: &Spot) -> Option<Condition> {
        let names = self.words(node, at)?;
        let parts: Vec<Option<Condition>> =
            names.spots(at).into_iter().map(|(name, at)| self.fragments.used(name, &at, self.out)).collect();
        parts.into_iter().collect::<Option<Vec<_>>>().map(Condition::All)
    }

    fn test(&mut self, subject: Subject, node: &Node, at: &Spot, gate: &str) -> Option<Condition> {
        let wanted = match node {
            Node::Object(map) => self.exists(map, at)?,
            _ => self.one_of(subject, node, at)?,
        };
        Some(Condition::Test(Test { subject, wanted, gate: gate.to_owned(), at: at.clone() }))
    }

    fn exists(&mut self, map: &serde_json::Map<String, Node>, at: &Spot) -> Option<Wanted> {
        match map.get("exists") {
            Some(Node::Bool(exists)) if map.len() == 1 => Some(Wanted::Exists(*exists)),
            _ => self.wrong(at, "expected a word, a list of words, { exists: true } or { exists: false }"),
        }
    }

    fn one_of(&mut self, subject: Subject, node: &Node, at: &Spot) -> Option<Wanted> {
        let words = self.words(node, at)?;
        let checked: Vec<Option<String>> =
            words.spots(at).into_iter().map(|(word, at)| self.word(subject, word, &at)).collect();
        checked.into_iter().collect::<Option<Vec<_>>>().map(Wanted::OneOf)
    }

    /// A word as claims carry it; words of closed sets are held against the set.
    fn word(&mut self, subject: Subject, word: &str, at: &Spot) -> Option<String> {
        let known = match subject {
            Subject::Kind => Kind::names(),
            Subject::Certainty => Certainty::names(),
            Subject::Polarity => Polarity::names(),
            Subject::Dimension => Dimension::names(),
            Subject::Unit => return Some(word.to_owned()),
            Subject::Concept | Subject::Predicate | Subject::Field(_) => return Some(fold(word)),
        };
        if known.contains(&word) {
            return Some(word.to_owned());
        }
        let code = if subject == Subject::Kind { "unknown-kind" } else { "unknown-value" };
        let message = format!("`{word}` is no `{}`", subject.name());
        self.out.push(at.at_value(code, Severity::Error, message, hint(word, &known)));
        None
    }

    fn words(&mut self, node: &Node, at: &Spot) -> Option<OneOrMany> {
        let words = super::written::decode::<OneOrMany>(node, at, self.out)?;
        if words.spots(at).is_empty() { self.wrong(at, "an empty list matches nothing") } else { Some(words) }
    }

    fn wrong<T>(&mut self, at: &Spot, message: &str) -> Option<T> {
        self.out.push(at.at_value("wrong-type", Severity::Error, message, ""));
        None
    }
}
