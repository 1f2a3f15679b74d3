//! Jobs.

use segue_engine::PartId;
use segue_language::Timestamp;
use segue_store::{Job, PartNumber, RunNumber};

use crate::bed::write;

fn job(run: i64, due: i64) -> Job {
    Job {
        n: PartNumber::new(RunNumber(run), PartId(2)),
        activation: 1,
        kind: 4,
        due: Timestamp(due),
        attempt: 0,
        epoch: 0,
        body: vec![7; 3],
    }
}

fn runs(jobs: &[Job]) -> Vec<i64> {
    jobs.iter().map(|job| job.n.run().0).collect()
}

specs! {
    fn a_job_is_read_as_it_was_stored(store) {
        write(store, |tx| tx.put_job(&job(3, 50)).unwrap());
        assert_eq!(store.job(job(3, 50).n).unwrap(), Some(job(3, 50)));
    }

    fn a_job_takes_the_place_of_the_former_one_of_its_step(store) {
        let again = Job { activation: 2, attempt: 1, due: Timestamp(9), ..job(3, 0) };
        write(store, |tx| {
            tx.put_job(&job(3, 0)).unwrap();
            tx.put_job(&again).unwrap();
        });
        assert_eq!(store.job(again.n).unwrap(), Some(again));
        assert_eq!(store.waiting_jobs(None, 10).unwrap(), []);
    }

    fn jobs_for_now_are_found_after_a_crash(store) {
        write(store, |tx| {
            for (run, due) in [(4, 0), (2, 10), (1, 0), (3, 0)] {
                tx.put_job(&job(run, due)).unwrap();
            }
            let free = Job { n: tx.new_job_number().unwrap(), ..job(1, 0) };
            assert!(free.n.0 < 0);
            tx.put_job(&free).unwrap();
        });
        let all = store.waiting_jobs(None, 10).unwrap();
        assert_eq!(runs(&all[1..]), [1, 3, 4]);
        assert_eq!(runs(&store.waiting_jobs(Some(job(1, 0).n), 1).unwrap()), [3]);
    }

    fn timers_are_due_when_their_time_has_come(store) {
        write(store, |tx| {
            for (run, due) in [(1, 30), (2, 10), (3, 20), (4, 0)] {
                tx.put_job(&job(run, due)).unwrap();
            }
        });
        assert_eq!(store.next_due_job().unwrap(), Some(Timestamp(10)));
        assert!(store.due_jobs(Timestamp(9), 10).unwrap().is_empty());
        assert_eq!(runs(&store.due_jobs(Timestamp(20), 10).unwrap()), [2, 3]);
        assert_eq!(runs(&store.due_jobs(Timestamp(99), 2).unwrap()), [2, 3]);
    }

    fn nothing_is_due_without_timers(store) {
        write(store, |tx| tx.put_job(&job(1, 0)).unwrap());
        assert_eq!(store.next_due_job().unwrap(), None);
    }

    fn a_job_of_another_activation_is_not_forgotten(store) {
        write(store, |tx| {
            tx.put_job(&job(1, 0)).unwrap();
            assert!(!tx.delete_job(job(1, 0).n, 2).unwrap());
            assert!(tx.delete_job(job(1, 0).n, 1).unwrap());
            assert!(!tx.delete_job(job(1, 0).n, 1).unwrap());
        });
    }
}
