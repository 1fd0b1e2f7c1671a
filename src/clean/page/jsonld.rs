//! JSON-LD: of all objects that a page's scripts hold, the one that is its article.

use serde_json::{Map, Value};

use super::names;
use super::repair;

/// An object of a page.
type Object = Map<String, Value>;

/// Objects of one page beyond this number are not looked at; a few have thousands of list items.
const MOST: usize = 400;

/// What JSON-LD says of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// `headline`, or `name`.
    pub title: Option<String>,
    /// Names of the authors, as written.
    pub authors: Vec<String>,
    /// Name of the publisher.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// `articleBody`, as written: may hold markup.
    pub body: Option<String>,
    /// Whose copy it is: `creditText`, `sourceOrganization`, `provider`.
    pub credits: Vec<String>,
    /// Dates: property and value, and whether the object is an article by its type.
    pub dates: Vec<(&'static str, String, bool)>,
}

/// Reads the texts of a page's JSON-LD scripts; `address` is the page's own, where known.
pub fn read(scripts: &[&str], address: Option<&str>) -> Article {
    let values: Vec<Value> = scripts.iter().flat_map(|s| repair::values(s)).collect();
    let mut objects = Vec::new();
    for value in &values {
        gather(value, &mut objects);
    }
    let best = |list: &str| best_of(&objects, list, address);
    let mut found = Article::default();
    for (list, is_article) in [("articles", true), ("pages", false)] {
        if let Some(object) = best(list) {
            add(&mut found, object, is_article);
        }
    }
    found.publisher = found.publisher.or_else(|| organisation(&objects));
    found
}

/// Every object that may describe the page: those of lists and graphs, and a page's main entity.
fn gather<'a>(value: &'a Value, objects: &mut Vec<&'a Object>) {
    match value {
        Value::Array(items) => items.iter().for_each(|v| gather(v, objects)),
        Value::Object(object) if objects.len() < MOST => {
            objects.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                object.get(key).into_iter().for_each(|v| gather(v, objects));
            }
        }
        _ => {}
    }
}

/// The object whose type is on `list`: the one with the page's address, else the first that dates
/// itself, else the first.
fn best_of<'a>(objects: &[&'a Object], list: &str, address: Option<&str>) -> Option<&'a Object> {
    let fit = objects.iter().filter(|o| has_type(o, list));
    let rank = |o: &Object| {
        let here = address.is_some_and(|a| addresses(o).iter().any(|b| same_page(a, b)));
        (here, o.contains_key("datePublished"), o.contains_key("headline"))
    };
    fit.rev().max_by_key(|o| rank(o)).copied()
}

/// Is one of an object's types on `list`? Names may bear `schema:` or an address before them.
fn has_type(object: &Object, list: &str) -> bool {
    let types = match object.get("@type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one.as_str()],
        _ => Vec::new(),
    };
    types.iter().any(|t| names::has(list, &t.rsplit(['/', ':']).next().unwrap_or(t).to_lowercase()))
}

