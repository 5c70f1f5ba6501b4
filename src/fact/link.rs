//! Brings claims together: best evidence first, and never two claims into one fact that any gate
//! keeps apart.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::claim::compare::{Class, Comparison, World, compare_claims, order};
use crate::claim::event::occasion::WEEKDAY;
use crate::claim::{Claim, ClaimId, Field, Kind, Origin};
use crate::fact::context::Contexts;
use crate::fact::pair::{Pair, Pairing};
use crate::fact::repeat::Block;
use crate::fact::scope::{ENOUGH, by_story};
use crate::fact::{Apart, Fact};
use crate::rule::{Rule, RuleSet};
use crate::vocabulary::predicates::predicates;
use crate::vocabulary::things::things;

/// What linking gives.
#[derive(Debug, Default)]
pub struct Linked {
    /// Facts in a stable order.
    pub facts: Vec<Fact>,
    /// Look-alikes that were kept apart.
    pub apart: Vec<Apart>,
}

/// The rules of one claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The rule that takes it: the first of those that would.
    pub rule: usize,
    /// The last of them, which is offered what its first rule brings together with no other article:
    /// "34,000 members walked out" is no size of a delegation where another outlet has 34,000 workers.
    pub open: Option<usize>,
}

/// The rule under which two claims, indices into `selected`, may come together: their own, or the open
/// one where both tell what their figures are of.
pub fn shared_rule(claims: &[Claim], selected: &[Option<Taken>], a: usize, b: usize) -> Option<usize> {
    let (x, y) = (selected[a]?, selected[b]?);
    if x.rule == y.rule {
        return Some(x.rule);
    }
    let last = |taken: Taken| taken.open.unwrap_or(taken.rule);
    let told = claims[a].concept.is_some() && claims[b].concept.is_some();
    (told && last(x) == last(y)).then(|| last(x))
}

/// Claims of one block beyond which only neighbours are held against each other: a block that large
/// is a corpus, not a story.
pub const BLOCK: usize = 1200;
/// How far these neighbours reach.
const NEIGHBOURS: usize = 200;

/// How many claims of a block one of them is held against.
fn reach(members: &[usize]) -> usize {
    if members.len() > BLOCK { NEIGHBOURS } else { members.len() }
}

/// Look-alikes that are listed for one rule and story.
const APART: usize = 40;

/// The rules of each claim.
pub fn select(articles: &[Article], claims: &[Claim], rules: &RuleSet) -> Vec<Option<Taken>> {
    let is_a = |a: &str, b: &str| things().is_a(a, b);
    let of = |claim: &Claim| {
        // A weekday beside its date is a question of one sentence: see `graph::calendar`.
        if claim.predicate.as_deref() == Some(WEEKDAY) {
            return None;
        }
        let article = &articles[claim.article.0 as usize];
        let concepts = claim.concept.as_deref().into_iter().flat_map(|concept| things().wider(concept));
        let fits = |rule: &usize| rules.rules[*rule].takes(article, claim, &is_a);
        let mut fitting = rules.candidates(concepts).filter(fits);
        let rule = fitting.next()?;
        Some(Taken { rule, open: fitting.last() })
    };
    claims.iter().map(of).collect()
}

/// Puts the words that phrases found into the claims that were taken for them.
pub fn fill(articles: &[Article], claims: &mut [Claim], selected: &[Option<Taken>], rules: &RuleSet) {
    for (claim, taken) in claims.iter_mut().zip(selected) {
        let Some(rule) = taken.map(|taken| &rules.rules[taken.rule]) else { continue };
        let found = rule.phrase_of(&articles[claim.article.0 as usize], claim);
        claim.arguments.extend(found.unwrap_or_default());
    }
}

