//! When and where a claim plays: what its own clause says, what the sentences before say, and whether
//! it is the news of its article or lies behind it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::occasion::opens_period;
use crate::article::Part;
use crate::claim::draft::Draft;
use crate::claim::name::{NameMention, Referent};
use crate::claim::quantity::Dimension;
use crate::claim::reading::{Reading, SentenceReading, when_of};
use crate::claim::syntax::{Item, PhraseId, Tag, VerbGroup, VerbKind};
use crate::claim::value::{ValueKind, ValueMention};
use crate::claim::when::{Basis, Grain, When};
use crate::claim::{Origin, Reach, Scene, Setting, Value};
use crate::files::Span;
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::places::Gazetteer;

/// Sentences at the top of an article that count as its lead: headline and first sentences.
pub(in crate::claim) const LEAD: usize = 6;

/// What the sentences before say of when it plays.
pub(in crate::claim) struct Memory {
    paragraph: Option<u32>,
    when: Option<When>,
    lead: Option<When>,
    /// The day around which the article plays: that of its publication, unless it looks back.
    pub(in crate::claim) now: Option<Date>,
}

impl Memory {
    pub(in crate::claim) fn new(reading: &Reading<'_>) -> Self {
        let published = reading.article.published;
        let days = reading.sentences.iter().take(LEAD).flat_map(|sentence| told_days(reading, sentence));
        // The lead's date: the first day that the article itself gives near its publication.
        let near = days.clone().find(|when| is_near(when, published) && is_within_a_week(when)).copied();
        let past = if near.is_none() { looks_back(reading) } else { None };
        Self { paragraph: None, when: None, lead: near.or(past), now: past.map(|when| when.to).or(published) }
    }

    pub(in crate::claim) fn enter(&mut self, reading: &Reading<'_>, at: usize) {
        let paragraph = reading.article.sentences[reading.sentences[at].index].paragraph;
        if self.paragraph != Some(paragraph) {
            self.paragraph = Some(paragraph);
            self.when = None;
        }
        if let Some(before) = at
            .checked_sub(1)
            .filter(|&b| reading.article.sentences[reading.sentences[b].index].paragraph == paragraph)
            && let Some((_, when)) = happened(&reading.sentences[before])
                .filter(|(at, _)| !opens_period(&reading.sentences[before], *at))
                .last()
        {
            self.when = Some(*when);
        }
    }

    /// The day that the sentence gives to a claim, and whether the claim lies behind the news.
    fn time(&self, sentence: &SentenceReading, draft: &Draft) -> (Option<When>, bool) {
        if draft.looks_back {
            return (None, false);
        }
        let said = said_when(sentence, draft);
        // What goes on from "the fire of 1933" tells of 1933.
        let far = said.or(self.when).is_some_and(|when| !is_near(&when, self.now));
        (said, far || is_background(sentence, draft.anchor, self.now))
    }

    pub(in crate::claim) fn scene(
        &self,
        reading: &Reading<'_>,
        at: usize,
        draft: &Draft,
        setting: Arc<Setting>,
    ) -> Scene {
        let sentence = &reading.sentences[at];
        let (said, background) = self.time(sentence, draft);
        let day = self.when.filter(is_within_a_week);
        let inherited = day.or(self.lead).filter(|_| !background).map(|w| (w, Origin::Inherited));
        let reported = if said.is_none() { said_day(sentence, draft) } else { None };
        Scene {
            when: said.map(|w| (w, Origin::Said)).or(inherited),
            reported,
            places: draft.share_of.clone().map_or_else(|| places(sentence), |place| BTreeSet::from([place])),
            reach: match draft.share_of {
                Some(_) => Reach::Share,
                None if is_nationwide(sentence, draft.anchor) => Reach::Country,
                None => Reach::Places,
            },
            setting,
            headline: reading.article.sentences[sentence.index].part == Part::Headline,
            background,
        }
    }
}

/// The places at which a sentence plays, else those whose authorities speak in it.
fn places(sentence: &SentenceReading) -> BTreeSet<String> {
    let those = |fits: fn(&SentenceReading, usize) -> bool| -> BTreeSet<String> {
        let place = |n: &NameMention| match &n.referent {
            Referent::Place(place) if fits(sentence, n.tokens.start) => Some(place.clone()),
            _ => None,
        };
        sentence.names.iter().filter_map(place).collect()
    };
    let located = those(is_located);
    if located.is_empty() { those(is_jurisdiction) } else { located }
}

