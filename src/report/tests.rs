//! One small run, put together by hand, in every format.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use rust_decimal::Decimal;

use super::graph::Network;
use super::terminal::Style;
use super::*;
use crate::article::{ArticleId, Part, Sentence};
use crate::claim::compare::Difference;
use crate::claim::quantity::Quantity;
use crate::claim::when::{Basis, Grain, When};
use crate::claim::{
    Argument, Certainty, ClaimId, EventId, Field, Kind, Members, Origin, PlaceName, Polarity, Scene, Value,
    Voice,
};
use crate::files::{Lines, Span};
use crate::graph::{Agreement, Camp, CampRelation, Relation, Verdict};
use crate::rule::{Piece, Slot};

const GAZETTE: &str = "\
The navy of Norland shot down 57 drones during the night, the defence ministry said.
Talks with the islanders opened in Port Alder.
The rebels sank three patrol boats, the admiral told reporters.
The vote is set for 8 May.
Anna Brandt and Olaf Lind led the team.
Two *lighthouses* | were dark.
";

const HERALD: &str = "\
Port Alder hosted the talks with the islanders, and 61 drones were brought down by Norland's navy.
Five boats were sunk, a spokesman for the rebels claimed.
Voting was put off and will now take place on 9 May.
The team was headed by Anna Brandt and Ida Falk.
";

const COURIER: &str =
    "The navy of Norland shot down 57 drones during the night, the defence ministry said.\n";

/// A run under construction.
#[derive(Default)]
struct Desk {
    articles: Vec<Article>,
    claims: Vec<Claim>,
    facts: Vec<Fact>,
    judgements: Vec<Judgement>,
    apart: Vec<Apart>,
    rules: Vec<RuleLine>,
}

impl Desk {
    fn article(&mut self, path: &str, outlet: &str, day: i8, text: &str) -> usize {
        let mut at = 0;
        let sentences = text
            .lines()
            .zip(0..)
            .map(|(line, paragraph)| {
                let span = Span::new(at, at + line.len());
                at += line.len() + 1;
                Sentence { span, paragraph, part: Part::Body }
            })
            .collect();
        let id = self.articles.len();
        self.articles.push(Article {
            id: ArticleId(u32::try_from(id).unwrap()),
            path: path.to_owned(),
            record: None,
            place: 0,
            outlet: outlet.to_owned(),
            title: None,
            published: (day > 0).then(|| date(2031, 5, day)),
            story: Some("Harbour night".to_owned()),
            edition: None,
            url: None,
            byline: None,
            is_file: true,
            body: 0,
            sentences,
            lines: Lines::new(text),
            text: text.to_owned(),
        });
        id
    }

    fn claim(
        &mut self,
        article: usize,
        words: &str,
        kind: Kind,
        value: Value,
        voice: Option<&str>,
    ) -> ClaimId {
        let at = self.articles[article].text.find(words).unwrap();
        let mention = Span::new(at, at + words.len());
        let sentence =
            self.articles[article].sentences.iter().position(|s| s.span.contains(mention)).unwrap();
        let id = ClaimId(u32::try_from(self.claims.len()).unwrap());
        let voice = voice.map(|printed| Voice {
            name: printed.to_lowercase(),
            printed: printed.to_owned(),
            named: true,
            cue: mention,
        });
        self.claims.push(Claim {
            id,
            article: ArticleId(u32::try_from(article).unwrap()),
            sentence: u32::try_from(sentence).unwrap(),
            kind,
            concept: None,
            predicate: None,
            value,
            mention,
            cues: Vec::new(),
            arguments: BTreeMap::new(),
            attribution: voice.into_iter().collect(),
            polarity: Polarity::Affirmed,
            certainty: Certainty::Asserted,
            change: None,
            event: EventId(0),
            scene: Scene::default(),
        });
        id
    }

    fn rule(&mut self, id: &str, title: &str, severity: Severity, message: &str) -> usize {
        self.rules.push(RuleLine {
            id: id.to_owned(),
            title: title.to_owned(),
            severity,
            message: template(message),
        });
        self.rules.len() - 1
    }

    fn fact(
        &mut self,
        rule: usize,
        key: &[(Field, &str)],
        verdict: Verdict,
        camps: &[&[ClaimId]],
    ) -> &mut Judgement {
        let mut claims: Vec<ClaimId> = camps.iter().flat_map(|camp| camp.iter().copied()).collect();
        claims.sort();
        let articles = |camp: &[ClaimId]| -> BTreeSet<u32> {
            camp.iter().map(|id| self.claims[usize::try_from(id.0).unwrap()].article.0).collect()
        };
        let camps = camps
            .iter()
            .map(|camp| Camp {
                claims: camp.to_vec(),
                outlets: articles(camp).len(),
                origins: articles(camp).iter().filter(|&&article| article != 2).count().max(1),
            })
            .collect();
        self.facts.push(Fact {
            rule,
            story: Some("Harbour night".to_owned()),
            key: key.iter().map(|&(field, value)| (field, value.to_owned())).collect(),
            claims,
            opposed: None,
        });
        self.judgements.push(Judgement { camps, relations: Vec::new(), verdict });
        self.judgements.last_mut().unwrap()
    }

