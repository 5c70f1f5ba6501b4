//! No text can make the pipeline fail, and what it says of any text holds together.

use crosscheck::article::{Options, from_text, number, read};
use crosscheck::check::{Checked, check};
use crosscheck::rule::RuleSet;
use jiff::civil::date;
use proptest::prelude::*;

/// Pieces of news, so that arbitrary text meets every grammar.
const PIECES: &[&str] = &[
    "At least 12 people were killed",
    "57 of which were shot down and 36 lost",
    " on Monday, March 24",
    " in Riyadh",
    "\"We will not go,\" said the envoy, Ann Roe",
    "former president Jane Doe",
    " the delegation, led by Ann Roe and Bo Lund,",
    " denied that",
    " $1.2bn",
    " 30-day truce",
    " 6.1-magnitude",
    " won 3-1",
    " per cent",
    " and ",
    ", including ",
    ". ",
    "\n\n",
    "“",
    "”",
    "’",
    " - ",
];

const ENDINGS: &[&str] = &["txt", "md", "json", "jsonl", "txt.gz", "json.zst", "bin"];

fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[0-9.,:/$€%-]{1,12}",
    ];
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// Every span lies on characters of its text, every number names something.
fn holds_together(checked: &Checked) {
    for (at, claim) in checked.claims.iter().enumerate() {
        assert_eq!(claim.id.0 as usize, at);
        let article = &checked.articles[claim.article.0 as usize];
        let sentence = article.sentences[claim.sentence as usize].span;
        assert!(sentence.contains(claim.mention), "{claim:?} outside of {sentence:?}");
        assert!(
            article.text.get(claim.mention.start..claim.mention.end).is_some(),
            "{claim:?} inside a character"
        );
    }
    assert_eq!(checked.facts.len(), checked.judgements.len());
    for judgement in &checked.judgements {
        assert!(judgement.camps.iter().all(|camp| !camp.claims.is_empty()));
        let camps = judgement.camps.len();
        assert!(judgement.relations.iter().all(|relation| relation.camps.iter().all(|&camp| camp < camps)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn is_checked(texts in proptest::collection::vec(news(), 1..4)) {
        let published = date(2025, 3, 24);
        let mut articles: Vec<_> = (0..)
            .zip(&texts)
            .map(|(at, text)| from_text(&format!("Outlet {at}"), (at < 2).then_some(published), None, text))
            .collect();
        number(&mut articles);
        holds_together(&check(articles, &RuleSet::shipped().0));
    }

    #[test]
    fn bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200), ending in proptest::sample::select(ENDINGS)) {
        let folder = tempfile::tempdir().expect("a folder to work in");
        let path = folder.path().join(format!("a.{ending}"));
        std::fs::write(&path, &bytes).expect("a file");
        let reading = read(&[path.to_string_lossy().into_owned()], &Options::default());
        prop_assert!(!reading.articles.is_empty() || !reading.problems.is_empty(), "neither an article nor a problem");
        holds_together(&check(reading.articles, &RuleSet::shipped().0));
    }
}
