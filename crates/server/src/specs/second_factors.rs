//! Second factors: set up, asked for at every sign-in, each code good for one use.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::bed::{Answered, Bed, PASSWORD, cookie};
use crate::Settings;
use crate::identity::code_at;

const ANN: &str = "ann@example.com";

/// A server whose keys lie in a folder of their own, and Ann on it.
async fn bed() -> (Bed, tempfile::TempDir) {
    let keys = tempfile::tempdir().unwrap();
    let settings = Settings {
        key_file: keys.path().join("key"),
        ..Settings::of_defaults()
    };
    let bed = Bed::set(settings);
    bed.person(ANN, &["worker"]).await;
    (bed, keys)
}

async fn login(bed: &Bed, code: &str) -> Answered {
    let login = json!({ "user": ANN, "password": PASSWORD, "code": code });
    bed.send(("POST", "/api/v1/login"), &[], Some(login)).await
}

async fn post(bed: &Bed, cookie: &str, path: &str, body: Value) -> Answered {
    bed.as_session(("POST", path), cookie, Some(body)).await
}

/// The secret and the recovery codes of a second factor that is on, and the session that goes on.
async fn set_up(bed: &Bed) -> (String, Vec<String>, String) {
    let session = bed.sign_in(ANN).await;
    let begun = post(
        bed,
        &session,
        "/api/v1/second-factor",
        json!({ "password": PASSWORD }),
    )
    .await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let secret = begun.body["secret"].as_str().unwrap().to_owned();
    let code = json!({ "code": code_at(&secret, bed.app.now()) });
    let on = post(bed, &session, "/api/v1/second-factor/confirm", code).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.body);
    let codes = on.body["recovery_codes"].as_array().unwrap().iter();
    let codes = codes
        .map(|code| code.as_str().unwrap().to_owned())
        .collect();
    (secret, codes, cookie(&on))
}

#[tokio::test]
async fn q15_a_code_is_used_once_even_by_many_at_the_same_time() {
    let (bed, _keys) = bed().await;
    let (secret, ..) = set_up(&bed).await;
    let code = code_at(&secret, bed.app.now());
    let again = login(&bed, &code).await;
    assert_eq!(
        again.status,
        StatusCode::UNAUTHORIZED,
        "it confirmed already"
    );
    bed.advance(1);
    let code = code_at(&secret, bed.app.now());
    let tries = tokio::join!(
        login(&bed, &code),
        login(&bed, &code),
        login(&bed, &code),
        login(&bed, &code)
    );
    let tries = [tries.0, tries.1, tries.2, tries.3];
    let won = tries.iter().filter(|t| t.status == StatusCode::OK).count();
    assert_eq!(won, 1);
}

#[tokio::test]
async fn q15_a_wrong_code_gets_the_answer_of_a_wrong_password() {
    let (bed, _keys) = bed().await;
    let (secret, ..) = set_up(&bed).await;
    bed.advance(1);
    let wrong = bed.try_to_sign_in(ANN, "wrong horse").await;
    for code in ["", "000000", "aaaa-bbbb-cccc-dddd"] {
        let refused = login(&bed, code).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{code}");
        assert_eq!(refused.body, wrong.body, "{code}");
    }
    let right = login(&bed, &code_at(&secret, bed.app.now())).await;
    assert_eq!(right.status, StatusCode::OK, "{}", right.body);
}

#[tokio::test]
async fn a_recovery_code_stands_in_for_the_app_once_however_it_is_typed() {
    let (bed, _keys) = bed().await;
    let (_, codes, _) = set_up(&bed).await;
    assert_eq!(codes.len(), 10);
    let typed = codes[3].to_uppercase().replace('-', " ");
    assert_eq!(login(&bed, &typed).await.status, StatusCode::OK);
    let again = login(&bed, &codes[3]).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_unconfirmed_second_factor_is_not_asked_for_and_turning_it_off_needs_both() {
    let (bed, _keys) = bed().await;
    let session = bed.sign_in(ANN).await;
    let begin = json!({ "password": PASSWORD });
    post(&bed, &session, "/api/v1/second-factor", begin).await;
    bed.sign_in(ANN).await;
    let (secret, _, session) = set_up(&bed).await;
    bed.advance(1);
    let end = |code: String| json!({ "password": PASSWORD, "code": code });
    let path = "/api/v1/second-factor/end";
    let refused = post(&bed, &session, path, end("000000".to_owned())).await;
    assert_eq!(refused.body["code"], "wrong-code");
    let code = code_at(&secret, bed.app.now());
    let off = post(&bed, &session, path, end(code)).await;
    assert_eq!(off.status, StatusCode::NO_CONTENT, "{}", off.body);
    bed.sign_in(ANN).await;
}

#[tokio::test]
async fn turning_it_on_ends_other_sessions_and_needs_the_password() {
    let (bed, _keys) = bed().await;
    let elsewhere = bed.sign_in(ANN).await;
    let path = "/api/v1/second-factor";
    let guess = json!({ "password": "wrong horse" });
    let refused = post(&bed, &elsewhere, path, guess).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let (.., session) = set_up(&bed).await;
    let me = ("GET", "/api/v1/me");
    let other = bed.as_session(me, &elsewhere, None).await;
    assert_eq!(other.status, StatusCode::UNAUTHORIZED);
    let own = bed.as_session(me, &session, None).await;
    assert_eq!(own.status, StatusCode::OK);
}

#[tokio::test]
async fn an_administrator_helps_whoever_lost_her_phone() {
    let (bed, _keys) = bed().await;
    set_up(&bed).await;
    bed.person("root@example.com", &["administrator"]).await;
    let root = bed.sign_in("root@example.com").await;
    let at = ("DELETE", "/api/v1/users/ann@example.com/second-factor");
    let taken = bed.as_session(at, &root, None).await;
    assert_eq!(taken.status, StatusCode::NO_CONTENT, "{}", taken.body);
    bed.sign_in(ANN).await;
    let again = bed.as_session(at, &root, None).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_secret_is_nowhere_in_the_database() {
    let (bed, _keys) = bed().await;
    let (secret, codes, _) = set_up(&bed).await;
    for file in bed.files() {
        let bytes = std::fs::read(&file).unwrap();
        for text in [&secret, &codes[0]] {
            let found = bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes());
            assert!(!found, "{text} in {}", file.display());
        }
    }
}

#[tokio::test]
async fn the_account_page_leads_through_it() {
    let (bed, _keys) = bed().await;
    let session = bed.sign_in(ANN).await;
    let password = "password=correct+horse";
    let begun = bed.form("/account/second-factor", &session, password).await;
    let page = begun.body.as_str().unwrap();
    assert_eq!(begun.status, StatusCode::CREATED, "{page}");
    assert!(page.contains("<svg"), "{page}");
    let code = page
        .split("<code class=\"secret\" tabindex=\"0\">")
        .nth(1)
        .unwrap();
    let secret = code.split('<').next().unwrap();
    let code = format!("code={}", code_at(secret, bed.app.now()));
    let on = bed
        .form("/account/second-factor/confirm", &session, &code)
        .await;
    assert_eq!(on.status, StatusCode::OK);
    assert!(
        on.body
            .as_str()
            .unwrap()
            .contains("Recovery codes left: 10")
    );
}
