//! Relations: which phrase is the subject or object of which verb, and where clauses begin.

use super::chunk::{VerbKind, Voice};
use super::{Item, Parse, PhraseId, Tag, VerbId};
use crate::claim::Certainty;
use crate::claim::token::Token;
use crate::vocabulary::grammar::{Class, Group, grammar};
use crate::vocabulary::verbs::{VerbForm, verbs};

/// Fills clauses, governing prepositions, subjects, objects, agents and inherited certainty.
pub(super) fn relate(parse: &mut Parse, tokens: &[Token]) {
    prepositions(parse);
    reduced_relatives(parse, tokens);
    clauses(parse);
    for verb in 0..parse.verbs.len() {
        let subject = subject(parse, verb);
        parse.verbs[verb].subject = subject;
        objects(parse, verb);
    }
    for verb in 0..parse.verbs.len() {
        depend(parse, verb);
    }
}

/// A phrase directly after a preposition is governed by it, and hangs on the phrase before.
fn prepositions(parse: &mut Parse) {
    for at in 1..parse.items.len() {
        let Item::Phrase(phrase) = parse.items[at] else { continue };
        let governed = match parse.items[at - 1] {
            Item::Preposition(token) => Some((at - 1, token)),
            // "of between 20 and 30 people", "in early March": one more word between.
            Item::Other(_) if at >= 2 => match parse.items[at - 2] {
                Item::Preposition(token) => Some((at - 2, token)),
                _ => None,
            },
            _ => None,
        };
        let Some((item, token)) = governed else {
            coordinate(parse, at, phrase);
            continue;
        };
        parse.phrases[phrase].preposition = Some(token);
        if let Some(Item::Phrase(before)) = item.checked_sub(1).map(|i| parse.items[i]) {
            parse.phrases[phrase].on = Some(before);
        }
    }
}

/// "in Kyiv, Kharkiv and Sumy": the later ones share the preposition of the first.
fn coordinate(parse: &mut Parse, at: usize, phrase: PhraseId) {
    let mut back = at;
    while back > 0 && matches!(parse.items[back - 1], Item::Comma | Item::Conjunction(_)) {
        back -= 1;
    }
    if back == at || back == 0 {
        return;
    }
    // Only where no verb of its own follows: "at the port and three people were hurt".
    if matches!(parse.items.get(at + 1), Some(Item::Verb(_))) {
        return;
    }
    if let Item::Phrase(first) = parse.items[back - 1]
        && let Some(token) = parse.phrases[first].preposition
        && parse.phrases[phrase].figures.is_empty()
    {
        parse.phrases[phrase].preposition = Some(token);
        parse.phrases[phrase].on = parse.phrases[first].on;
    }
}

/// "drones launched from Yemen were shot down": a bare past form that is followed by another
/// finite verb before any new subject is a participle.
fn reduced_relatives(parse: &mut Parse, tokens: &[Token]) {
    for at in 0..parse.items.len() {
        let Item::Verb(verb) = parse.items[at] else { continue };
        let group = &parse.verbs[verb];
        let main = &tokens[group.main].lower;
        let either = verbs().forms(main).iter().any(|f| f.form == VerbForm::PastOrParticiple);
        if group.kind != VerbKind::Finite
            || group.tokens.len() > 2
            || !either
            || grammar().classes(main).has(Class::Be)
        {
            continue;
        }
        if parse.tags[group.tokens.start] == Tag::Auxiliary {
            continue;
        }
        let after_phrase =
            at > 0 && matches!(parse.items[at - 1], Item::Phrase(p) if !parse.phrases[p].pronoun);
        let by = matches!(parse.items.get(at + 1), Some(Item::Preposition(t)) if tokens[*t].is("by"));
        let left = after_phrase && (leaves(parse, at) || has_its_verb(parse, at));
        if left
            || (after_phrase && (finite_follows(parse, at) || (by && !parse.phrases_before_are_agents(at))))
            || at == 0 && by
        {
            let group = &mut parse.verbs[verb];
            group.kind = VerbKind::Participle;
            group.voice = Voice::Passive;
            group.past = false;
            parse.tags[group.main] = Tag::Participle;
        }
    }
}

