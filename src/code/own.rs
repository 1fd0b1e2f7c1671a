//! A user's own codebook: files that add to the built-in one and override it, without compiling.
//!
//! A rule with the name of a built-in rule of its type takes its place; other rules are new, and tried before
//! all built-in ones. `off = true` switches a built-in rule off, `replace = true` at the top of a file all of its
//! type. A type that is not built in is new. Governors and contexts add to the tables.

mod tables;

use serde::Deserialize;

use super::codebook::{self, CONTEXTS, File, GOVERNORS, Rule, TypeFile};
use super::contexts::Contexts;
use super::lines;
use super::status::StatusRules;
use super::{Codebook, marks};
use crate::account::Status;

/// One type file of a user: what it leaves out stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnFile {
    #[serde(rename = "type")]
    kind: String,
    about: Option<String>,
    speech: Option<bool>,
    press: Option<bool>,
    #[serde(default)]
    modes: Vec<String>,
    /// Are the built-in rules of the type dropped?
    #[serde(default)]
    replace: bool,
    #[serde(default, rename = "rule")]
    rules: Vec<Rule>,
}

/// The built-in codebook with `files` on top; errors name `folder/file:line`.
pub fn codebook(folder: &str, files: &[File]) -> Result<Codebook, String> {
    let built_in = codebook::embedded();
    let mut types = codebook::type_files(&built_in)?;
    let mut governors = codebook::governors(&built_in)?;
    let mut contexts = codebook::contexts(&built_in)?.all;
    for (name, text) in files {
        let path = format!("{}/{name}", folder.trim_end_matches(['/', '\\']));
        match *name {
            GOVERNORS => tables::add_governors(&mut governors, &path, text)?,
            CONTEXTS => tables::add_contexts(&mut contexts, &path, text)?,
            _ => add_types(&mut types, &path, text)?,
        }
    }
    Codebook::new(types, StatusRules::new(governors)?, Contexts::new(contexts))
}

fn add_types(types: &mut Vec<TypeFile>, path: &str, text: &str) -> Result<(), String> {
    let own: OwnFile = toml::from_str(text).map_err(|e| lines::error(path, text, &e))?;
    check(&own, path, text)?;
    let at = match types.iter().position(|t| t.kind == own.kind) {
        Some(at) => at,
        None => {
            types.push(new_type(&own, path, text)?);
            types.len() - 1
        }
    };
    let file = &mut types[at];
    if own.replace {
        file.rules.clear();
    }
    file.speech = own.speech.unwrap_or(file.speech);
    file.press = own.press.unwrap_or(file.press);
    file.about = own.about.unwrap_or_else(|| std::mem::take(&mut file.about));
    file.modes.extend(own.modes);
    let mut new = Vec::new();
    for (i, mut rule) in own.rules.into_iter().enumerate() {
        path.clone_into(&mut rule.file);
        match file.rules.iter().position(|r| r.id == rule.id) {
            Some(old) if rule.off => drop(file.rules.remove(old)),
            Some(old) => file.rules[old] = rule,
            None if rule.off => return Err(nothing_to_switch_off(file, i, path, text)),
            None => {
                rule.first = !own.replace;
                new.push(rule);
            }
        }
    }
    file.rules.splice(0..0, new);
    Ok(())
}

/// A type that is not built in: it must say what it is.
fn new_type(own: &OwnFile, path: &str, text: &str) -> Result<TypeFile, String> {
    let line = line_of(text, "type");
    let at = format!("{path}:{line}");
    if !own.kind.chars().all(|c| c.is_ascii_uppercase() || c == '_') || own.kind.is_empty() {
        let what = format!("the type {:?} is not written in capitals", own.kind);
        return Err(format!("{at}: {what}\nnext: write type = \"{}\"", own.kind.to_uppercase()));
    }
    let Some(about) = own.about.clone() else {
        let what = format!("{} is no built-in type, and the file does not say what it is", own.kind);
        return Err(format!(
            "{at}: {what}\nnext: add a line `about = \"...\"`, or correct the name of the type"
        ));
    };
    let (kind, modes) = (own.kind.clone(), Vec::new());
    Ok(TypeFile { kind, about, speech: false, press: false, modes, rules: Vec::new() })
}

/// What the form of a file cannot tell: rules without words, names that stand twice, unknown statuses.
fn check(own: &OwnFile, path: &str, text: &str) -> Result<(), String> {
    let wrong = |i: usize, what: String| Err(format!("{path}:{}: {what}", rule_line(text, i)));
    for (i, rule) in own.rules.iter().enumerate() {
        let id = &rule.id;
        if own.rules[..i].iter().any(|r| r.id == *id) {
            return wrong(i, format!("two rules are called {id}\nnext: give one of them another id"));
        }
        if rule.words.is_empty() && !rule.off {
            let next = "next: give it the lemmas it looks for, or `off = true` to switch a built-in rule off";
            return wrong(i, format!("rule {id} has no words\n{next}"));
        }
        let statuses = rule.status.iter().chain(rule.matches.iter().filter_map(|m| m.status.as_ref()));
        if let Some(status) = statuses.into_iter().find(|s| Status::from_name(s).is_none()) {
            let all = "possible, planned, ongoing, held, called_off, not_held";
            return wrong(
                i,
                format!("rule {id}: no status is called {status}\nnext: the statuses are {all}"),
            );
        }
    }
    Ok(())
}

fn nothing_to_switch_off(file: &TypeFile, i: usize, path: &str, text: &str) -> String {
    let ids: Vec<&str> = file.rules.iter().map(|r| r.id.as_str()).collect();
    let (line, kind) = (rule_line(text, i), &file.kind);
    format!(
        "{path}:{line}: {kind} has no rule of this name to switch off\nnext: its rules are {}",
        ids.join(", ")
    )
}

