//! People: which names of a report are one person, and who that is.

use super::identity::{Judge, Scene};
use super::names::{Named, What};
use super::nominals;
use super::titles::View;
use crate::gazetteer::table::key;
use crate::gazetteer::{Entry, Gazetteer};

/// One person of a report.
#[derive(Clone, Debug, Default)]
pub struct PersonInfo {
    /// The fullest form in the report.
    pub name: String,
    /// All titles that go with it, lower case.
    pub titles: Vec<String>,
    /// Index into the gazetteer's countries.
    pub country: Option<usize>,
    /// Index into the gazetteer's people.
    pub known: Option<usize>,
    /// `m` or `f`.
    pub gender: Option<char>,
    /// PLOVER sector on the day of the report.
    pub sector: Option<String>,
}

/// A name of a person somewhere in the report.
#[derive(Clone, Debug)]
pub struct PersonName {
    /// Index of the sentence.
    pub sentence: usize,
    /// The named span.
    pub named: Named,
    /// First token of the title.
    pub from: usize,
    /// Index into the list of people.
    pub person: usize,
}

/// Words before a name that tell the bearer's gender.
const MALE: [&str; 8] = ["mr", "mr.", "king", "prince", "spokesman", "chairman", "congressman", "emperor"];
const FEMALE: [&str; 8] = ["mrs", "mrs.", "ms", "ms.", "queen", "princess", "spokeswoman", "chairwoman"];

/// Words of address that the model takes into a name.
const COURTESY: [&str; 3] = ["cde", "cde.", "comrade"];

/// The people of a report and where each is named.
pub fn people(views: &[View], published: Option<&str>) -> (Vec<PersonInfo>, Vec<PersonName>) {
    let mut names = all_names(views);
    let mut forms: Vec<Form> = Vec::new();
    for only_full in [true, false] {
        for name in names.iter_mut() {
            let words = words_of(&views[name.sentence], &name.named);
            if (words.len() > 1) == only_full {
                name.person = cluster(&mut forms, words, views[0].gazetteer);
            }
        }
    }
    let mut people = vec![PersonInfo::default(); forms.len()];
    for name in &names {
        describe(&mut people[name.person], &views[name.sentence], name);
    }
    let judge = Judge { gazetteer: views[0].gazetteer, published, scene: &Scene::of(views) };
    for (person, form) in people.iter_mut().zip(&forms) {
        judge.identify(person, &form.words);
    }
    (people, names)
}

fn all_names(views: &[View]) -> Vec<PersonName> {
    let mut names = Vec::new();
    for (sentence, view) in views.iter().enumerate() {
        for named in view.named.iter().filter(|n| matches!(n.what, What::Person(_))) {
            let named = without_title(view, *named);
            let from = view.title_start(named.first, named.last);
            names.push(PersonName { sentence, named, from, person: 0 });
        }
    }
    names
}

/// The model sometimes takes a title into the name: `President Vorn`.
fn without_title(view: &View, mut named: Named) -> Named {
    while named.first < named.last
        && (view.is_role(named.first)
            || COURTESY.contains(&view.lemma(named.first).as_str())
            || view.form(named.first).ends_with('.') && MALE.contains(&view.lemma(named.first).as_str()))
    {
        named.first += 1;
    }
    named
}

fn words_of(view: &View, named: &Named) -> Vec<String> {
    (named.first..=named.last).map(|i| view.form(i).to_owned()).collect()
}

/// The fullest form of a name, and how often it or a part of it stands in the report.
struct Form {
    words: Vec<String>,
    times: usize,
}

/// The person whose forms `words` fit, or a new one: of several with one surname the one who is named most, who is who
/// the report is about. The fullest form is kept.
fn cluster(forms: &mut Vec<Form>, words: Vec<String>, gazetteer: &Gazetteer) -> usize {
    let fits = |i: &usize| same_person(&forms[*i].words, &words, gazetteer);
    let found =
        (0..forms.len()).rev().filter(fits).max_by_key(|&i| (forms[i].words == words, forms[i].times));
    match found {
        Some(i) => {
            forms[i].times += 1;
            if words.len() > forms[i].words.len() {
                forms[i].words = words;
            }
            i
        }
        None => {
            forms.push(Form { words, times: 1 });
            forms.len() - 1
        }
    }
}

