//! What files declare besides objects: value sets, people, labels.

use super::loading::Loading;
use crate::sections::value_set::value_set;
use crate::sections::{Kind, group, labels, queue};

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

    pub(super) fn read_people_and_labels(&mut self) {
        self.each(Kind::Queue, |loading, stem, root| {
            let read = queue::queue(stem, root);
            loading.project.people.add_queue(read);
        });
        self.each(Kind::Group, |loading, stem, root| {
            let read = group::group(stem, root);
            loading.project.people.add_group(read);
        });
        self.each(Kind::Labels, |loading, _, root| {
            loading.project.labels.extend(labels::labels(root));
        });
    }
}
