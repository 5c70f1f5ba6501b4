//! Small changes of the text of a rules file: one more test, a field less, a word more. Everything
//! else stays as it was, comments and formatting included.

use super::spans::Spot;
use super::{Rule, Wanted};
use crate::claim::Field;
use crate::files::Span;

/// A test as it is to be written: its lines, without a dash and without indentation.
pub type Lines = [String];

impl Rule {
    /// The text of the rule's file with one more test behind the others.
    #[doc(hidden)]
    pub fn with_test(&self, lines: &Lines) -> String {
        let text = self.at.source.text();
        let tests = self.at.key("tests");
        let own = tests.value_span();
        // What a rule does not have stands where the rule stands.
        if own == self.at.value_span() {
            return self.with_first_test(lines);
        }
        if own.of(text).starts_with('[') {
            return in_brackets(text, own, lines);
        }
        let item = |at: usize| tests.item(at).value_span();
        let first = item(0);
        let line = line_start(text, first.start);
        let dash = text[line..first.start].find('-').unwrap_or(0);
        let last = item(self.tests.len() - 1);
        let indent = " ".repeat(dash);
        inserted(text, line_end(text, last.end), &block(&indent, lines, newline(text)))
    }

    /// The text of the rule's file with a field taken out of `key` or `separate`; `None` where it does
    /// not stand there, or alone in `key`, which every rule needs.
    #[doc(hidden)]
    pub fn without_field(&self, list: &str, field: Field) -> Option<String> {
        let fields = if list == "key" { &self.key } else { &self.separate };
        let at = fields.iter().position(|of| *of == field)?;
        let text = self.at.source.text();
        let of = self.at.key(list);
        let item = |at: usize| of.item(at).value_span();
        let gone = match (at, fields.len()) {
            (0, 1) if list == "key" => return None,
            (0, 1) if !of.value_span().of(text).starts_with('[') => return None,
            (0, 1) => item(0),
            (0, _) => Span::new(item(0).start, item(1).start),
            (at, _) => Span::new(item(at - 1).end, item(at).end),
        };
        Some(format!("{}{}", &text[..gone.start], &text[gone.end..]))
    }

    /// The text of the rule's file with one more word that a condition takes; `None` where the words of
    /// this gate do not stand in the rule itself, in one line.
    #[doc(hidden)]
    pub fn with_word(&self, gate: &str, word: &str) -> Option<String> {
        let test = self.select.test(gate).filter(|test| matches!(test.wanted, Wanted::OneOf(_)))?;
        let whole = self.at.source.text();
        let span = test.at.value_span();
        let own = std::sync::Arc::ptr_eq(&test.at.source, &self.at.source);
        let words = span.of(whole);
        if !own || words.contains('\n') {
            return None;
        }
        let new = match words.strip_suffix(']') {
            Some(list) => format!("{}, {word}]", list.trim_end()),
            None => format!("[{words}, {word}]"),
        };
        Some(format!("{}{new}{}", &whole[..span.start], &whole[span.end..]))
    }

    /// The same for a rule without `tests`: behind its last line.
    fn with_first_test(&self, lines: &Lines) -> String {
        let text = self.at.source.text();
        let indent = column(text, self.at.head_span().start);
        let end = line_end(text, last_byte(&self.at));
        let new = newline(text);
        let deep = " ".repeat(indent + 2);
        let list = format!("{new}{}tests:{}", " ".repeat(indent), block(&deep, lines, new));
        inserted(text, end, &list)
    }
}

/// Where the rule's last value ends.
fn last_byte(at: &Spot) -> usize {
    let values = super::KEYS.iter().map(|key| at.key(key)).filter(|key| key.key_span() != at.key_span());
    values.map(|key| key.value_span().end).max().unwrap_or_else(|| at.value_span().end)
}

/// The test as an item of a list in block style, each line behind a line break.
fn block(indent: &str, lines: &Lines, new: &str) -> String {
    let line = |(at, line): (usize, &String)| {
        let dash = if at == 0 { "- " } else { "  " };
        format!("{new}{indent}{dash}{line}")
    };
    lines.iter().enumerate().map(line).collect()
}

/// The test as an item of a list in brackets. What is a list of lines in block style is a list in
/// brackets here.
fn in_brackets(text: &str, own: Span, lines: &Lines) -> String {
    let (head, items) = lines.split_first().map_or(("", &[][..]), |(head, items)| (head.as_str(), items));
    let items: Vec<&str> = items.iter().map(|item| item.trim_start().trim_start_matches("- ")).collect();
    let close = own.end - 1;
    let inside = text[own.start + 1..close].trim_end();
    let comma = if inside.trim().is_empty() || inside.ends_with(',') { "" } else { "," };
    let at = own.start + 1 + inside.len();
    let item = if items.is_empty() {
        format!("{{ {head} }}")
    } else {
        format!("{{ {head} [{}] }}", items.join(", "))
    };
    inserted(text, at, &format!("{comma} {item}"))
}

fn inserted(text: &str, at: usize, what: &str) -> String {
    let (before, after) = text.split_at(at);
    format!("{before}{what}{after}")
}

/// The line break that the file uses.
fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

/// Where the line ends that a byte stands on, before its line break.
fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    at + text[at..end].trim_end_matches('\r').len()
}

fn column(text: &str, at: usize) -> usize {
    text[line_start(text, at)..at].chars().filter(|c| *c != '\u{feff}').count()
}

