//! Numbers that are names: flights, resolutions, roads, rooms, aircraft, telephone numbers, years.

use super::lexis::NUMBERS;
use super::reader::Reader;
use crate::claim::token::{Shape, Token};
use crate::files::Span;
use crate::vocabulary::numbers::WordSet;

/// A number that is a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Kind and number: `flight kx 412`.
    pub name: String,
    /// The label and the number.
    pub span: Span,
    /// The number alone.
    pub core: Span,
    /// Index of the token after it.
    pub next: usize,
}

/// What follows a label: "Flight KX 412", "Resolution 1701", "No. 7", "Terminal Two".
pub(super) fn labelled(reader: &Reader<'_>, at: usize) -> Option<Named> {
    let (label, mut next) = label(reader, at)?;
    while reader.token(next).is_some_and(|token| matches!(token.lower.as_str(), "." | "#" | "-" | "number"))
        && next < at + 4
    {
        next += 1;
    }
    let first = next;
    let mut name = label.to_owned();
    // The letters of an airline, then the figure; or one word of both, "KX412".
    let letters = reader
        .token(next)
        .filter(|token| token.shouted && token.lower.len() <= 3 && touches_figure(reader, next + 1));
    if let Some(letters) = letters {
        name.push(' ');
        name.push_str(&letters.lower);
        next += 1;
    }
    let token = reader.token(next)?;
    let figure = match token.shape {
        Shape::Number => token.lower.clone(),
        Shape::Word if is_code(token) => parted(&token.lower),
        Shape::Word => small_word(token, reader, at)?,
        _ => return None,
    };
    if capital_needed(label_word(reader, at)) && !reader.token(at)?.capital && label != "number" {
        return None;
    }
    if measured_or_hedged(reader, at, next) {
        return None;
    }
    name.push(' ');
    name.push_str(&figure);
    next += 1;
    // "Boeing 737-800", "Article 50.2".
    if reader.token(next).is_some_and(|token| token.is("-"))
        && reader.touching(next)
        && touches_figure(reader, next + 1)
        && reader.touching(next + 1)
    {
        name.push('-');
        name.push_str(&reader.token(next + 1)?.lower);
        next += 2;
    }
    let core = reader.token(first)?.span.join(reader.token(next - 1)?.span);
    Some(Named { name, span: reader.token(at)?.span.join(core), core, next })
}

/// The label at a token and the index after it.
fn label(reader: &Reader<'_>, at: usize) -> Option<(&'static str, usize)> {
    let token = reader.token(at)?;
    let two = reader.token(at + 1).map(|next| format!("{} {}", token.lower, next.lower));
    if let Some(kind) = two.and_then(|two| NUMBERS.labels.get(&two)) {
        return Some((kind, at + 2));
    }
    NUMBERS.labels.get(&token.lower).map(|kind| (kind.as_str(), at + 1))
}

fn label_word<'a>(reader: &Reader<'a>, at: usize) -> &'a str {
    reader.token(at).map_or("", |token| token.lower.as_str())
}

fn capital_needed(label: &str) -> bool {
    NUMBERS.has(WordSet::LabelsWithCapital, label)
}

fn touches_figure(reader: &Reader<'_>, at: usize) -> bool {
    reader.token(at).is_some_and(|token| token.shape == Shape::Number)
}

/// "KX412", "A321".
fn is_code(token: &Token) -> bool {
    let digits = token.lower.chars().filter(char::is_ascii_digit).count();
    token.capital
        && digits > 0
        && token.lower.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && token.lower.len() <= 10
}

/// "kx412" as "kx 412".
fn parted(code: &str) -> String {
    let letters = code.find(|c: char| c.is_ascii_digit()).unwrap_or(code.len());
    format!("{} {}", &code[..letters], &code[letters..])
}

/// "Terminal Two", "Formula One": a number word with a capital after a capital, or after "number".
fn small_word(token: &Token, reader: &Reader<'_>, at: usize) -> Option<String> {
    let value = NUMBERS.ones.get(&token.lower).or_else(|| NUMBERS.teens.get(&token.lower))?;
    let label = reader.token(at)?;
    let named = token.capital && label.capital;
    (named || label.is("number")).then(|| value.to_string())
}

