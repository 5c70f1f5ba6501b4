//! Phrases and verb groups: runs of tags that belong together.

use std::ops::Range;

use super::{Item, Parse, PhraseId, Tag, is_figure};
use crate::claim::Certainty;
use crate::claim::name::NameMention;
use crate::claim::token::{Shape, Token};
use crate::claim::value::ValueMention;
use crate::vocabulary::grammar::{Class, grammar};

/// A noun phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its tokens, determiner included, governing preposition not.
    pub tokens: Range<usize>,
    /// Its head noun: the last common noun of its last part. `None` for a bare name, figure or
    /// pronoun.
    pub head: Option<usize>,
    /// Figures in it, by index in the sentence's values.
    pub figures: Vec<usize>,
    /// Dates in it ("Friday's blast"), by index in the sentence's values.
    pub dates: Vec<usize>,
    /// Names in it, by index in the sentence's names.
    pub names: Vec<usize>,
    /// The part before a possessive: "Ukraine" of "Ukraine's air defences".
    pub owner: Option<Range<usize>>,
    /// The preposition that governs it, by token.
    pub preposition: Option<usize>,
    /// The phrase that it hangs on by that preposition, where it stands directly after one.
    pub on: Option<PhraseId>,
    /// Whether it is a pronoun.
    pub pronoun: bool,
}

/// Whether the subject does it or has it done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The subject does it.
    Active,
    /// It is done to the subject.
    Passive,
}

/// How a verb group stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbKind {
    /// With a tense.
    Finite,
    /// "to cut".
    Infinitive,
    /// "killing 19".
    Gerund,
    /// "launched from Yemen".
    Participle,
}

/// A main verb with its auxiliaries.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "tense, negation and copula are independent of one another")]
pub struct VerbGroup {
    /// Its tokens, particle included.
    pub tokens: Range<usize>,
    /// The main verb.
    pub main: usize,
    /// Active or passive.
    pub voice: Voice,
    /// How it stands.
    pub kind: VerbKind,
    /// Whether it speaks of what is to come.
    pub future: bool,
    /// Whether it is in the past tense or perfect.
    pub past: bool,
    /// Whether it is negated.
    pub negated: bool,
    /// How firmly it speaks.
    pub certainty: Certainty,
    /// Whether the main verb is a form of "be" with nothing after it in the group.
    pub copula: bool,
    /// Its subject.
    pub subject: Option<PhraseId>,
    /// Its object.
    pub object: Option<PhraseId>,
    /// "by" phrase of a passive.
    pub agent: Option<PhraseId>,
    /// Its prepositional phrases.
    pub phrases: Vec<PhraseId>,
    /// The verb group that it depends on ("plans to buy": buy depends on plans).
    pub under: Option<usize>,
}

/// Fills `phrases`, `verbs` and `items`.
pub(super) fn chunk(parse: &mut Parse, tokens: &[Token], values: &[ValueMention], names: &[NameMention]) {
    parse.items.reserve(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        at = match parse.tags[at] {
            Tag::When if !date_opens_phrase(parse, at) => when(parse, at),
            // "after Saturday's riot": the date has swallowed the preposition.
            Tag::When if leads(&tokens[at].lower) => one(parse, Item::Preposition(at), at),
            Tag::Auxiliary | Tag::To | Tag::Finite | Tag::Participle | Tag::Gerund | Tag::Base => {
                verb_group(parse, tokens, at)
            }
            Tag::Determiner | Tag::Noun | Tag::Adjective | Tag::Figure | Tag::Name | Tag::When => {
                phrase(parse, tokens, values, names, at)
            }
            Tag::Pronoun => {
                parse.phrases.push(Phrase { pronoun: true, ..empty(at..at + 1) });
                parse.items.push(Item::Phrase(parse.phrases.len() - 1));
                at + 1
            }
            Tag::Preposition => one(parse, Item::Preposition(at), at),
            Tag::Conjunction => one(parse, Item::Conjunction(at), at),
            Tag::Subordinator | Tag::That => one(parse, Item::Subordinator(at), at),
            Tag::Relative => one(parse, Item::Relative(at), at),
            Tag::Comma => one(parse, Item::Comma, at),
            Tag::Break => one(parse, Item::Break, at),
            Tag::Adverb | Tag::Not | Tag::Quote | Tag::Possessive | Tag::Other => {
                one(parse, Item::Other(at), at)
            }
        };
    }
}

fn leads(word: &str) -> bool {
    grammar().classes(word).has(Class::Preposition)
}

fn one(parse: &mut Parse, item: Item, at: usize) -> usize {
    parse.items.push(item);
    at + 1
}

