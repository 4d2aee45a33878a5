//! Texts with columns in them: `{{Caller}} deleted {{Machines}} machines`.

/// The text with its columns filled in; `None` where a column is not there, so that the alert keeps
/// what the rule says.
pub(crate) fn fill(text: &str, column: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        out.push_str(&column(name.trim())?);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}
