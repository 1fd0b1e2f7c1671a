//! Amounts as news words them: `12`, `at least a dozen`, `two hundred and fifty`, `20 to 30`, `dozens`,
//! `more than $1.2bn`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::{Word, is_dash, lower};
use crate::gazetteer::table::Rows;

/// `about 30` is anything within this part of it.
const ABOUT: f64 = 0.15;
/// `at least 10` may come to be this many times ten ...
const GROWS: f64 = 2.0;
/// ... but two outlets that both say `at least` are counting alike within this factor.
const BOTH_GROW: f64 = 1.35;

/// How an amount is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `12`.
    Exact,
    /// `at least 12`.
    Least,
    /// `more than 12`.
    More,
    /// `up to 12`.
    Most,
    /// `about 12`.
    About,
    /// `10 to 12`, `dozens`.
    Between,
}

/// An amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The number, or the least of a range.
    pub low: f64,
    /// The number, or the most of a range.
    pub high: f64,
    /// How it is bounded.
    pub bound: Bound,
    /// The words of what is no number (`dozens`).
    pub vague: Option<String>,
    /// ISO 4217 code of the currency, of money.
    pub currency: Option<String>,
}

/// An amount and the words `from..end` that give it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The amount.
    pub amount: Amount,
    /// First word.
    pub from: usize,
    /// One past the last word.
    pub end: usize,
}

struct Form {
    words: Vec<String>,
    low: f64,
    high: f64,
    kind: String,
}

/// Forms by their first word, longest first.
static FORMS: LazyLock<BTreeMap<String, Vec<Form>>> = LazyLock::new(|| {
    let rows = Rows::new("numbers.tsv", include_str!("../data/numbers.tsv"));
    let mut forms: BTreeMap<String, Vec<Form>> = BTreeMap::new();
    for row in rows {
        let words: Vec<String> = row.cell("form").split(' ').map(str::to_owned).collect();
        let (low, high) = (row.number("low").unwrap_or(0.0), row.number("high").unwrap_or(0.0));
        let first = words.first().cloned().unwrap_or_default();
        let form = Form { words, low, high, kind: row.cell("kind").to_owned() };
        forms.entry(first).or_default().push(form);
    }
    forms.values_mut().for_each(|all| all.sort_by_key(|f| std::cmp::Reverse(f.words.len())));
    forms
});

static CURRENCIES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let rows = Rows::new("currencies.tsv", include_str!("../data/currencies.tsv"));
    rows.map(|row| (row.cell("form").to_owned(), row.cell("code").to_owned())).collect()
});

impl Amount {
    fn exact(number: f64) -> Self {
        Self { low: number, high: number, bound: Bound::Exact, vague: None, currency: None }
    }

    /// One, where a figure is told without a number (`a soldier`).
    pub fn one() -> Self {
        Self::exact(1.0)
    }

    /// None (`no casualties`).
    pub fn none() -> Self {
        Self::exact(0.0)
    }

    /// The least and the most that it may be.
    fn range(&self) -> (f64, f64) {
        match self.bound {
            Bound::Exact | Bound::Between => (self.low, self.high),
            Bound::Least | Bound::More => (self.low, self.low * GROWS + 2.0),
            Bound::Most => (0.0, self.high),
            Bound::About => (self.low * (1.0 - ABOUT), self.high * (1.0 + ABOUT)),
        }
    }

    /// May both be said of one thing? `slack` is what each may be off by (half a unit of a duration).
    pub fn allows(&self, other: &Self, slack: (f64, f64)) -> bool {
        let open = |a: &Self| matches!(a.bound, Bound::Least | Bound::More);
        if open(self) && open(other) {
            let (small, large) = (self.low.min(other.low), self.low.max(other.low));
            return large <= small * BOTH_GROW + 1.0;
        }
        let ((a, b), (c, d)) = (self.range(), other.range());
        a - slack.0 <= d + slack.1 && c - slack.1 <= b + slack.0
    }

