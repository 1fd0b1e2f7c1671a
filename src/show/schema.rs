//! What the objects of the record look like, made from the types themselves: JSON Schema (draft 2020-12), and its
//! fields one by one, from which tables and the data dictionary are made.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

use crate::account::Account;
use crate::actor::Actor;
use crate::event::Event;
use crate::report::Report;
use crate::statement::Statement;
use crate::store::marks::objects::{Mention, Place, Time};

/// The kinds of objects, in the order of an export.
pub const KINDS: [&str; 8] = ["report", "statement", "account", "actor", "event", "mention", "time", "place"];

/// One field of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub shape: Shape,
    /// May it be null?
    pub null: bool,
    /// What it means.
    pub meaning: String,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text; of a closed set the values and what each means.
    Text(Vec<(String, String)>),
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// An object: the name of its type and its fields.
    Object(String, Vec<Field>),
    /// A list.
    List(Box<Shape>),
}

/// JSON Schema of one line of an export. `$defs` has a schema for each kind of object, and for their parts.
pub fn document() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let kinds = [
        kind::<Report>(&mut generator, KINDS[0]),
        kind::<Statement>(&mut generator, KINDS[1]),
        kind::<Account>(&mut generator, KINDS[2]),
        kind::<Actor>(&mut generator, KINDS[3]),
        kind::<Event>(&mut generator, KINDS[4]),
        kind::<Mention>(&mut generator, KINDS[5]),
        kind::<Time>(&mut generator, KINDS[6]),
        kind::<Place>(&mut generator, KINDS[7]),
    ];
    let mut defs: Map<String, Value> = KINDS.iter().map(|k| (*k).to_owned()).zip(kinds).collect();
    let parts: BTreeMap<String, Value> = generator.take_definitions(true).into_iter().collect();
    defs.extend(parts);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The record of Sidelines",
        "description": "One line of `sidelines export`; `kind` says which object it is.",
        "oneOf": KINDS.map(|k| json!({ "$ref": format!("#/$defs/{k}") })),
        "$defs": defs,
    })
}

/// The schema of one kind of object as a line has it: `kind` first, and a `kind` of its own renamed.
fn kind<T: JsonSchema>(generator: &mut SchemaGenerator, kind: &str) -> Value {
    let mut schema = T::json_schema(generator).to_value();
    let fields = schema["properties"].take();
    let own = |name: &str| if name == "kind" { format!("{kind}_kind") } else { name.to_owned() };
    let mut properties = Map::new();
    properties.insert("kind".to_owned(), json!({ "const": kind }));
    for (name, field) in fields.as_object().into_iter().flatten() {
        properties.insert(own(name), field.clone());
    }
    schema["required"] = properties.keys().cloned().collect();
    schema["properties"] = Value::Object(properties);
    schema
}

/// The fields of one kind of object, without `kind`.
pub fn fields(document: &Value, kind: &str) -> Vec<Field> {
    let all = properties(document, &document["$defs"][kind]);
    all.into_iter().filter(|f| f.name != "kind").collect()
}

/// What a kind of object is, in a sentence.
pub fn meaning(document: &Value, kind: &str) -> String {
    description(&document["$defs"][kind])
}

fn properties(document: &Value, schema: &Value) -> Vec<Field> {
    let fields = schema["properties"].as_object().into_iter().flatten();
    fields.map(|(name, schema)| field(document, name, schema)).collect()
}

fn field(document: &Value, name: &str, schema: &Value) -> Field {
    let (bare, null) = without_null(schema);
    let meaning = Some(description(schema)).filter(|d| !d.is_empty());
    let shape = shape(document, &bare);
    Field { name: name.to_owned(), shape, null, meaning: meaning.unwrap_or_else(|| description(&bare)) }
}

fn description(schema: &Value) -> String {
    let words = schema["description"].as_str().unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The schema of a value that is there, and whether there may be none.
fn without_null(schema: &Value) -> (Value, bool) {
    let mut bare = schema.clone();
    if let Some(types) = schema["type"].as_array() {
        let rest: Vec<&Value> = types.iter().filter(|t| *t != "null").collect();
        bare["type"] = rest.first().map_or(Value::Null, |t| (*t).clone());
        return (bare, rest.len() < types.len());
    }
    let null = json!({ "type": "null" });
    match schema["anyOf"].as_array() {
        Some(either) => {
            let there = either.iter().find(|s| **s != null).cloned().unwrap_or_default();
            (there, either.contains(&null))
        }
        None => (bare, false),
    }
}

fn shape(document: &Value, schema: &Value) -> Shape {
    if let Some(target) = schema["$ref"].as_str() {
        let name = target.rsplit('/').next().unwrap_or_default();
        let found = &document["$defs"][name];
        return match shape(document, found) {
            Shape::Object(_, fields) => Shape::Object(name.to_owned(), fields),
            other => other,
        };
    }
    match schema["type"].as_str() {
        Some("integer") => Shape::Integer,
        Some("number") => Shape::Number,
        Some("boolean") => Shape::Boolean,
        Some("array") => Shape::List(Box::new(shape(document, &without_null(&schema["items"]).0))),
        Some("object") => Shape::Object(String::new(), properties(document, schema)),
        _ => Shape::Text(values(schema)),
    }
}

/// The values of a closed set of words.
fn values(schema: &Value) -> Vec<(String, String)> {
    let one = |s: &Value| s["const"].as_str().map(|v| (v.to_owned(), description(s)));
    schema["oneOf"].as_array().into_iter().flatten().filter_map(one).collect()
}

impl Shape {
    /// The fields of the object, or of the objects of the list.
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Object(_, fields) => fields,
            Self::List(item) => item.fields(),
            _ => &[],
        }
    }
}