/// Is `short` another form of the name `full`? Same last word and, where both have more, the same
/// initial; or a surname that comes first (`Xi` for `Xi Jinping`).
fn same_person(full: &[String], short: &[String], gazetteer: &Gazetteer) -> bool {
    let (a, b): (Vec<_>, Vec<_>) =
        (full.iter().map(|w| key(w)).collect(), short.iter().map(|w| key(w)).collect());
    if a == b || a.ends_with(&b) || b.ends_with(&a) {
        return true;
    }
    let initial = |w: &[String]| w[0].chars().next();
    if a.len() > 1 && b.len() > 1 {
        return a.last() == b.last() && initial(&a) == initial(&b);
    }
    let (long, one) = if a.len() > b.len() { (&a, &b) } else { (&b, &a) };
    long[0] == one[0] && family_name_first(&full.join(" "), &one[0], gazetteer)
        || is_first_surname(long, &one[0])
}

/// `Vorn` for `Ana Vorn Elm`: of two surnames the first is the one in daily use.
fn is_first_surname(full: &[String], one: &str) -> bool {
    full.len() > 2 && full[full.len() - 2] == one && one.chars().count() > 3
}

fn family_name_first(full: &str, first: &str, gazetteer: &Gazetteer) -> bool {
    let known = gazetteer.lookup(full).iter().find_map(|e| match e {
        Entry::Person(i) => Some(&gazetteer.people[*i]),
        _ => None,
    });
    known.is_none_or(|p| p.surnames.iter().any(|s| key(s) == first))
}

/// Adds what the words around one name say of the person.
fn describe(person: &mut PersonInfo, view: &View, name: &PersonName) {
    let written = name.named.span(view.sentence).of(view.text);
    if written.split(' ').count() > person.name.split(' ').count() || person.name.is_empty() {
        person.name = written.to_owned();
    }
    if let What::Person(Some(known)) = name.named.what {
        person.known = Some(known);
    }
    if let Some(title) = view.title_words(name.from, name.named.first) {
        note_title(person, &format!("{}{title}", stage(view, name.from)));
    }
    let head = view.head_of(name.from, name.named.last);
    person.country = person.country.or_else(|| title_country(view, name, head));
    let beside = view.sentence.tokens[head].head.filter(|_| view.relation(head) == "appos");
    let above = beside.filter(|&h| view.is_role(h)).or_else(|| appointed(view, head));
    for role in view.apposed_role(head).into_iter().chain(above) {
        note_title(person, &view.lemma(role));
        person.country = person.country.or_else(|| view.modifier_country(role));
    }
    // `his Rwandan counterpart, Vorn`; `the Lao side, led by Vorn`.
    let peer = |h: &usize| nominals::is_peer(&view.lemma(*h));
    let before = name.from.checked_sub(2).filter(|&i| nominals::after_comma(view, i) == Some(name.from));
    let described = beside.filter(peer).or(before.filter(peer)).or_else(|| led_by(view, head));
    person.country = person.country.or_else(|| view.modifier_country(described?));
}

/// `Vorn resigned as prime minister of Benin`, `Vorn was sworn in as president`: the office that somebody takes or leaves.
fn appointed(view: &View, head: usize) -> Option<usize> {
    let verb = view.sentence.tokens[head].head.filter(|_| matches!(view.relation(head), "nsubj" | "obj"))?;
    let office = [
        "resign", "step", "quit", "appoint", "name", "elect", "swear", "nominate", "serve", "return",
        "replace",
    ];
    let as_role = |c: &usize| view.case_of(*c).as_deref() == Some("as") && view.is_role(*c);
    view.sentence.children(verb).filter(|_| office.contains(&view.lemma(verb).as_str())).find(as_role)
}

/// The team that a person leads: `the Lao side, led by Vorn`, `the Kyrgyz team was headed by Vorn`.
fn led_by(view: &View, head: usize) -> Option<usize> {
    let by = view.case_of(head).as_deref() == Some("by");
    let verb = view.sentence.tokens[head].head.filter(|_| by)?;
    let leads = matches!(view.lemma(verb).as_str(), "lead" | "head" | "chair" | "represent");
    let passive = |c: &usize| view.sentence.tokens[*c].deprel == "nsubj:pass";
    let noun = || view.sentence.tokens[verb].head.filter(|_| view.sentence.tokens[verb].deprel == "acl");
    let team = view.sentence.children(verb).find(passive).or_else(noun).filter(|_| leads)?;
    let one = |lemma: &str| {
        matches!(lemma, "side" | "delegation" | "team" | "negotiator" | "mission" | "government")
    };
    one(&view.lemma(team)).then_some(team)
}

