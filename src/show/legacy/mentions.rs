//! Rows of GDELT 2.0's table of mentions.

use super::Rows;
use super::case::{Case, Told};
use super::columns::Columns;
use super::dates;
use super::dyads::Dyad;
use super::gdelt::address;
use super::parties::Party;
use super::tables::Tables;
use super::text::Text;
use crate::account::Account;
use crate::report::Report;
use crate::span::Quote;

/// The rows of one event: for each dyad one for each place in a report that tells it, and one for each reprint of
/// such a report.
pub fn rows(_: &Tables, case: &Case, dyads: &[Dyad], columns: Columns) -> Rows {
    let texts: Vec<Text> = case.told.iter().map(|t| Text::of(&t.report)).collect();
    let told: Vec<Mention> = case.told.iter().zip(&texts).flat_map(|(t, text)| mentions(t, text)).collect();
    let added = dates::stamp(case.first_told());
    let each = dyads.iter().flat_map(|d| told.iter().map(move |m| (d, m)));
    each.map(|(dyad, mention)| columns.row(|name| mention.cell(name, dyad, &added))).collect()
}

/// How many rows a dyad of the event has.
pub fn count(case: &Case) -> usize {
    case.told.iter().map(|t| t.account.evidence.len().max(1) + t.reprints.len()).sum()
}

/// One mention of an event.
struct Mention<'a> {
    report: &'a Report,
    account: &'a Account,
    /// The text with the words that tell it; a reprint is not read, so that it has none.
    place: Option<(&'a Text<'a>, Option<&'a Quote>)>,
}

fn mentions<'a>(told: &'a Told, text: &'a Text<'a>) -> Vec<Mention<'a>> {
    let Told { account, report, reprints } = told;
    let mut quotes: Vec<Option<&Quote>> = account.evidence.iter().map(Some).collect();
    if quotes.is_empty() {
        quotes.push(None);
    }
    let own = quotes.into_iter().map(|q| Mention { report, account, place: Some((text, q)) });
    own.chain(reprints.iter().map(|r| Mention { report: r, account, place: None })).collect()
}

impl Mention<'_> {
    fn cell(&self, name: &str, dyad: &Dyad, added: &str) -> Option<String> {
        let day = || dates::stamp(dates::published(self.report.published.as_deref()));
        Some(match name {
            "GLOBALEVENTID" => dyad.number.to_string(),
            "EventTimeDate" => added.to_owned(),
            "MentionTimeDate" => day(),
            // 1: an address on the web; 2: a citation only.
            "MentionType" => if self.report.url.is_some() { "1" } else { "2" }.to_owned(),
            "MentionSourceName" => self.source(),
            "MentionIdentifier" => address(self.report),
            "Confidence" => format!("{}", (self.account.confidence.clamp(0.0, 1.0) * 100.0).round()),
            "MentionDocLen" => self.report.text.chars().count().to_string(),
            // No tone is measured and nothing is translated.
            "MentionDocTone" | "MentionDocTranslationInfo" | "Extras" => String::new(),
            _ => return self.position(name, dyad),
        })
    }

    fn position(&self, name: &str, dyad: &Dyad) -> Option<String> {
        let start = self.place.and_then(|(_, quote)| Some(quote?.start));
        let text = self.place.map(|(text, _)| text);
        let number = |n: Option<usize>| n.map_or_else(String::new, |n| n.to_string());
        let offset = |at: Option<usize>| number(text.zip(at).and_then(|(t, at)| t.offset(at)));
        Some(match name {
            "SentenceID" => number(text.zip(start).and_then(|(t, at)| t.sentence(at))),
            "Actor1CharOffset" => offset(self.party(dyad.pair.one.as_ref())),
            "Actor2CharOffset" => offset(self.party(dyad.pair.two.as_ref())),
            "ActionCharOffset" => offset(start),
            // Evidence is always the report's own words.
            "InRawText" => start.map_or("", |_| "1").to_owned(),
            _ => return None,
        })
    }

    /// Where this account names a party of the dyad.
    fn party(&self, party: Option<&Party>) -> Option<usize> {
        let id = &party?.id;
        let mut named = self.account.actors.iter().chain(&self.account.recipients);
        named.find(|p| p.actor == *id).map(|p| p.span.start)
    }

    /// The host of the address, else the outlet.
    fn source(&self) -> String {
        let host = self.report.url.as_deref().and_then(host);
        host.map(str::to_owned).or_else(|| self.report.outlet.clone()).unwrap_or_default()
    }
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', ':', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| !h.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_addresses() {
        assert_eq!(host("https://www.courier.example/a?b"), Some("courier.example"));
        assert_eq!(host("http://news.selm.example:8080"), Some("news.selm.example"));
        assert_eq!(host("courier.example/a"), None);
    }
}
