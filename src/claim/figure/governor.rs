//! What governs a phrase: the verb, noun or adjective that says something of it.

use crate::claim::draft::Draft;
use crate::claim::name::{NameMention, Referent};
use crate::claim::reading::SentenceReading;
use crate::claim::syntax::{GrammaticalVoice, Item, PhraseId, Tag, VerbGroup, VerbId, VerbKind};
use crate::claim::{Certainty, Field, Kind, Polarity};
use crate::vocabulary::grammar::{Class, Group, grammar};
use crate::vocabulary::predicates::{PredicateId, Wording, predicates};
use crate::vocabulary::things::things;

/// How a phrase stands to what governs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It happens to it.
    Patient,
    /// It does it.
    Agent,
    /// It stands with it by a preposition.
    Oblique,
}

/// One thing that governs a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Governor {
    /// How the phrase stands to it.
    pub role: Role,
    /// The predicate that the vocabulary knows it as.
    pub predicate: Option<PredicateId>,
    /// Its lemma.
    pub lemma: String,
    /// The token that shows it.
    pub token: usize,
    /// Its verb group, if it is a verb.
    pub verb: Option<VerbId>,
}

impl Governor {
    /// Its name as a claim's predicate: the vocabulary's, else the lemma; with the role where the
    /// phrase does it rather than has it done to it.
    pub fn name(&self) -> String {
        let name = self.predicate.map_or(self.lemma.as_str(), |id| &predicates().get(id).id);
        match self.role {
            Role::Agent => format!("{name}/agent"),
            Role::Patient | Role::Oblique => name.to_owned(),
        }
    }
}

/// Everything that governs a phrase, the nearest first. `thing` is what the phrase counts, if that
/// is known: some verbs mean a predicate of some things only.
pub fn governors(sentence: &SentenceReading, phrase: PhraseId, thing: Option<&str>) -> Vec<Governor> {
    let mut found = Vec::new();
    after(sentence, phrase, thing, &mut found);
    noun(sentence, phrase, thing, &mut found);
    verbs(sentence, phrase, thing, &mut found);
    found
}

/// A participle or adjective directly after the phrase: "56 civilians killed", "eight soldiers dead".
fn after(sentence: &SentenceReading, phrase: PhraseId, thing: Option<&str>, found: &mut Vec<Governor>) {
    let parse = &sentence.parse;
    let end = parse.phrases[phrase].tokens.end;
    let item = parse.item_of_phrase(phrase);
    // "at least 56 civilians including 11 children were killed": look behind the insertion.
    if let Some(&Item::Verb(verb)) = parse.items.get(item + 1)
        && parse.verbs[verb].kind == VerbKind::Participle
    {
        found.push(of_verb(sentence, verb, Role::Patient, None, thing));
    }
    // "resulted in 56 civilians dying".
    if let Some(&Item::Verb(verb)) = parse.items.get(item + 1)
        && parse.verbs[verb].kind == VerbKind::Gerund
    {
        let governor = of_verb(sentence, verb, Role::Agent, None, thing);
        if governor.predicate.is_some() && governor.role == Role::Patient {
            found.push(governor);
        }
    }
    // The last word of the phrase itself may be what happened: "19 dead", "no injured"; or the words
    // after it: "38 slightly injured", "134 people on board".
    let after = (end..parse.tags.len())
        .find(|&t| parse.tags[t] != Tag::Adverb || parse.surface[t] == "aboard")
        .unwrap_or(end);
    for at in [end.saturating_sub(1), after] {
        let Some(tag) = parse.tags.get(at) else { continue };
        if at + 1 == end && !matches!(tag, Tag::Adjective | Tag::Noun) {
            continue;
        }
        let single = at < end || matches!(tag, Tag::Adjective | Tag::Adverb | Tag::Noun | Tag::Preposition);
        let hit = predicates()
            .at(parse.words(), at, &|_| false)
            .find(|(w, id, stop)| *w == Wording::Adjective && fits(*id, thing) && (single || *stop > at + 1));
        if let Some((_, id, _)) = hit {
            found.push(Governor {
                role: Role::Patient,
                predicate: Some(id),
                lemma: parse.lemmas[at].clone(),
                token: at,
                verb: None,
            });
        }
    }
}

