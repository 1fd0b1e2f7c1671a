//! The view of the ledger that an address asks for.

use sidelines::show::query::Query;
use sidelines::store::{Hits, Index, Store};

use super::answer::Fault;
use super::ask::Ask;
use super::pages::{Address, LedgerView};

/// Places on the map.
const MOST_SPOTS: usize = 250;
/// Parties named beside the table.
const MOST_PARTIES: usize = 10;

/// What the address asks for. Where it cannot be understood, the view says so and holds nothing.
///
/// # Errors
/// When the record cannot be read.
pub fn view(store: &Store, index: &Index, ask: &Ask, address: Address) -> anyhow::Result<LedgerView> {
    let asked = ask.query(store).and_then(|q| Ok((q, ask.sort()?, ask.span()?)));
    let (query, sort, (from, per)) = match asked {
        Ok(asked) => asked,
        Err(Fault::Asked(problem)) => {
            return Ok(LedgerView { address, problem: Some(problem), ..LedgerView::default() });
        }
        Err(other) => return Err(other.into()),
    };
    let hits = index.find(store, &query)?;
    Ok(LedgerView {
        address,
        events: store.events_of(&hits.page(sort, from, per))?,
        total: hits.len(),
        from,
        per,
        months: hits.months(),
        spots: hits.spots(MOST_SPOTS),
        parties: parties(store, &hits)?,
        statuses: hits.statuses(),
        kinds: hits.kinds(),
        actor: named(store, &query)?,
        problem: None,
    })
}

fn parties(store: &Store, hits: &Hits) -> anyhow::Result<Vec<(String, String, usize)>> {
    let mut parties = Vec::new();
    for (id, events) in hits.parties(MOST_PARTIES) {
        parties.extend(store.name_of(&id)?.map(|name| (id, name, events)));
    }
    Ok(parties)
}

fn named(store: &Store, query: &Query) -> anyhow::Result<Option<String>> {
    Ok(query.actor.as_deref().map(|id| store.name_of(id)).transpose()?.flatten())
}
