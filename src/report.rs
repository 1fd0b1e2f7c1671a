//! A report: one article as one outlet published it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::clean::fingerprint::Sketch;
use crate::link::reprints::Role;

/// What a reader of some format found, before it is cleaned. All strings are as the input gave them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawReport {
    /// Where it was read from: a path, `-`, or `path:line` for one record of many.
    pub source: String,
    /// The outlet's name, if the input has a field for it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its headline, if the input has a field for it (else clean/ looks in the text).
    pub title: Option<String>,
    /// Its author line.
    pub byline: Option<String>,
    /// The day of publication as the input's field gives it, in any form.
    pub date: Option<String>,
    /// The whole text, furniture and all; empty where there is a `page` instead.
    pub text: String,
    /// The whole web page, as HTML: clean/ takes the article out of it.
    pub page: Option<String>,
    /// When it was fetched, if the input says so (`WARC-Date`, `date_download`), in any form.
    pub retrieved: Option<String>,
}

/// On what a publication date stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PublishedBasis {
    /// A field of the input, or the user said so.
    Metadata,
    /// The head of the text.
    Stated,
    /// The address.
    Url,
    /// Inferred from the events, summits and offices that it tells of.
    Inferred,
}

/// Whose words a report carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// Id of the report whose copy it carries; null when it is the first of its copy.
    pub reprint_of: Option<String>,
    /// The agency that is credited (`(Xinhua)` in the dateline); null when none is.
    pub agency: Option<String>,
    /// Likeness to the first of its copy, 0 to 1; null when it reprints none.
    pub score: Option<f64>,
}

/// Why words of the input are not in the report's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// A block of the page beside its article.
    Page,
    /// The outlet asks its readers for something.
    Appeal,
    /// The words under a picture, or its credit.
    Caption,
    /// Menus, tools, links, rights, notices.
    Furniture,
}

/// Words that cleaning took off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dropped {
    /// The words.
    pub text: String,
    /// Why.
    pub why: Why,
}

/// One article as one outlet published it, cleaned and dated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// `r` and a hash of outlet, address, title and text: the same input gives the same id on any machine.
    pub id: String,
    /// Path or address it was read from; with `:n` for one of many: its number or line, in a web archive its first byte.
    pub source: String,
    /// The outlet's usual name; null when it is not known.
    pub outlet: Option<String>,
    /// Its address; null when the input gives none.
    pub url: Option<String>,
    /// Its headline, which is not part of `text`; null when none was found.
    pub title: Option<String>,
    /// Its author line, as written; null when none was found.
    pub byline: Option<String>,
    /// Its language, ISO 639-1, else 639-3; null when the text is too short to tell.
    pub language: Option<String>,
    /// Day of publication, EDTF; null when it could not be decided.
    pub published: Option<String>,
    /// What `published` stands on; null when `published` is.
    pub published_basis: Option<PublishedBasis>,
    /// The place it is filed from, as written (`HANGZHOU, China`); null when it has none.
    pub dateline: Option<String>,
    /// The article alone: no menus, captions, appeals, no headline; paragraphs parted by an empty line.
    pub text: String,
    /// SHA-256 of `text`, 64 hex digits.
    pub sha256: String,
    /// When it was fetched, as the input gives it; null when the input does not say.
    pub retrieved: Option<String>,
    /// Whose words it carries; null when they are its own and no agency is credited.
    pub origin: Option<Origin>,
    /// What was wrong or doubtful with the input, in words.
    pub issues: Vec<String>,
    /// What cleaning took off, at most 20,000 characters of it.
    #[serde(default)]
    pub dropped: Vec<Dropped>,
}

impl Report {
    /// A report that is nothing but this text, as it stands: no headline, outlet or day, and nothing cleaned
    /// away, so that offsets into `text` stay true.
    pub fn of_text(source: &str, text: &str) -> Self {
        Self {
            id: stable_id("r", &[text]),
            source: source.to_owned(),
            outlet: None,
            url: None,
            title: None,
            byline: None,
            language: None,
            published: None,
            published_basis: None,
            dateline: None,
            text: text.to_owned(),
            sha256: sha256_hex(text.as_bytes()),
            retrieved: None,
            origin: None,
            issues: Vec::new(),
            dropped: Vec::new(),
        }
    }

    /// The day that decides whether it came before another report: one that its reading inferred does not
    /// count, for a reprint is not read.
    pub fn given_day(&self) -> Option<&str> {
        self.published.as_deref().filter(|_| self.published_basis != Some(PublishedBasis::Inferred))
    }

    /// The sketch by which its reprints are found. In other languages than English only the whole text
    /// is compared.
    pub fn sketch(&self) -> Sketch {
        let english = self.language.as_deref().is_none_or(|l| l == "en");
        if english { Sketch::of(&self.text) } else { Sketch::of_whole(&self.text) }
    }

    /// Makes it what `role` says: the first of its copy, or a reprint.
    pub fn set_role(&mut self, role: &Role) {
        let agency = self.origin.take().and_then(|o| o.agency);
        self.origin = match role {
            Role::First => agency.map(|a| Origin { reprint_of: None, agency: Some(a), score: None }),
            Role::Reprint { of, score } => {
                Some(Origin { reprint_of: Some(of.clone()), agency, score: Some(*score) })
            }
        };
    }

    /// Id of the report that it reprints.
    pub fn reprint_of(&self) -> Option<&str> {
        self.origin.as_ref()?.reprint_of.as_deref()
    }
}

/// SHA-256 of `bytes` as 64 hex digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// A short stable id: `prefix` and the first 16 hex digits of the SHA-256 of `parts`,
/// separated by a byte that text does not hold.
pub fn stable_id(prefix: &str, parts: &[&str]) -> String {
    format!("{prefix}{}", &sha256_hex(parts.join("\u{1f}").as_bytes())[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stable_and_tell_parts_apart() {
        assert_eq!(stable_id("r", &["a", "b"]), stable_id("r", &["a", "b"]));
        assert_ne!(stable_id("r", &["ab", ""]), stable_id("r", &["a", "b"]));
    }
}
