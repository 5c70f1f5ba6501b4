//! From written to checked: pushes every problem where it stands and goes on to the next.

use jiff::civil::Date;

use super::fragment::{Fragments, Reader};
use super::message::Message;
use super::names::{self, Named, hint};
use super::phrase::Phrase;
use super::select::Condition;
use super::spans::Spot;
use super::written::{KEYS, Node, OneOrMany, Written, WrittenText, decode};
use super::{Expectation, OverTime, Rule, RuleTest, Sum, TestText};
use crate::claim::token::fold;
use crate::claim::{Field, Kind};
use crate::diagnostic::{Diagnostic, Severity};

const ERROR: Severity = Severity::Error;

/// What a rule is compiled from.
pub struct Draft<'a> {
    /// The rule as read.
    pub node: &'a Node,
    /// Where it stands.
    pub at: Spot,
    /// The file's name without ending, if the rule has the file to itself: then it is its id.
    pub stem: Option<&'a str>,
    /// Whether it comes from the binary.
    pub shipped: bool,
}

impl Draft<'_> {
    /// Checks the rule. `None` when anything in it is wrong: then it has been said.
    pub fn compile(&self, fragments: &mut Fragments, out: &mut Vec<Diagnostic>) -> Option<Rule> {
        let Node::Object(map) = self.node else {
            out.push(self.at.at_value("wrong-type", ERROR, "a rule is a mapping from keys to values", ""));
            return None;
        };
        let before = out.len();
        let mut compiler = Compiler { at: &self.at, fragments, out };
        compiler.keys(map);
        let written = Written::read(map, &self.at, compiler.out);
        let rule = compiler.rule(map, written, self);
        if out.len() == before { rule } else { None }
    }
}

struct Compiler<'a> {
    at: &'a Spot,
    fragments: &'a mut Fragments,
    out: &'a mut Vec<Diagnostic>,
}

type Map = serde_json::Map<String, Node>;

