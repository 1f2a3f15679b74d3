//! Formulas at random: well-typed ones, some with a slip in them, tokens in any order, any text.

use segue_language::formula_functions;

use super::random::Random;
use super::values::{ANYTHING, BOOLEANS, DATES, MOMENTS, NUMBERS, TEXTS, TIMES};

/// How deep well-typed formulas nest.
const DEPTH: usize = 6;

pub(super) fn generate(random: &mut Random) -> String {
    match random.below(20) {
        0 => noise(random),
        1..=3 => soup(random),
        4..=6 => {
            let formula = expression(random, DEPTH);
            slipped(random, &formula)
        }
        7 => tall(random),
        _ => expression(random, DEPTH),
    }
}

#[derive(Clone, Copy)]
enum Wanted {
    Number,
    Text,
    Boolean,
    Date,
    Moment,
    Time,
    Any,
}

const EACH: [Wanted; 7] = [
    Wanted::Number,
    Wanted::Text,
    Wanted::Boolean,
    Wanted::Date,
    Wanted::Moment,
    Wanted::Time,
    Wanted::Any,
];

fn expression(random: &mut Random, depth: usize) -> String {
    let wanted = EACH[random.below(EACH.len())];
    typed(random, wanted, depth)
}

/// An expression of that type, most of the time.
fn typed(random: &mut Random, wanted: Wanted, depth: usize) -> String {
    if depth == 0 || random.once_in(4) {
        return leaf(random, wanted);
    }
    if random.once_in(40) {
        return expression(random, depth - 1);
    }
    match random.below(8) {
        0 => {
            let condition = typed(random, Wanted::Boolean, depth - 1);
            let (a, b) = (
                typed(random, wanted, depth - 1),
                typed(random, wanted, depth - 1),
            );
            let function = random.of_these(&["IF", "IFS", "if"]);
            format!("{function}({condition}, {a}, {b})")
        }
        1 => {
            let (a, b) = (
                typed(random, wanted, depth - 1),
                typed(random, wanted, depth - 1),
            );
            let function = random.of_these(&["BLANKVALUE", "NULLVALUE", "IFERROR"]);
            format!("{function}({a}, {b})")
        }
        2 => {
            let value = typed(random, Wanted::Text, depth - 1);
            let (a, b) = (
                typed(random, wanted, depth - 1),
                typed(random, wanted, depth - 1),
            );
            format!("CASE({value}, 'Acme', {a}, {b})")
        }
        3 => format!("({})", typed(random, wanted, depth - 1)),
        _ => {
            let pattern = pattern(random, wanted);
            filled(random, pattern, depth - 1)
        }
    }
}

/// A pattern in which N, T, B, D, M and C stand for numbers, texts, booleans, dates, moments and
/// times, after an underscore.
fn pattern(random: &mut Random, wanted: Wanted) -> &'static str {
    let patterns: &[&'static str] = match wanted {
        Wanted::Number => NUMBER_PATTERNS,
        Wanted::Text => TEXT_PATTERNS,
        Wanted::Boolean => BOOLEAN_PATTERNS,
        Wanted::Date => &[
            "_D + _N",
            "_D - _N",
            "DATE(_N, _N, _N)",
            "DATEVALUE(_M)",
            "DATEVALUE(_T)",
            "ADDMONTHS(_D, _N)",
            "TODAY()",
            "PRIORVALUE(d1)",
        ],
        Wanted::Moment => &[
            "_M + _N",
            "_M - _N",
            "DATETIMEVALUE(_T)",
            "DATETIMEVALUE(_D)",
            "FROMUNIXTIME(_N)",
            "ADDMONTHS(_M, _N)",
            "NOW()",
        ],
        Wanted::Time => &[
            "_C + _N",
            "_C - _N",
            "TIMEVALUE(_M)",
            "TIMEVALUE(_T)",
            "TIMENOW()",
        ],
        Wanted::Any => &[
            "any1 + _N",
            "any2 - any1",
            "any1 & any2",
            "any1 = any2",
            "MAX(any1, _N)",
            "IF(any1, any2, list)",
            "PRIORVALUE($Record.Name)",
            "JSONVALUE(any1, any2)",
        ],
    };
    random.of_these(patterns)
}

