//! Whether two claims that one rule selects are about one fact: the gates in their order, each
//! with what it saw. This is what `explain` prints.

use rust_decimal::Decimal;

use crate::claim::compare::{Compared, Comparison, World, base_bounds, compare_claims, lie_tenfold_apart};
use crate::claim::event::precedent::PRECEDENT;
use crate::claim::figure::measure::{AGE, INTERVAL};
use crate::claim::figure::rank::RANK;
use crate::claim::name::compare_places;
use crate::claim::quantity::Hedge;
use crate::claim::when::Grain;
use crate::claim::{Certainty, Claim, Field, Kind, Polarity, Value};
use crate::fact::context::{Contexts, is_anybody, is_known};
use crate::fact::scope::{ENOUGH, Scope, field_differs, gap, own_field, scope};
use crate::rule::Rule;
use crate::vocabulary::grammar::{Group, grammar};
use crate::vocabulary::measures::measures;
use crate::vocabulary::places::Gazetteer;
use crate::vocabulary::predicates::{Aspect, predicates};
use crate::vocabulary::things::things;

/// What the gates say of two claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pairing {
    /// One fact; the evidence in points.
    Same(u32),
    /// A field keeps them apart.
    Apart {
        /// The field.
        field: Field,
        /// Its two values.
        values: [String; 2],
    },
    /// Nothing keeps them apart, but they share too little to be one event.
    TooLittle {
        /// Points that they share.
        points: u32,
        /// Points that they would need.
        needed: u32,
    },
    /// Their values cannot be held against each other (another unit or currency).
    Incomparable,
}

/// The evidence that a pair must reach.
enum Bar {
    /// Points, of which up to [`ENOUGH`] may come from what the articles share as a whole.
    Context(u32),
    /// Points that the two sentences must share themselves.
    Said(u32),
    /// Points as for `Context`, of which the two sentences must share some themselves.
    Both(u32),
    /// No evidence is enough.
    Never,
}

/// Two claims under one rule.
pub struct Pair<'a> {
    /// The earlier claim.
    pub a: &'a Claim,
    /// The later claim.
    pub b: &'a Claim,
    /// The rule that selected both.
    pub rule: &'a Rule,
    /// What each article is about.
    pub contexts: &'a Contexts,
    /// How their values stand to each other.
    pub compared: Option<Compared>,
}

