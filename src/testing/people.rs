//! The people whom users name, held against themselves and against what articles say: an alias that
//! makes one person of two.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::TestArticle;
use super::lint::asked;
use crate::article::{Article, from_text};
use crate::claim::compare::Comparison;
use crate::claim::name::{aliases, person_key};
use crate::claim::token::fold;
use crate::claim::{Claim, Field, Kind, Office, Tenure, Value, extract};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fact::world::world;
use crate::files::Span;
use crate::rule::{Expectation, Rule, RuleSet, Spot, Subject};
use crate::vocabulary::people::Offices;
use crate::vocabulary::person::{Person, people};

const CODE: &str = "alias-merges-people";
const WARNING: Severity = Severity::Warning;
/// Days between two articles in which a person may well have come into another office.
const ONE_TERM: i32 = 92;

/// An office that somebody of the list is said to hold.
pub struct Held {
    /// Place of the person in the list.
    person: usize,
    /// Which of the person's aliases was printed; `None` for the name.
    alias: Option<usize>,
    office: Office,
    published: Option<Date>,
    /// The words of the office.
    words: String,
    place: Place,
}

/// A file and bytes of it; `None` where what is said stands in no file as it is.
pub type Place = Option<(String, Span)>;

/// The offices of people of the list that an article gives; `at` is the place of bytes of its text.
pub fn held<C: Borrow<Claim>>(article: &Article, claims: &[C], at: &dyn Fn(Span) -> Place) -> Vec<Held> {
    let of = |claim: &C| {
        let claim = claim.borrow();
        let Value::Office(office) = &claim.value else { return None };
        let argument = claim.arguments.get(&Field::Person)?;
        let printed = article.words(argument.span?);
        let key = argument.values.first()?;
        let alias = aliases().of(printed).or_else(|| aliases().of_key(key))?;
        Some(Held {
            person: alias.person,
            alias: alias.alias,
            office: office.clone(),
            published: article.published,
            words: article.words(claim.mention).to_owned(),
            place: at(claim.mention),
        })
    };
    claims.iter().filter_map(of).collect()
}

/// The offices of people of the list that the tests of a rule give.
pub(super) fn held_in_tests(rule: &Rule) -> Vec<Held> {
    // Who tests that offices contradict each other knows that they do.
    let known = |expect: Expectation| {
        let alike = matches!(expect, Expectation::Agrees | Expectation::Compatible) || expect.separates();
        rule.kinds.contains(&Kind::Role) && !alike
    };
    let tests = rule.tests.iter().filter(|test| !known(test.expect));
    let of_text = |(at, text): (Spot, TestArticle)| {
        let article = from_text(&text.outlet, Some(text.published), None, &text.text);
        let place = |span| Some((at.file().to_owned(), within(&at, article.words(span))));
        held(&article, &extract::claims(&article), &place)
    };
    let written = tests.flat_map(|test| {
        let articles = super::articles(test).into_iter().enumerate();
        articles.map(|(i, text)| (test.at.item(i).key("text"), text))
    });
    written.flat_map(of_text).collect()
}

/// The offices of people of the list that an article of a rule's story gives.
pub(super) fn held_in_story(article: &Article) -> Vec<Held> {
    held(article, &extract::claims(article), &|span| article.is_file.then(|| (article.path.clone(), span)))
}

