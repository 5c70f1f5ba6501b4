//! Who leads or belongs to a delegation, team or crew.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::item::Row;
use super::office::{OfficeMention, office_phrase};
use super::{NameMention, Referent};
use crate::claim::Members;
use crate::claim::token::{Shape, Token};
use crate::files::Span;
use crate::vocabulary::groups::Groups;
use crate::vocabulary::people::People;

/// How people stand to a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupRelation {
    /// They lead it.
    Leads,
    /// They belong to it.
    Belongs,
}

/// People of a group where they are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersMention {
    /// Country or party whose group it is, canonical.
    pub side: Option<String>,
    /// What kind of group: `delegation`, `crew`.
    pub group: String,
    /// Whether they lead it or belong to it.
    pub relation: GroupRelation,
    /// The people.
    pub members: Members,
    /// From the first name to the last.
    pub span: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// Whether the words say that it was otherwise before: "is now led by", "who has replaced".
    pub changed: bool,
}

/// Every statement of the article about who leads or belongs to a group, in reading order.
/// `names` and `offices` are what [`super::names`] and [`super::offices`] give for it.
pub fn members<T: AsRef<[Token]>, N: AsRef<[NameMention]>>(
    sentences: &[T],
    names: &[N],
    offices: &[OfficeMention],
) -> Vec<MembersMention> {
    let mut found = Vec::new();
    let sides = sides_of(offices);
    let mut last_person: Option<&str> = None;
    for (sentence, (tokens, mentions)) in sentences.iter().zip(names).enumerate() {
        let (tokens, mentions) = (tokens.as_ref(), mentions.as_ref());
        let row = Row::new(tokens, mentions);
        let reader = Reader { row: &row, sentence, sides: &sides, last_person };
        let mut here = reader.read();
        here.sort_by_key(|m| m.span);
        here.dedup();
        found.append(&mut here);
        last_person = mentions
            .iter()
            .find_map(|m| matches!(&m.referent, Referent::Person(_)).then(|| m.referent.name()))
            .or(last_person);
    }
    found
}

/// The country that each person serves, by the offices of the article.
fn sides_of(offices: &[OfficeMention]) -> FxHashMap<&str, &str> {
    let mut sides = FxHashMap::default();
    for mention in offices {
        if let Some(place) = mention.office.place.as_deref() {
            sides.entry(mention.person.as_str()).or_insert(place);
        }
    }
    sides
}

/// The person beside a verb of saying.
fn speaker<'a>(row: &Row<'a>) -> Option<&'a str> {
    (0..row.len())
        .filter(|&i| row.word(i).is_some_and(|w| People::get().say.contains(w)))
        .find_map(|i| row.person(i + 1).or_else(|| i.checked_sub(1).and_then(|b| row.person(b))))
}

/// A list of people with the items that it takes.
#[derive(Debug, Default)]
struct List {
    people: BTreeSet<String>,
    open: bool,
    first: usize,
    last: usize,
    end: usize,
}

/// A group noun with its side.
#[derive(Debug, Clone)]
struct Group {
    side: Option<String>,
    noun: String,
    start: usize,
    end: usize,
}

struct Reader<'a, 'r> {
    row: &'r Row<'a>,
    sentence: usize,
    sides: &'r FxHashMap<&'r str, &'r str>,
    /// The person named last in the sentences before.
    last_person: Option<&'r str>,
}

impl Reader<'_, '_> {
    fn read(&self) -> Vec<MembersMention> {
        (0..self.row.len()).filter_map(|at| self.at(at)).collect()
    }

    fn at(&self, at: usize) -> Option<MembersMention> {
        let groups = Groups::get();
        let word = self.row.word(at).filter(|word| groups.may_start(word))?;
        let ahead = |i: usize| self.row.word(at + i);
        if groups.leader_nouns.contains(word)
            && let Some(found) = self.leader_noun(at)
        {
            return Some(found);
        }
        if groups.leads.contains(word) {
            return if self.passive(at) { self.led_by(at) } else { self.leads(at) };
        }
        if groups.represented.contains(word) {
            return self.represented(at);
        }
        if groups.sent.contains(word) {
            return self.sent(at);
        }
        if let Some((len, ())) = groups.closed.longest(ahead) {
            return self.consists(at, at + len, false);
        }
        if let Some((len, ())) = groups.open.longest(ahead) {
            return self.consists(at, at + len, true);
        }
        if let Some((len, ())) = groups.makes_up.longest(ahead) {
            return self.makes_up(at, at + len);
        }
        if let Some((len, ())) = groups.among.longest(ahead) {
            return self.among(at + len);
        }
        if groups.plural.contains(word) {
            return self.plural(at);
        }
        None
    }

