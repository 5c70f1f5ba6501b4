//! Between the passes: the names that users list as one person's. Each is read as the name that
//! the user gives the person, before the article's names are resolved against each other.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::person::{fold_word, last_key, person_key};
use super::scan::{Case, case_of};
use super::{NameMention, Referent};
use crate::claim::token::{Token, fold, tokens};
use crate::files::Span;
use crate::vocabulary::common::is_common;
use crate::vocabulary::person::{Person, people};
use crate::vocabulary::verbs::verbs;

/// One name of a person in the user's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alias<'a> {
    /// The person, by its place in the list.
    pub person: usize,
    /// Which of the person's aliases it is; `None` for the name itself.
    pub alias: Option<usize>,
    /// The name that it is read as, as the user writes it.
    pub name: &'a str,
}

/// The names of people that users list, ready to be looked up.
#[derive(Debug, Default)]
pub struct Aliases {
    people: Vec<Person>,
    /// First folded word → names that begin with it, the longest first.
    forms: FxHashMap<String, Vec<Form>>,
    /// Fold of a whole name → the person.
    keys: FxHashMap<String, usize>,
}

/// A name as it stands in a text.
#[derive(Debug)]
struct Form {
    /// Each word, folded, with whether it must have a capital.
    words: Vec<(String, bool)>,
    person: usize,
    alias: Option<usize>,
}

impl Form {
    fn new(written: &str, person: usize, alias: Option<usize>) -> Option<Self> {
        let cut = tokens(written, Span::new(0, written.len()));
        let words: Vec<(String, bool)> =
            cut.iter().filter(|t| t.is_word()).map(|t| (fold_word(&t.lower), t.capital)).collect();
        (!words.is_empty()).then_some(Self { words, person, alias })
    }

    fn is_at(&self, tokens: &[Token], at: usize) -> bool {
        let row = tokens.get(at..at + self.words.len());
        row.is_some_and(|row| {
            row.iter().zip(&self.words).all(|(token, (word, capital))| {
                token.is_word() && (token.capital || !capital) && fold_word(&token.lower) == *word
            })
        })
    }
}

static ALIASES: LazyLock<Aliases> = LazyLock::new(|| Aliases::new(people().to_vec()));

/// The names that users list.
pub fn aliases() -> &'static Aliases {
    &ALIASES
}

/// A person's name as a user writes it, by the folded name that claims have, or its fold
/// ([`person_key`]).
pub fn own_name(folded: &str) -> Option<&'static str> {
    let known = aliases();
    if known.keys.is_empty() {
        return None;
    }
    known.of_key(folded).or_else(|| known.of_key(&person_key(folded))).map(|alias| alias.name)
}

impl Aliases {
    /// A name that two people have is nobody's alias: it would make one person of two. Entries of one
    /// name are one person.
    fn new(people: Vec<Person>) -> Self {
        let mut new = Self { people, ..Self::default() };
        for (at, person) in new.people.iter().enumerate() {
            new.keys.entry(person_key(&fold(&person.name))).or_insert(at);
        }
        let mut found: Vec<Form> = Vec::new();
        for (at, person) in new.people.iter().enumerate() {
            let person_of = |name: &str| new.keys.get(&person_key(&fold(name))).copied();
            let own = person_of(&person.name).unwrap_or(at);
            found.extend(Form::new(&person.name, own, None));
            let listed = person.aliases.iter().enumerate();
            // Another person's own name is no alias.
            let free = listed.filter(|(_, alias)| person_of(alias).is_none_or(|of| of == own));
            found.extend(free.filter_map(|(i, alias)| Form::new(alias, own, Some(i))));
        }
        let shared: FxHashSet<usize> = (0..found.len())
            .filter(|&i| {
                let same =
                    |other: &Form| other.words.iter().map(|w| &w.0).eq(found[i].words.iter().map(|w| &w.0));
                found[i].alias.is_some()
                    && found.iter().any(|other| other.person != found[i].person && same(other))
            })
            .collect();
        for (_, form) in found.into_iter().enumerate().filter(|(i, _)| !shared.contains(i)) {
            let of_word = new.forms.entry(form.words[0].0.clone()).or_default();
            of_word.push(form);
            of_word.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
        }
        new
    }

