//! A column: its path in the object, and what the record types say of it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::Special;
use super::compared::Compared;
use crate::show::schema::{self, Field, Shape};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// Words, ids, EDTF.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// True or false; in SQLite 1 or 0.
    Boolean,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Where its value stands, as the file has it.
    pub path: String,
    /// What it holds.
    pub kind: Type,
    /// May it be null?
    pub null: bool,
    /// What it means.
    pub meaning: String,
    /// The table whose key it is.
    pub refers: Option<String>,
}

/// Where the columns of a table come from.
pub(super) struct Source<'a> {
    object: Vec<Field>,
    /// The fields of a member of the list, where rows are members.
    member: Option<Vec<Field>>,
    special: &'a BTreeMap<String, Special>,
}

impl<'a> Source<'a> {
    pub(super) fn of(
        kind: &str,
        each: &[String],
        special: &'a BTreeMap<String, Special>,
        document: &Value,
    ) -> Result<Self, String> {
        let object = schema::fields(document, kind);
        if object.is_empty() {
            return Err(format!("there is no object {kind}"));
        }
        let member = match each.first().map(String::as_str) {
            None => None,
            Some("@comparison") => Some(schema::fields_of::<Compared>()),
            Some("@actors") => Some(Vec::new()),
            Some(list) => match &find(&object, list)?.shape {
                Shape::List(item) => Some(item.fields().to_vec()),
                _ => return Err(format!("{list} is no list")),
            },
        };
        Ok(Self { object, member, special })
    }

    /// Reads `NAME = PATH -> TABLE`.
    pub(super) fn column(&self, line: &str) -> Result<Column, String> {
        let (rest, refers) = match line.split_once("->") {
            Some((rest, to)) => (rest, Some(to.trim())),
            None => (line, None),
        };
        let (name, path) = rest.split_once('=').unwrap_or((rest, rest));
        let (name, path) = (name.trim().to_owned(), path.trim().to_owned());
        let (kind, null, meaning) = self.told(&path)?;
        let missing = refers.is_some_and(|to| to.starts_with('?'));
        let refers = refers.map(|to| to.trim_start_matches('?').trim().to_owned());
        Ok(Column { name, path, kind, null: null || missing, meaning, refers })
    }

    fn told(&self, path: &str) -> Result<(Type, bool, String), String> {
        if path.starts_with('@') {
            let special = self.special.get(path).ok_or_else(|| format!("[special] has no {path}"))?;
            return Ok((special.kind, false, special.meaning.clone()));
        }
        let own = self.member.as_ref().unwrap_or(&self.object);
        let (fields, path) = path.strip_prefix('^').map_or((own, path), |outer| (&self.object, outer));
        let (mut fields, mut null, mut list) = (fields.as_slice(), false, false);
        let mut last = None;
        for part in path.split('.') {
            let field = find(fields, part.trim_end_matches("[]"))?;
            list |= matches!(field.shape, Shape::List(_));
            null |= field.null;
            fields = field.shape.fields();
            last = Some(field);
        }
        let field = last.ok_or("the path is empty")?;
        Ok((kind(&field.shape)?, null || list, meaning(field)))
    }
}

fn find<'a>(fields: &'a [Field], name: &str) -> Result<&'a Field, String> {
    fields.iter().find(|f| f.name == name).ok_or_else(|| format!("there is no field {name}"))
}

fn kind(shape: &Shape) -> Result<Type, String> {
    match shape {
        Shape::Text(_) => Ok(Type::Text),
        Shape::Integer => Ok(Type::Integer),
        Shape::Number => Ok(Type::Real),
        Shape::Boolean => Ok(Type::Boolean),
        Shape::List(item) if item.fields().is_empty() => Ok(Type::Text),
        Shape::List(_) | Shape::Object(..) => Err("it has fields of its own; name one".to_owned()),
    }
}

/// What a field means, and its values where they are a closed set.
fn meaning(field: &Field) -> String {
    let Shape::Text(values) = &field.shape else { return field.meaning.clone() };
    if values.is_empty() {
        return field.meaning.clone();
    }
    let values: Vec<String> = values.iter().map(|(v, _)| format!("`{v}`")).collect();
    format!("{} One of {}.", field.meaning, values.join(", "))
}
