//! Field by field, account by account: what agrees, differs, was replaced, or is not said.

use sidelines::account::Account;
use sidelines::event::{Event, FieldComparison, Given};
use sidelines::show::days::day;
use sidelines::show::event::FIELDS;

use super::text::{Name, Told, clipped, name};
use super::words;

/// Accounts up to which each has a column; more are told value by value.
const MOST_COLUMNS: usize = 6;
/// Values of one field that are shown.
const MOST_VALUES: usize = 24;
/// Accounts named for one value.
const MOST_NAMED: usize = 12;

/// How a value stands to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Nobody contradicts it.
    Agrees,
    /// It excludes another.
    Differs,
    /// It was replaced.
    Replaced,
}

impl Stand {
    /// Its class in the page.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs => "differs",
            Self::Replaced => "replaced",
        }
    }

    /// In words, where the value does not simply stand.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Agrees => "",
            Self::Differs => "differs",
            Self::Replaced => "later replaced",
        }
    }
}

/// A value of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// `a`, `b` ... where it differs.
    pub letter: Option<char>,
    /// The value.
    pub value: Name,
    /// How it stands.
    pub stand: Stand,
    /// Words of the account that say so.
    pub words: Option<Told>,
    /// The accounts that give it, by number, and how many more.
    pub accounts: Vec<(usize, String)>,
    /// Accounts that are not named.
    pub more: usize,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// `when`.
    pub code: &'static str,
    /// `When`.
    pub label: String,
    /// `differ`, `agree`, `one voice`.
    pub verdict: &'static str,
    /// Do the accounts differ on it?
    pub differs: bool,
    /// The values of each account, in order of the columns.
    pub cells: Vec<Vec<Value>>,
    /// All values, for where there are no columns.
    pub values: Vec<Value>,
    /// Accounts that say nothing of it.
    pub silent: usize,
}

/// The table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// One row a field of which anything is said.
    pub fields: Vec<Field>,
    /// Has each account its column?
    pub columns: bool,
    /// Do the accounts contradict one another anywhere?
    pub differs: bool,
}

/// The comparison of an event that has two accounts or more.
pub fn comparison(event: &Event, accounts: &[Account]) -> Option<Comparison> {
    let columns = accounts.len() <= MOST_COLUMNS;
    let field = |code: &&'static str| event.comparison.get(*code).map(|c| field(code, c, accounts, columns));
    let fields: Vec<Field> = FIELDS.iter().filter_map(field).filter(|f| !f.values.is_empty()).collect();
    let differs = fields.iter().any(|f| f.differs);
    (accounts.len() > 1).then_some(Comparison { fields, columns, differs })
}

fn field(code: &'static str, c: &FieldComparison, accounts: &[Account], columns: bool) -> Field {
    // Letters follow the columns: the first account that gives one of the values has `a`.
    let first = |g: &&Given| accounts.iter().position(|a| g.accounts.contains(&a.id));
    let ordered = |given| {
        let mut all: Vec<&Given> = Vec::from_iter(given);
        all.sort_by_key(first);
        all
    };
    let stands = [
        (ordered(&c.agree), Stand::Agrees),
        (ordered(&c.differ), Stand::Differs),
        (ordered(&c.superseded), Stand::Replaced),
    ];
    let all = || {
        stands.iter().flat_map(|(given, stand)| given.iter().enumerate().map(move |(i, g)| (i, *g, *stand)))
    };
    let values =
        all().take(MOST_VALUES).map(|(i, g, stand)| value(code, i, g, stand, accounts, None)).collect();
    let cell = |a: &Account| {
        let own = all().filter(|(_, g, _)| g.accounts.contains(&a.id));
        own.take(MOST_VALUES).map(|(i, g, stand)| value(code, i, g, stand, accounts, Some(&a.id))).collect()
    };
    Field {
        code,
        label: words::word("field", code),
        verdict: verdict(code, c),
        differs: !c.differ.is_empty(),
        cells: if columns { accounts.iter().map(cell).collect() } else { Vec::new() },
        values,
        silent: c.silent.len(),
    }
}

fn verdict(code: &str, c: &FieldComparison) -> &'static str {
    let single = c.agree.iter().all(|g| g.accounts.len() < 2);
    match (c.differ.is_empty(), c.superseded.is_empty()) {
        (false, _) => "differ",
        (true, false) => "replaced since",
        // What was planned and then held is one history: nobody contradicts the other.
        (true, true) if code == "status" && c.agree.len() > 1 => "in turn",
        (true, true) if single => "one voice",
        (true, true) => "agree",
    }
}

fn value(code: &str, i: usize, g: &Given, stand: Stand, accounts: &[Account], of: Option<&String>) -> Value {
    let numbered = accounts.iter().enumerate().filter(|(_, a)| g.accounts.contains(&a.id));
    let shown: Vec<(usize, String)> = numbered.take(MOST_NAMED).map(|(n, a)| (n + 1, a.id.clone())).collect();
    let said = g.words.iter().find(|w| of.is_none_or(|id| w.account == *id));
    let words = said.map(|w| clipped(&w.quote.exact, 90)).filter(|w| *w != g.value);
    let letter = (stand == Stand::Differs).then(|| char::from(b'a' + (i % 26) as u8));
    let told = match code {
        "status" => g.value.replace('_', " "),
        "when" => day(Some(&g.value)),
        _ => clipped(&g.value, 160),
    };
    let more = g.accounts.len().saturating_sub(shown.len());
    Value { letter, value: name(&told), stand, words: words.map(Told), accounts: shown, more }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sidelines::event::Words;
    use sidelines::span::Quote;

    fn given(value: &str, accounts: &[&str]) -> Given {
        let quote = Quote { start: 0, end: 6, exact: "Monday".to_owned() };
        let words =
            accounts.iter().map(|a| Words { account: (*a).to_owned(), quote: quote.clone() }).collect();
        Given { value: value.to_owned(), accounts: accounts.iter().map(|a| (*a).to_owned()).collect(), words }
    }

    #[test]
    fn values_that_differ_have_letters_and_a_verdict() {
        let c = FieldComparison {
            differ: vec![given("2031-03-10", &["a1"]), given("2031-03-11", &["a2"])],
            ..FieldComparison::default()
        };
        let found = field("when", &c, &[], true);
        let letters: Vec<Option<char>> = found.values.iter().map(|v| v.letter).collect();
        assert_eq!((letters, found.verdict, found.differs), (vec![Some('a'), Some('b')], "differ", true));
        assert_eq!(found.label, "When");
        assert_eq!(found.values[0].words.as_ref().map(|w| w.0.as_str()), Some("Monday"));
    }

    #[test]
    fn what_was_replaced_contradicts_nothing() {
        let c =
            FieldComparison { superseded: vec![given("2031-03-10", &["a1"])], ..FieldComparison::default() };
        let found = field("when", &c, &[], true);
        assert_eq!((found.verdict, found.differs), ("replaced since", false));
        assert_eq!(found.values[0].stand.word(), "later replaced");
    }
}
