//! Writes a placed drawing as SVG: shapes with classes for a style sheet, with names for those who
//! cannot see them, and in the order in which people read them.

mod card;
mod mark;
mod symbol;

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::layout::words;
use crate::text::escaped;
use crate::{Line, Look, Model, Placed, Shape, TooLarge, What};

/// Bytes of an SVG at most.
pub const BYTES_MAX: usize = 8 * 1024 * 1024;

/// How drawings look: their rules, which take the colors of the page they stand in.
pub const STYLE: &str = include_str!("svg/drawing.css");

/// The colors of a drawing that stands alone, light and dark.
const COLORS: &str = include_str!("svg/colors.css");

/// Writes a drawing that stands alone: a file with its own style.
///
/// # Errors
/// When it would have more than [`BYTES_MAX`] bytes.
pub fn standalone(model: &Model, placed: &Placed) -> Result<String, TooLarge> {
    let style = format!(
        "<style>\n{COLORS}{STYLE}</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n"
    );
    write(model, placed, &style)
}

/// Writes a drawing as a part of a page, which brings [`STYLE`] and its own colors.
///
/// # Errors
/// When it would have more than [`BYTES_MAX`] bytes.
pub fn fragment(model: &Model, placed: &Placed) -> Result<String, TooLarge> {
    write(model, placed, "")
}

fn write(model: &Model, placed: &Placed, style: &str) -> Result<String, TooLarge> {
    let mut page = Page {
        model,
        out: String::new(),
    };
    page.open(placed);
    page.out.push_str(style);
    page.symbols();
    for line in &placed.lines {
        page.connector(line);
    }
    for shape in &placed.shapes {
        page.shape(shape);
        if page.out.len() > BYTES_MAX {
            return Err(TooLarge::Bytes(page.out.len()));
        }
    }
    page.line("</svg>");
    Ok(page.out)
}

/// What is being written.
struct Page<'a> {
    model: &'a Model,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        writeln!(self.out, "{text}").expect("a string takes everything");
    }

    fn open(&mut self, placed: &Placed) {
        let (width, height) = (placed.width, placed.height);
        let label = escaped(&self.model.label);
        let about = escaped(&about(self.model));
        self.line(&format!(
            "<svg class=\"drawing\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" \
             height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"group\" \
             aria-labelledby=\"drawing-title\" aria-describedby=\"drawing-about\">\n\
             <title id=\"drawing-title\">Drawing of {label}</title>\n\
             <desc id=\"drawing-about\">{about}</desc>"
        ));
    }

    /// The symbols that it uses, once each.
    fn symbols(&mut self) {
        let elements = self.model.elements.iter();
        let looks = elements.flat_map(|element| {
            let rows = element.rows.iter().map(|row| row.look);
            rows.chain([element.look])
        });
        let mut looks: BTreeSet<Look> = looks.collect();
        if !self.model.starts_with.is_empty() {
            looks.insert(Look::Start);
        }
        self.line("<defs>");
        for look in looks {
            self.line(&symbol::definition(look));
        }
        self.line("</defs>");
    }

    /// Lines say nothing that the order of the shapes does not say.
    fn connector(&mut self, line: &Line) {
        let class = if line.is_fault { "path fault" } else { "path" };
        self.line(&format!(
            "<path class=\"{class}\" d=\"{}\" aria-hidden=\"true\"/>",
            mark::rounded(&line.points)
        ));
        if line.has_head {
            self.line(&format!(
                "<path class=\"{class} head\" d=\"{}\" aria-hidden=\"true\"/>",
                mark::head(&line.points)
            ));
        }
    }

    fn shape(&mut self, shape: &Shape) {
        let words = words(self.model, shape.what);
        match shape.what {
            What::Start if !self.model.starts_with.is_empty() => self.start(shape),
            What::Start | What::End => self.pill(shape, "terminal", &words, &words),
            What::Element(n) => self.element(shape, n),
            What::Way(element, n) => {
                let ways = element.map_or(&self.model.start, |n| &self.model.elements[n].ways);
                let class = if ways[n].is_taken {
                    "outcome taken"
                } else {
                    "outcome"
                };
                let name = match element {
                    Some(_) => format!("Outcome {words}"),
                    None => format!("Path {words}"),
                };
                self.pill(shape, class, &words, &name);
            }
            What::GoTo(n) => self.go_to(shape, n, &words),
            What::Fault(_) => self.pill(shape, "word fault-word", &words, "Fault path"),
            What::ForEach(_) | What::AfterLast(_) => self.pill(shape, "word", &words, &words),
            What::Heading(_) => self.heading(shape, &words),
        }
    }
}

/// What a drawing shows, in a sentence.
fn about(model: &Model) -> String {
    let n_elements = model.elements.len();
    let noun = if n_elements == 1 {
        "element"
    } else {
        "elements"
    };
    let mut about = format!("{} with {n_elements} {noun}", model.kind);
    if !model.starts_with.is_empty() {
        let _ = write!(about, ", starts with: {}", model.starts_with);
    }
    about.push('.');
    about
}
