//! The tables as a whole, of small records: every column by value.

mod tales;

use super::*;
use tales::{CHINA, HAMAS, NORWAY, OBAMA, Out, Tale, UN, XI};

const POLECAT: usize = 0;
const EVENTS: usize = 1;
const MENTIONS: usize = 2;
const ICEWS: usize = 3;

fn two() -> [Tale; 2] {
    [
        Tale::default(),
        Tale {
            outlet: "Morning Ledger",
            published: "2016-09-06",
            url: None,
            text: "In Paris, Barack Obama and Xi Jinping sat down on Sunday, aides said.",
            words: "Barack Obama and Xi Jinping sat down",
            ..Tale::default()
        },
    ]
}

#[test]
fn polecat_by_value() {
    let out = Out::of(&two(), &Options::default());
    assert_eq!(out.rows(POLECAT), 1);
    let id = format!("{}_{}", out.event, out.cell(EVENTS, 0, "GLOBALEVENTID"));
    out.is(
        POLECAT,
        &[
            ("Event ID", &id),
            ("Event Date", "2016-09-04"),
            ("Event Type", "CONSULT"),
            ("Event Mode", "meet"),
            ("Intensity", "2.5"),
            ("Quad Code", "VERBAL COOPERATION"),
            ("Contexts", "diplomatic; environment"),
            ("Actor Name", "Xi Jinping"),
            ("Actor Country", "CHN"),
            ("Actor COW", "710"),
            ("Primary Actor Sector", "GOV"),
            ("Actor Sectors", "GOV"),
            ("Actor Name Raw", "Xi Jinping"),
            ("Wikipedia Actor ID", "Q15031"),
            ("Recipient Name", "Barack Obama"),
            ("Recipient Country", "USA"),
            ("Recipient COW", "2"),
            ("Primary Recipient Sector", "GOV"),
            ("Recipient Sectors", "GOV"),
            ("Recipient Title", "President"),
            ("Recipient Name Raw", "Barack Obama"),
            ("Wikipedia Recipient ID", "Q76"),
            ("Placename", "Paris"),
            ("City", "Paris"),
            ("Province", "Ile-de-France"),
            ("Country", "FRA"),
            ("Latitude", "48.85"),
            ("Longitude", "2.35"),
            ("GeoNames ID", "2988507"),
            ("Raw Placename", "Paris"),
            ("Feature Type", "PPLC"),
            ("Source", "The Selm Courier"),
            ("Publication Date", "2016-09-05"),
            ("Story People", "Barack Obama; Xi Jinping"),
            ("Story Organizations", "United Nations"),
            ("Story Locations", "Norway"),
            ("Language", "en"),
            ("Version", concat!("Sidelines ", env!("CARGO_PKG_VERSION"))),
        ],
    );
}

#[test]
fn gdelt_events_by_value() {
    let out = Out::of(&two(), &Options::default());
    let id = out.cell(EVENTS, 0, "GLOBALEVENTID").to_owned();
    assert!(id.parse::<u64>().unwrap() < 1 << 53);
    out.is(
        EVENTS,
        &[
            ("GLOBALEVENTID", &id),
            ("SQLDATE", "20160904"),
            ("MonthYear", "201609"),
            ("Year", "2016"),
            ("FractionDate", "2016.6685"),
            ("Actor1Code", "CHNGOV"),
            ("Actor1Name", "XI JINPING"),
            ("Actor1CountryCode", "CHN"),
            ("Actor1Type1Code", "GOV"),
            ("Actor2Code", "USAGOV"),
            ("Actor2Name", "BARACK OBAMA"),
            ("Actor2CountryCode", "USA"),
            ("Actor2Type1Code", "GOV"),
            ("IsRootEvent", "1"),
            ("EventCode", "044"),
            ("EventBaseCode", "044"),
            ("EventRootCode", "04"),
            ("QuadClass", "1"),
            ("GoldsteinScale", "2.5"),
            ("NumMentions", "2"),
            ("NumSources", "2"),
            ("NumArticles", "2"),
            ("ActionGeo_Type", "4"),
            ("ActionGeo_FullName", "Paris, Ile-de-France, France"),
            ("ActionGeo_CountryCode", "FR"),
            ("ActionGeo_Lat", "48.85"),
            ("ActionGeo_Long", "2.35"),
            ("DATEADDED", "20160905000000"),
            ("SOURCEURL", "https://www.selm.example/1"),
        ],
    );
}

