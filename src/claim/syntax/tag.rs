//! Tags: which class each word is of, by list, ending and neighbours.

use std::ops::Range;

use crate::claim::name::NameMention;
use crate::claim::quantity::Dimension;
use crate::claim::token::{Shape, Token};
use crate::claim::value::{ValueKind, ValueMention};
use crate::vocabulary::grammar::{Class, Classes, Group, grammar};
use crate::vocabulary::verbs::{Inflection, VerbForm, verbs};

/// Class of a word in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// the, its, every
    Determiner,
    /// in, of, by
    Preposition,
    /// and, or, but
    Conjunction,
    /// after, while
    Subordinator,
    /// which, who
    Relative,
    /// "that" before a clause
    That,
    /// he, they
    Pronoun,
    /// forms of be, have, do, and modals
    Auxiliary,
    /// to before a verb
    To,
    /// a verb that is finite by its form
    Finite,
    /// a past participle
    Participle,
    /// an -ing form that works as a verb
    Gerund,
    /// a base form after to or a modal
    Base,
    /// common noun
    Noun,
    /// adjective
    Adjective,
    /// adverb
    Adverb,
    /// part of a figure
    Figure,
    /// part of a date
    When,
    /// part of a name
    Name,
    /// 's
    Possessive,
    /// not, never
    Not,
    /// quotation mark
    Quote,
    /// comma
    Comma,
    /// : ; — . ! ? ( )
    Break,
    /// anything else
    Other,
}

impl Tag {
    /// Whether a noun phrase can hold it before its head.
    pub fn in_phrase(self) -> bool {
        matches!(
            self,
            Self::Noun | Self::Adjective | Self::Figure | Self::Name | Self::Possessive | Self::Determiner
        )
    }

    /// Whether it is a verb that heads a group.
    pub fn is_verb(self) -> bool {
        matches!(self, Self::Finite | Self::Participle | Self::Gerund | Self::Base)
    }
}

/// Tags and lemmas of a sentence.
pub fn tags(
    tokens: &[Token],
    values: &[ValueMention],
    value_tokens: &[Range<usize>],
    names: &[NameMention],
) -> (Vec<Tag>, Vec<String>) {
    let mut fixed: Vec<Option<Tag>> = vec![None; tokens.len()];
    for name in names {
        for at in name.tokens.clone() {
            if tokens.get(at).is_some_and(|t| t.shape != Shape::Possessive) {
                fixed[at] = Some(Tag::Name);
            }
        }
    }
    for (value, range) in values.iter().zip(value_tokens) {
        let tag = match value.kind {
            ValueKind::Date(..) => Tag::When,
            ValueKind::Identifier(_) => Tag::Name,
            _ => Tag::Figure,
        };
        for at in range.clone() {
            fixed[at] = Some(tag);
        }
    }
    let measured = values.iter().zip(value_tokens).filter(|(value, _)| has_unit(value));
    let mut tagger = Tagger {
        tokens,
        classes: of_words(tokens, |word| grammar().classes(word)),
        forms: of_words(tokens, |word| verbs().forms(word)),
        fixed,
        units: measured.map(|(_, range)| range.end).collect(),
        tags: Vec::with_capacity(tokens.len()),
        lemmas: Vec::with_capacity(tokens.len()),
    };
    for at in 0..tokens.len() {
        let (tag, lemma) = tagger.tag(at);
        tagger.tags.push(tag);
        tagger.lemmas.push(lemma);
    }
    (tagger.tags, tagger.lemmas)
}

/// What is known of each word, "'s" among them; nothing of marks and figures.
fn of_words<T: Default>(tokens: &[Token], look: impl Fn(&str) -> T) -> Vec<T> {
    let of = |token: &Token| match token.shape {
        Shape::Word | Shape::Possessive => look(&token.lower),
        Shape::Number | Shape::Quote | Shape::Sign | Shape::Mark => T::default(),
    };
    tokens.iter().map(of).collect()
}

/// Whether a figure has its unit with it, so that no noun need follow.
fn has_unit(value: &ValueMention) -> bool {
    matches!(&value.kind, ValueKind::Number(quantity) if quantity.unit.dimension != Dimension::Count)
}

struct Tagger<'a> {
    tokens: &'a [Token],
    /// The closed classes of each word.
    classes: Vec<Classes>,
    /// The readings of each word as a verb.
    forms: Vec<&'static [Inflection]>,
    fixed: Vec<Option<Tag>>,
    /// Where figures with a unit end.
    units: Vec<usize>,
    tags: Vec<Tag>,
    lemmas: Vec<String>,
}

