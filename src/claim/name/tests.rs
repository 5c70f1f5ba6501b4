use super::testing::find;
use super::{GroupRelation, Referent, exclusive_offices};

/// The referents of a text, as "kind:name".
fn refs(text: &str) -> Vec<String> {
    let kind = |r: &Referent| match r {
        Referent::Person(n) => format!("person:{n}"),
        Referent::Place(n) => format!("place:{n}"),
        Referent::Body(n) => format!("body:{n}"),
        Referent::Nation(n) => format!("nation:{n}"),
        Referent::Other(n) => format!("other:{n}"),
    };
    find(text).names.iter().flatten().map(|m| kind(&m.referent)).collect()
}

/// The offices of a text: "person: tenure head / body / place".
fn held(text: &str) -> Vec<String> {
    find(text)
        .offices
        .iter()
        .map(|m| {
            let o = &m.office;
            format!(
                "{}: {:?} {} / {} / {}",
                m.person,
                o.tenure,
                o.head,
                o.body.as_deref().unwrap_or("-"),
                o.place.as_deref().unwrap_or("-")
            )
        })
        .collect()
}

/// The groups of a text: "side group relation: people, open?".
fn grouped(text: &str) -> Vec<String> {
    find(text)
        .members
        .iter()
        .map(|m| {
            let people: Vec<&str> = m.members.people.iter().map(String::as_str).collect();
            let verb = if m.relation == GroupRelation::Leads { "leads" } else { "belongs" };
            format!(
                "{} {} {verb}: {}{}",
                m.side.as_deref().unwrap_or("-"),
                m.group,
                people.join(", "),
                if m.members.open { ", …" } else { "" }
            )
        })
        .collect()
}

#[test]
fn people_are_known_by_title_age_and_speech() {
    assert_eq!(refs("The poet Alma Brandt died in Bergamo."), ["person:alma brandt", "place:bergamo"]);
    assert_eq!(refs("Then Brund Okker, 43, left."), ["person:brund okker"]);
    assert_eq!(
        refs("\"It rained,\" said Brund Okker.\nOkker slept."),
        ["person:brund okker", "person:brund okker"]
    );
    assert_eq!(
        refs("\"We need [Norwegian President Otto] Grant,\" she said. Grant came."),
        ["nation:norway", "person:otto grant", "person:otto grant"]
    );
    assert_eq!(
        refs("Bridgeport Police Chief Armin J. Torres spoke. \"No,\" said TORRES."),
        ["place:bridgeport", "person:armin j torres", "person:armin j torres"]
    );
    assert_eq!(refs("Mr Okker met Gen. Pavel Lund."), ["person:okker", "person:pavel lund"]);
    assert_eq!(
        refs("U.S. Sen. Dora Vane met A.J. Torres."),
        ["nation:united states", "person:dora vane", "person:a.j. torres"]
    );
}

#[test]
fn sentence_starts_and_dates_are_no_names() {
    assert!(refs("Mourners walked on Monday in March.").is_empty());
    assert!(refs("Yesterday officers came. Citizens cheered.").is_empty());
}

#[test]
fn nations_act_and_places_lie() {
    assert_eq!(refs("Moscow said that Kyiv had agreed."), ["nation:russia", "nation:ukraine"]);
    assert_eq!(refs("In Kyiv, Moscow and Rome it rained."), ["place:kyiv", "place:moscow", "place:rome"]);
    assert_eq!(refs("They met in Moscow and in Ukraine."), ["place:moscow", "place:ukraine"]);
    assert_eq!(refs("The Kremlin and the White House spoke."), ["nation:russia", "nation:united states"]);
    assert_eq!(refs("Talks between Washington and Moscow ended."), ["nation:united states", "nation:russia"]);
    assert_eq!(refs("The French capital was quiet; the Dutch slept."), ["place:paris", "nation:netherlands"]);
    assert_eq!(refs("US troops told us so."), ["nation:united states"]);
    assert_eq!(
        refs("The US-Russian talks and a US-led, pro-Ukrainian force."),
        ["nation:united states", "nation:russia", "nation:united states", "nation:ukraine"]
    );
}