/// What an object gives as its own address.
fn addresses(object: &Object) -> Vec<&str> {
    let page = object.get("mainEntityOfPage");
    let inner = page.and_then(|p| p.get("@id").or_else(|| p.get("url")));
    [object.get("url"), object.get("@id"), page, inner]
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// The same page, whatever the scheme, `www.`, query and final slash?
pub fn same_page(a: &str, b: &str) -> bool {
    fn bare(url: &str) -> &str {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let rest = rest.split(['?', '#']).next().unwrap_or(rest).trim_end_matches('/');
        rest.strip_prefix("www.").unwrap_or(rest)
    }
    bare(a).eq_ignore_ascii_case(bare(b))
}

/// Adds what an object says and earlier ones left open.
fn add(found: &mut Article, object: &Object, is_article: bool) {
    let text = |keys: &[&str]| keys.iter().find_map(|k| text_of(object.get(*k)?));
    if is_article {
        found.title = text(&["headline", "alternativeHeadline", "name"]);
        found.body = text(&["articleBody", "text"]);
    } else {
        found.title = found.title.take().or_else(|| text(&["headline"]));
    }
    found.url = found
        .url
        .take()
        .or_else(|| addresses(object).iter().find(|a| a.contains("://")).map(|a| (*a).to_owned()));
    found.language = found.language.take().or_else(|| text(&["inLanguage"]));
    found.publisher = found.publisher.take().or_else(|| text(&["publisher"]));
    if found.authors.is_empty() {
        found.authors =
            ["author", "creator"].iter().find_map(|k| object.get(*k)).map(names_of).unwrap_or_default();
    }
    found.credits.extend(
        ["creditText", "sourceOrganization", "provider"]
            .iter()
            .flat_map(|k| object.get(*k))
            .flat_map(names_of),
    );
    for key in ["datePublished", "dateCreated", "uploadDate", "dateModified"] {
        found.dates.extend(object.get(key).and_then(text_of).map(|value| (key, value, is_article)));
    }
}

/// A text: a string, a number, or the name or value of an object; of a list its first.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.iter().find_map(text_of),
        Value::Object(object) => {
            ["name", "@value", "legalName"].iter().find_map(|k| text_of(object.get(*k)?))
        }
        _ => None,
    }
}

/// The names in a value: of one or more people or organisations.
fn names_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(names_of).collect(),
        Value::Object(object) => object.get("name").map(names_of).unwrap_or_default(),
        Value::String(name) => vec![name.trim().to_owned()],
        _ => Vec::new(),
    }
}

/// The name of the page's site or its publisher, where the article names none.
fn organisation(objects: &[&Object]) -> Option<String> {
    let named = |kinds: &[&str]| {
        let of_kind = |o: &&&Object| {
            o.get("@type")
                .and_then(Value::as_str)
                .is_some_and(|t| kinds.contains(&t.rsplit(['/', ':']).next().unwrap_or(t)))
        };
        objects.iter().find(of_kind).and_then(|o| text_of(o.get("name")?))
    };
    named(&["NewsMediaOrganization"])
        .or_else(|| named(&["WebSite"]))
        .or_else(|| named(&["Organization", "Corporation"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "https://courier.example/talks";

    #[test]
    fn the_article_is_told_from_site_and_related_items() {
        let script = r#"{"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","name":"The Courier","url":"https://courier.example/"},
            {"@type":"NewsArticle","headline":"Bridge closes","url":"https://courier.example/bridge","datePublished":"2014-01-01"},
            {"@type":["NewsArticle"],"headline":"Envoys meet","mainEntityOfPage":{"@id":"http://www.courier.example/talks/?x=1"},
             "datePublished":"2014-05-03T10:00:00+02:00","dateModified":"2014-05-04","inLanguage":"en",
             "author":[{"@type":"Person","name":"Ann Lee"},"Bo Ray"],"articleBody":"The envoys met."},
            {"@type":"VideoObject","name":"Clip","uploadDate":"2013-01-01","isPartOf":"x"}]}"#;
        let found = read(&[script], Some(HERE));
        assert_eq!(found.title.as_deref(), Some("Envoys meet"));
        assert_eq!(found.authors, ["Ann Lee", "Bo Ray"]);
        assert_eq!(found.publisher.as_deref(), Some("The Courier"));
        assert_eq!(found.dates[0], ("datePublished", "2014-05-03T10:00:00+02:00".to_owned(), true));
        assert_eq!(found.body.as_deref(), Some("The envoys met."));
    }

    #[test]
    fn a_page_of_several_scripts_and_lists() {
        let scripts = [
            r#"[{"@type":"BreadcrumbList","itemListElement":[]},{"@type":"Organization","name":"Harbour Post"}]"#,
            r#"{"@type":"http://schema.org/BlogPosting","headline":"Envoys meet","author":{"name":["Ann Lee"]}}"#,
            "not json",
        ];
        let found = read(&scripts, None);
        assert_eq!(
            (found.title.as_deref(), found.publisher.as_deref()),
            (Some("Envoys meet"), Some("Harbour Post"))
        );
        assert_eq!(found.authors, ["Ann Lee"]);
        assert_eq!(read(&["{}"], None), Article::default());
    }
}
