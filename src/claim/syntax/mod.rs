//! A shallow reading of one sentence: tags, phrases and verb groups, and which phrase is the
//! subject or the object of which verb. Lexicon and morphology only; it is wrong at times, and
//! so the stages after it ask for evidence and do not trust a single relation.

mod chunk;
mod relate;
mod tag;

use std::ops::Range;

use super::Certainty;
use super::name::NameMention;
use super::token::Token;
use super::value::{ValueKind, ValueMention};
use crate::files::Span;
use crate::vocabulary::grammar::{Class, Group, grammar};
use crate::vocabulary::idiom::Words;

pub use chunk::{Phrase, VerbGroup, VerbKind, Voice as GrammaticalVoice};
pub use tag::Tag;

/// Index of a phrase in [`Parse::phrases`].
pub type PhraseId = usize;
/// Index of a verb group in [`Parse::verbs`].
pub type VerbId = usize;

/// One piece of a sentence, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A noun phrase.
    Phrase(PhraseId),
    /// A verb group.
    Verb(VerbId),
    /// A date or time, by its index in the sentence's values.
    When(usize),
    /// A preposition, by token.
    Preposition(usize),
    /// "and", "or", "but".
    Conjunction(usize),
    /// "after", "while", "that" before a clause.
    Subordinator(usize),
    /// "which", "who".
    Relative(usize),
    /// A comma.
    Comma,
    /// A colon, semicolon, dash or full stop.
    Break,
    /// Anything else: adverbs, quotation marks.
    Other(usize),
}

/// The shallow reading of one sentence.
#[derive(Debug, Clone, Default)]
pub struct Parse {
    /// One tag a token.
    pub tags: Vec<Tag>,
    /// One lemma a token (the folded word itself where nothing is known of it).
    pub lemmas: Vec<String>,
    /// One folded word a token, as it stands.
    pub surface: Vec<String>,
    /// Noun phrases in reading order.
    pub phrases: Vec<Phrase>,
    /// Verb groups in reading order.
    pub verbs: Vec<VerbGroup>,
    /// Everything in reading order.
    pub items: Vec<Item>,
    /// Number of the clause that each item stands in.
    pub clauses: Vec<u16>,
    /// Token range of each value mention.
    pub value_tokens: Vec<Range<usize>>,
    index: Index,
}

/// Where each token, phrase and verb group stands: asked for again and again, found once.
#[derive(Debug, Clone, Default)]
struct Index {
    /// The item that holds or follows each token, and one past the last token.
    items: Vec<usize>,
    /// The phrase that holds each token.
    phrases: Vec<Option<PhraseId>>,
    /// The item of each phrase.
    of_phrases: Vec<usize>,
    /// The item of each verb group.
    of_verbs: Vec<usize>,
}

impl Index {
    fn new(parse: &Parse) -> Self {
        let tokens = parse.tags.len();
        let mut index = Self {
            items: Vec::with_capacity(tokens + 1),
            phrases: vec![None; tokens],
            of_phrases: vec![0; parse.phrases.len()],
            of_verbs: vec![0; parse.verbs.len()],
        };
        let (mut last, mut next) = (0, 0);
        for token in 0..=tokens {
            while let Some(&item) = parse.items.get(next) {
                match parse.start_of(item) {
                    Some(start) if start > token => break,
                    Some(_) => last = next,
                    None => {}
                }
                next += 1;
            }
            index.items.push(last);
        }
        for (id, phrase) in parse.phrases.iter().enumerate() {
            for token in phrase.tokens.clone() {
                if let Some(holder) = index.phrases.get_mut(token) {
                    holder.get_or_insert(id);
                }
            }
        }
        for (at, item) in parse.items.iter().enumerate() {
            match *item {
                Item::Phrase(phrase) => index.of_phrases[phrase] = at,
                Item::Verb(verb) => index.of_verbs[verb] = at,
                _ => {}
            }
        }
        index
    }
}

/// Reads one sentence. `values` and `names` are those of the same sentence.
pub fn parse(tokens: &[Token], values: &[ValueMention], names: &[NameMention]) -> Parse {
    let value_tokens: Vec<Range<usize>> =
        values.iter().map(|v| after_verb(tokens, cover(tokens, v.span))).collect();
    let (tags, lemmas) = tag::tags(tokens, values, &value_tokens, names);
    let surface = tokens.iter().map(|t| t.lower.clone()).collect();
    let mut parse = Parse { tags, lemmas, surface, value_tokens, ..Parse::default() };
    chunk::chunk(&mut parse, tokens, values, names);
    parse.index = Index::new(&parse);
    relate::relate(&mut parse, tokens);
    parse
}

