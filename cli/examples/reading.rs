//! Prints all that one reading finds in each file: for work on recognition and rules.
//!
//! `cargo run --profile quick --example reading -- FILE...`.

use sidelines::reader::Reader;

fn main() {
    let reader = Reader::embedded().unwrap();
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        sidelines::read::read_bytes(&path, &bytes, &mut |item| {
            let r = reader.read(&item.unwrap());
            println!(
                "##### {path} {:?} {:?} {:?}",
                r.report.title, r.report.published, r.report.published_basis
            );
            println!("{}", r.report.text);
            println!("-- mentions");
            for m in &r.found.mentions {
                let names: Vec<&str> = m.actors.iter().map(|a| r.found.actors[*a].name.as_str()).collect();
                println!(
                    "  s{} [{}] {:?} -> {:?} {:?}",
                    m.sentence,
                    m.span.of(&r.report.text),
                    m.form,
                    names,
                    m.title
                );
            }
            println!("-- times");
            for t in &r.found.times {
                println!("  {} {:?} {} {:?}", t.span.of(&r.report.text), t.timex, t.value, t.edtf);
            }
            println!("-- places");
            for t in &r.found.places {
                println!("  {} {} {:?}", t.span.of(&r.report.text), t.place.name, t.place.country);
            }
            println!("-- settings");
            for t in &r.found.settings {
                println!("  {} {:?} {:?}", t.name, t.series, t.country);
            }
            println!("-- statements");
            for t in &r.found.statements {
                println!(
                    "  {} via {:?}: {} | {}",
                    t.speaker.as_ref().map_or("-", |s| &s.name),
                    t.via,
                    t.cue.exact,
                    t.content.exact.replace('\n', " ")
                );
            }
            println!("-- accounts");
            for a in &r.accounts {
                println!(
                    "  {} {} [{}] -> [{}] {:?} {:?} S:{:?} {} | {}",
                    a.kind,
                    a.status.name(),
                    a.actors.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", "),
                    a.recipients.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", "),
                    a.when.as_ref().map(|w| &w.edtf),
                    a.place.as_ref().map(|w| &w.name),
                    a.sources.iter().map(|s| (&s.speaker, &s.via)).collect::<Vec<_>>(),
                    a.rule,
                    a.evidence[0].exact.replace('\n', " ")
                );
            }
        });
    }
}
