//! Q29 and Q39: credentials at rest and on their way.

use std::fs;

use segue_connectors::{Credential, Dialer, KeyProblem, Keys, SealProblem, probe};

use crate::peer::{Peer, endpoint};

const ONE: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const TWO: &str = "2222222222222222222222222222222222222222222222222222222222222222";

fn canary() -> Credential {
    Credential::read(r#"{"kind":"bearer","token":"canary-4711"}"#).unwrap()
}

#[test]
fn a_sealed_credential_opens_at_its_endpoint_and_host_only() {
    let keys = Keys::read(ONE).unwrap();
    let at = |url: &str| endpoint(url, false);
    let home = at("https://api.example.com/v1");
    let sealed = keys.seal(&canary(), &home).unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("canary"));
    assert_eq!(keys.open(&sealed, &home).unwrap(), canary());
    assert_eq!(
        keys.open(&sealed, &at("https://api.example.com/v2"))
            .unwrap(),
        canary()
    );
    for elsewhere in [
        "https://evil.test/v1",
        "http://api.example.com/v1",
        "https://api.example.com:8443/v1",
    ] {
        assert_eq!(
            keys.open(&sealed, &at(elsewhere)),
            Err(SealProblem::NotOurs)
        );
    }
    let mut renamed = home.clone();
    renamed.name = "Other".to_owned();
    assert_eq!(keys.open(&sealed, &renamed), Err(SealProblem::NotOurs));
    assert_ne!(keys.seal(&canary(), &home).unwrap(), sealed);
}

#[test]
fn a_changed_byte_opens_nothing() {
    let keys = Keys::read(ONE).unwrap();
    let home = endpoint("https://api.example.com/", false);
    let sealed = keys.seal(&canary(), &home).unwrap();
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(keys.open(&changed, &home).is_err(), "byte {at}");
        assert!(keys.open(&sealed[..at], &home).is_err(), "{at} bytes");
    }
}

#[test]
fn a_new_key_seals_and_the_old_one_still_opens() {
    let old = Keys::read(ONE).unwrap();
    let home = endpoint("https://api.example.com/", false);
    let sealed = old.seal(&canary(), &home).unwrap();
    let both = Keys::read(&format!("{TWO}\n{ONE}\n")).unwrap();
    assert_eq!(both.open(&sealed, &home).unwrap(), canary());
    assert!(both.is_outdated(&sealed) && !old.is_outdated(&sealed));
    let again = both.seal(&canary(), &home).unwrap();
    assert!(!both.is_outdated(&again));
    let new = Keys::read(TWO).unwrap();
    assert_eq!(new.open(&again, &home).unwrap(), canary());
    assert_eq!(new.open(&sealed, &home), Err(SealProblem::KeyMissing));
}

#[test]
fn a_key_file_is_made_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("segue-data.key");
    let home = endpoint("https://api.example.com/", false);
    let sealed = Keys::of_file(&path)
        .unwrap()
        .seal(&canary(), &home)
        .unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(
        Keys::of_file(&path).unwrap().open(&sealed, &home).unwrap(),
        canary()
    );
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(Keys::of_file(&path), Err(KeyProblem::Open(_))));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&path, "not a key").unwrap();
    assert!(matches!(Keys::of_file(&path), Err(KeyProblem::Malformed)));
}

#[tokio::test]
async fn each_kind_of_credential_is_sent_in_its_header() {
    for (text, header) in [
        (
            r#"{"kind":"bearer","token":"t0"}"#,
            "authorization: Bearer t0\r\n",
        ),
        (
            r#"{"kind":"basic","user":"u","password":"p"}"#,
            "authorization: Basic dTpw\r\n",
        ),
        (
            r#"{"kind":"header","name":"X-Api-Key","value":"k"}"#,
            "x-api-key: k\r\n",
        ),
    ] {
        let peer = Peer::telling("{}");
        let endpoint = peer.endpoint();
        let credential = Credential::read(text).unwrap();
        let prepared = probe(&endpoint, "").unwrap();
        let dialer = Dialer::new(None);
        dialer
            .send(&endpoint, Some(&credential), prepared)
            .await
            .unwrap();
        assert!(peer.heard()[0].contains(header), "{}", peer.heard()[0]);
    }
}
