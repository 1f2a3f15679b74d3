//! Actions of screens, and the buttons that run them.

use segue_flow::{Click, ScreenAction};
use segue_language::Text;

use crate::compile::condition::criteria;
use crate::compile::flow::output::field_name;
use crate::compile::flow::{CONDITIONS, Compiler};
use crate::document::Node;

/// The event of a click on a component.
const CLICK: &str = "flow__screenfieldclick";
/// The component that can be clicked.
const BUTTON: &str = "flowruntime:actionButtonField";

impl Compiler<'_> {
    /// The actions of a screen, and the clicks that run them.
    pub(super) fn screen_actions(&mut self, screen: &Node) -> (Vec<ScreenAction>, Vec<Click>) {
        let mut actions: Vec<ScreenAction> = Vec::new();
        for node in screen.children("actions") {
            actions.push(ScreenAction {
                name: node.name().into(),
                slot: self.own_slot(node.name()),
                action: self.required(node, "actionName"),
                action_type: self.required(node, "actionType"),
                inputs: self.inputs(node, "inputParameters"),
            });
        }
        let mut clicks = Vec::new();
        for trigger in screen.children("triggers") {
            if let Some(button) = self.clicked(screen, trigger) {
                clicks.extend(self.handled(trigger, &button, &actions));
            }
        }
        (actions, clicks)
    }

    /// The button whose click is the trigger.
    fn clicked(&mut self, screen: &Node, trigger: &Node) -> Option<Text> {
        let event = trigger.child("eventName");
        if let Some(event) = event.filter(|event| event.word() != CLICK) {
            let what = format!("the event `{}` of a screen", event.word());
            self.notes.unsupported(event, &what);
            return None;
        }
        let Some(source) = trigger.child("eventSource") else {
            self.notes.missing_element(trigger, "eventSource");
            return None;
        };
        let mut fields = Vec::new();
        all_fields(screen, &mut fields);
        let mut named = fields.iter();
        let Some(field) = named.find(|field| field_name(field).eq_ignore_ascii_case(source.word()))
        else {
            let known = fields.iter().filter(|field| is_button(field));
            let known: Vec<&str> = known.map(|field| field_name(field)).collect();
            let place = source.place();
            self.notes
                .unknown_reference(&place, source.word(), known.into_iter());
            return None;
        };
        if !is_button(field) {
            self.notes.invalid_value(source, "an action button");
            return None;
        }
        Some(field_name(field).into())
    }

    /// What a click on a button runs, as the handlers of its trigger say.
    fn handled(&mut self, trigger: &Node, button: &Text, actions: &[ScreenAction]) -> Vec<Click> {
        let mut clicks = Vec::new();
        let mut is_taken = false;
        for handler in trigger.children("handlers") {
            if is_taken {
                self.notes
                    .unsupported(handler, "a second action of a click");
                continue;
            }
            let conditions = handler.child("conditions");
            is_taken = conditions.is_none();
            let criteria = conditions.map(|_| criteria(self, handler, &CONDITIONS));
            clicks.extend(self.action_of(handler, actions).map(|action| Click {
                field: button.clone(),
                action,
                criteria,
            }));
        }
        clicks
    }

    /// The action that a handler names.
    fn action_of(&mut self, handler: &Node, actions: &[ScreenAction]) -> Option<usize> {
        let Some(named) = handler.child("screenActionName") else {
            self.notes.missing_element(handler, "screenActionName");
            return None;
        };
        let is_it = |action: &ScreenAction| action.name.eq_ignore_ascii_case(named.word());
        let found = actions.iter().position(is_it);
        if found.is_none() {
            let known = actions.iter().map(|action| &*action.name);
            self.notes
                .unknown_reference(&named.place(), named.word(), known);
        }
        found
    }
}

/// The fields of a screen, those in sections too. Those of repeaters have no click of their own.
fn all_fields<'a>(node: &'a Node, fields: &mut Vec<&'a Node>) {
    for field in node.children("fields") {
        fields.push(field);
        if field.text_of("fieldType") != Some("Repeater") {
            all_fields(field, fields);
        }
    }
}

fn is_button(field: &Node) -> bool {
    let extension = field.text_of("extensionName").unwrap_or_default();
    extension.eq_ignore_ascii_case(BUTTON)
}
