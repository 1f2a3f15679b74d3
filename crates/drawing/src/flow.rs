//! Flows as models: every element with where it leads, whether it is executed or only kept.

use segue_flow::{DeleteRecords, Element as FlowElement, ElementId, ElementKind, Flow, FlowKind};
use segue_flow::{LaterPath, NewRecords, PathTime, ScheduledStart, UpdateRecords};
use segue_language::{Frequency, Moment, RecordTrigger};

use crate::{Element, Look, Model, Way};

/// The model of a flow.
pub fn of_flow(flow: &Flow) -> Model {
    let halves = Halves::of(flow);
    let elements = (0..flow.elements.len()).filter(|n| !halves.is_second[*n]);
    let (kind, starts_with) = kind(&flow.kind);
    Model {
        name: flow.name.to_string(),
        label: flow.label.clone(),
        kind,
        starts_with,
        start: starts(flow, &halves),
        elements: elements.map(|n| halves.element(n)).collect(),
        is_run: false,
    }
}

/// Elements of a file that run as two, one behind the other, are drawn as one.
struct Halves<'a> {
    flow: &'a Flow,
    is_second: Vec<bool>,
    /// The index that each element has in the model.
    places: Vec<usize>,
}

impl Halves<'_> {
    fn of(flow: &Flow) -> Halves<'_> {
        let mut is_second = vec![false; flow.elements.len()];
        for element in &flow.elements {
            if let Some(second) = element.next.filter(|next| is_half(flow, element, *next)) {
                is_second[second.0] = true;
            }
        }
        let mut n_before = 0;
        let places = is_second.iter().map(|is_second| {
            n_before += usize::from(!is_second);
            n_before - usize::from(!is_second)
        });
        let places = places.collect();
        Halves {
            flow,
            is_second,
            places,
        }
    }

    fn at(&self, id: Option<ElementId>) -> Option<usize> {
        id.map(|id| self.places[id.0])
    }

    fn element(&self, n: usize) -> Element {
        let first = &self.flow.elements[n];
        let second = first.next.filter(|next| self.is_second[next.0]);
        let whole = second.map_or(first, |second| &self.flow.elements[second.0]);
        let (look, detail) = looks(&whole.kind);
        Element {
            name: first.name.to_string(),
            label: first.label.clone(),
            look,
            detail,
            ways: self.ways(whole),
            body: match &whole.kind {
                ElementKind::Loop(turns) => self.at(turns.body),
                _ => None,
            },
            calls: match &whole.kind {
                ElementKind::Subflow(subflow) => subflow.flow.to_string(),
                _ => String::new(),
            },
            fault: self.at(whole.fault),
            ..Element::default()
        }
    }

    fn ways(&self, element: &FlowElement) -> Vec<Way> {
        let next = self.at(element.next);
        let default = Way::named(&*element.next_label, next);
        match &element.kind {
            ElementKind::Wait(wait) => {
                let ways = wait.events.iter();
                let ways = ways.map(|event| Way::named(&*event.label, self.at(event.next)));
                ways.chain([default]).collect()
            }
            ElementKind::Decision(outcomes) => {
                let ways = outcomes
                    .iter()
                    .map(|o| Way::named(&*o.label, self.at(o.next)));
                ways.chain([default]).collect()
            }
            _ => vec![Way::to(next)],
        }
    }
}

/// Whether an element and the next one stand for one element of the file.
fn is_half(flow: &Flow, first: &FlowElement, next: ElementId) -> bool {
    let second = &flow.elements[next.0];
    matches!(first.kind, ElementKind::Assignment(_))
        && matches!(second.kind, ElementKind::UpdateRecords(_))
        && first.name == second.name
}

