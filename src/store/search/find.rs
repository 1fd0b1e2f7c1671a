//! A query over the columns: each condition is one pass that takes events out.

use super::columns::{Index, NONE, UNKNOWN};
use super::hits::Hits;
use super::text::expression;
use crate::show::days::bounds;
use crate::show::query::{Query, folded, has_word};
use crate::store::{Store, StoreError, load};
use crate::when::calendar::Day;

/// Where `about` looks.
const ABOUT: &str = "topics place evidence";

/// Which events are still meant, by their place in the order of time.
struct Sieve<'a> {
    index: &'a Index,
    kept: Vec<bool>,
}

impl Index {
    /// The events that meet a query.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find(&self, store: &Store, query: &Query) -> Result<Hits<'_>, StoreError> {
        let mut sieve = Sieve { index: self, kept: vec![true; self.len()] };
        if let Some(who) = &query.who {
            sieve.who(&folded(who));
        }
        query.actor.iter().for_each(|id| sieve.actor(id));
        query.kind.iter().for_each(|k| sieve.kind(k));
        query.status.iter().for_each(|s| sieve.values(&self.status, &self.statuses.equal(s.name())));
        sieve.time(query.since.as_deref(), query.until.as_deref());
        if let Some(place) = &query.place {
            sieve.place(&folded(place), query.place_code.as_deref());
        }
        query.context.iter().for_each(|c| sieve.bit(&self.contexts, &self.context_codes.equal(c)));
        query.differ.iter().for_each(|f| sieve.differ(f));
        query.legs.iter().for_each(|n| sieve.each(|i| self.legs[i] as usize >= *n));
        if let Some(words) = &query.about {
            sieve.only(words_of(store, words, ABOUT).map_err(|e| store.error(e))?);
        }
        if let Some(words) = &query.words {
            sieve.only(words_of(store, words, "").map_err(|e| store.error(e))?);
        }
        if let Some(key) = &query.series {
            sieve.only(series_of(store, key).map_err(|e| store.error(e))?);
        }
        Ok(Hits::new(self, sieve.kept))
    }
}

impl Sieve<'_> {
    fn each(&mut self, meets: impl Fn(usize) -> bool) {
        for (i, kept) in self.kept.iter_mut().enumerate() {
            *kept = *kept && meets(i);
        }
    }

    /// Keeps the events whose value in a column is one of those asked for.
    fn values(&mut self, column: &[u32], asked: &[bool]) {
        self.each(|i| is_asked(asked, column[i]));
    }

    /// Keeps the events that have one of the bits asked for.
    fn bit(&mut self, column: &[u64], asked: &[bool]) {
        let mask = asked.iter().enumerate().filter(|(_, a)| **a).fold(0u64, |m, (n, _)| m | 1 << n.min(63));
        self.each(|i| column[i] & mask != 0);
    }

    fn kind(&mut self, kind: &str) {
        let (kinds, modes) = (self.index.kinds.equal(kind), self.index.modes.equal(kind));
        let index = self.index;
        self.each(|i| is_asked(&kinds, index.kind[i]) || is_asked(&modes, index.mode[i]));
    }

    fn who(&mut self, who: &str) {
        let countries = self.index.countries.equal(who);
        let actors: Vec<bool> =
            self.index.actor_names.iter().map(|names| names.split('\n').any(|n| has_word(n, who))).collect();
        self.party(|actor, country| is_asked(&actors, actor) || is_asked(&countries, country));
    }

    fn actor(&mut self, id: &str) {
        let asked = self.index.actors.known(id);
        self.party(|actor, _| Some(actor) == asked);
    }

    /// Keeps the events of which one party meets a condition.
    fn party(&mut self, meets: impl Fn(u32, u32) -> bool) {
        let index = self.index;
        self.each(|i| index.parties_of(i).iter().any(|(actor, country)| meets(*actor, *country)));
    }

    fn time(&mut self, since: Option<&str>, until: Option<&str>) {
        let number = |day: String| Day::parse(&day).map(Day::since_1970);
        let index = self.index;
        if let Some(since) = since.and_then(|s| number(bounds(Some(s)).0)) {
            self.each(|i| index.last[i] != UNKNOWN && index.last[i] >= since);
        }
        if let Some(until) = until.and_then(|u| number(bounds(Some(u)).1)) {
            self.each(|i| index.last[i] != UNKNOWN && index.first[i] <= until);
        }
    }

    fn place(&mut self, place: &str, code: Option<&str>) {
        let index = self.index;
        let is_country = |c: &str| c.eq_ignore_ascii_case(place) || Some(c) == code;
        let countries = index.countries.which(is_country);
        let places = index.places.which(|p| has_word(&folded(p.split('\t').next().unwrap_or("")), place));
        let settings = index.settings.with_word(place);
        self.each(|i| {
            is_asked(&countries, index.country[i])
                || is_asked(&places, index.place[i])
                || is_asked(&settings, index.setting[i])
        });
    }

    /// Topics only complete one another: they count where they are asked for by name.
    fn differ(&mut self, field: &str) {
        let asked = self.index.fields.which(|f| if field == "any" { f != "topics" } else { f == field });
        self.bit(&self.index.differ, &asked);
    }

    /// Keeps the events of these numbers of `_ledger`.
    fn only(&mut self, numbers: Vec<i64>) {
        let mut among = vec![false; self.kept.len()];
        for n in numbers {
            let at = self.index.positions.get(n as usize).filter(|at| **at != NONE);
            at.into_iter().for_each(|at| among[*at as usize] = true);
        }
        self.each(|i| among[i]);
    }
}

fn is_asked(asked: &[bool], number: u32) -> bool {
    asked.get(number as usize).copied().unwrap_or(false)
}

/// Numbers of the events with all these words; all events where there is nothing to look for.
fn words_of(store: &Store, words: &str, columns: &str) -> rusqlite::Result<Vec<i64>> {
    match expression(words, columns) {
        Some(asked) => {
            load::rows(&store.db, "SELECT rowid FROM _words WHERE _words MATCH ?1", [asked], |r| r.get(0))
        }
        None => load::rows(&store.db, "SELECT n FROM _ledger", [], |r| r.get(0)),
    }
}

fn series_of(store: &Store, key: &str) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT l.n FROM _series s JOIN _ledger l ON l.event = s.event WHERE s.key = ?1";
    load::rows(&store.db, sql, [key], |r| r.get(0))
}
