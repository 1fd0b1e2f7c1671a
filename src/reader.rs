//! The spine: one report in, its reading out.

use crate::account::Account;
use crate::actor::Actor;
use crate::clean;
use crate::code::Codebook;
use crate::code::trace::Trace;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::parse::Parser;
use crate::recognise::coref::Coref;
use crate::recognise::statements::Cues;
use crate::recognise::{self, Found};
use crate::report::{RawReport, Report};
use crate::statement::Statement;

/// Everything that reading needs; build it once, share it between threads.
pub struct Reader {
    /// The language model.
    pub parser: Parser,
    /// People, places, bodies, summits.
    pub gazetteer: Gazetteer,
    /// The words of saying.
    pub cues: Cues,
    /// Which words mean the same.
    pub coref: Coref,
    /// What counts as an event.
    pub codebook: Codebook,
}

/// What one report came to.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The report, cleaned and dated.
    pub report: Report,
    /// Its text, parsed.
    pub document: Document,
    /// What was recognised in it.
    pub found: Found,
    /// Its accounts.
    pub accounts: Vec<Account>,
}

impl Reading {
    /// The reading of a report that is not coded, such as a reprint: nothing is found in it.
    pub fn uncoded(mut report: Report) -> Self {
        recognise::unread(&mut report);
        Self { report, document: Document::default(), found: Found::default(), accounts: Vec::new() }
    }

    /// The actors of this report.
    pub fn actors(&self) -> &[Actor] {
        &self.found.actors
    }

    /// The statements of this report.
    pub fn statements(&self) -> &[Statement] {
        &self.found.statements
    }
}

impl Reader {
    /// The embedded model, gazetteer and codebook.
    ///
    /// # Errors
    /// When an embedded file is damaged: a fault of the build, told with the file's name.
    pub fn embedded() -> Result<Self, String> {
        let gazetteer = Gazetteer::embedded()?;
        Ok(Self {
            parser: Parser::embedded()?,
            coref: Coref::embedded(&gazetteer)?,
            gazetteer,
            cues: Cues::embedded()?,
            codebook: Codebook::embedded()?,
        })
    }

    /// Reads one report: clean, parse, recognise, code. Cannot fail on bad text.
    pub fn read(&self, raw: &RawReport) -> Reading {
        self.read_report(self.clean(raw))
    }

    /// The first half of [`Reader::read`]: the article alone, dated.
    pub fn clean(&self, raw: &RawReport) -> Report {
        clean::clean(raw, &self.gazetteer)
    }

    /// The second half: parse, recognise, code. A report in another language than English is not coded:
    /// its `issues` say so. A report that was read before is read anew.
    pub fn read_report(&self, report: Report) -> Reading {
        self.read_noting(report, None)
    }

    /// As [`Reader::read_report`], with notes of what was considered at each word.
    pub fn explain(&self, report: Report) -> (Reading, Trace) {
        let trace = Trace::default();
        (self.read_noting(report, Some(&trace)), trace)
    }

    fn read_noting(&self, mut report: Report, trace: Option<&Trace>) -> Reading {
        recognise::unread(&mut report);
        if report.language.as_deref().is_some_and(|language| language != "en") {
            return Reading::uncoded(report);
        }
        let document = self.parser.parse(&report.text);
        let mut found =
            recognise::recognise(&document, &mut report, &self.gazetteer, &self.cues, &self.coref);
        let accounts = self.codebook.code(&document, &report, &mut found, &self.gazetteer, trace);
        Reading { report, document, found, accounts }
    }
}
