//! Scores, votes and running times: "3-1", "6-4, 6-3", "63 votes to 31", "2:21:04".

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{char, digit1};
use nom::combinator::{map, map_opt, not, opt};
use nom::sequence::{delimited, pair, preceded, separated_pair, terminated};
use rust_decimal::Decimal;

use super::lexis::{NUMBERS, Read, exactly, goes_on, known, next_word, spaces, word};
use crate::vocabulary::numbers::WordSet;

/// A score as printed, and what speaks for it being one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Score {
    /// The pairs in print order.
    pub pairs: Vec<(u32, u32)>,
    /// Whether the words alone show it ("63 votes to 31", "nil").
    pub sure: bool,
}

fn points(input: &str) -> Read<'_, u32> {
    let digits = take_while_m_n(1, 4, |c: char| c.is_ascii_digit());
    map_opt(terminated(digits, not(digit1)), |digits: &str| digits.parse().ok()).parse(input)
}

/// "3-1", "51–49": two whole numbers and a dash.
fn dashed(input: &str) -> Read<'_, (u32, u32)> {
    let dash = alt((char('-'), char('–'), char('\u{2011}'), char('—')));
    separated_pair(points, dash, points).parse(input)
}

/// "2:0": the second part has one digit, so it is no clock time.
fn with_colon(input: &str) -> Read<'_, (u32, u32)> {
    let one =
        map_opt(terminated(take_while_m_n(1, 1, |c: char| c.is_ascii_digit()), not(digit1)), |d: &str| {
            d.parse().ok()
        });
    separated_pair(points, char(':'), one).parse(input)
}

/// "three-nil", "2-nil", "one-all".
fn nil(input: &str) -> Read<'_, Score> {
    let number = alt((points, map(known(&NUMBERS.ones), |one| one), map(exactly("nil"), |()| 0)));
    let (rest, (head, tail)) = separated_pair(number, char('-'), word).parse(input)?;
    let tail = match tail.to_ascii_lowercase().as_str() {
        "nil" => 0,
        "all" => head,
        _ => return super::lexis::nothing(input),
    };
    Ok((rest, Score { pairs: vec![(head, tail)], sure: true }))
}

/// "63 votes to 31", "by 63 votes to 31".
fn votes(input: &str) -> Read<'_, Score> {
    let (rest, (head, _, noun, _, (), _, tail)) =
        (points, spaces, word, spaces, exactly("to"), spaces, points).parse(input)?;
    let known = NUMBERS.has(WordSet::VoteNouns, &noun.to_lowercase());
    if known && !goes_on(rest) {
        Ok((rest, Score { pairs: vec![(head, tail)], sure: true }))
    } else {
        super::lexis::nothing(input)
    }
}

/// Whether the pair is joined by "to", which needs a word of voting or winning before it.
pub(super) fn is_worded(input: &str) -> bool {
    preceded((digit1, spaces, exactly("to")), spaces).parse(input).is_ok()
}

/// "goalless draw".
pub(super) fn goalless(input: &str) -> Read<'_, Score> {
    let (rest, (first, _, second)) = (word, spaces, word).parse(input)?;
    let known = NUMBERS.has(WordSet::Goalless, &first.to_lowercase())
        && NUMBERS.has(WordSet::DrawNouns, &second.to_lowercase());
    if known { Ok((rest, Score { pairs: vec![(0, 0)], sure: true })) } else { super::lexis::nothing(input) }
}

