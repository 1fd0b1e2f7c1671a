use super::*;

/// Reports of two earthquakes and of talks: (id, day, text).
const REPORTS: [(&str, i32, &str); 8] = [
    ("a1", 100, "Earthquake in Port Arle hurts 23. A strong quake shook Port Arle, said Mayor Ines Tallow."),
    (
        "a2",
        101,
        "Port Arle counts its hurt after the earthquake. Mayor Tallow said 23 people were hurt in Port Arle.",
    ),
    ("a3", 101, "Quake damages harbour at Port Arle. The earthquake hurt 23, said Ines Tallow of Port Arle."),
    (
        "b1",
        100,
        "Earthquake in Lower Senn hurts 41. A strong quake shook Lower Senn, said Governor Pavo Rusk.",
    ),
    (
        "b2",
        101,
        "Lower Senn counts its hurt after the earthquake. Governor Rusk said 41 people were hurt in Senn.",
    ),
    ("b3", 102, "Quake damages the rail line at Lower Senn. The earthquake hurt 41, said Pavo Rusk of Senn."),
    (
        "c1",
        100,
        "Envoys of Nur and Tavia sign a fisheries pact. The pact ends months of haggling over fisheries.",
    ),
    ("c2", 101, "Fisheries pact signed by Tavia. Envoys of Nur welcomed the fisheries pact with Tavia."),
];

fn found(reports: &[(&str, i32, &str)]) -> Vec<String> {
    let terms: Vec<Terms> = reports.iter().map(|r| Terms::of(None, r.2)).collect();
    let told: Vec<Told> =
        reports.iter().zip(&terms).map(|(r, t)| Told { id: r.0, day: Some(r.1), terms: t }).collect();
    let ids = |c: Vec<usize>| c.into_iter().map(|i| reports[i].0).collect::<Vec<_>>().join(" ");
    stories(&told).into_iter().map(ids).collect()
}

#[test]
fn two_happenings_of_one_kind_are_two_stories() {
    assert_eq!(found(&REPORTS), ["a1 a2 a3", "b1 b2 b3", "c1 c2"]);
}

#[test]
fn the_order_of_reports_does_not_matter() {
    let mut turned = REPORTS;
    for _ in 0..REPORTS.len() {
        turned.rotate_left(3);
        turned.swap(0, 4);
        assert_eq!(found(&turned), found(&REPORTS));
    }
}

#[test]
fn an_added_report_changes_no_other_story() {
    let mut more = REPORTS.to_vec();
    more.push((
        "d1",
        100,
        "Grain harvest fails in Ostmark. Farmers of Ostmark ask for loans after the drought.",
    ));
    let stories = found(&more);
    assert!(found(&REPORTS).iter().all(|s| stories.contains(s)) && stories.contains(&"d1".to_owned()));
}

#[test]
fn half_alike_reports_months_apart_are_two_stories() {
    let late = |days| [REPORTS[0], ("a2", 100 + days, REPORTS[1].2)];
    assert_eq!(found(&late(2)).len(), 1);
    assert_eq!(found(&late(110)).len(), 2);
}

#[test]
fn without_terms_or_days_a_report_stands_alone_or_is_still_found() {
    let (empty, pact) = (Terms::of(None, ""), Terms::of(None, REPORTS[6].2));
    let told = |id, day, terms| Told { id, day, terms };
    let reports =
        [told("x", None, &empty), told("y", Some(3), &pact), told("z", None, &pact), told("w", None, &empty)];
    assert_eq!(stories(&reports), [vec![1, 2], vec![3], vec![0]]);
    assert!(stories(&[]).is_empty());
}