#[test]
fn places_of_many_kinds() {
    assert_eq!(
        refs("It burned near Yarnell, Ariz., all day.\nYarnell was empty."),
        ["place:yarnell, arizona", "place:arizona", "place:yarnell, arizona"]
    );
    assert_eq!(refs("A man died at 19 Elm St. on Friday."), ["place:19 elm street"]);
    assert_eq!(refs("A village in Aleppo province was hit."), ["place:aleppo province"]);
    assert_eq!(refs("The funeral in Exeter cathedral was long."), ["place:exeter cathedral"]);
    assert_eq!(
        refs("It burned in St Mary's church in Bergamo."),
        ["place:st mary's church, bergamo", "place:bergamo"]
    );
    assert_eq!(refs("They met in St. Petersburg."), ["place:st petersburg"]);
    assert_eq!(refs("They met at the White House."), ["place:white house"]);
    assert_eq!(refs("He works in northern Italy."), ["place:northern italy"]);
    assert_eq!(refs("They stayed at the Ritz-Carlton hotel."), ["place:ritz-carlton hotel"]);
}

#[test]
fn bodies_and_letters() {
    assert_eq!(
        refs("The Federal Security Service (FSB) spoke. Then the FSB left."),
        ["body:federal security service", "body:federal security service", "body:federal security service"]
    );
    assert_eq!(refs("Russia's Foreign Ministry said so."), ["nation:russia", "body:foreign ministry"]);
}

#[test]
fn offices_before_the_name() {
    assert_eq!(
        held("former US President Otto Grant spoke"),
        ["otto grant: Former president / - / united states"]
    );
    assert_eq!(
        held("Ukrainian Defense Minister Ivan Holub said"),
        ["ivan holub: Current defence minister / - / ukraine"]
    );
    assert_eq!(
        held("White House National Security Adviser Ray Stone told"),
        ["ray stone: Current national security adviser / - / united states"]
    );
    assert_eq!(
        held("The justice minister, Ana Melo, resigned."),
        ["ana melo: Current justice minister / - / -"]
    );
    assert_eq!(
        held("Britain's top diplomat, Marian Cole, flew home."),
        ["marian cole: Current foreign minister / - / united kingdom"]
    );
    assert_eq!(held("President Paul Oda of Kiva slept."), ["paul oda: Current president / - / kiva"]);
    assert_eq!(
        held("The sitting governor of Tabara state, Luis Moss, slept."),
        ["luis moss: Current governor / - / tabara"]
    );
    assert_eq!(held("Arizona Gov. Jan Moss wept."), ["jan moss: Current governor / - / arizona"]);
}

#[test]
fn offices_after_the_name() {
    assert_eq!(
        held("Ivan Holub, the Ukrainian defence minister, said"),
        ["ivan holub: Current defence minister / - / ukraine"]
    );
    assert_eq!(
        held("Karl Brand, chief executive of the Swedish furniture group Lorvik, sold it."),
        ["karl brand: Current chief executive / lorvik / -"]
    );
    assert_eq!(
        held("Ana Melo, who is both deputy prime minister and minister of agriculture, came."),
        ["ana melo: Current deputy prime minister / - / -", "ana melo: Current agriculture minister / - / -"]
    );
    assert_eq!(
        held("Marek Wolf, in his third year as coach of Sparta Lom, slept."),
        ["marek wolf: Current coach / sparta lom / -"]
    );
    assert_eq!(
        held("Rodrigo Paz, the ex-governor of Sonora, fled."),
        ["rodrigo paz: Former governor / - / sonora"]
    );
    assert!(held("Ivan Holub, head of the Ukrainian delegation, spoke.").is_empty());
    assert_eq!(
        held("Ellen Dale, mayor of neighbouring Duluth, stays."),
        ["ellen dale: Current mayor / - / duluth"]
    );
    assert_eq!(held("Ellen Dale, the mayor of Duluth, stays."), ["ellen dale: Current mayor / - / duluth"]);
}

#[test]
fn offices_with_a_place_or_a_post() {
    assert_eq!(held("Former mayor of Tampa Glenn Moss slept."), ["glenn moss: Former mayor / - / tampa"]);
    assert_eq!(
        held("Ana Melo, Portugal's ambassador to Angola, left."),
        ["ana melo: Current ambassador / angola / portugal"]
    );
    assert_eq!(
        held("Ana Melo, the chairwoman of the election commission, left."),
        ["ana melo: Current chair / election commission / -"]
    );
    assert_eq!(held("The sacked coach Ivan Holub wept."), ["ivan holub: Outgoing coach / - / -"]);
}

