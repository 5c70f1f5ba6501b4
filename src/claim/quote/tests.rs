use super::compare::{aligned, compare, same_words};
use super::*;
use crate::claim::attribution::tests::article;
use crate::claim::compare::Comparison;

/// Every quotation of a text as "speaker: words", "~" before a fragment.
fn read(text: &str) -> Vec<String> {
    let (article, sentences) = article(text);
    let found = quotes(&article, &sentences, None);
    found
        .iter()
        .map(|q| {
            let speaker = q.speaker.as_ref().map_or("-", |v| v.name.as_str());
            format!("{speaker}: {}{}", if q.quotation.fragment { "~" } else { "" }, article.words(q.span))
        })
        .collect()
}

fn quotation(text: &str) -> Quotation {
    let text = format!("Ann Roe said: “{text}”");
    let (article, sentences) = article(&text);
    quotes(&article, &sentences, None).remove(0).quotation
}

fn compared(a: &str, b: &str) -> Option<Comparison> {
    let (a, b) = (quotation(a), quotation(b));
    let forth = compare(&a, &b).0;
    assert_eq!(forth, compare(&b, &a).0, "comparing is symmetric");
    aligned(&a, &b).then_some(forth)
}

#[test]
fn marks_of_every_kind() {
    assert_eq!(read("“The quay is shut,” Ann Roe said."), ["ann roe: The quay is shut"]);
    assert_eq!(read("\"The quay is shut,\" Ann Roe said."), ["ann roe: The quay is shut"]);
    assert_eq!(read("'The quay is shut,' Ann Roe said."), ["ann roe: The quay is shut"]);
    assert_eq!(read("\"The quay is shut.” Ann Roe said."), ["ann roe: The quay is shut"]);
    assert_eq!(
        read("‘We don’t know the masters’ names,’ said Ann Roe."),
        ["ann roe: We don’t know the masters’ names"]
    );
}

#[test]
fn apostrophes_open_nothing() {
    assert_eq!(read("The owners' boats and the '90s ferries were lost in Roe's storm."), [] as [String; 0]);
    assert_eq!(read("Rock 'n' roll isn't what the ministers' aides play."), [] as [String; 0]);
}

#[test]
fn nested_marks_stay_inside() {
    assert_eq!(
        read("“He shouted 'all is lost' and jumped,” Ann Roe said."),
        ["ann roe: He shouted 'all is lost' and jumped"]
    );
}

#[test]
fn a_quotation_split_by_its_speaker_is_one() {
    let text = "“We cannot sail without fuel,” Ann Roe said, “and there is no fuel.”";
    let (article, sentences) = article(text);
    let found = quotes(&article, &sentences, None);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].pieces.len(), 2);
    assert_eq!(found[0].quotation, quotation("We cannot sail without fuel, and there is no fuel."));
    assert_eq!(
        read("“We cannot sail,” Ann Roe said.\n“There is no fuel left.”"),
        ["ann roe: We cannot sail", "ann roe: There is no fuel left"]
    );
}

#[test]
fn a_long_office_may_stand_in_the_middle() {
    let found = read(
        "\"We cannot sail without fuel,\" the port's head of traffic, Ann Roe, said, \"and there is none.\"",
    );
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("ann roe: We cannot sail"));
}

#[test]
fn one_pair_of_marks_over_several_sentences() {
    let found = read("“The quay is shut for good.\nWe have told every skipper,” said Ann Roe.");
    assert_eq!(found, ["ann roe: The quay is shut for good", "ann roe: We have told every skipper"]);
    // Also where the reader did not split them.
    let found = read("“The quay is shut forever. Every skipper was told,” said Ann Roe.");
    assert_eq!(found, ["ann roe: The quay is shut forever", "ann roe: Every skipper was told"]);
}

#[test]
fn paragraphs_that_open_the_mark_again_go_on() {
    let found = read("Ann Roe said: “The quay is shut for good.\n\n“We have told every skipper.”");
    assert_eq!(found, ["ann roe: The quay is shut for good", "ann roe: We have told every skipper"]);
    let found = read("“The quay is shut,” Ann Roe said.\n\n“We have told every skipper about it.”");
    assert_eq!(found[1], "ann roe: We have told every skipper about it");
}

