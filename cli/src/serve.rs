//! The local page: the record in a browser, without a request to any other machine.
//!
//! A request passes [`guard`] (host, origin, headers), is turned into conditions ([`ask`]), and answered by one thread with
//! one connection ([`state`]) as a page ([`pages`]), as JSON ([`api`]) or as a feed ([`feeds`]).

mod answer;
mod api;
mod ask;
mod assets;
mod feeds;
mod guard;
mod ledger;
mod openapi;
pub mod pages;
mod reading;
mod routes;
mod state;
#[cfg(test)]
mod tests;

pub use routes::router;
pub use state::{Limits, State};
