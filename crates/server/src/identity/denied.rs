//! Denials: why somebody may not do what she asks for.

use axum::http::StatusCode;

use super::{Permission, Scope};

/// Why a request was denied before, or instead of, being carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Denied {
    /// Nobody is signed in, or no longer.
    #[error("Sign in first.")]
    NotSignedIn,
    /// The caller lacks a permission.
    #[error("This needs the permission {}.", .0.label())]
    Lacks(Permission),
    /// The caller's token is not for this.
    #[error("A token of the scope `{}` is not enough for this.", .0.word())]
    OutOfScope(Scope),
    /// Only a person who signed in herself may do this, no token.
    #[error("This needs a session; a token is not enough.")]
    NeedsSession,
    /// The request came from a page of another site.
    #[error("This request came from another site.")]
    CrossSite,
    /// The user name, the password or the code is wrong; nobody learns which.
    #[error("The user name, the password or the code is wrong.")]
    WrongPassword,
    /// The code of a second factor is wrong, or was used before.
    #[error("The code is wrong, or it was used before. Wait for the next one.")]
    WrongCode,
    /// A provider's answer signs nobody in.
    #[error("Nobody was signed in.")]
    NotIdentified,
    /// Too many attempts.
    #[error("Too many attempts. Try again in {0} seconds.")]
    TooManyAttempts(u32),
    /// Too many requests of one person or from one address.
    #[error("Too many requests. Go on in {0} seconds.")]
    TooManyRequests(u32),
    /// Too many people sign in at this moment.
    #[error("Too many people are signing in. Try again in a moment.")]
    Busy,
}

impl Denied {
    /// The status of the answer.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Denied::NotSignedIn | Denied::WrongPassword => StatusCode::UNAUTHORIZED,
            Denied::TooManyAttempts(_) | Denied::TooManyRequests(_) => {
                StatusCode::TOO_MANY_REQUESTS
            }
            Denied::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Denied::NotIdentified
            | Denied::WrongCode
            | Denied::Lacks(_)
            | Denied::OutOfScope(_)
            | Denied::NeedsSession
            | Denied::CrossSite => StatusCode::FORBIDDEN,
        }
    }

    /// A stable code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Denied::NotSignedIn => "not-signed-in",
            Denied::Lacks(_) => "not-permitted",
            Denied::OutOfScope(_) => "out-of-scope",
            Denied::NeedsSession => "needs-session",
            Denied::CrossSite => "cross-site",
            Denied::WrongPassword => "wrong-password",
            Denied::WrongCode => "wrong-code",
            Denied::NotIdentified => "not-identified",
            Denied::TooManyAttempts(_) => "too-many-attempts",
            Denied::TooManyRequests(_) => "too-many-requests",
            Denied::Busy => "busy",
        }
    }
}
