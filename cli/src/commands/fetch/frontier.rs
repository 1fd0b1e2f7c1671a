//! Which request comes next: one at a time for each host, with a pause, robots.txt before all else.
//!
//! It knows no clock and no network: the time is given, requests are handed out as [`Turn`]s.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::{Duration, Instant};

use url::Url;

use super::robots::Robots;

/// A pause that robots.txt asks for is kept up to this long.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What an address was named for; says what may be followed from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The user named it: a page, a feed or an OPML file.
    Named,
    /// An OPML file named it: a feed.
    Feed,
    /// A feed named it: a page.
    Story,
}

/// What a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The robots.txt of an origin.
    Robots(String),
    /// A page, feed or list.
    Page(Role),
}

/// A request to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What to ask for.
    pub url: Url,
    /// What it is for.
    pub what: What,
    /// The addresses that redirected to it, the first one first.
    pub via: Vec<Url>,
    /// Was it put off already, as the host asked?
    pub put_off: bool,
}

impl Task {
    /// A page, feed or list.
    pub fn page(url: Url, role: Role) -> Self {
        Self { url, what: What::Page(role), via: Vec::new(), put_off: false }
    }

    fn robots(of: &Url) -> Self {
        let mut url = of.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        Self { url, what: What::Robots(origin(of)), via: Vec::new(), put_off: false }
    }
}

/// What to do now.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn {
    /// Make this request, then say [`Frontier::done`].
    Ask(Task),
    /// The robots.txt, had already, does not allow this one.
    Refused(Task, Robots),
    /// Nothing can be done for so long, or until a request that is under way is done.
    Wait(Option<Duration>),
    /// Nothing is left to do.
    Over,
}

/// All requests to be made.
pub struct Frontier {
    pause: Duration,
    hosts: BTreeMap<String, Host>,
    rules: BTreeMap<String, Rules>,
    named: BTreeSet<Url>,
}

struct Host {
    queue: VecDeque<Task>,
    busy: bool,
    free_at: Instant,
    pause: Duration,
}

/// What is known of an origin's robots.txt.
enum Rules {
    /// It was asked for; these wait for it.
    Asked(Vec<Task>),
    Known(Robots),
}

impl Frontier {
    /// Nothing to do yet; `pause` is kept between two requests to a host.
    pub fn new(pause: Duration) -> Self {
        Self { pause, hosts: BTreeMap::new(), rules: BTreeMap::new(), named: BTreeSet::new() }
    }

    /// Adds a request. Of pages, each address is asked for once: returns whether it is new.
    pub fn add(&mut self, task: Task, now: Instant) -> bool {
        let new = matches!(task.what, What::Robots(_)) || self.named.insert(task.url.clone());
        if new {
            self.host(&task.url, now).queue.push_back(task);
        }
        new
    }

    /// What to do now.
    pub fn next(&mut self, now: Instant) -> Turn {
        while let Some(task) = self.ready(now) {
            let Some(rules) = self.rules.get_mut(&origin(&task.url)) else {
                return self.ask_for_rules(task, now);
            };
            match rules {
                _ if matches!(task.what, What::Robots(_)) => return self.ask(task, now),
                Rules::Asked(waiting) => waiting.push(task),
                Rules::Known(robots) if robots.allows(&task.url[url::Position::BeforePath..]) => {
                    return self.ask(task, now);
                }
                Rules::Known(robots) => return Turn::Refused(task, robots.clone()),
            }
        }
        let busy = self.hosts.values().any(|h| h.busy);
        let waiting = self.hosts.values().filter(|h| !h.busy && !h.queue.is_empty());
        match waiting.map(|h| h.free_at.saturating_duration_since(now)).min() {
            None if !busy => Turn::Over,
            time => Turn::Wait(time),
        }
    }

    /// A request to the host of `url` is done; the next may follow after the pause.
    pub fn done(&mut self, url: &Url, now: Instant) {
        let host = self.host(url, now);
        host.busy = false;
        host.free_at = host.free_at.max(now + host.pause);
    }

    /// The host of `task` asks to be left alone for so long; then the request comes first.
    pub fn put_off(&mut self, task: Task, time: Duration, now: Instant) {
        let host = self.host(&task.url, now);
        host.free_at = now + time;
        host.queue.push_front(Task { put_off: true, ..task });
    }

    /// What the robots.txt of an origin says.
    pub fn learn(&mut self, origin: &str, robots: Robots, now: Instant) {
        let pause = robots.pause().unwrap_or_default().min(LONGEST_PAUSE);
        let before = self.rules.insert(origin.to_owned(), Rules::Known(robots));
        let Some(Rules::Asked(waiting)) = before else { return };
        for task in waiting.into_iter().rev() {
            let host = self.host(&task.url, now);
            host.pause = host.pause.max(pause);
            host.queue.push_front(task);
        }
    }

    /// Forgets all that is not under way. Returns how many pages that were.
    pub fn stop(&mut self) -> usize {
        let mut left: Vec<Task> = self.hosts.values_mut().flat_map(|h| h.queue.drain(..)).collect();
        for rules in self.rules.values_mut() {
            if let Rules::Asked(waiting) = rules {
                left.append(waiting);
            }
        }
        left.iter().filter(|t| matches!(t.what, What::Page(_))).count()
    }

    /// The first request of the host that has been free the longest.
    fn ready(&mut self, now: Instant) -> Option<Task> {
        let ready = |h: &&mut Host| !h.busy && h.free_at <= now && !h.queue.is_empty();
        let host = self.hosts.values_mut().filter(ready).min_by_key(|h| h.free_at)?;
        host.queue.pop_front()
    }

