//! Updating the records related to the one that started the flow: `$Record.Account`,
//! `$Record.Cases`, with values for their fields.

use segue_flow::{Operand, Reference, UpdateRecords};
use segue_language::{FieldType, Logic, LogicTree, ObjectType, Operator, Path, Text, Type};

use super::related::children_of;
use crate::compile::flow::Compiler;
use crate::compile::trigger::record_path;
use crate::document::Node;
use crate::standard_objects;

/// What joins the records of `object` to the one that started the flow.
struct Join {
    object: Text,
    /// The field of theirs that is compared, and the one of `$Record` that it equals.
    field: Text,
    equals: Text,
}

impl Compiler<'_> {
    /// An update of related records, when `node` is one and it is known how they are related.
    pub(in crate::compile::flow) fn related_update(
        &mut self,
        node: &Node,
    ) -> Option<UpdateRecords> {
        let relationship = relationship(node)?;
        let join = self
            .parent(&relationship)
            .or_else(|| self.children(&relationship, node))?;
        let mut filter = self.filter(node, &join.object);
        filter.logic = with_another(filter.logic, filter.comparisons.len());
        let value = Operand::Reference(Reference::Record(vec![join.equals]));
        filter
            .comparisons
            .push((join.field, Operator::EqualTo, value));
        Some(UpdateRecords::Where {
            filter,
            fields: self.field_inputs(node, &join.object),
            object: join.object,
        })
    }

    /// The record to which a lookup of `$Record` leads.
    fn parent(&self, relationship: &str) -> Option<Join> {
        let (field, lookup) = self.started_by()?.lookup(relationship)?;
        Some(Join {
            object: lookup.to.first()?.clone(),
            field: "Id".into(),
            equals: field.name.clone(),
        })
    }

    /// The records that name `$Record` in a lookup, or else in a filter that asks for its id.
    fn children(&self, relationship: &str, node: &Node) -> Option<Join> {
        let owner = self.started_by()?;
        let objects = self.schema.objects.iter().map(|object| &**object);
        let objects = objects.chain(standard_objects());
        let mut fields = objects.clone().flat_map(|object| {
            let fields = object.fields.iter().filter(|field| leads_to(field, owner));
            fields.map(move |field| (&object.name, &field.name))
        });
        let is_called = |object: &str, field: &str| {
            children_of(self.schema, object, field).eq_ignore_ascii_case(relationship)
        };
        let found = fields.find(|(object, field)| is_called(object, field));
        let (object, field) = match found {
            Some((object, field)) => (object, field.clone()),
            None => {
                let field = asking_for_its_id(node)?;
                let mut names = objects.map(|object| &object.name);
                (names.find(|object| is_called(object, &field))?, field)
            }
        };
        Some(Join {
            object: object.clone(),
            field,
            equals: "Id".into(),
        })
    }

    fn started_by(&self) -> Option<&ObjectType> {
        match &self.record {
            Type::Record(object) => self.schema.object(object),
            _ => None,
        }
    }
}

/// The relationship of `$Record` that an update with fields of its own names.
fn relationship(node: &Node) -> Option<Text> {
    node.child("inputAssignments")?;
    let path = Path::new(node.text_of("inputReference")?);
    match path.tail() {
        [relationship] if record_path(&path) => Some(relationship.clone()),
        _ => None,
    }
}

fn leads_to(field: &FieldType, owner: &ObjectType) -> bool {
    let mut to = field.lookup.iter().flat_map(|lookup| &lookup.to);
    to.any(|object| object.eq_ignore_ascii_case(&owner.name))
}

fn asking_for_its_id(node: &Node) -> Option<Text> {
    let filter = node.children("filters").find(|filter| {
        let value = filter.child("value");
        let written = value.and_then(|value| value.text_of("elementReference"));
        written.is_some_and(|written| written.eq_ignore_ascii_case("$Record.Id"))
    })?;
    filter.text_of("field").map(Text::from)
}

/// The logic of `n` comparisons, and of one more that has to hold as well.
fn with_another(logic: Logic, n: usize) -> Logic {
    let own = match logic {
        Logic::All => return Logic::All,
        Logic::Any => LogicTree::Or((0..n).map(LogicTree::Condition).collect()),
        Logic::Custom(tree) => tree,
    };
    Logic::Custom(LogicTree::And(vec![own, LogicTree::Condition(n)]))
}
