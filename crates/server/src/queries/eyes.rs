//! Reading through the eyes of a caller: what she may not see is not there.

use std::cell::{OnceCell, RefCell};
use std::sync::{Arc, Mutex, PoisonError};

use segue_language::{Record, SharingModel, Text, Value};
use segue_runtime::{Proviso, Reads, Refusal, Reply, Request};
use segue_store::{Held, StoreError};

use crate::app::App;
use crate::identity::{Caller, ObjectAccess, Permission, Viewer, covers, permissions_of};
use crate::problem::{Answer, Problem};

/// A caller who looks.
pub(crate) struct Eyes<'r> {
    pub(crate) reads: &'r Reads<'r>,
    pub(crate) caller: &'r Caller,
    groups: Vec<Text>,
    approves_for: OnceCell<Vec<Text>>,
    accesses: RefCell<Vec<(Text, ObjectAccess)>>,
}

/// Reads what the caller may see.
pub(crate) async fn see<T: Send + 'static>(
    app: &App,
    caller: &Caller,
    read: impl FnOnce(&Eyes<'_>) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let caller = caller.clone();
    app.look(move |reads| read(&Eyes::new(reads, &caller)?))
        .await?
}

/// Carries out a request when the caller may: `proviso` sees what the turn sees, so that nothing comes
/// between the look and the deed. Gives what the turn says.
///
/// # Errors
/// Why the proviso does not hold.
pub(crate) async fn act(
    app: &App,
    caller: &Caller,
    proviso: impl Fn(&Eyes<'_>) -> Answer<()> + Send + Sync + 'static,
    request: Request,
) -> Answer<Result<Reply, Refusal>> {
    let reason = Arc::new(Mutex::new(None));
    let (told, caller) = (reason.clone(), caller.clone());
    let proviso = Proviso::new(move |reads| {
        let failed = test(reads, caller.clone(), &proviso).err();
        let holds = failed.is_none();
        *told.lock().unwrap_or_else(PoisonError::into_inner) = failed;
        holds
    });
    let request = Box::new(request);
    let reply = app.execute(Request::Provided { proviso, request }).await;
    let reason = reason.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (reply, reason) {
        (Err(Refusal::Barred), Some(problem)) => Err(problem),
        (reply, _) => Ok(reply),
    }
}

/// Tests a proviso with what the caller may now: she may have lost a role since she was recognized.
fn test(
    reads: &Reads<'_>,
    mut caller: Caller,
    proviso: impl Fn(&Eyes<'_>) -> Answer<()>,
) -> Answer<()> {
    let permissions = permissions_of(reads.store(), &caller.id)?;
    caller.permissions = caller.permissions.and(permissions);
    proviso(&Eyes::new(reads, &caller)?)
}

impl<'r> Eyes<'r> {
    /// The eyes of a caller.
    ///
    /// # Errors
    /// Her groups cannot be read.
    pub(crate) fn new(reads: &'r Reads<'r>, caller: &'r Caller) -> Result<Eyes<'r>, StoreError> {
        Ok(Eyes {
            groups: reads.store().groups_of(&caller.id)?,
            reads,
            caller,
            approves_for: OnceCell::new(),
            accesses: RefCell::default(),
        })
    }

    /// Her groups and queues.
    pub(crate) fn groups(&self) -> &[Text] {
        &self.groups
    }

    /// Ids of the users who named her, or a group of hers, as their delegated approver.
    ///
    /// # Errors
    /// They cannot be read.
    pub(crate) fn approves_for(&self) -> Result<&[Text], StoreError> {
        if let Some(known) = self.approves_for.get() {
            return Ok(known);
        }
        let mut found = match self.caller.may(Permission::RunFlows) {
            true => self
                .reads
                .store()
                .approves_for(&self.caller.id, &self.groups)?,
            false => Vec::new(),
        };
        found.retain(|id| *id != self.caller.id);
        Ok(self.approves_for.get_or_init(|| found))
    }

    /// Whose open work is hers to do: her own and that of her groups and queues; of users for whom
    /// she approves, what is to be approved.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn held(&self) -> Result<Vec<Held<'_>>, StoreError> {
        let own = self.groups.iter().chain([&self.caller.id]);
        let own = own.map(|id| Held::from(&**id));
        let delegated = self.approves_for()?.iter().map(|id| Held {
            assignee: id,
            approvals_only: true,
        });
        Ok(own.chain(delegated).collect())
    }

    /// Who the rules of access are asked about.
    pub(crate) fn viewer(&self) -> Viewer<'_> {
        Viewer {
            caller: self.caller,
            groups: &self.groups,
        }
    }

    /// What she may do with the records of an object.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn access(&self, object: &str) -> Result<ObjectAccess, StoreError> {
        let mut accesses = self.accesses.borrow_mut();
        if let Some((_, access)) = accesses.iter().find(|(known, _)| **known == *object) {
            return Ok(*access);
        }
        let allowed = self.reads.object_permission(&self.caller.id, object)?;
        let shared = self.sharing(object)?;
        let access = allowed.map_or(shared, |allowed| {
            shared.within(self.viewer(), object, allowed)
        });
        accesses.push((Text::from(object), access));
        Ok(access)
    }

    /// What is shared with her of the records of an object, whatever her permission sets say.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn sharing(&self, object: &str) -> Result<ObjectAccess, StoreError> {
        let mut stored = self.reads.store().object_sharing(object, &self.caller.id)?;
        stored.sharing = stored
            .sharing
            .or_else(|| declared_sharing(self.reads, object));
        Ok(ObjectAccess::new(self.viewer(), object, &stored))
    }

    /// The first of these fields that her permission sets do not let her change.
    ///
    /// # Errors
    /// It cannot be told.
    pub(crate) fn barred_field<'f>(
        &self,
        object: &str,
        mut fields: impl Iterator<Item = &'f Text>,
    ) -> Result<Option<&'f Text>, StoreError> {
        if self.caller.may(Permission::ModifyAllData) {
            return Ok(None);
        }
        fields
            .find_map(|field| {
                let barred = self.reads.bars_field(&self.caller.id, (object, field));
                barred.map(|barred| barred.then_some(field)).transpose()
            })
            .transpose()
    }

    /// Goes on when she may change these fields of an object.
    ///
    /// # Errors
    /// Her permission sets do not let her.
    pub(crate) fn require_fields<'f>(
        &self,
        object: &str,
        fields: impl Iterator<Item = &'f Text>,
    ) -> Answer<()> {
        match self.barred_field(object, fields)? {
            Some(field) => {
                let detail = format!("You may not change the field {field}.");
                Err(Problem::forbidden(detail).at(&**field, "may not be changed"))
            }
            None => Ok(()),
        }
    }

    /// Whether she may read a record.
    ///
    /// # Errors
    /// It cannot be told.
    pub(crate) fn reads(&self, record: &Record) -> Result<bool, StoreError> {
        let reach = self.access(&record.object)?.reads();
        Ok(reach.includes(self.viewer(), owner(record).as_deref()))
    }

    /// Goes on when she may change a record of somebody: no user who may do more than she does.
    ///
    /// # Errors
    /// She may not.
    pub(crate) fn require_below(&self, record: &Record) -> Answer<()> {
        let Some(id) = record
            .id()
            .filter(|_| record.object.eq_ignore_ascii_case("User"))
        else {
            return Ok(());
        };
        let permissions = permissions_of(self.reads.store(), id)?;
        Ok(covers(self.caller, permissions)?)
    }

    /// A record by its id, when she may read it.
    pub(crate) fn record(&self, id: &str) -> Option<Record> {
        let object = self.reads.object_of_id(id)?;
        let record = self.reads.record(&object.name, id)?;
        self.reads(&record).ok()?.then_some(record)
    }
}