#[test]
fn coming_into_office_is_a_change() {
    let changed = |text: &str| find(text).offices[0].changed;
    assert!(changed("Karin Holm, who has been appointed Norway's foreign minister, left."));
    assert!(!changed("Karin Holm, Norway's foreign minister, left."));
    assert!(!changed("Foreign minister Karin Holm was named in the letter."));
}

#[test]
fn a_deputy_does_not_hold_the_office() {
    assert!(exclusive_offices("deputy foreign minister", "foreign minister"));
    assert!(exclusive_offices("finance minister", "justice minister"));
    assert!(exclusive_offices("ambassador", "ambassador"));
    assert!(!exclusive_offices("deputy prime minister", "finance minister"));
    assert!(!exclusive_offices("deputy prime minister", "agriculture minister"));
}

#[test]
fn unlisted_given_names_are_people() {
    assert_eq!(refs("The inquiry was led by Sveinor Aldahl."), ["person:sveinor aldahl"]);
    assert_eq!(refs("Sveinor Aldahl, a retired engineer, slept."), ["person:sveinor aldahl"]);
    assert_eq!(
        refs("Two men, Anna Berg and Sveinor Aldahl, slept."),
        ["person:anna berg", "person:sveinor aldahl"]
    );
    assert_eq!(refs("It hit Sveinor Aldahl (44) hard."), ["person:sveinor aldahl"]);
    assert_eq!(
        refs("It was for Sveinor Aldahl.\nMr Aldahl slept."),
        ["person:sveinor aldahl", "person:sveinor aldahl"]
    );
    assert_eq!(refs("Baker Anna Berg sold bread."), ["person:anna berg"]);
    assert_eq!(refs("Anna Berg and Norrland Steel settled."), ["person:anna berg", "body:norrland steel"]);
}

#[test]
fn leaders_of_groups() {
    assert_eq!(
        grouped(
            "The US team is led by Karl Brand, a director at the Security Council, and Ray Stone, a senior official."
        ),
        ["united states delegation leads: karl brand, ray stone"]
    );
    assert_eq!(
        grouped("Karl Brand led the Vietnamese trade mission last week."),
        ["vietnam delegation leads: karl brand"]
    );
    assert_eq!(
        grouped("Ivan Holub, the Ukrainian defence minister who heads the country's delegation, spoke."),
        ["ukraine delegation leads: ivan holub"]
    );
    assert_eq!(
        grouped("Ivan Holub, head of the Ukrainian delegation, spoke."),
        ["ukraine delegation leads: ivan holub"]
    );
    assert_eq!(
        grouped(
            "US envoy Ray Stone spoke.\n\"We have got a team going there, led by our adviser [Karl Brand] and our secretary of state [Otto Grant],\" he said."
        ),
        ["united states delegation leads: karl brand, otto grant"]
    );
}

#[test]
fn members_of_groups() {
    assert_eq!(
        grouped("Russia is represented in the talks by Sergei Lapin, an adviser, and Pavel Lund."),
        ["russia delegation belongs: pavel lund, sergei lapin"]
    );
    assert_eq!(
        grouped("Moscow's negotiators are Sergei Lapin and Pavel Lund."),
        ["russia delegation belongs: pavel lund, sergei lapin"]
    );
    assert_eq!(
        grouped("Russia has sent two men to negotiate: Sergei Lapin and Pavel Lund."),
        ["russia delegation belongs: pavel lund, sergei lapin"]
    );
    assert_eq!(
        grouped("The US team included Secretary of State Otto Grant."),
        ["united states delegation belongs: otto grant, …"]
    );
    assert_eq!(
        grouped("Kyiv's team comprised Ivan Holub, Pavlo Lys and Andriy Kot."),
        ["ukraine delegation belongs: andriy kot, ivan holub, pavlo lys"]
    );
    assert_eq!(
        grouped(
            "Finance Secretary Chitra Silva, bank governor Nimal Dias and two lawyers make up Sri Lanka's delegation."
        ),
        ["sri lanka delegation belongs: chitra silva, nimal dias, …"]
    );
    assert!(grouped("Andriy Kot had stayed in Kyiv.").is_empty());
    assert_eq!(
        grouped("Among the members of the Estonian delegation was Liiso Tamm."),
        ["estonia delegation belongs: liiso tamm, …"]
    );
}

