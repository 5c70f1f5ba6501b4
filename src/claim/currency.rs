//! Which dollars an article means by its bare sign: "US$19 billion ($21 billion)" is printed where
//! the plain dollar is another one.

use super::quantity::{Dimension, Quantity};
use super::reading::SentenceReading;
use super::value::{ValueKind, ValueMention};

/// The unit of a dollar of which only the country of print would tell more.
pub const LOCAL_DOLLAR: &str = "dollar";
/// The dollar of which the bare sign is read else.
const US_DOLLAR: &str = "USD";

/// Takes the bare dollars of an article for local ones, where it converts US dollars into them.
pub(super) fn settle_dollars(text: &str, sentences: &mut [SentenceReading]) {
    if !sentences.iter().any(|sentence| converts(text, &sentence.values)) {
        return;
    }
    for value in sentences.iter_mut().flat_map(|sentence| &mut sentence.values) {
        let bare = is_bare(text, value);
        if let ValueKind::Number(quantity) = &mut value.kind
            && bare
        {
            LOCAL_DOLLAR.clone_into(&mut quantity.unit.id);
        }
    }
}

/// Whether a bare sum in brackets follows another one in US dollars.
fn converts(text: &str, values: &[ValueMention]) -> bool {
    values.windows(2).any(|pair| {
        let [first, second] = pair else { return false };
        let bracket = text.get(first.span.end..second.span.start).is_some_and(|gap| gap.trim() == "(");
        let differ = || dollars(first).map(|q| q.printed) != dollars(second).map(|q| q.printed);
        bracket && dollars(first).is_some() && !is_bare(text, first) && is_bare(text, second) && differ()
    })
}

fn dollars(value: &ValueMention) -> Option<&Quantity> {
    match &value.kind {
        ValueKind::Number(q) if q.unit.dimension == Dimension::Money && q.unit.id == US_DOLLAR => Some(q),
        _ => None,
    }
}

/// "$21 billion", with no letters on either side of the sign.
fn is_bare(text: &str, value: &ValueMention) -> bool {
    let words = &text[value.span.start..value.span.end];
    let Some(sign) = words.find('$').filter(|_| dollars(value).is_some()) else { return false };
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let before = text[..value.span.start + sign].chars().next_back();
    !letter(before) && !letter(words[sign + 1..].chars().next())
}

#[cfg(test)]
mod tests {
    use crate::claim::extract::tests::claims_of;
    use crate::claim::{Kind, Value};

    /// The units of the sums of an article.
    fn units(text: &str) -> Vec<String> {
        let sums = claims_of(text).into_iter().filter(|claim| claim.kind == Kind::Money);
        sums.filter_map(|claim| match claim.value {
            Value::Number(quantity) => Some(quantity.unit.id),
            _ => None,
        })
        .collect()
    }

    #[test]
    fn a_converted_sum_shows_what_the_bare_sign_means() {
        let text =
            "Norden bought the mill for $US19 billion ($21 billion). The price of $21 billion is high.";
        assert_eq!(units(text), ["USD", "dollar", "dollar"]);
        let text = "Norden bought the mill for US$19 billion ($21 billion) on Sunday.";
        assert_eq!(units(text), ["USD", "dollar"]);
    }

    #[test]
    fn dollars_are_of_the_united_states_elsewhere() {
        assert_eq!(units("Norden bought the mill for $19 billion (£12 billion)."), ["USD", "GBP"]);
        assert_eq!(
            units("Norden bought the mill for US$19 billion, and the quay for $2 billion."),
            ["USD", "USD"]
        );
    }
}