fn empty(tokens: Range<usize>) -> Phrase {
    Phrase {
        tokens,
        head: None,
        figures: Vec::new(),
        dates: Vec::new(),
        names: Vec::new(),
        owner: None,
        preposition: None,
        on: None,
        pronoun: false,
    }
}

/// "Friday's blast", "Sunday talks": a date directly before a possessive or a noun.
fn date_opens_phrase(parse: &Parse, at: usize) -> bool {
    let end = date_end(parse, at);
    match parse.tags.get(end) {
        Some(Tag::Possessive) => {
            matches!(parse.tags.get(end + 1), Some(Tag::Noun | Tag::Adjective | Tag::Name | Tag::Figure))
        }
        Some(Tag::Noun | Tag::Adjective) => {
            let before = at.checked_sub(1).map(|b| parse.tags[b]);
            !matches!(before, Some(Tag::Noun | Tag::Preposition | Tag::Name | Tag::Finite | Tag::Participle))
        }
        _ => false,
    }
}

fn date_end(parse: &Parse, at: usize) -> usize {
    parse.value_tokens.iter().find(|r| r.contains(&at)).map_or(at + 1, |r| r.end.max(at + 1))
}

fn when(parse: &mut Parse, at: usize) -> usize {
    let index = parse.value_tokens.iter().position(|r| r.contains(&at));
    let end = date_end(parse, at);
    match index {
        Some(index) => parse.items.push(Item::When(index)),
        None => parse.items.push(Item::Other(at)),
    }
    end
}

fn phrase(
    parse: &mut Parse,
    tokens: &[Token],
    values: &[ValueMention],
    names: &[NameMention],
    start: usize,
) -> usize {
    let mut end = start;
    let mut owner = None;
    let mut head = None;
    while end < tokens.len() {
        let tag = parse.tags[end];
        match tag {
            Tag::Possessive if end > start => {
                owner = Some(start..end);
                head = None;
            }
            // A determiner opens a new phrase, but for "all the", "both the", "half the".
            Tag::Determiner
                if end > start
                    && parse.tags[end - 1] != Tag::Determiner
                    && (parse.tags[end - 1] != Tag::Figure || tokens[end - 1].shape == Shape::Number) =>
            {
                break;
            }
            // A new figure after a noun opens a new phrase ("Route 89 30 miles").
            Tag::Figure
                if end > start
                    && matches!(parse.tags[end - 1], Tag::Noun | Tag::Name)
                    && parse.tags[start] != Tag::When =>
            {
                break;
            }
            Tag::Noun => head = Some(end),
            Tag::When
                if end == start
                    || parse.tags[end - 1] == Tag::Determiner
                    || parse.tags[end - 1] == Tag::When => {}
            Tag::Adverb
                if end > start
                    && parse.tags.get(end + 1).is_some_and(|t| {
                        *t == Tag::Adjective || *t == Tag::Noun && parse.tags[end - 1] == Tag::Determiner
                    }) => {}
            // "30 - day pause": the hyphen inside a compound; "“common sense” laws": a quote inside.
            Tag::Other if tokens[end].is("-") && end > start && touches(tokens, end) => {}
            Tag::Quote
                if end > start
                    && parse.tags[end - 1].in_phrase()
                    && (parse.tags.get(end + 1).is_some_and(|t| matches!(t, Tag::Name))
                        || quotes_within(&parse.tags, start, end)) => {}
            t if t.in_phrase() => {}
            _ => break,
        }
        end += 1;
    }
    if end == start {
        end = start + 1;
    }
    let within = start..end;
    let holds = |range: &Range<usize>| range.start >= within.start && range.end <= within.end;
    let figures =
        (0..values.len()).filter(|&v| is_figure(&values[v]) && holds(&parse.value_tokens[v])).collect();
    let dates = (0..values.len())
        .filter(|&v| {
            matches!(values[v].kind, crate::claim::value::ValueKind::Date(..))
                && holds(&parse.value_tokens[v])
        })
        .collect();
    let inside = (0..names.len()).filter(|&n| holds(&names[n].tokens)).collect();
    parse.phrases.push(Phrase { head, figures, dates, names: inside, owner, ..empty(within) });
    parse.items.push(Item::Phrase(parse.phrases.len() - 1));
    end
}

/// "a “hotshot” team": whether a quotation mark opens or closes a word or two before the noun.
fn quotes_within(tags: &[Tag], start: usize, at: usize) -> bool {
    let noun = |i: usize| tags.get(i).is_some_and(|t| matches!(t, Tag::Noun | Tag::Adjective));
    let closes = tags[start..at].contains(&Tag::Quote);
    let opens = (at + 2..at + 4).any(|i| tags.get(i) == Some(&Tag::Quote) && noun(i + 1));
    noun(at + 1) && (closes || opens)
}

