//! Judging one fact: its camps, how they stand to each other, and what that comes to.
//!
//! Two values that contradict each other are not yet a contradiction between outlets:
//!
//! - **updates**: one claim is published later and says that something changed, or the rule of the
//!   fact lets a later value replace an earlier one. A later day alone is no update. On one day
//!   the cue decides, unless both sides have it;
//! - **disputes**: each side has its own named voice; the outlets only report them. Nameless
//!   voices ("officials", "a source") speak as the outlet;
//! - **compatible**: an article that gives two figures itself nearly always means two things, and
//!   so its figures are set neither against each other nor against those of another outlet that
//!   gives one of them;
//! - else **contradicts**, and one such pair of claims decides for its two camps.
//!
//! Camps of two articles of which no two claims share enough to be of one fact by themselves are not
//! set against each other: that A agrees with B and B contradicts C proves nothing of a D that is only
//! near C.

use std::cmp::Ordering;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::build::Evidence;
use super::{Camp, CampRelation, Judgement, OverTime, Relation, Verdict, camps};
use crate::article::ArticleId;
use crate::claim::compare::{Compared, Comparison, compare_claims, order, way};
use crate::claim::{Certainty, Change, Claim, ClaimId, Value};
use crate::fact::Fact;

/// Relations kept of one fact. Where there are more pairs of camps, only those of the best
/// supported camps with all others are looked at.
const RELATIONS: usize = 20_000;
/// Days between two reports in which an office may well have passed to another.
const TERM: i32 = 30;
/// Claims of one camp that stand for it, after those that differ in nothing that matters here.
const STANCES: usize = 32;

/// Judges a fact.
pub(super) fn judge(fact: &Fact, over_time: OverTime, evidence: &Evidence<'_>) -> Judgement {
    let claims = evidence.claims_of(fact);
    let camps = camps::camps(&claims, evidence);
    let relations = if camps.len() > 1 { relations(fact, &camps, over_time, evidence) } else { Vec::new() };
    let verdict = verdict(&camps, &relations);
    Judgement { camps, relations, verdict }
}

/// How the camps of a fact stand to each other.
fn relations(fact: &Fact, camps: &[Camp], over_time: OverTime, evidence: &Evidence<'_>) -> Vec<CampRelation> {
    let hearing = Hearing::new(fact, camps, over_time, evidence);
    pairs(camps.len()).filter_map(|(a, b)| hearing.relation(a, b)).collect()
}

/// Pairs of camps to compare, the lower first: all of them, or the first camps with all others.
fn pairs(camps: usize) -> impl Iterator<Item = (usize, usize)> {
    let all = camps.saturating_mul(camps.saturating_sub(1)) / 2;
    let leaders = if all <= RELATIONS { camps } else { (RELATIONS / camps).max(1) };
    (0..leaders).flat_map(move |a| (a + 1..camps).map(move |b| (a, b)))
}

/// The worst that any two camps come to.
pub(super) fn verdict(camps: &[Camp], relations: &[CampRelation]) -> Verdict {
    match relations.iter().map(|r| r.relation).max() {
        Some(Relation::Contradicts) => Verdict::Contradicted,
        Some(Relation::Disputes) => Verdict::Disputed,
        Some(Relation::Updates) => Verdict::Updated,
        Some(Relation::Compatible) => Verdict::Compatible,
        Some(Relation::Agrees) | None if camps.iter().any(|camp| camp.origins >= 2) => Verdict::Corroborated,
        Some(Relation::Agrees) | None => Verdict::Uncorroborated,
    }
}

