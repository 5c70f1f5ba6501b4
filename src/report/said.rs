//! Words of articles in a page or a file: always text, never markup, and nothing in them that a
//! reader cannot see.

use std::borrow::Cow;
use std::fmt::Write as _;

use maud::{Escaper, Render};

/// Words that come from outside, for HTML and XML: made [`visible`] and escaped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'t>(pub(super) &'t str);

impl Render for Said<'_> {
    fn render_to(&self, buffer: &mut String) {
        // Writing to a string does not fail.
        let _ = Escaper::new(buffer).write_str(&visible(self.0));
    }
}

/// A text whose control characters and marks of direction are shown by a symbol or by name, so that
/// it can neither reorder, hide nor end what stands around it. Line breaks and tabs stay.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unseen(*c)) {
        let after = &rest[at + c.len_utf8()..];
        out.push_str(&rest[..at]);
        match c {
            '\u{feff}' => {}
            // "\r\n" is one line break, and so is an old Mac's "\r" alone.
            '\r' if after.starts_with('\n') => {}
            '\r' => out.push('\n'),
            '\0'..='\u{1f}' => out.push(picture(c)),
            _ => {
                let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Whether a character would be lost on a page, is none in XML, or changes how others are shown.
fn is_unseen(c: char) -> bool {
    let turns =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let controls = c.is_control() && !matches!(c, '\n' | '\t');
    turns || controls || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The symbol for a control character: ␀ for 0.
fn picture(c: char) -> char {
    char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_and_is_seen() {
        let said = |text: &str| Said(text).render().into_string();
        assert_eq!(
            said("<script>\"a\" & 'b'</script>"),
            "&lt;script&gt;&quot;a&quot; &amp; 'b'&lt;/script&gt;"
        );
        assert_eq!(said("a\0b\u{1b}[31m\u{7f}"), "a␀b␛[31m⟨U+007F⟩");
        assert_eq!(said("ab\u{202e}txt.exe"), "ab⟨U+202E⟩txt.exe");
        assert_eq!(said("\u{feff}one\r\ntwo\rthree\tfour"), "one\ntwo\nthree\tfour");
        assert_eq!(said("Größe שלום 日本"), "Größe שלום 日本");
    }
}