#[test]
fn a_list_that_is_cut_short_is_not_complete() {
    assert_eq!(
        grouped("Peru's team comprised Ana Melo, Zuri Lund and Pavel Kot."),
        ["peru delegation belongs: ana melo, pavel kot, zuri lund"]
    );
    assert_eq!(
        grouped("Peru's team comprised Ana Melo and a geologist who knows the pass."),
        ["peru delegation belongs: ana melo, …"]
    );
    assert_eq!(
        grouped(
            "The US side is led by Karl Brand, who works at the Council, and the State Department's Ray Stone."
        ),
        ["united states delegation leads: karl brand, ray stone"]
    );
}

#[test]
fn who_is_quoted_behind_a_list_is_not_in_it() {
    assert_eq!(
        grouped("Libya's delegation is led by Salem Haddad, Tripoli mayor Omar Ziani said."),
        ["libya delegation leads: salem haddad"]
    );
    assert_eq!(
        grouped("Libya's delegation is led by Karl Brand and Salem Haddad, Stone said."),
        ["libya delegation leads: karl brand, salem haddad"]
    );
}

#[test]
fn a_new_leader_is_a_change() {
    let changed = |text: &str| find(text).members[0].changed;
    assert!(changed("Norway's delegation is now led by Karin Holm."));
    assert!(changed("Norway's delegation is led by Karin Holm, who has replaced Karl Brand."));
    assert!(!changed("Norway's delegation is led by Karin Holm, who flew in on Monday."));
}

#[test]
fn sides_without_a_country() {
    assert_eq!(
        grouped("The union's delegation was headed by Ruth Kean."),
        ["union delegation leads: ruth kean"]
    );
    assert_eq!(
        grouped("The Colombian government delegation was headed by Ruth Kean."),
        ["colombia delegation leads: ruth kean"]
    );
}

#[test]
fn spans_are_exact() {
    let found = find("We saw Ivan Holub, the Ukrainian defence minister, there.");
    assert_eq!(found.article.words(found.offices[0].span), "Ukrainian defence minister");
    assert_eq!(found.article.words(found.offices[0].person_span), "Ivan Holub");
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,120}") {
        let _ = find(&text);
    }

    #[test]
    fn never_panics_on_names(words in proptest::collection::vec(
        proptest::sample::select(vec!["President", "the", "of", ",", "and", "Kyiv", "led", "by", "team", "US", "'s", "Anna", "Berg", "[", "]", "(", ")", "head", "19", "St", ".", "Street", "who", "is", "former", "-", "Gov", "delegation", "northern", "Georgia", "Texas", "said", "“"]), 0..24)) {
        let _ = find(&words.join(" "));
    }
}

#[test]
fn bodies_are_for_several_things() {
    assert_eq!(
        refs("He left the Bureau of Forests, Mines and Inland Water in May."),
        ["body:bureau of forests mines and inland water"]
    );
    assert_eq!(
        refs("The Department of Trade and Human Rights was shut."),
        ["body:department of trade and human rights"]
    );
    // What follows "and" is no remit: another name.
    assert_eq!(refs("The Bank of England and Gertrude Holm agreed.")[0], "body:bank of england");
    assert_eq!(
        refs("Talks of the Ministry of Defence and Norway failed."),
        ["body:ministry of defence", "nation:norway"]
    );
}

#[test]
fn a_head_behind_his_body_is_no_part_of_it() {
    assert_eq!(
        refs("The head of the Institute for Peace Peter Quill said so."),
        ["body:institute for peace", "person:peter quill"]
    );
    assert_eq!(refs("The Society of Saint Peter met."), ["body:society of saint peter"]);
}

#[test]
fn headlines_with_points_are_headlines() {
    assert_eq!(refs("At 6:10 p.m. ET: Firefighter Injuries Reported In Phoenix"), ["place:phoenix"]);
}

#[test]
fn arab_towns_go_without_their_article() {
    assert_eq!(refs("They fled from Fallujah on Monday."), ["place:al fallujah"]);
}

