use super::*;

const FILE: &str = "\
schema: 1
facts:
- fact: people-killed/lerwick
  fingerprint: 282f6481e84a11bf
  rule: people-killed
  verdict: contradicted
  values:
  - '12'
  - '14'
  accepted:
    reason: the herald corrected it the next day
    author: A. Desk
    until: 2031-06-01
";

#[test]
fn what_is_written_is_what_was_read() {
    let baseline = Baseline::read(FILE).unwrap();
    let accepted = baseline.facts[0].accepted.as_ref().unwrap();
    assert_eq!(accepted.until, Some(jiff::civil::date(2031, 6, 1)));
    assert_eq!(baseline.write().strip_prefix(OPENING), Some(FILE));
}

#[test]
fn mistakes_are_named() {
    let wrong = |from: &str, to: &str| Baseline::read(&FILE.replace(from, to)).unwrap_err();
    assert!(wrong("schema: 1", "schema: 2").contains("schema 2 is unknown"));
    assert!(wrong("author: A. Desk", "author: ' '").contains("without a reason or an author"));
    assert!(wrong("2031-06-01", "soon").contains("`soon` is no day"), "{}", wrong("2031-06-01", "soon"));
    assert!(wrong("reason:", "reasno:").contains("reasno"));
    assert!(wrong("    author: A. Desk\n", "").contains("author"));
}
