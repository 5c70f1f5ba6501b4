//! Claims of a number of things.

use super::governor::{Governor, Role, best, govern, governors, nations_of, noun_at};
use super::noun::{
    Counted, PASSENGER, PERSON, compounded, counted, counted_by_number, is_manifest, of_them, partitive,
    people_of,
};
use super::part::is_total;
use crate::claim::draft::Draft;
use crate::claim::quantity::{Hedge, Quantity};
use crate::claim::reading::SentenceReading;
use crate::claim::syntax::{PhraseId, Tag};
use crate::claim::{Field, Kind};
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::groups::Groups;
use crate::vocabulary::predicates::{Wording, predicates};
use crate::vocabulary::things::things;

/// The claims of a number of things: one for each predicate that the vocabulary knows of it ("four
/// drones launched from the coast were shot down"), or one for the verb that stands nearest.
pub(super) fn count(
    sentence: &SentenceReading,
    index: usize,
    phrase: PhraseId,
    quantity: &Quantity,
    (before, earlier): (&[Draft], Option<&str>),
    base: &Draft,
) -> Vec<Draft> {
    let own = counted(sentence, index, phrase);
    let everybody = own.as_ref().is_some_and(|own| is_manifest(sentence, own));
    let own = own.map(|own| if everybody { Counted { thing: PERSON.to_owned(), ..own } } else { own });
    if let Some(draft) = by_itself(sentence, index, phrase, own.as_ref(), base) {
        return vec![draft];
    }
    let whole = partitive(sentence, phrase);
    // "57 of the 93 drones", "the number of drones rose to 12": the noun stands elsewhere.
    let elsewhere = || {
        whole
            .and_then(|w| noun_at(sentence, w).or_else(|| people_of(sentence, w)))
            .or_else(|| counted_by_number(sentence, phrase))
    };
    let noun = own
        .as_ref()
        .map(|c| c.thing.clone())
        .or_else(|| of_them(sentence, whole?).map(str::to_owned))
        .or_else(elsewhere);
    // "killing three soldiers and wounding eight": a bare figure counts what the one before counts,
    // unless what is said of it is said of something else.
    // "72 died, including 29 children, while 340 were injured": the children are told of in passing.
    let named = |draft: &&Draft| draft.kind == Kind::Count && !is_part(draft, "including");
    let last = before.iter().rev().find(named).and_then(|d| d.concept.clone());
    let last = last.filter(|thing| things().is_a(thing, PERSON) || !is_nobody(sentence, index));
    let mut governors = governors(sentence, phrase, noun.as_deref().or(last.as_deref()));
    let last = last.or_else(|| {
        let earlier = earlier.filter(|_| noun.is_none())?;
        let again = self::governors(sentence, phrase, Some(earlier));
        // Only what the vocabulary knows to happen to such things is a reason to look back.
        let fits = again.iter().any(|g| is_of(g, earlier));
        fits.then(|| {
            governors = again;
            earlier.to_owned()
        })
    });
    let mut drafts = Vec::new();
    for governor in said_of(sentence, &governors) {
        let mut draft = base.clone();
        let takes = governor.and_then(|g| g.predicate).and_then(|id| predicates().get(id).takes.clone());
        let thing = noun.clone().or_else(|| match (&takes, &last) {
            (Some(takes), Some(last)) if things().is_a(last, takes) => Some(last.clone()),
            (Some(takes), _) => Some(takes.clone()),
            (None, last) => last.clone().filter(|_| governor.is_some()),
        });
        let Some(thing) = thing else { continue };
        if noun.is_none() && takes.as_ref() == Some(&thing) {
            // "a toll of 17" counts whoever died, not one group of them.
            draft.say(Field::Thing, [UNSPECIFIED.to_owned()], None);
        }
        if let Some(counted) = &own {
            // "73 Ukrainians": the name is the noun.
            let named = usize::from(sentence.parse.tags[counted.head] == Tag::Name);
            qualities(sentence, sentence.parse.value_tokens[index].end..counted.head + named, &mut draft);
        }
        if whole.is_some() && own.is_none() && quantity.hedge != Hedge::Vague {
            draft.say(Field::Part, ["of".to_owned()], None);
        }
        if is_total(sentence, phrase) {
            draft.say(Field::Part, ["total".to_owned()], None);
        }
        draft.concept = Some(thing);
        govern(sentence, governor, &mut draft);
        // "the 200,000 commuters who use the trains each day": whatever they are said to do, they travel.
        let travel =
            everybody || !quantity.unit.per.is_empty() && draft.concept.as_deref() == Some(PASSENGER);
        if travel && draft.predicate.as_deref().is_none_or(|p| predicates().named(p).is_none()) {
            draft.predicate = Some(ABOARD.to_owned());
        }
        if let Some(counted) = &own {
            nominal_count(sentence, counted, &mut draft);
            group(sentence, counted, phrase, &mut draft);
        }
        drafts.push(draft);
    }
    drafts
}

