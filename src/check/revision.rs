//! What changed from one version of an article to the next, and whether its outlet said so.
//!
//! Two claims of two versions are one value that changed where their sentences differ in nothing
//! but values, or where the rules bring them together as they would two outlets' claims.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::Checked;
use super::announcement::Announcement;
use crate::article::notice::{Notice, Sort, notices};
use crate::article::version::{History, is_order_known};
use crate::article::{Article, ArticleId};
use crate::claim::Claim;
use crate::claim::compare::{Comparison, compare_claims};
use crate::fact::world::world;
use crate::files::Span;
use crate::graph::{CampRelation, Judgement, Relation};

/// One version of an article and the next.
#[derive(Debug)]
pub struct Revision {
    /// The earlier version. Its number means nothing in the run.
    pub before: Article,
    /// The next one.
    pub after: Article,
    /// Whether their times say which is the later; else names and notices stand for it.
    pub is_order_known: bool,
    /// What the later one says of its changes and the earlier one did not.
    pub notices: Vec<Notice>,
    /// Values that changed, in the order of the later version.
    pub changes: Vec<Change>,
}

/// A value that changed from one version to the next.
#[derive(Debug)]
pub struct Change {
    /// Index of the rule that takes the claims, if one does.
    pub rule: Option<usize>,
    /// What the earlier version says.
    pub before: Claim,
    /// What the later version says.
    pub after: Claim,
    /// How it was changed.
    pub manner: Manner,
}

/// How a value was changed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// Nothing says so.
    Silent,
    /// With a notice that it had been wrong.
    Corrected,
    /// With a notice or words that it is new.
    Updated,
}

/// The revisions of all histories, oldest first. `check` runs the stages on a pair of articles.
pub(super) fn revisions(
    articles: &[Article],
    histories: &[History],
    check: impl Fn(Vec<Article>) -> Checked,
) -> Vec<Revision> {
    let mut found = Vec::new();
    for history in histories {
        let newest = articles.iter().find(|article| article.id == history.newest);
        let versions: Vec<&Article> = history.earlier.iter().chain(newest).collect();
        found.extend(versions.windows(2).map(|next| revision(&check(pair(next[0], next[1])))));
    }
    found
}

fn pair(before: &Article, after: &Article) -> Vec<Article> {
    let mut pair = vec![before.clone(), after.clone()];
    for (number, article) in (0..).zip(&mut pair) {
        article.id = ArticleId(number);
    }
    pair
}

/// The revision that a run on two versions shows, the earlier being its first article.
fn revision(checked: &Checked) -> Revision {
    let [before, after] = [&checked.articles[0], &checked.articles[1]];
    let said: FxHashSet<&str> = notices(before).iter().map(|notice| before.words(notice.span)).collect();
    let mut new = notices(after);
    new.retain(|notice| !said.contains(after.words(notice.span)));
    let versions = Versions {
        checked,
        corrections: [corrections(before), corrections(after)],
        sentences: [sentences(before), sentences(after)],
    };
    let mut met = versions.reworded();
    met.extend(versions.linked());
    let mut seen = [FxHashSet::default(), FxHashSet::default()];
    met.retain(|met| seen[0].insert(met.before.mention) & seen[1].insert(met.after.mention));
    met.sort_by_key(|met| met.after.mention.start);
    let manners = manners(&met, &new, &versions);
    let change = |(met, manner): (&Met<'_>, Manner)| Change {
        rule: versions.rule(met.after).or_else(|| versions.rule(met.before)),
        before: met.before.clone(),
        after: met.after.clone(),
        manner,
    };
    let changes = met.iter().zip(manners).map(change).collect();
    let is_order_known = is_order_known(before, after);
    Revision { before: before.clone(), after: after.clone(), is_order_known, notices: new, changes }
}

/// Where an article says what was wrong with it.
fn corrections(article: &Article) -> Vec<Span> {
    let corrected = |notice: Notice| (notice.sort == Sort::Corrected).then_some(notice.span);
    notices(article).into_iter().filter_map(corrected).collect()
}