/// A noun that the phrase hangs on ("the death of 17 people", "a toll of 17"), seen through nouns
/// of quantity ("a group of", "the number of").
fn noun(sentence: &SentenceReading, phrase: PhraseId, thing: Option<&str>, found: &mut Vec<Governor>) {
    let parse = &sentence.parse;
    let mut at = phrase;
    for _ in 0..3 {
        let Some(on) = parse.phrases[at].on else { return };
        let governed_by = parse.phrases[at].preposition.map_or("", |t| parse.lemmas[t].as_str());
        if !matches!(governed_by, "of" | "in" | "at" | "to" | "for" | "including" | "by") {
            return;
        }
        if let Some(head) = parse.phrases[on].head {
            if let Some(governor) = nominal(sentence, head, thing) {
                found.push(governor);
                return;
            }
            if governed_by == "of" && grammar().is(&parse.lemmas[head], Group::Quantity) {
                verbs(sentence, on, thing, found);
            }
        }
        if governed_by == "including" {
            found.extend(governors(sentence, on, thing));
            return;
        }
        at = on;
    }
}

/// A noun as a governor, if the vocabulary knows it as a predicate.
fn nominal(sentence: &SentenceReading, head: usize, thing: Option<&str>) -> Option<Governor> {
    let parse = &sentence.parse;
    for start in [head.checked_sub(1), Some(head)].into_iter().flatten() {
        let hit = predicates().at(parse.words(), start, &|_| false).find(|(w, id, end)| {
            *w == Wording::Noun && *end == head + 1 && (fits(*id, thing) || counts(*id, thing))
        });
        if let Some((_, id, _)) = hit {
            return Some(Governor {
                role: Role::Patient,
                predicate: Some(id),
                lemma: parse.lemmas[head].clone(),
                token: head,
                verb: None,
            });
        }
    }
    None
}

fn verbs(sentence: &SentenceReading, phrase: PhraseId, thing: Option<&str>, found: &mut Vec<Governor>) {
    let parse = &sentence.parse;
    for (verb, group) in parse.verbs.iter().enumerate() {
        let is =
            |p: Option<PhraseId>| p == Some(phrase) || p.is_some_and(|p| coordinate_of(sentence, p, phrase));
        // "put the toll at least at 85": the hedge has swallowed the preposition.
        let beside = group.object.is_some_and(|o| is_beside(sentence, o, phrase));
        let role = if beside {
            Some(Role::Oblique)
        } else if is(group.object) {
            Some(Role::Patient)
        } else if is(group.subject) {
            Some(if group.voice == GrammaticalVoice::Passive { Role::Patient } else { Role::Agent })
        } else if is(group.agent) {
            Some(Role::Agent)
        } else if group.phrases.contains(&phrase)
            || moves(sentence, verb, phrase)
            || puts_at(sentence, verb, phrase)
        {
            Some(Role::Oblique)
        } else {
            None
        };
        let Some(role) = role else { continue };
        // "the death toll rose to 27", "turnout was 68%": what the subject is says what the figure is.
        let measured = group.subject.filter(|&s| s != phrase).and_then(|s| parse.phrases[s].head);
        if (group.copula || role == Role::Oblique || role == Role::Patient)
            && let Some(head) = measured
            && let Some(governor) = nominal(sentence, head, thing)
            && (group.copula
                || predicates().get(governor.predicate.expect("a nominal governor has one")).takes.is_some()
                    && (is_level(&parse.lemmas[group.main]) || is_given_as(sentence, group, phrase)))
        {
            found.push(governor);
            continue;
        }
        // "the number of people evacuated has risen to 6,900": what the number is of says what it is.
        if let Some(of) = group.subject.filter(|&s| s != phrase).and_then(|s| number_of(sentence, s))
            && (group.copula || is_level(&parse.lemmas[group.main]))
        {
            found.extend(governors(sentence, of, noun_at(sentence, of).as_deref()));
            continue;
        }
        // "put the number of protesters at 240,000": so does what the object is a number of.
        if role == Role::Oblique
            && let Some(of) = group.object.filter(|&o| o != phrase).and_then(|o| number_of(sentence, o))
        {
            found.extend(noun_of(sentence, of));
            continue;
        }
        // "put the death toll at 85": the object is what is measured.
        if role == Role::Oblique
            && let Some(head) = group.object.and_then(|o| parse.phrases[o].head)
            && let Some(governor) = nominal(sentence, head, thing)
        {
            found.push(governor);
            continue;
        }
        found.push(of_verb(sentence, verb, role, parse.phrases[phrase].preposition, thing));
    }
}

