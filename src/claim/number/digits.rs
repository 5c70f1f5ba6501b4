//! Numbers in digits: "1,204", "1.5", "40 000", "1.111,11", "10 1/2", "¾".

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, digit1};
use nom::combinator::{map_opt, not, opt, recognize};
use nom::multi::many1_count;
use nom::sequence::{pair, preceded, terminated};
use rust_decimal::Decimal;

use super::lexis::{Read, nothing, spaces};

/// Longest run of digits that is read: more is no number of anything in the news.
const LONGEST: usize = 18;

/// A number in digits, before scale words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    /// Its value.
    pub value: Decimal,
    /// Size of its last printed digit.
    pub step: Decimal,
    /// Four digits without separator or decimals: perhaps a year.
    pub bare: bool,
    /// Whether it carries a fraction ("10 1/2").
    pub fraction: bool,
}

/// Digits with grouping, decimals or a fraction.
pub(super) fn digits(input: &str) -> Read<'_, Digits> {
    alt((fraction_alone, with_fraction, decimal)).parse(input)
}

/// A number in digits without a fraction.
fn decimal(input: &str) -> Read<'_, Digits> {
    let (rest, found) = alt((european, western, decimal_comma, pointed, plain)).parse(input)?;
    let more =
        rest.strip_prefix(['.', ',']).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    let fits = !more && !rest.starts_with(|c: char| c.is_ascii_digit());
    if fits { Ok((rest, found)) } else { nothing(input) }
}

/// Exactly three digits.
fn group(input: &str) -> Read<'_, &str> {
    terminated(take_while_m_n(3, 3, |c: char| c.is_ascii_digit()), not(digit1)).parse(input)
}

fn head(input: &str) -> Read<'_, &str> {
    terminated(take_while_m_n(1, 3, |c: char| c.is_ascii_digit()), not(digit1)).parse(input)
}

/// "1,204.5", "40 000", "1'204".
fn western(input: &str) -> Read<'_, Digits> {
    let by = |separator| recognize(pair(head, many1_count(preceded(separator, group))));
    let apostrophe = alt((char('\''), char('’')));
    let by_space = recognize(pair(head, many1_count(preceded(thin_space, group))));
    let whole =
        alt((by(char(',')), by_space, recognize(pair(head, many1_count(preceded(apostrophe, group))))));
    map_opt((whole, opt(preceded(char('.'), digit1))), |(whole, part): (&str, Option<&str>)| {
        exact(whole, part)
    })
    .parse(input)
}

fn thin_space(input: &str) -> Read<'_, char> {
    nom::character::complete::one_of(" \u{a0}\u{202f}\u{2009}").parse(input)
}

/// "1.111,11", "1.000.000"; "23.000", which nobody measures so exactly.
fn european(input: &str) -> Read<'_, Digits> {
    let groups = |input| recognize(pair(head, many1_count(preceded(char('.'), group)))).parse(input);
    let whole = |input| -> Read<'_, Digits> {
        let (rest, (whole, part)) = pair(groups, opt(preceded(char(','), digit1))).parse(input)?;
        let thousands = whole.ends_with(".000") && !whole.starts_with('0');
        let sure = part.is_some() || whole.matches('.').count() > 1 || thousands;
        exact(whole, part).filter(|_| sure).map_or_else(|| nothing(input), |found| Ok((rest, found)))
    };
    whole(input)
}

/// "1,3": one or two digits after a comma.
fn decimal_comma(input: &str) -> Read<'_, Digits> {
    let part = terminated(take_while_m_n(1, 2, |c: char| c.is_ascii_digit()), not(digit1));
    let (rest, (whole, part)) = pair(digit1, preceded(char(','), part)).parse(input)?;
    exact(whole, Some(part)).map_or_else(|| nothing(input), |found| Ok((rest, found)))
}

/// ".08"
fn pointed(input: &str) -> Read<'_, Digits> {
    map_opt(preceded(char('.'), digit1), |part| exact("0", Some(part))).parse(input)
}

/// "99", "1.5"
fn plain(input: &str) -> Read<'_, Digits> {
    map_opt((digit1, opt(preceded(char('.'), digit1))), |(whole, part)| exact(whole, part)).parse(input)
}