/// Links all claims of a run; `selected` has the rules of each, `contexts` what each article is about.
pub fn link(
    articles: &[Article],
    claims: &[Claim],
    selected: &[Option<Taken>],
    rules: &RuleSet,
    (contexts, world): (&Contexts, &World<'_>),
) -> Linked {
    let desk = Linker { claims, selected, rules: &rules.rules, contexts, world };
    let open: BTreeSet<usize> = selected.iter().flatten().filter_map(|taken| taken.open).collect();
    let mut linked = Linked::default();
    for (story, members) in by_story(articles, claims) {
        desk.story(story.as_ref(), &members, &open, &mut linked);
    }
    linked
}

/// Claims that may be of one fact, by rule, kind and what they are about.
type Blocks = BTreeMap<(usize, Kind, String), Vec<usize>>;

/// Claims of different blocks can never be one fact: counted things of unrelated kinds, persons,
/// dimensions.
fn block(claim: &Claim) -> String {
    let first = |field: Field| {
        claim.arguments.get(&field).and_then(|a| a.values.first().cloned()).unwrap_or_default()
    };
    match claim.kind {
        Kind::Role => first(Field::Person),
        Kind::Count => {
            let concept = claim.concept.clone().unwrap_or_default();
            ["person", "building", "vehicle", "weapon"]
                .into_iter()
                .find(|w| things().is_a(&concept, w))
                .map_or(concept, str::to_owned)
        }
        Kind::Date | Kind::Place => {
            claim.concept.as_deref().map(|class| predicates().family(class).to_owned()).unwrap_or_default()
        }
        Kind::Statement | Kind::Measure => claim.concept.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

struct Linker<'a> {
    claims: &'a [Claim],
    selected: &'a [Option<Taken>],
    rules: &'a [Rule],
    contexts: &'a Contexts,
    world: &'a World<'a>,
}

/// What comes of one block.
struct Settled {
    clusters: Vec<Cluster>,
    apart: Vec<Apart>,
}

/// Claims of one fact.
struct Cluster {
    members: Vec<usize>,
    /// See [`Fact::opposed`].
    opposed: Vec<[ClaimId; 2]>,
}

type LookAlike = ([ClaimId; 2], Field, [String; 2]);

impl Linker<'_> {
    /// Links the claims of one story: each under its own rule first; those that met no other article
    /// are offered to their open rules, which come last.
    fn story(
        &self,
        story: Option<&String>,
        members: &[usize],
        open_rules: &BTreeSet<usize>,
        linked: &mut Linked,
    ) {
        let mut blocks = Blocks::new();
        for &index in members {
            if let Some(taken) = self.selected[index] {
                self.enter(&mut blocks, taken.rule, index);
            }
        }
        let (mut last, first): (Blocks, Blocks) =
            blocks.into_iter().partition(|((rule, _, _), _)| open_rules.contains(rule));
        for (rule, settled) in self.settle(story, &first) {
            linked.apart.extend(settled.apart);
            for cluster in settled.clusters {
                let open = |&index: &usize| self.selected[index].and_then(|taken| taken.open);
                if self.is_lonely(&cluster) && cluster.members.iter().all(|index| open(index).is_some()) {
                    for index in cluster.members {
                        self.enter(&mut last, open(&index).unwrap_or(rule), index);
                    }
                } else {
                    linked.facts.push(self.fact(story, rule, cluster));
                }
            }
        }
        for members in last.values_mut() {
            members.sort_unstable();
        }
        for (rule, settled) in self.settle(story, &last) {
            linked.apart.extend(settled.apart);
            for cluster in settled.clusters {
                let own = self.selected[cluster.members[0]].map_or(rule, |taken| taken.rule);
                let rule = if self.is_lonely(&cluster) { own } else { rule };
                linked.facts.push(self.fact(story, rule, cluster));
            }
        }
    }

    fn enter(&self, blocks: &mut Blocks, rule: usize, index: usize) {
        let claim = &self.claims[index];
        blocks.entry((rule, claim.kind, block(claim))).or_default().push(index);
    }

    /// What comes of each block, with its rule.
    fn settle(&self, story: Option<&String>, blocks: &Blocks) -> Vec<(usize, Settled)> {
        let settle = |(&(rule, ..), members): (&(usize, Kind, String), &Vec<usize>)| {
            let (clusters, apart) = self.cluster(rule, members);
            // Look-alikes are told in the name of the rule of both.
            let told = apart.into_iter().filter(|(pair, ..)| {
                pair.map(|id| self.selected[id.0 as usize].map(|taken| taken.rule)) == [Some(rule); 2]
            });
            let story = story.cloned();
            let look_alike =
                |(claims, field, values)| Apart { rule, story: story.clone(), claims, field, values };
            (rule, Settled { clusters, apart: told.map(look_alike).collect() })
        };
        blocks.par_iter().map(settle).collect()
    }

    fn is_lonely(&self, cluster: &Cluster) -> bool {
        let article = |index: usize| self.claims[index].article;
        cluster.members.iter().all(|&index| article(index) == article(cluster.members[0]))
    }

    fn fact(&self, story: Option<&String>, rule: usize, cluster: Cluster) -> Fact {
        let Cluster { members, opposed } = cluster;
        Fact {
            rule,
            story: story.cloned(),
            key: self.key(&self.rules[rule], &members),
            claims: members.iter().map(|&index| self.claims[index].id).collect(),
            opposed: Some(opposed),
        }
    }

    fn judge(&self, a: usize, b: usize) -> Pairing {
        self.pair(a, b).map_or(Pairing::Incomparable, |pair| pair.judge())
    }

    /// Two claims under the rule that they share; whom their own rule keeps apart no other joins.
    fn pair(&self, a: usize, b: usize) -> Option<Pair<'_>> {
        let rule = shared_rule(self.claims, self.selected, a, b)?;
        let claims = [&self.claims[a.min(b)], &self.claims[a.max(b)]];
        Some(Pair::new(claims, &self.rules[rule], self.contexts, self.world))
    }

    /// The clusters of a block and its look-alikes. What an article says again goes where its first
    /// saying went: to whoever that was joined with, or beside it alone.
    fn cluster(&self, rule: usize, members: &[usize]) -> (Vec<Cluster>, Vec<LookAlike>) {
        let Block { first, again } = Block::new(self.claims, self.selected, members);
        let (mut clusters, apart) = self.join(rule, &first);
        let mut home = vec![0; first.len()];
        for (number, cluster) in clusters.iter().enumerate() {
            for index in &cluster.members {
                home[first.partition_point(|first| first < index)] = number;
            }
        }
        let joined: Vec<bool> = clusters.iter().map(|cluster| cluster.members.len() > 1).collect();
        for (index, place) in again {
            let number = home[place];
            let of_one = || matches!(self.judge(first[place], index), Pairing::Same(_));
            if joined[number] || !self.was_judged(rule, first[place], index) && of_one() {
                clusters[number].members.push(index);
            } else {
                clusters.push(Cluster { members: vec![index], opposed: Vec::new() });
            }
        }
        for cluster in &mut clusters {
            cluster.members.sort_unstable();
        }
        clusters.sort_by_key(|cluster| cluster.members[0]);
        (clusters, apart)
    }

    /// Best-first merging: the pair that shares most is joined first; a pair that any two members
    /// keep apart is never joined.
    fn join(&self, rule: usize, members: &[usize]) -> (Vec<Cluster>, Vec<LookAlike>) {
        let n = members.len();
        let reach = reach(members);
        let mut edges = Vec::new();
        let mut aparts: Vec<([usize; 2], Option<Field>)> = Vec::new();
        let (mut opposed, mut apart) = (Vec::new(), Vec::new());
        for i in 0..n {
            for j in i + 1..(i + reach).min(n) {
                let Some(pair) = self.pair(members[i], members[j]) else { continue };
                match pair.judge() {
                    // Their own rule saw them among all its claims, and did not bring them together.
                    Pairing::Same(_) if self.was_judged(rule, members[i], members[j]) => {}
                    Pairing::Same(points) if self.are_two(members[i], members[j], members).is_none() => {
                        let compared = pair.compared.map(|c| c.comparison);
                        edges.push((points + fit(compared), i, j));
                        if compared == Some(Comparison::Contradicts) {
                            opposed.push([members[i], members[j]]);
                        }
                    }
                    Pairing::Apart { field, values } => {
                        aparts.push(([i, j], Some(field)));
                        self.look_alike(members[i], members[j], field, values, &mut apart);
                    }
                    Pairing::Same(_) => aparts.push(([i, j], None)),
                    Pairing::TooLittle { .. } | Pairing::Incomparable => {}
                }
            }
        }
        edges.sort_by_key(|&(points, i, j)| (std::cmp::Reverse(points), i, j));
        let against = self.against(members, &edges, &aparts);
        let clusters: Vec<Cluster> = merge(n, &edges, &against)
            .into_iter()
            .map(|found| Cluster {
                members: found.into_iter().map(|i| members[i]).collect(),
                opposed: Vec::new(),
            })
            .collect();
        let id = |index: &usize| self.claims[*index].id;
        let in_one = |pair: &[ClaimId; 2]| {
            let holds =
                |cluster: &Cluster| pair.iter().all(|one| cluster.members.iter().any(|m| id(m) == *one));
            clusters.iter().any(holds)
        };
        apart.retain(|(pair, ..)| !in_one(pair));
        (self.oppose(clusters, &opposed), apart)
    }

    /// Who keeps whom apart, each by its place among `members`.
    fn against(
        &self,
        members: &[usize],
        edges: &[(u32, usize, usize)],
        aparts: &[([usize; 2], Option<Field>)],
    ) -> Vec<Vec<u32>> {
        let joined: FxHashSet<[usize; 2]> = edges
            .iter()
            .flat_map(|&(_, i, j)| [[i, j], [j, i]].map(|pair| pair.map(|at| members[at])))
            .collect();
        let is_joined = |a: usize, b: usize| joined.contains(&[a, b]);
        let mut against: Vec<Vec<u32>> = vec![Vec::new(); members.len()];
        for &([i, j], field) in aparts {
            if field == Some(Field::Predicate) && self.equates([members[i], members[j]], members, &is_joined)
            {
                continue;
            }
            against[i].push(u32::try_from(j).unwrap_or(u32::MAX));
            against[j].push(u32::try_from(i).unwrap_or(u32::MAX));
        }
        against
    }

    /// Whether what is said of two figures keeps them apart though one of their articles says of the
    /// same figure what the other says: "a union of 30,000 teachers" and "26,000 teachers walked out"
    /// are of one group where the first article has 30,000 teachers walk out.
    fn equates(&self, pair: [usize; 2], members: &[usize], is_joined: &dyn Fn(usize, usize) -> bool) -> bool {
        let again = |a: usize, b: usize| {
            self.of_its_article(a, members)
                .filter(|&k| k != a && is_joined(a, k) && is_joined(k, b))
                .any(|k| fit(self.compared(a, k)) > 0)
        };
        again(pair[0], pair[1]) || again(pair[1], pair[0])
    }

    /// Gives each cluster the pairs that contradict each other and are both of it, one for each two values.
    fn oppose(&self, mut clusters: Vec<Cluster>, pairs: &[[usize; 2]]) -> Vec<Cluster> {
        let numbered = clusters.iter().enumerate();
        let home: FxHashMap<usize, usize> = numbered
            .flat_map(|(number, cluster)| cluster.members.iter().map(move |&index| (index, number)))
            .collect();
        let class =
            |index: usize| (Class::of(&self.claims[index].value), self.claims[index].concept.as_ref());
        let mut known = FxHashSet::default();
        for &[a, b] in pairs.iter().filter(|[a, b]| home.contains_key(a) && home.get(a) == home.get(b)) {
            if known.insert((home[&a], class(a), class(b))) {
                clusters[home[&a]].opposed.push([self.claims[a].id, self.claims[b].id]);
            }
        }
        clusters
    }

    /// Whether two claims that are offered to an open rule come from one rule of their own.
    fn was_judged(&self, rule: usize, a: usize, b: usize) -> bool {
        let own = |index: usize| self.selected[index].map(|taken| taken.rule);
        own(a) == own(b) && own(a) != Some(rule)
    }

    /// Whether an article itself shows that the two claims are about two things.
    fn are_two(&self, a: usize, b: usize, members: &[usize]) -> Option<TwoThings> {
        if self.quarrel(a, b) {
            return Some(TwoThings::OneVoice);
        }
        if fit(self.compared(a, b)) > 0 {
            return None;
        }
        let beside = self.beside(a, b, members).or_else(|| self.beside(b, a, members));
        beside.map(TwoThings::Beside)
    }

    /// The claim beside `a` in its article that fits `b` in its stead: an article that tells of
    /// Monday's strikes and of Tuesday's does not contradict one that tells of Tuesday's alone.
    fn beside(&self, a: usize, b: usize, members: &[usize]) -> Option<usize> {
        // The magnitude of a quake is one wherever it was felt.
        let one_measure = |k: usize| {
            self.claims[k].kind == Kind::Measure && self.compared(k, b) == Some(Comparison::Agrees)
        };
        let same = |k| one_measure(k) || matches!(self.judge(k, b), Pairing::Same(_));
        // Whoever is cited for them, the days of two events are two.
        let two = |k| self.quarrel(a, k) || self.is_occasion(a) && self.contradict(a, k);
        let apart = |&k: &usize| {
            let as_much = self.parties(k, b, Origin::Said) >= self.parties(a, b, Origin::Inherited);
            k != a && self.suits(k, b, a) && two(k) && as_much && same(k)
        };
        self.of_its_article(a, members).take(reach(members)).find(apart)
    }

    /// Those of some claims that the article of one of them gives.
    fn of_its_article(&self, a: usize, members: &[usize]) -> impl Iterator<Item = usize> {
        let article = self.claims[a].article;
        // Claims are numbered article by article.
        let start = members.partition_point(|&k| self.claims[k].article < article);
        members[start..].iter().copied().take_while(move |&k| self.claims[k].article == article)
    }

    /// The claims that one is ever held against.
    fn alike(&self, a: usize) -> Vec<usize> {
        let is_alike = |&k: &usize| {
            self.claims[k].kind == self.claims[a].kind && block(&self.claims[k]) == block(&self.claims[a])
        };
        (0..self.claims.len()).filter(is_alike).collect()
    }

    /// How many parties two claims share, those of the first known as well as `at_worst`.
    fn parties(&self, a: usize, b: usize, at_worst: Origin) -> usize {
        let of = |k: usize| self.claims[k].arguments.get(&Field::Side);
        let known = of(a).filter(|side| side.origin <= at_worst);
        known.zip(of(b)).map_or(0, |(x, y)| x.values.intersection(&y.values).count())
    }

    /// Whether a count is smaller than another.
    fn is_part(&self, a: usize, whole: usize) -> bool {
        let (a, whole) = (&self.claims[a], &self.claims[whole]);
        a.kind == Kind::Count && order(&a.value, &whole.value) == Some(std::cmp::Ordering::Less)
    }

    fn is_occasion(&self, a: usize) -> bool {
        matches!(self.claims[a].kind, Kind::Date | Kind::Place)
    }

    fn compared(&self, a: usize, b: usize) -> Option<Comparison> {
        compare_claims(&self.claims[a], &self.claims[b], self.world).map(|compared| compared.comparison)
    }

    fn contradict(&self, a: usize, b: usize) -> bool {
        self.compared(a, b) == Some(Comparison::Contradicts)
    }

    /// Whether two values are one: the same figure; days and places that may be the same; a figure
    /// beside which the third claim, `of`, is a part: "13 were shot", "one man was shot in the face".
    fn suits(&self, a: usize, b: usize, of: usize) -> bool {
        match self.compared(a, b) {
            Some(Comparison::Agrees) => true,
            Some(Comparison::Compatible) => self.is_occasion(a) || self.is_part(of, a),
            Some(Comparison::Contradicts) | None => false,
        }
    }

    /// One article that gives two figures in its own voice speaks of two things.
    fn quarrel(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.claims[a], &self.claims[b]);
        if x.article != y.article
            || x.change.is_some()
            || y.change.is_some()
            || matches!(x.kind, Kind::Quote | Kind::Role | Kind::Statement)
        {
            return false;
        }
        let [one, other] = [x, y].map(|claim| claim.attribution.first().map(|voice| &voice.name));
        one == other && self.contradict(a, b)
    }

    fn look_alike(&self, a: usize, b: usize, field: Field, values: [String; 2], apart: &mut Vec<LookAlike>) {
        let (x, y) = (&self.claims[a], &self.claims[b]);
        let alike = x.article != y.article && x.concept == y.concept && apart.len() < APART;
        if alike && !apart.iter().any(|(_, f, v)| *f == field && *v == values) {
            apart.push(([x.id, y.id], field, values));
        }
    }

    /// What identifies a fact: the rule's key fields as its claims say them, most common first.
    fn key(&self, rule: &Rule, cluster: &[usize]) -> Vec<(Field, String)> {
        let mut key = Vec::new();
        if let Some(concept) = common(cluster.iter().filter_map(|&i| self.claims[i].concept.clone())) {
            key.push((Field::Thing, concept));
        }
        if let Some(predicate) = common(cluster.iter().filter_map(|&i| self.claims[i].predicate.clone())) {
            key.push((Field::Predicate, predicate));
        }
        for &field in &rule.key {
            let values = cluster
                .iter()
                .filter_map(|&i| self.claims[i].arguments.get(&field))
                .map(|a| a.values.iter().cloned().collect::<Vec<_>>().join("+"));
            let value = match field {
                Field::Event => {
                    common(cluster.iter().flat_map(|&i| self.claims[i].scene.setting.names.iter().cloned()))
                }
                Field::When => common(
                    cluster
                        .iter()
                        .filter_map(|&i| self.claims[i].scene.when.map(|(w, _)| w.from.to_string())),
                ),
                Field::Thing | Field::Predicate => None,
                _ => common(values),
            };
            key.extend(value.map(|v| (field, v)));
        }
        key
    }
}

