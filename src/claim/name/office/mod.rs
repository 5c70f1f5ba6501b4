//! The offices that people hold: before the name, after it, by a copula, by "as". `phrase` reads
//! the words of an office, `complement` what it is of.

mod complement;
mod phrase;

use crate::claim::Office;
use crate::claim::name::item::Row;
use crate::claim::name::{NameMention, Referent};
use crate::claim::token::{Shape, Token};
use crate::files::Span;
use crate::vocabulary::groups::Groups;
use crate::vocabulary::people::Offices;
pub(super) use phrase::office_phrase;
use phrase::{OfficePhrase, plain_region};

/// A person's office where it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeMention {
    /// Canonical name of the person.
    pub person: String,
    /// The office.
    pub office: Office,
    /// The words of the office, narrow.
    pub span: Span,
    /// The words of the person's name.
    pub person_span: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// Whether the sentence joins it to another office of the same person ("both A and B").
    pub joined: bool,
    /// Whether the words say that the person came into it: "has been appointed", "became".
    pub changed: bool,
}

/// Every office that the article says somebody holds, in reading order. `names` are the article's
/// names as [`super::names`] gives them.
pub fn offices<T: AsRef<[Token]>, N: AsRef<[NameMention]>>(
    sentences: &[T],
    names: &[N],
) -> Vec<OfficeMention> {
    let mut found = Vec::new();
    for (sentence, (tokens, mentions)) in sentences.iter().zip(names).enumerate() {
        let row = Row::new(tokens.as_ref(), mentions.as_ref());
        let mut here: Vec<OfficeMention> = Reader { row: &row, sentence }.read();
        here.sort_by_key(|m| (m.span, m.person_span));
        here.dedup();
        found.append(&mut here);
    }
    found
}

struct Reader<'a, 'r> {
    row: &'r Row<'a>,
    sentence: usize,
}

