//! Findings as JSON: one line for each rule.

use std::io::{Result, Write};

use serde_json::json;
use vigie_syntax::{escape, render};

use super::Checked;

/// Writes `{"path","id","ok","diagnostics":[{"code","severity","message","line","column"}]}` for each
/// rule.
///
/// # Errors
/// When nothing can be written.
pub fn write(checked: &[Checked], out: &mut dyn Write) -> Result<()> {
    for rule in checked {
        let diagnostics: Vec<_> = rule
            .diagnostics
            .iter()
            .map(|d| {
                let (line, column) = rule.position(d);
                json!({
                    "code": d.code,
                    "severity": render::name(d.severity),
                    "message": d.message,
                    "line": line,
                    "column": column,
                })
            })
            .collect();
        let line = json!({
            "path": rule.path.to_string_lossy(),
            "id": rule.id,
            "ok": rule.is_ok(),
            "diagnostics": diagnostics,
        });
        writeln!(out, "{}", escape::json(&line.to_string()))?;
    }
    Ok(())
}