#[test]
fn gdelt_mentions_by_value() {
    let out = Out::of(&two(), &Options::default());
    assert_eq!(out.rows(MENTIONS), 2);
    let id = out.cell(EVENTS, 0, "GLOBALEVENTID").to_owned();
    out.is(
        MENTIONS,
        &[
            ("GLOBALEVENTID", &id),
            ("EventTimeDate", "20160905000000"),
            ("MentionTimeDate", "20160905000000"),
            ("MentionType", "1"),
            ("MentionSourceName", "selm.example"),
            ("MentionIdentifier", "https://www.selm.example/1"),
            ("SentenceID", "2"),
            // Characters: É and the dash are one each.
            ("Actor1CharOffset", "30"),
            ("Actor2CharOffset", "45"),
            ("ActionCharOffset", "30"),
            ("InRawText", "1"),
            ("Confidence", "83"),
            ("MentionDocLen", &Tale::default().text.chars().count().to_string()),
        ],
    );
    let cited = format!("Morning Ledger: Talks 'in Paris' (2016-09-06) [{}]", two()[1].report().id);
    assert_eq!(out.cell(MENTIONS, 1, "MentionIdentifier"), cited);
    assert_eq!(out.cell(MENTIONS, 1, "MentionType"), "2");
    assert_eq!(out.cell(MENTIONS, 1, "MentionSourceName"), "Morning Ledger");
    assert_eq!(out.cell(MENTIONS, 1, "MentionTimeDate"), "20160906000000");
    assert_eq!(
        (out.cell(MENTIONS, 1, "Actor1CharOffset"), out.cell(MENTIONS, 1, "Actor2CharOffset")),
        ("27", "10")
    );
}

#[test]
fn icews_by_value() {
    let out = Out::of(&two(), &Options::default());
    let id = out.cell(EVENTS, 0, "GLOBALEVENTID").to_owned();
    let story = dyads::number(&[&two()[0].report().id]).to_string();
    out.is(
        ICEWS,
        &[
            ("Event ID", &id),
            ("Event Date", "2016-09-04"),
            ("Source Name", "Xi Jinping"),
            ("Source Sectors", "Government"),
            ("Source Country", "China"),
            ("Event Text", "Meet at a 'third' location"),
            ("CAMEO Code", "044"),
            ("Intensity", "2.5"),
            ("Target Name", "Barack Obama"),
            ("Target Sectors", "Government"),
            ("Target Country", "United States"),
            ("Story ID", &story),
            ("Sentence Number", "2"),
            ("Publisher", "The Selm Courier"),
            ("City", "Paris"),
            ("Province", "Ile-de-France"),
            ("Country", "France"),
            ("Latitude", "48.85"),
            ("Longitude", "2.35"),
        ],
    );
}

