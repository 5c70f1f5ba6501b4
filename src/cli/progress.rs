//! How a long run goes on: a bar on a terminal, and how long each stage took.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::Output;
use crate::article::Article;
use crate::check::{Stage, Watch};

/// Articles from which on a run is long enough for a bar.
const LONG: usize = 100;

/// A bar with articles and bytes, drawn where standard error is a terminal, and a stopwatch.
pub struct Progress {
    bar: ProgressBar,
    articles: AtomicUsize,
    laps: Mutex<Laps>,
}

struct Laps {
    since: Instant,
    done: Vec<(Stage, Duration)>,
}

impl Progress {
    /// For these articles.
    pub fn new(articles: &[Article], output: Output) -> Self {
        let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
        let bar = if output.is_quiet() || articles.len() < LONG {
            ProgressBar::hidden()
        } else {
            // Nothing is drawn unless standard error is a terminal.
            let target = ProgressDrawTarget::stderr();
            ProgressBar::with_draw_target(u64::try_from(bytes).ok(), target).with_style(style(articles.len()))
        };
        let laps = Mutex::new(Laps { since: Instant::now(), done: Vec::new() });
        Self { bar, articles: AtomicUsize::new(0), laps }
    }

    /// Takes the bar away; says how long each stage took.
    pub fn end(self) -> String {
        self.bar.finish_and_clear();
        let laps = self.laps.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let said = laps.done.iter().map(|(stage, time)| format!("{} {time:.1?}", name(*stage)));
        said.collect::<Vec<_>>().join(", ")
    }
}

impl Watch for Progress {
    fn article(&self, article: &Article) {
        let number = self.articles.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.set_message(number.to_string());
        self.bar.inc(u64::try_from(article.text.len()).unwrap_or(u64::MAX));
    }

    fn stage(&self, stage: Stage) {
        let mut laps = self.laps.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let now = Instant::now();
        let lap = now - std::mem::replace(&mut laps.since, now);
        laps.done.push((stage, lap));
    }
}

fn style(articles: usize) -> ProgressStyle {
    let template = format!("[{{bar:30}}] {{msg}} of {articles} articles, {{decimal_bytes_per_sec}}");
    ProgressStyle::with_template(&template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Claims => "claims",
        Stage::Facts => "facts",
        Stage::Graph => "graph",
    }
}