/// Points for values that fit: of two events that an article tells of, another article's claim
/// is about the one whose day, place or figure is its own. It decides between facts that fit
/// otherwise as well, and never whether two claims are of one fact.
fn fit(compared: Option<Comparison>) -> u32 {
    match compared {
        Some(Comparison::Agrees) => 2 * ENOUGH,
        Some(Comparison::Compatible) => ENOUGH / 2,
        _ => 0,
    }
}

/// The most common value; of equals the first in order.
fn common(values: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
        .into_iter()
        .min_by_key(|(value, count)| (std::cmp::Reverse(*count), value.clone()))
        .map(|(value, _)| value)
}

/// Joins clusters along edges, the first first, unless members keep each other apart.
fn merge(n: usize, edges: &[(u32, usize, usize)], against: &[Vec<u32>]) -> Vec<Vec<usize>> {
    let mut home: Vec<usize> = (0..n).collect();
    let mut clusters: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    for &(_, i, j) in edges {
        let (x, y) = (home[i], home[j]);
        if x == y {
            continue;
        }
        // Whoever keeps apart does so both ways: the smaller cluster is asked.
        let (few, many) = if clusters[x].len() < clusters[y].len() { (x, y) } else { (y, x) };
        let clash = clusters[few].iter().any(|&m| against[m].iter().any(|&o| home[o as usize] == many));
        if clash {
            continue;
        }
        let (keep, gone) = (x.min(y), x.max(y));
        let moved = std::mem::take(&mut clusters[gone]);
        for &m in &moved {
            home[m] = keep;
        }
        clusters[keep].extend(moved);
    }
    let mut clusters: Vec<Vec<usize>> = clusters.into_iter().filter(|c| !c.is_empty()).collect();
    for cluster in &mut clusters {
        cluster.sort_unstable();
    }
    clusters
}

