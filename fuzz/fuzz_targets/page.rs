//! Any bytes as a web page: its tree, its metadata, its article, its day.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sidelines::clean::clean_with;
use sidelines::gazetteer::outlets::Outlets;
use sidelines::report::RawReport;

fuzz_target!(|data: &[u8]| {
    let raw = RawReport {
        source: "page".to_owned(),
        url: Some("https://courier.example/2014/05/03/talks".to_owned()),
        page: Some(String::from_utf8_lossy(data).into_owned()),
        ..RawReport::default()
    };
    let report = clean_with(&raw, &Outlets::default());
    assert!(report.text.len() <= data.len() * 3 + 64, "more words than the page has");
});