impl<'a> Pair<'a> {
    /// Compares the values of two claims. `world` knows places, people and offices.
    pub fn new([a, b]: [&'a Claim; 2], rule: &'a Rule, contexts: &'a Contexts, world: &World<'_>) -> Self {
        let mut new = Self { a, b, rule, contexts, compared: None };
        if new.is_comparable() {
            new.compared = compare_claims(a, b, world);
        }
        new
    }

    /// Whether they are no two quotations of other words: these are the dearest to compare.
    fn is_comparable(&self) -> bool {
        self.a.value == self.b.value || self.quotes_are_aligned().unwrap_or(true)
    }

    /// Whether two quotations are renderings of the same words.
    fn quotes_are_aligned(&self) -> Option<bool> {
        let quoted = |claim: &Claim| self.contexts.clues(claim).quoted.as_ref();
        quoted(self.a).zip(quoted(self.b)).map(|(x, y)| x.is_aligned_with(y))
    }

    /// Runs the gates.
    pub fn judge(&self) -> Pairing {
        if self.compared.is_none() {
            return Pairing::Incomparable;
        }
        if let Some(apart) = self
            .thing()
            .or_else(|| self.averaged())
            .or_else(|| self.predicate())
            .or_else(|| self.certainty())
            .or_else(|| self.fields())
            .or_else(|| self.sets())
        {
            return apart;
        }
        self.scene()
    }

    fn apart(field: Field, a: &str, b: &str) -> Pairing {
        Pairing::Apart { field, values: [a.to_owned(), b.to_owned()] }
    }

    /// What is counted or measured: the same, or one a kind of the other.
    fn thing(&self) -> Option<Pairing> {
        let (Some(x), Some(y)) = (&self.a.concept, &self.b.concept) else { return None };
        if x == y || matches!(self.a.kind, Kind::Role | Kind::Member | Kind::Quote) {
            return None;
        }
        let field = if self.a.kind == Kind::Count { Field::Thing } else { Field::Measure };
        if is_occasion(self.a.kind) {
            let same = predicates().family(x) == predicates().family(y);
            return if same { None } else { Some(Self::apart(Field::Event, x, y)) };
        }
        // "None of the children was hurt" says nothing of the others.
        let none =
            |c: &Claim| matches!(&c.value, Value::Number(q) if base_bounds(q).1 == Some(Decimal::ZERO));
        if none(self.a) || none(self.b) {
            return Some(Self::apart(field, x, y));
        }
        // "including 14 women", "six of them died at the lake": two parts.
        let part =
            |c: &Claim| c.arguments.get(&Field::Part).is_some_and(|part| part.values.contains("including"));
        if part(self.a) && part(self.b) && self.contradict() {
            return Some(Self::apart(field, x, y));
        }
        // One kind of the other is enough only where the vocabulary knows what is said of both.
        let said = match (self.a.predicate.as_deref(), self.b.predicate.as_deref()) {
            (Some(x), Some(y)) => is_known(x) && (x == y || predicates().near(x, y)),
            _ => false,
        };
        let related = things().is_a(x, y) || things().is_a(y, x) || self.is_one_group(x, y);
        if self.a.kind == Kind::Count && said && related { None } else { Some(Self::apart(field, x, y)) }
    }

    /// The average pay of teachers and of nurses; "the average worker" may be any of them.
    fn averaged(&self) -> Option<Pairing> {
        let of = |c: &'a Claim| c.arguments.get(&Field::Thing)?.values.first().map(String::as_str);
        let (x, y) = of(self.a).zip(of(self.b)).filter(|_| self.are_averages())?;
        let anybody = |thing: &str| is_anybody(thing) || things().is_a(thing, "worker");
        let fits = things().is_a(x, y) || things().is_a(y, x) || anybody(x) || anybody(y);
        (!fits).then(|| Self::apart(Field::Thing, x, y))
    }

    /// Whether both count the same thing, and no people: these may be many groups, unless they have
    /// a name of their own and are many ("30,000 teachers").
    fn is_of_one_thing(&self) -> bool {
        let Some(thing) = self.a.concept.as_deref() else { return false };
        self.a.concept == self.b.concept && (!self.is_of_people() || !is_anybody(thing) && self.is_a_crowd())
    }

    /// Whether both figures are of a hundred at least: two groups seldom have the same so large one.
    fn is_a_crowd(&self) -> bool {
        let large = |c: &Claim| match &c.value {
            Value::Number(q) => base_bounds(q).0.is_some_and(|low| low >= Decimal::ONE_HUNDRED),
            _ => false,
        };
        large(self.a) && large(self.b)
    }

    /// "19 members of the crew died", "19 firefighters were killed": two words for people may be for
    /// the same people, and are where as many are meant; two figures are of two groups.
    fn is_one_group(&self, x: &str, y: &str) -> bool {
        things().is_a(x, "person") && things().is_a(y, "person") && self.has_one_figure()
    }

    /// Whether both give one figure, though perhaps not with one hedge: "34,000", "some 34,000".
    fn has_one_figure(&self) -> bool {
        let printed = |c: &'a Claim| match &c.value {
            Value::Number(q) => q.printed.zip(Some(&q.unit)),
            _ => None,
        };
        match self.compared.map(|c| c.comparison) {
            Some(Comparison::Agrees) => true,
            Some(Comparison::Compatible) => printed(self.a).is_some_and(|x| printed(self.b) == Some(x)),
            Some(Comparison::Contradicts) | None => false,
        }
    }

    /// "103 prisoners remain", "103 are still held": a figure of three digits that no rounding made is
    /// seldom another's by chance.
    fn has_telling_figure(&self) -> bool {
        let telling = |c: &Claim| match &c.value {
            Value::Number(q) => {
                !c.arguments.contains_key(&Field::Part) && q.printed.is_some_and(has_three_digits)
            }
            _ => false,
        };
        self.a.kind == Kind::Count && self.has_one_figure() && telling(self.a)
    }