/// `then-` or `former` before a title that the tree does not tie to it.
fn stage(view: &View, from: usize) -> &'static str {
    let before = |n: usize| from.checked_sub(n).map(|i| view.lemma(i));
    let word = before(1).filter(|w| w != "-").or_else(|| before(2));
    match word.as_deref() {
        Some("then") => "then ",
        Some("former" | "ex") => "former ",
        _ => "",
    }
}

fn note_title(person: &mut PersonInfo, title: &str) {
    let title = title.to_lowercase();
    let says = |words: &[&str]| title.split(' ').any(|w| words.contains(&w));
    if says(&MALE) {
        person.gender = Some('m');
    } else if says(&FEMALE) {
        person.gender = Some('f');
    }
    if !person.titles.contains(&title) {
        person.titles.push(title);
    }
}

/// The country in the title or hung on the name: `US Secretary of State`, `President Vorn of Benin`.
fn title_country(view: &View, name: &PersonName, head: usize) -> Option<usize> {
    let before =
        (name.from..name.named.first).find_map(|i| view.named_at(i).and_then(|n| view.country_of(n)));
    before.or_else(|| country_after(view, name, head)).or_else(|| country_whose(view, name))
}

/// `Benin's Vorn`.
fn country_whose(view: &View, name: &PersonName) -> Option<usize> {
    let mark = name.from.checked_sub(1).filter(|&i| matches!(view.form(i), "'s" | "’s"))?;
    let state = view.named_at(mark.checked_sub(1)?)?;
    matches!(state.what, What::State(_)).then(|| view.country_of(state)).flatten()
}

/// `President Vorn of Benin`: what hangs on the name behind it.
fn country_after(view: &View, name: &PersonName, head: usize) -> Option<usize> {
    let behind = view.sentence.children(head).filter(|&c| c > name.named.last && view.relation(c) == "nmod");
    let of = behind.filter(|&c| matches!(view.case_of(c).as_deref(), Some("of" | "from")));
    let hung = of.filter_map(|c| view.named_at(c)).find_map(|n| view.country_of(n));
    hung.or_else(|| country_right_after(view, name))
}

/// `Vorn of Benin and Elm of Ghana`: the second state right behind the second name, though the tree hangs it on
/// the first.
fn country_right_after(view: &View, name: &PersonName) -> Option<usize> {
    let next = name.named.last + 1;
    let of = next + 1 < view.sentence.tokens.len() && matches!(view.form(next), "of" | "from");
    let state = view.named_at(next + 1).filter(|_| of)?;
    matches!(state.what, What::State(_)).then(|| view.country_of(state)).flatten()
}

#[cfg(test)]
mod tests {
    use crate::reader::Reader;
    use crate::report::Report;

    /// The countries of the people of a text, by name.
    fn countries(text: &str) -> Vec<(String, Option<String>)> {
        let found = Reader::embedded().unwrap().read_report(Report::of_text("t", text)).found;
        let people = found.actors.into_iter().filter(|a| a.kind == crate::actor::ActorKind::Person);
        people.map(|a| (a.name, a.country)).collect()
    }

    #[test]
    fn the_description_beside_a_name_gives_the_country() {
        let told = countries(
            "Foreign Minister Ana Brisk of Latvia met her Estonian colleague, Marta Luik, in Riga.",
        );
        assert!(told.contains(&("Marta Luik".into(), Some("EST".into()))), "{told:?}");
        let told = countries("The Lao side, led by Khamla Vong, left early.");
        assert!(told.contains(&("Khamla Vong".into(), Some("LAO".into()))), "{told:?}");
    }

    #[test]
    fn the_first_of_two_surnames_is_the_same_person() {
        let told = countries("Governor Luis Carvajal Prieto spoke. Carvajal then left.");
        assert_eq!(told.len(), 1, "{told:?}");
    }
}
