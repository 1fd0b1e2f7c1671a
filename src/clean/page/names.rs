//! The table of names under which pages speak of themselves.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Lists of names by what they stand for; see `data/metadata.toml`.
static TABLE: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("data/metadata.toml")).unwrap_or_default());

/// The names of list `list`, in order of trust.
pub fn list(list: &str) -> &'static [String] {
    TABLE.get(list).map_or(&[], Vec::as_slice)
}

/// Is `name` (in lower case) on `list`?
pub fn has(list_name: &str, name: &str) -> bool {
    list(list_name).iter().any(|n| n == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_there_and_in_lower_case() {
        for name in [
            "title",
            "author",
            "outlet",
            "url",
            "language",
            "credit",
            "published",
            "weak",
            "modified",
            "articles",
            "pages",
            "posts",
            "nobody",
            "author_class",
            "published_class",
            "modified_class",
        ] {
            assert!(list(name).len() > 3, "{name}");
            assert!(list(name).iter().all(|n| n.to_lowercase() == *n), "{name}");
        }
        assert!(list("published").iter().all(|n| !has("modified", n) && !has("weak", n)));
    }
}
