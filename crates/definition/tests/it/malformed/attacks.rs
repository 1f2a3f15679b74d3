//! Attacks through XML itself: entities, document types, encodings, depth, size, floods.

/// Name and bytes of each.
pub(super) fn attacks() -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    bombs(&mut all);
    outside(&mut all);
    encodings(&mut all);
    depths(&mut all);
    floods(&mut all);
    malformed(&mut all);
    all
}

type All = Vec<(String, Vec<u8>)>;

fn put(all: &mut All, name: impl Into<String>, text: impl Into<Vec<u8>>) {
    all.push((name.into(), text.into()));
}

fn with_type(declarations: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><!DOCTYPE Flow [{declarations}]><Flow><label>{body}</label></Flow>"
    )
}

/// Entities that grow: classic, quadratic, through parameters, in a circle.
fn bombs(all: &mut All) {
    for width in [2, 5, 10, 20] {
        for depth in [3, 9, 30] {
            let mut declarations = "<!ENTITY e0 \"lol\">".to_owned();
            for level in 1..=depth {
                let inner = format!("&e{};", level - 1).repeat(width);
                declarations += &format!("<!ENTITY e{level} \"{inner}\">");
            }
            let text = with_type(&declarations, &format!("&e{depth};"));
            put(all, format!("a bomb {width} wide, {depth} deep"), text);
        }
    }
    for kilobytes in [1, 64, 1_000] {
        let big = "x".repeat(kilobytes * 1_024);
        let declaration = format!("<!ENTITY big \"{big}\">");
        put(
            all,
            format!("a quadratic bomb of {kilobytes} KiB"),
            with_type(&declaration, &"&big;".repeat(1_000)),
        );
    }
    for declarations in [
        "<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">",
        "<!ENTITY a \"&a;\">",
        "<!ENTITY % p \"<!ENTITY a 'x'>\">%p;",
        "<!ENTITY % p \"%p;\">%p;",
        "<!ENTITY % a \"x\"><!ENTITY % b \"%a;%a;%a;\"><!ENTITY a \"%b;\">",
    ] {
        put(
            all,
            format!("entities {declarations}"),
            with_type(declarations, "&a;"),
        );
    }
}

/// Entities and document types that lie elsewhere.
fn outside(all: &mut All) {
    let places = [
        "file:///etc/passwd",
        "file:///dev/random",
        "file://localhost/c:/windows/win.ini",
        "/etc/shadow",
        "../../../../etc/hosts",
        "http://127.0.0.1/x",
        "http://169.254.169.254/latest/meta-data/",
        "https://example.com/evil.dtd",
        "ftp://example.com/x",
        "jar:file:///tmp/a.zip!/b",
        "netdoc:///etc/passwd",
        "php://filter/read=convert.base64-encode/resource=/etc/passwd",
        "gopher://127.0.0.1:25/x",
        "expect://id",
        "data:text/plain,hello",
        "\\\\\\\\server\\\\share\\\\x",
    ];
    for place in places {
        let declaration = format!("<!ENTITY x SYSTEM \"{place}\">");
        put(
            all,
            format!("an entity at {place}"),
            with_type(&declaration, "&x;"),
        );
        let text = format!("<!DOCTYPE Flow SYSTEM \"{place}\"><Flow/>");
        put(all, format!("a document type at {place}"), text);
        let declaration = format!("<!ENTITY % x SYSTEM \"{place}\">%x;");
        put(
            all,
            format!("a parameter entity at {place}"),
            with_type(&declaration, "y"),
        );
    }
    put(
        all,
        "a public document type",
        "<!DOCTYPE Flow PUBLIC \"-//A//B\" \"http://example.com/x\"><Flow/>",
    );
    put(
        all,
        "an unparsed entity",
        with_type(
            "<!NOTATION n SYSTEM \"x\"><!ENTITY u SYSTEM \"y\" NDATA n>",
            "&u;",
        ),
    );
    put(
        all,
        "an attribute's default",
        with_type("<!ATTLIST Flow a CDATA \"x\">", "y"),
    );
    put(all, "an empty document type", with_type("", "y"));
}

