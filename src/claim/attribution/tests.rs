use super::*;
use crate::article::{ArticleId, Sentence};
use crate::claim::token::tokens;
use crate::files::Lines;

/// An article with a sentence a line and a paragraph before each empty line.
pub(crate) fn article(text: &str) -> (Article, Vec<Vec<Token>>) {
    let mut sentences = Vec::new();
    let mut paragraph = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim();
        if body.is_empty() {
            paragraph += 1;
        } else {
            let start = at + line.find(body).unwrap_or(0);
            sentences.push(Sentence {
                span: Span::new(start, start + body.len()),
                paragraph,
                part: Part::Body,
            });
        }
        at += line.len();
    }
    let words = sentences.iter().map(|s| tokens(text, s.span)).collect();
    let article = Article {
        id: ArticleId(0),
        path: "test".to_owned(),
        record: None,
        place: 0,
        outlet: "Test".to_owned(),
        title: None,
        published: None,
        story: None,
        edition: None,
        url: None,
        byline: None,
        is_file: true,
        text: text.to_owned(),
        body: 0,
        sentences,
        lines: Lines::new(text),
    };
    (article, words)
}

/// Every attribution of a text as "voices: scope", with "?" after an unnamed voice.
fn read(text: &str) -> Vec<String> {
    let (article, sentences) = article(text);
    let found = attributions(&article, &sentences, None);
    found.iter().flatten().map(|a| format!("{}: {}", voices(a), article.words(a.scope))).collect()
}

fn voices(attributed: &Attributed) -> String {
    let names =
        attributed.voices.iter().map(|v| if v.named { v.name.clone() } else { format!("{}?", v.name) });
    names.collect::<Vec<_>>().join(" > ")
}

fn said_at(text: &str) -> Option<String> {
    let (article, sentences) = article(text);
    attributions(&article, &sentences, None)[0]
        .first()
        .and_then(|a| a.said_at)
        .map(|span| article.words(span).to_owned())
}

#[test]
fn a_subject_before_its_verb_governs_what_follows() {
    assert_eq!(
        read("The harbour office said that two ferries had been delayed."),
        ["harbour office: two ferries had been delayed"]
    );
    assert_eq!(read("Norland insists it never signed the lease."), ["norland: it never signed the lease"]);
}

#[test]
fn a_subject_behind_governs_what_stands_before() {
    assert_eq!(
        read("Two ferries were delayed, the harbour office said."),
        ["harbour office: Two ferries were delayed"]
    );
    assert_eq!(
        read("Two ferries were delayed, said the harbour master, Ann Roe."),
        ["ann roe: Two ferries were delayed"]
    );
    assert_eq!(
        read("Two ferries were delayed, said Ann Roe, who runs the port."),
        ["ann roe: Two ferries were delayed"]
    );
}

#[test]
fn an_attribution_in_the_middle_governs_both_sides() {
    let found = read("The quay, Ann Roe said, will reopen in May.");
    assert_eq!(found, ["ann roe: The quay, Ann Roe said, will reopen in May"]);
}

#[test]
fn insertions_do_not_hide_the_subject() {
    assert_eq!(
        read("Ann Roe, who has run the port since May, said the crane was sound."),
        ["ann roe: the crane was sound"]
    );
    assert_eq!(
        read("Ann Roe, the head of the port, said the crane was sound."),
        ["ann roe: the crane was sound"]
    );
    assert_eq!(
        read("Norland's transport minister, Ann Roe, said the crane was sound."),
        ["ann roe: the crane was sound"]
    );
}

#[test]
fn a_camp_speaks_for_itself_not_for_its_leader() {
    assert_eq!(
        read("The camp of the challenger, Ann Roe, said that the count was wrong."),
        ["camp of challenger: the count was wrong"]
    );
}

#[test]
fn the_date_of_saying_is_set_apart() {
    assert_eq!(
        said_at("Police said on Monday that two ferries had sunk on Sunday."),
        Some("on Monday".to_owned())
    );
    assert_eq!(
        said_at("Ann Roe told the port council late on Tuesday evening that the quay was closed."),
        Some("late on Tuesday evening".to_owned())
    );
    assert_eq!(
        said_at("Two ferries were delayed, Ann Roe said in a statement on March 3."),
        Some("on March 3".to_owned())
    );
    assert_eq!(
        said_at("On Monday the harbour office said 21 boats were missing."),
        Some("On Monday".to_owned())
    );
    assert_eq!(said_at("Roe said Sunday's storm was the worst."), None);
    assert_eq!(said_at("The storm broke on Sunday, police said."), None);
}

#[test]
fn a_date_before_what_is_said_is_not_swallowed() {
    assert_eq!(read("Police said on Monday 12 boats were missing."), ["police: 12 boats were missing"]);
}

#[test]
fn according_to_stands_before_or_behind() {
    assert_eq!(
        read("According to the port authority, nine boats sank."),
        ["port authority: nine boats sank"]
    );
    assert_eq!(
        read("Nine boats sank, according to people familiar with the matter."),
        ["people?: Nine boats sank"]
    );
    assert_eq!(read("The work goes on according to plan."), [] as [String; 0]);
}

#[test]
fn chains_name_the_outlet_side_first() {
    assert_eq!(
        read("The sale is off, Bloomberg reported on Monday, citing two people familiar with the talks."),
        ["bloomberg? > people?: The sale is off"]
    );
    assert_eq!(read("The bank, citing weak demand, closed two branches."), [] as [String; 0]);
}