/// "put the toll at least at 85": whether a figure whose hedge has swallowed the preposition stands
/// directly after an object.
pub fn is_beside(sentence: &SentenceReading, object: PhraseId, phrase: PhraseId) -> bool {
    let parse = &sentence.parse;
    // "put the number of protesters at 240,000": what the number is of stands between.
    let last = number_of(sentence, object).unwrap_or(object);
    object != phrase
        && parse.item_of_phrase(last) + 1 == parse.item_of_phrase(phrase)
        && parse.phrases[phrase].preposition.is_none()
}

/// The noun of a phrase as a governor: protesters protest.
fn noun_of(sentence: &SentenceReading, phrase: PhraseId) -> Vec<Governor> {
    let mut found = Vec::new();
    after(sentence, phrase, noun_at(sentence, phrase).as_deref(), &mut found);
    let head = sentence.parse.phrases[phrase].head;
    found.extend(head.and_then(|head| nominal(sentence, head, None)));
    found
}

/// "raised its death toll from 34 to 38": the figure has swallowed the preposition.
fn moves(sentence: &SentenceReading, verb: VerbId, phrase: PhraseId) -> bool {
    let parse = &sentence.parse;
    let start = parse.phrases[phrase].tokens.start;
    parse.surface[start] == "from"
        && is_level(&parse.lemmas[parse.verbs[verb].main])
        && parse.verb_near(start) == Some(verb)
}

/// "put the number of people who fled at 3,000": what the number is of has a clause of its own between.
pub(super) fn puts_at(sentence: &SentenceReading, verb: VerbId, phrase: PhraseId) -> bool {
    let parse = &sentence.parse;
    let group = &parse.verbs[verb];
    let at = parse.phrases[phrase].preposition.is_some_and(|token| parse.lemmas[token] == "at");
    let of = group.object.and_then(|object| number_of(sentence, object));
    let bare = parse.phrases[phrase].head.is_none() && at;
    bare && parse.lemmas[group.main] == "put" && of.is_some_and(|of| of < phrase)
}

/// "the attendance was given as 42,108", "the toll was put at 85".
fn is_given_as(sentence: &SentenceReading, group: &VerbGroup, phrase: PhraseId) -> bool {
    let parse = &sentence.parse;
    let preposition = parse.phrases[phrase].preposition.map_or("", |t| parse.lemmas[t].as_str());
    group.voice == GrammaticalVoice::Passive && matches!(preposition, "as" | "at")
}

/// "the number of X": the phrase of X.
pub fn number_of(sentence: &SentenceReading, phrase: PhraseId) -> Option<PhraseId> {
    let parse = &sentence.parse;
    let head = parse.phrases[phrase].head?;
    // "the death toll of the fire" counts no fires.
    if !grammar().is(&parse.lemmas[head], Group::Sum) || nominal(sentence, head, None).is_some() {
        return None;
    }
    let of = |p: &crate::claim::syntax::Phrase| {
        p.on == Some(phrase) && p.preposition.is_some_and(|t| parse.lemmas[t] == "of")
    };
    parse.phrases.iter().position(of)
}

