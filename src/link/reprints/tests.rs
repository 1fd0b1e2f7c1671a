//! Roles of reports, whatever the order in which they come.

use super::*;

/// Sentences `from..to` of story `s`, every one of other words.
fn story(s: usize, from: usize, to: usize) -> String {
    let line = |n: usize| {
        format!("At stop {n} of tour {s} the envoy of town {} met mayor {}. ", s * 31 + n, s + n * 17)
    };
    (from..to).map(line).collect()
}

struct Case {
    id: &'static str,
    day: Option<&'static str>,
    text: String,
}

fn case(id: &'static str, day: &'static str, text: String) -> Case {
    Case { id, day: Some(day).filter(|d| !d.is_empty()), text }
}

/// One copy five times over (one of them a third of it, one undated, one in capitals), a digest of two
/// stories, the second of these stories, another report, and two that say next to nothing.
fn cases() -> Vec<Case> {
    let short = "Ministers of two countries met in a small town on the river today.".to_owned();
    vec![
        case("r1", "2016-09-05", story(1, 0, 30)),
        case("r2", "2016-09-04", story(1, 0, 24) + &story(7, 0, 3)),
        case("r3", "2016-09-06", story(1, 8, 18)),
        case("r4", "", story(1, 0, 30)),
        case("r5", "2016-09-05", story(1, 0, 30).to_uppercase()),
        case("r6", "2016-09-07", story(1, 0, 30) + &story(2, 0, 30)),
        case("r7", "2016-09-08", story(2, 0, 30)),
        case("r8", "2016-09-05", story(3, 0, 30)),
        case("r9", "2016-09-05", short.clone()),
        case("ra", "2016-09-06", short),
        case("rb", "2016-09-05", "Read more.".to_owned()),
        case("rc", "2016-09-05", "Read more.".to_owned()),
    ]
}

/// The roles after all cases came in `order`, as told by the changes alone.
fn roles(cases: &[Case], order: &[usize]) -> BTreeMap<String, Role> {
    let mut reprints = Reprints::new();
    let mut told = BTreeMap::new();
    for case in order.iter().map(|i| &cases[*i]) {
        let changed = reprints.place(case.id, case.day, Sketch::of(&case.text));
        assert!(changed.contains_key(case.id));
        told.extend(changed);
    }
    assert!(told.iter().all(|(id, role)| reprints.role(id) == Some(role)));
    told
}

/// The rule as it is written down, by comparing each with each.
fn by_hand(cases: &[Case]) -> BTreeMap<String, Role> {
    let sketches: Vec<Sketch> = cases.iter().map(|c| Sketch::of(&c.text)).collect();
    let key =
        |i: &usize| (cases[*i].day.is_none(), cases[*i].day, Reverse(sketches[*i].size()), cases[*i].id);
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by_key(key);
    let (mut firsts, mut roles): (Vec<usize>, BTreeMap<String, Role>) = Default::default();
    for i in order {
        let origin = firsts.iter().find_map(|f| Some((*f, one_copy(&sketches[*f], &sketches[i])?)));
        let role = match origin {
            Some((f, score)) => {
                Role::Reprint { of: cases[f].id.into(), score: (score * 1000.0).round() / 1000.0 }
            }
            None => Role::First,
        };
        if role == Role::First {
            firsts.push(i);
        }
        roles.insert(cases[i].id.to_owned(), role);
    }
    roles
}

fn of(roles: &BTreeMap<String, Role>, id: &str) -> Option<String> {
    match &roles[id] {
        Role::First => None,
        Role::Reprint { of, .. } => Some(of.clone()),
    }
}

#[test]
fn reprints_name_the_first_and_other_reports_stay_their_own() {
    let cases = cases();
    let roles = roles(&cases, &(0..cases.len()).collect::<Vec<_>>());
    for id in ["r1", "r3", "r4", "r5", "r6"] {
        assert_eq!(of(&roles, id).as_deref(), Some("r2"), "{id}");
    }
    for id in ["r2", "r7", "r8", "r9", "rb", "rc"] {
        assert_eq!(of(&roles, id), None, "{id}");
    }
    assert_eq!(roles["ra"], Role::Reprint { of: "r9".to_owned(), score: 1.0 });
}

/// Orders from a small generator of our own (an LCG), so that each run tries the same.
fn shuffled(n: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut state = seed;
    for i in (1..n).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(i, (state >> 33) as usize % (i + 1));
    }
    order
}

#[test]
fn any_order_gives_the_roles_of_the_rule() {
    let cases = cases();
    let expected = by_hand(&cases);
    for seed in 0..200 {
        let order = shuffled(cases.len(), seed);
        assert_eq!(roles(&cases, &order), expected, "{order:?}");
    }
}

#[test]
fn chains_of_overlapping_cuts_come_out_the_same_in_any_order() {
    // Each shares two thirds with the next and a third with the one after: who is first decides much.
    let ids = ["k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7"];
    let days = [
        "2016-09-04",
        "2016-09-01",
        "2016-09-06",
        "2016-09-02",
        "2016-09-07",
        "2016-09-03",
        "",
        "2016-09-05",
    ];
    let cases: Vec<Case> = ids
        .iter()
        .zip(days)
        .enumerate()
        .map(|(i, (id, day))| case(id, day, story(5, i * 10, i * 10 + 30)))
        .collect();
    let expected = by_hand(&cases);
    assert!(expected.values().filter(|r| **r == Role::First).count() > 1, "{expected:?}");
    for seed in 0..300 {
        let order = shuffled(cases.len(), seed);
        assert_eq!(roles(&cases, &order), expected, "{order:?}");
    }
}

#[test]
fn a_report_that_is_dated_anew_or_taken_out_leaves_the_roles_of_the_rest() {
    let mut cases = cases();
    let mut reprints = Reprints::new();
    let mut told = BTreeMap::new();
    for case in &cases {
        told.extend(reprints.place(case.id, case.day, Sketch::of(&case.text)));
    }
    // The undated copy turns out to be the oldest, then the digest older still, then both are gone.
    for (i, day) in [(3, "2016-09-01"), (5, "2016-08-01"), (3, "2016-09-09")] {
        cases[i].day = Some(day);
        told.extend(reprints.place(cases[i].id, cases[i].day, Sketch::of(&cases[i].text)));
        assert_eq!(told, by_hand(&cases), "{} on {day}", cases[i].id);
    }
    for id in ["r6", "r2", "r4"] {
        told.extend(reprints.remove(id));
        told.remove(id);
        cases.retain(|c| c.id != id);
        assert_eq!(told, by_hand(&cases), "without {id}");
    }
    assert!(reprints.place("r1", Some("2016-09-05"), Sketch::of(&cases[0].text)).is_empty());
}