/// "The toll exceeded 40": the hedge is the verb of the clause as well, and not of the figure's phrase.
fn after_verb(tokens: &[Token], figure: Range<usize>) -> Range<usize> {
    let exceeds = |at: usize| grammar().is(&tokens[at].lower, Group::Exceeding);
    if figure.start > 0 && figure.len() > 1 && exceeds(figure.start) {
        return figure.start + 1..figure.end;
    }
    figure
}

/// The tokens that a span covers.
pub fn cover(tokens: &[Token], span: Span) -> Range<usize> {
    let start = tokens.partition_point(|t| t.span.end <= span.start);
    let end = tokens.partition_point(|t| t.span.start < span.end);
    start..end.max(start)
}

impl Parse {
    /// The words, to look idioms up.
    pub fn words(&self) -> Words<'_> {
        Words { lemmas: &self.lemmas, surface: &self.surface }
    }

    /// Whether a word points at one thing: "the", "its", "Kestria's".
    pub(super) fn is_definite(&self, token: usize) -> bool {
        let word = &self.surface[token];
        word == "the"
            || self.tags[token] == Tag::Possessive
            || grammar().classes(word).has(Class::PossessivePronoun)
    }

    /// The phrase that holds a token.
    pub fn phrase_at(&self, token: usize) -> Option<PhraseId> {
        self.index.phrases.get(token).copied().flatten()
    }

    /// The verb group that holds a token.
    pub fn verb_at(&self, token: usize) -> Option<VerbId> {
        self.verbs.iter().position(|v| v.tokens.contains(&token))
    }

    /// Where a phrase stands among the items.
    pub fn item_of_phrase(&self, phrase: PhraseId) -> usize {
        self.index.of_phrases[phrase]
    }

    /// Where a verb group stands among the items.
    pub fn item_of_verb(&self, verb: VerbId) -> usize {
        self.index.of_verbs[verb]
    }

    /// The first token of an item, if it has one of its own.
    pub fn start_of(&self, item: Item) -> Option<usize> {
        match item {
            Item::Phrase(p) => Some(self.phrases[p].tokens.start),
            Item::Verb(v) => Some(self.verbs[v].tokens.start),
            Item::When(v) => Some(self.value_tokens[v].start),
            Item::Preposition(t)
            | Item::Conjunction(t)
            | Item::Subordinator(t)
            | Item::Relative(t)
            | Item::Other(t) => Some(t),
            Item::Comma | Item::Break => None,
        }
    }

    /// The item that holds or follows a token.
    pub fn item_at(&self, token: usize) -> usize {
        self.index.items.get(token).or(self.index.items.last()).copied().unwrap_or(0)
    }

    /// The number of the clause that a token stands in.
    pub fn clause_at(&self, token: usize) -> u16 {
        self.clauses.get(self.item_at(token)).copied().unwrap_or(0)
    }

    /// The verb group that governs what stands at a token: the nearest of its clause, the one to
    /// the left first.
    pub fn verb_near(&self, token: usize) -> Option<VerbId> {
        let clause = self.clause_at(token);
        let of_clause = |v: &VerbId| self.clauses[self.item_of_verb(*v)] == clause;
        let left =
            (0..self.verbs.len()).rev().filter(of_clause).find(|&v| self.verbs[v].tokens.start <= token);
        left.or_else(|| (0..self.verbs.len()).find(|v| of_clause(v) && self.verbs[*v].tokens.start > token))
    }

    /// "the US, Russian and Ukrainian delegations": the phrases that are joined to one by commas and
    /// conjunctions, itself among them, in reading order. A phrase with a verb of its own is not
    /// joined.
    pub fn coordinates(&self, phrase: PhraseId) -> Vec<PhraseId> {
        let item = self.item_of_phrase(phrase);
        let joins = |i: &Item| matches!(i, Item::Conjunction(_) | Item::Comma);
        let mut joined = vec![phrase];
        let mut at = item;
        while at >= 2 {
            let (Item::Phrase(before), true) = (self.items[at - 2], joins(&self.items[at - 1])) else {
                break;
            };
            joined.insert(0, before);
            at -= 2;
        }
        let mut at = item;
        while let (Some(join), Some(Item::Phrase(next))) = (self.items.get(at + 1), self.items.get(at + 2)) {
            if !joins(join) || matches!(self.items.get(at + 3), Some(Item::Verb(_))) {
                break;
            }
            joined.push(*next);
            at += 2;
        }
        joined
    }

    /// How firmly the clause of a verb group speaks.
    pub fn certainty(&self, verb: VerbId) -> Certainty {
        self.verbs[verb].certainty
    }
}