#[test]
fn an_open_mark_ends_with_its_paragraph() {
    let found = read("Ann Roe said: “The quay is shut for good.\n\nTwo ferries left.");
    assert_eq!(found, ["ann roe: The quay is shut for good"]);
}

#[test]
fn a_sentence_that_only_attributes() {
    assert_eq!(read("“WE HAVE TO SHUT THE QUAY.”\nSAID ROE."), ["roe: WE HAVE TO SHUT THE QUAY"]);
    assert_eq!(read("“WE HAVE TO SHUT THE QUAY.” SAID ROE."), ["roe: WE HAVE TO SHUT THE QUAY"]);
}

#[test]
fn fragments_and_scare_quotes() {
    assert_eq!(
        read("Ann Roe said the quay was “in a very sorry state” after the storm."),
        ["ann roe: ~in a very sorry state"]
    );
    assert_eq!(read("Ann Roe said the “quay” was “quite safe”."), ["ann roe: ~quite safe"]);
    assert_eq!(read("The council called the quay “sound” and left."), ["council: ~sound"]);
    assert_eq!(read("Ann Roe said that “safe” berths were left."), [] as [String; 0]);
    assert_eq!(read("The quay was “quite safe” on Monday."), [] as [String; 0]);
    assert_eq!(read("In what one port official said would be “slow traffic”."), ["official: ~slow traffic"]);
    assert_eq!(
        read("Ann Roe said that “our crew is working in good order.”"),
        ["ann roe: our crew is working in good order"]
    );
}

#[test]
fn the_speaker_stands_anywhere() {
    assert_eq!(
        read("Speaking in Tarn, Ann Roe told reporters on Monday: “The quay is shut.”"),
        ["ann roe: The quay is shut"]
    );
    assert_eq!(
        read("Ann Roe said the crane was sound, adding: “The quay is shut for now.”"),
        ["ann roe: The quay is shut for now"]
    );
    assert_eq!(
        read("Ann Roe, once head of the port, praised the crew, stating, “They saved the quay.”"),
        ["ann roe: They saved the quay"]
    );
    assert_eq!(
        read("Captain Ann Roe called the crossing “a very close thing indeed.”"),
        ["ann roe: ~a very close thing indeed"]
    );
    assert_eq!(read("“The quay is shut,” she said."), ["she: The quay is shut"]);
}

#[test]
fn a_programme_is_no_quotation() {
    assert_eq!(
        read("Ann Roe told “Good Morning Norland” on Monday that the quay was shut."),
        [] as [String; 0]
    );
}

#[test]
fn quoted_sentences_are_attributed_even_without_a_cue() {
    let (article, sentences) = article("“The quay is shut for good.\nNine boats sank,” said Ann Roe.");
    let found = super::read(&article, &sentences, None);
    assert_eq!(found.attributions[0][0].voices[0].name, "ann roe");
    assert_eq!(found.attributions[1].len(), 1);
}

#[test]
fn editors_words_are_left_out() {
    let found = quotation("We told [Ann] Roe (the director) to wait.");
    assert_eq!(found.words, ["we", "told", "roe", "to", "wait"]);
    assert_eq!(found.names, ["roe"]);
}

#[test]
fn equal_words_agree() {
    assert_eq!(
        compared("We won't close the quay before May.", "We will not close the quay before May"),
        Some(Comparison::Agrees)
    );
}

#[test]
fn excerpts_and_rewordings_are_compatible() {
    assert_eq!(
        compared("This is as cold a winter as I can remember in Tarn.", "as cold a winter as I can remember"),
        Some(Comparison::Compatible)
    );
    assert_eq!(
        compared(
            "The discussion is very fruitful, the task of the crews is going on.",
            "The debates are very fruitful, the task of the crews goes on."
        ),
        Some(Comparison::Compatible)
    );
    assert_eq!(
        compared(
            "we need to bring the owners to give a firm order to halt the work",
            "The owners must be made to issue a firm order to halt the work"
        ),
        Some(Comparison::Compatible)
    );
    assert_eq!(
        compared(
            "But no matter what we tell the crew, we have to give a firm order to halt.",
            "But whatever we tell the crew, we need to give a firm order to halt."
        ),
        Some(Comparison::Compatible)
    );
    assert_eq!(
        compared(
            "We lost 19 of the finest sailors of the coast.",
            "We lost 19 of some of the finest sailors of the coast."
        ),
        Some(Comparison::Compatible)
    );
    assert_eq!(
        compared("The bridge is not safe for lorries.", "The bridge is unsafe for lorries."),
        Some(Comparison::Compatible)
    );
}

