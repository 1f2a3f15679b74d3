//! The pages of administrators, and one's own account.

use axum::http::Method;

use super::{Access, Group, Route};
use crate::identity::Permission;
use crate::pages::{account, audit, people};

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const KEEPER: Access = Access::Permission(Permission::ManageUsers);
const CUSTOMIZER: Access = Access::Permission(Permission::CustomizeApplication);

/// The entries.
pub(super) fn entries() -> Vec<Route> {
    let mut entries = users();
    entries.extend(circles());
    entries.extend(roles_and_tokens());
    entries.extend(own());
    entries
}

fn users() -> Vec<Route> {
    use Group::Page;
    let at = |path| (GET, path);
    let to = |path| (POST, path);
    vec![
        Route::new(at("/people"), KEEPER, Page, people::list),
        Route::new(at("/people/new"), KEEPER, Page, people::new_user),
        Route::new(to("/people/new"), KEEPER, Page, people::add_user),
        Route::new(at("/people/users/{id}"), KEEPER, Page, people::user),
        Route::new(to("/people/users/{id}"), KEEPER, Page, people::edit_user),
        Route::new(
            at("/people/users/{id}/deactivate"),
            KEEPER,
            Page,
            people::ask_deactivate,
        ),
        Route::new(
            to("/people/users/{id}/access"),
            KEEPER,
            Page,
            people::set_access,
        ),
        Route::new(
            to("/people/users/{id}/active"),
            KEEPER,
            Page,
            people::set_active,
        ),
        Route::new(
            to("/people/users/{id}/password"),
            KEEPER,
            Page,
            people::set_password,
        ),
        Route::new(
            to("/people/users/{id}/roles"),
            KEEPER,
            Page,
            people::set_roles,
        ),
        Route::new(
            to("/people/users/{id}/second-factor/end"),
            KEEPER,
            Page,
            people::end_second_factor,
        ),
        Route::new(
            to("/people/users/{id}/sessions/end"),
            KEEPER,
            Page,
            people::end_sessions,
        ),
    ]
}

fn circles() -> Vec<Route> {
    use Group::Page;
    let at = |path| (GET, path);
    let to = |path| (POST, path);
    vec![
        Route::new(at("/people/groups"), KEEPER, Page, people::circles),
        Route::new(at("/people/groups/new"), KEEPER, Page, people::new_group),
        Route::new(to("/people/groups/new"), KEEPER, Page, people::add_group),
        Route::new(at("/people/queues/new"), KEEPER, Page, people::new_queue),
        Route::new(to("/people/queues/new"), KEEPER, Page, people::add_queue),
        Route::new(at("/people/groups/{name}"), KEEPER, Page, people::group),
        Route::new(at("/people/queues/{name}"), KEEPER, Page, people::queue),
        Route::new(
            to("/people/groups/{name}"),
            KEEPER,
            Page,
            people::rename_group,
        ),
        Route::new(
            to("/people/queues/{name}"),
            KEEPER,
            Page,
            people::rename_queue,
        ),
        Route::new(
            to("/people/groups/{name}/delete"),
            KEEPER,
            Page,
            people::delete_group,
        ),
        Route::new(
            to("/people/queues/{name}/delete"),
            KEEPER,
            Page,
            people::delete_queue,
        ),
        Route::new(
            at("/people/queues/{name}/routing"),
            CUSTOMIZER,
            Page,
            people::ask_routing,
        ),
        Route::new(
            to("/people/queues/{name}/routing"),
            CUSTOMIZER,
            Page,
            people::set_routing,
        ),
        Route::new(to("/people/members/add"), KEEPER, Page, people::add_member),
        Route::new(
            to("/people/members/remove"),
            KEEPER,
            Page,
            people::remove_member,
        ),
    ]
}

fn roles_and_tokens() -> Vec<Route> {
    use Group::Page;
    let at = |path| (GET, path);
    let to = |path| (POST, path);
    vec![
        Route::new(at("/people/roles"), KEEPER, Page, people::roles),
        Route::new(to("/people/roles"), KEEPER, Page, people::put_role),
        Route::new(at("/people/roles/new"), KEEPER, Page, people::new_role),
        Route::new(at("/people/roles/{name}"), KEEPER, Page, people::role),
        Route::new(
            to("/people/roles/{name}/delete"),
            KEEPER,
            Page,
            people::delete_role,
        ),
        Route::new(at("/people/tokens"), KEEPER, Page, people::tokens),
        Route::new(
            to("/people/tokens/revoke"),
            KEEPER,
            Page,
            people::revoke_token,
        ),
        Route::new(at("/audit"), KEEPER, Page, audit::list),
        Route::new(at("/audit.csv"), KEEPER, Page, audit::export),
    ]
}

fn own() -> Vec<Route> {
    use Access::Session;
    use Group::Page;
    let to = |path| (POST, path);
    vec![
        Route::new((GET, "/account"), Session, Page, account::account),
        Route::new(
            to("/account/password"),
            Session,
            Page,
            account::change_password,
        ),
        Route::new(
            to("/account/second-factor"),
            Session,
            Page,
            account::second_factor::begin,
        ),
        Route::new(
            to("/account/second-factor/confirm"),
            Session,
            Page,
            account::second_factor::confirm,
        ),
        Route::new(
            to("/account/second-factor/end"),
            Session,
            Page,
            account::second_factor::end,
        ),
        Route::new(
            to("/account/sessions/end"),
            Session,
            Page,
            account::end_session,
        ),
        Route::new(
            to("/account/sessions/end-others"),
            Session,
            Page,
            account::end_others,
        ),
        Route::new(to("/account/tokens"), Session, Page, account::make_token),
        Route::new(
            to("/account/tokens/revoke"),
            Session,
            Page,
            account::revoke_token,
        ),
    ]
}
