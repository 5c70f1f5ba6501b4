//! Dates and clock times: what the words say (`day`, `period`, `relative`, `time`), then which
//! days they mean (`resolve`).

mod day;
mod expression;
mod period;
mod piece;
mod relative;
mod resolve;
mod time;
mod twelve;
mod within;

#[cfg(test)]
mod tests;

use jiff::civil::{Date, Time};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt, verify};
use nom::sequence::preceded;

use super::token::{Shape, Token};
use super::value::{ValueKind, ValueMention};
use super::when::{Basis, Grain, When};
use crate::files::Span;
use crate::vocabulary::calendar::{Edge, Hours, Step, Word, calendar};
use crate::vocabulary::speech::speech;
use expression::{ClockKind, Clocked, Moment, Phrase};
use piece::{Cursor, Parsed, Piece, given, is, no, pieces, word};
use resolve::{Context, resolve};

/// What dates of an article are resolved against.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    /// The day of publication.
    pub published: Option<Date>,
    /// The story's last date so far: "the next day" is the day after it. [`dates`] moves it on.
    pub last: Option<When>,
}

/// The tense of the clause around a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// It happened.
    Past,
    /// It happens: of what is so, and of what is planned.
    Present,
    /// It will happen.
    Future,
    /// Nothing shows it; read like the past.
    Unknown,
}

/// The dates and clock times of one sentence, in the order of the text.
///
/// `text` is the article's, `tokens` are those of the sentence, and `tense` gives the tense of the
/// clause around a token by its index. A night is [`Grain::Night`] from its first to its second
/// day, with the clock interval from the one's
/// evening to the other's morning. `ValueKind::Date(None, _)` where the day of publication or an earlier date would be needed
/// and is not known.
pub fn dates(
    text: &str,
    sentence: Span,
    tokens: &[Token],
    clock: &mut Clock,
    tense: &dyn Fn(usize) -> Tense,
) -> Vec<ValueMention> {
    if !tokens.iter().any(may_be_dated) {
        return Vec::new();
    }
    let pieces = pieces(tokens, calendar());
    let mut reading = Reading { clock, tense, found: Vec::new(), pending: Vec::new(), spoken: Vec::new() };
    let mut at = 0;
    while at < pieces.len() {
        let start = Cursor { pieces: &pieces, at };
        at = match read(start, text) {
            Some((rest, phrase)) => {
                reading.add(start, rest, &phrase);
                rest.at
            }
            None => at + 1,
        };
    }
    reading.finish(sentence)
}

/// Whether a date can hang on this token.
fn may_be_dated(token: &Token) -> bool {
    match token.shape {
        Shape::Number => true,
        Shape::Word => {
            let calendar = calendar();
            calendar.word(&token.lower).is_some_and(tells_time)
                || is_of_clock(&token.lower)
                || token.lower.bytes().any(|b| b == b'-' || b.is_ascii_digit())
                || !calendar.phrases(&token.lower).is_empty()
        }
        _ => false,
    }
}

/// Whether a word of the calendar tells of time by itself, and not only beside another.
fn tells_time(word: Word) -> bool {
    !matches!(word, Word::Cardinal(_) | Word::Ordinal(_) | Word::Hedge(_) | Word::Edge(_) | Word::Step(_))
}

/// Whether a word that is not in the calendar stands beside the figures of a clock.
fn is_of_clock(lower: &str) -> bool {
    matches!(lower, "o'clock" | "a.m" | "p.m" | "a.m." | "p.m." | "am" | "pm" | "past")
}

/// Reads a mention that starts here, if a word that can start one stands here.
fn read<'t>(i: Cursor<'t>, text: &str) -> Option<(Cursor<'t>, Phrase)> {
    let first = i.peek(0)?;
    if !starts(i, first)
        || !leads_to_time(i)
        || (first.shape == Shape::Number && is_glued_before(first, text))
    {
        return None;
    }
    let (rest, phrase) = phrase(i).ok()?;
    let last = rest.previous()?;
    (last.shape != Shape::Number || !is_glued_behind(last, text)).then_some((rest, phrase))
}

fn starts(i: Cursor<'_>, first: &Piece<'_>) -> bool {
    match first.word {
        Some(Word::Zone(_) | Word::Local | Word::Unit(_) | Word::NoDay) => false,
        Some(_) => true,
        None => {
            first.shape == Shape::Number
                || matches!(first.lower, "the" | "in" | "half" | "q1" | "q2" | "q3" | "q4" | "h1" | "h2")
                || is_year_word(i)
        }
    }
}