/// Puts whole and decimals together; none where there are too many digits.
fn exact(whole: &str, part: Option<&str>) -> Option<Digits> {
    let mut plain: String = whole.chars().filter(char::is_ascii_digit).collect();
    let bare = part.is_none() && plain.len() == 4 && whole.len() == 4;
    if let Some(part) = part {
        plain.push('.');
        plain.push_str(part);
    }
    if plain.len() > LONGEST {
        return None;
    }
    let value: Decimal = plain.parse().ok()?;
    let step = Decimal::new(1, part.map_or(0, |part| u32::try_from(part.len()).unwrap_or(0)));
    Some(Digits { value, step, bare, fraction: false })
}

/// "10 1/2", "10½", "2-1/2"
fn with_fraction(input: &str) -> Read<'_, Digits> {
    let joint = alt((spaces, nom::bytes::complete::tag("-")));
    let part = alt((preceded(joint, slashed), vulgar, preceded(spaces, vulgar)));
    let (rest, (whole, part)) =
        pair(take_while_m_n(1, 6, |c: char| c.is_ascii_digit()), part).parse(input)?;
    let sum = whole.parse::<Decimal>().ok().and_then(|whole| whole.checked_add(part));
    sum.map_or_else(
        || nothing(input),
        |value| Ok((rest, Digits { value, step: Decimal::ONE, bare: false, fraction: true })),
    )
}

fn fraction_alone(input: &str) -> Read<'_, Digits> {
    let (rest, value) = alt((slashed, vulgar)).parse(input)?;
    Ok((rest, Digits { value, step: Decimal::ONE, bare: false, fraction: true }))
}

/// "3/4": a proper fraction with a usual denominator.
fn slashed(input: &str) -> Read<'_, Decimal> {
    let short =
        |input| terminated(take_while_m_n(1, 2, |c: char| c.is_ascii_digit()), not(digit1)).parse(input);
    let (rest, (upper, lower)) = pair(short, preceded(char('/'), short)).parse(input)?;
    let usual = matches!(lower, "2" | "3" | "4" | "5" | "6" | "8" | "10" | "16" | "32");
    let (Ok(over), Ok(under)) = (upper.parse::<i64>(), lower.parse::<i64>()) else { return nothing(input) };
    let fits = usual && over > 0 && over < under && !rest.starts_with('/');
    if fits { Ok((rest, share(over, under))) } else { nothing(input) }
}

/// "½"
fn vulgar(input: &str) -> Read<'_, Decimal> {
    let Some(sign) = input.chars().next() else { return nothing(input) };
    let (over, under) = match sign {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return nothing(input),
    };
    Ok((&input[sign.len_utf8()..], share(over, under)))
}

/// `over / under`; what does not come out even is cut to fifteen digits.
pub(super) fn share(over: i64, under: i64) -> Decimal {
    let exact = Decimal::from(over).checked_div(Decimal::from(under)).unwrap_or_default();
    cut(exact)
}

/// Fifteen significant digits: more would only show how the division was done.
pub(super) fn cut(value: Decimal) -> Decimal {
    value.round_sf(15).unwrap_or(value).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str) -> Option<(String, &str)> {
        digits(input).ok().map(|(rest, found)| (found.value.normalize().to_string(), rest))
    }

    #[test]
    fn groupings_of_all_countries() {
        let cases = [
            ("1,204.5km", "1204.5", "km"),
            ("40 000 people", "40000", " people"),
            ("1.111,11 euros", "1111.11", " euros"),
            ("1.000.000", "1000000", ""),
            ("10 1/2 miles", "10.5", " miles"),
            ("10½", "10.5", ""),
            ("1,3 per cent", "1.3", " per cent"),
            (".08", "0.08", ""),
            ("22, 24", "22", ", 24"),
            ("7.", "7", "."),
        ];
        for (input, value, rest) in cases {
            assert_eq!(read(input), Some((value.to_owned(), rest)), "{input}");
        }
    }

    #[test]
    fn versions_and_dates_are_no_numbers() {
        for input in ["192.168.1.2", "22,24,26", "1234567890123456789012"] {
            assert_eq!(read(input), None, "{input}");
        }
    }
}
