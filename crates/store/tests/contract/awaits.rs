//! What jobs hang on.

use segue_store::PartNumber;

use crate::bed::write;

const ONE: PartNumber = PartNumber(-1);
const TWO: PartNumber = PartNumber(131_074);

specs! {
    fn jobs_are_found_by_what_they_hang_on(store) {
        write(store, |tx| {
            tx.await_for("event:paid__e", TWO).unwrap();
            tx.await_for("event:paid__e", ONE).unwrap();
            tx.await_for("006000000000001AAA", TWO).unwrap();
            tx.await_for("006000000000001AAA", TWO).unwrap();
        });
        assert_eq!(store.awaiting("event:paid__e").unwrap(), [ONE, TWO]);
        assert_eq!(store.awaiting("event:other__e").unwrap(), []);
        assert_eq!(store.awaited_by(TWO).unwrap(), ["006000000000001AAA", "event:paid__e"]);
    }

    fn a_job_that_is_over_hangs_on_nothing(store) {
        write(store, |tx| {
            tx.await_for("event:paid__e", ONE).unwrap();
            tx.await_for("event:paid__e", TWO).unwrap();
            tx.stop_awaiting(TWO).unwrap();
        });
        assert_eq!(store.awaiting("event:paid__e").unwrap(), [ONE]);
        assert_eq!(store.awaited_by(TWO).unwrap(), Vec::<String>::new());
    }
}
