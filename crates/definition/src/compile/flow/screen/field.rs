//! Screen fields by their kind.

use segue_flow::{
    ChoiceStyle, Column, Component, FieldKind, FieldTypes, Grouping, InputStyle, Level,
    ObjectField, Operand, Reference, Slot,
};
use segue_language::{FieldSource, FieldType, ObjectType, Path, Text, Type};

use crate::Place;
use crate::compile::flow::Compiler;
use crate::compile::schema::scalar_type;
use crate::compile::scope::{Scope, operand, reference};
use crate::document::Node;

/// Width of a column that does not state one, in twelfths.
const WIDTH_DEFAULT: u8 = 12;

impl Compiler<'_> {
    pub(super) fn field_kind(&mut self, node: &Node) -> FieldKind {
        match node.text_of("fieldType").unwrap_or_default() {
            "DisplayText" => FieldKind::DisplayText(self.template_in(node, "fieldText")),
            "InputField" => self.input(node, input_style(node)),
            "LargeTextArea" => self.input(node, InputStyle::LongText),
            "PasswordField" => self.input(node, InputStyle::Password),
            "RadioButtons" | "RadioButtonGroup" => self.choices(node, ChoiceStyle::RadioButtons),
            "DropdownBox" => self.choices(node, ChoiceStyle::Picklist),
            "MultiSelectCheckboxes" => self.choices(node, ChoiceStyle::CheckboxGroup),
            "MultiSelectPicklist" => self.choices(node, ChoiceStyle::MultiSelectPicklist),
            "RegionContainer" => self.section(node),
            "Region" => FieldKind::Section {
                header: false,
                columns: vec![self.column(node)],
            },
            "Repeater" => FieldKind::Repeater {
                source: self.source_of_items(node),
                fields: self.fields(node),
            },
            "ObjectProvided" => self.record_field(node),
            _ => FieldKind::Component(Box::new(self.component(node))),
        }
    }

    /// The collection that a repeater is given: whatever the input is called.
    fn source_of_items(&mut self, node: &Node) -> Option<Operand> {
        let mut inputs = node.children("inputParameters");
        let value = inputs.find_map(|input| {
            let value = input.child("value")?;
            value.child("elementReference").map(|_| value)
        })?;
        Some(operand(self, Some(value)))
    }

    fn input(&mut self, node: &Node, style: InputStyle) -> FieldKind {
        FieldKind::Input {
            style,
            value_type: match style {
                InputStyle::LongText | InputStyle::Password => Type::Text,
                _ => data_type(node),
            },
            default: self.operand_in(node, "defaultValue"),
            scale: node.text_of("scale").and_then(|n| n.parse().ok()),
        }
    }

    fn choices(&mut self, node: &Node, style: ChoiceStyle) -> FieldKind {
        FieldKind::Choices {
            style,
            value_type: if style.is_multiple() {
                Type::Multipicklist
            } else {
                data_type(node)
            },
            choices: self.choice_slots(node),
            default_choice: node
                .child("defaultSelectedChoiceReference")
                .and_then(|choice| self.slot_of(choice)),
            default: self.operand_in(node, "defaultValue"),
        }
    }

    fn choice_slots(&mut self, node: &Node) -> Vec<Slot> {
        let choices: Vec<&Node> = node.children("choiceReferences").collect();
        choices
            .into_iter()
            .filter_map(|choice| self.slot_of(choice))
            .collect()
    }

    fn slot_of(&mut self, node: &Node) -> Option<Slot> {
        match reference(self, node) {
            Reference::Slot(slot, _) => Some(slot),
            _ => None,
        }
    }

    fn section(&mut self, node: &Node) -> FieldKind {
        let columns: Vec<&Node> = node.children("fields").collect();
        FieldKind::Section {
            header: node.text_of("regionContainerType") == Some("SectionWithHeader"),
            columns: columns.into_iter().map(|node| self.column(node)).collect(),
        }
    }

    fn column(&mut self, region: &Node) -> Column {
        let width = region
            .children("inputParameters")
            .find(|input| input.name() == "width")
            .and_then(|input| input.child("value")?.text_of("stringValue"));
        Column {
            width: width.and_then(|w| w.parse().ok()).unwrap_or(WIDTH_DEFAULT),
            fields: self.fields(region),
        }
    }

    fn record_field(&mut self, node: &Node) -> FieldKind {
        let Some(written) = node.child("objectFieldReference") else {
            self.notes.missing_element(node, "objectFieldReference");
            return FieldKind::DisplayText(segue_flow::CompiledTemplate::default());
        };
        let path = Path::new(written.word());
        FieldKind::RecordField {
            value_type: self.type_of(&path).unwrap_or(Type::Any),
            target: self.resolve(&path, &written.place()),
            field: self.object_field(&path, &written.place()).map(Box::new),
        }
    }

    /// What the object says of the field at the end of a path.
    fn object_field(&mut self, path: &Path, place: &Place) -> Option<ObjectField> {
        let (name, through) = path.segments().split_last()?;
        let record = self.type_of(&Path::new(&through.join(".")))?;
        let Type::Record(object) = record else {
            return None;
        };
        let object = self.schema.object(&object)?;
        let field = object.field(name)?.clone();
        let controlling = field.dependency.as_ref().map(|dependency| {
            let beside = format!("{}.{}", through.join("."), dependency.controlling);
            self.resolve(&Path::new(&beside), place)
        });
        let types = self.types(object, &field, (through, place));
        Some(ObjectField {
            field,
            controlling,
            types,
        })
    }

    /// What the active record types make of a picklist; none where they say nothing of it.
    fn types(
        &mut self,
        object: &ObjectType,
        field: &FieldType,
        (record, place): (&[Text], &Place),
    ) -> Option<FieldTypes> {
        let active = object.record_types.iter().filter(|own| own.is_active);
        let values = active.map(|own| {
            let picklist = own.picklist(&field.name);
            (own.name.clone(), picklist.map(|own| own.values.clone()))
        });
        let values: Vec<_> = values.collect();
        if values.iter().all(|(_, values)| values.is_none()) {
            return None;
        }
        let name = format!("{}.RecordType.DeveloperName", record.join("."));
        let name = self.resolve(&Path::new(&name), place);
        Some(FieldTypes { name, values })
    }

    /// The picklists of a component that shows several of one object.
    fn levels(&self, node: &Node, extension: &str) -> Vec<Level> {
        if !extension.eq_ignore_ascii_case("flowruntime:dependentPicklists") {
            return Vec::new();
        }
        let given = |name: &str| {
            let mut inputs = node.children("inputParameters");
            let input = inputs.find(|input| input.name().eq_ignore_ascii_case(name))?;
            input.child("value")?.text_of("stringValue")
        };
        let Some(object) = given("dependencyWrapperApiName").and_then(|o| self.schema.object(o))
        else {
            return Vec::new();
        };
        let levels = ["top", "middle", "bottom"].iter().filter_map(|level| {
            let field = object.field(given(&format!("{level}PicklistApiName"))?)?;
            Some(Level {
                output: format!("{level}Value").into(),
                field: field.clone(),
                label: format!("{level}Label").into(),
                required: format!("{level}Required").into(),
            })
        });
        levels.collect()
    }

    /// By what a board has its columns: the platform tells no name of the input that says so, so
    /// it is the one whose name says that it groups.
    fn grouping(&self, node: &Node) -> Option<Grouping> {
        let extension = node.text_of("extensionName").unwrap_or_default();
        if !extension.eq_ignore_ascii_case("flowruntime:kanbanBoard") {
            return None;
        }
        let groups = |input: &&Node| input.name().to_ascii_lowercase().contains("group");
        let input = node.children("inputParameters").find(groups)?;
        let field = input.child("value")?.text_of("stringValue")?;
        let object = node.child("dataTypeMappings")?.text_of("typeValue");
        let object = object.and_then(|object| self.schema.object(object));
        let known = object.and_then(|object| object.field(field));
        Some(Grouping {
            field: known.map_or_else(|| field.into(), |field| field.name.clone()),
            values: known
                .map(|field| field.picklist.clone())
                .unwrap_or_default(),
        })
    }

    fn component(&mut self, node: &Node) -> Component {
        Component {
            extension: node.text_of("extensionName").unwrap_or_default().into(),
            inputs: self.inputs(node, "inputParameters"),
            outputs: self.outputs(node, "outputParameters"),
            leaves: leaves(node),
            choices: self.choice_slots(node),
            multiple: node.text_of("fieldType") == Some("ComponentMultiChoice"),
            default: self.operand_in(node, "defaultValue").or_else(|| {
                let chosen = node.child("defaultSelectedChoiceReference")?;
                Some(Operand::Reference(reference(self, chosen)))
            }),
            grouping: self.grouping(node).map(Box::new),
            levels: self.levels(node, node.text_of("extensionName").unwrap_or_default()),
        }
    }
}

