//! What each stage costs, on one core, over the project's own stories told several times, each
//! time under another story's name so that the blocks of claims stay as small as in real use.
//!
//! `cargo bench --bench stages` prints megabytes of article text per second for each stage alone
//! and for the whole run; `cold_start` is a new process over five articles, to its printed report.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use crosscheck::article::{self, Article, Options, Part};
use crosscheck::check::{Checked, check};
use crosscheck::claim::date::{Clock, Tense, dates};
use crosscheck::claim::extract::{self, About, extract};
use crosscheck::claim::name::{NameMention, names};
use crosscheck::claim::number::numbers;
use crosscheck::claim::reading::Reading;
use crosscheck::claim::syntax::parse;
use crosscheck::claim::token::{Token, tokens};
use crosscheck::claim::{Claim, quote};
use crosscheck::fact::context::Contexts;
use crosscheck::fact::link::{self, Linked};
use crosscheck::fact::world;
use crosscheck::graph::{self, FactRule};
use crosscheck::report::terminal::{self, Style};
use crosscheck::report::{Report, json};
use crosscheck::rule::RuleSet;

/// How often each story is told.
const TIMES: usize = 4;

fn main() {
    // Every figure is one core's.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("the first pool of this process");
    divan::main();
}

/// The stories' articles, numbered.
static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/stories");
    let mut stories: Vec<_> =
        root.read_dir().expect("the stories").map(|entry| entry.expect("a story").path()).collect();
    stories.sort();
    let mut all = Vec::new();
    for story in stories {
        let name = story.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let told = article::read(&[story.to_string_lossy().into_owned()], &Options::default()).articles;
        for time in 0..TIMES {
            let story = format!("{name}-{time}");
            let again =
                |a: &Article| article::from_text(&a.outlet, a.published, Some(&story), &a.text[a.body..]);
            all.extend(told.iter().map(again));
        }
    }
    article::number(&mut all);
    all
});

/// The tokens of each article's sentences; of debris none, as in a run.
static TOKENS: LazyLock<Vec<Vec<Vec<Token>>>> = LazyLock::new(|| {
    let of = |a: &Article| a.sentences.iter().map(|s| words(a, s.part, s.span)).collect();
    ARTICLES.iter().map(of).collect()
});

fn words(article: &Article, part: Part, span: crosscheck::files::Span) -> Vec<Token> {
    if part == Part::Debris { Vec::new() } else { tokens(&article.text, span) }
}

static NAMES: LazyLock<Vec<Vec<Vec<NameMention>>>> =
    LazyLock::new(|| ARTICLES.iter().zip(&*TOKENS).map(|(a, tokens)| names(a, tokens)).collect());

static CLAIMS: LazyLock<Vec<Claim>> = LazyLock::new(|| checked().claims);

static ABOUT: LazyLock<Vec<About>> = LazyLock::new(|| ARTICLES.iter().map(|a| extract(a).about).collect());

fn checked() -> Checked {
    check(ARTICLES.clone(), &RuleSet::shipped().0)
}

/// Bytes of article text that one round reads.
fn bytes() -> BytesCount {
    BytesCount::new(ARTICLES.iter().map(|article| article.text.len()).sum::<usize>())
}

/// Every sentence that is read: its article, its place in the text, its tokens.
fn sentences() -> impl Iterator<Item = (&'static Article, crosscheck::files::Span, &'static [Token])> {
    let of = |(article, tokens): (&'static Article, &'static Vec<Vec<Token>>)| {
        article.sentences.iter().zip(tokens).map(move |(s, tokens)| (article, s.span, tokens.as_slice()))
    };
    ARTICLES.iter().zip(&*TOKENS).flat_map(of).filter(|(_, _, tokens)| !tokens.is_empty())
}

/// Text to articles with sentences; debris told from prose.
#[divan::bench]
fn a_split(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        for a in &*ARTICLES {
            black_box(article::from_text(&a.outlet, a.published, None, &a.text));
        }
    });
}

/// Sentences to words and marks.
#[divan::bench]
fn b_tokens(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        for (article, span, _) in sentences() {
            black_box(tokens(&article.text, span));
        }
    });
}

