//! Versions of one article: the same address, or the same record, published or changed at
//! different times. Only the newest is its outlet's word.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, Time};

use super::notice::notices;
use super::{Article, ArticleId, Part, Stamp, some};
use crate::diagnostic::{Diagnostic, Severity};

/// An article that was published again, and what it was before.
#[derive(Debug, Clone)]
pub struct History {
    /// The newest version.
    pub newest: ArticleId,
    /// The other versions, the oldest first. Their numbers mean nothing.
    pub earlier: Vec<Article>,
}

/// Takes out the articles that came out later than that; gives remarks on how many, and on those of that
/// day that say no time where a time is asked for: they stay. An
/// article without a day of publication stays. One that was published before and changed later
/// stays unless there is a version of it from before. The articles must be numbered (see
/// [`super::number`]).
pub(super) fn leave_out_later(articles: &mut Vec<Article>, as_of: Stamp) -> Vec<Diagnostic> {
    let stood = |article: &Article| !article.edition.is_some_and(|stamp| stamp.is_after(as_of));
    let mut stays: Vec<bool> = articles.iter().map(stood).collect();
    let mut has_earlier = vec![false; articles.len()];
    for group in groups(articles) {
        let one_stood = group.iter().any(|&at| stays[at]);
        for at in group {
            has_earlier[at] = one_stood;
        }
    }
    for (at, article) in articles.iter().enumerate().filter(|(at, _)| !has_earlier[*at]) {
        let was_there = article.published.is_some_and(|day| day <= as_of.day);
        let changed = article.edition.is_some_and(|edition| Some(edition.day) != article.published);
        stays[at] |= was_there && changed;
    }
    let before = articles.len();
    let mut stays = stays.into_iter();
    articles.retain(|_| stays.next() == Some(true));
    let message = match before - articles.len() {
        0 => None,
        1 => Some(format!("1 article was published after {as_of} and is left out")),
        left => Some(format!("{left} articles were published after {as_of} and are left out")),
    };
    let later = message.map(|message| Diagnostic::new("later-article", Severity::Note, message));
    later.into_iter().chain(untimed(articles, as_of)).collect()
}

/// Articles of the day of a time that say no time of their own: they may be later than it.
fn untimed(articles: &[Article], as_of: Stamp) -> Option<Diagnostic> {
    as_of.moment?;
    let is_of_day = |edition: Stamp| edition.day == as_of.day && edition.moment.is_none();
    let of_day: Vec<&str> = articles
        .iter()
        .filter(|article| article.edition.is_some_and(is_of_day))
        .map(|article| article.path.as_str())
        .collect();
    let message = match of_day.as_slice() {
        [] => return None,
        [one] => format!("1 article of {} gives no time and is counted: {one}", as_of.day),
        many => {
            format!("{} articles of {} give no time and are counted: {}", many.len(), as_of.day, some(many))
        }
    };
    let hint =
        "whether it came out by then is not known: say `published` with its time, as 2031-05-06T14:05Z";
    Some(Diagnostic::new("untimed-article", Severity::Note, message).note(hint))
}

/// Sets earlier versions apart from the articles that count, which are numbered anew. The articles
/// must be numbered (see [`super::number`]). An article without a day is no version of another.
/// Versions whose times do not say which is the later are taken in the order of their notices, then
/// of their files' names and of the records in a file: see [`is_order_known`].
pub fn settle(articles: Vec<Article>) -> (Vec<Article>, Vec<History>) {
    let mut newest: Vec<usize> = (0..articles.len()).collect();
    for mut group in groups(&articles) {
        group.sort_by_cached_key(|&at| order(&articles[at]));
        for &at in &group {
            newest[at] = group[group.len() - 1];
        }
    }
    let mut kept = Vec::with_capacity(articles.len());
    let mut earlier: BTreeMap<usize, Vec<Article>> = BTreeMap::new();
    let mut numbers: BTreeMap<usize, ArticleId> = BTreeMap::new();
    for (at, mut article) in articles.into_iter().enumerate() {
        if newest[at] == at {
            article.id = ArticleId(u32::try_from(kept.len()).unwrap_or(u32::MAX));
            numbers.insert(at, article.id);
            kept.push(article);
        } else {
            earlier.entry(newest[at]).or_default().push(article);
        }
    }
    let history = |(at, mut earlier): (usize, Vec<Article>)| {
        earlier.sort_by_cached_key(order);
        Some(History { newest: *numbers.get(&at)?, earlier })
    };
    let mut histories: Vec<History> = earlier.into_iter().filter_map(history).collect();
    histories.sort_by_key(|history| history.newest);
    (kept, histories)
}