    /// The person of the list that a printed name is read as, whatever stands around it.
    pub fn of(&self, printed: &str) -> Option<Alias<'_>> {
        if self.forms.is_empty() {
            return None;
        }
        let tokens = tokens(printed, Span::new(0, printed.len()));
        let form = self.longest(&tokens, 0).filter(|form| form.words.len() == tokens.len())?;
        Some(self.alias(form))
    }

    /// The person of the list whose name has a fold ([`person_key`]).
    pub fn of_key(&self, key: &str) -> Option<Alias<'_>> {
        let person = *self.keys.get(key)?;
        Some(Alias { person, alias: None, name: &self.people[person].name })
    }

    /// The names of the list in a text, each with its words.
    pub fn within<'t>(&self, text: &'t str) -> Vec<(&'t str, Alias<'_>)> {
        let tokens = tokens(text, Span::new(0, text.len()));
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() && !self.forms.is_empty() {
            let Some(form) = self.longest(&tokens, at) else {
                at += 1;
                continue;
            };
            let end = at + form.words.len();
            found.push((tokens[at].span.join(tokens[end - 1].span).of(text), self.alias(form)));
            at = end;
        }
        found
    }

    fn alias(&self, form: &Form) -> Alias<'_> {
        Alias { person: form.person, alias: form.alias, name: &self.people[form.person].name }
    }

    fn longest(&self, tokens: &[Token], at: usize) -> Option<&Form> {
        let token = tokens.get(at).filter(|token| token.is_word())?;
        self.forms.get(&fold_word(&token.lower))?.iter().find(|form| form.is_at(tokens, at))
    }

    /// Reads the names of an article as the people that they are names of.
    pub(super) fn read(&self, sentences: &[Vec<Token>], names: &mut [Vec<NameMention>]) {
        if self.forms.is_empty() {
            return;
        }
        self.whole_names(names);
        let mut reader = Reader { aliases: self, seen: FxHashSet::default(), others: others(self, names) };
        // A word alone says less than two: what the others show comes first, headlines come last.
        for (single, case) in [(false, None), (true, Some(Case::Prose)), (true, Some(Case::Flat))] {
            for (tokens, mentions) in sentences.iter().zip(names.iter_mut()) {
                if case.is_none_or(|case| case == case_of(tokens)) {
                    reader.sentence(tokens, mentions, single);
                }
            }
        }
    }

    /// Whether a folded name is one of the list.
    fn is_listed(&self, name: &str) -> bool {
        let words = name.split(' ').map(fold_word);
        let first = name.split(' ').next().map(fold_word).unwrap_or_default();
        self.keys.contains_key(&person_key(name))
            || self.forms.get(&first).is_some_and(|forms| {
                forms.iter().any(|form| form.words.iter().map(|w| &*w.0).eq(words.clone()))
            })
    }

    /// "Dr Ada B. Marsh" is the "Ada Marsh" of the list, as names of persons fold.
    fn whole_names(&self, names: &mut [Vec<NameMention>]) {
        for mention in names.iter_mut().flatten() {
            let (Referent::Person(name) | Referent::Other(name)) = &mention.referent else { continue };
            if name.contains(' ')
                && let Some(&person) = self.keys.get(&person_key(name))
            {
                mention.referent = Referent::Person(fold(&self.people[person].name));
                mention.known = true;
            }
        }
    }
}

/// The last words of the full names of people who are not in the list.
fn others(aliases: &Aliases, names: &[Vec<NameMention>]) -> FxHashSet<String> {
    let of = |mention: &NameMention| match &mention.referent {
        Referent::Person(name) if name.contains(' ') => {
            let listed = aliases.is_listed(name);
            (!listed).then(|| last_key(name))
        }
        _ => None,
    };
    names.iter().flatten().filter_map(of).collect()
}

struct Reader<'a> {
    aliases: &'a Aliases,
    /// The people that the article has named so far.
    seen: FxHashSet<usize>,
    /// Surnames of others: there the word alone is theirs.
    others: FxHashSet<String>,
}

impl Reader<'_> {
    fn sentence(&mut self, tokens: &[Token], mentions: &mut Vec<NameMention>, single: bool) {
        let flat = case_of(tokens) == Case::Flat;
        let mut at = 0;
        while at < tokens.len() {
            let form = self.aliases.longest(tokens, at).filter(|form| (form.words.len() == 1) == single);
            let Some(form) = form else {
                at += 1;
                continue;
            };
            let end = at + form.words.len();
            let fits = !single || self.stands_alone(form, tokens, at, flat);
            if fits && make_room(mentions, at..end, single) {
                self.seen.insert(form.person);
                mentions.push(NameMention {
                    span: tokens[at].span.join(tokens[end - 1].span),
                    tokens: at..end,
                    referent: Referent::Person(fold(&self.aliases.people[form.person].name)),
                    known: true,
                    place: None,
                    nation: None,
                    demonym: false,
                });
            }
            at = end;
        }
        mentions.sort_by_key(|mention| mention.tokens.start);
    }

    /// Whether one word can be the person's name here: nobody else of the article bears it, its
    /// capital shows something, and at the start of a sentence it is no word of the language.
    fn stands_alone(&self, form: &Form, tokens: &[Token], at: usize, flat: bool) -> bool {
        let word = &tokens[at].lower;
        let plain = || is_common(word) || verbs().is_verb(word);
        let shows = if flat { self.seen.contains(&form.person) } else { at > 0 || !plain() };
        shows && !self.others.contains(&form.words[0].0)
    }
}

