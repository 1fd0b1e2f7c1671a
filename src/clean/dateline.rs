//! Datelines: `HARBOUR CITY, Ruritania, May 3 (Agency) -- The envoys ...`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::dates::find_all;
use super::{Draft, head, table};

/// How many paragraphs may stand before the one that bears the dateline.
const DEPTH: usize = 3;

/// Agencies by every form of their names, in lower case; and capitals that are no place.
struct Names {
    agencies: BTreeMap<String, String>,
    not_places: Vec<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let lists = table::lists(include_str!("data/agencies.toml"));
    let tables = |name: &str| lists.get(name).and_then(toml::Value::as_table).cloned().unwrap_or_default();
    let agencies = tables("agencies");
    let forms = agencies.iter().flat_map(|(usual, forms)| {
        let forms = forms.as_array().into_iter().flatten().filter_map(toml::Value::as_str);
        forms.map(|form| (form.to_lowercase(), usual.clone())).collect::<Vec<_>>()
    });
    let words = tables("not_places");
    let words = words.get("words").and_then(toml::Value::as_array).into_iter().flatten();
    Names {
        agencies: forms.collect(),
        not_places: words.filter_map(|w| w.as_str().map(str::to_owned)).collect(),
    }
});

/// The shape of a dateline. What it is worth is decided by [`is_dateline`].
static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    let month = r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
    let year = r"(?:,?\s(?:19|20)\d\d)?";
    let date = format!(r"(?:[A-Z][a-z]+day,?\s)?(?:{month}\s?\d{{1,2}}{year}|\d{{1,2}}\s{month}{year})");
    let place = r"\p{Lu}W(?:\s[\p{L}&]W){0,4}?(?:\s?,\s?\p{Lu}W(?:\s\p{L}W){0,3}?){0,3}"
        .replace('W', r"[\p{L}.'’&/]*(?:-[\p{L}.'’]+)*");
    let bracketed = r"(?:\((?P<agency>[^()]{2,60})\))?\s*(?:(?P<bare>\p{Lu}{4,})(?:\.[A-Z]{2,3})?\s)?(?P<mark>--+|[—–_]|:|-)";
    let slashed = r"/(?P<slashed>\p{L}[\p{L} .-]{1,30})/\s*(?:--+|[—–.-])?";
    table::pattern(&format!(
        r"^(?:(?P<place>{place}?)(?:\s?,?\s(?P<date>{date})\.?)?\s*)?(?:{bracketed}|{slashed})\s*(?P<rest>[“\x22‘']?[\p{{Lu}}\d].*)$"
    ))
});

/// Cuts datelines off the first paragraphs and keeps the first one's place and agency, and the days.
/// Then the last paragraph's agency mark is read (it stays where a sentence bears it).
pub fn cut(draft: &mut Draft) {
    for at in 0..draft.paragraphs.len().min(DEPTH) {
        if try_cut(draft, at) {
            head::cut_date_prefix(draft);
        }
    }
    closing_agency(draft);
}

/// Cuts the dateline of paragraph `at`, if it bears one.
fn try_cut(draft: &mut Draft, at: usize) -> bool {
    let paragraph = draft.paragraphs[at].clone();
    let Some(caps) = SHAPE.captures(&paragraph).filter(|c| is_dateline(c)) else { return false };
    let group = |name: &str| caps.name(name).map(|m| m.as_str().trim());
    let bracket =
        group("agency").or_else(|| group("slashed")).or_else(|| group("bare").filter(|b| is_agency(b)));
    draft.stated.extend(group("date").map(find_all).unwrap_or_default());
    match bracket.map(|b| (b, find_all(b))) {
        Some((_, dates)) if !dates.is_empty() => draft.stated.extend(dates),
        Some((name, _)) => draft.agency = draft.agency.take().or_else(|| Some(usual_name(name))),
        None => {}
    }
    let place = Some(full_place(&caps)).filter(|p| !p.is_empty()).map(|p| place_of(&p));
    draft.dateline = draft.dateline.take().or(place);
    draft.paragraphs[at] = caps["rest"].to_owned();
    true
}

/// The place of a match, with its last word where that stood as an agency might (`LOS ANGELES —`).
fn full_place(caps: &Captures) -> String {
    let group = |name: &str| caps.name(name).map_or("", |m| m.as_str().trim());
    match group("bare") {
        "" => group("place").to_owned(),
        bare if is_agency(bare) => group("place").to_owned(),
        bare => format!("{} {bare}", group("place")).trim().to_owned(),
    }
}

