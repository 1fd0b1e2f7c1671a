//! Titles that go with a name, and the country that a noun phrase speaks of.

use super::names::{Named, What};
use crate::document::{Sentence, Upos};
use crate::gazetteer::{Gazetteer, Role};

/// One sentence with what the steps of recognition need to look at it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    /// The report's text.
    pub text: &'a str,
    /// Its named spans.
    pub named: &'a [Named],
    /// The tables.
    pub gazetteer: &'a Gazetteer,
}

impl<'a> View<'a> {
    /// The words of token `i` as written.
    pub fn form(&self, i: usize) -> &'a str {
        self.sentence.tokens[i].span.of(self.text)
    }

    /// The lemma of token `i`, lower case.
    pub fn lemma(&self, i: usize) -> String {
        self.sentence.tokens[i].lemma.to_lowercase()
    }

    /// The relation of token `i` without its subtype.
    pub fn relation(&self, i: usize) -> &'static str {
        let r = self.sentence.tokens[i].deprel;
        r.split(':').next().unwrap_or(r)
    }

    /// The named span that holds token `i`.
    pub fn named_at(&self, i: usize) -> Option<&'a Named> {
        self.named.iter().find(|n| n.holds(i))
    }

    /// The token of `first..=last` whose head lies outside.
    pub fn head_of(&self, first: usize, last: usize) -> usize {
        let outside = |i: &usize| self.sentence.tokens[*i].head.is_none_or(|h| h < first || h > last);
        (first..=last).find(outside).unwrap_or(last)
    }

    /// The preposition or postposition on token `i`, lower case.
    pub fn case_of(&self, i: usize) -> Option<String> {
        let own = |i: usize| self.sentence.children(i).find(|&c| self.relation(c) == "case");
        // `with counterpart Vorn`: the preposition may hang on the title.
        let title = || {
            self.sentence.children(i).filter(|&c| self.sentence.tokens[c].deprel == "nmod:desc").find_map(own)
        };
        own(i).or_else(title).map(|c| self.form(c).to_lowercase())
    }

    /// What the gazetteer knows of the word at `i` as a role (`president`, `spokesmen`), with the word
    /// before it where the two are one term (`intelligence agencies`), or the two (`secretary-general`).
    pub fn role(&self, i: usize) -> Option<&'a Role> {
        let from = |back: usize| {
            let first = i.checked_sub(back)?;
            self.gazetteer.role(self.sentence.bytes(first, i).of(self.text))
        };
        from(2).or_else(|| from(1)).or_else(|| self.gazetteer.role(self.form(i)))
    }

    /// The whole role that ends in, or is carried on behind, the word at `i`: `secretary` in
    /// `secretary of state`.
    pub fn whole_role(&self, i: usize) -> Option<&'a Role> {
        let last = (i + 2).min(self.sentence.tokens.len() - 1);
        let on = self.gazetteer.role(self.sentence.bytes(i, last).of(self.text));
        on.filter(|_| last == i + 2).or_else(|| self.role(i))
    }

    /// Is the word at `i` a role?
    pub fn is_role(&self, i: usize) -> bool {
        self.role(i).is_some()
    }

    /// The country (index) of a named span: its own, its body's, or that of the office holder.
    pub fn country_of(&self, named: &Named) -> Option<usize> {
        let by_code = |iso: &str| self.gazetteer.country_index(iso);
        match named.what {
            What::Body(Some(b)) => self.gazetteer.bodies[b].country.as_deref().and_then(by_code),
            What::Person(Some(p)) => self.gazetteer.people[p].country_at(None).and_then(by_code),
            What::Place => {
                let place = self.gazetteer.place(named.span(self.sentence).of(self.text), &[])?;
                place.country.as_deref().and_then(by_code)
            }
            what => what.country(),
        }
    }

    /// The country that modifies the noun at `head`: `Russian president`, `Iran's minister`,
    /// `the president of Benin`. A place counts only after `of` or as a possessor.
    pub fn modifier_country(&self, head: usize) -> Option<usize> {
        let nominal = |c: &usize| match self.relation(*c) {
            "amod" | "compound" | "flat" => true,
            "nmod" => {
                self.sentence.tokens[*c].deprel == "nmod:poss"
                    || matches!(self.case_of(*c).as_deref(), Some("of" | "from" | "'s" | "’s" | "'"))
            }
            _ => false,
        };
        let children: Vec<usize> = self.sentence.children(head).filter(nominal).collect();
        let named = children.iter().find_map(|&c| {
            let named = self.named_at(c).filter(|n| !n.holds(head))?;
            self.country_of(named)
        });
        named.or_else(|| children.iter().find_map(|&c| self.inner_country(c)))
    }

    /// The countries that modify the noun at `head` together, with the words that name them: `Turkish and Syrian
    /// ministers`, `the delegations of Benin and Togo`; none where only one does.
    pub fn modifier_countries(&self, head: usize) -> Vec<(usize, usize)> {
        let modifier = |c: &usize| {
            matches!(self.relation(*c), "amod" | "compound")
                || self.relation(*c) == "nmod" && self.case_of(*c).as_deref() == Some("of")
        };
        let named = |w: usize| {
            let country = self.named_at(w).filter(|n| !n.holds(head))?.what.country()?;
            Some((country, w))
        };
        let joined = |first: usize| {
            let others = self.sentence.children(first).filter(|&c| self.relation(c) == "conj");
            let words: Vec<usize> = std::iter::once(first).chain(others).collect();
            let all: Option<Vec<(usize, usize)>> = words.into_iter().map(named).collect();
            all.filter(|all| all.len() > 1)
        };
        self.sentence.children(head).filter(modifier).find_map(joined).unwrap_or_default()
    }

    /// `the Trump administration's Department of Justice`: one level further down.
    fn inner_country(&self, head: usize) -> Option<usize> {
        let of_noun = matches!(self.sentence.tokens[head].upos, Upos::Noun | Upos::Propn);
        let children = self.sentence.children(head).filter(|_| of_noun);
        children.filter_map(|c| self.named_at(c)).find_map(|n| n.what.country())
    }

    /// The first token of the title that stands before a name beginning at `first`;
    /// `first` itself where there is none.
    pub fn title_start(&self, first: usize, last: usize) -> usize {
        let mut start = first;
        let mut seen_role = false;
        while start > 0 && self.belongs_before(start - 1, start, last) {
            start -= 1;
            seen_role |= self.is_role(start);
        }
        if seen_role { start } else { self.posted(first).unwrap_or(first) }
    }

    /// `the US ambassador to Benin Vorn`: the title that ends in the place where its bearer serves.
    fn posted(&self, first: usize) -> Option<usize> {
        let place = self.named_at(first.checked_sub(1)?).filter(|n| n.last + 1 == first)?;
        let role = place.first.checked_sub(2).filter(|_| self.form(place.first - 1) == "to")?;
        let serves = matches!(
            self.lemma(role).as_str(),
            "ambassador" | "envoy" | "representative" | "consul" | "delegate"
        );
        let before =
            role.checked_sub(1).filter(|&i| self.named_at(i).is_some_and(|n| n.what.country().is_some()));
        serves.then(|| before.and_then(|i| self.named_at(i)).map_or(role, |n| n.first))
    }

    fn belongs_before(&self, i: usize, start: usize, last: usize) -> bool {
        let token = &self.sentence.tokens[i];
        let wordlike = matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj)
            || matches!(self.form(i), "'s" | "’s" | "of" | "-");
        let person = self.named_at(i).is_some_and(|n| matches!(n.what, What::Person(_)));
        let tied = token.head.is_some_and(|h| h >= i && h <= last)
            || (start..=last).any(|k| self.sentence.tokens[k].head == Some(i));
        // A role word right before a name is its title even where the tree misses it.
        let title = start == self.first_name_token(start, last) && self.is_role(i);
        wordlike && !person && (tied || title)
    }

    /// The first token of the person's name that ends at `last`; `start` where none is named there.
    fn first_name_token(&self, start: usize, last: usize) -> usize {
        self.named_at(last).map_or(start, |n| n.first)
    }

    /// The words of a title, from `from` up to but without `first`; `None` when there are none.
    pub fn title_words(&self, from: usize, first: usize) -> Option<String> {
        (from < first).then(|| self.sentence.bytes(from, first - 1).of(self.text).to_owned())
    }

    /// The role noun in apposition to `head` (`Chahed, the Prime Minister of Tunisia`), if any.
    pub fn apposed_role(&self, head: usize) -> Option<usize> {
        let apposed = |c: &usize| matches!(self.relation(*c), "appos" | "parataxis" | "nmod" | "list");
        // `Vorn and Foreign Minister Elm`: the title of the next name is not Vorn's.
        let of_next = |c: usize| self.named_at(c + 1).is_some_and(|n| matches!(n.what, What::Person(_)));
        self.sentence.children(head).filter(apposed).find(|&c| self.is_role(c) && !of_next(c))
    }
}
