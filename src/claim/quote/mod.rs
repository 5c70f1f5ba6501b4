//! Quotations: the words between the marks, sentence by sentence, with the one who said them.

pub mod compare;
#[cfg(test)]
mod tests;

use crate::article::{Article, Part};
use crate::claim::attribution::{Attributed, Cue, Reading, Resolve};
use crate::claim::token::{Shape, Token};
use crate::claim::{Quotation, Voice};
use crate::files::Span;
use crate::vocabulary::speech::{Class, Strength, speech};

/// One quoted sentence, or a quoted fragment of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteMention {
    /// From the first to the last quoted word, without the marks.
    pub span: Span,
    /// The quoted pieces: several where the attribution stands in their middle.
    pub pieces: Vec<Span>,
    /// Index of the sentence.
    pub sentence: usize,
    /// The words.
    pub quotation: Quotation,
    /// Who said them, where the article tells.
    pub speaker: Option<Voice>,
}

/// Every quotation of an article in reading order. `sentences` are the tokens of
/// `article.sentences`. One word or two in quotation marks are no quotation unless they are a
/// whole sentence, or stand in what somebody is said to have said.
pub fn quotes(
    article: &Article,
    sentences: &[Vec<Token>],
    resolve: Option<Resolve<'_>>,
) -> Vec<QuoteMention> {
    read(article, sentences, resolve).quotes
}

/// What is said in an article and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// The quotations in reading order.
    pub quotes: Vec<QuoteMention>,
    /// The attributions of every sentence, parallel to the article's sentences, each in the order
    /// of its scope. Other than [`attributions`](crate::claim::attribution::attributions) alone
    /// they hold those quoted sentences, too, whose speaker another sentence names.
    pub attributions: Vec<Vec<Attributed>>,
}

/// Reads quotations and attributions together, which costs no more than either.
pub fn read(article: &Article, sentences: &[Vec<Token>], resolve: Option<Resolve<'_>>) -> Speech {
    let reading = Reading::new(article, sentences, resolve);
    let pieces = joined(&reading, split(&reading));
    let speakers = Speaking { reading: &reading, pieces: &pieces }.speakers();
    let mut attributions = reading.attributed();
    for (piece, speaker) in pieces.iter().zip(&speakers) {
        if let Some(speaker) = speaker {
            attribute(&reading, piece, speaker, &mut attributions[piece.sentence]);
        }
    }
    let quotes = pieces
        .iter()
        .zip(speakers)
        .filter_map(|(piece, speaker)| mention(&reading, piece, speaker))
        .collect();
    Speech { quotes, attributions }
}

/// Gives quoted words to their speaker where no cue of the sentence did.
fn attribute(reading: &Reading<'_>, piece: &Piece, speaker: &Voice, attributed: &mut Vec<Attributed>) {
    let tokens = &reading.sentences[piece.sentence];
    for span in piece.ranges.iter().filter_map(|range| narrow(tokens, range)) {
        if attributed.iter().any(|known| known.scope.contains(span)) {
            continue;
        }
        attributed.push(Attributed {
            scope: span,
            voices: vec![speaker.clone()],
            doubt: false,
            strength: Strength::Neutral,
            said_at: None,
        });
    }
    attributed.sort_by_key(|known| (known.scope.start, known.scope.end));
}

/// The quoted words of one sentence inside one pair of marks, or of several after joining.
#[derive(Debug, Clone)]
struct Piece {
    sentence: usize,
    /// Token ranges, ascending.
    ranges: Vec<std::ops::Range<usize>>,
    region: usize,
    /// Whether it begins where its sentence begins.
    leads: bool,
}

impl Piece {
    fn first(&self) -> usize {
        self.ranges.first().map_or(0, |r| r.start)
    }

    fn end(&self) -> usize {
        self.ranges.last().map_or(0, |r| r.end)
    }
}

