//! Document and findings to accounts, by the codebook ("coding" is the field's word).

pub mod codebook;
pub mod contexts;
mod evidence;
pub mod examples;
mod fields;
pub mod figures;
mod fit;
mod head;
pub mod lines;
pub mod marks;
pub mod measure;
mod merge;
mod needs;
mod nesting;
mod own;
pub mod pairs;
mod patterns;
mod places;
pub mod plover;
mod roles;
mod scene;
mod status;
mod status_at;
mod syntax;
mod tense;
mod topics;
pub mod trace;
pub mod weigh;
mod write;

use std::collections::BTreeMap;

use crate::account::{Account, Status};
use crate::document::{Document, Upos};
use crate::gazetteer::Gazetteer;
use crate::place::WhereBasis;
use crate::recognise::Found;
use crate::recognise::titles::View;
use crate::report::{Report, stable_id};
use codebook::{Rule, TypeFile, WordClass};
use contexts::Contexts;
use fit::Misfit;
use roles::Roles;
use scene::Scene;
use status::StatusRules;
use trace::Trace;
use weigh::Weights;
use write::Act;

/// The rules of `codebook/`, indexed by the lemma that triggers them.
pub struct Codebook {
    /// The type files.
    pub types: Vec<TypeFile>,
    /// PLOVER's contexts.
    pub contexts: Contexts,
    status: StatusRules,
    /// How sure accounts are.
    pub weights: Weights,
    /// First lemma and word class → (type, rule, rest of the pattern), in order of the files.
    index: BTreeMap<(String, u8), Vec<Pattern>>,
}

/// An account of one sentence that may yet be dropped.
struct Draft {
    /// The word that tells of it.
    trigger: usize,
    account: Account,
    roles: Roles,
    /// Is it only what another act is about?
    content: bool,
    /// Will it be told?
    stands: bool,
}

/// One pattern of one rule.
struct Pattern {
    file: usize,
    rule: usize,
    second: Option<String>,
}

impl Codebook {
    /// The embedded codebook.
    ///
    /// # Errors
    /// When a codebook file is damaged, with its name.
    pub fn embedded() -> Result<Self, String> {
        Self::from_files(&codebook::embedded())
    }

    /// A codebook of one's own: files of the same format as those of `codebook/`.
    ///
    /// # Errors
    /// When a file is missing or does not parse, with its name.
    pub fn from_files(files: &[codebook::File]) -> Result<Self, String> {
        let status = StatusRules::new(codebook::governors(files)?)?;
        Self::new(codebook::type_files(files)?, status, codebook::contexts(files)?)
    }

    /// The built-in codebook with a user's own files, which add to it and override it (`docs/CODEBOOK.md`).
    /// `folder` is what messages call the place of `files`.
    ///
    /// # Errors
    /// What is wrong in which line of which file, and what to do about it.
    pub fn with_own(folder: &str, files: &[codebook::File]) -> Result<Self, String> {
        own::codebook(folder, files)
    }

    fn new(types: Vec<TypeFile>, status: StatusRules, contexts: Contexts) -> Result<Self, String> {
        let weights = Weights::embedded()?;
        let mut index: BTreeMap<(String, u8), Vec<Pattern>> = BTreeMap::new();
        for (file, t) in types.iter().enumerate() {
            for (rule, r) in t.rules.iter().enumerate() {
                for words in &r.words {
                    let (first, second) = words
                        .split_once(' ')
                        .map_or((words.as_str(), None), |(a, b)| (a, Some(b.to_owned())));
                    index.entry((first.to_owned(), r.class as u8)).or_default().push(Pattern {
                        file,
                        rule,
                        second,
                    });
                }
            }
        }
        Ok(Self { types, contexts, status, weights, index })
    }

    /// The accounts of one report, in the order of the text. Statements in `found` learn which
    /// accounts they vouch for; `trace` takes notes of what was considered.
    pub fn code(
        &self,
        document: &Document,
        report: &Report,
        found: &mut Found,
        gazetteer: &Gazetteer,
        trace: Option<&Trace>,
    ) -> Vec<Account> {
        let drafts = self.drafts(document, report, found, gazetteer, trace);
        let accounts = merge::merge(drafts, trace);
        note_statements(found, &accounts);
        accounts
    }

    fn drafts(
        &self,
        document: &Document,
        report: &Report,
        found: &Found,
        gazetteer: &Gazetteer,
        trace: Option<&Trace>,
    ) -> Vec<Account> {
        let pairs = document.sentences.iter().zip(&found.named);
        let text = &report.text;
        let views: Vec<View> =
            pairs.map(|(sentence, named)| View { sentence, text, named, gazetteer }).collect();
        let scene = Scene { views, report, found, hints: &document.hints, trace };
        let mut drafts = Vec::new();
        for s in 0..scene.views.len() {
            self.code_sentence(&scene, s, &mut drafts);
        }
        drafts
    }

