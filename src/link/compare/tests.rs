//! Accounts of every verdict, and the samples that tests of the other steps are made of.

use super::*;
use crate::actor::Participant;
use crate::place::{Admin1, Where, WhereBasis};
use crate::report::Report;
use crate::span::Span;

/// An account in short; its report has the text `text`, and its evidence is all of the first sentence.
#[derive(Clone)]
pub struct Sample {
    pub day: Option<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub reprint_of: Option<String>,
    pub kind: &'static str,
    pub status: Status,
    pub when: Option<String>,
    pub place: Option<Where>,
    pub actors: Vec<Participant>,
    pub recipients: Vec<Participant>,
    pub setting: Option<&'static str>,
    pub topics: Vec<&'static str>,
    pub sources: Vec<(&'static str, Option<&'static str>)>,
    pub text: &'static str,
}

impl Default for Sample {
    fn default() -> Self {
        Self {
            day: Some("2031-03-05".into()),
            outlet: None,
            agency: None,
            reprint_of: None,
            kind: "CONSULT",
            status: Status::Held,
            when: None,
            place: None,
            actors: Vec::new(),
            recipients: Vec::new(),
            setting: None,
            topics: Vec::new(),
            sources: Vec::new(),
            text: "They met.",
        }
    }
}

pub fn party(name: &str, actor: &str, country: Option<&str>, title: Option<&str>) -> Participant {
    let span = Quote { start: 0, end: 0, exact: name.to_owned() };
    let (country, title) = (country.map(str::to_owned), title.map(str::to_owned));
    Participant { name: name.into(), actor: actor.into(), kind: None, sector: None, country, title, span }
}

/// Calls `with` with the samples as one cluster: account `a0` of report `r0`, and so on.
pub fn cluster<T>(samples: &[Sample], with: impl FnOnce(&[Told], &Around) -> T) -> T {
    let reports: Vec<Report> = samples.iter().enumerate().map(|(i, s)| report(i, s)).collect();
    let accounts = accounts(samples);
    let pairs = accounts.iter().zip(&reports);
    let told: Vec<Told> = pairs.map(|(a, r)| Told { account: a, report: Some(r), reprints: 0 }).collect();
    with(&told, &Around::default())
}

/// The accounts of the samples.
pub fn accounts(samples: &[Sample]) -> Vec<Account> {
    samples.iter().enumerate().map(|(i, s)| account(i, s)).collect()
}

fn report(i: usize, s: &Sample) -> Report {
    let mut report = Report::of_text("sample", s.text);
    report.id = format!("r{i}");
    report.outlet = s.outlet.clone();
    report.published = s.day.clone();
    let copied = s.agency.is_some() || s.reprint_of.is_some();
    let origin =
        crate::report::Origin { reprint_of: s.reprint_of.clone(), agency: s.agency.clone(), score: None };
    report.origin = copied.then_some(origin);
    report
}

fn account(i: usize, s: &Sample) -> Account {
    let json = serde_json::json!({
        "id": format!("a{i}"), "report": format!("r{i}"), "type": s.kind, "status": s.status,
        "actors": s.actors, "recipients": s.recipients, "topics": s.topics, "where": s.place,
        "when": s.when.as_ref().map(|w| serde_json::json!({"edtf": w, "basis": "stated"})),
        "setting": s.setting.map(|id| serde_json::json!({"name": id, "id": id})),
        "sources": s.sources.iter().map(|(speaker, via)| serde_json::json!({"speaker": speaker, "via": via}))
            .collect::<Vec<_>>(),
        "evidence": [Span::new(0, s.text.find('.').unwrap_or(s.text.len())).quote(s.text)],
        "rule": "consult/meet", "confidence": 0.5,
    });
    serde_json::from_value(json).unwrap()
}

/// `agree`, `differ` or `silent`.
fn verdict(samples: &[Sample], field: &str) -> &'static str {
    let all = cluster(samples, comparison);
    let field = &all[field];
    match (field.differ.is_empty(), field.agree.is_empty()) {
        (false, _) => "differ",
        (true, false) => "agree",
        (true, true) => "silent",
    }
}

fn at(name: &str, country: &str, geonames: Option<u32>, lat: f64, lon: f64) -> Option<Where> {
    Some(Where {
        name: name.into(),
        country: Some(country.into()),
        admin1: Some(Admin1 { name: "Zhejiang".into(), code: "CN-ZJ".into() }).filter(|_| country == "CHN"),
        geonames,
        lat: Some(lat),
        lon: Some(lon),
        is_state: false,
        basis: WhereBasis::Stated,
        span: None,
    })
}

