//! The words of an office: tenure, owner, ranks and fields, a head.

use super::complement::complement;
use super::is_joint;
use crate::claim::name::item::Row;
use crate::claim::name::scan::bare_head;
use crate::claim::name::{Referent, body};
use crate::claim::token::Shape;
use crate::claim::{Office, Tenure};
use crate::vocabulary::people::Offices;
use crate::vocabulary::places::{Gazetteer, PlaceKind};

/// An office phrase in a row, with the items that it takes.
#[derive(Debug, Clone)]
pub(in crate::claim::name) struct OfficePhrase {
    pub office: Office,
    /// First item of the office proper, after determiners.
    pub start: usize,
    /// One past its last item.
    pub end: usize,
    /// Whether a determiner or an owner stands before it.
    pub determined: bool,
    /// Whether it has no complement, so that a name may follow at once.
    pub bare: bool,
    /// Whether its complement is a place or field, which a name may follow: "mayor of Tampa X".
    pub settled: bool,
}

/// What is gathered before and after a head.
#[derive(Default)]
pub(super) struct Draft {
    tenure: Option<Tenure>,
    ranks: Vec<String>,
    pub(super) field: Option<String>,
    pub(super) place: Option<String>,
    pub(super) body: Option<String>,
}

impl Draft {
    fn finish(self, head: &str) -> Office {
        let mut words: Vec<String> = self.ranks;
        let field = self.field.filter(|f| !head.starts_with(f.as_str()));
        // "foreign" and "minister" are one head; "defence minister" is field and head.
        words.extend(field);
        words.push(head.to_owned());
        Office {
            head: words.join(" "),
            body: self.body,
            place: self.place,
            tenure: self.tenure.unwrap_or(Tenure::Current),
        }
    }
}

/// An office phrase at an item: determiners, then tenure, owner, ranks and fields in any order, a
/// head, and its complement. `apposed`: a loose adjective may stand before the head ("a secretive
/// adviser").
pub(in crate::claim::name) fn office_phrase(row: &Row<'_>, at: usize, apposed: bool) -> Option<OfficePhrase> {
    let offices = Offices::get();
    if !apposed && !row.possessive(at) && row.word(at).is_some_and(|word| !offices.may_start(word)) {
        return None;
    }
    let mut draft = Draft::default();
    let mut next = at;
    while next < at + 4
        && row.word(next).is_some_and(|w| offices.openers.contains(w))
        && tenure_word(row.any_word(next)?)
            .is_none_or(|_| row.is_one_of(next, &["now", "formerly", "currently"]))
    {
        if row.is_one_of(next, &["once", "formerly", "previously"]) {
            draft.tenure = Some(Tenure::Former);
        }
        next += 1;
    }
    let start = next;
    let mut determined = next > at;
    if row.possessive(next) {
        next += 1;
    }
    let mut loose = usize::from(apposed);
    for _ in 0..10 {
        if let Some((len, head)) = head_at(row, next)
            && (len > 1 || !modifier_here(row, next) || !leads_to_head(row, next + 1))
        {
            return Some(complete(row, draft, head, start, next, len, determined));
        }
        if let Some(taken) = owner(row, next, &mut draft) {
            determined |= row.possessive(next + taken - 1);
            next += taken;
        } else if let Some(taken) = modifier(row, next, &mut draft) {
            next += taken;
        } else if loose > 0
            && row.item(next).is_some_and(|i| i.name.is_none() && i.shape == Shape::Word && !i.capital)
            && leads_to_head(row, next + 1)
            && !is_joint(row.word(next)?)
        {
            loose -= 1;
            next += 1;
        } else {
            return None;
        }
    }
    None
}

/// The head at an item: how many items, and its canonical name.
fn head_at(row: &Row<'_>, at: usize) -> Option<(usize, &'static str)> {
    row.word(at)?;
    let found = Offices::get().heads.longest(|ahead| {
        let word = row.word(at + ahead)?;
        Some(if ahead == 0 { bare_head(word) } else { bare_head_end(word) })
    });
    found.map(|(len, head)| (len, head.as_str()))
}

/// "minister-designate" as the last word of a longer head.
fn bare_head_end(word: &str) -> &str {
    ["-elect", "-designate"].iter().find_map(|s| word.strip_suffix(s)).unwrap_or(word)
}

fn tenure_word(word: &str) -> Option<Tenure> {
    Some(match Offices::get().tenure.get(word)?.as_str() {
        "former" => Tenure::Former,
        "acting" => Tenure::Acting,
        "elect" => Tenure::Elect,
        "outgoing" => Tenure::Outgoing,
        _ => Tenure::Current,
    })
}