const NUMBER_PATTERNS: &[&str] = &[
    "_N + _N",
    "_N - _N",
    "_N * _N",
    "_N / _N",
    "_N ^ _N",
    "-_N",
    "ABS(_N)",
    "CEILING(_N)",
    "FLOOR(_N)",
    "MCEILING(_N)",
    "MFLOOR(_N)",
    "ROUND(_N, _N)",
    "TRUNC(_N)",
    "TRUNC(_N, _N)",
    "MOD(_N, _N)",
    "MAX(_N, _N, _N)",
    "MIN(_N, _N)",
    "SQRT(_N)",
    "EXP(_N)",
    "LN(_N)",
    "LOG(_N)",
    "SIN(_N)",
    "COS(_N)",
    "TAN(_N)",
    "ASIN(_N)",
    "ACOS(_N)",
    "ATAN(_N)",
    "ATAN2(_N, _N)",
    "PI()",
    "LEN(_T)",
    "FIND(_T, _T)",
    "FIND(_T, _T, _N)",
    "VALUE(_T)",
    "ASCII(_T)",
    "PICKLISTCOUNT(_T)",
    "YEAR(_D)",
    "MONTH(_D)",
    "DAY(_D)",
    "WEEKDAY(_D)",
    "DAYOFYEAR(_D)",
    "ISOWEEK(_D)",
    "ISOYEAR(_D)",
    "HOUR(_C)",
    "MINUTE(_C)",
    "SECOND(_C)",
    "MILLISECOND(_C)",
    "UNIXTIMESTAMP(_M)",
    "_D - _D",
    "_M - _M",
    "_C - _C",
    "CURRENCYRATE(_T)",
    "PRIORVALUE({!$Record.Amount__c})",
    "DISTANCE(GEOLOCATION(_N, _N), GEOLOCATION(_N, _N), 'km')",
];

const TEXT_PATTERNS: &[&str] = &[
    "_T & _T",
    "_T + _T",
    "LEFT(_T, _N)",
    "RIGHT(_T, _N)",
    "MID(_T, _N, _N)",
    "SUBSTR(_T, _N)",
    "SUBSTR(_T, _N, _N)",
    "LOWER(_T)",
    "UPPER(_T, 'tr')",
    "INITCAP(_T)",
    "TRIM(_T)",
    "REVERSE(_T)",
    "LPAD(_T, _N)",
    "LPAD(_T, _N, _T)",
    "RPAD(_T, _N, _T)",
    "CHR(_N)",
    "BR()",
    "SUBSTITUTE(_T, _T, _T)",
    "TEXT(_N)",
    "TEXT(_D)",
    "TEXT(_M)",
    "TEXT(_C)",
    "TEXT(_B)",
    "FORMATCURRENCY(_T, _N)",
    "CASESAFEID(_T)",
    "URLENCODE(_T)",
    "HTMLENCODE(_T)",
    "JSENCODE(_T)",
    "JSINHTMLENCODE(_T)",
    "HYPERLINK(_T, _T)",
    "IMAGE(_T, _T, _N)",
    "JSONVALUE(_T, _T)",
    "JSONPATHVALUE(_T, _T)",
    "FORMATDURATION(_N)",
    "FORMATDURATION(_M, _M)",
    "FORMATDURATION(_N, _B)",
    "GETSESSIONID()",
];

const BOOLEAN_PATTERNS: &[&str] = &[
    "_N = _N",
    "_N <> _N",
    "_N < _N",
    "_N >= _N",
    "_T = _T",
    "_T != _T",
    "_T > _T",
    "_D <= _D",
    "_M > _M",
    "_C < _C",
    "_B && _B",
    "_B || _B",
    "!_B",
    "NOT(_B)",
    "AND(_B, _B, _B)",
    "OR(_B, _B)",
    "ISBLANK(_T)",
    "ISNULL(_N)",
    "ISNUMBER(_T)",
    "CONTAINS(_T, _T)",
    "BEGINS(_T, _T)",
    "ENDS(_T, _T)",
    "REGEX(_T, _T)",
    "REGEX(_T, '([a-z]+)*[0-9]')",
    "LIKE(_T, _T)",
    "ISPICKVAL(pick, _T)",
    "INCLUDES(multi, _T)",
    "IN(_T, _T, _T)",
    "IN(_N, _N)",
    "ISNEW()",
    "ISCLONE()",
    "ISCHANGED({!$Record.Name})",
    "_B = _B",
];

fn filled(random: &mut Random, pattern: &str, depth: usize) -> String {
    let mut filled = String::with_capacity(pattern.len() * 2);
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        if character != '_' {
            filled.push(character);
            continue;
        }
        let mark = characters.next();
        let wanted = match mark {
            Some('N') => Wanted::Number,
            Some('T') => Wanted::Text,
            Some('B') => Wanted::Boolean,
            Some('D') => Wanted::Date,
            Some('M') => Wanted::Moment,
            Some('C') => Wanted::Time,
            // The underscores of a name such as $Record.Amount__c.
            other => {
                filled.push('_');
                filled.extend(other);
                continue;
            }
        };
        // Half of the time in parentheses, so that precedence is tried as well.
        let inner = typed(random, wanted, depth);
        match random.once_in(2) {
            true => filled.push_str(&inner),
            false => filled.extend(["(", &inner, ")"]),
        }
    }
    filled
}

