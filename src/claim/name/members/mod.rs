//! Who leads or belongs to a delegation, team or crew: the wordings that say so. `group` finds the
//! group and whose it is, `list` the people.

mod group;
mod list;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::claim::Members;
use crate::claim::name::item::Row;
use crate::claim::name::office::{OfficeMention, office_phrase};
use crate::claim::name::{NameMention, Referent};
use crate::claim::token::Token;
use crate::files::Span;
use crate::vocabulary::groups::Groups;
use crate::vocabulary::people::People;
use group::{Group, sides_of};
use list::List;

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

/// The person beside a verb of saying.
fn speaker<'a>(row: &Row<'a>) -> Option<&'a str> {
    (0..row.len())
        .filter(|&i| row.word(i).is_some_and(|w| People::get().say.contains(w)))
        .find_map(|i| row.person(i + 1).or_else(|| i.checked_sub(1).and_then(|b| row.person(b))))
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
}
