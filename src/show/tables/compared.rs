//! The comparison of an event as rows: one for each value and account that gives it.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::event::{FieldComparison, Given};

/// What one account says of one field of its event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Compared {
    /// The field: `who`, `when`, `where`, `status`, `topics`, `outcome` or `figures`.
    pub field: String,
    /// `agree`, `differ`, `superseded` or `silent`.
    pub verdict: String,
    /// The value; null when the account is silent.
    pub value: Option<String>,
    /// Id of the account.
    pub account: String,
    /// The words that say so; null when it has none.
    pub words: Option<String>,
    /// First byte of the first of these words in the text of the account's report; null when it has none.
    pub start: Option<usize>,
    /// One past their last byte; null as `start`.
    pub end: Option<usize>,
}

/// The rows of an event.
pub fn rows(event: &Value) -> Vec<Value> {
    let mut rows = Vec::new();
    for (name, field) in event["comparison"].as_object().into_iter().flatten() {
        let Ok(field) = serde_json::from_value::<FieldComparison>(field.clone()) else { continue };
        let given = [("agree", &field.agree), ("differ", &field.differ), ("superseded", &field.superseded)];
        for (verdict, values) in given {
            rows.extend(values.iter().flat_map(|v| v.accounts.iter().map(|a| gives(name, verdict, v, a))));
        }
        rows.extend(field.silent.iter().map(|account| silent(name, account)));
    }
    rows.iter().map(|row| serde_json::to_value(row).unwrap_or_default()).collect()
}

fn gives(field: &str, verdict: &str, given: &Given, account: &str) -> Compared {
    let words: Vec<_> = given.words.iter().filter(|w| w.account == account).map(|w| &w.quote).collect();
    let exact: Vec<&str> = words.iter().map(|q| q.exact.as_str()).collect();
    Compared {
        field: field.to_owned(),
        verdict: verdict.to_owned(),
        value: Some(given.value.clone()),
        account: account.to_owned(),
        words: (!exact.is_empty()).then(|| exact.join(" … ")),
        start: words.first().map(|q| q.start),
        end: words.first().map(|q| q.end),
    }
}

fn silent(field: &str, account: &str) -> Compared {
    Compared {
        field: field.to_owned(),
        verdict: "silent".to_owned(),
        value: None,
        account: account.to_owned(),
        words: None,
        start: None,
        end: None,
    }
}