/// Whether what two versions say of their time tells which is the later.
pub fn is_order_known(a: &Article, b: &Article) -> bool {
    a.edition.zip(b.edition).is_some_and(|(a, b)| a.is_after(b) || b.is_after(a))
}

type Order = (Option<(Date, Option<Time>)>, usize, String, usize);

/// What versions are sorted by. A day without a time comes before its hours.
fn order(article: &Article) -> Order {
    let time = |stamp: Stamp| {
        let day = stamp.moment.map_or(stamp.day, DateTime::date);
        (day, stamp.moment.map(DateTime::time))
    };
    (article.edition.map(time), notices(article).len(), natural(&article.path), article.place)
}

/// A name by which "wire-2" stands before "wire-10".
fn natural(name: &str) -> String {
    let mut sorted = String::with_capacity(name.len());
    let mut digits = String::new();
    for c in name.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if !digits.is_empty() {
                let _ = write!(sorted, "{:0>20}", std::mem::take(&mut digits));
            }
            sorted.push(c);
        }
    }
    sorted
}

/// The versions of each article that has several, by their places in the list.
fn groups(articles: &[Article]) -> Vec<Vec<usize>> {
    let mut alike: BTreeMap<Identity, Vec<usize>> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate().filter(|(_, article)| article.edition.is_some()) {
        if let Some(identity) = Identity::of(article) {
            alike.entry(identity).or_default().push(at);
        }
    }
    let groups = alike.into_iter().flat_map(|(identity, found)| match identity.place {
        Place::Address(_) => vec![found],
        Place::Record(_) => told_apart(articles, found),
    });
    groups.filter(|group| group.len() > 1).collect()
}

/// Records of one id. Two files can number other articles alike, so that across files the texts
/// have to be those of one article too.
fn told_apart(articles: &[Article], found: Vec<usize>) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in found {
        let article = &articles[at];
        let is_of = |group: &Vec<usize>| {
            group.iter().any(|&of| articles[of].path == article.path || is_rewritten(&articles[of], article))
        };
        let (mut joined, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_of);
        joined.push(vec![at]);
        groups = others;
        groups.push(joined.concat());
    }
    groups
}

/// Whether two texts have a headline, or half of the sentences of the shorter, in common.
fn is_rewritten(a: &Article, b: &Article) -> bool {
    if a.title.is_some() && a.title == b.title {
        return true;
    }
    let [a, b] = [a, b].map(|article| {
        let prose = article.sentences.iter().filter(|sentence| sentence.part != Part::Debris);
        prose.map(|sentence| article.words(sentence.span)).collect::<BTreeSet<_>>()
    });
    let common = a.intersection(&b).count();
    common > 0 && common * 2 >= a.len().min(b.len())
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
    Record(String),
}