    /// What is said of it.
    fn predicate(&self) -> Option<Pairing> {
        if self.a.concept.as_deref() == Some(INTERVAL) {
            return self.ends();
        }
        if !matches!(self.a.kind, Kind::Count | Kind::Member) {
            return None;
        }
        // "five paintings were stolen", "lost five paintings": one figure of one uncommon thing.
        if self.is_of_one_thing() && self.has_one_figure() || self.has_telling_figure() {
            return None;
        }
        match (&self.a.predicate, &self.b.predicate) {
            (Some(x), Some(y)) if predicates().near(x, y) && self.has_one_figure() => None,
            (Some(x), Some(y)) if x != y && (is_known(x) || is_known(y)) => {
                Some(Self::apart(Field::Predicate, x, y))
            }
            (Some(x), None) | (None, Some(x)) if is_known(x) => Some(Self::apart(Field::Predicate, x, "")),
            _ => None,
        }
    }

    /// Lost from radar four minutes after take-off, down after eleven: two spans of time.
    fn ends(&self) -> Option<Pairing> {
        let known = |c: &'a Claim| c.predicate.as_deref().filter(|predicate| is_known(predicate));
        let (x, y) = known(self.a).zip(known(self.b))?;
        (predicates().family(x) != predicates().family(y)).then(|| Self::apart(Field::Predicate, x, y))
    }

    /// Goals and possibilities are never held against what happened.
    fn certainty(&self) -> Option<Pairing> {
        let class = |c: Certainty| match c {
            Certainty::Asserted | Certainty::Planned => 0,
            Certainty::Possible => 1,
            Certainty::Wished => 2,
        };
        let (x, y) = (self.a.certainty, self.b.certainty);
        let figures = !matches!(self.a.kind, Kind::Statement | Kind::Quote | Kind::Role | Kind::Member);
        let negated =
            figures && (self.a.polarity == Polarity::Negated || self.b.polarity == Polarity::Negated);
        if class(x) == class(y) && !negated {
            return None;
        }
        if class(x) == class(y) {
            let said =
                |claim: &Claim| if claim.polarity == Polarity::Negated { "denied" } else { "asserted" };
            return Some(Self::apart(Field::Certainty, said(self.a), said(self.b)));
        }
        Some(Self::apart(
            Field::Certainty,
            &format!("{x:?}").to_lowercase(),
            &format!("{y:?}").to_lowercase(),
        ))
    }

    /// The rule's own key and separators, and how figures stand in a sum.
    fn fields(&self) -> Option<Pairing> {
        let named: &[Field] = if self.is_of_a_person() {
            &[Field::Person]
        } else if is_occasion(self.a.kind) {
            &[Field::Target]
        } else if self.is_owned() && self.shares(Field::Person) {
            // Whose sentence it is, is said: "Roth was jailed for 20 years for killing Anna Berg".
            &[Field::Person]
        } else if self.is_owned() {
            &[Field::Person, Field::Owner, Field::Side]
        } else {
            &[]
        };
        let always = [Field::Part, Field::Unit, Field::Round];
        let fields = self.rule.key.iter().chain(&self.rule.separate).chain(&always).chain(named);
        for &field in fields {
            if field == Field::Part {
                if let Some(apart) = self.parts() {
                    return Some(apart);
                }
                continue;
            }
            // "The track was reopened on Friday", "the road reopens on Thursday".
            if field == Field::Target && self.has_one_figure() {
                continue;
            }
            if let Some(values) = self.round_differs(field).or_else(|| field_differs(self.a, self.b, field)) {
                return Some(Pairing::Apart { field, values });
            }
        }
        None
    }

