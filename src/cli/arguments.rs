//! What can be written on the command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::article::Stamp;
use crate::diagnostic::Severity;
use crate::graph::Verdict;
use crate::rule::names::Named;

/// Reads what several outlets wrote about the same events and reports where they agree, where they
/// contradict each other, and why.
#[derive(Debug, Parser)]
#[command(name = "crosscheck", version, max_term_width = 100, after_help = STATUSES)]
pub struct Arguments {
    #[command(subcommand)]
    pub verb: Verb,
    #[command(flatten)]
    pub global: Global,
}

const STATUSES: &str = "\
Exit status:
  0  nothing to fail on
  1  findings that --fail-on and --min-severity name
  2  wrong usage, or rules that cannot be used
  3  some input could not be read (the rest is reported)
  4  nothing was compared: no claims of two articles ever met";

/// Flags of every verb.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every verb")]
pub struct Global {
    /// Add the rules of a folder or file, and the words in its vocabulary/ (things.yml,
    /// predicates.yml, measures.yml, people.yml); a rule with the id of a default rule replaces it
    #[arg(long, value_name = "DIR", global = true)]
    pub rules: Vec<String>,
    /// Leave out the rules inside the program
    #[arg(long, global = true)]
    pub no_default_rules: bool,
    /// Day of publication of articles that name none, as 2025-03-24
    #[arg(long, value_name = "DATE", global = true)]
    pub published: Option<Date>,
    /// Leave out what came out after this day, or after this time (2025-03-24T14:05): the report as it stood then
    #[arg(long, value_name = "TIME", global = true)]
    pub as_of: Option<Stamp>,
    /// The elements of HTML pages that hold the article, as a CSS selector; a page without such
    /// elements is read as without the flag
    #[cfg(feature = "html")]
    #[arg(long, value_name = "CSS", global = true, value_parser = css)]
    pub html_selector: Option<String>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: Color,
    /// Threads to use; as many as there are processors unless given
    #[arg(long, value_name = "N", global = true)]
    pub threads: Option<usize>,
    /// Print no warnings and no remarks; `check` then prints nothing at all and tells by its exit status
    /// alone (a file of --output is written)
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say what was read and how long it took
    #[arg(long, short, global = true)]
    pub verbose: bool,
}

#[cfg(feature = "html")]
fn css(written: &str) -> Result<String, String> {
    crate::article::html::selector(written).map(|()| written.to_owned())
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// In a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Report what the articles agree on and where they contradict each other
    Report(Report),
    /// The same for CI: print what fails alone, and fail on contradictions
    Check(Check),
    /// Show what the parser saw, stage by stage
    Claims(Claims),
    /// Say why: what a rule saw in a sentence, and why two places were or were not compared
    Explain(Explain),
    /// Check, test, list and show rules
    Rules(Rules),
    /// Write the two passages of a fact into a rule's tests: a false alarm becomes a test
    Freeze(Freeze),
    /// Draw outlets, articles, values and facts as a graph
    Graph(Graph),
    /// Print the manual page of the program
    Man {
        /// Write a page for the program and for every verb into this folder instead
        #[arg(long, value_name = "DIR")]
        folder: Option<String>,
    },
    /// Serve editors in which rules or articles are written (LSP over standard input and output)
    Lsp {
        /// Articles that an open one is compared with; those beside it where none are named
        #[arg(value_name = "PATH")]
        paths: Vec<String>,
    },
    /// Print a script that completes commands in a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Articles to read.
#[derive(Debug, Args)]
pub struct Paths {
    /// Files or folders of articles; `-` reads from standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
}

/// Arguments of `report` and `check`.
#[derive(Debug, Args)]
pub struct Report {
    #[command(flatten)]
    pub input: Paths,
    /// How the report looks
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub format: Format,
    /// Write the report to a file
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<String>,
    /// Exit with 1 if there are facts of these verdicts, or values that an outlet changed without a
    /// word (`check`: contradicted unless given)
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = fail_on())]
    pub fail_on: Option<Vec<FailOn>>,
    /// Fail only on findings whose rule has at least this severity
    #[arg(long, value_name = "SEVERITY", default_value = "note", value_parser = one_of::<Severity>())]
    pub min_severity: Severity,
    /// Add each article's text to the JSON
    #[arg(long)]
    pub with_text: bool,
    /// Run again whenever an article or a rule changes, until interrupted
    #[arg(long)]
    pub watch: bool,
    #[command(flatten)]
    pub publication: Publication,
}

