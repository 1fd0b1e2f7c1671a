//! Any bytes under any name: the first byte chooses the name, the rest is the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sidelines::read::read_bytes;

const NAMES: [&str; 12] = [
    "-", "a.txt", "a.md", "a.json", "a.jsonl", "a.html", "a.xml", "a.csv", "a.tsv", "a.warc", "a.zip", "a.gz",
];

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let mut items = 0;
    read_bytes(name, bytes, &mut |item| {
        items += 1;
        match item {
            Ok(raw) => {
                assert!(raw.source.starts_with(name));
                assert!(raw.page.is_some() || !raw.text.trim().is_empty(), "an empty report");
            }
            Err(issue) => assert!(issue.source.starts_with(name) && !issue.what.is_empty()),
        }
    });
    // Web archives pass over what holds no article without a word.
    assert!(items > 0 || bytes.windows(5).any(|w| w == b"WARC/"), "nothing was said");
});
