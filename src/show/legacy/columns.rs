//! The columns of the tables, and lines of cells.

use std::io::{self, Write};

/// The columns of one table, in their order.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    /// One name a line.
    list: &'static str,
    /// Does the file begin with a line of names?
    pub header: bool,
    /// Does the table count reprints, as one that counts articles does?
    pub reprints: bool,
    /// Does it tell who and what else the report names?
    pub story: bool,
}

impl Columns {
    /// POLECAT.
    pub const POLECAT: Self =
        Self { list: include_str!("data/columns/polecat.txt"), header: true, reprints: false, story: true };
    /// GDELT 2.0 events.
    pub const GDELT_EVENTS: Self = Self {
        list: include_str!("data/columns/gdelt_events.txt"),
        header: false,
        reprints: true,
        story: false,
    };
    /// GDELT 2.0 mentions.
    pub const GDELT_MENTIONS: Self =
        Self { list: include_str!("data/columns/gdelt_mentions.txt"), ..Self::GDELT_EVENTS };
    /// ICEWS.
    pub const ICEWS: Self =
        Self { list: include_str!("data/columns/icews.txt"), header: true, reprints: false, story: false };

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.list.lines()
    }

    /// One row, made by asking for the value of each column by its name: a row can neither lack a column nor have
    /// one too many. `None` says that `value` does not know the column, which the tests rule out.
    pub fn row(&self, value: impl Fn(&str) -> Option<String>) -> Vec<String> {
        self.names()
            .map(|name| {
                let cell = value(name);
                debug_assert!(cell.is_some(), "nothing fills the column `{name}`");
                cell.unwrap_or_default()
            })
            .collect()
    }
}

/// Writes cells as one line.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_line<'a>(out: &mut dyn Write, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
    let cells: Vec<String> = cells.map(clean).collect();
    writeln!(out, "{}", cells.join("\t"))
}

/// A value that every reader takes for one cell: tabs, line ends and other control characters become blanks, and
/// double quotes single ones, for most readers take a quote at the head of a cell for the beginning of a longer one.
pub fn clean(value: &str) -> String {
    let blank = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    value
        .chars()
        .map(|c| {
            if blank(c) {
                ' '
            } else if c == '"' {
                '\''
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // The lists of the codebooks, typed out a second time: a slip of the hand in a data file must show.
    const POLECAT: &str = "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor \
        Country, Actor COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia \
        Actor ID, Recipient Name, Recipient Country, Recipient COW, Primary Recipient Sector, Recipient \
        Sectors, Recipient Title, Recipient Name Raw, Wikipedia Recipient ID, Placename, City, District, \
        Province, Country, Latitude, Longitude, GeoNames ID, Raw Placename, Feature Type, Source, \
        Publication Date, Story People, Story Organizations, Story Locations, Language, Version";
    const EVENTS: &str = "GLOBALEVENTID, SQLDATE, MonthYear, Year, FractionDate, Actor1Code, Actor1Name, Actor1CountryCode, \
        Actor1KnownGroupCode, Actor1EthnicCode, Actor1Religion1Code, Actor1Religion2Code, Actor1Type1Code, \
        Actor1Type2Code, Actor1Type3Code, Actor2Code, Actor2Name, Actor2CountryCode, Actor2KnownGroupCode, \
        Actor2EthnicCode, Actor2Religion1Code, Actor2Religion2Code, Actor2Type1Code, Actor2Type2Code, \
        Actor2Type3Code, IsRootEvent, EventCode, EventBaseCode, EventRootCode, QuadClass, GoldsteinScale, \
        NumMentions, NumSources, NumArticles, AvgTone, Actor1Geo_Type, Actor1Geo_FullName, \
        Actor1Geo_CountryCode, Actor1Geo_ADM1Code, Actor1Geo_ADM2Code, Actor1Geo_Lat, Actor1Geo_Long, \
        Actor1Geo_FeatureID, Actor2Geo_Type, Actor2Geo_FullName, Actor2Geo_CountryCode, Actor2Geo_ADM1Code, \
        Actor2Geo_ADM2Code, Actor2Geo_Lat, Actor2Geo_Long, Actor2Geo_FeatureID, ActionGeo_Type, \
        ActionGeo_FullName, ActionGeo_CountryCode, ActionGeo_ADM1Code, ActionGeo_ADM2Code, ActionGeo_Lat, \
        ActionGeo_Long, ActionGeo_FeatureID, DATEADDED, SOURCEURL";
    const MENTIONS: &str = "GLOBALEVENTID, EventTimeDate, MentionTimeDate, MentionType, MentionSourceName, MentionIdentifier, \
        SentenceID, Actor1CharOffset, Actor2CharOffset, ActionCharOffset, InRawText, Confidence, \
        MentionDocLen, MentionDocTone, MentionDocTranslationInfo, Extras";
    const ICEWS: &str = "Event ID, Event Date, Source Name, Source Sectors, Source Country, Event Text, CAMEO Code, \
        Intensity, Target Name, Target Sectors, Target Country, Story ID, Sentence Number, Publisher, City, \
        District, Province, Country, Latitude, Longitude";

    #[test]
    fn the_columns_are_those_of_the_codebooks() {
        let lists = [
            (Columns::POLECAT, 40, POLECAT),
            (Columns::GDELT_EVENTS, 61, EVENTS),
            (Columns::GDELT_MENTIONS, 16, MENTIONS),
            (Columns::ICEWS, 20, ICEWS),
        ];
        for (columns, count, list) in lists {
            let names: Vec<&str> = columns.names().collect();
            assert_eq!(names, list.split(", ").collect::<Vec<_>>());
            assert_eq!(names.len(), count);
        }
    }

    #[test]
    fn a_cell_stays_one_cell() {
        assert_eq!(clean("a\tb\r\nc\u{85}d\u{2028}e"), "a b  c d e");
        assert_eq!(clean("\"We agreed\" – Élysée"), "'We agreed' – Élysée");
    }
}
