//! From bytes to text: byte order marks, what a page declares, and what bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Span;

/// How far into a page its declaration of an encoding may stand, in bytes (the HTML standard asks
/// for 1024; archives put their own lines before it).
const DECLARED: usize = 4096;
/// How much of a text without a byte order mark is looked at for UTF-16, in bytes.
const SAMPLE: usize = 4096;

/// Whether bytes are text in some encoding, as far as a look at them tells.
pub fn is_text(bytes: &[u8]) -> bool {
    memchr::memchr(0, bytes).is_none() || wide(bytes).is_some()
}

/// Text of bytes. What is not UTF-8 is read as its byte order mark says, as it declares itself if it
/// is a `page` of HTML, or as what it plausibly is, with a warning.
pub fn decode(path: &str, bytes: Vec<u8>, page: bool, problems: &mut Vec<Diagnostic>) -> String {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if wide(text.as_bytes()).is_none() => return text,
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = wide(&bytes) {
        return decode_as(path, encoding, &bytes, problems);
    }
    if looks_like_utf8(&bytes) {
        return decode_as(path, UTF_8, &bytes, problems);
    }
    match declared(&bytes).filter(|_| page) {
        // A page that says what it is leaves nothing to warn of: offsets count in its extracted text.
        Some(encoding) => encoding.decode_without_bom_handling(&bytes).0.into_owned(),
        None => decode_as(path, detect(&bytes), &bytes, problems),
    }
}

fn decode_as(
    path: &str,
    encoding: &'static Encoding,
    bytes: &[u8],
    problems: &mut Vec<Diagnostic>,
) -> String {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let text = text.trim_start_matches('\u{feff}').to_owned();
    let how = if encoding == UTF_8 {
        "with its unreadable bytes replaced".to_owned()
    } else {
        format!("as {}", encoding.name())
    };
    let warning = Diagnostic::new(
        "not-utf8",
        Severity::Warning,
        format!("{path} is not valid UTF-8; it was read {how}"),
    )
    .at(path, Span::default(), "")
    .note("offsets count in the decoded text, not in the file");
    problems.push(if damaged && encoding != UTF_8 {
        warning.note("some of its bytes have no meaning")
    } else {
        warning
    });
    text
}

/// UTF-16, by its byte order mark or by the zero bytes that every second byte of Latin text is.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding != UTF_8).then_some(encoding);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    match () {
        () if half == 0 => None,
        () if odd * 2 > half && even * 10 < half => Some(UTF_16LE),
        () if even * 2 > half && odd * 10 < half => Some(UTF_16BE),
        () => None,
    }
}

/// Whether most of what is no ASCII is UTF-8: then the text is damaged UTF-8 and nothing else.
fn looks_like_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// What the head of a page says: `<meta charset="…">`, `content="text/html; charset=…"`, or the
/// `encoding="…"` of an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED)]).to_ascii_lowercase();
    let label = ["charset", "encoding"].iter().find_map(|name| {
        let after = |(at, _): (usize, &str)| {
            let value = head[at + name.len()..].trim_start().strip_prefix('=')?;
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))?;
            Encoding::for_label(&value.as_bytes()[..end])
        };
        head.match_indices(name).find_map(after)
    })?;
    // The declaration was read as ASCII: the page is not UTF-16, whatever it says.
    (label != UTF_16LE && label != UTF_16BE && label != UTF_8).then_some(label)
}

/// What bytes that are not UTF-8 look like: windows-1252, unless another alphabet shows.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}
