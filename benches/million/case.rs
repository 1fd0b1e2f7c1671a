//! The rows that the program makes of a few reports, as templates for as many copies as one likes.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::Value as Cell;
use serde_json::{Map, Value};
use sidelines::when::calendar::Day;

use super::known::Known;
use super::template::{Slot, Template};

/// Tables to copy, with whether each copy has them: marks fill many pages, and are the same for every report.
pub const TABLES: [(&str, bool); 10] = [
    ("report", true),
    ("actor", true),
    ("report_actor", true),
    ("statement", true),
    ("event", true),
    ("account", true),
    ("participant", true),
    ("mention", false),
    ("time", false),
    ("place", false),
];

pub enum Hole {
    Kept(Cell),
    Filled(Template),
}

pub struct Table {
    pub name: &'static str,
    pub always: bool,
    pub columns: usize,
    pub rows: Vec<Vec<Hole>>,
}

/// The words of a report, and where names stand in them.
pub struct Text {
    pub words: String,
    pub names: Vec<(usize, usize, Slot)>,
}

pub struct Case {
    pub known: Known,
    pub texts: Vec<Text>,
    pub tables: Vec<Table>,
    /// The first day of publication.
    pub day: Day,
    pub events: usize,
}

impl Case {
    /// All that a small record holds.
    pub fn of(db: &Connection) -> rusqlite::Result<Self> {
        let mut maker = Maker::of(db)?;
        let mut tables = Vec::new();
        for (name, always) in TABLES {
            tables.push(maker.table(db, name, always)?);
        }
        let first =
            db.query_row("SELECT min(published) FROM report", [], |r| r.get::<_, Option<String>>(0))?;
        let day = first.and_then(|d| Day::parse(&d)).or_else(|| Day::new(2020, 1, 1)).expect("a day");
        let events = tables.iter().find(|t| t.name == "event").map_or(0, |t| t.rows.len());
        Ok(Self { known: maker.known, texts: maker.texts, tables, day, events })
    }
}

struct Maker {
    known: Known,
    texts: Vec<Text>,
    /// Where the text of a report, or of the report of an account, is.
    text_of: BTreeMap<String, usize>,
}

type Row = Map<String, Value>;

impl Maker {
    fn of(db: &Connection) -> rusqlite::Result<Self> {
        let known = Known::of(db)?;
        let (mut texts, mut text_of) = (Vec::new(), BTreeMap::new());
        for row in rows(db, "SELECT id, text FROM report ORDER BY id")? {
            let id = string(&row, "id");
            let names = names(db, &known, &id)?;
            text_of.insert(id, texts.len());
            texts.push(Text { words: string(&row, "text"), names });
        }
        for row in rows(db, "SELECT id, report FROM account")? {
            text_of.insert(string(&row, "id"), text_of[&string(&row, "report")]);
        }
        Ok(Self { known, texts, text_of })
    }

    fn table(&mut self, db: &Connection, name: &'static str, always: bool) -> rusqlite::Result<Table> {
        let all = rows(db, &format!("SELECT * FROM {name}"))?;
        // Actors that are others in each copy are written once, with all that there are.
        let kept = |r: &&Row| name != "actor" || self.known.id(&string(r, "id")).is_none();
        let all: Vec<&Row> = all.iter().filter(kept).collect();
        let columns = all.first().map_or(0, |r| r.len());
        let rows = all.iter().map(|r| r.keys().map(|column| self.cell(r, column)).collect()).collect();
        Ok(Table { name, always, columns, rows })
    }

    fn cell(&mut self, row: &Row, column: &str) -> Hole {
        let value = &row[column];
        let mut out = Template::default();
        let near = self.near(row);
        match (column, value) {
            ("object", Value::String(json)) => {
                let object: Value = serde_json::from_str(json).expect("JSON in the record");
                let near = self.near(object.as_object().expect("an object"));
                self.json("", &object, &near, &mut out);
            }
            ("text", _) => out.hole(Slot::Text(near[0])),
            ("start" | "end" | "exact", _) => match self.span(row, &near) {
                Some((text, start, _)) if column == "start" => out.hole(Slot::Start(text, start)),
                Some((text, _, end)) if column == "end" => out.hole(Slot::End(text, end)),
                Some((text, start, end)) => out.hole(Slot::Words(text, start, end)),
                None => return Hole::Kept(cell(value)),
            },
            ("evidence" | "content", _) => self.quotes(row, column, near[0], &mut out),
            ("lat" | "lon" | "geonames", _) => match self.located(row, column) {
                Some(slot) => out.hole(slot),
                None => return Hole::Kept(cell(value)),
            },
            ("title", Value::String(words)) => self.known.line(words, &mut out),
            (_, Value::String(words)) => self.list(column, words, &mut out),
            _ => return Hole::Kept(cell(value)),
        }
        Hole::Filled(out)
    }

    /// The texts that a row may quote.
    fn near(&self, row: &Row) -> Vec<usize> {
        let own = ["report", "account", "id"].iter().filter_map(|f| row.get(*f));
        let listed = row.get("accounts").and_then(Value::as_array).into_iter().flatten();
        own.chain(listed).filter_map(|v| self.text_of.get(v.as_str()?).copied()).collect()
    }

    fn span(&self, object: &Row, near: &[usize]) -> Option<(usize, usize, usize)> {
        let number = |field: &str| object.get(field)?.as_u64().map(|n| n as usize);
        let (start, end) = (number("start")?, number("end")?);
        let exact = object.get("exact")?.as_str()?;
        let says = |t: &&usize| self.texts[**t].words.get(start..end) == Some(exact);
        near.iter().find(says).map(|t| (*t, start, end))
    }

