//! The day of a report that states none, inferred from the summits, offices and weekdays it tells of.

use super::people::PersonInfo;
use super::settings::SettingMention;
use super::titles::View;
use crate::gazetteer::{Gazetteer, Spell, Summit};
use crate::when::calendar::Day;

/// How long before a summit reports speak of it as near.
const DAYS_BEFORE: i32 = 10;
/// How long after a summit reports still speak of it as just held.
const DAYS_AFTER: i32 = 3;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Words by which a report speaks of what is to come.
const AHEAD: [&str; 10] =
    ["may", "might", "could", "will", "would", "next", "upcoming", "plan", "planned", "expected"];

/// The likely day of publication (EDTF), or `None` where what is told does not fix it.
///
/// The report must speak of a summit of the gazetteer at a named host, in days in which the people it
/// gives titles to held their offices. Of several, the latest is the near one. A weekday on which
/// somebody `said` something is the report's own; a weekday for what is to come must fall on the summit.
pub fn infer(views: &[View], people: &[PersonInfo], settings: &[SettingMention]) -> Option<String> {
    let gazetteer = views.first()?.gazetteer;
    let offices = offices_held(people, gazetteer);
    let mut near: Vec<(&Summit, &SettingMention)> = Vec::new();
    let named: Vec<&str> = settings.iter().filter_map(|m| m.series.as_deref()).collect();
    for mention in settings {
        near.extend(the_summit(gazetteer, mention, &named, &offices).map(|s| (s, mention)));
    }
    let (summit, _) = near.iter().max_by_key(|(s, _)| s.from.clone())?;
    let mentions: Vec<&SettingMention> =
        near.iter().filter(|(s, _)| s.id() == summit.id()).map(|(_, m)| *m).collect();
    let ahead = mentions.iter().any(|m| speaks_ahead(&views[m.sentence]));
    let window = window(summit, ahead)?;
    let said = said_on(views)?;
    let coming: Vec<i8> = mentions.iter().flat_map(|m| coming_weekdays(&views[m.sentence], said)).collect();
    let fits = |day: &Day| {
        day.weekday() == said
            && held(&offices, &day.to_string())
            && (!ahead || coming.is_empty() || coming.iter().any(|w| falls_on(*day, *w, summit)))
    };
    let mut days: Vec<Day> = window.into_iter().filter(fits).collect();
    // The day nearest to the summit is the likeliest.
    if !ahead {
        days.reverse();
    }
    days.last().map(Day::to_string)
}

/// The offices that the titles in the report name, as spells of their holders.
fn offices_held<'g>(people: &[PersonInfo], gazetteer: &'g Gazetteer) -> Vec<Vec<&'g Spell>> {
    let spells = |p: &PersonInfo| -> Vec<&'g Spell> {
        let Some(known) = p.known else { return Vec::new() };
        let named = |s: &&Spell| p.titles.iter().any(|t| t.contains(&s.office));
        gazetteer.people[known].spells.iter().filter(named).collect()
    };
    people.iter().map(spells).filter(|s| !s.is_empty()).collect()
}

fn held(offices: &[Vec<&Spell>], day: &str) -> bool {
    offices.iter().all(|spells| spells.iter().any(|s| s.covers(day)))
}

/// The one summit that a mention can mean: of its series, or, for a bare `summit`, of one that the
/// report names elsewhere; at its host; while the offices were held.
fn the_summit<'g>(
    gazetteer: &'g Gazetteer,
    mention: &SettingMention,
    named: &[&str],
    offices: &[Vec<&Spell>],
) -> Option<&'g Summit> {
    mention.country.as_ref()?;
    let fits = |s: &&Summit| {
        let series = mention.series.as_ref().map_or(named.contains(&s.series.as_str()), |m| *m == s.series);
        let number = mention.ordinal.is_none_or(|n| s.ordinal.is_none_or(|o| o == n));
        series && number && s.country == mention.country && s.from.as_ref().is_some_and(|d| held(offices, d))
    };
    let mut all = gazetteer.summits.iter().filter(fits);
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

fn speaks_ahead(view: &View) -> bool {
    (0..view.sentence.tokens.len()).any(|i| AHEAD.contains(&view.form(i).to_lowercase().as_str()))
}

/// The days on which a report of the summit may have appeared, in order.
fn window(summit: &Summit, ahead: bool) -> Option<Vec<Day>> {
    let from = Day::parse(summit.from.as_deref()?)?;
    let to = summit.to.as_deref().and_then(Day::parse).unwrap_or(from);
    let (first, last) = if ahead { (from.plus(-DAYS_BEFORE), to) } else { (from, to.plus(DAYS_AFTER)) };
    Some((0..=first.until(last)).map(|n| first.plus(n)).collect())
}

fn weekday(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    WEEKDAYS.iter().position(|w| *w == word).map(|i| i as i8 + 1)
}

/// The weekday, 1 to 7, of the first `said Thursday` or `reported on Saturday`.
fn said_on(views: &[View]) -> Option<i8> {
    views.iter().find_map(|view| {
        let tokens = 0..view.sentence.tokens.len();
        tokens.clone().find_map(|i| {
            let day = weekday(view.form(i))?;
            let verb = (i.saturating_sub(3)..i).rev().find(|&j| view.sentence.tokens[j].xpos == "VBD")?;
            matches!(view.lemma(verb).as_str(), "say" | "tell" | "announce" | "report" | "add" | "confirm")
                .then_some(day)
        })
    })
}

/// The weekdays in a sentence other than the one on which something was said.
fn coming_weekdays(view: &View, said: i8) -> Vec<i8> {
    (0..view.sentence.tokens.len()).filter_map(|i| weekday(view.form(i))).filter(|w| *w != said).collect()
}

/// Is the next such weekday after `day` one of the summit's?
fn falls_on(day: Day, weekday: i8, summit: &Summit) -> bool {
    let next = (1..=7).map(|n| day.plus(n)).find(|d| d.weekday() == weekday).map(|d| d.to_string());
    let (from, to) = (summit.from.as_deref(), summit.to.as_deref().or(summit.from.as_deref()));
    next.is_some_and(|d| from.is_some_and(|f| f <= d.as_str()) && to.is_some_and(|t| d.as_str() <= t))
}
