//! One article, read: the tokens, values, names and grammar of every sentence, once, for all the
//! extractors that make claims of them.

use super::apostrophe::restore;
use super::attribution::Attributed;
use super::currency::settle_dollars;
use super::date::{Clock, Tense};
use super::name::NameMention;
use super::quantity::Hedge;
use super::quote::{self, QuoteMention};
use super::syntax::{Parse, PhraseId, parse};
use super::token::{Shape, Token, tokens};
use super::value::{ValueKind, ValueMention};
use super::when::When;
use super::{date, name, number};
use crate::article::{Article, Part};
use crate::files::Span;
use crate::vocabulary::grammar::{Class, Group, grammar};
use crate::vocabulary::senses::senses;
use crate::vocabulary::verbs::{Inflection, VerbForm, verbs};

/// One sentence with everything the grammars saw in it.
#[derive(Debug, Clone, Default)]
pub struct SentenceReading {
    /// Index in the article.
    pub index: usize,
    /// Its words and marks.
    pub tokens: Vec<Token>,
    /// Figures, dates, scores.
    pub values: Vec<ValueMention>,
    /// Names.
    pub names: Vec<NameMention>,
    /// Phrases and verbs.
    pub parse: Parse,
    /// Who is cited for which part of it.
    pub attributed: Vec<Attributed>,
}

impl SentenceReading {
    /// The phrase in which words of the sentence begin.
    pub(super) fn phrase_of(&self, words: Span) -> Option<PhraseId> {
        let first = self.tokens.iter().position(|token| token.span.end > words.start)?;
        self.parse.phrase_at(first)
    }
}

/// One article with every sentence read. Debris is not read: its sentences are missing here.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its sentences, in order.
    pub sentences: Vec<SentenceReading>,
    /// Its quotations.
    pub quotes: Vec<QuoteMention>,
}

impl<'a> Reading<'a> {
    /// Reads an article.
    pub fn new(article: &'a Article) -> Self {
        let mut all: Vec<Vec<Token>> = article
            .sentences
            .iter()
            .map(|s| if s.part == Part::Debris { Vec::new() } else { tokens(&article.text, s.span) })
            .collect();
        restore(&article.text, &mut all);
        let names = name::names(article, &all);
        let mut clock = Clock { published: article.published, last: None };
        let mut sentences = Vec::with_capacity(all.len());
        for (index, (tokens, names)) in all.iter().zip(names).enumerate() {
            if tokens.is_empty() {
                continue;
            }
            let span = article.sentences[index].span;
            let values = values(&article.text, span, tokens, &names, &mut clock);
            let parse = parse(tokens, &values, &names);
            sentences.push(SentenceReading {
                index,
                tokens: Vec::new(),
                values,
                names,
                parse,
                attributed: Vec::new(),
            });
        }
        let mut reading = Self { article, sentences, quotes: Vec::new() };
        settle_dollars(&article.text, &mut reading.sentences);
        reading.settle_senses();
        reading.attribute(&all);
        for sentence in &mut reading.sentences {
            sentence.tokens = std::mem::take(&mut all[sentence.index]);
        }
        reading
    }

    /// Where a sentence of the article, by its index there, stands among those that were read.
    pub fn position(&self, sentence: usize) -> Option<usize> {
        self.sentences.binary_search_by_key(&sentence, |s| s.index).ok()
    }

    /// "The strike" of an article about a union is none of bombers.
    fn settle_senses(&mut self) {
        let lemmas = self.sentences.iter().flat_map(|sentence| &sentence.parse.lemmas);
        let senses = senses(lemmas.map(String::as_str));
        if senses.is_empty() {
            return;
        }
        for lemma in self.sentences.iter_mut().flat_map(|sentence| &mut sentence.parse.lemmas) {
            if let Some(sense) = senses.get(lemma.as_str()) {
                (*sense).clone_into(lemma);
            }
        }
    }

    fn attribute(&mut self, all: &[Vec<Token>]) {
        let resolve = |sentence: usize, span: Span| self.speaker(sentence, span);
        let mut found = quote::read(self.article, all, Some(&resolve));
        for sentence in &mut self.sentences {
            sentence.attributed = std::mem::take(&mut found.attributions[sentence.index]);
        }
        self.quotes = found.quotes;
    }