    /// As the record writes it: `12`, `at least 12`, `20 to 30`, `dozens`.
    pub fn words(&self) -> String {
        let n = number;
        match (&self.vague, self.bound) {
            (Some(words), Bound::Between | Bound::Exact) => words.clone(),
            (Some(words), bound) => format!("{}{words}", prefix(bound)),
            (None, Bound::Between) => format!("{} to {}", n(self.low), n(self.high)),
            (None, bound) => format!("{}{}", prefix(bound), n(self.low)),
        }
    }
}

fn prefix(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact | Bound::Between => "",
        Bound::Least => "at least ",
        Bound::More => "more than ",
        Bound::Most => "up to ",
        Bound::About => "about ",
    }
}

/// A number without an exponent and without needless decimals.
fn number(n: f64) -> String {
    if n.fract() == 0.0 { format!("{n:.0}") } else { format!("{n:.2}").trim_end_matches('0').to_owned() }
}

/// All amounts of a sentence, in order, not overlapping.
pub fn amounts(words: &[Word]) -> Vec<Found> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match amount(words, i) {
            Some(found) => {
                i = found.end;
                out.push(found);
            }
            None => i += 1,
        }
    }
    out
}

/// The amount that begins at a word.
fn amount(words: &[Word], from: usize) -> Option<Found> {
    let (bound, at) = modifier(words, from);
    let (sign, at) = currency_at(words, at).map_or((None, at), |(code, end)| (Some(code), end));
    let (mut amount, mut end) = plain(words, at)?;
    if let Some((to, after)) = range_end(words, end, &amount, from) {
        amount = Amount { high: to.high, bound: Bound::Between, vague: None, ..amount };
        end = after;
    }
    // `came to terms over two ships` is not `more than two`.
    let slight = lower(words, from) == "over" && amount.low < 20.0 && sign.is_none();
    if let Some(bound) = bound.filter(|_| !slight) {
        amount.bound = bound;
    }
    let dashed = end + usize::from(is_dash(words, end));
    let named = sign.is_none().then(|| currency_at(words, dashed)).flatten();
    end = named.map_or(end, |(_, after)| after);
    amount.currency = sign.or(named.map(|(code, _)| code)).map(str::to_owned);
    Some(Found { amount, from, end })
}

/// The currency named at a word, in up to three words, and one past the last.
fn currency_at(words: &[Word], at: usize) -> Option<(&'static str, usize)> {
    let named = |n: usize| {
        let name: Vec<&str> = (at..at + n).map(|i| lower(words, i)).collect();
        CURRENCIES.get(&name.join(" ")).map(|code| (code.as_str(), at + n))
    };
    (1..=3).rev().find_map(named)
}

/// `at least`, `about`, or both (`at least about`): the first counts.
fn modifier(words: &[Word], from: usize) -> (Option<Bound>, usize) {
    let (mut bound, mut at) = (None, from);
    while let Some((form, end)) = form_at(words, at, &["least", "more", "most", "about"]) {
        let this = match form.kind.as_str() {
            "least" => Bound::Least,
            "more" => Bound::More,
            "most" => Bound::Most,
            _ => Bound::About,
        };
        bound = bound.or(Some(this));
        at = end;
    }
    (bound, at)
}

/// The longest form of one of these kinds at a word.
fn form_at(words: &[Word], at: usize, kinds: &[&str]) -> Option<(&'static Form, usize)> {
    let forms: &'static [Form] = FORMS.get(lower(words, at))?;
    let fits = |f: &&Form| {
        kinds.contains(&f.kind.as_str()) && f.words.iter().enumerate().all(|(k, w)| lower(words, at + k) == w)
    };
    forms.iter().find(fits).map(|f| (f, at + f.words.len()))
}

