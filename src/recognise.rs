//! Document to findings: who, where, when, who said what.

pub mod coref;
pub mod dating;
pub mod identity;
pub mod mentions;
pub mod names;
pub mod nominals;
pub mod people;
pub mod places;
pub mod pronouns;
pub mod registry;
pub mod settings;
pub mod speakers;
pub mod statements;
mod surnames;
pub mod times;
pub mod titles;

use crate::actor::{Actor, ActorKind, Mention, MentionForm};
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::place::PlaceMention;
use crate::report::{PublishedBasis, Report};
use crate::span::Span;
use crate::statement::Statement;
use crate::when::TimeMention;
use coref::{Chain, Coref};
use names::Named;
use settings::SettingMention;
use statements::Cues;
use titles::View;

/// Said of a report without a day of its own.
const UNDATED: &str = "no day of publication is stated and none could be inferred: times like `on Monday` stay open (--published gives the day)";

/// What was recognised in one document.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The actors, in order of first mention.
    pub actors: Vec<Actor>,
    /// The words that refer to them, in order.
    pub mentions: Vec<Mention>,
    /// Expressions of time, in order.
    pub times: Vec<TimeMention>,
    /// Places, in order.
    pub places: Vec<PlaceMention>,
    /// Peoples and adjectives of states, and places pointed at (`here`, `this city`), in order.
    pub by_the_way: Vec<PlaceMention>,
    /// Summits and conferences, in order.
    pub settings: Vec<SettingMention>,
    /// What is said by whom, in order.
    pub statements: Vec<Statement>,
    /// Named spans of each sentence.
    pub named: Vec<Vec<Named>>,
    /// Quotations in the text, marks included.
    pub quotes: Vec<Span>,
    /// Words that mean the same person or thing, actors or not.
    pub chains: Vec<Chain>,
}

/// Recognises actors, places, times and statements.
/// A report without a date gets one here when what it tells allows ([`dating`]).
pub fn recognise(
    document: &Document,
    report: &mut Report,
    gazetteer: &Gazetteer,
    cues: &Cues,
    coref: &Coref,
) -> Found {
    let text = report.text.clone();
    if document.sentences.is_empty() {
        return Found::default();
    }
    let mut named = names::named(document, &text, gazetteer);
    surnames::add(&mut named, document, &text, gazetteer, report.published.as_deref());
    let views = views(document, &text, &named, gazetteer);
    let places = places::places(&views, report);
    let peoples = places::peoples(&views);
    let pointed = places::pointed(&views, report, &places);
    let settings = settings::settings(&views, &places);
    let mut times = times::times(document, &text, report.published.as_deref());
    if report.published.is_none() {
        let (people, _) = people::people(&views, None);
        if let Some(day) = dating::infer(&views, &people, &settings) {
            report.published = Some(day);
            report.published_basis = Some(PublishedBasis::Inferred);
            times = times::times(document, &text, report.published.as_deref());
        } else {
            report.issues.push(UNDATED.to_owned());
        }
    }
    let (people, person_names) = people::people(&views, report.published.as_deref());
    let mut pass =
        mentions::Pass::new(views, people, report.published.as_deref()).with_hints(&document.hints);
    pass.run(&person_names);
    let mentions::Pass { views, mut registry, mut mentions, quotes, .. } = pass;
    name_by_report(&mut registry.actors, &mentions, &text);
    let mut chains = coref.chains(&views, &document.vectors, &quotes, None);
    coref::actors::bind(&mut chains, &mut mentions, &registry.actors, &views);
    let scene = statements::Scene {
        views: &views,
        mentions: &mentions,
        actors: &registry.actors,
        quotes: &quotes,
        times: &times,
        cues,
        report: &report.id,
    };
    let statements = statements::statements(&scene);
    let spoken = speakers::first_person(&views, &statements, &quotes, &registry.actors);
    mentions.extend(spoken);
    coref::actors::bind_talk(&chains, &mut mentions, &views);
    drop(views);
    mentions.sort_by_key(|m| (m.sentence, m.from, m.last));
    let mut by_the_way = [peoples, pointed].concat();
    by_the_way.sort_by_key(|p| (p.span.start, p.span.end));
    Found {
        actors: registry.actors,
        mentions,
        times,
        places,
        by_the_way,
        settings,
        statements,
        named,
        quotes,
        chains,
    }
}

/// Takes back what [`recognise`] wrote into a report: it is as clean/ gave it again.
pub fn unread(report: &mut Report) {
    if report.published_basis == Some(PublishedBasis::Inferred) {
        report.published = None;
        report.published_basis = None;
    }
    report.issues.retain(|i| i != UNDATED);
}

/// A body that the report never calls by its usual name bears the fullest one that the report gives; of acronyms only
/// those that are more than two letters (`IAEA`, `G7`).
fn name_by_report(actors: &mut [Actor], mentions: &[Mention], text: &str) {
    for (i, actor) in actors.iter_mut().enumerate() {
        let named = mentions.iter().filter(|m| m.form == MentionForm::Name && m.actors == [i]);
        let written: Vec<&str> = named.map(|m| m.span.of(text)).collect();
        let body = matches!(actor.kind, ActorKind::Body | ActorKind::Igo);
        if !body || written.contains(&actor.name.as_str()) {
            continue;
        }
        let word = |w: &&str| w.len() > 2 || w.chars().any(char::is_numeric);
        let full =
            written.into_iter().filter(word).max_by_key(|w| (w.chars().any(char::is_lowercase), w.len()));
        if let Some(full) = full {
            actor.aliases.push(std::mem::replace(&mut actor.name, full.to_owned()));
        }
    }
}

fn views<'a>(
    document: &'a Document,
    text: &'a str,
    named: &'a [Vec<Named>],
    gazetteer: &'a Gazetteer,
) -> Vec<View<'a>> {
    let pairs = document.sentences.iter().zip(named);
    pairs.map(|(sentence, named)| View { sentence, text, named, gazetteer }).collect()
}
