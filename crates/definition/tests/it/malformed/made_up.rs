//! Whole files with one thing wrong, and the code that says so.

/// Name, text, code.
pub(super) fn definitions() -> Vec<(String, String, &'static str)> {
    let mut all = Vec::new();
    bad_names(&mut all);
    bad_logic(&mut all);
    bad_formulas(&mut all);
    graphs(&mut all);
    values(&mut all);
    missing(&mut all);
    roots(&mut all);
    all
}

type All = Vec<(String, String, &'static str)>;

fn flow(body: &str) -> String {
    format!(
        "<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\"><apiVersion>64.0</apiVersion>\
         <label>Made up</label><processType>AutoLaunchedFlow</processType>{body}\
         <status>Active</status></Flow>"
    )
}

fn orchestration(body: &str) -> String {
    flow(body).replace("AutoLaunchedFlow", "Orchestrator")
}

fn step(name: &str, rest: &str) -> String {
    format!(
        "<stageSteps><name>{name}</name><label>{name}</label><actionName>ns__Work</actionName>\
         <actionType>stepBackground</actionType>{rest}<stepSubtype>BackgroundStep</stepSubtype>\
         </stageSteps>"
    )
}

fn stage(name: &str, rest: &str) -> String {
    format!(
        "<orchestratedStages><name>{name}</name><label>{name}</label>{rest}</orchestratedStages>"
    )
}

fn starting_at(name: &str) -> String {
    format!("<start><connector><targetReference>{name}</targetReference></connector></start>")
}

fn bad_names(all: &mut All) {
    let long = "x".repeat(81);
    let names = [
        "1st",
        "two words",
        "two__lines",
        "ends_",
        "_starts",
        "ümlaut",
        "dash-ed",
        "dot.ted",
        "a/b",
        "semi;colon",
        "emoji😀",
        "tab\tbed",
        "{!merge}",
        "$Record",
        "a'b",
        "a\"b",
        "a(b)",
        "99",
        "-",
        "*",
        &long,
    ];
    for name in names {
        let body = format!("<variables><name>{name}</name><dataType>String</dataType></variables>");
        all.push((format!("a variable called {name}"), flow(&body), "bad-name"));
        let body = format!("{}{}", stage(name, &step("Work", "")), starting_at("Work"));
        all.push((
            format!("a stage called {name}"),
            orchestration(&body),
            "bad-name",
        ));
    }
}

fn bad_logic(all: &mut All) {
    let long = format!("1{}", " AND 1".repeat(400));
    let logics = [
        "1 AND",
        "AND 1",
        "(1",
        "1)",
        "1 AND 3",
        "0",
        "1 XOR 2",
        "NOT",
        "1 2",
        "()",
        "1 AND (2",
        "1 OR OR 2",
        "1 && 2",
        "one",
        "1,2",
        "NOT()",
        "-1",
        "1.5",
        "1 AND 99999999999999999999",
        "((((1 AND 2)))",
        &long,
    ];
    for logic in logics {
        let condition = "<conditions><leftValueReference>flag</leftValueReference>\
            <operator>EqualTo</operator><rightValue><booleanValue>true</booleanValue></rightValue>\
            </conditions>";
        let logic_text = logic.replace('&', "&amp;");
        let body = format!(
            "<decisions><name>Choose</name><label>Choose</label><rules><name>Yes</name>\
             <conditionLogic>{logic_text}</conditionLogic>{condition}{condition}\
             <label>Yes</label></rules></decisions>{}\
             <variables><name>flag</name><dataType>Boolean</dataType></variables>",
            starting_at("Choose")
        );
        let shown: String = logic.chars().take(30).collect();
        all.push((format!("the logic {shown}"), flow(&body), "malformed-logic"));
    }
}

fn bad_formulas(all: &mut All) {
    let deep = format!("{}1{}", "(".repeat(70), ")".repeat(70));
    let long = format!("1{}", " + 1".repeat(1_000));
    let formulas = [
        "",
        "1 +",
        "(1",
        "1)",
        "IF(TRUE, 1)",
        "NOSUCH(1)",
        "1 + 'a'",
        "'open",
        "{!open",
        "LEN(5)",
        "1 2",
        "/* open",
        "TODAY() + TODAY()",
        "IF(1, 2, 3)",
        "REGEX('a', '((')",
        "VLOOKUP('a', 'b', 'c')",
        "AND(1, 2)",
        "CASE(1, 2)",
        "1.2.3",
        "#",
        "IF(TRUE, 1, 'x')",
        "NOT('a')",
        "ROUND('a', 1)",
        "TEXT()",
        "'a' < 1",
        "{!two words}",
        &deep,
        &long,
    ];
    for formula in formulas {
        let escaped = formula.replace('&', "&amp;").replace('<', "&lt;");
        let body = format!(
            "<formulas><name>Computed</name><dataType>Number</dataType>\
             <expression>{escaped}</expression></formulas>"
        );
        let code = match formula {
            "" => "missing-element",
            _ => "malformed-formula",
        };
        let shown: String = formula.chars().take(30).collect();
        all.push((format!("the formula {shown}"), flow(&body), code));
    }
}

/// The files of an orchestration whose stages are these, from `One` on.
fn put(all: &mut All, name: &str, stages: &str, code: &'static str) {
    let body = format!("{stages}{}", starting_at("One"));
    all.push((name.to_owned(), orchestration(&body), code));
}

fn graphs(all: &mut All) {
    let work = step("Work", "");
    let one = stage("One", &work);
    let stray = starting_at("Nothing");
    all.push((
        "no stage".to_owned(),
        orchestration(&stray),
        "unknown-target",
    ));
    all.push(("no start".to_owned(), orchestration(""), "no-stage"));
    put(
        all,
        "a stage without steps",
        &stage("One", ""),
        "empty-stage",
    );
    let twice = format!("{one}{}", starting_at("One"));
    put(all, "two starts", &twice, "repeated-element");
    let at_step = orchestration(&format!("{one}{}", starting_at("Work")));
    all.push((
        "a start that leads to a step".to_owned(),
        at_step,
        "unknown-target",
    ));
    let own_fault = "<faultConnector><targetReference>One</targetReference></faultConnector>";
    let faulty = stage("One", &format!("{own_fault}{work}"));
    put(all, "a fault path to itself", &faulty, "restless-cycle");
    let looping = format!(
        "{one}<loops><name>L</name><label>L</label><collectionReference>x</collectionReference>\
         </loops>"
    );
    put(
        all,
        "a loop in an orchestration",
        &looping,
        "misplaced-element",
    );
    same_names(all, &work, &one);
    too_many(all, &work);
}

fn same_names(all: &mut All, work: &str, one: &str) {
    let stages = format!("{one}{}", stage("One", &step("Other", "")));
    put(all, "two stages of one name", &stages, "duplicate-name");
    let steps = stage("One", &format!("{work}{work}"));
    put(all, "two steps of one name", &steps, "duplicate-name");
    let like_stage = stage("One", &step("One", ""));
    put(
        all,
        "a step called like its stage",
        &like_stage,
        "duplicate-name",
    );
    let by_case = stage("One", &format!("{work}{}", step("WORK", "")));
    put(
        all,
        "names that differ by case only",
        &by_case,
        "duplicate-name",
    );
}

fn too_many(all: &mut All, work: &str) {
    let condition = "<entryConditions><conditionType>EntryCondition</conditionType>\
        <leftValueReference>Work.Status</leftValueReference><operator>EqualTo</operator>\
        <rightValue><stringValue>Completed</stringValue></rightValue></entryConditions>";
    let logic = "<entryConditionLogic>and</entryConditionLogic>";
    let late = step("Late", &format!("{logic}{}", condition.repeat(11)));
    let stages = stage("One", &format!("{work}{late}"));
    put(all, "eleven requirements", &stages, "too-many-requirements");
    let steps: String = (0..10_000).map(|n| step(&format!("S{n}"), "")).collect();
    put(
        all,
        "ten thousand steps",
        &stage("One", &steps),
        "too-many-steps",
    );
    let one_step = |n: usize| stage(&format!("G{n}"), &step(&format!("W{n}"), ""));
    let stages: String = (0..1_001).map(one_step).collect();
    put(all, "a thousand stages", &stages, "too-large");
}

fn values(all: &mut All) {
    let variable = |rest: &str| flow(&format!("<variables><name>v</name>{rest}</variables>"));
    for data_type in [
        "Strin", "int", "NUMBER!", "Map", "Object[]", "42", "string;", "Blob", "Any",
    ] {
        let text = variable(&format!("<dataType>{data_type}</dataType>"));
        all.push((format!("the data type {data_type}"), text, "invalid-value"));
    }
    for flag in ["yes", "TRUE!", "ja", "t", "null"] {
        let text = variable(&format!(
            "<dataType>String</dataType><isInput>{flag}</isInput>"
        ));
        all.push((format!("the flag {flag}"), text, "invalid-value"));
    }
    for number in [
        "1,5", "abc", "1e", "--1", "0x10", "１", "1.2.3", "NaN", "Infinity",
    ] {
        let text = variable(&format!(
            "<dataType>Number</dataType><value><numberValue>{number}</numberValue></value>"
        ));
        all.push((format!("the number {number}"), text, "invalid-value"));
    }
    for date in [
        "2026-02-30",
        "tomorrow",
        "2026/01/01",
        "1-1-1",
        "2026-13-01",
    ] {
        let text = variable(&format!(
            "<dataType>Date</dataType><value><dateValue>{date}</dateValue></value>"
        ));
        all.push((format!("the date {date}"), text, "invalid-value"));
    }
    for moment in [
        "2026-02-30T00:00:00Z",
        "now",
        "2026-01-01T25:00:00Z",
        "noon",
    ] {
        let text = variable(&format!(
            "<dataType>DateTime</dataType><value><dateTimeValue>{moment}</dateTimeValue></value>"
        ));
        all.push((format!("the moment {moment}"), text, "invalid-value"));
    }
    for version in ["sixty", "-1", "1e3", "64,0"] {
        let text = flow("").replace("64.0", version);
        all.push((format!("the API version {version}"), text, "invalid-value"));
    }
}

/// Elements that nothing else says, taken away one at a time.
fn missing(all: &mut All) {
    let parts: [(&str, &str, &[&str]); 8] = [
        (
            "variables",
            "<name>a</name><dataType>String</dataType>",
            &["name"],
        ),
        (
            "recordLookups",
            "<name>a</name><label>a</label><object>Account</object>",
            &["name", "object"],
        ),
        (
            "recordDeletes",
            "<name>a</name><label>a</label><object>Account</object>",
            &["name"],
        ),
        (
            "subflows",
            "<name>a</name><label>a</label><flowName>ns__A</flowName>",
            &["name", "flowName"],
        ),
        (
            "actionCalls",
            "<name>a</name><label>a</label><actionName>A</actionName><actionType>apex</actionType>",
            &["name", "actionName", "actionType"],
        ),
        (
            "loops",
            "<name>a</name><label>a</label><collectionReference>c</collectionReference>",
            &["name", "collectionReference"],
        ),
        (
            "formulas",
            "<name>a</name><dataType>Number</dataType><expression>1</expression>",
            &["name"],
        ),
        (
            "constants",
            "<name>a</name><dataType>String</dataType>",
            &["name"],
        ),
    ];
    for (tag, body, needed) in parts {
        for gone in needed {
            let (open, close) = (format!("<{gone}>"), format!("</{gone}>"));
            let from = body.find(&open).expect("is there");
            let to = body.find(&close).expect("is there") + close.len();
            let without = format!("{}{}", &body[..from], &body[to..]);
            let text = flow(&format!("<{tag}>{without}</{tag}>"));
            all.push((format!("{tag} without {gone}"), text, "missing-element"));
        }
    }
}

fn roots(all: &mut All) {
    let roots = [
        ("nothing", "", "malformed-xml"),
        ("white space", " \n\t ", "malformed-xml"),
        ("a text", "not xml at all", "malformed-xml"),
        ("json", "{\"flow\": 1}", "malformed-xml"),
        ("another root", "<Workflow/>", "unexpected-root"),
        ("the root in lower case", "<flow/>", "unexpected-root"),
        ("two roots", "<Flow/><Flow/>", "malformed-xml"),
        ("text behind the root", "<Flow/>x", "malformed-xml"),
        (
            "only a declaration",
            "<?xml version=\"1.0\"?>",
            "malformed-xml",
        ),
        ("an open comment", "<Flow><!-- </Flow>", "malformed-xml"),
        ("an open CDATA", "<Flow><![CDATA[ </Flow>", "malformed-xml"),
        (
            "an attribute twice",
            "<Flow a=\"1\" a=\"2\"/>",
            "malformed-xml",
        ),
        (
            "an attribute without quotes",
            "<Flow a=1/>",
            "malformed-xml",
        ),
        ("a prefix nobody declared", "<x:Flow/>", "malformed-xml"),
    ];
    for (name, text, code) in roots {
        all.push((name.to_owned(), text.to_owned(), code));
    }
}