/// How an element looks, and what it is and works on.
fn looks(kind: &ElementKind) -> (Look, String) {
    match kind {
        ElementKind::Assignment(_) => (Look::Assignment, "Assignment".to_owned()),
        ElementKind::Decision(_) => (Look::Decision, "Decision".to_owned()),
        ElementKind::Loop(_) => (Look::Loop, "Loop".to_owned()),
        ElementKind::GetRecords(get) => (Look::Get, about("Get Records", Some(&get.object))),
        ElementKind::CreateRecords(create) => {
            let object = match &create.source {
                NewRecords::Fields { object, .. } => Some(&**object),
                NewRecords::From(_) => None,
            };
            (Look::Create, about("Create Records", object))
        }
        ElementKind::UpdateRecords(update) => {
            let object = match &**update {
                UpdateRecords::Where { object, .. } => Some(&**object),
                UpdateRecords::From(_) => None,
            };
            (Look::Update, about("Update Records", object))
        }
        ElementKind::DeleteRecords(delete) => {
            let object = match &**delete {
                DeleteRecords::Where { object, .. } => Some(&**object),
                DeleteRecords::From(_) => None,
            };
            (Look::Delete, about("Delete Records", object))
        }
        ElementKind::RollBackRecords => (Look::RollBack, "Roll Back Records".to_owned()),
        ElementKind::Action(action) => (Look::Action, about("Action", Some(&action.name))),
        ElementKind::Subflow(subflow) => (Look::Subflow, about("Subflow", Some(&subflow.flow))),
        ElementKind::Screen(_) => (Look::Screen, "Screen".to_owned()),
        ElementKind::SortCollection(_) => (Look::Sort, "Collection Sort".to_owned()),
        ElementKind::FilterCollection(_) => (Look::Filter, "Collection Filter".to_owned()),
        ElementKind::Transform { .. } => (Look::Transform, "Transform".to_owned()),
        ElementKind::MapCollection(map) => {
            (Look::Transform, about("Collection Map", Some(&map.object)))
        }
        ElementKind::CustomError(_) => (Look::Error, "Custom Error".to_owned()),
        ElementKind::Wait(_) => (Look::Wait, "Wait".to_owned()),
        ElementKind::Unsupported(what) => (Look::Other, about("Not executed", Some(what))),
    }
}

fn about(what: &str, with: Option<&str>) -> String {
    match with {
        Some(with) => format!("{what} · {with}"),
        None => what.to_owned(),
    }
}

/// What a flow is, and what starts it.
fn kind(kind: &FlowKind) -> (&'static str, String) {
    match kind {
        FlowKind::Screen => ("Screen flow", String::new()),
        FlowKind::Autolaunched => ("Autolaunched flow", String::new()),
        FlowKind::Evaluation => ("Evaluation flow", String::new()),
        FlowKind::RecordTriggered(trigger) => ("Record-triggered flow", started_by(trigger)),
        FlowKind::Scheduled(start) => ("Scheduled flow", scheduled(start)),
        FlowKind::EventTriggered(start) => (
            "Event-triggered flow",
            format!("{} published", start.trigger.object),
        ),
        FlowKind::Other(_) => ("Flow", String::new()),
    }
}

/// The ways from the start: at once, and on each path that is taken later.
fn starts(flow: &Flow, halves: &Halves<'_>) -> Vec<Way> {
    let later = flow.paths.iter();
    let mut ways: Vec<Way> = later
        .map(|path| Way::named(path_label(path), halves.at(path.next)))
        .collect();
    if flow.start.is_some() || ways.is_empty() {
        ways.insert(0, Way::to(halves.at(flow.start)));
    }
    ways
}

fn path_label(path: &LaterPath) -> String {
    match &path.when {
        _ if !path.label.is_empty() => path.label.clone(),
        PathTime::AfterCommit => "Asynchronously".to_owned(),
        PathTime::At { .. } => "Later".to_owned(),
    }
}

/// `Daily from 2026-03-02 02:30, each Case`.
fn scheduled(start: &ScheduledStart) -> String {
    let (frequency, first) = (start.schedule.frequency, start.schedule.start);
    let when = match frequency {
        Frequency::OnActivate => "When activated".to_owned(),
        _ => format!("{frequency:?} from {}", first.strftime("%Y-%m-%d %H:%M")),
    };
    match &start.records {
        Some(records) => format!("{when}, each {}", records.object),
        None => when,
    }
}

/// `Case created or updated`; that it is before the save is said, after it is usual.
pub(crate) fn started_by(trigger: &RecordTrigger) -> String {
    let changes = [
        (trigger.on_create, "created"),
        (trigger.on_update, "updated"),
        (trigger.on_delete, "deleted"),
    ];
    let changes = changes.iter().filter(|(is_meant, _)| *is_meant);
    let changes: Vec<&str> = changes.map(|(_, word)| *word).collect();
    let moment = match trigger.moment {
        Moment::BeforeSave => ", before the save",
        Moment::AfterSave => "",
    };
    let what = changes.join(" or ");
    format!("{} {what}{moment}", trigger.object)
}