#[test]
fn a_meeting_of_many_is_a_row_for_each_pair_of_sides() {
    let tale = Tale {
        text: "China, Xi Jinping, Barack Obama, Hamas and the United Nations held talks.",
        words: "held talks",
        act: ("CONSULT", Some("talks")),
        actors: &[CHINA, XI, OBAMA, HAMAS, UN],
        place: None,
        ..Tale::default()
    };
    let out = Out::of(&[tale], &Options::default());
    // Ten pairs, less China with its own president.
    assert_eq!((out.rows(EVENTS), out.rows(POLECAT), out.rows(ICEWS), out.rows(MENTIONS)), (9, 9, 9, 9));
    let mut ids: Vec<&str> = (0..9).map(|i| out.cell(EVENTS, i, "GLOBALEVENTID")).collect();
    assert!((0..9).all(|i| ids.contains(&out.cell(MENTIONS, i, "GLOBALEVENTID"))));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 9);
    assert_eq!((out.cell(EVENTS, 0, "EventCode"), out.cell(EVENTS, 0, "Actor1Code")), ("046", "CHN"));
    let home = [
        "Actor1Geo_Type",
        "Actor1Geo_FullName",
        "Actor1Geo_CountryCode",
        "Actor1Geo_ADM1Code",
        "Actor1Geo_FeatureID",
    ];
    assert_eq!(home.map(|c| out.cell(EVENTS, 0, c)), ["1", "China", "CH", "CH", "CH"]);
    assert!(
        !out.cell(EVENTS, 0, "Actor1Geo_Lat").is_empty() && !out.cell(EVENTS, 0, "Actor1Geo_Long").is_empty()
    );
    assert_eq!(out.cell(EVENTS, 8, "Actor1Code"), "PSEREBHMS");
    assert_eq!(out.cell(EVENTS, 8, "Actor1KnownGroupCode"), "HMS");
    assert_eq!(
        ["Actor2Code", "Actor2CountryCode", "Actor2KnownGroupCode"].map(|c| out.cell(EVENTS, 8, c)),
        ["IGOUNO", "", "UNO"]
    );
    assert_eq!(
        (out.cell(POLECAT, 8, "Recipient Country"), out.cell(POLECAT, 8, "Recipient COW")),
        ("IGO", "")
    );
    assert_eq!(out.cell(ICEWS, 8, "Target Sectors"), "International Government Organization");
}

#[test]
fn an_act_is_a_row_for_each_actor_and_recipient_and_an_embargo_has_both_types() {
    let tale = Tale {
        text: "China and the United Nations imposed sanctions on Norway and Hamas.",
        words: "imposed sanctions",
        act: ("SANCTION", Some("embargo")),
        actors: &[CHINA, UN],
        recipients: &[NORWAY, HAMAS],
        place: None,
        rule: "sanction/impose",
        ..Tale::default()
    };
    let out = Out::of(&[tale], &Options::default());
    assert_eq!((out.rows(EVENTS), out.rows(POLECAT), out.rows(ICEWS)), (4, 8, 4));
    assert_eq!(
        ["EventCode", "EventBaseCode", "EventRootCode", "QuadClass"].map(|c| out.cell(EVENTS, 0, c)),
        ["163", "163", "16", "4"]
    );
    let typed = |i| ["Event Type", "Event Mode", "Intensity"].map(|c| out.cell(POLECAT, i, c));
    assert_eq!(typed(0), ["SANCTION", "embargo", "-6"]);
    assert_eq!(typed(1), ["COERCE", "restrict", "-7"]);
    assert_eq!(out.cell(POLECAT, 1, "Event ID"), format!("{}-COERCE", out.cell(POLECAT, 0, "Event ID")));
    assert_eq!(out.tables[POLECAT].1, Written { rows: 8, events: 1, ..Written::default() });
}

#[test]
fn a_visit_goes_to_the_state_it_is_made_in() {
    let tale = Tale {
        text: "Xi Jinping visited Paris.",
        words: "visited",
        act: ("CONSULT", Some("visit")),
        actors: &[XI],
        ..Tale::default()
    };
    let out = Out::of(&[tale], &Options::default());
    assert_eq!(
        ["EventCode", "Actor2Code", "Actor2Name"].map(|c| out.cell(EVENTS, 0, c)),
        ["042", "FRA", "FRANCE"]
    );
    assert_eq!(
        ["Intensity", "Recipient Country", "Recipient COW", "Recipient Name Raw"]
            .map(|c| out.cell(POLECAT, 0, c)),
        ["4", "FRA", "220", ""]
    );
    assert_eq!(out.cell(MENTIONS, 0, "Actor2CharOffset"), "");
    assert_eq!(out.cell(ICEWS, 0, "Event Text"), "Make a visit");
}