    /// The canonical name of a person or body inside a span, for attribution.
    pub fn speaker(&self, sentence: usize, span: Span) -> Option<String> {
        let sentence = &self.sentences[self.position(sentence)?];
        let inside = |n: &&NameMention| span.overlaps(n.span);
        let person =
            sentence.names.iter().filter(inside).find(|n| matches!(n.referent, name::Referent::Person(_)));
        let body =
            || sentence.names.iter().filter(inside).find(|n| matches!(n.referent, name::Referent::Body(_)));
        person.or_else(body).map(|n| n.referent.name().to_owned())
    }
}

/// The values of one sentence: figures that are no part of a date, and dates.
fn values(
    text: &str,
    span: Span,
    tokens: &[Token],
    names: &[NameMention],
    clock: &mut Clock,
) -> Vec<ValueMention> {
    let tense = |at: usize| tense(tokens, at);
    let dates = date::dates(text, span, tokens, clock, &tense);
    let mut values: Vec<ValueMention> = number::numbers(text, span, tokens)
        .into_iter()
        .filter(|v| !dates.iter().any(|d| d.span.overlaps(v.core)))
        // "31/33 Plymouth St.": a street number is part of the address.
        .filter(|v| {
            !names.iter().any(|n| {
                n.span != v.core && n.span.overlaps(v.core) && matches!(n.referent, name::Referent::Place(_))
            })
        })
        .collect();
    for value in &mut values {
        settle_change(value, tokens);
    }
    values.extend(dates);
    values.sort_by_key(|v| (v.span.start, v.span.end));
    values
}

/// The tense around a token, by the nearest words that show one: dates are read before the
/// grammar, and need no more than this.
fn tense(tokens: &[Token], at: usize) -> Tense {
    if is_planned(tokens, at) {
        return Tense::Future;
    }
    let mark = |i: usize| -> Option<Tense> {
        let word = tokens[i].lower.as_str();
        let classes = grammar().classes(word);
        if classes.has(Class::Future) {
            return Some(Tense::Future);
        }
        let is = |group: Group| grammar().is(word, group);
        if is(Group::PastForms) {
            return Some(Tense::Past);
        }
        let next = tokens.get(i + 1).map_or("", |t| t.lower.as_str());
        if i < at && is(Group::Following) {
            return Some(Tense::Past);
        }
        if is(Group::FutureTo) && next == "to" {
            return Some(Tense::Future);
        }
        // "will be played": the participle says nothing, the modal before it does.
        if i > 0 && tokens[i - 1].is("be") {
            return None;
        }
        if is(Group::FutureForms) {
            return Some(Tense::Future);
        }
        if !classes.is_empty() || tokens[i].capital && i > 0 {
            return None;
        }
        let forms = verbs().forms(word);
        if forms.iter().any(|f| f.form.is_past()) {
            return Some(Tense::Past);
        }
        if forms.iter().any(|f| f.form == VerbForm::Third) && !verbs().often_noun(word) {
            return Some(Tense::Present);
        }
        None
    };
    let stop =
        |i: usize| matches!(tokens[i].lower.as_str(), ";" | ":" | "while" | "but" | "after" | "before");
    let left = (0..at.min(tokens.len()))
        .rev()
        .take_while(|&i| !stop(i) || matches!(tokens[i].lower.as_str(), "after"))
        .find_map(|i| mark(i).map(|t| (at - i, t)));
    let right = (at..tokens.len()).take_while(|&i| !stop(i)).find_map(|i| mark(i).map(|t| (i - at + 2, t)));
    match (left, right) {
        (Some(l), Some(r)) => {
            if l.0 <= r.0 {
                l.1
            } else {
                r.1
            }
        }
        (Some((_, t)), None) | (None, Some((_, t))) => t,
        (None, None) => Tense::Unknown,
    }
}

/// Words between an infinitive and its date: "to meet in Minsk on Sunday".
const INFINITIVE: usize = 8;

