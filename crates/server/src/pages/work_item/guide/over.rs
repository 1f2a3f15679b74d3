//! How work ended.

use segue_engine::CloseReason;

use crate::app::App;
use crate::pages::moment::Moment;
use crate::queries::items::ClosedItem;

/// How it ended.
#[derive(Clone, Debug)]
pub(crate) struct Over {
    pub(crate) closed: ClosedItem,
    pub(crate) at: Moment,
    /// Whether the viewer was about to answer when it ended.
    pub(crate) was_late: bool,
}

impl Over {
    /// How a closed item ended.
    pub(crate) fn of(app: &App, closed: &ClosedItem, was_late: bool) -> Over {
        Over {
            at: Moment {
                at: closed.at,
                now: app.now(),
            },
            closed: closed.clone(),
            was_late,
        }
    }

    /// Whether somebody else finished it while the viewer was about to.
    pub(crate) fn was_beaten(&self) -> bool {
        let by_me = self.closed.by.as_ref().is_some_and(|by| by.is_me);
        self.was_late && self.closed.reason == CloseReason::User && !by_me
    }

    /// Whether the viewer sends again what she finished herself.
    pub(crate) fn was_repeated(&self) -> bool {
        let by_me = self.closed.by.as_ref().is_some_and(|by| by.is_me);
        self.was_late && self.closed.reason == CloseReason::User && by_me
    }

    pub(crate) fn sentence(&self) -> String {
        let by = match &self.closed.by {
            Some(by) if by.is_me => "You".to_owned(),
            Some(by) => by.name.clone(),
            None => "Somebody".to_owned(),
        };
        match self.closed.reason {
            CloseReason::User => format!("{by} finished this."),
            CloseReason::ExitConditionMet => "This is done: its step ended without it.".to_owned(),
            CloseReason::StageCompleted => {
                "This is not needed any more: its stage was completed without it.".to_owned()
            }
            CloseReason::Failed => "This failed.".to_owned(),
            CloseReason::Canceled => {
                "This is not needed any more: its run was canceled.".to_owned()
            }
            CloseReason::Event => "This is done: an event completed it.".to_owned(),
            CloseReason::Recalled => "The submission was recalled.".to_owned(),
        }
    }

    pub(crate) fn tone(&self) -> &'static str {
        match (self.closed.reason, self.was_late) {
            (CloseReason::Failed, _) => "bad",
            (_, true) => "warn",
            (CloseReason::User, false) => "good",
            _ => "",
        }
    }
}
