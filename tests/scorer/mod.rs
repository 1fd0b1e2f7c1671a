//! The accounts scorer in Rust, so that `cargo test` can hold the floors without Python.
//! The same rules as the coding guide's section "Scoring".

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names that mean one thing.
const ALIASES: [(&str, &str); 16] = [
    ("us", "united states"),
    ("usa", "united states"),
    ("america", "united states"),
    ("united states america", "united states"),
    ("uk", "united kingdom"),
    ("britain", "united kingdom"),
    ("great britain", "united kingdom"),
    ("russian federation", "russia"),
    ("un", "united nations"),
    ("eu", "european union"),
    ("uae", "united arab emirates"),
    ("u s senate", "us senate"),
    ("isil", "daesh"),
    ("isis", "daesh"),
    ("islamic state", "daesh"),
    ("nato", "nato"),
];

/// Words that do not tell names apart.
const IDLE: [&str; 12] = [
    "the",
    "government",
    "of",
    "mr",
    "mrs",
    "ms",
    "president",
    "prime",
    "minister",
    "sir",
    "dr",
    "governmentof",
];

/// Counts over a set of reports.
#[derive(Default, Debug)]
pub struct Score {
    pub matched: usize,
    pub spurious: usize,
    pub lost: usize,
    /// Matched accounts with all participants the same, on the right side.
    pub strict: usize,
    /// Right and judged, for status, when, where, sources.
    pub slots: [(usize, usize); 4],
    /// Matched accounts whose gold names topics: those with a topic that shares a word with one of
    /// them, and all.
    pub topics_found: (usize, usize),
    /// Topics written for them: those that share a word with one of the gold, and all.
    pub topics_right: (usize, usize),
}

impl Score {
    pub fn f1(&self) -> f64 {
        let (tp, all) = (self.matched as f64, (2 * self.matched + self.spurious + self.lost) as f64);
        if all == 0.0 { 0.0 } else { 2.0 * tp / all }
    }

    /// F1 where a match counts only with all participants the same, on the right side.
    pub fn strict(&self) -> f64 {
        let all = (2 * self.matched + self.spurious + self.lost) as f64;
        if all == 0.0 { 0.0 } else { 2.0 * self.strict as f64 / all }
    }

    pub fn slot(&self, i: usize) -> f64 {
        let (right, n) = self.slots[i];
        if n == 0 { 0.0 } else { right as f64 / n as f64 }
    }

    /// Counts the topics of one pair.
    fn add_topics(&mut self, gold: &Value, system: &Value) {
        let named: Vec<String> = list(&gold["topics"]).into_iter().flat_map(stems).collect();
        if named.is_empty() {
            return;
        }
        let told = list(&system["topics"]);
        let right = told.iter().filter(|t| stems(t).iter().any(|w| named.contains(w))).count();
        self.topics_found = (self.topics_found.0 + usize::from(right > 0), self.topics_found.1 + 1);
        self.topics_right = (self.topics_right.0 + right, self.topics_right.1 + told.len());
        if std::env::var_os("SIDELINES_ERRORS").is_some() && right == 0 {
            eprintln!("topics {} for {} in {}", system["topics"], gold["topics"], system["evidence"]);
        }
    }

    /// Adds one report: its gold accounts and the system's.
    pub fn add(&mut self, gold: &[Value], system: &[Value]) {
        let pairs = pair_up(gold, system);
        for &(i, j) in pairs.iter().filter(|(i, _)| !optional(&gold[*i])) {
            self.matched += 1;
            self.strict += usize::from(all_the_same(&gold[i], &system[j]));
            let right = [
                gold[i]["status"] == system[j]["status"],
                right_when(&gold[i]["when"], &system[j]["when"]),
                right_where(&gold[i]["where"], &system[j]["where"]),
                right_sources(&gold[i]["sources"], &system[j]["sources"]),
            ];
            for (slot, ok) in self.slots.iter_mut().zip(right) {
                *slot = (slot.0 + usize::from(ok), slot.1 + 1);
            }
            self.add_topics(&gold[i], &system[j]);
        }
        let hit = |i: usize| pairs.iter().any(|p| p.0 == i);
        if std::env::var_os("SIDELINES_ERRORS").is_some() {
            (0..gold.len())
                .filter(|&i| !hit(i) && !optional(&gold[i]))
                .for_each(|i| eprintln!("lost  {}", line(&gold[i])));
            let told = |j: &usize| pairs.iter().any(|p| p.1 == *j);
            (0..system.len()).filter(|j| !told(j)).for_each(|j| eprintln!("false {}", line(&system[j])));
        }
        self.lost += (0..gold.len()).filter(|&i| !hit(i) && !optional(&gold[i])).count();
        self.spurious += system.len() - pairs.len();
    }
}