fn meeting(parties: &[Participant]) -> Sample {
    Sample { actors: parties.to_vec(), ..Sample::default() }
}

fn kenya() -> Participant {
    party("Kenya", "Q114", Some("KEN"), None)
}

fn minister() -> Participant {
    party("Amina Barasa", "person:1", Some("KEN"), Some("Foreign Minister"))
}

fn ethiopia() -> Participant {
    party("Ethiopia", "Q115", Some("ETH"), None)
}

#[test]
fn a_state_and_who_acts_for_it_agree() {
    let (one, two) = (meeting(&[kenya(), ethiopia()]), meeting(&[minister(), ethiopia()]));
    assert_eq!(verdict(&[one.clone(), two], "who"), "agree");
    let delegation =
        meeting(&[minister(), party("Peter Oduya", "person:3", Some("KEN"), Some("Minister")), ethiopia()]);
    assert_eq!(verdict(&[one.clone(), delegation], "who"), "agree");
    assert_eq!(verdict(&[one, meeting(&[minister()])], "who"), "agree");
    assert_eq!(verdict(&[Sample::default()], "who"), "silent");
}

#[test]
fn a_party_that_others_leave_out_is_a_difference() {
    let two = meeting(&[kenya(), ethiopia()]);
    let three = meeting(&[minister(), ethiopia(), party("Djibouti", "Q977", Some("DJI"), None)]);
    let all = cluster(&[two, three], comparison);
    assert_eq!(all["who"].differ.len(), 1);
    assert_eq!(
        (all["who"].differ[0].value.as_str(), all["who"].differ[0].words[0].account.as_str()),
        ("Djibouti", "a1")
    );
    assert_eq!(all["who"].agree.len(), 3);
}

#[test]
fn attackers_are_excluded_but_a_missing_side_says_nothing() {
    let rebels = party("armed rebels", "group:1", None, None);
    let front = party("Selm Front", "body:1", None, None);
    let army = party("Kenya Army", "body:2", Some("KEN"), None);
    let attack = |by: Vec<Participant>| Sample {
        kind: "ASSAULT",
        actors: by,
        recipients: vec![kenya()],
        ..Sample::default()
    };
    assert_eq!(verdict(&[attack(vec![rebels.clone()]), attack(vec![front.clone()])], "who"), "agree");
    assert_eq!(verdict(&[attack(vec![front.clone()]), attack(vec![])], "who"), "agree");
    assert_eq!(verdict(&[attack(vec![front]), attack(vec![army])], "who"), "differ");
}

#[test]
fn a_coarser_time_is_no_other_time() {
    let on = |when: &str| Sample { when: Some(when.into()), ..Sample::default() };
    assert_eq!(verdict(&[on("2031-03"), on("2031-03-04"), on("2031-03-04/2031-03-05")], "when"), "agree");
    assert_eq!(verdict(&[on("2031-03-04"), on("2031-03-05")], "when"), "differ");
    assert_eq!(verdict(&[Sample::default(), Sample::default()], "when"), "silent");
    let all = cluster(&[on("2031-03"), on("2031-03-04"), on("2031-03-05")], comparison);
    assert_eq!(all["when"].agree[0].value, "2031-03");
}

#[test]
fn a_planned_day_that_moved_is_superseded() {
    let plan = |day: &str, when: &str| Sample {
        day: Some(day.into()),
        when: Some(when.into()),
        status: Status::Planned,
        ..Sample::default()
    };
    let held =
        Sample { day: Some("2031-03-07".into()), when: Some("2031-03-06".into()), ..Sample::default() };
    let all =
        cluster(&[plan("2031-02-27", "2031-03-04"), plan("2031-03-03", "2031-03-06"), held], comparison);
    assert_eq!(all["when"].superseded[0].value, "2031-03-04");
    assert_eq!(all["when"].agree[0].accounts, ["a1", "a2"]);
    assert!(all["when"].differ.is_empty());
    assert_eq!(
        verdict(&[plan("2031-03-01", "2031-03-04"), plan("2031-03-01", "2031-03-05")], "when"),
        "differ"
    );
}