/// A number or a vague amount, without what is said before it.
fn plain(words: &[Word], at: usize) -> Option<(Amount, usize)> {
    if let Some((form, end)) = form_at(words, at, &["vague"]) {
        return Some(vague(words, at, form, end));
    }
    let (number, end) = half(words, at).or_else(|| cardinal(words, at))?;
    Some((Amount::exact(number), end))
}

/// `several`, `several hundred`.
fn vague(words: &[Word], at: usize, form: &Form, end: usize) -> (Amount, usize) {
    let (scale, end) = form_at(words, end, &["scale"]).map_or((1.0, end), |(s, end)| (s.low, end));
    let said: Vec<&str> = (at..end).map(|i| lower(words, i)).collect();
    let said = said.join(" ");
    let said = said.strip_suffix(" of").map(str::to_owned).unwrap_or(said);
    let (low, high) = (form.low * scale, form.high * scale);
    (Amount { low, high, bound: Bound::Between, vague: Some(said), currency: None }, end)
}

/// `half a dozen`.
fn half(words: &[Word], at: usize) -> Option<(f64, usize)> {
    let a = lower(words, at) == "half" && matches!(lower(words, at + 1), "a" | "an");
    let (scale, end) = a.then(|| form_at(words, at + 2, &["scale"])).flatten()?;
    Some((scale.low / 2.0, end))
}

/// `12`, `1.2 million`, `two hundred and fifty`, `twenty-five`, `a dozen`.
fn cardinal(words: &[Word], from: usize) -> Option<(f64, usize)> {
    let (mut total, mut part, mut at) = (0.0, None::<f64>, from);
    loop {
        let joined = joint(words, at, part);
        if let Some((scale, end)) = scale_at(words, at, part) {
            let scaled = part.unwrap_or(1.0) * scale;
            (total, part) = if scale >= 1000.0 { (total + scaled, None) } else { (total, Some(scaled)) };
            at = end;
        } else if let Some((n, end)) = unit_at(words, joined).filter(|(n, _)| fits_after(*n, part, total)) {
            let digits = is_digits(lower(words, joined)) || at > from && is_digits(lower(words, at - 1));
            if digits && at > from {
                break;
            }
            part = Some(part.unwrap_or(0.0) + n);
            at = end;
        } else {
            break;
        }
    }
    (at > from && (part.is_some() || total > 0.0)).then(|| (total + part.unwrap_or(0.0), at))
}

/// Where the next number word of the same number stands: behind a hyphen or an `and`.
fn joint(words: &[Word], at: usize, part: Option<f64>) -> usize {
    let joins = is_dash(words, at) || lower(words, at) == "and";
    let hundreds = |p: f64| p % 100.0 == 0.0 || is_dash(words, at) && p % 10.0 == 0.0 && p % 100.0 != 10.0;
    at + usize::from(joins && part.is_some_and(hundreds))
}

/// May a number word follow: `fifty` after `two hundred`, `five` after `twenty`, anything at the start?
fn fits_after(n: f64, part: Option<f64>, total: f64) -> bool {
    match part {
        None => total == 0.0 || n < 1000.0,
        Some(p) => n < 100.0 && p >= 100.0 && p % 100.0 == 0.0 || n < 10.0 && p >= 20.0 && p % 10.0 == 0.0,
    }
}

/// A number in digits or one number word.
fn unit_at(words: &[Word], at: usize) -> Option<(f64, usize)> {
    let word = lower(words, at);
    if is_digits(word) {
        return Some((word.replace(',', "").parse().ok()?, at + 1));
    }
    form_at(words, at, &["unit"]).map(|(f, end)| (f.low, end))
}