    fn ask(&mut self, task: Task, now: Instant) -> Turn {
        self.host(&task.url, now).busy = true;
        Turn::Ask(task)
    }

    /// Has `task` wait for the robots.txt of its origin, which is asked for now.
    fn ask_for_rules(&mut self, task: Task, now: Instant) -> Turn {
        if matches!(task.what, What::Robots(_)) {
            // One that another origin redirected here: it needs nobody's leave.
            return self.ask(task, now);
        }
        let robots = Task::robots(&task.url);
        self.rules.insert(origin(&task.url), Rules::Asked(vec![task]));
        self.ask(robots, now)
    }

    fn host(&mut self, url: &Url, now: Instant) -> &mut Host {
        let name = url.host_str().unwrap_or_default().to_owned();
        let new = Host { queue: VecDeque::new(), busy: false, free_at: now, pause: self.pause };
        self.hosts.entry(name).or_insert(new)
    }
}

/// Scheme, host and port: what a robots.txt is for.
fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn page(url: &str) -> Task {
        Task::page(Url::parse(url).unwrap(), Role::Named)
    }

    /// What is asked for now.
    fn asked(turn: Turn) -> Option<String> {
        if let Turn::Ask(task) = turn { Some(task.url.to_string()) } else { None }
    }

    #[allow(clippy::disallowed_methods)]
    fn begin(urls: &[&str]) -> (Frontier, Instant) {
        let (mut frontier, now) = (Frontier::new(SECOND), Instant::now());
        urls.iter().for_each(|u| assert!(frontier.add(page(u), now)));
        (frontier, now)
    }

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_host_is_asked_one_thing_at_a_time_with_a_pause() {
        let (mut f, now) = begin(&["http://a.example/1", "http://a.example/2", "http://b.example/1"]);
        assert!(!f.add(page("http://a.example/1"), now));
        assert_eq!(asked(f.next(now)).unwrap(), "http://a.example/robots.txt");
        assert_eq!(asked(f.next(now)).unwrap(), "http://b.example/robots.txt");
        assert_eq!(f.next(now), Turn::Wait(None));
        f.learn("http://a.example", Robots::All, now);
        f.done(&url("http://a.example/robots.txt"), now);
        assert_eq!(f.next(now), Turn::Wait(Some(SECOND)));
        assert_eq!(asked(f.next(now + SECOND)).unwrap(), "http://a.example/1");
        assert_eq!(f.next(now + SECOND), Turn::Wait(None));
        f.done(&url("http://a.example/1"), now + SECOND);
        assert_eq!(asked(f.next(now + 2 * SECOND)).unwrap(), "http://a.example/2");
        f.learn("http://b.example", Robots::Nothing("x".to_owned()), now);
        f.done(&url("http://b.example/robots.txt"), now);
        assert!(matches!(f.next(now + 2 * SECOND), Turn::Refused(..)));
        f.done(&url("http://a.example/2"), now + 2 * SECOND);
        assert_eq!(f.next(now + 2 * SECOND), Turn::Over);
    }

    #[test]
    fn ports_of_a_host_have_rules_of_their_own_but_take_turns() {
        let (mut f, now) = begin(&["http://a.example/1", "https://a.example/1"]);
        assert_eq!(asked(f.next(now)).unwrap(), "http://a.example/robots.txt");
        assert_eq!(f.next(now), Turn::Wait(None));
        f.learn("http://a.example", Robots::Nothing("x".to_owned()), now);
        f.done(&url("http://a.example/"), now);
        assert!(matches!(f.next(now + SECOND), Turn::Refused(..)));
        assert_eq!(asked(f.next(now + SECOND)).unwrap(), "https://a.example/robots.txt");
    }

    #[test]
    fn a_longer_pause_is_kept_within_bounds() {
        for (text, seconds) in [("Crawl-delay: 7", 7), ("Crawl-delay: 86400", 30), ("Crawl-delay: 0", 1)] {
            let (mut f, now) = begin(&["http://a.example/1"]);
            f.next(now);
            let robots = Robots::parse("sidelines", format!("User-agent: *\n{text}").as_bytes());
            f.learn("http://a.example", robots, now);
            f.done(&url("http://a.example/robots.txt"), now);
            assert_eq!(f.next(now), Turn::Wait(Some(seconds * SECOND)), "{text}");
        }
    }

    #[test]
    fn what_is_put_off_comes_first_when_the_time_is_over() {
        let (mut f, now) = begin(&["http://a.example/1", "http://a.example/2"]);
        f.next(now);
        f.learn("http://a.example", Robots::All, now);
        f.done(&url("http://a.example/robots.txt"), now);
        let Turn::Ask(task) = f.next(now + SECOND) else { panic!() };
        f.put_off(task, 20 * SECOND, now + SECOND);
        f.done(&url("http://a.example/1"), now + SECOND);
        assert_eq!(f.next(now + SECOND), Turn::Wait(Some(20 * SECOND)));
        let Turn::Ask(task) = f.next(now + 21 * SECOND) else { panic!() };
        assert!(task.put_off && task.url.path() == "/1");
        assert_eq!(f.stop(), 1);
        f.done(&url("http://a.example/1"), now + 21 * SECOND);
        assert_eq!(f.next(now + 21 * SECOND), Turn::Over);
    }
}
