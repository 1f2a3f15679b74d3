//! Actions of other systems: those that projects declare, and those of imported documents.

use segue_language::Action;

use crate::app::App;
use crate::problem::{Answer, Problem};

/// All actions by name; a declared one takes the place of an imported one.
pub(crate) async fn actions(app: &App) -> Answer<Vec<Action>> {
    let (declared, imported) = app
        .look(|reads| (reads.declared_actions(), reads.store().imported_actions()))
        .await?;
    let mut actions: Vec<Action> = declared
        .iter()
        .map(|action| Action::clone(action))
        .collect();
    for row in imported? {
        let action: Action = serde_json::from_str(&row.body)
            .map_err(|error| Problem::internal(&format!("action {}: {error}", row.name)))?;
        let mut known = actions.iter();
        if !known.any(|known| known.name.eq_ignore_ascii_case(&action.name)) {
            actions.push(action);
        }
    }
    actions.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(actions)
}