    fn report(&self) -> Report {
        Report::new(Input {
            articles: &self.articles,
            origins: &[0, 1, 0, 3],
            claims: &self.claims,
            facts: &self.facts,
            judgements: &self.judgements,
            apart: &self.apart,
            agreement: &Agreement::default(),
            revisions: &[],
            rules: &self.rules,
            problems: &[Diagnostic::new("no-date", Severity::Warning, "tribune.txt: no day of publication")],
        })
    }
}

fn number(n: u32) -> Value {
    Value::Number(Quantity::exactly(Decimal::from(n)))
}

fn day(day: i8) -> Value {
    let day = date(2031, 5, day);
    Value::When(When {
        from: day,
        to: day,
        grain: Grain::Day,
        clock: None,
        zone: None,
        basis: Basis::Completed,
    })
}

fn people(names: [&str; 2]) -> Value {
    Value::Members(Members { people: names.iter().map(|&n| n.to_owned()).collect(), open: false })
}

fn relation(relation: Relation, difference: Difference, witnesses: [ClaimId; 2]) -> CampRelation {
    CampRelation { camps: [0, 1], relation, difference: Some(difference), witnesses, far: false, newer: None }
}

/// The message that a rules file writes so.
fn template(message: &str) -> Message {
    let pieces = message.split_inclusive(['{', '}']).map(|piece| match piece.strip_suffix('}') {
        Some(name) => Piece::Slot(Slot::named(name).expect("a slot")),
        None => Piece::Text(piece.trim_end_matches('{').to_owned()),
    });
    Message(pieces.collect())
}

/// Four articles, three of them about the same night.
fn desk() -> Desk {
    let mut desk = Desk::default();
    let gazette = desk.article("night/gazette.txt", "The Gazette", 4, GAZETTE);
    let herald = desk.article("night/herald.txt", "The Herald", 5, HERALD);
    let courier = desk.article("night/courier.txt", "The Courier", 4, COURIER);
    desk.article("night/tribune.txt", "The Tribune", 0, "Nothing happened.\n");
    numbers(&mut desk, [gazette, herald, courier]);
    names(&mut desk, [gazette, herald]);
    desk.rule("ships-lost", "Ships lost", Severity::Note, "");
    desk
}

fn numbers(desk: &mut Desk, [gazette, herald, courier]: [usize; 3]) {
    let ministry = Some("the defence ministry");
    let fifty_seven = desk.claim(gazette, "57", Kind::Count, number(57), ministry);
    let sixty_one = desk.claim(herald, "61", Kind::Count, number(61), None);
    let copy = desk.claim(courier, "57", Kind::Count, number(57), ministry);
    let agent = Argument {
        values: BTreeSet::from(["norland".to_owned()]),
        span: Some(Span::new(12, 19)),
        origin: Origin::Said,
    };
    desk.claims[0].concept = Some("drone".to_owned());
    desk.claims[0].predicate = Some("shoot-down".to_owned());
    desk.claims[0].arguments.insert(Field::Agent, agent);
    let downed = desk.rule(
        "drones-downed",
        "Drones shot down in one night",
        Severity::Error,
        "{outlets} differ on how many drones {agent} shot down on {night}",
    );
    let key = [(Field::Agent, "norland"), (Field::Night, "2031-05-03")];
    let fact = desk.fact(downed, &key, Verdict::Contradicted, &[&[fifty_seven, copy], &[sixty_one]]);
    fact.relations.push(relation(Relation::Contradicts, Difference::Numeric, [fifty_seven, sixty_one]));

    let three = desk.claim(gazette, "three", Kind::Count, number(3), Some("the admiral"));
    let five = desk.claim(herald, "Five", Kind::Count, number(5), Some("a spokesman for the rebels"));
    let boats = desk.rule("boats-sunk", "Boats sunk", Severity::Warning, "{outlets} differ");
    let fact = desk.fact(boats, &[(Field::Thing, "patrol-boat")], Verdict::Disputed, &[&[three], &[five]]);
    fact.relations.push(relation(Relation::Disputes, Difference::Numeric, [three, five]));

    let two = desk.claim(gazette, "Two", Kind::Count, number(2), None);
    let open = desk.rule("same-figure", "The same figure", Severity::Warning, "{outlets} differ on {person}");
    desk.fact(open, &[(Field::Thing, "lighthouse")], Verdict::Uncorroborated, &[&[two]]);
    let values = ["drone".to_owned(), "lighthouse".to_owned()];
    let story = Some("Harbour night".to_owned());
    desk.apart.push(Apart { rule: open, story, claims: [sixty_one, two], field: Field::Thing, values });
}