/// The thing that a phrase names by its head noun.
pub fn noun_at(sentence: &SentenceReading, phrase: PhraseId) -> Option<String> {
    let head = sentence.parse.phrases[phrase].head?;
    let noun = &sentence.parse.lemmas[head];
    Some(things().of_word(noun).map_or_else(|| noun.clone(), str::to_owned))
}

/// Verbs that tell what figure something has or comes to: "rose to 27", "stands at 27".
fn is_level(verb: &str) -> bool {
    grammar().is(verb, Group::Level)
}

/// "Fourteen men and nine women were arrested": both are the subject.
fn coordinate_of(sentence: &SentenceReading, first: PhraseId, phrase: PhraseId) -> bool {
    let parse = &sentence.parse;
    let (a, b) = (parse.item_of_phrase(first), parse.item_of_phrase(phrase));
    let (from, to) = (a.min(b), a.max(b));
    if to - from > 6 || from == to {
        return false;
    }
    // "killed seven people and five are missing": the second has a verb of its own.
    if b > a && matches!(parse.items.get(b + 1), Some(Item::Verb(_))) {
        return false;
    }
    // "killed 35 people, and eight are missing": what was killed is no subject of what follows.
    let suffers = |verb: &VerbId| {
        parse.verbs[*verb].object == Some(phrase)
            && of_verb(sentence, *verb, Role::Patient, None, None).predicate.is_some()
    };
    if b < a && (0..parse.verbs.len()).any(|verb| suffers(&verb)) {
        return false;
    }
    let between = &parse.items[from + 1..to];
    between.iter().any(|i| matches!(i, Item::Conjunction(_) | Item::Comma))
        && between.iter().all(|i| match i {
            Item::Conjunction(_) | Item::Comma => true,
            Item::Phrase(p) => parse.phrases[*p].preposition.is_none(),
            // "160 civilians, mostly women and children, were killed".
            Item::Other(t) => parse.tags[*t] == Tag::Adverb,
            _ => false,
        })
        && parse.phrases[phrase].preposition == parse.phrases[first].preposition
}

/// "were confirmed dead", "are believed destroyed": a passive that says how the rest is known.
fn is_deemed(sentence: &SentenceReading, group: &VerbGroup) -> bool {
    group.voice == GrammaticalVoice::Passive
        && grammar().is(&sentence.parse.lemmas[group.main], Group::Deeming)
}

/// What the words after a copula say of its subject, or those after a passive of deeming.
fn complement(sentence: &SentenceReading, group: &VerbGroup, thing: Option<&str>) -> Option<PredicateId> {
    let (parse, from) = (&sentence.parse, group.tokens.end);
    let deemed = is_deemed(sentence, group);
    if !group.copula && !deemed {
        return None;
    }
    for at in from..(from + 3).min(parse.lemmas.len()) {
        let done = deemed && matches!(parse.tags[at], Tag::Participle | Tag::Finite);
        let says = |w: Wording| w == Wording::Adjective || done && w == Wording::Acts;
        let mut hits = predicates().at(parse.words(), at, &|_| false);
        if let Some((_, id, _)) = hits.find(|(w, id, _)| says(*w) && fits(*id, thing)) {
            return Some(id);
        }
        if !matches!(parse.tags[at], Tag::Adverb | Tag::Adjective) {
            return None;
        }
    }
    None
}

