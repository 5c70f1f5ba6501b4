//! The claims of one article: every extractor over every sentence, then what the article adds to
//! each claim: its voices, its scene and its place in the order.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::draft::Draft;
use super::event::memory::{LEAD, Memory, is_background};
use super::event::occasion::occasions;
use super::event::ongoing::ongoing;
use super::event::precedent::{self, precedents};
use super::event::statement::statements;
use super::figure::rank::ranks;
use super::figure::{Before, figures};
use super::name::{self, Referent};
use super::quantity::Hedge;
use super::quote::QuoteMention;
use super::reading::{Reading, SentenceReading};
use super::when::{Basis, Grain, When};
use super::{Claim, ClaimId, EventId, Field, Kind, Origin, Scene, Setting, Value, Voice};
use crate::article::{Article, Part, from_text};
use crate::claim::syntax::Tag;
use crate::claim::value::ValueMention;
use crate::vocabulary::common::is_common;
use crate::vocabulary::grammar::{Class, grammar};
use crate::vocabulary::places::Gazetteer;
use crate::vocabulary::predicates::{Aspect, Wording, predicates};
use crate::vocabulary::things::things;

/// The values that the grammars see in each sentence: its index and its values.
pub fn sentence_values(article: &Article) -> Vec<(usize, Vec<ValueMention>)> {
    Reading::new(article).sentences.into_iter().map(|s| (s.index, s.values)).collect()
}

/// What the grammars make of one article.
#[derive(Debug, Default)]
pub struct Extracted {
    /// Everything that it asserts. Ids are dense within the article; the caller renumbers them.
    pub claims: Vec<Claim>,
    /// What it is about.
    pub about: About,
}

/// What an article as a whole is about, whether or not a claim stands in the sentence.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Names that it mentions where it tells its news.
    pub names: BTreeSet<String>,
    /// Telling words of its lead: headline and first sentences.
    pub lead: BTreeSet<String>,
    /// The day of its publication.
    pub published: Option<Date>,
}

impl About {
    fn of(reading: &Reading<'_>, settings: &[Arc<Setting>], now: Option<Date>) -> Self {
        let mut about = Self { published: reading.article.published, ..Self::default() };
        for (sentence, setting) in reading.sentences.iter().zip(settings) {
            if is_background(sentence, 0, now) {
                continue;
            }
            about.names.extend(setting.names.iter().cloned());
            if sentence.index < LEAD {
                about.lead.extend(setting.words.iter().cloned());
            }
        }
        about.add_title(reading.article);
        about
    }

    /// A title that stands beside the text and not in it tells as much of the subject as a headline.
    fn add_title(&mut self, article: &Article) {
        let headline = article.sentences.iter().any(|sentence| sentence.part == Part::Headline);
        let Some(title) = article.title.as_deref().filter(|_| !headline) else { return };
        let title = from_text(&article.outlet, article.published, None, title);
        for sentence in &Reading::new(&title).sentences {
            let setting = setting(sentence);
            self.names.extend(setting.names);
            self.lead.extend(setting.words);
        }
    }
}

/// Everything an article asserts. Ids are dense within the article; the caller renumbers them.
pub fn claims(article: &Article) -> Vec<Claim> {
    extract(article).claims
}

