//! What files declare besides objects: value sets, people, labels.

use super::loading::Loading;
use crate::sections::value_set::value_set;
use crate::sections::{Kind, access, custom_metadata, group, labels, object, queue, workflow};

impl Loading<'_> {
    pub(super) fn read_value_sets(&mut self) {
        self.each(Kind::GlobalValueSet, |loading, stem, root| {
            let set = value_set(root, "customValue");
            loading.sets.insert(stem.to_owned(), set);
        });
        self.each(Kind::StandardValueSet, |loading, stem, root| {
            let set = value_set(root, "standardValue");
            loading.sets.insert(stem.to_owned(), set);
        });
    }

    /// Records of custom metadata. They also declare what no file of their object does.
    pub(super) fn read_custom_metadata(&mut self) {
        self.each(Kind::CustomMetadata, |loading, _, root| {
            let file = loading.project.sources.get(root.file).clone();
            let Some(record) = custom_metadata::record(file.file_name(), root) else {
                return;
            };
            let fields = custom_metadata::fields(root, &file.text);
            loading.change_object(&record.object, |object, _| {
                for field in fields {
                    if object.field(&field.name).is_none() {
                        object::add_field(object, field);
                    }
                }
            });
            let all = &mut loading.project.custom_metadata;
            all.retain(|known| known.object != record.object || known.name != record.name);
            all.push(record);
        });
    }

    pub(super) fn read_people_and_labels(&mut self) {
        self.each(Kind::Queue, |loading, stem, root| {
            let read = queue::queue(stem, root);
            loading.project.people.add_queue(read);
        });
        self.each(Kind::Group, |loading, stem, root| {
            let read = group::group(stem, root);
            loading.project.people.add_group(read);
        });
        for kind in [Kind::PermissionSet, Kind::Profile] {
            self.each(kind, |loading, stem, root| {
                let given = access::permission_set(root, kind == Kind::Profile);
                let name = stem.to_ascii_lowercase();
                loading.project.permission_sets.insert(name, given);
            });
        }
        self.each(Kind::Workflow, |loading, stem, root| {
            let read = workflow::alerts(stem, root);
            let all = &mut loading.project.alerts;
            all.retain(|known| read.iter().all(|own| own.name != known.name));
            all.extend(read);
        });
        self.each(Kind::Labels, |loading, _, root| {
            loading.project.labels.extend(labels::labels(root));
        });
    }
}
