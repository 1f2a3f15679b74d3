//! Drafts, saved views and files.

use segue_language::{Text, Timestamp};
use segue_store::{DraftRow, FileRow, PartNumber, SavedView};

use crate::bed::{NOON, write};

const ANN: &str = "005000000000001AAA";
const BEN: &str = "005000000000002AAA";
const ITEM: PartNumber = PartNumber(65_537);

fn draft(at: Timestamp) -> DraftRow {
    DraftRow {
        at,
        body: vec![1, 2, 3],
    }
}

fn view(name: &str, is_default: bool) -> SavedView {
    SavedView {
        name: name.to_owned(),
        query: "from=me".to_owned(),
        is_default,
    }
}

specs! {
    fn a_draft_is_kept_for_each_person_and_work_item(store) {
        write(store, |tx| tx.put_draft(ANN, ITEM, &draft(NOON)).unwrap());
        assert_eq!(store.draft(ANN, ITEM).unwrap(), Some(draft(NOON)));
        assert_eq!(store.draft(BEN, ITEM).unwrap(), None);
        assert_eq!(store.drafted_items(ANN).unwrap(), [ITEM]);
        assert!(write(store, |tx| tx.delete_draft(ANN, ITEM).unwrap()));
        assert!(!write(store, |tx| tx.delete_draft(ANN, ITEM).unwrap()));
    }

    fn a_draft_that_nobody_comes_back_to_goes(store) {
        let later = Timestamp(NOON.0 + 91 * 86_400 * 1_000_000);
        write(store, |tx| {
            tx.put_draft(ANN, ITEM, &draft(NOON)).unwrap();
            tx.put_draft(BEN, ITEM, &draft(NOON)).unwrap();
            tx.put_draft(ANN, PartNumber(9), &draft(later)).unwrap();
        });
        assert_eq!(store.draft(ANN, ITEM).unwrap(), None);
        assert_eq!(store.draft(BEN, ITEM).unwrap(), Some(draft(NOON)));
    }

    fn a_page_begins_with_one_view_at_most(store) {
        write(store, |tx| {
            tx.put_saved_view(ANN, "inbox", &view("late", true)).unwrap();
            tx.put_saved_view(ANN, "inbox", &view("mine", true)).unwrap();
            tx.put_saved_view(BEN, "inbox", &view("late", true)).unwrap();
        });
        let views = store.saved_views(ANN, "inbox").unwrap();
        assert_eq!(views, [view("late", false), view("mine", true)]);
        assert_eq!(store.saved_views(BEN, "inbox").unwrap(), [view("late", true)]);
        write(store, |tx| tx.set_default_view(ANN, "inbox", "").unwrap());
        let views = store.saved_views(ANN, "inbox").unwrap();
        assert!(views.iter().all(|view| !view.is_default));
        assert!(write(store, |tx| tx.delete_saved_view(ANN, "inbox", "late").unwrap()));
        assert_eq!(store.saved_views(ANN, "inbox").unwrap().len(), 1);
    }

    fn a_file_belongs_to_a_record_once_its_work_is_finished(store) {
        let mut file = FileRow {
            n: 0,
            person: Text::from(ANN),
            item: ITEM,
            record: Text::from(""),
            name: "offer.pdf".to_owned(),
            at: NOON,
            size: 3,
        };
        file.n = write(store, |tx| tx.insert_file(&file, b"abc").unwrap());
        assert_eq!(store.file(file.n).unwrap(), Some(file.clone()));
        assert_eq!(store.file_content(file.n).unwrap().as_deref(), Some(&b"abc"[..]));
        assert_eq!(store.files_of_item(ITEM).unwrap(), [file.clone()]);
        assert!(store.files_of_record("", 9).unwrap().is_empty());
        write(store, |tx| {
            tx.keep_files(ITEM, BEN, "a01").unwrap();
            tx.keep_files(ITEM, ANN, "a02").unwrap();
        });
        assert!(store.files_of_record("a01", 9).unwrap().is_empty());
        assert_eq!(store.files_of_record("a02", 9).unwrap()[0].n, file.n);
        assert_eq!(store.file(99).unwrap(), None);
    }
}