/// Reads an article: what it asserts and what it is about.
pub fn extract(article: &Article) -> Extracted {
    let reading = Reading::new(article);
    let settings: Vec<Arc<Setting>> = reading.sentences.iter().map(|s| Arc::new(setting(s))).collect();
    let mut drafts: Vec<(usize, Draft, Vec<Voice>)> = Vec::new();
    let mut counted = Counted::default();
    for (at, sentence) in reading.sentences.iter().enumerate() {
        let saying: Vec<_> = sentence.attributed.iter().filter_map(|a| a.said_at).collect();
        let mut found = figures(sentence, &counted.before(article, sentence.index));
        counted.after(article, sentence.index, &found);
        let precedents = precedents(sentence, article.published);
        found.retain(|draft| !precedent::tells(&precedents, draft));
        found.extend(ranks(sentence, &precedents));
        found.extend(precedents);
        found.extend(ongoing(sentence, article.published));
        found.extend(occasions(sentence, &saying));
        found.extend(statements(sentence));
        drafts.extend(found.into_iter().map(|d| {
            let voices = voices(sentence, &d);
            (at, d, voices)
        }));
    }
    people(&reading, &mut drafts);
    quotations(&reading, &mut drafts);
    inherit_parties(&mut drafts);
    let mut memory = Memory::new(&reading);
    let mut claims: Vec<Claim> = Vec::with_capacity(drafts.len());
    drafts.sort_by_key(|(at, d, _)| (*at, d.mention.start, d.mention.end, d.kind));
    let mut last = usize::MAX;
    for (at, draft, voices) in drafts {
        let sentence = &reading.sentences[at];
        if at != last {
            memory.enter(&reading, at);
            last = at;
        }
        let scene = memory.scene(&reading, at, &draft, Arc::clone(&settings[at]));
        claims.push(finish(article, sentence, draft, voices, scene));
    }
    hedge_headlines(&mut claims);
    days_of_clocks(&mut claims);
    for (id, claim) in claims.iter_mut().enumerate() {
        claim.id = ClaimId(u32::try_from(id).unwrap_or(u32::MAX));
    }
    let about = About::of(&reading, &settings, memory.now);
    Extracted { claims, about }
}

/// "It came down at about 11am": a clock time without a day is of the day that the article gives for that
/// event elsewhere, before the day that was last told.
fn days_of_clocks(claims: &mut [Claim]) {
    let when = |claim: &Claim| match &claim.value {
        Value::When(when) if claim.kind == Kind::Date && !claim.scene.background => Some(*when),
        _ => None,
    };
    let given: Vec<(Option<String>, When)> = claims
        .iter()
        .filter_map(|claim| Some((claim.concept.clone(), when(claim)?)))
        .filter(|(_, when)| when.from == when.to && when.basis != Basis::Narrative)
        .collect();
    for claim in claims.iter_mut() {
        let Some(told) =
            when(claim).filter(|when| when.grain == Grain::Time && when.basis == Basis::Narrative)
        else {
            continue;
        };
        let mut days =
            given.iter().filter(|(concept, _)| *concept == claim.concept).map(|(_, when)| when.from);
        let Some(day) = days.next().filter(|day| days.all(|other| other == *day)) else { continue };
        let moved = When { from: day, to: day, ..told };
        claim.value = Value::When(moved);
        claim.scene.when = Some((moved, Origin::Said));
    }
}

/// A headline leaves out the hedge of its article: "56 killed" over "at least 56 were killed" says
/// no more than the article does.
fn hedge_headlines(claims: &mut [Claim]) {
    let hedged = |over: &Claim, below: &Claim| -> Option<Value> {
        let (Value::Number(bare), Value::Number(full)) = (&over.value, &below.value) else { return None };
        let same =
            below.predicate == over.predicate && bare.unit == full.unit && bare.printed == full.printed;
        let hedge = matches!(full.hedge, Hedge::AtLeast | Hedge::MoreThan | Hedge::About | Hedge::Nearly);
        (same && hedge && bare.hedge == Hedge::Exact && !below.scene.headline).then(|| below.value.clone())
    };
    // A page has few headlines and very many claims.
    let headlines: Vec<usize> = (0..claims.len()).filter(|&at| claims[at].scene.headline).collect();
    for at in headlines {
        let value = claims.iter().find_map(|below| hedged(&claims[at], below));
        if let Some(value) = value {
            claims[at].value = value;
        }
    }
}

/// What the sentences before have counted. "Russia launched 99 drones. Kyiv said 61 had been brought
/// down.": what one counted last, the next of its paragraph may count without its name.
#[derive(Default)]
struct Counted {
    paragraph: u32,
    thing: Option<String>,
    counts: Vec<Draft>,
}

impl Counted {
    fn before(&self, article: &Article, sentence: usize) -> Before<'_> {
        let same = article.sentences[sentence].paragraph == self.paragraph;
        Before { thing: self.thing.as_deref().filter(|_| same), counts: &self.counts }
    }

    fn after(&mut self, article: &Article, sentence: usize, found: &[Draft]) {
        let paragraph = article.sentences[sentence].paragraph;
        let last = found.iter().rev().find(|d| d.kind == Kind::Count).and_then(|d| d.concept.clone());
        if last.is_some() || paragraph != self.paragraph {
            (self.paragraph, self.thing) = (paragraph, last);
        }
        self.counts.extend(found.iter().filter(|draft| draft.kind == Kind::Count).cloned());
    }
}