    /// The figure of an aftershock is none of the quake, whether or not the quake's is called so.
    fn round_differs(&self, field: Field) -> Option<[String; 2]> {
        if field != Field::Round {
            return None;
        }
        let of = |c: &'a Claim| {
            c.arguments.get(&field).map_or("main event", |a| a.values.first().map_or("", String::as_str))
        };
        let (x, y) = (of(self.a), of(self.b));
        (x != y).then(|| [x.to_owned(), y.to_owned()])
    }

    /// How the two figures stand in a sum. "31 of 65 seats" is a figure of seats as "31 seats" is,
    /// and so is "65", but the one is not the other.
    fn parts(&self) -> Option<Pairing> {
        let part = |c: &'a Claim| c.arguments.get(&Field::Part)?.values.first().map(String::as_str);
        let (x, y) = (part(self.a), part(self.b));
        let plain = |p: Option<&'a str>| p.filter(|&p| p != "of" && p != "total");
        let differ = matches!((x, y), (Some("of"), Some("total")) | (Some("total"), Some("of")))
            || plain(x) != plain(y);
        differ.then(|| Self::apart(Field::Part, x.unwrap_or("whole"), y.unwrap_or("whole")))
    }

    /// Whether it is an office or an age, which a person has whatever happens.
    fn is_of_a_person(&self) -> bool {
        let age = |c: &Claim| c.concept.as_deref() == Some(AGE) && c.arguments.contains_key(&Field::Person);
        self.a.kind == Kind::Role || age(self.a) && age(self.b)
    }

    /// Whether names beside the figure tell whose it is: profits, sentences, shares; the dead of an
    /// attack are nobody's.
    fn is_owned(&self) -> bool {
        match self.a.kind {
            Kind::Money | Kind::Percent | Kind::Measure | Kind::Duration => true,
            Kind::Count => !self.a.predicate.as_deref().is_some_and(is_known),
            _ => false,
        }
    }

    /// Words that exclude each other: women's and men's, first and second round.
    fn sets(&self) -> Option<Pairing> {
        if matches!(self.a.kind, Kind::Role | Kind::Quote | Kind::Member) {
            return None;
        }
        if let Some(values) = self.nations_differ() {
            return Some(Pairing::Apart { field: Field::Quality, values });
        }
        let contrasts = |claim: &Claim| &self.contexts.clues(claim).sentence.contrasts;
        contrasts(self.a)
            .differ(contrasts(self.b))
            .map(|values| Pairing::Apart { field: Field::Quality, values })
    }

    /// "80 Mauritanians", "65 Malian prisoners": people of two nations.
    fn nations_differ(&self) -> Option<[String; 2]> {
        let country = |value: &&String| Gazetteer::get().country_of(value) == Some(value.as_str());
        let of = |claim: &'a Claim| -> Vec<&'a String> {
            let qualities = claim.arguments.get(&Field::Quality).filter(|_| claim.kind == Kind::Count);
            qualities.into_iter().flat_map(|argument| &argument.values).filter(country).collect()
        };
        let (x, y) = (of(self.a), of(self.b));
        let differ = !x.is_empty() && !y.is_empty() && !x.iter().any(|nation| y.contains(nation));
        differ.then(|| [x[0].clone(), y[0].clone()])
    }

    /// What is known by itself needs no scene.
    fn known_by(same: bool) -> Pairing {
        if same { Pairing::Same(ENOUGH) } else { Pairing::TooLittle { points: 0, needed: ENOUGH } }
    }

    fn scene(&self) -> Pairing {
        // Roles, ages and quotations are known by person and words, wherever they are said.
        if self.is_of_a_person() {
            return Self::known_by(self.key_is_shared());
        }
        if let Some(aligned) = self.quotes_are_aligned() {
            return Self::known_by(aligned);
        }
        match scope(self.a, self.b, self.contexts, own_field(self.a.kind)) {
            Scope::Differs { field, values } => Pairing::Apart { field, values },
            Scope::Shared { said, context } => {
                if let Some(apart) = self.occurrence() {
                    return apart;
                }
                let (points, needed) = match self.bar_of_context(self.bar()) {
                    Bar::Context(needed) => (said + context.min(ENOUGH), needed),
                    Bar::Said(needed) => (said, needed),
                    Bar::Both(needed) if said > 0 => (said + context.min(ENOUGH), needed),
                    Bar::Both(needed) => (0, needed),
                    Bar::Never => (said, u32::MAX),
                };
                // The articles' own subject breaks ties between events that fit as well.
                if points >= needed {
                    Pairing::Same(said + context)
                } else if self.may_be_two_days() {
                    let class = |c: &Claim| c.concept.clone().unwrap_or_default();
                    Self::apart(Field::Event, &class(self.a), &class(self.b))
                } else {
                    Pairing::TooLittle { points, needed }
                }
            }
        }
    }

    /// Dates that lie farther apart than the rule's window are of two occurrences; a week, a month or
    /// a year beside a day tells nothing of it.
    fn occurrence(&self) -> Option<Pairing> {
        let (Value::When(x), Value::When(y)) = (&self.a.value, &self.b.value) else { return None };
        if self.is_still_to_come(self.a, self.b) || self.is_still_to_come(self.b, self.a) {
            return Some(Self::apart(Field::When, &x.from.to_string(), &y.from.to_string()));
        }
        let window = i32::try_from(self.rule.window_days?).unwrap_or(i32::MAX);
        if gap(x, y) <= window {
            return None;
        }
        Some(Self::apart(Field::When, &x.from.to_string(), &y.from.to_string()))
    }

    /// Whether one article tells of as still to come what was over for the other when it came out: the
    /// drivers walked out on Friday, and will strike on Monday.
    fn is_still_to_come(&self, plan: &Claim, past: &Claim) -> bool {
        let (Value::When(ahead), Value::When(over)) = (&plan.value, &past.value) else { return false };
        let published = self.contexts.of(plan).published;
        plan.certainty == Certainty::Planned
            && past.certainty == Certainty::Asserted
            && published.is_some_and(|day| over.to < day && day < ahead.from)
    }

    /// Whether both name one thing that it was done to.
    fn shares(&self, field: Field) -> bool {
        let values = |c: &'a Claim| c.arguments.get(&field).map(|a| &a.values);
        values(self.a).zip(values(self.b)).is_some_and(|(x, y)| !x.is_disjoint(y))
    }

    /// "the pensions bill" and "the forestry bill": one noun, other things.
    fn other_compound(&self) -> bool {
        let compounds = |c: &Claim| -> Vec<String> {
            c.arguments
                .get(&Field::Target)
                .into_iter()
                .flat_map(|a| a.values.iter().filter(|v| v.contains(' ')).cloned())
                .collect()
        };
        let (x, y) = (compounds(self.a), compounds(self.b));
        !x.is_empty() && !y.is_empty() && !x.iter().any(|v| y.contains(v))
    }

    /// What two articles share as a whole brings values together that fit each other. Those that exclude
    /// each other may be of two things that one story has many of: places, sums, meetings; there the two
    /// sentences must share something too.
    fn bar_of_context(&self, bar: Bar) -> Bar {
        match bar {
            Bar::Context(needed) if self.contradict() && self.is_of_many() => Bar::Both(needed),
            bar => bar,
        }
    }

    /// Whether a story tells of several such things: places, unnamed sums, what happens again and again.
    fn is_of_many(&self) -> bool {
        let concept = self.a.concept.as_deref();
        match self.a.kind {
            Kind::Place => true,
            Kind::Date => {
                let class = concept.and_then(|class| predicates().named(class));
                class.is_some_and(|class| class.aspect == Aspect::Repeated)
            }
            Kind::Money => !concept.is_some_and(|measure| measures().has(measure)),
            _ => false,
        }
    }

    /// Whether the two values exclude each other.
    fn contradict(&self) -> bool {
        self.compared.is_some_and(|compared| compared.comparison == Comparison::Contradicts)
    }

    /// "five people in Kent": nothing tells who these people are.
    fn is_of_unknown_people(&self) -> bool {
        let unknown = |c: &Claim| {
            c.kind == Kind::Count && c.predicate.is_none() && c.concept.as_deref() == Some("person")
        };
        unknown(self.a) && unknown(self.b)
    }

    /// Evidence that this pair needs: more where the grammar knows less of what is said.
    fn bar(&self) -> Bar {
        // A story has one event whose like is told of; any other may have been long ago too.
        if self.a.concept.as_deref() == Some(PRECEDENT) {
            return if self.shares(Field::Event) { Bar::Context(ENOUGH - 1) } else { Bar::Said(3 * ENOUGH) };
        }
        if self.has_telling_figure() && !self.a.scene.background && !self.b.scene.background {
            return Bar::Context(ENOUGH);
        }
        if self.a.scene.background != self.b.scene.background {
            // Where something happened in another year tells nothing of where it happens now.
            return if is_occasion(self.a.kind) { Bar::Never } else { Bar::Said(4 * ENOUGH) };
        }
        if self.a.concept.as_deref() == Some(AGE) {
            // Nobody is named: any two people have two ages.
            return Bar::Said(4 * ENOUGH);
        }
        // "Thousands of students" beside 400,000 are some of them, or others.
        if self.is_vague() && self.lie_far_apart() {
            return Bar::Never;
        }
        if self.contradict() && self.is_of_unknown_people() {
            return Bar::Never;
        }
        // Any two events have some time between them.
        let interval = self.a.concept.as_deref() == Some(INTERVAL);
        let known_interval = self.says_one_thing() && self.has_one_figure() || self.spans_one_time();
        if self.is_vague() || interval && !known_interval {
            return Bar::Said(3 * ENOUGH);
        }
        if self.lie_far_apart() {
            let told = self.a.concept.is_some() && self.b.concept.is_some();
            return Bar::Said(if told { 2 * ENOUGH } else { 4 * ENOUGH });
        }
        if self.a.predicate.as_deref() == Some(RANK) {
            return self.bar_of_rank();
        }
        if !is_occasion(self.a.kind) && self.play_elsewhere() {
            return Bar::Said(2 * ENOUGH);
        }
        if self.is_given_once() && !self.may_be_two_days() {
            return Bar::Context(ENOUGH);
        }
        // An article with several figures of a kind tells of several groups: which one another outlet's
        // figure contradicts, its own sentence must show.
        if self.is_one_of_several() {
            return Bar::Said(2 * ENOUGH);
        }
        match self.a.kind {
            Kind::Statement => self.bar_of_statement(),
            Kind::Date | Kind::Place => self.bar_of_occasion(),
            Kind::Count => self.bar_of_count(),
            Kind::Member => Bar::Context(ENOUGH),
            Kind::Score => Bar::Said(3 * ENOUGH),
            Kind::Identifier => Bar::Said(2 * ENOUGH),
            _ if self.a.concept.is_none() || self.b.concept.is_none() => Bar::Said(3 * ENOUGH),
            _ if self.is_telling() => Bar::Context(ENOUGH),
            _ if self.owned_by_one() => Bar::Said(ENOUGH + ENOUGH / 2),
            _ => Bar::Said(2 * ENOUGH),
        }
    }

    /// Whether each article gives one figure only for this thing: then the story has one, and what
    /// the articles share as a whole is evidence enough.
    fn is_given_once(&self) -> bool {
        let one_thing = match self.a.kind {
            Kind::Count => {
                self.a.concept == self.b.concept && (self.says_one_thing() || self.is_of_one_group())
            }
            Kind::Date => self.is_of_one_event(),
            // A fire in Bristol and a fire in Exeter: a place needs more than one kind of event.
            Kind::Place => self.is_of_one_event() && (self.articles_share_a_name() || self.is_called_alike()),
            _ => self.a.concept == self.b.concept,
        };
        let once = |c: &Claim| self.contexts.clues(c).given_once;
        one_thing && once(self.a) && once(self.b)
    }

    /// Whether two figures that cannot both be true come from articles of which one at least gives
    /// several that cannot.
    fn is_one_of_several(&self) -> bool {
        let once = |c: &Claim| self.contexts.clues(c).given_once;
        let many = self.a.kind == Kind::Place || self.a.kind == Kind::Count && self.is_of_people();
        let main = !(self.a.scene.background && self.b.scene.background);
        self.contradict() && many && main && !(once(self.a) && once(self.b))
    }

    /// "Thousands" beside a figure that does not fit it: a loose word is seldom meant to contradict.
    fn is_vague(&self) -> bool {
        let vague = |c: &Claim| matches!(&c.value, Value::Number(q) if q.hedge == Hedge::Vague);
        let fits = self.compared.is_some_and(|c| c.comparison != Comparison::Contradicts);
        (vague(self.a) || vague(self.b)) && !fits
    }

    /// Outlets that tell of one thing seldom differ more than tenfold: 43 and 34 kilometres, but not
    /// 10 kilometres and 40 centimetres.
    fn lie_far_apart(&self) -> bool {
        match (&self.a.value, &self.b.value) {
            (Value::Number(x), Value::Number(y)) => lie_tenfold_apart(x, y),
            _ => false,
        }
    }

    fn is_of_one_event(&self) -> bool {
        self.a.concept.as_deref().is_some_and(is_known) || self.shares(Field::Event)
    }

    /// "crashed two minutes after take-off", "it came down ten minutes after taking off": the time
    /// between the same two events.
    fn spans_one_time(&self) -> bool {
        let family = |c: &'a Claim| c.predicate.as_deref().map(|predicate| predicates().family(predicate));
        self.shares(Field::Event) && family(self.a).is_some() && family(self.a) == family(self.b)
    }

    /// "the chess world championship": the event's noun has the same word before it.
    fn is_called_alike(&self) -> bool {
        let of_event = |(modifier, noun): &&(String, String)| {
            grammar().classes(modifier).is_empty() && self.a.concept.as_deref() == Some(noun)
        };
        let (x, y) = (&self.a.scene.setting.modifiers, &self.b.scene.setting.modifiers);
        self.shares(Field::Event) && x.iter().filter(of_event).any(|modifier| y.contains(modifier))
    }

    fn articles_share_a_name(&self) -> bool {
        let names = |c: &Claim| &self.contexts.of(c).names;
        names(self.a).count_shared(names(self.b), 1) > 0
    }

    /// Two events of one family on two days may well be two events; on one day they hardly are.
    fn may_be_two_days(&self) -> bool {
        match (&self.a.value, &self.b.value) {
            (Value::When(x), Value::When(y)) => self.a.concept != self.b.concept && gap(x, y) > 0,
            _ => false,
        }
    }

    /// Whether both say the same, in words that the vocabulary knows.
    fn says_one_thing(&self) -> bool {
        self.a.predicate == self.b.predicate && self.a.predicate.as_deref().is_some_and(is_known)
    }

    fn is_of_people(&self) -> bool {
        self.a.concept.as_deref().is_some_and(|thing| things().is_a(thing, "person"))
    }

    /// "29,000 teachers walked out", "a union of 26,000 teachers": a group with a name of its own,
    /// of which nothing is said that the vocabulary knows.
    fn is_of_one_group(&self) -> bool {
        let told = |c: &Claim| c.predicate.as_deref().is_some_and(is_known);
        let anybody = self.a.concept.as_deref().is_none_or(is_anybody);
        !anybody && (self.is_of_one_thing() || !told(self.a) && !told(self.b))
    }

    fn bar_of_count(&self) -> Bar {
        let same = matches!((&self.a.predicate, &self.b.predicate), (Some(x), Some(y)) if x == y || predicates().near(x, y));
        let known = same && self.a.predicate.as_deref().is_some_and(is_known);
        let generic = self.a.concept.as_deref().is_none_or(|c| grammar().is(c, Group::Unspecific));
        match (known, same, generic) {
            (true, _, _) => Bar::Context(ENOUGH),
            // "29,000 teachers", whatever is said of them: a story has one such group.
            _ if self.is_of_one_group() && self.is_a_crowd() && self.is_of_people() => {
                Bar::Context(ENOUGH + ENOUGH / 2)
            }
            (false, true, _) => Bar::Said(ENOUGH),
            (false, false, false) => Bar::Said(2 * ENOUGH),
            (false, false, true) => Bar::Said(3 * ENOUGH),
        }
    }

    /// Whether both sentences name a place that only their article tells of, and not the same: an airship
    /// comes down near one village, another near the next.
    fn play_elsewhere(&self) -> bool {
        let (x, y) = (&self.a.scene.places, &self.b.scene.places);
        let unknown = |place: &String| Gazetteer::get().sites(place).is_empty();
        let other = |place: &String| y.iter().all(|there| compare_places(place, there) != Comparison::Agrees);
        !x.is_empty() && !y.is_empty() && x.iter().chain(y).all(unknown) && x.iter().all(other)
    }

    /// A story may rank two cities; a rank of which only one side says whose it is may be another's.
    fn bar_of_rank(&self) -> Bar {
        let owned = |c: &Claim| c.arguments.contains_key(&Field::Owner);
        if owned(self.a) == owned(self.b) || self.has_one_figure() {
            Bar::Context(ENOUGH)
        } else {
            Bar::Said(2 * ENOUGH)
        }
    }

    fn bar_of_statement(&self) -> Bar {
        if self.other_compound() {
            return Bar::Never;
        }
        match (self.shares(Field::Target), self.shares(Field::Agent)) {
            (true, true) => Bar::Context(ENOUGH),
            (true, false) | (false, true) => Bar::Said(2 * ENOUGH),
            (false, false) => Bar::Never,
        }
    }

    /// A date or place needs the parties, or a vocabulary class, or much that is shared.
    fn bar_of_occasion(&self) -> Bar {
        let known_class = self.a.concept.as_deref().is_some_and(is_known);
        let coarse = |c: &Claim| matches!(&c.value, Value::When(w) if !matches!(w.grain, Grain::Time | Grain::Day | Grain::Night | Grain::Weekend));
        if self.may_be_two_days() {
            return Bar::Said(4 * ENOUGH);
        }
        let parties = self.shares(Field::Side) || self.shares(Field::Person) || self.owned_by_one();
        match (coarse(self.a) || coarse(self.b), known_class, parties) {
            (true, _, _) => Bar::Said(3 * ENOUGH),
            (false, true, true) => Bar::Context(ENOUGH),
            (false, true, false) => Bar::Said(ENOUGH + ENOUGH / 2),
            (false, false, true) => Bar::Said(2 * ENOUGH),
            (false, false, false) if self.shares(Field::Event) => Bar::Said(2 * ENOUGH),
            (false, false, false) => Bar::Said(4 * ENOUGH),
        }
    }

    /// Whether both name the same owner or person.
    fn owned_by_one(&self) -> bool {
        let both = |f: Field| {
            self.a.arguments.contains_key(&f)
                && self.b.arguments.contains_key(&f)
                && field_differs(self.a, self.b, f).is_none()
        };
        both(Field::Owner) || both(Field::Person)
    }

    /// Measures of which a story has one only: a magnitude, a sentence, a truce; and averages, of which
    /// a group has one.
    fn is_telling(&self) -> bool {
        let single = |concept: &str| measures().is_single(concept) || self.are_averages();
        self.a.concept.as_deref().is_some_and(single)
    }

    /// Whether both stand for those of many: "the average salary", "a median income".
    fn are_averages(&self) -> bool {
        let of = |claim: &'a Claim| claim.arguments.get(&Field::Quality).map(|quality| &quality.values);
        let averaging = |word: &&String| grammar().is(word, Group::Averaging);
        of(self.a).zip(of(self.b)).is_some_and(|(x, y)| x.intersection(y).any(|word| averaging(&word)))
    }

    /// Whether every key field that is no event is said by both and shared.
    fn key_is_shared(&self) -> bool {
        self.rule.key.iter().filter(|f| **f != Field::Event).all(|field| {
            match (self.a.arguments.get(field), self.b.arguments.get(field)) {
                (Some(x), Some(y)) => x.values.intersection(&y.values).next().is_some(),
                _ => false,
            }
        })
    }
}

/// Whether a whole figure has three digits at least before the zeros at its end.
fn has_three_digits(printed: Decimal) -> bool {
    let figure = printed.normalize();
    let mut digits = if figure.scale() == 0 { figure.mantissa() } else { 0 };
    while digits > 0 && digits % 10 == 0 {
        digits /= 10;
    }
    digits >= 100
}

/// Whether a claim tells when or where something happens.
fn is_occasion(kind: Kind) -> bool {
    matches!(kind, Kind::Date | Kind::Place)
}