/// "Children were among 56 civilians killed in the raid": what stands before an item without any mark
/// has its finite verb already.
fn has_its_verb(parse: &Parse, at: usize) -> bool {
    let before = parse.items[..at].iter().rev();
    let mut unbroken = before.take_while(|item| {
        matches!(
            item,
            Item::Phrase(_) | Item::Preposition(_) | Item::Other(_) | Item::When(_) | Item::Verb(_)
        )
    });
    let verb = unbroken.find_map(|item| match item {
        Item::Verb(verb) => Some(*verb),
        _ => None,
    });
    verb.is_some_and(|verb| parse.verbs[verb].copula && parse.verbs[verb].kind == VerbKind::Finite)
}

/// "left more than 200 shops in the old bazaar damaged": the verb before the phrases before an item
/// is one of leaving or finding something so.
fn leaves(parse: &Parse, at: usize) -> bool {
    let mut before = parse.items[..at].iter().rev();
    let verb = before.find(|item| !matches!(item, Item::Phrase(_) | Item::Preposition(_)));
    matches!(verb, Some(Item::Verb(v)) if grammar().is(&parse.lemmas[parse.verbs[*v].main], Group::Leaving))
}

/// Whether another finite verb follows before a comma, conjunction, relative or new clause.
fn finite_follows(parse: &Parse, at: usize) -> bool {
    let mut phrases = 0;
    for item in &parse.items[at + 1..] {
        match item {
            Item::Verb(v) if parse.verbs[*v].kind == VerbKind::Finite => return phrases == 0,
            Item::Verb(_)
            | Item::Break
            | Item::Conjunction(_)
            | Item::Subordinator(_)
            | Item::Relative(_) => return false,
            // An object without a preposition shows that the verb is active: "launched 99 drones".
            Item::Phrase(p) if parse.phrases[*p].preposition.is_none() => phrases += 1,
            Item::Comma | Item::Phrase(_) | Item::When(_) | Item::Preposition(_) | Item::Other(_) => {}
        }
    }
    false
}

impl Parse {
    /// Whether a bare past verb before "by" is active after all ("rose by 5%").
    fn phrases_before_are_agents(&self, at: usize) -> bool {
        matches!(self.items.get(at + 2), Some(Item::Phrase(p)) if !self.phrases[*p].figures.is_empty() && self.phrases[*p].names.is_empty())
    }
}

/// Numbers the clauses: a new one at a break, a subordinator, a relative, and at a conjunction or
/// comma after which a subject and a finite verb stand.
fn clauses(parse: &mut Parse) {
    let mut clause = 0u16;
    let mut numbers = Vec::with_capacity(parse.items.len());
    let mut verb_seen = false;
    for at in 0..parse.items.len() {
        let opens = match parse.items[at] {
            Item::Break | Item::Subordinator(_) | Item::Relative(_) => true,
            Item::Conjunction(_) | Item::Comma => verb_seen && own_clause_follows(parse, at + 1),
            _ => false,
        };
        if opens {
            clause += 1;
            verb_seen = false;
        }
        if matches!(parse.items[at], Item::Verb(_)) {
            verb_seen = true;
        }
        numbers.push(clause);
    }
    parse.clauses = numbers;
}

/// A subject and then a finite verb, or at once a finite or -ing verb.
fn own_clause_follows(parse: &Parse, at: usize) -> bool {
    let mut phrase = false;
    for item in &parse.items[at.min(parse.items.len())..] {
        match item {
            Item::Verb(v) => {
                return match parse.verbs[*v].kind {
                    VerbKind::Finite => true,
                    VerbKind::Gerund | VerbKind::Participle => !phrase,
                    VerbKind::Infinitive => false,
                };
            }
            Item::Phrase(p) if !phrase || parse.phrases[*p].preposition.is_some() => phrase = true,
            Item::Other(_) | Item::When(_) | Item::Preposition(_) => {}
            Item::Conjunction(_) if !phrase => {}
            _ => return false,
        }
    }
    false
}