/// A place as written, without the stop of `OSLO.-` (that of `D.C.` is its own).
fn place_of(place: &str) -> String {
    let place = place.replace(" ,", ",");
    let own = place.matches('.').count() > 1;
    if own { place } else { place.trim_end_matches('.').to_owned() }
}

/// An agency's usual name; one that is not in the table keeps the form it is written in.
fn usual_name(name: &str) -> String {
    let first = name.split(['/', ',']).next().unwrap_or(name).trim();
    NAMES.agencies.get(&first.to_lowercase()).cloned().unwrap_or_else(|| first.to_owned())
}

/// The usual name of an agency of the table.
pub fn agency_named(name: &str) -> Option<String> {
    NAMES.agencies.get(&name.to_lowercase()).cloned()
}

/// Is `name` an agency of the table?
fn is_agency(name: &str) -> bool {
    let first = name.split(['/', ',']).next().unwrap_or(name).trim();
    NAMES.agencies.contains_key(&first.to_lowercase())
}

/// Does the shape prove a dateline? A mark must part it from the text (after `/AGENCY/` none is
/// needed); and it bears a known agency, or a day, or a place in capitals before a dash.
fn is_dateline(caps: &Captures) -> bool {
    let group = |name: &str| caps.name(name).map_or("", |m| m.as_str().trim());
    let (mark, agency, slashed) = (group("mark"), group("agency"), group("slashed"));
    let place = full_place(caps);
    let place = place.as_str();
    let bare = group("bare");
    let known = is_agency(agency) || is_agency(slashed) || is_agency(bare);
    let dated = !group("date").is_empty() || !find_all(agency).is_empty();
    if !head::is_body(group("rest")) || is_no_place(place) {
        return false;
    }
    if place.is_empty() {
        return known && !mark.is_empty();
    }
    let capitals = in_capitals(place);
    match mark {
        "" => known,
        "-" if !parted(caps) => false,
        // `BOOM: Minister quits` is a headline; what follows a place runs on.
        ":" => dated || known || (capitals && agency.is_empty() && group("rest").split(' ').count() >= 20),
        _ => known || dated || capitals,
    }
}

/// A bare hyphen parts only with a blank before it or after a bracket (`Al-Amal` is a name).
fn parted(caps: &Captures) -> bool {
    let Some(mark) = caps.name("mark") else { return false };
    let before = caps.get(0).map_or("", |m| &m.as_str()[..mark.start()]);
    let after = caps.name("rest").map_or(mark.end(), |r| r.start());
    before.ends_with([' ', ')', '/', '.']) && (after > mark.end() || before.ends_with([')', '.']))
}

/// The place's first part in capitals, of three letters or more.
fn in_capitals(place: &str) -> bool {
    let first = place.split(',').next().unwrap_or(place);
    let words = first.split([' ', '/']).filter(|w| !matches!(*w, "and" | "&"));
    first.chars().filter(|c| c.is_alphabetic()).count() > 2
        && words.into_iter().all(|w| w.chars().all(|c| !c.is_lowercase()))
}

/// Capitals that announce something else, months and weekdays.
fn is_no_place(place: &str) -> bool {
    let first = place.split([' ', ',', ':']).next().unwrap_or("");
    let calendar = !find_all(&format!("{first} 1")).is_empty() || first.ends_with("day");
    calendar || NAMES.not_places.iter().any(|w| w == first)
}

