//! One user, group or queue, and what hangs on them.

use segue_engine::{Assignee, AssigneeKind, Operand, Orchestration, StepKind};
use segue_language::Text;
use segue_runtime::{OpenItem, Reads};
use segue_store::{Group, Member, PersonAccess, RunNumber, Session, Token, User, View, run_id};

use crate::app::App;
use crate::problem::{Answer, Problem};

/// Open work items that a page names; of the others it gives the number.
const ITEMS_SHOWN: usize = 50;
/// Tokens that one page shows.
const TOKENS_SHOWN: u32 = 500;

/// A user with everything that hangs on her.
pub(crate) struct PersonDetail {
    pub(crate) user: User,
    pub(crate) roles: Vec<Text>,
    /// What flows ask of her.
    pub(crate) access: PersonAccess,
    /// Names of the permission sets that there are, in small letters.
    pub(crate) permission_sets: Vec<String>,
    pub(crate) sessions: Vec<Session>,
    /// Whether her second factor is on.
    pub(crate) has_second_factor: bool,
    pub(crate) tokens: Vec<Token>,
    /// Groups and queues to which she belongs: whether it is a queue, API name and label.
    pub(crate) circles: Vec<(bool, Text, Text)>,
    pub(crate) has_password: bool,
    pub(crate) blocked: Blocked,
}

/// What stands still without a user.
pub(crate) struct Blocked {
    /// Work that only she can do: ids of work item and run, and the label.
    pub(crate) items: Vec<(Text, Text, String)>,
    pub(crate) n_items: i64,
    /// Groups and queues in which nobody else is active: label, and open work.
    pub(crate) circles: Vec<(Text, i64)>,
    /// Steps of active orchestrations that name her: labels of both.
    pub(crate) steps: Vec<(String, String)>,
}

/// A group or queue with its members.
pub(crate) struct CircleDetail {
    pub(crate) group: Group,
    pub(crate) members: Vec<Member>,
    pub(crate) n_open: i64,
}

/// A token and whose it is.
pub(crate) struct TokenLine {
    pub(crate) token: Token,
    pub(crate) username: Text,
    pub(crate) is_active: bool,
}

impl Blocked {
    /// Whether nothing stands still.
    pub(crate) fn is_nothing(&self) -> bool {
        self.n_items == 0 && self.circles.is_empty() && self.steps.is_empty()
    }
}

/// The user of that name or id.
pub(crate) async fn person(app: &App, name: &Text) -> Answer<PersonDetail> {
    let name = name.clone();
    app.look(move |reads| detail(reads, &name)).await?
}

/// The group or queue of that API name or id.
pub(crate) async fn circle(app: &App, is_queue: bool, name: &Text) -> Answer<CircleDetail> {
    let name = name.clone();
    app.look(move |reads| {
        let view = reads.store();
        let what = if is_queue { "queue" } else { "group" };
        let group = view.group(is_queue, &name)?;
        let group = group.ok_or_else(|| Problem::unknown(what, &name))?;
        Ok(CircleDetail {
            members: view.direct_members(&group.id)?,
            n_open: view.count_open_items(&group.id)?,
            group,
        })
    })
    .await?
}

/// Tokens of everybody, newest first.
pub(crate) async fn tokens(app: &App) -> Answer<Vec<TokenLine>> {
    app.look(|reads| {
        let view = reads.store();
        let mut lines = Vec::new();
        for token in view.all_tokens(TOKENS_SHOWN)? {
            let Some(user) = view.user(&token.person)? else {
                continue;
            };
            lines.push(TokenLine {
                token,
                username: user.username,
                is_active: user.is_active,
            });
        }
        Ok(lines)
    })
    .await?
}

fn detail(reads: &Reads<'_>, name: &str) -> Answer<PersonDetail> {
    let view = reads.store();
    let user = view
        .user(name)?
        .filter(|user| *user.username != *super::SYSTEM);
    let user = user.ok_or_else(|| Problem::unknown("user", name))?;
    let mut circles = Vec::new();
    for id in view.groups_of(&user.id)? {
        circles.extend(circle_of(view, &id)?);
    }
    Ok(PersonDetail {
        roles: view.roles_of(&user.id)?,
        access: view.access_of(&user.id)?,
        permission_sets: reads
            .permission_sets()
            .iter()
            .map(ToString::to_string)
            .collect(),
        sessions: view.sessions(&user.id)?,
        has_second_factor: view
            .second_factor(&user.id)?
            .is_some_and(|factor| factor.confirmed.is_some()),
        tokens: view.tokens(&user.id)?,
        has_password: view.password(&user.id)?.is_some(),
        blocked: blocked(reads, &user, &circles)?,
        circles: circles
            .into_iter()
            .map(|group| (group.is_queue, group.name, group.label))
            .collect(),
        user,
    })
}

fn circle_of(view: &View, id: &str) -> Answer<Option<Group>> {
    Ok(match view.group(true, id)? {
        Some(queue) => Some(queue),
        None => view.group(false, id)?,
    })
}

fn blocked(reads: &Reads<'_>, user: &User, circles: &[Group]) -> Answer<Blocked> {
    let view = reads.store();
    let assignee = Assignee {
        kind: AssigneeKind::User,
        id: user.id.clone(),
        name: user.username.clone(),
    };
    let mut alone = Vec::new();
    for circle in circles {
        let members = view.members(&circle.id)?;
        let mut others = members.iter().filter(|member| member.id != user.id);
        if !others.any(|member| member.is_active) {
            alone.push((circle.label.clone(), view.count_open_items(&circle.id)?));
        }
    }
    let items = reads.open_items_of(&assignee, ITEMS_SHOWN);
    let active = reads.active_orchestrations();
    Ok(Blocked {
        items: items.into_iter().map(named).collect(),
        n_items: view.count_open_items(&user.id)?,
        circles: alone,
        steps: active.iter().flat_map(|o| steps_of(o, user)).collect(),
    })
}

fn named(item: OpenItem) -> (Text, Text, String) {
    (item.id, run_id(RunNumber(item.run)), item.label)
}

/// Steps that name a user, also through a constant.
fn steps_of(orchestration: &Orchestration, user: &User) -> Vec<(String, String)> {
    let names_her = |text: &Text| text.eq_ignore_ascii_case(&user.username) || *text == user.id;
    let constants = orchestration.constants.iter();
    let constants: Vec<&Text> = constants
        .filter(|(_, value)| value.as_text().is_some_and(names_her))
        .map(|(name, _)| name)
        .collect();
    let is_hers = |operand: &Operand| match operand {
        Operand::Literal(value) => value.as_text().is_some_and(names_her),
        Operand::Reference(reference) => {
            let name = orchestration.reference_name(reference);
            constants.iter().any(|constant| ***constant == *name)
        }
        Operand::Formula(_) | Operand::Template(_) => false,
    };
    let steps = orchestration.steps.iter().filter(|step| match &step.kind {
        StepKind::Interactive(person) => {
            let source = person.assignee.as_ref();
            source.is_some_and(|source| is_hers(&source.name))
        }
        StepKind::Background { .. } | StepKind::External => false,
    });
    steps
        .map(|step| (orchestration.label.clone(), step.label.clone()))
        .collect()
}
