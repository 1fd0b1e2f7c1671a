//! Document and findings to accounts, by the codebook ("coding" is the field's word).

pub mod codebook;
pub mod contexts;
mod evidence;
pub mod examples;
mod fields;
mod merge;
mod needs;
mod nesting;
mod patterns;
mod places;
mod roles;
mod scene;
mod status;
mod syntax;
mod topics;

use std::collections::BTreeMap;

use crate::account::{Account, Status};
use crate::document::{Document, Upos};
use crate::gazetteer::Gazetteer;
use crate::place::WhereBasis;
use crate::recognise::Found;
use crate::recognise::titles::View;
use crate::report::{Report, stable_id};
use codebook::{Need, Rule, TypeFile, WordClass};
use contexts::Contexts;
use roles::Roles;
use scene::Scene;
use status::StatusRules;

/// The rules of `codebook/`, indexed by the lemma that triggers them.
pub struct Codebook {
    /// The type files.
    pub types: Vec<TypeFile>,
    /// PLOVER's contexts.
    pub contexts: Contexts,
    status: StatusRules,
    /// First lemma and word class → (type, rule, rest of the pattern), in order of the files.
    index: BTreeMap<(String, u8), Vec<Pattern>>,
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
        Ok(Self::new(codebook::type_files(files)?, status, codebook::contexts(files)?))
    }

    fn new(types: Vec<TypeFile>, status: StatusRules, contexts: Contexts) -> Self {
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
        Self { types, contexts, status, index }
    }

    /// The accounts of one report, in the order of the text. Statements in `found` learn which
    /// accounts they vouch for.
    pub fn code(
        &self,
        document: &Document,
        report: &Report,
        found: &mut Found,
        gazetteer: &Gazetteer,
    ) -> Vec<Account> {
        let drafts = self.drafts(document, report, found, gazetteer);
        let accounts = merge::merge(drafts);
        note_statements(found, &accounts);
        accounts
    }

    fn drafts(
        &self,
        document: &Document,
        report: &Report,
        found: &Found,
        gazetteer: &Gazetteer,
    ) -> Vec<Account> {
        let pairs = document.sentences.iter().zip(&found.named);
        let text = &report.text;
        let views: Vec<View> =
            pairs.map(|(sentence, named)| View { sentence, text, named, gazetteer }).collect();
        let scene = Scene { views, report, found };
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
        let mut found: Vec<(usize, Account)> = Vec::new();
        for trigger in verbs.into_iter().chain(others) {
            if !taken.contains(&trigger) {
                let mut accounts = self.code_trigger(scene, s, trigger, &mut taken);
                if accounts.is_empty() {
                    accounts.extend(self.echo(scene, s, trigger, drafts));
                }
                found.extend(accounts.into_iter().map(|a| (trigger, a)));
            }
        }
        found.sort_by_key(|(trigger, _)| *trigger);
        let told = |(trigger, a): &(usize, Account)| !nesting::is_content(view, *trigger, a, &found);
        let keep: Vec<bool> = found.iter().map(told).collect();
        let contexts = if keep.contains(&true) { self.contexts.of(view) } else { Vec::new() };
        for ((trigger, mut account), _) in found.into_iter().zip(keep).filter(|(_, k)| *k) {
            account.contexts.clone_from(&contexts);
            if account.topics.is_empty() && topics::points_back(view, trigger) {
                account.topics = drafts.last().map(|before| before.topics.clone()).unwrap_or_default();
            }
            drafts.push(account);
        }
    }

    /// `The meeting would take place in Bali`: a definite noun without parties speaks of the event of its
    /// type that was told last, and adds place, setting and words to it.
    fn echo(&self, scene: &Scene, s: usize, trigger: usize, told: &[Account]) -> Option<Account> {
        let view = &scene.views[s];
        let definite = |c: usize| matches!(view.form(c).to_lowercase().as_str(), "the" | "this" | "that");
        let noun =
            view.sentence.tokens[trigger].upos == Upos::Noun && view.sentence.children(trigger).any(definite);
        let patterns = self.index.get(&(view.lemma(trigger), WordClass::Noun as u8)).filter(|_| noun)?;
        let kind = patterns.iter().map(|p| (&self.types[p.file].kind, &self.types[p.file].rules[p.rule]));
        let (kind, _) = kind.into_iter().find(|(_, r)| r.mutual)?;
        let before = told.iter().rev().find(|a| a.kind == *kind)?;
        let clause = fields::Clause::of(view, trigger);
        let named = places::place(scene, s, &clause, false)?;
        let mut echo = before.clone();
        echo.place = Some(places::located(
            named.place.clone(),
            WhereBasis::Stated,
            Some(named.span.quote(&scene.report.text)),
        ));
        let none = Roles { actors: Vec::new(), recipients: Vec::new() };
        echo.evidence = vec![evidence::evidence(scene, s, trigger, &none).quote(&scene.report.text)];
        Some(echo)
    }

    /// The accounts that the word at `trigger` tells: the first rule of each type that fits. Notes in
    /// `taken` the second words of the patterns that matched.
    fn code_trigger(&self, scene: &Scene, s: usize, trigger: usize, taken: &mut Vec<usize>) -> Vec<Account> {
        let view = &scene.views[s];
        // A summit that hosts other events is their setting.
        if scene.found.settings.iter().any(|m| m.sentence == s && m.head == trigger && m.series.is_some()) {
            return Vec::new();
        }
        let Some(class) = patterns::word_class(view.sentence.tokens[trigger].upos) else { return Vec::new() };
        let Some(patterns) = self.index.get(&(view.lemma(trigger), class as u8)) else { return Vec::new() };
        let mut accounts: Vec<Account> = Vec::new();
        // Patterns of two words decide before bare words.
        let (pairs, bare): (Vec<&Pattern>, Vec<&Pattern>) = patterns.iter().partition(|p| p.second.is_some());
        for p in pairs.into_iter().chain(bare) {
            let file = &self.types[p.file];
            if !accounts.is_empty() {
                break;
            }
            let account = self.apply(scene, file, &file.rules[p.rule], p.second.as_deref(), s, trigger);
            if account.is_some() {
                let words = p.second.iter().chain(&file.rules[p.rule].object_words);
                taken.extend(words.filter_map(|w| patterns::word_on(view, trigger, w)));
            }
            accounts.extend(account);
        }
        accounts
    }

    fn apply(
        &self,
        scene: &Scene,
        file: &TypeFile,
        rule: &Rule,
        second: Option<&str>,
        s: usize,
        trigger: usize,
    ) -> Option<Account> {
        let view = &scene.views[s];
        let fits = second
            .is_none_or(|w| patterns::has_word(view, trigger, w) || patterns::on_object(view, trigger, w))
            && (!rule.plain || patterns::plain(view, trigger))
            && (!rule.negated || status::verb_status(view, trigger) == Status::NotHeld)
            && !rule.not_under.iter().any(|w| patterns::is_under(view, trigger, w))
            && !rule.not_with.iter().any(|w| patterns::has_word(view, trigger, w))
            && (rule.object_words.is_empty()
                || rule.object_words.iter().any(|w| patterns::has_object(view, trigger, w)));
        if !fits {
            return None;
        }
        let mut roles = roles::fill(scene, &self.status, rule, s, trigger);
        if !file.press {
            let press = |p: &scene::Party| scene.actor(p).sector.as_deref() == Some("JRN");
            roles.actors.retain(|p| !press(p));
            roles.recipients.retain(|p| !press(p));
        }
        // `officials suspected of`: a participle without a doer describes, it tells nothing.
        let token = &view.sentence.tokens[trigger];
        if roles.actors.is_empty() && token.xpos == "VBN" && matches!(token.deprel, "acl" | "amod") {
            return None;
        }
        let needs = if rule.needs.is_empty() { &[Need::Actor][..] } else { &rule.needs };
        if !needs.iter().all(|n| needs::met(scene, *n, &roles, s, trigger))
            || !needs::political(scene, &roles)
        {
            return None;
        }
        Some(self.write(scene, file, rule, s, trigger, &roles))
    }

    fn write(
        &self,
        scene: &Scene,
        file: &TypeFile,
        rule: &Rule,
        s: usize,
        trigger: usize,
        roles: &Roles,
    ) -> Account {
        let view = &scene.views[s];
        let mut status = if rule.negated { Status::Held } else { self.status.status(view, trigger) };
        if let Some(fixed) =
            rule.status.as_deref().and_then(Status::from_name).filter(|_| status == Status::Held)
        {
            status = fixed;
        }
        let clause = fields::Clause::of(view, trigger);
        // `met in Aville in July and discussed`: what is joined shares time and place.
        let joined = clause.joined(view);
        let noun = view.sentence.tokens[trigger].upos == Upos::Noun;
        let only_own = matches!(status, Status::CalledOff);
        let event = if noun { trigger } else { syntax::object(view, trigger).unwrap_or(trigger) };
        let time = if only_own { fields::own_time(scene, s, event) } else { fields::time(scene, s, &clause) };
        let time = time.or_else(|| fields::time(scene, s, joined.as_ref().filter(|_| !only_own)?));
        let mut when = time.and_then(|t| fields::when(scene, t));
        // Where forces go or leave, and whom one visits, stands as object or goal.
        let motion =
            matches!(rule.mode.as_deref(), Some("visit" | "withdraw" | "troops")) || file.kind == "MOBILIZE";
        let named = places::place(scene, s, &clause, motion)
            .or_else(|| places::place(scene, s, joined.as_ref()?, false));
        let mut place = named
            .map(|p| {
                places::located(p.place.clone(), WhereBasis::Stated, Some(p.span.quote(&scene.report.text)))
            })
            .or_else(|| places::dateline_place(scene, s, &clause));
        let setting = fields::setting(scene, s, &clause)
            .or_else(|| fields::setting(scene, s, joined.as_ref()?))
            .map(|m| fields::settle(scene, m, status, &mut when, &mut place));
        let span = evidence::evidence(scene, s, trigger, roles);
        let statements = evidence::vouching(scene, s, trigger);
        let participants =
            |list: &[scene::Party]| list.iter().map(|p| scene.participant(p)).collect::<Vec<_>>();
        let (actors, recipients) = (participants(&roles.actors), participants(&roles.recipients));
        let actor_ids: Vec<&str> = actors.iter().map(|a| a.actor.as_str()).collect();
        let sources = evidence::sources(&statements, file.speech, &actor_ids);
        let at = format!("{}-{}", span.start, view.sentence.tokens[trigger].span.start);
        Account {
            id: stable_id("a", &[&scene.report.id, &file.kind, &at]),
            report: scene.report.id.clone(),
            event: None,
            kind: file.kind.clone(),
            mode: rule.mode.clone(),
            status,
            actors,
            recipients,
            when,
            place,
            setting,
            topics: topics::topics(scene, s, &clause, roles),
            contexts: Vec::new(),
            sources,
            evidence: vec![span.quote(&scene.report.text)],
            rule: format!("{}/{}", file.kind.to_lowercase(), rule.id),
            confidence: rule.confidence.unwrap_or(0.5),
        }
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
