//! What the part shows.

use segue_language::{Text, Timestamp};
use segue_store::Presence;

use super::PresencePart;
use crate::queries::presence::{Offer, Standing};

const NOW: Timestamp = Timestamp(1_772_528_400_000_000);

/// Somebody who is there, with an offer.
pub(in crate::pages) fn sample(now: Timestamp) -> PresencePart {
    PresencePart {
        standing: Standing {
            is_routed: true,
            status: Presence::Online,
            since: Some(now),
            capacity: 5,
            load: 1,
            offers: vec![Offer {
                item: Text::from("0jf000000000001AAA"),
                label: Text::from("Review <it>"),
                queue: Text::from("Help"),
                created: now,
                until: now.plus_seconds(125),
            }],
        },
        now,
    }
}

#[test]
fn an_offer_says_how_long_it_stands_and_works_without_scripts() {
    let shown = sample(NOW).to_string();
    assert!(shown.contains("<strong>2:05</strong> left"), "{shown}");
    assert!(shown.contains("Review &#60;it&#62;"), "{shown}");
    for form in [
        "/work/0jf000000000001AAA/accept",
        "/work/0jf000000000001AAA/decline",
        "/presence",
    ] {
        let form = format!("<form method=\"post\" action=\"{form}\"");
        assert!(shown.contains(&form), "{form} in {shown}");
    }
    assert!(
        shown.contains("value=\"online\" aria-pressed=\"true\""),
        "{shown}"
    );
}

#[test]
fn whoever_has_no_routed_queue_sees_nothing_of_it() {
    let part = PresencePart {
        standing: Standing::default(),
        now: NOW,
    };
    assert_eq!(part.to_string().trim(), "");
}
