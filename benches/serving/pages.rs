//! Which pages are asked for: of each kind an ordinary one and the worst.

use rusqlite::Connection;

pub struct Page {
    pub name: &'static str,
    pub path: String,
}

/// Addresses that need nothing of the record.
const PLAIN: [(&str, &str); 28] = [
    ("ledger, first page", "/"),
    ("ledger, oldest first", "/?sort=oldest"),
    ("ledger, most reports first", "/?sort=reports"),
    ("ledger, most sure first", "/?sort=confidence"),
    ("words: common (said)", "/?q=said"),
    ("words: common (talks president)", "/?q=talks+president"),
    ("words: beginning of one (mi)", "/?q=mi"),
    ("words: none", "/?q=zzyzxnowhere"),
    ("who: a state's code", "/?who=USA"),
    ("who: a state", "/?who=China"),
    ("type", "/?type=CONSULT"),
    ("status", "/?status=called_off"),
    ("since", "/?since=2020"),
    ("until", "/?until=1999"),
    ("where: a state", "/?where=China"),
    ("where: a city", "/?where=Mumbai"),
    ("about: common (talks)", "/?about=talks"),
    ("context", "/?context=diplomatic"),
    ("differ", "/?differ=any"),
    ("legs", "/?legs=2"),
    ("all filters", "/?q=said&who=China&type=CONSULT&status=held&since=2000&until=2025&legs=1"),
    ("API: first events", "/api/events"),
    ("API: 200 events of a state", "/api/events?who=China&limit=200"),
    ("API: counts of all", "/api/counts"),
    ("API: description", "/api/openapi.json"),
    ("Atom of a state", "/feed.atom?who=China"),
    ("calendar of a state", "/events.ics?who=China"),
    ("CSV of a state", "/events.csv?who=China"),
];

/// Addresses of things that are looked for in the record.
const FOUND: [(&str, &str, &str); 14] = [
    ("ledger, page in the middle", "/?from=", "SELECT count(*) / 2 FROM event"),
    ("ledger, last page", "/?from=", "SELECT count(*) - 10 FROM event"),
    (
        "words: rare (one person)",
        "/?q=",
        "SELECT name FROM participant WHERE actor LIKE 'person:%' ORDER BY account LIMIT 1",
    ),
    (
        "who: one person",
        "/?who=",
        "SELECT name FROM participant WHERE actor LIKE 'person:%' ORDER BY account LIMIT 1",
    ),
    ("actor in the ledger: most named", "/?actor=", MOST_NAMED),
    ("event", "/event/", "SELECT id FROM event LIMIT 1 OFFSET 5000"),
    ("event of most reports", "/event/", "SELECT id FROM event ORDER BY n_reports DESC, id LIMIT 1"),
    ("event of the longest series", "/event/", LONGEST_SERIES),
    ("event of the largest occasion", "/event/", LARGEST_OCCASION),
    ("API: event", "/api/events/", "SELECT id FROM event LIMIT 1 OFFSET 5000"),
    ("report with marks", "/report/", "SELECT report FROM mention LIMIT 1 OFFSET 1000"),
    ("report of the longest text", "/report/", "SELECT id FROM report ORDER BY length(text) DESC LIMIT 1"),
    ("actor: most named", "/actor/", MOST_NAMED),
    ("actor: a person, most named", "/actor/", MOST_NAMED_PERSON),
];

const MOST_NAMED: &str = "SELECT actor FROM participant GROUP BY actor ORDER BY count(*) DESC LIMIT 1";
const MOST_NAMED_PERSON: &str = "SELECT actor FROM participant WHERE actor LIKE 'person:%'
    GROUP BY actor ORDER BY count(*) DESC LIMIT 1";
const LONGEST_SERIES: &str = "SELECT event FROM _series WHERE key =
    (SELECT key FROM _series WHERE key IS NOT NULL GROUP BY key ORDER BY count(*) DESC LIMIT 1) LIMIT 1";
const LARGEST_OCCASION: &str = "SELECT event FROM _series WHERE site =
    (SELECT site FROM _series WHERE site IS NOT NULL GROUP BY site ORDER BY count(*) DESC LIMIT 1) LIMIT 1";

/// All pages to ask a record for.
///
/// # Errors
/// When the record cannot be read.
pub fn all(record: &str) -> rusqlite::Result<Vec<Page>> {
    let db = Connection::open(record)?;
    let mut pages: Vec<Page> =
        PLAIN.iter().map(|(name, path)| Page { name, path: (*path).to_owned() }).collect();
    for (name, path, sql) in FOUND {
        let value: rusqlite::types::Value = db.query_row(sql, [], |r| r.get(0))?;
        let value = match value {
            rusqlite::types::Value::Text(words) => words.replace(' ', "+"),
            rusqlite::types::Value::Integer(n) => n.to_string(),
            _ => continue,
        };
        pages.push(Page { name, path: format!("{path}{value}") });
    }
    Ok(pages)
}
