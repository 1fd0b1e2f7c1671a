//! From PLOVER types with status to codes of CAMEO (`data/cameo.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::account::Status;
use crate::gazetteer::table::Rows;

/// Where an event took place, seen from its two parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// In the state of the first.
    Actor,
    /// In the state of the second.
    Recipient,
    /// In neither's, though both have one.
    Third,
}

/// What is asked of the table.
pub struct Act<'a> {
    /// PLOVER type.
    pub kind: &'a str,
    /// PLOVER mode.
    pub mode: Option<&'a str>,
    /// PLOVER contexts.
    pub contexts: &'a [String],
    /// Rules of its accounts, without their type.
    pub rules: &'a [&'a str],
    /// Did it happen?
    pub status: Status,
    /// In whose state.
    pub at: Option<At>,
}

/// A code of CAMEO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code, a string: zeros in front count.
    pub code: String,
    /// Goldstein's score; empty where the scale has none.
    pub goldstein: String,
    /// Its name in the manual.
    pub name: String,
    /// The type in PLOVER's manual, where it is not the event's own: a planned meeting is `AGREE`.
    pub plover: Option<String>,
}

impl Code {
    /// The code of the second level: three digits.
    pub fn base(&self) -> &str {
        self.code.get(..3).unwrap_or(&self.code)
    }

    /// The code of the first level: two digits.
    pub fn root(&self) -> &str {
        self.code.get(..2).unwrap_or(&self.code)
    }
}

/// The table.
pub struct Cameo {
    entries: Vec<(Entry, Code)>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    types: Vec<String>,
    #[serde(default)]
    modes: Vec<String>,
    #[serde(default)]
    rules: Vec<String>,
    #[serde(default)]
    contexts: Vec<String>,
    #[serde(default)]
    statuses: Vec<String>,
    at: Option<At>,
    code: String,
    plover: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    code: Vec<Entry>,
}

impl Cameo {
    /// The embedded table.
    ///
    /// # Errors
    /// When it is damaged, with the name of the file.
    pub fn embedded() -> Result<Self, String> {
        let names = codes(include_str!("data/codes.tsv"));
        let file: File = toml::from_str(include_str!("data/cameo.toml"))
            .map_err(|e| format!("src/show/legacy/data/cameo.toml: {e}"))?;
        let entries = file.code.into_iter().map(|entry| {
            let missing = || format!("src/show/legacy/data/codes.tsv: no row for {}", entry.code);
            let (goldstein, name) = names.get(&entry.code).cloned().ok_or_else(missing)?;
            let code = Code { code: entry.code.clone(), goldstein, name, plover: entry.plover.clone() };
            Ok((entry, code))
        });
        Ok(Self { entries: entries.collect::<Result<_, String>>()? })
    }

    /// The code of an act; `None` where CAMEO has none.
    pub fn code(&self, act: &Act) -> Option<&Code> {
        self.entries.iter().find(|(entry, _)| entry.fits(act)).map(|(_, code)| code)
    }
}

fn codes(tsv: &'static str) -> BTreeMap<String, (String, String)> {
    let row = |r: crate::gazetteer::table::Row| {
        let cell = |name| r.cell(name).to_owned();
        (cell("code"), (cell("goldstein"), cell("name")))
    };
    Rows::new("codes.tsv", tsv).map(row).collect()
}

impl Entry {
    fn fits(&self, act: &Act) -> bool {
        let open =
            |list: &[String], met: &dyn Fn(&str) -> bool| list.is_empty() || list.iter().any(|x| met(x));
        self.types.iter().any(|t| t == act.kind)
            && self.of_status(act.status)
            && open(&self.modes, &|m| act.mode == Some(m))
            && open(&self.rules, &|r| act.rules.contains(&r))
            && open(&self.contexts, &|c| act.contexts.iter().any(|have| have == c))
            && self.at.is_none_or(|at| act.at == Some(at))
    }

