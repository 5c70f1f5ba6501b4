//! Voices: pronouns and surnames led back to the name that the article gave before.

use rustc_hash::FxHashMap;

use super::line::Line;
use super::speaker::{Speaker, Voicing};
use super::{Reading, Resolve, is_named};
use crate::claim::Voice;
use crate::files::Span;
use crate::vocabulary::speech::{Class, speech};

/// The voices of every cue of every sentence.
pub(crate) fn voices(reading: &Reading<'_>, resolve: Option<Resolve<'_>>) -> Vec<Vec<Vec<Voice>>> {
    let mut naming = Naming { reading, resolve, surnames: surnames(reading), history: Vec::new() };
    let mut all = Vec::with_capacity(reading.cues.len());
    for sentence in 0..reading.cues.len() {
        naming.history.push(Vec::new());
        let cues = reading.cues[sentence].iter();
        all.push(cues.map(|cue| naming.chain(sentence, cue)).collect());
    }
    all
}

/// A voice that spoke before, for pronouns.
#[derive(Clone)]
struct Spoken {
    voice: Voice,
    voicing: Voicing,
}

struct Naming<'a, 'r> {
    reading: &'a Reading<'a>,
    resolve: Option<Resolve<'r>>,
    surnames: FxHashMap<String, Option<String>>,
    /// Who spoke in each sentence so far.
    history: Vec<Vec<Spoken>>,
}

/// Last words of the longer names of people in the article; `None` where two names share one.
fn surnames(reading: &Reading<'_>) -> FxHashMap<String, Option<String>> {
    let mut table: FxHashMap<String, Option<String>> = FxHashMap::default();
    let mut add = |name: &str| {
        let Some((first, last)) = name.rsplit_once(' ') else { return };
        if first.is_empty() || name.split(' ').any(|word| word == "and") {
            return;
        }
        let known = table.entry(last.to_owned()).or_insert_with(|| Some(name.to_owned()));
        if known.as_ref().is_some_and(|known| known != name) {
            *known = None;
        }
    };
    let speakers = reading
        .cues
        .iter()
        .flatten()
        .flat_map(|cue| cue.speaker.iter().chain(cue.cited.iter().map(|(s, _)| s)));
    let body = |speaker: &Speaker| {
        speaker.voicing == Voicing::Name && has_article(reading.article.words(speaker.span))
    };
    for speaker in speakers.filter(|s| matches!(s.voicing, Voicing::Name | Voicing::Person) && !body(s)) {
        add(&speaker.name);
    }
    for line in &reading.lines {
        for person in people(line).filter(|p| p.voicing == Voicing::Person) {
            add(&person.name);
        }
    }
    table
}

/// "the Kenya Red Cross": a name with an article is a body's, and no "he" or "she".
fn has_article(printed: &str) -> bool {
    printed.split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("the"))
}

/// The runs of capitalised words of a sentence that read as a name, with a title before them.
fn people<'a>(line: &'a Line<'a>) -> impl Iterator<Item = Speaker> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < line.tokens.len() {
            if !line.capital(at) {
                at += 1;
                continue;
            }
            let end = (at..line.tokens.len()).find(|&i| !line.capital(i)).unwrap_or(line.tokens.len());
            let start = if at > 0 && line.is(at - 1, Class::Title) { at - 1 } else { at };
            at = end;
            let speaker =
                line.classify(start, end).filter(|s| matches!(s.voicing, Voicing::Name | Voicing::Person));
            if speaker.is_some() {
                return speaker;
            }
        }
        None
    })
}

impl Naming<'_, '_> {
    fn chain(&mut self, sentence: usize, cue: &super::Cue) -> Vec<Voice> {
        let mut chain = Vec::new();
        if let Some(speaker) = &cue.speaker {
            chain.push(self.voice(sentence, speaker, cue.span));
        } else {
            let printed = self.reading.article.words(cue.span).to_owned();
            chain.push(Voice {
                name: crate::claim::token::fold(&printed),
                printed,
                named: false,
                cue: cue.span,
            });
        }
        for (speaker, span) in &cue.cited {
            let voice = self.voice(sentence, speaker, *span);
            chain.push(voice);
        }
        chain
    }