fn finish(
    article: &Article,
    sentence: &SentenceReading,
    draft: Draft,
    attribution: Vec<Voice>,
    scene: Scene,
) -> Claim {
    Claim {
        id: ClaimId(0),
        article: article.id,
        sentence: u32::try_from(sentence.index).unwrap_or(u32::MAX),
        kind: draft.kind,
        concept: draft.concept,
        predicate: draft.predicate,
        value: draft.value,
        mention: draft.mention,
        cues: draft.cues,
        arguments: draft.arguments,
        attribution,
        polarity: draft.polarity,
        certainty: draft.certainty,
        change: draft.change,
        event: EventId(0),
        scene,
    }
}

/// The voices whose scope holds the claim.
fn voices(sentence: &SentenceReading, draft: &Draft) -> Vec<Voice> {
    let holding = sentence.attributed.iter().filter(|a| a.scope.contains(draft.mention));
    // The narrowest scope is the nearest voice.
    let mut voices = holding.min_by_key(|a| a.scope.len()).map_or_else(Vec::new, |a| a.voices.clone());
    for voice in &mut voices {
        voice.name = canonical_voice(&voice.name);
    }
    voices
}

/// "Ukraine's air force" and "the Ukrainian air force" are one voice: demonyms become countries,
/// and words that name nobody are dropped.
fn canonical_voice(name: &str) -> String {
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|w| !grammar().classes(w).has(Class::Determiner) && !matches!(*w, "'s" | "two" | "own"))
        .collect();
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match Gazetteer::get().demonym(|i| words.get(at + i).copied()) {
            Some((len, country)) if len > 0 => {
                found.push(country.to_owned());
                at += len;
            }
            _ => {
                let noun = grammar().singular(words[at]);
                found.push(things().of_word(&noun).map_or_else(|| noun.into_owned(), str::to_owned));
                at += 1;
            }
        }
    }
    found.join(" ")
}

/// Offices and memberships.
fn people(reading: &Reading<'_>, drafts: &mut Vec<(usize, Draft, Vec<Voice>)>) {
    let tokens = all(reading, |s| s.tokens.as_slice());
    let names = all(reading, |s| s.names.as_slice());
    let offices = name::offices(&tokens, &names);
    for office in &offices {
        let Some(at) = reading.position(office.sentence) else { continue };
        let mut draft = Draft::new(Kind::Role, Value::Office(office.office.clone()), office.span, 0);
        draft.concept = Some(office.office.head.clone());
        draft.say(Field::Person, [name::person_key(&office.person)], Some(office.person_span));
        drafts.push((at, draft, Vec::new()));
    }
    for group in name::members(&tokens, &names, &offices) {
        let Some(at) = reading.position(group.sentence) else { continue };
        let mut draft = Draft::new(Kind::Member, Value::Members(group.members.clone()), group.span, 0);
        draft.concept = Some(group.group.clone());
        draft.predicate = Some(match group.relation {
            name::GroupRelation::Leads => "lead".to_owned(),
            name::GroupRelation::Belongs => "belong".to_owned(),
        });
        draft.say(Field::Side, group.side.clone(), None);
        draft.say(Field::Group, [group.group.clone()], None);
        drafts.push((at, draft, Vec::new()));
    }
}

/// "The negotiations on March 24": an event without parties is the last one of its class that had
/// some, in the same article; one with a single party takes the others from one that holds it.
fn inherit_parties(drafts: &mut [(usize, Draft, Vec<Voice>)]) {
    let mut last: std::collections::BTreeMap<String, Vec<BTreeSet<String>>> =
        std::collections::BTreeMap::new();
    drafts.sort_by_key(|(at, d, _)| (*at, d.mention.start));
    let (mut sentence, mut here) = (usize::MAX, Vec::new());
    for (at, draft, _) in drafts.iter_mut().filter(|(_, d, _)| matches!(d.kind, Kind::Date | Kind::Place)) {
        let Some(class) = draft.concept.clone() else { continue };
        let seen = last.entry(class).or_default();
        let own = draft.arguments.get(&Field::Side).map(|a| a.values.clone()).unwrap_or_default();
        if sentence != *at {
            (sentence, here) = (*at, Vec::new());
        }
        if !own.is_empty() && !here.contains(&own) {
            here.push(own.clone());
        }
        // A sentence that tells of two meetings leaves open which of them a bare word means.
        if own.is_empty() && here.len() > 1 {
            continue;
        }
        let whole = seen.iter().rev().find(|s| s.len() > own.len() && own.is_subset(s));
        if own.len() < 2
            && let Some(whole) = whole
        {
            let argument = super::Argument { values: whole.clone(), span: None, origin: Origin::Inherited };
            draft.arguments.insert(Field::Side, argument);
        } else if own.len() > 1 {
            seen.retain(|parties| *parties != own);
            seen.push(own);
        }
    }
}