fn names(desk: &mut Desk, [gazette, herald]: [usize; 2]) {
    let port = || Value::Place(PlaceName { name: "port alder".to_owned(), known: true });
    let talks = [
        desk.claim(gazette, "Port Alder", Kind::Place, port(), None),
        desk.claim(herald, "Port Alder", Kind::Place, port(), None),
    ];
    let place = desk.rule("talks-place", "Where the talks are held", Severity::Error, "");
    desk.fact(place, &[], Verdict::Corroborated, &[&talks]);

    let eighth = desk.claim(gazette, "8 May", Kind::Date, day(8), None);
    let ninth = desk.claim(herald, "9 May", Kind::Date, day(9), None);
    let vote = desk.rule("vote-date", "Day of the vote", Severity::Error, "");
    let fact = desk.fact(vote, &[], Verdict::Updated, &[&[eighth], &[ninth]]);
    fact.relations.push(relation(Relation::Updates, Difference::Date, [eighth, ninth]));

    let lind = desk.claim(
        gazette,
        "Anna Brandt and Olaf Lind",
        Kind::Member,
        people(["anna brandt", "olaf lind"]),
        None,
    );
    let falk = desk.claim(
        herald,
        "Anna Brandt and Ida Falk",
        Kind::Member,
        people(["anna brandt", "ida falk"]),
        None,
    );
    let team = desk.rule(
        "leaders",
        "Who leads a group",
        Severity::Warning,
        "{outlets} name other leaders of the {group}",
    );
    let key = [(Field::Side, "norland"), (Field::Group, "team")];
    let fact = desk.fact(team, &key, Verdict::Contradicted, &[&[lind], &[falk]]);
    fact.relations.push(relation(Relation::Contradicts, Difference::Membership, [lind, falk]));
}

#[test]
fn as_json() {
    insta::assert_snapshot!("json", json::render(&desk().report()));
}

#[test]
fn as_markdown() {
    insta::assert_snapshot!("markdown", markdown::render(&desk().report()));
}

#[test]
fn in_a_terminal() {
    insta::assert_snapshot!("terminal", terminal::render(&desk().report(), Style::PLAIN));
}

#[test]
fn as_a_check() {
    let report = desk().report();
    let facts = report.facts.iter().filter(|f| f.severity == Severity::Error).take(1).collect();
    let shown = Findings { facts, silent: Vec::new() };
    insta::assert_snapshot!("check", terminal::render_only(&report, &shown, Style::PLAIN));
}

#[test]
fn as_a_graph() {
    let network = Network::new(&desk().report(), |fact| fact.verdict == Verdict::Contradicted);
    insta::assert_snapshot!("dot", network.dot());
    insta::assert_snapshot!("mermaid", network.mermaid());
    insta::assert_snapshot!("graph_json", network.json());
}

#[test]
fn colours_only_where_they_are_wanted() {
    let report = desk().report();
    assert!(!terminal::render(&report, Style::PLAIN).contains('\u{1b}'));
    assert!(terminal::render(&report, Style { colour: true, ascii: false }).contains('\u{1b}'));
}

#[test]
fn texts_are_added_when_asked_for() {
    let desk = desk();
    let json = json::render(&desk.report().with_text(&desk.articles));
    assert!(json.contains("\"text\": \"The navy of Norland"), "{json}");
}

#[test]
fn fingerprints_survive_a_new_outlet_and_another_wording() {
    let before = desk().report();
    let mut desk = desk();
    let late = desk.article("night/late.txt", "The Late", 6, "Some 57 of the drones fell.\n");
    let claim = desk.claim(late, "57", Kind::Count, number(57), None);
    desk.judgements[0].camps[0].claims.push(claim);
    desk.facts[0].claims.push(claim);
    let after = desk.report();
    let print = |report: &Report, rule: &str| {
        report.facts.iter().find(|f| f.rule == rule).map(|f| f.fingerprint.clone())
    };
    assert_eq!(print(&before, "drones-downed"), print(&after, "drones-downed"));
    desk.claims[1].value = number(62);
    assert_ne!(print(&before, "drones-downed"), print(&desk.report(), "drones-downed"));
}

