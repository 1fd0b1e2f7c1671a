//! Outlets: newspapers, agencies, stations and sites, by domain and by name.

use std::collections::BTreeMap;

/// One outlet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlet {
    /// Its domain, without `www.`.
    pub domain: String,
    /// Its usual name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Its country, ISO 3166-1 alpha-3; empty where unknown.
    pub iso3: String,
    /// `paper`, `agency`, `broadcaster`, ... as the table has it.
    pub kind: String,
}

impl Outlet {
    /// All its names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// The table of outlets, indexed.
#[derive(Clone, Debug, Default)]
pub struct Outlets {
    rows: Vec<Outlet>,
    domains: BTreeMap<String, usize>,
    names: BTreeMap<String, usize>,
}

impl Outlets {
    /// Reads the table: tab-separated, a header line that names the columns `domain name aliases
    /// iso3 kind` in any order (aliases parted by `;` or `|`); lines that begin with `#` are notes.
    ///
    /// # Errors
    /// When a column is missing, with its name.
    pub fn from_tsv(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
        let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').map(str::trim).collect();
        let column = |name: &str| {
            header
                .iter()
                .position(|h| *h == name)
                .ok_or_else(|| format!("outlets.tsv has no column `{name}`"))
        };
        let columns =
            [column("domain")?, column("name")?, column("aliases")?, column("iso3")?, column("kind")?];
        let mut outlets = Self::default();
        for line in lines {
            outlets.add(row(line, columns));
        }
        Ok(outlets)
    }

    /// The outlet of a domain, or of the nearest domain above it (`arabic.courier.example`).
    pub fn by_domain(&self, domain: &str) -> Option<&Outlet> {
        let domain = domain.to_lowercase();
        let mut rest = domain.strip_prefix("www.").unwrap_or(&domain);
        loop {
            if let Some(index) = self.domains.get(rest) {
                return self.rows.get(*index);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The outlet of a name or alias, whatever its case and with or without `The`.
    pub fn by_name(&self, name: &str) -> Option<&Outlet> {
        self.names.get(&key(name)).and_then(|index| self.rows.get(*index))
    }

    /// The first outlet that `text` names in full, between word ends and in its own case; of two at
    /// one place the longer. Meant for lines, not whole articles.
    pub fn by_name_in(&self, text: &str) -> Option<&Outlet> {
        let named = self.rows.iter().filter_map(|row| {
            let names = std::iter::once(&row.name).chain(&row.aliases);
            let at = names.filter_map(|n| Some((find_word(text, n)?, usize::MAX - n.len()))).min()?;
            Some((at, row))
        });
        named.min_by_key(|(at, _)| *at).map(|(_, row)| row)
    }

    /// All outlets in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Outlet> {
        self.rows.iter()
    }

    /// The outlet at index `i` of the table.
    pub fn get(&self, i: usize) -> Option<&Outlet> {
        self.rows.get(i)
    }

    /// Adds a row; the first of two with one name or domain counts.
    fn add(&mut self, row: Outlet) {
        let index = self.rows.len();
        if !row.domain.is_empty() {
            self.domains.entry(row.domain.to_lowercase()).or_insert(index);
        }
        for name in std::iter::once(&row.name).chain(&row.aliases) {
            self.names.entry(key(name)).or_insert(index);
        }
        self.rows.push(row);
    }
}

/// One line as a row, its cells at `columns` (domain, name, aliases, iso3, kind).
fn row(line: &str, columns: [usize; 5]) -> Outlet {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let cell = |i: usize| cells.get(columns[i]).copied().unwrap_or_default().to_owned();
    let aliases = cell(2).split([';', '|']).map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()).collect();
    Outlet { domain: cell(0), name: cell(1), aliases, iso3: cell(3), kind: cell(4) }
}

/// A name as it is looked up.
fn key(name: &str) -> String {
    let name = name.trim().to_lowercase();
    name.strip_prefix("the ").unwrap_or(&name).to_owned()
}

/// Where `name` stands in `text` between word ends.
fn find_word(text: &str, name: &str) -> Option<usize> {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(name).map(|(at, _)| at).find(|at| {
        !name.is_empty()
            && !inside(text[..*at].chars().next_back())
            && !inside(text[at + name.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "domain\tname\taliases\tiso3\tkind\ncourier.example\tThe Courier\tCourier Daily; TC\tNOR\tpaper\nx.example\tThe Courier Weekly\t\tSWE\tpaper\n";

    #[test]
    fn rows_are_found_by_domain_and_name() {
        let outlets = Outlets::from_tsv(TABLE).unwrap();
        assert_eq!(outlets.by_domain("www.courier.example").unwrap().iso3, "NOR");
        assert_eq!(outlets.by_domain("en.courier.example").unwrap().name, "The Courier");
        assert_eq!(outlets.by_name("courier").unwrap().name, "The Courier");
        assert_eq!(outlets.by_name_in("Support The Courier Weekly!").unwrap().iso3, "SWE");
        assert!(outlets.by_name_in("THE TCP").is_none());
        assert!(outlets.by_domain("example").is_none());
    }

    #[test]
    fn a_missing_column_is_named() {
        assert!(Outlets::from_tsv("domain\tname\n").unwrap_err().contains("aliases"));
    }
}
