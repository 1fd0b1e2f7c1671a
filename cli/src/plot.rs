//! Counts of events as bars in the terminal.

use anstyle::{AnsiColor, Style};
use sidelines::show::plot::{Count, Line, Unit, lines};

/// The drawing, fitted to `width`, with a line end after each line. `blocks`: may it use Unicode's blocks?
pub fn drawn(counts: &[Count], width: u16, coloured: bool, blocks: bool) -> String {
    let unit = counts.first().map_or("month", |c| if c.by == Unit::Year { "year" } else { "month" });
    let lines = lines(counts, width.into(), blocks);
    lines.iter().map(|l| line(l, unit, coloured, blocks) + "\n").collect()
}

fn line(line: &Line, unit: &str, coloured: bool, blocks: bool) -> String {
    let quiet = |words: String| tinted(&words, Style::new().dimmed(), coloured);
    match line {
        Line::Bar { period, events: 0, .. } => quiet(format!("{period}  0")),
        Line::Bar { period, events, bar } => {
            format!("{period}  {} {events}", tinted(bar, AnsiColor::Cyan.on_default(), coloured))
        }
        Line::Gap(n) => {
            quiet(format!("{}        {n} {unit}s without an event", if blocks { '⋮' } else { ':' }))
        }
        Line::Without(n) => quiet(format!("{n} more whose {unit} no report tells")),
    }
}

fn tinted(words: &str, style: Style, coloured: bool) -> String {
    if coloured { format!("{style}{words}{style:#}") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use sidelines::show::plot::counts;

    use super::*;

    /// Events that begin in these months of 2016, on one day each; -1 stands for one without a day.
    fn of(months: &[i32]) -> Vec<Count> {
        counts(months.iter().map(|m| (*m >= 0).then_some((2016 * 12 + m - 1, 0))), None)
    }

    #[test]
    fn plain_text_has_no_colours_and_says_what_is_left_out() {
        let text = drawn(&of(&[1, 1, 6, -1]), 60, false, false);
        let want = "2016-01  ################ 2\n:        4 months without an event\n2016-06  ######## 1\n1 more whose month no report tells\n";
        assert_eq!(text, want);
    }

    #[test]
    fn every_line_fits_in_blocks_and_in_colour() {
        let times: Vec<i32> = std::iter::repeat_n(1, 500).chain([2, 13]).collect();
        for width in [40_u16, 80, 200] {
            let text = drawn(&of(&times), width, false, true);
            assert!(text.lines().all(|l| l.chars().count() <= usize::from(width)), "{width}: {text}");
        }
        assert!(drawn(&of(&times), 80, true, true).contains('\u{1b}'));
    }
}
