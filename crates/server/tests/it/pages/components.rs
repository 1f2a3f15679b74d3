//! Components of screens in the Work Guide, without a browser and so without scripts.

use axum::http::StatusCode;

use crate::support::{Office, office_with};

fn workshop() -> Office {
    office_with("crates/runtime/tests/scenarios/components")
}

async fn with_parts(office: &Office) {
    for (name, stage) in [("Bolt", "New"), ("Nut", "Done")] {
        let form = format!("v.Name={name}&v.City__c=Ulm&v.Stage__c={stage}");
        let made = office.post("admin", "/records/Part__c", &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    }
}

#[tokio::test]
async fn a_button_runs_its_action_and_loses_nothing_that_was_typed() {
    let office = workshop();
    with_parts(&office).await;
    let work = office.part("Find_Part").await;
    let page = office.get("manager", &work).await;
    assert!(page.says("value=\"click:Go\""), "{}", page.body);
    assert!(!page.says("Bolt"), "{}", page.body);

    let form = "screen=Pick&v.Place=Ulm&v.Town=Typed&go=click:Go";
    let page = office.post("manager", &work, form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.says("Bolt") && page.says("Nut"), "{}", page.body);
    assert!(
        page.says("Done.") && page.says("value=\"Typed\""),
        "{}",
        page.body
    );
    let again = office.get("manager", &work).await;
    assert!(
        again.says("Bolt") && again.says("value=\"Typed\""),
        "{}",
        again.body
    );

    let row = page.body.split("id=\"f-Parts-").nth(1).expect("a row");
    let row = row.split('"').next().expect("its id");
    let form = format!("screen=Pick&v.Place=Ulm&v.Town=Typed&m.Parts=&m.Parts={row}&go=next");
    let done = office.post("manager", &work, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[tokio::test]
async fn a_press_with_scripts_answers_with_the_part_that_changes() {
    let office = workshop();
    with_parts(&office).await;
    let work = office.part("Find_Part").await;
    let path = format!("{work}/refresh");
    // The town was not typed: it takes what the action found.
    let form = "screen=Pick&v.Place=Ulm&v.Town=&go=click:Go";
    let part = office.post("manager", &path, form).await;
    assert_eq!(part.status, StatusCode::OK, "{}", part.body);
    assert!(!part.says("<html") && part.says("Bolt"), "{}", part.body);
    assert!(
        part.says("name=\"v.Town\" type=\"text\" value=\"Ulm\""),
        "{}",
        part.body
    );
    let page = office.get("manager", &work).await;
    assert!(
        page.says("name=\"v.Town\" type=\"text\" value=\"Ulm\""),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn the_error_of_an_action_stands_at_its_button() {
    let office = workshop();
    let work = office.part("Find_Part").await;
    let form = "screen=Pick&v.Place=fail&v.Town=Typed&go=click:Go";
    let page = office.post("manager", &work, form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(
        page.says("Stage__c has no value `Nowhere`"),
        "{}",
        page.body
    );
    assert!(page.says("role=\"status\""), "{}", page.body);
    let inbox = office.get("manager", "/inbox").await;
    assert!(inbox.says(&work), "the work is still there: {}", inbox.body);
    let parts = office.get("admin", "/records/Part__c").await;
    assert!(
        !parts.says("searched"),
        "what it wrote is undone: {}",
        parts.body
    );
}

#[tokio::test]
async fn the_api_presses_buttons_too() {
    let office = workshop();
    with_parts(&office).await;
    let work = office
        .part("Find_Part")
        .await
        .replace("/work/", "/api/v1/work-items/");
    let path = format!("{work}/screen");
    let body = r#"{"answers": {"Place": "Ulm"}, "click": "Go"}"#;
    let told = office.ask("manager", &path, body).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    let told: serde_json::Value = serde_json::from_str(&told.body).expect("JSON");
    assert_eq!(told["screen"]["name"], "Pick");
    let fields = told["screen"]["fields"].as_array().expect("fields");
    let field = |name: &str| {
        fields
            .iter()
            .find(|field| field["name"] == name)
            .expect("a field")
    };
    assert_eq!(field("Go")["can_click"], true);
    assert_eq!(field("Go")["value"]["IsSuccess"], true);
    assert_eq!(field("Go")["value"]["Results"], serde_json::Value::Null);
    assert_eq!(field("Parts")["visible"], true);
    let body = r#"{"click": "Gone"}"#;
    let told = office.ask("manager", &path, body).await;
    assert_eq!(
        told.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        told.body
    );
    assert!(told.says("is no button of this screen"), "{}", told.body);
}

#[tokio::test]
async fn a_board_has_a_column_for_each_value_and_one_card_can_be_selected() {
    let office = workshop();
    with_parts(&office).await;
    let work = office.part("Describe_Part").await;
    let page = office.get("manager", &work).await;
    for column in ["New, 1", "In work, 0", "Done, 1"] {
        assert!(
            page.says(&format!("aria-label=\"{column}\"")),
            "{column}: {}",
            page.body
        );
    }
    let card = page.body.split("id=\"f-Board-0").nth(1);
    let card = card.or_else(|| page.body.split("id=\"f-Board-a").nth(1));
    assert!(
        card.is_some_and(|card| card.contains("Bolt")),
        "{}",
        page.body
    );
    assert!(
        page.says("<span class=\"muted\">City</span> Ulm"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn what_is_wrong_with_an_item_of_a_repeater_stands_at_its_field() {
    let office = workshop();
    with_parts(&office).await;
    let work = office.part("Describe_Part").await;
    let page = office.get("manager", &work).await;
    assert!(
        page.says("name=\"r.Holes.0.v.Name\" type=\"text\" value=\"Bolt\""),
        "{}",
        page.body
    );
    let ids: Vec<&str> = page.body.split(".v.Id\" value=\"").skip(1).collect();
    let ids: Vec<&str> = ids
        .iter()
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(ids.len(), 2, "{}", page.body);

    let form = format!(
        "screen=Describe&v.Material=steel&r.Holes.0.v.Id={}&r.Holes.0.v.Name=Bolt&r.Holes.0.v.Size=7\
         &r.Holes.1.v.Name=Wide&r.Holes.1.v.Size=700&r.Holes.2.v.Name=&r.Holes.2.v.Size=&go=next",
        ids[0]
    );
    let page = office.post("manager", &work, &form).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.body
    );
    assert!(
        page.says("id=\"f-r-Holes-1-Size-error\">Wide is too large."),
        "{}",
        page.body
    );
    assert!(
        page.says("href=\"#f-r-Holes-1-Size\">Size (Holes 2)"),
        "{}",
        page.body
    );
    assert!(!page.says("f-r-Holes-0-Size-error"), "{}", page.body);

    // A box of an item makes another of its fields appear, in that item only.
    let form = "screen=Describe&r.Holes.0.v.Name=A&r.Holes.0.b.Deep=true&r.Holes.1.v.Name=B";
    let part = office
        .post("manager", &format!("{work}/refresh"), form)
        .await;
    assert!(part.says("r.Holes.0.v.Depth"), "{}", part.body);
    assert!(!part.says("r.Holes.1.v.Depth"), "{}", part.body);
}

#[tokio::test]
async fn a_choice_asks_for_a_text_that_fits() {
    let office = workshop();
    let work = office.part("Describe_Part").await;
    let page = office.get("manager", &work).await;
    assert!(page.says("placeholder=\"Which one?\""), "{}", page.body);
    let form = "screen=Describe&v.Material=other&t.Material.other=&go=next";
    let page = office.post("manager", &work, form).await;
    assert!(page.says("Must be answered: Which one?"), "{}", page.body);
    let form = "screen=Describe&v.Material=other&t.Material.other=tin&go=next";
    let page = office.post("manager", &work, form).await;
    assert!(page.says("Name it in full."), "{}", page.body);
    assert!(page.says("value=\"tin\""), "{}", page.body);
    let form =
        "screen=Describe&v.Material=other&t.Material.other=bronze&m.Kinds=&m.Kinds=brass&go=next";
    let done = office.post("manager", &work, form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}
