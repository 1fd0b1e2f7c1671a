//! Markup to running text: one paragraph for each block, blank lines between.

use super::tags::Tag;
use super::tree::{NodeId, Tree};

/// The words of a piece of HTML (a feed's item, a wire story's body) as paragraphs with a blank
/// line between them. Scripts, styles and forms say nothing; text without markup comes back as it is.
pub fn fragment_text(html: &str) -> String {
    let tree = super::parse(html);
    let mut text = Paragraphs::default();
    text.take(&tree, 0);
    text.finish().join("\n\n")
}

/// Stands for `<br>` in an open paragraph: NEXT LINE, white space that no page's text holds.
pub const BREAK: char = '\u{85}';

/// Paragraphs under construction.
#[derive(Default)]
pub struct Paragraphs {
    done: Vec<String>,
    open: String,
}

impl Paragraphs {
    /// Adds everything below `id`.
    pub fn take(&mut self, tree: &Tree, id: NodeId) {
        let mut at = id;
        let mut ends: Vec<NodeId> = Vec::new();
        while at < tree.end(id) {
            while ends.last().is_some_and(|end| *end <= at) {
                ends.pop();
                self.close();
            }
            if let Some(words) = tree.text(at) {
                self.open.push_str(words);
            } else if let Some(tag) = tree.tag(at) {
                if tag.is_wordless() || tag == Tag::Script {
                    at = tree.end(at);
                    continue;
                }
                if tag == Tag::Br {
                    self.line_break();
                } else if !tag.is_inline() {
                    self.close();
                    ends.push(tree.end(at));
                }
            }
            at += 1;
        }
        self.close();
    }

    /// A line break is a blank; a second one after it ends the paragraph, as writers use it.
    fn line_break(&mut self) {
        if self.open.trim_end_matches([' ', '\n', '\r', '\t']).ends_with(BREAK) {
            return self.close();
        }
        self.open.push(BREAK);
    }

    /// Ends the open paragraph.
    pub fn close(&mut self) {
        let line = self.open.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() {
            self.done.push(line);
        }
        self.open.clear();
    }

    /// The paragraphs.
    pub fn finish(mut self) -> Vec<String> {
        self.close();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::fragment_text;

    #[test]
    fn blocks_become_paragraphs() {
        let html = "<p>The envoys <b>met</b>.</p><ul><li>One<li>Two</ul>tail<br>goes on<br /> <br>New";
        assert_eq!(fragment_text(html), "The envoys met.\n\nOne\n\nTwo\n\ntail goes on\n\nNew");
    }

    #[test]
    fn plain_text_stays_and_scripts_say_nothing() {
        assert_eq!(fragment_text("No marks, 3 < 4 &amp; so on"), "No marks, 3 < 4 & so on");
        assert_eq!(fragment_text("a<script>x()</script><select><option>y</select>b"), "ab");
    }
}
