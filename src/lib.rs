//! **Sidelines** reads news reports and writes the diplomatic and political record.
//!
//! The flow, in numbered steps (the modules below stand in the same order):
//!
//! 1. [`read`]: bytes into raw reports; a broken item becomes an [`issue::Issue`], the rest go on.
//! 2. [`clean`]: a raw report into a [`report::Report`]: the article alone, dated by its outlet.
//! 3. [`parse`]: a report's text into a [`document::Document`]: sentences, tokens, tags, trees, names.
//! 4. [`recognise`]: a document into what is [`recognise::Found`]: actors, places, times, statements.
//! 5. [`code`]: document and findings into [`account::Account`]s, by the codebook.
//! 6. [`link`]: accounts into [`event::Event`]s, across reports.
//! 7. [`store`]: everything into one file on disk.
//! 8. [`show`]: the record as people see it.
//!
//! Steps 1 to 5 take one report at a time and are pure; [`reader::Reader`] is their spine.
//! Reports meet only in step 6; its [`link::reprints`] may be asked after step 2, so that a report that
//! carries the copy of another is stored but not read again.

pub mod reader;

// The things.
pub mod account;
pub mod actor;
pub mod document;
pub mod event;
pub mod issue;
pub mod place;
pub mod report;
pub mod span;
pub mod statement;
pub mod when;

// The steps, in the order of the flow (the blank lines keep rustfmt from sorting them).
pub mod read;

pub mod clean;

pub mod parse;

pub mod recognise;

pub mod code;

pub mod link;

pub mod store;

pub mod show;

// The tables that steps look things up in.
pub mod gazetteer;
