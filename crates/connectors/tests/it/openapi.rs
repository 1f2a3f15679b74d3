//! OpenAPI documents as actions.

use segue_connectors::{OpenApiProblem, import_openapi};
use segue_language::{Action, HttpMethod, InputPlace, OutputSource};

const THREE: &str = r##"
openapi: 3.0.3
info: {title: Orders, version: "1"}
servers: [{url: https://api.example.com/v1}]
paths:
  /orders/{orderId}:
    parameters:
      - {name: orderId, in: path, required: true, schema: {type: string}}
    get:
      operationId: getOrder
      summary: Read an order
      parameters:
        - {name: expand, in: query, schema: {type: array, items: {type: string}}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
        - {name: Authorization, in: header, required: true, schema: {type: string}}
      responses:
        200:
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Order"}
  /orders:
    post:
      operationId: create-order
      requestBody:
        required: true
        content:
          application/json; charset=utf-8:
            schema:
              allOf:
                - {$ref: "#/components/schemas/Order"}
                - {type: object, required: [note], properties: {note: {type: string, nullable: true}}}
      responses:
        "201":
          content:
            application/json:
              schema:
                type: object
                properties: {id: {type: integer}}
    put:
      operationId: upload
      requestBody: {required: true, content: {image/png: {schema: {type: string, format: binary}}}}
      responses: {}
    trace: {operationId: traced, responses: {}}
  /odd/{missing}:
    get: {operationId: odd, responses: {}}
components:
  schemas:
    Order:
      type: object
      required: [customer, lines]
      properties:
        id: {type: string, readOnly: true}
        customer: {type: object, required: [name], properties: {name: {type: string}, since: {type: string, format: date}}}
        total: {type: number}
        at: {type: string, format: date-time}
        paid: {type: boolean}
        tags: {type: array, items: {type: string}}
        lines: {type: array, items: {type: object, properties: {sku: {type: string}}}}
        parent: {$ref: "#/components/schemas/Order"}
        secret: {type: string, writeOnly: true}
"##;

fn named<'a>(actions: &'a [Action], name: &str) -> &'a Action {
    let found = actions.iter().find(|action| &*action.name == name);
    found.unwrap_or_else(|| panic!("no {name} in {actions:?}"))
}

/// `name: Type`, with `[]` for lists and `!` for what is needed.
fn inputs(action: &Action) -> Vec<String> {
    let inputs = action.inputs.iter().map(|input| {
        let list = if input.is_list { "[]" } else { "" };
        let mark = if input.is_required { "!" } else { "" };
        format!("{}: {}{list}{mark}", input.name, input.kind.name())
    });
    inputs.collect()
}

/// In no order that anybody may rely on.
fn inputs_sorted(action: &Action) -> Vec<String> {
    let mut inputs = inputs(action);
    inputs.sort();
    inputs
}

fn outputs(action: &Action) -> Vec<String> {
    let outputs = action.outputs.iter().map(|output| {
        let list = if output.is_list { "[]" } else { "" };
        format!("{}: {}{list}", output.name, output.kind.name())
    });
    let mut outputs: Vec<String> = outputs.collect();
    // The status comes first; what follows is in no order that anybody may rely on.
    outputs[1..].sort();
    outputs
}

#[test]
fn operations_become_actions_with_typed_inputs_and_outputs() {
    let import = import_openapi("Orders", THREE).unwrap();
    assert_eq!(import.actions.len(), 2, "{:?}", import.notices);
    let get = named(&import.actions, "Orders.getOrder");
    let request = get.request.as_ref().unwrap();
    assert_eq!(
        (request.method, request.path.as_str()),
        (HttpMethod::Get, "/orders/{orderId}")
    );
    assert_eq!(&*request.endpoint, "Orders");
    assert_eq!(
        inputs(get),
        ["orderId: Text!", "expand: Text[]", "X_Trace: Text"]
    );
    assert_eq!(
        get.inputs[2].place,
        InputPlace::Header("X-Trace".to_owned())
    );
    assert_eq!(
        outputs(get),
        [
            "responseCode: Number",
            "at: DateTime",
            "customer_name: Text",
            "customer_since: Date",
            "id: Text",
            "lines: Json",
            "paid: Boolean",
            "parent: Json",
            "tags: Text[]",
            "total: Number",
        ]
    );
    assert_eq!(
        get.output("customer_name").unwrap().source,
        OutputSource::Body(vec!["customer".to_owned(), "name".to_owned()])
    );
    let create = named(&import.actions, "Orders.create_order");
    assert_eq!(
        inputs_sorted(create),
        [
            "at: DateTime",
            "customer_name: Text!",
            "customer_since: Date",
            "lines: Json!",
            "note: Text!",
            "paid: Boolean",
            "parent: Json",
            "secret: Text",
            "tags: Text[]",
            "total: Number",
        ]
    );
    assert_eq!(outputs(create), ["responseCode: Number", "id: Number"]);
}

#[test]
fn what_cannot_be_used_is_said_with_its_place() {
    let import = import_openapi("Orders", THREE).unwrap();
    let notices: Vec<String> = import
        .notices
        .iter()
        .map(|notice| {
            format!(
                "{}{}: {}",
                if notice.is_left_out { "- " } else { "" },
                notice.place,
                notice.message
            )
        })
        .collect();
    let said = notices.join("\n");
    for part in [
        "servers: the document's paths stand below `/v1`",
        "get /orders/{orderId}: parameter `session` in `cookie` cannot be sent, so it is left out",
        "get /orders/{orderId}: the header Authorization comes from the endpoint's credential",
        "- put /orders: the body is neither JSON nor a form",
        "- trace /orders: the method cannot be called",
        "- get /odd/{missing}: the path names `missing`, which is no parameter",
    ] {
        assert!(said.contains(part), "{part}\nin\n{said}");
    }
}

#[test]
fn a_document_of_version_two_is_read() {
    let two = r##"{"swagger": "2.0", "basePath": "/v2", "paths": {
        "/pet": {"post": {"operationId": "addPet", "consumes": ["application/json"],
            "parameters": [{"in": "body", "name": "body", "required": true,
                "schema": {"$ref": "#/definitions/Pet"}}],
            "responses": {"200": {"schema": {"type": "array", "items": {"$ref": "#/definitions/Pet"}}}}}},
        "/pet/{petId}": {"post": {"parameters": [
                {"name": "petId", "in": "path", "required": true, "type": "integer", "format": "int64"},
                {"name": "name", "in": "formData", "type": "string"},
                {"name": "photo", "in": "formData", "type": "file"}],
            "responses": {"default": {"description": "x"}}}}},
        "definitions": {"Pet": {"type": "object", "required": ["name"], "properties": {
            "name": {"type": "string"}, "status": {"enum": ["a", "b"]}}}}}"##;
    let import = import_openapi("Pets", two).unwrap();
    let add = named(&import.actions, "Pets.addPet");
    assert_eq!(inputs(add), ["name: Text!", "status: Text"]);
    assert_eq!(outputs(add), ["responseCode: Number", "body: Json"]);
    let update = named(&import.actions, "Pets.post_pet_petId");
    assert_eq!(inputs(update), ["petId: Number!", "name: Text"]);
}

