//! People behind the words of their office or occupation: "firefighter Ana Diaz", "Mr van der Berg".

use std::ops::Range;

use super::{Line, Step};
use crate::claim::name::Referent;
use crate::claim::token::Token;
use crate::vocabulary::places::Mark;

impl Line<'_> {
    /// Words of an office or occupation before a capitalised run: the run is a person.
    pub(super) fn titled(&self, at: usize) -> Option<Step> {
        let end = self.title(at)?;
        let mut next = end;
        if self.is(next, ".")
            && self.tokens[next - 1].lower.len() <= 6
            && self.scanner.offices.abbreviations.contains(&self.tokens[next - 1].lower)
        {
            next += 1;
        }
        let bracket = self.is(next, "[") || self.is(next, "(");
        let start = if bracket || (self.is(next, ",") && !self.capital(at)) { next + 1 } else { next };
        // A title in capitals that the run goes on from ("Justice Department") is no title.
        let addressed =
            end == at + 1 && self.capital(start) && !self.capital(start + 1) && self.addresses(at);
        if self.capital(start) && self.body_like(start) && !addressed {
            return if self.capital(at) && start == next { None } else { Some(Step::Skip(next)) };
        }
        let person = self.person_run(start).filter(|_| start == next || bracket || self.two_words(start));
        if let Some(range) =
            person.filter(|range| addressed || !self.known_as_place(range) && !self.plain_words(at, range))
        {
            let name = self.person_words(range.clone());
            return Some(Step::Name(self.mention(range, Referent::Person(name), false)));
        }
        Some(Step::Skip(next))
    }

    /// Where a title that starts here ends: modifiers and a head, in any case.
    pub(super) fn title(&self, at: usize) -> Option<usize> {
        let offices = self.scanner.offices;
        if !offices.may_start(self.word(at)?) {
            return None;
        }
        let mut next = at;
        let mut end = None;
        while next < at + 8 {
            let word = self.word(next)?;
            let bare = bare_head(word);
            if let Some((len, _)) =
                offices.heads.longest(|ahead| if ahead == 0 { Some(bare) } else { self.word(next + ahead) })
            {
                next += len;
                end = Some(next);
            } else if offices.honorifics.contains(word) && self.capital(next)
                || offices.occupations.contains(word)
            {
                next += 1;
                end = Some(next);
            } else if let Some((len, _)) = offices.fields.longest(|ahead| self.word(next + ahead)) {
                next += len;
            } else if offices.plain_ranks.contains(word)
                || offices.ranks.contains(word)
                || offices.tenure.contains_key(word)
            {
                next += 1;
            } else {
                break;
            }
            if self.is(next, ".")
                && self.capital(next + 1)
                && offices.abbreviations.contains(self.word(next - 1)?)
            {
                next += 1;
                end = end.map(|_| next);
            }
            if !self.tokens.get(next).is_some_and(Token::is_word) {
                break;
            }
        }
        end
    }

    /// "Ms Park", "Mr London": before these a word is nothing but a surname.
    fn addresses(&self, at: usize) -> bool {
        matches!(self.word(at), Some("mr" | "mrs" | "ms"))
    }

    /// "Firefighter Casualties": after an occupation, words that the article also prints small.
    fn plain_words(&self, title: usize, range: &Range<usize>) -> bool {
        let occupation = self.word(title).is_some_and(|w| self.scanner.offices.occupations.contains(w));
        let given = self.scanner.people.given.contains(&self.tokens[range.start].lower);
        occupation
            && !given
            && range.clone().any(|i| self.word(i).is_some_and(|w| self.scanner.common.contains(w)))
    }

    fn two_words(&self, at: usize) -> bool {
        self.capital(at) && self.capital(at + 1)
    }

    fn known_as_place(&self, range: &Range<usize>) -> bool {
        let whole = self.words(range.clone());
        let sites = self.scanner.gazetteer.sites(&whole);
        sites.iter().any(|s| s.mark == Mark::Clear)
            || (range.len() <= 2 && self.hand_place(range.start).is_some())
    }

    /// The capitalised words of a person's name from a token on.
    fn person_run(&self, at: usize) -> Option<Range<usize>> {
        let people = self.scanner.people;
        let mut end = at;
        let mut words = 0;
        while words < 5 && self.tokens.get(end).is_some_and(|t| t.is_word() || t.is("]")) {
            let token = &self.tokens[end];
            if token.capital {
                if self.calendar(end)
                    || (words > 0
                        && self.title(end).is_some_and(|e| self.capital(e))
                        && !people.given.contains(&token.lower))
                {
                    break;
                }
                end += 1;
                words += 1;
                // "John Q. Public": the point of an initial.
                if token.lower.chars().count() == 1 && self.is(end, ".") && self.capital(end + 1) {
                    end += 1;
                }
            } else if words > 0 && self.is(end, "]") && self.capital(end + 1) {
                // "[President Ada] Berg": the outlet completed the name.
                end += 1;
            } else if (words > 0 || self.is_particle_of_surname(end))
                && people.particles.contains(&token.lower)
                && (self.capital(end + 1)
                    || self.capital(end + 2)
                        && self.word(end + 1).is_some_and(|w| people.particles.contains(w)))
            {
                end += 1;
            } else {
                break;
            }
        }
        (words > 0).then_some(at..end)
    }

    /// "Mr van der Berg", "Dr. de Souza": a surname that begins with its particle.
    fn is_particle_of_surname(&self, at: usize) -> bool {
        let honorific = |i: usize| self.word(i).is_some_and(|w| self.scanner.offices.honorifics.contains(w));
        let before = at.checked_sub(1).map(|b| if self.is(b, ".") { b.saturating_sub(1) } else { b });
        before.is_some_and(|b| {
            honorific(b)
                || b > 0 && honorific(b - 1) && self.scanner.people.particles.contains(&self.tokens[b].lower)
        })
    }

    fn person_words(&self, range: Range<usize>) -> String {
        self.words(range).replace(" ]", "")
    }
}

/// A head without "ex-", "then-" before it or "-elect" after it; a plural as its singular.
pub(in crate::claim::name) fn bare_head(word: &str) -> &str {
    let front =
        ["ex-", "then-", "vice-", "deputy-", "co-"].iter().find_map(|p| word.strip_prefix(p)).unwrap_or(word);
    ["-elect", "-designate", "-in-waiting"].iter().find_map(|s| front.strip_suffix(s)).unwrap_or(front)
}
