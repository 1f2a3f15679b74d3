//! Small models written as text: `Start -> A`, `A -> B`, `A ! F` for a fault path, `D: yes -> A`
//! for an outcome, `L each A` for the body of a loop. What leads nowhere ends.

use segue_drawing::{Element, Look, Model, Row, Way};

/// The model that a text describes; elements are numbered as they are first named.
pub(crate) fn sketch(text: &str) -> Model {
    let mut model = Model {
        name: "Sketch".to_owned(),
        label: "A sketch".to_owned(),
        kind: "Flow",
        ..Model::default()
    };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        read(&mut model, line);
    }
    let unled = model.elements.iter_mut().filter(|e| e.ways.is_empty());
    unled.for_each(|element| element.ways.push(Way::to(None)));
    model
}

fn read(model: &mut Model, line: &str) {
    if let Some((from, to)) = line.split_once(" each ") {
        let (from, to) = (element(model, from), element(model, to));
        model.elements[from].body = Some(to);
        model.elements[from].look = Look::Loop;
    } else if let Some((from, to)) = line.split_once(" ! ") {
        let (from, to) = (element(model, from), element(model, to));
        model.elements[from].fault = Some(to);
    } else if let Some((stage, steps)) = line.split_once(" has ") {
        let stage = element(model, stage);
        model.elements[stage].look = Look::Stage;
        model.elements[stage].rows = steps.split(", ").map(row).collect();
    } else if let Some((from, to)) = line.split_once(" -> ") {
        way(model, from, to);
    } else {
        element(model, line);
    }
}

fn way(model: &mut Model, from: &str, to: &str) {
    let (from, label) = match from.split_once(": ") {
        Some((from, label)) => (from, Some(label.to_owned())),
        None => (from, None),
    };
    let from = (from != "Start").then(|| element(model, from));
    let to = (to != "End").then(|| element(model, to));
    let way = Way {
        label,
        ..Way::to(to)
    };
    let Some(from) = from else {
        model.start.push(way);
        return;
    };
    if way.label.is_some() {
        model.elements[from].look = Look::Decision;
    }
    model.elements[from].ways.push(way);
}

fn row(name: &str) -> Row {
    Row {
        name: name.to_owned(),
        label: name.to_owned(),
        look: Look::Interactive,
        kind: "Interactive step",
        ..Row::default()
    }
}

fn element(model: &mut Model, name: &str) -> usize {
    let known = model.elements.iter().position(|e| e.name == name);
    known.unwrap_or_else(|| {
        model.elements.push(Element {
            name: name.to_owned(),
            label: name.to_owned(),
            look: Look::Action,
            detail: "Action".to_owned(),
            ..Element::default()
        });
        model.elements.len() - 1
    })
}