/// The sentences of an article, word for word.
fn sentences(article: &Article) -> FxHashSet<&str> {
    article.sentences.iter().map(|sentence| article.words(sentence.span)).collect()
}

/// Two claims that are one value which changed.
struct Met<'a> {
    before: &'a Claim,
    after: &'a Claim,
    /// Whether the words of the two say that it changed.
    updates: bool,
}

/// A run on two versions.
struct Versions<'a> {
    checked: &'a Checked,
    /// Of each version, the corrections in it: they repeat what was wrong and claim nothing.
    corrections: [Vec<Span>; 2],
    /// The sentences of each version.
    sentences: [FxHashSet<&'a str>; 2],
}

impl<'a> Versions<'a> {
    fn rule(&self, claim: &Claim) -> Option<usize> {
        Some(self.checked.selected.get(claim.id.0 as usize)?.as_ref()?.rule)
    }

    fn article(&self, claim: &Claim) -> &'a Article {
        &self.checked.articles[claim.article.0 as usize]
    }

    /// Whether a claim is one version's own word.
    fn is_of(&self, version: usize, claim: &Claim) -> bool {
        claim.article.0 as usize == version
            && !self.corrections[version].iter().any(|span| span.contains(claim.mention))
    }

    /// Whether the claim's sentence stands in the other version word for word: what it takes from other
    /// sentences may have changed there ("It ends at 5am": which day's 5am), and is told of them.
    fn is_kept(&self, claim: &Claim) -> bool {
        let other = &self.sentences[1 - (claim.article.0 as usize).min(1)];
        let sentence = self.article(claim).sentences.get(claim.sentence as usize);
        sentence.is_some_and(|sentence| other.contains(self.article(claim).words(sentence.span)))
    }

    /// Claims of sentences that differ in nothing but values, each with that in its place.
    fn reworded(&self) -> Vec<Met<'a>> {
        let [before, after] = [self.frames(0), self.frames(1)];
        let world = world();
        let mut met = Vec::new();
        for (frame, claims) in &before {
            let others = after.get(frame).filter(|others| others.len() == claims.len());
            for (&a, &b) in claims.iter().zip(others.into_iter().flatten()) {
                let alike = a.kind == b.kind && a.concept == b.concept && a.predicate == b.predicate;
                let compared = if alike { compare_claims(a, b, &world) } else { None };
                let differ = compared.is_some_and(|compared| compared.comparison != Comparison::Agrees);
                if differ && !self.is_kept(a) && !self.is_kept(b) {
                    met.push(Met { before: a, after: b, updates: a.change.is_none() && b.change.is_some() });
                }
            }
        }
        met
    }

    /// The sentences of a version without the words that carry values, and their claims in order.
    /// A sentence that stands twice has no place of its own.
    fn frames(&self, version: usize) -> BTreeMap<String, Vec<&'a Claim>> {
        let mut sentences: BTreeMap<u32, Vec<&Claim>> = BTreeMap::new();
        for claim in self.checked.claims.iter().filter(|claim| self.is_of(version, claim)) {
            sentences.entry(claim.sentence).or_default().push(claim);
        }
        let mut frames: BTreeMap<String, Vec<&Claim>> = BTreeMap::new();
        let mut twice = Vec::new();
        for (sentence, mut claims) in sentences {
            claims.sort_by_key(|claim| (claim.mention.start, claim.id));
            let frame = self.frame(sentence, &claims);
            if frames.insert(frame.clone(), claims).is_some() {
                twice.push(frame);
            }
        }
        frames.retain(|frame, _| !twice.contains(frame));
        frames
    }

    fn frame(&self, sentence: u32, claims: &[&Claim]) -> String {
        let Some(article) = claims.first().map(|claim| self.article(claim)) else { return String::new() };
        let Some(sentence) = article.sentences.get(sentence as usize) else { return String::new() };
        let mut frame = String::new();
        let mut at = sentence.span.start;
        for claim in claims.iter().filter(|claim| !claim.mention.is_empty()) {
            if claim.mention.start >= at {
                frame.push_str(article.words(Span::new(at, claim.mention.start)));
                frame.push('\0');
            }
            at = at.max(claim.mention.end);
        }
        frame.push_str(article.words(Span::new(at, sentence.span.end)));
        frame
    }

    /// Claims that the rules brought together and whose values exclude or replace each other.
    fn linked(&self) -> Vec<Met<'a>> {
        self.checked.judgements.iter().flat_map(|judgement| self.changed(judgement)).collect()
    }

    /// Of a fact, the values that one version alone gives with those that the other alone gives.
    fn changed(&self, judgement: &Judgement) -> Vec<Met<'a>> {
        let stands = |relation: &&CampRelation| relation.relation > Relation::Compatible;
        let met = |relation: &CampRelation| {
            let [a, b] = relation.camps.map(|camp| self.alone(judgement, camp));
            let ((0, before), (1, after)) = (if a?.0 == 0 { (a?, b?) } else { (b?, a?) }) else {
                return None;
            };
            Some(Met { before, after, updates: relation.relation == Relation::Updates })
        };
        judgement.relations.iter().filter(stands).filter_map(met).collect()
    }

    /// The version that alone holds a camp, and its first claim there whose sentence is new or gone.
    fn alone(&self, judgement: &Judgement, camp: usize) -> Option<(usize, &'a Claim)> {
        let claims = judgement.camps.get(camp)?.claims.iter();
        let claims: Vec<&Claim> = claims.filter_map(|id| self.checked.claims.get(id.0 as usize)).collect();
        let of = |version| claims.iter().copied().filter(move |claim| self.is_of(version, claim));
        let version = match (of(0).next(), of(1).next()) {
            (Some(_), None) => 0,
            (None, Some(_)) => 1,
            _ => return None,
        };
        Some((version, of(version).find(|claim| !self.is_kept(claim))?))
    }
}

