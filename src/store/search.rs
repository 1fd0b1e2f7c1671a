//! Which events of the record meet some conditions.

use super::{Store, StoreError};
use crate::show::days;
use crate::show::query::Query;

impl Store {
    /// Ids of the events that meet a query, in order of time ([`days::order`]).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn select(&self, query: &Query) -> Result<Vec<String>, StoreError> {
        let actors = self.actors()?;
        let mut found = Vec::new();
        for event in self.events()? {
            let accounts = if query.needs_accounts() { self.accounts_in(&event.id)? } else { Vec::new() };
            if query.matches(&event, &actors, &accounts) {
                found.push((days::order(&event), event.id));
            }
        }
        found.sort();
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }
}
