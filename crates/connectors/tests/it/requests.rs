//! Q25: values of flows stay where they belong.

use segue_connectors::{Dialer, HttpFault, prepare};
use segue_language::{
    Action, ActionInput, ActionRequest, ActionType, BodyForm, HttpMethod, InputPlace, Text, Value,
    Values,
};

use crate::peer::Peer;

fn input(name: &str, place: InputPlace) -> ActionInput {
    ActionInput {
        name: Text::from(name),
        kind: ActionType::Text,
        is_list: false,
        is_required: false,
        place,
    }
}

fn action(method: HttpMethod, path: &str, inputs: Vec<ActionInput>) -> Action {
    Action {
        name: Text::from("Act"),
        label: "Act".to_owned(),
        inputs,
        outputs: Vec::new(),
        request: Some(ActionRequest {
            endpoint: Text::from("Peer"),
            method,
            path: path.to_owned(),
            body: BodyForm::Json,
        }),
    }
}

fn values(values: &[(&str, Value)]) -> Values {
    let values = values.iter();
    values
        .map(|(name, value)| (Text::from(*name), value.clone()))
        .collect()
}

/// What a peer hears of an action.
async fn heard(action: &Action, inputs: &Values) -> Result<String, HttpFault> {
    let peer = Peer::telling("{}");
    let endpoint = peer.endpoint();
    let prepared = prepare(action, &endpoint, inputs, "key-1")?;
    Dialer::new(None).send(&endpoint, None, prepared).await?;
    Ok(peer.heard().remove(0))
}

#[tokio::test]
async fn inputs_stand_in_path_query_header_and_body() {
    let body = |path: &[&str]| InputPlace::Body(path.iter().map(|p| (*p).to_owned()).collect());
    let mut number = input("limit", InputPlace::Query("limit".to_owned()));
    number.kind = ActionType::Number;
    let mut tags = input("tags", body(&["tags"]));
    tags.is_list = true;
    let action = action(
        HttpMethod::Post,
        "/leads/{id}/score.json",
        vec![
            input("id", InputPlace::Path("id".to_owned())),
            number,
            input("trace", InputPlace::Header("X-Trace".to_owned())),
            input("name", body(&["lead", "name"])),
            tags,
            input("left", body(&["left"])),
        ],
    );
    let list = Value::Collection(vec![Value::text("a"), Value::text("b")].into());
    let inputs = values(&[
        ("id", Value::text("L 1/2?x#y")),
        ("limit", Value::integer(5)),
        ("trace", Value::text("t-1")),
        ("name", Value::text("Ada \"A\"")),
        ("tags", list),
    ]);
    let heard = heard(&action, &inputs).await.unwrap();
    assert!(
        heard.starts_with("POST /base/leads/L%201%2F2%3Fx%23y/score.json?limit=5 HTTP/1.1"),
        "{heard}"
    );
    for part in [
        "x-trace: t-1\r\n",
        "idempotency-key: key-1\r\n",
        "content-type: application/json\r\n",
        "accept: application/json\r\n",
    ] {
        assert!(heard.contains(part), "{part} in {heard}");
    }
    let body = heard.split("\r\n\r\n").nth(1).unwrap();
    assert_eq!(body, r#"{"lead":{"name":"Ada \"A\""},"tags":["a","b"]}"#);
}

#[tokio::test]
async fn no_value_leaves_its_segment_query_or_header() {
    let attacks = [
        "../../admin",
        "..%2f..%2fadmin",
        "a/b",
        "?admin=1",
        "#x",
        "@evil.test",
        "//evil.test/",
        "\\\\evil.test\\",
        "%0d%0aX: y",
        "http://evil.test/",
        "a;b=c",
        "a&b=c",
        "ü/ß",
        "%00",
    ];
    let in_path = action(
        HttpMethod::Get,
        "/x/{id}/y",
        vec![input("id", InputPlace::Path("id".to_owned()))],
    );
    let in_query = action(
        HttpMethod::Get,
        "/x",
        vec![input("id", InputPlace::Query("id".to_owned()))],
    );
    for attack in attacks {
        let inputs = values(&[("id", Value::text(attack))]);
        let path = heard(&in_path, &inputs).await.unwrap();
        let line = path.lines().next().unwrap().to_owned();
        let target = line.split(' ').nth(1).unwrap();
        assert!(
            target.starts_with("/base/x/") && target.ends_with("/y"),
            "{line}"
        );
        assert_eq!(target.matches('/').count(), 4, "{line}");
        assert!(!target.contains('?') && !target.contains('#'), "{line}");
        let query = heard(&in_query, &inputs).await.unwrap();
        let line = query.lines().next().unwrap().to_owned();
        let target = line.split(' ').nth(1).unwrap();
        assert!(
            target.starts_with("/base/x?id=") && !target.contains('&'),
            "{line}"
        );
    }
}

#[tokio::test]
async fn what_cannot_stand_there_is_refused_by_name() {
    let path = |value: &str| {
        let it = input("id", InputPlace::Path("id".to_owned()));
        (
            action(HttpMethod::Get, "/x/{id}", vec![it]),
            value.to_owned(),
        )
    };
    let header = |name: &str, value: &str| {
        let it = input("id", InputPlace::Header(name.to_owned()));
        (action(HttpMethod::Get, "/x", vec![it]), value.to_owned())
    };
    for (action, value) in [
        path(".."),
        path("."),
        path(""),
        path("a\r\nb"),
        header("X-A", "a\r\nB: c"),
        header("X-A", "a\0b"),
        header("Host", "evil.test"),
        header("Authorization", "x"),
        header("Content-Length", "1"),
        header("Transfer-Encoding", "chunked"),
        header("Idempotency-Key", "x"),
        header("Cookie", "x"),
        header("Proxy-Authorization", "x"),
        header("a b", "x"),
    ] {
        let fault = heard(&action, &values(&[("id", Value::text(value.as_str()))])).await;
        assert!(
            matches!(fault, Err(HttpFault::Request(_))),
            "{value:?}: {fault:?}"
        );
    }
}

#[tokio::test]
async fn inputs_are_checked_by_their_types() {
    let mut number = input("n", InputPlace::Body(vec!["n".to_owned()]));
    number.kind = ActionType::Number;
    number.is_required = true;
    let action = action(HttpMethod::Post, "/x", vec![number]);
    for (inputs, said) in [
        (values(&[]), "input `n` is missing"),
        (
            values(&[("n", Value::text("many"))]),
            "input `n` is a text, not Number",
        ),
        (
            values(&[("n", Value::Boolean(true))]),
            "input `n` is a boolean, not Number",
        ),
        (
            values(&[("n", Value::integer(1)), ("m", Value::Null)]),
            "no input `m`",
        ),
    ] {
        let fault = heard(&action, &inputs).await.unwrap_err().to_string();
        assert!(fault.contains(said), "{fault}");
    }
    let told = heard(&action, &values(&[("N", Value::text("5.50"))]))
        .await
        .unwrap();
    assert!(told.ends_with(r#"{"n":5.5}"#), "{told}");
}
