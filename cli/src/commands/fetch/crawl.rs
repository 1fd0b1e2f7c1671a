//! The run itself: a few threads that take turns from the frontier, ask, store, and follow.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use sidelines::issue::Issue;
use url::Url;

use super::archive::Archive;
use super::client::{Answer, Client};
use super::frontier::{Frontier, Role, Task, Turn, What};
use super::listing::{Listing, address};
use super::log::Log;
use super::robots::Robots;
use crate::message::detail;

/// Redirects followed in a row (RFC 9309 §2.3.1.2 asks for at least five for robots.txt).
const MOST_REDIRECTS: usize = 5;
/// A host that asks to be left alone for longer is not waited for.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// How a run goes.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The name robots.txt knows us by.
    pub name: String,
    /// Hosts asked at the same time.
    pub hosts: usize,
    /// Between two requests to a host.
    pub pause: Duration,
    /// So many stories of a feed are fetched, the newest.
    pub stories: usize,
    /// No request is begun once so many bytes were received.
    pub total: u64,
}

/// A run under way.
pub struct Crawl<'a> {
    plan: &'a Plan,
    client: &'a Client,
    state: Mutex<State<'a>>,
    /// Something changed that a waiting thread may have waited for.
    changed: Condvar,
}

struct State<'a> {
    frontier: Frontier,
    archive: &'a mut Archive,
    log: &'a mut Log,
    received: u64,
    stopped: bool,
    /// Storing failed: everything stops.
    broken: Option<io::Error>,
}

/// Fetches `seeds` and what they list.
pub fn run(
    plan: &Plan,
    client: &Client,
    archive: &mut Archive,
    log: &mut Log,
    seeds: Vec<(Url, Role)>,
) -> io::Result<()> {
    let frontier = Frontier::new(plan.pause);
    let mut state = State { frontier, archive, log, received: 0, stopped: false, broken: None };
    seeds.into_iter().for_each(|(url, role)| state.add(Task::page(url, role)));
    let crawl = Crawl { plan, client, state: Mutex::new(state), changed: Condvar::new() };
    thread::scope(|scope| {
        (0..plan.hosts).for_each(|_| drop(scope.spawn(|| crawl.work())));
    });
    let state = crawl.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    state.broken.map_or(Ok(()), Err)
}

// Politeness needs the clock; nothing recorded depends on it.
#[allow(clippy::disallowed_methods)]
fn now() -> Instant {
    Instant::now()
}

impl<'a> Crawl<'a> {
    fn state(&self) -> MutexGuard<'_, State<'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        while let Some(task) = self.next() {
            let condition = match task.what {
                What::Robots(_) => None,
                What::Page(_) => self.state().archive.memory.of(&task.url).map(|s| s.condition()),
            };
            let answer = self.client.get(&task.url, &condition.unwrap_or_default());
            let (url, mut state) = (task.url.clone(), self.state());
            match answer {
                Ok(answer) => state.take(self.plan, task, &answer),
                Err(what) => state.lost(&task, what),
            }
            state.frontier.done(&url, now());
            drop(state);
            self.changed.notify_all();
        }
    }

    /// Waits for the next request to make.
    fn next(&self) -> Option<Task> {
        let mut state = self.state();
        loop {
            match state.frontier.next(now()) {
                Turn::Ask(task) => {
                    state.log.asking(task.url.as_str());
                    return Some(task);
                }
                Turn::Refused(task, robots) => state.refused(&task, &robots),
                Turn::Over => {
                    self.changed.notify_all();
                    return None;
                }
                // The wait is bounded in any case, so that a lost wake-up costs a moment and no more.
                Turn::Wait(time) => {
                    let time = time.unwrap_or(Duration::from_secs(1)).max(Duration::from_millis(1));
                    let waited = self.changed.wait_timeout(state, time);
                    state = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
            }
        }
    }
}

