//! Statements in the making, and the scene they are made in.

use super::cues::{Cue, Cues};
use super::quotes::{holding, overlapping};
use crate::actor::{Actor, Mention, mention_at, of_sentence};
use crate::recognise::titles::View;
use crate::span::Span;
use crate::statement::{Act, Stance};
use crate::when::TimeMention;

/// What statements are made from.
pub struct Scene<'a> {
    /// The sentences.
    pub views: &'a [View<'a>],
    /// The mentions, resolved.
    pub mentions: &'a [Mention],
    /// The actors.
    pub actors: &'a [Actor],
    /// Quotations in the text, marks included, in order.
    pub quotes: &'a [Span],
    /// Expressions of time, resolved.
    pub times: &'a [TimeMention],
    /// The words of saying, and of those who say.
    pub cues: &'a Cues,
    /// The report's id.
    pub report: &'a str,
}

impl Scene<'_> {
    /// The report's text.
    pub fn text(&self) -> &str {
        self.views.first().map_or("", |v| v.text)
    }

    /// The quotation that holds `span`.
    pub fn quote_at(&self, span: Span) -> Option<Span> {
        holding(self.quotes, span).map(|i| self.quotes[i])
    }

    /// Does any quotation share a byte with `span`?
    pub fn touches_quote(&self, span: Span) -> bool {
        !overlapping(self.quotes, span).is_empty()
    }

    /// The quotation that holds a token.
    pub fn quoted(&self, s: usize, token: usize) -> Option<Span> {
        self.quote_at(self.views[s].sentence.tokens[token].span)
    }

    /// The mentions of sentence `s`.
    pub fn mentions_in(&self, s: usize) -> &[Mention] {
        &self.mentions[of_sentence(self.mentions, s)]
    }

    /// The mention at a token: the one whose head it is, else one that holds it.
    pub fn mention_at(&self, s: usize, token: usize) -> Option<usize> {
        mention_at(self.mentions, s, token)
    }

    /// Index of the sentence that holds byte `at`, or the next one.
    pub fn sentence_at(&self, at: usize) -> usize {
        let i = self.views.partition_point(|v| v.sentence.span.end <= at);
        i.min(self.views.len().saturating_sub(1))
    }
}

/// A cue and what it has been found to say; a cue without content has no pieces.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Sentence of the cue.
    pub sentence: usize,
    /// Token of the cue.
    pub cue: usize,
    /// Sentence and token of the one who speaks.
    pub who: Option<(usize, usize)>,
    /// Outlets that it is relayed from.
    pub via: Vec<String>,
    /// What is said, in order; the first piece is the main one.
    pub pieces: Vec<Span>,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// What the speaker does.
    pub act: Act,
    /// May it carry a quotation?
    pub carries: bool,
    /// Only passes on what another statement says.
    pub relay: bool,
}

impl Draft {
    /// A draft of a cue of the table, without content.
    pub fn of(cue: &Cue, sentence: usize, token: usize) -> Self {
        let (stance, act, carries) = (cue.stance, cue.act, cue.carries_quotation());
        Self { stance, act, carries, ..Self::plain(sentence, token) }
    }

    /// A plain assertion by a word outside the table.
    pub fn plain(sentence: usize, token: usize) -> Self {
        Self {
            sentence,
            cue: token,
            who: None,
            via: Vec::new(),
            pieces: Vec::new(),
            stance: Stance::Asserts,
            act: Act::Speech,
            carries: true,
            relay: false,
        }
    }

    /// The bytes of its cue.
    pub fn cue_span(&self, scene: &Scene) -> Span {
        scene.views[self.sentence].sentence.tokens[self.cue].span
    }

    /// Does a piece share a byte with `span`?
    pub fn touches(&self, span: Span) -> bool {
        self.pieces.iter().any(|p| p.overlaps(span))
    }
}