#[test]
fn types_of_version_three_one_may_be_null() {
    let document = r#"{"openapi": "3.1.0", "paths": {"/x": {"get": {"operationId": "x", "responses":
        {"2XX": {"content": {"application/problem+json": {"schema": {"type": "object", "properties": {
            "a": {"type": ["string", "null"]}, "b": {"type": ["string", "integer"]},
            "c": {"anyOf": [{"type": "number"}, {"type": "null"}]},
            "d": {"oneOf": [{"type": "number"}, {"type": "string"}]},
            "e": {"type": "array", "items": {"type": "integer"}}, "f": {}}}}}}}}}}}"#;
    let import = import_openapi("X", document).unwrap();
    assert_eq!(
        outputs(&import.actions[0]),
        [
            "responseCode: Number",
            "a: Text",
            "b: Json",
            "c: Number",
            "d: Json",
            "e: Number[]",
            "f: Json"
        ]
    );
}

#[test]
fn names_are_made_unique_and_such_that_flows_can_write_them() {
    let operation = |id: &str| format!(r#"{{"operationId": "{id}", "responses": {{}}}}"#);
    let document = format!(
        r#"{{"openapi": "3.0.0", "paths": {{"/a": {{"get": {}, "put": {}}}, "/b": {{"get": {}}},
            "/c": {{"get": {}}}}}}}"#,
        operation("do it"),
        operation("do.it"),
        operation("2nd"),
        operation("äöü")
    );
    let import = import_openapi("X", &document).unwrap();
    let names: Vec<&str> = import.actions.iter().map(|action| &*action.name).collect();
    assert_eq!(names, ["X.do_it", "X.do_it_2", "X.x2nd", "X.x"]);
}

