//! `crosscheck rules new`: a rule that already runs, drafted from a sentence.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::arguments::{Global, New};
use super::engine::{self, Rules, extract};
use super::output::Output;
use super::place::Written;
use super::status::Status;
use crate::article::{self, Article};
use crate::claim::{Claim, Kind};
use crate::error::Error;
use crate::report::reading;
use crate::rule::RuleSet;
use crate::rule::names::Named;
use crate::testing::draft::{Draft, Seed, draft};
use crate::testing::rewrite::Names;
use crate::testing::{PUBLISHED, TestArticle};
use crate::vocabulary::grammar::grammar;
use crate::vocabulary::things::things;
use crate::vocabulary::verbs::verbs;

/// What a rule is drafted from where nothing else is given.
const EXAMPLE: &str = "The fire in Genoa destroyed two ships.";

/// Writes the rule and its story.
pub fn run(arguments: &New, global: &Global, output: Output) -> Result<Status, Error> {
    let rules = Rules::load(global, &[]);
    output.problems(&rules.problems, &rules.sources());
    let folder = folder(arguments, global);
    let file = folder.join(format!("{}.yml", arguments.id));
    if file.exists() {
        return Err(Error::Usage(format!("{}: there is such a rule already", shown(&file))));
    }
    let (article, place) = article(arguments, global, output)?;
    let claims = extract::claims(&article);
    if let Some(why) = place.and_then(|place| place.misses(&article, &claims.iter().collect::<Vec<_>>())) {
        return Err(Error::Usage(format!("--from: {why}")));
    }
    let kind = kind(arguments)?;
    let mut others = fitting(&article, &claims, place);
    others.sort_by_key(|claim| (Reverse(named(&arguments.id, claim)), telling(claim)));
    let Some(at) = others.iter().position(|claim| kind.is_none_or(|kind| claim.kind == kind)) else {
        let hint = "no claim is made there that a rule could take; `crosscheck claims` shows what is";
        return Err(Error::Usage(format!("rules new: {hint}")));
    };
    let claim = others.remove(at);
    let names = Names::of(&rules.set);
    let head = head(arguments, &folder, &article, claim, &others);
    let seed =
        Seed { id: &arguments.id, article: &article, claim, rules: &rules.set, head: &head, names: &names };
    let draft = draft(&seed);
    let (_, problems) = RuleSet::read(&shown(&file), &draft.yaml);
    if !problems.is_empty() {
        output.problems(&problems, &[(shown(&file), report_source(&draft))].into());
        return Ok(Status::Unusable);
    }
    write(&file, &draft.yaml)?;
    let story = folder.parent().unwrap_or(Path::new("")).join("stories").join(&arguments.id);
    for (article, name) in draft.story.iter().zip(["a.txt", "b.txt"]) {
        write(&story.join(name), &page(article))?;
    }
    output.text(&next(arguments, &rules, &draft, &file, &story))?;
    Ok(Status::Clean)
}

fn report_source(draft: &Draft) -> crate::report::source::Source {
    crate::report::source::Source::new(draft.yaml.as_str())
}

fn folder(arguments: &New, global: &Global) -> PathBuf {
    let folder = arguments.to.as_ref().or_else(|| global.rules.iter().find(|path| Path::new(path).is_dir()));
    PathBuf::from(folder.map_or("my-rules", String::as_str))
}

fn kind(arguments: &New) -> Result<Option<Kind>, Error> {
    let Some(name) = &arguments.claim else { return Ok(None) };
    let known = || Error::Usage(format!("--claim: `{name}` is none of {}", Kind::names().join(", ")));
    Kind::named(name).map(Some).ok_or_else(known)
}

/// The article that is drafted from, and the place in it.
fn article<'a>(
    arguments: &'a New,
    global: &Global,
    output: Output,
) -> Result<(Article, Option<Written<'a>>), Error> {
    let Some(place) = &arguments.from else {
        let text = arguments.text.as_deref().unwrap_or(EXAMPLE);
        return Ok((
            article::from_text("Outlet A", Some(global.published.unwrap_or(PUBLISHED)), None, text),
            None,
        ));
    };
    let written = Written::read(place);
    let file = written.file;
    let (mut articles, problems) = engine::articles(&[file.to_owned()], global);
    output.problems(&problems, &std::collections::BTreeMap::new());
    match articles.len() {
        1 => Ok((articles.remove(0), Some(written))),
        0 => Err(Error::Usage(format!("--from: there is no article in {file}"))),
        _ => {
            Err(Error::Usage(format!("--from: {file} holds several articles; give the sentence with --text")))
        }
    }
}