/// Cuts every region into sentences.
fn split(reading: &Reading<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, region) in reading.regions.iter().enumerate() {
        for sentence in region.first.0..=region.end.0 {
            let tokens = &reading.sentences[sentence];
            let from = if sentence == region.first.0 { region.first.1 } else { 0 };
            let to = if sentence == region.end.0 { region.end.1 } else { tokens.len() };
            let mut start = from;
            for at in from..to {
                if at + 1 == to || ends_sentence(tokens, at, to) {
                    let leads = tokens[..start].iter().all(|t| !t.is_word()) || start > from;
                    let words = tokens[start..=at].iter().any(Token::is_word);
                    if words && reading.article.sentences[sentence].part != Part::Debris {
                        pieces.push(Piece {
                            sentence,
                            ranges: std::iter::once(start..at + 1).collect(),
                            region: index,
                            leads,
                        });
                    }
                    start = at + 1;
                }
            }
        }
    }
    pieces.sort_by_key(|piece| (piece.sentence, piece.first()));
    pieces
}

/// Whether a quoted sentence ends at a token although the reader did not split there.
fn ends_sentence(tokens: &[Token], at: usize, to: usize) -> bool {
    let mark = matches!(tokens[at].lower.as_str(), "." | "?" | "!");
    let long = at > 0 && tokens[at - 1].is_word() && tokens[at - 1].lower.chars().count() > 3;
    mark && long && !speech().is(&tokens[at - 1].lower, Class::Title) && at + 1 < to && tokens[at + 1].capital
}

/// Joins “A,” Roe said, “B.” into one piece.
fn joined(reading: &Reading<'_>, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let joins = out.last().is_some_and(|last| continues(reading, last, &piece));
        match out.last_mut() {
            Some(last) if joins => last.ranges.extend(piece.ranges),
            _ => out.push(piece),
        }
    }
    out
}

/// Whether the words between two pieces are only an attribution that the quotation runs on after.
fn continues(reading: &Reading<'_>, last: &Piece, next: &Piece) -> bool {
    if last.sentence != next.sentence || last.region == next.region || !last.leads {
        return false;
    }
    let tokens = &reading.sentences[last.sentence];
    let Some(between) = tokens.get(last.end()..next.first()) else { return false };
    let comma = tokens[..last.end()].last().is_some_and(|t| t.is(","))
        || between.iter().find(|t| t.shape != Shape::Quote).is_some_and(|t| t.is(","));
    let unfinished = comma
        || tokens[..last.end()]
            .last()
            .is_some_and(|t| matches!(t.lower.as_str(), "–" | "—" | "--" | "…" | "..."));
    let edge = between.iter().rev().find(|t| t.shape != Shape::Quote);
    let open = edge.is_some_and(|t| {
        !matches!(t.lower.as_str(), ":" | "." | "?" | "!")
            && !matches!(t.lower.as_str(), "and" | "adding" | "that" | "of")
    });
    let cues = &reading.cues[last.sentence];
    let said = cues.iter().any(|cue| {
        cue.trailing && cue.at.start >= last.end() && cue.at.end <= next.first() && between.len() <= 24
    });
    unfinished && open && said
}

struct Speaking<'a> {
    reading: &'a Reading<'a>,
    pieces: &'a [Piece],
}

