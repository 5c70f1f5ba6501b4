//! English: the one place where a verdict and a difference become sentences.

use std::collections::BTreeSet;

use super::reading::{day, field_value};
use super::shape::{CampEntry, FactEntry, Report, number};
use super::words::{count, list, list_up_to};
use super::{Input, RuleLine, compose};
use crate::article::Article;
use crate::claim::compare::Difference;
use crate::claim::token::fold;
use crate::claim::{Claim, ClaimId, Field, Members, Office, Polarity, Quotation, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fact::Fact;
use crate::files::Span;
use crate::graph::{CampRelation, Judgement, Relation, Verdict};

/// Most names, values or places that one sentence or finding shows.
const MOST: usize = 5;

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
    pub(super) rule: &'a RuleLine,
    pub(super) fact: &'a Fact,
    pub(super) judgement: &'a Judgement,
    pub(super) camps: &'a [CampEntry],
}

/// One side of a relation.
struct Side<'a> {
    reading: &'a str,
    claim: &'a Claim,
    article: &'a Article,
}

impl Side<'_> {
    /// Who says it: the nearest voice, else the outlet.
    fn voice(&self) -> &str {
        self.claim.attribution.first().map_or(self.article.outlet.as_str(), |voice| voice.printed.as_str())
    }
}

impl<'a> Subject<'a> {
    /// What the fact comes to, in one sentence.
    pub(super) fn message(&self) -> String {
        let title = &self.rule.title;
        let readings: Vec<&str> = self.camps.iter().map(|camp| camp.reading.as_str()).collect();
        let values = list_up_to(&readings, MOST);
        match self.judgement.verdict {
            Verdict::Contradicted => self.contradiction(&values),
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
        self.fill(&self.rule.message, &list_up_to(&outlets, MOST), values)
            .unwrap_or_else(|| format!("{title}: {} differ, {values}", list_up_to(&outlets, MOST)))
    }

    /// Outlets of the camps that contradict another, in the order of the camps.
    fn outlets(&self) -> Vec<String> {
        let against: BTreeSet<usize> = self
            .judgement
            .relations
            .iter()
            .filter(|r| r.relation == Relation::Contradicts)
            .flat_map(|r| r.camps)
            .collect();
        let all = against.is_empty();
        let camps = self.judgement.camps.iter().enumerate().filter(|(at, _)| all || against.contains(at));
        let mut outlets = Vec::new();
        for outlet in
            camps.flat_map(|(_, camp)| &camp.claims).filter_map(|id| self.article(*id)).map(|a| &a.outlet)
        {
            if !outlets.contains(outlet) {
                outlets.push(outlet.clone());
            }
        }
        outlets
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
        match (updates.next().map(|r| self.sides(r)), updates.next()) {
            (Some([Some(a), Some(b)]), None) => {
                let (old, new) = in_time(&a, &b);
                format!("changed from {} to {}", old.reading, new.reading)
            }
            _ => format!("changed over time, {values}"),
        }
    }

    /// Fills a template; `None` where it is empty or a slot has no value in this fact.
    fn fill(&self, template: &str, outlets: &str, values: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, tail) = after.split_once('}')?;
            out.push_str(before);
            out.push_str(&match slot {
                "outlets" => outlets.to_owned(),
                "values" => values.to_owned(),
                "title" => self.rule.title.clone(),
                field => self.slot(field)?,
            });
            rest = tail;
        }
        out.push_str(rest);
        (!template.is_empty()).then_some(out)
    }

    /// The value of a key field as a reader would say it, or what all claims say of that field.
    fn slot(&self, name: &str) -> Option<String> {
        match name {
            "concept" => return self.shared_word(|claim| claim.concept.as_deref()),
            "predicate" => return self.shared_word(|claim| claim.predicate.as_deref()),
            _ => {}
        }
        let field = field_named(name)?;
        let key = self.fact.key.iter().find(|(f, _)| *f == field).map(|(_, value)| value.as_str());
        let value = match key {
            Some(value) => value.to_owned(),
            None => self.shared_argument(field)?,
        };
        Some(field_value(&value, is_name(field) && !self.is_common_noun(field, &value)))
    }

    /// The one value that every claim which has the field gives it.
    fn shared_argument(&self, field: Field) -> Option<String> {
        let mut all = self.claims().filter_map(|claim| claim.arguments.get(&field)).map(|a| &a.values);
        let first = all.next()?;
        let names: Vec<&str> = first.iter().map(String::as_str).collect();
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

    fn sides(&self, relation: &CampRelation) -> [Option<Side<'a>>; 2] {
        [0, 1].map(|at| {
            let claim = self.input.claims.get(number(relation.witnesses[at]))?;
            let article = compose::article_of(self.input, claim)?;
            Some(Side { reading: &self.camps.get(relation.camps[at])?.reading, claim, article })
        })
    }

    /// Why two camps stand as they do, in one sentence.
    pub(super) fn why(&self, relation: &CampRelation) -> String {
        let [Some(a), Some(b)] = self.sides(relation) else { return String::new() };
        match relation.relation {
            Relation::Agrees => format!("both say {}", a.reading),
            Relation::Updates => update(&a, &b),
            Relation::Disputes => format!(
                "{} says {}, {} says {}; the outlets only report them",
                a.voice(),
                a.reading,
                b.voice(),
                b.reading
            ),
            Relation::Compatible => compatible(relation.difference, &a, &b),
            Relation::Contradicts => self.contradicts(relation.difference, &a, &b),
        }
    }

    fn contradicts(&self, difference: Option<Difference>, a: &Side<'_>, b: &Side<'_>) -> String {
        let (x, y) = (a.reading, b.reading);
        match difference {
            None => format!("{x} and {y} cannot both be true"),
            Some(Difference::Numeric) => format!("{x} and {y} cannot both be true of {}", self.one_thing()),
            Some(Difference::Date) => format!("{x} and {y} do not overlap"),
            Some(Difference::Place) => format!("{x} and {y} are two places, and neither lies in the other"),
            Some(Difference::Membership) => membership(a, b),
            Some(Difference::Role) => role(a, b),
            Some(Difference::Negation) => negation(a, b),
            Some(Difference::Antonym) => format!("“{x}” and “{y}” are opposites"),
            Some(Difference::Quotation) => quotation(a, b, "the quotations part"),
            Some(Difference::Arithmetic) => format!("{} do not add up", list_up_to(&self.readings(), MOST)),
            Some(Difference::Calendar) => format!("{x} and {y} do not fit in the calendar"),
            Some(Difference::Order) => "they put the events in opposite orders".to_owned(),
            Some(Difference::Identity) => format!("{x} and {y} are two different names for one thing"),
        }
    }

    fn readings(&self) -> Vec<&str> {
        self.camps.iter().map(|camp| camp.reading.as_str()).collect()
    }

    /// What the key says that the values are of: "one night".
    fn one_thing(&self) -> &'static str {
        let has = |field| self.fact.key.iter().any(|(f, _)| *f == field);
        match () {
            () if has(Field::Night) => "one night",
            () if has(Field::When) => "one date",
            () if has(Field::Event) => "one event",
            () => "one thing",
        }
    }
}

