//! What a drawing shows: elements and where they lead, without any place.

/// An orchestration or a flow, as far as it is drawn.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// API name.
    pub name: String,
    /// Label.
    pub label: String,
    /// What it is: `Screen flow`.
    pub kind: &'static str,
    /// What starts it: `Case created or updated`; empty when it is called.
    pub starts_with: String,
    /// Where it goes from its start; several when some of them are taken later.
    pub start: Vec<Way>,
    /// Elements in file order; ways lead to their indexes.
    pub elements: Vec<Element>,
    /// Whether it is one run, in which everything stands somehow, rather than a definition.
    pub is_run: bool,
}

/// An element.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// API name.
    pub name: String,
    /// Label.
    pub label: String,
    /// How it looks.
    pub look: Look,
    /// What it is and works on: `Get Records · Case`.
    pub detail: String,
    /// The flow that a subflow calls; empty for all others.
    pub calls: String,
    /// Steps of a stage.
    pub rows: Vec<Row>,
    /// Where it leads: without labels one way goes on; those of a choice have labels.
    pub ways: Vec<Way>,
    /// The first element of a loop's body.
    pub body: Option<usize>,
    /// Where a fault leads.
    pub fault: Option<usize>,
    /// How it stands in a run.
    pub status: Option<&'static str>,
    /// How often a run came here, when that is more than once.
    pub n_visits: usize,
    /// A page about it.
    pub href: Option<String>,
}

/// A way out of an element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Way {
    /// Name of an outcome, a moment or an event.
    pub label: Option<String>,
    /// The element to which it leads; none is the end.
    pub to: Option<usize>,
    /// A run took it.
    pub is_taken: bool,
}

/// A step inside the card of its stage.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// API name.
    pub name: String,
    /// Label.
    pub label: String,
    /// How it looks.
    pub look: Look,
    /// What it is: `Interactive step`.
    pub kind: &'static str,
    /// What it calls.
    pub calls: String,
    /// How it stands in a run.
    pub status: Option<&'static str>,
    /// Where more about it is told.
    pub href: Option<String>,
}

/// How an element looks: its symbol and the family of its color.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named after its element or step")]
pub enum Look {
    Start,
    Stage,
    Interactive,
    Background,
    External,
    Screen,
    Action,
    Subflow,
    Decision,
    Assignment,
    Loop,
    Get,
    Create,
    Update,
    Delete,
    RollBack,
    Sort,
    Filter,
    Transform,
    Error,
    Wait,
    #[default]
    Other,
}

/// Whether ways are a choice.
pub(crate) fn is_choice(ways: &[Way]) -> bool {
    ways.len() > 1 || ways.iter().any(|way| way.label.is_some())
}

impl Way {
    /// On to the element of that index, or to the end.
    pub fn to(to: Option<usize>) -> Way {
        Way {
            to,
            ..Way::default()
        }
    }

    /// By that name to the element of that index, or to the end.
    pub fn named(label: impl Into<String>, to: Option<usize>) -> Way {
        Way {
            label: Some(label.into()),
            ..Way::to(to)
        }
    }
}