fn subject(parse: &Parse, verb: VerbId) -> Option<PhraseId> {
    let at = parse.item_of_verb(verb);
    let kind = parse.verbs[verb].kind;
    if kind == VerbKind::Infinitive {
        // "US, Russia to hold talks": a headline's plan.
        let first = !parse.items[..at].iter().any(|i| matches!(i, Item::Verb(_)));
        return match at.checked_sub(1).map(|b| parse.items[b]) {
            Some(Item::Phrase(p)) if first => Some(p),
            _ => None,
        };
    }
    if let Some(found) = before_insertion(parse, at, kind) {
        return Some(found);
    }
    // "led to 3,800 residents being evacuated".
    if kind == VerbKind::Gerund
        && parse.verbs[verb].voice == Voice::Passive
        && let Some(Item::Phrase(phrase)) = at.checked_sub(1).map(|before| parse.items[before])
    {
        return Some(phrase);
    }
    let mut back = at;
    let mut commas = 0;
    while back > 0 {
        back -= 1;
        match parse.items[back] {
            Item::Phrase(phrase) => {
                if let Some(other) = object_of(parse, back)
                    .filter(|_| kind != VerbKind::Participle && coordinated(parse, back, at))
                    .filter(|&v| !is_saying(parse, v))
                {
                    return parse.verbs[other].subject;
                }
                // "A building housing four factories collapsed": the building did.
                if let Some(before) = described(parse, back).filter(|_| kind == VerbKind::Finite) {
                    back = before + 1;
                    continue;
                }
                if let Some(found) = as_subject(parse, phrase, kind) {
                    return Some(found);
                }
            }
            Item::Relative(_) => return antecedent(parse, back),
            Item::Verb(other) => {
                let between = &parse.items[back + 1..at];
                let joined = between.iter().any(|i| matches!(i, Item::Conjunction(_)));
                let comma = between.iter().any(|i| matches!(i, Item::Comma));
                if joined
                    || (comma && kind != VerbKind::Finite)
                    || (kind == VerbKind::Finite && parse.verbs[other].kind == VerbKind::Participle)
                {
                    if parse.verbs[other].kind == VerbKind::Participle && kind == VerbKind::Finite {
                        continue;
                    }
                    return parse.verbs[other].subject;
                }
                if parse.verbs[other].kind != VerbKind::Finite {
                    continue;
                }
                // "The minister, who resigned in May, denied it": both have the antecedent.
                let relative = parse.items[..back]
                    .iter()
                    .rev()
                    .take_while(|i| !matches!(i, Item::Verb(_)))
                    .any(|i| matches!(i, Item::Relative(_)));
                let subject = parse.verbs[other].subject.filter(|_| relative || kind != VerbKind::Finite);
                // "The toll from the ferry that sank stands at 27": the toll does.
                return subject.and_then(|subject| as_subject(parse, subject, kind));
            }
            Item::Comma => {
                commas += 1;
                if commas > 4 {
                    return None;
                }
            }
            Item::Break => back = before_aside(parse, back).filter(|&at| commas == 0 && at > 0)?,
            Item::Subordinator(_) => return None,
            Item::When(_) | Item::Preposition(_) | Item::Conjunction(_) | Item::Other(_) => {}
        }
    }
    // "…," said X; "Among the dead was X": the subject follows.
    inverted(parse, at)
}

/// "people wearing masks", seen from the masks: the item of the people, whom the "-ing" verb before
/// its object describes.
fn described(parse: &Parse, object: usize) -> Option<usize> {
    let verb = object_of(parse, object).filter(|&v| parse.verbs[v].kind == VerbKind::Gerund)?;
    let before = parse.item_of_verb(verb).checked_sub(1)?;
    let Item::Phrase(phrase) = parse.items[object] else { return None };
    // "The new shopping centre closed": one bare noun behind it makes a compound.
    let tokens = &parse.phrases[phrase].tokens;
    let bare = tokens.len() == 1 && parse.lemmas[tokens.start] == parse.surface[tokens.start];
    (matches!(parse.items[before], Item::Phrase(_)) && !bare).then_some(before)
}

