//! English of an explanation.

use std::fmt::Write as _;

use super::alias::ReadAs;
use super::gates::{Outcome, Seen, Step, Trial};
use super::meeting::{Clash, Ending, Gates, Meeting};
use super::remedy::{Alias, ChangedTest, Cure, Remedy};
use super::{Answer, Asked, Explanation, Joining, SentenceView, Told};
use crate::article::{ArticleId, Part};
use crate::claim::{Certainty, ClaimId, Field, Kind, Origin, Polarity};
use crate::fact::scope::Evidence;
use crate::graph::Relation;
use crate::report::finding::said;
use crate::report::shape::{ArgumentEntry, ClaimEntry};
use crate::report::words::{count, list, list_up_to, one_line, shorten};
use crate::report::{FactEntry, Report, camps, field_words, heading, place};

/// Names and words that are listed of what two claims share.
const MOST: usize = 6;
/// Characters of a sentence that are shown.
const LONGEST: usize = 240;

/// An explanation as text; the report is the one of its run.
pub fn tell(report: &Report, found: &Explanation) -> String {
    let teller = Teller { report };
    let mut told: Vec<String> = found.told.iter().map(|told| teller.claim(told)).collect();
    let bare = found.sentences.iter().filter(|sentence| sentence.claims.is_empty());
    told.extend(bare.map(|sentence| format!("{}\n  {}\n", teller.sentence(sentence), nothing(sentence))));
    told.extend(found.asked.iter().map(|asked| teller.asked(asked)));
    told.extend(found.meetings.iter().map(|meeting| {
        let cure = found.cures.iter().find(|cure| cure.claims == meeting.claims);
        teller.meeting(meeting) + &cure.map_or_else(String::new, |cure| teller.cure(cure))
    }));
    if found.unlike > 0 {
        told.push(format!("{} of claims of two kinds: never compared\n", count(found.unlike, "pair")));
    }
    if found.told.is_empty() && found.meetings.is_empty() {
        told.extend(found.facts.iter().map(|fact| teller.fact(fact)));
    }
    told.join("\n")
}

/// Why a rule joined the articles of a run or did not, a line for each reason, at most `most` pairs.
pub fn in_short(report: &Report, found: &Joining, most: usize) -> Vec<String> {
    let teller = Teller { report };
    let untaken = found.untaken.iter().map(|(article, nearest)| {
        let outlet = report.articles.get(article.0 as usize).map_or("", |article| article.outlet.as_str());
        let why = nearest.as_ref().map_or_else(
            || "no claim at all".to_owned(),
            |trial| {
                let claim = teller.entry(trial.claim).map_or_else(String::new, labelled);
                match (&trial.failed, trial.gates.first()) {
                    (Some(kind), Some(gate)) if !gate.passed() => format!("no claim is a {}", kind.wanted),
                    (Some(gate), _) => format!("nearest is {claim}: {}", wants(gate)),
                    (None, _) => format!("nearest is {claim}: {}", outcome(trial)),
                }
            },
        );
        format!("{outlet}: {why}")
    });
    let meetings = found.meetings.iter().take(most).map(|meeting| {
        let [a, b] = meeting.claims.map(|id| teller.entry(id).map_or_else(String::new, what));
        let together = matches!(meeting.ending, Ending::OneFact { .. });
        let shared = if together { teller.shared(&meeting.shared) } else { Vec::new() };
        let shared =
            if shared.is_empty() { String::new() } else { format!("; both have {}", shared.join("; ")) };
        format!("{a} and {b}: {}{shared}", teller.ending(meeting))
    });
    untaken.chain(meetings).collect()
}

/// What came of two claims, in a sentence.
pub fn how_it_ends(report: &Report, meeting: &Meeting) -> String {
    Teller { report }.ending(meeting)
}

