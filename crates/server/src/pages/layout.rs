//! The frame of every page: navigation, who is signed in, what was just done.

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use segue_language::Text;

use crate::assets;
use crate::identity::{Caller, Permission};

/// What every page shows around its content. A template holds it as `frame` and extends
/// `layout.html`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    /// Where the page belongs in the navigation.
    pub(crate) section: Section,
    /// User name of who is signed in; without one there is no navigation.
    pub(crate) user: Option<Text>,
    /// What was just done, or why not.
    pub(crate) told: Option<Told>,
    /// Class of the content's width: empty, `narrow` or `slim`.
    pub(crate) width: &'static str,
    /// Parts of the navigation that are closed to whoever is signed in.
    pub(crate) closed: Vec<Section>,
}

/// A part of the navigation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Section {
    /// Outside of it.
    #[default]
    None,
    Inbox,
    Records,
    Runs,
    Definitions,
    Mail,
    People,
    Endpoints,
}

/// One sentence above a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// Class of its color: empty, `good`, `warn` or `bad`.
    pub(crate) tone: &'static str,
    /// The sentence.
    pub(crate) text: String,
}

/// A link of the navigation.
pub(crate) struct Entry {
    pub(crate) section: Section,
    pub(crate) label: &'static str,
    pub(crate) href: &'static str,
}

const MENU: [Entry; 7] = [
    entry(Section::Inbox, "Inbox", "/inbox"),
    entry(Section::Records, "Records", "/records"),
    entry(Section::Runs, "Runs", "/runs"),
    entry(Section::Definitions, "Definitions", "/definitions"),
    entry(Section::Mail, "Mail", "/mail"),
    entry(Section::People, "People", "/people"),
    entry(Section::Endpoints, "Endpoints", "/endpoints"),
];

const fn entry(section: Section, label: &'static str, href: &'static str) -> Entry {
    Entry {
        section,
        label,
        href,
    }
}

impl Frame {
    /// The frame of a page in a section, for somebody who is signed in.
    pub(crate) fn new(section: Section, user: impl Into<Text>) -> Frame {
        Frame {
            section,
            user: Some(user.into()),
            ..Frame::default()
        }
    }

    /// The frame of a page for a caller, with the navigation that is open to her.
    pub(crate) fn of(section: Section, caller: &Caller) -> Frame {
        let needed = [
            (Section::Runs, Permission::ManageOrchestrationRuns),
            (Section::Definitions, Permission::ManageFlow),
            (Section::People, Permission::ManageUsers),
            (Section::Endpoints, Permission::CustomizeApplication),
        ];
        let closed = needed.iter().filter(|(_, needed)| !caller.may(*needed));
        Frame {
            closed: closed.map(|(section, _)| *section).collect(),
            ..Frame::new(section, caller.user.clone())
        }
    }

    /// The same with a sentence above the page.
    pub(crate) fn telling(mut self, tone: &'static str, text: impl Into<String>) -> Frame {
        let text = text.into();
        self.told = Some(Told { tone, text });
        self
    }

    /// The same with another width: `narrow` or `slim`.
    pub(crate) fn wide(mut self, width: &'static str) -> Frame {
        self.width = width;
        self
    }

    pub(crate) fn menu(&self) -> impl Iterator<Item = &'static Entry> {
        let is_open = |entry: &&Entry| !self.closed.contains(&entry.section);
        MENU.iter().filter(is_open)
    }

    pub(crate) fn is_in(&self, entry: &Entry) -> bool {
        entry.section == self.section
    }

    pub(crate) fn asset(&self, name: &str) -> String {
        assets::url(name)
    }

    pub(crate) fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// Answers with a rendered page or fragment. What it holds is private, so nothing keeps it.
pub(crate) fn show(status: StatusCode, template: &impl askama::Template) -> Response {
    let headers = [(header::CACHE_CONTROL, "no-store")];
    match template.render() {
        Ok(html) => (status, headers, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
