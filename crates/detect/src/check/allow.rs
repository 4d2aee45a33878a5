//! Findings that the author allows: `// vigie: allow CODE reason`, on the line of the finding or on a
//! line of its own above it.

use vigie_syntax::Diagnostic;

/// What a comment of this kind begins with.
const MARK: &str = "vigie: allow ";

/// The findings that no comment allows. Errors stay.
pub(super) fn without_allowed(query: &str, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if !query.contains(MARK) {
        return findings;
    }
    let lines: Vec<&str> = query.lines().collect();
    let allows = |line: usize, code: &str| {
        let text = lines.get(line).copied().unwrap_or_default();
        let comment = text.split_once("//").and_then(|(_, c)| c.split_once(MARK));
        comment.is_some_and(|(_, rest)| rest.split_whitespace().next() == Some(code))
    };
    let is_comment = |line: usize| {
        let text = lines.get(line).copied().unwrap_or_default();
        text.trim_start().starts_with("//")
    };
    let stays = |finding: &Diagnostic| {
        if finding.is_error() {
            return true;
        }
        let (line, _) = finding.position(query);
        let own = line.saturating_sub(1);
        let above = (0..own).rev().take_while(|above| is_comment(*above));
        !std::iter::once(own)
            .chain(above)
            .any(|line| allows(line, finding.code))
    };
    findings.into_iter().filter(stays).collect()
}
