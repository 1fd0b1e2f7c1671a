//! What a request asks for: the same conditions as `sidelines list`, from the address.

use serde::Deserialize;
use sidelines::account::Status;
use sidelines::show::query::Query;
use sidelines::store::{Sort, Store};

use super::answer::Fault;
use crate::args::filters::{FIELDS, Filters};

/// Characters of one condition: a longer one is no question of a reader's.
const MOST_CHARACTERS: usize = 300;
/// Words that are looked for at once.
const MOST_WORDS: usize = 12;
/// Events on one page, unless asked for fewer or more.
pub const PER_PAGE: usize = 50;
/// Events on one page at most.
pub const MOST_PER_PAGE: usize = 200;

/// The parameters of an address. Those that are empty were not given: a form sends all its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Ask {
    /// Words that stand anywhere in the event.
    pub q: String,
    /// As in `sidelines list`; so the next.
    pub who: String,
    /// Type or mode.
    #[serde(rename = "type")]
    pub kind: String,
    /// Status.
    pub status: String,
    /// EDTF.
    pub since: String,
    /// EDTF.
    pub until: String,
    /// Place, state or occasion.
    #[serde(rename = "where")]
    pub place: String,
    /// Words of topics and evidence.
    pub about: String,
    /// PLOVER's code.
    pub context: String,
    /// A field of the comparison.
    pub differ: String,
    /// At least so many independent legs.
    pub legs: String,
    /// Id of an event.
    pub series: String,
    /// Id of an actor.
    pub actor: String,
    /// The order.
    pub sort: String,
    /// How many events are left out before the first.
    pub from: String,
    /// How many at most.
    pub limit: String,
}

impl Ask {
    /// In the terms of the record.
    ///
    /// # Errors
    /// [`Fault::Asked`] with what can be given instead.
    pub fn query(&self, store: &Store) -> Result<Query, Fault> {
        self.is_modest()?;
        let filters = Filters {
            who: given(&self.who),
            kind: given(&self.kind),
            status: self.status()?,
            since: day("since", &self.since)?,
            until: day("until", &self.until)?,
            place: given(&self.place),
            about: given(&self.about),
            context: given(&self.context),
            differ: self.field()?,
            legs: number("legs", &self.legs)?,
            series: given(&self.series),
        };
        let query = filters.query(store).map_err(|e| Fault::Asked(e.to_string()))?;
        Ok(Query { actor: given(&self.actor), words: given(&self.q), ..query })
    }

    /// The order asked for.
    ///
    /// # Errors
    /// [`Fault::Asked`].
    pub fn sort(&self) -> Result<Sort, Fault> {
        let known = "sort is one of newest, oldest, reports, legs, confidence";
        given(&self.sort)
            .map_or(Ok(Sort::default()), |s| Sort::from_name(&s).ok_or(Fault::Asked(known.to_owned())))
    }

    /// How many events are left out, and how many follow.
    ///
    /// # Errors
    /// [`Fault::Asked`].
    pub fn span(&self) -> Result<(usize, usize), Fault> {
        let limit = number("limit", &self.limit)?.unwrap_or(PER_PAGE);
        Ok((number("from", &self.from)?.unwrap_or(0), limit.clamp(1, MOST_PER_PAGE)))
    }

    fn is_modest(&self) -> Result<(), Fault> {
        let all = [
            &self.q,
            &self.who,
            &self.kind,
            &self.place,
            &self.about,
            &self.context,
            &self.series,
            &self.actor,
        ];
        let long = all.iter().any(|v| v.chars().count() > MOST_CHARACTERS);
        let wordy = [&self.q, &self.about].iter().any(|v| v.split_whitespace().count() > MOST_WORDS);
        let what = format!("ask with at most {MOST_WORDS} words and {MOST_CHARACTERS} characters");
        if long || wordy { Err(Fault::Asked(what)) } else { Ok(()) }
    }

    fn status(&self) -> Result<Option<Status>, Fault> {
        let known = "status is one of possible, planned, ongoing, held, called_off, not_held";
        given(&self.status).map(|s| Status::from_name(&s).ok_or(Fault::Asked(known.to_owned()))).transpose()
    }

    fn field(&self) -> Result<Option<String>, Fault> {
        let known = || Fault::Asked(format!("differ is one of {}", FIELDS.join(", ")));
        given(&self.differ).map(|f| FIELDS.contains(&f.as_str()).then_some(f).ok_or_else(known)).transpose()
    }
}

/// A value without spaces around it; none where it is empty.
pub fn given(value: &str) -> Option<String> {
    Some(value.trim()).filter(|v| !v.is_empty()).map(str::to_owned)
}

fn day(name: &str, value: &str) -> Result<Option<String>, Fault> {
    let asked = |e: String| Fault::Asked(format!("{name}: {e}"));
    given(value).map(|v| crate::args::date(&v).map_err(asked)).transpose()
}

fn number(name: &str, value: &str) -> Result<Option<usize>, Fault> {
    let asked = |_| Fault::Asked(format!("{name} is a whole number"));
    given(value).map(|v| v.parse().map_err(asked)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_meant_is_told() {
        let wrong = [
            Ask { sort: "size".into(), ..Ask::default() }.sort().err(),
            Ask { status: "maybe".into(), ..Ask::default() }.status().err(),
            Ask { differ: "colour".into(), ..Ask::default() }.field().err(),
            Ask { from: "-1".into(), ..Ask::default() }.span().err(),
            day("since", "yesterday").err(),
            Ask { q: "a ".repeat(13), ..Ask::default() }.is_modest().err(),
            Ask { who: "a".repeat(301), ..Ask::default() }.is_modest().err(),
        ];
        for fault in wrong {
            assert!(matches!(fault, Some(Fault::Asked(_))), "{fault:?}");
        }
    }

    #[test]
    fn empty_fields_of_a_form_were_not_given() {
        let ask = Ask { who: "  ".into(), limit: "9999".into(), ..Ask::default() };
        assert_eq!(ask.status().ok().flatten(), None);
        assert_eq!(given(&ask.who), None);
        assert_eq!(ask.span().ok(), Some((0, MOST_PER_PAGE)));
    }
}