fn touches(tokens: &[Token], at: usize) -> bool {
    at > 0
        && tokens[at - 1].span.end == tokens[at].span.start
        && tokens.get(at + 1).is_some_and(|n| n.span.start == tokens[at].span.end)
}

fn verb_group(parse: &mut Parse, tokens: &[Token], start: usize) -> usize {
    let mut end = start;
    let mut main = start;
    let mut seen = Seen::default();
    while end < tokens.len() {
        let tag = parse.tags[end];
        let classes = grammar().classes(&tokens[end].lower);
        // "was to meet", "is expected to hold": a later infinitive is a group of its own.
        match tag {
            Tag::To if end == start => seen.to = true,
            Tag::Auxiliary => {
                if seen.main {
                    break;
                }
                main = end;
                seen.auxiliary(classes, &tokens[end].lower);
            }
            Tag::Finite | Tag::Participle | Tag::Gerund | Tag::Base => {
                if seen.main {
                    break;
                }
                seen.main = true;
                seen.tag = Some(tag);
                main = end;
            }
            Tag::Not => seen.negated = true,
            Tag::Adverb => {
                if classes.has(Class::Negation) {
                    seen.negated = true;
                }
                let particle = seen.main && end == main + 1 && is_particle(&tokens[end].lower);
                let inner = !seen.main
                    && (end + 1..tokens.len().min(end + 4))
                        .find(|&n| parse.tags[n] != Tag::Adverb)
                        .is_some_and(|n| {
                            parse.tags[n].is_verb()
                                || parse.tags[n] == Tag::Auxiliary
                                || parse.tags[n] == Tag::Not
                        });
                if !particle && !inner {
                    break;
                }
            }
            _ => break,
        }
        end += 1;
    }
    let end = end.max(start + 1);
    let group = seen.group(start..end, main);
    parse.verbs.push(group);
    parse.items.push(Item::Verb(parse.verbs.len() - 1));
    end
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "down"
            | "up"
            | "off"
            | "out"
            | "over"
            | "away"
            | "back"
            | "in"
            | "on"
            | "ahead"
            | "apart"
            | "forward"
    )
}

/// What the words of a verb group have shown so far.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each auxiliary may be there or not")]
struct Seen {
    to: bool,
    be: bool,
    being: bool,
    have: bool,
    did: bool,
    past_auxiliary: bool,
    future: bool,
    possible: bool,
    negated: bool,
    main: bool,
    tag: Option<Tag>,
}

impl Seen {
    fn auxiliary(&mut self, classes: crate::vocabulary::grammar::Classes, word: &str) {
        self.be |= classes.has(Class::Be);
        self.being |= word == "being" || word == "having";
        self.have |= classes.has(Class::Have);
        self.did |= word == "did" || word == "didn't";
        self.past_auxiliary |= matches!(
            word,
            "was" | "were" | "had" | "did" | "wasn't" | "weren't" | "hadn't" | "didn't" | "has" | "have"
        );
        self.future |= classes.has(Class::Future);
        self.possible |= classes.has(Class::Possible);
        self.negated |= classes.has(Class::Negation);
    }

    fn group(&self, tokens: Range<usize>, main: usize) -> VerbGroup {
        let auxiliary = self.be || self.have || self.did || self.future || self.possible;
        let kind = match self.tag {
            _ if self.to => VerbKind::Infinitive,
            _ if self.being => VerbKind::Gerund,
            Some(Tag::Gerund) if !self.be => VerbKind::Gerund,
            Some(Tag::Participle) if !auxiliary => VerbKind::Participle,
            _ => VerbKind::Finite,
        };
        let passive = match self.tag {
            Some(Tag::Participle) => self.be || (!self.have && !auxiliary),
            _ => false,
        };
        let certainty = if self.possible {
            Certainty::Possible
        } else if self.future {
            Certainty::Planned
        } else {
            Certainty::Asserted
        };
        let past = self.past_auxiliary || (self.tag == Some(Tag::Finite) && !auxiliary);
        VerbGroup {
            tokens,
            main,
            voice: if passive { Voice::Passive } else { Voice::Active },
            kind,
            future: self.future,
            past,
            negated: self.negated,
            certainty,
            copula: !self.main && self.be,
            subject: None,
            object: None,
            agent: None,
            phrases: Vec::new(),
            under: None,
        }
    }
}
