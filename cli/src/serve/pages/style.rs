//! What the style sheet must keep to: contrast of WCAG 2.2, and nothing from elsewhere.

use std::collections::BTreeMap;

const SHEET: &str = include_str!("../../../web/style.css");
const SCRIPT: &str = include_str!("../../../web/app.js");
/// Text and what it stands on.
const PAIRS: &str = "ink/paper quiet/paper accent/paper who/paper where/paper when/paper cue/paper ink/raised quiet/raised \
    ink/mark ink/said quiet/said cue/said cue/mark ink/a ink/b ink/c ink/d ink/e paper/ink paper/accent";

/// The colours of a scheme; the dark one changes those of the light one.
fn colours(scheme: usize) -> BTreeMap<&'static str, [f64; 3]> {
    let blocks = SHEET.split(":root {").skip(1).take(scheme + 1).filter_map(|b| b.split('}').next());
    blocks.flat_map(|b| b.lines()).filter_map(colour).collect()
}

fn colour(line: &'static str) -> Option<(&'static str, [f64; 3])> {
    let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
    let part = |i: usize| u8::from_str_radix(value.get(i * 2..i * 2 + 2)?, 16).ok().map(f64::from);
    Some((name, [part(0)?, part(1)?, part(2)?]))
}

/// Relative luminance (WCAG 2.2, "relative luminance").
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |v: f64| if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
    let [r, g, b] = colour.map(|v| linear(v / 255.0));
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[test]
fn text_has_a_contrast_of_4_5_in_both_schemes() {
    for scheme in [0, 1] {
        let colours = colours(scheme);
        assert!(colours.len() > 15, "{colours:?}");
        for (text, ground) in PAIRS.split_whitespace().filter_map(|p| p.split_once('/')) {
            let (a, b) = (luminance(colours[text]), luminance(colours[ground]));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 4.5, "{text} on {ground}, scheme {scheme}: {contrast:.2}");
        }
    }
}

#[test]
fn lines_and_signs_have_a_contrast_of_3() {
    for scheme in [0, 1] {
        let colours = colours(scheme);
        for line in ["strong", "bar", "mark-line", "accent"] {
            let (a, b) = (luminance(colours[line]), luminance(colours["paper"]));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 3.0, "{line}, scheme {scheme}: {contrast:.2}");
        }
    }
}

#[test]
fn nothing_is_asked_of_another_host() {
    for (name, text) in [("style.css", SHEET), ("app.js", SCRIPT)] {
        let bare = text.replace("http://www.w3.org/2000/svg", "");
        assert!(!bare.contains("://") && !bare.contains("url("), "{name}");
    }
    assert!(SCRIPT.len() < 15_000);
}