/// What a run does not know of the reviews that it writes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of claim-review")]
pub struct Publication {
    /// Address of the page on which the reviews will stand
    #[arg(long = "review-url", id = "review_url", value_name = "URL", value_parser = address)]
    pub url: Option<String>,
    /// The day on which they will be published
    #[arg(long = "review-date", id = "review_date", value_name = "DATE")]
    pub date: Option<Date>,
    /// The organisation that publishes them; crosscheck unless given
    #[arg(long = "review-author", id = "review_author", value_name = "NAME")]
    pub author: Option<String>,
}

/// An address that a browser may follow.
fn address(written: &str) -> Result<String, String> {
    let host = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://"));
    let is_one = host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace));
    is_one.then(|| written.to_owned()).ok_or_else(|| "it begins with neither https:// nor http://".to_owned())
}

/// Arguments of `check` alone.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub report: Report,
    /// Fail only on what this file of known facts does not hold
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<String>,
    /// Write the facts of this run to the baseline, and keep what is accepted there (a warning tells
    /// what is accepted no longer)
    #[arg(long, requires = "baseline")]
    pub update_baseline: bool,
    /// The day by which acceptances expire; the clock's unless given
    #[arg(long, value_name = "DATE", requires = "baseline")]
    pub today: Option<Date>,
}

/// How a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading in a terminal
    Terminal,
    /// For a page, a mail or a pull request
    Markdown,
    /// A page of its own for a browser, with every article
    Html,
    /// For other programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// `JUnit` XML: a test case for every fact that was compared
    Junit,
    /// Annotations of GitHub Actions
    Github,
    /// A row for every claim, for spreadsheets
    Csv,
    /// An object a line: articles, claims, facts
    Jsonl,
    /// schema.org's `ClaimReview` in JSON-LD
    ClaimReview,
}

/// Reads a member of a closed set by its name.
fn one_of<T: Named + Send + Sync>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(T::names()).try_map(|name| T::named(&name).ok_or("no name of the set"))
}

/// What a run can fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// A fact of that verdict.
    Verdict(Verdict),
    /// A value that changed from one version of an article to the next without a notice.
    SilentChange,
}

/// Reads what `--fail-on` names: a verdict, as `--verdict` does, or `silent-change`.
fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    let silent = PossibleValue::new("silent-change")
        .help("A value that changed from one version of an article to the next without a notice");
    let verdicts = Verdict::names().into_iter().map(PossibleValue::new);
    PossibleValuesParser::new(verdicts.chain([silent]))
        .map(|name| Verdict::named(&name).map_or(FailOn::SilentChange, FailOn::Verdict))
}

/// Arguments of `claims`.
#[derive(Debug, Args)]
pub struct Claims {
    #[command(flatten)]
    pub input: Paths,
    /// How far to go
    #[arg(long, value_name = "STAGE", default_value = "claims")]
    pub stage: Stage,
    /// How the rows look
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Rows,
}

/// A stage of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// The text cut into sentences
    Sentences,
    /// Numbers, dates and other values as they stand
    Values,
    /// What the sentences assert
    Claims,
}

/// How rows look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rows {
    /// For reading
    Table,
    /// A JSON object a line
    Jsonl,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = QUESTIONS)]
pub struct Explain {
    /// A rule by its id, a place such as `a.txt:3` or, as reports print it, `a.txt:3:14` (or a file as a
    /// whole), or two places
    #[arg(value_name = "RULE|FILE:LINE[:COLUMN]", num_args = 0..=3, required_unless_present_any = ["text", "fact"])]
    pub what: Vec<String>,
    /// A text of your own instead of a place
    #[arg(long, value_name = "TEXT")]
    pub text: Vec<String>,
    /// A fact by its id, or by the beginning of it
    #[arg(long, value_name = "ID", conflicts_with_all = ["what", "text"], requires = "among")]
    pub fact: Option<String>,
    /// The articles of the run; the files of the places alone unless given. A place may then name
    /// its file by the end of its path
    #[arg(long, value_name = "PATH")]
    pub among: Vec<String>,
    /// How the answer looks
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Answer,
}

const QUESTIONS: &str = "\
Questions:
  explain FILE:LINE                what was made of a line: its claims, their rules and facts
  explain FILE:LINE:COLUMN         the same of the claims at one column, as reports print places
  explain RULE FILE:LINE           the gates of a rule, and the first that failed
  explain RULE --text \"TEXT\"      the same for a sentence of your own
  explain FILE:LINE FILE:LINE      why two lines were or were not compared; in a whole run with --among
  explain --fact ID --among PATH   one fact with all of its claims";

/// How an answer looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Answer {
    /// For reading
    Text,
    /// For other programs
    Json,
}