/// Names of the outputs that a component declares to leave.
fn leaves(node: &Node) -> Vec<Text> {
    let outputs = node.children("outputParameters");
    let named = outputs.map(|output| Text::from(output.name()));
    named.filter(|name| !name.is_empty()).collect()
}

fn data_type(node: &Node) -> Type {
    scalar_type(node.text_of("dataType").unwrap_or("String"))
}

fn input_style(node: &Node) -> InputStyle {
    match node.text_of("dataType").unwrap_or_default() {
        "Number" => InputStyle::Number,
        "Currency" => InputStyle::Currency,
        "Date" => InputStyle::Date,
        "DateTime" => InputStyle::DateTime,
        "Time" => InputStyle::Time,
        "Boolean" => InputStyle::Checkbox,
        _ => InputStyle::Text,
    }
}

/// Whether it is a field of a record that nobody writes.
pub(super) fn is_computed(kind: &FieldKind) -> bool {
    let FieldKind::RecordField {
        field: Some(own), ..
    } = kind
    else {
        return false;
    };
    match own.field.source {
        FieldSource::Stored => false,
        FieldSource::System => &*own.field.name != "OwnerId",
        FieldSource::AutoNumber(_) | FieldSource::Computed(_) | FieldSource::Summary(_) => true,
    }
}