    fn voice(&mut self, sentence: usize, speaker: &Speaker, cue: Span) -> Voice {
        if speaker.voicing == Voicing::Pronoun {
            let known = self.antecedent(sentence, speaker);
            let voice = known.map_or_else(
                || Voice {
                    name: speaker.name.clone(),
                    printed: self.printed(speaker.span),
                    named: false,
                    cue,
                },
                |spoken| Voice { cue, ..spoken.voice },
            );
            if voice.named {
                self.remember(sentence, &voice, Voicing::Person);
            }
            return voice;
        }
        let resolved = self
            .resolve
            .and_then(|resolve| resolve(sentence, speaker.core).or_else(|| resolve(sentence, speaker.span)));
        let name = resolved.unwrap_or_else(|| self.full_name(speaker));
        let voice = Voice { name, printed: self.printed(speaker.span), named: is_named(speaker), cue };
        self.remember(sentence, &voice, speaker.voicing);
        voice
    }

    fn remember(&mut self, sentence: usize, voice: &Voice, voicing: Voicing) {
        if let Some(spoken) = self.history.get_mut(sentence) {
            spoken.push(Spoken { voice: voice.clone(), voicing });
        }
    }

    /// A surname stands for the longer name that speaks in the same article.
    fn full_name(&self, speaker: &Speaker) -> String {
        let short = matches!(speaker.voicing, Voicing::Name | Voicing::Person) && !speaker.name.contains(' ');
        let long = if short { self.surnames.get(&speaker.name).cloned().flatten() } else { None };
        long.unwrap_or_else(|| speaker.name.clone())
    }

    fn printed(&self, span: Span) -> String {
        self.reading.article.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The voice that a pronoun stands for: one of its sentence, else of the sentences just before.
    fn antecedent(&self, sentence: usize, pronoun: &Speaker) -> Option<Spoken> {
        let words = speech();
        let personal = words.is(&pronoun.name, Class::Personal);
        let fits = |spoken: &&Spoken| match spoken.voicing {
            Voicing::Name if has_article(&spoken.voice.printed) => !personal,
            Voicing::Name | Voicing::Person | Voicing::Role => true,
            Voicing::Medium | Voicing::Unnamed | Voicing::Pronoun => !personal,
        };
        let mut left = 2;
        let mut at = sentence;
        loop {
            let spoken = self.history.get(at).and_then(|spoken| spoken.iter().rev().find(fits));
            if let Some(spoken) = spoken {
                return Some(spoken.clone());
            }
            if personal
                && at < sentence
                && let Some(mention) = self.person_in(at)
            {
                return Some(mention);
            }
            if at == 0 || left == 0 {
                return None;
            }
            // A sentence of a running quotation is the same speaker's: it costs nothing.
            at -= 1;
            let quoted = &self.reading.quoted[at];
            let inside = quoted.iter().filter(|&&q| q).count() * 10 >= quoted.len() * 7;
            left -= usize::from(!inside);
        }
    }

    /// A person named in a sentence that speaks nowhere in it: behind a title, or known as a
    /// speaker of the article.
    fn person_in(&self, sentence: usize) -> Option<Spoken> {
        for speaker in people(&self.reading.lines[sentence]) {
            let name = self.full_name(&speaker);
            let known = self.surnames.values().flatten().any(|long| *long == name);
            let quoted = speaker.end > 0
                && self.reading.quoted[sentence].get(speaker.end - 1).copied().unwrap_or(false);
            if !quoted && (speaker.voicing == Voicing::Person || known) {
                let resolved = self.resolve.and_then(|resolve| resolve(sentence, speaker.core));
                let voice = Voice {
                    name: resolved.unwrap_or(name),
                    printed: self.printed(speaker.span),
                    named: true,
                    cue: speaker.span,
                };
                return Some(Spoken { voice, voicing: Voicing::Person });
            }
        }
        None
    }
}
