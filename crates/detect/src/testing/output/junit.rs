//! Results as JUnit XML: a suite for each rule, a case for each test.

use std::io::{Result, Write};

use crate::testing::{Tested, Verdict};

/// Writes one document.
pub fn write(all: &[Tested], out: &mut impl Write) -> Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, "<testsuites name=\"vigie\">")?;
    for tested in all {
        for (at, rule) in tested.suite.rules.iter().enumerate() {
            let tests = tested.suite.tests.iter().zip(&tested.outcome.verdicts);
            let of_rule: Vec<_> = tests.filter(|(t, _)| t.rule == at).collect();
            if of_rule.is_empty() {
                continue;
            }
            let count =
                |wanted: fn(&Verdict) -> bool| of_rule.iter().filter(|(_, v)| wanted(v)).count();
            writeln!(
                out,
                r#"  <testsuite name="{}" tests="{}" failures="{}" errors="{}">"#,
                escaped(&rule.path.display().to_string()),
                of_rule.len(),
                count(|v| matches!(v, Verdict::Failed(_))),
                count(|v| matches!(v, Verdict::Broken(_))),
            )?;
            for (test, verdict) in &of_rule {
                let case = format!(
                    r#"    <testcase classname="{}" name="{}" file="{}" line="{}""#,
                    escaped(&rule.name),
                    escaped(&test.title()),
                    escaped(&test.path.display().to_string()),
                    test.case.line
                );
                match verdict {
                    Verdict::Passed => writeln!(out, "{case}/>")?,
                    Verdict::Failed(faults) => told(out, &case, "failure", &faults.join("\n"))?,
                    Verdict::Broken(sentence) => told(out, &case, "error", sentence)?,
                }
            }
            writeln!(out, "  </testsuite>")?;
        }
        if !tested.suite.faults.is_empty() {
            let faults = &tested.suite.faults;
            let count = faults.len();
            writeln!(
                out,
                r#"  <testsuite name="files of tests" tests="{count}" failures="0" errors="{count}">"#
            )?;
            for fault in faults {
                let file = escaped(&fault.path.display().to_string());
                let line = fault.line;
                let case = format!(
                    r#"    <testcase classname="files" name="{file}:{line}" file="{file}" line="{line}""#
                );
                told(out, &case, "error", &fault.message)?;
            }
            writeln!(out, "  </testsuite>")?;
        }
    }
    writeln!(out, "</testsuites>")
}

fn told(out: &mut impl Write, case: &str, kind: &str, text: &str) -> Result<()> {
    let first = escaped(text.lines().next().unwrap_or_default());
    let all = escaped(text);
    writeln!(out, "{case}>")?;
    writeln!(out, r#"      <{kind} message="{first}">{all}</{kind}>"#)?;
    writeln!(out, "    </testcase>")
}

/// Text as XML has it; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(c),
            c if (c as u32) < 0x20 || c == '\u{fffe}' || c == '\u{ffff}' => {}
            c => safe.push(c),
        }
    }
    safe
}