#[test]
fn turned_words_contradict() {
    assert_eq!(
        compared("The new bridge is safe for lorries.", "The new bridge is not yet safe for lorries."),
        Some(Comparison::Contradicts)
    );
    assert_eq!(
        compared("We have never been nearer to an accord.", "We have never been farther from an accord."),
        Some(Comparison::Contradicts)
    );
    assert_eq!(
        compared(
            "I do not regret a single line of that letter.",
            "I regret every single line of that letter."
        ),
        Some(Comparison::Contradicts)
    );
    assert_eq!(
        compared(
            "We will always stand by the crew of the ship.",
            "We will never stand by the crew of the ship."
        ),
        Some(Comparison::Contradicts)
    );
}

#[test]
fn other_figures_and_names_contradict() {
    assert_eq!(
        compared("We have lost 19 ships on this coast.", "We have lost 14 ships on this coast."),
        Some(Comparison::Contradicts)
    );
    assert_eq!(
        compared("We have lost nineteen ships on this coast.", "We have lost 19 ships on this coast."),
        Some(Comparison::Compatible)
    );
    assert_eq!(
        compared(
            "We will hand the wreck over to Norland in spring.",
            "We will hand the wreck over to Sudria in spring."
        ),
        Some(Comparison::Contradicts)
    );
}

#[test]
fn a_country_and_its_capital_are_no_other_name() {
    assert_eq!(
        compared(
            "It is up to us to make Russia end this war.",
            "It is up to us to make Moscow end this war."
        ),
        Some(Comparison::Compatible)
    );
    assert_eq!(
        compared(
            "It is up to us to make Russia end this war.",
            "It is up to us to make Turkey end this war."
        ),
        Some(Comparison::Contradicts)
    );
}

#[test]
fn the_same_words_need_enough_of_them() {
    let same = |a: &str, b: &str| same_words(&quotation(a), &quotation(b));
    assert!(same("The river has never stood so high.", "The river has never stood so high"));
    assert!(!same("The river has never stood so high.", "The river has never stood higher."));
    assert!(!same("We will see.", "We will see."));
}

#[test]
fn titles_of_works_are_not_said() {
    let found = |text: &str| {
        let (article, sentences) = article(text);
        super::read(&article, &sentences, None).quotes.len()
    };
    assert_eq!(found("Ann Roe's book “The ferry that never sails” won the prize."), 0);
    assert_eq!(found("Her novel, “The ferry that never sails”, won the prize."), 0);
    assert_eq!(found("“The ferry never sails in August,” said Ann Roe."), 1);
}

#[test]
fn everyday_phrases_align_nothing() {
    assert_eq!(
        compared("We are going to have a very long winter.", "We are going to have an election soon."),
        None
    );
    assert_eq!(compared("I think it is going to be fine.", "I think it is going to rain."), None);
}

#[test]
fn the_diff_shows_what_was_changed() {
    let (_, changes) =
        compare(&quotation("The talk is very useful."), &quotation("The talks are very useful."));
    assert_eq!(changes.len(), 1);
    assert_eq!(
        (changes[0].at, changes[0].removed.join(" "), changes[0].added.join(" ")),
        (1, "talk is".to_owned(), "talks are".to_owned())
    );
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "([“”\"'‘’«»(\\[.,:;—]|said|told|according to|by|estimate|Ann Roe|he|who|the|police|on Monday|put|at|12|citing|\\n|\\n\\n| |é|\\PC){0,60}") {
        let (article, sentences) = article(&text);
        let found = super::read(&article, &sentences, None);
        for quote in &found.quotes {
            proptest::prop_assert!(!article.words(quote.span).is_empty());
            for other in &found.quotes {
                let _ = (aligned(&quote.quotation, &other.quotation), compare(&quote.quotation, &other.quotation));
            }
        }
        for attributed in found.attributions.iter().flatten() {
            proptest::prop_assert!(!article.words(attributed.scope).is_empty());
            proptest::prop_assert!(!attributed.voices.is_empty());
        }
    }
}