impl State<'_> {
    fn add(&mut self, task: Task) {
        if !self.stopped && self.frontier.add(task, now()) {
            self.log.planned(1);
        }
    }

    /// Deals with an answer.
    fn take(&mut self, plan: &Plan, task: Task, answer: &Answer) {
        self.received += answer.body.len() as u64;
        let wait = wait(answer, answer.at).filter(|w| !task.put_off && *w <= LONGEST_WAIT);
        if let Some(wait) = wait {
            return self.frontier.put_off(task, wait, now());
        }
        let target =
            answer.header("location").filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308));
        match (&task.what, target) {
            (_, Some(target)) => self.redirected(&task, answer, target),
            (What::Robots(origin), None) => {
                self.store(|archive| archive.add(&task.url, answer));
                self.frontier.learn(origin, rules(&plan.name, answer), now());
            }
            (What::Page(role), None) => self.page(plan, &task, *role, answer),
        }
        if self.received >= plan.total {
            self.stop(plan.total);
        }
    }

    fn page(&mut self, plan: &Plan, task: &Task, role: Role, answer: &Answer) {
        let unchanged = answer.status == 304 && self.archive.memory.of(&task.url).is_some();
        if !matches!(answer.status, 200..=299) && !unchanged {
            return self.lost(task, not_found(answer));
        }
        let mut kept = None;
        self.store(|archive| {
            kept = Some(archive.page(&task.url, answer, role != Role::Story)?);
            Ok(())
        });
        let Some((new, listing)) = kept else { return };
        detail(|| format!("{}: {}", task.url, if new { "stored" } else { "not changed" }));
        if new {
            self.log.stored()
        } else {
            self.log.unchanged()
        }
        if answer.cut {
            let what = "is longer than --max-size allows; what was received is stored, marked as truncated";
            self.log.tell(&issue(task, what));
        }
        self.follow(plan, role, listing);
    }

    /// Adds what a feed or an OPML file lists.
    fn follow(&mut self, plan: &Plan, role: Role, listing: Listing) {
        match (role, listing) {
            (Role::Named, Listing::Feeds(feeds)) => {
                feeds.into_iter().for_each(|u| self.add(Task::page(u, Role::Feed)));
            }
            (Role::Named | Role::Feed, Listing::Stories(stories)) => {
                let newest = stories.into_iter().take(plan.stories);
                newest.for_each(|u| self.add(Task::page(u, Role::Story)));
            }
            _ => {}
        }
    }

    fn redirected(&mut self, task: &Task, answer: &Answer, target: &str) {
        let Some(url) = address(target, Some(&task.url)) else {
            return self.lost(task, format!("redirects to {target:?}, which is no address to fetch"));
        };
        self.store(|archive| archive.add(&task.url, answer));
        let mut via = task.via.clone();
        via.push(task.url.clone());
        if via.len() > MOST_REDIRECTS || via.contains(&url) {
            return match &task.what {
                // RFC 9309 §2.3.1.2: as if there were none.
                What::Robots(origin) => self.frontier.learn(origin, Robots::All, now()),
                What::Page(_) => self.lost(task, "redirects in a circle, or more than 5 times".to_owned()),
            };
        }
        if self.stopped {
            return self
                .lost(task, "its redirect was not followed any more, at the end of the run".to_owned());
        }
        let next = Task { url, via, put_off: false, ..task.clone() };
        if !self.frontier.add(next, now()) {
            self.log.same();
        }
    }

    /// Could not be had.
    fn lost(&mut self, task: &Task, what: String) {
        match &task.what {
            What::Robots(origin) => self.frontier.learn(origin, Robots::Nothing(what), now()),
            What::Page(_) => self.log.failed(&issue(task, &what)),
        }
    }

    fn refused(&mut self, task: &Task, robots: &Robots) {
        match robots {
            Robots::Nothing(why) => {
                let what = format!("not fetched, because robots.txt of the host could not be had: {why}");
                self.log.failed(&issue(task, &what));
            }
            _ => self.log.refused(&issue(task, "not fetched, because robots.txt of the host forbids it")),
        }
    }

    fn stop(&mut self, total: u64) {
        let left = self.frontier.stop();
        if left > 0 && !self.stopped {
            let what =
                format!("{left} addresses left after {} MB; the same command goes on", total / 1_000_000);
            self.log.failed(&Issue::new("--max-total", what));
        }
        self.stopped = true;
    }

    /// Stores; a failure ends the run.
    fn store(&mut self, store: impl FnOnce(&mut Archive) -> io::Result<()>) {
        if let Err(error) = store(self.archive) {
            self.frontier.stop();
            self.stopped = true;
            self.broken.get_or_insert(error);
        }
    }
}

fn issue(task: &Task, what: &str) -> Issue {
    match task.via.first() {
        None => Issue::new(task.url.as_str(), what),
        Some(first) => Issue::new(first.as_str(), format!("(redirected to {}) {what}", task.url)),
    }
}

fn not_found(answer: &Answer) -> String {
    let next = match answer.status {
        401..=403 => "it is not open to programs; save it with a browser and read the file",
        404 | 410 => "check the address",
        _ => "try again later",
    };
    format!("the host answered {}; {next}", answer.line.split_once(' ').map_or("", |(_, s)| s))
}

/// What a robots.txt says, or its absence (RFC 9309 §2.3.1). A host with too many requests on its hands
/// has not said that it has none.
fn rules(name: &str, answer: &Answer) -> Robots {
    match answer.status {
        200..=299 => Robots::parse(name, &answer.body),
        400..=499 if answer.status != 429 => Robots::All,
        _ => Robots::Nothing(not_found(answer)),
    }
}

/// How long an overburdened host asks to be left alone: seconds or a date (RFC 9110 §10.2.3).
fn wait(answer: &Answer, now: Timestamp) -> Option<Duration> {
    let text = answer.header("retry-after").filter(|_| matches!(answer.status, 429 | 503))?;
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, retry: &str) -> Answer {
        Answer {
            at: "2024-05-01T10:00:00Z".parse().unwrap(),
            request: String::new(),
            line: format!("HTTP/1.1 {status} x"),
            status,
            headers: vec![("retry-after".to_owned(), retry.as_bytes().to_vec())],
            body: b"User-agent: *\nDisallow: /".to_vec(),
            unpacked: false,
            cut: false,
        }
    }

    #[test]
    fn a_host_may_ask_for_time_in_seconds_or_by_date() {
        let time = |status, text: &str| {
            let answer = answer(status, text);
            wait(&answer, answer.at).map(|d| d.as_secs())
        };
        assert_eq!(time(429, "7"), Some(7));
        assert_eq!(time(503, "Wed, 01 May 2024 10:01:00 GMT"), Some(60));
        assert_eq!(time(503, "Wed, 01 May 2024 09:00:00 GMT"), Some(0));
        assert_eq!(time(503, "soon"), None);
        assert_eq!(time(200, "7"), None);
    }

    #[test]
    fn a_robots_file_that_fails_is_not_one_that_is_missing() {
        for (status, path_allowed) in [(200, false), (404, true), (403, true), (429, false), (500, false)] {
            assert_eq!(rules("sidelines", &answer(status, "")).allows("/a"), path_allowed, "{status}");
        }
    }
}
