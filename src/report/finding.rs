//! English: the one place where a verdict and a difference become sentences.

use std::collections::BTreeSet;

use super::names::Names;
use super::shape::{CampEntry, FactEntry, Report, number};
use super::why::{Side, in_time};
use super::words::{count, list, list_up_to, list_values, plural_noun};
use super::{Input, RuleLine, compose};
use crate::article::Article;
use crate::claim::token::fold;
use crate::claim::{Claim, ClaimId, Field, Kind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fact::Fact;
use crate::files::Span;
use crate::graph::{CampRelation, Judgement, Relation, Verdict};
use crate::rule::Slot;

/// Most names, values or places that one sentence or finding shows.
pub(super) const MOST: usize = 5;

/// Whether a verdict is shown with the articles' words, not in a list.
pub fn is_shown(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Contradicted | Verdict::Disputed | Verdict::Updated)
}

/// What a verdict is called before a finding.
pub fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradicted => "contradiction",
        Verdict::Disputed => "dispute",
        Verdict::Updated => "update",
        Verdict::Compatible => "compatible",
        Verdict::Corroborated => "agreement",
        Verdict::Uncorroborated => "single voice",
    }
}

/// A fact with all that sentences about it need.
pub(super) struct Subject<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) names: &'a Names,
    pub(super) rule: &'a RuleLine,
    pub(super) fact: &'a Fact,
    pub(super) judgement: &'a Judgement,
    pub(super) camps: &'a [CampEntry],
}

impl<'a> Subject<'a> {
    /// What the fact comes to, in one sentence.
    pub(super) fn message(&self) -> String {
        let title = &self.rule.title;
        let readings: Vec<&str> = self.camps.iter().map(|camp| camp.reading.as_str()).collect();
        let values = list_values(&readings, MOST);
        let against = self.against();
        let opposed: Vec<&str> = against.iter().filter_map(|&at| readings.get(at).copied()).collect();
        let opposed = if opposed.is_empty() { &readings } else { &opposed };
        match self.judgement.verdict {
            Verdict::Contradicted => self.contradiction(&list_values(opposed, MOST)),
            Verdict::Disputed => format!("{title}: {}", list_up_to(&self.voices(), MOST)),
            Verdict::Updated => format!("{title}: {}", self.change(&values)),
            Verdict::Compatible if readings.len() > 1 => format!("{title}: {values} can all be true"),
            Verdict::Compatible | Verdict::Corroborated | Verdict::Uncorroborated => {
                format!("{title}: {values}")
            }
        }
    }

    /// The rule's own sentence, if every slot of it has a value and it is said of several outlets.
    fn contradiction(&self, values: &str) -> String {
        let outlets = self.outlets();
        let title = &self.rule.title;
        if let [outlet] = outlets.as_slice() {
            return format!("{title}: {outlet} alone gives {values}");
        }
        let outlets = list_up_to(&outlets, MOST);
        let own = self.rule.message.render(&|slot| match slot {
            Slot::Outlets => Some(outlets.clone()),
            Slot::Values => Some(values.to_owned()),
            Slot::Title => Some(title.clone()),
            Slot::Concept => self.shared_word(|claim| claim.concept.as_deref()),
            Slot::Predicate => self.shared_word(|claim| claim.predicate.as_deref()),
            Slot::Things => self.counted(),
            Slot::Field(field) => self.slot(*field),
        });
        own.filter(|own| !own.is_empty()).unwrap_or_else(|| format!("{title}: {outlets} differ, {values}"))
    }

    /// The camps that contradict another.
    fn against(&self) -> BTreeSet<usize> {
        let opposed = self.judgement.relations.iter().filter(|r| r.relation == Relation::Contradicts);
        opposed.flat_map(|r| r.camps).collect()
    }

    /// Outlets of the camps that contradict another, in the order of the camps.
    fn outlets(&self) -> Vec<String> {
        let against = self.against();
        let all = against.is_empty();
        let camps = (0..self.judgement.camps.len()).filter(|at| all || against.contains(at));
        each_once(camps.flat_map(|camp| self.outlets_of(camp)))
    }

    /// Outlets of one camp, in the order of its claims.
    pub(super) fn outlets_of(&self, camp: usize) -> Vec<String> {
        let claims = self.judgement.camps.get(camp).into_iter().flat_map(|camp| &camp.claims);
        each_once(claims.filter_map(|id| self.article(*id)).map(|article| article.outlet.clone()))
    }

