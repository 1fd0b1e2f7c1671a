//! The record's codes in words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sidelines::account::Status;
use sidelines::actor::{Actor, ActorKind};
use sidelines::event::Event;
use sidelines::place::WhereBasis;
use sidelines::report::Why;
use sidelines::show::days::day;
use sidelines::show::report::stance;
use sidelines::statement::{Stance, Statement};
use sidelines::when::WhenBasis;

use super::text::{Told, clipped};

/// `data/words.tsv`: kind, code, word, and what it says.
static WORDS: LazyLock<Vec<Vec<&str>>> =
    LazyLock::new(|| include_str!("data/words.tsv").lines().map(|l| l.split('\t').collect()).collect());

/// Names of states by their ISO 3166-1 alpha-3 codes: columns `iso3` and `name` of the gazetteer's table.
static COUNTRIES: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let mut rows = include_str!("../../../../gazetteer/countries.tsv").lines().map(|l| l.split('\t'));
    let head: Vec<&str> = rows.next().map(Iterator::collect).unwrap_or_default();
    let at = |name: &str| head.iter().position(|h| *h == name).unwrap_or(usize::MAX);
    let (code, name) = (at("iso3"), at("name"));
    let row = |r: std::str::Split<'static, char>| {
        let fields: Vec<&str> = r.collect();
        Some((*fields.get(code)?, *fields.get(name)?))
    };
    rows.filter_map(row).collect()
});

/// Rows of one kind: code, word.
pub fn all(kind: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    WORDS.iter().filter(move |row| row[0] == kind).map(|row| (row[1], row[2]))
}

/// The word for a code of a kind; the code where there is none.
pub fn word(kind: &str, code: &str) -> String {
    all(kind).find(|(c, _)| *c == code).map_or_else(|| code.to_owned(), |(_, w)| w.to_owned())
}

/// What an event type says: `meets, visits, talks with`.
pub fn gloss(kind: &str) -> String {
    let row = WORDS.iter().find(|row| row[0] == "type" && row[1] == kind);
    row.and_then(|row| row.get(3)).map_or_else(String::new, |g| (*g).to_owned())
}

/// The usual name of a state; the code where it is not known.
pub fn country(iso3: &str) -> String {
    COUNTRIES.get(iso3).copied().unwrap_or(iso3).to_owned()
}

/// A status.
pub fn status(status: Status) -> String {
    status.name().replace('_', " ")
}

/// `1 report`, `2 reports`, `12,000 reports`.
pub fn count(n: usize, thing: &str) -> String {
    format!("{} {thing}{}", number(n), if n == 1 { "" } else { "s" })
}

/// `1,204`.
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let first = digits.len() % 3;
    let mut parts: Vec<&str> = if first > 0 { vec![&digits[..first]] } else { Vec::new() };
    parts.extend((first..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    parts.join(",")
}

/// On how much an event stands: `3 reports on 2 independent legs`.
pub fn legs(e: &Event) -> String {
    match e.n_reports {
        0 | 1 => "one report alone".to_owned(),
        n => format!("{} on {}", count(n, "report"), count(e.n_independent, "independent leg")),
    }
}

/// The day of an event; empty where only the day of its telling is known.
pub fn day_of(e: &Event) -> String {
    if told_on(e).is_some() { String::new() } else { day(e.when.as_ref().map(|w| w.edtf.as_str())) }
}

/// The day an event was first told, where it has no day of its own: by that it stands in the ledger.
pub fn told_on(e: &Event) -> Option<String> {
    let told = || e.status_history.iter().filter_map(|s| s.as_of.as_deref()).min();
    if e.when.is_some() { None } else { told().map(|d| day(Some(d))) }
}

/// What a confidence means: `93 of 100 events told like this are expected to be right`.
pub fn confidence(of: f64) -> String {
    let hundred = (of.clamp(0.0, 1.0) * 100.0).round() as usize;
    match hundred {
        100 => "nearly all events told like this are expected to be right".to_owned(),
        n => format!("{n} of 100 events told like this are expected to be right"),
    }
}

/// What an actor is.
fn actor_kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::State => "state or territory",
        ActorKind::Igo => "intergovernmental organisation",
        ActorKind::Body => "body or organisation",
        ActorKind::Group => "group of people",
    }
}

/// On what a time stands.
pub fn when_basis(basis: WhenBasis) -> &'static str {
    match basis {
        WhenBasis::Stated => "a full date in the text",
        WhenBasis::Relative => "counted from the day of the report",
        WhenBasis::Setting => "the days of the occasion",
        WhenBasis::Report => "the day of the report",
    }
}

/// What an actor is, its sector, its country where the name does not say it.
pub fn traits(a: &Actor) -> impl Iterator<Item = String> {
    let sector = a.sector.as_deref().map(|s| word("sector", s));
    let country = a.country.as_deref().map(country).filter(|c| *c != a.name);
    [Some(actor_kind(a.kind).to_owned()), sector, country].into_iter().flatten()
}

/// `Helsinki, Finland`; a state by its name alone.
pub fn place(name: &str, iso3: Option<&str>) -> String {
    let country = iso3.map(country).filter(|c| c != name);
    country.map_or_else(|| name.to_owned(), |c| format!("{name}, {c}"))
}

/// On what a place stands.
pub fn where_basis(basis: WhereBasis) -> &'static str {
    match basis {
        WhereBasis::Stated => "named with it",
        WhereBasis::Setting => "the place of the occasion",
        WhereBasis::Dateline => "where the report was filed",
        WhereBasis::Context => "from the words before",
    }
}

/// Why words were left out of a report.
pub fn why(why: Why) -> &'static str {
    match why {
        Why::Page => "beside the article",
        Why::Appeal => "appeal",
        Why::Caption => "caption",
        Why::Furniture => "furniture",
    }
}

/// The report's own word of saying (`accused`), and how the speaker stands to what is said where that is not that it is so.
pub fn saying(s: &Statement) -> Told {
    let cue = clipped(&s.cue.exact, 60);
    match s.stance {
        _ if !cue.contains(char::is_alphabetic) => Told(stance(s.stance).to_owned()),
        Stance::Asserts => Told(cue),
        other => Told(format!("{cue} ({})", stance(other))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_words_and_unknown_ones_stay() {
        assert_eq!(word("sector", "GOV"), "government");
        assert_eq!(word("sector", "ZZZ"), "ZZZ");
        assert_eq!(country("FIN"), "Finland");
        assert_eq!(country("XXA"), "XXA");
        assert_eq!(all("type").count(), 16);
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([1, 12, 1204, 1_000_000].map(number), ["1", "12", "1,204", "1,000,000"]);
        assert_eq!(count(1, "leg"), "1 leg");
    }

    #[test]
    fn confidence_is_a_share() {
        assert!(confidence(0.934).starts_with("93 of 100"));
        assert!(confidence(0.999).starts_with("nearly all"));
    }
}
