//! Tests of KQL on one field, as Sigma's modifiers.

use vigie_engine::types::Value;

use super::logic::{Ask, Logic, Scalar, all, any, listed};
use super::rows::{FieldKind, FieldValue, Fold};

/// Values of a list that is not taken apart.
const LONG: usize = 64;

/// What cannot be said, in a sentence.
pub(super) type Said<T> = Result<T, String>;

/// A comparison of a field with a text: `contains_cs`, `equal`, `has`, …
pub(super) fn text(name: &str, field: &FieldValue, literal: &str) -> Said<Logic> {
    if name == "not_equal" {
        return text("equal", field, literal).map(Logic::not);
    }
    let (bare, cased) = match name {
        "equal" => ("equals", true),
        "equals_tilde" => ("equals", false),
        _ => match name.strip_suffix("_cs") {
            Some(bare) => (bare, true),
            None => (name, false),
        },
    };
    // Letters that the query made small or capital fit in any case, or never.
    let cased = match field.fold {
        Fold::None => cased,
        fold if cased && fold.of(literal) != literal => return Ok(Logic::never()),
        _ => false,
    };
    if literal.is_empty() {
        return Ok(match bare {
            "equals" => empty(field),
            _ => Logic::always(),
        });
    }
    let modifier = match bare {
        "equals" => None,
        "contains" => Some("contains"),
        "startswith" => Some("startswith"),
        "endswith" => Some("endswith"),
        "has" | "hasprefix" | "hassuffix" => {
            return Ok(term(
                field,
                literal,
                bare != "hassuffix",
                bare != "hasprefix",
                cased,
            ));
        }
        other => return Err(format!("Sigma has no word for `{other}`")),
    };
    let mut modifiers: Vec<&'static str> = modifier.into_iter().collect();
    if cased && literal.chars().any(char::is_alphabetic) {
        modifiers.push("cased");
    }
    Ok(ask(
        field,
        modifiers,
        Scalar::Text(escaped(literal)),
        literal,
    ))
}

/// A text that is one of several.
pub(super) fn one_of(field: &FieldValue, list: &[Value], fold_case: bool) -> Said<Logic> {
    let name = if fold_case { "equals_tilde" } else { "equal" };
    let each = list.iter().map(|value| match value {
        Value::String(literal) => text(name, field, literal),
        Value::Null => Ok(Logic::never()),
        other if field.kind != FieldKind::Text => number("equal", field, other),
        _ => Err(format!("`{}` is compared with what is no text", field.name)),
    });
    let one = any(each.collect::<Said<Vec<_>>>()?);
    // A long list stays one question, which is quicker to work on.
    Ok(if list.len() > LONG { listed(&one) } else { one })
}

/// A comparison with a number, true or false.
pub(super) fn number(name: &str, field: &FieldValue, value: &Value) -> Said<Logic> {
    let scalar = match value {
        Value::Int(n) => Scalar::Number(n.to_string()),
        Value::Long(n) => Scalar::Number(n.to_string()),
        Value::Real(n) if n.is_finite() => Scalar::Number(n.to_string()),
        Value::Bool(b) => Scalar::Bool(*b),
        _ => {
            return Err(format!(
                "`{}` is compared with a value that Sigma does not have",
                field.name
            ));
        }
    };
    let modifier = match name {
        "equal" => return Ok(ask(field, Vec::new(), scalar, "")),
        "less" => "lt",
        "less_or_equal" => "lte",
        "greater" => "gt",
        "greater_or_equal" => "gte",
        _ => return Err(format!("Sigma has no word for `{name}` of numbers")),
    };
    Ok(ask(field, vec![modifier], scalar, ""))
}

/// The text has a pattern somewhere.
pub(super) fn regex(field: &FieldValue, pattern: &str) -> Said<Logic> {
    let (flags, rest) = match pattern.strip_prefix("(?").and_then(|p| p.split_once(')')) {
        Some((flags, rest)) if flags.chars().all(|c| "ims".contains(c)) && !flags.is_empty() => {
            (flags, rest)
        }
        _ => ("", pattern),
    };
    if rest.contains("(?") && !rest.contains("(?:") {
        let what =
            format!("the regular expression `{pattern}` has groups that Sigma does not have");
        return Err(what);
    }
    let mut flags: Vec<char> = flags.chars().collect();
    if field.fold != Fold::None {
        if !suits(rest, field.fold) {
            let what = format!("`{pattern}` is looked for in letters that the query changed");
            return Err(what);
        }
        flags.push('i');
    }
    flags.sort_unstable();
    flags.dedup();
    let mut modifiers = vec!["re"];
    for flag in flags {
        modifiers.push(match flag {
            'i' => "i",
            'm' => "m",
            _ => "s",
        });
    }
    let asked = ask(field, modifiers, Scalar::Text(rest.to_owned()), rest);
    let compiled =
        regex::Regex::new(pattern).map_err(|_| format!("`{pattern}` is no regular expression"))?;
    // A field that is absent is an empty text in KQL, and no text in Sigma.
    Ok(if compiled.is_match("") {
        asked.or(empty(field))
    } else {
        asked
    })
}