/// "The 2005 strike, held from December 20 through 22, 2005": an article whose first words give a day
/// long before its publication, with its year, tells of that day.
fn looks_back(reading: &Reading<'_>) -> Option<When> {
    let first = reading.sentences.iter().take(2).flat_map(|sentence| told_days(reading, sentence));
    let printed = |when: &&When| {
        when.basis == Basis::Absolute && when.to.since(when.from).is_ok_and(|span| span.get_days() <= 7)
    };
    first.clone().find(printed).copied()
}

/// The days of a sentence, without the one of its dateline and without those of which somebody is quoted
/// to speak ("We should resolve this tomorrow").
fn told_days<'r>(
    reading: &'r Reading<'_>,
    sentence: &'r SentenceReading,
) -> impl Iterator<Item = &'r When> + Clone {
    let values = sentence.values.iter().enumerate();
    let quoted = |span: Span| reading.quotes.iter().any(|quote| quote.span.overlaps(span));
    let own = move |(index, value): &(usize, &ValueMention)| {
        !is_of_dateline(sentence, *index) && !quoted(value.span)
    };
    values.filter(own).filter_map(|(_, value)| when_of(value))
}

/// "KABUL, Oct. 1 -- Ten years ago", "SANTIAGO, Spain, July 25 The driver": whether a value is the day
/// of a dateline, on which the text was written and perhaps nothing happened.
fn is_of_dateline(sentence: &SentenceReading, index: usize) -> bool {
    let parse = &sentence.parse;
    let range = &parse.value_tokens[index];
    let opens = parse.tags[..range.start].iter().all(|tag| matches!(tag, Tag::Name | Tag::Comma | Tag::Noun));
    let anew = sentence.tokens.get(range.end).is_some_and(|token| token.capital)
        && parse.tags.get(range.end) == Some(&Tag::Determiner);
    opens && (1..DATELINE).contains(&range.start) && (anew || parse.tags.get(range.end) == Some(&Tag::Break))
}

/// Words and marks before the day of a dateline: "SANTIAGO DE COMPOSTELA, Spain, July 25".
const DATELINE: usize = 8;

/// The days of a sentence, each with the number of its value, without those on which something was said.
fn happened(sentence: &SentenceReading) -> impl Iterator<Item = (usize, &When)> {
    let said = |span: Span| sentence.attributed.iter().filter_map(|a| a.said_at).any(|at| at.overlaps(span));
    let values = sentence
        .values
        .iter()
        .enumerate()
        .filter(move |(index, value)| !said(value.span) && !is_of_dateline(sentence, *index));
    values.filter_map(|(index, value)| when_of(value).map(|when| (index, when)))
}

/// The date that the claim's own clause gives, or the only one of its sentence.
fn said_when(sentence: &SentenceReading, draft: &Draft) -> Option<When> {
    if let Value::When(when) = &draft.value {
        return Some(*when);
    }
    let parse = &sentence.parse;
    let dates: Vec<(usize, When)> = happened(sentence)
        .filter(|(index, _)| !opens_period(sentence, *index))
        .map(|(index, when)| (parse.value_tokens[index].start, *when))
        .filter(|(token, _)| !is_of_gerund(sentence, draft.anchor, *token))
        .collect();
    let clause = parse.clause_at(draft.anchor);
    if let Some(when) = since_when(sentence, clause) {
        return Some(when);
    }
    let of_clause = dates
        .iter()
        .filter(|(t, _)| parse.clause_at(*t) == clause)
        .min_by_key(|(t, _)| t.abs_diff(draft.anchor));
    let reached = || {
        dates
            .iter()
            .filter(|(t, _)| same_scene(sentence, *t, draft.anchor))
            .min_by_key(|(t, _)| t.abs_diff(draft.anchor))
    };
    of_clause.or_else(reached).map(|(_, when)| *when)
}

/// "was jailed for killing her on Valentine's Day": a day behind what somebody did is the day of that.
fn is_of_gerund(sentence: &SentenceReading, anchor: usize, date: usize) -> bool {
    let parse = &sentence.parse;
    let (from, to) = (parse.item_at(anchor), parse.item_at(date));
    let behind = parse.items.get(from + 1..to).unwrap_or_default();
    behind.windows(2).any(|pair| match pair {
        [Item::Preposition(for_), Item::Verb(verb)] => {
            parse.verbs[*verb].kind == VerbKind::Gerund && parse.lemmas[*for_] == "for"
        }
        _ => false,
    })
}

