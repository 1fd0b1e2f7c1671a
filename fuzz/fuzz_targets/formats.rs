//! Feeds, wire stories, tables and records: the first byte chooses how the rest begins, so that every
//! reader is reached at once.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sidelines::read::read_bytes;

const BEGINNINGS: [(&str, &str); 8] = [
    ("a.xml", "<rss version=\"2.0\"><channel><title>C</title><item>"),
    ("a.xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>"),
    ("a.xml", "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><contentSet>"),
    ("a.xml", "<nitf><body><body.content>"),
    ("a.csv", "title,date,text\n"),
    ("a.json", "[{\"title\":\"T\","),
    ("a.jsonl", "{\"text\":\"T\"}\n"),
    ("a.json", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{"),
];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let (name, beginning) = BEGINNINGS[usize::from(*first) % BEGINNINGS.len()];
    let bytes = [beginning.as_bytes(), rest].concat();
    let mut items = 0;
    read_bytes(name, &bytes, &mut |item| {
        items += 1;
        if let Ok(raw) = item {
            assert!(raw.page.is_some() || !raw.text.trim().is_empty(), "an empty report");
        }
    });
    assert!(items > 0, "nothing was said");
});
