//! Who speaks, found by the structure of the words around a speech verb: names, titles, bodies,
//! unnamed voices, pronouns. Knows no person; a resolver can put canonical names in.

use crate::claim::token::{Shape, Token};
use crate::files::Span;
use crate::vocabulary::speech::{Class, Classes, Speech};

/// What kind of voice a group of words names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voicing {
    /// A name: "Kyiv", "Mira Talvik", "Captain Roe".
    Name,
    /// A name that a title marks as a person's.
    Person,
    /// A particular body or office holder: "the prefecture", "police", "Norland's defence minister".
    Role,
    /// "he", "they".
    Pronoun,
    /// A news medium: a channel, no party to what is said.
    Medium,
    /// "officials", "a source".
    Unnamed,
}

/// A group of words that speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// The whole group.
    pub span: Span,
    /// The name inside it.
    pub core: Span,
    /// Folded name, without titles and articles.
    pub name: String,
    /// What kind of voice it is.
    pub voicing: Voicing,
    /// First token of the group.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
}

/// The tokens of one sentence with what is known of them before any speaker is looked for.
pub(crate) struct Line<'a> {
    pub tokens: &'a [Token],
    pub words: &'a Speech,
    /// What each word can be; nothing for marks and figures.
    classes: Vec<Classes>,
    /// Whether each word is written as a name is: see [`Self::capital`].
    capitals: Vec<bool>,
    /// Whether the whole sentence is in capitals, so that a capital says nothing.
    caps: bool,
}

/// Words of grammar.
const GRAMMATICAL: [Class; 6] = [
    Class::Pronoun,
    Class::Determiner,
    Class::Preposition,
    Class::Relative,
    Class::ClauseStart,
    Class::Auxiliary,
];

impl<'a> Line<'a> {
    pub fn new(tokens: &'a [Token], words: &'a Speech) -> Self {
        let all = tokens.iter().filter(|t| t.is_word()).count();
        let shouted = tokens.iter().filter(|t| t.shouted).count();
        let of = |t: &Token| if t.is_word() { words.classes(&t.lower) } else { Classes::default() };
        let classes = tokens.iter().map(of).collect();
        let caps = all > 1 && shouted * 10 >= all * 7;
        let mut line = Self { tokens, words, classes, capitals: Vec::new(), caps };
        line.capitals = (0..tokens.len()).map(|at| line.is_name_like(at)).collect();
        line
    }

    pub fn is(&self, at: usize, class: Class) -> bool {
        self.classes.get(at).is_some_and(|classes| classes.has(class))
    }