#[cfg(test)]
mod tests {
    use crate::claim::Field;
    use crate::rule::{Expectation, RuleSet};

    const HEAD: &str = "id: boats # the name\ntitle: Boats\nclaim: count\nwhere: { concept: ship }\nkey: [event]\nmessage: \"{values}\"";

    fn added(file: &str, text: &str, rule: usize) -> String {
        let (rules, found) = RuleSet::read(file, text);
        assert!(found.is_empty(), "{found:#?}");
        let rule = &rules.rules[rule];
        let lines = [
            "apart:".to_owned(),
            "  - { text: \"Two\", published: 2025-03-24 }".to_owned(),
            "  - \"Three\"".to_owned(),
        ];
        let new = rule.with_test(&lines);
        let (again, found) = RuleSet::read(file, &new);
        assert!(found.is_empty(), "{found:#?}\n{new}");
        let (_, grown) = again.find(&rule.id).expect("the rule");
        assert_eq!(grown.tests.len(), rule.tests.len() + 1, "{new}");
        let last = grown.tests.last().expect("a test");
        assert_eq!((last.expect, last.texts[1].text.as_str()), (Expectation::Apart, "Three"), "{new}");
        assert!(
            text.lines().all(|line| line.starts_with("tests: [") || new.contains(line)),
            "a line is gone:\n{new}"
        );
        new
    }

    #[test]
    fn behind_the_last_test() {
        let text =
            format!("{HEAD}\ntests:\n  # first\n  - agrees: [\"a\", \"b\"] # alike\n  # known gaps:\n");
        let new = added("boats.yml", &text, 0);
        assert!(new.contains("# alike\n  - apart:\n      - { text: \"Two\", published: 2025-03-24 }\n      - \"Three\"\n  # known gaps:\n"), "{new}");
        let text = format!("{HEAD}\ntests:\n- agrees:\n    - a\n    - b");
        assert!(
            added("boats.yml", &text, 0).ends_with(
                "    - b\n- apart:\n    - { text: \"Two\", published: 2025-03-24 }\n    - \"Three\""
            )
        );
    }

    #[test]
    fn a_field_less_or_a_word_more() {
        let head = HEAD.replace("key: [event]", "key: [event, agent] # two\nseparate: [when, place, target]");
        let text = head.replace("concept: ship", "concept: ship, predicate: [lose, sink]");
        let (rules, found) = RuleSet::read("boats.yml", &text);
        assert!(found.is_empty(), "{found:#?}");
        let rule = &rules.rules[0];
        let without = |list: &str, field| rule.without_field(list, field).expect("a text");
        assert!(without("key", Field::Agent).contains("key: [event] # two"));
        assert!(without("key", Field::Event).contains("key: [agent] # two"));
        assert!(without("separate", Field::When).contains("separate: [place, target]"));
        assert!(without("separate", Field::Target).contains("separate: [when, place]"));
        assert_eq!(rule.without_field("key", Field::When), None);
        let with = |gate: &str| rule.with_word(gate, "burn").expect("a text");
        assert!(with("where.predicate").contains("{ concept: ship, predicate: [lose, sink, burn] }"));
        assert!(with("where.concept").contains("{ concept: [ship, burn], predicate: [lose, sink] }"));
        assert_eq!(rule.with_word("where.agent", "burn"), None);
        let (again, found) = RuleSet::read("boats.yml", &with("where.predicate"));
        assert!(found.is_empty() && again.rules.len() == 1, "{found:#?}");
        let (alone, _) = RuleSet::read("boats.yml", HEAD);
        assert_eq!(alone.rules[0].without_field("key", Field::Event), None, "every rule needs a key");
    }

    #[test]
    fn in_lists_of_rules_and_with_other_line_breaks() {
        let rule = |id: &str| HEAD.replace("boats #", &format!("{id} #")).replace('\n', "\n  ");
        let text = format!("- {}\n  tests:\n    - agrees: [a, b]\n\n- {}\n", rule("boats"), rule("ferries"));
        assert!(added("list.yml", &text, 0).contains("agrees: [a, b]\n    - apart:\n        - {"));
        assert!(added("list.yml", &text, 1).contains("message: \"{values}\"\n  tests:\n    - apart:"));
        let text = format!("{HEAD}\ntests:\n  - agrees: [a, b]\n").replace('\n', "\r\n");
        assert!(added("boats.yml", &text, 0).contains("[a, b]\r\n  - apart:\r\n      - {"));
    }

    #[test]
    fn where_there_is_no_list_yet() {
        assert!(added("boats.yml", HEAD, 0).ends_with("message: \"{values}\"\ntests:\n  - apart:\n      - { text: \"Two\", published: 2025-03-24 }\n      - \"Three\""));
        assert!(added("boats.yml", &format!("{HEAD}\n# the end\n"), 0).ends_with("\n# the end\n"));
        assert!(
            added("boats.yml", &format!("{HEAD}\ntests: []\n"), 0)
                .contains("tests: [ { apart: [{ text: \"Two\", published: 2025-03-24 }, \"Three\"] }]\n")
        );
        let flow = format!("{HEAD}\ntests: [{{ agrees: [a, b] }}]\n");
        assert!(added("boats.yml", &flow, 0).contains("[a, b] }, { apart: ["));
    }
}
