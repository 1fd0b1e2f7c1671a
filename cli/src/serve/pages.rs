//! The pages that people see: what the record holds, as HTML.
//!
//! Nothing that comes from a report is ever markup: what templates print is escaped, and text of reports is a
//! [`text::Told`] or [`text::Name`], which also shows marks of direction.

mod accounts;
mod actor;
mod address;
mod around;
mod article;
mod base;
mod compare;
mod event;
mod history;
mod ledger;
mod map;
mod network;
mod problem;
mod report;
#[cfg(test)]
mod style;
mod text;
mod timeline;
mod words;

pub use actor::actor;
pub use address::Address;
pub use base::Site;
pub use event::event;
pub use ledger::{LedgerView, ledger};
pub use problem::problem;
pub use report::report;
