//! The formats of `sidelines export` that need more than the library: files, folders, tables, calendars.

pub mod arrow;
pub mod csv;
pub mod ics;
pub mod legacy;
mod metadata;
pub mod parquet;
pub mod sqlite;
pub mod target;
