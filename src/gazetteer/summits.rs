//! Summits with their days and host cities.

use super::table::Rows;

/// One meeting of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Summit {
    /// `G20`, `APEC`.
    pub series: String,
    /// As reports call it: `G20 summit`.
    pub name: String,
    /// Other names: `Group of 20 summit`.
    pub aliases: Vec<String>,
    /// Number in the series.
    pub ordinal: Option<u32>,
    /// Year, `2016`.
    pub year: String,
    /// First day, EDTF.
    pub from: Option<String>,
    /// Last day, EDTF.
    pub to: Option<String>,
    /// Host city.
    pub city: Option<String>,
    /// Host state, ISO alpha-3.
    pub country: Option<String>,
}

impl Summit {
    /// `G20-2016`; the month is added where a year has two.
    pub fn id(&self) -> String {
        format!(
            "{}-{}",
            self.series,
            self.from.as_deref().map_or(self.year.as_str(), |f| &f[..f.len().min(7)])
        )
    }

    /// All its names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Its days as EDTF.
    pub fn days(&self) -> Option<String> {
        match (&self.from, &self.to) {
            (Some(a), Some(b)) if a != b => Some(format!("{a}/{b}")),
            (Some(a), _) => Some(a.clone()),
            _ => None,
        }
    }
}

/// The rows of summits.tsv.
pub fn summits(text: &str) -> Result<Vec<Summit>, String> {
    Rows::new("summits.tsv", text)
        .map(|row| {
            Ok(Summit {
                series: row.required("series")?,
                name: row.required("name")?,
                aliases: row.list("aliases"),
                ordinal: row.number("ordinal"),
                year: row.required("year")?,
                from: row.some("from"),
                to: row.some("to"),
                city: row.some("city"),
                country: row.some("iso3"),
            })
        })
        .collect()
}
