//! A page that says what went wrong, and what to do next.

use askama::Template;

use super::base::Site;
use super::text::{Told, told};

#[derive(Template)]
#[template(path = "problem.html")]
struct Problem<'a> {
    site: &'a Site,
    title: String,
    status: u16,
    what: Told,
    next: Told,
}

/// The page of a problem: the status of HTTP, what is wrong, and the next step.
pub fn problem(status: u16, what: &str, next: &str, site: &Site) -> String {
    let page =
        Problem { site, title: heading(status).to_owned(), status, what: told(what), next: told(next) };
    page.render().unwrap_or_else(|_| "<!doctype html><title>Problem</title>".to_owned())
}

fn heading(status: u16) -> &'static str {
    match status {
        400 => "That cannot be asked",
        403 => "That is not allowed here",
        404 => "Nothing is there",
        413 => "That is too much",
        503 => "Too much at once",
        _ => "Something went wrong",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_is_never_markup() {
        let html = problem(404, "no event <script>alert(1)</script>", "see /", &Site::default());
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script>alert"), "{html}");
        assert!(html.contains("Nothing is there"));
    }
}