impl Speaking<'_> {
    /// Who said each piece: by a cue of its sentence, of its pair of marks, of the words before.
    fn speakers(&self) -> Vec<Option<Voice>> {
        let mut speakers: Vec<Option<Voice>> = self.pieces.iter().map(|piece| self.by_cue(piece)).collect();
        self.share_regions(&mut speakers);
        for at in 0..self.pieces.len() {
            if speakers[at].is_none() {
                speakers[at] = self.by_context(at, &speakers);
            }
        }
        self.share_regions(&mut speakers);
        speakers
    }

    /// Sentences between one pair of marks have one speaker.
    fn share_regions(&self, speakers: &mut [Option<Voice>]) {
        for at in 0..self.pieces.len() {
            if speakers[at].is_some() {
                continue;
            }
            let region = self.pieces[at].region;
            let known =
                (0..self.pieces.len()).find(|&i| self.pieces[i].region == region && speakers[i].is_some());
            speakers[at] = known.and_then(|i| speakers[i].clone());
        }
    }

    fn voice(&self, sentence: usize, cue: usize) -> Option<Voice> {
        self.reading.voices[sentence][cue].first().cloned()
    }

    /// By a cue of the piece's own sentence, or of a sentence that is nothing but the cue.
    fn by_cue(&self, piece: &Piece) -> Option<Voice> {
        let cues = &self.reading.cues[piece.sentence];
        let spoken = || cues.iter().enumerate().filter(|(_, cue)| cue.speaker.is_some());
        let holds =
            |cue: &Cue| piece.ranges.iter().any(|r| cue.scope.start < r.end && r.start < cue.scope.end);
        let right_after =
            spoken().find(|(_, cue)| cue.trailing && cue.at.start >= piece.end() && self.touches(piece, cue));
        let between = || {
            spoken().find(|(_, cue)| {
                cue.trailing
                    && piece.ranges.len() > 1
                    && cue.at.start >= piece.ranges[0].end
                    && cue.at.end <= piece.end()
            })
        };
        let before =
            || spoken().rfind(|(_, cue)| cue.at.end <= piece.first() && (holds(cue) || !cue.trailing));
        let mut after = spoken().filter(|(_, cue)| cue.at.start >= piece.end() && holds(cue));
        let own = right_after.or_else(between).or_else(before).or_else(|| after.next());
        if let Some((index, _)) = own {
            return self.voice(piece.sentence, index);
        }
        self.by_next_sentence(piece)
    }

    /// Whether nothing but the speaker stands between a piece and a cue.
    fn touches(&self, piece: &Piece, cue: &Cue) -> bool {
        let tokens = &self.reading.sentences[piece.sentence];
        let start = cue.speaker.as_ref().map_or(cue.at.start, |s| s.first.min(cue.at.start));
        tokens.get(piece.end()..start).is_some_and(|between| between.iter().all(|t| !t.is_word()))
    }

    /// “STOP.” SAID ROE.: a sentence that is only a cue belongs to the quotation before it.
    fn by_next_sentence(&self, piece: &Piece) -> Option<Voice> {
        let next = piece.sentence + 1;
        let sentences = &self.reading.article.sentences;
        let last = self.reading.sentences[piece.sentence][piece.end()..].iter().all(|t| !t.is_word());
        if !last || sentences.get(next)?.paragraph != sentences[piece.sentence].paragraph {
            return None;
        }
        let tokens = self.reading.sentences.get(next)?;
        let (index, cue) =
            self.reading.cues[next].iter().enumerate().find(|(_, cue)| cue.speaker.is_some())?;
        let inverted = cue.at.start == 0;
        let small = tokens.first().is_some_and(|t| t.is_word() && !t.capital)
            && cue.at.start <= 3
            && cue.scope.is_empty();
        if inverted || small { self.voice(next, index) } else { None }
    }

    /// By the words before: the quotation runs on, or a colon announced it.
    fn by_context(&self, at: usize, speakers: &[Option<Voice>]) -> Option<Voice> {
        let piece = &self.pieces[at];
        let tokens = &self.reading.sentences[piece.sentence];
        let quoted = &self.reading.quoted[piece.sentence];
        // A heading in quotation marks does not go on with what was said above it.
        let finished = tokens.get(piece.end() - 1..).is_some_and(|rest| {
            rest.iter().any(|t| matches!(t.lower.as_str(), "." | "!" | "?" | "," | "…" | "..."))
        });
        let alone = finished
            && tokens.iter().zip(quoted).all(|(t, &q)| q || !t.is_word() || t.is("and") || t.is("but"));
        if !alone {
            return None;
        }
        let sentences = &self.reading.article.sentences;
        let before = self.reading.regions[piece.region].open.0.checked_sub(1)?;
        let same = sentences[before].paragraph == sentences[piece.sentence].paragraph;
        let next = sentences[before].paragraph + 1 == sentences[piece.sentence].paragraph;
        let earlier =
            self.pieces[..at].iter().rposition(|p| p.sentence <= before && p.region != piece.region);
        if let Some(earlier) = earlier {
            let close = self.pieces[earlier].sentence == before
                || same && sentences[self.pieces[earlier].sentence].paragraph == sentences[before].paragraph;
            if close && (same || next) && speakers[earlier].is_some() {
                return speakers[earlier].clone();
            }
        }
        let announced = self.reading.sentences[before].last().is_some_and(|t| t.is(":"));
        let voices = &self.reading.voices[before];
        let mut spoken =
            self.reading.cues[before].iter().zip(voices).filter(|(cue, _)| cue.speaker.is_some());
        let last = spoken.next_back().and_then(|(_, voices)| voices.first().cloned());
        if same || next || announced { last.or_else(|| self.lone_name(before, announced)) } else { None }
    }

    /// "Here is the minister's answer:" announces the words of whoever owns them.
    fn lone_name(&self, sentence: usize, announced: bool) -> Option<Voice> {
        if !announced {
            return None;
        }
        let tokens = &self.reading.sentences[sentence];
        let owner = tokens.iter().rposition(|t| t.shape == Shape::Possessive)?;
        let line = &self.reading.lines[sentence];
        let speaker = line.group_before(owner, 0)?;
        let known = line.is_voice(&speaker);
        known.then(|| Voice {
            name: speaker.name,
            printed: self.reading.article.words(speaker.span).to_owned(),
            named: true,
            cue: speaker.span,
        })
    }
}

