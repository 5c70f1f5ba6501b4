//! Words of the closed classes, where they can be more than one thing: "that", "to", "her", "like".

use super::{Tag, Tagger};
use crate::claim::token::{Shape, Token};
use crate::vocabulary::grammar::{Class, Classes};
use crate::vocabulary::verbs::{Inflection, VerbForm, verbs};

impl Tagger<'_> {
    /// Words of closed classes; `None` where the word may be a verb, noun or adjective.
    pub(super) fn closed(&self, at: usize, word: &str, classes: Classes) -> Option<Tag> {
        if classes.is_empty() {
            return None;
        }
        // "in May": the month, not the modal.
        let month =
            classes.has(Class::Modal) && at > 0 && self.tokens[at].capital && !self.tokens[at].shouted;
        if month {
            return Some(Tag::Noun);
        }
        if classes.is_auxiliary() {
            return Some(Tag::Auxiliary);
        }
        if word == "others" && self.tags.last() == Some(&Tag::Figure) {
            return Some(Tag::Noun);
        }
        if word == "to" {
            return Some(if self.base_follows(at) { Tag::To } else { Tag::Preposition });
        }
        if word == "that" {
            return Some(self.that(at));
        }
        if word == "not" || word == "never" {
            return Some(Tag::Not);
        }
        if classes.has(Class::Relative) {
            let question = matches!(word, "when" | "where")
                && !matches!(self.previous(), Some(Tag::Noun | Tag::Name | Tag::Comma));
            return Some(if question { Tag::Subordinator } else { Tag::Relative });
        }
        if classes.has(Class::Conjunction) {
            return Some(Tag::Conjunction);
        }
        if classes.has(Class::PossessivePronoun)
            || (classes.has(Class::Determiner) && self.next_is_nominal(at))
        {
            return Some(Tag::Determiner);
        }
        if classes.has(Class::Subordinator) && self.clause_follows(at) && !self.waits_for_verb(at) {
            return Some(Tag::Subordinator);
        }
        if classes.has(Class::Preposition)
            && self.next(at).is_some_and(|n| n.shape != Shape::Mark)
            && self.preposition_fits(at, word)
        {
            return Some(Tag::Preposition);
        }
        if classes.has(Class::Determiner) && !classes.has(Class::Pronoun) {
            return Some(if self.next(at).is_none_or(|n| n.shape == Shape::Mark) {
                Tag::Pronoun
            } else {
                Tag::Determiner
            });
        }
        if classes.has(Class::Pronoun) {
            return Some(Tag::Pronoun);
        }
        if classes.has(Class::Adverb) {
            // "an earlier figure", "the then mayor": before its noun it is none.
            let prenominal = self.tags.last() == Some(&Tag::Determiner) && self.next_is_nominal(at);
            return Some(if prenominal { Tag::Adjective } else { Tag::Adverb });
        }
        if classes.has(Class::Preposition) {
            return Some(Tag::Adverb);
        }
        None
    }

    /// Particles after a verb and before another preposition are adverbs: "shot down by".
    fn preposition_fits(&self, at: usize, word: &str) -> bool {
        if !matches!(
            word,
            "down"
                | "up"
                | "off"
                | "out"
                | "over"
                | "away"
                | "ahead"
                | "apart"
                | "about"
                | "around"
                | "near"
                | "inside"
                | "outside"
                | "following"
                | "including"
                | "due"
        ) {
            return true;
        }
        match word {
            "due" => self.next(at).is_some_and(|n| n.is("to")) && !self.base_follows(at + 1),
            // "seized off Port Lume".
            "off" if self.fixed(at + 1) == Some(Tag::Name) => true,
            "down" | "up" | "off" | "away" | "ahead" | "apart" | "out" => {
                // "shot down three drones": a particle; "down the road": a preposition after a verb of motion.
                !self.tags.last().is_some_and(|t| t.is_verb())
            }
            _ => true,
        }
    }

    pub(super) fn base_follows(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1) else { return false };
        if self.fixed(at + 1).is_some() {
            return false;
        }
        if matches!(next.lower.as_str(), "be" | "have" | "do" | "not") {
            return true;
        }
        let adverb = self.classes(at + 1).has(Class::Adverb) || next.lower.ends_with("ly");
        let verb = if adverb { at + 2 } else { at + 1 };
        self.forms(verb).iter().any(|f| f.form == VerbForm::Base)
    }

    fn that(&self, at: usize) -> Tag {
        let after_verb = self
            .tags
            .iter()
            .rev()
            .take(4)
            .any(|t| matches!(t, Tag::Finite | Tag::Gerund | Tag::Base | Tag::Participle));
        match self.previous() {
            Some(Tag::Noun | Tag::Name | Tag::Comma) if self.verb_follows(at) => Tag::Relative,
            Some(Tag::Noun) if after_verb && self.is_of_a_figure(at) => Tag::Relative,
            // "the number of drones that Russia launched": "that" stands before no name as a determiner.
            Some(Tag::Noun) if !after_verb && self.fixed(at + 1) == Some(Tag::Name) => Tag::Relative,
            Some(
                Tag::Noun
                | Tag::Name
                | Tag::When
                | Tag::Pronoun
                | Tag::Finite
                | Tag::Base
                | Tag::Gerund
                | Tag::Participle
                | Tag::Auxiliary
                | Tag::Adjective,
            ) if after_verb || !self.next_is_nominal(at) => Tag::That,
            Some(Tag::Comma | Tag::Conjunction) if self.next_starts_phrase(at) => Tag::That,
            _ if self.next_is_nominal(at) => Tag::Determiner,
            _ => Tag::Pronoun,
        }
    }

    /// "counted 103 drones that Russia had fired": what is counted is not told anything.
    fn is_of_a_figure(&self, at: usize) -> bool {
        let phrase = self.tags[..at].iter().rev().take_while(|tag| tag.in_phrase());
        self.tags.last() == Some(&Tag::Noun) && phrase.into_iter().any(|tag| *tag == Tag::Figure)
    }

    pub(super) fn verb_follows(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1) else { return false };
        let verb = |f: &Inflection| !matches!(f.form, VerbForm::Gerund) && !verbs().often_noun(&next.lower);
        self.classes(at + 1).is_auxiliary() || self.forms(at + 1).iter().any(verb)
    }

    /// "The number of people missing after the fire was put at 66": the one verb that follows belongs
    /// to the subject before the word, which is a preposition then.
    fn waits_for_verb(&self, at: usize) -> bool {
        let temporal =
            matches!(self.tokens[at].lower.as_str(), "after" | "before" | "since" | "until" | "as");
        let definite = |i: usize| match self.tags[i] {
            Tag::Auxiliary => true,
            Tag::Finite => {
                let either = |f: &Inflection| f.form == VerbForm::PastOrParticiple;
                let next = self.tokens.get(i + 1).map(|n| n.lower.as_str()).unwrap_or_default();
                let object = matches!(
                    self.tags.get(i + 1),
                    Some(Tag::Determiner | Tag::Figure | Tag::Name | Tag::Noun)
                );
                !self.forms(i).iter().any(either) || object || next.is_empty()
            }
            _ => false,
        };
        let open = self.tags.iter().rposition(|t| matches!(t, Tag::Break | Tag::Comma)).map_or(0, |i| i + 1);
        let subject = (open..at).any(|i| matches!(self.tags[i], Tag::Noun | Tag::Name));
        temporal && subject && !(open..at).any(definite) && self.auxiliaries_ahead(at) == 1
    }

    /// How many verb groups with an auxiliary follow before the next mark; a finite verb without one
    /// counts as well.
    fn auxiliaries_ahead(&self, at: usize) -> usize {
        let mut count = 0;
        let mut inside = false;
        for next in self.until_mark(at + 1) {
            let classes = self.classes(next);
            let auxiliary = classes.is_auxiliary();
            let finite = |f: &Inflection| matches!(f.form, VerbForm::Past | VerbForm::PastOrParticiple);
            let verb = auxiliary || !inside && classes.is_empty() && self.forms(next).iter().any(finite);
            count += usize::from(verb && !inside);
            inside = auxiliary || inside && (classes.has(Class::Adverb) || classes.has(Class::Negation));
        }
        count
    }

    /// Whether a subordinator opens a clause: a verb stands before the next break.
    fn clause_follows(&self, at: usize) -> bool {
        let word = self.tokens[at].lower.as_str();
        if matches!(
            word,
            "while" | "because" | "although" | "though" | "whereas" | "if" | "unless" | "whether" | "whilst"
        ) {
            return true;
        }
        if matches!(word, "than" | "so") {
            return false;
        }
        for (next, token) in self.tokens.iter().enumerate().skip(at + 1).take(12) {
            if token.shape == Shape::Mark && !token.is("-") {
                return false;
            }
            if self.fixed[next].is_some() {
                continue;
            }
            let classes = self.classes(next);
            if next == at + 1 && matches!(token.lower.as_str(), "he" | "she" | "they" | "we" | "it" | "i") {
                return true;
            }
            // "after a flight with 58 passengers and crew veered": the clause goes on behind two nouns.
            if classes.has(Class::Conjunction) && self.joins_nouns(next) {
                continue;
            }
            if classes.has(Class::Subordinator)
                || classes.has(Class::Relative)
                || classes.has(Class::Conjunction)
            {
                return false;
            }
            if classes.is_auxiliary() {
                return true;
            }
            let first = next == at + 1;
            let finite = |f: &Inflection| {
                matches!(
                    f.form,
                    VerbForm::Past | VerbForm::PastOrParticiple | VerbForm::Third | VerbForm::Gerund
                ) && !(matches!(f.form, VerbForm::Third) && verbs().often_noun(&token.lower))
                    && (first || !matches!(f.form, VerbForm::Gerund))
            };
            if classes.is_empty() && self.forms(next).iter().any(finite) {
                return true;
            }
        }
        false
    }

    /// Whether a conjunction stands before a word that is no verb.
    fn joins_nouns(&self, at: usize) -> bool {
        let next = |token: &Token| token.is_word() && self.classes(at + 1).is_empty();
        self.next(at).is_some_and(next) && self.fixed(at + 1).is_none() && self.forms(at + 1).is_empty()
    }
}
