//! Patterns in which `*` stands for any characters.

/// Whether a text is one that a pattern means; letter case counts.
pub fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let Some(mut last) = parts.next() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(last) {
            Some(at) => rest = rest.get(at + last.len()..).unwrap_or_default(),
            None => return false,
        }
        last = part;
    }
    rest.ends_with(last)
}