#[test]
fn bodies_are_called_by_their_head() {
    assert_eq!(
        refs("The European Commission met.\nThe Commission said no."),
        ["body:european commission", "body:european commission"]
    );
    assert_eq!(
        refs("The Observatory for Rivers met.\nThe Observatory said no."),
        ["body:observatory for rivers", "body:observatory for rivers"]
    );
    // Of two committees neither is "the Committee".
    assert_eq!(
        refs("The Harbour Committee and the Flood Committee met.\nThe Committee said no.")[2],
        "body:committee"
    );
    assert_eq!(
        refs("The World Health Organization met. The WHO said no."),
        ["body:world health organisation", "body:world health organisation"]
    );
    assert_eq!(refs("The Black Sea Fleet left."), ["body:black sea fleet"]);
}

#[test]
fn surnames_that_are_other_words() {
    assert_eq!(refs("On Friday Ms Park left the city."), ["person:park"]);
    assert_eq!(refs("They met in Finsbury Park."), ["place:finsbury park"]);
    assert_eq!(
        refs("They freed Mr van der Berg and Dr. de Souza."),
        ["person:van der berg", "person:de souza"]
    );
    assert_eq!(refs("Senator Quarle said that Quarle knew."), ["person:quarle", "person:quarle"]);
}

#[test]
fn landforms_are_places() {
    assert_eq!(refs("They left Lake Avern and Mount Sorel."), ["place:lake avern", "place:mount sorel"]);
}

/// The places of a text, as they are settled, each once.
fn places(text: &str) -> Vec<String> {
    let found = find(text);
    let all: std::collections::BTreeSet<String> =
        found.names.iter().flatten().filter_map(|mention| mention.place.clone()).collect();
    all.into_iter().collect()
}

#[test]
fn words_beside_a_name_tell_which_place_it_is() {
    for (text, place) in [
        ("The grain lift in Derby, Kansas, burned down.", "derby, kansas"),
        ("A tornado tore roofs off in Derby, south of Wichita.", "derby, kansas"),
        ("A mill in Derby, a suburb ten miles south of Wichita, burned down.", "derby, kansas"),
        ("Voters in Kansas's Derby queued for hours.", "derby, kansas"),
        ("A depot in the English city of Derby was flooded.", "derby, england"),
        ("Nurses in Birmingham in Alabama went on strike.", "birmingham, alabama"),
        ("Nurses in the Alabama city of Birmingham went on strike.", "birmingham, alabama"),
        ("A laboratory in Cambridge, Massachusetts, was sealed.", "cambridge, massachusetts"),
        ("A ferry to the Lebanese port city of Tripoli sank.", "tripoli, lebanon"),
        ("Shops closed in London, Ontario, after the storm.", "london, ontario"),
        ("Shops closed in Perth in Scotland after the storm.", "perth, scotland"),
        ("The bank in Hamilton, New Zealand, was robbed.", "hamilton, new zealand"),
        ("The bank in Hamilton, Bermuda, was robbed.", "hamilton, bermuda"),
        ("A dam near Córdoba in Argentina broke.", "cordoba, argentina"),
        ("A train left Valencia in Spain at noon.", "valencia, valencia region"),
        ("Buses stood still in Rochester, New York, all day.", "rochester, new york state"),
        ("Fans gathered in the Costa Rican capital San José on Sunday.", "san jose, costa rica"),
    ] {
        assert!(places(text).contains(&place.to_owned()), "{text} {:?}", places(text));
    }
}