/// Makes a mention of a piece, unless it is a mere scare quote or the name of a programme.
fn mention(reading: &Reading<'_>, piece: &Piece, speaker: Option<Voice>) -> Option<QuoteMention> {
    let tokens = &reading.sentences[piece.sentence];
    let spans: Vec<Span> = piece.ranges.iter().filter_map(|range| narrow(tokens, range)).collect();
    let span = spans.iter().copied().reduce(Span::join)?;
    let quotation = quotation(tokens, piece);
    let count = quotation.words.len();
    let whole = piece.leads
        && tokens.get(piece.end() - 1).is_some_and(|t| matches!(t.lower.as_str(), "." | "!" | "?" | ","));
    let own = speaker.is_some() && stands_alone(tokens, piece);
    let scare = count <= 2 && !whole && !own || count == 0;
    let unclaimed = speaker.is_none() && quotation.fragment && count < 4;
    let title = piece.first() >= 2
        && tokens[piece.first() - 1].shape == Shape::Quote
        && (speech().forms(&tokens[piece.first() - 2].lower).iter().any(|form| form.hearer)
            || names_work(tokens, piece));
    if scare || unclaimed || title {
        return None;
    }
    Some(QuoteMention { span, pieces: spans, sentence: piece.sentence, quotation, speaker })
}

/// "her novel, “The Long Ferry”, won": the title of a work. Words with a full stop inside the marks
/// are no title.
fn names_work(tokens: &[Token], piece: &Piece) -> bool {
    let mut before = piece.first().saturating_sub(1);
    while before > 0 && (tokens[before].shape == Shape::Quote || tokens[before].is(",")) {
        before -= 1;
    }
    let closed = tokens.get(piece.end() - 1).is_some_and(|t| matches!(t.lower.as_str(), "." | "!"))
        && tokens.get(piece.end() + 1).is_some();
    speech().is(&tokens[before].lower, Class::Work) && !closed
}

