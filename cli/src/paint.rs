//! Pages with their tones as colours, or as marks where there is no colour.

use anstyle::{AnsiColor, Style};
use sidelines::show::page::{Line, Page, Tone};

/// The page as text for stdout.
pub fn painted(page: &Page, coloured: bool) -> String {
    let line = |l: &Line| -> String {
        let pieces =
            l.iter().map(|p| if coloured { in_colour(p.tone, &p.text) } else { marked(p.tone, &p.text) });
        pieces.collect::<String>().trim_end().to_owned() + "\n"
    };
    page.lines.iter().map(line).collect()
}

fn in_colour(tone: Tone, text: &str) -> String {
    let style = style(tone);
    let blank = text.len() - text.trim_end().len();
    let (words, blanks) = text.split_at(text.len() - blank);
    if words.is_empty() { text.to_owned() } else { format!("{style}{words}{style:#}{blanks}") }
}

fn style(tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Head => Style::new().bold(),
        Tone::Quiet => Style::new().dimmed(),
        Tone::Quoted => Style::new().italic(),
        Tone::Agree => AnsiColor::Green.on_default(),
        Tone::Differ => AnsiColor::Yellow.on_default(),
        Tone::Who => AnsiColor::Cyan.on_default().bold(),
        Tone::When => AnsiColor::Magenta.on_default(),
        Tone::Where => AnsiColor::Green.on_default().underline(),
        Tone::Cue => AnsiColor::Yellow.on_default().underline(),
    }
}

/// Without colour the words of a report are marked by brackets of four kinds.
fn marked(tone: Tone, text: &str) -> String {
    let (words, blanks) = text.split_at(text.trim_end().len());
    match tone {
        Tone::Who => format!("[{words}]{blanks}"),
        Tone::When => format!("{{{words}}}{blanks}"),
        Tone::Where => format!("<{words}>{blanks}"),
        Tone::Cue => format!("/{words}/{blanks}"),
        _ => text.to_owned(),
    }
}
