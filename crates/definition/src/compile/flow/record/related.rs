//! Records that Get Records reads with those that they belong to.

use segue_flow::{RelatedLink, RelatedRecords};
use segue_language::{Text, Type};

use crate::Problem;
use crate::compile::Schema;
use crate::compile::flow::Compiler;
use crate::document::Node;

impl Compiler<'_> {
    pub(super) fn related_records(&mut self, node: &Node, object: &str) -> Vec<RelatedRecords> {
        let mut related = Vec::new();
        self.add_related(node, object, None, &mut related);
        related
    }

    /// Adds what is read with the records of `node`, each followed by what is read with it.
    fn add_related(
        &mut self,
        node: &Node,
        owner: &str,
        within: Option<usize>,
        related: &mut Vec<RelatedRecords>,
    ) {
        for node in node.children("relatedRecords") {
            let Some(written) = node.child("relatedObject") else {
                self.notes.missing_element(node, "relatedObject");
                continue;
            };
            let Some(field) = node.child("relationshipField") else {
                self.notes.missing_element(node, "relationshipField");
                continue;
            };
            let object = Text::from(written.word());
            self.notes.uses_object(&object, written.place());
            for queried in node.children("queriedFields") {
                self.uses_field(&object, queried, Type::Any);
            }
            let place = related.len();
            let (link, name) = self.link(owner, &object, field);
            let mut beside = related.iter();
            let is_held = |known: &RelatedRecords| {
                known.within == within && known.name.eq_ignore_ascii_case(&name)
            };
            if beside.any(is_held) {
                let problem = Problem::ambiguous_relationship(&field.place(), &name);
                self.notes.add(problem);
            }
            related.push(RelatedRecords {
                within,
                filter: self.filter(node, &object),
                sort: self.sort(node, &object),
                limit: self.limit(node),
                first_only: node.flag("getFirstRecordOnly"),
                link,
                name,
                object: object.clone(),
            });
            self.add_related(node, &object, Some(place), related);
        }
    }

    /// Which way the field leads, and the name under which a record holds what it leads to.
    fn link(&mut self, owner: &str, object: &str, field: &Node) -> (RelatedLink, Text) {
        let own = self
            .schema
            .object(owner)
            .and_then(|o| o.field(field.word()));
        match own.and_then(|own| own.lookup.as_ref()) {
            Some(lookup) => {
                let name = lookup.relationship.clone();
                (RelatedLink::Parent(field.word().into()), name)
            }
            None => {
                self.uses_field(object, field, Type::Any);
                let name = children_of(self.schema, object, field.word());
                (RelatedLink::Child(field.word().into()), name)
            }
        }
    }
}

/// The names under which records hold those that Get Records reads with them.
pub(in crate::compile::flow) fn related_names(root: &Node, schema: Schema<'_>) -> Vec<Text> {
    let mut names = Vec::new();
    let mut open: Vec<&Node> = root.children("recordLookups").collect();
    while let Some(node) = open.pop() {
        for related in node.children("relatedRecords") {
            let object = related.text_of("relatedObject");
            let field = related.text_of("relationshipField");
            names.extend(
                object.map(|object| children_of(schema, object, field.unwrap_or_default())),
            );
            open.push(related);
        }
    }
    names
}

/// The name of the records of an object that name another in a field: what the field states, else the
/// plural of the object: `Contacts`, `Lines__r`.
pub(super) fn children_of(schema: Schema<'_>, object: &str, field: &str) -> Text {
    let field = schema.object(object).and_then(|known| known.field(field));
    let lookup = field.and_then(|field| field.lookup.as_ref());
    if let Some(stated) = lookup.and_then(|lookup| lookup.children.clone()) {
        return stated;
    }
    match object.strip_suffix("__c") {
        Some(stem) => format!("{}__r", plural(stem)).into(),
        None => plural(object).into(),
    }
}

fn plural(name: &str) -> String {
    match name.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if name.ends_with('s') => format!("{name}es"),
        None => format!("{name}s"),
    }
}