    /// "led by", "headed on Tuesday by".
    fn passive(&self, at: usize) -> bool {
        (at + 1..at + 4).any(|i| self.row.is(i, "by"))
    }

    fn by(&self, at: usize) -> Option<usize> {
        (at + 1..at + 10)
            .take_while(|&i| !self.row.is_one_of(i, &[",", ";", "."]))
            .find(|&i| self.row.is(i, "by"))
            .map(|i| i + 1)
    }

    fn mention(&self, group: Group, relation: GroupRelation, list: List) -> Option<MembersMention> {
        if list.people.is_empty() {
            return None;
        }
        Some(MembersMention {
            side: group.side,
            group: group.noun,
            relation,
            span: self.row.span(list.first..list.last + 1),
            sentence: self.sentence,
            changed: self.changed(&list),
            members: Members { people: list.people, open: list.open },
        })
    }

    /// A word of change a few words before the names or in the clause behind them.
    fn changed(&self, list: &List) -> bool {
        let changes = |i: usize| self.row.word(i).is_some_and(|w| Groups::get().changes.contains(w));
        (list.first.saturating_sub(5)..list.first).any(changes) || (list.end..list.end + 6).any(changes)
    }

    /// "a team led by A and B".
    fn led_by(&self, at: usize) -> Option<MembersMention> {
        let mut group = self.group_before(at)?;
        let list = self.list(self.by(at)?)?;
        self.served_side(&mut group, &list);
        self.mention(group, GroupRelation::Leads, list)
    }

    /// "A led the mission", "A, who heads the country's delegation".
    fn leads(&self, at: usize) -> Option<MembersMention> {
        let mut group = self.group_at(at + 1)?;
        let list = self.subject(at)?;
        self.own_side(&mut group, &list);
        self.served_side(&mut group, &list);
        self.mention(group, GroupRelation::Leads, list)
    }

    /// Who leads a delegation that no country is named for leads that of the country served.
    fn served_side(&self, group: &mut Group, list: &List) {
        if group.side.is_some() || group.noun != "delegation" {
            return;
        }
        let mut sides = list.people.iter().map(|p| self.sides.get(p.as_str()));
        if let Some(Some(first)) = sides.next()
            && sides.all(|side| side == Some(first))
        {
            group.side = Some((*first).to_owned());
        }
    }

    /// The side of "his country's delegation" is that of the person.
    fn own_side(&self, group: &mut Group, list: &List) {
        if group.side.is_none() {
            let owned = (group.start..group.end).any(|i| {
                self.row.is_one_of(i, &["country", "his", "her", "its", "their", "our", "my", "nation"])
            });
            let side = list.people.iter().find_map(|p| self.sides.get(p.as_str()));
            if owned {
                group.side = side.map(|s| (*s).to_owned());
            }
        }
    }

    /// The person or people who are the subject of a verb.
    fn subject(&self, verb: usize) -> Option<List> {
        let row = self.row;
        let mut before = verb;
        while before > 0
            && row.is_one_of(
                before - 1,
                &[
                    "who", "will", "also", "had", "has", "have", "is", "was", "are", "were", "would", "both",
                    "been",
                ],
            )
        {
            before -= 1;
        }
        // The longest list, appositions included, that ends at the verb.
        let fits = |start: usize| {
            let list = self.list(start)?;
            let end = if row.is(list.end, ",") { list.end + 1 } else { list.end };
            (end == before).then_some(list)
        };
        if let Some(list) = (before.saturating_sub(40)..before).find_map(fits) {
            return Some(list);
        }
        // "X, the defence minister who heads": the person of the apposition.
        let person = (before.saturating_sub(10)..before).rev().find(|&i| row.person(i).is_some())?;
        let apposed = row.is(person + 1, ",")
            && office_phrase(row, person + 2, true)
                .is_some_and(|p| p.end == before || row.is(p.end, ",") && p.end + 1 == before);
        apposed.then(|| List {
            people: BTreeSet::from([row.person(person).unwrap_or_default().to_owned()]),
            open: false,
            first: person,
            last: person,
            end: before,
        })
    }

