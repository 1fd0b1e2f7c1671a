//! Reports with one account each, made by hand, and the tables of a record of them.

use super::super::*;
use crate::account::Account;
use crate::actor::{Actor, ActorKind, Participant};
use crate::document::Document;
use crate::place::{Admin1, Where, WhereBasis};
use crate::reader::Reading;
use crate::recognise::Found;
use crate::report::{PublishedBasis, RawReport, Report, stable_id};
use crate::span::{Quote, Span};
use crate::store::Versions;
use crate::when::{When, WhenBasis};

/// Id, name, country, kind, sector.
pub type Who = (&'static str, &'static str, Option<&'static str>, ActorKind, Option<&'static str>);

pub const XI: Who = ("Q15031", "Xi Jinping", Some("CHN"), ActorKind::Person, Some("GOV"));
pub const OBAMA: Who = ("Q76", "Barack Obama", Some("USA"), ActorKind::Person, Some("GOV"));
pub const CHINA: Who = ("Q148", "China", Some("CHN"), ActorKind::State, None);
pub const NORWAY: Who = ("Q20", "Norway", Some("NOR"), ActorKind::State, None);
pub const UN: Who = ("Q1065", "United Nations", None, ActorKind::Igo, Some("IGO"));
pub const HAMAS: Who = ("Q38799", "Hamas", Some("PSE"), ActorKind::Body, Some("REB"));

/// One report with one account.
pub struct Tale {
    pub outlet: &'static str,
    pub published: &'static str,
    pub url: Option<&'static str>,
    pub text: &'static str,
    pub act: (&'static str, Option<&'static str>),
    pub status: Status,
    pub actors: &'static [Who],
    pub recipients: &'static [Who],
    pub when: Option<&'static str>,
    pub place: Option<Where>,
    pub words: &'static str,
    pub rule: &'static str,
}

impl Default for Tale {
    fn default() -> Self {
        Self {
            outlet: "The Selm Courier",
            published: "2016-09-05",
            url: Some("https://www.selm.example/1"),
            text: "PARIS — Élysée aides watched.\nXi Jinping met Barack Obama in Paris on Sunday.\n\nNothing was signed.",
            act: ("CONSULT", Some("meet")),
            status: Status::Held,
            actors: &[XI, OBAMA],
            recipients: &[],
            when: Some("2016-09-04"),
            place: Some(paris()),
            words: "Xi Jinping met Barack Obama",
            rule: "consult/meet",
        }
    }
}

fn paris() -> Where {
    Where {
        name: "Paris".to_owned(),
        country: Some("FRA".to_owned()),
        admin1: Some(Admin1 { name: "Ile-de-France".to_owned(), code: "FR-IDF".to_owned() }),
        geonames: Some(2_988_507),
        lat: Some(48.85),
        lon: Some(2.35),
        is_state: false,
        basis: WhereBasis::Stated,
        span: None,
    }
}

fn quote(text: &str, words: &str) -> Quote {
    let start = text.find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
    Span::new(start, start + words.len()).quote(text)
}

impl Tale {
    pub fn report(&self) -> Report {
        Report {
            outlet: Some(self.outlet.to_owned()),
            url: self.url.map(str::to_owned),
            title: Some("Talks \"in\tParis\"".to_owned()),
            language: Some("en".to_owned()),
            published: Some(self.published.to_owned()),
            published_basis: Some(PublishedBasis::Metadata),
            id: stable_id("r", &[self.outlet, self.text]),
            ..Report::of_text("reports/1.txt", self.text)
        }
    }

    fn parties(&self, who: &[Who]) -> Vec<Participant> {
        let party = |&(id, name, country, kind, sector): &Who| Participant {
            name: name.to_owned(),
            actor: id.to_owned(),
            kind: Some(kind),
            sector: sector.map(str::to_owned),
            country: country.map(str::to_owned),
            title: (id == "Q76").then(|| "President".to_owned()),
            span: quote(self.text, name),
        };
        who.iter().map(party).collect()
    }