#[test]
fn rings_and_references_outside_end() {
    let document = r##"{"openapi": "3.0.0", "paths": {
        "/ring": {"$ref": "#/paths/~1ring2"}, "/ring2": {"$ref": "#/paths/~1ring"},
        "/x": {"get": {"operationId": "x", "parameters": [{"$ref": "#/components/parameters/a"}], "responses": {}}},
        "/y": {"get": {"operationId": "y", "responses": {"200": {"content": {"application/json": {"schema":
            {"$ref": "https://evil.test/schema.json"}}}}}}},
        "/z": {"get": {"operationId": "z", "responses": {"200": {"content": {"application/json": {"schema":
            {"$ref": "#/components/schemas/A"}}}}}}}},
        "components": {"parameters": {"a": {"$ref": "#/components/parameters/b"},
            "b": {"$ref": "#/components/parameters/a"}},
        "schemas": {"A": {"allOf": [{"$ref": "#/components/schemas/B"}]},
            "B": {"allOf": [{"$ref": "#/components/schemas/A"}]}}}}"##;
    let import = import_openapi("X", document).unwrap();
    assert_eq!(
        outputs(named(&import.actions, "X.y")),
        ["responseCode: Number", "body: Json"]
    );
    assert_eq!(
        outputs(named(&import.actions, "X.z")),
        ["responseCode: Number", "body: Json"]
    );
    assert!(
        import
            .notices
            .iter()
            .any(|n| n.is_left_out && n.place == "get /x")
    );
}

#[test]
fn a_schema_that_doubles_at_each_level_is_given_up_in_time() {
    let schemas: Vec<String> = (0..40)
        .map(|n| {
            let next = format!("#/components/schemas/S{}", n + 1);
            format!(r#""S{n}": {{"properties": {{"a": {{"$ref": "{next}"}}, "b": {{"$ref": "{next}"}}}}}}"#)
        })
        .collect();
    let document = format!(
        r##"{{"openapi": "3.0.0", "paths": {{"/x": {{"post": {{"operationId": "x", "requestBody":
        {{"content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/S0"}}}}}}}},
        "responses": {{}}}}}}}}, "components": {{"schemas": {{{}}}}}}}"##,
        schemas.join(",")
    );
    let import = import_openapi("X", &document).unwrap();
    assert!(import.actions[0].inputs.len() <= 200);
}

#[test]
fn what_is_no_such_document_is_refused() {
    for text in [
        "",
        "{}",
        "openapi: 4.0.0",
        "swagger: \"1.2\"",
        "[1, 2]",
        "just text",
    ] {
        assert_eq!(
            import_openapi("X", text),
            Err(OpenApiProblem::Version),
            "{text}"
        );
    }
    for text in ["{", "a: [", "\t- x: {"] {
        let refused = import_openapi("X", text);
        assert!(
            matches!(refused, Err(OpenApiProblem::Malformed(_))),
            "{text}: {refused:?}"
        );
    }
    let deep = format!("{{\"openapi\": {}1{}}}", "[".repeat(100), "]".repeat(100));
    assert!(matches!(
        import_openapi("X", &deep),
        Err(OpenApiProblem::TooLarge(..))
    ));
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\nh: [*g,*g,*g,*g,*g,*g,*g,*g,*g]\n";
    assert!(import_openapi("X", bomb).is_err());
}