/// "teachers of the Union School District (USD) walked out", "ten people — five of them children —
/// died": where what two breaks set apart opens, seen from the second.
fn before_aside(parse: &Parse, close: usize) -> Option<usize> {
    let open = parse.items[..close].iter().rposition(|i| matches!(i, Item::Break))?;
    let mut inside = parse.items[open + 1..close].iter();
    let finite = inside.any(|i| matches!(i, Item::Verb(v) if parse.verbs[*v].kind == VerbKind::Finite));
    (!finite).then_some(open)
}

/// "four people, one of them a child, were killed", "the blast, witnesses said, killed three": the
/// subject stands before what two commas set apart.
fn before_insertion(parse: &Parse, at: usize, kind: VerbKind) -> Option<PhraseId> {
    if kind != VerbKind::Finite || !matches!(parse.items.get(at.checked_sub(1)?), Some(Item::Comma)) {
        return None;
    }
    let open = parse.items[..at - 1].iter().rposition(|i| matches!(i, Item::Comma))?;
    // "The wildfire, which is thought to be the worst, began on Friday".
    let relative = matches!(parse.items[open + 1], Item::Relative(_));
    let inserted = parse.items[open + 1 + usize::from(relative)..at - 1].iter().all(|i| match i {
        Item::Verb(v) => relative || parse.verbs[*v].kind != VerbKind::Finite || is_saying(parse, *v),
        Item::Phrase(_) | Item::Preposition(_) | Item::Other(_) | Item::When(_) => true,
        // "which fell into a river soon after it took off".
        Item::Subordinator(_) | Item::Conjunction(_) => relative,
        _ => false,
    });
    let Item::Phrase(before) = parse.items[open.checked_sub(1)?] else { return None };
    let free = object_of(parse, open - 1).is_none();
    as_subject(parse, before, kind).filter(|_| inserted && free)
}

/// The verb group that stands directly before a phrase.
fn object_of(parse: &Parse, item: usize) -> Option<VerbId> {
    let Item::Phrase(phrase) = parse.items[item] else { return None };
    parse.phrases[phrase].preposition.is_none().then_some(())?;
    match parse.items[..item].iter().rev().find(|i| !matches!(i, Item::Other(_)))? {
        Item::Verb(v) => Some(*v),
        _ => None,
    }
}

/// "claimed 160 civilians, mostly women, were killed": what follows a verb of saying has a clause of
/// its own.
fn is_saying(parse: &Parse, verb: VerbId) -> bool {
    grammar().is(&parse.lemmas[parse.verbs[verb].main], Group::Saying)
}

/// Whether a comma or conjunction stands between two items.
fn coordinated(parse: &Parse, from: usize, to: usize) -> bool {
    parse.items[from + 1..to].iter().any(|i| matches!(i, Item::Conjunction(_) | Item::Comma))
}

/// A phrase as a subject: one that hangs on another by a preposition gives way to that other.
fn as_subject(parse: &Parse, phrase: PhraseId, kind: VerbKind) -> Option<PhraseId> {
    let mut found = phrase;
    if kind == VerbKind::Participle {
        return Some(found);
    }
    let absolute = |p: PhraseId| parse.phrases[p].preposition.is_some_and(|t| parse.lemmas[t] == "with");
    if kind == VerbKind::Gerund && absolute(found) {
        return Some(found);
    }
    while parse.phrases[found].preposition.is_some() {
        found = parse.phrases[found].on?;
    }
    Some(found)
}

/// The phrase that a relative pronoun stands for.
fn antecedent(parse: &Parse, relative: usize) -> Option<PhraseId> {
    let mut back = relative;
    // "57 of which were shot down": the figure is the subject.
    if back >= 2
        && let (Item::Phrase(part), Item::Preposition(_)) = (parse.items[back - 2], parse.items[back - 1])
        && !parse.phrases[part].figures.is_empty()
    {
        return Some(part);
    }
    while back > 0 {
        back -= 1;
        match parse.items[back] {
            Item::Phrase(phrase) => return Some(phrase),
            Item::Comma | Item::Preposition(_) | Item::Other(_) | Item::When(_) => {}
            _ => return None,
        }
    }
    None
}