    /// The voices that dispute each other, each with what it says: "the mayor says 3".
    fn voices(&self) -> Vec<String> {
        let mut voices: Vec<String> = Vec::new();
        let disputes = self.judgement.relations.iter().filter(|r| r.relation == Relation::Disputes);
        for side in disputes.flat_map(|r| self.sides(r)).flatten() {
            let said = format!("{} says {}", side.voice(), side.reading);
            if !voices.contains(&said) {
                voices.push(said);
            }
        }
        voices
    }

    /// "from 8 May to 9 May", where there is one update.
    fn change(&self, values: &str) -> String {
        let mut updates = self.judgement.relations.iter().filter(|r| r.relation == Relation::Updates);
        match (updates.next().map(|r| (r, self.sides(r))), updates.next()) {
            (Some((relation, [Some(a), Some(b)])), None) => {
                let (old, new) = in_time(relation, &a, &b);
                format!("changed from {} to {}", old.reading, new.reading)
            }
            _ => format!("changed over time, {values}"),
        }
    }

    /// What a number is a number of: "storeys". A span of time or a sum is no number of things.
    fn counted(&self) -> Option<String> {
        let counts = self.claims().all(|claim| claim.kind == Kind::Count);
        self.slot(Field::Thing).filter(|_| counts).map(|thing| plural_noun(&thing))
    }

    /// The value of a key field as a reader would say it, or what all claims say of that field.
    fn slot(&self, field: Field) -> Option<String> {
        let key = self.fact.key.iter().find(|(f, _)| *f == field).map(|(_, value)| value.as_str());
        let value = match key {
            Some(value) => value.to_owned(),
            None => return self.shared_argument(field),
        };
        Some(self.names.value(&value, is_name(field) && !self.is_common_noun(field, &value)))
    }

    /// The one value that every claim which has the field gives it.
    fn shared_argument(&self, field: Field) -> Option<String> {
        let mut all = self.claims().filter_map(|claim| claim.arguments.get(&field)).map(|a| &a.values);
        let first = all.next()?;
        let is_name = |name: &str| is_name(field) && !self.is_common_noun(field, name);
        let names: Vec<String> = first.iter().map(|name| self.names.value(name, is_name(name))).collect();
        all.all(|values| values == first).then(|| list(&names))
    }

    /// The one name that all claims have of what they count or say.
    fn shared_word(&self, name: impl Fn(&'a Claim) -> Option<&'a str>) -> Option<String> {
        let mut all = self.claims().map(name);
        let first = all.next()??;
        all.all(|name| name == Some(first)).then(|| first.replace('-', " "))
    }

    /// Whether an article prints the value without a capital, as "police".
    fn is_common_noun(&self, field: Field, value: &str) -> bool {
        self.claims().any(|claim| {
            let span = claim.arguments.get(&field).and_then(|argument| argument.span);
            let words = span.zip(compose::article_of(self.input, claim)).map(|(span, a)| a.words(span));
            words.is_some_and(|words| fold(words) == value && !words.contains(char::is_uppercase))
        })
    }

    fn claims(&self) -> impl Iterator<Item = &'a Claim> {
        let claims = self.input.claims;
        self.fact.claims.iter().filter_map(|id| claims.get(number(*id)))
    }

    fn article(&self, id: ClaimId) -> Option<&'a Article> {
        compose::article_of(self.input, self.input.claims.get(number(id))?)
    }

    pub(super) fn sides(&self, relation: &CampRelation) -> [Option<Side<'a>>; 2] {
        [0, 1].map(|at| {
            let claim = self.input.claims.get(number(relation.witnesses[at]))?;
            let article = compose::article_of(self.input, claim)?;
            Some(Side { reading: &self.camps.get(relation.camps[at])?.reading, claim, article })
        })
    }
}

fn each_once(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut once = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once
}

/// Whether a field holds the names of people, places and bodies.
pub(super) fn is_name(field: Field) -> bool {
    matches!(
        field,
        Field::Agent
            | Field::Target
            | Field::Place
            | Field::Person
            | Field::Side
            | Field::Speaker
            | Field::Owner
    )
}

// A fact of a finished report, with its words.

