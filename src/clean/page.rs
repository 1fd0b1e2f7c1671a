//! A web page: what its markup says about the article it bears.

mod byline;
mod jsonld;
mod metadata;
mod names;
mod repair;
mod stamps;
mod title;
mod visible;

pub use metadata::{ClueKind, DateClue, Metadata, metadata};