/// "truce to begin Sunday", "agreed to meet in Minsk on Sunday": an infinitive behind a verb of
/// planning, or one that is the only verb of its headline, is still to come.
fn is_planned(tokens: &[Token], at: usize) -> bool {
    let word = |i: usize| tokens[i].lower.as_str();
    let infinitive = |&i: &usize| {
        word(i) == "to"
            && verbs().forms(word(i + 1)).iter().any(|f| f.form == VerbForm::Base)
            && tokens[i + 1..at].iter().all(|token| token.is_word() || token.shape == Shape::Number)
    };
    let Some(to) = (at.saturating_sub(INFINITIVE)..at.saturating_sub(1)).rev().find(infinitive) else {
        return false;
    };
    let Some(before) = to.checked_sub(1) else { return false };
    // "killed in an attempt to flee on Sunday" plans nothing.
    let noun = before > 0 && grammar().classes(word(before - 1)).has(Class::Determiner);
    let arranged = |f: &Inflection| grammar().is(f.lemma, Group::Arranging);
    let planning = !noun && verbs().forms(word(before)).iter().any(arranged);
    let mut clause = tokens[..to].iter().rev().take_while(|t| !matches!(t.lower.as_str(), "," | ";" | ":"));
    // "had been due to land on Sunday": by then it was past.
    if clause.clone().any(|t| t.is("had")) {
        return false;
    }
    let third = |t: &Token, form: VerbForm| form == VerbForm::Third && !verbs().often_noun(&t.lower);
    let silent = |t: &Token| {
        !grammar().classes(&t.lower).is_auxiliary()
            && !verbs().forms(&t.lower).iter().any(|f| f.form.is_past() || third(t, f.form))
    };
    // "The last to leave on Sunday" left.
    let ranked = grammar().is(word(before), Group::Ranking);
    planning || tokens[before].is_word() && !ranked && clause.all(silent)
}

/// The date of a value, if it is one that could be resolved.
pub fn when_of(value: &ValueMention) -> Option<&When> {
    match &value.kind {
        ValueKind::Date(Some(when), _) => Some(when),
        _ => None,
    }
}

/// "raised its toll from 34 to 38": no range but a change; the later figure is what holds.
fn settle_change(value: &mut ValueMention, tokens: &[Token]) {
    let ValueKind::Number(quantity) = &mut value.kind else { return };
    if quantity.hedge != Hedge::Range {
        return;
    }
    let start = tokens.partition_point(|t| t.span.end <= value.core.start);
    let from = start > 0 && (tokens[start - 1].is("from") || tokens.get(start).is_some_and(|t| t.is("from")));
    let change = |t: &Token| {
        let moves = |lemma: &str| {
            [Group::Up, Group::Down, Group::Revision].into_iter().any(|g| grammar().is(lemma, g))
        };
        verbs().lemma(&t.lower).is_some_and(moves)
    };
    if from && tokens[..start].iter().any(change) {
        quantity.low = quantity.high;
        quantity.printed = quantity.high.map(|b| b.at);
        quantity.hedge = Hedge::Exact;
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Reading, when_of};
    use crate::article::from_text;

    /// The last day of a text that was published on Wednesday, 15 March 2028.
    fn day_of(text: &str) -> Date {
        let article = from_text("Outlet", Some(date(2028, 3, 15)), None, text);
        let reading = Reading::new(&article);
        let mut days = reading.sentences.iter().flat_map(|sentence| &sentence.values).filter_map(when_of);
        days.next_back().expect("a day").from
    }

    const LAST_SUNDAY: Date = date(2028, 3, 12);
    const NEXT_SUNDAY: Date = date(2028, 3, 19);

    #[test]
    fn an_infinitive_alone_in_a_headline_is_to_come() {
        assert_eq!(day_of("Truce to begin Sunday"), NEXT_SUNDAY);
        assert_eq!(day_of("Crews to walk out on Sunday"), NEXT_SUNDAY);
    }

    #[test]
    fn what_was_arranged_is_to_come() {
        assert_eq!(day_of("The two sides agreed to meet in Merin on Sunday."), NEXT_SUNDAY);
        assert_eq!(day_of("The union has vowed to march on Sunday."), NEXT_SUNDAY);
    }

    #[test]
    fn what_was_tried_or_forced_is_past() {
        assert_eq!(day_of("Nine people were killed in an attempt to flee on Sunday."), LAST_SUNDAY);
        assert_eq!(day_of("The owner was forced to leave on Sunday."), LAST_SUNDAY);
        assert_eq!(day_of("The two sides failed to agree on Sunday."), LAST_SUNDAY);
    }
}
