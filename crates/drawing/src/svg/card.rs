//! Cards: elements, and stages with their steps.

use super::{Page, symbol};
use crate::text::{BOLD, SMALL, cut, escaped, two_lines};
use crate::{Element, Look, Row, Shape, Sizes};

/// Side of the square with an element's symbol.
const SQUARE: i32 = 32;
/// From the left of a card to its text.
const INDENT: i32 = SQUARE + 22;
/// How far a decision's card is pointed at its sides.
const POINT: i32 = 14;

impl Page<'_> {
    /// Where a flow begins that something starts.
    pub(super) fn start(&mut self, shape: &Shape) {
        let about = &self.model.starts_with;
        let name = escaped(&format!("Start: {about}"));
        let head = head(shape, Look::Start, "Start", about);
        self.line(&format!(
            "<g class=\"element stage\" role=\"img\" aria-label=\"{name}\"><title>{name}</title>{}{head}</g>",
            frame(shape, 28)
        ));
    }

    pub(super) fn element(&mut self, shape: &Shape, n: usize) {
        let element = &self.model.elements[n];
        let status = self.status(element.status.filter(|_| !element.rows.is_empty()), element);
        let said = status
            .map(|status| format!(", {status}"))
            .unwrap_or_default();
        let name = escaped(&format!("{}: {}{said}", element.detail, element.label));
        let title = escaped(&format!(
            "{} ({}): {}",
            element.label, element.name, element.detail
        ));
        let frame = match element.look {
            Look::Decision => pointed(shape),
            _ => frame(shape, 10),
        };
        let head = head(shape, element.look, &element.label, &element.detail);
        let head = match &element.href {
            Some(href) => format!(
                "<a href=\"{}\" aria-label=\"{name}\">{head}</a>",
                escaped(href)
            ),
            None => head,
        };
        let role = match element.rows.is_empty() && element.href.is_none() {
            true => "img",
            false => "group",
        };
        self.line(&format!(
            "<g id=\"e{n}\" class=\"{}\" role=\"{role}\" aria-label=\"{name}\">\
             <title>{title}</title>{frame}{head}",
            format!("element {} {}", symbol::family(element.look), class(status)).trim_end(),
        ));
        self.visits(shape, element);
        self.rows(shape, element);
        self.line("</g>");
    }

    /// A run says of each stage and step how it stands; a definition says nothing.
    fn status(&self, status: Option<&'static str>, element: &Element) -> Option<&'static str> {
        let tells = self.model.is_run && element.look == Look::Stage;
        status.or(tells.then_some("Not reached"))
    }

    /// How often a run came here, when that is not once.
    fn visits(&mut self, shape: &Shape, element: &Element) {
        if element.n_visits < 2 {
            return;
        }
        let (_, top, right, _) = shape.corners();
        let (x, y) = (right - 10, top + Sizes::default().card_height / 2 + 13);
        let n_visits = element.n_visits;
        self.line(&format!(
            "<text class=\"visits\" x=\"{x}\" y=\"{y}\" text-anchor=\"end\">{n_visits} visits</text>"
        ));
    }

    fn rows(&mut self, shape: &Shape, element: &Element) {
        let sizes = Sizes::default();
        let (left, top, right, _) = shape.corners();
        let mut y = top + sizes.card_height;
        for row in &element.rows {
            self.row(
                row,
                (left + sizes.padding, y, right - left - 2 * sizes.padding),
            );
            y += sizes.row_height + sizes.row_gap;
        }
    }

    fn row(&mut self, row: &Row, (x, y, room): (i32, i32, i32)) {
        let status = row.status.or(self.model.is_run.then_some("Not reached"));
        let below = match status {
            Some(status) => status.to_owned(),
            None if row.calls.is_empty() => row.kind.to_owned(),
            None => format!("{} · {}", row.kind.trim_end_matches(" step"), row.calls),
        };
        // It begins with what is to be seen, for those who call links by what they see.
        let label = cut(&row.label, room - 48, BOLD);
        let mut name = format!("{label}, {}", status.unwrap_or(row.kind));
        if label != row.label {
            name += &format!(", {}", row.label);
        }
        if status.is_some() {
            name += &format!(", {}", row.kind);
        }
        let height = Sizes::default().row_height;
        let body = format!(
            "<title>{title}</title>\
             <rect x=\"{x}\" y=\"{y}\" width=\"{room}\" height=\"{height}\" rx=\"7\"/>\
             <circle cx=\"{cx}\" cy=\"{cy}\" r=\"12\"/>\
             <use class=\"symbol\" href=\"#{symbol}\" x=\"{sx}\" y=\"{sy}\" width=\"14\" height=\"14\"/>\
             <text class=\"label\" x=\"{tx}\" y=\"{ly}\">{label}</text> \
             <text class=\"detail\" x=\"{tx}\" y=\"{dy}\">{below}</text>",
            title = escaped(&format!(
                "{} ({}): {} {}",
                row.label, row.name, row.kind, row.calls
            )),
            cx = x + 22,
            cy = y + height / 2,
            sx = x + 15,
            sy = y + height / 2 - 7,
            symbol = symbol::id(row.look),
            tx = x + 42,
            ly = y + 20,
            dy = y + 36,
            label = escaped(&label),
            below = escaped(&cut(&below, room - 50, SMALL)),
        );
        let class = format!("step {} {}", symbol::family(row.look), class(status));
        let (class, name) = (class.trim_end(), escaped(&name));
        let drawn = match &row.href {
            Some(href) => format!(
                "<a class=\"{class}\" href=\"{}\" aria-label=\"{name}\">{body}</a>",
                escaped(href)
            ),
            None => format!("<g class=\"{class}\" role=\"img\" aria-label=\"{name}\">{body}</g>"),
        };
        self.line(&drawn);
    }
}