    /// "A, head of the Ukrainian delegation"; "delegation head A".
    fn leader_noun(&self, at: usize) -> Option<MembersMention> {
        let row = self.row;
        if row.is(at + 1, "of") {
            let mut group = self.group_at(at + 2)?;
            let mut before = at;
            while before > 0 && row.is_one_of(before - 1, &["the", "who", "is", "was", "and", "also"]) {
                before -= 1;
            }
            let after = if row.is(group.end, ",") { group.end + 1 } else { group.end };
            let direct = before
                .checked_sub(2)
                .filter(|&p| row.is(p + 1, ",") && row.person(p).is_some())
                .or_else(|| before.checked_sub(1).filter(|&p| row.person(p).is_some()));
            let list = match direct {
                Some(person) => List {
                    people: BTreeSet::from([row.person(person)?.to_owned()]),
                    open: false,
                    first: person,
                    last: person,
                    end: at,
                },
                None if row.person(after).is_some() => List {
                    people: BTreeSet::from([row.person(after)?.to_owned()]),
                    open: false,
                    first: after,
                    last: after,
                    end: after + 1,
                },
                None => self.subject(before)?,
            };
            self.own_side(&mut group, &list);
            return self.mention(group, GroupRelation::Leads, list);
        }
        // "delegation head X", "the team's leader, X".
        let noun = at.checked_sub(1)?;
        let noun = if row.possessive(noun) { noun.checked_sub(1)? } else { noun };
        let name = Groups::get().nouns.get(row.word(noun)?)?.clone();
        let person = if row.is(at + 1, ",") { at + 2 } else { at + 1 };
        row.person(person)?;
        let group = Group { side: self.side_before(noun), noun: name, start: noun, end: at };
        self.mention(
            group,
            GroupRelation::Leads,
            List {
                people: BTreeSet::from([row.person(person)?.to_owned()]),
                open: false,
                first: person,
                last: person,
                end: person + 1,
            },
        )
    }

    /// "Russia is represented in the talks by A and B".
    fn represented(&self, at: usize) -> Option<MembersMention> {
        let list = self.list(self.by(at)?)?;
        let group = self.group_before(at).or_else(|| {
            let side = (at.saturating_sub(8)..at).rev().find_map(|i| self.row.nation(i))?;
            Some(Group { side: Some(side.to_owned()), noun: "delegation".to_owned(), start: at, end: at })
        })?;
        self.mention(group, GroupRelation::Belongs, list)
    }

    /// "Russia has sent two men to negotiate: A and B".
    fn sent(&self, at: usize) -> Option<MembersMention> {
        let row = self.row;
        let side = (at.saturating_sub(3)..at).rev().find_map(|i| row.nation(i))?;
        let colon = (at + 1..at + 16).find(|&i| row.is_one_of(i, &[":", "–", "—", "--"]))?;
        let counted = (at + 1..colon).any(|i| {
            row.word(i)
                .is_some_and(|w| Groups::get().unnamed.contains(w) || Groups::get().nouns.get(w).is_some())
        });
        let list = self.list(colon + 1).filter(|_| counted)?;
        self.mention(
            Group { side: Some(side.to_owned()), noun: "delegation".to_owned(), start: at, end: at },
            GroupRelation::Belongs,
            list,
        )
    }

    /// "the team comprised A, B and C"; "the team included A".
    fn consists(&self, verb: usize, at: usize, open: bool) -> Option<MembersMention> {
        let group = self.group_before(verb)?;
        let mut list = self.list(at)?;
        list.open |= open;
        self.mention(group, GroupRelation::Belongs, list)
    }

    /// "A, B and two lawyers make up the delegation".
    fn makes_up(&self, verb: usize, at: usize) -> Option<MembersMention> {
        let group = self.group_at(at)?;
        let list = self.subject(verb)?;
        self.mention(group, GroupRelation::Belongs, list)
    }

