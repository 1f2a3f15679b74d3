//! What orchestrations and flows have in common when they are compiled: both resolve names to
//! references of their own, and build operands, formulas and templates from them.

use rustc_hash::FxHashMap;
use segue_language::{Formula, FormulaError, Path, Template, Type, Value};

use super::notes::Notes;
use super::value::{Written, written};
use crate::Place;
use crate::document::{Node, Offsets};

/// The names that something can refer to.
pub(crate) trait Scope {
    /// What a name becomes.
    type Reference;
    /// What a value becomes.
    type Operand;

    /// Where problems are noted.
    fn notes(&mut self) -> &mut Notes;
    /// The source text of the file.
    fn source(&self) -> &str;
    /// The type of what `path` refers to; none when it does not exist.
    fn type_of(&self, path: &Path) -> Option<Type>;
    /// Whether a record starts it, so that formulas may ask what happened to that.
    fn is_started_by_a_record(&self) -> bool;
    /// Resolves `path`, or notes that it does not exist.
    fn resolve(&mut self, path: &Path, place: &Place) -> Self::Reference;
    /// An operand that is a literal.
    fn literal(value: Value) -> Self::Operand;
    /// An operand that is a reference.
    fn referring(reference: Self::Reference) -> Self::Operand;
    /// An operand that is a formula.
    fn computing(formula: Formula, references: Vec<Self::Reference>) -> Self::Operand;
    /// An operand that is a text with merge fields.
    fn merging(template: Template, references: Vec<Self::Reference>) -> Self::Operand;
    /// An operand that is a collection.
    fn collecting(items: Vec<Self::Operand>) -> Self::Operand;
    /// The operand that a transform written as a value is, where there can be one.
    fn transforming(&mut self, node: &Node) -> Self::Operand {
        self.notes().unsupported(node, "a transform here");
        Self::literal(Value::Null)
    }
}

/// The reference that the text of `node` writes.
pub(crate) fn reference<S: Scope>(scope: &mut S, node: &Node) -> S::Reference {
    scope.resolve(&Path::new(node.word()), &node.place())
}

/// The same, where the value beside it tells the type of the field that it leads to.
pub(crate) fn typed_reference<S: Scope>(scope: &mut S, node: &Node, value: Type) -> S::Reference {
    let n_uses = scope.notes().uses.len();
    let reference = reference(scope, node);
    if let Some(field) = scope.notes().uses[n_uses..].last_mut() {
        field.value_type = value;
    }
    reference
}

/// The operand that `value` writes, where `taker` is what takes it: that tells the type of a field
/// that it leads to.
pub(crate) fn taken_operand<S: Scope>(
    scope: &mut S,
    value: Option<&Node>,
    taker: Option<Type>,
) -> S::Operand {
    let n_uses = scope.notes().uses.len();
    let operand = operand(scope, value);
    let leads = value.is_some_and(|value| value.child("elementReference").is_some());
    if let (true, Some(taker)) = (leads, taker)
        && let Some(field) = scope.notes().uses[n_uses..].last_mut()
    {
        field.value_type = taker;
    }
    operand
}

/// The operand that `value` writes; null when there is none.
pub(crate) fn operand<S: Scope>(scope: &mut S, value: Option<&Node>) -> S::Operand {
    match value {
        Some(value) => {
            let written = written(value, scope.notes());
            compiled(scope, written)
        }
        None => S::literal(Value::Null),
    }
}

fn compiled<S: Scope>(scope: &mut S, written: Written<'_>) -> S::Operand {
    match written {
        Written::Literal(value) => S::literal(value),
        Written::Reference(node) => referring(scope, node),
        Written::Merged(node) => {
            let (template, references) = template(scope, node);
            S::merging(template, references)
        }
        Written::Formula(node) => match formula(scope, node) {
            Some((formula, references)) => S::computing(formula, references),
            None => S::literal(Value::Null),
        },
        Written::Collection(items) => {
            let items = items
                .into_iter()
                .map(|item| compiled(scope, item))
                .collect();
            S::collecting(items)
        }
        Written::Transform(node) => scope.transforming(node),
    }
}

