//! Metadata of invented pages.

use super::*;
use crate::clean::page::ClueKind;
use crate::read::html::parse;

fn of(page: &str) -> Metadata {
    metadata(&parse(page), Some("https://www.courier.example/world/talks?ref=home"))
}

#[test]
fn a_page_with_everything() {
    let page = r#"<html lang=en-GB><head><title>Envoys meet on bridge - The Courier</title>
        <link rel=canonical href="/world/talks#top"><meta property=og:site_name content="The Courier">
        <meta property="og:title" content="Envoys meet on bridge | The Courier">
        <meta property="article:published_time" content="2014-05-03T10:00:00Z">
        <meta name=author content="https://www.facebook.com/courier">
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Envoys meet &amp; talk","datePublished":"2014-05-03",
        "dateModified":"2014-05-04","author":{"name":"By Ann Lee"},"publisher":{"name":"Courier Media"},"articleBody":"One.\nTwo &lt;3."}</script>
        </head><body><h1>Envoys meet on bridge</h1><p class=byline>Ann Lee</p><time datetime="2014-05-03 12:00">3 May</time></body></html>"#;
    let found = of(page);
    assert_eq!(found.title.as_deref(), Some("Envoys meet & talk"));
    assert_eq!(found.byline.as_deref(), Some("Ann Lee"));
    assert_eq!(found.outlet.as_deref(), Some("Courier Media"));
    assert_eq!(found.url.as_deref(), Some("https://www.courier.example/world/talks"));
    assert_eq!(found.language.as_deref(), Some("en-GB"));
    assert_eq!(found.body.as_deref(), Some("One.\n\nTwo <3."));
    let kinds: Vec<(ClueKind, bool)> = found.dates.iter().map(|d| (d.kind, d.modified)).collect();
    assert_eq!(
        kinds,
        [
            (ClueKind::JsonLd, false),
            (ClueKind::JsonLd, true),
            (ClueKind::Meta, false),
            (ClueKind::Time, false)
        ]
    );
}

#[test]
fn a_bare_page() {
    let found = of(
        "<title>Envoys meet — Harbour Post</title><h1>Envoys meet</h1><span class=author>By Ann Lee, Political Editor</span><p>x",
    );
    assert_eq!(found.title.as_deref(), Some("Envoys meet"));
    assert_eq!(found.outlet.as_deref(), Some("Harbour Post"));
    assert_eq!(found.byline.as_deref(), Some("Ann Lee"));
    assert_eq!(found.url.as_deref(), Some("https://www.courier.example/world/talks?ref=home"));
    assert_eq!(metadata(&parse(""), None), Metadata::default());
}

#[test]
fn dates_in_words_are_told_by_their_place() {
    let page = r#"<nav>1 May 2014</nav><h1>Envoys meet</h1><p class=date>3 May 2014<p>Updated: 4 May 2014</p>
        <p>The envoys of both countries, who on 2 March 2013 had met for the first time in many years, talked.</p>
        <div class=related-stories><span>5 May 2014</span></div><footer>© 2014 The Courier, 6 May 2014</footer>"#;
    let kinds: Vec<(ClueKind, bool)> = of(page).dates.iter().map(|d| (d.kind, d.modified)).collect();
    use ClueKind::{Labelled, Margin, Prose};
    assert_eq!(kinds[..2], [(Margin, false), (Labelled, false)]);
    assert_eq!(kinds[2], (Labelled, true));
    assert!(matches!(kinds[3].0, Prose | ClueKind::Head));
    assert_eq!(kinds[4..], [(Margin, false)]);
}

#[test]
fn microdata_and_hidden_stamps() {
    let page = r#"<h1>Envoys meet</h1><span itemprop=datePublished content=2014-05-03></span>
        <abbr class=published title=2014-05-03T10:00>3 May</abbr><span data-timestamp=1399111200>x</span>
        Updated <time datetime=2014-05-05>x</time>"#;
    let found = of(page).dates;
    let marked: Vec<&str> =
        found.iter().filter(|d| d.kind == ClueKind::Marked).map(|d| d.value.as_str()).collect();
    assert_eq!(marked, ["2014-05-03", "2014-05-03T10:00"]);
    assert!(found.iter().any(|d| d.value == "1399111200" && d.kind == ClueKind::Time));
    assert!(found.iter().any(|d| d.value == "2014-05-05" && d.modified));
}

#[test]
fn addresses_are_made_whole() {
    let page = Some("http://courier.example/a/b");
    assert_eq!(absolute("//x.example/c", page).as_deref(), Some("http://x.example/c"));
    assert_eq!(absolute("https://x.example/c#d", page).as_deref(), Some("https://x.example/c"));
    for bad in ["", "#x", "javascript:void(0)", "http://", "c d", "rel"] {
        assert_eq!(absolute(bad, page), None, "{bad}");
    }
}
