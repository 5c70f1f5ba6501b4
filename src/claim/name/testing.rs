//! Articles for the tests of this folder.

use super::{MembersMention, NameMention, OfficeMention, members, names, offices};
use crate::article::{Article, ArticleId, Part, Sentence};
use crate::claim::token::{Token, tokens};
use crate::files::{Lines, Span};

/// An article with one sentence a line.
pub(super) fn article(text: &str) -> (Article, Vec<Vec<Token>>) {
    let mut sentences = Vec::new();
    let mut at = 0;
    for (paragraph, line) in text.split('\n').enumerate() {
        let span = Span::new(at, at + line.len());
        let paragraph = u32::try_from(paragraph).unwrap_or(u32::MAX);
        sentences.push(Sentence { span, paragraph, part: Part::Body });
        at += line.len() + 1;
    }
    let rows = sentences.iter().map(|s| tokens(text, s.span)).collect();
    let article = Article {
        id: ArticleId(0),
        path: String::new(),
        record: None,
        place: 0,
        outlet: String::new(),
        title: None,
        published: None,
        story: None,
        edition: None,
        url: None,
        byline: None,
        is_file: true,
        text: text.to_owned(),
        body: 0,
        sentences,
        lines: Lines::new(text),
    };
    (article, rows)
}

/// Everything that is found in a text.
pub(super) struct Found {
    pub article: Article,
    pub names: Vec<Vec<NameMention>>,
    pub offices: Vec<OfficeMention>,
    pub members: Vec<MembersMention>,
}

pub(super) fn find(text: &str) -> Found {
    let (article, rows) = article(text);
    let names = names(&article, &rows);
    let offices = offices(&rows, &names);
    let members = members(&rows, &names, &offices);
    Found { article, names, offices, members }
}