/// The side that was published earlier, then the other.
fn in_time<'s, 'a>(a: &'s Side<'a>, b: &'s Side<'a>) -> (&'s Side<'a>, &'s Side<'a>) {
    if a.article.published > b.article.published { (b, a) } else { (a, b) }
}

fn update(a: &Side<'_>, b: &Side<'_>) -> String {
    let (old, new) = in_time(a, b);
    match (old.article.published, new.article.published) {
        (Some(before), Some(after)) if before < after => format!(
            "{} of {} has {}, {} of {} has {}",
            old.article.outlet,
            day(before),
            old.reading,
            new.article.outlet,
            day(after),
            new.reading
        ),
        _ => format!("{} and {}: the words say that it changed", old.reading, new.reading),
    }
}

fn compatible(difference: Option<Difference>, a: &Side<'_>, b: &Side<'_>) -> String {
    let (x, y) = (a.reading, b.reading);
    match difference {
        Some(Difference::Numeric) => format!("{x} and {y} leave room for one true figure"),
        Some(Difference::Date) => format!("{x} and {y} overlap"),
        Some(Difference::Place) => format!("{x} and {y}: one lies in the other"),
        Some(Difference::Membership) => format!("{x} and {y}: the shorter list leaves room for others"),
        Some(Difference::Role) => format!("{x} and {y} can be one person's offices"),
        Some(Difference::Quotation) => quotation(a, b, "other words for the same"),
        _ => format!("{x} and {y} can both be true"),
    }
}

