//! An OpenID provider on a real connection, with keys of its own, that lies when a test wants so.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

const FIRST: &[u8] = include_bytes!("keys/provider.der");
const SECOND: &[u8] = include_bytes!("keys/rotated.der");

/// What the provider says next.
#[derive(Clone)]
pub(super) struct Says {
    /// The claims that it puts into the token, over the good ones.
    pub(super) claims: Value,
    /// How it signs.
    pub(super) signs: Signs,
    /// The challenge that the browser brought, and the nonce.
    pub(super) challenge: String,
    pub(super) nonce: String,
    /// Seconds since 1970.
    pub(super) now: i64,
    /// Codes that were redeemed.
    pub(super) redeemed: Vec<String>,
    /// Which of its keys it shows.
    pub(super) shows: Vec<&'static str>,
}

/// How a token is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    Rsa(&'static str),
    Ec,
    /// Not at all, and says so.
    None,
    /// With its public key as a shared secret.
    Confused,
    /// With a key that is not its own, under the name of one that is.
    Forged,
    /// Well, and changed afterwards.
    Changed,
}

#[derive(Clone)]
pub(super) struct Fake {
    pub(super) issuer: String,
    says: Arc<Mutex<Says>>,
    ec: Arc<EcdsaKeyPair>,
}

impl Fake {
    pub(super) async fn start() -> Fake {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        let random = SystemRandom::new();
        let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pair = EcdsaKeyPair::generate_pkcs8(kind, &random).unwrap();
        let ec = EcdsaKeyPair::from_pkcs8(kind, pair.as_ref(), &random).unwrap();
        let fake = Fake {
            issuer: format!("http://{address}"),
            says: Arc::new(Mutex::new(Says {
                claims: json!({}),
                signs: Signs::Rsa("first"),
                challenge: String::new(),
                nonce: String::new(),
                now: 0,
                redeemed: Vec::new(),
                shows: vec!["first", "ec"],
            })),
            ec: Arc::new(ec),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        fake
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.says.lock().unwrap());
    }

    fn signed(&self, says: &Says) -> String {
        let claims = claims(self, says);
        let (alg, kid) = match says.signs {
            Signs::Rsa(kid) => ("RS256", kid),
            Signs::Ec => ("ES256", "ec"),
            Signs::None => ("none", "first"),
            Signs::Confused => ("HS256", "first"),
            Signs::Forged | Signs::Changed => ("RS256", "first"),
        };
        let head = json!({ "alg": alg, "kid": kid, "typ": "JWT" });
        let mut signed = format!("{}.{}", part(&head), part(&claims));
        let signature = match says.signs {
            Signs::Rsa("second") | Signs::Forged => rsa(SECOND, &signed),
            Signs::Rsa(_) | Signs::Changed => rsa(FIRST, &signed),
            Signs::Ec => {
                let signature = self.ec.sign(&SystemRandom::new(), signed.as_bytes());
                signature.unwrap().as_ref().to_vec()
            }
            Signs::None => Vec::new(),
            Signs::Confused => {
                let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &modulus(FIRST));
                ring::hmac::sign(&key, signed.as_bytes()).as_ref().to_vec()
            }
        };
        if says.signs == Signs::Changed {
            let mut changed = claims;
            changed["sub"] = json!("somebody-else");
            signed = format!("{}.{}", part(&head), part(&changed));
        }
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn claims(fake: &Fake, says: &Says) -> Value {
    let mut claims = json!({
        "iss": fake.issuer,
        "aud": "segue",
        "sub": "subject-1",
        "exp": says.now + 300,
        "iat": says.now,
        "nonce": says.nonce,
        "email": "ann@example.com",
        "email_verified": true,
        "given_name": "Ann",
        "family_name": "Example",
    });
    for (name, value) in says.claims.as_object().unwrap() {
        claims[name.as_str()] = value.clone();
    }
    claims
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn rsa(key: &[u8], text: &str) -> Vec<u8> {
    let pair = RsaKeyPair::from_pkcs8(key).unwrap();
    let mut signature = vec![0; pair.public().modulus_len()];
    let random = SystemRandom::new();
    pair.sign(&RSA_PKCS1_SHA256, &random, text.as_bytes(), &mut signature)
        .unwrap();
    signature
}

fn modulus(key: &[u8]) -> Vec<u8> {
    let pair = RsaKeyPair::from_pkcs8(key).unwrap();
    let parts: ring::signature::RsaPublicKeyComponents<Vec<u8>> = pair.public().into();
    parts.n
}

async fn configuration(State(fake): State<Fake>) -> Json<Value> {
    let issuer = &fake.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
    }))
}

async fn keys(State(fake): State<Fake>) -> Json<Value> {
    let shows = fake.says.lock().unwrap().shows.clone();
    let of = |kid: &str| match kid {
        "ec" => {
            let point = fake.ec.public_key().as_ref();
            json!({
                "kty": "EC", "crv": "P-256", "kid": "ec", "use": "sig",
                "x": URL_SAFE_NO_PAD.encode(&point[1..33]),
                "y": URL_SAFE_NO_PAD.encode(&point[33..]),
            })
        }
        kid => {
            let key = if kid == "first" { FIRST } else { SECOND };
            json!({
                "kty": "RSA", "kid": kid, "use": "sig", "alg": "RS256",
                "n": URL_SAFE_NO_PAD.encode(modulus(key)), "e": "AQAB",
            })
        }
    };
    let keys: Vec<Value> = shows.iter().map(|kid| of(kid)).collect();
    Json(json!({ "keys": keys }))
}

#[derive(serde::Deserialize)]
struct Asked {
    grant_type: String,
    code: String,
    code_verifier: String,
}

async fn token(
    State(fake): State<Fake>,
    headers: axum::http::HeaderMap,
    Form(asked): Form<Asked>,
) -> Response {
    let mut says = fake.says.lock().unwrap();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&asked.code_verifier));
    let secret = base64::engine::general_purpose::STANDARD.encode("segue:hush");
    let is_ours = headers
        .get("authorization")
        .is_some_and(|given| *given == format!("Basic {secret}"));
    let is_good = asked.grant_type == "authorization_code"
        && is_ours
        && challenge == says.challenge
        && !says.redeemed.contains(&asked.code);
    if !is_good {
        return (StatusCode::BAD_REQUEST, "{\"error\":\"invalid_grant\"}").into_response();
    }
    says.redeemed.push(asked.code);
    let token = fake.signed(&says);
    Json(json!({ "access_token": "x", "token_type": "Bearer", "id_token": token })).into_response()
}