/// "the worst since 1933, when 25 died", "the worst since 1933, when a pier gave way, killing 25": the
/// date that a clause goes on from.
fn since_when(sentence: &SentenceReading, clause: u16) -> Option<When> {
    let parse = &sentence.parse;
    let opens = parse.clauses.iter().position(|number| *number == clause)?;
    let token = match parse.items[opens..] {
        [Item::Relative(token), ..] => token,
        // A participle goes on with what the clause before it tells.
        [Item::Comma, Item::Verb(verb), ..] if parse.verbs[verb].kind == VerbKind::Gerund => {
            return since_when(sentence, clause.checked_sub(1)?);
        }
        _ => return None,
    };
    let before = parse.items[..opens].iter().rev().find(|item| !matches!(item, Item::Comma))?;
    match before {
        Item::When(value) if parse.surface[token] == "when" => when_of(&sentence.values[*value]).copied(),
        _ => None,
    }
}

/// Whether no new clause of another time opens between two tokens.
fn same_scene(sentence: &SentenceReading, a: usize, b: usize) -> bool {
    let parse = &sentence.parse;
    let (from, to) = (parse.item_at(a.min(b)), parse.item_at(a.max(b)));
    let one_clause = parse.items[from..to].iter().all(|i| match i {
        Item::Subordinator(t) => parse.tags[*t] == Tag::That,
        Item::Break => false,
        _ => true,
    });
    one_clause && !(b < a && (main_clause_resumes(sentence, from, to) || is_of_another(sentence, from, to)))
}

/// "killing 80, according to witnesses and footage obtained on Thursday": the last verb before a day
/// stands directly behind a subject of its own, and the day is its. "The 57 were on board a ferry that
/// sank on Friday": a relative clause tells of the same event.
fn is_of_another(sentence: &SentenceReading, from: usize, to: usize) -> bool {
    let parse = &sentence.parse;
    let within = &parse.items[from..to];
    let verb = within.iter().rposition(|item| matches!(item, Item::Verb(_)));
    verb.is_some_and(|at| at >= 2 && matches!(within[at - 1], Item::Phrase(_)))
}

/// "The driver of a train that derailed, killing 80, was in hospital on Thursday": between two items
/// a relative clause ends, and what comes then is said of the driver.
fn main_clause_resumes(sentence: &SentenceReading, from: usize, to: usize) -> bool {
    let parse = &sentence.parse;
    let inside = parse.items[..from].iter().rev().take_while(|item| !matches!(item, Item::Break));
    let finite = |item: &Item| matches!(item, Item::Verb(v) if parse.verbs[*v].kind == VerbKind::Finite);
    let mut pairs = parse.items[from..to].windows(2);
    inside.into_iter().any(|item| matches!(item, Item::Relative(_)))
        && pairs.any(|pair| matches!(pair[0], Item::Comma) && finite(&pair[1]))
}

/// The day on which the claim was said, where the sentence tells.
fn said_day(sentence: &SentenceReading, draft: &Draft) -> Option<Date> {
    let at =
        sentence.attributed.iter().filter(|a| a.scope.contains(draft.mention)).find_map(|a| a.said_at)?;
    sentence.values.iter().filter(|v| v.span.overlaps(at)).filter_map(when_of).map(|w| w.to).next()
}

/// Days between an event and its report beyond which the event is background.
const NEWS_DAYS: i32 = 45;

/// A year or a month dates no sentence but its own.
fn is_within_a_week(when: &When) -> bool {
    when.to.since(when.from).is_ok_and(|span| span.get_days() < 7)
}

fn is_near(when: &When, published: Option<Date>) -> bool {
    let Some(published) = published else { return true };
    let days = |a: Date, b: Date| a.since(b).map_or(i32::MAX, |s| s.get_days());
    match when.grain {
        Grain::Year | Grain::Range | Grain::Season | Grain::Quarter => {
            when.from <= published && published <= when.to
        }
        _ => days(published, when.to) <= NEWS_DAYS && days(when.from, published) <= 400,
    }
}