#[test]
fn the_medium_told_is_a_channel() {
    assert_eq!(read("Ann Roe told Reuters that the quay was closed."), ["ann roe: the quay was closed"]);
    assert_eq!(read("Roe told Radio Norland on Friday the quay was closed."), ["roe: the quay was closed"]);
}

#[test]
fn figures_and_tallies_have_owners() {
    assert_eq!(read("The army put the number of wounded at 85."), ["army: the number of wounded at 85"]);
    assert_eq!(
        read("Organisers of the march spoke of 4,000 walkers."),
        ["organisers of march: 4,000 walkers"]
    );
    assert_eq!(
        read("The march drew 900 people by the police's own estimate."),
        ["police: The march drew 900 people by the police's own estimate"]
    );
    assert_eq!(
        read("Six lost, two saved: that is the navy's account of the storm."),
        ["navy: Six lost, two saved: that is the navy's account of the storm"]
    );
    assert_eq!(
        read("City hall counted 2,400 walkers on the quay."),
        ["city hall: 2,400 walkers on the quay"]
    );
    assert_eq!(
        read("Forty were aboard, according to the manifest held by the port authority."),
        ["port authority: Forty were aboard"]
    );
}

#[test]
fn other_verbs_of_saying() {
    assert_eq!(
        read("Barely a tenth of the staff walked out, the management of the mill in Tarn maintained."),
        ["management of mill: Barely a tenth of the staff walked out"]
    );
    assert_eq!(read("Northair blamed the delays on fog."), ["northair: the delays on fog"]);
    assert_eq!(
        read("No pilot was ill; the rota had failed, the pilots' union countered."),
        ["pilots union: No pilot was ill; the rota had failed"]
    );
    assert_eq!(
        read("Ann Roe has won, her campaign manager declared on Tuesday night."),
        ["campaign manager: Ann Roe has won"]
    );
}

#[test]
fn unnamed_voices_are_no_party() {
    for text in [
        "Officials said the dam held.",
        "A source said the dam held.",
        "Local authorities said the dam held.",
        "Witnesses said the dam held.",
        "State TV said the dam held.",
    ] {
        let (article, sentences) = article(text);
        let found = attributions(&article, &sentences, None);
        assert!(!found[0][0].voices[0].named, "{text}");
    }
    for text in [
        "Police said the dam held.",
        "The organisers said the dam held.",
        "Norland's air force said the dam held.",
        "The governor said the dam held.",
    ] {
        let (article, sentences) = article(text);
        let found = attributions(&article, &sentences, None);
        assert!(found[0][0].voices[0].named, "{text}");
    }
}

#[test]
fn hearsay_and_claims_are_doubted() {
    let (article, sentences) = article(
        "Nine boats reportedly sank.\nThe rebels claimed to hold the pass.\nThe pass was said to be closed.",
    );
    let found = attributions(&article, &sentences, None);
    assert!(found.iter().all(|sentence| sentence.iter().all(|a| a.doubt) && sentence.len() == 1));
}

#[test]
fn what_was_not_said_is_not_attributed() {
    for text in [
        "The port declined to say how many boats sank.",
        "Roe did not say when.",
        "Roe was told to leave.",
        "The storm claimed the lives of nine sailors.",
        "Nine boats were reported missing.",
        "The reports of the port are public.",
    ] {
        assert_eq!(read(text), [] as [String; 0], "{text}");
    }
}

#[test]
fn participles_take_the_subject_of_the_sentence() {
    assert_eq!(
        read("The Admiralty narrowed its offer further, saying that only two ships were for sale."),
        ["admiralty: only two ships were for sale"]
    );
    let found = read("Police said on Sunday that nine boats had sunk, adding that two were found.");
    assert_eq!(found[1], "police: two were found");
}

#[test]
fn two_speakers_of_one_sentence_keep_to_their_clauses() {
    let found = read("Police said nine boats had sunk, but the port office said all were safe.");
    assert_eq!(found, ["police: nine boats had sunk", "port office: all were safe"]);
}

#[test]
fn pronouns_mean_the_last_voice() {
    assert_eq!(
        read("Port director Ann Roe said the quay was shut.\nShe said it would open in May.")[1],
        "ann roe: it would open in May"
    );
    assert_eq!(
        read("The plan was drawn up by the engineer Ann Roe.\nShe said it would work."),
        ["ann roe: it would work"]
    );
    assert_eq!(read("It rained.\nHe said it would stop."), ["he?: it would stop"]);
    // A body is no "she".
    assert_eq!(
        read("The quay was shut, the Green Crescent said.\nShe said it would open in May.")[1],
        "she?: it would open in May"
    );
}

#[test]
fn surnames_mean_the_longer_name() {
    assert_eq!(
        read(
            "Port director Ann Roe said the quay was shut.\nIt rained.\nIt poured.\nRoe said it would open in May."
        )[1],
        "ann roe: it would open in May"
    );
}

#[test]
fn the_resolver_is_asked_first() {
    let (article, sentences) = article("The harbour office said the quay was shut.");
    let resolve = |_: usize, _: Span| Some("port of tarn".to_owned());
    let found = attributions(&article, &sentences, Some(&resolve));
    assert_eq!(found[0][0].voices[0].name, "port of tarn");
    assert_eq!(found[0][0].voices[0].printed, "The harbour office");
}

#[test]
fn capitals_throughout_are_read_like_others() {
    assert_eq!(read("THE PORT OFFICE SAYS THE QUAY IS SHUT."), ["port office: THE QUAY IS SHUT"]);
}
