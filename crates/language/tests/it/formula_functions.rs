//! Every function of formulas, as tables.

use segue_language::{Type, Value};

use crate::world::{World, check, number};

fn blanks() -> World {
    World::empty()
        .typed("n", Type::Number, Value::Null)
        .typed("t", Type::Text, Value::Null)
        .typed("d", Type::Date, Value::Null)
}

#[test]
fn logical_functions() {
    check(
        &blanks(),
        &[
            ("AND(TRUE, 1 = 1, FALSE)", "false"),
            ("OR(FALSE, NULL, TRUE)", "true"),
            ("AND(FALSE, 1 / 0 = 1)", "false"),
            ("NOT(FALSE)", "true"),
            ("IF(2 > 1, 'yes', 'no')", "yes"),
            ("IFS(FALSE, 1, TRUE, 2, 1 / 0)", "2"),
            ("IFS(FALSE, 1, FALSE, 2, 3)", "3"),
            ("CASE(2, 1, 'one', 2, 'two', 'other')", "two"),
            ("CASE('z', 'a', 1, 'b', 2, 3)", "3"),
            ("CASE(t, '', 'empty', 'full')", "empty"),
            ("CASE(n, NULL, 'blank', 'other')", "other"),
            ("IN('b', 'a', 'b')", "true"),
            ("IN(t, 'a', NULL)", "false"),
            ("IFERROR(1 / 0, -1)", "-1"),
            ("IFERROR(DATEVALUE('never'), TODAY())", "2026-03-02"),
            ("BLANKVALUE(n, 5)", "5"),
            ("BLANKVALUE(t, 'x')", "x"),
            ("NULLVALUE(n, 5)", "5"),
            ("NULLVALUE(t, 'x')", "null"),
            ("ISBLANK(t) && ISBLANK(n) && ISBLANK('')", "true"),
            ("ISBLANK(0)", "false"),
            ("ISNULL(n)", "true"),
            ("ISNULL(t)", "false"),
            ("ISNUMBER('12.5')", "true"),
            ("ISNUMBER('12,5')", "false"),
            ("ISNUMBER(t)", "false"),
        ],
    );
}

#[test]
fn text_functions() {
    check(
        &blanks(),
        &[
            ("LEN('größe')", "5"),
            ("LEN(t)", "0"),
            ("LEFT('abc', 2)", "ab"),
            ("LEFT('abc', 9)", "abc"),
            ("LEFT('abc', -1)", "null"),
            ("RIGHT('abc', 2)", "bc"),
            ("RIGHT('abc', n)", "null"),
            ("MID('abcde', 2, 3)", "bcd"),
            ("MID('abcde', 0, 2)", "ab"),
            ("MID('abcde', 9, 2)", "null"),
            ("SUBSTR('abcde', 2, 3)", "bcd"),
            ("SUBSTR('abcde', 4)", "de"),
            ("SUBSTR('abcde', -2)", "de"),
            ("SUBSTR('abcde', -3, 2)", "cd"),
            ("SUBSTR('abcde', 6)", "null"),
            ("SUBSTR('abcde', -6)", "null"),
            ("LOWER('ÅB')", "åb"),
            ("UPPER('straße')", "STRASSE"),
            ("UPPER('i', 'tr_TR')", "İ"),
            ("LOWER('I', 'tr')", "ı"),
            ("INITCAP('mr. JOHN o-neil')", "Mr. John O-Neil"),
            ("TRIM('  a b ')", "a b"),
            ("REVERSE('abc')", "cba"),
            ("LPAD('7', 3, '0')", "007"),
            ("LPAD('abcd', 2, '0')", "ab"),
            ("RPAD('a', 4, 'xy')", "axyx"),
            ("RPAD('a', 3) & '|'", "a  |"),
            ("LPAD(t, 3, '0')", "null"),
            ("ASCII('A')", "65"),
            ("CHR(8364)", "€"),
            ("CHR(-1)", "null"),
            ("'a' & BR() & 'b'", "a\nb"),
            ("CONTAINS('abc', 'b')", "true"),
            ("CONTAINS('abc', t)", "true"),
            ("BEGINS('abc', 'ab')", "true"),
            ("BEGINS('abc', 'B')", "false"),
            ("ENDS('abc', 'bc')", "true"),
            ("FIND('b', 'abcb')", "2"),
            ("FIND('b', 'abcb', 3)", "4"),
            ("FIND('x', 'abc')", "0"),
            ("FIND('b', 'abc', 99)", "0"),
            ("FIND('c', 'äöc')", "3"),
            ("SUBSTITUTE('a-b-c', '-', '+')", "a+b+c"),
            ("SUBSTITUTE('a-b', '-', '')", "ab"),
        ],
    );
}