    /// "Among those who flew to W for the talks was A".
    fn among(&self, at: usize) -> Option<MembersMention> {
        let copula = (at..at + 16)
            .find(|&i| self.row.is_one_of(i, &["was", "were", "is", "are"]) && self.list(i + 1).is_some())?;
        let mut list = self.list(copula + 1)?;
        list.open = true;
        // "among the members of the Estonian delegation was A".
        if let Some((end, noun)) = (at..copula).rev().find_map(|i| self.noun(i)) {
            let side = self.side_before(end).or_else(|| self.side_after(end));
            let group = Group { side, noun, start: end, end: end + 1 };
            return self.mention(group, GroupRelation::Belongs, list);
        }
        let flew = (at..copula).any(|i| self.row.word(i).is_some_and(|w| Groups::get().travels.contains(w)));
        let group = Group { side: None, noun: "delegation".to_owned(), start: at, end: at };
        if flew { self.mention(group, GroupRelation::Belongs, list) } else { None }
    }

    /// "Moscow's negotiators are A and B"; "the three envoys of the Colombian government were A, B and C".
    fn plural(&self, at: usize) -> Option<MembersMention> {
        let row = self.row;
        let copula = (at + 1..at + 12)
            .take_while(|&i| !row.is_one_of(i, &[",", ";", ":"]))
            .find(|&i| row.is_one_of(i, &["are", "were", "is", "was", "be"]))?;
        let list = self.list(copula + 1)?;
        let side =
            self.side_before(at).or_else(|| (at + 1..copula).find_map(|i| row.nation(i).map(str::to_owned)));
        let noun = Groups::get().nouns.get(row.word(at)?).cloned().unwrap_or_else(|| "delegation".to_owned());
        self.mention(Group { side, noun, start: at, end: at + 1 }, GroupRelation::Belongs, list)
    }

    /// The group phrase that starts at an item: "the Vietnamese trade mission", "Sri Lanka's delegation".
    fn group_at(&self, at: usize) -> Option<Group> {
        let noun = (at..at + 7)
            .take_while(|&i| !self.row.is_one_of(i, &[",", ".", ":", "of", "and", "by", "to"]))
            .find_map(|i| self.noun(i))?;
        let side = (at..noun.0)
            .rev()
            .find_map(|i| self.row.nation(i).map(str::to_owned))
            .or_else(|| self.side_before(noun.0))
            .or_else(|| self.side_after(noun.0));
        Some(Group { side, noun: noun.1, start: at, end: noun.0 + 1 })
    }

    fn noun(&self, at: usize) -> Option<(usize, String)> {
        Groups::get()
            .nouns
            .longest(|ahead| self.row.word(at + ahead))
            .map(|(len, noun)| (at + len - 1, noun.clone()))
    }

    /// The nearest group noun before a verb, with its side.
    fn group_before(&self, at: usize) -> Option<Group> {
        let (end, noun) = (at.saturating_sub(20)..at).rev().find_map(|i| self.noun(i))?;
        Some(Group {
            side: self.side_before(end).or_else(|| self.side_after(end)),
            noun,
            start: end,
            end: end + 1,
        })
    }

    /// "the US team", "Kyiv's team", "our team", "the union's team".
    fn side_before(&self, noun: usize) -> Option<String> {
        self.named_side(noun).or_else(|| {
            let owner = (noun.saturating_sub(3)..noun)
                .rev()
                .take_while(|&i| !self.row.is_one_of(i, &[",", ";", "of", "to", "by", "with", "and", "said"]))
                .find_map(|i| self.row.word(i).and_then(|w| Groups::get().owners.get(w)));
            owner.cloned()
        })
    }

