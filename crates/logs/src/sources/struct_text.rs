//! Structures as Athena writes them into cells: `{type=IAMUser, sessioncontext={attributes=null}}`.
//!
//! The text has no quotes, so a value ends where `, name=` or the bracket follows.

use super::def::Field;
use crate::json::{Elements, Members, quote, unescape};

/// Structures within one another.
const MAX_DEPTH: usize = 16;

/// Names of the parts of an event as CloudTrail spells them; Athena knows only lower case.
const SPELLINGS: &[&str] = &[
    "accessKeyId",
    "accountId",
    "cipherSuite",
    "clientProvidedHostHeader",
    "creationDate",
    "credentialId",
    "ec2RoleDelivery",
    "federatedProvider",
    "identityProvider",
    "identityStoreArn",
    "inScopeOf",
    "invokedBy",
    "mfaAuthenticated",
    "onBehalfOf",
    "principalId",
    "sessionContext",
    "sessionIssuer",
    "sourceIdentity",
    "tlsVersion",
    "userId",
    "userName",
    "webIdFederationData",
];

/// The JSON text of a structure, be it JSON already or Athena's text, with CloudTrail's spelling.
pub(super) fn structure(fields: &[Field<'_>]) -> Option<String> {
    let field = fields.first()?;
    let mut out = String::new();
    if let Some(json) = field.json() {
        spelled(&json, &mut out, 0)?;
        return Some(out);
    }
    let text = field.text()?;
    let mut rest = text.trim();
    value(&mut rest, &mut out, 0)?;
    rest.trim().is_empty().then_some(out)
}

fn spelling(name: &str) -> &str {
    SPELLINGS
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name))
        .copied()
        .unwrap_or(name)
}

fn spelled(json: &[u8], out: &mut String, depth: usize) -> Option<()> {
    let container = depth < MAX_DEPTH && matches!(json.first(), Some(b'{' | b'['));
    if !container {
        out.push_str(std::str::from_utf8(json).ok()?);
        return Some(());
    }
    if json.first() == Some(&b'[') {
        out.push('[');
        for (number, element) in Elements::new(json).enumerate() {
            if number > 0 {
                out.push(',');
            }
            spelled(element.ok()?, out, depth + 1)?;
        }
        out.push(']');
        return Some(());
    }
    out.push('{');
    for (number, member) in Members::new(json).enumerate() {
        let (key, value) = member.ok()?;
        if number > 0 {
            out.push(',');
        }
        quote(out, spelling(&unescape(key)));
        out.push(':');
        spelled(value, out, depth + 1)?;
    }
    out.push('}');
    Some(())
}

/// Writes the value at the start of the text, and leaves what follows it.
fn value(rest: &mut &str, out: &mut String, depth: usize) -> Option<()> {
    let open = rest.chars().next()?;
    let close = match open {
        '{' => '}',
        '[' => ']',
        _ => return word(rest, out),
    };
    if depth == MAX_DEPTH {
        return None;
    }
    *rest = rest.get(1..)?.trim_start();
    out.push(open);
    let mut first = true;
    while !rest.starts_with(close) {
        if !first {
            out.push(',');
            *rest = rest.strip_prefix(',')?.trim_start();
        }
        first = false;
        if open == '{' {
            let (name, after) = rest.split_once('=')?;
            if !is_name(name) {
                return None;
            }
            quote(out, spelling(name));
            out.push(':');
            *rest = after;
        }
        value(rest, out, depth + 1)?;
        *rest = rest.trim_start();
    }
    *rest = rest.get(1..)?;
    out.push(close);
    Some(())
}

/// A value without structure: up to a bracket or the next name.
fn word(rest: &mut &str, out: &mut String) -> Option<()> {
    let ends = |(at, c): (usize, char)| match c {
        '}' | ']' => true,
        ',' => {
            let after = rest.get(at + 1..).unwrap_or_default().trim_start();
            after.split_once('=').is_some_and(|(name, _)| is_name(name))
        }
        _ => false,
    };
    let end = rest
        .char_indices()
        .find(|c| ends(*c))
        .map_or(rest.len(), |(at, _)| at);
    let (text, after) = rest.split_at_checked(end)?;
    match text.trim() {
        "null" => out.push_str("null"),
        text => quote(out, text),
    }
    *rest = after;
    Some(())
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
