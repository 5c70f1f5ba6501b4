//! What an article says of its own changes: corrections and updates.

mod grammar;
mod words;

use super::Article;
use crate::files::Span;
use crate::vocabulary::notices::notices as vocabulary;

/// How an article says that it was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Something was wrong: "Correction: …", "This article was amended".
    Corrected,
    /// Something is new: "Update 2: …".
    Updated,
}

/// A notice in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub sort: Sort,
    /// Bytes of the article's text, to the end of the paragraph.
    pub span: Span,
    /// Those of them that say what was changed, behind the label, the day and the time.
    pub content: Span,
}

impl Notice {
    /// Whether it does not say what was changed: "This article was amended on 6 May 2031 to correct
    /// an error."
    pub fn is_bare(self, article: &Article) -> bool {
        let vague = &vocabulary().vague;
        let mut rest = article.words(self.content);
        while let Some(at) = rest.find(char::is_alphanumeric) {
            rest = &rest[at..];
            if let Ok((after, _)) =
                words::any(vague)(rest).or_else(|_| words::stamp(rest).map(|(i, ())| (i, "")))
            {
                rest = after;
            } else {
                return false;
            }
        }
        true
    }
}

/// The notices of an article, in reading order. One begins with a sentence that has the words of
/// it and takes the rest of the paragraph: "It is 12, not 14."
pub fn notices(article: &Article) -> Vec<Notice> {
    let mut found: Vec<(u32, Notice)> = Vec::new();
    for sentence in &article.sentences {
        let open = found.last_mut().filter(|(paragraph, _)| *paragraph == sentence.paragraph);
        if let Some((_, open)) = open {
            open.span.end = sentence.span.end;
            open.content.end = sentence.span.end;
        } else if let Some((sort, says)) = grammar::notice(article.words(sentence.span)) {
            let content = Span::new(sentence.span.start + says, sentence.span.end);
            found.push((sentence.paragraph, Notice { sort, span: sentence.span, content }));
        }
    }
    found.into_iter().map(|(_, notice)| notice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::from_text;

    /// What a paragraph is read as: its sort, what it says of the change, whether that is nothing.
    fn read(paragraph: &str) -> Option<(Sort, String, bool)> {
        let article =
            from_text("Gazette", None, None, &format!("A dam broke in Wales on Sunday.\n\n{paragraph}"));
        let found = notices(&article);
        assert!(found.len() <= 1, "{paragraph}");
        let notice = found.first()?;
        Some((notice.sort, article.words(notice.content).trim().to_owned(), notice.is_bare(&article)))
    }

    #[test]
    fn a_notice_takes_the_rest_of_its_paragraph() {
        let text = "A dam broke.\n\nCorrection: The dam is 40 metres high. It is not 14.\n\nNobody was hurt.";
        let article = from_text("Gazette", None, None, text);
        let found = notices(&article);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].sort, Sort::Corrected);
        assert_eq!(article.words(found[0].span), "Correction: The dam is 40 metres high. It is not 14.");
        assert!(!found[0].is_bare(&article));
    }

    #[test]
    fn a_label_carries_a_number_a_day_and_a_time() {
        for (said, content) in [
            ("Correction: The bridge has four arches.", "The bridge has four arches."),
            ("• CORRECTION: the name was misspelt", "the name was misspelt"),
            ("Correction, May 4: Six arches.", "Six arches."),
            ("Correction, 4 May: Six arches.", "Six arches."),
            ("CORRECTION May 4, 2027: The height was wrong.", "The height was wrong."),
            ("Clarification (4 May 2027): Six arches.", "Six arches."),
            ("Correction — May 4, 2027 — Six arches.", "Six arches."),
            ("[Correction, 4th of May 2027, 3:15 p.m. ET: Six arches.]", "Six arches.]"),
            ("CORRECTED: Six arches.", "Six arches."),
            ("CORRECTED-Six arches fell.", "Six arches fell."),
            ("For the record: Six arches.", "Six arches."),
            ("For the record: 9:24 a.m. May 4: Six arches.", "Six arches."),
            ("Amendment: Six arches.", "Six arches."),
            ("**Correction:** Six arches.", "** Six arches."),
            (
                "Corrections & Amplifications: An earlier version of this article misstated the height.",
                "misstated the height.",
            ),
            ("Corrects the spelling of the mayor's name", "the spelling of the mayor's name"),
            ("Corrected on May 4 to give the height.", "give the height."),
        ] {
            assert_eq!(read(said), Some((Sort::Corrected, content.to_owned(), false)), "{said}");
        }
        for (said, content) in [
            ("UPDATE 2: Five dead", "Five dead"),
            ("UPDATE 3-Storm reaches coast", "Storm reaches coast"),
            ("UPDATE 3 - Storm reaches coast", "Storm reaches coast"),
            ("Update 14: roads reopen", "roads reopen"),
            ("Update, 12:00: The road is open.", "The road is open."),
            ("UPDATE (12:00 GMT): Adds the road.", "Adds the road."),
            ("Update 12:00: The road is open.", "The road is open."),
            ("Updated at 12:00 with a wider flood.", "a wider flood."),
            ("Updated to add the height.", "to add the height."),
            ("(Adds the height)", "the height)"),
            ("[UPDATE 9:00] The road is open.", "The road is open."),
            ("Update, 1200 London time: The road is open.", "The road is open."),
        ] {
            assert_eq!(read(said), Some((Sort::Updated, content.to_owned(), false)), "{said}");
        }
    }

    #[test]
    fn an_article_says_in_words_that_it_was_changed() {
        for said in [
            "This article was amended on 3 May 2031 to give the right length.",
            "An earlier version of this story gave another day.",
            "(This May 4 story has been corrected to say six arches, not four, in paragraph 1)",
            "Editor's note: An earlier version misstated the height.",
            "Editors’ Note: A previous version of this article said the dam was lower.",
            "An earlier version said the dam was lower.",
            "This article originally misstated the height.",
            "Due to an editing error, this article incorrectly gave the height.",
            "This story, first published on May 3, has been corrected to say six.",
            "We've corrected this story to say six arches.",
            "(This version of the May 4 story corrects the height in paragraph 1)",
        ] {
            assert!(matches!(read(said), Some((Sort::Corrected, _, false))), "{said} {:?}", read(said));
        }
        for said in [
            "This story has since been updated with the height.",
            "Note: This page was updated at 3:15 p.m. ET to give the height.",
        ] {
            assert!(matches!(read(said), Some((Sort::Updated, _, false))), "{said} {:?}", read(said));
        }
    }

    #[test]
    fn a_bare_notice_does_not_say_what_was_changed() {
        for said in [
            "This report was amended on 6 May.",
            "Corrected on May 4",
            "Correction appended",
            "Correction appended, May 4.",
            "Editor's note: This story has been corrected.",
            "This article was amended on 6 May 2031 to correct an error.",
            "An earlier version of this article contained an error.",
        ] {
            assert!(matches!(read(said), Some((Sort::Corrected, _, true))), "{said} {:?}", read(said));
        }
        for said in [
            "UPDATED 12:00 GMT",
            "This story was updated at 3:15 p.m. ET",
            "This story was updated at 3:15 p.m. ET on Friday, May 4, 2027.",
            "Updates with details",
            "Update, 4 May",
        ] {
            assert!(matches!(read(said), Some((Sort::Updated, _, true))), "{said} {:?}", read(said));
        }
    }

    #[test]
    fn prose_is_no_notice() {
        for said in [
            "The correction of the river took ten years.",
            "Correction of the river took ten years.",
            "An update was installed at 12:00.",
            "An earlier version of the bill was rejected.",
            "The bill is shorter than an earlier version said to cost 40 million.",
            "The update was installed on 40 machines.",
            "Update 4 was installed on 40 machines.",
            "Updated rules come into force on 4 May.",
            "Updates to the building rules come into force on 4 May.",
            "Editor's note: This article has pictures of the flood.",
            "For the record, the dam is 40 metres high.",
            "This report says that the law was amended on 4 May.",
            "This story has not been corrected.",
            "Correction-fluid makers protested.",
            "Adds of the dam were sold.",
        ] {
            assert_eq!(read(said), None, "{said}");
        }
    }
}
