//! What the page of a record offers: records that the filter of a lookup allows, and values that its
//! record type names.

use axum::http::StatusCode;
use segue_language::Text;
use segue_store::PersonAccess;

use super::bed::Bed;

const VISIT: &str = "Visit__c";

/// A nurse, whose visits are stays, and four sites.
async fn clinic() -> (Bed, String) {
    let bed = Bed::with_scenarios(&["lookups"]);
    let nurse = bed.person("nurse@x.org", &["worker"]).await;
    bed.write(move |tx| {
        let access = PersonAccess {
            profile: Some(Text::from("Nurse")),
            ..PersonAccess::default()
        };
        tx.put_access(&nurse, &access)
    })
    .await;
    for (name, open, region) in [
        ("Northgate", "true", "N"),
        ("Southgate", "true", "S"),
        ("Shutgate", "false", "N"),
    ] {
        let fields = [("Name", name), ("Open__c", open), ("Region__c", region)];
        bed.record("Site__c", &fields).await;
    }
    let cookie = bed.sign_in("nurse@x.org").await;
    (bed, cookie)
}

/// The control of a field in a page.
fn control<'p>(page: &'p str, field: &str) -> &'p str {
    let begin = page
        .find(&format!("f-{field}"))
        .unwrap_or_else(|| panic!("{field}: {page}"));
    let rest = &page[begin..];
    rest.split("</select>").next().unwrap_or(rest)
}

async fn page(bed: &Bed, cookie: &str, form: &str) -> String {
    let told = bed.form(&format!("/records/{VISIT}"), cookie, form).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    told.body.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_lookup_of_a_page_offers_what_its_filter_allows_for_the_values_on_it() {
    let (bed, cookie) = clinic().await;
    let north = page(&bed, &cookie, "go=refresh&v.Name=a&v.Region__c=N").await;
    let sites = control(&north, "Site__c");
    assert!(sites.contains("Northgate"), "{sites}");
    assert!(
        !sites.contains("Southgate") && !sites.contains("Shutgate"),
        "{sites}"
    );
    let south = page(&bed, &cookie, "go=refresh&v.Name=a&v.Region__c=S").await;
    let sites = control(&south, "Site__c");
    assert!(
        sites.contains("Southgate") && !sites.contains("Northgate"),
        "{sites}"
    );
    let all = control(&south, "Advice__c");
    assert!(all.contains("Shutgate"), "{all}");
    assert!(!control(&south, "Mine__c").contains("gate"), "{south}");
}

#[tokio::test]
async fn a_picklist_of_a_page_offers_what_the_record_type_names() {
    let (bed, cookie) = clinic().await;
    let page = page(&bed, &cookie, "go=refresh&v.Name=a").await;
    let kinds = control(&page, "Kind__c");
    assert!(
        kinds.contains("Long") && !kinds.contains("Short"),
        "{kinds}"
    );
    let types = control(&page, "RecordTypeId");
    assert!(types.contains("Day") && types.contains("Stay"), "{types}");
    assert!(!types.contains("Old"), "{types}");
}

#[tokio::test]
async fn a_record_that_the_filter_does_not_allow_is_refused_at_its_field() {
    let (bed, cookie) = clinic().await;
    let fields = [("Name", "Shut"), ("Open__c", "false"), ("Region__c", "N")];
    let shut = bed.record("Site__c", &fields).await;
    let body = serde_json::json!({ "Name": "a", "Region__c": "N", "Site__c": &*shut });
    let at = ("POST", "/api/v1/records/Visit__c");
    let told = bed.as_session(at, &cookie, Some(body)).await;
    assert_eq!(
        told.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        told.body
    );
    assert_eq!(told.body["errors"][0]["field"], "Site__c");
    let why = told.body["errors"][0]["message"].as_str().unwrap();
    assert!(why.contains("open site"), "{why}");
}