#[test]
fn a_place_and_what_it_lies_in_agree() {
    let places = |all: &[Option<Where>]| {
        let samples: Vec<Sample> =
            all.iter().map(|p| Sample { place: p.clone(), ..Sample::default() }).collect();
        verdict(&samples, "where")
    };
    let hangzhou = at("Hangzhou", "CHN", Some(1_808_926), 30.29, 120.16);
    let province = at("Zhejiang", "CHN", Some(1_784_764), 29.0, 120.0);
    let ningbo = at("Ningbo", "CHN", Some(1_799_397), 29.87, 121.54);
    let palace = at("West Lake State Guesthouse", "CHN", None, 30.25, 120.13);
    let china = at("China", "CHN", Some(1_814_991), 35.0, 105.0);
    let geneva = at("Geneva", "CHE", Some(2_660_646), 46.2, 6.15);
    assert_eq!(places(&[hangzhou.clone(), china, province, palace]), "agree");
    assert_eq!(places(&[hangzhou.clone(), ningbo]), "differ");
    assert_eq!(places(&[hangzhou, geneva]), "differ");
    assert_eq!(places(&[None]), "silent");
}

#[test]
fn a_plan_and_its_holding_are_history_but_a_denial_is_a_conflict() {
    let on = |day: &str, status: Status| Sample { day: Some(day.into()), status, ..Sample::default() };
    let held = on("2031-03-05", Status::Held);
    assert_eq!(verdict(&[on("2031-03-01", Status::Planned), held.clone()], "status"), "agree");
    assert_eq!(
        verdict(&[on("2031-03-01", Status::Planned), on("2031-03-02", Status::CalledOff)], "status"),
        "agree"
    );
    assert_eq!(verdict(&[held.clone(), on("2031-03-06", Status::NotHeld)], "status"), "differ");
    assert_eq!(verdict(&[held.clone(), on("2031-03-05", Status::CalledOff)], "status"), "differ");
    assert_eq!(verdict(&[on("2031-03-01", Status::CalledOff), held], "status"), "agree");
}

#[test]
fn topics_differ_only_when_none_is_shared() {
    let about = |topics: Vec<&'static str>| Sample { topics, ..Sample::default() };
    assert_eq!(
        verdict(&[about(vec!["trade", "the border"]), about(vec!["border trade"])], "topics"),
        "agree"
    );
    assert_eq!(verdict(&[about(vec!["trade"]), about(vec!["the dam"])], "topics"), "differ");
}

#[test]
fn figures_agree_when_one_is_coarser() {
    let attack = |text: &'static str, day: &str, outlet: &str| Sample {
        kind: "ASSAULT",
        text,
        day: Some(day.into()),
        outlet: Some(outlet.into()),
        ..Sample::default()
    };
    let ten = attack("A bomb killed at least 10 people.", "2031-03-05", "Lakeside Courier");
    let twelve = attack("A bomb went off. Twelve people were killed.", "2031-03-05", "Harbour Post");
    let forty = attack("Forty people died in the blast.", "2031-03-06", "Dune Radio");
    assert_eq!(verdict(&[ten.clone(), twelve.clone()], "figures"), "agree");
    assert_eq!(verdict(&[twelve.clone(), forty], "figures"), "differ");
    assert_eq!(verdict(&[attack("A bomb went off.", "2031-03-05", "Dune Radio")], "figures"), "silent");
    let corrected = attack("Some 40 people were killed.", "2031-03-06", "Harbour Post");
    let all = cluster(&[twelve, corrected], comparison);
    assert_eq!(all["figures"].superseded[0].value, "killed: 12");
    assert_eq!(all["figures"].agree[0].words[0].quote.exact, "Some 40 people were killed");
}

#[test]
fn what_came_of_talks_is_compared() {
    let talks = |text: &'static str| Sample { text, ..Sample::default() };
    let deal = talks("They met. The two signed a trade agreement.");
    let none = talks("They met. The talks ended without a deal.");
    let silent = talks("They met. Reporters waited outside.");
    assert_eq!(verdict(&[deal.clone(), silent.clone()], "outcome"), "agree");
    assert_eq!(verdict(&[deal, none], "outcome"), "differ");
    assert_eq!(verdict(&[silent], "outcome"), "silent");
}

#[test]
fn the_order_of_accounts_changes_nothing() {
    let one = Sample { when: Some("2031-03-04".into()), ..meeting(&[kenya(), ethiopia()]) };
    let two =
        Sample { when: Some("2031-03-05".into()), day: Some("2031-03-06".into()), ..meeting(&[minister()]) };
    let forward = cluster(&[one, two], |told, around| {
        let reversed: Vec<Told> = told.iter().rev().copied().collect();
        (super::super::event(told, around), super::super::event(&reversed, around))
    });
    assert_eq!(forward.0, forward.1);
}
