use crosscheck::{article, claim, fact, rule};
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (filter, paths) = (args[0].clone(), args[1..].to_vec());
    let mut arts = article::read(&paths, &article::Options { published: None }).articles;
    article::number(&mut arts);
    let mut claims: Vec<claim::Claim> = arts.iter().flat_map(claim::extract::claims).collect();
    for (i, c) in claims.iter_mut().enumerate() {
        c.id = claim::ClaimId(i as u32);
    }
    let rules = &rule::RuleSet::shipped().0;
    let sel = fact::link::select(&claims, rules);
    let ctx = fact::scope::contexts(&arts, &claims);
    let world = fact::world::world();
    let show = |c: &claim::Claim| {
        format!(
            "{}:{} {:?} {}/{} «{}» when={:?} rep={:?} bg={} {:?}",
            arts[c.article.0 as usize].path.rsplit('/').next().unwrap(),
            c.sentence,
            c.kind,
            c.predicate.as_deref().unwrap_or("-"),
            c.concept.as_deref().unwrap_or("-"),
            arts[c.article.0 as usize].words(c.mention),
            c.scene.when.map(|(w, o)| format!("{}..{} {:?} {:?}", w.from, w.to, w.grain, o)),
            c.scene.reported,
            c.scene.background,
            c.arguments.iter().map(|(f, a)| format!("{f:?}={:?}", a.values)).collect::<Vec<_>>()
        )
    };
    for i in 0..claims.len() {
        for j in i + 1..claims.len() {
            let (a, b) = (&claims[i], &claims[j]);
            if a.kind != b.kind || arts[a.article.0 as usize].story != arts[b.article.0 as usize].story {
                continue;
            }
            let (sa, sb) = (show(a), show(b));
            let parts: Vec<&str> = filter.split("&&").collect();
            if !parts.iter().all(|p| {
                let v: Vec<&str> = p.split("||").collect();
                v.iter().any(|x| format!("{sa}\n{sb}").contains(x))
            }) {
                continue;
            }
            if a.article == b.article {
                continue;
            }
            println!("{sa}\n{sb}");
            match (sel[i], sel[j]) {
                (Some(x), Some(y)) if x == y => println!(
                    "   => {} {:?}",
                    rules.rules[x].id,
                    fact::pair::Pair { a, b, rule: &rules.rules[x], contexts: &ctx, world: &world }.judge()
                ),
                (x, y) => println!(
                    "   => rules {:?} {:?}",
                    x.map(|x| &rules.rules[x].id),
                    y.map(|y| &rules.rules[y].id)
                ),
            }
        }
    }
}
