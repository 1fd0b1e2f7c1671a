//! A user's governors and contexts.

use serde::Deserialize;

use crate::code::codebook::Governors;
use crate::code::contexts::Context;
use crate::code::{lines, status};

/// Adds light verbs and effects; a word that is listed under another effect leaves it.
pub fn add_governors(to: &mut Governors, path: &str, text: &str) -> Result<(), String> {
    let own: Governors = toml::from_str(text).map_err(|e| lines::error(path, text, &e))?;
    let unknown = own.verbs.keys().chain(own.adjectives.keys()).find(|e| !status::is_effect(e));
    if let Some(effect) = unknown {
        let next = "next: the effects are same, planned, possible, ongoing, called_off, not_held, held";
        return Err(format!("{path}:{}: no effect is called {effect}\n{next}", super::line_of(text, effect)));
    }
    to.light.extend(own.light);
    for (table, new) in [(&mut to.verbs, own.verbs), (&mut to.adjectives, own.adjectives)] {
        for (effect, words) in new {
            table.values_mut().for_each(|listed| listed.retain(|w| !words.contains(w)));
            table.entry(effect).or_default().extend(words);
        }
    }
    Ok(())
}

/// A context of a user: what it leaves out stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnContext {
    name: String,
    about: Option<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    counter: Vec<String>,
    /// Do its lists take the place of the built-in ones?
    #[serde(default)]
    replace: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    context: Vec<OwnContext>,
}

/// Adds contexts, and words to contexts that there are. The examples of a context that was touched are
/// those of the user's file: the built-in ones stand in a file of their own.
pub fn add_contexts(to: &mut Vec<Context>, path: &str, text: &str) -> Result<(), String> {
    let own: Table = toml::from_str(text).map_err(|e| lines::error(path, text, &e))?;
    for (i, own) in own.context.into_iter().enumerate() {
        let at = match to.iter().position(|c| c.name == own.name) {
            Some(at) => at,
            None => {
                to.push(new_context(&own, i, path, text)?);
                to.len() - 1
            }
        };
        let context = &mut to[at];
        if own.replace {
            [&mut context.words, &mut context.except, &mut context.unless].into_iter().for_each(Vec::clear);
        }
        context.words.extend(own.words);
        context.except.extend(own.except);
        context.unless.extend(own.unless);
        (context.examples, context.counter) = (own.examples, own.counter);
        path.clone_into(&mut context.file);
    }
    Ok(())
}

/// A context that is not built in: it must say what it is and by which words it shows.
fn new_context(own: &OwnContext, i: usize, path: &str, text: &str) -> Result<Context, String> {
    let line = lines::of(text).get(i).map_or(1, |l| l.line);
    let about = own.about.clone().filter(|_| !own.words.is_empty()).ok_or_else(|| {
        let what = format!("{} is no built-in context, and has no `about` or no `words`", own.name);
        format!("{path}:{line}: {what}\nnext: add them, or correct its name")
    })?;
    let (name, none) = (own.name.clone(), Vec::new);
    let (words, except, unless, examples, counter) = (none(), none(), none(), none(), none());
    Ok(Context { name, about, words, except, unless, examples, counter, file: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::codebook;

    #[test]
    fn a_governor_moves_to_its_new_effect() {
        let mut governors = codebook::governors(&codebook::embedded()).unwrap();
        assert!(governors.verbs["called_off"].contains(&"cancel".to_owned()));
        add_governors(&mut governors, "g", "light = [\"helm\"]\n[verbs]\nplanned = [\"cancel\"]\n").unwrap();
        assert!(!governors.verbs["called_off"].contains(&"cancel".to_owned()));
        assert!(governors.verbs["planned"].contains(&"cancel".to_owned()));
        assert!(governors.light.contains(&"helm".to_owned()) && governors.light.contains(&"hold".to_owned()));
    }

    #[test]
    fn contexts_grow_and_new_ones_are_told() {
        let mut all = codebook::contexts(&codebook::embedded()).unwrap().all;
        let before = all.len();
        let text = "[[context]]\nname = \"military\"\nwords = [\"trireme\"]\n\n[[context]]\nname = \"tea\"\nabout = \"Tea.\"\n\
            words = [\"tea\"]\nexamples = [\"Kenya sold tea.\"]\n";
        add_contexts(&mut all, "my/contexts.toml", text).unwrap();
        assert_eq!(all.len(), before + 1);
        let military = all.iter().find(|c| c.name == "military").unwrap();
        assert!(military.words.iter().any(|w| w == "trireme") && military.words.iter().any(|w| w == "army"));
        assert_eq!(all.last().map(|c| c.examples.len()), Some(1));
    }
}
