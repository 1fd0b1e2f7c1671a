//! Objects of the record as rows.

use std::borrow::Cow;

use serde_json::Value;

use super::{Table, compared};
use crate::show::title;
use crate::show::walk::{Stop, Thing};

/// Parts of one text, joined.
const WORDS: &str = " … ";
/// Members of a list, joined.
const MEMBERS: &str = "; ";

/// An object, and what is known of it besides.
struct Whole<'a> {
    object: &'a Value,
    actors: &'a [String],
}

/// Where a row stands: in an object, perhaps as a member of one of its lists.
struct Row<'a> {
    whole: &'a Whole<'a>,
    own: &'a Value,
    list: &'a str,
    position: usize,
}

impl Table {
    /// Does it have rows of such an object?
    pub fn takes(&self, stop: &Stop) -> bool {
        self.of == stop.thing.kind()
    }

    /// The rows of one object: of each its cells, in the order of the columns; a cell is null, text, a number or a
    /// boolean. `object` is that of `stop`.
    pub fn rows(&self, stop: &Stop, object: &Value) -> Vec<Vec<Value>> {
        let actors: &[String] = if let Thing::Report(_, actors) = &stop.thing { actors } else { &[] };
        let whole = Whole { object, actors };
        if self.each.is_empty() {
            return vec![self.cells(&Row { whole: &whole, own: object, list: "", position: stop.position })];
        }
        let mut rows = Vec::new();
        for list in &self.each {
            let members = whole.members(list);
            for (position, own) in members.iter().enumerate() {
                rows.push(self.cells(&Row { whole: &whole, own, list, position }));
            }
        }
        rows
    }

    fn cells(&self, row: &Row) -> Vec<Value> {
        self.columns.iter().map(|c| row.cell(&c.path)).collect()
    }
}

impl Whole<'_> {
    fn members(&self, list: &str) -> Cow<'_, [Value]> {
        match list {
            "@comparison" => compared::rows(self.object).into(),
            "@actors" => self.actors.iter().map(|a| Value::from(a.as_str())).collect(),
            name => self.object[name].as_array().map_or(&[][..], Vec::as_slice).into(),
        }
    }
}

impl Row<'_> {
    fn cell(&self, path: &str) -> Value {
        match path {
            "@position" => self.position.into(),
            "@value" => self.own.clone(),
            "@side" => self.list.trim_end_matches('s').into(),
            "@title" => title::of_object(self.whole.object).into(),
            _ => match path.strip_prefix('^') {
                Some(outer) => at(self.whole.object, outer),
                None => at(self.own, path),
            },
        }
    }
}

/// The value at a path, a list joined to one text; null where there is nothing.
fn at(object: &Value, path: &str) -> Value {
    if let Some((list, rest)) = path.split_once("[].") {
        return joined(walk(object, list), rest);
    }
    match walk(object, path) {
        list @ Value::Array(_) => joined(list, ""),
        Value::String(words) if words.is_empty() && path != "text" => Value::Null,
        scalar => scalar.clone(),
    }
}

fn walk<'a>(object: &'a Value, path: &str) -> &'a Value {
    path.split('.').filter(|name| !name.is_empty()).fold(object, |at, name| &at[name])
}

fn joined(list: &Value, path: &str) -> Value {
    let members = list.as_array().into_iter().flatten();
    let words: Vec<&str> = members.filter_map(|m| walk(m, path).as_str()).collect();
    let between = if path.ends_with("exact") { WORDS } else { MEMBERS };
    if words.is_empty() { Value::Null } else { words.join(between).into() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::account::Status;
    use crate::show::tables::tables;
    use crate::store::samples::told;

    fn rows(table: &str, thing: Thing) -> Vec<Vec<Value>> {
        let stop = Stop { thing, position: 3 };
        tables().unwrap().iter().find(|t| t.name == table).unwrap().rows(&stop, &stop.thing.object())
    }

    #[test]
    fn an_account_is_a_row_and_its_lists_are_others() {
        let (_, reading) = told("The Selm Courier", "2016-09-05", Status::Held);
        let account = || Thing::Account(Box::new(reading.accounts[0].clone()));
        let row = rows("account", account()).remove(0);
        assert_eq!(row[1], json!("Xi Jinping, Barack Obama: meet"));
        assert_eq!(row[4..8], [json!(3), json!("2016-09-05"), json!("relative"), json!("Monday")]);
        let people = rows("participant", account());
        assert_eq!(people.len(), 2);
        assert_eq!(people[1][1..4], [json!("actor"), json!(1), json!("Barack Obama")]);
        assert_eq!(rows("evidence", account())[0][5], json!("Xi Jinping met Barack Obama"));
        assert_eq!(rows("account_topic", account())[0][2], json!("the climate"));
    }

    #[test]
    fn lists_are_joined_and_what_is_not_there_is_null() {
        let object =
            json!({ "a": ["x", "y"], "b": [{ "exact": "p" }, { "exact": "q" }], "c": null, "d": [] });
        assert_eq!(at(&object, "a"), json!("x; y"));
        assert_eq!(at(&object, "b[].exact"), json!("p … q"));
        assert_eq!(
            (at(&object, "c.e"), at(&object, "d"), at(&object, "f")),
            (Value::Null, Value::Null, Value::Null)
        );
    }

    #[test]
    fn a_report_names_its_actors() {
        let (_, reading) = told("The Selm Courier", "2016-09-05", Status::Held);
        let report = Thing::Report(Box::new(reading.report.clone()), vec!["Q1".to_owned(), "Q2".to_owned()]);
        assert_eq!(rows("report_actor", report)[1], [json!(reading.report.id), json!("Q2")]);
    }

    #[test]
    fn a_comparison_has_a_row_for_each_account() {
        let event = json!({ "comparison": { "who": {
            "agree": [{ "value": "Ilda Marn", "accounts": ["a1", "a2"],
                "words": [{ "account": "a1", "start": 2, "end": 6, "exact": "Marn" }] }],
            "differ": [], "superseded": [], "silent": ["a3"] } } });
        let rows = compared::rows(&event);
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0]["words"], "Marn");
        assert_eq!((&rows[1]["account"], &rows[1]["words"]), (&json!("a2"), &Value::Null));
        assert_eq!((&rows[2]["verdict"], &rows[2]["value"]), (&json!("silent"), &Value::Null));
    }
}