/// The line of the `i`th rule.
fn rule_line(text: &str, i: usize) -> usize {
    lines::of(text).get(i).map_or(1, |l| l.line)
}

/// The first line that gives this key.
fn line_of(text: &str, key: &str) -> usize {
    let gives = |l: &str| l.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().position(gives).map_or(1, |n| n + 1)
}

impl Codebook {
    /// The types that marked examples may name, each with its modes.
    pub fn kinds(&self) -> marks::Kinds {
        marks::kinds(&self.types)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Account;
    use crate::reader::Reader;
    use crate::report::Report;

    fn with(files: &[File]) -> Result<Codebook, String> {
        Codebook::with_own("my", files)
    }

    fn error(name: &str, text: &str) -> String {
        with(&[(name, text)]).err().unwrap_or_default()
    }

    fn rules<'c>(codebook: &'c Codebook, kind: &str) -> Vec<&'c str> {
        let file = codebook.types.iter().find(|t| t.kind == kind);
        file.map(|t| t.rules.iter().map(|r| r.id.as_str()).collect()).unwrap_or_default()
    }

    const TRADE: &str = "type = \"TRADE\"\nabout = \"Sells, buys.\"\n[[rule]]\nid = \"sell\"\nwords = [\"sell\"]\n\
        actors = [\"subject\"]\nrecipients = [\"to\"]\nneeds = [\"recipient\"]\nmode = \"sale\"\n";

    /// `praise` is a word of a built-in rule of SUPPORT: the new rule is asked first, of another type.
    const PRAISE: &str = "type = \"AID\"\n[[rule]]\nid = \"praise\"\nwords = [\"praise\"]\nactors = [\"subject\"]\n\
        recipients = [\"object\"]\n";

    #[test]
    fn rules_are_added_overridden_switched_off_and_replaced() {
        let before = Codebook::embedded().unwrap();
        let accuse = "type = \"ACCUSE\"\n[[rule]]\nid = \"blame\"\noff = true\n[[rule]]\nid = \"accuse\"\nwords = [\"fault\"]\n\
            [[rule]]\nid = \"frown\"\nwords = [\"frown on\"]\n";
        let after = with(&[("accuse.toml", accuse)]).unwrap();
        let (old, new) = (rules(&before, "ACCUSE"), rules(&after, "ACCUSE"));
        assert_eq!(new[0], "frown");
        assert_eq!(new.len(), old.len());
        assert!(!new.contains(&"blame"));
        let file = after.types.iter().find(|t| t.kind == "ACCUSE").unwrap();
        let overridden = file.rules.iter().find(|r| r.id == "accuse").unwrap();
        assert_eq!(
            (overridden.words.join(" "), overridden.file.as_str()),
            ("fault".into(), "my/accuse.toml")
        );
        assert!(file.speech && file.press, "what is left out stays");
        let alone =
            with(&[("x.toml", &format!("{PRAISE}off = false\n").replace("type", "replace = true\ntype"))]);
        assert_eq!(rules(&alone.unwrap(), "AID"), ["praise"]);
    }

    #[test]
    fn new_types_and_rules_code_before_the_built_in_ones() {
        let mut reader = Reader::embedded().unwrap();
        let read = |reader: &Reader, text: &str| reader.read_report(Report::of_text("t", text)).accounts;
        let told = |all: &[Account]| all.iter().map(|a| a.rule.clone()).collect::<Vec<_>>();
        let text = "Norway praised Sweden.";
        assert!(told(&read(&reader, text))[0].starts_with("support/"));
        reader.codebook = with(&[("trade.toml", TRADE), ("aid.toml", PRAISE)]).unwrap();
        assert_eq!(told(&read(&reader, text)), ["aid/praise"]);
        let sold = read(&reader, "Norway sold fish to Sweden on Monday.");
        assert_eq!((sold[0].kind.as_str(), sold[0].mode.as_deref()), ("TRADE", Some("sale")));
        assert!(reader.codebook.kinds()["TRADE"].contains("sale"));
    }

    #[test]
    fn errors_name_file_and_line_and_the_next_step() {
        for (name, text, what) in [
            (
                "a.toml",
                "type = \"AID\"\n[[rule]]\nid = \"x\"\nwords = [\"x\"]\ncolour = 1\n",
                "my/a.toml:5: unknown field",
            ),
            ("a.toml", "type = \"AID\"\n[[rule]]\nid = \"x\"\n", "my/a.toml:3: rule x has no words\nnext: "),
            (
                "a.toml",
                "type = \"AID\"\n[[rule]]\nid = \"x\"\noff = true\n",
                "my/a.toml:3: AID has no rule of this name",
            ),
            ("a.toml", "# mine\ntype = \"TRADE\"\n", "my/a.toml:2: TRADE is no built-in type"),
            ("a.toml", "type = \"trade\"\n", "my/a.toml:1: the type \"trade\" is not written in capitals"),
            ("a.toml", "type = \"AID\"\nx = \n", "my/a.toml:2: "),
            (
                "governors.toml",
                "[verbs]\nmaybe = [\"x\"]\n",
                "my/governors.toml:2: no effect is called maybe",
            ),
            (
                "contexts.toml",
                "[[context]]\nname = \"tea\"\n",
                "my/contexts.toml:2: tea is no built-in context",
            ),
        ] {
            let told = error(name, text);
            assert!(told.contains(what), "{text}: {told}");
        }
        let twice = format!("{PRAISE}[[rule]]\nid = \"praise\"\nwords = [\"laud\"]\n");
        assert!(error("a.toml", &twice).starts_with("my/a.toml:8: two rules are called praise"));
        let status = format!("{PRAISE}status = \"done\"\n");
        assert!(error("a.toml", &status).contains("no status is called done"));
    }
}