/// The same in encodings that filters overlook, and bytes that are no text.
fn encodings(all: &mut All) {
    let bomb = with_type("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;");
    let units: Vec<u16> = bomb.encode_utf16().collect();
    let little: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(units.iter().flat_map(|u| u.to_le_bytes()))
        .collect();
    let big: Vec<u8> = [0xfe, 0xff]
        .into_iter()
        .chain(units.iter().flat_map(|u| u.to_be_bytes()))
        .collect();
    put(all, "a document type in UTF-16LE", little.clone());
    put(all, "a document type in UTF-16BE", big);
    put(all, "UTF-16 without its mark", little[2..].to_vec());
    put(
        all,
        "UTF-16 cut in a character",
        little[..little.len() - 1].to_vec(),
    );
    put(all, "UTF-7", "+ADw-!DOCTYPE Flow+AD4-+ADw-Flow/+AD4-");
    let wide: Vec<u8> = bomb
        .chars()
        .flat_map(|c| (c as u32).to_be_bytes())
        .collect();
    put(all, "UTF-32", wide);
    for bytes in [
        &[0xff_u8][..],
        b"\xc0\x80<Flow/>",
        b"<Flow>\xed\xa0\x80</Flow>",
        b"<Flow>\xf8\x88\x80\x80\x80</Flow>",
        b"\x00<Flow/>",
        b"<Flow>\x00</Flow>",
        b"<Fl\x00ow/>",
        b"\x1f\x8b\x08\x00",
        b"PK\x03\x04",
    ] {
        put(all, format!("the bytes {bytes:?}"), bytes.to_vec());
    }
}

fn depths(all: &mut All) {
    for depth in [200, 2_000, 100_000] {
        put(
            all,
            format!("{depth} elements in each other"),
            format!(
                "<Flow>{}{}</Flow>",
                "<a>".repeat(depth),
                "</a>".repeat(depth)
            ),
        );
        put(
            all,
            format!("{depth} elements that are never closed"),
            format!("<Flow>{}", "<a>".repeat(depth)),
        );
    }
}

fn floods(all: &mut All) {
    let attributes: String = (0..50_000).map(|n| format!(" a{n}=\"\"")).collect();
    put(
        all,
        "fifty thousand attributes",
        format!("<Flow{attributes}/>"),
    );
    let namespaces: String = (0..20_000)
        .map(|n| format!(" xmlns:n{n}=\"u{n}\""))
        .collect();
    put(
        all,
        "twenty thousand namespaces",
        format!("<Flow{namespaces}/>"),
    );
    put(
        all,
        "an endless name",
        format!("<{}/>", "F".repeat(1_000_000)),
    );
    put(
        all,
        "eleven million characters",
        format!(
            "<Flow><label>{}</label></Flow>",
            "x".repeat(11 * 1_024 * 1_024)
        ),
    );
    put(all, "many comments that are open", "<!--".repeat(100_000));
    put(
        all,
        "many CDATA that are open",
        format!("<Flow>{}", "<![CDATA[".repeat(100_000)),
    );
    put(
        all,
        "many instructions that are open",
        "<?x ".repeat(100_000),
    );
}

fn malformed(all: &mut All) {
    for text in [
        "<Flow>&#0;</Flow>",
        "<Flow>&#x110000;</Flow>",
        "<Flow>&#xD800;</Flow>",
        "<Flow>&#xFFFFFFFFFF;</Flow>",
        "<Flow>&;</Flow>",
        "<Flow>&#;</Flow>",
        "<Flow a=\"<\"/>",
        "<Flow>]]></Flow",
        "<Flow/",
        "<Flow",
        "<",
        "<!",
        "<!DOCTYPE",
        "<?",
        "</Flow>",
        "<Flow></flow>",
        "<Flow><a></Flow></a>",
        "<Flow xmlns:xml=\"x\"/>",
        "<?xml version=\"1.0\"?><?xml version=\"1.0\"?><Flow/>",
    ] {
        put(all, format!("the text {text}"), text);
    }
}