impl Identity {
    /// `None` where nothing tells the article from others of its outlet.
    fn of(article: &Article) -> Option<Self> {
        let address = article.url.as_deref().and_then(address).map(Place::Address);
        let place = address.or_else(|| article.record.clone().map(Place::Record))?;
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

    /// The kept texts and those of the earlier versions, by what was given: text and stamp.
    fn settled(versions: &[(&str, &str, &str)]) -> Vec<String> {
        let one = |(path, stamp, text): &(&str, &str, &str)| {
            let stamp = Stamp::parse(stamp);
            let mut article = from_text("Quay", stamp.map(|stamp| stamp.day), None, text);
            (article.url, article.path) = (Some("https://quay.example/pier".to_owned()), (*path).to_owned());
            article.edition = stamp;
            article
        };
        let mut articles: Vec<Article> = versions.iter().map(one).collect();
        number(&mut articles);
        let (kept, histories) = settle(articles);
        let mut texts: Vec<String> = kept.iter().map(|article| article.text.clone()).collect();
        for history in histories {
            texts.extend(history.earlier.iter().map(|article| format!("before: {}", article.text)));
        }
        texts
    }

    #[test]
    fn versions_of_one_day_are_taken_by_time_then_notice_then_name() {
        let hours = [("a", "2031-05-05T12:00Z", "Noon."), ("b", "2031-05-05T09:00Z", "Nine.")];
        assert_eq!(settled(&hours), ["Noon.", "before: Nine."]);
        let noticed = [("a", "2031-05-05", "Two. Correction: not one."), ("b", "2031-05-05", "One.")];
        assert_eq!(settled(&noticed), ["Two. Correction: not one.", "before: One."]);
        let named = [("wire-10", "2031-05-05", "Ten."), ("wire-2", "2031-05-05", "Two.")];
        assert_eq!(settled(&named), ["Ten.", "before: Two."]);
        let undated = [("a", "", "One."), ("b", "2031-05-05", "Two.")];
        assert_eq!(settled(&undated), ["One.", "Two."]);
    }

    #[test]
    fn the_address_of_a_whole_site_is_that_of_no_article() {
        let mut articles =
            vec![article("Quay", 5, "https://quay.example/"), article("Quay", 6, "https://quay.example")];
        number(&mut articles);
        let (kept, histories) = settle(articles);
        assert_eq!((kept.len(), histories.len()), (2, 0));
    }

    #[test]
    fn records_of_one_id_are_versions_and_across_files_those_of_one_text() {
        let record = |path: &str, id: &str, day, text: &str| {
            let mut article = from_text("Quay", Some(date(2031, 5, day)), None, text);
            (article.path, article.record) = (path.to_owned(), Some(id.to_owned()));
            article
        };
        let pier = "The pier closed on Monday. It was built in 1878.";
        let again = "The pier closed on Monday. It was built in 1887.";
        let mut articles = vec![
            record("a.jsonl", "7", 5, pier),
            record("a.jsonl", "7", 6, "Nothing of the old text."),
            record("b.jsonl", "7", 7, again),
            record("b.jsonl", "8", 7, again),
            record("c.jsonl", "7", 8, "The bakery won a prize. It sells bread."),
        ];
        number(&mut articles);
        let (kept, histories) = settle(articles);
        assert_eq!((kept.len(), histories.len()), (3, 1));
        let days: Vec<_> = histories[0].earlier.iter().map(|article| article.published).collect();
        assert_eq!(days, [Some(date(2031, 5, 5)), Some(date(2031, 5, 6))]);
    }

    #[test]
    fn a_page_that_was_changed_later_stands_for_itself_where_it_is_alone() {
        let changed = |day, modified| {
            let mut article = article("Quay", day, "https://quay.example/pier");
            article.edition = Stamp::parse(modified);
            article
        };
        let as_of = Stamp::from(date(2031, 5, 6));
        let mut alone = vec![changed(5, "2031-05-09")];
        assert!(leave_out_later(&mut alone, as_of).is_empty() && alone.len() == 1);
        let mut two = vec![changed(5, "2031-05-05"), changed(5, "2031-05-09")];
        assert_eq!(leave_out_later(&mut two, as_of).len(), 1);
        assert_eq!(two[0].edition, Stamp::parse("2031-05-05"));
        let mut hours = vec![changed(6, "2031-05-06T09:00"), changed(6, "2031-05-06T15:00")];
        assert_eq!(leave_out_later(&mut hours, "2031-05-06T12:00".parse().expect("a stamp")).len(), 1);
        assert_eq!(hours[0].edition, Stamp::parse("2031-05-06T09:00"));
    }

    #[test]
    fn later_articles_are_left_out_and_counted() {
        let mut articles = vec![article("Quay", 5, ""), article("Quay", 6, ""), article("Quay", 7, "")];
        let said = |remarks: Vec<Diagnostic>| -> Vec<String> {
            remarks.into_iter().map(|remark| remark.message).collect()
        };
        let remarks = said(leave_out_later(&mut articles, date(2031, 5, 5).into()));
        assert_eq!(articles.len(), 1);
        assert_eq!(remarks, ["2 articles were published after 2031-05-05 and are left out"]);
        assert!(leave_out_later(&mut articles, date(2031, 5, 5).into()).is_empty());
        articles[0].path = "quay.txt".to_owned();
        let at_five = said(leave_out_later(&mut articles, "2031-05-05T05:00".parse().expect("a stamp")));
        assert_eq!(at_five, ["1 article of 2031-05-05 gives no time and is counted: quay.txt"]);
    }
}