fn referring<S: Scope>(scope: &mut S, node: &Node) -> S::Operand {
    match global_constant(node.word()) {
        Some(value) => S::literal(value),
        None => S::referring(reference(scope, node)),
    }
}

/// The type of what `value` writes, as far as it shows; it tells the type of the field that it is
/// compared with or given to.
pub(crate) fn type_of_value<S: Scope>(scope: &S, value: Option<&Node>) -> Type {
    let written = value.and_then(|value| value.children.first());
    let Some(written) = written else {
        return Type::Any;
    };
    match &*written.tag {
        "booleanValue" => Type::Boolean,
        "numberValue" => Type::Number,
        "dateValue" => Type::Date,
        "dateTimeValue" => Type::DateTime,
        "stringValue" => Type::Text,
        "elementReference" => type_in_formula(scope, &Path::new(written.word())),
        _ => Type::Any,
    }
}

/// The value of a global constant: known before anything runs.
pub(crate) fn global_constant(name: &str) -> Option<Value> {
    match name.to_ascii_lowercase().as_str() {
        "$globalconstant.true" => Some(Value::Boolean(true)),
        "$globalconstant.false" => Some(Value::Boolean(false)),
        "$globalconstant.emptystring" => Some(Value::text("")),
        _ => None,
    }
}

/// The text with merge fields that `node` writes, and what it refers to.
pub(crate) fn template<S: Scope>(scope: &mut S, node: &Node) -> (Template, Vec<S::Reference>) {
    let template = Template::parse(&node.text);
    let references = resolved(scope, node, template.references());
    (template, references)
}

/// The formula that `node` writes, and what it refers to; none when it was refused.
pub(crate) fn formula<S: Scope>(
    scope: &mut S,
    node: &Node,
) -> Option<(Formula, Vec<S::Reference>)> {
    let type_of = |path: &Path| match is_about_change(path) && !scope.is_started_by_a_record() {
        true => None,
        false => Some(type_in_formula(scope, path)),
    };
    match Formula::compile(&node.text, &type_of) {
        Ok(formula) => {
            let references = resolved(scope, node, formula.references());
            Some((formula, references))
        }
        Err(error) => {
            refuse(scope, node, &error);
            None
        }
    }
}

/// `$Record__Prior` and `$Record__IsNew`.
pub(crate) fn is_about_change(path: &Path) -> bool {
    path.head().to_ascii_lowercase().starts_with("$record__")
}

/// What a formula may take `path` for. A name that does not exist is noted when it is resolved.
/// Collections are taken for whatever they are used as: the platform does so too.
fn type_in_formula<S: Scope>(scope: &S, path: &Path) -> Type {
    match scope.type_of(path) {
        Some(Type::Collection(_)) | None => Type::Any,
        Some(other) => other,
    }
}

fn refuse<S: Scope>(scope: &mut S, node: &Node, error: &FormulaError) {
    let place = node.place_in_text(scope.source(), error.at.clone());
    scope.notes().malformed_formula(&place, error);
}

/// Resolves `paths`, each where the text of `node` first mentions it.
fn resolved<S: Scope>(scope: &mut S, node: &Node, paths: &[Path]) -> Vec<S::Reference> {
    if paths.is_empty() {
        return Vec::new();
    }
    let offsets = Offsets::of(node, scope.source());
    let words = words(&node.text);
    let references = paths.iter().map(|path| {
        let name = path.to_string();
        let place = match words.get(&*name) {
            Some(at) => offsets.place(node, &(*at..at + name.len())),
            None => node.place(),
        };
        scope.resolve(path, &place)
    });
    references.collect()
}

/// The dotted names, and all other words, of `text`, with the byte at which each first stands.
fn words(text: &str) -> FxHashMap<&str, usize> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | ':');
    let mut first = FxHashMap::default();
    let mut at = 0;
    for word in text.split_inclusive(|c| !is_part(c)) {
        first
            .entry(word.trim_end_matches(|c| !is_part(c)))
            .or_insert(at);
        at += word.len();
    }
    first
}