/// "last year's", "previous", "a year earlier": words that set a clause apart from the news.
pub(in crate::claim) fn is_background(
    sentence: &SentenceReading,
    anchor: usize,
    published: Option<Date>,
) -> bool {
    let clause = sentence.parse.clause_at(anchor);
    if after_long(sentence, anchor) || tells_of_years(sentence, published) || tells_of_the_like(sentence) {
        return true;
    }
    sentence.parse.lemmas.iter().enumerate().any(|(at, word)| {
        // "a month earlier" dates another figure, not what the clause says.
        sentence.parse.clause_at(at) == clause
            && sentence.parse.tags[at] != Tag::When
            && grammar().is(word, Group::Earlier)
            && !sentence.tokens.get(at.wrapping_sub(1)).is_some_and(|t| t.is("hours") || t.is("hour"))
    })
}

/// "The 2024 disaster left five dead", "the quake of 2013": all days that the sentence gives are far
/// from the news. A year that a period is counted from ("the worst since 1933") tells nothing.
fn tells_of_years(sentence: &SentenceReading, published: Option<Date>) -> bool {
    let Some(published) = published else { return false };
    let values = sentence.values.iter().enumerate();
    let (near, far): (Vec<&When>, Vec<&When>) = values
        .filter(|(at, _)| !opens_period(sentence, *at))
        .filter_map(|(_, value)| when_of(value))
        .partition(|when| is_near(when, Some(published)));
    let bare = |at: usize| {
        let token = &sentence.tokens[at];
        let year = (token.lower.len() == 4).then(|| token.lower.parse::<i16>().ok()).flatten();
        let covered = sentence.parse.value_tokens.iter().any(|range| range.contains(&at));
        let since =
            at.checked_sub(1).is_some_and(|b| matches!(sentence.tokens[b].lower.as_str(), "since" | "until"));
        year.is_some_and(|year| (1800..published.year()).contains(&year)) && !covered && !since
    };
    // "the 2011-2012 school year", told in 2012, goes on.
    let goes_on = || {
        let this = published.year().to_string();
        sentence.tokens.iter().any(|token| token.lower == this)
    };
    near.is_empty() && (!far.is_empty() || (0..sentence.tokens.len()).any(bare) && !goes_on())
}

/// "A similar fire in nearby Oster killed four": what is only like the news is another event.
fn tells_of_the_like(sentence: &SentenceReading) -> bool {
    let parse = &sentence.parse;
    let like = |phrase: PhraseId| {
        let words = &parse.surface[parse.phrases[phrase].tokens.clone()];
        parse.phrases[phrase].head.is_some() && words.iter().any(|word| grammar().is(word, Group::Alike))
    };
    parse
        .verbs
        .iter()
        .find(|verb| verb.kind == VerbKind::Finite)
        .and_then(|verb| verb.subject)
        .is_some_and(like)
}

/// "just over a year after nine people were shot": a long span of time before "after", "before",
/// "earlier" or "ago" sets what follows far from the news.
fn after_long(sentence: &SentenceReading, anchor: usize) -> bool {
    let long = |v: &ValueMention| match &v.kind {
        // "less than five months after": near five.
        ValueKind::Number(q) => {
            q.unit.dimension == Dimension::Months
                && q.low.or(q.high).is_some_and(|b| b.at * q.unit.factor >= Decimal::from(2))
        }
        _ => false,
    };
    sentence.values.iter().zip(&sentence.parse.value_tokens).any(|(value, tokens)| {
        let next = sentence.tokens.get(tokens.end).map_or("", |t| t.lower.as_str());
        long(value)
            && match next {
                "after" => anchor > tokens.end,
                "before" | "earlier" | "ago" => true,
                _ => false,
            }
    })
}

/// Whether something is said to be at a place: "in Kyiv", not "the Kyiv talks" or "from Kyiv".
fn is_located(sentence: &SentenceReading, token: usize) -> bool {
    let parse = &sentence.parse;
    let phrase = parse.phrase_at(token);
    // "in Ukraine's western Lenivka region": the last name of the phrase is the place.
    let owner =
        phrase.and_then(|p| parse.phrases[p].owner.clone()).is_some_and(|owner| owner.contains(&token));
    let preposition = phrase.and_then(|p| parse.phrases[p].preposition).filter(|_| !owner);
    let of_part = || {
        let part = phrase.and_then(|p| parse.phrases[p].on).and_then(|on| parse.phrases[on].head);
        part.is_some_and(|head| {
            grammar().is(&parse.lemmas[head], Group::Settlement)
                || grammar().is(&parse.lemmas[head], Group::Quarter)
        })
    };
    preposition.is_some_and(|t| {
        grammar().is(&parse.lemmas[t], Group::Located)
            // "the streets of Porto", "the town of Alden".
            || parse.lemmas[t] == "of" && of_part()
    })
}

