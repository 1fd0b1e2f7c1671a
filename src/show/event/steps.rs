//! How an event came about: what was said of it, day by day, and what was replaced.

use super::{Case, clipped, outlets, status};
use crate::account::Status;
use crate::event::{Given, StatusAt, Words};
use crate::show::days::day;
use crate::show::page::{Page, Tone, piece};

/// Fields of which replaced values are told; those of `status` and `when` are steps themselves.
const FIELDS: [&str; 3] = ["where", "figures", "who"];

/// The steps, where there are two that differ, and replaced values.
pub fn write(case: &Case, page: &mut Page) {
    let runs = runs(&case.event.status_history);
    let replaced: Vec<(&str, &Given)> = FIELDS.iter().flat_map(|f| replaced(case, f)).collect();
    if runs.len() < 2 && replaced.is_empty() {
        return;
    }
    page.heading("How it came about");
    runs.iter().for_each(|run| step(case, run, page));
    for (field, g) in replaced {
        let told = format!("{field} once told as {} — ", clipped(&g.value));
        let mut line = vec![piece(Tone::Plain, &told)];
        line.extend(outlets(case, &g.accounts, &g.words));
        page.hang(2, 4, &line);
    }
}

fn replaced<'a>(case: &'a Case, field: &'a str) -> impl Iterator<Item = (&'a str, &'a Given)> {
    case.event.comparison.get(field).into_iter().flat_map(|c| &c.superseded).map(move |g| (field, g))
}

/// Steps that follow one another and say the same.
pub fn runs(steps: &[StatusAt]) -> Vec<&[StatusAt]> {
    let open = |s: &StatusAt| matches!(s.status, Status::Possible | Status::Planned);
    let said = |s: &StatusAt| (s.status, s.when.clone().filter(|_| open(s)));
    steps.chunk_by(|a, b| said(a) == said(b)).collect()
}

fn step(case: &Case, run: &[StatusAt], page: &mut Page) {
    let first = &run[0];
    let open = matches!(first.status, Status::Possible | Status::Planned);
    let planned =
        first.when.as_deref().filter(|_| open).map_or(String::new(), |w| format!(" for {}", day(Some(w))));
    let what = format!("{} — {}{planned}", day(first.as_of.as_deref()), status(first.status.name()));
    let mut line = vec![piece(Tone::Plain, &what)];
    let gone = run.iter().all(|s| s.superseded) && open && first.when.is_some();
    line.extend(gone.then(|| piece(Tone::Quiet, " (no longer)")).filter(|_| moved(case, first)));
    line.push(piece(Tone::Plain, " · "));
    let ids: Vec<String> = run.iter().map(|s| s.account.clone()).collect();
    let words =
        run.iter().filter_map(|s| Some(Words { account: s.account.clone(), quote: s.words.clone()? }));
    line.extend(outlets(case, &ids, &words.take(1).collect::<Vec<_>>()));
    page.hang(2, 4, &line);
}

/// Was the day that the step gives replaced by another?
fn moved(case: &Case, step: &StatusAt) -> bool {
    let gone = case.event.comparison.get("when").map(|c| &c.superseded);
    gone.is_some_and(|all| all.iter().any(|g| g.accounts.contains(&step.account)))
}