/// "in Game 5 minutes later" is rare; "line 30 km long" is not: a unit or noun shows a figure.
fn measured_or_hedged(reader: &Reader<'_>, at: usize, number: usize) -> bool {
    let label = reader.token(at).map(|token| token.lower.as_str()).unwrap_or_default();
    let token = reader.token(number);
    let sign = reader.token(number + 1).is_some_and(|next| next.shape == Shape::Sign);
    // "No 7" is a name only with its point, or with a capital in mid-sentence.
    let bare_no = label == "no"
        && reader.token(at + 1).is_some_and(|next| next.shape == Shape::Number)
        && !reader.token(at).is_some_and(|no| no.capital);
    let grouped = token.is_some_and(|token| token.shape == Shape::Number && token.lower.contains(','));
    let unit = token.is_some_and(|token| {
        super::unit::unit(reader.rest(token.span.end), true).is_some_and(|(unit, _)| unit.id != "metre")
    });
    let counted = matches!(label, "number" | "nos")
        && token.is_some_and(|token| token.shape == Shape::Number && token.lower.len() > 2);
    sign || bare_no || grouped || unit || counted
}

/// "19 Plymouth Street", "350 West 42nd Street".
pub(super) fn street(reader: &Reader<'_>, at: usize) -> Option<Named> {
    let number = reader.token(at).filter(|token| token.shape == Shape::Number && token.lower.len() <= 5)?;
    let mut name = format!("address {}", number.lower);
    let mut next = at + 1;
    let mut core = number.span;
    // "31-33 Plymouth Street", "31/33 Plymouth St."
    let joined = reader.token(next).filter(|mark| matches!(mark.lower.as_str(), "-" | "/" | "–"));
    if let Some(second) = joined.and(reader.token(next + 1)).filter(|second| second.shape == Shape::Number) {
        name.push('-');
        name.push_str(&second.lower);
        core = core.join(second.span);
        next += 2;
    }
    let first = next;
    while next < first + 5 {
        let token = reader.token(next)?;
        let street = NUMBERS.has(WordSet::Streets, &token.lower);
        let ordinal =
            token.shape == Shape::Number || matches!(token.lower.as_str(), "th" | "st" | "nd" | "rd");
        if !token.capital && !ordinal {
            return None;
        }
        name.push(' ');
        name.push_str(&token.lower);
        next += 1;
        if street && token.capital && next > first + 1 {
            return Some(Named { name, span: core.join(reader.token(next - 1)?.span), core, next });
        }
    }
    None
}

/// A telephone number, a card number, a ZIP code after the letters of a state.
pub(super) fn digits_only(reader: &Reader<'_>, at: usize) -> Option<Named> {
    let first = reader.token(at).filter(|token| token.shape == Shape::Number)?;
    let previous = at.checked_sub(1).and_then(|before| reader.token(before));
    if previous.is_some_and(|token| token.shouted && token.lower.len() == 2)
        && is_zip(first)
        && !reader.before_noun(at)
    {
        return Some(Named {
            name: format!("zip {}", first.lower),
            span: first.span,
            core: first.span,
            next: at + 1,
        });
    }
    let mut groups = vec![first.lower.as_str()];
    let mut next = at + 1;
    while let (Some(mark), Some(figure)) = (reader.token(next), reader.token(next + 1)) {
        let joined =
            matches!(mark.lower.as_str(), "-" | "/") && reader.touching(next) && reader.touching(next + 1);
        let bracket = mark.is(")") && next == at + 1 && previous.is_some_and(|token| token.is("("));
        if figure.shape != Shape::Number || !(joined || bracket) {
            break;
        }
        groups.push(&figure.lower);
        next += 2;
    }
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    let cue = (at.saturating_sub(3)..at)
        .any(|near| reader.token(near).is_some_and(|token| NUMBERS.has(WordSet::PhoneCues, &token.lower)));
    let local = groups.len() == 2
        && groups[0].len() == 3
        && groups[1].len() == 4
        && (cue || groups[1].starts_with('0'));
    let date = groups[0].len() == 4 && groups[1..].iter().all(|group| group.len() <= 2)
        || reader.token(at + 1).is_some_and(|mark| mark.is("/"));
    let plain = !date && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    if !plain || !(groups.len() > 2 || local) || digits < 6 {
        return None;
    }
    let span = first.span.join(reader.token(next - 1)?.span);
    Some(Named { name: format!("phone {}", groups.concat()), span, core: span, next })
}

