//! Why an example fails, in words.

use std::collections::BTreeSet;

use crate::account::Account;
use crate::actor::Participant;
use crate::code::codebook::{Example, Rule};
use crate::code::trace::{Trace, Verdict};
use crate::reader::Reading;
use crate::show::explain::told as in_a_line;

/// Why the sentence is not told as the example asks, if it is not.
pub fn not_so(
    reading: &Reading,
    trace: &Trace,
    kind: &str,
    rule: &Rule,
    example: &Example,
) -> Option<String> {
    let own = || reading.accounts.iter().filter(|a| a.kind == kind);
    if own().any(|a| differs(a, example).is_empty()) {
        return None;
    }
    let nearest = own().min_by_key(|a| differs(a, example).len());
    Some(match nearest {
        Some(account) => format!("{} {}", account.rule, differs(account, example).join("; ")),
        None => format!("no account of this type: {}{}", silent(trace, kind, rule), instead(reading)),
    })
}

/// What differs between an account and the example.
fn differs(account: &Account, example: &Example) -> Vec<String> {
    let mut all = Vec::new();
    let status = example.status.as_deref().unwrap_or("held");
    if account.status.name() != status {
        all.push(format!("told as {}, not {status}", account.status.name()));
    }
    for (what, have, want) in [
        ("actors", &account.actors, &example.actors),
        ("recipients", &account.recipients, &example.recipients),
    ] {
        let (have, want): (BTreeSet<String>, BTreeSet<String>) =
            (names(have), want.iter().cloned().collect());
        if have != want {
            all.push(format!("{what} are {}, not {}", list(&have), list(&want)));
        }
    }
    all
}

fn names(list: &[Participant]) -> BTreeSet<String> {
    list.iter().map(|p| p.name.clone()).collect()
}

fn list(names: &BTreeSet<String>) -> String {
    format!("[{}]", Vec::from_iter(names.iter().map(String::as_str)).join(", "))
}

/// Why the rule told nothing.
fn silent(trace: &Trace, kind: &str, rule: &Rule) -> String {
    let name = rule.name(kind);
    let reason = |verdict: &Verdict| match verdict {
        Verdict::Unmet(why) | Verdict::Not(why) => Some(format!("rule {name} {why}")),
        Verdict::Lacks(word) => Some(format!("rule {name} needs {word}")),
        _ => None,
    };
    let own = trace.notes().into_iter().filter(|n| n.by == name);
    let reasons: BTreeSet<String> = own.filter_map(|n| reason(&n.verdict)).collect();
    if reasons.is_empty() {
        let class = format!("{:?}", rule.class).to_lowercase();
        return format!(
            "rule {name} was not asked; no word of it stands there as a {class}, or another rule came first"
        );
    }
    Vec::from_iter(reasons).join("; ")
}

fn instead(reading: &Reading) -> String {
    if reading.accounts.is_empty() {
        String::new()
    } else {
        format!("\n    told instead: {}", all(&reading.accounts))
    }
}

/// What is told of a type that must not be told, if it is.
pub fn told(reading: &Reading, kind: &str) -> Option<String> {
    let own: Vec<Account> = reading.accounts.iter().filter(|a| a.kind == kind).cloned().collect();
    (!own.is_empty()).then(|| format!("must not be told as {kind}: {}", all(&own)))
}

fn all(accounts: &[Account]) -> String {
    let one = |a: &Account| format!("{} by {}", in_a_line(a), a.rule);
    accounts.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use crate::code::Codebook;
    use crate::code::examples::{cases, run};
    use crate::reader::Reader;

    const OWN: &str = r#"type = "ACCUSE"
[[rule]]
id = "finger"
words = ["frown"]
actors = ["subject"]
recipients = ["at"]
needs = ["political_recipient"]
match = [
  { text = "Kenya frowned at Uganda.", actors = ["Kenya"], recipients = ["Uganda"] },
  { text = "Kenya frowned at the rain.", actors = ["Kenya"], recipients = ["Uganda"] },
  { text = "Kenya may frown at Uganda.", actors = ["Kenya"], recipients = ["Chad"] },
  { text = "Kenya smiled at Uganda.", actors = ["Kenya"], recipients = ["Uganda"] },
]
no_match = [
  "Chad frowned at Mali.",
]
"#;

    #[test]
    fn failures_name_the_line_and_the_reason() {
        let mut reader = Reader::embedded().unwrap();
        reader.codebook = Codebook::with_own("my", &[("accuse.toml", OWN)]).unwrap();
        let cases = cases(&reader.codebook, &[("my/accuse.toml", OWN)]);
        let own = cases.iter().filter(|c| c.file == "my/accuse.toml");
        let told: Vec<String> = own.filter_map(|c| run(&reader, c)).collect();
        assert_eq!(told.len(), 4, "{told:#?}");
        for (failure, line, reason) in [
            (
                &told[0],
                10,
                "no account of this type: rule accuse/finger needs a recipient that is a political actor",
            ),
            (&told[1], 11, "told as possible, not held; recipients are [Uganda], not [Chad]"),
            (&told[2], 12, "no word of it stands there as a verb"),
            (&told[3], 15, "must not be told as ACCUSE: ACCUSE held, Chad -> Mali"),
        ] {
            assert!(failure.starts_with(&format!("my/accuse.toml:{line}: ")), "{failure}");
            assert!(failure.contains(reason), "{failure}");
        }
    }
}
