//! Web pages: decoded, and otherwise left whole. The cleaning step takes the article out.

use super::Job;
use super::charset::decode_page;
use crate::report::RawReport;

/// Reads a page; `charset` is what the server said, if it is known. `None` for an empty one, which
/// was told.
pub fn read(source: &str, bytes: &[u8], charset: Option<&str>, job: &mut Job) -> Option<RawReport> {
    let decoded = decode_page(bytes, charset);
    if let Some(what) = decoded.doubt {
        job.issue(source, what);
    }
    if decoded.text.trim().is_empty() {
        job.issue(source, "is empty: nothing to read");
        return None;
    }
    Some(RawReport { source: source.to_owned(), page: Some(decoded.text), ..RawReport::default() })
}