/// Figures with their units and hedges.
#[divan::bench]
fn c_numbers(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        for (article, span, tokens) in sentences() {
            black_box(numbers(&article.text, span, tokens));
        }
    });
}

/// Dates and clock times.
#[divan::bench]
fn c_dates(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        for (article, span, tokens) in sentences() {
            let mut clock = Clock { published: article.published, last: None };
            black_box(dates(&article.text, span, tokens, &mut clock, &|_| Tense::Past));
        }
    });
}

/// Names, resolved inside their articles.
#[divan::bench]
fn c_names(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        for (article, tokens) in ARTICLES.iter().zip(&*TOKENS) {
            black_box(names(article, tokens));
        }
    });
}

/// Quotations and who is cited for what.
#[divan::bench]
fn c_quotes(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        for (article, tokens) in ARTICLES.iter().zip(&*TOKENS) {
            black_box(quote::read(article, tokens, None));
        }
    });
}

/// Phrases, verbs and who does what to whom, given the names.
#[divan::bench]
fn d_grammar(bencher: Bencher) {
    let names: Vec<&[NameMention]> = NAMES
        .iter()
        .zip(&*TOKENS)
        .flat_map(|(names, tokens)| names.iter().zip(tokens))
        .filter_map(|(names, tokens)| (!tokens.is_empty()).then_some(names.as_slice()))
        .collect();
    bencher.counter(bytes()).bench(|| {
        for ((_, _, tokens), names) in sentences().zip(&names) {
            black_box(parse(tokens, &[], names));
        }
    });
}

/// All of the above over each article.
#[divan::bench]
fn e_reading(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        for article in &*ARTICLES {
            black_box(Reading::new(article));
        }
    });
}

/// The same, and the claims that come of it.
#[divan::bench]
fn f_claims(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        for article in &*ARTICLES {
            black_box(extract::claims(article));
        }
    });
}

/// Claims to facts.
#[divan::bench]
fn g_link(bencher: Bencher) {
    let (rules, _) = RuleSet::shipped();
    LazyLock::force(&CLAIMS);
    LazyLock::force(&ABOUT);
    bencher.counter(bytes()).bench(|| linked(rules));
}

fn linked(rules: &RuleSet) -> Linked {
    let selected = link::select(&ARTICLES, &CLAIMS, rules);
    let contexts = Contexts::new(&ABOUT, &CLAIMS);
    link::link(&ARTICLES, &CLAIMS, &selected, rules, (&contexts, &world::world()))
}

/// Facts to camps, verdicts and the graph.
#[divan::bench]
fn h_judge(bencher: Bencher) {
    let (rules, _) = RuleSet::shipped();
    let over_time: Vec<FactRule> = rules.rules.iter().map(FactRule::from).collect();
    let linked = linked(rules);
    bencher
        .counter(bytes())
        .bench(|| graph::build(&ARTICLES, &CLAIMS, &linked.facts, &over_time, world::world()));
}

/// The report as JSON.
#[divan::bench]
fn i_report_json(bencher: Bencher) {
    let found = checked();
    bencher.counter(bytes()).bench(|| json::render(&report(&found)));
}

/// The report for a terminal.
#[divan::bench]
fn i_report_terminal(bencher: Bencher) {
    let found = checked();
    bencher.counter(bytes()).bench(|| terminal::render(&report(&found), Style::PLAIN));
}

/// Everything: articles' texts to a report for a terminal.
#[divan::bench]
fn z_whole_run(bencher: Bencher) {
    bencher.counter(bytes()).bench(|| {
        let again = |a: &Article| article::from_text(&a.outlet, a.published, a.story.as_deref(), &a.text);
        let mut articles: Vec<Article> = ARTICLES.iter().map(again).collect();
        article::number(&mut articles);
        let found = check(articles, &RuleSet::shipped().0);
        terminal::render(&report(&found), Style::PLAIN)
    });
}

/// A new process over one story of five articles, to its printed report.
#[divan::bench]
fn z_cold_start(bencher: Bencher) {
    let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/stories/saudi-talks");
    bencher.bench(|| {
        let run = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
            .arg("report")
            .arg(&story)
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        assert!(run.status.success(), "{run:?}");
        run.stdout.len()
    });
}

fn report(found: &Checked) -> Report {
    Report::of(found, &RuleSet::shipped().0, &[])
}
