//! The page of one actor.

use askama::Template;
use sidelines::actor::{Actor, Office};
use sidelines::show::days::day;
use sidelines::show::query::Query;
use sidelines::store::{Hits, Index, Naming, Said, Sort, Store};

use super::address::Address;
use super::base::{Site, actor_href, report_href};
use super::ledger::{Line, line};
use super::network::{Network, Other};
use super::text::{Name, Told, attribute, clipped, name};
use super::timeline::Timeline;
use super::words::{self, number};

/// Events on one page.
const PER: usize = 40;
/// Others they met that are shown.
const MOST_OTHERS: usize = 14;
/// Statements and reports that are shown.
const MOST_SAID: usize = 20;
const MOST_REPORTS: usize = 12;
/// Names shown of all they go by.
const MOST_ALIASES: usize = 24;

/// One of those met.
struct Met {
    name: Name,
    href: String,
    events: String,
    /// Their events together.
    together: String,
}

/// Something said.
struct Saying {
    day: String,
    outlet: Name,
    href: String,
    cue: Told,
    direct: bool,
    words: Told,
}

#[derive(Template)]
#[template(path = "actor.html")]
struct ActorPage<'a> {
    site: &'a Site,
    title: String,
    id: &'a str,
    wikidata: bool,
    name: Name,
    what: String,
    aliases: Vec<Name>,
    more_aliases: usize,
    offices: Vec<(Name, String, String)>,
    total: String,
    ledger: String,
    timeline: Option<Timeline>,
    lines: Vec<Line>,
    previous: Option<String>,
    next: Option<String>,
    met: Vec<Met>,
    network: Option<Network>,
    said: Vec<Saying>,
    reports: Vec<(String, Name, String, Told)>,
}

/// The page of actor `id`, its events from number `from` on; nothing where the record has none of that id.
///
/// # Errors
/// When the record cannot be read.
pub fn actor(
    store: &Store,
    index: &Index,
    id: &str,
    from: usize,
    site: &Site,
) -> anyhow::Result<Option<String>> {
    let Some(actor) = store.actor(id)? else { return Ok(None) };
    let hits = index.find(store, &Query { actor: Some(id.to_owned()), ..Query::default() })?;
    let events = store.events_of(&hits.page(Sort::Newest, from, PER))?;
    let others = others(store, &hits, id)?;
    let address = Address::of([("actor", id)]);
    let turned = |to: usize| {
        format!("{}{}#events", actor_href(id), if to > 0 { format!("?from={to}") } else { String::new() })
    };
    let page = ActorPage {
        site,
        title: attribute(&actor.name),
        id: &actor.id,
        wikidata: is_item(&actor.id),
        name: name(&actor.name),
        what: words::traits(&actor).collect::<Vec<_>>().join(" · "),
        aliases: actor
            .aliases
            .iter()
            .filter(|a| **a != actor.name)
            .take(MOST_ALIASES)
            .map(|a| name(a))
            .collect(),
        more_aliases: actor.aliases.len().saturating_sub(MOST_ALIASES),
        offices: offices(&actor.offices),
        total: words::count(hits.len(), "event"),
        ledger: address.to("/"),
        timeline: Timeline::of(&hits.months(), &address),
        previous: (from > 0).then(|| turned(from.saturating_sub(PER))),
        next: (from + events.len() < hits.len()).then(|| turned(from + PER)),
        lines: events.iter().map(line).collect(),
        network: network(&actor, &others, &hits),
        met: others.iter().map(|o| met(o, id)).collect(),
        said: store.statements_by(id, 0, MOST_SAID)?.iter().map(saying).collect(),
        reports: store.reports_naming(id, 0, MOST_REPORTS)?.iter().map(naming).collect(),
    };
    Ok(Some(page.render()?))
}

/// Is it the id of an item of Wikidata?
fn is_item(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Title, of what, and when; by their first day.
fn offices(all: &[Office]) -> Vec<(Name, String, String)> {
    let mut all: Vec<&Office> = all.iter().collect();
    all.sort_by(|a, b| (&a.from, &a.to, &a.title).cmp(&(&b.from, &b.to, &b.title)));
    let told = |o: &&Office| {
        let from = o.from.as_deref().map_or("?", |d| d);
        let held = o.to.as_deref().map_or_else(|| format!("since {from}"), |to| format!("{from} to {to}"));
        (name(&o.title), words::country(&o.of), held)
    };
    all.iter().map(told).collect()
}

fn others(store: &Store, hits: &Hits, id: &str) -> anyhow::Result<Vec<Other>> {
    let mut others = Vec::new();
    for (other, events) in
        hits.parties(MOST_OTHERS + 1).into_iter().filter(|(o, _)| o != id).take(MOST_OTHERS)
    {
        let name = store.name_of(&other)?.unwrap_or_else(|| other.clone());
        others.push(Other { id: other, name, events });
    }
    Ok(others)
}

fn network(actor: &Actor, others: &[Other], hits: &Hits) -> Option<Network> {
    let ids: Vec<String> = others.iter().map(|o| o.id.clone()).collect();
    (others.len() > 1).then(|| Network::of(&actor.name, others, &hits.pairs(&ids)))?
}

fn met(o: &Other, id: &str) -> Met {
    // Both take part: the ledger filters by one actor's id and the other's name.
    let together = Address::of([("actor", id), ("who", o.name.as_str())]).to("/");
    Met { name: name(&o.name), href: actor_href(&o.id), events: number(o.events), together }
}

fn saying(s: &Said) -> Saying {
    let words = s.statement.content.exact.trim_matches(['"', '“', '”', ' ']);
    Saying {
        day: day(s.statement.when.as_deref().or(s.published.as_deref())),
        outlet: name(s.outlet.as_deref().unwrap_or("a report")),
        href: report_href(&s.statement.report),
        cue: words::saying(&s.statement),
        direct: s.statement.direct,
        words: Told(clipped(words, 320)),
    }
}

fn naming(n: &Naming) -> (String, Name, String, Told) {
    let outlet = name(n.outlet.as_deref().unwrap_or("a report"));
    let title = Told(clipped(n.title.as_deref().unwrap_or("(no headline)"), 140));
    (report_href(&n.id), outlet, day(n.published.as_deref()), title)
}
