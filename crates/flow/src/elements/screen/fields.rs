//! Walking through the fields of a screen.

use crate::interview::view::View;
use crate::{
    CompiledFormula, CompiledTemplate, FieldKind, FlowCriteria, Operand, Reference, ResourceKind,
    Screen, ScreenField, Slot,
};

/// How deep references are followed to find out what a condition depends on.
const DEPENDENCY_DEPTH_MAX: usize = 20;

/// Visits every field outside repeaters, those of sections after their section.
pub(super) fn each<'f>(fields: &'f [ScreenField], visit: &mut dyn FnMut(&'f ScreenField)) {
    for field in fields {
        visit(field);
        if let FieldKind::Section { columns, .. } = &field.kind {
            columns
                .iter()
                .for_each(|column| each(&column.fields, visit));
        }
    }
}

/// The choices and choice sets of a field.
pub(super) fn choices(field: &ScreenField) -> &[Slot] {
    match &field.kind {
        FieldKind::Choices { choices, .. } => choices,
        FieldKind::Component(component) => &component.choices,
        _ => &[],
    }
}

/// Whether the criteria depend on a field or action of the screen, directly or through other resources.
pub(super) fn depends_on_page(view: &View, criteria: &FlowCriteria, screen: &Screen) -> bool {
    let mut slots: Vec<Slot> = screen.actions.iter().map(|action| action.slot).collect();
    each(&screen.fields, &mut |field| slots.push(field.slot));
    let search = Search { view, slots };
    criteria.conditions.iter().any(|condition| {
        search.reference(&condition.left, 0) || search.operand(&condition.right, 0)
    })
}

/// Whether what a field holds at first depends on a slot, directly or through other resources.
pub(super) fn default_depends_on(view: &View, field: &ScreenField, slot: Slot) -> bool {
    let search = Search {
        view,
        slots: vec![slot],
    };
    match &field.kind {
        FieldKind::Input { default, .. } | FieldKind::Choices { default, .. } => default
            .as_ref()
            .is_some_and(|default| search.operand(default, 0)),
        FieldKind::Component(component) => {
            let mut inputs = component.inputs.iter();
            inputs.any(|(_, input)| search.operand(input, 0))
        }
        FieldKind::DisplayText(_)
        | FieldKind::Section { .. }
        | FieldKind::Repeater { .. }
        | FieldKind::RecordField { .. } => false,
    }
}

struct Search<'a> {
    view: &'a View<'a>,
    slots: Vec<Slot>,
}

impl Search<'_> {
    fn reference(&self, reference: &Reference, depth: usize) -> bool {
        let Reference::Slot(slot, _) = reference else {
            return false;
        };
        if self.slots.contains(slot) {
            return true;
        }
        if depth == DEPENDENCY_DEPTH_MAX {
            return false;
        }
        match &self.view.frame.flow.resources[slot.0].kind {
            ResourceKind::Constant(operand) => self.operand(operand, depth + 1),
            ResourceKind::Formula(formula) => self.formula(formula, depth + 1),
            ResourceKind::TextTemplate(template) => self.template(template, depth + 1),
            ResourceKind::Choice(_) | ResourceKind::ChoiceSet(_) => true,
            _ => false,
        }
    }

    fn operand(&self, operand: &Operand, depth: usize) -> bool {
        match operand {
            Operand::Literal(_) => false,
            Operand::Reference(reference) => match reference {
                Reference::Slot(slot, _) if self.is_choice(*slot) => false,
                reference => self.reference(reference, depth),
            },
            Operand::Formula(formula) => self.formula(formula, depth),
            Operand::Template(template) => self.template(template, depth),
            Operand::Collection(items) => items.iter().any(|item| self.operand(item, depth)),
            Operand::Transform(transform) => {
                let mut operands = transform.operands();
                operands.any(|operand| self.operand(operand, depth))
            }
        }
    }

    fn is_choice(&self, slot: Slot) -> bool {
        let kind = &self.view.frame.flow.resources[slot.0].kind;
        matches!(kind, ResourceKind::Choice(_))
    }

    fn formula(&self, formula: &CompiledFormula, depth: usize) -> bool {
        let mut references = formula.references.iter();
        references.any(|reference| self.reference(reference, depth))
    }

    fn template(&self, template: &CompiledTemplate, depth: usize) -> bool {
        let mut references = template.references.iter();
        references.any(|reference| self.reference(reference, depth))
    }
}