/// Whether a pattern asks for the same of folded letters as of letters in any case.
fn suits(pattern: &str, fold: Fold) -> bool {
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if fold.of(&c.to_string()) != c.to_string() {
            return false;
        }
    }
    true
}

/// An address in a network.
pub(super) fn network(field: &FieldValue, range: &str) -> Logic {
    ask(field, vec!["cidr"], Scalar::Text(range.to_owned()), range)
}

/// The text is absent or empty.
pub(super) fn empty(field: &FieldValue) -> Logic {
    any([
        ask(field, Vec::new(), Scalar::Text(String::new()), "empty"),
        ask(field, Vec::new(), Scalar::Null, "absent"),
    ])
}

/// Two fields are the same; two that are absent are.
pub(super) fn same(name: &str, left: &FieldValue, right: &FieldValue) -> Said<Logic> {
    let cased = match name {
        "equal" => left.fold == Fold::None || right.fold == Fold::None,
        "equals_tilde" => false,
        "not_equal" => return same("equal", left, right).map(Logic::not),
        _ => return Err(format!("Sigma has no word for `{name}` of two fields")),
    };
    if left.fold != right.fold {
        let what = "two fields are compared of which only one has its letters changed";
        return Err(what.to_owned());
    }
    let mut modifiers = vec!["fieldref"];
    if cased {
        modifiers.push("cased");
    }
    let there = ask(
        left,
        modifiers,
        Scalar::Text(right.name.clone()),
        &right.name,
    );
    Ok(there.or(all([empty(left), empty(right)])))
}

/// A whole term: not between letters or digits.
fn term(field: &FieldValue, literal: &str, left: bool, right: bool, cased: bool) -> Logic {
    let edge = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = left && edge(literal.chars().next());
    let after = right && edge(literal.chars().next_back());
    if !before && !after {
        let mut modifiers = vec!["contains"];
        if cased {
            modifiers.push("cased");
        }
        return ask(field, modifiers, Scalar::Text(escaped(literal)), literal);
    }
    let letters = if cased { "a-zA-Z0-9" } else { "a-z0-9" };
    let mut pattern = String::new();
    if before {
        pattern.push_str(&format!("(^|[^{letters}])"));
    }
    for c in literal.chars() {
        if "\\.+*?()|[]{}^$".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    if after {
        pattern.push_str(&format!("([^{letters}]|$)"));
    }
    let modifiers = if cased { vec!["re"] } else { vec!["re", "i"] };
    ask(field, modifiers, Scalar::Text(pattern), literal)
}

fn ask(field: &FieldValue, modifiers: Vec<&'static str>, value: Scalar, label: &str) -> Logic {
    Logic::Ask(Ask {
        field: field.name.clone(),
        modifiers,
        values: vec![value],
        label: label.to_owned(),
    })
}

/// A question about the time of the event.
pub(super) fn time_part(field: &str, part: &'static str, name: &str, value: i64) -> Said<Logic> {
    let compare = match name {
        "equal" => None,
        "less" => Some("lt"),
        "less_or_equal" => Some("lte"),
        "greater" => Some("gt"),
        "greater_or_equal" => Some("gte"),
        _ => return Err(format!("Sigma has no word for `{name}` of a time")),
    };
    let modifiers = std::iter::once(part).chain(compare).collect();
    Ok(Logic::Ask(Ask {
        field: field.to_owned(),
        modifiers,
        values: vec![Scalar::Number(value.to_string())],
        label: part.to_owned(),
    }))
}

/// A text whose wildcards are literal.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let chars: Vec<char> = text.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let needs = match c {
            '*' | '?' => true,
            // A backslash stands for itself, unless something behind it gives it a meaning.
            '\\' => chars.get(at + 1).is_none_or(|next| "*?\\".contains(*next)),
            _ => false,
        };
        if needs {
            out.push('\\');
        }
        out.push(*c);
    }
    out
}
