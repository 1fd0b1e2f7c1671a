//! News outlets and agencies.

use super::table::Rows;

/// A news outlet or agency.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlet {
    /// Web domain.
    pub domain: Option<String>,
    /// Usual name.
    pub name: String,
    /// Names under which texts credit it.
    pub aliases: Vec<String>,
    /// ISO alpha-3 of its seat.
    pub country: Option<String>,
    /// Is it a news agency?
    pub agency: bool,
}

impl Outlet {
    /// All its names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// The table of outlets.
#[derive(Clone, Debug, Default)]
pub struct Outlets {
    list: Vec<Outlet>,
}

impl Outlets {
    /// The rows of outlets.tsv.
    ///
    /// # Errors
    /// When a row has no name.
    pub fn parse(text: &str) -> Result<Self, String> {
        let list = Rows::new("outlets.tsv", text).map(|row| {
            Ok(Outlet {
                domain: row.some("domain"),
                name: row.required("name")?,
                aliases: row.list("aliases"),
                country: row.some("iso3"),
                agency: row.cell("kind") == "agency",
            })
        });
        Ok(Self { list: list.collect::<Result<_, String>>()? })
    }

    /// All outlets in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Outlet> {
        self.list.iter()
    }

    /// The outlet at index `i`.
    pub fn get(&self, i: usize) -> Option<&Outlet> {
        self.list.get(i)
    }

    /// The outlet of a host name (`www.bbc.co.uk`) or of a domain above it.
    pub fn by_domain(&self, host: &str) -> Option<&Outlet> {
        let host = host.to_ascii_lowercase();
        let under = |d: &str| host == d || host.strip_suffix(d).is_some_and(|h| h.ends_with('.'));
        self.list.iter().find(|o| o.domain.as_deref().is_some_and(under))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_under_their_domain_only() {
        let outlets = Outlets::parse("domain\tname\nbbc.co.uk\tBBC\n").unwrap();
        assert_eq!(outlets.by_domain("www.bbc.co.uk").unwrap().name, "BBC");
        assert!(outlets.by_domain("notbbc.co.uk").is_none());
    }
}
