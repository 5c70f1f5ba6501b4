//! Verb forms that can be nouns or adjectives too: which of their readings holds here.

use super::{Tag, Tagger};
use crate::claim::token::Shape;
use crate::vocabulary::grammar::{Class, Group, grammar};
use crate::vocabulary::verbs::{Inflection, VerbForm, verbs};

impl Tagger<'_> {
    /// Whether a word with verb forms is a verb here, and which.
    pub(super) fn verb<'v>(&self, at: usize, forms: &'v [Inflection]) -> Option<(Tag, &'v str)> {
        let noun_too = verbs().often_noun(&self.tokens[at].lower);
        let previous = self.previous();
        // "gusts of 140 km/h hit Gdansk": after a unit no noun is waited for.
        let prenominal =
            matches!(previous, Some(Tag::Determiner | Tag::Possessive | Tag::Figure | Tag::Adjective))
                && !(self.units.contains(&at) && (self.is_only_verb(at) || self.next_starts_phrase(at)));
        let nominal_next = self.next_is_nominal(at);
        let of = |wanted: &[VerbForm]| forms.iter().find(|f| wanted.contains(&f.form));
        if let Some(form) = of(&[VerbForm::Base])
            && let Some(tag) =
                self.base(at, prenominal, of(&[VerbForm::Past, VerbForm::PastOrParticiple]).is_some())
        {
            return Some((tag, form.lemma));
        }
        if let Some(form) =
            of(&[VerbForm::Third]).filter(|form| !self.tells_age(at, form) && self.third(at, prenominal))
        {
            return Some((Tag::Finite, form.lemma));
        }
        // "stayed on the ground for 50 minutes".
        if noun_too && previous == Some(Tag::Determiner) && !nominal_next {
            return None;
        }
        if let Some(form) = of(&[VerbForm::Past]).filter(|_| !prenominal || !nominal_next) {
            return Some((Tag::Finite, form.lemma));
        }
        if let Some(form) = of(&[VerbForm::Participle, VerbForm::PastOrParticiple]) {
            if self.tells_age(at, form) {
                return None;
            }
            return Some((self.past(form.form, prenominal, nominal_next), form.lemma));
        }
        if let Some(form) = of(&[VerbForm::Gerund]) {
            let word = self.tokens[at].lower.as_str();
            // "are missing" is no verb, "the meeting" neither.
            if grammar().classes(word).has(Class::Adjective) {
                return None;
            }
            // "a six-storey building": what a compound of a figure stands before.
            let compound = at.checked_sub(1).is_some_and(|before| {
                previous == Some(Tag::Figure) && self.tokens[before].lower.contains('-')
            });
            if compound && grammar().is_noun_gerund(word) {
                return None;
            }
            let nominal = grammar().is_noun_gerund(word)
                && previous != Some(Tag::Auxiliary)
                && previous != Some(Tag::Comma);
            if nominal
                && (matches!(
                    previous,
                    Some(Tag::Noun | Tag::Name | Tag::When | Tag::Preposition | Tag::Conjunction)
                ) || at == 0)
                && !self.next_starts_phrase(at)
            {
                return None;
            }
            if self.stages_on(at, form.lemma) {
                return Some((Tag::Gerund, form.lemma));
            }
            let noun_before = matches!(previous, Some(Tag::Noun | Tag::Name));
            let tail = self.next(at).is_none_or(|n| n.shape == Shape::Mark) || self.verb_follows(at);
            let after_figure = previous == Some(Tag::Figure) && !nominal_next;
            if (prenominal && !after_figure) || (noun_before && tail && noun_too) {
                return None;
            }
            let progressive = previous == Some(Tag::Auxiliary);
            if noun_too && !progressive && previous != Some(Tag::Comma) && !self.next_starts_phrase(at) {
                return None;
            }
            return Some((Tag::Gerund, form.lemma));
        }
        None
    }

    /// "a truce in the east starting on Sunday".
    fn stages_on(&self, at: usize, lemma: &str) -> bool {
        let date = |i: usize| self.fixed(i) == Some(Tag::When);
        let on = self.classes(at + 1).has(Class::Preposition);
        grammar().is(lemma, Group::Staging) && (date(at + 1) || on && date(at + 2))
    }

    /// "a child aged five", "children, ages 4 to 6": they did nothing.
    fn tells_age(&self, at: usize, form: &Inflection) -> bool {
        let figure_next = self.fixed(at + 1) == Some(Tag::Figure);
        figure_next && form.lemma == "age"
    }

    /// Whether a word that can be the verb follows before the next mark: "the oil spill off Thyra has
    /// grown".
    fn verb_ahead(&self, at: usize) -> bool {
        let past = |f: &Inflection| matches!(f.form, VerbForm::Past | VerbForm::PastOrParticiple);
        self.until_mark(at + 1).any(|next| {
            let classes = self.classes(next);
            classes.is_auxiliary() || classes.is_empty() && self.forms(next).iter().any(past)
        })
    }

    /// Whether no other word of the sentence can be its verb: "The toll stands at 27."
    fn is_only_verb(&self, at: usize) -> bool {
        self.tokens.iter().enumerate().filter(|(i, _)| *i != at).all(|(i, token)| {
            let classes = self.classes(i);
            let auxiliary = classes.is_auxiliary();
            let verb = |f: &Inflection| match f.form {
                VerbForm::Past | VerbForm::PastOrParticiple | VerbForm::Participle => true,
                VerbForm::Base => !verbs().often_noun(&token.lower),
                VerbForm::Third => i < at || !verbs().often_noun(&token.lower),
                VerbForm::Gerund => false,
            };
            !(auxiliary || classes.is_empty() && self.forms(i).iter().any(verb))
        })
    }

    /// What a base form is: "to hold", "they hold"; `past` where the form may be a past one, too.
    fn base(&self, at: usize, prenominal: bool, past: bool) -> Option<Tag> {
        let noun_too = verbs().often_noun(&self.tokens[at].lower);
        let previous = self.previous();
        if previous == Some(Tag::To) || (previous == Some(Tag::Auxiliary) && self.after_modal()) {
            return Some(Tag::Base);
        }
        let next = self.classes(at + 1);
        // "Four remain under observation": a figure that stands for its noun is a subject.
        if previous == Some(Tag::Figure)
            && !noun_too
            && (next.has(Class::Preposition) || next.has(Class::Adjective))
        {
            return Some(Tag::Finite);
        }
        if past {
            return None;
        }
        // "passengers of the bus remain in hospital": a word that is nothing but a verb.
        let goes_on =
            [Class::Preposition, Class::Determiner, Class::Adjective].into_iter().any(|c| next.has(c));
        let only_verb = matches!(previous, Some(Tag::Noun | Tag::Name | Tag::When))
            && !noun_too
            && !self.classes(at).has(Class::Adjective);
        if only_verb && goes_on && !self.verb_ahead(at) {
            return Some(Tag::Finite);
        }
        let plural_subject = matches!(previous, Some(Tag::Pronoun | Tag::Relative))
            || (matches!(previous, Some(Tag::Noun | Tag::Name)) && self.previous_is_plural());
        let known = !noun_too || self.next_starts_phrase(at) || self.opens_with_subject(at);
        let finite = plural_subject && !prenominal && known;
        finite.then_some(Tag::Finite)
    }

    /// "Chicago teachers strike for the first time in 25 years after talks fail", as headlines have it:
    /// a bare plural opens the sentence, and its clause has no other verb.
    fn opens_with_subject(&self, at: usize) -> bool {
        let bare = |tag: &Tag| matches!(tag, Tag::Noun | Tag::Name | Tag::Adjective | Tag::Figure);
        let follows = |next: usize| {
            let classes = self.classes(next);
            next == self.tokens.len() || classes.has(Class::Preposition) || classes.has(Class::Subordinator)
        };
        let verb = |next: usize| {
            let classes = self.classes(next);
            let is = |f: &Inflection| !matches!(f.form, VerbForm::Base | VerbForm::Gerund);
            classes.is_auxiliary() || classes.is_empty() && self.forms(next).iter().any(is)
        };
        let mut clause =
            self.until_mark(at + 1).take_while(|&next| !self.classes(next).has(Class::Subordinator));
        self.tags.iter().all(bare) && follows(at + 1) && !clause.any(verb)
    }

    /// Whether a form of the third person is the verb here: "the mayor plans to".
    fn third(&self, at: usize, prenominal: bool) -> bool {
        // "and one remains critical".
        let alone = self.tags.last() == Some(&Tag::Figure) && self.tokens[at - 1].is("one");
        if alone && self.classes(at + 1).has(Class::Adjective) {
            return true;
        }
        let subject = matches!(
            self.previous(),
            Some(
                Tag::Noun
                    | Tag::Name
                    | Tag::Pronoun
                    | Tag::Relative
                    | Tag::Comma
                    | Tag::Conjunction
                    | Tag::When
            )
        );
        let governs = self.next_starts_phrase(at)
            || self.is_only_verb(at)
            || self.gives_level(at)
            || self.next(at).is_some_and(|n| n.is("to")) && self.base_follows(at + 1);
        let noun = verbs().often_noun(&self.tokens[at].lower) && !governs;
        subject && !noun && !prenominal
    }

    /// "The death toll from the ferry that capsized stands at 27".
    fn gives_level(&self, at: usize) -> bool {
        let level = self.forms(at).first().is_some_and(|form| grammar().is(form.lemma, Group::Level));
        let at_figure = |i: usize| self.fixed(i) == Some(Tag::Figure);
        level
            && (at_figure(at + 1)
                || self.next(at).is_some_and(|n| n.is("at") || n.is("to")) && at_figure(at + 2))
    }

    /// What a past form is: "the proposed truce", "was signed", "he signed".
    fn past(&self, form: VerbForm, prenominal: bool, nominal_next: bool) -> Tag {
        let after_unit = self.units.contains(&self.tags.len());
        let after_figure = self.tags.last() == Some(&Tag::Figure) && !after_unit;
        if prenominal && nominal_next {
            let agent = after_figure && self.next(self.tags.len()).is_some_and(|n| n.is("by"));
            return if agent { Tag::Participle } else { Tag::Adjective };
        }
        if self.previous() == Some(Tag::Preposition) && nominal_next {
            return Tag::Adjective;
        }
        // "19 killed", "57 shot down": a figure without a noun is what the participle is said of.
        let participle =
            form == VerbForm::Participle || self.previous() == Some(Tag::Auxiliary) || after_figure;
        if participle { Tag::Participle } else { Tag::Finite }
    }

    fn after_modal(&self) -> bool {
        let at = self.tags.iter().rposition(|t| !matches!(t, Tag::Adverb | Tag::Quote | Tag::Not));
        at.is_some_and(|at| {
            let classes = self.classes(at);
            classes.has(Class::Modal) || classes.has(Class::Do)
        })
    }
}