    /// The words of an account or statement, as its row has them in one cell.
    fn quotes(&self, row: &Row, column: &str, text: usize, out: &mut Template) {
        let object: Value = serde_json::from_str(&string(row, "object")).expect("JSON in the record");
        let one = std::slice::from_ref(&object[column]);
        let quotes = object[column].as_array().map_or(one, Vec::as_slice);
        for (i, quote) in quotes.iter().enumerate() {
            out.fixed(if i > 0 { " … " } else { "" });
            if let Some((text, start, end)) = quote.as_object().and_then(|q| self.span(q, &[text])) {
                out.hole(Slot::Words(text, start, end));
            }
        }
    }

    fn located(&self, place: &Row, field: &str) -> Option<Slot> {
        let spot = self.known.spot(place.get("name")?)?;
        Some(match field {
            "lat" => Slot::Lat(spot),
            "lon" => Slot::Lon(spot),
            "geonames" => Slot::Geonames(spot),
            _ => Slot::Spot(spot),
        })
    }

    /// A cell of one value, or of several with semicolons between.
    fn list(&mut self, column: &str, words: &str, out: &mut Template) {
        for (i, part) in words.split("; ").enumerate() {
            out.fixed(if i > 0 { "; " } else { "" });
            match self.known.value(column, part) {
                Some(slot) => out.hole(slot),
                None => out.fixed(part),
            }
        }
    }

    fn json(&mut self, field: &str, value: &Value, near: &[usize], out: &mut Template) {
        match value {
            Value::Object(object) => self.object(object, near, out),
            Value::Array(all) => {
                for (i, one) in all.iter().enumerate() {
                    out.fixed(if i > 0 { "," } else { "[" });
                    self.json(field, one, near, out);
                }
                out.fixed(if all.is_empty() { "[]" } else { "]" });
            }
            Value::String(words) => match self.known.value(field, words) {
                Some(slot) => quoted(slot, out),
                None if field == "title" => {
                    out.fixed("\"");
                    self.known.line(words, out);
                    out.fixed("\"");
                }
                None => out.fixed(&value.to_string()),
            },
            _ => out.fixed(&value.to_string()),
        }
    }

    fn object(&mut self, object: &Row, near: &[usize], out: &mut Template) {
        let mut own = self.near(object);
        own.extend(near);
        let span = self.span(object, &own);
        let place = object.contains_key("lat").then(|| self.located(object, "name")).flatten();
        out.fixed("{");
        for (i, (field, value)) in object.iter().enumerate() {
            out.fixed(if i > 0 { "," } else { "" });
            out.fixed(&format!("\"{field}\":"));
            match (field.as_str(), span, place) {
                ("start", Some((text, start, _)), _) => out.hole(Slot::Start(text, start)),
                ("end", Some((text, _, end)), _) => out.hole(Slot::End(text, end)),
                ("exact", Some((text, start, end)), _) => out.hole(Slot::Json(text, start, end)),
                ("name", _, Some(slot)) => quoted(slot, out),
                ("lat" | "lon" | "geonames", _, Some(_)) => {
                    self.located(object, field).into_iter().for_each(|slot| out.hole(slot));
                }
                ("admin1", _, Some(_)) => out.fixed("null"),
                _ => self.json(field, value, &own, out),
            }
        }
        out.fixed("}");
    }
}

fn quoted(slot: Slot, out: &mut Template) {
    out.fixed("\"");
    out.hole(slot);
    out.fixed("\"");
}

/// Where a text names what is other in each copy: the longest spans, none within another.
fn names(db: &Connection, known: &Known, report: &str) -> rusqlite::Result<Vec<(usize, usize, Slot)>> {
    let sql = format!(
        "SELECT \"start\", \"end\", exact FROM mention WHERE report = '{report}' UNION
         SELECT \"start\", \"end\", exact FROM place WHERE report = '{report}' ORDER BY 1, 2 DESC"
    );
    let mut all: Vec<(usize, usize, Slot)> = Vec::new();
    for row in rows(db, &sql)? {
        let at = |field: &str| row[field].as_u64().unwrap_or(0) as usize;
        if let Some(slot) = known.name(&string(&row, "exact"))
            && all.last().is_none_or(|last| last.1 <= at("start"))
        {
            all.push((at("start"), at("end"), slot));
        }
    }
    Ok(all)
}

/// Rows with the names of their columns.
fn rows(db: &Connection, sql: &str) -> rusqlite::Result<Vec<Row>> {
    let mut query = db.prepare(sql)?;
    let columns: Vec<String> = query.column_names().map(str::to_owned).collect();
    let value = |cell: Cell| match cell {
        Cell::Integer(n) => Value::from(n),
        Cell::Real(n) => Value::from(n),
        Cell::Text(words) => Value::from(words),
        _ => Value::Null,
    };
    let row = |r: &rusqlite::Row| -> rusqlite::Result<Row> {
        columns.iter().enumerate().map(|(i, c)| Ok((c.clone(), value(r.get(i)?)))).collect()
    };
    query.query_map([], row)?.collect()
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Number(n) if n.is_f64() => Cell::Real(n.as_f64().unwrap_or_default()),
        Value::Number(n) => Cell::Integer(n.as_i64().unwrap_or_default()),
        Value::String(words) => Cell::Text(words.clone()),
        _ => Cell::Null,
    }
}

fn string(row: &Row, field: &str) -> String {
    row.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}