/// The range without marks at its ends.
fn narrow(tokens: &[Token], range: &std::ops::Range<usize>) -> Option<Span> {
    let counts = |t: &&Token| {
        !matches!(t.shape, Shape::Mark | Shape::Quote)
            || matches!(t.lower.as_str(), "[" | "]" | "(" | ")" | "%")
    };
    let inside = tokens.get(range.clone())?;
    let first = inside.iter().find(counts)?;
    let last = inside.iter().rfind(counts)?;
    Some(first.span.join(last.span))
}

/// The words of a piece, folded; what an editor put in brackets is left out.
fn quotation(tokens: &[Token], piece: &Piece) -> Quotation {
    let lexicon = speech();
    let mut words: Vec<String> = Vec::new();
    let mut names = Vec::new();
    let mut verb = false;
    let mut depth = 0_usize;
    let inside = || piece.ranges.iter().flat_map(|range| tokens.get(range.clone()).unwrap_or(&[]));
    let shouted =
        inside().filter(|t| t.is_word() && t.shouted).count() * 2 > inside().filter(|t| t.is_word()).count();
    for token in inside() {
        match token.lower.as_str() {
            "[" | "(" => depth += 1,
            "]" | ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        match token.shape {
            Shape::Word | Shape::Number => {
                let word = token.lower.as_str();
                verb |= lexicon.is(word, Class::Auxiliary)
                    || word.contains('\'')
                    || (token.is_word() && !lexicon.forms(word).is_empty());
                let grammatical = [
                    Class::Pronoun,
                    Class::Determiner,
                    Class::Preposition,
                    Class::Auxiliary,
                    Class::ClauseStart,
                    Class::Function,
                ]
                .iter()
                .any(|&class| lexicon.is(word, class));
                if token.capital && !shouted && !words.is_empty() && !grammatical && !word.starts_with("i'") {
                    names.push(token.lower.clone());
                }
                words.push(token.lower.clone());
            }
            Shape::Possessive => {
                if let Some(last) = words.last_mut() {
                    last.push_str(&token.lower);
                }
            }
            Shape::Sign if token.is("%") => words.push("percent".to_owned()),
            _ => {}
        }
    }
    let fragment = is_fragment(tokens, piece, words.len(), verb);
    Quotation { words, names, fragment }
}

/// Whether quoted words are a phrase of their own in what somebody is said to have said ("said it was
/// “quite safe”"), no name and no part of a phrase of the reporter's ("the “quay”", "“safe” areas").
fn stands_alone(tokens: &[Token], piece: &Piece) -> bool {
    let before = tokens[..piece.first()].iter().rfind(|t| t.shape != Shape::Quote);
    let after = tokens[piece.end()..].iter().find(|t| t.shape != Shape::Quote);
    let owned =
        before.is_none_or(|t| t.shape == Shape::Possessive || speech().is(&t.lower, Class::Determiner));
    let goes_on = after.is_some_and(|t| {
        t.is_word()
            && ![Class::Preposition, Class::ClauseStart, Class::Relative, Class::Auxiliary]
                .iter()
                .any(|&class| speech().is(&t.lower, class))
    });
    begins_small(tokens, piece) && !owned && !goes_on
}

fn begins_small(tokens: &[Token], piece: &Piece) -> bool {
    tokens.get(piece.first()..).and_then(|rest| rest.iter().find(|t| t.is_word())).is_some_and(|t| !t.capital)
}

/// Whether the quoted words are no sentence of their own.
fn is_fragment(tokens: &[Token], piece: &Piece, count: usize, verb: bool) -> bool {
    let small = begins_small(tokens, piece);
    let before = tokens[..piece.first()].iter().rfind(|t| t.shape != Shape::Quote);
    let runs_on = before.is_some_and(|t| t.is_word() && !t.is("that"));
    count < 4 && !(verb && piece.leads && !small) || small && (runs_on || !verb && !piece.leads)
}
