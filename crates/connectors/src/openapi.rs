//! OpenAPI documents (2.0, 3.0 and 3.1, in JSON or YAML) as actions. Each operation becomes one
//! action; what cannot be used is said, with its place. Nothing is fetched.

mod budget;
mod document;
mod fields;
mod names;
mod operation;
mod parameters;
mod responses;
mod schema;

use segue_language::Action;
use serde_json::Value as Json;

pub use document::OpenApiProblem;

use budget::Budget;
use document::{Version, read};
use operation::Operation;

/// Operations of one document.
const OPERATIONS_MAX: usize = 1_000;
/// Notices of one document.
const NOTICES_MAX: usize = 500;
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "patch", "options", "head", "trace",
];

/// What a document gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpenApiImport {
    /// An action for each operation that can be called.
    pub actions: Vec<Action>,
    /// What was left out or taken otherwise, and where.
    pub notices: Vec<Notice>,
}

/// Something in a document that cannot be used as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Where: `get /pets/{id}`.
    pub place: String,
    /// One sentence.
    pub message: String,
    /// The operation is left out as a whole.
    pub is_left_out: bool,
}

/// Reads a document into actions of the endpoint of that name, named `Endpoint.operation`.
///
/// # Errors
/// It is no such document, or too large.
pub fn import_openapi(endpoint: &str, text: &str) -> Result<OpenApiImport, OpenApiProblem> {
    let (document, version) = read(text)?;
    let mut importing = Importing {
        endpoint,
        document: &document,
        version,
        budget: Budget::default(),
        import: OpenApiImport::default(),
    };
    importing.servers();
    importing.paths()?;
    Ok(importing.import)
}

struct Importing<'d> {
    endpoint: &'d str,
    document: &'d Json,
    version: Version,
    budget: Budget,
    import: OpenApiImport,
}

impl Importing<'_> {
    /// Where the other system is, the endpoint says.
    fn servers(&mut self) {
        let path = match self.version {
            Version::Two => self.document["basePath"].as_str(),
            Version::Three => self.document["servers"][0]["url"].as_str(),
        };
        let Some(path) = path.map(|path| path.trim_end_matches('/')) else {
            return;
        };
        let begins = path.find("://").map_or(0, |at| at + 3);
        if let Some(at) = path[begins..].find('/') {
            let path = &path[begins + at..];
            let message = format!(
                "the document's paths stand below `{path}`: so must the URL of the endpoint"
            );
            self.notice("servers", message, false);
        }
    }

    fn paths(&mut self) -> Result<(), OpenApiProblem> {
        let document = self.document;
        let paths = document["paths"].as_object();
        let mut n_operations = 0;
        for (path, item) in paths.into_iter().flatten() {
            let item = self.budget.resolve(document, item).unwrap_or(item);
            for method in METHODS {
                let Some(operation) = item.get(method) else {
                    continue;
                };
                n_operations += 1;
                if n_operations > OPERATIONS_MAX {
                    return Err(OpenApiProblem::TooLarge("operations", OPERATIONS_MAX));
                }
                self.operation(method, path, item, operation);
            }
        }
        Ok(())
    }

    fn operation(&mut self, method: &str, path: &str, item: &Json, operation: &Json) {
        let place = format!("{method} {path}");
        let reading = Operation {
            document: self.document,
            version: self.version,
            method,
            path,
            item,
            operation,
        };
        let mut notices = Vec::new();
        let read = reading.read(&mut self.budget, &mut notices);
        for message in notices {
            self.notice(&place, message, false);
        }
        match read {
            Ok(mut action) => {
                let name = self.free_name(&action.name, &place);
                action.name = format!("{}.{name}", self.endpoint).into();
                if let Some(request) = &mut action.request {
                    request.endpoint = self.endpoint.into();
                }
                self.import.actions.push(action);
            }
            Err(message) => self.notice(&place, message, true),
        }
    }

    fn free_name(&mut self, wanted: &str, place: &str) -> String {
        let is_taken = |name: &str| {
            let full = format!("{}.{name}", self.endpoint);
            let mut actions = self.import.actions.iter();
            actions.any(|action| action.name.eq_ignore_ascii_case(&full))
        };
        let name = names::free(wanted, is_taken);
        if name != wanted {
            let message = format!("the name `{wanted}` is taken; the action is named `{name}`");
            self.notice(place, message, false);
        }
        name
    }

    fn notice(&mut self, place: &str, message: String, is_left_out: bool) {
        if self.import.notices.len() < NOTICES_MAX {
            self.import.notices.push(Notice {
                place: place.to_owned(),
                message,
                is_left_out,
            });
        }
    }
}
