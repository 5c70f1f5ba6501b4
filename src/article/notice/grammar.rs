//! How a sentence says that its article was changed: by a label ("Correction, 4 May: …"), in so many
//! words ("this story has been updated"), or of an older text ("an earlier version misstated …").

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag_no_case;
use nom::character::complete::{char, digit1, multispace0, multispace1, one_of, satisfy};
use nom::combinator::{eof, map, not, opt, peek, value, verify};
use nom::multi::many0;
use nom::sequence::{preceded, terminated};

use super::Sort;
use super::words::{Parsed, any, gap, stamp};
use crate::vocabulary::notices::{Words, notices};

/// What a sentence says of its article's changes, and the byte at which it goes on to say what was
/// changed. `None` of a sentence that is no notice.
pub(super) fn notice(sentence: &str) -> Option<(Sort, usize)> {
    let start = sentence.find(char::is_alphanumeric)?;
    let head = &sentence[start..];
    let in_brackets = sentence[..start].contains(['(', '[']);
    let found = labelled(head).ok().or_else(|| by_itself(head, in_brackets).ok());
    let (rest, sort) = found.map_or_else(|| told(head), |(rest, sort)| Some((rest, sort)))?;
    Some((sort, sentence.len() - rest.len()))
}

/// The words of both sorts; corrections first, since an update can be one.
fn sorts() -> [(Sort, &'static Words); 2] {
    let words = notices();
    [(Sort::Corrected, &words.corrected), (Sort::Updated, &words.updated)]
}

/// The first sort of which `read` reads something.
fn of_either<'t>(i: &'t str, read: impl Fn(&'t str, &'static Words) -> Parsed<'t, ()>) -> Parsed<'t, Sort> {
    let found = sorts().into_iter().find_map(|(sort, words)| Some((read(i, words).ok()?.0, sort)));
    found.ok_or(nom::Err::Error(()))
}

/// "Correction: …", "UPDATE 3 - …", "Clarification (4 May 2027): …", "Correction appended",
/// "Updated 12:00 GMT"; "Editor's note: …" where the rest tells of a change.
fn labelled(i: &str) -> Parsed<'_, Sort> {
    let Ok((rest, sort)) = of_either(i, |i, words| label(i, &words.labels)) else {
        let (rest, ()) = label(i, &notices().either)?;
        return told(rest).ok_or(nom::Err::Error(()));
    };
    let (rest, _) = opt((stamp, mark)).parse(rest)?;
    Ok(told_at(rest.trim_start()).map_or((rest, sort), |(rest, _)| (rest, sort)))
}

/// A label with its number, day and time, up to the mark that ends it or the end of the sentence.
fn label<'t>(i: &'t str, labels: &'static [String]) -> Parsed<'t, ()> {
    let (rest, words) = any(labels)(i)?;
    let shouted = !words.contains(char::is_lowercase);
    let number = preceded(multispace1, digit1);
    let glued = verify(char('-'), move |_| shouted);
    let appended = (gap, any(&notices().appended), opt(stamp), end);
    alt((
        value((), (preceded(multispace1, digit1), char('-'))),
        value((), glued),
        value((), (opt(number), opt(stamp), mark)),
        value((), (opt(stamp), mark)),
        value((), (stamp, end)),
        value((), appended),
    ))
    .parse(rest)
}

/// The colon or dash behind a label, or the bracket around it: no colon of a time, no hyphen of a word.
fn mark(i: &str) -> Parsed<'_, ()> {
    let colon = terminated(char(':'), not(peek(satisfy(|c| c.is_ascii_digit()))));
    let hyphen = terminated(char('-'), peek(multispace1));
    let hung = preceded(multispace1, terminated(char('-'), not(peek(char('-')))));
    let bracket = terminated(char(']'), peek(multispace1));
    let colon = value((), (gap, alt((colon, one_of("–—|")))));
    alt((colon, value((), hung), value((), (gap, hyphen)), value((), bracket))).parse(i)
}

/// That nothing more is said.
fn end(i: &str) -> Parsed<'_, ()> {
    value((), (many0(one_of(" \t\n\r.,;)]*_!")), eof)).parse(i)
}