#[test]
fn one_party_alone_leaves_the_other_side_empty() {
    let tale = Tale {
        text: "“Hamas” arrested dozens.\n\nHamas arrested dozens again.",
        words: "arrested dozens again",
        act: ("COERCE", Some("arrest")),
        actors: &[HAMAS],
        place: None,
        ..Tale::default()
    };
    let out = Out::of(&[tale], &Options::default());
    assert_eq!((out.cell(EVENTS, 0, "Actor2Code"), out.cell(EVENTS, 0, "IsRootEvent")), ("", "0"));
    assert_eq!((out.cell(EVENTS, 0, "ActionGeo_Type"), out.cell(POLECAT, 0, "Recipient Name")), ("", ""));
    assert_eq!((out.cell(ICEWS, 0, "CAMEO Code"), out.cell(ICEWS, 0, "Sentence Number")), ("173", "2"));
}

#[test]
fn plans_are_written_only_when_asked_and_then_as_intent() {
    let tale = || Tale { status: Status::Planned, ..Tale::default() };
    let none = Out::of(&[tale()], &Options::default());
    for table in [POLECAT, EVENTS, MENTIONS, ICEWS] {
        assert_eq!(none.tables[table].1, Written { other_status: 1, ..Written::default() });
    }
    let all = Out::of(&[tale()], &Options { all_statuses: true });
    assert_eq!(["Event Type", "Event Mode"].map(|c| all.cell(POLECAT, 0, c)), ["AGREE", ""]);
    let coded = ["EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"];
    assert_eq!(coded.map(|c| all.cell(EVENTS, 0, c)), ["036", "036", "03", "1", "4.0"]);
    assert_eq!(all.cell(ICEWS, 0, "Event Text"), "Express intent to meet or negotiate");
}

#[test]
fn a_plan_told_before_is_a_mention_but_does_not_lead() {
    let plan = Tale {
        outlet: "Early Gazette",
        published: "2016-09-01",
        text: "Xi Jinping will meet Barack Obama in Paris on Sunday.",
        words: "Xi Jinping will meet Barack Obama",
        status: Status::Planned,
        url: None,
        ..Tale::default()
    };
    let out = Out::of(&[plan, Tale::default()], &Options::default());
    assert_eq!((out.rows(EVENTS), out.rows(MENTIONS)), (1, 2));
    assert_eq!(out.cell(EVENTS, 0, "SOURCEURL"), "https://www.selm.example/1");
    assert_eq!(out.cell(EVENTS, 0, "DATEADDED"), "20160901000000");
    assert_eq!(out.cell(POLECAT, 0, "Publication Date"), "2016-09-05");
}

#[test]
fn what_has_no_day_party_or_code_is_counted() {
    let left = |tale: Tale| Out::of(&[tale], &Options { all_statuses: true }).tables[EVENTS].1;
    assert_eq!(
        left(Tale { when: Some("2016-09"), ..Tale::default() }),
        Written { no_day: 1, ..Written::default() }
    );
    assert_eq!(left(Tale { when: None, ..Tale::default() }), Written { no_day: 1, ..Written::default() });
    assert_eq!(left(Tale { actors: &[], ..Tale::default() }), Written { no_party: 1, ..Written::default() });
    let denied = Tale { act: ("ASSAULT", None), status: Status::NotHeld, ..Tale::default() };
    assert_eq!(left(denied), Written { no_code: 1, ..Written::default() });
    let days =
        Out::of(&[Tale { when: Some("2016-09-04/2016-09-05"), ..Tale::default() }], &Options::default());
    assert_eq!(days.cell(EVENTS, 0, "SQLDATE"), "20160904");
}
