//! Requests made of an action and its inputs. Values go into segments of the path, the query,
//! headers and the body, each encoded for its place; never into scheme, host or port.

use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use segue_language::{Action, ActionInput, BodyForm, HttpMethod, InputPlace, Value, Values};
use serde_json::{Map, Value as Json};
use url::Url;

use super::typed::{to_json, to_text};
use super::{Endpoint, HttpFault};

/// Largest body of a request.
const BODY_BYTES_MAX: usize = 1 << 20;
/// Longest URL.
const URL_BYTES_MAX: usize = 16 << 10;
/// Items of one list.
const ITEMS_MAX: usize = 10_000;
/// Headers that no action sets.
const KEPT_HEADERS: [&str; 14] = [
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "expect",
    "host",
    "idempotency-key",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A request that is ready to be sent.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Vec<u8>>,
}

/// Whether an action may set a header of that name.
pub fn may_set_header(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_kept = KEPT_HEADERS.contains(&name.as_str()) || name.starts_with("proxy-");
    !is_kept && HeaderName::from_bytes(name.as_bytes()).is_ok()
}

/// The request of an action. `key` is the same for each attempt of one call.
///
/// # Errors
/// An input is missing, or cannot stand where it should.
pub fn prepare(
    action: &Action,
    endpoint: &Endpoint,
    inputs: &Values,
    key: &str,
) -> Result<Prepared, HttpFault> {
    let mut making = Making::new(action, endpoint, inputs)?;
    making.url()?;
    for input in &action.inputs {
        making.input(input)?;
    }
    making.finish(key)
}

/// A plain request below an endpoint, without inputs: what tries an endpoint out.
///
/// # Errors
/// The path leads elsewhere.
pub fn probe(endpoint: &Endpoint, path: &str) -> Result<Prepared, HttpFault> {
    let mut url = endpoint.base.clone();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        push_segment(&mut url, part)?;
    }
    Ok(Prepared {
        method: Method::GET,
        url,
        headers: HeaderMap::new(),
        body: None,
    })
}

/// A form to the endpoint itself, and JSON as the answer.
pub fn submit(endpoint: &Endpoint, fields: &[(&str, &str)]) -> Prepared {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    let json = HeaderValue::from_static("application/json");
    Prepared {
        method: Method::POST,
        url: endpoint.base.clone(),
        headers: [(CONTENT_TYPE, kind), (ACCEPT, json)].into_iter().collect(),
        body: Some(body.into_bytes()),
    }
}

struct Making<'m> {
    action: &'m Action,
    path: &'m str,
    method: HttpMethod,
    form: BodyForm,
    inputs: &'m Values,
    url: Url,
    headers: HeaderMap,
    /// The body as it grows; null while nothing is in it.
    body: Json,
}

impl<'m> Making<'m> {
    fn new(action: &'m Action, endpoint: &Endpoint, inputs: &'m Values) -> Result<Self, HttpFault> {
        let request = action.request.as_ref();
        let request = request.ok_or_else(|| fault("the action has no endpoint"))?;
        let known = |name: &str| action.input(name).is_some();
        if let Some((name, _)) = inputs.iter().find(|(name, _)| !known(name)) {
            return Err(fault(format!("the action has no input `{name}`")));
        }
        Ok(Making {
            action,
            path: &request.path,
            method: request.method,
            form: request.body,
            inputs,
            url: endpoint.base.clone(),
            headers: HeaderMap::new(),
            body: Json::Null,
        })
    }

    fn value(&self, input: &ActionInput) -> Value {
        let mut given = self.inputs.iter();
        let found = given.find(|(name, _)| name.eq_ignore_ascii_case(&input.name));
        found.map_or(Value::Null, |(_, value)| value.clone())
    }

    /// The path, segment by segment, so that no value reaches beyond its own.
    fn url(&mut self) -> Result<(), HttpFault> {
        for template in self.path.split('/').filter(|part| !part.is_empty()) {
            let segment = self.segment(template)?;
            push_segment(&mut self.url, &segment)?;
        }
        Ok(())
    }

