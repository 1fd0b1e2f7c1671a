//! Words as a reader types them, as a query of FTS5.

/// All words, each the beginning of a word of the event; `None` where nothing can be looked for. `columns` limits where.
pub fn expression(words: &str, columns: &str) -> Option<String> {
    let asked = words.split_whitespace().filter(|w| w.contains(char::is_alphanumeric));
    let each: Vec<String> = asked.map(|w| format!("\"{}\"*", w.replace('"', "\"\""))).collect();
    let all = each.join(" AND ");
    let limited = if columns.is_empty() { all } else { format!("{{{columns}}} : ({all})") };
    (!each.is_empty()).then_some(limited)
}

#[cfg(test)]
mod tests {
    use super::expression;

    #[test]
    fn every_word_begins_one_and_quotes_are_only_quotes() {
        assert_eq!(
            expression("South Chi", "topics place").unwrap(),
            "{topics place} : (\"South\"* AND \"Chi\"*)"
        );
        assert_eq!(expression("a\" OR who:b", "").unwrap(), "\"a\"\"\"* AND \"OR\"* AND \"who:b\"*");
        assert_eq!(expression(" — * \" ", ""), None);
    }
}