/// A verb as a governor of a phrase that stands to it in a role, after a preposition where it does.
fn of_verb(
    sentence: &SentenceReading,
    verb: VerbId,
    role: Role,
    preposition: Option<usize>,
    thing: Option<&str>,
) -> Governor {
    let parse = &sentence.parse;
    let group = &parse.verbs[verb];
    let skip = |at: usize| matches!(parse.tags[at], Tag::Adverb | Tag::Not | Tag::Quote);
    let mut best = None;
    // Without an object the verb says what happens to its subject: "eleven houses burned down".
    let alone = role == Role::Agent && group.object.is_none();
    let mut wordings: Vec<_> = predicates().at(parse.words(), group.main, &skip).collect();
    if alone {
        wordings.sort_by_key(|(w, _, _)| *w != Wording::Happens);
    }
    for (wording, id, end) in wordings {
        // "opened fire on 100 people": the idiom has the preposition within it.
        let within = role == Role::Oblique && preposition.is_some_and(|t| t < end);
        let role = if within { Role::Patient } else { role };
        let fitting = match wording {
            // "340 homes lost power": nothing is done to those who do it.
            Wording::Acts if role == Role::Agent && group.object.is_some() => {
                predicates().get(id).only.is_empty()
            }
            Wording::Acts => role != Role::Oblique,
            Wording::Happens => {
                role == Role::Agent || role == Role::Oblique || group.voice == GrammaticalVoice::Passive
            }
            Wording::Noun | Wording::Adjective => false,
        };
        if !fitting || !fits(id, thing) {
            continue;
        }
        // "13 shot at a party", "Dozens arrested": without an object a verb that acts on people is
        // passive, as headlines have it.
        let bare = wording == Wording::Acts
            && role == Role::Agent
            && group.object.is_none()
            && group.tokens.len() == 1;
        let of_people = predicates().get(id).takes.as_deref() == Some("person")
            && thing.is_none_or(|t| things().is_a(t, "person"));
        // "347 homes destroyed", "130 flights cancelled": these do nothing.
        let lifeless =
            thing.is_some_and(|t| ["building", "flight", "job"].iter().any(|l| things().is_a(t, l)));
        let passive = bare && (of_people || lifeless);
        let role = if wording == Wording::Happens || passive { Role::Patient } else { role };
        best = Some((id, role));
        break;
    }
    // "were stuck": a participle that the vocabulary knows as a state.
    if best.is_none() && role == Role::Patient {
        let hit = predicates()
            .at(parse.words(), group.main, &skip)
            .find(|(w, id, _)| *w == Wording::Adjective && fits(*id, thing));
        best = hit.map(|(_, id, _)| (id, Role::Patient));
    }
    // "were missing", "is dead"; "were confirmed dead" confirms nothing but the deaths.
    let complement = || complement(sentence, group, thing).map(|id| (id, Role::Patient));
    best = if is_deemed(sentence, group) { complement().or(best) } else { best.or_else(complement) };
    let lemma = parse.lemmas[group.main].clone();
    let (predicate, role) = best.map_or((None, role), |(id, role)| (Some(id), role));
    Governor { role, predicate, lemma, token: group.main, verb: Some(verb) }
}

/// "a crowd of 41,208": whether the noun itself says what a bare figure counts.
fn counts(id: PredicateId, thing: Option<&str>) -> bool {
    thing.is_none() && predicates().get(id).takes.is_some()
}

/// Whether a predicate can be said of a thing.
fn fits(id: PredicateId, thing: Option<&str>) -> bool {
    let only = &predicates().get(id).only;
    only.is_empty() || thing.is_some_and(|t| only.iter().any(|o| things().is_a(t, o)))
}

/// Whether a verb says nothing of what it is about: forms of be and have, and the like.
pub fn is_light(lemma: &str) -> bool {
    grammar().classes(lemma).is_auxiliary() || grammar().is(lemma, Group::Light)
}

/// The governor that says most: a known predicate first, then a verb with a meaning of its own.
pub(super) fn best(governors: &[Governor]) -> Option<&Governor> {
    governors
        .iter()
        .find(|g| g.predicate.is_some() && g.role == Role::Patient)
        .or_else(|| governors.iter().find(|g| g.predicate.is_some() && g.role == Role::Agent))
        .or_else(|| governors.iter().find(|g| !is_light(&g.lemma) && g.role != Role::Oblique))
        .or_else(|| governors.iter().find(|g| g.predicate.is_some()))
        .or_else(|| governors.iter().find(|g| !is_light(&g.lemma)))
        .or_else(|| governors.first())
}