    fn segment(&self, template: &str) -> Result<String, HttpFault> {
        let (mut segment, mut rest) = (String::new(), template);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .ok_or_else(|| fault("the path has a { without a }"))?;
            segment.push_str(before);
            segment.push_str(&self.in_path(name)?);
            rest = after;
        }
        segment.push_str(rest);
        Ok(segment)
    }

    fn in_path(&self, name: &str) -> Result<String, HttpFault> {
        let mut inputs = self.action.inputs.iter();
        let input = inputs
            .find(|input| matches!(&input.place, InputPlace::Path(place) if place == name))
            .ok_or_else(|| fault(format!("the path names `{name}`, which is no input")))?;
        match self.joined(input)? {
            Some(text) if !text.is_empty() => Ok(text),
            _ => Err(fault(format!("input `{}` is empty", input.name))),
        }
    }

    fn input(&mut self, input: &ActionInput) -> Result<(), HttpFault> {
        let value = self.value(input);
        if value.is_null() {
            return match input.is_required {
                true => Err(fault(format!("input `{}` is missing", input.name))),
                false => Ok(()),
            };
        }
        match &input.place {
            InputPlace::Path(_) => Ok(()),
            InputPlace::Query(name) => {
                for text in texts(input, &value)? {
                    self.url.query_pairs_mut().append_pair(name, &text);
                }
                Ok(())
            }
            InputPlace::Header(name) => self.header(input, name),
            InputPlace::Body(path) => {
                let json = json(input, &value)?;
                put(&mut self.body, path, json, input)
            }
        }
    }

    fn header(&mut self, input: &ActionInput, name: &str) -> Result<(), HttpFault> {
        if !may_set_header(name) {
            return Err(fault(format!("no action sets the header {name}")));
        }
        let text = self.joined(input)?.unwrap_or_default();
        let unfit = |_| fault(format!("input `{}` cannot stand in a header", input.name));
        if text.chars().any(char::is_control) {
            return Err(fault(format!(
                "input `{}` has control characters, which cannot stand in a header",
                input.name
            )));
        }
        let value = HeaderValue::from_bytes(text.as_bytes()).map_err(unfit)?;
        let name = name.to_ascii_lowercase();
        let name = HeaderName::from_bytes(name.as_bytes()).expect("it was checked");
        self.headers.insert(name, value);
        Ok(())
    }

    fn joined(&self, input: &ActionInput) -> Result<Option<String>, HttpFault> {
        let value = self.value(input);
        match value.is_null() {
            true => Ok(None),
            false => Ok(Some(texts(input, &value)?.join(","))),
        }
    }

    fn finish(mut self, key: &str) -> Result<Prepared, HttpFault> {
        if self.url.as_str().len() > URL_BYTES_MAX {
            return Err(fault("the URL is too long"));
        }
        let body = match self.method.has_body() {
            true => Some(self.written()?),
            false => None,
        };
        if body
            .as_ref()
            .is_some_and(|body| body.len() > BODY_BYTES_MAX)
        {
            return Err(fault("the body has more than 1 MiB"));
        }
        let key = HeaderValue::from_str(key).map_err(|_| fault("the key is none"))?;
        self.headers.insert("idempotency-key", key);
        self.headers
            .entry(ACCEPT)
            .or_insert(HeaderValue::from_static("application/json"));
        Ok(Prepared {
            method: method(self.method),
            url: self.url,
            headers: self.headers,
            body,
        })
    }

    fn written(&mut self) -> Result<Vec<u8>, HttpFault> {
        let (kind, text) = match (self.form, std::mem::take(&mut self.body)) {
            (BodyForm::Json, Json::Null) => ("application/json", "{}".to_owned()),
            (BodyForm::Json, body) => ("application/json", body.to_string()),
            (BodyForm::Form, body) => ("application/x-www-form-urlencoded", form(&body)?),
        };
        self.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        Ok(text.into_bytes())
    }
}

/// One segment more; it stays one whatever it holds.
fn push_segment(url: &mut Url, segment: &str) -> Result<(), HttpFault> {
    if segment == "." || segment == ".." || segment.chars().any(char::is_control) {
        return Err(fault(
            "a segment of the path is `.`, `..` or has control characters",
        ));
    }
    let mut segments = url
        .path_segments_mut()
        .map_err(|()| fault("the endpoint has no path"))?;
    segments.pop_if_empty().push(segment);
    Ok(())
}

fn texts(input: &ActionInput, value: &Value) -> Result<Vec<String>, HttpFault> {
    let of = |value: &Value| to_text(value, input.kind).map_err(|wrong| wrong_input(input, &wrong));
    match (input.is_list, value) {
        (true, Value::Collection(items)) => {
            check_items(input, items)?;
            let texts = items.iter().map(of);
            texts.filter_map(Result::transpose).collect()
        }
        (_, value) => Ok(of(value)?.into_iter().collect()),
    }
}

fn json(input: &ActionInput, value: &Value) -> Result<Json, HttpFault> {
    let of = |value: &Value| to_json(value, input.kind).map_err(|wrong| wrong_input(input, &wrong));
    match (input.is_list, value) {
        (true, Value::Collection(items)) => {
            check_items(input, items)?;
            items.iter().map(of).collect()
        }
        (true, value) => Ok(Json::Array(vec![of(value)?])),
        (false, value) => of(value),
    }
}

fn check_items(input: &ActionInput, items: &[Value]) -> Result<(), HttpFault> {
    match items.len() > ITEMS_MAX {
        true => Err(fault(format!("input `{}` has too many items", input.name))),
        false => Ok(()),
    }
}

/// Puts a value at its place in the body.
fn put(body: &mut Json, path: &[String], json: Json, input: &ActionInput) -> Result<(), HttpFault> {
    let Some((name, rest)) = path.split_first() else {
        *body = json;
        return Ok(());
    };
    if body.is_null() {
        *body = Json::Object(Map::new());
    }
    let Some(object) = body.as_object_mut() else {
        return Err(fault(format!(
            "input `{}` has no place in the body",
            input.name
        )));
    };
    put(object.entry(name).or_insert(Json::Null), rest, json, input)
}

fn form(body: &Json) -> Result<String, HttpFault> {
    let mut writer = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in body.as_object().into_iter().flatten() {
        match value {
            Json::String(text) => writer.append_pair(name, text),
            Json::Array(items) => {
                for item in items {
                    writer.append_pair(name, item.as_str().unwrap_or(&item.to_string()));
                }
                &mut writer
            }
            Json::Object(_) => return Err(fault("a form has no nested properties")),
            other => writer.append_pair(name, &other.to_string()),
        };
    }
    Ok(writer.finish())
}

fn method(method: HttpMethod) -> Method {
    match method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Delete => Method::DELETE,
    }
}

fn wrong_input(input: &ActionInput, wrong: &str) -> HttpFault {
    fault(format!("input `{}` {wrong}", input.name))
}

fn fault(message: impl Into<String>) -> HttpFault {
    HttpFault::Request(message.into())
}