    /// The country or body that a group belongs to, said before its noun.
    fn named_side(&self, noun: usize) -> Option<String> {
        let row = self.row;
        for i in (noun.saturating_sub(5)..noun).rev() {
            if let Some(nation) = row.nation(i) {
                return Some(nation.to_owned());
            }
            if let Some(Referent::Body(body)) = row.name(i).map(|n| &n.referent) {
                return Some(body.clone());
            }
            if row.is_one_of(i, &["our", "we", "we've", "we're", "ours"]) || (row.is(i, "got") && i > 0) {
                let ours =
                    (i.saturating_sub(3)..=i).any(|j| row.is_one_of(j, &["our", "we", "we've", "we're"]));
                let speaker = || speaker(self.row).or(self.last_person);
                return if ours { self.sides.get(speaker()?).map(|s| (*s).to_owned()) } else { None };
            }
            let inside = row.item(i).is_some_and(|item| {
                item.shape == Shape::Word || item.shape == Shape::Possessive || item.shape == Shape::Number
            });
            if !inside || row.is_one_of(i, &["of", "to", "by", "with", "and", "said"]) {
                return None;
            }
        }
        None
    }

    /// "the delegation of Ukraine", "the envoys of the Colombian government".
    fn side_after(&self, noun: usize) -> Option<String> {
        let row = self.row;
        if !row.is_one_of(noun + 1, &["of", "from"]) {
            return None;
        }
        (noun + 2..noun + 4).find_map(|i| {
            let owner = || row.word(i).and_then(|w| Groups::get().owners.get(w)).cloned();
            row.nation(i).map(str::to_owned).or_else(owner)
        })
    }

    /// "A, an official of X, and B", "the minister A, B and two lawyers", "the adviser [A]".
    fn list(&self, at: usize) -> Option<List> {
        let row = self.row;
        let mut list = List { first: usize::MAX, ..List::default() };
        let mut next = at;
        for _ in 0..24 {
            if !list.people.is_empty() && self.speaks(next) {
                break;
            }
            let Some(end) = self.element(next, &mut list) else {
                list.open |= self.goes_on(list.end, next);
                break;
            };
            list.end = end;
            next = end;
            let comma = row.is(next, ",");
            let mut after = if comma { next + 1 } else { next };
            if row.is(after, "and")
                || (row.is(after, "as") && row.is(after + 1, "well") && row.is(after + 2, "as"))
            {
                after += if row.is(after, "and") { 1 } else { 3 };
            } else if !comma {
                break;
            }
            next = after;
        }
        (!list.people.is_empty()).then_some(list)
    }

    /// Whether somebody who is quoted stands here: ", mayor B said", ", said B", ", B told reporters".
    fn speaks(&self, at: usize) -> bool {
        let row = self.row;
        if !at.checked_sub(1).is_some_and(|before| row.is(before, ",")) {
            return false;
        }
        (at..at + 10)
            .take_while(|&i| !row.is_one_of(i, &[",", ";", "and", "who"]) && row.item(i).is_some())
            .any(|i| row.word(i).is_some_and(|w| People::get().say.contains(w)))
    }

    /// Whether a list that could not be read on goes on all the same: "and" or a comma, then a name;
    /// "and a lawyer for the port". Such a list is not complete.
    fn goes_on(&self, end: usize, next: usize) -> bool {
        let row = self.row;
        let named = row.name(next).is_some() && !self.speaks(next);
        let counted = next.checked_sub(1).is_some_and(|joint| joint >= end && row.is(joint, "and"))
            && (row.is_one_of(next, &["the", "a", "an", "its", "their", "other", "others"])
                || row.item(next).is_some_and(|i| i.shape == Shape::Number));
        named || counted
    }

    /// One person of a list with the offices around it, or some without names; gives the end.
    fn element(&self, at: usize, list: &mut List) -> Option<usize> {
        let row = self.row;
        let mut next = at;
        if let Some(phrase) =
            office_phrase(row, at, true).filter(|p| row.person(at).is_none() && p.end <= at + 14)
        {
            next = phrase.end;
            if row.is(next, ",") && row.person(next + 1).is_some() {
                next += 1;
            }
        } else if row.is_one_of(next, &["the", "a", "an", "its", "their", "his", "her"])
            && row.person(at).is_none()
        {
            // "the jurist X", "the State Department's X": an occupation, a body.
            next = (at..at + 5).find(|&i| row.person(i).or_else(|| self.unlisted(i)).is_some()).filter(
                |&i| (at + 1..i).all(|j| row.any_word(j).is_some_and(|w| !matches!(w, "and" | "of" | ","))),
            )?;
        } else if row.person(at).is_none() && row.word(at).is_some() {
            next = self.titles(at);
        }
        let bracket = row.is(next, "[");
        if bracket {
            next += 1;
        }
        let Some(person) = row.person(next).or_else(|| self.unlisted(next)) else {
            return self.unnamed(at, list);
        };
        list.people.insert(person.to_owned());
        list.first = list.first.min(next);
        list.last = next;
        next += 1;
        if row.is(next, "]") {
            next += 1;
        }
        Some(self.apposition(next))
    }