impl Reader<'_, '_> {
    fn read(&self) -> Vec<OfficeMention> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.row.len() {
            if let Some(phrase) = office_phrase(self.row, at, false)
                && let Some(person) = self.named_after(&phrase)
            {
                let mut mention = self.mention(person, &phrase, false);
                mention.office.place =
                    mention.office.place.or_else(|| self.of_place(person, &mention.office.head));
                found.push(mention);
                at = person;
                continue;
            }
            if self.row.person(at).is_some() {
                self.after_person(at, &mut found);
            }
            at += 1;
        }
        found
    }

    fn mention(&self, person: usize, phrase: &OfficePhrase, joined: bool) -> OfficeMention {
        OfficeMention {
            person: self.row.person(person).unwrap_or_default().to_owned(),
            office: phrase.office.clone(),
            span: self.row.span(phrase.start..phrase.end),
            person_span: self.row.span(person..person + 1),
            sentence: self.sentence,
            joined,
            changed: self.changed(person, phrase),
        }
    }

    /// A verb of coming into office between the person and the office.
    fn changed(&self, person: usize, phrase: &OfficePhrase) -> bool {
        (person + 1..phrase.start)
            .any(|i| self.row.word(i).is_some_and(|w| Offices::get().changes.contains(w)))
    }

    /// The person right after an office: "President X", "the minister, X,", "adviser [X]".
    fn named_after(&self, phrase: &OfficePhrase) -> Option<usize> {
        let at = phrase.end;
        if self.row.person(at).is_some() {
            return (phrase.bare || phrase.settled).then_some(at);
        }
        let opened = self.row.is_one_of(at, &["[", "("]);
        let comma = self.row.is(at, ",") && phrase.determined;
        if (opened || comma) && self.row.person(at + 1).is_some() {
            // "the minister, X, ..." or the sentence's end: not the next of a list.
            let closes = opened
                || self.row.item(at + 2).is_none_or(|i| {
                    i.shape == Shape::Mark
                        || i.shape == Shape::Quote
                        || i.word == "and"
                        || i.name.is_none() && !i.capital
                });
            return closes.then_some(at + 1);
        }
        None
    }

    /// "President X of Kiva".
    fn of_place(&self, person: usize, head: &str) -> Option<String> {
        let name = self
            .row
            .name(person + 2)
            .filter(|_| self.row.is(person + 1, "of") && Offices::get().territorial.contains(head))?;
        match &name.referent {
            Referent::Place(place) | Referent::Nation(place) | Referent::Other(place) => {
                Some(plain_region(place))
            }
            _ => None,
        }
    }

    /// Offices said after a name.
    fn after_person(&self, person: usize, found: &mut Vec<OfficeMention>) {
        let row = self.row;
        let mut at = person + 1;
        // "X, 54, head of": an age between.
        if row.is(at, ",")
            && row.item(at + 1).is_some_and(|i| i.shape == Shape::Number)
            && row.is(at + 2, ",")
        {
            at += 2;
        }
        if row.is(at, "]") {
            at += 1;
        }
        if row.is_one_of(at, &[",", "(", "–", "—", "--"]) {
            let next = at + 1;
            if row.is_one_of(next, &["who", "whose"]) {
                if let Some(next) = self.copula(next + 1) {
                    self.chain(person, next, found);
                }
            } else {
                self.chain(person, next, found);
                self.term(person, next, found);
            }
            return;
        }
        let next = if row.is(at, "who") { self.copula(at + 1) } else { self.copula(at) };
        if let Some(next) = next {
            self.chain(person, next, found);
        } else {
            self.term(person, at, found);
        }
    }

    /// After "is", "remains", "was named", "has been"; a bare "was" says nothing of today.
    fn copula(&self, at: usize) -> Option<usize> {
        let row = self.row;
        let mut next = at;
        let mut seen = Vec::new();
        while next < at + 5
            && row.word(next).is_some_and(|w| {
                Offices::get().copulas.contains(w) || Offices::get().beside_copulas.contains(w)
            })
        {
            seen.extend(row.word(next));
            next += 1;
        }
        let holds =
            seen.iter().any(|w| Offices::get().current.contains(*w)) || seen.starts_with(&["has", "been"]);
        (holds && !seen.contains(&"being")).then_some(next)
    }

    /// One office and those that "and" joins to it.
    fn chain(&self, person: usize, start: usize, found: &mut Vec<OfficeMention>) {
        let mut phrases = Vec::new();
        let mut at = start;
        while let Some(phrase) = office_phrase(self.row, at, true) {
            // "X, President Y said": that office is Y's.
            if self.named_after(&phrase).is_some()
                && (phrase.bare && self.row.person(phrase.end).is_some() || !phrases.is_empty())
            {
                break;
            }
            at = phrase.end;
            // "head of the Ukrainian delegation" is no office: see `members`.
            if phrase.bare
                && self.row.is(at, "of")
                && Groups::get().leader_nouns.contains(phrase.office.head.as_str())
            {
                break;
            }
            phrases.push(phrase);
            if !self.row.is(at, "and") || phrases.len() == 3 {
                break;
            }
            at += 1;
        }
        let joined = phrases.len() > 1;
        found.extend(phrases.iter().map(|p| self.mention(person, p, joined)));
    }

    /// "in his third year as coach of".
    fn term(&self, person: usize, start: usize, found: &mut Vec<OfficeMention>) {
        for at in start..start.saturating_add(8) {
            if self.row.person(at).is_some() || self.row.item(at).is_none() {
                return;
            }
            let as_office = self.row.word(at).is_some_and(|w| Offices::get().holds.contains(w));
            let time = at > start && self.row.word(at - 1).is_some_and(|w| Offices::get().terms.contains(w));
            if as_office && time {
                if let Some(phrase) = office_phrase(self.row, at + 1, true) {
                    found.push(self.mention(person, &phrase, false));
                }
                return;
            }
        }
    }
}

fn is_joint(word: &str) -> bool {
    Offices::get().joints.contains(word)
}

/// Two heads of which a person holds one only.
pub fn exclusive_offices(a: &str, b: &str) -> bool {
    let offices = Offices::get();
    if offices.exclusive.iter().any(|set| set.iter().any(|h| h == a) && set.iter().any(|h| h == b)) {
        return true;
    }
    // Nobody is deputy to an office that is the person's own.
    let deputy = |below: &str, above: &str| {
        below.split_once(' ').is_some_and(|(rank, head)| offices.ranks.contains(rank) && head == above)
    };
    if deputy(a, b) || deputy(b, a) {
        return true;
    }
    // A rank makes another office of it, which may be held beside: "deputy prime minister".
    let cabinet = |head: &str| {
        head.rsplit_once(' ').as_ref().is_some_and(|(field, last)| {
            offices.cabinet.contains(*last) && offices.fields.get(field).is_some() && *field != "foreign"
        }) || head == "foreign minister"
    };
    a.rsplit(' ').next() == b.rsplit(' ').next() && cabinet(a) && cabinet(b)
}
