//! Words of articles on a page: always text, never markup, and nothing in them that a reader cannot see.

use std::fmt::Write as _;

use maud::{Escaper, Render};

/// Words that come from outside: escaped, with control characters and marks of direction made visible,
/// so that no text can reorder, hide or end what stands around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'t>(pub(super) &'t str);

impl Render for Said<'_> {
    fn render_to(&self, buffer: &mut String) {
        let mut escaper = Escaper::new(buffer);
        let mut rest = self.0;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unseen(*c)) {
            let after = &rest[at + c.len_utf8()..];
            let _ = escaper.write_str(&rest[..at]);
            let _ = match c {
                // "\r\n" is one line break, and so is an old Mac's "\r" alone.
                '\r' if after.starts_with('\n') => Ok(()),
                '\r' => escaper.write_str("\n"),
                '\u{feff}' => Ok(()),
                '\0'..='\u{1f}' => escaper.write_char(picture(c)),
                _ => write!(escaper, "⟨U+{:04X}⟩", u32::from(c)),
            };
            rest = after;
        }
        let _ = escaper.write_str(rest);
    }
}

/// Whether a character would be lost on a page or change how others are shown.
fn is_unseen(c: char) -> bool {
    let is_direction =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_control = c.is_control() && !matches!(c, '\n' | '\t');
    is_direction || is_control || c == '\u{feff}'
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