#[test]
fn ids_of_facts_are_unique() {
    let mut desk = desk();
    let again = desk.facts[0].clone();
    let judgement = desk.judgements[0].clone();
    desk.facts.push(again);
    desk.judgements.push(judgement);
    let report = desk.report();
    let ids: BTreeSet<&str> = report.facts.iter().map(|fact| fact.id.as_str()).collect();
    assert_eq!(ids.len(), report.facts.len());
    assert!(ids.contains("drones-downed/harbour-night/norland/2031-05-03-2"), "{ids:?}");
}

#[test]
fn an_empty_run_is_a_report() {
    let report = Desk::default().report();
    assert_eq!(report.summary.compared, 0);
    insta::assert_snapshot!("empty", terminal::render(&report, Style::PLAIN));
}

/// Two claims by hand, and why they stand as they do.
fn why(kind: Kind, values: [Value; 2], how: Relation, difference: Difference, negate: bool) -> String {
    let mut desk = Desk::default();
    let one = desk.article("one.txt", "The One", 4, "Left “words”.\n");
    let two = desk.article("two.txt", "The Two", 5, "Right “words”.\n");
    let [a, b] = values;
    let claims =
        [desk.claim(one, "Left", kind, a, None), desk.claim(two, "Right", kind, b, Some("Kyra Voss"))];
    if negate {
        desk.claims[1].polarity = Polarity::Negated;
    }
    let rule = desk.rule("rule", "Title", Severity::Error, "{outlets} differ on {title}");
    let fact = desk.fact(rule, &[(Field::Event, "e1")], Verdict::Contradicted, &[&claims[..1], &claims[1..]]);
    fact.relations.push(relation(how, difference, claims));
    desk.report().facts[0].relations[0].why.clone()
}

/// The message of a contradiction about lighthouses between two claims of a kind.
fn number_of(kind: Kind) -> String {
    let mut desk = Desk::default();
    let one = desk.article("one.txt", "The One", 4, "Left “words”.\n");
    let two = desk.article("two.txt", "The Two", 5, "Right “words”.\n");
    let claims =
        [desk.claim(one, "Left", kind, number(2), None), desk.claim(two, "Right", kind, number(3), None)];
    let rule = desk.rule("rule", "Title", Severity::Error, "{outlets} differ on the number of {things}");
    let key = [(Field::Thing, "lighthouse")];
    let fact = desk.fact(rule, &key, Verdict::Contradicted, &[&claims[..1], &claims[1..]]);
    fact.relations.push(relation(Relation::Contradicts, Difference::Numeric, claims));
    desk.report().facts[0].message.clone()
}

#[test]
fn what_is_counted_is_said_in_the_plural() {
    assert_eq!(number_of(Kind::Count), "The One and The Two differ on the number of lighthouses");
    assert_eq!(number_of(Kind::Money), "Title: The One and The Two differ, 2 and 3");
}

#[test]
fn reasons_are_one_sentence_each() {
    let office = |tenure| {
        let head = "defence minister".to_owned();
        Value::Office(crate::claim::Office { head, body: None, place: Some("norland".to_owned()), tenure })
    };
    let quote = |words: &str| {
        let words = words.split(' ').map(str::to_owned).collect();
        Value::Quote(crate::claim::Quotation { words, names: Vec::new(), fragment: false })
    };
    let place = |name: &str| Value::Place(PlaceName { name: name.to_owned(), known: true });
    let did = |predicate: &str| Value::Statement(crate::claim::Statement { predicate: predicate.to_owned() });
    let contradicts = Relation::Contradicts;
    let told = [
        why(Kind::Count, [number(59), number(227)], contradicts, Difference::Numeric, false),
        why(Kind::Date, [day(3), day(4)], contradicts, Difference::Date, false),
        why(Kind::Place, [place("port alder"), place("isle of gorm")], contradicts, Difference::Place, false),
        why(
            Kind::Role,
            [office(crate::claim::Tenure::Current), office(crate::claim::Tenure::Former)],
            contradicts,
            Difference::Role,
            false,
        ),
        why(Kind::Statement, [did("accept"), did("accept")], contradicts, Difference::Negation, true),
        why(Kind::Statement, [did("accept"), did("turn-down")], contradicts, Difference::Antonym, false),
        why(
            Kind::Quote,
            [quote("we shall not leave"), quote("we shall leave soon")],
            contradicts,
            Difference::Quotation,
            false,
        ),
        why(Kind::Count, [number(99), number(113)], contradicts, Difference::Arithmetic, false),
        why(
            Kind::Place,
            [place("port alder"), place("norland")],
            Relation::Compatible,
            Difference::Place,
            false,
        ),
        why(Kind::Count, [number(3), number(5)], Relation::Updates, Difference::Numeric, false),
        why(Kind::Count, [number(3), number(5)], Relation::Disputes, Difference::Numeric, false),
    ];
    insta::assert_snapshot!("reasons", told.join("\n"));
}