/// "asteroids that nobody had seen": no person, whatever was counted before.
fn is_nobody(sentence: &SentenceReading, index: usize) -> bool {
    let tokens = sentence.parse.value_tokens[index].clone();
    let words: Vec<&str> = sentence.parse.surface[tokens].iter().map(String::as_str).collect();
    matches!(words.as_slice(), ["nobody" | "no-one"] | ["no", "one"])
}

/// What is said of a figure that a claim is made of: all that the vocabulary knows to happen to such
/// things, at most three, else what says most.
fn said_of<'g>(sentence: &SentenceReading, governors: &'g [Governor]) -> Vec<Option<&'g Governor>> {
    let parse = &sentence.parse;
    let mut known: Vec<&Governor> = Vec::new();
    for governor in governors.iter().filter(|g| g.predicate.is_some() && g.role == Role::Patient) {
        // "left 77 people dead and 131 injured": the 77 have a state of their own.
        let leaves =
            governor.verb.is_some_and(|v| grammar().is(&parse.lemmas[parse.verbs[v].main], Group::Leaving));
        if leaves && known.iter().any(|k| k.verb.is_none()) {
            continue;
        }
        if known.len() < 3 && !known.iter().any(|k| k.name() == governor.name()) {
            known.push(governor);
        }
    }
    if known.is_empty() { vec![best(governors)] } else { known.into_iter().map(Some).collect() }
}

/// What a figure counts by itself, whatever its clause says: a part of a compound, or who lives in a
/// town.
fn by_itself(
    sentence: &SentenceReading,
    index: usize,
    phrase: PhraseId,
    own: Option<&Counted>,
    base: &Draft,
) -> Option<Draft> {
    let mut draft = base.clone();
    if let Some(noun) = compounded(sentence, index).filter(|noun| !is_of_group(own, noun)) {
        draft.concept = Some(things().of_word(noun).unwrap_or(noun).to_owned());
        return Some(draft);
    }
    is_population(sentence, phrase, own).then(|| {
        draft.concept = Some(PERSON.to_owned());
        draft.predicate = Some(LIVE.to_owned());
        draft
    })
}

const ABOARD: &str = "aboard";

/// The predicate of those who live somewhere.
const LIVE: &str = "live";

/// "a town of about 700 residents", "a community of 600": how many live there, whatever else the
/// clause says.
fn is_population(sentence: &SentenceReading, phrase: PhraseId, own: Option<&Counted>) -> bool {
    let parse = &sentence.parse;
    let found = &parse.phrases[phrase];
    let settlement = |p: PhraseId| {
        parse.phrases[p].head.is_some_and(|h| grammar().is(&parse.lemmas[h], Group::Settlement))
    };
    let inhabited = match found.preposition {
        Some(of) if parse.lemmas[of] == "of" => found.on.is_some_and(settlement),
        // "Osterby, home to 21,000 people".
        Some(to) if parse.lemmas[to] == "to" => to > 0 && parse.surface[to - 1] == "home",
        _ => false,
    };
    inhabited && own.is_none_or(|noun| things().is_a(&noun.thing, PERSON))
}