#[test]
fn an_article_settles_a_name_by_its_other_places() {
    for (text, place) in [
        // Close by.
        ("Two bridges in Wichita were shut.\nThe river in Derby rose.", "derby, kansas"),
        ("The river in Derby rose.\nTwo bridges in Wichita were shut.", "derby, kansas"),
        // One region.
        ("The governor of Alabama spoke.\nA bus crashed in Birmingham.", "birmingham, alabama"),
        (
            "Trains from Manchester stood still.\nEngland froze.\nA bus crashed in Birmingham.",
            "birmingham, england",
        ),
        ("Glasgow was dark.\nA church in Perth lost its roof.", "perth, scotland"),
        // Near the border, on this side of it.
        ("Luhansk was dark.\nIn Donetsk trains stopped.", "donetsk, donetsk region"),
        ("Boats left Beirut.\nA boat sank off Tripoli.", "tripoli, lebanon"),
        ("Benghazi was shelled.\nThe road to Tripoli was cut.", "tripoli, libya"),
        ("Madrid sent help.\nThe flood hit Valencia hardest.", "valencia, valencia region"),
        ("Caracas sent help.\nThe flood hit Valencia hardest.", "valencia, venezuela"),
        ("Andalusia sweated.\nIn Córdoba it was hottest.", "cordoba, andalusia"),
        ("Buenos Aires was dark.\nIn Córdoba trains stopped.", "cordoba, argentina"),
        ("Costa Rica voted.\nPolls in San José opened late.", "san jose, costa rica"),
        ("California voted.\nPolls in San José opened late.", "san jose, california"),
        ("Auckland was wet.\nA river in Hamilton rose.", "hamilton, new zealand"),
        ("Ontario was wet.\nA river in Hamilton rose.", "hamilton, ontario"),
        ("Seattle was wet.\nA mill in Kent burned.", "kent, washington state"),
        ("Sussex was wet.\nA mill in Kent burned.", "kent"),
        ("British Columbia was wet.\nShips stayed in Victoria.", "victoria, british columbia"),
        ("Richmond, Virginia, was wet.\nShips stayed in Norfolk.", "norfolk, virginia"),
    ] {
        assert!(places(text).contains(&place.to_owned()), "{text} {:?}", places(text));
    }
}

#[test]
fn what_nothing_settles_stays_bare() {
    // Nothing but the name; two of them in the country that is named; one on either side.
    assert!(places("A bus crashed in Birmingham.").contains(&"birmingham".to_owned()));
    assert_eq!(
        places("A bus crashed in Cambridge.\nOhio and Ontario are cold."),
        ["cambridge", "ohio", "ontario"]
    );
    let open = places("The US was cold.\nA bus crashed in Portland.");
    assert_eq!(open, ["portland, united states", "united states"]);
    let open = places("The US was cold.\nA ship lay off Plymouth.");
    assert_eq!(open, ["plymouth, united states", "united states"]);
    // A great city goes by its bare name, though a man from elsewhere is there.
    assert!(places("A man from Ontario was held in London.").contains(&"london".to_owned()));
    assert!(places("Cuba was cold. A boat sank off Florida.").contains(&"florida".to_owned()));
    assert!(places("A Texas man was held in Paris.").contains(&"paris".to_owned()));
    // An article about both: each is its own where it says which, and nothing is made of the rest.
    let both = places("A club in Derby in England plays one from Derby, Kansas.\nIt rained in Derby.");
    assert_eq!(both, ["derby", "derby, england", "derby, kansas", "england", "kansas"]);
}

#[test]
fn people_and_bodies_are_no_places_for_all_their_names() {
    assert_eq!(refs("Paris Hilton, 43, sold the house."), ["person:paris hilton"]);
    assert_eq!(
        refs("Nebraska was cold.\nMark Lincoln, 51, slept.\nLincoln said no."),
        ["place:nebraska", "person:mark lincoln", "person:mark lincoln"]
    );
    assert_eq!(
        refs("Anna Jackson, who runs a mill in Tennessee, said no.\nJackson laughed."),
        ["person:anna jackson", "place:tennessee", "person:anna jackson"]
    );
    assert_eq!(refs("Lewis Hamilton won in Ontario. Hamilton wept.")[2], "person:lewis hamilton");
    assert_eq!(refs("Victoria Moss, 30, drove through British Columbia.")[0], "person:victoria moss");
    assert_eq!(
        refs("Seattle was wet. Washington said that it would help."),
        ["place:seattle", "nation:united states"]
    );
}

#[test]
fn a_country_and_a_state_of_one_name_are_told_by_their_towns() {
    assert!(places("Tbilisi was calm.\nVoters across Georgia queued.").contains(&"georgia".to_owned()));
    assert!(
        places("Atlanta was calm.\nVoters across Georgia queued.")
            .contains(&"georgia, united states".to_owned())
    );
    assert!(
        places("Melbourne burned.\nIn Victoria hospitals are full.").contains(&"victoria state".to_owned())
    );
}

#[test]
fn a_list_tells_nothing_of_the_places_in_it() {
    assert_eq!(places("Shops closed in Derby, Wichita and Topeka."), ["derby, kansas", "topeka", "wichita"]);
    assert!(places("He flew from Birmingham to Nairobi.").contains(&"birmingham".to_owned()));
}
