//! What the terms of the document mean, and the identifiers of things.

use serde_json::Value;

/// Identifiers of the record's own things.
const OWN: &str = "urn:sidelines:";
/// Actors that Wikidata knows.
const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// The context, written out in every document so that nothing is fetched to read it.
pub fn context() -> Value {
    serde_json::from_str(include_str!("../data/context.json")).unwrap_or_default()
}

/// The identifier of a report, account, event or actor: a QID as Wikidata's, all others of our own.
pub fn iri(id: &str) -> String {
    let number = id.strip_prefix('Q').unwrap_or("");
    let known = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    format!("{}{id}", if known { WIKIDATA } else { OWN })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_qid_is_of_wikidata() {
        assert_eq!(iri("Q148"), "http://www.wikidata.org/entity/Q148");
        assert_eq!(iri("person:4be0917ac3d2f586"), "urn:sidelines:person:4be0917ac3d2f586");
        assert_eq!(iri("Q"), "urn:sidelines:Q");
    }

    #[test]
    fn the_context_is_there() {
        assert_eq!(context()["type"], "@type");
    }
}