/// Whether a value is a bare figure that a noun can follow.
pub(crate) fn is_figure(value: &ValueMention) -> bool {
    matches!(&value.kind, ValueKind::Number(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::number::numbers;
    use crate::claim::token::tokens;

    fn show(text: &str) -> String {
        let span = Span::new(0, text.len());
        let tokens = tokens(text, span);
        let parse = parse(&tokens, &numbers(text, span, &tokens), &[]);
        let words = |r: &Range<usize>| {
            tokens[r.clone()].iter().map(|t| t.lower.as_str()).collect::<Vec<_>>().join(" ")
        };
        let name = |p: Option<PhraseId>| p.map_or("-".to_owned(), |p| words(&parse.phrases[p].tokens));
        parse
            .verbs
            .iter()
            .map(|v| {
                format!("{}({}; {}; {})", words(&v.tokens), name(v.subject), name(v.object), name(v.agent))
            })
            .collect::<Vec<_>>()
            .join(" | ")
    }

    #[test]
    fn subjects_and_objects() {
        assert_eq!(
            show("The storm destroyed many houses near the port."),
            "destroyed(the storm; many houses; -)"
        );
        assert_eq!(
            show("Many houses were destroyed by the storm."),
            "were destroyed(many houses; -; the storm)"
        );
        assert_eq!(
            show("A bomb went off, killing three soldiers and wounding eight."),
            "went off(a bomb; -; -) | killing(a bomb; three soldiers; -) | wounding(a bomb; eight; -)"
        );
    }

    #[test]
    fn reduced_relatives_are_passive() {
        assert_eq!(
            show("Four drones launched from the coast were shot down by the frigate."),
            "launched(four drones; -; -) | were shot down(four drones; -; the frigate)"
        );
    }

    #[test]
    fn relative_clauses_take_their_antecedent() {
        assert_eq!(
            show("The minister, who resigned in May, denied the report."),
            "resigned(the minister; -; -) | denied(the minister; the report; -)"
        );
    }

    #[test]
    fn what_a_building_houses_does_not_collapse() {
        assert_eq!(
            show("A building housing four factories collapsed."),
            "housing(a building; four factories; -) | collapsed(a building; -; -)"
        );
        assert_eq!(
            show("The men wearing masks robbed a bank."),
            "wearing(the men; masks; -) | robbed(the men; a bank; -)"
        );
    }

    #[test]
    fn a_bare_noun_behind_an_ing_form_makes_a_compound() {
        assert_eq!(show("The parking garage at the port collapsed."), "collapsed(the parking garage; -; -)");
    }

    #[test]
    fn what_two_commas_set_apart_is_no_subject() {
        assert_eq!(
            show("The blast, the mayor told reporters, killed many people."),
            "told(the mayor; reporters; -) | killed(the blast; many people; -)"
        );
    }

    #[test]
    fn a_state_that_a_verb_leaves_things_in_is_no_verb_of_its_own() {
        assert_eq!(
            show("The storm left many shops in the old bazaar damaged."),
            "left(the storm; many shops; -) | damaged(the old bazaar; -; -)"
        );
    }

    #[test]
    fn a_word_that_is_nothing_but_a_verb() {
        assert_eq!(show("Passengers of the bus remain in hospital."), "remain(passengers; -; -)");
    }

    #[test]
    fn plans_pass_on_their_certainty() {
        let text = "The firm plans to cut jobs.";
        let tokens = tokens(text, Span::new(0, text.len()));
        let parse = parse(&tokens, &[], &[]);
        assert_eq!(parse.verbs.last().map(|v| v.certainty), Some(Certainty::Planned));
    }
}
