//! Actions of screens: carried out by themselves while their screen stays.

use segue_language::{Text, Values};

use super::missing_flow;
use crate::sight::Bounds;
use crate::stand_in::StandInKind;
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Carries out an action of a screen as a transaction of its own: it has its own limits, and
    /// what it wrote is undone when it fails. Whatever it fails by is a fault for the screen.
    pub(super) fn screen_action(
        &mut self,
        action: (&Text, &Text),
        inputs: Values,
        bounds: Option<Bounds>,
    ) -> Result<Values, Stop> {
        let of_the_screen = std::mem::take(&mut self.meter);
        let done = self.undoable(|turn| turn.answer_click(action, inputs, bounds));
        self.meter = of_the_screen;
        match done {
            Err(Stop::Limit(what)) => Err(Stop::fault(format!("limit reached: {what}"))),
            done => done,
        }
    }

    fn answer_click(
        &mut self,
        (name, action_type): (&Text, &Text),
        inputs: Values,
        bounds: Option<Bounds>,
    ) -> Result<Values, Stop> {
        if !action_type.eq_ignore_ascii_case("flow") {
            return self.act((name, action_type), &inputs, bounds);
        }
        if let Some(answered) = self.stand_in(name, StandInKind::Flow, &inputs) {
            return answered.map_err(Stop::fault);
        }
        let Some(deployed) = self.world.definitions.active_flow(name) else {
            return Err(Stop::fault(missing_flow(name)));
        };
        let beginning = self.beginning(&deployed, inputs);
        self.run_to_the_end(beginning)
    }
}