fn is_zip(token: &Token) -> bool {
    token.lower.len() == 5 && token.lower.bytes().all(|byte| byte.is_ascii_digit())
}

/// ".40-caliber", "9mm pistol": the index after it.
pub(super) fn arms(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let last = (at + 4).min(reader.len());
    let shots = |token: &Token| {
        NUMBERS.has(WordSet::Arms, &token.lower)
            || token.lower.split('-').any(|part| matches!(part, "caliber" | "calibre"))
    };
    let here = (at + 1..last).find(|&near| reader.token(near).is_some_and(shots))?;
    let between = (at + 1..here).all(|near| {
        reader.token(near).is_some_and(|token| {
            matches!(token.lower.as_str(), "-" | "mm" | ".") || token.shape == Shape::Number
        })
    });
    let pointed = reader.token(at)?.is(".")
        || at.checked_sub(1).and_then(|p| reader.token(p)).is_some_and(|token| token.is("."));
    let bore = pointed
        || reader.token(here).is_some_and(|token| token.lower.contains("cal"))
        || reader.token(at + 1).is_some_and(|token| token.is("mm"));
    (between && bore).then_some(here + 1)
}

/// A number that the date grammar or nobody reads: "9/11", "7 a.m.", "12 March", "1990s", "7:15".
/// The index after it.
pub(super) fn passed_over(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let token = reader.token(at)?;
    if let Some(next) = idiom(reader, at) {
        return Some(next);
    }
    if token.shape != Shape::Number {
        return None;
    }
    let next = reader.token(at + 1);
    let touching = reader.touching(at + 1);
    if let Some(next) = lettered(reader, at) {
        return Some(next);
    }
    let slashed =
        |at: usize| reader.token(at).is_some_and(|token| token.is("/")) && touches_figure(reader, at + 1);
    if slashed(at + 1) && slashed(at + 3) {
        return Some(at + 5);
    }
    if next.is_some_and(|next| NUMBERS.has(WordSet::Clock, &next.lower)) {
        return Some(at + 2);
    }
    if touching && next.is_some_and(|next| next.lower == "s" || (next.is("'s") && token.lower.ends_with('0')))
    {
        return Some(at + 2);
    }
    if next.is_some_and(|next| next.is(":"))
        && touching
        && reader.token(at + 2).is_some_and(|after| after.shape == Shape::Number && after.lower.len() >= 2)
    {
        return Some(at + 3);
    }
    let month = |index: Option<usize>| {
        index
            .and_then(|index| reader.token(index))
            .is_some_and(|token| token.capital && NUMBERS.has(WordSet::Months, &token.lower))
    };
    let day = token.lower.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day));
    let stopped = |at: usize| reader.token(at).is_some_and(|token| token.is("."));
    let before =
        at.checked_sub(1).map(|before| if stopped(before) { before.saturating_sub(1) } else { before });
    let word = before
        .and_then(|before| reader.token(before))
        .is_some_and(|token| NUMBERS.has(WordSet::MonthsThatAreWords, &token.lower));
    let after_month = month(before) && !(word && reader.before_noun(at));
    (day && (month(Some(at + 1)) || after_month)).then_some(at + 1)
}

/// A telephone number that ends in letters, "203-576-TIPS", "1-800-FLOWERS": the index after it.
fn lettered(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let dash = |at: usize| reader.token(at).is_some_and(|token| token.is("-")) && reader.touching(at);
    let mut next = at;
    while touches_figure(reader, next) && dash(next + 1) && reader.touching(next + 2) {
        next += 2;
    }
    let groups = (next - at) / 2;
    let dialled = reader.token(at).is_some_and(|token| token.lower.len() == 3 || token.is("1"));
    let word = reader.token(next).filter(|word| word.shouted && word.lower.len() > 2);
    (groups >= 2 && dialled).then_some(word).flatten().map(|_| next + 1)
}

fn idiom(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let mut text = String::new();
    for next in at..(at + 5).min(reader.len()) {
        let token = reader.token(next)?;
        if next > at && !reader.touching(next) {
            break;
        }
        text.push_str(&token.lower);
        let ends = !reader.touching(next + 1)
            || reader.token(next + 1).is_some_and(|token| {
                !matches!(token.shape, Shape::Number) && !token.is("-") && !token.is("/")
            });
        if ends && NUMBERS.has(WordSet::Idioms, &text) {
            return Some(next + 1);
        }
    }
    None
}