/// The claims whose words stand at a place: at its column, else on its line; of a line without any, those
/// of the sentence that runs through it.
fn fitting<'c>(article: &Article, claims: &'c [Claim], place: Option<Written<'_>>) -> Vec<&'c Claim> {
    let Some((line, column)) = place.and_then(|place| Some((place.line?, place.column))) else {
        return claims.iter().collect();
    };
    let line_of = |at: usize| article.lines.place(&article.text, at).line;
    let there = |claim: &&Claim| match column {
        Some(_) => article.touches(claim.mention, line, column),
        None => line_of(claim.mention.start) == line,
    };
    let found: Vec<&Claim> = claims.iter().filter(there).collect();
    if !found.is_empty() {
        return found;
    }
    let runs_through = |claim: &&Claim| {
        let sentence = article.sentences.get(claim.sentence as usize);
        sentence.is_some_and(|sentence| article.touches(sentence.span, line, None))
    };
    claims.iter().filter(runs_through).collect()
}

/// How much of a claim the rule's id names: `wagons-derailed` is about wagons, and about derailing.
fn named(id: &str, claim: &Claim) -> usize {
    let words = || id.split('-').map(|word| grammar().singular(word));
    let concept = |noun: &str| {
        let own = |word: &str| word == noun || things().of_word(word) == Some(noun);
        words().any(|word| own(&word)) || words().zip(words().skip(1)).any(|(a, b)| own(&format!("{a} {b}")))
    };
    let happens = |predicate: &str| {
        let own = predicate.trim_end_matches("/agent");
        id.contains(own) || id.split('-').any(|word| verbs().lemma(word) == Some(own))
    };
    usize::from(claim.concept.as_deref().is_some_and(concept))
        + usize::from(claim.predicate.as_deref().is_some_and(happens))
}

/// What makes a claim worth a rule: the less, the more it tells.
fn telling(claim: &Claim) -> (u8, bool, bool) {
    let kind = match claim.kind {
        Kind::Count | Kind::Measure | Kind::Money | Kind::Percent | Kind::Duration => 0,
        Kind::Member | Kind::Quote | Kind::Score | Kind::Identifier => 1,
        Kind::Role | Kind::Statement => 2,
        Kind::Date | Kind::Place => 3,
    };
    (kind, claim.predicate.is_none(), claim.concept.is_none())
}

/// The comments at the head of the file.
fn head(arguments: &New, folder: &Path, article: &Article, claim: &Claim, others: &[&Claim]) -> String {
    let mut lines = Vec::new();
    if folder.join("rules.schema.json").exists() {
        lines.push("yaml-language-server: $schema=rules.schema.json".to_owned());
    }
    let sentence = article.sentences.get(claim.sentence as usize).map_or(claim.mention, |s| s.span);
    let sentence = article.words(sentence).split_whitespace().collect::<Vec<_>>().join(" ");
    let given = arguments.from.is_some() || arguments.text.is_some();
    lines.push(if given {
        format!("Drafted from: {sentence}")
    } else {
        format!("An example, from: {sentence} Make it yours, or start from a sentence: --text, --from.")
    });
    let read = |claim: &Claim| reading::reading(&claim.value, claim.polarity, article.words(claim.mention));
    lines.push(format!("The parser saw: {}", about(claim, &read(claim))));
    let same = |other: &&&Claim| other.sentence == claim.sentence;
    let more: Vec<String> = others.iter().filter(same).map(|other| about(other, &read(other))).collect();
    if !more.is_empty() {
        lines.push(format!("And beside it (--claim KIND drafts from these): {}", more.join("; ")));
    }
    lines.push(format!("Test it: crosscheck rules test {} --only {}", shown(folder), arguments.id));
    lines.iter().fold(String::new(), |text, line| text + "# " + line + "\n")
}

fn about(claim: &Claim, value: &str) -> String {
    let words = [Some(claim.kind.name()), claim.predicate.as_deref(), claim.concept.as_deref()];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    format!("{} = {}", words.join(" "), value.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// An article of the story.
fn page(article: &TestArticle) -> String {
    let TestArticle { text, outlet, published } = article;
    format!("---\noutlet: {outlet}\npublished: {published}\n---\n{text}\n")
}

/// What was written, and what to do next.
fn next(arguments: &New, rules: &Rules, draft: &Draft, file: &Path, story: &Path) -> String {
    let id = &arguments.id;
    let folder = file.parent().map_or_else(String::new, shown);
    let mut text = format!("wrote {}, and two articles in {}\n", shown(file), shown(story));
    if rules.set.find(id).is_some_and(|(_, rule)| rule.shipped) {
        let _ = writeln!(text, "it replaces the default rule `{id}`");
    }
    if !draft.passes {
        text.push_str("what it should see and does not yet is marked `todo-`: see the comments there\n");
    }
    text + &format!(
        "next: crosscheck rules test {folder} --only {id}\n      crosscheck report {} --rules {folder}\n",
        shown(story)
    )
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Writes a file that must not be there yet, and the folders above it.
fn write(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Io { path: shown(path), source };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = std::fs::File::create_new(path).map_err(failed)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(failed)
}
