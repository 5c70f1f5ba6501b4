//! Attribution: which words of a sentence the outlet does not say itself but hands to somebody,
//! and to whom.

mod cue;
mod group;
pub(crate) mod line;
pub(crate) mod marks;
mod pronoun;
pub(crate) mod speaker;
#[cfg(test)]
pub(crate) mod tests;

use crate::article::{Article, Part};
use crate::claim::Voice;
use crate::claim::token::Token;
use crate::files::Span;
use crate::vocabulary::speech::{Strength, speech};

pub(crate) use cue::Cue;
use line::Line;
use marks::Region;
use speaker::{Speaker, Voicing};

/// Gives the canonical name of a person or body at a span of a sentence (by index), if it is known.
pub type Resolve<'a> = &'a dyn Fn(usize, Span) -> Option<String>;

/// Words of a sentence that somebody other than the outlet says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributed {
    /// The words governed by the cue. Of several that hold a claim the smallest is the nearest.
    pub scope: Span,
    /// Who says it: the voice nearest to the outlet first ("Bloomberg", then "people familiar").
    pub voices: Vec<Voice>,
    /// Whether the outlet keeps its distance: "claimed", "alleged", "reportedly".
    pub doubt: bool,
    /// How the verb stands to what is said.
    pub strength: Strength,
    /// The date right at the speech verb, "on Monday" in "said on Monday that": when it was said,
    /// not when it happened.
    pub said_at: Option<Span>,
}

/// The attributions of every sentence, parallel to `article.sentences`; `sentences` are the tokens
/// of each. Pronouns are resolved to the voice of the sentences before; words between quotation
/// marks attribute nothing. Headlines count as sentences, debris has none.
pub fn attributions(
    article: &Article,
    sentences: &[Vec<Token>],
    resolve: Option<Resolve<'_>>,
) -> Vec<Vec<Attributed>> {
    Reading::new(article, sentences, resolve).attributed()
}

/// An article's cues with their voices: what quotations and attributions are both made of.
pub(crate) struct Reading<'a> {
    pub article: &'a Article,
    pub sentences: &'a [Vec<Token>],
    pub regions: Vec<Region>,
    /// The sentences with what their words can be.
    pub lines: Vec<Line<'a>>,
    /// Cues of each sentence in order.
    pub cues: Vec<Vec<Cue>>,
    /// Voices of each cue, nearest to the outlet first.
    pub voices: Vec<Vec<Vec<Voice>>>,
    /// Whether the token stands between quotation marks.
    pub quoted: Vec<Vec<bool>>,
}

impl<'a> Reading<'a> {
    pub fn new(article: &'a Article, sentences: &'a [Vec<Token>], resolve: Option<Resolve<'_>>) -> Self {
        let regions = marks::regions(article, sentences);
        let quoted = quoted(sentences, &regions);
        let lines: Vec<Line<'a>> = sentences.iter().map(|tokens| Line::new(tokens, speech())).collect();
        let cues: Vec<Vec<Cue>> = (0..sentences.len())
            .map(|s| match article.sentences.get(s) {
                Some(sentence) if sentence.part != Part::Debris => cue::cues(&lines[s], &quoted[s]),
                _ => Vec::new(),
            })
            .collect();
        let mut reading = Self { article, sentences, regions, lines, cues, voices: Vec::new(), quoted };
        reading.voices = pronoun::voices(&reading, resolve);
        reading
    }

    /// The attributions of every sentence.
    pub fn attributed(&self) -> Vec<Vec<Attributed>> {
        (0..self.sentences.len()).map(|s| self.of_sentence(s)).collect()
    }

    fn of_sentence(&self, sentence: usize) -> Vec<Attributed> {
        let tokens = &self.sentences[sentence];
        let cues = self.cues[sentence].iter().zip(&self.voices[sentence]);
        cues.filter_map(|(cue, voices)| {
            let first = tokens.get(cue.scope.start)?;
            let last = tokens.get(cue.scope.end.checked_sub(1)?)?;
            if cue.scope.start >= cue.scope.end {
                return None;
            }
            Some(Attributed {
                scope: first.span.join(last.span),
                voices: voices.clone(),
                doubt: cue.strength == Strength::Doubt,
                strength: cue.strength,
                said_at: cue.said_at,
            })
        })
        .collect()
    }
}

fn quoted(sentences: &[Vec<Token>], regions: &[Region]) -> Vec<Vec<bool>> {
    let mut quoted: Vec<Vec<bool>> = sentences.iter().map(|tokens| vec![false; tokens.len()]).collect();
    for region in regions {
        for (sentence, flags) in quoted.iter_mut().enumerate().take(region.end.0 + 1).skip(region.first.0) {
            let from = if sentence == region.first.0 { region.first.1 } else { 0 };
            let to = if sentence == region.end.0 { region.end.1 } else { flags.len() };
            flags.get_mut(from..to).unwrap_or_default().fill(true);
        }
    }
    quoted
}

/// Whether a voice is a party to what it says: a person, a named body, a particular office.
fn is_named(speaker: &Speaker) -> bool {
    matches!(speaker.voicing, Voicing::Name | Voicing::Person | Voicing::Role)
}