    /// Verbs before nouns: in `provided support` the pattern of two words takes the noun with it.
    fn code_sentence(&self, scene: &Scene, s: usize, drafts: &mut Vec<Account>) {
        let view = &scene.views[s];
        let all = 0..view.sentence.tokens.len();
        let verb = |i: &usize| matches!(view.sentence.tokens[*i].upos, Upos::Verb | Upos::Aux);
        let (verbs, others): (Vec<usize>, Vec<usize>) = all.partition(verb);
        let mut taken: Vec<usize> = Vec::new();
        let mut found: Vec<Draft> = Vec::new();
        for trigger in verbs.into_iter().chain(others) {
            if taken.contains(&trigger) {
                scene.not(s, trigger, "codebook", || "belongs to the pattern of another word".to_owned());
            } else {
                let draft = self.code_trigger(scene, s, trigger, &mut taken);
                // `the deal was signed in Dili`: the place is that of the signing.
                let told_of = found.iter().any(|d| syntax::object(view, d.trigger) == Some(trigger));
                let draft = draft.or_else(|| self.echo(scene, s, trigger, drafts).filter(|_| !told_of));
                found.extend(draft.or_else(|| self.sealed(scene, s, trigger, drafts)));
            }
        }
        found.sort_by_key(|d| d.trigger);
        nesting::mark(scene, s, &mut found);
        head::weigh(self, scene, s, &mut found);
        let contexts = if found.iter().any(|d| d.stands) { self.contexts.of(view) } else { Vec::new() };
        for Draft { trigger, mut account, .. } in found.into_iter().filter(|d| d.stands) {
            account.contexts.clone_from(&contexts);
            if account.topics.is_empty() && topics::points_back(view, trigger) {
                account.topics = drafts.last().map(|before| before.topics.clone()).unwrap_or_default();
            }
            scene.told(s, trigger, &account, drafts);
            drafts.push(account);
        }
    }

    /// `The meeting would take place in Bali`, `the talks were called off`: a definite noun without parties speaks of the
    /// event of its type that was told last, and adds place, setting and words to it; where it says that the event did
    /// not come about, that is told as an account of its own.
    fn echo(&self, scene: &Scene, s: usize, trigger: usize, told: &[Account]) -> Option<Draft> {
        let view = &scene.views[s];
        let definite = |c: usize| matches!(view.form(c).to_lowercase().as_str(), "the" | "this" | "that");
        let noun =
            view.sentence.tokens[trigger].upos == Upos::Noun && view.sentence.children(trigger).any(definite);
        let patterns = if noun { self.patterns(view, trigger, WordClass::Noun) } else { Vec::new() };
        let kind = patterns.iter().map(|p| (&self.types[p.file].kind, &self.types[p.file].rules[p.rule]));
        let (kind, _) = kind.into_iter().find(|(_, r)| r.mutual)?;
        let before = told.iter().rev().find(|a| a.kind == *kind)?;
        let clause = fields::Clause::of(view, trigger);
        let status = self.status.status(view, trigger);
        let told_of = matches!(view.relation(trigger), "nsubj" | "obj");
        let undone = told_of && matches!(status, Status::CalledOff | Status::NotHeld);
        let named = places::place(scene, s, &clause, false);
        if named.is_none() && !undone {
            return None;
        }
        let mut echo = before.clone();
        let span =
            evidence::evidence(scene, s, trigger, &Roles { actors: Vec::new(), recipients: Vec::new() });
        if undone {
            let at = format!("{}-{}", span.start, view.sentence.tokens[trigger].span.start);
            echo.id = stable_id("a", &[&scene.report.id, kind, &at]);
            echo.status = status;
            echo.when =
                fields::own_time(scene, s, trigger).and_then(|t| fields::when(scene, t)).or(echo.when);
            echo.sources.clear();
        }
        if let Some(named) = named {
            let quote = named.span.quote(&scene.report.text);
            echo.place = Some(places::located(named.place.clone(), WhereBasis::Stated, Some(quote)));
        }
        echo.evidence = vec![span.quote(&scene.report.text)];
        let none = Roles { actors: Vec::new(), recipients: Vec::new() };
        Some(Draft { trigger, account: echo, roles: none, content: false, stands: true })
    }

