//! The offices that people hold: before the name, after it, by a copula, by "as".

use super::item::Row;
use super::scan::bare_head;
use super::{NameMention, Referent, body};
use crate::claim::token::{Shape, Token};
use crate::claim::{Office, Tenure};
use crate::files::Span;
use crate::vocabulary::groups::Groups;
use crate::vocabulary::metonyms::Metonyms;
use crate::vocabulary::people::Offices;
use crate::vocabulary::places::{Gazetteer, PlaceKind};

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

/// An office phrase in a row, with the items that it takes.
#[derive(Debug, Clone)]
pub(super) struct OfficePhrase {
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
        let name =
            self.row.name(person + 2).filter(|_| self.row.is(person + 1, "of") && takes_place(head))?;
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
                Offices::get().copulas.contains(w)
                    || matches!(w, "has" | "now" | "still" | "currently" | "also" | "both")
            })
        {
            seen.extend(row.word(next));
            next += 1;
        }
        let holds = seen.iter().any(|w| {
            matches!(*w, "is" | "are" | "became" | "becomes" | "remains" | "named" | "appointed" | "elected")
        }) || seen.starts_with(&["has", "been"]);
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
            let time = at > start
                && self.row.is_one_of(
                    at - 1,
                    &[
                        "year", "years", "season", "seasons", "term", "month", "months", "spell", "stint",
                        "day", "week",
                    ],
                );
            if as_office && time {
                if let Some(phrase) = office_phrase(self.row, at + 1, true) {
                    found.push(self.mention(person, &phrase, false));
                }
                return;
            }
        }
    }
}

