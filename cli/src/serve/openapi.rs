//! The description of the API (OpenAPI 3.1): addresses and parameters from tables, objects from the types themselves.

use serde_json::{Map, Value, json};

/// Name, type and meaning of each parameter of a list.
const PARAMETERS: &str = include_str!("data/parameters.tsv");

/// The whole document. `writable`: does this server read files that are sent to it?
pub fn document(writable: bool) -> Value {
    let list = parameters(|_| true);
    let conditions = parameters(|name| !["sort", "from", "limit"].contains(&name));
    let mut paths = Map::new();
    let mut add = |path: &str, summary: &str, parameters: Value, answer: Value| {
        let ok = json!({"description": summary, "content": {"application/json": {"schema": answer}}});
        let responses = json!({"200": ok, "400": problem(), "404": problem(), "503": problem()});
        paths.insert(
            path.into(),
            json!({"get": {"summary": summary, "parameters": parameters, "responses": responses}}),
        );
    };
    add("/api/events", "Events that meet all conditions, a page at a time", list, page());
    add("/api/events/{id}", "An event with its accounts, statements and reports", id(), around("event"));
    add("/api/reports/{id}", "A report with its statements and accounts", id(), around("report"));
    add("/api/actors/{id}", "An actor", id(), reference("Actor"));
    add(
        "/api/counts",
        "How many events by month, status, type, party and place",
        conditions,
        json!({"type": "object"}),
    );
    if writable {
        paths.insert("/read".into(), reading());
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sidelines",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The diplomatic and political record that news reports make: events, what each report tells of them, in which words. Only the page of the program itself may write.",
        },
        "paths": paths,
        "components": {"schemas": schemas()},
    })
}

fn parameters(kept: impl Fn(&str) -> bool) -> Value {
    let rows = PARAMETERS.lines().skip(1).filter_map(|l| {
        let mut cells = l.split('\t');
        Some((cells.next()?, cells.next()?, cells.next()?))
    });
    let one = |(name, kind, meaning): (&str, &str, &str)| json!({"name": name, "in": "query", "required": false, "description": meaning, "schema": {"type": kind}});
    rows.filter(|(name, ..)| kept(name)).map(one).collect()
}

fn id() -> Value {
    json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}])
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn list(name: &str) -> Value {
    json!({"type": "array", "items": reference(name)})
}

fn page() -> Value {
    json!({"type": "object", "required": ["total", "from", "next", "events"], "properties": {
        "total": {"type": "integer"},
        "from": {"type": "integer"},
        "next": {"type": ["string", "null"], "description": "`from` of the next page; null on the last"},
        "events": list("Event"),
    }})
}

fn around(kind: &str) -> Value {
    let mut properties = Map::new();
    let own = if kind == "event" { "Event" } else { "Report" };
    properties.insert(kind.into(), reference(own));
    properties.insert("accounts".into(), list("Account"));
    properties.insert("statements".into(), list("Statement"));
    if kind == "event" {
        properties.insert("reports".into(), list("Report"));
    }
    json!({"type": "object", "properties": properties})
}

/// RFC 9457.
fn problem() -> Value {
    let fields =
        json!({"title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}});
    let schema = json!({"type": "object", "properties": fields});
    json!({"description": "What is wrong, and what to ask instead", "content": {"application/problem+json": {"schema": schema}}})
}

fn reading() -> Value {
    let name = json!([{"name": "name", "in": "query", "required": false, "description": "the file's name", "schema": {"type": "string"}}]);
    let done = json!({"description": "What was read", "content": {"application/json": {"schema": {"type": "object"}}}});
    json!({"post": {"summary": "Read a file into the record (only from the program's own page)", "parameters": name,
        "requestBody": {"content": {"application/octet-stream": {}}}, "responses": {"200": done, "403": problem()}}})
}

/// The objects of the record, as the types that write them describe themselves.
fn schemas() -> Value {
    let mut settings = schemars::generate::SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    let mut generator = settings.into_generator();
    generator.subschema_for::<sidelines::event::Event>();
    generator.subschema_for::<sidelines::account::Account>();
    generator.subschema_for::<sidelines::statement::Statement>();
    generator.subschema_for::<sidelines::report::Report>();
    generator.subschema_for::<sidelines::actor::Actor>();
    Value::Object(generator.take_definitions(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All references of a document.
    fn references(of: &Value, found: &mut Vec<String>) {
        match of {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|v| references(v, found));
            }
            Value::Array(all) => all.iter().for_each(|v| references(v, found)),
            _ => {}
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = document(true);
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(found.len() > 20, "{found:?}");
        for reference in found {
            let pointer = reference.trim_start_matches('#');
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }

    #[test]
    fn every_parameter_is_one_that_is_understood() {
        // `Ask` refuses nothing it does not know; what it does not know it does not change.
        for name in PARAMETERS.lines().skip(1).filter_map(|l| l.split('\t').next()) {
            let ask: crate::serve::ask::Ask =
                serde_json::from_value(json!({name: "1"})).expect("a parameter is text");
            assert_ne!(ask, crate::serve::ask::Ask::default(), "{name}");
        }
    }
}