    /// `The contract is to be signed in Dili`: a passive without a doer about the deal that the report told last is the
    /// act of those who made it.
    fn sealed(&self, scene: &Scene, s: usize, trigger: usize, told: &[Account]) -> Option<Draft> {
        let view = &scene.views[s];
        let definite = |c: usize| matches!(view.form(c).to_lowercase().as_str(), "the" | "this" | "that");
        let deal = syntax::object(view, trigger).filter(|_| syntax::is_passive(view, trigger))?;
        let class = patterns::word_class(view.sentence.tokens[trigger].upos)?;
        let fits = |p: &&Pattern| {
            let (file, rule) = (&self.types[p.file], &self.types[p.file].rules[p.rule]);
            file.kind == "SUPPORT"
                && rule.mutual
                && fit::words(view, trigger, rule, p.second.as_deref()).is_ok()
        };
        let pattern = self.patterns(view, trigger, class).into_iter().find(fits)?;
        let before = told.iter().rev().find(|a| a.kind == "AGREE" && !a.actors.is_empty())?;
        view.sentence.children(deal).any(definite).then_some(())?;
        let rule = &self.types[pattern.file].rules[pattern.rule];
        let act = Act {
            kind: "SUPPORT",
            mode: rule.mode.as_deref(),
            speech: self.types[pattern.file].speech,
            status: self.status.status(view, trigger),
            by: rule.name("SUPPORT"),
            confidence: rule.confidence.unwrap_or(0.5),
            hint: None,
        };
        let roles = Roles { actors: Vec::new(), recipients: Vec::new() };
        let mut account = write::account(scene, s, trigger, &act, &roles);
        account.actors.clone_from(&before.actors);
        Some(Draft { trigger, account, roles, content: false, stands: true })
    }

    /// The patterns that begin with the word at `i`: with its lemma, or with the form that is written (`talks`, which
    /// `talk` is not), in the order of the files.
    fn patterns(&self, view: &View, i: usize, class: WordClass) -> Vec<&Pattern> {
        let (lemma, form) = (view.lemma(i), view.form(i).to_lowercase());
        let written = Some(&form).filter(|f| **f != lemma);
        let words = std::iter::once(&lemma).chain(written);
        let mut all: Vec<&Pattern> =
            words.filter_map(|w| self.index.get(&(w.clone(), class as u8))).flatten().collect();
        all.sort_by_key(|p| (p.file, p.rule));
        all
    }

    /// The act that the word at `trigger` tells, by the first rule that fits. Notes in `taken` the second words of
    /// the pattern that matched.
    fn code_trigger(&self, scene: &Scene, s: usize, trigger: usize, taken: &mut Vec<usize>) -> Option<Draft> {
        let view = &scene.views[s];
        // A summit that hosts other events is their setting.
        if scene.found.settings.iter().any(|m| m.sentence == s && m.head == trigger && m.series.is_some()) {
            scene.not(s, trigger, "codebook", || "a summit is the setting of what happens at it".to_owned());
            return None;
        }
        let class = patterns::word_class(view.sentence.tokens[trigger].upos)?;
        // A user's own rules decide before the built-in ones, patterns of two words before bare words.
        let own = |p: &Pattern| self.types[p.file].rules[p.rule].first;
        let mut patterns = self.patterns(view, trigger, class);
        patterns.sort_by_key(|p| (!own(p), p.second.is_none()));
        for p in patterns {
            let file = &self.types[p.file];
            let rule = &file.rules[p.rule];
            match self.apply(scene, file, rule, p.second.as_deref(), s, trigger) {
                Ok(draft) => {
                    let words = p.second.iter().chain(&rule.object_words);
                    taken.extend(words.filter_map(|w| patterns::word_on(view, trigger, w)));
                    return Some(draft);
                }
                Err(misfit) => misfit.note(scene, s, trigger, file, rule),
            }
        }
        None
    }

    fn apply<'r>(
        &self,
        scene: &Scene,
        file: &TypeFile,
        rule: &'r Rule,
        second: Option<&'r str>,
        s: usize,
        trigger: usize,
    ) -> Result<Draft, Misfit<'r>> {
        fit::words(&scene.views[s], trigger, rule, second)?;
        let mut roles = roles::fill(scene, &self.status, rule, s, trigger);
        if !file.press {
            let press = |p: &scene::Party| scene.actor(p).sector.as_deref() == Some("JRN");
            roles.actors.retain(|p| !press(p));
            roles.recipients.retain(|p| !press(p));
        }
        let roles = fit::participants(scene, s, trigger, (file, rule), roles)?;
        let view = &scene.views[s];
        let mut status = if rule.negated { Status::Held } else { self.status.status(view, trigger) };
        if let Some(fixed) =
            rule.status.as_deref().and_then(Status::from_name).filter(|_| status == Status::Held)
        {
            status = fixed;
        }
        let act = Act {
            kind: &file.kind,
            mode: rule.mode.as_deref(),
            speech: file.speech,
            status,
            by: rule.name(&file.kind),
            confidence: rule.confidence.unwrap_or(0.5),
            hint: None,
        };
        let account = write::account(scene, s, trigger, &act, &roles);
        Ok(Draft { trigger, account, roles, content: false, stands: true })
    }
}

/// Tells statements which accounts they vouch for.
fn note_statements(found: &mut Found, accounts: &[Account]) {
    for account in accounts {
        for id in account.sources.iter().filter_map(|s| s.statement.as_ref()) {
            if let Some(statement) = found.statements.iter_mut().find(|st| st.id == *id) {
                statement.accounts.push(account.id.clone());
            }
        }
    }
}