/// "a million protesters nationwide", "across Brazil", "throughout the country": whether the clause of a
/// claim tells of a whole country.
fn is_nationwide(sentence: &SentenceReading, anchor: usize) -> bool {
    let parse = &sentence.parse;
    let clause = parse.clause_at(anchor);
    let within = |at: usize| parse.clause_at(at) == clause;
    let word =
        (0..parse.surface.len()).any(|at| within(at) && grammar().is(&parse.surface[at], Group::Nationwide));
    word || parse.phrases.iter().any(|phrase| {
        let across = phrase.preposition.is_some_and(|t| grammar().is(&parse.lemmas[t], Group::Throughout));
        let noun = || phrase.head.is_some_and(|head| grammar().is(&parse.lemmas[head], Group::WholeCountry));
        let named = || {
            phrase.names.iter().any(|&name| match &sentence.names[name].referent {
                Referent::Nation(_) => true,
                Referent::Place(place) => Gazetteer::get().country_of(place) == Some(place.as_str()),
                _ => false,
            })
        };
        within(phrase.tokens.start) && across && (noun() || named())
    })
}

/// "Kharkiv regional authorities reported": a place whose own authorities speak.
fn is_jurisdiction(sentence: &SentenceReading, token: usize) -> bool {
    let parse = &sentence.parse;
    let Some(phrase) = parse.phrase_at(token) else { return false };
    let speaks = |verb: &VerbGroup| {
        verb.subject == Some(phrase) && grammar().is(&parse.lemmas[verb.main], Group::Saying)
    };
    let authority =
        parse.phrases[phrase].tokens.clone().any(|at| grammar().is(&parse.lemmas[at], Group::Local));
    authority && parse.verbs.iter().any(speaks)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use crate::claim::extract::tests::claims_of;
    use crate::claim::{Claim, Kind};

    /// The last count of a text that was published on Sunday, 12 March 2028.
    fn last_count(text: &str) -> Claim {
        claims_of(text).into_iter().rfind(|claim| claim.kind == Kind::Count).expect("a count")
    }

    fn day_of(text: &str) -> Option<Date> {
        last_count(text).scene.when.map(|(when, _)| when.from)
    }

    #[test]
    fn what_is_only_like_the_news_is_another_event() {
        let background = |text: &str| claims_of(text)[0].scene.background;
        assert!(background("A similar fire in nearby Oster killed four people."));
        assert!(!background("The fire in Merin killed nine people in a similar way."));
    }

    #[test]
    fn a_sentence_plays_on_the_day_of_the_one_before() {
        assert_eq!(
            day_of("A bus fell into a lake on Friday. Nine people were hurt."),
            Some(date(2028, 3, 10))
        );
    }

    #[test]
    fn the_day_of_a_dateline_dates_nothing() {
        assert_eq!(day_of("MERIN, March 11 (Wire) - Nine people were hurt in a fire."), None);
        assert_eq!(day_of("MERIN, March 11 The storm killed five people."), None);
        assert_eq!(day_of("On March 11 the storm killed five people."), Some(date(2028, 3, 11)));
    }

    #[test]
    fn a_year_is_no_day_of_the_sentences_behind_it() {
        assert_eq!(day_of("The works opened in 2027. Nine people were hurt there."), None);
        assert_eq!(day_of("The council met in 2028. Nine people were hurt there."), None);
    }

    #[test]
    fn what_happened_months_before_is_background() {
        let background = |text: &str| last_count(text).scene.background;
        assert!(background("The train derailed less than five months after 11 people died on the line."));
        assert!(background("The train derailed five months after 11 people died on the line."));
        assert!(!background("The train derailed less than an hour after 11 people left it."));
    }

    #[test]
    fn parts_of_a_town_are_in_it() {
        let places = |text: &str| last_count(text).scene.places.into_iter().collect::<Vec<_>>().join(", ");
        assert_eq!(places("Nine people were arrested in the streets of Porto."), "porto");
        assert_eq!(places("Nine people were arrested in the town of Porto."), "porto");
        assert_eq!(places("Nine people were arrested at a concert of Porto."), "");
    }
}
