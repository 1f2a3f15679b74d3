//! The platform's catalogue of functions: all of it is known.

use segue_language::formula_functions;

use crate::world::World;

/// Functions of the platform that formulas of flows, records and orchestrations may call.
const CATALOGUE: &str = "AND OR NOT IF CASE ISBLANK ISNULL BLANKVALUE NULLVALUE ISNUMBER ISPICKVAL \
    ISNEW ISCHANGED PRIORVALUE ISCLONE TEXT VALUE LEN LEFT RIGHT MID FIND CONTAINS BEGINS \
    SUBSTITUTE LOWER UPPER TRIM LPAD RPAD REVERSE BR ASCII CHR INITCAP HYPERLINK IMAGE INCLUDES \
    REGEX CASESAFEID GETSESSIONID URLENCODE HTMLENCODE JSENCODE JSINHTMLENCODE TODAY NOW TIMENOW \
    DATE DATEVALUE DATETIMEVALUE TIMEVALUE YEAR MONTH DAY WEEKDAY DAYOFYEAR ISOWEEK ISOYEAR HOUR \
    MINUTE SECOND MILLISECOND ADDMONTHS UNIXTIMESTAMP FROMUNIXTIME FORMATDURATION ABS CEILING \
    FLOOR MCEILING MFLOOR ROUND TRUNC MOD MAX MIN EXP LN LOG SQRT PI SIN COS TAN ASIN ACOS ATAN \
    ATAN2 PICKLISTCOUNT GEOLOCATION DISTANCE CURRENCYRATE IN IFERROR LIKE FORMATCURRENCY JSONVALUE \
    JSONPATHVALUE";

#[test]
fn every_function_of_the_catalogue_is_known() {
    let known: Vec<&str> = formula_functions().collect();
    let missing: Vec<&str> = CATALOGUE
        .split_whitespace()
        .filter(|name| !known.contains(name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_function_is_known_twice() {
    let mut known: Vec<&str> = formula_functions().collect();
    known.sort_unstable();
    let n = known.len();
    known.dedup();
    assert_eq!(known.len(), n);
}

#[test]
fn a_function_of_reports_and_pages_is_refused_with_the_reason() {
    for name in [
        "VLOOKUP",
        "PARENTGROUPVAL",
        "PREVGROUPVAL",
        "GETRECORDIDS",
        "REQUIRESCRIPT",
        "LINKTO",
        "INCLUDE",
    ] {
        let error = World::empty()
            .compile(&format!("{name}('x', 'y')"))
            .unwrap_err();
        assert_eq!(error.code, "foreign-function", "{name}");
        let help = error.help.unwrap_or_default();
        assert!(help.contains("formulas of flows"), "{name}: {help}");
    }
}
