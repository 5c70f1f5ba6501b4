//! The noun that a figure counts: behind it, behind "of", or where the number is told of.

use super::governor::{is_beside, noun_at, number_of, puts_at};
use crate::claim::name::NameMention;
use crate::claim::reading::SentenceReading;
use crate::claim::syntax::{Item, PhraseId, Tag, VerbId};
use crate::vocabulary::things::things;

/// The noun that a figure counts: head and the words between.
pub(super) struct Counted {
    /// Its lemma.
    pub noun: String,
    /// The token of the noun.
    pub head: usize,
    /// What the vocabulary knows it as, else the lemma.
    pub thing: String,
}

/// "a nine-storey building": what a figure counts that is the first part of a compound.
pub(super) fn compounded(sentence: &SentenceReading, index: usize) -> Option<&str> {
    let value = &sentence.values[index];
    let end = sentence.parse.value_tokens[index].end;
    let token = &sentence.tokens[end.checked_sub(1)?];
    // "nine-storey" is one token, "12-storey" three.
    let noun = if value.core.end < token.span.end {
        token.lower.rsplit_once('-')?.1
    } else {
        let [hyphen, noun] = sentence.tokens.get(end..end + 2)? else { return None };
        let touch = token.span.end == hyphen.span.start && hyphen.span.end == noun.span.start;
        (touch && hyphen.is("-")).then_some(noun.lower.as_str())?
    };
    noun.chars().all(char::is_alphabetic).then_some(noun)
}

/// The noun directly after a figure inside its phrase.
pub(super) fn counted(sentence: &SentenceReading, index: usize, phrase: PhraseId) -> Option<Counted> {
    let parse = &sentence.parse;
    let figure = &parse.value_tokens[index];
    let found = &parse.phrases[phrase];
    // "26,000 teachers' pay": the figure counts those whose it is.
    let owner = found.owner.clone().filter(|owner| owner.contains(&figure.start));
    let owning =
        owner.and_then(|owner| (figure.end..owner.end).rev().find(|&at| parse.tags[at] == Tag::Noun));
    let head = owning.or(found.head.filter(|&h| h >= figure.end));
    let Some(head) = head else {
        let nation = nationals(sentence, phrase, figure.end)?;
        return Some(Counted { noun: PERSON.to_owned(), head: nation, thing: PERSON.to_owned() });
    };
    // "two US-led strikes" counts strikes; "19 Plymouth Street" is no count, and "five days'" ends
    // at the possessive.
    let noun = parse.lemmas[head].clone();
    let pair =
        head.checked_sub(1).filter(|&h| h >= figure.end).map(|h| format!("{} {noun}", parse.lemmas[h]));
    let thing = pair
        .as_deref()
        .and_then(|p| things().of_word(p))
        .or_else(|| things().of_word(&noun))
        .map_or_else(|| noun.clone(), str::to_owned);
    Some(Counted { noun, head, thing })
}

/// The phrase that tells what a bare figure counts: "57 of the 93 drones", "ten of which".
pub(super) fn partitive(sentence: &SentenceReading, phrase: PhraseId) -> Option<PhraseId> {
    let parse = &sentence.parse;
    let item = parse.item_of_phrase(phrase);
    match (parse.items.get(item + 1), parse.items.get(item + 2)) {
        (Some(Item::Preposition(t)), Some(Item::Phrase(whole))) if parse.lemmas[*t] == "of" => Some(*whole),
        (Some(Item::Preposition(t)), Some(Item::Relative(_))) if parse.lemmas[*t] == "of" => {
            item.checked_sub(1).and_then(|i| {
                parse.items[..=i].iter().rev().find_map(|i| match i {
                    Item::Phrase(p)
                        if !parse.phrases[*p].figures.is_empty() && parse.phrases[*p].head.is_some() =>
                    {
                        Some(*p)
                    }
                    _ => None,
                })
            })
        }
        _ => None,
    }
}

/// "69 Israelis, 64 of them soldiers": what the figure counts stands behind the pronoun.
pub(super) fn of_them(sentence: &SentenceReading, whole: PhraseId) -> Option<&'static str> {
    let parse = &sentence.parse;
    let pronoun = parse.phrases[whole].tokens.clone().last()?;
    let Some(Item::Phrase(next)) = parse.items.get(parse.item_of_phrase(whole) + 1) else { return None };
    let next = &parse.phrases[*next];
    let head = next.head.filter(|_| parse.tags[pronoun] == Tag::Pronoun && next.preposition.is_none())?;
    things().of_word(&parse.lemmas[head])
}

/// Anybody.
pub(super) const PERSON: &str = "person";

/// "2,000 of us", "thousands of Brazilians": whoever speaks, or is of a nation, is a person.
pub(super) fn people_of(sentence: &SentenceReading, phrase: PhraseId) -> Option<String> {
    let tokens = &sentence.parse.phrases[phrase].tokens;
    let speaks = matches!(sentence.parse.surface[tokens.start].as_str(), "us" | "you");
    (speaks || nationals(sentence, phrase, tokens.start).is_some()).then(|| PERSON.to_owned())
}

/// "73 Ukrainians": the name at the end of a phrase, from a token on, that says of what nation people
/// are.
pub(super) fn nationals(sentence: &SentenceReading, phrase: PhraseId, from: usize) -> Option<usize> {
    let tokens = &sentence.parse.phrases[phrase].tokens;
    let last = tokens.end.checked_sub(1).filter(|&last| last >= from)?;
    let named = |name: &NameMention| name.demonym && name.tokens.end == tokens.end;
    let plural = sentence.tokens[last].lower.ends_with('s');
    (plural && sentence.names.iter().any(named)).then_some(last)
}

/// "the number of drones shot down rose to 44": the noun that the number is of.
pub(super) fn counted_by_number(sentence: &SentenceReading, phrase: PhraseId) -> Option<String> {
    let parse = &sentence.parse;
    let governs = |verb: VerbId| {
        let group = &parse.verbs[verb];
        group.object == Some(phrase)
            || group.phrases.contains(&phrase)
            || puts_at(sentence, verb, phrase)
            // "put the number of protesters at 240,000": the hedge may have swallowed the preposition.
            || group.object.is_some_and(|object| is_beside(sentence, object, phrase))
    };
    let number = |verb: VerbId| {
        let group = &parse.verbs[verb];
        [group.subject, group.object].into_iter().flatten().find_map(|p| number_of(sentence, p))
    };
    let number = (0..parse.verbs.len()).filter(|&verb| governs(verb)).find_map(number)?;
    noun_at(sentence, number)
}

/// "58 passengers and crew": everybody aboard.
pub(super) fn is_manifest(sentence: &SentenceReading, own: &Counted) -> bool {
    let lemma = |at: usize| sentence.parse.lemmas.get(at).map(String::as_str);
    let crew = lemma(own.head + 2).and_then(|noun| things().of_word(noun));
    own.thing == PASSENGER && lemma(own.head + 1) == Some("and") && crew == Some(CREW)
}

/// The things of which all who travel are made up, and the predicate of those who do.
pub(super) const PASSENGER: &str = "passenger";

const CREW: &str = "crew";