/// What is gathered before and after a head.
#[derive(Default)]
struct Draft {
    tenure: Option<Tenure>,
    ranks: Vec<String>,
    field: Option<String>,
    place: Option<String>,
    body: Option<String>,
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
pub(super) fn office_phrase(row: &Row<'_>, at: usize, apposed: bool) -> Option<OfficePhrase> {
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

fn is_joint(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "but"
            | "who"
            | "of"
            | "to"
            | "in"
            | "on"
            | "for"
            | "with"
            | "that"
            | "which"
            | "said"
            | "by"
            | "as"
            | "at"
            | "from"
            | "is"
            | "was"
            | "told"
            | "met"
    )
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
fn owner(row: &Row<'_>, at: usize, draft: &mut Draft) -> Option<usize> {
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
fn complete(
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
fn plain_region(place: &str) -> String {
    let known = !Gazetteer::get().sites(place).is_empty();
    match place.rsplit_once(' ') {
        Some((base, "state" | "province" | "region")) if !known => base.to_owned(),
        _ => place.to_owned(),
    }
}

/// "of agriculture", "of Duluth", "at the White House National Security Council", "to the director of X",
/// "of the Swedish furniture group X": fills the draft and gives the end.
fn complement(row: &Row<'_>, at: usize, head: &str, draft: &mut Draft) -> Option<usize> {
    let offices = Offices::get();
    let preposition = row.word(at)?;
    let mut next = at + 1;
    if matches!(preposition, "of" | "for")
        && let Some((len, field)) = offices
            .fields
            .longest(|ahead| row.word(next + ahead))
            .filter(|(len, _)| row.name(next + len).is_none())
    {
        draft.field = Some(field.clone());
        return Some(next + len);
    }
    if row.is_one_of(next, &["the", "a", "an", "his", "her", "its", "their"]) {
        next += 1;
    }
    if matches!(preposition, "to" | "in" | "at")
        && offices.sent.contains(head)
        && let Some(end) = post(row, next, draft)
    {
        return Some(end);
    }
    if matches!(preposition, "to" | "of" | "for")
        && let Some(inner) = office_phrase(row, next, false)
    {
        // "adviser to the director of the Federal Security Service": the body counts.
        if row.person(inner.end).is_some() && preposition == "to" {
            return Some(inner.end);
        }
        if !(preposition == "of" && inner.office.body.is_none()) {
            draft.body = inner.office.body.or(Some(inner.office.head));
            draft.place = draft.place.take().or(inner.office.place);
            return Some(inner.end);
        }
    }
    noun_phrase(row, next, preposition, head, draft)
}

/// Names with small words between them, as far as they are one noun phrase.
fn noun_phrase(row: &Row<'_>, at: usize, preposition: &str, head: &str, draft: &mut Draft) -> Option<usize> {
    let mut phrase = NounPhrase::default();
    for next in at..at + 8 {
        if !phrase.take(row, next, head) || phrase.complete(row, next) {
            break;
        }
    }
    // A delegation is led, see `members`; a standing body has offices as well.
    let group = phrase
        .small
        .iter()
        .any(|w| Groups::get().nouns.get(w).is_some_and(|group| !Groups::get().standing.contains(group)));
    if group && phrase.body.is_none() {
        return None;
    }
    if phrase.body.is_none() {
        phrase.body_of_small_words(at, preposition);
    }
    // Of a company's nationality nothing is said: "the Swedish group X".
    if phrase.named.is_none() || phrase.small.is_empty() {
        draft.place = draft.place.take().or(phrase.nation);
    }
    draft.body = phrase.body.or(draft.body.take());
    phrase.end
}

/// "Portugal's ambassador to Angola": the post of a head that one country sends to another.
fn post(row: &Row<'_>, at: usize, draft: &mut Draft) -> Option<usize> {
    let name = row.name(at)?;
    let host = name.nation.clone().or_else(|| match &name.referent {
        Referent::Place(place) | Referent::Body(place) => Some(place.clone()),
        _ => None,
    })?;
    draft.body = Some(host);
    Some(at + 1)
}

/// What a complement's noun phrase names.
#[derive(Default)]
struct NounPhrase<'a> {
    body: Option<String>,
    /// The item of the name that is the body.
    named: Option<usize>,
    nation: Option<String>,
    small: Vec<&'a str>,
    end: Option<usize>,
}

impl<'a> NounPhrase<'a> {
    /// Takes one item in; false where the phrase has ended before it.
    fn take(&mut self, row: &Row<'a>, at: usize, head: &str) -> bool {
        let Some(item) = row.item(at) else { return false };
        if let Some(name) = item.name {
            return self.take_name(name, at, head);
        }
        if item.shape == Shape::Possessive {
            // "the Russian parliament's Foreign Affairs Committee": the owner's noun is not the body.
            if self.named.is_none() {
                self.small.clear();
            }
            return true;
        }
        if self.end == Some(at) && Metonyms::get().region_words.iter().any(|w| w == item.word) {
            // "governor of Tabasca state".
            self.end = Some(at + 1);
            return true;
        }
        if self.small.is_empty() && matches!(item.word, "neighbouring" | "neighboring" | "nearby") {
            return true;
        }
        let word = item.shape == Shape::Word && !is_joint(item.word) && !item.word.ends_with("ing");
        let fits = word
            && self.small.len() < 3
            && self.named.is_none()
            && !Offices::get().openers.contains(item.word);
        if fits {
            self.small.push(item.word);
        }
        fits
    }

    fn take_name(&mut self, name: &NameMention, at: usize, head: &str) -> bool {
        match (&name.nation, &name.referent) {
            (_, Referent::Person(_)) => return false,
            (Some(country), _) => self.nation = Some(country.clone()),
            (None, Referent::Place(place)) if is_venue(place) => self.name_body(place.clone(), at),
            (None, Referent::Place(place)) => self.nation = Some(place.clone()),
            (None, Referent::Other(place)) if takes_place(head) && self.small.len() < 2 => {
                self.nation = Some(place.clone());
            }
            (None, other) => self.name_body(body::canonical(other.name()), at),
        }
        self.end = Some(at + 1);
        true
    }

    fn name_body(&mut self, body: String, at: usize) {
        self.body = Some(body);
        self.named = Some(at);
    }

    /// Whether a body is named and nothing more belongs to it; takes its noun in lower case
    /// ("the FSB services").
    fn complete(&mut self, row: &Row<'_>, at: usize) -> bool {
        if self.named != Some(at) || row.possessive(at + 1) {
            return false;
        }
        if row.word(at + 1).is_some_and(|w| Metonyms::get().body_words.contains(w)) {
            self.end = Some(at + 2);
        }
        true
    }

    /// "head of the presidential office", "speaker of the Ukrainian parliament".
    fn body_of_small_words(&mut self, start: usize, preposition: &str) {
        if self.small.is_empty() || !matches!(preposition, "of" | "at" | "for") {
            return;
        }
        if self.nation.is_none() {
            let len = self.small.len().min(2);
            self.body = Some(body::canonical(&self.small[..len].join(" ")));
            self.end = Some(start + len);
        } else if preposition == "of" && self.end.is_some_and(|end| end > start) {
            self.body = Some(body::canonical(self.small[0]));
            self.end = self.end.map(|end| end + 1);
        }
    }
}

fn is_venue(place: &str) -> bool {
    let venues = &Metonyms::get().venue_words;
    place.split([' ', ',']).any(|word| venues.contains(word))
}

/// Heads whose complement is a place even where the gazetteer does not know it.
fn takes_place(head: &str) -> bool {
    matches!(
        head,
        "president"
            | "prime minister"
            | "governor"
            | "mayor"
            | "king"
            | "queen"
            | "prince"
            | "sheriff"
            | "bishop"
            | "archbishop"
            | "emir"
    )
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
