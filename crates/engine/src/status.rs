//! The words for statuses: as people see them, and as the API names them.

use crate::{RunStatus, StageStatus, StepStatus};

impl RunStatus {
    /// The word that people see.
    pub fn label(self) -> &'static str {
        match self {
            RunStatus::NotStarted => "Not Started",
            RunStatus::InProgress => "In Progress",
            RunStatus::Suspended => "Suspended",
            RunStatus::Completed => "Completed",
            RunStatus::Canceled => "Canceled",
            RunStatus::Error => "Error",
        }
    }

    /// The API name.
    pub fn api_name(self) -> &'static str {
        api_name(self.label())
    }

    /// Whether nothing can happen to the run any more.
    pub fn is_final(self) -> bool {
        matches!(self, RunStatus::Completed | RunStatus::Canceled)
    }
}

impl StageStatus {
    /// The word that people see.
    pub fn label(self) -> &'static str {
        match self {
            StageStatus::InProgress => "In Progress",
            StageStatus::Completed => "Completed",
            StageStatus::Suspended => "Suspended",
            StageStatus::Canceled => "Canceled",
            StageStatus::Discontinued => "Discontinued",
            StageStatus::Error => "Error",
        }
    }

    /// The API name.
    pub fn api_name(self) -> &'static str {
        api_name(self.label())
    }
}

impl StepStatus {
    /// The word that people see.
    pub fn label(self) -> &'static str {
        match self {
            StepStatus::NotStarted => "Not Started",
            StepStatus::InProgress => "In Progress",
            StepStatus::Completed => "Completed",
            StepStatus::Discontinued => "Discontinued",
            StepStatus::Error => "Error",
        }
    }

    /// The API name.
    pub fn api_name(self) -> &'static str {
        api_name(self.label())
    }
}

/// The API name of a status given by its label.
fn api_name(label: &'static str) -> &'static str {
    match label {
        "Not Started" => "NotStarted",
        "In Progress" => "InProgress",
        other => other,
    }
}

/// The label of a status given by its label or API name; any other text as it is.
pub(crate) fn status_label(word: &str) -> &str {
    match word {
        "NotStarted" => "Not Started",
        "InProgress" => "In Progress",
        other => other,
    }
}