/// Why a sentence makes no claim: what it is, and what the grammars saw in it.
fn nothing(sentence: &SentenceView) -> String {
    if sentence.part == Part::Debris {
        return "page debris (a byline, a caption, a menu or the like): no claim is made of it".to_owned();
    }
    let values: Vec<String> =
        sentence.values.iter().map(|v| format!("{} “{}”", v.kind, one_line(&v.text))).collect();
    if values.is_empty() {
        "no claim: the grammars found no value in it".to_owned()
    } else {
        format!("no claim: of {} no one knows what it is a figure of", list(&values))
    }
}

fn read_as(read: &ReadAs) -> String {
    format!("“{}” is read as {}, by an alias of your vocabulary/people.yml", one_line(&read.words), read.name)
}

/// What a gate wants and what it saw.
fn wants(seen: &Seen) -> String {
    let words = seen.words.as_deref().filter(|words| *words != seen.saw);
    let words = words.map_or_else(String::new, |words| format!(" (“{}”)", one_line(words)));
    format!("{} wants {}, saw {}{words}", seen.gate, seen.wanted, seen.saw)
}

struct Teller<'r> {
    report: &'r Report,
}

impl Teller<'_> {
    fn entry(&self, id: ClaimId) -> Option<&ClaimEntry> {
        self.report.claim(id.0)
    }

    fn sentence(&self, sentence: &SentenceView) -> String {
        let article = self.report.articles.iter().find(|article| article.id == sentence.article.0);
        let name = article.map_or("", |article| article.name.as_str());
        format!("{name}:{}: “{}”", sentence.line, shorten(&one_line(&sentence.text), LONGEST))
    }

    /// `a.txt:1:22: “12 people”, 12`.
    fn where_and_what(&self, id: ClaimId) -> String {
        let Some(claim) = self.entry(id) else { return String::new() };
        let name = self.report.article_of(claim).map_or("", |article| article.name.as_str());
        format!("{}: {}", place(name, claim), what(claim))
    }

    /// One fact with all of its claims.
    fn fact(&self, fact: &FactEntry) -> String {
        let mut out = format!("{}\n  {}\n  fingerprint {}\n", fact.id, fact.message, fact.fingerprint);
        for relation in &fact.relations {
            let _ = writeln!(out, "  {}: {}", relation_words(relation.relation), relation.why);
        }
        for claim in fact.camps.iter().flat_map(|camp| &camp.claims).filter_map(|id| self.report.claim(*id)) {
            let _ = writeln!(out, "  {}{}", self.where_and_what(ClaimId(claim.id)), said(&claim.attribution));
        }
        out
    }

    /// A claim, the rule that takes it and the facts it became part of.
    fn claim(&self, told: &Told) -> String {
        let Some(claim) = self.entry(told.claim) else { return String::new() };
        let mut out = format!("{}{}\n", self.where_and_what(told.claim), said(&claim.attribution));
        let mut line = |name: &str, value: &str| {
            let _ = writeln!(out, "  {name:<10} {value}");
        };
        line("kind", &name_of(&claim.kind));
        for (name, value) in [("concept", &claim.concept), ("predicate", &claim.predicate)] {
            line(name, value.as_deref().unwrap_or("(none)"));
        }
        for (field, argument) in &claim.arguments {
            line(&field_words(*field), &argument_words(argument));
        }
        if claim.polarity == Polarity::Negated {
            line("polarity", "negated");
        }
        if claim.certainty != Certainty::Asserted {
            line("certainty", &name_of(&claim.certainty));
        }
        match (&told.rule, &told.nearest) {
            (Some(rule), _) => line("rule", rule),
            (None, Some((rule, gate))) => {
                line("rule", &format!("none; {rule} comes nearest: {}", wants(gate)));
            }
            (None, None) => line("rule", "none; no rule is about this kind of claim"),
        }
        for read in &told.aliases {
            line("alias", &read_as(read));
        }
        for fact in self.report.facts.iter().filter(|fact| told.facts.contains(&fact.id)) {
            line("fact", &format!("{} ({})", heading(fact), fact.id));
            line("", &camps(self.report, fact));
        }
        for apart in self.report.apart.iter().filter(|apart| apart.claims.contains(&claim.id)) {
            let other = apart.claims[usize::from(apart.claims[0] == claim.id)];
            let other = self.where_and_what(ClaimId(other));
            line("apart", &format!("{other} ({})", field_words(apart.field)));
        }
        out
    }

    /// A rule and a sentence.
    fn asked(&self, asked: &Asked) -> String {
        let Asked { rule, sentence, answer, trials } = asked;
        let verdict = match answer {
            Answer::Takes => format!("{rule} takes a claim of it"),
            Answer::Fails => format!("{rule} takes no claim of it"),
            Answer::OtherKinds => format!("{rule} takes no claim of it: it makes none of the rule's kinds"),
            Answer::NoClaim | Answer::Debris => format!("{rule} takes nothing of it: {}", nothing(sentence)),
        };
        let mut out = format!("{}\n  {verdict}\n", self.sentence(sentence));
        for trial in trials {
            self.trial(trial, &mut out);
        }
        out
    }

    fn trial(&self, trial: &Trial, out: &mut String) {
        let claim = self.entry(trial.claim).map_or_else(String::new, labelled);
        let _ = writeln!(out, "  {claim}: {}", outcome(trial));
        // A claim of another kind fails at the door: the other gates would tell nothing.
        let [first, rest @ ..] = &trial.gates[..] else { return };
        step(first, trial, 2, out);
        if first.passed() {
            for gate in rest {
                step(gate, trial, 2, out);
            }
        }
    }

    /// Two claims.
    fn meeting(&self, meeting: &Meeting) -> String {
        let [a, b] = meeting.claims.map(|id| self.where_and_what(id));
        let mut out = format!("{a}\n{b}\n  {}\n", rules(&meeting.rules));
        let _ = writeln!(out, "  {}", self.ending(meeting));
        if let (Ending::OneFact { .. } | Ending::Clash { .. }, Some(gates)) =
            (&meeting.ending, &meeting.gates)
        {
            let _ = writeln!(out, "  gates: {}", self.gates(meeting, gates));
        }
        let shared = self.shared(&meeting.shared);
        if !shared.is_empty() {
            let _ = writeln!(out, "  both have {}", shared.join("; "));
        }
        for read in &meeting.aliases {
            let _ = writeln!(out, "  {}", read_as(read));
        }
        out
    }

    /// What two claims share, by name; names as the articles print them.
    fn shared(&self, evidence: &Evidence) -> Vec<String> {
        let some = |what: &str, of: &[String]| {
            (!of.is_empty()).then(|| format!("{what} {}", list_up_to(of, MOST).replace(" and ", ", ")))
        };
        let printed =
            |names: &[String]| names.iter().map(|name| self.report.printed(name)).collect::<Vec<_>>();
        let day = evidence.day.then(|| "the day".to_owned());
        let around = "in the rest of their articles the names:";
        [
            some("the names:", &printed(&evidence.names)),
            some("the words:", &evidence.words),
            some("the countries:", &printed(&evidence.nations)),
            day,
            some(around, &printed(&evidence.article_names)),
            some("in their leads the words:", &evidence.lead),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What would bring two claims together.
    fn cure(&self, cure: &Cure) -> String {
        let Some(then) = &cure.then else {
            return "  nothing small would bring them together: neither story, alias nor one or two changes of a rule\n".to_owned();
        };
        let changes: Vec<String> = cure.changes.iter().map(|change| self.remedy(change)).collect();
        let mut out = format!("  to bring them together: {}\n    then {then}\n", changes.join(", and "));
        let (bad, good): (Vec<&ChangedTest>, Vec<_>) = cure.tests.iter().partition(|test| test.fails);
        let _ = match (&bad[..], &good[..]) {
            ([], []) => writeln!(out, "    all {} come out as before", count(cure.run, "rule test")),
            _ => writeln!(
                out,
                "    of {} {} would fail and {} would pass that do not now",
                count(cure.run, "rule test"),
                bad.len(),
                good.len()
            ),
        };
        for ChangedTest { rule, file, line, expects, outcomes: [before, after], .. } in
            bad.into_iter().chain(good)
        {
            let _ = writeln!(out, "      {rule} ({file}:{line}) {expects}: {before} now, then {after}");
        }
        out
    }

    fn remedy(&self, remedy: &Remedy) -> String {
        let article = |id: &ArticleId| {
            let article = self.report.articles.iter().find(|article| article.id == id.0);
            article.map_or("", |article| article.name.as_str())
        };
        match remedy {
            Remedy::OneStory { articles: [a, b] } => {
                format!("give {} and {} one `story`, in front matter or articles.yml", article(a), article(b))
            }
            Remedy::Published { article: id, day } => {
                format!("say when {} was published, if that was about {day}", article(id))
            }
            Remedy::Alias(Alias { of: "person", word, entry, file }) => {
                let [word, entry] = [word, entry].map(|name| self.report.printed(name));
                format!(
                    "read {word} as {entry}, if they are one person, by an entry of your vocabulary/{file}.yml: `- {{ name: {entry}, aliases: [{word}] }}`"
                )
            }
            Remedy::Alias(Alias { of, word, entry, file }) => {
                format!("read the {of} `{word}` as `{entry}`, by an entry of your vocabulary/{file}.yml")
            }
            Remedy::Widen { rule, gate, word } => format!("let `{gate}` of {rule} take `{word}` too"),
            Remedy::DropField { rule, list, field } => {
                format!("take `{}` out of `{list}` of {rule}", name_of(field))
            }
        }
    }

    fn ending(&self, meeting: &Meeting) -> String {
        match &meeting.ending {
            Ending::OneFact { fact, relation, why, through, .. } => {
                let standing = relation.map_or("not set against each other", relation_words);
                format!("one fact, {fact}: {standing}: {why}{}", self.through(through))
            }
            Ending::OtherStories { stories } => {
                let [x, y] = stories.each_ref().map(|story| story.as_deref().unwrap_or("(no story)"));
                format!("never compared: their articles belong to two stories, {x} and {y}")
            }
            Ending::OtherKinds { kinds: [x, y] } => {
                format!("never compared: one is a {}, the other a {}", name_of(x), name_of(y))
            }
            Ending::NoRule { nearest, .. } => no_rule(nearest),
            Ending::OtherRules { crossed } => other_rules(&meeting.rules, crossed),
            Ending::Gate => {
                let gates = meeting.gates.as_ref().map(|gates| self.gates(meeting, gates));
                format!("not one fact: {}", gates.unwrap_or_default())
            }
            Ending::OtherThings { things: [x, y] } => {
                format!("never compared: one is about {x}, the other about {y}")
            }
            Ending::OneVoice => {
                "not one fact: one article gives both in its own voice, so it speaks of two things".to_owned()
            }
            Ending::Beside { claim } => format!(
                "not one fact: one article also gives {}, which fits the other, so it speaks of two things",
                self.where_and_what(*claim)
            ),
            Ending::Clash { between } => format!(
                "not one fact: they would fit, but other claims keep their facts apart: {}",
                list(&between.iter().map(|clash| self.clash(clash)).collect::<Vec<_>>())
            ),
            Ending::Parted => {
                "not one fact: their rule saw them among its other claims and did not bring them together"
                    .to_owned()
            }
            Ending::TooMany => {
                "not one fact: the rule has so many claims that only neighbours were compared".to_owned()
            }
        }
    }

    /// ", through “12 people” (a.txt:1:22)".
    fn through(&self, ids: &[ClaimId]) -> String {
        let named: Vec<String> = ids.iter().map(|id| self.where_and_what(*id)).collect();
        if named.is_empty() { String::new() } else { format!(" (brought together by {})", list(&named)) }
    }

    fn clash(&self, clash: &Clash) -> String {
        let [a, b] = clash.claims.map(|id| self.where_and_what(id));
        match &clash.differs {
            Some((field, values)) => format!("{a} and {b} ({})", differ(*field, values)),
            None => format!("{a} and {b} (one article speaks of both)"),
        }
    }

    /// What the gates of a pair say.
    fn gates(&self, meeting: &Meeting, gates: &Gates) -> String {
        match gates {
            Gates::Passed { points } => format!("they share enough, {}", count_points(*points)),
            Gates::Differs { field, values } => differ(*field, values),
            Gates::TooLittle { points, needed } => {
                let kind = self.entry(meeting.claims[0]).map(|claim| claim.kind);
                too_little(kind, *points, *needed)
            }
            Gates::Incomparable => {
                let reading =
                    |id| self.entry(id).map_or_else(String::new, |claim: &ClaimEntry| claim.reading.clone());
                let [x, y] = meeting.claims.map(reading);
                format!("{x} and {y} have no common measure")
            }
        }
    }
}

/// `“12 people”, 12`.
fn what(claim: &ClaimEntry) -> String {
    let words = one_line(&claim.text);
    if words == claim.reading {
        format!("“{words}”")
    } else {
        format!("“{words}”, {}", claim.reading)
    }
}

/// `“12 people”, 12 (count of person, kill)`.
fn labelled(claim: &ClaimEntry) -> String {
    let about: Vec<&str> =
        [&claim.concept, &claim.predicate].into_iter().flatten().map(String::as_str).collect();
    let about = if about.is_empty() { String::new() } else { format!(" of {}", about.join(", ")) };
    format!("{} ({}{about})", what(claim), name_of(&claim.kind))
}

fn outcome(trial: &Trial) -> String {
    let by = trial.taken_by.as_deref();
    match (trial.outcome, by) {
        (Outcome::Takes, _) => "taken".to_owned(),
        (Outcome::TakenBefore, by) => {
            format!("passes every gate, but {} chooses first", by.unwrap_or("another rule"))
        }
        (Outcome::LetsGo, by) => format!("let go by `unless`; {}", instead(by)),
        (Outcome::Fails, by) => format!("not taken; {}", instead(by)),
    }
}

fn instead(by: Option<&str>) -> String {
    by.map_or_else(|| "no rule takes it".to_owned(), |rule| format!("{rule} takes it"))
}

/// A gate a line, those that stand inside another further in; the first that failed is pointed at.
fn step(gate: &Step, trial: &Trial, depth: usize, out: &mut String) {
    let mark = if gate.passed() { "yes" } else { "no " };
    let _ = write!(out, "{}{mark} ", "  ".repeat(depth));
    let (head, parts) = match gate {
        Step::Test { seen, passed } => {
            let failed = trial.failed.as_ref().filter(|failed| !passed && failed.gate == seen.gate);
            let first = failed.map_or_else(String::new, |failed| {
                format!("  <- the first that failed ({}:{}:{})", failed.file, failed.line, failed.column)
            });
            let _ = writeln!(out, "{}{first}", wants(seen));
            return;
        }
        Step::Any { parts, .. } => ("any of:", parts),
        Step::All { parts, .. } => ("all of:", parts),
        Step::Not { parts, .. } => ("not:", parts),
    };
    let failed = trial.failed.as_ref().filter(|failed| !gate.passed() && is_of(failed, gate));
    let first = failed.map_or_else(String::new, |failed| {
        format!("  <- the first that failed ({}:{}:{})", failed.file, failed.line, failed.column)
    });
    let _ = writeln!(out, "{head}{first}");
    for part in parts {
        step(part, trial, depth + 1, out);
    }
}

/// Whether the gate that the engine names is this group as a whole: no single test in it bears its
/// name as one that failed.
fn is_of(failed: &Seen, gate: &Step) -> bool {
    match gate {
        Step::Test { .. } | Step::All { .. } => false,
        // Alternatives that all failed are named after their list.
        Step::Any { parts, .. } => {
            parts.iter().flat_map(Step::tests).all(|seen| seen.gate != failed.gate)
                && parts.iter().flat_map(Step::tests).any(|seen| seen.gate.starts_with(&failed.gate))
        }
        // What must not pass did: its tests bear "yes", and the group is what failed.
        Step::Not { parts, .. } => parts.iter().flat_map(Step::tests).any(|seen| seen.gate == failed.gate),
    }
}

fn rules([a, b]: &[Option<String>; 2]) -> String {
    match (a, b) {
        (Some(a), Some(b)) if a == b => format!("rule {a} takes both"),
        (None, None) => "no rule takes either".to_owned(),
        (a, b) => {
            let name = |rule: &Option<String>| rule.clone().unwrap_or_else(|| "no rule".to_owned());
            format!("{} takes the first, {} the second", name(a), name(b))
        }
    }
}

fn no_rule(nearest: &[Option<(String, Seen)>]) -> String {
    let near: Vec<String> = nearest
        .iter()
        .flatten()
        .map(|(rule, gate)| format!("{rule} comes nearest: {}", wants(gate)))
        .collect();
    if near.is_empty() {
        "not compared: no rule is about this kind of claim".to_owned()
    } else {
        format!("not compared: {}", near.join("; "))
    }
}

fn other_rules(rules: &[Option<String>; 2], crossed: &[Option<Seen>; 2]) -> String {
    let [a, b] = rules.each_ref().map(|rule| rule.as_deref().unwrap_or("no rule"));
    let side = |rule: &str, which: &str, gate: &Option<Seen>| match gate {
        Some(gate) => format!("{rule} does not take the {which}: {}", wants(gate)),
        None => format!("{rule} would take the {which} too, and is asked later"),
    };
    format!("not compared: two rules; {}; {}", side(b, "first", &crossed[0]), side(a, "second", &crossed[1]))
}

fn differ(field: Field, [x, y]: &[String; 2]) -> String {
    let value = |value: &str| if value.is_empty() { "unknown".to_owned() } else { value.to_owned() };
    format!("{} is {} in one, {} in the other", field_words(field), value(x), value(y))
}

fn too_little(kind: Option<Kind>, points: u32, needed: Option<u32>) -> String {
    match (kind, needed) {
        (Some(Kind::Role), _) => {
            "nothing differs, but a field of the rule's key is unknown or not shared".to_owned()
        }
        (Some(Kind::Quote), _) => {
            "their words do not run alike for long enough to be one quotation".to_owned()
        }
        (_, Some(needed)) => format!(
            "nothing that both say differs, but they share too little to be one event, {} where {needed} are needed",
            count_points(points)
        ),
        (_, None) => "they name neither a party nor a thing in common".to_owned(),
    }
}

fn count_points(points: u32) -> String {
    format!("{} of evidence", count(points as usize, "point"))
}

fn argument_words(argument: &ArgumentEntry) -> String {
    let how = if argument.origin == Origin::Inherited { " (inherited)" } else { "" };
    format!("{}{how}", list(&argument.values))
}

fn relation_words(relation: Relation) -> &'static str {
    match relation {
        Relation::Agrees => "they agree",
        Relation::Compatible => "compatible",
        Relation::Updates => "one updates the other",
        Relation::Disputes => "their voices dispute it",
        Relation::Contradicts => "they contradict each other",
    }
}

fn name_of(name: &impl serde::Serialize) -> String {
    serde_json::to_value(name).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
