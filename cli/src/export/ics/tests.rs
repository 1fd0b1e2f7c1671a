//! A calendar, line by line.

use super::*;

const EVENT: &str = r#"{"id":"e90d4c1b7a3e86f52","merged":[],"type":"CONSULT","mode":"meet","status":"planned",
    "status_history":[{"as_of":"2031-03-11","status":"planned","account":"a1","when":"2031-04-02","words":null,"superseded":false},
    {"as_of":"2031-03-14","status":"planned","account":"a2","when":"2031-04-02","words":null,"superseded":false}],
    "actors":[{"name":"Ilda Marn","actor":"person:1","kind":"person","sector":"GOV","country":"XXA","title":null,
    "span":{"start":0,"end":9,"exact":"Ilda Marn"}}],"recipients":[],
    "when":{"edtf":"2031-04-02/2031-04-03","basis":"relative","span":null},
    "where":{"name":"Port Selm; old town","country":"XXA","admin1":null,"geonames":null,"lat":41.2,"lon":-19.6,"is_state":false,
    "basis":"stated","span":null},"setting":null,"topics":[],"contexts":["diplomatic"],"accounts":["a1"],"n_reports":1,
    "n_independent":1,"comparison":{},"confidence":0.9,"series":[],"within":null,"beside":[],"follows":[]}"#;

fn told(change: impl Fn(&mut Event)) -> Told {
    let mut event: Event = serde_json::from_str(EVENT).unwrap();
    change(&mut event);
    Told { event, accounts: Vec::new(), reports: BTreeMap::new() }
}

fn calendar(which: Which, all: &[Told]) -> (String, usize) {
    let mut feed = Feed::begin(Vec::new(), "Marn; and others", which).unwrap();
    all.iter().for_each(|t| {
        feed.add(t).unwrap();
    });
    let without_day = feed.without_day;
    (String::from_utf8(feed.end().unwrap()).unwrap(), without_day)
}

#[test]
fn days_end_on_the_day_behind() {
    let (text, _) = calendar(Which::Talks, &[told(|_| {})]);
    for line in [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
        "UID:e90d4c1b7a3e86f52@sidelines\r\n",
        "DTSTAMP:20310314T000000Z\r\n",
        "DTSTART;VALUE=DATE:20310402\r\n",
        "DTEND;VALUE=DATE:20310404\r\n",
        "SUMMARY:Ilda Marn: meet\r\n",
        "STATUS:CONFIRMED\r\n",
        "GEO:41.2;-19.6\r\n",
        "LOCATION:Port Selm\\; old town\\, XXA\r\n",
        "CATEGORIES:CONSULT,meet,diplomatic\r\n",
        "SEQUENCE:1\r\n",
    ] {
        assert!(text.contains(line), "{line:?} in {text}");
    }
    assert!(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"), "{text}");
    assert_eq!(text.matches("BEGIN:VCALENDAR").count(), 1);
}

#[test]
fn statuses_are_those_of_calendars() {
    let with = |status| calendar(Which::Talks, &[told(|e| e.status = status)]).0;
    assert!(with(Status::CalledOff).contains("STATUS:CANCELLED"));
    assert!(with(Status::Possible).contains("STATUS:TENTATIVE"));
    assert!(!with(Status::NotHeld).contains("VEVENT"));
}

#[test]
fn what_has_no_day_is_counted() {
    let at = |edtf: &str| told(|e| e.when.iter_mut().for_each(|w| w.edtf = edtf.to_owned()));
    let all = ["2031-04", "2031", "../2031-04-02", "2031-04/2031-05"].map(at);
    assert_eq!(calendar(Which::Talks, &all).1, 4);
    assert_eq!(calendar(Which::Talks, &[told(|e| e.when = None)]).1, 1);
    let (open, _) = calendar(Which::Talks, &[at("2031-04-02/..")]);
    assert!(open.contains("DTSTART;VALUE=DATE:20310402") && !open.contains("DTEND"), "{open}");
}

#[test]
fn other_types_are_asked_for() {
    let attack = || told(|e| e.kind = "ASSAULT".to_owned());
    assert!(!calendar(Which::Talks, &[attack()]).0.contains("VEVENT"));
    assert!(calendar(Which::All, &[attack()]).0.contains("VEVENT"));
}

#[test]
fn words_of_reports_make_no_lines_of_their_own() {
    let (text, _) = calendar(
        Which::Talks,
        &[told(|e| e.actors[0].name = "Marn\r\nATTENDEE:mailto:x\rSTATUS:CANCELLED\u{0}".to_owned())],
    );
    assert!(
        !text.contains("\nATTENDEE") && !text.contains("\nSTATUS:CANCELLED") && !text.contains('\0'),
        "{text}"
    );
    assert!(text.lines().all(|l| l.len() <= 75), "folded");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "every line ends with CRLF");
}