fn leaf(random: &mut Random, wanted: Wanted) -> String {
    let literals: &[&str] = match wanted {
        Wanted::Number => &[
            "0",
            "1",
            "2",
            "0.5",
            "1.005",
            "100",
            "99999999999",
            ".25",
            "-3",
        ],
        Wanted::Text => &[
            "'a'",
            "\"Acme\"",
            "''",
            "'2026-03-02'",
            "'ü\\n\\''",
            "'%_'",
            "'red'",
        ],
        Wanted::Boolean => &["TRUE", "false", "1 = 1"],
        Wanted::Date => &["TODAY()", "DATE(2024, 2, 29)", "DATE(9999, 12, 31)"],
        Wanted::Moment => &["NOW()", "DATETIMEVALUE('2026-03-02 09:00:00')"],
        Wanted::Time => &["TIMENOW()", "TIMEVALUE('23:59:59.999')"],
        Wanted::Any => &["NULL", "any1", "1", "'x'"],
    };
    let names = match wanted {
        Wanted::Number => NUMBERS,
        Wanted::Text => TEXTS,
        Wanted::Boolean => BOOLEANS,
        Wanted::Date => DATES,
        Wanted::Moment => MOMENTS,
        Wanted::Time => TIMES,
        Wanted::Any => ANYTHING,
    };
    match random.below(12) {
        0 => "NULL".to_owned(),
        1..=5 => random.of_these(names).to_owned(),
        _ => random.of_these(literals).to_owned(),
    }
}

/// One character taken out, doubled or replaced.
fn slipped(random: &mut Random, formula: &str) -> String {
    let mut characters: Vec<char> = formula.chars().collect();
    for _ in 0..=random.below(3) {
        if characters.is_empty() {
            break;
        }
        let at = random.below(characters.len());
        match random.below(4) {
            0 => {
                characters.remove(at);
            }
            1 => characters.insert(at, characters[at]),
            2 => characters[at] = character(random),
            _ => characters.truncate(at),
        }
    }
    characters.into_iter().collect()
}

fn character(random: &mut Random) -> char {
    let any = [
        '(', ')', ',', '\'', '"', '{', '!', '}', '\\', '\0', 'é', '😀', '\u{feff}', '/', '*',
    ];
    any[random.below(any.len())]
}

/// Tokens in any order.
fn soup(random: &mut Random) -> String {
    const TOKENS: &[&str] = &[
        "1", "0.5", "-", "+", "*", "/", "^", "&", "&&", "||", "=", "==", "<>", "!=", "<", ">=",
        "(", ")", ",", "'a'", "n1", "t1", "d1", "{!m1}", "NULL", "TRUE", "/*", "*/", "{!", "}",
        "unknown", "1.2.3", "'open", "#", "$", "$Record.", "..", "🙂",
    ];
    let functions: Vec<&str> = formula_functions().collect();
    let n = random.below(16);
    let token = |random: &mut Random| match random.below(4) {
        0 => format!("{}(", functions[random.below(functions.len())]),
        _ => random.of_these(TOKENS).to_owned(),
    };
    let tokens: Vec<String> = (0..n).map(|_| token(random)).collect();
    tokens.join([" ", ""][random.below(2)])
}

/// Any characters.
fn noise(random: &mut Random) -> String {
    let n = random.below(60);
    (0..n)
        .map(|_| match random.below(3) {
            0 => char::from(random.below(128) as u8),
            1 => character(random),
            _ => char::from_u32(random.next() as u32 % 0x0011_0000).unwrap_or('\u{fffd}'),
        })
        .collect()
}

/// Deep, long or costly.
fn tall(random: &mut Random) -> String {
    let n = 1 + random.below(120);
    match random.below(6) {
        0 => format!("{}1{}", "(".repeat(n), ")".repeat(n)),
        1 => format!("{}TRUE{}", "NOT(".repeat(n), ")".repeat(n)),
        2 => vec!["LEN(t1 & t2)"; n].join(" + "),
        3 => format!(
            "{}t1{}",
            "SUBSTITUTE(".repeat(n),
            ", 'x', 'xxxx')".repeat(n)
        ),
        4 => vec!["IF(REGEX(t1, '(x+x+)+y'), 1, 0)"; n].join(" + "),
        _ => vec!["n1"; 20 * n].join([" * ", " ^ ", " + "][random.below(3)]),
    }
}
