//! A web page: what its markup says about the article it bears.

mod buried;
mod byline;
mod clues;
mod head;
mod jsonld;
mod metadata;
mod names;
mod repair;
mod stamps;
mod title;
mod visible;

pub use buried::buried;
pub use clues::{ClueKind, DateClue};
pub use metadata::{Metadata, metadata};