/// Whether a head word can also stand before another head ("chief", "police", "general").
fn modifier_here(row: &Row<'_>, at: usize) -> bool {
    let offices = Offices::get();
    let Some(word) = row.word(at) else { return false };
    offices.plain_ranks.contains(word)
        || offices.ranks.contains(word)
        || offices.fields.longest(|ahead| row.word(at + ahead)).is_some()
}

/// Whether modifiers and then a head follow.
fn leads_to_head(row: &Row<'_>, at: usize) -> bool {
    let mut next = at;
    while next < at + 6 {
        if head_at(row, next).is_some() {
            return true;
        }
        let modifier = modifier_here(row, next) || row.word(next).is_some_and(|w| tenure_word(w).is_some());
        let owner = row.name(next).is_some_and(|n| !matches!(n.referent, Referent::Person(_)))
            || row.possessive(next);
        if !modifier && !owner {
            return false;
        }
        next += 1;
    }
    false
}

/// A nation, place or body before a head.
pub(super) fn owner(row: &Row<'_>, at: usize, draft: &mut Draft) -> Option<usize> {
    let name = row.name(at)?;
    let taken = if row.possessive(at + 1) { 2 } else { 1 };
    match (&name.nation, &name.referent) {
        (_, Referent::Person(_)) => return None,
        (Some(nation), _) => draft.place = Some(nation.clone()),
        (None, Referent::Place(place)) => {
            let area = Gazetteer::get().sites(place).iter().any(|s| s.kind == PlaceKind::Area);
            if area {
                draft.field = Some(place.clone());
            } else {
                draft.place = Some(place.clone());
            }
        }
        // "Prescott fire chief": a town whose name alone is no evidence of one.
        (None, Referent::Other(town)) if !Gazetteer::get().sites(town).is_empty() => {
            draft.place = Some(town.clone());
        }
        (None, other) => draft.body = Some(body::canonical(other.name())),
    }
    Some(taken)
}

/// A tenure word, rank or field before a head.
fn modifier(row: &Row<'_>, at: usize, draft: &mut Draft) -> Option<usize> {
    let offices = Offices::get();
    let word = row.word(at)?;
    if let Some(tenure) = tenure_word(word) {
        draft.tenure = Some(tenure);
        return Some(1);
    }
    if let Some((len, field)) = offices.fields.longest(|ahead| row.word(at + ahead))
        && (leads_to_head(row, at + len) || row.is(at + len, "and"))
    {
        draft.field = Some(match draft.field.take() {
            Some(before) => format!("{before} {field}"),
            None => field.clone(),
        });
        let and = usize::from(
            row.is(at + len, "and")
                && offices.fields.longest(|ahead| row.word(at + len + 1 + ahead)).is_some(),
        );
        return Some(len + and);
    }
    if offices.plain_ranks.contains(word) {
        return Some(1);
    }
    if offices.ranks.contains(word) {
        draft.ranks.push(word.to_owned());
        return Some(1);
    }
    None
}

/// Reads what follows a head and closes the phrase.
pub(super) fn complete(
    row: &Row<'_>,
    mut draft: Draft,
    head: &str,
    start: usize,
    at: usize,
    len: usize,
    determined: bool,
) -> OfficePhrase {
    let printed = row.any_word(at).unwrap_or_default();
    if printed.starts_with("ex-") || printed.starts_with("then-") {
        draft.tenure = Some(Tenure::Former);
    }
    if (at..at + len).any(|i| row.word(i).is_some_and(|w| w.ends_with("-elect") || w.ends_with("-designate")))
    {
        draft.tenure = Some(Tenure::Elect);
    }
    for rank in ["vice", "deputy", "co"] {
        if printed.starts_with(rank) && printed[rank.len()..].starts_with('-') {
            draft.ranks.push(rank.to_owned());
        }
    }
    let mut end = at + len;
    if row.is(end, ".")
        && Offices::get().abbreviations.contains(row.any_word(end - 1).unwrap_or_default())
        && row.name(end + 1).is_some()
    {
        end += 1;
    }
    let bare_end = end;
    let of = row.is(end, "of");
    if row.word(end).is_some_and(|w| Offices::get().complements.contains(w)) {
        end = complement(row, end, head, &mut draft).unwrap_or(end);
    }
    if let Some(place) = draft.place.take() {
        draft.place = Some(plain_region(&place));
    }
    let bare = end == bare_end;
    let settled = of && !bare && draft.body.is_none();
    OfficePhrase { office: draft.finish(head), start, end, determined, bare, settled }
}

/// "tabasca state" and "tabasca" are one place to an office.
pub(super) fn plain_region(place: &str) -> String {
    let known = !Gazetteer::get().sites(place).is_empty();
    match place.rsplit_once(' ') {
        Some((base, "state" | "province" | "region")) if !known => base.to_owned(),
        _ => place.to_owned(),
    }
}
