//! Whose account it is: by the provider's subject, which never changes; by a verified mail address
//! when the administrator trusts the provider with that; a new one when he wants so.

use segue_language::Text;
use segue_store::{AuditLine, Stamp, Tx, User};

use super::id_token::Claims;
use super::provider::Policy;
use super::{Provider, refused};
use crate::app::App;
use crate::identity::sign_in::enter;
use crate::identity::{Sender, SignedIn, hash_of, new_secret};
use crate::problem::{Answer, Problem};

/// Characters of a name.
const NAME_LENGTH_MAX: usize = 80;

/// Begins a session of whom the claims are about.
///
/// # Errors
/// She has no account here and gets none, or is not active.
pub(super) async fn sign_in(
    app: &App,
    provider: &Provider,
    claims: Claims,
    sender: Sender,
) -> Answer<SignedIn> {
    let now = app.now();
    let secret = new_secret("");
    let hash = hash_of(&secret);
    let (name, policy) = (provider.name.clone(), provider.policy.clone());
    let entered = app.aside(move |tx| -> Answer<Option<User>> {
        let linking = Linking {
            tx,
            provider: &name,
            policy: &policy,
            claims: &claims,
            stamp: Stamp { at: now, by: "" },
        };
        let found = linking.find()?.filter(|user| user.is_active);
        let Some(user) = found else {
            linking.note("sign-in-refused", "", &sender)?;
            return Ok(None);
        };
        enter(tx, &user, (hash, &sender, now), &name)?;
        Ok(Some(user))
    });
    let user = entered.await??;
    let user = user.ok_or_else(|| refused("You have no account here."))?;
    Ok(SignedIn {
        cookie: app.identity().cookies.hold(&secret),
        user,
    })
}

struct Linking<'l> {
    tx: &'l Tx<'l>,
    provider: &'l str,
    policy: &'l Policy,
    claims: &'l Claims,
    stamp: Stamp<'l>,
}

impl Linking<'_> {
    fn find(&self) -> Answer<Option<User>> {
        let subject = &self.claims.sub;
        if let Some(person) = self.tx.identified(self.provider, subject)? {
            let user = self.tx.user(&person)?;
            return Ok(user.filter(|user| user.id == person));
        }
        let Some(email) = self.email() else {
            return Ok(None);
        };
        let known = match self.tx.users_by_email(email)?.as_slice() {
            [] => None,
            [one] if self.policy.link_by_email && one.is_active => Some(one.clone()),
            // Somebody has that address, and the provider is not trusted with whose it is.
            _ => return Ok(None),
        };
        let user = match known {
            Some(user) => user,
            None if self.policy.create_accounts => match self.create(email)? {
                Some(user) => user,
                None => return Ok(None),
            },
            None => return Ok(None),
        };
        let by = (self.provider, subject.as_str());
        self.tx.link_identity(by, &user.id, self.stamp.at)?;
        Ok(Some(user))
    }

    /// The mail address, when the provider has verified it and it is one of those that may.
    fn email(&self) -> Option<&str> {
        let email = self.claims.email.as_deref()?;
        let (name, domain) = email.rsplit_once('@')?;
        let domains = &self.policy.domains;
        let is_wanted = domains.is_empty() || domains.contains(&domain.to_lowercase());
        let is_one = !name.is_empty() && !email.contains(|c: char| c.is_control() || c == ' ');
        let is_good = is_one && is_wanted && email.len() <= NAME_LENGTH_MAX;
        (is_good && self.claims.email_verified.is_true()).then_some(email)
    }

    /// A new account, named by its address; none when somebody has that name.
    fn create(&self, email: &str) -> Result<Option<User>, Problem> {
        if self.tx.user_named(email)?.is_some() {
            return Ok(None);
        }
        let claims = self.claims;
        let short =
            |text: &String| Text::from(text.chars().take(NAME_LENGTH_MAX).collect::<String>());
        let last = claims.family_name.as_ref().or(claims.name.as_ref());
        let mut user = User {
            username: Text::from(email),
            first_name: claims.given_name.as_ref().map(short),
            last_name: last.map_or_else(|| Text::from(email), short),
            email: Some(Text::from(email)),
            is_active: true,
            ..User::default()
        };
        user.id = self.tx.put_user(&user, &self.stamp)?;
        let known = self.tx.roles()?;
        for role in &self.policy.roles {
            if known.iter().any(|known| *known.name == **role) {
                self.tx.grant_role(&user.id, role)?;
            }
        }
        Ok(Some(user))
    }

    fn note(&self, kind: &str, user: &str, sender: &Sender) -> Answer<()> {
        self.tx.audit(&AuditLine {
            n: 0,
            at: self.stamp.at,
            actor: Text::default(),
            kind: Text::from(kind),
            subject: Text::from(user),
            detail: self.provider.to_owned(),
            address: sender.address.to_string(),
        })?;
        Ok(())
    }
}