/// One list a sentence of the article, empty for sentences that were not read.
fn all<'r, T>(reading: &'r Reading<'_>, of: impl Fn(&'r SentenceReading) -> &'r [T]) -> Vec<&'r [T]> {
    let mut lists: Vec<&[T]> = vec![&[]; reading.article.sentences.len()];
    for sentence in &reading.sentences {
        lists[sentence.index] = of(sentence);
    }
    lists
}

fn quotations(reading: &Reading<'_>, drafts: &mut Vec<(usize, Draft, Vec<Voice>)>) {
    for QuoteMention { span, sentence, quotation, speaker, .. } in &reading.quotes {
        let Some(at) = reading.position(*sentence) else { continue };
        let mut draft = Draft::new(Kind::Quote, Value::Quote(quotation.clone()), *span, 0);
        // "the president said" names nobody: any president of the story may be meant.
        if let Some(voice) = speaker.as_ref().filter(|voice| voice.named) {
            draft.say(Field::Speaker, [name::person_key(&voice.name)], None);
        }
        drafts.push((at, draft, speaker.iter().cloned().collect()));
    }
}

/// The event that the words at a token tell of, by the vocabulary's name for it, and where they end:
/// "walked off the job" and "strike", "blast" and "went off" are one clue.
fn event_at(sentence: &SentenceReading, at: usize) -> Option<(String, usize)> {
    let parse = &sentence.parse;
    let is_verb = parse.tags[at].is_verb();
    let told = |wording: Wording| match wording {
        Wording::Noun => parse.tags[at] == Tag::Noun,
        Wording::Happens | Wording::Acts => is_verb,
        Wording::Adjective => false,
    };
    let mut hits = predicates().at(parse.words(), at, &|_| false).filter(|(wording, ..)| told(*wording));
    let (_, id, end) = hits.find(|(_, id, _)| {
        predicates().get(*id).aspect != Aspect::State && predicates().get(*id).only.is_empty()
    })?;
    Some((predicates().get(id).id.clone(), end))
}