#[test]
fn conversions_between_texts_and_numbers() {
    check(
        &blanks().with("amount", number("1234567.885")),
        &[
            ("TEXT(1.50)", "1.5"),
            ("TEXT(TODAY())", "2026-03-02"),
            ("TEXT(NOW())", "2026-03-02 09:00:00Z"),
            ("TEXT(TIMEVALUE('9:05:00.7'))", "09:05:00.007"),
            ("TEXT(n)", "null"),
            ("VALUE('12.50')", "12.5"),
            ("VALUE('1e3')", "1000"),
            ("VALUE('12,5')", "error not-a-number"),
            ("VALUE(t)", "null"),
            ("FORMATCURRENCY('EUR', amount)", "EUR 1,234,567.89"),
            ("FORMATCURRENCY('JPY', -amount)", "JPY -1,234,568"),
            ("FORMATCURRENCY('KWD', 1)", "KWD 1.000"),
            ("FORMATCURRENCY('EUR', n)", "null"),
            ("CURRENCYRATE('EUR')", "1"),
            ("CASESAFEID('001D000000IqhSL')", "001D000000IqhSLIAZ"),
            ("CASESAFEID('001D000000IqhSLIAZ')", "001D000000IqhSLIAZ"),
        ],
    );
}

#[test]
fn encodings() {
    check(
        &blanks(),
        &[
            ("URLENCODE('a b/ü?')", "a+b%2F%C3%BC%3F"),
            (
                "HTMLENCODE('<a href=\"x\">&\\'</a>')",
                "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;",
            ),
            ("JSENCODE('it\\'s <b>')", "it\\'s \\u003Cb\\u003E"),
            ("JSINHTMLENCODE('<')", "&lt;"),
            (
                "HYPERLINK('/a?b=1&c', 'go')",
                "<a href=\"/a?b=1&amp;c\" target=\"_blank\">go</a>",
            ),
            (
                "IMAGE('/a.png?b=1&c', 'green \"light\"', 16, 20)",
                "<img src=\"/a.png?b=1&amp;c\" alt=\"green &quot;light&quot;\" height=\"16\" width=\"20\" border=\"0\"/>",
            ),
            ("IMAGE('/a', '')", "<img src=\"/a\" alt=\"\" border=\"0\"/>"),
            ("GETSESSIONID()", "null"),
        ],
    );
}