/// Goes on when the caller may change a user of that name or id.
///
/// # Errors
/// There is none, or she may do more than the caller.
pub(crate) async fn require_below(app: &App, caller: &Caller, user: &Text) -> Answer<()> {
    let user = user.clone();
    see(app, caller, move |eyes| {
        let found = eyes.reads.store().user(&user)?;
        let found = found.ok_or_else(|| Problem::unknown("user", &user))?;
        let permissions = permissions_of(eyes.reads.store(), &found.id)?;
        Ok(covers(eyes.caller, permissions)?)
    })
    .await
}

/// Id of a record's owner; of who created it where the object has no owners.
pub(crate) fn owner(record: &Record) -> Option<Text> {
    let field = record.get("OwnerId").or_else(|| record.get("CreatedById"));
    field.and_then(Value::as_text).cloned()
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Problem::internal(&error.to_string())
    }
}

/// What the definition of an object says of its sharing, in the word of ours. Whoever administers the
/// server may say otherwise.
pub(crate) fn declared_sharing(reads: &Reads<'_>, object: &str) -> Option<String> {
    let word = match reads.object(object)?.sharing? {
        SharingModel::Private => "private",
        SharingModel::Read => "read",
        SharingModel::ReadWrite => "write",
    };
    Some(word.to_owned())
}