/// Any score; a row of pairs is a score by sets.
pub(super) fn score(input: &str) -> Read<'_, Score> {
    if let Ok(found) = alt((nil, votes)).parse(input) {
        return Ok(found);
    }
    if let Ok((rest, pair)) = separated_pair(points, (spaces, exactly("to"), spaces), points).parse(input) {
        let whole = !goes_on(rest) && !fraction_follows(rest) && pair.0 > pair.1;
        return if whole {
            Ok((rest, Score { pairs: vec![pair], sure: false }))
        } else {
            super::lexis::nothing(input)
        };
    }
    let (mut rest, first) = alt((dashed, with_colon)).parse(input)?;
    let mut pairs = vec![first];
    let tie_break = |input| {
        opt(delimited(pair(opt(spaces), char('(')), pair(digit1, opt(pair(char('-'), digit1))), char(')')))
            .parse(input)
    };
    loop {
        let after = tie_break(rest).map_or(rest, |(after, _)| after);
        let between = alt((terminated(tag(","), spaces), spaces));
        let Ok((next, pair)) = preceded(between, dashed).parse(after) else {
            rest = if pairs.len() > 1 { after } else { rest };
            break;
        };
        pairs.push(pair);
        rest = next;
    }
    let continues = goes_on(rest) || rest.starts_with(['-', '–', '/', ':']) || fraction_follows(rest);
    if continues { super::lexis::nothing(input) } else { Ok((rest, Score { sure: pairs.len() > 2, pairs })) }
}

fn fraction_follows(rest: &str) -> bool {
    rest.strip_prefix(['.', ',']).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a pair of whole numbers is a score rather than a range. Ranges rise; scores name the
/// winner first, and a rising pair needs a word of winning or losing near by and no noun after it.
pub(super) fn is_score(found: &Score, rest: &str, cue_near: bool) -> bool {
    if found.sure {
        return true;
    }
    let (left, right) = found.pairs[0];
    let year = left >= 1000 || right >= 1000;
    if year || rest.starts_with('%') || !found.pairs.iter().all(|&(a, b)| a <= 999 && b <= 999) {
        return false;
    }
    let next = next_word(rest);
    let falls = left > right || (left == right && left < 50);
    let noun = !next.is_empty()
        && !NUMBERS.has(WordSet::ScoreCues, &next)
        && rest.starts_with(super::lexis::is_space);
    if falls { true } else { cue_near && (!noun || NUMBERS.has(WordSet::ShareShownBy, &next)) }
}

/// "2:21:04", "1:43.21": hours, minutes and seconds with enough of them to be no clock time.
pub(super) fn running_time(input: &str) -> Read<'_, Decimal> {
    let two = |input| {
        map_opt(terminated(take_while_m_n(2, 2, |c: char| c.is_ascii_digit()), not(digit1)), |d: &str| {
            d.parse::<u32>().ok()
        })
        .parse(input)
    };
    let part = |input| {
        preceded(char('.'), terminated(take_while_m_n(1, 3, |c: char| c.is_ascii_digit()), not(digit1)))
            .parse(input)
    };
    let (rest, first) = points(input)?;
    let (rest, second) = preceded(char(':'), two).parse(rest)?;
    let (rest, third) = opt(preceded(char(':'), two)).parse(rest)?;
    let (rest, part): (&str, Option<&str>) = opt(part).parse(rest)?;
    let fits = (third.is_some() || part.is_some())
        && second < 60
        && third.unwrap_or(0) < 60
        && !goes_on(rest)
        && !rest.starts_with(':');
    if !fits {
        return super::lexis::nothing(input);
    }
    let whole = third.map_or(first * 60 + second, |third| first * 3600 + second * 60 + third);
    let hundredths = part.and_then(|part| format!("0.{part}").parse::<Decimal>().ok()).unwrap_or_default();
    Ok((rest, Decimal::from(whole) + hundredths))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_sets() {
        let read = |input| score(input).ok().map(|(rest, found)| (found.pairs, rest));
        assert_eq!(read("3-1 win"), Some((vec![(3, 1)], " win")));
        assert_eq!(read("6-4, 3-6, 7-6 (7-5) in"), Some((vec![(6, 4), (3, 6), (7, 6)], " in")));
        assert_eq!(read("two-nil"), Some((vec![(2, 0)], "")));
        assert_eq!(read("63 votes to 31."), Some((vec![(63, 31)], ".")));
        assert_eq!(read("2025-03-24"), None);
    }

    #[test]
    fn times_of_a_race() {
        assert_eq!(running_time("2:21:04.").map(|(_, seconds)| seconds), Ok(Decimal::from(8464)));
        assert_eq!(running_time("1:43.2").map(|(_, seconds)| seconds), Ok(Decimal::new(1032, 1)));
        assert!(running_time("7:15").is_err());
    }
}