/// Who says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Speaker<'a> {
    /// The outlet itself.
    Outlet,
    /// A voice without a name.
    Nameless(&'a str),
    /// A named person or body.
    Named(&'a str),
}

impl<'a> Speaker<'a> {
    fn of(claim: &'a Claim) -> Self {
        match claim.attribution.first() {
            None => Self::Outlet,
            Some(voice) if voice.named => Self::Named(&voice.name),
            Some(voice) => Self::Nameless(&voice.name),
        }
    }

    fn is_named(self) -> bool {
        matches!(self, Self::Named(_))
    }
}

/// The pairs of camps that linking itself set against each other.
fn opposed(fact: &Fact, camps: &[Camp]) -> Option<FxHashSet<(usize, usize)>> {
    let pairs = fact.opposed.as_ref()?;
    let of: FxHashMap<ClaimId, usize> =
        camps.iter().enumerate().flat_map(|(at, camp)| camp.claims.iter().map(move |&id| (id, at))).collect();
    let camps = |&[a, b]: &[ClaimId; 2]| {
        let (a, b) = (*of.get(&a)?, *of.get(&b)?);
        Some((a.min(b), a.max(b)))
    };
    Some(pairs.iter().filter_map(camps).collect())
}

/// A claim as far as it matters for how its camp stands to another.
#[derive(Clone, Copy)]
struct Stance<'a> {
    claim: &'a Claim,
    speaker: Speaker<'a>,
    published: Option<Date>,
    /// Which of its side's distinct values it gives.
    value: usize,
}

/// A camp with what is needed to set it against another.
struct Side<'a> {
    /// Claims that stand for it, the plainest first: the outlet's own word, asserted, without a cue.
    stances: Vec<Stance<'a>>,
    /// The first claim of each distinct value among them.
    values: Vec<&'a Claim>,
    /// The last day on which a claim of it says that something changed.
    last_cue: Option<Date>,
    /// How a claim of it says so.
    last_change: Option<Change>,
}

/// All camps of one fact before they are set against each other.
struct Hearing<'a> {
    sides: Vec<Side<'a>>,
    /// The camps in which an article speaks for itself.
    own: FxHashMap<ArticleId, Vec<usize>>,
    /// The pairs of camps, the lower first, of which two claims are of one fact by themselves; `None`:
    /// all are.
    opposed: Option<FxHashSet<(usize, usize)>>,
    over_time: OverTime,
    evidence: &'a Evidence<'a>,
}

impl<'a> Hearing<'a> {
    fn new(fact: &Fact, camps: &[Camp], over_time: OverTime, evidence: &'a Evidence<'a>) -> Self {
        let mut own: FxHashMap<ArticleId, Vec<usize>> = FxHashMap::default();
        for (number, camp) in camps.iter().enumerate() {
            for claim in camp.claims.iter().filter_map(|&id| evidence.claim(id)) {
                let known = own.entry(claim.article).or_default();
                if !Speaker::of(claim).is_named() && known.last() != Some(&number) {
                    known.push(number);
                }
            }
        }
        let sides = camps.iter().map(|camp| Side::new(camp, &own, evidence)).collect();
        Self { sides, own, opposed: opposed(fact, camps), over_time, evidence }
    }

    /// How two camps stand to each other; `None` where their values cannot be compared.
    fn relation(&self, a: usize, b: usize) -> Option<CampRelation> {
        let compared = self.compared(a, b);
        let mut best: Option<Found> = None;
        for one in &self.sides[a].stances {
            for other in &self.sides[b].stances {
                let Some(compared) = compared[one.value][other.value] else { continue };
                let set_against = compared.comparison != Comparison::Contradicts
                    || one.claim.article == other.claim.article
                    || self.opposed.as_ref().is_none_or(|pairs| pairs.contains(&(a, b)));
                if !set_against {
                    continue;
                }
                let found = self.found((a, one), (b, other), compared);
                if best.as_ref().is_none_or(|best| best.relation < found.relation) {
                    best = Some(found);
                }
                if found.relation == Relation::Contradicts {
                    return Some(found.between(a, b));
                }
            }
        }
        best.map(|found| found.between(a, b))
    }

    /// The values of two camps, each compared with each, once.
    fn compared(&self, a: usize, b: usize) -> Vec<Vec<Option<Compared>>> {
        let with = |one: &Claim, other: &Claim| compare_claims(one, other, &self.evidence.world);
        let row = |one: &&Claim| self.sides[b].values.iter().map(|other| with(one, other)).collect();
        self.sides[a].values.iter().map(row).collect()
    }

