//! The report for build servers: a file is a test suite, a scenario a test case.

use std::fmt::Write;

use super::{Played, Report, Status};

/// Renders a report as JUnit XML.
pub fn junit(report: &Report) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (tests, failures, errors) = counts(&report.scenarios);
    let _ = writeln!(
        xml,
        "<testsuites tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"{:.3}\">",
        report.seconds
    );
    for suite in report
        .scenarios
        .chunk_by(|left, right| left.file == right.file)
    {
        test_suite(&mut xml, suite);
    }
    xml.push_str("</testsuites>");
    xml
}

fn test_suite(xml: &mut String, suite: &[Played]) {
    let (tests, failures, errors) = counts(suite);
    let seconds: f64 = suite.iter().map(|played| played.seconds).sum();
    let file = escaped(&suite[0].file);
    let _ = writeln!(
        xml,
        "  <testsuite name=\"{file}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"{seconds:.3}\">"
    );
    for played in suite {
        test_case(xml, played);
    }
    xml.push_str("  </testsuite>\n");
}

fn test_case(xml: &mut String, played: &Played) {
    let name = if played.scenario.is_empty() {
        "(file)"
    } else {
        &played.scenario
    };
    let _ = write!(
        xml,
        "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\" time=\"{:.3}\"",
        escaped(name),
        escaped(&played.file),
        escaped(&played.file),
        played.line,
        played.seconds
    );
    let Some(failure) = &played.failure else {
        xml.push_str("/>\n");
        return;
    };
    let element = if played.status == Status::Error {
        "error"
    } else {
        "failure"
    };
    let message = format!("expected {}, found {}", failure.expected, failure.found);
    let mut text = format!("step {}, line {}\n", failure.step, failure.line);
    for (label, lines) in [("history", &failure.history), ("waits", &failure.why)] {
        for line in lines {
            let _ = writeln!(text, "{label}: {line}");
        }
    }
    let (message, text) = (escaped(&message), escaped(&text));
    let _ = writeln!(
        xml,
        ">\n      <{element} message=\"{message}\">{text}</{element}>"
    );
    xml.push_str("    </testcase>\n");
}

fn counts(played: &[Played]) -> (usize, usize, usize) {
    let with = |status| {
        played
            .iter()
            .filter(|played| played.status == status)
            .count()
    };
    (played.len(), with(Status::Failed), with(Status::Error))
}

/// XML text; characters that XML 1.0 cannot hold become `?`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push(character),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('?'),
            c => out.push(c),
        }
    }
    out
}
