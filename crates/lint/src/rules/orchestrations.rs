//! What makes a run of an orchestration fail or hang. What can never work at all is a problem of
//! `segue check` and is not repeated here.

mod fragile_assignee;
mod literal_user_assignee;
mod non_recoverable_step;
mod steps;
mod unset_assignee;
mod unstartable_step;

pub(super) use fragile_assignee::FRAGILE_ASSIGNEE;
pub(super) use literal_user_assignee::LITERAL_USER_ASSIGNEE;
pub(super) use non_recoverable_step::NON_RECOVERABLE_STEP;
pub(super) use unset_assignee::UNSET_ASSIGNEE;
pub(super) use unstartable_step::UNSTARTABLE_STEP;
