//! Deployed sources.

use segue_language::Text;
use segue_store::{MetadataSource, NewFlow};

use crate::bed::{NOON, write};

fn flow<'a>(name: &'a str, text: &'a str, active: bool) -> NewFlow<'a> {
    NewFlow {
        name,
        deployment: 1,
        path: "flows/x.flow-meta.xml",
        text,
        active,
    }
}

specs! {
    fn versions_of_a_flow_are_numbered_by_name(store) {
        write(store, |tx| {
            let one = tx.add_flow(&flow("A", "1", true)).unwrap();
            let other = tx.add_flow(&flow("B", "1", true)).unwrap();
            let two = tx.add_flow(&flow("a", "2", false)).unwrap();
            assert_eq!([one.number, other.number, two.number], [1, 1, 2]);
            assert!(one.version < other.version && other.version < two.version);
        });
        assert_eq!(store.flow_sources().unwrap().len(), 3);
    }

    fn a_new_active_version_takes_the_place_of_the_former_one(store) {
        let versions = write(store, |tx| {
            ["1", "2", "3"].map(|text| tx.add_flow(&flow("A", text, text != "3")).unwrap().version)
        });
        let active = |store: &segue_store::Store| -> Vec<String> {
            let all = store.flow_sources().unwrap();
            all.into_iter().filter(|flow| flow.active).map(|flow| flow.text).collect()
        };
        assert_eq!(active(store), ["2"]);
        write(store, |tx| tx.activate_flow("A", Some(versions[0])).unwrap());
        assert_eq!(active(store), ["1"]);
        write(store, |tx| tx.activate_flow("A", None).unwrap());
        assert!(active(store).is_empty());
    }

    fn a_text_at_the_same_path_is_replaced(store) {
        let source = |path: &str, deployment, text: &str| MetadataSource {
            path: Text::from(path),
            deployment,
            text: text.to_owned(),
        };
        write(store, |tx| {
            assert_eq!(tx.add_deployment(NOON, None).unwrap(), 1);
            tx.put_metadata(&source("b", 1, "old")).unwrap();
            tx.put_metadata(&source("a", 1, "x")).unwrap();
            assert_eq!(tx.add_deployment(NOON, Some("ann")).unwrap(), 2);
            tx.put_metadata(&source("b", 2, "new")).unwrap();
        });
        assert_eq!(store.metadata_sources().unwrap(), [source("a", 1, "x"), source("b", 2, "new")]);
    }
}