/// Names and telling words of a sentence.
fn setting(sentence: &SentenceReading) -> Setting {
    let mut found = Setting::default();
    for name in &sentence.names {
        // The "C" of "44.2C" and other single letters name nothing.
        let letter = name.referent.name().chars().count() < 3;
        if letter && !matches!(name.referent, Referent::Nation(_))
            || sentence.values.iter().any(|v| v.span.overlaps(name.span))
        {
            continue;
        }
        match &name.referent {
            Referent::Nation(nation) => {
                found.nations.insert(nation.clone());
            }
            Referent::Person(person) => {
                found.names.insert(name::person_key(person));
            }
            // "Yarnell, Arizona" is Yarnell.
            other => {
                let name = other.name();
                found.names.insert(name.split_once(", ").map_or(name, |(town, _)| town).to_owned());
            }
        }
    }
    let parse = &sentence.parse;
    let mut covered = 0;
    for (at, (tag, lemma)) in parse.tags.iter().zip(&parse.lemmas).enumerate() {
        if let Some((event, end)) = event_at(sentence, at) {
            found.words.insert(event);
            covered = covered.max(end);
        }
        if at < covered {
            continue;
        }
        let open = matches!(
            tag,
            Tag::Noun | Tag::Adjective | Tag::Finite | Tag::Participle | Tag::Gerund | Tag::Base | Tag::Name
        );
        if open
            && lemma.len() > 2
            && !is_common(lemma)
            && lemma.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '@'))
        {
            found.words.insert(lemma.clone());
        }
    }
    for at in 1..parse.lemmas.len() {
        if parse.tags[at] == Tag::Noun {
            let before = if parse.tags[at - 1] == Tag::Possessive && at > 1 { at - 2 } else { at - 1 };
            found.modifiers.insert((parse.lemmas[before].clone(), parse.lemmas[at].clone()));
        }
    }
    found
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::article::from_text;

    /// The claims of an article of Sunday, 12 March 2028.
    pub(in crate::claim) fn claims_of(text: &str) -> Vec<Claim> {
        claims(&from_text("Outlet", Some(jiff::civil::date(2028, 3, 12)), None, text))
    }

    /// Each count and duration of a text: words, what it counts, what is said of it, its part.
    pub(in crate::claim) fn figures_of(text: &str) -> Vec<[String; 4]> {
        let article = from_text("Outlet", Some(jiff::civil::date(2028, 3, 12)), None, text);
        let part = |c: &Claim| c.arguments.get(&Field::Part).and_then(|p| p.values.first().cloned());
        claims(&article)
            .into_iter()
            .filter(|c| matches!(c.kind, Kind::Count | Kind::Duration))
            .map(|c| {
                let words = article.words(c.mention).to_owned();
                [words, c.concept.clone().unwrap_or_default(), c.predicate.clone().unwrap_or_default()]
                    .into_iter()
                    .chain([part(&c).unwrap_or_default()])
                    .collect::<Vec<_>>()
                    .try_into()
                    .expect("four strings")
            })
            .collect()
    }

    pub(in crate::claim) fn row<'a>(
        words: &'a str,
        thing: &'a str,
        said: &'a str,
        part: &'a str,
    ) -> [&'a str; 4] {
        [words, thing, said, part]
    }

    #[test]
    fn a_figure_counts_what_the_sentence_before_counts() {
        let found =
            figures_of("Arvonia launched 99 drones overnight. Its neighbour said 61 had been brought down.");
        assert_eq!(found, [row("99", "drone", "launch", ""), row("61", "drone", "shoot-down", "")]);
    }

    #[test]
    fn wholes_parts_and_those_who_remain() {
        let among = figures_of("Children were among at least 56 civilians killed in the raid.");
        assert_eq!(among, [row("at least 56", "civilian", "kill", "")]);
        let rest = figures_of("All but five of the victims had been released from hospital by noon.");
        assert_eq!(rest, [row("five", "person", "remain-held", "of")]);
        let others = figures_of("All but five of the 13 victims had been released from hospital by noon.");
        assert_eq!(others[1], row("five", "person", "remain-held", "of"));
        assert_eq!(others[0], row("All but five of the 13", "person", "release", "of"));
        let margin = figures_of("The mayor beat her rival by 1,912 votes.");
        assert_eq!(margin, [row("1,912", "vote", "beat", "margin")]);
    }

    #[test]
    fn a_town_of_so_many_tells_how_many_live_there() {
        let found = figures_of("Hundreds fled Merin, a town of about 700 residents.");
        assert_eq!(found.last().expect("a count"), &row("about 700", "person", "live", ""));
    }

    #[test]
    fn the_time_between_two_events_is_the_length_of_neither() {
        let found =
            figures_of("The strike at the mine began 25 years after the last. The strike lasted seven days.");
        assert_eq!(found[0][1], "interval");
        assert_ne!(found[1][1], "interval");
    }

    #[test]
    fn a_headline_takes_the_hedge_of_its_article() {
        let text = "Raid on Merin kills 56 civilians\n\nAt least 56 civilians were killed in a raid on Merin on \
                    Saturday, the mayor said. It was the third raid in a week.\n";
        let article = from_text("Outlet", Some(jiff::civil::date(2028, 3, 12)), None, text);
        let values: Vec<Value> =
            claims(&article).into_iter().filter(|c| c.kind == Kind::Count).map(|c| c.value).take(2).collect();
        assert_eq!(values[0], values[1]);
    }

    #[test]
    fn years_set_a_sentence_apart_from_the_news() {
        let article = from_text(
            "Outlet",
            Some(jiff::civil::date(2028, 3, 12)),
            None,
            "The 2024 flood left five people dead. It was the worst since 1933, when 25 people died. On Saturday \
             nine people died.",
        );
        let background: Vec<bool> = claims(&article)
            .into_iter()
            .filter(|c| c.kind == Kind::Count)
            .map(|c| c.scene.background)
            .collect();
        assert_eq!(background, [true, true, false]);
    }
}