/// Takes away what was read of these words; false where they belong to a longer name. Of a longer
/// run that ends with two or more of them ("Commander Father Frost"), or that has titles alone before
/// one ("Dr Frost"), they are the name.
fn make_room(mentions: &mut Vec<NameMention>, words: std::ops::Range<usize>, single: bool) -> bool {
    let meets = |m: &NameMention| m.tokens.start < words.end && words.start < m.tokens.end;
    let gives_way = |m: &NameMention| {
        let inside = words.start <= m.tokens.start && m.tokens.end <= words.end;
        let ends = m.tokens.end == words.end && (!single || !person_key(m.referent.name()).contains(' '));
        inside || ends && matches!(m.referent, Referent::Person(_) | Referent::Other(_))
    };
    if !mentions.iter().filter(|m| meets(m)).all(gives_way) {
        return false;
    }
    mentions.retain(|m| !meets(m));
    true
}

#[cfg(test)]
mod tests {
    use super::super::testing::article;
    use super::super::{resolve, scan};
    use super::*;

    fn person(name: &str, aliases: &[&str]) -> Person {
        let aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        Person { name: name.to_owned(), aliases, office: None }
    }

    fn hromov() -> Vec<Person> {
        vec![person("Kiril Hromov", &["Father Frost", "Frost", "Cyril Hromow", "Abu al-Walid"])]
    }

    /// The people of a text of one sentence a line, each with its words.
    fn read(people: &[Person], text: &str) -> Vec<String> {
        let (article, rows) = article(text);
        let mut names = scan::scan(&article, &rows);
        Aliases::new(people.to_vec()).read(&rows, &mut names);
        let names = resolve::resolve(&article, &rows, names);
        let people = names.iter().flatten().filter(|m| matches!(m.referent, Referent::Person(_)));
        people.map(|m| format!("{} = {}", m.span.of(text), m.referent.name())).collect()
    }

    #[test]
    fn every_name_of_a_person_is_read_as_one() {
        let said = |text: &str| read(&hromov(), text);
        assert_eq!(said("On Monday Father Frost spoke."), ["Father Frost = kiril hromov"]);
        assert_eq!(said("“Father Frost” was seen in Genoa."), ["Father Frost = kiril hromov"]);
        assert_eq!(said("On Monday Commander Father Frost spoke."), ["Father Frost = kiril hromov"]);
        assert_eq!(said("He met Abu al-Walid there."), ["Abu al-Walid = kiril hromov"]);
        assert_eq!(said("He met Cyrill Hromow’s men."), ["Cyrill Hromow = kiril hromov"]);
        assert_eq!(said("He met Kiryl M. Hromov there."), ["Kiryl M. Hromov = kiril hromov"]);
        assert_eq!(said("He saw Dr Frost there."), ["Frost = kiril hromov"]);
        let short = [person("Kiril Hromov", &["Frost"])];
        assert_eq!(read(&short, "On Monday Father Frost spoke."), ["Frost = kiril hromov"]);
        assert_eq!(said("He saw Frost there."), ["Frost = kiril hromov"]);
        assert_eq!(
            said("On Monday Father Frost spoke.\nThen Hromov left."),
            ["Father Frost = kiril hromov", "Hromov = kiril hromov"]
        );
        assert_eq!(said("FATHER FROST LEAVES GENOA"), ["FATHER FROST = kiril hromov"]);
    }

    #[test]
    fn a_word_alone_may_be_somebody_elses() {
        let said = |text: &str| read(&hromov(), text);
        let other = "The poet Robert Frost said so.\nThen Frost left.";
        assert_eq!(said(other), ["Robert Frost = robert frost", "Frost = robert frost"]);
        assert_eq!(said("The frost came early."), Vec::<String>::new());
        assert_eq!(said("Frost Destroys Vines In Genoa"), Vec::<String>::new());
        let people = [person("Ada Marsh", &["Rule"])];
        assert_eq!(read(&people, "Rule is rule."), Vec::<String>::new());
        assert_eq!(read(&people, "There Rule said so."), ["Rule = ada marsh"]);
    }

    #[test]
    fn what_two_people_are_called_is_nobodys_alias() {
        let people = [person("Kiril Hromov", &["Father Frost"]), person("Ada Marsh", &["Father Frost"])];
        assert!(!read(&people, "On Monday Father Frost spoke.").join("").contains("hromov"));
        let people = [person("Kiril Hromov", &["Ada Marsh"]), person("Ada Marsh", &[])];
        assert_eq!(read(&people, "He met Ada Marsh there."), ["Ada Marsh = ada marsh"]);
        let one = [person("Kiril Hromov", &["Father Frost"]), person("Kirill Hromov", &["Grey Owl"])];
        assert_eq!(read(&one, "He met Grey Owl there."), ["Grey Owl = kiril hromov"]);
    }
}