/// The finding that a fact is: its sentence, the words of each camp, and why.
pub fn diagnostic(report: &Report, fact: &FactEntry) -> Diagnostic {
    let severity = if fact.verdict == Verdict::Contradicted { fact.severity } else { Severity::Note };
    let mut found = Diagnostic::new(&fact.rule, severity, &fact.message);
    let order = camps_in_order(fact);
    for &camp in order.iter().take(MOST) {
        let Some((file, span, text)) = label(report, fact, camp) else { continue };
        found =
            if found.primary.is_none() { found.at(file, span, text) } else { found.and(file, span, text) };
    }
    if order.len() > MOST {
        found = found.note(format!("{} of this fact not shown", count(order.len() - MOST, "other value")));
    }
    for relation in strongest(fact) {
        found = found.note(relation);
    }
    for (at, camp) in fact.camps.iter().enumerate() {
        if camp.outlets > 1 {
            found = found.note(support(&fact.camps[at]));
        }
    }
    found
}

/// "Riyadh: 3 outlets, 2 origins".
pub fn support(camp: &CampEntry) -> String {
    let outlets = count(camp.outlets, "outlet");
    if camp.origins < camp.outlets {
        return format!("{}: {outlets}, but only {}", camp.reading, count(camp.origins, "origin"));
    }
    format!("{}: {outlets}", camp.reading)
}

/// Camps with the claim that shows each best, those of the strongest relations first; at most
/// [`MOST`].
pub(super) fn witnesses(fact: &FactEntry) -> Vec<(usize, u32)> {
    let order = camps_in_order(fact).into_iter();
    order.filter_map(|camp| Some((camp, witness(fact, camp)?))).take(MOST).collect()
}

/// The camps of the strongest relations first.
fn camps_in_order(fact: &FactEntry) -> Vec<usize> {
    let mut order = Vec::new();
    let mut relations: Vec<_> = fact.relations.iter().collect();
    relations.sort_by_key(|r| std::cmp::Reverse(r.relation));
    for camp in relations.into_iter().flat_map(|r| r.camps).chain(0..fact.camps.len()) {
        if camp < fact.camps.len() && !order.contains(&camp) {
            order.push(camp);
        }
    }
    order
}

/// The reasons for the fact's verdict, each once.
pub(super) fn strongest(fact: &FactEntry) -> Vec<String> {
    let worst = fact.relations.iter().map(|r| r.relation).max();
    let mut reasons: Vec<String> = Vec::new();
    for relation in fact.relations.iter().filter(|r| Some(r.relation) == worst) {
        if !relation.why.is_empty() && !reasons.contains(&relation.why) {
            reasons.push(relation.why.clone());
        }
    }
    if reasons.len() > MOST {
        let more = reasons.len() - MOST;
        reasons.truncate(MOST);
        reasons.push(format!("and {}", count(more, "more such pair")));
    }
    reasons
}

/// The claim of a camp that shows it best: a witness of the worst relation, else its first.
pub fn witness(fact: &FactEntry, camp: usize) -> Option<u32> {
    let named = fact.relations.iter().filter_map(|r| {
        let side = r.camps.iter().position(|&c| c == camp)?;
        Some((std::cmp::Reverse(r.relation), r.witnesses[side]))
    });
    named
        .min_by_key(|(relation, _)| *relation)
        .map(|(_, claim)| claim)
        .or_else(|| fact.camps.get(camp)?.claims.first().copied())
}

fn label(report: &Report, fact: &FactEntry, camp: usize) -> Option<(String, Span, String)> {
    let claim = report.claim(witness(fact, camp)?)?;
    let article = report.article_of(claim)?;
    let said = said(&claim.attribution);
    let text = format!("{}: {}{said}", article.outlet, fact.camps[camp].reading);
    Some((article.name.clone(), Span::new(claim.mention.start, claim.mention.end), text))
}

/// The voices behind a claim: ", said Kyiv, citing the navy"; empty for the outlet itself.
pub fn said(attribution: &[String]) -> String {
    match attribution {
        [] => String::new(),
        [voice] => format!(", said {voice}"),
        [voice, cited @ ..] => format!(", said {voice}, citing {}", list(cited)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices_are_said() {
        let chain = ["the mayor".to_owned(), "the police".to_owned()];
        assert_eq!(said(&chain), ", said the mayor, citing the police");
    }
}