impl Compiler<'_> {
    /// Keys that no rule has, and keys that every rule needs.
    fn keys(&mut self, map: &Map) {
        for key in map.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            let label = hint(key, &KEYS);
            let problem =
                self.at.key(key).at_key("unknown-key", ERROR, format!("a rule has no key `{key}`"), label);
            self.out.push(problem.note("a key that is not known would silently change nothing"));
        }
        let needed = ["id", "title", "claim", "key", "message"].into_iter();
        let mut missing: Vec<&str> = needed.filter(|key| !map.contains_key(*key)).collect();
        let open = !map.contains_key("phrases") && !map.contains_key("where");
        missing.extend(open.then_some("where"));
        missing.extend((map.contains_key("parts") && !map.contains_key("total")).then_some("total"));
        missing.extend((map.contains_key("total") && !map.contains_key("parts")).then_some("parts"));
        if missing.is_empty() {
            return;
        }
        let message = format!("this rule has no `{}`", missing.join("`, no `"));
        let problem = self.at.at_head("missing-key", ERROR, message, "");
        let note = "a rule for every claim of its kinds says `where: {}`";
        self.out.push(if open { problem.note(note) } else { problem });
    }

    fn rule(&mut self, map: &Map, written: Written, draft: &Draft) -> Option<Rule> {
        let id = written.id.as_deref().and_then(|id| self.id(id, draft.stem));
        let kinds = written.claim.as_ref().and_then(|claim| self.kinds(claim));
        let select = match &written.select {
            Some(node) => self.condition(node, "where"),
            None => Some(Condition::always()),
        };
        let unless = written.unless.as_ref().map(|node| self.condition(node, "unless"));
        let key = written.key.as_ref().map(|key| self.fields(key, "key", kinds.as_deref()));
        let separate = written.separate.as_ref().map(|list| self.fields(list, "separate", kinds.as_deref()));
        self.repeated(&written);
        let phrases = self.phrases(written.phrases.as_deref().unwrap_or_default(), kinds.as_deref());
        let over_time = self.closed::<OverTime>(written.over_time.as_deref(), "over-time");
        let severity = self.closed::<Severity>(written.severity.as_deref(), "severity");
        let window_days = written.window.as_deref().and_then(|window| self.window(window));
        let sum = self.sum(&written);
        let tests = self.tests(written.tests.as_deref().unwrap_or_default());
        let message = self.message(map, written.message.as_deref(), &phrases);
        let (key, mut separate) = (key?, separate.unwrap_or_default());
        // What a phrase finds in its slots tells its facts from one another.
        let filled = phrases.iter().flat_map(Phrase::slots).filter_map(|slot| slot.field);
        for field in filled {
            if !key.contains(&field) && !separate.contains(&field) {
                separate.push(field);
            }
        }
        Some(Rule {
            id: id?,
            title: written.title?,
            kinds: kinds?,
            select: select?,
            unless: unless.unwrap_or_default(),
            key,
            separate,
            over_time: over_time.unwrap_or_default(),
            window_days,
            severity: severity.unwrap_or(Severity::Error),
            message: message?,
            sum,
            phrases,
            tests,
            priority: written.priority.unwrap_or(0),
            shipped: draft.shipped,
            at: self.at.clone(),
        })
    }

    fn id(&mut self, id: &str, stem: Option<&str>) -> Option<String> {
        let at = self.at.key("id");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(plain) {
            let message = format!("`{id}` is no id: small letters, digits and hyphens");
            self.out.push(at.at_value("bad-id", ERROR, message, ""));
            return None;
        }
        if let Some(stem) = stem.filter(|&stem| stem != id) {
            let message = format!("the rule `{id}` stands in a file named `{stem}`");
            let problem =
                at.at_value("id-differs-from-file", ERROR, message, format!("rename one: `{stem}`?"));
            self.out.push(problem.note("a rule that has its file to itself is found by its name"));
        }
        Some(id.to_owned())
    }

    fn kinds(&mut self, claim: &OneOrMany) -> Option<Vec<Kind>> {
        let at = self.at.key("claim");
        let words = claim.spots(&at);
        if words.is_empty() {
            self.out.push(at.at_value("wrong-type", ERROR, "a rule takes at least one kind of claim", ""));
        }
        let kinds: Vec<Option<Kind>> = words
            .into_iter()
            .map(|(word, at)| self.member::<Kind>(word, &at, "unknown-kind", "no kind of claim"))
            .collect();
        kinds.into_iter().collect()
    }

    /// The member of a closed set that a word names.
    fn member<T: Named>(&mut self, word: &str, at: &Spot, code: &str, what: &str) -> Option<T> {
        let found = T::named(word);
        if found.is_none() {
            let label = hint(word, &T::names());
            self.out.push(at.at_value(code, ERROR, format!("`{word}` is {what}"), label));
        }
        found
    }

    fn closed<T: Named>(&mut self, word: Option<&str>, key: &str) -> Option<T> {
        let at = self.at.key(key);
        word.and_then(|word| self.member::<T>(word, &at, "unknown-value", &format!("no `{key}`")))
    }

    fn condition(&mut self, node: &Node, key: &str) -> Option<Condition> {
        let at = self.at.key(key);
        Reader { fragments: self.fragments, out: self.out }.condition(node, &at, key)
    }

    fn fields(&mut self, list: &OneOrMany, key: &str, kinds: Option<&[Kind]>) -> Vec<Field> {
        let at = self.at.key(key);
        let words = list.spots(&at);
        if words.is_empty() && key == "key" {
            let message = "without a key, all claims of the rule would be one fact";
            self.out.push(at.at_value(
                "wrong-type",
                ERROR,
                message,
                "name at least one field, such as `event`",
            ));
        }
        let fields = words.into_iter().filter_map(|(word, at)| {
            let field = self.member::<Field>(word, &at, "unknown-field", "no field of a claim")?;
            self.possible(field, kinds, &at);
            Some(field)
        });
        fields.collect()
    }

    /// A field that no claim of the rule's kinds has would keep all of them out.
    fn possible(&mut self, field: Field, kinds: Option<&[Kind]>, at: &Spot) {
        let Some(kinds) = kinds else { return };
        if kinds.is_empty() || kinds.iter().any(|&kind| names::possible(kind, field)) {
            return;
        }
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let can: Vec<&str> = Field::ALL
            .iter()
            .filter(|&&field| kinds.iter().any(|&kind| names::possible(kind, field)))
            .map(|field| field.name())
            .collect();
        let kinds = names.join(" or ");
        let message = format!("no {kinds} claim has the field `{}`", field.name());
        let problem = at.at_value("key-impossible", ERROR, message, "the rule would never join two claims");
        self.out.push(problem.note(format!("fields of a {kinds} claim: {}", can.join(", "))));
    }

    /// A field that is named twice says something else than its author thinks.
    fn repeated(&mut self, written: &Written) {
        let mut seen: Vec<(String, Spot)> = Vec::new();
        for (key, list) in [("key", &written.key), ("separate", &written.separate)] {
            let at = self.at.key(key);
            for (word, at) in list.iter().flat_map(|list| list.spots(&at)) {
                match seen.iter().find(|(earlier, _)| earlier == word) {
                    Some((_, first)) => {
                        let message = format!("the field `{word}` is named twice");
                        let problem = at.at_value("repeated-field", ERROR, message, "");
                        let problem = problem.and(first.file(), first.value_span(), "named here first");
                        self.out.push(problem.note("a key field separates already"));
                    }
                    None => seen.push((word.to_owned(), at)),
                }
            }
        }
    }

    fn phrases(&mut self, phrases: &[String], kinds: Option<&[Kind]>) -> Vec<Phrase> {
        let at = self.at.key("phrases");
        let Some(kinds) = kinds else { return Vec::new() };
        let read = phrases
            .iter()
            .enumerate()
            .filter_map(|(i, text)| Phrase::read(text, kinds, &at.item(i), self.out));
        read.collect()
    }

    fn message(&mut self, map: &Map, template: Option<&str>, phrases: &[Phrase]) -> Option<Message> {
        let at = self.at.key("message");
        // A phrase that could not be read hides its slots: what a message says of them is not wrong yet.
        let all = map.get("phrases").and_then(Node::as_array).map_or(0, Vec::len) == phrases.len();
        let before = self.out.len();
        let message = Message::read(template?, phrases, &at, self.out);
        if !all {
            self.out.truncate(before);
        }
        message
    }

    fn window(&mut self, window: &str) -> Option<u32> {
        let mut words = window.split_whitespace();
        let number = words.next().and_then(|number| number.parse::<u32>().ok());
        let days = match words.next() {
            Some("day" | "days") => Some(1),
            Some("week" | "weeks") => Some(7),
            _ => None,
        };
        let found = number.zip(days).and_then(|(number, days)| number.checked_mul(days));
        if found.is_none() || words.next().is_some() {
            let at = self.at.key("window");
            let message = format!("`{window}` is no span of days: write `3 days` or `2 weeks`");
            self.out.push(at.at_value("unknown-value", ERROR, message, ""));
        }
        found
    }

    fn sum(&mut self, written: &Written) -> Option<Sum> {
        let parts = written.parts.as_ref()?;
        if parts.is_empty() {
            let at = self.at.key("parts");
            self.out.push(at.at_value("wrong-type", ERROR, "a sum has at least one part", ""));
        }
        let total = written.total.as_ref()?;
        Some(Sum { parts: parts.iter().map(|part| fold(part)).collect(), total: fold(total) })
    }

    fn tests(&mut self, tests: &[Node]) -> Vec<RuleTest> {
        let at = self.at.key("tests");
        tests.iter().enumerate().filter_map(|(i, node)| self.test(node, &at.item(i))).collect()
    }

    fn test(&mut self, node: &Node, at: &Spot) -> Option<RuleTest> {
        let entry = node.as_object().filter(|map| map.len() == 1).and_then(|map| map.iter().next());
        let Some((name, texts)) = entry else {
            let message = "a test is one expectation and its texts: `contradicts: [\"…\", \"…\"]`";
            self.out.push(at.at_head("bad-test", ERROR, message, ""));
            return None;
        };
        let at = at.key(name);
        let expectation = name.strip_prefix("todo-").unwrap_or(name);
        let Some(expect) = Expectation::named(expectation) else {
            let label = hint(expectation, &Expectation::names());
            self.out.push(at.at_key("bad-test", ERROR, format!("no test expects `{name}`"), label));
            return None;
        };
        let texts: Vec<WrittenText> = decode(texts, &at, self.out)?;
        let least = expect.least_texts();
        if texts.len() < least {
            let message =
                format!("`{name}` needs at least {least} text{}", if least == 1 { "" } else { "s" });
            self.out.push(at.at_value("bad-test", ERROR, message, ""));
        }
        let texts = texts.into_iter().enumerate().map(|(i, text)| self.text(text, &at.item(i)));
        Some(RuleTest { expect, todo: name != expectation, texts: texts.collect(), at: at.clone() })
    }

    fn text(&mut self, written: WrittenText, at: &Spot) -> TestText {
        if written.text.trim().is_empty() {
            self.out.push(at.at_value("bad-test", ERROR, "this text says nothing", ""));
        }
        let published = written.published.and_then(|date| {
            let parsed = date.parse::<Date>().ok();
            if parsed.is_none() {
                let message = format!("`{date}` is no date: write it as 2025-03-24");
                self.out.push(at.key("published").at_value("bad-test", ERROR, message, ""));
            }
            parsed
        });
        TestText { text: written.text, outlet: written.outlet, published }
    }
}
