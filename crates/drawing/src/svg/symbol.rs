//! Symbols of elements and steps, drawn with lines on 24 by 24.

use crate::Look;

/// The definition of a symbol, to be used by its [`id`].
pub(super) fn definition(look: Look) -> String {
    let (id, path) = (id(look), path(look));
    format!("<symbol id=\"{id}\" viewBox=\"0 0 24 24\"><path d=\"{path}\"/></symbol>")
}

/// What a symbol is called: after its element.
pub(super) fn id(look: Look) -> &'static str {
    match look {
        Look::Start => "i-start",
        Look::Stage => "i-stage",
        Look::Interactive => "i-interactive",
        Look::Background => "i-background",
        Look::External => "i-external",
        Look::Screen => "i-screen",
        Look::Action => "i-action",
        Look::Subflow => "i-subflow",
        Look::Decision => "i-decision",
        Look::Assignment => "i-assignment",
        Look::Loop => "i-loop",
        Look::Get => "i-get",
        Look::Create => "i-create",
        Look::Update => "i-update",
        Look::Delete => "i-delete",
        Look::RollBack => "i-roll-back",
        Look::Sort => "i-sort",
        Look::Filter => "i-filter",
        Look::Transform => "i-transform",
        Look::Error => "i-error",
        Look::Wait => "i-wait",
        Look::Other => "i-other",
    }
}

/// The family of its color.
pub(super) fn family(look: Look) -> &'static str {
    match look {
        Look::Start | Look::Stage => "stage",
        Look::Interactive | Look::Screen => "screen",
        Look::Background | Look::External | Look::Action | Look::Subflow => "action",
        Look::Decision | Look::Loop | Look::Wait => "way",
        Look::Assignment | Look::Sort | Look::Filter | Look::Transform => "value",
        Look::Get | Look::Create | Look::Update | Look::Delete | Look::RollBack => "record",
        Look::Error => "error",
        Look::Other => "other",
    }
}

fn path(look: Look) -> &'static str {
    match look {
        Look::Start => "M8 5l11 7-11 7z",
        Look::Stage => "M12 3 3 8l9 5 9-5zM3 13l9 5 9-5",
        Look::Interactive => "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20.5c0-4 3.5-6 8-6s8 2 8 6",
        Look::Background | Look::Action => "M13 2 5 13h6l-1 9 9-12h-6z",
        Look::External => "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
        Look::Screen => "M3 4.5h18v12H3zM8 20.5h8M12 16.5v4",
        Look::Subflow => "M4 4h7v7H4zM14 14h6v6h-6zM7.5 11v6H14",
        Look::Decision => "M12 3l9 9-9 9-9-9z",
        Look::Assignment => "M5 9h14M5 15h14",
        Look::Loop => "M20 12a8 8 0 1 1-2.4-5.7M20 3v4.5h-4.5",
        Look::Get => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21",
        Look::Create => "M12 5v14M5 12h14",
        Look::Update => "M4 20l1-4L16 5l3 3L8 19z",
        Look::Delete => "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
        Look::RollBack => "M9 14 4 9l5-5M4 9h10a5.5 5.5 0 0 1 0 11h-3",
        Look::Sort => "M7 4v16M4 17l3 3 3-3M17 20V4M14 7l3-3 3 3",
        Look::Filter => "M4 5h16l-6 8v6l-4 2v-8z",
        Look::Transform => "M4 7h11M12 4l3 3-3 3M20 17H9M12 14l-3 3 3 3",
        Look::Error => "M12 4 2.5 20h19zM12 10v5M12 17.2v.6",
        Look::Wait => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
        Look::Other => "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.6M12 18v.6",
    }
}