    fn of_status(&self, status: Status) -> bool {
        if self.statuses.is_empty() {
            return matches!(status, Status::Held | Status::Ongoing);
        }
        self.statuses.iter().any(|s| s == status.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::codebook;
    use crate::document::EVENT_TYPES;

    fn act<'a>(kind: &'a str, mode: &'a str, status: Status) -> Act<'a> {
        let mode = Some(mode).filter(|m| !m.is_empty());
        Act { kind, mode, contexts: &[], rules: &[], status, at: None }
    }

    #[test]
    fn codes_of_the_diplomacy_are_those_of_the_codebook() {
        let cameo = Cameo::embedded().unwrap();
        let cases = [
            ("CONSULT", "phone", None, "041"),
            ("CONSULT", "visit", Some(At::Recipient), "042"),
            ("CONSULT", "visit", Some(At::Actor), "043"),
            ("CONSULT", "meet", Some(At::Third), "044"),
            ("CONSULT", "meet", Some(At::Actor), "040"),
            ("CONSULT", "mediate", None, "045"),
            ("CONSULT", "talks", Some(At::Third), "046"),
            ("SANCTION", "embargo", None, "163"),
            ("SANCTION", "withdraw", None, "161"),
            ("COERCE", "arrest", None, "173"),
            ("ACCUSE", "", None, "112"),
            ("REJECT", "boycott", None, "125"),
        ];
        for (kind, mode, at, code) in cases {
            let found = cameo.code(&Act { at, ..act(kind, mode, Status::Held) }).unwrap();
            assert_eq!(found.code, code, "{kind} {mode}");
        }
    }

    #[test]
    fn statuses_rules_and_contexts_decide() {
        let cameo = Cameo::embedded().unwrap();
        let code = |act: &Act| cameo.code(act).map(|c| (c.code.as_str(), c.plover.as_deref()));
        let planned = act("CONSULT", "meet", Status::Planned);
        assert_eq!(code(&planned), Some(("036", Some("AGREE"))));
        assert_eq!(code(&act("CONSULT", "", Status::CalledOff)), Some(("125", Some("REJECT"))));
        assert_eq!(code(&act("ASSAULT", "attack", Status::Possible)), Some(("138", Some("THREATEN"))));
        assert_eq!(code(&act("ASSAULT", "attack", Status::NotHeld)), None);
        assert_eq!(code(&act("SUPPORT", "", Status::Held)), Some(("050", None)));
        let signed = Act { rules: &["sign"], ..act("SUPPORT", "", Status::Held) };
        assert_eq!(code(&signed), Some(("057", None)));
        let contexts = ["military".to_owned()];
        let drill = Act { contexts: &contexts, ..act("COOPERATE", "", Status::Ongoing) };
        assert_eq!(code(&drill), Some(("062", None)));
    }

    #[test]
    fn every_type_and_mode_of_the_codebook_has_a_code() {
        let cameo = Cameo::embedded().unwrap();
        for file in codebook::type_files(&codebook::embedded()).unwrap() {
            assert!(cameo.code(&act(&file.kind, "", Status::Held)).is_some(), "{}", file.kind);
            for mode in file.rules.iter().filter_map(|r| r.mode.as_ref()).chain(&file.modes) {
                let named = |e: &Entry| e.types.contains(&file.kind) && e.modes.contains(mode);
                assert!(cameo.entries.iter().any(|(e, _)| named(e)), "{} {mode} is not named", file.kind);
                assert!(cameo.code(&act(&file.kind, mode, Status::Held)).is_some());
            }
        }
    }

    #[test]
    fn the_table_names_only_what_there_is() {
        let files = codebook::type_files(&codebook::embedded()).unwrap();
        let rule = |kinds: &[String], id: &str| {
            files.iter().any(|f| kinds.contains(&f.kind) && f.rules.iter().any(|r| r.id == id))
        };
        for (entry, code) in Cameo::embedded().unwrap().entries {
            let kinds = entry.types.iter().chain(&entry.plover);
            assert!(kinds.into_iter().all(|t| EVENT_TYPES.contains(&t.as_str())), "{entry:?}");
            assert!(entry.statuses.iter().all(|s| Status::from_name(s).is_some()), "{entry:?}");
            assert!(entry.rules.iter().all(|r| rule(&entry.types, r)), "{entry:?}");
            assert!((3..=4).contains(&code.code.len()) && code.code.bytes().all(|b| b.is_ascii_digit()));
            assert!(code.goldstein.is_empty() == (code.code == "176"), "{code:?}");
            assert!(
                code.goldstein.is_empty() || code.goldstein.parse::<f64>().is_ok_and(|g| g.abs() <= 10.0)
            );
            assert_eq!((code.base(), code.root()), (&code.code[..3], &code.code[..2]));
        }
    }
}