/// People of the list, whose entries stand at `spots`, that no rule asks for and whose names no test and
/// no story prints. Of a list without tests and stories nothing can be said.
pub(super) fn unused(rules: &RuleSet, spots: &[Spot], stories: &[Article]) -> Vec<Diagnostic> {
    let own = || rules.rules.iter().filter(|rule| !rule.shipped);
    let of_tests = own().flat_map(|rule| &rule.tests).flat_map(|test| &test.texts);
    let texts: Vec<&str> = of_tests
        .map(|text| text.text.as_str())
        .chain(stories.iter().map(|story| story.text.as_str()))
        .collect();
    if texts.is_empty() {
        return Vec::new();
    }
    let printed = texts.iter().flat_map(|text| aliases().within(text)).map(|(_, alias)| alias.person);
    let wanted = own()
        .flat_map(|rule| asked(rule, |of| matches!(of, Subject::Field(_))))
        .filter_map(|word| Some(aliases().of_key(&person_key(word))?.person));
    let met: BTreeSet<usize> = printed.chain(wanted).collect();
    // Entries of one name are one person.
    let person = |of: &Person| aliases().of_key(&person_key(&fold(&of.name))).map(|alias| alias.person);
    let idle = people().iter().zip(spots).filter(|(of, _)| !person(of).is_some_and(|of| met.contains(&of)));
    let said = |(of, at): (&Person, &Spot)| {
        let message =
            format!("no rule asks for {}, and no test or story prints a name of that person", of.name);
        let problem = at.key("name").at_value("unused-words", WARNING, message, "");
        problem.note("a name that no test has may be read otherwise than you think")
    };
    idle.map(said).collect()
}

/// The bytes of words in a value of a file; of the whole value where it writes them otherwise.
fn within(at: &Spot, words: &str) -> Span {
    let whole = at.value_span();
    let start = whole.of(at.source.text()).find(words).map(|found| whole.start + found);
    start.map_or(whole, |start| Span::new(start, start + words.len()))
}

/// What is probably wrong with the list, whose entries stand at `spots`, given what articles say.
pub fn lint(spots: &[Spot], held: &[Held]) -> Vec<Diagnostic> {
    let entries: Vec<(&Person, &Spot)> = people().iter().zip(spots).collect();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut all: Vec<&Held> = held.iter().collect();
    let stated: Vec<Vec<Held>> = entries.iter().map(|(person, at)| stated(person, at)).collect();
    all.extend(stated.iter().flatten());
    for (i, (person, at)) in entries.iter().enumerate() {
        found.extend(unread_office(person, at, &stated[i]));
        found.extend(shared(&entries[..i], person, at));
        found.extend(entered_twice(&entries[..i], &stated, (i, at)));
        for (alias, written) in person.aliases.iter().enumerate() {
            let of_person: Vec<&Held> = all.iter().copied().filter(|held| held.person == i).collect();
            found.extend(
                two_offices(&of_person, alias)
                    .map(|pair| told(person, written, &at.key("aliases").item(alias), pair)),
            );
        }
    }
    found
}

/// The offices that an entry states, as the parser reads them in a sentence.
fn stated(person: &Person, at: &Spot) -> Vec<Held> {
    let Some(office) = &person.office else { return Vec::new() };
    let at = at.key("office");
    let article = from_text("", None, None, &format!("{} is {office}.", person.name));
    let place = |_| Some((at.file().to_owned(), at.value_span()));
    held(&article, &extract::claims(&article), &place)
}

fn unread_office(person: &Person, at: &Spot, stated: &[Held]) -> Option<Diagnostic> {
    let office = person.office.as_ref().filter(|_| stated.is_empty())?;
    let message = format!("`{office}` is read as no office");
    let problem = at.key("office").at_value("unknown-value", WARNING, message, "");
    Some(problem.note("write it as an article would: `foreign minister of Norway`, `former mayor of Cork`"))
}

/// Names that an entry has in common with an earlier one of another person.
fn shared(earlier: &[(&Person, &Spot)], person: &Person, at: &Spot) -> Vec<Diagnostic> {
    let key = |name: &str| person_key(&fold(name));
    let listed = |person: &'_ Person, at: &Spot| -> Vec<(String, Spot)> {
        let aliases = person.aliases.iter().enumerate();
        let aliases = aliases.map(|(i, alias)| (alias.clone(), at.key("aliases").item(i)));
        std::iter::once((person.name.clone(), at.key("name"))).chain(aliases).collect()
    };
    let others = earlier.iter().filter(|(other, _)| key(&other.name) != key(&person.name));
    let of_other = |(other, spot): &(&Person, &Spot)| -> Vec<Diagnostic> {
        let theirs = listed(other, spot);
        let mine = listed(person, at).into_iter();
        mine.filter_map(|(name, at)| {
            let (_, first) = theirs.iter().find(|(theirs, _)| key(theirs) == key(&name))?;
            let message = format!("`{name}` is a name of two people: {} and {}", other.name, person.name);
            let problem = at.at_value(CODE, WARNING, message, format!("of {} …", person.name));
            let problem = problem.and(first.file(), first.value_span(), format!("… and of {}", other.name));
            Some(
                problem
                    .note("a name of two people is nobody's alias; two entries of one person are to be one"),
            )
        })
        .collect()
    };
    others.flat_map(of_other).collect()
}