/// Arguments of `freeze`.
#[derive(Debug, Args)]
pub struct Freeze {
    /// Fingerprint or id of the fact, or the beginning of one (`explain` and the JSON report tell it)
    #[arg(value_name = "FINGERPRINT")]
    pub fact: String,
    #[command(flatten)]
    pub input: Paths,
    /// What the test is to expect: contradicts, agrees, compatible, updates, disputes, apart,
    /// unrelated, or todo- and one of these
    #[arg(long = "as", value_name = "EXPECTATION")]
    pub expectation: String,
    /// The rule that gets the test; that of the fact unless given
    #[arg(long, value_name = "ID")]
    pub rule: Option<String>,
    /// Folder for a copy of a default rule, which has no file of its own; the first of --rules, else
    /// my-rules
    #[arg(long, value_name = "DIR")]
    pub to: Option<String>,
}

/// Arguments of `rules`.
#[derive(Debug, Args)]
pub struct Rules {
    #[command(subcommand)]
    pub verb: RulesVerb,
}

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum RulesVerb {
    /// Say what is wrong with rules, each with its place
    Lint {
        /// Further folders or files of rules, as with --rules
        #[arg(value_name = "DIR")]
        paths: Vec<String>,
        /// Exit with 1 on warnings too
        #[arg(long)]
        strict: bool,
        /// Run again whenever a rule changes, until interrupted
        #[arg(long)]
        watch: bool,
    },
    /// Run the tests that the rules carry
    Test {
        /// Further folders or files of rules, as with --rules
        #[arg(value_name = "DIR")]
        paths: Vec<String>,
        /// Only rules whose id contains this
        #[arg(long, value_name = "TEXT", visible_alias = "filter")]
        only: Option<String>,
        /// Say which gates, fields, words and relations no test exercises
        #[arg(long)]
        coverage: bool,
        /// Change one thing of each test at a time and say which changes no test notices; exit with
        /// 1 where a rule's tests notice fewer than four of five
        #[arg(long)]
        mutate: bool,
        /// Run again whenever a rule changes, until interrupted
        #[arg(long)]
        watch: bool,
    },
    /// List the rules, in the order in which they choose claims
    List,
    /// Write a new rule that already runs, with three tests and a story to try it on
    New(New),
    /// Print the file of a rule
    Show {
        /// Id of the rule
        id: String,
    },
    /// Print the JSON Schema of rules and of the other files that people write and programs read
    Schema {
        /// Of which file
        #[arg(value_name = "FILE", default_value = "rules", conflicts_with = "output")]
        of: Schema,
        /// Write all of them into a folder, as rules.schema.json and so on
        #[arg(long, short, value_name = "DIR")]
        output: Option<String>,
    },
}

/// Arguments of `rules new`.
#[derive(Debug, Args)]
pub struct New {
    /// Name of the rule and of its file: small letters, digits, hyphens
    pub id: String,
    /// Draft it from what the parser saw on a line of an article, or at a column of it
    #[arg(long, value_name = "FILE:LINE[:COLUMN]")]
    pub from: Option<String>,
    /// Draft it from what the parser saw in a sentence
    #[arg(long, value_name = "TEXT", conflicts_with = "from")]
    pub text: Option<String>,
    /// The kind of claim, where the sentence makes several
    #[arg(long, value_name = "KIND")]
    pub claim: Option<String>,
    /// Folder of the rule; the first of --rules, else my-rules
    #[arg(long, value_name = "DIR")]
    pub to: Option<String>,
}

/// A file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    /// Rules
    Rules,
    /// vocabulary/things.yml
    Things,
    /// vocabulary/predicates.yml
    Predicates,
    /// vocabulary/measures.yml
    Measures,
    /// vocabulary/people.yml
    People,
    /// The list of articles in a folder, articles.yml
    Articles,
    /// What `report --format json` prints
    Report,
}

/// Arguments of `graph`.
#[derive(Debug, Args)]
pub struct Graph {
    #[command(flatten)]
    pub input: Paths,
    /// How the graph is written
    #[arg(long, value_name = "FORMAT", default_value = "dot")]
    pub format: Drawing,
    /// Only facts of these verdicts; all but the uncorroborated unless given
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = one_of::<Verdict>())]
    pub verdict: Option<Vec<Verdict>>,
}

/// How a graph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Drawing {
    /// For Graphviz
    Dot,
    /// Nodes and edges
    Json,
    /// For Markdown pages that draw Mermaid
    Mermaid,
    /// For programs that draw and analyse graphs
    Graphml,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
