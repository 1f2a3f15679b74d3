//! Texts of any script, and comparisons that regard case.

use segue_language::Value;

use crate::world::{World, check};

#[test]
fn characters_count_as_code_points() {
    let world = World::empty()
        .with("face", Value::text("a😀b"))
        .with("kanji", Value::text("日本語テスト"))
        .with("accent", Value::text("e\u{301}"));
    check(
        &world,
        &[
            ("LEN(face)", "3"),
            ("LEFT(face, 2)", "a😀"),
            ("RIGHT(face, 2)", "😀b"),
            ("MID(face, 2, 1)", "😀"),
            ("FIND('b', face)", "3"),
            ("REVERSE(face)", "b😀a"),
            ("LPAD(face, 5, '日')", "日日a😀b"),
            ("MID(kanji, 3, 2)", "語テ"),
            ("SUBSTITUTE(kanji, 'テスト', 'x')", "日本語x"),
            ("LEN(accent)", "2"),
            ("accent = 'é'", "false"),
            ("ASCII(MID(face, 2, 1))", "128512"),
            ("CHR(128512)", "😀"),
            ("CHR(55296)", "null"),
            ("URLENCODE(MID(face, 2, 1))", "%F0%9F%98%80"),
            ("CONTAINS(kanji, '本')", "true"),
            ("BEGINS(kanji, '日本')", "true"),
        ],
    );
}

#[test]
fn cases_fold_as_unicode_says() {
    check(
        &World::empty(),
        &[
            ("LOWER('ÄÖÜ ΑΣ')", "äöü ας"),
            ("UPPER('äöü ß ﬁ')", "ÄÖÜ SS FI"),
            ("UPPER('ı', 'tr')", "I"),
            ("LOWER('İ', 'tr')", "i"),
            ("LOWER('I', 'en_US')", "i"),
            ("INITCAP('élan ÉTOILE')", "Élan Étoile"),
            ("LOWER('ABC') = LOWER('aBc')", "true"),
        ],
    );
}

#[test]
fn comparisons_regard_case_and_order_by_code_point() {
    check(
        &World::empty(),
        &[
            ("'abc' = 'ABC'", "false"),
            ("'a' < 'b'", "true"),
            ("'B' < 'a'", "true"),
            ("'z' < 'é'", "true"),
            ("CONTAINS('Hello', 'hello')", "false"),
            ("BEGINS('Hello', 'h')", "false"),
            ("SUBSTITUTE('aA', 'a', 'b')", "bA"),
            ("CASE('A', 'a', 1, 'A', 2, 3)", "2"),
        ],
    );
}

#[test]
fn names_of_functions_and_words_regard_no_case() {
    check(
        &World::empty().with("Größe__c", Value::integer(4)),
        &[
            ("if(tRue, Upper('a'), lower('B'))", "A"),
            ("größe__C + 1", "5"),
            ("Text(größe__c) & left('abc', 1)", "4a"),
        ],
    );
}

#[test]
fn comments_stand_wherever_blanks_may() {
    check(
        &World::empty(),
        &[
            ("/**/1/* ü * / */+/*\n*/2", "3"),
            ("IF(/* when */ TRUE, /* then */ 'a', /* else */ 'b')", "a"),
            ("'/* no comment */'", "/* no comment */"),
            ("7 /2", "3.5"),
            ("7 /* by */ / /* two */ 2", "3.5"),
        ],
    );
}