pub(super) fn is_part(draft: &Draft, part: &str) -> bool {
    draft.arguments.get(&Field::Part).is_some_and(|argument| argument.values.contains(part))
}

/// Whether a governor is said of such things in particular, and happens to them.
fn is_of(governor: &Governor, thing: &str) -> bool {
    let only = |id| predicates().get(id).only.iter().any(|only| things().is_a(thing, only));
    governor.role == Role::Patient && governor.predicate.is_some_and(only)
}

/// Marks a figure whose noun the text leaves out.
pub const UNSPECIFIED: &str = "unspecified";

/// "23 arrests", "17 deaths": the noun is what happened, and the figure counts to whom.
fn nominal_count(sentence: &SentenceReading, counted: &Counted, draft: &mut Draft) {
    // "confirmed 31 deaths": how it is known says nothing of people.
    let deemed = grammar().is(&sentence.parse.lemmas[draft.anchor], Group::Deeming);
    let known = !deemed && draft.predicate.as_deref().is_some_and(|p| predicates().named(p).is_some());
    let words = sentence.parse.words();
    let hit = predicates().at(words, counted.head, &|_| false).find(|(w, id, end)| {
        *w == Wording::Noun && *end == counted.head + 1 && predicates().get(*id).takes.is_some()
    });
    if let Some((_, id, _)) = hit.filter(|_| {
        !known && things().of_word(&counted.noun).is_none_or(|t| t == PERSON || !things().is_a(t, PERSON))
    }) {
        let predicate = predicates().get(id);
        draft.concept.clone_from(&predicate.takes);
        draft.predicate = Some(predicate.id.clone());
        draft.say(Field::Thing, [UNSPECIFIED.to_owned()], None);
    }
}

/// Adjectives, nouns and nations between a figure and its noun.
fn qualities(sentence: &SentenceReading, between: std::ops::Range<usize>, draft: &mut Draft) {
    for at in between {
        let word = &sentence.parse.lemmas[at];
        match sentence.parse.tags[at] {
            Tag::Adjective | Tag::Noun
                if word.len() > 2
                    && !matches!(word.as_str(), "more" | "other" | "such" | "new" | "same" | "own") =>
            {
                draft.say(Field::Quality, [word.clone()], None);
            }
            Tag::Name => {
                let nation = sentence.names.iter().find(|n| n.tokens.contains(&at));
                if let Some(name) = nation {
                    draft.say(Field::Quality, [name.referent.name().to_owned()], None);
                }
            }
            _ => {}
        }
    }
}

/// "a nine-member mission", "a 200-strong crowd", but not "a nine-storey building".
fn is_of_group(own: Option<&Counted>, noun: &str) -> bool {
    noun == "strong"
        || is_of_members(noun) && own.is_some_and(|own| Groups::get().nouns.get(&own.noun).is_some())
}

fn is_of_members(word: &str) -> bool {
    matches!(word, "member" | "strong" | "person" | "man" | "woman")
}

/// "a nine-member mission", "a five-strong delegation", "30-member team": a count of members.
fn group(sentence: &SentenceReading, counted: &Counted, phrase: PhraseId, draft: &mut Draft) {
    let parse = &sentence.parse;
    let strong = (parse.phrases[phrase].tokens.start..counted.head)
        .any(|at| is_of_members(parse.surface[at].rsplit('-').next().unwrap_or_default()));
    if !strong || Groups::get().nouns.get(&counted.noun).is_none() {
        return;
    }
    draft.concept = Some("member".to_owned());
    draft.predicate = None;
    draft.arguments.remove(&Field::Quality);
    draft.say(Field::Group, [counted.noun.clone()], None);
    draft.say(Field::Side, nations_of(sentence, phrase), None);
}