    pub fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.lower.as_str())
    }

    pub fn is_quote(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.shape == Shape::Quote)
    }

    /// Whether a token is written with a capital that marks a name: not a function word, and
    /// in a sentence all in capitals no word that the vocabulary knows.
    pub fn capital(&self, at: usize) -> bool {
        self.capitals.get(at).copied().unwrap_or(false)
    }

    fn is_name_like(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let known = || self.classes[at].has_any(&[Class::Title, Class::Body, Class::Anonymous]);
        token.is_word()
            && token.capital
            && !self.grammatical(at)
            && !(self.caps && known())
            && !(at == 0 && !token.shouted && known())
    }

    /// A pronoun, article, preposition, conjunction or auxiliary.
    fn grammatical(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        // "US" is a country and "AM" a clock time: only "us", "am" are grammar.
        let shouted_name = token.shouted && !self.caps && token.lower.len() > 1 && at > 0;
        !shouted_name && self.classes[at].has_any(&GRAMMATICAL)
    }

    /// The group that ends just before `end`, as the subject of a verb that starts there. `floor`
    /// is the first token that may belong to it.
    pub fn subject_before(&self, end: usize, floor: usize) -> Option<Speaker> {
        let mut end = end;
        while end > floor
            && (self.is(end - 1, Class::Between) && !self.is(end - 1, Class::Relative)
                || self.lower(end - 1).ends_with("ly") && !self.capital(end - 1))
        {
            end -= 1;
        }
        end = self.before_date(end, floor);
        let last = end.checked_sub(1).filter(|&last| last >= floor)?;
        if self.is(last, Class::Relative)
            && self.lower(last) != "that"
            && self.lower(last) != "when"
            && self.lower(last) != "where"
        {
            let comma = usize::from(last > floor && self.lower(last - 1) == ",");
            return self.group_before(last - comma, floor);
        }
        if matches!(self.lower(last), "," | "–" | "—" | "--" | "-") {
            return self.around_apposition(last, floor);
        }
        if self.lower(last) == ")" {
            let open = (floor..last).rev().find(|&at| self.lower(at) == "(")?;
            return self.group_before(open, floor);
        }
        self.group_before(end, floor)
    }

    /// "Roe on Monday said": steps over a date between a subject and its verb.
    fn before_date(&self, end: usize, floor: usize) -> usize {
        let mut at = end;
        while at > floor && (self.is(at - 1, Class::DateWord) || self.tokens[at - 1].shape == Shape::Number) {
            at -= 1;
        }
        let dated = at < end && at > floor + 1;
        if dated
            && matches!(self.lower(at - 1), "on" | "last" | "late" | "early" | "this")
            && !self.is(at - 2, Class::Preposition)
        {
            at - 1
        } else {
            end
        }
    }

    /// "Roe, the harbour master, said", "Roe, who runs the port, said": the group before the
    /// inserted words; "the harbour master, Ann Roe, said": the inserted name.
    fn around_apposition(&self, comma: usize, floor: usize) -> Option<Speaker> {
        let open = (floor..comma).rev().find(|&at| matches!(self.lower(at), "," | "–" | "—" | "--" | "-"))?;
        let inner = open + 1;
        let outer = self.group_before(open, floor);
        let named_inside = self.capital(inner) && !self.is(inner, Class::DateWord);
        if named_inside
            && let Some(name) = self.group_before(comma, inner)
            && name.first == inner
            && name.voicing != Voicing::Unnamed
            && outer.as_ref().is_none_or(|o| {
                o.voicing == Voicing::Unnamed || o.voicing == Voicing::Role && self.holds_title(o)
            })
        {
            // The office before the name belongs to the subject, not to what is said.
            let first = outer.map_or(name.first, |o| o.first);
            return Some(Speaker { first, ..name });
        }
        outer.or_else(|| {
            self.group_before(comma, inner).filter(|s| s.first == inner && s.voicing != Voicing::Unnamed)
        })
    }

    /// Whether the head of a group is an office that a person holds ("the opposition leader").
    fn holds_title(&self, speaker: &Speaker) -> bool {
        let head = self.head_end(speaker.first, speaker.end);
        head > speaker.first && self.is(head - 1, Class::Title)
    }

    /// The noun group that ends just before `end`.
    pub fn group_before(&self, end: usize, floor: usize) -> Option<Speaker> {
        let last = end.checked_sub(1).filter(|&last| last >= floor)?;
        if self.is(last, Class::Pronoun) && !self.capital(last) {
            return self.pronoun(last);
        }
        let (start, whole) = self.chunk_start(end, floor);
        let start = if whole { self.skip_lead(start, end) } else { self.tail_start(start, end) };
        self.classify(start, end)
    }

    fn pronoun(&self, at: usize) -> Option<Speaker> {
        let token = self.tokens.get(at)?;
        Some(Speaker {
            span: token.span,
            core: token.span,
            name: token.lower.clone(),
            voicing: Voicing::Pronoun,
            first: at,
            end: at + 1,
        })
    }

    /// Walks left to where the clause starts; the flag says whether it was a clause boundary, or
    /// a verb in whose company the words before the group cannot belong to it.
    fn chunk_start(&self, end: usize, floor: usize) -> (usize, bool) {
        let mut at = end;
        while at > floor {
            let before = at - 1;
            let token = &self.tokens[before];
            match token.shape {
                Shape::Quote if !self.nickname(before, end) => return (at, true),
                Shape::Mark if !self.inner_mark(before) => return (at, true),
                // "Here's the minister": a verb, no owner.
                Shape::Possessive
                    if before > floor
                        && matches!(
                            self.lower(before - 1),
                            "here"
                                | "there"
                                | "it"
                                | "that"
                                | "what"
                                | "he"
                                | "she"
                                | "who"
                                | "where"
                                | "how"
                        ) =>
                {
                    return (at, true);
                }
                Shape::Word if !self.capital(before) => {
                    if self.is(before, Class::Auxiliary) {
                        return (at, false);
                    }
                    let relative = self.is(before, Class::Relative);
                    let clause = self.is(before, Class::ClauseStart);
                    if relative || (clause && !matches!(token.lower.as_str(), "and" | "or")) {
                        return (at, true);
                    }
                    if matches!(token.lower.as_str(), "and" | "or") && !self.coordinates(before, floor) {
                        return (at, true);
                    }
                    if self.is(before, Class::Pronoun) && !self.is(before, Class::Determiner) {
                        return (at, false);
                    }
                }
                _ => {}
            }
            at = before;
        }
        (at, true)
    }

    /// Whether "and" joins two subjects: little stands between it and the start of the clause.
    fn coordinates(&self, and: usize, floor: usize) -> bool {
        let (start, whole) = self.chunk_start(and, floor.max(and.saturating_sub(5)));
        whole
            && start < and
            && and - start <= 4
            && (start == floor || start > and.saturating_sub(5))
            && start == self.skip_lead(start, and)
    }

    /// A mark that can stand inside a name: the points of initials and titles, hyphens, slashes,
    /// ampersands.
    fn inner_mark(&self, at: usize) -> bool {
        match self.lower(at) {
            "." if self.is_address(at) => true,
            "." => {
                at > 0
                    && self.tokens[at - 1].is_word()
                    && (self.tokens[at - 1].lower.chars().count() <= 2 || self.is(at - 1, Class::Title))
                    && self.tokens[at - 1].capital
            }
            "-" | "/" | "&" | "'" => true,
            _ => false,
        }
    }

    /// The point of "example.org": words touch it on both sides.
    fn is_address(&self, at: usize) -> bool {
        let (Some(before), Some(after)) =
            (at.checked_sub(1).and_then(|b| self.tokens.get(b)), self.tokens.get(at + 1))
        else {
            return false;
        };
        let point = self.tokens[at].span;
        self.lower(at) == "."
            && before.is_word()
            && after.is_word()
            && before.span.end == point.start
            && point.end == after.span.start
    }

    /// Quotation marks around a nickname: “AJ” between two words of a name.
    fn nickname(&self, at: usize, end: usize) -> bool {
        let closes =
            at >= 2 && self.is_quote(at - 2) && self.capital(at - 1) && at + 1 < end && self.capital(at + 1);
        let opens = at + 2 < end && self.is_quote(at + 2) && self.capital(at + 1) && self.capital(at + 3);
        closes || opens
    }

    /// Steps over conjunctions, adverbs and a leading adjunct ("On Monday the monitor …").
    fn skip_lead(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end
            && !self.capital(at)
            && (self.is(at, Class::ClauseStart)
                || self.is(at, Class::Between)
                || self.lower(at).ends_with("ly"))
            && !self.is(at, Class::Determiner)
            && !self.is(at, Class::Preposition)
        {
            at += 1;
        }
        let adjunct = (self.is(at, Class::Preposition)
            || self.is(at, Class::DateWord)
            || self.is(at, Class::DateLead) && !self.is(at, Class::Determiner))
            && !self.capital_name(at);
        if adjunct || end - at > 16 { self.tail_start(at, end) } else { at }
    }

    fn capital_name(&self, at: usize) -> bool {
        self.capital(at) && !self.is(at, Class::DateWord)
    }

    /// The last noun group of a chunk: from its article, or from the start of its run of names and
    /// nouns; extended over "of".
    fn tail_start(&self, start: usize, end: usize) -> usize {
        let mut at = end;
        while at > start {
            let before = at - 1;
            if self.is(before, Class::Preposition) && !self.capital(before) {
                if self.lower(before) == "of" && before > start {
                    at = before;
                    continue;
                }
                break;
            }
            let dated = self.is(before, Class::DateWord) && self.tokens[before].capital;
            if dated
                || self.tokens[before].shape == Shape::Number
                || (self.is(before, Class::ClauseStart) && !self.capital(before))
            {
                break;
            }
            at = before;
            if self.is(at, Class::Determiner) && !(at > start && self.lower(at - 1) == "of") {
                break;
            }
        }
        at
    }

    /// The noun group that starts at `at`: after "according to", "said", "told".
    pub fn group_after(&self, at: usize) -> Option<Speaker> {
        if self.is(at, Class::Pronoun) && !self.capital(at) && !self.is(at, Class::Determiner) {
            return self.pronoun(at);
        }
        let end = self.group_end(at);
        let group = self.classify(at, end)?;
        // "said the harbour master, Ann Roe": the name is in apposition.
        if group.voicing == Voicing::Role
            && self.holds_title(&group)
            && self.lower(end) == ","
            && self.capital(end + 1)
        {
            let stop = (end + 1..self.tokens.len())
                .find(|&i| !self.capital(i) && !self.inner_mark(i))
                .unwrap_or(self.tokens.len());
            let closed = stop == self.tokens.len()
                || self.tokens[stop].shape == Shape::Mark
                || self.is(stop, Class::Preposition);
            if stop - end <= 5
                && closed
                && let Some(name) = self.classify(end + 1, stop)
            {
                return Some(name);
            }
        }
        Some(group)
    }

    /// One past the last token of the group that starts at `at`.
    fn group_end(&self, at: usize) -> usize {
        let mut end = at;
        while end < self.tokens.len() && end - at < 14 {
            let token = &self.tokens[end];
            let stop = match token.shape {
                Shape::Quote => !(end > at && (self.nickname(end, self.tokens.len()))),
                Shape::Mark => {
                    end == at || !self.inner_mark(end) || (token.lower == "." && end + 1 == self.tokens.len())
                }
                Shape::Sign => true,
                Shape::Number => end > at && !self.tokens[end - 1].capital,
                Shape::Possessive => false,
                Shape::Word if self.capital(end) => {
                    self.is(end, Class::DateWord) && end > at && !self.tokens[end - 1].capital
                }
                Shape::Word => self.ends_group(at, end),
            };
            if stop {
                break;
            }
            end += 1;
        }
        while end > at
            && (self.is(end - 1, Class::Preposition) || self.is(end - 1, Class::Determiner))
            && !self.capital(end - 1)
        {
            end -= 1;
        }
        end
    }

    fn ends_group(&self, at: usize, end: usize) -> bool {
        let word = self.lower(end);
        if end == at {
            return self.is(end, Class::Auxiliary)
                || self.is(end, Class::Relative) && !self.is(end, Class::Determiner);
        }
        let determined = self.is(end - 1, Class::Preposition)
            || self.is(end - 1, Class::Determiner)
            || self.lower(end - 1) == "and";
        match word {
            "by" | "from" => !(at..end).any(|i| self.is(i, Class::Tally)),
            "of" | "for" | "held" | "kept" | "compiled" | "published" | "issued" => false,
            "and" => {
                !(self.capital(end + 1)
                    || self.is(end + 1, Class::Body)
                    || self.is(end + 1, Class::Anonymous))
            }
            "familiar" | "with" | "close" | "to" => !self.unnamed_before(at, end),
            _ if self.is(end, Class::Determiner) => !determined,
            _ => {
                self.is(end, Class::Preposition)
                    || self.is(end, Class::Auxiliary)
                    || self.is(end, Class::Relative)
                    || self.is(end, Class::ClauseStart)
                    || self.is(end, Class::Pronoun)
                    || self.is(end, Class::DateWord)
                    || self.words.forms(word).iter().any(|form| !form.noun && form.rest.is_empty())
            }
        }
    }

    /// "people familiar with the matter": the group began with an unnamed voice.
    fn unnamed_before(&self, at: usize, end: usize) -> bool {
        (at..end).any(|i| self.is(i, Class::Anonymous))
    }

    /// One past the head of a group: before its first preposition, relative or comma.
    fn head_end(&self, start: usize, end: usize) -> usize {
        (start..end)
            .find(|&at| {
                let boundary = self.is(at, Class::Preposition)
                    || self.is(at, Class::Relative) && !self.is(at, Class::Determiner)
                    || self.lower(at) == ",";
                at > start && boundary && !self.capital(at)
            })
            .unwrap_or(end)
    }

    /// Reads a group of words as a voice.
    pub fn classify(&self, start: usize, end: usize) -> Option<Speaker> {
        let end = end.min(self.tokens.len());
        if start >= end || (start..end).all(|at| !self.tokens[at].is_word()) {
            return None;
        }
        let mut head = start;
        let mut definite = false;
        let mut indefinite = false;
        while head < end && self.is(head, Class::Determiner) && !self.capital(head) {
            definite |= self.is(head, Class::Definite);
            indefinite |= !definite;
            head += 1;
        }
        let stop = self.head_end(head, end);
        if let Some(owner) = self.tally_owner(head, stop, end) {
            return Some(Speaker {
                first: start,
                end,
                span: self.tokens[start].span.join(self.tokens[end - 1].span),
                ..owner
            });
        }
        if head >= stop {
            // "many", "one" and "some" speak by themselves.
            return (indefinite && head == end && self.is(head - 1, Class::Anonymous))
                .then(|| self.speaker(start, end, head - 1..end, Voicing::Unnamed));
        }
        let owned = (head..stop).any(|at| self.tokens[at].shape == Shape::Possessive);
        self.classify_head(start..end, head..stop, definite || owned, indefinite)
    }

    /// "the survey's reviewed reading", "the manifest held by the port office": whose it is speaks.
    fn tally_owner(&self, head: usize, stop: usize, end: usize) -> Option<Speaker> {
        let tally = (head..stop).find(|&at| self.is(at, Class::Tally) && !self.capital(at) && at > 0)?;
        let possessive = (head..tally).rfind(|&at| self.tokens[at].shape == Shape::Possessive);
        if let Some(possessive) = possessive {
            return self.classify(head, possessive);
        }
        let link =
            (tally + 1..end.min(tally + 4)).find(|&at| matches!(self.lower(at), "of" | "by" | "from"))?;
        self.classify(link + 1, end).filter(|owner| {
            (owner.first..owner.end)
                .any(|at| self.capital(at) || self.is(at, Class::Body) || self.is(at, Class::Title))
        })
    }

    fn classify_head(
        &self,
        whole: std::ops::Range<usize>,
        head: std::ops::Range<usize>,
        definite: bool,
        indefinite: bool,
    ) -> Option<Speaker> {
        let last = (head.clone()).rev().find(|&at| self.tokens[at].is_word())?;
        let speaker =
            |core: std::ops::Range<usize>, voicing| Some(self.speaker(whole.start, whole.end, core, voicing));
        let name = fold_name(self.tokens, head.clone());
        let spoken_of = |class| self.is(last, class);
        let address = (head.clone()).any(|at| self.is_address(at));
        if self.words.is_medium(&name) || spoken_of(Class::MediaWord) || address {
            return speaker(head, Voicing::Medium);
        }
        if let Some(medium) = (head.start + 1..=last)
            .rev()
            .find(|&at| self.words.is_medium(&fold_name(self.tokens, at..last + 1)))
        {
            return speaker(medium..last + 1, Voicing::Medium);
        }
        if spoken_of(Class::Body) && (definite || !indefinite)
            || spoken_of(Class::Title)
                && (self.tokens[last].capital || definite)
                && !spoken_of(Class::Anonymous)
        {
            // A spokesman lends a body his voice; without a name it is the body that speaks.
            if spoken_of(Class::Representative)
                && head.end < whole.end
                && matches!(self.lower(head.end), "for" | "of")
                && let Some(body) = self.classify(head.end + 1, whole.end)
            {
                return speaker(body.first..body.end, body.voicing);
            }
            return speaker(self.with_of(head.start, head.end, whole.end), Voicing::Role);
        }
        if self.capital(last) || (self.caps && !spoken_of(Class::Anonymous)) {
            return Some(self.named(&whole, head.start, last));
        }
        if (head.clone()).any(|at| self.is(at, Class::Anonymous) && !self.capital(at)) {
            let core = (head.clone())
                .rev()
                .find(|&at| self.is(at, Class::Anonymous) && !self.capital(at))
                .unwrap_or(last);
            return speaker(core..core + 1, Voicing::Unnamed);
        }
        if spoken_of(Class::Representative)
            && !definite
            && matches!(self.lower(head.end), "for" | "of")
            && let Some(body) = self.classify(head.end + 1, whole.end)
        {
            return speaker(body.first..body.end, body.voicing);
        }
        let coordinated =
            (head.clone()).any(|at| self.lower(at) == "and") && (head.clone()).any(|at| self.capital(at));
        let voicing = if definite && !indefinite || coordinated { Voicing::Role } else { Voicing::Unnamed };
        speaker(self.with_of(head.start, head.end, whole.end), voicing)
    }

    /// "the head of the financial watchdog" is known by its "of".
    fn with_of(&self, start: usize, head_end: usize, end: usize) -> std::ops::Range<usize> {
        if self.lower(head_end) != "of" || head_end >= end {
            return start..head_end;
        }
        start..self.head_end(head_end + 1, end).max(head_end)
    }

    /// A group whose head is written with a capital: "Norland's president Ann Roe", "the Kremlin".
    fn named(&self, whole: &std::ops::Range<usize>, start: usize, last: usize) -> Speaker {
        let title = (start..last).rev().find(|&at| self.is(at, Class::Title));
        let run = (start..=last).rev().take_while(|&at| self.in_name(at, last)).last().unwrap_or(last);
        let (from, voicing) = match title {
            Some(title) => {
                let mut from = title + 1;
                while from < last && !self.tokens[from].is_word() {
                    from += 1;
                }
                (from.max(run), Voicing::Person)
            }
            None => (run, Voicing::Name),
        };
        self.speaker(whole.start, whole.end, from..last + 1, voicing)
    }

    /// Capitalised words, initials, particles and nicknames of one name.
    fn in_name(&self, at: usize, last: usize) -> bool {
        let particle = matches!(
            self.lower(at),
            "de" | "van"
                | "von"
                | "der"
                | "den"
                | "bin"
                | "ibn"
                | "al"
                | "el"
                | "la"
                | "le"
                | "du"
                | "da"
                | "di"
                | "dos"
                | "and"
        );
        self.capital(at)
            || (self.caps && self.tokens[at].is_word() && !self.grammatical(at))
            || self.inner_mark(at)
            || (particle && at < last && at > 0 && self.capital(at + 1))
            || (self.is_quote(at) && self.nickname(at, last + 1))
    }

    fn speaker(&self, first: usize, end: usize, core: std::ops::Range<usize>, voicing: Voicing) -> Speaker {
        let span = self.tokens[first].span.join(self.tokens[end - 1].span);
        let core_span = self.tokens[core.start].span.join(self.tokens[(core.end - 1).max(core.start)].span);
        Speaker { span, core: core_span, name: fold_name(self.tokens, core), voicing, first, end }
    }
}

/// Folded words of a name without marks, articles and possessives.
fn fold_name(tokens: &[Token], range: std::ops::Range<usize>) -> String {
    let mut name = String::new();
    for token in tokens.get(range).unwrap_or(&[]) {
        let kept = match token.shape {
            Shape::Word | Shape::Number => !matches!(token.lower.as_str(), "the" | "a" | "an" | "own"),
            Shape::Mark => matches!(token.lower.as_str(), "/" | "&"),
            _ => false,
        };
        if !kept {
            continue;
        }
        let tight = token.lower == "/" || name.ends_with('/');
        if !name.is_empty() && !tight {
            name.push(' ');
        }
        name.push_str(&token.lower);
    }
    name
}