    fn reading(&self) -> (RawReport, Reading) {
        let report = self.report();
        let place = self.place.clone().map(|p| {
            let span = self.text.contains(&p.name).then(|| quote(self.text, &p.name));
            Where { span, ..p }
        });
        let when = |e: &str| When { edtf: e.to_owned(), basis: WhenBasis::Setting, span: None };
        let account = Account {
            id: stable_id("a", &[&report.id]),
            report: report.id.clone(),
            event: None,
            kind: self.act.0.to_owned(),
            mode: self.act.1.map(str::to_owned),
            status: self.status,
            actors: self.parties(self.actors),
            recipients: self.parties(self.recipients),
            when: self.when.map(when),
            place,
            setting: None,
            topics: Vec::new(),
            contexts: vec!["diplomatic".to_owned(), "environment".to_owned()],
            sources: Vec::new(),
            evidence: vec![quote(self.text, self.words)],
            rule: self.rule.to_owned(),
            confidence: 0.83,
            traits: Vec::new(),
        };
        let raw = RawReport {
            source: report.source.clone(),
            outlet: report.outlet.clone(),
            date: report.published.clone(),
            text: report.text.clone(),
            ..RawReport::default()
        };
        let known = self.actors.iter().chain(self.recipients).chain(&[UN, NORWAY]);
        let mut actors: Vec<Actor> = known.map(actor).collect();
        actors.sort_by(|a, b| a.id.cmp(&b.id));
        actors.dedup();
        let found = Found { actors, ..Found::default() };
        (raw, Reading { report, document: Document::default(), found, accounts: vec![account] })
    }
}

fn actor(&(id, name, country, kind, sector): &Who) -> Actor {
    Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        country: country.map(str::to_owned),
        sector: sector.map(str::to_owned),
        aliases: Vec::new(),
        offices: Vec::new(),
    }
}

/// Name and value of each cell of a row.
pub type Cells = Vec<(String, String)>;

/// What the four tables say of a record of these reports.
pub struct Out {
    pub event: String,
    /// Name, rows as columns by name, and what was left out: POLECAT, GDELT's two, ICEWS.
    pub tables: Vec<(Vec<Cells>, Written)>,
}

impl Out {
    pub fn of(tales: &[Tale], options: &Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let mut store = Store::open(path.to_str().unwrap(), &Versions::embedded()).unwrap();
        for tale in tales {
            let (raw, reading) = tale.reading();
            store.write(&raw, &reading, false).unwrap();
        }
        store.link().unwrap();
        let ids: Vec<String> = store.events().unwrap().into_iter().map(|e| e.id).collect();
        let makers = [
            (polecat as Writer, Columns::POLECAT),
            (gdelt_events, Columns::GDELT_EVENTS),
            (gdelt_mentions, Columns::GDELT_MENTIONS),
            (icews, Columns::ICEWS),
        ];
        let tables = makers.map(|(write, columns)| table(&store, &ids, options, write, columns));
        Self { event: ids.first().cloned().unwrap_or_default(), tables: tables.into() }
    }

    pub fn cell(&self, table: usize, row: usize, column: &str) -> &str {
        let cells = &self.tables[table].0[row];
        cells.iter().find(|(name, _)| name == column).map(|(_, v)| v.as_str()).unwrap()
    }

    pub fn rows(&self, table: usize) -> usize {
        self.tables[table].0.len()
    }

    /// Checks columns of the first row, and that every other column is empty.
    pub fn is(&self, table: usize, expected: &[(&str, &str)]) {
        for (column, value) in &self.tables[table].0[0] {
            let wanted = expected.iter().find(|(name, _)| name == column).map_or("", |(_, v)| *v);
            assert_eq!(value, wanted, "{column}");
        }
    }
}

type Writer = fn(&Store, &[String], &Options, &mut dyn Write) -> Result<Written, ExportError>;

fn table(
    store: &Store,
    ids: &[String],
    options: &Options,
    write: Writer,
    columns: Columns,
) -> (Vec<Cells>, Written) {
    let mut out = Vec::new();
    let written = write(store, ids, options, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let names: Vec<&str> = columns.names().collect();
    let mut lines = text.lines();
    if columns.header {
        assert_eq!(lines.next().unwrap().split('\t').collect::<Vec<_>>(), names);
    }
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), names.len(), "{line}");
        names.iter().zip(cells).map(|(n, c)| ((*n).to_owned(), c.to_owned())).collect()
    };
    let rows: Vec<Cells> = lines.map(row).collect();
    assert_eq!(rows.len(), written.rows);
    (rows, written)
}