    /// In a list of people a run of two or three capitalised words that means nothing else is one.
    fn unlisted(&self, at: usize) -> Option<&str> {
        let name = self.row.name(at)?;
        match &name.referent {
            Referent::Other(run) if (2..=3).contains(&name.tokens.len()) => Some(run),
            _ => None,
        }
    }

    /// Title words that are no office: "Gen.", "Dr".
    fn titles(&self, at: usize) -> usize {
        let offices = crate::vocabulary::people::Offices::get();
        let mut next = at;
        while next < at + 4
            && self.row.word(next).is_some_and(|w| {
                w == "."
                    || offices.honorifics.contains(w)
                    || offices.occupations.contains(w)
                    || offices.abbreviations.contains(w)
            })
        {
            next += 1;
        }
        next
    }

    /// "two Treasury lawyers", "several others": the list has people without names.
    fn unnamed(&self, at: usize, list: &mut List) -> Option<usize> {
        let row = self.row;
        let end = (at..at + 5)
            .take_while(|&i| {
                row.item(i).is_some_and(|item| matches!(item.shape, Shape::Word | Shape::Number))
            })
            .find(|&i| row.word(i).is_some_and(|w| Groups::get().unnamed.contains(w)))?;
        if list.people.is_empty() {
            return None;
        }
        list.open = true;
        Some(end + 1)
    }

    /// What stands after a name and belongs to it: an office, a relative clause, brackets.
    fn apposition(&self, at: usize) -> usize {
        let row = self.row;
        if row.is(at, "(") {
            return (at..at + 12).find(|&i| row.is(i, ")")).map_or(at, |i| i + 1);
        }
        // "A, 44, a lawyer": an age.
        let aged = row.is(at, ",")
            && row.item(at + 1).is_some_and(|i| i.shape == Shape::Number)
            && (row.is(at + 2, ",") || row.is(at + 2, "and"));
        if aged {
            return self.apposition(at + 2);
        }
        if !row.is(at, ",") {
            return at;
        }
        if row.is_one_of(at + 1, &["who", "whose"]) {
            let Some(comma) = (at + 2..at + 26)
                .find(|&i| row.is(i, ",") && (row.person(i + 1).is_some() || row.is(i + 1, "and")))
            else {
                return at;
            };
            return comma;
        }
        match office_phrase(row, at + 1, true) {
            // "A, Defence Minister B": the office belongs to the next.
            Some(phrase) if row.person(phrase.end).is_none() && !row.is(phrase.end, "[") => {
                let follows = row.is(phrase.end, ",")
                    && row.person(phrase.end + 1).is_some()
                    && row.is(phrase.end + 2, ",");
                // "A, the minister, B, and C" cannot be told from "A, the minister B": the name after the
                // comma belongs to the office only where a determiner opens it.
                if follows && phrase.determined { at } else { phrase.end }
            }
            _ => self.description(at + 1).unwrap_or(at),
        }
    }

    /// "a retired engineer", "the son of a baker": what a person is said to be without an office,
    /// up to the comma that closes it.
    fn description(&self, at: usize) -> Option<usize> {
        let row = self.row;
        if !row.is_one_of(at, &["a", "an", "the", "his", "her", "its", "their"]) {
            return None;
        }
        let end = (at + 2..at + 10).find(|&i| row.item(i).is_none() || row.is_one_of(i, &[",", ".", ";"]))?;
        let occupations = &crate::vocabulary::people::Offices::get().occupations;
        let inner = || (at + 1..end).filter_map(|i| row.word(i));
        let plain = (at..end).all(|i| row.person(i).is_none() && !row.is_one_of(i, &["and", "said"]));
        (plain && inner().any(|w| occupations.contains(w) || Groups::get().unnamed.contains(w)))
            .then_some(end)
    }
}