fn membership(a: &Side<'_>, b: &Side<'_>) -> String {
    let (Value::Members(x), Value::Members(y)) = (&a.claim.value, &b.claim.value) else {
        return format!("{} and {} are two lists", a.reading, b.reading);
    };
    let only = |x: &Members, y: &Members| {
        let names: Vec<String> = x.people.difference(&y.people).map(|name| field_value(name, true)).collect();
        list_up_to(&names, MOST)
    };
    let alone = [(a, only(x, y)), (b, only(y, x))];
    let said: Vec<String> = alone
        .iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(side, names)| format!("only {} names {names}", side.article.outlet))
        .collect();
    said.join(", ")
}

fn role(a: &Side<'_>, b: &Side<'_>) -> String {
    let pair = format!("{} and {}", a.reading, b.reading);
    let same_office = |x: &Office, y: &Office| x.head == y.head && x.tenure != y.tenure;
    match (&a.claim.value, &b.claim.value) {
        (Value::Office(x), Value::Office(y)) if same_office(x, y) => {
            format!("{pair}: one office is not held and left at one time")
        }
        _ => format!("{pair} cannot be one person's offices at one time"),
    }
}

fn negation(a: &Side<'_>, b: &Side<'_>) -> String {
    let (yes, no) = if a.claim.polarity == Polarity::Negated { (b, a) } else { (a, b) };
    format!("{} says that it is so, {} that it is not", yes.voice(), no.voice())
}

/// Where the words of two quotations differ.
fn quotation(a: &Side<'_>, b: &Side<'_>, what: &str) -> String {
    let (Value::Quote(x), Value::Quote(y)) = (&a.claim.value, &b.claim.value) else {
        return format!("{what}: {} and {}", a.reading, b.reading);
    };
    let changes = changed_words(x, y);
    let said: Vec<String> = changes
        .iter()
        .map(|(old, new)| match (old.is_empty(), new.is_empty()) {
            (false, false) => format!("“{old}” against “{new}”"),
            (false, true) => format!("“{old}” only in {}", a.article.outlet),
            (true, _) => format!("“{new}” only in {}", b.article.outlet),
        })
        .collect();
    if said.is_empty() {
        format!("{what} in their marks alone")
    } else {
        format!("{what}: {}", list_up_to(&said, 3))
    }
}

/// The stretches in which two lists of words differ, by their longest common subsequence.
fn changed_words(a: &Quotation, b: &Quotation) -> Vec<(String, String)> {
    let (x, y) = (&a.words, &b.words);
    let mut length = vec![vec![0_usize; y.len() + 1]; x.len() + 1];
    for i in (0..x.len()).rev() {
        for j in (0..y.len()).rev() {
            let skip = length[i + 1][j].max(length[i][j + 1]);
            length[i][j] = if x[i] == y[j] { length[i + 1][j + 1] + 1 } else { skip };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut changes = Vec::new();
    let (mut old, mut new): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    loop {
        let same = i < x.len() && j < y.len() && x[i] == y[j];
        let end = i == x.len() && j == y.len();
        if (same || end) && !(old.is_empty() && new.is_empty()) {
            changes.push((old.join(" "), new.join(" ")));
            (old, new) = (Vec::new(), Vec::new());
        }
        if end {
            return changes;
        }
        if same {
            (i, j) = (i + 1, j + 1);
        } else if j == y.len() || (i < x.len() && length[i + 1][j] >= length[i][j + 1]) {
            old.push(&x[i]);
            i += 1;
        } else {
            new.push(&y[j]);
            j += 1;
        }
    }
}

fn field_named(name: &str) -> Option<Field> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
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
fn strongest(fact: &FactEntry) -> Vec<String> {
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

    fn quote(words: &str) -> Quotation {
        Quotation { words: words.split(' ').map(str::to_owned).collect(), fragment: false }
    }

    #[test]
    fn changed_words_are_found() {
        let found =
            changed_words(&quote("we shall not leave this week"), &quote("we will leave this week then"));
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(found, [pair("shall not", "will"), pair("", "then")]);
        assert!(changed_words(&quote("a b"), &quote("a b")).is_empty());
    }

    #[test]
    fn voices_are_said() {
        let chain = ["the mayor".to_owned(), "the police".to_owned()];
        assert_eq!(said(&chain), ", said the mayor, citing the police");
    }
}