impl Tagger<'_> {
    fn tag(&self, at: usize) -> (Tag, String) {
        let token = &self.tokens[at];
        if let Some(tag) = self.fixed[at] {
            return (tag, token.lower.clone());
        }
        match token.shape {
            Shape::Possessive => return (Tag::Possessive, token.lower.clone()),
            Shape::Quote => return (Tag::Quote, token.lower.clone()),
            Shape::Number => return (Tag::Figure, token.lower.clone()),
            Shape::Sign => return (Tag::Other, token.lower.clone()),
            Shape::Mark => {
                let tag = match token.lower.as_str() {
                    "," => Tag::Comma,
                    ":" | ";" | "—" | "–" | "--" | "." | "!" | "?" | "(" | ")" | "[" | "]" | "…" | "..." => {
                        Tag::Break
                    }
                    _ => Tag::Other,
                };
                return (tag, token.lower.clone());
            }
            Shape::Word => {}
        }
        let word = token.lower.as_str();
        let classes = self.classes[at];
        if let Some(tag) = self.closed(at, word, classes) {
            let lemma = if classes.has(Class::Be) {
                "be"
            } else if classes.has(Class::Have) {
                "have"
            } else if classes.has(Class::Do) {
                "do"
            } else {
                word
            };
            return (tag, lemma.to_owned());
        }
        let forms = self.forms[at];
        if !forms.is_empty()
            && let Some((tag, lemma)) = self.verb(at, forms)
        {
            return (tag, lemma.to_owned());
        }
        if classes.has(Class::Adjective) {
            return (Tag::Adjective, word.to_owned());
        }
        if word.ends_with("ly") && word.len() > 4 {
            return (Tag::Adverb, word.to_owned());
        }
        let before_noun = self.next_is_nominal(at);
        let adjective = ["al", "ous", "ful", "ive", "ic", "able", "ible", "less", "ish", "ese", "ary"]
            .iter()
            .any(|e| word.ends_with(e));
        if adjective && before_noun && word.len() > 4 {
            return (Tag::Adjective, word.to_owned());
        }
        (Tag::Noun, grammar().singular(word).into_owned())
    }

    /// The closed classes of a word; none behind the last one.
    fn classes(&self, at: usize) -> Classes {
        self.classes.get(at).copied().unwrap_or_default()
    }

    /// The readings of a word as a verb; none behind the last one.
    fn forms(&self, at: usize) -> &'static [Inflection] {
        self.forms.get(at).copied().unwrap_or_default()
    }

    /// The tokens from one on to the next mark.
    fn until_mark(&self, from: usize) -> impl Iterator<Item = usize> {
        (from..self.tokens.len()).take_while(|&at| self.tokens[at].shape != Shape::Mark)
    }

    fn previous(&self) -> Option<Tag> {
        self.tags.iter().rev().copied().find(|t| !matches!(t, Tag::Adverb | Tag::Quote | Tag::Not))
    }

    fn previous_lemma(&self) -> Option<&str> {
        let at = self.tags.iter().rposition(|t| !matches!(t, Tag::Adverb | Tag::Quote | Tag::Not))?;
        self.lemmas.get(at).map(String::as_str)
    }

    /// The tag of a token that is a name or part of a value, known before the grammar.
    fn fixed(&self, at: usize) -> Option<Tag> {
        self.fixed.get(at).copied().flatten()
    }

    fn next(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at + 1)
    }

    fn next_is_nominal(&self, at: usize) -> bool {
        let Some(next) = self.next(at) else { return false };
        if self.fixed(at + 1).is_some() {
            return true;
        }
        next.is_word() && {
            let classes = self.classes(at + 1);
            (classes.is_empty() || classes.has(Class::Adjective))
                && (self.forms(at + 1).is_empty() || verbs().often_noun(&next.lower))
        }
    }

    fn next_starts_phrase(&self, at: usize) -> bool {
        if matches!(self.fixed(at + 1), Some(Tag::Figure | Tag::Name)) {
            return true;
        }
        let classes = self.classes(at + 1);
        classes.has(Class::Determiner) || classes.has(Class::Pronoun)
    }

    /// Words of closed classes; `None` where the word may be a verb, noun or adjective.
    fn closed(&self, at: usize, word: &str, classes: Classes) -> Option<Tag> {
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

    fn base_follows(&self, at: usize) -> bool {
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

    fn verb_follows(&self, at: usize) -> bool {
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

    /// Whether a word with verb forms is a verb here, and which.
    fn verb<'v>(&self, at: usize, forms: &'v [Inflection]) -> Option<(Tag, &'v str)> {
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

    fn previous_is_plural(&self) -> bool {
        let Some(at) = self.tags.iter().rposition(|t| !matches!(t, Tag::Adverb | Tag::Quote)) else {
            return false;
        };
        let word = self.tokens[at].lower.as_str();
        self.lemmas[at] != word || self.previous_lemma() == Some("police") || self.joined(at)
    }

    /// "Ukraine and Russia have": two names joined by "and" are plural.
    fn joined(&self, at: usize) -> bool {
        at >= 1 && self.tags[..at].iter().rev().take(2).any(|t| *t == Tag::Conjunction)
    }
}
