//! What becomes of a flow that fails and that nobody called: it is undone, and told of by mail.

use crate::definitions::DeployedFlow;
use crate::turn::{Stop, Turn, describe};

impl Turn<'_> {
    /// Carries out `part` for a flow that nobody called. When it fails, what it did is undone, the
    /// failure is told, and the turn goes on.
    pub(crate) fn contained(
        &mut self,
        deployed: &DeployedFlow,
        part: impl FnOnce(&mut Self) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let flow = &deployed.flow;
        let why = match self.undoable(part) {
            Ok(()) => return Ok(()),
            Err(Stop::Broken(message)) => return Err(Stop::Broken(message)),
            Err(Stop::Fault(fault)) => describe(flow, &fault).to_string(),
            Err(Stop::Limit(what)) => format!("{}: a limit was reached: {what}", flow.name),
            Err(Stop::Refused(refusal)) => format!("{}: {refusal}", flow.name),
        };
        self.tell_of_flow(deployed, &why)?;
        self.batch.failed_flows.push(why);
        Ok(())
    }
}
