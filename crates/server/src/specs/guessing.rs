//! Q15: guessing passwords is slow, tells nothing, and racing does not help.

use std::sync::Arc;

use super::bed::{Bed, PASSWORD};

#[tokio::test]
async fn q15_an_unknown_user_costs_the_same_work() {
    let bed = Bed::new();
    bed.person("ann@x.org", &[]).await;
    let off = bed.person("off@x.org", &[]).await;
    let request = segue_runtime::Request::SetUserActive {
        user: off,
        active: false,
        by: segue_runtime::Actor::System,
    };
    bed.done(request).await;
    let long = "x".repeat(10_000);
    for (user, password) in [
        ("ann@x.org", "wrong horse"),
        ("off@x.org", PASSWORD),
        ("nobody@x.org", PASSWORD),
        ("", ""),
        (long.as_str(), long.as_str()),
    ] {
        let before = bed.app.identity().passwords.n_compared();
        let told = bed.try_to_sign_in(user, password).await;
        assert_eq!(told.status, 401);
        let compared = bed.app.identity().passwords.n_compared() - before;
        assert_eq!(
            compared,
            1,
            "one hash, as for everybody: {}",
            &user[..user.len().min(20)]
        );
    }
}

#[tokio::test]
async fn q15_ten_thousand_guesses_are_a_few() {
    let bed = Bed::new();
    bed.person("ann@x.org", &[]).await;
    let before = bed.app.identity().passwords.n_compared();
    let mut n_compared = 0;
    for n in 0..10_000 {
        let told = bed.try_to_sign_in("ann@x.org", &format!("guess {n}")).await;
        if told.status == 429 {
            assert!(told.headers.contains_key("retry-after"));
            continue;
        }
        n_compared += 1;
    }
    assert_eq!(n_compared, 10);
    assert_eq!(bed.app.identity().passwords.n_compared() - before, 10);
    // A whole day of guessing gives one more each minute, and 50 names at most from one address.
    for _ in 0..60 {
        bed.advance(1);
        bed.try_to_sign_in("ann@x.org", "guess").await;
        bed.try_to_sign_in("ann@x.org", "guess").await;
    }
    assert_eq!(bed.app.identity().passwords.n_compared() - before, 70);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn q15_guesses_at_the_same_time_are_no_more() {
    let bed = Arc::new(Bed::new());
    bed.person("ann@x.org", &[]).await;
    let before = bed.app.identity().passwords.n_compared();
    let racers: Vec<_> = (0..100)
        .map(|n| {
            let bed = bed.clone();
            tokio::spawn(async move {
                let password = if n == 99 {
                    PASSWORD.to_owned()
                } else {
                    format!("guess {n}")
                };
                bed.try_to_sign_in("ann@x.org", &password).await.status
            })
        })
        .collect();
    for racer in racers {
        let status = racer.await.unwrap().as_u16();
        assert!([200, 401, 429, 503].contains(&status), "{status}");
    }
    assert!(bed.app.identity().passwords.n_compared() - before <= 11);
}
