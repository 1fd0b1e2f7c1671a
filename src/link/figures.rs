//! Figures in the words of an account: `12 people`, `400,000`.

use crate::account::Account;

/// Numbers with the word they count, as the evidence gives them; years are left out.
pub fn figures(account: &Account) -> Vec<String> {
    let mut found: Vec<String> = account.evidence.iter().flat_map(|e| in_words(&e.exact)).collect();
    found.sort();
    found.dedup();
    found
}

fn in_words(text: &str) -> Vec<String> {
    let words: Vec<&str> =
        text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let lower = |w: &str| w.chars().next().is_some_and(char::is_lowercase);
    // `June 12 after all` counts nothing: a figure does not follow a capitalised word.
    let counted = (1..words.len()).filter(|&i| {
        is_figure(words[i - 1]) && lower(words[i]) && (i < 2 || !words[i - 2].starts_with(char::is_uppercase))
    });
    counted.map(|i| format!("{} {}", words[i - 1], words[i])).collect()
}

fn is_figure(word: &str) -> bool {
    let digits = word.replace([',', '.'], "");
    let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    number && !year
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_carry_what_they_count() {
        assert_eq!(
            in_words("killed 12 people and 1,200 cattle in 2016 near here"),
            ["12 people", "1,200 cattle"]
        );
    }
}