/// Takes predicate, polarity, certainty, agent and target from what governs the figure.
pub(super) fn govern(sentence: &SentenceReading, governor: Option<&Governor>, draft: &mut Draft) {
    let Some(governor) = governor else { return };
    if governor.predicate.is_some() || !is_light(&governor.lemma) {
        draft.predicate = Some(governor.name());
    }
    let parse = &sentence.parse;
    let Some(verb) = governor.verb else { return };
    draft.anchor = governor.token;
    let group = &parse.verbs[verb];
    draft.certainty = draft.certainty.max(group.certainty);
    if group.voice == GrammaticalVoice::Passive && grammar().is(&parse.lemmas[group.main], Group::Fearing) {
        draft.certainty = draft.certainty.max(Certainty::Possible);
    }
    // "the 25 years sought by the defence", "the sum demanded": what is wished for is not so yet. People
    // who were asked something are there.
    let sum = !matches!(draft.kind, Kind::Count | Kind::Member);
    if sum && governor.role == Role::Patient && grammar().classes(&governor.lemma).has(Class::Wished) {
        draft.certainty = Certainty::Wished;
    }
    if group.negated {
        draft.polarity = Polarity::Negated;
    }
    let agent = if governor.role == Role::Patient {
        group.agent.or(if group.object.is_some() { group.subject } else { None })
    } else {
        None
    };
    if let Some(agent) = agent {
        draft.say(Field::Agent, nations_of(sentence, agent), None);
    }
}

/// Countries that a phrase names as actors.
pub fn nations_of(sentence: &SentenceReading, phrase: PhraseId) -> Vec<String> {
    let parse = &sentence.parse;
    // "in Russia" is a place; "Russia to hold talks" and "US-Russia talks" name actors.
    let place = parse.phrases[phrase].preposition.is_some_and(|t| {
        matches!(parse.lemmas[t].as_str(), "in" | "at" | "near" | "from" | "to" | "on" | "into")
    });
    let nation = |name: &NameMention| match &name.referent {
        Referent::Nation(nation) => Some(nation.clone()),
        _ if !place => name.nation.clone(),
        _ => None,
    };
    parse.phrases[phrase].names.iter().filter_map(|&n| nation(&sentence.names[n])).collect()
}

#[cfg(test)]
mod tests {
    use crate::claim::extract::tests::figures_of;

    fn said_of(text: &str) -> String {
        figures_of(text)[0][2].clone()
    }

    #[test]
    fn things_are_lost_to_what_claims_them() {
        assert_eq!(said_of("The blaze claimed 40 homes."), "destroy");
        assert_eq!(said_of("The flood swallowed 40 houses."), "destroy");
        assert_ne!(said_of("The army took 40 houses."), "destroy");
        assert_eq!(said_of("Her novel claimed two prizes."), "claim");
    }

    #[test]
    fn a_toll_that_passes_a_figure_counts_the_dead() {
        for verb in ["exceeded", "has topped", "passes", "soared to"] {
            let text = format!("The death toll {verb} 40.");
            assert_eq!(said_of(&text), "kill", "{text}");
        }
        assert_eq!(figures_of("Fines exceeding $40 were paid.").len(), 0);
    }

    #[test]
    fn what_a_number_is_of_may_have_a_clause_of_its_own() {
        let found = figures_of("The army put the number of drones that Russia launched at 99.");
        assert_eq!(found, [["99", "drone", "launch", ""].map(str::to_owned)]);
    }

    #[test]
    fn who_loses_something_is_not_lost() {
        assert_eq!(said_of("Some 340 homes lost power."), "lose/agent");
    }

    #[test]
    fn what_cannot_act_suffers_the_verb_of_its_headline() {
        assert_eq!(said_of("347 homes destroyed in Merin"), "destroy");
        assert_eq!(said_of("130 flights cancelled in Merin"), "cancel");
        assert_eq!(said_of("Twelve players scored in Merin"), "score/agent");
    }
}