fn is_digits(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// A scale behind a number (`million`, `bn`) or behind `a`. Single letters are scales behind digits only.
fn scale_at(words: &[Word], at: usize, part: Option<f64>) -> Option<(f64, usize)> {
    let article = part.is_none() && matches!(lower(words, at), "a" | "an");
    let dashed = at + usize::from(article || part.is_some() && is_dash(words, at));
    let (form, end) = form_at(words, dashed, &["scale"])?;
    let length = form.words.iter().map(String::len).max().unwrap_or(0);
    let glued = at > 0 && words[at - 1].span.end == words[at].span.start;
    let digits = at > 0 && is_digits(lower(words, at - 1));
    let fits = match length {
        1 => digits && glued,
        2 | 3 => digits,
        _ => part.is_some() || article,
    };
    fits.then_some((form.low, end))
}

/// The end of a range: `to 30`, `-30`, `and 30` behind `between`. Behind `from` the new number counts alone.
fn range_end(words: &[Word], at: usize, first: &Amount, from: usize) -> Option<(Amount, usize)> {
    let before = from.checked_sub(1).map_or("", |i| lower(words, i));
    let joins = match lower(words, at) {
        "to" => before != "from",
        "and" => before == "between",
        _ => is_dash(words, at),
    };
    let (second, end) = joins.then(|| plain(words, at + 1)).flatten()?;
    (first.vague.is_none() && second.vague.is_none() && second.low > first.high).then_some((second, end))
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;
    use crate::span::Span;

    fn read(text: &str) -> Vec<String> {
        let found = amounts(&words(text, Span::new(0, text.len())));
        let money = |a: &Amount| a.currency.as_ref().map_or(String::new(), |c| format!(" {c}"));
        found.iter().map(|f| f.amount.words() + &money(&f.amount)).collect()
    }

    #[test]
    fn numbers_in_digits_and_words() {
        let cases = [
            ("12 people", "12"),
            ("1,200 cattle", "1200"),
            ("two hundred and fifty men", "250"),
            ("twenty-five", "25"),
            ("a dozen people", "12"),
            ("half a dozen", "6"),
            ("three thousand two hundred", "3200"),
            ("at least 10", "at least 10"),
            ("more than two dozen", "more than 24"),
            ("up to 30", "up to 30"),
            ("some 30", "about 30"),
            ("between 20 and 30 people", "20 to 30"),
            ("20-30", "20 to 30"),
            ("dozens of people", "dozens"),
            ("tens of thousands marched", "tens of thousands"),
            ("several hundred men", "several hundred"),
        ];
        cases.iter().for_each(|(text, want)| assert_eq!(read(text), [*want], "{text}"));
    }

    #[test]
    fn money_has_its_currency() {
        let cases = [
            ("$1.2bn", "1200000000 USD"),
            ("1.2 billion dollars", "1200000000 USD"),
            ("more than €3 million", "more than 3000000 EUR"),
            ("a 5-million-euro loan", "5000000 EUR"),
            ("US$40 million", "40000000 USD"),
            ("£2.5m", "2500000 GBP"),
            ("500,000 rupees", "500000 INR"),
            ("four million Australian dollars", "4000000 AUD"),
        ];
        cases.iter().for_each(|(text, want)| assert_eq!(read(text), [*want], "{text}"));
    }

    #[test]
    fn two_numbers_stay_two() {
        assert_eq!(read("12 killed and 30 hurt"), ["12", "30"]);
        assert_eq!(read("the toll rose from 12 to 20"), ["12", "20"]);
        assert_eq!(read("no number here, for a week"), Vec::<String>::new());
    }

    #[test]
    fn coarser_amounts_allow_finer_ones() {
        let of = |text: &str| amounts(&words(text, Span::new(0, text.len())))[0].amount.clone();
        let allows = |a: &str, b: &str| of(a).allows(&of(b), (0.0, 0.0)) && of(b).allows(&of(a), (0.0, 0.0));
        assert!(allows("at least 10", "12") && allows("dozens", "30") && allows("about 30", "32"));
        assert!(allows("up to 30", "25") && allows("at least 10", "at least 12"));
        assert!(!allows("12", "20") && !allows("at least 12", "at least 20") && !allows("dozens", "8"));
        assert!(!allows("more than 20", "12"));
    }
}
