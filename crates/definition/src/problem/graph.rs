//! Problems of the graph: what can never start, never end, or never rest.

use super::{Place, Problem, code, references::quoted};

impl Problem {
    /// An orchestration without a stage.
    pub fn no_stage(place: &Place, orchestration: &str) -> Self {
        let message = format!("orchestration `{orchestration}` has no stage");
        Problem::error(code::NO_STAGE, place, message)
    }

    /// A stage without a step.
    pub fn empty_stage(place: &Place, stage: &str) -> Self {
        let message = format!("stage `{stage}` has no step");
        Problem::error(code::EMPTY_STAGE, place, message).in_element(stage)
    }

    /// An orchestration with too many stages.
    pub fn too_many_stages(place: &Place, orchestration: &str, n: usize, limit: usize) -> Self {
        let message =
            format!("orchestration `{orchestration}` has {n} stages, and the limit is {limit}");
        Problem::error(code::TOO_MANY_STAGES, place, message)
    }

    /// A stage with too many steps.
    pub fn too_many_steps(place: &Place, stage: &str, n: usize, limit: usize) -> Self {
        let message = format!("stage `{stage}` has {n} steps, and the limit is {limit}");
        Problem::error(code::TOO_MANY_STEPS, place, message).in_element(stage)
    }

    /// An element to which no path leads.
    pub fn unreachable(place: &Place, element: &str) -> Self {
        let message = format!("no path from the start leads to `{element}`");
        Problem::warning(code::UNREACHABLE, place, message)
            .in_element(element)
            .with_help("connect it or remove it")
    }

    /// A step whose entry condition needs the step itself to be Completed.
    pub fn waits_for_itself(place: &Place, step: &str) -> Self {
        let message = format!("step `{step}` waits for itself and can never start");
        Problem::error(code::SELF_WAIT, place, message).in_element(step)
    }

    /// Steps that wait for each other in a ring: `ring` in order, from the step at `place`.
    pub fn waits_in_a_ring(place: &Place, ring: &[String]) -> Self {
        let message = format!(
            "these steps wait for each other, so that none can ever start: {}",
            quoted(ring)
        );
        Problem::error(code::SELF_WAIT, place, message).in_element(ring[0].clone())
    }

    /// A stage that ends when all its steps are Completed, while one may never start.
    pub fn endless_stage(place: &Place, stage: &str, step: &str, step_place: &Place) -> Self {
        let message =
            format!("stage `{stage}` may never end: it needs step `{step}`, which may never start");
        Problem::warning(code::ENDLESS_STAGE, place, message)
            .in_element(stage)
            .with_help("give the stage an exit condition that does not need every step")
            .related_to(step_place, "starts only if its entry condition holds")
    }

    /// A stage whose exit condition needs a step that cannot complete while the stage is in
    /// progress; `why` as in "no path leads from its stage to here".
    pub fn unending_stage(place: &Place, stage: &str, step: &str, why: &str) -> Self {
        let message = format!(
            "stage `{stage}` can never end: its exit condition needs step `{step}`, and {why}"
        );
        Problem::warning(code::ENDLESS_STAGE, place, message).in_element(stage)
    }

    /// An orchestration that is started by something that cannot start one.
    pub fn wrong_trigger(place: &Place, found: &str) -> Self {
        let message = format!("an orchestration cannot be started by `{found}`");
        Problem::error(code::WRONG_TRIGGER, place, message)
            .with_help("an orchestration is called, or starts after a record is created or updated")
    }

    /// Connectors lead in a circle in which nothing waits.
    pub fn restless_cycle(place: &Place, elements: &[String]) -> Self {
        let message = format!(
            "the path goes in a circle in which nothing ever waits: {}",
            quoted(elements)
        );
        Problem::warning(code::RESTLESS_CYCLE, place, message)
            .in_element(elements[0].clone())
            .with_help(
                "unless a decision leaves it, a run fails after 2,000 automatic moves; put an \
                 interactive step or an exit condition into it",
            )
    }

    /// A step of a kind that does not belong there; `found` as in "an approval step".
    pub fn misplaced_step(place: &Place, step: &str, found: &str, holder: &str) -> Self {
        let message = format!("step `{step}` is {found}, which {holder} does not have");
        Problem::error(code::MISPLACED_STEP, place, message)
            .in_element(step)
            .with_help(
                "an approval process has approval and background steps, an orchestration has \
                 interactive, background and MuleSoft steps",
            )
    }

    /// A recall path that is not one stage of background steps.
    pub fn bad_recall_path(place: &Place, what: &str) -> Self {
        let message = format!("a recall path cannot be like this: {what}");
        Problem::error(code::BAD_RECALL_PATH, place, message).with_help(
            "the recall path of an approval process leads to one stage, which has only background \
             steps and no connector",
        )
    }

    /// Two steps lock the record at the same time.
    pub fn concurrent_locks(place: &Place, step: &str, other: &str, other_place: &Place) -> Self {
        let message = format!("steps `{other}` and `{step}` may lock the record at the same time");
        Problem::warning(code::CONCURRENT_LOCKS, place, message)
            .in_element(step)
            .with_help(
                "let one step wait for the other, or lock the record with the action Lock Record in \
                 a background step before them",
            )
            .related_to(other_place, "the other step")
    }

    /// An element that an orchestration does not have.
    pub fn misplaced_element(place: &Place, element: &str) -> Self {
        let message = format!("an orchestration has no element `{element}`; it has no effect");
        Problem::warning(code::MISPLACED_ELEMENT, place, message)
            .with_help("do this work in a flow that a step calls")
    }
}
