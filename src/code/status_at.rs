//! The status of any one word of a parsed text, whether or not an account is made of it.

use super::Codebook;
use crate::account::Status;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::recognise::titles::View;

impl Codebook {
    /// What the text around the word says of the event that it names: held, planned, possible, and so on.
    /// `text` is what `document` was parsed from; `sentence` and `token` count from zero.
    /// `None` where there is no such word.
    pub fn status_at(
        &self,
        document: &Document,
        text: &str,
        gazetteer: &Gazetteer,
        sentence: usize,
        token: usize,
    ) -> Option<Status> {
        let sentence = document.sentences.get(sentence)?;
        sentence.tokens.get(token)?;
        let view = View { sentence, text, named: &[], gazetteer };
        Some(self.status.status(&view, token))
    }
}

#[cfg(test)]
mod tests {
    use crate::account::Status;
    use crate::reader::Reader;

    #[test]
    fn words_that_tell_of_no_account_have_a_status_too() {
        let reader = Reader::embedded().expect("embedded data is sound");
        let text = "The bakery opened in May. The cook may leave.";
        let document = reader.parser.parse(text);
        let of = |word: &str| {
            let (s, t) = document.sentences.iter().enumerate().find_map(|(s, sentence)| {
                let token = sentence.tokens.iter().position(|t| t.span.of(text) == word)?;
                Some((s, token))
            })?;
            reader.codebook.status_at(&document, text, &reader.gazetteer, s, t)
        };
        assert_eq!(of("opened"), Some(Status::Held));
        assert_eq!(of("leave"), Some(Status::Possible));
        assert_eq!(reader.codebook.status_at(&document, text, &reader.gazetteer, 9, 0), None);
    }
}