/// Why two claims of one rule are never held against each other: the kinds of thing that they are
/// about, where these differ.
pub fn blocks_differ(a: &Claim, b: &Claim) -> Option<[String; 2]> {
    let (x, y) = (block(a), block(b));
    (x != y).then_some([x, y])
}

/// How an article shows that two claims that pass every gate are about two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TwoThings {
    /// It gives both in its own voice.
    OneVoice,
    /// It gives another claim beside one of them, by its index, which fits the other.
    Beside(usize),
}

/// Whether an article itself shows that two claims are about two things. The claims are indices into
/// `claims`.
pub fn are_two(
    claims: &[Claim],
    selected: &[Option<Taken>],
    rules: &RuleSet,
    (contexts, world): (&Contexts, &World<'_>),
    [a, b]: [usize; 2],
) -> Option<TwoThings> {
    let linker = Linker { claims, selected, rules: &rules.rules, contexts, world };
    linker.are_two(a, b, &linker.alike(a))
}

/// Whether two claims that their predicates keep apart may be of one fact, since an article of theirs
/// equates the two; indices as in [`are_two`].
pub fn equates(
    claims: &[Claim],
    selected: &[Option<Taken>],
    rules: &RuleSet,
    (contexts, world): (&Contexts, &World<'_>),
    [a, b]: [usize; 2],
) -> bool {
    let linker = Linker { claims, selected, rules: &rules.rules, contexts, world };
    let members = linker.alike(a);
    let is_joined = |x: usize, y: usize| {
        matches!(linker.judge(x, y), Pairing::Same(_)) && linker.are_two(x, y, &members).is_none()
    };
    linker.equates([a, b], &members, &is_joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleId, from_text};
    use crate::claim::extract::claims;
    use crate::fact::world::world;

    /// The claims of texts of one sentence each, numbered.
    fn told(texts: &[&str]) -> Vec<Claim> {
        let found = texts.iter().flat_map(|text| claims(&from_text("Outlet", None, None, text)));
        (0..).zip(found).map(|(id, claim)| Claim { id: ClaimId(id), ..claim }).collect()
    }

    fn with_linker<T>(claims: &[Claim], rules: &[[usize; 2]], ask: impl Fn(&Linker<'_>) -> T) -> T {
        let selected: Vec<Option<Taken>> =
            rules.iter().map(|&[rule, open]| Some(Taken { rule, open: Some(open) })).collect();
        let (contexts, world) = (Contexts::new(&[], &[]), world());
        ask(&Linker { claims, selected: &selected, rules: &[], contexts: &contexts, world: &world })
    }

    #[test]
    fn what_its_own_rule_judged_no_open_rule_joins() {
        let (own, other, open) = (0, 1, 2);
        with_linker(&[], &[[own, open], [own, open], [other, open]], |linker| {
            assert!(linker.was_judged(open, 0, 1));
            assert!(!linker.was_judged(own, 0, 1), "it is being judged");
            assert!(!linker.was_judged(open, 0, 2), "only the open rule sees both");
        });
    }

    #[test]
    fn of_each_two_values_one_pair_is_opposed() {
        let told =
            told(&["Nine people died.", "Nine people died.", "Twelve people died.", "Six people died."]);
        let pairs = [[0, 2], [1, 2], [1, 3]];
        let cluster = || Cluster { members: vec![0, 1, 2], opposed: Vec::new() };
        let opposed =
            with_linker(&told, &[], |linker| linker.oppose(vec![cluster()], &pairs).remove(0).opposed);
        assert_eq!(
            opposed,
            [[ClaimId(0), ClaimId(2)]],
            "the second says the same, the third is of no member"
        );
    }

    #[test]
    fn an_article_that_says_both_of_one_figure_keeps_neither_apart() {
        let mut told = told(&[
            "Their union speaks for 9,400 pilots.",
            "9,400 pilots walked out.",
            "6,100 pilots walked out.",
        ]);
        told.retain(|claim| claim.kind == Kind::Count);
        assert_eq!(told.len(), 3);
        let mut equated = |second: u32| {
            told[1].article = ArticleId(second);
            told[2].article = ArticleId(2);
            with_linker(&told, &[], |linker| linker.equates([0, 2], &[0, 1, 2], &|_, _| true))
        };
        assert!(equated(0), "the first article has them walk out");
        assert!(!equated(1), "another one does");
        let unlike = |a: usize, b: usize| [a, b] != [0, 1];
        assert!(!with_linker(&told, &[], |linker| linker.equates([0, 2], &[0, 1, 2], &unlike)));
    }

    #[test]
    fn members_that_keep_apart_are_never_joined() {
        // 0-1 and 1-2 share enough, but 0 and 2 are apart: the stronger pair wins.
        let against = vec![vec![2], vec![], vec![0]];
        let clusters = merge(3, &[(9, 1, 2), (5, 0, 1)], &against);
        assert_eq!(clusters, [vec![0], vec![1, 2]]);
    }
}
