//! The small objects of the record: mentions, times and places in a report's text.

pub mod objects;

use serde::Serialize;
use serde_json::Value;

use crate::actor::{ActorKind, Mention, MentionForm};
use crate::document::{Name, NameKind};
use crate::reader::Reading;
use crate::recognise::names::{Named, What};
use crate::span::{Quote, Span};

/// One mention, time or place.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkRow {
    /// The words.
    pub span: Quote,
    /// The object as docs/RECORD.md has it.
    pub object: Value,
}

impl MarkRow {
    fn new(span: Quote, object: &impl Serialize) -> Self {
        Self { span, object: serde_json::to_value(object).unwrap_or_default() }
    }
}

/// What was marked in one report, each list in order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// Words that name or mean somebody or something.
    pub mentions: Vec<MarkRow>,
    /// Expressions of time.
    pub times: Vec<MarkRow>,
    /// Places on the map.
    pub places: Vec<MarkRow>,
}

impl Marks {
    /// The marks of a reading.
    pub fn of(reading: &Reading) -> Self {
        Self { mentions: mentions(reading), times: times(reading), places: places(reading) }
    }
}

fn mentions(reading: &Reading) -> Vec<MarkRow> {
    let names = reading.document.sentences.iter().enumerate().flat_map(|(i, s)| {
        let known = reading.found.named.get(i);
        let named = known.into_iter().flatten().map(|n| (n.span(s), named_kind(n, &s.names)));
        let bare = s.names.iter().filter(|n| known.is_none() && n.kind != NameKind::Date);
        let bare = bare.map(|n| (s.bytes(n.first, n.last), name_kind(n.kind)));
        named.chain(bare).collect::<Vec<_>>()
    });
    let names = names.map(|(span, kind)| mention(reading, span, kind, "name", named_actors(reading, span)));
    let others =
        reading.found.mentions.iter().filter(|m| m.form != MentionForm::Name && !m.actors.is_empty());
    let others = others.map(|m| mention(reading, m.span, actor_kind(reading, m), wording(m.form), &m.actors));
    let rows = names.chain(others).chain(chained(reading)).filter(|m| !m.span.exact.is_empty());
    let mut rows: Vec<objects::Mention> = rows.collect();
    rows.sort_by(|a, b| a.span.cmp(&b.span));
    rows.dedup_by(|later, kept| {
        let same = later.span == kept.span;
        if same {
            take_chain(kept, later);
        }
        same
    });
    rows.into_iter().map(|m| MarkRow::new(m.span.clone(), &m)).collect()
}

/// The members of all chains, of actors or not; `chain` is the chain's number in the report.
fn chained(reading: &Reading) -> Vec<objects::Mention> {
    let mut rows = Vec::new();
    for (number, chain) in reading.found.chains.iter().enumerate() {
        for member in &chain.members {
            let mut row = mention(reading, member.span, chain.kind, wording(member.form), &chain.actors);
            row.chain = Some(number);
            row.chain_kind = Some(chain.kind.to_owned());
            row.basis = Some("chain".to_owned());
            rows.push(row);
        }
    }
    rows
}

/// Two rows on the same words are one: the rule's actors, the chain's number.
fn take_chain(kept: &mut objects::Mention, later: &mut objects::Mention) {
    kept.chain = kept.chain.or(later.chain);
    kept.chain_kind = kept.chain_kind.take().or_else(|| later.chain_kind.take());
    if kept.actors.is_empty() {
        kept.actor = later.actor.take();
        kept.actors = std::mem::take(&mut later.actors);
    }
}

/// `actor` is set when the words mean one actor; for several (`they`) they stand in `actors`.
fn mention(reading: &Reading, span: Span, kind: &str, form: &str, actors: &[usize]) -> objects::Mention {
    let known = actors.iter().filter_map(|&a| reading.found.actors.get(a));
    let actors: Vec<String> = known.map(|a| a.id.clone()).collect();
    objects::Mention {
        report: reading.report.id.clone(),
        span: span.quote(&reading.report.text),
        mention_kind: kind.to_owned(),
        form: form.to_owned(),
        actor: actors.first().filter(|_| actors.len() == 1).cloned(),
        actors,
        chain: None,
        chain_kind: None,
        basis: None,
    }
}

/// Whom a name means: the mention that lies on the same words.
fn named_actors(reading: &Reading, span: Span) -> &[usize] {
    let same = |m: &&Mention| m.form == MentionForm::Name && m.span.overlaps(span);
    reading.found.mentions.iter().find(same).map_or(&[], |m| &m.actors)
}

fn named_kind(named: &Named, names: &[Name]) -> &'static str {
    let model = || names.iter().find(|n| n.first <= named.last && named.first <= n.last);
    match named.what {
        What::State(_) | What::Capital(_) | What::Place => "place",
        What::Demonym(_) | What::Norp => "norp",
        What::Person(_) => "person",
        What::Government(_) | What::Body(_) | What::Outlet(_) => "org",
        What::Other => model().map_or("misc", |n| name_kind(n.kind)),
    }
}

fn name_kind(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "person",
        NameKind::Org => "org",
        NameKind::Gpe | NameKind::Loc | NameKind::Fac => "place",
        NameKind::Norp => "norp",
        NameKind::Event => "event",
        NameKind::Product => "product",
        NameKind::Date | NameKind::Misc => "misc",
    }
}

fn actor_kind(reading: &Reading, mention: &Mention) -> &'static str {
    match mention.actors.first().and_then(|&a| reading.found.actors.get(a)).map(|a| a.kind) {
        Some(ActorKind::Person) => "person",
        Some(ActorKind::Group) => "group",
        _ => "org",
    }
}

fn wording(form: MentionForm) -> &'static str {
    match form {
        MentionForm::Name => "name",
        MentionForm::Nominal => "nominal",
        MentionForm::Pronoun => "pronoun",
    }
}

fn times(reading: &Reading) -> Vec<MarkRow> {
    let row = |t: &crate::when::TimeMention| {
        let span = t.span.quote(&reading.report.text);
        let object = objects::Time {
            report: reading.report.id.clone(),
            span: span.clone(),
            timex: t.timex,
            value: t.value.clone(),
            edtf: t.edtf.clone(),
            basis: t.basis,
        };
        MarkRow::new(span, &object)
    };
    reading.found.times.iter().map(row).collect()
}

fn places(reading: &Reading) -> Vec<MarkRow> {
    let row = |p: &crate::place::PlaceMention| {
        let span = p.span.quote(&reading.report.text);
        let object = objects::Place {
            report: reading.report.id.clone(),
            span: span.clone(),
            name: p.place.name.clone(),
            geonames: p.place.geonames,
            country: p.place.country.clone(),
            admin1: p.place.admin1.clone(),
            lat: p.place.lat,
            lon: p.place.lon,
            approximate: p.place.approximate,
            basis: p.basis,
        };
        MarkRow::new(span, &object)
    };
    reading.found.places.iter().chain(&reading.found.by_the_way).map(row).collect()
}
