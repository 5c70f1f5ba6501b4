//! Versions of one article: the same address, or the same record of a file, published on
//! different days. Only the newest is its outlet's word.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Article, ArticleId};
use crate::diagnostic::{Diagnostic, Severity};

/// An article that was published again, and what it was before.
#[derive(Debug, Clone)]
pub struct History {
    /// The newest version.
    pub newest: ArticleId,
    /// The other versions, the oldest first. Their numbers mean nothing.
    pub earlier: Vec<Article>,
}

/// Takes out the articles published after a day; gives a remark if there were any. An article
/// without a day of publication stays.
pub(super) fn leave_out_later(articles: &mut Vec<Article>, day: Date) -> Option<Diagnostic> {
    let before = articles.len();
    articles.retain(|article| article.published.is_none_or(|published| published <= day));
    let message = match before - articles.len() {
        0 => return None,
        1 => format!("1 article was published after {day} and is left out"),
        left => format!("{left} articles were published after {day} and are left out"),
    };
    Some(Diagnostic::new("later-article", Severity::Note, message))
}

/// Sets earlier versions apart from the articles that count, which are numbered anew. The articles
/// must be numbered (see [`super::number`]). Versions of one day cannot be told in time, and
/// articles without a day not at all: each of these counts.
pub fn settle(articles: Vec<Article>) -> (Vec<Article>, Vec<History>) {
    let mut newest: BTreeMap<Identity, (Date, ArticleId)> = BTreeMap::new();
    for article in &articles {
        if let Some((identity, day)) = Identity::of(article).zip(article.published) {
            let known = newest.entry(identity).or_insert((day, article.id));
            if day > known.0 {
                *known = (day, article.id);
            }
        }
    }
    let mut kept = Vec::with_capacity(articles.len());
    let mut earlier: BTreeMap<ArticleId, Vec<Article>> = BTreeMap::new();
    let mut numbers: BTreeMap<ArticleId, ArticleId> = BTreeMap::new();
    for mut article in articles {
        let last = Identity::of(&article).and_then(|identity| newest.get(&identity).copied());
        match last {
            Some((day, id)) if article.published.is_some_and(|published| published < day) => {
                earlier.entry(id).or_default().push(article);
            }
            _ => {
                let number = ArticleId(u32::try_from(kept.len()).unwrap_or(u32::MAX));
                numbers.insert(article.id, number);
                article.id = number;
                kept.push(article);
            }
        }
    }
    let history = |(id, mut earlier): (ArticleId, Vec<Article>)| {
        earlier.sort_by_key(|article| article.published);
        Some(History { newest: *numbers.get(&id)?, earlier })
    };
    let histories = earlier.into_iter().filter_map(history).collect();
    (kept, histories)
}

/// What all versions of one article share.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    story: Option<String>,
    outlet: String,
    place: Place,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Address(String),
    Record(String, String),
}

impl Identity {
    /// `None` where nothing tells the article from others of its outlet.
    fn of(article: &Article) -> Option<Self> {
        let address = article.url.as_deref().and_then(address).map(Place::Address);
        let record = || Some(Place::Record(article.path.clone(), article.record.clone()?));
        let place = address.or_else(record)?;
        Some(Self { story: article.story.clone(), outlet: article.outlet.to_lowercase(), place })
    }
}

/// An address without scheme, fragment and last slash; `None` for that of a whole site, which many
/// articles can give.
fn address(url: &str) -> Option<String> {
    let url = url.split('#').next().unwrap_or(url);
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
    let (host, path) = bare.split_once('/')?;
    Some(format!("{}/{path}", host.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{from_text, number};
    use jiff::civil::date;

    fn article(outlet: &str, day: i8, url: &str) -> Article {
        let text = format!("The pier of {day} May.");
        let mut article = from_text(outlet, Some(date(2031, 5, day)), None, &text);
        article.url = Some(url.to_owned());
        article
    }

    #[test]
    fn the_newest_of_one_address_counts() {
        let mut articles = vec![
            article("Quay", 7, "https://quay.example/pier/"),
            article("Quay", 5, "http://QUAY.example/pier#top"),
            article("Quay", 6, "https://quay.example/pier"),
            article("Quay", 6, "https://quay.example/dam"),
            article("Mole", 5, "https://quay.example/pier"),
        ];
        number(&mut articles);
        let (kept, histories) = settle(articles);
        let shown: Vec<_> = kept.iter().map(|a| (a.id.0, a.outlet.as_str(), a.published)).collect();
        let day = |day| Some(date(2031, 5, day));
        assert_eq!(shown, [(0, "Mole", day(5)), (1, "Quay", day(6)), (2, "Quay", day(7))]);
        assert_eq!(histories.len(), 1);
        assert_eq!(histories[0].newest, ArticleId(2));
        let days: Vec<_> = histories[0].earlier.iter().map(|a| a.published).collect();
        assert_eq!(days, [day(5), day(6)]);
    }

    #[test]
    fn what_cannot_be_told_apart_in_time_counts() {
        let mut undated = article("Quay", 5, "https://quay.example/pier");
        undated.published = None;
        let mut articles = vec![
            undated,
            article("Quay", 5, "https://quay.example/pier"),
            article("Quay", 5, "https://quay.example/pier"),
            article("Quay", 5, "https://quay.example/"),
            article("Quay", 6, "https://quay.example"),
        ];
        number(&mut articles);
        let (kept, histories) = settle(articles);
        assert_eq!((kept.len(), histories.len()), (5, 0));
    }

    #[test]
    fn one_record_of_a_file_has_versions_and_two_records_have_none() {
        let record = |id: &str, day| {
            let mut article = from_text("Quay", Some(date(2031, 5, day)), None, "The pier closed.");
            (article.path, article.record) = ("feed.jsonl".to_owned(), Some(id.to_owned()));
            article
        };
        let mut articles = vec![record("a", 5), record("a", 6), record("b", 7)];
        number(&mut articles);
        let (kept, histories) = settle(articles);
        assert_eq!((kept.len(), histories.len()), (2, 1));
        assert_eq!(histories[0].earlier[0].published, Some(date(2031, 5, 5)));
    }

    #[test]
    fn later_articles_are_left_out_and_counted() {
        let mut articles = vec![article("Quay", 5, ""), article("Quay", 6, ""), article("Quay", 7, "")];
        let remark = leave_out_later(&mut articles, date(2031, 5, 5)).expect("a remark");
        assert_eq!(articles.len(), 1);
        assert_eq!(remark.message, "2 articles were published after 2031-05-05 and are left out");
        assert!(leave_out_later(&mut articles, date(2031, 5, 5)).is_none());
    }
}
