//! Role words: what a title or a common noun says of its bearer.

use super::table::{Index, Rows};

/// Does the word denote one person or many people?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleKind {
    /// One person: `president`.
    Person,
    /// People: `protesters`, `police`.
    Group,
}

/// A role word.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    /// Singular form, lower case.
    pub term: String,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// One person or many.
    pub kind: RoleKind,
    /// The office of leaders.tsv that it may denote for a country.
    pub office: Option<String>,
}

/// The role words, by singular and plural.
pub struct Roles {
    roles: Vec<Role>,
    index: Index<usize>,
}

impl Roles {
    /// The rows of roles.tsv.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (mut roles, mut index) = (Vec::new(), Index::default());
        for row in Rows::new("roles.tsv", text) {
            let term = row.required("term")?;
            index.add(&term, roles.len());
            index.add(&row.some("plural").unwrap_or_else(|| plural(&term)), roles.len());
            roles.push(Role {
                term,
                sector: row.some("sector"),
                kind: if row.cell("kind") == "group" { RoleKind::Group } else { RoleKind::Person },
                office: row.some("office"),
            });
        }
        Ok(Self { roles, index })
    }

    /// The role of a term.
    pub fn get(&self, term: &str) -> Option<&Role> {
        self.index.get(term).first().map(|&i| &self.roles[i])
    }
}

/// The regular plural of a term's last word.
fn plural(term: &str) -> String {
    match term.as_bytes() {
        [.., b'y'] if !term.ends_with("ey") => format!("{}ies", &term[..term.len() - 1]),
        [.., b's'] => term.to_owned(),
        [.., b'm', b'a', b'n'] => format!("{}en", &term[..term.len() - 2]),
        _ => format!("{term}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_found() {
        let roles = Roles::parse(
            "term\tsector\tkind\toffice\tplural\nspokesman\tGOV\tperson\t\t\ndeputy\tLEG\tperson\t\t\n",
        )
        .unwrap();
        assert_eq!(roles.get("spokesmen").unwrap().term, "spokesman");
        assert_eq!(roles.get("Deputies").unwrap().term, "deputy");
    }
}