/// For each account of the system: does it match a gold account (1), an optional one (-1), or none (0)?
#[allow(dead_code)] // not every test asks
pub fn labels(gold: &[Value], system: &[Value]) -> Vec<i8> {
    let pairs = pair_up(gold, system);
    let label = |i: usize| if optional(&gold[i]) { -1 } else { 1 };
    (0..system.len()).map(|j| pairs.iter().find(|p| p.1 == j).map_or(0, |p| label(p.0))).collect()
}

/// An account in one line, to read what went wrong.
fn line(account: &Value) -> String {
    let names = |side: &str| -> String {
        list(&account[side]).iter().filter_map(|p| p["name"].as_str()).collect::<Vec<_>>().join(", ")
    };
    let evidence = account["evidence"].as_str().or_else(|| account["evidence"][0]["exact"].as_str());
    let text = |key: &str| account[key].as_str().unwrap_or("").to_owned();
    let (who, whom) = (names("actors"), names("recipients"));
    let by = format!("{} {:.2}", text("rule"), account["confidence"].as_f64().unwrap_or(0.0));
    format!("{} {} [{who}] -> [{whom}] {by} | {}", text("type"), text("status"), evidence.unwrap_or(""))
}

/// The words of a topic, by their beginnings (`sanctions` is `sanctioned`), those of three letters and
/// fewer left out.
fn stems(topic: &Value) -> Vec<String> {
    let words = topic.as_str().unwrap_or("").to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3);
    words.map(|w| w.chars().take(5).collect()).collect()
}

fn optional(account: &Value) -> bool {
    account["optional"].as_bool().unwrap_or(false)
}