/// Whether a word that tells of time follows, with nothing before it but words that lead to one:
/// most articles, ranks and numbers lead elsewhere, and this costs less than all grammars.
fn leads_to_time(i: Cursor<'_>) -> bool {
    let ahead = || i.pieces[i.at..].iter().enumerate();
    let glued = |at: usize| i.skip(at).glued();
    let tells = |&(at, p): &(usize, &Piece<'_>)| match p.word {
        Some(word) => tells_time(word),
        None if p.shape == Shape::Number => {
            // A year, a day in figures, a clock time with its point, or what goes on: "16:40", "9th".
            matches!(p.lower.len(), 4 | 8) || p.lower.contains('.') || glued(at + 1)
        }
        None => {
            is_of_clock(p.lower)
                || matches!(p.lower, "minutes" | "minute" | "q1" | "q2" | "q3" | "q4" | "h1" | "h2")
        }
    };
    let leads = |&(_, p): &(usize, &Piece<'_>)| {
        p.word.is_some() || p.shape == Shape::Number || LEADS.contains(&p.lower)
    };
    ahead().find(|piece| tells(piece) || !leads(piece)).is_some_and(|piece| tells(&piece))
}

/// Small words and marks that may stand between the first word of a mention and the one that tells of
/// time.
const LEADS: [&str; 26] = [
    "the", "in", "of", "on", "at", "a", "an", "and", "or", "half", "to", "from", "into", "before", "after",
    "until", "till", "through", "last", "final", "-", "–", "—", ",", "&", "(",
];

fn is_year_word(i: Cursor<'_>) -> bool {
    i.peek(0).is_some_and(|p| p.lower == "year") && i.peek(1).is_some_and(|p| p.shape == Shape::Number)
}