/// "Corrects the spelling", "Updated at 12:00 with a higher toll", "Updated to add comment",
/// "(Adds details)".
fn by_itself(i: &str, in_brackets: bool) -> Parsed<'_, Sort> {
    of_either(i, |i, words| {
        let opens = |i| any(if in_brackets { &words.bracketed } else { &words.opens })(i);
        let purpose = preceded((multispace1, tag_no_case("to"), multispace1), any(&notices().purposes));
        let for_what = alt((tag_no_case("with"), tag_no_case("to"), tag_no_case("after")));
        let then = alt((
            value((), (stamp, gap, for_what, multispace1)),
            value((), peek(purpose)),
            value((), (stamp, end)),
        ));
        alt((value((), opens), value((), preceded(any(&words.done), then)))).parse(i)
    })
}

/// The first place of a sentence from which it tells of a change.
fn told(sentence: &str) -> Option<(&str, Sort)> {
    let begins = |(at, c): &(usize, char)| {
        c.is_alphanumeric() && !sentence[..*at].ends_with(|before: char| before.is_alphanumeric())
    };
    let head = sentence.find(char::is_alphanumeric).and_then(|at| older_alone(&sentence[at..]).ok());
    let mut places = sentence.char_indices().filter(begins);
    head.or_else(|| places.find_map(|(at, _)| told_at(&sentence[at..])))
}

fn told_at(i: &str) -> Option<(&str, Sort)> {
    alt((own_text, ours, older)).parse(i).ok()
}

/// "this story", "this May 4 story", "our report", "this version of the May 4 story".
fn own(i: &str) -> Parsed<'_, ()> {
    let article = || (opt(stamp), gap, any(&notices().article));
    let of_whole = (multispace1, tag_no_case("of the"), article());
    value((), (any(&notices().own), article(), opt(of_whole))).parse(i)
}

/// "this story was first published at 9am and has been updated", "this article misstated".
fn own_text(i: &str) -> Parsed<'_, Sort> {
    let words = notices();
    let between = alt((value((), any(&words.between)), stamp));
    let (rest, _) = (own, many0(preceded(gap, between)), gap).parse(i)?;
    let wrong = map(peek(any(&words.wrong)), |_| Sort::Corrected);
    alt((done, wrong)).parse(rest)
}

/// What was done with the article, and when.
fn done(i: &str) -> Parsed<'_, Sort> {
    of_either(i, |i, words| value((), (any(&words.done), opt(stamp))).parse(i))
}

/// "we have updated this story".
fn ours(i: &str) -> Parsed<'_, Sort> {
    let have = alt((tag_no_case("'ve"), tag_no_case("\u{2019}ve")));
    let (rest, _) =
        (tag_no_case("we"), opt(have), many0(preceded(multispace1, any(&notices().between))), multispace1)
            .parse(i)?;
    let (rest, sort) = done(rest)?;
    Ok((preceded(multispace0, own).parse(rest)?.0, sort))
}

/// "an earlier version of this article", "a previous version misstated".
fn older(i: &str) -> Parsed<'_, Sort> {
    let of_this = value((), (multispace1, tag_no_case("of"), multispace1, own));
    let did_wrong = value((), (opt(stamp), gap, peek(any(&notices().wrong))));
    value(Sort::Corrected, (older_text, alt((of_this, did_wrong)))).parse(i)
}

/// "An earlier version gave …", at the head of what is said: elsewhere the version can be that of
/// another text.
fn older_alone(i: &str) -> Parsed<'_, Sort> {
    value(Sort::Corrected, (older_text, opt(stamp), gap, any(&notices().gave))).parse(i)
}

/// "an earlier version".
fn older_text(i: &str) -> Parsed<'_, ()> {
    let words = notices();
    let article = alt((tag_no_case("an"), tag_no_case("a"), tag_no_case("our")));
    let text = (opt(terminated(article, multispace1)), any(&words.older), multispace1, any(&words.versions));
    value((), text).parse(i)
}