fn norm(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    let mut spaced = String::new();
    let chars: Vec<char> = plain.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        let initial = c == '.'
            && i > 0
            && chars[i - 1].is_ascii_alphabetic()
            && (i < 2 || !chars[i - 2].is_ascii_alphanumeric());
        match c {
            _ if initial => {}
            'a'..='z' | '0'..='9' => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    let words: Vec<&str> = spaced.split_whitespace().filter(|w| !IDLE.contains(w)).collect();
    let joined = words.join(" ");
    ALIASES.iter().find(|(a, _)| *a == joined).map_or(joined.clone(), |(_, b)| (*b).to_owned())
}

fn same(p: &Value, q: &Value) -> bool {
    let (a, b) = (norm(p["name"].as_str().unwrap_or("")), norm(q["name"].as_str().unwrap_or("")));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if let (Some(x), Some(y)) = (p["country"].as_str(), q["country"].as_str())
        && x != y
    {
        return false;
    }
    if a == b {
        return true;
    }
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if x.last() == y.last() && (x.len() == 1 || y.len() == 1 || x[0].chars().next() == y[0].chars().next()) {
        return true;
    }
    let shared = x.iter().filter(|w| y.contains(w)).count();
    let union = x.len() + y.iter().filter(|w| !x.contains(w)).count();
    shared as f64 / union as f64 >= 0.5
}

fn list(v: &Value) -> Vec<&Value> {
    v.as_array().map(|a| a.iter().collect()).unwrap_or_default()
}

fn overlap(ps: &[&Value], qs: &[&Value]) -> (usize, f64) {
    let mut left: Vec<&Value> = qs.to_vec();
    let mut n = 0;
    for p in ps {
        if let Some(i) = left.iter().position(|q| same(p, q)) {
            left.remove(i);
            n += 1;
        }
    }
    let union = ps.len() + qs.len() - n;
    (n, if union == 0 { 1.0 } else { n as f64 / union as f64 })
}

fn likeness(g: &Value, s: &Value) -> f64 {
    let everyone = |a: &Value| -> Vec<Value> {
        list(&a["actors"]).into_iter().chain(list(&a["recipients"])).cloned().collect()
    };
    let (ge, se) = (everyone(g), everyone(s));
    let all = overlap(&ge.iter().collect::<Vec<_>>(), &se.iter().collect::<Vec<_>>()).1;
    let actors = overlap(&list(&g["actors"]), &list(&s["actors"])).1;
    let named = !list(&g["recipients"]).is_empty() && !list(&g["actors"]).is_empty();
    let half = named && actors >= 0.5 && overlap(&list(&g["recipients"]), &list(&s["recipients"])).0 >= 1;
    if half { all.max(0.5) } else { all }
}

fn all_the_same(g: &Value, s: &Value) -> bool {
    ["actors", "recipients"].iter().all(|side| overlap(&list(&g[*side]), &list(&s[*side])).1 >= 1.0)
}

fn day_range(v: &Value) -> Option<(String, String)> {
    let text = v.as_str().or_else(|| v["edtf"].as_str())?.replace(['~', '?', '%'], "");
    let (a, b) = text.split_once('/').unwrap_or((&text, &text));
    let fill = |d: &str, month: &str, day: &str| match d.len() {
        4 => format!("{d}{month}{day}"),
        7 => format!("{d}{day}"),
        _ => d.to_owned(),
    };
    let year = a.len() >= 4 && a.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    year.then(|| (fill(a, "-01", "-01"), fill(b, "-12", "-31")))
}

fn right_when(g: &Value, s: &Value) -> bool {
    match (day_range(g), day_range(s)) {
        (None, None) => true,
        (Some(g), Some(s)) if g.0 == g.1 => s == g,
        (Some(g), Some(s)) => {
            let years = |r: &(String, String)| {
                r.1[..4].parse::<i32>().unwrap_or(0) - r.0[..4].parse::<i32>().unwrap_or(0)
            };
            s.0 <= g.1 && g.0 <= s.1 && years(&s) <= years(&g)
        }
        _ => false,
    }
}

fn right_where(g: &Value, s: &Value) -> bool {
    if g.is_null() || s.is_null() {
        return g.is_null() && s.is_null();
    }
    if g["country"].is_string() && g["country"] != s["country"] {
        return false;
    }
    let (a, b) = (norm(g["name"].as_str().unwrap_or("")), norm(s["name"].as_str().unwrap_or("")));
    a == b || b.contains(&a) || a.contains(&b)
}

fn right_sources(g: &Value, s: &Value) -> bool {
    let speakers = |v: &Value| -> Vec<Value> {
        list(v).into_iter().map(|x| serde_json::json!({ "name": x["speaker"] })).collect()
    };
    let (g, s) = (speakers(g), speakers(s));
    if g.is_empty() || s.is_empty() {
        return g.is_empty() && s.is_empty();
    }
    overlap(&g.iter().collect::<Vec<_>>(), &s.iter().collect::<Vec<_>>()).0 >= 1
}

/// One-to-one pairs by falling participant overlap; gold accounts that are not optional first.
pub fn pair_up(gold: &[Value], system: &[Value]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, s) in system.iter().enumerate() {
            let type_fits = s["type"] == g["type"] || list(&g["also"]).contains(&&s["type"]);
            let o = if type_fits { likeness(g, s) } else { 0.0 };
            if o >= 0.5 {
                let bonus =
                    u8::from(g["status"] == s["status"]) + u8::from(right_when(&g["when"], &s["when"]));
                pairs.push((!optional(g), o, bonus, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| {
        b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(b.2.cmp(&a.2)).then((a.3, a.4).cmp(&(b.3, b.4)))
    });
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (.., i, j) in pairs {
        if !chosen.iter().any(|(a, b)| *a == i || *b == j) {
            chosen.push((i, j));
        }
    }
    chosen
}