fn inverted(parse: &Parse, at: usize) -> Option<PhraseId> {
    let Item::Verb(verb) = parse.items[at] else { return None };
    if parse.verbs[verb].kind != VerbKind::Finite {
        return None;
    }
    match parse.items.get(at + 1) {
        Some(Item::Phrase(p)) => Some(*p),
        _ => None,
    }
}

fn objects(parse: &mut Parse, verb: VerbId) {
    let at = parse.item_of_verb(verb);
    let clause = parse.clauses[at];
    let passive = parse.verbs[verb].voice == Voice::Passive;
    let mut object = None;
    let mut agent = None;
    let mut phrases = Vec::new();
    let mut last_was_object = true;
    for next in at + 1..parse.items.len() {
        match parse.items[next] {
            Item::Phrase(phrase) => {
                let found = &parse.phrases[phrase];
                match found.preposition {
                    None => {
                        // "raised to 23 the number of the dead": the object may stand behind the figure.
                        let shifted = phrases.len() == 1
                            && found.head.is_some_and(|h| grammar().is(&parse.lemmas[h], Group::Sum));
                        if (last_was_object || shifted)
                            && object.is_none()
                            && !passive
                            && parse.verbs[verb].subject != Some(phrase)
                        {
                            object = Some(phrase);
                        }
                    }
                    Some(token) => {
                        if parse.lemmas[token] == "by" && passive && agent.is_none() {
                            agent = Some(phrase);
                        }
                        phrases.push(phrase);
                    }
                }
                last_was_object = false;
            }
            Item::Preposition(_) | Item::Other(_) | Item::When(_) => {}
            Item::Comma | Item::Conjunction(_) => {
                last_was_object = false;
                if parse.clauses[next] != clause {
                    break;
                }
            }
            _ => break,
        }
        if parse.clauses[next] != clause {
            break;
        }
    }
    let object = object.or_else(|| object_before(parse, verb).filter(|_| !passive));
    let group = &mut parse.verbs[verb];
    group.object = object;
    group.agent = agent;
    group.phrases = phrases;
}

/// "the turnout, which organisers put at 900": a relative pronoun before the subject is the object.
fn object_before(parse: &Parse, verb: VerbId) -> Option<PhraseId> {
    let group = &parse.verbs[verb];
    let subject = group.subject.filter(|_| group.kind == VerbKind::Finite && !group.copula)?;
    let relative = parse.item_of_phrase(subject).checked_sub(1)?;
    let Item::Relative(token) = parse.items[relative] else { return None };
    let opens = matches!(parse.surface[token].as_str(), "which" | "that" | "whom");
    let before = relative.checked_sub(1).filter(|&b| matches!(parse.items[b], Item::Break));
    antecedent(parse, before.unwrap_or(relative)).filter(|_| opens)
}

/// "plans to buy", "is expected to hold", "will cut": the verb below takes certainty, time and
/// subject from the one above.
fn depend(parse: &mut Parse, verb: VerbId) {
    if parse.verbs[verb].kind != VerbKind::Infinitive {
        return;
    }
    let at = parse.item_of_verb(verb);
    let above = parse.items[..at].iter().rev().take(4).find_map(|i| match i {
        Item::Verb(v) => Some(*v),
        _ => None,
    });
    let Some(above) = above else {
        let group = &mut parse.verbs[verb];
        group.future = true;
        group.certainty = Certainty::Planned;
        return;
    };
    let governor = parse.lemmas[parse.verbs[above].main].clone();
    let classes = grammar().classes(&governor);
    let upper = parse.verbs[above].clone();
    let certainty = if classes.has(Class::Wished) {
        Certainty::Wished
    } else if classes.has(Class::Planned) || upper.copula {
        Certainty::Planned.max(upper.certainty)
    } else if grammar().is(&governor, Group::Enabling) {
        Certainty::Possible
    } else {
        upper.certainty
    };
    let subject = if upper.voice == Voice::Active { upper.object.or(upper.subject) } else { upper.subject };
    let group = &mut parse.verbs[verb];
    group.under = Some(above);
    group.certainty = certainty;
    group.negated |= upper.negated;
    group.future |= upper.future || matches!(certainty, Certainty::Planned | Certainty::Wished);
    group.past = upper.past && certainty == Certainty::Asserted;
    group.subject = group.subject.or(subject);
}