/// The fields of a type that is no object of the record.
pub(super) fn fields_of<T: JsonSchema>() -> Vec<Field> {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let document = settings.into_generator().into_root_schema_for::<T>().to_value();
    properties(&document, &document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Status;
    use crate::report::{Dropped, Why};
    use crate::show::objects::object;
    use crate::store::Marks;
    use crate::store::samples::told;

    /// Every field of the object is in the schema, in the same order, of the shape it says; and the other way round.
    fn holds(fields: &[Field], object: &Value, at: &str) {
        let names: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
        let there: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, there, "{at}");
        for field in fields {
            let value = &object[&field.name];
            assert!(!value.is_null() || field.null, "{at}.{} is null", field.name);
            fits(&field.shape, value, &format!("{at}.{}", field.name));
        }
    }

    fn fits(shape: &Shape, value: &Value, at: &str) {
        match (shape, value) {
            (_, Value::Null) => {}
            (Shape::Text(values), Value::String(s)) => {
                assert!(values.is_empty() || values.iter().any(|(v, _)| v == s), "{at}: {s}");
            }
            (Shape::Integer, v) => assert!(v.is_u64(), "{at}"),
            (Shape::Number, v) => assert!(v.is_number(), "{at}"),
            (Shape::Boolean, v) => assert!(v.is_boolean(), "{at}"),
            (Shape::List(item), Value::Array(all)) => all.iter().for_each(|v| fits(item, v, at)),
            (Shape::Object(_, fields), v) => holds(fields, v, at),
            (shape, v) => panic!("{at} is {v}, not {shape:?}"),
        }
    }

    #[test]
    fn objects_are_as_the_schema_says() {
        let document = document();
        let (_, mut reading) = told("The Selm Courier", "2016-09-05", Status::Held);
        reading.report.dropped.push(Dropped { text: "Share".to_owned(), why: Why::Furniture });
        let statements = reading.statements();
        let marks = Marks::of(&reading);
        for (kind, thing) in [
            ("report", object("report", &reading.report)),
            ("statement", object("statement", &statements[0])),
            ("account", object("account", &reading.accounts[0])),
            ("actor", object("actor", &reading.actors()[0])),
            ("time", object("time", &marks.times[0].object)),
        ] {
            let mut thing = thing;
            assert_eq!(thing.as_object_mut().unwrap().shift_remove("kind").unwrap(), kind);
            holds(&fields(&document, kind), &thing, kind);
        }
    }

    #[test]
    fn events_are_compared_by_the_fields_of_the_schema() {
        let (_, reading) = told("The Selm Courier", "2016-09-05", Status::Held);
        let told =
            crate::link::Told { account: &reading.accounts[0], report: Some(&reading.report), reprints: 0 };
        let event = crate::link::event(&[told], &crate::link::Around::of(&[], [].iter()));
        let document = document();
        let all = fields(&document, "event");
        let compared = all.iter().find(|f| f.name == "comparison").unwrap();
        let mut names: Vec<&str> = compared.shape.fields().iter().map(|f| f.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, event.comparison.keys().map(String::as_str).collect::<Vec<_>>());
        for (name, field) in &event.comparison {
            let known = compared.shape.fields().iter().find(|f| f.name == *name).unwrap();
            holds(known.shape.fields(), &serde_json::to_value(field).unwrap(), name);
        }
        assert_eq!(all.len(), serde_json::to_value(&event).unwrap().as_object().unwrap().len());
    }

    #[test]
    fn every_field_says_what_it_means() {
        fn look(fields: &[Field], at: &str) {
            for field in fields {
                assert!(field.meaning.ends_with(['.', '?', ')']), "{at}.{}: {:?}", field.name, field.meaning);
                look(field.shape.fields(), &format!("{at}.{}", field.name));
            }
        }
        let document = document();
        KINDS.iter().for_each(|k| look(&fields(&document, k), k));
    }
}
