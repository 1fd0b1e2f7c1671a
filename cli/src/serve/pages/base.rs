//! What all pages share: the frame, and small parts that print themselves.

use std::fmt::{self, Display, Formatter};

use askama::filters::HtmlSafe;
use sidelines::account::Status;
use sidelines::actor::Participant;

use super::text::{Name, name};
use super::words;

/// What every page says of the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The file's name.
    pub record: String,
    /// May reports be added from the page?
    pub writable: bool,
    /// Events in it.
    pub events: usize,
    /// Reports in it.
    pub reports: usize,
}

impl Site {
    /// `46 events in 11 reports`.
    pub fn size(&self) -> String {
        format!("{} in {}", words::count(self.events, "event"), words::count(self.reports, "report"))
    }
}

/// A status: its sign and its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusMark(pub Status);

impl HtmlSafe for StatusMark {}

impl Display for StatusMark {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let (code, word) = (self.0.name(), words::status(self.0));
        write!(f, "<span class=\"st st-{code}\">{}{word}</span>", Sign(self.0))
    }
}

/// The sign of a status alone; its word must stand beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign(pub Status);

impl HtmlSafe for Sign {}

impl Display for Sign {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        write!(f, "<svg class=\"sign\" aria-hidden=\"true\"><use href=\"#{}\"/></svg>", self.0.name())
    }
}

/// Somebody who takes part, with the address of their page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Their name.
    pub name: Name,
    /// Address of their page.
    pub href: String,
    /// Their title as the report has it.
    pub title: Option<Name>,
    /// The country's name, where the name does not say it.
    pub country: Option<String>,
}

/// Parties of one side that are named before the rest is counted.
const MOST_PARTIES: usize = 12;

/// Who, and toward whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parties {
    /// Who acts.
    pub actors: Vec<Party>,
    /// Toward whom.
    pub recipients: Vec<Party>,
    /// How many more there are.
    pub more: usize,
}

impl Parties {
    /// Of an event or account.
    pub fn of(actors: &[Participant], recipients: &[Participant]) -> Self {
        let more = |p: &[Participant]| p.len().saturating_sub(MOST_PARTIES);
        Self { actors: side(actors), recipients: side(recipients), more: more(actors) + more(recipients) }
    }
}

fn side(all: &[Participant]) -> Vec<Party> {
    all.iter().take(MOST_PARTIES).map(party).collect()
}

fn party(p: &Participant) -> Party {
    let country = p.country.as_deref().map(words::country).filter(|c| *c != p.name);
    Party { name: name(&p.name), href: actor_href(&p.actor), title: p.title.as_deref().map(name), country }
}

impl HtmlSafe for Parties {}

impl Display for Parties {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        if self.actors.is_empty() && self.recipients.is_empty() {
            return f.write_str("<span class=\"quiet\">nobody named</span>");
        }
        if self.actors.is_empty() {
            f.write_str("<span class=\"quiet\">unnamed</span>")?;
        }
        linked(f, &self.actors)?;
        if !self.recipients.is_empty() {
            f.write_str(" <span class=\"to\"><span aria-hidden=\"true\">→</span><span class=\"vh\"> toward </span></span> ")?;
            linked(f, &self.recipients)?;
        }
        if self.more > 0 {
            write!(f, " <span class=\"quiet\">and {} more</span>", self.more)?;
        }
        Ok(())
    }
}

fn linked(f: &mut Formatter, parties: &[Party]) -> fmt::Result {
    for (i, p) in parties.iter().enumerate() {
        let between = if i > 0 { ", " } else { "" };
        write!(f, "{between}<a href=\"{}\">{}</a>", p.href, p.name)?;
    }
    Ok(())
}

/// The page of an actor.
pub fn actor_href(id: &str) -> String {
    format!("/actor/{}", in_path(id))
}

/// The page of an event.
pub fn event_href(id: &str) -> String {
    format!("/event/{}", in_path(id))
}

/// The page of a report.
pub fn report_href(id: &str) -> String {
    format!("/report/{}", in_path(id))
}

/// An id as a part of an address: letters, digits and what cannot end a part stay, the rest is percent-encoded.
pub fn in_path(id: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':' | b'~');
    id.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_cannot_leave_their_place_in_an_address() {
        assert_eq!(actor_href("person:4be0"), "/actor/person:4be0");
        assert_eq!(in_path("a/../\"<é"), "a%2F..%2F%22%3C%C3%A9");
    }

    #[test]
    fn a_status_is_a_sign_and_a_word() {
        let html = StatusMark(Status::CalledOff).to_string();
        assert!(html.contains("#called_off") && html.ends_with("called off</span>"), "{html}");
    }
}