/// How each change was made. A correction stands for the changes that it names; one that does not
/// say what it corrects stands for all, and so does an update: it says of the article that it is newer.
fn manners(met: &[Met<'_>], notices: &[Notice], versions: &Versions<'_>) -> Vec<Manner> {
    let updated = notices.iter().any(|notice| notice.sort == Sort::Updated);
    let corrections: Vec<Notice> =
        notices.iter().copied().filter(|notice| notice.sort == Sort::Corrected).collect();
    let said = Announcement::all(&versions.checked.articles[1], &corrections);
    let bare = said.iter().any(Announcement::is_bare);
    let named = |met: &Met<'_>| {
        let values =
            [met.before, met.after].map(|claim| (claim, versions.article(claim).words(claim.mention)));
        said.iter().any(|said| said.names(&values))
    };
    let manner = |met: &Met<'_>| match () {
        () if named(met) => Manner::Corrected,
        () if met.updates => Manner::Updated,
        () if bare => Manner::Corrected,
        () if updated => Manner::Updated,
        () => Manner::Silent,
    };
    met.iter().map(manner).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::article::{from_text, number};
    use crate::check::check;
    use crate::rule::RuleSet;

    /// The revisions of one article that was published on following days.
    fn revised(texts: &[&str]) -> Vec<Revision> {
        let mut articles: Vec<Article> = (5..)
            .zip(texts)
            .map(|(day, text)| {
                let mut article = from_text("Quay", Some(date(2031, 5, day)), None, text);
                article.url = Some("https://quay.example/fire".to_owned());
                article
            })
            .collect();
        number(&mut articles);
        let checked = check(articles, &RuleSet::shipped().0);
        assert_eq!(checked.articles.len(), 1);
        checked.revisions
    }

    /// "12 > 14 silent" for each change of each revision.
    fn shown(texts: &[&str]) -> Vec<String> {
        let change = |revision: &Revision, change: &Change| {
            let before = revision.before.words(change.before.mention);
            let after = revision.after.words(change.after.mention);
            format!("{before} > {after} {:?}", change.manner)
        };
        let of =
            |revision: &Revision| revision.changes.iter().map(|c| change(revision, c)).collect::<Vec<_>>();
        revised(texts).iter().flat_map(of).collect()
    }

    const FIRST: &str = "A fire in Genoa on Sunday killed 12 people.\n\nThe mill was built in 1878.";

    #[test]
    fn a_change_without_a_word_is_silent() {
        let second = FIRST.replace("12", "14");
        assert_eq!(shown(&[FIRST, &second]), ["12 > 14 Silent"]);
        let third = second.replace("1878", "1887");
        assert_eq!(shown(&[FIRST, &second, &third]), ["12 > 14 Silent", "1878 > 1887 Silent"]);
        assert_eq!(shown(&[FIRST, FIRST]), Vec::<String>::new());
    }

    #[test]
    fn a_correction_stands_for_what_it_names() {
        let second = FIRST.replace("12", "14").replace("1878", "1887");
        let named = format!("{second}\n\nCorrection: The mill was built in 1887, not in 1878.");
        assert_eq!(shown(&[FIRST, &named]), ["12 > 14 Silent", "1878 > 1887 Corrected"]);
        let unnamed = format!("{second}\n\nThis article was amended on 6 May 2031.");
        assert_eq!(shown(&[FIRST, &unnamed]), ["12 > 14 Corrected", "1878 > 1887 Corrected"]);
        let other = format!("{second}\n\nCorrection: The mayor's name is Ana Ruiz.");
        assert_eq!(shown(&[FIRST, &other]), ["12 > 14 Silent", "1878 > 1887 Silent"]);
        // What the earlier version said already is no news of the later.
        let noted = format!("{FIRST}\n\nThis article was amended on 6 May 2031.");
        assert_eq!(shown(&[&noted, &unnamed]), ["12 > 14 Silent", "1878 > 1887 Silent"]);
    }

    /// How the one change of a toll from 12 to 14 is called beside a last paragraph.
    fn beside(notice: &str) -> String {
        let second = format!("{}\n\n{notice}", FIRST.replace("12", "14"));
        shown(&[FIRST, &second]).join(", ")
    }

    #[test]
    fn a_correction_names_a_value_or_what_it_is_of() {
        for notice in [
            "Correction: The fire killed fourteen people.",
            "Correction, May 6: The toll was twelve at first.",
            "CORRECTION May 6, 2031: The death toll was wrong.",
            "Correction: The number of people killed was wrong.",
            "Editor's note: An earlier version misstated the number of deaths.",
            "Editor's note: This story has been corrected.",
            "(This May 6 story has been corrected to say 14 people died, not 12, in paragraph 1)",
            "Correction appended",
        ] {
            assert_eq!(beside(notice), "12 > 14 Corrected", "{notice}");
        }
        for notice in [
            "Correction: The mayor's name is Ana Ruiz.",
            "Correction, May 12: The mayor's name is Ana Ruiz.",
            "Correction: The name of the man who died was misspelt.",
            "Correction: The year in which the mill was built was wrong.",
            "Correction: Four firefighters were killed in 1987, not five.",
            "Correction: The number of windows was wrong.",
            "The correction of the river took ten years.",
        ] {
            assert_eq!(beside(notice), "12 > 14 Silent", "{notice}");
        }
        for notice in ["Update, 12:00: The number of deaths has been updated.", "UPDATED 12:00 GMT"] {
            assert_eq!(beside(notice), "12 > 14 Updated", "{notice}");
        }
    }

    #[test]
    fn a_sentence_that_stayed_has_not_changed() {
        let first =
            "The army takes over the port on 25 August. A night curfew begins at 8pm and ends at 5am.";
        let second = first.replace("25", "26");
        let changes = shown(&[first, &second]);
        assert!(changes.iter().all(|change| change.contains("25")), "{changes:?}");
        assert!(!changes.is_empty());
    }

    #[test]
    fn an_update_says_so_in_a_notice_or_in_its_words() {
        let second = "UPDATE 2: A fire in Genoa on Sunday killed 14 people.";
        assert_eq!(shown(&[FIRST, second]), ["12 > 14 Updated"]);
        let risen = "The death toll of the fire in Genoa on Sunday has risen to 14.";
        assert_eq!(shown(&[FIRST, risen]), ["12 > 14 Updated"]);
    }
}
