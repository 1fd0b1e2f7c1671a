//! Every span that is written says what the text says there.

use super::StoreError;
use crate::account::Account;
use crate::reader::Reading;
use crate::span::Quote;
use crate::statement::Statement;

/// Checks all spans of a reading against its text.
pub(super) fn spans_hold(reading: &Reading) -> Result<(), StoreError> {
    let accounts =
        reading.accounts.iter().flat_map(|a| quotes_of_account(a).map(move |q| ("account", &a.id, q)));
    let statements = reading
        .statements()
        .iter()
        .flat_map(|s| quotes_of_statement(s).map(move |q| ("statement", &s.id, q)));
    match accounts.chain(statements).find(|(_, _, q)| !q.holds(&reading.report.text)) {
        None => Ok(()),
        Some((kind, id, quote)) => Err(StoreError::Span {
            object: format!("{kind} {id}"),
            report: reading.report.id.clone(),
            source_name: reading.report.source.clone(),
            start: quote.start,
            end: quote.end,
            exact: quote.exact.clone(),
        }),
    }
}

fn quotes_of_account(account: &Account) -> impl Iterator<Item = &Quote> {
    let who = account.actors.iter().chain(&account.recipients).map(|p| &p.span);
    let when = account.when.iter().filter_map(|w| w.span.as_ref());
    let place = account.place.iter().filter_map(|p| p.span.as_ref());
    who.chain(when).chain(place).chain(&account.evidence)
}

fn quotes_of_statement(statement: &Statement) -> impl Iterator<Item = &Quote> {
    let speaker = statement.speaker.iter().map(|s| &s.span);
    speaker.chain([&statement.cue, &statement.content]).chain(&statement.parts)
}