    fn found(&self, a: (usize, &Stance<'a>), b: (usize, &Stance<'a>), compared: Compared) -> Found {
        let (mut relation, mut newer) = (Relation::Compatible, None);
        if compared.comparison == Comparison::Contradicts {
            newer = self.newer(a, b);
            relation = self.contradiction(a, b, newer);
        }
        Found { relation, compared, newer, witnesses: [a.1.claim.id, b.1.claim.id] }
    }

    /// What two contradictory values of two claims come to.
    fn contradiction(
        &self,
        a: (usize, &Stance<'a>),
        b: (usize, &Stance<'a>),
        newer: Option<usize>,
    ) -> Relation {
        let one_article = a.1.claim.article == b.1.claim.article;
        if newer.is_some() {
            Relation::Updates
        } else if one_article {
            if self.two_voices(a.1.speaker, b.1.speaker) { Relation::Disputes } else { Relation::Compatible }
        } else if self.gives_both(a, b.0) || self.gives_both(b, a.0) {
            Relation::Compatible
        } else if a.1.speaker.is_named()
            && b.1.speaker.is_named()
            && self.two_voices(a.1.speaker, b.1.speaker)
        {
            Relation::Disputes
        } else {
            Relation::Contradicts
        }
    }

    /// Whether the article of an unattributed claim gives the other camp's value too.
    fn gives_both(&self, (_, stance): (usize, &Stance<'a>), other: usize) -> bool {
        let own = self.own.get(&stance.claim.article);
        !stance.speaker.is_named() && own.is_some_and(|camps| camps.binary_search(&other).is_ok())
    }

    /// Whether two claims of one article speak with two voices. A voice without a name is the
    /// outlet's, unless the other is nameless too and another.
    fn two_voices(&self, a: Speaker<'_>, b: Speaker<'_>) -> bool {
        match (a, b) {
            (Speaker::Named(a), Speaker::Named(b)) => a != b && !self.evidence.world.people.same(a, b),
            (Speaker::Nameless(a), Speaker::Nameless(b)) => a != b,
            (a, b) => a.is_named() || b.is_named(),
        }
    }

    /// The camp whose claim replaces the other's.
    fn newer(&self, a: (usize, &Stance<'a>), b: (usize, &Stance<'a>)) -> Option<usize> {
        match (self.replaces(a, b), self.replaces(b, a)) {
            (true, false) => Some(a.0),
            (false, true) => Some(b.0),
            _ => None,
        }
    }

    fn replaces(&self, new: (usize, &Stance<'a>), old: (usize, &Stance<'a>)) -> bool {
        let one_article = new.1.claim.article == old.1.claim.article;
        let days = match (old.1.published, new.1.published) {
            (Some(old), Some(new)) => new.cmp(&old),
            _ if one_article => Ordering::Equal,
            _ => return false,
        };
        let grown = || order(&new.1.claim.value, &old.1.claim.value);
        let by_rule = days == Ordering::Greater
            && !is_one_term(new.1, old.1)
            && match self.over_time {
                OverTime::Grows => grown() == Some(Ordering::Greater),
                OverTime::Shrinks => grown() == Some(Ordering::Less),
                OverTime::Changes => true,
                OverTime::Fixed => false,
            };
        by_rule || (days != Ordering::Less && self.cue_after(new, old, one_article))
    }

    /// A toll that has risen to 85 is no news of one of more than 100.
    fn goes_that_way(&self, new: (usize, &Stance<'a>), old: (usize, &Stance<'a>)) -> bool {
        let way = new.1.claim.change.or(self.sides[new.0].last_change);
        let against = match way {
            Some(Change::Up) => Ordering::Less,
            Some(Change::Down) => Ordering::Greater,
            Some(Change::Other) | None => return true,
        };
        order(&new.1.claim.value, &old.1.claim.value) != Some(against)
    }

    /// Whether the newer side says that something changed since the older claim. What one outlet
    /// announces as a change explains the same value in another that only prints it.
    fn cue_after(&self, new: (usize, &Stance<'a>), old: (usize, &Stance<'a>), one_article: bool) -> bool {
        if !self.goes_that_way(new, old) {
            return false;
        }
        if one_article || old.1.published.is_none() {
            return new.1.claim.change.is_some() && old.1.claim.change.is_none();
        }
        let last = self.sides[new.0].last_cue;
        let answered = old.1.claim.change.is_some() || self.sides[old.0].last_cue == old.1.published;
        last > old.1.published || (last == old.1.published && !answered)
    }
}

/// An office seldom changes hands between two reports of one story: nearer ones without a cue of
/// change contradict each other.
fn is_one_term(new: &Stance<'_>, old: &Stance<'_>) -> bool {
    let (Some(first), Some(last)) = (old.published, new.published) else { return false };
    matches!(new.claim.value, Value::Office(_)) && last.since(first).is_ok_and(|span| span.get_days() < TERM)
}

impl<'a> Side<'a> {
    fn new(camp: &Camp, own: &FxHashMap<ArticleId, Vec<usize>>, evidence: &'a Evidence<'a>) -> Self {
        let claims: Vec<&Claim> = camp.claims.iter().filter_map(|&id| evidence.claim(id)).collect();
        let published = |claim: &Claim| evidence.article(claim.article).and_then(|article| article.published);
        let last_cue =
            claims.iter().filter(|claim| claim.change.is_some()).filter_map(|claim| published(claim)).max();
        let last_change = claims.iter().filter_map(|claim| claim.change).next_back();
        let mut stances: Vec<Stance<'a>> = claims
            .into_iter()
            .map(|claim| Stance { claim, speaker: Speaker::of(claim), published: published(claim), value: 0 })
            .collect();
        stances.sort_by_key(|stance| {
            let claim = stance.claim;
            // An article that speaks for one camp alone is the better witness.
            let camps = own.get(&claim.article).map_or(0, Vec::len);
            (
                stance.speaker.is_named(),
                claim.certainty != Certainty::Asserted,
                claim.change.is_some(),
                camps,
                claim.id,
            )
        });
        let mut stances = representatives(stances);
        let mut values: Vec<&Claim> = Vec::new();
        for stance in &mut stances {
            let claim = stance.claim;
            // What is counted decides whether one figure can be a part of the other.
            let same = |known: &&Claim| {
                known.value == claim.value
                    && known.polarity == claim.polarity
                    && known.concept == claim.concept
                    && way(known) == way(claim)
            };
            stance.value = values.iter().position(same).unwrap_or_else(|| {
                values.push(stance.claim);
                values.len() - 1
            });
        }
        Self { stances, values, last_cue, last_change }
    }
}

/// Of stances that differ in nothing but their article, the first two of two articles: whatever
/// article the other side's claim is of, one of them is of another.
fn representatives(stances: Vec<Stance<'_>>) -> Vec<Stance<'_>> {
    let mut kept: Vec<Stance<'_>> = Vec::new();
    for stance in stances {
        let mut alike = kept.iter().filter(|other| {
            other.speaker == stance.speaker
                && other.published == stance.published
                && other.claim.change == stance.claim.change
                && other.claim.polarity == stance.claim.polarity
                && other.claim.value == stance.claim.value
                && other.claim.concept == stance.claim.concept
        });
        let full =
            alike.clone().count() >= 2 || alike.any(|other| other.claim.article == stance.claim.article);
        if !full {
            kept.push(stance);
        }
        if kept.len() == STANCES {
            break;
        }
    }
    kept
}

/// What comes of two claims.
#[derive(Clone, Copy)]
struct Found {
    relation: Relation,
    compared: Compared,
    newer: Option<usize>,
    witnesses: [ClaimId; 2],
}

impl Found {
    fn between(self, a: usize, b: usize) -> CampRelation {
        CampRelation {
            camps: [a, b],
            relation: self.relation,
            difference: self.compared.difference,
            witnesses: self.witnesses,
            far: self.compared.far,
            newer: self.newer,
        }
    }
}
