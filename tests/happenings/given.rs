//! The accounts that careful coders wrote for the tellings, as the program would write them.

use sidelines::account::{Account, Source, Status};
use sidelines::actor::{ActorKind, Participant};
use sidelines::gazetteer::Gazetteer;
use sidelines::place::{Where, WhereBasis};
use sidelines::report::{Report, stable_id};
use sidelines::span::{Quote, Span};
use sidelines::when::{When, WhenBasis};

use crate::case::{Gold, Telling};

/// The account of a telling; `None` where nobody wrote one.
pub fn account(gold: &Gold, telling: &Telling, report: &Report, gazetteer: &Gazetteer) -> Option<Account> {
    let status = Status::from_name(telling.status.as_deref()?)?;
    let sentence = sentence(&report.text, &telling.words)?;
    let party = |p: &String| participant(p, sentence, &report.text);
    let when = |edtf: &String| When { edtf: edtf.clone(), basis: WhenBasis::Stated, span: None };
    let source =
        |speaker: &String| Source { speaker: speaker.clone(), via: telling.via.clone(), statement: None };
    Some(Account {
        id: stable_id("a", &[&report.id, &gold.id, &telling.words]),
        report: report.id.clone(),
        event: None,
        kind: gold.kind.clone(),
        mode: telling.mode.clone(),
        status,
        actors: telling.actors.iter().map(party).collect(),
        recipients: telling.recipients.iter().map(party).collect(),
        when: telling.when.as_ref().map(when),
        place: telling.place.as_deref().map(|p| place(p, gazetteer)),
        setting: None,
        topics: telling.topics.clone(),
        contexts: Vec::new(),
        sources: telling.sources.iter().map(source).collect(),
        evidence: vec![sentence.quote(&report.text)],
        rule: "given".to_owned(),
        confidence: 1.0,
        traits: Vec::new(),
    })
}

/// The sentence around some words, cut at full stops that a space follows.
fn sentence(text: &str, words: &str) -> Option<Span> {
    let start = text.find(words)?;
    let ends =
        |at: &usize| text[..*at].ends_with(['.', '?', '!', '\n']) && text[*at..].starts_with([' ', '\n']);
    let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).filter(ends).collect();
    let from = bounds.iter().rev().find(|b| **b <= start).copied().unwrap_or(0);
    let to = bounds.iter().find(|b| **b >= start + words.len()).copied().unwrap_or(text.len());
    let blank = text[from..to].len() - text[from..to].trim_start().len();
    Some(Span::new(from + blank, to))
}

/// `Amina Barasa|person|KEN`.
fn participant(text: &str, sentence: Span, whole: &str) -> Participant {
    let mut parts = text.split('|').map(str::trim);
    let mut next = || parts.next().filter(|p| !p.is_empty()).map(str::to_owned);
    let (name, kind, country) = (next().unwrap_or_default(), next().unwrap_or_default(), next());
    let id = if kind == "state" { country.clone().unwrap_or_default() } else { name.to_lowercase() };
    let span = whole[sentence.start..sentence.end]
        .find(&name)
        .map(|at| Span::new(sentence.start + at, sentence.start + at + name.len()).quote(whole));
    Participant {
        actor: format!("{kind}:{}", stable_id("", &[&id])),
        kind: Some(match kind.as_str() {
            "person" => ActorKind::Person,
            "state" => ActorKind::State,
            "igo" => ActorKind::Igo,
            "body" => ActorKind::Body,
            _ => ActorKind::Group,
        }),
        name,
        country,
        title: None,
        sector: None,
        span: span.unwrap_or(Quote { start: 0, end: 0, exact: String::new() }),
    }
}

/// `Djibouti|DJI`, `Djibouti|DJI|state`.
fn place(text: &str, gazetteer: &Gazetteer) -> Where {
    let parts: Vec<&str> = text.split('|').map(str::trim).collect();
    let country: Vec<String> = parts.get(1).iter().map(|c| (**c).to_owned()).collect();
    let known = gazetteer.place(parts[0], &country).filter(|p| p.country.as_ref() == country.first());
    let known = known.unwrap_or_default();
    Where {
        name: parts[0].to_owned(),
        admin1: known.admin1,
        country: parts.get(1).filter(|c| !c.is_empty()).map(|c| (*c).to_owned()),
        geonames: known.geonames,
        lat: known.lat,
        lon: known.lon,
        is_state: parts.get(2) == Some(&"state"),
        basis: WhereBasis::Stated,
        span: None,
    }
}
