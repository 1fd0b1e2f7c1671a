//! Reading the record back one object at a time, for exports: a record may be larger than memory.

use std::collections::{BTreeMap, BTreeSet};

use super::load::{event, has_table, parsed, rows};
use super::reprints::REPRINT_OF;
use super::{Store, StoreError, events};
use crate::actor::Actor;
use crate::event::Event;

/// Hands each thing over; stops at the first error of either side.
pub type Each<'a, T, E> = &'a mut dyn FnMut(T) -> Result<(), E>;

impl Store {
    /// Ids of all events, sorted.
    ///
    /// # Errors
    /// When the file cannot be read; so for all methods below.
    pub fn event_ids(&self) -> Result<Vec<String>, StoreError> {
        self.ids("SELECT id FROM event ORDER BY id", "")
    }

    /// Ids of the reports that tell of some events, reprints of them included, oldest first.
    ///
    /// # Errors
    /// As [`Store::event_ids`].
    pub fn reports_that_tell(&self, events: &BTreeSet<String>) -> Result<Vec<String>, StoreError> {
        let told =
            "SELECT DISTINCT coalesce(r.published, ''), r.id FROM account a JOIN report r ON r.id = a.report
            WHERE a.event = ?1";
        let reprints = format!("SELECT coalesce(published, ''), id FROM report WHERE {REPRINT_OF} = ?1");
        let dated = |sql: &str, id: &str| {
            rows(&self.db, sql, [id], |r| Ok((r.get(0)?, r.get(1)?))).map_err(|e| self.error(e))
        };
        let mut found: BTreeSet<(String, String)> = BTreeSet::new();
        for event in events {
            found.extend(dated(told, event)?);
        }
        for (_, report) in found.clone() {
            found.extend(dated(&reprints, &report)?);
        }
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }

    /// Ids of the actors that a report names, sorted.
    ///
    /// # Errors
    /// As [`Store::event_ids`].
    pub fn actor_ids_of(&self, report: &str) -> Result<Vec<String>, StoreError> {
        self.ids("SELECT actor FROM report_actor WHERE report = ?1 ORDER BY actor", report)
    }

    /// All actors one by one, by id.
    ///
    /// # Errors
    /// As [`Store::event_ids`], and what `each` returns.
    pub fn each_actor<E: From<StoreError>>(&self, each: Each<'_, Actor, E>) -> Result<(), E> {
        let fault = |e| E::from(self.error(e));
        let mut query = self.db.prepare("SELECT object FROM actor ORDER BY id").map_err(fault)?;
        let mut rows = query.query([]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let object: String = row.get(0).map_err(fault)?;
            each(parsed(&object).map_err(fault)?)?;
        }
        Ok(())
    }

    /// Events one by one, in the order of `ids`, each with what is before, after and around it. Ids of events
    /// that are gone are passed over.
    ///
    /// # Errors
    /// As [`Store::event_ids`], and what `each` returns.
    pub fn each_event<E: From<StoreError>>(&self, ids: &[String], each: Each<'_, Event, E>) -> Result<(), E> {
        let fault = |e| E::from(self.error(e));
        if !has_table(&self.db, "_course").map_err(fault)? {
            return self.each_of_an_old_record(ids, each);
        }
        let mut hosts = BTreeMap::new();
        for id in ids {
            let Some(mut event) = event(&self.db, id).map_err(fault)? else { continue };
            events::neighbours(&self.db, &mut event, &mut hosts).map_err(fault)?;
            each(event)?;
        }
        Ok(())
    }

    /// A record without the index of series, made by an early version: they are counted out in memory.
    fn each_of_an_old_record<E: From<StoreError>>(
        &self,
        ids: &[String],
        each: Each<'_, Event, E>,
    ) -> Result<(), E> {
        let mut all: BTreeMap<String, Event> =
            self.events()?.into_iter().map(|e| (e.id.clone(), e)).collect();
        ids.iter().filter_map(|id| all.remove(id)).try_for_each(each)
    }

    fn ids(&self, sql: &str, of: &str) -> Result<Vec<String>, StoreError> {
        let params: &[&str] = if of.is_empty() { &[] } else { &[of] };
        let params = rusqlite::params_from_iter(params);
        rows(&self.db, sql, params, |r| r.get(0)).map_err(|e| self.error(e))
    }
}
