//! Which outlet published a report: the input's field, the address, or what the text says.

use super::{Draft, paragraphs};
use crate::gazetteer::outlets::{Outlet, Outlets};
use crate::report::RawReport;

/// An outlet as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its usual name; its domain when the table has none.
    pub name: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// The domain of an address, in lower case and without `www.`, port and user. `None` when the
/// address has none.
pub fn outlet_from_url(url: &str) -> Option<String> {
    let (_, rest) = url.trim().split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_end_matches('.').to_lowercase();
    let bare = ["www.", "m.", "amp."].iter().find_map(|p| host.strip_prefix(p)).unwrap_or(&host);
    (bare.contains('.') && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-')))
        .then(|| bare.to_owned())
}

/// Decides the outlet. A field wins over the address, the address over what the text says.
pub fn decide(raw: &RawReport, draft: &Draft, outlets: &Outlets) -> Known {
    let field = raw.outlet.as_deref().map(paragraphs::line_of).filter(|o| !o.is_empty());
    let domain = draft.url.as_deref().and_then(outlet_from_url);
    let listed = |name: &String| outlets.by_name(name).or_else(|| outlets.by_domain(name));
    let by_url = domain.as_deref().and_then(|d| outlets.by_domain(d));
    if let Some(field) = field {
        let row = listed(&field).or(by_url);
        return Known { name: Some(listed(&field).map_or(field, |o| o.name.clone())), country: country(row) };
    }
    if let Some(row) = by_url {
        return Known { name: Some(row.name.clone()), country: country(Some(row)) };
    }
    let row = draft.named.as_ref().and_then(listed);
    let name = row.map(|o| o.name.clone()).or_else(|| draft.named.clone()).or(domain);
    Known { name, country: country(row) }
}

/// The country of a row that has one.
fn country(row: Option<&Outlet>) -> Option<String> {
    row.map(|o| o.iso3.clone()).filter(|c| !c.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_of_addresses() {
        assert_eq!(
            outlet_from_url("https://www.Courier.example:8080/a?b").as_deref(),
            Some("courier.example")
        );
        assert_eq!(outlet_from_url("http://m.courier.example").as_deref(), Some("courier.example"));
        assert_eq!(outlet_from_url("courier"), None);
        assert_eq!(outlet_from_url("file:///tmp/x"), None);
    }

    #[test]
    fn field_then_address_then_text() {
        let outlets = Outlets::from_tsv(
            "domain\tname\taliases\tiso3\tkind\ncourier.example\tThe Courier\tCourier Daily\tNOR\tpaper\n",
        )
        .unwrap();
        let mut draft = Draft { url: Some("https://news.courier.example/1".to_owned()), ..Draft::default() };
        let mut raw = RawReport::default();
        let known = decide(&raw, &draft, &outlets);
        assert_eq!((known.name.as_deref(), known.country.as_deref()), (Some("The Courier"), Some("NOR")));
        raw.outlet = Some("courier daily".to_owned());
        assert_eq!(decide(&raw, &draft, &outlets).name.as_deref(), Some("The Courier"));
        raw.outlet = None;
        draft.url = Some("https://other.example/1".to_owned());
        assert_eq!(decide(&raw, &draft, &outlets).name.as_deref(), Some("other.example"));
        draft.named = Some("The Harbour Post".to_owned());
        assert_eq!(decide(&raw, &draft, &outlets).name.as_deref(), Some("The Harbour Post"));
    }
}
