//! Readings made by hand, for tests of the store that need no language model.

use crate::account::{Account, Source, Status};
use crate::actor::{Actor, ActorKind, Participant};
use crate::document::Document;
use crate::place::{Where, WhereBasis};
use crate::reader::Reading;
use crate::recognise::Found;
use crate::report::{PublishedBasis, RawReport, Report, sha256_hex, stable_id};
use crate::span::{Quote, Span};
use crate::statement::{Act, Speaker, Stance, Statement};
use crate::when::{TimeMention, Timex, When, WhenBasis};

/// What `outlet` told on `published`: that Xi met Obama, a spokesman says.
pub fn told(outlet: &str, published: &str, status: Status) -> (RawReport, Reading) {
    let text = format!(
        "{outlet}: Xi Jinping met Barack Obama in Hangzhou on Monday. Lu Kang said the talks went well."
    );
    let raw = RawReport {
        source: format!("reports/{outlet}.txt"),
        outlet: Some(outlet.to_owned()),
        date: Some(published.to_owned()),
        text: text.clone(),
        ..RawReport::default()
    };
    let report = report(&raw, published);
    let actors = [("Q15031", "Xi Jinping", "CHN"), ("Q76", "Barack Obama", "USA"), ("aLu", "Lu Kang", "CHN")];
    let actors = actors.map(|(id, name, country)| actor(id, name, country, outlet));
    let statement = statement(&report, &actors[2]);
    let account = account(&report, &actors[..2], &statement, status);
    let statement = Statement { accounts: vec![account.id.clone()], ..statement };
    let monday = quote(&text, "Monday").span();
    let times = vec![TimeMention {
        span: monday,
        sentence: 0,
        first: 0,
        last: 0,
        timex: Timex::Date,
        value: "2016-09-05".to_owned(),
        edtf: Some("2016-09-05".to_owned()),
        basis: Some(WhenBasis::Relative),
    }];
    let found = Found { actors: actors.into(), statements: vec![statement], times, ..Found::default() };
    (raw, Reading { report, document: Document::default(), found, accounts: vec![account] })
}

fn quote(text: &str, words: &str) -> Quote {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len()).quote(text)
}

fn report(raw: &RawReport, published: &str) -> Report {
    Report {
        id: stable_id("r", &[&raw.text]),
        source: raw.source.clone(),
        outlet: raw.outlet.clone(),
        url: None,
        title: Some("Talks in Hangzhou".to_owned()),
        byline: None,
        language: Some("en".to_owned()),
        published: Some(published.to_owned()),
        published_basis: Some(PublishedBasis::Metadata),
        dateline: None,
        sha256: sha256_hex(raw.text.as_bytes()),
        text: raw.text.clone(),
        retrieved: None,
        origin: None,
        issues: Vec::new(),
        dropped: Vec::new(),
    }
}

fn actor(id: &str, name: &str, country: &str, outlet: &str) -> Actor {
    Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: ActorKind::Person,
        country: Some(country.to_owned()),
        sector: Some("GOV".to_owned()),
        aliases: vec![format!("{name} as {outlet} has it")],
        offices: Vec::new(),
    }
}

fn statement(report: &Report, by: &Actor) -> Statement {
    let text = &report.text;
    Statement {
        id: stable_id("s", &[&report.id]),
        report: report.id.clone(),
        speaker: Some(Speaker {
            name: by.name.clone(),
            actor: Some(by.id.clone()),
            country: by.country.clone(),
            title: None,
            span: quote(text, &by.name),
        }),
        via: Vec::new(),
        cue: quote(text, "said"),
        content: quote(text, "the talks went well"),
        parts: Vec::new(),
        direct: false,
        stance: Stance::Asserts,
        act: Act::Speech,
        when: None,
        accounts: Vec::new(),
    }
}

fn account(report: &Report, who: &[Actor], said: &Statement, status: Status) -> Account {
    let text = &report.text;
    let party = |a: &Actor| Participant {
        name: a.name.clone(),
        actor: a.id.clone(),
        kind: Some(a.kind),
        sector: a.sector.clone(),
        country: a.country.clone(),
        title: None,
        span: quote(text, &a.name),
    };
    Account {
        id: stable_id("a", &[&report.id]),
        report: report.id.clone(),
        event: None,
        kind: "CONSULT".to_owned(),
        mode: Some("meet".to_owned()),
        status,
        actors: who.iter().map(party).collect(),
        recipients: Vec::new(),
        when: Some(When {
            edtf: "2016-09-05".to_owned(),
            basis: WhenBasis::Relative,
            span: Some(quote(text, "Monday")),
        }),
        place: Some(Where {
            name: "Hangzhou".to_owned(),
            admin1: None,
            country: Some("CHN".to_owned()),
            geonames: Some(1_808_926),
            lat: Some(30.29),
            lon: Some(120.16),
            is_state: false,
            basis: WhereBasis::Stated,
            span: Some(quote(text, "Hangzhou")),
        }),
        setting: None,
        topics: vec!["the climate".to_owned()],
        contexts: vec!["environment".to_owned()],
        sources: vec![Source { speaker: "Lu Kang".to_owned(), via: None, statement: Some(said.id.clone()) }],
        evidence: vec![quote(text, "Xi Jinping met Barack Obama")],
        rule: "consult/meet".to_owned(),
        confidence: 0.8,
        traits: Vec::new(),
    }
}