/// Whether the figure is part of a sum, a name or a larger number: "$12", "KX-412", "v2016".
fn is_glued_before(piece: &Piece<'_>, text: &str) -> bool {
    let before = text.get(..piece.span.start).unwrap_or("");
    let mut chars = before.chars().rev();
    // A sum is printed with a space, too: "$ 12".
    if before.trim_end().ends_with(['$', '€', '£']) {
        return true;
    }
    match chars.next() {
        Some('$' | '€' | '£' | '#' | '_' | '@' | '+' | '/' | '\\' | '=') => true,
        Some('-' | '.' | ',' | ':') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// Whether the figure goes on: "24%", "7.5", "3rd".
fn is_glued_behind(piece: &Piece<'_>, text: &str) -> bool {
    let behind = text.get(piece.span.end..).unwrap_or("");
    let mut chars = behind.chars();
    match chars.next() {
        Some('%' | '$' | '€' | '£' | '°') => true,
        Some(',' | ':') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// One mention: a clock time and a day in either order, a day or period, or a clock time alone.
fn phrase(i: Cursor<'_>) -> Parsed<'_, Phrase> {
    alt((
        map(period_alone, |moment| Phrase { moment: Some(moment), clock: None }),
        clock_to_clock,
        edge_then_day,
        clock_then_day,
        day_then_clock,
        map(time::lone_clock, |clock| Phrase { moment: None, clock: Some(clock) }),
        map(other_moment, |moment| Phrase { moment: Some(moment), clock: None }),
    ))
    .parse(i)
}

/// Ranges first: their first day would be read alone.
fn period_alone(i: Cursor<'_>) -> Parsed<'_, Moment> {
    alt((day::day_range, moment_range)).parse(i)
}

/// "3 May to 5 June", "Monday to Friday", "January-March 2024", "2014-2022".
fn moment_range(i: Cursor<'_>) -> Parsed<'_, Moment> {
    let end = |i| {
        alt((map(day::calendar_day, Moment::Day), plain_weekday, period::month_period, period::year_period))
            .parse(i)
    };
    let between = i.previous().is_some_and(|p| p.lower == "between");
    let year = |i| {
        let modern = verify(day::year_figure, |year| between && (1500..2100).contains(year));
        map(modern, |year| Moment::Year { year, edge: None }).parse(i)
    };
    let (rest, from) = alt((end, year)).parse(i)?;
    let link = if between {
        is(&["and"])(rest)
    } else {
        is(&["-", "–", "—", "to", "until", "till", "through"])(rest)
    };
    let (rest, to) = match (&from, link?.0) {
        (Moment::Year { year, .. }, rest) => year_behind(rest, *year)?,
        (_, rest) => end(rest)?,
    };
    let changed = i.pieces[..i.at].iter().any(|p| calendar().is_move(p.lower));
    let alike = std::mem::discriminant(&from) == std::mem::discriminant(&to);
    given(rest, (alike && !changed).then(|| Moment::Range(Box::new(from), Box::new(to))))
}

/// The second year of "2014-2022" or "2016-17".
fn year_behind(i: Cursor<'_>, first: i16) -> Parsed<'_, Moment> {
    let next = verify(piece::digits, |&(year, len)| {
        len == 2 && i.glued() && i64::from(year) == i64::from((first + 1) % 100)
    });
    let (rest, year) = alt((day::year_figure, map(next, |_| first + 1))).parse(i)?;
    given(rest, (year > first && !day::counts(rest)).then_some(Moment::Year { year, edge: None }))
}

fn plain_weekday(i: Cursor<'_>) -> Parsed<'_, Moment> {
    map(day::weekday, |weekday| Moment::Weekday { weekday, step: None, week: None }).parse(i)
}

/// A day that a clock time can stand beside.
fn day_moment(i: Cursor<'_>) -> Parsed<'_, Moment> {
    alt((
        map(word(|w| if let Word::Fixed(day) = w { Some(day) } else { None }), Moment::Fixed),
        map(alt((day::calendar_day, day::listed_day, day::lone_rank)), Moment::Day),
        relative::night,
        relative::named_day,
        relative::story_day,
        relative::weekday_moment,
        period::holiday_period,
        verify(relative::counted, Moment::is_day),
    ))
    .parse(i)
}

/// A period, which no clock time can stand beside.
fn other_moment(i: Cursor<'_>) -> Parsed<'_, Moment> {
    alt((
        relative::counted,
        within::week_at_day,
        within::week_of_month,
        within::half_of_month,
        relative::period,
        relative::weekend,
        period::month_period,
        period::part_of_year,
        period::season_period,
        period::decade_period,
        period::year_period,
    ))
    .parse(i)
}

/// "early on Tuesday", "late Sunday evening", "early Monday".
fn edge_then_day(i: Cursor<'_>) -> Parsed<'_, Phrase> {
    let (rest, edge) = word(|w| if let Word::Edge(edge) = w { Some(edge) } else { None })(i)?;
    let plain = i.peek(0).is_some_and(|p| matches!(p.lower, "early" | "late"));
    let (rest, moment) = preceded(opt(is(&["on"])), day_moment).parse(rest)?;
    let (rest, part) = opt(time::part_behind).parse(rest)?;
    let hours = part.map_or_else(|| calendar().day_edge(edge), |part| Some(part.at(Some(edge))));
    let clock = match (part, hours) {
        (Some(part), _) => Some(time::part_of(part, Some(edge))),
        (None, hours) => hours.filter(|_| !matches!(moment, Moment::Night(..))).map(time::edge_clock),
    };
    if plain { Ok((rest, Phrase { moment: Some(moment), clock })) } else { no() }
}

/// "at 16:40 on Tuesday", "1:27 a.m. Sunday", "dawn yesterday", "the early hours of Monday".
fn clock_then_day(i: Cursor<'_>) -> Parsed<'_, Phrase> {
    let (rest, clock) = time::clock(i)?;
    let (rest, moment) = preceded(opt(is(&["on", "of", ","])), day_moment).parse(rest)?;
    let (rest, part) = opt(time::part_behind).parse(rest)?;
    let clock = part.map_or(clock, |part| twelve::in_half_of(clock, time::part_of(part, None)));
    Ok((rest, Phrase { moment: Some(moment), clock: Some(clock) }))
}

/// "Monday morning", "Sunday at 1:27 a.m.", "yesterday, shortly after 9pm", "Saturday's dawn".
fn day_then_clock(i: Cursor<'_>) -> Parsed<'_, Phrase> {
    let (rest, moment) = day_moment(i)?;
    let (rest, first) = opt(beside).parse(rest)?;
    let Some(part) = first.filter(|c| matches!(c.kind, ClockKind::Part | ClockKind::Night)) else {
        return Ok((rest, Phrase { moment: Some(moment), clock: first }));
    };
    let (rest, second) = opt(beside).parse(rest)?;
    let clock = second.map_or(part, |second| twelve::in_half_of(second, part));
    Ok((rest, Phrase { moment: Some(moment), clock: Some(clock) }))
}

/// "between 10pm on Friday and 2am on Saturday", "from 8 p.m. Sunday to 4 a.m. Monday".
fn clock_to_clock(i: Cursor<'_>) -> Parsed<'_, Phrase> {
    let end = |i| {
        let (rest, Phrase { moment, clock }) = alt((clock_then_day, day_then_clock)).parse(i)?;
        given(rest, moment.zip(clock.filter(|c| matches!(c.kind, ClockKind::Point | ClockKind::Part))))
    };
    let link = match i.previous().map_or("", |p| p.lower) {
        "between" => is(&["and"]),
        "from" => is(&["to", "until", "till"]),
        _ => return no(),
    };
    let (rest, ((first, from), (), (last, to))) = (end, link, end).parse(i)?;
    let changed = i.pieces[..i.at].iter().any(|p| calendar().is_move(p.lower));
    let clock = Clocked { hours: (from.hours.0, to.hours.1), kind: ClockKind::Span, zone: to.zone };
    let moment = Moment::Range(Box::new(first), Box::new(last));
    given(rest, (!changed).then_some(Phrase { moment: Some(moment), clock: Some(clock) }))
}

fn beside(i: Cursor<'_>) -> Parsed<'_, Clocked> {
    let (rest, _) = opt(is(&[",", "'s", "(", "'"])).parse(i)?;
    let (rest, _) = opt(is(&["at", "in", "from", "by"])).parse(rest)?;
    time::clock(rest)
}

/// A clock time of this sentence that waits for its day.
struct Pending {
    mention: usize,
    clock: Clocked,
    /// Whether it says when the text itself was changed: "Update at 6:04 p.m.".
    stamp: bool,
}

/// The mentions of one sentence as they are found.
struct Reading<'c> {
    clock: &'c mut Clock,
    tense: &'c dyn Fn(usize) -> Tense,
    found: Vec<ValueMention>,
    pending: Vec<Pending>,
    /// Mentions that say when somebody spoke ("said on Monday"), not when it happened.
    spoken: Vec<usize>,
}

impl Reading<'_> {
    fn add(&mut self, start: Cursor<'_>, rest: Cursor<'_>, phrase: &Phrase) {
        let (Some(first), Some(last)) = (start.peek(0), rest.previous()) else { return };
        let (core_at, cues) = cues(start, rest, phrase);
        let core_start = start.pieces.get(core_at).map_or(first.span.start, |p| p.span.start);
        let core = Span::new(core_start, last.span.end);
        let span = cues.iter().fold(core, |span, cue| span.join(*cue));
        let context = Context {
            published: self.clock.published,
            last: phrase.moment.as_ref().map_or(self.clock.last, |moment| self.last_for(moment)),
            tense: self.tense_of(start, first),
        };
        let kind = if let Some(moment) = &phrase.moment {
            if is_span_of_time(moment, &context) {
                return;
            }
            let (when, mismatch) = resolve(moment, &context).unzip();
            let when = when.map(|when| phrase.clock.map_or(when, |clock| self.timed(when, clock)));
            let spoken = is_day_of_speech(start);
            if spoken {
                self.spoken.push(self.found.len());
            }
            if !(spoken && self.clock.last.is_some_and(|last| self.is_recent_day(&last))) {
                self.clock.last = when.or(self.clock.last);
            }
            ValueKind::Date(when, mismatch.flatten())
        } else {
            let Some(clock) = phrase.clock else { return };
            let stamp = start.pieces[..start.at].iter().rev().take(2).any(|p| calendar().is_stamp(p.lower));
            self.pending.push(Pending { mention: self.found.len(), clock, stamp });
            ValueKind::Date(None, None)
        };
        self.found.push(ValueMention { span, core, cues, kind });
    }

    /// The date that a moment of the story is counted from: "three more than the day before" from
    /// the day on which this sentence says that it was told, "that day" from the story's.
    fn last_for(&self, moment: &Moment) -> Option<When> {
        let spoken = self.spoken.last().and_then(|&at| match self.found.get(at)?.kind {
            ValueKind::Date(when, _) => when,
            _ => None,
        });
        let same =
            matches!(moment, Moment::Days { by: 0, .. } | Moment::Weekday { step: Some(Step::Same), .. });
        spoken.filter(|_| !same).or(self.clock.last)
    }

    /// The tense of the clause; what has lasted since a day, or is counted back, is past.
    fn tense_of(&self, start: Cursor<'_>, first: &Piece<'_>) -> Tense {
        let before = start.previous().map_or("", |p| p.lower);
        let as_of = before == "of" && start.at >= 2 && start.pieces[start.at - 2].lower == "as";
        if before == "since" || as_of {
            Tense::Past
        } else if is_to_come(start) {
            Tense::Future
        } else {
            (self.tense)(first.token)
        }
    }

    /// Gives the clock times their days, and drops parts of the day that have none.
    fn finish(mut self, sentence: Span) -> Vec<ValueMention> {
        let mut drop = Vec::new();
        for Pending { mention, clock, stamp } in std::mem::take(&mut self.pending) {
            let day = if stamp { self.clock.published.map(day_of_print) } else { self.day_for(mention) };
            match day.map(|day| self.timed(day, clock)) {
                None if matches!(clock.kind, ClockKind::Part | ClockKind::Night) => drop.push(mention),
                when => {
                    self.found[mention].kind = ValueKind::Date(when, None);
                    self.clock.last = self.clock.last.or(when.filter(|_| !stamp));
                }
            }
        }
        let mut at = 0;
        self.found.retain(|m| {
            at += 1;
            !drop.contains(&(at - 1)) && sentence.contains(m.span)
        });
        self.found
    }

    /// Whether a time of a later sentence can belong to this day: news, not background.
    fn is_recent_day(&self, last: &When) -> bool {
        let near = |published: Date| published.until(last.from).is_ok_and(|gap| gap.get_days().abs() <= 31);
        is_one_day(last) && self.clock.published.is_none_or(near)
    }

    /// The day of a clock time: the date before it in the sentence, else the one behind it, else
    /// the story's, else the day on which somebody spoke of it.
    fn day_for(&self, mention: usize) -> Option<When> {
        let day = |(_, m): (usize, &ValueMention)| match &m.kind {
            ValueKind::Date(Some(when), _) if is_one_day(when) => Some(*when),
            _ => None,
        };
        let told = |(at, _): &(usize, &ValueMention)| !self.spoken.contains(at);
        let near = || self.found.iter().enumerate();
        let story = || {
            self.clock
                .last
                .filter(|last| self.is_recent_day(last))
                .map(|last| When { basis: Basis::Narrative, ..last })
        };
        near()
            .take(mention)
            .rev()
            .filter(told)
            .find_map(day)
            .or_else(|| near().skip(mention).filter(told).find_map(day))
            .or_else(story)
            .or_else(|| near().find_map(day))
    }

    /// A day at a clock time. What was last told of that day says which half of it "9.30" means.
    fn timed(&self, day: When, clock: Clocked) -> When {
        let same_day = |when: &When| when.from == day.from && when.to == day.from;
        let told = [Some(day), self.clock.last].into_iter().flatten().filter(same_day).find_map(told_hour);
        match day.grain {
            Grain::Time => {
                let day = When { grain: Grain::Day, clock: None, zone: None, ..day };
                at_clock(day, twelve::settled(clock, told))
            }
            Grain::Night => at_clock(day, twelve::in_the_night(clock)),
            _ => at_clock(day, twelve::settled(clock, told)),
        }
    }
}

fn day_of_print(day: Date) -> When {
    When { from: day, to: day, grain: Grain::Day, clock: None, zone: None, basis: Basis::Relative }
}

/// Whether a verb of saying stands right before a date: "said Monday", "told reporters on Sunday".
fn is_day_of_speech(start: Cursor<'_>) -> bool {
    let before = &start.pieces[..start.at];
    let on = usize::from(before.last().is_some_and(|p| p.lower == "on"));
    let verb = |p: &Piece<'_>| !speech().forms(p.lower).is_empty();
    let hearer = |p: &Piece<'_>| speech().forms(p.lower).iter().any(|form| form.hearer);
    let mut near = before.iter().rev().skip(on);
    near.next().is_some_and(|last| verb(last) || last.shape == Shape::Word && near.next().is_some_and(hearer))
}

/// Whether "will have a meeting", "we'll be back", "is likely to run", "let us meet" stands before a date in its clause:
/// "have" and "let" look like the past, and are of what is to come.
fn is_to_come(start: Cursor<'_>) -> bool {
    let before = &start.pieces[..start.at];
    let clause = before.iter().rposition(|p| {
        matches!(p.shape, Shape::Mark | Shape::Quote)
            || matches!(
                p.lower,
                "who" | "which" | "that" | "after" | "since" | "when" | "was" | "were" | "had"
            )
    });
    let clause = &before[clause.map_or(0, |at| at + 1)..];
    clause.iter().any(|p| p.lower.ends_with("'ll"))
        || clause.windows(2).any(|pair| {
            matches!(pair[0].lower, "will" | "shall") && pair[1].lower == "have"
                || calendar().is_likely(pair[0].lower) && pair[1].lower == "to"
                || pair[0].lower == "let" && matches!(pair[1].lower, "us" | "'s")
        })
}

fn is_one_day(when: &When) -> bool {
    matches!(when.grain, Grain::Day | Grain::Time | Grain::Night)
}

/// "in two days" outside a plan says how long something took.
fn is_span_of_time(moment: &Moment, context: &Context) -> bool {
    matches!(moment, Moment::Planned(_)) && context.tense != Tense::Future
}

/// The piece at which the date itself starts, and the words that change its reading.
fn cues(start: Cursor<'_>, rest: Cursor<'_>, phrase: &Phrase) -> (usize, Vec<Span>) {
    let mut cues = Vec::new();
    let mut core = start.at;
    if phrase.clock.is_some()
        && let Ok((rest, _)) = time::hedge(start)
    {
        cues.extend(start.pieces[start.at..rest.at].iter().map(|p| p.span));
        core = rest.at;
    }
    // "killed by Thursday's landslide": the preposition belongs to the noun.
    let owner = rest.peek(0).is_some_and(|p| p.shape == Shape::Possessive);
    let of_noun =
        |p: &Piece<'_>| owner && !matches!(p.lower, "since" | "until" | "till" | "before" | "after");
    if let Some(before) = start.previous().filter(|p| calendar().is_cue(p.lower) && !of_noun(p)) {
        cues.insert(0, before.span);
    }
    let edge = |p: &&Piece<'_>| matches!(p.word, Some(Word::Edge(Edge::Early | Edge::Late | Edge::Mid)));
    cues.extend(start.peek(0).filter(edge).map(|p| p.span));
    (core, cues)
}

fn time_at(minutes: i16) -> Option<Time> {
    let minutes = i8::try_from(minutes / 60).ok().zip(i8::try_from(minutes % 60).ok());
    minutes.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok())
}

/// When of its day something began that was told of, in minutes; not where half of the day is open.
fn told_hour(when: When) -> Option<i16> {
    let minutes = |time: Time| i16::from(time.hour()) * 60 + i16::from(time.minute());
    let (from, to) = when.clock.map(|(from, to)| (minutes(from), minutes(to)))?;
    (from == 0 || to - from < 12 * 60).then_some(from)
}

fn interval((from, to): Hours) -> Option<(Time, Time)> {
    time_at(from).zip(time_at(to))
}

/// The hours of a night: from the evening of its first day to the morning of its second.
fn night_hours() -> Option<(Time, Time)> {
    interval((18 * 60, 6 * 60))
}

/// A day with a clock time; what is no day or night stays as it is.
fn at_clock(day: When, clock: Clocked) -> When {
    let zone = clock.zone.map(|zone| zone.offset_on(day.from));
    let next = |day: Date| day.tomorrow().unwrap_or(day);
    let timed =
        |on: Date| When { from: on, to: on, grain: Grain::Time, clock: interval(clock.hours), zone, ..day };
    match (day.grain, clock.kind) {
        (Grain::Day, ClockKind::Night) => {
            When { to: next(day.from), grain: Grain::Night, clock: night_hours(), ..day }
        }
        (Grain::Day, ClockKind::Midnight) => When { to: next(day.from), ..timed(day.from) },
        (Grain::Day | Grain::Time, _) => timed(day.from),
        // "at 2am last night" lies on the second day of the night, "at 9pm" on the first.
        (Grain::Night, ClockKind::Point | ClockKind::Part) if clock.hours.0 >= 15 * 60 => timed(day.from),
        (Grain::Night, ClockKind::Point | ClockKind::Part) if clock.hours.1 <= 12 * 60 => timed(day.to),
        // Of the days of a range, a clock is kept of one and of a night.
        (Grain::Range, ClockKind::Span) if day.from == day.to && clock.hours.0 <= clock.hours.1 => {
            timed(day.from)
        }
        (Grain::Range, ClockKind::Span)
            if next(day.from) == day.to && clock.hours.0 >= 15 * 60 && clock.hours.1 <= 12 * 60 =>
        {
            When { grain: Grain::Night, to: day.to, ..timed(day.from) }
        }
        _ => day,
    }
}
