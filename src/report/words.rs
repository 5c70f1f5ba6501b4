//! Small helpers that make English of numbers and lists, so that no message says "1 outlets".

use std::fmt::Write as _;

use crate::vocabulary::grammar::grammar;

/// A number of things: "no articles", "1 article", "2 stories", "1,204 claims".
pub fn count(number: usize, one: &str) -> String {
    match number {
        0 => format!("no {}", plural(one)),
        1 => format!("1 {one}"),
        _ => format!("{} {}", group(&number.to_string()), plural(one)),
    }
}

/// The plural of a regular noun: outlet, story, match.
pub fn plural(one: &str) -> String {
    let vowel_before_y = one.len() > 1 && one[..one.len() - 1].ends_with(['a', 'e', 'o', 'u']);
    if one.ends_with('y') && !vowel_before_y {
        return format!("{}ies", &one[..one.len() - 1]);
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| one.ends_with(end));
    format!("{one}{}", if hissing { "es" } else { "s" })
}

/// The plural of any noun: people, storeys.
pub fn plural_noun(one: &str) -> String {
    grammar().plural(one).map_or_else(|| plural(one), str::to_owned)
}

/// Names as prose: "a", "a and b", "a, b and c".
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    list_with(items, "and", usize::MAX)
}

/// The same with at most `most` names: "a, b and 3 more".
pub fn list_up_to<S: AsRef<str>>(items: &[S], most: usize) -> String {
    list_with(items, "and", most)
}

/// Values that may be lists themselves: "A and B; C and D".
pub fn list_values(values: &[&str], most: usize) -> String {
    if !values.iter().any(|value| value.contains(" and ")) {
        return list_up_to(values, most);
    }
    let more = values.len().saturating_sub(most);
    let rest = (more > 0).then(|| format!("{more} more"));
    let shown = values.iter().take(most).map(|value| (*value).to_owned());
    shown.chain(rest).collect::<Vec<_>>().join("; ")
}

fn list_with<S: AsRef<str>>(items: &[S], last: &str, most: usize) -> String {
    let shown = items.len().min(most.max(1));
    // Never "and 1 more" where the one name takes the same room.
    let shown = if items.len() == shown + 1 { items.len() } else { shown };
    let mut names: Vec<String> = items[..shown].iter().map(|i| i.as_ref().to_owned()).collect();
    if shown < items.len() {
        names.push(format!("{} more", items.len() - shown));
    }
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// Digits in groups of three: "1,204.5".
pub fn group(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        let _ = write!(out, ".{fraction}");
    }
    out
}

/// A folded name with capitals: "isle of man" is "Isle of Man".
pub fn title_case(name: &str) -> String {
    const SMALL: [&str; 12] = ["of", "the", "and", "de", "la", "al", "on", "in", "for", "van", "von", "der"];
    let word = |(at, word): (usize, &str)| {
        if at > 0 && SMALL.contains(&word) {
            return word.to_owned();
        }
        let initials = word.contains('.') || matches!(word, "us" | "uk" | "un" | "eu" | "uae" | "nato");
        if initials { word.to_uppercase() } else { capital(word) }
    };
    name.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// The same words with an upper-case first letter; parts of a hyphenated name too.
fn capital(word: &str) -> String {
    word.split('-').map(sentence_case).collect::<Vec<_>>().join("-")
}

/// The same words with an upper-case first letter.
pub fn sentence_case(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// White space and line breaks made single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `most` characters, cut at a word where there is one, with "…" where something is left out.
pub fn shorten(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let kept = &text[..end];
    let kept = kept.rsplit_once(' ').map_or(kept, |(before, _)| before);
    format!("{}…", kept.trim_end_matches([',', ';', ':', ' ']))
}

/// The end of a text with at most `most` characters, begun at a word where there is one, after "…" where
/// something is left out.
pub fn shorten_front(text: &str, most: usize) -> String {
    let skip = text.chars().count().saturating_sub(most);
    let Some((start, _)) = text.char_indices().nth(skip).filter(|_| skip > 0) else { return text.to_owned() };
    let kept = &text[start..];
    format!("…{}", kept.split_once(' ').map_or(kept, |(_, after)| after))
}

/// A text without the marks by which Markdown makes words stand out: `*Correction:* …`. An asterisk between
/// two spaces and a line between two letters are the text's own.
pub fn without_emphasis(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['*', '_']) {
        out.push_str(&rest[..at]);
        let run = rest[at..].find(|c| c != '*' && c != '_').map_or(rest.len(), |length| at + length);
        let (before, after) = (out.chars().next_back(), rest[run..].chars().next());
        let opens = after.is_some_and(|c| !c.is_whitespace()) && before.is_none_or(|c| !c.is_alphanumeric());
        let closes = before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric());
        if !opens && !closes {
            out.push_str(&rest[at..run]);
        }
        rest = &rest[run..];
    }
    out.push_str(rest);
    out
}

/// Lower-case letters, digits and single hyphens: a part of an id.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_things() {
        let said = [
            count(0, "article"),
            count(1, "story"),
            count(2, "story"),
            count(1204, "claim"),
            count(3, "day"),
        ];
        assert_eq!(said, ["no articles", "1 story", "2 stories", "1,204 claims", "3 days"]);
        assert_eq!([plural("match"), plural("bus"), plural("guy")], ["matches", "buses", "guys"]);
    }

    #[test]
    fn marks_of_emphasis_are_no_words() {
        let plain = [
            without_emphasis("*Correction: eleven people were hurt.*"),
            without_emphasis("**Update**, _noon_: 5 * 3, snake_case"),
            without_emphasis("no mark"),
        ];
        assert_eq!(
            plain,
            ["Correction: eleven people were hurt.", "Update, noon: 5 * 3, snake_case", "no mark"]
        );
    }

    #[test]
    fn lists_are_prose() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!([list(&["a"]), list(&["a", "b"]), list(&["a", "b", "c"])], ["a", "a and b", "a, b and c"]);
        assert_eq!(list_up_to(&["a", "b", "c"], 2), "a, b and c");
        assert_eq!(list_up_to(&["a", "b", "c", "d"], 2), "a, b and 2 more");
        assert_eq!(list_values(&["a", "b"], 2), "a and b");
        assert_eq!(list_values(&["a and b", "c"], 2), "a and b; c");
        assert_eq!(list_values(&["a and b", "c", "d"], 2), "a and b; c; 1 more");
    }

    #[test]
    fn figures_and_names() {
        assert_eq!([group("999"), group("1204.50"), group("-1234567")], ["999", "1,204.50", "-1,234,567"]);
        assert_eq!(
            [title_case("isle of man"), title_case("anne-marie us")],
            ["Isle of Man", "Anne-Marie US"]
        );
        assert_eq!(shorten("one two three", 8), "one two…");
        assert_eq!(shorten("größe", 9), "größe");
        assert_eq!([shorten_front("one two three", 8), shorten_front("größe", 5)], ["…three", "größe"]);
        assert_eq!(slug("  The Höfn—harbour, 24 March "), "the-höfn-harbour-24-march");
    }
}
