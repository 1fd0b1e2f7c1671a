//! The address of a view of the ledger, and of the same view with one thing changed.

use url::form_urlencoded::Serializer;

use super::text::is_shapeless;

/// The conditions of a view, in the order in which an address has them.
pub const KEYS: [&str; 15] = [
    "q", "who", "actor", "type", "status", "since", "until", "where", "about", "context", "differ", "legs",
    "series", "sort", "from",
];

/// The conditions as given; those that are empty or have no meaning here are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    pairs: Vec<(&'static str, String)>,
}

impl Address {
    /// Of the pairs of a query string.
    pub fn of<'a>(given: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut pairs: Vec<(usize, String)> = Vec::new();
        for (key, value) in given {
            // What nobody sees nobody meant to ask for: an address may come from anybody.
            let value: String = value.trim().chars().filter(|c| !is_shapeless(*c)).collect();
            let at = KEYS.iter().position(|k| *k == key).filter(|_| !value.is_empty());
            if let Some(at) = at.filter(|at| pairs.iter().all(|(other, _)| other != at)) {
                pairs.push((at, value));
            }
        }
        pairs.sort();
        Self { pairs: pairs.into_iter().map(|(at, value)| (KEYS[at], value)).collect() }
    }

    /// The value of a condition, empty where it is not given.
    pub fn get(&self, key: &str) -> &str {
        self.pairs.iter().find(|(k, _)| *k == key).map_or("", |(_, v)| v.as_str())
    }

    /// Has it a condition on events (sorting and paging are none)?
    pub fn filters(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.pairs.iter().filter(|(k, _)| !matches!(*k, "sort" | "from")).map(|(k, v)| (*k, v.as_str()))
    }

    /// With some conditions changed, or taken away; the view then begins at its first page.
    pub fn with(&self, changed: &[(&str, Option<&str>)]) -> Self {
        let kept = self.pairs.iter().filter(|(k, _)| *k != "from" && changed.iter().all(|(c, _)| c != k));
        let new = changed.iter().filter_map(|(k, v)| Some((*k, (*v)?)));
        Self::of(kept.map(|(k, v)| (*k, v.as_str())).chain(new))
    }

    /// As an address under `path` (`/`, `/api/events`).
    pub fn to(&self, path: &str) -> String {
        if self.pairs.is_empty() {
            return path.to_owned();
        }
        let query = Serializer::new(String::new()).extend_pairs(&self.pairs).finish();
        format!("{path}?{query}")
    }

    /// As an address of the ledger, with some conditions changed.
    pub fn href(&self, changed: &[(&str, Option<&str>)]) -> String {
        self.with(changed).to("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_changed_and_the_rest_stays() {
        let address =
            Address::of([("from", "50"), ("who", " Putin "), ("x", "1"), ("q", ""), ("sort", "legs")]);
        assert_eq!(address.to("/"), "/?who=Putin&sort=legs&from=50");
        assert_eq!(
            address.href(&[("where", Some("St. Petersburg & all"))]),
            "/?who=Putin&where=St.+Petersburg+%26+all&sort=legs"
        );
        assert_eq!(address.href(&[("who", None)]), "/?sort=legs");
        assert_eq!(address.filters().collect::<Vec<_>>(), [("who", "Putin")]);
        assert_eq!(address.get("about"), "");
    }

    #[test]
    fn values_cannot_leave_their_place() {
        let address = Address::of([("who", "\"><script>&a=b")]);
        assert_eq!(address.to("/"), "/?who=%22%3E%3Cscript%3E%26a%3Db");
    }
}
