//! Words by which an article says that it was changed after it was first published.

use std::sync::LazyLock;

use serde::Deserialize;

/// The words of `notices.yml`, in small letters; what each list is for is said there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// Something was wrong.
    pub corrected: Words,
    /// Something is new.
    pub updated: Words,
    /// Labels that head other notes too.
    pub either: Vec<String>,
    /// Behind a label without a colon: "appended".
    pub appended: Vec<String>,
    /// Before what the article calls itself: "this".
    pub own: Vec<String>,
    /// What the article calls itself: "story".
    pub article: Vec<String>,
    /// Between the article and what was done with it: "has been".
    pub between: Vec<String>,
    /// Before `versions`: "earlier".
    pub older: Vec<String>,
    /// A text of the article: "version".
    pub versions: Vec<String>,
    /// What an older text did wrong: "misstated".
    pub wrong: Vec<String>,
    /// What it did: "said".
    pub gave: Vec<String>,
    /// For what it was changed, behind "to": "add".
    pub purposes: Vec<String>,
    /// Before a day or a time: "at".
    pub joins: Vec<String>,
    /// Behind a time: "p.m.".
    pub halves: Vec<String>,
    /// Words that do not say what was changed: "an error".
    pub vague: Vec<String>,
    /// What a kind of value is called.
    pub called: Called,
}

/// Words of one sort of notice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Before a colon or a dash: "correction".
    pub labels: Vec<String>,
    /// What was done with the article: "corrected".
    pub done: Vec<String>,
    /// Without a colon: "corrects".
    pub opens: Vec<String>,
    /// Without a colon, in brackets: "adds".
    pub bracketed: Vec<String>,
}

/// What kinds of value are called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Called {
    /// Counts, measures, money: "number".
    pub number: Vec<String>,
    /// Days and times: "date".
    pub date: Vec<String>,
    /// Places: "location".
    pub place: Vec<String>,
    /// Offices, members, numbers that are names: "title".
    pub name: Vec<String>,
    /// Quotations: "remark".
    pub quote: Vec<String>,
}

/// The words that were packed into the binary.
pub fn notices() -> &'static Notices {
    static WORDS: LazyLock<Notices> =
        LazyLock::new(|| super::section("notices").expect("rules/vocabulary/notices.yml is packed"));
    &WORDS
}
