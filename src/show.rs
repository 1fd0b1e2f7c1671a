//! Record to what people see: rows of the ledger, pages of text, objects of JSON Lines.
//! Pure: returns values, prints nothing, knows neither terminal nor colour.

pub mod bundle;
pub mod days;
pub mod dictionary;
pub mod event;
pub mod explain;
pub mod jsonld;
pub mod ledger;
pub mod legacy;
pub mod marked;
pub mod objects;
pub mod page;
pub mod parsed;
pub mod plot;
pub mod query;
pub mod report;
pub mod schema;
pub mod segments;
pub mod tables;
pub mod title;
pub mod walk;