/// Two entries of one name that state two offices.
fn entered_twice(
    earlier: &[(&Person, &Spot)],
    stated: &[Vec<Held>],
    (own, at): (usize, &Spot),
) -> Option<Diagnostic> {
    let (first, mine) = earlier.iter().zip(stated).find_map(|((_, spot), theirs)| {
        let differ =
            theirs.iter().find_map(|a| stated[own].iter().find(|b| a.person == b.person && differ(a, b)));
        differ.map(|mine| (spot, mine))
    })?;
    let message = format!("two people of one name: their offices differ ({})", mine.words);
    let problem = at.key("name").at_value(CODE, WARNING, message, "this entry adds its aliases …");
    let problem = problem.and(first.file(), first.key("name").value_span(), "… to the person of this one");
    Some(problem.note("names alone tell people apart: leave one of the entries out"))
}

/// An office under an alias and another under a name of the same person that nobody holds together.
fn two_offices<'h>(held: &[&'h Held], alias: usize) -> Option<[&'h Held; 2]> {
    let (under, others): (Vec<&Held>, Vec<&Held>) =
        held.iter().copied().partition(|held| held.alias == Some(alias));
    let pairs = || under.iter().flat_map(|a| others.iter().map(move |b| [*a, *b]));
    // One office under both names shows one person, whatever else is said.
    if pairs().any(|[a, b]| same(&a.office, &b.office)) {
        return None;
    }
    pairs().find(|[a, b]| differ(a, b))
}

fn told(person: &Person, alias: &str, at: &Spot, [under, other]: [&Held; 2]) -> Diagnostic {
    let printed = other.alias.and_then(|i| person.aliases.get(i)).unwrap_or(&person.name);
    let said = [(alias, under), (printed.as_str(), other)];
    let [a, b] = said.map(|(name, held)| format!("`{name}` is {}", held.words));
    let message = format!("{a} and {b}: two offices, two people");
    let problem = at.at_value(CODE, WARNING, message, format!("read as {}", person.name));
    let problem = said.into_iter().fold(problem, |problem, (name, held)| match &held.place {
        Some((file, span)) => problem.and(file, *span, format!("{name}’s")),
        None => problem,
    });
    problem.note("take the alias away, or make an entry of its own of it")
}

/// Whether two offices are one, as far as both say it.
fn same(a: &Office, b: &Office) -> bool {
    a.head == b.head && one_body(a, b) && !places_differ(a, b)
}

/// Whether nobody holds both offices at one time: they exclude each other, or are of two places.
fn differ(a: &Held, b: &Held) -> bool {
    let far = a
        .published
        .zip(b.published)
        .is_some_and(|(a, b)| a.since(b).is_ok_and(|span| span.get_days().abs() > ONE_TERM));
    let now = [a, b].iter().all(|held| held.office.tenure == Tenure::Current);
    let (a, b) = (&a.office, &b.office);
    let excluded = a.head != b.head && one_body(a, b) && world().offices.exclusive(&a.head, &b.head);
    // An ambassador is of one country and in another.
    let sent = |office: &Office| office.head.split(' ').any(|word| Offices::get().sent.contains(word));
    now && !far && (excluded || places_differ(a, b) && !sent(a) && !sent(b))
}

fn one_body(a: &Office, b: &Office) -> bool {
    a.body.as_ref().zip(b.body.as_ref()).is_none_or(|(a, b)| world().people.same(a, b))
}

fn places_differ(a: &Office, b: &Office) -> bool {
    let places = a.place.as_ref().zip(b.place.as_ref());
    places.is_some_and(|(a, b)| world().places.compare(a, b) == Comparison::Contradicts)
}