/// The agency that closes the text: a line of its own goes, a mark in brackets is only read.
fn closing_agency(draft: &mut Draft) {
    let Some(last) = draft.paragraphs.last() else { return };
    let bare = last.trim_matches(|c: char| !c.is_alphanumeric());
    if draft.paragraphs.len() > 1 && is_agency(bare) {
        let name = usual_name(bare);
        draft.agency.get_or_insert(name);
        draft.paragraphs.pop();
        return;
    }
    let mark = last.strip_suffix(')').and_then(|l| l.rsplit_once('(')).map(|(_, name)| name);
    if let Some(name) = mark.filter(|n| is_agency(n)) {
        draft.agency.get_or_insert(usual_name(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_of(line: &str) -> Draft {
        let mut draft = Draft {
            paragraphs: vec![line.to_owned(), "They parted at noon on the bridge.".to_owned()],
            ..Draft::default()
        };
        cut(&mut draft);
        draft
    }

    #[test]
    fn datelines_of_many_kinds() {
        let body = "The envoys met at the bridge and talked.";
        for (line, place, agency, dates) in [
            ("OSLO, Norway, May 3 (Xinhua) -- ", "OSLO, Norway", Some("Xinhua"), 1),
            ("OSLO (Reuters) - ", "OSLO", Some("Reuters"), 0),
            ("OSLO — ", "OSLO", None, 0),
            ("NEW HARBOUR — ", "NEW HARBOUR", None, 0),
            ("NEW HARBOUR - ", "NEW HARBOUR", None, 0),
            ("OSLO -- ", "OSLO", None, 0),
            ("OSLO--", "OSLO", None, 0),
            ("Oslo, Jun 30 2022 (IPS) - ", "Oslo", Some("IPS"), 1),
            ("OSLO, Norway , Jun 21 2022 (IPS) - ", "OSLO, Norway", Some("IPS"), 1),
            ("OSLO and BERN, Jul 26 2022 (IPS) - ", "OSLO and BERN", Some("IPS"), 1),
            ("OSLO/BERN (Reuters) - ", "OSLO/BERN", Some("Reuters"), 0),
            ("OSLO, September 5. /TASS/. ", "OSLO", Some("TASS"), 1),
            ("Oslo. September 5. INTERFAX.RU - ", "Oslo", Some("Interfax"), 1),
            ("OSLO (AP) _ ", "OSLO", Some("AP"), 0),
            ("OSLO (Feb. 25, 2021) — ", "OSLO", None, 1),
            ("OSLO – 26 July 2022: ", "OSLO", None, 1),
            ("OSLO, 5 September 2016 - ", "OSLO", None, 1),
            ("OSLO, WESTLAND.- ", "OSLO, WESTLAND", None, 0),
            ("WASHINGTON, D.C. — ", "WASHINGTON, D.C.", None, 0),
        ] {
            let draft = cut_of(&format!("{line}{body}"));
            assert_eq!(draft.paragraphs[0], body, "{line}");
            assert_eq!(draft.dateline.as_deref(), Some(place), "{line}");
            assert_eq!(draft.agency.as_deref(), agency, "{line}");
            assert_eq!(draft.stated.len(), dates, "{line}");
        }
        let long = "The envoys of both countries met at the bridge and talked for three hours about the river and its water on Monday.";
        assert_eq!(cut_of(&format!("NEW HARBOUR: {long}")).paragraphs[0], long);
        let draft = cut_of(&format!("(Reuters) - {body}"));
        assert_eq!((draft.paragraphs[0].as_str(), draft.dateline), (body, None));
    }

    #[test]
    fn sentences_are_not_datelines() {
        for line in [
            "NATO – The alliance of the West was founded in 1949 by twelve countries.",
            "Ann Lee (Labour) - The member for Oslo said that she would not stand again.",
            "The treaty — It was signed in 1920 — was read aloud by the two envoys.",
            "EXCLUSIVE: The envoys met in secret at the bridge, a diplomat told us.",
            "Al-Amal - The Hope - is a probe that was launched by a small country.",
            "Tuesday, July 31 – The envoys met at the bridge and talked for an hour.",
            "Mr. Lee said the envoys would meet. The talks had been put off twice.",
            "BOOM: Minister quits after a quarrel over the bridge.",
            "Oslo: The envoys met at the bridge and talked for an hour about it.",
        ] {
            assert_eq!(cut_of(line).paragraphs[0], line);
        }
    }

    #[test]
    fn a_closing_agency_is_read() {
        let mut draft = Draft { paragraphs: vec!["They met. (AFP)".to_owned()], ..Draft::default() };
        cut(&mut draft);
        assert_eq!((draft.agency.as_deref(), draft.paragraphs[0].as_str()), (Some("AFP"), "They met. (AFP)"));
        let mut draft =
            Draft { paragraphs: vec!["They met.".to_owned(), "— Reuters".to_owned()], ..Draft::default() };
        cut(&mut draft);
        assert_eq!((draft.agency.as_deref(), draft.paragraphs.len()), (Some("Reuters"), 1));
    }
}
