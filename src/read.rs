//! Bytes to raw reports.