#[test]
fn patterns() {
    check(
        &blanks().with("pattern", Value::text("[a-c]+")),
        &[
            (r#"REGEX("AB-12", "[A-Z]{2}-\\d{2}")"#, "true"),
            (r#"REGEX("xAB-12", "[A-Z]{2}-\\d{2}")"#, "false"),
            (r#"REGEX("abc", "\\p{Alpha}+")"#, "true"),
            (r#"REGEX("aXb", "(?=.*X).*")"#, "true"),
            ("REGEX('abcabc', pattern)", "true"),
            ("REGEX(t, 'a*')", "true"),
            ("REGEX('a', t)", "false"),
            ("LIKE('hello', 'h%o')", "true"),
            ("LIKE('hello', 'h_llo')", "true"),
            ("LIKE('hello', 'H%')", "false"),
            ("LIKE('50%', '50\\\\%')", "true"),
            ("LIKE('50x', '50\\\\%')", "false"),
        ],
    );
}

#[test]
fn picklists() {
    let world = blanks()
        .typed("status", Type::Picklist, Value::text("Open"))
        .typed("tags", Type::Multipicklist, Value::text("red; green;blue"));
    check(
        &world,
        &[
            ("ISPICKVAL(status, 'Open')", "true"),
            ("ISPICKVAL(status, 'open')", "false"),
            ("ISPICKVAL(t, '')", "true"),
            ("TEXT(status)", "Open"),
            ("CASE(status, 'New', 1, 'Open', 2, 3)", "2"),
            ("INCLUDES(tags, 'green')", "true"),
            ("INCLUDES(tags, 'gree')", "false"),
            ("PICKLISTCOUNT(tags)", "3"),
            ("PICKLISTCOUNT(t)", "0"),
        ],
    );
}

#[test]
fn json() {
    let json = r#"{"a": 1.5, "b": {"c": [10, {"d": "x"}]}, "n": null, "t": true}"#;
    let world = blanks()
        .with("json", Value::text(json))
        .with("broken", Value::text("{"));
    check(
        &world,
        &[
            ("JSONVALUE(json, 'a')", "1.5"),
            ("JSONVALUE(json, 'n')", "null"),
            ("JSONVALUE(json, 'none')", "null"),
            ("JSONVALUE(broken, 'a')", "null"),
            ("JSONPATHVALUE(json, '$.b.c[0]')", "10"),
            ("JSONPATHVALUE(json, '$.b.c[1].d')", "x"),
            ("JSONPATHVALUE(json, 'b[\"c\"][-1].d')", "x"),
            ("JSONPATHVALUE(json, '$.t')", "true"),
            ("JSONPATHVALUE(json, '$.b.c[9]')", "null"),
            ("JSONPATHVALUE(json, '$..[')", "null"),
        ],
    );
}

#[test]
fn dates() {
    check(
        &blanks(),
        &[
            ("DATE(2024, 2, 29)", "2024-02-29"),
            ("DATE(2026, 2, 29)", "error not-a-date"),
            ("DATE(2026, 13, 1)", "error not-a-date"),
            ("DATE(0, 1, 1)", "error not-a-date"),
            ("DATEVALUE('2026-3-2')", "2026-03-02"),
            ("DATEVALUE('2026-03-02 late')", "2026-03-02"),
            ("DATEVALUE('26-03-02')", "error not-a-date"),
            ("DATEVALUE(NOW())", "2026-03-02"),
            ("DATEVALUE(t)", "null"),
            (
                "DATETIMEVALUE('2026-03-02 9:30:00')",
                "2026-03-02 09:30:00Z",
            ),
            ("DATETIMEVALUE('2026-03-02')", "error not-a-date"),
            ("DATETIMEVALUE(TODAY())", "2026-03-02 00:00:00Z"),
            ("YEAR(TODAY())", "2026"),
            ("MONTH(TODAY())", "3"),
            ("DAY(TODAY())", "2"),
            ("WEEKDAY(TODAY())", "2"),
            ("DAYOFYEAR(TODAY())", "61"),
            ("ISOWEEK(DATE(2027, 1, 1))", "53"),
            ("ISOYEAR(DATE(2027, 1, 1))", "2026"),
            ("ADDMONTHS(DATE(2026, 1, 31), 1)", "2026-02-28"),
            ("ADDMONTHS(DATE(2026, 2, 28), 1)", "2026-03-31"),
            ("ADDMONTHS(NOW(), -1)", "2026-02-02 09:00:00Z"),
            ("ADDMONTHS(d, 1)", "null"),
            ("UNIXTIMESTAMP(NOW())", "1772442000"),
            ("UNIXTIMESTAMP(TODAY())", "1772409600"),
            ("FROMUNIXTIME(1772442000)", "2026-03-02 09:00:00Z"),
            ("FROMUNIXTIME(10 ^ 20)", "error out-of-range"),
            ("FORMATDURATION(3661)", "01:01:01"),
            ("FORMATDURATION(90061, TRUE)", "1:01:01:01"),
            ("FORMATDURATION(NOW(), NOW() - 1.5)", "1:12:00:00"),
            ("FORMATDURATION(n)", "null"),
        ],
    );
}

#[test]
fn times() {
    check(
        &blanks(),
        &[
            ("TIMENOW()", "09:00:00.000"),
            ("TIMEVALUE('09:08:07.006')", "09:08:07.006"),
            ("TIMEVALUE(NOW())", "09:00:00.000"),
            ("TIMEVALUE('09:08')", "error not-a-time"),
            ("TIMEVALUE('25:00:00.000')", "error not-a-time"),
            ("HOUR(TIMEVALUE('09:08:07.006'))", "9"),
            ("MINUTE(TIMEVALUE('09:08:07.006'))", "8"),
            ("SECOND(TIMEVALUE('09:08:07.006'))", "7"),
            ("MILLISECOND(TIMEVALUE('09:08:07.006'))", "6"),
        ],
    );
}

#[test]
fn mathematics() {
    check(
        &blanks(),
        &[
            ("ABS(-1.5)", "1.5"),
            ("CEILING(1.1)", "2"),
            ("CEILING(-1.1)", "-2"),
            ("FLOOR(1.9)", "1"),
            ("FLOOR(-1.9)", "-1"),
            ("MCEILING(-1.1)", "-1"),
            ("MFLOOR(-1.1)", "-2"),
            ("FLOOR(2 / 3 * 3)", "2"),
            ("ROUND(2.5, 0)", "3"),
            ("ROUND(-2.5, 0)", "-3"),
            ("ROUND(1234.567, -2)", "1200"),
            ("ROUND(1.005, 2)", "1.01"),
            ("TRUNC(1.999, 2)", "1.99"),
            ("TRUNC(-1.999)", "-1"),
            ("MOD(7, 3)", "1"),
            ("MOD(-7, 3)", "-1"),
            ("MOD(7.5, 2)", "1.5"),
            ("MOD(1, 0)", "error division-by-zero"),
            ("MAX(1, 3, 2)", "3"),
            ("MIN(1, n)", "null"),
            ("SQRT(2)", "1.4142135623730950488016887242097"),
            ("SQRT(-1)", "error number-out-of-range"),
            ("EXP(0)", "1"),
            ("EXP(1000)", "error number-out-of-range"),
            ("LN(EXP(1))", "1"),
            ("LN(0)", "error number-out-of-range"),
            ("LOG(1000)", "3"),
            ("ROUND(SIN(PI() / 2), 9)", "1"),
            ("COS(0)", "1"),
            ("TAN(0)", "0"),
            ("ROUND(ASIN(1) * 2 - PI(), 9)", "0"),
            ("ACOS(1)", "0"),
            ("ASIN(2)", "error number-out-of-range"),
            ("ROUND(ATAN(1) * 4 - PI(), 9)", "0"),
            ("ATAN2(0, 1)", "0"),
            ("(-8) ^ 0.5", "error number-out-of-range"),
            ("10 ^ 2000", "error number-out-of-range"),
            ("1 / 3", "0.33333333333333333333333333333333"),
            ("1 / 3 * 3", "1"),
        ],
    );
}

#[test]
fn places() {
    check(
        &blanks(),
        &[
            (
                "ROUND(DISTANCE(GEOLOCATION(0, 0), GEOLOCATION(0, 180), 'km'), 3)",
                "20015.115",
            ),
            ("DISTANCE(GEOLOCATION(1, 2), GEOLOCATION(1, 2), 'mi')", "0"),
            (
                "DISTANCE(GEOLOCATION(1, n), GEOLOCATION(1, 2), 'mi')",
                "null",
            ),
            (
                "DISTANCE(GEOLOCATION(1, 1), GEOLOCATION(1, 2), 'ly')",
                "error out-of-range",
            ),
        ],
    );
}

#[test]
fn functions_of_a_changing_record() {
    let world = |is_new: bool| {
        blanks()
            .with("$Record__IsNew", Value::Boolean(is_new))
            .with("$Record.Status", Value::text("Open"))
            .with("$Record__Prior.Status", Value::text("New"))
            .with("$Record.Size", number("2"))
            .with("$Record__Prior.Size", number("2.0"))
    };
    check(
        &world(false),
        &[
            ("ISNEW()", "false"),
            ("ISCHANGED({!$Record.Status})", "true"),
            ("ISCHANGED($Record.Size)", "false"),
            ("PRIORVALUE($Record.Status)", "New"),
            ("ISCLONE()", "false"),
        ],
    );
    check(
        &world(true),
        &[("ISNEW()", "true"), ("ISCHANGED($Record.Status)", "false")],
    );
}