/// The box of a card.
fn frame(shape: &Shape, radius: i32) -> String {
    let (left, top, ..) = shape.corners();
    let (width, height) = (shape.width, shape.height);
    format!(
        "<rect class=\"card\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>"
    )
}

/// The box of a decision, pointed at its sides.
fn pointed(shape: &Shape) -> String {
    let (left, top, right, bottom) = shape.corners();
    let middle = (top + bottom) / 2;
    let (inner_left, inner_right) = (left + POINT, right - POINT);
    format!(
        "<path class=\"card\" d=\"M{inner_left} {top}H{inner_right}L{right} {middle}L{inner_right} {bottom}H{inner_left}L{left} {middle}Z\"/>"
    )
}

/// Symbol, label and detail at the top of a card.
fn head(shape: &Shape, look: Look, label: &str, detail: &str) -> String {
    let (left, top, right, _) = shape.corners();
    let point = if look == Look::Decision { POINT / 2 } else { 0 };
    let (x, y) = (
        left + 12 + point,
        top + (Sizes::default().card_height - SQUARE) / 2,
    );
    let text_x = left + INDENT + point;
    let room = right - text_x - 6 - point;
    let lines = two_lines(label, room, BOLD);
    let first = if lines.len() > 1 { 17 } else { 25 };
    let written = (0..).zip(&lines).map(|(n, line)| {
        let y = top + first + n * 14;
        format!(
            "<text class=\"label\" x=\"{text_x}\" y=\"{y}\">{}</text> ",
            escaped(line)
        )
    });
    let written: String = written.collect();
    let n_more = if lines.len() > 1 { 5 } else { 0 };
    format!(
        "<rect class=\"square\" x=\"{x}\" y=\"{y}\" width=\"{SQUARE}\" height=\"{SQUARE}\" rx=\"8\"/>\
         <use class=\"symbol\" href=\"#{}\" x=\"{}\" y=\"{}\" width=\"18\" height=\"18\"/>\
         {written}<text class=\"detail\" x=\"{text_x}\" y=\"{}\">{}</text>",
        symbol::id(look),
        x + 7,
        y + 7,
        top + 42 + n_more - 1,
        escaped(&cut(detail, room, SMALL)),
    )
}

/// `in-progress` for In Progress.
fn class(status: Option<&str>) -> String {
    let class = |status: &str| status.to_lowercase().replace(' ', "-");
    status.map(class).unwrap_or_default()
}
